/* format.h -- what the writers of readings share.
 * Path: hs_document (read) -> one writer a format -> hs_out -> the caller's sink.
 * Threads: everything here belongs to the one call of hs_document_write that made it. */
#ifndef HS_FORMAT_H
#define HS_FORMAT_H

#include "buffer.h"
#include "document.h"
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

/** White space as Unicode and Python's str.isspace have it. */
bool hs_point_is_space(uint32_t point);
/** Columns that a code point takes on a terminal: 0, 1 or 2. */
unsigned hs_point_columns(uint32_t point);

/** Append `s` with white space collapsed to single blanks, none at the edges, and control characters made harmless. */
void hs_show(hs_buffer *into, hs_str s);
/** The same for spans; fragments parted by words are joined with " [...] ", those without a word are left out. */
void hs_show_spans(hs_buffer *into, const hs_document *doc, hs_spans spans);
/** Relays shown of a chain at most. */
enum { HS_SHOWN_RELAYS = 8 };
/** The relays between the holder and the document's outlet, `joint` between them; nothing where there are none. */
void hs_show_relays(hs_buffer *into, const hs_document *doc, const hs_attribution *a, const char *joint);
/** Who holds an attribution's content; NULL for nobody. */
const hs_source *hs_source_of(const hs_document *doc, const hs_attribution *a);
/** Room enough for whatever hs_show makes of the document's text. */
size_t hs_show_cap(const hs_document *doc);

/* ---- names in the contract ---- */

const char *hs_place_name(hs_place place);
const char *hs_quotation_name(hs_quotation quotation);
const char *hs_furniture_name(hs_furniture_kind kind);
/** These are NULL for what is not known. */
const char *hs_act_name(hs_act act);
const char *hs_polarity_sign(hs_polarity polarity);
const char *hs_certainty_name(hs_certainty certainty);
const char *hs_source_kind_name(hs_source_kind kind);
/** False for a parent that is none: HS_NO_PARENT, or an index that does not exist. */
bool hs_has_parent(const hs_document *doc, const hs_attribution *a);

/* ---- JSON ---- */

/** A JSON string, or null where `s` is not known. Ill-formed bytes become U+FFFD. */
void hs_json_str(hs_out *out, hs_str s);

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
