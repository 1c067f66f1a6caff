/* test_server_ledger.c -- the server's ledgers, lent to one question after another, and what becomes of a reply that has no room. In: an
 * invented article. No server runs. */
#include <time.h>

#include "ledger_fixture.h"
#include "heap.h"
#include "server_state.h"

static const char story[] = "Mara Lindqvist said that the pier was safe. Jonas Brekke denied that the pier was safe.\n";

static int make_ledger(void **state)
{
    if (open_small(state))
        return 1;
    hs_ledger *ledger = open_ledger(HS_LEDGER_WRITE);
    hs_document *doc = read_text(story, sizeof story - 1, "a.txt", "Quay News", NULL);
    add(ledger, doc, HS_ADDED);
    hs_document_free(doc);
    int failed = hs_ledger_commit(ledger, NULL) != HS_OK;
    hs_ledger_free(ledger);
    return failed;
}

/* Who looks for new claims must not wait for a ledger: there may be none for a long time. */
static void new_claims_need_no_free_ledger(void **state)
{
    hs_server_ledgers ledgers;
    hs_ledger *taken;
    (void)state;
    assert_int_equal(hs_server_ledgers_open(&ledgers, path, 1, NULL), HS_OK);
    assert_int_equal(hs_server_ledgers_take(&taken, &ledgers, NULL), HS_OK);
    alarm(20); /* rather than for ever */
    assert_int_equal(hs_server_ledgers_look(&ledgers, NULL), HS_OK);
    alarm(0);
    assert_true(ledgers.newest_claim >= 1);
    hs_server_ledgers_give(&ledgers, taken);
    hs_server_ledgers_close(&ledgers);
}

static void a_question_has_its_time(void **state)
{
    const struct timespec pause = {.tv_nsec = 5000000};
    hs_server_ledgers ledgers;
    hs_ledger *ledger;
    hs_answer *answer;
    hs_error err = {0};
    (void)state;
    assert_int_equal(hs_server_ledgers_open(&ledgers, path, 1, NULL), HS_OK);
    assert_true(ledgers.limit_ms >= 1000 && ledgers.limit_ms <= 60000);
    ledgers.limit_ms = 1;
    assert_int_equal(hs_server_ledgers_take(&ledger, &ledgers, NULL), HS_OK);
    nanosleep(&pause, NULL);
    hs_status status = HS_OK;
    for (int i = 0; i < 1000 && status == HS_OK; i++) { /* the clock is looked at after so many steps */
        status = hs_ledger_stats(&answer, ledger, &err);
        hs_answer_free(status == HS_OK ? answer : NULL);
    }
    assert_int_equal(status, HS_E_BUSY);
    assert_non_null(strstr(err.msg, "takes too long"));
    assert_int_equal(hs_server_status(err.code, false), 503);
    hs_server_ledgers_give(&ledgers, ledger);
    ledgers.limit_ms = 60000; /* the next has its own, and sees the ledger as it is */
    assert_int_equal(hs_server_ledgers_take(&ledger, &ledgers, NULL), HS_OK);
    assert_int_equal(hs_ledger_stats(&answer, ledger, &err), HS_OK);
    hs_answer_free(answer);
    hs_server_ledgers_give(&ledgers, ledger);
    hs_server_ledgers_close(&ledgers);
}

/* Each way in which a reply is written. */
static void a_reply_over_its_limit_is_503(void **state)
{
    static const char *const paths[] = {"/api/v1/claims",      "/api/v1/claims/c1", "/api/v1/claims/c1/trace", "/api/v1/attributions/a1",
                                        "/api/v1/documents/d1", "/api/v1/stats",     "/api/v1/corrections",
                                        "/api/v1/documents/d1/copies"};
    hs_server *server = hs_alloc(sizeof *server);
    assert_non_null(server);
    (void)state;
    assert_int_equal(hs_server_ledgers_open(&server->ledgers, path, 1, NULL), HS_OK);
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        char allow[64];
        hs_server_request r = {.arena = hs_arena_new(1 << 20), .path = {paths[i], strlen(paths[i])}};
        hs_server_reply reply = {.body = hs_buffer_new(8), .link = hs_buffer_new(100), .location = hs_buffer_new(100)};
        r.route = hs_server_route_find("GET", r.path, &r.id, allow);
        assert_non_null(r.route);
        hs_server_route_run(server, &r, &reply);
        if (reply.status != 503)
            fail_msg("%s: %d, %s", paths[i], reply.status, reply.detail);
        assert_non_null(strstr(reply.detail, "limit"));
        hs_buffer_free(&reply.body);
        hs_buffer_free(&reply.link);
        hs_buffer_free(&reply.location);
        hs_arena_free(r.arena);
    }
    hs_server_ledgers_close(&server->ledgers);
    hs_free(server);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_claims_need_no_free_ledger),
        cmocka_unit_test(a_question_has_its_time),
        cmocka_unit_test(a_reply_over_its_limit_is_503),
    };
    return cmocka_run_group_tests(tests, make_ledger, close_small);
}
