/* cli_read.c -- `hearsay read`: files -> readings on stdout, in the order of the files whatever the threads do.
 * A file that fails is named on stderr and the others are read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MOST_THREADS = 1024, OUT_BYTES = 1 << 16 };

typedef struct reading {
    const cli_args *args;
    hs_input about; /* what the options say of every document */
    float least;    /* confidence of what is printed */
    hs_format format;
    hs_style style;
    size_t done, failed;
    int code; /* what a failure of the run itself makes the exit status; CLI_DONE if there was none */
} reading;

static hs_status open_file(hs_document **out, void *ctx, size_t i, hs_error *err)
{
    const reading *r = ctx;
    const char *path = r->args->operands[i];
    cli_bytes bytes;
    hs_status status = cli_slurp(&bytes, path, err);
    if (status != HS_OK)
        return status;
    hs_input about = r->about;
    about.name = (hs_str){path, strlen(path)};
    status = hs_document_open(out, bytes.ptr, bytes.len, &about, err);
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

/* What of the input could not be read as it stands. */
static void say_decoding(const char *path, const hs_document *doc)
{
    bool assumed;
    hs_str encoding = hs_document_encoding(doc, &assumed);
    unsigned long long replaced = hs_document_replaced(doc), odd = hs_document_odd_byte(doc);
    if (assumed && odd && !replaced)
        cli_say("%s: byte %llu is no UTF-8 and no encoding is declared: read as %.*s", path, odd, (int)encoding.len,
                encoding.ptr);
    else if (assumed)
        cli_say("%s: no encoding is declared: read as %.*s", path, (int)encoding.len, encoding.ptr);
    if (replaced)
        cli_say("%s: %llu %s no valid %.*s and stand%s as U+FFFD, the first at byte %llu", path, replaced,
                replaced == 1 ? "byte is" : "bytes are", (int)encoding.len, encoding.ptr, replaced == 1 ? "s" : "",
                odd);
}

static bool take_document(void *ctx, size_t i, hs_document *doc, const hs_error *err)
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
    say_decoding(path, doc);
    cli_progress_hide();
    write_parting(r, path);
    hs_error why;
    hs_status status = hs_document_keep(doc, r->least, &why);
    if (status == HS_OK)
        status = hs_document_write(doc, r->format, &r->style, cli_sink_file, stdout, &why);
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

int cli_read(const cli_args *args)
{
    reading r = {.args = args, .style = {.width = cli_width(), .color = cli_color()}};
    unsigned threads;
    if (!args->n_operands) {
        cli_say("read: no file is named; - stands for standard input");
        return CLI_USAGE;
    }
    if (!cli_args_number(args, "threads", MOST_THREADS, &threads) ||
        !cli_args_share(args, "min-confidence", &r.least) || !cli_about(&r.about, args))
        return CLI_USAGE;
    if (!hs_format_by_name(&r.format, cli_args_get(args, "format"))) {
        cli_say("read: a defect of hearsay, please report it: a format without a writer");
        return CLI_DEFECT;
    }
    hs_reader *reader;
    hs_error err;
    if (hs_reader_open(&reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        return CLI_MODEL;
    }
    static char block[OUT_BYTES];
    setvbuf(stdout, block, _IOFBF, sizeof block);
    cli_progress_begin(args->n_operands);
    hs_status status = cli_pool_read(reader, threads, args->n_operands, open_file, take_document, &r, &err);
    cli_progress_end();
    hs_reader_free(reader);
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        r.code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    if (!r.code && r.failed)
        r.code = r.failed == args->n_operands ? CLI_NO_INPUT : CLI_SOME_FAILED;
    return cli_finish(r.code);
}
