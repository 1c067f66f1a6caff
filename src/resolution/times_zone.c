/* times_zone.c -- time zones. In: tokens; a day. Out: minutes from UTC. Any thread.
 *
 * What is no one zone's name (IST; CST, of America and China) has no offset; nor have the American names that hold in
 * summer and winter ("ET") on the days on which clocks change. */
#include "times_zone.h"

#include "ascii.h"

enum {
    MOSCOW_SINCE = 2015, /* three hours ahead of UTC */
    FIRST_RULE = 1987,   /* of American summers, since when they began on a Sunday in April */
    NEW_RULE = 2007,
    MOST_MINUTES = 14 * 60
};

static const struct {
    const char *name;
    hs_zone zone;
} names[] = {
    {"GMT", {HS_ZONE_FIXED, 0}},           {"UTC", {HS_ZONE_FIXED, 0}},
    {"BST", {HS_ZONE_FIXED, 60}},          {"CET", {HS_ZONE_FIXED, 60}},
    {"CEST", {HS_ZONE_FIXED, 120}},        {"WAT", {HS_ZONE_FIXED, 60}},
    {"EET", {HS_ZONE_FIXED, 120}},         {"EEST", {HS_ZONE_FIXED, 180}},
    {"SAST", {HS_ZONE_FIXED, 120}},        {"EAT", {HS_ZONE_FIXED, 180}},
    {"MSK", {HS_ZONE_MOSCOW, 180}},        {"PKT", {HS_ZONE_FIXED, 300}},
    {"HKT", {HS_ZONE_FIXED, 480}},         {"SGT", {HS_ZONE_FIXED, 480}},
    {"JST", {HS_ZONE_FIXED, 540}},         {"KST", {HS_ZONE_FIXED, 540}},
    {"AEST", {HS_ZONE_FIXED, 600}},        {"AEDT", {HS_ZONE_FIXED, 660}},
    {"NZST", {HS_ZONE_FIXED, 720}},        {"NZDT", {HS_ZONE_FIXED, 780}},
    {"EST", {HS_ZONE_FIXED, -300}},        {"EDT", {HS_ZONE_FIXED, -240}},
    {"ET", {HS_ZONE_AMERICAN, -300}},      {"CDT", {HS_ZONE_FIXED, -300}},
    {"CT", {HS_ZONE_AMERICAN, -360}},      {"MST", {HS_ZONE_FIXED, -420}},
    {"MDT", {HS_ZONE_FIXED, -360}},        {"MT", {HS_ZONE_AMERICAN, -420}},
    {"PST", {HS_ZONE_FIXED, -480}},        {"PDT", {HS_ZONE_FIXED, -420}},
    {"PT", {HS_ZONE_AMERICAN, -480}},      {"Eastern", {HS_ZONE_AMERICAN, -300}},
    {"Central", {HS_ZONE_AMERICAN, -360}}, {"Mountain", {HS_ZONE_AMERICAN, -420}},
    {"Pacific", {HS_ZONE_AMERICAN, -480}}, {"Universal", {HS_ZONE_FIXED, 0}},
    {"Greenwich", {HS_ZONE_FIXED, 0}},
};

static hs_str word_at(const hs_grammar *g, uint32_t i)
{
    const hs_times_token *token = hs_times_token_at(g, i);
    return (hs_str){g->text.ptr + token->begin, token->end - token->begin};
}

static hs_zone named(hs_str word)
{
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (hs_ascii_is(word, names[k].name))
            return names[k].zone;
    return (hs_zone){.kind = HS_ZONE_NONE};
}

/* "Eastern Daylight Time", "Greenwich Mean Time"; "Central European Time" is not the Central one. */
static hs_zone qualified(hs_zone zone, hs_str word)
{
    bool standard = hs_ascii_is(word, "Standard"), daylight = hs_ascii_is(word, "Daylight");
    if (zone.kind == HS_ZONE_AMERICAN && (standard || daylight))
        return (hs_zone){HS_ZONE_FIXED, (int16_t)(zone.minutes + (daylight ? 60 : 0))};
    return hs_ascii_is(word, "Mean") ? zone : (hs_zone){.kind = HS_ZONE_NONE};
}

uint32_t hs_zone_at(const hs_grammar *g, uint32_t at, hs_zone *zone)
{
    const hs_times_token *token = hs_times_token_at(g, at);
    *zone = (hs_zone){.kind = HS_ZONE_NONE};
    if (token->klass != HS_TIME_ZONE)
        return at;
    hs_str word = word_at(g, at);
    if (word.len <= 4) { /* written in capitals, not "cat" or "est" */
        char last = word.ptr[word.len - 1];
        if (last < 'A' || last > 'Z')
            return at;
        *zone = named(word);
        return at + 1;
    }
    if (hs_is_small(g, at + 1, HS_W_TIME)) {
        *zone = named(word);
        return at + 2;
    }
    if (hs_is_small(g, at + 2, HS_W_TIME) && hs_is_capital(g, at)) {
        *zone = qualified(named(word), word_at(g, at + 1));
        return at + 3;
    }
    if (!hs_is_capital(g, at) || word.len != 7) /* Eastern, Pacific */
        return at;
    *zone = named(word);
    return at + 1;
}

uint32_t hs_zone_iso(const hs_grammar *g, uint32_t at, hs_zone *zone)
{
    const hs_times_token *sign = hs_times_token_at(g, at), *hours = hs_times_token_at(g, at + 1),
                         *minutes = hs_times_token_at(g, at + 3);
    *zone = (hs_zone){.kind = HS_ZONE_NONE};
    if (!hs_is_glued(g, at) || sign->klass == HS_TIME_END)
        return at;
    if (hs_ascii_is(word_at(g, at), "Z")) {
        *zone = (hs_zone){.kind = HS_ZONE_FIXED};
        return at + 1;
    }
    if (!(hs_is_mark(g, at, '+') || hs_is_mark(g, at, '-')) || hours->digits != 2 || !hs_is_mark(g, at + 2, ':') ||
        minutes->digits != 2 || !hs_is_glued(g, at + 1) || !hs_is_glued(g, at + 2) || !hs_is_glued(g, at + 3))
        return at;
    int all = hours->value * 60 + minutes->value;
    if (all <= MOST_MINUTES)
        *zone = (hs_zone){HS_ZONE_FIXED, (int16_t)(hs_is_mark(g, at, '-') ? -all : all)};
    return at + 4;
}

/* The nth Sunday of a month; 0: its last. */
static int32_t sunday(int year, int month, int nth)
{
    int32_t first = hs_calendar_day(year, month, 1), found = first + 7 - hs_calendar_weekday(first);
    if (nth)
        return found + 7 * (nth - 1);
    int32_t end = first + hs_days_in_month(year, month);
    return found + (end - 1 - found) / 7 * 7;
}

bool hs_zone_offset(hs_zone zone, const hs_moment *day, int *minutes)
{
    *minutes = zone.minutes;
    switch ((hs_zone_kind)zone.kind) {
    case HS_ZONE_NONE:
        return false;
    case HS_ZONE_FIXED:
        return true;
    case HS_ZONE_MOSCOW:
        return day->year >= MOSCOW_SINCE;
    case HS_ZONE_AMERICAN:
        break;
    }
    if (day->year < FIRST_RULE)
        return false;
    bool new = day->year >= NEW_RULE;
    int32_t today = hs_moment_day(day), begin = sunday(day->year, new ? 3 : 4, new ? 2 : 1),
            end = sunday(day->year, new ? 11 : 10, new ? 1 : 0);
    *minutes += today > begin && today < end ? 60 : 0;
    return today != begin && today != end;
}
