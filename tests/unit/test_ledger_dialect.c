/* test_ledger_dialect.c -- statements of the ledger as PostgreSQL has them; addresses of ledgers at a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ascii.h"
#include "postgres_address.h"
#include "postgres_dialect.h"

static const struct {
    const char *from, *to;
} cases[] = {
    /* parameters are numbered without gaps */
    {"SELECT a FROM t WHERE b = ?3 AND c = ?9 AND d = ?3", "SELECT a FROM t WHERE b = $1 AND c = $2 AND d = $1"},
    {"SELECT '?1 it''s' FROM t WHERE \"a\" = ?2", "SELECT '?1 it''s' FROM t WHERE \"a\" = $1"},
    /* numbers that stand for truth */
    {"SELECT 1 FROM document d WHERE d.current", "SELECT 1 FROM document d WHERE d.current <> 0"},
    {"SELECT 1 FROM t d WHERE NOT d.current AND (a.anonymous OR apart) AND b.anonymous = 0", "SELECT 1 FROM t d WHERE NOT d.current <> 0 AND (a.anonymous <> 0 OR apart <> 0) AND b.anonymous = 0"},
    {"SELECT s.anonymous AND h.anonymous, anonymous, count(current) FROM t", "SELECT s.anonymous <> 0 AND h.anonymous <> 0, anonymous, count(current) FROM t"},
    {"SELECT CASE WHEN h.anonymous THEN 1 END FROM t WHERE ?2 OR ?2 AND x", "SELECT CASE WHEN h.anonymous <> 0 THEN 1 END FROM t WHERE $1 <> 0 OR $1 <> 0 AND x"},
    {"SELECT 1 FROM t WHERE a BETWEEN ?1 AND ?2 AND b >= ?3 AND ?4", "SELECT 1 FROM t WHERE a BETWEEN $1 AND $2 AND b >= $3 AND $4 <> 0"},
    {"SELECT (SELECT 1 FROM w WHERE w.current UNION SELECT 2)", "SELECT (SELECT 1 FROM w WHERE w.current <> 0 UNION SELECT 2)"},
    /* what compares NULL, too */
    {"SELECT 1 FROM t WHERE a IS ?1 AND b IS NOT ?2 AND c IS NULL AND d IS NOT NULL", "SELECT 1 FROM t WHERE a IS NOT DISTINCT FROM $1 AND b IS DISTINCT FROM $2 AND c IS NULL AND d IS NOT NULL"},
    {"SELECT min(a, b), max(a, f(b, c)), max(f(a, b)), min(a) FROM t", "SELECT least(a, b), greatest(a, f(b, c)), max(f(a, b)), min(a) FROM t"},
    {"SELECT iif(o.current, a, f(b, c)) FROM t", "SELECT (CASE WHEN o.current <> 0 THEN a ELSE f(b, c) END) FROM t"},
    /* hints for SQLite alone */
    {"SELECT 1 FROM a CROSS JOIN b INDEXED BY c ON a.x = b.x WHERE +a.y = 1", "SELECT 1 FROM a JOIN b ON a.x = b.x WHERE a.y = 1"},
    {"SELECT 1 FROM a CROSS JOIN f(a.x) s JOIN b ON b.x = a.x + 1", "SELECT 1 FROM a CROSS JOIN f(a.x) s JOIN b ON b.x = a.x + 1"},
    {"SELECT count(*) FROM (SELECT 1 FROM t LIMIT ?1)", "SELECT count(*) FROM (SELECT 1 FROM t LIMIT $1) AS subquery"},
    {"SELECT 1 FROM (SELECT 1) x JOIN (SELECT 2) USING (y) LIMIT -1 OFFSET ?1", "SELECT 1 FROM (SELECT 1) x JOIN (SELECT 2) AS subquery USING (y) LIMIT ALL OFFSET $1"},
    {"SELECT a LIKE 'x%', group_concat(b, ' ') FROM temp.t", "SELECT a ILIKE 'x%', string_agg(b, ' ') FROM pg_temp.t"},
    {"CREATE TEMP TABLE IF NOT EXISTS t (a INTEGER, PRIMARY KEY (a)) WITHOUT ROWID", "CREATE TEMP TABLE IF NOT EXISTS t (a bigint, PRIMARY KEY (a))"},
    {"SELECT CAST(a AS INTEGER), length(CAST(b AS BLOB)), x'00ff'", "SELECT CAST(a AS bigint), length(convert_to(b , 'UTF8')), decode('00ff', 'hex')"},
    /* inserting */
    {"INSERT OR IGNORE INTO unsettled SELECT 'claim', ?1", "INSERT INTO unsettled SELECT 'claim', $1 ON CONFLICT DO NOTHING"},
    {"INSERT INTO claim (text) VALUES (?1)", "INSERT INTO claim (text) VALUES ($1) RETURNING claim_id"},
    {"INSERT INTO pair (a) VALUES (?1) ON CONFLICT (a) DO UPDATE SET b = ?1", "INSERT INTO pair (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = $1"},
    /* searching */
    {"SELECT d.heard FROM json_each(?1) w CROSS JOIN attribution a ON a.claim_id = w.value CROSS JOIN LATERAL (SELECT a.of_current AS current, a.of_heard AS heard) d WHERE d.current",
     "SELECT d.heard FROM json_each($1) w JOIN attribution a ON a.claim_id = w.value CROSS JOIN LATERAL (SELECT a.of_current AS current, a.of_heard AS heard) d WHERE d.current <> 0"},
    {"SELECT 1 FROM holder h WHERE (h.source_id IN (SELECT value FROM json_each(?1))) IS TRUE AND +h.position = ?2",
     "SELECT 1 FROM holder h WHERE (h.source_id IN (SELECT value FROM json_each($1))) IS TRUE AND h.position = $2"},
    {"SELECT rowid, hs_rank(claim_words) FROM claim_words WHERE claim_words MATCH ?4", "SELECT rowid, ts_rank(claim_words, ask_words($1), 2) FROM claim_words WHERE claim_words @@ ask_words($1)"},
    {"SELECT CASE WHEN EXISTS (SELECT rowid FROM document_words WHERE document_words MATCH ?2) THEN hs_rank(claim_words) END FROM claim_words WHERE claim_words MATCH ?1",
     "SELECT CASE WHEN EXISTS (SELECT rowid FROM document_words WHERE document_words @@ ask_words($1)) THEN ts_rank(claim_words, ask_words($2), 2) END FROM claim_words "
     "WHERE claim_words @@ ask_words($2)"},
    {"SELECT rowid FROM source_words WHERE source_words MATCH ?1", "SELECT rowid FROM source_words WHERE source_words @@ ask_names($1)"},
};

static void test_statements(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        hs_dialect d;
        assert_int_equal(hs_dialect_translate(&d, cases[i].from, strlen(cases[i].from), NULL), HS_OK);
        assert_string_equal(d.sql.ptr, cases[i].to);
        hs_dialect_end(&d);
    }
}

static void test_parameters(void **state)
{
    static const char sql[] = "SELECT 1 FROM claim_words WHERE rowid = ?7 AND claim_words MATCH ?2";
    hs_dialect d;
    (void)state;
    assert_int_equal(hs_dialect_translate(&d, sql, strlen(sql), NULL), HS_OK);
    assert_int_equal(d.n_parameters, 7);
    assert_int_equal(d.n_places, 2);
    assert_int_equal(d.place[7], 1);
    assert_int_equal(d.place[2], 2);
    assert_int_equal(d.n_searches, 1);
    assert_int_equal(d.searches[0], 2);
    assert_false(d.gives_id);
    assert_true(d.is_endless);
    hs_dialect_end(&d);
    assert_int_equal(hs_dialect_translate(&d, "SELECT ?33", 10, NULL), HS_E_DEFECT);
    hs_dialect_end(&d);
}

static void test_words(void **state)
{
    static const char *const words[][2] = {{"(\"oil\") AND (\"pier 9\" OR \"leak\" *) NOT (\"drill\")", "('oil') & ('pier 9' | 'leak':*) & ! ('drill')"},
                                           {"(\"o'brien & \"\"co\"\"\")", "('o brien    co ')"},
                                           {"(\"\xc3\xa9t\xc3\xa9\\:*\")", "('\xc3\xa9t\xc3\xa9   ')"},
                                           {"\"open", "'open'"},
                                           {"", ""}};
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        hs_buffer out = hs_buffer_new(1000);
        hs_dialect_words(&out, hs_ascii_of(words[i][0]));
        hs_buffer_add(&out, "", 1);
        assert_string_equal(out.ptr, words[i][1]);
        hs_buffer_free(&out);
    }
}

static void test_addresses(void **state)
{
    static const struct {
        const char *path, *url, *schema, *shown;
    } good[] = {
        {"postgresql://ana:s3cret@db.example:5433/news", "postgresql://ana:s3cret@db.example:5433/news", "hearsay", "postgresql://ana@db.example:5433/news"},
        {"postgres://ana@db/news?schema=harbour&sslmode=require", "postgres://ana@db/news?sslmode=require", "harbour", "postgres://ana@db/news?schema=harbour"},
        {"postgresql:///news?host=/run/x&password=s3cret&schema=a_1", "postgresql:///news?host=/run/x&password=s3cret", "a_1", "postgresql:///news?schema=a_1"},
        {"postgresql://", "postgresql://", "hearsay", "postgresql://"},
    };
    static const char *const bad[] = {"postgresql://ana:s3@cret@db/news", "postgresql://ana:s3/cret@db/news", "postgresql://ana:s3?cret@db/news", "postgresql:///news?schema=",
                                      "postgresql:///news?schema=Harbour", "postgresql:///news?schema=pg_x", "postgresql:///news?schema=a\"b", "postgresql:///news?schema=1a"};
    hs_postgres_address a;
    hs_error err;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(hs_postgres_is_address(good[i].path));
        assert_int_equal(hs_postgres_address_read(&a, good[i].path, &err), HS_OK);
        assert_string_equal(a.url, good[i].url);
        assert_string_equal(a.schema, good[i].schema);
        assert_string_equal(a.shown, good[i].shown);
        assert_null(strstr(a.shown, "s3"));
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(hs_postgres_address_read(&a, bad[i], &err), HS_E_ARG);
        assert_null(strstr(err.msg, "s3"));
    }
    assert_false(hs_postgres_is_address("hearsay.db"));
    assert_false(hs_postgres_is_address("/tmp/postgresql://x"));
    assert_false(hs_postgres_is_address(NULL));
    char longest[HS_POSTGRES_ADDRESS + 1] = "postgresql://";
    memset(longest + strlen(longest), 'a', sizeof longest - strlen(longest) - 1);
    assert_int_equal(hs_postgres_address_read(&a, longest, &err), HS_E_ARG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_statements), cmocka_unit_test(test_parameters), cmocka_unit_test(test_words),
                                       cmocka_unit_test(test_addresses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
