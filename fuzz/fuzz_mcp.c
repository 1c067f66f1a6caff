/* fuzz_mcp.c -- any bytes as what a client of `hearsay mcp` sends: a byte that picks how the session has begun, then lines. Whatever they are, a
 * reply is one line, JSON, and says whose it is. A small ledger in a file of its own; no model. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../tests/unit/related_story.h"
#include "check.h"
#include "mcp_state.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MODERN                                                                                                                     \
    "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"server/discover\",\"params\":{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":"         \
    "\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":{}}}}"

static hs_mcp *mcp;
static char file[64];

static void leave_nothing(void)
{
    hs_mcp_free(mcp);
    mcp = NULL;
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", file, ends[i]);
        unlink(name);
    }
}

static void make_once(void)
{
    if (*file)
        return;
    snprintf(file, sizeof file, "/tmp/hearsay-fuzz-%ld.db", (long)getpid());
    leave_nothing();
    CHECK(hs_ledger_open(&ledger, file, HS_LEDGER_WRITE, NULL) == HS_OK);
    put_story();
    CHECK(hs_ledger_commit(ledger, NULL) == HS_OK);
    hs_ledger_free(ledger);
    CHECK(hs_mcp_open(&mcp, &(hs_mcp_options){.ledger = file, .model = "/nonexistent", .pairs = "none"}, NULL) == HS_OK);
    atexit(leave_nothing);
}

static void check_one(const json_t *reply)
{
    const char *version = json_string_value(json_object_get(reply, "jsonrpc"));
    CHECK(version && strcmp(version, "2.0") == 0 && json_object_get(reply, "id"));
    CHECK(!json_object_get(reply, "result") != !json_object_get(reply, "error"));
}

static void check_reply(const hs_buffer *out)
{
    size_t i;
    json_t *one;
    CHECK(!out->failed);
    if (!out->len)
        return;
    CHECK(memchr(out->ptr, '\n', out->len) == out->ptr + out->len - 1);
    json_t *reply = json_loadb(out->ptr, out->len, JSON_ALLOW_NUL, NULL);
    CHECK(reply);
    json_array_foreach(reply, i, one)
        check_one(one);
    if (!json_is_array(reply))
        check_one(reply);
    json_decref(reply);
}

static void take(const char *bytes, size_t len)
{
    char *exact = malloc(len ? len : 1);
    CHECK(exact);
    if (len)
        memcpy(exact, bytes, len);
    hs_buffer out = hs_buffer_new((size_t)2 * HS_MCP_REPLY);
    hs_mcp_take(mcp, &out, (hs_str){exact, len});
    check_reply(&out);
    hs_buffer_free(&out);
    free(exact);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const begun[] = {
        "", "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-03-26\"}}",
        MODERN};
    make_once();
    if (!size)
        return 0;
    mcp->era = HS_MCP_OPEN; /* as a new session: the list of its tools, which is dear to make, stays */
    mcp->version = NULL;
    const char *first = begun[data[0] % 4], *at = (const char *)data + 1, *last = (const char *)data + size;
    take(first, strlen(first));
    while (at < last) {
        const char *end = memchr(at, '\n', (size_t)(last - at));
        take(at, (size_t)((end ? end : last) - at));
        at = end ? end + 1 : last;
    }
    return 0;
}
