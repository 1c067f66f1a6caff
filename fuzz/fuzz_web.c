/* fuzz_web.c -- any bytes as an address of a page: a path and, each on a line of its own, name=value. Whatever comes of them is a
 * page that is well-formed and holds nothing that the policy refuses. A small ledger of hostile words, in memory. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../tests/unit/web_check.h"
#include "check.h"
#include "ledger.h"
#include "web.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PARAMS = 16 };

static hs_ledger *ledger;

#define TEXT "Ada Solheim <i> said \"the pier is <safe>\"."

static void open_once(void)
{
    static const char put[] =
        "INSERT INTO model (model_id, label) VALUES (1, 'm');"
        "INSERT INTO document (document_id, sha256, text_sha256, input, outlet, title, summary, model_id, added, heard, heard_by, "
        "text) VALUES "
        "(1, '%.*s', 'y', 'a&b', 'Post <i>', 'T''s \"title\"', 0, 1, '2031-05-14T09:30:00Z', '2031-05-14T09:30:00Z', 'added', "
        "'" TEXT "');"
        "INSERT INTO source (source_id, name, name_key, kind, anonymous) VALUES (1, 'Ada Solheim <i>', 'ada', 'person', 0);"
        "INSERT INTO holder (holder_id, document_id, position, source_id, why, name, anonymous, mentions) VALUES (1, 1, 1, 1, "
        "'new', 'Ada Solheim <i>', 0, '[[0,15]]');"
        "INSERT INTO claim (claim_id, text, text_key) VALUES (1, 'the pier is <safe>', x'01');"
        "INSERT INTO attribution (attribution_id, document_id, position, claim_id, holder_id, place, quotation, act, polarity, "
        "certainty, continued, chain_known, "
        "confidence, source, cue, content) VALUES (1, 1, 1, 1, 1, 'body', 'direct', 'say', '+', 'certain', 0, 1, 0.9, '[[0,15]]', "
        "'[[16,20]]', '[[22,40]]');";
    char sql[4096];
    hs_document *doc;
    hs_error err;
    if (ledger)
        return;
    CHECK(hs_document_open(&doc, TEXT, sizeof TEXT - 1, &(hs_input){.name = {"a&b", 3}, .outlet = {"Post <i>", 8}}, &err) == HS_OK);
    CHECK(hs_document_text(doc).len == sizeof TEXT - 1);
    hs_str id = hs_document_id(doc); /* the ledger looks whether the text is the one that was added */
    snprintf(sql, sizeof sql, put, (int)id.len, id.ptr);
    CHECK(hs_ledger_open(&ledger, ":memory:", HS_LEDGER_WRITE, &err) == HS_OK);
    CHECK(hs_ledger_run(ledger, sql, "a ledger", &err) == HS_OK);
    hs_document_free(doc);
}

static hs_str until(hs_str *rest, char c)
{
    const char *at = rest->len ? memchr(rest->ptr, c, rest->len) : NULL;
    hs_str part = {rest->ptr, at ? (size_t)(at - rest->ptr) : rest->len};
    size_t used = part.len + (at != NULL);
    *rest = (hs_str){rest->ptr + used, rest->len - used};
    return part;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *exact = malloc(size ? size : 1);
    hs_web_param params[PARAMS];
    hs_buffer out = hs_buffer_new(1 << 24);
    hs_web_reply reply;
    hs_error err;
    open_once();
    CHECK(exact);
    if (size)
        memcpy(exact, data, size);
    hs_str rest = {exact, size};
    hs_web_request request = {.path = until(&rest, '\n'),
                              .params = params,
                              .base = {"/b", 2},
                              .now = {"2031-05-14T09:30:00Z", 20},
                              .token = {"t", 1},
                              .may_write = true};
    while (rest.len && request.n_params < PARAMS) {
        hs_str value = until(&rest, '\n');
        params[request.n_params].name = until(&value, '=');
        params[request.n_params++].value = value;
    }
    CHECK(hs_web_page(&out, &reply, ledger, &request, &err) == HS_OK);
    CHECK(reply.status == 200 || reply.status == 400 || reply.status == 404 || reply.status == 308);
    CHECK(reply.status == 308 || !page_fault(hs_buffer_str(&out)));
    (void)hs_web_asset_find(request.path);
    char room[HS_ASKED_BYTES];
    (void)hs_web_words(room, &request);
    (void)hs_web_compares(&request);
    hs_buffer_free(&out);
    free(exact);
    return 0;
}
