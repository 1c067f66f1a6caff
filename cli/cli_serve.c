/* cli_serve.c -- `hearsay serve`: the ledger's page and API on a port of this machine, until it is stopped. In: options. Out: on
 * stdout where it can be reached; the access log on stderr or in a file. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"
#include "server.h"

enum { MOST_PORT = 65535 };

/* ---- the token ---- */

/* A new file that its owner alone can read. */
static bool make_token_file(const char *path, const char *token)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    size_t len = strlen(token);
    bool done = fd >= 0 && write(fd, token, len) == (ssize_t)len && write(fd, "\n", 1) == 1;
    if (fd >= 0 && close(fd) != 0)
        done = false;
    if (!done)
        cli_say("%s: %s", path, strerror(errno));
    return done;
}

/* The file's first line. @return NULL after a line on stderr. Owned */
static char *read_token_file(const char *path)
{
    cli_bytes bytes = {0};
    hs_error err;
    struct stat about;
    if (cli_slurp(&bytes, path, &err) != HS_OK) {
        cli_say_failed(path, &err);
        return NULL;
    }
    bytes.ptr[strcspn(bytes.ptr, "\r\n")] = '\0';
    if (!hs_server_token_is_good((hs_str){bytes.ptr, strlen(bytes.ptr)})) {
        cli_say("%s: a token is %d to %d letters, digits, '-', '.', '_' or '~'", path, HS_SERVER_LEAST_TOKEN, HS_SERVER_TOKEN);
        free(bytes.ptr);
        return NULL;
    }
    if (stat(path, &about) == 0 && about.st_mode & (S_IRWXG | S_IRWXO))
        cli_say("%s: others than you may read this token (mode %03o)", path, (unsigned)(about.st_mode & 0777));
    return bytes.ptr;
}

/* @return NULL after a line on stderr. Owned */
static char *find_token(const cli_args *args)
{
    char random[49];
    hs_error err;
    const char *path = cli_args_get(args, "token-file");
    if (path && access(path, F_OK) == 0)
        return read_token_file(path);
    if (hs_server_token_make(random, &err) != HS_OK) {
        cli_say("%s", err.msg);
        return NULL;
    }
    if (path && !make_token_file(path, random))
        return NULL;
    return cli_copy(random, strlen(random));
}

/* ---- the run ---- */

static bool take_port(const cli_args *args, uint16_t *out)
{
    unsigned port = 0;
    bool any = strcmp(cli_args_get(args, "port"), "0") == 0;
    if (!any && !cli_args_number(args, "port", MOST_PORT, &port))
        return false;
    *out = (uint16_t)port;
    return true;
}

/* @return false after a line on stderr */
static bool open_log(FILE **out, const cli_args *args)
{
    const char *path = cli_args_get(args, "log");
    *out = cli_args_get(args, "quiet") ? NULL : stderr;
    if (!path)
        return true;
    int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    *out = fd >= 0 ? fdopen(fd, "a") : NULL;
    if (!*out)
        cli_say("%s: %s", path, strerror(errno));
    return *out != NULL;
}

static void tell(const hs_server *server, const cli_args *args, const char *token)
{
    const char *url = hs_server_url(server);
    if (cli_args_get(args, "token-file"))
        printf("%s  (changes need the token that is in %s)\n", url, cli_args_get(args, "token-file"));
    else
        printf("%s?token=%s\n", url, token);
    fflush(stdout);
    if (hs_server_is_closed(server))
        cli_say("others than this machine can reach it: nothing is answered without the token, which the network can see unless a "
                "proxy before it speaks TLS");
}

static void wait_for_stop(void)
{
    struct pollfd stop = {.fd = cli_stop_fd(), .events = POLLIN};
    while (!cli_stopped())
        if (poll(&stop, 1, -1) < 0 && errno != EINTR)
            return;
}

static int failed(const hs_error *err)
{
    cli_say("%s", err->msg);
    return err->code == HS_E_ARG                                ? CLI_USAGE
           : err->code == HS_E_LEDGER || err->code == HS_E_BUSY ? CLI_LEDGER
           : err->code == HS_E_DEFECT                           ? CLI_DEFECT
                                                                : CLI_SOME_FAILED;
}

static void end_at_once(void)
{
    cli_say("serve: what was still worked on after ten seconds is given up");
    _exit(ferror(stdout) ? CLI_SOME_FAILED : CLI_DONE);
}

static int serve(hs_server_options *options, const cli_args *args)
{
    hs_server *server;
    hs_ledger *ledger;
    hs_error err;
    /* made where there is none, so that an empty one can be added to; who can add nothing may need no leave to write */
    int code = cli_ledger_open(&ledger, args, options->read_only ? HS_LEDGER_READ : HS_LEDGER_WRITE);
    hs_ledger_free(ledger);
    if (code != CLI_DONE)
        return code;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN);
    cli_stop_begin();
    if (hs_server_start(&server, options, &err) != HS_OK)
        return failed(&err);
    tell(server, args, options->token);
    wait_for_stop();
    if (!hs_server_stop(server)) /* an article of megabytes, say: its threads use what would be freed */
        end_at_once();
    return CLI_DONE;
}

int cli_serve(const cli_args *args)
{
    hs_server_options options = {.ledger = cli_ledger_path(args),
                                 .address = cli_args_get(args, "bind"),
                                 .hosts = cli_args_get(args, "host"),
                                 .base = cli_args_get(args, "base"),
                                 .allow_origin = cli_args_get(args, "allow-origin"),
                                 .model = cli_args_get(args, "model"),
                                 .opened = cli_comparer_tell,
                                 .read_only = cli_args_get(args, "read-only") != NULL,
                                 .allow_private = cli_args_get(args, "allow-private") != NULL};
    if (args->n_operands) {
        cli_say("serve: it takes no operand: '%s'", args->operands[0]);
        return CLI_USAGE;
    }
    if (!cli_ledger_is_file(options.ledger))
        return CLI_USAGE;
    if (!take_port(args, &options.port) ||
        (cli_args_get(args, "threads") && !cli_args_number(args, "threads", HS_SERVER_MOST_THREADS, &options.threads)) ||
        !open_log(&options.log, args))
        return CLI_USAGE;
    char *token = find_token(args);
    options.token = token;
    int code = token ? serve(&options, args) : CLI_USAGE;
    free(token);
    if (options.log && options.log != stderr && fclose(options.log) != 0 && code == CLI_DONE)
        code = CLI_SOME_FAILED;
    return cli_finish(code);
}
