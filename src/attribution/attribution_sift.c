/* attribution_sift.c -- see attribution_sift.h. What holds an attribution is looked for among those whose cues are near; every look is bounded. */
#include "attribution_sift.h"

#include <string.h>

#include "ascii.h"
#include "attribution_spans.h"
#include "sentences.h"

enum { NEAR = 24 /* attributions on either side */ };

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)
#define HAS_ONE_OF(words, list) hs_words_have_one_of(words, list, sizeof list / sizeof *list)

/* Does another hold the source and cue of a[i] in its content? */
static bool is_within(const hs_attribution *a, size_t n, size_t i)
{
    for (size_t k = i > NEAR ? i - NEAR : 0; k < n && k <= i + NEAR; k++)
        if (k != i && hs_spans_hold(a[k].content, a[i].source.at[0]) && hs_spans_hold(a[k].content, a[i].cue.at[0]))
            return true;
    return false;
}

/* "Nobody told me of the plan," Ines Holm said. */
static bool is_told_by_nobody(const hs_attribution *a, size_t n, size_t i, const hs_document *doc)
{
    static const char *const telling[] = {"told", "tells", "tell", "telling", "informed", "informs", "inform", "notified", "notifies", "notify", "warned", "warns", "warn", "alerted", "briefed", "advised"};
    return a[i].source.n == 1 && a[i].cue.n == 1 && hs_is_nobody(hs_document_slice(doc, a[i].source.at[0])) &&
           HAS_ONE_OF(hs_document_slice(doc, a[i].cue.at[0]), telling) && is_within(a, n, i);
}

/* Where what a colon introduces begins, between what ends at `end` and what begins at `begin`; 0: there is no colon. */
static uint32_t behind_colon(hs_str text, uint32_t end, uint32_t begin)
{
    const char *colon = end && end <= begin ? memchr(text.ptr + end - 1, ':', begin - end + 1) : NULL;
    uint32_t at = colon ? (uint32_t)(colon - text.ptr) + 1 : 0;
    while (at && at < begin && hs_ascii_is_space(text.ptr[at]))
        at++;
    return at;
}

static uint32_t first_byte(const hs_attribution *a)
{
    uint32_t begin = a->source.at[0].begin < a->cue.at[0].begin ? a->source.at[0].begin : a->cue.at[0].begin;
    return a->content.n && a->content.at[0].begin < begin ? a->content.at[0].begin : begin;
}

/* Does another's statement begin at `begin`, of somebody who is named there: not "they said"? */
static bool is_anothers(const hs_attribution *a, size_t n, size_t i, uint32_t begin, const hs_document *doc)
{
    static const char *const pronouns[] = {"they", "he", "she", "it", "we", "i", "who", "which"};
    for (size_t k = i > NEAR ? i - NEAR : 0; k < n && k <= i + NEAR; k++)
        if (k != i && a[k].source.n && a[k].source.at[0].begin >= begin && first_byte(&a[k]) == begin && !HAS(pronouns, hs_document_slice(doc, a[k].source.at[0])))
            return true;
    return false;
}

/* "Engineers disagree: | the board said ..", "The doctors dispute that: | the hospital said ..": what another says there is not what they reject. */
static void cut_anothers(hs_attribution *a, size_t n, size_t i, const hs_document *doc)
{
    static const char *const differing[] = {"disagree", "disagrees", "disagreed", "differ", "differs", "differed"}, *const pointers[] = {"it", "this", "that", "these", "them"};
    static const char *const denying[] = {"deny", "denies", "denied", "dispute", "disputes", "disputed", "reject", "rejects", "rejected", "contest", "contests", "contested", "contradict", "contradicts",
                                          "contradicted", "disagree", "disagrees", "disagreed"};
    const hs_str cue = hs_document_slice(doc, a[i].cue.at[0]);
    uint32_t end = a[i].cue.at[0].end, f = 0;
    if (HAS_ONE_OF(cue, denying) && a[i].content.n > 1 && HAS(pointers, hs_document_slice(doc, a[i].content.at[0])))
        end = a[i].content.at[f++].end;
    else if (!HAS_ONE_OF(cue, differing))
        return;
    const uint32_t begin = behind_colon(doc->text, end, a[i].content.at[f].begin);
    if (begin && is_anothers(a, n, i, begin, doc))
        a[i].content.n = f;
}

void hs_attributions_sift(hs_attribution *a, size_t *n, const hs_document *doc)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (is_told_by_nobody(a, *n, i, doc))
            a[i].content.n = 0;
        else
            cut_anothers(a, *n, i, doc);
    for (size_t i = 0; i < *n; i++)
        if (a[i].content.n)
            a[kept++] = a[i];
    *n = kept;
}
