/* postgres_dialect.h -- the ledger's statements, which are written once in SQLite's SQL, in PostgreSQL's.
 * What differs by a word or a place is changed here, token by token; what a function can stand in for, such as json_each, is one of
 * schema_postgresql_1.sql; where the engines part, hs_sql_either has a text for each. Any thread. */
#ifndef HS_POSTGRES_DIALECT_H
#define HS_POSTGRES_DIALECT_H

#include "buffer.h"

enum { HS_DIALECT_PARAMETERS = 32, HS_DIALECT_SEARCHES = 2 /* claims, and titles */ };

typedef struct hs_dialect {
    hs_buffer sql; /* owned; ends in a NUL that does not count */
    int n_parameters; /* the greatest ?N */
    int n_places;     /* so many $N */
    unsigned char place[HS_DIALECT_PARAMETERS + 1]; /* [N]: ?N is $place; 0: it is not there */
    bool is_endless;  /* it selects, and nothing tells how many rows at most */
    bool gives_id;    /* its one row is the number of the row that it inserts */
    int searches[HS_DIALECT_SEARCHES]; /* [n_searches] parameters that are words to look for. How they are found is decided anew each time, by how common they are */
    int n_searches;
} hs_dialect;

/**
 * Translate one statement.
 *
 * @param out  end with hs_dialect_end, also on failure
 * @param sql  [len] of the ledger's own; no input
 * @return HS_OK, HS_E_NOMEM, HS_E_DEFECT (it has too many tokens or parameters)
 */
hs_status hs_dialect_translate(hs_dialect *out, const char *sql, size_t len, hs_error *err);
void hs_dialect_end(hs_dialect *dialect);

/** An expression of FTS5, as hs_query_words makes them, as one that to_tsquery takes. @param out  appended to */
void hs_dialect_words(hs_buffer *out, hs_str fts);

#endif
