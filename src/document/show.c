/* show.c -- a document's words made fit for a line on a terminal or a cell in a table.
 * In: text as it stands, hostile. Out: one line without control characters. */
#include <string.h>

#include "show.h"
#include "status.h"

bool hs_point_is_space(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F);
    return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
           c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Marks that turn the direction of the text around them: cut out of their sentence they would turn ours. */
static bool turns_direction(uint32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

static void add_point(hs_buffer *into, const char *bytes, size_t n, uint32_t c)
{
    if (c < 0x20 || c == 0x7F) {
        /* The pictures of the control characters, U+2400 on. */
        unsigned char picture = (unsigned char)(c == 0x7F ? 0xA1 : 0x80 + c);
        hs_buffer_add(into, (const char[]){'\xE2', '\x90', (char)picture}, 3);
    } else if ((c >= 0x80 && c < 0xA0) || c == 0xFFFD) {
        hs_buffer_text(into, "\xEF\xBF\xBD");
    } else {
        hs_buffer_add(into, bytes, n);
    }
}

void hs_show(hs_buffer *into, hs_str s)
{
    bool blank = false;
    size_t start = into->len;
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t c;
        n = hs_utf8_next(&c, s.ptr + i, s.len - i);
        if (hs_point_is_space(c)) {
            blank = true;
        } else if (!turns_direction(c)) {
            if (blank && into->len > start)
                hs_buffer_text(into, " ");
            blank = false;
            add_point(into, s.ptr + i, n, c);
        }
    }
}

hs_status hs_text_show(hs_str text, hs_sink *sink, void *ctx, hs_error *err)
{
    hs_buffer line = hs_buffer_new(3 * text.len + 16); /* a byte becomes three at most */
    hs_show(&line, text);
    hs_status status = line.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a line of %zu bytes", text.len) : HS_OK;
    if (status == HS_OK && line.len && sink(ctx, line.ptr, line.len) != 0)
        status = hs_fail(err, HS_E_IO, 0, "the line could not be written");
    hs_buffer_free(&line);
    return status;
}

static bool is_mark(uint32_t c)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return (c < 0xC0 && !letter) || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3040);
}

/* Is there nothing in `s` but what `is` is true of? */
static bool only(hs_str s, bool (*is)(uint32_t c))
{
    for (size_t i = 0; i < s.len;) {
        uint32_t c;
        i += hs_utf8_next(&c, s.ptr + i, s.len - i);
        if (!is(c))
            return false;
    }
    return true;
}

void hs_show_spans(hs_buffer *into, const hs_document *doc, hs_spans spans)
{
    const hs_span *last = NULL;
    for (uint32_t i = 0; i < spans.n; i++) {
        hs_str words = hs_document_slice(doc, spans.at[i]);
        /* A quotation mark that stands alone as a fragment tells a reader nothing. */
        if (spans.n > 1 && only(words, is_mark))
            continue;
        if (last) {
            bool close = only(hs_document_slice(doc, (hs_span){last->end, spans.at[i].begin}), hs_point_is_space);
            hs_buffer_text(into, close ? " " : " [...] ");
        }
        hs_show(into, words);
        last = &spans.at[i];
    }
}

const hs_source *hs_source_of(const hs_document *doc, const hs_attribution *a)
{
    return a->source_id < doc->n_sources ? &doc->sources[a->source_id] : NULL;
}

void hs_show_relays(hs_buffer *into, const hs_document *doc, const hs_attribution *a, const char *joint)
{
    uint32_t first = hs_source_of(doc, a) ? 1 : 0; /* the holder stands first, or behind whom he cites */
    while (first && first < a->n_chain && a->chain[first - 1] != a->source_id)
        first++;
    for (uint32_t i = first; i < a->n_chain && i < first + HS_SHOWN_RELAYS; i++) {
        if (i > first)
            hs_buffer_text(into, joint);
        if (a->chain[i] < doc->n_sources)
            hs_show(into, doc->sources[a->chain[i]].name);
    }
}

size_t hs_show_cap(const hs_document *doc)
{
    /* A control character grows from one byte to three; a fragment of one byte brings a joint of seven; a holder comes
     * with HS_SHOWN_RELAYS relays. */
    size_t longest = doc->text.len;
    const hs_str fields[] = {doc->title, doc->outlet, doc->published, doc->input};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        longest += fields[i].len;
    return (8 + 4 * HS_SHOWN_RELAYS) * longest + 256;
}
