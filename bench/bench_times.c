/* bench_times.c -- the times that texts name, and how fast they are found. In: a file of records, each a line "NAME
 * PUBLISHED LENGTH" ("-" where the date is not known) and LENGTH bytes of text. Out: for each record a line "NAME
 * COUNT" and COUNT lines "BEGIN END VALUE" (bytes; "-" for no value); then a line a round: "seconds", CPU seconds.
 *
 * usage: bench_times ROUNDS FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "document.h"
#include "times.h"

enum { MAX_RECORDS = 1 << 16, ARENA = 64 << 20 };

typedef struct record {
    char name[128], published[64];
    char *text;
    size_t len;
} record;

static double cpu_seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void fail(const char *what)
{
    perror(what);
    exit(1);
}

static size_t load(record *records, const char *name)
{
    FILE *in = fopen(name, "rb");
    size_t n = 0;
    if (!in)
        fail(name);
    while (n < MAX_RECORDS &&
           fscanf(in, "%127s %63s %zu", records[n].name, records[n].published, &records[n].len) == 3) {
        record *r = &records[n++];
        r->text = malloc(r->len + 1);
        if (!r->text || fgetc(in) != '\n' || fread(r->text, 1, r->len, in) != r->len)
            fail(name);
    }
    fclose(in);
    return n;
}

static void find(const record *r, bool print)
{
    hs_document *doc;
    if (hs_document_new(&doc, ARENA, NULL) != HS_OK)
        fail("hs_document_new");
    doc->text = (hs_str){r->text, r->len};
    if (strcmp(r->published, "-") != 0)
        doc->published = (hs_str){r->published, strlen(r->published)};
    if (hs_times_find(doc, NULL) != HS_OK)
        fail("hs_times_find");
    if (print) {
        printf("%s %zu\n", r->name, doc->n_times);
        for (size_t i = 0; i < doc->n_times; i++) {
            const hs_time *time = &doc->times[i];
            printf("%u %u %.*s\n", (unsigned)time->span.begin, (unsigned)time->span.end,
                   time->value.ptr ? (int)time->value.len : 1, time->value.ptr ? time->value.ptr : "-");
        }
    }
    hs_document_free(doc);
}

int main(int argc, char **argv)
{
    if (argc != 3) {
        fprintf(stderr, "usage: bench_times ROUNDS FILE\n");
        return 2;
    }
    record *records = calloc(MAX_RECORDS, sizeof *records);
    if (!records)
        fail("calloc");
    size_t n = load(records, argv[2]);
    for (int round = 0; round < atoi(argv[1]); round++) {
        double begun = cpu_seconds();
        for (size_t i = 0; i < n; i++)
            find(&records[i], round == 0);
        printf("seconds %.4f\n", cpu_seconds() - begun);
    }
    for (size_t i = 0; i < n; i++)
        free(records[i].text);
    free(records);
    return 0;
}
