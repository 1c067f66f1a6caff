/* pieces.h -- a text as the encoder reads it: BERT uncased word pieces with their places in the text.
 * In: valid UTF-8. Out: arrays in an arena. Threads: no state but the caller's; a vocabulary serves any number.
 *
 * Normalising, parting into words and splitting are those of Hugging Face `tokenizers` 0.23.3,
 * BertWordPieceTokenizer(vocab, lowercase=True) without [CLS] and [SEP] added, applied to each paragraph: the same ids,
 * for any text. As there, the literal words "[SEP]" and the like in a text are read as that special piece. */
#ifndef HS_PIECES_H
#define HS_PIECES_H

#include "arena.h"
#include "hearsay.h"
#include "vocabulary.h"

enum {
    HS_PIECE_WORD = 1, /* first piece of a word (a BERT basic token) */
    HS_PIECE_BREAK = 2 /* no word but a paragraph break: id of [SEP], begin = end = where the next paragraph begins */
};

/** Pieces in the order of the text. begin and end never fall from one piece to the next. */
typedef struct hs_pieces {
    const int32_t *ids;    /* [n] */
    const uint32_t *begin; /* [n] bytes of the text: first character that went into the piece */
    const uint32_t *end; /* [n] past the last one; equal or overlapping spans where one character gave several pieces */
    const uint8_t *flags; /* [n] HS_PIECE_ */
    size_t n;
} hs_pieces;

/**
 * Cut a text into pieces. A paragraph break is a run of white space that holds LF (so CR LF too), unless that LF only
 * wraps the line (wrapping.h); breaks before the
 * first word and after the last give no piece. A combining mark that normalising strips is in no span.
 *
 * @param out    borrowed from `arena`; zeroed on failure
 * @param arena  grows by 13 bytes a piece; about as much is held on the heap meanwhile
 * @param text   valid UTF-8 (elsewise safe, and read with U+FFFD for what is not)
 * @return HS_OK
 *         HS_E_LIMIT  over 4 GiB (pos: the limit)
 *         HS_E_NOMEM
 */
hs_status hs_pieces_make(hs_pieces *out, hs_arena *arena, const hs_vocabulary *vocabulary, hs_str text, hs_error *err);

#endif
