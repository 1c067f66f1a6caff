/* origins_within.c -- whom the contents themselves speak of. In: what documents tell, with where each content and whoever holds it stands. Out: whose word it is.
 * One thread at a time.
 *
 * Who acts in an account is no origin of it: of "Lind says that the guards laughed and told her it was gone", which Lind tells as what happened, the origin is Lind.
 * Reports that nobody is told to have made are none, where they stand in what says the contrary. And what somebody tells of himself ("he was dismissed") nobody else can tell of himself, so that whoever tells it is one person, named or not. */
#include "origins.h"

enum { NEAR = 60 /* characters of a content in which it begins to tell of whom it is about */ };

/* Does one of the mentions stand in a content, within its first `most` characters? Not `apart`, where the holder is named as such. */
static bool is_within(hs_str mentions, hs_str content, uint32_t most, uint32_t apart)
{
    uint32_t begin, end, b, e, left = most;
    for (size_t at = 0; left && hs_origins_next_span(content, &at, &begin, &end) && begin < end;) {
        const uint32_t len = end - begin < left ? end - begin : left;
        for (size_t from = 0; hs_origins_next_span(mentions, &from, &b, &e);)
            if (b != apart && b >= begin && b < begin + len)
                return true;
        left -= len;
    }
    return false;
}

/* Does somebody tell `b` as a part of an account of his own, `a`, in which its holder acts? */
static bool is_part_of(const hs_told *a, const hs_told *b)
{
    if (a->position == b->parent) /* "says that P, and that they laughed": but "says that Moore told him that P" is Moore's */
        return 2 * b->content.len < a->content.len;
    return is_within(b->links[0].mentions, a->content_at, UINT32_MAX, b->links[0].begin);
}

static bool is_acted(const hs_tracing *t, const hs_told *b)
{
    const hs_telling *d = &t->tellings[b->telling];
    const int64_t teller = b->n_chain > 1 && b->links[1].kind != HS_SOURCE_OUTLET ? b->links[1].source : 0;
    for (uint32_t i = d->told; teller && i < t->n_told && t->told[i].telling == b->telling; i++) {
        const hs_told *a = &t->told[i];
        if (a != b && a->side == b->side && a->n_chain && a->links[0].source == teller && is_part_of(a, b))
            return true;
    }
    return false;
}

/* "Reports of his death are not true": nobody's reports, in what somebody says against them. */
static bool is_gainsaid(const hs_tracing *t, const hs_told *b)
{
    const hs_telling *d = &t->tellings[b->telling];
    for (uint32_t i = d->told; b->implicit && b->parent && i < t->n_told && t->told[i].telling == b->telling; i++)
        if (t->told[i].position == b->parent)
            return t->told[i].side != b->side && t->told[i].side != HS_SIDE_OPEN;
    return false;
}

void hs_origins_within(hs_tracing *t)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        hs_told *b = &t->told[i];
        if (is_gainsaid(t, b))
            b->side = HS_SIDE_OPEN;
        if (is_acted(t, b)) {
            b->chain = ++b->links;
            b->n_chain--;
        }
        b->of_self = b->n_chain && b->links[0].kind == HS_SOURCE_PERSON && b->links[0].count < 2 && is_within(b->links[0].mentions, b->content_at, NEAR, UINT32_MAX);
    }
}
