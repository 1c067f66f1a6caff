/* interviews.c -- who goes on in an interview. In: attributions with what was heard. Out: more relays. One pass.
 * Threads: no state but the document's. */
#include "interviews.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "status.h"

typedef struct turn {
    uint32_t at, attribution; /* byte */
} turn;

static int by_place(const void *a, const void *b)
{
    const turn *x = a, *y = b;
    if (x->at != y->at)
        return x->at < y->at ? -1 : 1;
    return x->attribution < y->attribution ? -1 : x->attribution > y->attribution;
}

/* "told the crowd", "wrote": somebody else was spoken to. */
static bool tells(const hs_document *doc, const hs_attribution *a)
{
    static const char *const words[] = {"told", "tells", "telling", "tell", "wrote", "writes", "tweeted", "tweets", "posted", "posts"};
    hs_str cue = a->cue.n ? hs_document_slice(doc, a->cue.at[a->cue.n - 1]) : (hs_str){"", 0};
    size_t at = cue.len;
    while (at && cue.ptr[at - 1] != ' ')
        at--;
    return hs_ascii_is_one_of(hs_ascii_from(cue, at), words, sizeof words / sizeof *words);
}

/* "was quoted as saying", and not by whom: by who spoke of it last. */
static bool is_quoted_by_somebody(const hs_document *doc, const hs_attribution *a)
{
    return a->cue.n && hs_ascii_holds(hs_document_slice(doc, a->cue.at[0]), "quoted as");
}

/* Is it said in quotation marks? */
static bool is_quoted(const hs_tokens *tokens, const hs_attribution *a)
{
    uint32_t begin, end;
    return a->content.n && hs_tokens_in(tokens, a->content.at[0], &begin, &end) && tokens->at[begin].shape & HS_TOKEN_QUOTED;
}

static void hear_from(hs_heard *h, const hs_heard *before)
{
    memcpy(h->through, before->through, sizeof h->through);
    h->n_through = before->n_through;
    h->introduced = before->introduced;
}

/* By whom the last was heard, or who it was, if an outlet. */
static void hear_quoting(hs_heard *h, const hs_heard *last, const hs_document *doc, uint32_t holder)
{
    if (last->n_through)
        hear_from(h, last);
    else if (doc->sources[holder].kind == HS_SOURCE_OUTLET) {
        h->through[0] = holder;
        h->n_through = 1;
    }
}

/* "The Wire reports that Mara Lind asked for calm. "Go home," she said.": she, who is spoken of first in what an outlet tells, was heard by it. */
static bool is_introduced_by(const hs_document *doc, const hs_attribution *report, const hs_attribution *a)
{
    enum { NEAR = 600 /* characters: its sentence or paragraph, or the next */ };
    if (report->source_id >= doc->n_sources || a->source_id >= doc->n_sources || doc->sources[report->source_id].kind != HS_SOURCE_OUTLET || !report->content.n)
        return false;
    const hs_source *holder = &doc->sources[a->source_id];
    hs_span content = {report->content.at[0].begin, report->content.at[report->content.n - 1].end};
    bool near = a->cue.n && a->cue.at[0].begin > content.begin && a->cue.at[0].begin < content.end + NEAR;
    return near && !tells(doc, a) && a->act != HS_ACT_DENY && holder->kind != HS_SOURCE_OUTLET && holder->mentions.n && holder->mentions.at[0].begin >= content.begin && holder->mentions.at[0].end <= content.end;
}

hs_status hs_interviews_go_on(const hs_document *doc, const hs_tokens *tokens, hs_hearsay *said, bool page_known, hs_error *err)
{
    turn *turns = HS_NEW(doc->arena, turn, doc->n_attributions);
    size_t n = 0;
    if (!turns)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        hs_spans words = a->cue.n ? a->cue : a->content;
        if (words.n && a->parent == HS_NO_PARENT && a->source_id != HS_NO_SOURCE)
            turns[n++] = (turn){words.at[0].begin, i};
    }
    qsort(turns, n, sizeof *turns, by_place);
    const hs_heard *told = NULL; /* the last of this holder that tells an outlet */
    for (size_t k = 1; k < n; k++) {
        const hs_heard *last = &said->of[turns[k - 1].attribution];
        hs_heard *h = &said->of[turns[k].attribution];
        bool same = doc->attributions[turns[k - 1].attribution].source_id ==
                    doc->attributions[turns[k].attribution].source_id;
        told = last->n_through ? last : same ? told : NULL;
        if (!h->n_through && is_quoted_by_somebody(doc, &doc->attributions[turns[k].attribution])) {
            hear_quoting(h, last, doc, doc->attributions[turns[k - 1].attribution].source_id);
            continue;
        }
        if (!h->n_through && is_quoted(tokens, &doc->attributions[turns[k].attribution]) && is_introduced_by(doc, &doc->attributions[turns[k - 1].attribution], &doc->attributions[turns[k].attribution])) {
            hear_quoting(h, last, doc, doc->attributions[turns[k - 1].attribution].source_id);
            h->introduced = true;
            continue;
        }
        if (!same || h->n_through || tells(doc, &doc->attributions[turns[k].attribution]))
            continue;
        if (h->again && told) {
            hear_from(h, told);
            h->introduced = true; /* no page speaks so of its own */
        } else if (last->n_through && (page_known || last->introduced))
            hear_from(h, last);
        else if (last->n_through && is_quoted(tokens, &doc->attributions[turns[k].attribution])) /* more of the same interview */
            hear_from(h, last);
    }
    return HS_OK;
}
