/* server_parts.c -- a body of type multipart/form-data (RFC 7578, RFC 2046). In: all of it, hostile. Out: its parts. No state. */
#include "ascii.h"
#include "server_parse.h"
#include "status.h"

enum { BOUNDARY = 70 /* bytes, RFC 2046 */ };

/* Where `word` begins in `s` from `from` on; HS_NOWHERE. Linear: a boundary's first byte is looked for by memchr. */
static size_t find(hs_str s, hs_str word, size_t from)
{
    while (from < s.len && s.len - from >= word.len) {
        size_t at = hs_ascii_char(s, from, *word.ptr);
        if (s.len - at < word.len)
            return HS_NOWHERE;
        if (memcmp(s.ptr + at, word.ptr, word.len) == 0)
            return at;
        from = at + 1;
    }
    return HS_NOWHERE;
}

static void take_header(hs_server_part *part, hs_str line)
{
    size_t colon = hs_ascii_char(line, 0, ':');
    hs_str name = hs_ascii_trim((hs_str){line.ptr, colon});
    hs_str value = hs_ascii_trim(hs_ascii_from(line, colon < line.len ? colon + 1 : colon));
    if (hs_ascii_is(name, "content-type"))
        part->type = value;
    if (!hs_ascii_is(name, "content-disposition"))
        return;
    part->name = hs_server_media_param(value, "name");
    part->file = hs_server_media_param(value, "filename");
}

/* Headers, an empty line, bytes. */
static hs_server_part take_part(hs_str s)
{
    hs_server_part part = {0};
    for (size_t i = 0; i < s.len;) {
        size_t end = hs_ascii_char(s, i, '\n');
        hs_str line = hs_ascii_trim((hs_str){s.ptr + i, end - i});
        i = end < s.len ? end + 1 : end;
        if (!line.len) {
            part.bytes = hs_ascii_from(s, i);
            return part;
        }
        take_header(&part, line);
    }
    part.bytes = hs_ascii_from(s, s.len);
    return part;
}

hs_status hs_server_parts(const hs_server_part **out, size_t *n, hs_arena *arena, hs_str body, hs_str boundary, hs_error *err)
{
    char mark[BOUNDARY + 4] = "\r\n--";
    *out = NULL;
    *n = 0;
    if (!boundary.len || boundary.len > BOUNDARY)
        return hs_fail(err, HS_E_ARG, 0, "a form in parts needs a boundary of 1 to %d bytes", BOUNDARY);
    memcpy(mark + 4, boundary.ptr, boundary.len);
    hs_str between = {mark, boundary.len + 4}, first = {mark + 2, boundary.len + 2};
    hs_server_part *parts = HS_NEW(arena, hs_server_part, HS_SERVER_PARTS);
    if (!parts)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a form");
    *out = parts;
    size_t at = body.len >= first.len && memcmp(body.ptr, first.ptr, first.len) == 0 ? first.len : HS_NOWHERE;
    if (at == HS_NOWHERE) {
        size_t found = find(body, between, 0); /* behind a preamble */
        at = found == HS_NOWHERE ? found : found + between.len;
    }
    while (at != HS_NOWHERE) {
        if (body.len - at >= 2 && memcmp(body.ptr + at, "--", 2) == 0)
            return HS_OK;
        at = hs_ascii_char(body, at, '\n');
        size_t end = find(body, between, at);
        if (at == body.len || end == HS_NOWHERE)
            break;
        if (*n == HS_SERVER_PARTS)
            return hs_fail(err, HS_E_LIMIT, HS_SERVER_PARTS, "a form of over %d parts", HS_SERVER_PARTS);
        /* the line end that belongs to the boundary may be the one that ends the headers */
        parts[(*n)++] = take_part((hs_str){body.ptr + at + 1, end > at ? end - at - 1 : 0});
        at = end + between.len;
    }
    return hs_fail(err, HS_E_ARG, body.len, "a form in parts that breaks off before its last boundary");
}
