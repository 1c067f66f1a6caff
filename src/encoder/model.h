/* model.h -- the inside of an hs_model: where each weight is. Private to this folder.
 * Threads: immutable once open. */
#ifndef HS_MODEL_H
#define HS_MODEL_H

#include "encoder.h"
#include "kernels.h"
#include "matmul.h"
#include "shards.h"

/** An int8 layer: N outputs of K inputs. */
typedef struct hs_linear {
    size_t k, n;
    const int8_t *weight; /* [N][K]: the mapping, or `narrow` */
    int8_t *narrow;       /* [N][K] of 7 bits, where 8 would saturate; else NULL */
    float *scale;         /* [N] */
    int32_t *offset;      /* [N] */
    hs_matmul_weights *packed;
    hs_columns columns;
} hs_linear;

typedef struct hs_layer {
    hs_linear qkv, attention_out, up, down;
    hs_norm attention_norm, norm;
} hs_layer;

struct hs_model {
    hs_model_config config;
    char label[80];
    size_t label_len;
    hs_shards *shards;
    hs_matmul *matmul;
    bool narrow;             /* weights were brought down to 7 bits */
    const int8_t *word;      /* [vocabulary][width] */
    const float *word_scale; /* [vocabulary] */
    const float *position;   /* [positions][width] */
    float *relative;         /* what hs_bias.at holds; NULL in the absolute scheme */
    hs_bias bias;
    hs_norm embedding_norm;
    hs_layer *layers; /* [layers] */
    hs_linear key;                          /* this and those below: open where config tells of the head */
    hs_linear vector_up, vector_down, pair_up;
    const float *cue_weight, *cue_bias;     /* [3][width], [3] */
    const float *query_weight, *query_bias; /* [L][2 width], [L] */
    const float *distance;                  /* [2 E + 3][L] */
    const float *link_weight, *link_bias;   /* [5][L], [5] */
    const float *pair_weight, *pair_bias;   /* [3][pair hidden], [3] */
};

/** Parse config.json. @return HS_OK, HS_E_MODEL (pos: byte where the JSON breaks off, else 0), HS_E_NOMEM */
hs_status hs_model_config_parse(hs_model_config *out, const char *bytes, size_t len, hs_error *err);

/** As hs_model_open; `narrow` asks for 7-bit weights even where 8 would do. */
hs_status hs_model__open(hs_model **out, const char *folder, bool narrow, hs_error *err);

#endif
