/* unpack.c -- gzip and zstd as layers of a stream. In: a stream of packed bytes. Out: a stream of what they hold, under
 * a limit on how much it may grow. */
#include <string.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include "heap.h"
#include "status.h"
#include "stream.h"

enum { MAX_DICTIONARY = 16 << 20, SKIPPABLE_HEAD = 8, GZIP_WINDOW = 15 + 16 };

static const char gzip_magic[2] = {0x1f, (char)0x8b};
static const char zstd_magic[4] = {0x28, (char)0xb5, 0x2f, (char)0xfd};
/* The frame that holds the dictionary of a .warc.zst, before the first record (IIPC's "Zstandard for WARC"). */
static const char dictionary_magic[4] = {0x5d, 0x2a, 0x4d, 0x18};

typedef struct layer {
    hs_stream *from; /* owned once the layer is open */
    ZSTD_DCtx *zstd; /* NULL: gzip */
    z_stream gzip;
    bool inside; /* a member or frame has begun and not ended */
    bool again;  /* a gzip member has ended: the state must be set back before the next */
    uint64_t out;
} layer;

static void end_codec(layer *l)
{
    if (l->zstd)
        ZSTD_freeDCtx(l->zstd);
    else
        inflateEnd(&l->gzip);
}

static void close_layer(void *ctx)
{
    layer *l = ctx;
    end_codec(l);
    hs_stream_free(l->from);
    hs_free(l);
}

static hs_status broken(const layer *l, const char *what, hs_error *err)
{
    uint64_t at = hs_stream_at(l->from);
    return hs_fail(err, HS_E_FORMAT, at, "broken %s data at byte %llu: %s", l->zstd ? "zstd" : "gzip",
                   (unsigned long long)at, what);
}

/* What follows a gzip member: another, the end, or zeros that pad a tape. */
static hs_status next_member(layer *l, bool *end, hs_error *err)
{
    hs_str in;
    for (;;) {
        HS_TRY(hs_stream_peek(l->from, sizeof gzip_magic, &in, err));
        *end = !in.len;
        if (*end)
            return HS_OK;
        if (in.len >= sizeof gzip_magic && memcmp(in.ptr, gzip_magic, sizeof gzip_magic) == 0) {
            l->again = false;
            return inflateReset(&l->gzip) == Z_OK ? HS_OK : broken(l, "its state is lost", err);
        }
        if (*in.ptr)
            return broken(l, "what follows a member is none", err);
        hs_stream_skip(l->from, 1);
    }
}

static hs_status read_gzip(layer *l, hs_str in, void *buf, size_t cap, size_t *n, hs_error *err)
{
    l->gzip.next_in = (unsigned char *)(uintptr_t)in.ptr;
    l->gzip.avail_in = (uInt)in.len;
    l->gzip.next_out = buf;
    l->gzip.avail_out = (uInt)cap;
    int rc = inflate(&l->gzip, Z_NO_FLUSH);
    hs_stream_skip(l->from, in.len - l->gzip.avail_in);
    *n = cap - l->gzip.avail_out;
    if (rc == Z_MEM_ERROR)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack gzip");
    if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
        return broken(l, l->gzip.msg ? l->gzip.msg : "no gzip", err);
    l->again = rc == Z_STREAM_END;
    l->inside = !l->again;
    return HS_OK;
}

static hs_status read_zstd(layer *l, hs_str in, void *buf, size_t cap, size_t *n, hs_error *err)
{
    ZSTD_inBuffer from = {in.ptr, in.len, 0};
    ZSTD_outBuffer to = {buf, cap, 0};
    size_t rc = ZSTD_decompressStream(l->zstd, &to, &from);
    hs_stream_skip(l->from, from.pos);
    *n = to.pos;
    l->inside = rc != 0;
    if (!ZSTD_isError(rc))
        return HS_OK;
    if (ZSTD_getErrorCode(rc) == ZSTD_error_memory_allocation)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack zstd");
    return broken(l, ZSTD_getErrorName(rc), err);
}

static hs_status read_layer(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    layer *l = ctx;
    for (*n = 0; !*n;) {
        hs_str in;
        bool end = false;
        if (l->again)
            HS_TRY(next_member(l, &end, err));
        HS_TRY(hs_stream_peek(l->from, 1, &in, err));
        if (end || (!in.len && !l->inside))
            return HS_OK;
        HS_TRY(l->zstd ? read_zstd(l, in, buf, cap, n, err) : read_gzip(l, in, buf, cap, n, err));
        if (!in.len && !*n && l->inside)
            return broken(l, "the file ends within it; it is cut off", err);
    }
    l->out += *n;
    if (l->out > HS_UNPACK_FREE && l->out - HS_UNPACK_FREE > hs_stream_raw(l->from) * HS_UNPACK_RATIO)
        return hs_fail(err, HS_E_LIMIT, HS_UNPACK_RATIO,
                       "unpacks to over %d times its size: stopped at byte %llu of it, %llu bytes unpacked",
                       HS_UNPACK_RATIO, (unsigned long long)hs_stream_raw(l->from), (unsigned long long)l->out);
    return HS_OK;
}

/* ---- opening ---- */

static void *zlib_alloc(void *opaque, unsigned n, unsigned size)
{
    (void)opaque;
    return hs_alloc((size_t)n * size);
}

static void zlib_free(void *opaque, void *memory)
{
    (void)opaque;
    hs_free(memory);
}

static hs_status open_gzip(layer *l, hs_error *err)
{
    l->gzip.zalloc = zlib_alloc;
    l->gzip.zfree = zlib_free;
    return inflateInit2(&l->gzip, GZIP_WINDOW) == Z_OK ? HS_OK
                                                       : hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack gzip");
}

/* Unpack one zstd frame that lies in memory. */
static hs_status unpack_frame(layer *l, hs_buffer *into, hs_str bytes, hs_error *err)
{
    char chunk[1 << 12];
    hs_str rest = bytes;
    l->inside = true;
    while (l->inside) {
        ZSTD_inBuffer from = {rest.ptr, rest.len, 0};
        ZSTD_outBuffer to = {chunk, sizeof chunk, 0};
        size_t rc = ZSTD_decompressStream(l->zstd, &to, &from);
        if (ZSTD_isError(rc) || (rc && !to.pos && from.pos == from.size))
            return broken(l, "its dictionary cannot be unpacked", err);
        hs_buffer_add(into, chunk, to.pos);
        rest = (hs_str){rest.ptr + from.pos, rest.len - from.pos};
        l->inside = rc != 0;
    }
    return HS_OK;
}

static hs_status load_dictionary(layer *l, hs_str bytes, hs_error *err)
{
    hs_buffer room = hs_buffer_new(MAX_DICTIONARY);
    hs_status status = HS_OK;
    if (bytes.len >= sizeof zstd_magic && memcmp(bytes.ptr, zstd_magic, sizeof zstd_magic) == 0) {
        status = unpack_frame(l, &room, bytes, err);
        bytes = (hs_str){room.ptr, room.len};
    }
    if (status == HS_OK && room.failed)
        status = hs_fail(err, HS_E_LIMIT, MAX_DICTIONARY, "a zstd dictionary of over %d bytes", MAX_DICTIONARY);
    if (status == HS_OK) {
        ZSTD_DCtx_reset(l->zstd, ZSTD_reset_session_only);
        size_t rc = ZSTD_DCtx_loadDictionary(l->zstd, bytes.ptr, bytes.len);
        if (ZSTD_isError(rc))
            status = ZSTD_getErrorCode(rc) == ZSTD_error_memory_allocation
                         ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a zstd dictionary")
                         : broken(l, "its dictionary is none", err);
    }
    hs_buffer_free(&room);
    return status;
}

static hs_status take_dictionary(layer *l, hs_error *err)
{
    hs_str head;
    uint64_t got;
    HS_TRY(hs_stream_peek(l->from, SKIPPABLE_HEAD, &head, err));
    if (head.len < SKIPPABLE_HEAD)
        return broken(l, "the file ends within it; it is cut off", err);
    const unsigned char *size = (const unsigned char *)head.ptr + sizeof dictionary_magic;
    uint32_t n = size[0] | (uint32_t)size[1] << 8 | (uint32_t)size[2] << 16 | (uint32_t)size[3] << 24;
    if (n > MAX_DICTIONARY)
        return hs_fail(err, HS_E_LIMIT, MAX_DICTIONARY, "a zstd dictionary of %u bytes; at most %d are read", n,
                       MAX_DICTIONARY);
    hs_stream_skip(l->from, SKIPPABLE_HEAD);
    hs_buffer bytes = hs_buffer_new(n);
    hs_status status = hs_stream_take(l->from, &bytes, n, &got, err);
    if (status == HS_OK && got < n)
        status = broken(l, "the file ends within its dictionary; it is cut off", err);
    if (status == HS_OK)
        status = load_dictionary(l, (hs_str){bytes.ptr, bytes.len}, err);
    hs_buffer_free(&bytes);
    return status;
}

static hs_status open_zstd(layer *l, bool dictionary, hs_error *err)
{
    l->zstd = ZSTD_createDCtx();
    if (!l->zstd)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack zstd");
    hs_status status = dictionary ? take_dictionary(l, err) : HS_OK;
    if (status != HS_OK)
        ZSTD_freeDCtx(l->zstd);
    return status;
}

static bool begins(hs_str s, const char *magic, size_t n)
{
    return s.len >= n && memcmp(s.ptr, magic, n) == 0;
}

bool hs_stream_is_gzip(hs_str head)
{
    return begins(head, gzip_magic, sizeof gzip_magic);
}

bool hs_stream_is_packed(hs_str head)
{
    return hs_stream_is_gzip(head) || begins(head, zstd_magic, sizeof zstd_magic) ||
           begins(head, dictionary_magic, sizeof dictionary_magic);
}

static hs_status add_layer(hs_stream **stream, bool gzip, bool dictionary, hs_error *err)
{
    hs_stream *over;
    layer *l = hs_alloc(sizeof *l);
    if (!l)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to unpack a file");
    l->from = *stream;
    hs_status status = gzip ? open_gzip(l, err) : open_zstd(l, dictionary, err);
    if (status == HS_OK) {
        status = hs_stream_open(&over, read_layer, l, close_layer, *stream, err);
        if (status == HS_OK) {
            *stream = over;
            return HS_OK;
        }
        end_codec(l);
    }
    hs_free(l);
    return status;
}

hs_status hs_stream_unpack(hs_stream **stream, hs_error *err)
{
    for (unsigned layers = 0;; layers++) {
        hs_str head;
        HS_TRY(hs_stream_peek(*stream, sizeof zstd_magic, &head, err));
        bool gzip = hs_stream_is_gzip(head);
        bool dictionary = begins(head, dictionary_magic, sizeof dictionary_magic);
        if (!gzip && !dictionary && !begins(head, zstd_magic, sizeof zstd_magic))
            return HS_OK;
        if (layers == HS_UNPACK_LAYERS)
            return hs_fail(err, HS_E_LIMIT, HS_UNPACK_LAYERS, "packed more than %d times over", HS_UNPACK_LAYERS);
        HS_TRY(add_layer(stream, gzip, dictionary, err));
    }
}
