/* explain_documents.c -- what two articles have to do with each other. In: documents. Out: reasons. One thread at a time. */
#include <string.h>

#include "explain.h"
#include "neighbours.h"
#include "status.h"
#include "stories.h"

/* Rows of (one, other, a number) with `other` 0: of whatever else. */
typedef hs_status teller(hs_explaining *e, const hs_sql *q, hs_error *err);

static hs_status each(hs_explaining *e, const char *sql, int64_t document, int64_t other, teller *tell, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(e->ledger, sql);
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, other);
    hs_sql_number(&q, 3, HS_EXPLAIN_ROWS);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = tell(e, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* From `document` to `other`, whichever column has it. */
#define BOTH(a, b) "((" a " = ?1 AND (" b " = ?2 OR ?2 = 0)) OR (" b " = ?1 AND (" a " = ?2 OR ?2 = 0)))"

static const char copies[] = "SELECT document_id, of_document_id, share FROM copy WHERE " BOTH("document_id", "of_document_id") " ORDER BY share DESC, 1, 2 LIMIT ?3";

static hs_status tell_copy(hs_explaining *e, const hs_sql *q, hs_error *err)
{
    HS_TRY(hs_explain_begin(e, "copy", 'd', hs_sql_column_number(q, 0), hs_sql_column_number(q, 1), hs_sql_column_real(q, 2), err));
    return hs_explain_say(e, err, "the first has much of the text of the second, which was heard before it: of the shorter one's runs of five words, furniture and "
                                  "quotations left out, this share");
}

static const char versions[] = "SELECT document_id, replaces, 0 FROM document WHERE " BOTH("document_id", "replaces") " AND replaces IS NOT NULL ORDER BY 1 LIMIT ?3";

static hs_status tell_version(hs_explaining *e, const hs_sql *q, hs_error *err)
{
    HS_TRY(hs_explain_begin(e, "version", 'd', hs_sql_column_number(q, 0), hs_sql_column_number(q, 1), -1, err));
    return hs_explain_say(e, err, "versions of one article: the same outlet and address, another text; the first came after the second");
}

static const char stories[] = "SELECT a.document_id, b.document_id, a.story_id, CASE WHEN a.follows = b.document_id THEN a.document_id WHEN b.follows = a.document_id "
                              "THEN b.document_id ELSE 0 END, CASE WHEN a.follows = b.document_id THEN a.shared ELSE b.shared END FROM story_member a "
                              "JOIN story_member b ON b.story_id = a.story_id AND b.document_id <> a.document_id "
                              "WHERE a.document_id = ?1 AND (b.document_id = ?2 OR ?2 = 0) ORDER BY 2 LIMIT ?3";

static hs_status tell_story(hs_explaining *e, const hs_sql *q, hs_error *err)
{
    long long one = hs_sql_column_number(q, 0), other = hs_sql_column_number(q, 1), story = hs_sql_column_number(q, 2), later = hs_sql_column_number(q, 3);
    HS_TRY(hs_explain_begin(e, "story", 'd', one, other, -1, err));
    if (!later)
        return hs_explain_say(e, err, "of one story, that of d%lld, which was heard first of it; neither follows the other: others link them", story);
    return hs_explain_say(e, err, "of one story, that of d%lld, which was heard first of it; d%lld follows d%lld: of all that were heard before it, this one shares the most "
                                  "of its telling words, %lld of %d", story, later, later == one ? other : one, (long long)hs_sql_column_number(q, 4), HS_NEAR_TERMS);
}

/* Words themselves are not kept: only what they hash to. */
static hs_status tell_near(hs_explaining *e, int64_t document, int64_t other, hs_error *err)
{
    hs_nearness n;
    HS_TRY(hs_neighbours_measure(&n, e->ledger, document, other, err));
    const bool is_near = hs_neighbours_are(&n);
    if (!n.shared)
        return HS_OK;
    HS_TRY(hs_explain_begin(e, is_near ? "near" : "none", 'd', document, other, -1, err));
    if (!is_near)
        return hs_explain_say(e, err, "not near each other: of the %d most telling words of each they share %lld and were heard %lld days apart; %d within %d days "
                                      "are asked for", HS_NEAR_TERMS, (long long)n.shared, (long long)n.days, HS_NEAR_SHARED, HS_NEAR_DAYS);
    return hs_explain_say(e, err, "near each other, so that their claims were compared: of the %d most telling words of each they share %lld and were heard %lld days "
                                  "apart; %d make one follow the other, unless another is nearer", HS_NEAR_TERMS, (long long)n.shared, (long long)n.days, HS_STORY_SHARED);
}

static const char links[] = "SELECT l.document_id, d.document_id, l.span_begin, l.span_end FROM link l JOIN document d ON d.url = l.url AND d.document_id <> l.document_id "
                            "WHERE l.document_id IN (?1, ?2) AND d.document_id IN (?1, ?2) AND ?2 <> 0 ORDER BY 1, 3 LIMIT ?3";

static hs_status tell_link(hs_explaining *e, const hs_sql *q, hs_error *err)
{
    int64_t from = hs_sql_column_number(q, 0);
    HS_TRY(hs_explain_begin(e, "link", 'd', from, hs_sql_column_number(q, 1), -1, err));
    HS_TRY(hs_explain_say(e, err, "the first links to the second"));
    return hs_explain_show(e, "link", 0, from, hs_sql_column_number(q, 2), hs_sql_column_number(q, 3), err);
}

hs_status hs_explain_documents(hs_explaining *e, int64_t document, int64_t other, hs_error *err)
{
    static const struct {
        const char *sql;
        teller *tell;
    } relations[] = {{copies, tell_copy}, {versions, tell_version}, {links, tell_link}, {stories, tell_story}};
    other = other == document ? 0 : other;
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++)
        HS_TRY(each(e, relations[i].sql, document, other, relations[i].tell, err));
    if (other)
        HS_TRY(tell_near(e, document, other, err));
    if (e->answer->n_reasons)
        return HS_OK;
    HS_TRY(hs_explain_begin(e, "none", 'd', document, other, -1, err));
    return hs_explain_say(e, err, "%s", other ? "nothing relates them: neither is a copy or version of the other or links to it, and they are not of one story"
                                              : "nothing is related to it: no copy, no other version, no story");
}
