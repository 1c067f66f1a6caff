/* cli_export.c -- `hearsay export`: the readings of the ledger's articles as `read` prints them, or a graph of who told whom. In: filters.
 * Out: stdout, one article after the other, the oldest first, in the memory of a few. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { PAGE = 500, OUT_BYTES = 1 << 16 };

typedef struct exporting {
    hs_ledger *ledger;
    hs_query query;
    hs_format format;
    hs_style style;
    size_t failed;
} exporting;

/* A line that parts articles where the format has none. */
static void write_parting(const exporting *x, const hs_document *doc)
{
    hs_str name = hs_document_name(doc);
    if (x->format != HS_FORMAT_BRAT)
        return;
    fputs("# ", stdout);
    for (size_t i = 0; i < name.len; i++)
        putchar((unsigned char)name.ptr[i] < 0x20 ? '?' : name.ptr[i]);
    putchar('\n');
}

/* One article that is damaged is named, and the rest comes. @return HS_OK to go on */
static hs_status write_document(exporting *x, uint64_t id, hs_error *err)
{
    hs_document *doc;
    hs_status status = hs_ledger_document(&doc, x->ledger, id, err);
    if (status == HS_E_LEDGER) {
        cli_say("%s", err->msg);
        x->failed++;
        return HS_OK;
    }
    if (status == HS_E_NONE)
        return HS_OK; /* it was forgotten since the list was made */
    if (status != HS_OK)
        return status;
    status = hs_document_keep(doc, x->query.least, err);
    if (status == HS_OK) {
        write_parting(x, doc);
        status = hs_document_write(doc, x->format, &x->style, cli_sink_file, stdout, err);
        x->style.header = false;
    }
    hs_document_free(doc);
    return status;
}

static hs_status write_page(exporting *x, const hs_answer *answer, hs_error *err)
{
    size_t n;
    if (x->format == HS_FORMAT_DOT) {
        hs_status status = hs_answer_write(answer, x->format, &x->style, cli_sink_file, stdout, err);
        x->style.header = false;
        return status;
    }
    const hs_report *documents = hs_answer_documents(answer, &n);
    for (size_t i = 0; i < n; i++) {
        hs_status status = write_document(x, documents[i].id, err);
        if (status != HS_OK)
            return status;
    }
    return HS_OK;
}

static hs_status write_all(exporting *x, hs_error *err)
{
    hs_answer *answer = NULL;
    hs_status status;
    do { /* the cursor lives in the answer before */
        hs_answer *before = answer;
        status = x->format == HS_FORMAT_DOT ? hs_ledger_attributions(&answer, x->ledger, &x->query, err)
                                            : hs_ledger_documents(&answer, x->ledger, &x->query, err);
        hs_answer_free(before);
        if (status == HS_OK)
            status = write_page(x, answer, err);
        if (status == HS_OK)
            x->query.after = hs_answer_next(answer);
    } while (status == HS_OK && x->query.after.ptr);
    hs_answer_free(answer);
    return status;
}

int cli_export(const cli_args *args)
{
    static char block[OUT_BYTES];
    exporting x = {.style = {.header = true}};
    hs_error err;
    char *words = cli_operands(args);
    if (!cli_query(&x.query, args)) {
        free(words);
        return CLI_USAGE;
    }
    const char *source = cli_args_get(args, "source");
    x.query.source = (hs_str){source, source ? strlen(source) : 0};
    x.query.words = (hs_str){words, strlen(words)};
    x.query.oldest_first = true;
    x.query.limit = PAGE;
    int code = hs_format_by_name(&x.format, cli_args_get(args, "format")) ? cli_ledger_open(&x.ledger, args, HS_LEDGER_READ) : CLI_DEFECT;
    if (code == CLI_DONE) {
        setvbuf(stdout, block, _IOFBF, sizeof block);
        hs_status status = write_all(&x, &err);
        if (status != HS_OK && !ferror(stdout)) /* cli_finish says what happened to stdout */
            code = cli_ledger_failed(&err);
        else if (x.failed)
            code = CLI_SOME_FAILED;
    }
    hs_ledger_free(x.ledger);
    free(words);
    return cli_finish(code);
}
