/* mail.c -- newsletters and saved pages (.eml, .mht), and folders of mail (mbox), as items. In: a message, or several,
 * each behind a line "From ..". Out: its text with sender, subject and date; of a page that a browser saved, the page
 * with its address. One thread at a time. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "charset.h"
#include "fields.h"
#include "heap.h"
#include "items.h"
#include "mime.h"
#include "status.h"

enum {
    PARTING_BYTES = 400,   /* of "From ann@post.example Wed May 14 09:30:00 2031" at most */
    PARTING_AHEAD = 1024,  /* what has to be in sight to tell such a line from others */
    ARENA_BYTES = 4 * HS_ITEM_BYTES + (4 << 20)
};

typedef struct reader {
    hs_stream *stream; /* of a folder, as it comes */
    hs_buffer bytes;   /* of one message */
    hs_arena *arena;   /* of one message */
    bool is_folder, done;
    unsigned long n; /* messages so far */
    char number[24];
} reader;

static void free_reader(void *state)
{
    reader *r = state;
    hs_buffer_free(&r->bytes);
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

static hs_status take_message(hs_item *item, reader *r, hs_str message, hs_error *err)
{
    hs_mime_part part;
    hs_str subject, from;
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
    item->is_letter = true;
    item->title = subject;
    item->outlet = name_of(from);
    hs_item_publish(item, r->arena, hs_fields_get(fields, "Date"));
    item->url = without_brackets(hs_fields_get(fields, "Archived-At"));
    return HS_OK;
}

/* ---- folders ---- */

static bool begins_from(hs_str line)
{
    return line.len >= 5 && memcmp(line.ptr, "From ", 5) == 0;
}

/* A line "From .." with a field below it. */
static bool is_parting(hs_str rest)
{
    if (!begins_from(rest))
        return false;
    size_t end = hs_ascii_char(rest, 0, '\n'), i = end + 1;
    if (end >= PARTING_BYTES)
        return false;
    while (i < rest.len && rest.ptr[i] > ' ' && rest.ptr[i] != ':')
        i++;
    return i > end + 1 && i < rest.len && rest.ptr[i] == ':';
}

bool hs_mail_is_folder(hs_str head)
{
    return is_parting(head);
}

/* Take what is in sight of a line. A ">" that keeps a line of its own from being taken for a parting one goes.
 * @param begins  the line begins here: it may be too long to be seen at once */
static void take_line(reader *r, hs_str in, bool begins, bool too_long)
{
    size_t marks = 0;
    while (begins && marks < in.len && in.ptr[marks] == '>')
        marks++;
    size_t skip = marks && begins_from(hs_ascii_from(in, marks));
    if (!too_long)
        hs_buffer_add(&r->bytes, in.ptr + skip, in.len - skip);
    hs_stream_skip(r->stream, in.len);
}

/* Take the message behind the parting line that the stream stands at, up to the next one. */
static hs_status next_in_folder(reader *r, hs_error *err)
{
    hs_str in;
    bool blank = false, begins = true, parting = true, too_long = false;
    r->bytes.len = 0;
    r->bytes.failed = false;
    for (;;) {
        HS_TRY(hs_stream_peek(r->stream, PARTING_AHEAD, &in, err));
        if (!in.len || (begins && blank && is_parting(in)))
            break;
        size_t n = hs_ascii_char(in, 0, '\n') + 1;
        bool ends = n <= in.len;
        in.len = ends ? n : in.len;
        if (parting) {
            hs_stream_skip(r->stream, in.len);
            parting = !ends;
            continue;
        }
        blank = begins && ends && (n == 1 || (n == 2 && *in.ptr == '\r'));
        too_long = too_long || in.len > HS_ITEM_BYTES - r->bytes.len;
        take_line(r, in, begins, too_long);
        begins = ends;
    }
    if (too_long)
        return hs_fail(err, HS_E_LIMIT, HS_ITEM_BYTES, "over %d bytes in one piece; at most so many are read",
                       HS_ITEM_BYTES);
    return r->bytes.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a message") : HS_OK;
}

static hs_status next(void *state, hs_item *item, bool *end, hs_error *err)
{
    reader *r = state;
    hs_str in;
    if (r->is_folder)
        HS_TRY(hs_stream_peek(r->stream, 1, &in, err));
    *end = r->is_folder ? !in.len : r->done;
    if (*end)
        return HS_OK;
    hs_arena_reset(r->arena);
    if (!r->is_folder) {
        r->done = true;
        return take_message(item, r, (hs_str){r->bytes.ptr, r->bytes.len}, err);
    }
    char name[sizeof "message " + sizeof r->number];
    snprintf(r->number, sizeof r->number, "%lu", ++r->n);
    snprintf(name, sizeof name, "message %s", r->number);
    hs_status status = next_in_folder(r, err);
    if (status == HS_OK)
        status = take_message(item, r, (hs_str){r->bytes.ptr ? r->bytes.ptr : "", r->bytes.len}, err);
    item->part = hs_ascii_of(r->number);
    return hs_blame(err, status, name);
}

hs_status hs_mail_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes, hs_error *err)
{
    (void)input, (void)notes;
    hs_str head;
    HS_TRY(hs_stream_peek(stream, PARTING_AHEAD, &head, err));
    reader *r = hs_alloc(sizeof *r);
    if (!r)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a message");
    r->stream = stream;
    r->is_folder = hs_mail_is_folder(head);
    r->bytes = hs_buffer_new(HS_ITEM_BYTES);
    hs_status status = r->is_folder ? HS_OK : hs_items_slurp(&r->bytes, stream, HS_ITEM_BYTES, err);
    if (status == HS_OK) {
        r->arena = hs_arena_new(r->is_folder ? ARENA_BYTES : 4 * r->bytes.len + (4u << 20));
        if (!r->arena)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a message");
    }
    if (status == HS_OK)
        *out = (hs_items){next, free_reader, r};
    else
        free_reader(r);
    return status;
}
