/* test_ledger_keep.c -- what persons say of a ledger stands, is told and is taken back; what is forgotten is gone from every file;
 * damage is found; copies are whole. In: models/small. */
#include <fcntl.h>

#include "any_ledger.h"
#include "ledger_check.h"
#include "ledger_fixture.h"

static const char *const texts[] = {
    "Mara Lindqvist said on Monday that the pier is safe. Jonas Brekke denied that he had read the note.",
    "Mara Lindqvist said the ferries would sail on Friday. Mr Brekke, the deputy, said nobody asked him. Officials said 12 people were hurt.",
    "Ada Solheim warned that the basin was full of oil. Mara Lindqvist, a painter, said that she had never seen the port.",
};
enum { TEXTS = sizeof texts / sizeof *texts };

static hs_document *read_one(size_t i)
{
    static const char *const outlets[] = {"Harbour Post", "Daily Lantern", "Coastal Wire"};
    return read_text(texts[i], strlen(texts[i]), "a", outlets[i], NULL);
}

/* A ledger of the three texts: d1, d2, d3. */
static hs_ledger *make(void)
{
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    for (size_t i = 0; i < TEXTS; i++) {
        hs_document *doc = read_one(i);
        assert_int_equal(add(ledger, doc, HS_ADDED), i + 1);
        hs_document_free(doc);
    }
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    return ledger;
}

static hs_str str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

/* The attribution whose content holds some words, and a source by its name. */
static uint64_t attribution(hs_ledger *ledger, const char *words)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT coalesce(max(attribution_id), 0) FROM said WHERE what LIKE '%%%s%%'", words);
    int64_t id = number(ledger, sql);
    assert_true(id > 0);
    return (uint64_t)id;
}

static uint64_t source(hs_ledger *ledger, const char *name)
{
    char sql[256];
    snprintf(sql, sizeof sql, "SELECT coalesce(min(source_id), 0) FROM source WHERE name LIKE '%s'", name);
    int64_t id = number(ledger, sql);
    assert_true(id > 0);
    return (uint64_t)id;
}

static bool holds(hs_ledger *ledger, const char *sql)
{
    return number(ledger, sql) != 0;
}

static void assert_clean(hs_ledger *ledger);

/* ---- corrections ---- */

static uint64_t correct(hs_ledger *ledger, hs_opinion c, hs_status want)
{
    uint64_t id;
    hs_error err = {HS_OK, 0, ""};
    hs_status status = hs_ledger_correct(&id, ledger, &c, &err);
    if (status != want)
        fail_msg("%d: %s", status, err.msg);
    assert_int_equal(id != 0, want == HS_OK);
    return id;
}

static bool count_correction(void *n, const hs_opinion *c)
{
    assert_true(c->what.len > 0 && c->made.len == 20);
    ++*(int *)n;
    return true;
}

static void test_correct(void **state)
{
    hs_error err;
    (void)state;
    hs_ledger *ledger = make();
    uint64_t safe = attribution(ledger, "pier is safe"), mara = source(ledger, "Mara Lindqvist");
    uint64_t first = correct(ledger, (hs_opinion){.attribution = safe, .verdict = HS_VERDICT_OTHER, .by = str("Ola"),
                                                     .says = {.name = str("Ada  Solheim"), .act = str("deny")}}, HS_OK);
    uint64_t second = correct(ledger, (hs_opinion){.attribution = safe, .verdict = HS_VERDICT_OTHER, .says.polarity = str("-")}, HS_OK);
    assert_int_equal(second, first + 1);
    /* the second leaves the act and the name as the first has them; whose it is, is whom the ledger knows by that name */
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE what LIKE '%pier is safe%' AND who = 'Ada Solheim' AND act = 'deny' AND "
                              "polarity = '-' AND source_id = (SELECT source_id FROM source WHERE name = 'Ada Solheim')"));
    assert_int_equal(hs_ledger_uncorrect(ledger, second, NULL), HS_OK);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE what LIKE '%pier is safe%' AND act = 'deny' AND polarity = '+'"));
    uint64_t third = correct(ledger, (hs_opinion){.source = mara, .verdict = HS_VERDICT_OTHER, .says.name = str("Mara B. Lindqvist")}, HS_OK);
    assert_true(third > first);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE who = 'Mara B. Lindqvist'"));
    correct(ledger, (hs_opinion){.attribution = safe, .verdict = HS_VERDICT_WRONG, .note = str("a caption")}, HS_OK);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE verdict = 'wrong' AND act = 'say'"));
    int n = 0;
    assert_int_equal(hs_ledger_corrections(ledger, count_correction, &n, NULL), HS_OK);
    assert_int_equal(n, 3);
    assert_int_equal(hs_ledger_uncorrect(ledger, 99, &err), HS_E_NONE);
    assert_int_equal(err.pos, 99);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    hs_ledger_free(ledger);
}

static void test_no_correction(void **state)
{
    (void)state;
    static char name[2000];
    memset(name, 'x', sizeof name - 1);
    hs_ledger *ledger = make();
    const hs_opinion bad[] = {
        {.verdict = HS_VERDICT_RIGHT},
        {.attribution = 1, .source = 1, .verdict = HS_VERDICT_RIGHT},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER},
        {.attribution = 1, .verdict = HS_VERDICT_RIGHT, .says.act = str("say")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.act = str("sing")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.polarity = str("maybe")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.certainty = str("sure")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.time = str("last Monday")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.name = str("  ")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.name = str(name)},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.name = str("\xff")},
        {.attribution = 1, .verdict = HS_VERDICT_OTHER, .says.kind = str("person")},
        {.source = 1, .verdict = HS_VERDICT_OTHER, .says.act = str("say")},
        {.source = 1, .verdict = HS_VERDICT_OTHER, .says.kind = str("ghost")},
        {.attribution = 1, .verdict = (hs_verdict)7},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        correct(ledger, bad[i], HS_E_ARG);
    correct(ledger, (hs_opinion){.attribution = 999, .verdict = HS_VERDICT_RIGHT}, HS_E_NONE);
    correct(ledger, (hs_opinion){.source = 999, .verdict = HS_VERDICT_RIGHT}, HS_E_NONE);
    assert_int_equal(number(ledger, "SELECT (SELECT count(*) FROM correction) + (SELECT count(*) FROM source_correction)"), 0);
    hs_ledger_free(ledger);
}

/* ---- sources ---- */

static int64_t stands_for(hs_ledger *ledger, uint64_t id)
{
    int64_t out;
    assert_int_equal(hs_ledger_standing(&out, ledger, (int64_t)id, NULL), HS_OK);
    return out;
}

static bool count_change(void *n, const hs_source_change *c)
{
    assert_true(c->source && c->other && c->source_name.len && c->other_name.len);
    ++*(int *)n;
    return true;
}

static bool count_member(void *n, const hs_source_member *m)
{
    assert_true(m->document && m->name.len && m->outlet.len && strcmp(m->why, "unknown") != 0);
    ++((int *)n)[m->merged];
    return true;
}

static void test_merge(void **state)
{
    hs_error err;
    uint64_t standing;
    int n = 0, members[2] = {0, 0};
    (void)state;
    hs_ledger *ledger = make();
    uint64_t mara = source(ledger, "Mara Lindqvist"), ada = source(ledger, "Ada Solheim"), jonas = source(ledger, "Jonas Brekke");
    assert_int_equal(hs_ledger_merge(ledger, mara, ada, str("her maiden name"), str("Ola"), NULL), HS_OK);
    assert_int_equal(hs_ledger_merge(ledger, ada, jonas, (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    assert_int_equal(stands_for(ledger, mara), jonas); /* not ada, who stands for another */
    assert_int_equal(hs_ledger_merge(ledger, jonas, mara, (hs_str){0}, (hs_str){0}, &err), HS_E_ARG);
    assert_true(strstr(err.msg, "one source already") != NULL);
    assert_int_equal(hs_ledger_merge(ledger, 999, mara, (hs_str){0}, (hs_str){0}, &err), HS_E_NONE);
    assert_int_equal(err.pos, 999);
    assert_true(holds(ledger, "SELECT count(*) = 0 FROM said WHERE who = 'Mara Lindqvist'"));
    assert_int_equal(hs_ledger_source_members(&standing, ledger, ada, count_member, members, NULL), HS_OK);
    assert_int_equal(standing, jonas);
    assert_true(members[0] == 1 && members[1] == 4);
    /* each is taken back by itself, and what was merged into it goes with it */
    assert_int_equal(hs_ledger_split(ledger, ada, str("Ola"), NULL), HS_OK);
    assert_int_equal(stands_for(ledger, mara), ada);
    assert_int_equal(stands_for(ledger, ada), ada);
    assert_int_equal(hs_ledger_split(ledger, ada, str("Ola"), &err), HS_E_NONE);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    assert_int_equal(hs_ledger_split(ledger, mara, str("Ola"), NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM source WHERE merged_into IS NOT NULL"), 0);
    assert_int_equal(hs_ledger_source_changes(ledger, 0, count_change, &n, NULL), HS_OK);
    assert_int_equal(n, 2);
    assert_int_equal(number(ledger, "SELECT count(*) FROM source_change WHERE undone_by = 'Ola'"), 2);
    hs_ledger_free(ledger);
}

static void test_part(void **state)
{
    uint64_t painter = 0, none;
    hs_error err;
    (void)state;
    hs_ledger *ledger = make();
    uint64_t mara = source(ledger, "Mara Lindqvist");
    const uint64_t third[] = {3, 3}, all[] = {1, 2, 3}, other[] = {3, 9};
    assert_int_equal(hs_ledger_part(&none, ledger, mara, all, 3, (hs_str){0}, (hs_str){0}, &err), HS_E_ARG);
    assert_int_equal(hs_ledger_part(&none, ledger, mara, other, 2, (hs_str){0}, (hs_str){0}, &err), HS_E_NONE);
    assert_int_equal(err.pos, 9);
    assert_int_equal(number(ledger, "SELECT count(*) FROM source WHERE apart"), 0);
    assert_int_equal(hs_ledger_part(&painter, ledger, mara, third, 2, str("the painter"), (hs_str){0}, NULL), HS_OK);
    assert_true(painter != mara);
    assert_int_equal(number(ledger, "SELECT count(*) FROM holder WHERE document_id = 3 AND why = 'split'"), 1);
    /* no later document joins her, and a new reading leaves her where she is */
    hs_document *doc = read_text(texts[0], strlen(texts[0]), "a", "Another Paper", NULL);
    add(ledger, doc, HS_ADDED);
    hs_document_free(doc);
    assert_int_equal(number(ledger, "SELECT count(*) FROM holder h JOIN source s USING (source_id) WHERE s.apart"), 1);
    doc = read_one(2);
    assert_int_equal(hs_ledger_reread(ledger, 3, doc, NULL), HS_OK);
    hs_document_free(doc);
    assert_int_equal(number(ledger, "SELECT source_id FROM holder WHERE document_id = 3 AND why = 'split'"), painter);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    assert_int_equal(hs_ledger_merge(ledger, painter, mara, (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    assert_int_equal(stands_for(ledger, painter), mara);
    hs_ledger_free(ledger);
}

/* ---- reading anew ---- */

static void move_away(hs_document *doc)
{
    for (size_t i = 0; i < doc->n_attributions; i++)
        *(hs_span *)doc->attributions[i].content.at = (hs_span){0, 4};
}

static void test_reread(void **state)
{
    (void)state;
    hs_ledger *ledger = make();
    uint64_t stale = 0, left;
    uint64_t safe = attribution(ledger, "pier is safe");
    int64_t claim = number(ledger, "SELECT claim_id FROM claim WHERE text LIKE '%he had read the note%'");
    int64_t hurt = number(ledger, "SELECT source_id FROM said WHERE what LIKE '%12 people%'");
    assert_true(holds(ledger, "SELECT count(*) FROM vector"));
    correct(ledger, (hs_opinion){.attribution = safe, .verdict = HS_VERDICT_OTHER, .says.act = str("deny")}, HS_OK);
    correct(ledger, (hs_opinion){.source = (uint64_t)hurt, .verdict = HS_VERDICT_RIGHT}, HS_OK);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    hs_str later = {"later-1 0123456789ab", 20};
    assert_int_equal(hs_ledger_count_stale(&left, ledger, later, NULL), HS_OK);
    assert_int_equal(left, 3);
    for (uint64_t id = 1; id <= TEXTS; id++) {
        hs_document *doc;
        assert_int_equal(hs_ledger_next_stale(&stale, ledger, later, stale, NULL), HS_OK);
        assert_int_equal(stale, id);
        assert_int_equal(hs_ledger_document(&doc, ledger, id, NULL), HS_OK);
        doc->model = later;
        doc->vectors = NULL; /* it makes none */
        if (id == 1)
            ((hs_span *)doc->attributions[0].content.at)->end -= 8; /* "that the pier" of "that the pier is safe": more than half */
        assert_int_equal(hs_ledger_reread(ledger, id, doc, NULL), HS_OK);
        hs_document_free(doc);
    }
    assert_int_equal(hs_ledger_next_stale(&stale, ledger, later, 0, NULL), HS_OK);
    assert_int_equal(stale, 0);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE what LIKE '%the pier' AND act = 'deny'"));
    assert_int_equal(number(ledger, "SELECT claim_id FROM claim WHERE text LIKE '%he had read the note%'"), claim);
    assert_int_equal(number(ledger, "SELECT source_id FROM said WHERE what LIKE '%12 people%'"), hurt);
    assert_int_equal(number(ledger, "SELECT (SELECT count(*) FROM vector) + (SELECT count(*) FROM sketch)"), 0);

    /* a correction that fits nothing is kept and told, and fits again when the reading does */
    hs_document *doc;
    hs_span kept;
    assert_int_equal(hs_ledger_document(&doc, ledger, 1, NULL), HS_OK);
    kept = doc->attributions[0].content.at[0];
    move_away(doc);
    assert_int_equal(hs_ledger_reread(ledger, 1, doc, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE attribution_id IS NULL"), 1);
    int n = 0;
    assert_int_equal(hs_ledger_corrections(ledger, count_correction, &n, NULL), HS_OK);
    assert_int_equal(n, 2);
    *(hs_span *)doc->attributions[0].content.at = kept;
    assert_int_equal(hs_ledger_reread(ledger, 1, doc, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE attribution_id IS NULL"), 0);
    hs_document_free(doc);
    doc = read_one(1);
    assert_int_equal(hs_ledger_reread(ledger, 1, doc, NULL), HS_E_ARG);
    assert_int_equal(hs_ledger_reread(ledger, 99, doc, NULL), HS_E_NONE);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

static void add_version(hs_ledger *ledger, const char *text, hs_added how)
{
    hs_document *doc = read_text(text, strlen(text), "a", "Harbour Post", "https://post.example/pier");
    add(ledger, doc, how);
    hs_document_free(doc);
}

/* What was said of an attribution holds in the next version of its page, where the same words stand. */
static void test_correct_version(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "Mara Lindqvist said on Monday that the pier is safe. Jonas Brekke denied that he had read the note. Ada Solheim warned that the basin was full of oil.", HS_ADDED);
    correct(ledger, (hs_opinion){.attribution = attribution(ledger, "pier is safe"), .verdict = HS_VERDICT_OTHER, .by = str("Ola"), .says = {.act = str("deny")}}, HS_OK);
    correct(ledger, (hs_opinion){.attribution = attribution(ledger, "pier is safe"), .verdict = HS_VERDICT_OTHER, .by = str("Runa"), .note = str("by phone"), .says = {.name = str("Ministry of Ports")}}, HS_OK);
    correct(ledger, (hs_opinion){.attribution = attribution(ledger, "read the note"), .verdict = HS_VERDICT_WRONG}, HS_OK);
    uint64_t right = correct(ledger, (hs_opinion){.attribution = attribution(ledger, "full of oil"), .verdict = HS_VERDICT_RIGHT}, HS_OK);
    assert_int_equal(hs_ledger_uncorrect(ledger, right, NULL), HS_OK);
    add_version(ledger, "The ferries stopped at noon.\n\nMara Lindqvist said on Monday that the pier is safe. Jonas Brekke denied that he had lost the note. Ada Solheim warned that the basin was full of oil.",
                HS_ADDED_VERSION);
    /* as a correction of its own, with all that was said; not of other words, and nothing that was taken back */
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE document_id = 2"), 1);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE document_id = 2 AND what LIKE '%pier is safe%' AND who = 'Ministry of Ports' AND act = 'deny'"));
    assert_true(holds(ledger, "SELECT count(*) FROM correction WHERE document_id = 2 AND made_by = 'Runa' AND note = 'by phone' AND verdict = 'other' AND correction_id > 4"));
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE document_id = 2 AND what LIKE '%lost the note%' AND verdict IS NULL"));
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE document_id = 1"), 3);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    /* it goes on to the third, and is taken back there alone */
    add_version(ledger, "Mara Lindqvist said on Monday that the pier is safe.", HS_ADDED_VERSION);
    assert_int_equal(number(ledger, "SELECT count(*) FROM said WHERE document_id = 3 AND who = 'Ministry of Ports'"), 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, (uint64_t)number(ledger, "SELECT correction_id FROM correction WHERE document_id = 3"), NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM said WHERE document_id = 2 AND who = 'Ministry of Ports'"), 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM said WHERE document_id = 3 AND who = 'Ministry of Ports'"), 0);
    add_version(ledger, "Mara Lindqvist said on Monday that the pier is safe. It was noon.", HS_ADDED_VERSION);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE document_id = 4"), 0);
    hs_ledger_free(ledger);
}

/* The same words of somebody else, or twice, are not the same. */
static void test_correct_version_apart(void **state)
{
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    add_version(ledger, "Jonas Brekke walked along the quay on Monday. He said that the pier is safe.", HS_ADDED);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE who = 'Jonas Brekke' AND what LIKE '%pier is safe%'"));
    correct(ledger, (hs_opinion){.attribution = attribution(ledger, "pier is safe"), .verdict = HS_VERDICT_WRONG}, HS_OK);
    add_version(ledger, "Olav Renn walked along the quay on Monday. He said that the pier is safe.", HS_ADDED_VERSION);
    assert_true(holds(ledger, "SELECT count(*) FROM said WHERE who = 'Olav Renn' AND what LIKE '%pier is safe%'"));
    correct(ledger, (hs_opinion){.attribution = attribution(ledger, "pier is safe"), .verdict = HS_VERDICT_WRONG}, HS_OK);
    add_version(ledger, "Olav Renn walked along the quay on Monday. He said that the pier is safe.\n\nOn Tuesday he came again. He said that the pier is safe.", HS_ADDED_VERSION);
    assert_true(number(ledger, "SELECT count(*) FROM said WHERE document_id = 3 AND what LIKE '%pier is safe%'") > 1);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE document_id > 2"), 0);
    assert_int_equal(number(ledger, "SELECT count(*) FROM correction WHERE document_id = 2"), 1);
    hs_ledger_free(ledger);
}

/* What is no text is neither taken in nor handed out. */
static bool take_change(void *ctx, const hs_source_change *c)
{
    (void)ctx;
    return c->source != 0;
}

static bool take_member(void *ctx, const hs_source_member *m)
{
    (void)ctx;
    return m->source != 0;
}

static void test_no_text(void **state)
{
    FILES_ALONE();
    static char name[2000];
    int n = 0;
    uint64_t id, two = 2;
    (void)state;
    memset(name, 'x', sizeof name - 1);
    hs_ledger *ledger = make();
    uint64_t mara = source(ledger, "Mara Lindqvist"), jonas = source(ledger, "Jonas Brekke");
    assert_int_equal(hs_ledger_merge(ledger, mara, jonas, str("\xff"), (hs_str){0}, NULL), HS_E_ARG);
    assert_int_equal(hs_ledger_merge(ledger, mara, jonas, (hs_str){0}, str(name), NULL), HS_E_ARG);
    assert_int_equal(hs_ledger_part(&id, ledger, mara, &two, 1, (hs_str){"a\0b", 3}, (hs_str){0}, NULL), HS_E_ARG);
    assert_int_equal(hs_ledger_merge(ledger, mara, jonas, str("she is"), str("Ola"), NULL), HS_OK);
    assert_int_equal(hs_ledger_split(ledger, mara, str("\xc3"), NULL), HS_E_ARG);
    correct(ledger, (hs_opinion){.source = jonas, .verdict = HS_VERDICT_RIGHT}, HS_OK);
    assert_int_equal(hs_ledger_run(ledger, "UPDATE source_change SET why = CAST(x'ff' AS TEXT); UPDATE source_correction SET note = CAST(x'ff' AS TEXT);"
                                           "UPDATE document SET title = CAST(x'ff' AS TEXT)", "spoiling", NULL), HS_OK);
    assert_int_equal(hs_ledger_source_changes(ledger, 0, take_change, NULL, NULL), HS_E_LEDGER);
    assert_int_equal(hs_ledger_source_members(&id, ledger, mara, take_member, NULL, NULL), HS_E_LEDGER);
    assert_int_equal(hs_ledger_corrections(ledger, count_correction, &n, NULL), HS_E_LEDGER);
    assert_int_equal(n, 0);
    hs_ledger_free(ledger);
}

/* A parted namesake of another kind does not take over what a new reading calls by the name. */
static void test_reread_kinds(void **state)
{
    (void)state;
    hs_ledger *ledger = make();
    uint64_t parted, mara = source(ledger, "Mara Lindqvist"), two = 2;
    assert_int_equal(hs_ledger_part(&parted, ledger, mara, &two, 1, (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    assert_int_equal(hs_ledger_run(ledger, "UPDATE source SET kind = 'place' WHERE apart", "changing", NULL), HS_OK);
    hs_document *doc = read_one(1);
    assert_int_equal(hs_ledger_reread(ledger, 2, doc, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM holder WHERE source_id IN (SELECT source_id FROM source WHERE apart)"), 0);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

/* A number that was given is not given again. */
static void test_numbers(void **state)
{
    static const char *const last[] = {"SELECT max(document_id) FROM document", "SELECT max(attribution_id) FROM attribution",
                                       "SELECT max(source_id) FROM source", "SELECT max(claim_id) FROM claim", "SELECT max(holder_id) FROM holder"};
    enum { LAST = sizeof last / sizeof *last };
    int64_t before[LAST], n;
    hs_forgotten gone;
    (void)state;
    hs_ledger *ledger = make();
    const hs_opinion of_it = {.attribution = attribution(ledger, "full of oil"), .verdict = HS_VERDICT_RIGHT};
    const hs_opinion of_her = {.source = source(ledger, "Ada Solheim"), .verdict = HS_VERDICT_RIGHT};
    uint64_t first = correct(ledger, of_it, HS_OK);
    assert_int_equal(hs_ledger_uncorrect(ledger, first, NULL), HS_OK);
    assert_int_equal(correct(ledger, of_her, HS_OK), first + 1);
    assert_int_equal(hs_ledger_uncorrect(ledger, first + 1, NULL), HS_OK);
    assert_int_equal(correct(ledger, of_it, HS_OK), first + 2);
    for (int i = 0; i < LAST; i++)
        before[i] = number(ledger, last[i]);
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, 3, NULL), HS_OK);
    assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_OK);
    hs_document *doc = read_one(2);
    add(ledger, doc, HS_ADDED);
    for (int i = 0; i < LAST; i++)
        if ((n = number(ledger, last[i])) <= before[i])
            fail_msg("%s: %lld after %lld", last[i], (long long)n, (long long)before[i]);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_clean(ledger);
    hs_document_free(doc);
    hs_ledger_free(ledger);
}

/* ---- forgetting ---- */

/* Does a word stand in any file of the ledger, in whatever case? */
static bool in_files(const char *word, bool due)
{
    if (getenv("HEARSAY_TEST_POSTGRESQL"))
        return due; /* there are none */
    static const char *const ends[] = {"", "-wal", "-shm"};
    static char bytes[1 << 24];
    char name[128];
    for (int i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "%s%s", path, ends[i]);
        FILE *f = fopen(name, "rb");
        if (!f)
            continue;
        size_t len = fread(bytes, 1, sizeof bytes, f), n = strlen(word);
        fclose(f);
        assert_true(len < sizeof bytes);
        for (size_t at = 0; at + n <= len; at++)
            if (strncasecmp(bytes + at, word, n) == 0)
                return true;
    }
    return false;
}

static void test_forget_document(void **state)
{
    /* parts of words, as an index of them may keep no whole one */
    static const char *const gone[] = {"painter", "basin", "Solheim", "Coastal Wire", "never seen", "solh", "zanderbucht"};
    hs_forgotten n;
    hs_error err;
    (void)state;
    hs_ledger *ledger = make();
    uint64_t oil = attribution(ledger, "full of oil");
    correct(ledger, (hs_opinion){.attribution = oil, .verdict = HS_VERDICT_WRONG, .note = str("the basin, really")}, HS_OK);
    correct(ledger, (hs_opinion){.source = source(ledger, "Ada Solheim"), .verdict = HS_VERDICT_OTHER, .says.name = str("Ada")}, HS_OK);
    assert_int_equal(hs_ledger_merge(ledger, source(ledger, "Mara Lindqvist"), source(ledger, "Ada Solheim"), str("Solheim"), (hs_str){0}, NULL), HS_OK);
    assert_int_equal(hs_ledger_merge(ledger, source(ledger, "Jonas Brekke"), source(ledger, "Ada Solheim"), (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    /* the feed's own address of the page, by which it was found */
    hs_document *doc = read_one(2);
    bool put;
    assert_int_equal(hs_ledger_item_put(&put, ledger, str("https://feed.example/r?to=zanderbucht"), str("aa"), 0, doc->id, NULL), HS_OK);
    assert_true(put);
    hs_document_free(doc);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        assert_true(in_files(gone[i], true));
    assert_int_equal(hs_ledger_forget_document(&n, ledger, 9, &err), HS_E_NONE);
    assert_int_equal(hs_ledger_forget_document(&n, ledger, 3, NULL), HS_OK);
    assert_true(n.documents == 1 && n.attributions >= 2 && n.claims >= 2 && n.sources == 1 && n.corrections == 2);
    assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_OK);
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++)
        if (in_files(gone[i], false))
            fail_msg("'%s' is there still", gone[i]);
    assert_true(in_files("pier is safe", true));
    /* those that were she stand together without her */
    assert_int_equal(stands_for(ledger, source(ledger, "Jonas Brekke")), stands_for(ledger, source(ledger, "Mara Lindqvist")));
    assert_clean(ledger);
    hs_ledger_free(ledger);
}

static void test_forget_version(void **state)
{
    hs_forgotten n;
    uint64_t id[3];
    (void)state;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    for (size_t i = 0; i < 3; i++) {
        hs_document *doc = read_text(texts[i], strlen(texts[i]), "a", "Harbour Post", "https://post.example/pier");
        id[i] = add(ledger, doc, i ? HS_ADDED_VERSION : HS_ADDED);
        hs_document_free(doc);
    }
    assert_int_equal(hs_ledger_forget_document(&n, ledger, id[1], NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT replaces FROM document WHERE current"), id[0]);
    assert_int_equal(hs_ledger_forget_document(&n, ledger, id[2], NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT current FROM document"), 1);
    hs_ledger_free(ledger);
}

static void test_forget_source(void **state)
{
    hs_forgotten n;
    hs_document *doc;
    (void)state;
    hs_ledger *ledger = make();
    uint64_t mara = source(ledger, "Mara Lindqvist"), safe = attribution(ledger, "pier is safe"), note = attribution(ledger, "read the note");
    correct(ledger, (hs_opinion){.attribution = attribution(ledger, "nobody asked him"), .verdict = HS_VERDICT_OTHER, .says.name = str("mara lindqvist")}, HS_OK);
    assert_int_equal(hs_ledger_forget_source(&n, ledger, mara, false, NULL), HS_OK);
    assert_int_equal(n.documents, 0);
    assert_int_equal(n.sources, 1);
    assert_int_equal(n.corrections, 1);
    assert_true(n.attributions >= 4); /* three of hers, and one that a person gave to her */
    assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_OK);
    assert_int_equal(number(ledger, "SELECT count(*) FROM source WHERE name_key LIKE '%lindqvist%'"), 0);
    assert_int_equal(number(ledger, "SELECT count(*) FROM source_words WHERE source_words MATCH 'lindqvist'"), 0);
    assert_int_equal(number(ledger, "SELECT count(*) FROM claim WHERE text LIKE '%pier is safe%'"), 0);
    /* others' stay as they were, and the documents can be read out, with a1 the first that is left */
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT position FROM attribution WHERE attribution_id = %llu", (unsigned long long)note);
    assert_int_equal(number(ledger, sql), 1);
    assert_true(safe != note);
    for (uint64_t id = 1; id <= TEXTS; id++) {
        assert_int_equal(hs_ledger_document(&doc, ledger, id, NULL), HS_OK);
        hs_document_free(doc);
    }
    assert_clean(ledger);
    assert_true(in_files("Mara Lindqvist", true)); /* in the documents' own text */
    assert_int_equal(hs_ledger_forget_source(&n, ledger, source(ledger, "Jonas Brekke"), true, NULL), HS_OK);
    assert_int_equal(n.documents, 1);
    assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_OK);
    assert_false(in_files("Jonas", false));
    assert_clean(ledger);
    hs_ledger_free(ledger);
}

/* What a person said is of a source by the name that a person gave it, before or after, is that source's, and goes with it. */
static void test_given_names(void **state)
{
    (void)state;
    for (int after = 0; after < 2; after++) {
        hs_forgotten n;
        no_file(NULL);
        hs_ledger *ledger = make();
        uint64_t mara = source(ledger, "Mara Lindqvist"), other = attribution(ledger, "nobody asked him");
        for (int i = 0; i < 2; i++)
            if (i == after)
                correct(ledger, (hs_opinion){.source = mara, .verdict = HS_VERDICT_OTHER, .says.name = str("Mara Dorsch-Quill")}, HS_OK);
            else
                correct(ledger, (hs_opinion){.attribution = other, .verdict = HS_VERDICT_OTHER, .says.name = str("mara dorsch-quill")}, HS_OK);
        char sql[128];
        snprintf(sql, sizeof sql, "SELECT source_id FROM said WHERE attribution_id = %llu", (unsigned long long)other);
        assert_int_equal(number(ledger, sql), mara);
        assert_int_equal(hs_ledger_forget_source(&n, ledger, mara, false, NULL), HS_OK);
        assert_int_equal(n.corrections, 2);
        assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_OK);
        assert_int_equal(number(ledger, "SELECT count(*) FROM correction"), 0);
        assert_false(in_files("orsch", false));
        assert_clean(ledger);
        hs_ledger_free(ledger);
    }
}

/* What stood inside an attribution that went hangs from the nearest around it that stays, by its new number. */
static void test_forget_between(void **state)
{
    hs_forgotten n;
    hs_document *doc;
    (void)state;
    hs_ledger *ledger = make();
    assert_int_equal(number(ledger, "SELECT count(*) FROM attribution WHERE document_id = 2"), 3);
    assert_int_equal(hs_ledger_run(ledger, "UPDATE attribution SET parent = nullif(position - 1, 0) WHERE document_id = 2", "nesting", NULL), HS_OK);
    int64_t between = number(ledger, "SELECT h.source_id FROM attribution a JOIN holder h USING (holder_id) WHERE a.document_id = 2 AND a.position = 2");
    assert_int_equal(hs_ledger_forget_source(&n, ledger, (uint64_t)between, false, NULL), HS_OK);
    assert_true(holds(ledger, "SELECT count(*) = 2 AND max(position) = 2 AND sum(parent) = 1 FROM attribution WHERE document_id = 2"));
    assert_int_equal(hs_ledger_document(&doc, ledger, 2, NULL), HS_OK);
    assert_true(doc->attributions[1].parent == 0 && doc->attributions[0].parent == HS_NO_PARENT);
    hs_document_free(doc);
    int64_t outer = number(ledger, "SELECT h.source_id FROM attribution a JOIN holder h USING (holder_id) WHERE a.document_id = 2 AND a.position = 1");
    assert_int_equal(hs_ledger_forget_source(&n, ledger, (uint64_t)outer, false, NULL), HS_OK);
    assert_true(holds(ledger, "SELECT count(*) = 1 AND max(position) = 1 AND count(parent) = 0 FROM attribution WHERE document_id = 2"));
    hs_ledger_free(ledger);
}

/* A program that still reads the old state is told of, as the bytes are still there for it. */
static void test_forget_while_read(void **state)
{
    FILES_ALONE();
    hs_forgotten n;
    (void)state;
    hs_ledger *ledger = make(), *reading = open_ledger(HS_LEDGER_READ);
    assert_int_equal(hs_ledger_run(reading, "BEGIN", "reading", NULL), HS_OK);
    number(reading, "SELECT count(*) FROM document");
    sqlite3_busy_timeout(ledger->db, 20);
    assert_int_equal(hs_ledger_forget_document(&n, ledger, 3, NULL), HS_OK);
    assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_E_BUSY);
    hs_ledger_undo(reading);
    assert_int_equal(hs_ledger_scrub(ledger, NULL), HS_OK);
    assert_false(in_files("painter", false));
    hs_ledger_free(reading);
    hs_ledger_free(ledger);
}

/* ---- check ---- */

typedef struct findings {
    int broken, other;
    char all[4096];
} findings;

static bool take_finding(void *ctx, const hs_finding *f)
{
    findings *found = ctx;
    size_t len = strlen(found->all);
    snprintf(found->all + len, sizeof found->all - len, "%s: %s\n", f->where, f->what);
    found->broken += f->broken;
    found->other += !f->broken;
    return true;
}

static uint64_t last_done, last_of;

static void take_step(void *ctx, uint64_t done, uint64_t of, const char *at)
{
    (void)ctx;
    assert_true(done == last_done + 1 && done <= of && *at);
    last_done = done;
    last_of = of;
}

static findings look(hs_ledger *ledger)
{
    findings found = {0, 0, ""};
    uint64_t broken;
    hs_error err;
    const hs_check check = {take_finding, take_step, &found};
    last_done = 0;
    if (hs_ledger_check(&broken, ledger, &check, &err) != HS_OK)
        fail_msg("%s", err.msg);
    assert_int_equal(broken, found.broken);
    return found;
}

static void assert_clean(hs_ledger *ledger)
{
    findings found = look(ledger);
    if (found.broken || found.other)
        fail_msg("%s", found.all);
    assert_int_equal(last_done, last_of);
}

static void test_check(void **state)
{
    FILES_ALONE();
    static const struct {
        const char *spoil, *where, *what;
    } cases[] = {
        {"UPDATE attribution SET content = '[[0,99999]]' WHERE attribution_id = 2", "a2", "no spans"},
        {"UPDATE attribution SET cue = '[[0,1]]', content = '[[1,2]]' WHERE attribution_id = 2", "a2", "not what its content says"},
        {"UPDATE holder SET mentions = '[[3,1]]' WHERE holder_id = 1", "holder row 1", "no spans"},
        {"UPDATE time SET span_end = 99999 WHERE document_id = 1 AND position = 1", "d1 time 1", "outside"},
        {"UPDATE document SET text = text || 'x' WHERE document_id = 2", "d2", "digest"},
        {"UPDATE document SET outlet = 'x' WHERE document_id = 2", "d2", "not what was added"},
        {"UPDATE document SET text = CAST(x'41ff' AS TEXT) WHERE document_id = 2", "d2", "none"},
        {"UPDATE attribution SET act = 'sing' WHERE document_id = 3 AND position = 1", "d3", "no known name"},
        {"UPDATE attribution SET position = 50 WHERE document_id = 3 AND position = 1", "d3", "numbered"},
        {"UPDATE claim SET text_key = x'00' WHERE claim_id = 1", "a1", "content"},
        {"UPDATE claim SET text = 'x' WHERE claim_id = 1", "c1", "key"},
        {"UPDATE claim SET text = 'xyz' WHERE claim_id = 1", "table claim_words", "not those of the rows"},
        {"INSERT INTO claim (claim_id, text, text_key) VALUES (77, 'x', x'01')", "c77", "nobody"},
        {"UPDATE source SET merged_into = 2 WHERE source_id = 1; UPDATE source SET merged_into = 3 WHERE source_id = 2", "s1", "merged itself"},
        {"UPDATE source SET merged_into = 2 WHERE source_id = 1", "s1", "not what was decided"},
        {"UPDATE chain SET holder_id = (SELECT max(holder_id) FROM holder) WHERE attribution_id = 1", "a1", "another document"},
        {"UPDATE attribution SET holder_id = (SELECT max(holder_id) FROM holder) WHERE attribution_id = 1", "a1", "another document"},
        {"UPDATE holder SET says = says + 1 WHERE holder_id = 1", "d1", "says more or less"},
        {"UPDATE holder SET passes_on = passes_on + 1 WHERE holder_id = 1", "d1", "passes on more or less"},
        {"PRAGMA foreign_keys = OFF; DELETE FROM model", "document row 1", "not there"},
        {"PRAGMA foreign_keys = OFF; UPDATE attribution SET claim_id = 999 WHERE attribution_id = 1", "attribution row 1", "claim"},
        {"UPDATE vector SET vector = zeroblob(384) WHERE claim_id = 1", "sketch of model 1, block 0", "step"},
        {"PRAGMA ignore_check_constraints = ON; UPDATE document SET current = 5 WHERE document_id = 1", "file", "CHECK"},
        {"UPDATE document SET text_sha256 = 'x' WHERE document_id = 2", "d2", "digest"},
        {"UPDATE document SET url = 'x', outlet = 'y'", "d3", "current of its address"},
        {"UPDATE document SET replaces = 1 WHERE document_id = 2", "d1", "yet current"},
        {"UPDATE document SET replaces = 3 - document_id, current = 0 WHERE document_id < 3", "d1", "replaced by"},
        {"UPDATE document SET replaces = 1 WHERE document_id > 1; UPDATE document SET current = 0 WHERE document_id = 1", "d1", "by several"},
        {"INSERT INTO copy VALUES (1, 1, 0.5)", "d1", "copy of itself"},
        {"INSERT INTO copy VALUES (1, 2, 1.5)", "d1", "a share"},
        {"INSERT INTO source_correction (made, made_by, source_id, verdict) VALUES ('x', CAST(x'ff' AS TEXT), 1, 'right')", "correction 1", "UTF-8"},
        {"INSERT INTO source_change (made, what, source_id, other_id, why) VALUES ('x', 'parted', 1, 2, CAST(x'c3' AS TEXT))", "change 1", "UTF-8"},
        {"UPDATE source SET name = CAST(x'ff' AS TEXT) WHERE source_id = 2", "s2", "UTF-8"},
        {"CREATE TABLE mine (x)", "table mine", "no part"},
        {"DROP VIEW speaker", "view speaker", "missing"},
        {"DROP INDEX holder_by_source; CREATE INDEX holder_by_source ON holder (name)", "index holder_by_source", "not as"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        no_file(NULL);
        hs_ledger *ledger = make();
        if (!i)
            assert_clean(ledger);
        hs_ledger_free(ledger);
        ledger = open_ledger(HS_LEDGER_WRITE);
        hs_error err;
        if (hs_ledger_run(ledger, cases[i].spoil, "spoiling", &err) != HS_OK)
            fail_msg("%s: %s", cases[i].spoil, err.msg);
        hs_ledger_free(ledger);
        ledger = open_ledger(HS_LEDGER_READ);
        findings found = look(ledger);
        char *at = strstr(found.all, cases[i].where);
        if (!found.broken || !at || !strstr(at, cases[i].what))
            fail_msg("%s: '%s .. %s' is not in:\n%s", cases[i].spoil, cases[i].where, cases[i].what, found.all);
        assert_int_equal(hs_ledger_run(ledger, "INSERT INTO model (label) VALUES ('x')", "writing", NULL), HS_E_IO); /* read only again */
        hs_ledger_free(ledger);
    }
}

/* Whether a content says nothing by itself was told by the rules of its time: a key with or without its document is no damage. */
static void test_check_earlier_rules(void **state)
{
    FILES_ALONE();
    (void)state;
    hs_ledger *ledger = make();
    hs_buffer scratch = hs_buffer_new(1 << 12), sql = hs_buffer_new(1 << 10);
    unsigned char key[HS_CLAIM_KEY];
    hs_error err;
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT c.text, a.document_id FROM claim c JOIN attribution a USING (claim_id) WHERE claim_id = 1");
    assert_int_equal(hs_sql_step(&q, &row, &err), HS_OK);
    assert_true(row);
    hs_ledger_claim_key(key, hs_sql_column(&q, 0), hs_sql_column_number(&q, 1), &scratch);
    hs_sql_end(&q);
    hs_buffer_text(&sql, "UPDATE claim SET text_key = x'");
    for (size_t i = 0; i < sizeof key; i++)
        hs_buffer_format(&sql, "%02x", key[i]);
    hs_buffer_text(&sql, "' WHERE claim_id = 1");
    hs_buffer_add(&sql, "", 1);
    assert_int_equal(hs_ledger_run(ledger, sql.ptr, "another key", &err), HS_OK);
    assert_clean(ledger);
    hs_buffer_free(&sql);
    hs_buffer_free(&scratch);
    hs_ledger_free(ledger);
}

/* While another writes, all but the words is looked at, and that they were not is told. */
static void test_check_while_written(void **state)
{
    FILES_ALONE();
    (void)state;
    hs_ledger *ledger = make(), *reading = open_ledger(HS_LEDGER_READ);
    hs_document *doc = read_text(texts[0], strlen(texts[0]), "a", "Another Paper", NULL);
    add(ledger, doc, HS_ADDED);
    sqlite3_busy_timeout(reading->db, 20);
    findings found = look(reading);
    assert_int_equal(found.broken, 0);
    assert_int_equal(found.other, 3);
    hs_document_free(doc);
    hs_ledger_free(reading);
    hs_ledger_free(ledger);
}

/* ---- copies ---- */

static uint64_t pages_done;

static void take_pages(void *ctx, uint64_t done, uint64_t of)
{
    (void)ctx;
    assert_true(done <= of);
    pages_done = of;
}

static void test_backup(void **state)
{
    FILES_ALONE();
    char copy[128], log[160];
    hs_error err;
    hs_ledger *back;
    (void)state;
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    snprintf(log, sizeof log, "%s-wal", copy);
    hs_ledger *writer = make(), *ledger = open_ledger(HS_LEDGER_READ);
    hs_document *doc = read_text(texts[0], strlen(texts[0]), "a", "Another Paper", NULL);
    add(writer, doc, HS_ADDED); /* not committed: not in the copy */
    assert_int_equal(hs_ledger_backup(ledger, path, true, NULL, NULL, &err), HS_E_ARG);
    if (hs_ledger_backup(ledger, copy, false, take_pages, NULL, &err) != HS_OK)
        fail_msg("%s", err.msg);
    assert_int_equal(hs_ledger_commit(writer, NULL), HS_OK);
    assert_int_equal(hs_ledger_backup(ledger, copy, false, NULL, NULL, &err), HS_E_ARG);
    assert_true(strstr(err.msg, "is there already") != NULL);
    assert_int_equal(hs_ledger_open(&back, copy, HS_LEDGER_READ, NULL), HS_OK);
    assert_int_equal(number(back, "SELECT count(*) FROM document"), 3);
    assert_clean(back);
    hs_ledger_free(back);
    assert_int_equal(hs_ledger_backup(ledger, copy, true, NULL, NULL, NULL), HS_OK);
    assert_int_equal(hs_ledger_open(&back, copy, HS_LEDGER_READ, NULL), HS_OK);
    assert_int_equal(number(back, "SELECT count(*) FROM document"), 4);
    hs_ledger_free(back);
    int fd = open(log, O_CREAT | O_WRONLY, 0600); /* as a program that was killed leaves it */
    assert_int_equal(write(fd, "x", 1), 1);
    close(fd);
    assert_int_equal(hs_ledger_backup(ledger, copy, true, NULL, NULL, &err), HS_E_ARG);
    unlink(copy); /* and without its file it would still spoil a new one */
    assert_int_equal(hs_ledger_backup(ledger, copy, true, NULL, NULL, &err), HS_E_ARG);
    assert_true(strstr(err.msg, "-wal") != NULL);
    unlink(log);
    assert_int_equal(hs_ledger_backup(ledger, copy, true, NULL, NULL, NULL), HS_OK);
    assert_int_equal(hs_ledger_backup(ledger, "/nowhere/at/all.db", false, NULL, NULL, &err), HS_E_IO);
    assert_int_equal(hs_ledger_backup(ledger, "", false, NULL, NULL, &err), HS_E_ARG);
    /* what is damaged is not passed on */
    assert_int_equal(hs_ledger_run(writer, "PRAGMA foreign_keys = OFF; DELETE FROM model", "spoiling", NULL), HS_OK);
    assert_int_equal(hs_ledger_backup(ledger, copy, true, NULL, NULL, &err), HS_E_LEDGER);
    assert_int_equal(hs_ledger_open(&back, copy, HS_LEDGER_READ, NULL), HS_OK);
    assert_int_equal(number(back, "SELECT count(*) FROM model"), 1);
    hs_ledger_free(back);
    unlink(copy);
    hs_document_free(doc);
    hs_ledger_free(ledger);
    hs_ledger_free(writer);
    char list[160];
    snprintf(list, sizeof list, "test -z \"$(ls '%s' | grep copy)\"", folder); /* nothing half made stays */
    assert_int_equal(system(list), 0);
}

/* A page for which there was no memory is no damage; a b-tree that is damaged is, and its number begins alike. */
static void test_no_memory_told(void **state)
{
    FILES_ALONE();
    (void)state;
    assert_true(hs_check_is_no_memory(str("Tree 7 page 9: unable to get the page. error code=7")));
    assert_true(hs_check_is_no_memory(str("Tree 7 page 9: btreeInitPage() returns error code=7\n")));
    assert_false(hs_check_is_no_memory(str("Tree 7 page 9: unable to get the page. error code=779")));
    assert_false(hs_check_is_no_memory(str("Tree 7 page 9: unable to get the page. error code=11")));
    assert_true(hs_check_is_no_memory(str("unable to validate the inverted index for FTS5 table main.source_words: out of memory")));
    assert_false(hs_check_is_no_memory(str("row 7 missing from index")));
}

/* Where there is no shared memory there is no log, and SQLite only says so in its answer. */
static void test_no_log(void **state)
{
    FILES_ALONE();
    hs_ledger *ledger;
    hs_error err;
    sqlite3_vfs *usual = sqlite3_vfs_find(NULL), *bare = sqlite3_vfs_find("unix-dotfile");
    (void)state;
    assert_non_null(bare);
    sqlite3_vfs_register(bare, 1);
    hs_status status = hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, &err);
    sqlite3_vfs_register(usual, 1);
    assert_int_equal(status, HS_E_IO);
    assert_non_null(strstr(err.msg, "no write-ahead log"));
    ledger = make();
    assert_int_equal(hs_ledger_failed(ledger, SQLITE_PROTOCOL, "the ledger", &err), HS_E_BUSY);
    hs_ledger_free(ledger);
}

/* Of a file that is read without locks it is found out before and behind each question that somebody wrote to it. */
static void test_read_as_it_stands(void **state)
{
    uint64_t version;
    hs_document *doc;
    hs_answer *answer;
    hs_ledger *reading;
    hs_error err;
    hs_query query = {.limit = 5};
    (void)state;
    FILES_ALONE();
    hs_ledger *ledger = make();
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_int_equal(hs_ledger_open(&reading, path, HS_LEDGER_READ, NULL), HS_OK);
    assert_int_equal(hs_still_open(reading, path), SQLITE_READONLY_CANTINIT); /* its last changes are in the log */
    hs_still_free(reading);
    hs_ledger_free(reading);
    hs_ledger_free(ledger);
    assert_int_equal(hs_ledger_open(&reading, path, HS_LEDGER_READ, NULL), HS_OK);
    hs_ledger_free(reading);
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL), HS_OK);
    hs_ledger_free(ledger);

    hs_ledger still = {0};
    assert_int_equal(hs_still_open(&still, path), SQLITE_OK);
    assert_int_equal(hs_ledger_claims(&answer, &still, &query, &err), HS_OK);
    hs_answer_free(answer);
    assert_false(hs_ledger_is_stale(&still));
    assert_int_equal(hs_ledger_version(&version, &still, &err), HS_OK);
    assert_int_equal(hs_ledger_look_begin(&still, &err), HS_OK);
    assert_int_equal(hs_ledger_open(&ledger, path, HS_LEDGER_WRITE, NULL), HS_OK);
    correct(ledger, (hs_opinion){.attribution = 1, .verdict = HS_VERDICT_RIGHT}, HS_OK);
    assert_int_equal(hs_ledger_commit(ledger, NULL), HS_OK);
    assert_int_equal(hs_ledger_look_end(&still, HS_OK, &err), HS_E_BUSY); /* of a question that somebody wrote into */
    assert_int_equal(err.code, HS_E_BUSY);
    assert_true(hs_ledger_is_stale(&still));
    assert_int_equal(hs_ledger_version(&version, &still, &err), HS_E_BUSY);
    assert_int_equal(hs_ledger_document(&doc, &still, 1, &err), HS_E_BUSY);
    assert_null(doc);
    assert_int_equal(hs_ledger_claims(&answer, &still, &query, &err), HS_E_BUSY);
    assert_non_null(strstr(err.msg, "open it again"));
    hs_ledger_free(ledger); /* now it is in the file itself */
    assert_int_equal(hs_ledger_claims(&answer, &still, &query, &err), HS_E_BUSY);
    for (size_t i = 0; i < still.n_kept; i++)
        sqlite3_finalize(still.kept[i].stmt);
    sqlite3_close(still.db);
    hs_still_free(&still);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(test_correct, no_file),         cmocka_unit_test_setup(test_no_correction, no_file),
        cmocka_unit_test_setup(test_merge, no_file),           cmocka_unit_test_setup(test_part, no_file),
        cmocka_unit_test_setup(test_correct_version, no_file), cmocka_unit_test_setup(test_correct_version_apart, no_file),
        cmocka_unit_test_setup(test_reread, no_file), cmocka_unit_test_setup(test_reread_kinds, no_file), cmocka_unit_test_setup(test_no_text, no_file), cmocka_unit_test_setup(test_numbers, no_file),          cmocka_unit_test_setup(test_forget_document, no_file),
        cmocka_unit_test_setup(test_read_as_it_stands, no_file), cmocka_unit_test_setup(test_forget_version, no_file),  cmocka_unit_test_setup(test_forget_source, no_file), cmocka_unit_test_setup(test_given_names, no_file),
        cmocka_unit_test_setup(test_forget_between, no_file),  cmocka_unit_test_setup(test_forget_while_read, no_file), cmocka_unit_test_setup(test_check, no_file), cmocka_unit_test_setup(test_check_earlier_rules, no_file),
        cmocka_unit_test(test_no_memory_told), cmocka_unit_test_setup(test_no_log, no_file),
        cmocka_unit_test_setup(test_check_while_written, no_file), cmocka_unit_test_setup(test_backup, no_file),
    };
    return cmocka_run_group_tests(tests, open_small, close_small);
}
