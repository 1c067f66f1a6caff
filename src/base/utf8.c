/* utf8.c -- validating decoder. In: hostile bytes in UTF-8, UTF-16 or UTF-32. Out: valid UTF-8, what was invalid replaced and
 * counted. Two passes, so that the arena holds exactly the text. Any thread. */
#include "utf8.h"

#include <string.h>

#include "status.h"

enum { REPLACEMENT = 0xfffd, REPLACEMENT_BYTES = 3 };

/* Length of the ASCII run at the head of [len] bytes. 32 bytes a step: compilers make vector code of it. */
static size_t ascii_run(const char *bytes, size_t len)
{
    size_t i = 0;
    for (; i + 32 <= len; i += 32) {
        uint64_t w[4];
        memcpy(w, bytes + i, sizeof w);
        if ((w[0] | w[1] | w[2] | w[3]) & 0x8080808080808080u)
            break;
    }
    while (i < len && !((unsigned char)bytes[i] & 0x80))
        i++;
    return i;
}

size_t hs_utf8_next_slow(uint32_t *code, bool *valid, const char *at, size_t left)
{
    const unsigned char *s = (const unsigned char *)at;
    unsigned lead = s[0], low = 0x80, high = 0xbf;
    uint32_t value;
    size_t more;
    if (valid)
        *valid = false;
    *code = REPLACEMENT;
    /* The second byte's range shuts out overlong forms, surrogates and what lies above U+10FFFF (Unicode table 3-7). */
    if (lead >= 0xc2 && lead <= 0xdf) {
        more = 1;
        value = lead & 0x1f;
    } else if (lead >= 0xe0 && lead <= 0xef) {
        more = 2;
        value = lead & 0x0f;
        low = lead == 0xe0 ? 0xa0 : 0x80;
        high = lead == 0xed ? 0x9f : 0xbf;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
        more = 3;
        value = lead & 0x07;
        low = lead == 0xf0 ? 0x90 : 0x80;
        high = lead == 0xf4 ? 0x8f : 0xbf;
    } else {
        if (lead < 0x80) {
            *code = lead;
            if (valid)
                *valid = true;
        }
        return 1;
    }
    for (size_t i = 1; i <= more; i++) {
        if (i >= left || s[i] < low || s[i] > high)
            return i;
        value = value << 6 | (s[i] & 0x3f);
        low = 0x80;
        high = 0xbf;
    }
    *code = value;
    if (valid)
        *valid = true;
    return more + 1;
}

size_t hs_utf8_back(uint32_t *code, const char *text, size_t at)
{
    size_t begin = at - 1;
    while (begin > 0 && at - begin < 4 && ((unsigned char)text[begin] & 0xc0) == 0x80)
        begin--;
    if (hs_utf8_next(code, text + begin, at - begin) == at - begin)
        return at - begin;
    *code = REPLACEMENT;
    return 1;
}

size_t hs_utf8_valid(const char *bytes, size_t len)
{
    for (size_t i = 0; i < len;) {
        i += ascii_run(bytes + i, len - i);
        while (i < len && ((unsigned char)bytes[i] & 0x80)) {
            uint32_t code;
            bool valid;
            size_t n = hs_utf8_next_slow(&code, &valid, bytes + i, len - i);
            if (!valid)
                return i;
            i += n;
        }
    }
    return len;
}

void hs_utf8_mend(char *text)
{
    size_t len = strlen(text), at;
    while ((at = hs_utf8_valid(text, len)) < len) {
        uint32_t code;
        size_t part = hs_utf8_next(&code, text + at, len - at);
        text[at] = '?';
        memmove(text + at + 1, text + at + part, len - at - part + 1);
        len -= part - 1;
    }
}

hs_encoding hs_utf8_sniff(size_t *bom, const void *bytes, size_t len)
{
    const unsigned char *b = bytes;
    /* FF FE 00 00 could be UTF-16 that begins with NUL; nobody writes that. */
    static const struct {
        unsigned char mark[4];
        size_t len;
        hs_encoding encoding;
    } marks[] = {{{0xff, 0xfe, 0, 0}, 4, HS_UTF32LE},
                 {{0, 0, 0xfe, 0xff}, 4, HS_UTF32BE},
                 {{0xff, 0xfe, 0, 0}, 2, HS_UTF16LE},
                 {{0xfe, 0xff, 0, 0}, 2, HS_UTF16BE},
                 {{0xef, 0xbb, 0xbf, 0}, 3, HS_UTF8}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (len >= marks[i].len && memcmp(b, marks[i].mark, marks[i].len) == 0) {
            *bom = marks[i].len;
            return marks[i].encoding;
        }
    *bom = 0;
    return HS_UTF8;
}

static uint32_t unit16(const unsigned char *s, bool big)
{
    return big ? (uint32_t)s[0] << 8 | s[1] : (uint32_t)s[1] << 8 | s[0];
}

static uint32_t unit32(const unsigned char *s, bool big)
{
    return big ? unit16(s, big) << 16 | unit16(s + 2, big) : unit16(s + 2, big) << 16 | unit16(s, big);
}

static bool is_surrogate(uint32_t code)
{
    return code >= 0xd800 && code <= 0xdfff;
}

static size_t next_utf16(uint32_t *code, bool *valid, const unsigned char *s, size_t left, bool big)
{
    *valid = false;
    *code = REPLACEMENT;
    if (left < 2)
        return left;
    uint32_t unit = unit16(s, big);
    if (is_surrogate(unit)) {
        uint32_t low = left >= 4 ? unit16(s + 2, big) : 0;
        if (unit >= 0xdc00 || low < 0xdc00 || low > 0xdfff)
            return 2;
        *code = 0x10000 + ((unit - 0xd800) << 10 | (low - 0xdc00));
        *valid = true;
        return 4;
    }
    *code = unit;
    *valid = true;
    return 2;
}

static size_t next_utf32(uint32_t *code, bool *valid, const unsigned char *s, size_t left, bool big)
{
    *valid = false;
    *code = REPLACEMENT;
    if (left < 4)
        return left;
    uint32_t unit = unit32(s, big);
    if (unit <= 0x10ffff && !is_surrogate(unit)) {
        *code = unit;
        *valid = true;
    }
    return 4;
}

/* One code point in any encoding; bytes read. */
static size_t next_in(uint32_t *code, bool *valid, const char *at, size_t left, hs_encoding encoding)
{
    const unsigned char *s = (const unsigned char *)at;
    switch (encoding) {
    case HS_UTF16LE:
    case HS_UTF16BE:
        return next_utf16(code, valid, s, left, encoding == HS_UTF16BE);
    case HS_UTF32LE:
    case HS_UTF32BE:
        return next_utf32(code, valid, s, left, encoding == HS_UTF32BE);
    case HS_UTF8:
        break;
    }
    return hs_utf8_next_slow(code, valid, at, left);
}

/* Bytes of the text, and what had to be replaced; writes the text where `text` is not NULL. */
static uint64_t transcode(char *text, hs_decoded *counts, const char *in, size_t len, hs_encoding encoding)
{
    uint64_t n = 0;
    counts->replaced = counts->replaced_bytes = 0;
    for (size_t i = 0; i < len;) {
        if (encoding == HS_UTF8) {
            size_t run = ascii_run(in + i, len - i);
            if (text)
                memcpy(text + n, in + i, run);
            n += run;
            i += run;
            if (i == len)
                break;
        }
        uint32_t code;
        bool valid;
        char bytes[4];
        size_t read = next_in(&code, &valid, in + i, len - i, encoding);
        size_t wrote = hs_utf8_put(bytes, code);
        if (!valid) {
            if (!counts->replaced++)
                counts->first = i;
            counts->replaced_bytes += read;
        }
        if (text)
            memcpy(text + n, bytes, wrote);
        n += wrote;
        i += read;
    }
    return n;
}

hs_status hs_utf8_decode_as(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_encoding encoding, hs_error *err)
{
    hs_decoded made = {.encoding = encoding};
    const char *in = len ? (const char *)bytes : "";
    *out = (hs_decoded){0};
    bool clean = made.encoding == HS_UTF8 && hs_utf8_valid(in, len) == len;
    uint64_t need = clean ? len : transcode(NULL, &made, in, len, made.encoding);
    if (need > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "text of %llu bytes: spans hold 32 bits", (unsigned long long)need);
    char *text = HS_NEW(arena, char, (size_t)need + 1);
    if (!text)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %llu bytes", (unsigned long long)need);
    if (clean)
        memcpy(text, in, len);
    else
        transcode(text, &made, in, len, made.encoding);
    made.text = (hs_str){text, (size_t)need};
    *out = made;
    return HS_OK;
}

hs_status hs_utf8_decode(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_error *err)
{
    size_t bom;
    hs_encoding encoding = hs_utf8_sniff(&bom, bytes, len);
    return hs_utf8_decode_as(out, arena, len ? (const char *)bytes + bom : bytes, len - bom, encoding, err);
}

uint64_t hs_utf8_count(const char *bytes, size_t len)
{
    uint64_t n = 0;
    /* Every byte but the trailing ones (10xxxxxx, below -64 as signed) begins a code point. Short inner runs keep the count
     * in bytes, which vector units add many at a time. */
    for (size_t i = 0; i < len;) {
        size_t stop = len - i > 128 ? i + 128 : len;
        uint8_t part = 0;
        for (; i < stop; i++)
            part = (uint8_t)(part + ((signed char)bytes[i] >= -64));
        n += part;
    }
    return n;
}

uint32_t hs_utf8_cursor_to(hs_utf8_cursor *cursor, uint32_t byte)
{
    if (byte > cursor->text.len)
        byte = (uint32_t)cursor->text.len;
    if (byte >= cursor->byte)
        cursor->point += (uint32_t)hs_utf8_count(cursor->text.ptr + cursor->byte, byte - cursor->byte);
    else
        cursor->point -= (uint32_t)hs_utf8_count(cursor->text.ptr + byte, cursor->byte - byte);
    cursor->byte = byte;
    return cursor->point;
}

uint32_t hs_utf8_cursor_to_point(hs_utf8_cursor *cursor, uint32_t point)
{
    const char *text = cursor->text.ptr;
    size_t at = cursor->byte;
    uint32_t left = point > cursor->point ? point - cursor->point : 0;
    for (; at < cursor->text.len && ((unsigned char)text[at] & 0xc0) == 0x80;) /* inside a code point, which was counted */
        at++;
    for (; left && at < cursor->text.len; left--)
        for (at++; at < cursor->text.len && ((unsigned char)text[at] & 0xc0) == 0x80;)
            at++;
    uint32_t back = cursor->point > point ? cursor->point - point : 0;
    for (; back && at; back--)
        for (at--; at && ((unsigned char)text[at] & 0xc0) == 0x80;)
            at--;
    cursor->point = point > cursor->point ? point - left : point + back;
    cursor->byte = (uint32_t)at;
    return cursor->byte;
}
