/* test_reader.c -- hs_read: reading again, readings cut down, texts too long to read; vectors of contents and texts.
 * In: tests/numeric/tiny. */
#define _GNU_SOURCE /* mkdtemp */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "document.h"
#include "encoder.h"
#include "hearsay.h"
#include "pieces.h"

#define TINY HS_SOURCE_DIR "/tests/numeric/tiny"
enum { VECTOR = 48 /* numbers of the tiny model's vectors */ };

static hs_reader *reader;
static hs_workspace *workspace;

static int open_tiny(void **state)
{
    (void)state;
    return hs_reader_open(&reader, TINY, NULL) != HS_OK || hs_workspace_open(&workspace, reader, NULL) != HS_OK;
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
    doc->vectors = HS_NEW(doc->arena, int8_t, N * 2);
    doc->vector_width = 2;
    for (size_t i = 0; i < N; i++) {
        doc->attributions[i] = (hs_attribution){.parent = parent[i], .confidence = confidence[i]};
        doc->vectors[2 * i] = doc->vectors[2 * i + 1] = (int8_t)(i + 1);
    }
    size_t n, width;
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
    static const int8_t stayed[] = {1, 4, 5};
    for (size_t i = 0; i < n; i++) {
        const int8_t *vector = hs_document_vector(doc, i, &width);
        assert_int_equal(width, 2);
        assert_true(vector[0] == stayed[i] && vector[1] == stayed[i]);
    }
    assert_null(hs_document_vector(doc, n, &width));
    assert_int_equal(width, 0);
    hs_document_free(doc);
}

/* Of several of the tiny model's windows; words alone, since fragments without any are cut from contents later. */
static const char several_windows[] =
    "the minister said it was not a report that officials denied of that\n\nshe said they was told that the officials "
    "denied it not a report of the minister told that it was not\n\nthey told the officials that she was not told a "
    "report the minister said and he denied it\n\nofficials said that the report was of a minister not of officials "
    "she told that they denied it and that was not said the minister told officials of the report that they was told "
    "a minister denied that she said not that it was a report he told";

/* ---- vectors ---------------------------------------------------------------------------------------------------- */

static bool lies_in(hs_spans spans, uint32_t at)
{
    for (uint32_t i = 0; i < spans.n; i++)
        if (spans.at[i].begin <= at && at < spans.at[i].end)
            return true;
    return false;
}

/* Is it the vector that the encoder gives for the content in one of the windows that hold all of it? */
static bool is_its_vector(const int8_t *vector, hs_spans content, const hs_pieces *p, hs_encoder *encoder,
                          const hs_model_config *config, const hs_vocabulary *vocabulary)
{
    const size_t length = config->window_length - 2, step = length - 2 * config->window_margin;
    for (size_t begin = 0;; begin += step) {
        const size_t end = begin + length < p->n ? begin + length : p->n;
        int32_t ids[64] = {hs_vocabulary_special(vocabulary, HS_SPECIAL_CLS)};
        uint32_t places[64], n = (uint32_t)(end - begin) + 2;
        size_t n_places = 0;
        float mean[2 * 64];
        int8_t due[VECTOR];
        for (size_t i = begin; i < end; i++) {
            ids[i - begin + 1] = p->ids[i];
            if (!(p->flags[i] & HS_PIECE_BREAK) && lies_in(content, p->begin[i]))
                places[n_places++] = (uint32_t)(i - begin) + 1;
        }
        ids[n - 1] = hs_vocabulary_special(vocabulary, HS_SPECIAL_SEP);
        assert_int_equal(hs_encoder_run(encoder, ids, &n, 1, NULL), HS_OK);
        if (n_places) {
            assert_int_equal(hs_encoder_mean(mean, encoder, 0, places, n_places, NULL), HS_OK);
            assert_int_equal(hs_encoder_vectors(due, encoder, mean, 1, NULL), HS_OK);
            if (memcmp(due, vector, VECTOR) == 0)
                return true;
        }
        if (end == p->n)
            return false;
    }
}

/* Attributions are found by window, then some are dropped and all are sorted: each still has its own content's vector.
 */
static void test_vectors(void **state)
{
    (void)state;
    hs_model *model;
    hs_vocabulary *vocabulary;
    hs_encoder *encoder;
    hs_pieces pieces;
    hs_arena *arena = hs_arena_new(1 << 20);
    size_t n, width;
    assert_int_equal(hs_model_open(&model, TINY, NULL), HS_OK);
    assert_int_equal(hs_vocabulary_open(&vocabulary, TINY "/vocab.txt", NULL), HS_OK);
    assert_int_equal(hs_encoder_open(&encoder, model, NULL, NULL), HS_OK);
    hs_document *doc = open_text(several_windows);
    assert_null(hs_document_vector(doc, 0, &width));
    for (int i = 0; i < 2; i++)
        assert_int_equal(hs_read(doc, reader, workspace, NULL), HS_OK);
    assert_int_equal(hs_pieces_make(&pieces, arena, vocabulary, hs_document_text(doc), NULL), HS_OK);
    assert_true(pieces.n > 2 * hs_model_config_of(model)->window_length);
    const hs_attribution *a = hs_document_attributions(doc, &n);
    size_t fragments = 0, sorted = 0;
    for (size_t i = 0; i < n; i++) {
        const int8_t *vector = hs_document_vector(doc, i, &width);
        assert_int_equal(width, VECTOR);
        if (!is_its_vector(vector, a[i].content, &pieces, encoder, hs_model_config_of(model), vocabulary))
            fail_msg("attribution %zu of %zu has another vector", i, n);
        fragments += a[i].content.n > 1;
        sorted += i && a[i].cue.at[0].begin < a[i - 1].cue.at[0].begin;
    }
    print_message("    %zu attributions, %zu with several fragments, %zu not by their cue\n", n, fragments, sorted);
    assert_true(n > 5 && fragments && sorted);
    hs_document_free(doc);
    hs_encoder_free(encoder);
    hs_vocabulary_free(vocabulary);
    hs_model_free(model);
    hs_arena_free(arena);
}

static hs_str str(const char *text)
{
    return (hs_str){text, strlen(text)};
}

static void test_text_vector(void **state)
{
    int8_t a[VECTOR], b[VECTOR + 1];
    size_t width = 0;
    double square = 0;
    hs_error err = {HS_OK, 0, ""};
    (void)state;
    assert_int_equal(hs_text_vector(a, VECTOR, &width, reader, workspace, str("Officials denied a report."), &err),
                     HS_OK);
    assert_int_equal(width, VECTOR);
    for (size_t i = 0; i < VECTOR; i++)
        square += a[i] * a[i];
    assert_true(fabs(sqrt(square) - 127) < 2);
    memset(b, 99, sizeof b);
    assert_int_equal(
        hs_text_vector(b, sizeof b, &width, reader, workspace, str(" officials  denied a report .\n"), &err), HS_OK);
    assert_memory_equal(a, b, VECTOR); /* the same pieces */
    assert_int_equal(b[VECTOR], 99);
    assert_int_equal(hs_text_vector(b, VECTOR, &width, reader, workspace, str("The minister said it."), &err), HS_OK);
    assert_memory_not_equal(a, b, VECTOR);

    static const char *const empty[] = {"", " \n\n "};
    for (size_t i = 0; i < 2; i++) {
        err = (hs_error){HS_OK, 0, ""};
        assert_int_equal(hs_text_vector(a, VECTOR, &width, reader, workspace, str(empty[i]), &err), HS_E_ARG);
        assert_int_equal(err.code, HS_E_ARG);
    }
    width = 0;
    assert_int_equal(hs_text_vector(a, VECTOR - 1, &width, reader, workspace, str("he"), &err), HS_E_LIMIT);
    assert_int_equal(err.pos, VECTOR - 1);
    assert_int_equal(width, VECTOR);
}

/* Of a long text the first window alone counts: 46 pieces. */
static void test_long_text_vector(void **state)
{
    enum { WINDOW = 46 };
    char text[3 * WINDOW * 4 + 1] = "";
    int8_t first[VECTOR], all[VECTOR];
    size_t width;
    (void)state;
    for (int i = 0; i < WINDOW; i++)
        strcat(text, i % 3 ? "she " : "he ");
    assert_int_equal(hs_text_vector(first, VECTOR, &width, reader, workspace, str(text), NULL), HS_OK);
    for (int i = 0; i < WINDOW; i++)
        strcat(text, "denied ");
    assert_int_equal(hs_text_vector(all, VECTOR, &width, reader, workspace, str(text), NULL), HS_OK);
    assert_memory_equal(first, all, VECTOR);
}

/* The same model, told of no vector head. */
static void test_no_vectors(void **state)
{
    char folder[] = "/tmp/hs_test_XXXXXX", path[64], config[4096] = "";
    static const char *const names[] = {"config.json", "model.safetensors", "vocab.txt"};
    hs_reader *plain;
    hs_workspace *scratch;
    hs_error err = {HS_OK, 0, ""};
    int8_t vector[VECTOR];
    size_t n, width;
    (void)state;
    assert_non_null(mkdtemp(folder));
    for (size_t i = 1; i < 3; i++) {
        char target[400];
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        snprintf(target, sizeof target, TINY "/%s", names[i]);
        assert_int_equal(symlink(target, path), 0);
    }
    FILE *f = fopen(TINY "/config.json", "r");
    assert_non_null(f);
    assert_true(fread(config, 1, sizeof config - 1, f) > 0);
    fclose(f);
    char *key = strstr(config, "\"vector\"");
    assert_non_null(key);
    memcpy(key, "\"other_\"", 8);
    snprintf(path, sizeof path, "%s/config.json", folder);
    f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(config, f) >= 0);
    fclose(f);

    assert_int_equal(hs_reader_open(&plain, folder, &err), HS_OK);
    assert_int_equal(hs_workspace_open(&scratch, plain, NULL), HS_OK);
    assert_int_equal(hs_text_vector(vector, VECTOR, &width, plain, scratch, str("he"), &err), HS_E_MODEL);
    assert_int_equal(err.code, HS_E_MODEL);
    assert_int_equal(width, 0);
    hs_document *doc = open_text(several_windows);
    assert_int_equal(hs_read(doc, reader, workspace, NULL), HS_OK);
    assert_non_null(hs_document_vector(doc, 0, &width));
    assert_int_equal(hs_read(doc, plain, scratch, NULL), HS_OK);
    hs_document_attributions(doc, &n);
    assert_true(n > 0);
    assert_null(hs_document_vector(doc, 0, &width));
    assert_int_equal(width, 0);
    hs_document_free(doc);
    hs_workspace_free(scratch);
    hs_reader_free(plain);
    for (size_t i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        unlink(path);
    }
    rmdir(folder);
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
    assert_int_equal(hs_reader_open(&other, TINY, NULL), HS_OK);
    assert_int_equal(hs_read(doc, other, workspace, &err), HS_E_ARG);
    assert_int_equal(err.code, HS_E_ARG);
    int8_t vector[VECTOR];
    size_t width;
    assert_int_equal(hs_text_vector(vector, VECTOR, &width, other, workspace, (hs_str){"he", 2}, &err), HS_E_ARG);
    hs_reader_free(other);
    hs_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read_again),       cmocka_unit_test(test_keep),
        cmocka_unit_test(test_vectors),          cmocka_unit_test(test_text_vector),
        cmocka_unit_test(test_long_text_vector), cmocka_unit_test(test_no_vectors),
        cmocka_unit_test(test_too_long),         cmocka_unit_test(test_other_workspace),
    };
    return cmocka_run_group_tests(tests, open_tiny, close_tiny);
}
