/* packed.c -- bodies in memory: gzip, deflate and br as HTTP uses them, zstd through the stream. In: packed bytes. Out:
 * bytes in the caller's buffers. Any thread. */
#include "packed.h"

#include <brotli/decode.h>
#include <zlib.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"
#include "stream.h"

/* brotli's and zlib's memory comes from hs_alloc. */
enum { CHUNK = 1 << 14, MOST_ENCODINGS = 4 };

static hs_status broken(const char *name, size_t at, hs_error *err)
{
    return hs_fail(err, HS_E_FORMAT, at, "broken %s data in the body at byte %zu of it", name, at);
}

static hs_status too_much(const hs_buffer *into, hs_error *err)
{
    if (into->cap_bytes - into->len >= CHUNK) /* there was room: it was the heap that had none */
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack a body");
    return hs_fail(err, HS_E_LIMIT, into->cap_bytes, "the body unpacks to over %zu bytes", into->cap_bytes);
}

static void *take_bytes(void *opaque, size_t size)
{
    (void)opaque;
    return hs_alloc(size);
}

static void give_back(void *opaque, void *memory)
{
    (void)opaque;
    hs_free(memory);
}

static void *take_items(void *opaque, unsigned n, unsigned size)
{
    (void)opaque;
    return hs_alloc((size_t)n * size);
}

static hs_status open_brotli(hs_buffer *into, hs_str body, hs_error *err)
{
    BrotliDecoderState *state = BrotliDecoderCreateInstance(take_bytes, give_back, NULL);
    if (!state)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack a body");
    const uint8_t *in = (const uint8_t *)body.ptr;
    size_t left = body.len;
    BrotliDecoderResult rc;
    do {
        uint8_t chunk[CHUNK], *out = chunk;
        size_t room = sizeof chunk;
        rc = BrotliDecoderDecompressStream(state, &left, &in, &room, &out, NULL);
        hs_buffer_add(into, chunk, sizeof chunk - room);
    } while (rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT && !into->failed);
    BrotliDecoderErrorCode why = BrotliDecoderGetErrorCode(state);
    BrotliDecoderDestroyInstance(state);
    if (into->failed)
        return too_much(into, err);
    if (why <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && why >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack a body");
    return rc == BROTLI_DECODER_RESULT_SUCCESS ? HS_OK : broken("br", body.len - left, err);
}

/* window: zlib's windowBits, which also say what frame is expected */
static hs_status inflate_all(hs_buffer *into, hs_str body, int window, hs_error *err)
{
    z_stream z = {.zalloc = take_items, .zfree = give_back};
    if (inflateInit2(&z, window) != Z_OK)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack a body");
    z.next_in = (unsigned char *)(uintptr_t)body.ptr;
    z.avail_in = (uInt)body.len;
    int rc;
    do {
        unsigned char chunk[CHUNK];
        z.next_out = chunk;
        z.avail_out = sizeof chunk;
        rc = inflate(&z, Z_NO_FLUSH);
        hs_buffer_add(into, chunk, sizeof chunk - z.avail_out);
    } while (rc == Z_OK && !into->failed);
    size_t at = body.len - z.avail_in;
    inflateEnd(&z);
    if (into->failed)
        return too_much(into, err);
    if (rc == Z_MEM_ERROR)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack a body");
    return rc == Z_STREAM_END ? HS_OK : broken(window < 0 ? "deflate" : "gzip or zlib", at, err);
}

static hs_status open_zstd(hs_buffer *into, hs_str body, hs_error *err)
{
    hs_memory memory = {body};
    hs_stream *stream;
    uint64_t got;
    HS_TRY(hs_stream_open(&stream, hs_memory_read, &memory, NULL, NULL, err));
    hs_status status = hs_stream_unpack(&stream, err);
    if (status == HS_OK)
        status = hs_stream_take(stream, into, into->cap_bytes + 1, &got, err);
    if (into->failed)
        status = too_much(into, err);
    hs_stream_free(stream);
    return status;
}

/* RFC 1950: deflate with a window of at most 32 KiB, and a checksum of the two bytes. */
static bool is_zlib(hs_str body)
{
    const unsigned char *b = (const unsigned char *)body.ptr;
    return body.len > 2 && (b[0] & 15) == 8 && b[0] >> 4 <= 7 && (b[0] << 8 | b[1]) % 31 == 0;
}

static bool looks_like_text(hs_str body)
{
    hs_str s = hs_ascii_trim(body);
    return !s.len || *s.ptr == '<' || *s.ptr == '{' || *s.ptr == '[' || hs_ascii_begins(s, "\xef\xbb\xbf");
}

static hs_status open_one(hs_str *body, hs_buffer *into, hs_str name, hs_error *err)
{
    hs_status status;
    into->len = 0;
    into->failed = false;
    if (!name.len || hs_ascii_is(name, "identity") || hs_ascii_is(name, "none"))
        return HS_OK;
    if (hs_ascii_is(name, "gzip") || hs_ascii_is(name, "x-gzip")) {
        if (!hs_stream_is_gzip(*body))
            return HS_OK;
        status = inflate_all(into, *body, 15 + 16, err);
    } else if (hs_ascii_is(name, "deflate")) {
        status = inflate_all(into, *body, is_zlib(*body) ? 15 : -15, err);
    } else if (hs_ascii_is(name, "br")) {
        status = open_brotli(into, *body, err);
    } else if (hs_ascii_is(name, "zstd")) {
        status = open_zstd(into, *body, err);
    } else {
        return hs_fail(err, HS_E_FORMAT, 0, "a body in the content encoding '%.*s', which hearsay does not read",
                       name.len < 40 ? (int)name.len : 40, name.ptr);
    }
    if (status == HS_OK)
        *body = (hs_str){into->ptr ? into->ptr : "", into->len};
    return status == HS_E_FORMAT && looks_like_text(*body) ? HS_OK : status;
}

hs_status hs_packed_open(hs_str *body, hs_buffer room[2], hs_str encoding, hs_error *err)
{
    for (unsigned i = 0; encoding.len; i++) {
        if (i == MOST_ENCODINGS)
            return hs_fail(err, HS_E_LIMIT, MOST_ENCODINGS, "a body packed more than %d times over", MOST_ENCODINGS);
        size_t comma = encoding.len;
        while (comma && encoding.ptr[comma - 1] != ',')
            comma--;
        HS_TRY(open_one(body, &room[i % 2], hs_ascii_trim(hs_ascii_from(encoding, comma)), err));
        encoding.len = comma ? comma - 1 : 0;
    }
    return HS_OK;
}
