/* intake.c -- hs_intake and hs_document_open. In: bytes, as they come or at once, and what the caller knows of them.
 * Out: documents. Inputs lie within one another (a feed in an archive), each with its own stream. Threads: any; an
 * intake has one at a time. */
#include "ascii.h"
#include "heap.h"
#include "iso8601.h"
#include "items.h"
#include "sniff.h"
#include "status.h"

enum { MAX_NESTING = 3 };

/* An input that is being read: the caller's, or one within it. */
typedef struct level {
    hs_memory memory; /* of an input that lies within another */
    hs_stream *stream;
    hs_items items;
    hs_input input;
    hs_item around; /* what its container says of it */
    hs_buffer name;
    bool open;
} level;

struct hs_intake {
    level levels[MAX_NESTING];
    unsigned n; /* levels in use */
    hs_notes notes;
    char *fields;   /* what levels[0].input points to */
    uint64_t n_out; /* documents and failures so far */
    bool ended;
};

/* ---- one document that is no container ---- */

typedef struct single {
    hs_buffer bytes;
    bool done;
} single;

static void free_single(void *state)
{
    single *s = state;
    hs_buffer_free(&s->bytes);
    hs_free(s);
}

static hs_status next_single(void *state, hs_item *item, bool *end, hs_error *err)
{
    single *s = state;
    (void)err;
    *end = s->done;
    s->done = true;
    item->body = (hs_str){s->bytes.ptr ? s->bytes.ptr : "", s->bytes.len};
    return HS_OK;
}

hs_status hs_file_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes, hs_error *err)
{
    (void)input, (void)notes;
    hs_buffer bytes;
    HS_TRY(hs_items_slurp(&bytes, stream, HS_ITEM_BYTES, err));
    single *s = hs_alloc(sizeof *s);
    if (!s) {
        hs_buffer_free(&bytes);
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a document");
    }
    s->bytes = bytes;
    *out = (hs_items){next_single, free_single, s};
    return HS_OK;
}

/* ---- levels ---- */

static void close_level(level *l)
{
    if (l->open)
        l->items.free(l->items.state);
    hs_stream_free(l->stream);
    hs_buffer_free(&l->name);
    *l = (level){0};
}

static hs_status open_level(hs_intake *intake, level *l, hs_error *err)
{
    hs_str head;
    HS_TRY(hs_stream_unpack(&l->stream, err));
    /* As much as comes at once: more is asked for only if that tells nothing. */
    HS_TRY(hs_stream_peek(l->stream, HS_HEAD_BYTES, &head, err));
    hs_items_open *open = hs_items_format(head);
    if (open == hs_file_items_open) {
        hs_raw raw;
        HS_TRY(hs_stream_peek(l->stream, HS_STREAM_AHEAD, &head, err));
        open = hs_items_format(head);
        hs_sniff(&raw, head.ptr, head.len);
        HS_TRY(hs_sniff_refuse(&raw, err)); /* before gigabytes of film are read in */
    }
    HS_TRY(open(&l->items, l->stream, &l->input, &intake->notes, err));
    l->open = true;
    return HS_OK;
}

/* An input that an item holds becomes the next level. */
static hs_status enter(hs_intake *intake, const hs_item *item, hs_error *err)
{
    const level *outer = &intake->levels[intake->n - 1];
    if (intake->n == MAX_NESTING)
        return hs_fail(err, HS_E_LIMIT, MAX_NESTING, "inputs within one another deeper than %d", MAX_NESTING);
    level *l = &intake->levels[intake->n++];
    l->input = outer->input;
    if (item->url.len)
        l->input.address = item->url;
    l->name = hs_buffer_new(outer->input.name.len + item->part.len + 1);
    hs_buffer_add(&l->name, outer->input.name.ptr, outer->input.name.len);
    hs_buffer_text(&l->name, "#");
    hs_buffer_add(&l->name, item->part.ptr, item->part.len);
    l->input.name = (hs_str){l->name.ptr, l->name.len};
    l->memory.left = item->body;
    l->around = *item;
    hs_status status = l->name.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a name")
                                      : hs_stream_open(&l->stream, hs_memory_read, &l->memory, NULL, NULL, err);
    if (status == HS_OK)
        status = open_level(intake, l, err);
    if (status != HS_OK) {
        close_level(l);
        intake->n--;
    }
    return status;
}

/* ---- the intake ---- */

static hs_status check_date(const char *what, hs_str date, hs_error *err)
{
    size_t bad;
    if (!date.len || hs_iso8601_is_valid(date, &bad))
        return HS_OK;
    return hs_fail(err, HS_E_ARG, bad, "%s: \"%.*s\" is no ISO 8601 date or time, such as 2031-05-14T09:30+02:00", what, date.len < 40 ? (int)date.len : 40, date.ptr);
}

static hs_status check_input(const hs_input *input, hs_error *err)
{
    HS_TRY(check_date("published", input->published, err));
    HS_TRY(check_date("published", input->told_published, err));
    return check_date("fetched", input->fetched, err);
}

/* The caller's fields, copied, since an intake outlives the call that opens it. */
static hs_status keep_input(hs_intake *intake, const hs_input *input, hs_error *err)
{
    hs_input *kept = &intake->levels[0].input;
    *kept = *input;
    hs_str *fields[] = {
        &kept->name,        &kept->url,          &kept->outlet,     &kept->address,       &kept->published,
        &kept->told_outlet, &kept->told_published, &kept->fetched,
        &kept->fields.text, &kept->fields.title, &kept->fields.url, &kept->fields.outlet, &kept->fields.published};
    size_t n = 0;
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i]->len > HS_ITEM_BYTES)
            return hs_fail(err, HS_E_LIMIT, HS_ITEM_BYTES, "fields of over %d bytes", HS_ITEM_BYTES);
        n += fields[i]->len;
    }
    char *at = intake->fields = hs_alloc(n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for fields of %zu bytes", n);
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (fields[i]->len)
            memcpy(at, fields[i]->ptr, fields[i]->len);
        fields[i]->ptr = fields[i]->ptr ? at : NULL;
        at += fields[i]->len;
    }
    return HS_OK;
}

hs_status hs_intake_open(hs_intake **out, hs_supply *source, void *ctx, const hs_input *input, hs_error *err)
{
    static const hs_input unknown;
    *out = NULL;
    HS_TRY(check_input(input ? input : &unknown, err));
    hs_intake *intake = hs_alloc(sizeof *intake);
    if (!intake)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to read with");
    hs_status status = keep_input(intake, input ? input : &unknown, err);
    if (status == HS_OK)
        status = hs_stream_open(&intake->levels[0].stream, source, ctx, NULL, NULL, err);
    if (status == HS_OK) {
        intake->n = 1;
        *out = intake;
        return HS_OK;
    }
    hs_intake_free(intake);
    return status;
}

void hs_intake_free(hs_intake *intake)
{
    if (!intake)
        return;
    for (unsigned i = MAX_NESTING; i-- > 0;)
        close_level(&intake->levels[i]);
    hs_free(intake->fields);
    hs_free(intake);
}

const hs_note *hs_intake_notes(const hs_intake *intake, size_t *n)
{
    *n = intake->notes.n;
    return intake->notes.at;
}

bool hs_intake_is_feed(const hs_intake *intake, uint32_t *least_s)
{
    *least_s = intake->notes.least_s;
    return intake->notes.feed;
}

/* What the container says of the input around an item, where that says nothing itself. */
static void inherit(hs_item *item, const hs_item *around)
{
    if (!item->fetched.len)
        item->fetched = around->fetched;
}

/* The next item that is a document. @param none  out: the end, or what was passed by */
static hs_status step(hs_intake *intake, hs_document **out, hs_error *err)
{
    level *l = &intake->levels[intake->n - 1];
    hs_item item = {0};
    bool end = false;
    if (!l->open) {
        hs_status status = open_level(intake, l, err);
        intake->ended = status != HS_OK;
        HS_TRY(status);
    }
    hs_status status = l->items.next(l->items.state, &item, &end, err);
    if (status == HS_OK && !end && item.kind == HS_BODY_INPUT)
        return enter(intake, &item, err);
    if (status == HS_OK && !end) {
        inherit(&item, &l->around);
        return hs_item_open(out, &item, &l->input, err);
    }
    if (status != HS_OK && hs_stream_failed(l->stream))
        end = true; /* it would fail again */
    if (end && intake->n > 1)
        close_level(&intake->levels[--intake->n]);
    else if (end)
        intake->ended = true;
    return status;
}

hs_status hs_intake_next(hs_intake *intake, hs_document **out, hs_error *err)
{
    *out = NULL;
    while (!intake->ended) {
        hs_status status = step(intake, out, err);
        intake->n_out += status != HS_OK || *out;
        if (status != HS_OK || *out)
            return status;
    }
    if (intake->n_out++)
        return HS_OK;
    return hs_fail(err, HS_E_EMPTY, 0, "it holds no document");
}

hs_status hs_document_open(hs_document **out, const void *bytes, size_t len, const hs_input *input, hs_error *err)
{
    static const hs_input unknown;
    hs_memory memory = {{len ? bytes : "", len}};
    hs_item item = {.body = memory.left};
    hs_intake *intake;
    *out = NULL;
    input = input ? input : &unknown;
    HS_TRY(check_input(input, err));
    hs_str head = {item.body.ptr, len < HS_STREAM_AHEAD ? len : HS_STREAM_AHEAD};
    if (len > HS_ITEM_BYTES || (!hs_stream_is_packed(head) && hs_items_format(head) == hs_file_items_open))
        return hs_item_open(out, &item, input, err);
    HS_TRY(hs_intake_open(&intake, hs_memory_read, &memory, input, err));
    hs_status status = hs_intake_next(intake, out, err);
    hs_intake_free(intake);
    return status;
}
