/* html_words.h -- the words of a piece of HTML: a title with entities in it, a summary in markup. Threads: any. */
#ifndef HS_HTML_WORDS_H
#define HS_HTML_WORDS_H

#include "arena.h"
#include "hearsay.h"

/**
 * The words of a piece of HTML, its blocks parted by single line ends.
 *
 * @param out  in `arena`
 * @return HS_OK, HS_E_LIMIT (tangled tags), HS_E_NOMEM
 */
hs_status hs_html_words(hs_str *out, hs_arena *arena, hs_str html, hs_error *err);

/**
 * A line that should be plain but whose maker left markup in it: "Sand &amp;#8217; Sea", "<i>Sand</i>". What has
 * neither entity nor tag stays as it stands, and so does what is too tangled to parse.
 *
 * @param line  in and out; then in `arena`
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_html_plain(hs_str *line, hs_arena *arena, hs_error *err);

#endif
