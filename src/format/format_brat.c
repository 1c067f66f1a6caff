/* format_brat.c -- brat standoff in PolNeAR's shape: a T line a span, an E line an attribution, an A line a value of
 * one; offsets in code points. In: a document. Out: the .ann that belongs to its text. */
#include "format.h"

/* One T line; the text it repeats has blanks where the document breaks its lines, as brat wants it. */
static uint32_t write_term(hs_writing *w, uint32_t id, const char *type, hs_spans spans)
{
    hs_out *out = w->out;
    hs_out_text(out, "T");
    hs_out_number(out, id);
    hs_out_text(out, "\t");
    hs_out_text(out, type);
    for (uint32_t i = 0; i < spans.n; i++) {
        hs_out_text(out, i ? ";" : " ");
        hs_out_offset(w, spans.at[i].begin);
        hs_out_text(out, " ");
        hs_out_offset(w, spans.at[i].end);
    }
    for (uint32_t i = 0; i < spans.n; i++) {
        hs_out_text(out, i ? " " : "\t");
        hs_str s = hs_document_slice(w->doc, spans.at[i]);
        size_t run = 0;
        for (size_t k = 0; k < s.len; k++)
            if (s.ptr[k] == '\n' || s.ptr[k] == '\r' || s.ptr[k] == '\t') {
                hs_out_add(out, s.ptr + run, k - run);
                hs_out_text(out, " ");
                run = k + 1;
            }
        hs_out_add(out, s.ptr + run, s.len - run);
    }
    hs_out_text(out, "\n");
    return id;
}

static void write_role(hs_out *out, const char *role, uint32_t id)
{
    if (!id)
        return;
    hs_out_text(out, role);
    hs_out_number(out, id);
}

/* An A line: a value of attribution `event`; none for what is not known. */
static void write_value(hs_out *out, uint32_t *id, const char *type, size_t event, const char *value)
{
    if (!value)
        return;
    hs_out_text(out, "A");
    hs_out_number(out, ++*id);
    hs_out_text(out, "\t");
    hs_out_text(out, type);
    hs_out_text(out, " E");
    hs_out_number(out, event);
    hs_out_text(out, " ");
    hs_out_text(out, value);
    hs_out_text(out, "\n");
}

hs_status hs_write_brat(hs_writing *w, hs_error *err)
{
    const hs_document *doc = w->doc;
    uint32_t term = 0, value = 0;
    (void)err;
    for (size_t i = 0; i < doc->n_attributions && !w->out->refused; i++) {
        const hs_attribution *a = &doc->attributions[i];
        hs_spans anchor = a->cue.n ? a->cue : a->content;
        if (!anchor.n)
            continue;
        uint32_t source = a->source.n ? write_term(w, ++term, "Source", a->source) : 0;
        uint32_t cue = a->cue.n ? write_term(w, ++term, "Cue", a->cue) : 0;
        uint32_t content = a->content.n ? write_term(w, ++term, "Content", a->content) : 0;
        write_term(w, ++term, "Attribution", anchor);
        hs_out_text(w->out, "E");
        hs_out_number(w->out, i + 1);
        write_role(w->out, "\tAttribution:T", term);
        write_role(w->out, " Content:T", content);
        write_role(w->out, " Cue:T", cue);
        write_role(w->out, " Source:T", source);
        hs_out_text(w->out, "\n");
        write_value(w->out, &value, "Act", i + 1, hs_act_name(a->act));
        write_value(w->out, &value, "Polarity", i + 1, hs_polarity_sign(a->polarity));
        write_value(w->out, &value, "Certainty", i + 1, hs_certainty_name(a->certainty));
    }
    return HS_OK;
}
