/* web_timeline.c -- when who held what, as a picture: a row for each holder or side, a mark for each statement, linked to it.
 * Places are per cent of the width, so that letters keep their size on a phone. In: entries. Out: SVG in HTML. No state. */
#include <stdio.h>
#include <string.h>

#include "heap.h"
#include "web_views.h"

enum { MOST_ROWS = 14, BINS = 48, STEP = 10, MOST_STACK = 7, LABEL = 22, AXIS = 26 };

/* ---- days ---- */

/* Days since 1970 of "2031-05-14..", by Howard Hinnant's days_from_civil. */
static bool day_number(hs_str s, long *day)
{
    int y, m, d;
    char head[11] = "";
    if (s.len < 10)
        return false;
    memcpy(head, s.ptr, 10);
    if (sscanf(head, "%4d-%2d-%2d", &y, &m, &d) != 3 || y < 1 || m < 1 || m > 12 || d < 1 || d > 31)
        return false;
    y -= m <= 2;
    long era = y / 400, of_era = y - era * 400, of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    *day = era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
    return true;
}

static void date_of(long day, char out[11])
{
    long z = day + 719468, era = z / 146097, of_era = z - era * 146097;
    long year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365,
         of_year = of_era - (365 * year + year / 4 - year / 100);
    long month = (5 * of_year + 2) / 153, d = of_year - (153 * month + 2) / 5 + 1, m = month < 10 ? month + 3 : month - 9;
    unsigned y = (unsigned)(year + era * 400 + (m <= 2));
    snprintf(out, 11, "%04u-%02u-%02u", y % 10000, (unsigned)m % 100, (unsigned)d % 100);
}

/* When it was said, where the text tells the day; else when the article was there; of one that was only added some day, nobody knows. */
static bool day_of(const hs_entry *e, long *day)
{
    return day_number(e->time, day) || (e->heard_by != HS_DATED_ADDED && day_number(e->heard, day));
}

/* ---- rows ---- */

typedef struct row {
    const hs_entry *first;
    unsigned n, stack; /* the most in one bin */
    unsigned char bins[BINS];
} row;

typedef struct timeline {
    const hs_entry *entries;
    size_t n;
    bool by_side;
    row *rows; /* [n_rows] */
    unsigned n_rows;
    long begin, end;
} timeline;

static bool same_row(const timeline *t, const hs_entry *a, const hs_entry *b)
{
    if (t->by_side)
        return hs_entry_side(a) == hs_entry_side(b);
    if (a->source || b->source)
        return a->source == b->source;
    return a->who.len == b->who.len && (!a->who.len || memcmp(a->who.ptr, b->who.ptr, a->who.len) == 0);
}

static row *row_of(const timeline *t, const hs_entry *e)
{
    for (unsigned i = 0; i < t->n_rows; i++)
        if (same_row(t, t->rows[i].first, e))
            return &t->rows[i];
    return NULL;
}

static unsigned bin_of(const timeline *t, long day)
{
    return (unsigned)((double)(day - t->begin) / (double)(t->end - t->begin) * (BINS - 1) + 0.5);
}

/* @return are there two days to show? */
static bool lay_out(timeline *t)
{
    long day;
    bool any = false;
    for (size_t i = 0; i < t->n; i++)
        if (day_of(&t->entries[i], &day)) {
            t->begin = !any || day < t->begin ? day : t->begin;
            t->end = !any || day > t->end ? day : t->end;
            any = true;
        }
    if (!any || t->begin == t->end)
        return false;
    for (size_t i = 0; i < t->n; i++) {
        const hs_entry *e = &t->entries[i];
        if (!day_of(e, &day))
            continue;
        row *r = row_of(t, e);
        if (!r && t->n_rows < MOST_ROWS) {
            r = &t->rows[t->n_rows++];
            r->first = e;
        }
        if (!r)
            continue;
        unsigned char *bin = &r->bins[bin_of(t, day)];
        *bin = (unsigned char)(*bin + (*bin < MOST_STACK));
        r->stack = *bin > r->stack ? *bin : r->stack;
        r->n++;
    }
    return true;
}

/* ---- picture ---- */

static double place_of(unsigned bin)
{
    return 2.0 + 96.0 * bin / (BINS - 1);
}

static void put_mark(hs_page *p, const hs_entry *e, unsigned bin, unsigned y)
{
    static const char *const shapes[] = {[HS_SIDE_OPEN] = "M0-5 5 0 0 5-5 0z", [HS_SIDE_FOR] = "M0-5 5 4H-5z", [HS_SIDE_AGAINST] = "M0 5 5-4H-5z"};
    const hs_trace_side side = hs_entry_side(e);
    hs_html_format(p, "<a href=\"#a%llu\" class=\"mark %s\"><title>", (unsigned long long)e->attribution, hs_side_class(side));
    hs_html_some(p, e->who.len ? e->who : HS_LIT("nobody named"), 80);
    hs_html(p, " ");
    hs_say_verb(p, e->act, e->polarity);
    hs_html(p, ", ");
    hs_html_some(p, e->outlet.len ? e->outlet : HS_LIT("an article"), 60);
    hs_html(p, ", ");
    hs_html_day(p, e->time.len >= 10 ? e->time : e->heard);
    hs_html_format(p, "</title><svg x=\"%.1f%%\" y=\"%u\" overflow=\"visible\"><path d=\"%s\"/></svg></a>", place_of(bin), y,
                   shapes[side]);
}

static void put_row_label(hs_page *p, const timeline *t, const row *r, unsigned y)
{
    static const char *const names[] = {[HS_SIDE_OPEN] = "leaves it open", [HS_SIDE_FOR] = "holds it", [HS_SIDE_AGAINST] = "rejects it"};
    hs_html_format(p, "<text x=\"0\" y=\"%u\" class=\"lbl\">", y);
    if (t->by_side)
        hs_html(p, names[hs_entry_side(r->first)]);
    else
        hs_html_some(p, r->first->who.len ? r->first->who : HS_LIT("nobody named"), 48);
    hs_html_format(p, "<tspan class=\"cnt\"> %u</tspan></text>", r->n);
}

static unsigned put_row(hs_page *p, const timeline *t, row *r, unsigned y)
{
    unsigned line = y + LABEL + (r->stack - 1) * STEP + 4;
    put_row_label(p, t, r, y + 14);
    hs_html_format(p, "<line x1=\"0\" x2=\"100%%\" y1=\"%u\" y2=\"%u\"/>", line + 7, line + 7);
    memset(r->bins, 0, sizeof r->bins);
    for (size_t i = 0; i < t->n; i++) {
        long day;
        if (row_of(t, &t->entries[i]) != r || !day_of(&t->entries[i], &day))
            continue;
        unsigned bin = bin_of(t, day);
        if (r->bins[bin] < MOST_STACK)
            put_mark(p, &t->entries[i], bin, line - STEP * r->bins[bin]++);
    }
    return line + 14;
}

static void put_axis(hs_page *p, const timeline *t, unsigned y)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    for (int i = 0; i < 3; i++) {
        char date[11];
        if (i == 1 && t->end - t->begin < 4)
            continue;
        date_of(t->begin + (t->end - t->begin) * i / 2, date);
        hs_html_format(p, "<text class=\"axis%s\" x=\"%d%%\" y=\"%u\" text-anchor=\"%s\">", i == 1 ? " mid" : "", 50 * i, y + 16,
                       anchors[i]);
        hs_html_day(p, hs_html_str(date));
        hs_html(p, "</text>");
    }
}

static unsigned height_of(const timeline *t)
{
    unsigned y = 0;
    for (unsigned i = 0; i < t->n_rows; i++)
        y += LABEL + (t->rows[i].stack - 1) * STEP + 18;
    return y + AXIS;
}

static void put_undated(hs_page *p, const timeline *t)
{
    size_t n = 0;
    long day;
    for (size_t i = 0; i < t->n; i++)
        n += !day_of(&t->entries[i], &day);
    if (!n)
        return;
    hs_html(p, "<p class=\"note\">");
    hs_html_count(p, n, "statement", "statements");
    hs_html(p, n == 1 ? " of an article without a date is not shown.</p>" : " of articles without a date are not shown.</p>");
}

void hs_put_timeline(hs_page *p, const hs_entry *entries, size_t n, bool by_side)
{
    timeline t = {.entries = entries, .n = n, .by_side = by_side, .rows = hs_alloc(MOST_ROWS * sizeof(row))};
    if (!t.rows) {
        p->out->failed = true;
        return;
    }
    if (n > 1 && lay_out(&t)) {
        unsigned y = 0;
        hs_html(p, "<figure class=\"timeline\"><figcaption>When it was said</figcaption>");
        hs_html_format(p, "<svg width=\"100%%\" height=\"%u\" role=\"group\" aria-label=\"Time line of the statements below\">",
                       height_of(&t));
        for (unsigned i = 0; i < t.n_rows; i++)
            y = put_row(p, &t, &t.rows[i], y);
        put_axis(p, &t, y);
        hs_html(p, "</svg>");
        put_undated(p, &t);
        hs_html(p, "</figure>");
    }
    hs_free(t.rows);
}
