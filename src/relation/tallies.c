/* tallies.c -- who counts how many dead. See tallies.h.
 *
 * A content is a tally if it gives one figure of all whom one event befell ("at least seven miners were killed and 23 were missing"), and none of a part
 * of them ("five of the dead were foreigners") or of another year. Where an attribution stands in another's content the inner one gives it. */
#include "tallies.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "compare_text.h"
#include "compare_words.h"
#include "heap.h"
#include "nearest.h"
#include "positions.h"
#include "rivals.h"
#include "status.h"

enum {
    MOST = 64,              /* tallies of a document */
    WINDOW_S = 3 * 86400,   /* between two documents: what is counted later is another count */
    WHY_BYTES = 160,
    UNIT_BYTES = 80
};

typedef struct tally {
    int64_t claim;
    hs_tally_event event;
    double value;
    hs_bound bound;
    char key[HS_CLAIM_KEY];
    char words[UNIT_BYTES]; /* the figure as it stands: "at least seven miners" */
    bool several, partial;  /* the content gives two of them; it counts only some people */
} tally;

typedef struct tallies {
    tally at[MOST];
    size_t n;
} tallies;

/* The figures in the contents of a document, each in the shortest content that holds it. */
static const char tallies_sql[] =
    "SELECT a.claim_id, f.value, f.bound, f.unit, m.text_key, substr(d.text, f.span_begin + 1, f.span_end - f.span_begin), substr(m.text, 1, 1000), "
    "substr(d.text, f.span_end + 1, 8), substr(d.text, max(1, f.span_begin - 39), min(f.span_begin, 40)) FROM figure f JOIN document d ON d.document_id = f.document_id JOIN attribution a ON a.document_id = f.document_id "
    "JOIN claim m ON m.claim_id = a.claim_id WHERE f.document_id = ?1 AND f.unit IS NOT NULL AND d.current AND "
    "json_extract(a.content, '$[0][0]') <= f.span_begin AND json_extract(a.content, '$[#-1][1]') >= f.span_end AND NOT EXISTS (SELECT 1 FROM attribution b "
    "WHERE b.document_id = a.document_id AND json_extract(b.content, '$[0][0]') <= f.span_begin AND json_extract(b.content, '$[#-1][1]') >= f.span_end AND "
    "json_extract(b.content, '$[#-1][1]') - json_extract(b.content, '$[0][0]') < json_extract(a.content, '$[#-1][1]') - json_extract(a.content, '$[0][0]')) "
    "AND NOT " HS_QUANTITY_CHANGED " ORDER BY f.span_begin, f.position";

/* "2009": a year tells of another event, or of many. */
static bool names_year(hs_str text)
{
    for (size_t i = 0, n = 0; i <= text.len; i++) {
        bool digit = i < text.len && hs_ascii_is_digit(text.ptr[i]);
        if (!digit && n == 4 && (text.ptr[i - 4] == '1' || text.ptr[i - 4] == '2'))
            return true;
        n = digit ? n + 1 : 0;
    }
    return false;
}

/* "five of the dead": some of them. */
static bool is_part(hs_str figure, hs_str behind)
{
    return hs_ascii_holds(figure, " of the ") || hs_ascii_holds(figure, " of those ") || hs_ascii_begins(behind, " of the") || hs_ascii_begins(behind, " of whom");
}

static tally *find(tallies *all, int64_t claim, hs_tally_event event)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].claim == claim && all->at[i].event == event)
            return &all->at[i];
    return NULL;
}

static hs_status take(tallies *all, const hs_sql *q, hs_error *err)
{
    hs_tally_event event;
    hs_str figure = hs_sql_column(q, 5), key = hs_sql_column(q, 4);
    bool whole = hs_quantities_tally(hs_sql_column(q, 3), &event);
    if (!event || names_year(hs_sql_column(q, 6)) || hs_figure_is_former(hs_sql_column(q, 8)))
        return HS_OK;
    tally *t = find(all, hs_sql_column_number(q, 0), event);
    if (!t && all->n == MOST)
        return HS_OK;
    double value = hs_sql_column_real(q, 1);
    if (!t) {
        t = &all->at[all->n++];
        *t = (tally){.claim = hs_sql_column_number(q, 0), .event = event, .value = value};
        if (!hs_bound_of(&t->bound, hs_sql_column(q, 2)))
            return hs_fail(err, HS_E_LEDGER, (uint64_t)t->claim, "the ledger: a figure of c%lld has a bound of no known name", (long long)t->claim);
        memcpy(t->key, key.ptr, key.len < sizeof t->key ? key.len : sizeof t->key);
        snprintf(t->words, sizeof t->words, "%.*s", (int)(figure.len < sizeof t->words ? figure.len : sizeof t->words - 1), figure.ptr);
    }
    t->several = t->several || is_part(figure, hs_sql_column(q, 7)) || t->value != value;
    t->partial = t->partial || !whole;
    for (size_t i = 0; i < all->n; i++) /* "three citizens are dead and six are missing": both are of citizens alone */
        if (all->at[i].claim == t->claim)
            all->at[i].partial = t->partial = t->partial || all->at[i].partial;
    return HS_OK;
}

static hs_status load(tallies *all, hs_ledger *ledger, int64_t document, hs_error *err)
{
    bool row;
    all->n = 0;
    hs_sql q = hs_sql_begin(ledger, tallies_sql);
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        status = take(all, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- rows ---- */

/* The reason names first the lesser figure, of equal ones what has the lesser key, whichever came in first. */
static hs_status put(hs_ids *touched, hs_ledger *ledger, const tally *a, const tally *b, hs_error *err)
{
    char why[WHY_BYTES + 2 * UNIT_BYTES];
    bool same = a->value == b->value;
    if (!hs_ids_add(touched, a->claim) || !hs_ids_add(touched, b->claim))
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare claims");
    bool a_first = same ? memcmp(a->key, b->key, HS_CLAIM_KEY) < 0 : a->value < b->value;
    const tally *first = a_first ? a : b, *second = a_first ? b : a;
    snprintf(why, sizeof why, same ? "the same figure: %s, %s" : HS_WHY_FIGURES ": %s, %s", first->words, second->words);
    hs_sql q = hs_sql_begin(ledger, HS_PAIR_PUT "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)" HS_PAIR_INSTEAD);
    hs_sql_number(&q, 1, a->claim < b->claim ? a->claim : b->claim);
    hs_sql_number(&q, 2, a->claim < b->claim ? b->claim : a->claim);
    hs_sql_word(&q, 3, same ? "same" : "contradicts");
    hs_sql_real(&q, 4, 0.9);
    hs_sql_word(&q, 5, why);
    hs_sql_number(&q, 6, HS_BY_RULE);
    hs_sql_number(&q, 7, !same);
    return hs_sql_run(&q, err);
}

/* Equal values with other bounds ("12", "at least 12") are left to the comparer. */
static bool are_comparable(const tally *a, const tally *b)
{
    return a->claim != b->claim && a->event == b->event && !a->several && !b->several && !a->partial && !b->partial && (a->value != b->value || a->bound == b->bound);
}

static hs_status compare(hs_ids *touched, hs_ledger *ledger, const tallies *own, const tallies *others, hs_error *err)
{
    for (size_t i = 0; i < own->n; i++)
        for (size_t k = 0; k < (own == others ? i : others->n); k++)
            if (are_comparable(&own->at[i], &others->at[k]))
                HS_TRY(put(touched, ledger, &own->at[i], &others->at[k], err));
    return HS_OK;
}

static hs_status find_all(hs_ids *touched, hs_ledger *ledger, int64_t document, const hs_neighbours *near, tallies *own, tallies *others, hs_error *err)
{
    int64_t here, there;
    HS_TRY(load(own, ledger, document, err));
    if (!own->n)
        return HS_OK;
    HS_TRY(hs_positions_heard(&here, ledger, document, err));
    HS_TRY(compare(touched, ledger, own, own, err));
    for (size_t i = 0; i < near->n; i++) {
        HS_TRY(hs_positions_heard(&there, ledger, near->at[i].document, err));
        if (here - there > WINDOW_S || there - here > WINDOW_S)
            continue;
        HS_TRY(load(others, ledger, near->at[i].document, err));
        HS_TRY(compare(touched, ledger, own, others, err));
    }
    return HS_OK;
}

hs_status hs_tallies_find(hs_ids *touched, hs_ledger *ledger, int64_t document, const hs_neighbours *near, hs_error *err)
{
    tallies *both = hs_alloc(2 * sizeof *both);
    hs_status status = both ? find_all(touched, ledger, document, near, &both[0], &both[1], err) : hs_fail(err, HS_E_NOMEM, 0, "no memory to compare claims");
    hs_free(both);
    return status;
}
