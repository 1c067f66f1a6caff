/* cli_pair.c -- {"a": TEXT, "b": TEXT} on a line. In: the line. Out: the texts. Any thread. */
#include "cli_pair.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

HS_PRINTF(4, 5)
static hs_status refuse(hs_error *err, hs_status code, uint64_t pos, const char *fmt, ...)
{
    va_list args;
    *err = (hs_error){.code = code, .pos = pos};
    va_start(args, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, args);
    va_end(args);
    return code;
}

hs_status cli_pair_read(cli_pair *out, const char *line, size_t len, hs_error *err)
{
    json_error_t why;
    *out = (cli_pair){0};
    if (len > CLI_PAIR_BYTES)
        return refuse(err, CLI_E_PAIR, CLI_PAIR_BYTES, "over %d bytes", CLI_PAIR_BYTES);
    json_t *root = json_loadb(line, len, JSON_REJECT_DUPLICATES, &why);
    if (!root && !why.text[0]) /* jansson has words for all but a lack of memory */
        return refuse(err, HS_E_NOMEM, 0, "out of memory");
    if (!root)
        return refuse(err, CLI_E_PAIR, why.position > 0 ? (uint64_t)why.position : 0, "no JSON: %.120s", why.text);
    const char *names[] = {"a", "b"}, **to[] = {&out->a, &out->b};
    for (int side = 0; side < 2; side++) {
        *to[side] = json_string_value(json_object_get(root, names[side]));
        if (*to[side])
            continue;
        *out = (cli_pair){0};
        bool there = json_object_get(root, names[side]), object = json_is_object(root);
        json_decref(root);
        return refuse(err, CLI_E_PAIR, 0, object ? there ? "\"%s\" is no text" : "\"%s\" is missing" : "no object with \"%s\"",
                      names[side]);
    }
    out->root = root;
    return HS_OK;
}
