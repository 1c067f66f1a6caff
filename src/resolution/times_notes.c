/* times_notes.c -- the day of a note that a page added to its article: "Correction, 5 March: ..", "This article was amended on 5 March to ..". In: a document
 * with its times. Out: that day. Any thread.
 *
 * A note has its day in its label or behind "was amended on"; other days in it are of what it tells ("as we said on 4 March"). One that tells no day is of the
 * day on which the page says that it was changed last. None is older than the article. */
#include "times_notes.h"

#include "ascii.h"
#include "sentences.h"

enum { LABEL_BYTES = 64, DAY_BYTES = 10, YEAR_BYTES = 5 };

/* "Correction", "Editor's note": the words that a note begins with. @return how many bytes; 0: it is none */
static size_t label_of(hs_str line)
{
    static const char *const labels[] = {"correction", "corrections", "clarification", "clarifications", "correction and clarification", "corrections and clarifications", "update", "updated", "editor's note",
                                         "editor\xE2\x80\x99s note", "editors' note", "editors\xE2\x80\x99 note"};
    size_t longest = 0;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        const hs_str label = hs_ascii_of(labels[i]);
        if (label.len > longest && line.len > label.len && hs_ascii_begins(line, labels[i]) && !hs_ascii_is_letter(line.ptr[label.len]))
            longest = label.len;
    }
    return longest;
}

/* Are these bytes between a label and its date, or behind it, no words but "on", "of" and those of a clock? */
static bool is_idle(hs_str s)
{
    static const char *const idle[] = {"on", "of", "at", "added", "appended", "published", "made", "a", "p", "m", "am", "pm", "gmt", "utc", "bst", "et"};
    hs_span word;
    for (uint32_t at = 0; hs_word_next(&word, s, &at);) {
        const hs_str w = {s.ptr + word.begin, word.end - word.begin};
        if (!hs_ascii_is_digit(*w.ptr) && !hs_ascii_is_one_of(w, idle, sizeof idle / sizeof *idle))
            return false;
    }
    return true;
}

/* Where a label of `n` bytes ends, with what it says of when: ':' or a dash. @return 0: nowhere, so that it is prose ("Correction officers said ..") */
static size_t label_end(hs_str line, size_t n)
{
    for (size_t i = n; i < line.len && i < LABEL_BYTES; i++) {
        const bool dash = line.ptr[i] == '-' && line.ptr[i - 1] == ' ' && i + 1 < line.len && line.ptr[i + 1] == ' ';
        if (dash || (line.ptr[i] == ':' && !(i + 1 < line.len && hs_ascii_is_digit(line.ptr[i + 1]))) || hs_ascii_begins(hs_ascii_from(line, i), "\xE2\x80\x93") ||
            hs_ascii_begins(hs_ascii_from(line, i), "\xE2\x80\x94"))
            return i;
    }
    return 0;
}

/* "This article was amended on | 5 March": where the day stands. @return HS_NOWHERE: nothing such is told */
static size_t changed_on(hs_str line)
{
    static const char *const pages[] = {"article", "story", "report", "page", "post", "headline", "piece"};
    static const char *const done[] = {" was amended on ", " was corrected on ", " was updated on ", " was changed on ", " was revised on ", " has been amended on ", " was edited on "};
    for (size_t i = 0; i < sizeof done / sizeof *done; i++) {
        const size_t at = hs_ascii_find(line, hs_ascii_of(done[i]), 0);
        size_t word = at;
        while (at != HS_NOWHERE && word && hs_ascii_is_letter(line.ptr[word - 1]))
            word--;
        if (at != HS_NOWHERE && hs_ascii_is_one_of((hs_str){line.ptr + word, at - word}, pages, sizeof pages / sizeof *pages))
            return at + strlen(done[i]);
    }
    return HS_NOWHERE;
}

static bool is_day(hs_str value)
{
    return value.len >= DAY_BYTES && hs_ascii_is_digit(value.ptr[0]) && hs_ascii_is_digit(value.ptr[5]) && hs_ascii_is_digit(value.ptr[8]);
}

static hs_str day_part(hs_str value)
{
    return is_day(value) ? (hs_str){value.ptr, DAY_BYTES} : (hs_str){NULL, 0};
}

/* The first day told in [begin, end) of the text. @param span  out: where */
static hs_str day_in(const hs_document *doc, uint32_t begin, uint32_t end, hs_span *span)
{
    for (size_t k = 0; k < doc->n_times && doc->times[k].span.begin < end; k++)
        if (doc->times[k].span.begin >= begin && is_day(doc->times[k].value)) {
            *span = doc->times[k].span;
            return doc->times[k].value;
        }
    return (hs_str){NULL, 0};
}

/* Is a day not after the last change of the page, if it tells one, else not more than a year after it was published? */
static bool is_told_by(hs_str day, hs_str published, hs_str modified)
{
    char limit[DAY_BYTES];
    if (modified.len && memcmp(modified.ptr, published.ptr, DAY_BYTES) > 0) /* one that only repeats the day of publication tells of no change */
        return memcmp(day.ptr, modified.ptr, DAY_BYTES) <= 0;
    memcpy(limit, published.ptr, DAY_BYTES);
    for (size_t i = YEAR_BYTES - 1; i--;) { /* a year later */
        limit[i] = limit[i] == '9' ? '0' : (char)(limit[i] + 1);
        if (limit[i] != '0')
            break;
    }
    return memcmp(day.ptr, limit, DAY_BYTES) <= 0;
}

/* No note is older than its article, nor newer than the page. One of another year ("2 January" beside an article of December) is counted back from the article: the page's own word is better. */
static hs_str settle(const hs_document *doc, hs_str day)
{
    const hs_str modified = day_part(doc->modified), published = day_part(doc->published);
    const bool same = day.len && modified.len && memcmp(day.ptr + YEAR_BYTES, modified.ptr + YEAR_BYTES, DAY_BYTES - YEAR_BYTES) == 0;
    day = same || !day.len ? modified : day_part(day);
    return day.len && published.len && memcmp(day.ptr, published.ptr, DAY_BYTES) >= 0 && is_told_by(day, published, modified) ? day : (hs_str){NULL, 0};
}

/* "Correction - | 5 March 2031: ..": a label that a dash ends goes on if it has its day behind. @param end  where the dash stands @return where the label ends */
static size_t label_end_behind_day(const hs_document *doc, uint32_t begin, hs_str line, size_t label, size_t end)
{
    hs_span span;
    const uint32_t dash = begin + (uint32_t)end, room = line.len - end < LABEL_BYTES ? (uint32_t)(line.len - end) : LABEL_BYTES;
    if (!end || line.ptr[end] == ':' || day_in(doc, begin + (uint32_t)label, dash, &span).len || !day_in(doc, dash, dash + room, &span).len || span.end > begin + line.len)
        return end;
    const size_t day = span.begin - begin, behind = span.end - begin, next = label_end(line, behind);
    return next && is_idle((hs_str){line.ptr + end, day - end}) && is_idle((hs_str){line.ptr + behind, next - behind}) ? next : end;
}

hs_str hs_times_of_note(const hs_document *doc, uint32_t at)
{
    uint32_t begin = at, end = at;
    hs_span span;
    while (begin && doc->text.ptr[begin - 1] != '\n')
        begin--;
    while (end < doc->text.len && doc->text.ptr[end] != '\n')
        end++;
    while (begin < at && !hs_ascii_is_letter(doc->text.ptr[begin])) /* "(Correction: ..", "* Update: .." */
        begin++;
    const hs_str line = {doc->text.ptr + begin, end - begin};
    const size_t label = label_of(line), colon = label ? label_end_behind_day(doc, begin, line, label, label_end(line, label)) : 0, changed = changed_on(line);
    if (colon && begin + colon <= at) {
        const hs_str day = day_in(doc, begin + (uint32_t)label, begin + (uint32_t)colon, &span);
        const size_t from = day.len ? span.begin - begin : colon, past = day.len && span.end - begin < colon ? span.end - begin : colon; /* a time may go on behind the label */
        if (!is_idle((hs_str){line.ptr + label, from - label}) || !is_idle((hs_str){line.ptr + past, colon - past}))
            return (hs_str){NULL, 0};
        if (day.len || changed == HS_NOWHERE)
            return settle(doc, day);
    }
    if (changed == HS_NOWHERE)
        return (hs_str){NULL, 0};
    const hs_str day = day_in(doc, begin + (uint32_t)changed, begin + (uint32_t)changed + 4, &span);
    return day.len ? settle(doc, day) : day;
}
