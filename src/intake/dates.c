/* dates.c -- reading written dates. In: text. Out: ISO 8601. Months are known in the languages whose names are listed;
 * any thread. */
#include "dates.h"

#include "ascii.h"

#include <stdio.h>
#include <string.h>

#include "fold.h"
#include "iso8601.h"
#include "months.h"
#include "utf8.h"

/* Year, month, day, and the time beside it. */
typedef struct parts {
    unsigned year, month, day;
    unsigned hour, minute, second;
    bool has_time, has_second, has_zone, short_year;
    int zone_minutes;
} parts;

static const struct {
    const char *name;
    int minutes;
} zones[] = {{"z", 0},      {"gmt", 0},    {"utc", 0},    {"bst", 60},   {"cet", 60},
             {"cest", 120}, {"eet", 120},  {"eest", 180}, {"edt", -240}, {"est", -300},
             {"cdt", -300}, {"mdt", -360}, {"mst", -420}, {"pdt", -420}, {"pst", -480}};

/* A letter that words of an alphabet are made of; signs and the characters of East Asia are none. */
static bool is_letter(uint32_t code)
{
    return ((code | 32) >= 'a' && (code | 32) <= 'z') ||
           (code >= 0xc0 && code < 0x2000 && code != 0xd7 && code != 0xf7);
}

static char at_or_0(hs_str s, size_t i)
{
    return i < s.len ? s.ptr[i] : '\0';
}

static uint32_t code_at(hs_str s, size_t i)
{
    uint32_t code = 0;
    if (i < s.len)
        hs_utf8_next(&code, s.ptr + i, s.len - i);
    return code;
}

/* Number of [low, high] digits that no further digit follows. */
static bool number(hs_str s, size_t *i, unsigned low, unsigned high, unsigned *value)
{
    size_t at = *i;
    *value = 0;
    while (hs_ascii_is_digit(at_or_0(s, at)) && at - *i <= high)
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

/* Blanks, also those that are not ASCII, and [of]. */
static void skip_blanks(hs_str s, size_t *i, const char *of)
{
    for (;;) {
        uint32_t code = code_at(s, *i);
        if (code == 0xa0)
            *i += 2;
        else if (code == 0x2009 || code == 0x202f || code == 0x3000)
            *i += 3;
        else if (code && code < 0x80 &&
                 (code == ' ' || code == '\t' || code == '\n' || code == '\r' || strchr(of, (int)code)))
            ++*i;
        else
            return;
    }
}

static bool skip_text(hs_str s, size_t *i, const char *text)
{
    size_t n = strlen(text);
    if (s.len - *i < n || memcmp(s.ptr + *i, text, n) != 0)
        return false;
    *i += n;
    return true;
}

/* Where the word that begins at s[i] ends. */
static size_t word_end(hs_str s, size_t i)
{
    while (i < s.len) {
        uint32_t code;
        size_t n = hs_utf8_next(&code, s.ptr + i, s.len - i);
        if (!is_letter(code) && !(code >= 0x300 && code < 0x370))
            break;
        i += n;
    }
    return i;
}

/* One of these words, which are folded and parted by spaces. */
static bool skip_word(hs_str s, size_t *i, const char *words)
{
    size_t end = word_end(s, *i);
    if (end == *i || end - *i > 24)
        return false;
    char word[16];
    size_t n = hs_fold(word, sizeof word, (hs_str){s.ptr + *i, end - *i});
    for (const char *w = words; *w;) {
        size_t len = strcspn(w, " ");
        if (len == n && memcmp(w, word, n) == 0) {
            *i = end;
            return true;
        }
        w += len + (w[len] == ' ');
    }
    return false;
}

static unsigned month_at(hs_str s, size_t *i)
{
    size_t end = word_end(s, *i);
    unsigned month = end - *i >= 3 && end - *i < 40 ? hs_month_by_name((hs_str){s.ptr + *i, end - *i}) : 0;
    if (month)
        *i = end + (at_or_0(s, end) == '.');
    return month;
}

/* "14th", "14.", "1er", and the ordinal signs of Spanish and French */
static void skip_ordinal(hs_str s, size_t *i)
{
    skip_any(s, i, ".");
    if (!skip_text(s, i, "\xc2\xba") && !skip_text(s, i, "\xc2\xb0"))
        skip_word(s, i, "st nd rd th er is i");
}

static bool is_year(unsigned year)
{
    return year >= 1900 && year < 2100;
}

/* "31" of 14.05.31: no page is older than 1990. */
static unsigned long_year(unsigned year)
{
    return year + (year < 90 ? 2000 : 1900);
}

/* 2031-05-14, 2031/05/14, 2031.05.14, 2031. 5. 14 */
static bool year_first(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    char mark = at_or_0(s, at);
    if (mark != '-' && mark != '/' && mark != '.')
        return false;
    at++;
    skip_blanks(s, &at, "");
    if (!number(s, &at, 1, 2, &p->month) || at_or_0(s, at) != mark)
        return false;
    at++;
    skip_blanks(s, &at, "");
    if (!number(s, &at, 1, 2, &p->day))
        return false;
    *i = at;
    return true;
}

/* The signs for year, month and day of China and Japan, or those of Korea. */
static bool year_sign(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    skip_blanks(s, &at, "");
    if (!skip_text(s, &at, "\xe5\xb9\xb4") && !skip_text(s, &at, "\xeb\x85\x84"))
        return false;
    skip_blanks(s, &at, "");
    if (!number(s, &at, 1, 2, &p->month))
        return false;
    skip_blanks(s, &at, "");
    if (!skip_text(s, &at, "\xe6\x9c\x88") && !skip_text(s, &at, "\xec\x9b\x94"))
        return false;
    skip_blanks(s, &at, "");
    if (!number(s, &at, 1, 2, &p->day))
        return false;
    skip_blanks(s, &at, "");
    if (!skip_text(s, &at, "\xe6\x97\xa5") && !skip_text(s, &at, "\xec\x9d\xbc"))
        return false;
    *i = at;
    return true;
}

/* 2031. majus 14., 2031 May 14, 2031 m. birzelio 14 */
static bool year_name(parts *p, hs_str s, size_t *i)
{
    size_t at = *i;
    if (!number(s, &at, 4, 4, &p->year) || !is_year(p->year))
        return false;
    skip_blanks(s, &at, ".,-");
    if (skip_word(s, &at, "m"))
        skip_blanks(s, &at, ".");
    if (!(p->month = month_at(s, &at)))
        return false;
    skip_blanks(s, &at, ".,-");
    if (!number(s, &at, 1, 2, &p->day))
        return false;
    *i = at;
    return true;
}

/* 14.05.2031, 14/05/2031, 05/14/2031, 14.05.31 */
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
    size_t year = at;
    if (!number(s, &at, 4, 4, &p->year)) {
        char next = at_or_0(s, year + 2);
        if (mark == '-' || s.ptr[year - 1] == ' ' || !number(s, &at, 2, 2, &p->year) || next == mark || next == ':')
            return false;
        p->year = long_year(p->year);
        p->short_year = true;
    }
    if (!is_year(p->year))
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
    skip_blanks(s, &at, "-/,");
    if (skip_word(s, &at, "de of d"))
        skip_blanks(s, &at, "'");
    if (!(p->month = month_at(s, &at)))
        return false;
    skip_blanks(s, &at, "-/,");
    if (skip_word(s, &at, "de del"))
        skip_blanks(s, &at, "");
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
    skip_blanks(s, &at, "");
    if (!number(s, &at, 1, 2, &p->day))
        return false;
    skip_ordinal(s, &at);
    skip_blanks(s, &at, ",");
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

/* ", 10:42", "T09:30:00+02:00", " at 3.15 p.m.", " - 10h42", " um 9.05 Uhr" */
static void read_time(parts *p, hs_str s, size_t *i)
{
    static const char before[] = "at um om a as alle ore as las kl klo kello o godz v ob saat";
    size_t at = *i;
    if (at_or_0(s, at) == 'T')
        at++;
    skip_blanks(s, &at, ",|-(");
    if (skip_text(s, &at, "\xe2\x80\x93") || skip_text(s, &at, "\xe2\x80\x94") || skip_text(s, &at, "\xc2\xb7"))
        skip_blanks(s, &at, "");
    bool told = false; /* a word says that it is a time */
    for (int words = 0; words < 2 && skip_word(s, &at, before); words++) {
        told = true;
        skip_blanks(s, &at, ".:");
    }
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
            for (at++; hs_ascii_is_digit(at_or_0(s, at)); at++)
                continue;
    }
    size_t after = at;
    skip_blanks(s, &after, "");
    char half = (char)(at_or_0(s, after) | 32);
    bool twelve = (half == 'a' || half == 'p') && ((at_or_0(s, after + 1) | 32) == 'm' || at_or_0(s, after + 1) == '.');
    told = skip_word(s, &after, "uhr uur") || told;
    /* 3.15 could be a version or a price; 3.15 p.m. is a time. */
    if (mark == '.' && !twelve && !told)
        return;
    if (twelve) {
        p->hour = p->hour % 12 + (half == 'p' ? 12 : 0);
        while (after < s.len && (is_letter((unsigned char)s.ptr[after]) || s.ptr[after] == '.'))
            after++;
        at = after;
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
    out->short_year = p->short_year;
    out->has_time = p->has_time;
    out->has_zone = p->has_time && p->has_zone;
    return hs_iso8601_is_valid((hs_str){out->iso, out->len}, NULL);
}

/* Does a word or a number begin at text[i]? */
static bool begins_here(hs_str text, size_t i)
{
    uint32_t code = code_at(text, i), before = ' ';
    if (i)
        hs_utf8_back(&before, text.ptr, i);
    if (before < 0x80 && hs_ascii_is_digit((char)before))
        return false;
    return (code < 0x80 && hs_ascii_is_digit((char)code)) || is_letter(code) ? !is_letter(before) : false;
}

bool hs_date_find(hs_date *out, hs_str text, hs_date_order order)
{
    for (size_t i = 0; i < text.len; i++) {
        if (((unsigned char)text.ptr[i] & 0xc0) == 0x80 || !begins_here(text, i))
            continue;
        parts p = {0};
        size_t at = i;
        bool found = hs_ascii_is_digit(text.ptr[i])
                         ? year_first(&p, text, &at) || year_sign(&p, text, &at) || year_name(&p, text, &at) ||
                               year_last(&p, text, &at, order) || day_first(&p, text, &at)
                         : month_first(&p, text, &at);
        if (!found)
            continue;
        if (is_letter(code_at(text, at)) && !(at_or_0(text, at) == 'T' && hs_ascii_is_digit(at_or_0(text, at + 1))))
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

static bool is_path_mark(char c)
{
    return c == '/' || c == '-' || c == '_' || c == '.';
}

/* Year, month, day at url[i], each parted by a mark, or not parted and of two digits. */
static bool path_date(parts *p, hs_str url, size_t i)
{
    bool marked, again;
    if (!number((hs_str){url.ptr, i + 4 < url.len ? i + 4 : url.len}, &i, 4, 4, &p->year) || p->year < 1990 ||
        p->year >= 2100)
        return false;
    i += marked = is_path_mark(at_or_0(url, i));
    size_t month = i;
    if (marked && is_letter((unsigned char)at_or_0(url, i))) {
        if (!(p->month = month_at(url, &i)))
            return false;
    } else if (!number((hs_str){url.ptr, i + 2 < url.len ? i + 2 : url.len}, &i, 1, 2, &p->month)) {
        return false;
    }
    i += again = is_path_mark(at_or_0(url, i));
    if (marked != again && !(marked && i - month == 2))
        return false;
    size_t day = i;
    return number(url, &i, 1, 2, &p->day) && (again || i - day == 2);
}

bool hs_date_in_url(hs_date *out, hs_str url)
{
    size_t end = 0, host = 0;
    while (end < url.len && url.ptr[end] != '?' && url.ptr[end] != '#')
        end++;
    for (size_t i = 0; i + 2 < end && !host; i++)
        host = url.ptr[i] == ':' && url.ptr[i + 1] == '/' && url.ptr[i + 2] == '/' ? i + 3 : 0;
    hs_str path = {url.ptr, end};
    for (size_t i = host; i + 8 < end; i++) {
        parts p = {0};
        *out = (hs_date){.begin = i + 1};
        if (is_path_mark(path.ptr[i]) && path_date(&p, path, i + 1) && write_iso(out, &p))
            return true;
    }
    return false;
}

hs_date_order hs_date_order_in(hs_str text)
{
    for (size_t i = 1; i + 5 < text.len; i++) {
        const char *slash = memchr(text.ptr + i, '/', text.len - 5 - i);
        if (!slash)
            break;
        i = (size_t)(slash - text.ptr);
        size_t begin = i;
        while (begin && i - begin < 3 && hs_ascii_is_digit(text.ptr[begin - 1]))
            begin--;
        size_t at = begin;
        parts p = {0};
        hs_date_order order = HS_DATE_UNKNOWN;
        if (year_last(&p, text, &at, order) && p.day > 12)
            order = i - begin == 2 && text.ptr[begin] - '0' == (char)(p.day / 10) &&
                            text.ptr[begin + 1] - '0' == (char)(p.day % 10)
                        ? HS_DATE_DAY_FIRST
                        : HS_DATE_MONTH_FIRST;
        if (order != HS_DATE_UNKNOWN)
            return order;
    }
    return HS_DATE_UNKNOWN;
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
