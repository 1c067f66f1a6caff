/* cli_ledger.c -- the ledger that a command works on: --ledger, else $HEARSAY_LEDGER, else hearsay.db here; what commands that change it share. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli.h"
#include "id.h"

const char *cli_ledger_path(const cli_args *args)
{
    const char *path = cli_args_get(args, "ledger");
    if (!path)
        path = getenv("HEARSAY_LEDGER");
    return path && *path ? path : "hearsay.db";
}

const char *cli_ledger_shown(const cli_args *args)
{
    static char shown[300];
    hs_ledger_shown(shown, sizeof shown, cli_ledger_path(args));
    return shown;
}

bool cli_ledger_is_file(const char *path)
{
    bool is_file = strcmp(path, ":memory:") != 0 && strncmp(path, "file:", strlen("file:")) != 0;
    if (!is_file)
        cli_say("%s: SQLite has a meaning of its own for that name; a ledger is a file, ./%s if it has to be called so", path, path);
    return is_file;
}

int cli_ledger_open_at(hs_ledger **out, const char *path, hs_ledger_mode mode)
{
    hs_error err;
    *out = NULL;
    if (!cli_ledger_is_file(path))
        return CLI_USAGE;
    if (hs_ledger_open(out, path, mode, &err) == HS_OK)
        return CLI_DONE;
    cli_say("%s", err.msg);
    return err.code == HS_E_DEFECT ? CLI_DEFECT : CLI_LEDGER;
}

int cli_ledger_open(hs_ledger **out, const cli_args *args, hs_ledger_mode mode)
{
    return cli_ledger_open_at(out, cli_ledger_path(args), mode);
}

int cli_ledger_failed(const hs_error *err)
{
    switch (err->code) {
    case HS_E_ARG:
    case HS_E_LIMIT:
        cli_say("%s", err->msg);
        return CLI_USAGE;
    case HS_E_DEFECT:
        cli_say("a defect of hearsay, please report it: %s", err->msg);
        return CLI_DEFECT;
    case HS_E_LEDGER:
        cli_say("%s; 'hearsay check' tells what is damaged", err->msg);
        return CLI_LEDGER;
    case HS_E_IO:
    case HS_E_BUSY:
        cli_say("%s", err->msg);
        return CLI_LEDGER;
    default:
        cli_say("%s", err->msg);
        return CLI_SOME_FAILED;
    }
}

static const char *name_of(char letter)
{
    return letter == 'a' ? "an attribution" : letter == 'c' ? "a claim" : letter == 'd' ? "a document" : letter == 's' ? "a source" : NULL;
}

bool cli_id(const char *operand, const char *letters, char *letter, uint64_t *id)
{
    const char *name = name_of(*operand);
    *letter = *operand;
    bool good = hs_id_parse(id, (hs_str){operand, strlen(operand)}, *operand);
    if (good && strchr(letters, *operand))
        return true;
    if (good && name) {
        cli_bytes wanted = {0};
        for (const char *at = letters; *at; at++) {
            const char *joint = at == letters ? "" : at[1] ? ", " : " or ";
            cli_sink_bytes(&wanted, joint, strlen(joint));
            cli_sink_bytes(&wanted, name_of(*at), strlen(name_of(*at)));
        }
        cli_say("'%s' is %s, and here %s is asked for", operand, name, wanted.ptr);
        free(wanted.ptr);
        return false;
    }
    cli_say("'%s' is no number of what the ledger holds, such as %c12", operand, letters[0]);
    return false;
}

hs_status cli_ledger_settle(hs_ledger *ledger, hs_error *err)
{
    hs_status status = hs_ledger_settle(ledger, err);
    return status == HS_OK ? hs_ledger_commit(ledger, err) : status;
}

void cli_ledger_give_way(void)
{
    nanosleep(&(struct timespec){.tv_nsec = 120 * 1000000}, NULL);
}

hs_str cli_args_str(const cli_args *args, const char *name)
{
    const char *value = cli_args_get(args, name);
    return (hs_str){value, value ? strlen(value) : 0};
}

hs_str cli_by(const cli_args *args)
{
    hs_str by = cli_args_str(args, "by");
    if (!by.ptr)
        by.ptr = getenv("USER");
    by.len = by.ptr ? strlen(by.ptr) : 0;
    return by.len ? by : (hs_str){NULL, 0};
}
