/* status.h -- how functions fail: a status, and detail in the caller's hs_error. */
#ifndef HS_STATUS_H
#define HS_STATUS_H

#include "hearsay.h"

/** Fill `err` (may be NULL) and return `code`. */
HS_PRINTF(4, 5)
hs_status hs_fail(hs_error *err, hs_status code, uint64_t pos, const char *fmt, ...);

/** Put "file: " before the message of a failure, so that it names the input to blame; HS_OK and HS_E_NOMEM pass unchanged. @return `status` */
hs_status hs_blame(hs_error *err, hs_status status, const char *file);

#define HS_TRY(call)                   \
    do {                               \
        hs_status hs_try_ = (call);    \
        if (hs_try_ != HS_OK)          \
            return hs_try_;            \
    } while (0)

#endif
