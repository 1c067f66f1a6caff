/* cues.h -- the lexicon of cues: what they do, and how surely.
 * Path: data/cues.tsv > cues_make.c, at build time > a constant table > here. Threads: any; nothing is ever written. */
#ifndef HS_CUES_H
#define HS_CUES_H

#include "hearsay.h"

typedef enum hs_cue_part {
    HS_CUE_VERB,
    HS_CUE_LIGHT, /* a verb that leaves the act to its noun, where it has one: "issue a denial" */
    HS_CUE_NOUN,
    HS_CUE_ADJECTIVE,
    HS_CUE_FIXED /* never inflected: "according to", "reportedly" */
} hs_cue_part;

/** The words around a cue that give it another sense. */
typedef enum hs_cue_frame {
    HS_CUE_PLAIN,
    HS_CUE_TO,   /* the content is an infinitive: "wants | to go" */
    HS_CUE_HIM,  /* the content is somebody and an infinitive: "tells | him to go" */
    HS_CUE_ING,  /* the content is a gerund: "suggests | going" */
    HS_CUE_THAT, /* the content is a clause, with "that" or without */
    HS_CUE_WH,   /* the content begins with whether, if, how, who .. */
    HS_CUE_FOR,  /* the content begins with "for" */
    HS_CUE_WILL, /* the content's main verb has will or would */
    HS_CUE_BARE, /* nobody is named: "it is said that" */
    HS_CUE_NOT,  /* the cue is negated */
    HS_CUE_N_FRAMES
} hs_cue_frame;

typedef struct hs_cue_sense {
    uint8_t act;       /* hs_act; HS_ACT_UNKNOWN: the frame does not matter */
    uint8_t polarity;  /* hs_polarity */
    uint8_t certainty; /* hs_certainty */
} hs_cue_sense;

typedef struct hs_cue {
    uint8_t part; /* hs_cue_part */
    hs_cue_sense sense[HS_CUE_N_FRAMES];
} hs_cue;

/** What a form may be: "reports" is of a verb and of a noun. */
typedef struct hs_cue_readings {
    const hs_cue *as[5]; /* by hs_cue_part; NULL: it is none */
    bool participle;     /* of the verb */
} hs_cue_readings;

/** Look up a form. @param text  NUL-terminated, lower case, its words parted by one blank. @return false if it is no
 * cue */
bool hs_cues_find(hs_cue_readings *out, const char *text);

#endif
