/* origins_within.c -- whom the contents themselves speak of. In: what documents tell, with where each content and whoever holds it stands. Out: whose word it is.
 * One thread at a time.
 *
 * Who acts in an account is no origin of it: of "Lind says that the guards laughed and told her it was gone", which Lind tells as what happened, the origin is Lind; not so
 * "Lind says that the guards told her it was gone", which is the guards' word. Reports that nobody is told to have made are none, where they stand in what says the contrary. And what
 * somebody tells of himself ("he was dismissed") nobody else can tell of himself, so that whoever tells it is one person, named or not; but many may say that they heard a shot. */
#include "origins.h"

#include "ascii.h"
#include "sentences.h"

enum {
    NEAR = 60,     /* characters of a content in which it begins to tell of whom it is about */
    BEGINNING = 32 /* characters within which its main verb stands */
};

/* Does one of the mentions stand in a content, within its first `most` characters? Not where the holder is named as such, in [from, end). */
static bool is_within(hs_str mentions, hs_str content, uint32_t most, hs_span named)
{
    uint32_t begin, end, b, e, left = most;
    for (size_t at = 0; mentions.ptr && content.ptr && left && hs_origins_next_span(content, &at, &begin, &end) && begin < end;) {
        const uint32_t len = end - begin < left ? end - begin : left;
        for (size_t from = 0; hs_origins_next_span(mentions, &from, &b, &e);)
            if (b >= begin && b - begin < len && !(b >= named.begin && b < named.end))
                return true;
        left -= len;
    }
    return false;
}

/* Is it the main verb of what another says: "that | the guards told her that P"? */
static bool is_head_of(const hs_told *a, const hs_told *b)
{
    uint32_t begin, end;
    size_t at = 0;
    return hs_origins_next_span(a->content_at, &at, &begin, &end) && b->cue_at < begin + BEGINNING;
}

/* Does somebody tell `b` as a part of an account of his own, `a`, in which its holder acts? */
static bool is_part_of(const hs_told *a, const hs_told *b)
{
    if (a->position == b->parent)
        return 2 * b->content.len < a->content.len && !is_head_of(a, b);
    return is_within(b->links[0].mentions, a->content_at, UINT32_MAX, (hs_span){b->links[0].begin, b->links[0].end});
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

/* "He felt the tremor", as others did, too. */
static bool is_perceived(hs_str content)
{
    static const char *const verbs[] = {"heard", "hear", "saw", "see", "seen", "felt", "feel", "smelled", "smelt", "noticed", "witnessed", "watched", "knew", "know", "known", "thought", "think",
                                        "believed", "believe", "feared", "told", "learned", "learnt", "understood", "remembered", "found", "recognised", "recognized"};
    enum { LOOKS = 6 };
    hs_span at;
    uint32_t from = 0;
    for (int i = 0; i < LOOKS && hs_word_next(&at, content, &from); i++)
        if (hs_ascii_is_one_of((hs_str){content.ptr + at.begin, at.end - at.begin}, verbs, sizeof verbs / sizeof *verbs))
            return true;
    return false;
}

static bool is_of_self(const hs_told *a)
{
    return a->n_chain && a->links[0].kind == HS_SOURCE_PERSON && a->links[0].count < 2 && is_within(a->links[0].mentions, a->content_at, NEAR, (hs_span){0, 0}) && !is_perceived(a->content);
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
        b->of_self = is_of_self(b);
    }
}
