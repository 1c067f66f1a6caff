/* bench_articles.c -- how fast inputs become documents. In: files. Out: a line of JSON each (as `hearsay read`, unread),
 * then one with the CPU seconds of intake alone.
 *
 * usage: bench_articles ROUNDS FILE..: every file is taken in ROUNDS times; what cannot be is told on stderr. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "hearsay.h"

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static char *load(const char *name, size_t *len)
{
    FILE *in = fopen(name, "rb");
    if (!in || fseek(in, 0, SEEK_END)) {
        perror(name);
        exit(1);
    }
    *len = (size_t)ftell(in);
    rewind(in);
    char *bytes = malloc(*len + 1);
    if (!bytes || fread(bytes, 1, *len, in) != *len) {
        perror(name);
        exit(1);
    }
    fclose(in);
    return bytes;
}

static int print(void *ctx, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, ctx) != len;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: bench_articles ROUNDS FILE..\n");
        return 2;
    }
    int rounds = atoi(argv[1]), n = 0;
    double seconds = 0;
    for (int i = 2; i < argc; i++) {
        size_t len, name = 0;
        char *bytes = load(argv[i], &len);
        while (argv[i][name])
            name++;
        hs_input input = {.name = {argv[i], name}};
        for (int round = 0; round < rounds; round++) {
            hs_document *doc;
            hs_error err;
            double begun = cpu_seconds();
            hs_status status = hs_document_open(&doc, bytes, len, &input, &err);
            seconds += cpu_seconds() - begun;
            if (round == 0 && status != HS_OK)
                fprintf(stderr, "%s: %s\n", argv[i], err.msg);
            else if (round == 0 && hs_document_write(doc, HS_FORMAT_JSONL, NULL, print, stdout, &err) != HS_OK)
                return 1;
            hs_document_free(doc);
            n++;
        }
        free(bytes);
    }
    printf("{\"documents\":%d,\"seconds\":%.6f}\n", n, seconds);
    return 0;
}
