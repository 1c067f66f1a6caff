/* server_pack.c -- replies, packed. In: a body, and what the client can unpack. Out: fewer bytes, or the same. No state; any
 * thread. */
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "server_reply.h"

enum { LEAST = 512 /* bytes that are worth it */, GZIP = 16, ZSTD_LEVEL = 3, GZIP_LEVEL = 6, STEP = 1 << 16 };

static bool pack_gzip(hs_buffer *out, hs_str in)
{
    unsigned char step[STEP];
    z_stream z = {0};
    int rc;
    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, MAX_WBITS + GZIP, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    z.next_in = (Bytef *)(uintptr_t)in.ptr;
    z.avail_in = (uInt)in.len;
    do {
        z.next_out = step;
        z.avail_out = sizeof step;
        rc = deflate(&z, Z_FINISH);
        hs_buffer_add(out, step, sizeof step - z.avail_out);
    } while (rc == Z_OK || rc == Z_BUF_ERROR);
    deflateEnd(&z);
    return rc == Z_STREAM_END && !out->failed;
}

static bool pack_zstd(hs_buffer *out, hs_str in)
{
    char step[STEP];
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_inBuffer from = {in.ptr, in.len, 0};
    size_t left = 1;
    if (!context)
        return false;
    ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, ZSTD_LEVEL);
    ZSTD_CCtx_setPledgedSrcSize(context, in.len);
    while (left && !ZSTD_isError(left)) {
        ZSTD_outBuffer to = {step, sizeof step, 0};
        left = ZSTD_compressStream2(context, &to, &from, ZSTD_e_end);
        hs_buffer_add(out, step, to.pos);
    }
    ZSTD_freeCCtx(context);
    return !left && !out->failed;
}

void hs_server_pack(hs_server_reply *reply, const char *coding)
{
    hs_str in = reply->fixed.ptr ? reply->fixed : hs_buffer_str(&reply->body);
    if (in.len < LEAST || in.len > HS_SERVER_REPLY)
        return;
    hs_buffer packed = hs_buffer_new(in.len - 1);
    if (!(strcmp(coding, "zstd") == 0 ? pack_zstd : pack_gzip)(&packed, in)) {
        hs_buffer_free(&packed); /* it would be no smaller */
        return;
    }
    hs_buffer_free(&reply->body);
    packed.cap_bytes = HS_SERVER_REPLY;
    reply->body = packed;
    reply->fixed = (hs_str){NULL, 0};
    reply->coding = coding;
}
