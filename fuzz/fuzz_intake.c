/* fuzz_intake.c -- any bytes as a document: refused with a reason, or its text is valid UTF-8 and every span lies in
 * it, in order. Reading the same bytes twice gives the same document. */
#include "check_document.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_document *doc, *again;
    hs_error err = {HS_OK, 0, ""};
    hs_status status = hs_document_open(&doc, data, size, NULL, &err);
    if (status != HS_OK) {
        CHECK(!doc && err.code == status && err.msg[0]);
        CHECK(status == HS_E_EMPTY || status == HS_E_LIMIT || status == HS_E_FORMAT);
        return 0;
    }
    check_document(doc);
    CHECK(hs_document_open(&again, data, size, NULL, NULL) == HS_OK);
    CHECK(memcmp(doc->id.ptr, again->id.ptr, 64) == 0);
    hs_document_free(again);
    hs_document_free(doc);
    return 0;
}
