/* plain.c -- plain text. In: bytes in any encoding that they show. Out: the document's text. One document at a time. */
#include "plain.h"

#include "charset.h"
#include "plain_lines.h"
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
    hs_charset_text decoded;
    HS_TRY(hs_charset_decode(&decoded, doc->arena, raw, false, err));
    doc->text = decoded.text;
    hs_charset_tell(doc, &decoded);
    if (is_void(doc->text))
        return hs_fail(err, HS_E_EMPTY, 0, "no text in %zu bytes of input", raw->len);
    return hs_plain_mark(doc, err);
}
