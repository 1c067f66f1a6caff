/* check_items.h -- any bytes in one format of many documents: each item is refused with a reason or makes a sound
 * document, and the items come to an end. The source gives few bytes at a time, so that every border is crossed. */
#ifndef HS_CHECK_ITEMS_H
#define HS_CHECK_ITEMS_H

#include "check_document.h"
#include "items.h"

typedef struct drip {
    hs_str left;
    size_t most; /* bytes at a time */
} drip;

static inline hs_status drip_read(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    drip *d = ctx;
    hs_memory memory = {{d->left.ptr, d->left.len < d->most ? d->left.len : d->most}};
    (void)err;
    hs_status status = hs_memory_read(&memory, buf, cap, n, NULL);
    d->left = (hs_str){d->left.ptr + *n, d->left.len - *n};
    return status;
}

static inline void check_items(hs_items_open *open, const uint8_t *data, size_t size)
{
    static const hs_input input = {.name = {"x", 1}};
    drip from = {{(const char *)data, size}, size ? 1 + data[size - 1] * 16u : 1};
    hs_stream *stream;
    hs_items items;
    hs_notes notes = {.n = 0};
    CHECK(hs_stream_open(&stream, drip_read, &from, NULL, NULL, NULL) == HS_OK);
    if (hs_stream_unpack(&stream, NULL) == HS_OK && open(&items, stream, &input, &notes, NULL) == HS_OK) {
        bool end = false;
        for (size_t n = 0; !end; n++) {
            hs_item item = {0};
            hs_document *doc;
            hs_error err = {HS_OK, 0, ""};
            hs_status status = items.next(items.state, &item, &end, &err);
            CHECK(n <= 2 * size + 1000 || hs_stream_raw(stream) < size);
            CHECK(status == HS_OK || (err.code == status && err.msg[0]));
            if (status != HS_OK && hs_stream_failed(stream))
                break;
            if (status != HS_OK || end || hs_item_open(&doc, &item, &input, NULL) != HS_OK)
                continue;
            check_document(doc);
            hs_document_free(doc);
        }
        items.free(items.state);
    }
    CHECK(notes.n <= HS_N_REASONS);
    hs_stream_free(stream);
}

#endif
