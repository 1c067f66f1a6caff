/* cli_hints.c -- what a user may do next, as commands that a shell takes: with the ledger that was given, and the words as they were typed.
 * Main thread only. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

void cli_put_word(cli_bytes *out, const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.,:/@%+=";
    cli_sink_bytes(out, " ", 1);
    if (*word && !word[strspn(word, plain)]) {
        cli_sink_bytes(out, word, strlen(word));
        return;
    }
    cli_sink_bytes(out, "'", 1);
    for (; *word; word++)
        cli_sink_bytes(out, *word == '\'' ? "'\\''" : word, *word == '\'' ? 4 : 1);
    cli_sink_bytes(out, "'", 1);
}

const char *cli_hint(const cli_args *args, const char *command)
{
    static cli_bytes hint; /* the last one */
    const char *ledger = cli_args_get(args, "ledger");
    hint.len = 0;
    cli_sink_bytes(&hint, "'hearsay ", 9);
    cli_sink_bytes(&hint, command, strlen(command));
    if (ledger) {
        cli_sink_bytes(&hint, " --ledger", 9);
        cli_put_word(&hint, ledger);
    }
    cli_sink_bytes(&hint, "'", 1);
    return hint.ptr;
}
