/* html_guard.h -- keep the HTML parser's time linear in the length of a hostile page. Threads: no state. */
#ifndef HS_HTML_GUARD_H
#define HS_HTML_GUARD_H

#include <stddef.h>

/**
 * Blot out, byte for byte, what no real page has and what would make libxml2 (up to 2.13) take time that grows with the
 * square of the length: tags with thousands of attributes. Also NUL bytes, and `<` within scripts, comments and quoted
 * values, so that a tag which this reading does not see cannot begin there.
 *
 * @param text  [len], written to
 */
void hs_html_guard(char *text, size_t len);

#endif
