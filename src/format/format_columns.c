/* format_columns.c -- how many columns a code point takes in the layout. Any thread. */
#include "format.h"

typedef struct range {
    uint32_t first, last;
} range;

static bool in_ranges(const range *ranges, size_t n, uint32_t c)
{
    size_t low = 0;
    while (n) {
        size_t half = n / 2;
        if (c > ranges[low + half].last) {
            low += half + 1;
            n -= half + 1;
        } else if (c < ranges[low + half].first) {
            n = half;
        } else {
            return true;
        }
    }
    return false;
}

/* Near enough for layout; a terminal's own tables differ from one to the next. */
unsigned hs_point_columns(uint32_t c)
{
    static const range none[] = {
        {0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},    {0x610, 0x61A},   {0x64B, 0x65F},   {0x900, 0x902},
        {0x93C, 0x93C},   {0x941, 0x948},   {0xE31, 0xE31},    {0xE34, 0xE3A},   {0xE47, 0xE4E},   {0x1AB0, 0x1AFF},
        {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E},  {0x2060, 0x206F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F},
        {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0xE0100, 0xE01EF}};
    static const range wide[] = {{0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},  {0x3400, 0x4DBF},
                                 {0x4E00, 0xA4CF},   {0xA960, 0xA97C},   {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},
                                 {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F},
                                 {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF}, {0x20000, 0x3FFFD}};
    if (c < 0x300)
        return 1;
    if (in_ranges(none, sizeof none / sizeof *none, c))
        return 0;
    return in_ranges(wide, sizeof wide / sizeof *wide, c) ? 2 : 1;
}
