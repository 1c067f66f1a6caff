/* stream.c -- a window over a source. In: pieces of any size. Out: bytes to look at and to take. */
#include "stream.h"

#include <string.h>

#include "heap.h"
#include "status.h"

enum { WINDOW_BYTES = 2 * HS_STREAM_AHEAD };

struct hs_stream {
    hs_supply *source;
    void *ctx;
    void (*close)(void *ctx);
    const hs_stream *below;
    size_t begin, end; /* of what is at hand in window */
    uint64_t at, raw;
    bool ended, told; /* told: somebody has seen that the source failed */
    hs_status status; /* of the source; sticks */
    hs_error err;
    char window[WINDOW_BYTES];
};

hs_status hs_stream_open(hs_stream **out, hs_supply *source, void *ctx, void (*close)(void *ctx),
                         const hs_stream *below, hs_error *err)
{
    *out = hs_alloc(sizeof **out);
    if (!*out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to read with");
    (*out)->source = source;
    (*out)->ctx = ctx;
    (*out)->close = close;
    (*out)->below = below;
    return HS_OK;
}

void hs_stream_free(hs_stream *stream)
{
    if (stream && stream->close)
        stream->close(stream->ctx);
    hs_free(stream);
}

static void fill(hs_stream *s)
{
    size_t n = 0;
    if (s->begin) {
        memmove(s->window, s->window + s->begin, s->end - s->begin);
        s->end -= s->begin;
        s->begin = 0;
    }
    s->status = s->source(s->ctx, s->window + s->end, WINDOW_BYTES - s->end, &n, &s->err);
    if (s->status != HS_OK)
        return;
    s->ended = n == 0;
    s->end += n;
    s->raw += n;
}

hs_status hs_stream_peek(hs_stream *s, size_t want, hs_str *out, hs_error *err)
{
    while (s->end - s->begin < want && !s->ended && s->status == HS_OK)
        fill(s);
    *out = (hs_str){s->window + s->begin, s->end - s->begin};
    if (s->status == HS_OK || s->end - s->begin >= want)
        return HS_OK;
    s->told = true;
    return hs_fail(err, s->status, s->err.pos, "%s", s->err.msg);
}

bool hs_stream_failed(const hs_stream *s)
{
    return s->told;
}

void hs_stream_skip(hs_stream *s, size_t n)
{
    s->begin += n;
    s->at += n;
}

hs_status hs_stream_take(hs_stream *s, hs_buffer *into, uint64_t n, uint64_t *got, hs_error *err)
{
    hs_str at_hand;
    for (*got = 0; *got < n;) {
        HS_TRY(hs_stream_peek(s, 1, &at_hand, err));
        if (!at_hand.len)
            break;
        size_t take = at_hand.len < n - *got ? at_hand.len : (size_t)(n - *got);
        if (into)
            hs_buffer_add(into, at_hand.ptr, take);
        hs_stream_skip(s, take);
        *got += take;
    }
    if (into && into->failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %llu bytes of input", (unsigned long long)n);
    return HS_OK;
}

uint64_t hs_stream_at(const hs_stream *s)
{
    return s->at;
}

uint64_t hs_stream_raw(const hs_stream *s)
{
    while (s->below)
        s = s->below;
    return s->raw;
}

hs_status hs_memory_read(void *memory, void *buf, size_t cap, size_t *n, hs_error *err)
{
    hs_str *left = &((hs_memory *)memory)->left;
    (void)err;
    *n = left->len < cap ? left->len : cap;
    if (*n)
        memcpy(buf, left->ptr, *n);
    left->ptr += *n;
    left->len -= *n;
    return HS_OK;
}
