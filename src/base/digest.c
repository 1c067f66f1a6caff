/* digest.c -- SHA-256, and in hex. */
#include "digest.h"

#include <nettle/sha2.h>

void hs_digest(unsigned char out[HS_DIGEST_BYTES], const hs_str *parts, size_t n)
{
    struct sha256_ctx ctx;
    sha256_init(&ctx);
    for (size_t i = 0; i < n; i++)
        if (parts[i].len)
            sha256_update(&ctx, parts[i].len, (const uint8_t *)parts[i].ptr);
    sha256_digest(&ctx, HS_DIGEST_BYTES, out);
}

void hs_digest_hex(char out[HS_DIGEST_HEX], const hs_str *parts, size_t n)
{
    unsigned char digest[HS_DIGEST_BYTES];
    hs_digest(digest, parts, n);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = "0123456789abcdef"[digest[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[digest[i] & 15];
    }
}
