/* attribution_spans.h -- how spans of a text lie to each other. Any thread. */
#ifndef HS_ATTRIBUTION_SPANS_H
#define HS_ATTRIBUTION_SPANS_H

#include <stdbool.h>

#include "hearsay.h"

/** Does one of `outer` hold all of `inner`? */
static inline bool hs_spans_hold(hs_spans outer, hs_span inner)
{
    for (uint32_t i = 0; i < outer.n; i++)
        if (outer.at[i].begin <= inner.begin && inner.end <= outer.at[i].end)
            return true;
    return false;
}

/** Have the two a byte in common? Both in order, none of one over another of it. */
static inline bool hs_spans_meet(hs_spans a, hs_spans b)
{
    for (uint32_t i = 0, k = 0; i < a.n && k < b.n;) {
        if (a.at[i].begin < b.at[k].end && b.at[k].begin < a.at[i].end)
            return true;
        if (a.at[i].end <= b.at[k].begin)
            i++;
        else
            k++;
    }
    return false;
}

#endif
