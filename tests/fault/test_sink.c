/* test_sink.c -- sinks that take n bytes and refuse the rest, for every small n and many large ones: the writing stops
 * at once and says HS_E_IO, and what was taken is the beginning of the whole. In: samples/, tests/numeric/tiny. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "hearsay.h"

enum { MOST_BYTES = 1 << 18, EACH = 4096, STRIDE = 61 };

typedef struct sink {
    size_t room, len, refused;
    char at[MOST_BYTES];
} sink;

static sink whole, part;
static hs_document *doc;

static int take(void *ctx, const char *bytes, size_t len)
{
    sink *s = ctx;
    if (len > s->room - s->len) {
        s->refused++;
        return 1;
    }
    memcpy(s->at + s->len, bytes, len);
    s->len += len;
    return 0;
}

static int open_doc(void **state)
{
    static char bytes[MOST_BYTES];
    hs_reader *reader;
    hs_workspace *workspace;
    (void)state;
    FILE *file = fopen(HS_SOURCE_DIR "/tests/fault/samples/page.html", "rb");
    if (!file)
        return 1;
    size_t len = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (hs_document_open(&doc, bytes, len, NULL, NULL) != HS_OK ||
        hs_reader_open(&reader, HS_SOURCE_DIR "/tests/numeric/tiny", NULL) != HS_OK)
        return 1;
    bool read = hs_workspace_open(&workspace, reader, NULL) == HS_OK && hs_read(doc, reader, workspace, NULL) == HS_OK;
    hs_workspace_free(workspace);
    hs_reader_free(reader);
    return !read;
}

static int close_doc(void **state)
{
    (void)state;
    hs_document_free(doc);
    return 0;
}

static void refuse_everywhere(const char *name)
{
    hs_format format;
    assert_true(hs_format_by_name(&format, name));
    whole.room = MOST_BYTES;
    whole.len = 0;
    assert_int_equal(hs_document_write(doc, format, NULL, take, &whole, NULL), HS_OK);
    for (size_t n = 0, next = 0; next <= whole.len; n = next) {
        next = n == whole.len ? n + 1 : n + (n < EACH ? 1 : STRIDE);
        next = next > whole.len && n < whole.len ? whole.len : next;
        hs_error err = {HS_OK, 0, ""};
        part.room = n;
        part.len = part.refused = 0;
        hs_status status = hs_document_write(doc, format, NULL, take, &part, &err);
        if (n == whole.len) {
            assert_int_equal(status, HS_OK);
        } else {
            assert_int_equal(status, HS_E_IO);
            assert_int_equal(err.code, HS_E_IO);
            assert_true(err.msg[0]);
            assert_int_equal(part.refused, 1);
        }
        assert_memory_equal(part.at, whole.at, part.len);
    }
    print_message("%s: refused within %zu bytes\n", name, whole.len);
}

static void test_refusal(void **state)
{
    (void)state;
    refuse_everywhere("text");
    refuse_everywhere("jsonl");
    refuse_everywhere("csv");
    refuse_everywhere("brat");
    refuse_everywhere("webanno");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refusal)};
    return cmocka_run_group_tests(tests, open_doc, close_doc);
}
