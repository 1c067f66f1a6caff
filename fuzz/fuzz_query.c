/* fuzz_query.c -- any bytes as what a person types to look for: whatever comes of them is an expression that FTS5 takes, and a cursor, a
 * name and an id of any bytes are told as what they are. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static hs_ledger *ledger;

/* One empty ledger for the whole run, in memory. */
static void open_once(void)
{
    static const char put[] = "INSERT INTO claim (text, text_key) VALUES ('the pier is safe', x'01')";
    hs_error err;
    if (ledger)
        return;
    CHECK(hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, &err) == HS_OK);
    CHECK(hs_ledger_run(ledger, put, "a claim", &err) == HS_OK);
}

static void match(const hs_buffer *expression, const char *sql)
{
    bool row;
    hs_error err;
    hs_sql q = hs_sql_begin(ledger, sql);
    hs_sql_held(&q, 1, expression);
    CHECK(hs_sql_step(&q, &row, &err) == HS_OK);
    hs_sql_end(&q);
}

static void check(hs_status status)
{
    CHECK(status == HS_OK || status == HS_E_ARG || status == HS_E_LIMIT || status == HS_E_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    hs_buffer words = hs_buffer_new(1 << 16), name = hs_buffer_new(1 << 16);
    hs_answer *answer;
    open_once();
    CHECK(exact);
    if (size)
        memcpy(exact, data, size);
    hs_str typed = {exact, size};
    hs_status status = hs_query_words(&words, typed, NULL);
    check(status);
    if (status == HS_OK)
        match(&words, "SELECT rowid FROM claim_words WHERE claim_words MATCH ?1");
    status = hs_query_name(&name, typed, NULL);
    check(status);
    if (status == HS_OK)
        match(&name, "SELECT rowid FROM source_words WHERE source_words MATCH ?1");
    const hs_query queries[] = {{.words = typed, .after = {"2031-05-14.1.1", 14}}, {.after = typed, .oldest_first = true}, {.source = typed},
                                {.since = typed}, {.until = typed}, {.outlet = typed}};
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        check(hs_ledger_claims(&answer, ledger, &queries[i], NULL));
        hs_answer_free(answer);
    }
    check(hs_ledger_search(&answer, ledger, &(hs_query){.words = typed}, NULL, NULL));
    hs_answer_free(answer);
    check(hs_ledger_show(&answer, ledger, typed, NULL, NULL));
    hs_answer_free(answer);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        check(hs_ledger_disputes(&answer, ledger, &queries[i], NULL));
        hs_answer_free(answer);
        check(hs_ledger_changes(&answer, ledger, &queries[i], NULL));
        hs_answer_free(answer);
        check(hs_ledger_stories(&answer, ledger, &queries[i], NULL));
        hs_answer_free(answer);
    }
    check(hs_ledger_explain(&answer, ledger, typed, (hs_str){"c1", 2}, NULL));
    hs_answer_free(answer);
    hs_buffer_free(&words);
    hs_buffer_free(&name);
    free(exact);
    return 0;
}
