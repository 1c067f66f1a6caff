/* comparable.c -- which two contents are offered to the judge. See comparable.h. */
#include "comparable.h"

#include <string.h>

#include "ascii.h"
#include "compare_text.h"
#include "near.h"

hs_comparable hs_comparable_alone(hs_str text)
{
    const size_t telling = hs_near_telling(text);
    if (text.len > HS_COMPARABLE_BYTES)
        return HS_COMPARABLE_LONG;
    if (hs_content_is_bare(text))
        return HS_COMPARABLE_BARE;
    return telling >= HS_NEAR_TELLING || (telling >= HS_NEAR_BRIEF && hs_near_is_clause(text)) ? HS_COMPARABLE : HS_COMPARABLE_LITTLE;
}

bool hs_comparable_is_brief(hs_str text)
{
    return hs_near_telling(text) < HS_NEAR_TELLING;
}

/* Does one tell what the other tells, and that somebody says it: "the ministry knew that the pipe leaked", "that the pipe leaked"? */
static bool holds(hs_str a, hs_str b)
{
    hs_str outer = a.len < b.len ? b : a, inner = hs_ascii_trim(a.len < b.len ? a : b);
    return 10 * outer.len > 14 * inner.len && hs_ascii_find(outer, inner, 0) != HS_NOWHERE;
}

static hs_str clause_of(hs_str text)
{
    return hs_compared_clause(hs_compared_cut(text));
}

bool hs_comparable_is_frame(hs_str a, hs_str b)
{
    const hs_str x = clause_of(a), y = clause_of(b);
    return hs_compared_is_framed(a) != hs_compared_is_framed(b) && x.len == y.len && memcmp(x.ptr, y.ptr, x.len) == 0;
}

hs_comparable hs_comparable_both(hs_str a, bool a_is_brief, hs_str b, bool b_is_brief)
{
    if (holds(clause_of(a), clause_of(b)))
        return HS_COMPARABLE_WITHIN;
    return (!a_is_brief || hs_near_is_told(a, b)) && (!b_is_brief || hs_near_is_told(b, a)) ? HS_COMPARABLE : HS_COMPARABLE_BRIEF;
}

bool hs_comparable_are_alike(int64_t alike)
{
    return 100 * alike >= (int64_t)HS_ALIKE_PERCENT * HS_ALIKE_MOST;
}

bool hs_comparable_by_knowing(const hs_shown *a, const hs_shown *b)
{
    return hs_shown_opposed_knowing(a, b) && hs_shown_one_knower(a, b);
}

hs_status hs_comparable_alike(int64_t *out, hs_ledger *ledger, int64_t one, int64_t other, hs_error *err)
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
