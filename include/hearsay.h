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
    HS_E_PRIVATE = -53,  /* an address that is not of the public Internet */
    HS_E_LEDGER = -60,   /* no ledger, one of another schema, or a damaged one; pos: schema, document, or 0 */
    HS_E_BUSY = -61,     /* another program is writing to the ledger and did not finish in time; or a question was not done in its (hs_ledger_limit) */
    HS_E_NONE = -62      /* the ledger holds nothing of this id or name; pos: the id */
} hs_status;

/** Detail of a failure, in the caller's memory. Written only on failure; every function takes NULL for it. */
typedef struct hs_error {
    hs_status code;
    uint64_t pos; /* byte or limit, as the status says; 0 if it says nothing */
    char msg[200]; /* NUL-terminated, valid UTF-8 */
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

/** A time that the text names (TIMEX3, ISO-TimeML). A time of day has an offset where its zone is certain. */
typedef struct hs_time {
    hs_span span;
    hs_str value; /* TIMEX3 value: "2031-05-14", "2031-W20", "2031-05-14T09:30Z", "P3D", "PAST_REF"; unknown if it cannot be told */
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
                               the end. Before a holder who cites somebody without an attribution stands whom he cites */
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
    hs_str told_outlet;    /* who published it, as a feed that leads here says: where the page itself does not */
    hs_str told_published; /* likewise when, as an ISO 8601 date or time */
    hs_str fetched;        /* when the bytes came from `address`, as an ISO 8601 date or time; an archive's own word wins */
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
 *         HS_E_ARG     input->published, told_published or fetched is no ISO 8601 date or time (pos: byte in it)
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
/** What a good part of a text that is read as English is in all the same, "German (de)"; unknown if there is none. */
HS_API hs_str hs_document_other_language(const hs_document *doc);
/** Of a document without a date, what the input has where its date should stand, and which is none: "2031-02-31"; unknown if there is nothing. */
HS_API hs_str hs_document_no_date(const hs_document *doc);
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
/** When an archive's crawler fetched it, or whoever opened it, ISO 8601. */
HS_API hs_str hs_document_fetched(const hs_document *doc);
/** Is its text no more than a summary, of which the page at its URL has the whole? */
HS_API bool hs_document_is_summary(const hs_document *doc);
/** Parts of the text that are not the article's body, in order. Of a page: its headline before the paragraphs, captions
 * and the titles of related links after them. @return borrowed [*n] */
HS_API const hs_furniture *hs_document_furniture(const hs_document *doc, size_t *n);
/** Attributions in the order of their first word; of two that begin together the longer first, of one source's that with the first cue.
 * Empty before hs_read. @return borrowed [*n] */
HS_API const hs_attribution *hs_document_attributions(const hs_document *doc, size_t *n);
/**
 * The vector of an attribution's content: of two contents of one model that mean nearly the same, the cosine is near 1.
 * A unit vector times 127, rounded.
 *
 * @param width  out: how many numbers; 0 where there is none
 * @return borrowed [*width]; NULL where the model makes no vectors, for one that is `continued`, or where there is no such attribution
 */
HS_API const int8_t *hs_document_vector(const hs_document *doc, size_t attribution, size_t *width);
/** Who holds the attributions' contents. @return borrowed [*n]; empty before hs_read */
HS_API const hs_source *hs_document_sources(const hs_document *doc, size_t *n);
/** The times that the text names, in order. @return borrowed [*n]; empty before hs_read */
HS_API const hs_time *hs_document_times(const hs_document *doc, size_t *n);
/** The quantities in the attributions' contents, in order. @return borrowed [*n]; empty before hs_read */
HS_API const hs_figure *hs_document_figures(const hs_document *doc, size_t *n);
/**
 * Who and what the text speaks of more than once, whether or not they say anything: for each the places, with
 * modifiers, pronouns too. Rules; no model is needed and none is asked.
 *
 * @param out  [*n], of each its mentions in the order of their nouns. Borrowed: memory of the document, until it is
 * read again; each call takes more of it. NULL on failure
 * @return HS_OK; of a text over 16 MiB nothing is told
 *         HS_E_LANGUAGE  most of the text is clearly in another language than English (hs_document_language)
 *         HS_E_NOMEM
 */
HS_API hs_status hs_document_entities(const hs_spans **out, size_t *n, hs_document *doc, hs_error *err);
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

/** Is the input a feed (RSS, Atom, JSON Feed)? Known once hs_intake_next was called. @param least_s  out: how many seconds its
 * publisher would have between two polls (RSS's ttl, the syndication module's updatePeriod), a week at most; 0: not said */
HS_API bool hs_intake_is_feed(const hs_intake *intake, uint32_t *least_s);

/* ---- lists of feeds ---------------------------------------------------------------------------------------------- */

typedef struct hs_opml hs_opml;

typedef struct hs_feed_entry {
    hs_str url;   /* as it stands, any scheme */
    hs_str title; /* NULL: not said */
} hs_feed_entry;

/**
 * Take in a list of feeds, OPML 1.0 to 2.0. Outlines may lie within one another; those that are commented out are left out.
 *
 * @param out    owned; NULL on failure
 * @param bytes  [len], hostile; not kept
 * @return HS_OK
 *         HS_E_FORMAT  no well-formed OPML (pos: byte where the line begins from which on it is none)
 *         HS_E_LIMIT   over 16 MiB, over 65,536 feeds, or over 256 attributes of one element (pos: the limit)
 *         HS_E_NOMEM
 */
HS_API hs_status hs_opml_open(hs_opml **out, const void *bytes, size_t len, hs_error *err);
/** Its feeds, in order. @return borrowed [*n] */
HS_API const hs_feed_entry *hs_opml_feeds(const hs_opml *opml, size_t *n);
/** End a list. NULL is fine. */
HS_API void hs_opml_free(hs_opml *opml);

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

/* ---- comparing what is said ------------------------------------------------------------------------------------ */

/** How two contents stand to each other, of one event unless their words speak against it. */
typedef enum hs_relation {
    HS_SAME,        /* who holds one thereby holds the other, in all that matters */
    HS_CONTRADICTS, /* both cannot be true */
    HS_NEITHER
} hs_relation;

enum {
    HS_RELATIONS = 3,
    HS_COMPARE_FEATURES = 17, /* three log probabilities and what the words tell */
    HS_WHY_BYTES = 160
};

/** Two contents. UTF-8; of a text over 16 KiB the beginning counts. */
typedef struct hs_pair {
    hs_str a, b;
} hs_pair;

/** What comparing two contents gave; the order of the two does not matter but in `why`. */
typedef struct hs_comparison {
    hs_relation relation;
    float scores[HS_RELATIONS];                /* by hs_relation, 0..1; together 1 */
    float features[HS_COMPARE_FEATURES];       /* what a layer over the model's probabilities may weigh */
    char why[HS_WHY_BYTES];                    /* in plain words, NUL-terminated: "other figures: 12 and 20 people killed" */
} hs_comparison;

typedef struct hs_comparer hs_comparer;
typedef struct hs_compare_space hs_compare_space;

/**
 * Open a model that compares: a folder with config.json, model.safetensors and vocab.txt (docs/model-format.md), and with it the second model that
 * its config.json may name, which judges what the first is not sure of; without that folder the first judges alone (hs_comparer_missing).
 *
 * @param out    owned; immutable, and good for any number of threads
 * @param model  a folder, or the name of an installed model; NULL: $HEARSAY_PAIRS, else "pairs"
 * @return HS_OK
 *         HS_E_ARG    the model's path is longer than the system allows (pos: the limit)
 *         HS_E_MODEL  there is no such model, it compares nothing, or a file of it is not what docs/model-format.md says
 *         HS_E_IO     a file of it cannot be read
 *         HS_E_NOMEM
 */
HS_API hs_status hs_comparer_open(hs_comparer **out, const char *model, hs_error *err);
/** End a comparer, after the spaces that were opened for it. NULL is fine. */
HS_API void hs_comparer_free(hs_comparer *comparer);
/** Name and first 12 hex digits of the weights' SHA-256, e.g. "pairs-1 0123456789ab"; of two models both, with " + " between them. Borrowed. */
HS_API hs_str hs_comparer_model(const hs_comparer *comparer);
/** Name of the second model that its config.json names, where that is not there and the first judges alone; else unknown. Borrowed. */
HS_API hs_str hs_comparer_missing(const hs_comparer *comparer);

/**
 * Scratch memory for one thread that compares with `comparer`, which must outlive it.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK, HS_E_NOMEM, HS_E_DEFECT when oneDNN fails
 */
HS_API hs_status hs_compare_space_open(hs_compare_space **out, const hs_comparer *comparer, hs_error *err);
/** End a space. NULL is fine. */
HS_API void hs_compare_space_free(hs_compare_space *space);

/**
 * Compare contents: by the model, and by what their words prove. Texts of the same words are the same; those whose
 * figures exclude each other, or where all is the same but for a negation, an opposite, a name or a time, never are. A
 * text without a word is in no relation.
 *
 * @param out    [n], memory of the caller; on failure it says nothing
 * @param pairs  [n]; many at once cost less than one by one, and are judged no otherwise
 * @return HS_OK
 *         HS_E_ARG     a text is no UTF-8 (pos: which pair)
 *         HS_E_NOMEM
 *         HS_E_DEFECT  oneDNN failed
 * @source the labels of SNLI (Bowman et al. 2015); cross-encoders over both orders
 */
HS_API hs_status hs_compare_many(hs_comparison *out, hs_compare_space *space, const hs_pair *pairs, size_t n,
                                 hs_error *err);
/** As hs_compare_many, of one pair. */
HS_API hs_status hs_compare(hs_comparison *out, hs_compare_space *space, hs_str a, hs_str b, hs_error *err);

typedef struct hs_compare_team hs_compare_team;
/**
 * Scratch memory to compare on several threads at once; each is opened when there is first so much to do. What comes out is the same
 * as on one.
 *
 * @param out  owned, of one thread; NULL on failure
 * @return as hs_compare_space_open
 */
HS_API hs_status hs_compare_team_open(hs_compare_team **out, const hs_comparer *comparer, unsigned threads, hs_error *err);
/** End a team. NULL is fine. */
HS_API void hs_compare_team_free(hs_compare_team *team);

/** "same", "contradicts", "neither"; a static string. Any thread. */
HS_API const char *hs_relation_name(hs_relation relation);

/* ---- output ---------------------------------------------------------------------------------------------------- */

typedef enum hs_format {
    HS_FORMAT_TEXT,
    HS_FORMAT_JSONL,
    HS_FORMAT_CSV,
    HS_FORMAT_BRAT,
    HS_FORMAT_WEBANNO,
    HS_FORMAT_DOT, /* of answers and traces */
    HS_FORMAT_SVG  /* of traces */
} hs_format;

/** Format by its name ("text", "jsonl", ..). @return false if there is none of that name */
HS_API bool hs_format_by_name(hs_format *out, const char *name);

typedef struct hs_style {
    unsigned width; /* columns to wrap text output to; 0: 80 */
    bool color;     /* ANSI colours, text output only */
    bool header;    /* CSV: write the header line before this document; DOT: open the graph */
} hs_style;

/** Takes [len] bytes; returns 0, or non-zero to stop the writing. */
typedef int hs_sink(void *ctx, const char *bytes, size_t len);

/**
 * Write the reading of `doc`.
 *
 * @param style  NULL: 80 columns, no colour, CSV header
 * @return HS_OK
 *         HS_E_ARG    `format` is none of hs_format, or a graph's, which is for answers and traces
 *         HS_E_IO     the sink refused
 *         HS_E_NOMEM
 */
HS_API hs_status hs_document_write(const hs_document *doc, hs_format format, const hs_style *style, hs_sink *sink,
                                   void *ctx, hs_error *err);

/**
 * Write text as one line that is fit for a terminal, as all that is written for people is: white space is one blank, none at its
 * ends; control characters become their pictures, what is no UTF-8 U+FFFD; marks that turn the text's direction are left out.
 *
 * @param text  hostile
 * @return HS_OK
 *         HS_E_IO     the sink refused
 *         HS_E_NOMEM
 */
HS_API hs_status hs_text_show(hs_str text, hs_sink *sink, void *ctx, hs_error *err);
/**
 * Write text as hs_text_show, on lines: from column `indent`, where the output stands already, each line that follows behind as many
 * blanks, and no line end behind the last. What stands 'in marks' is broken only where it is longer than a line.
 *
 * @param width  columns of a line; at least 16 beyond `indent` are used
 * @return as hs_text_show
 */
HS_API hs_status hs_text_lay(hs_str text, unsigned indent, unsigned width, hs_sink *sink, void *ctx, hs_error *err);

/** A value of a record, and what it is called. */
typedef struct hs_cell {
    const char *name;
    hs_str text; /* unknown: null in JSON, empty in CSV */
} hs_cell;
/**
 * Write one record as answers are written: a line of JSON with "schema", or a row of CSV (RFC 4180).
 *
 * @param cells  [n]; texts are hostile, names are not
 * @return HS_OK
 *         HS_E_ARG    neither HS_FORMAT_JSONL nor HS_FORMAT_CSV
 *         HS_E_IO     the sink refused
 *         HS_E_NOMEM
 */
HS_API hs_status hs_row_write(const hs_cell *cells, size_t n, hs_format format, hs_sink *sink, void *ctx, hs_error *err);
/** CSV's first row. @return HS_OK, HS_E_IO */
HS_API hs_status hs_row_names_write(const hs_cell *cells, size_t n, hs_sink *sink, void *ctx, hs_error *err);

/** Write how two texts stand to each other as a line of JSON (docs/answer.schema.json). @param model  hs_comparer_model @param features
 * also the features @return HS_OK, HS_E_IO (the sink refused) */
HS_API hs_status hs_comparison_write(const hs_comparison *found, const hs_pair *pair, hs_str model, bool features, hs_sink *sink, void *ctx,
                                     hs_error *err);

/* ---- ledger ----------------------------------------------------------------------------------------------------- */

/** Readings kept: an SQLite file (docs/ledger.md). One thread at a time; any number of them may be open on one file, in any
 * number of programs: one writes, and readers never wait for it. */
typedef struct hs_ledger hs_ledger;

typedef enum hs_ledger_mode {
    HS_LEDGER_READ, /* as it is */
    HS_LEDGER_WRITE, /* made where there is none, brought to this version's schema where it is older */
    HS_LEDGER_CHANGE /* the same, but not made */
} hs_ledger_mode;

/**
 * @param out   owned; NULL on failure
 * @param path  the ledger's file, hostile
 * @return HS_OK
 *         HS_E_ARG     no path
 *         HS_E_IO      there is no such ledger, or it cannot be read or made
 *         HS_E_LEDGER  not a ledger, damaged, or of a newer schema (pos: that schema)
 *         HS_E_BUSY, HS_E_NOMEM
 */
HS_API hs_status hs_ledger_open(hs_ledger **out, const char *path, hs_ledger_mode mode, hs_error *err);
/** End a ledger; what was not committed is undone. NULL is fine. */
HS_API void hs_ledger_free(hs_ledger *ledger);
/** Give what is asked of the ledger from now on so many milliseconds in all: what is still at work then, or begins later, ends with
 * HS_E_BUSY, until this is called again. @param ms  0: as long as it takes, as at first */
HS_API void hs_ledger_limit(hs_ledger *ledger, uint32_t ms);

typedef enum hs_added {
    HS_ADDED_NOT,
    HS_ADDED,         /* new */
    HS_ADDED_VERSION, /* another text at a URL of the same outlet; all are kept, and the one that the pages say was written last is current */
    HS_ADDED_BEFORE   /* it was in already: nothing has changed */
} hs_added;

/**
 * Put a document that was read into the batch that is open, which it opens if need be. It is in for good once
 * hs_ledger_commit says so. A document that fails leaves the rest of the batch as it was.
 *
 * @param id  out: what the ledger calls it
 * @return HS_OK
 *         HS_E_ARG  a document that was not read, or a ledger that was opened for reading
 *         HS_E_IO   the disk is full, or the file cannot be written: hs_ledger_commit tells whether the batch is lost
 *         HS_E_LEDGER, HS_E_BUSY, HS_E_NOMEM
 */
HS_API hs_status hs_ledger_add(hs_added *how, uint64_t *id, hs_ledger *ledger, const hs_document *doc, hs_error *err);
/** Make the batch last, even if power fails next. Where this fails nothing of it is in. @return as hs_ledger_add */
HS_API hs_status hs_ledger_commit(hs_ledger *ledger, hs_error *err);
/** Take back what was not committed. */
HS_API void hs_ledger_undo(hs_ledger *ledger);
/** What the ledger has a document as that hs_ledger_add would not add again: the same, also under the outlet that a person gave it, or, where neither
 * outlet nor URL is known, the first of the same text. @param out  0: it would be added. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_ledger_find_document(uint64_t *out, hs_ledger *ledger, const hs_document *doc, hs_error *err);
/** What the ledger calls the document of this id (hs_document_id). @param out  0: it is not in. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_ledger_find(uint64_t *out, hs_ledger *ledger, hs_str sha256, hs_error *err);
/**
 * A document of the ledger as it was added, with its reading.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK
 *         HS_E_NONE    no document of that id
 *         HS_E_LEDGER  its rows are not what was added (pos: its id)
 *         HS_E_NOMEM ..
 */
HS_API hs_status hs_ledger_document(hs_document **out, hs_ledger *ledger, uint64_t document, hs_error *err);

/* -- ledger: what people say of it, and its care. Changes join the batch that is open, as hs_ledger_add's do. -- */

/** What a person said of an attribution's reading. */
typedef enum hs_verdict {
    HS_VERDICT_NONE,
    HS_VERDICT_RIGHT,
    HS_VERDICT_WRONG, /* it is no attribution at all */
    HS_VERDICT_OTHER  /* it is one, with other values */
} hs_verdict;

/** "right", "wrong" or "other"; NULL for HS_VERDICT_NONE. */
HS_API const char *hs_verdict_name(hs_verdict verdict);
/** The verdict of a name. @return false: there is none of that name */
HS_API bool hs_verdict_by_name(hs_verdict *out, const char *name);

/** How somebody reads an attribution or a source; an unknown value is as the other side has it. */
typedef struct hs_values {
    hs_str name; /* whose it is, or the id ("s2") of a source that has a name; of a source: what it is called */
    hs_str kind; /* of a source alone */
    hs_str act, polarity, certainty, time; /* of an attribution alone */
    hs_str outlet, published; /* of a document alone: ISO 8601, as its page would have it */
} hs_values;

/** A person's word on an attribution, a source, or a document's outlet and date. It stands beside the machine's, which is shown no more, and outlives a
 * new reading of the document. */
typedef struct hs_opinion {
    uint64_t id;          /* set by the ledger */
    uint64_t attribution; /* 0: of a source or document; or the present reading has none like it */
    uint64_t document;    /* of the attribution; 0: of another thing */
    uint64_t source;      /* 0: of another thing */
    hs_verdict verdict;
    hs_values says, machine; /* what the person says in place of the machine's; what the machine says, empty once it has none like it */
    hs_str what;             /* the content's words, the source's name, or the document's title */
    hs_str made, by, note;   /* UTC; unknown where nobody said */
    uint64_t article;        /* the document whose outlet or date it is of; 0: of an attribution or a source */
} hs_opinion;

/**
 * Put a correction in. Of the fields of `c` those that the ledger sets (`id`, `document`, `machine`, `what`, `made`) are
 * not read. HS_VERDICT_OTHER says in `says` at least one value; what it leaves out stays as it is shown now.
 *
 * @return HS_OK
 *         HS_E_ARG    not just one of attribution, source and article; a value of no known name; a name of over 1,000 bytes; the id of a source
 *                     that has no name of its own; a value with another verdict than HS_VERDICT_OTHER, or none with it; HS_VERDICT_WRONG of an article
 *         HS_E_NONE   no such attribution, source or document (pos: it)
 *         as hs_ledger_add
 */
HS_API hs_status hs_ledger_correct(uint64_t *id, hs_ledger *ledger, const hs_opinion *c, hs_error *err);
/** Take a correction back. @return HS_OK, HS_E_NONE (pos: its number), as hs_ledger_add */
HS_API hs_status hs_ledger_uncorrect(hs_ledger *ledger, uint64_t id, hs_error *err);
/** Takes one correction, borrowed. @return false to stop */
typedef bool hs_opinion_take(void *ctx, const hs_opinion *c);
/** All corrections in the order of their numbers. @return HS_OK; HS_E_LEDGER: one holds what is no text, or no verdict; HS_E_NOMEM .. */
HS_API hs_status hs_ledger_corrections(hs_ledger *ledger, hs_opinion_take *take, void *ctx, hs_error *err);

/** What persons decided of two sources. */
typedef struct hs_source_change {
    uint64_t id;
    bool parted;           /* `source` was parted from `other`, its namesake; else `source` is `other` */
    uint64_t source, other;
    hs_str source_name, other_name;
    hs_str made, by, why;  /* UTC; unknown where nobody said */
    hs_str undone;         /* UTC; unknown: it holds */
} hs_source_change;

/**
 * Say that one source is another: whatever stands for `source` stands for what `into` stands for from now on. It changes no row that
 * was read, and hs_ledger_split takes it back.
 *
 * @param why, by  may be unknown
 * @return HS_OK
 *         HS_E_ARG   they are one source already; `why` of over 10,000 bytes, `by` of over 1,000, or either no UTF-8
 *         HS_E_NONE  there is no such source (pos: it)
 *         as hs_ledger_add
 */
HS_API hs_status hs_ledger_merge(hs_ledger *ledger, uint64_t source, uint64_t into, hs_str why, hs_str by, hs_error *err);
/** Take back that `source` was merged into another; what was merged into it stays with it. @return HS_OK; HS_E_NONE: no such source,
 * or merged into none; HS_E_ARG: `by` as in hs_ledger_merge; as hs_ledger_add */
HS_API hs_status hs_ledger_split(hs_ledger *ledger, uint64_t source, hs_str by, hs_error *err);
/**
 * Part what some documents call by a name from its namesake: it becomes a source of its own, which no later document joins.
 *
 * @param out        the new source
 * @param documents  [n]
 * @return HS_OK
 *         HS_E_ARG   no other document would be left to `source`; `why`, `by` as in hs_ledger_merge
 *         HS_E_NONE  no such source, or a document that does not name it (pos: it)
 *         as hs_ledger_add
 */
HS_API hs_status hs_ledger_part(uint64_t *out, hs_ledger *ledger, uint64_t source, const uint64_t *documents, size_t n, hs_str why,
                                hs_str by, hs_error *err);
/** Takes one change, borrowed. @return false to stop */
typedef bool hs_source_change_take(void *ctx, const hs_source_change *change);
/** What was decided of sources, in order. @param source  of it and of those that stand for the same; 0: of all
 * @return HS_OK; HS_E_NONE: no such source; HS_E_LEDGER: one holds what is no text; HS_E_NOMEM .. */
HS_API hs_status hs_ledger_source_changes(hs_ledger *ledger, uint64_t source, hs_source_change_take *take, void *ctx, hs_error *err);

/** Why a document's words are taken for a source. */
typedef struct hs_source_member {
    uint64_t source, document;
    bool merged;     /* by a person: `source` is not the one that it stands for */
    hs_str name;     /* as the document has it */
    hs_str outlet, title;
    const char *why; /* "new", "same name" or "split": why the document's is `source` */
} hs_source_member;

/** Takes one member, borrowed. @return false to stop */
typedef bool hs_source_member_take(void *ctx, const hs_source_member *member);
/** Of whom a source consists: what documents call by it and by those merged into it. @param standing  out: whom `source` stands for.
 * @return HS_OK; HS_E_NONE: no such source; HS_E_LEDGER: a name that is no text; HS_E_NOMEM .. */
HS_API hs_status hs_ledger_source_members(uint64_t *standing, hs_ledger *ledger, uint64_t source, hs_source_member_take *take, void *ctx,
                                          hs_error *err);

/** How much went. */
typedef struct hs_forgotten {
    uint64_t documents, attributions, claims, sources, corrections;
} hs_forgotten;

/** Take a document out: its text, its reading, what was corrected of it, the claims and sources that no other document has. Older
 * and newer versions of it are other documents. @return HS_OK, HS_E_NONE, as hs_ledger_add */
HS_API hs_status hs_ledger_forget_document(hs_forgotten *gone, hs_ledger *ledger, uint64_t document, hs_error *err);
/** Take a source out with all that stand for the same: what it holds and relays, what documents call it, what was corrected of it,
 * claims that nobody else makes. The texts of documents stay, unless `documents` says that those that speak of it go too. A new
 * reading of a text that stays finds it again. @return HS_OK, HS_E_NONE, as hs_ledger_add */
HS_API hs_status hs_ledger_forget_source(hs_forgotten *gone, hs_ledger *ledger, uint64_t source, bool documents, hs_error *err);
/**
 * Commit, and overwrite what was deleted in every file of the ledger. Takes as long as writing the ledger anew, and as much space
 * again meanwhile.
 *
 * @return HS_OK
 *         HS_E_BUSY  rows are gone, but another program still reads the old state: the bytes are not gone. Call it again.
 *         as hs_ledger_commit
 */
HS_API hs_status hs_ledger_scrub(hs_ledger *ledger, hs_error *err);

/** Something that hs_ledger_check came upon. */
typedef struct hs_finding {
    bool broken;      /* else only to know: something could not be looked at */
    const char *where; /* "a12", "d3", "table claim"; never NULL */
    const char *what;
} hs_finding;

typedef struct hs_check {
    bool (*take)(void *ctx, const hs_finding *finding); /* @return false to stop */
    void (*step)(void *ctx, uint64_t done, uint64_t of, const char *at); /* may be NULL; of: how many steps there will be */
    void *ctx;
} hs_check;

/** Look whether everything in the ledger is as it should be. Changes nothing. @param broken  out: findings that are broken.
 * @return HS_OK whatever it found; else what kept it from looking */
HS_API hs_status hs_ledger_check(uint64_t *broken, hs_ledger *ledger, const hs_check *check, hs_error *err);

/**
 * Copy the ledger as it is at this moment to another file, whoever writes meanwhile. The copy is looked at before it gets its name.
 *
 * @param replace  an older file of that name
 * @param step     may be NULL
 * @return HS_OK
 *         HS_E_ARG     the file is the ledger itself, or is there and may not be replaced
 *         HS_E_IO      the copy cannot be written
 *         HS_E_LEDGER  the copy would be damaged, as the ledger is
 *         HS_E_BUSY, HS_E_NOMEM
 */
HS_API hs_status hs_ledger_backup(hs_ledger *ledger, const char *path, bool replace,
                                  void (*step)(void *ctx, uint64_t done, uint64_t of), void *ctx, hs_error *err);

/**
 * Copy all rows of a ledger, as it is at this moment, into another that is empty: a file, or one at a PostgreSQL server, whichever the first is. The numbers
 * of rows stay, and so does what answers say. Wholly or not at all.
 *
 * @param to    opened by HS_LEDGER_WRITE
 * @param from  neither has a batch open
 * @param step  may be NULL; rows
 * @return HS_OK
 *         HS_E_ARG  `to` is not empty, or a batch is open; or a text has a NUL, which PostgreSQL does not hold
 *         as hs_ledger_commit
 */
HS_API hs_status hs_ledger_copy_all(hs_ledger *to, hs_ledger *from, void (*step)(void *ctx, uint64_t done, uint64_t of), void *ctx, hs_error *err);
/** What a ledger's path is called where people or logs see it: of the address of a server without password and options. @param out  [cap], cut to it */
HS_API void hs_ledger_shown(char *out, size_t cap, const char *path);

/** The first document after `after` that was read by another model. @param out  0: none */
HS_API hs_status hs_ledger_next_stale(uint64_t *out, hs_ledger *ledger, hs_str model, uint64_t after, hs_error *err);
/** How many documents were read by another model. */
HS_API hs_status hs_ledger_count_stale(uint64_t *out, hs_ledger *ledger, hs_str model, hs_error *err);
/**
 * Put a new reading in the place of a document's. Claims keep their numbers where their words stay; corrections go to the attribution
 * whose cue overlaps and whose content is the same by half, parted and anonymous sources to what is called the same.
 *
 * @param doc  as hs_ledger_document gave it, read anew
 * @return HS_OK
 *         HS_E_ARG   a document that was not read, or another than the ledger's
 *         HS_E_NONE  no document of that number
 *         as hs_ledger_add
 */
HS_API hs_status hs_ledger_reread(hs_ledger *ledger, uint64_t document, const hs_document *doc, hs_error *err);
/**
 * Find anew which wordings are one claim, disputes and changes of position, of all claims and sources that documents, comparisons, corrections,
 * merges and the like touched since it was done last, in the batch that is open. What comes out is the same in whatever order they came.
 *
 * @return HS_OK; as hs_ledger_add, and then the rest of the batch is as it was
 */
HS_API hs_status hs_ledger_settle(hs_ledger *ledger, hs_error *err);

/* ledger: copies */

/** Another document that has much of the same running text, outside furniture and quotations. */
typedef struct hs_copy {
    uint64_t document;
    double share; /* of the shorter one's runs of five words that the other has, 0.2 to 1 */
    bool earlier; /* it was heard before; else it is the copy */
} hs_copy;

/**
 * What a document was copied from and what was copied from it, as first heard first. Versions of one URL are not copies.
 *
 * @param out  [cap], filled as far as it goes
 * @param n    out: how many there are
 * @return HS_OK, HS_E_LEDGER ..
 */
HS_API hs_status hs_ledger_copies(hs_copy *out, size_t cap, size_t *n, hs_ledger *ledger, uint64_t document, hs_error *err);

/* ---- ledger: relation across documents ---------------------------------------------------------------------------- */

/* A document that is added is due: its claims have not met those of other documents yet. What relating all that are due leaves in the ledger
 * (which wordings are one claim, which claims contradict, disputes, changes of position, stories) depends on the documents alone, not on
 * the order in which they came or were related. */

/**
 * Make ready to relate: what another model decided is forgotten, so that all documents are due again.
 *
 * @param again  forget it whatever the model
 * @return HS_OK, HS_E_ARG (opened for reading) .. as hs_ledger_add
 */
HS_API hs_status hs_relate_begin(hs_ledger *ledger, const hs_comparer *comparer, bool again, hs_error *err);
/** The first document behind `after` that is due. @param out  0: none. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_relate_next(uint64_t *out, hs_ledger *ledger, uint64_t after, hs_error *err);
/** How many documents are due. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_relate_due(uint64_t *out, hs_ledger *ledger, hs_error *err);
/**
 * Find out which of a document's claims are to be compared with which others, and what story it is of, in the batch that is open: wholly or
 * not at all. The pairs wait for hs_relate_decide; those that what comes later makes needless are never compared, so that it is best to
 * relate all that are due first.
 *
 * @return HS_OK
 *         HS_E_NONE    no document of that number (pos: it)
 *         as hs_ledger_add
 */
HS_API hs_status hs_relate(hs_ledger *ledger, const hs_comparer *comparer, uint64_t document, hs_error *err);
/** How many pairs wait. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_relate_waiting(uint64_t *out, hs_ledger *ledger, hs_error *err);
/**
 * Compare some of the pairs that wait: what came of all of these is kept, or of none. hs_ledger_settle then finds which wordings are one
 * claim, disputes and changes.
 *
 * Where no batch is open nothing is locked while the model is at work, so that other programs write meanwhile; what it says is then written
 * and committed at once, and pairs that have gone or were decided meanwhile are left as they are. A batch that is open stays so: what
 * comes out is in it, and whoever else writes waits for all of it. So commit what hs_relate left first.
 *
 * @param done  out: how many were compared; 0: none waits
 * @param team  of the comparer that hs_relate_begin was told
 * @param most  pairs
 * @return HS_OK
 *         HS_E_DEFECT  oneDNN failed
 *         as hs_ledger_add
 */
HS_API hs_status hs_relate_decide(size_t *done, hs_ledger *ledger, hs_compare_team *team, size_t most, hs_error *err);

/* Relating an archive that no one ledger holds, in parts: hs_relate on ledgers that have the documents which are near one another says of which
 * wordings pairs wait (rows of `pair`), hs_relate_judge compares them wherever there is room, and hs_relate_told has a ledger know what came of it. */

/** What hs_relate_decide keeps of a pair. */
typedef struct hs_judged {
    hs_relation relation;
    double score;           /* of that relation, 0..1 */
    char why[HS_WHY_BYTES]; /* NUL-terminated; "" where relation and score say it all */
} hs_judged;

/**
 * Judge pairs of contents as hs_relate_decide does, of each without a look at the others; the order of the two does not matter.
 *
 * @param out    [n], memory of the caller; on failure it says nothing
 * @param pairs  [n]; many at once cost less than one by one
 * @return as hs_compare_many
 */
HS_API hs_status hs_relate_judge(hs_judged *out, hs_compare_space *space, const hs_pair *pairs, size_t n, hs_error *err);

/** Does a content say nothing without the words around it: "it", "that account"? Then each document's is a claim of its own, and none is compared. */
HS_API bool hs_content_is_bare(hs_str content);

/** Two wordings, and how they stand to each other. */
typedef struct hs_told_pair {
    hs_str a, b; /* their keys, 16 bytes each: claim.text_key */
    hs_relation relation;
    double score;
    bool by_rule; /* it was made by a rule (pair.alike is 1000000), not chosen as one of the nearest */
    hs_str why;
} hs_told_pair;

/**
 * In place of hs_relate and hs_relate_decide: all documents that are due count as related by these pairs and no others, in the batch that is
 * open. hs_ledger_settle then finds which wordings are one claim, and disputes: the same as in a ledger of all documents, if this one has every
 * wording that pairs of the same or contradicting contents reach from those asked about, with all documents that hold them. Stories, and what is
 * near the documents, stay unknown; so such a ledger is to be asked, and not to grow.
 *
 * @param pairs  [n]; those of a wording that the ledger lacks are passed by
 * @return HS_OK
 *         HS_E_ARG  a key that is none (pos: which pair)
 *         as hs_ledger_add
 */
HS_API hs_status hs_relate_told(hs_ledger *ledger, const hs_comparer *comparer, const hs_told_pair *pairs, size_t n, hs_error *err);

/* ---- ledger: questions ------------------------------------------------------------------------------------------ */

/** An act by its name in the contract ("deny"). @return false if there is none of that name */
HS_API bool hs_act_by_name(hs_act *out, const char *name);
/** A polarity by its sign in the contract ("-"). @return as hs_act_by_name */
HS_API bool hs_polarity_by_name(hs_polarity *out, const char *sign);
/** A certainty by its name in the contract ("probable"). @return as hs_act_by_name */
HS_API bool hs_certainty_by_name(hs_certainty *out, const char *name);

/** What a source is, as the contract has it ("person"); NULL where it is not known. Static. */
HS_API const char *hs_source_kind_name(hs_source_kind kind);

/** Which of a document's times says when it was heard: the first of these that is known. */
typedef enum hs_dated { HS_DATED_PUBLISHED, HS_DATED_FETCHED, HS_DATED_ADDED } hs_dated;
/** "published", "fetched" (by an archive's crawler, or from its address), "added" (to the ledger). Static. */
HS_API const char *hs_dated_name(hs_dated by);

typedef enum hs_naming { HS_NAMED_OR_NOT, HS_ANONYMOUS_ONLY, HS_NAMED_ONLY } hs_naming;

/** What is asked of the ledger. Zero-initialise: a field that is 0 or empty asks for nothing. */
typedef struct hs_query {
    hs_str words;     /* that a content holds: all of them, in any form; "a phrase", -without, one OR other, begin* (three letters or more, else HS_E_ARG) */
    hs_str since, until; /* ISO 8601 dates or times, compared with when a document was heard; `until` counts whole: 2031-05 ends with May */
    hs_str outlet;    /* its name, but for case; else all whose names have its words, each perhaps cut short behind its third letter */
    hs_str source;    /* who holds it: all whom this name or id fits, as hs_ledger_who has it; also those merged into them */
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_naming naming;
    float least;      /* confidence */
    uint32_t limit;   /* 0: 50; at most 1,000 */
    hs_str after;     /* what hs_answer_next said of an earlier answer to the same question */
    bool oldest_first;
    bool relayed;     /* with `source`: also what it passed on */
    bool all;         /* also older versions of documents, and what a person called wrong */
    hs_str title;     /* that the document's title holds, as `words` */
    bool updates;     /* of disputes: also figures that only grew */
    bool most_first;  /* of disputes: those that most sources take a side in, instead of the newest */
    bool single;      /* of stories: also those of one document */
    uint64_t document; /* of stories: that it is in */
} hs_query;

/** One who passed a content on. */
typedef struct hs_relay {
    uint64_t source; /* id in the ledger */
    hs_str name;     /* of the anonymous: their description */
    hs_source_kind kind;
    bool anonymous;
} hs_relay;

/** An attribution as the ledger knows it; where a person corrected it, in that person's words. Ids are numbers: what
 * people see has a letter before them: attribution a1, claim c1, document d1, source s1. */
typedef struct hs_entry {
    uint64_t attribution, claim, document; /* claim: the wording as it stands in the document */
    uint64_t shown_as;    /* the claim that this wording is shown as, with all that say the same; mostly `claim` */
    uint64_t source;      /* 0: nobody is told of, or a person named a holder that nothing else names */
    uint64_t parent;      /* attribution whose content holds this one; 0: none */
    hs_str content, cue;  /* their words, at most 16,384 characters of them */
    hs_spans spans;       /* of the content: code points of the document's text, not bytes */
    hs_str sentence;      /* that the content stands in, or some of it, where it says nothing by itself, as "it" or "that account" */
    hs_str who;           /* the holder's name; of the anonymous their description; unknown: nobody is told of */
    hs_str description, affiliation, reason; /* in this document */
    hs_source_kind kind;
    bool anonymous;       /* also where nobody is told of */
    uint32_t count;       /* "four officials"; 0: not said */
    const hs_relay *relays; /* [n_relays] from the holder to the document, at most 8 */
    uint32_t n_relays;
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_quotation quotation;
    hs_place place;
    hs_str time;          /* when it was said, as the document tells (TIMEX3) */
    float confidence;
    hs_verdict verdict;   /* the last one */
    hs_str outlet, title, url, published, heard; /* of the document */
    bool current;         /* no later version of the document is known */
    bool passed_on;       /* of an answer about a source: it did not hold this, but passed it on */
    hs_dated heard_by;
} hs_entry;

/** Words in which a claim is told. */
typedef struct hs_wording {
    uint64_t claim; /* its own id */
    hs_str words;
    uint32_t n_attributions; /* current documents */
} hs_wording;

/** One content in all wordings that say the same, and who holds it. Its id and words are those of the plainest wording. */
typedef struct hs_claim {
    uint64_t id;
    hs_str words;
    uint32_t n_documents, n_outlets, n_attributions, n_wordings; /* current documents (hs_query.all: any), all wordings */
    hs_str first, last;      /* heard; UTC */
    double score;            /* of a search; 0: not of one */
    bool near_alone;         /* of a search: found by its meaning, not among the contents with the words that were looked through */
    const hs_entry *entries; /* [n_entries] first those that are as the question asks, then the others, oldest first; at most 24 */
    uint32_t n_entries;
    uint32_t n_fit;          /* so many of them, the first, are as the question asks; 0: it asks for nothing of attributions, as by a source or a date */
    const hs_wording *wordings; /* [n_shown] of hs_ledger_show: those told most often first, at most 24 */
    uint32_t n_shown;
} hs_claim;

/** A source over all documents, as people corrected it. */
typedef struct hs_speaker {
    uint64_t id; /* 0: only corrections name it */
    hs_str name;
    hs_source_kind kind;
    bool anonymous;
    const hs_str *descriptions; /* [n_descriptions] the commonest of its documents, at most 4 */
    uint32_t n_descriptions;
    const hs_str *aliases; /* [n_aliases] names of sources that a person merged into it, at most 16 */
    uint32_t n_aliases;
    uint32_t n_attributions, n_documents, n_outlets; /* what it holds; in current documents (hs_query.all: any) */
    uint32_t n_through;   /* of these, how many were heard through others */
    uint32_t n_passed_on; /* of others' */
    uint32_t n_unnamed;   /* of these, how many are of sources that are not named */
    hs_str first, last;   /* heard; unknown: it holds nothing */
} hs_speaker;

/** A document of the ledger by its head; hs_ledger_document gives all of it. */
typedef struct hs_report {
    uint64_t id;
    hs_str sha256, outlet, title, url, published, heard, model, input;
    uint32_t n_attributions;
    uint64_t replaces; /* the version before it; 0: none */
    bool current;
    hs_dated heard_by;
    uint64_t replaced_by; /* the version after it; 0: none */
} hs_report;

/** An outlet of the ledger. */
typedef struct hs_publisher {
    hs_str name;
    uint32_t n_documents; /* that are asked for */
    hs_str first, last;   /* heard */
} hs_publisher;

/** A correction by a person; what is unknown stays as the machine has it. */
typedef struct hs_correction {
    uint64_t id;
    hs_str made, made_by, source_name, time, note;
    hs_verdict verdict;
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
} hs_correction;

/** An attribution where it stands. Spans count bytes of `text`. */
typedef struct hs_context {
    hs_str text; /* the paragraphs that hold it */
    hs_spans source, cue, content;
    hs_entry machine; /* as the machine reads it */
    const hs_correction *corrections; /* [n_corrections], oldest first */
    uint32_t n_corrections;
} hs_context;

typedef enum hs_conflict {
    HS_CONFLICT_POLARITY,  /* one claim, affirmed and rejected */
    HS_CONFLICT_CERTAINTY, /* one claim, held more and less surely: of a change alone */
    HS_CONFLICT_FIGURES,   /* two claims with different figures for one thing */
    HS_CONFLICT_CONTENTS,  /* two claims that contradict each other */
    HS_CONFLICT_ADMISSION  /* of a change alone: admitted, after rejecting what is like it */
} hs_conflict;

/** One side of a dispute. */
typedef struct hs_side {
    uint64_t claim;          /* as it stands */
    hs_str words;
    const hs_entry *entries; /* [n_entries] who holds it, the first who did first, at most 24 */
    const hs_str *held;      /* [n_entries] when: a year, month or day, or a time in UTC */
    uint32_t n_entries;
    uint32_t n_positions;    /* attributions on this side, */
    uint32_t n_sources;      /* of so many sources */
} hs_side;

/** What different sources hold, and cannot both be right. */
typedef struct hs_dispute {
    hs_conflict kind;
    bool update;      /* a figure that was first told later than the lesser one, which nobody tells any more */
    uint32_t n_sources;
    hs_str heard;     /* when both sides had been heard; UTC */
    hs_side sides[2]; /* of polarity for and against one claim; else the one that was heard first is first */
} hs_dispute;

/** What a source held, and held otherwise later. */
typedef struct hs_change {
    uint64_t source;
    hs_str name;
    hs_conflict kind;
    hs_entry before, after;
    hs_str before_held, after_held; /* when: as hs_side.held */
} hs_change;

/** A claim of a story, and which document had it first. */
typedef struct hs_story_claim {
    uint64_t claim;       /* as it stands */
    hs_str words;
    uint32_t n_documents; /* of those told that have a position on it */
    uint32_t first;       /* the first of them: an index of hs_story.documents */
    bool perhaps;         /* their dates leave open whether another of them had it before */
    bool earlier_version; /* the first one has it by an older version of its page alone: said.document */
    hs_entry said;        /* by which the first one has it */
} hs_story_claim;

/** A document of a story. */
typedef struct hs_appearance {
    hs_report report;
    uint64_t follows; /* heard before it, and of such the one that shares most of its telling words; 0: none */
    uint32_t shared;  /* how many of them, 24 at most */
    uint64_t copied;  /* the document that it is a copy of, by hs_ledger_copies; of several the one of the greatest share; 0: none */
    uint64_t copied_version; /* the older version of it that was copied; 0: itself was */
    double share;     /* as hs_copy.share; 0: of no copy */
    const uint32_t *had; /* [n_had] claims that it had first: indexes of hs_story.claims */
    uint32_t n_had;
} hs_appearance;

/** Current documents about one event. */
typedef struct hs_story {
    uint64_t id;          /* of the document that was heard first, of older versions, too */
    hs_str name;          /* what most of its documents tell of; else the first one's title, else its first claim; unknown: it has none */
    uint32_t n_documents, n_outlets;
    uint32_t n_disputes;  /* of which the documents told hold both sides, without updates */
    hs_str first, last;   /* heard; UTC */
    const hs_appearance *documents; /* [n_told] in the order in which they were heard, the first 200 */
    uint32_t n_told;
    const hs_story_claim *claims; /* [n_claims] that two or more of them have, those of the most documents first, at most 8 */
    uint32_t n_claims;
} hs_story;

/** Words that a reason rests on, where they stand. */
typedef struct hs_evidence {
    const char *what;     /* "content", "cue", "source", "name", "figure", "link"; static */
    uint64_t attribution; /* 0: of none */
    uint64_t document;
    hs_span span;         /* code points of the document's text, not bytes */
    hs_str words;
    hs_str outlet, heard; /* of the document */
} hs_evidence;

/** Why two things are related, or why not. */
typedef struct hs_ground {
    const char *relation; /* "same", "contradicts", "dispute", "update", "change", "stance", "source", "copy", "near", "story", "version", "link", "none"; static */
    char letter;          /* of what: 'c', 'a', 'd' */
    uint64_t one, other;  /* ids; other 0: it is of one alone */
    hs_str one_words, other_words; /* of claims and attributions their contents, of documents their titles */
    double score;         /* from 0 to 1; below 0: there is none */
    hs_str why;           /* a sentence: the rule, or what the comparer says */
    const hs_evidence *evidence; /* [n_evidence] */
    uint32_t n_evidence;
    const char *rule;     /* of "source", how the words stand for whoever holds it: "name", "pronoun", "role", "description", "context" (there are none), "person" (a correction), "none" (nobody
                             is told of); else NULL; static */
} hs_ground;

typedef struct hs_tally {
    hs_str name; /* unknown: the rest */
    uint64_t n;
} hs_tally;

typedef struct hs_stats {
    uint64_t documents, older_versions, outlets, sources, anonymous_sources, attributions, anonymous_attributions, claims, wordings /* of them, their own counted */, corrections, bytes;
    hs_str first, last;     /* heard */
    const hs_tally *acts;   /* [n_acts] attributions, the most first */
    uint32_t n_acts;
    const hs_tally *models; /* [n_models] documents */
    uint32_t n_models;
} hs_stats;

/** What the ledger answers; owned, and all that is borrowed from it dies with it. */
typedef struct hs_answer hs_answer;

/**
 * Claims, newest first, each once, by whichever of its wordings is as is asked for. Of words that over 2,000 contents hold, the 2,000 that came in last are looked at, the 4,000 where
 * more than words is asked for; all, where a source or time that is asked for leaves few enough to look through. hs_answer_cut tells.
 *
 * @param out    owned; NULL on failure. Finding nothing is success
 * @param query  NULL: all
 * @return HS_OK
 *         HS_E_ARG    a date that is none, a `since` later than `until`, a cursor of another question, words that name nothing to look for, or a word
 *                     cut short (le*) before its third letter
 *         HS_E_LIMIT  over 4,096 bytes or 64 words to look for (pos: the limit), or over 1,000 asked for at once
 *         HS_E_LEDGER, HS_E_IO, HS_E_NOMEM
 */
HS_API hs_status hs_ledger_claims(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/** Attributions one by one, newest first. As hs_ledger_claims. */
HS_API hs_status hs_ledger_attributions(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/** Documents, newest first: those with an attribution that is asked for; where no field asks for attributions, all. As
 * hs_ledger_claims. */
HS_API hs_status hs_ledger_documents(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/**
 * hs_ledger_copies with some of their heads, all read at one moment.
 *
 * @param out   owned; its documents (hs_answer_documents) are those of copies[from], copies[from + 1] .., at most `most` of them
 * @param copies, cap, n  as hs_ledger_copies
 * @return HS_OK; HS_E_NONE: no such document (pos: it); HS_E_LEDGER ..
 */
HS_API hs_status hs_ledger_copied(hs_answer **out, hs_copy *copies, size_t cap, size_t *n, hs_ledger *ledger, uint64_t document, size_t from,
                                  size_t most, hs_error *err);
/** Outlets that documents name, those of the most documents that are asked for first. As hs_ledger_documents. */
HS_API hs_status hs_ledger_outlets(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/** Sources that hold attributions that are asked for, those of the most first; what is told of each is all that it holds. As
 * hs_ledger_claims. */
HS_API hs_status hs_ledger_speakers(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/**
 * A source and what it said and passed on. Sources that the name fits: an id, "s4", fits that one alone; else those called so, those with
 * all words of it in their name (each may be cut short behind its third letter), and those described so in whole, an article before it or
 * not; else those whose description begins so, and the anonymous with all its words; named ones first, then the one that holds
 * most, then those without a statement in any document as it stands now, ten at most (hs_answer_fits: of how many, these last not counted where there are
 * others). What it said is the first one's; of the others n_attributions is the one number that
 * is counted. Whom nothing but a person's correction names so stands before all, with the id 0.
 *
 * @param query  as hs_ledger_claims; `source` is not looked at
 * @return as hs_ledger_claims
 */
HS_API hs_status hs_ledger_who(hs_answer **out, hs_ledger *ledger, hs_str name, const hs_query *query, hs_error *err);

/** A text's meaning: hs_text_vector's numbers, and the model that made them. */
typedef struct hs_meaning {
    const int8_t *vector; /* [width] */
    size_t width;         /* at most 4,096 */
    hs_str model;         /* hs_reader_model; contents that another model read are not compared */
} hs_meaning;

/**
 * Claims by their words and, with `meaning`, by what they mean, the best first; on the first page also the sources and
 * documents whose name or title has all the words. Ranks by words (BM25; of over 2,000 contents with the words, the 2,000
 * that came in last; with more asked for, those of the last 4,000 that are so) and by meaning (the 1,000 nearest of all, down to a cosine of 0.35) are fused by reciprocal rank;
 * a claim has the best rank of its wordings in each.
 *
 * @param meaning  NULL: words alone, which is also what a phrase, '-' or NOT asks for; with it query->words may be empty
 * @return as hs_ledger_claims
 */
HS_API hs_status hs_ledger_search(hs_answer **out, hs_ledger *ledger, const hs_query *query, const hs_meaning *meaning, hs_error *err);
/**
 * What an id stands for: an attribution ("a123") where it stands, with the one around it, those inside it, its claim, its
 * document and corrections; a claim ("c12"), or the one that this wording is shown as, with who holds it and in which wordings; a
 * document ("d7") with its attributions; a source ("s4"), as hs_ledger_who.
 *
 * @param query  NULL: all of it. `least` leaves out attributions that are listed with a document, around or inside another, or of a source;
 *               other fields ask for nothing, but for a source
 * @return HS_OK; HS_E_ARG  no id, or a query that is wrong in itself; HS_E_NONE  nothing of that id (pos: its number); HS_E_LEDGER ..
 */
HS_API hs_status hs_ledger_show(hs_answer **out, hs_ledger *ledger, hs_str id, const hs_query *query, hs_error *err);
/** A number that is another one once somebody else has changed the ledger: of this open one alone, and what is asked after it was told
 * sees that change. @return HS_OK, HS_E_LEDGER ..; HS_E_BUSY  it is stale */
HS_API hs_status hs_ledger_version(uint64_t *out, hs_ledger *ledger, hs_error *err);
/** Is it a file that may only be read, of which it was taken that nobody writes to it, and which somebody has written to since? What is asked of
 * it ends with HS_E_BUSY: open it again. */
HS_API bool hs_ledger_is_stale(const hs_ledger *ledger);
/** The highest number of a claim. Those that come in later have higher ones. @param out  0: there is none. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_ledger_newest_claim(uint64_t *out, hs_ledger *ledger, hs_error *err);
/** How much there is of what; older versions count, and the acts are the machine's. */
HS_API hs_status hs_ledger_stats(hs_answer **out, hs_ledger *ledger, hs_error *err);

/**
 * Disputes, those first whose second side was heard last, each with who holds its sides. `words` are of a wording of either claim; `source`
 * and `outlet` of somebody who holds a side, and of an article that tells of it; `since` and `until` of when both sides had been heard;
 * `least` leaves out positions; other fields ask for nothing. What was touched since hs_ledger_settle is as it was then, without what
 * is gone.
 *
 * @return as hs_ledger_claims
 */
HS_API hs_status hs_ledger_disputes(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/** Changes of position, the newest first: of all sources, or those that `source` fits. `words` are of either content, `outlet` of either
 * article, `since` and `until` of when the later one was held. Else as hs_ledger_disputes. */
HS_API hs_status hs_ledger_changes(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/**
 * Stories, the one first that was heard of last: current documents about one event, which claims most of them have, and which of them had
 * each first. `words` are of one of its claims or titles; `outlet`, `since` and `until` are of one of its documents; `single` asks also for
 * documents that nothing else is of one story with, `document` for the one that it is in; `least` leaves out positions; other fields ask for nothing. A document that is due is of no story.
 *
 * @return as hs_ledger_claims
 */
HS_API hs_status hs_ledger_stories(hs_answer **out, hs_ledger *ledger, const hs_query *query, hs_error *err);
/**
 * Why things are related, by rule or by the comparer's word, with the words that it rests on: two claims ("c12", "c15"): the same, or in
 * dispute; two attributions: a change of position; two documents: copies, one story. Of one alone: the wordings of a claim and whether
 * it is disputed, how an attribution stands to its claim and why it is whose it is, what a document is related to.
 *
 * @param other  unknown: of `id` alone
 * @return HS_OK; what is not related is told so; HS_E_ARG  no such ids, or of two kinds; HS_E_NONE  nothing of that id; HS_E_LEDGER ..
 */
HS_API hs_status hs_ledger_explain(hs_answer **out, hs_ledger *ledger, hs_str id, hs_str other, hs_error *err);

/** End an answer. NULL is fine. */
HS_API void hs_answer_free(hs_answer *answer);
/** The attributions of an answer, in its order. @return borrowed [*n]; empty where the question does not ask for them */
HS_API const hs_entry *hs_answer_entries(const hs_answer *answer, size_t *n);
/** The claims of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_claim *hs_answer_claims(const hs_answer *answer, size_t *n);
/** The sources of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_speaker *hs_answer_sources(const hs_answer *answer, size_t *n);
/** How many sources the name fits that the question asks for, up to 256; 0: it asks for none. Not counted are those without a statement in any
 * document as it stands now, unless hs_query.all is set or no other fits. */
HS_API size_t hs_answer_fits(const hs_answer *answer);
/** Of hs_ledger_who: does the question ask for some of what the source said alone (as by a date or act)? Its counts are of all it said. */
HS_API bool hs_answer_narrowed(const hs_answer *answer);
/** The documents of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_report *hs_answer_documents(const hs_answer *answer, size_t *n);
/** The outlets of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_publisher *hs_answer_outlets(const hs_answer *answer, size_t *n);
/** The disputes of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_dispute *hs_answer_disputes(const hs_answer *answer, size_t *n);
/** The changes of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_change *hs_answer_changes(const hs_answer *answer, size_t *n);
/** The stories of an answer, in its order. @return as hs_answer_entries */
HS_API const hs_story *hs_answer_stories(const hs_answer *answer, size_t *n);
/** The reasons of an answer, the weightiest first. @return as hs_answer_entries */
HS_API const hs_ground *hs_answer_grounds(const hs_answer *answer, size_t *n);
/** Of an attribution that is shown; else NULL. */
HS_API const hs_context *hs_answer_context(const hs_answer *answer);
/** Of hs_ledger_stats; else NULL. */
HS_API const hs_stats *hs_answer_stats(const hs_answer *answer);
/** Where the same question goes on, for hs_query.after; unknown: at its end. In the order of time what is added meanwhile comes in its
 * own place; a search counts ranks, so that what is added meanwhile may move others over a page's end. */
HS_API hs_str hs_answer_next(const hs_answer *answer);
/** Were only the contents that came in last looked at? */
HS_API bool hs_answer_cut(const hs_answer *answer);
/**
 * Write an answer: for people, as one line of JSON a row (docs/answer.schema.json), as one row of CSV an attribution, or as a
 * graph of who told whom (Graphviz), which opens with style->header and closes with the page that has no next.
 *
 * @param style  as hs_document_write
 * @return HS_OK
 *         HS_E_ARG    a format that answers have not
 *         HS_E_IO     the sink refused
 *         HS_E_NOMEM
 */
HS_API hs_status hs_answer_write(const hs_answer *answer, hs_format format, const hs_style *style, hs_sink *sink, void *ctx, hs_error *err);
/** Write an answer as one object of JSON, as programs ask for a page of it: the lines of HS_FORMAT_JSONL as `items`; `next` and `cut`, as
 * hs_answer_next and hs_answer_cut; `fits`, where hs_answer_fits is not 0. @return HS_OK, HS_E_IO (the sink refused), HS_E_NOMEM */
HS_API hs_status hs_answer_write_page(const hs_answer *answer, hs_sink *sink, void *ctx, hs_error *err);

/* ---- ledger: origins -------------------------------------------------------------------------------------------- */

/** What of the ledger a trace is of. Zero-initialise; then `claims`, or else `words`, must be there. */
typedef struct hs_trace_query {
    const uint64_t *claims;  /* [n_claims] that say it; each stands for all that say the same as it */
    size_t n_claims;
    const uint64_t *against; /* [n_against] that contradict it, besides those that the ledger knows of */
    size_t n_against;
    hs_str words;               /* a statement: without `claims`, those that say it are looked for, in these or other words; of one that denies something those that say what it denies */
    const hs_meaning *meaning;  /* of hs_trace_asked(words); NULL: the words alone count */
    hs_compare_space *compare;  /* of the comparer that decides which claims say it, and which contradict it; NULL: words, vectors, negations and figures tell. Of one claim alone its words are compared
                                 * in the same way, so that the answer is that of a statement in these words, and the claim itself is always among those that say it */
    float least;                /* confidence; what a person called right counts whatever it is. 0: 0.3 */
} hs_trace_query;

typedef enum hs_trace_side { HS_SIDE_OPEN, HS_SIDE_FOR, HS_SIDE_AGAINST, HS_SIDE_BOTH } hs_trace_side;

typedef enum hs_trace_kind { HS_TRACE_SOURCE, HS_TRACE_OUTLET /* of which no document of the trace can be meant */, HS_TRACE_DOCUMENT } hs_trace_kind;

#define HS_NO_TRACE_NODE UINT32_MAX

/** One who holds the claim or passed it on. */
typedef struct hs_trace_node {
    hs_trace_kind kind;
    hs_str name;          /* of a document its outlet; of the anonymous their description; unknown: neither is told of */
    hs_str description;   /* of a named source */
    hs_source_kind what;  /* of a source */
    uint64_t source;      /* id; 0: none, or only a person's correction names it */
    uint64_t document;    /* id; of an anonymous source the first that tells of it; else 0 */
    hs_str title, url, published; /* of a document */
    bool anonymous;
    uint32_t count;       /* "four officials"; 0: not said */
    hs_trace_side side;         /* what it holds or passed on */
    hs_trace_side origin;       /* the sides that it is an origin of; HS_SIDE_OPEN: of none */
    bool implicit;        /* an origin only because it names nobody whom it has it from */
    hs_str first;         /* when it is first known to have had it, on either side, UTC; unknown: no date tells */
    hs_str first_for;     /* when it is first known to have been for it; unknown: it was not, or no date tells */
    hs_str first_against; /* the same against it */
    uint32_t counted_with; /* an earlier origin that `best` takes to be this one; HS_NO_TRACE_NODE: it counts by itself */
    uint32_t perhaps_with; /* an earlier origin that `low` takes to be this one */
    bool earlier_version; /* of a document: its page had it in this version, and a later one says so no more */
} hs_trace_node;

typedef enum hs_trace_evidence_kind {
    HS_EVIDENCE_CITED,  /* the document's words name who it has it from */
    HS_EVIDENCE_LINK,   /* it links to the other's page */
    HS_EVIDENCE_COPY,   /* it has much of the other's text */
    HS_EVIDENCE_EARLIER, /* the other was there before; by itself it shows nothing */
    HS_EVIDENCE_GUESS   /* it names nobody for it, and cites the other for something else */
} hs_trace_evidence_kind;

typedef struct hs_trace_evidence {
    hs_trace_evidence_kind kind;
    uint64_t document;   /* that shows it */
    uint32_t begin, end; /* where in its text, in code points, as the ledger has them; both 0: nowhere in particular */
    hs_str words;        /* that stand there */
    double share;        /* of a copy: of the shorter one's runs of five words that the other has, 0.2 to 1; else 0 */
    hs_trace_side side;  /* what these words pass on, where the edge is of both sides */
} hs_trace_evidence;

/** `to` has it from `from`. */
typedef struct hs_trace_edge {
    uint32_t from, to; /* nodes */
    hs_trace_side side;      /* what was passed on */
    bool cut;          /* it closes a circle, and does not count */
    const hs_trace_evidence *evidence; /* [n_evidence] */
    uint32_t n_evidence;
} hs_trace_edge;

/** How many origins there are that are independent of one another. low <= best <= high. */
typedef struct hs_origins {
    uint32_t best; /* unnamed sources of like description count once, as does a name in two spellings; outlets whose own source is not told, and documents that name nobody, as one where there is nobody else */
    uint32_t low;  /* all that may be one are one */
    uint32_t high; /* only what is proven to be one is one */
} hs_origins;

enum { HS_ASKED_BYTES = 1024 };

/**
 * What a statement asks to be traced: of one that denies something ("the ministry denies that it knew of the leak", "Ministry: no truth in the leak
 * reports", "the leak is a hoax") what is denied ("the ministry knew of the leak", "the leak"), of one that tells who says something ("Hale says the dam is
 * leaking") what is said ("the dam is leaking"), by its words alone. Any thread.
 *
 * @param room   where what is denied is written
 * @param words  English, UTF-8 (elsewise safe)
 * @return in `room`; or `words` as they are: they tell of nobody who denies or says what could be traced
 */
HS_API hs_str hs_trace_asked(char room[HS_ASKED_BYTES], hs_str words);

/** Who says a claim, through whom, from which origins; owned, and all that is borrowed from it dies with it. */
typedef struct hs_trace hs_trace;

/**
 * Join the chains of all documents that tell of a claim, each page by the last version of it that does so on either side, to one graph, and count its origins (docs/DESIGN.md says how). A
 * person's corrections stand in place of the machine's values; what one called wrong is out. What is said to contradict the claim counts
 * as against it.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK
 *         HS_E_ARG    neither claims nor words, or words that name nothing to look for
 *         HS_E_NONE   no claim of that number (pos: it); or none that says so: the message names the nearest
 *         HS_E_LIMIT  over 4,096 bytes or 64 words to look for; over 1,000 claims
 *         HS_E_LEDGER, HS_E_IO, HS_E_NOMEM
 */
HS_API hs_status hs_ledger_trace(hs_trace **out, hs_ledger *ledger, const hs_trace_query *query, hs_error *err);
/** NULL is fine. */
HS_API void hs_trace_free(hs_trace *trace);
/** The claim that stands for all that say it, and its words. */
HS_API uint64_t hs_trace_claim(const hs_trace *trace, hs_str *words);
/** What was denied or said in the statement that was asked, if that is what is traced; unknown: the trace is of what was asked as it stands. */
HS_API hs_str hs_trace_asked_as(const hs_trace *trace);
/** All claims that the trace is of, in one side's words. @param side  HS_SIDE_FOR or HS_SIDE_AGAINST @return borrowed [*n] */
HS_API const uint64_t *hs_trace_claims(const hs_trace *trace, hs_trace_side side, size_t *n);
/** Origins first, then what they lead to; the earlier before the later. @return borrowed [*n] */
HS_API const hs_trace_node *hs_trace_nodes(const hs_trace *trace, size_t *n);
/** By the node that they lead to. @return borrowed [*n] */
HS_API const hs_trace_edge *hs_trace_edges(const hs_trace *trace, size_t *n);
/** @param side  HS_SIDE_FOR or HS_SIDE_AGAINST */
HS_API hs_origins hs_trace_origins(const hs_trace *trace, hs_trace_side side);
/** The document that had it first, of those whose date is known and that have it from no other such; HS_NO_TRACE_NODE: there is none. @param side  as hs_trace_origins */
HS_API uint32_t hs_trace_first(const hs_trace *trace, hs_trace_side side);
/** Do their dates leave open whether another of them had it before? As hs_story_claim.perhaps. @param side  as hs_trace_origins */
HS_API bool hs_trace_first_is_open(const hs_trace *trace, hs_trace_side side);
/** How many documents tell of it, of how many outlets that are known. */
HS_API uint32_t hs_trace_documents(const hs_trace *trace, uint32_t *n_outlets);
/** Are there more than 2,000 attributions, of which those of the documents heard first were taken? */
HS_API bool hs_trace_cut(const hs_trace *trace);
/** Did a comparer decide which claims say it, and which contradict it? Else words and vectors did, of a claim what the ledger had joined to it. */
HS_API bool hs_trace_compared(const hs_trace *trace);
/** Has no claim the words of the statement? Then the nearest was traced, which the comparer holds for the same: hs_trace_claim has its words. */
HS_API bool hs_trace_is_nearest(const hs_trace *trace);
/** How many attributions of it were left out for a confidence below the query's least. */
HS_API uint64_t hs_trace_left_out(const hs_trace *trace);
/**
 * Write a trace: for people, as one line of JSON (docs/answer.schema.json), as a graph for Graphviz, or as the picture that Graphviz's
 * library makes of that.
 *
 * @param style  as hs_document_write
 * @return HS_OK
 *         HS_E_ARG    a format that traces have not
 *         HS_E_IO     the sink refused; HS_FORMAT_SVG: Graphviz's library is not installed
 *         HS_E_LIMIT  HS_FORMAT_SVG: over 2,000 nodes and edges (pos: the limit)
 *         HS_E_NOMEM
 */
HS_API hs_status hs_trace_write(const hs_trace *trace, hs_format format, const hs_style *style, hs_sink *sink, void *ctx, hs_error *err);
/** Write a part of a trace as one line of JSON: `most` nodes from number `from` on (0: the first), and the edges that lead to them. Its counts and the
 * nodes' names are those of the whole; `next` tells where it goes on. @return HS_OK, HS_E_IO (the sink refused), HS_E_NOMEM */
HS_API hs_status hs_trace_write_part(const hs_trace *trace, size_t from, size_t most, hs_sink *sink, void *ctx, hs_error *err);

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
    hs_str fetched;      /* when it was there, ISO 8601 */
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
 * redirects, and asks once more where a 429 or 503 says to within 30 s. A host that asks for longer, or twice, is left alone
 * until then, a week at most: what is fetched from it meanwhile fails with HS_E_HTTP and that status.
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
/** For how many seconds more the host of a URL asks to be left alone; 0: it does not. Any thread. */
HS_API uint32_t hs_fetcher_left_s(hs_fetcher *fetcher, hs_str url);
/** Free a reply and its strings. */
HS_API void hs_reply_free(hs_reply *reply);

/* ---- ledger: feeds that are polled ------------------------------------------------------------------------------ */

/** Times are seconds since 1970. */
typedef struct hs_feed {
    hs_str url, title;
    hs_validators validators; /* of the last reply of which everything is in */
    int64_t due;              /* not to be polled before */
    uint32_t failures;        /* in a row */
    uint32_t least_s;         /* between two polls, as its publisher would have it; 0: not said */
    uint32_t waits_s;         /* seconds from the last poll to `due`, where nothing but an interval asks for them; else 0 */
} hs_feed;
/** NULL is fine. */
HS_API void hs_feed_free(hs_feed *feed);

/** Put a feed that is not kept yet, due at once, into the batch that is open. @return as hs_ledger_add */
HS_API hs_status hs_ledger_feed_add(hs_ledger *ledger, hs_str url, hs_str title, hs_error *err);
/** The address of the feed after `url` in their order. @param out  owned; NULL: there is none. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_ledger_feed_after(hs_feed **out, hs_ledger *ledger, hs_str url, hs_error *err);
/**
 * Take a feed's poll on, so that nobody else who works on the ledger does. Ends in a commit of its own; not while a batch is open.
 *
 * @param out    owned: the feed as it is then; NULL on failure
 * @param taken  out: it was due
 * @param until  when others may take it on, should nothing more be heard of this poll
 * @param interval_s  from poll to poll at least: where `due` waits longer for a longer interval's sake, it counts as due by this one; 0: any
 * @return HS_OK, HS_E_NONE (no such feed), HS_E_ARG (a batch is open), or as hs_ledger_add
 */
HS_API hs_status hs_ledger_feed_claim(hs_feed **out, bool *taken, hs_ledger *ledger, hs_str url, int64_t now, int64_t until,
                                      uint32_t interval_s, hs_error *err);
/** Put off, or bring forward, when others may take a claimed feed on. Ends in a commit of its own; not while a batch is open.
 * @return as hs_ledger_feed_claim */
HS_API hs_status hs_ledger_feed_hold(hs_ledger *ledger, hs_str url, int64_t until, hs_error *err);
/** Put what came of a poll into the batch that is open: validators, due, failures. @return as hs_ledger_add */
HS_API hs_status hs_ledger_feed_put(hs_ledger *ledger, const hs_feed *feed, hs_error *err);

/** An item as a feed has it. @param sha256  hs_document_id of it @param tries  out: see hs_ledger_item_put; 0 if it is not known
 * @param same  out: it was put with this very digest. @return HS_OK, HS_E_LEDGER .. */
HS_API hs_status hs_ledger_item_find(bool *same, uint32_t *tries, hs_ledger *ledger, hs_str url, hs_str sha256, hs_error *err);
/**
 * Put into the batch that is open that an item was taken in; forgotten with the document that it became.
 *
 * @param put       out: false where that document is not in, so that the item is not done with
 * @param tries     how often its page could not be had for now; 0: it is done with
 * @param document  hs_document_id of what it became; unknown: nothing that could be read, now or later
 * @return as hs_ledger_add
 */
HS_API hs_status hs_ledger_item_put(bool *put, hs_ledger *ledger, hs_str url, hs_str sha256, uint32_t tries, hs_str document,
                                    hs_error *err);

#ifdef __cplusplus
}
#endif
#endif
