/* attribution_sift.c -- see attribution_sift.h. What holds an attribution is looked for among those whose cues are near; every look is bounded. */
#include "attribution_sift.h"

#include <string.h>

#include "ascii.h"
#include "attribution_spans.h"
#include "sentences.h"
#include "status.h"
#include "utf8.h"

enum { NEAR = 24 /* attributions on either side */, AHEAD = 64 /* bytes */ };

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

/* The last word before a byte, if a blank alone parts them. */
static hs_str word_before(hs_str text, uint32_t end)
{
    uint32_t begin = end ? end - 1 : 0;
    while (begin && hs_ascii_is_letter(text.ptr[begin - 1]))
        begin--;
    return end && text.ptr[end - 1] == ' ' ? (hs_str){text.ptr + begin, end - 1 - begin} : (hs_str){"", 0};
}

/* "It is unclear whether | the board knew of it", "Whether | she read it is not known": nobody tells that they did. */
static bool is_open(const hs_attribution *a, const hs_document *doc)
{
    return a->source.n && a->cue.n && a->source.at[0].begin < a->cue.at[0].begin && hs_ascii_is(word_before(doc->text, a->source.at[0].begin), "whether");
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

/* "Engineers disagree: | the board said ..": what another says there is not what they reject. */
static void cut_anothers(hs_attribution *a, size_t n, size_t i, const hs_document *doc)
{
    static const char *const differing[] = {"disagree", "disagrees", "disagreed", "differ", "differs", "differed"};
    if (!HAS_ONE_OF(hs_document_slice(doc, a[i].cue.at[0]), differing))
        return;
    const uint32_t begin = behind_colon(doc->text, a[i].cue.at[0].end, a[i].content.at[0].begin);
    if (begin && is_anothers(a, n, i, begin, doc))
        a[i].content.n = 0;
}

static hs_status set_span(hs_spans *spans, uint32_t i, hs_span to, hs_document *doc, hs_error *err)
{
    hs_span *at = HS_NEW(doc->arena, hs_span, spans->n); /* attributions may share theirs */
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a content");
    memcpy(at, spans->at, spans->n * sizeof *at);
    at[i] = to;
    spans->at = at;
    return HS_OK;
}

/* ---- "claim it sank; the navy says .." ---- */

/* The next semicolon from `at` on that stands outside quotation marks; `end`: there is none. */
static uint32_t next_semicolon(hs_str text, uint32_t at, uint32_t end)
{
    bool quoted = false;
    for (uint32_t c, n; at < end; at += n) {
        n = (uint32_t)hs_utf8_next(&c, text.ptr + at, end - at);
        if (c == '"' || c == 0x201C || c == 0x201D)
            quoted = c == '"' ? !quoted : c == 0x201C;
        else if (c == ';' && !quoted)
            return at;
    }
    return end;
}

/* What another says behind a semicolon is told by the text itself, where the speaker stands before what he says. */
static hs_status cut_behind_semicolon(hs_attribution *a, size_t n, size_t i, hs_document *doc, hs_error *err)
{
    hs_spans *content = &a[i].content;
    if (!a[i].cue.n || !content->n || a[i].cue.at[0].end > content->at[0].begin)
        return HS_OK;
    for (uint32_t k = 0; k < content->n; k++) {
        const hs_span span = content->at[k];
        for (uint32_t at = next_semicolon(doc->text, span.begin, span.end); at > span.begin && at < span.end; at = next_semicolon(doc->text, at + 1, span.end)) {
            uint32_t begin = at + 1;
            while (begin < span.end && hs_ascii_is_space(doc->text.ptr[begin]))
                begin++;
            if (begin < span.end && is_anothers(a, n, i, begin, doc)) {
                content->n = k + 1;
                return set_span(content, k, (hs_span){span.begin, at}, doc, err);
            }
        }
    }
    return HS_OK;
}

/* ---- "denied this: .." ---- */

/* "this", "all of this" or "that number", that is all that is denied but for what a colon introduces; empty: it is not so. Nor in "only this:", "What she denied was this:", which point ahead. */
static hs_span pointer_of(const hs_attribution *a, const hs_document *doc)
{
    static const char *const all[] = {"all", "of"}, *const pointers[] = {"it", "this", "that", "these", "those", "them"}, *const ahead[] = {"only", "just", "is", "was"};
    static const char *const denying[] = {"deny", "denies", "denied", "dispute", "disputes", "disputed", "reject", "rejects", "rejected", "contest", "contests", "contested", "contradict", "contradicts",
                                          "contradicted", "disagree", "disagrees", "disagreed"};
    static const char *const nouns[] = {"number", "numbers", "figure", "figures", "count", "toll", "total", "estimate", "sum", "claim", "claims", "account", "version", "allegation", "allegations",
                                        "story", "report", "reports", "finding", "findings", "conclusion", "statement"};
    const hs_span whole = a->content.at[0];
    const hs_str words = hs_document_slice(doc, whole);
    hs_span at = {0, 0};
    hs_str word;
    uint32_t from = 0;
    do {
        if (!hs_word_next(&at, words, &from))
            return (hs_span){0, 0};
        word = (hs_str){words.ptr + at.begin, at.end - at.begin};
    } while (HAS(all, word));
    const bool pointing = HAS(pointers, word);
    hs_span next;
    if (pointing && hs_word_next(&next, words, &from) && HAS(nouns, ((hs_str){words.ptr + next.begin, next.end - next.begin})))
        at = next;
    const bool alone = hs_ascii_is_letter(*words.ptr) && (at.end == words.len || words.ptr[at.end] == ':');
    if (!pointing || !alone || HAS(ahead, word_before(doc->text, whole.begin)) || !HAS_ONE_OF(hs_document_slice(doc, a->cue.at[0]), denying))
        return (hs_span){0, 0};
    return (hs_span){whole.begin, whole.begin + at.end};
}

/* Where the words behind "this:" begin of what is denied; 0: there are none, or they tell what "this" is: "this: that the dam was leaking". */
static uint32_t behind_pointer(const hs_attribution *a, hs_span pointer, hs_str text)
{
    static const char *const that[] = {"that", "whether"};
    const bool parted = a->content.at[0].end <= pointer.end + 1;
    if (parted && a->content.n < 2)
        return 0;
    const uint32_t end = parted ? a->content.at[1].begin : a->content.at[0].end, begin = behind_colon(text, pointer.end, end);
    return begin && begin <= end && !hs_words_begin_with_one_of((hs_str){text.ptr + begin, text.len - begin}, that, 2) ? begin : 0;
}

/* Are the words from `begin` on what somebody says who stands behind there: "| the dam was leaking, engineers said"? Not "as engineers had said", who only bear it out. */
static bool is_said_behind(const hs_attribution *a, uint32_t begin, hs_str text)
{
    if (!a->source.n || !a->content.n || a->source.at[0].begin < begin)
        return false;
    const uint32_t by = a->source.at[0].begin < a->cue.at[0].begin ? a->source.at[0].begin : a->cue.at[0].begin;
    return !hs_ascii_is(word_before(text, by), "as") && (first_byte(a) == begin || hs_spans_hold(a->content, (hs_span){begin, begin + 1}));
}

/* "The ministry denied this: | the dam was leaking, engineers said": what is said there is not what they deny, be it another's or their own; nor is "this" said there. */
static hs_status cut_pointed(hs_attribution *a, size_t n, size_t i, hs_document *doc, hs_error *err)
{
    const hs_span pointer = pointer_of(&a[i], doc);
    const uint32_t begin = pointer.end ? behind_pointer(&a[i], pointer, doc->text) : 0;
    bool said = false;
    for (size_t k = i > NEAR ? i - NEAR : 0; begin && k < n && k <= i + NEAR; k++) {
        if (k == i || !is_said_behind(&a[k], begin, doc->text))
            continue;
        said = true;
        const hs_span first = a[k].content.at[0];
        if (first.begin == pointer.begin && first.end > begin)
            HS_TRY(set_span(&a[k].content, 0, (hs_span){begin, first.end}, doc, err));
    }
    if (!said)
        return HS_OK;
    a[i].content.n = 1;
    return set_span(&a[i].content, 0, pointer, doc, err);
}

/* ---- "demanded answers after claims that .." ---- */

/* Nobody's claims: whoever the sentence is about does something after them. */
static void drop_bystander(hs_attribution *a, const hs_document *doc)
{
    static const char *const after[] = {"after", "amid", "amidst", "following", "despite"},
                      *const nouns[] = {"claims", "claim", "reports", "allegations", "accusations", "rumours", "rumors", "warnings", "suggestions", "revelations", "speculation", "news", "complaints"};
    if (a->source.n && a->cue.n == 1 && a->source.at[0].end < a->cue.at[0].begin && HAS(nouns, hs_document_slice(doc, a->cue.at[0])) &&
        HAS(after, word_before(doc->text, a->cue.at[0].begin)))
        a->source.n = 0;
}

/* ---- "denied the account for | six days" ---- */

/* Does a length of time follow? */
static bool is_length_of_time(hs_str s)
{
    static const char *const first[] = {"a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "several", "many", "some", "more", "about", "nearly", "almost",
                                        "hours", "days", "weeks", "months", "years", "decades", "half", "twenty", "thirty"};
    static const char *const units[] = {"second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "night", "nights", "week", "weeks", "month", "months", "year", "years", "decade", "decades"};
    hs_span at;
    uint32_t from = 0;
    for (int i = 0; i < 4 && hs_word_next(&at, s, &from); i++) {
        const hs_str word = {s.ptr + at.begin, at.end - at.begin};
        if (!i && !HAS(first, word) && !hs_ascii_is_digit(*word.ptr))
            return false;
        if (HAS(units, word))
            return true;
    }
    return false;
}

/* The preposition is of the days. */
static hs_status cut_preposition(hs_attribution *a, hs_document *doc, hs_error *err)
{
    static const char *const before[] = {"for", "since", "until", "till", "over", "during", "within", "in"};
    const hs_str text = doc->text;
    const uint32_t last = a->content.n - 1, end = a->content.at[last].end;
    const hs_str word = end < text.len ? word_before(text, end + 1) : (hs_str){"", 0};
    if (!HAS(before, word) || !is_length_of_time((hs_str){text.ptr + end, text.len - end < AHEAD ? text.len - end : AHEAD}))
        return HS_OK;
    hs_span cut = {a->content.at[last].begin, end - (uint32_t)word.len};
    while (cut.end > cut.begin && text.ptr[cut.end - 1] == ' ')
        cut.end--;
    if (cut.end <= cut.begin || cut.end + word.len == end)
        return HS_OK;
    return set_span(&a->content, last, cut, doc, err);
}

hs_status hs_attributions_sift(hs_attribution *a, size_t *n, hs_document *doc, hs_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++)
        if (is_told_by_nobody(a, *n, i, doc) || is_open(&a[i], doc)) {
            a[i].content.n = 0;
        } else {
            HS_TRY(cut_pointed(a, *n, i, doc, err));
            cut_anothers(a, *n, i, doc);
            HS_TRY(cut_behind_semicolon(a, *n, i, doc, err));
            drop_bystander(&a[i], doc);
        }
    for (size_t i = 0; i < *n; i++) {
        if (!a[i].content.n)
            continue;
        HS_TRY(cut_preposition(&a[i], doc, err));
        a[kept++] = a[i];
    }
    *n = kept;
    return HS_OK;
}
