/* digest.h -- SHA-256, by nettle. Any thread. */
#ifndef HS_DIGEST_H
#define HS_DIGEST_H

#include <stddef.h>

#include "hearsay.h"

enum { HS_DIGEST_BYTES = 32, HS_DIGEST_HEX = 64 };

/** The SHA-256 of the n parts, one after another. */
void hs_digest(unsigned char out[HS_DIGEST_BYTES], const hs_str *parts, size_t n);
/** Write the SHA-256 of the n parts, one after another, as 64 lower-case hex digits (no NUL). */
void hs_digest_hex(char out[HS_DIGEST_HEX], const hs_str *parts, size_t n);

#endif
