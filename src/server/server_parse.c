/* server_parse.c -- targets, forms and headers of a request. In: hostile bytes. Out: strings. No state; any thread. */
#include "server_parse.h"

#include "ascii.h"
#include "status.h"
#include "utf8.h"

hs_str hs_server_param(const hs_server_params *params, const char *name)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < params->n; i++)
        if (params->at[i].name.len == len && memcmp(params->at[i].name.ptr, name, len) == 0)
            return params->at[i].value;
    return (hs_str){NULL, 0};
}

/* ---- addresses and forms ---- */

/* @param blanks  '+' is a blank @param pos  where `raw` stands in the input */
static hs_status decode(hs_str *out, hs_arena *arena, hs_str raw, bool blanks, size_t pos, hs_error *err)
{
    char *to = HS_NEW(arena, char, raw.len + 1);
    size_t n = 0;
    if (!to)
        return hs_fail(err, HS_E_NOMEM, pos, "no memory for a request");
    for (size_t i = 0; i < raw.len; i++) {
        const size_t begun = i;
        char c = raw.ptr[i];
        if (c == '%') {
            int high = raw.len - i > 2 ? hs_ascii_hex(raw.ptr[i + 1]) : -1;
            int low = high >= 0 ? hs_ascii_hex(raw.ptr[i + 2]) : -1;
            if (low < 0)
                return hs_fail(err, HS_E_ARG, pos + i, "a '%%' that no two hexadecimal digits follow");
            c = (char)(high * 16 + low);
            i += 2;
        } else if (c == '+' && blanks) {
            c = ' ';
        }
        if (!c)
            return hs_fail(err, HS_E_ARG, pos + begun, "a NUL in an address or form");
        to[n++] = c;
    }
    if (hs_utf8_valid(to, n) != n)
        return hs_fail(err, HS_E_ARG, pos, "an address or form that is not in UTF-8");
    *out = (hs_str){to, n};
    return HS_OK;
}

static hs_status take_params(hs_server_params *out, hs_arena *arena, hs_str s, size_t pos, hs_error *err)
{
    *out = (hs_server_params){NULL, 0};
    if (!s.len)
        return HS_OK;
    hs_web_param *at = HS_NEW(arena, hs_web_param, HS_SERVER_PARAMS);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, pos, "no memory for a request");
    out->at = at;
    for (size_t i = 0; i < s.len;) {
        size_t end = hs_ascii_char(s, i, '&'), equals = hs_ascii_char(s, i, '=');
        if (equals > end)
            equals = end;
        if (end > i) {
            if (out->n == HS_SERVER_PARAMS)
                return hs_fail(err, HS_E_LIMIT, HS_SERVER_PARAMS, "over %d parameters", HS_SERVER_PARAMS);
            size_t value = equals < end ? equals + 1 : end;
            HS_TRY(decode(&at[out->n].name, arena, (hs_str){s.ptr + i, equals - i}, true, pos + i, err));
            HS_TRY(decode(&at[out->n].value, arena, (hs_str){s.ptr + value, end - value}, true, pos + value, err));
            out->n++;
        }
        i = end + 1;
    }
    return HS_OK;
}

hs_status hs_server_form_parse(hs_server_params *out, hs_arena *arena, hs_str body, hs_error *err)
{
    return take_params(out, arena, body, 0, err);
}

hs_status hs_server_target(hs_str *path, hs_server_params *params, hs_arena *arena, hs_str target, hs_error *err)
{
    *params = (hs_server_params){NULL, 0};
    if (!target.len || *target.ptr != '/')
        return hs_fail(err, HS_E_ARG, 0, "a request for something else than a path");
    target.len = hs_ascii_char(target, 0, '#');
    size_t mark = hs_ascii_char(target, 0, '?'), query = mark < target.len ? mark + 1 : mark;
    HS_TRY(decode(path, arena, (hs_str){target.ptr, mark}, false, 0, err));
    return take_params(params, arena, hs_ascii_from(target, query), query, err);
}

/* ---- lists in headers ---- */

/* The next item of a list, without blanks; an item ends at `mark` outside quotation marks. @return false at the end */
static bool next_item(hs_str *rest, char mark, hs_str *item)
{
    size_t i = 0;
    bool quoted = false;
    if (!rest->len)
        return false;
    for (; i < rest->len && (quoted || rest->ptr[i] != mark); i++) {
        if (quoted && rest->ptr[i] == '\\' && i + 1 < rest->len)
            i++;
        else if (rest->ptr[i] == '"')
            quoted = !quoted;
    }
    *item = hs_ascii_trim((hs_str){rest->ptr, i});
    *rest = hs_ascii_from(*rest, i < rest->len ? i + 1 : i);
    return true;
}

/* "0.25" in thousandths; what is no weight is 0 */
static unsigned weight_of(hs_str s)
{
    unsigned value = 0, unit = 1000;
    for (size_t i = 0; i < s.len; i++) {
        if (i == 1 ? s.ptr[i] != '.' : !hs_ascii_is_digit(s.ptr[i]))
            return 0;
        if (i == 1)
            continue;
        value += (unsigned)(s.ptr[i] - '0') * unit;
        unit /= 10;
    }
    return value > 1000 ? 1000 : value;
}

static unsigned item_weight(hs_str params)
{
    hs_str param;
    while (next_item(&params, ';', &param))
        if (param.len > 2 && hs_ascii_begins(param, "q="))
            return weight_of(hs_ascii_from(param, 2));
    return 1000;
}

/* How well a range of media types fits one: 3 it is the type, 2 "text/ *", 1 "* / *", 0 not */
static int fits(hs_str range, const char *type)
{
    const char *slash = strchr(type, '/');
    size_t head = slash ? (size_t)(slash - type) + 1 : strlen(type);
    if (hs_ascii_is(range, type))
        return 3;
    if (slash && range.len == head + 1 && range.ptr[head] == '*' && hs_ascii_same(range.ptr, type, head))
        return 2;
    return hs_ascii_is(range, slash ? "*/*" : "*");
}

/* @param missing  of what no item fits */
static unsigned best_weight(hs_str header, const char *name, unsigned missing)
{
    int best = 0;
    unsigned weight = missing;
    hs_str item;
    while (next_item(&header, ',', &item)) {
        size_t semicolon = hs_ascii_char(item, 0, ';');
        int fit = fits(hs_ascii_trim((hs_str){item.ptr, semicolon}), name);
        if (fit <= best)
            continue;
        best = fit;
        weight = item_weight(hs_ascii_from(item, semicolon < item.len ? semicolon + 1 : semicolon));
    }
    return weight;
}

unsigned hs_server_accepts(hs_str header, const char *type)
{
    return hs_ascii_trim(header).len ? best_weight(header, type, 0) : 1000;
}

unsigned hs_server_accepts_coding(hs_str header, const char *coding)
{
    return best_weight(header, coding, 0);
}

bool hs_server_tag_is_in(hs_str header, const char *tag)
{
    hs_str item;
    size_t len = strlen(tag);
    while (next_item(&header, ',', &item)) {
        if (item.len > 2 && memcmp(item.ptr, "W/", 2) == 0)
            item = hs_ascii_from(item, 2);
        if ((item.len == 1 && *item.ptr == '*') || (item.len == len && memcmp(item.ptr, tag, len) == 0))
            return true;
    }
    return false;
}

hs_str hs_server_cookie(hs_str header, const char *name)
{
    hs_str item;
    size_t len = strlen(name);
    while (next_item(&header, ';', &item))
        if (item.len > len && item.ptr[len] == '=' && memcmp(item.ptr, name, len) == 0)
            return hs_ascii_from(item, len + 1);
    return (hs_str){NULL, 0};
}

hs_str hs_server_media(hs_str header)
{
    return header.ptr ? hs_ascii_trim((hs_str){header.ptr, hs_ascii_char(header, 0, ';')}) : header;
}

hs_str hs_server_media_param(hs_str header, const char *name)
{
    hs_str item;
    size_t len = strlen(name);
    for (bool first = true; next_item(&header, ';', &item); first = false) {
        if (first || item.len <= len || item.ptr[len] != '=' || !hs_ascii_same(item.ptr, name, len))
            continue;
        item = hs_ascii_from(item, len + 1);
        if (item.len >= 2 && *item.ptr == '"' && item.ptr[item.len - 1] == '"')
            item = (hs_str){item.ptr + 1, item.len - 2};
        return item;
    }
    return (hs_str){NULL, 0};
}

static bool is_name(hs_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!hs_ascii_is_letter(s.ptr[i]) && !hs_ascii_is_digit(s.ptr[i]) && !strchr("-._", s.ptr[i]))
            return false;
    return s.len > 0 && s.len <= 253;
}

bool hs_server_host(hs_str *name, hs_str *port, hs_str header)
{
    hs_str s = hs_ascii_trim(header);
    bool six = s.len && *s.ptr == '[';
    size_t end = hs_ascii_char(s, 0, six ? ']' : ':');
    if (six && end == s.len)
        return false;
    *name = six ? (hs_str){s.ptr + 1, end - 1} : (hs_str){s.ptr, end};
    *port = hs_ascii_from(s, end + six);
    if (six ? strspn(name->len ? name->ptr : "]", "0123456789abcdefABCDEF:.") < name->len || !name->len : !is_name(*name))
        return false;
    if (!port->len)
        return true;
    if (*port->ptr != ':' || port->len < 2 || port->len > 6)
        return false;
    *port = hs_ascii_from(*port, 1);
    for (size_t i = 0; i < port->len; i++)
        if (!hs_ascii_is_digit(port->ptr[i]))
            return false;
    return true;
}

hs_str hs_server_bearer(hs_str header)
{
    if (header.len > 7 && hs_ascii_begins(header, "bearer "))
        return hs_ascii_trim(hs_ascii_from(header, 7));
    return (hs_str){NULL, 0};
}
