/* items.h -- formats that hold many documents. Path: stream -> items, one at a time. A format opens itself over a
 * stream and hands its items over; it owns neither the stream nor the notes. One thread at a time. */
#ifndef HS_ITEMS_H
#define HS_ITEMS_H

#include "item.h"
#include "stream.h"

enum { HS_MOST_NOTES = 16 };

/** What was passed by on purpose, counted by reason. */
typedef struct hs_notes {
    hs_note at[HS_MOST_NOTES];
    size_t n;
} hs_notes;

/** Count one. @param what  a static string */
void hs_notes_count(hs_notes *notes, const char *what);

typedef struct hs_items {
    /**
     * The next item. A failure that concerns one item names it; the next call goes on.
     * @param item  zeroed before the call
     * @param end   out, false before the call: there is no further one
     */
    hs_status (*next)(void *state, hs_item *item, bool *end, hs_error *err);
    void (*free)(void *state);
    void *state;
} hs_items;

/** How a format opens. @param input  its field names are for JSON */
typedef hs_status hs_items_open(hs_items *out, hs_stream *stream, const hs_input *input, hs_notes *notes,
                                hs_error *err);

hs_items_open hs_warc_items_open; /* archive.c: WARC */
hs_items_open hs_xml_items_open;  /* xml_items.c: RSS, Atom, NITF, NewsML-G2 */
hs_items_open hs_json_items_open; /* json_items.c: JSON Lines, JSON Feed, ninjs */
hs_items_open hs_mail_items_open; /* mail.c: .eml, .mht, mbox */
hs_items_open hs_file_items_open; /* intake.c: one document that is no container */

/** Does it begin as a folder of mail (mbox) does: a line "From ..", and a field below it? */
bool hs_mail_is_folder(hs_str head);
/** The format that the head of a stream shows. @param head  what a stream lets one see; @return never NULL */
hs_items_open *hs_items_format(hs_str head);

/** All of the stream in memory. @return HS_OK, HS_E_LIMIT over `most` bytes (pos: most), HS_E_NOMEM, what the stream
 * said
 */
hs_status hs_items_slurp(hs_buffer *out, hs_stream *stream, size_t most, hs_error *err);

#endif
