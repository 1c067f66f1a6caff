/* attribution_sift.c -- see attribution_sift.h. What holds an attribution is looked for among those whose cues are near; every look is bounded. */
#include "attribution_sift.h"

#include "ascii.h"
#include "attribution_spans.h"
#include "sentences.h"

enum { NEAR = 24 /* attributions on either side */ };

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static bool has_telling(hs_str cue)
{
    static const char *const verbs[] = {"told", "tells", "tell", "telling", "informed", "informs", "inform", "notified", "notifies", "notify", "warned", "warns", "warn", "alerted", "briefed", "advised"};
    hs_span word;
    for (uint32_t at = 0; hs_word_next(&word, cue, &at);)
        if (HAS(verbs, ((hs_str){cue.ptr + word.begin, word.end - word.begin})))
            return true;
    return false;
}

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
    return a[i].source.n == 1 && a[i].cue.n == 1 && hs_is_nobody(hs_document_slice(doc, a[i].source.at[0])) &&
           has_telling(hs_document_slice(doc, a[i].cue.at[0])) && is_within(a, n, i);
}

void hs_attributions_sift(hs_attribution *a, size_t *n, const hs_document *doc)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (is_told_by_nobody(a, *n, i, doc))
            a[i].content.n = 0;
    for (size_t i = 0; i < *n; i++)
        if (a[i].content.n)
            a[kept++] = a[i];
    *n = kept;
}
