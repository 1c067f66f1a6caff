/* mcp.h -- the ledger as tools for assistants: the Model Context Protocol, JSON-RPC 2.0 in lines.
 * Path: a line of the client -> what it asks -> the ledger or the reader -> a line of reply, none for what wants none.
 * Protocol: 2026-07-28, in which each request carries its version, and those before it that begin with `initialize`. The first request
 * decides which; docs/mcp.json has the tools. Threads: one at a time. Nothing is printed. */
#ifndef HS_MCP_H
#define HS_MCP_H

#include "buffer.h"

enum {
    HS_MCP_LINE = 16 << 20, /* bytes of a line at most */
    HS_MCP_REPLY = 64 << 20 /* of what a line is answered with */
};

/** Strings are the caller's and must outlive the session. */
typedef struct hs_mcp_options {
    const char *ledger; /* its path; opened anew for each call, so that it may come and go */
    const char *model;  /* as hs_reader_open */
    const char *pairs;  /* as hs_comparer_open; "none": statements are compared by their words and vectors alone */
    void (*opened)(const hs_comparer *comparer); /* told of the one of `pairs`, when it is first needed; NULL: nobody is */
} hs_mcp_options;

/** A session with one client. */
typedef struct hs_mcp hs_mcp;

/** @param out  owned; NULL on failure @return HS_OK, HS_E_NOMEM, HS_E_DEFECT */
hs_status hs_mcp_open(hs_mcp **out, const hs_mcp_options *options, hs_error *err);
/** NULL is fine. */
void hs_mcp_free(hs_mcp *mcp);
/**
 * Take a line.
 *
 * @param out   empty, with a cap of HS_MCP_REPLY or more; out: what to send, with its line end; nothing where nothing is to be sent.
 *              Where it has failed there was no memory even to say so
 * @param line  without its end, hostile; over HS_MCP_LINE bytes it is refused, however much of it is given
 */
void hs_mcp_take(hs_mcp *mcp, hs_buffer *out, hs_str line);

#endif
