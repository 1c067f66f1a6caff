/* server_ask.c -- questions to the ledger. In: a request's parameters, hostile. Out: the rows that `--format jsonl` prints, as
 * {"items":[..],"next":..}, as lines, or as CSV. Threads: each call on a ledger of its own. */
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

/* ---- what is asked ---- */

static hs_status refuse(const char *name, const char *wants, hs_error *err)
{
    return hs_fail(err, HS_E_ARG, 0, "parameter '%s': %s", name, wants);
}

static hs_status take_truth(bool *out, const hs_server_params *params, const char *name, hs_error *err)
{
    hs_str value = hs_server_param(params, name);
    *out = value.ptr && (hs_ascii_is(value, "true") || hs_ascii_is(value, "1"));
    if (value.len && !*out && !hs_ascii_is(value, "false") && !hs_ascii_is(value, "0"))
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
        return refuse("act", "one of say claim deny admit confirm believe doubt speculate know predict promise order ask accuse agree warn", err);
    if (polarity.len == 1 && *polarity.ptr == ' ')
        polarity.ptr = "+"; /* what a '+' in an address says */
    if (polarity.len && (!(name = name_of(room, sizeof room, polarity)) || !hs_polarity_by_name(&out->polarity, name)))
        return refuse("polarity", "+ or -", err);
    if (certainty.len && (!(name = name_of(room, sizeof room, certainty)) || !hs_certainty_by_name(&out->certainty, name)))
        return refuse("certainty", "one of certain probable possible unstated", err);
    out->naming = hs_ascii_is(naming, "anonymous") ? HS_ANONYMOUS_ONLY : hs_ascii_is(naming, "named") ? HS_NAMED_ONLY : HS_NAMED_OR_NOT;
    return naming.len && out->naming == HS_NAMED_OR_NOT ? refuse("naming", "anonymous or named", err) : HS_OK;
}

static hs_status take_query(hs_query *out, const hs_server_params *p, hs_error *err)
{
    *out = (hs_query){.words = hs_server_param(p, "q"), .since = hs_server_param(p, "since"), .until = hs_server_param(p, "until"),
                      .outlet = hs_server_param(p, "outlet"), .source = hs_server_param(p, "source"), .after = hs_server_param(p, "after")};
    HS_TRY(take_names(out, p, err));
    HS_TRY(take_share(&out->least, p, "min_confidence", err));
    HS_TRY(take_number(&out->limit, p, "limit", 1000, err));
    HS_TRY(take_truth(&out->oldest_first, p, "oldest_first", err));
    HS_TRY(take_truth(&out->relayed, p, "relayed", err));
    return take_truth(&out->all, p, "all", err);
}

/* ---- what is answered ---- */

/* Lines into the items of an array. */
typedef struct joining {
    hs_buffer *out;
    bool any, due; /* an item stands before; a line has ended since */
} joining;

static int join_lines(void *ctx, const char *bytes, size_t len)
{
    joining *j = ctx;
    while (len) {
        const char *end = memchr(bytes, '\n', len);
        size_t n = end ? (size_t)(end - bytes) : len;
        if (n && j->due)
            hs_buffer_text(j->out, ",\n");
        hs_buffer_add(j->out, bytes, n);
        j->due = end != NULL || (j->due && !n);
        bytes += n + (end != NULL);
        len -= n + (end != NULL);
    }
    return j->out->failed;
}

/* The address of this request with another cursor. */
static void put_next(hs_server_reply *out, const hs_server *server, const hs_server_request *r, hs_str next)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    hs_buffer *link = &out->link;
    hs_buffer_format(link, "<%s", server->base);
    hs_buffer_add(link, r->path.ptr, r->path.len);
    char mark = '?';
    for (size_t i = 0; i <= r->params.n; i++) {
        bool last = i == r->params.n;
        hs_str parts[2] = {last ? hs_ascii_of("after") : r->params.at[i].name, last ? next : r->params.at[i].value};
        if (!last && hs_ascii_is(parts[0], "after"))
            continue;
        for (int k = 0; k < 2; k++) {
            hs_buffer_add(link, k ? "=" : &mark, 1);
            for (size_t c = 0; c < parts[k].len; c++)
                if (parts[k].ptr[c] && strchr(plain, parts[k].ptr[c]))
                    hs_buffer_add(link, parts[k].ptr + c, 1);
                else
                    hs_buffer_format(link, "%%%02X", (unsigned)(unsigned char)parts[k].ptr[c]);
        }
        mark = '&';
    }
    hs_buffer_text(link, ">; rel=\"next\"");
}

static hs_status write_answer(hs_server_reply *out, const hs_answer *answer, hs_server_form form, hs_error *err)
{
    static const hs_style style = {.header = true};
    joining j = {.out = &out->body};
    if (form != HS_SERVER_JSON) {
        out->type = form == HS_SERVER_CSV ? "text/csv; charset=utf-8; header=present" : "application/x-ndjson";
        return hs_answer_write(answer, form == HS_SERVER_CSV ? HS_FORMAT_CSV : HS_FORMAT_JSONL, &style, hs_server_sink, &out->body, err);
    }
    out->type = "application/json";
    hs_buffer_text(&out->body, "{\"items\":[");
    HS_TRY(hs_answer_write(answer, HS_FORMAT_JSONL, &style, join_lines, &j, err));
    hs_buffer_text(&out->body, "],\"next\":");
    hs_server_json_str(&out->body, hs_answer_next(answer));
    hs_buffer_text(&out->body, hs_answer_cut(answer) ? ",\"cut\":true}\n" : ",\"cut\":false}\n");
    return HS_OK;
}

typedef hs_status asker(hs_answer **out, hs_ledger *ledger, const hs_server_request *r, const hs_query *query, hs_error *err);

/* A question and its rows. */
static hs_status ask(hs_server *server, const hs_server_request *r, hs_server_reply *out, asker *how, hs_error *err)
{
    hs_query query;
    hs_ledger *ledger;
    hs_answer *answer;
    HS_TRY(take_query(&query, &r->params, err));
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = how(&answer, ledger, r, &query, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    status = write_answer(out, answer, r->form, err);
    if (status == HS_OK && hs_answer_next(answer).ptr)
        put_next(out, server, r, hs_answer_next(answer));
    hs_answer_free(answer);
    if (status == HS_E_IO)
        return hs_fail(err, HS_E_NOMEM, 0, "an answer over the server's limit");
    out->status = 200;
    return status;
}

static hs_status ask_claims(hs_answer **out, hs_ledger *ledger, const hs_server_request *r, const hs_query *query, hs_error *err)
{
    (void)r;
    return hs_ledger_claims(out, ledger, query, err);
}

hs_status hs_server_claims(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return ask(server, r, out, ask_claims, err);
}

/* An answer of one line, which stands for itself. */
static hs_status tell_line(hs_server_reply *out, const hs_answer *answer, hs_error *err)
{
    out->type = "application/json";
    out->status = 200;
    return hs_answer_write(answer, HS_FORMAT_JSONL, NULL, hs_server_sink, &out->body, err);
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
    status = tell_line(out, answer, err);
    hs_answer_free(answer);
    return status;
}
