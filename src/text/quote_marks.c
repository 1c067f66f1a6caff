/* quote_marks.c -- find quotation marks and judge them by their neighbours. In: UTF-8. Out: hs_mark in a buffer. Any
 * thread. */
#include "quote_marks.h"

#include <string.h>

#include "chars.h"
#include "utf8.h"

/* Lead bytes of everything that the scan stops at. */
static const bool stops_scan[256] = {
    ['"'] = true, ['\''] = true, ['`'] = true, ['\n'] = true, [0xc2] = true, [0xe2] = true, [0xe3] = true,
};

static bool starts_with(hs_str text, size_t at, const char *word)
{
    size_t len = strlen(word);
    return len <= text.len - at && memcmp(text.ptr + at, word, len) == 0;
}

typedef struct sign {
    const char *bytes;
    uint8_t family, shape;
} sign;

/* Doubled single marks before the single ones: the first that fits is taken. */
static const sign signs[] = {
    {"\"", HS_MARK_DOUBLE, HS_MARK_STRAIGHT},
    {"''", HS_MARK_DOUBLE, HS_MARK_STRAIGHT},
    {"'", HS_MARK_SINGLE, HS_MARK_STRAIGHT},
    {"``", HS_MARK_DOUBLE, HS_MARK_OPENS},
    {"`", HS_MARK_SINGLE, HS_MARK_OPENS},
    {"\xe2\x80\x99\xe2\x80\x99", HS_MARK_DOUBLE, HS_MARK_CLOSES},
    {"\xe2\x80\x99", HS_MARK_SINGLE, HS_MARK_CLOSES}, /* ’ */
    {"\xe2\x80\x9c", HS_MARK_DOUBLE, HS_MARK_OPENS},  /* “ */
    {"\xe2\x80\x9d", HS_MARK_DOUBLE, HS_MARK_CLOSES}, /* ” */
    {"\xe2\x80\x98\xe2\x80\x98", HS_MARK_DOUBLE, HS_MARK_OPENS},
    {"\xe2\x80\x98", HS_MARK_SINGLE, HS_MARK_OPENS},        /* ‘ */
    {"\xe2\x80\x9b", HS_MARK_SINGLE, HS_MARK_OPENS},        /* ‛ */
    {"\xe2\x80\x9f", HS_MARK_DOUBLE, HS_MARK_OPENS},        /* ‟ */
    {"\xe2\x80\x9e", HS_MARK_DOUBLE, HS_MARK_LOW},          /* „ */
    {"\xe2\x80\x9a", HS_MARK_SINGLE, HS_MARK_LOW},          /* ‚ */
    {"\xe2\x80\xb3", HS_MARK_DOUBLE, HS_MARK_STRAIGHT},     /* ″, which some systems print for " */
    {"\xc2\xab", HS_MARK_GUILLEMET, HS_MARK_OPENS},         /* « */
    {"\xc2\xbb", HS_MARK_GUILLEMET, HS_MARK_CLOSES},        /* » */
    {"\xe2\x80\xb9", HS_MARK_ANGLE, HS_MARK_OPENS},         /* ‹ */
    {"\xe2\x80\xba", HS_MARK_ANGLE, HS_MARK_CLOSES},        /* › */
    {"\xe3\x80\x8c", HS_MARK_CORNER, HS_MARK_OPENS},        /* 「 */
    {"\xe3\x80\x8d", HS_MARK_CORNER, HS_MARK_CLOSES},       /* 」 */
    {"\xe3\x80\x8e", HS_MARK_WHITE_CORNER, HS_MARK_OPENS},  /* 『 */
    {"\xe3\x80\x8f", HS_MARK_WHITE_CORNER, HS_MARK_CLOSES}, /* 』 */
};

static const sign *sign_at(hs_str text, size_t at)
{
    if (!stops_scan[(unsigned char)text.ptr[at]])
        return NULL;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].bytes[0] == text.ptr[at] && starts_with(text, at, signs[i].bytes))
            return &signs[i];
    return NULL;
}

unsigned hs_mark_before(hs_str text, uint32_t at)
{
    uint32_t code;
    if (!at)
        return HS_IS_SPACE;
    hs_utf8_back(&code, text.ptr, at);
    return hs_char_kind(code);
}

unsigned hs_mark_after(hs_str text, uint32_t at)
{
    uint32_t code;
    if (at >= text.len)
        return HS_IS_SPACE;
    hs_utf8_next(&code, text.ptr + at, text.len - at);
    return hs_char_kind(code);
}

/* The white space around text[at], which is a line end. Last in a buffer, an END grows instead of getting a fellow. */
static size_t add_end(hs_buffer *out, hs_str text, size_t at)
{
    hs_mark end = {.family = HS_MARK_END};
    size_t begin = at, stop = at, lines = 0;
    while (begin > 0 && hs_ascii_kind[(unsigned char)text.ptr[begin - 1]] & HS_IS_SPACE)
        begin--;
    while (stop < text.len && hs_mark_after(text, (uint32_t)stop) & HS_IS_SPACE) {
        uint32_t code;
        lines += text.ptr[stop] == '\n';
        stop += hs_utf8_next(&code, text.ptr + stop, text.len - stop);
    }
    end.at = (uint32_t)begin;
    end.len = (uint32_t)(stop - begin);
    end.next_line = (uint32_t)stop;
    end.blank_line = lines > 1;
    hs_mark last = end;
    if (out->len)
        memcpy(&last, out->ptr + out->len - sizeof last, sizeof last);
    if (!out->len || last.family != HS_MARK_END)
        hs_buffer_add(out, &end, sizeof end);
    else if (!out->failed) {
        last.blank_line = last.blank_line || end.blank_line;
        last.next_line = end.next_line;
        memcpy(out->ptr + out->len - sizeof last, &last, sizeof last);
    }
    return stop;
}

void hs_marks_find(hs_buffer *out, hs_str text)
{
    for (size_t at = 0; at < text.len && !out->failed;) {
        if (!stops_scan[(unsigned char)text.ptr[at]]) {
            at++;
            continue;
        }
        if (text.ptr[at] == '\n') {
            at = add_end(out, text, at);
            continue;
        }
        const sign *s = sign_at(text, at);
        if (!s) {
            at++;
            continue;
        }
        hs_mark mark = {.at = (uint32_t)at, .len = (uint32_t)strlen(s->bytes), .family = s->family, .shape = s->shape};
        at += mark.len;
        bool inside_word = s->family == HS_MARK_SINGLE && hs_mark_before(text, mark.at) & HS_IS_WORD &&
                           hs_mark_after(text, (uint32_t)at) & HS_IS_WORD;
        if (!inside_word)
            hs_buffer_add(out, &mark, sizeof mark);
    }
}

static bool is_dash(uint32_t code)
{
    return code == '-' || code == '/' || (code >= 0x2010 && code <= 0x2015);
}

bool hs_mark_may_open(hs_str text, uint32_t at)
{
    uint32_t code;
    if (!at)
        return true;
    hs_utf8_back(&code, text.ptr, at);
    return hs_char_kind(code) & HS_IS_SPACE || is_dash(code) || code == '(' || code == '[' || code == '{' ||
           code == 0xfeff || code == 0x200b;
}

bool hs_mark_may_close(hs_str text, uint32_t at)
{
    /* More marks may close at the same place: ,'" */
    for (int i = 0; i < 4 && at < text.len; i++) {
        const sign *s = sign_at(text, at);
        if (!s)
            break;
        at += (uint32_t)strlen(s->bytes);
    }
    if (at >= text.len)
        return true;
    uint32_t code;
    hs_utf8_next(&code, text.ptr + at, text.len - at);
    return hs_char_kind(code) & HS_IS_SPACE || is_dash(code) || code == 0x2026 ||
           (code && code < 0x80 && strchr(")]}.,;:!?*", (int)code));
}

static bool is_digit_at(hs_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

bool hs_mark_is_inches(hs_str text, uint32_t at)
{
    static const char *const feet[] = {"'", "\xe2\x80\x99", "\xe2\x80\xb2", "\xe2\x80\x98"};
    size_t digits = 0;
    while (digits < 3 && digits < at && is_digit_at(text, at - digits - 1))
        digits++;
    if (digits < 1 || digits > 2)
        return false;
    at -= (uint32_t)digits;
    if (at && text.ptr[at - 1] == ' ')
        at--;
    for (size_t i = 0; i < sizeof feet / sizeof *feet; i++) {
        size_t len = strlen(feet[i]);
        if (at > len && starts_with(text, at - len, feet[i]) && is_digit_at(text, at - len - 1))
            return true;
    }
    return false;
}

hs_elision hs_mark_elision(hs_str text, uint32_t at)
{
    /* Words that are nothing without the apostrophe, and words that are something else. */
    static const char *const sure[] = {"tis", "twas",  "twere",  "twill", "em", "til",
                                       "n",   "neath", "gainst", "tween", "coz"};
    static const char *const maybe[] = {"cause", "bout",   "round", "hood", "till", "cos",
                                        "fraid", "nother", "nuff",  "ere",  "kay"};
    if (is_digit_at(text, at) && is_digit_at(text, at + 1)) {
        if (at + 2 < text.len && text.ptr[at + 2] == 's' && !(hs_mark_after(text, at + 3) & HS_IS_WORD))
            return HS_ELISION_SURE;
        return hs_mark_after(text, at + 2) & HS_IS_WORD ? HS_ELISION_NO : HS_ELISION_MAYBE;
    }
    char word[8];
    size_t len = 0;
    while (at + len < text.len && len < sizeof word &&
           hs_ascii_kind[(unsigned char)text.ptr[at + len]] & (HS_IS_UPPER | HS_IS_LOWER)) {
        word[len] = (char)(text.ptr[at + len] | 0x20);
        len++;
    }
    if (len == sizeof word || hs_mark_after(text, at + (uint32_t)len) & HS_IS_WORD)
        return HS_ELISION_NO;
    for (size_t i = 0; i < sizeof sure / sizeof *sure; i++)
        if (strlen(sure[i]) == len && memcmp(sure[i], word, len) == 0)
            return HS_ELISION_SURE;
    for (size_t i = 0; i < sizeof maybe / sizeof *maybe; i++)
        if (strlen(maybe[i]) == len && memcmp(maybe[i], word, len) == 0)
            return HS_ELISION_MAYBE;
    return HS_ELISION_NO;
}

bool hs_mark_may_be_possessive(hs_str text, uint32_t at)
{
    const char *end = text.ptr + at;
    if (!at)
        return false;
    if (end[-1] == 's' || end[-1] == 'S' || end[-1] == 'z' || end[-1] == 'x')
        return true;
    if (at >= 3 && memcmp(end - 2, "in", 2) == 0 && hs_ascii_kind[(unsigned char)end[-3]] & HS_IS_LOWER)
        return true;
    bool alone = at < 2 || !(hs_mark_before(text, at - 1) & HS_IS_WORD);
    return alone && (end[-1] == 'o' || end[-1] == 'O');
}
