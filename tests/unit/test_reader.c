/* test_reader.c -- hs_read: reading again, texts too long to read. In: tests/numeric/tiny. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document.h"
#include "hearsay.h"

static hs_reader *reader;
static hs_workspace *workspace;

static int open_tiny(void **state)
{
    (void)state;
    return hs_reader_open(&reader, HS_SOURCE_DIR "/tests/numeric/tiny", NULL) != HS_OK ||
           hs_workspace_open(&workspace, reader, NULL) != HS_OK;
}

static int close_tiny(void **state)
{
    (void)state;
    hs_workspace_free(workspace);
    hs_reader_free(reader);
    return 0;
}

static hs_document *open_text(const char *text)
{
    hs_document *doc;
    assert_int_equal(hs_document_open(&doc, text, strlen(text), NULL, NULL), HS_OK);
    return doc;
}

/* A reading takes 48 bytes and more of an arena that is capped at 1 MiB and some. */
static void test_read_again(void **state)
{
    (void)state;
    hs_document *doc = open_text("Word.");
    hs_error err = {HS_OK, 0, ""};
    for (int i = 0; i < 40000; i++)
        if (hs_read(doc, reader, workspace, &err) != HS_OK)
            fail_msg("reading %d: %s", i, err.msg);
    assert_memory_equal(hs_document_text(doc).ptr, "Word.", 5);
    assert_int_equal(hs_document_id(doc).len, 64);
    hs_document_free(doc);
}

static void test_too_long(void **state)
{
    enum { MOST_PIECES = 16 << 20 };
    size_t n;
    (void)state;
    char *text = malloc(MOST_PIECES + 2);
    assert_non_null(text);
    memset(text, '!', MOST_PIECES + 1);
    text[MOST_PIECES + 1] = '\0';
    hs_document *doc = open_text(text);
    hs_error err = {HS_OK, 0, ""};
    assert_int_equal(hs_read(doc, reader, workspace, &err), HS_E_LIMIT);
    assert_int_equal(err.code, HS_E_LIMIT);
    assert_int_equal(err.pos, MOST_PIECES);
    hs_document_attributions(doc, &n);
    assert_int_equal(n, 0);
    hs_document_free(doc);
    free(text);
}

static void test_other_workspace(void **state)
{
    hs_reader *other;
    hs_error err = {HS_OK, 0, ""};
    (void)state;
    hs_document *doc = open_text("Word.");
    assert_int_equal(hs_reader_open(&other, HS_SOURCE_DIR "/tests/numeric/tiny", NULL), HS_OK);
    assert_int_equal(hs_read(doc, other, workspace, &err), HS_E_ARG);
    assert_int_equal(err.code, HS_E_ARG);
    hs_reader_free(other);
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_again),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_other_workspace),
    };
    return cmocka_run_group_tests(tests, open_tiny, close_tiny);
}
