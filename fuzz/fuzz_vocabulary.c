/* fuzz_vocabulary.c -- any bytes as vocab.txt: refused with a reason, or every piece is found again under its id, and
 * splitting any of its lines as a word gives pieces that make up the word. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "vocabulary.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_split(const hs_vocabulary *v, hs_str word)
{
    char padded[HS_WORD_MAX_BYTES + HS_WORD_PADDING] = {0};
    int32_t ids[HS_WORD_MAX_BYTES];
    uint16_t ends[HS_WORD_MAX_BYTES];
    if (!word.len || word.len > HS_WORD_MAX_BYTES)
        return;
    memcpy(padded, word.ptr, word.len);
    size_t n = hs_vocabulary_split(ids, ends, v, padded, word.len), at = 0;
    for (size_t i = 0; i < n; i++) {
        hs_str piece = hs_vocabulary_piece(v, ids[i]);
        size_t mark = i ? 2 : 0;
        CHECK(piece.ptr && piece.len > mark && ends[i] == at + piece.len - mark);
        CHECK(memcmp(piece.ptr + mark, padded + at, piece.len - mark) == 0);
        at = ends[i];
    }
    CHECK(!n || at == word.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_vocabulary *v = NULL;
    hs_error err = {HS_OK, 0, ""};
    char *exact = malloc(size ? size : 1);
    CHECK(exact);
    if (size)
        memcpy(exact, data, size);
    hs_status status = hs_vocabulary_parse(&v, (hs_str){exact, size}, &err);
    free(exact);
    if (status != HS_OK) {
        CHECK(!v && status == HS_E_MODEL && err.code == status && err.msg[0] && err.pos <= size);
        return 0;
    }
    size_t n = hs_vocabulary_size(v);
    CHECK(n >= 3 && n <= size);
    for (size_t id = 0; id < n; id++) {
        hs_str piece = hs_vocabulary_piece(v, (int32_t)id);
        CHECK(piece.len && hs_vocabulary_id(v, piece) == (int32_t)id);
        check_split(v, piece);
        if (id % 7 == 0 && id + 1 < n) { /* two lines with what lies between */
            hs_str next = hs_vocabulary_piece(v, (int32_t)id + 1);
            check_split(v, (hs_str){piece.ptr, piece.len + 1 + next.len});
        }
    }
    for (int i = 0; i <= HS_SPECIAL_SEP; i++)
        CHECK(hs_vocabulary_special(v, (hs_special)i) >= 0);
    hs_vocabulary_free(v);
    return 0;
}
