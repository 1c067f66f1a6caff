/* mcp_session.c -- what the methods answer, and by which revision of the protocol. In: a method and its parameters, hostile. Out: members of
 * a result, or an error. One thread. */
#include "mcp_state.h"

#include <string.h>

#include "ascii.h"

#define META_VERSION      "io.modelcontextprotocol/protocolVersion"
#define META_CAPABILITIES "io.modelcontextprotocol/clientCapabilities"
#define META_SERVER       "io.modelcontextprotocol/serverInfo"
#define MODERN            "2026-07-28"

static const char *const legacy[] = {"2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"}; /* the newest first */
enum { N_LEGACY = sizeof legacy / sizeof *legacy };

#define SERVER_INFO                                                                                                                  \
    "{\"name\":\"hearsay\",\"title\":\"hearsay\",\"version\":\"" HS_VERSION "\","                                                    \
    "\"description\":\"Who says what in the news, and through whom we heard it\"}"
/* The tools are this program's: nothing in their list is of a client. */
#define MAY_KEEP ",\"ttlMs\":3600000,\"cacheScope\":\"public\""

static bool is(hs_str s, const char *word)
{
    return s.len == strlen(word) && memcmp(s.ptr, word, s.len) == 0;
}

/* ---- which revision ---- */

static void refuse_version(hs_mcp_reply *reply, hs_str asked)
{
    hs_mcp_fail(reply, HS_MCP_VERSION, "that version of the protocol is not spoken here");
    json_t *supported = json_pack("[s]", MODERN);
    for (size_t i = 0; i < N_LEGACY; i++)
        json_array_append_new(supported, json_string(legacy[i]));
    reply->data = json_pack("{s:o,s:s%}", "supported", supported, "requested", asked.ptr ? asked.ptr : "", asked.len);
}

/* A request that carries its version: is it one that is spoken here, and complete? */
static bool take_envelope(hs_mcp_reply *reply, const json_t *meta)
{
    const json_t *version = json_object_get(meta, META_VERSION);
    if (!json_is_string(version) || !json_is_object(json_object_get(meta, META_CAPABILITIES))) {
        hs_mcp_fail(reply, HS_MCP_PARAMS, "params._meta: '%s' (a string) and '%s' (an object) are needed", META_VERSION, META_CAPABILITIES);
        return false;
    }
    hs_str asked = hs_mcp_str(meta, META_VERSION);
    if (is(asked, MODERN))
        return true;
    refuse_version(reply, asked);
    return false;
}

/* @return false: the reply says why it is not answered */
static bool let_in(hs_mcp *mcp, hs_mcp_reply *reply, const char *method, const json_t *params)
{
    const json_t *meta = json_object_get(params, "_meta");
    bool enveloped = json_object_get(meta, META_VERSION) != NULL, initialize = strcmp(method, "initialize") == 0;
    if (mcp->era == HS_MCP_OPEN && strcmp(method, "server/discover") == 0 && !enveloped)
        return take_envelope(reply, meta); /* which says what it lacks */
    if (mcp->era == HS_MCP_MODERN && initialize) {
        refuse_version(reply, hs_mcp_str(params, "protocolVersion"));
        return false;
    }
    if (mcp->era == HS_MCP_MODERN || (mcp->era == HS_MCP_OPEN && enveloped && !initialize)) {
        bool good = take_envelope(reply, meta);
        mcp->era = good ? HS_MCP_MODERN : mcp->era;
        return good;
    }
    mcp->era = HS_MCP_LEGACY;
    if (enveloped && !initialize) {
        hs_mcp_fail(reply, HS_MCP_INVALID, "this session began with `initialize`: its requests carry no version");
        return false;
    }
    if (!mcp->version && !initialize && strcmp(method, "ping") != 0) {
        hs_mcp_fail(reply, HS_MCP_INVALID, "`initialize` comes first");
        return false;
    }
    return true;
}

/* ---- methods ---- */

static void initialize(hs_mcp *mcp, hs_mcp_reply *reply, const json_t *params)
{
    hs_str asked = hs_mcp_str(params, "protocolVersion");
    const char *version = legacy[0];
    if (mcp->version) {
        hs_mcp_fail(reply, HS_MCP_INVALID, "the session is initialized already");
        return;
    }
    if (!asked.ptr) {
        hs_mcp_fail(reply, HS_MCP_PARAMS, "protocolVersion: a string is wanted");
        return;
    }
    for (size_t i = 0; i < N_LEGACY; i++)
        version = is(asked, legacy[i]) ? legacy[i] : version;
    mcp->version = version;
    hs_buffer_format(&reply->members, ",\"protocolVersion\":\"%s\",\"capabilities\":{\"tools\":{}},\"serverInfo\":%s,\"instructions\":", version,
                     SERVER_INFO);
    hs_mcp_put_json(&reply->members, json_object_get(mcp->about, "instructions"));
}

static void ping(hs_mcp *mcp, hs_mcp_reply *reply, const json_t *params)
{
    (void)mcp;
    (void)reply;
    (void)params;
}

static void discover(hs_mcp *mcp, hs_mcp_reply *reply, const json_t *params)
{
    (void)params;
    hs_buffer_text(&reply->members, ",\"supportedVersions\":[\"" MODERN "\"],\"capabilities\":{\"tools\":{}}" MAY_KEEP ",\"instructions\":");
    hs_mcp_put_json(&reply->members, json_object_get(mcp->about, "instructions"));
}

static void list_tools(hs_mcp *mcp, hs_mcp_reply *reply, const json_t *params)
{
    const json_t *cursor = json_object_get(params, "cursor");
    if (cursor && !json_is_null(cursor)) {
        hs_mcp_fail(reply, HS_MCP_PARAMS, "cursor: all tools were told at once");
        return;
    }
    hs_buffer_text(&reply->members, mcp->era == HS_MCP_MODERN ? MAY_KEEP ",\"tools\":" : ",\"tools\":");
    hs_mcp_put_json(&reply->members, mcp->tools);
}

static void put_text(hs_buffer *out, hs_str text)
{
    hs_buffer_text(out, ",\"content\":[{\"type\":\"text\",\"text\":");
    hs_mcp_put_str(out, text);
    hs_buffer_text(out, "}]");
}

/* What goes wrong within a tool is for the assistant to read, not for the client. */
static void call_tool(hs_mcp *mcp, hs_mcp_reply *reply, const json_t *params)
{
    hs_str name = hs_mcp_str(params, "name");
    const json_t *arguments = json_object_get(params, "arguments"), *tool = hs_mcp_tool_find(mcp, name);
    hs_error err = {0};
    if (!name.ptr || (arguments && !json_is_object(arguments) && !json_is_null(arguments))) {
        hs_mcp_fail(reply, HS_MCP_PARAMS, "name (a string) and arguments (an object) are wanted");
        return;
    }
    if (!tool) {
        hs_mcp_fail(reply, HS_MCP_PARAMS, "no tool of that name; tools/list has them");
        return;
    }
    hs_buffer payload = hs_buffer_new(HS_MCP_REPLY);
    hs_status status = hs_mcp_check(tool, arguments, err.msg, sizeof err.msg) ? HS_OK : HS_E_ARG;
    if (status == HS_OK)
        status = hs_mcp_call(mcp, &payload, name, arguments, &err);
    if (status != HS_OK && !payload.failed) {
        put_text(&reply->members, hs_ascii_of(err.msg));
        hs_buffer_text(&reply->members, ",\"isError\":true");
    } else {
        put_text(&reply->members, hs_buffer_str(&payload));
        hs_buffer_text(&reply->members, ",\"structuredContent\":");
        hs_buffer_add(&reply->members, payload.ptr, payload.len);
        hs_buffer_text(&reply->members, ",\"isError\":false");
        reply->members.failed |= payload.failed;
    }
    hs_buffer_free(&payload);
}

void hs_mcp_answer(hs_mcp *mcp, hs_mcp_reply *reply, const char *method, const json_t *params)
{
    static const struct {
        const char *name;
        bool legacy, modern;
        void (*answer)(hs_mcp *mcp, hs_mcp_reply *reply, const json_t *params);
    } methods[] = {
        {"initialize", true, false, initialize},  {"ping", true, false, ping},          {"server/discover", false, true, discover},
        {"tools/list", true, true, list_tools},   {"tools/call", true, true, call_tool},
    };
    if (!let_in(mcp, reply, method, params))
        return;
    bool modern = mcp->era == HS_MCP_MODERN;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, method) == 0 && (modern ? methods[i].modern : methods[i].legacy)) {
            if (modern)
                hs_buffer_text(&reply->members, ",\"resultType\":\"complete\",\"_meta\":{\"" META_SERVER "\":" SERVER_INFO "}");
            methods[i].answer(mcp, reply, params);
            return;
        }
    hs_mcp_fail(reply, HS_MCP_NO_METHOD, "no method '%.100s'", method);
}
