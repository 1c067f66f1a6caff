/* server_fields.c -- the fields of a body. In: JSON, a form, or a form in parts, hostile. Out: names and values; files. No state.
 */
#include <jansson.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"
#include "utf8.h"

/* ---- JSON ---- */

static hs_status take_object(hs_server_params *out, hs_arena *arena, json_t *object, hs_error *err)
{
    const char *name;
    json_t *value;
    if (!json_is_object(object))
        return hs_fail(err, HS_E_ARG, 0, "an object of JSON is wanted");
    if (json_object_size(object) > HS_SERVER_PARAMS)
        return hs_fail(err, HS_E_LIMIT, HS_SERVER_PARAMS, "over %d fields", HS_SERVER_PARAMS);
    hs_web_param *at = HS_NEW(arena, hs_web_param, json_object_size(object) + 1);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a request");
    *out = (hs_server_params){at, 0};
    json_object_foreach(object, name, value)
    {
        if (json_is_null(value))
            continue;
        if (!json_is_string(value))
            return hs_fail(err, HS_E_ARG, 0, "field '%.60s': a string is wanted", name);
        at[out->n].name = hs_arena_copy(arena, hs_ascii_of(name));
        at[out->n].value = hs_arena_copy(arena, (hs_str){json_string_value(value), json_string_length(value)});
        if (!at[out->n].name.ptr || !at[out->n].value.ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a request");
        out->n++;
    }
    return HS_OK;
}

static hs_status read_json(hs_server_params *out, hs_arena *arena, hs_str body, hs_error *err)
{
    json_error_t wrong;
    json_t *object = json_loadb(body.len ? body.ptr : "", body.len, JSON_REJECT_DUPLICATES, &wrong);
    if (!object)
        return hs_fail(err, HS_E_ARG, wrong.position > 0 ? (uint64_t)wrong.position : 0, "no JSON: %.100s", wrong.text);
    hs_status status = take_object(out, arena, object, err);
    json_decref(object);
    return status;
}

/* ---- forms in parts ---- */

static bool is_text(hs_str s)
{
    return !s.len || (hs_utf8_valid(s.ptr, s.len) == s.len && !memchr(s.ptr, 0, s.len));
}

static hs_status read_parts(hs_server_fields *out, hs_arena *arena, const hs_server_request *r, hs_error *err)
{
    const hs_server_part *parts;
    size_t n;
    HS_TRY(hs_server_parts(&parts, &n, arena, r->body, hs_server_media_param(r->type, "boundary"), err));
    hs_web_param *fields = HS_NEW(arena, hs_web_param, n + 1);
    hs_server_part *files = HS_NEW(arena, hs_server_part, n + 1);
    if (!fields || !files)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a form");
    out->params.at = fields;
    out->files = files;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].file.len || (parts[i].file.ptr && parts[i].bytes.len))
            files[out->n_files++] = parts[i];
        if (parts[i].file.ptr)
            continue; /* without name and bytes it is a field of files that nobody filled in */
        if (!is_text(parts[i].name) || !is_text(parts[i].bytes))
            return hs_fail(err, HS_E_ARG, 0, "a field that is not in UTF-8");
        fields[out->params.n++] = (hs_web_param){parts[i].name.ptr ? parts[i].name : hs_ascii_of(""), parts[i].bytes};
    }
    return HS_OK;
}

hs_status hs_server_fields_read(hs_server_fields *out, const hs_server_request *r, hs_error *err)
{
    hs_str type = hs_server_media(r->type);
    *out = (hs_server_fields){0};
    if (hs_ascii_is(type, "application/json"))
        return read_json(&out->params, r->arena, r->body, err);
    if (hs_ascii_is(type, "application/x-www-form-urlencoded"))
        return hs_server_form_parse(&out->params, r->arena, r->body, err);
    if (hs_ascii_is(type, "multipart/form-data"))
        return read_parts(out, r->arena, r, err);
    return hs_fail(err, HS_E_FORMAT, 0, "application/json, or a form, is wanted");
}
