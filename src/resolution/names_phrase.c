/* names_phrase.c -- reading noun phrases by the classes of their words. In: tokens. Out: hs_noun_phrase. Threads: any.
 */
#include "names_phrase.h"

#include "ascii.h"

static bool capital(const hs_token *t)
{
    return t->shape & HS_TOKEN_CAPITAL;
}

static bool has_ending(const hs_tokens *tokens, uint32_t i, const char *ending)
{
    hs_str word = hs_token_word(tokens, i);
    size_t n = strlen(ending);
    return word.len > n + 1 && hs_ascii_same(word.ptr + word.len - n, ending, n);
}

/* "Sund & Holm" */
static bool is_ampersand(const hs_tokens *tokens, uint32_t i)
{
    const hs_token *t = &tokens->at[i];
    return t->gap == HS_GAP_OTHER && t[1].begin - t->end == 3 && tokens->text.ptr[t->end + 1] == '&' && capital(t) && capital(t + 1);
}

/* Does the phrase's core end before token i? */
static bool ends_core(const hs_tokens *tokens, uint32_t core, uint32_t i)
{
    const hs_token *t = &tokens->at[i], *before = t - 1;
    if (before->gap & ~(unsigned)HS_GAP_QUOTE && !is_ampersand(tokens, i - 1))
        return true;
    if (t->traits & (HS_WORD_PREPOSITION | HS_WORD_RELATIVE))
        return true;
    if (hs_token_is_in(tokens, i, "and or but such including as is was are were has have had will would said says"))
        return true;
    bool noun_before = i > core && before->traits & HS_WORD_NOUN && !capital(before);
    if (t->traits & HS_WORD_POSTMODIFIER)
        return noun_before || (i > core && capital(before) && !capital(t));
    bool participle =
        !(t->traits & HS_WORD_NOUN) && !capital(t) && (has_ending(tokens, i, "ed") || has_ending(tokens, i, "ing"));
    return noun_before && participle;
}

/* "Israel Defense Forces (IDF) | soldier": the core may go on behind a short bracket before token i. The token behind
 * it, or i. */
static uint32_t over_bracket(const hs_tokens *tokens, uint32_t i, uint32_t end)
{
    if (!(tokens->at[i - 1].gap & HS_GAP_OPEN))
        return i;
    for (uint32_t k = i; k + 1 < end && k < i + 4; k++)
        if (tokens->at[k].gap & HS_GAP_CLOSE)
            return tokens->at[k].gap == HS_GAP_CLOSE && !(tokens->at[k + 1].traits & HS_WORD_STOP) ? k + 1 : i;
    return i;
}

hs_noun_phrase hs_noun_phrase_read(const hs_tokens *tokens, uint32_t begin, uint32_t end)
{
    const hs_token *t = tokens->at;
    hs_noun_phrase p = {begin, end, HS_NONE, HS_NONE, begin, begin, false};
    uint32_t i = begin;
    for (; i + 1 < end && t[i].traits & (HS_WORD_DETERMINER | HS_WORD_COUNT | HS_WORD_VAGUE) &&
           !(t[i].gap & ~(unsigned)HS_GAP_QUOTE);
         i++) {
        if (p.determiner == HS_NONE)
            p.determiner = i;
        if (hs_token_is_in(tokens, i, "his her their its our my your"))
            p.owner = i;
        if (i + 2 < end && hs_token_is(tokens, i + 1, "of") && t[i].traits & (HS_WORD_COUNT | HS_WORD_VAGUE)) {
            p.partitive = true;
            i++;
        }
    }
    bool alone = i > begin && t[i].traits & (HS_WORD_PREPOSITION | HS_WORD_RELATIVE | HS_WORD_POSTMODIFIER) &&
                 !(t[i].shape & HS_TOKEN_CAPITAL);
    if (alone || (i > begin && hs_token_is_in(tokens, i - 1, "those others") &&
                  !(t[i].traits & HS_WORD_NOUN && !has_ending(tokens, i, "ing"))))
        i--; /* "those who ..", "those sharing .." */
    p.core = p.head = i;
    for (uint32_t k = i; k < end; k++) {
        uint32_t over = k > p.core ? over_bracket(tokens, k, end) : k;
        if (over == k && k > p.core && ends_core(tokens, p.core, k))
            break;
        k = over;
        p.head = k;
        if (t[k].shape & HS_TOKEN_OWNS && k + 1 < end && !(t[k].gap & ~(unsigned)HS_GAP_QUOTE) &&
            !(t[k + 1].traits & (HS_WORD_PREPOSITION | HS_WORD_RELATIVE))) {
            p.owner = k;
            p.core = k + 1;
        }
    }
    return p;
}

uint32_t hs_number_at(const hs_tokens *tokens, uint32_t i)
{
    static const char *const words[] = {
        "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",    "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    hs_str word = hs_token_word(tokens, i);
    if (tokens->at[i].shape & HS_TOKEN_NUMBER) {
        uint32_t n = 0;
        for (size_t k = 0; k < word.len; k++) {
            if (word.ptr[k] == ',')
                continue;
            if (!hs_ascii_is_digit(word.ptr[k]) || n > 10000000)
                return 0;
            n = 10 * n + (uint32_t)(word.ptr[k] - '0');
        }
        return n;
    }
    if (!(tokens->at[i].traits & HS_WORD_COUNT))
        return 0;
    for (uint32_t k = 0; k < sizeof words / sizeof *words; k++)
        if (hs_ascii_is(word, words[k]))
            return k + 1;
    for (uint32_t k = 0; k < sizeof tens / sizeof *tens; k++) {
        if (hs_ascii_is(word, tens[k]))
            return 10 * (k + 2);
        size_t ten = strlen(tens[k]); /* "sixty-one" */
        for (uint32_t one = 0; one < 9 && word.len > ten && word.ptr[ten] == '-' && hs_ascii_begins(word, tens[k]); one++)
            if (hs_ascii_is(hs_ascii_from(word, ten + 1), words[one]))
                return 10 * (k + 2) + one + 1;
    }
    return hs_ascii_is(word, "dozen") ? 12 : hs_ascii_is(word, "hundred") ? 100 : 0;
}

bool hs_noun_phrase_is_plural(const hs_tokens *tokens, const hs_noun_phrase *p)
{
    const hs_token *head = &tokens->at[p->head];
    if (head->traits & (HS_WORD_PEOPLE | HS_WORD_BODIES))
        return true;
    if (head->traits & (HS_WORD_ROLE | HS_WORD_BODY | HS_WORD_MEDIA))
        return false;
    hs_str word = hs_token_word(tokens, p->head);
    return word.len > 3 && word.ptr[word.len - 1] == 's' && word.ptr[word.len - 2] != 's' &&
           word.ptr[word.len - 2] != 'u';
}
