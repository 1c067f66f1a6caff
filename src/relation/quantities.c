/* quantities.c -- figures of two wordings, compared. In: rows of figure. Out: whether they are of one thing, and which is greater.
 * Any thread; of a ledger one. */
#include "rivals.h"
#include "compare_text.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

enum { MOST = 32 /* quantities of a wording */, UNIT_WORDS = 12, CAP = 4 << 20 };
#define ABOUT 0.1 /* of "about 120", as a share of it, which it may be off */

/* ---- in ---- */

/* One of the documents that have the wording, whichever came in first. */
static const char quantities_sql[] =
    "SELECT f.value, f.bound, f.unit, f.document_id, f.span_begin, f.span_end, substr(d.text, max(1, f.span_begin - 39), min(f.span_begin, 40)) FROM (SELECT a.document_id, a.content FROM attribution a "
    "JOIN document d ON d.document_id = a.document_id WHERE a.claim_id = ?1 AND d.current ORDER BY d.sha256, a.position LIMIT 1) x "
    "CROSS JOIN json_each(x.content, '$') s JOIN figure f ON f.document_id = x.document_id AND f.span_begin >= json_extract(s.value, '$[0]') "
    "AND f.span_end <= json_extract(s.value, '$[1]') JOIN document d ON d.document_id = f.document_id WHERE NOT " HS_QUANTITY_CHANGED " ORDER BY f.span_begin, f.position LIMIT ?2";

static hs_status take(hs_quantity *out, hs_arena *arena, const hs_sql *q, hs_error *err)
{
    hs_str unit = hs_sql_column(q, 2);
    *out = (hs_quantity){.low = hs_sql_column_real(q, 0), .unit = unit, .document = hs_sql_column_number(q, 3), .begin = hs_sql_column_number(q, 4),
                         .end = hs_sql_column_number(q, 5)};
    if (!hs_bound_of(&out->bound, hs_sql_column(q, 1)))
        return hs_fail(err, HS_E_LEDGER, (uint64_t)out->document, "the ledger: a figure of document %lld has a bound of no known name", (long long)out->document);
    if (unit.ptr) {
        out->unit = hs_arena_copy(arena, unit);
        if (!out->unit.ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for figures");
    }
    out->high = out->low;
    if (out->bound == HS_ABOUT) {
        double off = ABOUT * (out->low < 0 ? -out->low : out->low);
        out->low -= off;
        out->high += off;
    }
    return HS_OK;
}

static bool same_words(hs_str a, hs_str b)
{
    return a.len == b.len && hs_ascii_same(a.ptr, b.ptr, a.len);
}

/* "7 to 9": its least is followed by its most, of one unit. */
static bool ends_range(const hs_quantity *before, const hs_quantity *q)
{
    return before->bound == HS_LEAST && q->bound == HS_MOST && before->high <= q->low && same_words(before->unit, q->unit);
}

hs_status hs_quantities_of(hs_quantities *out, hs_arena *arena, hs_ledger *ledger, int64_t wording, hs_error *err)
{
    bool row;
    *out = (hs_quantities){HS_NEW(arena, hs_quantity, MOST), 0};
    if (!out->at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for figures");
    hs_sql q = hs_sql_begin(ledger, quantities_sql);
    hs_sql_number(&q, 1, wording);
    hs_sql_number(&q, 2, MOST);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && out->n < MOST) {
        hs_quantity *last = out->at + out->n;
        status = take(last, arena, &q, err);
        if (hs_figure_is_former(hs_sql_column(&q, 6))) {
            status = status == HS_OK ? hs_sql_step(&q, &row, err) : status;
            continue;
        }
        if (status == HS_OK && out->n && ends_range(last - 1, last))
            last[-1] = (hs_quantity){last[-1].low, last->high, HS_EXACT, last->unit, last->document, last[-1].begin, last->end};
        else
            out->n++;
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* ---- units ---- */

static hs_tally_event event_of(hs_str word)
{
    static const char *const dead[] = {"dead", "died", "killed", "deaths", "death", "fatalities", "bodies", "body", "perished", "toll", "lives"};
    static const char *const hurt[] = {"hurt", "injured", "wounded", "injuries"};
    static const char *const missing[] = {"missing", "unaccounted", "vanished", "underground", "trapped", "stranded"};
    static const char *const rescued[] = {"rescued", "saved", "evacuated"};
    static const char *const held[] = {"arrested", "detained", "arrests"};
    static const struct {
        const char *const *words;
        size_t n;
        hs_tally_event is;
    } events[] = {{dead, sizeof dead / sizeof *dead, HS_TALLY_DEAD},
                  {hurt, sizeof hurt / sizeof *hurt, HS_TALLY_HURT},
                  {missing, sizeof missing / sizeof *missing, HS_TALLY_MISSING},
                  {rescued, sizeof rescued / sizeof *rescued, HS_TALLY_RESCUED},
                  {held, sizeof held / sizeof *held, HS_TALLY_HELD}};
    for (size_t i = 0; i < sizeof events / sizeof *events; i++)
        if (hs_ascii_is_one_of(word, events[i].words, events[i].n))
            return events[i].is;
    return HS_TALLY_NONE;
}

/* Words for whoever was there, and for how they were counted: they make no other count of a death. */
static bool says_little(hs_str word)
{
    static const char *const words[] = {"people", "persons", "person", "men", "workers", "worker", "miners", "miner", "employees", "employee", "members",
                                        "member", "staff", "victims", "victim", "passengers", "residents", "crew", "others", "in", "total", "of", "the", "a",
                                        "its", "their", "so", "far", "recovered", "found", "confirmed", "counted", "reported", "pulled", "feared"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

typedef struct unit_words {
    hs_tally_event event;
    hs_str words[UNIT_WORDS]; /* those that say much: which people, tonnes of what */
    size_t n;
} unit_words;

static unit_words unit_of(hs_str s)
{
    unit_words u = {.n = 0};
    hs_str all[UNIT_WORDS];
    size_t n = 0;
    for (size_t i = 0; i < s.len && n < UNIT_WORDS;) {
        size_t end = hs_ascii_char(s, i, ' ');
        if (end > i)
            all[n++] = (hs_str){s.ptr + i, end - i};
        i = end + 1;
    }
    for (size_t i = 0; i < n; i++)
        u.event = u.event ? u.event : event_of(all[i]);
    for (size_t i = 0; i < n; i++)
        if (!event_of(all[i]) && !says_little(all[i]))
            u.words[u.n++] = all[i];
    return u;
}

/* But for a plural's s. */
static bool same_word(hs_str a, hs_str b)
{
    size_t least = a.len < b.len ? a.len : b.len, most = a.len + b.len - least;
    hs_str longer = a.len > b.len ? a : b;
    return hs_ascii_same(a.ptr, b.ptr, least) && (most == least || (most == least + 1 && least > 2 && hs_ascii_lower(longer.ptr[least]) == 's'));
}

static bool holds(const unit_words *u, hs_str word)
{
    bool found = false;
    for (size_t i = 0; i < u->n && !found; i++)
        found = same_word(u->words[i], word);
    return found;
}

/* The comparer took both for figures of one thing: here only what is plainly of another is told apart. */
static bool same_things(hs_str a, hs_str b)
{
    unit_words u = unit_of(a), v = unit_of(b);
    size_t shared = 0;
    for (size_t i = 0; i < u.n; i++)
        shared += holds(&v, u.words[i]);
    if (u.event && v.event) /* of people: the same ones */
        return u.event == v.event && shared == u.n && u.n == v.n;
    if ((!u.event && !u.n) || (!v.event && !v.n))
        return !u.n == !v.n || !a.len || !b.len; /* the text does not say of what: "12", "12 people" */
    return shared > 0;                           /* "tonnes lost", "tonnes of fuel oil spread" */
}

/* ---- order ---- */

static bool is_alike(const hs_quantity *a, const hs_quantity *b)
{
    return a->low <= b->high && b->low <= a->high;
}

/* Has it its like among the others? Then it differs from none of them. */
static bool has_like(const hs_quantity *q, const hs_quantities *others)
{
    for (size_t i = 0; i < others->n; i++)
        if (same_things(q->unit, others->at[i].unit) && is_alike(q, &others->at[i]))
            return true;
    return false;
}

/* Two pairs of quantities that differ: is the first the one to go by? It stands nearer to the beginnings of both; else it has the lesser numbers. */
static bool goes_before(const hs_quantities *a, const hs_quantities *b, size_t i, size_t k, size_t one, size_t two)
{
    const double x[] = {a->at[i].low, b->at[k].low}, y[] = {a->at[one].low, b->at[two].low};
    if (i + k != one + two)
        return i + k < one + two;
    double least_x = x[0] < x[1] ? x[0] : x[1], least_y = y[0] < y[1] ? y[0] : y[1];
    return least_x != least_y ? least_x < least_y : x[0] + x[1] < y[0] + y[1];
}

hs_figures_order hs_quantities_compare(const hs_quantities *a, const hs_quantities *b, size_t *one, size_t *two)
{
    hs_figures_order found = HS_FIGURES_APART;
    size_t best[2] = {0, 0};
    if (!a->n || !b->n)
        return HS_FIGURES_UNKNOWN;
    for (size_t i = 0; i < a->n; i++)
        for (size_t k = 0; k < b->n; k++) {
            const hs_quantity *x = &a->at[i], *y = &b->at[k];
            if (!same_things(x->unit, y->unit))
                continue;
            bool differ = !is_alike(x, y), decided = found == HS_FIGURES_RISE || found == HS_FIGURES_FALL;
            if (differ && (has_like(x, b) || has_like(y, a)))
                continue;
            if (differ ? decided && !goes_before(a, b, i, k, best[0], best[1]) : found != HS_FIGURES_APART)
                continue;
            best[0] = i;
            best[1] = k;
            found = !differ ? HS_FIGURES_ALIKE : x->low < y->low ? HS_FIGURES_RISE : HS_FIGURES_FALL;
        }
    if (one)
        *one = best[0];
    if (two)
        *two = best[1];
    return found;
}

bool hs_quantities_tally(hs_str unit, hs_tally_event *event)
{
    static const char *const bodies[] = {"body", "bodies"};
    unit_words u = unit_of(unit);
    *event = hs_ascii_is_one_of(unit, bodies, sizeof bodies / sizeof *bodies) ? HS_TALLY_NONE : u.event; /* "seven bodies": somewhere, of whom? */
    return u.event && !u.n;
}

hs_status hs_figures_order_of(hs_figures_order *out, hs_ledger *ledger, int64_t wording, int64_t other, hs_error *err)
{
    hs_quantities a, b;
    hs_arena *arena = hs_arena_new(CAP);
    *out = HS_FIGURES_UNKNOWN;
    if (!arena)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for figures");
    hs_status status = hs_quantities_of(&a, arena, ledger, wording, err);
    if (status == HS_OK)
        status = hs_quantities_of(&b, arena, ledger, other, err);
    if (status == HS_OK)
        *out = hs_quantities_compare(&a, &b, NULL, NULL);
    hs_arena_free(arena);
    return status;
}
