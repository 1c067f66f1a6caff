/* format_text.c -- the reading for people: a heading, the claims in order, nested ones under the claim that holds them.
 *
 *   Harbour Post, 14 May 2031: Ministry knew of the leak, officials say
 *
 *     1  Mara Lindqvist, harbour master                          91%
 *        said      “we saw oil on the water in March”
 *          2  the harbour's divers                               74%
 *             knew      that the pipe had cracked
 *
 * In: a document. Out: lines wrapped to the width; nothing of the document reaches the terminal uncleaned. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "format_text.h"
#include "status.h"

enum {
    MARGIN = 2,         /* before a number, and between the columns */
    LONGEST_CUE = 12,   /* a longer cue takes a line of its own */
    SHORTEST_CUE = 6,   /* columns kept for cues at least */
    NARROW = 40,        /* in less room than this the content goes under its cue */
    NOTE_BYTES = 64,    /* room for "in a related link  speculate, possible, denied  88%" */
    PERCENT_COLUMNS = 4 /* room for "100%" */
};

typedef struct text {
    const hs_writing *w;
    hs_out *out;
    hs_buffer shown; /* scratch */
    unsigned width, digits, cue_columns;
} text;

static hs_str shown(const text *t)
{
    return (hs_str){t->shown.ptr, t->shown.len};
}

static hs_str show_spans(text *t, hs_spans spans)
{
    t->shown.len = 0;
    hs_show_spans(&t->shown, t->w->doc, spans);
    return shown(t);
}

static const char *manner(const text *t, const char *sgr)
{
    return t->w->style.color ? sgr : NULL;
}

static void put(const text *t, const char *words, const char *sgr)
{
    const char *start = manner(t, sgr);
    if (start)
        hs_out_text(t->out, start);
    hs_out_text(t->out, words);
    if (start)
        hs_out_text(t->out, "\x1b[0m");
}

void hs_show_date(hs_buffer *into, hs_str date)
{
    static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                         "July",    "August",   "September", "October", "November", "December"};
    char head[11] = "";
    unsigned year, month, day;
    memcpy(head, date.ptr, date.len < 10 ? date.len : 10);
    if (sscanf(head, "%4u-%2u-%2u", &year, &month, &day) == 3 && month >= 1 && month <= 12 && day >= 1 && day <= 31)
        hs_buffer_format(into, "%u %s %u", day, months[month - 1], year);
    else
        hs_show(into, date);
}

static void write_heading(text *t)
{
    const hs_document *doc = t->w->doc;
    hs_buffer *b = &t->shown;
    b->len = 0;
    hs_show(b, doc->outlet);
    if (doc->published.len) {
        if (b->len)
            hs_buffer_text(b, ", ");
        hs_show_date(b, doc->published);
    }
    if (doc->title.len) {
        if (b->len)
            hs_buffer_text(b, ": ");
        hs_show(b, doc->title);
    }
    if (!b->len)
        hs_show(b, doc->input);
    if (!b->len)
        return;
    hs_lay(t->out, shown(t), 0, t->width, manner(t, HS_BOLD));
    hs_out_text(t->out, "\n\n");
}

static const struct {
    const char *open, *close;
} marks[] = {{"“", "”"}, {"\"", "\""}, {"‘", "’"}, {"«", "»"},  {"„", "“"},
             {"‹", "›"}, {"「", "」"}, {"'", "'"}, {"``", "''"}};
enum { N_MARKS = sizeof marks / sizeof *marks };

static bool begins(hs_str s, const char *mark)
{
    size_t n = strlen(mark);
    return s.len >= n && memcmp(s.ptr, mark, n) == 0;
}

static bool ends(hs_str s, const char *mark)
{
    size_t n = strlen(mark);
    return s.len > n && memcmp(s.ptr + s.len - n, mark, n) == 0;
}

/* Does the quotation go on in the text, beyond the content? Not where the mark stands next, a stop or comma aside. */
static bool goes_on_after(hs_str all, uint32_t at, const char *mark)
{
    while (at < all.len && strchr(".,;:!?", all.ptr[at]))
        at++;
    return at < all.len && !begins((hs_str){all.ptr + at, all.len - at}, mark);
}

static bool goes_on_before(hs_str all, uint32_t at, const char *mark)
{
    size_t n = strlen(mark);
    return at > 0 && (at < n || memcmp(all.ptr + at - n, mark, n) != 0);
}

/* A direct quotation always stands in marks: its own, or where the content leaves one out, the one that fits. A content
 * that stops short of the quotation's end does not pass for the whole of it. */
static void show_content(text *t, const hs_attribution *a)
{
    t->shown.len = 0;
    hs_show_spans(&t->shown, t->w->doc, a->content);
    if (a->quotation != HS_QUOTATION_DIRECT || !t->shown.len)
        return;
    hs_str words = shown(t), all = t->w->doc->text;
    size_t opened = 0, closed = 0;
    while (opened < N_MARKS && !begins(words, marks[opened].open))
        opened++;
    while (closed < N_MARKS && !ends(words, marks[closed].close))
        closed++;
    const char *open = NULL, *close = NULL; /* what is to be added */
    if (opened == N_MARKS)
        open = marks[closed < N_MARKS ? closed : 0].open;
    if (closed == N_MARKS)
        close = marks[opened < N_MARKS ? opened : 0].close;
    t->shown.len = 0;
    if (open)
        hs_buffer_text(&t->shown, open);
    if (open && close == NULL && goes_on_before(all, a->content.at[0].begin, open))
        hs_buffer_text(&t->shown, "[...] ");
    hs_show_spans(&t->shown, t->w->doc, a->content);
    if (close && open == NULL && goes_on_after(all, a->content.at[a->content.n - 1].end, close))
        hs_buffer_text(&t->shown, " [...]");
    if (close)
        hs_buffer_text(&t->shown, close);
}

const char *hs_held_note(hs_act act, hs_polarity polarity)
{
    if (polarity == HS_POLARITY_NEGATIVE)
        return act != HS_ACT_DENY && act != HS_ACT_DOUBT ? "not held" : NULL;
    return polarity == HS_POLARITY_UNKNOWN && act != HS_ACT_UNKNOWN ? "held or not" : NULL;
}

/* What is to be known of the claim beside its words: where it stands; what the cue does, if it does not simply say; how
 * sure its source is; how sure we are. note [NOTE_BYTES] */
static void make_note(char *note, const hs_attribution *a)
{
    static const char *const places[] = {"", "in the title", "in a caption", "in a related link"};
    const char *act = a->act == HS_ACT_SAY ? NULL : hs_act_name(a->act);
    const char *sure =
        a->certainty == HS_PROBABLE || a->certainty == HS_POSSIBLE ? hs_certainty_name(a->certainty) : NULL;
    const char *words[] = {act, sure, hs_held_note(a->act, a->polarity)};
    size_t n = (size_t)snprintf(note, NOTE_BYTES, "%s", places[a->place]);
    bool first = true;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i]) {
            n += (size_t)snprintf(note + n, NOTE_BYTES - n, "%s%s", !first ? ", " : n ? "  " : "", words[i]);
            first = false;
        }
    if (a->confidence >= 0 && a->confidence <= 1)
        snprintf(note + n, NOTE_BYTES - n, "%s%*d%%", n ? " " : "", n ? PERCENT_COLUMNS : 1,
                 (int)(a->confidence * 100 + 0.5f));
}

/* The note at the right edge of the line that ends at column `at`. */
static void write_note(const text *t, const char *note, unsigned at)
{
    unsigned columns = (unsigned)strlen(note);
    if (!columns)
        return;
    if (at + MARGIN + columns > t->width) {
        hs_out_text(t->out, "\n");
        at = 0;
    }
    hs_out_fill(t->out, ' ', t->width > at + columns ? t->width - at - columns : 0);
    put(t, note, HS_DIM);
}

static bool is_narrow(const text *t, unsigned column)
{
    return t->width < column + NARROW;
}

/* The holder in the text's own words, with the name that they stand for where they do not have it: "he (Dag Orlan)". */
static void show_holder(text *t, const hs_attribution *a)
{
    const hs_source *source = hs_source_of(t->w->doc, a);
    t->shown.len = 0;
    hs_show_spans(&t->shown, t->w->doc, a->source);
    while (t->shown.len > 1 && t->shown.ptr[t->shown.len - 1] == ',')
        t->shown.len--;
    if (!source || !source->name.len || source->anonymous || hs_ascii_find(shown(t), source->name, 0) != HS_NOWHERE)
        return;
    bool empty = !t->shown.len;
    hs_buffer_text(&t->shown, empty ? "" : " (");
    hs_show(&t->shown, source->name);
    hs_buffer_text(&t->shown, empty ? "" : ")");
}

/* "  >  Coastal Wire  >  Harbour Post", behind a holder that was heard through others. */
static void show_way(text *t, const hs_attribution *a)
{
    static const char joint[] = "  >  ";
    const hs_document *doc = t->w->doc;
    size_t before = t->shown.len;
    hs_buffer_text(&t->shown, joint);
    size_t bare = t->shown.len;
    hs_show_relays(&t->shown, doc, a, joint);
    if (t->shown.len == bare) {
        t->shown.len = before;
    } else if (doc->outlet.len) {
        hs_buffer_text(&t->shown, joint);
        hs_show(&t->shown, doc->outlet);
    }
}

static void write_who(text *t, const hs_attribution *a, unsigned column)
{
    char note[NOTE_BYTES] = "";
    make_note(note, a);
    unsigned limit = is_narrow(t, column) ? t->width : t->width - (unsigned)strlen(note) - MARGIN, at;
    show_holder(t, a);
    const char *how = t->shown.len ? HS_BOLD : HS_DIM;
    if (!t->shown.len)
        hs_buffer_text(&t->shown, "nobody named");
    if (a->time.len) {
        hs_buffer_text(&t->shown, ", ");
        hs_show_date(&t->shown, a->time);
    }
    show_way(t, a);
    at = hs_lay(t->out, shown(t), column, limit, manner(t, how));
    write_note(t, note, at);
    hs_out_text(t->out, "\n");
}

static void write_what(text *t, const hs_attribution *a, unsigned column)
{
    unsigned content_column = column + (is_narrow(t, column) ? MARGIN : t->cue_columns + MARGIN), at = column;
    hs_str cue = show_spans(t, a->cue);
    hs_out_fill(t->out, ' ', column);
    if (cue.len)
        at = hs_lay(t->out, cue, column, t->width, manner(t, HS_DIM));
    if (a->content.n) {
        if (cue.len && at + MARGIN > content_column) {
            hs_out_text(t->out, "\n");
            at = 0;
        }
        hs_out_fill(t->out, ' ', content_column - at);
        show_content(t, a);
        hs_lay(t->out, shown(t), content_column, t->width, NULL);
    }
    hs_out_text(t->out, "\n");
}

static void write_claims(text *t, const hs_outline *outline)
{
    unsigned depth = 0;
    for (uint32_t i = outline->root; i != HS_NO_NODE && !t->out->refused && !t->shown.failed;
         i = hs_outline_next(outline, i, &depth)) {
        const hs_attribution *a = &t->w->doc->attributions[i];
        /* Claims nested deeper than a third of the page stay there. */
        unsigned step = t->digits + 2 * MARGIN, most = t->width / 3 / step;
        unsigned indent = (depth < most ? depth : most) * step;
        char label[16];
        snprintf(label, sizeof label, "%*u", (int)t->digits, i + 1); /* as in the ids of the other formats */
        hs_out_fill(t->out, ' ', indent + MARGIN);
        put(t, label, HS_DIM);
        hs_out_fill(t->out, ' ', MARGIN);
        write_who(t, a, indent + step);
        write_what(t, a, indent + step);
    }
}

static void write_summary(const text *t, const hs_outline *outline)
{
    uint32_t nested = 0;
    for (uint32_t i = 0; i < outline->n; i++)
        nested += outline->up[i] != HS_NO_NODE;
    char line[64];
    int n = outline->n ? snprintf(line, sizeof line, "%u attribution%s", outline->n, outline->n == 1 ? "" : "s")
                       : snprintf(line, sizeof line, "no attributions");
    if (nested)
        snprintf(line + n, sizeof line - (size_t)n, ", %u nested", nested);
    if (outline->n)
        hs_out_text(t->out, "\n");
    put(t, line, HS_DIM);
    hs_out_text(t->out, "\n");
}

/* One width for the cues of a document, so that the contents stand under each other. */
static unsigned widest_cue(text *t)
{
    unsigned widest = SHORTEST_CUE;
    for (size_t i = 0; i < t->w->doc->n_attributions; i++) {
        unsigned columns = hs_columns(show_spans(t, t->w->doc->attributions[i].cue));
        if (columns > widest && columns <= LONGEST_CUE)
            widest = columns;
    }
    return widest;
}

hs_status hs_write_text(hs_writing *w, hs_error *err)
{
    hs_outline outline;
    if (!hs_outline_init(&outline, w->doc))
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to order the attributions");
    text t = {.w = w, .out = w->out, .shown = hs_buffer_new(hs_show_cap(w->doc)), .width = w->style.width, .digits = 1};
    for (uint32_t n = outline.n; n >= 10; n /= 10)
        t.digits++;
    t.cue_columns = widest_cue(&t);
    write_heading(&t);
    write_claims(&t, &outline);
    write_summary(&t, &outline);
    bool failed = t.shown.failed;
    hs_buffer_free(&t.shown);
    hs_outline_free(&outline);
    return failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a line of text") : HS_OK;
}
