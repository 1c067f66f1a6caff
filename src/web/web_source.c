/* web_source.c -- one source: what it said, through whom, when, and why its names are taken for one. In: answers of the ledger.
 * Out: HTML. */
#include <string.h>

#include "web_views.h"

enum { MEMBERS = 60 };

static void put_source_head(hs_page *p, const hs_speaker *s)
{
    hs_html(p, "<header class=\"head\"><p class=\"kicker\">Source ");
    hs_html_format(p, "s%llu · %s</p><h1><bdi>", (unsigned long long)s->id, hs_say_kind(s->kind, s->anonymous));
    hs_html_some(p, s->name, 1000);
    hs_html(p, "</bdi></h1>");
    if (s->n_descriptions) {
        hs_html(p, "<p class=\"roles\">");
        for (uint32_t i = 0; i < s->n_descriptions; i++) {
            hs_html(p, i ? "; " : "");
            hs_html_name(p, s->descriptions[i]);
        }
        hs_html(p, "</p>");
    }
    if (s->n_aliases) {
        hs_html(p, "<p class=\"roles\">also called ");
        for (uint32_t i = 0; i < s->n_aliases; i++) {
            hs_html(p, i ? "; " : "");
            hs_html_name(p, s->aliases[i]);
        }
        hs_html(p, "</p>");
    }
    hs_html(p, "</header>");
}

static void put_figure(hs_page *p, uint64_t n, const char *label)
{
    hs_html(p, "<div><dt>");
    hs_html(p, label);
    hs_html(p, "</dt><dd>");
    hs_html_number(p, n);
    hs_html(p, "</dd></div>");
}

static void put_figures(hs_page *p, const hs_speaker *s, const hs_entry *entries, size_t n)
{
    size_t against = 0;
    for (size_t i = 0; i < n; i++)
        against += !entries[i].passed_on && hs_entry_side(&entries[i]) == HS_SIDE_AGAINST;
    hs_html(p, "<dl class=\"figures\">");
    put_figure(p, s->n_attributions, s->n_attributions == 1 ? "statement" : "statements");
    put_figure(p, s->n_documents, s->n_documents == 1 ? "article" : "articles");
    put_figure(p, s->n_outlets, s->n_outlets == 1 ? "outlet" : "outlets");
    put_figure(p, s->n_through, "heard through others");
    put_figure(p, s->n_passed_on, "passed on from others");
    if (s->n_passed_on)
        put_figure(p, s->n_unnamed, "of these, from sources not named");
    hs_html(p, "</dl><p class=\"meta\">");
    if (s->first.len) {
        hs_html(p, "Heard ");
        hs_html_days(p, s->first, s->last);
        hs_html(p, ". ");
    }
    if (n) {
        hs_html(p, "Of the ");
        hs_html_count(p, n, "statement", "statements");
        hs_html_format(p, " below it rejects %zu.", against);
    }
    hs_html(p, "</p>");
}

static void put_statement(hs_page *p, const hs_entry *e)
{
    hs_html_format(p, "<li class=\"statement %s\" id=\"a%llu\"><p class=\"holds\">", hs_side_class(hs_entry_side(e)),
                   (unsigned long long)e->attribution);
    if (e->passed_on) {
        hs_html(p, "<span class=\"tag\">passed on</span> ");
        hs_say_who(p, e, true);
        hs_html(p, " ");
    }
    hs_say_stance(p, e);
    hs_html(p, "</p><p class=\"words\">");
    hs_say_content(p, e->content, 2000, 'c', e->claim);
    hs_html(p, "</p>");
    if (e->sentence.len) {
        hs_html(p, "<p class=\"sentence\">in: <bdi>");
        hs_html_some(p, e->sentence, HS_WORDS_IN_LIST);
        hs_html(p, "</bdi></p>");
    }
    hs_html(p, "<div class=\"under\"><p class=\"meta\">");
    hs_say_relays(p, e);
    hs_html(p, " ");
    hs_say_where(p, e, (hs_str){NULL, 0});
    hs_html_format(p, " · %d %% · ", (int)(e->confidence * 100 + 0.5f));
    hs_html_link(p, 'a', e->attribution, NULL);
    hs_html_format(p, "why<span class=\"vh\"> reading a%llu</span>?</a> ", (unsigned long long)e->attribution);
    hs_say_verdict(p, e->verdict);
    hs_html(p, "</p>");
    hs_put_quick(p, e);
    hs_html(p, "</div></li>");
}

/* ---- why it is one source ---- */

typedef struct members {
    hs_page *p;
    unsigned n;
} members;

static bool put_member(void *ctx, const hs_source_member *m)
{
    members *all = ctx;
    hs_page *p = all->p;
    if (all->n++ == MEMBERS)
        return false;
    hs_html(p, "<li><b>");
    hs_html_name(p, m->name);
    hs_html(p, "</b> in ");
    hs_html_link(p, 'd', m->document, NULL);
    if (m->outlet.len || m->title.len) {
        hs_html_name(p, m->outlet);
        hs_html(p, m->outlet.len && m->title.len ? ": " : "");
        hs_html_name(p, m->title);
    } else {
        hs_html_format(p, "article d%llu", (unsigned long long)m->document);
    }
    hs_html(p, "</a>: ");
    if (m->merged)
        hs_html(p, "a person said that they are one");
    else if (strcmp(m->why, "same name") == 0)
        hs_html(p, "the same name and kind");
    else if (strcmp(m->why, "split") == 0)
        hs_html(p, "a person parted it from its namesake");
    else
        hs_html(p, "the first to name it");
    hs_html(p, "</li>");
    return true;
}

static hs_status put_members(hs_page *p, uint64_t id, hs_error *err)
{
    members all = {p, 0};
    uint64_t standing;
    hs_html(p, "<details class=\"box\"><summary>Why are these one source?</summary><ul>");
    hs_status status = hs_ledger_source_members(&standing, p->ledger, id, put_member, &all, err);
    hs_html(p, "</ul>");
    if (all.n > MEMBERS)
        hs_html(p, "<p class=\"note\">and more</p>");
    hs_html(p, "</details>");
    return status;
}

static void put_statements(hs_page *p, const hs_answer *answer, const hs_speaker *s, const hs_entry *entries, size_t n)
{
    hs_html(p, s->n_passed_on ? "<h2>What it said and passed on</h2>" : "<h2>What it said</h2>");
    hs_put_chips(p);
    if (n) {
        hs_html(p, "<ol class=\"statements\">");
        for (size_t i = 0; i < n; i++)
            put_statement(p, &entries[i]);
        hs_html(p, "</ol>");
    } else {
        hs_put_none(p);
    }
    hs_put_paging(p, answer, "Older statements");
}

hs_status hs_view_source(hs_page *p, uint64_t id, hs_error *err)
{
    char name[24], api[HS_PATH];
    hs_query query;
    hs_answer *answer;
    size_t n, n_sources;
    hs_status status = hs_page_query(p, &query, err);
    if (status != HS_OK)
        return status;
    hs_str source = hs_page_id(name, 's', id);
    status = hs_ledger_who(&answer, p->ledger, source, &query, err);
    if (status != HS_OK)
        return status;
    const hs_speaker *s = hs_answer_sources(answer, &n_sources);
    const hs_entry *entries = hs_answer_entries(answer, &n);
    if (!n_sources) {
        hs_answer_free(answer);
        return HS_E_NONE;
    }
    hs_html_begin(p, s->name, "sources", "one");
    hs_html(p, "<article>");
    put_source_head(p, s);
    put_figures(p, s, entries, n);
    hs_put_timeline(p, entries, n, true);
    status = hs_put_source_conflicts(p, source, err);
    hs_html(p, "<div class=\"cols\"><div class=\"main\">");
    put_statements(p, answer, s, entries, n);
    hs_html(p, "</div><aside class=\"rail\" aria-label=\"Filters\">");
    hs_put_filters(p, HS_BY_WORDS | HS_BY_HOW | HS_BY_SURE | HS_BY_OUTLET_TIME);
    hs_put_tools(p, hs_page_path(api, 's', id), true, s->name);
    hs_html(p, "</aside></div></article>");
    if (status == HS_OK)
        status = put_members(p, id, err);
    if (status == HS_OK)
        status = hs_put_decided(p, 's', s->id, err);
    hs_put_source_forms(p, s);
    hs_html_end(p);
    hs_answer_free(answer);
    return status;
}
