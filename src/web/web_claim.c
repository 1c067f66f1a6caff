/* web_claim.c -- a claim by itself, in all wordings that are one with it: who holds it, where it comes from, when, and the exact
 * words. In: a trace and answers of the ledger. Out: HTML. No state. */
#include <string.h>

#include "status.h"
#include "web_views.h"

enum { FEW_WORDINGS = 4 };

static void put_side(hs_page *p, const hs_claim *c, hs_trace_side side)
{
    static const char *const heads[] = {[HS_SIDE_OPEN] = "◇</span> Leave it open", [HS_SIDE_FOR] = "▲</span> Hold it", [HS_SIDE_AGAINST] = "▼</span> Reject it"};
    unsigned n[3];
    hs_count_sides(p, c, n);
    hs_html_format(p, "<section class=\"side %s\"><h2><span aria-hidden=\"true\">%s <span class=\"n\">%u</span></h2>",
                   hs_side_class(side), heads[side], n[side]);
    if (n[side]) {
        hs_html(p, "<ul>");
        for (uint32_t i = 0; i < c->n_entries; i++)
            if (hs_entry_side(&c->entries[i]) == side && !hs_claim_told_before(p, c, i))
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
        hs_html_format(p, "<li class=\"quote %s\" id=\"a%llu\"><h3>", hs_side_class(hs_entry_side(e)),
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
static void put_other_words(hs_page *p, const hs_claim *c)
{
    bool many = c->n_wordings > FEW_WORDINGS;
    const char *joint = "";
    if (many)
        hs_html_format(p, "<details class=\"why\"><summary>Also in %u other wordings</summary><p>", c->n_wordings - 1);
    else
        hs_html(p, "<p class=\"meta\">Also in these words: ");
    for (uint32_t i = 0; i < c->n_shown; i++) {
        if (c->wordings[i].claim == c->id)
            continue;
        hs_html(p, joint);
        hs_say_content(p, c->wordings[i].words, 200, 'c', 0);
        joint = "; ";
    }
    if (c->n_wordings > c->n_shown)
        hs_html_format(p, "; and %u more", c->n_wordings - c->n_shown);
    hs_html(p, many ? "</p></details>" : "</p>");
}

static void put_claim_head(hs_page *p, const hs_claim *c)
{
    hs_html(p, "<article><header class=\"head\"><p class=\"kicker\">Claim ");
    hs_html_format(p, "c%llu", (unsigned long long)c->id);
    hs_html(p, c->words.len > HS_WORDS_LONG ? "</p><h1 class=\"words long\">" : "</p><h1 class=\"words\">");
    hs_say_content(p, c->words, 4000, 'c', 0);
    hs_html(p, "</h1><p class=\"meta\">");
    hs_put_badges(p, c);
    hs_html(p, "in ");
    hs_put_spread(p, c->n_documents, c->n_outlets);
    if (c->first.len) {
        const char *dated = hs_claim_dated(c, c->first);
        hs_html_format(p, " · first %s ", dated);
        hs_html_time(p, c->first, strcmp(dated, "heard") == 0);
    }
    bool later = c->last.len && (c->first.len != c->last.len || memcmp(c->first.ptr, c->last.ptr, c->last.len) != 0);
    if (later) { /* no article that has it need be current: then it has neither */
        const char *dated = hs_claim_dated(c, c->last);
        hs_html_format(p, " · last %s ", dated);
        hs_html_time(p, c->last, strcmp(dated, "heard") == 0);
    }
    hs_html(p, "</p>");
    if (c->n_wordings > 1)
        put_other_words(p, c);
    hs_html(p, "</header>");
}

static hs_status put_claim(hs_page *p, const hs_claim *c, const hs_trace *trace, hs_error *err)
{
    char path[HS_PATH];
    hs_html_begin(p, c->words, "claims", "one");
    put_claim_head(p, c);
    hs_html(p, "<div class=\"sides\">");
    put_side(p, c, HS_SIDE_FOR);
    put_side(p, c, HS_SIDE_AGAINST);
    put_side(p, c, HS_SIDE_OPEN);
    hs_html(p, "</div>");
    HS_TRY(hs_put_conflicts(p, c->id, err));
    if (trace)
        HS_TRY(hs_put_trace(p, trace, true, err));
    hs_put_timeline(p, c->entries, c->n_entries, false);
    HS_TRY(put_evidence(p, c, err));
    HS_TRY(hs_put_grounds(p, 'c', c->id, "Why this is one claim, and with what it is in dispute", err));
    hs_html(p, "</article>");
    hs_put_tools(p, hs_page_path(path, 'c', c->id), false, c->words);
    hs_html_end(p);
    return HS_OK;
}

hs_status hs_view_claim(hs_page *p, uint64_t id, hs_error *err)
{
    hs_answer *answer;
    hs_trace *trace = NULL;
    size_t n;
    HS_TRY(hs_page_show(&answer, p, 'c', id, err));
    const hs_claim *claim = hs_answer_claims(answer, &n);
    hs_status status = HS_OK;
    if (claim->id != id)
        hs_page_lead_on(p, 302, 'c', claim->id); /* a wording that another stands for */
    else
        status = hs_ledger_trace(&trace, p->ledger, &(hs_trace_query){.claims = &id, .n_claims = 1, .least = p->least}, err);
    if (status == HS_E_NONE) /* nothing of it is sure enough: it may be there all the same */
        status = HS_OK;
    if (claim->id == id && status == HS_OK)
        status = put_claim(p, claim, trace, err);
    hs_trace_free(trace);
    hs_answer_free(answer);
    return status;
}
