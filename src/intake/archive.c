/* archive.c -- a WARC file's pages as items. In: a stream of records. Out: an item for each page that a server sent, a
 * crawler saved or a tool turned into text; everything else is passed by with a note. One thread at a time. */
#include <stdio.h>

#include "ascii.h"
#include "fields.h"
#include "heap.h"
#include "http.h"
#include "items.h"
#include "packed.h"
#include "status.h"
#include "warc.h"

typedef struct reader {
    hs_warc warc;
    hs_buffer rooms[2];
    hs_arena *arena;
    hs_notes *notes;
    char number[24];
} reader;

static void free_reader(void *state)
{
    reader *r = state;
    hs_warc_free(&r->warc);
    hs_buffer_free(&r->rooms[0]);
    hs_buffer_free(&r->rooms[1]);
    hs_arena_free(r->arena);
    hs_free(r);
}

/* Why a record is passed by; HS_PASSED_NOT if it holds a document. */
static hs_reason reason_against(const hs_warc_record *record)
{
    static const struct {
        const char *type;
        hs_reason reason;
    } reasons[] = {{"warcinfo", HS_PASSED_ARCHIVE},
                   {"request", HS_PASSED_REQUEST},
                   {"metadata", HS_PASSED_METADATA},
                   {"revisit", HS_PASSED_REVISIT},
                   {"continuation", HS_PASSED_CONTINUATION}};
    static const char *const wanted[] = {"response", "resource", "conversion"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (hs_ascii_is(record->type, wanted[i]))
            return HS_PASSED_NOT;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (hs_ascii_is(record->type, reasons[i].type))
            return reasons[i].reason;
    return HS_PASSED_UNKNOWN;
}

/* Of what is no page: why. What kind of file it is shows in its type, else in its content. */
static hs_reason reason_against_type(hs_item *item, hs_str type)
{
    static const char *const pages[] = {"text/html", "application/xhtml+xml", "text/plain"};
    static const char *const inputs[] = {"application/rss+xml",   "application/atom+xml", "application/rdf+xml",
                                         "application/feed+json", "application/xml",      "text/xml"};
    type = hs_media_type(type);
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++)
        if (hs_ascii_is(type, pages[i]))
            return HS_PASSED_NOT;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++)
        if (hs_ascii_is(type, inputs[i])) {
            item->kind = HS_BODY_INPUT;
            return hs_items_format(item->body) != hs_file_items_open ? HS_PASSED_NOT : HS_PASSED_XML;
        }
    if (!type.len)
        return HS_PASSED_NOT;
    return HS_PASSED_MEDIA;
}

static bool is_robots(hs_str url)
{
    size_t end = hs_ascii_char(url, 0, '?');
    return end > 11 && hs_ascii_is((hs_str){url.ptr + end - 11, 11}, "/robots.txt");
}

/* What the server sent. @param why  out: why it is passed by */
static hs_status take_response(reader *r, hs_item *item, hs_reason *why, hs_str *type, hs_error *err)
{
    hs_http http;
    if (!hs_http_open(&http, (char *)(uintptr_t)item->body.ptr, item->body.len))
        return hs_fail(err, HS_E_FORMAT, 0, "a response that is not HTTP");
    *type = http.type;
    item->body = http.body;
    if (http.status < 200 || http.status > 299)
        *why = HS_PASSED_RESPONSE;
    else if (!http.body.len)
        *why = HS_PASSED_EMPTY;
    if (*why)
        return HS_OK;
    *why = reason_against_type(item, *type); /* pictures need no unpacking */
    if (*why && item->kind != HS_BODY_INPUT)
        return HS_OK;
    *why = HS_PASSED_NOT; /* what an input is shows once it is unpacked */
    return hs_packed_open(&item->body, r->rooms, http.encoding, err);
}

static hs_status take_record(reader *r, hs_item *item, const hs_warc_record *record, hs_str block, hs_reason *why,
                             hs_error *err)
{
    hs_str type = hs_fields_get(record->fields, "Content-Type");
    item->url = hs_fields_get(record->fields, "WARC-Target-URI");
    if (item->url.len > 1 && *item->url.ptr == '<' && item->url.ptr[item->url.len - 1] == '>')
        item->url = (hs_str){item->url.ptr + 1, item->url.len - 2};
    item->fetched = hs_item_date(r->arena, hs_fields_get(record->fields, "WARC-Date"));
    item->body = block;
    item->kind = HS_BODY_BYTES;
    *why = is_robots(item->url) ? HS_PASSED_ROBOTS : HS_PASSED_NOT;
    if (!*why && hs_ascii_is(record->type, "response") && hs_ascii_is(hs_media_type(type), "application/http"))
        HS_TRY(take_response(r, item, why, &type, err));
    if (!*why)
        *why = reason_against_type(item, type);
    if (!*why && !item->body.len)
        *why = HS_PASSED_EMPTY;
    item->charset = hs_media_param(type, "charset");
    if (!*why && hs_fields_get(record->fields, "WARC-Truncated").len)
        hs_notes_count(r->notes, HS_PASSED_CUT);
    return HS_OK;
}

static hs_status blame(const reader *r, const hs_item *item, hs_status status, hs_error *err)
{
    char name[128];
    snprintf(name, sizeof name, "byte %s%s%.*s", r->number, item->url.len ? ", " : "",
             item->url.len < 90 ? (int)item->url.len : 90, item->url.len ? item->url.ptr : "");
    return err ? hs_blame(err, status, name) : status;
}

static hs_status next(void *state, hs_item *item, bool *end, hs_error *err)
{
    reader *r = state;
    for (;;) {
        hs_warc_record record;
        HS_TRY(hs_warc_next(&r->warc, &record, end, err));
        if (*end)
            return HS_OK;
        hs_arena_reset(r->arena);
        *item = (hs_item){0};
        snprintf(r->number, sizeof r->number, "%llu", (unsigned long long)record.at);
        item->part = hs_ascii_of(r->number);
        hs_reason why = reason_against(&record);
        char *block;
        HS_TRY(hs_warc_block(&r->warc, &record, why ? NULL : &block, err));
        if (!why) {
            hs_str bytes = {block ? block : "", record.len};
            hs_status status = take_record(r, item, &record, bytes, &why, err);
            if (status != HS_OK)
                return blame(r, item, status, err);
            if (!why)
                return HS_OK;
        }
        hs_notes_count(r->notes, why);
    }
}

hs_status hs_warc_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes, hs_error *err)
{
    (void)input;
    reader *r = hs_alloc(sizeof *r);
    if (r)
        r->arena = hs_arena_new(1 << 20);
    if (!r || !r->arena) {
        hs_free(r);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an archive");
    }
    r->warc = hs_warc_new(stream);
    r->rooms[0] = r->rooms[1] = hs_buffer_new(HS_ITEM_BYTES);
    r->notes = notes;
    *out = (hs_items){next, free_reader, r};
    return HS_OK;
}
