/* query_filter.c -- a question checked, and the SQL that finds its rows. In: hs_query, hostile words and cursors among it. Out: a
 * statement whose rows are in the answer's order. No value of a question becomes SQL: each is bound. One thread at a time. */
#include "query.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

/* Parameters of a pick. */
enum {
    P_SINCE = 1, P_UNTIL, P_OUTLET, P_ACT, P_POLARITY, P_CERTAINTY, P_LEAST, P_SOURCES, P_WORDS, P_CLAIM = HS_PICK_CLAIM, P_CLAIMS,
    P_HEARD, P_DOCUMENT, P_POSITION, P_LIMIT, P_SOURCE_KEY, P_OUTLETS, P_SKIP, P_TITLE
};

enum { JSON_CAP = 1 << 17, KEYS_CAP = 1 << 24, SQL_CAP = 1 << 14 };

/* ---- checking ---- */

static hs_status find_since(hs_filter *f, hs_error *err)
{
    size_t bad = 0;
    hs_str since = f->query.since;
    if (since.len && (!hs_iso8601_is_valid(since, &bad) || !hs_iso8601_utc(f->since, since)))
        return hs_fail(err, HS_E_ARG, bad, "since: '%.*s' is no ISO 8601 date or time", (int)(since.len < 40 ? since.len : 40), since.ptr);
    return HS_OK;
}

/* To the last second of the year, month, day or minute that is named. */
static hs_status find_until(hs_filter *f, hs_error *err)
{
    static const char last[] = "0000-12-31T23:59:59Z";
    size_t bad = 0;
    hs_str until = f->query.until;
    if (!until.len)
        return HS_OK;
    if (!hs_iso8601_is_valid(until, &bad) || !hs_iso8601_utc(f->until, until))
        return hs_fail(err, HS_E_ARG, bad, "until: '%.*s' is no ISO 8601 date or time", (int)(until.len < 40 ? until.len : 40), until.ptr);
    if (until.len <= 10)
        memcpy(f->until + until.len, last + until.len, sizeof last - until.len);
    else if (until.len < 19 || until.ptr[16] != ':')
        memcpy(f->until + 17, last + 17, sizeof last - 17);
    return HS_OK;
}

/* "2031-05-14T09:30:00Z.12.3": heard, document, position. */
hs_status hs_filter_cursor(hs_filter *f, hs_error *err)
{
    hs_str s = f->query.after;
    int64_t numbers[2] = {0, 0};
    if (!s.len)
        return HS_OK;
    for (int i = 1; i >= 0; i--) {
        int64_t scale = 1;
        size_t digits = 0;
        for (; s.len && hs_ascii_is_digit(s.ptr[s.len - 1]) && digits < 18; s.len--, digits++, scale *= 10)
            numbers[i] += scale * (s.ptr[s.len - 1] - '0');
        if (!digits || !s.len || s.ptr[s.len - 1] != '.')
            return hs_fail(err, HS_E_ARG, 0, "a cursor that no answer to such a question gave");
        s.len--;
    }
    f->after_heard = s;
    f->after_document = numbers[0];
    f->after_position = numbers[1];
    return HS_OK;
}

hs_status hs_filter_ranks(hs_filter *f, hs_error *err)
{
    f->skip = hs_query_id(f->query.after, 'r');
    if (f->query.after.len && !f->skip)
        return hs_fail(err, HS_E_ARG, 0, "a cursor that no answer to such a question gave");
    return HS_OK;
}

static hs_status has_corrections(hs_filter *f, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT 1 FROM correction LIMIT 1");
    hs_status status = hs_sql_step(&q, &f->corrections, err);
    hs_sql_end(&q);
    return status;
}

static hs_status find_sources(hs_filter *f, hs_error *err)
{
    hs_fits fits;
    if (!f->query.source.len)
        return HS_OK;
    hs_status status = hs_query_sources(&fits, f->ledger, f->query.source, err);
    if (status == HS_OK) {
        hs_buffer_add(&f->source_keys, fits.keys.ptr, fits.keys.len);
        f->n_sources = fits.n;
        for (size_t i = 0; i < fits.n; i++)
            hs_buffer_format(&f->sources, "%s%lld", i ? "," : "[", (long long)fits.ids[i]);
        hs_buffer_text(&f->sources, fits.n ? "]" : "[]");
    }
    if (fits.keys.failed || fits.key.failed)
        f->sources.failed = true; /* told when it is bound */
    hs_fits_end(&fits);
    return status;
}

hs_status hs_filter_begin(hs_filter *f, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    *f = (hs_filter){.ledger = ledger};
    f->words = hs_buffer_new(4 * HS_QUERY_BYTES);
    f->sources = hs_buffer_new(JSON_CAP);
    f->source_keys = hs_buffer_new(KEYS_CAP);
    f->title = hs_buffer_new(4 * HS_QUERY_BYTES);
    f->claims = hs_buffer_new(JSON_CAP);
    f->outlet = hs_buffer_new(JSON_CAP);
    f->outlets = hs_buffer_new((size_t)64 << 20);
    if (query)
        f->query = *query;
    f->limit = f->query.limit ? f->query.limit : HS_QUERY_LIMIT;
    if (f->limit > HS_QUERY_MOST)
        return hs_fail(err, HS_E_LIMIT, HS_QUERY_MOST, "over %d asked for at once", HS_QUERY_MOST);
    HS_TRY(find_since(f, err));
    HS_TRY(find_until(f, err));
    HS_TRY(has_corrections(f, err));
    if (f->query.outlet.len)
        HS_TRY(hs_query_outlets(ledger, f->query.outlet, &f->outlet, &f->outlets, &f->n_outlets, err));
    if (f->query.words.len)
        HS_TRY(hs_query_words(&f->words, f->query.words, err));
    if (f->query.title.len)
        HS_TRY(hs_query_words(&f->title, f->query.title, err));
    return find_sources(f, err);
}

void hs_filter_end(hs_filter *f)
{
    hs_buffer_free(&f->words);
    hs_buffer_free(&f->sources);
    hs_buffer_free(&f->source_keys);
    hs_buffer_free(&f->title);
    hs_buffer_free(&f->claims);
    hs_buffer_free(&f->outlet);
    hs_buffer_free(&f->outlets);
}

bool hs_filter_narrows(const hs_filter *f)
{
    const hs_query *q = &f->query;
    return q->since.len || q->until.len || q->outlet.len || q->title.len || f->sources.len || q->act || q->polarity || q->certainty || q->naming || q->least > 0;
}

/* ---- SQL ---- */

/* The sources, and those that were merged into them. */
#define MEMBERS "SELECT value FROM json_each(?%d) UNION ALL SELECT source_id FROM source WHERE merged_into IN (SELECT value FROM json_each(?%d))"
/* The names of whom corrections alone know. */
#define GIVEN "SELECT value FROM json_each(?%d)"
/* The names by which corrections speak of them. */
#define KEYS "SELECT name_key FROM source WHERE source_id IN (" MEMBERS ") AND anonymous = 0 AND apart = 0"

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
        hs_buffer_format(sql, f->n_outlets > 1 ? " AND d%s.outlet COLLATE NOCASE IN (SELECT value FROM json_each(?%d))" : " AND d%s.outlet = ?%d COLLATE NOCASE",
                         s, f->n_outlets > 1 ? P_OUTLETS : P_OUTLET);
    if (q->title.len) /* the + keeps SQLite from going by that list, out of order */
        hs_buffer_format(sql, " AND +d%s.document_id IN (SELECT rowid FROM document_words WHERE document_words MATCH ?%d)", s, P_TITLE);
    static const char *const columns[] = {"act", "polarity", "certainty"};
    const bool wanted[] = {q->act != 0, q->polarity != 0, q->certainty != 0};
    for (int i = 0; i < 3; i++)
        if (wanted[i] && c)
            hs_buffer_format(sql, " AND coalesce(c%s.%s, a%s.%s) = ?%d", s, columns[i], s, columns[i], P_ACT + i);
        else if (wanted[i])
            hs_buffer_format(sql, " AND a%s.%s = ?%d", s, columns[i], P_ACT + i);
    if (q->least > 0)
        hs_buffer_format(sql, " AND a%s.confidence >= ?%d", s, P_LEAST);
    if (q->naming == HS_ANONYMOUS_ONLY)
        hs_buffer_format(sql, " AND coalesce(h%s.anonymous, 1)", s);
    if (q->naming == HS_ANONYMOUS_ONLY && c)
        hs_buffer_format(sql, " AND c%s.source_name IS NULL", s);
    if (q->naming == HS_NAMED_ONLY)
        hs_buffer_format(sql, c ? " AND (h%s.anonymous = 0 OR c%s.source_name IS NOT NULL)" : " AND h%s.anonymous = 0", s, s);
    if (f->sources.len) {
        hs_buffer_format(sql, " AND (");
        if (c)
            hs_buffer_format(sql, "CASE WHEN c%s.source_name IS NOT NULL THEN c%s.source_key IN (" GIVEN ") OR c%s.source_key IN (" KEYS ") ELSE ", s, s,
                             P_SOURCE_KEY, s, P_SOURCES, P_SOURCES);
        hs_buffer_format(sql, "h%s.source_id IN (" MEMBERS ")%s", s, P_SOURCES, P_SOURCES, c ? " END" : "");
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
    if (f->query.naming || f->sources.len)
        hs_buffer_format(sql, " LEFT JOIN holder h%s ON h%s.holder_id = a%s.holder_id", s, s, s);
    if (f->corrections)
        hs_buffer_format(sql, " LEFT JOIN correction c%s ON c%s.correction_id = (SELECT max(correction_id) FROM correction "
                              "WHERE attribution_id = a%s.attribution_id)", s, s, s);
}

/* Only articles that have the source, or the act, of which a list is made once. (The + keeps SQLite from going by that list, out of order.) */
static void put_probe(hs_buffer *sql, const hs_filter *f)
{
    if (f->driver != HS_DRIVER_TIME)
        return;
    if (f->sources.len) {
        hs_buffer_format(sql, " AND (+d.document_id IN (SELECT document_id FROM holder WHERE source_id IN (" MEMBERS "))", P_SOURCES, P_SOURCES);
        hs_buffer_text(sql, f->corrections ? " OR d.document_id IN (SELECT document_id FROM correction))" : ")");
    }
    if (f->rare_act) {
        hs_buffer_format(sql, " AND (+d.document_id IN (SELECT document_id FROM attribution WHERE act = ?%d", P_ACT);
        if (f->query.polarity && !f->corrections)
            hs_buffer_format(sql, " AND polarity = ?%d", P_POLARITY);
        hs_buffer_text(sql, f->corrections ? ") OR d.document_id IN (SELECT document_id FROM correction))" : "))");
    }
}

static void put_drive(hs_buffer *sql, const hs_filter *f)
{
    static const char *const to_document = " CROSS JOIN document d INDEXED BY document_head ON d.document_id = a.document_id";
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
            hs_buffer_format(sql, " UNION SELECT attribution_id FROM correction WHERE source_key IN (" GIVEN ") OR source_key IN (" KEYS ")", P_SOURCE_KEY, P_SOURCES,
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

static void put_words(hs_buffer *sql, const hs_filter *f)
{
    if (f->words.len && f->driver != HS_DRIVER_WORDS && f->driver != HS_DRIVER_CLAIM)
        hs_buffer_format(sql, " AND EXISTS (SELECT 1 FROM claim_words WHERE claim_words MATCH ?%d AND rowid = a.claim_id)", P_WORDS);
}

static void put_order(hs_buffer *sql, const hs_filter *f, hs_pick_kind kind)
{
    const char *way = f->query.oldest_first ? "" : " DESC";
    if (kind != HS_PICK_BEFORE) /* of which one is as good as another */
        hs_buffer_format(sql, " ORDER BY d.heard%s, d.document_id%s, a.position", way, way);
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
    hs_buffer_text(sql, kind == HS_PICK_OUTLETS ? "SELECT d.outlet, count(*), min(d.heard), max(d.heard) FROM document d WHERE d.outlet IS NOT NULL"
                                                : "SELECT 0, 0, d.heard, d.document_id, 0 FROM document d WHERE 1");
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
        hs_buffer_text(sql, f->driver == HS_DRIVER_TIME ? " WHERE a.document_id = d.document_id" : " WHERE 1");
        put_conditions(sql, f, "");
        put_words(sql, f);
        hs_buffer_text(sql, ")");
    }
    if (kind == HS_PICK_OUTLETS)
        hs_buffer_format(sql, " GROUP BY d.outlet COLLATE NOCASE ORDER BY 2 DESC, d.outlet LIMIT ?%d OFFSET ?%d", P_LIMIT, P_SKIP);
    else
        hs_buffer_format(sql, " ORDER BY d.heard%s, d.document_id%s LIMIT ?%d", way, way, P_LIMIT);
}

static void put_sources(hs_buffer *sql, const hs_filter *f)
{
    hs_buffer_text(sql, "SELECT coalesce(s.merged_into, s.source_id), count(*) FROM ");
    put_drive(sql, f);
    hs_buffer_text(sql, " CROSS JOIN holder x ON x.holder_id = a.holder_id CROSS JOIN source s ON s.source_id = x.source_id");
    put_joins(sql, f, "");
    hs_buffer_text(sql, " WHERE 1");
    put_probe(sql, f);
    put_conditions(sql, f, "");
    put_words(sql, f);
    hs_buffer_format(sql, " GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?%d OFFSET ?%d", P_LIMIT, P_SKIP);
}

static void put_attributions(hs_buffer *sql, const hs_filter *f, hs_pick_kind kind)
{
    hs_buffer_text(sql, "SELECT a.attribution_id, a.claim_id, d.heard, d.document_id, a.position FROM ");
    put_drive(sql, f);
    put_joins(sql, f, "");
    if (f->driver == HS_DRIVER_CLAIM)
        hs_buffer_format(sql, " WHERE a.claim_id = ?%d", P_CLAIM);
    else
        hs_buffer_text(sql, " WHERE 1");
    put_probe(sql, f);
    put_conditions(sql, f, "");
    if (kind == HS_PICK_BEFORE)
        put_before(sql, f);
    else if (f->driver != HS_DRIVER_CLAIM)
        put_after(sql, f);
    put_words(sql, f);
    put_order(sql, f, kind);
}

static int has(const hs_sql *q, int i)
{
    return q->stmt && sqlite3_bind_parameter_count(q->stmt) >= i;
}

static void bind_all(hs_sql *q, const hs_filter *f)
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
        hs_sql_number(q, P_LIMIT, f->driver == HS_DRIVER_CLAIM ? 1 : (int64_t)f->limit + 1);
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
    else
        put_attributions(sql, f, kind);
    hs_sql q = {.ledger = f->ledger, .rc = SQLITE_NOMEM};
    if (sql->failed)
        return q;
    q = hs_sql_made(f->ledger, sql->ptr, sql->len);
    bind_all(&q, f);
    return q;
}

/* ---- what drives ---- */

static hs_status count(hs_sql *q, int64_t *n, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    *n = status == HS_OK && row ? hs_sql_column_number(q, 0) : 0;
    hs_sql_end(q);
    return status;
}

/* Each count goes no further than to tell whether there are few enough. */
static hs_status count_of_sources(const hs_filter *f, int64_t *n, hs_error *err)
{
    hs_sql q = hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM holder WHERE source_id IN (SELECT value FROM json_each(?1) UNION ALL "
                                       "SELECT source_id FROM source WHERE merged_into IN (SELECT value FROM json_each(?1))) LIMIT ?2)");
    hs_sql_held(&q, 1, &f->sources);
    hs_sql_number(&q, 2, HS_QUERY_SORTED + 1);
    return count(&q, n, err);
}

static hs_status count_of_act(const hs_filter *f, int64_t *n, hs_error *err)
{
    hs_sql q = f->query.polarity
                   ? hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM attribution WHERE act = ?1 AND polarity = ?3 LIMIT ?2)")
                   : hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM attribution WHERE act = ?1 LIMIT ?2)");
    hs_sql_word(&q, 1, hs_act_name(f->query.act));
    hs_sql_number(&q, 2, HS_QUERY_PROBED + 1);
    if (f->query.polarity)
        hs_sql_word(&q, 3, hs_polarity_sign(f->query.polarity));
    return count(&q, n, err);
}

static hs_status count_documents(const hs_filter *f, int64_t *n, hs_error *err)
{
    hs_sql q = f->n_outlets > 1 ? hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM document WHERE heard >= ?1 AND heard <= ?2 "
                                             "AND outlet COLLATE NOCASE IN (SELECT value FROM json_each(?4)) LIMIT ?3)")
               : f->query.outlet.len
                   ? hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM document WHERE heard >= ?1 AND heard <= ?2 "
                                             "AND outlet = ?4 COLLATE NOCASE LIMIT ?3)")
                   : hs_sql_begin(f->ledger, "SELECT count(*) FROM (SELECT 1 FROM document WHERE heard >= ?1 AND heard <= ?2 LIMIT ?3)");
    hs_sql_word(&q, 1, f->since);
    hs_sql_word(&q, 2, *f->until ? f->until : "\x7f");
    hs_sql_number(&q, 3, HS_QUERY_FEW_DOCUMENTS + 1);
    if (f->query.outlet.len)
        hs_sql_held(&q, 4, f->n_outlets > 1 ? &f->outlets : &f->outlet);
    return count(&q, n, err);
}

/* The contents with the words that came in last. @param few  out: all there are */
static hs_status find_claims(hs_filter *f, size_t most, bool *few, hs_error *err)
{
    size_t n = 0;
    bool row;
    f->claims.len = 0;
    hs_sql q = hs_sql_begin(f->ledger, "SELECT rowid FROM claim_words WHERE claim_words MATCH ?1 ORDER BY rowid DESC");
    hs_sql_held(&q, 1, &f->words);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && n < most) {
        hs_buffer_format(&f->claims, "%s%lld", n++ ? "," : "[", (long long)hs_sql_column_number(&q, 0));
        status = hs_sql_step(&q, &row, err);
    }
    hs_buffer_text(&f->claims, n ? "]" : "[]");
    *few = !row;
    hs_sql_end(&q);
    return status;
}

/* Without words: by the source or act where it has few, else through the articles in order. */
static hs_status plan_filters(hs_filter *f, hs_error *err)
{
    int64_t n;
    f->driver = HS_DRIVER_TIME;
    if (f->sources.len) {
        HS_TRY(count_of_sources(f, &n, err));
        if (n <= HS_QUERY_SORTED) {
            f->driver = HS_DRIVER_SOURCE;
            return HS_OK;
        }
    }
    if (f->query.act) {
        HS_TRY(count_of_act(f, &n, err));
        f->driver = n <= HS_QUERY_SORTED ? HS_DRIVER_ACT : HS_DRIVER_TIME;
        f->rare_act = n <= HS_QUERY_PROBED;
    }
    return HS_OK;
}

/* With words that very many contents have: by the source or articles where these are few, else what came in last. */
static hs_status plan_common_words(hs_filter *f, hs_error *err)
{
    int64_t n;
    bool few = false;
    if (f->sources.len) {
        HS_TRY(count_of_sources(f, &n, err));
        if (n <= HS_QUERY_FEW) {
            f->driver = HS_DRIVER_SOURCE;
            return HS_OK;
        }
    }
    if (f->query.since.len || f->query.until.len || f->query.outlet.len) {
        HS_TRY(count_documents(f, &n, err));
        if (n <= HS_QUERY_FEW_DOCUMENTS) {
            f->driver = HS_DRIVER_TIME;
            return HS_OK;
        }
    }
    if (hs_filter_narrows(f))
        HS_TRY(find_claims(f, HS_QUERY_SCANNED, &few, err));
    f->cut = !few;
    return HS_OK;
}

hs_status hs_filter_plan(hs_filter *f, hs_error *err)
{
    bool few;
    HS_TRY(hs_filter_cursor(f, err));
    if (!f->words.len)
        return plan_filters(f, err);
    f->driver = HS_DRIVER_WORDS;
    HS_TRY(find_claims(f, HS_QUERY_CONTENTS, &few, err));
    return few ? HS_OK : plan_common_words(f, err);
}
