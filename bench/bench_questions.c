/* bench_questions.c -- how long questions to a ledger take: bench_questions LEDGER [N] asks N (200) different questions of each kind, whose words, names
 * and dates are drawn from the ledger itself, each name as often as it speaks, and prints a table. One thread; the file is in the
 * system's cache after the first. In: a ledger, such as make_ledger's. Out: milliseconds of
 * CPU time, that of the server's process too where the ledger is at one on this machine, and of wall time, which tells of others on the machine too. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "ascii.h"
#include "ledger.h"
#include "query.h"

enum { MOST = 10000, WIDTH = 384 };

typedef struct bench {
    hs_ledger *ledger;
    int64_t attributions, claims;
    uint64_t random;
    char words[512];
    int8_t vector[WIDTH];
    char server[64]; /* the file that tells the CPU time of the server's process; empty: there is none */
} bench;

static void stop(const char *what, const hs_error *err)
{
    fprintf(stderr, "bench_questions: %s: %s\n", what, err->msg);
    exit(1);
}

static uint64_t draw(bench *b, uint64_t n)
{
    b->random = b->random * 6364136223846793005u + 1442695040888963407u;
    return (b->random >> 33) % n;
}

/* The first column of a statement with one number bound, into b->words. */
static bool look_up(bench *b, const char *sql, int64_t number)
{
    bool row;
    hs_error err;
    hs_sql q = hs_sql_begin(b->ledger, sql);
    if (hs_sql_parameters(&q))
        hs_sql_number(&q, 1, number);
    if (hs_sql_step(&q, &row, &err) != HS_OK)
        stop(sql, &err);
    hs_str s = row ? hs_sql_column(&q, 0) : (hs_str){NULL, 0};
    snprintf(b->words, sizeof b->words, "%.*s", (int)s.len, s.ptr ? s.ptr : "");
    hs_sql_end(&q);
    return s.len > 0;
}

static void draw_name(bench *b)
{
    do {
    } while (!look_up(b, "SELECT s.name FROM attribution a JOIN holder h USING (holder_id) JOIN source s USING (source_id) "
                         "WHERE a.attribution_id = ?1 AND s.anonymous = 0", 1 + (int64_t)draw(b, (uint64_t)b->attributions)));
}

static void draw_outlet(bench *b)
{
    do {
    } while (!look_up(b, "SELECT d.outlet FROM attribution a JOIN document d USING (document_id) WHERE a.attribution_id = ?1",
                      1 + (int64_t)draw(b, (uint64_t)b->attributions)));
}

/* `n` words that stand together in a content, in their order. */
static void draw_words(bench *b, int n)
{
    for (;;) {
        char *at[64];
        int found = 0;
        if (!look_up(b, "SELECT text FROM claim WHERE claim_id = ?1", 1 + (int64_t)draw(b, (uint64_t)b->claims)))
            continue;
        for (char *word = strtok(b->words, " \"-"); word && found < 64; word = strtok(NULL, " \"-"))
            at[found++] = word;
        if (found < n)
            continue;
        int first = (int)draw(b, (uint64_t)(found - n + 1));
        char out[512] = "";
        for (int i = 0; i < n; i++)
            snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", i ? " " : "", at[first + i]);
        if (strcspn(out, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == strlen(out))
            continue;
        snprintf(b->words, sizeof b->words, "%s", out);
        return;
    }
}

static void draw_month(bench *b, char since[16])
{
    snprintf(since, 16, "%d-%02d", 2021 + (int)draw(b, 10), 1 + (int)draw(b, 12));
}

static hs_str str(const char *s)
{
    return hs_ascii_of(s);
}

/* ---- kinds ---- */

static hs_status claims_all(bench *b, hs_answer **out, hs_error *err)
{
    return hs_ledger_claims(out, b->ledger, NULL, err);
}

static hs_status claims_words(bench *b, hs_answer **out, hs_error *err)
{
    draw_words(b, 1 + (int)draw(b, 3));
    return hs_ledger_claims(out, b->ledger, &(hs_query){.words = str(b->words)}, err);
}

static hs_status claims_month(bench *b, hs_answer **out, hs_error *err)
{
    char month[16];
    draw_month(b, month);
    return hs_ledger_claims(out, b->ledger, &(hs_query){.since = str(month), .until = str(month)}, err);
}

static hs_status claims_outlet_act(bench *b, hs_answer **out, hs_error *err)
{
    draw_outlet(b);
    return hs_ledger_claims(out, b->ledger, &(hs_query){.outlet = str(b->words), .act = (hs_act)(1 + draw(b, 16))}, err);
}

static hs_status claims_act(bench *b, hs_answer **out, hs_error *err)
{
    return hs_ledger_claims(out, b->ledger, &(hs_query){.act = (hs_act)(1 + draw(b, 16)), .polarity = (hs_polarity)draw(b, 3)}, err);
}

static hs_status claims_source(bench *b, hs_answer **out, hs_error *err)
{
    draw_name(b);
    return hs_ledger_claims(out, b->ledger, &(hs_query){.source = str(b->words)}, err);
}

static hs_status claims_anonymous_month(bench *b, hs_answer **out, hs_error *err)
{
    char month[16];
    draw_month(b, month);
    return hs_ledger_claims(out, b->ledger, &(hs_query){.naming = HS_ANONYMOUS_ONLY, .until = str(month), .least = 0.5f}, err);
}

static hs_status claims_words_outlet(bench *b, hs_answer **out, hs_error *err)
{
    char words[512];
    draw_words(b, 1);
    memcpy(words, b->words, sizeof words);
    draw_outlet(b);
    return hs_ledger_claims(out, b->ledger, &(hs_query){.words = str(words), .outlet = str(b->words)}, err);
}

static hs_status claims_second_page(bench *b, hs_answer **out, hs_error *err)
{
    hs_answer *first;
    char cursor[128];
    draw_outlet(b);
    hs_query query = {.outlet = str(b->words), .limit = 1};
    hs_status status = hs_ledger_claims(&first, b->ledger, &query, err);
    if (status != HS_OK)
        return status;
    snprintf(cursor, sizeof cursor, "%.*s", (int)hs_answer_next(first).len, hs_answer_next(first).ptr);
    hs_answer_free(first);
    query.after = str(cursor);
    query.limit = 0;
    return hs_ledger_claims(out, b->ledger, &query, err);
}

static hs_status who_name(bench *b, hs_answer **out, hs_error *err)
{
    draw_name(b);
    return hs_ledger_who(out, b->ledger, str(b->words), &(hs_query){.oldest_first = true}, err);
}

static hs_status who_last_name(bench *b, hs_answer **out, hs_error *err)
{
    draw_name(b);
    char *last = strrchr(b->words, ' ');
    return hs_ledger_who(out, b->ledger, str(last ? last + 1 : b->words), &(hs_query){.oldest_first = true}, err);
}

static hs_status search_word(bench *b, hs_answer **out, hs_error *err)
{
    draw_words(b, 1);
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(b->words)}, NULL, err);
}

static hs_status search_words(bench *b, hs_answer **out, hs_error *err)
{
    draw_words(b, 2 + (int)draw(b, 2));
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(b->words)}, NULL, err);
}

static hs_status search_phrase(bench *b, hs_answer **out, hs_error *err)
{
    char words[520];
    draw_words(b, 3);
    snprintf(words, sizeof words, "\"%s\"", b->words);
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(words)}, NULL, err);
}

static hs_status search_prefix(bench *b, hs_answer **out, hs_error *err)
{
    size_t letters;
    do {
        draw_words(b, 1);
        letters = strspn(b->words, "abcdefghijklmnopqrstuvwxyz");
    } while (letters < 3);
    strcpy(b->words + 3 + draw(b, 3) % (letters - 2), "*");
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(b->words)}, NULL, err);
}

static hs_status search_stop_words(bench *b, hs_answer **out, hs_error *err)
{
    static const char *const words[] = {"the", "of the", "to be", "\"in the\"", "it OR that OR the", "a the", "the -a", "would have been the"};
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(words[draw(b, 8)])}, NULL, err);
}

static hs_status search_word_month(bench *b, hs_answer **out, hs_error *err)
{
    char month[16];
    draw_words(b, 1);
    draw_month(b, month);
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(b->words), .since = str(month), .until = str(month)}, NULL, err);
}

static void draw_vector(bench *b)
{
    bool row;
    hs_error err;
    hs_sql q = hs_sql_begin(b->ledger, "SELECT vector FROM vector WHERE claim_id = ?1 AND model_id = 1");
    hs_sql_number(&q, 1, 1 + (int64_t)draw(b, (uint64_t)b->claims));
    if (hs_sql_step(&q, &row, &err) != HS_OK || !row || hs_sql_column(&q, 0).len != WIDTH)
        stop("vectors", row ? &err : &(hs_error){.msg = "there are none"});
    memcpy(b->vector, hs_sql_column(&q, 0).ptr, WIDTH);
    hs_sql_end(&q);
    for (int i = 0; i < WIDTH; i++)
        b->vector[i] = (int8_t)(b->vector[i] + (int)draw(b, 7) - 3);
}

static hs_status search_meaning_and(bench *b, const char *words, hs_answer **out, hs_error *err)
{
    char model[64];
    draw_vector(b);
    char kept[512];
    snprintf(kept, sizeof kept, "%s", words);
    look_up(b, "SELECT label FROM model WHERE model_id = 1", 0);
    snprintf(model, sizeof model, "%.63s", b->words);
    return hs_ledger_search(out, b->ledger, &(hs_query){.words = str(kept)}, &(hs_meaning){b->vector, WIDTH, str(model)}, err);
}

static hs_status search_meaning(bench *b, hs_answer **out, hs_error *err)
{
    return search_meaning_and(b, "", out, err);
}

static hs_status search_meaning_words(bench *b, hs_answer **out, hs_error *err)
{
    draw_words(b, 2);
    return search_meaning_and(b, b->words, out, err);
}

static hs_status show(bench *b, hs_answer **out, hs_error *err)
{
    snprintf(b->words, sizeof b->words, "a%llu", (unsigned long long)(1 + draw(b, (uint64_t)b->attributions)));
    return hs_ledger_show(out, b->ledger, str(b->words), NULL, err);
}

static hs_status stats(bench *b, hs_answer **out, hs_error *err)
{
    return hs_ledger_stats(out, b->ledger, err);
}

static const struct {
    const char *name;
    hs_status (*ask)(bench *b, hs_answer **out, hs_error *err);
    int most;
} kinds[] = {
    {"claims", claims_all, 20},
    {"claims WORDS", claims_words, MOST},
    {"claims --since --until", claims_month, MOST},
    {"claims --outlet --act", claims_outlet_act, MOST},
    {"claims --act --polarity", claims_act, MOST},
    {"claims --source", claims_source, MOST},
    {"claims --anonymous --until", claims_anonymous_month, MOST},
    {"claims WORD --outlet", claims_words_outlet, MOST},
    {"claims --outlet, second page", claims_second_page, MOST},
    {"who NAME", who_name, MOST},
    {"who LAST-NAME", who_last_name, MOST},
    {"search WORD", search_word, MOST},
    {"search WORDS", search_words, MOST},
    {"search \"A PHRASE\"", search_phrase, MOST},
    {"search PREFIX*", search_prefix, MOST},
    {"search, stop words", search_stop_words, MOST},
    {"search WORD --since --until", search_word_month, MOST},
    {"search by meaning", search_meaning, MOST},
    {"search by meaning and words", search_meaning_words, MOST},
    {"show", show, MOST},
    {"stats", stats, 3},
};

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static double cpu_now(const bench *b)
{
    double ns = 0;
    FILE *f = *b->server ? fopen(b->server, "r") : NULL;
    if (f && fscanf(f, "%lf", &ns) != 1)
        ns = 0;
    if (f)
        fclose(f);
    return now(CLOCK_THREAD_CPUTIME_ID) + ns / 1e6;
}

static void measure(bench *b, size_t kind, int n)
{
    static double wall[MOST], cpu[MOST];
    char slowest[512] = "";
    double most = 0;
    n = n < kinds[kind].most ? n : kinds[kind].most;
    for (int i = 0; i < n; i++) {
        double from, cpu_from;
        hs_answer *answer;
        hs_error err;
        from = now(CLOCK_MONOTONIC);
        cpu_from = cpu_now(b);
        if (kinds[kind].ask(b, &answer, &err) != HS_OK)
            stop(kinds[kind].name, &err);
        wall[i] = now(CLOCK_MONOTONIC) - from;
        cpu[i] = cpu_now(b) - cpu_from;
        hs_answer_free(answer);
        if (cpu[i] > most) {
            most = cpu[i];
            snprintf(slowest, sizeof slowest, "%.40s", b->words);
        }
    }
    qsort(wall, (size_t)n, sizeof *wall, by_size);
    qsort(cpu, (size_t)n, sizeof *cpu, by_size);
    printf("%-30s %5d %8.1f %8.1f %8.1f  %8.1f  %s\n", kinds[kind].name, n, cpu[n / 2], cpu[(n * 95 - 1) / 100], cpu[n - 1],
           wall[(n * 95 - 1) / 100], slowest);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    bench b = {.random = 1};
    hs_error err;
    if (argc < 2) {
        fputs("usage: bench_questions LEDGER [N [KIND]]\n", stderr);
        return 2;
    }
    int n = argc > 2 ? atoi(argv[2]) : 200;
    if (n < 1 || n > MOST || hs_ledger_open(&b.ledger, argv[1], HS_LEDGER_READ, &err) != HS_OK)
        stop(argv[1], n < 1 || n > MOST ? &(hs_error){.msg = "N is from 1 to 10000"} : &err);
    look_up(&b, "SELECT max(attribution_id) FROM attribution", 0);
    b.attributions = atoll(b.words);
    look_up(&b, "SELECT max(claim_id) FROM claim", 0);
    b.claims = atoll(b.words);
    if (strncmp(argv[1], "postgres", 8) == 0) {
        look_up(&b, "SELECT pg_backend_pid()", 0);
        snprintf(b.server, sizeof b.server, "/proc/%.10s/schedstat", b.words);
    }
    printf("%lld attributions, %lld claims\n%-30s %5s %8s %8s %8s  %8s  slowest\n", (long long)b.attributions, (long long)b.claims, "milliseconds of CPU", "asked",
           "median", "p95", "most", "wall p95");
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (argc < 4 || strstr(kinds[i].name, argv[3]))
            measure(&b, i, n);
    hs_ledger_free(b.ledger);
    return 0;
}
