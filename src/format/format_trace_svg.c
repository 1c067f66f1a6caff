/* format_trace_svg.c -- Graphviz's library on demand. In: a graph in DOT. Out: SVG. Nothing but this needs it, so that it is loaded when a picture is asked
 * for. It keeps what it knows in static memory: one call at a time. */
#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

#include <graphviz/gvc.h>

#include "format_trace.h"
#include "status.h"

/* The names by which Debian and Ubuntu have had it. */
static const char *const names[] = {"libgvc.so.6", "libgvc.so.7"};
static const char *const graph_names[] = {"libcgraph.so.6", "libcgraph.so.8"};

typedef struct graphviz {
    void *library, *graphs;
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

static void *find(const char *const *list, size_t n)
{
    void *library = NULL;
    for (size_t i = 0; !library && i < n; i++)
        library = dlopen(list[i], RTLD_LAZY | RTLD_LOCAL | RTLD_NODELETE); /* its plugins set things up for the end of the process */
    return library;
}

static hs_status load(graphviz *g, hs_error *err)
{
    g->library = find(names, sizeof names / sizeof *names);
    g->graphs = g->library ? find(graph_names, sizeof graph_names / sizeof *graph_names) : NULL;
    if (!g->graphs)
        return hs_fail(err, HS_E_IO, 0, "a picture needs Graphviz's library, which is not installed (%s, package libgraphviz-dev or graphviz); --format dot does without",
                       names[0]);
    const struct {
        void *library;
        const char *name;
        void *at;
    } functions[] = {
        {g->library, "gvContext", &g->context},         {g->library, "gvFreeContext", &g->free_context}, {g->library, "gvLayout", &g->layout},
        {g->library, "gvFreeLayout", &g->free_layout},  {g->library, "gvRenderData", &g->render},        {g->library, "gvFreeRenderData", &g->free_rendered},
        {g->graphs, "agmemread", &g->read},             {g->graphs, "agclose", &g->close},               {g->graphs, "agseterr", &g->report},
    };
    for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
        void *function = dlsym(functions[i].library, functions[i].name);
        if (!function)
            return hs_fail(err, HS_E_IO, 0, "Graphviz's library has no %s", functions[i].name);
        *(void **)functions[i].at = function; /* POSIX lets a function's address be kept so */
    }
    return HS_OK;
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
    if (g.graphs)
        dlclose(g.graphs);
    if (g.library)
        dlclose(g.library);
    pthread_mutex_unlock(&one);
    return status;
}
