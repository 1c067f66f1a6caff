/* test_relation.c -- disputes and changes of position of small ledgers made by hand, whose right answers are plain to see. */
#include "any_ledger.h"
#include "fuse.h"
#include "relation_fixture.h"
#include "rivals.h"

#define PRO HS_POLARITY_POSITIVE
#define CON HS_POLARITY_NEGATIVE

/* Articles one after the other, then `relate` and what is to be found, in each of these orders: forwards, backwards, from the middle. */
static void in_any_order(const article *articles, size_t n, void (*relate)(void), const char *disputes, const char *changes)
{
    for (int order = 0; order < 3; order++) {
        if (order) {
            close_empty(NULL);
            open_empty(NULL);
        }
        for (size_t i = 0; i < n; i++) {
            put_article(&articles[order == 0 ? i : order == 1 ? n - 1 - i : (i + n / 2) % n]);
            if (order == 2)
                settle(); /* as one goes along, too */
        }
        if (relate)
            relate();
        settle();
        check_disputes(disputes);
        check_changes(changes);
    }
}

#define IN_ANY_ORDER(articles, relate, disputes, changes) in_any_order(articles, sizeof articles / sizeof *articles, relate, disputes, changes)

/* ---- polarity ---- */

static void test_denied(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T21:40Z", {{.who = "four officials", .anonymous = true, .cue = "said", .content = "the ministry knew", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Post", NULL, "2031-05-14T07:30Z", {{.who = "the ministry", .cue = "denied", .content = "the ministry knew", .act = HS_ACT_DENY, .polarity = CON},
                                             {.who = "Ada Solheim", .cue = "asked whether", .content = "the ministry knew", .act = HS_ACT_ASK, .polarity = PRO},
                                             {.who = "Jonas Brekke", .cue = "did not confirm", .content = "the ministry knew", .act = HS_ACT_CONFIRM, .polarity = CON,
                                              .certainty = HS_UNSTATED}}},
        /* alone on its side: no dispute of it with itself */
        {"Post", NULL, "2031-05-15T07:30Z", {{.who = "Mara Lindqvist", .cue = "said", .content = "the pier is safe", .act = HS_ACT_SAY, .polarity = PRO},
                                             {.who = "Ada Solheim", .cue = "doubts", .content = "the pier is safe", .act = HS_ACT_DOUBT, .polarity = CON, .confidence = 0.2f}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, NULL, "polarity 2 2031-05-14T07:30: the ministry knew\n", "");
}

/* "The port denied reports that the pipe leaked", ".. that the ministry knew it leaked": neither the reports of nobody nor the knowing are a voice of their own; what
 * somebody with a name is told to claim is. */
static void test_within_denial(void **state)
{
    static const struct {
        statement inner;
        const char *disputes;
    } cases[] = {
        {{.cue = "reports", .content = "the pipe leaked", .act = HS_ACT_CLAIM, .polarity = PRO, .certainty = HS_UNSTATED}, ""},
        {{.who = "the ministry", .cue = "knew", .content = "the pipe leaked", .act = HS_ACT_KNOW, .polarity = PRO}, ""},
        {{.who = "the union", .cue = "claim", .content = "the pipe leaked", .act = HS_ACT_CLAIM, .polarity = PRO}, "polarity 2 2031-05-14T00:00: the pipe leaked\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        article a = {"Wire", NULL, "2031-05-13", {{.who = "the port", .cue = "denied", .content = "what it is told", .act = HS_ACT_DENY, .polarity = CON}, cases[i].inner}};
        put_article(&a);
        put_article(&(article){"Post", NULL, "2031-05-14", {{.who = "Mara Lindqvist", .cue = "denied", .content = "the pipe leaked", .act = HS_ACT_DENY, .polarity = CON}}});
        run("UPDATE attribution SET parent = 1 WHERE position = 2");
        settle();
        check_disputes(cases[i].disputes);
        run("UPDATE attribution SET polarity = '+' WHERE position = 1 AND document_id = 1"); /* who confirms such reports leaves them what they are */
        run("INSERT OR IGNORE INTO unsettled SELECT 'claim', claim_id FROM claim");
        settle();
        assert_int_equal(number("SELECT count(*) FROM dispute"), 1);
        close_empty(NULL);
        open_empty(NULL);
    }
}

static size_t characters(const char *from, const char *to)
{
    size_t n = 0;
    for (; from < to; from++)
        n += ((unsigned char)*from & 0xC0) != 0x80;
    return n;
}

/* Who denies that somebody said a thing leaves nobody to say it; where what was said is named as somebody's, or stands beside what is denied, that still is said. */
static void test_saying_denied(void **state)
{
    static const struct {
        const char *denied, *source, *cue; /* source: NULL: it stands in none of these words */
        bool said;
    } cases[] = {
        {"that the union had claimed the pipe leaked", "the union", "had claimed", false},
        {"the union had ignored warnings of the pipe", "the union", "warnings", false},
        {"telling the mayor the pipe leaked", NULL, "telling", false},
        {"the union's claim the pipe leaked", "the union", "claim", true},
        {"the union\xE2\x80\x99s \xE2\x80\x9C" "claim\xE2\x80\x9D the pipe leaked", "the union", "claim", true},
        {"that \xE2\x80\x9Cthe union\xE2\x80\x9D had claimed the pipe leaked", "the union", "had claimed", false},
        {"the union claim the pipe leaked", "the union", "claim", true},
        {"that the union claims the pipe leaked", "the union", "claims", false},
        {"its earlier claim the pipe leaked", "its", "claim", true},
        {"the claim by the union the pipe leaked", "the union", "claim", true},
        {"the union\xE2\x80\x99s contention the pipe leaked", "the union\xE2\x80\x99s", "contention", true},
        {"the divers' complaints the pipe leaked", "the divers'", "complaints", true},
        {"union criticism the pipe leaked", "union", "criticism", true},
        {"the allegation the union made the pipe leaked", "the union", "made", true},
        {"that the crane the union said was cracked the pipe leaked", "the union", "said", true},
        {"the union had been right to say the pipe leaked", "the union", "to say", true},
        {"the union had told them the pipe leaked", "the union", "had told", false},
        {"what the union said, the pipe leaked", "the union", "said", true},
        {"that divers were sent as the union said the pipe leaked", "the union", "said", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sql[512], source[32] = "[]";
        const char *denied = cases[i].denied, *from = cases[i].source ? strstr(denied, cases[i].source) : NULL;
        const size_t at = strlen("Wire.\n\nthe port denied "), cue = at + characters(denied, strstr(denied, cases[i].cue));
        put_article(&(article){"Wire", NULL, "2031-05-13", {{.who = "the port", .cue = "denied", .content = denied, .act = HS_ACT_DENY, .polarity = CON},
                                                            {.who = "the union", .cue = "said", .content = "the pipe leaked", .act = HS_ACT_SAY, .polarity = PRO}}});
        put_article(&(article){"Post", NULL, "2031-05-14", {{.who = "Mara Lindqvist", .cue = "denied", .content = "the pipe leaked", .act = HS_ACT_DENY, .polarity = CON}}});
        if (from)
            snprintf(source, sizeof source, "[[%zu,%zu]]", at + characters(denied, from), at + characters(denied, from) + strlen(cases[i].source));
        snprintf(sql, sizeof sql, "UPDATE attribution SET parent = 1, source = '%s', cue = '[[%zu,%zu]]' WHERE position = 2", source, cue, cue + strlen(cases[i].cue));
        run(sql);
        settle();
        check_disputes(cases[i].said ? "polarity 2 2031-05-14T00:00: the pipe leaked\n" : "");
        hs_trace *trace;
        const uint64_t id = (uint64_t)claim("the pipe leaked");
        assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = &id, .n_claims = 1}, NULL), HS_OK);
        assert_int_equal(hs_trace_origins(trace, HS_SIDE_FOR).best, cases[i].said);
        assert_int_equal(hs_trace_origins(trace, HS_SIDE_AGAINST).best, 1);
        hs_trace_free(trace);
        close_empty(NULL);
        open_empty(NULL);
    }
}

static void put_span(char out[32], const char *text, const char *words)
{
    const size_t at = strlen("Wire.\n\nthe port denied ");
    const char *from = words ? strstr(text, words) : NULL;
    snprintf(out, 32, "[]");
    if (from)
        snprintf(out, 32, "[[%zu,%zu]]", at + (size_t)(from - text), at + (size_t)(from - text) + strlen(words));
}

/* Nor does who denies that somebody said that others had said it leave anybody to say it; unless that they had is known, or admitted, or told of as a thing. */
static void test_saying_denied_within(void **state)
{
    static const struct {
        const char *denied, *between, *cue, *act, *polarity, *source, *said; /* who stands between and by which word; who says it, and by which */
        bool counts;
    } cases[] = {
        {"that the union had said divers had claimed the pipe leaked", "the union", "had said", "say", "+", "divers", "had claimed", false},
        {"that the union had denied that divers had claimed the pipe leaked", "the union", "had denied", "deny", "-", "divers", "had claimed", false},
        {"reports that divers had claimed the pipe leaked", NULL, "reports", "claim", "+", "divers", "had claimed", false},
        {"that the union knew that divers had claimed the pipe leaked", "the union", "knew", "know", "+", "divers", "had claimed", true},
        {"that the union had admitted that divers had claimed the pipe leaked", "the union", "had admitted", "admit", "+", "divers", "had claimed", true},
        {"the union's report that divers had claimed the pipe leaked", "the union", "report", "say", "+", "divers", "had claimed", true},
        {"that the union had said the divers' claim the pipe leaked", "the union", "had said", "say", "+", "the divers'", "claim", true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char sql[512], source[32], cue[32], content[32];
        const char *denied = cases[i].denied;
        put_article(&(article){"Wire", NULL, "2031-05-13", {{.who = "the port", .cue = "denied", .content = denied, .act = HS_ACT_DENY, .polarity = CON},
                                                            {.who = cases[i].between, .cue = "said", .content = "what it is told", .act = HS_ACT_SAY, .polarity = PRO},
                                                            {.who = "the divers", .cue = "said", .content = "the pipe leaked", .act = HS_ACT_SAY, .polarity = PRO}}});
        put_article(&(article){"Post", NULL, "2031-05-14", {{.who = "Mara Lindqvist", .cue = "denied", .content = "the pipe leaked", .act = HS_ACT_DENY, .polarity = CON}}});
        put_span(source, denied, cases[i].between);
        put_span(cue, denied, cases[i].cue);
        put_span(content, denied, strstr(denied, cases[i].cue) + strlen(cases[i].cue) + 1);
        snprintf(sql, sizeof sql, "UPDATE attribution SET parent = 1, source = '%s', cue = '%s', content = '%s', act = '%s', polarity = '%s' WHERE position = 2", source, cue, content,
                 cases[i].act, cases[i].polarity);
        run(sql);
        put_span(source, denied, cases[i].source);
        put_span(cue, denied, cases[i].said);
        snprintf(sql, sizeof sql, "UPDATE attribution SET parent = 2, source = '%s', cue = '%s' WHERE position = 3", source, cue);
        run(sql);
        settle();
        check_disputes(cases[i].counts ? "polarity 2 2031-05-14T00:00: the pipe leaked\n" : "");
        hs_trace *trace;
        const uint64_t id = (uint64_t)claim("the pipe leaked");
        assert_int_equal(hs_ledger_trace(&trace, ledger, &(hs_trace_query){.claims = &id, .n_claims = 1}, NULL), HS_OK);
        assert_int_equal(hs_trace_origins(trace, HS_SIDE_FOR).best, cases[i].counts);
        hs_trace_free(trace);
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* Who declines to comment has denied nothing. */
static void test_silence(void **state)
{
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-13", {{.who = "the port", .cue = "declined", .content = "to comment on the leak", .act = HS_ACT_DENY, .polarity = CON},
                                                        {.who = "Mara Lindqvist", .cue = "promised", .content = "to discuss the leak", .act = HS_ACT_PROMISE, .polarity = PRO},
                                                        {.who = "the ministry", .cue = "refused", .content = "to discuss the leak", .act = HS_ACT_DENY, .polarity = CON},
                                                        {.who = "the union", .cue = "rejected", .content = "comments by the port on the leak", .act = HS_ACT_DENY, .polarity = CON}}});
    settle();
    check_disputes("");
    hs_answer *answer;
    size_t n;
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){.act = HS_ACT_DENY}, NULL), HS_OK);
    hs_answer_claims(answer, &n);
    assert_int_equal(n, 1);
    hs_answer_free(answer);
    /* lists and graphs have it as the disputes do */
    assert_int_equal(hs_ledger_claims(&answer, ledger, &(hs_query){0}, NULL), HS_OK);
    const hs_claim *claims = hs_answer_claims(answer, &n);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < claims[i].n_entries; k++) {
            const hs_entry *e = &claims[i].entries[k];
            assert_int_equal(hs_entry_side(e), e->act == HS_ACT_PROMISE ? HS_SIDE_FOR : hs_ascii_begins(e->content, "to ") ? HS_SIDE_OPEN : HS_SIDE_AGAINST);
        }
    hs_answer_free(answer);
}

/* A page that tells what it once said, and takes it back, is no side. */
static void test_taken_back(void **state)
{
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-13", {{.who = "earlier version of this article", .anonymous = true, .cue = "said", .content = "the pier was shut", .act = HS_ACT_SAY, .polarity = PRO},
                                                        {.who = "story", .anonymous = true, .cue = "originally said", .content = "the pier was shut", .act = HS_ACT_SAY, .polarity = PRO}}});
    put_article(&(article){"Post", NULL, "2031-05-14", {{.who = "Mara Lindqvist", .cue = "denied", .content = "the pier was shut", .act = HS_ACT_DENY, .polarity = CON}}});
    settle();
    check_disputes("");
    put_article(&(article){"Echo", NULL, "2031-05-14", {{.who = "earlier version of the bill", .anonymous = true, .cue = "said", .content = "the pier was shut", .act = HS_ACT_SAY, .polarity = PRO}}});
    settle();
    check_disputes("polarity 2 2031-05-14T00:00: the pier was shut\n");
}

/* What somebody says in such a note ("An earlier version of this article said that Brede put ..") is taken back with it. */
static void test_taken_back_within(void **state)
{
    (void)state;
    for (int note = 0; note < 2; note++) {
        const char *who = note ? "earlier version of this article" : "earlier version of the bill";
        put_article(&(article){"Wire", NULL, "2031-05-13", {{.who = who, .anonymous = true, .cue = "said", .content = "Brede shut the pier", .act = HS_ACT_SAY, .polarity = PRO},
                                                            {.who = "Tomas Brede", .cue = "told", .content = "the pier was shut", .act = HS_ACT_SAY, .polarity = PRO}}});
        put_article(&(article){"Post", NULL, "2031-05-14", {{.who = "Mara Lindqvist", .cue = "denied", .content = "the pier was shut", .act = HS_ACT_DENY, .polarity = CON}}});
        run("UPDATE attribution SET parent = 1 WHERE position = 2");
        settle();
        check_disputes(note ? "" : "polarity 2 2031-05-14T00:00: the pier was shut\n");
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* Sources of one name are one; whom nobody names is somebody else than who is named, but not than another like that. */
static void test_who_differs(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13", {{.who = "Mara Lindqvist", .cue = "denied", .content = "the pipe leaked", .act = HS_ACT_DENY, .polarity = CON},
                                      {.cue = "reportedly", .content = "the valve was open", .act = HS_ACT_CLAIM, .polarity = PRO, .certainty = HS_UNSTATED}}},
        {"Post", NULL, "2031-05-16", {{.who = "Mara Lindqvist", .cue = "admitted", .content = "the pipe leaked", .act = HS_ACT_ADMIT, .polarity = PRO},
                                      {.cue = "it was denied", .content = "the valve was open", .act = HS_ACT_DENY, .polarity = CON}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, NULL, "", "polarity Mara Lindqvist: 2031-05-13T00:00 deny the pipe leaked -> 2031-05-16T00:00 admit the pipe leaked\n");
    close_empty(NULL);
    open_empty(NULL);
    put_article(&articles[0]);
    put_article(&articles[1]);
    put_article(&(article){"Echo", NULL, "2031-05-18", {{.who = "Tellmark", .cue = "denied", .content = "the valve was open", .act = HS_ACT_DENY, .polarity = CON}}});
    settle();
    check_disputes("polarity 2 2031-05-16T00:00: the valve was open\n");
}

/* One paper writes "the governor's", another has a typographer. */
static void test_either_apostrophe(void **state)
{
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-13", {{.who = "governor's office", .cue = "denied", .content = "the pipe leaked", .act = HS_ACT_DENY, .polarity = CON}}});
    put_article(&(article){"Post", NULL, "2031-05-16", {{.who = "governor\xE2\x80\x99s office", .cue = "admitted", .content = "the pipe leaked", .act = HS_ACT_ADMIT, .polarity = PRO}}});
    settle();
    check_disputes("");
    assert_int_equal(number("SELECT count(*) FROM source"), 1);
}

/* Who quotes somebody as saying it takes no side: it is the other's word, who has a row of its own. Whoever says it so is a side. */
static void test_quoting(void **state)
{
    (void)state;
    for (int quotes = 0; quotes < 2; quotes++) {
        const char *content = quotes ? "the union as saying that the pipe leaked" : "the union went as far as saying that the pipe leaked";
        put_article(&(article){"Post", NULL, "2031-05-13", {{.who = "Wire", .cue = quotes ? "quoted" : "said", .content = content, .act = HS_ACT_SAY, .polarity = PRO}}});
        put_article(&(article){"Echo", NULL, "2031-05-14", {{.who = "Tellmark", .cue = "denied", .content = "the pipe leaked", .act = HS_ACT_DENY, .polarity = CON}}});
        same(content, "the pipe leaked");
        settle();
        check_disputes(quotes ? "" : "polarity 2 2031-05-14T00:00: the pipe leaked\n");
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* ---- wordings, contents ---- */

static void relate_wordings(void)
{
    same("the ministry had been told", "the ministry knew");
    pair("the ministry had been told", "nobody had told the ministry", "contradicts", 0.8, "model");
    pair("the ministry knew", "nobody had told the ministry", "contradicts", 0.6, "model");
    pair("the ministry knew", "the ministry was asleep", "contradicts", 0.4, "model"); /* not sure enough */
}

static void test_contents(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T21:40Z", {{.who = "Ravna Quist", .cue = "said", .content = "the ministry knew", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Post", NULL, "2031-05-14T07:30Z", {{.who = "Ada Solheim", .cue = "said", .content = "the ministry had been told", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Echo", NULL, "2031-05-14T09:30Z", {{.who = "Ilse Korhan", .cue = "said", .content = "nobody had told the ministry", .act = HS_ACT_SAY, .polarity = PRO},
                                             {.who = "Ilse Korhan", .cue = "denied", .content = "the ministry had been told", .act = HS_ACT_DENY, .polarity = CON},
                                             {.who = "Tellmark", .cue = "said", .content = "the ministry was asleep", .act = HS_ACT_SAY, .polarity = PRO}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_wordings,
                 "contents 3 2031-05-14T09:30: the ministry knew / nobody had told the ministry\n"
                 "polarity 3 2031-05-14T09:30: the ministry knew\n", "");
}

/* Two groups of wordings are no dispute where what stands for them says the same, or most of the pairs between them; where most contradict each other, they are. */
static void test_same_rather(void **state)
{
    enum { A, AA, B, BB };
    static const char *const texts[] = {"the lock failed", "the main lock failed its test in January", "Vellin lock has failed", "the lock passed its test in spring of 2031"};
    static const struct {
        int one, other;
        const char *says;
        double score;
        bool dispute;
    } cases[] = {{A, B, "same", 0.7, false}, {A, BB, "same", 0.9, false}, {A, BB, "same", 0.7, true}, {A, BB, "contradicts", 0.6, true}, {A, B, "same", 0.4, true}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (i) {
            close_empty(state);
            open_empty(state);
        }
        for (int k = 0; k < 4; k++) {
            const article a = {"Post", NULL, "2031-05-13T10:00Z", {{.who = k < 2 ? "Ada Solheim" : "Jon Abara", .cue = "said", .content = texts[k], .act = HS_ACT_SAY, .polarity = PRO}}};
            put_article(&a);
        }
        same(texts[AA], texts[A]);
        same(texts[BB], texts[B]);
        pair(texts[AA], texts[BB], "contradicts", 0.8, "model");
        pair(texts[cases[i].one], texts[cases[i].other], cases[i].says, cases[i].score, "model");
        settle();
        check_disputes(cases[i].dispute ? "contents 2 2031-05-13T10:00: Vellin lock has failed / the lock failed\n" : "");
    }
}

static void relate_story(void)
{
    pair("the harbour opens on Monday", "the harbour stays shut", "contradicts", 0.9, "model");
}

/* What one source says otherwise later is a change, and no dispute with itself. */
static void test_contents_change(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T10:00Z", {{.who = "Ada Solheim", .cue = "said", .content = "the harbour opens on Monday", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Post", NULL, "2031-05-13T12:00Z", {{.who = "Ada Solheim", .cue = "said", .content = "the harbour opens on Monday", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Echo", NULL, "2031-05-15T10:00Z", {{.who = "Ada Solheim", .cue = "said", .content = "the harbour stays shut", .act = HS_ACT_SAY, .polarity = PRO}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_story, "",
                 "contents Ada Solheim: 2031-05-13T12:00 say the harbour opens on Monday -> 2031-05-15T10:00 say the harbour stays shut\n");
}

/* ---- figures ---- */

#define COUNT(n, b, u) .value = n, .bound = b, .unit = u, .cue = "said", .act = HS_ACT_SAY, .polarity = PRO
#define RESCUE(text, n) {.who = "the rescue service", .content = text, COUNT(n, HS_EXACT, "people dead")}
#define OWNER(text, n) {.who = "Sellick Potash", .content = text, COUNT(n, HS_EXACT, "employees dead")}
#define UNION(text, n, b) {.who = "the union", .content = text, COUNT(n, b, "members dead")}

static void relate_tolls(void)
{
    static const char *const tolls[] = {"7 are dead", "4 had died", "12 members had died", "9 bodies were recovered", "11 are dead", "15 members are dead", "19 people have died",
                                        "17 employees had died"};
    for (size_t i = 0; i < sizeof tolls / sizeof *tolls; i++)
        for (size_t k = i + 1; k < sizeof tolls / sizeof *tolls; k++)
            pair(tolls[i], tolls[k], "contradicts", 0.9, "other figures");
}

/* A count that grows is an update; what is held at once a dispute; whoever concedes that a count was wrong has changed position. */
static void test_tolls(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-09-03T11:02Z", {{.who = "the rescue service", .content = "7 are dead", COUNT(7, HS_LEAST, "dead")}, OWNER("4 had died", 4),
                                             UNION("12 members had died", 12, HS_LEAST)}},
        {"Herald", NULL, "2031-09-03T15:15Z", {RESCUE("9 bodies were recovered", 9)}},
        {"Herald", NULL, "2031-09-03T19:40Z", {RESCUE("11 are dead", 11), OWNER("4 had died", 4), UNION("15 members are dead", 15, HS_EXACT)}},
        {"Wire", NULL, "2031-09-05T18:20Z", {RESCUE("19 people have died", 19), OWNER("17 employees had died", 17),
                                             {.who = "Sellick Potash", .cue = "conceded that", .content = "its first count had been wrong", .act = HS_ACT_ADMIT, .polarity = PRO}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_tolls,
                 /* at once; what a source has replaced by another count it holds no more */
                 "figures 2 2031-09-03T11:02: 4 had died / 12 members had died\n"
                 "figures 2 2031-09-03T11:02: 7 are dead / 12 members had died\n"
                 "figures 2 2031-09-03T11:02: 7 are dead / 4 had died\n"
                 "figures 2 2031-09-03T15:15: 12 members had died / 9 bodies were recovered\n"
                 "figures 2 2031-09-03T19:40: 11 are dead / 15 members are dead\n"
                 "figures 2 2031-09-03T19:40: 4 had died / 11 are dead\n"
                 "figures 2 2031-09-03T19:40: 4 had died / 15 members are dead\n"
                 "figures 2 2031-09-05T18:20: 19 people have died / 17 employees had died\n"
                 /* one after the other */
                 "figures update 1 2031-09-03T15:15: 7 are dead / 9 bodies were recovered\n"
                 "figures update 1 2031-09-03T19:40: 12 members had died / 15 members are dead\n"
                 "figures update 1 2031-09-03T19:40: 7 are dead / 11 are dead\n"
                 "figures update 1 2031-09-03T19:40: 9 bodies were recovered / 11 are dead\n"
                 "figures update 1 2031-09-05T18:20: 11 are dead / 19 people have died\n"
                 "figures update 1 2031-09-05T18:20: 7 are dead / 19 people have died\n"
                 "figures update 1 2031-09-05T18:20: 9 bodies were recovered / 19 people have died\n"
                 "figures update 2 2031-09-03T15:15: 4 had died / 9 bodies were recovered\n"
                 "figures update 2 2031-09-03T19:40: 7 are dead / 15 members are dead\n"
                 "figures update 2 2031-09-03T19:40: 9 bodies were recovered / 15 members are dead\n"
                 "figures update 2 2031-09-05T18:20: 11 are dead / 17 employees had died\n"
                 "figures update 2 2031-09-05T18:20: 12 members had died / 17 employees had died\n"
                 "figures update 2 2031-09-05T18:20: 12 members had died / 19 people have died\n"
                 "figures update 2 2031-09-05T18:20: 15 members are dead / 17 employees had died\n"
                 "figures update 2 2031-09-05T18:20: 15 members are dead / 19 people have died\n"
                 "figures update 2 2031-09-05T18:20: 4 had died / 19 people have died\n"
                 "figures update 2 2031-09-05T18:20: 7 are dead / 17 employees had died\n"
                 "figures update 2 2031-09-05T18:20: 9 bodies were recovered / 17 employees had died\n",
                 "figures Sellick Potash: 2031-09-03T19:40 say 4 had died -> 2031-09-05T18:20 say 17 employees had died\n");
}

static void relate_former(void)
{
    pair("19 are dead", "16 are dead", "contradicts", 0.9, "other figures");
    pair("9 were hurt", "14 were hurt", "contradicts", 0.9, "other figures");
    pair("the pier was shut", "the pier stayed open", "contradicts", 0.9, "model");
    pair("23 are missing", "12 are missing", "contradicts", 0.9, "other figures");
}

#define TOLD(name, told, text, n, of) {.who = name, .cue = told, .content = text, .act = HS_ACT_SAY, .polarity = PRO, .value = n, .bound = HS_EXACT, .unit = of}
#define TELLS(name, told, text) {.who = name, .cue = told, .content = text, .act = HS_ACT_SAY, .polarity = PRO}

/* What a source had said, and has replaced by now, is not what it holds: no dispute, but a change; a count that only grew is an update. */
static void test_former(void **state)
{
    static const article articles[] = {
        {"Post", NULL, "2031-09-04T11:02Z", {TOLD("the ministry", "had said", "19 are dead", 19, "people dead"), TOLD("the ministry", "now accepts", "16 are dead", 16, "people dead"), TOLD("the hospital", "said", "16 are dead", 16, "people dead")}},
        {"Echo", NULL, "2031-09-04T12:02Z", {TOLD("Sellick Potash", "had said", "9 were hurt", 9, "people hurt"), TOLD("Sellick Potash", "said", "14 were hurt", 14, "people hurt")}},
        {"Wire", NULL, "2031-09-04T13:02Z", {TELLS("Ada Solheim", "originally said", "the pier stayed open"), TELLS("Ada Solheim", "said", "the pier was shut"), TELLS("Jon Abara", "said", "the pier was shut")}},
        /* held before what it said on a day before that of the article */
        {"Tide", NULL, "2031-09-08T10:00Z", {TOLD("the coast guard", "had said", "23 are missing", 23, "people missing"),
                                             {.who = "the coast guard", .content = "12 are missing", .time = "2031-09-05", COUNT(12, HS_EXACT, "people missing")}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_former, "",
                 "contents Ada Solheim: 2031-09-04T13:02 say the pier stayed open -> 2031-09-04T13:02 say the pier was shut\n"
                 "figures the coast guard: 2031-09-05T12:00 say 23 are missing -> 2031-09-05T12:00 say 12 are missing\n"
                 "figures the ministry: 2031-09-04T11:02 say 19 are dead -> 2031-09-04T11:02 say 16 are dead\n");
}

static void relate_spill(void)
{
    pair("180 tonnes were lost", "120 tonnes were lost", "contradicts", 0.9, "other figures");
    pair("180 tonnes were lost", "90 tonnes were lost", "contradicts", 0.9, "other figures");
    pair("120 tonnes were lost", "90 tonnes were lost", "contradicts", 0.9, "other figures");
    pair("180 tonnes were lost", "175 tonnes or so were lost", "contradicts", 0.9, "other figures"); /* "about" may be both */
    pair("19 are dead", "5 citizens are dead", "contradicts", 0.9, "other figures");                /* other people */
    pair("19 are dead", "34 are hurt", "contradicts", 0.9, "other figures");                        /* another thing */
    pair("19 are dead", "no one knows how many are dead", "contradicts", 0.9, "other figures");     /* no figure: the comparer is believed */
}

static void test_figures(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T10:00Z", {{.who = "the coast guard", .content = "180 tonnes were lost", COUNT(180, HS_EXACT, "tonnes lost")},
                                             {.who = "Tellmark", .content = "90 tonnes were lost", COUNT(90, HS_MOST, "tonnes lost")},
                                             {.who = "Ada Solheim", .content = "175 tonnes or so were lost", COUNT(175, HS_ABOUT, "tonnes lost")}}},
        {"Post", NULL, "2031-05-14T10:00Z", {{.who = "the hospital", .content = "34 are hurt", COUNT(34, HS_EXACT, "people hurt")},
                                             {.who = "Halvania", .content = "5 citizens are dead", COUNT(5, HS_EXACT, "citizens dead")},
                                             {.who = "the rescue service", .content = "19 are dead", COUNT(19, HS_EXACT, "dead")},
                                             {.who = "the union", .cue = "said", .content = "no one knows how many are dead", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Post", NULL, "2031-05-17T10:00Z", {{.who = "the coast guard", .content = "120 tonnes were lost", COUNT(120, HS_ABOUT, "tonnes lost")}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_spill,
                 "figures 2 2031-05-13T10:00: 180 tonnes were lost / 90 tonnes were lost\n"
                 "figures 2 2031-05-14T10:00: no one knows how many are dead / 19 are dead\n"
                 "figures update 2 2031-05-17T10:00: 90 tonnes were lost / 120 tonnes were lost\n",
                 "figures the coast guard: 2031-05-13T10:00 say 180 tonnes were lost -> 2031-05-17T10:00 say 120 tonnes were lost\n");
}

/* What a count was before ("up from 11") is not what is said now; who corrects it to more has changed position, who counts on has not. */
static void relate_hospital(void)
{
    pair("11 were treated", "17 were treated, up from 11", "contradicts", 0.9, "other figures");
    run("INSERT INTO figure (document_id, position, span_begin, span_end, value, bound, unit) SELECT document_id, position + 10, span_begin + 25, span_begin + 27, 11, bound, unit FROM figure WHERE value = 17");
}

static void test_former_figures(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T10:00Z", {{.who = "the hospital", .content = "11 were treated", COUNT(11, HS_EXACT, "patients treated")}}},
        {"Post", NULL, "2031-05-15T10:00Z", {{.who = "the hospital", .content = "17 were treated, up from 11", .value = 17, .bound = HS_EXACT, .unit = "patients treated", .cue = "corrected itself",
                                              .act = HS_ACT_SAY, .polarity = PRO}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_hospital, "",
                 "figures the hospital: 2031-05-13T10:00 say 11 were treated -> 2031-05-15T10:00 say 17 were treated, up from 11\n");
}

static void relate_lodge(void)
{
    pair("9 residents died", "14 residents died", "contradicts", 0.9, "other figures");
}

/* Who says in words of its own that it was wrong concedes that, too. */
static void test_owned_error(void **state)
{
    (void)state;
    static const char *const said[] = {"\"We regret the error\"", "\"We have not made a mistake\"", "that the Fiji count was wrong"};
    for (int i = 0; i < 3; i++) {
        const article articles[] = {
            {"Wire", NULL, "2031-05-13T10:00Z", {{.who = "Carewell", .content = "9 residents died", COUNT(9, HS_EXACT, "residents died")}}},
            {"Post", NULL, "2031-05-15T10:00Z", {{.who = "Carewell", .content = "14 residents died", COUNT(14, HS_EXACT, "residents died")},
                                                 {.who = "Carewell", .cue = "said", .content = said[i], .act = HS_ACT_SAY, .polarity = PRO}}},
        };
        IN_ANY_ORDER(articles, relate_lodge, i ? "figures update 1 2031-05-15T10:00: 9 residents died / 14 residents died\n" : "", i ? "" : "figures Carewell: 2031-05-13T10:00 say 9 residents died -> 2031-05-15T10:00 say 14 residents died\n");
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* The same of "rose from 11 to 17". "From 11 to 17" may be a range, in which 11 is. */
static const char *bound_of_17;

static void relate_rise(void)
{
    char sql[320];
    pair("11 to 17 were treated", "11 were treated", "contradicts", 0.9, "other figures");
    snprintf(sql, sizeof sql, "INSERT INTO figure (document_id, position, span_begin, span_end, value, bound, unit) SELECT document_id, position + 1, span_end + 4, span_end + 6, 17, '%s', unit FROM figure "
                              "WHERE document_id = (SELECT document_id FROM document WHERE outlet = 'Post')", bound_of_17);
    run(sql);
}

static void test_changed_figures(void **state)
{
    (void)state;
    for (int range = 0; range < 2; range++) {
        const article articles[] = {
            {"Wire", NULL, "2031-05-13T10:00Z", {{.who = "the hospital", .content = "11 were treated", COUNT(11, HS_EXACT, "patients treated")}}},
            {"Post", NULL, "2031-05-13T15:00Z", {{.who = "the mayor", .content = "11 to 17 were treated", .value = 11, .bound = range ? HS_LEAST : HS_EXACT, .unit = "patients treated", .cue = "has it rise from",
                                                  .act = HS_ACT_SAY, .polarity = PRO}}},
        };
        bound_of_17 = range ? "most" : "exact";
        IN_ANY_ORDER(articles, relate_rise, range ? "" : "figures update 2 2031-05-13T15:00: 11 were treated / 11 to 17 were treated\n", "");
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* "The ambulance service" of one article is the one that another names in full, if no other could be meant. */
static void relate_dead(void)
{
    pair("14 are dead", "11 are dead", "contradicts", 0.9, "other figures");
}

#define BOARD(name, said, what, side) {.who = name, .body = true, .cue = said, .content = "it knew", .act = what, .polarity = side}
#define BOARD_DENIES {"Post", NULL, "2031-05-13T10:00Z", {BOARD("board", "denied", HS_ACT_DENY, CON)}}

static void test_bodies_in_short(void **state)
{
    static const char *const two = "figures 2 2031-05-15T10:00: 14 are dead / 11 are dead\n";
#define DEAD(name, text, n) {.who = name, .body = true, .content = text, COUNT(n, HS_EXACT, "people killed")}
#define OTHER(name) {.who = name, .body = true, .cue = "said", .content = "the road is shut", .act = HS_ACT_SAY, .polarity = PRO}
    const struct {
        article articles[2];
        const char *disputes, *changes;
    } cases[] = {
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("ambulance service", "14 are dead", 14)}}, {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin County Ambulance Service", "11 are dead", 11)}}},
         "", "figures Orrin County Ambulance Service: 2031-05-13T10:00 say 14 are dead -> 2031-05-15T10:00 say 11 are dead\n"},
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("Orrin County Ambulance Service", "14 are dead", 14)}}, {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("ambulance service", "11 are dead", 11)}}},
         "", "figures Orrin County Ambulance Service: 2031-05-13T10:00 say 14 are dead -> 2031-05-15T10:00 say 11 are dead\n"},
        /* one word is whoever holds it */
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("council", "14 are dead", 14)}}, {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin Town Council", "11 are dead", 11)}}},
         "", "figures Orrin Town Council: 2031-05-13T10:00 say 14 are dead -> 2031-05-15T10:00 say 11 are dead\n"},
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("council", "14 are dead", 14)}}, {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("coroner", "11 are dead", 11), OTHER("Orrin Town Council")}}}, two, ""},
        /* two of them, another, and one that stands beside it */
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("ambulance service", "14 are dead", 14)}},
          {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin County Ambulance Service", "11 are dead", 11), OTHER("Vellin Ambulance Service")}}}, two, ""},
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("rescue service", "14 are dead", 14)}}, {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin County Ambulance Service", "11 are dead", 11)}}}, two, ""},
        {{{"Post", NULL, "2031-05-13T10:00Z", {DEAD("ambulance service", "14 are dead", 14), OTHER("Orrin County Ambulance Service")}},
          {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin County Ambulance Service", "11 are dead", 11)}}}, two, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (i) {
            close_empty(NULL);
            open_empty(NULL);
        }
        IN_ANY_ORDER(cases[i].articles, relate_dead, cases[i].disputes, cases[i].changes);
    }
    /* of one word, only where it takes the same side */
    static const article opposed[] = {BOARD_DENIES, {"Wire", NULL, "2031-05-15T10:00Z", {BOARD("Ferry Safety Board", "said", HS_ACT_SAY, PRO)}}};
    static const article agreed[] = {BOARD_DENIES, {"Wire", NULL, "2031-05-15T10:00Z", {BOARD("Ferry Safety Board", "denied", HS_ACT_DENY, CON)}},
                                     {"Echo", NULL, "2031-05-16T10:00Z", {BOARD("Ferry Safety Board", "admitted", HS_ACT_ADMIT, PRO)}}};
    close_empty(NULL);
    open_empty(NULL);
    IN_ANY_ORDER(opposed, NULL, "polarity 2 2031-05-15T10:00: it knew\n", "");
    close_empty(NULL);
    open_empty(NULL);
    IN_ANY_ORDER(agreed, NULL, "", "polarity Ferry Safety Board: 2031-05-15T10:00 deny it knew -> 2031-05-16T10:00 admit it knew\n");
}

/* What a person calls wrong is no evidence, nor what is read unsurely; and what kind a source is, a person says. */
static void test_bodies_in_short_corrected(void **state)
{
    static const article articles[] = {
        {"Post", NULL, "2031-05-13T10:00Z", {DEAD("council", "14 are dead", 14)}},
        {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin Town Council", "11 are dead", 11), {.who = "Orrin Town Council", .body = true, .content = "14 are dead", COUNT(14, HS_EXACT, "people killed"), .confidence = 0.2f}}},
        {"Echo", NULL, "2031-05-16T10:00Z", {DEAD("coroner", "11 are dead", 11)}},
    };
    static const char two[] = "figures 2 2031-05-16T10:00: 14 are dead / 11 are dead\n", one[] = "figures Orrin Town Council: 2031-05-13T10:00 say 14 are dead -> 2031-05-15T10:00 say 11 are dead\n";
    uint64_t wrong, kind;
    (void)state;
    for (size_t i = 0; i < 3; i++)
        put_article(&articles[i]);
    relate_dead();
    settle();
    check_changes(one);
    assert_int_equal(hs_ledger_correct(&kind, ledger, &(hs_opinion){.source = (uint64_t)source("Orrin Town Council"), .verdict = HS_VERDICT_OTHER, .says.kind = {"person", 6}}, NULL), HS_OK);
    settle();
    check_changes("");
    assert_int_equal(hs_ledger_uncorrect(ledger, kind, NULL), HS_OK);
    settle();
    check_changes(one);
    assert_int_equal(hs_ledger_correct(&wrong, ledger, &(hs_opinion){.attribution = (uint64_t)attribution("11 are dead"), .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    settle();
    check_changes("");
    check_disputes(two);
}

/* Another that could be meant comes later, in an article that tells what contradicts it. */
static void test_bodies_in_short_later(void **state)
{
    static const article articles[] = {
        {"Post", NULL, "2031-05-13T10:00Z", {DEAD("ambulance service", "14 are dead", 14)}},
        {"Wire", NULL, "2031-05-15T10:00Z", {DEAD("Orrin County Ambulance Service", "11 are dead", 11)}},
        {"Echo", NULL, "2031-05-16T10:00Z", {DEAD("Vellin Ambulance Service", "11 are dead", 11)}},
    };
    (void)state;
    for (size_t i = 0; i < 2; i++)
        put_article(&articles[i]);
    relate_dead();
    settle();
    check_changes("figures Orrin County Ambulance Service: 2031-05-13T10:00 say 14 are dead -> 2031-05-15T10:00 say 11 are dead\n");
    put_article(&articles[2]);
    settle();
    check_changes("");
    check_disputes("figures 3 2031-05-15T10:00: 14 are dead / 11 are dead\n");
}

#define EXACTLY(n, u) {.low = n, .high = n, .unit = {u, sizeof u - 1}}
#define BETWEEN(a, b, u) {.low = a, .high = b, .unit = {u, sizeof u - 1}}

/* Whichever comes first, the other way round says the reverse. */
static void test_quantities(void **state)
{
    static const struct {
        hs_quantity a[2], b[2];
        size_t n, m;
        hs_figures_order order;
    } cases[] = {
        {{EXACTLY(7, "people killed")}, {EXACTLY(9, "people killed")}, 1, 1, HS_FIGURES_RISE},
        {{EXACTLY(7, "miners dead")}, {EXACTLY(9, "bodies recovered")}, 1, 1, HS_FIGURES_RISE},
        {{EXACTLY(7, "people killed")}, {EXACTLY(7, "dead")}, 1, 1, HS_FIGURES_ALIKE},
        {{EXACTLY(7, "dead")}, {EXACTLY(31, "injured people")}, 1, 1, HS_FIGURES_APART},
        {{EXACTLY(19, "dead")}, {EXACTLY(5, "Halvanian citizens dead")}, 1, 1, HS_FIGURES_APART},
        {{EXACTLY(19, "children dead")}, {EXACTLY(5, "people dead")}, 1, 1, HS_FIGURES_APART},
        {{EXACTLY(180, "tonnes lost")}, {BETWEEN(108, 132, "tonnes lost")}, 1, 1, HS_FIGURES_FALL},
        {{EXACTLY(8, "ships")}, {BETWEEN(7, 9, "ship")}, 1, 1, HS_FIGURES_ALIKE},
        {{EXACTLY(8, "")}, {EXACTLY(9, "ships")}, 1, 1, HS_FIGURES_RISE},
        {{EXACTLY(8, "dollars")}, {EXACTLY(9, "euros")}, 1, 1, HS_FIGURES_APART},
        {{EXACTLY(180, "tonnes fuel oil spread")}, {EXACTLY(120, "tonnes lost")}, 1, 1, HS_FIGURES_FALL},
        {{EXACTLY(12, "people")}, {EXACTLY(15, "dead")}, 1, 1, HS_FIGURES_RISE},
        {{EXACTLY(12, "people")}, {EXACTLY(15, "citizens dead")}, 1, 1, HS_FIGURES_APART},
        {{EXACTLY(12, "people")}, {EXACTLY(15, "miners")}, 1, 1, HS_FIGURES_RISE},
        /* what both have is not what differs */
        {{EXACTLY(12, "dead"), EXACTLY(3, "dead")}, {EXACTLY(3, "dead"), EXACTLY(12, "dead")}, 2, 2, HS_FIGURES_ALIKE},
        {{EXACTLY(12, "dead"), EXACTLY(3, "hurt")}, {EXACTLY(12, "dead"), EXACTLY(5, "hurt")}, 2, 2, HS_FIGURES_RISE},
        {{EXACTLY(7, "dead"), EXACTLY(23, "missing")}, {EXACTLY(9, "dead"), EXACTLY(19, "missing")}, 2, 2, HS_FIGURES_RISE},
        {{EXACTLY(4, "trains"), EXACTLY(23, "dead")}, {EXACTLY(19, "dead"), EXACTLY(2, "buses")}, 2, 2, HS_FIGURES_FALL},
        {{EXACTLY(4, "trains")}, {EXACTLY(4, "trains")}, 1, 0, HS_FIGURES_UNKNOWN},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const hs_quantities a = {(hs_quantity *)cases[i].a, cases[i].n}, b = {(hs_quantity *)cases[i].b, cases[i].m};
        hs_figures_order order = cases[i].order, reverse = order == HS_FIGURES_RISE ? HS_FIGURES_FALL : order == HS_FIGURES_FALL ? HS_FIGURES_RISE : order;
        if (hs_quantities_compare(&a, &b, NULL, NULL) != order || hs_quantities_compare(&b, &a, NULL, NULL) != reverse)
            fail_msg("case %zu: %d and %d", i, hs_quantities_compare(&a, &b, NULL, NULL), hs_quantities_compare(&b, &a, NULL, NULL));
    }
}

static void relate_day(void)
{
    pair("9 bodies were recovered", "7 are dead", "contradicts", 0.9, "other figures");
}

/* A page that grows with the news: times of day are those of its own zone, and what it tells without one may be of any hour. */
static void test_live_page(void **state)
{
    static const article articles[] = {
        {"Herald", NULL, "2031-09-03T17:42+02:00", {{.who = "the rescue service", .content = "9 bodies were recovered", .time = "2031-09-03T15:15", COUNT(9, HS_EXACT, "bodies")},
                                                    {.who = "the rescue service", .content = "7 are dead", COUNT(7, HS_LEAST, "dead")},
                                                    {.who = "Ada Solheim", .cue = "denied", .content = "the lift was shut", .act = HS_ACT_DENY, .polarity = CON, .time = "2031-09-03T09:00"},
                                                    {.who = "Ada Solheim", .cue = "admitted", .content = "the lift was shut", .act = HS_ACT_ADMIT, .polarity = PRO, .time = "2031-09-03T13:30"}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_day, "", "polarity Ada Solheim: 2031-09-03T07:00 deny the lift was shut -> 2031-09-03T11:30 admit the lift was shut\n");
}

/* ---- changes ---- */

#define LINDQVIST(c, k, a, p, t) {.who = "Mara Lindqvist", .cue = c, .content = k, .act = a, .polarity = p, .time = t}
#define KNEW "she knew of the leak"

/* Recollections of what was said before are no changes back, dated or not; the first of each time is told. */
static void test_recollections(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T21:40Z", {LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Post", NULL, "2031-05-14T07:30Z", {LINDQVIST("insisted that she denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Tide", NULL, "2031-05-16T09:00Z", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, "2031-05-16")}},
        {"Echo", NULL, "2031-05-17", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, "2031-05-16"), LINDQVIST("denied on Tuesday that", KNEW, HS_ACT_DENY, CON, "2031-05-13"),
                                      LINDQVIST("had denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Lantern", NULL, "2031-05-18", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, NULL), LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        /* a time that is none of a day, and one that was not yet */
        {"Gazette", NULL, "2031-05-19", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, "2031-W20"), LINDQVIST("admitted again that", KNEW, HS_ACT_ADMIT, PRO, "2031-06-01")}},
    };
    (void)state;
    IN_ANY_ORDER(articles, NULL, "", "polarity Mara Lindqvist: 2031-05-14T07:30 deny she knew of the leak -> 2031-05-16T09:00 admit she knew of the leak\n");
}

/* What a correction says is of its own day, which may lie weeks behind the article's. */
static void change_page(void)
{
    run("UPDATE document SET modified = '2031-06-01T09:00Z' WHERE outlet = 'Gazette'; "
        "INSERT OR IGNORE INTO unsettled SELECT 'claim', claim_id FROM claim UNION SELECT 'source', source_id FROM source");
}

static void test_corrected_later(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13T21:40Z", {LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Gazette", NULL, "2031-05-19", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, "2031-06-01")}},
    };
    (void)state;
    IN_ANY_ORDER(articles, change_page, "", "polarity Mara Lindqvist: 2031-05-13T21:40 deny she knew of the leak -> 2031-06-01T00:00 admit she knew of the leak\n");
}

/* What is told again in the same words was held when it was first told; to say the same in words of one's own is to hold it again. */
#define AGAIN "she had known of the leak for weeks before the divers told her of it"

static void test_copied(void **state)
{
    static const article copied[] = {
        {"Wire", NULL, "2031-05-13T21:40Z", {LINDQVIST("denied that", AGAIN, HS_ACT_DENY, CON, NULL)}},
        {"Gazette", NULL, "2031-05-15T07:30Z", {LINDQVIST("denied that", AGAIN, HS_ACT_DENY, CON, NULL)}},
        {"Tide", NULL, "2031-05-16T09:00Z", {LINDQVIST("admitted that", AGAIN, HS_ACT_ADMIT, PRO, NULL)}},
        {"Echo", NULL, "2031-05-18T07:30Z", {LINDQVIST("denied that", AGAIN, HS_ACT_DENY, CON, NULL)}},
        {"Lantern", NULL, "2031-05-19T07:30Z", {LINDQVIST("admitted that", AGAIN, HS_ACT_ADMIT, PRO, NULL)}},
    };
    static const article back[] = {
        {"Wire", NULL, "2031-05-13T21:40Z", {LINDQVIST("denied that", AGAIN, HS_ACT_DENY, CON, NULL)}},
        {"Tide", NULL, "2031-05-16T09:00Z", {LINDQVIST("admitted that", AGAIN, HS_ACT_ADMIT, PRO, NULL)}},
        {"Echo", NULL, "2031-05-18T07:30Z", {LINDQVIST("again denied that", AGAIN, HS_ACT_DENY, CON, NULL)}},
    };
    (void)state;
    IN_ANY_ORDER(copied, NULL, "", "polarity Mara Lindqvist: 2031-05-13T21:40 deny " AGAIN " -> 2031-05-16T09:00 admit " AGAIN "\n");
    close_empty(NULL);
    open_empty(NULL);
    IN_ANY_ORDER(back, NULL, "", "polarity Mara Lindqvist: 2031-05-13T21:40 deny " AGAIN " -> 2031-05-16T09:00 admit " AGAIN "\n"
                                 "polarity Mara Lindqvist: 2031-05-16T09:00 admit " AGAIN " -> 2031-05-18T07:30 deny " AGAIN "\n");
}

/* Where an article dates its news, what it tells of the contrary without a date is a recollection; where it dates what was long ago, that is. */
static void test_undated(void **state)
{
    static const article news[] = {
        {"Wire", NULL, "2031-05-13", {LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Tide", NULL, "2031-05-17", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, "2031-05-16"), LINDQVIST("telling reporters that", KNEW, HS_ACT_DENY, CON, NULL)}},
    };
    static const article background[] = {
        {"Tide", NULL, "2031-05-17", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, NULL), LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, "2031-05-13")}},
    };
    (void)state;
    IN_ANY_ORDER(news, NULL, "", "polarity Mara Lindqvist: 2031-05-13T00:00 deny she knew of the leak -> 2031-05-16T12:00 admit she knew of the leak\n");
    close_empty(NULL);
    open_empty(NULL);
    IN_ANY_ORDER(background, NULL, "", "polarity Mara Lindqvist: 2031-05-13T12:00 deny she knew of the leak -> 2031-05-17T00:00 admit she knew of the leak\n");
}

/* What one article tells of both at one time is a change only against what was held before. */
static void test_at_one_time(void **state)
{
    static const article one[] = {
        {"Echo", NULL, "2031-05-17T10:00Z", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, NULL), LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
    };
    static const article two[] = {
        {"Wire", NULL, "2031-05-13T10:00Z", {LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Echo", NULL, "2031-05-17T10:00Z", {LINDQVIST("admitted that", KNEW, HS_ACT_ADMIT, PRO, NULL), LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
        {"Post", NULL, "2031-05-17", {LINDQVIST("denied it when she said that", KNEW, HS_ACT_DENY, CON, "2031-05-17")}},
    };
    (void)state;
    IN_ANY_ORDER(one, NULL, "", "");
    close_empty(NULL);
    open_empty(NULL);
    IN_ANY_ORDER(two, NULL, "", "polarity Mara Lindqvist: 2031-05-13T10:00 deny she knew of the leak -> 2031-05-17T10:00 admit she knew of the leak\n");
}

static void test_certainty(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-09-03", {{.who = "Lorna Tate", .cue = "said", .content = "a tremor brought it down", .act = HS_ACT_SAY, .polarity = PRO},
                                      {.who = "inspectors", .anonymous = true, .cue = "suspect", .content = "the fans were off", .act = HS_ACT_SPECULATE, .polarity = PRO, .certainty = HS_POSSIBLE}}},
        {"Post", NULL, "2031-09-05", {{.who = "Lorna Tate", .cue = "thinks", .content = "a tremor brought it down", .act = HS_ACT_BELIEVE, .polarity = PRO, .certainty = HS_PROBABLE},
                                      {.who = "inspectors", .anonymous = true, .cue = "found", .content = "the fans were off", .act = HS_ACT_KNOW, .polarity = PRO}}},
        {"Post", NULL, "2031-09-06", {{.who = "Lorna Tate", .cue = "suspects", .content = "a tremor brought it down", .act = HS_ACT_SPECULATE, .polarity = PRO, .certainty = HS_POSSIBLE}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, NULL, "", "certainty Lorna Tate: 2031-09-03T00:00 say a tremor brought it down -> 2031-09-05T00:00 believe a tremor brought it down\n");
}

static void relate_dates(void)
{
    pair("it opens on Monday", "it opens on Tuesday", "contradicts", 0.9, "model");
    pair("it opens on Tuesday", "it opens on Wednesday", "contradicts", 0.9, "model");
    pair("it opens on Monday", "it opens on Wednesday", "contradicts", 0.9, "model");
}

/* From the one before, not from those before that. */
static void test_consecutive(void **state)
{
    static const article articles[] = {
        {"Wire", NULL, "2031-05-13", {{.who = "Ada Solheim", .cue = "said", .content = "it opens on Monday", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Post", NULL, "2031-05-14", {{.who = "Ada Solheim", .cue = "said", .content = "it opens on Tuesday", .act = HS_ACT_SAY, .polarity = PRO}}},
        {"Echo", NULL, "2031-05-15", {{.who = "Ada Solheim", .cue = "said", .content = "it opens on Wednesday", .act = HS_ACT_SAY, .polarity = PRO}}},
    };
    (void)state;
    IN_ANY_ORDER(articles, relate_dates, "",
                 "contents Ada Solheim: 2031-05-13T00:00 say it opens on Monday -> 2031-05-14T00:00 say it opens on Tuesday\n"
                 "contents Ada Solheim: 2031-05-14T00:00 say it opens on Tuesday -> 2031-05-15T00:00 say it opens on Wednesday\n");
}

/* ---- what touches them ---- */

static const article leak[] = {
    {"Wire", "https://wire.example/1", "2031-05-13T10:00Z", {LINDQVIST("denied that", KNEW, HS_ACT_DENY, CON, NULL)}},
    {"Post", NULL, "2031-05-16T10:00Z", {{.who = "M. Lindqvist", .cue = "admitted that", .content = KNEW, .act = HS_ACT_ADMIT, .polarity = PRO}}},
};

static const char leak_dispute[] = "polarity 2 2031-05-16T10:00: she knew of the leak\n";
static const char leak_change[] = "polarity Mara Lindqvist: 2031-05-13T10:00 deny she knew of the leak -> 2031-05-16T10:00 admit she knew of the leak\n";

static void put_leak(void)
{
    put_article(&leak[0]);
    put_article(&leak[1]);
    settle();
    check_disputes(leak_dispute);
    check_changes("");
}

/* Two who turn out to be one do not dispute each other: one of them has changed position. */
static void test_merged(void **state)
{
    (void)state;
    put_leak();
    assert_int_equal(hs_ledger_merge(ledger, (uint64_t)source("M. Lindqvist"), (uint64_t)source("Mara Lindqvist"), (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    settle();
    check_disputes("");
    check_changes(leak_change);
    assert_int_equal(hs_ledger_split(ledger, (uint64_t)source("M. Lindqvist"), (hs_str){0}, NULL), HS_OK);
    settle();
    check_disputes(leak_dispute);
    check_changes("");
}

/* A body that holds nothing of it, but gives others its name: whether it is merged before or after they are compared, the change is that of whom it stands for. */
static void test_merged_in_short(void **state)
{
    static const article articles[] = {
        {"Post", NULL, "2031-05-13T10:00Z", {BOARD("ambulance service", "denied", HS_ACT_DENY, CON)}},
        {"Tide", NULL, "2031-05-14T10:00Z", {BOARD("county ambulance service", "admitted", HS_ACT_ADMIT, PRO)}},
        {"Wire", NULL, "2031-05-15T10:00Z", {BOARD("coroner", "said", HS_ACT_SAY, PRO), OTHER("Orrin County Ambulance Service")}},
        {"Echo", NULL, "2031-05-16T10:00Z", {{.who = "Rescue Trust", .body = true, .cue = "said", .content = "it rained", .act = HS_ACT_SAY, .polarity = PRO}}},
    };
    static const char parted[] = "polarity Orrin County Ambulance Service: 2031-05-13T10:00 deny it knew -> 2031-05-14T10:00 admit it knew\n",
                      merged[] = "polarity Rescue Trust: 2031-05-13T10:00 deny it knew -> 2031-05-14T10:00 admit it knew\n";
    (void)state;
    for (size_t i = 0; i < 4; i++)
        put_article(&articles[i]);
    settle();
    check_changes(parted);
    assert_int_equal(hs_ledger_merge(ledger, (uint64_t)source("Orrin County Ambulance Service"), (uint64_t)source("Rescue Trust"), (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    settle();
    check_changes(merged);
    assert_int_equal(hs_ledger_split(ledger, (uint64_t)source("Orrin County Ambulance Service"), (hs_str){0}, NULL), HS_OK);
    settle();
    check_changes(parted);
}

#define SENT_HOME "volunteers were sent home"

/* What an unnamed one says who speaks for a body is that body's word. */
static void test_speaks_for(void **state)
{
    (void)state;
    static const char *const voices[] = {"Red Cross spokeswoman", "the Red Cross's spokeswoman", "Red Cross\xE2\x80\x99s spokesman", "spokesman for the Red Cross", "a spokesperson of the Red Cross"};
    static const char *const others[] = {"a spokeswoman", "spokesman for the union", "Red Cross volunteer", "union's spokeswoman", "two Red Cross nurses"};
    for (int one = 1; one >= 0; one--)
        for (size_t i = 0; i < sizeof voices / sizeof *voices; i++) {
            put_article(&(article){"Wire", NULL, "2031-05-13T10:00Z", {{.who = "Red Cross", .cue = "denied that", .content = SENT_HOME, .act = HS_ACT_DENY, .polarity = CON}}});
            put_article(&(article){"Post", NULL, "2031-05-16T10:00Z", {{.who = one ? voices[i] : others[i], .cue = "admitted that", .content = SENT_HOME, .act = HS_ACT_ADMIT, .polarity = PRO, .anonymous = true}}});
            settle();
            check_disputes(one ? "" : "polarity 2 2031-05-16T10:00: " SENT_HOME "\n");
            check_changes(one ? "polarity Red Cross: 2031-05-13T10:00 deny " SENT_HOME " -> 2031-05-16T10:00 admit " SENT_HOME "\n" : "");
            close_empty(NULL);
            open_empty(NULL);
        }
    /* a body without a name of its own is that of its document */
    put_article(&(article){"Wire", NULL, "2031-05-13T10:00Z", {{.who = "fire brigade", .cue = "denied that", .content = SENT_HOME, .act = HS_ACT_DENY, .polarity = CON},
                                                               {.who = "fire brigade's spokesman", .cue = "said that", .content = SENT_HOME, .act = HS_ACT_SAY, .polarity = PRO, .anonymous = true}}});
    settle();
    check_disputes("");
    put_article(&(article){"Post", NULL, "2031-05-14T10:00Z", {{.who = "fire brigade's spokesman", .cue = "said that", .content = SENT_HOME, .act = HS_ACT_SAY, .polarity = PRO, .anonymous = true}}});
    settle();
    check_disputes("polarity 2 2031-05-13T10:00: " SENT_HOME "\n"); /* of the other article nobody knows which brigade */
}

/* Whom one article calls "Kolm" and no more is the person of that name. */
static void test_of_no_kind(void **state)
{
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-13T10:00Z", {{.who = "Kolm", .cue = "denied that", .content = SENT_HOME, .act = HS_ACT_DENY, .polarity = CON}}});
    put_article(&(article){"Post", NULL, "2031-05-16T10:00Z", {{.who = "Harbour", .cue = "admitted that", .content = SENT_HOME, .act = HS_ACT_ADMIT, .polarity = PRO}}});
    run("UPDATE source SET kind = 'place' WHERE name = 'Harbour'");
    run("UPDATE source SET name = 'Kolm', name_key = 'kolm' WHERE name = 'Harbour'");
    settle();
    check_disputes("polarity 2 2031-05-16T10:00: " SENT_HOME "\n"); /* a place of that name is not */
    run("UPDATE source SET kind = NULL WHERE kind = 'place'; INSERT OR IGNORE INTO unsettled SELECT 'claim', claim_id FROM claim");
    settle();
    check_disputes("");
    check_changes("polarity Kolm: 2031-05-13T10:00 deny " SENT_HOME " -> 2031-05-16T10:00 admit " SENT_HOME "\n");
    /* what is like it in other words is one's own admission, too */
    put_article(&(article){"Echo", NULL, "2031-05-18T10:00Z", {{.who = "Harbour", .cue = "admitted that", .content = "helpers had been sent away from the pier", .act = HS_ACT_ADMIT, .polarity = PRO}}});
    run("UPDATE source SET kind = NULL, name = 'Kolm', name_key = 'kolmar' WHERE name = 'Harbour'");
    run("UPDATE holder SET source_id = (SELECT source_id FROM source WHERE name = 'Kolm' AND kind IS NULL AND name_key = 'kolm') WHERE source_id = (SELECT source_id FROM source WHERE name_key = 'kolmar')");
    put_article(&(article){"Wire", NULL, "2031-05-15T10:00Z", {{.who = "Kolm", .cue = "denied that", .content = "helpers had to leave the pier", .act = HS_ACT_DENY, .polarity = CON}}});
    run("INSERT INTO vector (model_id, claim_id, vector) SELECT 1, claim_id, x'7f00' FROM claim WHERE text LIKE 'helpers%'");
    settle();
    assert_int_equal(number("SELECT count(*) FROM change WHERE kind = 'admission'"), 1);
}

static void test_parted(void **state)
{
    uint64_t parted;
    (void)state;
    put_leak();
    uint64_t document = put_article(&(article){"Echo", NULL, "2031-05-17T10:00Z", {LINDQVIST("said that", KNEW, HS_ACT_SAY, PRO, NULL)}});
    settle();
    check_changes("polarity Mara Lindqvist: 2031-05-13T10:00 deny she knew of the leak -> 2031-05-17T10:00 say she knew of the leak\n");
    assert_int_equal(hs_ledger_part(&parted, ledger, (uint64_t)source("Mara Lindqvist"), &document, 1, (hs_str){0}, (hs_str){0}, NULL), HS_OK);
    settle();
    check_changes("");
    check_disputes("polarity 3 2031-05-16T10:00: she knew of the leak\n");
}

static void test_corrected(void **state)
{
    uint64_t id;
    (void)state;
    put_leak();
    uint64_t admitted = (uint64_t)number("SELECT attribution_id FROM attribution WHERE act = 'admit'");
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = admitted, .verdict = HS_VERDICT_OTHER, .says.name = {"Mara Lindqvist", 14}}, NULL), HS_OK);
    settle();
    check_disputes("");
    check_changes(leak_change);
    assert_int_equal(hs_ledger_uncorrect(ledger, id, NULL), HS_OK);
    settle();
    check_disputes(leak_dispute);
    check_changes("");
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = admitted, .verdict = HS_VERDICT_WRONG}, NULL), HS_OK);
    settle();
    check_disputes("");
    assert_int_equal(hs_ledger_uncorrect(ledger, id, NULL), HS_OK);
    /* somebody whom nothing else names is somebody else all the same */
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = admitted, .verdict = HS_VERDICT_OTHER, .says.name = {"Nobody Else", 11}}, NULL), HS_OK);
    settle();
    check_disputes(leak_dispute);
    assert_int_equal(hs_ledger_correct(&id, ledger, &(hs_opinion){.attribution = admitted, .verdict = HS_VERDICT_OTHER, .says.polarity = {"-", 1}}, NULL), HS_OK);
    settle();
    check_disputes("");
}

static void test_forgotten(void **state)
{
    hs_forgotten gone;
    (void)state;
    put_leak();
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, 1, NULL), HS_OK);
    settle();
    check_disputes("");
    put_article(&leak[0]);
    settle();
    check_disputes(leak_dispute);
    assert_int_equal(hs_ledger_forget_source(&gone, ledger, (uint64_t)source("M. Lindqvist"), false, NULL), HS_OK);
    settle();
    check_disputes("");
}

/* A later version of an article takes the place of the one before it, and gives it back. */
static void test_versions(void **state)
{
    hs_forgotten gone;
    (void)state;
    put_leak();
    uint64_t later = put_article(&(article){"Wire", "https://wire.example/1", "2031-05-14T10:00Z", {LINDQVIST("said that", "the pier is safe", HS_ACT_SAY, PRO, NULL)}});
    settle();
    check_disputes("");
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, later, NULL), HS_OK);
    settle();
    check_disputes(leak_dispute);
}

/* Who copied what a page has set right since is in no dispute with the page; who says so in words of their own is, and so is a copy that was there first. */
static void test_superseded(void **state)
{
#define SHOWED(n, p) {.who = "a senior engineer of the dam who asked not to be named", .anonymous = true, .cue = "said that", .content = "the reports showed " n " cracks in the wall", .act = HS_ACT_SAY, .polarity = p}
    static const struct {
        article copy;
        const char *disputes;
    } cases[] = {
        {{"Echo", NULL, "2031-05-14T09:00Z", {SHOWED("three", PRO)}}, ""},
        {{"Echo", NULL, "2031-05-14T07:00Z", {SHOWED("three", PRO)}}, "contents 2 2031-05-14T08:00: the reports showed three cracks in the wall / the reports showed five cracks in the wall\n"},
        {{"Echo", NULL, "2031-05-14T09:00Z", {{.who = "Jon Teck", .cue = "said", .content = "the reports showed three cracks in the wall", .act = HS_ACT_SAY, .polarity = PRO}}},
         "contents 2 2031-05-14T09:00: the reports showed five cracks in the wall / the reports showed three cracks in the wall\n"},
    };
    static const char page[] = "https://times.example/dam";
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int order = 0; order < 2; order++) {
            const article articles[] = {{"Times", page, "2031-05-14T08:00Z", {SHOWED("three", PRO)}}, {"Times", page, "2031-05-14T08:00Z", {SHOWED("five", PRO)}}, cases[i].copy};
            for (int k = 0; k < 3; k++)
                put_article(&articles[order == 1 ? (k + 2) % 3 : k]);
            pair("the reports showed three cracks in the wall", "the reports showed five cracks in the wall", "contradicts", 0.9, "both cannot be true");
            settle();
            check_disputes(cases[i].disputes);
            hs_answer *answer;
            size_t n;
            run("DELETE FROM dispute");
            run("INSERT INTO dispute (claim_id, other_id, kind, is_update, voices, heard) SELECT min(claim_id), max(claim_id), 'contents', 0, 2, '2031-05-14T09:00:00Z' FROM claim");
            assert_int_equal(hs_ledger_disputes(&answer, ledger, NULL, NULL), HS_OK); /* of rows of an earlier build, too */
            hs_answer_disputes(answer, &n);
            assert_int_equal(n != 0, cases[i].disputes[0] != '\0');
            hs_answer_free(answer);
            close_empty(NULL);
            open_empty(NULL);
        }
}

/* A page that only tells of a denial, or still has the words beside it, has set nothing right. */
static void test_not_superseded(void **state)
{
#define UNSAFE "the bridge is unsafe and two of its cables have snapped since the storm in March"
#define LUND {.who = "Ada Lund", .cue = "said that", .content = UNSAFE, .act = HS_ACT_SAY, .polarity = PRO}
#define COUNCIL {.who = "the council", .cue = "denied that", .content = UNSAFE, .act = HS_ACT_DENY, .polarity = CON}
    static const article now[] = {{"Times", "https://times.example/bridge", "2031-05-14T08:00Z", {COUNCIL}}, {"Times", "https://times.example/bridge", "2031-05-14T08:00Z", {LUND, COUNCIL}}};
    (void)state;
    for (size_t i = 0; i < sizeof now / sizeof *now; i++) {
        put_article(&(article){"Times", "https://times.example/bridge", "2031-05-14T08:00Z", {LUND}});
        put_article(&(article){"Gazette", NULL, "2031-05-14T09:00Z", {LUND}});
        put_article(&now[i]);
        settle();
        check_disputes(i ? "polarity 2 2031-05-14T08:00: " UNSAFE "\n" : "polarity 2 2031-05-14T09:00: " UNSAFE "\n");
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* Few words that stand in a copied sentence are copied with it. */
static void test_superseded_within(void **state)
{
#define SPOKE(n) {SHOWED(n, PRO), {.who = "reports", .anonymous = true, .cue = "showed", .content = n " cracks in the wall", .act = HS_ACT_SAY, .polarity = PRO}}
    static const article articles[] = {{"Times", "https://times.example/dam", "2031-05-14T08:00Z", SPOKE("three")},
                                       {"Times", "https://times.example/dam", "2031-05-14T08:00Z", SPOKE("five")},
                                       {"Echo", NULL, "2031-05-14T09:00Z", SPOKE("three")}};
    (void)state;
    for (int nested = 0; nested < 2; nested++) {
        for (int k = 0; k < 3; k++)
            put_article(&articles[k]);
        if (nested)
            run("UPDATE attribution SET parent = 1 WHERE position = 2");
        pair("three cracks in the wall", "five cracks in the wall", "contradicts", 0.9, "both cannot be true");
        settle();
        check_disputes(nested ? "" : "contents 2 2031-05-14T09:00: five cracks in the wall / three cracks in the wall\n");
        close_empty(NULL);
        open_empty(NULL);
    }
}

/* The claim that others are shown as is forgotten: they stand for themselves again. */
static void test_standing_claim_goes(void **state)
{
    hs_forgotten gone;
    (void)state;
    put_article(&(article){"Wire", NULL, "2031-05-13", {LINDQVIST("denied that", "she had known of the leak", HS_ACT_DENY, CON, NULL)}});
    put_article(&(article){"Post", NULL, "2031-05-14", {{.who = "Ravna Quist", .cue = "said", .content = KNEW, .act = HS_ACT_SAY, .polarity = PRO}}});
    put_article(&(article){"Echo", NULL, "2031-05-15", {{.who = "Ravna Quist", .cue = "said", .content = "she had known of the leak", .act = HS_ACT_SAY, .polarity = PRO}}});
    same("she had known of the leak", KNEW);
    settle();
    check_disputes("polarity 2 2031-05-14T00:00: she knew of the leak\n");
    assert_int_equal(hs_ledger_forget_document(&gone, ledger, 2, NULL), HS_OK);
    settle();
    check_disputes("polarity 2 2031-05-15T00:00: she had known of the leak\n");
}

/* ---- hostile rows, no memory ---- */

static void expect_status(const char *sql, hs_status want)
{
    hs_error err = {HS_OK, 0, ""};
    run("SAVEPOINT hostile");
    run(sql);
    run("INSERT OR IGNORE INTO unsettled SELECT 'claim', claim_id FROM claim UNION SELECT 'source', source_id FROM source");
    hs_status status = hs_ledger_settle(ledger, &err);
    if (status != want)
        fail_msg("%s: %s, %s", sql, hs_status_name(status), err.msg);
    if (want == HS_OK)
        check_rows("SELECT 'left' FROM unsettled", "");
    run("ROLLBACK TO hostile");
    run("RELEASE hostile");
}

static void test_hostile(void **state)
{
    FILES_ALONE();
    (void)state;
    for (size_t i = 0; i < 2; i++)
        put_article(&leak[i]);
    put_article(&(article){"Wire", NULL, "2031-09-03T11:02Z", {RESCUE("7 are dead", 7)}});
    put_article(&(article){"Post", NULL, "2031-09-03T11:02Z", {OWNER("4 had died", 4)}});
    pair("7 are dead", "4 had died", "contradicts", 0.9, "other figures");
    settle();
    check_disputes("figures 2 2031-09-03T11:02: 7 are dead / 4 had died\npolarity 2 2031-05-16T10:00: she knew of the leak\n");
    expect_status("UPDATE attribution SET act = 'sing'", HS_E_LEDGER);
    expect_status("UPDATE attribution SET polarity = '?'", HS_E_LEDGER);
    expect_status("UPDATE attribution SET certainty = x'ff' || ''", HS_E_LEDGER);
    expect_status("UPDATE attribution SET cue = '[nothing]'", HS_E_LEDGER);
    expect_status("UPDATE attribution SET cue = '[[9999999999,-5]]'", HS_OK);
    expect_status("UPDATE attribution SET content = '[nothing]'", HS_E_LEDGER);
    expect_status("UPDATE figure SET bound = 'sort of'", HS_E_LEDGER);
    expect_status("UPDATE figure SET value = 9e999", HS_OK);
    expect_status("UPDATE figure SET unit = x'ff' || ' ' || x'80'", HS_OK);
    expect_status("UPDATE document SET heard = 'yesterday', published = '20xx-01-01'", HS_OK);
    expect_status("UPDATE document SET heard = '9998-12-31T23:59:59Z'", HS_OK);
    expect_status("UPDATE document SET heard = ''", HS_OK);
    expect_status("UPDATE attribution SET time = '2031-99-99'", HS_OK);
    expect_status("UPDATE attribution SET time = '0001-01-01T00:00:00.5+23:59'", HS_OK);
    expect_status("UPDATE claim SET same_as = claim_id", HS_OK);
    expect_status("UPDATE claim SET same_as = (SELECT max(claim_id) FROM claim) + 1 - claim_id", HS_OK);
    expect_status("INSERT INTO unsettled VALUES ('claim', 987654321), ('source', 987654321), ('claim', -5), ('source', 9223372036854775807)", HS_OK);
    expect_status("UPDATE source SET merged_into = source_id", HS_OK);
    expect_status("UPDATE pair SET score = 9e999", HS_OK);
    expect_status("UPDATE pair SET why = ''", HS_OK);
    settle();
    check_disputes("figures 2 2031-09-03T11:02: 7 are dead / 4 had died\npolarity 2 2031-05-16T10:00: she knew of the leak\n");
}

static void test_no_memory(void **state)
{
    FILES_ALONE();
    (void)state;
    for (size_t i = 0; i < 2; i++)
        put_article(&leak[i]);
    put_article(&(article){"Wire", NULL, "2031-09-03T11:02Z", {OWNER("4 had died", 4), LINDQVIST("said that", KNEW, HS_ACT_SAY, PRO, NULL)}});
    put_article(&(article){"Post", NULL, "2031-09-04T11:02Z", {OWNER("2 had died", 2), RESCUE("7 are dead", 7)}});
    pair("7 are dead", "4 had died", "contradicts", 0.9, "other figures");
    pair("4 had died", "2 had died", "contradicts", 0.9, "other figures");
    int64_t due = number("SELECT count(*) FROM unsettled");
    hs_status status = HS_E_NOMEM;
    long n = 0;
    for (; status != HS_OK; n++) {
        fuse = n;
        status = hs_ledger_settle(ledger, NULL);
        fuse = -1;
        if (status != HS_OK) {
            assert_int_equal(status, HS_E_NOMEM);
            check_disputes("");
            check_changes("");
            assert_int_equal(number("SELECT count(*) FROM unsettled"), due);
        }
        assert_true(n < 1000);
    }
    assert_true(n > 5);
    check_disputes("figures update 2 2031-09-04T11:02: 4 had died / 7 are dead\npolarity 2 2031-05-16T10:00: she knew of the leak\n");
    check_changes("figures Sellick Potash: 2031-09-03T11:02 say 4 had died -> 2031-09-04T11:02 say 2 had died\n"
                  "polarity Mara Lindqvist: 2031-05-13T10:00 deny she knew of the leak -> 2031-09-03T11:02 say she knew of the leak\n");
}

#define ON_EMPTY(test) cmocka_unit_test_setup_teardown(test, open_empty, close_empty)

int main(void)
{
    const struct CMUnitTest tests[] = {
        ON_EMPTY(test_denied), ON_EMPTY(test_within_denial), ON_EMPTY(test_saying_denied), ON_EMPTY(test_saying_denied_within), ON_EMPTY(test_silence), ON_EMPTY(test_taken_back), ON_EMPTY(test_taken_back_within), ON_EMPTY(test_who_differs), ON_EMPTY(test_either_apostrophe), ON_EMPTY(test_quoting), ON_EMPTY(test_copied), ON_EMPTY(test_contents), ON_EMPTY(test_contents_change), ON_EMPTY(test_tolls), cmocka_unit_test(test_quantities), ON_EMPTY(test_figures), ON_EMPTY(test_former_figures), ON_EMPTY(test_owned_error), ON_EMPTY(test_changed_figures), ON_EMPTY(test_bodies_in_short), ON_EMPTY(test_bodies_in_short_later), ON_EMPTY(test_bodies_in_short_corrected), ON_EMPTY(test_merged_in_short), ON_EMPTY(test_live_page),
        ON_EMPTY(test_recollections), ON_EMPTY(test_corrected_later), ON_EMPTY(test_at_one_time), ON_EMPTY(test_undated), ON_EMPTY(test_certainty), ON_EMPTY(test_consecutive), ON_EMPTY(test_former), ON_EMPTY(test_same_rather), ON_EMPTY(test_merged), ON_EMPTY(test_speaks_for), ON_EMPTY(test_of_no_kind), ON_EMPTY(test_parted),
        ON_EMPTY(test_corrected), ON_EMPTY(test_forgotten), ON_EMPTY(test_versions), ON_EMPTY(test_superseded), ON_EMPTY(test_not_superseded), ON_EMPTY(test_superseded_within), ON_EMPTY(test_standing_claim_goes), ON_EMPTY(test_hostile), ON_EMPTY(test_no_memory),
    };
    return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
