/* attribution_scanner.h -- what the files that read a text's windows share.
 * Path: attribution.c (windows of the text through the encoder) -> attribution_window.c (what one of them says). */
#ifndef HS_ATTRIBUTION_SCANNER_H
#define HS_ATTRIBUTION_SCANNER_H

#include "attribution.h"
#include "attribution_decode.h"
#include "buffer.h"
#include "pieces.h"
#include "rulings.h"

struct hs_scanner {
    const hs_model_config *config;
    const hs_vocabulary *vocabulary;
    hs_encoder *encoder;
    hs_arena *scratch;
    int32_t *ids;      /* [tokens of a run] */
    uint32_t *lengths; /* [windows of a run] */
    float cue_scores[HS_WINDOW_WORDS * HS_CUE_SCORES];
    float piece_scores[HS_WINDOW_WORDS * HS_LINK_SCORES];
    float link_scores[HS_WINDOW_WORDS * HS_LINK_SCORES];
    hs_word_range cues[2 * HS_WINDOW_WORDS]; /* those of the first look, then of the second */
    hs_link_path path;
    uint32_t places[HS_WINDOW_WORDS]; /* of a content's pieces in the window */
    float *means;                     /* [HS_VECTOR_ROWS][2 width] of contents that wait for their vector */
    size_t n_means;
    int8_t *made;      /* [HS_VECTOR_ROWS][vector width] */
    hs_buffer vectors; /* [rows][vector width] of the attributions found, some of them dropped since */
};

/** One text while it is read. */
typedef struct hs_text_words {
    hs_pieces pieces;
    const uint32_t *first; /* [n] piece of each word */
    const uint32_t *end;   /* [n] byte where each word ends */
    size_t n;
    const hs_ruling *rulings; /* what checkers print beside claims */
    size_t n_rulings;
} hs_text_words;

/** Pieces begin..end-1 of the text. */
typedef struct hs_window {
    size_t begin, end;
} hs_window;

/** The window after `w`, so that every piece is `margin` pieces from the edge of one of the two. */
hs_window hs_window_next(const hs_scanner *s, hs_window w, size_t n_pieces);

/**
 * Decode window k of the encoder's last run.
 *
 * @param found         hs_attribution; `parent` is the row of each one's vector, until parents are found
 * @param before        the window before
 * @param piece_scores  [pieces of w, and two][HS_CUE_SCORES]
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_window_read(hs_buffer *found, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window before, hs_window w, size_t k,
                         const float *piece_scores, hs_error *err);

/** Make the vectors of the contents that wait for theirs: together, since that takes a fraction of the time. */
hs_status hs_scanner_vectors(hs_scanner *s, hs_error *err);

#endif
