/* bench_values.c -- what resolution makes of attributions whose spans are given, without a model. In: on standard
 * input, for each document "TEXT_BYTES N_ATTRIBUTIONS\n", the text, and N lines "PARENT SOURCE CUE CONTENT" (spans as
 * "b-e,b-e" in bytes, or "-"; PARENT -1 for none). Out: JSON Lines, one a document.
 *
 * usage: bench_values < FILE */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "document.h"
#include "resolution.h"

enum { MAX_SPANS = 64 };

static int put(void *ctx, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, ctx) != len;
}

static hs_spans read_spans(hs_document *doc)
{
    static char field[1 << 14];
    hs_span *at = HS_NEW(doc->arena, hs_span, MAX_SPANS);
    uint32_t n = 0;
    if (!at || scanf(" %16383s", field) != 1)
        exit(1);
    for (char *c = field; *c >= '0' && *c <= '9' && n < MAX_SPANS; c += *c == ',') {
        at[n].begin = (uint32_t)strtoul(c, &c, 10);
        at[n++].end = (uint32_t)strtoul(c + 1, &c, 10);
    }
    return (hs_spans){at, n};
}

int main(void)
{
    size_t bytes, n;
    while (scanf(" %zu %zu", &bytes, &n) == 2 && getchar() == '\n') {
        hs_error err = {0};
        hs_document *doc;
        if (hs_document_new(&doc, 64 * bytes + (64u << 20), &err) != HS_OK)
            return fprintf(stderr, "%s\n", err.msg), 1;
        char *text = HS_NEW(doc->arena, char, bytes + 1);
        hs_attribution *a = HS_NEW(doc->arena, hs_attribution, n + 1);
        if (!text || !a || fread(text, 1, bytes, stdin) != bytes)
            return 1;
        doc->text = (hs_str){text, bytes};
        if (hs_document_seal(doc, &err) != HS_OK)
            return 1;
        for (size_t i = 0; i < n; i++) {
            long parent;
            if (scanf(" %ld", &parent) != 1)
                return 1;
            a[i] = (hs_attribution){.parent = parent < 0 ? HS_NO_PARENT : (uint32_t)parent, .source_id = HS_NO_SOURCE};
            a[i].source = read_spans(doc);
            a[i].cue = read_spans(doc);
            a[i].content = read_spans(doc);
        }
        doc->attributions = a;
        doc->n_attributions = n;
        hs_status status = hs_resolve(doc, &err);
        if (status == HS_OK)
            status = hs_document_write(doc, HS_FORMAT_JSONL, NULL, put, stdout, &err);
        if (status != HS_OK)
            return fprintf(stderr, "%s\n", err.msg), 1;
        hs_document_free(doc);
    }
    return fflush(stdout) != 0;
}
