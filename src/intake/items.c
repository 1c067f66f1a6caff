/* items.c -- telling formats of many documents apart by their first bytes, and what they share. Any thread. */
#include "items.h"

#include "ascii.h"
#include "fields.h"
#include "sniff.h"
#include "status.h"
#include "xml_items.h"

static const struct {
    const char *one, *many;
} reasons[HS_N_REASONS] = {
#define X(id, one, many) [HS_PASSED_##id] = {one, many},
    HS_REASONS(X)
#undef X
};

void hs_notes_count(hs_notes *notes, hs_reason why)
{
    size_t i = 0;
    while (i < notes->n && notes->why[i] != why)
        i++;
    if (i == notes->n)
        notes->why[notes->n++] = why;
    uint64_t n = notes->at[i].n + 1;
    notes->at[i] = (hs_note){n == 1 ? reasons[why].one : reasons[why].many, n};
}

bool hs_notes_pass_story(hs_notes *notes, hs_str story_class, hs_str status)
{
    bool text = !story_class.len || hs_ascii_is(story_class, "text") || hs_ascii_is(story_class, "composite");
    bool withheld = hs_ascii_is(status, "canceled") || hs_ascii_is(status, "withheld");
    if (!text || withheld)
        hs_notes_count(notes, text ? HS_PASSED_WITHHELD : HS_PASSED_PICTURE);
    return !text || withheld;
}

hs_status hs_items_slurp(hs_buffer *out, hs_stream *stream, size_t most, hs_error *err)
{
    uint64_t got;
    *out = hs_buffer_new(most);
    hs_status status = hs_stream_take(stream, out, (uint64_t)most + 1, &got, err);
    if (got > most)
        status = hs_fail(err, HS_E_LIMIT, most, "over %zu bytes in one piece; at most so many are read", most);
    if (status != HS_OK)
        hs_buffer_free(out);
    return status;
}

/* Fields from the first byte on: one that only mail has, and another that mail has. */
static bool is_mail(hs_str s)
{
    static const char *const only[] = {"Received",         "Return-Path",           "Delivered-To", "Message-ID",
                                       "MIME-Version",     "DKIM-Signature",        "X-Mailer",     "ARC-Seal",
                                       "List-Unsubscribe", "Authentication-Results"};
    static const char *const also[] = {"From", "To", "Subject", "Date", "Content-Type", "Reply-To", "Sender"};
    unsigned n_only = 0, n_also = 0;
    size_t end = hs_fields_end(s);
    hs_str rest = {s.ptr, end ? end : s.len}, name, value;
    hs_str first = {s.ptr, hs_ascii_char(s, 0, '\n')};
    size_t colon = hs_ascii_char(first, 0, ':');
    if (colon == first.len) /* a first line that is no field is no mail */
        return false;
    for (size_t i = 0; i < colon; i++)
        if (s.ptr[i] <= ' ')
            return false;
    while (hs_fields_next(&rest, &name, &value)) {
        for (size_t i = 0; i < sizeof only / sizeof *only; i++)
            n_only += hs_ascii_is(name, only[i]);
        for (size_t i = 0; i < sizeof also / sizeof *also; i++)
            n_also += hs_ascii_is(name, also[i]);
    }
    return n_only && n_only + n_also > 1;
}

hs_items_open *hs_items_format(hs_str head)
{
    hs_raw raw;
    hs_sniff(&raw, head.len ? head.ptr : "", head.len);
    hs_str seen = {raw.head, raw.head_len}; /* lower-case, and UTF-16 as well */
    if (hs_ascii_begins(head, "WARC/1.") || hs_ascii_begins(head, "WARC/0."))
        return hs_warc_items_open;
    if (hs_xml_called(hs_sniff_xml_root(seen)))
        return hs_xml_items_open;
    if (hs_sniff_is_json(&raw))
        return hs_json_items_open;
    hs_str mail = hs_mail_is_folder(head) ? hs_ascii_from(head, hs_ascii_char(head, 0, '\n') + 1) : head;
    if (raw.encoding == HS_UTF8 && !raw.bom && is_mail(mail))
        return hs_mail_items_open;
    return hs_file_items_open;
}
