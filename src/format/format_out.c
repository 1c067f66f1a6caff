/* format_out.c -- output in blocks. In: pieces of any size. Out: calls of the sink, each of at most HS_OUT_BYTES,
 * except for pieces that are longer in themselves. A sink that refused once is not called again. */
#include <string.h>

#include "format.h"
#include "status.h"

static void hand_over(hs_out *out, const char *bytes, size_t len)
{
    if (len && !out->refused && out->sink(out->ctx, bytes, len) != 0)
        out->refused = true;
}

void hs_out_add(hs_out *out, const void *bytes, size_t len)
{
    if (len > sizeof out->bytes - out->len) {
        hand_over(out, out->bytes, out->len);
        out->len = 0;
    }
    if (len > sizeof out->bytes) {
        hand_over(out, bytes, len);
    } else if (len) {
        memcpy(out->bytes + out->len, bytes, len);
        out->len += len;
    }
}

void hs_out_text(hs_out *out, const char *text)
{
    hs_out_add(out, text, strlen(text));
}

void hs_out_str(hs_out *out, hs_str s)
{
    hs_out_add(out, s.ptr, s.len);
}

void hs_out_number(hs_out *out, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n);
    hs_out_add(out, digits + at, sizeof digits - at);
}

void hs_out_offset(hs_writing *w, uint32_t byte)
{
    hs_out_number(w->out, hs_utf8_cursor_to(&w->cursor, byte));
}

void hs_out_fill(hs_out *out, char c, size_t n)
{
    while (n--)
        hs_out_add(out, &c, 1);
}

void hs_out_probability(hs_out *out, float p)
{
    unsigned thousandths = (unsigned)((double)p * 1000 + 0.5);
    hs_out_number(out, (uint64_t)(thousandths / 1000));
    unsigned rest = thousandths % 1000;
    char digits[] = {'.', (char)('0' + rest / 100), (char)('0' + rest / 10 % 10), (char)('0' + rest % 10)};
    size_t n = sizeof digits;
    while (n > 2 && digits[n - 1] == '0')
        n--;
    hs_out_add(out, digits, n);
}

void hs_out_real(hs_out *out, double x)
{
    double size = x < 0 ? -x : x;
    if (!(size < 9007199254740992.0)) {
        hs_out_text(out, "null");
        return;
    }
    uint64_t whole = (uint64_t)size, millionths = (uint64_t)((size - (double)whole) * 1e6 + 0.5);
    whole += millionths / 1000000;
    millionths %= 1000000;
    if (x < 0 && (whole || millionths))
        hs_out_text(out, "-");
    hs_out_number(out, whole);
    char digits[7] = {'.'};
    size_t n = sizeof digits;
    for (size_t i = 6; i; i--, millionths /= 10)
        digits[i] = (char)('0' + millionths % 10);
    while (n > 1 && digits[n - 1] == '0')
        n--;
    if (n > 1)
        hs_out_add(out, digits, n);
}

hs_status hs_out_end(hs_out *out, hs_error *err)
{
    hand_over(out, out->bytes, out->len);
    out->len = 0;
    if (out->refused)
        return hs_fail(err, HS_E_IO, 0, "the output could not be written");
    return HS_OK;
}
