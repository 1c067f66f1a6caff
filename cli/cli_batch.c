/* cli_batch.c -- documents on their way into the ledger: gathered and written together, so that the file is locked and
 * flushed seldom and never while somebody waits for a reading; told of on stdout once it is sure that they are in. Main
 * thread only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"

enum { BATCH_MS = 1000, BATCH_BYTES = 4 << 20, ID = 64, COPIES = 8 };
static const double SAME_SHARE = 0.9;

static const char *const outcome_names[CLI_N_OUTCOMES] = {"added", "new version", "in already", "failed"};

/* One document or failure that is not told of yet. */
struct cli_entry {
    hs_document *doc; /* owned; NULL: there is nothing to write */
    char *name;       /* owned; NULL: there is a mark and nothing to tell */
    void *mark;       /* owned; NULL: none */
    char id[ID + 1];  /* of the document; empty: there is none */
    char *as;         /* owned: what the ledger has the same text as; NULL: it is that very document */
    char *same_words; /* owned: what else has them; NULL: nothing, or it has an outlet */
    bool dated, zoned, has_outlet;
    cli_outcome outcome;
    hs_error err; /* of what failed */
};

static bool is_of_ledger(hs_status status)
{
    return status == HS_E_IO || status == HS_E_LEDGER || status == HS_E_BUSY || status == HS_E_DEFECT;
}

static void fail_entry(cli_entry *e, const hs_error *err)
{
    e->outcome = CLI_FAILED;
    e->err = *err;
}

/* "d1 of Harbour Post"; owned. */
static char *name_there(uint64_t id, const hs_document *there)
{
    char line[256];
    hs_str outlet = hs_document_outlet(there);
    int n = snprintf(line, sizeof line, "d%llu%s%.*s", (unsigned long long)id, outlet.len ? " of " : "",
                     (int)(outlet.len < 200 ? outlet.len : 200), outlet.len ? outlet.ptr : "");
    return cli_copy(line, (size_t)n);
}

/* What a document is in as, if it is in for its text alone; owned, else NULL. */
static char *find_as(const cli_batch *b, const hs_document *doc)
{
    uint64_t id = 0, same = 0;
    hs_document *there = NULL;
    if (hs_ledger_find_document(&id, b->ledger, doc, NULL) != HS_OK || hs_ledger_find(&same, b->ledger, hs_document_id(doc), NULL) != HS_OK ||
        same || !id || hs_ledger_document(&there, b->ledger, id, NULL) != HS_OK)
        return NULL;
    char *name = name_there(id, there);
    hs_document_free(there);
    return name;
}

/* Of a text without an outlet: what has the same words, and as many of them, under one; owned, else NULL. */
static char *find_same_words(const cli_batch *b, uint64_t id, const hs_document *doc)
{
    hs_copy copies[COPIES];
    size_t n = 0;
    char *name = NULL;
    const size_t len = hs_document_text(doc).len;
    if (hs_document_outlet(doc).len || hs_ledger_copies(copies, COPIES, &n, b->ledger, id, NULL) != HS_OK)
        return NULL;
    for (size_t i = 0; i < n && i < COPIES && !name; i++) {
        hs_document *there = NULL;
        if (copies[i].share < SAME_SHARE || hs_ledger_document(&there, b->ledger, copies[i].document, NULL) != HS_OK)
            continue;
        const size_t other = hs_document_text(there).len;
        if (hs_document_outlet(there).len && 10 * len >= 8 * other && 10 * other >= 8 * len) /* no extract */
            name = name_there(copies[i].document, there);
        hs_document_free(there);
    }
    return name;
}

/* @return what the ledger said, if that concerns every document */
static hs_status put_entry(cli_batch *b, cli_entry *e, hs_error *err)
{
    static const cli_outcome of[] = {[HS_ADDED_NOT] = CLI_FAILED,
                                     [HS_ADDED] = CLI_ADDED,
                                     [HS_ADDED_VERSION] = CLI_NEW_VERSION,
                                     [HS_ADDED_BEFORE] = CLI_IN_ALREADY};
    hs_added how;
    uint64_t id;
    hs_status status = hs_ledger_add(&how, &id, b->ledger, e->doc, err);
    e->outcome = of[how];
    if (how == HS_ADDED_BEFORE && !e->as)
        e->as = find_as(b, e->doc);
    if (how == HS_ADDED && !e->same_words)
        e->same_words = find_same_words(b, id, e->doc);
    if (status == HS_OK || is_of_ledger(status))
        return status;
    fail_entry(e, err);
    return HS_OK;
}

static hs_status put_batch(cli_batch *b, hs_error *err)
{
    for (size_t i = 0; i < b->n; i++) {
        cli_entry *e = &b->at[i];
        hs_status status = e->doc ? put_entry(b, e, err) : HS_OK;
        if (status == HS_OK && e->mark)
            status = b->put_mark(b->ledger, e->mark, err);
        if (status != HS_OK)
            return status;
    }
    return b->ledger ? hs_ledger_commit(b->ledger, err) : HS_OK; /* none: nothing but failures */
}

/* Whoever keeps the ledger to itself for longer than the library waits ends no run that has more tries. */
static hs_status put_patiently(cli_batch *b, hs_error *err)
{
    hs_status status = put_batch(b, err);
    for (unsigned tries = 1; status == HS_E_BUSY && tries < b->tries && !cli_stopped(); tries++) {
        if (tries == 1)
            cli_say("%s; waiting for it", err->msg);
        hs_ledger_undo(b->ledger);
        status = put_batch(b, err);
    }
    return status;
}

/* Nothing of the batch is in. */
static void lose_batch(cli_batch *b, const hs_error *err)
{
    bool told = false;
    hs_ledger_undo(b->ledger);
    for (size_t i = 0; i < b->n; i++)
        if (b->at[i].doc) {
            fail_entry(&b->at[i], err);
            told = true;
        }
    if (!told)
        cli_say("%s", err->msg);
    b->code = err->code == HS_E_DEFECT ? CLI_DEFECT : CLI_LEDGER;
}

static void print_entry(const cli_batch *b, const cli_entry *e)
{
    const cli_cell cells[] = {{"input", e->name},
                              {"document", *e->id ? e->id : NULL},
                              {"outcome", outcome_names[e->outcome]},
                              {"why", e->outcome == CLI_FAILED ? e->err.msg : NULL}};
    enum { N = sizeof cells / sizeof *cells };
    if (b->form == CLI_JSONL) {
        cli_row_json(cells, N);
    } else if (b->form == CLI_CSV) {
        if (!b->n_told)
            cli_row_csv_names(cells, N);
        cli_row_csv(cells, N);
    } else if (e->outcome != CLI_FAILED) {
        const char *other = e->as ? e->as : e->same_words;
        char *name = cli_shown(e->name), *as = other ? cli_shown(other) : NULL;
        printf("%-11s  %s%s%s\n", outcome_names[e->outcome], name, !as ? "" : e->as ? ", as " : "; much the same words are in as ", as ? as : "");
        free(name);
        free(as);
    }
}

static void tell_entry(cli_batch *b, const cli_entry *e)
{
    if (e->outcome == CLI_FAILED && e->doc)
        cli_say("%s: not in: %s", e->name, e->err.msg);
    else if (e->outcome == CLI_FAILED)
        cli_say_failed(e->name, &e->err);
    if (e->err.code == HS_E_DEFECT)
        b->code = CLI_DEFECT;
    if (!b->quiet)
        print_entry(b, e);
    b->n_told++;
    b->counts[e->outcome]++;
    if (e->outcome == CLI_ADDED || e->outcome == CLI_NEW_VERSION) {
        b->n_undated += !e->dated;
        b->n_zoneless += e->dated && !e->zoned;
        b->n_no_outlet += !e->has_outlet;
    }
}

bool cli_batch_end(cli_batch *b)
{
    hs_error err;
    bool good = put_patiently(b, &err) == HS_OK;
    if (!good)
        lose_batch(b, &err);
    cli_progress_hide();
    for (size_t i = 0; i < b->n; i++) {
        cli_entry *e = &b->at[i];
        if (e->name)
            tell_entry(b, e);
        hs_document_free(e->doc);
        free(e->name);
        free(e->as);
        free(e->same_words);
        free(e->mark);
    }
    fflush(stdout);
    b->n = 0;
    b->bytes = 0;
    return good;
}

int64_t cli_ms_since(struct timespec begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (now.tv_sec - begun.tv_sec) * 1000 + (now.tv_nsec - begun.tv_nsec) / 1000000;
}

bool cli_batch_is_old(struct timespec begun)
{
    return cli_ms_since(begun) >= BATCH_MS;
}

bool cli_batch_is_due(const cli_batch *b)
{
    return b->n && (b->n == CLI_BATCH || b->bytes >= BATCH_BYTES || cli_batch_is_old(b->begun));
}

static cli_entry *new_entry(cli_batch *b)
{
    if (!b->at)
        b->at = cli_grow(NULL, CLI_BATCH, sizeof *b->at);
    if (!b->n)
        clock_gettime(CLOCK_MONOTONIC, &b->begun);
    cli_entry *e = &b->at[b->n++];
    *e = (cli_entry){.outcome = CLI_FAILED};
    return e;
}

void cli_batch_failure(cli_batch *b, hs_str name, const hs_error *err)
{
    cli_entry *e = new_entry(b);
    e->name = cli_copy(name.ptr, name.len);
    fail_entry(e, err);
}

/* Does a date name its zone, as one of a whole day need not? */
static bool has_zone(hs_str date)
{
    size_t at = 0;
    while (at < date.len && date.ptr[at] != 'T')
        at++;
    bool zoned = at == date.len;
    for (; at < date.len && !zoned; at++)
        zoned = date.ptr[at] == 'Z' || date.ptr[at] == '+' || date.ptr[at] == '-';
    return zoned;
}

/* Was it fetched on another day than this? It counts as heard then. */
static bool fetched_before(hs_str fetched)
{
    char today[sizeof "2031-05-14"];
    const time_t now = time(NULL);
    struct tm tm;
    gmtime_r(&now, &tm);
    strftime(today, sizeof today, "%Y-%m-%d", &tm);
    return fetched.len && strncmp(fetched.ptr, today, fetched.len < sizeof today - 1 ? fetched.len : sizeof today - 1) != 0;
}

/* Is the outlet that was given filed under another form of its name? */
static void note_outlet(cli_batch *b, hs_str outlet)
{
    if (b->outlet && !b->filed_as && outlet.len && (strlen(b->outlet) != outlet.len || memcmp(b->outlet, outlet.ptr, outlet.len) != 0))
        b->filed_as = cli_copy(outlet.ptr, outlet.len);
}

void cli_batch_document(cli_batch *b, cli_item *item)
{
    hs_str name = hs_document_name(item->doc), id = hs_document_id(item->doc);
    cli_entry *e = new_entry(b);
    e->name = cli_copy(name.ptr, name.len);
    memcpy(e->id, id.ptr, id.len < ID ? id.len : ID);
    e->outcome = CLI_IN_ALREADY;
    e->dated = hs_document_published(item->doc).len || fetched_before(hs_document_fetched(item->doc));
    e->zoned = has_zone(hs_document_published(item->doc));
    e->has_outlet = hs_document_outlet(item->doc).len > 0;
    if (item->known) {
        e->as = find_as(b, item->doc);
        return;
    }
    cli_walk_say_decoding(e->name, item->doc);
    note_outlet(b, hs_document_outlet(item->doc));
    b->words += hs_document_words(item->doc);
    b->bytes += hs_document_text(item->doc).len;
    e->doc = item->doc;
    item->doc = NULL;
}

void cli_batch_mark(cli_batch *b, cli_item *item)
{
    new_entry(b)->mark = item->mark;
    item->mark = NULL;
}

void cli_batch_free(cli_batch *b)
{
    free(b->filed_as);
    free(b->at);
}
