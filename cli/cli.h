/* cli.h -- what the commands of `hearsay` share.
 * Path: arguments -> a command -> hearsay.h -> standard output; everything for people's eyes goes to standard error.
 * Threads: commands, messages and the progress bar belong to the main thread; only cli_pool.c starts others. */
#ifndef HS_CLI_H
#define HS_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <sys/types.h>
#include <time.h>

#include "hearsay.h"

/* ---- exit status ---- */

enum {
    CLI_DONE = 0,
    CLI_SOME_FAILED = 1, /* also: the output could not be written, or memory ran out */
    CLI_USAGE = 2,
    CLI_NO_INPUT = 3,
    CLI_MODEL = 4,
    CLI_LEDGER = 5,
    CLI_DEFECT = 70,
    CLI_STOPPED = 130 /* by Ctrl-C */
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
    bool words; /* it takes the words of a search, of which -word leaves out what has it */
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
    const char *taken;      /* the option that last took the argument behind it as its value; NULL if none did */
    const char *taken_value;
} cli_args;

/** Sort argv[1..argc) into options and operands. @return false after a line on stderr that says what is wrong */
bool cli_args_parse(cli_args *args, const cli_manual *manual, int argc, char **argv);
/** The value of an option of the manual, or its fallback; NULL if there is neither. */
const char *cli_args_get(const cli_args *args, const char *name);
/** Say that the command lacks a file; where an option seems to have taken one as its value, which. */
void cli_args_say_lacking(const cli_args *args, const char *what);
/** A whole number from 1 to `most` as an option's value. @return false after a line on stderr */
bool cli_args_number(const cli_args *args, const char *name, unsigned most, unsigned *out);
/** A time such as 90s, 15m, 2h or 1d as an option's value: from a second to `most_s`. @return false after a line on stderr */
bool cli_args_duration(const cli_args *args, const char *name, unsigned most_s, unsigned *out_s);
/** A decimal from 0 to 1 as an option's value. @return false after a line on stderr */
bool cli_args_share(const cli_args *args, const char *name, float *out);
/** What the options of `read` say of every document. @return false after a line on stderr */
bool cli_about(hs_input *out, const cli_args *args);
/** The nearest of [n] names if it is near enough to be what was meant; else NULL. */
const char *cli_nearest(const char *word, const char *const *names, size_t n);

/* ---- messages, terminal ---- */

/** A message on stderr after "hearsay: ", one line, on a terminal wrapped to its width. Control characters are replaced; the progress bar stands
 * aside. */
HS_PRINTF(1, 2)
void cli_say(const char *fmt, ...);
/** A message and a command behind it; on a terminal that is on a line of its own, which is not wrapped, so that it can be copied. */
void cli_say_command(const char *message, const char *command);
/** 'hearsay COMMAND', in its marks, with the --ledger that was given. Lasts until the next. */
const char *cli_hint(const cli_args *args, const char *command);
/** Say what is wrong with one input: its name, the status's message and the place it names. */
void cli_say_failed(const char *name, const hs_error *err);
/** Columns to wrap to: COLUMNS, else the terminal's on stdout, else 80. */
unsigned cli_width(void);
/** May stdout be coloured? */
bool cli_color(void);

/** Show a bar on stderr while n inputs are worked on; does nothing for one input or off a terminal. */
void cli_progress_begin(size_t n);
/** The same for documents, of which nobody knows how many there are. */
void cli_progress_begin_documents(void);
void cli_progress_step(const char *name);
/** @param done  bytes of the inputs, of `total` (0: not known) */
void cli_progress_documents(size_t documents, uint64_t words, uint64_t done, uint64_t total);
/** Make room on the line for other output, until the next step. */
void cli_progress_hide(void);
void cli_progress_end(void);

/* ---- rows ---- */

typedef enum cli_form { CLI_TEXT, CLI_JSONL, CLI_CSV } cli_form;
/** What --format says; its page allows no other. */
cli_form cli_form_get(const cli_args *args);

typedef struct cli_cell {
    const char *name; /* of the column; static */
    const char *text; /* NULL: null in JSON, empty in CSV */
} cli_cell;

/** One record on stdout, as a line of JSON with "schema" or as a row of CSV (RFC 4180). What is no UTF-8 stands as U+FFFD. */
void cli_row_json(const cli_cell *cells, size_t n);
void cli_row_csv(const cli_cell *cells, size_t n);
/** CSV's first row. */
void cli_row_csv_names(const cli_cell *cells, size_t n);

/* ---- bytes ---- */

/** realloc that ends the program with a message where there is no memory. */
void *cli_grow(void *memory, size_t n, size_t size);

typedef struct cli_bytes {
    char *ptr; /* owned by malloc; followed by a NUL that is not counted */
    size_t len;
} cli_bytes;

/** A blank and a word as a shell takes it. */
void cli_put_word(cli_bytes *out, const char *word);
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
/** The same, whatever the operands are. */
int cli_fetcher_make(hs_fetcher **out, const cli_args *args);
/** The bytes of a web address. Any thread. @param reply  out: owned; NULL on failure */
hs_status cli_fetch(cli_bytes *out, hs_reply **reply, hs_fetcher *fetcher, hs_str url, hs_error *err);

/* ---- inputs ---- */

typedef struct cli_input {
    char *path;          /* owned; a file, "-" or a web address */
    const char *problem; /* NULL, or why it cannot be read */
    bool sized;          /* a regular file, of so many bytes; of others nobody knows */
    uint64_t bytes;
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
    uint64_t given;  /* bytes handed on */
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
    uint64_t bytes;   /* of the inputs, up to and with this item */
    char *said;       /* owned by malloc; NULL: nothing */
    hs_error missing; /* why `doc` is a summary and not the page at its address; code HS_OK: it is as it should be */
    bool known;       /* `doc` need not be read */
    void *mark;       /* the maker's own; owned by malloc; NULL: none */
    bool last;        /* nothing further comes from this input */
} cli_item;

/** Make the next item, in order; from any thread, one at a time. @param out  zeroed @return false: there is none */
typedef bool cli_next(void *ctx, cli_item *out);
/** Take the next item, in order, on the calling thread; who keeps the document puts NULL in its place.
 * @return false to stop */
typedef bool cli_take(void *ctx, cli_item *item);
/** Called on the calling thread now and then while there is nothing to take. @return false to stop */
typedef bool cli_tick(void *ctx);

/** Make, read and hand over items.
 * @param tick  may be NULL
 * @return HS_OK; what kept every thread from a workspace, if none got one */
hs_status cli_pool_read(const hs_reader *reader, unsigned threads, cli_next *next, cli_take *take, cli_tick *tick,
                        void *ctx, hs_error *err);
/** Processor cores that this process may run on. */
unsigned cli_pool_cores(void);

/* ---- walking the inputs ---- */

/** Is this document, which was not read yet, one that need not be? From any thread, one at a time. */
typedef bool cli_known(void *ctx, const hs_document *doc);

/** Every document of a command's inputs. */
typedef struct cli_walk {
    cli_inputs inputs;
    hs_input about;      /* what the options say of every document */
    hs_fetcher *fetcher; /* NULL if nothing is to be fetched */
    bool follow;         /* summaries to their pages */
    cli_known *is_known; /* NULL: all are to be read */
    void *known_ctx;
    uint64_t total; /* bytes of the inputs; 0: not known */
    /* what is being made */
    size_t input;
    cli_source source;
    hs_intake *intake; /* NULL: the input is not open */
    size_t n_made;     /* of its documents */
    size_t n_followed; /* of these, pages in place of summaries */
    uint64_t passed;   /* bytes of the inputs before it */
} cli_walk;

/** Begin with the operands and options that `read` has too. End with cli_walk_close.
 * @return CLI_DONE, or another exit status after a line on stderr, and nothing to end */
int cli_walk_open(cli_walk *out, const cli_args *args);
/** As a cli_next. Ends early once cli_stopped. */
bool cli_walk_next(cli_walk *walk, cli_item *out);
/** Is there any input that is no failure from the start? */
bool cli_walk_has_input(const cli_walk *walk);
/** Pass by the inputs that are this file, before the first is walked. */
void cli_walk_leave_out(cli_walk *walk, const char *path);
void cli_walk_close(cli_walk *walk);
/** The page at a summary's address, with what the feed says of it where the page does not. @param about  what the options say
 * @param out  owned; NULL on failure. Any thread. @return as hs_fetch, hs_intake_next; HS_E_ARG: the summary has no address */
hs_status cli_walk_page(hs_document **out, const hs_document *summary, const hs_input *about, hs_fetcher *fetcher, hs_error *err);
/** Say what of a document's input could not be read as it stands. */
void cli_walk_say_decoding(const char *name, const hs_document *doc);

/* ---- Ctrl-C ---- */

/** From now on the first SIGINT or SIGTERM asks the run to stop; a second ends it. */
void cli_stop_begin(void);
/** Was it asked to? Any thread. */
bool cli_stopped(void);
/** A descriptor that can be read once it was; -1 without cli_stop_begin. */
int cli_stop_fd(void);

/* ---- the ledger ---- */

/** Its path: --ledger, else $HEARSAY_LEDGER, else hearsay.db here. */
const char *cli_ledger_path(const cli_args *args);
/** What it is called where people see it; lasts until the next call. */
const char *cli_ledger_shown(const cli_args *args);
/** Is it the path of a file? SQLite keeps ":memory:" nowhere. @return false after a line on stderr */
bool cli_ledger_is_file(const char *path);
/** Open the ledger of a path. @param out  NULL on failure @return CLI_DONE, or the exit status after a line on stderr that says what is wrong */
int cli_ledger_open_at(hs_ledger **out, const char *path, hs_ledger_mode mode);
/** The same, of the one that cli_ledger_path names. */
int cli_ledger_open(hs_ledger **out, const cli_args *args, hs_ledger_mode mode);
/** Find anew what hangs on what was changed, and commit. @return as hs_ledger_commit */
hs_status cli_ledger_settle(hs_ledger *ledger, hs_error *err);

/** Between two batches that follow one another: let another program have its turn. Who waits for the ledger looks again every 100 ms. */
void cli_ledger_give_way(void);

/** Relate what is due in a ledger that is open for writing and has no open batch; without a model, or while another program keeps the ledger to
 * itself, say so and leave it due. Stops early once cli_stopped. @return CLI_DONE, or the exit status after a line on stderr */
int cli_relate_due(hs_ledger *ledger);

/** Say why a call on the ledger failed. @return the exit status */
int cli_ledger_failed(const hs_error *err);
/** What an operand names: "a12". @param letters  those that it may begin with. @return false after a line on stderr */
bool cli_id(const char *operand, const char *letters, char *letter, uint64_t *id);
/** Who makes a change: --by, else $USER; unknown if neither says. */
hs_str cli_by(const cli_args *args);
/** The value of an option as the library takes it; unknown if it is not given. */
hs_str cli_args_str(const cli_args *args, const char *name);
/** Text on stdout for people: wrapped to the width, each line after `indent` blanks, nothing in it that steers a terminal. */
void cli_lines(unsigned indent, const char *text);
/** A copy that ends with a NUL; NULL of an unknown one. Owned. */
char *cli_text(hs_str s);
/** Text as one line in which nothing steers a terminal (hs_text_show). Owned. */
char *cli_shown(const char *text);
/* ---- comparing ---- */

/** That a second model which the comparer would ask is missing is told on stderr, once a run. */
void cli_comparer_tell(const hs_comparer *comparer);
/** hs_comparer_open, and cli_comparer_tell. */
hs_status cli_comparer_open(hs_comparer **out, const char *model, hs_error *err);

/* ---- writing to the ledger ---- */

typedef enum cli_outcome { CLI_ADDED, CLI_NEW_VERSION, CLI_IN_ALREADY, CLI_FAILED, CLI_N_OUTCOMES } cli_outcome;
typedef struct cli_entry cli_entry;
/** Write what the maker of an item put beside it. @return as hs_ledger_add */
typedef hs_status cli_put_mark(hs_ledger *ledger, const void *mark, hs_error *err);
enum { CLI_BATCH = 64 };

/** Documents, failures and marks that are written and told of together, in order. Zero-initialise but for the first four. */
typedef struct cli_batch {
    hs_ledger *ledger; /* what is written to */
    cli_form form;
    bool quiet;             /* failures alone are told */
    unsigned tries;         /* as in cli_feeds_options; 0: one */
    cli_put_mark *put_mark; /* NULL if there are no marks */
    cli_entry *at;          /* [n] of CLI_BATCH */
    size_t n;
    uint64_t bytes; /* of the batch's texts */
    struct timespec begun;
    size_t counts[CLI_N_OUTCOMES], n_told;
    size_t n_undated, n_zoneless, n_no_outlet; /* of those that came in */
    const char *outlet; /* that the caller gave; NULL: none */
    char *filed_as;     /* owned: the first other form of that name that a document came in under; NULL: none did */
    uint64_t words;                /* read */
    int code;       /* what a failure of the run itself makes the exit status; CLI_DONE if there was none */
} cli_batch;

/** Gather; there is room unless cli_batch_is_due. */
void cli_batch_failure(cli_batch *batch, hs_str name, const hs_error *err);
/** The same of an item's document, which it takes over, or of its mark. */
void cli_batch_document(cli_batch *batch, cli_item *item);
void cli_batch_mark(cli_batch *batch, cli_item *item);
/** Milliseconds since a time of the clock that only goes forward. */
int64_t cli_ms_since(struct timespec begun);
/** Was a batch begun so long ago that it should be written? */
bool cli_batch_is_old(struct timespec begun);
/** Is it full, or old enough? */
bool cli_batch_is_due(const cli_batch *batch);
/** Write what is gathered, and only then say so. @return false: the ledger takes nothing */
bool cli_batch_end(cli_batch *batch);
/** After the last cli_batch_end. */
void cli_batch_free(cli_batch *batch);

/* ---- polling feeds ---- */

typedef struct cli_feeds cli_feeds;

typedef struct cli_feeds_options {
    hs_ledger *ledger; /* theirs alone, open for writing */
    hs_fetcher *fetcher;
    hs_input about;      /* what is known of every document */
    unsigned interval_s; /* from a feed's poll to the next, at least */
    bool once;           /* each that is due, and no more */
    unsigned tries;      /* of some seconds each, for a ledger that another program keeps to itself */
} cli_feeds_options;

/** End with cli_feeds_end. */
cli_feeds *cli_feeds_new(const cli_feeds_options *options);
/** Before cli_feeds_begin: one more that the ledger keeps (hs_ledger_feed_add). */
void cli_feeds_add(cli_feeds *feeds, hs_str url);
/** Begin to fetch. @return false: no thread could be started, or there is no feed */
bool cli_feeds_begin(cli_feeds *feeds);
/** As a cli_next; waits. An item's `input` is its feed's number; one that is `last` ends a poll: `err` and `said` tell why it failed. */
bool cli_feeds_next(void *feeds, cli_item *out);
/** For the batch that the items go into. */
cli_put_mark cli_feeds_put_mark;
/** Tell an item's mark that its document could not be read: where that may pass, the item is not done with. */
void cli_feeds_unread(void *mark, const hs_error *why);
/** After cli_feeds_begin: the address of a feed. */
const char *cli_feeds_url(const cli_feeds *feeds, size_t i);
/** When the first feed is due again, in seconds since 1970; 0: at once, or there is none. */
int64_t cli_feeds_next_due(cli_feeds *feeds);
/** Nothing more is to be begun; cli_feeds_next returns false from now on. */
void cli_feeds_stop(cli_feeds *feeds);
/** @return HS_OK; what the ledger said that ended it */
hs_status cli_feeds_end(cli_feeds *feeds, hs_error *err);
/* ---- questions ---- */

/** What the options that claims, who, search and export share ask for. @return false after a line on stderr */
bool cli_query(hs_query *out, const cli_args *args);
/** The operands with blanks between them. Owned. */
char *cli_operands(const cli_args *args);

enum { CLI_MOST_NUMBERS = 4096 };

/** What words mean to a model. Zero-initialise; end with cli_meaning_free. */
typedef struct cli_meaning {
    hs_reader *reader; /* its model's name is the meaning's */
    int8_t vector[CLI_MOST_NUMBERS];
    hs_meaning is; /* width 0: none */
} cli_meaning;

/** By the model of --model. @return NULL after a line on stderr where it cannot tell: then the words alone can be looked for */
const hs_meaning *cli_find_meaning(cli_meaning *out, const cli_args *args, hs_str words);
void cli_meaning_free(cli_meaning *meaning);

/* ---- commands ---- */

int cli_add(const cli_args *args);
int cli_backup(const cli_args *args);
int cli_copy_ledger(const cli_args *args);
int cli_check(const cli_args *args);
int cli_compare(const cli_args *args);
int cli_correct(const cli_args *args);
int cli_forget(const cli_args *args);
int cli_mcp(const cli_args *args);
int cli_merge(const cli_args *args);
int cli_reread(const cli_args *args);
int cli_relate(const cli_args *args);
int cli_serve(const cli_args *args);
int cli_split(const cli_args *args);
int cli_read(const cli_args *args);
int cli_eval(const cli_args *args);
int cli_watch(const cli_args *args);
int cli_claims(const cli_args *args);
int cli_who(const cli_args *args);
int cli_search(const cli_args *args);
int cli_trace(const cli_args *args);
int cli_show(const cli_args *args);
int cli_disputes(const cli_args *args);
int cli_changes(const cli_args *args);
int cli_stories(const cli_args *args);
int cli_explain(const cli_args *args);
int cli_export(const cli_args *args);
int cli_stats(const cli_args *args);
int cli_list(const cli_args *args);

#endif
