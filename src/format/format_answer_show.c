/* format_answer_show.c -- one attribution where it stands, and the counts of a ledger, for people. Source, cue and content are marked in
 * their paragraph by colour, or by [brackets], {braces} and <angles> where there is none. In: an answer. Out: lines. */
#include <stdio.h>
#include <string.h>

#include "format_answer.h"
#include "format_text.h"

enum { INDENT = 2, LABEL = 12 };

/* ---- the paragraph ---- */

typedef enum mark { NONE, SOURCE, CUE, CONTENT } mark;

static const struct {
    const char *open, *close, *color;
} marks[] = {{"", "", ""}, {"[", "]", "\x1b[1;36m"}, {"{", "}", "\x1b[33m"}, {"<", ">", "\x1b[1m"}};

static bool inside(hs_spans spans, size_t byte)
{
    for (uint32_t i = 0; i < spans.n; i++)
        if (byte >= spans.at[i].begin && byte < spans.at[i].end)
            return true;
    return false;
}

/* The innermost that a byte belongs to. */
static mark mark_at(const hs_context *c, size_t byte)
{
    return inside(c->cue, byte) ? CUE : inside(c->source, byte) ? SOURCE : inside(c->content, byte) ? CONTENT : NONE;
}

typedef struct page {
    hs_answering *w;
    unsigned at;
    mark on;
} page;

static void turn(page *p, mark to)
{
    if (p->on == to)
        return;
    if (p->w->style.color) {
        hs_out_text(p->w->out, p->on ? "\x1b[0m" : "");
        hs_out_text(p->w->out, marks[to].color);
    } else {
        hs_out_text(p->w->out, marks[p->on].close);
        hs_out_text(p->w->out, marks[to].open);
        p->at += (unsigned)(strlen(marks[p->on].close) + strlen(marks[to].open));
    }
    p->on = to;
}

static void new_line(page *p)
{
    if (p->w->style.color && p->on)
        hs_out_text(p->w->out, "\x1b[0m");
    hs_out_text(p->w->out, "\n");
    hs_out_fill(p->w->out, ' ', INDENT);
    if (p->w->style.color)
        hs_out_text(p->w->out, marks[p->on].color);
    p->at = INDENT;
}

/* Columns of the word at i, with its marks. */
static unsigned word_columns(const hs_context *c, hs_str s, size_t i, size_t *end)
{
    unsigned columns = 0;
    uint32_t point;
    for (; i < s.len; columns += hs_point_columns(point)) {
        size_t n = hs_utf8_next(&point, s.ptr + i, s.len - i);
        if (hs_point_is_space(point))
            break;
        if (i && mark_at(c, i) != mark_at(c, i - 1))
            columns++;
        i += n;
    }
    *end = i;
    return columns;
}

static void put_word(page *p, const hs_context *c, hs_str s, size_t i, size_t end)
{
    for (size_t n; i < end; i += n) {
        uint32_t point;
        n = hs_utf8_next(&point, s.ptr + i, s.len - i);
        turn(p, mark_at(c, i));
        if (p->at >= p->w->style.width)
            new_line(p);
        p->w->shown.len = 0;
        hs_show(&p->w->shown, (hs_str){s.ptr + i, n});
        hs_out_str(p->w->out, hs_buffer_str(&p->w->shown));
        p->at += hs_point_columns(point);
    }
}

static void write_paragraph(hs_answering *w, const hs_context *c)
{
    hs_str s = c->text;
    page p = {.w = w, .at = INDENT};
    hs_out_fill(w->out, ' ', INDENT);
    for (size_t i = 0, end; i < s.len; i = end) {
        uint32_t point;
        size_t n = hs_utf8_next(&point, s.ptr + i, s.len - i);
        if (hs_point_is_space(point)) {
            end = i + n;
            continue;
        }
        unsigned columns = word_columns(c, s, i, &end);
        mark ahead = mark_at(c, i);
        if (p.on != ahead && i && mark_at(c, i - 1) != p.on)
            turn(&p, NONE); /* a mark that ends here ends before the blank */
        if (p.at > INDENT && p.at + 1 + columns > w->style.width) {
            new_line(&p);
        } else if (p.at > INDENT) {
            hs_out_text(w->out, " ");
            p.at++;
        }
        put_word(&p, c, s, i, end);
    }
    turn(&p, NONE);
    hs_out_text(w->out, "\n");
}

/* ---- lines beside it ---- */

static void label(hs_answering *w, const char *text)
{
    hs_out_fill(w->out, ' ', INDENT);
    hs_out_text(w->out, text);
    hs_out_fill(w->out, ' ', strlen(text) < LABEL ? LABEL - strlen(text) : 1);
    w->shown.len = 0;
}

static void line(hs_answering *w)
{
    hs_lay(w->out, hs_buffer_str(&w->shown), INDENT + LABEL, w->style.width, NULL);
    hs_out_text(w->out, "\n");
}

static void show_values(hs_answering *w, hs_str who, hs_act act, hs_polarity polarity, hs_certainty certainty, hs_str time)
{
    const char *values[] = {hs_act_name(act), hs_polarity_sign(polarity), hs_certainty_name(certainty)};
    size_t from = w->shown.len;
    hs_show(&w->shown, who);
    for (int i = 0; i < 3; i++)
        if (values[i])
            hs_buffer_format(&w->shown, "%s%s", w->shown.len > from ? ", " : "", values[i]);
    if (time.len) {
        hs_buffer_text(&w->shown, w->shown.len > from ? ", " : "");
        hs_show_date(&w->shown, time);
    }
}

static void write_chain(hs_answering *w, const hs_entry *e)
{
    if (!e->n_relays)
        return;
    label(w, "through");
    for (uint32_t i = 0; i < e->n_relays; i++) {
        hs_buffer_text(&w->shown, i ? "  >  " : "");
        hs_show(&w->shown, e->relays[i].name);
        hs_buffer_format(&w->shown, " (s%llu)", (unsigned long long)e->relays[i].source);
    }
    line(w);
}

static void write_nested(hs_answering *w, const hs_entry *e, const hs_entry *of)
{
    label(w, e->attribution == of->parent ? "inside" : "around");
    hs_buffer_format(&w->shown, "a%llu ", (unsigned long long)e->attribution);
    hs_show(&w->shown, e->who.len ? e->who : (hs_str){"nobody named", 12});
    hs_buffer_text(&w->shown, " ");
    hs_show(&w->shown, e->cue);
    hs_buffer_text(&w->shown, ": ");
    hs_show(&w->shown, e->content);
    line(w);
}

static void write_corrections(hs_answering *w, const hs_context *c)
{
    for (uint32_t i = 0; i < c->n_corrections; i++) {
        const hs_correction *k = &c->corrections[i];
        label(w, "corrected");
        hs_show_date(&w->shown, k->made);
        if (k->made_by.len) {
            hs_buffer_text(&w->shown, " by ");
            hs_show(&w->shown, k->made_by);
        }
        hs_buffer_format(&w->shown, ": %s ", hs_verdict_name(k->verdict) ? hs_verdict_name(k->verdict) : "");
        show_values(w, k->source_name, k->act, k->polarity, k->certainty, k->time);
        if (k->note.len) {
            hs_buffer_text(&w->shown, " -- ");
            hs_show(&w->shown, k->note);
        }
        line(w);
    }
    if (!c->n_corrections)
        return;
    label(w, "machine");
    show_values(w, c->machine.who, c->machine.act, c->machine.polarity, c->machine.certainty, c->machine.time);
    line(w);
}

void hs_answer_write_context(hs_answering *w)
{
    const hs_context *c = hs_answer_context(w->answer);
    const hs_entry *e = w->entries;
    const hs_report *document = w->documents;
    w->shown.len = 0;
    hs_buffer_format(&w->shown, "d%llu ", (unsigned long long)document->id);
    hs_show_report_head(&w->shown, document);
    hs_answer_line(w, 0, HS_BOLD);
    w->shown.len = 0;
    hs_show(&w->shown, document->url.len ? document->url : document->input);
    hs_answer_line(w, 0, HS_DIM);
    hs_out_text(w->out, "\n");
    write_paragraph(w, c);
    hs_out_text(w->out, "\n");
    char id[24];
    snprintf(id, sizeof id, "a%llu", (unsigned long long)e->attribution);
    label(w, id);
    show_values(w, e->who.len ? e->who : (hs_str){"nobody named", 12}, e->act, e->polarity, e->certainty, e->time);
    if (e->source)
        hs_buffer_format(&w->shown, " (s%llu)", (unsigned long long)e->source);
    hs_buffer_format(&w->shown, ", %d%% sure", (int)(e->confidence * 100 + 0.5f));
    line(w);
    write_chain(w, e);
    for (size_t i = 1; i < w->n_entries; i++)
        write_nested(w, &w->entries[i], e);
    write_corrections(w, c);
    hs_out_text(w->out, "\n");
    for (size_t i = 0; i < w->n_claims; i++)
        hs_answer_write_claim(w, &w->claims[i]);
}

/* ---- counts ---- */

static void count(hs_answering *w, uint64_t n, const char *what, const char *more)
{
    w->shown.len = 0;
    hs_buffer_format(&w->shown, "%12llu  %s%s", (unsigned long long)n, what, more);
    hs_out_str(w->out, hs_buffer_str(&w->shown));
    hs_out_text(w->out, "\n");
}

static void tallies(hs_answering *w, const char *title, const hs_tally *at, uint32_t n)
{
    if (!n)
        return;
    hs_out_text(w->out, "\n");
    w->shown.len = 0;
    hs_buffer_text(&w->shown, title);
    hs_answer_line(w, 0, HS_BOLD);
    for (uint32_t i = 0; i < n; i++) {
        w->shown.len = 0;
        hs_buffer_format(&w->shown, "%12llu  ", (unsigned long long)at[i].n);
        hs_show(&w->shown, at[i].name.len ? at[i].name : (hs_str){"of no known act", 15});
        hs_out_str(w->out, hs_buffer_str(&w->shown));
        hs_out_text(w->out, "\n");
    }
}

void hs_answer_write_stats(hs_answering *w, const hs_stats *s)
{
    char more[64] = "";
    if (s->older_versions)
        snprintf(more, sizeof more, ", %llu of them an older version", (unsigned long long)s->older_versions);
    count(w, s->documents, "articles", more);
    count(w, s->outlets, "outlets", "");
    count(w, s->sources, "named sources", "");
    count(w, s->anonymous_sources, "anonymous sources", "");
    snprintf(more, sizeof more, ", %d%% of them by nobody who is named",
             (int)(s->attributions ? 100 * (double)s->anonymous_attributions / (double)s->attributions + 0.5 : 0));
    count(w, s->attributions, "attributions", more);
    *more = 0;
    if (s->wordings > s->claims)
        snprintf(more, sizeof more, ", in %llu wordings", (unsigned long long)s->wordings);
    count(w, s->claims, "claims", more);
    count(w, s->corrections, "corrections", "");
    count(w, (s->bytes + 1048575) / 1048576, "MiB", "");
    if (s->first.len) {
        hs_out_text(w->out, "\n");
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "heard ");
        hs_show_days(&w->shown, s->first, s->last);
        hs_answer_line(w, 0, NULL);
    }
    tallies(w, "acts", s->acts, s->n_acts);
    tallies(w, "models", s->models, s->n_models);
}
