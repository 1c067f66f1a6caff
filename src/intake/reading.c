/* reading.c -- a line of JSON that is a reading becomes its document again. In: an object, hostile. Out: hs_document, not yet read. Any thread. */
#include "reading.h"

#include "ascii.h"
#include "iso8601.h"
#include "json_text.h"
#include "names.h"
#include "status.h"
#include "utf8.h"

bool hs_reading_is(const json_t *object)
{
    const json_t *schema = json_object_get(object, "schema"), *id = json_object_get(object, "document");
    return json_is_integer(schema) && json_integer_value(schema) == 1 && json_string_length(id) == 64 && json_is_string(json_object_get(object, "text")) &&
           json_is_array(json_object_get(object, "furniture")) && json_is_array(json_object_get(object, "links")) && json_is_array(json_object_get(object, "attributions"));
}

static hs_status copy(hs_str *out, hs_document *doc, const json_t *value, hs_error *err)
{
    const hs_str text = hs_json_text(value);
    *out = (hs_str){NULL, 0};
    if (!text.len)
        return HS_OK;
    *out = hs_arena_copy(doc->arena, text);
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %zu bytes", text.len);
}

/* [begin, end] in code points, as bytes */
static hs_status take_span(hs_span *out, hs_utf8_cursor *cursor, const json_t *of, const char *what, hs_error *err)
{
    const json_t *span = json_object_get(of, "span"), *begin = json_array_get(span, 0), *end = json_array_get(span, 1);
    const json_int_t from = json_integer_value(begin), to = json_integer_value(end);
    if (!json_is_integer(begin) || !json_is_integer(end) || from < 0 || to < from || to > UINT32_MAX)
        return hs_fail(err, HS_E_FORMAT, 0, "%s of no span", what);
    out->begin = hs_utf8_cursor_to_point(cursor, (uint32_t)from);
    out->end = hs_utf8_cursor_to_point(cursor, (uint32_t)to);
    return cursor->point == (uint32_t)to ? HS_OK : hs_fail(err, HS_E_FORMAT, (uint64_t)to, "%s outside its text", what);
}

static hs_status take_furniture(hs_document *doc, const json_t *list, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = doc->text};
    const size_t n = json_array_size(list);
    hs_furniture *at = HS_NEW(doc->arena, hs_furniture, n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for furniture");
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        const hs_str kind = hs_json_text(json_object_get(one, "kind"));
        if (!kind.ptr || !hs_furniture_of(&at[i].kind, kind))
            return hs_fail(err, HS_E_FORMAT, 0, "furniture of no known kind");
        HS_TRY(take_span(&at[i].span, &cursor, one, "furniture", err));
    }
    doc->furniture = at;
    doc->n_furniture = n;
    return HS_OK;
}

static hs_status take_links(hs_document *doc, const json_t *list, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = doc->text};
    const size_t n = json_array_size(list);
    hs_link *at = HS_NEW(doc->arena, hs_link, n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for links");
    for (size_t i = 0; i < n; i++) {
        const json_t *one = json_array_get(list, i);
        HS_TRY(take_span(&at[i].span, &cursor, one, "a link", err));
        HS_TRY(copy(&at[i].url, doc, json_object_get(one, "url"), err));
    }
    doc->links = at;
    doc->n_links = n;
    return HS_OK;
}

hs_status hs_reading_open(hs_document *doc, const json_t *object, hs_error *err)
{
    const struct field {
        const char *name;
        hs_str *to;
    } fields[] = {{"text", &doc->text},       {"url", &doc->url},         {"outlet", &doc->outlet},  {"published", &doc->published},
                  {"modified", &doc->modified}, {"fetched", &doc->fetched}, {"section", &doc->section}};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        HS_TRY(copy(fields[i].to, doc, json_object_get(object, fields[i].name), err));
    if (!doc->text.len)
        return hs_fail(err, HS_E_EMPTY, 0, "no text in it");
    /* these two are parts of the id, which a line end parts */
    if (hs_ascii_char(doc->url, 0, '\n') < doc->url.len || hs_ascii_char(doc->outlet, 0, '\n') < doc->outlet.len)
        return hs_fail(err, HS_E_FORMAT, 0, "a line end in its outlet or address");
    if (!hs_iso8601_is_valid(doc->published, NULL)) {
        doc->no_date = doc->published;
        doc->published = (hs_str){NULL, 0};
    }
    hs_str *const others[] = {&doc->modified, &doc->fetched};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!hs_iso8601_is_valid(*others[i], NULL))
            *others[i] = (hs_str){NULL, 0};
    const json_t *partial = json_object_get(object, "partial");
    doc->partial = json_is_true(partial) ? HS_PARTIAL_YES : json_is_false(partial) ? HS_PARTIAL_NO : HS_PARTIAL_UNKNOWN;
    doc->encoding = hs_ascii_of("UTF-8");
    HS_TRY(take_furniture(doc, json_object_get(object, "furniture"), err));
    return take_links(doc, json_object_get(object, "links"), err);
}
