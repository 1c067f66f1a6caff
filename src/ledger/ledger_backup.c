/* ledger_backup.c -- a copy of the ledger as it is at one moment. In: an open ledger. Out: a file, which gets its name once it is whole
 * and was looked at. One thread at a time; others may write meanwhile. */
#define _GNU_SOURCE /* mkostemp */
#include "ledger_check.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "postgres.h"
#include "status.h"

enum { PAGES = 256 /* a step */, NAME = 100, MOST_PATH = 4096 };

static hs_status refuse(hs_error *err, hs_status code, const char *path, const char *why)
{
    return hs_fail(err, code, 0, "%.*s: %s", NAME, path, why);
}

static bool stat_ledger(hs_ledger *ledger, struct stat *out)
{
    const char *file = sqlite3_db_filename(ledger->db, "main");
    return file && stat(file, out) == 0;
}

/* May a copy get this name? */
static hs_status check_path(hs_ledger *ledger, const char *path, bool replace, hs_error *err)
{
    static const char *const logs[] = {"-wal", "-journal"};
    struct stat ours, there;
    char log[MOST_PATH];
    if (!path || !*path || strlen(path) > MOST_PATH - 16)
        return hs_fail(err, HS_E_ARG, MOST_PATH - 16, "a copy needs a name, of a length that the system allows");
    bool is_there = stat(path, &there) == 0;
    if (!is_there && errno != ENOENT)
        return refuse(err, HS_E_IO, path, strerror(errno));
    if (is_there && stat_ledger(ledger, &ours) && ours.st_dev == there.st_dev && ours.st_ino == there.st_ino)
        return refuse(err, HS_E_ARG, path, "that is the ledger itself");
    if (is_there && !S_ISREG(there.st_mode))
        return refuse(err, HS_E_ARG, path, "is there, and no file that could be replaced");
    if (is_there && !replace)
        return refuse(err, HS_E_ARG, path, "is there already; --force puts the copy in its place");
    /* A log of an older file, even of one that is gone, would be taken for the new one's, and spoil it. */
    for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
        snprintf(log, sizeof log, "%s%s", path, logs[i]);
        if (stat(log, &there) == 0 && there.st_size > 0)
            return hs_fail(err, HS_E_ARG, 0, "%.*s: %s: its %s file is there", NAME, path,
                           is_there ? "is open in a program, or was not closed by one" : "is gone, but was not closed by a program", logs[i]);
    }
    return HS_OK;
}

static hs_status copy_pages(hs_ledger *ledger, sqlite3 *copy, void (*step)(void *ctx, uint64_t done, uint64_t of), void *ctx, hs_error *err)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", ledger->db, "main");
    if (!backup)
        return hs_fail(err, sqlite3_errcode(copy) == SQLITE_NOMEM ? HS_E_NOMEM : HS_E_IO, 0, "the copy: %s", sqlite3_errmsg(copy));
    int rc;
    do {
        rc = sqlite3_backup_step(backup, PAGES);
        if (step && rc == SQLITE_OK) {
            uint64_t of = (uint64_t)sqlite3_backup_pagecount(backup);
            step(ctx, of - (uint64_t)sqlite3_backup_remaining(backup), of);
        }
    } while (rc == SQLITE_OK);
    int ended = sqlite3_backup_finish(backup);
    if (rc == SQLITE_DONE)
        rc = ended;
    return rc == SQLITE_OK ? HS_OK : hs_fail(err, (rc & 0xff) == SQLITE_NOMEM ? HS_E_NOMEM : (rc & 0xff) == SQLITE_CORRUPT ? HS_E_LEDGER : HS_E_IO,
                                             0, "the copy: %s", sqlite3_errstr(rc));
}

/* All pages as they are at one moment: the ledger is read within a transaction, so that nobody's writing begins the copy anew. */
static hs_status copy_to(hs_ledger *ledger, const char *path, void (*step)(void *ctx, uint64_t done, uint64_t of), void *ctx, hs_error *err)
{
    sqlite3 *copy = NULL;
    int64_t n;
    if (sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
        hs_status status = hs_fail(err, copy ? HS_E_IO : HS_E_NOMEM, 0, "the copy: %s", copy ? sqlite3_errmsg(copy) : "no memory");
        sqlite3_close(copy);
        return status;
    }
    hs_status status = hs_ledger_run(ledger, "BEGIN", "the ledger", err);
    if (status == HS_OK) {
        hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM model");
        status = hs_sql_take_number(&q, &n, err);
    }
    if (status == HS_OK)
        status = copy_pages(ledger, copy, step, ctx, err);
    hs_ledger_undo(ledger);
    sqlite3_close(copy);
    return status;
}

static hs_status look_at(const char *path, hs_error *err)
{
    hs_ledger *copy;
    bool row;
    HS_TRY(hs_ledger_open(&copy, path, HS_LEDGER_READ, err));
    /* without a number of findings: SQLite 3.46 takes one for the name of a table */
    hs_sql q = hs_sql_begin(copy, "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok' "
                                  "UNION ALL SELECT 'a row of ' || \"table\" || ' refers to none' FROM pragma_foreign_key_check LIMIT 1");
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_str what = hs_sql_column(&q, 0);
        status = hs_check_is_no_memory(what)
                     ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a look at the copy")
                     : hs_fail(err, HS_E_LEDGER, 0, "the ledger is damaged, and no copy is made: %.*s",
                               (int)(what.len < NAME ? what.len : NAME), what.ptr ? what.ptr : "");
    }
    hs_sql_end(&q);
    hs_ledger_free(copy);
    return status;
}

/* The file's bytes, then its name. */
static hs_status keep(const char *part, const char *path, bool replace, hs_error *err)
{
    char folder[MOST_PATH];
    int fd = open(part, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    /* A link takes no name that came up meanwhile; where the file system has none, that has to do that was looked at before. */
    bool linked = good && !replace && link(part, path) == 0;
    if (!good || (!linked && !replace && errno == EEXIST) || (!linked && rename(part, path) != 0))
        return refuse(err, errno == EEXIST ? HS_E_ARG : HS_E_IO, path, strerror(errno));
    if (linked)
        unlink(part);
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (slash)
        slash[slash == folder] = '\0';
    fd = open(slash ? folder : ".", O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (fd >= 0) {
        fsync(fd);
        close(fd);
    }
    return HS_OK;
}

static void drop_part(const char *part)
{
    static const char *const ends[] = {"", "-wal", "-shm", "-journal"};
    char name[MOST_PATH + 16];
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", part, ends[i]);
        unlink(name);
    }
}

hs_status hs_ledger_backup(hs_ledger *ledger, const char *path, bool replace, void (*step)(void *ctx, uint64_t done, uint64_t of),
                           void *ctx, hs_error *err)
{
    char part[MOST_PATH];
    if (ledger->postgres)
        return hs_fail(err, HS_E_ARG, 0, "a ledger at a server is backed up there, by pg_dump; 'hearsay copy' makes a file of it");
    if (hs_ledger_in_transaction(ledger))
        return hs_fail(err, HS_E_ARG, 0, "a batch is open: commit it first");
    HS_TRY(check_path(ledger, path, replace, err));
    snprintf(part, sizeof part, "%s.XXXXXX", path);
    struct stat ours;
    int fd = mkostemp(part, O_CLOEXEC);
    if (fd < 0)
        return refuse(err, HS_E_IO, path, strerror(errno));
    hs_status status = HS_OK;
    if (stat_ledger(ledger, &ours) && fchmod(fd, ours.st_mode & 0777) != 0) /* who may read the ledger may read its copy */
        status = refuse(err, HS_E_IO, path, strerror(errno));
    close(fd);
    if (status == HS_OK)
        status = copy_to(ledger, part, step, ctx, err);
    if (status == HS_OK)
        status = look_at(part, err);
    if (status == HS_OK)
        status = keep(part, path, replace, err);
    if (status != HS_OK)
        drop_part(part);
    return status;
}
