/* format_answer.c -- choosing the writer of an answer. In: an answer, a format, a sink. Out: bytes in the sink. Any thread, one answer
 * at a time. */
#include "format_answer.h"

#include <string.h>

#include "status.h"

enum { SHOWN_CAP = 64 << 20, DEFAULT_WIDTH = 80, MOST_WIDTH = 100 /* what stands at the right edge is still seen as of its line */ };

void hs_answer_id(hs_out *out, char letter, uint64_t id)
{
    hs_out_add(out, &letter, 1);
    hs_out_number(out, id);
}

void hs_show_when(hs_buffer *into, hs_str published, hs_str heard, hs_dated by)
{
    if (!published.len && by != HS_DATED_PUBLISHED)
        hs_buffer_format(into, "%s ", hs_dated_name(by));
    hs_show_date(into, published.len ? published : heard);
}

static void show_head(hs_buffer *into, hs_str outlet, hs_str published, hs_str heard, hs_dated by, hs_str title)
{
    size_t from = into->len;
    hs_show(into, outlet);
    if (published.len || heard.len) {
        hs_buffer_text(into, into->len > from ? ", " : "");
        hs_show_when(into, published, heard, by);
    }
    if (title.len) {
        hs_buffer_text(into, into->len > from ? ": " : "");
        hs_show(into, title);
    }
}

void hs_show_entry_head(hs_buffer *into, const hs_entry *e, bool outlet)
{
    show_head(into, outlet ? e->outlet : (hs_str){NULL, 0}, e->published, e->heard, e->heard_by, e->title.len || outlet ? e->title : e->url);
}

void hs_show_report_head(hs_buffer *into, const hs_report *r)
{
    show_head(into, r->outlet, r->published, r->heard, r->heard_by, r->title.len || r->outlet.len ? r->title : r->input);
}

void hs_show_days(hs_buffer *into, hs_str first, hs_str last)
{
    hs_show_date(into, first);
    if (first.len >= 10 && last.len >= 10 && memcmp(first.ptr, last.ptr, 10) == 0)
        return;
    hs_buffer_text(into, " to ");
    hs_show_date(into, last);
}

hs_status hs_answer_write(const hs_answer *answer, hs_format format, const hs_style *style, hs_sink *sink, void *ctx, hs_error *err)
{
    static void (*const writers[])(hs_answering *w) = {
        [HS_FORMAT_TEXT] = hs_answer_write_text,
        [HS_FORMAT_JSONL] = hs_answer_write_jsonl,
        [HS_FORMAT_CSV] = hs_answer_write_csv,
        [HS_FORMAT_DOT] = hs_answer_write_dot,
    };
    if ((size_t)format >= sizeof writers / sizeof *writers || !writers[format])
        return hs_fail(err, HS_E_ARG, 0, "answers have no format of number %d", (int)format);
    hs_out out;
    out.sink = sink;
    out.ctx = ctx;
    out.refused = false;
    out.len = 0;
    hs_answering w = {.answer = answer, .style = {.header = true}, .out = &out, .shown = hs_buffer_new(SHOWN_CAP)};
    w.outlets = hs_answer_outlets(answer, &w.n_outlets);
    w.sources = hs_answer_sources(answer, &w.n_sources);
    w.documents = hs_answer_documents(answer, &w.n_documents);
    w.claims = hs_answer_claims(answer, &w.n_claims);
    w.entries = hs_answer_entries(answer, &w.n_entries);
    w.disputes = hs_answer_disputes(answer, &w.n_disputes);
    w.changes = hs_answer_changes(answer, &w.n_changes);
    w.stories = hs_answer_stories(answer, &w.n_stories);
    w.grounds = hs_answer_grounds(answer, &w.n_grounds);
    if (style)
        w.style = *style;
    if (!w.style.width)
        w.style.width = DEFAULT_WIDTH;
    if (w.style.width > MOST_WIDTH)
        w.style.width = MOST_WIDTH;
    writers[format](&w);
    bool failed = w.shown.failed;
    hs_buffer_free(&w.shown);
    if (failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a line of an answer");
    return hs_out_end(&out, err);
}
