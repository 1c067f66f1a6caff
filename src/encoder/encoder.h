/* encoder.h -- a model folder, and the scores that its encoder gives to word pieces (docs/model-format.md).
 * Path: windows of piece ids -> hidden states -> cue scores for each piece; then, for one cue, scores of its link. A
 * window that holds two texts gets scores of how they stand to each other instead. A model has the heads for some of
 * this: hs_model_config says which.
 * Threads: an hs_model is immutable and shared; an hs_encoder is one thread's workspace and runs on that thread alone.
 */
#ifndef HS_ENCODER_H
#define HS_ENCODER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

enum {
    HS_CUE_SCORES = 3,        /* outside, begins, continues */
    HS_LINK_SCORES = 5,       /* outside, source begins, source continues, content begins, content continues */
    HS_DISTANCE_EDGES = 64,   /* most edges a model may have */
    HS_CONFIDENCE_TERMS = 64, /* most confidence weights a model may have */
    HS_VECTOR_ROWS = 64,      /* most vectors made at once */
    HS_PAIR_SCORES = 3,       /* same, contradicts, neither */
    HS_PAIR_SPECIALS = 3,     /* [CLS] and two [SEP] around two texts */
    HS_PAIR_TERMS = 64        /* most features a model may weigh after its own scores of a pair */
};

/* How positions enter the encoder: as an embedding, or also as a bias on attention that tells how far apart two pieces
 * are (MPNet, Song et al. 2020; buckets of Raffel et al. 2020). */
typedef enum hs_position_scheme { HS_POSITION_ABSOLUTE, HS_POSITION_RELATIVE } hs_position_scheme;

/** Distances at which the next bucket begins: bucket = how many of the edges are <= the distance. */
typedef struct hs_edges {
    uint32_t n;
    uint32_t at[HS_DISTANCE_EDGES]; /* [n], rising */
} hs_edges;

/** config.json, every number checked. */
typedef struct hs_model_config {
    char name[64]; /* NUL-terminated: letters, digits, dot, dash, underscore */
    uint32_t layers, width, heads, intermediate, vocabulary, positions;
    hs_position_scheme position_scheme;
    hs_edges relative; /* of HS_POSITION_RELATIVE */
    float norm_epsilon;
    /* the tagging heads; link_width 0: there are none, and the fields up to confidence_bias mean nothing */
    uint32_t window_length, window_margin; /* word pieces, [CLS] and [SEP] included */
    uint32_t link_width;
    hs_edges distance; /* from a cue */
    float cue_bias, nested_cue_bias, least_confidence;
    uint32_t n_confidence;
    float confidence[HS_CONFIDENCE_TERMS]; /* [n_confidence] */
    float confidence_bias;
    uint32_t vector_width, vector_hidden; /* 0: there is no vector head */
    uint32_t pair_hidden;                 /* 0: there is no pair head, and what follows means nothing */
    uint32_t pair_side;                   /* most pieces of one text of a pair */
    uint32_t pair_orders;                 /* 2: a pair is read in both orders; 1: in that of its bytes */
    char pair_doubt[64];                  /* folder beside this one of the model that judges what this one is not sure of; "": there is none */
    float pair_doubt_below;               /* .. which is what no relation is as probable as that for */
    float pair_doubt_share;               /* .. and how much of the verdict stays this one's, 0 to 1 */
    float pair_temperature;
    float pair_least_same, pair_least_contradicts;        /* what scores less is neither */
    uint32_t n_pair;                                      /* weights a row; 0: the model's scores are taken as they are */
    float pair_weights[HS_PAIR_SCORES][HS_PAIR_TERMS];    /* [3][n_pair] */
    float pair_bias[HS_PAIR_SCORES];
} hs_model_config;

typedef struct hs_model hs_model;

/**
 * Open a model folder: config.json and model.safetensors. vocab.txt is the text module's.
 *
 * @param out  owned; NULL on failure
 * @return HS_OK
 *         HS_E_IO     a file is missing or cannot be read
 *         HS_E_MODEL  a file is not what docs/model-format.md says (pos: byte in it)
 *         HS_E_NOMEM
 */
hs_status hs_model_open(hs_model **out, const char *folder, hs_error *err);
void hs_model_free(hs_model *model);
const hs_model_config *hs_model_config_of(const hs_model *model);
/** How many of the edges are <= distance. */
uint32_t hs_edges_bucket(const hs_edges *edges, uint32_t distance);
/** Name and first 12 hex digits of the weights' SHA-256: "small-1 0123456789ab". Borrowed, NUL-terminated. */
hs_str hs_model_label(const hs_model *model);

/** Which code computes. VECTOR is the one to use; REFERENCE is plain C throughout, slow, to compare with. */
typedef enum hs_encoder_path { HS_ENCODER_VECTOR, HS_ENCODER_REFERENCE } hs_encoder_path;

typedef struct hs_encoder_options {
    hs_encoder_path path;
    uint32_t layers;                  /* run only so many, for comparing layer by layer; 0: all */
    bool embed_only;                  /* run none */
    const struct hs_kernels *kernels; /* kernels.h, for comparing them; NULL: the path's own */
} hs_encoder_options;

typedef struct hs_encoder hs_encoder;

/**
 * Workspace for one thread; all its memory is taken here. `model` must outlive it.
 *
 * @param options  NULL: the fast path, all layers
 * @return HS_OK, HS_E_NOMEM, HS_E_DEFECT when oneDNN fails
 */
hs_status hs_encoder_open(hs_encoder **out, const hs_model *model, const hs_encoder_options *options, hs_error *err);
void hs_encoder_free(hs_encoder *e);
/** Most tokens and most windows of one run. */
size_t hs_encoder_tokens(const hs_encoder *e);
size_t hs_encoder_windows(const hs_encoder *e);

/**
 * Encode a batch of windows. The results stay until the next run.
 *
 * @param ids      [sum of lengths], windows one after another, without padding
 * @param lengths  [n_windows], each 1..positions
 * @return HS_OK
 *         HS_E_ARG    a length is 0 or over the model's positions (pos: window), or an id is not in the vocabulary
 * (pos: token) HS_E_LIMIT  more tokens or windows than one run takes (pos: the limit) HS_E_DEFECT oneDNN failed
 */
hs_status hs_encoder_run(hs_encoder *e, const int32_t *ids, const uint32_t *lengths, size_t n_windows, hs_error *err);

/** [T][HS_CUE_SCORES] of the last run, T tokens of all windows, by a model with tagging heads. Borrowed until the next
 * run. */
const float *hs_encoder_cue(const hs_encoder *e);
/** [T][width] of the last run, for tests of each layer. Borrowed until the next run. */
const float *hs_encoder_hidden(const hs_encoder *e);

/**
 * Score the pieces of one window as parts of one cue's attribution.
 *
 * @param window     index in the last run
 * @param cue_first  place in the window of the first piece of the cue's first word
 * @param cue_last   .. of the first piece of its last word; >= cue_first
 * @param begin,end  pieces to score, half-open, places in the window
 * @param scores     [end - begin][HS_LINK_SCORES]
 * @return HS_OK
 *         HS_E_ARG    a place is outside the window
 *         HS_E_MODEL  the model has no tagging heads
 */
hs_status hs_encoder_link(hs_encoder *e, size_t window, uint32_t cue_first, uint32_t cue_last, uint32_t begin,
                          uint32_t end, float *scores, hs_error *err);

/**
 * What the vector of some pieces of one window is made from, by a model that has a vector head: the means of their
 * embeddings and of their hidden states. Good for later runs of the same encoder too.
 *
 * @param mean    [2 width]
 * @param window  index in the last run
 * @param places  [n] of the pieces in the window
 * @return HS_OK
 *         HS_E_ARG    there is no piece, or a place is outside the window
 *         HS_E_MODEL  the model has no vector head
 * @source Sentence-BERT (Reimers and Gurevych 2019) for the mean over pieces
 */
hs_status hs_encoder_mean(float *mean, const hs_encoder *e, size_t window, const uint32_t *places, size_t n,
                          hs_error *err);

/**
 * Sentence vectors from means: unit vectors times 127, rounded.
 *
 * @param out    [n][vector width]
 * @param means  [n][2 width], n <= HS_VECTOR_ROWS
 * @return HS_OK, HS_E_MODEL when the model has no vector head, HS_E_DEFECT when oneDNN fails
 */
hs_status hs_encoder_vectors(int8_t *out, hs_encoder *e, const float *means, size_t n, hs_error *err);

/**
 * How the two texts of a window stand to each other, by the hidden state of its first piece: [CLS] of
 * `[CLS] a [SEP] b [SEP]`.
 *
 * @param scores  [n][HS_PAIR_SCORES] logits; the temperature is not applied
 * @param first   first of n windows of the last run
 * @return HS_OK
 *         HS_E_ARG     a window is not of the last run (pos: how many there are)
 *         HS_E_MODEL   the model has no pair head
 *         HS_E_DEFECT  oneDNN failed
 * @source BERT (Devlin et al. 2019) for the input of two texts
 */
hs_status hs_encoder_pair(float *scores, hs_encoder *e, size_t first, size_t n, hs_error *err);

#endif
