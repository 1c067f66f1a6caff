/* web_claim.c -- a claim by itself, in all wordings that are one with it: who holds it, where it comes from, when, and the exact
 * words. In: a trace and answers of the ledger. Out: HTML. No state. */
#include <stdio.h>
#include <string.h>

#include "heap.h"
#include "status.h"
#include "web_views.h"

enum { MOST_WORDINGS = 16, FEW_WORDINGS = 4 };

/* ---- its wordings as one claim ---- */

typedef struct wordings {
    hs_answer *answers[MOST_WORDINGS];
    unsigned n, more;  /* more: that are not looked at */
    hs_entry *entries; /* of all, the first heard first */
    hs_claim claim;    /* that they are */
} wordings;

static void end_wordings(wordings *w)
{
    for (unsigned i = 0; i < w->n; i++)
        hs_answer_free(w->answers[i]);
    hs_free(w->entries);
}

static int order(hs_str a, hs_str b)
{
    size_t n = a.len < b.len ? a.len : b.len;
    int way = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return way ? way : (a.len > b.len) - (a.len < b.len);
}

static const hs_claim *wording(const wordings *w, unsigned i)
{
    size_t n;
    return hs_answer_claims(w->answers[i], &n);
}

static void take_entry(wordings *w, const hs_entry *e)
{
    uint32_t at = w->claim.n_entries++;
    for (; at > 0 && order(w->entries[at - 1].heard, e->heard) > 0; at--)
        w->entries[at] = w->entries[at - 1];
    w->entries[at] = *e;
}

/* Articles and outlets of several wordings, as far as their entries tell. */
static void count_spread(hs_claim *c)
{
    c->n_documents = c->n_outlets = 0;
    for (uint32_t i = 0; i < c->n_entries; i++) {
        bool document = true, outlet = c->entries[i].outlet.len != 0;
        for (uint32_t k = 0; k < i; k++) {
            document = document && c->entries[k].document != c->entries[i].document;
            outlet = outlet && order(c->entries[k].outlet, c->entries[i].outlet) != 0;
        }
        c->n_documents += document;
        c->n_outlets += outlet;
    }
}

static hs_status join(wordings *w, hs_error *err)
{
    uint32_t n = 0;
    for (unsigned i = 0; i < w->n; i++)
        n += wording(w, i)->n_entries;
    w->claim = *wording(w, 0);
    w->entries = hs_alloc((n ? n : 1) * sizeof *w->entries);
    if (!w->entries)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the wordings of a claim");
    w->claim.entries = w->entries;
    w->claim.n_entries = w->claim.n_attributions = 0;
    for (unsigned i = 0; i < w->n; i++) {
        const hs_claim *c = wording(w, i);
        w->claim.n_attributions += c->n_attributions;
        w->claim.first = c->first.len && (!w->claim.first.len || order(c->first, w->claim.first) < 0) ? c->first : w->claim.first;
        w->claim.last = order(c->last, w->claim.last) > 0 ? c->last : w->claim.last;
        for (uint32_t k = 0; k < c->n_entries; k++)
            take_entry(w, &c->entries[k]);
    }
    if (w->n > 1)
        count_spread(&w->claim);
    return HS_OK;
}

/* @param ids  [n] of the wordings; that of `claim` comes first */
static hs_status load(wordings *w, hs_page *p, uint64_t claim, const uint64_t *ids, size_t n, hs_error *err)
{
    *w = (wordings){0};
    HS_TRY(hs_page_show(&w->answers[0], p, 'c', claim, err));
    w->n = 1;
    for (size_t i = 0; i < n; i++) {
        if (ids[i] == claim)
            continue;
        if (w->n == MOST_WORDINGS) {
            w->more++;
            continue;
        }
        HS_TRY(hs_page_show(&w->answers[w->n], p, 'c', ids[i], err));
        w->n++;
    }
    return join(w, err);
}

/* ---- its parts ---- */

static void put_side(hs_page *p, const hs_claim *c, hs_stance side)
{
    static const char *const heads[] = {"▲</span> Hold it", "▼</span> Reject it", "◇</span> Leave it open"};
    unsigned n[3];
    hs_count_stances(p, c, n);
    hs_html_format(p, "<section class=\"side %s\"><h2><span aria-hidden=\"true\">%s <span class=\"n\">%u</span></h2>",
                   hs_stance_class(side), heads[side], n[side]);
    if (n[side]) {
        hs_html(p, "<ul>");
        for (uint32_t i = 0; i < c->n_entries; i++)
            if (hs_entry_stance(&c->entries[i]) == side && !hs_claim_told_before(p, c, i))
                hs_put_position(p, c, i, (hs_str){NULL, 0});
        hs_html(p, "</ul>");
    } else {
        hs_html(p, "<p class=\"none\">Nobody in this ledger.</p>");
    }
    hs_html(p, "</section>");
}

/* The paragraph of the article in which it stands. */
static hs_status put_words_of(hs_page *p, const hs_entry *e, hs_error *err)
{
    hs_answer *answer;
    hs_status status = hs_page_show(&answer, p, 'a', e->attribution, err);
    if (status != HS_OK)
        return status;
    status = hs_put_context(p, hs_answer_context(answer), err);
    hs_answer_free(answer);
    return status;
}

static hs_status put_evidence(hs_page *p, const hs_claim *c, hs_error *err)
{
    hs_html(p, "<section class=\"evidence\" aria-labelledby=\"words-h\"><div class=\"bar\"><h2 id=\"words-h\">The exact words, "
               "article by article</h2>");
    hs_put_threshold(p);
    hs_html(p, "</div><ol class=\"quotes\">");
    for (uint32_t i = 0; i < c->n_entries; i++) {
        const hs_entry *e = &c->entries[i];
        if (!hs_entry_shows(p, e))
            continue;
        hs_html_format(p, "<li class=\"quote %s\" id=\"a%llu\"><h3>", hs_stance_class(hs_entry_stance(e)),
                       (unsigned long long)e->attribution);
        hs_say_where(p, e, (hs_str){NULL, 0});
        hs_html(p, "</h3><p class=\"holds\">");
        hs_say_who(p, e, true);
        hs_html(p, " ");
        hs_say_stance(p, e);
        hs_html(p, " ");
        hs_say_relays(p, e);
        hs_html(p, "</p>");
        hs_status status = put_words_of(p, e, err);
        if (status != HS_OK)
            return status;
        hs_html(p, "<div class=\"under\"><p class=\"meta\">");
        hs_html_format(p, "confidence %d %% · ", (int)(e->confidence * 100 + 0.5f));
        hs_html_link(p, 'a', e->attribution, NULL);
        hs_html(p, "Why this reading?</a> ");
        hs_say_verdict(p, e->verdict);
        hs_html(p, "</p>");
        hs_put_quick(p, e);
        hs_html(p, "</div></li>");
    }
    hs_html(p, "</ol>");
    if (c->n_attributions > c->n_entries)
        hs_html_format(p, "<p class=\"note\">%u more are not shown.</p>", c->n_attributions - c->n_entries);
    hs_html(p, "</section>");
    return HS_OK;
}

/* Many are folded away. */
static void put_other_words(hs_page *p, const wordings *w)
{
    bool many = w->n > FEW_WORDINGS;
    if (many)
        hs_html_format(p, "<details class=\"why\"><summary>Also in %u other wordings</summary><p>", w->n - 1 + w->more);
    else
        hs_html(p, "<p class=\"meta\">Also in these words: ");
    for (unsigned i = 1; i < w->n; i++) {
        hs_html(p, i > 1 ? "; " : "");
        hs_say_content(p, wording(w, i)->words, 200, 'c', 0);
    }
    if (w->more)
        hs_html_format(p, "; and %u more", w->more);
    hs_html(p, many ? "</p></details>" : "</p>");
}

static void put_claim_head(hs_page *p, const wordings *w)
{
    const hs_claim *c = &w->claim;
    hs_html(p, "<article><header class=\"head\"><p class=\"kicker\">Claim ");
    hs_html_format(p, "c%llu", (unsigned long long)c->id);
    hs_html(p, c->words.len > HS_WORDS_LONG ? "</p><h1 class=\"words long\">" : "</p><h1 class=\"words\">");
    hs_say_content(p, c->words, 4000, 'c', 0);
    hs_html(p, "</h1><p class=\"meta\">");
    hs_put_badges(p, c);
    hs_html(p, "in ");
    hs_put_spread(p, c->n_documents, c->n_outlets);
    if (c->first.len) {
        hs_html(p, " · first heard ");
        hs_html_time(p, c->first, true);
    }
    if (order(c->first, c->last) != 0) {
        hs_html(p, " · last heard ");
        hs_html_time(p, c->last, true);
    }
    hs_html(p, "</p>");
    if (w->n > 1)
        put_other_words(p, w);
    hs_html(p, "</header>");
}

static hs_status put_claim(hs_page *p, const wordings *w, const hs_trace *trace, hs_error *err)
{
    char path[HS_PATH];
    const hs_claim *c = &w->claim;
    hs_html_begin(p, c->words, "claims", "one");
    put_claim_head(p, w);
    hs_html(p, "<div class=\"sides\">");
    for (int s = 0; s < 3; s++)
        put_side(p, c, (hs_stance)s);
    hs_html(p, "</div>");
    HS_TRY(hs_put_conflicts(p, c->id, err));
    if (trace)
        HS_TRY(hs_put_trace(p, trace, err));
    hs_put_timeline(p, c->entries, c->n_entries, false);
    HS_TRY(put_evidence(p, c, err));
    HS_TRY(hs_put_grounds(p, 'c', c->id, "Why this is one claim, and with what it is in dispute", err));
    hs_html(p, "</article>");
    hs_put_tools(p, hs_page_path(path, 'c', c->id), false, c->words);
    hs_html_end(p);
    return HS_OK;
}

/* A wording that another stands for leads on to that. */
static void lead_on(hs_page *p, uint64_t claim)
{
    char path[HS_PATH];
    hs_str base = p->request->base;
    p->reply->status = 302;
    snprintf(p->reply->location, sizeof p->reply->location, "%.*s%s", (int)(base.len < 100 ? base.len : 0),
             base.ptr ? base.ptr : "", hs_page_path(path, 'c', claim));
}

hs_status hs_view_claim(hs_page *p, uint64_t id, hs_error *err)
{
    hs_trace *trace = NULL;
    const uint64_t *ids = &id;
    size_t n = 1;
    uint64_t claim = id;
    hs_status status = hs_ledger_trace(&trace, p->ledger, &(hs_trace_query){.claims = &id, .n_claims = 1, .least = p->least}, err);
    if (status == HS_OK) {
        claim = hs_trace_claim(trace, &(hs_str){NULL, 0});
        ids = hs_trace_claims(trace, HS_SIDE_FOR, &n);
    } else if (status != HS_E_NONE) { /* nothing of it is sure enough: it may be there all the same */
        return status;
    }
    if (claim && claim != id) {
        lead_on(p, claim);
        hs_trace_free(trace);
        return HS_OK;
    }
    wordings w;
    status = load(&w, p, id, ids, n, err);
    if (status == HS_OK)
        status = put_claim(p, &w, trace, err);
    end_wordings(&w);
    hs_trace_free(trace);
    return status;
}
