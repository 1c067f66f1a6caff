/* sniff.h -- what a file is, by its content. In: hostile bytes. Out: a format's probe says yes or no. No state; any
 * thread. */
#ifndef HS_SNIFF_H
#define HS_SNIFF_H

#include "utf8.h"

enum { HS_HEAD_BYTES = 4096 };

/** The input, and its head in a form that is easy to look at. */
typedef struct hs_raw {
    const unsigned char *bytes; /* [len] */
    size_t len;
    hs_encoding encoding; /* by its byte order mark or its zeros, else UTF-8 */
    size_t bom;           /* bytes of that mark */
    bool is_letter;       /* a mail: all of it is meant for its reader */
    hs_str charset;       /* what a container says of its encoding; {NULL, 0}: nothing */
    char head[HS_HEAD_BYTES +
              1]; /* [head_len] its first characters, lower-case; what is not ASCII is '?'; NUL-terminated */
    size_t head_len;
} hs_raw;

void hs_sniff(hs_raw *out, const void *bytes, size_t len);

bool hs_sniff_is_html(const hs_raw *raw);

/** The local name of an XML document's root, behind the declaration, comments, and what else may stand there; {NULL,
 * 0}: it has none. Borrowed. */
hs_str hs_sniff_xml_root(hs_str head);

/** Does it begin as a JSON object, or a list of objects, lists or strings, does? Prose in braces or brackets does not.
 */
bool hs_sniff_is_json(const hs_raw *raw);

/** @return HS_OK, HS_E_FORMAT for binary content and for text of a known kind that is not supported (pos: the byte that
 * shows it) */
hs_status hs_sniff_refuse(const hs_raw *raw, hs_error *err);

#endif
