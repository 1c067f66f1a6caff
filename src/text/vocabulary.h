/* vocabulary.h -- word pieces and their ids, and the splitting of a word into them.
 * In: vocab.txt (docs/model-format.md), hostile. Out: an immutable hs_vocabulary. Threads: any number read one
 * vocabulary. */
#ifndef HS_VOCABULARY_H
#define HS_VOCABULARY_H

#include "hearsay.h"

typedef struct hs_vocabulary hs_vocabulary;

enum {
    HS_VOCABULARY_MAX_BYTES = 16 << 20, /* of vocab.txt */
    HS_VOCABULARY_MAX_PIECES = 1 << 20,
    HS_VOCABULARY_MAX_PIECE_BYTES = 512,
    HS_WORD_MAX_CHARS = 100, /* longer words are [UNK], as in Hugging Face's WordPiece */
    HS_WORD_MAX_BYTES = 4 * HS_WORD_MAX_CHARS,
    HS_WORD_PADDING = 8 /* readable bytes that must follow a word */
};

/** Pieces that the encoder's input or the reference tokenizer treats apart. */
typedef enum hs_special {
    HS_SPECIAL_UNK,
    HS_SPECIAL_CLS,
    HS_SPECIAL_SEP,
    HS_SPECIAL_PAD,
    HS_SPECIAL_MASK,
    HS_N_SPECIAL
} hs_special;

/**
 * Read a vocabulary: one piece a line, LF, the id is the line counted from 0; the last LF may be missing.
 *
 * @param out   owned
 * @param text  contents of vocab.txt, hostile; copied
 * @return HS_OK
 *         HS_E_MODEL  over a limit, no UTF-8, an empty line, CR LF, a piece twice, no [UNK], [CLS] or [SEP]
 *                     (pos: the byte; the line is in the message)
 *         HS_E_NOMEM
 */
hs_status hs_vocabulary_parse(hs_vocabulary **out, hs_str text, hs_error *err);

/** hs_vocabulary_parse of a file. @return as it, and HS_E_IO where `path` cannot be read */
hs_status hs_vocabulary_open(hs_vocabulary **out, const char *path, hs_error *err);
void hs_vocabulary_free(hs_vocabulary *vocabulary);

/** Number of pieces. */
size_t hs_vocabulary_size(const hs_vocabulary *vocabulary);
/** Id of a special piece; -1 where the vocabulary has no [PAD] or [MASK]. */
int32_t hs_vocabulary_special(const hs_vocabulary *vocabulary, hs_special special);
/** The words of a special piece, e.g. "[SEP]". Static. */
hs_str hs_special_text(hs_special special);
/** A piece by its id, with its "##", for tests and fuzzing. Borrowed; {NULL, 0} for an id that is none. */
hs_str hs_vocabulary_piece(const hs_vocabulary *vocabulary, int32_t id);
/** Id of a piece as it stands in vocab.txt, with its "##"; -1 if there is none. */
int32_t hs_vocabulary_id(const hs_vocabulary *vocabulary, hs_str piece);

/**
 * Split a normalised word into pieces: the longest first, from its head (WordPiece).
 *
 * @param ids    out [HS_WORD_MAX_BYTES]
 * @param ends   out [HS_WORD_MAX_BYTES]: the byte of the word where each piece ends
 * @param word   [len] UTF-8, 1..HS_WORD_MAX_BYTES, of at most HS_WORD_MAX_CHARS characters (not checked here);
 *               HS_WORD_PADDING more bytes must be readable
 * @return number of pieces; 0 if the word cannot be split and so is [UNK]
 */
size_t hs_vocabulary_split(int32_t *ids, uint16_t *ends, const hs_vocabulary *vocabulary, const char *word, size_t len);

#endif
