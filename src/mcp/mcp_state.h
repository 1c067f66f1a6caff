/* mcp_state.h -- what the files of this module share.
 * Path: mcp.c (lines, messages) -> mcp_session.c (methods) -> mcp_tools.c (which tools, their arguments) -> mcp_call.c (what they do). */
#ifndef HS_MCP_STATE_H
#define HS_MCP_STATE_H

#include <jansson.h>

#include "mcp.h"

typedef enum hs_mcp_era {
    HS_MCP_OPEN,   /* nothing was asked yet that decides */
    HS_MCP_LEGACY, /* `initialize` is due, or done: then `version` says by which revision */
    HS_MCP_MODERN  /* each request says its version */
} hs_mcp_era;

struct hs_mcp {
    hs_mcp_options options;
    hs_mcp_era era;
    const char *version; /* static; NULL: not initialized */
    json_t *about;       /* docs/mcp.json */
    json_t *tools;       /* as clients are told of them; of `about` */
    hs_reader *reader;   /* these are opened when they are first needed */
    hs_workspace *workspace;
    hs_comparer *comparer;
    hs_compare_space *space;
};

/** What a request is answered with: `members` of its result, or an error where `code` is not 0. */
typedef struct hs_mcp_reply {
    hs_buffer members; /* of the object `result`, each with a comma before it */
    int code;
    char message[256];
    json_t *data; /* of an error; owned; NULL: none */
} hs_mcp_reply;

enum {
    HS_MCP_PARSE = -32700,
    HS_MCP_INVALID = -32600,
    HS_MCP_NO_METHOD = -32601,
    HS_MCP_PARAMS = -32602,
    HS_MCP_INTERNAL = -32603,
    HS_MCP_VERSION = -32022
};

/** Turn the reply into an error; what it holds is dropped. */
HS_PRINTF(3, 4)
void hs_mcp_fail(hs_mcp_reply *reply, int code, const char *fmt, ...);
/** JSON as one line. */
void hs_mcp_put_json(hs_buffer *out, const json_t *value);
/** A string of it. What is no UTF-8 makes the buffer fail. */
void hs_mcp_put_str(hs_buffer *out, hs_str s);

/** A string of an object; {NULL, 0}: there is none, or another thing. */
hs_str hs_mcp_str(const json_t *object, const char *name);

/** Answer a request. @param params  an object; NULL: none */
void hs_mcp_answer(hs_mcp *mcp, hs_mcp_reply *reply, const char *method, const json_t *params);

/** Make mcp->about and mcp->tools. @return false: no memory */
bool hs_mcp_tools_make(hs_mcp *mcp);
/** The tool of a name; NULL: none. */
const json_t *hs_mcp_tool_find(const hs_mcp *mcp, hs_str name);
/** Are these arguments as the tool's inputSchema has them? Those that are null count as not given. @param why  out: what is wrong, for the
 * assistant */
bool hs_mcp_check(const json_t *tool, const json_t *arguments, char *why, size_t size);

/** Do what a tool does. @param out  appended to: JSON on one line, an object. @return HS_OK; else why it cannot be done, for the assistant */
hs_status hs_mcp_call(hs_mcp *mcp, hs_buffer *out, hs_str tool, const json_t *arguments, hs_error *err);

extern const char *const hs_mcp_files[]; /* docs/mcp.json, answer.schema.json, reading.schema.json */

#endif
