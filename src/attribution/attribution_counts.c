/* attribution_counts.c -- counts that are raised, lowered, corrected or put at a number. See attribution_counts.h.
 *
 * The noun must be a toll, or a number or figure of nothing named or of people whom something befell: who raises the number of flights does so, and says nothing.
 * Every look is bounded. */
#include "attribution_counts.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { BEFORE = 4 /* words between verb and noun */, COUNTED = 3 /* behind "of" */, BETWEEN = 8 /* up to the number */, BEHIND = 3 /* it */ };

static const float COUNT_CONFIDENCE = 0.7f;

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static bool is_number(hs_str word)
{
    static const char *const numbers[] = {"one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen",
                                          "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "dozens", "hundreds", "thousands"};
    return hs_ascii_is_digit(*word.ptr) || HAS(numbers, word);
}

/* The next word, if nothing but blanks lies between. */
static bool next_word(hs_str *word, uint32_t *end, hs_str text, uint32_t *at)
{
    hs_span span;
    uint32_t from = *at;
    if (!hs_word_next(&span, text, at))
        return false;
    for (uint32_t i = from; i < span.begin; i++)
        if (!strchr(" \t", text.ptr[i]) && !(text.ptr[i] == '\n' && i + 1 < text.len && text.ptr[i + 1] != '\n'))
            return false;
    *word = (hs_str){text.ptr + span.begin, span.end - span.begin};
    *end = span.end;
    return true;
}

/* Is it that somebody does so: not "wants to raise", "was raised", "did not put"? */
static bool is_done(hs_str text, uint32_t verb)
{
    static const char *const not_so[] = {"to", "was", "were", "is", "are", "be", "been", "being", "will", "would", "may", "might", "could", "should", "not", "never", "that", "which"};
    uint32_t end = verb, begin;
    while (end && strchr(" \t\n,", text.ptr[end - 1]))
        end--;
    for (begin = end; begin && (hs_ascii_is_letter(text.ptr[begin - 1]) || (unsigned char)text.ptr[begin - 1] >= 0x80); begin--)
        ;
    return begin < end && !HAS(not_so, ((hs_str){text.ptr + begin, end - begin}));
}

/* Behind the verb: "the number of dead", "its earlier figure". @param corrects  who corrects a number says it, whatever is counted @param at  moved behind it */
static bool take_noun(hs_str text, bool put, bool corrects, uint32_t *at)
{
    static const char *const estimated[] = {"cost", "costs", "damage", "losses", "loss", "bill", "attendance", "turnout", "value", "population"};
    static const char *const before[] = {"the", "its", "their", "his", "her", "our", "a", "an", "official", "earlier", "own", "previous", "initial", "death", "casualty", "overall", "total", "confirmed"};
    static const char *const nouns[] = {"toll", "tally", "number", "numbers", "figure", "figures", "count", "estimate", "estimates", "total"}, *const of[] = {"of", "for"};
    static const char *const counted[] = {"dead", "deaths", "killed", "injured", "injuries", "wounded", "hurt", "missing", "victims", "casualties", "fatalities", "infections", "infected", "cases",
                                          "arrests", "arrested", "detained", "displaced", "homeless", "evacuated", "damage", "losses", "survivors", "survived"};
    hs_str word = {"", 0};
    uint32_t end;
    bool found = false;
    for (int i = 0; i <= BEFORE && !found; i++) {
        if (!next_word(&word, &end, text, at))
            return false;
        found = HAS(nouns, word) || (put && HAS(estimated, word));
        if (!found && !HAS(before, word))
            return false;
    }
    uint32_t behind = *at;
    if (!found || !next_word(&word, &end, text, &behind) || !HAS(of, word))
        return found;
    for (int i = 0; i < COUNTED && next_word(&word, &end, text, &behind); i++)
        if (corrects || HAS(counted, word)) {
            *at = behind;
            return true;
        }
    return false;
}

/* "raised the toll | to a total of 12": a number behind "to" or "at". @param at  moved behind it @return where it ends; 0: there is none */
static uint32_t number_raised_to(hs_str text, uint32_t *at)
{
    hs_str word;
    uint32_t end;
    bool to = false;
    for (int i = 0; i < BETWEEN && next_word(&word, &end, text, at); i++) {
        if (to && is_number(word))
            return end;
        to = to || hs_ascii_is(word, "to") || hs_ascii_is(word, "at");
    }
    return 0;
}

/* "put the toll | at about 12": a number right behind that preposition, where nothing is put to anybody or down; or "corrected the toll | to 12". As number_raised_to. */
static uint32_t number_right_behind(hs_str text, const char *preposition, uint32_t *at)
{
    static const char *const near[] = {"about", "around", "some", "roughly", "nearly", "almost", "approximately", "over", "under", "between", "more", "less", "fewer", "than", "least", "most", "up", "at"};
    static const char *const elsewhere[] = {"to", "down", "aside", "off", "before"}, *const in_all[] = {"a", "total", "of", "only", "just"};
    const bool to = hs_ascii_is((hs_str){preposition, strlen(preposition)}, "to");
    hs_str word;
    uint32_t end;
    bool behind = false;
    for (int i = 0; i < BETWEEN && next_word(&word, &end, text, at); i++) {
        if (behind && is_number(word))
            return end;
        if ((!to && HAS(elsewhere, word)) || (behind && !HAS(near, word) && !(to && HAS(in_all, word))))
            return 0;
        behind = behind || hs_ascii_is(word, preposition);
    }
    return 0;
}

/* "2030", not "2,030" */
static bool is_year(hs_str text, uint32_t end)
{
    const char *year = text.ptr + end - 4;
    if (end < 4 || (memcmp(year, "19", 2) != 0 && memcmp(year, "20", 2) != 0) || !hs_ascii_is_digit(year[2]) || !hs_ascii_is_digit(year[3]))
        return false;
    return end == 4 || !(hs_ascii_is_digit(year[-1]) || strchr(".,-", year[-1]));
}

/* @return where the count ends, with what it counts; 0: there is none */
static uint32_t find_number(hs_str text, bool put, bool corrects, uint32_t at)
{
    static const char *const behind[] = {"people", "persons", "dead", "deaths", "killed", "injured", "wounded", "missing", "victims", "casualties", "million", "billion", "thousand", "hundred", "percent",
                                         "dollars", "euros", "pounds", "crowns", "francs", "marks", "pesos", "rupees", "roubles", "rubles", "yen", "yuan"};
    hs_str word;
    uint32_t end, number = put || corrects ? number_right_behind(text, put ? "at" : "to", &at) : number_raised_to(text, &at);
    const uint32_t bare = number;
    for (int i = 0; i < BEHIND && number && next_word(&word, &end, text, &at) && HAS(behind, word); i++)
        number = end;
    return corrects && number && number == bare && is_year(text, number) ? 0 : number; /* "to 2030 people" is no year */
}

/* What of the text from a word on gives a count anew: behind that verb up to the number and what it counts; empty: it gives none. */
static hs_span count_given(const hs_document *doc, hs_span verb)
{
    static const char *const verbs[] = {"raised", "raises", "lowered", "lowers", "revised", "revises", "corrected", "corrects", "updated", "updates", "adjusted", "increased", "reduced", "cut", "put", "puts"};
    uint32_t at = verb.end;
    const bool put = hs_ascii_begins(hs_document_slice(doc, verb), "put"), corrects = hs_ascii_begins(hs_document_slice(doc, verb), "correct");
    if (!HAS(verbs, hs_document_slice(doc, verb)) || !is_done(doc->text, verb.begin) || !take_noun(doc->text, put, corrects, &at))
        return (hs_span){0, 0};
    uint32_t end = find_number(doc->text, put, corrects, at), begin = verb.end;
    while (begin < end && strchr(" \t\n", doc->text.ptr[begin]))
        begin++;
    return (hs_span){begin, end > begin ? end : begin};
}

hs_status hs_counts_read(const hs_pane *v, hs_error *err)
{
    for (uint32_t i = 0; i < v->n_words; i++) {
        hs_word_range cue = {i, i + 1}, content = {i + 1, i + 1};
        uint32_t row;
        hs_span verb = hs_pane_word(v, i), given = count_given(v->doc, verb);
        if (given.begin >= given.end || !hs_pane_owns(v, cue) || hs_pane_cue(v, verb) < hs_pane_n(v))
            continue;
        while (content.end < v->n_words && hs_pane_word(v, content.end).end <= given.end)
            content.end++;
        HS_TRY(hs_pane_find_link(v, cue, err));
        if (content.begin == content.end || v->s->path.source.begin >= v->s->path.source.end)
            continue;
        v->s->path.n_content = 1;
        v->s->path.content[0] = content;
        HS_TRY(hs_pane_vector(&row, v, err));
        hs_attribution a = {.source = hs_pane_spans(v, &v->s->path.source, 1), .cue = hs_pane_spans(v, &cue, 1),
                            .content = hs_pane_spans(v, &content, 1), .parent = row, .source_id = HS_NO_SOURCE, .confidence = COUNT_CONFIDENCE};
        HS_TRY(hs_pane_add(v, &a, err));
    }
    return HS_OK;
}
