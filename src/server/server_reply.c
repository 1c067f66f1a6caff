/* server_reply.c -- problems, and a status of ours as one of HTTP. In: what went wrong. Out: application/problem+json. No state. */
#include "server_reply.h"

#include <string.h>

#include "ascii.h"
#include "id.h"
#include "utf8.h"

static const char *reason_of(int status)
{
    static const struct {
        int status;
        const char *reason;
    } reasons[] = {{400, "Bad Request"},
                   {401, "Unauthorized"},
                   {403, "Forbidden"},
                   {404, "Not Found"},
                   {405, "Method Not Allowed"},
                   {406, "Not Acceptable"},
                   {408, "Request Timeout"},
                   {409, "Conflict"},
                   {413, "Content Too Large"},
                   {415, "Unsupported Media Type"},
                   {421, "Misdirected Request"},
                   {422, "Unprocessable Content"},
                   {500, "Internal Server Error"},
                   {502, "Bad Gateway"},
                   {503, "Service Unavailable"}};
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Error";
}

void hs_server_json_str(hs_buffer *out, hs_str s)
{
    if (!s.ptr) {
        hs_buffer_text(out, "null");
        return;
    }
    hs_buffer_text(out, "\"");
    for (size_t i = 0, n; i < s.len; i += n) {
        uint32_t code;
        char utf8[4];
        n = hs_utf8_next(&code, s.ptr + i, s.len - i);
        if (code == '"' || code == '\\')
            hs_buffer_format(out, "\\%c", (int)code);
        else if (code < 0x20 || code == 0x7f)
            hs_buffer_format(out, "\\u%04x", (unsigned)code);
        else
            hs_buffer_add(out, utf8, hs_utf8_put(utf8, code));
    }
    hs_buffer_text(out, "\"");
}

int hs_server_sink(void *buffer, const char *bytes, size_t len)
{
    hs_buffer *out = buffer;
    hs_buffer_add(out, bytes, len);
    return out->failed;
}

void hs_server_json_field(hs_buffer *out, const char *name, hs_str value)
{
    hs_buffer_format(out, ",\"%s\":", name);
    hs_server_json_str(out, value);
}

void hs_server_json_id(hs_buffer *out, const char *name, char letter, uint64_t id)
{
    if (id)
        hs_buffer_format(out, ",\"%s\":\"%c%llu\"", name, letter, (unsigned long long)id);
    else
        hs_buffer_format(out, ",\"%s\":null", name);
}

uint64_t hs_server_id(hs_str id, char letter)
{
    uint64_t n;
    hs_id_parse(&n, id, letter); /* 0 where it is none */
    return n;
}

/* ---- problems ---- */

void hs_server_problem(hs_server_reply *out, int status, hs_str detail)
{
    size_t len = detail.len < sizeof out->detail - 1 ? detail.len : sizeof out->detail - 1;
    hs_buffer_free(&out->body);
    hs_buffer_free(&out->link);
    hs_buffer_free(&out->location);
    out->fixed = (hs_str){NULL, 0};
    out->status = status;
    out->type = NULL;
    out->coding = NULL;
    out->lasting = false;
    memcpy(out->detail, len ? detail.ptr : "", len);
    out->detail[len] = '\0';
}

void hs_server_problem_body(hs_server_reply *out)
{
    hs_buffer_free(&out->body);
    out->body.failed = false;
    out->type = "application/problem+json";
    hs_buffer_format(&out->body, "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d", reason_of(out->status), out->status);
    hs_server_json_field(&out->body, "detail", hs_ascii_of(out->detail));
    hs_buffer_text(&out->body, "}\n");
}

int hs_server_status(hs_status code, bool upload)
{
    static const struct {
        hs_status code;
        int status, of_upload;
    } map[] = {{HS_E_ARG, 400, 400},      {HS_E_LIMIT, 400, 413}, {HS_E_FORMAT, 415, 415}, {HS_E_EMPTY, 422, 422},
               {HS_E_LANGUAGE, 422, 422}, {HS_E_NET, 502, 502},   {HS_E_HTTP, 502, 502},   {HS_E_ROBOTS, 422, 422},
               {HS_E_PRIVATE, 422, 422},  {HS_E_NONE, 404, 404},  {HS_E_BUSY, 503, 503},   {HS_E_NOMEM, 503, 503},
               {HS_E_MODEL, 503, 503}};
    for (size_t i = 0; i < sizeof map / sizeof *map; i++)
        if (map[i].code == code)
            return upload ? map[i].of_upload : map[i].status;
    return 500;
}

void hs_server_failed(hs_server_reply *out, const hs_error *err, bool upload)
{
    int status = hs_server_status(err->code, upload);
    hs_server_problem(out, status, (hs_str){err->msg, strlen(err->msg)});
    out->retry_s = status == 503 ? 5 : 0;
}
