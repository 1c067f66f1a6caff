/* any_ledger.h -- of a test that looks at the ledger's file, spoils it as only a file can be, or fails each allocation in turn, which takes too long at a
 * server: it is skipped where the test's ledgers are there (any_ledger.c). Behind cmocka.h. */
#ifndef ANY_LEDGER_H
#define ANY_LEDGER_H

#include <stdlib.h>

#define FILES_ALONE()                                                                                                          \
    do {                                                                                                                       \
        if (getenv("HEARSAY_TEST_POSTGRESQL"))                                                                                 \
            skip();                                                                                                            \
    } while (0)

#endif
