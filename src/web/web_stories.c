/* web_stories.c -- events that articles tell of: what most of them have, who had it first, and who took it from whom. In: answers of the
 * ledger. Out: HTML. No state. */
#include <string.h>

#include "web_views.h"

enum { PER_PAGE = 15, SHOWN = 4 /* articles of a story in the list */, DAY = 10 };

/* ---- parts ---- */

static void put_outlet(hs_page *p, const hs_report *r)
{
    if (r->outlet.len)
        hs_html_name(p, r->outlet);
    else
        hs_html_format(p, "article d%llu", (unsigned long long)r->id);
}

/* When an article was there, as far as it is known. */
static void put_moment(hs_page *p, const hs_report *r)
{
    bool own = r->heard_by == HS_DATED_PUBLISHED;
    if (!own)
        hs_html_format(p, "%s ", hs_dated_name(r->heard_by));
    hs_html_time(p, own && r->published.len <= DAY ? r->published : r->heard, own);
}

static void put_extent(hs_page *p, const hs_story *s)
{
    hs_put_spread(p, s->n_documents, s->n_outlets);
    hs_html(p, ", ");
    hs_html_days(p, s->first, s->last);
    if (s->n_disputes) {
        hs_html(p, " · <span class=\"badge disputed\">");
        hs_html_count(p, s->n_disputes, "dispute", "disputes");
        hs_html(p, "</span>");
    }
}

/* A story is called by what most of its articles tell, without the "that" before it; else by a title. */
static void put_name(hs_page *p, const hs_story *s, size_t most)
{
    static const char that[] = "that ";
    size_t n = strlen(that);
    bool led = s->name.len > n && memcmp(s->name.ptr, that, n) == 0;
    if (s->n_claims) {
        hs_say_content(p, led ? (hs_str){s->name.ptr + n, s->name.len - n} : s->name, most, 'c', 0);
        return;
    }
    hs_html(p, "<bdi>");
    hs_html_some(p, s->name.len ? s->name : HS_LIT("A story without a name"), most);
    hs_html(p, "</bdi>");
}

/* ---- who had it first ---- */

static void put_first(hs_page *p, const hs_story *s, const hs_story_claim *c)
{
    const hs_report *first = &s->documents[c->first].report;
    hs_html(p, "<p class=\"meta\">In ");
    hs_html_format(p, "%u of %u articles; %s had by ", c->n_documents, s->n_told, c->perhaps ? "perhaps first" : "first");
    hs_html_link(p, 'd', first->id, NULL);
    put_outlet(p, first);
    hs_html(p, "</a>, ");
    put_moment(p, first);
    hs_html(p, ": ");
    hs_say_who(p, &c->said, false);
    hs_html(p, " ");
    hs_say_stance(p, &c->said);
    hs_html(p, " ");
    hs_say_relays(p, &c->said);
    if (c->earlier_version) {
        hs_html(p, " <span class=\"tag\">");
        hs_html_link(p, 'd', c->said.document, NULL);
        hs_html(p, "in an earlier version</a></span>");
    }
    if (c->perhaps)
        hs_html(p, " <span class=\"tag\">dates leave it open</span>");
    hs_html(p, "</p>");
}

static void put_claims(hs_page *p, const hs_story *s)
{
    hs_html(p, "<ul class=\"common\">");
    for (uint32_t i = 0; i < s->n_claims; i++) {
        hs_html(p, "<li><p class=\"words\">");
        hs_say_content(p, s->claims[i].words, HS_WORDS_IN_LIST, 'c', s->claims[i].claim);
        hs_html(p, "</p>");
        put_first(p, s, &s->claims[i]);
        hs_html(p, "</li>");
    }
    hs_html(p, "</ul>");
}

/* ---- the articles, in the order in which they were heard ---- */

static const hs_report *report_of(const hs_story *s, uint64_t id)
{
    for (uint32_t i = 0; i < s->n_told; i++)
        if (s->documents[i].report.id == id)
            return &s->documents[i].report;
    return NULL;
}

static void put_other(hs_page *p, const hs_story *s, uint64_t id)
{
    const hs_report *other = report_of(s, id);
    hs_html_link(p, 'd', id, NULL);
    if (other)
        put_outlet(p, other);
    else
        hs_html_format(p, "article d%llu", (unsigned long long)id);
    hs_html(p, "</a>");
}

static void put_origin(hs_page *p, const hs_story *s, const hs_appearance *a)
{
    hs_html(p, "<p class=\"meta\">");
    if (a->copied) {
        hs_html_format(p, "%d %% of the shorter text is that of ", (int)(a->share * 100 + 0.5));
        put_other(p, s, a->copied);
        if (a->copied_version) {
            hs_html(p, " in ");
            hs_html_link(p, 'd', a->copied_version, NULL);
            hs_html(p, "an earlier version</a>");
        }
        hs_html(p, a->follows && a->follows != a->copied ? "; " : "");
    }
    if (a->follows && a->follows != a->copied) {
        hs_html(p, "closest before it: ");
        put_other(p, s, a->follows);
        hs_html_format(p, " (%u telling words alike)", a->shared);
    }
    hs_html(p, "</p>");
}

/* @param all  also from whom it may have it */
static void put_appearance(hs_page *p, const hs_story *s, const hs_appearance *a, bool all)
{
    hs_html_format(p, "<li%s><p class=\"when\">", a->n_had ? " class=\"led\"" : "");
    put_moment(p, &a->report);
    hs_html(p, "</p><div><p class=\"what\"><b>");
    put_outlet(p, &a->report);
    hs_html(p, "</b> ");
    hs_html_link(p, 'd', a->report.id, NULL);
    hs_html_name(p, hs_report_title(&a->report));
    hs_html(p, "</a>");
    if (a->n_had)
        hs_html_format(p, " <span class=\"badge right\">first with %u of %u %s</span>", a->n_had, s->n_claims, s->n_claims == 1 ? "claim" : "claims");
    hs_html(p, "</p>");
    if (all && (a->follows || a->copied))
        put_origin(p, s, a);
    hs_html(p, "</div></li>");
}

static void put_appearances(hs_page *p, const hs_story *s, uint32_t most, bool all)
{
    hs_html(p, "<ol class=\"appearances\">");
    for (uint32_t i = 0; i < s->n_told && i < most; i++)
        put_appearance(p, s, &s->documents[i], all);
    hs_html(p, "</ol>");
}

/* ---- the list ---- */

static void put_story(hs_page *p, const hs_story *s)
{
    hs_html_format(p, "<li class=\"story\" id=\"d%llu\"><h2 class=\"words\">", (unsigned long long)s->id);
    hs_html_link(p, 'e', s->id, NULL);
    put_name(p, s, HS_WORDS_LONG);
    hs_html(p, "</a></h2><p class=\"meta\">");
    put_extent(p, s);
    hs_html(p, "</p>");
    put_appearances(p, s, SHOWN, false);
    if (s->n_documents > SHOWN) {
        hs_html(p, "<p class=\"meta\">");
        hs_html_link(p, 'e', s->id, NULL);
        hs_html_format(p, "%u more %s</a></p>", s->n_documents - SHOWN, s->n_documents - SHOWN == 1 ? "article" : "articles");
    }
    hs_html(p, "</li>");
}

static void put_single(hs_page *p, bool single)
{
    hs_html(p, "<p class=\"order\">");
    hs_html_link_with(p, "single", single ? (hs_str){NULL, 0} : HS_LIT("true"), NULL);
    hs_html(p, single ? "only stories of several articles</a></p>" : "also stories of one article</a></p>");
}

hs_status hs_view_stories(hs_page *p, hs_error *err)
{
    hs_query query;
    hs_answer *answer;
    size_t n;
    hs_status status = hs_page_query(p, &query, err);
    if (status != HS_OK)
        return status;
    query.single = hs_page_param_is(p, "single", "true");
    query.limit = PER_PAGE;
    status = hs_ledger_stories(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    const hs_story *stories = hs_answer_stories(answer, &n);
    hs_begin_list(p, HS_LIT("Stories"), "stories",
                  "Articles on one event, called by what most of them tell; who had it first stands first. The one heard of last comes first.");
    put_single(p, query.single);
    if (n) {
        hs_html(p, "<ol class=\"stories\">");
        for (size_t i = 0; i < n; i++)
            put_story(p, &stories[i]);
        hs_html(p, "</ol>");
    } else {
        hs_put_none(p);
    }
    hs_end_list(p, answer, "Older stories", HS_BY_WORDS | HS_BY_OUTLET_TIME, "/stories", HS_LIT("Stories"));
    hs_answer_free(answer);
    return HS_OK;
}

/* ---- one story ---- */

static void put_whole(hs_page *p, const hs_story *s)
{
    char api[HS_PATH];
    hs_html_begin(p, s->name, "stories", "one");
    hs_html_format(p, "<article><header class=\"head\"><p class=\"kicker\">Story d%llu</p><h1>", (unsigned long long)s->id);
    put_name(p, s, HS_WORDS_IN_LIST);
    hs_html(p, "</h1><p class=\"meta\">");
    put_extent(p, s);
    hs_html(p, "</p></header>");
    if (s->n_claims) {
        hs_html(p, "<section aria-labelledby=\"common-h\"><h2 id=\"common-h\">What several of them tell, and who had it first</h2>");
        put_claims(p, s);
        hs_html(p, "</section>");
    }
    hs_html(p, "<section aria-labelledby=\"line-h\"><h2 id=\"line-h\">When each article was there</h2>");
    put_appearances(p, s, s->n_told, true);
    if (s->n_told < s->n_documents)
        hs_html_format(p, "<p class=\"note\">and %u later ones, which are not looked at</p>", s->n_documents - s->n_told);
    hs_html(p, "</section>");
    hs_put_tools(p, hs_page_path(api, 'e', s->id), false, s->name);
    hs_html(p, "</article>");
    hs_html_end(p);
}

hs_status hs_view_story(hs_page *p, uint64_t id, hs_error *err)
{
    hs_answer *answer;
    size_t n;
    hs_status status = hs_ledger_stories(&answer, p->ledger, &(hs_query){.document = id, .single = true}, err);
    if (status != HS_OK)
        return status;
    const hs_story *stories = hs_answer_stories(answer, &n);
    if (n)
        put_whole(p, &stories[0]);
    hs_answer_free(answer);
    return n ? HS_OK : HS_E_NONE;
}
