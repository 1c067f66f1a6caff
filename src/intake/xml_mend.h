/* xml_mend.h -- make hostile or sloppy XML safe to parse. No state; any thread. */
#ifndef HS_XML_MEND_H
#define HS_XML_MEND_H

#include "buffer.h"
#include "hearsay.h"

/**
 * Copy XML without its DOCTYPE, with blanks for characters that XML does not have. HTML's named characters become
 * themselves; an ampersand of any other kind becomes &amp;, so that no entity is left that could expand.
 *
 * @param out   grows by at most five times the text
 * @param text  valid UTF-8
 * @return HS_OK
 *         HS_E_LIMIT  an element with over `most` attributes, which would take time by the square (pos: most)
 *         HS_E_NOMEM
 */
hs_status hs_xml_mend(hs_buffer *out, hs_str text, unsigned most, hs_error *err);

#endif
