/* cli_read.c -- `hearsay read`: files and web addresses -> readings on stdout, in the order of the inputs and of what they
 * hold, whatever the threads do. What fails is named on stderr and the rest is read. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { MOST_THREADS = 1024, OUT_BYTES = 1 << 16 };

typedef struct reading {
    cli_inputs inputs;
    hs_input about;      /* what the options say of every document */
    hs_fetcher *fetcher; /* NULL if nothing is to be fetched */
    bool follow;         /* summaries to their pages */
    float least;         /* confidence of what is printed */
    hs_format format;
    hs_style style;
    size_t done, failed;
    int code; /* what a failure of the run itself makes the exit status; CLI_DONE if there was none */
    /* what is being made */
    size_t input;
    cli_source source;
    hs_intake *intake; /* NULL: the input is not open */
    size_t n_made;     /* of its documents */
    size_t n_followed; /* of these, pages in place of summaries */
} reading;

/* The notes of an intake as one line; NULL if there are none. */
static char *say_notes(const reading *r)
{
    size_t n;
    const hs_note *notes = hs_intake_notes(r->intake, &n);
    cli_bytes line = {0};
    char words[256];
    for (size_t i = 0; i < n; i++) {
        if (!i)
            snprintf(words, sizeof words, "%zu document%s; also %llu %s", r->n_made, r->n_made == 1 ? "" : "s",
                     (unsigned long long)notes[i].n, notes[i].what);
        else
            snprintf(words, sizeof words, ", %llu %s", (unsigned long long)notes[i].n, notes[i].what);
        cli_sink_bytes(&line, words, strlen(words));
    }
    if (n && r->n_followed) {
        snprintf(words, sizeof words, "; %zu page%s read in place of summaries", r->n_followed,
                 r->n_followed == 1 ? "" : "s");
        cli_sink_bytes(&line, words, strlen(words));
    }
    return line.ptr;
}

static hs_status open_input(reading *r, hs_error *err)
{
    const cli_input *input = &r->inputs.at[r->input];
    hs_input about = r->about;
    about.name = (hs_str){input->path, strlen(input->path)};
    r->n_made = r->n_followed = 0;
    if (input->problem) {
        *err = (hs_error){.code = HS_E_IO};
        snprintf(err->msg, sizeof err->msg, "%s", input->problem);
        return err->code;
    }
    hs_status status = cli_source_open(&r->source, input->path, r->fetcher, err);
    if (status != HS_OK)
        return status;
    if (r->source.reply)
        about.address = r->source.reply->url;
    status = hs_intake_open(&r->intake, cli_source_read, &r->source, &about, err);
    if (status != HS_OK)
        cli_source_close(&r->source);
    return status;
}

static hs_status open_page(reading *r, hs_document **out, const hs_document *summary, hs_error *err)
{
    hs_input about = r->about;
    hs_intake *intake;
    cli_source source;
    hs_str url = hs_document_url(summary);
    if (!url.len) {
        *err = (hs_error){.code = HS_E_ARG, .msg = "a summary without the address of its page"};
        return err->code;
    }
    hs_status status = cli_source_fetch(&source, url, r->fetcher, err);
    if (status != HS_OK)
        return status;
    about.name = hs_document_name(summary);
    about.address = source.reply->url;
    about.told_outlet = hs_document_outlet(summary);
    about.told_published = hs_document_published(summary);
    status = hs_intake_open(&intake, cli_source_read, &source, &about, err);
    if (status == HS_OK) {
        status = hs_intake_next(intake, out, err);
        hs_intake_free(intake);
    }
    cli_source_close(&source);
    return status;
}

/* The page at a summary's address takes its place; where there is none to be had, the summary stays. */
static void follow(reading *r, cli_item *item)
{
    hs_document *page = NULL;
    if (!hs_document_is_summary(item->doc) || open_page(r, &page, item->doc, &item->missing) != HS_OK)
        return;
    hs_document_free(item->doc);
    item->doc = page;
    r->n_followed++;
}

static bool next_document(void *ctx, cli_item *out)
{
    reading *r = ctx;
    if (r->input == r->inputs.n)
        return false;
    out->input = r->input;
    if (!r->intake && open_input(r, &out->err) != HS_OK) {
        out->last = true;
        r->input++;
        return true;
    }
    if (hs_intake_next(r->intake, &out->doc, &out->err) != HS_OK)
        return true;
    if (out->doc) {
        r->n_made++;
        if (r->follow)
            follow(r, out);
        return true;
    }
    out->last = true;
    out->said = say_notes(r);
    hs_intake_free(r->intake);
    r->intake = NULL;
    cli_source_close(&r->source);
    r->input++;
    return true;
}

/* What parts one document from the next where the format itself does not. */
static void write_parting(reading *r, hs_str name, const char *path)
{
    if (r->format == HS_FORMAT_TEXT && r->done)
        putchar('\n');
    if (r->format == HS_FORMAT_BRAT && (r->inputs.n > 1 || name.len != strlen(path))) {
        fputs("# ", stdout);
        for (size_t i = 0; i < name.len; i++)
            putchar((unsigned char)name.ptr[i] < 0x20 ? ' ' : name.ptr[i]);
        putchar('\n');
    }
    r->style.header = r->done == 0;
}

/* What of the input could not be read as it stands, or is read as what it is not. */
static void say_decoding(const char *name, const hs_document *doc)
{
    hs_str other = hs_document_other_language(doc);
    if (other.len)
        cli_say("%s: part of the text is in %.*s; it is read as English", name, (int)other.len, other.ptr);
    bool assumed;
    hs_str encoding = hs_document_encoding(doc, &assumed);
    unsigned long long replaced = hs_document_replaced(doc), odd = hs_document_odd_byte(doc);
    if (assumed && odd && !replaced)
        cli_say("%s: byte %llu is no UTF-8 and no encoding is declared: read as %.*s", name, odd, (int)encoding.len,
                encoding.ptr);
    else if (assumed)
        cli_say("%s: no encoding is declared: read as %.*s", name, (int)encoding.len, encoding.ptr);
    if (replaced)
        cli_say("%s: %llu %s no valid %.*s and stand%s as U+FFFD, the first at byte %llu", name, replaced,
                replaced == 1 ? "byte is" : "bytes are", (int)encoding.len, encoding.ptr, replaced == 1 ? "s" : "",
                odd);
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
    say_decoding(name, doc);
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

static bool take_item(void *ctx, const cli_item *item)
{
    reading *r = ctx;
    const char *path = r->inputs.at[item->input].path;
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
    reading r = {.style = {.width = cli_width(), .color = cli_color()}, .follow = cli_args_get(args, "follow") != NULL};
    unsigned threads;
    if (!args->n_operands) {
        cli_args_say_lacking(args, "no file or URL is named; - stands for standard input");
        return CLI_USAGE;
    }
    if (!cli_args_number(args, "threads", MOST_THREADS, &threads) ||
        !cli_args_share(args, "min-confidence", &r.least) || !cli_about(&r.about, args))
        return CLI_USAGE;
    if (!hs_format_by_name(&r.format, cli_args_get(args, "format"))) {
        cli_say("read: a defect of hearsay, please report it: a format without a writer");
        return CLI_DEFECT;
    }
    if (r.follow && r.about.url.len) {
        cli_say("read: --follow needs each item's own address, over which --url wins");
        return CLI_USAGE;
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
    cli_inputs_find(&r.inputs, args->operands, args->n_operands);
    cli_progress_begin(r.inputs.n);
    hs_status status = cli_pool_read(reader, threads, next_document, take_item, &r, &err);
    cli_progress_end();
    hs_reader_free(reader);
    if (r.intake) {
        hs_intake_free(r.intake);
        cli_source_close(&r.source);
    }
    cli_inputs_free(&r.inputs);
    hs_fetcher_free(r.fetcher);
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        r.code = err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    if (!r.code && r.failed)
        r.code = r.done ? CLI_SOME_FAILED : CLI_NO_INPUT;
    return cli_finish(r.code);
}
