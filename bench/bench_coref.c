/* bench_coref.c -- who and what a text speaks of. In: on standard input, for each document "TEXT_BYTES\n", the text,
 * and a line end. Out: JSON Lines, one a document, {"entities":[[[begin,end],..],..]}: the mentions of each in bytes of
 * the text.
 *
 * usage: bench_coref < FILE */
#include <stdio.h>
#include <stdlib.h>

#include "document.h"

int main(void)
{
    size_t bytes;
    while (scanf(" %zu", &bytes) == 1 && getchar() == '\n') {
        hs_error err = {0};
        hs_document *doc;
        if (hs_document_new(&doc, 64 * bytes + (64u << 20), &err) != HS_OK)
            return fprintf(stderr, "%s\n", err.msg), 1;
        char *text = HS_NEW(doc->arena, char, bytes + 1);
        if (!text || fread(text, 1, bytes, stdin) != bytes)
            return 1;
        doc->text = (hs_str){text, bytes};
        const hs_spans *entities;
        size_t n;
        if (hs_document_seal(doc, &err) != HS_OK || hs_document_entities(&entities, &n, doc, &err) != HS_OK)
            return fprintf(stderr, "%s\n", err.msg), 1;
        printf("{\"entities\":[");
        for (size_t e = 0; e < n; e++) {
            printf("%s[", e ? "," : "");
            for (uint32_t i = 0; i < entities[e].n; i++)
                printf("%s[%u,%u]", i ? "," : "", entities[e].at[i].begin, entities[e].at[i].end);
            printf("]");
        }
        printf("]}\n");
        hs_document_free(doc);
    }
    return fflush(stdout) != 0;
}
