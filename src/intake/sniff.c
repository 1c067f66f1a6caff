/* sniff.c -- telling formats apart. In: hostile bytes. Out: yes, no, or why not. Any thread. */
#include "sniff.h"

#include <string.h>

#include "ascii.h"
#include "status.h"
#include "stream.h"
#include "xml_items.h"

/* Compressed data is one control character in ten; text that some device garbled stays far below this share. */
enum { SAMPLE_BYTES = 1 << 14, CONTROLS_PER = 32, CONTROLS_FREE = 3 };

/* Magics that could begin a text as well stand with the byte that no text has. */
static const struct {
    const char *bytes;
    size_t len, at;
    const char *name;
} magics[] = {
    {"%PDF-", 5, 0, "PDF"},
    {"1AY&SY", 6, 4, "bzip2 file"},
    {"\xfd"
     "7zXZ",
     5, 0, "xz file"},
    {"PK\x03\x04", 4, 0, "zip file (DOCX, EPUB and ODT are zip files too)"},
    {"PK\x05\x06", 4, 0, "zip file"},
    {"7z\xbc\xaf\x27\x1c", 6, 0, "7z file"},
    {"Rar!\x1a", 5, 0, "RAR file"},
    {"\x89PNG", 4, 0, "PNG image"},
    {"\xff\xd8\xff", 3, 0, "JPEG image"},
    {"GIF87a", 6, 0, "GIF image"},
    {"GIF89a", 6, 0, "GIF image"},
    {"II*\0", 4, 0, "TIFF image"},
    {"MM\0*", 4, 0, "TIFF image"},
    {"WEBPVP8", 7, 8, "WebP image"},
    {"ftypavif", 8, 4, "AVIF image"},
    {"ftyphei", 7, 4, "HEIF image"},
    {"ftypmp4", 7, 4, "MP4 video"},
    {"ftypiso", 7, 4, "MP4 video"},
    {"ftypM4", 6, 4, "MP4 video"},
    {"ftypqt", 6, 4, "QuickTime video"},
    {"ID3\x03", 4, 0, "MP3 file"},
    {"ID3\x04", 4, 0, "MP3 file"},
    {"OggS\0", 5, 0, "Ogg file"},
    {"WAVEfmt", 7, 8, "WAV file"},
    {"\x1a\x45\xdf\xa3", 4, 0, "Matroska or WebM video"},
    {"\x7f"
     "ELF",
     4, 0, "program (ELF)"},
    {"SQLite format 3\0", 16, 0, "SQLite database"},
    {"\xd0\xcf\x11\xe0", 4, 0, "old Office document (DOC, XLS, PPT)"},
    {"{\\rtf", 5, 0, "RTF document"},
    {"\0ustar", 6, 256, "tar file"},
    {"WARC/1.", 7, 0, "WARC archive"},
};

static bool is_control(unsigned char c)
{
    const uint32_t used = 1u << '\t' | 1u << '\n' | 1u << '\r' | 1u << '\f' | 1u << '\b' | 1u << 0x1b;
    return c < 0x20 ? !(used >> c & 1) : c == 0x7f;
}

/* UTF-16 without a byte order mark, by its zeros: in English most characters have one, on the same side. */
static hs_encoding guess_utf16(const unsigned char *bytes, size_t len)
{
    size_t n = (len < SAMPLE_BYTES ? len : SAMPLE_BYTES) / 2, latin[2] = {0}, controls[2] = {0}, nuls = 0;
    if (!n || !memchr(bytes, '\0', 2 * n))
        return HS_UTF8;
    for (size_t i = 0; i < n; i++) {
        const unsigned char *pair = bytes + 2 * i;
        nuls += !pair[0] && !pair[1];
        for (unsigned high = 0; high < 2; high++)
            if (!pair[high] && pair[!high]) {
                latin[high]++;
                controls[high] += is_control(pair[!high]);
            }
    }
    for (unsigned high = 0; high < 2 && n > 1 && !nuls; high++)
        if (4 * latin[high] > 3 * n && controls[high] * CONTROLS_PER <= n)
            return high ? HS_UTF16LE : HS_UTF16BE;
    return HS_UTF8;
}

void hs_sniff(hs_raw *out, const void *bytes, size_t len)
{
    *out = (hs_raw){.bytes = bytes, .len = len};
    out->encoding = hs_utf8_sniff(&out->bom, bytes, len);
    if (!out->bom)
        out->encoding = guess_utf16(out->bytes, len);
    size_t width = out->encoding == HS_UTF8 ? 1 : out->encoding <= HS_UTF16BE ? 2 : 4;
    bool big = out->encoding == HS_UTF16BE || out->encoding == HS_UTF32BE;
    for (size_t i = out->bom; i + width <= len && out->head_len < HS_HEAD_BYTES; i += width) {
        unsigned char low = out->bytes[big ? i + width - 1 : i];
        bool ascii = low < 0x80;
        for (size_t k = 1; k < width; k++)
            ascii = ascii && !out->bytes[big ? i + width - 1 - k : i + k];
        char c = ascii ? (char)low : '?';
        out->head[out->head_len++] = c ? hs_ascii_lower(c) : ' ';
    }
}

static const char *content_of(const hs_raw *raw)
{
    const char *at = raw->head;
    while (hs_ascii_is_space(*at))
        at++;
    return at;
}

bool hs_sniff_is_html(const hs_raw *raw)
{
    static const char *const tags[] = {"!doctype html",
                                       "html",
                                       "head",
                                       "body",
                                       "title",
                                       "meta",
                                       "link",
                                       "script",
                                       "style",
                                       "div",
                                       "p",
                                       "h1",
                                       "h2",
                                       "h3",
                                       "article",
                                       "section",
                                       "main",
                                       "header",
                                       "nav",
                                       "table",
                                       "ul",
                                       "ol",
                                       "a",
                                       "b",
                                       "i",
                                       "em",
                                       "strong",
                                       "br",
                                       "span",
                                       "font",
                                       "center",
                                       "img",
                                       "iframe",
                                       "blockquote",
                                       "form",
                                       "figure",
                                       "base",
                                       "noscript",
                                       "hr",
                                       "pre"};
    const char *at = content_of(raw);
    for (unsigned i = 0; i < 64 && strncmp(at, "<!--", 4) == 0; i++) {
        const char *close = strstr(at, "-->");
        if (!close)
            return true;
        for (at = close + 3; hs_ascii_is_space(*at); at++)
            continue;
        if (!*at)
            return true;
    }
    if (*at == '<')
        for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
            size_t n = strlen(tags[i]);
            if (strncmp(at + 1, tags[i], n) == 0 &&
                (hs_ascii_is_space(at[n + 1]) || at[n + 1] == '>' || at[n + 1] == '/'))
                return true;
        }
    /* After an XML declaration, or some debris of a server's: tags that every page has. */
    const char *html = strstr(at, "<!doctype html");
    if (!html && (strstr(at, "<head") || strstr(at, "<body")))
        html = strstr(at, "<html");
    return html && (*at == '<' || html - at < 1024);
}

static hs_str skip_blanks(hs_str s)
{
    while (s.len && hs_ascii_is_space(*s.ptr))
        s = hs_ascii_from(s, 1);
    return s;
}

hs_str hs_sniff_xml_root(hs_str s)
{
    for (s = skip_blanks(s); s.len > 1 && s.ptr[0] == '<' && (s.ptr[1] == '?' || s.ptr[1] == '!'); s = skip_blanks(s)) {
        bool comment = hs_ascii_begins(s, "<!--"), subset = false;
        size_t i = 0;
        for (; i < s.len; i++) {
            subset = (subset || (s.ptr[i] == '[' && !comment)) && s.ptr[i] != ']';
            if (s.ptr[i] == '>' && !subset && (!comment || (i > 5 && s.ptr[i - 1] == '-' && s.ptr[i - 2] == '-')))
                break;
        }
        s = hs_ascii_from(s, i < s.len ? i + 1 : s.len);
    }
    if (!s.len || *s.ptr != '<')
        return (hs_str){NULL, 0};
    size_t n = 1;
    while (n < s.len && s.ptr[n] > ' ' && s.ptr[n] != '>' && s.ptr[n] != '/')
        n++;
    size_t colon = hs_ascii_char((hs_str){s.ptr, n}, 0, ':');
    return colon < n ? (hs_str){s.ptr + colon + 1, n - colon - 1} : (hs_str){s.ptr + 1, n - 1};
}

static hs_status refuse_xml(const hs_raw *raw, hs_error *err)
{
    const char *at = content_of(raw);
    if (*at != '<' || hs_sniff_is_html(raw))
        return HS_OK;
    hs_str root = hs_sniff_xml_root(hs_ascii_of(at));
    const char *name = hs_ascii_is(root, "svg") ? "an SVG image" : hs_xml_called(root);
    if (!name && strncmp(at, "<?xml", 5) != 0)
        return HS_OK;
    return hs_fail(err, HS_E_FORMAT, raw->bom, "this is %s where a page or text should be",
                   name ? name : "an XML document");
}

hs_status hs_sniff_refuse(const hs_raw *raw, hs_error *err)
{
    for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
        if (raw->len >= magics[i].at + magics[i].len &&
            memcmp(raw->bytes + magics[i].at, magics[i].bytes, magics[i].len) == 0)
            return hs_fail(err, HS_E_FORMAT, magics[i].at, "this is a %s; hearsay does not read it", magics[i].name);
    hs_str head = {(const char *)raw->bytes, raw->len};
    if (hs_stream_is_packed(head))
        return hs_fail(err, HS_E_FORMAT, 0, "this is a %s file; hearsay does not read it here",
                       hs_stream_is_gzip(head) ? "gzip" : "zstd");
    HS_TRY(refuse_xml(raw, err));
    if (hs_sniff_is_json(raw))
        return hs_fail(err, HS_E_FORMAT, raw->bom, "this is JSON where a page or text should be");
    if (raw->encoding != HS_UTF8)
        return HS_OK;
    size_t n = raw->len < SAMPLE_BYTES ? raw->len : SAMPLE_BYTES, controls = 0, first = 0;
    for (size_t i = 0; i < n; i++)
        controls += is_control(raw->bytes[i]);
    if (controls <= CONTROLS_FREE || controls * CONTROLS_PER <= n)
        return HS_OK;
    while (!is_control(raw->bytes[first]))
        first++;
    return hs_fail(err, HS_E_FORMAT, first, "binary content (byte 0x%02x); hearsay does not read it",
                   raw->bytes[first]);
}
