/* http.c -- splitting an HTTP/1 response (RFC 9112; "HTTP/2 200", as some archives write, too). In: hostile bytes. Out:
 * hs_http. Any thread. */
#include "http.h"

#include "ascii.h"
#include "fields.h"

/* The size at the head of a chunk. @return bytes of its line; 0 if there is no such line */
static size_t chunk_line(uint64_t *size, hs_str s)
{
    size_t end = hs_ascii_char(s, 0, '\n'), i = 0;
    *size = 0;
    for (; i < end && i < 15 && hs_ascii_hex(s.ptr[i]) >= 0; i++)
        *size = *size * 16 + (unsigned)hs_ascii_hex(s.ptr[i]);
    bool closed = i < s.len && strchr("\r\n; \t", s.ptr[i]) && s.ptr[i];
    return i && end < s.len && closed ? end + 1 : 0;
}

/* Join the chunks in place. A body that does not begin with one was joined by whoever kept it. One that breaks off is
 * what came. @return bytes of the body */
static size_t join_chunks(char *body, size_t len)
{
    size_t to = 0, from = 0;
    while (from < len) {
        uint64_t size;
        size_t line = chunk_line(&size, (hs_str){body + from, len - from});
        if (!line && !from)
            return len;
        if (!line || !size)
            break;
        from += line;
        size_t n = size < len - from ? (size_t)size : len - from;
        memmove(body + to, body + from, n);
        to += n;
        from += n;
        from += from < len && body[from] == '\r';
        from += from < len && body[from] == '\n';
    }
    return to;
}

bool hs_http_open(hs_http *out, char *bytes, size_t len)
{
    hs_str all = {bytes, len};
    *out = (hs_http){0};
    if (!hs_ascii_begins(all, "HTTP/"))
        return false;
    size_t line = hs_ascii_char(all, 0, '\n'), space = hs_ascii_char(all, 0, ' ');
    if (line == len || space + 4 > line)
        return false;
    for (size_t i = space + 1; i < space + 4; i++) {
        if (bytes[i] < '0' || bytes[i] > '9')
            return false;
        out->status = out->status * 10 + (unsigned)(bytes[i] - '0');
    }
    hs_str rest = hs_ascii_from(all, line + 1);
    size_t head = hs_fields_end(rest);
    hs_str fields = {rest.ptr, head ? head : rest.len};
    out->type = hs_fields_get(fields, "Content-Type");
    out->encoding = hs_fields_get(fields, "Content-Encoding");
    char *body = bytes + line + 1 + fields.len;
    size_t n = len - (line + 1 + fields.len);
    if (hs_ascii_holds(hs_fields_get(fields, "Transfer-Encoding"), "chunked"))
        n = join_chunks(body, n);
    out->body = (hs_str){body, n};
    return true;
}
