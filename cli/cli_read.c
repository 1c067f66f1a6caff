/* cli_read.c -- `hearsay read`: files and web addresses -> readings on stdout, in their order whatever the threads do.
 * An input that fails is named on stderr and the others are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MOST_THREADS = 1024, OUT_BYTES = 1 << 16 };

typedef struct reading {
    const cli_args *args;
    hs_input about;      /* what the options say of every document */
    hs_fetcher *fetcher; /* NULL if no operand is a web address */
    hs_format format;
    hs_style style;
    size_t done, failed;
    int code; /* what a failure of the run itself makes the exit status; CLI_DONE if there was none */
} reading;

static hs_str text_of(const char *option)
{
    return option ? (hs_str){option, strlen(option)} : (hs_str){0};
}

static hs_status open_file(hs_document **out, void *ctx, size_t i, hs_error *err)
{
    const reading *r = ctx;
    const char *path = r->args->operands[i];
    cli_bytes bytes;
    hs_reply *reply = NULL;
    hs_status status =
        cli_is_url(path) ? cli_fetch(&bytes, &reply, r->fetcher, path, err) : cli_slurp(&bytes, path, err);
    if (status != HS_OK)
        return status;
    hs_input about = r->about;
    about.name = text_of(path);
    if (reply)
        about.fetched = reply->url;
    status = hs_document_open(out, bytes.ptr, bytes.len, &about, err);
    hs_reply_free(reply);
    free(bytes.ptr);
    return status;
}

/* What parts one document from the next where the format itself does not. */
static void write_parting(reading *r, const char *path)
{
    if (r->format == HS_FORMAT_TEXT && r->done)
        putchar('\n');
    if (r->format == HS_FORMAT_BRAT && r->args->n_operands > 1) {
        fputs("# ", stdout);
        for (; *path; path++)
            putchar((unsigned char)*path < 0x20 ? ' ' : *path);
        putchar('\n');
    }
    r->style.header = r->done == 0;
}

static bool take_document(void *ctx, size_t i, const hs_document *doc, const hs_error *err)
{
    reading *r = ctx;
    const char *path = r->args->operands[i];
    if (!doc) {
        cli_say_failed(path, err);
        r->failed++;
        if (err->code == HS_E_DEFECT)
            r->code = CLI_DEFECT;
        cli_progress_step(path);
        return true;
    }
    if (hs_document_replaced(doc))
        cli_say("%s: %llu bytes were no valid text and stand as U+FFFD", path,
                (unsigned long long)hs_document_replaced(doc));
    cli_progress_hide();
    write_parting(r, path);
    hs_error why;
    hs_status status = hs_document_write(doc, r->format, &r->style, cli_sink_file, stdout, &why);
    if (status == HS_E_IO) {
        r->code = CLI_SOME_FAILED; /* cli_finish says what happened to stdout */
        return false;
    }
    if (status != HS_OK) {
        cli_say_failed(path, &why);
        r->failed++;
    }
    r->done++;
    cli_progress_step(path);
    return true;
}

/* The library checks the date; asking it once beforehand turns a failure of every file into one of usage. */
static bool check_date(const reading *r)
{
    hs_document *doc;
    hs_error err;
    hs_status status = hs_document_open(&doc, "x", 1, &r->about, &err);
    if (status == HS_OK)
        hs_document_free(doc);
    if (status == HS_E_ARG)
        cli_say("read: %s", err.msg);
    return status != HS_E_ARG;
}

int cli_read(const cli_args *args)
{
    reading r = {.args = args, .style = {.width = cli_width(), .color = cli_color()}};
    unsigned threads;
    r.about.url = text_of(cli_args_get(args, "url"));
    r.about.outlet = text_of(cli_args_get(args, "outlet"));
    r.about.published = text_of(cli_args_get(args, "published"));
    if (!args->n_operands) {
        cli_say("read: no file or URL is named; - stands for standard input");
        return CLI_USAGE;
    }
    if (!cli_args_number(args, "threads", MOST_THREADS, &threads) || !check_date(&r))
        return CLI_USAGE;
    if (!hs_format_by_name(&r.format, cli_args_get(args, "format"))) {
        cli_say("read: a defect of hearsay, please report it: a format without a writer");
        return CLI_DEFECT;
    }
    int code = cli_fetcher_open(&r.fetcher, args);
    if (code != CLI_DONE)
        return code;
    hs_reader *reader;
    hs_error err;
    if (hs_reader_open(&reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        hs_fetcher_free(r.fetcher);
        return CLI_MODEL;
    }
    static char block[OUT_BYTES];
    setvbuf(stdout, block, _IOFBF, sizeof block);
    cli_progress_begin(args->n_operands);
    hs_status status = cli_pool_read(reader, threads, args->n_operands, open_file, take_document, &r, &err);
    cli_progress_end();
    hs_reader_free(reader);
    hs_fetcher_free(r.fetcher);
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        r.code = CLI_SOME_FAILED;
    }
    if (!r.code && r.failed)
        r.code = r.failed == args->n_operands ? CLI_NO_INPUT : CLI_SOME_FAILED;
    return cli_finish(r.code);
}
