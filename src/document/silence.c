/* silence.c -- who declines to say anything. See silence.h. */
#include "silence.h"

#include "ascii.h"
#include "names.h"

#define ITEM(text) text,

bool hs_is_silence(hs_act act, hs_str content)
{
    static const char *const beginnings[] = {HS_SILENT_BEGINNINGS(ITEM)}, *const wholes[] = {HS_SILENT_WHOLES(ITEM)}, *const endings[] = {HS_SILENT_ENDINGS(ITEM)};
    bool silent = hs_ascii_is_one_of(content, wholes, sizeof wholes / sizeof *wholes);
    for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings && !silent; i++)
        silent = hs_ascii_begins(content, beginnings[i]);
    for (size_t i = 0; i < sizeof endings / sizeof *endings && !silent; i++)
        silent = hs_ascii_ends(content, endings[i]);
    return act == HS_ACT_DENY && silent;
}

hs_trace_side hs_entry_side(const hs_entry *e)
{
    return hs_is_silence(e->act, e->content) ? HS_SIDE_OPEN : hs_side_of(e->act, e->polarity, e->certainty);
}
