/* cli_read.c -- `hearsay read`: files and web addresses -> readings on stdout, in the order of the inputs and of what they
 * hold, whatever the threads do. What fails is named on stderr and the rest is read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MOST_THREADS = 1024, OUT_BYTES = 1 << 16 };

typedef struct reading {
    cli_walk walk;
    float least; /* confidence of what is printed */
    hs_format format;
    hs_style style;
    size_t done, failed;
    int code; /* what a failure of the run itself makes the exit status; CLI_DONE if there was none */
} reading;

static bool next_document(void *ctx, cli_item *out)
{
    reading *r = ctx;
    return cli_walk_next(&r->walk, out);
}

/* What parts one document from the next where the format itself does not. */
static void write_parting(reading *r, hs_str name, const char *path)
{
    if (r->format == HS_FORMAT_TEXT && r->done)
        putchar('\n');
    if (r->format == HS_FORMAT_BRAT && (r->walk.inputs.n > 1 || name.len != strlen(path))) {
        fputs("# ", stdout);
        for (size_t i = 0; i < name.len; i++)
            putchar((unsigned char)name.ptr[i] < 0x20 ? ' ' : name.ptr[i]);
        putchar('\n');
    }
    r->style.header = r->done == 0;
}

static void take_failure(reading *r, const char *name, const hs_error *err)
{
    cli_say_failed(name, err);
    r->failed++;
    if (err->code == HS_E_DEFECT)
        r->code = CLI_DEFECT;
}

static bool write_document(reading *r, hs_document *doc, const char *path)
{
    hs_str given = hs_document_name(doc);
    char *name = cli_copy(given.ptr, given.len);
    cli_walk_say_decoding(name, doc);
    cli_progress_hide();
    write_parting(r, given, path);
    hs_error why;
    hs_status status = hs_document_keep(doc, r->least, &why);
    if (status == HS_OK)
        status = hs_document_write(doc, r->format, &r->style, cli_sink_file, stdout, &why);
    if (status == HS_E_IO)
        r->code = CLI_SOME_FAILED; /* cli_finish says what happened to stdout */
    else if (status != HS_OK)
        take_failure(r, name, &why);
    r->done++;
    free(name);
    return status != HS_E_IO;
}

/* A page that is missing is an input that failed, though its summary is read. */
static void take_missing(reading *r, const hs_document *summary, const hs_error *why)
{
    hs_str given = hs_document_name(summary);
    char *name = cli_copy(given.ptr, given.len);
    take_failure(r, name, why);
    cli_say("%s: the summary is read in place of the page", name);
    free(name);
}

static bool take_item(void *ctx, cli_item *item)
{
    reading *r = ctx;
    const char *path = r->walk.inputs.at[item->input].path;
    bool go_on = true;
    if (item->doc && item->missing.code != HS_OK)
        take_missing(r, item->doc, &item->missing);
    if (item->doc)
        go_on = write_document(r, item->doc, path);
    else if (item->err.code != HS_OK)
        take_failure(r, path, &item->err);
    if (item->said)
        cli_say("%s: %s", path, item->said);
    if (item->last)
        cli_progress_step(path);
    return go_on;
}

int cli_read(const cli_args *args)
{
    reading r = {.style = {.width = cli_width(), .color = cli_color()}};
    unsigned threads;
    if (!cli_args_number(args, "threads", MOST_THREADS, &threads) || !cli_args_share(args, "min-confidence", &r.least))
        return CLI_USAGE;
    if (!hs_format_by_name(&r.format, cli_args_get(args, "format"))) {
        cli_say("read: a defect of hearsay, please report it: a format without a writer");
        return CLI_DEFECT;
    }
    int code = cli_walk_open(&r.walk, args);
    if (code != CLI_DONE)
        return code;
    hs_reader *reader;
    hs_error err;
    if (hs_reader_open(&reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        cli_walk_close(&r.walk);
        return CLI_MODEL;
    }
    static char block[OUT_BYTES];
    setvbuf(stdout, block, _IOFBF, sizeof block);
    cli_progress_begin(r.walk.inputs.n);
    hs_status status = cli_pool_read(reader, threads, next_document, take_item, NULL, &r, &err);
    cli_progress_end();
    hs_reader_free(reader);
    cli_walk_close(&r.walk);
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        r.code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    if (!r.code && r.failed)
        r.code = r.done ? CLI_SOME_FAILED : CLI_NO_INPUT;
    return cli_finish(r.code);
}
