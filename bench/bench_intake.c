/* bench_intake.c -- how fast inputs are taken in, and in how much memory. In: files. Out: a line a file: documents,
 * failures, seconds of CPU, documents a second, and the peak of the process's memory so far. Failures and what was
 * passed by are told on stderr.
 *
 * usage: bench_intake FILE.. */
#include <stdio.h>
#include <sys/resource.h>
#include <time.h>

#include "hearsay.h"

static hs_status read_file(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    (void)err;
    *n = fread(buf, 1, cap, ctx);
    return ferror((FILE *)ctx) ? HS_E_IO : HS_OK;
}

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int take_in(const char *name)
{
    hs_intake *intake;
    hs_document *doc;
    hs_error err = {0};
    struct rusage used;
    size_t n_docs = 0, n_failed = 0, n_notes;
    FILE *file = fopen(name, "rb");
    if (!file || hs_intake_open(&intake, read_file, file, NULL, &err) != HS_OK) {
        perror(name);
        return 1;
    }
    double begun = cpu_seconds();
    for (;;) {
        hs_status status = hs_intake_next(intake, &doc, &err);
        if (status == HS_OK && !doc)
            break;
        n_docs += status == HS_OK;
        n_failed += status != HS_OK;
        if (status != HS_OK)
            fprintf(stderr, "%s: %s\n", name, err.msg);
        hs_document_free(doc);
    }
    double seconds = cpu_seconds() - begun;
    const hs_note *notes = hs_intake_notes(intake, &n_notes);
    for (size_t i = 0; i < n_notes; i++)
        fprintf(stderr, "%s: %llu %s\n", name, (unsigned long long)notes[i].n, notes[i].what);
    getrusage(RUSAGE_SELF, &used);
    printf("%s: %zu documents, %zu failures, %.1f s, %.0f documents a second, peak %ld MB\n", name, n_docs, n_failed,
           seconds, (double)n_docs / seconds, used.ru_maxrss / 1024);
    hs_intake_free(intake);
    fclose(file);
    return 0;
}

int main(int argc, char **argv)
{
    int failed = argc < 2;
    for (int i = 1; i < argc; i++)
        failed |= take_in(argv[i]);
    return failed;
}
