/* fuzz_feed.c -- any bytes as a feed. */
#include "check_items.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_items(hs_xml_items_open, data, size);
    return 0;
}
