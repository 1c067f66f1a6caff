/* fold.h -- words as plain ASCII, so that one table serves every spelling. No state; any thread. */
#ifndef HS_FOLD_H
#define HS_FOLD_H

#include "hearsay.h"

/**
 * Fold letters to lower-case ASCII: Latin without its marks, Cyrillic and Greek letter by letter by their sound. Other
 * bytes of ASCII stand as they are, other characters become one '?'.
 *
 * @param out   [cap]; not NUL-terminated
 * @param text  UTF-8; read until `out` is full
 * @return bytes written
 */
size_t hs_fold(char *out, size_t cap, hs_str text);

#endif
