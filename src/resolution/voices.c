/* voices.c -- passive verbs of telling and quoting. In: attributions as spans. Out: their sources. No parser: the words
 * beside the cue decide; every look is bounded. Threads: no state but the document's. */
#include "voices.h"

#include "ascii.h"
#include "status.h"

enum { REACH_BYTES = 160, MAX_WORDS = 12 };

static const char *const auxiliaries[] = {"was", "were", "is",  "are",  "been", "being",
                                          "be",  "had",  "has", "have", "also"};

typedef struct words {
    hs_str at[MAX_WORDS];
    size_t n;
} words;

static bool is_mark(char c)
{
    return strchr(".,;:!?()[]\"\n", c) != NULL;
}

/* The first words of a stretch of text, up to a mark. */
static words words_of(hs_str s)
{
    words w = {.n = 0};
    for (size_t i = 0; i < s.len && w.n < MAX_WORDS;) {
        if (hs_ascii_is_space(s.ptr[i])) {
            i++;
            continue;
        }
        size_t from = i;
        while (i < s.len && !hs_ascii_is_space(s.ptr[i]) && !is_mark(s.ptr[i]))
            i++;
        if (i > from)
            w.at[w.n++] = (hs_str){s.ptr + from, i - from};
        if (i < s.len && is_mark(s.ptr[i]))
            break;
    }
    return w;
}

static bool is_one(hs_str word, const char *const *list, size_t n)
{
    return hs_ascii_is_one_of(word, list, n);
}

#define IS_ONE(word, list) is_one(word, list, sizeof(list) / sizeof *(list))

/* "were told", "had been warned": a verb of telling in the passive. Who "was informed of" something knows it. */
static bool is_told(hs_str cue, hs_str content)
{
    static const char *const of[] = {"of", "on", "about"};
    static const char *const verbs[] = {"told", "warned", "informed", "advised", "notified", "briefed", "assured"};
    static const char *const be[] = {"was", "were", "is", "are", "been", "being", "be"};
    words w = words_of(cue), told = words_of(content);
    bool passive = false;
    if ((w.n && IS_ONE(w.at[w.n - 1], of)) || (told.n && IS_ONE(told.at[0], of)))
        return false;
    for (size_t i = 0; i < w.n; i++) {
        if (passive && IS_ONE(w.at[i], verbs))
            return true;
        passive = passive || IS_ONE(w.at[i], be);
    }
    return false;
}

/* The text from a byte on, as far as a look reaches, to the end of a word. */
static hs_str text_from(const hs_document *doc, size_t from)
{
    size_t end = doc->text.len < from + REACH_BYTES ? doc->text.len : from + REACH_BYTES;
    while (end < doc->text.len && end > from && !hs_ascii_is_space(doc->text.ptr[end]))
        end--;
    return from < end ? (hs_str){doc->text.ptr + from, end - from} : (hs_str){NULL, 0};
}

static hs_span span_of(const hs_document *doc, hs_str first, hs_str last)
{
    return (hs_span){(uint32_t)(first.ptr - doc->text.ptr), (uint32_t)(last.ptr + last.len - doc->text.ptr)};
}

/* Whoever told it, in "by .." right behind the cue; empty if nobody stands there. */
static hs_span agent(const hs_document *doc, size_t cue_end)
{
    static const char *const ends[] = {"that", "to", "about", "of",   "on",    "not",
                                       "it",   "he", "she",   "they", "there", "how"};
    words w = words_of(text_from(doc, cue_end));
    size_t end = 1;
    if (w.n < 2 || !hs_ascii_is(w.at[0], "by"))
        return (hs_span){0, 0};
    while (end < w.n && !IS_ONE(w.at[end], ends))
        end++;
    return end > 1 ? span_of(doc, w.at[1], w.at[end - 1]) : (hs_span){0, 0};
}

/* The subject before ".. was quoted by" at text[.. quoted]; empty if it is not in this clause. */
static hs_span quoted(const hs_document *doc, size_t source)
{
    size_t from = source > REACH_BYTES ? source - REACH_BYTES : 0;
    while (from && from < source && !hs_ascii_is_space(doc->text.ptr[from - 1]))
        from++;
    for (size_t i = from; i < source; i++) /* the clause begins behind the last mark */
        if (is_mark(doc->text.ptr[i]))
            from = i + 1;
    hs_str words_before[MAX_WORDS];
    size_t n = 0, at = from;
    while (at < source) {
        while (at < source && hs_ascii_is_space(doc->text.ptr[at]))
            at++;
        size_t begin = at;
        while (at < source && !hs_ascii_is_space(doc->text.ptr[at]))
            at++;
        if (at == begin)
            break;
        if (n == MAX_WORDS)
            memmove(words_before, words_before + 1, --n * sizeof *words_before);
        words_before[n++] = (hs_str){doc->text.ptr + begin, at - begin};
    }
    if (n && hs_ascii_is(words_before[n - 1], "the"))
        n--;
    bool by = n > 3 && (hs_ascii_is(words_before[n - 1], "by") || hs_ascii_is(words_before[n - 1], "in"));
    if (!by || !hs_ascii_is(words_before[n - 2], "quoted"))
        return (hs_span){0, 0};
    size_t end = n - 2;
    while (end && IS_ONE(words_before[end - 1], auxiliaries))
        end--;
    return end && end < n - 2 ? span_of(doc, words_before[0], words_before[end - 1]) : (hs_span){0, 0};
}

static hs_status set_source(hs_document *doc, hs_attribution *a, hs_span span, hs_error *err)
{
    hs_span *at = HS_NEW(doc->arena, hs_span, 1);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the source of an attribution");
    *at = span;
    a->source = (hs_spans){at, 1};
    if (a->content.n > 1 && a->content.at[0].begin < span.end && span.begin < a->content.at[0].end)
        a->content = (hs_spans){a->content.at + 1, a->content.n - 1};
    return HS_OK;
}

hs_status hs_voices_set(hs_document *doc, hs_error *err)
{
    for (size_t i = 0; i < doc->n_attributions; i++) {
        hs_attribution *a = &doc->attributions[i];
        if (!a->cue.n)
            continue;
        hs_span cue = a->cue.at[a->cue.n - 1];
        hs_str content = a->content.n ? hs_document_slice(doc, a->content.at[0]) : (hs_str){NULL, 0};
        if (is_told(hs_document_slice(doc, cue), content) &&
            (!a->source.n || a->source.at[0].end <= a->cue.at[0].begin)) {
            hs_span by = agent(doc, cue.end);
            if (by.end > by.begin)
                HS_TRY(set_source(doc, a, by, err));
            else
                a->source = (hs_spans){NULL, 0};
        } else if (a->source.n) {
            hs_span subject = quoted(doc, a->source.at[0].begin);
            if (subject.end > subject.begin)
                HS_TRY(set_source(doc, a, subject, err));
        }
    }
    return HS_OK;
}
