/* query_pick.c -- the SQL that finds the rows of a question. In: hs_filter, planned. Out: a statement whose rows are in the answer's order.
 * No value of a question becomes SQL: each is bound. One thread at a time. */
#include "query.h"

#include <string.h>

#include "ascii.h"

/* Parameters of a pick. */
enum {
    P_SINCE = 1, P_UNTIL, P_OUTLET, P_ACT, P_POLARITY, P_CERTAINTY, P_LEAST, P_SOURCES, P_WORDS, P_CLAIM = HS_PICK_CLAIM, P_CLAIMS,
    P_HEARD, P_DOCUMENT, P_POSITION, P_LIMIT, P_SOURCE_KEY, P_OUTLETS, P_SKIP, P_TITLE
};

enum { SQL_CAP = 1 << 14 };

/* The sources, and those that were merged into them. */
#define MEMBERS "SELECT value FROM json_each(?%d) UNION ALL SELECT source_id FROM source WHERE merged_into IN (SELECT value FROM json_each(?%d))"
/* The names of whom corrections alone know. */
#define ASKED "SELECT value FROM json_each(?%d, '$')"
/* The names by which corrections speak of them. */
#define KEYS "SELECT name_key FROM source WHERE source_id IN (" MEMBERS ") AND anonymous = 0 AND apart = 0"

/* What is asked of the document of attribution a. At a server the attribution has that, too, so that no document is looked for. */
#define OF_ITS_DOCUMENT " CROSS JOIN document d INDEXED BY document_head ON d.document_id = a.document_id"
#define OF_ITSELF " CROSS JOIN LATERAL (SELECT a.document_id, a.of_current AS current, a.of_heard AS heard, a.of_outlet AS outlet) d"

/* Is the source a condition? What is found by it has it, if nobody said otherwise. */
static bool asks_source(const hs_filter *f)
{
    return f->sources.len && (f->driver != HS_DRIVER_SOURCE || f->corrections);
}

/* The conditions on one attribution, its document and holder, whose aliases end in `s`. */
static void put_conditions(hs_buffer *sql, const hs_filter *f, const char *s)
{
    const hs_query *q = &f->query;
    bool c = f->corrections;
    if (!q->all)
        hs_buffer_format(sql, " AND d%s.current", s);
    if (q->since.len)
        hs_buffer_format(sql, " AND d%s.heard >= ?%d", s, P_SINCE);
    if (q->until.len)
        hs_buffer_format(sql, " AND d%s.heard <= ?%d", s, P_UNTIL);
    if (q->outlet.len)
        hs_buffer_format(sql, f->n_outlets > 1 ? " AND d%s.outlet COLLATE NOCASE IN (SELECT value FROM json_each(?%d, '$'))" : " AND d%s.outlet = ?%d COLLATE NOCASE",
                         s, f->n_outlets > 1 ? P_OUTLETS : P_OUTLET);
    if (q->title.len) /* the + keeps SQLite from going by that list, out of order */
        hs_buffer_format(sql, " AND +d%s.document_id IN (SELECT rowid FROM document_words WHERE document_words MATCH ?%d)", s, P_TITLE);
    static const char *const columns[] = {"act", "polarity", "certainty"};
    const bool wanted[] = {q->act != 0, q->polarity != 0, q->certainty != 0};
    for (int i = 0; i < 3; i++)
        if (wanted[i] && c)
            hs_buffer_format(sql, " AND coalesce(c%s.%s, a%s.%s) = ?%d", s, columns[i], s, columns[i], P_ACT + i);
        else if (wanted[i]) /* the + keeps SQLite from going through all of an act for each row of what drives */
            hs_buffer_format(sql, " AND %sa%s.%s = ?%d", f->driver == HS_DRIVER_TIME ? "" : "+", s, columns[i], P_ACT + i);
    if (q->act == HS_ACT_DENY) { /* who declines to comment has denied nothing */
        hs_buffer_format(sql, " AND NOT EXISTS (SELECT 1 FROM claim m WHERE m.claim_id = a%s.claim_id AND ", s);
        hs_buffer_text(sql, HS_SILENT_SQL ")");
    }
    if (q->least > 0)
        hs_buffer_format(sql, " AND a%s.confidence >= ?%d", s, P_LEAST);
    if (q->naming == HS_ANONYMOUS_ONLY)
        hs_buffer_format(sql, " AND coalesce(h%s.anonymous, 1) = 1", s);
    if (q->naming == HS_ANONYMOUS_ONLY && c)
        hs_buffer_format(sql, " AND c%s.source_name IS NULL", s);
    if (q->naming == HS_NAMED_ONLY)
        hs_buffer_format(sql, c ? " AND (h%s.anonymous = 0 OR c%s.source_name IS NOT NULL)" : " AND h%s.anonymous = 0", s, s);
    if (asks_source(f)) {
        hs_buffer_format(sql, " AND (");
        if (c)
            hs_buffer_format(sql, "CASE WHEN c%s.source_name IS NOT NULL THEN c%s.source_key IN (" ASKED ") OR c%s.source_key IN (" KEYS ") ELSE ", s, s,
                             P_SOURCE_KEY, s, P_SOURCES, P_SOURCES);
        /* IS TRUE: a server makes a list of them once, where it would go through 256 for each row */
        hs_buffer_format(sql, "(h%s.source_id IN (" MEMBERS ")) IS TRUE%s", s, P_SOURCES, P_SOURCES, c ? " END" : "");
        if (q->relayed)
            hs_buffer_format(sql, " OR EXISTS (SELECT 1 FROM chain k JOIN holder r ON r.holder_id = k.holder_id WHERE k.attribution_id = a%s.attribution_id "
                                  "AND k.holder_id IS NOT a%s.holder_id AND r.source_id IN (" MEMBERS "))", s, s, P_SOURCES, P_SOURCES);
        hs_buffer_text(sql, ")");
    }
    if (c && !q->all)
        hs_buffer_format(sql, " AND c%s.verdict IS NOT 'wrong'", s);
}

/* Holder and correction of the attribution, where conditions speak of them. */
static void put_joins(hs_buffer *sql, const hs_filter *f, const char *s)
{
    if (f->query.naming || asks_source(f))
        hs_buffer_format(sql, " LEFT JOIN holder h%s ON h%s.holder_id = a%s.holder_id", s, s, s);
    if (f->corrections)
        hs_buffer_format(sql, " LEFT JOIN correction c%s ON c%s.correction_id = " HS_LAST_SAID("a%s"), s, s, s);
}

/* Only articles that have the source, or the act, of which a list is made once. (The + keeps SQLite from going by that list, out of order, and IS TRUE a
 * server.) */
static void put_probe(hs_buffer *sql, const hs_filter *f)
{
    const char *end = f->corrections ? ") OR d.document_id IN (SELECT document_id FROM correction)) IS TRUE" : ")) IS TRUE";
    if (f->driver != HS_DRIVER_TIME)
        return;
    if (f->sources.len) {
        hs_buffer_format(sql, " AND (+d.document_id IN (SELECT document_id FROM holder WHERE source_id IN (" MEMBERS ")", P_SOURCES, P_SOURCES);
        hs_buffer_text(sql, end);
    }
    if (f->rare_act) {
        hs_buffer_format(sql, " AND (+d.document_id IN (SELECT document_id FROM attribution WHERE act = ?%d", P_ACT);
        if (f->query.polarity && !f->corrections)
            hs_buffer_format(sql, " AND polarity = ?%d", P_POLARITY);
        hs_buffer_text(sql, end);
    }
}

static void put_drive(hs_buffer *sql, const hs_filter *f)
{
    const char *to_document = f->ledger->postgres ? OF_ITSELF : OF_ITS_DOCUMENT;
    switch (f->driver) {
    case HS_DRIVER_TIME:
        hs_buffer_text(sql, "document d CROSS JOIN attribution a ON a.document_id = d.document_id");
        return;
    case HS_DRIVER_WORDS:
        hs_buffer_format(sql, "json_each(?%d) w CROSS JOIN attribution a ON a.claim_id = w.value%s", P_CLAIMS, to_document);
        return;
    case HS_DRIVER_SOURCE:
        hs_buffer_format(sql, "(SELECT attribution_id FROM attribution WHERE holder_id IN "
                              "(SELECT holder_id FROM holder WHERE source_id IN (" MEMBERS "))", P_SOURCES, P_SOURCES);
        if (f->query.relayed)
            hs_buffer_format(sql, " UNION SELECT attribution_id FROM chain WHERE holder_id IN "
                                  "(SELECT holder_id FROM holder WHERE source_id IN (" MEMBERS "))", P_SOURCES, P_SOURCES);
        if (f->corrections)
            hs_buffer_format(sql, " UNION SELECT attribution_id FROM correction WHERE source_key IN (" ASKED ") OR source_key IN (" KEYS ")", P_SOURCE_KEY, P_SOURCES,
                             P_SOURCES);
        hs_buffer_format(sql, ") w CROSS JOIN attribution a ON a.attribution_id = w.attribution_id%s", to_document);
        return;
    case HS_DRIVER_ACT:
        hs_buffer_format(sql, "(SELECT attribution_id FROM attribution WHERE act = ?%d", P_ACT);
        if (f->query.polarity)
            hs_buffer_format(sql, " AND polarity = ?%d", P_POLARITY);
        if (f->corrections)
            hs_buffer_text(sql, " UNION SELECT attribution_id FROM correction WHERE act IS NOT NULL OR polarity IS NOT NULL");
        hs_buffer_format(sql, ") w CROSS JOIN attribution a ON a.attribution_id = w.attribution_id%s", to_document);
        return;
    case HS_DRIVER_CLAIM:
        hs_buffer_format(sql, "attribution a%s", to_document);
        return;
    }
}

/* Only rows behind the cursor; the plain bound is what an index is searched by. */
static void put_after(hs_buffer *sql, const hs_filter *f)
{
    const char *way = f->query.oldest_first ? ">" : "<";
    if (f->after_heard.ptr)
        hs_buffer_format(sql, " AND d.heard %s= ?%d AND ((d.heard, d.document_id) %s (?%d, ?%d) OR (d.document_id = ?%d AND a.position > ?%d))",
                         way, P_HEARD, way, P_HEARD, P_DOCUMENT, P_DOCUMENT, P_POSITION);
}

/* Only rows up to the cursor. */
static void put_before(hs_buffer *sql, const hs_filter *f)
{
    hs_buffer_format(sql, " AND ((d.heard, d.document_id) %s (?%d, ?%d) OR (d.document_id = ?%d AND a.position <= ?%d))",
                     f->query.oldest_first ? "<" : ">", P_HEARD, P_DOCUMENT, P_DOCUMENT, P_POSITION);
}

/* The contents with the words, of which a list is made once: 2 ms for most words and 80 for "the" of a million, where asking for one content after
 * the other takes a tenth of a millisecond each, so that of articles in their order, a page of which has "the" soon, each is asked for. (The + makes SQLite make that list.) */
static void put_words(hs_buffer *sql, const hs_filter *f)
{
    if (!f->words.len || f->driver == HS_DRIVER_WORDS || f->driver == HS_DRIVER_CLAIM)
        return;
    if (f->driver == HS_DRIVER_TIME && f->common_words)
        hs_buffer_format(sql, " AND EXISTS (SELECT 1 FROM claim_words WHERE claim_words MATCH ?%d AND rowid = a.claim_id)", P_WORDS);
    else
        hs_buffer_format(sql, " AND +a.claim_id IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?%d)", P_WORDS);
}

static void put_order(hs_buffer *sql, const hs_filter *f, hs_pick_kind kind)
{
    const char *way = f->query.oldest_first ? "" : " DESC";
    /* What is not gone through in that order is all put in it: a server that reckons with the first rows alone would go through the articles after all. */
    const char *sorted = f->ledger->postgres && f->driver != HS_DRIVER_TIME ? " || ''" : "";
    if (kind != HS_PICK_BEFORE) /* of which one is as good as another */
        hs_buffer_format(sql, " ORDER BY d.heard%s%s, d.document_id%s, a.position", sorted, way, way);
    if (kind != HS_PICK_ALL)
        hs_buffer_format(sql, " LIMIT ?%d", P_LIMIT);
}

/* Does the question ask for anything of attributions? */
static bool asks_attributions(const hs_filter *f)
{
    const hs_query *q = &f->query;
    return f->words.len || f->sources.len || q->act || q->polarity || q->certainty || q->naming || q->least > 0;
}

/* One row a document: its first attribution that fits decides whether it is there. */
static void put_documents(hs_buffer *sql, const hs_filter *f, hs_pick_kind kind)
{
    const char *way = f->query.oldest_first ? "" : " DESC", *than = f->query.oldest_first ? ">" : "<";
    hs_filter head = {.query = {.since = f->query.since, .until = f->query.until, .outlet = f->query.outlet, .title = f->query.title, .all = f->query.all}, .n_outlets = f->n_outlets};
    hs_buffer_text(sql, kind == HS_PICK_OUTLETS ? "SELECT min(d.outlet), count(*), min(d.heard), max(d.heard) FROM document d WHERE d.outlet IS NOT NULL"
                                                : "SELECT 0, 0, d.heard, d.document_id, 0 FROM document d WHERE true");
    put_probe(sql, f);
    put_conditions(sql, &head, "");
    if (f->after_heard.ptr)
        hs_buffer_format(sql, " AND d.heard %s= ?%d AND (d.heard, d.document_id) %s (?%d, ?%d)", than, P_HEARD, than, P_HEARD, P_DOCUMENT);
    if (asks_attributions(f)) {
        if (f->driver == HS_DRIVER_TIME) {
            hs_buffer_text(sql, " AND EXISTS (SELECT 1 FROM attribution a");
        } else {
            hs_buffer_text(sql, " AND d.document_id IN (SELECT a.document_id FROM ");
            put_drive(sql, f);
        }
        put_joins(sql, f, "");
        hs_buffer_text(sql, f->driver == HS_DRIVER_TIME ? " WHERE a.document_id = d.document_id" : " WHERE true");
        put_conditions(sql, f, "");
        put_words(sql, f);
        hs_buffer_text(sql, ")");
    }
    if (kind == HS_PICK_OUTLETS)
        hs_buffer_format(sql, " GROUP BY d.outlet COLLATE NOCASE ORDER BY 2 DESC, 1 LIMIT ?%d OFFSET ?%d", P_LIMIT, P_SKIP);
    else
        hs_buffer_format(sql, " ORDER BY d.heard%s, d.document_id%s LIMIT ?%d", way, way, P_LIMIT);
}

static void put_sources(hs_buffer *sql, const hs_filter *f)
{
    hs_buffer_text(sql, "SELECT coalesce(s.merged_into, s.source_id), count(*) FROM ");
    put_drive(sql, f);
    hs_buffer_text(sql, " CROSS JOIN holder x ON x.holder_id = a.holder_id CROSS JOIN source s ON s.source_id = x.source_id");
    put_joins(sql, f, "");
    hs_buffer_text(sql, " WHERE true");
    put_probe(sql, f);
    put_conditions(sql, f, "");
    put_words(sql, f);
    hs_buffer_format(sql, " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?%d OFFSET ?%d", P_LIMIT, P_SKIP);
}

/* What makes a claim, as the question asks, of a statement that has a and d: `claim` is the SQL of its id. */
static void put_of_claim(hs_buffer *sql, const hs_filter *f, const char *claim)
{
    put_joins(sql, f, "");
    hs_buffer_format(sql, " WHERE a.claim_id = %s", claim);
    put_conditions(sql, f, "");
}

/* What of a content is shown is looked for where it fits alone, which of a rare month few do. */
static void put_ranked(hs_buffer *sql, const hs_filter *f)
{
    hs_buffer_text(sql, "SELECT w.rowid, ");
    if (hs_filter_narrows(f)) {
        hs_buffer_text(sql, "CASE WHEN EXISTS (SELECT 1 FROM attribution a" OF_ITS_DOCUMENT); /* of which a server makes a list once where few documents fit */
        put_of_claim(sql, f, "w.rowid");
        hs_buffer_text(sql, ") THEN hs_rank(claim_words) END");
    } else {
        hs_buffer_text(sql, "hs_rank(claim_words)");
    }
    hs_buffer_text(sql, f->ledger->postgres ? ", w.same_as FROM (SELECT claim_id AS rowid, words AS claim_words, same_as FROM claim) w"
                                            : ", (SELECT same_as FROM claim c INDEXED BY claim_shown_as WHERE c.claim_id = w.rowid AND c.same_as IS NOT NULL) FROM claim_words w");
    hs_buffer_format(sql, " WHERE claim_words MATCH ?%d ORDER BY w.rowid DESC LIMIT ?%d", P_WORDS, P_LIMIT);
}

static void put_firsts(hs_buffer *sql, const hs_filter *f)
{
    hs_buffer_text(sql, "SELECT w.value, (SELECT a.attribution_id FROM ");
    put_drive(sql, f);
    put_of_claim(sql, f, "w.value");
    put_order(sql, f, HS_PICK_FIRSTS);
    hs_buffer_format(sql, ") FROM json_each(?%d) w", P_CLAIMS);
}

static void put_attributions(hs_buffer *sql, const hs_filter *f, hs_pick_kind kind)
{
    hs_buffer_text(sql, "SELECT a.attribution_id, a.claim_id, d.heard, d.document_id, a.position FROM ");
    put_drive(sql, f);
    put_joins(sql, f, "");
    if (f->driver == HS_DRIVER_CLAIM)
        hs_buffer_format(sql, " WHERE a.claim_id = ?%d", P_CLAIM);
    else
        hs_buffer_text(sql, " WHERE true");
    put_probe(sql, f);
    put_conditions(sql, f, "");
    if (kind == HS_PICK_BEFORE)
        put_before(sql, f);
    else if (f->driver != HS_DRIVER_CLAIM)
        put_after(sql, f);
    put_words(sql, f);
    put_order(sql, f, kind);
}

/* Those of the contents filter.claims, in any order: by what the question is found by, or by the contents, of which articles that have none are passed over. */
static void put_fitting(hs_buffer *sql, const hs_filter *f)
{
    hs_filter by = *f;
    by.driver = f->driver == HS_DRIVER_TIME ? HS_DRIVER_WORDS : f->driver;
    hs_buffer_text(sql, "SELECT a.attribution_id FROM ");
    put_drive(sql, &by);
    put_joins(sql, &by, "");
    if (by.driver == HS_DRIVER_WORDS)
        hs_buffer_text(sql, " WHERE true");
    else
        hs_buffer_format(sql, " WHERE +a.claim_id IN (SELECT value FROM json_each(?%d))", P_CLAIMS);
    put_probe(sql, f);
    put_conditions(sql, &by, "");
}

/* What each row is shown as comes with it from a server, where asking for it row by row would be as many round trips; of the rows that are fetched alone. */
static void put_all(hs_buffer *sql, const hs_filter *f)
{
    if (!f->ledger->postgres) {
        put_attributions(sql, f, HS_PICK_ALL);
        return;
    }
    hs_buffer_text(sql, "SELECT x.*, coalesce((SELECT s.same_as FROM claim s WHERE s.claim_id = x.claim_id AND s.same_as IS NOT NULL), x.claim_id)");
    if (f->after_heard.ptr) {
        hs_filter of_claim = *f;
        of_claim.driver = HS_DRIVER_CLAIM;
        hs_buffer_text(sql, ", (SELECT 1 FROM attribution a" OF_ITSELF);
        put_of_claim(sql, &of_claim, "x.claim_id");
        put_before(sql, f);
        hs_buffer_text(sql, " LIMIT 1)");
    }
    hs_buffer_text(sql, " FROM (");
    put_attributions(sql, f, HS_PICK_ALL);
    hs_buffer_text(sql, ") x");
}

static int has(const hs_sql *q, int i)
{
    return hs_sql_parameters(q) >= i;
}

static int64_t limit_of(const hs_filter *f, hs_pick_kind kind)
{
    if (kind == HS_PICK_RANKED)
        return (hs_filter_narrows(f) ? HS_QUERY_SCANNED : HS_QUERY_CONTENTS) + 1;
    return f->driver == HS_DRIVER_CLAIM ? 1 : (int64_t)f->limit + 1;
}

static void bind_all(hs_sql *q, const hs_filter *f, hs_pick_kind kind)
{
    const char *words[] = {f->since, f->until};
    for (int i = 0; i < 2; i++)
        if (has(q, P_SINCE + i))
            hs_sql_word(q, P_SINCE + i, words[i]);
    const hs_str strings[][1] = {{hs_buffer_str(&f->outlet)},
                                 {hs_ascii_of(hs_act_name(f->query.act))},
                                 {hs_ascii_of(hs_polarity_sign(f->query.polarity))},
                                 {hs_ascii_of(hs_certainty_name(f->query.certainty))}};
    for (int i = 0; i < 4; i++)
        if (has(q, P_OUTLET + i))
            hs_sql_str(q, P_OUTLET + i, strings[i][0]);
    if (has(q, P_LEAST))
        hs_sql_real(q, P_LEAST, (double)f->query.least);
    const hs_buffer *held[] = {&f->sources, &f->words};
    for (int i = 0; i < 2; i++)
        if (has(q, P_SOURCES + i))
            hs_sql_held(q, P_SOURCES + i, held[i]);
    if (has(q, P_CLAIMS))
        hs_sql_held(q, P_CLAIMS, &f->claims);
    if (has(q, P_HEARD))
        hs_sql_str(q, P_HEARD, f->after_heard);
    if (has(q, P_DOCUMENT))
        hs_sql_number(q, P_DOCUMENT, f->after_document);
    if (has(q, P_POSITION))
        hs_sql_number(q, P_POSITION, f->after_position);
    if (has(q, P_LIMIT))
        hs_sql_number(q, P_LIMIT, limit_of(f, kind));
    if (has(q, P_OUTLETS))
        hs_sql_held(q, P_OUTLETS, &f->outlets);
    if (has(q, P_SKIP))
        hs_sql_number(q, P_SKIP, f->skip);
    if (has(q, P_SOURCE_KEY))
        hs_sql_held(q, P_SOURCE_KEY, &f->source_keys);
    if (has(q, P_TITLE))
        hs_sql_held(q, P_TITLE, &f->title);
}

hs_sql hs_filter_pick(const hs_filter *f, hs_pick_kind kind, hs_buffer *sql)
{
    *sql = hs_buffer_new(SQL_CAP);
    if (kind == HS_PICK_DOCUMENTS || kind == HS_PICK_OUTLETS)
        put_documents(sql, f, kind);
    else if (kind == HS_PICK_SOURCES)
        put_sources(sql, f);
    else if (kind == HS_PICK_RANKED)
        put_ranked(sql, f);
    else if (kind == HS_PICK_FIRSTS)
        put_firsts(sql, f);
    else if (kind == HS_PICK_FITTING)
        put_fitting(sql, f);
    else if (kind == HS_PICK_ALL)
        put_all(sql, f);
    else
        put_attributions(sql, f, kind);
    hs_sql q = {.ledger = f->ledger, .rc = SQLITE_NOMEM};
    if (sql->failed)
        return q;
    q = hs_sql_made(f->ledger, sql->ptr, sql->len);
    bind_all(&q, f, kind);
    return q;
}
