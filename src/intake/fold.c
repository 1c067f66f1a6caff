/* fold.c -- letters to ASCII. In: UTF-8. Out: one byte a letter, none for a combining mark. Any thread. */
#include "fold.h"

#include "utf8.h"

/* U+00C0 to U+017F */
static const char latin[] = "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuyty"
                            "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
                            "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
/* U+0386 to U+03CE */
static const char greek[] = "a?eii?o?uoiavgdezitiklmnxopr?stufhpoiuaeiiuavgdezitiklmnxoprsstufhpoiuouo";
/* U+0410 to U+042F, and again to U+044F; U+0400 to U+040F, and again U+0450 to U+045F */
static const char cyrillic[] = "abvgdejziiklmnoprstufhccww'i'eua", cyrillic_more[] = "eedgesiijlnckiud";

static char letter(uint32_t code)
{
    if (code >= 0xc0 && code < 0x180)
        return latin[code - 0xc0];
    if (code >= 0x386 && code <= 0x3ce)
        return greek[code - 0x386];
    if (code >= 0x410 && code < 0x450)
        return cyrillic[(code - 0x410) % 32];
    if (code >= 0x400 && code < 0x460)
        return cyrillic_more[code % 16];
    if (code == 0x218 || code == 0x219)
        return 's';
    if (code == 0x21a || code == 0x21b)
        return 't';
    return code == 0xa0 || code == 0x202f || code == 0x2009 ? ' ' : '?';
}

size_t hs_fold(char *out, size_t cap, hs_str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len && n < cap;) {
        uint32_t code;
        i += hs_utf8_next(&code, text.ptr + i, text.len - i);
        if (code >= 0x80 && !(code >= 0x300 && code < 0x370))
            out[n++] = letter(code);
        else if (code < 0x80)
            out[n++] = code >= 'A' && code <= 'Z' ? (char)(code + 32) : (char)code;
    }
    return n;
}
