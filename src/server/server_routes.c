/* server_routes.c -- the routes, one row each; docs/openapi.json says the same to others, and a test holds them together.
 * In: a method and a path. Out: the row. No state; any thread. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"

/* those of hs_query */
#define FILTERS "q source since until outlet act polarity certainty naming least all limit after format"
#define RELATED "q source since until outlet least limit after format"
#define EVENTS  "q since until outlet limit after format"
#define ABOUT   "name url outlet published"

const hs_server_route hs_server_routes[] = {
    {"GET", "/api/v1/claims", HS_ROUTE_ROWS, "relayed " FILTERS, hs_server_claims},
    {"GET", "/api/v1/claims/{id}", HS_ROUTE_ROWS, "format", hs_server_show},
    {"GET", "/api/v1/claims/{id}/trace", 0, "least limit after", hs_server_trace},
    {"GET", "/api/v1/attributions", HS_ROUTE_ROWS, "relayed " FILTERS, hs_server_attributions},
    {"GET", "/api/v1/attributions/{id}", HS_ROUTE_ROWS, "format", hs_server_show},
    {"GET", "/api/v1/sources", HS_ROUTE_ROWS, "name oldest_first " FILTERS, hs_server_sources},
    {"GET", "/api/v1/sources/{id}", HS_ROUTE_ROWS, "oldest_first " FILTERS, hs_server_source},
    {"GET", "/api/v1/sources/{id}/members", 0, "limit after", hs_server_source_members},
    {"POST", "/api/v1/sources/{id}/merge", HS_ROUTE_CHANGES, "", hs_server_merge},
    {"POST", "/api/v1/sources/{id}/split", HS_ROUTE_CHANGES, "", hs_server_split},
    {"GET", "/api/v1/documents", HS_ROUTE_ROWS, "relayed " FILTERS, hs_server_documents},
    {"POST", "/api/v1/documents", HS_ROUTE_CHANGES, ABOUT, hs_server_add},
    {"GET", "/api/v1/documents/{id}", HS_ROUTE_ROWS, "format", hs_server_document},
    {"GET", "/api/v1/documents/{id}/copies", 0, "limit after", hs_server_copies},
    {"GET", "/api/v1/outlets", HS_ROUTE_ROWS, "relayed " FILTERS, hs_server_outlets},
    {"GET", "/api/v1/search", HS_ROUTE_ROWS, "meaning " FILTERS, hs_server_search},
    {"GET", "/api/v1/disputes", HS_ROUTE_ROWS, "updates most_first " RELATED, hs_server_disputes},
    {"GET", "/api/v1/changes", HS_ROUTE_ROWS, RELATED, hs_server_changes},
    {"GET", "/api/v1/stories", HS_ROUTE_ROWS, "single " EVENTS, hs_server_stories},
    {"GET", "/api/v1/stories/{id}", HS_ROUTE_ROWS, "format", hs_server_story},
    {"GET", "/api/v1/trace", HS_ROUTE_WORKS, "q least limit after", hs_server_trace_statement},
    {"GET", "/api/v1/compare", HS_ROUTE_WORKS, "a b", hs_server_compare},
    {"GET", "/api/v1/explain", HS_ROUTE_ROWS, "id other format", hs_server_explain},
    {"GET", "/api/v1/stats", 0, "", hs_server_stats},
    {"POST", "/api/v1/read", HS_ROUTE_WORKS, ABOUT, hs_server_read},
    {"GET", "/api/v1/corrections", 0, "limit after", hs_server_corrections},
    {"POST", "/api/v1/corrections", HS_ROUTE_CHANGES, "", hs_server_correct},
    {"DELETE", "/api/v1/corrections/{id}", HS_ROUTE_CHANGES, "", hs_server_uncorrect},
    {"GET", "/api/v1/events", HS_ROUTE_EVENTS, "", NULL},
    {"GET", "/api/v1/openapi.json", HS_ROUTE_STILL, "", hs_server_openapi},
    {"GET", "/api/v1/answer.schema.json", HS_ROUTE_STILL, "", hs_server_answer_schema},
    {"GET", "/api/v1/reading.schema.json", HS_ROUTE_STILL, "", hs_server_reading_schema},
    {"POST", "/do/correct", HS_ROUTE_CHANGES, NULL, hs_server_do_correct},
    {"POST", "/do/uncorrect", HS_ROUTE_CHANGES, NULL, hs_server_do_uncorrect},
    {"POST", "/do/merge", HS_ROUTE_CHANGES, NULL, hs_server_do_merge},
    {"POST", "/do/split", HS_ROUTE_CHANGES, NULL, hs_server_do_split},
    {"POST", "/do/add", HS_ROUTE_CHANGES, NULL, hs_server_do_add},
};
const size_t hs_server_n_routes = sizeof hs_server_routes / sizeof *hs_server_routes;

/* @param id  out: what stands for the pattern's {id}; unchanged without one */
static bool matches(const char *pattern, hs_str path, hs_str *id)
{
    const char *open = strchr(pattern, '{');
    size_t head = open ? (size_t)(open - pattern) : strlen(pattern);
    if (path.len < head || memcmp(path.ptr, pattern, head) != 0)
        return false;
    if (!open)
        return path.len == head;
    const char *tail = strchr(open, '}') + 1;
    size_t end = hs_ascii_char(path, head, '/');
    if (end == head || path.len - end != strlen(tail) || memcmp(path.ptr + end, tail, path.len - end) != 0)
        return false;
    *id = (hs_str){path.ptr + head, end - head};
    return true;
}

const hs_server_route *hs_server_route_find(const char *method, hs_str path, hs_str *id, char *allow)
{
    const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;
    size_t n = 0;
    *id = (hs_str){NULL, 0};
    allow[0] = '\0';
    for (size_t i = 0; i < hs_server_n_routes; i++) {
        const hs_server_route *route = &hs_server_routes[i];
        if (!matches(route->path, path, id))
            continue;
        if (strcmp(route->method, wanted) == 0) {
            allow[0] = '\0';
            return route;
        }
        n += (size_t)snprintf(allow + n, 64 - n, "%s%s%s", n ? ", " : "", route->method,
                              strcmp(route->method, "GET") == 0 ? ", HEAD" : "");
    }
    if (n)
        snprintf(allow + n, 64 - n, ", OPTIONS");
    return NULL;
}

void hs_server_route_run(hs_server *server, const hs_server_request *request, hs_server_reply *out)
{
    hs_error err = {0};
    hs_status status = request->route->handle(server, request, out, &err);
    if (out->body.failed) /* whatever the handler made of that */
        hs_server_problem(out, 503, hs_ascii_of("no memory for a reply, or one over the server's limit"));
    else if (status != HS_OK)
        hs_server_failed(out, &err, request->route->traits & HS_ROUTE_ASIDE && strcmp(request->route->method, "POST") == 0);
}
