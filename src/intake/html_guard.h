/* html_guard.h -- keep the HTML parser's time short, and linear in the length of a hostile page. Threads: no state. */
#ifndef HS_HTML_GUARD_H
#define HS_HTML_GUARD_H

#include "hearsay.h"

/** Stands for "<" in scripts of JSON. */
#define HS_GUARDED_LESS '\x7f'

/**
 * Leave out what scripts (but data in JSON), styles and comments hold; of a long value of an attribute write down the
 * place alone. Blot out what no real page has and what would make libxml2 (up to 2.13) take time that grows with the
 * square of the length: tags with thousands of attributes. Tags within <title>, <textarea> and their like are made
 * words, so that every parser sees the same. Also NUL bytes, and `<` within JSON and quoted values, so
 * that a tag which this reading does not see cannot begin there.
 *
 * @param out   [len]
 * @param text  [len], written to; hs_html_guarded needs it as it is then
 * @return bytes written to `out`
 */
size_t hs_html_guard(char *out, char *text, size_t len);

/** The value of an attribute that the parser gives as `value`: itself, or what stands in its place in the text.
 * Borrowed. */
hs_str hs_html_guarded(const char *value, const char *text, size_t len);

#endif
