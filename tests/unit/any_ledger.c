/* any_ledger.c -- where $HEARSAY_TEST_POSTGRESQL is the address of a server, a test's ledgers are there instead of in files: linked in with
 * --wrap=hs_ledger_open, hs_ledger_free. Each path that is in use has a schema to itself, which is emptied for the next one, since to make one takes
 * longer than most tests do; at the path an empty file tells that it was made, so that a test that removes the file has an empty ledger again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hearsay.h"
#include "ledger.h"
#include "postgres_address.h"

hs_status __real_hs_ledger_open(hs_ledger **out, const char *path, hs_ledger_mode mode, hs_error *err);
void __real_hs_ledger_free(hs_ledger *ledger);
hs_status __wrap_hs_ledger_open(hs_ledger **out, const char *path, hs_ledger_mode mode, hs_error *err);
void __wrap_hs_ledger_free(hs_ledger *ledger);

enum { SCHEMAS = 32, OPEN = 64, ADDRESS = 512 };

static struct schema {
    char address[ADDRESS], path[ADDRESS];
} schemas[SCHEMAS]; /* [n_schemas] */
static size_t n_schemas;
static struct {
    hs_ledger *ledger;
    struct schema *schema;
} opened[OPEN];

/* Whoever is referred to goes last. */
static const char empty[] =
    "DELETE FROM change; DELETE FROM dispute; DELETE FROM pair; DELETE FROM story_member; DELETE FROM related; DELETE FROM term; DELETE FROM unsettled; "
    "DELETE FROM shingle; DELETE FROM copy; DELETE FROM feed_item; DELETE FROM feed; DELETE FROM correction; DELETE FROM source_correction; "
    "DELETE FROM document_correction; DELETE FROM given; DELETE FROM source_change; DELETE FROM vector; DELETE FROM sketch; DELETE FROM chain; "
    "DELETE FROM attribution; DELETE FROM holder; DELETE FROM claim; DELETE FROM source; DELETE FROM document; DELETE FROM model; "
    "SELECT setval('document_document_id_seq', 1, false), setval('source_source_id_seq', 1, false), setval('holder_holder_id_seq', 1, false), "
    "setval('claim_claim_id_seq', 1, false), setval('attribution_attribution_id_seq', 1, false), setval('model_model_id_seq', 1, false), "
    "setval('source_change_change_id_seq', 1, false)";

static void run(const struct schema *schema, const char *sql)
{
    hs_ledger *ledger;
    hs_error err;
    if (__real_hs_ledger_open(&ledger, schema->address, HS_LEDGER_WRITE, &err) != HS_OK || hs_ledger_run(ledger, sql, "emptying", &err) != HS_OK) {
        fprintf(stderr, "any_ledger: %s\n", err.msg);
        abort();
    }
    __real_hs_ledger_free(ledger);
}

static void drop_all(void)
{
    char sql[ADDRESS];
    for (size_t i = 0; i < n_schemas; i++) {
        snprintf(sql, sizeof sql, "DROP SCHEMA %s CASCADE", strstr(schemas[i].address, "?schema=") + strlen("?schema="));
        run(&schemas[i], sql);
    }
}

static bool is_open(const struct schema *schema)
{
    for (size_t i = 0; i < OPEN; i++)
        if (opened[i].ledger && opened[i].schema == schema)
            return true;
    return false;
}

static bool is_free(const struct schema *schema)
{
    return !is_open(schema) && (strcmp(schema->path, ":memory:") == 0 || access(schema->path, F_OK) != 0);
}

static struct schema *schema_of(const char *path)
{
    const bool lasts = strcmp(path, ":memory:") != 0;
    for (size_t i = 0; lasts && i < n_schemas; i++)
        if (strcmp(schemas[i].path, path) == 0)
            return &schemas[i];
    for (size_t i = 0; i < n_schemas; i++)
        if (is_free(&schemas[i])) {
            snprintf(schemas[i].path, ADDRESS, "%s", path);
            run(&schemas[i], empty);
            return &schemas[i];
        }
    if (n_schemas == 0)
        atexit(drop_all);
    if (n_schemas == SCHEMAS)
        abort();
    struct schema *new = &schemas[n_schemas++];
    snprintf(new->path, sizeof new->path, "%s", path);
    snprintf(new->address, sizeof new->address, "%s?schema=t%d_%zu", getenv("HEARSAY_TEST_POSTGRESQL"), (int)getpid(), n_schemas);
    return new;
}

static hs_status open_at(hs_ledger **out, struct schema *schema, hs_ledger_mode mode, hs_error *err)
{
    hs_status status = __real_hs_ledger_open(out, schema->address, mode, err);
    for (size_t i = 0; status == HS_OK && i < OPEN; i++)
        if (!opened[i].ledger) {
            opened[i].ledger = *out;
            opened[i].schema = schema;
            break;
        }
    return status;
}

hs_status __wrap_hs_ledger_open(hs_ledger **out, const char *path, hs_ledger_mode mode, hs_error *err)
{
    if (!getenv("HEARSAY_TEST_POSTGRESQL") || !path || !*path || hs_postgres_is_address(path))
        return __real_hs_ledger_open(out, path, mode, err);
    if (strcmp(path, ":memory:") != 0 && access(path, F_OK) != 0) {
        if (mode != HS_LEDGER_WRITE)
            return __real_hs_ledger_open(out, path, mode, err); /* which says that there is none */
        struct schema *schema = schema_of(path);
        run(schema, empty);
        FILE *mark = fopen(path, "wb");
        if (mark)
            fclose(mark);
    }
    return open_at(out, schema_of(path), mode, err);
}

void __wrap_hs_ledger_free(hs_ledger *ledger)
{
    for (size_t i = 0; i < OPEN; i++)
        if (opened[i].ledger == ledger)
            opened[i].ledger = NULL;
    __real_hs_ledger_free(ledger);
}
