/* admissions.c -- "admitted" after "denied". See admissions.h. */
#include "admissions.h"

#include "status.h"

enum { LEAST_ALIKE = 40 * 127 * 127 / 100, MONTH_S = 30 * 86400 };

typedef struct admission {
    const hs_position *before, *after;
    int64_t alike;
} admission;

static bool is_rejection(const hs_position *p)
{
    return p->stance == HS_STANCE_AGAINST && !p->past;
}

static bool is_admission(const hs_position *p)
{
    return p->stance == HS_STANCE_FOR && p->conceded && !p->past;
}

/* Of the vectors of two contents: the product of unit vectors times 127; 0 where they have none of one model. */
static hs_status measure(int64_t *out, hs_ledger *ledger, int64_t one, int64_t other, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.vector, b.vector FROM vector a JOIN vector b ON b.model_id = a.model_id AND b.claim_id = ?2 "
                                    "WHERE a.claim_id = ?1 ORDER BY a.model_id DESC LIMIT 1");
    hs_sql_number(&q, 1, one);
    hs_sql_number(&q, 2, other);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str a = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){"", 0}, b = status == HS_OK && row ? hs_sql_column(&q, 1) : a;
    *out = 0;
    for (size_t i = 0; i < a.len && a.len == b.len; i++)
        *out += (int8_t)a.ptr[i] * (int8_t)b.ptr[i];
    hs_sql_end(&q);
    return status;
}

/* The rejection that is most like an admission. */
static hs_status find_rejection(admission *best, hs_ledger *ledger, const hs_positions *all, const hs_position *after, hs_error *err)
{
    for (size_t i = 0; i < all->n; i++) {
        const hs_position *before = &all->at[i];
        int64_t alike;
        if (!is_rejection(before) || before->to >= after->from || after->from - before->to > MONTH_S)
            continue;
        HS_TRY(measure(&alike, ledger, before->wording, after->wording, err));
        if (alike >= LEAST_ALIKE && alike > best->alike)
            *best = (admission){before, after, alike};
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

/* Of the admissions of one document the first that is most like what was rejected. Positions come document by document. */
hs_status hs_admissions_find(hs_ledger *ledger, int64_t source, const hs_positions *all, hs_error *err)
{
    for (size_t i = 0, end; i < all->n; i = end) {
        admission best = {.alike = 0};
        for (end = i; end < all->n && all->at[end].document == all->at[i].document; end++)
            if (is_admission(&all->at[end]))
                HS_TRY(find_rejection(&best, ledger, all, &all->at[end], err));
        if (best.alike)
            HS_TRY(put(ledger, source, &best, err));
    }
    return HS_OK;
}
