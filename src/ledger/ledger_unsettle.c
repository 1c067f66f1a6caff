/* ledger_unsettle.c -- what a change of readings, sources or corrections touches: its claims and sources are noted in `unsettled`, so that
 * the relation module finds their disputes and changes anew. In: ids. Out: rows of unsettled. It is called before rows go and after they
 * came. One thread at a time. */
#include "ledger.h"

#include "status.h"

/* Who holds attributions, as the machine has it, and as persons say. Not by the view said, which would look at all sources. */
#define HOLDERS(of)                                                                                                                          \
    "INSERT OR IGNORE INTO unsettled SELECT 'source', coalesce(s.merged_into, s.source_id) FROM attribution a JOIN holder h ON h.holder_id = a.holder_id " \
    "JOIN source s ON s.source_id = h.source_id WHERE " of " = ?1"
#define NAMED(of)                                                                                                                            \
    "INSERT OR IGNORE INTO unsettled SELECT 'source', coalesce(s.merged_into, s.source_id) FROM attribution a JOIN correction c ON c.attribution_id = " \
    "a.attribution_id JOIN source s ON s.name_key = c.source_key AND s.anonymous = 0 AND s.apart = 0 WHERE " of " = ?1"

hs_status hs_ledger_unsettle_added(hs_ledger *ledger, int64_t document, hs_error *err)
{
    static const char *const sql[] = {
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM attribution a JOIN claim m USING (claim_id) "
        "WHERE a.document_id = ?1",
        "INSERT OR IGNORE INTO unsettled VALUES ('document', ?1)",
        NAMED("a.document_id"),
    };
    return hs_sql_run_each(ledger, sql, sizeof sql / sizeof *sql, document, err);
}

hs_status hs_ledger_unsettle_document(hs_ledger *ledger, int64_t document, hs_error *err)
{
    static const char *const sql[] = {
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM attribution a JOIN claim m USING (claim_id) "
        "WHERE a.document_id = ?1",
        /* where the claim that they are shown as goes, they stand for themselves again */
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', o.claim_id FROM attribution a JOIN claim m USING (claim_id) "
        "JOIN claim o ON o.same_as = coalesce(m.same_as, m.claim_id) WHERE a.document_id = ?1",
        HOLDERS("a.document_id"),
        NAMED("a.document_id"),
    };
    return hs_sql_run_each(ledger, sql, sizeof sql / sizeof *sql, document, err);
}

hs_status hs_ledger_unsettle_attribution(hs_ledger *ledger, int64_t attribution, hs_error *err)
{
    static const char *const sql[] = {
        /* what a source concedes in a document counts for all that it says there */
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM attribution o JOIN attribution a USING (document_id) "
        "JOIN claim m ON m.claim_id = a.claim_id WHERE o.attribution_id = ?1",
        HOLDERS("a.attribution_id"),
        NAMED("a.attribution_id"),
        /* what its holder says is compared at whatever distance of time */
        "DELETE FROM related WHERE document_id IN (SELECT a.document_id FROM attribution a JOIN correction c USING (attribution_id) WHERE a.attribution_id = ?1 "
        "AND c.source_key IS NOT NULL)",
    };
    return hs_sql_run_each(ledger, sql, sizeof sql / sizeof *sql, attribution, err);
}

#define MEMBERS "SELECT standing_id FROM standing WHERE source_id = ?1 UNION SELECT source_id FROM source WHERE merged_into IN " \
                "(SELECT standing_id FROM standing WHERE source_id = ?1)"

/* ---- pairs of claims ---- */

/* The claims `of` lose their pairs; whoever holds them, or what they were paired with, is due. */
#define LOOSEN(of)                                                                                                                       \
    "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM claim m WHERE claim_id IN (SELECT other_id FROM pair "  \
    "WHERE claim_id IN (" of ") AND relation = 'contradicts' UNION SELECT claim_id FROM pair WHERE other_id IN (" of ") AND relation = 'contradicts')", \
    "DELETE FROM related WHERE document_id IN (SELECT document_id FROM attribution WHERE claim_id IN (" of " UNION SELECT other_id FROM pair " \
    "WHERE claim_id IN (" of ") UNION SELECT claim_id FROM pair WHERE other_id IN (" of ")))",                                           \
    "DELETE FROM pair WHERE claim_id IN (" of ")",                                                                                       \
    "DELETE FROM pair WHERE other_id IN (" of ")"

hs_status hs_ledger_make_due(hs_ledger *ledger, int64_t document, hs_error *err)
{
    static const char *const sql[] = {
        LOOSEN("SELECT claim_id FROM attribution WHERE document_id = ?1"),
        "DELETE FROM related WHERE document_id = ?1",
    };
    return hs_sql_run_each(ledger, sql, sizeof sql / sizeof *sql, document, err);
}

hs_status hs_ledger_loosen_source(hs_ledger *ledger, int64_t source, hs_error *err)
{
    static const char *const sql[] = {
        LOOSEN("SELECT a.claim_id FROM holder h JOIN attribution a USING (holder_id) WHERE h.source_id IN (" MEMBERS ")"),
    };
    return hs_sql_run_each(ledger, sql, sizeof sql / sizeof *sql, source, err);
}

/* ---- sources ---- */

/* What is told in the articles that name a body, whoever holds it: one that others call in short there may be it (src/relation/in_short.h). */
#define BESIDE_BODY                                                                                                                          \
    "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM holder h JOIN attribution a ON a.document_id = h.document_id " \
    "JOIN claim m ON m.claim_id = a.claim_id WHERE h.source_id IN (" MEMBERS ") AND EXISTS (SELECT 1 FROM called n WHERE n.source_id IN (" MEMBERS ") " \
    "AND n.kind = 'organisation' AND n.anonymous = 0)"

hs_status hs_ledger_unsettle_body(hs_ledger *ledger, int64_t source, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, BESIDE_BODY);
    hs_sql_number(&q, 1, source);
    return hs_sql_run(&q, err);
}

hs_status hs_ledger_unsettle_source(hs_ledger *ledger, int64_t source, hs_error *err)
{
    static const char *const sql[] = {
        "INSERT OR IGNORE INTO unsettled SELECT 'source', source_id FROM source WHERE source_id IN (" MEMBERS ")",
        /* what one source says is compared at whatever distance of time */
        "DELETE FROM related WHERE document_id IN (SELECT document_id FROM holder WHERE source_id IN (" MEMBERS "))",
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM holder h JOIN attribution a USING (holder_id) "
        "JOIN claim m USING (claim_id) WHERE h.source_id IN (" MEMBERS ")",
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', coalesce(m.same_as, m.claim_id) FROM correction c JOIN attribution a USING (attribution_id) "
        "JOIN claim m USING (claim_id) WHERE c.source_key IN (SELECT name_key FROM source WHERE source_id IN (" MEMBERS "))",
        BESIDE_BODY,
    };
    return hs_sql_run_each(ledger, sql, sizeof sql / sizeof *sql, source, err);
}

/* ---- stories ---- */

/* By a look at all rows of term, which has no index by document: this happens seldom, and each word that leads to it is a row. */
static const char *const leave[] = {
    ("DELETE FROM related WHERE document_id IN (SELECT m.document_id FROM story_member m JOIN story_member o ON o.story_id = m.story_id "
     "WHERE o.document_id = ?1)"), /* in brackets, so that clang takes it for one */
    "DELETE FROM story_member WHERE story_id = (SELECT story_id FROM story_member WHERE document_id = ?1)",
    "DELETE FROM term WHERE document_id = ?1",
};

hs_status hs_ledger_leave_story(hs_ledger *ledger, int64_t document, hs_error *err)
{
    return hs_sql_run_each(ledger, leave, sizeof leave / sizeof *leave, document, err);
}
