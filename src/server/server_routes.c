/* server_routes.c -- the routes, one row each; docs/openapi.json says the same to others, and a test holds them together.
 * In: a method and a path. Out: the row. No state; any thread. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "server_state.h"

#define FILTERS "since until outlet act polarity certainty naming min_confidence all limit after format"

const hs_server_route hs_server_routes[] = {
    {"GET", "/api/v1/claims", 0, HS_ROUTE_ROWS, "q source oldest_first relayed " FILTERS, hs_server_claims},
    {"GET", "/api/v1/stats", 0, 0, "", hs_server_stats},
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
        if (strcmp(route->method, wanted) == 0)
            return route;
        n += (size_t)snprintf(allow + n, 64 - n, "%s%s%s", n ? ", " : "", route->method, strcmp(route->method, "GET") == 0 ? ", HEAD" : "");
    }
    if (n)
        snprintf(allow + n, 64 - n, ", OPTIONS");
    return NULL;
}
