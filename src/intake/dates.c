/* dates.c -- reading written dates. In: text. Out: ISO 8601. Months are known in the languages whose names are listed;
 * any thread. */
#include "dates.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "iso8601.h"

/* Year, month, day, and the time beside it. */
typedef struct parts {
    unsigned year, month, day;
    unsigned hour, minute, second;
    bool has_time, has_second, has_zone;
    int zone_minutes;
} parts;

/* Each name with its short forms' length: "september" from "sep" on. */
static const struct {
    const char *name;
    unsigned char least, month;
} months[] = {
    {"january", 3, 1},
    {"february", 3, 2},
    {"march", 3, 3},
    {"april", 3, 4},
    {"may", 3, 5},
    {"june", 3, 6},
    {"july", 3, 7},
    {"august", 3, 8},
    {"september", 3, 9},
    {"sept", 4, 9},
    {"october", 3, 10},
    {"november", 3, 11},
    {"december", 3, 12},
    /* de, nl */
    {"januar", 3, 1},
    {"j\xc3\xa4nner", 4, 1},
    {"januari", 3, 1},
    {"februar", 3, 2},
    {"februari", 3, 2},
    {"m\xc3\xa4rz", 4, 3},
    {"maart", 4, 3},
    {"mai", 3, 5},
    {"mei", 3, 5},
    {"juni", 4, 6},
    {"juli", 4, 7},
    {"augustus", 3, 8},
    {"oktober", 3, 10},
    {"dezember", 3, 12},
    /* fr */
    {"janvier", 4, 1},
    {"f\xc3\xa9vrier", 4, 2},
    {"mars", 4, 3},
    {"avril", 3, 4},
    {"juin", 4, 6},
    {"juillet", 4, 7},
    {"ao\xc3\xbbt", 4, 8},
    {"septembre", 4, 9},
    {"octobre", 3, 10},
    {"novembre", 3, 11},
    {"d\xc3\xa9"
     "cembre",
     4, 12},
    /* es, pt, it */
    {"enero", 3, 1},
    {"janeiro", 3, 1},
    {"gennaio", 3, 1},
    {"febrero", 3, 2},
    {"fevereiro", 3, 2},
    {"febbraio", 3, 2},
    {"marzo", 3, 3},
    {"mar\xc3\xa7o", 3, 3},
    {"abril", 3, 4},
    {"aprile", 3, 4},
    {"mayo", 4, 5},
    {"maio", 4, 5},
    {"maggio", 3, 5},
    {"junio", 4, 6},
    {"junho", 4, 6},
    {"giugno", 3, 6},
    {"julio", 4, 7},
    {"julho", 4, 7},
    {"luglio", 3, 7},
    {"agosto", 3, 8},
    {"septiembre", 4, 9},
    {"setembro", 3, 9},
    {"settembre", 3, 9},
    {"octubre", 3, 10},
    {"outubro", 3, 10},
    {"ottobre", 3, 10},
    {"noviembre", 3, 11},
    {"novembro", 3, 11},
    {"diciembre", 3, 12},
    {"dezembro", 3, 12},
    {"dicembre", 3, 12},
};

static const struct {
    const char *name;
    int minutes;
} zones[] = {{"z", 0},      {"gmt", 0},    {"utc", 0},    {"bst", 60},   {"cet", 60},
             {"cest", 120}, {"eet", 120},  {"eest", 180}, {"edt", -240}, {"est", -300},
             {"cdt", -300}, {"mdt", -360}, {"mst", -420}, {"pdt", -420}, {"pst", -480}};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static char at_or_0(hs_str s, size_t i)
{
    return i < s.len ? s.ptr[i] : '\0';
}

/* Number of [low, high] digits that no further digit follows. */
static bool number(hs_str s, size_t *i, unsigned low, unsigned high, unsigned *value)
{
    size_t at = *i;
    *value = 0;
    while (is_digit(at_or_0(s, at)) && at - *i <= high)
        *value = *value * 10 + (unsigned)(s.ptr[at++] - '0');
    if (at - *i < low || at - *i > high)
        return false;
    *i = at;
    return true;
}

static void skip_any(hs_str s, size_t *i, const char *of)
{
    while (*i < s.len && s.ptr[*i] && strchr(of, s.ptr[*i]))
        ++*i;
}

static bool skip_word(hs_str s, size_t *i, const char *word)
{
    size_t n = strlen(word);
    if (s.len - *i < n || strncasecmp(s.ptr + *i, word, n) != 0 || is_letter(at_or_0(s, *i + n)))
        return false;
    *i += n;
    return true;
}

static unsigned month_at(hs_str s, size_t *i)
{
    size_t end = *i;
    while (end < s.len && is_letter(s.ptr[end]))
        end++;
    size_t n = end - *i;
    for (size_t k = 0; n >= 3 && k < sizeof months / sizeof *months; k++)
        if (n >= months[k].least && n <= strlen(months[k].name) && strncasecmp(s.ptr + *i, months[k].name, n) == 0) {
            *i = end + (at_or_0(s, end) == '.');
            return months[k].month;
        }
    return 0;
}

static void skip_ordinal(hs_str s, size_t *i)
{
    static const char *const ends[] = {"st", "nd", "rd", "th", "er"};
    skip_any(s, i, ".");
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (skip_word(s, i, ends[k]))
            return;
}

static bool is_year(unsigned year)
{
    return year >= 1900 && year < 2100;
}

/* 2031-05-14, 2031/05/14, 2031.05.14 */
static bool year_first(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    char mark = at_or_0(s, at);
    if ((mark != '-' && mark != '/' && mark != '.') || (at++, !number(s, &at, 1, 2, &p->month)) ||
        at_or_0(s, at) != mark || (at++, !number(s, &at, 1, 2, &p->day)))
        return false;
    *i = at;
    return true;
}

/* 14.05.2031, 14/05/2031, 05/14/2031 */
static bool year_last(parts *p, hs_str s, size_t *i, hs_date_order order)
{
    size_t at = *i;
    unsigned a, b;
    if (!number(s, &at, 1, 2, &a))
        return false;
    char mark = at_or_0(s, at);
    if (mark != '-' && mark != '/' && mark != '.')
        return false;
    at++;
    skip_any(s, &at, " ");
    if (!number(s, &at, 1, 2, &b) || at_or_0(s, at) != mark)
        return false;
    at++;
    skip_any(s, &at, " ");
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    /* Nobody writes the month first with dots. */
    bool month_first = mark != '.' && (b > 12 || (order == HS_DATE_MONTH_FIRST && a <= 12));
    if (mark != '.' && order == HS_DATE_UNKNOWN && a <= 12 && b <= 12 && a != b)
        return false;
    p->day = month_first ? b : a;
    p->month = month_first ? a : b;
    *i = at;
    return true;
}

/* 14 May 2031, 14. Mai 2031, 14 de mayo de 2031 */
static bool day_first(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (!number(s, &at, 1, 2, &p->day))
        return false;
    skip_ordinal(s, &at);
    skip_any(s, &at, " -/,");
    if (skip_word(s, &at, "de") || skip_word(s, &at, "of"))
        skip_any(s, &at, " ");
    if (!(p->month = month_at(s, &at)))
        return false;
    skip_any(s, &at, " -/,");
    if (skip_word(s, &at, "de") || skip_word(s, &at, "del"))
        skip_any(s, &at, " ");
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    *i = at;
    return true;
}

/* May 14, 2031 */
static bool month_first(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (!(p->month = month_at(s, &at)))
        return false;
    skip_any(s, &at, " ");
    if (!number(s, &at, 1, 2, &p->day))
        return false;
    skip_ordinal(s, &at);
    skip_any(s, &at, " ,");
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    *i = at;
    return true;
}

static void read_zone(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    unsigned hours, minutes = 0;
    skip_any(s, &at, " ");
    char sign = at_or_0(s, at);
    if (sign == '+' || sign == '-') {
        at++;
        if (!number(s, &at, 2, 4, &hours))
            return;
        if (hours >= 100) {
            minutes = hours % 100;
            hours /= 100;
        } else if (at_or_0(s, at) == ':') {
            at++;
            if (!number(s, &at, 2, 2, &minutes))
                return;
        }
        if (hours > 14 || minutes > 59)
            return;
        p->zone_minutes = (int)(hours * 60 + minutes) * (sign == '-' ? -1 : 1);
        p->has_zone = true;
        *i = at;
        return;
    }
    for (size_t k = 0; k < sizeof zones / sizeof *zones; k++)
        if (skip_word(s, &at, zones[k].name)) {
            p->zone_minutes = zones[k].minutes;
            p->has_zone = true;
            *i = at;
            return;
        }
}

/* ", 10:42", "T09:30:00+02:00", " at 3.15 p.m.", " - 10h42" */
static void read_time(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (at_or_0(s, at) == 'T')
        at++;
    skip_any(s, &at, " ,|-(");
    if (skip_word(s, &at, "at") || skip_word(s, &at, "um") || skip_word(s, &at, "\xc3\xa0") ||
        skip_word(s, &at, "alle"))
        skip_any(s, &at, " ");
    if (!number(s, &at, 1, 2, &p->hour))
        return;
    char mark = at_or_0(s, at);
    if (mark != ':' && mark != 'h' && mark != '.')
        return;
    at++;
    if (!number(s, &at, 2, 2, &p->minute))
        return;
    if (mark == ':' && at_or_0(s, at) == ':') {
        at++;
        p->has_second = number(s, &at, 2, 2, &p->second);
        if (p->has_second && at_or_0(s, at) == '.')
            for (at++; is_digit(at_or_0(s, at)); at++)
                continue;
    }
    size_t after = at;
    skip_any(s, &after, " ");
    char half = (char)(at_or_0(s, after) | 32);
    bool twelve = (half == 'a' || half == 'p') && ((at_or_0(s, after + 1) | 32) == 'm' || at_or_0(s, after + 1) == '.');
    /* 3.15 could be a version or a price; 3.15 p.m. is a time. */
    if (mark == '.' && !twelve)
        return;
    if (twelve) {
        p->hour = p->hour % 12 + (half == 'p' ? 12 : 0);
        at = after;
        while (at < s.len && (is_letter(s.ptr[at]) || s.ptr[at] == '.'))
            at++;
    }
    p->has_time = true;
    read_zone(p, s, &at);
    *i = at;
}

static bool write_iso(hs_date *out, const parts *p)
{
    size_t size = sizeof out->iso;
    int n = snprintf(out->iso, size, "%04u-%02u-%02u", p->year, p->month, p->day);
    if (p->has_time && n > 0) {
        n += snprintf(out->iso + n, size - (size_t)n, "T%02u:%02u", p->hour, p->minute);
        if (p->has_second && p->second)
            n += snprintf(out->iso + n, size - (size_t)n, ":%02u", p->second);
        int minutes = p->zone_minutes < 0 ? -p->zone_minutes : p->zone_minutes;
        if (p->has_zone && !minutes)
            n += snprintf(out->iso + n, size - (size_t)n, "Z");
        else if (p->has_zone)
            n += snprintf(out->iso + n, size - (size_t)n, "%c%02d:%02d", p->zone_minutes < 0 ? '-' : '+', minutes / 60,
                          minutes % 60);
    }
    out->len = n > 0 ? (size_t)n : 0;
    out->has_time = p->has_time;
    out->has_zone = p->has_time && p->has_zone;
    return hs_iso8601_is_valid((hs_str){out->iso, out->len}, NULL);
}

bool hs_date_find(hs_date *out, hs_str text, hs_date_order order)
{
    for (size_t i = 0; i < text.len; i++) {
        /* Dates begin where a word or a number does. */
        if (!(is_digit(text.ptr[i]) || is_letter(text.ptr[i])) ||
            (i && (is_digit(text.ptr[i - 1]) || is_letter(text.ptr[i - 1]))))
            continue;
        parts p = {0};
        size_t at = i;
        if (!year_first(&p, text, &at) && !year_last(&p, text, &at, order) && !day_first(&p, text, &at) &&
            !month_first(&p, text, &at))
            continue;
        if (is_letter(at_or_0(text, at)) && !(at_or_0(text, at) == 'T' && is_digit(at_or_0(text, at + 1))))
            continue;
        parts with_time = p;
        size_t end = at;
        read_time(&with_time, text, &end);
        *out = (hs_date){.begin = i, .end = with_time.has_time ? end : at};
        if (write_iso(out, &with_time))
            return true;
        out->end = at;
        if (write_iso(out, &p))
            return true;
    }
    return false;
}

bool hs_date_read(hs_date *out, hs_str field, hs_date_order order)
{
    if (field.len == 8 || (field.len > 8 && at_or_0(field, 8) == 'T')) {
        size_t i = 0;
        unsigned value;
        if (number((hs_str){field.ptr, 8}, &i, 8, 8, &value)) {
            parts p = {.year = value / 10000, .month = value / 100 % 100, .day = value % 100};
            *out = (hs_date){.end = 8};
            return is_year(p.year) && write_iso(out, &p);
        }
    }
    return hs_date_find(out, field, order);
}

/* Days from 1970-01-01 to a day of the Gregorian calendar. */
static int64_t days_to(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = year / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool hs_date_instant(int64_t *out, hs_str iso)
{
    parts p = {0};
    size_t i = 0;
    if (!hs_iso8601_is_valid(iso, NULL) || !year_first(&p, iso, &i))
        return false;
    read_time(&p, iso, &i);
    if (!p.has_time || !p.has_zone)
        return false;
    int64_t minutes = (int64_t)p.hour * 60 + p.minute - p.zone_minutes;
    *out = days_to(p.year, p.month, p.day) * 86400 + minutes * 60 + p.second;
    return true;
}
