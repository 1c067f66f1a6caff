/* fuzz_warc.c -- any bytes as a WARC archive, packed or not. */
#include "check_items.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_items(hs_warc_items_open, data, size);
    return 0;
}
