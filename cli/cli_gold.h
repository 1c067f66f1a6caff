/* cli_gold.h -- what `hearsay eval` compares: gold attributions and those of readings, in code points of their text.
 * Path: folder or JSON lines -> cli_gold -> readings join it -> cli_score. Main thread only. */
#ifndef HS_CLI_GOLD_H
#define HS_CLI_GOLD_H

#include <jansson.h>

#include "cli.h"

#define CLI_E_GOLD ((hs_status)-40) /* a gold file that cannot be read; pos: its line */

enum { CLI_SOURCE, CLI_CUE, CLI_CONTENT, CLI_ROLES };
extern const char *const cli_role_names[CLI_ROLES];

typedef struct cli_span {
    uint32_t begin, end; /* code points, half-open */
} cli_span;

typedef struct cli_spans {
    cli_span *at; /* [n], owned; once tidied: in order, parted, no white space at the edges */
    size_t n;
} cli_spans;

typedef struct cli_attribution {
    cli_spans role[CLI_ROLES];
    double confidence; /* below 0: not known */
} cli_attribution;

typedef struct cli_attributions {
    cli_attribution *at; /* [n], owned */
    size_t n;
} cli_attributions;

typedef struct cli_gold_document {
    char *name;     /* the file's name without folder and ending; documents are matched by it */
    char *path;     /* of the text, or what the gold calls it */
    cli_bytes utf8; /* the text, without a byte order mark */
    uint32_t *text; /* [n_text] its code points */
    size_t n_text;
    bool marked;                /* a mark stood before it, which the gold's offsets count */
    cli_attributions want, got; /* outermost ones */
    bool read;                  /* has a reading, maybe without attributions */
} cli_gold_document;

typedef struct cli_gold {
    cli_gold_document *at; /* [n], by name */
    size_t n;
} cli_gold;

/** Load a folder (text/, attributions/) or a file of JSON lines. @return HS_OK, HS_E_IO, CLI_E_GOLD; err->msg names the
 * file, err->pos its line */
hs_status cli_gold_load(cli_gold *out, const char *path, hs_error *err);
void cli_gold_free(cli_gold *gold);
/** @return NULL if the gold has no document of that name */
cli_gold_document *cli_gold_find(const cli_gold *gold, const char *name);
/** A line of JSON as the reading of the gold document of its name; others are left aside. @return HS_OK, CLI_E_GOLD */
hs_status cli_gold_add_reading(const cli_gold *gold, const char *line, size_t len, hs_error *err);

/* ---- parts of the loader ---- */

/** Step over a byte order mark. @return whether there was one */
bool cli_unmark(const char **bytes, size_t *len);
/** Call `take` for each line of a file, without its end and without a byte order mark before the first. */
typedef hs_status cli_take_line(void *ctx, const char *line, size_t len, hs_error *err);
hs_status cli_each_line(const char *path, cli_take_line *take, void *ctx, hs_error *err);
/** The events of a brat file that is the gold of `doc`. @return HS_OK, HS_E_IO, CLI_E_GOLD */
hs_status cli_brat_load(cli_gold_document *doc, const char *path, hs_error *err);
/** The outermost attributions of a reading in JSON; `marked` as in cli_gold_document, of the reading's own text.
 * @return HS_OK, CLI_E_GOLD without a place */
hs_status cli_json_attributions(cli_attributions *out, const json_t *reading, const cli_gold_document *doc, bool marked,
                                hs_error *err);
/** Take over bytes as the text of `doc`. @return HS_OK, CLI_E_GOLD if they are no UTF-8 */
hs_status cli_gold_set_text(cli_gold_document *doc, cli_bytes utf8, hs_error *err);
void cli_spans_add(cli_spans *spans, cli_span span);
/** The span where offsets do not count a mark before the text. */
cli_span cli_span_unmarked(cli_span span, bool marked);
/** Sort, trim white space, join what only white space parts. @return HS_OK, CLI_E_GOLD for a span outside the text */
hs_status cli_spans_tidy(cli_spans *spans, const cli_gold_document *doc, hs_error *err);
void cli_attributions_free(cli_attributions *attributions);
HS_PRINTF(2, 3)
hs_status cli_gold_fail(hs_error *err, const char *fmt, ...);

/* ---- characters, as Python's re and str have them ---- */

bool cli_is_word(uint32_t point);
bool cli_is_space(uint32_t point);
/** Words of a text: runs of word characters, single inner ' . , - kept. @return [*n], owned */
cli_span *cli_words(const uint32_t *text, size_t n_text, size_t *n);

/* ---- figures ---- */

typedef struct cli_figure {
    size_t hit, due, made;
} cli_figure;

enum { CLI_EXACT, CLI_HALF, CLI_WHOLES, CLI_BINS = 15 };

typedef struct cli_score {
    cli_figure exact[CLI_ROLES], token[CLI_ROLES], whole[CLI_WHOLES];
    size_t documents, missing;
    struct {
        size_t n, right;
        double confidence; /* sum */
    } bins[CLI_BINS];
} cli_score;

void cli_score_gold(cli_score *out, const cli_gold *gold);
/** Expected calibration error. @param n  out: attributions with a confidence; the error is 0 without any */
double cli_score_calibration(const cli_score *score, size_t *n);

#endif
