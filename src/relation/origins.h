/* origins.h -- what the files that trace a claim share.
 * Path: claims -> rows of their attributions (origins_load) -> nodes and edges (origins_graph) -> unnamed sources that are one
 * (origins_join) -> circles cut, roots counted (origins_count) -> hs_trace (origins.c).
 * What comes out is a function of the documents that are in, whatever the order they came in: rows are sorted by when they were heard
 * and by digest, ties are broken by words, and ids are only carried along.
 * Threads: one trace belongs to one thread at a time, and to no ledger once it is made. */
#ifndef HS_ORIGINS_H
#define HS_ORIGINS_H

#include "arena.h"
#include "compare_text.h"
#include "ids.h"
#include "ledger.h"
#include "outlets.h"
#include "relate.h"

enum {
    HS_TRACE_CLAIMS = 1000,  /* of one side */
    HS_TRACE_CANDIDATES = 400, /* of a statement */
    HS_TRACE_TOLD = 2000,    /* attributions */
    HS_TRACE_TELLINGS = HS_TRACE_TOLD + 64,
    HS_TRACE_LINKS = 16,     /* of one chain */
    HS_TRACE_EVIDENCE = 8,   /* of one kind of one edge */
    HS_TRACE_WORDS = 300,    /* characters of one evidence's words */
    HS_QUOTE_RUN = 6         /* words in quotation marks that two people do not find by themselves */
};

#define HS_NONE UINT32_MAX

/* Sides as bits, so that what holds both is both. */
#define HS_SIDE_BITS(side) ((unsigned)(side))

/** A name of an outlet, and which of the table it may be. */
typedef struct hs_outlet_name {
    hs_str name;
    hs_outlets known;
} hs_outlet_name;

/** A document that tells of the claim. */
typedef struct hs_telling {
    int64_t id;
    hs_outlet_name outlet;
    hs_str sha256, title, url, published;
    hs_str came;     /* what they are put in order by */
    hs_str heard;    /* unknown: no date tells; a day alone where no more is known */
    bool dated;      /* it says when it was published; else it was there some time before it was heard */
    hs_str page;     /* the URL as links are compared by it */
    unsigned sides;  /* of its attributions */
    uint32_t node;
    bool changed;    /* it came to tell of it by some change of its page, at some time since then */
    bool own_voice;  /* it says so as its own finding */
    bool earlier;    /* a later version of its page says so no more */
    uint32_t told, n_told; /* its attributions */
    hs_str names;    /* the one outlet that it names as a source, besides its own; unknown: none, or several */
    uint32_t named_begin, named_end; /* where that one, or `leads`, is named first; both 0: nowhere */
    hs_str leads;    /* of several the one that its text cites first: what its headline calls a report is that one's */
} hs_telling;

/** A body that somebody speaks for, as one document has it. */
typedef struct hs_body {
    int64_t source; /* standing; 0: none is known */
    hs_str name;
} hs_body;

/** A link of a chain as its document has it. */
typedef struct hs_link_of {
    int64_t source;      /* standing; 0: none */
    hs_str key;          /* by which named ones are one; unknown: they are not by name */
    hs_str name, description, affiliation;
    hs_str called;       /* of a holder: how the text names it where it speaks: "its spokeswoman, Ilse Korhan" */
    hs_source_kind kind;
    bool anonymous;
    uint32_t count;
    uint32_t begin, end; /* the mention that is nearest to the cue; both 0: none is known */
    hs_str mentions;     /* JSON spans; unknown: of whom a person names */
    hs_body body;        /* of a holder: whom "its head" and "the board's spokeswoman" speak for */
    bool itself;         /* whatever its office, it speaks for itself in its document */
    uint32_t node;
} hs_link_of;

/** An attribution of the claim. */
typedef struct hs_told {
    int64_t id, claim;
    float confidence;
    uint32_t telling;
    hs_trace_side side;
    hs_str time;         /* when it was said, no later than it was heard; else unknown */
    hs_str content;
    hs_str content_at;   /* JSON spans */
    uint32_t position, parent; /* in its document, from 1 on; 0: no parent */
    uint32_t cue_at;     /* where the cue begins */
    bool of_self;        /* the holder is whom it tells of */
    hs_quotation quotation;
    hs_place place;
    const hs_link_of *chain; /* [n_chain] from the holder to the last relay */
    hs_link_of *links;       /* the same */
    uint32_t n_chain;
    bool implicit;       /* nobody is told of */
} hs_told;

typedef struct hs_proof {
    hs_trace_evidence e;
    unsigned sides; /* bits */
    struct hs_proof *next;
} hs_proof;

typedef struct hs_edge {
    uint32_t from, to;
    unsigned sides, cut; /* bits */
    hs_proof *first, *last;
    uint32_t n[HS_EVIDENCE_GUESS + 1]; /* of each kind */
} hs_edge;

enum { HS_DESCRIBED_WORDS = 16, HS_DESCRIBED_STEM = 24 };

/** The words of substance of an unnamed source's description. */
typedef struct hs_described {
    struct {
        char at[HS_DESCRIBED_STEM]; /* small letters, without an s at its end */
        uint8_t len;
        bool name; /* a capital inside the description */
    } words[HS_DESCRIBED_WORDS];
    uint32_t n, count;
    bool part; /* "one of the officials" */
} hs_described;

typedef struct hs_knot {
    hs_trace_kind kind;
    uint32_t telling;    /* of a document; of an unnamed source the one that tells of it */
    hs_link_of who;      /* of a source or outlet */
    unsigned sides, origin; /* bits */
    hs_str first;        /* on either side */
    hs_str since[2];     /* for, against */
    hs_str key;          /* what ties are broken by */
    uint32_t is;         /* the node that it was proven to be; itself */
    hs_outlet_name named; /* of an outlet */
    uint32_t best, low;  /* of origins of one side: the class; see origins_count.c */
    uint32_t next[2];    /* the next of each class; a ring */
    uint32_t counted_with, perhaps_with;
    const hs_described *described; /* of an unnamed source */
    bool implicit;
    bool voice;          /* it may speak for a body */
    bool via_outlet;     /* an outlet that is not named: "a news agency" */
    unsigned of_self;    /* bits: sides on which it tells of itself */
} hs_knot;

typedef struct hs_tracing {
    hs_trace *trace;
    hs_ledger *ledger;
    hs_arena *arena; /* of the making */
    hs_str statement; /* as it was asked; unknown: claims were */
    hs_str asked;    /* what of it is traced, where a judge is asked of it; else unknown */
    hs_judge *judge; /* which claims say what is asked; NULL: words and vectors tell */
    void *judge_ctx;
    float least;
    hs_telling *tellings;
    uint32_t n_tellings;
    uint32_t *by_id;       /* [n_by_id] tellings in the order of ids; those added later are not among them */
    uint32_t n_by_id;
    const hs_outlet_name *outlets; /* [n_outlets] names that some document takes for an outlet's, and the documents' own */
    uint32_t n_outlets;
    hs_told *told;
    uint32_t n_told;
    hs_knot *knots;
    uint32_t n_knots, cap_knots;
    hs_edge *edges;
    uint32_t n_edges, cap_edges;
} hs_tracing;

struct hs_trace {
    hs_arena *arena;
    uint64_t claim;
    hs_str words;
    hs_str asked_as; /* what the statement denies, or says that somebody says, where that is traced */
    const uint64_t *claims[2]; /* for, against */
    size_t n_claims[2];
    hs_trace_node *nodes;
    uint32_t n_nodes;
    hs_trace_edge *edges;
    uint32_t n_edges;
    hs_origins origins[2];
    uint32_t first[2];
    bool first_open[2]; /* another may have had it before */
    uint32_t n_documents, n_outlets;
    uint64_t n_left_out;
    bool cut, compared;
    bool nearest; /* no claim has the statement's words */
};

/** A claim that may say what is asked. */
typedef struct hs_candidate {
    int64_t claim, standing;
    double cosine; /* 1: it has all the words */
    hs_str text;
    hs_judged is;  /* what the judge says */
} hs_candidate;

typedef struct hs_candidates {
    hs_candidate *at; /* [n] of [HS_TRACE_CANDIDATES] */
    size_t n;
} hs_candidates;

typedef struct hs_found {
    uint64_t same[HS_TRACE_CANDIDATES], against[HS_TRACE_CANDIDATES], neither[HS_TRACE_CANDIDATES]; /* the last two only by a judge */
    uint64_t unsure[HS_TRACE_CANDIDATES]; /* those of `neither` that may contradict it, for all the judge says */
    size_t n_same, n_against, n_neither, n_unsure;
} hs_found;

/**
 * hs_ledger_trace, with any judge.
 *
 * @param judge  of which claims say what query->words say; NULL: their words and vectors tell
 */
hs_status hs_trace_by(hs_trace **out, hs_ledger *ledger, const hs_trace_query *query, hs_judge *judge, void *ctx, hs_error *err);

/* ---- each stage; all return HS_OK, HS_E_NOMEM, or what the ledger says ---- */

/** The claims of both sides: trace->claim, words, claims. */
hs_status hs_origins_claims(hs_tracing *t, const hs_trace_query *query, hs_error *err);
/** Claims that say what `asked` says, the nearest first, and those that contradict it. @param asked  query->words, or what these deny @return HS_E_NONE: none does */
hs_status hs_origins_find(hs_tracing *t, hs_found *out, hs_str asked, const hs_trace_query *query, hs_error *err);
/** A claim as one more candidate, unless it is one, or no document has it, or there are too many. */
hs_status hs_origins_add_candidate(hs_tracing *t, hs_candidates *c, int64_t claim, double cosine, hs_error *err);
/** The documents whose telling words (near.h) are a statement's, too. @param out  settled */
hs_status hs_origins_about(hs_ids *out, hs_ledger *ledger, hs_str asked, hs_error *err);
/** Does one of them tell of a claim, or one of which it is not known, as it is not related yet? */
hs_status hs_origins_is_about(bool *out, hs_ledger *ledger, const hs_ids *about, int64_t claim, hs_error *err);
/** What of a statement's words that say something, and of its figures, a text has. */
typedef struct hs_words_had {
    uint32_t n, of;
    bool figures; /* all of them */
    bool tells;   /* what it lacks is common: no name, time or number */
} hs_words_had;
hs_status hs_origins_words_had(hs_words_had *out, hs_arena *arena, const hs_compared *asked, hs_str text, hs_error *err);
enum { HS_ORIGINS_TELLERS = 200 /* documents at most, whose words are looked at */ };
/** Add the documents that tell of a claim now, while there are not too many. */
hs_status hs_origins_tellers(hs_id_set *out, hs_ledger *ledger, int64_t claim, hs_error *err);
/** Add those documents that have all the words of a statement of several, but for one that is common. @param documents  each once @param out  not settled */
hs_status hs_origins_about_words(hs_ids *out, hs_tracing *t, const hs_compared *asked, const hs_ids *documents, hs_error *err);
/** Ask the judge which candidates, and other wordings of theirs, say what is asked, and which contradict it. The surest first. */
hs_status hs_origins_judge(hs_tracing *t, hs_found *out, hs_str asked, hs_candidates *candidates, hs_error *err);
/** Do two statements say the same, as far as words tell? What counts where there is no judge. */
bool hs_origins_say_same(hs_str asked, hs_str found, double cosine);
hs_status hs_origins_load(hs_tracing *t, hs_error *err);
/** Whose word it is that contents tell of: who only acts in what another tells leaves its chain; told->of_self. */
void hs_origins_within(hs_tracing *t);
hs_status hs_origins_graph(hs_tracing *t, hs_error *err);
hs_status hs_origins_join(hs_tracing *t, hs_error *err);
hs_status hs_origins_count(hs_tracing *t, hs_error *err);

/** Add the documents that tell of the claim though no attribution of theirs is of it. @param claims  JSON list of those of both sides */
hs_status hs_origins_unread(hs_tracing *t, const hs_buffer *claims, hs_error *err);

/** Take documents as heard when an older version of their page told of the claim. @param claims  JSON list of those of both sides */
hs_status hs_origins_versions(hs_tracing *t, const hs_buffer *claims, hs_error *err);

/** Pictures and posts that documents show their story comes from, where they name nobody: as sources, with edges. */
hs_status hs_origins_posted(hs_tracing *t, hs_error *err);

/* ---- shared ---- */

/** The node of a source; a new one where there is none. @param unnamed  it has no name, and is the telling's alone */
uint32_t hs_origins_source(hs_tracing *t, const hs_link_of *link, uint32_t telling, bool unnamed);
/** `to` has it from `from`. There is room for all edges that hs_origins_graph counts. */
hs_status hs_origins_edge(hs_tracing *t, uint32_t from, uint32_t to, unsigned sides, hs_trace_evidence e, hs_error *err);
/** Does an edge of one of these sides lead to the node? @param sides  bits */
bool hs_origins_has_into(const hs_tracing *t, uint32_t node, unsigned sides);


/** A row that begins with an attribution (or 0), document, sha256, outlet, title, url, published, heard, heard_by, as one more document. */
hs_status hs_origins_take_telling(hs_tracing *t, const hs_sql *q, hs_error *err);
/** Documents from `first` on take their places in the order of time, and what they told goes with them. hs_origins_index is due then. */
void hs_origins_put_in_order(hs_tracing *t, uint32_t first);
/** When a document was heard, of columns `heard` and `by`: what is known by the day alone stays a day. @param published  of `trace->arena` */
hs_status hs_origins_heard(hs_tracing *t, const hs_sql *q, int heard, int by, hs_str published, hs_telling *out, hs_error *err);
/** Make hs_origins_telling right again after documents were put in order. */
hs_status hs_origins_index(hs_tracing *t, hs_error *err);
/** Is it the same or a contradiction, surely enough? */
bool hs_origins_takes_side(const hs_judged *is);
/** A pair as a judge wants it: the one first whose bytes come first. */
hs_pair hs_origins_pair(hs_str a, hs_str b);

/** Memory of the making. @return NULL, with err filled */
void *hs_origins_room(hs_tracing *t, size_t n, size_t size, hs_error *err);
/** Column i, valid UTF-8 on one line, of `arena`. */
hs_status hs_origins_copy(hs_arena *arena, const hs_sql *q, int i, hs_str *out, hs_error *err);
/** -1: a was heard before b, 1: after it, 0: no date tells. */
int hs_origins_order(hs_str a, hs_str b);
/** The document of an id; HS_NONE: it does not tell of the claim. */
uint32_t hs_origins_telling(const hs_tracing *t, int64_t id);
/** The document that columns `id` and `current` name, in that version or else as it stands now. */
uint32_t hs_origins_telling_of(const hs_tracing *t, const hs_sql *q, int id, int current);
/** What addresses of pages are compared by; a part of `url`. */
hs_str hs_origins_page(hs_str url);
/** The node that a node was proven to be. */
uint32_t hs_origins_is(const hs_tracing *t, uint32_t knot);
/** Which of two nodes stands first: the one that is known earlier, else by kind and words. */
int hs_origins_compare(const hs_tracing *t, uint32_t a, uint32_t b);

/** Descriptions of unnamed sources (origins_names.c). Any thread. */
void hs_describe(hs_described *out, const hs_link_of *who);
/** May two unnamed ones be one, as they are described? @param strict  also something must speak for it */
bool hs_unnamed_alike(const hs_described *a, const hs_described *b, bool strict);
/** How many words of substance two descriptions share. */
uint32_t hs_unnamed_shared(const hs_described *a, const hs_described *b);
/** Does a word end as those of countries do: "Turkish"? Others do, too ("Senior" does not). */
bool hs_is_of_country(hs_str word);
/** Is it some of a group told of before: "one of the officials"? */
bool hs_unnamed_is_part(hs_str words);
/** Nouns for an outlet or what it publishes that are no name: "agency", "the newspaper", "Internet posting". @param unnamed  the text is known not to name
 * it; else capitals are taken for a name's */
bool hs_outlet_is_generic(hs_str name, bool unnamed);
/** Is it something that an outlet publishes: "a posting on a website"? */
bool hs_is_publication(hs_str words);
/** Are these names of one outlet, over aliases and with or without a domain ("Snopes.com")? A name may be the other's last words: "Wire" for "Coastal Wire" where `tail`. */
bool hs_outlets_same(const hs_outlet_name *a, const hs_outlet_name *b, bool tail);
hs_outlet_name hs_outlet_named(hs_str name);
/** Is it somebody whose office it is to speak for some body: a spokesman, a minister, a head? Not one who was that (origins_voices.c). Any thread. */
bool hs_is_voice(hs_str description);
/** Does such a one speak for a body that is named in full: "spokesman for the Ministry of Ports", "minister of ports" for it, "Aquaris chief executive"? Any thread. */
bool hs_speaks_for(hs_str description, hs_str body);
/** Is one a headline's short for the other: "canal chief" for a person who is "chief executive of the Canal Agency", "agency" for the body "Canal Agency"? Any thread. */
bool hs_is_called_in_short(hs_str called, hs_str name, hs_str description, bool person);
/** Whom a holder speaks for that its document calls in short: `link->body`, `link->itself`. @param mentions  of the holder, JSON */
hs_status hs_origins_voice(hs_tracing *t, int64_t document, hs_link_of *link, hs_str mentions, hs_error *err);
/** The next span of [[106,142],[150,161]]. @param at  byte to look from, 0 at first @return false: there is no other, or it is no such list */
bool hs_origins_next_span(hs_str json, size_t *at, uint32_t *begin, uint32_t *end);
/** Where the last of these spans ends that ends no later than at `at`; 0: none does. */
uint32_t hs_origins_last_before(hs_str json, uint32_t at);
/** Where the first of these spans begins; `otherwise` if there is none. */
uint32_t hs_origins_first_begin(hs_str json, uint32_t otherwise);
/** Is one name the first or last words of the other: a surname, "Ministry" of "Ministry of Ports"? */
bool hs_name_is_short(hs_str full, hs_str name);
/** Are two persons' names one but for a letter, as spellings differ: "Sara Holm" and "Sarah Holm", "Yasir Abdulla" and "Adbulla"? @param least  letters of a surname, or of a single name, that tell enough by themselves */
bool hs_name_is_spelt_so(hs_str a, hs_str b, size_t least);
/**
 * Runs of HS_QUOTE_RUN words of a content, each as a hash; case and what stands between words make no difference.
 *
 * @param out     [most]
 * @param quoted  of what stands in quotation marks alone
 * @return how many
 */
size_t hs_word_runs(uint64_t *out, size_t most, hs_str content, bool quoted);
/** Do two contents share such a run? */
bool hs_words_shared(hs_str a, hs_str b);

#endif
