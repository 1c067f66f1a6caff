/* charset.c -- which encoding a page is in, and the decoding of the old ones by the C library's iconv. In: hostile
 * bytes. Out: valid UTF-8. windows-1252, which most unmarked pages are in, needs no iconv module. Any thread. */
#include "charset.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>
#include <strings.h>

#include "status.h"
#include "str.h"

/* Browsers look at 1 KiB; templates with long comments put the declaration later. */
enum { SCAN_BYTES = 16384, LABEL_BYTES = 40 };

static const char UTF_8[] = "UTF-8";
static const char WINDOWS_1252[] = "CP1252";

/* Labels of the WHATWG Encoding Standard that pages use, and iconv's name of what browsers take them for. Only these
 * names reach iconv: a page cannot ask it for whatever module is installed. */
static const struct {
    const char *label, *name;
} labels[] = {
    {"utf-8", UTF_8},
    {"utf8", UTF_8},
    {"unicode-1-1-utf-8", UTF_8},
    /* A page that can be read this far byte by byte is not UTF-16. */
    {"utf-16", UTF_8},
    {"utf-16le", UTF_8},
    {"utf-16be", UTF_8},
    {"windows-1252", WINDOWS_1252},
    {"cp1252", WINDOWS_1252},
    {"x-cp1252", WINDOWS_1252},
    {"iso-8859-1", WINDOWS_1252},
    {"iso8859-1", WINDOWS_1252},
    {"iso_8859-1", WINDOWS_1252},
    {"latin1", WINDOWS_1252},
    {"l1", WINDOWS_1252},
    {"ascii", WINDOWS_1252},
    {"us-ascii", WINDOWS_1252},
    {"ansi", WINDOWS_1252},
    {"windows-1250", "CP1250"},
    {"cp1250", "CP1250"},
    {"x-cp1250", "CP1250"},
    {"windows-1251", "CP1251"},
    {"cp1251", "CP1251"},
    {"x-cp1251", "CP1251"},
    {"windows-1253", "CP1253"},
    {"cp1253", "CP1253"},
    {"windows-1254", "CP1254"},
    {"cp1254", "CP1254"},
    {"iso-8859-9", "CP1254"},
    {"latin5", "CP1254"},
    {"windows-1255", "CP1255"},
    {"windows-1256", "CP1256"},
    {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"},
    {"windows-874", "CP874"},
    {"tis-620", "CP874"},
    {"iso-8859-11", "CP874"},
    {"iso-8859-2", "ISO-8859-2"},
    {"iso8859-2", "ISO-8859-2"},
    {"latin2", "ISO-8859-2"},
    {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"},
    {"iso-8859-5", "ISO-8859-5"},
    {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"},
    {"iso-8859-10", "ISO-8859-10"},
    {"iso-8859-13", "ISO-8859-13"},
    {"iso-8859-14", "ISO-8859-14"},
    {"iso-8859-15", "ISO-8859-15"},
    {"latin9", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"},
    {"koi8-r", "KOI8-R"},
    {"koi8-u", "KOI8-U"},
    {"ibm866", "IBM866"},
    {"cp866", "IBM866"},
    {"macintosh", "MACINTOSH"},
    {"gb2312", "GB18030"},
    {"gbk", "GB18030"},
    {"x-gbk", "GB18030"},
    {"gb18030", "GB18030"},
    {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"},
    {"shift_jis", "CP932"},
    {"shift-jis", "CP932"},
    {"x-sjis", "CP932"},
    {"sjis", "CP932"},
    {"windows-31j", "CP932"},
    {"euc-jp", "EUC-JP"},
    {"x-euc-jp", "EUC-JP"},
    {"iso-2022-jp", "ISO-2022-JP"},
    {"euc-kr", "CP949"},
    {"ks_c_5601-1987", "CP949"},
    {"windows-949", "CP949"},
};

/* windows-1252 from 0x80 to 0x9f; 0: no character. */
static const uint16_t c1_of_1252[32] = {0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
                                        0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
                                        0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
                                        0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178};

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* iconv's name of a labelled encoding; NULL for a label that is not known. */
static const char *name_of(hs_str label)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (hs_str_is(label, labels[i].label))
            return labels[i].name;
    return NULL;
}

bool hs_charset_is_known(hs_str label)
{
    return name_of(label) != NULL;
}

/* iconv's name of the encoding named at `at`, which may stand in quotes; NULL for a name that is not known. */
static const char *name_at(const char *at, const char *end)
{
    while (at < end && is_space(*at))
        at++;
    if (at == end || *at++ != '=')
        return NULL;
    while (at < end && (is_space(*at) || *at == '"' || *at == '\''))
        at++;
    size_t n = 0;
    while (at + n < end && n < LABEL_BYTES && !is_space(at[n]) && (!at[n] || !strchr("\"';>/?", at[n])))
        n++;
    return name_of((hs_str){at, n});
}

static const char *find(const char *at, const char *end, const char *word)
{
    size_t n = strlen(word);
    for (; at < end && (size_t)(end - at) >= n; at++)
        if (strncasecmp(at, word, n) == 0)
            return at;
    return NULL;
}

/* Declared encoding: <meta charset=..>, <meta http-equiv content="..; charset=..">, else the XML declaration. */
static const char *declared(const char *in, size_t len)
{
    const char *end = in + (len < SCAN_BYTES ? len : SCAN_BYTES), *name = NULL;
    for (const char *at = in; at < end && (at = memchr(at, '<', (size_t)(end - at))) != NULL; at++) {
        if (end - at >= 4 && memcmp(at, "<!--", 4) == 0) {
            const char *close = find(at, end, "-->");
            if (!close)
                break;
            at = close;
        } else if (end - at > 5 && strncasecmp(at, "<meta", 5) == 0) {
            const char *close = memchr(at, '>', (size_t)(end - at));
            const char *word = find(at, close ? close : end, "charset");
            const char *found = word ? name_at(word + strlen("charset"), end) : NULL;
            if (found)
                return found;
        } else if (end - at > 5 && strncasecmp(at, "<?xml", 5) == 0 && !name) {
            const char *close = memchr(at, '>', (size_t)(end - at));
            const char *word = find(at, close ? close : end, "encoding");
            name = word ? name_at(word + strlen("encoding"), end) : NULL;
        }
    }
    return name;
}

/* Where decoding has come to. `text` is NULL in the pass that only counts. */
typedef struct target {
    char *text;
    size_t n;
    uint64_t replaced;
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
    for (size_t i = 0; i < len; i++) {
        uint32_t code = in[i] >= 0x80 && in[i] < 0xa0 ? c1_of_1252[in[i] - 0x80] : in[i];
        bool missing = !code && in[i];
        t->replaced += missing;
        put(t, missing ? 0xfffd : code);
    }
}

static void decode_iconv(target *t, iconv_t with, const unsigned char *in, size_t len)
{
    char *from = (char *)(uintptr_t)in;
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
            t->replaced++;
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

hs_status hs_charset_decode(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_error *err)
{
    return hs_charset_decode_as(out, arena, bytes, len, (hs_str){NULL, 0}, err);
}

hs_status hs_charset_decode_as(hs_decoded *out, hs_arena *arena, const void *bytes, size_t len, hs_str label,
                               hs_error *err)
{
    size_t bom;
    hs_utf8_sniff(&bom, bytes, len);
    const char *name = bom || !len ? UTF_8 : name_of(label);
    if (!name)
        name = declared(bytes, len);
    if (name == UTF_8 || (!name && hs_utf8_valid(bytes, len) == len))
        return hs_utf8_decode(out, arena, bytes, len, err);
    iconv_t with = !name || name == WINDOWS_1252 ? (iconv_t)-1 : iconv_open(UTF_8, name);
    /* A C library without that module: do as if nothing was declared. */
    if (with == (iconv_t)-1 && name && name != WINDOWS_1252 && hs_utf8_valid(bytes, len) == len)
        return hs_utf8_decode(out, arena, bytes, len, err);
    target count = {0}, made = {0};
    *out = (hs_decoded){0};
    decode_old(&count, with, bytes, len);
    made.text = HS_NEW(arena, char, count.n + 1);
    if (made.text)
        decode_old(&made, with, bytes, len);
    if (with != (iconv_t)-1)
        iconv_close(with);
    if (!made.text)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %zu bytes", count.n);
    *out = (hs_decoded){.text = {made.text, made.n}, .replaced = made.replaced, .replaced_bytes = made.replaced};
    return HS_OK;
}
