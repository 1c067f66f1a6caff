/* compare_frames.h -- who does what in two contents, where that parts them though their words are nearly the same: one tells that somebody knew, was told
 * or ordered what the other tells, or denies what the other says they knew; or both tell of a deal by verbs that mean its two sides (sell, buy), or of who does it and whom it is done to in the other order.
 * In: two texts as compare_text.h has them. Out: what parts them. Rules over words; nothing is parsed. Threads: no state but the caller's. */
#ifndef HS_COMPARE_FRAMES_H
#define HS_COMPARE_FRAMES_H

#include "compare_text.h"

typedef enum hs_frame {
    HS_FRAME_ALIKE,   /* nothing of the kind */
    HS_FRAME_KNOWING, /* "the port knew that the ferry was full", "the ferry was full": each may be true or false without the other */
    HS_FRAME_ORDERING, /* "the coach ordered that the gel be used", "the gel was used": the same */
    HS_FRAME_DENIED_KNOWING, /* "the mayor was told of the leak in May", "I never knew of the leak": they are not the same */
    HS_FRAME_OPPOSED_KNOWING, /* .. and nothing else lies between what both tell of */
    HS_FRAME_OTHER_KNOWERS, /* "the clerk knew of the leak", "the mayor never knew of the leak": not the same, and no contradiction by that */
    HS_FRAME_SIDES,   /* "she sold the mill", "she bought the mill": not the same, and no contradiction by that */
    HS_FRAME_EXCHANGED /* "Lind sued Moore", "Moore sued Lind": neither, by that */
} hs_frame;

/** @param a_word, b_word  out: of each the word that shows it, in its text; only one of them where that is of HS_FRAME_KNOWING, HS_FRAME_ORDERING or of who denies knowing, the other is empty */
hs_frame hs_compared_frame(hs_span *a_word, hs_span *b_word, const hs_compared *a, const hs_compared *b);

#endif
