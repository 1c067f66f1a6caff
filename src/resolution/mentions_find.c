/* mentions_find.c -- collecting mentions. In: tokens, names, attributions. Out: hs_mentions. Threads: no state but the
 * caller's. */
#include "mentions_find.h"

#include "names_given.h"

#include <stdlib.h>

#include "status.h"

enum { MAX_MENTIONS = 1 << 21, MAX_MODIFIERS = 5, MAX_BEHIND = 10 };

typedef struct gathering {
    const hs_document *doc;
    const hs_tokens *tokens;
    const hs_names *names;
    hs_entities *entities;
    hs_mention *out;
    uint32_t n, cap;
} gathering;

bool hs_tokens_in(const hs_tokens *tokens, hs_span span, uint32_t *begin, uint32_t *end)
{
    if (span.begin >= span.end)
        return false;
    *begin = hs_tokens_from(tokens, span.begin);
    *end = hs_tokens_from(tokens, span.end - 1);
    if (*end < tokens->n && tokens->at[*end].begin < span.end)
        ++*end;
    return *begin < *end;
}

static int by_place(const void *a, const void *b)
{
    const hs_mention *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    if (x->end != y->end)
        return x->end > y->end ? -1 : 1;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

static bool reports(const gathering *g, uint32_t attribution)
{
    hs_spans cue = g->doc->attributions[attribution].cue;
    uint32_t begin, end;
    return cue.n && hs_tokens_in(g->tokens, cue.at[0], &begin, &end) &&
           hs_token_is_in(g->tokens, end - 1, "reported reports");
}

/* "(about) the blogger Lind, | the Alder Times, relying on others, (reported)": a source that begins as the object of a
 * preposition holds the subject behind a comma. Where it begins, or `begin`. */
static uint32_t subject_behind(const gathering *g, uint32_t begin, uint32_t end)
{
    const hs_token *t = g->tokens->at;
    if (!begin || t[begin - 1].gap || !hs_token_is_in(g->tokens, begin - 1, "about on in at over against into since"))
        return begin;
    for (uint32_t i = begin; i + 1 < end && i < begin + MAX_BEHIND; i++) {
        if (!(t[i].gap & HS_GAP_COMMA))
            continue;
        uint32_t k = hs_names_from(g->names, i + 1);
        bool named = k < g->names->n && g->names->at[k].whole <= i + 1 + (t[i + 1].traits & HS_WORD_DETERMINER ? 1 : 0);
        return named && g->names->at[k].end <= end ? i + 1 : begin;
    }
    return begin;
}

/* "Lind Potash says none of its foremen ..", ".. said it was aware": no person speaks so of themselves. */
static bool speaks_of_it(const gathering *g, uint32_t attribution)
{
    enum { LOOKS = 5 };
    uint32_t begin, end;
    hs_spans content = g->doc->attributions[attribution].content;
    if (!content.n || !hs_tokens_in(g->tokens, content.at[0], &begin, &end))
        return false;
    for (uint32_t i = begin; i < end && i < begin + LOOKS; i++)
        if (hs_token_is(g->tokens, i, "its"))
            return true;
    return false;
}

static void gather(gathering *g, uint32_t begin, uint32_t end, uint32_t attribution)
{
    if (g->n == g->cap)
        return;
    hs_mention *m = &g->out[g->n++];
    *m = hs_mention_read(g->tokens, g->names, g->entities, begin, end);
    m->attribution = attribution;
    uint32_t noun = m->phrase.head; /* "an agent named Kelly" */
    if (m->form == HS_FORM_NAME && g->names->at[m->name].first > noun &&
        g->tokens->at[noun].traits & (HS_WORD_ROLE | HS_WORD_BODY | HS_WORD_MEDIA)) {
        hs_entity *e = &g->entities->at[g->names->at[m->name].entity];
        if (g->tokens->at[noun].traits & HS_WORD_ROLE && !(g->tokens->at[noun].traits & HS_WORD_BODY) && !hs_entity_is_body_by_name(e, g->tokens))
            e->kind = m->kind = HS_SOURCE_PERSON;
        hs_entity_call(e, g->tokens, noun);
        m->kind = e->kind;
    }
    if (m->form == HS_FORM_NAME && attribution != HS_NONE) { /* who says something, by two or three words: a person */
        hs_name *name = &g->names->at[m->name];
        hs_entity *e = &g->entities->at[name->entity];
        bool the = name->first && g->tokens->at[name->first - 1].traits & HS_WORD_DETERMINER;
        bool outlet = reports(g, attribution) && !hs_given_name(hs_token_word(g->tokens, e->first));
        if (e->kind == HS_SOURCE_UNKNOWN && e->end - e->first > 1 && !the && !outlet) {
            e->kind = m->kind = speaks_of_it(g, attribution) ? HS_SOURCE_ORGANISATION : HS_SOURCE_PERSON;
            e->kind_guessed = e->kind == HS_SOURCE_PERSON;
        } else if (e->kind == HS_SOURCE_UNKNOWN && (outlet || reports(g, attribution))) /* "Tidewire reported" */
            e->kind = m->kind = HS_SOURCE_OUTLET;
    }
}

static void gather_sources(gathering *g)
{
    for (uint32_t i = 0; i < g->doc->n_attributions; i++) {
        uint32_t begin, end;
        hs_spans source = g->doc->attributions[i].source;
        if (source.n && hs_tokens_in(g->tokens, source.at[0], &begin, &end))
            gather(g, subject_behind(g, begin, end), end, i);
    }
}

/* "four people close to the talks": where what describes them from behind ends; i + 1 if nothing does. */
static uint32_t described_end(const gathering *g, uint32_t i)
{
    const hs_token *t = g->tokens->at;
    static const char *const behind =
        "who which that said say says told tell spoke have has had was were are is and as "
        "claim claimed believe believed confirmed denied described expect expected fear "
        "feared warned think thought added suggested reported";
    uint32_t end = i + 1;
    if (t[i].gap || t[i].shape & HS_TOKEN_OWNS || end >= g->tokens->n ||
        !hs_token_is_in(g->tokens, end, "close familiar knowledgeable briefed"))
        return end;
    while (end < g->tokens->n && end <= i + MAX_BEHIND && !(end > i + 1 && t[end - 1].gap) &&
           !hs_token_is_in(g->tokens, end, behind))
        end++;
    return end;
}

/* "a young nun": a noun for people that no noun or name follows, with the words before it. */
static bool gather_noun(gathering *g, uint32_t i)
{
    const hs_token *t = g->tokens->at;
    const uint32_t nouns = HS_WORD_ROLE | HS_WORD_PEOPLE | HS_WORD_MEDIA;
    static const char *const silent = /* places and undertakings, which are bodies in a name only */
        "campaign capital center centre city community country crowd district games headquarters house initiative kingdom nation program project province public "
        "republic state town";
    bool body = t[i].traits & HS_WORD_BODY && (!(t[i].traits & nouns) || hs_is_authority(g->tokens, i)) && !hs_token_is_in(g->tokens, i, silent);
    bool begins = t[i].shape & HS_TOKEN_BEGINS && t[i].traits & HS_WORD_PEOPLE && !(t[i].traits & HS_WORD_STOP) && !(t[i].shape & (HS_TOKEN_HEADLINE | HS_TOKEN_CAPITALS)); /* "Residents | of the town" */
    if (!(t[i].traits & nouns || body) || (t[i].shape & HS_TOKEN_CAPITAL && !begins))
        return false;
    uint32_t named = t[i].gap == HS_GAP_COMMA && t[i].traits & HS_WORD_ROLE ? hs_names_from(g->names, i + 1) : g->names->n;
    uint32_t behind = named < g->names->n ? g->names->at[named].end : 0;
    if (behind && g->names->at[named].whole == i + 1 && t[behind - 1].gap == HS_GAP_COMMA && behind < g->tokens->n && !(t[behind].shape & HS_TOKEN_CAPITAL))
        return false; /* "the bank's officer, Ivy Holm, ..": the name tells who it is */
    bool joined = i + 1 < g->tokens->n && !t[i].gap && !(t[i].shape & HS_TOKEN_OWNS);
    if (joined && (t[i + 1].traits & HS_WORD_NOUN || t[i + 1].shape & HS_TOKEN_CAPITAL))
        return false;
    uint32_t begin = i;
    while (begin && i - begin < MAX_MODIFIERS && !t[begin - 1].gap && t[begin - 1].sentence == t[i].sentence &&
           !(t[begin - 1].traits & HS_WORD_STOP))
        begin--;
    bool determined = begin && !t[begin - 1].gap && !(t[begin - 1].traits & HS_WORD_RELATIVE) &&
                      t[begin - 1].traits & (HS_WORD_DETERMINER | HS_WORD_COUNT | HS_WORD_VAGUE);
    if (body ? begin == i || !(t[begin].shape & HS_TOKEN_OWNS || (determined && hs_token_is(g->tokens, begin - 1, "the")))
             : !determined && !(t[i].traits & HS_WORD_PEOPLE))
        return false; /* "the finance ministry", "Skarn's central bank"; "the ministry" tells nothing of which */
    gather(g, determined ? begin - 1 : body ? begin : i, described_end(g, i), HS_NONE);
    return true;
}

/* "officials from the environment | agency": the body of who speaks is spoken of, too. */
static bool is_body_of_source(const gathering *g, uint32_t i)
{
    const hs_token *t = g->tokens->at;
    uint32_t the = i;
    if (!(t[i].traits & HS_WORD_BODY) || (t[i].traits & HS_WORD_MEDIA && !hs_is_authority(g->tokens, i)))
        return false;
    while (the && i - the < MAX_MODIFIERS && !t[the - 1].gap && !(t[the].traits & HS_WORD_DETERMINER))
        the--;
    return the && hs_token_is(g->tokens, the, "the") && hs_token_is_in(g->tokens, the - 1, "from at for with");
}

/* Sources are in g->out[0..n_sources), by place. */
static void gather_others(gathering *g, uint32_t n_sources)
{
    uint32_t name = 0, source = 0, covered = 0;
    for (uint32_t i = 0; i < g->tokens->n && g->n < g->cap; i++) {
        while (source < n_sources && g->out[source].begin <= i) {
            covered = g->out[source].end > covered ? g->out[source].end : covered;
            source++;
        }
        while (name < g->names->n && g->names->at[name].end <= i)
            name++;
        bool begins = name < g->names->n && g->names->at[name].first == i;
        bool within = name < g->names->n && g->names->at[name].first <= i;
        bool is_source = false; /* the name that a source span ends with is told of there */
        for (uint32_t k = source; begins && k-- > 0 && k + 4 > source;)
            is_source = is_source || (g->out[k].form == HS_FORM_NAME && g->out[k].name == name);
        if (begins && !is_source)
            gather(g, i, g->names->at[name].end, HS_NONE);
        hs_pronoun pronoun = within || i < covered ? HS_PRONOUN_NONE : hs_pronoun_at(g->tokens, i);
        if (pronoun == HS_PRONOUN_HE || pronoun == HS_PRONOUN_SHE)
            gather(g, i, i + 1, HS_NONE);
        else if (!within && (i >= covered || is_body_of_source(g, i)))
            gather_noun(g, i);
    }
}

hs_status hs_mentions_find(hs_mentions *out, hs_arena *arena, const hs_document *doc, const hs_tokens *tokens,
                           const hs_names *names, hs_entities *entities, hs_error *err)
{
    gathering g = {doc, tokens, names, entities, NULL, 0, (uint32_t)doc->n_attributions + names->n};
    *out = (hs_mentions){NULL, 0, NULL};
    for (uint32_t i = 0; i < tokens->n && g.cap < MAX_MENTIONS; i++)
        g.cap += (tokens->at[i].traits &
                  (HS_WORD_ROLE | HS_WORD_PEOPLE | HS_WORD_BODY | HS_WORD_MEDIA | HS_WORD_DETERMINER)) ||
                 hs_pronoun_at(tokens, i) != HS_PRONOUN_NONE;
    g.out = HS_NEW(arena, hs_mention, g.cap);
    out->of = HS_NEW(arena, uint32_t, doc->n_attributions);
    if (!g.out || !out->of)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the mentions of a text");
    gather_sources(&g);
    qsort(g.out, g.n, sizeof *g.out, by_place);
    gather_others(&g, g.n);
    qsort(g.out, g.n, sizeof *g.out, by_place);
    for (size_t i = 0; i < doc->n_attributions; i++)
        out->of[i] = HS_NONE;
    for (uint32_t i = 0; i < g.n; i++)
        if (g.out[i].attribution != HS_NONE)
            out->of[g.out[i].attribution] = i;
    out->at = g.out;
    out->n = g.n;
    return HS_OK;
}
