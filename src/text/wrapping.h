/* wrapping.h -- text whose lines were broken at a width, as mail and plain text from PDF have it. In: valid UTF-8. Out:
 * which line ends mean nothing. Any thread. */
#ifndef HS_WRAPPING_H
#define HS_WRAPPING_H

#include "hearsay.h"

/** The width in characters that all lines keep to and most run up to; 0 for a text that is not wrapped. Linear. */
uint32_t hs_wrapping_width(hs_str text);

/**
 * Was the line end at text.ptr[at] made by wrapping: would the next line's first word not have fitted the line? Looks
 * at no more than two lines.
 *
 * @param width  what hs_wrapping_width said of the whole text; 0: no line end is
 */
bool hs_wrapping_made(hs_str text, size_t at, uint32_t width);

#endif
