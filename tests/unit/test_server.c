/* test_server.c -- what a request is made of, who may ask, and the table of routes beside docs/openapi.json. No server runs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "ascii.h"
#include "server_state.h"

static hs_str str(const char *s)
{
    return hs_ascii_of(s);
}

static void assert_str(hs_str got, const char *want)
{
    if (!want) {
        assert_null(got.ptr);
        return;
    }
    assert_int_equal(got.len, strlen(want));
    assert_memory_equal(got.ptr, want, got.len);
}

/* ---- addresses and forms ---- */

static void test_targets(void **state)
{
    hs_arena *arena = hs_arena_new(1 << 20);
    hs_server_params p;
    hs_str path;
    (void)state;
    assert_int_equal(hs_server_target(&path, &p, arena, str("/a%20b/c+d?q=two+words%21&&x&y=&q=later#part?z=1"), NULL), HS_OK);
    assert_str(path, "/a b/c+d");
    assert_int_equal(p.n, 4);
    assert_str(hs_server_param(&p, "q"), "two words!");
    assert_str(hs_server_param(&p, "x"), "");
    assert_str(hs_server_param(&p, "y"), "");
    assert_str(hs_server_param(&p, "z"), NULL);
    assert_int_equal(hs_server_target(&path, &p, arena, str("/?"), NULL), HS_OK);
    assert_int_equal(p.n, 0);
    hs_arena_free(arena);
}

static void test_broken_targets(void **state)
{
    static const struct {
        const char *target;
        hs_status status;
        uint64_t pos;
    } cases[] = {{"", HS_E_ARG, 0},           {"http://x/", HS_E_ARG, 0},    {"*", HS_E_ARG, 0},         {"/a%", HS_E_ARG, 2},
                 {"/a%4", HS_E_ARG, 2},       {"/a%4g", HS_E_ARG, 2},        {"/%00", HS_E_ARG, 1},      {"/%ff", HS_E_ARG, 0},
                 {"/?q=%e2%82", HS_E_ARG, 4}, {"/?q=ok&%zz=1", HS_E_ARG, 7}, {"/?%c0%af=1", HS_E_ARG, 2}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_arena *arena = hs_arena_new(1 << 20);
        hs_server_params p;
        hs_str path;
        hs_error err;
        assert_int_equal(hs_server_target(&path, &p, arena, str(cases[i].target), &err), cases[i].status);
        assert_int_equal(err.code, cases[i].status);
        assert_int_equal(err.pos, cases[i].pos);
        hs_arena_free(arena);
    }
}

static void test_limits(void **state)
{
    char many[4 * (HS_SERVER_PARAMS + 2)] = "";
    hs_arena *arena = hs_arena_new(1 << 20), *small = hs_arena_new(64);
    hs_server_params p;
    hs_error err;
    (void)state;
    for (int i = 0; i <= HS_SERVER_PARAMS; i++)
        strcat(many, "a=b&");
    assert_int_equal(hs_server_form_parse(&p, arena, str(many), &err), HS_E_LIMIT);
    assert_int_equal(err.pos, HS_SERVER_PARAMS);
    assert_int_equal(hs_server_form_parse(&p, small, str("a=b"), &err), HS_E_NOMEM);
    hs_arena_free(small);
    hs_arena_free(arena);
}

static void test_parts(void **state)
{
    static const char body[] =
        "before\r\n--mark\r\nContent-Disposition: form-data; name=\"outlet\"\r\n\r\nHarbour Post\r\n--mark\r\n"
        "content-disposition: form-data; name=\"files\"; filename=\"a;b \\\"c\\\".html\"\r\nContent-Type: "
        "text/html\r\n\r\n<p>x\r\n--marks\r\n</p>"
        "\r\n--mark\r\n\r\n\r\n--mark--\r\nafter";
    hs_arena *arena = hs_arena_new(1 << 20);
    const hs_server_part *parts;
    size_t n;
    hs_error err;
    (void)state;
    assert_int_equal(hs_server_parts(&parts, &n, arena, (hs_str){body, sizeof body - 1}, str("mark"), &err), HS_OK);
    /* "--marks" begins as the boundary does, and RFC 2046 forbids it in a part: the part ends there */
    assert_int_equal(n, 4);
    assert_str(parts[0].name, "outlet");
    assert_str(parts[0].bytes, "Harbour Post");
    assert_str(parts[0].file, NULL);
    assert_str(parts[1].name, "files");
    assert_str(parts[1].file, "a;b \\\"c\\\".html");
    assert_str(parts[1].type, "text/html");
    assert_str(parts[1].bytes, "<p>x");
    assert_str(parts[3].bytes, "");
    for (size_t cut = 0; cut < sizeof body - 9; cut++) { /* without its last boundary */
        assert_int_equal(hs_server_parts(&parts, &n, arena, (hs_str){body, cut}, str("mark"), &err), HS_E_ARG);
        assert_int_equal(err.pos, cut);
    }
    assert_int_equal(hs_server_parts(&parts, &n, arena, str("--\r\n----"), str(""), &err), HS_E_ARG);
    hs_arena_free(arena);
}

/* ---- headers ---- */

static void test_accept(void **state)
{
    (void)state;
    assert_int_equal(hs_server_accepts((hs_str){NULL, 0}, "text/csv"), 1000);
    assert_int_equal(hs_server_accepts(str("text/html, */*;q=0.8"), "text/csv"), 800);
    assert_int_equal(hs_server_accepts(str("*/*, text/*;q=0.3"), "text/csv"), 300);
    assert_int_equal(hs_server_accepts(str("*/*, text/csv;q=0"), "text/csv"), 0);
    assert_int_equal(hs_server_accepts(str("TEXT/CSV ; header=present; Q=0.25"), "text/csv"), 250);
    assert_int_equal(hs_server_accepts(str("text/csv;q=x"), "text/csv"), 0);
    assert_int_equal(hs_server_accepts(str("a/b;x=\"text/csv, text/csv\""), "text/csv"), 0);
    assert_int_equal(hs_server_accepts_coding((hs_str){NULL, 0}, "gzip"), 0);
    assert_int_equal(hs_server_accepts_coding(str("gzip;q=0.5, *;q=0.1"), "zstd"), 100);
    assert_int_equal(hs_server_accepts_coding(str("br, gzip"), "gzip"), 1000);
}

static void test_tags(void **state)
{
    (void)state;
    assert_true(hs_server_tag_is_in(str("\"a\", W/\"b\""), "\"b\""));
    assert_true(hs_server_tag_is_in(str(" * "), "\"b\""));
    assert_false(hs_server_tag_is_in(str("\"a,b\", b"), "\"b\""));
    assert_false(hs_server_tag_is_in((hs_str){NULL, 0}, "\"b\""));
}

static void test_other_headers(void **state)
{
    hs_str name, port;
    (void)state;
    assert_str(hs_server_cookie(str("a=1; hearsay_7777=xyz; b=2"), "hearsay_7777"), "xyz");
    assert_str(hs_server_cookie(str("xhearsay_7777=xyz"), "hearsay_7777"), NULL);
    assert_str(hs_server_bearer(str("bearer  abc ")), "abc");
    assert_str(hs_server_bearer(str("Basic abc")), NULL);
    assert_str(hs_server_media(str("text/html ; charset=x")), "text/html");
    assert_str(hs_server_media_param(str("multipart/form-data; Boundary=\"a b\""), "boundary"), "a b");
    assert_str(hs_server_media_param(str("boundary=x"), "boundary"), NULL);
    assert_true(hs_server_host(&name, &port, str("Localhost:80")));
    assert_str(name, "Localhost");
    assert_str(port, "80");
    assert_true(hs_server_host(&name, &port, str("[::1]")));
    assert_str(name, "::1");
    static const char *const bad[] = {"", "a b", "[::1", "[]", "[x]", "a:", "a:x", "a:123456", "a/b", "a@b", "[::1]x"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(hs_server_host(&name, &port, str(bad[i])));
}

/* ---- who may ask ---- */

static void test_guard(void **state)
{
    static hs_server server = {.options = {.hosts = "news.example, desk.example", .allow_origin = "https://other.example"}};
    hs_str token = str("0123456789abcdef"), home = str("localhost:7777");
    (void)state;
    hs_digest_hex(server.token, &token, 1);
    assert_true(hs_server_is_token(&server, token));
    assert_false(hs_server_is_token(&server, str("0123456789abcdeg")));
    assert_false(hs_server_is_token(&server, str("0123456789abcdef0")));
    assert_false(hs_server_is_token(&server, (hs_str){NULL, 0}));
    assert_true(hs_server_is_our_host(&server, home));
    assert_true(hs_server_is_our_host(&server, str("192.0.2.7")));
    assert_true(hs_server_is_our_host(&server, str("Desk.example:443")));
    assert_false(hs_server_is_our_host(&server, str("evil.example")));
    assert_false(hs_server_is_our_host(&server, str("127.0.0.1.evil.example")));
    assert_true(hs_server_is_our_origin(&server, str("http://localhost:7777"), home));
    assert_true(hs_server_is_our_origin(&server, str("https://other.example"), home));
    assert_false(hs_server_is_our_origin(&server, str("http://localhost:7778"), home));
    assert_false(hs_server_is_our_origin(&server, str("null"), home));
    assert_false(hs_server_is_our_origin(&server, (hs_str){NULL, 0}, home));
    assert_true(hs_server_token_is_good(str("abc-DEF_123.~xyz")));
    assert_false(hs_server_token_is_good(str("abc-DEF_123.~xy")));
    assert_false(hs_server_token_is_good(str("abc-DEF_123.~xy;")));
}

static void test_token_is_random(void **state)
{
    char a[49], b[49];
    (void)state;
    assert_int_equal(hs_server_token_make(a, NULL), HS_OK);
    assert_int_equal(hs_server_token_make(b, NULL), HS_OK);
    assert_true(hs_server_token_is_good(str(a)));
    assert_string_not_equal(a, b);
}

/* ---- what is written ---- */

static void test_written(void **state)
{
    static const hs_web_param params[] = {{{"q", 1}, {"a b&\"", 5}}, {{"after", 5}, {"old", 3}}};
    hs_server_params p = {params, 2};
    hs_buffer out = hs_buffer_new(1 << 16);
    (void)state;
    hs_server_put_address(&out, "/news", str("/claims/\r\nX: y"), &p, "after", str("<1>"));
    assert_str(hs_buffer_str(&out), "/news/claims/%0D%0AX%3A%20y?q=a%20b%26%22&after=%3C1%3E");
    out.len = 0;
    hs_server_json_str(&out, (hs_str){"a\"\\\n\x1f\xff\xe2\x82\xac", 9});
    assert_str(hs_buffer_str(&out), "\"a\\\"\\\\\\u000a\\u001f\xef\xbf\xbd\xe2\x82\xac\"");
    hs_buffer_free(&out);
    assert_int_equal(hs_server_id(str("c12"), 'c'), 12);
    static const char *const bad[] = {"c", "c0", "c012", "d12", "c1x", "c-1", "c99999999999999999999", ""};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_int_equal(hs_server_id(str(bad[i]), 'c'), 0);
}

static void test_statuses(void **state)
{
    static const struct {
        hs_status code;
        int status, of_upload;
    } cases[] = {{HS_E_ARG, 400, 400},      {HS_E_LIMIT, 400, 413},  {HS_E_FORMAT, 415, 415},
                 {HS_E_LANGUAGE, 422, 422}, {HS_E_NONE, 404, 404},   {HS_E_BUSY, 503, 503},
                 {HS_E_NET, 502, 502},      {HS_E_DEFECT, 500, 500}, {HS_E_LEDGER, 500, 500}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_server_reply r = {.body = hs_buffer_new(1 << 16)};
        hs_error err = {.code = cases[i].code, .msg = "why \"so\""};
        hs_server_failed(&r, &err, false);
        assert_int_equal(r.status, cases[i].status);
        hs_server_failed(&r, &err, true);
        assert_int_equal(r.status, cases[i].of_upload);
        hs_server_problem_body(&r);
        json_t *body = json_loadb(r.body.ptr, r.body.len, 0, NULL);
        assert_string_equal(json_string_value(json_object_get(body, "detail")), "why \"so\"");
        assert_int_equal(json_integer_value(json_object_get(body, "status")), r.status);
        json_decref(body);
        hs_buffer_free(&r.body);
    }
}

/* ---- routes ---- */

static void test_find(void **state)
{
    hs_str id;
    char allow[64];
    (void)state;
    assert_string_equal(hs_server_route_find("HEAD", str("/api/v1/claims/c12"), &id, allow)->path, "/api/v1/claims/{id}");
    assert_str(id, "c12");
    assert_string_equal(hs_server_route_find("POST", str("/api/v1/sources/s1/merge"), &id, allow)->path,
                        "/api/v1/sources/{id}/merge");
    assert_str(id, "s1");
    assert_null(hs_server_route_find("POST", str("/api/v1/claims/c12"), &id, allow));
    assert_string_equal(allow, "GET, HEAD, OPTIONS");
    assert_null(hs_server_route_find("PUT", str("/api/v1/documents"), &id, allow));
    assert_string_equal(allow, "GET, HEAD, POST, OPTIONS");
    static const char *const none[] = {"/api/v1/claims/", "/api/v1/claims/a/b",     "/api/v1/claim",
                                       "/api/v1",         "/api/v1/sources//merge", ""};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_null(hs_server_route_find("GET", str(none[i]), &id, allow));
        assert_string_equal(allow, "");
    }
}

static const hs_server_route *find_row(const char *method, const char *path)
{
    for (size_t i = 0; i < hs_server_n_routes; i++)
        if (strcmp(hs_server_routes[i].path, path) == 0 && hs_ascii_is(str(hs_server_routes[i].method), method))
            return &hs_server_routes[i];
    return NULL;
}

static bool has_word(const char *words, const char *word)
{
    size_t len = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at++)
        if ((at == words || at[-1] == ' ') && (at[len] == ' ' || !at[len]))
            return true;
    return false;
}

static size_t count_words(const char *words)
{
    size_t n = *words != '\0';
    for (; *words; words++)
        n += *words == ' ';
    return n;
}

/* The parameters of an address that the file gives an operation are those of its row. */
static void check_params(const json_t *openapi, const json_t *operation, const hs_server_route *row)
{
    size_t i, n = 0;
    json_t *param;
    json_array_foreach(json_object_get(operation, "parameters"), i, param)
    {
        const char *ref = json_string_value(json_object_get(param, "$ref"));
        if (ref)
            param = json_object_get(json_object_get(json_object_get(openapi, "components"), "parameters"), strrchr(ref, '/') + 1);
        const char *name = json_string_value(json_object_get(param, "name"));
        assert_non_null(name);
        if (strcmp(json_string_value(json_object_get(param, "in")), "query") != 0)
            continue;
        if (!has_word(row->params, name))
            fail_msg("%s %s: the route has no parameter %s", row->method, row->path, name);
        n++;
    }
    if (n != count_words(row->params))
        fail_msg("%s %s: %zu parameters in docs/openapi.json, not those of '%s'", row->method, row->path, n, row->params);
}

/* What may come of any request. */
static void check_responses(const json_t *operation, const char *path)
{
    static const char *const all[] = {"400", "401", "403", "405", "408", "414", "421", "431", "500", "503"};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!json_object_get(json_object_get(operation, "responses"), all[i]))
            fail_msg("%s: docs/openapi.json does not say what %s is", path, all[i]);
}

/* Every route stands in docs/openapi.json, and every operation of it is a route. */
static void test_openapi(void **state)
{
    json_error_t wrong;
    json_t *openapi = json_loads(hs_server_schemas[0], JSON_REJECT_DUPLICATES, &wrong), *item, *operation;
    const char *path, *method;
    size_t n = 0;
    (void)state;
    assert_non_null(openapi);
    assert_string_equal(json_string_value(json_object_get(openapi, "openapi")), "3.1.0");
    assert_string_equal(json_string_value(json_object_get(json_object_get(openapi, "info"), "version")), HS_VERSION);
    json_object_foreach(json_object_get(openapi, "paths"), path, item)
    {
        char whole[128];
        json_t *servers = json_object_get(item, "servers"); /* of forms, which stand above the API */
        snprintf(whole, sizeof whole, "%s%s", servers ? "" : "/api/v1", path);
        json_object_foreach(item, method, operation)
        {
            if (operation == servers)
                continue;
            check_responses(operation, path);
            const hs_server_route *row = find_row(method, whole);
            if (!row)
                fail_msg("%s %s: in docs/openapi.json, but no route", method, path);
            if (row->params)
                check_params(openapi, operation, row);
            bool token = json_object_get(operation, "security") != NULL;
            if (token != ((row->traits & HS_ROUTE_ASIDE) != 0))
                fail_msg("%s %s: docs/openapi.json does not say who needs the token", method, path);
            n++;
        }
    }
    assert_int_equal(n, hs_server_n_routes);
    json_decref(openapi);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_targets),       cmocka_unit_test(test_broken_targets), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_parts),         cmocka_unit_test(test_accept),         cmocka_unit_test(test_tags),
        cmocka_unit_test(test_other_headers), cmocka_unit_test(test_guard),          cmocka_unit_test(test_token_is_random),
        cmocka_unit_test(test_written),       cmocka_unit_test(test_statuses),       cmocka_unit_test(test_find),
        cmocka_unit_test(test_openapi),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
