/* ledger_limit.c -- a question's time. In: milliseconds. Out: SQLite gives up what is at work when they are over (SQLITE_INTERRUPT). One
 * thread at a time. */
#include "postgres.h"

#include <time.h>

enum { STEPS = 1000 /* of SQLite's machine between two looks at the clock: some tens of microseconds */ };

static int64_t clock_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

bool hs_ledger_is_late(const hs_ledger *ledger)
{
    return clock_ms() >= ledger->until_ms;
}

static int is_late(void *ctx)
{
    return hs_ledger_is_late(ctx);
}

void hs_ledger_limit(hs_ledger *ledger, uint32_t ms)
{
    ledger->until_ms = clock_ms() + ms;
    if (ledger->postgres)
        hs_postgres_limit(ledger, ms);
    else
        sqlite3_progress_handler(ledger->db, ms ? STEPS : 0, ms ? is_late : NULL, ledger);
}
