/* items.h -- formats that hold many documents. Path: stream -> items, one at a time. A format opens itself over a
 * stream and hands its items over; it owns neither the stream nor the notes. One thread at a time. */
#ifndef HS_ITEMS_H
#define HS_ITEMS_H

#include "item.h"
#include "stream.h"

/* What is passed by, and what the reader of a feed should know: one of it, many. */
#define HS_REASONS(X)                                                                                                  \
    X(ARCHIVE, "record about the archive itself", "records about the archive itself")                                  \
    X(REQUEST, "request record", "request records")                                                                    \
    X(METADATA, "metadata record", "metadata records")                                                                 \
    X(REVISIT, "revisit record (the page is in another record)", "revisit records (the page is in another record)")    \
    X(CONTINUATION, "continuation of a record that was cut in pieces",                                                 \
      "continuations of records that were cut in pieces")                                                              \
    X(UNKNOWN, "record of an unknown type", "records of an unknown type")                                              \
    X(XML, "file of XML that is neither page nor feed", "files of XML that are neither page nor feed")                 \
    X(MEDIA, "file that is no text (image, style, script, ..)",                                                        \
      "files that are no text (images, styles, scripts, ..)")                                                          \
    X(ROBOTS, "robots.txt file", "robots.txt files")                                                                   \
    X(RESPONSE, "response that is no page (redirect, error)", "responses that are no page (redirects, errors)")        \
    X(EMPTY, "empty response", "empty responses")                                                                      \
    X(CUT, "page of which the archive keeps only the beginning (it was read)",                                         \
      "pages of which the archive keeps only the beginning (they were read)")                                          \
    X(SUMMARY, "item of which the feed has no more than a summary",                                                    \
      "items of which the feed has no more than a summary")                                                            \
    X(PICTURE, "story that is no text", "stories that are no text")                                                    \
    X(WITHHELD, "story that is withheld or withdrawn", "stories that are withheld or withdrawn")                       \
    X(ELSEWHERE, "story whose text is not in the file", "stories whose text is not in the file")

typedef enum hs_reason {
    HS_PASSED_NOT,
#define X(id, one, many) HS_PASSED_##id,
    HS_REASONS(X)
#undef X
        HS_N_REASONS
} hs_reason;

/** What was passed by on purpose, counted by reason. */
typedef struct hs_notes {
    hs_note at[HS_N_REASONS];
    hs_reason why[HS_N_REASONS]; /* [n] */
    size_t n;
    bool feed;         /* the input is a feed */
    uint32_t least_s;  /* its publisher would have so much between two polls; 0: not said */
} hs_notes;

/** Count one. @param why  but HS_PASSED_NOT */
void hs_notes_count(hs_notes *notes, hs_reason why);
/** Is an agency's story none to read, by its IPTC class ("picture") or status ("withheld")? Counts it then. */
bool hs_notes_pass_story(hs_notes *notes, hs_str story_class, hs_str status);

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
