/* format.c -- choosing the writer. In: a document that has been read, a format, a sink. Out: bytes in the sink.
 * Any thread, one document at a time. */
#include "format.h"

#include <string.h>

#include "status.h"

static const struct {
    const char *name;
    hs_status (*write)(hs_writing *w, hs_error *err);
} writers[] = {
    [HS_FORMAT_TEXT] = {"text", hs_write_text},
    [HS_FORMAT_JSONL] = {"jsonl", hs_write_jsonl},
    [HS_FORMAT_CSV] = {"csv", hs_write_csv},
    [HS_FORMAT_BRAT] = {"brat", hs_write_brat},
    [HS_FORMAT_WEBANNO] = {"webanno", hs_write_webanno},
    [HS_FORMAT_DOT] = {"dot", NULL}, /* of answers and traces alone */
    [HS_FORMAT_SVG] = {"svg", NULL}, /* of traces alone */
};
enum { N_WRITERS = sizeof writers / sizeof *writers, DEFAULT_WIDTH = 80 };

bool hs_format_by_name(hs_format *out, const char *name)
{
    for (size_t i = 0; name && i < N_WRITERS; i++)
        if (strcmp(name, writers[i].name) == 0) {
            *out = (hs_format)i;
            return true;
        }
    return false;
}

hs_status hs_document_write(const hs_document *doc, hs_format format, const hs_style *style, hs_sink *sink, void *ctx,
                            hs_error *err)
{
    if ((size_t)format >= N_WRITERS || !writers[format].write)
        return hs_fail(err, HS_E_ARG, 0, "no output format of number %d", (int)format);
    hs_out out;
    out.sink = sink;
    out.ctx = ctx;
    out.refused = false;
    out.len = 0;
    hs_writing w = {.doc = doc, .style = {.header = true}, .cursor = {.text = doc->text}, .out = &out};
    if (style)
        w.style = *style;
    if (!w.style.width)
        w.style.width = DEFAULT_WIDTH;
    HS_TRY(writers[format].write(&w, err));
    return hs_out_end(&out, err);
}

bool hs_has_parent(const hs_document *doc, const hs_attribution *a)
{
    return a->parent < doc->n_attributions;
}
