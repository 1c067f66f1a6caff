/* admissions.c -- "admitted" after "denied". See admissions.h. */
#include "admissions.h"

#include "absences.h"
#include "ascii.h"
#include "comparable.h"
#include "ids.h"
#include "near.h"
#include "sentences.h"
#include "status.h"

enum {
    LEAST_ALIKE = 40 * HS_ALIKE_MOST / 100,
    LEAST_NAMED = 20 * HS_ALIKE_MOST / 100, /* of contents of which one tells of what the other says that there was none */
    LEAST_APART = 50 * HS_ALIKE_MOST / 100, /* of contents that share no telling word */
    A_WORD = 12 * HS_ALIKE_MOST / 100,      /* what a telling word that both have is worth, of likeness */
    SAME_BY_PAIR = 2 * HS_ALIKE_MOST,
    MOST_SHARED = 4,
    MONTH_S = 30 * 86400
};

typedef struct admission {
    const hs_position *before, *after;
    int64_t alike, fits;
} admission;

/* By a word of denial, or, which only the contents tell, by words of one's own: "No letter ever reached us". */
static bool may_be_rejection(const hs_position *p)
{
    return (p->stance == HS_SIDE_AGAINST || (p->stance == HS_SIDE_FOR && !p->conceded)) && !p->past;
}

static bool is_admission(const hs_position *p)
{
    return p->stance == HS_SIDE_FOR && p->conceded && !p->past;
}

/* ---- of one matter ---- */

/* Who does what a content tells: "that he took it", "that her brother took it", "that it was taken". */
typedef enum doer { OWN, ANOTHER, NOBODY } doer;

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static doer doer_of(hs_str content)
{
    static const char *const own[] = {"he", "she", "i", "they", "we"}, *const be[] = {"was", "were", "been", "being", "is", "are"};
    hs_span span;
    uint32_t at = 0;
    doer is = ANOTHER;
    for (size_t n = 0; hs_word_next(&span, content, &at);) {
        hs_str word = {content.ptr + span.begin, span.end - span.begin};
        if (n == 0 && hs_ascii_is(word, "that"))
            continue;
        if (n++ == 0 && HAS(own, word))
            return OWN;
        if (HAS(be, word))
            is = NOBODY;
    }
    return is;
}

/* What one has done oneself, and what somebody else has, are two matters where the words are not of the same; nothing else may share no word and be little alike. */
static bool are_of_one_matter(hs_str rejected, hs_str admitted, uint32_t shared, int64_t alike)
{
    return shared || (alike >= LEAST_APART && (doer_of(rejected) != OWN || doer_of(admitted) != ANOTHER));
}

static const char texts_sql[] = "SELECT a.text, b.text, p.relation FROM claim a JOIN claim b ON b.claim_id = ?2 LEFT JOIN pair p ON p.claim_id = min(a.claim_id, b.claim_id) "
                                "AND p.other_id = max(a.claim_id, b.claim_id) WHERE a.claim_id = ?1";

/* How much alike the contents of a rejection and an admission are; 0: they are not of one matter, or contradict each other, so that both hold the same.
 * @param fits  how surely it is that rejection which is turned: what the comparer says, then a word in common outweighs a little more likeness */
static hs_status compare(int64_t *out, int64_t *fits, hs_ledger *ledger, const hs_position *before, const hs_position *after, hs_error *err)
{
    bool row;
    const bool by_act = before->stance == HS_SIDE_AGAINST;
    HS_TRY(hs_comparable_alike(out, ledger, before->wording, after->wording, err));
    if (*out < (by_act ? LEAST_ALIKE : LEAST_NAMED)) {
        *out = 0;
        return HS_OK;
    }
    hs_sql q = hs_sql_begin(ledger, texts_sql);
    hs_sql_number(&q, 1, before->wording);
    hs_sql_number(&q, 2, after->wording);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_str rejected = hs_sql_column(&q, 0), admitted = hs_sql_column(&q, 1), relation = hs_sql_column(&q, 2);
        uint32_t shared = hs_near_shared(rejected, admitted);
        *fits = *out + (shared < MOST_SHARED ? shared : MOST_SHARED) * (int64_t)A_WORD + (hs_ascii_is(relation, "same") ? SAME_BY_PAIR : 0);
        row = by_act ? are_of_one_matter(rejected, admitted, shared, *out) && !hs_ascii_is(relation, "contradicts")
                     : hs_absence_is_filled(rejected, admitted) && !hs_ascii_is(relation, "same");
    }
    if (status == HS_OK && !row)
        *out = 0;
    hs_sql_end(&q);
    return status;
}

/* Had the source conceded the same, or what is more like it, when it rejected the other thing? Then it holds both. */
static hs_status is_no_news(bool *out, hs_ledger *ledger, const hs_positions *all, const admission *a, hs_error *err)
{
    *out = false;
    for (size_t i = 0; i < all->n && !*out; i++) {
        const hs_position *p = &all->at[i];
        int64_t alike;
        if (p == a->after || p->stance != HS_SIDE_FOR || p->past || p->from > a->before->to || (!p->conceded && p->claim != a->after->claim))
            continue;
        HS_TRY(hs_comparable_alike(&alike, ledger, p->wording, a->after->wording, err));
        *out = p->claim == a->after->claim || alike > a->alike;
    }
    return HS_OK;
}

/* The rejection that an admission turns. */
static hs_status find_rejection(admission *best, hs_ledger *ledger, const hs_positions *all, const hs_position *after, hs_error *err)
{
    for (size_t i = 0; i < all->n; i++) {
        const hs_position *before = &all->at[i];
        int64_t alike, fits = 0;
        bool held;
        int64_t apart = before->heard < after->heard ? after->heard - before->heard : before->heard - after->heard;
        if (!may_be_rejection(before) || before->to >= after->from || after->from - before->to > MONTH_S || apart > HS_ADMISSION_HEARD_S)
            continue;
        HS_TRY(compare(&alike, &fits, ledger, before, after, err));
        if (!alike || fits <= best->fits)
            continue;
        const admission found = {before, after, alike, fits};
        HS_TRY(is_no_news(&held, ledger, all, &found, err));
        *best = held ? *best : found;
    }
    return HS_OK;
}

static hs_status put(hs_ledger *ledger, int64_t source, const admission *a, hs_error *err)
{
    char held[HS_ISO8601_UTC], heard[HS_ISO8601_UTC];
    hs_positions_time(held, a->before->at);
    hs_positions_time(heard, a->after->at);
    hs_sql q = hs_sql_begin(ledger, "INSERT OR IGNORE INTO change (before_id, after_id, source_id, kind, held, heard) "
                                    "VALUES (?1, ?2, ?3, 'admission', ?4, ?5)");
    hs_sql_number(&q, 1, a->before->attribution);
    hs_sql_number(&q, 2, a->after->attribution);
    hs_sql_number(&q, 3, source);
    hs_sql_word(&q, 4, held);
    hs_sql_word(&q, 5, heard);
    return hs_sql_run(&q, err);
}

/* ---- the admissions of some time ---- */

/* Seconds in which documents were heard. */
typedef struct heard {
    int64_t from, to;
} heard;

/* All that the ledger can write. */
static const heard ever = {INT64_C(-62167219200), INT64_C(253402300799)};

static heard widen(heard h)
{
    return (heard){h.from - HS_ADMISSION_HEARD_S > ever.from ? h.from - HS_ADMISSION_HEARD_S : ever.from,
                   h.to + HS_ADMISSION_HEARD_S < ever.to ? h.to + HS_ADMISSION_HEARD_S : ever.to};
}

static hs_status delete_of(hs_ledger *ledger, int64_t source, heard when, hs_error *err)
{
    char from[HS_ISO8601_UTC], to[HS_ISO8601_UTC];
    hs_positions_time(from, when.from);
    hs_positions_time(to, when.to);
    hs_sql q = hs_sql_begin(ledger, "DELETE FROM change WHERE source_id = ?1 AND kind = 'admission' AND (SELECT d.heard FROM attribution a JOIN document d "
                                    "USING (document_id) WHERE a.attribution_id = after_id) BETWEEN ?2 AND ?3");
    hs_sql_number(&q, 1, source);
    hs_sql_word(&q, 2, from);
    hs_sql_word(&q, 3, to);
    return hs_sql_run(&q, err);
}

static int64_t sureness_of(const admission *a)
{
    return a->alike + (a->fits >= SAME_BY_PAIR ? SAME_BY_PAIR : 0);
}

/* Of the admissions of one document the first that is most like what was rejected. Positions come document by document. */
static hs_status put_all(hs_ledger *ledger, int64_t source, const hs_positions *all, heard when, hs_error *err)
{
    for (size_t i = 0, end; i < all->n; i = end) {
        admission best = {.alike = 0};
        bool within = all->at[i].heard >= when.from && all->at[i].heard <= when.to;
        for (end = i; end < all->n && all->at[end].document == all->at[i].document; end++) {
            admission found = {.alike = 0};
            if (within && is_admission(&all->at[end]))
                HS_TRY(find_rejection(&found, ledger, all, &all->at[end], err));
            best = sureness_of(&found) > sureness_of(&best) ? found : best;
        }
        if (best.alike)
            HS_TRY(put(ledger, source, &best, err));
    }
    return HS_OK;
}

/* @param source  one that stands for itself; the anonymous have no changes */
static hs_status find(hs_ledger *ledger, int64_t source, heard when, hs_error *err)
{
    int64_t named;
    hs_positions all;
    hs_sql q = hs_sql_begin(ledger, "SELECT anonymous = 0 FROM source WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    HS_TRY(hs_sql_take_number(&q, &named, err));
    if (!named)
        return HS_OK;
    heard around = widen(when);
    HS_TRY(delete_of(ledger, source, when, err));
    hs_status status = hs_positions_of_source(&all, ledger, source, around.from, around.to, err);
    if (status == HS_OK)
        status = put_all(ledger, source, &all, when, err);
    hs_positions_free(&all);
    return status;
}

hs_status hs_admissions_of_source(hs_ledger *ledger, int64_t source, hs_error *err)
{
    int64_t standing;
    HS_TRY(delete_of(ledger, source, ever, err));
    hs_sql q = hs_sql_begin(ledger, "SELECT standing_id FROM standing WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    HS_TRY(hs_sql_take_number(&q, &standing, err));
    return standing ? find(ledger, standing, ever, err) : HS_OK;
}

/* ---- what a document has to do with them ---- */

/* In SQL: may claim m deny that there was a thing (absences.h)? "n_t": not, didn't, with either apostrophe. */
#define MAY_DENY "m.text LIKE '%no %' OR m.text LIKE '%nothing %' OR m.text LIKE '%never %' OR m.text LIKE '%n_t %'"

/* The sources that may reject or admit something in it, as the machine has it; what persons say is noted by source. */
static hs_status find_sources(hs_ids *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT " HS_POSITIONS_STANDING("s") " FROM attribution a JOIN document d USING (document_id) JOIN claim m ON m.claim_id = a.claim_id "
                                    "JOIN holder h ON h.holder_id = a.holder_id JOIN source s ON s.source_id = h.source_id WHERE a.document_id = ?1 AND s.anonymous = 0 AND (a.polarity = '-' "
                                    "OR a.act = 'admit' OR " MAY_DENY " OR " HS_POSITIONS_CUE " LIKE '%correct%' OR " HS_POSITIONS_CUE " LIKE '%revis%')");
    hs_sql_number(&q, 1, document);
    HS_TRY(hs_ids_add_rows(out, q, err));
    hs_ids_settle(out);
    return HS_OK;
}

hs_status hs_admissions_of_document(hs_ledger *ledger, int64_t document, hs_error *err)
{
    heard when;
    hs_ids sources = {0};
    HS_TRY(hs_positions_heard(&when.from, ledger, document, err));
    when.to = when.from;
    hs_status status = find_sources(&sources, ledger, document, err);
    for (size_t i = 0; i < sources.n && status == HS_OK; i++)
        status = find(ledger, sources.at[i], widen(when), err);
    hs_ids_free(&sources);
    return status;
}
