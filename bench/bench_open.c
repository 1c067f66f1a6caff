/* bench_open.c -- what intake makes of files, without a reading. In: files. Out: JSON Lines, one a document; a message
 * for each file that cannot be opened.
 *
 * usage: bench_open FILE.. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hearsay.h"

static int put(void *ctx, const char *bytes, size_t len)
{
    return fwrite(bytes, 1, len, ctx) != len;
}

static char *load(const char *name, size_t *len)
{
    FILE *in = fopen(name, "rb");
    char *bytes = NULL;
    if (in && fseek(in, 0, SEEK_END) == 0) {
        *len = (size_t)ftell(in);
        rewind(in);
        bytes = malloc(*len + 1);
        if (bytes && fread(bytes, 1, *len, in) != *len) {
            free(bytes);
            bytes = NULL;
        }
    }
    if (in)
        fclose(in);
    return bytes;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        hs_error err = {0};
        hs_document *doc = NULL;
        hs_input input = {.name = {argv[i], strlen(argv[i])}};
        size_t len = 0;
        char *bytes = load(argv[i], &len);
        if (!bytes)
            return perror(argv[i]), 1;
        hs_status status = hs_document_open(&doc, bytes, len, &input, &err);
        if (status == HS_OK)
            status = hs_document_write(doc, HS_FORMAT_JSONL, NULL, put, stdout, &err);
        if (status != HS_OK)
            fprintf(stderr, "%s: %s\n", argv[i], err.msg);
        hs_document_free(doc);
        free(bytes);
    }
    return fflush(stdout) != 0;
}
