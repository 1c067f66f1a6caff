/* outlets_table.h -- the table that outlets_make.c writes and outlets.c reads, and how its keys are folded. All offsets
 * are into one pool of strings, so that the table holds no pointer to be relocated at start-up. Threads: constant. */
#ifndef HS_OUTLETS_TABLE_H
#define HS_OUTLETS_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct hs_outlet_row {
    uint32_t name; /* in the pool; NUL-terminated */
    char country[2];
    uint8_t kind;
} hs_outlet_row;

typedef struct hs_outlet_key {
    uint32_t text;  /* in the pool; NUL-terminated: a domain, or a folded name */
    uint32_t first; /* a domain: its outlet; a name: its first candidate in hs_outlet_candidates */
    uint32_t n;     /* candidates */
} hs_outlet_key;

extern const char hs_outlet_pool[];
extern const hs_outlet_row hs_outlet_rows[];
extern const hs_outlet_key hs_outlet_domains[], hs_outlet_names[]; /* sorted by their text's bytes */
extern const uint32_t hs_outlet_candidates[];
extern const uint32_t hs_outlet_n_rows, hs_outlet_n_domains, hs_outlet_n_names;

enum { HS_OUTLET_KEY_BYTES = 128 }; /* room for the longest key and its NUL */

/* Fold a name: lower case of ASCII and Latin-1, one blank between words, ' for U+2019, no "the" in front. out: the key,
 * NUL-terminated.
 * @return its length; 0 if it is empty or too long to be anyone's */
static inline size_t hs_outlet_fold(char out[HS_OUTLET_KEY_BYTES], const char *name, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)name[i];
        if (len - i >= 3 && memcmp(name + i, "\xe2\x80\x99", 3) == 0) {
            c = '\'';
            i += 2;
        }
        if (c <= ' ') {
            if (n && out[n - 1] != ' ')
                out[n++] = ' ';
        } else {
            bool accented = i && (unsigned char)name[i - 1] == 0xc3 && c >= 0x80 && c <= 0x9e && c != 0x97; /* À to Þ */
            out[n++] = (char)((c >= 'A' && c <= 'Z') || accented ? c + 32 : c);
        }
        if (n == 4 && memcmp(out, "the ", 4) == 0)
            n = 0;
        if (n == HS_OUTLET_KEY_BYTES - 1)
            return 0;
    }
    while (n && out[n - 1] == ' ')
        n--;
    out[n] = '\0';
    return n;
}

#endif
