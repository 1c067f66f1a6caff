/* hearsay.h -- who says what in the news, and through whom we heard it.
 *
 * Path: bytes -> hs_document (text and what the page says of itself) -> hs_read -> its attributions -> hs_document_write.
 * Threads: an hs_reader is immutable and serves any number of threads; an hs_workspace and an hs_document belong to one
 * thread at a time. No global state; the library never prints, exits or aborts.
 * Ownership: a `T **out` is owned, end it with hs_T_free (NULL is fine). What a getter returns is borrowed and dies with
 * its parent. Strings are UTF-8, counted, not NUL-terminated. Spans count bytes of the document's text, half-open. */
#ifndef HEARSAY_H
#define HEARSAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HS_API __attribute__((visibility("default")))
#define HS_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#else
#define HS_API
#define HS_PRINTF(fmt, first)
#endif

#define HS_VERSION "0.1.0"

/* ---- status ---------------------------------------------------------------------------------------------------- */

/** What went wrong. Numbers are grouped by tens and never reused; -40 to -49 are the command's. */
typedef enum hs_status {
    HS_OK = 0,
    HS_E_NOMEM = -1,     /* out of memory, or an arena's cap was reached */
    HS_E_ARG = -2,       /* an argument that the function's comment rules out */
    HS_E_LIMIT = -3,     /* input over a stated limit; pos: the limit */
    HS_E_DEFECT = -4,    /* a defect of ours; please report it */
    HS_E_IO = -10,       /* a file could not be read or written */
    HS_E_FORMAT = -20,   /* input of no supported format; pos: byte */
    HS_E_EMPTY = -21,    /* input that holds no text */
    HS_E_LANGUAGE = -22, /* text in another language than English */
    HS_E_MODEL = -30,    /* model missing or unusable; pos: byte of the model file where one is to blame */
    HS_E_NET = -50,      /* a host that is not reached, too slow, or breaks off */
    HS_E_HTTP = -51,     /* a reply without a document; pos: its HTTP status */
    HS_E_ROBOTS = -52,   /* ruled out by a site's robots.txt; pos: the HTTP status that closes it, 0 where a rule does */
    HS_E_PRIVATE = -53   /* an address that is not of the public Internet */
} hs_status;

/** Detail of a failure, in the caller's memory. Written only on failure; every function takes NULL for it. */
typedef struct hs_error {
    hs_status code;
    uint64_t pos; /* byte or limit, as the status says; 0 if it says nothing */
    char msg[200];
} hs_error;

/** Name of a status, e.g. "HS_E_MODEL"; a static string, never NULL. Any thread. */
HS_API const char *hs_status_name(hs_status status);

/* ---- values ---------------------------------------------------------------------------------------------------- */

typedef struct hs_str {
    const char *ptr; /* NULL: not known */
    size_t len;      /* bytes */
} hs_str;

typedef struct hs_span {
    uint32_t begin, end; /* bytes of the document's text, half-open */
} hs_span;

typedef struct hs_spans {
    const hs_span *at; /* [n], in order, not overlapping */
    uint32_t n;
} hs_spans;

typedef enum hs_place { HS_IN_BODY, HS_IN_TITLE, HS_IN_CAPTION, HS_IN_RELATED } hs_place;

typedef enum hs_quotation { HS_QUOTATION_INDIRECT, HS_QUOTATION_DIRECT, HS_QUOTATION_MIXED } hs_quotation;

typedef enum hs_furniture_kind {
    HS_FURNITURE_TITLE,
    HS_FURNITURE_BYLINE,
    HS_FURNITURE_CAPTION,
    HS_FURNITURE_PROMOTION,
    HS_FURNITURE_RELATED,
    HS_FURNITURE_SHARE,
    HS_FURNITURE_OTHER
} hs_furniture_kind;

typedef struct hs_furniture {
    hs_furniture_kind kind;
    hs_span span;
} hs_furniture;

/** Does a text hold all of its article? */
typedef enum hs_partial {
    HS_PARTIAL_UNKNOWN,
    HS_PARTIAL_NO, /* the page says that all of it can be read */
    HS_PARTIAL_YES /* the rest is for subscribers */
} hs_partial;

typedef struct hs_link {
    hs_span span; /* the anchor's words */
    hs_str url;
} hs_link;

/** The class of a cue, a source-introducing predicate (FactBank, Sauri and Pustejovsky 2009; speech acts, Searle 1976). */
typedef enum hs_act {
    HS_ACT_UNKNOWN,
    HS_ACT_SAY,
    HS_ACT_CLAIM,
    HS_ACT_DENY,
    HS_ACT_ADMIT,
    HS_ACT_CONFIRM,
    HS_ACT_BELIEVE,
    HS_ACT_DOUBT,
    HS_ACT_SPECULATE,
    HS_ACT_KNOW,
    HS_ACT_PREDICT,
    HS_ACT_PROMISE,
    HS_ACT_ORDER,
    HS_ACT_ASK,
    HS_ACT_ACCUSE,
    HS_ACT_AGREE,
    HS_ACT_WARN
} hs_act;

/** Does the source hold the content, or reject it as it stands? (FactBank) */
typedef enum hs_polarity { HS_POLARITY_UNKNOWN, HS_POLARITY_POSITIVE, HS_POLARITY_NEGATIVE } hs_polarity;

/** How surely the source holds it (FactBank). */
typedef enum hs_certainty {
    HS_CERTAINTY_UNKNOWN,
    HS_CERTAIN,
    HS_PROBABLE,
    HS_POSSIBLE,
    HS_UNSTATED /* asks, orders, hopes, bare reports: no commitment is told */
} hs_certainty;

typedef enum hs_source_kind {
    HS_SOURCE_UNKNOWN,
    HS_SOURCE_PERSON,
    HS_SOURCE_ORGANISATION,
    HS_SOURCE_OUTLET,
    HS_SOURCE_DOCUMENT,
    HS_SOURCE_GROUP,
    HS_SOURCE_PLACE /* a government by its country or capital */
} hs_source_kind;

#define HS_NO_SOURCE UINT32_MAX

/** Who holds contents in a document: all mentions of one person, body or group. */
typedef struct hs_source {
    hs_str name;          /* the fullest form in the text, without titles and appositions; of the anonymous, their description */
    hs_str description;   /* "expert on maritime law"; unknown if the text gives none */
    hs_str affiliation;   /* of the anonymous: "Treasury"; unknown if the text gives none */
    hs_str reason;        /* of the anonymous: why they are not named, as the text says */
    hs_source_kind kind;
    bool anonymous;       /* described, not named */
    uint32_t count;       /* "four officials"; 0: not said */
    hs_spans mentions;    /* where the text speaks of them, in order */
} hs_source;

/** A time that the text names (TIMEX3, ISO-TimeML). */
typedef struct hs_time {
    hs_span span;
    hs_str value; /* TIMEX3 value: "2031-05-14", "2031-W20", "2031-05-14T09:30", "P3D", "PAST_REF"; unknown if it cannot be told */
} hs_time;

typedef enum hs_bound { HS_EXACT, HS_LEAST, HS_MOST, HS_ABOUT } hs_bound;

/** A quantity that a content names: "at least 12 people killed". */
typedef struct hs_figure {
    hs_span span;
    double value;
    hs_bound bound;
    hs_str unit; /* what is counted or measured: "people killed", "dollars", "%"; unknown if the text does not say */
} hs_figure;

#define HS_NO_PARENT UINT32_MAX

/** One attribution: who holds what, by which words (PARC 3, Pareti 2012; PolNeAR, Newell et al. 2018). */
typedef struct hs_attribution {
    hs_spans source;        /* who holds it; empty if the text names nobody */
    hs_spans cue;           /* "said", "according to"; empty if none */
    hs_spans content;       /* what is held; fragments in order */
    hs_quotation quotation; /* read off the quotation marks */
    hs_place place;         /* where in the document it stands */
    uint32_t parent;        /* index of the attribution whose content holds this one, or HS_NO_PARENT */
    float confidence;       /* calibrated probability that source and content are at least half right, 0..1 */
    uint32_t source_id;     /* index of the source that holds it, or HS_NO_SOURCE: nobody is told of */
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_str time;            /* TIMEX3 value of the speech act; unknown unless the text supports one */
    const uint32_t *chain;  /* [n_chain] indices of sources from the holder to the last relay; the document's outlet is understood at
                               the end */
    uint32_t n_chain;
    bool chain_known;       /* else the text leaves it open */
    bool continued;         /* no cue of its own: it carries on what the speaker before it said */
} hs_attribution;

/* ---- document -------------------------------------------------------------------------------------------------- */

typedef struct hs_document hs_document;

/** Names of the fields of JSON records; an empty one stands for the usual names. */
typedef struct hs_field_names {
    hs_str text;      /* text, body, content .. */
    hs_str title;     /* title, headline */
    hs_str url;       /* url, link */
    hs_str outlet;    /* outlet, source, publisher .. */
    hs_str published; /* published, date .. */
} hs_field_names;

/** What the caller knows of an input. Zero-initialise; an empty field is unknown. Copied. */
typedef struct hs_input {
    hs_str name;      /* path or URL as the user gave it; shown in the output, null in JSON if there is none */
    hs_str url;       /* canonical URL; wins over the page's own */
    hs_str outlet;    /* who published it; wins over the page's own */
    hs_str published; /* ISO 8601 date or time; wins over the page's own */
    hs_str address;   /* URL the bytes came from: what links are relative to, and the URL of a page that names none */
    hs_field_names fields;
} hs_input;

/**
 * Take in one document: tell its format by its content, decode it and find its text and metadata. Of an input that holds
 * several documents it is the first; hs_intake gives them all.
 *
 * @param out    owned; NULL on failure
 * @param bytes  [len], hostile; not kept
 * @param input  may be NULL
 * @return HS_OK
 *         HS_E_ARG     input->published is no ISO 8601 date or time (pos: byte in it)
 *         HS_E_LIMIT   over 64 MiB (pos: the limit), or a page whose tags are tangled beyond a step limit (pos: that)
 *         HS_E_FORMAT  binary content, or text of a known kind that is not read, such as SVG (pos: byte that shows it)
 *         HS_E_EMPTY   no text in it, or a page that holds no article: the message says what it is instead
 *         HS_E_NOMEM
 */
HS_API hs_status hs_document_open(hs_document **out, const void *bytes, size_t len, const hs_input *input,
                                  hs_error *err);
/** End a document and all that was borrowed from it. NULL is fine. */
HS_API void hs_document_free(hs_document *doc);

/** The text that every span counts in. UTF-8, valid. */
HS_API hs_str hs_document_text(const hs_document *doc);
/** Bytes of the input that were no valid text and stand as U+FFFD. */
HS_API uint64_t hs_document_replaced(const hs_document *doc);
/** Encoding of the input by its name in the WHATWG Encoding Standard. @param assumed  out, may be NULL: nothing declared it,
 * and the bytes are no UTF-8 */
HS_API hs_str hs_document_encoding(const hs_document *doc, bool *assumed);
/** Offset in the input of the first byte that was replaced, or, where windows-1252 was assumed, that is no UTF-8. */
HS_API uint64_t hs_document_odd_byte(const hs_document *doc);
/** SHA-256 of outlet, canonical URL and text, 64 lower-case hex digits. */
HS_API hs_str hs_document_id(const hs_document *doc);
/** The headline, as the page has it; not known of plain text. */
HS_API hs_str hs_document_title(const hs_document *doc);
/** Who published it: as the input said, else as the page says of itself. */
HS_API hs_str hs_document_outlet(const hs_document *doc);
/** Canonical URL: as the input said, else as the page says of itself. */
HS_API hs_str hs_document_url(const hs_document *doc);
/** ISO 8601 date or time: as the input said, else as the page says of itself. */
HS_API hs_str hs_document_published(const hs_document *doc);
/** ISO 8601 date or time of the last change that the page tells of. */
HS_API hs_str hs_document_modified(const hs_document *doc);
/** The part of the paper that it stands in, as the page calls it: "Politics". */
HS_API hs_str hs_document_section(const hs_document *doc);
/** BCP 47 tag ("en-GB") of what most of the text is in; where that is too short or mixed to tell, what the page says; else
 * unknown. */
HS_API hs_str hs_document_language(const hs_document *doc);
/** Who wrote it, as the page names them. @return borrowed [*n] */
HS_API const hs_str *hs_document_authors(const hs_document *doc, size_t *n);
/** Does the text end where a paywall begins? */
HS_API hs_partial hs_document_partial(const hs_document *doc);
/** The links in the text, by their words: evidence of who was cited. @return borrowed [*n] */
HS_API const hs_link *hs_document_links(const hs_document *doc, size_t *n);
/** Name of the input; "input#part" for a document of an input that holds several. */
HS_API hs_str hs_document_name(const hs_document *doc);
/** When an archive's crawler fetched it, ISO 8601. */
HS_API hs_str hs_document_fetched(const hs_document *doc);
/** Is its text no more than a summary, of which the page at its URL has the whole? */
HS_API bool hs_document_is_summary(const hs_document *doc);
/** Parts of the text that are not the article's body, in order. Of a page: its headline before the paragraphs, captions
 * and the titles of related links after them. @return borrowed [*n] */
HS_API const hs_furniture *hs_document_furniture(const hs_document *doc, size_t *n);
/** Attributions in the order of their first word, of two that begin together the longer first; empty before hs_read.
 * @return borrowed [*n] */
HS_API const hs_attribution *hs_document_attributions(const hs_document *doc, size_t *n);
/**
 * The vector of an attribution's content: of two contents of one model that mean nearly the same, the cosine is near 1.
 * A unit vector times 127, rounded.
 *
 * @param width  out: how many numbers; 0 where there is none
 * @return borrowed [*width]; NULL where the model makes no vectors, or there is no such attribution
 */
HS_API const int8_t *hs_document_vector(const hs_document *doc, size_t attribution, size_t *width);
/** Who holds the attributions' contents. @return borrowed [*n]; empty before hs_read */
HS_API const hs_source *hs_document_sources(const hs_document *doc, size_t *n);
/** The times that the text names, in order. @return borrowed [*n]; empty before hs_read */
HS_API const hs_time *hs_document_times(const hs_document *doc, size_t *n);
/** The quantities in the attributions' contents, in order. @return borrowed [*n]; empty before hs_read */
HS_API const hs_figure *hs_document_figures(const hs_document *doc, size_t *n);
/**
 * Drop the attributions whose confidence is below `least`. Those that stay move up, and one whose parent goes gets the
 * nearest holder that stays; what hs_document_attributions returned before is no longer good.
 *
 * @return HS_OK
 *         HS_E_ARG    `least` is not in 0..1
 *         HS_E_NOMEM  the reading is as it was
 */
HS_API hs_status hs_document_keep(hs_document *doc, float least, hs_error *err);
/** Word tokens in the text: runs of letters and digits (Unicode), inner '.,- kept. */
HS_API size_t hs_document_words(const hs_document *doc);

/* ---- intake: inputs that hold many documents --------------------------------------------------------------------- */

/**
 * Give the next bytes of an input.
 *
 * @param n  out: bytes written to buf[cap], 0 at the end
 * @return HS_OK, or a status that ends the input, with `err` filled
 */
typedef hs_status hs_supply(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err);

typedef struct hs_intake hs_intake;

/** Something that was passed by on purpose, and how often. */
typedef struct hs_note {
    const char *what; /* static, in the number that n asks for: "request record", "request records" */
    uint64_t n;
} hs_note;

/**
 * Take in all documents of an input. Formats, told by content: plain text, HTML; RSS, Atom, JSON Feed; WARC 1.0 and 1.1;
 * ninjs, NITF, NewsML-G2; JSON Lines; mail (.eml, .mht, mbox); each of these packed by gzip or zstd. An archive is read as it
 * comes, one record at a time; other formats, and each record, are held whole: at most 64 MiB, 16 MiB of XML or JSON.
 *
 * @param out     owned; it has one thread at a time
 * @param source  called by hs_intake_next
 * @param input   may be NULL; copied
 * @return HS_OK, HS_E_ARG (as hs_document_open), HS_E_LIMIT, HS_E_NOMEM
 */
HS_API hs_status hs_intake_open(hs_intake **out, hs_supply *source, void *ctx, const hs_input *input, hs_error *err);
/** End an intake; documents that it gave stay. */
HS_API void hs_intake_free(hs_intake *intake);

/**
 * Take in the next document.
 *
 * @param out  owned; NULL on failure and at the end
 * @return HS_OK; with *out NULL: the end
 *         as hs_document_open, for one record: the message names it, and the next call goes on behind it
 *         HS_E_IO, or what the source said, HS_E_FORMAT, HS_E_LIMIT for broken, truncated or exploding data: told once,
 *         then comes the end
 *         HS_E_EMPTY  once, instead of the end, where there was neither a document nor a failure
 */
HS_API hs_status hs_intake_next(hs_intake *intake, hs_document **out, hs_error *err);

/** What was passed by so far: what is no page, and what the reader of a feed should know. @return borrowed [*n] */
HS_API const hs_note *hs_intake_notes(const hs_intake *intake, size_t *n);

/* ---- reader ---------------------------------------------------------------------------------------------------- */

typedef struct hs_reader hs_reader;
typedef struct hs_workspace hs_workspace;

/**
 * Open a model: a folder with config.json, model.safetensors and vocab.txt (docs/model-format.md).
 *
 * @param out    owned
 * @param model  a folder, or the name of an installed model; NULL: $HEARSAY_MODEL, else "small"
 * @return HS_OK
 *         HS_E_ARG    the model's path is longer than the system allows (pos: the limit)
 *         HS_E_MODEL  there is no such model, or a file of it is not what docs/model-format.md says (pos: byte in it)
 *         HS_E_IO     a file of it cannot be read
 *         HS_E_NOMEM
 */
HS_API hs_status hs_reader_open(hs_reader **out, const char *model, hs_error *err);
/** End a reader, after the workspaces that were opened for it. NULL is fine. */
HS_API void hs_reader_free(hs_reader *reader);
/** Name and first 12 hex digits of the weights' SHA-256, e.g. "small-1 0123456789ab". Borrowed. */
HS_API hs_str hs_reader_model(const hs_reader *reader);

/**
 * Scratch memory for one thread that reads with `reader`, which must outlive it.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK, HS_E_NOMEM, HS_E_DEFECT when oneDNN fails
 */
HS_API hs_status hs_workspace_open(hs_workspace **out, const hs_reader *reader, hs_error *err);
/** End a workspace. NULL is fine. */
HS_API void hs_workspace_free(hs_workspace *workspace);

/**
 * Find every attribution in `doc`. The result lives in the document; reading it again replaces the reading and what was
 * borrowed of it. After a failure but HS_E_ARG the document has no attributions; it stays usable.
 *
 * @return HS_OK
 *         HS_E_ARG       `workspace` was opened for another reader
 *         HS_E_LANGUAGE  most of the text is clearly in another language than English (hs_document_language)
 *         HS_E_LIMIT     over 16,777,216 word pieces: words, parts of rare ones, punctuation marks (pos: the limit)
 *         HS_E_NOMEM
 *         HS_E_DEFECT    oneDNN failed
 */
HS_API hs_status hs_read(hs_document *doc, const hs_reader *reader, hs_workspace *workspace, hs_error *err);

/**
 * The vector of a text by itself, such as what is searched for, to be compared with those of contents. Of a text that is
 * longer than the model's window (hearsay's: some 180 words) the beginning counts.
 *
 * @param out    [cap], written on success
 * @param cap    as many numbers as the model's vectors have, or more
 * @param width  out: how many numbers they have, also after HS_E_LIMIT
 * @param text   UTF-8
 * @return HS_OK
 *         HS_E_ARG    no word in the text; `workspace` was opened for another reader
 *         HS_E_LIMIT  more numbers than `cap` (pos: cap), or a text of over 4 GiB (pos: that)
 *         HS_E_MODEL  the model makes no vectors
 *         HS_E_NOMEM
 *         HS_E_DEFECT oneDNN failed
 */
HS_API hs_status hs_text_vector(int8_t *out, size_t cap, size_t *width, const hs_reader *reader,
                                hs_workspace *workspace, hs_str text, hs_error *err);

/* ---- output ---------------------------------------------------------------------------------------------------- */

typedef enum hs_format { HS_FORMAT_TEXT, HS_FORMAT_JSONL, HS_FORMAT_CSV, HS_FORMAT_BRAT, HS_FORMAT_WEBANNO } hs_format;

/** Format by its name ("text", "jsonl", ..). @return false if there is none of that name */
HS_API bool hs_format_by_name(hs_format *out, const char *name);

typedef struct hs_style {
    unsigned width; /* columns to wrap text output to; 0: 80 */
    bool color;     /* ANSI colours, text output only */
    bool header;    /* CSV: write the header line before this document */
} hs_style;

/** Takes [len] bytes; returns 0, or non-zero to stop the writing. */
typedef int hs_sink(void *ctx, const char *bytes, size_t len);

/**
 * Write the reading of `doc`.
 *
 * @param style  NULL: 80 columns, no colour, CSV header
 * @return HS_OK
 *         HS_E_ARG    `format` is none of hs_format
 *         HS_E_IO     the sink refused
 *         HS_E_NOMEM
 */
HS_API hs_status hs_document_write(const hs_document *doc, hs_format format, const hs_style *style, hs_sink *sink,
                                   void *ctx, hs_error *err);

/* ---- fetching -------------------------------------------------------------------------------------------------- */

/** Fetches documents over HTTP: politely, under limits, from the public Internet alone. Any number of threads may share
 * one and take turns at each host. Opening it loads libcurl; the environment's proxies are not used. */
typedef struct hs_fetcher hs_fetcher;

/** Zero-initialise; 0 and NULL stand for what is said. Copied. */
typedef struct hs_fetch_options {
    const char *user_agent; /* its first letters are the name that robots.txt calls it by; NULL: "hearsay/VERSION" */
    uint32_t timeout_ms;    /* for one request; 0: 30 s */
    uint32_t delay_ms;      /* from a host's reply to the next request; 0: 1 s. A Crawl-delay prolongs it, to 30 s */
    size_t max_bytes;       /* of a document, decompressed; 0: 64 MiB */
    uint32_t max_redirects; /* 0: 10; at most 100 */
    bool allow_private;     /* also loopback, private, link-local and reserved addresses */
} hs_fetch_options;

/** What tells whether a document has changed since; keep it with the document. Empty: not known. */
typedef struct hs_validators {
    hs_str etag, last_modified;
} hs_validators;

/** End with hs_reply_free, which ends the strings too. */
typedef struct hs_reply {
    int http_status;     /* 200..299, or 304: the document is as it was, and there are no bytes */
    hs_str url;          /* where it was in the end, without credentials and fragment */
    hs_str content_type; /* as the host says; NULL if it does not */
    hs_validators validators;
} hs_reply;

/**
 * @param out      owned; NULL on failure
 * @param options  may be NULL
 * @return HS_OK
 *         HS_E_ARG    a user agent without a name (pos: 0) or with control characters (pos: byte)
 *         HS_E_IO     no libcurl to load
 *         HS_E_NOMEM
 */
HS_API hs_status hs_fetcher_open(hs_fetcher **out, const hs_fetch_options *options, hs_error *err);
/** End a fetcher that no thread fetches with any more. */
HS_API void hs_fetcher_free(hs_fetcher *fetcher);

/**
 * Fetch one document. Asks the site's robots.txt first (kept for a day), waits for its turn at the host, follows
 * redirects, and asks once more where a 429 or 503 says to within 30 s.
 *
 * @param out   owned; NULL on failure
 * @param url   http or https, its host in ASCII; credentials in it are sent to that host, scheme and port alone
 * @param have  of an earlier fetch of this URL; NULL or empty: fetch it whatever it is
 * @param sink  gets the document's bytes, decompressed; on failure it may have got some of them
 * @return HS_OK
 *         HS_E_ARG      no such URL, or validators that fit in no header
 *         HS_E_LIMIT    over max_bytes or max_redirects (pos: the limit), or a URL of over 8 KiB
 *         HS_E_NET, HS_E_HTTP, HS_E_ROBOTS, HS_E_PRIVATE
 *         HS_E_IO       the sink refused
 *         HS_E_NOMEM
 */
HS_API hs_status hs_fetch(hs_reply **out, hs_fetcher *fetcher, hs_str url, const hs_validators *have, hs_sink *sink,
                          void *ctx, hs_error *err);
/** Free a reply and its strings. */
HS_API void hs_reply_free(hs_reply *reply);

#ifdef __cplusplus
}
#endif
#endif
