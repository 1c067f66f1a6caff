/* web_decided.c -- what people said of a source or an article as a whole, each with a button that takes it back. In: the ledger's
 * corrections and merges. Out: HTML. One thread at a time, as the page. */
#include "web_views.h"

typedef struct decided {
    hs_page *p;
    char letter; /* 's' or 'd' */
    uint64_t id;
    const char *back;
    bool any;
} decided;

static void begin_item(decided *all, hs_str made, hs_str by)
{
    hs_page *p = all->p;
    if (!all->any)
        hs_html(p, "<section class=\"box\" aria-labelledby=\"said-h\"><h2 id=\"said-h\">What people said of it</h2><ul "
                   "class=\"corrections\">");
    all->any = true;
    hs_html(p, "<li>");
    hs_html_time(p, made, true);
    if (by.len) {
        hs_html(p, ", ");
        hs_html_name(p, by);
    }
    hs_html(p, ": ");
}

static void put_note(hs_page *p, hs_str note)
{
    if (!note.len)
        return;
    hs_html(p, " <q><bdi>");
    hs_html_text(p, note);
    hs_html(p, "</bdi></q>");
}

/* ---- which sources are one ---- */

static bool put_change(void *ctx, const hs_source_change *c)
{
    decided *all = ctx;
    hs_page *p = all->p;
    if (c->undone.len)
        return true;
    begin_item(all, c->made, c->by);
    hs_html_link(p, 's', c->source, NULL);
    hs_html_name(p, c->source_name);
    hs_html_format(p, "</a> (s%llu) is %s", (unsigned long long)c->source, c->parted ? "another than " : "");
    hs_html_link(p, 's', c->other, NULL);
    hs_html_name(p, c->other_name);
    hs_html_format(p, "</a> (s%llu)", (unsigned long long)c->other);
    put_note(p, c->why);
    if (!c->parted)
        hs_put_split(p, c->source, all->back);
    hs_html(p, "</li>");
    return true;
}

/* ---- what it is called, where and when it appeared ---- */

static void put_value(hs_page *p, const char *label, hs_str value, bool *any)
{
    if (!value.len)
        return;
    hs_html(p, *any ? ", " : "");
    hs_html(p, label);
    hs_html_name(p, value);
    *any = true;
}

/* What is so, in words: "called Mara K. Lindqvist, of the kind person". */
static void put_values(hs_page *p, const hs_values *says)
{
    bool any = false;
    put_value(p, "called ", says->name, &any);
    put_value(p, "of the kind ", says->kind, &any);
    put_value(p, "in ", says->outlet, &any);
    if (says->published.len) {
        hs_html(p, any ? ", published " : "published ");
        hs_html_time(p, says->published, true);
    }
}

static bool put_opinion(void *ctx, const hs_opinion *o)
{
    decided *all = ctx;
    hs_page *p = all->p;
    if ((all->letter == 's' ? o->source : o->article) != all->id)
        return true;
    begin_item(all, o->made, o->by);
    if (o->verdict == HS_VERDICT_OTHER)
        put_values(p, &o->says);
    else
        hs_html(p, o->verdict == HS_VERDICT_RIGHT ? "right as it is" : "wrong");
    put_note(p, o->note);
    hs_put_undo(p, o->id, all->back);
    hs_html(p, "</li>");
    return true;
}

hs_status hs_put_decided(hs_page *p, char letter, uint64_t id, hs_error *err)
{
    char path[HS_PATH];
    decided all = {.p = p, .letter = letter, .id = id, .back = hs_page_path(path, letter, id)};
    hs_status status = letter == 's' ? hs_ledger_source_changes(p->ledger, id, put_change, &all, err) : HS_OK;
    if (status == HS_OK && p->request->may_write) /* it goes through all that was ever corrected */
        status = hs_ledger_corrections(p->ledger, put_opinion, &all, err);
    if (all.any)
        hs_html(p, "</ul></section>");
    return status;
}
