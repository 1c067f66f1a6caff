/* format_answer_page.c -- an answer as one object of JSON: its lines as `items`, and where it goes on. In: an answer. Out: bytes in the
 * caller's sink. Any thread, one answer at a time. */
#include "format_answer.h"

#include <string.h>

#include "status.h"

/* Lines of JSON as the items of an array. */
typedef struct joining {
    hs_sink *sink;
    void *ctx;
    bool due; /* a line has ended before */
} joining;

static int join(void *ctx, const char *bytes, size_t len)
{
    joining *j = ctx;
    while (len) {
        const char *end = memchr(bytes, '\n', len);
        size_t n = end ? (size_t)(end - bytes) : len;
        if (n && j->due && j->sink(j->ctx, ",\n", 2) != 0)
            return 1;
        if (n && j->sink(j->ctx, bytes, n) != 0)
            return 1;
        j->due = end || (j->due && !n);
        bytes += n + (end != NULL);
        len -= n + (end != NULL);
    }
    return 0;
}

hs_status hs_answer_write_page(const hs_answer *answer, hs_sink *sink, void *ctx, hs_error *err)
{
    hs_out out;
    joining j = {.sink = sink, .ctx = ctx};
    size_t fits = hs_answer_fits(answer);
    if (sink(ctx, "{\"items\":[", 10) != 0)
        return hs_fail(err, HS_E_IO, 0, "the output could not be written");
    HS_TRY(hs_answer_write(answer, HS_FORMAT_JSONL, NULL, join, &j, err));
    out.sink = sink;
    out.ctx = ctx;
    out.refused = false;
    out.len = 0;
    hs_out_text(&out, "]");
    hs_json_field(&out, "next", hs_answer_next(answer));
    hs_out_text(&out, hs_answer_cut(answer) ? ",\"cut\":true" : ",\"cut\":false");
    if (fits) {
        hs_out_text(&out, ",\"fits\":");
        hs_out_number(&out, fits);
    }
    hs_out_text(&out, "}\n");
    return hs_out_end(&out, err);
}
