/* fuzz_request.c -- what a request to the server is made of: its target, its headers, its body as fields. Input: a byte that picks,
 * a line, and the rest, which is the body of that type. */
#include <stdint.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool good)
{
    if (!good)
        __builtin_trap();
}

static void check_params(const hs_server_params *p)
{
    check(p->n <= HS_SERVER_PARAMS);
    for (size_t i = 0; i < p->n; i++) {
        hs_str both[2] = {p->at[i].name, p->at[i].value};
        for (int k = 0; k < 2; k++)
            check(hs_utf8_valid(both[k].ptr, both[k].len) == both[k].len);
    }
}

/* What is written as an address is ASCII, and read again it is the same. (No name is "\xff".) */
static void check_round(hs_arena *arena, hs_str path, const hs_server_params *p)
{
    hs_buffer out = hs_buffer_new(1 << 22);
    hs_server_params again;
    hs_str same;
    hs_server_put_address(&out, "", path, p, "\xff", (hs_str){NULL, 0});
    for (size_t i = 0; i < out.len; i++)
        check(out.ptr[i] > 0x20 && out.ptr[i] < 0x7f);
    check(hs_server_target(&same, &again, arena, hs_buffer_str(&out), NULL) == HS_OK);
    check(same.len == path.len && memcmp(same.ptr, path.ptr, path.len) == 0 && again.n == p->n);
    hs_buffer_free(&out);
}

static void try_headers(hs_str line)
{
    static hs_server server = {.options = {.hosts = "news.example", .allow_origin = "https://other.example"}};
    hs_str name, port;
    check(hs_server_accepts(line, "text/csv") <= 1000);
    check(hs_server_accepts_coding(line, "gzip") <= 1000);
    hs_server_tag_is_in(line, "\"0123\"");
    hs_server_cookie(line, "hearsay_7777");
    hs_server_media_param(line, "boundary");
    hs_server_bearer(line);
    if (hs_server_host(&name, &port, line))
        check(name.len > 0 && port.len <= 5);
    hs_server_is_our_host(&server, line);
    hs_server_is_our_origin(&server, line, line);
    hs_server_id(line, 'c');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {"application/json", "application/x-www-form-urlencoded", NULL, "text/plain"};
    hs_server_params params;
    hs_server_fields fields;
    hs_str path, id, all = {(const char *)data, size};
    char allow[64];
    if (!size)
        return 0;
    hs_arena *arena = hs_arena_new(64 << 20);
    size_t end = hs_ascii_char(all, 1, '\n');
    hs_str line = {all.ptr + 1, end > 1 ? end - 1 : 0};
    try_headers(line);
    if (hs_server_target(&path, &params, arena, line, NULL) == HS_OK) {
        check_params(&params);
        hs_server_route_find(data[0] & 1 ? "GET" : "POST", path, &id, allow);
        if (path.len && !memchr(path.ptr, '\n', path.len))
            check_round(arena, path, &params);
    }
    const char *type = types[data[0] % 4];
    hs_server_request request = {
        .arena = arena, .type = type ? hs_ascii_of(type) : line, .body = hs_ascii_from(all, end < size ? end + 1 : size)};
    if (hs_server_fields_read(&fields, &request, NULL) == HS_OK)
        check_params(&fields.params);
    hs_arena_free(arena);
    return 0;
}
