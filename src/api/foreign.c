/* foreign.c -- a text in another language is named, and not read. In: hs_document. Out: hs_status. Threads: any. */
#include "foreign.h"

#include "language.h"
#include "status.h"

hs_status hs_refuse_foreign(const hs_document *doc, hs_error *err)
{
    if (!doc->foreign)
        return HS_OK;
    char name[HS_LANGUAGE_NAME];
    hs_language_name(name, doc->language);
    return hs_fail(err, HS_E_LANGUAGE, 0, "in %s (%.*s); only English is read", name, (int)doc->language.len,
                   doc->language.ptr);
}
