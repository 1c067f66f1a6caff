/* charset.c -- which encoding an input is in, and the decoding of the old ones by the C library's iconv. In: hostile
 * bytes. Out: valid UTF-8. windows-1252, which most unmarked input is in, needs no iconv module. Any thread. */
#include "charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "ascii.h"
#include "encodings.h"
#include "status.h"

/* Browsers look at 1 KiB; templates with long comments put the declaration later. */
enum { SCAN_BYTES = 16384 };

/* windows-1252 from 0x80 to 0x9f; bytes without a character stand for themselves, as browsers have it. */
static const uint16_t c1_of_1252[32] = {0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
                                        0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178};

/* ---- what is declared ---- */

/* The encoding named after the "=" at `at`, perhaps in quotes; NULL for a name that is not known. */
static const hs_encoding_name *name_at(const char *at, const char *end)
{
    while (at < end && hs_ascii_is_space(*at))
        at++;
    if (at == end || *at++ != '=')
        return NULL;
    while (at < end && (hs_ascii_is_space(*at) || *at == '"' || *at == '\''))
        at++;
    const char *label = at;
    while (at < end && !hs_ascii_is_space(*at) && !strchr("\"';>/?", *at))
        at++;
    return hs_encoding_by_label((hs_str){label, (size_t)(at - label)});
}

/* The encoding that [at, end) declares after `word`. */
static const hs_encoding_name *named_after(const char *at, const char *end, const char *word)
{
    hs_str tag = {at, (size_t)(end - at)};
    size_t found = hs_ascii_find(tag, (hs_str){word, strlen(word)}, 0);
    return found == HS_NOWHERE ? NULL : name_at(at + found + strlen(word), end);
}

/* Declared encoding: <meta charset=..>, <meta http-equiv content="..; charset=..">, else the XML declaration. */
static const hs_encoding_name *declared(const char *in, size_t len)
{
    if (!len)
        return NULL;
    const char *end = in + (len < SCAN_BYTES ? len : SCAN_BYTES);
    const hs_encoding_name *name = NULL;
    for (const char *at = in; at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++) {
        hs_str rest = {at, (size_t)(end - at)};
        const char *close = memchr(at, '>', rest.len);
        close = close ? close : end;
        if (hs_ascii_begins(rest, "<!--")) {
            size_t after = hs_ascii_find(rest, (hs_str){"-->", 3}, 0);
            if (after == HS_NOWHERE)
                break;
            at += after;
        } else if (hs_ascii_begins(rest, "<meta")) {
            const hs_encoding_name *found = named_after(at, close, "charset");
            if (found)
                return found;
        } else if (hs_ascii_begins(rest, "<?xml") && !name) {
            name = named_after(at, close, "encoding");
        }
    }
    return name;
}

/* ---- what is assumed ---- */

/* Could the byte stand in a text of windows-1252? Fill bytes and bytes without a character are noise. */
static bool is_likely_1252(unsigned char byte)
{
    return byte != 0xff && (byte < 0x80 || byte >= 0xa0 || c1_of_1252[byte - 0x80] > 0xff);
}

/* Is text with bytes that are no UTF-8 meant as UTF-8 all the same? Each of its characters that is none of ASCII is a
 * vote for, as is each byte that says nothing in windows-1252; each single byte that is a letter there is a vote
 * against. What looks like a broken character is no vote: both could be. */
static bool is_utf8_with_strays(const char *in, size_t len)
{
    uint64_t votes_for = 0, votes_against = 0;
    for (size_t i = 0; i < len;) {
        uint32_t code;
        bool valid;
        if (!((unsigned char)in[i] & 0x80)) {
            i++;
            continue;
        }
        size_t n = hs_utf8_next_slow(&code, &valid, in + i, len - i);
        votes_for += valid || (n == 1 && !is_likely_1252((unsigned char)in[i]));
        votes_against += !valid && n == 1 && is_likely_1252((unsigned char)in[i]);
        i += n;
    }
    return votes_for >= votes_against;
}

/* ---- decoding ---- */

/* Where decoding has come to. `text` is NULL in the pass that only counts. */
typedef struct target {
    char *text;
    size_t n;
    uint64_t replaced, first; /* bytes replaced, and where the first of them stands */
} target;

static void put(target *t, uint32_t code)
{
    char bytes[4];
    size_t n = hs_utf8_put(bytes, code);
    if (t->text)
        memcpy(t->text + t->n, bytes, n);
    t->n += n;
}

static void decode_1252(target *t, const unsigned char *in, size_t len)
{
    for (size_t i = 0; i < len; i++)
        put(t, in[i] >= 0x80 && in[i] < 0xa0 ? c1_of_1252[in[i] - 0x80] : in[i]);
}

static void decode_iconv(target *t, iconv_t with, const unsigned char *in, size_t len)
{
    char *from = (char *)(uintptr_t)in;
    const size_t all = len;
    while (len) {
        char chunk[4096], *to = chunk;
        size_t room = sizeof chunk;
        size_t rc = iconv(with, &from, &len, &to, &room);
        int why = rc == (size_t)-1 ? errno : 0;
        if (t->text)
            memcpy(t->text + t->n, chunk, sizeof chunk - room);
        t->n += sizeof chunk - room;
        /* E2BIG: the chunk is full. Else the byte at `from` is no text, or text breaks off at the end. */
        if (why && why != E2BIG) {
            put(t, 0xfffd);
            if (!t->replaced++)
                t->first = all - len;
            from++;
            len--;
        }
    }
}

static void decode_old(target *t, iconv_t with, const void *bytes, size_t len)
{
    if (with == (iconv_t)-1) {
        decode_1252(t, bytes, len);
        return;
    }
    iconv(with, NULL, NULL, NULL, NULL);
    decode_iconv(t, with, bytes, len);
}

static hs_status decode_by_table(hs_charset_text *out, hs_arena *arena, const hs_raw *raw, iconv_t with, hs_error *err)
{
    target count = {0}, made = {0};
    decode_old(&count, with, raw->bytes, raw->len);
    if (count.n > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "text of %zu bytes: spans hold 32 bits", count.n);
    made.text = HS_NEW(arena, char, count.n + 1);
    if (!made.text)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %zu bytes", count.n);
    decode_old(&made, with, raw->bytes, raw->len);
    out->text = (hs_str){made.text, made.n};
    out->replaced_bytes = made.replaced;
    out->odd_byte = made.first;
    return HS_OK;
}

static hs_status decode_unicode(hs_charset_text *out, hs_arena *arena, const hs_raw *raw, hs_error *err)
{
    static const char *const names[] = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
    hs_decoded decoded;
    const unsigned char *bytes = raw->len ? raw->bytes + raw->bom : raw->bytes; /* of nothing there may be no address */
    HS_TRY(hs_utf8_decode_as(&decoded, arena, bytes, raw->len - raw->bom, raw->encoding, err));
    out->text = decoded.text;
    out->replaced_bytes = decoded.replaced_bytes;
    out->odd_byte = decoded.replaced ? raw->bom + decoded.first : 0;
    out->encoding = names[raw->encoding];
    out->assumed = raw->encoding != HS_UTF8 && !raw->bom;
    return HS_OK;
}

hs_status hs_charset_decode(hs_charset_text *out, hs_arena *arena, const hs_raw *raw, bool is_page, hs_error *err)
{
    *out = (hs_charset_text){0};
    if (raw->bom || raw->encoding != HS_UTF8)
        return decode_unicode(out, arena, raw, err);
    const char *in = (const char *)raw->bytes;
    const hs_encoding_name *name = hs_encoding_by_label(raw->charset);
    if (!name && is_page)
        name = declared(in, raw->len);
    iconv_t with = name && name->iconv ? iconv_open("UTF-8", name->iconv) : (iconv_t)-1;
    /* A C library without that module: do as if nothing was declared. */
    if (name && name->iconv && with == (iconv_t)-1)
        name = NULL;
    size_t valid = name ? 0 : hs_utf8_valid(in, raw->len);
    if (!name && (valid == raw->len || is_utf8_with_strays(in, raw->len)))
        name = hs_encoding_utf8;
    if (name == hs_encoding_utf8)
        return decode_unicode(out, arena, raw, err);
    hs_status status = decode_by_table(out, arena, raw, with, err);
    if (with != (iconv_t)-1)
        iconv_close(with);
    if (status == HS_OK && !name) {
        out->assumed = true;
        out->odd_byte = valid;
    }
    out->encoding = (name ? name : hs_encoding_1252)->name;
    return status;
}

void hs_charset_tell(hs_document *doc, const hs_charset_text *decoded)
{
    doc->encoding = (hs_str){decoded->encoding, strlen(decoded->encoding)};
    doc->encoding_assumed = decoded->assumed;
    doc->replaced = decoded->replaced_bytes;
    doc->odd_byte = decoded->odd_byte;
}
