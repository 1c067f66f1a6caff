/* fill_ledger.c -- a small ledger for the cases of the command line: fill_ledger LEDGER MODEL [--outlet NAME] [--published DATE] FILE.., where an option holds
 * for the files behind it. In: articles. Out: LEDGER, one article after the other. */
#include <stdio.h>
#include <string.h>

#include "hearsay.h"

static int failed(const char *name, const hs_error *err)
{
    fprintf(stderr, "fill_ledger: %s: %s\n", name, err->msg);
    return 1;
}

static hs_str str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

int main(int argc, char **argv)
{
    static char bytes[1 << 20];
    hs_reader *reader;
    hs_workspace *workspace;
    hs_ledger *ledger;
    hs_input input = {0};
    hs_error err;
    if (argc < 3 || hs_reader_open(&reader, argv[2], &err) || hs_workspace_open(&workspace, reader, &err) ||
        hs_ledger_open(&ledger, argv[1], HS_LEDGER_WRITE, &err))
        return failed(argc < 3 ? "usage" : argv[1], &err);
    for (int i = 3; i < argc; i++) {
        hs_document *doc;
        hs_added how;
        uint64_t id;
        if (i + 1 < argc && strcmp(argv[i], "--outlet") == 0) {
            input.outlet = str(argv[++i]);
            continue;
        }
        if (i + 1 < argc && strcmp(argv[i], "--published") == 0) {
            input.published = str(argv[++i]);
            continue;
        }
        FILE *f = fopen(argv[i], "rb");
        size_t len = f ? fread(bytes, 1, sizeof bytes, f) : 0;
        if (f)
            fclose(f);
        const char *base = strrchr(argv[i], '/');
        input.name = str(base ? base + 1 : argv[i]);
        if (hs_document_open(&doc, bytes, len, &input, &err) || hs_read(doc, reader, workspace, &err) || hs_ledger_add(&how, &id, ledger, doc, &err))
            return failed(argv[i], &err);
        hs_document_free(doc);
    }
    if (hs_ledger_commit(ledger, &err))
        return failed(argv[1], &err);
    hs_ledger_free(ledger);
    hs_workspace_free(workspace);
    hs_reader_free(reader);
    return 0;
}
