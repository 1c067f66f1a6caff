/* mail.c -- a newsletter or a saved page (.eml, .mht) as an item. In: a message. Out: its text with sender, subject and
 * date; of a page that a browser saved, the page with its address. One thread at a time. */
#include "ascii.h"
#include "charset.h"
#include "fields.h"
#include "heap.h"
#include "items.h"
#include "mime.h"
#include "status.h"

typedef struct reader {
    hs_buffer message;
    hs_arena *arena;
    bool done;
} reader;

static void free_reader(void *state)
{
    reader *r = state;
    hs_buffer_free(&r->message);
    hs_arena_free(r->arena);
    hs_free(r);
}

/* =?charset?Q?words?= at s. @return its bytes, 0 if it is none */
static size_t encoded_word(hs_str *charset, char *how, hs_str *words, hs_str s)
{
    if (!hs_ascii_begins(s, "=?"))
        return 0;
    size_t a = hs_ascii_char(s, 2, '?');
    if (a + 3 >= s.len || s.ptr[a + 2] != '?')
        return 0;
    size_t b = hs_ascii_char(s, a + 3, '?');
    if (b + 1 >= s.len || s.ptr[b + 1] != '=')
        return 0;
    size_t star = hs_ascii_char((hs_str){s.ptr, a}, 2, '*'); /* RFC 2231: charset*language */
    *charset = (hs_str){s.ptr + 2, star - 2};
    *how = (char)(s.ptr[a + 1] | 32);
    *words = (hs_str){s.ptr + a + 3, b - a - 3};
    return *how == 'q' || *how == 'b' ? b + 2 : 0;
}

/* Append a word, decoded, to `out`. */
static hs_status add_word(hs_buffer *out, hs_arena *arena, hs_str charset, char how, hs_str words, hs_error *err)
{
    hs_charset_text text;
    hs_raw raw;
    hs_arena_mark mark = hs_arena_marked(arena);
    char *bytes = HS_NEW(arena, char, words.len + 3);
    if (!bytes)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a field");
    size_t n = how == 'q' ? hs_mime_quoted(bytes, words, true) : hs_mime_base64(bytes, words);
    hs_sniff(&raw, bytes, n);
    raw.charset = charset;
    HS_TRY(hs_charset_decode(&text, arena, &raw, false, err));
    hs_buffer_add(out, text.text.ptr, text.text.len);
    hs_arena_rewind(arena, mark);
    return HS_OK;
}

/* A field's words, RFC 2047. Blanks between two encoded words go. */
static hs_status decode_field(hs_str *out, hs_arena *arena, hs_str value, hs_error *err)
{
    hs_buffer made = hs_buffer_new(4 * value.len + 64);
    hs_status status = HS_OK;
    size_t gap = 0; /* where the blanks after an encoded word begin in made, +1 */
    for (size_t i = 0; i < value.len && status == HS_OK;) {
        hs_str charset, words;
        char how;
        size_t n = encoded_word(&charset, &how, &words, hs_ascii_from(value, i));
        if (n) {
            if (gap)
                made.len = gap - 1;
            status = add_word(&made, arena, charset, how, words, err);
            gap = made.len + 1;
            i += n;
        } else {
            if ((unsigned char)value.ptr[i] > ' ')
                gap = 0;
            hs_buffer_add(&made, value.ptr + i++, 1);
        }
    }
    if (status == HS_OK) {
        *out = made.failed ? (hs_str){NULL, 0} : hs_arena_copy(arena, (hs_str){made.ptr ? made.ptr : "", made.len});
        if (!out->ptr)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a field");
    }
    hs_buffer_free(&made);
    return status;
}

/* The name before <address>, without quotation marks; {NULL, 0} if there is none. */
static hs_str name_of(hs_str mailbox)
{
    size_t open = hs_ascii_char(mailbox, 0, '<');
    if (open == mailbox.len)
        return (hs_str){NULL, 0};
    hs_str name = hs_ascii_trim((hs_str){mailbox.ptr, open});
    if (name.len > 1 && *name.ptr == '"' && name.ptr[name.len - 1] == '"')
        name = (hs_str){name.ptr + 1, name.len - 2};
    return name;
}

static hs_str without_brackets(hs_str s)
{
    if (s.len > 1 && *s.ptr == '<' && s.ptr[s.len - 1] == '>')
        return (hs_str){s.ptr + 1, s.len - 2};
    return s;
}

static hs_status take_message(hs_item *item, reader *r, hs_error *err)
{
    hs_mime_part part;
    hs_str message = {r->message.ptr, r->message.len}, subject, from;
    size_t end = hs_fields_end(message);
    hs_str fields = {message.ptr, end ? end : message.len};
    HS_TRY(hs_mime_open(&part, r->arena, message, err));
    hs_str page = hs_fields_get(fields, "Snapshot-Content-Location");
    item->kind = HS_BODY_BYTES;
    item->body = part.body;
    item->charset = part.charset;
    if (page.len || hs_ascii_begins(hs_fields_get(fields, "From"), "<Saved by ")) {
        item->url = page.len ? page : hs_fields_get(part.fields, "Content-Location");
        item->fetched = hs_item_date(r->arena, hs_fields_get(fields, "Date"));
        return HS_OK;
    }
    HS_TRY(decode_field(&subject, r->arena, hs_fields_get(fields, "Subject"), err));
    HS_TRY(decode_field(&from, r->arena, hs_fields_get(fields, "From"), err));
    item->title = subject;
    item->outlet = name_of(from);
    item->published = hs_item_date(r->arena, hs_fields_get(fields, "Date"));
    item->url = without_brackets(hs_fields_get(fields, "Archived-At"));
    return HS_OK;
}

static hs_status next(void *state, hs_item *item, bool *end, hs_error *err)
{
    reader *r = state;
    *end = r->done;
    r->done = true;
    return *end ? HS_OK : take_message(item, r, err);
}

hs_status hs_mail_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes, hs_error *err)
{
    (void)input, (void)notes;
    reader *r = hs_alloc(sizeof *r);
    hs_status status = r ? hs_items_slurp(&r->message, stream, HS_ITEM_BYTES, err) : HS_E_NOMEM;
    if (!r)
        return hs_fail(err, status, 0, "no memory for a message");
    if (status == HS_OK) {
        r->arena = hs_arena_new(4 * r->message.len + (4u << 20));
        if (!r->arena)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a message");
    }
    if (status == HS_OK)
        *out = (hs_items){next, free_reader, r};
    else
        free_reader(r);
    return status;
}
