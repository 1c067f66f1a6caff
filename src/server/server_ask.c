/* server_ask.c -- questions to the ledger. In: a request's parameters, hostile. Out: what it answers, written by server_answer.c.
 * Threads: each call on a ledger of its own. */
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

/* ---- what is asked ---- */

enum { MOST_ROWS = 1000 };

static hs_status refuse(const char *name, const char *wants, hs_error *err)
{
    return hs_fail(err, HS_E_ARG, 0, "parameter '%s': %s", name, wants);
}

static hs_status take_truth(bool *out, const hs_server_params *params, const char *name, hs_error *err)
{
    hs_str value = hs_server_param(params, name);
    *out = hs_ascii_is(value, "true");
    if (value.len && !*out && !hs_ascii_is(value, "false"))
        return refuse(name, "true or false", err);
    return HS_OK;
}

static hs_status take_number(uint32_t *out, const hs_server_params *params, const char *name, uint32_t most, hs_error *err)
{
    hs_str value = hs_server_param(params, name);
    uint64_t n = 0;
    *out = 0;
    if (!value.len)
        return HS_OK;
    for (size_t i = 0; i < value.len; i++) {
        if (!hs_ascii_is_digit(value.ptr[i]) || n > most)
            return hs_fail(err, HS_E_ARG, 0, "parameter '%s': a whole number from 1 to %u", name, most);
        n = n * 10 + (uint64_t)(value.ptr[i] - '0');
    }
    if (n < 1 || n > most)
        return hs_fail(err, HS_E_ARG, 0, "parameter '%s': a whole number from 1 to %u", name, most);
    *out = (uint32_t)n;
    return HS_OK;
}

/* 0.25: digits and one point; no locale */
static hs_status take_share(float *out, const hs_server_params *params, const char *name, hs_error *err)
{
    hs_str value = hs_server_param(params, name);
    double share = 0, unit = 1;
    bool point = false, digit = false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '.' && !point) {
            point = true;
        } else if (hs_ascii_is_digit(c)) {
            digit = true;
            share = point ? share + (c - '0') * (unit /= 10) : share * 10 + (c - '0');
        } else {
            return refuse(name, "a number from 0 to 1", err);
        }
    }
    if ((value.len && !digit) || share > 1)
        return refuse(name, "a number from 0 to 1", err);
    *out = (float)share;
    return HS_OK;
}

/* A copy that ends with a NUL, for functions that take names. @return NULL: it is too long to be one */
static const char *name_of(char *room, size_t size, hs_str value)
{
    if (value.len >= size)
        return NULL;
    memcpy(room, value.len ? value.ptr : "", value.len);
    room[value.len] = '\0';
    return room;
}

static hs_status take_names(hs_query *out, const hs_server_params *p, hs_error *err)
{
    char room[24];
    hs_str act = hs_server_param(p, "act"), polarity = hs_server_param(p, "polarity"), certainty = hs_server_param(p, "certainty"),
           naming = hs_server_param(p, "naming");
    const char *name;
    if (act.len && (!(name = name_of(room, sizeof room, act)) || !hs_act_by_name(&out->act, name)))
        return refuse(
            "act", "one of say claim deny admit confirm believe doubt speculate know predict promise order ask accuse agree warn",
            err);
    if (polarity.len == 1 && *polarity.ptr == ' ')
        polarity.ptr = "+"; /* what a '+' in an address says */
    if (polarity.len && (!(name = name_of(room, sizeof room, polarity)) || !hs_polarity_by_name(&out->polarity, name)))
        return refuse("polarity", "+ or -", err);
    if (certainty.len && (!(name = name_of(room, sizeof room, certainty)) || !hs_certainty_by_name(&out->certainty, name)))
        return refuse("certainty", "one of certain probable possible unstated", err);
    out->naming = hs_ascii_is(naming, "anonymous") ? HS_ANONYMOUS_ONLY
                  : hs_ascii_is(naming, "named")   ? HS_NAMED_ONLY
                                                   : HS_NAMED_OR_NOT;
    return naming.len && out->naming == HS_NAMED_OR_NOT ? refuse("naming", "anonymous or named", err) : HS_OK;
}

hs_status hs_server_take_query(hs_query *out, const hs_server_params *p, hs_error *err)
{
    *out = (hs_query){.words = hs_server_param(p, "q"),
                      .since = hs_server_param(p, "since"),
                      .until = hs_server_param(p, "until"),
                      .outlet = hs_server_param(p, "outlet"),
                      .source = hs_server_param(p, "source"),
                      .after = hs_server_param(p, "after")};
    HS_TRY(take_names(out, p, err));
    HS_TRY(take_share(&out->least, p, "least", err));
    HS_TRY(take_number(&out->limit, p, "limit", MOST_ROWS, err));
    HS_TRY(take_truth(&out->oldest_first, p, "oldest_first", err));
    HS_TRY(take_truth(&out->relayed, p, "relayed", err));
    HS_TRY(take_truth(&out->updates, p, "updates", err));
    HS_TRY(take_truth(&out->most_first, p, "most_first", err));
    HS_TRY(take_truth(&out->single, p, "single", err));
    return take_truth(&out->all, p, "all", err);
}

/* ---- asking ---- */

static hs_status begin_asking(hs_query *query, hs_ledger **ledger, hs_server *server, const hs_server_request *r, hs_error *err)
{
    HS_TRY(hs_server_take_query(query, &r->params, err));
    if (r->form != HS_SERVER_JSON && !query->limit)
        query->limit = MOST_ROWS; /* who takes a file wants what there is */
    return hs_server_ledgers_take(ledger, &server->ledgers, err);
}

/* @param asked   what asking came to; with HS_OK there is an answer, which is ended */
static hs_status end_asking(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_ledger *ledger, hs_status asked, hs_answer *const *answer, hs_error *err)
{
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(asked);
    hs_status status = hs_server_tell(server, r, out, *answer, err);
    hs_answer_free(*answer);
    return status;
}

hs_status hs_server_ask(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_server_asker *how, hs_error *err)
{
    hs_query query;
    hs_ledger *ledger;
    hs_answer *answer;
    HS_TRY(begin_asking(&query, &ledger, server, r, err));
    return end_asking(server, r, out, ledger, how(&answer, ledger, r, &query, err), &answer, err);
}

hs_status hs_server_list(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_server_lister *list, hs_error *err)
{
    hs_query query;
    hs_ledger *ledger;
    hs_answer *answer;
    HS_TRY(begin_asking(&query, &ledger, server, r, err));
    return end_asking(server, r, out, ledger, list(&answer, ledger, &query, err), &answer, err);
}

hs_status hs_server_claims(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_claims, err);
}

hs_status hs_server_attributions(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_attributions, err);
}

hs_status hs_server_documents(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_documents, err);
}

hs_status hs_server_outlets(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_list(server, r, out, hs_ledger_outlets, err);
}

/* All that hold something, or those whom a name fits with what the first of them said. */
static hs_status ask_sources(hs_answer **out, hs_ledger *ledger, const hs_server_request *r, hs_query *query, hs_error *err)
{
    hs_str name = hs_server_param(&r->params, "name");
    return name.len ? hs_ledger_who(out, ledger, name, query, err) : hs_ledger_speakers(out, ledger, query, err);
}

hs_status hs_server_sources(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_ask(server, r, out, ask_sources, err);
}

static hs_status ask_source(hs_answer **out, hs_ledger *ledger, const hs_server_request *r, hs_query *query, hs_error *err)
{
    size_t n;
    uint64_t id = hs_server_id(r->id, 's');
    if (!id)
        return hs_fail(err, HS_E_NONE, 0, "a source's id is like s4");
    HS_TRY(hs_ledger_who(out, ledger, r->id, query, err));
    hs_answer_sources(*out, &n);
    if (n)
        return HS_OK;
    hs_answer_free(*out);
    return hs_fail(err, HS_E_NONE, id, "the ledger has no source s%llu", (unsigned long long)id);
}

hs_status hs_server_source(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_ask(server, r, out, ask_source, err);
}

hs_status hs_server_search(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_query query;
    hs_ledger *ledger;
    hs_answer *answer;
    const hs_meaning *meaning = NULL;
    bool wanted;
    HS_TRY(hs_server_take_query(&query, &r->params, err));
    HS_TRY(take_truth(&wanted, &r->params, "meaning", err));
    if (!query.words.len)
        return refuse("q", "what to look for", err);
    if (wanted || !hs_server_param(&r->params, "meaning").len)
        HS_TRY(hs_server_meaning(&meaning, &server->model, r->arena, query.words, err));
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    return end_asking(server, r, out, ledger, hs_ledger_search(&answer, ledger, &query, meaning, err), &answer, err);
}

/* ---- one thing ---- */

/* A claim is one object; an attribution, what it stands among. */
hs_status hs_server_show(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_ledger *ledger;
    hs_answer *answer;
    bool claim = hs_ascii_begins(r->path, "/api/v1/claims/");
    if (!hs_server_id(r->id, claim ? 'c' : 'a'))
        return hs_fail(err, HS_E_NONE, 0, claim ? "a claim's id is like c12" : "an attribution's id is like a123");
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_show(&answer, ledger, r->id, NULL, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    if (claim && r->form == HS_SERVER_JSON) {
        out->status = 200;
        out->type = "application/json";
        status = hs_answer_write(answer, HS_FORMAT_JSONL, NULL, hs_server_sink, &out->body, err);
    } else {
        status = hs_server_tell(server, r, out, answer, err);
    }
    hs_answer_free(answer);
    return status;
}

hs_status hs_server_document(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    static const hs_style style = {.header = true};
    hs_ledger *ledger;
    hs_document *doc;
    uint64_t id = hs_server_id(r->id, 'd');
    if (!id)
        return hs_fail(err, HS_E_NONE, 0, "a document's id is like d7");
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_document(&doc, ledger, id, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    out->status = 200;
    out->type = r->form == HS_SERVER_CSV      ? HS_SERVER_TYPE_CSV
                : r->form == HS_SERVER_NDJSON ? HS_SERVER_TYPE_NDJSON
                                              : "application/json";
    status =
        hs_document_write(doc, r->form == HS_SERVER_CSV ? HS_FORMAT_CSV : HS_FORMAT_JSONL, &style, hs_server_sink, &out->body, err);
    hs_document_free(doc);
    return status;
}

hs_status hs_server_stats(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_ledger *ledger;
    hs_answer *answer;
    (void)r;
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_stats(&answer, ledger, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    out->status = 200;
    out->type = "application/json";
    status = hs_answer_write(answer, HS_FORMAT_JSONL, NULL, hs_server_sink, &out->body, err);
    hs_answer_free(answer);
    return status;
}
