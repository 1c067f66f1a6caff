/* loader.h -- libraries of the system that are loaded when they are first needed.
 * In: their names and the functions wanted. Out: a table of functions. Any thread: the system's loader counts who uses a library. */
#ifndef HS_LOADER_H
#define HS_LOADER_H

#include <stddef.h>

#include "hearsay.h"

/** A function and where its address goes in the table. */
typedef struct hs_symbol {
    const char *name;
    size_t at;
} hs_symbol;

typedef struct hs_library {
    const char *const *files; /* [n_files] names of its file; the first that loads is taken */
    size_t n_files;
    const hs_symbol *symbols; /* [n_symbols] */
    size_t n_symbols;
    const char *title; /* "libpq" */
    const char *user;  /* who needs it: "a ledger on PostgreSQL" */
    const char *since; /* "it must be of PostgreSQL 14 or later" */
    const char *else_; /* what else may help where it is not installed; NULL */
} hs_library;

/**
 * Load a library; it stays loaded until the program ends, since what it sets up for the program's end must stay.
 *
 * @param table  takes the functions; as it was on failure
 * @return HS_OK
 *         HS_E_IO  it is not installed, or lacks a function
 */
hs_status hs_library_load(void *table, const hs_library *library, hs_error *err);

#endif
