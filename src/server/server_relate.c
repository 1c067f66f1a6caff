/* server_relate.c -- documents that are due meet the others, after a change was answered: which claims are one, and which
 * contradict. In: the ledger as it was left. Out: its relations. Threads: one of jobs; one run at a time. */
#include <stdlib.h>
#include <string.h>

#include "server_state.h"

enum { DOCUMENTS = 8, PAIRS = 128 /* in a batch; other writers have their turn between */ };

/* @return false: there is nothing more to do, or it cannot be done now */
static bool relate_some(hs_server *server, const hs_comparer *comparer, hs_compare_team *team, uint64_t *after)
{
    hs_ledger *ledger;
    size_t done = 0;
    hs_status status = hs_server_write_begin(&ledger, server, NULL);
    if (status != HS_OK)
        return false;
    status = hs_relate_begin(ledger, comparer, false, NULL);
    for (int i = 0; i < DOCUMENTS && status == HS_OK && !server->ending; i++) {
        status = hs_relate_next(after, ledger, *after, NULL);
        if (status != HS_OK || !*after)
            break;
        status = hs_relate(ledger, comparer, *after, NULL);
    }
    if (status == HS_OK && !*after)
        status = hs_relate_decide(&done, ledger, team, PAIRS, NULL);
    status = hs_server_write_end(server, ledger, status, NULL);
    return status == HS_OK && (*after || done) && !server->ending;
}

static void relate(void *ctx)
{
    hs_server *server = ctx;
    const hs_comparer *comparer;
    hs_compare_team *team = NULL;
    uint64_t after = 0;
    server->relating = false; /* what changes from here on needs another run */
    if (hs_server_model_comparer(&comparer, &server->model, NULL) == HS_OK && hs_compare_team_open(&team, comparer, 1, NULL) == HS_OK)
        while (relate_some(server, comparer, team, &after)) {
        }
    hs_compare_team_free(team); /* what is still due is for the next run, or for `hearsay relate` */
}

void hs_server_relate(hs_server *server)
{
    const char *model = getenv("HEARSAY_PAIRS");
    if ((model && strcmp(model, "none") == 0) || atomic_exchange(&server->relating, true))
        return;
    if (!hs_server_jobs_put(&server->slow_jobs, relate, server))
        server->relating = false;
}
