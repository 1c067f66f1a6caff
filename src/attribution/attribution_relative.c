/* attribution_relative.c -- see attribution_relative.h. Words are looked at backwards from the cue; every look is bounded. */
#include "attribution_relative.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { MOST_BETWEEN = 6 /* words */, LONGEST_WORD = 24, LONGEST_SUBJECT = 300 /* bytes, with its clause */ };

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

/* What may stand between "who" and its verb. */
static bool is_aside(hs_str word)
{
    static const char *const asides[] = {
        "has", "have", "had", "also", "later", "earlier", "once", "twice", "then", "now", "first", "never", "ago", "since", "again", "still", "yesterday", "today", "tomorrow", "last", "this", "next",
        "week", "month", "year", "weekend", "night", "morning", "afternoon", "evening", "day", "days", "weeks", "months", "years", "on", "in", "at", "the", "a", "an", "early", "late", "time", "same",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december", "two", "three", "four", "five", "six", "several", "few"};
    bool number = word.len > 0;
    for (size_t i = 0; i < word.len; i++)
        number = number && hs_ascii_is_digit(word.ptr[i]);
    return number || HAS(asides, word) || hs_word_is_ly(word);
}

/* The word that ends at `end`; empty: none of letters and digits does. */
static hs_str word_before(hs_str text, uint32_t end)
{
    uint32_t at = end;
    while (at && end - at < LONGEST_WORD && (hs_ascii_is_letter(text.ptr[at - 1]) || hs_ascii_is_digit(text.ptr[at - 1])))
        at--;
    return (hs_str){text.ptr + at, end - at};
}

/* The relative pronoun that is the subject of what begins at `at`. @return is there one? */
static bool find_subject(hs_span *out, hs_str text, uint32_t at)
{
    static const char *const relative[] = {"who", "which"};
    for (int i = 0; i <= MOST_BETWEEN && at && text.ptr[at - 1] == ' '; i++) {
        const uint32_t end = at - 1;
        hs_str word = word_before(text, end);
        at = end - (uint32_t)word.len;
        if (HAS(relative, word)) {
            *out = (hs_span){at, end};
            return at > 1 && text.ptr[at - 1] == ' ' && text.ptr[at - 2] == ',';
        }
        if (!word.len || !is_aside(word))
            return false;
    }
    return false;
}

/* Does the fragment, of what is said, stand between its source and cue and begin with a "who" that is the source's? */
static bool is_of_source(hs_span fragment, const hs_attribution *a, hs_str text)
{
    static const char *const relative[] = {"who", "which", "whose"};
    const uint32_t end = a->source.at[0].end, gap = fragment.begin - end;
    hs_span word = {fragment.begin, fragment.begin};
    if (fragment.begin < end || fragment.end > a->cue.at[0].begin || gap > 2)
        return false;
    while (word.end < fragment.end && hs_ascii_is_letter(text.ptr[word.end]))
        word.end++;
    bool comma = memchr(text.ptr + end - 1, ',', gap + 1) != NULL;
    return comma && HAS(relative, ((hs_str){text.ptr + word.begin, word.end - word.begin}));
}

/* "Ines Holm, | who is away, | said ..": the clause, which the content has, is the source's. */
static hs_status take_clause(hs_attribution *a, const hs_document *doc, hs_error *err)
{
    for (uint32_t i = 0; i < a->content.n && a->content.n > 1; i++) {
        if (!is_of_source(a->content.at[i], a, doc->text))
            continue;
        hs_span *spans = HS_NEW(doc->arena, hs_span, a->content.n);
        if (!spans)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for %u spans", a->content.n);
        spans[0] = (hs_span){a->source.at[0].begin, a->content.at[i].end};
        memcpy(spans + 1, a->content.at, i * sizeof *spans);
        memcpy(spans + 1 + i, a->content.at + i + 1, (a->content.n - i - 1) * sizeof *spans);
        a->source = (hs_spans){spans, 1};
        a->content = (hs_spans){spans + 1, a->content.n - 1};
        break;
    }
    return HS_OK;
}

static bool is_article(hs_str word)
{
    static const char *const articles[] = {"a", "an", "the"};
    return HAS(articles, word);
}

/* A verb of saying, as it stands behind its subject: not "is said", "reportedly". */
static bool is_said(hs_str text, hs_span cue)
{
    static const char *const verbs[] = {"said", "says", "told", "tells", "added", "adds", "confirmed", "denied", "denies", "warned", "warns", "insisted", "insists", "claimed", "claims", "wrote", "writes",
                                        "argued", "argues", "acknowledged", "admitted", "admits", "announced", "alleged", "explained", "reported", "reports", "noted", "suggested", "recalled", "described",
                                        "called", "promised", "vowed", "urged", "believes", "thinks", "stated", "declared", "predicted", "conceded"};
    uint32_t end = cue.begin;
    while (end < cue.end && hs_ascii_is_letter(text.ptr[end]))
        end++;
    return HAS(verbs, ((hs_str){text.ptr + cue.begin, end - cue.begin}));
}

static hs_str word_behind(hs_str text, uint32_t at)
{
    uint32_t end = at;
    while (end < text.len && hs_ascii_is_letter(text.ptr[end]))
        end++;
    return (hs_str){text.ptr + at, end - at};
}

static bool begins_upper(hs_str word)
{
    return word.len && hs_ascii_is_capital(*word.ptr);
}

/* Does a sentence begin there with a subject: behind no "Gov.", with no "On" or "But"? */
static bool begins_with_subject(hs_str text, uint32_t begin, uint32_t stop)
{
    static const char *const leads[] = {"on",    "in",    "at",    "by",    "for",   "after", "before",  "as",       "but",     "and",  "when", "while", "if",
                                        "since", "under", "with",  "from",  "to",    "so",    "yet",     "then",     "because", "during", "though", "although", "despite", "meanwhile"};
    const hs_str word = word_behind(text, begin);
    return begins_upper(word) && !HAS(leads, word) && !(stop && text.ptr[stop - 1] == '.' && begins_upper(word_before(text, stop - 1)));
}

/* Does a comma go on with "and" or a name, and not in one clause? */
static bool is_list(hs_str text, uint32_t comma)
{
    static const char *const joints[] = {"and", "but", "or"};
    const hs_str word = word_behind(text, comma + 2);
    return begins_upper(word) || HAS(joints, word);
}

/* Where the sentence begins whose words run from a subject, ", who ..," up to the cue at `cue`; `cue`: they do not. */
static uint32_t subject_apart(hs_str text, uint32_t cue)
{
    static const char *const relative[] = {"who", "whose", "which"};
    uint32_t begin = cue < 2 || text.ptr[cue - 1] != ' ' || text.ptr[cue - 2] != ',' ? cue : cue - 2, comma = 0;
    if (begin == cue)
        return cue;
    while (begin && cue - begin < LONGEST_SUBJECT && !hs_sentence_ends(text, begin - 1, begin + 1)) {
        begin--;
        bool dash = text.ptr[begin] == '-' && begin && text.ptr[begin - 1] == ' ';
        if (dash || strchr("\"();:\xE2", text.ptr[begin])) /* \xE2: a quotation mark or dash */
            return cue;
        if (text.ptr[begin] == ',' && comma && is_list(text, comma))
            return cue;
        comma = text.ptr[begin] == ',' ? begin : comma;
    }
    if (!comma || cue - begin >= LONGEST_SUBJECT)
        return cue;
    const uint32_t stop = begin;
    while (text.ptr[begin] == ' ')
        begin++;
    return begins_with_subject(text, begin, stop) && HAS(relative, word_behind(text, comma + 2)) ? begin : cue;
}

/* "A nurse, who gave no name, | said ..": whom the sentence begins with. What of it the content has, if that goes on right behind the cue, is not said. */
static hs_status give_apart(hs_attribution *a, const hs_document *doc, hs_error *err)
{
    const hs_span cue = a->cue.at[0];
    uint32_t begin = is_said(doc->text, cue) ? subject_apart(doc->text, cue.begin) : cue.begin, inside = 0;
    while (inside < a->content.n && a->content.at[inside].begin < cue.begin)
        inside++;
    if (begin == cue.begin || inside == a->content.n)
        return HS_OK;
    for (uint32_t i = 0; i < inside; i++)
        if (a->content.at[i].begin < begin || a->content.at[inside].begin != cue.end + 1)
            return HS_OK;
    hs_span *source = HS_NEW(doc->arena, hs_span, 1);
    if (!source)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a span");
    *source = (hs_span){begin, cue.begin - 2};
    a->source = (hs_spans){source, 1};
    a->content = (hs_spans){a->content.at + inside, a->content.n - inside};
    return HS_OK;
}

hs_status hs_relatives_give(hs_attribution *a, size_t n, const hs_document *doc, hs_error *err)
{
    for (size_t i = 0; i < n; i++) {
        hs_span subject;
        if (a[i].cue.n != 1 || !a[i].content.n)
            continue;
        if (a[i].source.n == 1 && is_article(hs_document_slice(doc, a[i].source.at[0])))
            a[i].source = (hs_spans){NULL, 0};
        if (a[i].source.n == 1)
            HS_TRY(take_clause(&a[i], doc, err));
        if (!a[i].source.n)
            HS_TRY(give_apart(&a[i], doc, err));
        if (a[i].source.n || a[i].content.at[0].begin < a[i].cue.at[0].end || !find_subject(&subject, doc->text, a[i].cue.at[0].begin))
            continue;
        hs_span *source = HS_NEW(doc->arena, hs_span, 1);
        if (!source)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a span");
        *source = subject;
        a[i].source = (hs_spans){source, 1};
    }
    return HS_OK;
}
