/* explain_unrelated.c -- why nothing relates two claims: the tests that pairs.c and neighbours.c make are made again, and the one told that kept the nearest two wordings from being
 * compared. In: claims. Out: a reason. One thread at a time. */
#include <string.h>

#include "comparable.h"
#include "explain.h"
#include "nearest.h"
#include "neighbours.h"
#include "status.h"

enum { MOST_WORDINGS = 12, MOST_DOCUMENTS = 8 /* of a wording */, CAP = 1 << 20 };

/* The tests in the order in which they are made. */
typedef enum test { TEST_ALONE, TEST_NEAR, TEST_ALIKE, TEST_BOTH, TEST_NEAREST } test;

typedef struct wording {
    int64_t claim;
    hs_str text; /* of the arena */
    hs_comparable alone;
    int64_t documents[MOST_DOCUMENTS]; /* [n] */
    size_t n;
} wording;

typedef struct wordings {
    wording at[MOST_WORDINGS]; /* [n] */
    size_t n;
} wordings;

/* Two wordings, and the test at which they fail. */
typedef struct failing {
    const wording *one, *other;
    test at;
    hs_comparable why;
    hs_nearness nearness; /* of the nearest two documents */
    int64_t documents[2];
    int64_t alike;
} failing;

/* ---- what is there ---- */

static hs_status load_documents(wording *w, hs_ledger *ledger, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT DISTINCT document_id FROM attribution WHERE claim_id = ?1 ORDER BY document_id LIMIT ?2");
    hs_sql_number(&q, 1, w->claim);
    hs_sql_number(&q, 2, MOST_DOCUMENTS);
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row && w->n < MOST_DOCUMENTS; status = hs_sql_step(&q, &row, err))
        w->documents[w->n++] = hs_sql_column_number(&q, 0);
    hs_sql_end(&q);
    return status;
}

static hs_status load_wordings(wordings *out, hs_arena *arena, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    bool row;
    *out = (wordings){.n = 0};
    hs_sql q = hs_sql_begin(ledger, "SELECT claim_id, substr(text, 1, ?3) FROM claim WHERE claim_id IN " HS_EXPLAIN_WORDINGS("?1") " ORDER BY claim_id <> ?1, claim_id LIMIT ?2");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, MOST_WORDINGS);
    hs_sql_number(&q, 3, HS_COMPARABLE_BYTES + 1);
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row && out->n < MOST_WORDINGS; status = hs_sql_step(&q, &row, err)) {
        const hs_str text = hs_arena_copy(arena, hs_sql_column(&q, 1));
        if (!text.ptr)
            break;
        out->at[out->n++] = (wording){.claim = hs_sql_column_number(&q, 0), .text = text, .alone = hs_comparable_alone(text)};
    }
    hs_sql_end(&q);
    for (size_t i = 0; i < out->n && status == HS_OK; i++)
        status = load_documents(&out->at[i], ledger, err);
    return status;
}

/* ---- what the comparer says, or will ---- */

/* Of the pairs of their wordings the surest; those that wait for the comparer last. @param told  out: there is one */
static hs_status tell_compared(hs_explaining *e, bool *told, int64_t claim, int64_t other, hs_error *err)
{
    hs_sql q = hs_sql_begin(e->ledger, "SELECT claim_id, other_id, relation, score FROM pair WHERE ((claim_id IN " HS_EXPLAIN_WORDINGS("?1") " AND other_id IN " HS_EXPLAIN_WORDINGS("?2") ") OR (claim_id IN " HS_EXPLAIN_WORDINGS("?2")
                                       " AND other_id IN " HS_EXPLAIN_WORDINGS("?1") ")) AND relation IN ('neither', 'undecided') ORDER BY relation, score DESC, claim_id, other_id LIMIT 1");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    hs_status status = hs_sql_step(&q, told, err);
    int64_t pair[2] = {0, 0};
    bool waits = false;
    double score = 0;
    if (status == HS_OK && *told) {
        pair[0] = hs_sql_column_number(&q, 0);
        pair[1] = hs_sql_column_number(&q, 1);
        waits = hs_sql_column(&q, 2).len != strlen("neither");
        score = hs_sql_column_real(&q, 3);
    }
    hs_sql_end(&q);
    if (status != HS_OK || !*told)
        return status;
    HS_TRY(hs_explain_begin(e, "none", 'c', pair[0], pair[1], waits ? -1 : score, err));
    if (waits)
        return hs_explain_say(e, err, "not compared yet: they wait for the comparer (hearsay relate)");
    return hs_explain_say(e, err, "the comparer finds that they neither say the same nor contradict each other");
}

/* @param told  out: an article that has one of the claims is not related yet */
static hs_status tell_due(hs_explaining *e, bool *told, int64_t claim, int64_t other, hs_error *err)
{
    int64_t document;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT document_id FROM attribution a WHERE (claim_id IN " HS_EXPLAIN_WORDINGS("?1") " OR claim_id IN " HS_EXPLAIN_WORDINGS("?2") ") AND NOT EXISTS "
                                       "(SELECT 1 FROM related r WHERE r.document_id = a.document_id) ORDER BY document_id LIMIT 1");
    hs_sql_number(&q, 1, claim);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &document, err));
    *told = document != 0;
    if (!*told)
        return HS_OK;
    HS_TRY(hs_explain_begin(e, "none", 'c', claim, other, -1, err));
    return hs_explain_say(e, err, "not compared yet: d%lld waits to be related to the others (hearsay relate)", (long long)document);
}

/* ---- the test that fails ---- */

/* What one person says is compared whatever documents have it. */
static hs_status are_of_one_person(bool *out, hs_ledger *ledger, int64_t one, int64_t other, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM attribution a JOIN holder h ON h.holder_id = a.holder_id JOIN source s ON s.source_id = h.source_id, "
                                    "attribution b JOIN holder i ON i.holder_id = b.holder_id JOIN source t ON t.source_id = i.source_id WHERE a.claim_id = ?1 AND b.claim_id = ?2 AND "
                                    "s.anonymous = 0 AND s.kind = 'person' AND coalesce(s.merged_into, s.source_id) = coalesce(t.merged_into, t.source_id)");
    hs_sql_number(&q, 1, one);
    hs_sql_number(&q, 2, other);
    HS_TRY(hs_sql_take_number(&q, &n, err));
    *out = n > 0;
    return HS_OK;
}

static bool is_nearer(const hs_nearness *a, const hs_nearness *b)
{
    const bool near = hs_neighbours_are(a);
    return near != hs_neighbours_are(b) ? near : a->shared > b->shared;
}

/* The nearest two documents of two wordings. */
static hs_status find_nearest(failing *f, bool *near, hs_ledger *ledger, hs_error *err)
{
    bool first = true;
    HS_TRY(are_of_one_person(near, ledger, f->one->claim, f->other->claim, err));
    for (size_t i = 0; i < f->one->n; i++)
        for (size_t k = 0; k < f->other->n; k++) {
            const int64_t document = f->one->documents[i], other = f->other->documents[k];
            hs_nearness n = {HS_NEAR_TERMS, 0};
            if (document != other)
                HS_TRY(hs_neighbours_measure(&n, ledger, document, other, err));
            if (!first && !is_nearer(&n, &f->nearness))
                continue;
            first = false;
            f->nearness = n;
            f->documents[0] = document;
            f->documents[1] = other;
        }
    *near = *near || hs_neighbours_are(&f->nearness);
    return HS_OK;
}

static hs_status make_tests(failing *f, hs_ledger *ledger, hs_error *err)
{
    const wording *a = f->one, *b = f->other;
    bool near;
    f->at = TEST_ALONE;
    f->why = a->alone ? a->alone : b->alone;
    if (f->why)
        return HS_OK;
    HS_TRY(find_nearest(f, &near, ledger, err));
    f->at = TEST_NEAR;
    if (!near)
        return HS_OK;
    const hs_shown x = hs_shown_in(a->text), y = hs_shown_in(b->text);
    HS_TRY(hs_comparable_alike(&f->alike, ledger, a->claim, b->claim, err));
    f->at = TEST_ALIKE;
    if (!hs_comparable_are_alike(f->alike) && !hs_comparable_by_knowing(&x, &y))
        return HS_OK;
    f->why = hs_comparable_both(a->text, hs_comparable_is_brief(a->text), b->text, hs_comparable_is_brief(b->text));
    f->at = f->why ? TEST_BOTH : TEST_NEAREST;
    return HS_OK;
}

static bool is_later(const failing *a, const failing *b)
{
    if (!b->one || a->at != b->at)
        return !b->one || a->at > b->at;
    return a->at == TEST_NEAR ? is_nearer(&a->nearness, &b->nearness) : a->alike > b->alike;
}

static hs_status tell_failing(hs_explaining *e, const failing *f, hs_error *err)
{
    static const char *const whys[] = {[HS_COMPARABLE] = "",
                                       [HS_COMPARABLE_BARE] = "only points at what was said before it",
                                       [HS_COMPARABLE_LONG] = "is too long for one statement",
                                       [HS_COMPARABLE_LITTLE] = "tells too little by itself"};
    HS_TRY(hs_explain_begin(e, "none", 'c', f->one->claim, f->other->claim, -1, err));
    switch (f->at) {
    case TEST_ALONE:
        return hs_explain_say(e, err, "never compared: c%lld %s", (long long)(f->one->alone ? f->one : f->other)->claim, whys[f->why]);
    case TEST_NEAR:
        if (!f->nearness.shared)
            return hs_explain_say(e, err, "never compared: no article with the one has a telling word in common with one with the other; %d are asked for", HS_NEAR_SHARED);
        return hs_explain_say(e, err, "never compared: no article with the one is near one with the other; d%lld and d%lld, the nearest two, share %lld of their %d most telling words and were "
                                      "heard %lld days apart; %d within %d days are asked for", (long long)f->documents[0], (long long)f->documents[1], (long long)f->nearness.shared,
                              HS_NEAR_TERMS, (long long)f->nearness.days, HS_NEAR_SHARED, HS_NEAR_DAYS);
    case TEST_ALIKE:
        return hs_explain_say(e, err, "never compared: their articles are near each other, but what they mean is %lld%% alike; %d%% is asked for",
                              (long long)(f->alike > 0 ? 100 * f->alike / HS_ALIKE_MOST : 0), HS_ALIKE_PERCENT);
    case TEST_BOTH:
        return hs_explain_say(e, err, "never compared: %s", f->why == HS_COMPARABLE_WITHIN ? "the one tells what the other does, and of who says, knows or does it"
                                                                                           : "one of them tells little, and the other has not all of its words");
    default:
        return hs_explain_say(e, err, "never compared: they are %lld%% alike, but each is compared with the %d most like it alone, and the one of those that show a difference; or one stands within the other",
                              (long long)(100 * f->alike / HS_ALIKE_MOST), HS_NEAREST_ALIKE);
    }
}

static hs_status tell_never(hs_explaining *e, hs_arena *arena, int64_t claim, int64_t other, hs_error *err)
{
    wordings one, two;
    failing last = {.one = NULL};
    HS_TRY(load_wordings(&one, arena, e->ledger, claim, err));
    HS_TRY(load_wordings(&two, arena, e->ledger, other, err));
    for (size_t i = 0; i < one.n; i++)
        for (size_t k = 0; k < two.n; k++) {
            failing now = {.one = &one.at[i], .other = &two.at[k]};
            HS_TRY(make_tests(&now, e->ledger, err));
            if (is_later(&now, &last))
                last = now;
        }
    return last.one ? tell_failing(e, &last, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for wordings");
}

hs_status hs_explain_unrelated(hs_explaining *e, int64_t claim, int64_t other, hs_error *err)
{
    bool told;
    HS_TRY(tell_compared(e, &told, claim, other, err));
    if (!told)
        HS_TRY(tell_due(e, &told, claim, other, err));
    if (told)
        return HS_OK;
    hs_arena *arena = hs_arena_new(CAP);
    hs_status status = arena ? tell_never(e, arena, claim, other, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for wordings");
    hs_arena_free(arena);
    return status;
}
