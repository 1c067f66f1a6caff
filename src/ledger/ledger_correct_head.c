/* ledger_correct_head.c -- what persons say of a document's outlet and date. In: their words. Out: rows that keep theirs and the machine's
 * beside each other; the document's own row has theirs then, so that every list finds and orders it by them. One thread at a time. */
#include "ledger.h"

#include "ledger_correct.h"
#include "status.h"

/* The document as correction ?2 would leave it; without ?2 as the last correction, and without any as the machine, has it. */
#define SHOWN(column) "coalesce(c." column ", m.machine_" column ")"
static const char show_sql[] =
    "UPDATE document SET outlet = " SHOWN("outlet") ", published = " SHOWN("published") ", heard = " SHOWN("heard") ", "
    "heard_by = CASE WHEN c.heard IS NULL THEN m.machine_heard_by ELSE 'published' END "
    "FROM document_correction m LEFT JOIN document_correction c ON c.correction_id = "
    "(SELECT max(correction_id) FROM document_correction WHERE document_id = m.document_id AND correction_id IS NOT ?2) "
    "WHERE document.document_id = ?1 AND m.correction_id = (SELECT max(correction_id) FROM document_correction WHERE document_id = ?1)";

/* Of two that share text the one that was heard later is the copy. */
static const char turn_sql[] =
    "UPDATE copy SET document_id = of_document_id, of_document_id = document_id WHERE (document_id = ?1 OR of_document_id = ?1) AND "
    "(SELECT heard || ' ' || sha256 FROM document d WHERE d.document_id = copy.document_id) < "
    "(SELECT heard || ' ' || sha256 FROM document d WHERE d.document_id = copy.of_document_id)";

/* @param without  a correction that is about to go; 0: none */
static hs_status show(hs_ledger *ledger, int64_t document, int64_t without, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, show_sql);
    hs_sql_number(&q, 1, document);
    if (without)
        hs_sql_number(&q, 2, without);
    HS_TRY(hs_sql_run(&q, err));
    q = hs_sql_begin(ledger, turn_sql);
    hs_sql_number(&q, 1, document);
    HS_TRY(hs_sql_run(&q, err));
    HS_TRY(hs_ledger_place_anew(ledger, document, err));
    HS_TRY(hs_ledger_unsettle_document(ledger, document, err));
    HS_TRY(hs_ledger_make_due(ledger, document, err));
    return hs_ledger_leave_story(ledger, document, err);
}

hs_status hs_ledger_correct_head(hs_ledger *ledger, int64_t id, const char *now, const hs_opinion *c, const hs_buffer *outlet, hs_error *err)
{
    char heard[HS_ISO8601_UTC];
    hs_sql q = hs_sql_begin(
        ledger, "INSERT INTO document_correction (correction_id, made, made_by, document_id, verdict, note, outlet, published, heard, "
                "machine_outlet, machine_published, machine_heard, machine_heard_by) "
                "SELECT ?1, ?2, ?3, d.document_id, ?4, ?5, " HS_KEPT("7, c.outlet") ", " HS_KEPT("8, c.published") ", " HS_KEPT("9, c.heard") ", "
                "CASE WHEN c.document_id IS NULL THEN d.outlet ELSE c.machine_outlet END, "
                "CASE WHEN c.document_id IS NULL THEN d.published ELSE c.machine_published END, "
                "coalesce(c.machine_heard, d.heard), coalesce(c.machine_heard_by, d.heard_by) "
                "FROM document d LEFT JOIN document_correction c ON c.correction_id = "
                "(SELECT max(correction_id) FROM document_correction WHERE document_id = d.document_id) WHERE d.document_id = ?6");
    hs_sql_number(&q, 1, id);
    hs_sql_word(&q, 2, now);
    hs_sql_str(&q, 3, c->by);
    hs_sql_word(&q, 4, hs_verdict_name(c->verdict));
    hs_sql_str(&q, 5, c->note);
    hs_sql_number(&q, 6, (int64_t)c->article);
    if (c->says.outlet.ptr)
        hs_sql_held(&q, 7, outlet);
    hs_sql_str(&q, 8, c->says.published);
    if (c->says.published.ptr && hs_iso8601_utc(heard, c->says.published))
        hs_sql_word(&q, 9, heard);
    HS_TRY(hs_sql_run(&q, err));
    if (!hs_sql_changed(ledger))
        return hs_fail(err, HS_E_NONE, c->article, "the ledger has no document d%llu", (unsigned long long)c->article);
    return show(ledger, (int64_t)c->article, 0, err);
}

hs_status hs_ledger_uncorrect_head(hs_ledger *ledger, int64_t id, hs_error *err)
{
    int64_t document;
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM document_correction WHERE correction_id = ?1");
    hs_sql_number(&q, 1, id);
    HS_TRY(hs_sql_take_number(&q, &document, err));
    return document ? show(ledger, document, id, err) : HS_OK;
}
