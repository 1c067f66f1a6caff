/* item_date.c -- dates as containers write them. In: a field. Out: ISO 8601. No state; any thread. */
#include "ascii.h"
#include "dates.h"
#include "iso8601.h"
#include "item.h"

/* 20310514T073000Z, 20310514T0930+0200 -> with the signs between. @return bytes, 0 if it is none */
static size_t from_basic(char out[HS_DATE_BYTES], hs_str s)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    size_t n = 0, at = 0;
    for (const char *c = shape; *c; c++) {
        bool pause = at == s.len || s.ptr[at] == 'Z' || s.ptr[at] == '+' || s.ptr[at] == '-';
        if (*c == 'T' && (at == s.len || s.ptr[at] != 'T'))
            return 0;
        if (*c == ':' && pause)
            break;
        if (*c == 'd' && (at == s.len || s.ptr[at] < '0' || s.ptr[at] > '9'))
            return 0;
        out[n++] = *c == 'd' || *c == 'T' ? s.ptr[at++] : *c;
    }
    hs_str zone = hs_ascii_from(s, at);
    if (zone.len > 6)
        return 0;
    memcpy(out + n, zone.ptr, zone.len);
    return n + zone.len;
}

hs_str hs_item_date(hs_arena *arena, hs_str s)
{
    char basic[HS_DATE_BYTES];
    hs_date date;
    s = hs_ascii_trim(s);
    if (!s.len || hs_iso8601_is_valid(s, NULL))
        return s.len ? hs_arena_copy(arena, s) : (hs_str){NULL, 0};
    hs_str made = {basic, from_basic(basic, s)};
    if (made.len && hs_iso8601_is_valid(made, NULL))
        return hs_arena_copy(arena, made);
    if (!hs_date_find(&date, s, HS_DATE_UNKNOWN))
        return (hs_str){NULL, 0};
    return hs_arena_copy(arena, (hs_str){date.iso, date.len});
}

void hs_item_publish(hs_item *item, hs_arena *arena, hs_str s)
{
    if (item->published.len)
        return;
    item->published = hs_item_date(arena, s);
    hs_item_first(&item->no_date, hs_ascii_trim(s));
}
