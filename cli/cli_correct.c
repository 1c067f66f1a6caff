/* cli_correct.c -- `hearsay correct`: what a person says of an attribution, a source or an article goes into the ledger, beside the machine's. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli.h"

/* ---- --list ---- */

enum { ID = 24 };

typedef struct listing {
    cli_form form;
} listing;

static const char *id_text(char *out, char letter, uint64_t id)
{
    if (!id)
        return NULL;
    snprintf(out, ID, "%c%llu", letter, (unsigned long long)id);
    return out;
}

/* "act: say > deny" for what differs from the machine's. */
static void print_change(const cli_cell *says, const cli_cell *machine)
{
    cli_bytes line = {0};
    if (!says->text || (machine->text && strcmp(says->text, machine->text) == 0))
        return;
    const char *const parts[] = {says->name, ": ", machine->text ? machine->text : "nothing", " > ", says->text};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        cli_sink_bytes(&line, parts[i], strlen(parts[i]));
    cli_lines(4, line.ptr);
    free(line.ptr);
}

enum { NUMBER, OF, DOCUMENT, VERDICT, MADE, BY, WHAT, NOTE, SAYS, VALUES = 8, MACHINE = SAYS + VALUES, END = MACHINE + VALUES };

static const cli_cell columns[END] = {
    [NUMBER] = {"correction", NULL}, {"of", NULL}, {"document", NULL}, {"verdict", NULL}, {"made", NULL}, {"by", NULL}, {"what", NULL},
    {"note", NULL}, [SAYS] = {"source", NULL}, {"kind", NULL}, {"act", NULL}, {"polarity", NULL}, {"certainty", NULL}, {"time", NULL},
    {"outlet", NULL}, {"published", NULL},
    [MACHINE] = {"machine_source", NULL}, {"machine_kind", NULL}, {"machine_act", NULL}, {"machine_polarity", NULL},
    {"machine_certainty", NULL}, {"machine_time", NULL}, {"machine_outlet", NULL}, {"machine_published", NULL}};

static void print_text(const cli_cell *c)
{
    char head[512];
    const char *of = c[OF].text, *document = c[DOCUMENT].text;
    snprintf(head, sizeof head, "%s  %s%s%s%s  %s, %s%s%s", c[NUMBER].text, of ? of : "", of && document ? " in " : "", document ? document : "",
             of ? "" : ", whose present reading has none like it", c[VERDICT].text, c[MADE].text, c[BY].text ? " by " : "",
             c[BY].text ? c[BY].text : "");
    cli_lines(0, head);
    if (c[WHAT].text)
        cli_lines(4, c[WHAT].text);
    for (int i = 0; i < VALUES; i++)
        print_change(&c[SAYS + i], &c[MACHINE + i]);
    if (c[NOTE].text)
        cli_lines(4, c[NOTE].text);
}

static bool print_one(void *ctx, const hs_opinion *o)
{
    listing *l = ctx;
    char number[ID], of[ID], document[ID];
    const hs_values *v[2] = {&o->says, &o->machine};
    cli_cell cells[END];
    memcpy(cells, columns, sizeof cells);
    snprintf(number, sizeof number, "%llu", (unsigned long long)o->id);
    char *owned[END] = {[MADE] = cli_text(o->made), [BY] = cli_text(o->by), [WHAT] = cli_text(o->what), [NOTE] = cli_text(o->note)};
    for (int side = 0; side < 2; side++) {
        const hs_str values[] = {v[side]->name, v[side]->kind, v[side]->act, v[side]->polarity, v[side]->certainty, v[side]->time,
                                 v[side]->outlet, v[side]->published};
        for (int i = 0; i < VALUES; i++)
            owned[SAYS + VALUES * side + i] = cli_text(values[i]);
    }
    for (int i = 0; i < END; i++)
        cells[i].text = owned[i];
    cells[NUMBER].text = number;
    cells[OF].text = o->article ? id_text(of, 'd', o->article) : o->source ? id_text(of, 's', o->source) : id_text(of, 'a', o->attribution);
    cells[DOCUMENT].text = id_text(document, 'd', o->document);
    cells[VERDICT].text = hs_verdict_name(o->verdict);
    if (l->form == CLI_TEXT)
        print_text(cells);
    else
        (l->form == CLI_CSV ? cli_row_csv : cli_row_json)(cells, END);
    for (int i = 0; i < END; i++)
        free(owned[i]);
    return !ferror(stdout);
}

static int list(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    listing l = {.form = cli_form_get(args)};
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_READ);
    if (code != CLI_DONE)
        return code;
    if (l.form == CLI_CSV)
        cli_row_csv_names(columns, END);
    if (hs_ledger_corrections(ledger, print_one, &l, &err) != HS_OK)
        code = cli_ledger_failed(&err);
    hs_ledger_free(ledger);
    return cli_finish(code);
}

/* ---- in, and back ---- */

static bool read_opinion(hs_opinion *out, const cli_args *args)
{
    char letter;
    uint64_t id;
    *out = (hs_opinion){.by = cli_by(args), .note = cli_args_str(args, "note"),
                        .says = {cli_args_str(args, "source"), cli_args_str(args, "kind"), cli_args_str(args, "act"),
                                 cli_args_str(args, "polarity"), cli_args_str(args, "certainty"), cli_args_str(args, "time"), cli_args_str(args, "outlet"),
                                 cli_args_str(args, "published")}};
    if (args->n_operands != 2) {
        cli_say("correct: an id and one of right, wrong and other are needed");
        return false;
    }
    if (!cli_id(args->operands[0], "asd", &letter, &id))
        return false;
    *(letter == 'a' ? &out->attribution : letter == 's' ? &out->source : &out->article) = id;
    const char *word = args->operands[1];
    if (hs_verdict_by_name(&out->verdict, word))
        return true;
    cli_say("correct: no '%s'; one of: right wrong other", word);
    return false;
}

static int undo(hs_ledger *ledger, const cli_args *args, hs_error *err)
{
    unsigned number;
    if (!cli_args_number(args, "undo", UINT32_MAX, &number))
        return CLI_USAGE;
    if (hs_ledger_uncorrect(ledger, number, err) != HS_OK || cli_ledger_settle(ledger, err) != HS_OK)
        return cli_ledger_failed(err);
    printf("correction %u is taken back\n", number);
    return CLI_DONE;
}

static int correct(hs_ledger *ledger, const hs_opinion *opinion, const char *of, hs_error *err)
{
    uint64_t id;
    if (hs_ledger_correct(&id, ledger, opinion, err) != HS_OK || cli_ledger_settle(ledger, err) != HS_OK)
        return cli_ledger_failed(err);
    printf("correction %llu of %s\n", (unsigned long long)id, of);
    return CLI_DONE;
}

/* The source that it is by what was merged; 0: it cannot be told. */
static uint64_t stands_for(hs_ledger *ledger, const char *id)
{
    hs_answer *answer;
    size_t n;
    uint64_t found = 0;
    if (hs_ledger_who(&answer, ledger, (hs_str){id, strlen(id)}, &(hs_query){.limit = 1}, NULL) != HS_OK)
        return 0;
    const hs_speaker *speakers = hs_answer_sources(answer, &n);
    if (n)
        found = speakers[0].id;
    hs_answer_free(answer);
    return found;
}

/* A name makes no two sources one, as two people may have it: who is called so already is told. */
static void say_namesakes(hs_ledger *ledger, const cli_args *args, hs_str name)
{
    hs_answer *answer;
    size_t n;
    const uint64_t self = stands_for(ledger, args->operands[0]);
    if (!self || hs_ledger_who(&answer, ledger, name, &(hs_query){.limit = 1}, NULL) != HS_OK)
        return;
    const hs_speaker *s = hs_answer_sources(answer, &n);
    for (size_t i = 0; i < n; i++) {
        char merge[64];
        if (!s[i].id || s[i].id == self || s[i].anonymous || s[i].name.len != name.len || strncasecmp(s[i].name.ptr, name.ptr, name.len) != 0)
            continue;
        snprintf(merge, sizeof merge, "merge s%llu s%llu", (unsigned long long)self, (unsigned long long)s[i].id);
        cli_say("s%llu is called %.*s, too, and stays another source; %s makes them one", (unsigned long long)s[i].id, (int)s[i].name.len, s[i].name.ptr, cli_hint(args, merge));
    }
    hs_answer_free(answer);
}

int cli_correct(const cli_args *args)
{
    hs_ledger *ledger;
    hs_error err;
    hs_opinion opinion;
    bool back = cli_args_get(args, "undo") != NULL, shown = cli_args_get(args, "list") != NULL;
    if ((back || shown) && (args->n_operands || (back && shown))) {
        cli_say("correct: --%s stands alone", shown ? "list" : "undo");
        return CLI_USAGE;
    }
    if (shown)
        return list(args);
    if (!back && !read_opinion(&opinion, args))
        return CLI_USAGE;
    int code = cli_ledger_open(&ledger, args, HS_LEDGER_CHANGE);
    if (code != CLI_DONE)
        return code;
    code = back ? undo(ledger, args, &err) : correct(ledger, &opinion, args->operands[0], &err);
    if (code == CLI_DONE)
        code = cli_relate_due(ledger);
    if (code == CLI_DONE && !back && opinion.source && opinion.says.name.len)
        say_namesakes(ledger, args, opinion.says.name);
    hs_ledger_free(ledger);
    return cli_finish(code);
}
