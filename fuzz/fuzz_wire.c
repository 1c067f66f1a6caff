/* fuzz_wire.c -- any bytes as a story in NITF or NewsML-G2. */
#include "check_items.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_items(hs_xml_items_open, data, size);
    return 0;
}
