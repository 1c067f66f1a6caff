/* item.c -- an item as a document. In: what a container holds, what the caller knows. Out: a sealed document. Each
 * format of a body is a row of one table. Threads: any; a document has one at a time. */
#include "item.h"

#include <stdio.h>

#include "ascii.h"
#include "blocks.h"
#include "buffer.h"
#include "html.h"
#include "iso8601.h"
#include "outlet_name.h"
#include "page.h"
#include "plain.h"
#include "reading.h"
#include "sniff.h"
#include "status.h"
#include "utf8.h"

enum { FIELD_BYTES = 1 << 14 };

typedef struct body_format {
    const char *name;
    bool (*probe)(const hs_raw *raw);
    hs_status (*open)(hs_document *doc, const hs_raw *raw, hs_error *err);
} body_format;

/* The first whose probe says yes takes the body. */
static const body_format formats[] = {
    {"HTML", hs_sniff_is_html, hs_page_open},
    {"plain text", hs_plain_probe, hs_plain_open},
};

/* What the caller gives is kept as it stands, but for what is no UTF-8, as a file's name may be: U+FFFD stands for that. */
static hs_status give(hs_str *to, hs_document *doc, hs_str given, hs_error *err)
{
    hs_decoded decoded;
    if (!given.ptr || !given.len)
        return HS_OK;
    HS_TRY(hs_utf8_decode_as(&decoded, doc->arena, given.ptr, given.len, HS_UTF8, err));
    *to = decoded.text;
    return HS_OK;
}

/* What a container says is hostile: valid UTF-8 of it, on one line and of a sane length. */
static hs_status give_clean(hs_str *to, hs_document *doc, hs_str said, hs_error *err)
{
    hs_decoded decoded;
    bool gap = false;
    said = hs_ascii_trim(said);
    if (!said.len)
        return HS_OK;
    if (said.len > FIELD_BYTES)
        said.len = FIELD_BYTES;
    HS_TRY(hs_utf8_decode(&decoded, doc->arena, said.ptr, said.len, err));
    hs_buffer tidy = hs_buffer_new(2 * decoded.text.len + 16);
    hs_tidy(&tidy, 0, decoded.text, &gap);
    hs_status status = tidy.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a field of %zu bytes", said.len)
                                   : give(to, doc, (hs_str){tidy.ptr, tidy.len}, err);
    hs_buffer_free(&tidy);
    return status;
}

static hs_status give_authors(hs_document *doc, const hs_item *item, hs_error *err)
{
    hs_str *names = item->n_authors ? HS_NEW(doc->arena, hs_str, item->n_authors) : NULL;
    size_t n = 0;
    if (!item->n_authors)
        return HS_OK;
    if (!names)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the authors");
    for (size_t i = 0; i < item->n_authors; i++) {
        HS_TRY(give_clean(&names[n], doc, item->authors[i], err));
        n += names[n].len > 0;
    }
    if (n) {
        doc->authors = names;
        doc->n_authors = n;
    }
    return HS_OK;
}

/* ---- bodies ---- */

static hs_status open_bytes(hs_document *doc, const hs_item *item, hs_error *err)
{
    hs_raw raw;
    hs_sniff(&raw, item->body.len ? item->body.ptr : "", item->body.len);
    raw.charset = item->charset;
    raw.is_letter = item->is_letter;
    HS_TRY(hs_sniff_refuse(&raw, err));
    const body_format *format = formats;
    while (!format->probe(&raw))
        format++;
    return format->open(doc, &raw, err);
}

/* The page that a piece of markup would stand in. */
static hs_status open_html(hs_document *doc, const hs_item *item, hs_error *err)
{
    hs_buffer page = hs_buffer_new(item->body.len + 12 * doc->title.len + 256);
    hs_buffer_text(&page, "<!doctype html><html><head><meta charset=utf-8><title>");
    hs_html_escape(&page, doc->title);
    hs_buffer_text(&page, "</title></head><body><article><h1>");
    hs_html_escape(&page, doc->title);
    hs_buffer_text(&page, "</h1>");
    hs_buffer_add(&page, item->body.ptr, item->body.len);
    hs_buffer_text(&page, "</article></body></html>");
    hs_status status =
        page.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of HTML", item->body.len) : HS_OK;
    if (status == HS_OK) {
        hs_raw raw;
        hs_sniff(&raw, page.ptr, page.len);
        raw.charset = hs_ascii_of("utf-8");
        status = hs_page_open(doc, &raw, err);
    }
    hs_buffer_free(&page);
    return status;
}

/* The title is part of the text, as a page's headline is. */
static hs_status open_plain(hs_document *doc, const hs_item *item, hs_error *err)
{
    hs_str body = hs_ascii_trim(item->body), title = doc->title;
    if (!body.len)
        return hs_fail(err, HS_E_EMPTY, 0, "no text in it");
    size_t head = title.len ? title.len + 2 : 0;
    char *text = HS_NEW(doc->arena, char, head + body.len + 1);
    hs_furniture *headline = HS_NEW(doc->arena, hs_furniture, 1);
    if (!text || !headline)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %zu bytes", body.len);
    if (head) {
        memcpy(text, title.ptr, title.len);
        memcpy(text + title.len, "\n\n", 2);
        *headline = (hs_furniture){HS_FURNITURE_TITLE, {0, (uint32_t)title.len}};
        doc->furniture = headline;
        doc->n_furniture = 1;
    }
    memcpy(text + head, body.ptr, body.len);
    doc->encoding = hs_ascii_of("UTF-8");
    doc->text = (hs_str){text, head + body.len};
    return HS_OK;
}

static hs_status open_reading(hs_document *doc, const hs_item *item, hs_error *err)
{
    char name[32];
    snprintf(name, sizeof name, "reading %.*s", (int)(item->part.len < 20 ? item->part.len : 20), item->part.len ? item->part.ptr : "");
    HS_TRY(hs_blame(err, hs_reading_open(doc, item->reading, err), name));
    const hs_str section = doc->section;
    doc->section = (hs_str){NULL, 0};
    return give_clean(&doc->section, doc, section, err);
}

/* ---- the document ---- */

static hs_status name_document(hs_document *doc, hs_str name, hs_str part, hs_error *err)
{
    hs_str given = {NULL, 0}, clean = {NULL, 0};
    HS_TRY(give(&given, doc, name, err));
    doc->input = given;
    if (!part.len)
        return HS_OK;
    HS_TRY(give_clean(&clean, doc, part, err));
    char *whole = HS_NEW(doc->arena, char, given.len + 1 + clean.len);
    if (!whole)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a name");
    if (given.len)
        memcpy(whole, given.ptr, given.len);
    whole[given.len] = '#';
    if (clean.len)
        memcpy(whole + given.len + 1, clean.ptr, clean.len);
    doc->input = (hs_str){whole, given.len + 1 + clean.len};
    return HS_OK;
}

static hs_status fill(hs_document *doc, const hs_item *item, const hs_input *input, hs_error *err)
{
    hs_str said_published = {NULL, 0};
    HS_TRY(name_document(doc, input->name, item->part, err));
    HS_TRY(give(&doc->url, doc, input->address, err));
    HS_TRY(give_clean(&doc->url, doc, item->url, err));
    HS_TRY(give(&doc->url, doc, input->url, err));
    HS_TRY(give_clean(&doc->title, doc, item->title, err));
    hs_str title = doc->title;
    switch (item->kind) {
    case HS_BODY_HTML:
        HS_TRY(open_html(doc, item, err));
        break;
    case HS_BODY_PLAIN:
        HS_TRY(open_plain(doc, item, err));
        break;
    case HS_BODY_READING:
        HS_TRY(open_reading(doc, item, err));
        break;
    default:
        HS_TRY(open_bytes(doc, item, err));
    }
    if (title.len && !doc->title.len)
        doc->title = title;
    if (item->published.len && hs_iso8601_is_valid(item->published, NULL))
        HS_TRY(give(&said_published, doc, item->published, err));
    if (said_published.len)
        doc->published = said_published;
    HS_TRY(give_clean(&doc->no_date, doc, item->no_date, err));
    HS_TRY(give_clean(&doc->url, doc, item->url, err));
    HS_TRY(give_clean(&doc->outlet, doc, item->outlet, err));
    HS_TRY(give_clean(&doc->language, doc, item->language, err));
    HS_TRY(give_clean(&doc->fetched, doc, item->fetched, err));
    HS_TRY(give_authors(doc, item, err));
    const bool settled = item->kind == HS_BODY_READING; /* where it stood and who published it was found when it was read */
    if (!doc->url.len && !settled)
        HS_TRY(give(&doc->url, doc, input->address, err));
    if (!doc->fetched.len && !settled)
        HS_TRY(give(&doc->fetched, doc, input->fetched, err));
    HS_TRY(give(&doc->url, doc, input->url, err));
    HS_TRY(give(&doc->outlet, doc, input->outlet, err));
    HS_TRY(give(&doc->published, doc, input->published, err));
    if (!doc->outlet.len)
        HS_TRY(give_clean(&doc->outlet, doc, input->told_outlet, err));
    if (!doc->published.len)
        HS_TRY(give(&doc->published, doc, input->told_published, err));
    doc->summary = item->summary;
    if (!settled || input->outlet.len)
        doc->outlet = hs_outlet_name_settle(doc->outlet, doc->url);
    HS_TRY(hs_item_find_language(doc, err));
    return hs_document_seal(doc, err);
}

hs_status hs_item_open(hs_document **out, const hs_item *item, const hs_input *input, hs_error *err)
{
    *out = NULL;
    if (item->body.len > HS_ITEM_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_ITEM_BYTES, "input of %zu bytes; at most %d are read", item->body.len,
                       HS_ITEM_BYTES);
    size_t known = input->name.len + input->url.len + input->outlet.len + input->published.len + input->address.len +
                   input->told_outlet.len + input->told_published.len + input->fetched.len;
    if (known > HS_ITEM_BYTES)
        return hs_fail(err, HS_E_LIMIT, HS_ITEM_BYTES, "fields of %zu bytes; at most %d are kept", known,
                       HS_ITEM_BYTES);
    hs_document *doc;
    /* text and metadata take a few bytes for one of the body's; the reading of a text dense with names some sixty */
    HS_TRY(hs_document_new(&doc, 64 * item->body.len + 2 * known + (4u << 20), err));
    hs_status status = fill(doc, item, input, err);
    if (status == HS_OK)
        *out = doc;
    else
        hs_document_free(doc);
    return status;
}

/* ---- what the formats share ---- */

void hs_item_add_author(hs_item *item, hs_str s)
{
    if (hs_ascii_begins(s, "by "))
        s = hs_ascii_trim(hs_ascii_from(s, 3));
    if (s.len && item->n_authors < HS_ITEM_AUTHORS)
        item->authors[item->n_authors++] = s;
}
