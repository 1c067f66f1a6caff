/* cli_ask.c -- `hearsay claims`, `who`, `search`, `show`, `disputes`, `changes`, `stories`, `explain`, `list`, `stats`: questions to the ledger. In: words and filters. Out: the answer on stdout, page
 * after page until --limit; what is to be known of it, such as where it goes on, on stderr. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum { PAGE = 1000, OUT_BYTES = 1 << 16, MOST_ROWS = 1000000000 };

static hs_str str(const char *s)
{
    return (hs_str){s, s ? strlen(s) : 0};
}

char *cli_operands(const cli_args *args)
{
    cli_bytes words = {0};
    cli_sink_bytes(&words, "", 0);
    for (size_t i = 0; i < args->n_operands; i++) {
        if (i)
            cli_sink_bytes(&words, " ", 1);
        cli_sink_bytes(&words, args->operands[i], strlen(args->operands[i]));
    }
    return words.ptr ? words.ptr : cli_copy("", 0);
}

const hs_meaning *cli_find_meaning(cli_meaning *out, const cli_args *args, hs_str words)
{
    hs_workspace *workspace;
    hs_error err;
    hs_status status = hs_reader_open(&out->reader, cli_args_get(args, "model"), &err);
    if (status != HS_OK) {
        cli_say("by words alone: model: %s", err.msg);
        return NULL;
    }
    status = hs_workspace_open(&workspace, out->reader, &err);
    if (status == HS_OK) {
        out->is = (hs_meaning){.vector = out->vector, .model = hs_reader_model(out->reader)};
        status = hs_text_vector(out->vector, CLI_MOST_NUMBERS, &out->is.width, out->reader, workspace, words, &err);
        hs_workspace_free(workspace);
    }
    if (status != HS_OK)
        out->is.width = 0;
    if (status != HS_OK && status != HS_E_ARG) /* marks without a word are for the search to refuse */
        cli_say("by words alone: %s", err.msg);
    return out->is.width ? &out->is : NULL;
}

void cli_meaning_free(cli_meaning *meaning)
{
    hs_reader_free(meaning->reader);
}

bool cli_query(hs_query *out, const cli_args *args)
{
    *out = (hs_query){.since = cli_args_str(args, "since"), .until = cli_args_str(args, "until"), .outlet = cli_args_str(args, "outlet")};
    hs_act_by_name(&out->act, cli_args_get(args, "act")); /* the manual has the names there are */
    hs_polarity_by_name(&out->polarity, cli_args_get(args, "polarity"));
    hs_certainty_by_name(&out->certainty, cli_args_get(args, "certainty"));
    out->all = cli_args_get(args, "all") != NULL;
    if (cli_args_get(args, "anonymous") && cli_args_get(args, "named")) {
        cli_say("--anonymous and --named leave nothing over");
        return false;
    }
    out->naming = cli_args_get(args, "anonymous") ? HS_ANONYMOUS_ONLY : cli_args_get(args, "named") ? HS_NAMED_ONLY : HS_NAMED_OR_NOT;
    return cli_args_share(args, "min-confidence", &out->least);
}

typedef struct asking {
    const cli_args *args;
    hs_ledger *ledger;
    hs_query query;
    char *words; /* the operands, without what a list is of */
    size_t n_said; /* operands that are no words: what a list is of */
    hs_format format;
    hs_style style;
    unsigned left; /* rows still wanted; 0: what there is */
    char *after;   /* owned */
    cli_meaning meaning; /* of a search */
    bool related; /* of what articles have to do with one another */
} asking;

typedef hs_status asker(hs_answer **out, asking *a, hs_error *err);

static hs_status ask_claims(hs_answer **out, asking *a, hs_error *err)
{
    a->query.words = str(a->words);
    return hs_ledger_claims(out, a->ledger, &a->query, err);
}

static hs_status ask_who(hs_answer **out, asking *a, hs_error *err)
{
    a->query.oldest_first = true;
    return hs_ledger_who(out, a->ledger, str(a->words), &a->query, err);
}

static hs_status ask_search(hs_answer **out, asking *a, hs_error *err)
{
    if (!a->query.words.ptr && !cli_args_get(a->args, "words"))
        cli_find_meaning(&a->meaning, a->args, str(a->words));
    a->query.words = str(a->words);
    return hs_ledger_search(out, a->ledger, &a->query, a->meaning.is.width ? &a->meaning.is : NULL, err);
}

static hs_status ask_show(hs_answer **out, asking *a, hs_error *err)
{
    return hs_ledger_show(out, a->ledger, str(a->words), &a->query, err);
}

static hs_status ask_stats(hs_answer **out, asking *a, hs_error *err)
{
    return hs_ledger_stats(out, a->ledger, err);
}

static hs_status ask_articles(hs_answer **out, asking *a, hs_error *err)
{
    a->query.title = str(a->words);
    return hs_ledger_documents(out, a->ledger, &a->query, err);
}

static hs_status ask_outlets(hs_answer **out, asking *a, hs_error *err)
{
    if (*a->words)
        a->query.outlet = str(a->words);
    return hs_ledger_outlets(out, a->ledger, &a->query, err);
}

static hs_status ask_speakers(hs_answer **out, asking *a, hs_error *err)
{
    if (*a->words)
        a->query.source = str(a->words);
    return hs_ledger_speakers(out, a->ledger, &a->query, err);
}

static hs_status ask_disputes(hs_answer **out, asking *a, hs_error *err)
{
    a->query.words = str(a->words);
    a->query.updates = cli_args_get(a->args, "updates") != NULL;
    a->query.most_first = cli_args_get(a->args, "most") != NULL;
    return hs_ledger_disputes(out, a->ledger, &a->query, err);
}

static hs_status ask_changes(hs_answer **out, asking *a, hs_error *err)
{
    a->query.source = str(a->words);
    return hs_ledger_changes(out, a->ledger, &a->query, err);
}

static hs_status ask_stories(hs_answer **out, asking *a, hs_error *err)
{
    a->query.words = str(a->words);
    a->query.single = cli_args_get(a->args, "single") != NULL;
    return hs_ledger_stories(out, a->ledger, &a->query, err);
}

static hs_status ask_explain(hs_answer **out, asking *a, hs_error *err)
{
    return hs_ledger_explain(out, a->ledger, str(a->args->operands[0]), str(a->args->n_operands > 1 ? a->args->operands[1] : NULL), err);
}

static size_t rows_of(const hs_answer *answer)
{
    size_t claims, entries, others[3], related[4];
    hs_answer_disputes(answer, &related[0]);
    hs_answer_changes(answer, &related[1]);
    hs_answer_grounds(answer, &related[2]);
    hs_answer_stories(answer, &related[3]);
    if (related[0] + related[1] + related[2] + related[3])
        return related[0] + related[1] + related[2] + related[3];
    hs_answer_claims(answer, &claims);
    hs_answer_entries(answer, &entries);
    hs_answer_documents(answer, &others[0]); /* the rows of a list where there are no claims nor entries */
    hs_answer_outlets(answer, &others[1]);
    hs_answer_sources(answer, &others[2]);
    return claims ? claims : entries ? entries : others[0] + others[1] + others[2];
}

/* The command that was given, going on behind `next`. Owned. */
static char *make_command(const cli_args *args, hs_str next)
{
    cli_bytes out = {0};
    char *after = cli_copy(next.ptr, next.len);
    cli_sink_bytes(&out, "hearsay", 7);
    cli_put_word(&out, args->manual->command);
    cli_put_word(&out, "--after");
    cli_put_word(&out, after);
    for (size_t i = 0; i < args->manual->n_options; i++) {
        const cli_option *o = &args->manual->options[i];
        if (!args->values[i] || strcmp(o->name, "after") == 0)
            continue;
        cli_sink_bytes(&out, " --", 3);
        cli_sink_bytes(&out, o->name, strlen(o->name));
        if (o->value)
            cli_put_word(&out, args->values[i]);
    }
    bool dash = false;
    for (size_t i = 0; i < args->n_operands; i++)
        dash = dash || args->operands[i][0] == '-';
    if (dash)
        cli_put_word(&out, "--");
    for (size_t i = 0; i < args->n_operands; i++)
        cli_put_word(&out, args->operands[i]);
    free(after);
    return out.ptr;
}

static char *lower_copy(const char *s)
{
    char *copy = cli_copy(s, strlen(s));
    for (char *c = copy; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c + 'a' - 'A' : *c);
    return copy;
}

/* The outlet whose name, or the last word of it, is near what was typed; NULL: none */
static const char *nearest_outlet(const char *typed, const hs_publisher *outlets, size_t n)
{
    const char **names = calloc(2 * n + 1, sizeof *names), *near = NULL;
    char *asked = lower_copy(typed);
    for (size_t i = 0; names && i < n; i++) {
        char *name = lower_copy(outlets[i].name.ptr), *blank = strrchr(name, ' ');
        names[i] = name;
        names[n + i] = blank ? blank + 1 : name;
    }
    const char *found = names ? cli_nearest(asked, names, 2 * n) : NULL;
    for (size_t i = 0; names && i < n; i++) {
        near = found && (found == names[i] || found == names[n + i]) ? outlets[i].name.ptr : near;
        free((char *)names[i]);
    }
    free(asked);
    free(names);
    return near;
}

/* An outlet that nothing is named: say what is near it. */
static void say_near_outlets(const asking *a)
{
    hs_answer *answer;
    size_t n, n_asked;
    hs_query one = {.outlet = a->query.outlet, .limit = 1, .all = true}, all = {.limit = PAGE, .all = true};
    if (hs_ledger_outlets(&answer, a->ledger, &one, NULL) != HS_OK)
        return;
    hs_answer_outlets(answer, &n_asked);
    hs_answer_free(answer);
    if (n_asked || hs_ledger_outlets(&answer, a->ledger, &all, NULL) != HS_OK)
        return;
    const hs_publisher *outlets = hs_answer_outlets(answer, &n);
    const char *typed = a->query.outlet.ptr, *near = nearest_outlet(typed, outlets, n);
    if (near)
        cli_say("no outlet '%s'; did you mean '%s'?", typed, near);
    else
        cli_say("no outlet '%s'; %s lists them", typed, cli_hint(a->args, "list outlets"));
    hs_answer_free(answer);
}

/* A name that fits more than one. */
static void say_which(const asking *a, size_t n)
{
    cli_bytes who = {0};
    cli_sink_bytes(&who, "who", 3);
    cli_put_word(&who, cli_args_get(a->args, "source"));
    cli_say("--source fits %zu sources, and all are in; %s tells which", n, cli_hint(a->args, who.ptr));
    free(who.ptr);
}

/* Articles that have not met the others: what is related to what is not known of them. */
static void say_due(const asking *a)
{
    uint64_t due;
    if (hs_relate_due(&due, a->ledger, NULL) == HS_OK && due)
        cli_say("%llu article%s not been compared with the others yet; %s does it", (unsigned long long)due, due == 1 ? " has" : "s have", cli_hint(a->args, "relate"));
}

/* What is to be known of the last page, behind it. */
static void say_end(const asking *a, const hs_answer *answer)
{
    hs_str next = hs_answer_next(answer);
    fflush(stdout); /* cli_finish says what happened to it */
    if (a->query.outlet.len && !rows_of(answer))
        say_near_outlets(a);
    if (a->query.source.len && hs_answer_fits(answer) > 1 && a->query.source.ptr != a->words)
        say_which(a, hs_answer_fits(answer));
    if (a->related && !rows_of(answer) && !*a->words && !a->query.outlet.len && !a->query.since.len && !a->query.until.len && !a->query.source.len)
        say_due(a);
    if (hs_answer_cut(answer))
        cli_say("more contents have these words than are looked at: those that came in last; a date, outlet or source narrows it");
    if (next.ptr) {
        char *command = make_command(a->args, next);
        cli_say_command("there is more:", command);
        free(command);
    }
}

/* @return false at the end */
static bool ask_page(asking *a, asker *ask, int *code)
{
    hs_answer *answer;
    hs_error err;
    a->query.limit = a->left && a->left < PAGE ? a->left : PAGE;
    hs_status status = ask(&answer, a, &err);
    if (status != HS_OK) {
        *code = cli_ledger_failed(&err);
        return false;
    }
    status = hs_answer_write(answer, a->format, &a->style, cli_sink_file, stdout, &err);
    if (status != HS_OK && status != HS_E_IO) /* cli_finish says what happened to stdout */
        *code = cli_ledger_failed(&err);
    a->style.header = false;
    size_t rows = rows_of(answer);
    a->left = a->left > rows ? a->left - (unsigned)rows : 0;
    hs_str next = hs_answer_next(answer);
    bool more = status == HS_OK && next.ptr && a->left;
    if (more) {
        char *after = cli_copy(next.ptr, next.len);
        free(a->after);
        a->after = after;
        a->query.after = str(a->after);
    } else if (status == HS_OK) {
        say_end(a, answer);
    }
    hs_answer_free(answer);
    return more;
}

static int ask(asking *a, asker *how)
{
    static char block[OUT_BYTES];
    if (!hs_format_by_name(&a->format, cli_args_get(a->args, "format"))) {
        cli_say("a defect of hearsay, please report it: a format without a writer");
        return CLI_DEFECT;
    }
    int code = cli_ledger_open(&a->ledger, a->args, HS_LEDGER_READ);
    if (code != CLI_DONE)
        return code;
    setvbuf(stdout, block, _IOFBF, sizeof block);
    a->style = (hs_style){.width = cli_width(), .color = cli_color(), .header = true};
    cli_args words = *a->args;
    words.operands += a->n_said;
    words.n_operands -= a->n_said;
    a->words = cli_operands(&words);
    while (ask_page(a, how, &code)) {
    }
    free(a->words);
    free(a->after);
    cli_meaning_free(&a->meaning);
    hs_ledger_free(a->ledger);
    return cli_finish(code);
}

/* A question with filters and pages. @param source  there is --source @param n_said  operands that are no words */
static int ask_list(const cli_args *args, asker *how, bool source, size_t n_said)
{
    asking a = {.args = args, .n_said = n_said};
    if (!cli_query(&a.query, args) || !cli_args_number(args, "limit", MOST_ROWS, &a.left))
        return CLI_USAGE;
    a.query.after = cli_args_str(args, "after");
    if (source)
        a.query.source = cli_args_str(args, "source");
    if (n_said)
        a.query.words = cli_args_str(args, "about");
    return ask(&a, how);
}

int cli_claims(const cli_args *args)
{
    return ask_list(args, ask_claims, true, 0);
}

int cli_who(const cli_args *args)
{
    if (!args->n_operands) {
        cli_say("who: no name is given");
        return CLI_USAGE;
    }
    return ask_list(args, ask_who, false, 0);
}

int cli_search(const cli_args *args)
{
    if (!args->n_operands) {
        cli_say("search: there is nothing to look for");
        return CLI_USAGE;
    }
    return ask_list(args, ask_search, true, 0);
}

int cli_show(const cli_args *args)
{
    if (args->n_operands != 1) {
        cli_say("show: one id is needed, such as a123 of an attribution, c12 of a claim, d7 of an article or s4 of a source");
        return CLI_USAGE;
    }
    asking a = {.args = args};
    return cli_args_share(args, "min-confidence", &a.query.least) ? ask(&a, ask_show) : CLI_USAGE;
}

/* A question about what is related, which has fewer filters. */
static int ask_related(const cli_args *args, asker *how, bool source)
{
    asking a = {.args = args, .related = true};
    a.query = (hs_query){.since = cli_args_str(args, "since"), .until = cli_args_str(args, "until"), .outlet = cli_args_str(args, "outlet"),
                         .after = cli_args_str(args, "after")};
    if (cli_args_get(args, "min-confidence") && !cli_args_share(args, "min-confidence", &a.query.least))
        return CLI_USAGE;
    if (!cli_args_number(args, "limit", MOST_ROWS, &a.left))
        return CLI_USAGE;
    if (source)
        a.query.source = cli_args_str(args, "source");
    return ask(&a, how);
}

int cli_disputes(const cli_args *args)
{
    return ask_related(args, ask_disputes, true);
}

int cli_changes(const cli_args *args)
{
    return ask_related(args, ask_changes, false);
}

int cli_stories(const cli_args *args)
{
    return ask_related(args, ask_stories, false);
}

int cli_explain(const cli_args *args)
{
    if (args->n_operands < 1 || args->n_operands > 2) {
        cli_say("explain: one id is needed, or two of a kind, such as c12 c15 of claims, a5 a9 of attributions or d3 d7 of articles");
        return CLI_USAGE;
    }
    return ask(&(asking){.args = args}, ask_explain);
}

int cli_list(const cli_args *args)
{
    static const struct {
        const char *name;
        asker *ask;
    } lists[] = {{"articles", ask_articles}, {"outlets", ask_outlets}, {"sources", ask_speakers}};
    static const char *const doubles[] = {NULL, "outlet", "source"}; /* that words stand for, too */
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (!args->n_operands || strcmp(args->operands[0], lists[i].name) != 0)
            continue;
        if (args->n_operands > 1 && doubles[i] && cli_args_get(args, doubles[i])) {
            cli_say("list %s: the words are a name, as --%s is: give one of them", lists[i].name, doubles[i]);
            return CLI_USAGE;
        }
        return ask_list(args, lists[i].ask, true, 1);
    }
    cli_say("list: say what to list: articles, outlets or sources");
    return CLI_USAGE;
}

int cli_stats(const cli_args *args)
{
    if (args->n_operands) {
        cli_say("stats: it takes no operand: '%s'", args->operands[0]);
        return CLI_USAGE;
    }
    return ask(&(asking){.args = args}, ask_stats);
}
