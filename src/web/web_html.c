/* web_html.c -- writing HTML: the one escape, numbers, dates, links. In: strings, hostile. Out: HTML in a buffer. No state. */
#include "web_html.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "utf8.h"

hs_str hs_html_str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

void hs_html(hs_page *p, const char *html)
{
    hs_buffer_text(p->out, html);
}

void hs_html_format(hs_page *p, const char *fmt, ...)
{
    char text[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof text)
        p->out->failed = true; /* ours are shorter */
    else
        hs_buffer_add(p->out, text, (size_t)n);
}

/* ---- text ---- */

/* What a code point becomes; NULL: itself. */
static const char *shown_as(uint32_t code, char picture[5])
{
    switch (code) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    case '\n':
    case '\t':
        return NULL;
    case '\r':
        return " ";
    default:
        break;
    }
    if (code < 0x20 || code == 0x7F) {
        picture[hs_utf8_put(picture, code == 0x7F ? 0x2421 : 0x2400 + code)] = '\0';
        return picture;
    }
    if (code >= 0x80 && code < 0xA0)
        return "\xEF\xBF\xBD";
    if ((code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069))
        return "";
    if ((code & 0xFFFE) == 0xFFFE || (code >= 0xFDD0 && code <= 0xFDEF)) /* HTML has none of these */
        return "\xEF\xBF\xBD";
    return NULL;
}

void hs_html_text(hs_page *p, hs_str s)
{
    size_t from = 0;
    for (size_t i = 0, n; i < s.len; i += n) {
        char picture[5];
        uint32_t code;
        unsigned char c = (unsigned char)s.ptr[i];
        if (c >= 0x20 && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'') {
            n = 1;
            continue;
        }
        bool valid = true;
        n = 1;
        if (c < 0x80)
            code = c;
        else
            n = hs_utf8_next_slow(&code, &valid, s.ptr + i, s.len - i);
        const char *as = valid ? shown_as(code, picture) : "\xEF\xBF\xBD";
        if (!as)
            continue;
        hs_buffer_add(p->out, s.ptr + from, i - from);
        hs_buffer_text(p->out, as);
        from = i + n;
    }
    if (from < s.len)
        hs_buffer_add(p->out, s.ptr + from, s.len - from);
}

/* Where a text may be cut: not within a code point. */
static size_t cut_at(hs_str s, size_t most)
{
    if (s.len <= most)
        return s.len;
    while (most && ((unsigned char)s.ptr[most] & 0xC0) == 0x80)
        most--;
    return most;
}

void hs_html_some(hs_page *p, hs_str s, size_t most)
{
    size_t n = cut_at(s, most);
    hs_html_text(p, (hs_str){s.ptr, n});
    if (n < s.len)
        hs_html(p, "…");
}

void hs_html_name(hs_page *p, hs_str s)
{
    hs_html(p, "<bdi>");
    hs_html_some(p, s, HS_WORDS_IN_LIST);
    hs_html(p, "</bdi>");
}

void hs_html_attribute(hs_page *p, const char *name, hs_str value)
{
    hs_html(p, " ");
    hs_html(p, name);
    hs_html(p, "=\"");
    hs_html_text(p, value);
    hs_html(p, "\"");
}

void hs_html_percent(hs_page *p, hs_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || (c && strchr("-._~", c)))
            hs_buffer_add(p->out, &c, 1);
        else
            hs_html_format(p, "%%%02X", (unsigned)(unsigned char)c);
    }
}

/* ---- numbers and dates ---- */

void hs_html_number(hs_page *p, uint64_t n)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)n);
    for (int i = 0; i < len; i++) {
        if (i && len > 4 && (len - i) % 3 == 0)
            hs_html(p, ",");
        hs_buffer_add(p->out, &digits[i], 1);
    }
}

void hs_html_count(hs_page *p, uint64_t n, const char *one, const char *more)
{
    hs_html_number(p, n);
    hs_html(p, " ");
    hs_html(p, n == 1 ? one : more);
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};

typedef struct moment {
    unsigned year, month, day, hour, minute;
    bool date, clock, utc;
} moment;

static unsigned digits(const char *at, size_t n, bool *ok)
{
    unsigned value = 0;
    for (size_t i = 0; i < n; i++) {
        *ok = *ok && at[i] >= '0' && at[i] <= '9';
        value = value * 10 + (unsigned)(at[i] - '0') % 10;
    }
    return value;
}

static moment moment_of(hs_str s)
{
    moment m = {0};
    bool ok = s.len >= 10;
    if (ok) {
        m.year = digits(s.ptr, 4, &ok);
        m.month = digits(s.ptr + 5, 2, &ok);
        m.day = digits(s.ptr + 8, 2, &ok);
        ok = ok && s.ptr[4] == '-' && s.ptr[7] == '-' && m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= 31;
    }
    m.date = ok;
    if (ok && s.len >= 16 && s.ptr[10] == 'T') {
        m.hour = digits(s.ptr + 11, 2, &ok);
        m.minute = digits(s.ptr + 14, 2, &ok);
        m.clock = ok && s.ptr[13] == ':';
        m.utc = s.ptr[s.len - 1] == 'Z';
    }
    return m;
}

void hs_html_time(hs_page *p, hs_str iso, bool clock)
{
    moment m = moment_of(iso);
    if (!m.date) {
        hs_html_name(p, iso);
        return;
    }
    hs_html(p, "<time");
    hs_html_attribute(p, "datetime", iso);
    hs_html_format(p, ">%u %s %u", m.day, months[m.month - 1], m.year);
    if (clock && m.clock && !(m.utc && !m.hour && !m.minute)) /* midnight is what a mere day is kept as */
        hs_html_format(p, ", %02u:%02u%s", m.hour, m.minute, m.utc ? " UTC" : "");
    hs_html(p, "</time>");
}

void hs_html_day(hs_page *p, hs_str iso)
{
    moment m = moment_of(iso);
    if (m.date)
        hs_html_format(p, "%u %s %u", m.day, months[m.month - 1], m.year);
    else
        hs_html_some(p, iso, 40);
}

void hs_html_days(hs_page *p, hs_str first, hs_str last)
{
    moment a = moment_of(first), b = moment_of(last);
    if (a.date && b.date && a.year == b.year && (a.month != b.month || a.day != b.day)) {
        hs_html_format(p, "%u%s%s", a.day, a.month == b.month ? "" : " ", a.month == b.month ? "" : months[a.month - 1]);
        hs_html(p, " to ");
        hs_html_time(p, last, false);
        return;
    }
    hs_html_time(p, first, false);
    if (a.year == b.year && a.month == b.month && a.day == b.day)
        return;
    hs_html(p, " to ");
    hs_html_time(p, last, false);
}

/* ---- links ---- */

void hs_html_share(hs_page *p, float share)
{
    int hundredths = (int)(share * 100 + 0.5f);
    if (share >= 1)
        hs_html(p, "1");
    else
        hs_html_format(p, "0.%02d", hundredths < 1 ? 1 : hundredths > 99 ? 99 : hundredths);
}

static void put_least(hs_page *p)
{
    if (p->least <= 0)
        return;
    hs_html(p, "?least=");
    hs_html_share(p, p->least);
}

const char *hs_page_path(char path[HS_PATH], char letter, uint64_t id)
{
    const char *part = letter == 'c' ? "claims" : letter == 'd' ? "documents" : letter == 's' ? "sources" : letter == 'e' ? "stories" : "attributions";
    snprintf(path, HS_PATH, "/%s/%c%llu", part, letter == 'e' ? 'd' : letter, (unsigned long long)id);
    return path;
}

static void open_link(hs_page *p)
{
    hs_html(p, "<a href=\"");
    hs_html_text(p, p->request->base);
}

static void close_link(hs_page *p, const char *attributes)
{
    hs_html(p, "\"");
    if (attributes) {
        hs_html(p, " ");
        hs_html(p, attributes);
    }
    hs_html(p, ">");
}

void hs_html_link(hs_page *p, char letter, uint64_t id, const char *attributes)
{
    char path[HS_PATH];
    open_link(p);
    hs_html(p, hs_page_path(path, letter, id));
    put_least(p);
    close_link(p, attributes);
}

void hs_html_link_to(hs_page *p, const char *path, const char *attributes)
{
    open_link(p);
    hs_html(p, path);
    put_least(p);
    close_link(p, attributes);
}

/* ---- parameters ---- */

static bool called(hs_str s, const char *name)
{
    return s.len == strlen(name) && (!s.len || memcmp(s.ptr, name, s.len) == 0);
}

hs_str hs_page_param(const hs_page *p, const char *name)
{
    for (size_t i = 0; i < p->request->n_params; i++)
        if (called(p->request->params[i].name, name))
            return p->request->params[i].value.len ? p->request->params[i].value : (hs_str){NULL, 0};
    return (hs_str){NULL, 0};
}

bool hs_page_param_is(const hs_page *p, const char *name, const char *value)
{
    hs_str s = hs_page_param(p, name);
    return s.ptr && called(s, value);
}

static void put_param(hs_page *p, hs_str name, hs_str value, bool *any)
{
    hs_html(p, *any ? "&amp;" : "?");
    hs_html_percent(p, name);
    hs_html(p, "=");
    hs_html_percent(p, value);
    *any = true;
}

bool hs_html_params(hs_page *p, const char *but, const char *name, hs_str value)
{
    bool any = false;
    for (size_t i = 0; i < p->request->n_params; i++) {
        const hs_web_param *q = &p->request->params[i];
        if (q->value.len && !called(q->name, "after") && !called(q->name, "done") && !(but && called(q->name, but)))
            put_param(p, q->name, q->value, &any);
    }
    if (name && value.len)
        put_param(p, hs_html_str(name), value, &any);
    return any;
}

static void put_path(hs_page *p)
{
    hs_str path = p->request->path;
    for (size_t i = 0, from = 0; i <= path.len; i++)
        if (i == path.len || path.ptr[i] == '/') {
            hs_html_percent(p, (hs_str){path.ptr + from, i - from});
            if (i < path.len)
                hs_html(p, "/");
            from = i + 1;
        }
}

void hs_html_link_with(hs_page *p, const char *name, hs_str value, const char *attributes)
{
    open_link(p);
    put_path(p);
    hs_html_params(p, name, name, value);
    close_link(p, attributes);
}

void hs_html_form_fields(hs_page *p, const char *back)
{
    hs_html(p, "<input type=\"hidden\" name=\"csrf\"");
    hs_html_attribute(p, "value", p->request->token);
    hs_html(p, "><input type=\"hidden\" name=\"back\" value=\"");
    hs_html_text(p, p->request->base);
    if (back) {
        hs_html(p, back);
    } else {
        put_path(p);
        hs_html_params(p, NULL, NULL, (hs_str){NULL, 0});
    }
    hs_html(p, "\">");
}
