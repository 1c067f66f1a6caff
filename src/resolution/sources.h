/* sources.h -- the sources of a document: who holds each attribution.
 * Path: attributions > tokens > names > entities > mentions > resolved > hs_document.sources. Threads: no state but the
 * caller's. */
#ifndef HS_SOURCES_H
#define HS_SOURCES_H

#include "document.h"
#include "mentions_resolve.h"

/** Who is spoken of in a document; outlives hs_sources_find so that chains can ask for relays. */
typedef struct hs_sources hs_sources;

/**
 * Set doc->sources, and each attribution's source_id: HS_NO_SOURCE where it has no source span. All attributions of one
 * holder share one source. Of a text without attributions, or over 16 MiB, no source is told.
 *
 * @param out  owned; NULL on failure, and where no source is told. It refers to `doc`, whose text and attributions stay
 * as they are meanwhile
 * @return HS_OK, HS_E_NOMEM, HS_E_LIMIT
 */
hs_status hs_sources_find(hs_sources **out, hs_document *doc, hs_error *err);
void hs_sources_free(hs_sources *sources);

/**
 * The source that the words of a span speak of, added where there is none: a relay, such as the BBC of "told the BBC".
 *
 * @param span  of the text
 * @param out  its index in doc->sources, which may have moved; HS_NO_SOURCE for a span without words
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_sources_add(hs_sources *sources, uint32_t *out, hs_span span, hs_error *err);

/**
 * An outlet that the text need not name, such as that of a link.
 *
 * @param name  static, or of the document's arena  @param span  its words in the text
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_sources_add_outlet(hs_sources *sources, uint32_t *out, hs_str name, hs_span span, hs_error *err);

/** To whom the holder of an attribution belongs: the Wire, of "the Wire's sources". As hs_sources_add. */
hs_status hs_sources_owner(hs_sources *sources, uint32_t *out, uint32_t attribution, hs_error *err);
/** Are its holders called sources, insiders or the like? */
bool hs_sources_are_informants(const hs_sources *sources, uint32_t attribution);

/** Are both holders described by one noun: "two officials", "one official"? */
bool hs_sources_same_noun(const hs_sources *sources, uint32_t attribution, uint32_t other);

/** The words, names and mentions that sources were found by. @return borrowed, until hs_sources_free */
const hs_resolver *hs_sources_resolver(const hs_sources *sources);

#endif
