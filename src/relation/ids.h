/* ids.h -- sets of row ids. Plain values; any thread, but for what asks a ledger. */
#ifndef HS_IDS_H
#define HS_IDS_H

#include "ledger.h"

/** Ids, each once, rising. */
typedef struct hs_ids {
    int64_t *at; /* [n]; owned */
    size_t n, cap;
} hs_ids;
/** @return false: there is no memory */
bool hs_ids_add(hs_ids *ids, int64_t id);
/** Add the first column of the rows of a statement, and end it. @return HS_OK, HS_E_NOMEM, HS_E_LEDGER .. */
hs_status hs_ids_add_rows(hs_ids *ids, hs_sql q, hs_error *err);
/** Bring them in order, each as often as it was added. */
void hs_ids_sort(hs_ids *ids);
/** Bring them in order, each once. */
void hs_ids_settle(hs_ids *ids);
/** The same, of those alone that were added so many times or more. */
void hs_ids_settle_added(hs_ids *ids, size_t times);
/** Is it one of them, which are settled? @param out  its index; n: it is none */
bool hs_ids_find(size_t *out, const hs_ids *ids, int64_t id);
void hs_ids_free(hs_ids *ids);

/** Ids, each once, in the order in which they came, and found quickly. */
typedef struct hs_id_set {
    hs_ids ids;
    size_t *slots; /* [n_slots] one more than the index of an id; 0: free */
    size_t n_slots;
} hs_id_set;
/** Add an id that may be there. @param out  its index @return false: there is no memory */
bool hs_id_set_add(size_t *out, hs_id_set *set, int64_t id);
void hs_id_set_free(hs_id_set *set);

#endif
