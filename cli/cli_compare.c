/* cli_compare.c -- `hearsay compare`: two texts, or pairs from standard input -> how each pair stands, in order. A line that
 * is no pair is named on stderr and the rest is compared. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli_pair.h"

enum { BATCH = 128, OUT_BYTES = 1 << 16 };

typedef struct comparing {
    cli_form form;
    bool features;
    hs_comparer *comparer;
    hs_compare_space *space;
    size_t done, failed;
    int code; /* what a failure of the run itself makes the exit status; CLI_DONE if there was none */
    cli_pair pairs[BATCH];
    hs_pair texts[BATCH];
    hs_comparison found[BATCH];
    size_t n;
} comparing;

static const char *const columns[] = {"a", "b", "relation", "same", "contradicts", "neither", "why"};
enum { N_COLUMNS = sizeof columns / sizeof *columns };

static void print_csv(const char *a, const char *b, const hs_comparison *c)
{
    char scores[HS_RELATIONS][16];
    const char *text[N_COLUMNS] = {a, b, hs_relation_name(c->relation), scores[0], scores[1], scores[2], c->why};
    cli_cell cells[N_COLUMNS];
    for (int r = 0; r < HS_RELATIONS; r++)
        snprintf(scores[r], sizeof scores[r], "%.4f", (double)c->scores[r]);
    for (int i = 0; i < N_COLUMNS; i++)
        cells[i] = (cli_cell){columns[i], text[i]};
    cli_row_csv(cells, N_COLUMNS);
}

static void print_csv_names(void)
{
    cli_cell cells[N_COLUMNS] = {{0}};
    for (int i = 0; i < N_COLUMNS; i++)
        cells[i].name = columns[i];
    cli_row_csv_names(cells, N_COLUMNS);
}

/* cli_finish says what happened to stdout. */
static void print_json(const comparing *c, const char *a, const char *b, const hs_comparison *found)
{
    const hs_pair pair = {{a, strlen(a)}, {b, strlen(b)}};
    hs_comparison_write(found, &pair, hs_comparer_model(c->comparer), c->features, cli_sink_file, stdout, NULL);
}

static void print_text(const comparing *c, const char *a, const char *b, const hs_comparison *found)
{
    char head[64 + HS_WHY_BYTES];
    if (c->done)
        putchar('\n');
    snprintf(head, sizeof head, "%s: %s", hs_relation_name(found->relation), found->why);
    cli_lines(0, head);
    cli_lines(2, a);
    cli_lines(2, b);
}

static void print(comparing *c, const char *a, const char *b, const hs_comparison *found)
{
    if (c->form == CLI_JSONL)
        print_json(c, a, b, found);
    else if (c->form == CLI_CSV)
        print_csv(a, b, found);
    else
        print_text(c, a, b, found);
    c->done++;
}

static bool failed(comparing *c, const hs_error *err)
{
    cli_say("%s", err->msg);
    c->code = err->code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    return false;
}

/* Compare what is gathered, and print it. @return false to stop */
static bool end_batch(comparing *c)
{
    hs_error err;
    bool on = hs_compare_many(c->found, c->space, c->texts, c->n, &err) == HS_OK || failed(c, &err);
    for (size_t i = 0; i < c->n; i++) {
        if (on)
            print(c, c->pairs[i].a, c->pairs[i].b, &c->found[i]);
        json_decref(c->pairs[i].root);
    }
    c->n = 0;
    return on && !ferror(stdout);
}

static bool take_line(comparing *c, const char *line, size_t len, size_t number)
{
    hs_error err;
    if (len <= CLI_PAIR_BYTES && strspn(line, " \t\r") == len)
        return true;
    if (cli_pair_read(&c->pairs[c->n], line, len, &err) != HS_OK) {
        if (err.code == HS_E_NOMEM)
            return failed(c, &err);
        if (err.pos)
            cli_say("line %zu, byte %llu: %s", number, (unsigned long long)err.pos, err.msg);
        else
            cli_say("line %zu: %s", number, err.msg);
        c->failed++;
        return true;
    }
    const cli_pair *pair = &c->pairs[c->n];
    c->texts[c->n++] = (hs_pair){{pair->a, strlen(pair->a)}, {pair->b, strlen(pair->b)}};
    return c->n < BATCH || end_batch(c);
}

/* Lines of standard input; of one that is too long the rest is passed by. */
static void take_lines(comparing *c)
{
    char *line = cli_grow(NULL, CLI_PAIR_BYTES + 2, 1);
    size_t len = 0, number = 1;
    bool on = true;
    for (int byte; on && (byte = getc(stdin)) != EOF;) {
        if (byte != '\n') {
            if (len <= CLI_PAIR_BYTES)
                line[len++] = (char)byte;
            continue;
        }
        line[len] = '\0';
        on = take_line(c, line, len, number++);
        len = 0;
    }
    line[len] = '\0';
    if (on && len)
        on = take_line(c, line, len, number);
    if (on)
        end_batch(c);
    for (size_t i = 0; i < c->n; i++)
        json_decref(c->pairs[i].root);
    if (ferror(stdin)) {
        cli_say("standard input cannot be read");
        c->code = CLI_SOME_FAILED;
    }
    free(line);
}

static int take_operands(comparing *c, char **texts)
{
    hs_comparison found;
    hs_error err;
    const hs_pair pair = {{texts[0], strlen(texts[0])}, {texts[1], strlen(texts[1])}};
    hs_status status = hs_compare(&found, c->space, pair.a, pair.b, &err);
    if (status == HS_OK)
        print(c, texts[0], texts[1], &found);
    else if (status == HS_E_ARG)
        cli_say("compare: a text is no UTF-8");
    else
        failed(c, &err);
    return status == HS_E_ARG ? CLI_USAGE : c->code;
}

int cli_compare(const cli_args *args)
{
    static comparing c;
    static char block[OUT_BYTES];
    hs_error err;
    const bool lines = !args->n_operands || (args->n_operands == 1 && strcmp(args->operands[0], "-") == 0);
    c = (comparing){.form = cli_form_get(args), .features = cli_args_get(args, "features")};
    if (!lines && args->n_operands != 2) {
        cli_say("compare: two texts, or pairs on standard input");
        return CLI_USAGE;
    }
    if (c.features && c.form != CLI_JSONL) {
        cli_say("compare: --features goes with --format jsonl");
        return CLI_USAGE;
    }
    if (cli_comparer_open(&c.comparer, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        return CLI_MODEL;
    }
    if (hs_compare_space_open(&c.space, c.comparer, &err) != HS_OK) {
        failed(&c, &err);
    } else {
        setvbuf(stdout, block, _IOFBF, sizeof block);
        if (c.form == CLI_CSV)
            print_csv_names();
        if (lines)
            take_lines(&c);
        else
            c.code = take_operands(&c, args->operands);
    }
    hs_compare_space_free(c.space);
    hs_comparer_free(c.comparer);
    return cli_finish(!c.code && c.failed ? CLI_SOME_FAILED : c.code);
}
