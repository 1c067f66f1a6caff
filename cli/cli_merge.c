/* cli_merge.c -- `hearsay merge` and `hearsay split`: sources that a person says are one, or are not; and why they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { ID = 24 };

typedef struct listing {
    cli_form form;
} listing;

static const cli_cell change_columns[] = {{"change", NULL}, {"what", NULL}, {"source", NULL}, {"name", NULL}, {"other", NULL},
                                          {"other_name", NULL}, {"made", NULL}, {"by", NULL}, {"why", NULL}, {"undone", NULL}};
static const cli_cell member_columns[] = {{"source", NULL}, {"document", NULL}, {"name", NULL}, {"why", NULL},
                                          {"merged", NULL}, {"outlet", NULL}, {"title", NULL}};
enum { CHANGE = sizeof change_columns / sizeof *change_columns, MEMBER = sizeof member_columns / sizeof *member_columns };

static void print_row(const listing *l, const cli_cell *columns, const char *const *texts, size_t n)
{
    cli_cell cells[CHANGE];
    for (size_t i = 0; i < n; i++)
        cells[i] = (cli_cell){columns[i].name, texts[i]};
    (l->form == CLI_CSV ? cli_row_csv : cli_row_json)(cells, n);
}

/* ---- merge --list ---- */

static bool print_change(void *ctx, const hs_source_change *c)
{
    listing *l = ctx;
    char number[ID], source[ID], other[ID], line[2048];
    char *name = cli_text(c->source_name), *of = cli_text(c->other_name), *made = cli_text(c->made), *by = cli_text(c->by),
         *why = cli_text(c->why), *undone = cli_text(c->undone);
    snprintf(number, sizeof number, "%llu", (unsigned long long)c->id);
    snprintf(source, sizeof source, "s%llu", (unsigned long long)c->source);
    snprintf(other, sizeof other, "s%llu", (unsigned long long)c->other);
    if (l->form != CLI_TEXT) {
        const char *const texts[CHANGE] = {number, c->parted ? "parted" : "merged", source, name, other, of, made, by, why, undone};
        print_row(l, change_columns, texts, CHANGE);
    } else {
        snprintf(line, sizeof line, "%s (%s) %s %s (%s), %s%s%s%s%s", source, name, c->parted ? "parted from" : "merged into", other, of, made,
                 by ? " by " : "", by ? by : "", undone ? "; taken back " : "", undone ? undone : "");
        cli_lines(0, line);
        if (why)
            cli_lines(4, why);
    }
    char *const owned[] = {name, of, made, by, why, undone};
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    return !ferror(stdout);
}

static bool print_member(void *ctx, const hs_source_member *m)
{
    listing *l = ctx;
    char source[ID], document[ID], line[2048];
    char *name = cli_text(m->name), *outlet = cli_text(m->outlet), *title = cli_text(m->title);
    snprintf(source, sizeof source, "s%llu", (unsigned long long)m->source);
    snprintf(document, sizeof document, "d%llu", (unsigned long long)m->document);
    if (l->form != CLI_TEXT) {
        const char *const texts[MEMBER] = {source, document, name, m->why, m->merged ? "yes" : "no", outlet, title};
        print_row(l, member_columns, texts, MEMBER);
    } else {
        snprintf(line, sizeof line, "%s  %s%s%s%s%s: \"%s\", %s%s", document, outlet ? outlet : "", outlet && title ? ", " : "", title ? title : "",
                 m->merged ? ", as " : "", m->merged ? source : "", name ? name : "", m->why, m->merged ? ", then merged" : "");
        cli_lines(2, line);
    }
    free(name);
    free(outlet);
    free(title);
    return !ferror(stdout);
}

/* Of one source: what documents call by it, then what was decided; in rows the documents alone. */
static hs_status list_one(hs_ledger *ledger, listing *l, uint64_t source, hs_error *err)
{
    uint64_t standing;
    hs_status status = hs_ledger_source_members(&standing, ledger, source, print_member, l, err);
    if (status == HS_OK && l->form == CLI_TEXT)
        status = hs_ledger_source_changes(ledger, source, print_change, l, err);
    return status;
}

static int list(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    listing l = {.form = cli_form_get(args)};
    char letter;
    uint64_t source = 0;
    if (args->n_operands > 1 || (args->n_operands && !cli_id(args->operands[0], "s", &letter, &source))) {
        if (args->n_operands > 1)
            cli_say("merge: --list takes one source at most");
        return CLI_USAGE;
    }
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_READ);
    if (code != CLI_DONE)
        return code;
    if (l.form == CLI_CSV)
        cli_row_csv_names(source ? member_columns : change_columns, source ? MEMBER : CHANGE);
    hs_status status = source ? list_one(ledger, &l, source, &err) : hs_ledger_source_changes(ledger, 0, print_change, &l, &err);
    if (status != HS_OK)
        code = cli_ledger_failed(&err);
    hs_ledger_free(ledger);
    return cli_finish(code);
}

/* ---- merge ---- */

/* "s9 (Mara Lindqvist, person)", of one that was merged whom it stands for; the id alone where the ledger has none. Owned. */
static char *name_source(hs_ledger *ledger, const char *id)
{
    hs_answer *answer;
    size_t n;
    cli_bytes out = {0};
    cli_sink_bytes(&out, id, strlen(id));
    if (hs_ledger_show(&answer, ledger, (hs_str){id, strlen(id)}, NULL, NULL) != HS_OK)
        return out.ptr;
    const hs_speaker *s = hs_answer_sources(answer, &n);
    const char *kind = s->anonymous ? "anonymous" : hs_source_kind_name(s->kind);
    cli_sink_bytes(&out, " (", 2);
    cli_sink_bytes(&out, s->name.ptr, s->name.len);
    if (kind) {
        cli_sink_bytes(&out, ", ", 2);
        cli_sink_bytes(&out, kind, strlen(kind));
    }
    cli_sink_bytes(&out, ")", 1);
    hs_answer_free(answer);
    return out.ptr;
}

static void print_merged(const char *one, const char *other)
{
    cli_bytes line = {0};
    cli_sink_bytes(&line, one, strlen(one));
    cli_sink_bytes(&line, " is ", 4);
    cli_sink_bytes(&line, other, strlen(other));
    cli_lines(0, line.ptr);
    free(line.ptr);
}

int cli_merge(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    char letter;
    uint64_t source, into;
    if (cli_args_get(args, "list"))
        return list(args);
    if (args->n_operands != 2) {
        cli_say("merge: two sources are needed: the first is the second");
        return CLI_USAGE;
    }
    if (!cli_id(args->operands[0], "s", &letter, &source) || !cli_id(args->operands[1], "s", &letter, &into))
        return CLI_USAGE;
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_CHANGE);
    if (code != CLI_DONE)
        return code;
    char *one = name_source(ledger, args->operands[0]), *other = name_source(ledger, args->operands[1]); /* as they are called before */
    if (hs_ledger_merge(ledger, source, into, cli_args_str(args, "why"), cli_by(args), &err) != HS_OK || cli_ledger_settle(ledger, &err) != HS_OK)
        code = cli_ledger_failed(&err);
    else
        print_merged(one, other);
    free(one);
    free(other);
    if (code == CLI_DONE)
        code = cli_relate_due(ledger);
    hs_ledger_free(ledger);
    return cli_finish(code);
}

/* ---- split ---- */

/* "d3,d7". @param out  owned @return false after a line on stderr */
static bool read_documents(uint64_t **out, size_t *n, const char *list_of)
{
    char *copy = cli_copy(list_of, strlen(list_of)), *rest = copy, letter;
    bool good = true;
    *out = NULL;
    *n = 0;
    for (char *word = strtok_r(copy, ",", &rest); word && good; word = strtok_r(NULL, ",", &rest)) {
        *out = cli_grow(*out, *n + 1, sizeof **out);
        good = cli_id(word, "d", &letter, &(*out)[*n]);
        ++*n;
    }
    free(copy);
    return good;
}

static void print_parted(const cli_args *args, uint64_t made, const char *documents, size_t n)
{
    char back[128], line[2048];
    snprintf(back, sizeof back, "merge s%llu %s", (unsigned long long)made, args->operands[0]);
    snprintf(line, sizeof line, "s%llu is parted from %s, with what %s %s by the name; %s takes it back", (unsigned long long)made, args->operands[0],
             documents, n == 1 ? "calls" : "call", cli_hint(args, back));
    cli_lines(0, line);
}

int cli_split(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    char letter;
    uint64_t source, made = 0, *documents = NULL;
    size_t n = 0;
    const char *named = cli_args_get(args, "documents");
    if (args->n_operands != 1) {
        cli_say("split: one source is needed");
        return CLI_USAGE;
    }
    if (!cli_id(args->operands[0], "s", &letter, &source))
        return CLI_USAGE;
    int code = !named || read_documents(&documents, &n, named) ? cli_ledger_open(&ledger, args, HS_LEDGER_CHANGE) : CLI_USAGE;
    if (code != CLI_DONE) {
        free(documents);
        return code;
    }
    hs_status status = named ? hs_ledger_part(&made, ledger, source, documents, n, cli_args_str(args, "why"), cli_by(args), &err)
                             : hs_ledger_split(ledger, source, cli_by(args), &err);
    if (status != HS_OK || cli_ledger_settle(ledger, &err) != HS_OK)
        code = cli_ledger_failed(&err);
    else if (named)
        print_parted(args, made, named, n);
    else
        printf("%s stands for itself\n", args->operands[0]);
    if (code == CLI_DONE)
        code = cli_relate_due(ledger);
    hs_ledger_free(ledger);
    free(documents);
    return cli_finish(code);
}
