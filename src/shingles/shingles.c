/* shingles.c -- hashes of a text's runs of five words. In: UTF-8 and its furniture. Out: sorted distinct hashes,
 * sampled where there are too many. Linear but for the sorting; any thread. */
#include "shingles.h"

#include <stdlib.h>

#include "ascii.h"
#include "heap.h"
#include "quotes.h"
#include "sentences.h"
#include "status.h"

enum { SKETCH_ABOUT = 16, SKETCH_SPARSEST = 4, MOST_LEVEL = 47 };
static const uint64_t FNV_BASE = UINT64_C(0xcbf29ce484222325), FNV_PRIME = UINT64_C(0x100000001b3);
static const uint64_t JOIN = UINT64_C(0x9e3779b97f4a7c15); /* odd, its bits evenly mixed */

/* The hashes so far. */
typedef struct taking {
    hs_shingles found;
    size_t cap;
    uint64_t last[HS_SHINGLE_WORDS]; /* words, as a ring */
    size_t n_run;                    /* words of the run that goes on */
} taking;

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

static void raise_level(hs_shingles *s)
{
    size_t n = 0;
    s->level++;
    for (size_t i = 0; i < s->n; i++)
        if (hs_sketch_has(s->at[i], s->level))
            s->at[n++] = s->at[i];
    s->n = n;
}

/* Sort, take doubles out, and sample where too many are left. */
static void tidy(hs_shingles *s)
{
    size_t n = 0;
    if (s->n)
        qsort(s->at, s->n, sizeof *s->at, by_value);
    for (size_t i = 0; i < s->n; i++)
        if (!n || s->at[n - 1] != s->at[i])
            s->at[n++] = s->at[i];
    s->n = n;
    while (s->n > HS_SHINGLES_MOST && s->level < MOST_LEVEL)
        raise_level(s);
}

/* The last step of MurmurHash3 (Appleby): every bit of the sum moves every bit of the hash. */
static uint64_t mixed(uint64_t h)
{
    h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
    h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
    return h ^ h >> 33;
}

/* A word's letters and digits: small ones (ASCII), without the joints "don't", "don’t", "1,000" may have. */
static uint64_t hash_word(hs_str word)
{
    uint64_t h = FNV_BASE;
    for (size_t i = 0; i < word.len; i++) {
        unsigned char c = (unsigned char)hs_ascii_lower(word.ptr[i]);
        bool curly = word.len - i >= 3 && memcmp(word.ptr + i, "\xe2\x80\x99", 3) == 0;
        if (curly)
            i += 2;
        else if (c != '\'' && c != '.' && c != ',' && c != '-')
            h = (h ^ c) * FNV_PRIME;
    }
    return h;
}

static void add_word(taking *t, uint64_t word)
{
    t->last[t->n_run++ % HS_SHINGLE_WORDS] = word;
    if (t->n_run < HS_SHINGLE_WORDS)
        return;
    uint64_t h = 0;
    for (size_t i = 0; i < HS_SHINGLE_WORDS; i++)
        h = h * JOIN + t->last[(t->n_run + i) % HS_SHINGLE_WORDS];
    h = mixed(h);
    if (!hs_sketch_has(h, t->found.level))
        return;
    if (t->found.n == t->cap)
        tidy(&t->found); /* leaves at least half of it free: where the cap is less than the most, it is never reached */
    t->found.at[t->found.n++] = h;
}

/* Where the words are: between the furniture and the outermost quotations, both in order. */
static void take_words(taking *t, hs_str text, const hs_furniture *furniture, size_t n, const hs_quotes *quotes)
{
    uint32_t at = 0;
    size_t f = 0, q = 0;
    for (hs_span word; hs_word_next(&word, text, &at);) {
        while (f < n && furniture[f].span.end <= word.begin) {
            t->n_run = 0;
            f++;
        }
        for (; q < quotes->n && quotes->at[q].outer.end <= word.begin; q++)
            t->n_run = 0;
        bool out = f < n && furniture[f].span.begin <= word.begin;
        if (out || (q < quotes->n && quotes->at[q].outer.begin <= word.begin)) {
            uint32_t end = out ? furniture[f].span.end : quotes->at[q].outer.end;
            at = at < end ? end : at;
            t->n_run = 0;
        } else {
            add_word(t, hash_word((hs_str){text.ptr + word.begin, word.end - word.begin}));
        }
    }
}

hs_status hs_shingles_take(hs_shingles *out, hs_str text, const hs_furniture *furniture, size_t n, hs_error *err)
{
    const size_t most = 2 * (size_t)HS_SHINGLES_MOST,
                 words = text.len / 2 + 1; /* a word and what parts it from the next */
    taking t = {.cap = words < most ? words : most};
    hs_quotes quotes;
    *out = (hs_shingles){0};
    hs_arena *arena = hs_arena_new(16 * text.len + (1u << 20));
    t.found.at = hs_alloc(t.cap * sizeof *t.found.at);
    if (!arena || !t.found.at) {
        hs_arena_free(arena);
        hs_free(t.found.at);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the runs of words of %zu bytes", text.len);
    }
    hs_status status = hs_quotes_find(&quotes, arena, text, err);
    if (status == HS_OK) {
        take_words(&t, text, furniture, n, &quotes);
        tidy(&t.found);
        *out = t.found;
    } else {
        hs_free(t.found.at);
    }
    hs_arena_free(arena);
    return status;
}

void hs_shingles_free(hs_shingles *shingles)
{
    hs_free(shingles->at);
    *shingles = (hs_shingles){0};
}

static size_t count(const hs_shingles *s, unsigned level)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n; i++)
        n += hs_sketch_has(s->at[i], level);
    return n;
}

unsigned hs_sketch_level(const hs_shingles *s)
{
    const uint64_t whole = (uint64_t)s->n << s->level;
    unsigned level = 0;
    while (level < SKETCH_SPARSEST && whole >> (level + 1) >= SKETCH_ABOUT)
        level++;
    if (level < s->level)
        level = s->level;
    while (level < MOST_LEVEL && count(s, level) > HS_SKETCH_MOST)
        level++;
    return level;
}

size_t hs_shingles_shared(size_t *of, const hs_shingles *a, const hs_shingles *b)
{
    const unsigned level = a->level > b->level ? a->level : b->level;
    size_t n_a = count(a, level), n_b = count(b, level), shared = 0;
    for (size_t i = 0, k = 0; i < a->n && k < b->n;) {
        shared += a->at[i] == b->at[k] && hs_sketch_has(a->at[i], level);
        bool first = a->at[i] < b->at[k], both = a->at[i] == b->at[k];
        i += first || both;
        k += !first;
    }
    *of = n_a < n_b ? n_a : n_b;
    return shared;
}
