/* mcp.c -- lines to messages and back (JSON-RPC 2.0). In: lines of a client, hostile. Out: a line of reply for each request, or for a
 * batch of them. One thread. */
#include "mcp_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"
#include "utf8.h"

hs_status hs_mcp_open(hs_mcp **out, const hs_mcp_options *options, hs_error *err)
{
    *out = hs_alloc(sizeof **out);
    if (!*out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a session");
    (*out)->options = *options;
    if (hs_mcp_tools_make(*out))
        return HS_OK;
    hs_mcp_free(*out);
    *out = NULL;
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for a session");
}

void hs_mcp_free(hs_mcp *mcp)
{
    if (!mcp)
        return;
    hs_compare_space_free(mcp->space);
    hs_comparer_free(mcp->comparer);
    hs_workspace_free(mcp->workspace);
    hs_reader_free(mcp->reader);
    json_decref(mcp->about);
    hs_free(mcp);
}

/* ---- parts of JSON ---- */

static int take_bytes(const char *bytes, size_t len, void *buffer)
{
    hs_buffer_add(buffer, bytes, len);
    return ((hs_buffer *)buffer)->failed ? -1 : 0;
}

void hs_mcp_put_json(hs_buffer *out, const json_t *value)
{
    if (json_dump_callback(value, take_bytes, out, JSON_COMPACT | JSON_ENCODE_ANY) != 0)
        out->failed = true;
}

void hs_mcp_put_str(hs_buffer *out, hs_str s)
{
    json_t *value = json_stringn(s.ptr ? s.ptr : "", s.len);
    hs_mcp_put_json(out, value);
    json_decref(value);
}

hs_str hs_mcp_str(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_string(value) ? (hs_str){json_string_value(value), json_string_length(value)} : (hs_str){NULL, 0};
}

void hs_mcp_fail(hs_mcp_reply *reply, int code, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    vsnprintf(reply->message, sizeof reply->message, fmt, args);
    va_end(args);
    size_t whole = hs_utf8_valid(reply->message, strlen(reply->message)); /* it may have been cut within a character */
    reply->message[whole] = '\0';
    reply->code = code;
    reply->members.len = 0;
}

/* ---- replies ---- */

static void put_head(hs_buffer *out, const json_t *id)
{
    hs_buffer_text(out, "{\"jsonrpc\":\"2.0\",\"id\":");
    if (id)
        hs_mcp_put_json(out, id);
    else
        hs_buffer_text(out, "null");
}

static void put_error(hs_buffer *out, const json_t *id, const hs_mcp_reply *reply)
{
    put_head(out, id);
    hs_buffer_format(out, ",\"error\":{\"code\":%d,\"message\":", reply->code);
    hs_mcp_put_str(out, hs_ascii_of(reply->message));
    if (reply->data) {
        hs_buffer_text(out, ",\"data\":");
        hs_mcp_put_json(out, reply->data);
    }
    hs_buffer_text(out, "}}");
}

/* One reply; where it is too large, or memory is short, an error in its place. */
static void put_reply(hs_buffer *out, const json_t *id, hs_mcp_reply *reply)
{
    size_t before = out->len;
    bool failed = out->failed;
    if (reply->members.failed)
        hs_mcp_fail(reply, HS_MCP_INTERNAL, "the answer is too large; a smaller limit makes it less");
    if (reply->code == 0) {
        put_head(out, id);
        hs_buffer_text(out, ",\"result\":{");
        if (reply->members.len) /* without its first comma */
            hs_buffer_add(out, reply->members.ptr + 1, reply->members.len - 1);
        hs_buffer_text(out, "}}");
        if (!out->failed || failed)
            return;
        hs_mcp_fail(reply, HS_MCP_INTERNAL, "the answer is too large; a smaller limit makes it less");
        out->failed = false;
        out->len = before;
    }
    put_error(out, id, reply);
}

/* A message that is no request that could be answered by its method. */
static void refuse(hs_buffer *out, const json_t *id, int code, const char *why)
{
    hs_mcp_reply reply = {0};
    hs_mcp_fail(&reply, code, "%s", why);
    put_error(out, id, &reply);
}

/* ---- messages ---- */

static bool is_id(const json_t *id)
{
    return json_is_string(id) || json_is_integer(id);
}

static bool is_method(const json_t *method)
{
    return json_is_string(method) && strlen(json_string_value(method)) == json_string_length(method);
}

static void take_request(hs_mcp *mcp, hs_buffer *out, const json_t *id, const char *method, const json_t *params)
{
    hs_mcp_reply reply = {.members = hs_buffer_new(HS_MCP_REPLY)};
    if (params && !json_is_object(params))
        hs_mcp_fail(&reply, HS_MCP_PARAMS, "params: an object is wanted");
    else
        hs_mcp_answer(mcp, &reply, method, params);
    put_reply(out, id, &reply);
    hs_buffer_free(&reply.members);
    json_decref(reply.data);
}

/* Notifications want no reply, nor do replies: nothing is asked of the client. What it cancels is done by then. */
static void take_message(hs_mcp *mcp, hs_buffer *out, const json_t *message)
{
    const json_t *id = json_object_get(message, "id"), *method = json_object_get(message, "method");
    const json_t *known = is_id(id) ? id : NULL;
    hs_str version = hs_mcp_str(message, "jsonrpc");
    if (!json_is_object(message) || version.len != 3 || memcmp(version.ptr, "2.0", 3) != 0)
        refuse(out, known, HS_MCP_INVALID, "no message of JSON-RPC 2.0");
    else if (!method && !json_object_get(message, "result") && !json_object_get(message, "error"))
        refuse(out, known, HS_MCP_INVALID, "a message without a method");
    else if (method && !is_method(method))
        refuse(out, known, HS_MCP_INVALID, "method: a string is wanted");
    else if (method && id && !known)
        refuse(out, NULL, HS_MCP_INVALID, "id: a string or a whole number is wanted");
    else if (method && known)
        take_request(mcp, out, id, json_string_value(method), json_object_get(message, "params"));
}

/* Of the one revision that has them; their replies are one line. */
static void take_batch(hs_mcp *mcp, hs_buffer *out, const json_t *batch)
{
    size_t before = out->len, i;
    const json_t *message;
    if (!mcp->version || strcmp(mcp->version, "2025-03-26") != 0) {
        refuse(out, NULL, HS_MCP_INVALID, "this revision of the protocol has no batches");
        return;
    }
    if (!json_array_size(batch)) {
        refuse(out, NULL, HS_MCP_INVALID, "an empty batch");
        return;
    }
    json_array_foreach(batch, i, message)
    {
        size_t at = out->len;
        hs_buffer_text(out, at == before ? "[" : ",");
        size_t behind = out->len;
        take_message(mcp, out, message);
        if (out->len == behind && !out->failed)
            out->len = at; /* it wants no reply */
    }
    if (out->len > before)
        hs_buffer_text(out, "]");
}

void hs_mcp_take(hs_mcp *mcp, hs_buffer *out, hs_str line)
{
    json_error_t wrong;
    json_t *message = NULL;
    char why[200];
    if (line.len <= HS_MCP_LINE && !hs_ascii_trim(line).len)
        return;
    if (line.len <= HS_MCP_LINE)
        message = json_loadb(line.ptr, line.len, JSON_ALLOW_NUL | JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &wrong);
    if (message && json_is_array(message)) {
        take_batch(mcp, out, message);
    } else if (message) {
        take_message(mcp, out, message);
    } else {
        if (line.len > HS_MCP_LINE)
            snprintf(why, sizeof why, "a line of over %d MiB", HS_MCP_LINE >> 20);
        else
            snprintf(why, sizeof why, "no JSON: byte %d", wrong.position);
        refuse(out, NULL, HS_MCP_PARSE, why);
    }
    json_decref(message);
    if (out->len)
        hs_buffer_text(out, "\n");
}
