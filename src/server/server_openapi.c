/* server_openapi.c -- what the API is, for programs: docs/openapi.json and the schemas that it names, as the build made them
 * constants. No state. */
#include "ascii.h"
#include "server_state.h"

static hs_status tell(hs_server_reply *out, const char *bytes)
{
    out->status = 200;
    out->type = "application/json";
    out->fixed = hs_ascii_of(bytes);
    return HS_OK;
}

hs_status hs_server_openapi(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    (void)server;
    (void)r;
    (void)err;
    return tell(out, hs_server_schemas[0]);
}

hs_status hs_server_answer_schema(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    (void)server;
    (void)r;
    (void)err;
    return tell(out, hs_server_schemas[1]);
}

hs_status hs_server_reading_schema(hs_server *server, const hs_server_request *r, hs_server_reply *out, hs_error *err)
{
    (void)server;
    (void)r;
    (void)err;
    return tell(out, hs_server_schemas[2]);
}
