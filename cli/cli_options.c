/* cli_options.c -- the command line. In: argv and the options that a page of docs/cli declares. Out: values and
 * operands, or one line on stderr. Long options take "=VALUE" or the next argument, letters may be joined, "--" ends
 * the options; options and operands may stand in any order. */
#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

const cli_manual *cli_manual_find(const char *command)
{
    for (size_t i = 0; i < cli_n_manuals; i++)
        if (strcmp(cli_manuals[i].command, command) == 0)
            return &cli_manuals[i];
    return NULL;
}

/* Edits (insert, drop, change, swap neighbours) that turn a into b. */
static size_t distance(const char *a, const char *b)
{
    enum { MOST = 31 };
    size_t n = strlen(a), m = strlen(b), rows[3][MOST + 1];
    if (n > MOST || m > MOST)
        return MOST;
    size_t *before = rows[0], *last = rows[1], *now = rows[2];
    for (size_t j = 0; j <= m; j++)
        last[j] = j;
    for (size_t i = 1; i <= n; i++) {
        now[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = best;
        }
        size_t *spare = before;
        before = last;
        last = now;
        now = spare;
    }
    return last[m];
}

const char *cli_nearest(const char *word, const char *const *names, size_t n)
{
    const char *nearest = NULL;
    size_t least = strlen(word) < 4 ? 2 : 3; /* at most 1 edit in a short word, 2 in others */
    for (size_t i = 0; i < n; i++) {
        size_t d = distance(word, names[i]);
        if (strlen(word) > 2 && strncmp(word, names[i], strlen(word)) == 0)
            d = 1; /* a word cut short */
        if (d < least) {
            least = d;
            nearest = names[i];
        }
    }
    return nearest;
}

/* The command as the user typed it, for messages. */
static const char *command_of(const cli_manual *manual)
{
    return strcmp(manual->command, "hearsay") == 0 ? "" : manual->command;
}

static bool say_unknown(const cli_manual *manual, const char *option, size_t len)
{
    const char *names[CLI_MAX_OPTIONS], *command = command_of(manual);
    char word[64];
    snprintf(word, sizeof word, "%.*s", (int)len, option);
    for (size_t i = 0; i < manual->n_options; i++)
        names[i] = manual->options[i].name;
    const char *near = strncmp(word, "--", 2) == 0 ? cli_nearest(word + 2, names, manual->n_options) : NULL;
    if (near)
        cli_say("no option %s; did you mean --%s?", word, near);
    else
        cli_say("no option %s; 'hearsay %s%s--help' lists them", word, command, *command ? " " : "");
    return false;
}

/* "-cracked" among the words of a search, the letters of no options. */
static bool say_letters(const cli_manual *manual, const char *argument, const char *letter)
{
    if (!manual->words || !argument[1] || !argument[2])
        return say_unknown(manual, (const char[]){'-', *letter, '\0'}, 2);
    cli_say("no option -%c; to leave out what has the word '%s', put it in quotes with the others, 'pier %s', or all of them behind --: hearsay %s -- pier %s", *letter, argument + 1, argument,
            command_of(manual), argument);
    return false;
}

/* "-leaked" among the words of a search, where -l takes a value: "eaked" is none that anybody means. */
static bool say_joined(const cli_manual *manual, const char *argument, const cli_option *option)
{
    cli_say("'%s' may be a word to be left out, or a value of --%s: put the word in quotes with the others, 'pier %s', or all of them behind --: hearsay %s -- pier %s; the value is written --%s %s", argument,
            option->name, argument, command_of(manual), argument, option->name, option->value);
    return false;
}

static bool is_choice(const char *choices, const char *value)
{
    size_t len = strlen(value);
    for (const char *at = choices; len && (at = strstr(at, value)); at++)
        if ((at == choices || at[-1] == ' ') && (at[len] == ' ' || at[len] == '\0') && !memchr(value, ' ', len))
            return true;
    return false;
}

/* Is it surely a value that is joined to its letter, where words may stand, too: one of the choices, a number, or a path (-n5, -fcsv, -lnews.db)? */
static bool is_plain_value(const cli_option *option, const char *value)
{
    return option->choices ? is_choice(option->choices, value) : value[strspn(value, "0123456789")] == '\0' || value[strcspn(value, "./")] != '\0';
}

static bool set(cli_args *args, size_t i, const char *value)
{
    const cli_option *option = &args->manual->options[i];
    if (option->choices && !is_choice(option->choices, value)) {
        cli_say("--%s: no '%s'; one of: %s", option->name, value, option->choices);
        return false;
    }
    if (option->value && !*value) {
        cli_say("--%s needs a value: %s", option->name, option->value);
        return false;
    }
    if (args->values[i] && strcmp(args->values[i], value) != 0) { /* the first would be dropped unsaid */
        cli_say("--%s is given twice, as '%s' and as '%s': it takes one value", option->name, args->values[i], value);
        return false;
    }
    args->values[i] = value;
    return true;
}

/* The argument behind an option is its value. */
static bool take_next(cli_args *args, size_t i, const char *value)
{
    args->taken = args->manual->options[i].name;
    args->taken_value = value;
    return set(args, i, value);
}

/* --name, --name=value, --name value. @param used  out: arguments taken */
static bool parse_long(cli_args *args, char **argv, int left, int *used)
{
    const cli_manual *manual = args->manual;
    const char *name = argv[0] + 2, *equals = strchr(name, '=');
    size_t len = equals ? (size_t)(equals - name) : strlen(name);
    *used = 1;
    for (size_t i = 0; i < manual->n_options; i++) {
        const cli_option *option = &manual->options[i];
        if (strlen(option->name) != len || memcmp(option->name, name, len) != 0)
            continue;
        if (!option->value && equals) {
            cli_say("--%s takes no value", option->name);
            return false;
        }
        if (!option->value || equals)
            return set(args, i, equals ? equals + 1 : "");
        if (left < 2) {
            cli_say("--%s needs a value: %s", option->name, option->value);
            return false;
        }
        *used = 2;
        return take_next(args, i, argv[1]);
    }
    return say_unknown(manual, argv[0], len + 2);
}

/* -a, -ab, -fVALUE, -f VALUE; of a command that takes words -fVALUE only where it can be no word to be left out. */
static bool parse_letters(cli_args *args, char **argv, int left, int *used)
{
    const cli_manual *manual = args->manual;
    *used = 1;
    for (const char *at = argv[0] + 1; *at; at++) {
        size_t i = 0;
        while (i < manual->n_options && manual->options[i].letter != *at)
            i++;
        if (i == manual->n_options)
            return say_letters(manual, argv[0], at);
        if (!manual->options[i].value) {
            args->values[i] = "";
            continue;
        }
        if (at[1] && manual->words && !is_plain_value(&manual->options[i], at + 1))
            return say_joined(manual, argv[0], &manual->options[i]);
        if (at[1])
            return set(args, i, at + 1);
        if (left < 2) {
            cli_say("-%c needs a value: %s", *at, manual->options[i].value);
            return false;
        }
        *used = 2;
        return take_next(args, i, argv[1]);
    }
    return true;
}

bool cli_args_parse(cli_args *args, const cli_manual *manual, int argc, char **argv)
{
    assert(manual && manual->n_options <= CLI_MAX_OPTIONS);
    *args = (cli_args){.manual = manual, .operands = argv + 1};
    bool options = true;
    for (int i = 1, used; i < argc; i += used) {
        used = 1;
        if (!options || argv[i][0] != '-' || argv[i][1] == '\0')
            args->operands[args->n_operands++] = argv[i]; /* never overtakes i */
        else if (strcmp(argv[i], "--") == 0)
            options = false;
        else if (!(argv[i][1] == '-' ? parse_long : parse_letters)(args, argv + i, argc - i, &used))
            return false;
    }
    return true;
}

const char *cli_args_get(const cli_args *args, const char *name)
{
    for (size_t i = 0; i < args->manual->n_options; i++)
        if (strcmp(args->manual->options[i].name, name) == 0)
            return args->values[i] ? args->values[i] : args->manual->options[i].fallback;
    assert(false && "an option that the manual has not");
    return NULL;
}

void cli_args_say_lacking(const cli_args *args, const char *what)
{
    struct stat about;
    bool file = args->taken && (cli_is_url(args->taken_value) || stat(args->taken_value, &about) == 0);
    if (file)
        cli_say("%s: %s (--%s took %s as its value)", command_of(args->manual), what, args->taken, args->taken_value);
    else
        cli_say("%s: %s", command_of(args->manual), what);
}

bool cli_args_number(const cli_args *args, const char *name, unsigned most, unsigned *out)
{
    const char *text = cli_args_get(args, name);
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (*text < '0' || *text > '9' || *end || errno || n < 1 || n > most) {
        cli_say("--%s: '%s' is no whole number from 1 to %u", name, text, most);
        return false;
    }
    *out = (unsigned)n;
    return true;
}

bool cli_args_duration(const cli_args *args, const char *name, unsigned most_s, unsigned *out_s)
{
    static const struct {
        const char *unit;
        unsigned seconds;
    } units[] = {{"s", 1}, {"m", 60}, {"h", 3600}, {"d", 86400}};
    const char *text = cli_args_get(args, name);
    char *end;
    errno = 0;
    unsigned long n = strtoul(text, &end, 10);
    if (*text >= '0' && *text <= '9' && !errno)
        for (size_t i = 0; i < sizeof units / sizeof *units; i++)
            if (strcmp(end, units[i].unit) == 0 && n >= 1 && n <= most_s / units[i].seconds) {
                *out_s = (unsigned)n * units[i].seconds;
                return true;
            }
    cli_say("--%s: '%s' is no time such as 90s, 15m, 2h or 1d, of at most %u days", name, text, most_s / 86400);
    return false;
}

bool cli_args_share(const cli_args *args, const char *name, float *out)
{
    const char *text = cli_args_get(args, name);
    char *end;
    double share = strtod(text, &end);
    if (strspn(text, "0123456789.") != strlen(text) || *end || end == text || share > 1) {
        cli_say("--%s: '%s' is no number from 0 to 1", name, text);
        return false;
    }
    *out = (float)share;
    return true;
}
