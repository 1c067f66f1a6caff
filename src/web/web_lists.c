/* web_lists.c -- lists of sources, outlets, articles; search; numbers; how to read all this. In: answers of the ledger. Out: HTML.
 */
#include <string.h>

#include "names.h"
#include "web_views.h"

enum { PER_LIST = 100 };

void hs_begin_list(hs_page *p, hs_str title, const char *at, const char *lead)
{
    hs_html_begin(p, title, at, "list");
    hs_html(p, "<div class=\"intro\"><h1>");
    hs_html_text(p, title);
    hs_html(p, "</h1><p>");
    hs_html(p, lead);
    hs_html(p, " <a class=\"to-filters\" href=\"#filters\">Narrow down</a></p></div><div class=\"cols\"><div class=\"main\">");
    hs_put_chips(p);
}

void hs_end_list(hs_page *p, const hs_answer *answer, const char *next, unsigned by, const char *api, hs_str what)
{
    hs_put_paging(p, answer, next);
    hs_html(p, "</div><aside class=\"rail\" aria-label=\"Filters\">");
    hs_put_filters(p, by);
    hs_put_tools(p, api, true, what);
    hs_html(p, "</aside></div>");
    hs_html_end(p);
}

void hs_put_none(hs_page *p)
{
    hs_html(p, "<p class=\"none\">Nothing in the ledger is so.</p>");
}

/* A list of one kind of thing: what differs from one to the next. */
typedef struct listing {
    hs_str title;
    const char *at, *lead, *next, *api;
    hs_status (*ask)(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
    size_t (*put)(hs_page *p, const hs_answer *answer); /* @return how many there are; of none nothing is put */
} listing;

static hs_status view(hs_page *p, const listing *l, hs_error *err)
{
    hs_query query;
    hs_answer *answer;
    hs_status status = hs_page_query(p, &query, err);
    query.limit = PER_LIST;
    if (status == HS_OK)
        status = l->ask(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    hs_begin_list(p, l->title, l->at, l->lead);
    if (!l->put(p, answer))
        hs_put_none(p);
    hs_end_list(p, answer, l->next, HS_BY_ALL, l->api, l->title);
    hs_answer_free(answer);
    return HS_OK;
}

/* ---- sources ---- */

static void put_source_row(hs_page *p, const hs_speaker *s)
{
    hs_html(p, "<tr><th scope=\"row\">");
    if (s->id)
        hs_html_link(p, 's', s->id, NULL);
    hs_html_name(p, s->name);
    hs_html(p, s->id ? "</a>" : "");
    if (s->n_descriptions) {
        hs_html(p, "<span class=\"role\"> ");
        hs_html_name(p, s->descriptions[0]);
        hs_html(p, "</span>");
    }
    hs_html_format(p, "</th><td class=\"what spare\">%s</td><td class=\"n\">", hs_say_kind(s->kind, s->anonymous));
    hs_html_number(p, s->n_attributions);
    hs_html(p, "</td><td class=\"n spare\">");
    hs_html_number(p, s->n_through);
    hs_html(p, "</td><td class=\"n spare\">");
    hs_html_number(p, s->n_outlets);
    hs_html(p, "</td><td class=\"when\">");
    if (s->last.len)
        hs_html_time(p, s->last, false);
    hs_html(p, "</td></tr>");
}

static void put_source_table(hs_page *p, const hs_speaker *sources, size_t n)
{
    hs_html(p, "<div class=\"scroll\" role=\"region\" aria-label=\"Sources\" tabindex=\"0\"><table><thead><tr><th "
               "scope=\"col\">Source</th><th scope=\"col\" class=\"spare\">What</th><th scope=\"col\" class=\"n\">Statements</th>"
               "<th scope=\"col\" class=\"n spare\">Through others</th><th scope=\"col\" class=\"n spare\">Outlets</th><th "
               "scope=\"col\">Last heard</th></tr></thead><tbody>");
    for (size_t i = 0; i < n; i++)
        put_source_row(p, &sources[i]);
    hs_html(p, "</tbody></table></div>");
}

static size_t put_sources(hs_page *p, const hs_answer *answer)
{
    size_t n;
    const hs_speaker *sources = hs_answer_sources(answer, &n);
    if (n)
        put_source_table(p, sources, n);
    return n;
}

hs_status hs_view_sources(hs_page *p, hs_error *err)
{
    static const listing sources = {{"Sources", 7},  "sources", "Who holds claims, those of the most statements first.", "More sources", "/sources",
                                    hs_ledger_speakers, put_sources};
    return view(p, &sources, err);
}

/* ---- outlets ---- */

static void put_outlet_row(hs_page *p, const hs_publisher *o)
{
    hs_html(p, "<tr><th scope=\"row\"><a href=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/documents?outlet=");
    hs_html_percent(p, o->name);
    hs_html(p, "\">");
    hs_html_name(p, o->name);
    hs_html(p, "</a></th><td class=\"n\">");
    hs_html_number(p, o->n_documents);
    hs_html(p, "</td><td class=\"when\">");
    if (o->first.len)
        hs_html_days(p, o->first, o->last);
    hs_html(p, "</td><td><a href=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/?outlet=");
    hs_html_percent(p, o->name);
    hs_html(p, "\">claims<span class=\"vh\"> in ");
    hs_html_name(p, o->name);
    hs_html(p, "</span></a></td></tr>");
}

static size_t put_outlets(hs_page *p, const hs_answer *answer)
{
    size_t n;
    const hs_publisher *outlets = hs_answer_outlets(answer, &n);
    if (!n)
        return 0;
    hs_html(p, "<div class=\"scroll\" role=\"region\" aria-label=\"Outlets\" tabindex=\"0\"><table><thead><tr><th "
               "scope=\"col\">Outlet</th><th scope=\"col\" class=\"n\">Articles</th>"
               "<th scope=\"col\">Heard</th><th scope=\"col\"><span class=\"vh\">Claims</span></th></tr></thead><tbody>");
    for (size_t i = 0; i < n; i++)
        put_outlet_row(p, &outlets[i]);
    hs_html(p, "</tbody></table></div>");
    return n;
}

hs_status hs_view_outlets(hs_page *p, hs_error *err)
{
    static const listing outlets = {{"Outlets", 7}, "outlets", "Whose articles were read, those of the most articles first.", "More outlets", "/outlets",
                                    hs_ledger_outlets, put_outlets};
    return view(p, &outlets, err);
}

/* ---- articles ---- */

static void put_document_item(hs_page *p, const hs_report *d)
{
    hs_html(p, "<li class=\"article\"><h2>");
    hs_html_link(p, 'd', d->id, NULL);
    hs_html_name(p, hs_report_title(d));
    hs_html(p, "</a></h2><p class=\"meta\">");
    if (d->outlet.len) {
        hs_html_name(p, d->outlet);
        hs_html(p, ", ");
    }
    hs_html_time(p, d->published.len ? d->published : d->heard, true);
    hs_html(p, " · ");
    hs_html_count(p, d->n_attributions, "statement", "statements");
    hs_html(p, d->current ? "</p></li>" : " · <span class=\"tag\">older version</span></p></li>");
}

static void put_document_list(hs_page *p, const hs_report *documents, size_t n)
{
    hs_html(p, "<ol class=\"articles\">");
    for (size_t i = 0; i < n; i++)
        put_document_item(p, &documents[i]);
    hs_html(p, "</ol>");
}

static size_t put_documents(hs_page *p, const hs_answer *answer)
{
    size_t n;
    const hs_report *documents = hs_answer_documents(answer, &n);
    if (n)
        put_document_list(p, documents, n);
    return n;
}

hs_status hs_view_documents(hs_page *p, hs_error *err)
{
    static const listing documents = {{"Articles", 8}, "documents", "What was read, newest first.", "Older articles", "/documents", hs_ledger_documents,
                                      put_documents};
    return view(p, &documents, err);
}

/* ---- search ---- */

static hs_status put_found(hs_page *p, const hs_answer *answer, hs_error *err)
{
    hs_status status = HS_OK;
    size_t n_sources, n_documents, n_claims;
    const hs_speaker *sources = hs_answer_sources(answer, &n_sources);
    const hs_report *documents = hs_answer_documents(answer, &n_documents);
    const hs_claim *claims = hs_answer_claims(answer, &n_claims);
    if (n_sources) {
        hs_html(p, "<h2>Sources of that name</h2>");
        put_source_table(p, sources, n_sources);
    }
    if (n_documents) {
        hs_html(p, "<h2>Articles of that title</h2>");
        put_document_list(p, documents, n_documents);
    }
    hs_html(p, "<h2>Claims, the best first</h2>");
    if (n_claims) {
        hs_html(p, "<ol class=\"claims\">");
        for (size_t i = 0; i < n_claims && status == HS_OK; i++)
            status = hs_put_claim(p, &claims[i], 3, (hs_str){NULL, 0}, err);
        hs_html(p, "</ol>");
    } else {
        hs_put_none(p);
    }
    if (hs_answer_cut(answer))
        hs_html(p, "<p class=\"note\">The words are so common that only the contents that came in last were looked at.</p>");
    return status;
}

hs_status hs_view_search(hs_page *p, hs_error *err)
{
    hs_query query;
    hs_answer *answer = NULL;
    hs_status status = hs_page_query(p, &query, err);
    if (status == HS_OK && query.words.len)
        status = hs_ledger_search(&answer, p->ledger, &query, p->request->meaning, err);
    if (status != HS_OK)
        return status;
    hs_begin_list(
        p, HS_LIT("Search"), "search",
        "All words count, in any form; <kbd>\"a phrase\"</kbd>, <kbd>-without</kbd>, <kbd>one OR other</kbd>, <kbd>begin*</kbd>.");
    if (answer) {
        hs_html(p, "<p class=\"order\">");
        hs_put_statement_link(p, query.words, "class=\"button\"", "Trace this as a statement");
        hs_html(p, "</p>");
        status = put_found(p, answer, err);
        hs_end_list(p, answer, "More claims", HS_BY_ALL, "/search", query.words);
    } else {
        hs_html(p, "<p class=\"none\">What should be looked for?</p></div><aside class=\"rail\" aria-label=\"Filters\">");
        hs_put_filters(p, HS_BY_ALL);
        hs_html(p, "</aside></div>");
        hs_html_end(p);
    }
    hs_answer_free(answer);
    return status;
}

/* ---- numbers ---- */

static void put_number(hs_page *p, const char *label, uint64_t n)
{
    hs_html(p, "<div><dt>");
    hs_html(p, label);
    hs_html(p, "</dt><dd>");
    hs_html_number(p, n);
    hs_html(p, "</dd></div>");
}

/* How many of each name, with a bar as long as its share of the most. */
static void put_tallies(hs_page *p, const char *title, const char *what, const hs_tally *tallies, uint32_t n, const char *filter)
{
    uint64_t most = 1;
    for (uint32_t i = 0; i < n; i++)
        most = tallies[i].n > most ? tallies[i].n : most;
    hs_html_format(p,
                   "<section><h2>%s</h2><div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\"><table "
                   "class=\"bars\"><thead><tr><th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">Number</th><th "
                   "aria-hidden=\"true\"></th></tr></thead><tbody>",
                   title, title, what);
    for (uint32_t i = 0; i < n; i++) {
        hs_html(p, "<tr><th scope=\"row\">");
        if (filter && tallies[i].name.len) {
            hs_html(p, "<a href=\"");
            hs_html_text(p, p->request->base);
            hs_html_format(p, "/?%s=", filter);
            hs_html_percent(p, tallies[i].name);
            hs_html(p, "\">");
        }
        hs_html_name(p, tallies[i].name.len ? tallies[i].name : HS_LIT("not known"));
        hs_html(p, filter && tallies[i].name.len ? "</a></th><td class=\"n\">" : "</th><td class=\"n\">");
        hs_html_number(p, tallies[i].n);
        hs_html_format(p,
                       "</td><td class=\"bar\" aria-hidden=\"true\"><svg width=\"100%%\" height=\"10\"><rect width=\"%.1f%%\" "
                       "height=\"10\"/></svg></td></tr>",
                       100.0 * (double)tallies[i].n / (double)most);
    }
    hs_html(p, "</tbody></table></div></section>");
}

hs_status hs_view_stats(hs_page *p, hs_error *err)
{
    hs_answer *answer;
    hs_status status = hs_ledger_stats(&answer, p->ledger, err);
    if (status != HS_OK)
        return status;
    const hs_stats *s = hs_answer_stats(answer);
    hs_html_begin(p, HS_LIT("Numbers"), "stats", "stats");
    hs_html(p, "<header class=\"head\"><h1>This ledger in numbers</h1>");
    if (s->first.len) {
        hs_html(p, "<p class=\"meta\">Heard ");
        hs_html_days(p, s->first, s->last);
        hs_html(p, ".</p>");
    }
    hs_html(p, "</header><dl class=\"figures\">");
    put_number(p, "articles", s->documents);
    put_number(p, "older versions among them", s->older_versions);
    put_number(p, "outlets", s->outlets);
    put_number(p, "claims", s->claims);
    put_number(p, "statements", s->attributions);
    put_number(p, "statements by nobody named", s->anonymous_attributions);
    put_number(p, "named sources", s->sources);
    put_number(p, "unnamed sources", s->anonymous_sources);
    put_number(p, "corrections by people", s->corrections);
    hs_html(p, "</dl><div class=\"two\">");
    put_tallies(p, "How it is said", "Act", s->acts, s->n_acts, "act");
    put_tallies(p, "Who read it", "Model", s->models, s->n_models, NULL);
    hs_html(p, "</div>");
    hs_put_tools(p, NULL, false, HS_LIT("Numbers of the ledger"));
    hs_html_end(p);
    hs_answer_free(answer);
    return HS_OK;
}
