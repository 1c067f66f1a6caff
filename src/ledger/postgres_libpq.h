/* postgres_libpq.h -- libpq, loaded by the first ledger that is at a PostgreSQL server: linked in, it and the twenty libraries that it
 * brings would cost every start of a program that never meets one. Any thread. */
#ifndef HS_POSTGRES_LIBPQ_H
#define HS_POSTGRES_LIBPQ_H

#include <libpq-fe.h>

#include "hearsay.h"

/* What we call of it, without "PQ". */
#define HS_LIBPQ_FUNCTIONS(X)                                                                                          \
    X(clear)                                                                                                           \
    X(cmdStatus)                                                                                                       \
    X(cmdTuples)                                                                                                       \
    X(connectdbParams)                                                                                                 \
    X(conninfoFree)                                                                                                    \
    X(conninfoParse)                                                                                                   \
    X(errorMessage)                                                                                                    \
    X(exec)                                                                                                            \
    X(execParams)                                                                                                      \
    X(execPrepared)                                                                                                    \
    X(finish)                                                                                                          \
    X(fformat)                                                                                                         \
    X(freemem)                                                                                                         \
    X(ftype)                                                                                                           \
    X(getResult)                                                                                                       \
    X(getisnull)                                                                                                       \
    X(getlength)                                                                                                       \
    X(getvalue)                                                                                                        \
    X(nfields)                                                                                                         \
    X(ntuples)                                                                                                         \
    X(parameterStatus)                                                                                                 \
    X(prepare)                                                                                                         \
    X(putCopyData)                                                                                                     \
    X(putCopyEnd)                                                                                                      \
    X(reset)                                                                                                           \
    X(resultErrorField)                                                                                                \
    X(resultStatus)                                                                                                    \
    X(serverVersion)                                                                                                   \
    X(setNoticeProcessor)                                                                                              \
    X(status)                                                                                                          \
    X(transactionStatus)

typedef struct hs_libpq {
#define HS_LIBPQ_MEMBER(name) __typeof__(PQ##name) *name;
    HS_LIBPQ_FUNCTIONS(HS_LIBPQ_MEMBER)
#undef HS_LIBPQ_MEMBER
} hs_libpq;

/**
 * Load libpq; it stays loaded until the program ends.
 *
 * @return HS_OK
 *         HS_E_IO  it is not installed, or too old; *out is zeroed
 */
hs_status hs_libpq_load(hs_libpq *out, hs_error *err);

#endif
