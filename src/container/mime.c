/* mime.c -- RFC 2045, 2046. In: a hostile message. Out: the part to read. Own code, since GMime ends the process where
 * memory runs out. Any thread. */
#include "mime.h"

#include "ascii.h"
#include "fields.h"
#include "status.h"

enum { MAX_DEPTH = 8, MAX_PARTS = 1000, MAX_BOUNDARY = 200 };

typedef struct finder {
    hs_str html, plain; /* entities: header and body; {NULL, 0} until one is found */
    unsigned n_parts;
} finder;

size_t hs_mime_base64(char *to, hs_str s)
{
    uint32_t bits = 0;
    unsigned n_bits = 0;
    size_t n = 0;
    for (size_t i = 0; i < s.len && s.ptr[i] != '='; i++) {
        char c = s.ptr[i];
        int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                    : c >= 'a' && c <= 'z' ? c - 'a' + 26
                    : c >= '0' && c <= '9' ? c - '0' + 52
                    : c == '+'             ? 62
                    : c == '/'             ? 63
                                           : -1;
        if (value < 0)
            continue;
        bits = (bits << 6 | (unsigned)value) & 0xffffff;
        n_bits += 6;
        if (n_bits >= 8) {
            n_bits -= 8;
            to[n++] = (char)(bits >> n_bits & 0xff);
        }
    }
    return n;
}

size_t hs_mime_quoted(char *to, hs_str s, bool word)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '=' && i + 2 < s.len && hs_ascii_hex(s.ptr[i + 1]) >= 0 && hs_ascii_hex(s.ptr[i + 2]) >= 0) {
            c = (char)(hs_ascii_hex(s.ptr[i + 1]) << 4 | hs_ascii_hex(s.ptr[i + 2]));
            i += 2;
        } else if (c == '=') {
            /* A soft line end: nothing but blanks before it. */
            size_t end = i + 1;
            while (end < s.len && (s.ptr[end] == ' ' || s.ptr[end] == '\t' || s.ptr[end] == '\r'))
                end++;
            if (end == s.len || s.ptr[end] == '\n') {
                i = end;
                continue;
            }
        } else if (word && c == '_') {
            c = ' ';
        }
        to[n++] = c;
    }
    return n;
}

static hs_str fields_of(hs_str entity)
{
    /* An entity may begin with the empty line: it has no fields then. */
    size_t end = hs_fields_end(entity);
    return (hs_str){entity.ptr, end ? end : entity.len};
}

static bool is_attachment(hs_str fields)
{
    return hs_ascii_is(hs_media_type(hs_fields_get(fields, "Content-Disposition")), "attachment");
}

/* The next line at or after `from` that is the boundary's. @param end  out: past that line; @param last  out: it is the
 * closing one. @return its offset; s.len if there is none */
static size_t next_boundary(hs_str s, size_t from, hs_str boundary, size_t *end, bool *last)
{
    while (from < s.len) {
        hs_str line = {s.ptr + from, hs_ascii_char(s, from, '\n') - from};
        if (line.len >= boundary.len + 2 && line.ptr[0] == '-' && line.ptr[1] == '-' &&
            memcmp(line.ptr + 2, boundary.ptr, boundary.len) == 0) {
            hs_str tail = hs_ascii_trim(hs_ascii_from(line, boundary.len + 2));
            *last = hs_ascii_is(tail, "--");
            *end = from + line.len < s.len ? from + line.len + 1 : s.len;
            if (*last || !tail.len)
                return from;
        }
        from += line.len + 1;
    }
    return s.len;
}

static hs_status walk(finder *f, hs_str entity, unsigned depth, hs_error *err);

static hs_status walk_parts(finder *f, hs_str body, hs_str boundary, unsigned depth, hs_error *err)
{
    size_t begin;
    bool last = false;
    if (depth == MAX_DEPTH)
        return hs_fail(err, HS_E_LIMIT, MAX_DEPTH, "a message whose parts are nested deeper than %d", MAX_DEPTH);
    if (next_boundary(body, 0, boundary, &begin, &last) == body.len)
        return HS_OK;
    while (!last && begin < body.len) {
        size_t next = body.len, end = next_boundary(body, begin, boundary, &next, &last);
        if (f->n_parts++ == MAX_PARTS)
            return hs_fail(err, HS_E_LIMIT, MAX_PARTS, "a message of over %d parts", MAX_PARTS);
        HS_TRY(walk(f, (hs_str){body.ptr + begin, end - begin}, depth + 1, err));
        begin = end == body.len ? body.len : next;
    }
    return HS_OK;
}

static hs_status walk(finder *f, hs_str entity, unsigned depth, hs_error *err)
{
    hs_str fields = fields_of(entity), about = hs_fields_get(fields, "Content-Type"), type = hs_media_type(about);
    if (is_attachment(fields))
        return HS_OK;
    if (hs_ascii_begins(type, "multipart/")) {
        hs_str boundary = hs_media_param(about, "boundary");
        return boundary.len && boundary.len <= MAX_BOUNDARY
                   ? walk_parts(f, hs_ascii_from(entity, fields.len), boundary, depth, err)
                   : HS_OK;
    }
    if (!f->html.ptr && (hs_ascii_is(type, "text/html") || hs_ascii_is(type, "application/xhtml+xml")))
        f->html = entity;
    else if (!f->plain.ptr && (!type.len || hs_ascii_is(type, "text/plain") || hs_ascii_is(type, "text")))
        f->plain = entity;
    return HS_OK;
}

hs_status hs_mime_open(hs_mime_part *out, hs_arena *arena, hs_str message, hs_error *err)
{
    finder f = {.n_parts = 0};
    *out = (hs_mime_part){0};
    HS_TRY(walk(&f, message, 0, err));
    hs_str entity = f.html.ptr ? f.html : f.plain;
    if (!entity.ptr)
        return hs_fail(err, HS_E_EMPTY, 0, "no part of the message is text");
    out->html = f.html.ptr != NULL;
    out->fields = fields_of(entity);
    out->charset = hs_media_param(hs_fields_get(out->fields, "Content-Type"), "charset");
    out->body = hs_ascii_from(entity, out->fields.len);
    hs_str encoding = hs_fields_get(out->fields, "Content-Transfer-Encoding");
    bool base64 = hs_ascii_is(encoding, "base64");
    if (!base64 && !hs_ascii_is(encoding, "quoted-printable"))
        return HS_OK;
    char *bytes = HS_NEW(arena, char, out->body.len + 3);
    if (!bytes)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a message of %zu bytes", out->body.len);
    size_t n = base64 ? hs_mime_base64(bytes, out->body) : hs_mime_quoted(bytes, out->body, false);
    out->body = (hs_str){bytes, n};
    return HS_OK;
}
