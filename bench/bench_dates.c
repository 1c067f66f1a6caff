/* bench_dates.c -- how fast pages are taken in, and when they say they were published. In: pages. Out: a line a page:
 * its date or "-"; then a line a round: "seconds", CPU seconds over all pages.
 *
 * usage: bench_dates ROUNDS FILE.. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hearsay.h"

typedef struct file {
    char *bytes;
    size_t len;
} file;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static file load(const char *name)
{
    file f = {NULL, 0};
    FILE *in = fopen(name, "rb");
    if (!in || fseek(in, 0, SEEK_END)) {
        perror(name);
        exit(1);
    }
    f.len = (size_t)ftell(in);
    rewind(in);
    f.bytes = malloc(f.len + 1);
    if (!f.bytes || fread(f.bytes, 1, f.len, in) != f.len) {
        perror(name);
        exit(1);
    }
    fclose(in);
    return f;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench_dates ROUNDS FILE..\n");
        return 2;
    }
    int n = argc - 2, rounds = atoi(argv[1]);
    file *files = calloc((size_t)n, sizeof *files);
    if (!files)
        return 1;
    for (int i = 0; i < n; i++)
        files[i] = load(argv[i + 2]);
    for (int round = 0; round < rounds; round++) {
        double begun = cpu_seconds();
        for (int i = 0; i < n; i++) {
            hs_document *doc;
            hs_status status = hs_document_open(&doc, files[i].bytes, files[i].len, NULL, NULL);
            hs_str date = status == HS_OK ? hs_document_published(doc) : (hs_str){NULL, 0};
            if (round == 0)
                printf("%.*s\n", date.ptr ? (int)date.len : 1, date.ptr ? date.ptr : "-");
            if (status == HS_OK)
                hs_document_free(doc);
        }
        printf("seconds %.4f\n", cpu_seconds() - begun);
    }
    for (int i = 0; i < n; i++)
        free(files[i].bytes);
    free(files);
    return 0;
}
