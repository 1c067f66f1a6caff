/* bench_copies.c -- finding copies, without a model. In: texts on standard input, each as "ID BYTES\n" and its bytes;
 * or none. Out: their hashes; the copies that a ledger of them finds; or what a document costs in a ledger of many
 * made-up ones.
 *
 * usage: bench_copies hashes < TEXTS                lines "ID HASH HASH .."
 *        bench_copies ledger LEDGER < TEXTS         lines "ID OF_ID SHARE", the ledger is made anew
 *        bench_copies cost LEDGER DOCUMENTS [SEED]  a line of JSON for each tenth of them */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "ledger.h"
#include "shingles.h"

enum { MOST_BYTES = 64 << 20, BATCH = 64, NAME = 64 };

static void die(const char *what)
{
    fprintf(stderr, "bench_copies: %s\n", what);
    exit(1);
}

static void check(hs_status status, const hs_error *err)
{
    if (status != HS_OK)
        die(err->msg);
}

static double now_ms(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

/* A document as if it had been read. */
static hs_document *make(hs_str text, const char *url, const char *published)
{
    hs_document *doc;
    hs_error err;
    check(hs_document_new(&doc, 4 * text.len + (1u << 20), &err), &err);
    doc->text = hs_arena_copy(doc->arena, text);
    doc->url = hs_arena_copy(doc->arena, (hs_str){url, strlen(url)});
    doc->published = hs_arena_copy(doc->arena, (hs_str){published, strlen(published)});
    check(hs_document_seal(doc, &err), &err);
    doc->model = (hs_str){"none", 4};
    return doc;
}

static bool next_text(char name[NAME], hs_str *text)
{
    static char *bytes;
    size_t n;
    bytes = bytes ? bytes : malloc(MOST_BYTES);
    if (!bytes || scanf(" %63s %zu", name, &n) != 2)
        return false;
    if (n > MOST_BYTES || getchar() != '\n' || fread(bytes, 1, n, stdin) != n)
        die("the texts are cut off");
    *text = (hs_str){bytes, n};
    return true;
}

static int print_hashes(void)
{
    char name[NAME];
    hs_str text;
    while (next_text(name, &text)) {
        hs_shingles s;
        hs_error err;
        check(hs_shingles_take(&s, text, NULL, 0, &err), &err);
        fputs(name, stdout);
        for (size_t i = 0; i < s.n; i++)
            printf(" %" PRIx64, s.at[i]);
        putchar('\n');
        hs_shingles_free(&s);
    }
    return 0;
}

static void print_copies(hs_ledger *ledger)
{
    bool row;
    hs_error err;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.url, b.url, share FROM copy JOIN document a USING (document_id) "
                                    "JOIN document b ON b.document_id = of_document_id");
    while (hs_sql_step(&q, &row, &err) == HS_OK && row)
        printf("%s %s %.4f\n", hs_sql_column(&q, 0).ptr, hs_sql_column(&q, 1).ptr, hs_sql_column_real(&q, 2));
    hs_sql_end(&q);
}

static hs_ledger *new_ledger(const char *path)
{
    hs_ledger *ledger;
    hs_error err;
    unlink(path);
    check(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, &err), &err);
    return ledger;
}

static void add(hs_ledger *ledger, hs_document *doc)
{
    hs_added how;
    uint64_t id;
    hs_error err;
    check(hs_ledger_add(&how, &id, ledger, doc, &err), &err);
    hs_document_free(doc);
}

static int find_copies(const char *path)
{
    char name[NAME];
    hs_str text;
    hs_error err;
    hs_ledger *ledger = new_ledger(path);
    while (next_text(name, &text))
        add(ledger, make(text, name, "2031-05-14"));
    check(hs_ledger_commit(ledger, &err), &err);
    print_copies(ledger);
    hs_ledger_free(ledger);
    return 0;
}

/* ---- made-up news ---- */

enum { WORDS = 30000, PHRASES = 4000, OUTLETS = 60, TEXT_BYTES = 1 << 15 };
static uint64_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((seed >> 33) % below);
}

/* A word, the common ones often: about Zipf's law. */
static uint32_t word(void)
{
    uint32_t most = 1 + chance(WORDS);
    return chance(1 + chance(most));
}

static void append_words(char *text, size_t *n, uint32_t words)
{
    for (uint32_t i = 0; i < words && *n + 16 < TEXT_BYTES; i++)
        *n += (size_t)sprintf(text + *n, "w%u ", word());
}

/* Words and set phrases; the last words are each outlet's own. */
static size_t make_up(char *text, size_t n, uint32_t words)
{
    static char phrases[PHRASES][128], farewells[OUTLETS][512];
    if (!phrases[0][0]) {
        for (size_t i = 0; i < PHRASES; i++) {
            size_t at = 0;
            append_words(phrases[i], &at, 5 + chance(6));
        }
        for (size_t i = 0; i < OUTLETS; i++) {
            size_t at = 0;
            append_words(farewells[i], &at, 40);
        }
    }
    for (uint32_t done = 0; done < words; done += 20) {
        append_words(text, &n, 14);
        n += (size_t)sprintf(text + n, "%s. ", phrases[chance(1 + chance(PHRASES))]);
    }
    return n + (size_t)sprintf(text + n, "%s", farewells[chance(OUTLETS)]);
}

static double spent_ms;
hs_status __real_hs_ledger_put_copies(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err);
hs_status __wrap_hs_ledger_put_copies(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err);
hs_status __wrap_hs_ledger_put_copies(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err)
{
    double begin = now_ms(CLOCK_THREAD_CPUTIME_ID);
    hs_status status = __real_hs_ledger_put_copies(ledger, document_id, doc, err);
    spent_ms += now_ms(CLOCK_THREAD_CPUTIME_ID) - begin;
    return status;
}

static int measure_cost(const char *path, size_t n)
{
    static char text[TEXT_BYTES + 4096], story[TEXT_BYTES + 4096];
    hs_ledger *ledger = new_ledger(path);
    hs_error err;
    size_t n_story = make_up(story, 0, 300);
    double all_ms = 0;
    for (size_t i = 1; i <= n; i++) {
        char url[NAME];
        snprintf(url, sizeof url, "https://news.example/%zu", i);
        /* One in twenty carries the agency's story of the hour in its own article. */
        size_t len = 0;
        if (chance(20) == 0) {
            memcpy(text, story, n_story);
            len = n_story;
        }
        len = make_up(text, len, 150 + chance(600));
        if (chance(400) == 0)
            n_story = make_up(story, 0, 300);
        hs_document *doc = make((hs_str){text, len}, url, "2031-05-14");
        double begin = now_ms(CLOCK_MONOTONIC);
        add(ledger, doc);
        if (i % BATCH == 0 || i == n)
            check(hs_ledger_commit(ledger, &err), &err);
        all_ms += now_ms(CLOCK_MONOTONIC) - begin;
        if (i % (n / 10 ? n / 10 : 1) == 0) {
            size_t most = n / 10 ? n / 10 : 1;
            printf("{\"documents\":%zu,\"copies_cpu_ms\":%.3f,\"add_ms\":%.3f}\n", i, spent_ms / (double)most,
                   all_ms / (double)most);
            fflush(stdout);
            spent_ms = all_ms = 0;
        }
    }
    hs_ledger_free(ledger);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "hashes") == 0)
        return print_hashes();
    if (argc == 3 && strcmp(argv[1], "ledger") == 0)
        return find_copies(argv[2]);
    if (argc < 4 || strcmp(argv[1], "cost") != 0)
        die("usage: bench_copies hashes | ledger LEDGER | cost LEDGER DOCUMENTS [SEED]");
    seed = argc > 4 ? strtoull(argv[4], NULL, 10) : 1;
    return measure_cost(argv[2], strtoull(argv[3], NULL, 10));
}
