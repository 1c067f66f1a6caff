/* xml_mend.c -- one pass over XML before it is parsed. In: valid UTF-8. Out: the same without DTD and entities. */
#include "xml_mend.h"

#include <libxml/HTMLparser.h>

#include "ascii.h"
#include "status.h"
#include "utf8.h"

enum { NAME_BYTES = 32 };

typedef struct mender {
    hs_buffer *out;
    hs_str in;
    size_t at;
} mender;

static bool begins(const mender *m, const char *with)
{
    return hs_ascii_begins(hs_ascii_from(m->in, m->at), with);
}

/* Copy characters up to `end`, with a blank for each that no XML may hold. */
static void copy(mender *m, size_t end)
{
    size_t from = m->at;
    for (; m->at < end; m->at++) {
        unsigned char c = (unsigned char)m->in.ptr[m->at];
        /* U+FFFE and U+FFFF */
        bool none = c == 0xef && m->at + 2 < m->in.len && (unsigned char)m->in.ptr[m->at + 1] == 0xbf &&
                    (unsigned char)m->in.ptr[m->at + 2] >= 0xbe;
        if (!none && (c >= 0x20 || c == '\t' || c == '\n' || c == '\r'))
            continue;
        hs_buffer_add(m->out, m->in.ptr + from, m->at - from);
        hs_buffer_text(m->out, " "); /* not nothing: what stands around it must not become one mark */
        m->at += none ? 2 : 0;
        from = m->at + 1;
    }
    if (m->at > from)
        hs_buffer_add(m->out, m->in.ptr + from, m->at - from);
}

/* Up to and with `close`, as it stands. */
static void copy_past(mender *m, const char *close)
{
    size_t n = strlen(close), end = m->at;
    while (end < m->in.len && !(m->in.len - end >= n && memcmp(m->in.ptr + end, close, n) == 0))
        end++;
    copy(m, end < m->in.len ? end + n : end);
}

/* <!DOCTYPE name [ .. ]>: with its quoted strings and comments, dropped but for its line ends. */
static void skip_doctype(mender *m)
{
    int depth = 0;
    size_t from = m->at;
    for (; m->at < m->in.len; m->at++) {
        char c = m->in.ptr[m->at];
        if (c == '"' || c == '\'') {
            m->at = hs_ascii_char(m->in, m->at + 1, c);
        } else if (begins(m, "<!--")) {
            while (m->at < m->in.len && !begins(m, "-->"))
                m->at++;
            m->at += 2;
        } else if (c == '<' || c == '[') {
            depth++;
        } else if (c == '>' || c == ']') {
            if (--depth <= 0 && c == '>')
                break;
        }
    }
    m->at = m->at < m->in.len ? m->at + 1 : m->in.len;
    for (; (from = hs_ascii_char(m->in, from, '\n')) < m->at; from++)
        hs_buffer_text(m->out, "\n");
}

/* A number that names a character of XML. */
static bool is_character(hs_str digits)
{
    bool hex = digits.len && (*digits.ptr | 32) == 'x';
    uint32_t code = 0;
    size_t i = hex;
    for (; i < digits.len && code < 0x110000; i++) {
        char c = digits.ptr[i];
        if (c >= '0' && c <= '9')
            code = code * (hex ? 16 : 10) + (uint32_t)(c - '0');
        else if (hex && (c | 32) >= 'a' && (c | 32) <= 'f')
            code = code * 16 + (uint32_t)((c | 32) - 'a' + 10);
        else
            return false;
    }
    return i > hex && i == digits.len && digits.ptr[0] != 'X' &&
           (code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0xd800) ||
            (code >= 0xe000 && code < 0xfffe) || (code >= 0x10000 && code < 0x110000));
}

static void mend_reference(mender *m)
{
    static const char *const own[] = {"amp", "lt", "gt", "quot", "apos"};
    char name[NAME_BYTES];
    size_t n = 0;
    hs_str rest = hs_ascii_from(m->in, m->at + 1);
    while (n < rest.len && n + 1 < sizeof name && rest.ptr[n] != ';' && rest.ptr[n] > ' ' && rest.ptr[n] != '<') {
        name[n] = rest.ptr[n];
        n++;
    }
    name[n] = '\0';
    bool closed = n && n < rest.len && rest.ptr[n] == ';';
    bool keep = closed && name[0] == '#' && is_character((hs_str){name + 1, n - 1});
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        keep = keep || (closed && strcmp(name, own[i]) == 0);
    const htmlEntityDesc *named = closed && !keep ? htmlEntityLookup((const xmlChar *)name) : NULL;
    if (named) {
        char bytes[4];
        hs_buffer_add(m->out, bytes, hs_utf8_put(bytes, named->value));
        m->at += n + 2;
    } else {
        hs_buffer_text(m->out, keep ? "&" : "&amp;");
        m->at++;
    }
}

/* A tag: its quoted values hold references, too. */
static hs_status mend_tag(mender *m, unsigned most, hs_error *err)
{
    unsigned n = 0;
    char quote = 0;
    while (m->at < m->in.len) {
        char c = m->in.ptr[m->at];
        if (c == '&') {
            mend_reference(m);
            continue;
        }
        if (quote) {
            quote = c == quote ? 0 : quote;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '=' && n++ == most) {
            return hs_fail(err, HS_E_LIMIT, most, "an XML element with over %u attributes", most);
        }
        copy(m, m->at + 1);
        if (!quote && c == '>')
            break;
    }
    return HS_OK;
}

hs_status hs_xml_mend(hs_buffer *out, hs_str text, unsigned most, hs_error *err)
{
    mender m = {out, text, 0};
    while (m.at < text.len && !out->failed) {
        if (text.ptr[m.at] == '&') {
            mend_reference(&m);
        } else if (text.ptr[m.at] != '<') {
            size_t end = m.at;
            while (end < text.len && text.ptr[end] != '<' && text.ptr[end] != '&')
                end++;
            copy(&m, end);
        } else if (begins(&m, "<!--")) {
            copy_past(&m, "-->");
        } else if (begins(&m, "<![CDATA[")) {
            copy_past(&m, "]]>");
        } else if (begins(&m, "<?")) {
            copy_past(&m, "?>");
        } else if (begins(&m, "<!")) {
            skip_doctype(&m);
        } else {
            HS_TRY(mend_tag(&m, most, err));
        }
    }
    return out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of XML", text.len) : HS_OK;
}
