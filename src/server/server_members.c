/* server_members.c -- lists whose rows are counted: the articles in which a source is named, what a document was copied from or to, what
 * people said of readings. In: an id and a page's place, hostile. Out: pages of JSON. Threads: each call on a ledger of its own. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

enum { PAGE = 50, MOST_COPIES = 10000 };

/* Rows are counted: "r50" goes on behind fifty. */
typedef struct page {
    hs_buffer *out;
    size_t skip, limit, seen;
    bool cut; /* there are more than are looked at */
} page;

hs_status hs_server_take_rank(size_t *out, hs_str after, hs_error *err)
{
    bool good = !after.len || (after.len > 1 && after.len < 11 && after.ptr[0] == 'r');
    *out = 0;
    for (size_t i = 1; i < after.len; i++) {
        good = good && hs_ascii_is_digit(after.ptr[i]);
        *out = good ? *out * 10 + (size_t)(after.ptr[i] - '0') : 0;
    }
    return good ? HS_OK : hs_fail(err, HS_E_ARG, 0, "parameter 'after': what an earlier answer to the same question had as `next`");
}

static hs_status take_page(page *out, const hs_server_request *r, hs_buffer *body, hs_error *err)
{
    hs_query asked;
    HS_TRY(hs_server_take_query(&asked, &r->params, err));
    *out = (page){.out = body, .limit = asked.limit ? asked.limit : PAGE};
    return hs_server_take_rank(&out->skip, asked.after, err);
}

/* Does the next row stand on the page? Begins it, if so. */
static bool begin_row(page *p)
{
    size_t row = p->seen++;
    if (row < p->skip || row >= p->skip + p->limit)
        return false;
    hs_buffer_text(p->out, row > p->skip ? ",\n{\"schema\":1" : "{\"schema\":1");
    return true;
}

static void end_page(const page *p, const hs_server *server, const hs_server_request *r, hs_server_reply *reply)
{
    char next[24];
    bool more = p->seen > p->skip + p->limit;
    snprintf(next, sizeof next, "r%zu", p->skip + p->limit);
    hs_buffer_text(p->out, "]");
    hs_server_json_field(p->out, "next", more ? hs_ascii_of(next) : (hs_str){NULL, 0});
    hs_buffer_text(p->out, p->cut ? ",\"cut\":true}\n" : ",\"cut\":false}\n");
    reply->status = 200;
    reply->type = "application/json";
    if (more)
        hs_server_put_next(server, r, reply, hs_ascii_of(next));
}

/* ---- a source ---- */

static bool put_member(void *ctx, const hs_source_member *m)
{
    page *p = ctx;
    if (!begin_row(p))
        return p->seen <= p->skip + p->limit;
    hs_server_json_id(p->out, "source", 's', m->source);
    hs_server_json_id(p->out, "document", 'd', m->document);
    hs_server_json_field(p->out, "name", m->name);
    hs_server_json_field(p->out, "why", hs_ascii_of(m->why));
    hs_buffer_text(p->out, m->merged ? ",\"merged\":true" : ",\"merged\":false");
    hs_server_json_field(p->out, "outlet", m->outlet);
    hs_server_json_field(p->out, "title", m->title);
    hs_buffer_text(p->out, "}");
    return true;
}

hs_status hs_server_source_members(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    page p;
    hs_ledger *ledger;
    uint64_t source = hs_server_id(r->id, 's'), standing;
    if (!source)
        return hs_fail(err, HS_E_NONE, 0, "a source's id is like s4");
    HS_TRY(take_page(&p, r, &out->body, err));
    hs_buffer_text(p.out, "{\"items\":[");
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_source_members(&standing, ledger, source, put_member, &p, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    end_page(&p, server, r, out);
    return HS_OK;
}

/* ---- a document ---- */

static void put_copy(page *p, const hs_copy *copy, const hs_report *head)
{
    hs_server_json_id(p->out, "document", 'd', copy->document);
    hs_buffer_format(p->out, ",\"share\":%u.%03u,\"earlier\":%s", (unsigned)(copy->share * 1000 + 0.5) / 1000,
                     (unsigned)(copy->share * 1000 + 0.5) % 1000, copy->earlier ? "true" : "false");
    hs_server_json_field(p->out, "outlet", head->outlet);
    hs_server_json_field(p->out, "title", head->title);
    hs_server_json_field(p->out, "url", head->url);
    hs_server_json_field(p->out, "published", head->published);
    hs_buffer_text(p->out, "}");
}

static hs_status put_copies(page *p, hs_ledger *ledger, hs_arena *arena, uint64_t document, hs_error *err)
{
    hs_answer *answer;
    size_t n, n_heads;
    hs_copy *copies = HS_NEW(arena, hs_copy, MOST_COPIES);
    if (!copies)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a document's copies");
    HS_TRY(hs_ledger_copied(&answer, copies, MOST_COPIES, &n, ledger, document, p->skip, p->limit, err));
    const hs_report *heads = hs_answer_documents(answer, &n_heads);
    p->cut = n > MOST_COPIES;
    for (size_t i = 0; i < n && i < MOST_COPIES; i++)
        if (begin_row(p))
            put_copy(p, &copies[i], &heads[i - p->skip]);
    hs_answer_free(answer);
    return HS_OK;
}

hs_status hs_server_copies(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    page p;
    hs_ledger *ledger;
    uint64_t document = hs_server_id(r->id, 'd');
    if (!document)
        return hs_fail(err, HS_E_NONE, 0, "a document's id is like d7");
    HS_TRY(take_page(&p, r, &out->body, err));
    hs_buffer_text(p.out, "{\"items\":[");
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = put_copies(&p, ledger, r->arena, document, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    end_page(&p, server, r, out);
    return HS_OK;
}

/* ---- corrections ---- */

static void put_values(hs_buffer *out, const char *name, const hs_values *v)
{
    hs_buffer_format(out, ",\"%s\":{\"name\":", name);
    hs_server_json_str(out, v->name);
    hs_server_json_field(out, "kind", v->kind);
    hs_server_json_field(out, "act", v->act);
    hs_server_json_field(out, "polarity", v->polarity);
    hs_server_json_field(out, "certainty", v->certainty);
    hs_server_json_field(out, "time", v->time);
    hs_server_json_field(out, "outlet", v->outlet);
    hs_server_json_field(out, "published", v->published);
    hs_buffer_text(out, "}");
}

static bool put_opinion(void *ctx, const hs_opinion *o)
{
    page *p = ctx;
    if (!begin_row(p))
        return p->seen <= p->skip + p->limit;
    hs_buffer_format(p->out, ",\"type\":\"correction\",\"correction\":%llu", (unsigned long long)o->id);
    hs_server_json_id(p->out, "attribution", 'a', o->attribution);
    hs_server_json_id(p->out, "document", 'd', o->article ? o->article : o->document);
    hs_server_json_id(p->out, "source", 's', o->source);
    hs_server_json_field(p->out, "verdict", hs_ascii_of(hs_verdict_name(o->verdict)));
    hs_server_json_field(p->out, "made", o->made);
    hs_server_json_field(p->out, "by", o->by);
    hs_server_json_field(p->out, "what", o->what);
    hs_server_json_field(p->out, "note", o->note);
    put_values(p->out, "says", &o->says);
    put_values(p->out, "machine", &o->machine);
    hs_buffer_text(p->out, "}");
    return !p->out->failed;
}

hs_status hs_server_corrections(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    page p;
    hs_ledger *ledger;
    HS_TRY(take_page(&p, r, &out->body, err));
    hs_buffer_text(p.out, "{\"items\":[");
    HS_TRY(hs_server_ledgers_take(&ledger, &server->ledgers, err));
    hs_status status = hs_ledger_corrections(ledger, put_opinion, &p, err);
    hs_server_ledgers_give(&server->ledgers, ledger);
    HS_TRY(status);
    end_page(&p, server, r, out);
    return HS_OK;
}
