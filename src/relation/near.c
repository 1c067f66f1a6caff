/* near.c -- the most telling words of a text. See near.h. */
#include "near.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "compare_words.h"
#include "heap.h"
#include "status.h"
#include "stems.h"

typedef struct term {
    uint32_t hash;
    unsigned char weight;
    uint32_t times;
    double score;
} term;

typedef struct terms {
    term *at; /* [n] */
    size_t n;
} terms;

/* U+2000 to U+203F: dashes, quotation marks, blanks. */
static bool is_mark(hs_str s, size_t i)
{
    return i + 2 < s.len && (unsigned char)s.ptr[i] == 0xe2 && (unsigned char)s.ptr[i + 1] == 0x80;
}

static bool is_apostrophe(hs_str s, size_t i, size_t *len)
{
    *len = s.ptr[i] == '\'' ? 1 : 3;
    return s.ptr[i] == '\'' || (is_mark(s, i) && ((unsigned char)s.ptr[i + 2] == 0x98 || (unsigned char)s.ptr[i + 2] == 0x99));
}

static bool is_letter(hs_str s, size_t i)
{
    return hs_ascii_is_letter(s.ptr[i]) || hs_ascii_is_digit(s.ptr[i]) || ((unsigned char)s.ptr[i] >= 0x80 && !is_mark(s, i));
}

static int by_word(const void *key, const void *row)
{
    return strcmp(key, ((const hs_near_word *)row)->word);
}

static uint32_t hash_of(const char *word, size_t len)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)word[i]) * 16777619u;
    return h;
}

static unsigned weight_of(const char *stem)
{
    const hs_near_word *common = bsearch(stem, hs_near_words, hs_near_n_words, sizeof *hs_near_words, by_word);
    return common ? common->weight : HS_NEAR_RARE;
}

bool hs_near_is_rare(const char *stem)
{
    return weight_of(stem) == HS_NEAR_RARE;
}

static void add(terms *t, const char *whole, size_t n)
{
    char word[HS_STEM_BYTES];
    size_t len = hs_stem(word, whole, n);
    if (len < 3 && !hs_ascii_is_digit(*word))
        return;
    t->at[t->n++] = (term){.hash = hash_of(word, len), .weight = (unsigned char)weight_of(word), .times = 1};
}

/* @return how many words it has at most */
static size_t most_words(hs_str text)
{
    return text.len / 2 + 1;
}

/* The next word from *at on, in small letters and without 's or n't. @param word  [HS_STEM_BYTES - 1] @return its length; 0: there is none */
static size_t next_word(char *word, hs_str s, size_t *at)
{
    size_t i = *at, len = 0, apostrophe;
    while (i < s.len && !is_letter(s, i))
        i += is_mark(s, i) ? 3 : 1;
    for (; i < s.len && is_letter(s, i); i++)
        if (len < HS_STEM_BYTES - 1)
            word[len++] = hs_ascii_lower(s.ptr[i]);
    if (len && i < s.len && is_apostrophe(s, i, &apostrophe) && i + apostrophe < s.len && hs_ascii_is_letter(s.ptr[i + apostrophe]))
        for (i += apostrophe; i < s.len && hs_ascii_is_letter(s.ptr[i]); i++)
            ; /* 's, n't */
    *at = i;
    return len;
}

static void add_words(terms *t, hs_str s)
{
    char word[HS_STEM_BYTES];
    size_t at = 0, len;
    while ((len = next_word(word, s, &at)))
        add(t, word, len);
}

/* The stem of the next word from *at on that is a number or tells something. @return false: there is none */
static bool next_telling(char stem[HS_STEM_BYTES], bool *number, hs_str text, size_t *at)
{
    enum { TELLING = 15 /* 10 ln(1 / share of articles that have it): a fifth */ };
    char word[HS_STEM_BYTES];
    size_t len;
    while ((len = next_word(word, text, at))) {
        size_t stemmed = hs_stem(stem, word, len);
        *number = hs_ascii_is_digit(*word);
        if (*number || (stemmed > 2 && weight_of(stem) >= TELLING))
            return true;
    }
    return false;
}

size_t hs_near_telling(hs_str text)
{
    char stem[HS_STEM_BYTES];
    bool number;
    size_t at = 0, n = 0;
    while (next_telling(stem, &number, text, &at))
        n += number ? 2 : 1;
    return n;
}

bool hs_near_is_clause(hs_str text)
{
    static const char *const auxiliaries[] = {"are",   "aren", "been", "can",   "could", "couldn", "did",  "didn", "do",    "does", "doesn", "don", "had", "hadn", "has",
                                              "hasn",  "have", "haven", "is",   "isn",   "may",    "might", "must", "shall", "should", "was", "wasn", "were", "weren", "will",
                                              "won",   "would", "wouldn"};
    char word[HS_STEM_BYTES] = {0};
    size_t at = 0, len;
    while ((len = next_word(word, text, &at))) {
        word[len] = '\0';
        for (size_t i = 0; i < sizeof auxiliaries / sizeof *auxiliaries; i++)
            if (strcmp(word, auxiliaries[i]) == 0)
                return true;
    }
    return false;
}

static bool has_telling(hs_str text, const char *stem)
{
    char other[HS_STEM_BYTES];
    bool number;
    for (size_t at = 0; next_telling(other, &number, text, &at);)
        if (strcmp(other, stem) == 0 || hs_are_opposites(stem, other))
            return true;
    return false;
}

bool hs_near_is_told(hs_str brief, hs_str other)
{
    char stem[HS_STEM_BYTES];
    bool number;
    for (size_t at = 0; next_telling(stem, &number, brief, &at);)
        if (!has_telling(other, stem))
            return false;
    return true;
}

static int by_hash(const void *a, const void *b)
{
    const term *x = a, *y = b;
    return x->hash < y->hash ? -1 : x->hash > y->hash;
}

static int by_score(const void *a, const void *b)
{
    const term *x = a, *y = b;
    if (x->score > y->score || x->score < y->score)
        return x->score > y->score ? -1 : 1;
    return by_hash(a, b);
}

/* Each word once, with its score. */
static void weigh(terms *t)
{
    size_t n = 0;
    qsort(t->at, t->n, sizeof *t->at, by_hash);
    for (size_t i = 0; i < t->n; i++) {
        if (n && t->at[n - 1].hash == t->at[i].hash)
            t->at[n - 1].times++;
        else
            t->at[n++] = t->at[i];
    }
    t->n = n;
    for (size_t i = 0; i < n; i++)
        t->at[i].score = (1 + log(t->at[i].times)) * t->at[i].weight;
}

hs_status hs_near_terms(uint32_t *out, size_t *n, hs_str text, const hs_furniture *furniture, size_t n_furniture, hs_error *err)
{
    terms t = {.at = hs_alloc(most_words(text) * sizeof *t.at)};
    size_t from = 0;
    *n = 0;
    if (!t.at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the words of a text");
    for (size_t i = 0; i < n_furniture; i++) {
        hs_span span = furniture[i].span;
        if (furniture[i].kind == HS_FURNITURE_TITLE || span.begin < from || span.end > text.len || span.end <= span.begin)
            continue;
        add_words(&t, (hs_str){text.ptr + from, span.begin - from});
        from = span.end;
    }
    add_words(&t, hs_ascii_from(text, from));
    weigh(&t);
    qsort(t.at, t.n, sizeof *t.at, by_score);
    for (; *n < t.n && *n < HS_NEAR_TERMS; ++*n)
        out[*n] = t.at[*n].hash;
    hs_free(t.at);
    return HS_OK;
}

uint32_t hs_near_shared(hs_str a, hs_str b)
{
    char stem[HS_STEM_BYTES];
    bool number;
    uint32_t n = 0;
    for (size_t at = 0; next_telling(stem, &number, a, &at);)
        n += !number && has_telling(b, stem);
    return n;
}
