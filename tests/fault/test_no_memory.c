#define _GNU_SOURCE /* dladdr, memmem */
/* test_no_memory.c -- fail each allocation in turn, under every function of hearsay.h that allocates: the function says
 * HS_E_NOMEM, or does as well without; nothing leaks, and what it worked on can be used again.
 * In: samples/, tests/numeric/tiny. */
#include <dlfcn.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <libxml/xmlerror.h>

#include "failing_heap.h"
#include "hearsay.h"

#define TINY    HS_SOURCE_DIR "/tests/numeric/tiny"
#define SAMPLES HS_SOURCE_DIR "/tests/fault/samples/"

enum { MOST_BYTES = 1 << 20, MOST_COMPLAINTS = 20 };

/* Bytes that were written, in memory of the program, since a sink is called while the heap fails. */
typedef struct written {
    size_t len;
    char at[MOST_BYTES];
} written;

static written made, due;
static hs_reader *reader;
static hs_workspace *workspace;
static size_t complaints;

static int take(void *ctx, const char *bytes, size_t len)
{
    written *w = ctx;
    if (len > MOST_BYTES - w->len)
        return 1;
    memcpy(w->at + w->len, bytes, len);
    w->len += len;
    return 0;
}

/* What one job works on. */
typedef struct work {
    char *bytes;
    size_t n_bytes;
    hs_document *doc;
    hs_reader *reader;
    hs_workspace *workspace;
    hs_format format;
} work;

/* One function under test. */
typedef struct job {
    const char *name;
    const char *sample;
    void (*prepare)(work *w);
    hs_status (*run)(work *w, hs_error *err);
    void (*show)(work *w);   /* into `made`, after success */
    void (*failed)(work *w); /* what must hold after failure */
    hs_format format;
} job;

static void load(work *w, const char *name)
{
    char path[400];
    snprintf(path, sizeof path, SAMPLES "%s", name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    w->bytes = malloc(MOST_BYTES);
    assert_non_null(w->bytes);
    w->n_bytes = fread(w->bytes, 1, MOST_BYTES, file);
    fclose(file);
}

/* ---- jobs ---- */

static hs_status open_document(work *w, hs_error *err)
{
    static const hs_input about = {
        .name = {"a name", 6}, .url = {"http://x.example/", 17}, .outlet = {"X", 1}, .published = {"2031-05-14", 10}};
    return hs_document_open(&w->doc, w->bytes, w->n_bytes, &about, err);
}

/* With nothing known of it, so that all that the page says of itself is kept. */
static hs_status open_unknown(work *w, hs_error *err)
{
    return hs_document_open(&w->doc, w->bytes, w->n_bytes, NULL, err);
}

static void no_document(work *w)
{
    assert_null(w->doc);
}

static void with_document(work *w)
{
    assert_int_equal(open_document(w, NULL), HS_OK);
}

static void show_document(work *w)
{
    made.len = 0;
    assert_int_equal(hs_document_write(w->doc, HS_FORMAT_JSONL, NULL, take, &made, NULL), HS_OK);
    size_t width;
    for (size_t i = 0; hs_document_vector(w->doc, i, &width); i++)
        assert_int_equal(take(&made, (const char *)hs_document_vector(w->doc, i, &width), width), 0);
}

static hs_status read_document(work *w, hs_error *err)
{
    return hs_read(w->doc, reader, workspace, err);
}

static void no_attributions(work *w)
{
    size_t n;
    hs_document_attributions(w->doc, &n);
    assert_int_equal(n, 0);
    show_document(w);
}

static void with_reading(work *w)
{
    with_document(w);
    assert_int_equal(read_document(w, NULL), HS_OK);
}

static hs_status write_document(work *w, hs_error *err)
{
    static const hs_style style = {.width = 60, .color = true, .header = true};
    made.len = 0;
    return hs_document_write(w->doc, w->format, &style, take, &made, err);
}

static void shown(work *w)
{
    (void)w;
}

static hs_status open_reader(work *w, hs_error *err)
{
    return hs_reader_open(&w->reader, TINY, err);
}

static hs_status keep_some(work *w, hs_error *err)
{
    return hs_document_keep(w->doc, 0.5f, err);
}

static hs_status text_vector(work *w, hs_error *err)
{
    int8_t vector[64];
    size_t width;
    const hs_str text = {w->bytes, w->n_bytes};
    hs_status status = hs_text_vector(vector, sizeof vector, &width, reader, workspace, text, err);
    made.len = 0;
    if (status == HS_OK)
        assert_int_equal(take(&made, (const char *)vector, width), 0);
    return status;
}

static void no_reader(work *w)
{
    assert_null(w->reader);
}

static hs_status open_workspace(work *w, hs_error *err)
{
    return hs_workspace_open(&w->workspace, w->reader ? w->reader : reader, err);
}

static void no_workspace(work *w)
{
    assert_null(w->workspace);
}

static void read_with_workspace(work *w)
{
    assert_int_equal(hs_read(w->doc, w->reader ? w->reader : reader, w->workspace, NULL), HS_OK);
    show_document(w);
}

static void read_with_reader(work *w)
{
    assert_int_equal(open_workspace(w, NULL), HS_OK);
    read_with_workspace(w);
}

/* ---- the runner ---- */

static void begin(work *w, const job *j)
{
    *w = (work){.format = j->format};
    load(w, j->sample);
    if (j->prepare)
        j->prepare(w);
}

static void end(work *w)
{
    hs_workspace_free(w->workspace);
    hs_reader_free(w->reader);
    hs_document_free(w->doc);
    free(w->bytes);
}

/* Some complaints are heard before the test fails: one defect shows at many allocations. */
HS_PRINTF(3, 4)
static void complain(const job *j, size_t n, const char *fmt, ...)
{
    char words[400];
    if (complaints++ > MOST_COMPLAINTS)
        return;
    Dl_info where = {0};
    va_list args;
    va_start(args, fmt);
    vsnprintf(words, sizeof words, fmt, args);
    va_end(args);
    dladdr(heap_blame(), &where);
    print_error("%s: allocation %zu, of %s in %s: %s\n", j->name, n,
                where.dli_sname ? where.dli_sname : "some function", where.dli_fname ? where.dli_fname : "?", words);
}

static bool is_blamed(const char *library, const char *function)
{
    Dl_info where = {0};
    dladdr(heap_blame(), &where);
    return where.dli_fname && strstr(where.dli_fname, library) &&
           (!function || (where.dli_sname && strcmp(where.dli_sname, function) == 0));
}

/* Jansson mostly takes a lack of memory for a mistake in the text. Of a page, that costs what it says of itself, no
 * words. */
static bool is_broken_json(hs_status status)
{
    static const char from[] = "\"text\":";
    if (!is_blamed("libjansson", NULL))
        return false;
    if (status != HS_OK)
        return status == HS_E_MODEL;
    const char *a = memmem(made.at, made.len, from, strlen(from)), *b = memmem(due.at, due.len, from, strlen(from));
    size_t n = a ? made.len - (size_t)(a - made.at) : 0;
    return a && b && n == due.len - (size_t)(b - due.at) && memcmp(a, b, n) == 0;
}

/* libxml2 2.9 loses its table of handlers where a parser cannot be made. */
static bool is_known_leak(size_t blocks)
{
    return blocks == 1 && is_blamed("libxml2", "htmlNewParserCtxt");
}

static bool is_due(void)
{
    return made.len == due.len && memcmp(made.at, due.at, due.len) == 0;
}

/* Run the job with request n failing. @return whether there was such a request */
static bool attempt(const job *j, size_t n, heap_mode mode, size_t *survived)
{
    work w;
    hs_error err = {HS_OK, 0, ""};
    xmlResetLastError();
    size_t live = heap_live();
    begin(&w, j);
    heap_fail(n, mode);
    hs_status status = j->run(&w, &err);
    bool hit = heap_heal();
    if (status == HS_OK) {
        *survived += hit;
        j->show(&w);
        if (!is_due() && !is_broken_json(status))
            complain(j, n, "another result though it says that all went well");
    } else {
        if ((status != HS_E_NOMEM && !is_broken_json(status)) || err.code != status || !err.msg[0] || !hit)
            complain(j, n, "%s, '%s'", hs_status_name(status), err.msg);
        if (j->failed)
            j->failed(&w);
        assert_int_equal(j->run(&w, NULL), HS_OK);
        j->show(&w);
        if (!is_due())
            complain(j, n, "another result when it is tried again");
    }
    end(&w);
    xmlResetLastError(); /* libxml2 keeps a thread's last error */
    if (heap_live() != live && !is_known_leak(heap_live() - live))
        complain(j, n, "%zu blocks are left", heap_live() - live);
    return hit;
}

static void torture(const job *j)
{
    work w;
    for (int i = 0; i < 2; i++) { /* what libraries keep for good is made in the first round */
        begin(&w, j);
        assert_int_equal(j->run(&w, NULL), HS_OK);
        j->show(&w);
        memcpy(&due, &made, sizeof due);
        end(&w);
    }
    size_t n = 0, survived = 0;
    complaints = 0;
    for (heap_mode mode = HEAP_FAIL_ONE; mode <= HEAP_FAIL_ON; mode++)
        for (n = 1; attempt(j, n, mode, &survived); n++)
            ;
    print_message("%s: %zu allocations, %zu could be done without\n", j->name, n - 1, survived);
    if (complaints)
        fail_msg("%s: %zu complaints", j->name, complaints);
}

static void test_open(void **state)
{
    static const char *const samples[] = {"plain.txt", "utf16.txt", "page.html", "windows-1252.html"};
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        torture(&(job){samples[i], samples[i], NULL, open_document, show_document, no_document, 0});
        torture(&(job){samples[i], samples[i], NULL, open_unknown, show_document, no_document, 0});
    }
}

static void test_read(void **state)
{
    (void)state;
    torture(&(job){"hs_read", "page.html", with_document, read_document, show_document, no_attributions, 0});
}

static void test_keep(void **state)
{
    (void)state;
    torture(&(job){"hs_document_keep", "page.html", with_reading, keep_some, show_document, NULL, 0});
}

static void test_vector(void **state)
{
    (void)state;
    torture(&(job){"hs_text_vector", "plain.txt", NULL, text_vector, shown, NULL, 0});
}

static void test_write(void **state)
{
    static const char *const names[] = {"text", "jsonl", "csv", "brat", "webanno"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        job j = {names[i], "page.html", with_reading, write_document, shown, NULL, 0};
        assert_true(hs_format_by_name(&j.format, names[i]));
        torture(&j);
    }
}

static void test_reader(void **state)
{
    (void)state;
    torture(&(job){"hs_reader_open", "plain.txt", with_document, open_reader, read_with_reader, no_reader, 0});
}

static void test_workspace(void **state)
{
    (void)state;
    torture(
        &(job){"hs_workspace_open", "plain.txt", with_document, open_workspace, read_with_workspace, no_workspace, 0});
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_open),      cmocka_unit_test(test_read),   cmocka_unit_test(test_write),
        cmocka_unit_test(test_keep),      cmocka_unit_test(test_vector), cmocka_unit_test(test_reader),
        cmocka_unit_test(test_workspace),
    };
    return cmocka_run_group_tests(tests, open_tiny, close_tiny);
}
