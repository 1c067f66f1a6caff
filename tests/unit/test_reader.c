/* test_reader.c -- hs_read: reading again, readings cut down, texts too long to read. In: tests/numeric/tiny. */
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

/* Parents: 1 in 0, 2 in 1, 3 in 2, 4 alone; 1 and 2 are doubtful. */
static void test_keep(void **state)
{
    static const float confidence[] = {0.9f, 0.2f, 0.3f, 0.8f, 0.5f};
    static const uint32_t parent[] = {HS_NO_PARENT, 0, 1, 2, HS_NO_PARENT};
    enum { N = sizeof parent / sizeof *parent };
    (void)state;
    hs_document *doc = open_text("Word.");
    doc->attributions = HS_NEW(doc->arena, hs_attribution, N);
    doc->n_attributions = N;
    for (size_t i = 0; i < N; i++)
        doc->attributions[i] = (hs_attribution){.parent = parent[i], .confidence = confidence[i]};
    size_t n;
    hs_error err = {HS_OK, 0, ""};
    assert_int_equal(hs_document_keep(doc, 1.5f, &err), HS_E_ARG);
    assert_int_equal(err.code, HS_E_ARG);
    assert_int_equal(hs_document_keep(doc, 0, NULL), HS_OK);
    hs_document_attributions(doc, &n);
    assert_int_equal(n, N);
    assert_int_equal(hs_document_keep(doc, 0.5f, NULL), HS_OK);
    const hs_attribution *a = hs_document_attributions(doc, &n);
    assert_int_equal(n, 3);
    assert_true(a[0].confidence == confidence[0] && a[1].confidence == confidence[3] &&
                a[2].confidence == confidence[4]);
    assert_int_equal(a[0].parent, HS_NO_PARENT);
    assert_int_equal(a[1].parent, 0);
    assert_int_equal(a[2].parent, HS_NO_PARENT);
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
        cmocka_unit_test(test_keep),
        cmocka_unit_test(test_too_long),
        cmocka_unit_test(test_other_workspace),
    };
    return cmocka_run_group_tests(tests, open_tiny, close_tiny);
}
