/* utf8.h -- from any bytes to valid UTF-8, and from byte offsets to code points.
 * In: hostile bytes. Out: text in an arena. Threads: no state but the caller's. */
#ifndef HS_UTF8_H
#define HS_UTF8_H

#include "arena.h"
#include "hearsay.h"

typedef enum hs_encoding { HS_UTF8, HS_UTF16LE, HS_UTF16BE, HS_UTF32LE, HS_UTF32BE } hs_encoding;

typedef struct hs_decoded {
    hs_str text;             /* valid UTF-8, no BOM; NUL bytes stand; memory of the arena */
    uint64_t replaced;       /* U+FFFD written for what was no valid text */
    uint64_t replaced_bytes; /* bytes of the input that these stand for */
    uint64_t first;          /* where the first of these bytes stands, after the byte order mark */
    hs_encoding encoding;
} hs_decoded;

/** Encoding that a byte order mark tells, UTF-8 without one. @param bom  out: the mark's length in bytes, 0 without one */
hs_encoding hs_utf8_sniff(size_t *bom, const void *bytes, size_t len);

/**
 * Decode bytes: by their byte order mark, as UTF-8 without one. Each maximal part that is no valid text becomes one
 * U+FFFD (WHATWG Encoding; Unicode 15, 3.9): no input is refused for what it holds.
 *
 * @param out    zeroed on failure
 * @param arena  grows by the length of the text
 * @param bytes  [len], hostile; not kept
 * @return HS_OK
 *         HS_E_LIMIT  the text would not fit 32-bit offsets (pos: the limit)
 *         HS_E_NOMEM
 */
hs_status hs_utf8_decode(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_error *err);

/** As hs_utf8_decode, in an encoding that is known. @param bytes  [len], without byte order mark */
hs_status hs_utf8_decode_as(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_encoding encoding, hs_error *err);

/** Offset of the first byte that is not valid UTF-8; `len` where all is. */
size_t hs_utf8_valid(const char *bytes, size_t len);
/** Put '?' in the place of each part that is no valid UTF-8, such as a character that was cut short. @param text  NUL-terminated; it only
 * becomes shorter */
void hs_utf8_mend(char *text);

/** Bytes of `code` in UTF-8, written to out[0..3]. @param code  a code point, no surrogate. @return 1..4 */
static inline size_t hs_utf8_put(char *out, uint32_t code)
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        out[0] = (char)(0xc0 | code >> 6);
        out[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    if (code < 0x10000) {
        out[0] = (char)(0xe0 | code >> 12);
        out[1] = (char)(0x80 | (code >> 6 & 63));
        out[2] = (char)(0x80 | (code & 63));
        return 3;
    }
    out[0] = (char)(0xf0 | code >> 18);
    out[1] = (char)(0x80 | (code >> 12 & 63));
    out[2] = (char)(0x80 | (code >> 6 & 63));
    out[3] = (char)(0x80 | (code & 63));
    return 4;
}

/** As hs_utf8_next, for a lead byte that is not ASCII. */
size_t hs_utf8_next_slow(uint32_t *code, bool *valid, const char *at, size_t left);

/**
 * Read one code point. Safe on any bytes: a maximal part that is not valid is read as U+FFFD.
 *
 * @param code  out
 * @param at    [left], left > 0
 * @return bytes read, 1..4 and at most `left`
 */
static inline size_t hs_utf8_next(uint32_t *code, const char *at, size_t left)
{
    unsigned char lead = (unsigned char)*at;
    if (lead < 0x80) {
        *code = lead;
        return 1;
    }
    return hs_utf8_next_slow(code, NULL, at, left);
}

/** Read the code point that ends at text[at], at > 0. Safe on any bytes. @return its length in bytes */
size_t hs_utf8_back(uint32_t *code, const char *text, size_t at);

/** Code points that begin in [len] bytes of valid UTF-8. */
uint64_t hs_utf8_count(const char *bytes, size_t len);

/** A place in a text, known in bytes and in code points. Begin with {.text = text}. */
typedef struct hs_utf8_cursor {
    hs_str text; /* valid UTF-8 */
    uint32_t byte, point;
} hs_utf8_cursor;

/**
 * Move to a byte offset and tell the code points before it. Costs the distance moved, so ask in order; going back is right too.
 *
 * @param byte  past the text's end: taken for its end; inside a code point: that one is counted
 */
uint32_t hs_utf8_cursor_to(hs_utf8_cursor *cursor, uint32_t byte);

/** Move to the beginning of a code point and tell its byte. @param point  past the text's last: taken for its end */
uint32_t hs_utf8_cursor_to_point(hs_utf8_cursor *cursor, uint32_t point);

#endif
