/* warc.c -- cutting a WARC file into records (ISO 28500). In: a stream. Out: header fields and blocks. A record that is
 * not as long as it says costs what lies before the next "WARC/1." at the beginning of a line. */
#define _GNU_SOURCE /* memmem */
#include "warc.h"

#include "ascii.h"
#include "fields.h"
#include "status.h"

static const char magic[] = "WARC/";

hs_warc hs_warc_new(hs_stream *stream)
{
    return (hs_warc){.stream = stream, .head = hs_buffer_new(HS_WARC_HEAD), .block = hs_buffer_new(HS_WARC_BLOCK)};
}

void hs_warc_free(hs_warc *w)
{
    hs_buffer_free(&w->head);
    hs_buffer_free(&w->block);
}

/* Line ends between records. */
static hs_status skip_gap(hs_warc *w, hs_error *err)
{
    hs_str in;
    do {
        HS_TRY(hs_stream_peek(w->stream, 1, &in, err));
        size_t n = 0;
        while (n < in.len && (in.ptr[n] == '\r' || in.ptr[n] == '\n'))
            n++;
        hs_stream_skip(w->stream, n);
        if (n < in.len)
            break;
    } while (in.len);
    return HS_OK;
}

/* Go to the next line that begins with the magic. */
static hs_status find_record(hs_warc *w, hs_error *err)
{
    static const char line[] = "\nWARC/1.";
    const size_t n = sizeof line - 1;
    hs_str in;
    for (;;) {
        HS_TRY(hs_stream_peek(w->stream, n, &in, err));
        if (in.len < n) {
            hs_stream_skip(w->stream, in.len);
            return HS_OK;
        }
        const char *found = memmem(in.ptr, in.len, line, n);
        if (found) {
            hs_stream_skip(w->stream, (size_t)(found - in.ptr) + 1);
            return HS_OK;
        }
        hs_stream_skip(w->stream, in.len - (n - 1));
    }
}

/* The header block into w->head. @param found  out: false if there is no end of one within the limit */
static hs_status take_head(hs_warc *w, bool *found, hs_error *err)
{
    hs_str in;
    size_t want = 1, n = 0;
    do {
        HS_TRY(hs_stream_peek(w->stream, want, &in, err));
        if (in.len > HS_WARC_HEAD)
            in.len = HS_WARC_HEAD;
        n = hs_fields_end(in);
        if (n || in.len < want || in.len == HS_WARC_HEAD)
            break;
        want = 2 * in.len < HS_WARC_HEAD ? 2 * in.len : HS_WARC_HEAD; /* a source may give a byte at a time */
    } while (true);
    *found = n != 0;
    w->head.len = 0;
    hs_buffer_add(&w->head, in.ptr, n);
    if (w->head.failed) {
        w->head.failed = false;
        w->lost = true; /* so that the next call goes on behind it */
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a record's header");
    }
    hs_stream_skip(w->stream, n);
    return HS_OK;
}

static bool length_of(uint64_t *out, hs_str digits)
{
    *out = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9' || i == 18)
            return false;
        *out = *out * 10 + (unsigned)(digits.ptr[i] - '0');
    }
    return digits.len > 0;
}

static hs_status not_a_record(hs_warc *w, uint64_t at, const char *why, hs_error *err)
{
    w->lost = true;
    return hs_fail(err, HS_E_FORMAT, at, "no WARC record at byte %llu (%s): passed by up to the next one",
                   (unsigned long long)at, why);
}

hs_status hs_warc_next(hs_warc *w, hs_warc_record *out, bool *end, hs_error *err)
{
    hs_str in;
    bool found;
    *out = (hs_warc_record){0};
    *end = false;
    if (w->lost)
        HS_TRY(find_record(w, err));
    w->lost = false;
    HS_TRY(skip_gap(w, err));
    out->at = hs_stream_at(w->stream);
    HS_TRY(hs_stream_peek(w->stream, sizeof magic - 1, &in, err));
    *end = !in.len;
    if (*end)
        return HS_OK;
    if (in.len < sizeof magic - 1 || memcmp(in.ptr, magic, sizeof magic - 1) != 0)
        return not_a_record(w, out->at, "another thing stands there", err);
    HS_TRY(take_head(w, &found, err));
    if (!found)
        return not_a_record(w, out->at, "its header does not end", err);
    hs_str head = {w->head.ptr, w->head.len};
    out->fields = hs_ascii_from(head, hs_ascii_char(head, 0, '\n') + 1);
    out->type = hs_fields_get(out->fields, "WARC-Type");
    if (!length_of(&out->len, hs_fields_get(out->fields, "Content-Length")))
        return not_a_record(w, out->at, "its Content-Length is no number", err);
    return HS_OK;
}

/* After the block stand two line ends, then the next record or the end. */
static hs_status check_end(hs_warc *w, const hs_warc_record *record, hs_error *err)
{
    hs_str in;
    HS_TRY(hs_stream_peek(w->stream, 1, &in, err));
    if (!in.len || *in.ptr == '\r' || *in.ptr == '\n')
        return HS_OK;
    HS_TRY(hs_stream_peek(w->stream, sizeof magic - 1, &in, err));
    if (in.len >= sizeof magic - 1 && memcmp(in.ptr, magic, sizeof magic - 1) == 0)
        return HS_OK;
    w->lost = true;
    return hs_fail(
        err, HS_E_FORMAT, record->at,
        "the WARC record at byte %llu does not end where its Content-Length says: passed by up to the next one",
        (unsigned long long)record->at);
}

hs_status hs_warc_block(hs_warc *w, const hs_warc_record *record, char **block, hs_error *err)
{
    uint64_t got;
    bool large = block && record->len > HS_WARC_BLOCK;
    w->block.len = 0;
    w->block.failed = false;
    hs_status status = hs_stream_take(w->stream, block && !large ? &w->block : NULL, record->len, &got, err);
    if (status != HS_OK && !(w->block.failed && got == record->len))
        return status;
    if (got < record->len)
        return hs_fail(err, HS_E_FORMAT, record->at + got,
                       "the file ends within the WARC record at byte %llu; it is cut off",
                       (unsigned long long)record->at);
    HS_TRY(check_end(w, record, err));
    if (status != HS_OK)
        return hs_fail(err, status, 0, "no memory for a record of %llu bytes", (unsigned long long)record->len);
    if (large)
        return hs_fail(err, HS_E_LIMIT, HS_WARC_BLOCK, "a record of %llu bytes; at most %d are read",
                       (unsigned long long)record->len, HS_WARC_BLOCK);
    if (block)
        *block = w->block.ptr;
    return HS_OK;
}
