/* ids.h -- sets of row ids. Plain values; any thread. */
#ifndef HS_IDS_H
#define HS_IDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** Ids, each once, rising. */
typedef struct hs_ids {
    int64_t *at; /* [n]; owned */
    size_t n, cap;
} hs_ids;
/** @return false: there is no memory */
bool hs_ids_add(hs_ids *ids, int64_t id);
/** Bring them in order, each once. */
void hs_ids_settle(hs_ids *ids);
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
