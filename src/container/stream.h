/* stream.h -- bytes as they come, with a window to look ahead in. Path: a source -> window -> readers; compressed
 * sources are unpacked layer by layer. One thread at a time. */
#ifndef HS_STREAM_H
#define HS_STREAM_H

#include "buffer.h"
#include "hearsay.h"

/* How far one can look ahead. */
enum { HS_STREAM_AHEAD = 1 << 16 };

typedef struct hs_stream hs_stream;

/**
 * @param out    owned
 * @param close  ends `ctx` with the stream; NULL: it is the caller's. Not called where opening fails
 * @param below  the stream that the source reads from; NULL: the source is the outermost
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_stream_open(hs_stream **out, hs_supply *source, void *ctx, void (*close)(void *ctx),
                         const hs_stream *below, hs_error *err);
void hs_stream_free(hs_stream *stream);

/**
 * Look at what comes next without taking it.
 *
 * @param out   borrowed until the next call: all that is at hand, `want` bytes or more; less only before the end
 * @param want  at most HS_STREAM_AHEAD
 * @return HS_OK, else what the source said, each time again
 */
hs_status hs_stream_peek(hs_stream *stream, size_t want, hs_str *out, hs_error *err);
/** Take the first n of the bytes that were last looked at. */
void hs_stream_skip(hs_stream *stream, size_t n);
/** Take n bytes, or what is left; append them to `into`, or drop them where it is NULL. @param got  out: bytes taken */
hs_status hs_stream_take(hs_stream *stream, hs_buffer *into, uint64_t n, uint64_t *got, hs_error *err);
/** Has the stream said that its source failed? What it then has left cannot be made use of. */
bool hs_stream_failed(const hs_stream *stream);
/** Bytes taken so far. */
uint64_t hs_stream_at(const hs_stream *stream);
/** Bytes that came from the outermost source so far, below all layers. */
uint64_t hs_stream_raw(const hs_stream *stream);

/** Bytes in memory as a source. */
typedef struct hs_memory {
    hs_str left;
} hs_memory;
hs_status hs_memory_read(void *memory, void *buf, size_t cap, size_t *n, hs_error *err);

/**
 * Put a stream that unpacks over *stream as long as what comes is gzip (members one after another) or zstd (frames one
 * after another; a dictionary in front, as .warc.zst has it).
 *
 * @param stream  in and out; stays owned by the caller, also on failure
 * @return HS_OK
 *         HS_E_LIMIT   more than HS_UNPACK_LAYERS layers (pos: that)
 *         HS_E_FORMAT  a broken dictionary (pos: byte)
 *         HS_E_NOMEM, or what the source said
 *         later, from the stream: HS_E_FORMAT for broken or truncated data (pos: byte of the layer below),
 *         HS_E_LIMIT for what expands too much
 */
hs_status hs_stream_unpack(hs_stream **stream, hs_error *err);
/** Does it begin as something that hs_stream_unpack unpacks? */
bool hs_stream_is_packed(hs_str head);
bool hs_stream_is_gzip(hs_str head);

enum { HS_UNPACK_LAYERS = 3, HS_UNPACK_RATIO = 256, HS_UNPACK_FREE = 64 << 20 };

#endif
