/* compare_order.c -- the same words in the same order. See compare_order.h. */
#include "compare_order.h"

#include <string.h>

#include "ascii.h"

enum { LEAST_WORDS = 3 /* that make a difference; fewer tell nothing */ };

static bool is_one_of(const hs_compared *c, const hs_compared_word *w, const char *const *words, size_t n)
{
    return hs_ascii_is_one_of((hs_str){c->text.ptr + w->at.begin, w->at.end - w->at.begin}, words, n);
}

/* The next word that makes a difference: "the mayor had been told last May" is "mayor been told May". */
static const hs_compared_word *next_word(const hs_compared *c, uint32_t *at)
{
    static const char *const little[] = {"that", "the", "a", "an", "last", "in", "on", "had", "has", "have", "also"};
    while (*at < c->n_words) {
        const hs_compared_word *w = &c->words[(*at)++];
        if (!is_one_of(c, w, little, sizeof little / sizeof *little))
            return w;
    }
    return NULL;
}

static bool is_question(const hs_compared *c)
{
    return c->plain.len && memchr(c->plain.ptr, '?', c->plain.len);
}

/* "To" where the other has "from". */
static bool is_other_way(const hs_compared *a, const hs_compared_word *x, const hs_compared *b, const hs_compared_word *y)
{
    static const char *const ways[][2] = {{"to", "from"}, {"before", "after"}, {"for", "against"}, {"over", "under"}, {"above", "below"}, {"inside", "outside"}};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        for (int turn = 0; turn < 2; turn++)
            if (is_one_of(a, x, &ways[i][turn], 1) && is_one_of(b, y, &ways[i][!turn], 1))
                return true;
    return false;
}

hs_likeness hs_compared_in_order(hs_span *a_word, hs_span *b_word, const hs_compared *a, const hs_compared *b)
{
    const hs_compared_word *p, *q;
    uint32_t i = 0, k = 0, n = 0, turned = 0;
    *a_word = *b_word = (hs_span){0, 0};
    if (a->cut || b->cut || is_question(a) != is_question(b))
        return HS_OTHER_WORDS;
    while ((p = next_word(a, &i)) && (q = next_word(b, &k))) {
        n++;
        if (is_other_way(a, p, b, q)) {
            turned++;
            *a_word = p->at;
            *b_word = q->at;
        } else if (strcmp(p->stem, q->stem) != 0 || p->at.end - p->at.begin != q->at.end - q->at.begin) {
            return HS_OTHER_WORDS;
        }
    }
    return n < LEAST_WORDS || p || next_word(b, &k) || turned > 1 ? HS_OTHER_WORDS : turned ? HS_ONE_WORD_TURNED : HS_LITTLE_OTHER;
}
