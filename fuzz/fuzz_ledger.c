/* fuzz_ledger.c -- any bytes as a ledger's file: refused with a reason, or every question gets an answer or a reason, and every document
 * that it gives has spans in its text. Changing it, then: nothing crashes, hangs or is taken for a defect of ours. */
#include <stdio.h>
#include <unistd.h>

#include "check_document.h"
#include "ledger.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 32 /* documents, sources asked for */, ROWS = 200 };

static char path[64];

static void put_file(const uint8_t *data, size_t size)
{
    static const char *const ends[] = {"-wal", "-shm", "-journal"};
    char name[80];
    if (!*path)
        snprintf(path, sizeof path, "%s/hs_fuzz_ledger_%ld.db", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp", (long)getpid());
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        unlink(name);
    }
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(data, 1, size, f) == size && fclose(f) == 0);
}

/* Of a damaged file anything but a defect of ours may be said, and it is said in words. */
static bool good(hs_status status, const hs_error *err)
{
    CHECK(status == HS_OK || (err->code == status && err->msg[0]));
    CHECK(status != HS_E_DEFECT && status != HS_E_NOMEM);
    return status == HS_OK;
}

static void check_spans(const hs_document *doc, hs_spans spans)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        check_span(doc, spans.at[i]);
        CHECK(!i || spans.at[i].begin >= spans.at[i - 1].end);
    }
}

/* Values that a hostile file may choose are no document's, but what they index is there. */
static void check_loaded(const hs_document *doc)
{
    const hs_str fields[] = {doc->text, doc->input, doc->url, doc->outlet, doc->title, doc->published, doc->modified, doc->fetched,
                             doc->section, doc->language, doc->model};
    CHECK(doc->id.len == 64);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        check_field(fields[i]);
    for (size_t i = 0; i < doc->n_furniture; i++)
        check_span(doc, doc->furniture[i].span);
    for (size_t i = 0; i < doc->n_links; i++)
        check_span(doc, doc->links[i].span);
    for (size_t i = 0; i < doc->n_times; i++)
        check_span(doc, doc->times[i].span);
    for (size_t i = 0; i < doc->n_figures; i++)
        check_span(doc, doc->figures[i].span);
    for (size_t i = 0; i < doc->n_sources; i++)
        check_spans(doc, doc->sources[i].mentions);
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        check_spans(doc, a->source);
        check_spans(doc, a->cue);
        check_spans(doc, a->content);
        CHECK(a->parent == HS_NO_PARENT || a->parent < doc->n_attributions);
        CHECK(a->source_id == HS_NO_SOURCE || a->source_id < doc->n_sources);
        for (uint32_t k = 0; k < a->n_chain; k++)
            CHECK(a->chain[k] < doc->n_sources);
    }
}

static bool take_finding(void *n, const hs_finding *f)
{
    CHECK(f->where && f->what);
    return ++*(int *)n < ROWS;
}

static bool take_opinion(void *n, const hs_opinion *o)
{
    CHECK(o->verdict >= HS_VERDICT_RIGHT && o->verdict <= HS_VERDICT_OTHER);
    return ++*(int *)n < ROWS;
}

static bool take_change(void *n, const hs_source_change *c)
{
    (void)c;
    return ++*(int *)n < ROWS;
}

static bool take_member(void *n, const hs_source_member *m)
{
    CHECK(m->why);
    return ++*(int *)n < ROWS;
}

static void ask_views(hs_ledger *ledger)
{
    static const char *const views[] = {"SELECT * FROM said LIMIT 200", "SELECT * FROM through LIMIT 200", "SELECT * FROM speaker LIMIT 200",
                                        "SELECT * FROM called LIMIT 200",
                                        "SELECT rowid FROM claim_words WHERE claim_words MATCH 'note OR oil' LIMIT 200"};
    hs_error err;
    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        bool row;
        hs_sql q = hs_sql_begin(ledger, views[i]);
        while (good(hs_sql_step(&q, &row, &err), &err) && row)
            for (int k = 0; k < sqlite3_column_count(q.stmt); k++)
                hs_sql_column(&q, k);
        hs_sql_end(&q);
    }
}

static void ask_related(hs_ledger *ledger)
{
    static const char *const ids[][2] = {{"c1", "c2"}, {"c3", NULL}, {"a1", "a2"}, {"a2", NULL}, {"d1", "d2"}, {"d1", NULL}};
    hs_answer *answer;
    hs_error err;
    for (int most = 0; most < 2; most++)
        if (good(hs_ledger_disputes(&answer, ledger, &(hs_query){.updates = true, .most_first = most, .limit = 20}, &err), &err))
            hs_answer_free(answer);
    if (good(hs_ledger_changes(&answer, ledger, &(hs_query){.limit = 20}, &err), &err))
        hs_answer_free(answer);
    if (good(hs_ledger_stories(&answer, ledger, &(hs_query){.single = true, .limit = 20}, &err), &err))
        hs_answer_free(answer);
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        if (good(hs_ledger_explain(&answer, ledger, (hs_str){ids[i][0], 2}, (hs_str){ids[i][1], ids[i][1] ? 2 : 0}, &err), &err))
            hs_answer_free(answer);
}

static void ask(hs_ledger *ledger)
{
    hs_error err;
    hs_document *doc;
    uint64_t id = 0, n;
    int rows = 0;
    const hs_check check = {take_finding, NULL, &rows};
    static const char sha256[] = "0000000000000000000000000000000000000000000000000000000000000000";
    good(hs_ledger_find(&n, ledger, (hs_str){sha256, 64}, &err), &err);
    for (int i = 0; i < MOST && good(hs_ledger_next_stale(&id, ledger, (hs_str){"", 0}, id, &err), &err) && id; i++)
        if (good(hs_ledger_document(&doc, ledger, id, &err), &err)) {
            check_loaded(doc);
            hs_document_free(doc);
        }
    for (uint64_t s = 1; s < 8; s++)
        good(hs_ledger_source_members(&n, ledger, s, take_member, &rows, &err), &err);
    good(hs_ledger_corrections(ledger, take_opinion, &rows, &err), &err);
    good(hs_ledger_source_changes(ledger, 0, take_change, &rows, &err), &err);
    ask_views(ledger);
    ask_related(ledger);
    good(hs_ledger_check(&n, ledger, &check, &err), &err);
}

static void change(hs_ledger *ledger)
{
    hs_error err;
    hs_document *doc;
    hs_forgotten gone;
    uint64_t n;
    const hs_opinion opinion = {.attribution = 2, .verdict = HS_VERDICT_OTHER, .says.act = {"deny", 4}};
    const hs_opinion of_article = {.article = 1, .verdict = HS_VERDICT_OTHER, .says = {.outlet = {"Lantern", 7}, .published = {"2031-05", 7}}};
    good(hs_ledger_merge(ledger, 3, 1, (hs_str){0}, (hs_str){0}, &err), &err);
    good(hs_ledger_split(ledger, 2, (hs_str){0}, &err), &err);
    good(hs_ledger_part(&n, ledger, 1, (const uint64_t[]){2}, 1, (hs_str){0}, (hs_str){0}, &err), &err);
    good(hs_ledger_correct(&n, ledger, &opinion, &err), &err);
    good(hs_ledger_correct(&n, ledger, &of_article, &err), &err);
    good(hs_ledger_uncorrect(ledger, 1, &err), &err);
    if (good(hs_ledger_document(&doc, ledger, 1, &err), &err)) {
        good(hs_ledger_reread(ledger, 1, doc, &err), &err);
        hs_document_free(doc);
    }
    good(hs_ledger_settle(ledger, &err), &err);
    good(hs_ledger_forget_source(&gone, ledger, 1, false, &err), &err);
    good(hs_ledger_forget_document(&gone, ledger, 2, &err), &err);
    good(hs_ledger_settle(ledger, &err), &err);
    good(hs_ledger_commit(ledger, &err), &err);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_ledger *ledger;
    hs_error err;
    put_file(data, size);
    if (good(hs_ledger_open(&ledger, path, HS_LEDGER_READ, &err), &err))
        ask(ledger);
    hs_ledger_free(ledger);
    put_file(data, size);
    if (good(hs_ledger_open(&ledger, path, HS_LEDGER_CHANGE, &err), &err))
        change(ledger);
    hs_ledger_free(ledger);
    unlink(path);
    return 0;
}
