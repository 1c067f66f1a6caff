/* bench_add.c -- what it costs to keep a reading beside what it costs to make it. In: files. Out: CPU milliseconds a document
 * in reading, adding and committing on one thread, and the seconds that committing took by the clock.
 *
 * usage: bench_add MODEL LEDGER BATCH FILE..: LEDGER is made; BATCH documents are committed together. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hearsay.h"

enum { MOST_BATCH = 1024, MOST_BYTES = 1 << 26 };

static double seconds(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static struct {
    double reading, adding, committing, waiting;
    size_t documents;
} spent;

static void fail(const char *what, const hs_error *err)
{
    fprintf(stderr, "%s: %s\n", what, err->msg);
    exit(1);
}

/* A text that cannot be read (in another language, say) is passed over. */
static hs_document *read_file(const char *name, const hs_reader *reader, hs_workspace *workspace)
{
    static char bytes[MOST_BYTES];
    hs_document *doc;
    hs_error err;
    FILE *in = fopen(name, "rb");
    size_t len = in ? fread(bytes, 1, sizeof bytes, in) : 0;
    if (in)
        fclose(in);
    hs_input input = {.name = {name, strlen(name)}};
    if (hs_document_open(&doc, bytes, len, &input, &err) != HS_OK)
        return NULL;
    double begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    if (hs_read(doc, reader, workspace, &err) != HS_OK) {
        hs_document_free(doc);
        return NULL;
    }
    spent.reading += seconds(CLOCK_PROCESS_CPUTIME_ID) - begun;
    return doc;
}

static void keep(hs_ledger *ledger, hs_document **docs, size_t n)
{
    hs_error err;
    double begun = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (size_t i = 0; i < n; i++) {
        hs_added how;
        uint64_t id;
        if (hs_ledger_add(&how, &id, ledger, docs[i], &err) != HS_OK)
            fail("adding", &err);
        hs_document_free(docs[i]);
    }
    double added = seconds(CLOCK_PROCESS_CPUTIME_ID), clock = seconds(CLOCK_MONOTONIC);
    if (hs_ledger_commit(ledger, &err) != HS_OK)
        fail("committing", &err);
    spent.adding += added - begun;
    spent.committing += seconds(CLOCK_PROCESS_CPUTIME_ID) - added;
    spent.waiting += seconds(CLOCK_MONOTONIC) - clock;
    spent.documents += n;
}

int main(int argc, char **argv)
{
    size_t batch = argc > 4 ? (size_t)atoi(argv[3]) : 0, n = 0;
    static hs_document *docs[MOST_BATCH];
    hs_reader *reader;
    hs_workspace *workspace;
    hs_ledger *ledger;
    hs_error err;
    if (batch < 1 || batch > MOST_BATCH) {
        fprintf(stderr, "usage: bench_add MODEL LEDGER BATCH FILE..\n");
        return 2;
    }
    if (hs_reader_open(&reader, argv[1], &err) != HS_OK || hs_workspace_open(&workspace, reader, &err) != HS_OK ||
        hs_ledger_open(&ledger, argv[2], HS_LEDGER_WRITE, &err) != HS_OK)
        fail("opening", &err);
    for (int i = 4; i < argc; i++) {
        docs[n] = read_file(argv[i], reader, workspace);
        n += docs[n] != NULL;
        if (n == batch || i + 1 == argc) {
            keep(ledger, docs, n);
            n = 0;
        }
    }
    double each = spent.documents ? 1000 / (double)spent.documents : 0;
    printf("%zu documents, ms each: reading %.3f, adding %.3f, committing %.3f (by the clock %.3f)\n", spent.documents,
           spent.reading * each, spent.adding * each, spent.committing * each, spent.waiting * each);
    hs_ledger_free(ledger);
    hs_workspace_free(workspace);
    hs_reader_free(reader);
    return 0;
}
