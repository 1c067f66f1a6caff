/* web_document.c -- one article as it was read, and one reading of it with its reasons. In: answers of the ledger. Out: HTML. */
#include <string.h>

#include "names.h"
#include "web_views.h"

/* ---- an article ---- */

/* Only what a browser may safely be sent to. */
static bool is_web(hs_str url)
{
    return (url.len > 8 && memcmp(url.ptr, "https://", 8) == 0) || (url.len > 7 && memcmp(url.ptr, "http://", 7) == 0);
}

static void put_url(hs_page *p, hs_str url)
{
    if (!url.len)
        return;
    hs_html(p, " · ");
    if (!is_web(url)) {
        hs_html_name(p, url);
        return;
    }
    hs_html(p, "<a rel=\"noopener noreferrer nofollow external\"");
    hs_html_attribute(p, "href", url);
    hs_html(p, ">original page</a>");
}

hs_str hs_report_title(const hs_report *d)
{
    if (d->title.len)
        return d->title;
    if (is_web(d->input))
        return d->input;
    size_t at = d->input.len;
    while (at && d->input.ptr[at - 1] != '/' && d->input.ptr[at - 1] != '\\')
        at--;
    return at < d->input.len ? (hs_str){d->input.ptr + at, d->input.len - at} : HS_LIT("Article without a title");
}

static void put_document_head(hs_page *p, const hs_report *d, const hs_document *doc)
{
    size_t n;
    const hs_str *authors = hs_document_authors(doc, &n);
    hs_html(p, "<header class=\"head\"><p class=\"kicker\">Article ");
    hs_html_format(p, "d%llu", (unsigned long long)d->id);
    hs_html(p, d->current ? "" : " · an older version");
    hs_html(p, "</p><h1><bdi>");
    hs_html_some(p, hs_report_title(d), 600);
    hs_html(p, "</bdi></h1><p class=\"meta\">");
    if (d->outlet.len)
        hs_html_name(p, d->outlet);
    else
        hs_html(p, "outlet not known");
    hs_html(p, ", ");
    hs_html_time(p, d->published.len ? d->published : d->heard, true);
    hs_html(p, d->published.len ? "" : " (taken in; it gives no date)");
    for (size_t i = 0; i < n && i < 8; i++) {
        hs_html(p, i ? ", " : " · by ");
        hs_html_name(p, authors[i]);
    }
    put_url(p, d->url);
    if (d->replaces) {
        hs_html(p, " · ");
        hs_html_link(p, 'd', d->replaces, NULL);
        hs_html(p, "version before this</a>");
    }
    if (d->replaced_by) {
        hs_html(p, " · ");
        hs_html_link(p, 'd', d->replaced_by, NULL);
        hs_html(p, "version after this</a>");
    }
    hs_html(p, "</p></header>");
}

static void put_key(hs_page *p)
{
    hs_html(p, "<p class=\"key\"><span class=\"m s\">source</span> <span class=\"m q\">cue</span> <span class=\"m c1\">what is "
               "said</span> "
               "<span class=\"m c2\">said within what is said</span> <span class=\"m f\">not of the article’s text</span></p>");
}

hs_status hs_view_document(hs_page *p, uint64_t id, hs_error *err)
{
    char path[HS_PATH];
    hs_answer *answer;
    hs_document *doc;
    size_t n, none;
    hs_status status = hs_page_show(&answer, p, 'd', id, err);
    if (status != HS_OK)
        return status;
    status = hs_ledger_document(&doc, p->ledger, id, err);
    if (status == HS_OK) {
        const hs_report *d = hs_answer_documents(answer, &none);
        const hs_entry *entries = hs_answer_entries(answer, &n);
        hs_html_begin(p, hs_report_title(d), "documents", "doc");
        hs_html(p, "<article>");
        put_document_head(p, d, doc);
        hs_html(p, "<p class=\"lead\">");
        hs_html_count(p, d->n_attributions, "statement was", "statements were");
        hs_html(p, " read in this text. Each has a number in the text and a note beside it.</p><div class=\"bar\">");
        put_key(p);
        hs_put_threshold(p);
        hs_html(p, "</div>");
        status = hs_put_reading(p, doc, entries, n, err);
        hs_html(p, "</article>");
        if (status == HS_OK)
            status = hs_put_grounds(p, 'd', id, "Which articles it is related to, and why", err);
        if (status == HS_OK)
            status = hs_put_decided(p, 'd', id, err);
        hs_put_document_form(p, d);
        hs_html(p, "<p class=\"meta\">Read by ");
        hs_html_name(p, d->model);
        hs_html(p, " · SHA-256 <span class=\"hash\">");
        hs_html_text(p, d->sha256);
        hs_html(p, "</span></p>");
        hs_put_tools(p, hs_page_path(path, 'd', id), false, hs_report_title(d));
        hs_html_end(p);
        hs_document_free(doc);
    }
    hs_answer_free(answer);
    return status;
}

/* ---- one reading ---- */

static void put_values(hs_page *p, hs_str who, hs_act act, hs_polarity polarity, hs_certainty certainty, hs_str time)
{
    const char *const values[] = {hs_act_name(act),
                                  polarity == HS_POLARITY_NEGATIVE   ? "−"
                                  : polarity == HS_POLARITY_POSITIVE ? "+"
                                                                     : NULL,
                                  hs_certainty_name(certainty)};
    bool any = who.len != 0;
    if (any)
        hs_html_name(p, who);
    for (int i = 0; i < 3; i++)
        if (values[i]) {
            hs_html_format(p, "%s%s", any ? ", " : "", values[i]);
            any = true;
        }
    if (time.len) {
        hs_html(p, any ? ", " : "");
        hs_html_time(p, time, false);
    }
}

static void put_corrections(hs_page *p, const hs_context *c, uint64_t id)
{
    if (!c->n_corrections)
        return;
    hs_html(p, "<section class=\"box\" aria-labelledby=\"said-h\"><h2 id=\"said-h\">What people said of this reading</h2><ul "
               "class=\"corrections\">");
    for (uint32_t i = 0; i < c->n_corrections; i++) {
        char back[HS_PATH];
        const hs_correction *k = &c->corrections[i];
        hs_html(p, "<li>");
        hs_html_time(p, k->made, true);
        if (k->made_by.len) {
            hs_html(p, ", ");
            hs_html_name(p, k->made_by);
        }
        hs_html_format(p, ": <b>%s</b> ", hs_verdict_name(k->verdict) ? hs_verdict_name(k->verdict) : "");
        put_values(p, k->source_name, k->act, k->polarity, k->certainty, k->time);
        if (k->note.len) {
            hs_html(p, " <q><bdi>");
            hs_html_text(p, k->note);
            hs_html(p, "</bdi></q>");
        }
        hs_put_undo(p, k->id, hs_page_path(back, 'a', id));
        hs_html(p, "</li>");
    }
    hs_html(p, "</ul><p class=\"meta\">The machine’s reading: ");
    put_values(p, c->machine.who, c->machine.act, c->machine.polarity, c->machine.certainty, c->machine.time);
    hs_html(p, ".</p></section>");
}

static void put_nested(hs_page *p, const hs_entry *entries, size_t n)
{
    if (n < 2)
        return;
    hs_html(p, "<section class=\"box\" aria-labelledby=\"nested-h\"><h2 id=\"nested-h\">Around and inside it</h2><ul "
               "class=\"positions\">");
    for (size_t i = 1; i < n; i++) {
        const hs_entry *e = &entries[i];
        hs_html(p, e->attribution == entries[0].parent ? "<li><span class=\"tag\">around</span> "
                                                       : "<li><span class=\"tag\">inside</span> ");
        hs_say_who(p, e, false);
        hs_html(p, " ");
        hs_say_stance(p, e);
        hs_html(p, " ");
        hs_say_content(p, e->content, HS_WORDS_IN_LIST, 'a', e->attribution);
        hs_html(p, "</li>");
    }
    hs_html(p, "</ul></section>");
}

hs_status hs_view_attribution(hs_page *p, uint64_t id, hs_error *err)
{
    char path[HS_PATH];
    hs_answer *answer;
    size_t n;
    hs_status status = hs_page_show(&answer, p, 'a', id, err);
    if (status != HS_OK)
        return status;
    const hs_context *c = hs_answer_context(answer);
    const hs_entry *entries = hs_answer_entries(answer, &n), *e = &entries[0];
    hs_html_begin(p, e->content, "documents", "one");
    hs_html(p, "<article><header class=\"head\"><p class=\"kicker\">Reading ");
    hs_html_format(p, "a%llu", (unsigned long long)id);
    hs_html(p, e->content.len > HS_WORDS_LONG ? "</p><h1 class=\"words long\">" : "</p><h1 class=\"words\">");
    hs_say_who(p, e, true);
    hs_html(p, " ");
    hs_say_stance(p, e);
    hs_html(p, " ");
    hs_say_content(p, e->content, 2000, 'a', 0);
    hs_html(p, "</h1><p class=\"meta\">");
    hs_say_relays(p, e);
    hs_html(p, " ");
    hs_say_where(p, e, (hs_str){NULL, 0});
    hs_html(p, " · ");
    hs_html_link(p, 'c', e->claim, NULL);
    hs_html_format(p, "all who hold or reject it (claim c%llu)</a> ", (unsigned long long)e->claim);
    hs_say_verdict(p, e->verdict);
    hs_html(p, "</p></header>");
    put_key(p);
    status = hs_put_context(p, c, err);
    put_nested(p, entries, n);
    put_corrections(p, c, id);
    hs_html(p, "<section aria-labelledby=\"why-h\"><h2 id=\"why-h\">Why it is read so</h2>");
    hs_say_reasons(p, e);
    hs_html(p, "</section></article>");
    if (status == HS_OK)
        status = hs_put_grounds(p, 'a', id, "How it stands to its claim, and whether its source changed position", err);
    hs_put_correct_form(p, e);
    hs_put_tools(p, hs_page_path(path, 'a', id), false, e->content);
    hs_html_end(p);
    hs_answer_free(answer);
    return status;
}
