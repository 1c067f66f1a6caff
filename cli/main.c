/* main.c -- the command `hearsay`. In: arguments. Out: an exit status; the work is in the command's own file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

static const struct {
    const char *name;
    int (*run)(const cli_args *args);
} commands[] = {
    {"read", cli_read}, {"add", cli_add}, {"watch", cli_watch}, {"claims", cli_claims},
    {"who", cli_who}, {"trace", cli_trace}, {"disputes", cli_disputes}, {"changes", cli_changes}, {"stories", cli_stories}, {"explain", cli_explain}, {"search", cli_search}, {"show", cli_show}, {"export", cli_export},
    {"list", cli_list}, {"stats", cli_stats}, {"compare", cli_compare}, {"correct", cli_correct}, {"merge", cli_merge}, {"split", cli_split},
    {"forget", cli_forget}, {"reread", cli_reread}, {"relate", cli_relate}, {"check", cli_check}, {"backup", cli_backup}, {"copy", cli_copy_ledger},
    {"serve", cli_serve}, {"mcp", cli_mcp}, {"eval", cli_eval},
};
enum { N_COMMANDS = sizeof commands / sizeof *commands };

/* A standard stream that is closed would be taken by the next file we open, and written over. */
static void keep_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) == -1 && errno == EBADF)
            open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

static int print_help(const char *command)
{
    fputs(cli_manual_find(command)->help, stdout);
    return cli_finish(CLI_DONE);
}

static int print_version(void)
{
    hs_reader *reader;
    hs_error err;
    printf("hearsay %s\n", HS_VERSION);
    if (hs_reader_open(&reader, NULL, &err) == HS_OK) {
        hs_str model = hs_reader_model(reader);
        printf("model %.*s\n", (int)model.len, model.ptr);
        hs_reader_free(reader);
    } else {
        printf("no model: %s\n", err.msg);
    }
    return cli_finish(CLI_DONE);
}

static int misused(const char *what, const char *word)
{
    const char *names[N_COMMANDS + 1] = {"help"};
    for (size_t i = 0; i < N_COMMANDS; i++)
        names[i + 1] = commands[i].name;
    const char *near = cli_nearest(word, names, N_COMMANDS + 1);
    if (near)
        cli_say("no %s '%s'; did you mean '%s'?", what, word, near);
    else
        cli_say("no %s '%s'; 'hearsay --help' lists them", what, word);
    return CLI_USAGE;
}

/* Options before any command. */
static int run_bare(int argc, char **argv)
{
    cli_args args;
    if (!cli_args_parse(&args, cli_manual_find("hearsay"), argc < 2 ? argc : 2, argv))
        return CLI_USAGE;
    if (cli_args_get(&args, "help"))
        return print_help("hearsay");
    if (cli_args_get(&args, "version"))
        return print_version();
    cli_say("a command is needed; 'hearsay --help' lists them");
    return CLI_USAGE;
}

static int run_help(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)
        return print_help("hearsay");
    return cli_manual_find(argv[1]) ? print_help(argv[1]) : misused("command", argv[1]);
}

int main(int argc, char **argv)
{
    keep_standard_streams();
    if (argc < 2 || argv[1][0] == '-')
        return run_bare(argc, argv);
    if (strcmp(argv[1], "help") == 0)
        return run_help(argc - 1, argv + 1);
    for (size_t i = 0; i < N_COMMANDS; i++)
        if (strcmp(argv[1], commands[i].name) == 0) {
            cli_args args;
            if (!cli_args_parse(&args, cli_manual_find(argv[1]), argc - 1, argv + 1))
                return CLI_USAGE;
            return cli_args_get(&args, "help") ? print_help(argv[1]) : commands[i].run(&args);
        }
    if (cli_is_url(argv[1]) || access(argv[1], F_OK) == 0) {
        cli_say("no command '%s'; 'hearsay read' reads it", argv[1]);
        return CLI_USAGE;
    }
    return misused("command", argv[1]);
}
