/* web.c -- from a path to its view, and pages that say what went wrong. In: a request. Out: a page. No state. */
#include "web.h"

#include <stdio.h>
#include <string.h>

#include "id.h"
#include "status.h"
#include "web_views.h"

/* ---- what went wrong ---- */

static const char *title_of(int status)
{
    switch (status) {
    case 400:
        return "That cannot be asked";
    case 403:
        return "Not allowed here";
    case 404:
        return "There is nothing here";
    case 413:
        return "That is too much";
    case 503:
        return "Busy; try again in a moment";
    default:
        return status < 500 ? "That did not work" : "Something went wrong";
    }
}

static void put_problem(hs_page *p, int status, hs_str detail)
{
    hs_str title = hs_html_str(title_of(status));
    hs_html_begin(p, title, "problem", "problem");
    hs_html_format(p, "<header class=\"head\"><p class=\"kicker\">%d</p><h1>%s</h1></header><p class=\"lead\">", status,
                   title_of(status));
    hs_html_some(p, detail, 1000);
    hs_html(p, "</p><p>");
    hs_html_link_to(p, "/", NULL);
    hs_html(p, "To the claims</a></p>");
    hs_html_end(p);
}

hs_status hs_web_problem(hs_buffer *out, hs_web_reply *reply, const hs_web_request *request, int status, hs_str detail,
                         hs_error *err)
{
    static const hs_web_request nothing = {0};
    hs_page p = {.out = out, .reply = reply, .request = request ? request : &nothing};
    *reply = (hs_web_reply){.status = status, .content_type = "text/html; charset=utf-8"};
    put_problem(&p, status, detail);
    return out->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a page") : HS_OK;
}

/* ---- paths ---- */

typedef struct route {
    const char *path;
    hs_status (*view)(hs_page *, hs_error *);
} route;

static const route routes[] = {
    {"/", hs_view_claims},         {"/claims", hs_view_claims},       {"/search", hs_view_search},
    {"/sources", hs_view_sources}, {"/disputes", hs_view_disputes},   {"/changes", hs_view_changes},
    {"/outlets", hs_view_outlets}, {"/documents", hs_view_documents}, {"/stats", hs_view_stats},
    {"/add", hs_view_add},         {"/help", hs_view_help},         {"/stories", hs_view_stories},
    {"/trace", hs_view_trace},
};

static const struct {
    const char *path;
    char letter;
    hs_status (*view)(hs_page *, uint64_t, hs_error *);
} things[] = {{"/claims/", 'c', hs_view_claim},
              {"/sources/", 's', hs_view_source},
              {"/documents/", 'd', hs_view_document},
              {"/attributions/", 'a', hs_view_attribution},
              {"/stories/", 'd', hs_view_story}};

void hs_page_lead_on(hs_page *p, int status, char letter, uint64_t id)
{
    char path[HS_PATH];
    hs_str base = p->request->base;
    p->reply->status = status;
    snprintf(p->reply->location, sizeof p->reply->location, "%.*s%s", (int)base.len, base.ptr ? base.ptr : "",
             hs_page_path(path, letter, id));
}

/* "/c12" leads on to the claim's page. */
static bool lead_on(hs_page *p)
{
    hs_str path = p->request->path;
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        uint64_t id;
        if (path.len < 2 || !hs_id_parse(&id, (hs_str){path.ptr + 1, path.len - 1}, things[i].letter))
            continue;
        hs_page_lead_on(p, 308, things[i].letter, id);
        return true;
    }
    return false;
}

static hs_status find_view(hs_page *p, hs_error *err)
{
    hs_str path = p->request->path;
    for (size_t i = 0; i < sizeof routes / sizeof *routes; i++)
        if (path.len == strlen(routes[i].path) && memcmp(path.ptr, routes[i].path, path.len) == 0)
            return routes[i].view(p, err);
    for (size_t i = 0; i < sizeof things / sizeof *things; i++) {
        size_t n = strlen(things[i].path);
        if (path.len <= n || memcmp(path.ptr, things[i].path, n) != 0)
            continue;
        uint64_t id;
        if (hs_id_parse(&id, (hs_str){path.ptr + n, path.len - n}, things[i].letter))
            return things[i].view(p, id, err);
    }
    if (lead_on(p))
        return HS_OK;
    return hs_fail(err, HS_E_NONE, 0, "There is no page of this address.");
}

hs_str hs_page_id(char name[24], char letter, uint64_t id)
{
    int n = snprintf(name, 24, "%c%llu", letter, (unsigned long long)id);
    return (hs_str){name, (size_t)n};
}

hs_status hs_page_show(hs_answer **out, hs_page *p, char letter, uint64_t id, hs_error *err)
{
    char name[24];
    return hs_ledger_show(out, p->ledger, hs_page_id(name, letter, id), NULL, err);
}

hs_status hs_web_page(hs_buffer *out, hs_web_reply *reply, hs_ledger *ledger, const hs_web_request *request, hs_error *err)
{
    hs_error own = {HS_OK, 0, ""};
    hs_page p = {.out = out, .reply = reply, .request = request, .ledger = ledger};
    hs_query query;
    *reply = (hs_web_reply){.status = 200, .content_type = "text/html; charset=utf-8"};
    if (hs_page_query(&p, &query, NULL) == HS_OK)
        p.least = query.least;
    hs_status status = find_view(&p, &own);
    if (out->failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a page, or one over its limit");
    if (status == HS_OK)
        return HS_OK;
    if (status == HS_E_NONE || status == HS_E_ARG || status == HS_E_LIMIT) {
        out->len = 0;
        return hs_web_problem(out, reply, request, status == HS_E_NONE ? 404 : 400,
                              own.msg[0] ? hs_html_str(own.msg) : HS_LIT("The ledger has nothing of this number."), err);
    }
    return hs_fail(err, status, own.pos, "%s", own.msg);
}

/* The words that the request has for a page of this path; {NULL, 0}: it is another's, or there are none. */
static hs_str words_for(const hs_web_request *request, const char *path)
{
    hs_page p = {.request = request};
    bool is = request->path.len == strlen(path) && memcmp(request->path.ptr, path, request->path.len) == 0;
    return is ? hs_page_param(&p, "q") : (hs_str){NULL, 0};
}

hs_str hs_web_words(char room[HS_ASKED_BYTES], const hs_web_request *request)
{
    hs_str statement = words_for(request, "/trace");
    return statement.len ? hs_trace_asked(room, statement) : words_for(request, "/search");
}

bool hs_web_compares(const hs_web_request *request)
{
    return words_for(request, "/trace").len != 0;
}
