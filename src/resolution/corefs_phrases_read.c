/* corefs_phrases_read.c -- one noun phrase up to its noun, by tags. In: tokens, tags, names. Out: hs_phrase. Threads:
 * any. */
#include "corefs_phrases_read.h"

enum { MAX_CORE = 12 };

hs_tag hs_tag_at(const hs_grammar *g, uint32_t i)
{
    return (hs_tag)g->tags[i];
}

/* Does token i + 1 follow token i with nothing but blanks between? */
bool hs_is_joined(const hs_grammar *g, uint32_t i)
{
    return i + 1 < g->tokens->n && !g->tokens->at[i].gap && g->tokens->at[i + 1].sentence == g->tokens->at[i].sentence;
}

bool hs_is_noun(hs_tag tag)
{
    return tag == HS_TAG_NOUN || tag == HS_TAG_NOUNS || tag == HS_TAG_PROPER;
}

bool hs_is_verb(hs_tag tag)
{
    return tag == HS_TAG_VERB || tag == HS_TAG_AUXILIARY;
}

/* The name that token i stands in; HS_NONE. */
uint32_t hs_name_at(const hs_grammar *g, uint32_t i)
{
    uint32_t k = hs_names_from(g->names, i);
    return k < g->names->n && g->names->at[k].whole <= i ? k : HS_NONE;
}

bool hs_is_possessive(const hs_tokens *tokens, uint32_t i)
{
    return hs_token_is_in(tokens, i, "my your his her its our their");
}

bool hs_is_modifier(const hs_grammar *g, uint32_t i)
{
    switch (hs_tag_at(g, i)) {
    case HS_TAG_ADJECTIVE:
    case HS_TAG_NUMBER:
        return true;
    case HS_TAG_ADVERB: /* "a very old ship" */
        return hs_is_joined(g, i) &&
               (hs_tag_at(g, i + 1) == HS_TAG_ADJECTIVE || hs_tag_at(g, i + 1) == HS_TAG_PARTICIPLE);
    case HS_TAG_PARTICIPLE:
    case HS_TAG_GERUND:
        return hs_is_joined(g, i) && (hs_is_noun(hs_tag_at(g, i + 1)) || hs_tag_at(g, i + 1) == HS_TAG_ADJECTIVE);
    default:
        return hs_is_noun(hs_tag_at(g, i));
    }
}

bool hs_is_demonstrative(const hs_tokens *tokens, uint32_t i)
{
    return hs_token_is_in(tokens, i, "this that these those");
}

/* "that Lind left", "that ships sank", "thinks that beauty fades": begins a clause. */
bool hs_begins_clause(const hs_grammar *g, uint32_t i)
{
    const hs_tokens *tokens = g->tokens;
    if (!hs_token_is(tokens, i, "that") || !hs_is_joined(g, i))
        return false;
    if (hs_name_at(g, i + 1) != HS_NONE || hs_tag_at(g, i + 1) == HS_TAG_NOUNS ||
        hs_token_is_in(tokens, i + 1, "someone everyone people everything something nothing"))
        return true;
    if (!i || !hs_is_joined(g, i - 1) ||
        (hs_tag_at(g, i - 1) != HS_TAG_VERB && hs_tag_at(g, i - 1) != HS_TAG_ADJECTIVE &&
         hs_tag_at(g, i - 1) != HS_TAG_NOUN && hs_tag_at(g, i - 1) != HS_TAG_PARTICIPLE))
        return false;
    uint32_t k = i + 1;
    while (hs_is_joined(g, k) && k < i + MAX_CORE && hs_is_modifier(g, k))
        k++;
    return k > i + 1 && (hs_is_verb(hs_tag_at(g, k)));
}

/* What shows that "this" has no noun behind it. */
static const char after_alone[] = "is was are were will would can could may might must should has have had do does did "
                                  "isn't wasn't doesn't didn't won't can't means makes";

/* "the ship Lind saw", "in the fifties Lind left": a name behind a noun that it is not called by. */
static bool follows_noun(const hs_grammar *g, const hs_phrase *p, const hs_name *name)
{
    if (p->head == HS_NONE ||
        g->tokens->at[p->head].traits & (HS_WORD_ROLE | HS_WORD_TITLE | HS_WORD_BODY | HS_WORD_MEDIA) ||
        g->tokens->at[p->head].shape & HS_TOKEN_CAPITAL)
        return false;
    return hs_tag_at(g, p->head) == HS_TAG_NOUNS || g->tokens->at[p->head].traits & HS_WORD_TIME ||
           (hs_is_joined(g, name->end - 1) && hs_is_verb(hs_tag_at(g, name->end)));
}

bool hs_phrase_read(hs_phrase *p, hs_phrase *owners, uint32_t *n, const hs_grammar *g, uint32_t i)
{
    const hs_tokens *tokens = g->tokens;
    uint32_t k = i, limit = i + MAX_CORE;
    *p = (hs_phrase){.begin = i,
                     .determiner = HS_NONE,
                     .owner = HS_NONE,
                     .head = HS_NONE,
                     .entity = HS_NONE,
                     .person = HS_PERSON_NONE};
    if (hs_token_is_in(tokens, k, "all both half") && hs_is_joined(g, k) &&
        (hs_tag_at(g, k + 1) == HS_TAG_DETERMINER || hs_is_possessive(tokens, k + 1)))
        k++;
    if (hs_begins_clause(g, k))
        return false;
    if (hs_tag_at(g, k) == HS_TAG_DETERMINER && hs_name_at(g, k) == HS_NONE) {
        p->determiner = k;
        if (!hs_is_joined(g, k))
            return false;
        k++;
    } else if (hs_is_possessive(tokens, k) && hs_tag_at(g, k) == HS_TAG_PRONOUN) {
        p->owner = k;
        if (!hs_is_joined(g, k))
            return false;
        k++;
    }
    p->core = k;
    if (k > i && hs_token_is(tokens, k, "of")) { /* "some of the ships" */
        p->determiner = HS_NONE;
        p->core = p->head = i;
        p->end = i + 1;
        return true;
    }
    if (hs_is_demonstrative(tokens, i) && hs_token_is_in(tokens, k, after_alone))
        return false;
    for (; k < tokens->n && k < limit; k++) {
        uint32_t name = hs_name_at(g, k);
        if (name != HS_NONE && g->names->at[name].end > k) {
            if (follows_noun(g, p, &g->names->at[name]))
                break;
            if (p->determiner == HS_NONE && p->owner == HS_NONE && p->head == HS_NONE)
                p->begin = p->core = k; /* "called Alder Square", "2 Alder Square" */
            k = g->names->at[name].end - 1;
            p->head = k;
        } else if (!hs_is_modifier(g, k))
            break;
        else if (hs_is_noun(hs_tag_at(g, k)))
            p->head = k;
        bool owner = g->tokens->at[k].shape & HS_TOKEN_OWNS && p->head == k;
        if (owner && !g->tokens->at[k].gap && hs_is_joined(g, k) && hs_is_modifier(g, k + 1)) {
            hs_phrase possessor = *p;
            possessor.end = k + 1;
            possessor.owns = true;
            if (owners && *n < HS_PHRASE_OWNERS)
                owners[(*n)++] = possessor;
            p->determiner = HS_NONE;
            p->owner = k;
            p->core = k + 1;
            p->head = HS_NONE;
            continue;
        }
        if (!hs_is_joined(g, k) || owner) {
            k++;
            break;
        }
    }
    if (p->head == HS_NONE && k > p->core && !hs_is_demonstrative(tokens, i) &&
        (p->determiner != HS_NONE || p->owner != HS_NONE))
        p->head = k - 1; /* "the latter", "the three" */
    if (p->head == HS_NONE)
        return false;
    while (p->head + 1 < k && hs_tag_at(g, p->head + 1) == HS_TAG_NUMBER &&
           g->tokens->at[p->head].shape & HS_TOKEN_CAPITAL)
        p->head++; /* "Figure 1" */
    p->end = p->head + 1;
    p->owns = g->tokens->at[p->head].shape & HS_TOKEN_OWNS;
    return true;
}
