/* mcp_call.c -- what the tools do. In: arguments that are as docs/mcp.json has them. Out: the JSON that `--format jsonl` prints
 * (docs/answer.schema.json, docs/reading.schema.json), on one line. One thread. */
#include "mcp_state.h"

#include <string.h>

#include "id.h"
#include "status.h"

enum { MOST_NUMBERS = 4096, CLAIMS = 10, ATTRIBUTIONS = 20, RELATIONS = 10, NODES = 60 /* without a limit */ };

/* A sink into one line: what ends lines stands between two parts of JSON, never in one. */
static int put_flat(void *ctx, const char *bytes, size_t len)
{
    hs_buffer *out = ctx;
    while (len) {
        const char *end = memchr(bytes, '\n', len);
        size_t n = end ? (size_t)(end - bytes) : len;
        hs_buffer_add(out, bytes, n);
        bytes += n + (end != NULL);
        len -= n + (end != NULL);
    }
    return out->failed;
}

/* ---- what is asked ---- */

/* Copies nothing; a string that holds a NUL is good where it is counted. */
static const char *word_of(const json_t *arguments, const char *name)
{
    const char *word = json_string_value(json_object_get(arguments, name));
    return word ? word : "";
}

static hs_query query_of(const json_t *arguments, uint32_t limit)
{
    hs_query q = {.since = hs_mcp_str(arguments, "since"),
                  .until = hs_mcp_str(arguments, "until"),
                  .outlet = hs_mcp_str(arguments, "outlet"),
                  .source = hs_mcp_str(arguments, "source"),
                  .words = hs_mcp_str(arguments, "about"),
                  .after = hs_mcp_str(arguments, "after"),
                  .least = (float)json_number_value(json_object_get(arguments, "least")),
                  .most_first = json_is_true(json_object_get(arguments, "most_first")),
                  .updates = json_is_true(json_object_get(arguments, "updates")),
                  .limit = limit};
    const json_t *wanted = json_object_get(arguments, "limit");
    const char *naming = word_of(arguments, "naming");
    hs_act_by_name(&q.act, word_of(arguments, "act")); /* the schema has the names there are */
    hs_polarity_by_name(&q.polarity, word_of(arguments, "polarity"));
    hs_certainty_by_name(&q.certainty, word_of(arguments, "certainty"));
    q.naming = strcmp(naming, "named") == 0 ? HS_NAMED_ONLY : strcmp(naming, "anonymous") == 0 ? HS_ANONYMOUS_ONLY : HS_NAMED_OR_NOT;
    if (json_is_integer(wanted))
        q.limit = (uint32_t)json_integer_value(wanted);
    return q;
}

/* Of "r60" how many nodes come before; without a cursor none. */
static hs_status take_rank(size_t *out, hs_str after, hs_error *err)
{
    uint64_t n;
    bool good = hs_id_parse(&n, after, 'r') || !after.len;
    *out = (size_t)n;
    return good ? HS_OK : hs_fail(err, HS_E_ARG, 0, "a cursor that no answer to such a question gave");
}

/* ---- models ---- */

static hs_status open_reader(hs_mcp *mcp, hs_error *err)
{
    if (!mcp->reader)
        HS_TRY(hs_reader_open(&mcp->reader, mcp->options.model, err));
    return mcp->workspace ? HS_OK : hs_workspace_open(&mcp->workspace, mcp->reader, err);
}

/* @param numbers  [MOST_NUMBERS] @return NULL: the words alone count */
static const hs_meaning *find_meaning(hs_mcp *mcp, hs_meaning *out, int8_t *numbers, hs_str words)
{
    if (open_reader(mcp, NULL) != HS_OK)
        return NULL;
    *out = (hs_meaning){.vector = numbers, .model = hs_reader_model(mcp->reader)};
    return hs_text_vector(numbers, MOST_NUMBERS, &out->width, mcp->reader, mcp->workspace, words, NULL) == HS_OK ? out : NULL;
}

/* NULL: no model of pairs is wanted, or there is none: words, vectors and figures tell. */
static hs_compare_space *find_space(hs_mcp *mcp)
{
    const char *pairs = mcp->options.pairs;
    if (mcp->space || (pairs && strcmp(pairs, "none") == 0))
        return mcp->space;
    if (!mcp->comparer) {
        if (hs_comparer_open(&mcp->comparer, pairs, NULL) != HS_OK)
            return NULL;
        if (mcp->options.opened)
            mcp->options.opened(mcp->comparer);
    }
    return hs_compare_space_open(&mcp->space, mcp->comparer, NULL) == HS_OK ? mcp->space : NULL;
}

/* ---- the tools ---- */

typedef hs_status tool(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err);

static hs_status read_text(hs_mcp *mcp, hs_document **out, const json_t *arguments, hs_error *err)
{
    hs_str text = hs_mcp_str(arguments, "text");
    hs_input about = {
        .outlet = hs_mcp_str(arguments, "outlet"), .published = hs_mcp_str(arguments, "published"), .url = hs_mcp_str(arguments, "url")};
    HS_TRY(open_reader(mcp, err));
    HS_TRY(hs_document_open(out, text.ptr, text.len, &about, err));
    return hs_read(*out, mcp->reader, mcp->workspace, err);
}

static hs_status call_read(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    hs_str id = hs_mcp_str(arguments, "document"), text = hs_mcp_str(arguments, "text");
    hs_document *doc = NULL;
    hs_status status;
    uint64_t document;
    if (!id.ptr == !text.ptr)
        return hs_fail(err, HS_E_ARG, 0, "either `text` or `document` is needed");
    if (!hs_id_parse(&document, id, 'd') && id.ptr)
        return hs_fail(err, HS_E_ARG, 0, "document: an article's id is like d7");
    if (id.ptr)
        status = hs_ledger_document(&doc, ledger, document, err);
    else
        status = read_text(mcp, &doc, arguments, err);
    if (status == HS_OK)
        status = hs_document_keep(doc, (float)json_number_value(json_object_get(arguments, "least")), err);
    if (status == HS_OK)
        status = hs_document_write(doc, HS_FORMAT_JSONL, NULL, put_flat, out, err);
    hs_document_free(doc);
    return status;
}

static hs_status write_page(hs_buffer *out, hs_answer *answer, hs_error *err)
{
    hs_status status = hs_answer_write_page(answer, put_flat, out, err);
    hs_answer_free(answer);
    return status;
}

static hs_status call_claims(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    hs_query query = query_of(arguments, CLAIMS);
    hs_answer *answer;
    hs_meaning meaning;
    int8_t numbers[MOST_NUMBERS];
    if (query.words.len)
        HS_TRY(hs_ledger_search(&answer, ledger, &query, find_meaning(mcp, &meaning, numbers, query.words), err));
    else
        HS_TRY(hs_ledger_claims(&answer, ledger, &query, err));
    return write_page(out, answer, err);
}

static hs_status call_who(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    hs_query query = query_of(arguments, ATTRIBUTIONS);
    hs_answer *answer;
    (void)mcp;
    query.oldest_first = true;
    HS_TRY(hs_ledger_who(&answer, ledger, hs_mcp_str(arguments, "name"), &query, err));
    return write_page(out, answer, err);
}

typedef hs_status listing(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);

static hs_status list(hs_ledger *ledger, listing *lists, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    hs_query query = query_of(arguments, RELATIONS);
    hs_answer *answer;
    HS_TRY(lists(&answer, ledger, &query, err));
    return write_page(out, answer, err);
}

static hs_status call_disputes(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    (void)mcp;
    return list(ledger, hs_ledger_disputes, out, arguments, err);
}

static hs_status call_changes(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    (void)mcp;
    return list(ledger, hs_ledger_changes, out, arguments, err);
}

static hs_status call_stories(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    (void)mcp;
    return list(ledger, hs_ledger_stories, out, arguments, err);
}

static hs_status call_trace(hs_mcp *mcp, hs_ledger *ledger, hs_buffer *out, const json_t *arguments, hs_error *err)
{
    hs_str id = hs_mcp_str(arguments, "claim"), words = hs_mcp_str(arguments, "statement");
    uint64_t claim;
    hs_trace_query query = {.words = words, .least = (float)json_number_value(json_object_get(arguments, "least"))};
    hs_trace *trace;
    hs_meaning meaning;
    int8_t numbers[MOST_NUMBERS];
    char asked[HS_ASKED_BYTES];
    size_t from, most = query_of(arguments, NODES).limit;
    if (!id.ptr == !words.ptr)
        return hs_fail(err, HS_E_ARG, 0, "either `claim` or `statement` is needed");
    if (!hs_id_parse(&claim, id, 'c') && id.ptr)
        return hs_fail(err, HS_E_ARG, 0, "claim: a claim's id is like c12");
    HS_TRY(take_rank(&from, hs_mcp_str(arguments, "after"), err));
    if (id.ptr) {
        query.claims = &claim;
        query.n_claims = 1;
    } else {
        query.meaning = find_meaning(mcp, &meaning, numbers, hs_trace_asked(asked, words));
    }
    query.compare = find_space(mcp);
    HS_TRY(hs_ledger_trace(&trace, ledger, &query, err));
    hs_status status = hs_trace_write_part(trace, from, most, put_flat, out, err);
    hs_trace_free(trace);
    return status;
}

hs_status hs_mcp_call(hs_mcp *mcp, hs_buffer *out, hs_str name, const json_t *arguments, hs_error *err)
{
    static const struct {
        const char *name;
        tool *call;
    } tools[] = {{"read", call_read}, {"claims", call_claims}, {"who", call_who}, {"trace", call_trace}, {"disputes", call_disputes},
                 {"changes", call_changes}, {"stories", call_stories}};
    hs_ledger *ledger = NULL;
    bool wanted = !hs_mcp_str(arguments, "text").ptr; /* a text that is given needs no ledger */
    if (wanted)
        HS_TRY(hs_ledger_open(&ledger, mcp->options.ledger, HS_LEDGER_READ, err));
    hs_status status = hs_fail(err, HS_E_DEFECT, 0, "a tool that does nothing");
    for (size_t i = 0; i < sizeof tools / sizeof *tools; i++)
        if (strlen(tools[i].name) == name.len && memcmp(tools[i].name, name.ptr, name.len) == 0)
            status = tools[i].call(mcp, ledger, out, arguments, err);
    hs_ledger_free(ledger);
    return status;
}
