/* format_answer_csv.c -- an answer for spreadsheets, RFC 4180: one row an attribution, also of disputes and changes; of documents, outlets,
 * sources that are listed and counts one row each; of stories one an article; of reasons one a piece of evidence. In: an
 * answer. Out: rows that end in CR LF, after a header row on request. */
#include "format_answer.h"

#include <string.h>

static void cell(hs_answering *w, hs_str s)
{
    w->shown.len = 0;
    hs_show(&w->shown, s);
    hs_csv_cell(w->out, hs_buffer_str(&w->shown));
    hs_out_text(w->out, ",");
}

static void word(hs_answering *w, const char *s)
{
    hs_out_text(w->out, s ? s : "");
    hs_out_text(w->out, ",");
}

static void id(hs_answering *w, char letter, uint64_t n)
{
    if (n)
        hs_answer_id(w->out, letter, n);
    hs_out_text(w->out, ",");
}

static void number(hs_answering *w, uint64_t n)
{
    if (n)
        hs_out_number(w->out, n);
    hs_out_text(w->out, ",");
}

static void relays(hs_answering *w, const hs_entry *e)
{
    w->shown.len = 0;
    for (uint32_t i = 0; i < e->n_relays; i++) {
        hs_buffer_text(&w->shown, i ? " > " : "");
        hs_show(&w->shown, e->relays[i].name);
    }
    hs_csv_cell(w->out, hs_buffer_str(&w->shown));
    hs_out_text(w->out, ",");
}

/* @param c  its claim; NULL: not asked for */
static void write_entry(hs_answering *w, const hs_entry *e, const hs_claim *c)
{
    id(w, 'a', e->attribution);
    id(w, 'c', e->claim);
    id(w, 'c', e->shown_as);
    id(w, 'd', e->document);
    id(w, 's', e->source);
    cell(w, e->who);
    cell(w, e->description);
    word(w, hs_source_kind_name(e->kind));
    word(w, e->anonymous ? "true" : "false");
    number(w, e->count);
    relays(w, e);
    cell(w, e->cue);
    cell(w, e->content);
    cell(w, e->sentence);
    word(w, hs_act_name(e->act));
    word(w, hs_polarity_sign(e->polarity));
    word(w, hs_certainty_name(e->certainty));
    word(w, hs_quotation_name(e->quotation));
    word(w, hs_place_name(e->place));
    cell(w, e->time);
    hs_out_probability(w->out, e->confidence);
    hs_out_text(w->out, ",");
    word(w, hs_verdict_name(e->verdict));
    word(w, e->passed_on ? "true" : "false");
    cell(w, e->outlet);
    cell(w, e->title);
    cell(w, e->url);
    cell(w, e->published);
    cell(w, e->heard);
    word(w, hs_dated_name(e->heard_by));
    number(w, c ? c->n_documents : 0);
    if (c)
        hs_out_number(w->out, c->n_outlets);
    hs_out_text(w->out, ",");
    if (c)
        hs_out_number(w->out, c->n_wordings);
    hs_out_text(w->out, "\r\n");
}

static void write_report(hs_answering *w, const hs_report *r)
{
    id(w, 'd', r->id);
    cell(w, r->sha256);
    cell(w, r->outlet);
    cell(w, r->title);
    cell(w, r->url);
    cell(w, r->published);
    cell(w, r->heard);
    word(w, hs_dated_name(r->heard_by));
    cell(w, r->model);
    cell(w, r->input);
    hs_out_number(w->out, r->n_attributions);
    hs_out_text(w->out, "\r\n");
}

static void write_outlet(hs_answering *w, const hs_publisher *o)
{
    cell(w, o->name);
    number(w, o->n_documents);
    cell(w, o->first);
    hs_csv_cell(w->out, o->last);
    hs_out_text(w->out, "\r\n");
}

static void write_speaker(hs_answering *w, const hs_speaker *s)
{
    id(w, 's', s->id);
    cell(w, s->name);
    cell(w, s->n_descriptions ? s->descriptions[0] : (hs_str){NULL, 0});
    word(w, hs_source_kind_name(s->kind));
    word(w, s->anonymous ? "true" : "false");
    number(w, s->n_attributions);
    number(w, s->n_documents);
    number(w, s->n_outlets);
    cell(w, s->first);
    hs_csv_cell(w->out, s->last);
    hs_out_text(w->out, "\r\n");
}

static void write_count(hs_answering *w, const char *of, hs_str name, uint64_t n)
{
    word(w, of);
    cell(w, name);
    hs_out_number(w->out, n);
    hs_out_text(w->out, "\r\n");
}

static void write_stats(hs_answering *w, const hs_stats *s)
{
    const struct {
        const char *name;
        uint64_t n;
    } counts[] = {{"documents", s->documents},
                  {"older versions", s->older_versions},
                  {"outlets", s->outlets},
                  {"sources", s->sources},
                  {"anonymous sources", s->anonymous_sources},
                  {"attributions", s->attributions},
                  {"anonymous attributions", s->anonymous_attributions},
                  {"claims", s->claims},
                  {"wordings", s->wordings},
                  {"corrections", s->corrections},
                  {"bytes", s->bytes}};
    if (w->style.header)
        hs_out_text(w->out, "of,name,count\r\n");
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        write_count(w, "all", (hs_str){counts[i].name, strlen(counts[i].name)}, counts[i].n);
    for (uint32_t i = 0; i < s->n_acts; i++)
        write_count(w, "act", s->acts[i].name, s->acts[i].n);
    for (uint32_t i = 0; i < s->n_models; i++)
        write_count(w, "model", s->models[i].name, s->models[i].n);
}

#define ENTRY_COLUMNS                                                                                                        \
    "id,claim,shown_as,document,source,name,description,kind,anonymous,count,relays,cue,content,sentence,act,polarity,certainty,"    \
    "quotation,in,time,confidence,verdict,passed_on,outlet,title,url,published,heard,heard_by,articles,outlets,wordings\r\n"

/* One row a position; `stands` is the claim that its content is shown as. */
static void write_disputes(hs_answering *w, const hs_dispute *disputes, size_t n)
{
    if (w->style.header)
        hs_out_text(w->out, "one,other,dispute,update,sources,both_heard,side,stands,held," ENTRY_COLUMNS);
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < disputes[i].sides[0].n_entries + disputes[i].sides[1].n_entries; k++) {
            const hs_dispute *d = &disputes[i];
            bool second = k >= d->sides[0].n_entries;
            const hs_side *s = &d->sides[second];
            uint32_t at = second ? k - d->sides[0].n_entries : k;
            id(w, 'c', d->sides[0].claim);
            id(w, 'c', d->sides[1].claim);
            word(w, hs_conflict_name(d->kind));
            word(w, d->update ? "true" : "false");
            number(w, d->n_sources);
            cell(w, d->heard);
            word(w, second ? "2" : "1");
            cell(w, s->words);
            cell(w, s->held[at]);
            write_entry(w, &s->entries[at], NULL);
        }
}

/* Two rows a change. */
static void write_changes(hs_answering *w, const hs_change *changes, size_t n)
{
    if (w->style.header)
        hs_out_text(w->out, "who,whose,change,step,held," ENTRY_COLUMNS);
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < 2; k++) {
            const hs_change *c = &changes[i];
            id(w, 's', c->source);
            cell(w, c->name);
            word(w, hs_conflict_name(c->kind));
            word(w, k ? "after" : "before");
            cell(w, k ? c->after_held : c->before_held);
            write_entry(w, k ? &c->after : &c->before, NULL);
        }
}

/* One row an article; `had_first` are claims. */
static void write_story(hs_answering *w, const hs_story *s)
{
    for (uint32_t i = 0; i < s->n_told; i++) {
        const hs_appearance *a = &s->documents[i];
        id(w, 'd', s->id);
        id(w, 'c', s->n_claims ? s->claims[0].claim : 0);
        cell(w, s->name);
        number(w, s->n_documents);
        number(w, s->n_outlets);
        hs_out_number(w->out, s->n_disputes);
        hs_out_text(w->out, ",");
        cell(w, s->first);
        cell(w, s->last);
        id(w, 'd', a->report.id);
        cell(w, a->report.outlet);
        cell(w, a->report.title);
        cell(w, a->report.url);
        cell(w, a->report.published);
        cell(w, a->report.heard);
        word(w, hs_dated_name(a->report.heard_by));
        id(w, 'd', a->follows);
        number(w, a->shared);
        id(w, 'd', a->copied);
        if (a->copied)
            hs_out_real(w->out, a->share);
        hs_out_text(w->out, ",");
        for (uint32_t k = 0; k < a->n_had; k++) {
            hs_out_text(w->out, k ? " " : "");
            hs_answer_id(w->out, 'c', s->claims[a->had[k]].claim);
        }
        hs_out_text(w->out, ",");
        if (a->copied_version)
            hs_answer_id(w->out, 'd', a->copied_version);
        hs_out_text(w->out, "\r\n");
    }
}

static void write_stories(hs_answering *w, const hs_story *stories, size_t n)
{
    if (w->style.header)
        hs_out_text(w->out, "story,claim,name,articles,outlets,disputes,first,last,document,outlet,title,url,published,heard,heard_by,follows,shared,copied,share,"
                            "had_first,copied_version\r\n");
    for (size_t i = 0; i < n; i++)
        write_story(w, &stories[i]);
}

/* One row for each piece of evidence, and one where there is none. */
static void write_reasons(hs_answering *w, const hs_ground *reasons, size_t n)
{
    static const hs_evidence none = {0};
    if (w->style.header)
        hs_out_text(w->out, "relation,one,other,score,why,one_text,other_text,what,attribution,document,begin,end,text,outlet,heard,rule\r\n");
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < reasons[i].n_evidence + !reasons[i].n_evidence; k++) {
            const hs_ground *r = &reasons[i];
            const hs_evidence *e = r->n_evidence ? &r->evidence[k] : &none;
            word(w, r->relation);
            id(w, r->letter, r->one);
            id(w, r->letter, r->other);
            if (r->score >= 0)
                hs_out_real(w->out, r->score);
            hs_out_text(w->out, ",");
            cell(w, r->why);
            cell(w, r->one_words);
            cell(w, r->other_words);
            word(w, e->what);
            id(w, 'a', e->attribution);
            id(w, 'd', e->document);
            if (e->what)
                hs_out_number(w->out, e->span.begin);
            hs_out_text(w->out, ",");
            number(w, e->span.end);
            cell(w, e->words);
            cell(w, e->outlet);
            cell(w, e->heard);
            if (r->rule)
                hs_out_text(w->out, r->rule);
            hs_out_text(w->out, "\r\n");
        }
}

void hs_answer_write_csv(hs_answering *w)
{
    if (w->n_disputes)
        write_disputes(w, w->disputes, w->n_disputes);
    if (w->n_changes)
        write_changes(w, w->changes, w->n_changes);
    if (w->n_stories)
        write_stories(w, w->stories, w->n_stories);
    if (w->n_grounds)
        write_reasons(w, w->grounds, w->n_grounds);
    if (w->n_disputes || w->n_changes || w->n_stories || w->n_grounds)
        return;
    if (hs_answer_stats(w->answer)) {
        write_stats(w, hs_answer_stats(w->answer));
        return;
    }
    if (w->n_outlets) {
        if (w->style.header)
            hs_out_text(w->out, "outlet,articles,first,last\r\n");
        for (size_t i = 0; i < w->n_outlets; i++)
            write_outlet(w, &w->outlets[i]);
        return;
    }
    if (w->n_sources && !hs_answer_fits(w->answer) && !w->n_documents && !w->n_claims && !w->n_entries) {
        if (w->style.header)
            hs_out_text(w->out, "id,name,description,kind,anonymous,attributions,articles,outlets,first,last\r\n");
        for (size_t i = 0; i < w->n_sources; i++)
            write_speaker(w, &w->sources[i]);
        return;
    }
    if (w->n_documents && !w->n_claims && !w->n_entries) {
        if (w->style.header)
            hs_out_text(w->out, "id,sha256,outlet,title,url,published,heard,heard_by,model,input,attributions\r\n");
        for (size_t i = 0; i < w->n_documents; i++)
            write_report(w, &w->documents[i]);
        return;
    }
    if (w->style.header)
        hs_out_text(w->out, ENTRY_COLUMNS);
    for (size_t i = 0; i < w->n_claims; i++)
        for (uint32_t k = 0; k < w->claims[i].n_entries; k++)
            write_entry(w, &w->claims[i].entries[k], &w->claims[i]);
    for (size_t i = 0; i < w->n_entries && !w->n_claims; i++)
        write_entry(w, &w->entries[i], NULL);
}
