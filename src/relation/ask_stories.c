/* ask_stories.c -- stories as answers. In: a question. Out: an answer of one page: of each story its documents in the order in which they were
 * heard, the claims that most of them have, and which had each first. Of what is equal the documents' digests decide, never a row's
 * number. No value of a question becomes SQL. One thread at a time. */
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "names.h"
#include "positions.h"
#include "query.h"
#include "status.h"
#include "stories.h"
#include "versions.h"

enum { TOLD = 200, MOST_CLAIMS = 8, SQL_CAP = 1 << 13, DAY_BYTES = 10 };

enum { P_SINCE = 1, P_UNTIL, P_WORDS, P_OUTLETS, P_LEAST, P_LIMIT, P_HEARD, P_STORY, P_DOCUMENT };

/* ---- which stories ---- */

static void put_filters(hs_buffer *sql, const hs_filter *f)
{
    static const char words[] = " AND t.story_id IN (SELECT m.story_id FROM claim_words CROSS JOIN attribution a ON a.claim_id = claim_words.rowid "
                                "CROSS JOIN story_member m ON m.document_id = a.document_id CROSS JOIN document w INDEXED BY document_head "
                                "ON w.document_id = a.document_id WHERE claim_words MATCH ?3 AND w.current UNION SELECT m.story_id FROM document_words "
                                "CROSS JOIN story_member m ON m.document_id = document_words.rowid CROSS JOIN document w INDEXED BY document_head "
                                "ON w.document_id = m.document_id WHERE document_words MATCH ?3 AND w.current)";
    const hs_query *q = &f->query;
    if (f->words.len)
        hs_buffer_text(sql, words);
    if (q->document)
        hs_buffer_text(sql, " AND t.story_id = (SELECT story_id FROM story_member WHERE document_id = ?9)");
    if (!q->outlet.len && !q->since.len && !q->until.len)
        return;
    hs_buffer_text(sql, " AND t.story_id IN (SELECT m.story_id FROM document o CROSS JOIN story_member m ON m.document_id = o.document_id WHERE o.current");
    if (q->outlet.len)
        hs_buffer_text(sql, " AND o.outlet COLLATE NOCASE IN (SELECT value FROM json_each(?4, '$'))");
    if (q->since.len)
        hs_buffer_text(sql, " AND o.heard >= ?1");
    if (q->until.len)
        hs_buffer_text(sql, " AND o.heard <= ?2");
    hs_buffer_text(sql, ")");
}

static hs_sql pick(hs_buffer *sql, const hs_filter *f)
{
    *sql = hs_buffer_new(SQL_CAP);
    hs_buffer_text(sql, "SELECT t.story_id, max(d.heard) AS last, min(d.heard), count(*), count(DISTINCT d.outlet) FROM story_member t CROSS JOIN document d "
                        "INDEXED BY document_head ON d.document_id = t.document_id WHERE d.current");
    put_filters(sql, f);
    hs_buffer_text(sql, " GROUP BY t.story_id HAVING count(*) >= ?5");
    if (f->after_heard.ptr)
        hs_buffer_text(sql, " AND (max(d.heard), t.story_id) < (?7, ?8)");
    hs_buffer_text(sql, " ORDER BY last DESC, t.story_id DESC LIMIT ?6");
    hs_sql q = {.ledger = f->ledger, .rc = SQLITE_NOMEM};
    if (sql->failed)
        return q;
    q = hs_sql_made(f->ledger, sql->ptr, sql->len);
    if (f->query.since.len)
        hs_sql_word(&q, P_SINCE, f->since);
    if (f->query.until.len)
        hs_sql_word(&q, P_UNTIL, f->until);
    if (f->words.len)
        hs_sql_held(&q, P_WORDS, &f->words);
    if (f->query.outlet.len)
        hs_sql_held(&q, P_OUTLETS, &f->outlets);
    hs_sql_number(&q, P_LEAST, f->query.single ? 1 : 2);
    if (f->query.document)
        hs_sql_number(&q, P_DOCUMENT, (int64_t)f->query.document);
    hs_sql_number(&q, P_LIMIT, (int64_t)f->limit + 1);
    if (f->after_heard.ptr) {
        hs_sql_str(&q, P_HEARD, f->after_heard);
        hs_sql_number(&q, P_STORY, f->after_document);
    }
    return q;
}

/* ---- documents ---- */

static hs_status find_copied(hs_appearance *at, const hs_answer *answer, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT " HS_VERSIONS_CURRENT ", k.share, o.document_id FROM copy k JOIN document o ON o.document_id = k.of_document_id "
                                            "WHERE k.document_id = ?1 AND " HS_VERSIONS_CURRENT " <> ?1 AND NOT " HS_VERSIONS_COPIED_BACK " ORDER BY k.share DESC, o.heard, o.sha256 LIMIT 1");
    hs_sql_number(&q, 1, (int64_t)at->report.id);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && hs_sql_column_number(&q, 0) > 0) {
        double share = hs_sql_column_real(&q, 1);
        const int64_t version = hs_sql_column_number(&q, 2);
        at->copied = (uint64_t)hs_sql_column_number(&q, 0);
        at->copied_version = version != hs_sql_column_number(&q, 0) ? (uint64_t)version : 0;
        at->share = share > 0 ? share < 1 ? share : 1 : 0;
    }
    hs_sql_end(&q);
    return status;
}

static hs_status take_documents(hs_story *story, hs_answer *answer, hs_error *err)
{
    bool row;
    hs_appearance *at;
    uint32_t n = 0, most = story->n_documents < TOLD ? story->n_documents : TOLD;
    HS_TRY(hs_answer_room(answer, (void **)&at, most, sizeof *at, err));
    hs_sql q = hs_sql_begin(answer->ledger, "SELECT d.document_id, t.follows, t.shared FROM story_member t JOIN document d ON d.document_id = t.document_id "
                                            "WHERE t.story_id = ?1 AND d.current ORDER BY " HS_STORIES_HEARD(HS_VERSIONS_SINCE) ", " HS_STORIES_CITES ", d.sha256 LIMIT ?2");
    hs_sql_number(&q, 1, (int64_t)story->id);
    hs_sql_number(&q, 2, most);
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row && n < most; n++) {
        int64_t follows = hs_sql_column_number(&q, 1), shared = hs_sql_column_number(&q, 2);
        at[n].follows = follows > 0 ? (uint64_t)follows : 0;
        at[n].shared = shared > 0 && shared < UINT32_MAX ? (uint32_t)shared : 0;
        status = hs_answer_report(answer, hs_sql_column_number(&q, 0), &at[n].report, err);
        if (status == HS_OK)
            status = find_copied(&at[n], answer, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    story->documents = at;
    story->n_told = n;
    return status;
}

/* ---- claims ---- */

/* A position of one of the documents. */
typedef struct held {
    int64_t claim, attribution;
    uint32_t document, order; /* which of the story, and which of that document's */
    hs_trace_side stance;
    bool older; /* by an older version of its page */
} held;

/* All positions on one claim. */
typedef struct topic {
    const held *at; /* [n] the first document's first */
    size_t n;
    uint32_t n_documents;
    bool sides[3]; /* by stance: somebody takes it */
} topic;

typedef struct telling {
    hs_answer *answer;
    hs_story *story;
    hs_appearance *documents;
    hs_report *first; /* [n_told] of each document's first version */
    held *held;
    size_t n_held, cap;
    topic *topics; /* by claim */
    size_t n_topics;
    float least; /* confidence of positions */
} telling;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for a story");
}

static hs_status add_positions(telling *t, const hs_positions *positions, uint32_t document, uint32_t *order, bool older, hs_error *err)
{
    size_t n = t->n_held + positions->n;
    if (n > t->cap) {
        size_t cap = 2 * n;
        held *at = hs_alloc(cap * sizeof *at);
        if (!at)
            return no_memory(err);
        if (t->n_held)
            memcpy(at, t->held, t->n_held * sizeof *at);
        hs_free(t->held);
        t->held = at;
        t->cap = cap;
    }
    for (size_t i = 0; i < positions->n; i++, (*order)++)
        if (positions->at[i].confidence >= t->least)
            t->held[t->n_held++] = (held){positions->at[i].claim, positions->at[i].attribution, document, *order, positions->at[i].stance, older};
    return HS_OK;
}

/* What one version of a document tells. */
static hs_status load_version(telling *t, uint32_t document, int64_t version, uint32_t *order, hs_error *err)
{
    bool older = (uint64_t)version != t->documents[document].report.id;
    hs_positions positions;
    hs_status status = hs_positions_of_version(&positions, t->answer->ledger, version, err);
    if (status == HS_OK)
        status = add_positions(t, &positions, document, order, older, err);
    hs_positions_free(&positions);
    return status;
}

/* Who was first is told by all versions, the first one first. */
static hs_status load_document(telling *t, uint32_t i, hs_error *err)
{
    uint32_t order = 0;
    hs_ids versions = {0};
    int64_t id = (int64_t)t->documents[i].report.id;
    hs_status status = hs_versions_older(&versions, t->answer->ledger, id, err);
    t->first[i] = t->documents[i].report;
    if (status == HS_OK && versions.n)
        status = hs_answer_report(t->answer, versions.at[0], &t->first[i], err);
    for (size_t k = 0; k < versions.n && status == HS_OK; k++)
        status = load_version(t, i, versions.at[k], &order, err);
    if (status == HS_OK)
        status = load_version(t, i, id, &order, err);
    hs_ids_free(&versions);
    return status;
}

static hs_status load(telling *t, hs_error *err)
{
    HS_TRY(hs_answer_room(t->answer, (void **)&t->first, t->story->n_told, sizeof *t->first, err));
    for (uint32_t i = 0; i < t->story->n_told; i++)
        HS_TRY(load_document(t, i, err));
    return HS_OK;
}

static int by_place(const held *x, const held *y)
{
    if (x->document != y->document)
        return x->document < y->document ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

static int by_claim(const void *a, const void *b)
{
    const held *x = a, *y = b;
    if (x->claim != y->claim)
        return x->claim < y->claim ? -1 : 1;
    return by_place(x, y);
}

static hs_status find_topics(telling *t, hs_error *err)
{
    if (t->n_held)
        qsort(t->held, t->n_held, sizeof *t->held, by_claim);
    t->topics = hs_alloc((t->n_held + 1) * sizeof *t->topics);
    if (!t->topics)
        return no_memory(err);
    for (size_t i = 0; i < t->n_held; i++) {
        const held *h = &t->held[i];
        bool another = !i || h[-1].claim != h->claim;
        if (another)
            t->topics[t->n_topics++] = (topic){.at = h};
        topic *of = &t->topics[t->n_topics - 1];
        of->n_documents += another || h[-1].document != h->document;
        of->sides[h->stance] = of->sides[h->stance] || !h->older;
        of->n++;
    }
    return HS_OK;
}

/* ---- disputes ---- */

static int of_claim(const void *key, const void *row)
{
    int64_t claim = *(const int64_t *)key, other = ((const topic *)row)->at->claim;
    return claim < other ? -1 : claim > other;
}

static bool holds(const telling *t, int64_t claim, hs_trace_side stance)
{
    const topic *found = bsearch(&claim, t->topics, t->n_topics, sizeof *t->topics, of_claim);
    return found && found->sides[stance];
}

static hs_status count_disputes(telling *t, int64_t claim, hs_error *err)
{
    bool row;
    hs_conflict kind;
    hs_sql q = hs_sql_begin(t->answer->ledger, "SELECT other_id, kind FROM dispute WHERE claim_id = ?1 AND NOT is_update");
    hs_sql_number(&q, 1, claim);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        if (hs_conflict_of(&kind, hs_sql_column(&q, 1)))
            t->story->n_disputes += holds(t, hs_sql_column_number(&q, 0), kind == HS_CONFLICT_POLARITY ? HS_SIDE_AGAINST : HS_SIDE_FOR);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status find_disputes(telling *t, hs_error *err)
{
    for (size_t i = 0; i < t->n_topics; i++)
        if (t->topics[i].sides[HS_SIDE_FOR])
            HS_TRY(count_disputes(t, t->topics[i].at->claim, err));
    return HS_OK;
}

/* ---- the claims that most have ---- */

/* No two topics are equal: no two begin at one place. */
static int by_weight(const void *a, const void *b)
{
    const topic *x = a, *y = b;
    if (x->n_documents != y->n_documents)
        return x->n_documents > y->n_documents ? -1 : 1;
    return by_place(x->at, y->at);
}

/* When it was heard, as far as that is known: a year, month or day, or a time. */
static hs_str known(const hs_report *r)
{
    return (hs_str){r->heard.ptr, r->published.len && r->published.len <= DAY_BYTES && r->published.len < r->heard.len ? r->published.len : r->heard.len};
}

static bool may_be_before(const hs_report *first, const hs_report *other)
{
    return hs_may_be_before(known(first), known(other), other->heard_by == HS_DATED_PUBLISHED);
}

static bool is_open(const telling *t, const topic *of)
{
    const held *first = of->at;
    for (size_t i = 1; i < of->n; i++)
        if (first[i].document != first->document && may_be_before(&t->first[first->document], &t->first[first[i].document]))
            return true;
    return false;
}

/* Does the first document to tell of it say so no more? */
static bool is_gone(const topic *of)
{
    for (size_t i = 0; i < of->n && of->at[i].document == of->at->document; i++)
        if (!of->at[i].older)
            return false;
    return true;
}

static hs_status take_claims(telling *t, hs_error *err)
{
    hs_story_claim *claims;
    uint32_t n = 0;
    if (t->n_topics)
        qsort(t->topics, t->n_topics, sizeof *t->topics, by_weight);
    while (n < t->n_topics && n < MOST_CLAIMS && t->topics[n].n_documents > 1)
        n++;
    HS_TRY(hs_answer_room(t->answer, (void **)&claims, n, sizeof *claims, err));
    for (uint32_t i = 0; i < n; i++) {
        const topic *from = &t->topics[i];
        claims[i] = (hs_story_claim){.claim = (uint64_t)from->at->claim, .n_documents = from->n_documents, .first = from->at->document,
                                     .perhaps = is_open(t, from), .earlier_version = is_gone(from)};
        HS_TRY(hs_answer_words(t->answer, from->at->claim, &claims[i].words, err));
        HS_TRY(hs_answer_entry(t->answer, from->at->attribution, true, &claims[i].said, err));
    }
    t->story->claims = claims;
    t->story->n_claims = n;
    return HS_OK;
}

static hs_status take_had(telling *t, uint32_t document, hs_error *err)
{
    uint32_t had[MOST_CLAIMS], n = 0, *kept;
    for (uint32_t i = 0; i < t->story->n_claims; i++)
        if (t->story->claims[i].first == document)
            had[n++] = i;
    HS_TRY(hs_answer_room(t->answer, (void **)&kept, n, sizeof *kept, err));
    memcpy(kept, had, n * sizeof *kept);
    t->documents[document].had = kept;
    t->documents[document].n_had = n;
    return HS_OK;
}

/* ---- names ---- */

/* The topic that the first document tells of first; NULL: it tells of none */
static const topic *first_topic(const telling *t)
{
    const topic *first = NULL;
    for (size_t i = 0; i < t->n_topics; i++)
        if (t->topics[i].at->document == 0 && (!first || by_place(t->topics[i].at, first->at) < 0))
            first = &t->topics[i];
    return first;
}

static hs_status name(telling *t, hs_error *err)
{
    hs_story *story = t->story;
    if (story->n_claims)
        story->name = story->claims[0].words;
    else if (story->n_told && t->documents[0].report.title.len)
        story->name = t->documents[0].report.title;
    else if (first_topic(t))
        return hs_answer_words(t->answer, first_topic(t)->at->claim, &story->name, err);
    return HS_OK;
}

static hs_status tell(telling *t, hs_error *err)
{
    HS_TRY(load(t, err));
    HS_TRY(find_topics(t, err));
    HS_TRY(find_disputes(t, err));
    HS_TRY(take_claims(t, err));
    for (uint32_t i = 0; i < t->story->n_told; i++)
        HS_TRY(take_had(t, i, err));
    return name(t, err);
}

/* ---- pages ---- */

static uint32_t small(const hs_sql *q, int i)
{
    int64_t n = hs_sql_column_number(q, i);
    return n > 0 && n < UINT32_MAX ? (uint32_t)n : 0;
}

static hs_status take(hs_answer *answer, const hs_sql *q, float least, hs_error *err)
{
    hs_story *story = &answer->stories[answer->n_stories++];
    telling t = {.answer = answer, .story = story, .least = least};
    int64_t id = hs_sql_column_number(q, 0);
    *story = (hs_story){.id = id > 0 ? (uint64_t)id : 0, .n_documents = small(q, 3), .n_outlets = small(q, 4)};
    HS_TRY(hs_answer_copy(answer, q, 1, &story->last, err));
    HS_TRY(hs_answer_copy(answer, q, 2, &story->first, err));
    HS_TRY(take_documents(story, answer, err));
    t.documents = (hs_appearance *)story->documents;
    hs_status status = tell(&t, err);
    hs_free(t.held);
    hs_free(t.topics);
    return status;
}

static hs_status take_rows(hs_answer *answer, hs_sql *q, const hs_filter *f, hs_error *err)
{
    bool row;
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row && answer->n_stories < f->limit) {
        status = take(answer, q, f->query.least, err);
        if (status == HS_OK)
            status = hs_sql_step(q, &row, err);
    }
    if (status != HS_OK || !row)
        return status;
    const hs_story *last = &answer->stories[answer->n_stories - 1];
    return hs_answer_goes_on(answer, last->last, (int64_t)last->id, 0, err);
}

static hs_status list(hs_answer *answer, hs_filter *f, hs_error *err)
{
    hs_buffer sql;
    answer->n_fits = 0;
    HS_TRY(hs_filter_cursor(f, err));
    HS_TRY(hs_answer_room(answer, (void **)&answer->stories, f->limit, sizeof *answer->stories, err));
    hs_sql q = pick(&sql, f);
    hs_status status = take_rows(answer, &q, f, err);
    hs_sql_end(&q);
    hs_buffer_free(&sql);
    return status;
}

hs_status hs_ledger_stories(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err)
{
    hs_filter filter;
    *out = NULL;
    HS_TRY(hs_answer_new(out, ledger, err));
    hs_status status = hs_filter_begin(&filter, ledger, query, err);
    if (status == HS_OK)
        status = list(*out, &filter, err);
    hs_filter_end(&filter);
    return hs_answer_made(out, status, err);
}
