/* cues.c -- looking up cues by binary search. In: words, hostile. Out: rows of the table. Threads: any. */
#include "cues.h"

#include <string.h>

#include "cues_table.h"

bool hs_cues_find(hs_cue_readings *out, const char *text)
{
    uint32_t low = 0, high = hs_cue_n_keys; /* the first that is not before `text` */
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (strcmp(hs_cue_pool + hs_cue_keys[mid].text, text) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    *out = (hs_cue_readings){0};
    bool found = false;
    for (; low < hs_cue_n_keys && strcmp(hs_cue_pool + hs_cue_keys[low].text, text) == 0; low++) {
        const hs_cue *cue = &hs_cue_rows[hs_cue_keys[low].cue];
        out->as[cue->part] = cue;
        out->participle |= hs_cue_keys[low].participle != 0;
        found = true;
    }
    return found;
}
