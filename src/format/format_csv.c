/* format_csv.c -- one row an attribution, RFC 4180, for spreadsheets and data frames.
 * In: a document. Out: rows that end in CR LF, after a header row on request. */
#include <string.h>

#include "format.h"
#include "status.h"

/* A cell that starts like a formula would be run by the spreadsheet that opens it: an apostrophe makes it text. One is
 * put before apostrophes that stand before such a sign too, so that taking one off always gives back the words. */
static bool looks_like_formula(hs_str s)
{
    uint32_t c = 0;
    if (s.len == 1 && (*s.ptr == '+' || *s.ptr == '-')) /* a polarity */
        return false;
    while (s.len && *s.ptr == '\'')
        s = (hs_str){s.ptr + 1, s.len - 1};
    if (s.len)
        hs_utf8_next(&c, s.ptr, s.len);
    return c == '=' || c == '+' || c == '-' || c == '@' || c == 0xFF1D || c == 0xFF0B || c == 0xFF0D || c == 0xFF20;
}

void hs_csv_cell(hs_out *out, hs_str s)
{
    bool formula = looks_like_formula(s);
    if (!formula && (!s.len || (!memchr(s.ptr, '"', s.len) && !memchr(s.ptr, ',', s.len)))) {
        hs_out_str(out, s);
        return;
    }
    hs_out_text(out, formula ? "\"'" : "\"");
    while (s.len) {
        const char *quote = memchr(s.ptr, '"', s.len);
        size_t n = quote ? (size_t)(quote - s.ptr) + 1 : s.len;
        hs_out_add(out, s.ptr, n);
        if (quote)
            hs_out_text(out, "\"");
        s.ptr += n;
        s.len -= n;
    }
    hs_out_text(out, "\"");
}

static void write_shown(hs_writing *w, hs_buffer *shown, hs_str s)
{
    shown->len = 0;
    hs_show(shown, s);
    hs_csv_cell(w->out, (hs_str){shown->ptr, shown->len});
    hs_out_text(w->out, ",");
}

static void write_spans(hs_writing *w, hs_buffer *shown, hs_spans spans)
{
    shown->len = 0;
    hs_show_spans(shown, w->doc, spans);
    hs_csv_cell(w->out, (hs_str){shown->ptr, shown->len});
    hs_out_text(w->out, ",");
}

/* A word of ours; nothing for what is not known. */
static void write_word(hs_out *out, const char *word)
{
    hs_out_text(out, word ? word : "");
    hs_out_text(out, ",");
}

static void write_values(hs_writing *w, const hs_attribution *a, hs_buffer *shown)
{
    const hs_source *source = hs_source_of(w->doc, a);
    write_shown(w, shown, source ? source->name : (hs_str){NULL, 0});
    write_word(w->out, source ? hs_source_kind_name(source->kind) : NULL);
    write_word(w->out, !source || source->anonymous ? "true" : "false");
    if (source && source->count)
        hs_out_number(w->out, source->count);
    hs_out_text(w->out, ",");
    write_word(w->out, hs_act_name(a->act));
    write_word(w->out, hs_polarity_sign(a->polarity));
    write_word(w->out, hs_certainty_name(a->certainty));
    write_shown(w, shown, a->time);
    shown->len = 0;
    hs_show_relays(shown, w->doc, a, " > ");
    hs_csv_cell(w->out, (hs_str){shown->ptr, shown->len});
    hs_out_text(w->out, ",");
}

static void write_row(hs_writing *w, size_t i, hs_buffer *shown)
{
    const hs_document *doc = w->doc;
    const hs_attribution *a = &doc->attributions[i];
    hs_out *out = w->out;
    write_shown(w, shown, doc->input);
    write_shown(w, shown, doc->outlet);
    write_shown(w, shown, doc->published);
    hs_out_text(out, "a");
    hs_out_number(out, i + 1);
    hs_out_text(out, ",");
    if (hs_has_parent(doc, a)) {
        hs_out_text(out, "a");
        hs_out_number(out, (uint64_t)a->parent + 1);
    }
    hs_out_text(out, ",");
    hs_out_text(out, hs_place_name(a->place));
    hs_out_text(out, ",");
    write_spans(w, shown, a->source);
    write_spans(w, shown, a->cue);
    write_spans(w, shown, a->content);
    hs_out_text(out, hs_quotation_name(a->quotation));
    hs_out_text(out, ",");
    if (a->confidence >= 0 && a->confidence <= 1)
        hs_out_probability(out, a->confidence);
    hs_out_text(out, ",");
    if (a->content.n)
        hs_out_offset(w, a->content.at[0].begin);
    hs_out_text(out, ",");
    if (a->content.n)
        hs_out_offset(w, a->content.at[a->content.n - 1].end);
    hs_out_text(out, ",");
    write_values(w, a, shown);
    hs_out_str(out, doc->id); /* by which the row's own id, which counts from 1 in each document, is one of all rows */
    hs_out_text(out, "\r\n");
}

hs_status hs_write_csv(hs_writing *w, hs_error *err)
{
    hs_buffer shown = hs_buffer_new(hs_show_cap(w->doc));
    if (w->style.header)
        hs_out_text(w->out, "input,outlet,published,id,parent,in,source,cue,content,quotation,confidence,begin,end,"
                            "name,kind,anonymous,count,act,polarity,certainty,time,relays,document\r\n");
    for (size_t i = 0; i < w->doc->n_attributions && !shown.failed && !w->out->refused; i++)
        write_row(w, i, &shown);
    bool failed = shown.failed;
    hs_buffer_free(&shown);
    return failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a row") : HS_OK;
}
