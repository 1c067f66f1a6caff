/* buffer.c -- growable bytes. In: pieces. Out: one run of bytes, or `failed`. */
#include "buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "heap.h"

hs_buffer hs_buffer_new(size_t cap_bytes)
{
    return (hs_buffer){.cap_bytes = cap_bytes};
}

void hs_buffer_free(hs_buffer *buffer)
{
    hs_free(buffer->ptr);
    *buffer = (hs_buffer){.cap_bytes = buffer->cap_bytes};
}

static bool reserve(hs_buffer *buffer, size_t more)
{
    if (buffer->failed || more > buffer->cap_bytes - buffer->len) {
        buffer->failed = true;
        return false;
    }
    size_t need = buffer->len + more;
    if (need <= buffer->cap)
        return true;
    size_t cap = buffer->cap > buffer->cap_bytes / 2 ? buffer->cap_bytes : buffer->cap * 2;
    if (cap < 256 && buffer->cap_bytes >= 256)
        cap = 256;
    if (cap < need)
        cap = need;
    char *grown = hs_alloc(cap);
    if (!grown) {
        buffer->failed = true;
        return false;
    }
    if (buffer->len)
        memcpy(grown, buffer->ptr, buffer->len);
    hs_free(buffer->ptr);
    buffer->ptr = grown;
    buffer->cap = cap;
    return true;
}

void hs_buffer_add(hs_buffer *buffer, const void *bytes, size_t len)
{
    if (len && reserve(buffer, len)) {
        memcpy(buffer->ptr + buffer->len, bytes, len);
        buffer->len += len;
    }
}

void hs_buffer_text(hs_buffer *buffer, const char *text)
{
    hs_buffer_add(buffer, text, strlen(text));
}

void hs_buffer_format(hs_buffer *buffer, const char *fmt, ...)
{
    char line[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (n < 0 || (size_t)n >= sizeof line)
        buffer->failed = true;
    else
        hs_buffer_add(buffer, line, (size_t)n);
}
