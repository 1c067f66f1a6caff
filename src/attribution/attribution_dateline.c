/* attribution_dateline.c -- datelines, by their shape alone. In: attributions. Out: the same without the datelines before what they hold. Any thread. */
#include "attribution_dateline.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { LONGEST = 96 /* bytes */, WORDS = 10, PLACE_WORDS = 3 };

/* A dash at byte i: one of its own width, two hyphens or more, or one between blanks. @return its bytes; 0: none */
static size_t dash_at(hs_str s, size_t i)
{
    const unsigned char *c = (const unsigned char *)s.ptr + i;
    size_t n = 0;
    if (s.len - i >= 3 && c[0] == 0xE2 && c[1] == 0x80 && c[2] >= 0x92 && c[2] <= 0x95)
        return 3;
    while (i + n < s.len && s.ptr[i + n] == '-')
        n++;
    bool apart = i && s.ptr[i - 1] == ' ' && i + n < s.len && s.ptr[i + n] == ' ';
    return n > 1 || (n && apart) ? n : 0;
}

static bool is_capital(char c)
{
    return (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool is_in_capitals(hs_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z')
            return false;
    return word.len > 1 && is_capital(*word.ptr);
}

static bool is_month(hs_str word)
{
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
                                         "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"};
    return hs_ascii_is_one_of(word, months, sizeof months / sizeof *months);
}

/* Are these the words of a dateline: names, numbers and what joins them? */
static bool is_place_and_date(hs_str s)
{
    static const char *const joins[] = {"and", "of", "de", "la", "le", "el", "on", "upon"};
    hs_span span;
    uint32_t at = 0;
    size_t n = 0, capitals = 0, place = 0; /* words; of the place, up to the first mark */
    bool month = false, number = false, in_place = true;
    for (uint32_t past = 0; hs_word_next(&span, s, &at); past = span.end) {
        hs_str word = {s.ptr + span.begin, span.end - span.begin};
        bool joins_names = hs_ascii_is_one_of(word, joins, sizeof joins / sizeof *joins), counts = hs_ascii_is_digit(*word.ptr);
        for (size_t i = past; i < span.begin; i++)
            in_place = in_place && !strchr(",(/", s.ptr[i]);
        if (++n > WORDS || (!joins_names && !counts && !is_capital(*word.ptr)))
            return false;
        place += in_place;
        capitals += in_place && (is_in_capitals(word) || (n > 1 && joins_names));
        month = month || (n > 1 && is_month(word));
        number = number || counts;
    }
    bool agency = n > 1 && hs_ascii_char(s, 0, '(') < s.len && s.ptr[s.len - 1] == ')';
    return n && place && place <= PLACE_WORDS && (capitals == place || agency || (month && number));
}

/* What is told begins like a sentence, and not in capitals: those go on a headline. */
static bool begins_sentence(hs_str s)
{
    hs_span span;
    uint32_t at = 0;
    size_t n = 0, capitals = 0;
    bool opens = s.len && (is_capital(*s.ptr) || hs_ascii_is_digit(*s.ptr) || strchr("\"'(", *s.ptr));
    for (; n < 2 && hs_word_next(&span, s, &at); n++)
        capitals += is_in_capitals((hs_str){s.ptr + span.begin, span.end - span.begin});
    return opens && n && capitals < 2;
}

size_t hs_dateline_bytes(hs_str line)
{
    size_t end = hs_ascii_char(line, 0, '\n'), n = 0, i = 0;
    line.len = end;
    while (i < line.len && i < LONGEST && !(n = dash_at(line, i)) && !strchr(":;!?\"", line.ptr[i]))
        i++;
    if (!n || i >= LONGEST)
        return 0;
    size_t begin = i + n;
    while (i && line.ptr[i - 1] == ' ')
        i--;
    while (begin < line.len && line.ptr[begin] == ' ')
        begin++;
    return is_place_and_date((hs_str){line.ptr, i}) && begins_sentence(hs_ascii_from(line, begin)) ? begin : 0;
}

/* Where the dateline that a byte stands in ends; 0: it stands in none. */
static uint32_t end_of(hs_str text, uint32_t at)
{
    uint32_t line = at;
    while (line && text.ptr[line - 1] != '\n' && at - line <= LONGEST)
        line--;
    size_t n = line && text.ptr[line - 1] != '\n' ? 0 : hs_dateline_bytes(hs_ascii_from(text, line));
    return line + n > at ? line + (uint32_t)n : 0;
}

/* @return HS_OK, HS_E_NOMEM */
static hs_status cut(hs_spans *spans, const hs_document *doc, hs_error *err)
{
    uint32_t n = 0, end = spans->n ? end_of(doc->text, spans->at[0].begin) : 0;
    if (!end)
        return HS_OK;
    hs_span *at = HS_NEW(doc->arena, hs_span, spans->n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %u spans", spans->n);
    for (uint32_t i = 0; i < spans->n; i++)
        if (spans->at[i].end > end)
            at[n++] = (hs_span){spans->at[i].begin > end ? spans->at[i].begin : end, spans->at[i].end};
    *spans = (hs_spans){at, n};
    return HS_OK;
}

hs_status hs_datelines_cut(hs_attribution *a, size_t *n, const hs_document *doc, hs_error *err)
{
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        bool in_it = a[i].cue.n && end_of(doc->text, a[i].cue.at[0].begin);
        HS_TRY(cut(&a[i].source, doc, err));
        HS_TRY(cut(&a[i].content, doc, err));
        if (!in_it && a[i].content.n)
            a[kept++] = a[i];
    }
    *n = kept;
    return HS_OK;
}
