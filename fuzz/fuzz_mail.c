/* fuzz_mail.c -- any bytes as a mail or a saved page. */
#include "check_items.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_items(hs_mail_items_open, data, size);
    return 0;
}
