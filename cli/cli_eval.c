/* cli_eval.c -- `hearsay eval`: gold, and readings that are given or made now -> figures on stdout. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli_gold.h"

enum { MOST_THREADS = 1024 };

typedef struct evaluation {
    const cli_gold *gold;
    size_t made, failed;
    bool defect;
} evaluation;

/* ---- reading the texts of the gold ---- */

static bool next_text(void *ctx, cli_item *out)
{
    evaluation *e = ctx;
    if (e->made == e->gold->n)
        return false;
    const cli_gold_document *doc = &e->gold->at[e->made];
    hs_input about = {.name = {doc->path, strlen(doc->path)}};
    hs_document_open(&out->doc, doc->utf8.ptr, doc->utf8.len, &about, &out->err);
    out->input = e->made++;
    return true;
}

/* The reading joins the gold through its JSON, as one that comes from a file does. */
static bool take_reading(void *ctx, cli_item *item)
{
    evaluation *e = ctx;
    const char *path = e->gold->at[item->input].path;
    hs_error err = {0};
    hs_status status = HS_OK;
    if (item->doc) {
        cli_bytes line = {NULL, 0};
        status = hs_document_write(item->doc, HS_FORMAT_JSONL, NULL, cli_sink_bytes, &line, &err);
        if (status == HS_OK)
            status = cli_gold_add_reading(e->gold, line.ptr, line.len, &err);
        free(line.ptr);
    } else {
        err = item->err;
        status = err.code;
    }
    if (status == CLI_E_GOLD)
        cli_say("%s", err.msg);
    else if (status != HS_OK)
        cli_say_failed(path, &err);
    e->failed += status != HS_OK;
    e->defect |= status == HS_E_DEFECT;
    cli_progress_step(path);
    return true;
}

static int read_texts(const cli_args *args, const cli_gold *gold, unsigned threads)
{
    hs_reader *reader;
    hs_error err;
    if (hs_reader_open(&reader, cli_args_get(args, "model"), &err) != HS_OK) {
        cli_say("model: %s", err.msg);
        return CLI_MODEL;
    }
    evaluation e = {.gold = gold};
    cli_progress_begin(gold->n);
    hs_status status = cli_pool_read(reader, threads, next_text, take_reading, NULL, &e, &err);
    cli_progress_end();
    hs_reader_free(reader);
    if (status != HS_OK) {
        cli_say("%s", err.msg);
        return err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_SOME_FAILED;
    }
    if (e.defect)
        return CLI_DEFECT;
    return !e.failed ? CLI_DONE : e.failed == gold->n ? CLI_NO_INPUT : CLI_SOME_FAILED;
}

/* ---- figures ---- */

typedef struct rates {
    double p, r, f;
} rates;

/* In percent; the order of the operations is the script's, so that the digits are. */
static rates rates_of(cli_figure n)
{
    double p = n.made ? (double)n.hit / (double)n.made : 0;
    double r = n.due ? (double)n.hit / (double)n.due : 0;
    return (rates){100 * p, 100 * r, p + r != 0 ? 200 * p * r / (p + r) : 0};
}

static const char *const whole_names[CLI_WHOLES] = {"exact", "half"};

static void print_line(const char *kind, const char *key, cli_figure figure)
{
    rates v = rates_of(figure);
    printf("%-6s %-8s precision %5.1f%%  recall %5.1f%%  F1 %5.1f%%\n", kind, key, v.p, v.r, v.f);
}

static void print_figures(const cli_score *score)
{
    size_t n;
    double error = cli_score_calibration(score, &n);
    printf("documents %zu, without a reading %zu\n", score->documents, score->missing);
    for (int i = 0; i < CLI_ROLES; i++)
        print_line("exact", cli_role_names[i], score->exact[i]);
    for (int i = 0; i < CLI_ROLES; i++)
        print_line("token", cli_role_names[i], score->token[i]);
    for (int i = 0; i < CLI_WHOLES; i++)
        print_line("whole", whole_names[i], score->whole[i]);
    if (n)
        printf("calibration error %.3f over %d bins, %zu attributions\n", error, CLI_BINS, n);
}

/* The shortest decimal that reads back as the same number. */
static void print_number(double x)
{
    char digits[32];
    for (int precision = 3; precision <= 17; precision++) {
        snprintf(digits, sizeof digits, "%.*g", precision, x);
        if (strtod(digits, NULL) == x)
            break;
    }
    printf("%s%s", digits, strpbrk(digits, ".e") ? "" : ".0");
}

static void print_json_group(const char *kind, const char *const *keys, const cli_figure *figures, int n)
{
    printf(" \"%s\": {\n", kind);
    for (int i = 0; i < n; i++) {
        rates v = rates_of(figures[i]);
        printf("  \"%s\": {\n   \"p\": ", keys[i]);
        print_number(v.p);
        printf(",\n   \"r\": ");
        print_number(v.r);
        printf(",\n   \"f\": ");
        print_number(v.f);
        printf("\n  }%s\n", i + 1 < n ? "," : "");
    }
    printf(" },\n");
}

static void print_json(const cli_score *score)
{
    size_t n;
    double error = cli_score_calibration(score, &n);
    printf("{\n");
    print_json_group("exact", cli_role_names, score->exact, CLI_ROLES);
    print_json_group("token", cli_role_names, score->token, CLI_ROLES);
    print_json_group("whole", whole_names, score->whole, CLI_WHOLES);
    printf(" \"documents\": %zu,\n \"missing\": %zu,\n \"calibration\": ", score->documents, score->missing);
    if (n) {
        printf("{\n  \"error\": ");
        print_number(error);
        printf(",\n  \"bins\": %d,\n  \"attributions\": %zu\n }\n}\n", CLI_BINS, n);
    } else {
        printf("null\n}\n");
    }
}

static hs_status take_reading_line(void *ctx, const char *line, size_t len, hs_error *err)
{
    return cli_gold_add_reading(ctx, line, len, err);
}

int cli_eval(const cli_args *args)
{
    unsigned threads;
    cli_gold gold;
    hs_error err;
    if (args->n_operands < 1 || args->n_operands > 2) {
        cli_args_say_lacking(args, args->n_operands ? "more is named than GOLD and READINGS" : "no GOLD is named");
        return CLI_USAGE;
    }
    if (!cli_args_number(args, "threads", MOST_THREADS, &threads))
        return CLI_USAGE;
    if (cli_gold_load(&gold, args->operands[0], &err) != HS_OK) {
        cli_say("%s", err.msg);
        return CLI_NO_INPUT;
    }
    int code = CLI_DONE;
    const char *readings = args->n_operands == 2 ? args->operands[1] : NULL;
    if (!readings) {
        code = read_texts(args, &gold, threads);
    } else if (cli_each_line(readings, take_reading_line, &gold, &err) != HS_OK) {
        if (err.pos)
            cli_say("%s:%llu: %s", readings, (unsigned long long)err.pos, err.msg);
        else
            cli_say("%s: %s", readings, err.msg);
        code = CLI_NO_INPUT;
    }
    if (code == CLI_DONE || (code == CLI_SOME_FAILED && !readings)) {
        cli_score score;
        cli_score_gold(&score, &gold);
        (cli_args_get(args, "json") ? print_json : print_figures)(&score);
    }
    cli_gold_free(&gold);
    return cli_finish(code);
}
