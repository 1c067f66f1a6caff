/* server_add.c -- articles that are sent, or that an address leads to. In: bodies of any type, hostile. Out: readings; or documents
 * in the ledger. Threads: those of jobs. */
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "server_state.h"
#include "status.h"

enum { DOCUMENTS = 500 /* of one request */, FAILURES = 100 /* that are named */ };

typedef struct taking {
    hs_server *server;
    const hs_server_request *r;
    const hs_reader *reader;
    hs_workspace *workspace;
    hs_document **docs; /* [n] of DOCUMENTS, read; owned */
    hs_web_taken *failed; /* [n_failed], but no more than FAILURES; memory of the request's arena */
    size_t n, n_failed;
    hs_error first; /* what failed first */
} taking;

/* ---- bytes become documents ---- */

typedef struct supply {
    hs_str left;
} supply;

static hs_status supply_bytes(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    supply *s = ctx;
    (void)err;
    *n = s->left.len < cap ? s->left.len : cap;
    memcpy(buf, *n ? s->left.ptr : "", *n);
    s->left = hs_ascii_from(s->left, *n);
    return HS_OK;
}

static void note_failure(taking *t, hs_str name, const hs_error *why)
{
    if (!t->n_failed++)
        t->first = *why;
    if (t->n_failed > FAILURES)
        return;
    hs_web_taken *noted = &t->failed[t->n_failed - 1];
    noted->input = hs_arena_copy(t->r->arena, name); /* whose document goes */
    noted->why = hs_arena_copy(t->r->arena, hs_ascii_of(why->msg));
}

static void take_document(taking *t, hs_document *doc)
{
    hs_error why;
    if (hs_read(doc, t->reader, t->workspace, &why) == HS_OK) {
        t->docs[t->n++] = doc;
        return;
    }
    note_failure(t, hs_document_name(doc), &why);
    hs_document_free(doc);
}

static hs_status take_bytes(taking *t, hs_str bytes, const hs_input *about, hs_error *err)
{
    supply source = {bytes};
    hs_intake *intake;
    hs_document *doc = NULL;
    hs_error why;
    HS_TRY(hs_intake_open(&intake, supply_bytes, &source, about, err));
    for (;;) {
        hs_status status = hs_intake_next(intake, &doc, &why);
        if (status == HS_OK && !doc)
            break;
        if (t->n == DOCUMENTS || (t->n && t->server->ending)) {
            hs_document_free(doc);
            hs_intake_free(intake);
            return t->server->ending
                       ? hs_fail(err, HS_E_BUSY, 0, "the server is about to end")
                       : hs_fail(err, HS_E_LIMIT, DOCUMENTS, "over %d articles at once; 'hearsay add' takes any number", DOCUMENTS);
        }
        if (status == HS_OK)
            take_document(t, doc);
        else
            note_failure(t, about->name, &why);
        if (status == HS_E_NOMEM || t->n_failed > DOCUMENTS)
            break;
    }
    hs_intake_free(intake);
    return HS_OK;
}

/* ---- addresses ---- */

static hs_status find_fetcher(hs_fetcher **out, hs_server *server, hs_error *err)
{
    const hs_fetch_options options = {.max_bytes = HS_SERVER_BODY, .allow_private = server->options.allow_private};
    pthread_mutex_lock(&server->fetching);
    hs_status status = server->fetcher ? HS_OK : hs_fetcher_open(&server->fetcher, &options, err);
    *out = server->fetcher;
    pthread_mutex_unlock(&server->fetching);
    return status;
}

static hs_status take_address(taking *t, hs_str url, hs_input about, hs_error *err)
{
    hs_fetcher *fetcher;
    hs_reply *reply;
    hs_buffer bytes = hs_buffer_new(HS_SERVER_BODY);
    HS_TRY(find_fetcher(&fetcher, t->server, err));
    hs_status status = hs_fetch(&reply, fetcher, url, NULL, hs_server_sink, &bytes, err);
    if (status == HS_OK) {
        about.name = url;
        about.address = reply->url;
        about.fetched = reply->fetched;
        status = take_bytes(t, hs_buffer_str(&bytes), &about, err);
        hs_reply_free(reply);
    }
    hs_buffer_free(&bytes);
    return status;
}

/* ---- what is sent ---- */

static hs_str value_of(const hs_server_params *p, const char *name)
{
    hs_str value = hs_ascii_trim(hs_server_param(p, name));
    return value.len ? value : (hs_str){NULL, 0};
}

/* A field's value, else what the address says. */
static hs_str said(const taking *t, const hs_server_params *fields, const char *name)
{
    hs_str value = value_of(fields, name);
    return value.ptr ? value : value_of(&t->r->params, name);
}

static hs_input about_of(const taking *t, const hs_server_params *fields)
{
    return (hs_input){.name = said(t, fields, "name"),
                      .url = said(t, fields, "url"),
                      .outlet = said(t, fields, "outlet"),
                      .published = said(t, fields, "published")};
}

/* A text with a title: a record of JSON has both. */
static hs_status take_titled(taking *t, hs_str text, hs_str title, const hs_input *about, hs_error *err)
{
    hs_buffer record = hs_buffer_new(8 * (size_t)HS_SERVER_BODY);
    hs_buffer_text(&record, "{\"title\":");
    hs_server_json_str(&record, title);
    hs_server_json_field(&record, "text", text);
    hs_buffer_text(&record, "}\n");
    hs_status status =
        record.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an article") : take_bytes(t, hs_buffer_str(&record), about, err);
    hs_buffer_free(&record);
    return status;
}

static hs_status take_fields(taking *t, const hs_server_fields *f, hs_error *err)
{
    hs_input about = about_of(t, &f->params);
    hs_str text = hs_server_param(&f->params, "text"), title = value_of(&f->params, "title"),
           address = value_of(&f->params, "address");
    bool has_text = hs_ascii_trim(text).len != 0, html = has_text && *hs_ascii_trim(text).ptr == '<';
    if (has_text + (address.ptr != NULL) + (f->n_files > 0) != 1)
        return hs_fail(err, HS_E_ARG, 0, "one of text, address and files is wanted");
    if (address.ptr)
        return take_address(t, address, about, err);
    if (has_text)
        return title.ptr && !html ? take_titled(t, text, title, &about, err) : take_bytes(t, text, &about, err);
    for (size_t i = 0; i < f->n_files; i++) {
        about.name = f->files[i].file;
        HS_TRY(take_bytes(t, f->files[i].bytes, &about, err));
    }
    return HS_OK;
}

static hs_status take_all(taking *t, hs_error *err)
{
    static const char *const types[] = {"application/json", "application/x-www-form-urlencoded", "multipart/form-data"};
    hs_server_fields fields;
    hs_str type = hs_server_media(t->r->type);
    if (!t->r->body.len)
        return hs_fail(err, HS_E_ARG, 0, "an article is wanted: its text, its page, or its address");
    if (!type.len || !hs_ascii_is_one_of(type, types, sizeof types / sizeof *types)) {
        hs_input about = about_of(t, &t->r->params);
        return take_bytes(t, t->r->body, &about, err); /* its format is told by its content */
    }
    HS_TRY(hs_server_fields_read(&fields, t->r, err));
    return take_fields(t, &fields, err);
}

/* ---- what comes of it ---- */

static hs_status write_readings(const taking *t, hs_buffer *out, hs_error *err)
{
    for (size_t i = 0; i < t->n; i++) {
        hs_buffer_text(out, i ? "," : "");
        HS_TRY(hs_document_write(t->docs[i], HS_FORMAT_JSONL, NULL, hs_server_sink, out, err));
    }
    return HS_OK;
}

static hs_status add_all(hs_web_taken *at, const taking *t, hs_ledger *ledger, hs_error *err)
{
    for (size_t i = 0; i < t->n; i++)
        HS_TRY(hs_ledger_add(&at[i].how, &at[i].document, ledger, t->docs[i], err));
    return HS_OK;
}

/* What is told of articles, which are freed. */
static hs_status describe(hs_web_taken *at, const taking *t, hs_error *err)
{
    for (size_t i = 0; i < t->n; i++) {
        at[i].input = hs_arena_copy(t->r->arena, hs_document_name(t->docs[i]));
        at[i].title = hs_arena_copy(t->r->arena, hs_document_title(t->docs[i]));
        at[i].outlet = hs_arena_copy(t->r->arena, hs_document_outlet(t->docs[i]));
        if ((hs_document_name(t->docs[i]).len && !at[i].input.ptr) || (hs_document_title(t->docs[i]).len && !at[i].title.ptr) ||
            (hs_document_outlet(t->docs[i]).len && !at[i].outlet.ptr))
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a reply");
        hs_document_attributions(t->docs[i], &at[i].n_statements);
    }
    return HS_OK;
}

static hs_status add(hs_server_added *added, const taking *t, hs_web_taken *at, hs_error *err)
{
    hs_ledger *ledger;
    HS_TRY(describe(at, t, err));
    HS_TRY(hs_server_write_begin(&ledger, t->server, err));
    HS_TRY(hs_server_write_end(t->server, ledger, add_all(at, t, ledger, err), err));
    added->n_documents = t->n;
    hs_server_relate(t->server);
    return HS_OK;
}

static void write_added(const hs_server_added *added, hs_buffer *out)
{
    static const char *const outcomes[] = {
        [HS_ADDED_NOT] = "failed", [HS_ADDED] = "added", [HS_ADDED_VERSION] = "new version", [HS_ADDED_BEFORE] = "in already"};
    for (size_t i = 0; i < added->n_documents; i++) {
        const hs_web_taken *one = &added->at[i];
        hs_buffer_text(out, i ? ",\n{\"schema\":1,\"input\":" : "{\"schema\":1,\"input\":");
        hs_server_json_str(out, one->input);
        hs_server_json_id(out, "document", 'd', one->document);
        hs_server_json_field(out, "outcome", hs_ascii_of(outcomes[one->how]));
        hs_server_json_field(out, "title", one->title);
        hs_server_json_field(out, "outlet", one->outlet);
        hs_buffer_format(out, ",\"attributions\":%zu}", one->n_statements);
    }
}

static void write_failed(const taking *t, hs_buffer *out)
{
    for (size_t i = 0; i < t->n_failed && i < FAILURES; i++) {
        hs_buffer_text(out, i ? ",{\"input\":" : "{\"input\":");
        hs_server_json_str(out, t->failed[i].input);
        hs_server_json_field(out, "detail", t->failed[i].why.ptr ? t->failed[i].why : (hs_str){"", 0});
        hs_buffer_text(out, "}");
    }
}

/* Into the ledger, or only read; the reply is written. */
static hs_status finish(hs_server_added *added, taking *t, hs_web_taken *at, hs_server_reply *out, hs_error *err)
{
    if (added)
        HS_TRY(add(added, t, at, err));
    hs_buffer_text(&out->body, "{\"items\":[");
    if (added)
        write_added(added, &out->body);
    else
        HS_TRY(write_readings(t, &out->body, err));
    hs_buffer_text(&out->body, "],\"failed\":[");
    write_failed(t, &out->body);
    hs_buffer_text(&out->body, "],\"next\":null}\n");
    out->status = 200;
    out->type = "application/json";
    return HS_OK;
}

static hs_status begin(taking *t, hs_error *err)
{
    t->docs = hs_alloc(DOCUMENTS * sizeof *t->docs);
    t->failed = HS_NEW(t->r->arena, hs_web_taken, FAILURES);
    if (!t->docs || !t->failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for articles");
    HS_TRY(hs_server_model_reader(&t->reader, &t->server->model, err));
    return hs_workspace_open(&t->workspace, t->reader, err);
}

/* What is told of: articles, then failures. */
static void tell_of(hs_server_added *added, const taking *t, hs_web_taken *at)
{
    size_t named = t->n_failed < FAILURES ? t->n_failed : FAILURES;
    memcpy(at + t->n, t->failed, named * sizeof *at);
    *added = (hs_server_added){.at = at, .n = t->n + named, .n_failed = t->n_failed};
}

hs_status hs_server_take_in(hs_server_added *added, hs_server *server, const hs_server_request *r, hs_server_reply *out,
                            hs_error *err)
{
    taking t = {.server = server, .r = r};
    hs_web_taken *at = NULL;
    hs_status status = begin(&t, err);
    if (status == HS_OK)
        status = take_all(&t, err);
    if (status == HS_OK && !(at = HS_NEW(r->arena, hs_web_taken, t.n + FAILURES)))
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a reply");
    if (status == HS_OK && added)
        tell_of(added, &t, at);
    if (status == HS_OK && !t.n) {
        *err = t.first; /* of nothing at all, intake says what is wrong */
        status = t.first.code;
    }
    if (status == HS_OK)
        status = finish(added, &t, at, out, err);
    if (status != HS_OK && added && t.n)
        *added = (hs_server_added){0}; /* nothing is in */
    for (size_t i = 0; i < t.n; i++)
        hs_document_free(t.docs[i]);
    hs_free(t.docs);
    hs_workspace_free(t.workspace);
    return status;
}

hs_status hs_server_read(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    return hs_server_take_in(NULL, server, r, out, err);
}

hs_status hs_server_add(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    hs_server_added added = {0};
    HS_TRY(hs_server_take_in(&added, server, r, out, err));
    if (added.n_documents == 1)
        hs_buffer_format(&out->location, "%s/api/v1/documents/d%llu", server->base, (unsigned long long)added.at[0].document);
    out->status = 201;
    return HS_OK;
}
