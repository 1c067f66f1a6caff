/* web_shell.c -- what every page has around it: head, navigation, search, notices, foot. In: the request. Out: HTML. No state. */
#include <string.h>

#include "web_html.h"

typedef struct part {
    const char *path, *name, *label;
} part;

static const part parts[] = {
    {"/", "claims", "Claims"},          {"/trace", "trace", "Trace"},          {"/disputes", "disputes", "Disputes"},
    {"/changes", "changes", "Changes"}, {"/stories", "stories", "Stories"},
    {"/sources", "sources", "Sources"}, {"/outlets", "outlets", "Outlets"},    {"/documents", "documents", "Articles"},
    {"/stats", "stats", "Numbers"},
};

static void put_asset(hs_page *p, const char *before, const char *path, const char *after)
{
    const hs_web_asset *asset = hs_web_asset_find(hs_html_str(path));
    hs_html(p, before);
    hs_html_text(p, p->request->base);
    hs_html(p, path);
    if (asset)
        hs_html_format(p, "?v=%s", asset->hash);
    hs_html(p, after);
}

static void put_head(hs_page *p, hs_str title)
{
    hs_html(p, "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
               "content=\"width=device-width, initial-scale=1\">"
               "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\"><title>");
    hs_html_some(p, title, 120);
    hs_html(p, title.len ? " – hearsay</title>" : "hearsay</title>");
    put_asset(p, "<link rel=\"icon\" type=\"image/svg+xml\" href=\"", "/assets/favicon.svg", "\">");
    put_asset(p, "<link rel=\"stylesheet\" href=\"", "/assets/page.css", "\">");
    put_asset(p, "<script src=\"", "/assets/page.js", "\" defer></script></head>\n");
}

static void put_navigation(hs_page *p, const char *at)
{
    hs_html(p, "<nav aria-label=\"Main\"><ul>");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        hs_html(p, "<li>");
        hs_html_link_to(p, parts[i].path, at && strcmp(at, parts[i].name) == 0 ? "aria-current=\"page\"" : NULL);
        hs_html(p, parts[i].label);
        hs_html(p, "</a></li>");
    }
    if (p->request->may_write) {
        hs_html(p, "<li>");
        hs_html_link_to(p, "/add", at && strcmp(at, "add") == 0 ? "aria-current=\"page\" class=\"add\"" : "class=\"add\"");
        hs_html(p, "Add</a></li>");
    }
    hs_html(p, "</ul></nav>");
}

/* Filled with what was searched for. */
static void put_search(hs_page *p, const char *at)
{
    hs_html(p, "<form class=\"find\" role=\"search\" method=\"get\" action=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/search\"><label class=\"vh\" for=\"find\">Search claims, sources and articles</label>"
               "<input type=\"search\" id=\"find\" name=\"q\" maxlength=\"1000\" placeholder=\"Search claims, sources, articles\"");
    if (!at || strcmp(at, "trace") != 0) /* which has a field of its own for that */
        hs_html_attribute(p, "value", hs_page_param(p, "q"));
    hs_html(p, "><button>Search</button></form>");
}

/* What was just done, by the word that the server says. */
static void put_notice(hs_page *p)
{
    static const struct {
        const char *done, *says;
    } notices[] = {
        {"added", "Added. This is what was read."},
        {"version", "Added as a new version of an article that is in; this is what was read."},
        {"already", "It is in already: nothing was added. This is what was read of it."},
        {"corrected", "Your reading is kept. It is shown in place of the machine’s, and can be taken back."},
        {"uncorrected", "The correction is taken back."},
        {"merged", "The two sources are one from now on; this can be taken back."},
        {"split", "The sources stand apart again."},
    };
    for (size_t i = 0; i < sizeof notices / sizeof *notices; i++)
        if (hs_page_param_is(p, "done", notices[i].done)) {
            hs_html(p, "<p class=\"notice\" role=\"status\">");
            hs_html(p, notices[i].says);
            hs_html(p, "</p>");
        }
}

void hs_html_begin(hs_page *p, hs_str title, const char *at, const char *kind)
{
    put_head(p, title);
    hs_html(p, "<body class=\"");
    hs_html(p, kind);
    hs_html(p, "\" data-base=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "\"><a class=\"skip\" href=\"#main\">Skip to content</a><header class=\"top\"><div class=\"wrap\">");
    hs_html_link_to(p, "/", "class=\"brand\"");
    hs_html(p, "hearsay<span class=\"vh\">, who says what: first page</span></a>");
    put_navigation(p, at);
    put_search(p, at);
    hs_html(p, "</div></header><main id=\"main\" class=\"wrap\" tabindex=\"-1\">");
    put_notice(p);
}

void hs_html_end(hs_page *p)
{
    hs_html(p,
            "</main><footer class=\"foot wrap\"><p><b>hearsay</b> " HS_VERSION ": readings are made by a machine and can be wrong. "
            "Every one leads back to the words it rests on, and can be corrected.</p>");
    if (p->request->ledger.len) {
        hs_html(p, "<p class=\"ledger\">Ledger: ");
        hs_html_some(p, p->request->ledger, 200);
        hs_html(p, "</p>");
    }
    hs_html(p, "<p class=\"links\">");
    hs_html_link_to(p, "/help", NULL);
    hs_html(p, "How to read this</a> <a href=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/api/v1/openapi.json\">For programs</a></p></footer></body></html>\n");
}
