/* positions.h -- who stands where on a claim, and when: what disputes and changes are made of.
 * Path: attributions of current documents, as people corrected them -> hs_positions -> disputes.c, changes.c.
 * Threads: a ledger's one thread; positions are plain values. */
#ifndef HS_POSITIONS_H
#define HS_POSITIONS_H

#include "ledger.h"


/** Certainty in two steps: what is between certain and possible goes with possible. */
typedef enum hs_sureness { HS_SURENESS_UNTOLD, HS_SURENESS_CERTAIN, HS_SURENESS_UNSURE } hs_sureness;

typedef struct hs_position {
    int64_t attribution, document;
    int64_t wording, claim; /* the content's own row, and the claim that it is shown as */
    int64_t source;         /* as it stands; 0: nobody is told of; below 0: only a person's correction names it */
    int64_t from, to, at;   /* when it was held, seconds since 1970 UTC: not before, not after, and one moment for it */
    int64_t heard;          /* when the document was */
    size_t order;           /* of its content: by the document's digest, and the position in it */
    hs_trace_side stance;
    hs_sureness sureness;
    float confidence;
    bool named;
    bool told;     /* the text says when it was held */
    bool past;     /* "had denied", "originally said", without a time: it was held before, who knows when */
    uint64_t words; /* of hs_positions_drop_copied alone, as is `copied` */
    bool copied;
    bool conceded; /* admitted, or set right: "admitted", "corrected its count" */
} hs_position;

typedef struct hs_positions {
    hs_position *at; /* [n] in an order that follows from the documents' digests alone; owned */
    size_t n, cap;
} hs_positions;

/**
 * Is what is told what the page itself once said, and says no more: "An earlier version of this article said ..", "This story originally said .."? A note of a correction is
 * nobody's word for it. Not so "an earlier version of the bill". (positions.c)
 *
 * @param description  of a source without a name
 * @param cue          its first words
 */
bool hs_is_taken_back(hs_str description, hs_str cue);
/** Does whoever is described so hold nothing: nobody, whoever reads, or a page that takes it back? As hs_is_taken_back. */
bool hs_is_no_holder(hs_str description, hs_str cue);

/** In SQL, the first words of the cue of attribution a in document d. */
#define HS_POSITIONS_CUE \
    "(SELECT substr(d.text, 1 + json_extract(a.cue, '$[0][0]'), min(64, json_extract(a.cue, '$[0][1]') - json_extract(a.cue, '$[0][0]'))))"

/** In SQL: may holder h be an older version of its page (hs_is_taken_back)? */
#define HS_MAY_TAKE_BACK "h.anonymous = 1 AND (h.name LIKE '%version%' OR h.name LIKE '%headline%' OR h.name IN ('article', 'story', 'post', 'page', 'column', 'piece'))"

/** In what an attribution stands. Numbers that SQL has, too: no enum's names reach it. */
#define HS_IN_REJECTED        1 /* in what somebody rejects: "The firm rejects reports that .." */
#define HS_IN_REJECTED_WITHIN 2 /* in what stands there: "The firm denies that the union said that .." */
#define HS_IN_TAKEN_BACK      3 /* in what the page may have taken back: "An earlier version of this article said that the union put .." */
#define HS_POSITIONS_TEXT_OF(number) #number
#define HS_POSITIONS_TEXT(number)    HS_POSITIONS_TEXT_OF(number)

/** In SQL: which of these is it of attribution a, of which no person says otherwise in c? Else 0, or NULL. */
#define HS_POSITIONS_REJECTED \
    "CASE WHEN c.verdict IS NULL THEN (SELECT CASE WHEN p.polarity = '-' THEN " HS_POSITIONS_TEXT(HS_IN_REJECTED) " WHEN EXISTS (SELECT 1 FROM attribution g WHERE g.document_id = " \
    "p.document_id AND g.position = p.parent AND g.polarity = '-') THEN " HS_POSITIONS_TEXT(HS_IN_REJECTED_WITHIN) " WHEN EXISTS (SELECT 1 FROM holder h WHERE h.holder_id = p.holder_id AND " \
    HS_MAY_TAKE_BACK ") THEN " HS_POSITIONS_TEXT(HS_IN_TAKEN_BACK) " ELSE 0 END FROM attribution p WHERE p.document_id = a.document_id AND p.position = a.parent) END"

/** In SQL: does attribution a of claim m, in document d, take no side: it declines to say anything, by an act of denial, or is another's word? "Quoted | the union as saying that .." is the
 * union's, which has a row of its own; "the report went as far as saying .." is whose it is. */
#define HS_POSITIONS_NO_SIDE \
    "((coalesce(c.act, a.act) = 'deny' AND " HS_SILENT_SQL ") OR (m.text LIKE '% as saying %' AND (" HS_POSITIONS_CUE " LIKE '%quot%' OR " HS_POSITIONS_CUE " LIKE '%cit%')))"

/** In SQL: whom source s stands for. Whoever is of no known kind is the person of that name, as trace has it. */
#define HS_POSITIONS_STANDING(s)                                                                                                                         \
    "coalesce(" s ".merged_into, (SELECT coalesce(n.merged_into, n.source_id) FROM source n WHERE " s ".kind IS NULL AND " s ".anonymous = 0 AND "       \
    s ".apart = 0 AND n.name_key = " s ".name_key AND n.kind = 'person' AND n.anonymous = 0 AND n.apart = 0), " s ".source_id)"

/** So sure must the reading be of an attribution. */
#define HS_POSITION_CONFIDENCE 0.3

enum { HS_HEARING_S = 6 * 3600 /* so long it takes until all have heard of a new figure, and nobody tells the old one any more */ };

/**
 * The positions on a claim: of current documents, without what a person called wrong; a person's values in place of the machine's.
 *
 * @param out    end with hs_positions_free, also on failure
 * @param claim  one that stands for itself; positions are on any of its wordings
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_positions_of_claim(hs_positions *out, hs_ledger *ledger, int64_t claim, hs_error *err);
/** The positions of a source that stands for itself, on whatever claims, in documents that were heard from one second to another. As
 * hs_positions_of_claim. */
hs_status hs_positions_of_source(hs_positions *out, hs_ledger *ledger, int64_t source, int64_t from, int64_t to, hs_error *err);
/** The positions that a document tells of, as they stand in it; none of an older version. As hs_positions_of_claim. */
hs_status hs_positions_of_document(hs_positions *out, hs_ledger *ledger, int64_t document, hs_error *err);
/** The same of a document that may be an older version of a page. */
hs_status hs_positions_of_version(hs_positions *out, hs_ledger *ledger, int64_t document, hs_error *err);
/** The position that one attribution is; none where it counts for nothing. As hs_positions_of_claim. */
hs_status hs_positions_of_attribution(hs_positions *out, hs_ledger *ledger, int64_t attribution, hs_error *err);
/**
 * Is an attribution no voice of its own, as somebody rejects what it stands in, or the page has taken that back? Reports that nobody is told to have made are none ("denies claims that ..", unlike "denies the
 * union's claim that .."); that somebody knew it, or said it ("denies that the union had claimed ..", "denies telling the union that .."), is itself denied. Nor has it one that stands in
 * what is none, one level up ("denies that the union said that divers had claimed .."), unless what is denied takes it for granted ("denies that the union knew that divers had claimed ..").
 *
 * @param rejected  HS_POSITIONS_REJECTED
 * @return HS_OK, HS_E_LEDGER ..
 */
hs_status hs_positions_is_no_voice(bool *out, hs_ledger *ledger, int64_t attribution, int64_t rejected, bool held, hs_act act, hs_error *err);
/** One more. @return HS_OK, HS_E_NOMEM */
hs_status hs_positions_add(hs_positions *positions, const hs_position *position, hs_error *err);
void hs_positions_free(hs_positions *positions);
/** Does the source of a position concede something where it is told: by the position itself, or else in that document? @return HS_OK .. */
hs_status hs_positions_conceded(bool *out, hs_ledger *ledger, const hs_position *position, hs_error *err);

/**
 * Leave out what is only told again, as a copy tells it: in the same 12 words or more, of the same source's same stance on the same claim, in a document heard
 * earlier. (The table of copies does not tell: what is in it may hang on the order in which documents came.)
 *
 * @return HS_OK, HS_E_LEDGER ..
 */
hs_status hs_positions_drop_copied(hs_positions *positions, hs_ledger *ledger, hs_error *err);

/**
 * Leave out on either side what only repeats an older version of another page, in the same 12 words or more, which the page itself has set right since: its current version has the contrary
 * of the same source, or in its own voice, and no more what it had. Like that version it is no position any more. Nothing is left out where hs_versions_any says no.
 *
 * @param sides  that stand against each other as they are now: each on one claim, of one stance
 * @return HS_OK, HS_E_NOMEM, HS_E_LEDGER ..
 */
hs_status hs_positions_drop_superseded(hs_positions sides[2], hs_ledger *ledger, hs_error *err);

/** Leave out on either side what its source only held before ("had said 19") where the same document has it on the other side by now ("accepts 16"). @param sides  as hs_positions_drop_superseded */
void hs_positions_drop_former(hs_positions sides[2]);

/** Put them in the order of when they were held; of one time as their contents are. */
void hs_positions_sort(hs_positions *positions);
/** When a position was held, as precisely as is known: "2031", "2031-05", "2031-05-14" or "2031-05-14T07:30:00Z". */
void hs_positions_held(char out[HS_ISO8601_UTC], const hs_position *position);
/** May another document have been there before the one that counts as heard first? Each heard as far as that is known: a year, month or day, or a time. @param dated  the other says
 * when it was published; else it was there at some time before it was heard */
bool hs_may_be_before(hs_str first, hs_str other, bool dated);
/** A source that only corrections name, as positions have it. @param key  hs_ledger_name_key of its name */
int64_t hs_positions_unknown_source(hs_str key);
/** When a document was heard, in seconds since 1970. @param out  0: there is none such. @return HS_OK, HS_E_LEDGER .. */
hs_status hs_positions_heard(int64_t *out, hs_ledger *ledger, int64_t document, hs_error *err);
/** A moment as the ledger writes times: "2031-05-14T07:30:00Z". */
void hs_positions_time(char out[HS_ISO8601_UTC], int64_t seconds);

#endif
