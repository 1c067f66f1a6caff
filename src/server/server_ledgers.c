/* server_ledgers.c -- one ledger a thread: they are opened as they are needed, and lent. In: a path. Out: ledgers to read from, and
 * a number that grows with every change of the file. Any thread. */
#include <string.h>

#include "server_state.h"
#include "status.h"

enum { LIMIT_MS = 10000 };

/* Open it again, where somebody has written to what may only be read here, so that nobody could tell. `*at` is kept if that fails, or NULL. */
static hs_status freshen(hs_ledger **at, const char *path, hs_error *err)
{
    hs_ledger *fresh;
    if (*at && !hs_ledger_is_stale(*at))
        return HS_OK;
    hs_status status = hs_ledger_open(&fresh, path, HS_LEDGER_READ, err);
    if (status == HS_E_IO && *at) /* a log of somebody who writes to it just now: for a while */
        return hs_fail(err, HS_E_BUSY, 0, "the ledger is being written to: ask again");
    if (status != HS_OK)
        return status;
    hs_ledger_free(*at);
    *at = fresh;
    return HS_OK;
}

hs_status hs_server_ledgers_open(hs_server_ledgers *out, const char *path, unsigned most, hs_error *err)
{
    *out = (hs_server_ledgers){.path = path, .most = most, .limit_ms = LIMIT_MS, .age = 1};
    HS_TRY(hs_ledger_open(&out->watch, path, HS_LEDGER_READ, err));
    const char *slash = strstr(path, "://") ? NULL : strrchr(path, '/');
    hs_ledger_shown(out->shown, sizeof out->shown, slash ? slash + 1 : path);
    const char *host = strstr(out->shown, "://"), *name = host ? strchr(host + 3, '/') : NULL;
    if (host) /* of a server the database alone: its host and user are not for everybody who sees the page */
        memmove(out->shown, name ? name + 1 : "PostgreSQL", strlen(name ? name + 1 : "PostgreSQL") + 1);
    pthread_mutex_init(&out->lock, NULL);
    pthread_mutex_init(&out->watch_lock, NULL);
    pthread_cond_init(&out->given, NULL);
    return HS_OK;
}

void hs_server_ledgers_close(hs_server_ledgers *ledgers)
{
    if (!ledgers->watch)
        return;
    for (unsigned i = 0; i < ledgers->n_idle; i++)
        hs_ledger_free(ledgers->idle[i]);
    hs_ledger_free(ledgers->watch);
    pthread_mutex_destroy(&ledgers->lock);
    pthread_mutex_destroy(&ledgers->watch_lock);
    pthread_cond_destroy(&ledgers->given);
    *ledgers = (hs_server_ledgers){0};
}

hs_status hs_server_ledgers_take(hs_ledger **out, hs_server_ledgers *ledgers, hs_error *err)
{
    *out = NULL;
    pthread_mutex_lock(&ledgers->lock);
    while (!ledgers->n_idle && ledgers->n_open == ledgers->most)
        pthread_cond_wait(&ledgers->given, &ledgers->lock);
    if (ledgers->n_idle)
        *out = ledgers->idle[--ledgers->n_idle];
    else
        ledgers->n_open++;
    pthread_mutex_unlock(&ledgers->lock);
    hs_status status = freshen(out, ledgers->path, err);
    if (status == HS_OK) {
        hs_ledger_limit(*out, ledgers->limit_ms);
    } else {
        hs_ledger_free(*out);
        *out = NULL;
        pthread_mutex_lock(&ledgers->lock);
        ledgers->n_open--;
        pthread_cond_signal(&ledgers->given);
        pthread_mutex_unlock(&ledgers->lock);
    }
    return status;
}

void hs_server_ledgers_give(hs_server_ledgers *ledgers, hs_ledger *ledger)
{
    pthread_mutex_lock(&ledgers->lock);
    ledgers->idle[ledgers->n_idle++] = ledger;
    pthread_cond_signal(&ledgers->given);
    pthread_mutex_unlock(&ledgers->lock);
}

/* Called with the lock. */
static hs_status find_age(hs_server_ledgers *ledgers, hs_error *err)
{
    uint64_t version;
    const hs_ledger *was = ledgers->watch;
    HS_TRY(freshen(&ledgers->watch, ledgers->path, err));
    if (ledgers->watch != was)
        ledgers->seen = UINT64_MAX; /* of no ledger */
    HS_TRY(hs_ledger_version(&version, ledgers->watch, err));
    if (version != ledgers->seen) {
        ledgers->seen = version;
        ledgers->age++;
    }
    return HS_OK;
}

hs_status hs_server_ledgers_age(uint64_t *out, hs_server_ledgers *ledgers, hs_error *err)
{
    pthread_mutex_lock(&ledgers->watch_lock);
    hs_status status = find_age(ledgers, err);
    *out = ledgers->age;
    pthread_mutex_unlock(&ledgers->watch_lock);
    return status;
}

hs_status hs_server_ledgers_look(hs_server_ledgers *ledgers, hs_error *err)
{
    uint64_t newest;
    pthread_mutex_lock(&ledgers->watch_lock);
    hs_status status = find_age(ledgers, err);
    if (status == HS_OK && ledgers->looked != ledgers->age) {
        status = hs_ledger_newest_claim(&newest, ledgers->watch, err);
        if (status == HS_OK) {
            ledgers->newest_claim = newest;
            ledgers->looked = ledgers->age;
        }
    }
    pthread_mutex_unlock(&ledgers->watch_lock);
    return status;
}
