/* postgres_address.h -- the address of a ledger at a PostgreSQL server. Any thread. */
#ifndef HS_POSTGRES_ADDRESS_H
#define HS_POSTGRES_ADDRESS_H

#include "hearsay.h"

enum { HS_POSTGRES_ADDRESS = 2048, HS_POSTGRES_SCHEMA = 64 /* with its NUL */ };

typedef struct hs_postgres_address {
    char url[HS_POSTGRES_ADDRESS];     /* for libpq, without the schema; with a password, if it has one */
    char schema[HS_POSTGRES_SCHEMA];   /* letters, digits and _ */
    char shown[HS_POSTGRES_ADDRESS];   /* for people: without password and options */
    char password[HS_POSTGRES_ADDRESS]; /* as it is written in the address; "": none */
} hs_postgres_address;

/** Is a ledger's path the address of one at a server? */
bool hs_postgres_is_address(const char *path);
/**
 * Take an address apart.
 *
 * @return HS_OK
 *         HS_E_ARG  it is too long, has a schema that is no plain name, or an @ where a password cannot be told from a host; the message
 *                   holds nothing of it
 */
hs_status hs_postgres_address_read(hs_postgres_address *out, const char *path, hs_error *err);

#endif
