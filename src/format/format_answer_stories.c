/* format_answer_stories.c -- stories for people: what most of its articles tell of, and each article in the order in which they were heard.
 *
 *   c4    the ministry knew of the leak in March
 *         3 articles of 3 outlets, 13 May 2031 to 17 May 2031; 2 disputes
 *         d1    13 May 2031, 21:40 UTC, Coastal Wire: Ministry knew of leak
 *               first of 2 with c4: the ministry knew of the leak in March (four unnamed officials)
 *         d2    14 May 2031, 07:30 UTC, Harbour Post: Ministry denies it knew
 *               follows d1 (9 telling words alike); copied from d1 (62% of the shorter text)
 *
 * In: an answer. Out: lines wrapped to the width; nothing of the ledger reaches the terminal uncleaned. */
#include "format_answer.h"
#include "format_text.h"

enum { DAY_BYTES = 10, MINUTE_BYTES = 16, CLOCK_BYTES = 5 };

/* "13 May 2031, 21:40 UTC"; of a date without a time, and of a time that is not the article's own, what is known. */
static void show_moment(hs_buffer *into, const hs_report *r)
{
    bool day = r->published.len && r->published.len <= DAY_BYTES;
    if (r->heard_by != HS_DATED_PUBLISHED)
        hs_buffer_format(into, "%s ", hs_dated_name(r->heard_by));
    hs_show_date(into, day ? r->published : r->heard);
    if (day || r->heard.len < MINUTE_BYTES)
        return;
    hs_buffer_text(into, ", ");
    hs_show(into, (hs_str){r->heard.ptr + DAY_BYTES + 1, CLOCK_BYTES});
    hs_buffer_text(into, " UTC");
}

static void write_head(hs_answering *w, const hs_appearance *a, unsigned indent)
{
    const hs_report *r = &a->report;
    hs_out_fill(w->out, ' ', indent);
    unsigned column = indent + hs_answer_put_id(w, 'd', r->id);
    w->shown.len = 0;
    show_moment(&w->shown, r);
    if (r->outlet.len) {
        hs_buffer_text(&w->shown, ", ");
        hs_show(&w->shown, r->outlet);
    }
    if (r->title.len || !r->outlet.len) {
        hs_buffer_text(&w->shown, ": ");
        hs_show(&w->shown, r->title.len ? r->title : r->input);
    }
    hs_lay(w->out, hs_buffer_str(&w->shown), column, w->style.width, NULL);
    hs_out_text(w->out, "\n");
}

static void write_had(hs_answering *w, const hs_story_claim *c, unsigned indent)
{
    w->shown.len = 0;
    hs_buffer_format(&w->shown, "%sfirst of %u with c%llu: ", c->perhaps ? "perhaps " : "", c->n_documents, (unsigned long long)c->claim);
    hs_show(&w->shown, c->words);
    if (c->said.who.len) {
        hs_buffer_text(&w->shown, " (");
        hs_show(&w->shown, c->said.who);
        hs_buffer_text(&w->shown, ")");
    }
    if (c->earlier_version)
        hs_buffer_format(&w->shown, ", in d%llu, an earlier version", (unsigned long long)c->said.document);
    hs_answer_line(w, indent, NULL);
}

static void write_after(hs_answering *w, const hs_appearance *a, unsigned indent)
{
    w->shown.len = 0;
    if (a->follows && a->follows == a->report.replaces)
        hs_buffer_format(&w->shown, "a later version of d%llu", (unsigned long long)a->follows);
    else if (a->follows)
        hs_buffer_format(&w->shown, "follows d%llu (%u telling words alike)", (unsigned long long)a->follows, a->shared);
    if (a->copied) {
        hs_buffer_format(&w->shown, "%scopied from d%llu", w->shown.len ? "; " : "", (unsigned long long)(a->copied_version ? a->copied_version : a->copied));
        if (a->copied_version)
            hs_buffer_format(&w->shown, ", an earlier version of d%llu", (unsigned long long)a->copied);
        hs_buffer_format(&w->shown, " (%d%% of the shorter text)", (int)(a->share * 100 + 0.5));
    }
    if (w->shown.len)
        hs_answer_line(w, indent, HS_DIM);
}

static unsigned write_name(hs_answering *w, const hs_story *s)
{
    bool claim = s->n_claims != 0;
    unsigned column = hs_answer_put_id(w, claim ? 'c' : 'd', claim ? s->claims[0].claim : s->id);
    w->shown.len = 0;
    hs_show(&w->shown, s->name);
    if (!w->shown.len)
        hs_buffer_text(&w->shown, "no title, no claim");
    hs_lay(w->out, hs_buffer_str(&w->shown), column, w->style.width, w->style.color ? HS_BOLD : NULL);
    hs_out_text(w->out, "\n");
    return column;
}

static void write_counts(hs_answering *w, const hs_story *s, unsigned indent)
{
    w->shown.len = 0;
    hs_answer_show_count(w, s->n_documents, "article", "articles");
    if (s->n_outlets) {
        hs_buffer_text(&w->shown, " of ");
        hs_answer_show_count(w, s->n_outlets, "outlet", "outlets");
    }
    hs_buffer_text(&w->shown, ", ");
    hs_show_days(&w->shown, s->first, s->last);
    if (s->n_disputes) {
        hs_buffer_text(&w->shown, "; ");
        hs_answer_show_count(w, s->n_disputes, "dispute", "disputes");
    }
    if (s->n_told < s->n_documents)
        hs_buffer_format(&w->shown, "; the first %u are told", s->n_told);
    hs_answer_line(w, indent, HS_DIM);
}

void hs_answer_write_story(hs_answering *w, const hs_story *s)
{
    enum { BEHIND_ID = 6 };
    unsigned column = write_name(w, s);
    write_counts(w, s, column);
    for (uint32_t i = 0; i < s->n_told; i++) {
        const hs_appearance *a = &s->documents[i];
        write_head(w, a, column);
        write_after(w, a, column + BEHIND_ID);
        for (uint32_t k = 0; k < a->n_had; k++)
            write_had(w, &s->claims[a->had[k]], column + BEHIND_ID);
    }
}
