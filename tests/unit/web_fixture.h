/* web_fixture.h -- what the tests of pages share: asking for one, and checking it. The test has a static `ledger` before it. One
 * thread. */
#ifndef HS_WEB_FIXTURE_H
#define HS_WEB_FIXTURE_H

#include <libxml/HTMLparser.h>

#include "web.h"
#include "web_check.h"

static inline hs_str str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

/* ---- asking for a page ---- */

enum { PARAMS = 8 };

/* "/path" and "name=value" of each parameter, ended by NULL. */
static inline hs_status get(hs_buffer *out, hs_web_reply *reply, const char *const *asked, bool may_write, hs_error *err)
{
    hs_web_param params[PARAMS];
    size_t n = 0;
    for (; asked[1 + n]; n++) {
        const char *eq = strchr(asked[1 + n], '=');
        params[n] = (hs_web_param){{asked[1 + n], (size_t)(eq - asked[1 + n])}, str(eq + 1)};
    }
    hs_web_request request = {.path = str(asked[0]),
                              .params = params,
                              .n_params = n,
                              .base = str("/news"),
                              .origin = str("http://127.0.0.1:7077"),
                              .now = str("2031-05-20T12:00:00Z"),
                              .token = str("tok<en>"),
                              .may_write = may_write};
    return hs_web_page(out, reply, ledger, &request, err);
}

static inline hs_buffer page_of(const char *const *asked, bool may_write, int want)
{
    hs_buffer out = hs_buffer_new(64 << 20);
    hs_web_reply reply;
    hs_error err = {HS_OK, 0, ""};
    if (get(&out, &reply, asked, may_write, &err) != HS_OK)
        fail_msg("%s: %s", asked[0], err.msg);
    if (reply.status != want)
        fail_msg("%s: status %d, not %d", asked[0], reply.status, want);
    assert_string_equal(reply.content_type, "text/html; charset=utf-8");
    return out;
}

#define PAGE(want, ...) page_of((const char *const[]){__VA_ARGS__, NULL}, true, want)

static inline bool has(const hs_buffer *page, const char *what)
{
    size_t n = strlen(what);
    for (size_t i = 0; i + n <= page->len; i++)
        if (page->ptr[i] == *what && memcmp(page->ptr + i, what, n) == 0)
            return true;
    return false;
}

/* Elements of HTML 5 are news to libxml2; all else it must take. Keeps the first that is not. */
static inline void take_error(void *ctx, const xmlError *e)
{
    char *first = ctx;
    if (e->code != XML_HTML_UNKNOWN_TAG && !*first)
        snprintf(first, 200, "line %d: %s", e->line, e->message);
}

static inline void check_by_libxml(const char *name, const hs_buffer *page)
{
    char first[200] = "";
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    assert_non_null(parser);
    xmlSetStructuredErrorFunc(first, (xmlStructuredErrorFunc)(void (*)(void))take_error);
    htmlDocPtr doc =
        htmlCtxtReadMemory(parser, page->ptr, (int)page->len, "page.html", "utf-8", HTML_PARSE_NONET | (int)XML_PARSE_HUGE);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (!doc || *first)
        fail_msg("%s: %s", name, *first ? first : "no document");
    xmlFreeDoc(doc);
    htmlFreeParserCtxt(parser);
}

static inline void check_page(const char *name, const hs_buffer *page)
{
    const char *fault = page_fault(hs_buffer_str(page));
    if (fault)
        fail_msg("%s: %s", name, fault);
    check_by_libxml(name, page);
    assert_false(has(page, "<script>alert"));
    assert_false(has(page, "<img"));
    assert_false(has(page, "\xE2\x80\xAE")); /* right-to-left override */
    assert_false(has(page, "\xE2\x81\xA6"));
    assert_false(has(page, "href=\"javascript:"));
    assert_true(has(page, "<a class=\"skip\" href=\"#main\">"));
    assert_true(has(page, "</html>\n"));
}

#endif
