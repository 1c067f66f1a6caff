/* ledger_still.c -- a ledger for one who may only read it. A write-ahead log wants files beside the ledger that every reader may write; where there are none and none can be made, the ledger
 * is opened as a file that nobody changes (SQLite's immutable=1). That is right only while it is so: what has not come from a log into the file yet would be missed, and what a journal takes
 * back would be told, so that either with anything in it is a refusal; and whoever writes meanwhile is found out by the file's time and size before and behind each question. In: a path. Out: an open
 * file. One thread at a time. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "heap.h"
#include "status.h"

struct hs_still {
    struct stat was;
    char path[]; /* ends with 0; behind it there is room for "-journal" */
};

/* A name as SQLite's addresses have it: what means something in them stands as %41. @return bytes */
static size_t write_address(char *out, const char *path)
{
    char *at = out + sprintf(out, *path == '/' ? "file://" : "file:");
    for (; *path; path++) {
        if (strchr("%?#", *path))
            at += sprintf(at, "%%%02X", (unsigned char)*path);
        else
            *at++ = *path;
    }
    return (size_t)(at + sprintf(at, "?immutable=1") - out);
}

/* Is there what has not come into the file, or what must be put back into it, as whoever wrote it was stopped? */
static bool has_log(char *path)
{
    static const char *const logs[] = {"-wal", "-journal"};
    char *end = path + strlen(path);
    bool any = false;
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        struct stat log;
        memcpy(end, logs[i], strlen(logs[i]) + 1);
        any = any || (stat(path, &log) == 0 && log.st_size > 0);
    }
    *end = 0;
    return any;
}

int hs_still_open(hs_ledger *ledger, const char *path)
{
    const size_t n = strlen(path);
    ledger->still = hs_alloc(sizeof *ledger->still + n + sizeof "-journal");
    char *address = hs_alloc(3 * n + sizeof "file://?immutable=1");
    int rc = ledger->still && address ? SQLITE_OK : SQLITE_NOMEM;
    if (rc == SQLITE_OK) {
        memcpy(ledger->still->path, path, n + 1);
        if (has_log(ledger->still->path) || stat(path, &ledger->still->was) != 0)
            rc = SQLITE_READONLY_CANTINIT;
    }
    if (rc == SQLITE_OK) {
        sqlite3_close(ledger->db);
        write_address(address, path);
        rc = sqlite3_open_v2(address, &ledger->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    }
    hs_free(address);
    return rc;
}

bool hs_ledger_is_stale(const hs_ledger *ledger)
{
    return hs_still_check(ledger, NULL) != HS_OK;
}

hs_status hs_still_check(const hs_ledger *ledger, hs_error *err)
{
    struct stat is;
    if (!ledger->still)
        return HS_OK;
    const struct stat *was = &ledger->still->was;
    if (stat(ledger->still->path, &is) == 0 && is.st_ino == was->st_ino && is.st_dev == was->st_dev && is.st_size == was->st_size && is.st_mtim.tv_sec == was->st_mtim.tv_sec &&
        is.st_mtim.tv_nsec == was->st_mtim.tv_nsec && !has_log(ledger->still->path))
        return HS_OK;
    return hs_fail(err, HS_E_BUSY, 0, "the ledger: it may only be read here, and somebody has written to it meanwhile: open it again");
}

void hs_still_free(hs_ledger *ledger)
{
    hs_free(ledger->still);
    ledger->still = NULL;
}
