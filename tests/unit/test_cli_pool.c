/* test_cli_pool.c -- threads of the command that get no workspace: others do their work, and the run fails only where
 * none gets one. Linked with --wrap=hs_workspace_open. In: tests/numeric/tiny. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "cli.h"

enum { N_DOCUMENTS = 40 };

static hs_reader *reader;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned to_fail;

hs_status __real_hs_workspace_open(hs_workspace **out, const hs_reader *of, hs_error *err);
hs_status __wrap_hs_workspace_open(hs_workspace **out, const hs_reader *of, hs_error *err);
hs_status __wrap_hs_workspace_open(hs_workspace **out, const hs_reader *of, hs_error *err)
{
    pthread_mutex_lock(&lock);
    bool fails = to_fail > 0;
    to_fail -= fails;
    pthread_mutex_unlock(&lock);
    if (!fails)
        return __real_hs_workspace_open(out, of, err);
    *out = NULL;
    *err = (hs_error){HS_E_NOMEM, 0, "no memory for a workspace"};
    return HS_E_NOMEM;
}

typedef struct run {
    size_t made, taken;
} run;

static bool next_word(void *ctx, cli_item *out)
{
    run *r = ctx;
    if (r->made == N_DOCUMENTS)
        return false;
    out->input = r->made++;
    hs_document_open(&out->doc, "Word.", 5, NULL, &out->err);
    return true;
}

static bool count(void *ctx, cli_item *item)
{
    run *r = ctx;
    if (!item->doc)
        fail_msg("document %zu: %s", item->input, item->err.msg);
    assert_int_equal(item->input, r->taken++);
    return true;
}

static void test_some_without(void **state)
{
    (void)state;
    for (unsigned failing = 0; failing < 4; failing++) {
        run r = {0};
        hs_error err = {HS_OK, 0, ""};
        to_fail = failing;
        assert_int_equal(cli_pool_read(reader, 4, next_word, count, NULL, &r, &err), HS_OK);
        assert_int_equal(r.taken, N_DOCUMENTS);
    }
}

static void test_none_with(void **state)
{
    (void)state;
    run r = {0};
    hs_error err = {HS_OK, 0, ""};
    to_fail = 4;
    assert_int_equal(cli_pool_read(reader, 4, next_word, count, NULL, &r, &err), HS_E_NOMEM);
    assert_string_equal(err.msg, "no memory for a workspace");
    assert_int_equal(r.taken, 0);
}

static int open_tiny(void **state)
{
    (void)state;
    return hs_reader_open(&reader, HS_SOURCE_DIR "/tests/numeric/tiny", NULL) != HS_OK;
}

static int close_tiny(void **state)
{
    (void)state;
    hs_reader_free(reader);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_some_without), cmocka_unit_test(test_none_with)};
    return cmocka_run_group_tests(tests, open_tiny, close_tiny);
}
