/* warc.h -- records of a WARC file, 1.0 and 1.1. Path: stream -> records, one at a time. One thread at a time. */
#ifndef HS_WARC_H
#define HS_WARC_H

#include "stream.h"

/* The largest block that is kept: a document of hs_document_open's limit and its HTTP headers. */
enum { HS_WARC_BLOCK = (64 << 20) + (1 << 16), HS_WARC_HEAD = HS_STREAM_AHEAD };

typedef struct hs_warc {
    hs_stream *stream; /* borrowed */
    hs_buffer head, block;
    bool lost; /* the next record's place is not known */
} hs_warc;

typedef struct hs_warc_record {
    uint64_t at;   /* byte of the stream where it begins */
    hs_str fields; /* its header, for hs_fields_get; until the next record */
    hs_str type;   /* WARC-Type */
    uint64_t len;  /* Content-Length */
} hs_warc_record;

hs_warc hs_warc_new(hs_stream *stream);
void hs_warc_free(hs_warc *warc);

/**
 * Read the next record's header.
 *
 * @param end  out: there is no further record
 * @return HS_OK
 *         HS_E_FORMAT  what stands here is no record (pos: byte); the next call looks for one behind it
 *         or what the stream said
 */
hs_status hs_warc_next(hs_warc *warc, hs_warc_record *out, bool *end, hs_error *err);

/**
 * Take the record's block, or pass it by, up to the end of the record. Once for each record.
 *
 * @param block  out, writable, until the next call; NULL: pass it by
 * @return HS_OK
 *         HS_E_LIMIT   over HS_WARC_BLOCK (pos: that); it was passed by
 *         HS_E_FORMAT  the file ends within it, or the record is not as long as it says (pos: byte)
 *         HS_E_NOMEM (passed by), or what the stream said
 */
hs_status hs_warc_block(hs_warc *warc, const hs_warc_record *record, char **block, hs_error *err);

#endif
