/* attribution_fronted.c -- see attribution_fronted.h. Nothing is parsed: an auxiliary tells a clause, commas tell where parts end. Every look is bounded. */
#include "attribution_fronted.h"

#include <string.h>

#include "ascii.h"
#include "attribution_spans.h"
#include "sentences.h"
#include "status.h"

enum { LONGEST = 240 /* bytes of what tells who the source is */, CLAUSE = 160 /* of what is looked at behind it */, NAME_WORDS = 5 };

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static const char *const auxiliaries[] = {"is", "are", "was", "were", "has", "have", "had", "will", "would", "can", "could", "may", "might", "must", "should", "did", "does", "do"};

static bool is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* The word that begins at `at`, or behind blanks; empty at the end. */
static hs_str word_at(hs_str text, uint32_t at, hs_span *span)
{
    uint32_t from = at;
    if (!hs_word_next(span, text, &from))
        *span = (hs_span){(uint32_t)text.len, (uint32_t)text.len};
    return (hs_str){text.ptr + span->begin, span->end - span->begin};
}

/* Where the sentence of byte `from` has its next comma before `to`; 0: none. */
static uint32_t comma_from(hs_str text, uint32_t from, uint32_t to)
{
    to = to < text.len ? to : (uint32_t)text.len;
    for (uint32_t i = from; i < to; i++) {
        if (text.ptr[i] == ',' && i + 1 < text.len && text.ptr[i + 1] == ' ')
            return i;
        if (hs_sentence_ends(text, i, i + 2 < to ? i + 2 : to) || strchr(";:()\"", text.ptr[i]))
            return 0;
    }
    return 0;
}

/* The end of the name of two words or more at `at`: "Jon Teck", "Eva van der Roth"; 0: none. */
static uint32_t name_end(hs_str text, uint32_t at)
{
    static const char *const particles[] = {"de", "la", "van", "der", "den", "von", "al", "bin", "el", "di", "da", "dos"};
    uint32_t end = 0, capitals = 0;
    hs_span word;
    for (int i = 0; i < NAME_WORDS; i++) {
        hs_str w = word_at(text, at, &word);
        if (!w.len || (i && word.begin != at + 1) || (!is_upper(*w.ptr) && !(i && HAS(particles, w))))
            break;
        capitals += is_upper(*w.ptr);
        end = is_upper(*w.ptr) ? word.end : end;
        at = word.end;
    }
    return capitals > 1 ? end : 0;
}

/* Does a clause with a subject of its own begin at `at`: "the dam is safe", not "was arrested", "the harbour master, resigned", "Ida Moe and Kurt Weiss signed"? */
static bool is_clause(hs_str text, uint32_t at)
{
    static const char *const others[] = {"who", "which", "whose", "and", "or", "but", "as", "with", "along", "together", "including", "then", "now", "also", "formerly", "once"};
    hs_span word;
    hs_str first = word_at(text, at, &word);
    uint32_t comma = comma_from(text, at, at + CLAUSE), named = name_end(text, at), end = comma ? comma : at + CLAUSE;
    if (!first.len || word.begin != at || HAS(others, first) || HAS(auxiliaries, first))
        return false;
    if (named && hs_ascii_is(word_at(text, named, &word), "and"))
        return false;
    bool has_verb = !comma;
    for (hs_str w = word_at(text, word.end, &word); !has_verb && w.len && word.end <= end; w = word_at(text, word.end, &word))
        has_verb = HAS(auxiliaries, w);
    return has_verb;
}

/* Where the clause begins behind what tells who the source is, at the front of the content at `at`; 0: nothing does. @param end  of that, without the comma */
static uint32_t behind_source(hs_str text, uint32_t at, uint32_t *end)
{
    static const char *const relative[] = {"who", "which", "whose"};
    hs_span word;
    uint32_t comma = 0;
    if (HAS(relative, word_at(text, at, &word))) {
        comma = comma_from(text, at, at + LONGEST);
        static const char *const joint[] = {"and", "or", "but", "is", "was", "are", "were"};
        return *end = comma, comma && !HAS(joint, word_at(text, comma + 2, &word)) ? comma + 2 : 0;
    }
    uint32_t name = name_end(text, at);
    if (!name || text.ptr[name] != ',' || name + 2 >= text.len || text.ptr[name + 1] != ' ')
        return 0;
    *end = name;
    uint32_t next = name + 2, digits = next; /* the age */
    while (digits < text.len && hs_ascii_is_digit(text.ptr[digits]))
        digits++;
    if (digits > next && digits + 2 < text.len && text.ptr[digits] == ',') {
        *end = digits;
        next = digits + 2;
    }
    return is_clause(text, next) ? next : 0;
}

/* Does "according to" stand before its source, a description, and the content behind a comma after it? */
static bool is_fronted(const hs_attribution *a, const hs_document *doc)
{
    if (a->cue.n != 1 || a->source.n != 1 || !a->content.n || !hs_ascii_is(hs_document_slice(doc, a->cue.at[0]), "according to"))
        return false;
    hs_span source = a->source.at[0];
    uint32_t begin = a->content.at[0].begin;
    return source.begin == a->cue.at[0].end + 1 && begin == source.end + 2 && doc->text.ptr[source.end] == ',';
}

static hs_status move(hs_attribution *a, uint32_t source_end, uint32_t from, const hs_document *doc, hs_error *err)
{
    uint32_t n = 0;
    hs_span *source = HS_NEW(doc->arena, hs_span, 1), *content = HS_NEW(doc->arena, hs_span, a->content.n);
    if (!source || !content)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %u spans", a->content.n);
    *source = (hs_span){a->source.at[0].begin, source_end};
    for (uint32_t i = 0; i < a->content.n; i++)
        if (a->content.at[i].end > from)
            content[n++] = (hs_span){a->content.at[i].begin > from ? a->content.at[i].begin : from, a->content.at[i].end};
    if (!n)
        return HS_OK;
    a->source = (hs_spans){source, 1};
    a->content = (hs_spans){content, n};
    return HS_OK;
}

hs_status hs_fronted_move(hs_attribution *a, size_t n, const hs_document *doc, hs_error *err)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t end = 0, from = is_fronted(&a[i], doc) ? behind_source(doc->text, a[i].content.at[0].begin, &end) : 0;
        if (from)
            HS_TRY(move(&a[i], end, from, doc, err));
    }
    return HS_OK;
}
