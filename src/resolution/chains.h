/* chains.h -- through whom a content was heard: the nested sources of an attribution. Path: attributions with sources
 * and parents
 * -> chains. Threads: no state but the document's. */
#ifndef HS_CHAINS_H
#define HS_CHAINS_H

#include "sources.h"

/**
 * Set the chain of every attribution: its holder, then each relay on the way to the page, the document's own outlet
 * left out. A relay is the source of an attribution around it, an outlet that the holder spoke to ("told the Wire", "in
 * an interview with ..", "(via ..)"), or the one outlet that the whole article retells.
 *
 * @param doc      its sources are known; relays that are nobody's source are added to them
 * @param sources  of hs_sources_find
 * @return HS_OK, HS_E_NOMEM
 * @source nested sources: MPQA (Wiebe et al. 2005), FactBank
 */
hs_status hs_chains_find(hs_document *doc, hs_sources *sources, hs_error *err);

#endif
