/* compare.c -- comparing pairs in batches. In: texts. Out: relations, scores, reasons. What the words alone settle never
 * reaches a model; the others wait until an encoder run is full. Where a model knows of a second one, the pairs that it is not sure of wait for a run of
 * that. Memory: one arena a space, emptied after each pair.
 * Threads: an hs_compare_space belongs to one thread; the comparer is only read. */
#include "compare.h"

#include <errno.h>
#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "compare_model.h"
#include "compare_words.h"
#include "heap.h"
#include "status.h"
#include "utf8.h"

enum { FIRST, SECOND, STAGES, LABEL_BYTES = 200 };
static const size_t SCRATCH_CAP_BYTES = (size_t)64 << 20;

_Static_assert((int)HS_COMPARE_FEATURES == HS_RELATIONS + (int)HS_WORD_FEATURES, "hearsay.h tells how many features there are");
_Static_assert((int)HS_WHY_BYTES == (int)HS_WORD_EVIDENCE_BYTES, "a reason fits");

struct hs_comparer {
    hs_pair_model models[STAGES]; /* [n] */
    int n;
    char label[LABEL_BYTES]; /* of all of them */
};

/* A pair that waits for its run. */
typedef struct waiting {
    size_t pair;
    hs_word_evidence evidence;
    float first[HS_RELATIONS]; /* for the second model: what the first said */
} waiting;

/* What waits for one model. */
typedef struct stage {
    hs_pair_run *run;
    waiting *waiting;         /* [pairs of a run] */
    float (*p)[HS_RELATIONS]; /* [pairs of a run] */
    size_t n;
} stage;

struct hs_compare_space {
    const hs_comparer *comparer;
    hs_arena *scratch;
    stage stages[STAGES]; /* [models of the comparer] */
    /* at work: */
    const hs_pair *pairs;
    hs_comparison *out;
};

/* ---- opening ----------------------------------------------------------------------------------------------------- */

/* Where the model is that judges what the first doubts. @param path  [PATH_MAX] @return HS_OK, HS_E_ARG; *there: is there one? */
static hs_status find_second(bool *there, char *path, const char *folder, const char *name, hs_error *err)
{
    struct stat st;
    int n = snprintf(path, PATH_MAX, "%s/../%s/config.json", folder, name);
    *there = false;
    if (n < 0 || n >= PATH_MAX)
        return hs_fail(err, HS_E_ARG, PATH_MAX, "the model's path is over %d bytes", PATH_MAX);
    *there = stat(path, &st) == 0 || (errno != ENOENT && errno != ENOTDIR);
    *strrchr(path, '/') = '\0';
    return HS_OK;
}

/* Where there is no second the first judges alone. A second that names a third, which may be the first again, is refused. */
static hs_status open_second(hs_comparer *c, const char *folder, hs_error *err)
{
    char path[PATH_MAX];
    bool there;
    const char *name = c->models[FIRST].config->pair_doubt;
    if (!*name)
        return HS_OK;
    HS_TRY(find_second(&there, path, folder, name, err));
    if (!there)
        return HS_OK;
    c->n++;
    hs_status status = hs_pair_model_open(&c->models[SECOND], path, err);
    if (status == HS_OK && *c->models[SECOND].config->pair_doubt)
        status = hs_fail(err, HS_E_MODEL, 0, "config.json: pair.doubt; a model that another one asks asks none");
    return hs_blame(err, status, name);
}

hs_status hs_comparer_open_folder(hs_comparer **out, const char *folder, hs_error *err)
{
    *out = NULL;
    hs_comparer *c = hs_alloc(sizeof *c);
    if (!c)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a comparer");
    c->n = 1;
    hs_status status = hs_pair_model_open(&c->models[FIRST], folder, err);
    if (status == HS_OK)
        status = open_second(c, folder, err);
    if (status != HS_OK) {
        hs_comparer_free(c);
        return status;
    }
    for (int i = 0; i < c->n; i++)
        snprintf(c->label + strlen(c->label), sizeof c->label - strlen(c->label), "%s%s", i ? " + " : "", hs_model_label(c->models[i].model).ptr);
    *out = c;
    return HS_OK;
}

void hs_comparer_free(hs_comparer *c)
{
    if (!c)
        return;
    for (int i = 0; i < c->n; i++)
        hs_pair_model_close(&c->models[i]);
    hs_free(c);
}

hs_str hs_comparer_model(const hs_comparer *comparer)
{
    return (hs_str){comparer->label, strlen(comparer->label)};
}

hs_str hs_comparer_missing(const hs_comparer *comparer)
{
    const char *name = comparer->models[FIRST].config->pair_doubt;
    return comparer->n > SECOND || !*name ? (hs_str){NULL, 0} : (hs_str){name, strlen(name)};
}

static hs_status open_stage(stage *s, const hs_pair_model *model, hs_error *err)
{
    HS_TRY(hs_pair_run_open(&s->run, model, err));
    const size_t most = hs_pair_run_most(s->run);
    s->waiting = hs_alloc(most * sizeof *s->waiting);
    s->p = hs_alloc(most * sizeof *s->p);
    return s->waiting && s->p ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
}

hs_status hs_compare_space_open(hs_compare_space **out, const hs_comparer *comparer, hs_error *err)
{
    *out = NULL;
    hs_compare_space *s = hs_alloc(sizeof *s);
    if (!s)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    s->comparer = comparer;
    s->scratch = hs_arena_new(SCRATCH_CAP_BYTES);
    hs_status status = s->scratch ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory to compare in");
    for (int i = 0; i < comparer->n && status == HS_OK; i++)
        status = open_stage(&s->stages[i], &comparer->models[i], err);
    if (status != HS_OK) {
        hs_compare_space_free(s);
        return status;
    }
    *out = s;
    return HS_OK;
}

void hs_compare_space_free(hs_compare_space *s)
{
    if (!s)
        return;
    for (int i = 0; i < STAGES; i++) {
        hs_pair_run_free(s->stages[i].run);
        hs_free(s->stages[i].waiting);
        hs_free(s->stages[i].p);
    }
    hs_arena_free(s->scratch);
    hs_free(s);
}

/* ---- from scores to a relation ------------------------------------------------------------------------------------ */

/* The likeliest; nothing that is less likely than the model asks for. */
static hs_relation choose(const float scores[HS_RELATIONS], const hs_model_config *c)
{
    hs_relation best = HS_NEITHER;
    if (scores[HS_CONTRADICTS] > scores[best])
        best = HS_CONTRADICTS;
    if (scores[HS_SAME] > scores[best])
        best = HS_SAME;
    if ((best == HS_SAME && scores[best] < c->pair_least_same) ||
        (best == HS_CONTRADICTS && scores[best] < c->pair_least_contradicts))
        best = HS_NEITHER;
    return best;
}

static void set_why(hs_comparison *out, const hs_word_evidence *e)
{
    const double p = (double)out->scores[out->relation];
    if (out->relation == HS_SAME)
        snprintf(out->why, sizeof out->why, HS_SAME_BY_MODEL " (%.2f)", p);
    else if (*e->why && (e->not_same || e->neither || e->sides || out->relation == HS_CONTRADICTS))
        memcpy(out->why, e->why, sizeof out->why);
    else if (out->relation == HS_CONTRADICTS)
        snprintf(out->why, sizeof out->why, "both cannot be true (%.2f)", p);
    else
        snprintf(out->why, sizeof out->why, "speaks of something else (%.2f)", p);
}

/* Evidence that the two are not the same moves what the model gave to that to their contradiction, or, where it is evidence of two claims, to "neither"; where
 * nothing else lies between them it is a contradiction, whatever the model says. */
static void conclude(hs_comparison *out, const hs_word_evidence *e, const hs_model_config *c)
{
    if (e->not_same && !e->neither && !e->sides) {
        out->scores[HS_CONTRADICTS] += out->scores[HS_SAME];
        out->scores[HS_SAME] = 0;
    }
    if (e->sides || e->neither) {
        out->scores[HS_NEITHER] += out->scores[HS_SAME] + (e->neither ? out->scores[HS_CONTRADICTS] : 0);
        out->scores[HS_SAME] = 0;
        out->scores[HS_CONTRADICTS] = e->neither ? 0 : out->scores[HS_CONTRADICTS];
    }
    if (e->agree && !e->not_same && !e->neither && !e->sides) {
        out->scores[HS_SAME] += out->scores[HS_CONTRADICTS];
        out->scores[HS_CONTRADICTS] = 0;
    }
    if (e->within && !e->not_same) {
        out->scores[HS_NEITHER] += out->scores[HS_CONTRADICTS];
        out->scores[HS_CONTRADICTS] = 0;
    }
    out->relation = choose(out->scores, c);
    if (e->opposed) {
        memset(out->scores, 0, sizeof out->scores);
        out->scores[HS_CONTRADICTS] = 1;
        out->relation = HS_CONTRADICTS;
    }
    set_why(out, e);
}

/* What the words alone settle. */
static void settle(hs_comparison *out, const hs_word_evidence *e)
{
    out->relation = e->the_same ? HS_SAME : HS_NEITHER;
    for (int i = 0; i < HS_RELATIONS; i++) {
        out->scores[i] = i == (int)out->relation;
        out->features[i] = logf(fmaxf(out->scores[i], HS_LEAST_PROBABILITY));
    }
    snprintf(out->why, sizeof out->why, "%s", e->the_same ? "the same words" : "there are no words to compare");
}

/* ---- batches ------------------------------------------------------------------------------------------------------ */

/* Is the second model asked? Not where the words settle it whatever a model says. */
static bool doubts(const hs_comparer *c, const float p[HS_RELATIONS], const hs_word_evidence *e)
{
    float most = 0;
    for (int i = 0; i < HS_RELATIONS; i++)
        most = fmaxf(most, p[i]);
    return c->n > SECOND && !e->opposed && !e->neither && most < c->models[FIRST].config->pair_doubt_below;
}

/* What both say, where the first is heard still. */
static void mix(float p[HS_RELATIONS], const float first[HS_RELATIONS], float share)
{
    for (int i = 0; i < HS_RELATIONS; i++)
        p[i] = share * first[i] + (1 - share) * p[i];
}

static hs_status add(hs_compare_space *s, int which, const waiting *w, hs_error *err);

/* Judge what waits for one model, or let it wait for the next. */
static hs_status run(hs_compare_space *s, int which, hs_error *err)
{
    stage *st = &s->stages[which];
    const hs_pair_model *model = &s->comparer->models[which];
    const size_t n = st->n;
    st->n = 0;
    HS_TRY(hs_pair_run_do(st->p, st->run, err));
    for (size_t i = 0; i < n; i++) {
        waiting *w = &st->waiting[i];
        hs_comparison *to = &s->out[w->pair];
        if (which == FIRST && doubts(s->comparer, st->p[i], &w->evidence)) {
            memcpy(w->first, st->p[i], sizeof w->first);
            HS_TRY(add(s, SECOND, w, err));
            continue;
        }
        if (which == SECOND)
            mix(st->p[i], w->first, s->comparer->models[FIRST].config->pair_doubt_share);
        hs_pair_model_weigh(to, model, st->p[i]);
        conclude(to, &w->evidence, model->config);
    }
    return HS_OK;
}

static hs_status add(hs_compare_space *s, int which, const waiting *w, hs_error *err)
{
    stage *st = &s->stages[which];
    const hs_pair *pair = &s->pairs[w->pair];
    for (bool taken = false; !taken;) {
        hs_status status = hs_pair_run_add(&taken, st->run, s->scratch, pair->a, pair->b, err);
        hs_arena_reset(s->scratch);
        HS_TRY(status);
        if (!taken)
            HS_TRY(run(s, which, err));
    }
    st->waiting[st->n++] = *w;
    return HS_OK;
}

static hs_status check_text(hs_str text, size_t pair, hs_error *err)
{
    size_t valid = hs_utf8_valid(text.ptr, text.len);
    if (valid < text.len)
        return hs_fail(err, HS_E_ARG, pair, "pair %zu: byte %zu of a text is no UTF-8", pair, valid);
    return HS_OK;
}

/* Settle one pair, or let it wait. */
static hs_status take(hs_compare_space *s, size_t i, hs_error *err)
{
    waiting w = {.pair = i};
    const hs_pair *pair = &s->pairs[i];
    hs_comparison *to = &s->out[i];
    HS_TRY(check_text(pair->a, i, err));
    HS_TRY(check_text(pair->b, i, err));
    hs_status status = hs_word_evidence_find(&w.evidence, s->scratch, pair->a, pair->b, err);
    hs_arena_reset(s->scratch);
    HS_TRY(status);
    *to = (hs_comparison){.relation = HS_NEITHER};
    memcpy(to->features + HS_RELATIONS, w.evidence.features, sizeof w.evidence.features);
    if (w.evidence.the_same || w.evidence.wordless) {
        settle(to, &w.evidence);
        return HS_OK;
    }
    return add(s, FIRST, &w, err);
}

hs_status hs_compare_many(hs_comparison *out, hs_compare_space *s, const hs_pair *pairs, size_t n, hs_error *err)
{
    const int models = s->comparer->n;
    s->pairs = pairs;
    s->out = out;
    for (int i = 0; i < models; i++) {
        s->stages[i].n = 0; /* an earlier call may have failed in the middle */
        hs_pair_run_clear(s->stages[i].run);
    }
    for (size_t i = 0; i < n; i++)
        HS_TRY(take(s, i, err));
    for (int i = 0; i < models; i++)
        HS_TRY(run(s, i, err));
    return HS_OK;
}

hs_status hs_compare(hs_comparison *out, hs_compare_space *space, hs_str a, hs_str b, hs_error *err)
{
    const hs_pair pair = {a, b};
    return hs_compare_many(out, space, &pair, 1, err);
}

const char *hs_relation_name(hs_relation relation)
{
    static const char *const names[] = {[HS_SAME] = "same", [HS_CONTRADICTS] = "contradicts", [HS_NEITHER] = "neither"};
    return (unsigned)relation < HS_RELATIONS ? names[relation] : names[HS_NEITHER];
}
