/* cues_table.h -- the table that cues_make.c writes and cues.c reads. Offsets are into one pool of strings, so that the
 * table holds no pointer to be relocated at start-up. Threads: constant. */
#ifndef HS_CUES_TABLE_H
#define HS_CUES_TABLE_H

#include "cues.h"

typedef struct hs_cue_key {
    uint32_t text; /* in the pool; NUL-terminated: one form of a cue, its words parted by one blank */
    uint16_t cue;  /* in hs_cue_rows */
    uint8_t participle;
} hs_cue_key;

extern const char hs_cue_pool[];
extern const hs_cue hs_cue_rows[];
extern const hs_cue_key hs_cue_keys[]; /* sorted by their text's bytes */
extern const uint32_t hs_cue_n_keys;

#endif
