/* cli_pair.h -- a line of JSON as a pair of texts, for `hearsay compare`.
 * In: one line, hostile. Out: two texts. Any thread. */
#ifndef HS_CLI_PAIR_H
#define HS_CLI_PAIR_H

#include <jansson.h>

#include "cli.h"

#define CLI_E_PAIR ((hs_status)-41) /* a line that is no pair; pos: the byte where its JSON breaks off, else 0 */

enum { CLI_PAIR_BYTES = 1 << 20 /* of a line */ };

typedef struct cli_pair {
    const char *a, *b; /* of `root`, NUL-terminated */
    json_t *root;      /* NULL: none; end with json_decref */
} cli_pair;

/** @param out  zeroed on failure @return HS_OK, CLI_E_PAIR, HS_E_NOMEM */
hs_status cli_pair_read(cli_pair *out, const char *line, size_t len, hs_error *err);

#endif
