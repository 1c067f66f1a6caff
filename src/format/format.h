/* format.h -- what the writers of readings share.
 * Path: hs_document (read) -> one writer a format -> hs_out -> the caller's sink.
 * Threads: everything here belongs to the one call of hs_document_write that made it. */
#ifndef HS_FORMAT_H
#define HS_FORMAT_H

#include "buffer.h"
#include "document.h"
#include "names.h"
#include "show.h"
#include "utf8.h"

/* ---- output: bytes held back until a block is full, then handed to the sink ---- */

enum { HS_OUT_BYTES = 1 << 15 };

typedef struct hs_out {
    hs_sink *sink;
    void *ctx;
    bool refused; /* the sink has stopped the writing: nothing more goes to it */
    size_t len;
    char bytes[HS_OUT_BYTES];
} hs_out;

void hs_out_add(hs_out *out, const void *bytes, size_t len);
void hs_out_text(hs_out *out, const char *text);
void hs_out_str(hs_out *out, hs_str s);
void hs_out_number(hs_out *out, uint64_t n);
void hs_out_fill(hs_out *out, char c, size_t n);
/** A probability with at most 3 digits after the point, whatever the locale: "0.91", "1.0". Only for 0..1. */
void hs_out_probability(hs_out *out, float p);
/** A number as JSON has it, with at most six digits after the point, whatever the locale; null beyond 2^53. */
void hs_out_real(hs_out *out, double x);
/** Hand over what is still held. @return HS_OK, HS_E_IO */
hs_status hs_out_end(hs_out *out, hs_error *err);

/* ---- words for people ---- */

/** Columns that a code point takes on a terminal: 0, 1 or 2. */
unsigned hs_point_columns(uint32_t point);

/** False for a parent that is none: HS_NO_PARENT, or an index that does not exist. */
bool hs_has_parent(const hs_document *doc, const hs_attribution *a);
/** "2031-05-14T09:30+02:00" as "14 May 2031"; what has another shape stands as it is. */
void hs_show_date(hs_buffer *into, hs_str date);

/* ---- JSON ---- */

/** A JSON string, or null where `s` is not known. Ill-formed bytes become U+FFFD. */
void hs_json_str(hs_out *out, hs_str s);
/** A comma, a name of ours and a string. */
void hs_json_field(hs_out *out, const char *name, hs_str value);
/** The same with a word of ours; NULL: not known. */
void hs_json_word(hs_out *out, const char *name, const char *word);

/* ---- CSV ---- */

/** A cell, in quotation marks where it needs them; one that a spreadsheet would run is made text. */
void hs_csv_cell(hs_out *out, hs_str s);

/* ---- writers ---- */

typedef struct hs_writing {
    const hs_document *doc;
    hs_style style;        /* width set */
    hs_utf8_cursor cursor; /* where the last offset stood */
    hs_out *out;
} hs_writing;

/** Write a byte offset of the text as one in code points. */
void hs_out_offset(hs_writing *w, uint32_t byte);

/** Each writes one document. @return HS_OK, HS_E_NOMEM; what the sink said is asked for at the end */
hs_status hs_write_text(hs_writing *w, hs_error *err);
hs_status hs_write_jsonl(hs_writing *w, hs_error *err);
hs_status hs_write_csv(hs_writing *w, hs_error *err);
hs_status hs_write_brat(hs_writing *w, hs_error *err);
hs_status hs_write_webanno(hs_writing *w, hs_error *err);

#endif
