/* postgres_address.c -- addresses of ledgers at a server. In: what a person typed. Out: an address for libpq, and one for people, in which
 * no password is. Any thread. */
#include "postgres_address.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "status.h"

static const char *const schemes[] = {"postgresql://", "postgres://"};
static const char schema_option[] = "schema=", plain_schema[] = "hearsay";

static size_t scheme_of(const char *path)
{
    for (size_t i = 0; path && i < sizeof schemes / sizeof *schemes; i++)
        if (strncmp(path, schemes[i], strlen(schemes[i])) == 0)
            return strlen(schemes[i]);
    return 0;
}

bool hs_postgres_is_address(const char *path)
{
    return scheme_of(path) > 0;
}

static bool is_schema(hs_str name)
{
    if (!name.len || name.len >= HS_POSTGRES_SCHEMA || hs_ascii_is_digit(*name.ptr) || hs_ascii_begins(name, "pg_"))
        return false;
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] != '_' && !hs_ascii_is_digit(name.ptr[i]) && !(name.ptr[i] >= 'a' && name.ptr[i] <= 'z'))
            return false;
    return true;
}

/* The options without the schema, which is ours. */
static hs_status take_options(hs_postgres_address *out, hs_str options, hs_error *err)
{
    hs_str schema = hs_ascii_of(plain_schema);
    char joint = '?';
    for (size_t i = 0; i < options.len;) {
        size_t end = hs_ascii_char(options, i, '&');
        hs_str option = {options.ptr + i, end - i};
        if (hs_ascii_begins(option, schema_option)) {
            schema = (hs_str){option.ptr + strlen(schema_option), option.len - strlen(schema_option)};
        } else if (option.len) {
            size_t at = strlen(out->url);
            snprintf(out->url + at, sizeof out->url - at, "%c%.*s", joint, (int)option.len, option.ptr);
            joint = '&';
        }
        if (hs_ascii_begins(option, "password="))
            snprintf(out->password, sizeof out->password, "%.*s", (int)(option.len - 9), option.ptr + 9);
        i = end + 1;
    }
    if (!is_schema(schema))
        return hs_fail(err, HS_E_ARG, 0, "a ledger's schema is named by small letters, digits and _, and not pg_..");
    snprintf(out->schema, sizeof out->schema, "%.*s", (int)schema.len, schema.ptr);
    if (!hs_ascii_is(schema, plain_schema)) {
        size_t at = strlen(out->shown);
        snprintf(out->shown + at, sizeof out->shown - at, "?%s%s", schema_option, out->schema);
    }
    return HS_OK;
}

hs_status hs_postgres_address_read(hs_postgres_address *out, const char *path, hs_error *err)
{
    *out = (hs_postgres_address){.url = ""};
    size_t head = scheme_of(path), len = path ? strlen(path) : 0;
    if (!head || len + 1 >= HS_POSTGRES_ADDRESS - sizeof plain_schema)
        return hs_fail(err, HS_E_ARG, 0, "no address of a ledger at a PostgreSQL server, or one that is too long");
    hs_str rest = {path + head, len - head};
    size_t query = hs_ascii_char(rest, 0, '?'), slash = hs_ascii_char(rest, 0, '/'), host = hs_ascii_char(rest, 0, '@');
    slash = slash < query ? slash : query;
    /* Else a piece of a password would be taken for a host, and told of as one. */
    if (host < rest.len && (host > slash || hs_ascii_char(rest, host + 1, '@') < rest.len))
        return hs_fail(err, HS_E_ARG, 0, "an address of a ledger with an @, / or ? in its password: these are written %%40, %%2F and %%3F");
    size_t at_port = hs_ascii_char(rest, *rest.ptr == '[' ? hs_ascii_char(rest, 0, ']') : 0, ':') + 1;
    if (host == rest.len && at_port < slash && strspn(rest.ptr + at_port, "0123456789,:") < slash - at_port)
        return hs_fail(err, HS_E_ARG, 0, "an address of a ledger without a host, or with a port that is no number: postgresql://USER:PASSWORD@HOST:PORT/DATABASE");
    size_t colon = host < rest.len ? hs_ascii_char((hs_str){rest.ptr, host}, 0, ':') : 0;
    if (host < rest.len && colon < host)
        snprintf(out->password, sizeof out->password, "%.*s", (int)(host - colon - 1), rest.ptr + colon + 1);
    size_t from = host < rest.len ? host : 0;
    snprintf(out->shown, sizeof out->shown, "%.*s%.*s%.*s", (int)head, path, (int)(host < rest.len ? colon : 0), rest.ptr, (int)(query - from),
             rest.ptr + from);
    snprintf(out->url, sizeof out->url, "%.*s%.*s", (int)head, path, (int)query, rest.ptr);
    return take_options(out, query < rest.len ? (hs_str){rest.ptr + query + 1, rest.len - query - 1} : (hs_str){"", 0}, err);
}

void hs_ledger_shown(char *out, size_t cap, const char *path)
{
    hs_postgres_address address;
    const char *shown = path ? path : "";
    if (hs_postgres_is_address(path))
        shown = hs_postgres_address_read(&address, path, NULL) == HS_OK ? address.shown : "a ledger at a PostgreSQL server";
    if (cap)
        snprintf(out, cap, "%s", shown);
}
