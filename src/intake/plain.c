/* plain.c -- plain text of any encoding that a byte order mark shows, else UTF-8. In: bytes. Out: the document's text.
 */
#include "plain.h"

#include "charset.h"
#include "status.h"

bool hs_plain_probe(const hs_raw *raw)
{
    (void)raw;
    return true;
}

/* Blanks and control characters: nothing that could be read. */
static bool is_void(hs_str text)
{
    for (size_t i = 0; i < text.len;) {
        uint32_t code;
        i += hs_utf8_next(&code, text.ptr + i, text.len - i);
        bool blank = code <= 0x20 || (code >= 0x7f && code <= 0xa0) || (code >= 0x2000 && code <= 0x200f) ||
                     code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x3000 || code == 0xfeff;
        if (!blank)
            return false;
    }
    return true;
}

hs_status hs_plain_open(hs_document *doc, const hs_raw *raw, hs_error *err)
{
    hs_decoded decoded;
    if (hs_charset_is_known(raw->charset))
        HS_TRY(hs_charset_decode_as(&decoded, doc->arena, raw->bytes, raw->len, raw->charset, err));
    else
        HS_TRY(hs_utf8_decode(&decoded, doc->arena, raw->bytes, raw->len, err));
    doc->text = decoded.text;
    doc->replaced = decoded.replaced_bytes;
    if (is_void(doc->text))
        return hs_fail(err, HS_E_EMPTY, 0, "no text in %zu bytes of input", raw->len);
    return HS_OK;
}
