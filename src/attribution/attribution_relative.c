/* attribution_relative.c -- see attribution_relative.h. Words are looked at backwards from the cue; every look is bounded. */
#include "attribution_relative.h"

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { MOST_BETWEEN = 6 /* words */, LONGEST_WORD = 24 };

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

hs_status hs_relatives_give(hs_attribution *a, size_t n, const hs_document *doc, hs_error *err)
{
    for (size_t i = 0; i < n; i++) {
        hs_span subject;
        if (a[i].source.n || a[i].cue.n != 1 || !a[i].content.n || a[i].content.at[0].begin < a[i].cue.at[0].end || !find_subject(&subject, doc->text, a[i].cue.at[0].begin))
            continue;
        hs_span *source = HS_NEW(doc->arena, hs_span, 1);
        if (!source)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a span");
        *source = subject;
        a[i].source = (hs_spans){source, 1};
    }
    return HS_OK;
}
