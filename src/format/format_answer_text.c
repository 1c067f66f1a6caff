/* format_answer_text.c -- an answer for people: claims with who affirms (+) and who denies (-), a source with what it said, documents, counts.
 *
 *   c4  that there had been any sign of a leak before this month
 *       in 2 articles of 2 outlets, first heard 13 May 2031
 *       -  Mara Lindqvist, harbour master: denied  >  Harbour Post, 14 May 2031;
 *          Daily Lantern, 14 May 2031                                 deny  a12
 *
 * In: an answer. Out: lines wrapped to the width; nothing of the ledger reaches the terminal uncleaned. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "format_answer.h"
#include "format_text.h"
#include "names.h"
#include "silence.h"

enum { MARGIN = 2, ID_COLUMNS = 4, DAY_BYTES = 10 };

static hs_str shown(const hs_answering *w)
{
    return hs_buffer_str(&w->shown);
}

static const char *manner(const hs_answering *w, const char *sgr)
{
    return w->style.color ? sgr : NULL;
}

/* The scratch on lines from where the output stands. */
static void write_rest(hs_answering *w, unsigned column, const char *how)
{
    hs_lay(w->out, shown(w), column, w->style.width, manner(w, how));
    hs_out_text(w->out, "\n");
}

void hs_answer_line(hs_answering *w, unsigned indent, const char *how)
{
    hs_out_fill(w->out, ' ', indent);
    write_rest(w, indent, how);
}

void hs_answer_lay_with_note(hs_answering *w, unsigned at, const char *note, const char *how)
{
    unsigned columns = (unsigned)strlen(note), room = columns + MARGIN;
    unsigned limit = w->style.width > at + room + 16 ? w->style.width - room : w->style.width;
    unsigned end = hs_lay(w->out, shown(w), at, limit, manner(w, how));
    if (end + room > w->style.width) {
        hs_out_text(w->out, "\n");
        end = 0;
    }
    hs_out_fill(w->out, ' ', w->style.width > end + columns ? w->style.width - end - columns : 0);
    if (w->style.color)
        hs_out_text(w->out, HS_DIM);
    hs_out_text(w->out, note);
    hs_out_text(w->out, w->style.color ? "\x1b[0m\n" : "\n");
}

unsigned hs_answer_put_id(hs_answering *w, char letter, uint64_t id)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%c%llu", letter, (unsigned long long)id);
    if (w->style.color)
        hs_out_text(w->out, HS_DIM);
    hs_out_text(w->out, text);
    if (w->style.color)
        hs_out_text(w->out, "\x1b[0m");
    unsigned column = n < ID_COLUMNS ? ID_COLUMNS : (unsigned)n;
    hs_out_fill(w->out, ' ', column - (unsigned)n + MARGIN);
    return column + MARGIN;
}

/* What goes without saying is left out: "deny, possible, not held, wrong, 91%  a12". */
void hs_answer_make_note(char note[HS_NOTE_BYTES], const hs_entry *e, bool sure)
{
    const char *act = e->act == HS_ACT_SAY ? NULL : hs_act_name(e->act);
    const char *certain = e->certainty == HS_PROBABLE || e->certainty == HS_POSSIBLE ? hs_certainty_name(e->certainty) : NULL;
    const char *checked = e->verdict == HS_VERDICT_NONE ? NULL : e->verdict == HS_VERDICT_OTHER ? "corrected" : hs_verdict_name(e->verdict);
    const char *words[] = {act, certain, hs_held_note(e->act, e->polarity), checked};
    int n = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i])
            n += snprintf(note + n, (size_t)(HS_NOTE_BYTES - n), "%s%s", n ? ", " : "", words[i]);
    if (sure)
        n += snprintf(note + n, (size_t)(HS_NOTE_BYTES - n), "%s%d%%", n ? ", " : "", (int)(e->confidence * 100 + 0.5f));
    snprintf(note + n, (size_t)(HS_NOTE_BYTES - n), "%sa%llu", n ? "  " : "", (unsigned long long)e->attribution);
}

/* ---- who, through whom ---- */

static void show_who(hs_answering *w, const hs_entry *e)
{
    size_t from = w->shown.len;
    hs_show(&w->shown, e->who);
    if (w->shown.len == from)
        hs_buffer_text(&w->shown, "nobody named");
    if (e->description.len && !e->anonymous) {
        hs_buffer_text(&w->shown, ", ");
        hs_show(&w->shown, e->description);
    }
}

#define THEN " \x1F>\x1F\x1F" /* with HS_GLUE: no line ends in an arrow */

/* "  >  the agency", behind a holder. */
static void show_relays(hs_answering *w, const hs_entry *e)
{
    for (uint32_t i = 0; i < e->n_relays; i++) {
        hs_buffer_text(&w->shown, w->shown.len ? THEN : ">  ");
        hs_show(&w->shown, e->relays[i].name);
    }
}

/* The outlet and the day, on one line if may be; of no known outlet the article's number. */
static void show_where(hs_answering *w, const hs_entry *e)
{
    size_t from = w->shown.len;
    hs_show(&w->shown, e->outlet);
    if (w->shown.len == from)
        hs_buffer_format(&w->shown, "d%llu", (unsigned long long)e->document);
    hs_buffer_text(&w->shown, ", ");
    hs_show_when(&w->shown, e->published, e->heard, e->heard_by);
    hs_buffer_text(&w->shown, e->current ? "" : " (older version)");
    for (size_t i = from; i < w->shown.len; i++)
        if (w->shown.ptr[i] == ' ')
            w->shown.ptr[i] = HS_GLUE;
}

/* Do two entries tell of one position of one source, heard from itself? */
static bool same_position(const hs_entry *a, const hs_entry *b)
{
    return a->source && a->source == b->source && a->act == b->act && a->polarity == b->polarity && a->certainty == b->certainty &&
           a->verdict == b->verdict && a->cue.len == b->cue.len && hs_ascii_same(a->cue.ptr, b->cue.ptr, a->cue.len) && !a->sentence.len &&
           !a->n_relays && !b->n_relays;
}

static char sign_of(const hs_entry *e)
{
    const hs_trace_side side = hs_entry_side(e);
    return side == HS_SIDE_AGAINST ? '-' : side == HS_SIDE_FOR ? '+' : '?';
}

static void write_other_words(hs_answering *w, const hs_entry *e, unsigned column)
{
    w->shown.len = 0;
    hs_buffer_text(&w->shown, "in other words: ");
    hs_show(&w->shown, e->content);
    hs_answer_line(w, column, HS_DIM);
}

/* Where the content stands, if it says nothing by itself. */
static void write_sentence(hs_answering *w, const hs_entry *e, unsigned column)
{
    if (!e->sentence.len)
        return;
    w->shown.len = 0;
    hs_buffer_text(&w->shown, "in: ");
    hs_show(&w->shown, e->sentence);
    hs_answer_line(w, column, HS_DIM);
}

/* The day on which it was held, if that is not the article's: "2031-05-13". */
static hs_str other_day(const hs_entry *e, const hs_str *held, uint32_t i)
{
    hs_str day = held ? held[i] : (hs_str){NULL, 0};
    if (day.len > DAY_BYTES)
        day.len = DAY_BYTES;
    const hs_str days[] = {e->heard, e->published};
    for (int k = 0; k < 2; k++)
        if (day.len && days[k].len >= day.len && memcmp(days[k].ptr, day.ptr, day.len) == 0)
            day.len = 0;
    return day;
}

static bool same_day(hs_str a, hs_str b)
{
    return a.len == b.len && (!a.len || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/* Is it told in words that are not those of the claim, of which there are some? */
static bool in_other_words(const hs_claim *c, const hs_entry *e)
{
    return c->id && e->claim != c->id;
}

static bool told_with(const hs_claim *c, const hs_str *held, uint32_t i, uint32_t k)
{
    if (c->n_fit && (i < c->n_fit) != (k < c->n_fit))
        return false;
    if (c->entries[i].claim != c->entries[k].claim && (in_other_words(c, &c->entries[i]) || in_other_words(c, &c->entries[k])))
        return false;
    return same_position(&c->entries[i], &c->entries[k]) && same_day(other_day(&c->entries[i], held, i), other_day(&c->entries[k], held, k));
}

void hs_answer_show_way(hs_answering *w, const hs_entry *e)
{
    show_relays(w, e);
    hs_buffer_text(&w->shown, THEN);
    show_where(w, e);
}

/* One position, with all articles that tell of it. */
static void write_position(hs_answering *w, const hs_claim *c, const hs_str *held, uint32_t i, unsigned column)
{
    char note[HS_NOTE_BYTES];
    const hs_entry *e = &c->entries[i];
    hs_str day = other_day(e, held, i);
    hs_answer_make_note(note, e, false);
    hs_out_fill(w->out, ' ', column);
    hs_out_add(w->out, (const char[]){sign_of(e), ' ', ' '}, 3);
    w->shown.len = 0;
    show_who(w, e);
    hs_buffer_text(&w->shown, e->cue.len ? ": " : "");
    hs_show(&w->shown, e->cue);
    if (day.len) {
        hs_buffer_text(&w->shown, day.len == DAY_BYTES ? " on " : " in ");
        hs_show_date(&w->shown, day);
    }
    hs_answer_show_way(w, e);
    for (uint32_t k = i + 1; k < c->n_entries; k++)
        if (told_with(c, held, i, k)) {
            hs_buffer_text(&w->shown, "; ");
            show_where(w, &c->entries[k]);
        }
    hs_answer_lay_with_note(w, column + 3, note, NULL);
    if (in_other_words(c, e))
        write_other_words(w, e, column + 3);
    write_sentence(w, e, column + 3);
}

static bool told_before(const hs_claim *c, const hs_str *held, uint32_t i)
{
    for (uint32_t k = 0; k < i; k++)
        if (told_with(c, held, k, i))
            return true;
    return false;
}

/* Those of [from, to). */
static void write_some(hs_answering *w, const hs_claim *c, const hs_str *held, unsigned column, uint32_t from, uint32_t to)
{
    static const char signs[] = "+?-";
    for (int s = 0; s < 3; s++)
        for (uint32_t i = from; i < to; i++)
            if (sign_of(&c->entries[i]) == signs[s] && !told_before(c, held, i))
                write_position(w, c, held, i, column);
}

void hs_answer_write_positions(hs_answering *w, const hs_claim *c, const hs_str *held, unsigned column)
{
    const uint32_t fit = c->n_fit ? c->n_fit : c->n_entries;
    write_some(w, c, held, column, 0, fit);
    if (fit < c->n_entries) {
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "and, other than asked for:");
        hs_answer_line(w, column, HS_DIM);
        write_some(w, c, held, column, fit, c->n_entries);
    }
    if (c->n_attributions > c->n_entries) {
        w->shown.len = 0;
        hs_buffer_format(&w->shown, "and %u more", c->n_attributions - c->n_entries);
        hs_answer_line(w, column, HS_DIM);
    }
}

void hs_answer_show_count(hs_answering *w, uint64_t n, const char *one, const char *more)
{
    hs_buffer_format(&w->shown, "%llu %s", (unsigned long long)n, n == 1 ? one : more);
}

/* "2 articles of 2 outlets" */
static void show_articles(hs_answering *w, uint64_t documents, uint64_t outlets)
{
    hs_answer_show_count(w, documents, "article", "articles");
    if (!outlets)
        return;
    hs_buffer_text(&w->shown, " of ");
    hs_answer_show_count(w, outlets, "outlet", "outlets");
}

static void write_spread(hs_answering *w, const hs_claim *c, unsigned column)
{
    w->shown.len = 0;
    hs_buffer_text(&w->shown, "in ");
    show_articles(w, c->n_documents, c->n_outlets);
    if (c->n_wordings > 1) {
        hs_buffer_text(&w->shown, ", in ");
        hs_answer_show_count(w, c->n_wordings, "wording", "wordings");
    }
    if (c->first.len) {
        hs_buffer_text(&w->shown, ", first heard ");
        hs_show_date(&w->shown, c->first);
    }
    hs_answer_line(w, column, HS_DIM);
}

/* How often it is told in which words, where these are more than its own. */
static void write_wordings(hs_answering *w, const hs_claim *c, unsigned column)
{
    for (uint32_t i = 0; i < c->n_shown && c->n_wordings > 1; i++) {
        char note[HS_NOTE_BYTES];
        const hs_wording *one = &c->wordings[i];
        snprintf(note, sizeof note, "%u said", one->n_attributions);
        hs_out_fill(w->out, ' ', column);
        unsigned at = column + hs_answer_put_id(w, 'c', one->claim);
        w->shown.len = 0;
        hs_show(&w->shown, one->words);
        hs_answer_lay_with_note(w, at, note, NULL);
    }
    if (c->n_shown && c->n_wordings > c->n_shown) {
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "and ");
        hs_answer_show_count(w, c->n_wordings - c->n_shown, "wording more", "wordings more");
        hs_answer_line(w, column, HS_DIM);
    }
}

void hs_answer_write_claim(hs_answering *w, const hs_claim *c)
{
    unsigned column = hs_answer_put_id(w, 'c', c->id);
    w->shown.len = 0;
    hs_show(&w->shown, c->words);
    write_rest(w, column, HS_BOLD);
    if (c->near_alone) {
        w->shown.len = 0;
        hs_buffer_text(&w->shown, "found by its meaning");
        hs_answer_line(w, column, HS_DIM);
    }
    if (c->n_documents > 1 || c->n_wordings > 1) /* of one, its line says all */
        write_spread(w, c, column);
    write_wordings(w, c, column);
    hs_answer_write_positions(w, c, NULL, column);
}

/* ---- sources ---- */

/* "Tomas Hale (s3, person, 11); .." @param counts  with how much each says */
static void show_sources(hs_answering *w, const hs_speaker *sources, size_t n, bool counts)
{
    for (size_t i = 0; i < n; i++) {
        hs_buffer_text(&w->shown, i ? "; " : "");
        hs_show(&w->shown, sources[i].name);
        hs_buffer_format(&w->shown, " (s%llu", (unsigned long long)sources[i].id);
        if (sources[i].kind)
            hs_buffer_format(&w->shown, ", %s", hs_source_kind_name(sources[i].kind));
        if (counts)
            hs_buffer_format(&w->shown, ", %u", sources[i].n_attributions);
        hs_buffer_text(&w->shown, ")");
    }
}

/* Which others the name fits; behind those that are counted come those that no article has a statement of as it stands now. */
static void write_fits(hs_answering *w, const hs_speaker *sources, size_t n)
{
    size_t all = hs_answer_fits(w->answer), told = n < all ? n : all;
    if (n < 2)
        return;
    w->shown.len = 0;
    if (all > 1) {
        hs_buffer_format(&w->shown, "%zu sources fit; of the first is told. %s: ", all, all > told ? "Others are" : "The others");
        show_sources(w, sources + 1, told - 1, true);
    }
    if (n > told) {
        hs_buffer_text(&w->shown, all > 1 ? ". " : "");
        hs_buffer_text(&w->shown, "Without a statement in any article as it stands now: ");
        show_sources(w, sources + told, n - told, false);
    }
    hs_answer_line(w, 0, HS_DIM);
    hs_out_text(w->out, "\n");
}

static void write_names(hs_answering *w, unsigned column, const char *label, const hs_str *names, uint32_t n)
{
    if (!n)
        return;
    w->shown.len = 0;
    hs_buffer_text(&w->shown, label);
    for (uint32_t i = 0; i < n; i++) {
        hs_buffer_text(&w->shown, i ? "; " : "");
        hs_show(&w->shown, names[i]);
    }
    hs_answer_line(w, column, NULL);
}

static void write_speaker(hs_answering *w, const hs_speaker *s)
{
    unsigned column = s->id ? hs_answer_put_id(w, 's', s->id) : 0; /* a name of corrections has no number */
    w->shown.len = 0;
    hs_show(&w->shown, s->name);
    if (s->kind || s->anonymous)
        hs_buffer_format(&w->shown, " (%s%s%s)", s->anonymous ? "anonymous" : "", s->kind && s->anonymous ? " " : "",
                         s->kind ? hs_source_kind_name(s->kind) : "");
    write_rest(w, column, HS_BOLD);
    write_names(w, column, "", s->descriptions, s->n_descriptions);
    write_names(w, column, "also: ", s->aliases, s->n_aliases);
    w->shown.len = 0;
    hs_buffer_text(&w->shown, hs_answer_narrowed(w->answer) ? "in all: " : "");
    if (s->n_attributions) {
        hs_answer_show_count(w, s->n_attributions, "statement", "statements");
        hs_buffer_text(&w->shown, " in ");
        show_articles(w, s->n_documents, s->n_outlets);
    } else {
        hs_buffer_text(&w->shown, "no statement in any article as it stands now");
    }
    if (s->first.len) {
        hs_buffer_text(&w->shown, ", ");
        hs_show_days(&w->shown, s->first, s->last);
    }
    if (s->n_through)
        hs_buffer_format(&w->shown, "; %u through others", s->n_through);
    if (s->n_passed_on)
        hs_buffer_format(&w->shown, "; passed on %u of others", s->n_passed_on);
    hs_answer_line(w, column, HS_DIM);
}

/* ---- attributions ---- */

/* The article that those after it stand in, where that is not told above. */
static void write_article(hs_answering *w, const hs_entry *e)
{
    hs_out_fill(w->out, ' ', MARGIN);
    unsigned column = MARGIN + hs_answer_put_id(w, 'd', e->document);
    w->shown.len = 0;
    hs_show_entry_head(&w->shown, e, true);
    write_rest(w, column, HS_DIM);
}

/* " (12 May 2031)" behind the cue, where it was said on another day than the article tells of it. */
static void show_said_on(hs_answering *w, const hs_entry *e)
{
    enum { DAY = 10 };
    hs_str told = e->published.len ? e->published : e->heard;
    if (e->time.len < DAY || !e->cue.len || (told.len >= DAY && memcmp(told.ptr, e->time.ptr, DAY) == 0))
        return;
    hs_buffer_text(&w->shown, " (");
    hs_show_date(&w->shown, e->time);
    hs_buffer_text(&w->shown, ")");
}

/* "denied: .." and what; who, where it is not told above, and through whom under it. */
static void write_entry(hs_answering *w, const hs_entry *e, bool who, unsigned column)
{
    char note[HS_NOTE_BYTES];
    hs_answer_make_note(note, e, true);
    w->shown.len = 0;
    if (who || e->passed_on) {
        hs_buffer_text(&w->shown, e->passed_on ? "passed on: " : "");
        show_who(w, e);
        hs_buffer_text(&w->shown, e->cue.len ? " " : "");
    }
    hs_show(&w->shown, e->cue);
    show_said_on(w, e);
    hs_buffer_text(&w->shown, w->shown.len ? ": " : "");
    hs_show(&w->shown, e->content);
    hs_out_fill(w->out, ' ', column);
    hs_answer_lay_with_note(w, column, note, NULL);
    write_sentence(w, e, column + MARGIN);
    w->shown.len = 0;
    show_relays(w, e);
    if (w->shown.len)
        hs_answer_line(w, column + MARGIN, HS_DIM);
}

/* @param of_source  they are one source's, over many articles; else one article's */
static void write_entries(hs_answering *w, const hs_entry *entries, size_t n, bool of_source)
{
    for (size_t i = 0; i < n && !w->out->refused; i++) {
        if (of_source && (i == 0 || entries[i].document != entries[i - 1].document)) {
            hs_out_text(w->out, i ? "\n" : "");
            write_article(w, &entries[i]);
        }
        write_entry(w, &entries[i], !of_source, of_source ? 2 * MARGIN : MARGIN);
    }
}

static void write_report(hs_answering *w, const hs_report *r)
{
    char note[HS_NOTE_BYTES];
    snprintf(note, sizeof note, "%s%u said", r->current ? "" : "an older version  ", r->n_attributions);
    unsigned column = hs_answer_put_id(w, 'd', r->id);
    w->shown.len = 0;
    hs_show_report_head(&w->shown, r);
    hs_answer_lay_with_note(w, column, note, NULL);
}

/* Where it stands, and its place among the versions of its page: of one that is shown, not of a list. */
static void write_place(hs_answering *w, const hs_report *r)
{
    const unsigned long long older = r->replaces, newer = r->replaced_by;
    w->shown.len = 0;
    hs_show(&w->shown, r->url.len ? r->url : r->input);
    hs_answer_line(w, MARGIN + ID_COLUMNS, HS_DIM);
    if (!older && !newer)
        return;
    w->shown.len = 0;
    if (older)
        hs_buffer_format(&w->shown, "replaces d%llu", older);
    if (newer)
        hs_buffer_format(&w->shown, "%sreplaced by d%llu", older ? ", " : "", newer);
    hs_answer_line(w, MARGIN + ID_COLUMNS, HS_DIM);
}

static void write_outlet(hs_answering *w, const hs_publisher *o)
{
    char note[HS_NOTE_BYTES];
    snprintf(note, sizeof note, "%u %s", o->n_documents, o->n_documents == 1 ? "article" : "articles");
    w->shown.len = 0;
    hs_show(&w->shown, o->name);
    hs_buffer_text(&w->shown, ", ");
    hs_show_days(&w->shown, o->first, o->last);
    hs_answer_lay_with_note(w, 0, note, NULL);
}

static void write_nothing(hs_answering *w)
{
    w->shown.len = 0;
    hs_buffer_text(&w->shown, "nothing found");
    hs_answer_line(w, 0, HS_DIM);
}

void hs_answer_write_text(hs_answering *w)
{
    for (size_t i = 0; i < w->n_disputes && !w->out->refused; i++) {
        hs_out_text(w->out, i ? "\n" : "");
        hs_answer_write_dispute(w, &w->disputes[i]);
    }
    for (size_t i = 0; i < w->n_changes && !w->out->refused; i++) {
        hs_out_text(w->out, i ? "\n" : "");
        hs_answer_write_change(w, &w->changes[i]);
    }
    for (size_t i = 0; i < w->n_stories && !w->out->refused; i++) {
        hs_out_text(w->out, i ? "\n" : "");
        hs_answer_write_story(w, &w->stories[i]);
    }
    for (size_t i = 0; i < w->n_grounds && !w->out->refused; i++) {
        hs_out_text(w->out, i ? "\n" : "");
        hs_answer_write_reason(w, &w->grounds[i]);
    }
    if (w->n_disputes || w->n_changes || w->n_stories || w->n_grounds)
        return;
    if (hs_answer_stats(w->answer)) {
        hs_answer_write_stats(w, hs_answer_stats(w->answer));
        return;
    }
    if (hs_answer_context(w->answer)) {
        hs_answer_write_context(w);
        return;
    }
    bool of_source = w->n_sources && hs_answer_fits(w->answer) && !w->n_claims && !w->n_documents;
    if (of_source)
        write_fits(w, w->sources, w->n_sources);
    for (size_t i = 0; i < (of_source ? 1 : w->n_sources); i++)
        write_speaker(w, &w->sources[i]);
    for (size_t i = 0; i < w->n_documents; i++)
        write_report(w, &w->documents[i]);
    if (w->n_documents == 1 && (w->n_entries || !w->documents->n_attributions))
        write_place(w, w->documents);
    if ((w->n_sources || w->n_documents) && (w->n_claims || w->n_entries || hs_answer_narrowed(w->answer)))
        hs_out_text(w->out, "\n");
    write_entries(w, w->entries, w->n_entries, of_source);
    for (size_t i = 0; i < w->n_claims && !w->out->refused; i++) {
        hs_out_text(w->out, i ? "\n" : "");
        hs_answer_write_claim(w, &w->claims[i]);
    }
    for (size_t i = 0; i < w->n_outlets; i++)
        write_outlet(w, &w->outlets[i]);
    bool no_sources = !w->n_sources || hs_answer_narrowed(w->answer);
    if (no_sources && !w->n_documents && !w->n_claims && !w->n_entries && !w->n_outlets)
        write_nothing(w);
}
