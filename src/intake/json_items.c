/* json_items.c -- JSON as items: JSON Lines, an object a line, as they come; else one JSON text: an object, a list of
 * them, a JSON Feed. In: a stream. Out: items. One thread at a time. */
#include <stdio.h>

#include "ascii.h"
#include "heap.h"
#include "json_story.h"
#include "sniff.h"
#include "utf8.h"
#include "status.h"

/* jansson takes about 20 bytes for each byte of hostile JSON. */
enum { MAX_JSON = 16 << 20 };

typedef struct reader {
    hs_stream *stream; /* the input, or `decoded` */
    hs_stream *decoded;
    hs_memory memory; /* what it reads */
    hs_arena *text;   /* of that */
    hs_notes *notes;
    hs_arena *arena;
    hs_field_names fields;
    char *names; /* what fields points to */
    hs_buffer line;
    json_t *root;       /* a whole text, or the last line */
    const json_t *list; /* items in root that come next, from `at` on; NULL: none */
    const json_t *feed; /* root, where that is a JSON Feed */
    size_t at;
    uint64_t n, lines; /* items of the list, or single ones; lines, 0 where it is one text */
    char number[48];
} reader;

static void free_reader(void *state)
{
    reader *r = state;
    json_decref(r->root);
    hs_buffer_free(&r->line);
    hs_arena_free(r->arena);
    hs_stream_free(r->decoded);
    hs_arena_free(r->text);
    hs_free(r->names);
    hs_free(r);
}

/* One line, without its end. @param end  out: there was none @param over  out: it was longer than MAX_JSON */
static hs_status take_line(reader *r, bool *end, bool *over, hs_error *err)
{
    hs_str in;
    bool any = false, done = false;
    r->line.len = 0;
    r->line.failed = *over = false;
    while (!done) {
        HS_TRY(hs_stream_peek(r->stream, 1, &in, err));
        if (!in.len)
            break;
        any = true;
        size_t n = hs_ascii_char(in, 0, '\n');
        done = n < in.len;
        *over = *over || n > r->line.cap_bytes - r->line.len;
        if (!*over)
            hs_buffer_add(&r->line, in.ptr, n);
        hs_stream_skip(r->stream, n + done);
    }
    *end = !any;
    return r->line.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a line of JSON") : HS_OK;
}

/* @param line  it is one, whose number the caller tells */
static hs_status load(json_t **out, hs_str text, bool line, hs_error *err)
{
    json_error_t why;
    *out = json_loadb(text.ptr, text.len, 0, &why);
    if (*out)
        return HS_OK;
    if (!why.text[0] || json_error_code(&why) == json_error_out_of_memory)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of JSON", text.len);
    if (line)
        return hs_fail(err, HS_E_FORMAT, (uint64_t)why.position, "no JSON at column %d: %.100s", why.column, why.text);
    return hs_fail(err, HS_E_FORMAT, (uint64_t)why.position, "no JSON at line %d, column %d: %.100s", why.line,
                   why.column, why.text);
}

static hs_status blame(const reader *r, hs_status status, hs_error *err)
{
    char name[72];
    const unsigned long long item = r->n, line = r->lines;
    if (line && r->list)
        snprintf(name, sizeof name, "line %llu, item %llu", line, item);
    else
        snprintf(name, sizeof name, "%s %llu", line ? "line" : "item", line ? line : item);
    return err ? hs_blame(err, status, name) : status;
}

/* Is the root a list of items, or a JSON Feed? They come next then. */
static bool enter(reader *r)
{
    const json_t *items = hs_json_feed_items(r->root);
    r->feed = items ? r->root : NULL;
    if (items)
        r->notes->feed = true;
    r->list = items ? items : json_is_array(r->root) ? r->root : NULL;
    r->at = 0;
    if (r->list)
        r->n = 0;
    return r->list != NULL;
}

static hs_status take(reader *r, hs_item *item, const json_t *object, bool *skip, hs_error *err)
{
    hs_arena_reset(r->arena);
    *item = (hs_item){0};
    hs_json_story story = {
        .object = object, .feed = r->feed, .fields = r->fields, .arena = r->arena, .notes = r->notes};
    hs_status status = hs_json_story_take(item, &story, err);
    *skip = story.skip;
    if (r->lines && r->list)
        snprintf(r->number, sizeof r->number, "%llu.%llu", (unsigned long long)r->lines, (unsigned long long)r->n);
    else
        snprintf(r->number, sizeof r->number, "%llu", (unsigned long long)(r->lines ? r->lines : r->n));
    item->part = r->feed && item->url.len ? item->url : hs_ascii_of(r->number);
    return blame(r, status, err);
}

/* Lines, and where one is a list or a JSON Feed, its items. */
static hs_status next_in_lines(void *state, hs_item *item, bool *end, hs_error *err)
{
    reader *r = state;
    for (bool skip = true, over; skip;) {
        if (r->list && r->at < json_array_size(r->list)) {
            r->n++;
            HS_TRY(take(r, item, json_array_get(r->list, r->at++), &skip, err));
            continue;
        }
        r->list = r->feed = NULL;
        json_decref(r->root);
        r->root = NULL;
        HS_TRY(take_line(r, end, &over, err));
        if (*end)
            return HS_OK;
        r->lines++;
        if (over)
            return blame(r, hs_fail(err, HS_E_LIMIT, MAX_JSON, "over %d bytes", MAX_JSON), err);
        hs_str line = hs_ascii_trim((hs_str){r->line.ptr, r->line.len});
        if (!line.len)
            continue;
        HS_TRY(blame(r, load(&r->root, line, true, err), err));
        if (!enter(r))
            HS_TRY(take(r, item, r->root, &skip, err));
    }
    return HS_OK;
}

static hs_status next_single(void *state, hs_item *item, bool *end, hs_error *err)
{
    reader *r = state;
    bool skip = true;
    *end = r->n > 0;
    if (*end)
        return HS_OK;
    r->n++;
    hs_status status = take(r, item, r->root, &skip, err);
    item->part = (hs_str){NULL, 0};
    *end = status == HS_OK && skip;
    return status;
}

/* Does the first line hold a whole object? Then every line is a record. */
static hs_status is_lines(bool *out, hs_stream *stream, hs_error *err)
{
    hs_str head;
    json_error_t why;
    HS_TRY(hs_stream_peek(stream, HS_STREAM_AHEAD, &head, err));
    size_t blank = 0;
    while (blank < head.len && (unsigned char)head.ptr[blank] <= ' ')
        blank++;
    size_t end = hs_ascii_char(head, blank, '\n');
    hs_str line = {head.ptr + blank, end - blank};
    if (end == head.len) { /* a line longer than that: objects are not broken into lines there */
        *out = head.len >= HS_STREAM_AHEAD && *line.ptr == '{';
        return HS_OK;
    }
    json_t *first = *line.ptr == '{' ? json_loadb(line.ptr, line.len, 0, &why) : NULL;
    *out = first != NULL;
    json_decref(first);
    return HS_OK;
}

/* All of the input as UTF-8. */
static hs_status decode(hs_str *out, hs_arena **arena, hs_stream *stream, hs_error *err)
{
    hs_buffer bytes;
    hs_decoded text;
    hs_raw raw;
    HS_TRY(hs_items_slurp(&bytes, stream, MAX_JSON, err));
    hs_sniff(&raw, bytes.len ? bytes.ptr : "", bytes.len);
    *arena = hs_arena_new(4 * bytes.len + (1u << 16));
    hs_status status = *arena
                           ? hs_utf8_decode_as(&text, *arena, raw.bytes + raw.bom, raw.len - raw.bom, raw.encoding, err)
                           : hs_fail(err, HS_E_NOMEM, 0, "no memory for JSON");
    hs_buffer_free(&bytes);
    if (status == HS_OK)
        *out = text.text;
    return status;
}

/* Of UTF-16 and the like lines can only be told once it is decoded. */
static hs_status decode_stream(reader *r, hs_error *err)
{
    hs_str head;
    hs_raw raw;
    HS_TRY(hs_stream_peek(r->stream, HS_STREAM_AHEAD, &head, err));
    hs_sniff(&raw, head.len ? head.ptr : "", head.len);
    if (raw.encoding == HS_UTF8) {
        hs_stream_skip(r->stream, raw.bom);
        return HS_OK;
    }
    HS_TRY(decode(&r->memory.left, &r->text, r->stream, err));
    HS_TRY(hs_stream_open(&r->decoded, hs_memory_read, &r->memory, NULL, NULL, err));
    r->stream = r->decoded;
    return HS_OK;
}

static hs_status load_whole(reader *r, hs_items *out, hs_error *err)
{
    hs_str text;
    hs_arena *arena = NULL;
    hs_status status = decode(&text, &arena, r->stream, err);
    if (status == HS_OK)
        status = load(&r->root, text, false, err);
    hs_arena_free(arena);
    if (status != HS_OK)
        return status;
    if (!enter(r))
        out->next = next_single;
    return HS_OK;
}

static hs_status keep_names(reader *r, const hs_field_names *names, hs_error *err)
{
    const hs_str *from[] = {&names->text, &names->title, &names->url, &names->outlet, &names->published};
    hs_str *to[] = {&r->fields.text, &r->fields.title, &r->fields.url, &r->fields.outlet, &r->fields.published};
    size_t n = 0;
    for (size_t i = 0; i < 5; i++)
        n += from[i]->len;
    char *at = r->names = hs_alloc(n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for names of fields");
    for (size_t i = 0; i < 5; i++) {
        if (from[i]->len)
            memcpy(at, from[i]->ptr, from[i]->len);
        *to[i] = (hs_str){at, from[i]->len};
        at += from[i]->len;
    }
    return HS_OK;
}

static hs_status open_reader(reader *r, hs_items *out, const hs_input *input, hs_error *err)
{
    bool lines;
    r->line = hs_buffer_new(MAX_JSON);
    r->arena = hs_arena_new(1 << 20);
    if (!r->arena)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for JSON");
    HS_TRY(keep_names(r, &input->fields, err));
    HS_TRY(decode_stream(r, err));
    HS_TRY(is_lines(&lines, r->stream, err));
    out->next = next_in_lines;
    return lines ? HS_OK : load_whole(r, out, err);
}

hs_status hs_json_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes, hs_error *err)
{
    reader *r = hs_alloc(sizeof *r);
    if (!r)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for JSON");
    r->stream = stream;
    r->notes = notes;
    *out = (hs_items){.free = free_reader, .state = r};
    hs_status status = open_reader(r, out, input, err);
    if (status != HS_OK)
        free_reader(r);
    return status;
}
