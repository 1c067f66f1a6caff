/* versions.h -- what older versions of a page still count for: who was first, and who copied whom. In: documents. Out: SQL, and their older versions.
 * One thread at a time. */
#ifndef HS_VERSIONS_H
#define HS_VERSIONS_H

#include "ids.h"
#include "ledger.h"

/** In SQL: when the first version of document d was heard. */
#define HS_VERSIONS_SINCE                                                                                                                              \
    "(WITH RECURSIVE v (id) AS (SELECT d.document_id UNION SELECT r.replaces FROM v JOIN document r ON r.document_id = v.id WHERE r.replaces > 0) "    \
    "SELECT min(r.heard) FROM v JOIN document r ON r.document_id = v.id)"

/** In SQL: has the document that row k of copy is of copied an older version of k's own page? Then it is the other way round. */
#define HS_VERSIONS_COPIED_BACK                                                                                                                        \
    "EXISTS (SELECT 1 FROM copy b JOIN document v ON v.document_id = b.of_document_id JOIN document x ON x.document_id = k.document_id "              \
    "WHERE b.document_id = k.of_document_id AND v.url = x.url AND v.document_id <> x.document_id)"

/** In SQL: the current version of document o; NULL: there is none. */
#define HS_VERSIONS_CURRENT "(CASE WHEN o.current THEN o.document_id ELSE (SELECT n.document_id FROM document n WHERE n.url = o.url AND n.current) END)"

/** Has any page more than one version? @return HS_OK, HS_E_LEDGER .. */
hs_status hs_versions_any(bool *out, hs_ledger *ledger, hs_error *err);

/**
 * @param out  [n] the older versions of a document are added, the first that was heard first
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_versions_older(hs_ids *out, hs_ledger *ledger, int64_t document, hs_error *err);

#endif
