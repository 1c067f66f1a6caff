/* cli_walk.c -- every document of a command's inputs: files and web addresses -> documents, in the order of the inputs
 * and of what they hold. Opening and closing belong to the main thread; cli_walk_next to any, one at a time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

/* The notes of an intake as one line; NULL if there are none. */
static char *say_notes(const cli_walk *r)
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

static hs_status open_input(cli_walk *r, hs_error *err)
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
    if (r->source.reply) {
        about.address = r->source.reply->url;
        about.fetched = r->source.reply->fetched;
    }
    status = hs_intake_open(&r->intake, cli_source_read, &r->source, &about, err);
    if (status != HS_OK)
        cli_source_close(&r->source);
    return status;
}

static hs_status open_fetched(hs_document **out, cli_source *source, const hs_input *about, hs_error *err)
{
    hs_intake *intake;
    hs_status status = hs_intake_open(&intake, cli_source_read, source, about, err);
    if (status != HS_OK)
        return status;
    status = hs_intake_next(intake, out, err);
    hs_intake_free(intake);
    return status;
}

hs_status cli_walk_page(hs_document **out, const hs_document *summary, const hs_input *options, hs_fetcher *fetcher, hs_error *err)
{
    hs_input about = *options;
    cli_source source;
    hs_str url = hs_document_url(summary);
    *out = NULL;
    if (!url.len) {
        *err = (hs_error){.code = HS_E_ARG, .msg = "a summary without the address of its page"};
        return err->code;
    }
    hs_status status = cli_source_fetch(&source, url, fetcher, err);
    if (status != HS_OK)
        return status;
    about.name = hs_document_name(summary);
    about.address = source.reply->url;
    about.fetched = source.reply->fetched;
    about.told_outlet = hs_document_outlet(summary);
    about.told_published = hs_document_published(summary);
    status = open_fetched(out, &source, &about, err);
    cli_source_close(&source);
    return status;
}

/* The page at a summary's address takes its place; where there is none to be had, the summary stays. */
static void follow(cli_walk *r, cli_item *item)
{
    hs_document *page = NULL;
    if (!hs_document_is_summary(item->doc) || cli_walk_page(&page, item->doc, &r->about, r->fetcher, &item->missing) != HS_OK)
        return;
    hs_document_free(item->doc);
    item->doc = page;
    r->n_followed++;
}

/* Bytes of the inputs up to here; a PDF's text and a page's body count as much as their file at most. */
static uint64_t count_bytes(const cli_walk *r)
{
    uint64_t all = r->inputs.at[r->input].bytes;
    return r->passed + (r->source.given < all ? r->source.given : all);
}

static void end_input(cli_walk *r, cli_item *out)
{
    r->passed += r->inputs.at[r->input].bytes;
    r->input++;
    out->bytes = r->passed;
    out->last = true;
}

static bool next_document(cli_walk *r, cli_item *out)
{
    if (r->input == r->inputs.n)
        return false;
    out->input = r->input;
    if (!r->intake && open_input(r, &out->err) != HS_OK) {
        end_input(r, out);
        return true;
    }
    hs_status status = hs_intake_next(r->intake, &out->doc, &out->err);
    out->bytes = count_bytes(r);
    if (status != HS_OK)
        return true;
    if (out->doc) {
        r->n_made++;
        if (r->follow)
            follow(r, out);
        return true;
    }
    out->said = say_notes(r);
    hs_intake_free(r->intake);
    r->intake = NULL;
    cli_source_close(&r->source);
    end_input(r, out);
    return true;
}

bool cli_walk_next(cli_walk *r, cli_item *out)
{
    if (cli_stopped() || !next_document(r, out))
        return false;
    if (!out->doc && cli_stopped()) {
        /* What failed may have failed for being stopped; the next run tells. */
        free(out->said);
        *out = (cli_item){0};
        return false;
    }
    out->known = out->doc && r->is_known && r->is_known(r->known_ctx, out->doc);
    return true;
}

/* What of the input could not be read as it stands, or is read as what it is not. */
void cli_walk_say_decoding(const char *name, const hs_document *doc)
{
    hs_str other = hs_document_other_language(doc);
    if (other.len)
        cli_say("%s: part of the text is in %.*s; it is read as English", name, (int)other.len, other.ptr);
    hs_str no_date = hs_document_no_date(doc);
    if (no_date.len)
        cli_say("%s: '%.*s' is no date, so that it has none; --published gives one", name, (int)(no_date.len < 60 ? no_date.len : 60), no_date.ptr);
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

/* How much there is in all, if every input is a file. */
static uint64_t count_total(const cli_inputs *inputs)
{
    uint64_t total = 0;
    for (size_t i = 0; i < inputs->n; i++) {
        if (!inputs->at[i].sized && !inputs->at[i].problem)
            return 0;
        total += inputs->at[i].bytes;
    }
    return total;
}

int cli_walk_open(cli_walk *out, const cli_args *args)
{
    const char *command = args->manual->command;
    *out = (cli_walk){.follow = cli_args_get(args, "follow") != NULL};
    if (!args->n_operands) {
        cli_args_say_lacking(args, "no file or URL is named; - stands for standard input");
        return CLI_USAGE;
    }
    if (!cli_about(&out->about, args))
        return CLI_USAGE;
    if (out->follow && out->about.url.len) {
        cli_say("%s: --follow needs each item's own address, over which --url wins", command);
        return CLI_USAGE;
    }
    int code = cli_fetcher_open(&out->fetcher, args);
    if (code != CLI_DONE)
        return code;
    cli_inputs_find(&out->inputs, args->operands, args->n_operands);
    out->total = count_total(&out->inputs);
    return CLI_DONE;
}

bool cli_walk_has_input(const cli_walk *r)
{
    struct stat about;
    bool any = false;
    for (size_t i = 0; i < r->inputs.n && !any; i++) {
        const char *path = r->inputs.at[i].path;
        any = !r->inputs.at[i].problem && (cli_is_url(path) || strcmp(path, "-") == 0 || stat(path, &about) == 0);
    }
    return any;
}

void cli_walk_leave_out(cli_walk *r, const char *path)
{
    struct stat it, other;
    size_t kept = 0;
    if (stat(path, &it) != 0)
        return;
    for (size_t i = 0; i < r->inputs.n; i++) {
        cli_input *input = &r->inputs.at[i];
        if (input->sized && stat(input->path, &other) == 0 && other.st_dev == it.st_dev && other.st_ino == it.st_ino)
            free(input->path);
        else
            r->inputs.at[kept++] = *input;
    }
    r->inputs.n = kept;
    r->total = count_total(&r->inputs);
}

void cli_walk_close(cli_walk *r)
{
    if (r->intake) {
        hs_intake_free(r->intake);
        cli_source_close(&r->source);
    }
    cli_inputs_free(&r->inputs);
    hs_fetcher_free(r->fetcher);
}
