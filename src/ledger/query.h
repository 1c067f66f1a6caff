/* query.h -- what the files that answer questions share.
 * Path: hs_query -> hs_filter (checked, its words and names resolved) -> picks (rows in order) -> hs_answer.
 * Threads: an answer belongs to one thread at a time, and to no ledger. */
#ifndef HS_QUERY_H
#define HS_QUERY_H

#include "arena.h"
#include "ledger.h"

enum {
    HS_QUERY_LIMIT = 50,
    HS_QUERY_MOST = 1000,      /* rows of one answer */
    HS_QUERY_WORDS = 64,       /* looked for at once */
    HS_QUERY_BYTES = 4096,     /* of what is looked for */
    HS_QUERY_CONTENTS = 2000,  /* candidates by words */
    HS_QUERY_SCANNED = 4000,   /* the same where a question asks for more than words */
    HS_QUERY_SOURCES = 256,    /* that one name may stand for */
    HS_QUERY_FEW = 1000,       /* so many attributions are tried for words one by one */
    HS_QUERY_SORTED = 1000,    /* so many of a source, or of an act, are put in order; of more the articles are gone through */
    HS_QUERY_PROBED = 20000,   /* of so many of an act it is known beforehand which articles have any */
    HS_QUERY_FEW_DOCUMENTS = 200,
    HS_QUERY_COMMON = 4,
    HS_ANSWER_ENTRIES = 24,    /* of one claim */
    HS_ANSWER_ALIASES = 16,
    HS_ANSWER_DESCRIPTIONS = 4
};

/* ---- words ---- */

/**
 * What a person types as an expression of FTS5, whatever it is: never a syntax error.
 *
 * @param out  appended to
 * @return HS_OK; HS_E_ARG: nothing in it to look for; HS_E_LIMIT; HS_E_NOMEM
 */
hs_status hs_query_words(hs_buffer *out, hs_str words, hs_error *err);
/** Is a word cut short (le*) so early that too many begin so? hs_query_words takes it for a whole one, as it stands in a sentence ("a 5* hotel"); who
 * typed words to look for is told. @return HS_OK; HS_E_ARG: the message names the word; HS_E_LIMIT */
hs_status hs_query_check_cut(hs_str words, hs_error *err);
/** Is there a phrase among the words, or one to be left out? Then nothing without the one or with the other is wanted. */
bool hs_query_is_strict(hs_str words);
/** The words of a name, all of them wanted, each possibly cut short. As hs_query_words. */
hs_status hs_query_name(hs_buffer *out, hs_str name, hs_error *err);
/** Teach the open file the function hs_rank(TABLE): how well a row matches (BM25), without a look at all rows. */
hs_status hs_query_rank(hs_ledger *ledger, hs_error *err);

/* ---- filters ---- */

typedef enum hs_driver {
    HS_DRIVER_TIME,     /* documents in order */
    HS_DRIVER_WORDS,    /* filter.claims */
    HS_DRIVER_SOURCE,   /* attributions of filter.sources */
    HS_DRIVER_ACT,      /* attributions of the act, and polarity */
    HS_DRIVER_CLAIM     /* one wording's */
} hs_driver;

typedef struct hs_filter {
    hs_ledger *ledger;
    hs_query query;
    uint32_t limit;
    char since[HS_ISO8601_UTC], until[HS_ISO8601_UTC]; /* "": open */
    hs_str after_heard; /* of the cursor; unknown: there is none */
    int64_t after_document, after_position;
    int64_t skip; /* of HS_PICK_OUTLETS and HS_PICK_SOURCES: so many rows were told before */
    hs_driver driver;
    bool corrections;  /* the ledger has some */
    bool rare_act;     /* HS_DRIVER_TIME passes over articles without the act */
    bool cut;
    hs_buffer words, title; /* FTS5; empty: any */
    size_t n_sources;  /* that query.source fits */
    hs_buffer sources; /* JSON list of standing ids; empty: any */
    hs_buffer source_keys; /* JSON list of names: a person's correction may name whom nothing else does */
    hs_buffer outlet, outlets; /* the name that query.outlet fits, else the first of several; JSON list of all */
    size_t n_outlets;
    hs_buffer claims;  /* JSON list of ids, of HS_DRIVER_WORDS */
    int64_t least_claim; /* the least of them */
    bool common_words;   /* one content in HS_QUERY_COMMON and more has the words, of what came in last */
} hs_filter;

/** Check a question and find what its names stand for. End with hs_filter_end, also on failure. */
hs_status hs_filter_begin(hs_filter *out, hs_ledger *ledger, const hs_query *query, hs_error *err);
void hs_filter_end(hs_filter *filter);
/** Has anybody corrected an attribution? Where nobody has, statements leave corrections out, which they would look for row by row. */
hs_status hs_query_corrections(bool *out, hs_ledger *ledger, hs_error *err);
/** Read the cursor of a question whose rows are told in the order of three values: a time and two numbers. @return HS_OK, HS_E_ARG */
hs_status hs_filter_cursor(hs_filter *filter, hs_error *err);
/** The same of one whose rows are counted: filter->skip, "r50". */
hs_status hs_filter_ranks(hs_filter *filter, hs_error *err);
/** Does it ask for anything of an attribution beyond its words and its source, or of its document? */
bool hs_filter_narrows_source(const hs_filter *filter);
/** The same, or for a source? */
bool hs_filter_narrows(const hs_filter *filter);
/** Choose what the rows are found by, so that little is looked at in vain. */
hs_status hs_filter_plan(hs_filter *filter, hs_error *err);

typedef enum hs_pick_kind {
    HS_PICK_ATTRIBUTIONS,
    HS_PICK_ALL, /* attributions, however many there are; at a server with what each claim is shown as behind the other columns, and, with a cursor, whether it has one up to that (1, or NULL) */
    HS_PICK_DOCUMENTS,
    HS_PICK_BEFORE, /* attributions up to the cursor instead of behind it */
    HS_PICK_OUTLETS, /* of those documents: outlet, how many, first and last heard; the most first */
    HS_PICK_SOURCES, /* of those attributions: standing source, how many; the most first */
    HS_PICK_RANKED, /* contents with the words, the newest first: claim, how well it has them (NULL: no attribution of it is among those), what it is shown as */
    HS_PICK_FIRSTS, /* of each of the contents filter.claims: claim, the first of those attributions; NULL where none is */
    HS_PICK_FITTING /* of the contents filter.claims: those attributions alone, in any order */
} hs_pick_kind;

/** A statement whose rows are attribution_id, claim_id, heard, document_id, position, as the filter says, one more than its
 * limit; of HS_PICK_DOCUMENTS one a document (the other columns are 0). With HS_DRIVER_CLAIM parameter HS_PICK_CLAIM is the
 * wording's, the cursor counts for HS_PICK_BEFORE alone, and one row comes, the first. HS_PICK_RANKED and HS_PICK_FIRSTS are of that driver.
 * @param sql  scratch, lasts as long as the statement */
enum { HS_PICK_CLAIM = 10 };
hs_sql hs_filter_pick(const hs_filter *filter, hs_pick_kind kind, hs_buffer *sql);

/** Whom a name fits. */
typedef struct hs_fits {
    int64_t ids[HS_QUERY_SOURCES]; /* standing ids, the best first; 0: whom corrections alone name, first where just so */
    size_t n;
    size_t n_heard; /* the first so many have a statement in a document's current version, or a person gave them one */
    hs_buffer key;  /* of the name that 0 stands for, or of what was typed */
    hs_buffer keys; /* JSON list: that one, and other names of corrections alone that fit */
} hs_fits;
/** See hs_ledger_who. End with hs_fits_end, also on failure. */
hs_status hs_query_sources(hs_fits *out, hs_ledger *ledger, hs_str name, hs_error *err);
void hs_fits_end(hs_fits *fits);
/** Of how many a question is told that a name fits them: of those without a statement only where no other fits. @param all  as hs_query.all */
size_t hs_fits_told(const hs_fits *fits, bool all);
/** Has a name all words that were typed, each perhaps cut short behind its third letter? */
bool hs_query_name_fits(hs_str name, hs_str typed);
/** Add a string to a JSON list that is open, "[..". */
hs_status hs_query_list(hs_buffer *list, hs_ledger *ledger, hs_str s, hs_error *err);
/** The outlets that a name fits. @param first  one of them, else the name @param json  list of all */
hs_status hs_query_outlets(hs_ledger *ledger, hs_str typed, hs_buffer *first, hs_buffer *json, size_t *n, hs_error *err);

/* ---- many rows by one statement ---- */

typedef struct hs_listed {
    int64_t id;
    size_t at; /* the first of it among the ids */
} hs_listed;

typedef struct hs_wanted {
    hs_buffer list;   /* "[3,7]", each once, as json_each takes it */
    hs_listed *places; /* [n] by id; owned */
    size_t n;
} hs_wanted;
#define HS_NO_PLACE SIZE_MAX

/** End with hs_wanted_end, also on failure. */
hs_status hs_wanted_begin(hs_wanted *out, const int64_t *ids, size_t n, hs_error *err);
/** Where an id is among the ids; HS_NO_PLACE. */
size_t hs_wanted_place(const hs_wanted *ids, int64_t id);
void hs_wanted_end(hs_wanted *ids);

/* ---- answers ---- */

struct hs_answer {
    hs_arena *arena;
    hs_ledger *ledger; /* while it is made */
    bool reads;        /* in a transaction of its own, so that all its rows are of one moment */
    bool all;          /* older versions, and what a person called wrong, count and are told, too */
    hs_entry *entries;
    size_t n_entries;
    hs_claim *claims;
    size_t n_claims;
    hs_speaker *sources;
    size_t n_sources;
    size_t n_fits; /* sources that the name of the question fits */
    bool narrowed; /* more is asked for than what a source said */
    hs_report *documents;
    size_t n_documents;
    hs_publisher *outlets;
    size_t n_outlets;
    hs_dispute *disputes;
    size_t n_disputes;
    hs_change *changes;
    size_t n_changes;
    hs_story *stories;
    size_t n_stories;
    hs_ground *reasons;
    size_t n_reasons;
    hs_context *context;
    hs_stats *stats;
    hs_str next;
    bool cut;
};

/** Begin an answer; until hs_answer_made it sees the ledger as it is at its first statement, whoever writes meanwhile. */
hs_status hs_answer_new(hs_answer **out, hs_ledger *ledger, hs_error *err);
/** A string of the answer's own. */
hs_status hs_answer_keep(hs_answer *answer, hs_str s, hs_str *out, hs_error *err);
/** Column i as it is shown: harmless, its blanks single ones. */
hs_status hs_answer_shown(hs_answer *answer, const hs_sql *q, int i, hs_str *out, hs_error *err);
/** A text of the ledger as valid UTF-8 of the answer. @return HS_OK, HS_E_LEDGER where it is none, HS_E_NOMEM */
hs_status hs_answer_take(hs_answer *answer, hs_str s, hs_str *out, hs_error *err);
/** Column i as valid UTF-8 of the answer. */
hs_status hs_answer_copy(hs_answer *answer, const hs_sql *q, int i, hs_str *out, hs_error *err);
/** Memory of the answer. @return HS_E_NOMEM where there is none */
hs_status hs_answer_room(hs_answer *answer, void **out, size_t n, size_t size, hs_error *err);
/** Column i as a number; 0 where it is none that fits. */
uint32_t hs_answer_column_small(const hs_sql *q, int i);
/** Column i as an id; 0 where it is none. */
uint64_t hs_answer_column_id(const hs_sql *q, int i);
/** HS_E_LEDGER: `of` number `id` has a value of no known name. */
hs_status hs_answer_unknown(const char *of, int64_t id, hs_error *err);
/** @param ids  [n] @param corrected  a person's values in place of the machine's @param out  [n] */
hs_status hs_answer_fill_entries(hs_answer *answer, const int64_t *ids, size_t n, bool corrected, hs_entry *out, hs_error *err);
hs_status hs_answer_entry(hs_answer *answer, int64_t attribution, bool corrected, hs_entry *out, hs_error *err);
/** The words of a claim's own row, at most 16,384 characters of them; unknown where there is none. */
hs_status hs_answer_words(hs_answer *answer, int64_t claim, hs_str *out, hs_error *err);
/** @param claims  [n], each once: ones that stand for their wordings @param firsts  [n]: as `first` of hs_answer_claim @param out  [n] */
hs_status hs_answer_fill_claims(hs_answer *answer, const hs_filter *filter, const int64_t *claims, const int64_t *firsts, size_t n, hs_claim *out, hs_error *err);
/** @param claim  one that stands for its wordings @param first  the attribution that stands first; 0: the oldest */
hs_status hs_answer_claim(hs_answer *answer, int64_t claim, int64_t first, hs_claim *out, hs_error *err);
/** The entries of a question, as hs_ledger_attributions. */
hs_status hs_answer_attributions(hs_answer *answer, hs_filter *filter, hs_error *err);
/** @param documents  [n], each once @param out  [n] */
hs_status hs_answer_fill_reports(hs_answer *answer, const int64_t *documents, size_t n, hs_report *out, hs_error *err);
hs_status hs_answer_report(hs_answer *answer, int64_t document, hs_report *out, hs_error *err);
/** @param source  0: whom corrections alone know, by `key` @param whole  else no more than names and n_attributions */
hs_status hs_answer_speaker(hs_answer *answer, int64_t source, const hs_buffer *key, bool whole, hs_speaker *out, hs_error *err);
/** End the making of an answer. @return status, with *out NULL unless it is HS_OK */
hs_status hs_answer_made(hs_answer **out, hs_status status, hs_error *err);
/** Where the answer goes on behind a row. */
hs_status hs_answer_goes_on(hs_answer *answer, hs_str heard, int64_t document, int64_t position, hs_error *err);
/** The same behind so many ranks: "r120". */
hs_status hs_answer_goes_on_at(hs_answer *answer, size_t done, hs_error *err);

/* ---- wordings ---- */

/* As a subquery: the claim ?1, which stands for itself, and all that are shown as it. */
#define HS_WORDINGS "SELECT ?1 UNION ALL SELECT claim_id FROM claim WHERE same_as = ?1"

/** The claim that a wording is shown as: mostly itself, also where there is none of that id. */
hs_status hs_wording_standing(int64_t *out, hs_ledger *ledger, int64_t wording, hs_error *err);
/** The same of many. @param wordings  [n], each once @param out  [n] */
hs_status hs_wordings_standing(int64_t *out, hs_ledger *ledger, const int64_t *wordings, size_t n, hs_error *err);
/** Fill claim->wordings. */
hs_status hs_answer_wordings(hs_answer *answer, hs_claim *claim, hs_error *err);

/* ---- meaning ---- */

enum { HS_MEANING_KEPT = 1000 };

typedef struct hs_near {
    int64_t claim;
    double cosine;
} hs_near;
/** The claims nearest in meaning, the nearest first. @param out  [HS_MEANING_KEPT] */
hs_status hs_ledger_near(hs_near *out, size_t *n, hs_ledger *ledger, const hs_meaning *meaning, hs_error *err);

#endif
