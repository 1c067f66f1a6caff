/* corefs_phrases_behind.c -- what describes a noun from behind: "of the harbour", "who left", ", the harbour master".
 * In: tokens, tags, names, a phrase up to its noun. Out: where it ends. Threads: any. */
#include "corefs_phrases_read.h"

enum { MAX_BEHIND = 24, MAX_LENGTH = 64 };

/* Has the sentence no finite verb before token i, since its last mark? */
static bool leads(const hs_grammar *g, uint32_t i)
{
    for (uint32_t looks = 0; i > 0 && looks < MAX_BEHIND; looks++) {
        i--;
        if (g->tokens->at[i].sentence != g->tokens->at[i + 1].sentence || g->tokens->at[i].gap & HS_GAP_STOP)
            return true;
        if (hs_is_verb(hs_tag_at(g, i)))
            return false;
    }
    return true;
}

/* The end of the clause that describes a noun and begins at token i: a mark ends it, or the verb behind its own. */
static uint32_t clause_end(const hs_grammar *g, uint32_t i, bool has_verb)
{
    bool group = false;
    uint32_t k = i;
    for (; k < g->tokens->n && k < i + MAX_BEHIND; k++) {
        bool verb = hs_is_verb(hs_tag_at(g, k));
        if (verb && !group && has_verb && k > i && hs_tag_at(g, k - 1) != HS_TAG_AND &&
            hs_tag_at(g, k - 1) != HS_TAG_TO)
            return k;
        has_verb = has_verb || verb;
        group = verb || (group && (hs_tag_at(g, k) == HS_TAG_ADVERB || hs_tag_at(g, k) == HS_TAG_OTHER));
        if (hs_tag_at(g, k) == HS_TAG_WH ||
            (hs_tag_at(g, k) == HS_TAG_PREPOSITION && hs_token_is_in(g->tokens, k, "that because if while")))
            has_verb = k == i && has_verb;
        if (!hs_is_joined(g, k))
            return k + 1;
    }
    return k;
}

/* The next mark behind token i, within reach; HS_NONE. */
static uint32_t to_mark(const hs_grammar *g, uint32_t i)
{
    for (uint32_t k = i; k < g->tokens->n && k < i + MAX_BEHIND; k++)
        if (!hs_is_joined(g, k))
            return g->tokens->at[k].gap ? k + 1 : HS_NONE;
    return HS_NONE;
}

/* What a comma parts from a name, and is of it: "Lind, the harbour master", "Lind, who ..", "Port Alder, Velmark". */
static uint32_t behind_comma(const hs_grammar *g, const hs_phrase *p)
{
    const hs_tokens *tokens = g->tokens;
    uint32_t end = p->end, n = tokens->n;
    if (end + 1 >= n || g->tokens->at[end - 1].gap != HS_GAP_COMMA ||
        g->tokens->at[end].sentence != g->tokens->at[end - 1].sentence)
        return end;
    uint32_t mark = to_mark(g, end);
    if (mark == HS_NONE)
        return end;
    if (hs_token_is_in(tokens, end, "who which whose where"))
        return mark;
    if (p->form != HS_PHRASE_NAME)
        return end;
    uint32_t name = hs_name_at(g, end);
    if (name != HS_NONE && g->names->at[name].end == mark &&
        g->entities->at[g->names->at[name].entity].kind == HS_SOURCE_PLACE && p->animacy != HS_ANIMACY_PERSON &&
        !(p->begin && g->tokens->at[p->begin - 1].gap & HS_GAP_COMMA))
        return mark;
    if (hs_tag_at(g, end) == HS_TAG_DETERMINER && hs_token_is_in(tokens, end, "a an the")) {
        for (uint32_t k = end; k < mark; k++)
            if (hs_is_verb(hs_tag_at(g, k)))
                return end;
        return mark;
    }
    return end;
}

uint32_t hs_phrase_end(const hs_grammar *g, const hs_phrase *p)
{
    const hs_tokens *tokens = g->tokens;
    uint32_t end = p->end;
    if (p->owns)
        return end;
    if (hs_is_joined(g, end - 1) && hs_token_is_in(tokens, end, "himself herself itself themselves"))
        return end + 1; /* "Lind himself" */
    bool lead = leads(g, p->begin);
    if (p->form == HS_PHRASE_NAME || p->form == HS_PHRASE_DEFINITE)
        end = behind_comma(g, p);
    while (end < tokens->n && end < p->begin + MAX_LENGTH && hs_is_joined(g, end - 1)) {
        hs_tag next = hs_tag_at(g, end);
        bool of = hs_token_is(tokens, end, "of");
        bool other = lead && p->form != HS_PHRASE_NAME && next == HS_TAG_PREPOSITION &&
                     hs_token_is_in(tokens, end, "in from for with on at about between");
        if ((of || other) && hs_is_joined(g, end)) {
            hs_phrase inner;
            hs_person person = hs_person_at(tokens, end + 1);
            if (person != HS_PERSON_NONE && !hs_is_possessive(tokens, end + 1)) {
                end += 2;
                continue;
            }
            if (!hs_phrase_read(&inner, NULL, NULL, g, end + 1))
                return end;
            end = inner.end;
            if (inner.owns)
                return end;
            continue;
        }
        bool that = hs_token_is_in(tokens, end, "that which who whom whose where") &&
                    (next == HS_TAG_WH || hs_token_is(tokens, end, "that"));
        if (that && p->form != HS_PHRASE_NAME)
            return clause_end(g, end + 1, false);
        if (next == HS_TAG_PARTICIPLE && end == p->head + 1)
            return clause_end(g, end, true);
        hs_person person = hs_person_at(tokens, end);
        if (person != HS_PERSON_NONE && !hs_is_possessive(tokens, end) && p->determiner != HS_NONE &&
            end + 1 < tokens->n && hs_is_verb(hs_tag_at(g, end + 1)))
            return clause_end(g, end, false);
        break;
    }
    return end;
}
