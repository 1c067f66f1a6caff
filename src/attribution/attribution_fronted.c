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

/* An adverb that stands before a verb: "briefly went", "further said". */
static bool is_adverb(hs_str word)
{
    static const char *const adverbs[] = {"further", "then", "also", "later", "again", "still", "never"};
    return HAS(adverbs, word) || hs_word_is_ly(word);
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
        if (!w.len || (i && word.begin != at + 1) || (!hs_ascii_is_capital(*w.ptr) && !(i && HAS(particles, w))))
            break;
        capitals += hs_ascii_is_capital(*w.ptr);
        end = hs_ascii_is_capital(*w.ptr) ? word.end : end;
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
    if (!first.len || word.begin != at || HAS(others, first) || HAS(auxiliaries, first) || is_adverb(first))
        return false;
    if (named && hs_ascii_is(word_at(text, named, &word), "and"))
        return false;
    for (hs_str w = word_at(text, word.end, &word); w.len && word.end <= end && !hs_sentence_ends(text, at, word.begin); w = word_at(text, word.end, &word)) {
        if (HAS(auxiliaries, w))
            return true;
        if (hs_ascii_is(w, "and")) /* "Saudi Arabia, | the United States and Iran have signed" */
            return false;
    }
    return !comma;
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

/* ---- "Having told reporters that it was safe, Eva Roth left" ---- */

static bool begins_sentence(hs_str text, uint32_t at)
{
    while (at && strchr("\"\x9c", text.ptr[at - 1])) /* “ ends in 9c */
        at -= text.ptr[at - 1] == '"' || at < 3 ? 1 : 3;
    return !at || text.ptr[at - 1] == '\n' || (at > 1 && text.ptr[at - 1] == ' ' && strchr(".?!\"", text.ptr[at - 2]));
}

/* Is the cue a participle that a sentence begins with, alone or behind "After": and one whose subject says so, unlike "Being told", "Considering"? */
static bool is_participle(hs_str text, hs_span cue)
{
    static const char *const before[] = {"after", "before", "while", "when", "since", "by", "on", "upon", "despite", "in", "without"};
    static const char *const no_speech[] = {"being", "considering", "assuming", "judging", "supposing", "granting", "regarding", "concerning", "depending", "including", "following"};
    hs_span word, next;
    hs_str w = word_at(text, cue.begin, &word);
    if (w.len < 5 || !hs_ascii_is((hs_str){w.ptr + w.len - 3, 3}, "ing") || HAS(no_speech, w) || hs_ascii_is(word_at(text, word.end, &next), "been"))
        return false;
    uint32_t begin = cue.begin;
    if (!begins_sentence(text, begin)) {
        begin -= begin && text.ptr[begin - 1] == ' ';
        while (begin && hs_ascii_is_letter(text.ptr[begin - 1]))
            begin--;
        if (!HAS(before, word_at(text, begin, &word)))
            return false;
    }
    return hs_ascii_is_capital(text.ptr[begin]) && begins_sentence(text, begin);
}

/* The end of the subject at `at`, before its verb: "she", "Eva Roth", "the minister | was"; 0: none is seen. */
static uint32_t subject_end(hs_str text, uint32_t at)
{
    static const char *const pronouns[] = {"he", "she", "they", "we", "I"}, *const articles[] = {"the", "a", "an", "his", "her", "its", "their"}, *const joint[] = {"and", "or", "of"};
    static const char *const verbs[] = {"said", "told", "left", "went", "took", "made", "gave", "began", "fell", "rose", "won", "lost", "met", "came"};
    hs_span word, next;
    hs_str w = word_at(text, at, &word);
    if (!w.len || word.begin != at)
        return 0;
    if (HAS(pronouns, w))
        return word.end;
    bool named = hs_ascii_is_capital(*w.ptr), article = HAS(articles, w);
    for (int i = 0; (named || article) && i < NAME_WORDS; i++) {
        w = word_at(text, word.end, &next);
        if (!w.len || next.begin != word.end + 1)
            return 0;
        bool verb = HAS(auxiliaries, w) || is_adverb(w) || HAS(verbs, w) || (w.len > 4 && hs_ascii_is((hs_str){w.ptr + w.len - 2, 2}, "ed"));
        if (verb && (named || i))
            return word.end;
        if (HAS(joint, w) || (named && !hs_ascii_is_capital(*w.ptr))) /* "Tesla shares" */
            return 0;
        word = next;
    }
    return 0;
}

/* Whose the words are that a sentence begins with: the subject of the clause behind them, which the content may run on into. */
static hs_status give_subject(hs_attribution *a, const hs_document *doc, hs_error *err)
{
    hs_str text = doc->text;
    hs_span last = a->content.at[a->content.n - 1];
    bool stops = last.end < text.len && text.ptr[last.end] == ',';
    uint32_t comma = stops ? last.end : comma_from(text, last.begin, last.end), end = 0;
    while (comma && !(end = comma + 2 < text.len ? subject_end(text, comma + 2) : 0) && !stops)
        comma = comma_from(text, comma + 1, last.end);
    if (!comma || !end)
        return HS_OK;
    hs_span *source = HS_NEW(doc->arena, hs_span, 1), *content = HS_NEW(doc->arena, hs_span, a->content.n);
    if (!source || !content)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %u spans", a->content.n);
    memcpy(content, a->content.at, a->content.n * sizeof *content);
    content[a->content.n - 1].end = comma;
    *source = (hs_span){comma + 2, end};
    a->source = (hs_spans){source, 1};
    a->content = (hs_spans){content, a->content.n};
    return HS_OK;
}

hs_status hs_fronted_move(hs_attribution *a, size_t n, const hs_document *doc, hs_error *err)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t end = 0, from = is_fronted(&a[i], doc) ? behind_source(doc->text, a[i].content.at[0].begin, &end) : 0;
        if (from)
            HS_TRY(move(&a[i], end, from, doc, err));
        bool of_subject = !a[i].source.n && a[i].cue.n == 1 && a[i].content.n && a[i].content.at[0].begin >= a[i].cue.at[0].end;
        if (of_subject && is_participle(doc->text, a[i].cue.at[0]))
            HS_TRY(give_subject(&a[i], doc, err));
    }
    return HS_OK;
}
