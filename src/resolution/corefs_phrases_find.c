/* corefs_phrases_find.c -- where noun phrases begin and end, by tags. In: tokens, tags, names. Out: phrases. Threads:
 * no state but the caller's. */
#include <stdlib.h>

#include "corefs_phrases_read.h"
#include "status.h"

enum { MAX_PHRASES = 1 << 21 };

typedef struct finder {
    const hs_grammar *g;
    hs_phrase *out;
    uint32_t n, cap;
} finder;

/* Add the phrase [begin, end) with this head, if there is room. */
static void emit(finder *f, const hs_phrase *p)
{
    if (f->n < f->cap)
        f->out[f->n++] = *p;
}

/* Is it followed by a finite verb, its own? */
static bool is_subject(const hs_grammar *g, const hs_phrase *p)
{
    if (p->owns)
        return false;
    if (p->begin && hs_is_joined(g, p->begin - 1) &&
        (hs_tag_at(g, p->begin - 1) == HS_TAG_PREPOSITION || hs_tag_at(g, p->begin - 1) == HS_TAG_TO ||
         hs_tag_at(g, p->begin - 1) == HS_TAG_VERB) &&
        !hs_token_is_in(g->tokens, p->begin - 1,
                        "that because if while when as since although though before after until said says think know"))
        return false;
    uint32_t k = p->end;
    if (g->tokens->at[k - 1].shape & HS_TOKEN_OWNS)
        return p->person != HS_PERSON_NONE; /* "he's" */
    while (k < g->tokens->n && k < p->end + 3 && hs_is_joined(g, k - 1)) {
        if (hs_is_verb(hs_tag_at(g, k)))
            return true;
        if (hs_tag_at(g, k) != HS_TAG_ADVERB)
            return false;
        k++;
    }
    return false;
}

static void find_names_within(finder *f, const hs_phrase *p)
{
    for (uint32_t i = hs_names_from(f->g->names, p->core); i < f->g->names->n && f->g->names->at[i].end <= p->head;
         i++) {
        const hs_name *name = &f->g->names->at[i];
        if (name->first < p->core || (name->end == p->head && hs_tag_at(f->g, p->head) == HS_TAG_NUMBER))
            continue;
        hs_phrase inner = {.begin = name->whole,
                           .end = name->end,
                           .determiner = HS_NONE,
                           .core = name->first,
                           .head = name->end - 1,
                           .owner = HS_NONE,
                           .entity = HS_NONE,
                           .person = HS_PERSON_NONE};
        hs_phrase_tell(&inner, f->g);
        emit(f, &inner);
    }
}

/* "the University of | Basel", "the | Basel Tigers": places within names of what is no place itself. */
static void find_places_within(finder *f, const hs_phrase *p)
{
    const hs_token *t = f->g->tokens->at;
    for (uint32_t i = hs_names_from(f->g->names, p->core); i < f->g->names->n && f->g->names->at[i].end <= p->head + 1;
         i++) {
        const hs_name *name = &f->g->names->at[i];
        hs_source_kind kind = f->g->entities->at[name->entity].kind;
        if (name->end - name->first < 2 || kind == HS_SOURCE_PERSON || kind == HS_SOURCE_PLACE)
            continue;
        for (uint32_t k = name->first; k < name->end; k++) {
            bool last = k > name->first && k + 1 == name->end && hs_token_is(f->g->tokens, k - 1, "of");
            if (!(t[k].traits & HS_WORD_PLACE) || !(t[k].shape & HS_TOKEN_CAPITAL) || (k > name->first && !last))
                continue;
            hs_phrase inner = {.begin = k,
                               .end = k + 1,
                               .determiner = HS_NONE,
                               .core = k,
                               .head = k,
                               .owner = HS_NONE,
                               .entity = HS_NONE,
                               .form = HS_PHRASE_INDEFINITE,
                               .person = HS_PERSON_NONE,
                               .animacy = HS_ANIMACY_THING,
                               .within = true};
            emit(f, &inner);
        }
    }
}

static int by_head(const void *a, const void *b)
{
    const hs_phrase *x = a, *y = b;
    if (x->head != y->head)
        return x->head < y->head ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static void finish(finder *f, uint32_t from)
{
    for (uint32_t i = from; i < f->n; i++) {
        if (f->out[i].within)
            continue;
        hs_phrase_tell(&f->out[i], f->g);
        f->out[i].subject = is_subject(f->g, &f->out[i]);
    }
}

/* Is it a "this" or "that" with no noun, and no "that" that joins clauses? */
static bool stands_alone(const hs_grammar *g, uint32_t i)
{
    if (!hs_is_demonstrative(g->tokens, i) || hs_begins_clause(g, i))
        return false;
    bool first = (!i || !hs_is_joined(g, i - 1)) && hs_is_joined(g, i) && hs_is_verb(hs_tag_at(g, i + 1));
    return first || hs_tag_at(g, i) == HS_TAG_DETERMINER || g->tokens->at[i].shape & HS_TOKEN_OWNS;
}

static void find_at(finder *f, uint32_t *at)
{
    const hs_tokens *tokens = f->g->tokens;
    uint32_t i = *at, from = f->n;
    hs_person person = hs_person_at(tokens, i);
    if (person != HS_PERSON_NONE && hs_name_at(f->g, i) == HS_NONE) {
        bool owns = hs_is_possessive(tokens, i) &&
                    !(hs_token_is(tokens, i, "her") && !(hs_is_joined(f->g, i) && hs_is_modifier(f->g, i + 1)));
        hs_phrase p = {.begin = i,
                       .end = i + 1,
                       .determiner = HS_NONE,
                       .core = i,
                       .head = i,
                       .owner = HS_NONE,
                       .entity = HS_NONE,
                       .form = HS_PHRASE_PRONOUN,
                       .person = person,
                       .owns = owns};
        bool several = hs_token_is_in(tokens, i, "we us you they them");
        if (!owns && several && hs_is_joined(f->g, i) &&
            (hs_token_is(tokens, i + 1, "all") || (person == HS_PERSON_YOU && hs_token_is_in(tokens, i + 1, "guys folks"))))
            p.end++; /* "you guys" */
        emit(f, &p);
        if (!owns) {
            finish(f, from);
            *at = i + 1;
            return;
        }
    }
    if (hs_token_is(tokens, i, "let") && tokens->at[i].shape & HS_TOKEN_OWNS) { /* "let's": us */
        hs_phrase us = {.begin = i,
                        .end = i + 1,
                        .determiner = HS_NONE,
                        .core = i,
                        .head = i,
                        .owner = HS_NONE,
                        .entity = HS_NONE,
                        .form = HS_PHRASE_PRONOUN,
                        .person = HS_PERSON_WE,
                        .short_us = true};
        emit(f, &us);
        finish(f, from);
        *at = i + 1;
        return;
    }
    hs_phrase p, owners[HS_PHRASE_OWNERS];
    uint32_t n_owners = 0;
    bool found = hs_phrase_read(&p, owners, &n_owners, f->g, i);
    for (uint32_t k = 0; k < n_owners; k++)
        emit(f, &owners[k]);
    if (!found) {
        if (stands_alone(f->g, i)) {
            p = (hs_phrase){.begin = i,
                            .end = i + 1,
                            .determiner = HS_NONE,
                            .core = i,
                            .head = i,
                            .owner = HS_NONE,
                            .entity = HS_NONE,
                            .form = HS_PHRASE_DEMONSTRATIVE,
                            .person = HS_PERSON_NONE};
            emit(f, &p);
        }
        finish(f, from);
        *at = i + 1;
        return;
    }
    hs_phrase_tell(&p, f->g);
    p.end = hs_phrase_end(f->g, &p);
    find_names_within(f, &p);
    find_places_within(f, &p);
    emit(f, &p);
    finish(f, from);
    bool itself = p.end == p.head + 2 && hs_token_is_in(tokens, p.end - 1, "himself herself itself themselves");
    *at = p.head + 1 + itself;
}

hs_status hs_phrases_find(hs_phrases *out, hs_arena *arena, const hs_grammar *grammar, hs_error *err)
{
    uint32_t n = grammar->tokens->n;
    finder f = {grammar, NULL, 0, n < MAX_PHRASES ? n : MAX_PHRASES};
    *out = (hs_phrases){NULL, 0};
    f.out = HS_NEW(arena, hs_phrase, f.cap);
    if (!f.out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the phrases of a text");
    uint32_t turn = 0;
    for (uint32_t i = 0; i < n;) {
        while (turn < grammar->turns->n && grammar->turns->at[turn].begin <= i)
            turn++;
        if (turn < grammar->turns->n && grammar->turns->at[turn].label <= i)
            i = grammar->turns->at[turn].begin;
        else
            find_at(&f, &i);
    }
    qsort(f.out, f.n, sizeof *f.out, by_head);
    *out = (hs_phrases){f.out, f.n};
    return HS_OK;
}
