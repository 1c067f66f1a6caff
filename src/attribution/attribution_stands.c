/* attribution_stands.c -- see attribution_stands.h. The verbs say other things, too, so that a noun of saying must follow them within a few words. */
#include "attribution_stands.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { MODIFIERS = 3 /* words between "its" and the noun */, BEHIND = 24 /* words that say what was said */, BEFORE = 2 /* auxiliaries */, ASKED = 4 /* words before them that may tell that it is not so */ };

static const float STAND_CONFIDENCE = 0.7f;

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

/* The next word, if nothing but a blank lies between; its end, else 0. */
static uint32_t next_word(hs_str *word, hs_str text, uint32_t at)
{
    hs_span span;
    uint32_t from = at;
    if (!hs_word_next(&span, text, &from) || span.begin != at + 1 || text.ptr[at] != ' ')
        return 0;
    *word = (hs_str){text.ptr + span.begin, span.end - span.begin};
    return span.end;
}

/* The word that ends at `end`; empty: none of letters does. */
static hs_str word_before(hs_str text, uint32_t end)
{
    uint32_t at = end;
    while (at && hs_ascii_is_letter(text.ptr[at - 1]))
        at--;
    return (hs_str){text.ptr + at, end - at};
}

/* Behind the verb: "by", "firmly by", "away from". @return where it ends; 0: another */
static uint32_t particle_end(hs_str text, hs_span verb)
{
    static const char *const phrases[][8] = {
        {"stand", "stands", "stood", "standing", "by"},        {"stand", "stands", "stood", "standing", "behind"},  {"stick", "sticks", "stuck", "sticking", "to"},
        {"stick", "sticks", "stuck", "sticking", "by"},        {"double", "doubles", "doubled", "doubling", "down", "on"}, {"walk", "walks", "walked", "walking", "back"},
        {"back", "backs", "backed", "backing", "away", "from"}, {"back", "backs", "backed", "backing", "down", "from"}, {"back", "backs", "backed", "backing", "off"},
        {"row", "rows", "rowed", "rowing", "back", "on"}};
    const hs_str word = {text.ptr + verb.begin, verb.end - verb.begin};
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++) {
        hs_str next;
        if (!hs_ascii_is_one_of(word, phrases[i], 4))
            continue;
        uint32_t end = next_word(&next, text, verb.end);
        if (!end)
            return 0;
        if (hs_word_is_ly(next) && !(end = next_word(&next, text, end)))
            continue;
        if (!hs_ascii_is(next, phrases[i][4]))
            continue;
        if (!phrases[i][5])
            return end;
        if ((end = next_word(&next, text, end)) && hs_ascii_is(next, phrases[i][5]))
            return end;
    }
    return 0;
}

/* Behind that: "its earlier report", "comments", and what they said. @return where it ends; 0: nothing that is said */
static uint32_t said_end(hs_str text, uint32_t at)
{
    static const char *const determiners[] = {"its", "their", "his", "her", "our", "my", "your", "the", "that", "this", "those", "these", "an", "a"};
    static const char *const nouns[] = {"report", "reports", "reporting", "story", "stories", "article", "account", "version", "figure", "figures", "estimate", "estimates", "toll", "tally", "count",
                                        "claim", "claims", "statement", "statements", "allegation", "allegations", "accusation", "accusations", "assertion", "assertions", "comment", "comments",
                                        "remark", "remarks", "words", "testimony", "denial", "denials", "warning", "warnings", "forecast", "forecasts", "prediction", "predictions", "projection",
                                        "findings", "finding", "conclusion", "conclusions", "assessment", "assessments", "criticism", "pledge", "pledges", "promise", "promises", "vow", "demand",
                                        "demands", "suggestion", "suggestions", "verdict", "threat", "threats"};
    static const char *const parts[] = {"and", "or", "of", "in", "on", "at", "by", "to", "for", "with", "from", "that", "which", "who"};
    static const char *const plain[] = {"comments", "remarks", "claims", "statements", "allegations", "reports"}, *const of[] = {"of", "that", "about", "on", "from", "to", "for"};
    static const char *const ends[] = {"but", "while", "when", "as", "after", "before", "despite", "although", "though", "and", "because", "until"};
    hs_str word = {"", 0};
    uint32_t end = next_word(&word, text, at), last = 0;
    if (!end || (!HAS(determiners, word) && !HAS(plain, word)))
        return 0;
    bool found = HAS(plain, word);
    for (int i = 0; i <= MODIFIERS && !found; i++) {
        end = next_word(&word, text, end);
        if (!end || HAS(parts, word)) /* "the table and the report" */
            return 0;
        found = HAS(nouns, word);
    }
    if (!found)
        return 0;
    last = end;
    for (int i = 0; i < BEHIND && (end = next_word(&word, text, last)) && !HAS(ends, word) && (i || HAS(of, word)); i++)
        last = end;
    return last;
}

/* Where the cue begins, with "has" and "still"; text.len: it is not so, or not said to be. */
static uint32_t cue_begin(hs_str text, uint32_t verb)
{
    static const char *const with[] = {"has", "have", "had", "will", "would", "still", "also", "is", "are", "was", "were", "later", "since", "then"};
    static const char *const not_so[] = {"to", "not", "never", "nor", "cannot", "could", "should", "might", "may", "did", "t", "a", "the", "no", "nobody", "none", "neither", "hardly", "longer", "yet"};
    static const char *const open[] = {"if", "whether", "unless", "should", "not", "never", "nobody", "none", "neither"};
    uint32_t begin = verb;
    for (int i = 0; i < BEFORE && begin && text.ptr[begin - 1] == ' ' && HAS(with, word_before(text, begin - 1)); i++)
        begin -= 1 + (uint32_t)word_before(text, begin - 1).len;
    uint32_t at = begin;
    bool near = true;
    for (int i = 0; i < ASKED && at && text.ptr[at - 1] == ' '; i++) { /* "whether the paper still stands by" does not tell that it does */
        const hs_str before = word_before(text, at - 1);
        if (!before.len)
            break;
        if (HAS(open, before) || (near && HAS(not_so, before)))
            return (uint32_t)text.len;
        near = near && hs_word_is_ly(before);
        at -= 1 + (uint32_t)before.len;
    }
    return begin;
}

hs_stand hs_stand_at(hs_str text, hs_span verb)
{
    hs_stand none = {{0, 0}, {0, 0}};
    uint32_t cue_end = particle_end(text, verb), end = cue_end ? said_end(text, cue_end) : 0, begin = end ? cue_begin(text, verb.begin) : 0;
    return end && begin < text.len ? (hs_stand){{begin, cue_end}, {cue_end + 1, end}} : none;
}

/* The words of the window that lie in the span, which word `from` begins or stands before. */
static hs_word_range words_in(const hs_pane *v, hs_span span, uint32_t from)
{
    hs_word_range words = {from, from};
    while (words.begin && hs_pane_word(v, words.begin).begin > span.begin)
        words.begin--;
    while (words.begin < v->n_words && hs_pane_word(v, words.begin).begin < span.begin)
        words.begin++;
    for (words.end = words.begin; words.end < v->n_words && hs_pane_word(v, words.end).end <= span.end; words.end++)
        ;
    return words;
}

/* What the heads have found at the auxiliaries of a cue, as at the "has" of "has backed away"; n: nothing. SIZE_MAX: they have found the verb. */
static size_t found_at(const hs_pane *v, hs_word_range cue, uint32_t verb)
{
    const size_t n = hs_pane_n(v);
    for (uint32_t i = verb; i < cue.end; i++)
        if (hs_pane_cue(v, hs_pane_word(v, i)) < n)
            return SIZE_MAX;
    size_t found = n;
    for (uint32_t i = cue.begin; i < verb && found == n; i++)
        found = hs_pane_cue(v, hs_pane_word(v, i));
    return found;
}

/* Whom the cue is linked to, with the rest of a name ("the Coastal | Wire"), else the pronoun before it; empty: nobody. */
static hs_word_range source_of(const hs_pane *v, hs_word_range cue)
{
    static const char *const pronouns[] = {"it", "he", "she", "they", "we", "i", "which", "who"};
    hs_word_range source = v->s->path.source;
    if (source.begin < source.end && source.end <= cue.begin) {
        while (source.end < cue.begin && hs_pane_word(v, source.end).begin == hs_pane_word(v, source.end - 1).end + 1 && hs_ascii_is_capital(v->doc->text.ptr[hs_pane_word(v, source.end).begin]))
            source.end++;
        return source;
    }
    if (cue.begin && source.begin >= source.end && HAS(pronouns, hs_document_slice(v->doc, hs_pane_word(v, cue.begin - 1))))
        return (hs_word_range){cue.begin - 1, cue.begin};
    return (hs_word_range){0, 0};
}

hs_status hs_stands_read(const hs_pane *v, hs_error *err)
{
    for (uint32_t i = 0; i < v->n_words; i++) {
        uint32_t row;
        hs_stand stand = hs_stand_at(v->doc->text, hs_pane_word(v, i));
        if (stand.cue.begin == stand.cue.end)
            continue;
        hs_word_range cue = words_in(v, stand.cue, i), content = words_in(v, stand.content, i);
        size_t found = found_at(v, cue, i);
        if (content.begin == content.end || !hs_pane_owns(v, cue) || found == SIZE_MAX)
            continue;
        HS_TRY(hs_pane_find_link(v, cue, err));
        hs_word_range source = source_of(v, cue);
        if (source.begin == source.end)
            continue;
        v->s->path.n_content = 1;
        v->s->path.content[0] = content;
        HS_TRY(hs_pane_vector(&row, v, err));
        hs_attribution a = {.source = hs_pane_spans(v, &source, 1), .cue = hs_pane_spans(v, &cue, 1), .content = hs_pane_spans(v, &content, 1), .parent = row,
                            .source_id = HS_NO_SOURCE, .confidence = STAND_CONFIDENCE};
        if (found < hs_pane_n(v)) {
            hs_pane_found(v)[found] = hs_pane_found(v)[hs_pane_n(v) - 1];
            v->found->len -= sizeof a;
        }
        HS_TRY(hs_pane_add(v, &a, err));
    }
    return HS_OK;
}
