/* ledger_schema.h -- the SQL that makes the ledger's tables, from schema_N.sql at build time. */
#ifndef HS_LEDGER_SCHEMA_H
#define HS_LEDGER_SCHEMA_H

/** hs_ledger_migrations[n] leads from schema n to n + 1; 0 is an empty file. */
extern const char *const hs_ledger_migrations[];
/** The same of a ledger at a PostgreSQL server, from schema_postgresql_N.sql. */
extern const char *const hs_ledger_postgres_migrations[];

#endif
