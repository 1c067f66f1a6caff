/* figures_bound.c -- phrases that bound a number. In: tokens. Out: a bound. Any thread. */
#include "figures_bound.h"

#include "ascii.h"

enum { MOST_WORDS = 4 };

typedef struct phrase {
    const char *words[MOST_WORDS]; /* the last first */
    hs_bound bound;
} phrase;

/* Of two that end alike the longer first. */
static const phrase before[] = {
    {{"least", "at"}, HS_LEAST},
    {{"than", "fewer", "no"}, HS_LEAST},
    {{"than", "less", "no"}, HS_LEAST},
    {{"than", "less", "not"}, HS_LEAST},
    {{"than", "more", "no"}, HS_MOST},
    {{"than", "more", "not"}, HS_MOST},
    {{"than", "more"}, HS_LEAST},
    {{"than", "greater"}, HS_LEAST},
    {{"than", "higher"}, HS_LEAST},
    {{"than", "fewer"}, HS_MOST},
    {{"than", "less"}, HS_MOST},
    {{"than", "lower"}, HS_MOST},
    {{"over"}, HS_LEAST},
    {{"above"}, HS_LEAST},
    {{"of", "upwards"}, HS_LEAST},
    {{"of", "upward"}, HS_LEAST},
    {{"of", "excess", "in"}, HS_LEAST},
    {{"of", "minimum", "a"}, HS_LEAST},
    {{"exceeding"}, HS_LEAST},
    {{"exceeded"}, HS_LEAST},
    {{"surpassed"}, HS_LEAST},
    {{"topped"}, HS_LEAST},
    {{"minimum"}, HS_LEAST},
    {{"most", "at"}, HS_MOST},
    {{"to", "up"}, HS_MOST},
    {{"as", "many", "as"}, HS_MOST},
    {{"as", "much", "as"}, HS_MOST},
    {{"as", "few", "as"}, HS_LEAST},
    {{"as", "little", "as"}, HS_LEAST},
    {{"of", "maximum", "a"}, HS_MOST},
    {{"maximum"}, HS_MOST},
    {{"under"}, HS_MOST},
    {{"below"}, HS_MOST},
    {{"about"}, HS_ABOUT},
    {{"around"}, HS_ABOUT},
    {{"roughly"}, HS_ABOUT},
    {{"approximately"}, HS_ABOUT},
    {{"approx"}, HS_ABOUT},
    {{"circa"}, HS_ABOUT},
    {{"some"}, HS_ABOUT},
    {{"estimated", "an"}, HS_ABOUT},
    {{"estimated"}, HS_ABOUT},
    {{"nearly"}, HS_ABOUT},
    {{"almost"}, HS_ABOUT},
    {{"virtually"}, HS_ABOUT},
    {{"perhaps"}, HS_ABOUT},
    {{"to", "close"}, HS_ABOUT},
    {{"approaching"}, HS_ABOUT},
    {{"nearing"}, HS_ABOUT},
    {{"of", "region", "the", "in"}, HS_ABOUT},
    {{"of", "neighbourhood", "the", "in"}, HS_ABOUT},
    {{"of", "neighborhood", "the", "in"}, HS_ABOUT},
    {{"of", "order", "the", "on"}, HS_ABOUT},
};

static uint32_t words_in(const phrase *f, const hs_figure_line *p, uint32_t at)
{
    uint32_t n = 0;
    for (; n < MOST_WORDS && f->words[n]; n++)
        if (at <= n || !hs_figure_line_is(p, at - 1 - n, f->words[n]))
            return 0;
    return n;
}

/* A verb to which "over" belongs: ran over two soldiers. */
static bool is_carried_over(const hs_figure_line *p, uint32_t at)
{
    static const char *const verbs[] = {"run",  "ran",     "running", "runs",    "took",    "taken",  "taking",
                                        "take", "handed",  "hand",    "handing", "knocked", "turned", "turning",
                                        "fell", "crossed", "won",     "argued",  "control"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        if (hs_figure_line_is(p, at, verbs[i]))
            return true;
    return false;
}

hs_bound hs_bound_before(uint32_t *begin, const hs_figure_line *p, uint32_t at)
{
    static const char *const degrees[] = {"well",          "just",         "slightly", "far",
                                          "significantly", "considerably", "somewhat", "still"};
    hs_bound bound = HS_EXACT;
    *begin = at;
    if (at && hs_figure_line_marks(p, at - 1, '~')) {
        *begin = at - 1;
        return HS_ABOUT;
    }
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        uint32_t n = words_in(&before[i], p, at);
        if (n && before[i].words[0][0] == 'o' && at > n && is_carried_over(p, at - n - 1))
            break;
        if (n) {
            *begin = at - n;
            bound = before[i].bound;
            break;
        }
    }
    for (size_t i = 0; *begin < at && *begin && i < sizeof degrees / sizeof *degrees; i++)
        if (hs_figure_line_is(p, *begin - 1, degrees[i])) {
            (*begin)--;
            break;
        }
    return bound;
}

uint32_t hs_bound_after(hs_bound *bound, const hs_figure_line *p, uint32_t at)
{
    uint32_t k = at;
    if (hs_figure_line_marks(p, k, '+') && p->tokens[k].joined) {
        *bound = HS_LEAST;
        return k + 1;
    }
    if (hs_figure_line_marks(p, k, '-') && p->tokens[k].joined)
        k++;
    if (hs_figure_line_is(p, k, "plus") && k > at) {
        *bound = HS_LEAST;
        return k + 1;
    }
    if (hs_figure_line_is(p, k, "odd")) {
        *bound = HS_ABOUT;
        return k + 1;
    }
    if (!hs_figure_line_is(p, at, "or"))
        return at;
    if (hs_figure_line_is(p, at + 1, "so"))
        *bound = HS_ABOUT;
    else if (hs_figure_line_is(p, at + 1, "more") || hs_figure_line_is(p, at + 1, "over") ||
             hs_figure_line_is(p, at + 1, "above"))
        *bound = HS_LEAST;
    else if (hs_figure_line_is(p, at + 1, "less") || hs_figure_line_is(p, at + 1, "fewer") ||
             hs_figure_line_is(p, at + 1, "under"))
        *bound = HS_MOST;
    else
        return at;
    return at + 2;
}
