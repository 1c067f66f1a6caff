/* format_row.c -- a record of named values, for programs and spreadsheets, and words on lines: what a program that prints more than
 * readings and answers writes as they are written. In: values, hostile. Out: bytes in the caller's sink. Any thread. */
#include "format_text.h"

#include <string.h>

#include "status.h"

enum { SHOWN_CAP = 64 << 20 };

static void open_out(hs_out *out, hs_sink *sink, void *ctx)
{
    out->sink = sink;
    out->ctx = ctx;
    out->refused = false;
    out->len = 0;
}

static void write_json(hs_out *out, const hs_cell *cells, size_t n)
{
    hs_out_text(out, "{\"schema\":1");
    for (size_t i = 0; i < n; i++)
        hs_json_field(out, cells[i].name, cells[i].text);
    hs_out_text(out, "}\n");
}

static void write_names(hs_out *out, const hs_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        hs_out_text(out, i ? "," : "");
        hs_out_text(out, cells[i].name);
    }
    hs_out_text(out, "\r\n");
}

static bool write_values(hs_out *out, const hs_cell *cells, size_t n)
{
    hs_buffer shown = hs_buffer_new(SHOWN_CAP);
    for (size_t i = 0; i < n; i++) {
        shown.len = 0;
        hs_show(&shown, cells[i].text);
        hs_out_text(out, i ? "," : "");
        hs_csv_cell(out, hs_buffer_str(&shown));
    }
    hs_out_text(out, "\r\n");
    bool failed = shown.failed;
    hs_buffer_free(&shown);
    return !failed;
}

hs_status hs_row_write(const hs_cell *cells, size_t n, hs_format format, hs_sink *sink, void *ctx, hs_error *err)
{
    hs_out out;
    if (format != HS_FORMAT_JSONL && format != HS_FORMAT_CSV)
        return hs_fail(err, HS_E_ARG, 0, "rows have no format of number %d", (int)format);
    open_out(&out, sink, ctx);
    if (format == HS_FORMAT_JSONL)
        write_json(&out, cells, n);
    else if (!write_values(&out, cells, n))
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a row");
    return hs_out_end(&out, err);
}

hs_status hs_row_names_write(const hs_cell *cells, size_t n, hs_sink *sink, void *ctx, hs_error *err)
{
    hs_out out;
    open_out(&out, sink, ctx);
    write_names(&out, cells, n);
    return hs_out_end(&out, err);
}

/* Blanks of what stands in quotation marks, such as a command, are glue. */
static void glue_quoted(hs_buffer *shown)
{
    bool inside = false;
    for (size_t i = 0; i < shown->len; i++) {
        char *c = &shown->ptr[i], before = i ? c[-1] : ' ';
        if (*c == '\'' && (inside || before == ' ' || before == HS_GLUE))
            inside = !inside && memchr(c + 1, '\'', shown->len - i - 1);
        else if (*c == ' ' && inside)
            *c = HS_GLUE;
    }
}

hs_status hs_text_lay(hs_str text, unsigned indent, unsigned width, hs_sink *sink, void *ctx, hs_error *err)
{
    hs_out out;
    hs_buffer shown = hs_buffer_new(3 * text.len + 16); /* a byte becomes three at most */
    hs_show(&shown, text);
    bool failed = shown.failed;
    if (!failed) {
        glue_quoted(&shown);
        open_out(&out, sink, ctx);
        hs_lay(&out, hs_buffer_str(&shown), indent, width, NULL);
    }
    hs_buffer_free(&shown);
    return failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a line of %zu bytes", text.len) : hs_out_end(&out, err);
}
