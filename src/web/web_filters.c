/* web_filters.c -- the question that a page's address asks, and the form that asks it. In: parameters, hostile. Out: an hs_query,
 * HTML. */
#include <stdio.h>
#include <string.h>

#include "names.h"
#include "status.h"
#include "web_views.h"

enum { PER_PAGE = 25 };

/* ---- the question ---- */

/* "0.5" or "50%"; false: neither. */
static bool share_of(hs_str s, float *out)
{
    unsigned whole = 0, part = 0, scale = 1;
    size_t i = 0;
    for (; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9' && i < 4; i++)
        whole = whole * 10 + (unsigned)(s.ptr[i] - '0');
    if (!i)
        return false;
    if (i < s.len && s.ptr[i] == '.')
        for (i++; i < s.len && s.ptr[i] >= '0' && s.ptr[i] <= '9'; i++)
            if (scale < 10000) {
                part = part * 10 + (unsigned)(s.ptr[i] - '0');
                scale *= 10;
            }
    float value = (float)whole + (float)part / (float)scale;
    if (i < s.len && s.ptr[i] == '%') {
        value /= 100;
        i++;
    }
    *out = value;
    return i == s.len && value <= 1;
}

static hs_status refuse(hs_error *err, const char *name, hs_str value)
{
    return hs_fail(err, HS_E_ARG, 0, "%s cannot be “%.*s”", name, (int)(value.len < 40 ? value.len : 40), value.ptr);
}

hs_status hs_page_query(hs_page *p, hs_query *query, hs_error *err)
{
    hs_str act = hs_page_param(p, "act"), polarity = hs_page_param(p, "polarity"), certainty = hs_page_param(p, "certainty");
    hs_str naming = hs_page_param(p, "naming"), least = hs_page_param(p, "least");
    *query = (hs_query){.words = hs_page_param(p, "q"),
                        .since = hs_page_param(p, "since"),
                        .until = hs_page_param(p, "until"),
                        .outlet = hs_page_param(p, "outlet"),
                        .source = hs_page_param(p, "source"),
                        .after = hs_page_param(p, "after"),
                        .limit = PER_PAGE};
    if (act.len && !hs_act_of(&query->act, act))
        return refuse(err, "act", act);
    if (polarity.len &&
        !hs_polarity_of(&query->polarity,
                        polarity.len == 1 && *polarity.ptr == ' ' ? HS_LIT("+") : polarity)) /* + of an address is a blank */
        return refuse(err, "polarity", polarity);
    if (certainty.len && !hs_certainty_of(&query->certainty, certainty))
        return refuse(err, "certainty", certainty);
    if (naming.len && !hs_page_param_is(p, "naming", "anonymous") && !hs_page_param_is(p, "naming", "named"))
        return refuse(err, "naming", naming);
    if (naming.len)
        query->naming = *naming.ptr == 'a' ? HS_ANONYMOUS_ONLY : HS_NAMED_ONLY;
    if (least.len && !share_of(least, &query->least))
        return refuse(err, "least", least);
    return HS_OK;
}

/* ---- the form ---- */

static void option(hs_page *p, const char *value, const char *label, bool on)
{
    hs_html(p, "<option value=\"");
    hs_html(p, value);
    hs_html(p, on ? "\" selected>" : "\">");
    hs_html(p, label);
    hs_html(p, "</option>");
}

void hs_put_acts(hs_page *p, const char *none, hs_act on)
{
    option(p, "", none, on == HS_ACT_UNKNOWN);
    for (hs_act a = HS_ACT_SAY; a <= HS_ACT_WARN; a++)
        option(p, hs_act_name(a), hs_act_name(a), a == on);
}

void hs_put_polarities(hs_page *p, const char *none, hs_polarity on)
{
    option(p, "", none, on == HS_POLARITY_UNKNOWN);
    option(p, "+", "holds it (+)", on == HS_POLARITY_POSITIVE);
    option(p, "-", "rejects it (−)", on == HS_POLARITY_NEGATIVE);
}

void hs_put_certainties(hs_page *p, const char *none, hs_certainty on)
{
    option(p, "", none, on == HS_CERTAINTY_UNKNOWN);
    for (hs_certainty c = HS_CERTAIN; c <= HS_UNSTATED; c++)
        option(p, hs_certainty_name(c), hs_certainty_name(c), c == on);
}

static void field(hs_page *p, const char *name, const char *label, const char *attributes)
{
    hs_html_format(p, "<p class=\"field\"><label for=\"f-%s\">%s</label><input id=\"f-%s\" name=\"%s\" %s", name, label, name, name,
                   attributes);
    hs_html_attribute(p, "value", hs_page_param(p, name));
    hs_html(p, "></p>");
}

static void choice(hs_page *p, const char *name, const char *label)
{
    hs_html_format(p, "<p class=\"field\"><label for=\"f-%s\">%s</label><select id=\"f-%s\" name=\"%s\">", name, label, name, name);
}

#define END_CHOICE "</select></p>"

static void put_how(hs_page *p, const hs_query *q)
{
    choice(p, "act", "How it is said");
    hs_put_acts(p, "any way", q->act);
    hs_html(p, END_CHOICE);
    choice(p, "polarity", "For or against");
    hs_put_polarities(p, "both", q->polarity);
    hs_html(p, END_CHOICE);
    choice(p, "certainty", "How surely");
    hs_put_certainties(p, "any", q->certainty);
    hs_html(p, END_CHOICE);
    choice(p, "naming", "Source named");
    option(p, "", "named or not", q->naming == HS_NAMED_OR_NOT);
    option(p, "named", "named only", q->naming == HS_NAMED_ONLY);
    option(p, "anonymous", "unnamed only", q->naming == HS_ANONYMOUS_ONLY);
    hs_html(p, END_CHOICE);
}

static void put_least(hs_page *p, const hs_query *q)
{
    static const int steps[] = {0, 50, 70, 80, 90, 95};
    int now = (int)(q->least * 100 + 0.5f);
    bool listed = false;
    choice(p, "least", "Confidence");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        listed = listed || steps[i] == now;
        if (!steps[i])
            option(p, "", "any", !now);
        else
            hs_html_format(p, "<option value=\"0.%02d\"%s>at least %d %%</option>", steps[i], steps[i] == now ? " selected" : "",
                           steps[i]);
    }
    if (!listed) {
        hs_html(p, "<option value=\"");
        hs_html_share(p, q->least);
        hs_html_format(p, "\" selected>at least %d %%</option>", now);
    }
    hs_html(p, END_CHOICE);
}

void hs_put_filters(hs_page *p, unsigned by)
{
    hs_query q;
    if (hs_page_query(p, &q, NULL) != HS_OK)
        q = (hs_query){0};
    hs_html(p, "<form class=\"filters\" id=\"filters\" method=\"get\" aria-labelledby=\"filters-h\"><h2 id=\"filters-h\">Narrow "
               "down</h2>");
    if (by & HS_BY_WORDS)
        field(p, "q", "Words", "type=\"search\" maxlength=\"1000\" autocomplete=\"off\"");
    if (by & HS_BY_SOURCE)
        field(p, "source", "Source", "type=\"search\" maxlength=\"1000\" autocomplete=\"off\" data-suggest=\"sources\"");
    if (by & HS_BY_OUTLET_TIME) {
        field(p, "outlet", "Outlet", "type=\"search\" maxlength=\"1000\" autocomplete=\"off\" data-suggest=\"outlets\"");
        hs_html(p, "<div class=\"pair\">");
        field(p, "since", "Heard since", "type=\"text\" inputmode=\"numeric\" maxlength=\"40\" placeholder=\"2031-05-14\"");
        field(p, "until", "until", "type=\"text\" inputmode=\"numeric\" maxlength=\"40\" placeholder=\"2031-05\"");
        hs_html(p, "</div>");
    }
    if (by & HS_BY_HOW)
        put_how(p, &q);
    if (by & HS_BY_SURE)
        put_least(p, &q);
    hs_html(p, "<p class=\"go\"><button>Apply</button></p></form>");
}

void hs_put_chips(hs_page *p)
{
    static const struct {
        const char *name, *label;
    } all[] = {{"q", "words"},
               {"source", "source"},
               {"outlet", "outlet"},
               {"since", "since"},
               {"until", "until"},
               {"act", "said as"},
               {"polarity", "for or against"},
               {"certainty", "how surely"},
               {"naming", "source"},
               {"least", "confidence at least"}};
    bool any = false;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        hs_str value = hs_page_param(p, all[i].name);
        if (!value.len)
            continue;
        hs_html(p, any ? "<li>" : "<ul class=\"chips\" aria-label=\"Narrowed by\"><li>");
        any = true;
        hs_html_link_with(p, all[i].name, (hs_str){NULL, 0}, NULL);
        hs_html(p, all[i].label);
        hs_html(p, " <b>");
        if (strcmp(all[i].name, "polarity") == 0)
            hs_html(p, *value.ptr == '-' ? "rejects it" : "holds it");
        else
            hs_html_name(p, value);
        hs_html(p, "</b> <span aria-hidden=\"true\">×</span><span class=\"vh\">, take away</span></a></li>");
    }
    if (any)
        hs_html(p, "</ul>");
}

void hs_put_paging(hs_page *p, const hs_answer *answer, const char *next)
{
    hs_str after = hs_answer_next(answer);
    bool later = hs_page_param(p, "after").len != 0;
    if (!after.len && !later)
        return;
    hs_html(p, "<nav class=\"paging\" aria-label=\"Pages\">");
    if (later) {
        hs_html_link_with(p, "after", (hs_str){NULL, 0}, NULL);
        hs_html(p, "Back to the first</a>");
    }
    if (after.len) {
        hs_html_link_with(p, "after", after, "rel=\"next\" class=\"next\"");
        hs_html(p, next);
        hs_html(p, " <span aria-hidden=\"true\">→</span></a>");
    }
    hs_html(p, "</nav>");
}

void hs_put_tools(hs_page *p, const char *api, bool list, hs_str what)
{
    hs_html(p, "<details class=\"tools\"><summary>Cite, print, export</summary><div><p id=\"cite\" class=\"cite\">");
    if (what.len) {
        hs_html(p, "“");
        hs_html_some(p, what, HS_WORDS_IN_LIST);
        hs_html(p, "”. ");
    }
    hs_html(p, "hearsay " HS_VERSION ", ledger as of ");
    hs_html_time(p, p->request->now, true);
    hs_html(p, ". <span class=\"url\">");
    hs_html_text(p, p->request->origin);
    hs_html_text(p, p->request->base);
    hs_html_some(p, p->request->path, HS_WORDS_IN_LIST);
    hs_html_params(p, NULL, NULL, (hs_str){NULL, 0});
    hs_html(p, "</span></p><p class=\"buttons\"><button type=\"button\" class=\"js\" data-copy=\"cite\">Copy citation</button> "
               "<button type=\"button\" class=\"js\" data-print>Print a report</button> ");
    if (api) {
        hs_html(p, "<a class=\"button\" href=\"");
        hs_html_text(p, p->request->base);
        hs_html(p, "/api/v1");
        hs_html(p, api);
        if (list)
            hs_html_params(p, "format", "format", HS_LIT("csv"));
        else
            hs_html(p, "?format=csv");
        hs_html(p, "\" download>CSV</a>");
    }
    hs_html(p, "</p></div></details>");
}

void hs_put_threshold(hs_page *p)
{
    hs_query q = {.least = p->least};
    hs_html(p, "<form class=\"threshold\" method=\"get\">");
    put_least(p, &q);
    hs_html(p, "<button>Apply</button></form>");
}
