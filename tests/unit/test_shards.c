/* test_shards.c -- a model in several files is the model in one; parts that do not belong together are refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buffer.h"
#include "encoder.h"
#include "shards.h"

#ifndef HS_SOURCE_DIR
#define HS_SOURCE_DIR "."
#endif
#define TINY HS_SOURCE_DIR "/tests/numeric/tiny"

enum { WHOLE = 1 << 24 };

static char folder[] = "/tmp/hs_shards_XXXXXX";
static hs_safetensors *whole;
static const hs_tensor *tensors;
static size_t n_tensors;

static void path_of(char out[96], const char *name)
{
    snprintf(out, 96, "%s/%s", folder, name);
}

static void put(const char *name, const void *bytes, size_t n)
{
    char path[96];
    path_of(path, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void drop(const char *name)
{
    char path[96];
    path_of(path, name);
    unlink(path);
}

/* The tensors from..to of the tiny model as a file of their own. */
static void put_part(const char *name, size_t from, size_t to)
{
    hs_buffer header = hs_buffer_new(WHOLE), file = hs_buffer_new(WHOLE);
    unsigned char length[8] = {0};
    uint64_t at = 0;
    hs_buffer_text(&header, "{");
    for (size_t i = from; i < to; i++) {
        const hs_tensor *t = &tensors[i];
        hs_buffer_format(&header, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[", i > from ? "," : "", t->name.ptr, t->dtype == HS_DTYPE_I8 ? "I8" : "F32");
        for (uint32_t k = 0; k < t->dims; k++)
            hs_buffer_format(&header, "%s%llu", k ? "," : "", (unsigned long long)t->shape[k]);
        hs_buffer_format(&header, "],\"data_offsets\":[%llu,%llu]}", (unsigned long long)at, (unsigned long long)(at + t->bytes));
        at += t->bytes;
    }
    hs_buffer_text(&header, "}");
    while (header.len % 8)
        hs_buffer_text(&header, " ");
    for (int i = 0; i < 8; i++)
        length[i] = (unsigned char)(header.len >> 8 * i);
    hs_buffer_add(&file, length, sizeof length);
    hs_buffer_add(&file, header.ptr, header.len);
    for (size_t i = from; i < to; i++)
        hs_buffer_add(&file, tensors[i].data, tensors[i].bytes);
    assert_false(header.failed || file.failed);
    put(name, file.ptr, file.len);
    hs_buffer_free(&header);
    hs_buffer_free(&file);
}

static void refused(hs_status code, const char *words)
{
    hs_error err = {0};
    hs_shards *s = (hs_shards *)&err;
    assert_int_equal(hs_shards_open(&s, folder, &err), code);
    assert_null(s);
    if (!strstr(err.msg, words))
        fail_msg("\"%s\" does not say \"%s\"", err.msg, words);
}

static int begin(void **state)
{
    (void)state;
    if (!mkdtemp(folder) || hs_safetensors_open(&whole, TINY "/model.safetensors", NULL) != HS_OK)
        return 1;
    tensors = hs_safetensors_all(whole, &n_tensors);
    put_part("model-00001-of-00003.safetensors", 0, 5);
    put_part("model-00002-of-00003.safetensors", 5, 6);
    put_part("model-00003-of-00003.safetensors", 6, n_tensors);
    return 0;
}

static int end(void **state)
{
    static const char *const names[] = {"model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors",
                                        "model.safetensors", "config.json"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        drop(names[i]);
    hs_safetensors_free(whole);
    rmdir(folder);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    return 0;
}

static void test_same(void **state)
{
    hs_shards *s;
    hs_str bytes[HS_SHARDS_MOST];
    const char *file;
    (void)state;
    assert_int_equal(hs_shards_open(&s, folder, NULL), HS_OK);
    assert_int_equal(hs_shards_bytes(s, bytes), 3);
    for (size_t i = 0; i < n_tensors; i++) {
        const hs_tensor *t = hs_shards_find(s, tensors[i].name.ptr, &file);
        assert_non_null(t);
        assert_int_equal(t->bytes, tensors[i].bytes);
        assert_memory_equal(t->data, tensors[i].data, t->bytes);
        assert_string_equal(file, i < 5 ? "model-00001-of-00003.safetensors" : i < 6 ? "model-00002-of-00003.safetensors" : "model-00003-of-00003.safetensors");
    }
    assert_null(hs_shards_find(s, "head.none", &file));
    assert_string_equal(file, "model-00001-of-00003.safetensors");
    hs_shards_free(s);
}

static void test_model(void **state)
{
    static char config[WHOLE];
    hs_model *m;
    (void)state;
    FILE *f = fopen(TINY "/config.json", "rb");
    assert_non_null(f);
    put("config.json", config, fread(config, 1, sizeof config, f));
    fclose(f);
    assert_int_equal(hs_model_open(&m, folder, NULL), HS_OK);
    assert_int_equal(hs_model_label(m).len, strlen("random ") + 12);
    hs_model_free(m);
}

static void test_refused(void **state)
{
    (void)state;
    put_part("model-00002-of-00003.safetensors", 4, 6);
    refused(HS_E_MODEL, "model-00002-of-00003.safetensors: tensor ");
    refused(HS_E_MODEL, "is in model-00001-of-00003.safetensors, too");
    put("model-00002-of-00003.safetensors", "{}", 2);
    refused(HS_E_MODEL, "model-00002-of-00003.safetensors");
    drop("model-00002-of-00003.safetensors");
    refused(HS_E_IO, "model-00002-of-00003.safetensors");
    put_part("model.safetensors", 0, 2); /* the plain name goes before parts */
    hs_shards *s;
    assert_int_equal(hs_shards_open(&s, folder, NULL), HS_OK);
    hs_shards_free(s);
    drop("model.safetensors");
    drop("model-00001-of-00003.safetensors");
    refused(HS_E_IO, "model.safetensors");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_same, begin, end),
        cmocka_unit_test_setup_teardown(test_model, begin, end),
        cmocka_unit_test_setup_teardown(test_refused, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
