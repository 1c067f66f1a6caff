/* cli.h -- what the commands of `hearsay` share.
 * Path: arguments -> a command -> hearsay.h -> standard output; everything for people's eyes goes to standard error.
 * Threads: commands, messages and the progress bar belong to the main thread; only cli_pool.c starts others. */
#ifndef HS_CLI_H
#define HS_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/types.h>

#include "hearsay.h"

/* ---- exit status ---- */

enum {
    CLI_DONE = 0,
    CLI_SOME_FAILED = 1, /* also: the output could not be written, or memory ran out */
    CLI_USAGE = 2,
    CLI_NO_INPUT = 3,
    CLI_MODEL = 4,
    CLI_LEDGER = 5,
    CLI_DEFECT = 70
};

/* ---- manuals and options: generated from docs/cli ---- */

typedef struct cli_option {
    const char *name;     /* without the dashes */
    char letter;          /* 0: none */
    const char *value;    /* what the value is called; NULL: a flag */
    const char *choices;  /* parted by blanks; NULL: any value */
    const char *fallback; /* the value where the option is not given; NULL: none */
} cli_option;

typedef struct cli_manual {
    const char *command;
    const char *help;
    const cli_option *options; /* [n_options] */
    size_t n_options;
} cli_manual;

extern const cli_manual cli_manuals[]; /* [cli_n_manuals] */
extern const size_t cli_n_manuals;

/** @return NULL if there is no such command */
const cli_manual *cli_manual_find(const char *command);

enum { CLI_MAX_OPTIONS = 24 };

typedef struct cli_args {
    const cli_manual *manual;
    const char *values[CLI_MAX_OPTIONS]; /* as manual->options; "" for a flag that is given, NULL for one that is not */
    char **operands;                     /* [n_operands] in argv */
    size_t n_operands;
} cli_args;

/** Sort argv[1..argc) into options and operands. @return false after a line on stderr that says what is wrong */
bool cli_args_parse(cli_args *args, const cli_manual *manual, int argc, char **argv);
/** The value of an option of the manual, or its fallback; NULL if there is neither. */
const char *cli_args_get(const cli_args *args, const char *name);
/** A whole number from 1 to `most` as an option's value. @return false after a line on stderr */
bool cli_args_number(const cli_args *args, const char *name, unsigned most, unsigned *out);
/** A decimal from 0 to 1 as an option's value. @return false after a line on stderr */
bool cli_args_share(const cli_args *args, const char *name, float *out);
/** What the options of `read` say of every document. @return false after a line on stderr */
bool cli_about(hs_input *out, const cli_args *args);
/** The nearest of [n] names if it is near enough to be what was meant; else NULL. */
const char *cli_nearest(const char *word, const char *const *names, size_t n);

/* ---- messages, terminal ---- */

/** One line on stderr after "hearsay: ". Control characters are replaced; the progress bar stands aside. */
HS_PRINTF(1, 2)
void cli_say(const char *fmt, ...);
/** Say what is wrong with one input: its name, the status's message and the place it names. */
void cli_say_failed(const char *name, const hs_error *err);
/** Columns to wrap to: COLUMNS, else the terminal's on stdout, else 80. */
unsigned cli_width(void);
/** May stdout be coloured? */
bool cli_color(void);

/** Show a bar on stderr while n inputs are worked on; does nothing for one input or off a terminal. */
void cli_progress_begin(size_t n);
void cli_progress_step(const char *name);
/** Make room on the line for other output, until the next step. */
void cli_progress_hide(void);
void cli_progress_end(void);

/* ---- bytes ---- */

/** realloc that ends the program with a message where there is no memory. */
void *cli_grow(void *memory, size_t n, size_t size);

typedef struct cli_bytes {
    char *ptr; /* owned by malloc; followed by a NUL that is not counted */
    size_t len;
} cli_bytes;

/** The whole file, or standard input for "-"; at most one byte more than hs_document_open takes. */
hs_status cli_slurp(cli_bytes *out, const char *path, hs_error *err);
/** [len] bytes and a NUL. Owned. */
char *cli_copy(const char *s, size_t len);
/** A file's name without folders and without what follows the last dot. Owned. */
char *cli_stem(const char *path);

/** An hs_sink that writes to a FILE, and one that appends to cli_bytes. */
int cli_sink_file(void *file, const char *bytes, size_t len);
int cli_sink_bytes(void *into, const char *bytes, size_t len);
/** Close stdout. @return `code`, or CLI_SOME_FAILED with a message where not everything could be written */
int cli_finish(int code);

/* ---- web addresses ---- */

/** Does an operand name a web address rather than a file? */
bool cli_is_url(const char *operand);
/** Open a fetcher with the command's options, if one of its operands is a web address or links are to be followed; *out
 * stays NULL otherwise.
 * @return CLI_DONE, or another exit status after a line on stderr */
int cli_fetcher_open(hs_fetcher **out, const cli_args *args);
/** The bytes of a web address. Any thread. @param reply  out: owned; NULL on failure */
hs_status cli_fetch(cli_bytes *out, hs_reply **reply, hs_fetcher *fetcher, hs_str url, hs_error *err);

/* ---- inputs ---- */

typedef struct cli_input {
    char *path;          /* owned; a file, "-" or a web address */
    const char *problem; /* NULL, or why it cannot be read */
} cli_input;

typedef struct cli_inputs {
    cli_input *at; /* [n] */
    size_t n;
} cli_inputs;

/** The files that operands name, folders and globs expanded, and web addresses, in order. End with cli_inputs_free. */
void cli_inputs_find(cli_inputs *out, char **operands, size_t n);
void cli_inputs_free(cli_inputs *inputs);

/** A file that is open, the text of a PDF that another process makes, or what was fetched. */
typedef struct cli_source {
    int fd;      /* -1: what was fetched is read */
    pid_t child; /* 0: none */
    char head[8];
    size_t n_head;   /* bytes read and not yet handed on */
    hs_reply *reply; /* of a web address; NULL: a file */
    cli_bytes body;  /* of it; a PDF's is in another file */
    size_t taken;
} cli_source;

/** @param path     "-" is standard input. End with cli_source_close.
 *  @param fetcher  for web addresses */
hs_status cli_source_open(cli_source *out, const char *path, hs_fetcher *fetcher, hs_error *err);
/** The same of a web address alone, whatever else its words could name. */
hs_status cli_source_fetch(cli_source *out, hs_str url, hs_fetcher *fetcher, hs_error *err);
/** An hs_supply; ctx is the cli_source. */
hs_status cli_source_read(void *source, void *buf, size_t cap, size_t *n, hs_error *err);
void cli_source_close(cli_source *source);

/* ---- reading many documents ---- */

/** One step of a run: a document, a failure (err.code), or neither: something to say at an input's end. */
typedef struct cli_item {
    hs_document *doc; /* owned; NULL: none */
    hs_error err;
    size_t input;     /* which one it belongs to */
    char *said;       /* owned by malloc; NULL: nothing */
    hs_error missing; /* why `doc` is a summary and not the page at its address; code HS_OK: it is as it should be */
    bool last;        /* nothing further comes from this input */
} cli_item;

/** Make the next item, in order; from any thread, one at a time. @param out  zeroed @return false: there is none */
typedef bool cli_next(void *ctx, cli_item *out);
/** Take the next item, in order, on the calling thread. @return false to stop */
typedef bool cli_take(void *ctx, const cli_item *item);

/** Make, read and hand over items. @return HS_OK; what kept every thread from a workspace, if none got one */
hs_status cli_pool_read(const hs_reader *reader, unsigned threads, cli_next *next, cli_take *take, void *ctx,
                        hs_error *err);

/* ---- the ledger ---- */

/** Its path: --ledger, else $HEARSAY_LEDGER, else hearsay.db here. */
const char *cli_ledger_path(const cli_args *args);
/** Open it. @param out  NULL on failure @return CLI_DONE, or the exit status after a line on stderr that says what is wrong */
int cli_ledger_open(hs_ledger **out, const cli_args *args, hs_ledger_mode mode);

/** What the options that claims, who, search and export share ask for. @return false after a line on stderr */
bool cli_query(hs_query *out, const cli_args *args);
/** The operands with blanks between them. Owned. */
char *cli_operands(const cli_args *args);
/** Say why a question failed. @return the exit status */
int cli_ask_failed(const hs_error *err);

/* ---- commands ---- */

int cli_read(const cli_args *args);
int cli_eval(const cli_args *args);
int cli_claims(const cli_args *args);
int cli_who(const cli_args *args);
int cli_search(const cli_args *args);
int cli_show(const cli_args *args);
int cli_export(const cli_args *args);
int cli_stats(const cli_args *args);

#endif
