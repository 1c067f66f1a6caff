/* audiences.c -- who was there to hear it, by the words behind a cue. In: attributions with sources, tokens, names. Out: what was said in public. Every look is bounded. Threads: no
 * state but the document's. */
#include "audiences.h"

#include "mentions_find.h"
#include "own.h"
#include "status.h"

/* "told | Metro Beat", "confirmed to | Metro Beat": somebody is named who is no person, and says nothing here. */
static bool is_told_to_body(const hs_resolver *r, uint32_t end)
{
    const hs_tokens *t = r->tokens;
    if (end >= t->n || t->at[end - 1].gap)
        return false;
    end += hs_token_is(t, end, "to");
    uint32_t k = hs_names_from(r->names, end);
    if (k >= r->names->n || r->names->at[k].first > end + 1 || !hs_token_is_in(t, end - 1, "told tells telling to"))
        return false;
    const hs_entity *e = &r->entities->at[r->names->at[k].entity];
    return e->kind != HS_SOURCE_PERSON && e->kind != HS_SOURCE_PLACE && e->source == HS_NO_SOURCE && (r->names->at[k].first == end || hs_token_is(t, end, "the"));
}

/* "told | me", "told | this newspaper": the page heard it itself. */
static bool is_told_to_author(const hs_resolver *r, uint32_t end)
{
    const hs_tokens *t = r->tokens;
    return !t->at[end - 1].gap && hs_token_is_in(t, end - 1, "told tells telling") && hs_is_author_at(t, end);
}

/* "told | reporters", "in a televised | speech": does one of the few words before token i, from `begin` on, lead to an audience? */
static bool leads_to_audience(const hs_tokens *t, uint32_t begin, uint32_t i)
{
    enum { REACH = 5 };
    for (uint32_t k = i; k > begin && k + REACH > i && !t->at[k - 1].gap; k--)
        if (hs_token_is_in(t, k - 1, "in at to told tells telling during"))
            return true;
    return false;
}

static const char audiences[] = "reporters journalists statement conference briefing rally speech hearing meeting parliament congress court commons lords senate";

/* "In a speech at the town hall, Lind said", "Speaking to reporters in Alder, she said": what the sentence begins with, which is nothing that was said. */
static bool begins_before_audience(const hs_tokens *t, uint32_t cue, hs_spans content)
{
    enum { REACH = 8 };
    uint32_t first = hs_sentence_first(t, cue);
    if (!hs_token_is_in(t, first, "in at during speaking addressing") || (content.n && content.at[0].begin <= t->at[first].begin))
        return false;
    for (uint32_t i = first + 1; i < cue && i < first + REACH; i++) {
        if (hs_token_is_in(t, i, audiences))
            return true;
        if (t->at[i].gap)
            return false;
    }
    return false;
}

/* "told reporters", "said in a statement", "said at a rally": all of the press heard it, or somebody else did. Of the content itself no word tells. */
static bool is_public(const hs_document *doc, const hs_resolver *r, uint32_t at)
{
    enum { REACH = 8 };
    const hs_tokens *t = r->tokens;
    hs_spans cue = doc->attributions[at].cue, content = doc->attributions[at].content;
    uint32_t begin, end;
    if (!cue.n || !hs_tokens_in(t, cue.at[cue.n - 1], &begin, &end))
        return false;
    if (is_told_to_body(r, end) || is_told_to_author(r, end))
        return true;
    for (uint32_t i = end, k = 0; i < t->n && i < end + REACH && t->at[i].sentence == t->at[begin].sentence; i++) {
        while (k < content.n && content.at[k].end <= t->at[i].begin)
            k++;
        bool said = k < content.n && content.at[k].begin <= t->at[i].begin;
        if (!said && leads_to_audience(t, begin, i) &&
            hs_token_is_in(t, i, audiences))
            return true;
    }
    return begins_before_audience(t, begin, content);
}

hs_status hs_audiences_find(bool **out, const hs_document *doc, const hs_resolver *r, hs_error *err)
{
    bool *public = HS_NEW(doc->arena, bool, doc->n_attributions);
    if (!public)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for audiences");
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        bool same = i && doc->attributions[i].source_id == doc->attributions[i - 1].source_id && doc->attributions[i].source_id != HS_NO_SOURCE;
        public[i] = is_public(doc, r, i) || (same && public[i - 1]);
    }
    *out = public;
    return HS_OK;
}
