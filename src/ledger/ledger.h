/* ledger.h -- what the files of the ledger share: the open file or connection, statements, and rows' common shapes.
 * Path: readings -> rows of an SQLite file (schema_1.sql), or at a PostgreSQL server (schema_postgresql_1.sql, postgres.h) -> answers, readings
 * again. Statements are written once, in SQLite's SQL, and are asked through hs_sql, which knows where they go.
 * Threads: an hs_ledger belongs to one thread at a time; any number of them may be open on one file, one of them writing. */
#ifndef HS_LEDGER_H
#define HS_LEDGER_H

#include <sqlite3.h>

#include "buffer.h"
#include "document.h"
#include "iso8601.h"
#include "names.h"
#include "show.h"
#include "silence.h"
#include "utf8.h"

enum {
    HS_LEDGER_APPLICATION = 0x68737931, /* "hsy1" */
    HS_LEDGER_SCHEMA = 1,
    HS_LEDGER_STATEMENTS = 256, /* kept prepared */
    HS_LEDGER_WAIT_MS = 10000   /* for another writer to finish its batch */
};

typedef struct hs_postgres hs_postgres;
struct hs_postgres_query;

struct hs_ledger {
    sqlite3 *db;           /* NULL: it is at a server */
    hs_postgres *postgres; /* NULL: it is a file */
    bool writes, in_batch;
    bool looks; /* a transaction is open in which it is read as it is at one moment */
    bool lost; /* the batch that is open can only be undone: SQLite gave it up, or a part of it could not be undone */
    bool ranks; /* it knows hs_rank */
    struct hs_still *still; /* it is read without locks and log, as it was then (ledger_still.c); NULL: with them */
    int64_t until_ms; /* of the clock that only goes forward: hs_ledger_limit */
    struct {
        const char *sql; /* static */
        sqlite3_stmt *stmt;
        struct hs_postgres_query *postgres;
    } kept[HS_LEDGER_STATEMENTS];
    size_t n_kept;
};

/* ---- statements ---- */

/** A statement at work: bind, step, read, end. The first thing that goes wrong is kept and told by hs_sql_step. */
typedef struct hs_sql {
    hs_ledger *ledger;
    sqlite3_stmt *stmt;                 /* NULL: it could not be made, or is at a server */
    struct hs_postgres_query *postgres; /* NULL: it could not be made, or is of a file */
    int rc;                             /* of what went wrong first; SQLITE_OK */
} hs_sql;

/** Begin a statement. @param sql  static: it is kept prepared and known by its address */
hs_sql hs_sql_begin(hs_ledger *ledger, const char *sql);
/** The same for a text that is made for this call; hs_sql_end finalises it. */
hs_sql hs_sql_made(hs_ledger *ledger, const char *sql, size_t len);
/** As hs_sql_begin, where the engines part. */
hs_sql hs_sql_either(hs_ledger *ledger, const char *sqlite, const char *postgres);
/** Was it begun, and has not ended? */
bool hs_sql_is_open(const hs_sql *q);
/** The number of its last parameter. */
int hs_sql_parameters(const hs_sql *q);
/** Let it be stepped from the beginning again; what is bound stays. */
void hs_sql_again(hs_sql *q);
/** The number that the last row got which was inserted into a table that gives its rows numbers. */
int64_t hs_sql_inserted(const hs_ledger *ledger);
/** How many rows the last statement changed that changes rows. */
int64_t hs_sql_changed(const hs_ledger *ledger);
/** Bind parameter i, from 1; an unknown string is NULL. Bytes stay the caller's until the statement ends. */
void hs_sql_str(hs_sql *q, int i, hs_str value);
/** Bind what a buffer holds; of one that failed, the statement fails with HS_E_NOMEM. */
void hs_sql_held(hs_sql *q, int i, const hs_buffer *held);
void hs_sql_word(hs_sql *q, int i, const char *value);
void hs_sql_number(hs_sql *q, int i, int64_t value);
void hs_sql_real(hs_sql *q, int i, double value);
void hs_sql_blob(hs_sql *q, int i, const void *bytes, size_t len);
/** @return HS_OK with *row telling whether there is one; or what went wrong, in words */
hs_status hs_sql_step(hs_sql *q, bool *row, hs_error *err);
/** Run a statement that gives no rows, and end it. */
hs_status hs_sql_run(hs_sql *q, hs_error *err);
/** Run a statement that gives no rows and has one parameter, a row's number, or none. @param sql  as hs_sql_begin has it */
hs_status hs_sql_run_on(hs_ledger *ledger, const char *sql, int64_t id, hs_error *err);
/** The same of one after the other. @param sql  [n] */
hs_status hs_sql_run_each(hs_ledger *ledger, const char *const *sql, size_t n, int64_t id, hs_error *err);
/** Run a statement whose first value is a number, and end it. @param out  0 where there is no row */
hs_status hs_sql_take_number(hs_sql *q, int64_t *out, hs_error *err);
/** Column i of the row, from 0; borrowed until the next step. Never longer than 1 GB, never NULL where it is not SQL's NULL. */
hs_str hs_sql_column(const hs_sql *q, int i);
int64_t hs_sql_column_number(const hs_sql *q, int i);
double hs_sql_column_real(const hs_sql *q, int i);
bool hs_sql_column_null(const hs_sql *q, int i);
/** Is all text of the row valid UTF-8, as whoever is handed it may count on? @return HS_OK, HS_E_LEDGER */
hs_status hs_sql_check_texts(const hs_sql *q, hs_error *err);
void hs_sql_end(hs_sql *q);

/** What an SQLite result code means for our callers, with its own words. */
hs_status hs_ledger_failed(hs_ledger *ledger, int rc, const char *what, hs_error *err);
/** @return HS_OK, HS_E_ARG for a ledger that was opened for reading */
hs_status hs_ledger_may_write(const hs_ledger *ledger, hs_error *err);
/** Begin a batch unless one is open. @return as hs_ledger_may_write, HS_E_BUSY .. */
hs_status hs_ledger_begin(hs_ledger *ledger, hs_error *err);
/** Begin a change that is done wholly or not at all, in the batch, which is opened if need be. */
hs_status hs_ledger_step_begin(hs_ledger *ledger, hs_error *err);
/** End it: keep it where `status` is HS_OK, else undo it and leave the rest of the batch. @return `status`, or why it could not be kept */
hs_status hs_ledger_step_end(hs_ledger *ledger, hs_status status, hs_error *err);
/** Run fixed SQL that gives no rows. */
hs_status hs_ledger_run(hs_ledger *ledger, const char *sql, const char *what, hs_error *err);
/** Take back what was not committed. */
void hs_ledger_undo(hs_ledger *ledger);
/** Open, to read, a file whose log is not to be had, as it stands: to one who may not write there. ledger->db is closed or anew. @return SQLite's code */
int hs_still_open(hs_ledger *ledger, const char *path);
/** Has such a file changed since? @return HS_OK, also of one with locks; HS_E_BUSY */
hs_status hs_still_check(const hs_ledger *ledger, hs_error *err);
void hs_still_free(hs_ledger *ledger);
/** Is a transaction open? */
bool hs_ledger_in_transaction(hs_ledger *ledger);
/** Read the ledger as it is at one moment, whoever writes meanwhile, until hs_ledger_look_end. */
hs_status hs_ledger_look_begin(hs_ledger *ledger, hs_error *err);
/** Nothing was changed. Without a look that was begun nothing happens. @param status  what reading came to
 * @return it; HS_E_BUSY: of a file without locks that was written to meanwhile, so that what was read may be of no one moment */
hs_status hs_ledger_look_end(hs_ledger *ledger, hs_status status, hs_error *err);

/* ---- shapes ---- */

/** Spans of a text as JSON in code points: [[106,142]]. @param cursor  over that text; asked for in order it is quick */
void hs_ledger_spans_text(hs_buffer *out, hs_utf8_cursor *cursor, hs_spans spans);
/** The reverse. @param cursor  NULL: they stay code points, of whatever text. @return HS_OK; HS_E_LEDGER for anything else than spans of
 * that text, in order; HS_E_NOMEM */
hs_status hs_ledger_spans_read(hs_spans *out, hs_arena *arena, hs_utf8_cursor *cursor, hs_str json, hs_error *err);

/** Is the time over that hs_ledger_limit gave? */
bool hs_ledger_is_late(const hs_ledger *ledger);

/** A name as names are compared: small letters (ASCII; others as they are), no leading "the", runs of blanks one blank. */
void hs_ledger_name_key(hs_buffer *out, hs_str name);
/**
 * Does a content deny by "such" what was said elsewhere: "it had received any such warning", "no such order was given"? Not what tells more behind it: "any such plan for the
 * school". (ledger_bare.c)
 *
 * @param noun     out: "warning"
 * @param negated  out: its own words deny it: "no such", "had never received any such"
 */
bool hs_content_is_such(hs_str content, hs_str *noun, bool *negated);
enum { HS_CLAIM_KEY = 16 };
/** What one content and another must share to be one claim without any model: a digest of their words but for case,
 * outer punctuation and a leading "that"; of bare ones, with their document. @param of  the document of a bare one; 0: it is none
 * @param scratch  emptied and used; where it fails, so does the caller */
void hs_ledger_claim_key(unsigned char out[HS_CLAIM_KEY], hs_str text, int64_t of, hs_buffer *scratch);
/** In SQL: the words of the cue of attribution a in document d; NULL: it has none. schema_postgresql_1.sql has the same in take_head. */
#define HS_LEDGER_CUE                                                                                                                                       \
    "(SELECT group_concat(substr(d.text, 1 + json_extract(j.value, '$[0]'), min(16384, json_extract(j.value, '$[1]') - json_extract(j.value, '$[0]'))), ' ') " \
    "FROM json_each(a.cue, '$') j)"
enum { HS_LEDGER_MOST_NAME = 1000, HS_LEDGER_MOST_NOTE = 10000 /* bytes of what a person gives */ };
/** Is it UTF-8 without a NUL, of `most` bytes at most? An unknown string is. */
bool hs_ledger_is_text(hs_str s, size_t most);
/** The same of why a person decides something, and of who they are. @return HS_OK, HS_E_ARG */
hs_status hs_ledger_check_words(hs_str why, hs_str by, hs_error *err);
/** A document of the ledger as rows name it, with its text and reading. */
hs_status hs_ledger_load(hs_document **out, hs_ledger *ledger, int64_t document_id, hs_error *err);
/** The furniture of a document row, as bytes of its text; what is no furniture is left out. @param out  hs_furniture, appended to */
hs_status hs_ledger_load_furniture(hs_buffer *out, hs_ledger *ledger, int64_t document_id, hs_str text, hs_error *err);
/** The row of a model's label, made where there is none. */
hs_status hs_ledger_model(hs_ledger *ledger, hs_str label, int64_t *id, hs_error *err);
/** Put the reading of `doc` under a document row that has none. */
hs_status hs_ledger_put_reading(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err);
/** Count what each holder of a document says and passes on (holder.says and the columns after it), once its attributions are as they shall be. */
hs_status hs_ledger_count_holders(hs_ledger *ledger, int64_t document_id, hs_error *err);
/** Find what a document row that is new was copied from, and what from it; make it findable. */
hs_status hs_ledger_put_copies(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err);
/** Bind a span's place to parameters 1 to 4: document, position (i, from 0, plus 1), begin and end in code points. */
void hs_ledger_bind_place(hs_sql *q, int64_t document_id, size_t i, hs_utf8_cursor *cursor, hs_span span);

/* ---- what is left alone (ledger_sweep.c) ---- */

typedef enum hs_sweep {
    HS_SWEEP_READING, /* sources that a person merged, parted or corrected stay */
    HS_SWEEP_TRACES   /* they go, too, and what was merged into them stands together without them */
} hs_sweep;

/** Take the reading of a document out, and note its claims and sources for hs_ledger_sweep. */
hs_status hs_ledger_take_out(hs_ledger *ledger, int64_t document_id, hs_error *err);
/** Note the sources that the document has now, too. */
hs_status hs_ledger_note_sources(hs_ledger *ledger, int64_t document_id, hs_error *err);
/** Of the claims and sources that were noted, delete those that nothing holds. */
hs_status hs_ledger_sweep(hs_ledger *ledger, hs_sweep which, hs_error *err);

/* ---- what is to be found anew (ledger_unsettle.c) ---- */

/** Note the claims of a document that was added, or that a later version took the place of, and itself. */
hs_status hs_ledger_unsettle_added(hs_ledger *ledger, int64_t document, hs_error *err);
/** Note the claims and sources of a document's reading, before it goes and after it is put in place of another. */
hs_status hs_ledger_unsettle_document(hs_ledger *ledger, int64_t document, hs_error *err);
/** The claim and source of an attribution, before and after it is corrected. */
hs_status hs_ledger_unsettle_attribution(hs_ledger *ledger, int64_t attribution, hs_error *err);
/** All that a source and those that are one with it hold, before they are parted and after they are merged; their documents are due. */
hs_status hs_ledger_unsettle_source(hs_ledger *ledger, int64_t source, hs_error *err);
/** The claims of the articles that name an organisation, before and after a person says of what kind it is. Of any other source, nothing happens. */
hs_status hs_ledger_unsettle_body(hs_ledger *ledger, int64_t source, hs_error *err);

/** Its claims meet no others any more: what was decided of them goes, and it is due to be related anew with all documents that hold them or
 * what was paired with them. */
hs_status hs_ledger_make_due(hs_ledger *ledger, int64_t document, hs_error *err);
/** As hs_ledger_make_due of all that a source and those that are one with it hold, before they are parted. */
hs_status hs_ledger_loosen_source(hs_ledger *ledger, int64_t source, hs_error *err);
/** It is near no document any more, and all of its story are due: its time is another, or it goes. */
hs_status hs_ledger_leave_story(hs_ledger *ledger, int64_t document, hs_error *err);

/* ---- sources (ledger_sources.c) ---- */

/** Whom a source stands for. @return HS_OK, HS_E_NONE (pos: the source) .. */
hs_status hs_ledger_standing(int64_t *out, hs_ledger *ledger, int64_t source, hs_error *err);

/* ---- sketches (ledger_sketch.c) ---- */

enum { HS_VECTOR_MOST = 4096 /* numbers */ };
/** Keep what a claim means, in the batch that is open. The first vector that a model gives a claim stays. */
hs_status hs_ledger_put_vector(hs_ledger *ledger, int64_t model_id, int64_t claim_id, const int8_t *vector, size_t width, hs_error *err);

enum { HS_SKETCH_CLAIMS = 1024 /* a block */ };
/** Bytes of the signs of a vector: whole words of 64 bits. */
size_t hs_ledger_signs_bytes(size_t width);
/** The signs of a vector: a bit a dimension, set where it is below 0, from the lowest bit of the first byte on, then zeros.
 * @param out  [hs_ledger_signs_bytes(width)] */
void hs_ledger_signs(unsigned char *out, const int8_t *vector, size_t width);
/** What the sketch of a block is, from its vectors: the signs of each claim's; zeros where a claim has none. Nothing where none has. */
hs_status hs_ledger_sketch_block(hs_buffer *out, hs_ledger *ledger, int64_t model, int64_t block, hs_error *err);
/** Bring the row of a block in step with the vectors; without any, there is none. */
hs_status hs_ledger_sketch_mend(hs_ledger *ledger, int64_t model, int64_t block, hs_error *err);
/** The same of all blocks that temp.faded names. */
hs_status hs_ledger_sketch_mend_faded(hs_ledger *ledger, hs_error *err);

/** A text without what is blank at its end: whose digest says whether two are the same. */
hs_str hs_ledger_told(hs_str text);

/* ---- versions of a page (ledger_versions.c) ---- */

/** Where a version stands: between the one that it replaces and the one that replaces it; 0: there is none. */
typedef struct hs_version_place {
    int64_t older, newer;
} hs_version_place;

/** Let a row that has no place yet stand where it belongs; the last one is current. @param newest  of the other versions of its page; 0: there are none */
hs_status hs_ledger_put_in_place(hs_version_place *out, hs_ledger *ledger, int64_t newest, int64_t id, hs_error *err);
/** Put a document whose date changed where it belongs now. */
hs_status hs_ledger_place_anew(hs_ledger *ledger, int64_t id, hs_error *err);

/* ---- corrections (ledger_correct_head.c, ledger_reread.c, ledger_take_over.c) ---- */

/** Of SQL: the correction that counts of attribution `a`, a table's name there; NULL: nobody has corrected it. */
#define HS_LAST_SAID(a) "(SELECT max(correction_id) FROM correction WHERE attribution_id = " a ".attribution_id)"
/** A join that lets `c.verdict IS NOT 'wrong'` be asked of `a`. */
#define HS_JOIN_SAID "LEFT JOIN correction c ON c.correction_id = " HS_LAST_SAID("a") " "

/** Put in correction `id` of a document's outlet or date, and show it. @param outlet  c->says.outlet as it is shown */
hs_status hs_ledger_correct_head(hs_ledger *ledger, int64_t id, const char *now, const hs_opinion *c, const hs_buffer *outlet, hs_error *err);
/** Before correction `id` goes: show what was shown without it. Of a correction of anything else, nothing happens. */
hs_status hs_ledger_uncorrect_head(hs_ledger *ledger, int64_t id, hs_error *err);

/** Find the document's corrections the attributions of its present reading, which is that of `doc`. */
hs_status hs_ledger_reattach(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err);
/** Give a document row that is new the corrections of the version `from` of its page, where it has the same words. */
hs_status hs_ledger_take_over(hs_ledger *ledger, int64_t document, const hs_document *doc, int64_t from, hs_error *err);

#endif
