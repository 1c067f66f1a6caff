/* cli_json.c -- attributions of a reading in JSON. In: one line's value. Out: the outermost attributions, tidied. */
#include <stdlib.h>

#include "cli_gold.h"

static bool read_offset(const json_t *value, uint32_t *out)
{
    json_int_t n = json_integer_value(value);
    if (!json_is_integer(value) || n < 0 || n > UINT32_MAX)
        return false;
    *out = (uint32_t)n;
    return true;
}

static hs_status read_spans(cli_spans *out, const json_t *value, const char *role, bool marked, hs_error *err)
{
    size_t i;
    const json_t *pair;
    if (!value || json_is_null(value))
        return HS_OK;
    if (!json_is_array(value))
        return cli_gold_fail(err, "'%s' is no list of spans", role);
    json_array_foreach(value, i, pair)
    {
        cli_span span;
        if (json_array_size(pair) != 2 || !read_offset(json_array_get(pair, 0), &span.begin) ||
            !read_offset(json_array_get(pair, 1), &span.end))
            return cli_gold_fail(err, "a span of '%s' is no [begin, end]", role);
        cli_spans_add(out, cli_span_unmarked(span, marked));
    }
    return HS_OK;
}

static bool is_outermost(const json_t *attribution)
{
    const json_t *parent = json_object_get(attribution, "parent");
    return !json_is_string(parent) || json_string_length(parent) == 0;
}

hs_status cli_json_attributions(cli_attributions *out, const json_t *reading, const cli_gold_document *doc, bool marked,
                                hs_error *err)
{
    const json_t *list = json_object_get(reading, "attributions"), *entry;
    size_t i;
    if (!json_is_array(list))
        return cli_gold_fail(err, "'attributions' is no list");
    out->at = cli_grow(NULL, json_array_size(list), sizeof *out->at);
    json_array_foreach(list, i, entry)
    {
        if (!json_is_object(entry))
            return cli_gold_fail(err, "an attribution is no object");
        if (!is_outermost(entry))
            continue;
        cli_attribution *a = &out->at[out->n++];
        const json_t *confidence = json_object_get(entry, "confidence");
        *a = (cli_attribution){.confidence = json_is_number(confidence) ? json_number_value(confidence) : -1};
        for (int role = 0; role < CLI_ROLES; role++) {
            const char *name = cli_role_names[role];
            hs_status status = read_spans(&a->role[role], json_object_get(entry, name), name, marked, err);
            if (status == HS_OK)
                status = cli_spans_tidy(&a->role[role], doc, err);
            if (status != HS_OK)
                return status;
        }
    }
    return HS_OK;
}
