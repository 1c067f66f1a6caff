/* cli_fetch.c -- web addresses among a command's operands. In: the options of fetching, and a URL. Out: its bytes, and
 * where they came from. The fetcher opens on the main thread; cli_fetch runs on any. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cli.h"

enum { MOST_SECONDS = 3600 };

bool cli_is_url(const char *operand)
{
    return strncasecmp(operand, "http://", 7) == 0 || strncasecmp(operand, "https://", 8) == 0;
}

static int make(hs_fetcher **out, const cli_args *args, bool needed)
{
    hs_fetch_options options = {.user_agent = cli_args_get(args, "user-agent"),
                                .allow_private = cli_args_get(args, "allow-private") != NULL};
    unsigned timeout, delay;
    hs_error err;
    *out = NULL;
    if (!cli_args_number(args, "timeout", MOST_SECONDS, &timeout) ||
        !cli_args_number(args, "delay", MOST_SECONDS, &delay))
        return CLI_USAGE;
    options.timeout_ms = timeout * 1000;
    options.delay_ms = delay * 1000;
    if (!needed || hs_fetcher_open(out, &options, &err) == HS_OK)
        return CLI_DONE;
    cli_say("%s", err.msg);
    return err.code == HS_E_ARG ? CLI_USAGE : CLI_SOME_FAILED;
}

int cli_fetcher_open(hs_fetcher **out, const cli_args *args)
{
    size_t i = 0;
    while (i < args->n_operands && !cli_is_url(args->operands[i]))
        i++;
    return make(out, args, i < args->n_operands || cli_args_get(args, "follow"));
}

int cli_fetcher_make(hs_fetcher **out, const cli_args *args)
{
    return make(out, args, true);
}

hs_status cli_fetch(cli_bytes *out, hs_reply **reply, hs_fetcher *fetcher, hs_str url, hs_error *err)
{
    *out = (cli_bytes){0};
    hs_status status = hs_fetch(reply, fetcher, url, NULL, cli_sink_bytes, out, err);
    if (status != HS_OK) {
        free(out->ptr);
        *out = (cli_bytes){0};
    }
    return status;
}
