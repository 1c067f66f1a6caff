/* fuzz_opml.c -- any bytes as a list of feeds. */
#include <stdlib.h>

#include "hearsay.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_opml *opml;
    hs_error err = {0};
    hs_status status = hs_opml_open(&opml, data, size, &err);
    if ((status == HS_OK) != (opml != NULL) || (status != HS_OK && err.code != status))
        abort();
    size_t n = 0, bytes = 0;
    const hs_feed_entry *feeds = opml ? hs_opml_feeds(opml, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        if (!feeds[i].url.len)
            abort();
        for (size_t k = 0; k < feeds[i].url.len; k++)
            bytes += feeds[i].url.ptr[k] != 0;
        for (size_t k = 0; k < feeds[i].title.len; k++)
            bytes += feeds[i].title.ptr[k] != 0;
    }
    if (bytes > 5 * size) /* xml_mend.h */
        abort();
    hs_opml_free(opml);
    return 0;
}
