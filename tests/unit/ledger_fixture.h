/* ledger_fixture.h -- what the tests of the ledger share: a folder of their own, the small model, documents. One thread. */
#ifndef HS_LEDGER_FIXTURE_H
#define HS_LEDGER_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "buffer.h"
#include "hearsay.h"
#include "ledger.h"

static hs_reader *reader;
static hs_workspace *workspace;
static char folder[64];
static char path[96];

static inline int open_small(void **state)
{
    (void)state;
    /* in memory where there is such a folder, as these tests write many files */
    snprintf(folder, sizeof folder, "%s/hs_ledger_XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/hearsay.db", folder);
    return hs_reader_open(&reader, HS_SOURCE_DIR "/models/small", NULL) != HS_OK ||
           hs_workspace_open(&workspace, reader, NULL) != HS_OK;
}

static inline int close_small(void **state)
{
    char command[128];
    (void)state;
    hs_workspace_free(workspace);
    hs_reader_free(reader);
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static inline int no_file(void **state)
{
    static const char *const ends[] = {"", "-wal", "-shm"};
    char name[128];
    (void)state;
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    return 0;
}

static inline hs_document *read_text(const char *bytes, size_t len, const char *name, const char *outlet, const char *url)
{
    hs_input input = {.name = {name, strlen(name)}, .outlet = {outlet, strlen(outlet)}, .url = {url, url ? strlen(url) : 0},
                      .published = {"2031-05-14T01:30+02:00", 22}};
    hs_document *doc;
    hs_error err;
    if (hs_document_open(&doc, bytes, len, &input, &err) != HS_OK || hs_read(doc, reader, workspace, &err) != HS_OK)
        fail_msg("%s: %s", name, err.msg);
    return doc;
}

static inline hs_document *read_example(const char *name, const char *outlet, const char *url)
{
    static char bytes[1 << 20];
    char file[256];
    snprintf(file, sizeof file, HS_SOURCE_DIR "/examples/%s", name);
    FILE *f = fopen(file, "rb");
    assert_non_null(f);
    size_t len = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return read_text(bytes, len, name, outlet, url);
}

static inline int into_buffer(void *buffer, const char *bytes, size_t len)
{
    hs_buffer_add(buffer, bytes, len);
    return 0;
}

static inline hs_buffer jsonl(const hs_document *doc)
{
    hs_buffer out = hs_buffer_new(1 << 26);
    assert_int_equal(hs_document_write(doc, HS_FORMAT_JSONL, NULL, into_buffer, &out, NULL), HS_OK);
    hs_buffer_add(&out, "", 1);
    assert_false(out.failed);
    return out;
}

static inline hs_ledger *open_ledger(hs_ledger_mode mode)
{
    hs_ledger *ledger;
    hs_error err;
    if (hs_ledger_open(&ledger, path, mode, &err) != HS_OK)
        fail_msg("%s", err.msg);
    return ledger;
}

static inline uint64_t add(hs_ledger *ledger, const hs_document *doc, hs_added want)
{
    hs_added how;
    uint64_t id;
    hs_error err = {HS_OK, 0, ""};
    if (hs_ledger_add(&how, &id, ledger, doc, &err) != HS_OK)
        fail_msg("%s", err.msg);
    assert_int_equal(how, want);
    return id;
}

static inline int64_t number(hs_ledger *ledger, const char *sql)
{
    bool row;
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    assert_int_equal(hs_sql_step(&q, &row, NULL), HS_OK);
    assert_true(row);
    int64_t n = hs_sql_column_number(&q, 0);
    hs_sql_end(&q);
    return n;
}

#endif
