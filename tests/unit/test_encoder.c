/* test_encoder.c -- the forward pass against numpy (tests/numeric/tiny), batches, threads,
 * 7-bit weights, and models that must be refused. The largest difference is printed even when all is well. */
#define _GNU_SOURCE /* memmem */
#include <dirent.h>
#include <math.h>
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "encoder.h"
#include "fuse.h"
#include "kernels.h"
#include "heap.h"
#include "model.h"
#include "numbers.h"

#ifndef HS_SOURCE_DIR
#define HS_SOURCE_DIR "."
#endif
#define TINY     HS_SOURCE_DIR "/tests/numeric/tiny"
#define RELATIVE HS_SOURCE_DIR "/tests/numeric/tiny_relative"
#define PAIRS    HS_SOURCE_DIR "/tests/numeric/tiny_pairs"
#define DOUBT    HS_SOURCE_DIR "/tests/numeric/tiny_doubt" /* pairs and relative positions */

/* The forward pass against the same arithmetic in numpy, absolute; states are about 1. The other rounding of the vector
 * kernels (and gelu's 1e-5, and bf16's 2^-9) moves values to the next of 255 levels; the reference moves none. */
#define TOL_INT8_REFERENCE 2e-5
#define TOL_INT8_VECTOR    0.06
#define TOL_INT8_BF16      0.12
/* The cost of 8-bit activations: against f64 on the same weights; and the same with weights of 7 bits */
#define TOL_INT8_EXACT 0.15
#define TOL_INT7_EXACT 0.3
/* A vector's numbers, which are some 18 large, besides the half that rounding takes */
#define TOL_VECTOR_REFERENCE 1e-3
#define TOL_VECTOR_INT8      0.6
#define TOL_VECTOR_INT7      3.0
/* A pair's logits, some 20 large */
#define TOL_PAIR_REFERENCE 1e-3
#define TOL_PAIR_INT8      0.5
#define TOL_PAIR_INT7      2.0
#define TOL_PAIR_EXACT     0.8

/* ---- allocations that fail: this program is linked with --wrap=hs_alloc ---------------------------------------------
 */

/* ---- the forward pass against numpy ----------------------------------------------------------------------------- */

static hs_model *model;
static hs_safetensors *golden;

static const float *golden_reals(const char *name, size_t *n)
{
    const hs_tensor *t = hs_safetensors_find(golden, name);
    assert_non_null(t);
    assert_int_equal(t->dtype, HS_DTYPE_F32);
    *n = t->bytes / sizeof(float);
    return t->data;
}

static const int32_t *golden_ints(const char *name, size_t *n)
{
    const hs_tensor *t = hs_safetensors_find(golden, name);
    assert_non_null(t);
    *n = t->bytes / sizeof(int32_t);
    return t->data;
}

static int threads_before; /* the first product; a sanitizer may have started one of its own */

/** Threads of this process; 0 where /proc is not. */
static int threads(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/task");
    for (struct dirent *entry; dir && (entry = readdir(dir));)
        n += entry->d_name[0] != '.';
    if (dir)
        closedir(dir);
    return n;
}

static void *nothing(void *data)
{
    return data;
}

static int open_golden(const char *folder, const char *activations)
{
    hs_error err = {0};
    if (hs_model_open(&model, folder, &err) == HS_OK && hs_safetensors_open(&golden, activations, &err) == HS_OK)
        return 0;
    fprintf(stderr, "%s\n", err.msg);
    return 1;
}

static int open_tiny(void **state)
{
    (void)state;
    pthread_t first;
    if (pthread_create(&first, NULL, nothing, NULL) != 0 || pthread_join(first, NULL) != 0)
        return 1;
    usleep(100000);
    threads_before = threads();
    return open_golden(TINY, TINY "/golden.safetensors");
}

static int open_relative(void **state)
{
    (void)state;
    return open_golden(RELATIVE, RELATIVE "/golden.safetensors");
}

static int open_pairs(void **state)
{
    (void)state;
    return open_golden(PAIRS, PAIRS "/golden.safetensors");
}

static int open_doubt(void **state)
{
    (void)state;
    return open_golden(DOUBT, DOUBT "/golden.safetensors");
}

static int close_tiny(void **state)
{
    (void)state;
    hs_model_free(model);
    hs_safetensors_free(golden);
    return 0;
}

/** With the i-th table of kernels, after the last of them the reference. */
static hs_encoder *encoder(const hs_model *m, size_t i, uint32_t layers)
{
    hs_encoder *e = NULL;
    hs_error err = {0};
    hs_encoder_options options = {.kernels = table(i), .layers = layers, .embed_only = !layers};
    options.path = options.kernels ? HS_ENCODER_VECTOR : HS_ENCODER_REFERENCE;
    assert_int_equal(hs_encoder_open(&e, m, &options, &err), HS_OK);
    return e;
}

/** Name and tolerance against numpy of that encoder. @return false after the last */
static bool named(size_t i, const char **name, double *tolerance)
{
    const hs_kernels *k = table(i);
    if (i && !table(i - 1))
        return false;
    *name = k ? k->name : "reference";
    *tolerance = !k ? TOL_INT8_REFERENCE : is_bf16(k) ? TOL_INT8_BF16 : TOL_INT8_VECTOR;
    return true;
}

/** Run the golden windows. */
static void run_golden(hs_encoder *e)
{
    size_t n, n_windows;
    hs_error err = {0};
    const int32_t *ids = golden_ints("ids", &n);
    const uint32_t *lengths = (const uint32_t *)golden_ints("lengths", &n_windows);
    assert_int_equal(hs_encoder_run(e, ids, lengths, n_windows, &err), HS_OK);
}

static void test_layers(void **state)
{
    (void)state;
    const char *who;
    double tolerance;
    for (size_t i = 0; named(i, &who, &tolerance); i++)
        for (uint32_t layer = 0; layer <= hs_model_config_of(model)->layers; layer++) {
            char name[32], what[64];
            size_t n;
            hs_encoder *e = encoder(model, i, layer);
            run_golden(e);
            snprintf(name, sizeof name, "int8.%u", layer);
            const float *want = golden_reals(name, &n);
            snprintf(what, sizeof what, "states after %u, int8", layer);
            if (!model->narrow)
                within(what, who, largest_difference(hs_encoder_hidden(e), want, n), tolerance);
            snprintf(name, sizeof name, "exact.%u", layer);
            want = golden_reals(name, &n);
            snprintf(what, sizeof what, "states after %u, exact", layer);
            within(what, who, largest_difference(hs_encoder_hidden(e), want, n),
                   model->narrow ? TOL_INT7_EXACT : TOL_INT8_EXACT);
            hs_encoder_free(e);
        }
}

static void test_scores(void **state)
{
    (void)state;
    const char *who;
    double tolerance;
    for (size_t i = 0; named(i, &who, &tolerance); i++) {
        const double limit = model->narrow ? TOL_INT7_EXACT : tolerance;
        hs_encoder *e = encoder(model, i, hs_model_config_of(model)->layers);
        size_t n;
        hs_error err = {0};
        run_golden(e);
        const float *cue = golden_reals("cue", &n);
        within("cue scores", who, largest_difference(hs_encoder_cue(e), cue, n), limit);
        const int32_t *at = golden_ints("link.cue", &n);
        const float *link = golden_reals("link", &n);
        uint32_t pieces = (uint32_t)(n / HS_LINK_SCORES), first = (uint32_t)at[1], last = (uint32_t)at[2];
        float *scores = reals(n, 0), *part = reals(n, 0);
        assert_int_equal(hs_encoder_link(e, (size_t)at[0], first, last, 0, pieces, scores, &err), HS_OK);
        within("link scores", who, largest_difference(scores, link, n), limit);
        for (uint32_t begin = 0; begin < pieces; begin += 3) { /* a part is the same as in the whole */
            assert_int_equal(hs_encoder_link(e, (size_t)at[0], first, last, begin, pieces, part, &err), HS_OK);
            assert_memory_equal(part, scores + begin * HS_LINK_SCORES,
                                (pieces - begin) * HS_LINK_SCORES * sizeof *part);
        }
        assert_int_equal(hs_encoder_link(e, 3, 0, 0, 0, 1, part, &err), HS_E_ARG);
        assert_int_equal(err.pos, 3);
        assert_int_equal(hs_encoder_link(e, 1, 0, pieces, 0, 1, part, &err), HS_E_ARG);
        assert_int_equal(hs_encoder_link(e, 1, 2, 1, 0, 1, part, &err), HS_E_ARG);
        assert_int_equal(hs_encoder_link(e, 1, 0, 0, 0, pieces + 1, part, &err), HS_E_ARG);
        assert_int_equal(err.pos, pieces);
        assert_int_equal(hs_encoder_link(e, 1, 0, 0, 2, 1, part, &err), HS_E_ARG);
        hs_free(scores), hs_free(part);
        hs_encoder_free(e);
    }
}

/** The vector of some pieces of a window. */
static void test_vector(void **state)
{
    (void)state;
    const char *who;
    double tolerance;
    for (size_t i = 0; named(i, &who, &tolerance); i++) {
        enum { WIDTH = 48 };
        size_t n, n_pieces;
        hs_error err = {0};
        int8_t vector[WIDTH], rows[HS_VECTOR_ROWS * WIDTH];
        float mean[2 * 64], means[HS_VECTOR_ROWS * 2 * 64], found[WIDTH], square = 0;
        hs_encoder *e = encoder(model, i, hs_model_config_of(model)->layers);
        run_golden(e);
        const float *want = golden_reals("vector", &n);
        const int32_t *pieces = golden_ints("vector.pieces", &n_pieces);
        assert_int_equal(n, WIDTH);
        assert_int_equal(hs_model_config_of(model)->vector_width, WIDTH);
        const uint32_t *places = (const uint32_t *)pieces + 1;
        assert_int_equal(hs_encoder_mean(mean, e, (size_t)pieces[0], places, n_pieces - 1, &err), HS_OK);
        assert_int_equal(hs_encoder_vectors(vector, e, mean, 1, &err), HS_OK);
        for (size_t j = 0; j < WIDTH; j++) {
            found[j] = vector[j];
            square += found[j] * found[j];
        }
        within("vector", who, largest_difference(found, want, n),
               0.5 + (model->narrow      ? TOL_VECTOR_INT7
                      : tolerance < 1e-3 ? TOL_VECTOR_REFERENCE
                                         : TOL_VECTOR_INT8));
        within("its length", who, fabs(sqrt((double)square) - 127), 1.5);
        for (size_t row = 0; row < HS_VECTOR_ROWS; row++) /* a vector is the same wherever it is among others */
            for (size_t j = 0; j < 2 * 64; j++)
                means[row * 2 * 64 + j] = row == 37 ? mean[j] : any();
        assert_int_equal(hs_encoder_vectors(rows, e, means, HS_VECTOR_ROWS, &err), HS_OK);
        assert_memory_equal(rows + 37 * WIDTH, vector, WIDTH);
        assert_memory_not_equal(rows, vector, WIDTH);
        assert_int_equal(hs_encoder_mean(mean, e, 3, places, 1, &err), HS_E_ARG);
        assert_int_equal(err.pos, 3);
        assert_int_equal(hs_encoder_mean(mean, e, 1, places, 0, &err), HS_E_ARG);
        const uint32_t outside[] = {0, 33};
        assert_int_equal(hs_encoder_mean(mean, e, 1, outside, 2, &err), HS_E_ARG);
        assert_int_equal(err.pos, 33);
        hs_encoder_free(e);
    }
}

/** The logits of each window, all at once and one by one. */
static void test_pair(void **state)
{
    (void)state;
    const char *who;
    double tolerance;
    for (size_t i = 0; named(i, &who, &tolerance); i++) {
        size_t n;
        hs_error err = {0};
        float scores[3 * HS_PAIR_SCORES], one[HS_PAIR_SCORES];
        hs_encoder *e = encoder(model, i, hs_model_config_of(model)->layers);
        run_golden(e);
        assert_int_equal(hs_encoder_pair(scores, e, 0, 3, &err), HS_OK);
        const float *want = golden_reals("int8.pair", &n);
        assert_int_equal(n, 3 * HS_PAIR_SCORES);
        within("pair", who, largest_difference(scores, want, n),
               model->narrow      ? TOL_PAIR_INT7
               : tolerance < 1e-3 ? TOL_PAIR_REFERENCE
                                  : TOL_PAIR_INT8);
        within("pair, to f64", who, largest_difference(scores, golden_reals("exact.pair", &n), n),
               model->narrow ? TOL_PAIR_INT7 : TOL_PAIR_EXACT);
        for (size_t w = 0; w < 3; w++) { /* a window's scores are its own */
            assert_int_equal(hs_encoder_pair(one, e, w, 1, &err), HS_OK);
            assert_memory_equal(one, scores + w * HS_PAIR_SCORES, sizeof one);
        }
        assert_int_equal(hs_encoder_pair(scores, e, 3, 0, &err), HS_OK);
        assert_int_equal(hs_encoder_pair(scores, e, 2, 2, &err), HS_E_ARG);
        assert_int_equal(err.pos, 3);
        assert_int_equal(hs_encoder_pair(scores, e, 4, 0, &err), HS_E_ARG);
        hs_encoder_free(e);
    }
}

/** A model is asked for what it has no head for. */
static void test_missing_heads(void **state)
{
    (void)state;
    hs_error err = {0};
    float reals[2 * 64];
    int8_t vector[64];
    const uint32_t place = 0;
    hs_encoder *e = encoder(model, 0, hs_model_config_of(model)->layers);
    run_golden(e);
    assert_int_equal(hs_encoder_link(e, 0, 1, 1, 0, 2, reals, &err), HS_E_MODEL);
    assert_non_null(strstr(err.msg, "'random' finds no attributions"));
    assert_int_equal(hs_encoder_mean(reals, e, 0, &place, 1, &err), HS_E_MODEL);
    assert_non_null(strstr(err.msg, "'random' makes no vectors"));
    assert_int_equal(hs_encoder_vectors(vector, e, reals, 1, &err), HS_E_MODEL);
    hs_encoder_free(e);

    hs_model *tagger = NULL;
    assert_int_equal(hs_model_open(&tagger, TINY, &err), HS_OK);
    e = encoder(tagger, 0, 1);
    assert_int_equal(hs_encoder_pair(reals, e, 0, 0, &err), HS_E_MODEL);
    assert_non_null(strstr(err.msg, "'random' compares nothing"));
    hs_encoder_free(e);
    hs_model_free(tagger);
}

/** Weights of 7 bits, as processors get them whose 8-bit products saturate. */
static void test_narrow(void **state)
{
    (void)state;
    hs_model *narrow = NULL;
    hs_error err = {0};
    size_t n;
    assert_int_equal(hs_model__open(&narrow, TINY, true, &err), HS_OK);
    hs_encoder *e = encoder(narrow, 0, narrow->config.layers);
    const hs_linear *l = &narrow->layers[0].up;
    for (size_t i = 0; i < l->n * l->k; i++)
        assert_true(abs(l->weight[i]) <= 64);
    run_golden(e);
    const float *want = golden_reals("exact.2", &n);
    within("states, 7-bit weights", "vector", largest_difference(hs_encoder_hidden(e), want, n), TOL_INT7_EXACT);
    hs_encoder_free(e);
    hs_model_free(narrow);
}

/* ---- batches, threads, arguments -------------------------------------------------------------------------------- */

static void fill_ids(int32_t *ids, size_t n)
{
    for (size_t i = 0; i < n; i++)
        ids[i] = (int32_t)((any() + 1) / 2 * (float)(hs_model_config_of(model)->vocabulary - 1));
}

/** A window's results are the same to the bit, whatever is in the batch with it. */
static void test_batches(void **state)
{
    (void)state;
    enum { N = 5, TOKENS = 48 + 1 + 30 + 17 + 40 };
    const uint32_t lengths[N] = {48, 1, 30, 17, 40};
    const size_t width = hs_model_config_of(model)->width;
    int32_t ids[TOKENS];
    hs_error err = {0};
    hs_encoder *all = encoder(model, 0, 2), *one = encoder(model, 0, 2);
    fill_ids(ids, TOKENS);
    assert_true(TOKENS <= hs_encoder_tokens(all));
    assert_int_equal(hs_encoder_run(all, ids, lengths, N, &err), HS_OK);
    size_t at = 0;
    for (size_t w = 0; w < N; w++) {
        float a[48 * HS_LINK_SCORES], b[48 * HS_LINK_SCORES];
        size_t bytes = lengths[w] * HS_LINK_SCORES * sizeof *a;
        assert_int_equal(hs_encoder_run(one, ids + at, &lengths[w], 1, &err), HS_OK);
        assert_memory_equal(hs_encoder_hidden(one), hs_encoder_hidden(all) + at * width,
                            lengths[w] * width * sizeof(float));
        assert_memory_equal(hs_encoder_cue(one), hs_encoder_cue(all) + at * 3, lengths[w] * 3 * sizeof(float));
        assert_int_equal(hs_encoder_link(one, 0, 0, lengths[w] - 1, 0, lengths[w], a, &err), HS_OK);
        assert_int_equal(hs_encoder_link(all, w, 0, lengths[w] - 1, 0, lengths[w], b, &err), HS_OK);
        assert_memory_equal(a, b, bytes);
        at += lengths[w];
    }
    hs_encoder_free(all);
    hs_encoder_free(one);
}

static void test_arguments(void **state)
{
    (void)state;
    hs_encoder *e = encoder(model, 0, 1);
    hs_error err = {0};
    int32_t ids[48] = {0};
    uint32_t lengths[80] = {3, 3};
    assert_int_equal(hs_encoder_run(e, ids, lengths, 0, &err), HS_OK);
    ids[4] = 64;
    assert_int_equal(hs_encoder_run(e, ids, lengths, 2, &err), HS_E_ARG);
    assert_int_equal(err.pos, 4);
    ids[4] = -1;
    assert_int_equal(hs_encoder_run(e, ids, lengths, 2, &err), HS_E_ARG);
    ids[4] = 63;
    assert_int_equal(hs_encoder_run(e, ids, lengths, 2, &err), HS_OK);
    lengths[1] = 0;
    assert_int_equal(hs_encoder_run(e, ids, lengths, 2, &err), HS_E_ARG);
    assert_int_equal(err.pos, 1);
    lengths[1] = 49;
    assert_int_equal(hs_encoder_run(e, ids, lengths, 2, &err), HS_E_ARG);
    for (size_t w = 0; w < 80; w++)
        lengths[w] = 48;
    assert_int_equal(hs_encoder_run(e, ids, lengths, 80, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, hs_encoder_windows(e));
    assert_int_equal(hs_encoder_run(e, ids, lengths, 64, &err), HS_E_LIMIT);
    assert_int_equal(err.pos, hs_encoder_tokens(e));
    float scores[5];
    assert_int_equal(hs_encoder_link(e, 0, 0, 0, 0, 1, scores, &err), HS_E_ARG); /* nothing was run */
    hs_encoder_free(e);
}

enum { THREAD_WINDOW = 40, THREAD_RUNS = 50 };

typedef struct thread_work {
    const int32_t *ids;
    float hidden[THREAD_WINDOW * 64];
    bool failed;
} thread_work;

static void *encode_often(void *data)
{
    thread_work *work = data;
    hs_encoder *e = NULL;
    const uint32_t length = THREAD_WINDOW;
    work->failed = hs_encoder_open(&e, model, NULL, NULL) != HS_OK;
    for (int i = 0; i < THREAD_RUNS && !work->failed; i++) {
        work->failed = hs_encoder_run(e, work->ids, &length, 1, NULL) != HS_OK;
        if (i && memcmp(work->hidden, hs_encoder_hidden(e), sizeof work->hidden) != 0)
            work->failed = true;
        memcpy(work->hidden, hs_encoder_hidden(e), sizeof work->hidden);
    }
    hs_encoder_free(e);
    return NULL;
}

static void test_threads(void **state)
{
    (void)state;
    static thread_work work[2];
    pthread_t thread[2];
    int32_t ids[THREAD_WINDOW];
    fill_ids(ids, THREAD_WINDOW);
    for (size_t i = 0; i < 2; i++) {
        work[i].ids = ids;
        assert_int_equal(pthread_create(&thread[i], NULL, encode_often, &work[i]), 0);
    }
    for (size_t i = 0; i < 2; i++) {
        pthread_join(thread[i], NULL);
        assert_false(work[i].failed);
    }
    assert_memory_equal(work[0].hidden, work[1].hidden, sizeof work->hidden);
    for (int wait = 0; wait < 100 && threads() > threads_before; wait++)
        usleep(10000);                        /* one that was joined may still be going */
    assert_true(threads() <= threads_before); /* oneDNN has started none of its own */
}

/* ---- models that must be refused -------------------------------------------------------------------------------- */

static char folder[] = "/tmp/hs_test_XXXXXX";

static char *read_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    struct stat st;
    assert_non_null(f);
    assert_int_equal(fstat(fileno(f), &st), 0);
    *n = (size_t)st.st_size;
    char *bytes = hs_alloc(*n + 1);
    assert_int_equal(fread(bytes, 1, *n, f), *n);
    fclose(f);
    return bytes;
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    char path[64];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    fclose(f);
}

static void refused(hs_status code, uint64_t pos, const char *words)
{
    hs_error err = {0};
    hs_model *m = (hs_model *)&err;
    assert_int_equal(hs_model_open(&m, folder, &err), code);
    assert_null(m);
    if (err.code != code || err.pos != pos || !strstr(err.msg, words))
        fail_msg("%d at %llu: \"%s\"; wanted %d at %llu: \"%s\"", err.code, (unsigned long long)err.pos, err.msg, code,
                 (unsigned long long)pos, words);
}

/** The vector head is optional: a config that tells of none. */
static void write_without_vector(const char *config)
{
    char text[2000];
    const char *at = strstr(config, "\"vector\": {");
    assert_non_null(at);
    int len =
        snprintf(text, sizeof text, "%.*s\"none\": {%s", (int)(at - config), config, at + strlen("\"vector\": {"));
    write_file("config.json", text, (size_t)len);
}

static void test_config(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to, *words;
    } cases[] = {
        {"\"format\": 1", "\"format\": 2", "model format 2, this build reads 1"},
        {"\"name\": \"random\"", "\"name\": \"a/b\"", "name"},
        {"\"name\": \"random\"", "\"nome\": \"random\"", "name is missing"},
        {"\"lowercase\": true", "\"lowercase\": 1", "lowercase"},
        {"\"lowercase\": true", "\"lowercase\": false", "lowercase is false"},
        {"\"layers\": 2", "\"layers\": 0", "encoder.layers"},
        {"\"layers\": 2", "\"layers\": 49", "encoder.layers"},
        {"\"layers\": 2", "\"layers\": 2.0", "encoder.layers"},
        {"\"width\": 64", "\"width\": 96", "heads"},
        {"\"width\": 64", "\"width\": 8192", "encoder.width"},
        {"\"heads\": 2", "\"heads\": 3", "heads"},
        {"\"intermediate\": 128", "\"intermediate\": 120", "intermediate"},
        {"\"vocabulary\": 64", "\"vocabulary\": -1", "vocabulary"},
        {"\"positions\": 48", "\"positions\": 100000", "positions"},
        {"\"absolute\"", "\"rotary\"", "position_scheme \"rotary\" is unknown"},
        {"\"absolute\"", "\"relative\"", "relative_edges is missing"},
        {"\"absolute\"", "\"relative\", \"relative_edges\": [4, 4]", "encoder.relative_edges must be rising"},
        {"1e-12", "-1e-12", "norm_epsilon"},
        {"\"length\": 48", "\"length\": 49", "window.length"},
        {"\"margin\": 8", "\"margin\": 23", "window.margin"},
        {"   3,", "   2,", "rising"},
        {"   3,", "   \"3\",", "rising"},
        {"\"cue_bias\": 0.25", "\"cue_bias\": null", "decode.cue_bias"},
        {"\"nested_cue_bias\"", "\"other\"", "decode.nested_cue_bias is missing"},
        {"\"bias\": 0.125", "\"bias\": 1e300", "confidence.bias"},
        {"   -1.0", "   \"x\"", "confidence.weights"},
        {"\"link\": {", "\"lonk\": {", "link is missing"},
        {"\"decode\": {", "\"decode\": 1, \"x\": {", "decode must be an object"},
        {"\"vector\": {", "\"vector\": 1, \"x\": {", "vector must be an object"},
        {"\"vector\": {", "\"vector\": {\"x\": 1}, \"y\": {", "vector.width is missing"},
        {"\"width\": 48", "\"width\": 0", "vector.width"},
        {"\"width\": 48", "\"width\": 40", "vector.width 40 is no multiple"},
        {"\"width\": 48", "\"width\": 8192", "vector.width"},
        {"\"hidden\": 80", "\"hidden\": 81", "vector.hidden 81 is no multiple"},
        {"\"hidden\": 80", "\"x\": 80", "vector.hidden is missing"},
    };
    size_t n, weights;
    char *config = read_file(TINY "/config.json", &n), *bytes = read_file(TINY "/model.safetensors", &weights);
    refused(HS_E_IO, 0, "config.json");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        const char *at = strstr(config, cases[i].from);
        if (!at)
            fail_msg("config.json has no %s", cases[i].from);
        int len = snprintf(text, sizeof text, "%.*s%s%s", (int)(at - config), config, cases[i].to,
                           at + strlen(cases[i].from));
        write_file("config.json", text, (size_t)len);
        refused(HS_E_MODEL, 0, cases[i].words);
    }
    write_file("config.json", "[1]", 3);
    refused(HS_E_MODEL, 0, "no object");
    write_file("config.json", "{\"a\": 1,}", 9);
    refused(HS_E_MODEL, 9, "line 1");
    write_file("config.json", config, n);
    refused(HS_E_IO, 0, "model.safetensors");
    write_file("model.safetensors", bytes, weights);
    write_without_vector(config);
    hs_model *m = NULL;
    assert_int_equal(hs_model_open(&m, folder, NULL), HS_OK);
    assert_int_equal(hs_model_config_of(m)->vector_width, 0);
    hs_model_free(m);
    write_file("config.json", config, n);
    write_file("model.safetensors", bytes, 100);
    refused(HS_E_MODEL, 0, "header of");
    hs_free(config), hs_free(bytes);
}

/** What config.json may say of the pair head, and weights it asks for. */
static void test_pair_config(void **state)
{
    (void)state;
#define DOUBTS(rest) "\"side\": 22, \"doubt\": {\"model\": " rest "}"
#define TERMS "\"temperature\": 1.25, \"weights\": [[1, 0], [0, 1], [0, 0]], \"bias\": [0, 0.5, 0]"
    static const struct {
        const char *from, *to, *words;
    } cases[] = {
        {"\"pair\": {", "\"pear\": {", "no head"},
        {"\"pair\": {", "\"pair\": 1, \"x\": {", "pair must be an object"},
        {"\"pair\": {", "\"link\": 1, \"pair\": {", "window is missing"},
        {"\"hidden\": 80", "\"hidden\": 81", "pair.hidden 81 is no multiple"},
        {"\"hidden\": 80", "\"hidden\": 96", "head.pair.up.weight must be [96][64]"},
        {"\"side\": 22", "\"side\": 23", "pair.side must be a whole number from 1 to 22"},
        {"\"side\": 22", "\"side\": 0", "pair.side"},
        {"\"temperature\": 1.25", "\"temperature\": 0", "pair.temperature"},
        {"\"least_same\": 0.25", "\"least_same\": 2", "pair.least_same"},
        {"\"least_contradicts\"", "\"least\"", "pair.least_contradicts is missing"},
        {"\"temperature\": 1.25", "\"temperature\": 1.25, \"bias\": [0, 0, 0]", "pair.weights is missing"},
        {"\"temperature\": 1.25", "\"temperature\": 1.25, \"weights\": [[1], [1], [1]]", "pair.bias is missing"},
        {"\"temperature\": 1.25", "\"temperature\": 1, \"weights\": [[1], [1]], \"bias\": [0, 0, 0]", "3 rows"},
        {"\"temperature\": 1.25", "\"temperature\": 1, \"weights\": [[1], 1, [1]], \"bias\": [0, 0, 0]", "one length"},
        {"\"temperature\": 1.25", "\"temperature\": 1, \"weights\": [[], [], []], \"bias\": [0, 0, 0]", "one length"},
        {"\"temperature\": 1.25", "\"temperature\": 1, \"weights\": [[1], [\"1\"], [1]], \"bias\": [0, 0, 0]",
         "each of pair.weights"},
        {"\"temperature\": 1.25", "\"temperature\": 1, \"weights\": [[1], [1], [1]], \"bias\": [0, 1e9, 0]",
         "each of pair.bias"},
        {"\"side\": 22", "\"side\": 22, \"orders\": 0", "pair.orders must be a whole number from 1 to 2"},
        {"\"side\": 22", "\"side\": 22, \"orders\": 3", "pair.orders"},
        {"\"side\": 22", "\"side\": 22, \"orders\": \"1\"", "pair.orders"},
        {"\"side\": 22", "\"side\": 22, \"doubt\": \"base\"", "pair.doubt must be an object"},
        {"\"side\": 22", "\"side\": 22, \"doubt\": {\"below\": 0.5}", "pair.doubt.model is missing"},
        {"\"side\": 22", DOUBTS("\"base\""), "pair.doubt.below is missing"},
        {"\"side\": 22", DOUBTS("7, \"below\": 0.5"), "pair.doubt.model must be 1 to 63 letters"},
        {"\"side\": 22", DOUBTS("\"\", \"below\": 0.5"), "pair.doubt.model must be 1 to 63 letters"},
        {"\"side\": 22", DOUBTS("\"/tmp\", \"below\": 0.5"), "pair.doubt.model must be 1 to 63 letters"},
        {"\"side\": 22", DOUBTS("\"../base\", \"below\": 0.5"), "pair.doubt.model must be 1 to 63 letters"},
        {"\"side\": 22", DOUBTS("\"a/b\", \"below\": 0.5"), "pair.doubt.model must be 1 to 63 letters"},
        {"\"side\": 22", DOUBTS("\"a23456789b123456789c123456789d123456789e123456789f123456789g123456789\", \"below\": 0.5"), "pair.doubt.model must be"},
        {"\"side\": 22", DOUBTS("\"..\", \"below\": 0.5"), "pair.doubt.model must not begin with a dot"},
        {"\"side\": 22", DOUBTS("\".\", \"below\": 0.5"), "pair.doubt.model must not begin with a dot"},
        {"\"side\": 22", DOUBTS("\"base\", \"below\": \"0.5\""), "pair.doubt.below must be a number from 0 to 1"},
        {"\"side\": 22", DOUBTS("\"base\", \"below\": 1.01"), "pair.doubt.below"},
        {"\"side\": 22", DOUBTS("\"base\", \"below\": -0.1"), "pair.doubt.below"},
        {"\"side\": 22", DOUBTS("\"base\", \"below\": 0.5, \"share\": 1.5"), "pair.doubt.share must be a number from 0 to 1"},
        {"\"side\": 22", DOUBTS("\"base\", \"below\": 0.5, \"share\": \"0.5\""), "pair.doubt.share"},
        {"\"temperature\": 1.25", TERMS ", \"orders\": 1, \"doubt\": {\"model\": \"pairs-base\", \"below\": 0.75}", NULL},
    };
    size_t n, weights;
    char *config = read_file(PAIRS "/config.json", &n), *bytes = read_file(PAIRS "/model.safetensors", &weights);
    write_file("model.safetensors", bytes, weights);
    write_file("config.json", config, n);
    hs_model *plain = NULL;
    assert_int_equal(hs_model_open(&plain, folder, NULL), HS_OK);
    assert_int_equal(hs_model_config_of(plain)->pair_orders, 2);
    assert_string_equal(hs_model_config_of(plain)->pair_doubt, "");
    hs_model_free(plain);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[2000];
        const char *at = strstr(config, cases[i].from);
        assert_non_null(at);
        int len = snprintf(text, sizeof text, "%.*s%s%s", (int)(at - config), config, cases[i].to,
                           at + strlen(cases[i].from));
        write_file("config.json", text, (size_t)len);
        hs_model *m = NULL;
        hs_error err = {0};
        hs_status status = hs_model_open(&m, folder, &err);
        if (!cases[i].words) {
            assert_int_equal(status, HS_OK);
            assert_int_equal(hs_model_config_of(m)->n_pair, 2);
            assert_true(hs_model_config_of(m)->pair_weights[1][1] == 1 && hs_model_config_of(m)->pair_bias[1] == 0.5f);
            assert_int_equal(hs_model_config_of(m)->pair_orders, 1);
            assert_string_equal(hs_model_config_of(m)->pair_doubt, "pairs-base");
            assert_true(hs_model_config_of(m)->pair_doubt_below == 0.75f);
        } else {
            assert_int_equal(status, HS_E_MODEL);
            if (!strstr(err.msg, cases[i].words))
                fail_msg("%s: %s", cases[i].to, err.msg);
        }
        hs_model_free(m);
    }
    hs_free(config), hs_free(bytes);
}

/** Change bytes of the tiny model and open it. */
static void patched(size_t at, const void *bytes, size_t n, uint64_t pos, const char *words)
{
    size_t len;
    char *file = read_file(TINY "/model.safetensors", &len);
    assert_true(at + n <= len);
    memcpy(file + at, bytes, n);
    write_file("model.safetensors", file, len);
    refused(HS_E_MODEL, pos, words);
    hs_free(file);
}

static void test_weights(void **state)
{
    (void)state;
    size_t n;
    hs_safetensors *file;
    assert_int_equal(hs_safetensors_open(&file, TINY "/model.safetensors", NULL), HS_OK);
    const hs_tensor *all = hs_safetensors_all(file, &n),
                    *scale = hs_safetensors_find(file, "layer.1.up.scale"),
                    *norm = hs_safetensors_find(file, "embeddings.norm.bias");
    const float zero = 0, less = -1, nan = NAN, infinite = INFINITY;
    char *config = read_file(TINY "/config.json", &n);
    write_file("config.json", config, n);
    patched(scale->pos + 8, &zero, 4, scale->pos + 8, "layer.1.up.scale[2] is 0");
    patched(scale->pos, &less, 4, scale->pos, "layer.1.up.scale[0] is -1");
    patched(scale->pos, &nan, 4, scale->pos, "nan");
    patched(scale->pos, &infinite, 4, scale->pos, "inf");
    patched(norm->pos + 4, &nan, 4, norm->pos + 4, "embeddings.norm.bias[1] is nan");

    hs_str bytes = hs_safetensors_bytes(file);
    static const struct {
        const char *from, *to, *words;
        const char *blamed;
    } cases[] = {
        {"\"head.cue.bias\"", "\"head.cue.bios\"", "no tensor head.cue.bias", NULL},
        {"{\"dtype\":\"F32\",\"shape\":[3,64]", "{\"dtype\":\"I32\",\"shape\":[3,64]", "head.cue.weight must be F32",
         "head.cue.weight"},
        {"{\"dtype\":\"F32\",\"shape\":[3,64]", "{\"dtype\":\"F32\",\"shape\":[64,3]", "[3][64]", "head.cue.weight"},
        {"{\"dtype\":\"I8\",\"shape\":[192,64]", "{\"dtype\":\"U8\",\"shape\":[192,64]",
         "layer.0.qkv.weight must be I8", "layer.0.qkv.weight"},
        {"\"head.vector.up.bias\"", "\"head.vector.up.bios\"", "no tensor head.vector.up.bias", NULL},
        {"\"head.vector.up.weight\":{\"dtype\":\"I8\",\"shape\":[80,128]",
         "\"head.vector.up.weight\":{\"dtype\":\"I8\",\"shape\":[128,80]", "head.vector.up.weight must be [80][128]",
         "head.vector.up.weight"},
        {"\"head.vector.down.weight\":{\"dtype\":\"I8\"", "\"head.vector.down.weight\":{\"dtype\":\"U8\"",
         "head.vector.down.weight must be I8", "head.vector.down.weight"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = memmem(bytes.ptr, all[0].pos, cases[i].from, strlen(cases[i].from));
        assert_non_null(at);
        const hs_tensor *t = cases[i].blamed ? hs_safetensors_find(file, cases[i].blamed) : NULL;
        patched((size_t)(at - bytes.ptr), cases[i].to, strlen(cases[i].to), t ? t->pos : 0, cases[i].words);
    }
    hs_safetensors_free(file);
    hs_free(config);
}

/** Fail allocation 1, 2, 3 .. until all goes well; the sanitizers see to it that nothing is left behind. */
static void no_memory(const char *path)
{
    long n = 0;
    hs_status status = HS_E_NOMEM;
    for (; status != HS_OK; n++) {
        hs_model *m = NULL;
        hs_encoder *e = NULL;
        hs_error err = {0};
        fuse = n;
        status = hs_model_open(&m, path, &err);
        if (status == HS_OK)
            status = hs_encoder_open(&e, m, NULL, &err);
        fuse = -1;
        if (status != HS_OK) {
            assert_int_equal(status, HS_E_NOMEM);
            assert_int_equal(err.code, HS_E_NOMEM);
            assert_null(e);
        }
        hs_encoder_free(e);
        hs_model_free(m);
    }
    printf("  %ld allocations\n", n - 1);
    assert_true(n > 20);
}

static void test_no_memory(void **state)
{
    (void)state;
    no_memory(TINY);
    no_memory(PAIRS);
    no_memory(DOUBT);
}

static void test_label(void **state)
{
    (void)state;
    hs_str label = hs_model_label(model);
    assert_int_equal(label.len, strlen("random ") + 12);
    assert_memory_equal(label.ptr, "random ", 7);
    assert_int_equal(strspn(label.ptr + 7, "0123456789abcdef"), 12);
    assert_int_equal(hs_model_config_of(model)->distance.n, 14);
    assert_true(hs_model_config_of(model)->confidence[1] == -1 && hs_model_config_of(model)->cue_bias == 0.25f);
}

static int make_folder(void **state)
{
    (void)state;
    return !mkdtemp(folder);
}

static int remove_folder(void **state)
{
    (void)state;
    char path[64];
    snprintf(path, sizeof path, "%s/config.json", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/model.safetensors", folder);
    unlink(path);
    rmdir(folder);
    memcpy(folder + strlen(folder) - 6, "XXXXXX", 6);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layers),
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_vector),
        cmocka_unit_test(test_narrow),
        cmocka_unit_test(test_batches),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_threads),
        cmocka_unit_test_setup_teardown(test_config, make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(test_weights, make_folder, remove_folder),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_label),
    };
    const struct CMUnitTest relative[] = {cmocka_unit_test(test_layers), cmocka_unit_test(test_scores),
                                          cmocka_unit_test(test_vector), cmocka_unit_test(test_batches)};
    const struct CMUnitTest pairs[] = {
        cmocka_unit_test(test_layers), cmocka_unit_test(test_pair), cmocka_unit_test(test_missing_heads),
        cmocka_unit_test_setup_teardown(test_pair_config, make_folder, remove_folder)};
    const struct CMUnitTest doubt[] = {cmocka_unit_test(test_layers), cmocka_unit_test(test_pair)};
    int failed = cmocka_run_group_tests(tests, open_tiny, close_tiny);
    failed += cmocka_run_group_tests(relative, open_relative, close_tiny);
    failed += cmocka_run_group_tests(doubt, open_doubt, close_tiny);
    return failed + cmocka_run_group_tests(pairs, open_pairs, close_tiny);
}
