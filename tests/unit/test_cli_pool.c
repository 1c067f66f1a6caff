/* test_cli_pool.c -- threads of the command that get no workspace: others do their work, and the run fails only where
 * none gets one; documents that need not be read, that are kept, and that are long in coming. Linked with
 * --wrap=hs_workspace_open. In: tests/numeric/tiny. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

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

/* ---- documents that are known, that are kept ---- */

static bool next_known_by_turns(void *ctx, cli_item *out)
{
    bool more = next_word(ctx, out);
    out->known = more && out->input % 2;
    return more;
}

static bool was_read(const hs_document *doc)
{
    cli_bytes line = {0};
    assert_int_equal(hs_document_write(doc, HS_FORMAT_JSONL, NULL, cli_sink_bytes, &line, NULL), HS_OK);
    bool read = strstr(line.ptr, "\"model\":null") == NULL;
    free(line.ptr);
    return read;
}

static hs_document *kept[N_DOCUMENTS];

static bool keep(void *ctx, cli_item *item)
{
    run *r = ctx;
    kept[r->taken++] = item->doc;
    item->doc = NULL;
    return true;
}

static void test_known(void **state)
{
    (void)state;
    run r = {0};
    assert_int_equal(cli_pool_read(reader, 3, next_known_by_turns, keep, NULL, &r, NULL), HS_OK);
    assert_int_equal(r.taken, N_DOCUMENTS);
    for (size_t i = 0; i < N_DOCUMENTS; i++) {
        assert_int_equal(was_read(kept[i]), i % 2 == 0);
        hs_document_free(kept[i]);
    }
}

/* ---- documents that are long in coming ---- */

typedef struct waiting {
    run r; /* what next_word knows of */
    size_t ticks, most_ticks;
} waiting;

static bool next_late(void *ctx, cli_item *out)
{
    waiting *w = ctx;
    struct timespec half_a_second = {.tv_nsec = 500000000};
    if (w->r.made == 1)
        nanosleep(&half_a_second, NULL);
    return w->r.made < 2 && next_word(&w->r, out);
}

static bool count_late(void *ctx, cli_item *item)
{
    return count(&((waiting *)ctx)->r, item);
}

static bool tick(void *ctx)
{
    waiting *w = ctx;
    return ++w->ticks < w->most_ticks;
}

static void test_waiting(void **state)
{
    (void)state;
    waiting w = {.most_ticks = 1000};
    assert_int_equal(cli_pool_read(reader, 2, next_late, count_late, tick, &w, NULL), HS_OK);
    assert_true(w.ticks > 0);
    assert_int_equal(w.r.taken, 2);
}

/* Who takes may stop while it waits; what comes then is dropped. */
static void test_waiting_no_longer(void **state)
{
    (void)state;
    waiting w = {.most_ticks = 1};
    assert_int_equal(cli_pool_read(reader, 2, next_late, count_late, tick, &w, NULL), HS_OK);
    assert_int_equal(w.ticks, 1);
    assert_true(w.r.taken < 2);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_some_without), cmocka_unit_test(test_none_with),
                                       cmocka_unit_test(test_known), cmocka_unit_test(test_waiting),
                                       cmocka_unit_test(test_waiting_no_longer)};
    return cmocka_run_group_tests(tests, open_tiny, close_tiny);
}
