/* attribution.h -- find who says what in one document.
 * Path: text -> word pieces -> windows -> encoder scores -> cues -> each cue's source and content -> parents, quotation
 * kind. Threads: an hs_scanner is one thread's workspace; the model and the vocabulary serve any number. */
#ifndef HS_ATTRIBUTION_H
#define HS_ATTRIBUTION_H

#include "document.h"
#include "encoder.h"
#include "vocabulary.h"

typedef struct hs_scanner hs_scanner;

/** Do model and vocabulary fit each other and this build? @return HS_OK, HS_E_MODEL */
hs_status hs_scanner_check(const hs_model *model, const hs_vocabulary *vocabulary, hs_error *err);

/**
 * Workspace of one thread. `model` and `vocabulary` must outlive it, and must have passed hs_scanner_check.
 *
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_scanner_open(hs_scanner **out, const hs_model *model, const hs_vocabulary *vocabulary, hs_error *err);
void hs_scanner_free(hs_scanner *scanner);

/**
 * Find every attribution in `doc` and set doc->attributions, in the order of their first word, and doc->vectors, where
 * the model makes them.
 *
 * @return HS_OK
 *         HS_E_LIMIT  over 16 Mi word pieces (pos: the limit)
 *         HS_E_NOMEM  the document has no attributions then and stays usable
 * @source PARC 3 (Pareti 2012), PolNeAR (Newell et al. 2018)
 */
hs_status hs_scanner_read(hs_document *doc, hs_scanner *scanner, hs_error *err);

/**
 * The vector of a text by itself, of its first window.
 *
 * @param out  [the model's vector width, which is not 0]
 * @return HS_OK, HS_E_ARG without a word in it, HS_E_LIMIT over 4 GiB, HS_E_NOMEM, HS_E_DEFECT
 */
hs_status hs_scanner_vector(int8_t *out, hs_scanner *scanner, hs_str text, hs_error *err);

#endif
