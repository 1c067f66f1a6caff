/* format_answer_disputes.c -- disputes, changes of position and reasons for people.
 *
 *   affirmed and rejected, by 2 sources; both sides heard by 14 May 2031
 *   c4  the ministry knew of the leak
 *       +  four officials: said  >  Coastal Wire, 13 May 2031                   a1
 *       -  the ministry: denied  >  Harbour Post, 14 May 2031             deny  a7
 *
 *   s4  Mara Lindqvist: denied (13 May 2031) -> admitted (16 May 2031)
 *       denied: that she knew  >  Coastal Wire, 13 May 2031               deny  a2
 *       admitted: that she knew  >  Tidewater Times, 17 May 2031         admit  a9
 *
 * In: an answer. Out: lines wrapped to the width; nothing of the ledger reaches the terminal uncleaned. */
#include <string.h>

#include "format_answer.h"
#include "format_text.h"

/* ---- disputes ---- */

static void write_kind(hs_answering *w, const hs_dispute *d)
{
    static const char *const kinds[] = {[HS_CONFLICT_POLARITY] = "affirmed and rejected, by ", [HS_CONFLICT_CERTAINTY] = "held more and less surely, by ",
                                        [HS_CONFLICT_FIGURES] = "other figures, from ", [HS_CONFLICT_CONTENTS] = "both cannot be true, from ",
                                        [HS_CONFLICT_ADMISSION] = ""};
    w->shown.len = 0;
    hs_buffer_text(&w->shown, d->update ? "a figure that was brought up to date, from " : kinds[d->kind]);
    hs_answer_show_count(w, d->n_sources, "source", "sources");
    hs_buffer_text(&w->shown, "; both sides heard by ");
    hs_show_date(&w->shown, d->heard);
    hs_answer_line(w, 0, HS_DIM);
}

static unsigned write_words(hs_answering *w, const hs_side *s)
{
    unsigned column = hs_answer_put_id(w, 'c', s->claim);
    w->shown.len = 0;
    hs_show(&w->shown, s->words);
    hs_lay(w->out, hs_buffer_str(&w->shown), column, w->style.width, w->style.color ? HS_BOLD : NULL);
    hs_out_text(w->out, "\n");
    return column;
}

static void write_side(hs_answering *w, const hs_side *s, unsigned column)
{
    const hs_claim held = {.entries = s->entries, .n_entries = s->n_entries, .n_attributions = s->n_positions};
    hs_answer_write_positions(w, &held, s->held, column);
}

void hs_answer_write_dispute(hs_answering *w, const hs_dispute *d)
{
    unsigned column = 0;
    write_kind(w, d);
    for (int i = 0; i < 2; i++) {
        if (!i || d->kind != HS_CONFLICT_POLARITY)
            column = write_words(w, &d->sides[i]);
        write_side(w, &d->sides[i], column);
    }
}

/* ---- changes ---- */

/* "denied (13 May 2031)" */
static void show_step(hs_answering *w, const hs_entry *e, hs_str held)
{
    const char *act = hs_act_name(e->act);
    if (held.len > 10)
        held.len = 10; /* the day says enough */
    if (e->cue.len)
        hs_show(&w->shown, e->cue);
    else
        hs_buffer_text(&w->shown, act ? act : "said");
    hs_buffer_text(&w->shown, " (");
    hs_show_date(&w->shown, held);
    hs_buffer_text(&w->shown, ")");
}

static void write_step(hs_answering *w, const hs_entry *e, unsigned column)
{
    char note[HS_NOTE_BYTES];
    hs_answer_make_note(note, e, false);
    hs_out_fill(w->out, ' ', column);
    w->shown.len = 0;
    hs_show(&w->shown, e->cue);
    hs_buffer_text(&w->shown, e->cue.len ? ": " : "");
    hs_show(&w->shown, e->content);
    hs_answer_show_way(w, e);
    hs_answer_lay_with_note(w, column, note, NULL);
}

void hs_answer_write_change(hs_answering *w, const hs_change *c)
{
    static const char *const kinds[] = {[HS_CONFLICT_POLARITY] = "", [HS_CONFLICT_CERTAINTY] = "how surely", [HS_CONFLICT_FIGURES] = "another figure",
                                        [HS_CONFLICT_CONTENTS] = "the contrary", [HS_CONFLICT_ADMISSION] = "an admission"};
    unsigned column = hs_answer_put_id(w, 's', c->source);
    w->shown.len = 0;
    hs_show(&w->shown, c->name);
    hs_buffer_text(&w->shown, ": ");
    show_step(w, &c->before, c->before_held);
    hs_buffer_text(&w->shown, " -> ");
    show_step(w, &c->after, c->after_held);
    if (*kinds[c->kind])
        hs_answer_lay_with_note(w, column, kinds[c->kind], HS_BOLD);
    else {
        hs_lay(w->out, hs_buffer_str(&w->shown), column, w->style.width, w->style.color ? HS_BOLD : NULL);
        hs_out_text(w->out, "\n");
    }
    write_step(w, &c->before, column);
    write_step(w, &c->after, column);
}

/* ---- reasons ---- */

static void write_thing(hs_answering *w, char letter, uint64_t id, hs_str words)
{
    unsigned column = hs_answer_put_id(w, letter, id);
    w->shown.len = 0;
    hs_show(&w->shown, words);
    hs_lay(w->out, hs_buffer_str(&w->shown), column, w->style.width, NULL);
    hs_out_text(w->out, "\n");
}

/* "  a12  figure: 12 (Harbour Post, 14 May 2031)" */
static void write_evidence(hs_answering *w, const hs_evidence *e)
{
    hs_out_fill(w->out, ' ', 2);
    unsigned column = 2 + (e->attribution ? hs_answer_put_id(w, 'a', e->attribution) : hs_answer_put_id(w, 'd', e->document));
    w->shown.len = 0;
    hs_buffer_format(&w->shown, "%s: \"", e->what);
    hs_show(&w->shown, e->words);
    hs_buffer_format(&w->shown, "\", d%llu", (unsigned long long)e->document);
    hs_buffer_format(&w->shown, " %u-%u", e->span.begin, e->span.end);
    if (e->outlet.len) {
        hs_buffer_text(&w->shown, ", ");
        hs_show(&w->shown, e->outlet);
    }
    if (e->heard.len) {
        hs_buffer_text(&w->shown, ", ");
        hs_show_date(&w->shown, e->heard);
    }
    hs_lay(w->out, hs_buffer_str(&w->shown), column, w->style.width, w->style.color ? HS_DIM : NULL);
    hs_out_text(w->out, "\n");
}

void hs_answer_write_reason(hs_answering *w, const hs_ground *r)
{
    w->shown.len = 0;
    hs_show(&w->shown, r->why);
    if (r->score >= 0)
        hs_buffer_format(&w->shown, " (%d%%)", (int)(r->score * 100 + 0.5));
    hs_answer_line(w, 0, HS_BOLD);
    write_thing(w, r->letter, r->one, r->one_words);
    if (r->other)
        write_thing(w, r->letter, r->other, r->other_words);
    for (uint32_t i = 0; i < r->n_evidence; i++)
        write_evidence(w, &r->evidence[i]);
}
