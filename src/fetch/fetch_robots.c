/* fetch_robots.c -- groups and rules of robots.txt, RFC 9309. In: hostile bytes. Out: rules, and answers. Two passes,
 * one to see whether a group names us and one to take the rules, so that nothing but the rules is kept. Threads: no
 * state but the caller's. */
#define _GNU_SOURCE /* memmem */
#include "fetch_robots.h"

#include <string.h>

#include "fetch_text.h"
#include "status.h"

struct hs_robots_rule {
    hs_str pattern; /* normalised; '*' matches any run of bytes */
    bool allow;
    bool whole; /* ended in '$': the pattern must reach the path's end */
};

typedef enum line_kind { LINE_OTHER, LINE_AGENT, LINE_ALLOW, LINE_DISALLOW, LINE_DELAY } line_kind;

hs_str hs_robots_token(hs_str agent)
{
    size_t n = 0;
    while (n < agent.len && ((hs_ascii_lower(agent.ptr[n]) >= 'a' && hs_ascii_lower(agent.ptr[n]) <= 'z') ||
                             agent.ptr[n] == '-' || agent.ptr[n] == '_'))
        n++;
    return (hs_str){agent.ptr, n};
}

/* Take the next line of `left`; its value goes to `value`. */
static line_kind next_line(hs_str *left, hs_str *value)
{
    static const char *const keys[] = {[LINE_AGENT] = "user-agent",
                                       [LINE_ALLOW] = "allow",
                                       [LINE_DISALLOW] = "disallow",
                                       [LINE_DELAY] = "crawl-delay"};
    size_t n = 0;
    while (n < left->len && left->ptr[n] != '\n' && left->ptr[n] != '\r')
        n++;
    hs_str line = {left->ptr, n};
    n += n < left->len;
    left->ptr += n;
    left->len -= n;
    const char *comment = line.len ? memchr(line.ptr, '#', line.len) : NULL;
    if (comment)
        line.len = (size_t)(comment - line.ptr);
    const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
    if (!colon)
        return LINE_OTHER;
    hs_str key = hs_fetch_trim((hs_str){line.ptr, (size_t)(colon - line.ptr)});
    *value = hs_fetch_trim((hs_str){colon + 1, (size_t)(line.ptr + line.len - colon - 1)});
    for (int kind = LINE_AGENT; kind <= LINE_DELAY; kind++)
        if (hs_ascii_is(key, keys[kind]))
            return (line_kind)kind;
    return LINE_OTHER;
}

static bool is_star(hs_str agent)
{
    return agent.len && *agent.ptr == '*' && (agent.len == 1 || hs_fetch_is_blank(agent.ptr[1]));
}

static bool names(hs_str value, hs_str token)
{
    hs_str named = hs_robots_token(value);
    if (!named.len || named.len != token.len)
        return false;
    for (size_t i = 0; i < named.len; i++)
        if (hs_ascii_lower(named.ptr[i]) != hs_ascii_lower(token.ptr[i]))
            return false;
    return true;
}

static bool is_unreserved(unsigned char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c && strchr("-._~", c));
}

/* Bring a path or a pattern into the one form in which they are compared (RFC 9309, 2.2.2): unreserved bytes stand as
 * they are, others that are no part of a URL are percent-encoded in upper case, and so are '*' and '$' where they mean
 * themselves: everywhere in a path, and in a pattern where they came encoded. In a query ":/?@" mean nothing, so that
 * their two spellings are made one. */
static hs_status normalise(hs_str *out, hs_arena *arena, hs_str in, bool pattern, hs_error *err)
{
    static const char hex[] = "0123456789ABCDEF";
    bool query = false;
    size_t n = 0;
    char *made = HS_NEW(arena, char, 3 * in.len + 1);
    *out = (hs_str){NULL, 0};
    if (!made)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a path of %zu bytes", in.len);
    for (size_t i = 0; i < in.len; i++) {
        unsigned char c = (unsigned char)in.ptr[i];
        bool encoded =
            c == '%' && i + 2 < in.len && hs_ascii_hex(in.ptr[i + 1]) >= 0 && hs_ascii_hex(in.ptr[i + 2]) >= 0;
        if (encoded) {
            c = (unsigned char)(hs_ascii_hex(in.ptr[i + 1]) << 4 | hs_ascii_hex(in.ptr[i + 2]));
            i += 2;
        }
        bool plain = is_unreserved(c) || (query && c && strchr(":/?@", c)) ||
                     (!encoded && c && strchr(":/?#[]@!&'()+,;=", c)) || (pattern && !encoded && c == '*');
        query = query || (!encoded && c == '?');
        if (plain) {
            if (c != '*' || !n || made[n - 1] != '*') /* a run of stars is one */
                made[n++] = (char)c;
        } else {
            made[n++] = '%';
            made[n++] = hex[c >> 4];
            made[n++] = hex[c & 15];
        }
    }
    *out = (hs_str){made, n};
    return HS_OK;
}

/* Whole and decimal seconds to milliseconds, at most HS_ROBOTS_MAX_DELAY_MS; 0 for what is no number. */
static uint32_t parse_delay(hs_str s)
{
    uint32_t ms = 0, unit = 1000;
    size_t i = 0;
    for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
        if (ms < HS_ROBOTS_MAX_DELAY_MS)
            ms = ms * 10 + (uint32_t)(s.ptr[i] - '0') * 1000;
    if (i < s.len && s.ptr[i] == '.')
        for (i++; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && unit > 1; i++)
            ms += (uint32_t)(s.ptr[i] - '0') * (unit /= 10);
    return ms < HS_ROBOTS_MAX_DELAY_MS ? ms : HS_ROBOTS_MAX_DELAY_MS;
}

/* What of a file is ours: where a line belongs to a group that names us, or all groups for "*" if `star`. A group is a
 * run of User-agent lines and the rules up to the next such line; other lines do not end it. */
typedef struct walk {
    hs_str left, token;
    bool star;
    bool ours, ruled; /* of the group at hand: it is meant for us, it has had a rule */
} walk;

static line_kind walk_on(walk *w, hs_str *value)
{
    while (w->left.len) {
        line_kind kind = next_line(&w->left, value);
        if (kind == LINE_AGENT) {
            w->ours = (w->ours && !w->ruled) || (w->star ? is_star(*value) : names(*value, w->token));
            w->ruled = false;
        } else if (kind == LINE_ALLOW || kind == LINE_DISALLOW) {
            w->ruled = true;
        }
        if (kind != LINE_OTHER && w->ours)
            return kind;
    }
    return LINE_OTHER;
}

static hs_status take_rules(hs_robots *out, hs_arena *arena, hs_robots_rule *rules, walk w, hs_error *err)
{
    hs_str value;
    for (line_kind kind; (kind = walk_on(&w, &value)) != LINE_OTHER;) {
        if (kind == LINE_DELAY && !out->delay_ms)
            out->delay_ms = parse_delay(value);
        if ((kind != LINE_ALLOW && kind != LINE_DISALLOW) || !value.len)
            continue;
        hs_robots_rule *rule = &rules[out->n];
        rule->allow = kind == LINE_ALLOW;
        rule->whole = value.ptr[value.len - 1] == '$';
        value.len -= rule->whole;
        HS_TRY(normalise(&rule->pattern, arena, value, true, err));
        out->n++;
    }
    out->rules = rules;
    return HS_OK;
}

hs_status hs_robots_parse(hs_robots *out, hs_arena *arena, hs_str text, hs_str agent, hs_error *err)
{
    static const char mark[] = "\xef\xbb\xbf";
    *out = (hs_robots){0};
    if (text.len >= 3 && memcmp(text.ptr, mark, 3) == 0)
        text.ptr += 3, text.len -= 3;
    if (text.len > HS_ROBOTS_MAX_BYTES)
        text.len = HS_ROBOTS_MAX_BYTES;
    walk begin = {.left = text, .token = hs_robots_token(agent)}, count = begin;
    hs_str value;
    begin.star = walk_on(&count, &value) == LINE_OTHER;
    size_t n = 0;
    count = begin;
    for (line_kind kind; (kind = walk_on(&count, &value)) != LINE_OTHER;)
        n += kind == LINE_ALLOW || kind == LINE_DISALLOW;
    hs_robots_rule *rules = HS_NEW(arena, hs_robots_rule, n);
    hs_status status = rules ? take_rules(out, arena, rules, begin, err)
                             : hs_fail(err, HS_E_NOMEM, 0, "no memory for the %zu rules of robots.txt", n);
    if (status != HS_OK)
        *out = (hs_robots){0};
    return status;
}

/* Each run of plain bytes is looked for where the one before it ended, first place first, which finds a match if there
 * is one; only the first and, with '$', the last are bound to a place. */
static bool matches(const hs_robots_rule *rule, hs_str path)
{
    hs_str left = rule->pattern;
    for (bool first = true;; first = false) {
        const char *star = left.len ? memchr(left.ptr, '*', left.len) : NULL;
        size_t n = star ? (size_t)(star - left.ptr) : left.len;
        const char *at = path.ptr;
        if (n > path.len)
            return false;
        if (!star && rule->whole) {
            const char *end = path.ptr + path.len - n;
            return (!first || end == path.ptr) && memcmp(end, left.ptr, n) == 0;
        }
        if (first)
            at = memcmp(at, left.ptr, n) == 0 ? at : NULL;
        else if (n)
            at = memmem(at, path.len, left.ptr, n);
        if (!at || !star)
            return at != NULL;
        path.len -= (size_t)(at + n - path.ptr);
        path.ptr = at + n;
        left.ptr += n + 1;
        left.len -= n + 1;
    }
}

hs_status hs_robots_allow(bool *out, const hs_robots *robots, hs_arena *arena, hs_str path, hs_error *err)
{
    static const hs_str own = {"/robots.txt", 11};
    *out = true;
    if (!robots->n || hs_fetch_same(path, own)) /* which is always allowed */
        return HS_OK;
    HS_TRY(normalise(&path, arena, path, false, err));
    size_t longest = 0;
    for (size_t i = 0; i < robots->n; i++) {
        const hs_robots_rule *rule = &robots->rules[i];
        size_t len = rule->pattern.len + rule->whole;
        if (len >= longest && (len > longest || rule->allow) && matches(rule, path)) {
            longest = len;
            *out = rule->allow;
        }
    }
    return HS_OK;
}
