/* cli_mcp.c -- `hearsay mcp`: the ledger as tools for an assistant, over standard input and output. In: lines of JSON-RPC. Out: the same, and
 * nothing else: whatever else is written to standard output meanwhile goes to standard error. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"
#include "mcp.h"

enum { BLOCK = 1 << 16 };

/* A line as it comes. What is beyond HS_MCP_LINE is not kept, but counted. */
typedef struct line {
    char *ptr; /* owned */
    size_t len, cap;
} line;

static void add(line *l, const char *bytes, size_t n)
{
    size_t kept = l->len < HS_MCP_LINE ? HS_MCP_LINE - l->len : 0;
    kept = n < kept ? n : kept;
    if (kept && l->len + kept > l->cap) {
        l->cap = 2 * (l->len + kept) < HS_MCP_LINE ? 2 * (l->len + kept) : HS_MCP_LINE;
        l->ptr = cli_grow(l->ptr, l->cap, 1);
    }
    if (kept)
        memcpy(l->ptr + l->len, bytes, kept);
    l->len += n;
}

static bool send_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR) {
            cli_say("standard output: %s", strerror(errno));
            return false;
        }
        bytes += n > 0 ? n : 0;
        len -= n > 0 ? (size_t)n : 0;
    }
    return true;
}

static bool answer(hs_mcp *mcp, int to, line *l)
{
    hs_buffer out = hs_buffer_new((size_t)2 * HS_MCP_REPLY);
    hs_mcp_take(mcp, &out, (hs_str){l->ptr ? l->ptr : "", l->len});
    l->len = 0;
    if (out.failed)
        cli_say("out of memory: a reply is lost");
    bool good = out.failed || send_all(to, out.ptr, out.len);
    hs_buffer_free(&out);
    return good;
}

/* Until there is no more. @return an exit status */
static int serve(hs_mcp *mcp, int to)
{
    static char block[BLOCK];
    line l = {0};
    int code = CLI_DONE;
    for (ssize_t n = 1; code == CLI_DONE && n > 0;) {
        n = read(STDIN_FILENO, block, sizeof block);
        if (n < 0 && errno == EINTR) {
            n = 1;
            continue;
        }
        if (n < 0) {
            cli_say("standard input: %s", strerror(errno));
            code = CLI_NO_INPUT;
        }
        for (const char *at = block, *last = block + (n > 0 ? n : 0); code == CLI_DONE && at < last;) {
            const char *end = memchr(at, '\n', (size_t)(last - at));
            add(&l, at, (size_t)((end ? end : last) - at));
            at = end ? end + 1 : last;
            if (end && !answer(mcp, to, &l))
                code = CLI_SOME_FAILED;
        }
    }
    if (code == CLI_DONE && l.len && !answer(mcp, to, &l)) /* a last line without an end */
        code = CLI_SOME_FAILED;
    free(l.ptr);
    return code;
}

int cli_mcp(const cli_args *args)
{
    hs_mcp *mcp;
    hs_error err;
    hs_mcp_options options = {
        .ledger = cli_ledger_path(args), .model = cli_args_get(args, "model"), .pairs = cli_args_get(args, "pairs"), .opened = cli_comparer_tell};
    if (args->n_operands) {
        cli_say("mcp: it takes no operand: '%s'", args->operands[0]);
        return CLI_USAGE;
    }
    if (!cli_ledger_is_file(options.ledger))
        return CLI_USAGE;
    if (!options.pairs)
        options.pairs = getenv("HEARSAY_PAIRS");
    signal(SIGPIPE, SIG_IGN);
    int to = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    if (to < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
        cli_say("standard output: %s", strerror(errno));
        return CLI_SOME_FAILED;
    }
    if (hs_mcp_open(&mcp, &options, &err) != HS_OK) {
        cli_say("%s", err.msg);
        return CLI_SOME_FAILED;
    }
    int code = serve(mcp, to);
    hs_mcp_free(mcp);
    if (close(to) != 0 && code == CLI_DONE) {
        cli_say("standard output: %s", strerror(errno));
        code = CLI_SOME_FAILED;
    }
    return code;
}
