/* times_feasts.c -- holidays whose day can be reckoned, as news in English names them. In: tokens. Out: days. Any
 * thread. */
#include "times_feasts.h"

#include "ascii.h"
#include "times_calendar.h"

enum { EASTER = 13 /* as month: `day` is days from Easter Sunday */, LAST_OF_MONTH = 5, NAME_WORDS = 5 };

/* nth: of `day` as a weekday (1: Monday) in the month; 0: `day` is the day of the month. */
static const struct {
    const char *name;
    signed char month, day, nth;
} feasts[] = {
    {"christmas", 12, 25, 0},
    {"christmas day", 12, 25, 0},
    {"christmas eve", 12, 24, 0},
    {"boxing day", 12, 26, 0},
    {"new year's day", 1, 1, 0},
    {"new year's eve", 12, 31, 0},
    {"new year's", 1, 1, 0},
    {"valentine's day", 2, 14, 0},
    {"presidents' day", 2, 1, 3},
    {"presidents day", 2, 1, 3},
    {"martin luther king day", 1, 1, 3},
    {"good friday", EASTER, -2, 0},
    {"easter", EASTER, 0, 0},
    {"easter sunday", EASTER, 0, 0},
    {"easter monday", EASTER, 1, 0},
    {"memorial day", 5, 1, LAST_OF_MONTH},
    {"independence day", 7, 4, 0},
    {"bastille day", 7, 14, 0},
    {"labor day", 9, 1, 1},
    {"columbus day", 10, 1, 2},
    {"halloween", 10, 31, 0},
    {"veterans day", 11, 11, 0},
    {"remembrance day", 11, 11, 0},
    {"thanksgiving", 11, 4, 4},
    {"thanksgiving day", 11, 4, 4},
};

/* Does the name stand at token `at`? @return the token past it, or 0 */
static uint32_t matches(const hs_grammar *g, uint32_t at, const char *name)
{
    uint32_t i = at;
    while (*name) {
        const hs_times_token *token = hs_times_token_at(g, i);
        if (token->klass == HS_TIME_END || ((*name == ' ') != (token->gap != HS_GAP_NONE) && i > at))
            return 0;
        name += *name == ' ';
        size_t n = token->end - token->begin, want = 0;
        if (token->klass == HS_TIME_PUNCT) {
            if (*name != '\'' || token->value != '\'')
                return 0;
            want = 1;
        } else {
            while (hs_ascii_is_letter(name[want]))
                want++;
            if (!want || n != want || !hs_ascii_same(g->text.ptr + token->begin, name, n))
                return 0;
        }
        name += want;
        i++;
    }
    return i;
}

uint32_t hs_feast_at(const hs_grammar *g, uint32_t at, uint8_t *feast)
{
    uint32_t best = 0;
    if (!hs_is_capital(g, at))
        return 0;
    for (size_t k = 0; k < sizeof feasts / sizeof *feasts; k++) {
        uint32_t end = matches(g, at, feasts[k].name);
        if (end > best) {
            best = end;
            *feast = (uint8_t)(k + 1);
        }
    }
    return best;
}

int32_t hs_feast_day(uint8_t feast, int year)
{
    int month = feasts[feast - 1].month, day = feasts[feast - 1].day, nth = feasts[feast - 1].nth;
    if (month == EASTER)
        return hs_calendar_easter(year) + day;
    if (!nth)
        return hs_calendar_day(year, month, day);
    int32_t first = hs_calendar_day(year, month, 1);
    int32_t found = first + (day - hs_calendar_weekday(first) + 7) % 7 + 7 * (nth - 1);
    return found - first >= hs_days_in_month(year, month) ? found - 7 : found;
}
