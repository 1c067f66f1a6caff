/* status.c -- statuses and error detail. In: code, place, words. Out: the caller's hs_error. Any thread. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "utf8.h"

hs_status hs_fail(hs_error *err, hs_status code, uint64_t pos, const char *fmt, ...)
{
    if (err) {
        va_list args;
        err->code = code;
        err->pos = pos;
        va_start(args, fmt);
        vsnprintf(err->msg, sizeof err->msg, fmt, args);
        va_end(args);
        hs_utf8_mend(err->msg); /* what it quotes may be cut within a character, or be no text at all */
    }
    return code;
}

hs_status hs_blame(hs_error *err, hs_status status, const char *file)
{
    if (err && status != HS_OK && status != HS_E_NOMEM) {
        char said[sizeof err->msg];
        memcpy(said, err->msg, sizeof said);
        snprintf(err->msg, sizeof err->msg, "%.60s: %.130s", file, said);
        hs_utf8_mend(err->msg);
    }
    return status;
}

const char *hs_status_name(hs_status status)
{
    switch (status) {
    case HS_OK:
        return "HS_OK";
    case HS_E_NOMEM:
        return "HS_E_NOMEM";
    case HS_E_ARG:
        return "HS_E_ARG";
    case HS_E_LIMIT:
        return "HS_E_LIMIT";
    case HS_E_DEFECT:
        return "HS_E_DEFECT";
    case HS_E_IO:
        return "HS_E_IO";
    case HS_E_FORMAT:
        return "HS_E_FORMAT";
    case HS_E_EMPTY:
        return "HS_E_EMPTY";
    case HS_E_LANGUAGE:
        return "HS_E_LANGUAGE";
    case HS_E_MODEL:
        return "HS_E_MODEL";
    case HS_E_NET:
        return "HS_E_NET";
    case HS_E_HTTP:
        return "HS_E_HTTP";
    case HS_E_ROBOTS:
        return "HS_E_ROBOTS";
    case HS_E_PRIVATE:
        return "HS_E_PRIVATE";
    case HS_E_LEDGER:
        return "HS_E_LEDGER";
    case HS_E_BUSY:
        return "HS_E_BUSY";
    case HS_E_NONE:
        return "HS_E_NONE";
    }
    return "HS_E_UNKNOWN";
}
