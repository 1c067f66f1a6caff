/* ledger_check.h -- what the files of the check share. One thread at a time. */
#ifndef HS_LEDGER_CHECK_H
#define HS_LEDGER_CHECK_H

#include "ledger.h"

typedef struct hs_checking {
    hs_ledger *ledger;
    const hs_check *check;
    uint64_t broken;   /* findings so far */
    uint64_t done, of; /* steps */
    bool stop;         /* who is told wants no more */
} hs_checking;

/** Tell of a finding, by a place in words or by a row: "a12". */
void hs_check_tell(hs_checking *c, bool broken, const char *where, const char *what);
void hs_check_tell_row(hs_checking *c, char letter, int64_t id, const char *what);
/** What the ledger's own functions call damage is a finding; other failures end the check. @return HS_OK, or `status` */
/** After a statement that a server could not answer, without which it would answer no other in the same look. */
void hs_check_recover(hs_checking *c);
hs_status hs_check_found(hs_checking *c, hs_status status, const char *where, const hs_error *found, hs_error *err);
/** Is what SQLite's integrity_check says no damage, but that there was no memory for a page? */
bool hs_check_is_no_memory(hs_str finding);
/** Every span of a document leads to its words, and its rows are a reading (ledger_check_rows.c). */
hs_status hs_check_document(hs_checking *c, int64_t document, hs_error *err);

#endif
