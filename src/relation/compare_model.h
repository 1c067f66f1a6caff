/* compare_model.h -- what one model says of pairs of contents, many at a time.
 * Path: texts -> word pieces -> windows, in both orders of a pair or in one -> encoder and pair head -> probabilities -> the layer over them and the
 * evidence of the words.
 * Threads: an hs_pair_model is immutable and shared; an hs_pair_run belongs to one thread. */
#ifndef HS_COMPARE_MODEL_H
#define HS_COMPARE_MODEL_H

#include "arena.h"
#include "encoder.h"
#include "vocabulary.h"

/* what the log of a probability is taken of at least, so that it stays finite */
#define HS_LEAST_PROBABILITY 1e-6f

typedef struct hs_pair_model {
    hs_model *model;
    hs_vocabulary *vocabulary;
    const hs_model_config *config; /* of `model` */
} hs_pair_model;

/** @param out  zeroed; ended by hs_pair_model_close whatever comes of it @return as hs_comparer_open */
hs_status hs_pair_model_open(hs_pair_model *out, const char *folder, hs_error *err);
void hs_pair_model_close(hs_pair_model *model);

/** Pairs that wait for one run of the encoder. */
typedef struct hs_pair_run hs_pair_run;

/** @param model  must outlive it @return HS_OK, HS_E_NOMEM, HS_E_DEFECT when oneDNN fails */
hs_status hs_pair_run_open(hs_pair_run **out, const hs_pair_model *model, hs_error *err);
void hs_pair_run_free(hs_pair_run *run);
/** Most pairs of one run. */
size_t hs_pair_run_most(const hs_pair_run *run);
/** Let no pair wait any more. */
void hs_pair_run_clear(hs_pair_run *run);

/**
 * Let a pair wait.
 *
 * @param taken    false: there is no room beside those that wait. One by itself always has room
 * @param scratch  grows by the pieces of both texts; may be rewound afterwards
 * @param a, b     valid UTF-8
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_pair_run_add(bool *taken, hs_pair_run *run, hs_arena *scratch, hs_str a, hs_str b, hs_error *err);

/**
 * Run those that wait; then none does.
 *
 * @param out  [those that waited], in their order: probabilities at the model's temperature, together 1
 * @return HS_OK, HS_E_DEFECT when oneDNN fails
 */
hs_status hs_pair_run_do(float (*out)[HS_RELATIONS], hs_pair_run *run, hs_error *err);

/**
 * What the model concludes from its probabilities and the words, by its last layer if it has one.
 *
 * @param out    `features` has the evidence of the words behind three places, into which the logs of `p` go; `scores` is set
 */
void hs_pair_model_weigh(hs_comparison *out, const hs_pair_model *model, const float p[HS_RELATIONS]);

#endif
