/* bench_relate.c -- what relating a document costs in a large ledger. In: a ledger of which nothing is related (bench/make_ledger.c --rounds), a
 * model that compares. All documents get their terms, so that what is near is looked for among all of them; those of the last days are
 * related, and the last of these are timed, the settling of disputes and changes included. Out: a line of milliseconds of CPU time.
 *
 * usage: bench_relate LEDGER MODEL DOCUMENTS TIMED   the last DOCUMENTS are related, the last TIMED of them are timed */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ledger.h"
#include "neighbours.h"

enum { AT_ONCE = 512 /* pairs */ };

static void check(hs_status status, const hs_error *err)
{
    if (status != HS_OK) {
        fprintf(stderr, "bench_relate: %s\n", err->msg);
        exit(1);
    }
}

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static int64_t number(hs_ledger *ledger, const char *sql)
{
    hs_error err;
    int64_t n;
    hs_sql q = hs_sql_made(ledger, sql, strlen(sql));
    check(hs_sql_take_number(&q, &n, &err), &err);
    return n;
}

/* How many rows of pair there are tells how many were judged: those that were driven out again are few. */
int main(int argc, char **argv)
{
    hs_ledger *ledger;
    hs_comparer *comparer;
    hs_compare_team *team;
    hs_error err;
    if (argc != 5) {
        fputs("usage: bench_relate LEDGER MODEL DOCUMENTS TIMED\n", stderr);
        return 2;
    }
    long documents = strtol(argv[3], NULL, 10), timed = strtol(argv[4], NULL, 10);
    check(hs_ledger_open(&ledger, argv[1], HS_LEDGER_CHANGE, &err), &err);
    check(hs_comparer_open(&comparer, argv[2], &err), &err);
    check(hs_compare_team_open(&team, comparer, 1, &err), &err);
    int64_t last = number(ledger, "SELECT max(document_id) FROM document"), n = 0;
    double *ms = calloc((size_t)timed + 1, sizeof *ms), *found = calloc((size_t)timed + 1, sizeof *found), *rest = calloc((size_t)timed + 1, sizeof *rest);
    if (!ms || !found || !rest)
        return 1;
    check(hs_ledger_begin(ledger, &err), &err);
    if (!number(ledger, "SELECT count(*) FROM (SELECT 1 FROM term LIMIT 1)"))
        for (int64_t id = 1; id <= last - documents; id++) {
            hs_neighbours near;
            check(hs_neighbours_find(&near, ledger, id, &err), &err);
            hs_neighbours_free(&near);
        }
    check(hs_ledger_commit(ledger, &err), &err);
    for (int64_t id = last - documents + 1; id <= last; id++) {
        bool counts = id > last - timed;
        int64_t before = counts ? number(ledger, "SELECT count(*) FROM pair") : 0;
        double begun = now_ms();
        check(hs_relate(ledger, comparer, (uint64_t)id, &err), &err);
        double chosen = now_ms();
        for (size_t done = 1; done;)
            check(hs_relate_decide(&done, ledger, team, AT_ONCE, &err), &err);
        double decided = now_ms();
        check(hs_ledger_settle(ledger, &err), &err);
        if (counts) {
            ms[n] = now_ms() - begun;
            rest[n] = ms[n] - (decided - chosen);
            found[n++] = (double)(number(ledger, "SELECT count(*) FROM pair") - before);
        }
        if (id % 100 == 0)
            check(hs_ledger_commit(ledger, &err), &err);
    }
    check(hs_ledger_commit(ledger, &err), &err);
    qsort(ms, (size_t)n, sizeof *ms, by_size);
    qsort(rest, (size_t)n, sizeof *rest, by_size);
    qsort(found, (size_t)n, sizeof *found, by_size);
    printf("%lld documents, %lld timed: median %.1f ms, p95 %.1f ms, most %.1f ms; without comparing: median %.1f ms, p95 %.1f ms; pairs more: median %.0f, p95 %.0f\n",
           (long long)last, (long long)n, ms[n / 2], ms[n * 95 / 100], ms[n - 1], rest[n / 2], rest[n * 95 / 100], found[n / 2], found[n * 95 / 100]);
    hs_compare_team_free(team);
    hs_comparer_free(comparer);
    hs_ledger_free(ledger);
    free(ms);
    free(found);
    free(rest);
    return 0;
}
