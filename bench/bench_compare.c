/* bench_compare.c -- what comparing a pair of contents costs, by several models on the same pairs. In: pairs, a line each, with a tab between the two
 * texts; models. In each round every model compares all pairs on one thread, one model after another, so that what else the machine does falls on all of
 * them. Out: a line for each model: CPU milliseconds a pair in the median round, what that is of the first model's, pairs a second by the clock, and how
 * many were told to be the same, contradict, neither.
 *
 * usage: bench_compare ROUNDS PAIRS MODEL.. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hearsay.h"

enum { PAIRS_MOST = 1 << 16, LINE = 1 << 16, MODELS_MOST = 8, ROUNDS_MOST = 64, AT_ONCE = 32 /* as a thread of a team takes them */ };

typedef struct timed {
    hs_comparer *comparer;
    hs_compare_space *space;
    double cpu[ROUNDS_MOST], clock[ROUNDS_MOST]; /* seconds */
    size_t told[HS_RELATIONS];
} timed;

static void check(hs_status status, const hs_error *err)
{
    if (status != HS_OK) {
        fprintf(stderr, "bench_compare: %s\n", err->msg);
        exit(1);
    }
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static size_t load(hs_pair *pairs, const char *name)
{
    static char line[LINE];
    size_t n = 0;
    FILE *in = fopen(name, "r");
    if (!in) {
        perror(name);
        exit(1);
    }
    while (n < PAIRS_MOST && fgets(line, sizeof line, in)) {
        char *text = strdup(line), *tab = text ? strchr(text, '\t') : NULL;
        if (!tab) {
            free(text);
            continue;
        }
        pairs[n++] = (hs_pair){{text, (size_t)(tab - text)}, {tab + 1, strcspn(tab + 1, "\n")}};
    }
    fclose(in);
    return n;
}

static void compare(timed *m, int round, const hs_pair *pairs, size_t n)
{
    hs_comparison found[AT_ONCE];
    hs_error err;
    double cpu = now(CLOCK_PROCESS_CPUTIME_ID), clock = now(CLOCK_MONOTONIC);
    for (size_t from = 0; from < n; from += AT_ONCE) {
        size_t k = n - from < AT_ONCE ? n - from : AT_ONCE;
        check(hs_compare_many(found, m->space, pairs + from, k, &err), &err);
        for (size_t i = 0; i < k && round == 0; i++)
            m->told[found[i].relation]++;
    }
    m->cpu[round] = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    m->clock[round] = now(CLOCK_MONOTONIC) - clock;
}

int main(int argc, char **argv)
{
    static hs_pair pairs[PAIRS_MOST];
    static timed models[MODELS_MOST];
    const int rounds = argc > 1 ? atoi(argv[1]) : 0, n_models = argc - 3;
    hs_error err;
    if (n_models < 1 || n_models > MODELS_MOST || rounds < 1 || rounds > ROUNDS_MOST) {
        fputs("usage: bench_compare ROUNDS PAIRS MODEL..\n", stderr);
        return 2;
    }
    const size_t n = load(pairs, argv[2]);
    for (int i = 0; i < n_models; i++) {
        check(hs_comparer_open(&models[i].comparer, argv[3 + i], &err), &err);
        check(hs_compare_space_open(&models[i].space, models[i].comparer, &err), &err);
    }
    for (int round = 0; round < rounds; round++)
        for (int i = 0; i < n_models; i++)
            compare(&models[i], round, pairs, n);
    double first = 0;
    for (int i = 0; i < n_models; i++) {
        timed *m = &models[i];
        qsort(m->cpu, (size_t)rounds, sizeof *m->cpu, by_size);
        qsort(m->clock, (size_t)rounds, sizeof *m->clock, by_size);
        const double cpu = m->cpu[rounds / 2];
        first = i ? first : cpu;
        printf("%s: %.3f ms a pair, %.2f of the first; %.0f pairs/s; %zu same, %zu contradict, %zu neither\n", hs_comparer_model(m->comparer).ptr, 1e3 * cpu / (double)n,
               cpu / first, (double)n / m->clock[rounds / 2], m->told[HS_SAME], m->told[HS_CONTRADICTS], m->told[HS_NEITHER]);
        hs_compare_space_free(m->space);
        hs_comparer_free(m->comparer);
    }
    for (size_t i = 0; i < n; i++)
        free((char *)(uintptr_t)pairs[i].a.ptr);
    return 0;
}
