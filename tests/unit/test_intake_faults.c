/* test_intake_faults.c -- each of our allocations fails once (tests/fault fails the libraries' too). Linked with
 * --wrap=hs_alloc. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "document.h"

static unsigned long left = -1ul; /* allocations until one fails; all ones: none does */

void *__real_hs_alloc(size_t size);
void *__wrap_hs_alloc(size_t size);

void *__wrap_hs_alloc(size_t size)
{
    return left != -1ul && left-- == 0 ? NULL : __real_hs_alloc(size);
}

static const char page[] = "<!doctype html><html lang=en><head><title>Port closed | Harbour Post</title><meta "
                           "property=og:site_name content='Harbour Post'>"
                           "<link rel=canonical href=https://post.example/a><script "
                           "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":"
                           "\"Port closed\",\"datePublished\":\"2031-05-14T07:30:00Z\",\"author\":{\"name\":\"Ann "
                           "Lee\"}}</script></head><body>"
                           "<h1>Port closed</h1><time datetime='2031-05-14T09:30:00+02:00'>x</time><p>The harbour was "
                           "<a href=/b>closed</a> on Monday, the "
                           "port authority said, after oil was seen near Pier 9.</p><p class=&quot;x&quot;>Divers had "
                           "warned of it in March, two officials "
                           "said, but nobody read their note.</p></body></html>";

static const char old_page[] =
    "<meta charset=koi8-r><p>\xc1\xc2\xc3 words, words, words, and more words until it is long enough.</p>";

/* With the counter at 0, 1, 2 ..: an orderly failure each time, until one time none fails. */
static void fail_each(const char *bytes)
{
    static const hs_input input = {.name = {"a.html", 6},
                                   .url = {"https://given.example/", 22},
                                   .outlet = {"Given", 5},
                                   .published = {"2031-05-14", 10},
                                   .address = {"https://fetched.example/", 24}};
    unsigned long n = 0;
    for (;; n++) {
        hs_document *doc = (hs_document *)1;
        hs_error err = {HS_OK, 0, ""};
        left = n;
        hs_status status = hs_document_open(&doc, bytes, strlen(bytes), &input, &err);
        bool done = left != -1ul && left > 0;
        left = -1ul;
        if (status == HS_OK) {
            hs_document_free(doc);
            if (done)
                break;
        } else {
            assert_int_equal(status, HS_E_NOMEM);
            assert_int_equal(err.code, HS_E_NOMEM);
            assert_int_equal(err.pos, 0);
            assert_null(doc);
        }
        assert_true(n < 100000);
    }
    assert_true(n > 3);
}

static void each_allocation_fails(void **state)
{
    (void)state;
    fail_each(page);
    fail_each(old_page);
    fail_each("Plain text.");
    fail_each("Port closed for a week\nBy Ann Lee\n\nAdvertisement\n\n(Photo: Bo Ek)\n");
}

static const char *const inputs[] = {
    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.example/\r\nContent-Type: application/http\r\n"
    "Content-Length: 56\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>It rained\r\n\r\n"
    "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/xml\r\nContent-Length: 82\r\n\r\n"
    "<rss><item><title>A &amp;amp; B</title><description>x y</description></item></rss>\r\n\r\n",
    "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><entry><title type='html'>&lt;b>A</title><content "
    "type='xhtml'><div><p>It rained.</p></div></content></entry></feed>",
    "<nitf><body><body.head><hedline><hl1>T</hl1></hedline></body.head><body.content><p>It "
    "rained.</p></body.content></body></nitf>",
    "{\"text\": \"It rained.\", \"title\": \"T\"}\n{\"text\": \"It snowed.\", \"authors\": [\"A\"]}\n",
    "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [{\"content_html\": \"<p>It rained.\"}, "
    "{\"content_text\": \"It snowed.\"}]}",
    "<newsItem><itemMeta><itemClass qcode='ninat:text'/></itemMeta><contentSet><inlineXML><html><p>It "
    "rained.</p></html>"
    "</inlineXML></contentSet></newsItem>",
    "MIME-Version: 1.0\r\nFrom: =?utf-8?q?A=20B?= <a@b>\r\nContent-Transfer-Encoding: "
    "base64\r\n\r\nSXQgcmFpbmVkLg==\r\n",
};

static hs_status give_once(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    const char **rest = ctx;
    (void)err;
    *n = strlen(*rest) < cap ? strlen(*rest) : cap;
    memcpy(buf, *rest, *n);
    *rest += *n;
    return HS_OK;
}

/* Take in a whole input. @return how many failed for want of memory; no other failure is expected */
static unsigned take_in(const char *bytes, unsigned *n_docs)
{
    unsigned failed = 0;
    hs_intake *intake;
    hs_document *doc;
    hs_error err = {HS_OK, 0, ""};
    *n_docs = 0;
    hs_status status = hs_intake_open(&intake, give_once, &bytes, NULL, &err);
    for (doc = NULL; status == HS_OK;) {
        status = hs_intake_next(intake, &doc, &err);
        if (status == HS_OK && !doc)
            break;
        *n_docs += status == HS_OK;
        hs_document_free(doc);
        if (status == HS_E_NOMEM) {
            failed++;
            status = HS_OK;
        }
        assert_int_equal(status, HS_OK);
    }
    if (status != HS_OK)
        assert_int_equal(status, HS_E_NOMEM);
    hs_intake_free(intake);
    return failed + (status != HS_OK);
}

static void each_allocation_of_an_intake_fails(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        unsigned all, some;
        assert_int_equal(take_in(inputs[i], &all), 0);
        assert_true(all > 0);
        for (unsigned long n = 0, done = 0; !done; n++) {
            left = n;
            unsigned failed = take_in(inputs[i], &some);
            done = left != -1ul && left > 0;
            left = -1ul;
            assert_true(failed == 1 ? some <= all : !failed && some == all);
            assert_true(n < 100000);
        }
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_fails),
                                       cmocka_unit_test(each_allocation_of_an_intake_fails)};
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
