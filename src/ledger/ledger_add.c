/* ledger_add.c -- a document that was read becomes rows. In: hs_document. Out: rows of document and what hangs on it; the
 * reading itself is put by ledger_reading.c. One thread at a time. */
#include "ledger.h"

#include <string.h>

#include "digest.h"
#include "status.h"

static hs_status find_document(hs_ledger *ledger, hs_str sha256, int64_t *id, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM document WHERE sha256 = ?1");
    hs_sql_str(&q, 1, sha256);
    return hs_sql_take_number(&q, id, err);
}

hs_str hs_ledger_told(hs_str text)
{
    while (text.len && (unsigned char)text.ptr[text.len - 1] <= ' ')
        text.len--;
    return text;
}

/* The same text at the same address of the same outlet, as the machine or a person has that: what was given out with a person's word on its outlet comes back with it. Where neither is
 * known, the same text anywhere. What is blank at a text's end makes no other text of it; ledgers of before have their texts' digests with it, of which these are likely. */
static hs_status find_text(hs_ledger *ledger, const hs_document *doc, int64_t *id, hs_error *err)
{
    static const hs_str line_end = {"\n", 1};
    char digests[3][HS_DIGEST_HEX];
    const hs_str told[] = {hs_ledger_told(doc->text), line_end};
    hs_digest_hex(digests[0], told, 1);
    hs_digest_hex(digests[1], told, 2);
    hs_digest_hex(digests[2], &doc->text, 1);
    hs_sql q = hs_sql_begin(ledger, "SELECT min(document_id) FROM document d WHERE text_sha256 IN (?1, ?2, ?3) AND (?6 = 0 OR (url IS ?4 AND (outlet IS ?5 OR EXISTS "
                                    "(SELECT 1 FROM document_correction c WHERE c.document_id = d.document_id AND c.machine_outlet IS ?5))))");
    for (int i = 0; i < 3; i++)
        hs_sql_str(&q, 1 + i, (hs_str){digests[i], HS_DIGEST_HEX});
    hs_sql_str(&q, 4, doc->url);
    hs_sql_str(&q, 5, doc->outlet);
    hs_sql_number(&q, 6, doc->outlet.len + doc->url.len > 0);
    return hs_sql_take_number(&q, id, err);
}

hs_status hs_ledger_find_document(uint64_t *out, hs_ledger *ledger, const hs_document *doc, hs_error *err)
{
    int64_t id;
    hs_status status = find_document(ledger, doc->id, &id, err);
    if (status == HS_OK && !id)
        status = find_text(ledger, doc, &id, err);
    *out = status == HS_OK ? (uint64_t)id : 0;
    return status;
}

hs_status hs_ledger_find(uint64_t *out, hs_ledger *ledger, hs_str sha256, hs_error *err)
{
    int64_t id;
    hs_status status = find_document(ledger, sha256, &id, err);
    *out = status == HS_OK ? (uint64_t)id : 0;
    return status;
}

hs_status hs_ledger_model(hs_ledger *ledger, hs_str label, int64_t *id, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT model_id FROM model WHERE label = ?1");
    hs_sql_str(&q, 1, label);
    HS_TRY(hs_sql_take_number(&q, id, err));
    if (*id)
        return HS_OK;
    q = hs_sql_begin(ledger, "INSERT INTO model (label) VALUES (?1)");
    hs_sql_str(&q, 1, label);
    HS_TRY(hs_sql_run(&q, err));
    *id = hs_sql_inserted(ledger);
    return HS_OK;
}

/* The newest version of what stands at the same URL of the same outlet, as the machine or a person has that; 0: none. */
static hs_status find_newest(hs_ledger *ledger, const hs_document *doc, int64_t *id, hs_error *err)
{
    *id = 0;
    if (!doc->url.len)
        return HS_OK;
    hs_sql q = hs_sql_begin(ledger, "SELECT document_id FROM document d WHERE url = ?1 AND current AND (outlet IS ?2 OR EXISTS "
                                    "(SELECT 1 FROM document_correction c WHERE c.document_id = d.document_id AND c.machine_outlet IS ?2)) "
                                    "ORDER BY document_id DESC");
    hs_sql_str(&q, 1, doc->url);
    hs_sql_str(&q, 2, doc->outlet);
    return hs_sql_take_number(&q, id, err);
}

/* When it was first told, in UTC. @return which of its times that is */
static const char *find_heard(char out[HS_ISO8601_UTC], const hs_document *doc, const char *now)
{
    if (hs_iso8601_utc(out, doc->published))
        return "published";
    if (hs_iso8601_utc(out, doc->fetched))
        return "fetched";
    memcpy(out, now, HS_ISO8601_UTC);
    return "added";
}

static hs_status put_document(hs_ledger *ledger, const hs_document *doc, int64_t model, int64_t *id, hs_error *err)
{
    char now[HS_ISO8601_UTC], heard[HS_ISO8601_UTC], digest[HS_DIGEST_HEX];
    hs_iso8601_now(now);
    const char *heard_by = find_heard(heard, doc, now);
    const hs_str told = hs_ledger_told(doc->text);
    hs_digest_hex(digest, &told, 1);
    hs_sql q = hs_sql_begin(
        ledger, "INSERT INTO document (sha256, input, url, outlet, title, published, modified, fetched, section, language, partial, "
                "summary, text, model_id, added, heard, heard_by, text_sha256) "
                "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)");
    const hs_str fields[] = {doc->id,       doc->input,   doc->url,     doc->outlet,  doc->title,
                             doc->published, doc->modified, doc->fetched, doc->section, doc->language};
    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++)
        hs_sql_str(&q, 1 + i, fields[i]);
    hs_sql_word(&q, 11, hs_partial_name(doc->partial));
    hs_sql_number(&q, 12, doc->summary);
    hs_sql_str(&q, 13, doc->text);
    hs_sql_number(&q, 14, model);
    hs_sql_word(&q, 15, now);
    hs_sql_word(&q, 16, heard);
    hs_sql_word(&q, 17, heard_by);
    hs_sql_str(&q, 18, (hs_str){digest, sizeof digest});
    HS_TRY(hs_sql_run(&q, err));
    *id = hs_sql_inserted(ledger);
    return HS_OK;
}

static hs_status put_authors(hs_ledger *ledger, int64_t id, const hs_document *doc, hs_error *err)
{
    for (size_t i = 0; i < doc->n_authors; i++) {
        hs_sql q = hs_sql_begin(ledger, "INSERT INTO author (document_id, position, name) VALUES (?1, ?2, ?3)");
        hs_sql_number(&q, 1, id);
        hs_sql_number(&q, 2, (int64_t)i + 1);
        hs_sql_str(&q, 3, doc->authors[i]);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status put_furniture(hs_ledger *ledger, int64_t id, const hs_document *doc, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = doc->text};
    for (size_t i = 0; i < doc->n_furniture; i++) {
        hs_sql q = hs_sql_begin(ledger, "INSERT INTO furniture (document_id, position, span_begin, span_end, kind) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5)");
        hs_ledger_bind_place(&q, id, i, &cursor, doc->furniture[i].span);
        hs_sql_word(&q, 5, hs_furniture_name(doc->furniture[i].kind));
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status put_links(hs_ledger *ledger, int64_t id, const hs_document *doc, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = doc->text};
    for (size_t i = 0; i < doc->n_links; i++) {
        hs_sql q = hs_sql_begin(ledger, "INSERT INTO link (document_id, position, span_begin, span_end, url) "
                                        "VALUES (?1, ?2, ?3, ?4, ?5)");
        hs_ledger_bind_place(&q, id, i, &cursor, doc->links[i].span);
        hs_sql_str(&q, 5, doc->links[i].url.ptr ? doc->links[i].url : (hs_str){"", 0});
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status put(hs_ledger *ledger, const hs_document *doc, hs_added *how, uint64_t *out, hs_error *err)
{
    int64_t id, newest, model;
    hs_version_place place = {0};
    HS_TRY(hs_ledger_find_document(out, ledger, doc, err));
    if (*out) {
        *how = HS_ADDED_BEFORE;
        return HS_OK;
    }
    HS_TRY(find_newest(ledger, doc, &newest, err));
    HS_TRY(hs_ledger_model(ledger, doc->model, &model, err));
    HS_TRY(put_document(ledger, doc, model, &id, err));
    if (newest)
        HS_TRY(hs_ledger_put_in_place(&place, ledger, newest, id, err));
    HS_TRY(put_authors(ledger, id, doc, err));
    HS_TRY(put_furniture(ledger, id, doc, err));
    HS_TRY(put_links(ledger, id, doc, err));
    HS_TRY(hs_ledger_put_reading(ledger, id, doc, err));
    if (newest)
        HS_TRY(hs_ledger_take_over(ledger, id, doc, place.older ? place.older : place.newer, err));
    HS_TRY(hs_ledger_put_copies(ledger, id, doc, err));
    HS_TRY(hs_ledger_unsettle_added(ledger, id, err));
    if (newest)
        HS_TRY(hs_ledger_unsettle_added(ledger, newest, err));
    *how = newest ? HS_ADDED_VERSION : HS_ADDED;
    *out = (uint64_t)id;
    return HS_OK;
}

hs_status hs_ledger_add(hs_added *how, uint64_t *id, hs_ledger *ledger, const hs_document *doc, hs_error *err)
{
    *how = HS_ADDED_NOT;
    *id = 0;
    if (!doc->model.ptr)
        return hs_fail(err, HS_E_ARG, 0, "the document was not read");
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_status status = hs_ledger_step_end(ledger, put(ledger, doc, how, id, err), err);
    if (status != HS_OK) {
        *how = HS_ADDED_NOT;
        *id = 0;
    }
    return status;
}
