/* test_safetensors.c -- hostile model files: each is refused with its code and the byte that is to blame. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "safetensors.h"

enum { SIZE = 4096 };

/** A file of this header, padded to 8 as writers do unless `odd`, and `data` zero bytes. @return its length */
static size_t make(unsigned char bytes[SIZE], const char *header, size_t data, size_t odd)
{
    size_t n = strlen(header), padded = (n + 7) / 8 * 8 + odd;
    assert_true(8 + padded + data <= SIZE);
    memset(bytes, 0, SIZE);
    bytes[0] = (unsigned char)(padded & 255);
    bytes[1] = (unsigned char)(padded >> 8);
    memset(bytes + 8, ' ', padded);
    memcpy(bytes + 8, header, n);
    return 8 + padded + data;
}

/** The reader must refuse; the place is given as a byte of the file. */
static void refused(const unsigned char *bytes, size_t len, uint64_t pos, const char *words)
{
    hs_error err = {0};
    hs_safetensors *file = (hs_safetensors *)&err;
    assert_int_equal(hs_safetensors_read(&file, bytes, len, &err), HS_E_MODEL);
    assert_null(file);
    assert_int_equal(err.code, HS_E_MODEL);
    if (!strstr(err.msg, words))
        fail_msg("\"%s\" does not say \"%s\"", err.msg, words);
    if (err.pos != pos)
        fail_msg("\"%s\" at %llu, not %llu", err.msg, (unsigned long long)err.pos, (unsigned long long)pos);
}

static _Alignas(64) unsigned char bytes[SIZE];

static void test_good(void **state)
{
    (void)state;
    hs_error err = {0};
    hs_safetensors *file = NULL;
    size_t n,
        len = make(bytes,
                   "{\"__metadata__\":{\"by\":\"us\"},\"b\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":[8,14]},"
                   "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
                   "\"none\":{\"dtype\":\"F32\",\"shape\":[0,7],\"data_offsets\":[8,8]},"
                   "\"x\":{\"dtype\":\"F16\",\"shape\":[],\"data_offsets\":[14,16]}}",
                   16, 0);
    assert_int_equal(hs_safetensors_read(&file, bytes, len, &err), HS_OK);
    const hs_tensor *all = hs_safetensors_all(file, &n), *b = hs_safetensors_find(file, "b");
    assert_int_equal(n, 4);
    assert_ptr_equal(all[0].data, bytes + len - 16);
    assert_int_equal(b->dtype, HS_DTYPE_I8);
    assert_int_equal(b->dims, 2);
    assert_int_equal(b->shape[1], 3);
    assert_int_equal(b->bytes, 6);
    assert_ptr_equal(b->data, bytes + len - 8);
    assert_int_equal(hs_safetensors_find(file, "none")->bytes, 0);
    assert_int_equal(hs_safetensors_find(file, "x")->dtype, HS_DTYPE_OTHER);
    assert_null(hs_safetensors_find(file, "c"));
    hs_safetensors_free(file);
}

static void test_header(void **state)
{
    (void)state;
    size_t len = make(bytes, "{}", 0, 0);
    refused(bytes, 0, 0, "no safetensors");
    refused(bytes, 7, 7, "no safetensors");
    refused(bytes, len - 1, 0, "header of 8 bytes in a file of 15");
    refused(bytes, len + 5, len, "5 bytes at the end");
    memset(bytes, 0xff, 8);
    refused(bytes, len, 0, "header of 18446744073709551615 bytes");
    bytes[7] = 0x7f;
    refused(bytes, len, 0, "header of");
    memset(bytes, 0, 8);
    refused(bytes, len, 8, "does not begin");
    refused(bytes, make(bytes, "[]", 0, 0), 8, "does not begin");
    refused(bytes, make(bytes, "{\"a\":{\"dtype\":\"I8\",}", 0, 0), 8 + 20, "header: ");
    refused(bytes, make(bytes, "{} {}", 0, 0), 8 + 4, "header: ");
    refused(bytes, make(bytes, "{\"a\":1,\"a\":2}", 0, 0), 8 + 10, "duplicate");
    refused(bytes, make(bytes, "{\"a\\u0000b\":1}", 0, 0), 8 + 11, "header: ");
    refused(bytes, make(bytes, "{\"a\xff\":1}", 0, 0), 8 + 3, "header: ");

    char deep[3000];
    memset(deep, '[', sizeof deep);
    memcpy(deep, "{\"a\":", 5);
    deep[sizeof deep - 1] = 0;
    refused(bytes, make(bytes, deep, 0, 0), 8 + 2053, "depth");
}

static void test_tensor(void **state)
{
    (void)state;
    static const struct {
        const char *entry, *words;
    } cases[] = {
        {"1", "is no object"},
        {"{}", "unknown dtype"},
        {"{\"dtype\":7,\"shape\":[8],\"data_offsets\":[0,8]}", "unknown dtype"},
        {"{\"dtype\":\"I9\",\"shape\":[8],\"data_offsets\":[0,8]}", "unknown dtype"},
        {"{\"dtype\":\"I8\",\"shape\":8,\"data_offsets\":[0,8]}", "shape is no list"},
        {"{\"dtype\":\"I8\",\"shape\":[1,1,1,1,1,1,1,1,8],\"data_offsets\":[0,8]}", "shape is no list"},
        {"{\"dtype\":\"I8\",\"shape\":[-8],\"data_offsets\":[0,8]}", "dimension"},
        {"{\"dtype\":\"I8\",\"shape\":[8.0],\"data_offsets\":[0,8]}", "dimension"},
        {"{\"dtype\":\"I8\",\"shape\":[\"8\"],\"data_offsets\":[0,8]}", "dimension"},
        {"{\"dtype\":\"F32\",\"shape\":[4611686018427387906],\"data_offsets\":[0,8]}", "over 64 bits"},
        {"{\"dtype\":\"I8\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,8]}", "over 64 bits"},
        {"{\"dtype\":\"I8\",\"shape\":[8]}", "data_offsets are"},
        {"{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0]}", "data_offsets are"},
        {"{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[0,8,8]}", "data_offsets are"},
        {"{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[-1,7]}", "data_offsets are"},
        {"{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[8,0]}", "backwards"},
        {"{\"dtype\":\"I8\",\"shape\":[9],\"data_offsets\":[0,9]}", "past the end"},
        {"{\"dtype\":\"I8\",\"shape\":[8],\"data_offsets\":[9223372036854775800,9223372036854775807]}", "past the end"},
        {"{\"dtype\":\"I8\",\"shape\":[7],\"data_offsets\":[0,8]}", "differ"},
        {"{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}", "differ"},
        {"{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[2,6]}", "aligned"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char header[512];
        snprintf(header, sizeof header, "{\"__metadata__\":{},\"t\":%s}", cases[i].entry);
        refused(bytes, make(bytes, header, 8, 0), 8 + 19, cases[i].words);
    }
    refused(bytes, make(bytes, "{\"t\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", 8, 1), 9, "aligned");
}

static void test_order(void **state)
{
    (void)state;
    size_t len = make(bytes,
                      "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]},"
                      "\"b\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[2,6]}}",
                      6, 0);
    refused(bytes, len, len - 4, "overlaps");
    len = make(bytes, "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[2,6]}}", 6, 0);
    refused(bytes, len, len - 4, "hole");
    len = make(bytes, "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 6, 0);
    refused(bytes, len, len - 2, "2 bytes at the end");
}

static void test_open(void **state)
{
    (void)state;
    char path[] = "/tmp/hs_test_XXXXXX";
    int fd = mkstemp(path);
    hs_error err = {0};
    hs_safetensors *file = NULL;
    size_t n, len = make(bytes, "{\"a\":{\"dtype\":\"I8\",\"shape\":[4],\"data_offsets\":[0,4]}}", 4, 0);
    assert_true(fd >= 0);
    assert_int_equal(hs_safetensors_open(&file, path, &err), HS_E_MODEL);
    assert_int_equal(err.pos, 0);
    assert_int_equal(write(fd, bytes, len), len);
    assert_int_equal(hs_safetensors_open(&file, path, &err), HS_OK);
    hs_safetensors_all(file, &n);
    assert_int_equal(n, 1);
    assert_int_equal(hs_safetensors_bytes(file).len, len);
    hs_safetensors_free(file);
    assert_int_equal(ftruncate(fd, (off_t)len - 1), 0);
    assert_int_equal(hs_safetensors_open(&file, path, &err), HS_E_MODEL);
    assert_int_equal(err.pos, 9);
    close(fd);
    unlink(path);
    assert_int_equal(hs_safetensors_open(&file, path, &err), HS_E_IO);
    assert_int_equal(hs_safetensors_open(&file, "/tmp", &err), HS_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),  cmocka_unit_test(test_header), cmocka_unit_test(test_tensor),
        cmocka_unit_test(test_order), cmocka_unit_test(test_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
