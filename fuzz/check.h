/* check.h -- what must be true, whatever the bytes: else the target stops. */
#ifndef HS_FUZZ_CHECK_H
#define HS_FUZZ_CHECK_H

#include <stdlib.h>

#define CHECK(truth)                                                                                                   \
    do {                                                                                                               \
        if (!(truth))                                                                                                  \
            abort();                                                                                                   \
    } while (0)

#endif
