/* test_fetch.c -- which addresses are public, what robots.txt allows (RFC 9309), what web addresses are made of, and
 * turns. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fetch_address.h"
#include "fetch_pace.h"
#include "fetch_robots.h"
#include "fetch_sites.h"
#include "fetch_url.h"
#include "fuse.h"

static hs_str str(const char *s)
{
    return (hs_str){s, strlen(s)};
}

/* ---- addresses ---- */

static bool is_public(const char *text)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_in6 in6 = {.sin6_family = AF_INET6};
    if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
        return hs_address_is_public((struct sockaddr *)&in);
    assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
    return hs_address_is_public((struct sockaddr *)&in6);
}

static void test_address_public(void **state)
{
    static const char *const all[] = {"1.1.1.1",         "8.8.8.8",          "9.255.255.255",        "11.0.0.0",
                                      "100.63.255.255",  "100.128.0.0",      "126.255.255.255",      "128.0.0.0",
                                      "169.253.255.255", "169.255.0.0",      "172.15.255.255",       "172.32.0.0",
                                      "192.0.1.0",       "192.0.3.0",        "192.88.98.255",        "192.167.255.255",
                                      "192.169.0.0",     "198.17.255.255",   "198.20.0.0",           "203.0.112.255",
                                      "223.255.255.255", "2001:200::1",      "2001:4860:4860::8888", "2606:4700::1111",
                                      "2a00::1",         "3ffe::1",          "2001:db7::1",          "2001:db9::1",
                                      "::ffff:8.8.8.8",  "64:ff9b::8.8.8.8", "2002:808:808::1"};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!is_public(all[i]))
            fail_msg("%s is public", all[i]);
}

static void test_address_not_public(void **state)
{
    static const char *const all[] = {"0.0.0.0",
                                      "0.255.255.255",
                                      "10.0.0.0",
                                      "10.255.255.255",
                                      "100.64.0.0",
                                      "100.127.255.255",
                                      "127.0.0.1",
                                      "127.255.255.255",
                                      "169.254.0.0",
                                      "169.254.169.254",
                                      "172.16.0.0",
                                      "172.31.255.255",
                                      "192.0.0.1",
                                      "192.0.2.1",
                                      "192.88.99.1",
                                      "192.168.0.1",
                                      "192.168.255.255",
                                      "198.18.0.0",
                                      "198.19.255.255",
                                      "198.51.100.7",
                                      "203.0.113.7",
                                      "224.0.0.1",
                                      "239.255.255.255",
                                      "240.0.0.1",
                                      "255.255.255.255",
                                      "::",
                                      "::1",
                                      "::127.0.0.1",
                                      "::8.8.8.8",
                                      "::ffff:127.0.0.1",
                                      "::ffff:10.1.2.3",
                                      "::ffff:0:8.8.8.8",
                                      "64:ff9b::10.0.0.1",
                                      "64:ff9b::7f00:1",
                                      "64:ff9b:1::8.8.8.8",
                                      "100::1",
                                      "2001::1",
                                      "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                                      "2001:1ff::1",
                                      "2001:db8::1",
                                      "2002:7f00:1::",
                                      "2002:a00:1::1",
                                      "2002:c0a8:101::",
                                      "3fff::1",
                                      "3fff:fff::1",
                                      "4000::1",
                                      "5f00::1",
                                      "fc00::1",
                                      "fd12:3456::1",
                                      "fe80::1",
                                      "febf::1",
                                      "fec0::1",
                                      "ff02::1",
                                      "ffff::1"};
    struct sockaddr other = {.sa_family = AF_UNIX};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (is_public(all[i]))
            fail_msg("%s is not public", all[i]);
    assert_false(hs_address_is_public(&other));
}

/* ---- robots.txt ---- */

static bool allowed_for(const char *robots, const char *agent, const char *path)
{
    hs_arena *arena = hs_arena_new(1 << 20);
    hs_robots rules;
    bool allow;
    assert_int_equal(hs_robots_parse(&rules, arena, str(robots), str(agent), NULL), HS_OK);
    assert_int_equal(hs_robots_allow(&allow, &rules, arena, str(path), NULL), HS_OK);
    hs_arena_free(arena);
    return allow;
}

/* One group for everybody with these rules. */
static bool allowed(const char *rules, const char *path)
{
    char robots[1024];
    snprintf(robots, sizeof robots, "User-agent: *\n%s\n", rules);
    return allowed_for(robots, "hearsay/0.1", path);
}

/* RFC 9309, 5.1 */
static void test_robots_simple_example(void **state)
{
    static const char robots[] =
        "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
        "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
        "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
        "User-Agent: quxbot\n\nEOF\n";
    (void)state;
    assert_false(allowed_for(robots, "other", "/a/b.gif"));
    assert_true(allowed_for(robots, "other", "/a/b.gif?x"));
    assert_false(allowed_for(robots, "other", "/example/"));
    assert_true(allowed_for(robots, "other", "/example"));
    assert_true(allowed_for(robots, "other", "/publications/x"));
    assert_false(allowed_for(robots, "foobot", "/"));
    assert_false(allowed_for(robots, "FooBot/2.1", "/example/other.html"));
    assert_true(allowed_for(robots, "foobot", "/example/page.html"));
    assert_true(allowed_for(robots, "foobot", "/example/allowed.gif"));
    for (int i = 0; i < 2; i++) {
        assert_false(allowed_for(robots, i ? "barbot" : "bazbot", "/example/page.html"));
        assert_true(allowed_for(robots, i ? "barbot" : "bazbot", "/example/x.gif"));
    }
    assert_true(allowed_for(robots, "quxbot", "/example/x.gif"));
}

/* RFC 9309, 5.2 */
static void test_robots_longest_match(void **state)
{
    static const char robots[] = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";
    (void)state;
    assert_true(allowed_for(robots, "foobot", "/example/page/x.gif"));
    assert_false(allowed_for(robots, "foobot", "/example/page/disallowed.gif"));
    assert_true(allowed_for(robots, "foobot", "/elsewhere"));
    assert_true(allowed("Disallow: /a\nAllow: /a", "/a"));
    assert_true(allowed("Allow: /a\nDisallow: /a", "/a"));
}

/* RFC 9309, 2.2.1: groups of one name are one; a group that names us hides those for everybody. */
static void test_robots_groups(void **state)
{
    static const char robots[] =
        "Disallow: /stray\nuser-agent: *\nDisallow: /every\nUser-agent: hearsay\nSitemap: /s.xml\n"
        "User-agent: other\nCrawl-delay: 3\nDisallow: /a\n\nUser-agent: third\nDisallow: /c\n"
        "User-agent: HearSay # again\nDisallow: /b\n";
    (void)state;
    for (int i = 0; i < 2; i++)
        assert_int_equal(allowed_for(robots, i ? "other" : "hearsay", "/b"), i);
    assert_false(allowed_for(robots, "hearsay", "/a"));
    assert_true(allowed_for(robots, "hearsay", "/every"));
    assert_true(allowed_for(robots, "hearsay", "/c"));
    assert_true(allowed_for(robots, "hearsay", "/stray"));
    assert_false(allowed_for(robots, "hear", "/every"));
    assert_true(allowed_for("User-agent: hearsaybot\nDisallow: /\n", "hearsay", "/a"));
    assert_false(allowed_for("User-agent: hearsay/0.1\nDisallow: /\n", "hearsay", "/a"));
    assert_true(allowed_for("User-agent: *bot\nDisallow: /\n", "hearsay", "/a"));
    assert_true(allowed_for("User-agent: hearsay\nDisallow:\n\nUser-agent: *\nDisallow: /\n", "hearsay", "/a"));
}

static void test_robots_wildcards(void **state)
{
    (void)state;
    assert_false(allowed("Disallow: /*/print", "/a/b/print"));
    assert_true(allowed("Disallow: /*/print", "/print"));
    assert_false(allowed("Disallow: /a*b*c", "/a-b-b-c-d"));
    assert_true(allowed("Disallow: /a*b*c$", "/a-b-c-d"));
    assert_false(allowed("Disallow: /a*b*c$", "/a-b-c-d-c"));
    assert_false(allowed("Disallow: /a***b", "/axb"));
    assert_false(allowed("Disallow: /$", "/"));
    assert_true(allowed("Disallow: /$", "/a"));
    assert_false(allowed("Disallow: *", "/a"));
    assert_false(allowed("Disallow: /*$", "/a"));
    assert_true(allowed("Disallow: /ab$", "/ab/ab"));
    assert_false(allowed("Disallow: /a$b", "/a$b"));
    assert_true(allowed("Disallow: /a*aa$", "/aa"));
    /* RFC 9309, 2.2.3: encoded, they mean themselves */
    assert_false(allowed("Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-*.html"));
    assert_true(allowed("Disallow: /path/file-with-a-%2A.html", "/path/file-with-a-b.html"));
    assert_false(allowed("Disallow: /path/foo-%24", "/path/foo-$x"));
}

/* RFC 9309, 2.2.2 */
static void test_robots_encoding(void **state)
{
    static const char *const same[][2] = {{"/foo/bar?baz=quz", "/foo/bar?baz=quz"},
                                          {"/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar"},
                                          {"/foo/bar/\xe3\x83\x84", "/foo/bar/%E3%83%84"},
                                          {"/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84"},
                                          {"/foo/bar/%62%61%7A", "/foo/bar/baz"},
                                          {"/%7Emara", "/~mara"},
                                          {"/a%", "/a%25"}};
    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (int turn = 0; turn < 2; turn++) {
            char rule[128];
            snprintf(rule, sizeof rule, "Disallow: %s$", same[i][turn]);
            assert_false(allowed(rule, same[i][!turn]));
        }
    assert_true(allowed("Disallow: /a%2Fb", "/a/b"));
    assert_true(allowed("Disallow: /A", "/a"));
}

static void test_robots_lines(void **state)
{
    (void)state;
    assert_false(allowed_for("\xef\xbb\xbfUser-agent:*\rDisallow:/a # x\r\n", "hearsay", "/a"));
    assert_false(allowed_for("  USER-AGENT\t:  * \n\tdisAllow :\t/a", "hearsay", "/a/b"));
    assert_true(allowed_for("<html>User-agent: *\nDisallow: /</html>", "hearsay", "/"));
    assert_true(allowed_for("", "hearsay", "/"));
    assert_true(allowed("Disallow: /", "/robots.txt"));
    assert_true(allowed("Disallow: a", "/a"));
    assert_true(allowed("Disallow /", "/a"));
}

static void test_robots_delay(void **state)
{
    static const struct {
        const char *said;
        uint32_t ms;
    } all[] = {{"1", 1000},
               {"2.5", 2500},
               {"0.25", 250},
               {"0", 0},
               {"x", 0},
               {"", 0},
               {"31", 30000},
               {"99999999999999999999", 30000},
               {"1.23456789", 1234},
               {"-1", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char text[128];
        hs_arena *arena = hs_arena_new(1 << 20);
        hs_robots rules;
        snprintf(text, sizeof text, "User-agent: *\nCrawl-delay: %s\n", all[i].said);
        assert_int_equal(hs_robots_parse(&rules, arena, str(text), str("hearsay"), NULL), HS_OK);
        assert_int_equal(rules.delay_ms, all[i].ms);
        hs_arena_free(arena);
    }
}

/* As many rules as fit, each with as many wildcards as fit, against a long path. */
static void test_robots_heavy(void **state)
{
    size_t n = 0, cap = HS_ROBOTS_MAX_BYTES + 100;
    char *text = malloc(cap), path[8001];
    (void)state;
    assert_non_null(text);
    n += (size_t)snprintf(text, cap, "User-agent: *\n");
    while (n < HS_ROBOTS_MAX_BYTES)
        n += (size_t)snprintf(text + n, cap - n, "Disallow: /*a*a*a*a*a*a*a*b\n");
    text[n] = '\0';
    memset(path, 'a', 8000);
    path[0] = '/';
    path[8000] = '\0';
    int64_t begin = hs_pace_now();
    hs_arena *arena = hs_arena_new(8 << 20);
    hs_robots rules;
    bool allow;
    assert_int_equal(hs_robots_parse(&rules, arena, (hs_str){text, n}, str("hearsay"), NULL), HS_OK);
    assert_int_equal(rules.n, (HS_ROBOTS_MAX_BYTES - 14) / 28);
    assert_int_equal(hs_robots_allow(&allow, &rules, arena, str(path), NULL), HS_OK);
    assert_true(allow);
    printf("%zu rules: %lld ms\n", rules.n, (long long)(hs_pace_now() - begin));
    assert_true(hs_pace_now() - begin < 10000);
    hs_arena_free(arena);
    free(text);
}

static void test_robots_no_memory(void **state)
{
    hs_robots rules = {.n = 7};
    hs_error err;
    bool allow;
    (void)state;
    hs_arena *arena = hs_arena_new(64);
    assert_int_equal(hs_robots_parse(&rules, arena, str("User-agent: *\nDisallow: /aaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n"),
                                     str("hearsay"), &err),
                     HS_E_NOMEM);
    assert_true(rules.n == 0 && !rules.rules && err.code == HS_E_NOMEM);
    hs_arena *large = hs_arena_new(1 << 20);
    assert_int_equal(hs_robots_parse(&rules, large, str("User-agent: *\nDisallow: /a\n"), str("hearsay"), NULL), HS_OK);
    assert_int_equal(hs_robots_allow(&allow, &rules, arena, str("/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"), NULL),
                     HS_E_NOMEM);
    hs_arena_free(arena);
    hs_arena_free(large);
}

/* ---- web addresses ---- */

static void test_url_parts(void **state)
{
    hs_curl curl;
    hs_fetch_url url, next;
    hs_arena *arena = hs_arena_new(1 << 20);
    (void)state;
    assert_int_equal(hs_curl_load(&curl, NULL), HS_OK);
    assert_int_equal(
        hs_fetch_url_parse(&url, arena, &curl, NULL, str(" HTTPS://mara:p%40ss@News.Example:443/a/../b?c=d#e\t"), NULL),
        HS_OK);
    assert_string_equal(url.origin.ptr, "https://news.example:443");
    assert_string_equal(url.host.ptr, "news.example");
    assert_string_equal(url.path.ptr, "/b?c=d");
    assert_string_equal(url.user.ptr, "mara");
    assert_string_equal(url.password.ptr, "p@ss");
    assert_null(strchr(url.text.ptr, '@'));
    assert_null(strchr(url.text.ptr, '#'));
    assert_int_equal(hs_fetch_url_parse(&next, arena, &curl, &url, str("//other.example/x"), NULL), HS_OK);
    assert_string_equal(next.text.ptr, "https://other.example/x");
    assert_int_equal(hs_fetch_url_parse(&next, arena, &curl, &url, str("?y"), NULL), HS_OK);
    assert_string_equal(next.path.ptr, "/b?y");
    assert_null(next.user.ptr);
    assert_int_equal(hs_fetch_url_parse(&next, arena, &curl, NULL, (hs_str){"http://a\0b/", 11}, NULL), HS_E_ARG);
    assert_null(next.text.ptr);
    hs_arena_free(arena);
    hs_curl_unload(&curl);
    hs_curl_unload(&curl);
}

/* ---- turns and sites ---- */

static void take_turn(hs_pace *pace, const char *host, uint32_t delay_ms)
{
    hs_turn *turn;
    assert_int_equal(hs_pace_begin(&turn, pace, str(host), NULL), HS_OK);
    hs_pace_end(pace, turn, delay_ms);
}

static void test_pace(void **state)
{
    hs_pace *pace;
    hs_turn *turn;
    (void)state;
    assert_int_equal(hs_pace_new(&pace, NULL), HS_OK);
    take_turn(pace, "far.example", 3600 * 1000); /* for which the others do not wait */
    int64_t begin = hs_pace_now();
    for (int i = 0; i < 3; i++) {
        take_turn(pace, "a.example", 100);
        take_turn(pace, "b.example", 0);
    }
    assert_true(hs_pace_now() - begin >= 200);
    take_turn(pace, "b.example", 200);
    begin = hs_pace_now();
    assert_int_equal(hs_pace_begin(&turn, pace, str("b.example"), NULL), HS_OK);
    assert_true(hs_pace_now() - begin >= 190);
    fuse = 0;
    hs_turn *other = turn; /* must be overwritten */
    assert_int_equal(hs_pace_begin(&other, pace, str("new.example"), NULL), HS_E_NOMEM);
    assert_null(other);
    fuse = -1;
    hs_pace_end(pace, turn, 0);
    hs_pace_free(pace);
    hs_pace_free(NULL);
}

static hs_status load(hs_robots *out, hs_arena *arena, void *ctx, hs_str origin, hs_error *err)
{
    int *n = ctx;
    ++*n;
    if (origin.ptr[0] == '!')
        return HS_E_NOMEM;
    return hs_robots_parse(out, arena, str("User-agent: *\nCrawl-delay: 2\nDisallow: /a\n"), str("hearsay"), err);
}

static void test_sites(void **state)
{
    hs_sites *sites;
    hs_arena *arena = hs_arena_new(1 << 20);
    hs_error err;
    uint32_t delay;
    int n = 0;
    (void)state;
    assert_int_equal(hs_sites_new(&sites, NULL), HS_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(hs_sites_ask(&delay, sites, arena, str("x"), str("/b"), load, &n, &err), HS_OK);
    assert_int_equal(delay, 2000);
    assert_int_equal(hs_sites_ask(&delay, sites, arena, str("x"), str("/a"), load, &n, &err), HS_E_ROBOTS);
    assert_true(err.code == HS_E_ROBOTS && err.pos == 0 && delay == 2000);
    assert_int_equal(n, 1);
    for (int i = 0; i < 2; i++) /* what failed for want of memory is tried again */
        assert_int_equal(hs_sites_ask(&delay, sites, arena, str("!"), str("/b"), load, &n, &err), HS_E_NOMEM);
    assert_int_equal(n, 3);
    for (int i = 0; i < 200; i++) { /* the oldest are forgotten */
        char name[16];
        snprintf(name, sizeof name, "s%d", i);
        assert_int_equal(hs_sites_ask(&delay, sites, arena, str(name), str("/b"), load, &n, &err), HS_OK);
    }
    n = 0;
    assert_int_equal(hs_sites_ask(&delay, sites, arena, str("s199"), str("/b"), load, &n, &err), HS_OK);
    assert_int_equal(n, 0);
    assert_int_equal(hs_sites_ask(&delay, sites, arena, str("x"), str("/b"), load, &n, &err), HS_OK);
    assert_int_equal(n, 1);
    for (int i = 0; i < 4; i++) {
        fuse = i;
        assert_int_equal(hs_sites_ask(&delay, sites, arena, str("fresh"), str("/b"), load, &n, &err),
                         i < 3 ? HS_E_NOMEM : HS_OK);
    }
    fuse = -1;
    hs_sites_free(sites);
    hs_sites_free(NULL);
    hs_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_address_public),
        cmocka_unit_test(test_address_not_public),
        cmocka_unit_test(test_robots_simple_example),
        cmocka_unit_test(test_robots_longest_match),
        cmocka_unit_test(test_robots_groups),
        cmocka_unit_test(test_robots_wildcards),
        cmocka_unit_test(test_robots_encoding),
        cmocka_unit_test(test_robots_lines),
        cmocka_unit_test(test_robots_delay),
        cmocka_unit_test(test_robots_heavy),
        cmocka_unit_test(test_robots_no_memory),
        cmocka_unit_test(test_url_parts),
        cmocka_unit_test(test_pace),
        cmocka_unit_test(test_sites),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
