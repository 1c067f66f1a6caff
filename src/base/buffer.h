/* buffer.h -- bytes that grow, under a cap. One thread at a time. */
#ifndef HS_BUFFER_H
#define HS_BUFFER_H

#include <stdbool.h>

#include "hearsay.h"

/** Once an append does not fit, `failed` stays set and later appends do nothing: check it once, at the end. */
typedef struct hs_buffer {
    char *ptr;
    size_t len, cap, cap_bytes;
    bool failed;
} hs_buffer;

/** An empty buffer that never holds more than `cap_bytes`. End with hs_buffer_free. */
hs_buffer hs_buffer_new(size_t cap_bytes);
void hs_buffer_free(hs_buffer *buffer);
/** What it holds; borrowed until the next append. Never NULL. */
static inline hs_str hs_buffer_str(const hs_buffer *buffer)
{
    return (hs_str){buffer->ptr ? buffer->ptr : "", buffer->len};
}
void hs_buffer_add(hs_buffer *buffer, const void *bytes, size_t len);
void hs_buffer_text(hs_buffer *buffer, const char *text);
HS_PRINTF(2, 3)
void hs_buffer_format(hs_buffer *buffer, const char *fmt, ...);

#endif
