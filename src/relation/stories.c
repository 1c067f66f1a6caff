/* stories.c -- documents about one event. See stories.h. */
#include "stories.h"

#include <string.h>

#include "groups.h"
#include "status.h"

enum { DAY_BYTES = 10 /* of a time: "2031-05-14" */ };

/* A document in the order in which they were heard; of two at one moment the one that cites no outlet is the earlier, else that of the lesser SHA-256. */
typedef struct member {
    int64_t document, follows; /* 0: nobody */
    bool cites;
    uint32_t shared;           /* with whom it follows */
    char heard[HS_ISO8601_UTC], sha256[65];
} member;

static void keep(char *out, size_t size, hs_str s)
{
    size_t n = s.len < size - 1 ? s.len : size - 1;
    memcpy(out, s.len ? s.ptr : "", n);
    out[n] = 0;
}

static bool is_earlier(const member *a, const member *b)
{
    int order = strcmp(a->heard, b->heard);
    if (!order && a->cites != b->cites)
        return b->cites;
    return order ? order < 0 : strcmp(a->sha256, b->sha256) < 0;
}

/* @param there  out: it is in a story */
static hs_status load(member *out, bool *there, hs_ledger *ledger, int64_t document, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT " HS_STORIES_HEARD("d.heard") ", d.sha256, m.document_id IS NOT NULL, coalesce(m.follows, 0), coalesce(m.shared, 0), " HS_STORIES_CITES " "
                                    "FROM document d LEFT JOIN story_member m ON m.document_id = d.document_id WHERE d.document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    *out = (member){.document = document};
    *there = status == HS_OK && row && hs_sql_column_number(&q, 2) != 0;
    if (status == HS_OK && row) {
        keep(out->heard, sizeof out->heard, hs_sql_column(&q, 0));
        keep(out->sha256, sizeof out->sha256, hs_sql_column(&q, 1));
        out->follows = hs_sql_column_number(&q, 3);
        out->shared = (uint32_t)hs_sql_column_number(&q, 4);
        out->cites = hs_sql_column_number(&q, 5) != 0;
    }
    hs_sql_end(&q);
    return status;
}

static hs_status story_of(int64_t *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT story_id FROM story_member WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    return hs_sql_take_number(&q, out, err);
}

static hs_status put(hs_ledger *ledger, const member *m, int64_t story, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO story_member (document_id, story_id, follows, shared) VALUES (?1, ?2, nullif(?3, 0), nullif(?4, 0)) "
                                    "ON CONFLICT (document_id) DO UPDATE SET story_id = excluded.story_id, follows = excluded.follows, "
                                    "shared = excluded.shared");
    hs_sql_number(&q, 1, m->document);
    hs_sql_number(&q, 2, story);
    hs_sql_number(&q, 3, m->follows);
    hs_sql_number(&q, 4, m->shared);
    return hs_sql_run(&q, err);
}

/* Whoever follows a document, and whoever follows them, is of its story. UNION leaves out who was met before, so that a damaged file's
 * circle ends. */
static hs_status hand_down(hs_ledger *ledger, int64_t document, int64_t story, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "WITH RECURSIVE below (id) AS (SELECT ?1 UNION SELECT m.document_id FROM story_member m JOIN below ON m.follows = below.id) "
                                    "UPDATE story_member SET story_id = ?2 WHERE document_id IN (SELECT id FROM below)");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, story);
    return hs_sql_run(&q, err);
}

/* Does a document name the outlet of the other? */
static hs_status names(bool *out, hs_ledger *ledger, int64_t document, int64_t other, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM holder h JOIN source s ON s.source_id = h.source_id JOIN document d ON d.document_id = ?2 WHERE h.document_id = ?1 AND "
                                    "s.kind = 'outlet' AND s.anonymous = 0 AND " HS_STORIES_IS_ITS_OUTLET);
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &n, err));
    *out = n > 0;
    return HS_OK;
}

/* Does one that was heard the same day cite the outlet of `m`, which does not cite it? Then it has it from there. */
static hs_status has_it_from(bool *out, const member *other, const member *m, hs_ledger *ledger, hs_error *err)
{
    bool back = false;
    *out = false;
    if (!other->cites || strncmp(other->heard, m->heard, DAY_BYTES) != 0)
        return HS_OK;
    HS_TRY(names(out, ledger, other->document, m->document, err));
    if (*out)
        HS_TRY(names(&back, ledger, m->document, other->document, err));
    *out = *out && !back;
    return HS_OK;
}

/* Would `m` rather follow `leader` than whom it follows now? The nearest wins, of such the first heard. */
static bool prefers(const member *m, const member *leader, uint32_t shared, const member *now)
{
    if (shared != m->shared || !m->follows)
        return shared > m->shared;
    return is_earlier(leader, now);
}

/* Whom of its neighbours it follows. */
static hs_status choose(member *m, hs_ledger *ledger, const hs_neighbours *near, hs_error *err)
{
    member best = {0};
    m->follows = m->shared = 0;
    for (size_t i = 0; i < near->n; i++) {
        member other;
        bool there, from;
        if (near->at[i].shared < HS_STORY_SHARED || near->at[i].shared < m->shared)
            continue;
        HS_TRY(load(&other, &there, ledger, near->at[i].document, err));
        if (!there || !is_earlier(&other, m) || !prefers(m, &other, near->at[i].shared, &best))
            continue;
        HS_TRY(has_it_from(&from, &other, m, ledger, err));
        if (from)
            continue;
        m->follows = other.document;
        m->shared = near->at[i].shared;
        best = other;
    }
    return HS_OK;
}

/* A neighbour that was heard later follows this document now, if that is the nearest. */
static hs_status lead(hs_ledger *ledger, const member *m, int64_t story, const hs_neighbour *near, hs_error *err)
{
    member other, now = {0};
    bool there, from;
    HS_TRY(load(&other, &there, ledger, near->document, err));
    if (!there || !is_earlier(m, &other) || other.follows == m->document || near->shared < other.shared)
        return HS_OK;
    if (other.follows)
        HS_TRY(load(&now, &there, ledger, other.follows, err));
    if (!prefers(&other, m, near->shared, &now))
        return HS_OK;
    HS_TRY(has_it_from(&from, m, &other, ledger, err));
    if (from)
        return HS_OK;
    other.follows = m->document;
    other.shared = near->shared;
    HS_TRY(put(ledger, &other, story, err));
    return hand_down(ledger, other.document, story, err);
}

hs_status hs_stories_place(hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err)
{
    member m;
    bool there;
    int64_t story = 0;
    HS_TRY(load(&m, &there, ledger, document, err));
    HS_TRY(choose(&m, ledger, near, err));
    if (m.follows)
        HS_TRY(story_of(&story, ledger, m.follows, err));
    if (!story)
        story = document;
    HS_TRY(put(ledger, &m, story, err));
    HS_TRY(hand_down(ledger, document, story, err));
    for (size_t i = 0; i < near->n; i++)
        if (near->at[i].shared >= HS_STORY_SHARED)
            HS_TRY(lead(ledger, &m, story, &near->at[i], err));
    return HS_OK;
}
