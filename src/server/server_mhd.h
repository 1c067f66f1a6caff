/* server_mhd.h -- libmicrohttpd, loaded when there is something to serve: linked in, it and the TLS that it brings and we do not
 * use would cost every start of the command. Any thread. */
#ifndef HS_SERVER_MHD_H
#define HS_SERVER_MHD_H

#include <microhttpd.h>

#include "hearsay.h"

/* What we call of it, without "MHD_". */
#define HS_MHD_FUNCTIONS(X)                                                                                                        \
    X(start_daemon)                                                                                                                \
    X(quiesce_daemon)                                                                                                              \
    X(stop_daemon)                                                                                                                 \
    X(get_connection_info)                                                                                                         \
    X(lookup_connection_value)                                                                                                     \
    X(get_connection_values)                                                                                                       \
    X(create_response_from_buffer)                                                                                                 \
    X(create_response_from_buffer_with_free_callback_cls)                                                                          \
    X(create_response_from_callback)                                                                                               \
    X(add_response_header)                                                                                                         \
    X(destroy_response)                                                                                                            \
    X(queue_response)                                                                                                              \
    X(suspend_connection)                                                                                                          \
    X(resume_connection)

typedef struct hs_mhd {
#define HS_MHD_MEMBER(name) __typeof__(MHD_##name) *name;
    HS_MHD_FUNCTIONS(HS_MHD_MEMBER)
#undef HS_MHD_MEMBER
} hs_mhd;

/**
 * Load libmicrohttpd; it stays until the program ends.
 *
 * @return HS_OK
 *         HS_E_IO  it is not installed, or too old
 */
hs_status hs_mhd_load(hs_mhd *out, hs_error *err);

#endif
