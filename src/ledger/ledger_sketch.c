/* ledger_sketch.c -- the signs of many vectors in one row, so that a search looks at all of them quickly. In: rows of vector. Out:
 * rows of sketch, which follow from them alone. One thread at a time. */
#include "ledger.h"

#include <string.h>

#include "status.h"

size_t hs_ledger_signs_bytes(size_t width)
{
    return (width + 63) / 64 * 8;
}

void hs_ledger_signs(unsigned char *out, const int8_t *vector, size_t width)
{
    memset(out, 0, hs_ledger_signs_bytes(width));
    for (size_t i = 0; i < width; i++)
        if (vector[i] < 0)
            out[i / 8] |= (unsigned char)(1u << i % 8);
}

/* One vector of the block into its place. One of another width than the first, or too wide, has none. */
static void take_vector(hs_buffer *out, size_t *width, const hs_sql *q, int64_t first)
{
    static const char none[HS_VECTOR_MOST / 8] = {0};
    hs_str vector = hs_sql_column(q, 1);
    size_t at = (size_t)(hs_sql_column_number(q, 0) - first);
    if (!vector.len || vector.len > HS_VECTOR_MOST)
        return;
    if (!*width) {
        *width = vector.len;
        for (size_t i = 0; i < HS_SKETCH_CLAIMS; i++)
            hs_buffer_add(out, none, hs_ledger_signs_bytes(*width));
    }
    if (vector.len == *width && !out->failed)
        hs_ledger_signs((unsigned char *)out->ptr + at * hs_ledger_signs_bytes(*width), (const int8_t *)vector.ptr, *width);
}

hs_status hs_ledger_sketch_block(hs_buffer *out, hs_ledger *ledger, int64_t model, int64_t block, hs_error *err)
{
    size_t width = 0;
    bool row;
    out->len = 0;
    if (block < 0 || block > INT64_MAX / HS_SKETCH_CLAIMS - 1)
        return HS_OK;
    hs_sql q = hs_sql_begin(ledger, "SELECT claim_id, vector FROM vector WHERE model_id = ?1 AND claim_id >= ?2 AND claim_id < ?2 + 1024 "
                                    "ORDER BY claim_id");
    hs_sql_number(&q, 1, model);
    hs_sql_number(&q, 2, block * HS_SKETCH_CLAIMS);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        take_vector(out, &width, &q, block * HS_SKETCH_CLAIMS);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status == HS_OK && out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a sketch") : status;
}

hs_status hs_ledger_sketch_mend(hs_ledger *ledger, int64_t model, int64_t block, hs_error *err)
{
    hs_buffer signs = hs_buffer_new((size_t)HS_SKETCH_CLAIMS * HS_VECTOR_MOST / 8);
    hs_status status = hs_ledger_sketch_block(&signs, ledger, model, block, err);
    if (status == HS_OK) {
        hs_sql q = hs_sql_begin(ledger, signs.len ? "INSERT INTO sketch (model_id, block, signs) VALUES (?1, ?2, ?3) "
                                                    "ON CONFLICT (model_id, block) DO UPDATE SET signs = excluded.signs"
                                                  : "DELETE FROM sketch WHERE model_id = ?1 AND block = ?2 AND ?3 IS NOT NULL");
        hs_sql_number(&q, 1, model);
        hs_sql_number(&q, 2, block);
        hs_sql_blob(&q, 3, hs_buffer_str(&signs).ptr, signs.len);
        status = hs_sql_run(&q, err);
    }
    hs_buffer_free(&signs);
    return status;
}

hs_status hs_ledger_sketch_mend_faded(hs_ledger *ledger, hs_error *err)
{
    for (;;) {
        bool row;
        hs_sql q = hs_sql_begin(ledger, "DELETE FROM temp.faded WHERE (model_id, block) = (SELECT model_id, block FROM temp.faded LIMIT 1) "
                                        "RETURNING model_id, block");
        hs_status status = hs_sql_step(&q, &row, err);
        int64_t model = status == HS_OK && row ? hs_sql_column_number(&q, 0) : 0;
        int64_t block = status == HS_OK && row ? hs_sql_column_number(&q, 1) : 0;
        hs_sql_end(&q);
        if (status != HS_OK || !row)
            return status;
        HS_TRY(hs_ledger_sketch_mend(ledger, model, block, err));
    }
}
