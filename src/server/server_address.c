/* server_address.c -- addresses of our own, written. In: paths and parameters, decoded, hostile. Out: ASCII that is fit for a
 * header. No state. */
#include <string.h>

#include "ascii.h"
#include "server_reply.h"

void hs_server_put_escaped(hs_buffer *out, hs_str s, const char *also)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] && (strchr(plain, s.ptr[i]) || strchr(also, s.ptr[i])))
            hs_buffer_add(out, s.ptr + i, 1);
        else
            hs_buffer_format(out, "%%%02X", (unsigned)(unsigned char)s.ptr[i]);
}

static void put_param(hs_buffer *out, char *mark, hs_str name, hs_str value)
{
    hs_buffer_add(out, mark, 1);
    *mark = '&';
    hs_server_put_escaped(out, name, "");
    hs_buffer_text(out, "=");
    hs_server_put_escaped(out, value, "");
}

void hs_server_put_address(hs_buffer *out, const char *base, hs_str path, const hs_server_params *params, const char *name,
                           hs_str value)
{
    char mark = '?';
    size_t len = strlen(name);
    hs_buffer_text(out, base);
    while (!*base && path.len > 1 && path.ptr[1] == '/')
        path = hs_ascii_from(path, 1); /* "//name" is another host to a browser */
    hs_server_put_escaped(out, path, "/");
    for (size_t i = 0; params && i < params->n; i++)
        if (params->at[i].name.len != len || memcmp(params->at[i].name.ptr, name, len) != 0)
            put_param(out, &mark, params->at[i].name, params->at[i].value);
    if (value.ptr)
        put_param(out, &mark, (hs_str){name, len}, value);
}
