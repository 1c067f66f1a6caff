/* server_change.c -- corrections, and which sources are one. In: fields of a form or of JSON, hostile. Out: the ledger, changed in
 * one step. Threads: those of jobs; one writes at a time. */
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

hs_status hs_server_write_begin(hs_ledger **out, hs_server *server, hs_error *err)
{
    server->want_to_write++;
    pthread_mutex_lock(&server->writing);
    server->want_to_write--;
    hs_status status = hs_ledger_open(out, server->options.ledger, HS_LEDGER_CHANGE, err);
    if (status != HS_OK)
        pthread_mutex_unlock(&server->writing);
    return status;
}

hs_status hs_server_write_end(hs_server *server, hs_ledger *ledger, hs_status status, hs_error *err)
{
    if (status == HS_OK)
        status = hs_ledger_settle(ledger, err);
    if (status == HS_OK)
        status = hs_ledger_commit(ledger, err);
    hs_ledger_free(ledger); /* what was not committed is undone */
    pthread_mutex_unlock(&server->writing);
    return status;
}

static hs_status done(hs_server *server, hs_status status)
{
    if (status == HS_OK)
        hs_server_relate(server);
    return status;
}

/* ---- fields ---- */

/* An empty field of a form says nothing. */
static hs_str field(const hs_server_params *fields, const char *name)
{
    hs_str value = hs_server_param(fields, name);
    return value.len ? value : (hs_str){NULL, 0};
}

static hs_status check_names(const hs_server_params *fields, const char *const *names, size_t n, hs_error *err)
{
    for (size_t i = 0; i < fields->n; i++) {
        hs_str name = fields->at[i].name;
        if (!hs_ascii_is_one_of(name, names, n) && !hs_ascii_is(name, "csrf") && !hs_ascii_is(name, "back"))
            return hs_fail(err, HS_E_ARG, 0, "no field '%.*s' is known here", (int)(name.len < 60 ? name.len : 60), name.ptr);
    }
    return HS_OK;
}

static hs_status take_id(uint64_t *out, hs_str value, char letter, const char *name, hs_error *err)
{
    *out = value.len ? hs_server_id(value, letter) : 0;
    return value.len && !*out ? hs_fail(err, HS_E_ARG, 0, "field '%s': an id such as %c12", name, letter) : HS_OK;
}

/* ---- corrections ---- */

static hs_status read_opinion(hs_opinion *out, const hs_server_params *f, hs_error *err)
{
    static const char *const names[] = {"attribution", "source", "verdict", "name", "kind",     "act",    "polarity",
                                        "certainty",   "time",   "note",    "by",   "document", "outlet", "published"};
    hs_str verdict = field(f, "verdict");
    char word[8] = "";
    HS_TRY(check_names(f, names, sizeof names / sizeof *names, err));
    *out = (hs_opinion){.by = field(f, "by"),
                        .note = field(f, "note"),
                        .says = {field(f, "name"), field(f, "kind"), field(f, "act"), field(f, "polarity"), field(f, "certainty"),
                                 field(f, "time"), field(f, "outlet"), field(f, "published")}};
    HS_TRY(take_id(&out->attribution, field(f, "attribution"), 'a', "attribution", err));
    HS_TRY(take_id(&out->source, field(f, "source"), 's', "source", err));
    HS_TRY(take_id(&out->article, field(f, "document"), 'd', "document", err));
    if (verdict.len < sizeof word)
        memcpy(word, verdict.len ? verdict.ptr : "", verdict.len);
    if (!hs_verdict_by_name(&out->verdict, word))
        return hs_fail(err, HS_E_ARG, 0, "field 'verdict': right, wrong or other");
    /* A form sends its values whatever the verdict; with these two they say nothing. */
    if (out->verdict != HS_VERDICT_OTHER)
        out->says = (hs_values){0};
    return HS_OK;
}

hs_status hs_server_put_correction(uint64_t *id, hs_server *server, const hs_server_params *fields, hs_error *err)
{
    hs_opinion opinion;
    hs_ledger *ledger;
    HS_TRY(read_opinion(&opinion, fields, err));
    HS_TRY(hs_server_write_begin(&ledger, server, err));
    return done(server, hs_server_write_end(server, ledger, hs_ledger_correct(id, ledger, &opinion, err), err));
}

/* 0: it is none. */
static uint64_t number_of(hs_str digits)
{
    uint64_t n = 0;
    if (digits.len > 18)
        return 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!hs_ascii_is_digit(digits.ptr[i]))
            return 0;
        n = n * 10 + (uint64_t)(digits.ptr[i] - '0');
    }
    return n;
}

hs_status hs_server_drop_correction(hs_server *server, hs_str id, hs_error *err)
{
    hs_ledger *ledger;
    uint64_t n = number_of(id);
    if (!n)
        return hs_fail(err, HS_E_NONE, 0, "a correction's id is a number");
    HS_TRY(hs_server_write_begin(&ledger, server, err));
    return done(server, hs_server_write_end(server, ledger, hs_ledger_uncorrect(ledger, n, err), err));
}

hs_status hs_server_correct(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields fields;
    uint64_t id;
    HS_TRY(hs_server_fields_read(&fields, r, err));
    HS_TRY(hs_server_put_correction(&id, server, &fields.params, err));
    out->status = 201;
    out->type = "application/json";
    hs_buffer_format(&out->location, "%s/api/v1/corrections/%llu", server->base, (unsigned long long)id);
    hs_buffer_format(&out->body, "{\"schema\":1,\"type\":\"correction\",\"correction\":%llu}\n", (unsigned long long)id);
    return HS_OK;
}

hs_status hs_server_uncorrect(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    HS_TRY(hs_server_drop_correction(server, r->id, err));
    out->status = 204;
    return HS_OK;
}

/* ---- which sources are one ---- */

hs_status hs_server_put_merge(hs_server *server, hs_str source, const hs_server_params *f, hs_error *err)
{
    static const char *const names[] = {"source", "into", "why", "by"};
    uint64_t from = hs_server_id(source, 's'), into;
    hs_ledger *ledger;
    if (!from)
        return hs_fail(err, HS_E_NONE, 0, "a source's id is like s4");
    HS_TRY(check_names(f, names, sizeof names / sizeof *names, err));
    HS_TRY(take_id(&into, field(f, "into"), 's', "into", err));
    if (!into)
        return hs_fail(err, HS_E_ARG, 0, "field 'into': the source that it is, such as s4");
    HS_TRY(hs_server_write_begin(&ledger, server, err));
    return done(server, hs_server_write_end(server, ledger,
                                            hs_ledger_merge(ledger, from, into, field(f, "why"), field(f, "by"), err), err));
}

hs_status hs_server_put_split(hs_server *server, hs_str source, const hs_server_params *f, hs_error *err)
{
    static const char *const names[] = {"source", "by"};
    uint64_t from = hs_server_id(source, 's');
    hs_ledger *ledger;
    if (!from)
        return hs_fail(err, HS_E_NONE, 0, "a source's id is like s4");
    HS_TRY(check_names(f, names, sizeof names / sizeof *names, err));
    HS_TRY(hs_server_write_begin(&ledger, server, err));
    return done(server, hs_server_write_end(server, ledger, hs_ledger_split(ledger, from, field(f, "by"), err), err));
}

hs_status hs_server_merge(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields fields;
    HS_TRY(hs_server_fields_read(&fields, r, err));
    HS_TRY(hs_server_put_merge(server, r->id, &fields.params, err));
    out->status = 204;
    return HS_OK;
}

hs_status hs_server_split(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_fields fields = {0};
    if (r->body.len)
        HS_TRY(hs_server_fields_read(&fields, r, err));
    HS_TRY(hs_server_put_split(server, r->id, &fields.params, err));
    out->status = 204;
    return HS_OK;
}
