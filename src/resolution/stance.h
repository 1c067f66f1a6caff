/* stance.h -- what each attribution does, whether its source holds the content, and how surely.
 * Path: attributions with their spans > act, polarity, certainty. Threads: one thread a document. */
#ifndef HS_STANCE_H
#define HS_STANCE_H

#include "document.h"

/**
 * Set act, polarity and certainty of every attribution from its cue's words, what stands around them, and the first
 * words of its content. An attribution without a cue says; constant work for each.
 *
 * @source FactBank (Sauri and Pustejovsky 2009): source-introducing predicates, polarity and modality
 */
void hs_stance_find(hs_document *doc);

#endif
