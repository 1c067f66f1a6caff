/* web_disputes.c -- what cannot both be right, who changed position, and why we think so. In: answers of the ledger. Out: HTML. No
 * state. */
#include <string.h>

#include "web_views.h"

enum { SHOWN_HOLDERS = 6, FEW = 5, MOST_EVIDENCE = 6 };

/* ---- a dispute ---- */

static const char *const kinds[] = {"affirmed and rejected", "held more and less surely", "other figures", "both cannot be true", "an admission"};

static void put_held(hs_page *p, hs_str held)
{
    if (!held.len)
        return;
    hs_html(p, " <span class=\"where\">held ");
    hs_html_time(p, held, false);
    hs_html(p, "</span>");
}

static void put_holder(hs_page *p, const hs_entry *e, hs_str held)
{
    hs_html(p, "<li>");
    hs_say_who(p, e, true);
    hs_html(p, " ");
    hs_say_stance(p, e);
    hs_html(p, " ");
    hs_say_relays(p, e);
    hs_html(p, " <span class=\"places\">");
    hs_say_where(p, e, (hs_str){NULL, 0});
    hs_html(p, "</span>");
    hs_str heard = e->published.len ? e->published : e->heard;
    if (held.len < 10 || heard.len < 10 || memcmp(held.ptr, heard.ptr, 10) != 0)
        put_held(p, held);
    hs_html(p, "</li>");
}

static void put_side(hs_page *p, const hs_dispute *d, int i)
{
    const hs_side *s = &d->sides[i];
    uint32_t shown = 0;
    hs_html_format(p, "<div class=\"side %s\"><p class=\"words\">",
                   d->kind == HS_CONFLICT_POLARITY ? (i ? "against" : "for") : "plain");
    if (d->kind == HS_CONFLICT_POLARITY)
        hs_html(p, i ? "<span class=\"act against\"><span aria-hidden=\"true\">▼</span> Rejected:</span> "
                     : "<span class=\"act for\"><span aria-hidden=\"true\">▲</span> Held:</span> ");
    hs_say_content(p, s->words, HS_WORDS_IN_LIST, 'c', s->claim);
    hs_html(p, "</p><p class=\"meta\">");
    hs_html_count(p, s->n_sources, "source", "sources");
    hs_html(p, ", ");
    hs_html_count(p, s->n_positions, "statement", "statements");
    hs_html(p, "</p><ul>");
    for (; shown < s->n_entries && shown < SHOWN_HOLDERS; shown++)
        put_holder(p, &s->entries[shown], s->held[shown]);
    hs_html(p, "</ul>");
    if (s->n_positions > shown)
        hs_html_format(p, "<p class=\"note\">and %u more</p>", s->n_positions - shown);
    hs_html(p, "</div>");
}

static void put_dispute(hs_page *p, const hs_dispute *d)
{
    hs_html(p, "<li class=\"dispute\"><p class=\"kicker\">");
    hs_html(p, kinds[(size_t)d->kind < 4 ? (size_t)d->kind : 3]);
    if (d->update)
        hs_html(p, " <span class=\"tag\">update: the figure grew</span>");
    if (d->heard.len) {
        hs_html(p, " · both heard by ");
        hs_html_time(p, d->heard, true);
    }
    hs_html(p, "</p><div class=\"sides2\">");
    put_side(p, d, 0);
    put_side(p, d, 1);
    hs_html(p, "</div></li>");
}

static void put_order(hs_page *p, bool most)
{
    hs_html(p, "<p class=\"order\">");
    hs_html_link_with(p, "most_first", (hs_str){NULL, 0}, most ? NULL : "aria-current=\"true\"");
    hs_html(p, "Newest</a> ");
    hs_html_link_with(p, "most_first", HS_LIT("true"), most ? "aria-current=\"true\"" : NULL);
    hs_html(p, "Most sources</a> ");
    bool updates = hs_page_param_is(p, "updates", "true");
    hs_html_link_with(p, "updates", updates ? (hs_str){NULL, 0} : HS_LIT("true"), NULL);
    hs_html(p, updates ? "without figures that only grew</a></p>" : "also figures that only grew</a></p>");
}

hs_status hs_view_disputes(hs_page *p, hs_error *err)
{
    hs_query query;
    hs_answer *answer;
    size_t n;
    hs_status status = hs_page_query(p, &query, err);
    if (status != HS_OK)
        return status;
    query.most_first = hs_page_param_is(p, "most_first", "true");
    query.updates = hs_page_param_is(p, "updates", "true");
    status = hs_ledger_disputes(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    const hs_dispute *disputes = hs_answer_disputes(answer, &n);
    hs_begin_list(p, HS_LIT("Disputes"), "disputes", "What different sources hold, and cannot both be right.");
    put_order(p, query.most_first);
    if (n) {
        hs_html(p, "<ol class=\"disputes\">");
        for (size_t i = 0; i < n; i++)
            put_dispute(p, &disputes[i]);
        hs_html(p, "</ol>");
    } else {
        hs_put_none(p);
    }
    hs_end_list(p, answer, "Older disputes", HS_BY_WORDS | HS_BY_SOURCE | HS_BY_OUTLET_TIME | HS_BY_SURE, "/disputes",
                HS_LIT("Disputes"));
    hs_answer_free(answer);
    return HS_OK;
}

/* ---- changes of position ---- */

static void put_turn(hs_page *p, const hs_entry *e, hs_str held, const char *label)
{
    hs_html_format(p, "<div class=\"side %s\"><p class=\"kicker\">%s", hs_side_class(hs_entry_side(e)), label);
    if (held.len) {
        hs_html(p, ", ");
        hs_html_time(p, held, true);
    }
    hs_html(p, "</p><p class=\"words\">");
    hs_say_stance(p, e);
    hs_html(p, " ");
    hs_say_content(p, e->content, HS_WORDS_IN_LIST, 'c', e->claim);
    hs_html(p, "</p><p class=\"meta\">");
    hs_say_relays(p, e);
    hs_html(p, " ");
    hs_say_where(p, e, (hs_str){NULL, 0});
    hs_html(p, " · ");
    hs_html_link(p, 'a', e->attribution, NULL);
    hs_html_format(p, "why<span class=\"vh\"> reading a%llu</span>?</a></p></div>", (unsigned long long)e->attribution);
}

static void put_change(hs_page *p, const hs_change *c, bool who)
{
    hs_html(p, "<li class=\"dispute\"><p class=\"who-changed\">");
    if (who) {
        hs_html(p, "<span class=\"who\">");
        if (c->source)
            hs_html_link(p, 's', c->source, NULL);
        hs_html_name(p, c->name);
        hs_html(p, c->source ? "</a></span> " : "</span> ");
    }
    hs_html_format(p, "<span class=\"tag\">%s</span></p><div class=\"sides2\">", kinds[(size_t)c->kind < 5 ? (size_t)c->kind : 3]);
    put_turn(p, &c->before, c->before_held, "Before");
    put_turn(p, &c->after, c->after_held, "Then");
    hs_html(p, "</div></li>");
}

hs_status hs_view_changes(hs_page *p, hs_error *err)
{
    hs_query query;
    hs_answer *answer;
    size_t n;
    hs_status status = hs_page_query(p, &query, err);
    if (status == HS_OK)
        status = hs_ledger_changes(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    const hs_change *changes = hs_answer_changes(answer, &n);
    hs_begin_list(p, HS_LIT("Changes of position"), "changes", "What a source held, and held otherwise later; the newest first.");
    if (n) {
        hs_html(p, "<ol class=\"disputes\">");
        for (size_t i = 0; i < n; i++)
            put_change(p, &changes[i], true);
        hs_html(p, "</ol>");
    } else {
        hs_put_none(p);
    }
    hs_end_list(p, answer, "Older changes", HS_BY_WORDS | HS_BY_SOURCE | HS_BY_OUTLET_TIME | HS_BY_SURE, "/changes",
                HS_LIT("Changes of position"));
    hs_answer_free(answer);
    return HS_OK;
}

/* ---- of one source ---- */

hs_status hs_put_source_conflicts(hs_page *p, hs_str source, hs_error *err)
{
    hs_query query = {.source = source, .limit = FEW, .least = p->least};
    hs_answer *answer;
    size_t n;
    hs_status status = hs_ledger_changes(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    const hs_change *changes = hs_answer_changes(answer, &n);
    if (n) {
        hs_html(
            p, "<section aria-labelledby=\"changes-h\"><h2 id=\"changes-h\">Where it changed position</h2><ol class=\"disputes\">");
        for (size_t i = 0; i < n; i++)
            put_change(p, &changes[i], false);
        hs_html(p, "</ol></section>");
    }
    hs_answer_free(answer);
    status = hs_ledger_disputes(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    const hs_dispute *disputes = hs_answer_disputes(answer, &n);
    if (n) {
        hs_html(p, "<section aria-labelledby=\"disputes-h\"><h2 id=\"disputes-h\">Who contradicts it</h2><ol class=\"disputes\">");
        for (size_t i = 0; i < n; i++)
            put_dispute(p, &disputes[i]);
        hs_html(p, "</ol></section>");
    }
    hs_answer_free(answer);
    return HS_OK;
}

/* ---- why ---- */

static void put_thing(hs_page *p, char letter, uint64_t id, hs_str words)
{
    if (words.len && letter != 'd') {
        hs_say_content(p, words, HS_WORDS_IN_LIST, letter, id);
        return;
    }
    hs_html_link(p, letter, id, NULL);
    if (words.len)
        hs_html_name(p, words);
    else
        hs_html_format(p, "%c%llu", letter, (unsigned long long)id);
    hs_html(p, "</a>");
}

/* @param id  whose page it is: the other of the two is told */
static void put_ground(hs_page *p, const hs_ground *g, uint64_t id)
{
    hs_html(p, "<li><span class=\"tag\">");
    hs_html(p, g->relation);
    hs_html(p, "</span> ");
    if (g->other && g->other == id)
        put_thing(p, g->letter, g->one, g->one_words);
    else if (g->other)
        put_thing(p, g->letter, g->other, g->other_words);
    hs_html(p, "<br><span class=\"because\"><bdi>");
    hs_html_some(p, g->why, 600);
    hs_html(p, "</bdi></span>");
    if (g->score >= 0)
        hs_html_format(p, " <span class=\"meta\">%d %%</span>", (int)(g->score * 100 + 0.5));
    if (g->n_evidence) {
        hs_html(p, "<ul>");
        for (uint32_t i = 0; i < g->n_evidence && i < MOST_EVIDENCE; i++) {
            const hs_evidence *e = &g->evidence[i];
            hs_html_format(p, "<li class=\"meta\">%s “", e->what);
            hs_html_link(p, e->attribution ? 'a' : 'd', e->attribution ? e->attribution : e->document, NULL);
            hs_html_name(p, e->words);
            hs_html(p, "</a>” in ");
            if (e->outlet.len)
                hs_html_name(p, e->outlet);
            else
                hs_html_format(p, "article d%llu", (unsigned long long)e->document);
            hs_html(p, "</li>");
        }
        hs_html(p, "</ul>");
    }
    hs_html(p, "</li>");
}

static bool is_conflict(const hs_ground *g)
{
    return strcmp(g->relation, "dispute") == 0 || strcmp(g->relation, "update") == 0;
}

/* Of one claim affirmed and rejected the two sides stand above already. */
hs_status hs_put_conflicts(hs_page *p, uint64_t claim, hs_error *err)
{
    char name[24];
    hs_answer *answer;
    size_t n, told = 0;
    hs_status status = hs_ledger_explain(&answer, p->ledger, hs_page_id(name, 'c', claim), (hs_str){NULL, 0}, err);
    if (status != HS_OK)
        return status;
    const hs_ground *grounds = hs_answer_grounds(answer, &n);
    for (size_t i = 0; i < n; i++) {
        const hs_ground *g = &grounds[i];
        if (!is_conflict(g) || !g->other || g->other == g->one)
            continue;
        if (!told++)
            hs_html(p, "<section class=\"conflicts\" aria-labelledby=\"conflicts-h\"><h2 id=\"conflicts-h\">It cannot be right "
                       "together with</h2><ul>");
        hs_html(p, "<li class=\"words\">");
        put_thing(p, 'c', g->other == claim ? g->one : g->other, g->other == claim ? g->one_words : g->other_words);
        hs_html(p, strcmp(g->relation, "update") == 0 ? " <span class=\"tag\">update</span> <span class=\"because\">"
                                                      : " <span class=\"because\">");
        hs_html_name(p, g->why);
        hs_html(p, "</span></li>");
    }
    hs_html(p, told ? "</ul></section>" : "");
    hs_answer_free(answer);
    return HS_OK;
}

hs_status hs_put_grounds(hs_page *p, char letter, uint64_t id, const char *title, hs_error *err)
{
    char name[24];
    hs_answer *answer;
    size_t n, told = 0;
    hs_status status = hs_ledger_explain(&answer, p->ledger, hs_page_id(name, letter, id), (hs_str){NULL, 0}, err);
    if (status != HS_OK)
        return status;
    const hs_ground *grounds = hs_answer_grounds(answer, &n);
    for (size_t i = 0; i < n; i++)
        if (strcmp(grounds[i].relation, "none") != 0 && !told++)
            hs_html_format(p, "<details class=\"box\"><summary>%s</summary><ul class=\"grounds\">", title);
    for (size_t i = 0; i < n; i++)
        if (strcmp(grounds[i].relation, "none") != 0)
            put_ground(p, &grounds[i], id);
    if (told)
        hs_html(p, "</ul></details>");
    hs_answer_free(answer);
    return HS_OK;
}
