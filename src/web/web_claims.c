/* web_claims.c -- the first page: claims, who holds them, who rejects them. In: answers of the ledger. Out: HTML. No state. */
#include <string.h>

#include "web_views.h"

enum { SHOWN_POSITIONS = 3, SHOWN_PLACES = 3, DAY = 10, TRACED = 60 /* articles: a larger graph takes too long for a list */ };

/* ---- a claim in a list ---- */

void hs_put_spread(hs_page *p, uint64_t documents, uint64_t outlets)
{
    hs_html_count(p, documents, "article", "articles");
    if (outlets) {
        hs_html(p, " of ");
        hs_html_count(p, outlets, "outlet", "outlets");
    }
}

const char *hs_claim_dated(const hs_claim *c, hs_str time)
{
    const char *by = "heard";
    for (uint32_t i = 0; i < c->n_entries; i++) {
        const hs_entry *e = &c->entries[i];
        if (e->heard.len != time.len || memcmp(e->heard.ptr, time.ptr, time.len) != 0)
            continue;
        if (!hs_say_undated(e))
            return "heard";
        by = hs_dated_name(e->heard_by);
    }
    return by;
}

bool hs_claim_told_before(const hs_page *p, const hs_claim *c, uint32_t i)
{
    if (!hs_entry_shows(p, &c->entries[i]))
        return true; /* not told of at all */
    for (uint32_t k = 0; k < i; k++)
        if (hs_entry_shows(p, &c->entries[k]) && hs_same_position(&c->entries[k], &c->entries[i]))
            return true;
    return false;
}

/* Where a position is told of. */
static void put_places(hs_page *p, const hs_claim *c, uint32_t i, hs_str day)
{
    unsigned shown = 1, more = 0;
    hs_html(p, "<span class=\"places\">");
    hs_say_where(p, &c->entries[i], day);
    for (uint32_t k = i + 1; k < c->n_entries; k++) {
        bool same = hs_entry_shows(p, &c->entries[k]) && hs_same_position(&c->entries[i], &c->entries[k]) &&
                    c->entries[k].document != c->entries[i].document;
        if (same && shown++ < SHOWN_PLACES) {
            hs_html(p, "; ");
            hs_say_where(p, &c->entries[k], day);
        } else {
            more += same;
        }
    }
    if (more)
        hs_html_format(p, " and %u more", more);
    hs_html(p, "</span>");
}

void hs_put_position(hs_page *p, const hs_claim *c, uint32_t i, hs_str day)
{
    const hs_entry *e = &c->entries[i];
    hs_html(p, "<li>");
    hs_say_who(p, e, true);
    hs_html(p, " ");
    hs_say_stance(p, e);
    hs_html(p, " ");
    hs_say_relays(p, e);
    hs_html(p, " ");
    put_places(p, c, i, day);
    hs_html(p, " ");
    hs_say_verdict(p, e->verdict);
    hs_html(p, "</li>");
}

void hs_count_sides(const hs_page *p, const hs_claim *c, unsigned n[3])
{
    memset(n, 0, 3 * sizeof *n);
    for (uint32_t i = 0; i < c->n_entries; i++)
        if (!hs_claim_told_before(p, c, i))
            n[hs_entry_side(&c->entries[i])]++;
}

/* Every side that is held gets a line, so that a lone denial is not left out; what is left of `most` goes to those who hold it
 * first. @return how many positions are not shown */
static unsigned put_positions(hs_page *p, const hs_claim *c, unsigned most, hs_str day)
{
    static const hs_trace_side order[] = {HS_SIDE_FOR, HS_SIDE_AGAINST, HS_SIDE_OPEN};
    unsigned n[3], quota[3], shown = 0;
    hs_count_sides(p, c, n);
    for (int s = 0; s < 3; s++) {
        quota[s] = n[s] ? 1 : 0;
        shown += quota[s];
    }
    for (int k = 0; k < 3; k++)
        for (const hs_trace_side s = order[k]; shown < most && quota[s] < n[s]; shown++)
            quota[s]++;
    for (int k = 0; k < 3; k++)
        for (uint32_t i = 0; i < c->n_entries && quota[order[k]]; i++)
            if (hs_entry_side(&c->entries[i]) == order[k] && !hs_claim_told_before(p, c, i)) {
                hs_put_position(p, c, i, day);
                quota[order[k]]--;
            }
    return n[0] + n[1] + n[2] - shown;
}

void hs_put_badges(hs_page *p, const hs_claim *c)
{
    unsigned n[3];
    hs_count_sides(p, c, n);
    if (n[HS_SIDE_FOR] && n[HS_SIDE_AGAINST])
        hs_html(p, "<span class=\"badge disputed\">disputed</span> ");
}

static void put_words(hs_page *p, const hs_claim *c, int level)
{
    hs_html_format(p, "<h%d class=\"words\">", level);
    hs_html_link(p, 'c', c->id, NULL);
    hs_html_name(p, c->words);
    hs_html_format(p, "</a></h%d>", level);
    if (c->n_entries && c->entries[0].sentence.len) {
        hs_html(p, "<p class=\"sentence\">in: <bdi>");
        hs_html_some(p, c->entries[0].sentence, HS_WORDS_IN_LIST);
        hs_html(p, "</bdi></p>");
    }
}

/* What of a claim goes beyond one article. */
static hs_status put_extent(hs_page *p, const hs_claim *c, unsigned more, hs_error *err)
{
    unsigned n[3];
    hs_status status = HS_OK;
    hs_count_sides(p, c, n);
    if (c->n_documents < 2 && !more && !(n[HS_SIDE_FOR] && n[HS_SIDE_AGAINST]))
        return HS_OK;
    hs_html(p, "<p class=\"extent\">");
    hs_put_badges(p, c);
    if (c->n_documents > 1) {
        hs_html(p, "<span class=\"count\"><b>");
        hs_html_number(p, c->n_documents);
        hs_html(p, "</b> articles</span> ");
        if (c->n_outlets) {
            hs_html(p, "<span class=\"count\"><b>");
            hs_html_number(p, c->n_outlets);
            hs_html(p, c->n_outlets == 1 ? "</b> outlet</span> " : "</b> outlets</span> ");
        }
        if (c->n_documents <= TRACED)
            status = hs_put_origin_count(p, c->id, err);
        if (c->first.len) {
            hs_html_format(p, "<span class=\"since\">first %s ", hs_claim_dated(c, c->first));
            hs_html_time(p, c->first, false);
            hs_html(p, "</span> ");
        }
    }
    if (more) {
        hs_html_link(p, 'c', c->id, "class=\"more\"");
        hs_html_format(p, "%u more %s</a>", more, more == 1 ? "position" : "positions");
    }
    hs_html(p, "</p>");
    return status;
}

hs_status hs_put_claim(hs_page *p, const hs_claim *c, int level, hs_str day, hs_error *err)
{
    hs_html_format(p, "<li class=\"claim\" id=\"c%llu\"><div>", (unsigned long long)c->id);
    put_words(p, c, level);
    if (c->near_alone)
        hs_html(p, "<p class=\"sentence\">found by its meaning</p>");
    hs_html(p, "<ul class=\"positions\">");
    unsigned more = put_positions(p, c, SHOWN_POSITIONS, day);
    hs_html(p, "</ul></div>");
    hs_status status = put_extent(p, c, more, err);
    hs_html(p, "</li>");
    return status;
}

/* ---- the first page ---- */

static bool same_day(hs_str a, hs_str b)
{
    return a.len >= DAY && b.len >= DAY && memcmp(a.ptr, b.ptr, DAY) == 0;
}

static hs_str day_of(const hs_claim *c)
{
    return c->n_entries ? c->entries[0].heard : c->last;
}

/* Claims under the days on which they were heard last. */
static hs_status put_days(hs_page *p, const hs_claim *claims, size_t n, hs_error *err)
{
    hs_status status = HS_OK;
    for (size_t i = 0; i < n && status == HS_OK; i++) {
        hs_str day = day_of(&claims[i]);
        if (!i || !same_day(day, day_of(&claims[i - 1]))) {
            hs_html(p, i ? "</ol>" : "");
            hs_html(p, "<h2 class=\"day\">");
            if (day.len)
                hs_html_time(p, (hs_str){day.ptr, day.len < DAY ? day.len : DAY}, false);
            else
                hs_html(p, "No date");
            hs_html(p, "</h2><ol class=\"claims\">");
        }
        status = hs_put_claim(p, &claims[i], 3, (hs_str){day.ptr, day.len < DAY ? 0 : DAY}, err);
    }
    hs_html(p, "</ol>");
    return status;
}

static void put_legend(hs_page *p)
{
    hs_html(p,
            "<section class=\"legend\" aria-labelledby=\"legend-h\"><h2 id=\"legend-h\">Signs</h2><ul>"
            "<li><span class=\"act for\"><span aria-hidden=\"true\">▲</span> says</span> holds that it is so</li>"
            "<li><span class=\"act against\"><span aria-hidden=\"true\">▼</span> denies</span> rejects it, or does not hold it</li>"
            "<li><span class=\"act open\"><span aria-hidden=\"true\">◇</span> asks</span> leaves open whether it is so</li>"
            "<li><span class=\"tag\">unnamed</span> described, not named</li></ul></section>");
}

hs_status hs_view_claims(hs_page *p, hs_error *err)
{
    hs_query query;
    hs_answer *answer;
    size_t n;
    hs_status status = hs_page_query(p, &query, err);
    if (status == HS_OK)
        status = hs_ledger_claims(&answer, p->ledger, &query, err);
    if (status != HS_OK)
        return status;
    const hs_claim *claims = hs_answer_claims(answer, &n);
    hs_html_begin(p, HS_LIT("Claims"), "claims", "list");
    hs_html(
        p,
        "<div class=\"intro\"><h1>Who says what</h1><p>Every claim in the news that was read, newest first: who holds it, who "
        "rejects it, and through whom it was heard."
        " <a class=\"to-filters\" href=\"#filters\">Narrow down</a></p></div><div class=\"cols\"><div class=\"main\" id=\"list\">");
    hs_html(p, "<p class=\"order\"><a aria-current=\"true\" href=\"#list\">Newest</a> <a href=\"");
    hs_html_text(p, p->request->base);
    hs_html(p, "/disputes?most_first=true\">Most disputed</a></p><p class=\"live\" id=\"live\" role=\"status\"></p>");
    hs_put_chips(p);
    if (n)
        status = put_days(p, claims, n, err);
    else
        hs_html(p, "<p class=\"none\">Nothing in the ledger is so. Take a filter away, or add articles.</p>");
    if (hs_answer_cut(answer))
        hs_html(p, "<p class=\"note\">The words are so common that only the contents that came in last were looked at.</p>");
    hs_put_paging(p, answer, "Older claims");
    hs_html(p, "</div><aside class=\"rail\" aria-label=\"Filters and signs\">");
    hs_put_filters(p, HS_BY_ALL);
    put_legend(p);
    hs_put_tools(p, "/claims", true, HS_LIT("Claims"));
    hs_html(p, "</aside></div>");
    hs_html_end(p);
    hs_answer_free(answer);
    return status;
}
