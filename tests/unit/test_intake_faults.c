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
    static const hs_input input = {
        {"a.html", 6}, {"https://given.example/", 22}, {"Given", 5}, {"2031-05-14", 10}, {"https://fetched.example/", 24}};
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
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_allocation_fails)};
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
