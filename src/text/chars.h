/* chars.h -- what kind of character a code point is, for finding words, sentences and quotation marks.
 * In: code points. Out: yes or no. Threads: any. (The tokenizer has tables of its own: unicode_tables.h.) */
#ifndef HS_CHARS_H
#define HS_CHARS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

enum { HS_IS_WORD = 1, HS_IS_UPPER = 2, HS_IS_LOWER = 4, HS_IS_DIGIT = 8, HS_IS_SPACE = 16 };

/** HS_IS_ bits of the ASCII characters; 0 from 128 on. */
extern const uint8_t hs_ascii_kind[256];

/** HS_IS_ bits of a code point that is not ASCII. */
unsigned hs_char_kind_slow(uint32_t code);

/**
 * HS_IS_ bits of a code point. WORD: a letter, a number of any sort or "_" (Python's \w); UPPER takes title case in;
 * DIGIT: decimal digits; SPACE: Unicode White_Space.
 */
static inline unsigned hs_char_kind(uint32_t code)
{
    return code < 0x80 ? hs_ascii_kind[code] : hs_char_kind_slow(code);
}

/** The letter without its accents, and small: 'a' of U+00C1. What is no such letter stays as it is, small. */
uint32_t hs_char_base(uint32_t code);

/** A text in small letters without their accents, which outlets leave out ("Halász", "Halasz"), and ' for ’. @param out  [size], NUL-terminated; what is over that is left out
 * @return bytes written, without the NUL */
size_t hs_without_accents(char *out, size_t size, hs_str s);

#endif
