/* format_trace_svg.c -- Graphviz's library on demand. In: a graph in DOT. Out: SVG. Nothing but this needs it, so that it is loaded when a picture is asked
 * for. It keeps what it knows in static memory: one call at a time. */
#include <pthread.h>
#include <stddef.h>
#include <string.h>

#include <graphviz/gvc.h>

#include "format_trace.h"
#include "loader.h"
#include "status.h"

/* The names by which Debian and Ubuntu have had its two files. */
static const char *const drawing[] = {"libgvc.so.6", "libgvc.so.7"};
static const char *const graphs[] = {"libcgraph.so.6", "libcgraph.so.8"};

typedef struct graphviz {
    GVC_t *(*context)(void);
    int (*free_context)(GVC_t *);
    int (*layout)(GVC_t *, Agraph_t *, const char *);
    int (*free_layout)(GVC_t *, Agraph_t *);
    int (*render)(GVC_t *, Agraph_t *, const char *, char **, void *);
    void (*free_rendered)(char *);
    Agraph_t *(*read)(const char *);
    int (*close)(Agraph_t *);
    agerrlevel_t (*report)(agerrlevel_t);
} graphviz;

static hs_status load(graphviz *g, hs_error *err)
{
    static const hs_symbol of_drawing[] = {
        {"gvContext", offsetof(graphviz, context)},       {"gvFreeContext", offsetof(graphviz, free_context)}, {"gvLayout", offsetof(graphviz, layout)},
        {"gvFreeLayout", offsetof(graphviz, free_layout)}, {"gvRenderData", offsetof(graphviz, render)},        {"gvFreeRenderData", offsetof(graphviz, free_rendered)},
    };
    static const hs_symbol of_graphs[] = {{"agmemread", offsetof(graphviz, read)}, {"agclose", offsetof(graphviz, close)}, {"agseterr", offsetof(graphviz, report)}};
    static const char title[] = "Graphviz's library", user[] = "a picture", since[] = "another version may", else_[] = ", package libgraphviz-dev or graphviz; --format dot does without";
    static const hs_library libraries[] = {
        {drawing, sizeof drawing / sizeof *drawing, of_drawing, sizeof of_drawing / sizeof *of_drawing, title, user, since, else_},
        {graphs, sizeof graphs / sizeof *graphs, of_graphs, sizeof of_graphs / sizeof *of_graphs, title, user, since, else_},
    };
    HS_TRY(hs_library_load(g, &libraries[0], err));
    return hs_library_load(g, &libraries[1], err);
}

static hs_status draw(const graphviz *g, const char *dot, hs_sink *sink, void *ctx, hs_error *err)
{
    char *svg = NULL;
    size_t len[2] = {0}; /* room for an unsigned, as it was, and for a size_t, as it is; the text ends with a NUL in all versions */
    GVC_t *context = g->context();
    Agraph_t *graph = context ? g->read(dot) : NULL;
    bool laid = graph && g->layout(context, graph, "dot") == 0;
    hs_status status = laid && g->render(context, graph, "svg", &svg, len) == 0 && svg
                           ? HS_OK
                           : hs_fail(err, HS_E_IO, 0, "Graphviz cannot draw it: are its plugins installed (dot -c sets them up)?");
    if (status == HS_OK && sink(ctx, svg, strlen(svg)) != 0)
        status = hs_fail(err, HS_E_IO, 0, "the output took no more");
    if (svg)
        g->free_rendered(svg);
    if (laid)
        g->free_layout(context, graph);
    if (graph)
        g->close(graph);
    if (context)
        g->free_context(context);
    return status;
}

hs_status hs_graphviz_svg(const char *dot, hs_sink *sink, void *ctx, hs_error *err)
{
    static pthread_mutex_t one = PTHREAD_MUTEX_INITIALIZER;
    graphviz g = {0};
    pthread_mutex_lock(&one);
    hs_status status = load(&g, err);
    if (status == HS_OK) {
        g.report(AGMAX); /* what it has to say it would print */
        status = draw(&g, dot, sink, ctx, err);
    }
    pthread_mutex_unlock(&one);
    return status;
}
