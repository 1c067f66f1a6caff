/* server_relate.c -- documents that are due meet the others, after a change was answered: which claims are one, and which
 * contradict. In: the ledger as it was left. Out: its relations. Threads: one of jobs; one run at a time. */
#include <stdlib.h>
#include <string.h>

#include "server_state.h"

enum { PER_COMMIT = 8 /* documents; other writers have their turn between */ };

/* @return false: there is nothing more to do, or it cannot be done now */
static bool relate_some(hs_server *server, const hs_comparer *comparer, hs_compare_space *space, uint64_t *after)
{
    hs_ledger *ledger;
    hs_status status = hs_server_write_begin(&ledger, server, NULL);
    if (status != HS_OK)
        return false;
    status = hs_relate_begin(ledger, comparer, false, NULL);
    for (int i = 0; i < PER_COMMIT && status == HS_OK && !server->ending; i++) {
        status = hs_relate_next(after, ledger, *after, NULL);
        if (status != HS_OK || !*after)
            break;
        status = hs_relate(ledger, comparer, space, *after, NULL);
    }
    status = hs_server_write_end(server, ledger, status, NULL);
    return status == HS_OK && *after && !server->ending;
}

static void relate(void *ctx)
{
    hs_server *server = ctx;
    const hs_comparer *comparer;
    hs_compare_space *space = NULL;
    uint64_t after = 0;
    server->relating = false; /* what changes from here on needs another run */
    if (hs_server_model_comparer(&comparer, &server->model, NULL) == HS_OK && hs_compare_space_open(&space, comparer, NULL) == HS_OK)
        while (relate_some(server, comparer, space, &after)) {
        }
    hs_compare_space_free(space); /* what is still due is for the next run, or for `hearsay relate` */
}

void hs_server_relate(hs_server *server)
{
    const char *model = getenv("HEARSAY_PAIRS");
    if ((model && strcmp(model, "none") == 0) || atomic_exchange(&server->relating, true))
        return;
    if (!hs_server_jobs_put(&server->slow_jobs, relate, server))
        server->relating = false;
}
