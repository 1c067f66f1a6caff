/* fuzz_json.c -- any bytes as JSON Lines, a JSON Feed or ninjs. */
#include "check_items.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    check_items(hs_json_items_open, data, size);
    return 0;
}
