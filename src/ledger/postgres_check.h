/* postgres_check.h -- is a ledger at a server of the schema that it should be? Threads: as a ledger's. */
#ifndef HS_POSTGRES_CHECK_H
#define HS_POSTGRES_CHECK_H

#include "ledger_check.h"

/** Tell what is missing of tables, indexes and views, and what else is in the ledger's schema. */
hs_status hs_check_postgres(hs_checking *c, hs_error *err);

#endif
