/* mime.h -- the readable part of a mail or a saved page (.eml, .mht). Path: message -> its parts -> the best text, with
 * its transfer encoding taken off. No state but the caller's arena; any thread. */
#ifndef HS_MIME_H
#define HS_MIME_H

#include "arena.h"
#include "hearsay.h"

typedef struct hs_mime_part {
    bool html;      /* else plain */
    hs_str fields;  /* its header */
    hs_str charset; /* {NULL, 0}: not said */
    hs_str body;    /* decoded */
} hs_mime_part;

/**
 * Find the first HTML part of a message, else its first plain text; attachments and forwarded messages are passed over.
 *
 * @param out      borrows `message` and `arena`
 * @param message  hostile; begins with its header
 * @return HS_OK
 *         HS_E_LIMIT  parts nested deeper than 8, or over 1000 of them (pos: the limit)
 *         HS_E_EMPTY  no such part
 *         HS_E_NOMEM
 */
hs_status hs_mime_open(hs_mime_part *out, hs_arena *arena, hs_str message, hs_error *err);

/** Take base64 off; what is no letter of it is passed over. @param to  [3 * s.len / 4 + 3] @return bytes written */
size_t hs_mime_base64(char *to, hs_str s);
/** Take quoted-printable off. @param word  as in a header: _ is a blank @param to  [s.len] @return bytes written */
size_t hs_mime_quoted(char *to, hs_str s, bool word);

#endif
