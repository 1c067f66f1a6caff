/* model_config.c -- read config.json. In: hostile JSON. Out: an hs_model_config whose every number is in range, so that
 * no size made from it overflows. Threads: no state. */
#include <math.h>
#include <string.h>

#include <jansson.h>

#include "model.h"
#include "status.h"

enum { FORMAT = 1 };

/** A number of `object`, by its path for the message. The first failure stays. */
typedef struct reader {
    hs_error *err;
    hs_status status;
} reader;

static const json_t *member(reader *r, const json_t *object, const char *section, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (!value && r->status == HS_OK)
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s%s is missing", section, key);
    return value;
}

static uint32_t whole(reader *r, const json_t *object, const char *section, const char *key, uint32_t least,
                      uint32_t most)
{
    const json_t *value = member(r, object, section, key);
    if (r->status != HS_OK)
        return 0;
    if (!json_is_integer(value) || json_integer_value(value) < least || json_integer_value(value) > most) {
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s%s must be a whole number from %u to %u", section,
                            key, least, most);
        return 0;
    }
    return (uint32_t)json_integer_value(value);
}

/** A size that the kernels take. */
static uint32_t steps(reader *r, const json_t *object, const char *section, const char *key, uint32_t most)
{
    uint32_t n = whole(r, object, section, key, HS_KERNEL_STEP, most);
    if (r->status == HS_OK && n % HS_KERNEL_STEP)
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s%s %u is no multiple of %d", section, key, n,
                            HS_KERNEL_STEP);
    return n;
}

static float real(reader *r, const json_t *value, const char *what, double least, double most)
{
    if (r->status != HS_OK)
        return 0;
    double x = json_is_number(value) ? json_number_value(value) : NAN;
    if (!(x >= least && x <= most)) {
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s must be a number from %g to %g", what, least, most);
        return 0;
    }
    return (float)x;
}

static const json_t *object(reader *r, const json_t *root, const char *key)
{
    const json_t *value = member(r, root, "", key);
    if (r->status == HS_OK && !json_is_object(value))
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s must be an object", key);
    return value;
}

/** A list of at most `most` values, or NULL. */
static const json_t *list(reader *r, const json_t *from, const char *section, const char *key, uint32_t most)
{
    const json_t *value = member(r, from, section, key);
    if (r->status == HS_OK && (!json_is_array(value) || json_array_size(value) > most))
        r->status =
            hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s%s must be a list of at most %u", section, key, most);
    return r->status == HS_OK ? value : NULL;
}

/** A name that is fit to be a folder's: no slash. @param out  [size] */
static void read_name(reader *r, char *out, size_t size, const json_t *from, const char *section, const char *key)
{
    const char *name = json_string_value(member(r, from, section, key));
    size_t n = name ? strlen(name) : 0;
    if (r->status != HS_OK)
        return;
    if (!n || n >= size || strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_") != n)
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s%s must be 1 to %zu letters, digits, dots, dashes", section, key, size - 1);
    else
        memcpy(out, name, n + 1);
}

uint32_t hs_edges_bucket(const hs_edges *edges, uint32_t distance)
{
    uint32_t n = 0;
    while (n < edges->n && edges->at[n] <= distance)
        n++;
    return n;
}

static void read_edges(reader *r, hs_edges *out, const json_t *from, const char *section, const char *key)
{
    const json_t *edges = list(r, from, section, key, HS_DISTANCE_EDGES);
    if (!edges)
        return;
    out->n = (uint32_t)json_array_size(edges);
    for (uint32_t i = 0; i < out->n; i++) {
        const json_t *edge = json_array_get(edges, i);
        json_int_t x = json_integer_value(edge), least = i ? (json_int_t)out->at[i - 1] + 1 : 1;
        if (!json_is_integer(edge) || x < least || x > 1000000) {
            r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: %s%s must be rising whole numbers", section, key);
            return;
        }
        out->at[i] = (uint32_t)x;
    }
}

static void read_encoder(reader *r, hs_model_config *c, const json_t *from)
{
    static const char *const schemes[] = {[HS_POSITION_ABSOLUTE] = "absolute", [HS_POSITION_RELATIVE] = "relative"};
    static const char at[] = "encoder.";
    c->layers = whole(r, from, at, "layers", 1, 48);
    c->width = whole(r, from, at, "width", HS_KERNEL_HEAD, 4096);
    c->heads = whole(r, from, at, "heads", 1, 128);
    c->intermediate = whole(r, from, at, "intermediate", HS_KERNEL_STEP, 16384);
    c->vocabulary = whole(r, from, at, "vocabulary", 1, 1000000);
    c->positions = whole(r, from, at, "positions", 8, 4096);
    c->norm_epsilon = real(r, member(r, from, at, "norm_epsilon"), "encoder.norm_epsilon", 0, 1);
    const char *scheme = json_string_value(member(r, from, at, "position_scheme"));
    if (r->status != HS_OK)
        return;
    size_t s = 0, n = sizeof schemes / sizeof *schemes;
    while (s < n && (!scheme || strcmp(scheme, schemes[s]) != 0))
        s++;
    if (s == n) {
        r->status = hs_fail(
            r->err, HS_E_MODEL, 0,
            "config.json: encoder.position_scheme \"%.40s\" is unknown; this build reads \"absolute\" and \"relative\"",
            scheme ? scheme : "");
        return;
    }
    c->position_scheme = (hs_position_scheme)s;
    if (c->position_scheme == HS_POSITION_RELATIVE)
        read_edges(r, &c->relative, from, at, "relative_edges");
    if (r->status != HS_OK)
        return;
    if (c->width % c->heads || c->width / c->heads % HS_KERNEL_HEAD)
        r->status =
            hs_fail(r->err, HS_E_MODEL, 0, "config.json: width %u over %u heads; a head must be a multiple of %d",
                    c->width, c->heads, HS_KERNEL_HEAD);
    else if (c->intermediate % HS_KERNEL_STEP)
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: intermediate %u is no multiple of %d", c->intermediate,
                            HS_KERNEL_STEP);
}

static void read_link(reader *r, hs_model_config *c, const json_t *from)
{
    c->link_width = steps(r, from, "link.", "width", 4096);
    read_edges(r, &c->distance, from, "link.", "distance_edges");
}

static void read_confidence(reader *r, hs_model_config *c, const json_t *from)
{
    const json_t *weights = list(r, from, "confidence.", "weights", HS_CONFIDENCE_TERMS);
    c->n_confidence = (uint32_t)json_array_size(weights);
    for (uint32_t i = 0; i < c->n_confidence; i++)
        c->confidence[i] = real(r, json_array_get(weights, i), "each of confidence.weights", -1e6, 1e6);
    c->confidence_bias = real(r, member(r, from, "confidence.", "bias"), "confidence.bias", -1e6, 1e6);
}

/** Heads that tag a text, which need one another. */
static void read_tagging(reader *r, hs_model_config *c, const json_t *root)
{
    const json_t *window = object(r, root, "window");
    c->window_length = whole(r, window, "window.", "length", 8, c->positions);
    c->window_margin = whole(r, window, "window.", "margin", 0, c->window_length ? (c->window_length - 2) / 2 - 1 : 0);
    read_link(r, c, object(r, root, "link"));
    const json_t *decode = object(r, root, "decode");
    c->cue_bias = real(r, member(r, decode, "decode.", "cue_bias"), "decode.cue_bias", -1e3, 1e3);
    c->nested_cue_bias = real(r, member(r, decode, "decode.", "nested_cue_bias"), "decode.nested_cue_bias", -1e3, 1e3);
    c->least_confidence = real(r, member(r, decode, "decode.", "least_confidence"), "decode.least_confidence", 0, 1);
    read_confidence(r, c, object(r, root, "confidence"));
}

static void read_vector(reader *r, hs_model_config *c, const json_t *root)
{
    const json_t *vector = object(r, root, "vector");
    c->vector_width = steps(r, vector, "vector.", "width", 4096);
    c->vector_hidden = steps(r, vector, "vector.", "hidden", 16384);
}

/** pair.weights and pair.bias: three rows of one length, and three numbers. */
static void read_pair_terms(reader *r, hs_model_config *c, const json_t *pair)
{
    const json_t *rows = list(r, pair, "pair.", "weights", HS_PAIR_SCORES);
    const json_t *bias = list(r, pair, "pair.", "bias", HS_PAIR_SCORES);
    if (r->status != HS_OK)
        return;
    if (json_array_size(rows) != HS_PAIR_SCORES || json_array_size(bias) != HS_PAIR_SCORES) {
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: pair.weights and pair.bias must have %d rows",
                            HS_PAIR_SCORES);
        return;
    }
    c->n_pair = (uint32_t)json_array_size(json_array_get(rows, 0));
    for (size_t i = 0; i < HS_PAIR_SCORES; i++) {
        const json_t *row = json_array_get(rows, i);
        if (!c->n_pair || c->n_pair > HS_PAIR_TERMS || json_array_size(row) != c->n_pair) {
            r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: pair.weights must have rows of one length, 1 to %d",
                                HS_PAIR_TERMS);
            return;
        }
        for (uint32_t j = 0; j < c->n_pair; j++)
            c->pair_weights[i][j] = real(r, json_array_get(row, j), "each of pair.weights", -1e6, 1e6);
        c->pair_bias[i] = real(r, json_array_get(bias, i), "each of pair.bias", -1e6, 1e6);
    }
}

/** pair.doubt: which model is asked, and when. */
static void read_doubt(reader *r, hs_model_config *c, const json_t *pair)
{
    const json_t *doubt = json_object_get(pair, "doubt");
    if (!json_is_object(doubt)) {
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: pair.doubt must be an object");
        return;
    }
    read_name(r, c->pair_doubt, sizeof c->pair_doubt, doubt, "pair.doubt.", "model");
    c->pair_doubt_below = real(r, member(r, doubt, "pair.doubt.", "below"), "pair.doubt.below", 0, 1);
    const json_t *share = json_object_get(doubt, "share");
    c->pair_doubt_share = share ? real(r, share, "pair.doubt.share", 0, 1) : 0;
    if (r->status == HS_OK && c->pair_doubt[0] == '.') /* "..", or what is hidden */
        r->status = hs_fail(r->err, HS_E_MODEL, 0, "config.json: pair.doubt.model must not begin with a dot");
}

static void read_pair(reader *r, hs_model_config *c, const json_t *root)
{
    const json_t *pair = object(r, root, "pair");
    c->pair_hidden = steps(r, pair, "pair.", "hidden", 16384);
    c->pair_side = whole(r, pair, "pair.", "side", 1, (c->positions - 3) / 2); /* [CLS] a [SEP] b [SEP] */
    c->pair_temperature = real(r, member(r, pair, "pair.", "temperature"), "pair.temperature", 0.01, 100);
    c->pair_least_same = real(r, member(r, pair, "pair.", "least_same"), "pair.least_same", 0, 1);
    c->pair_least_contradicts =
        real(r, member(r, pair, "pair.", "least_contradicts"), "pair.least_contradicts", 0, 1);
    c->pair_orders = json_object_get(pair, "orders") ? whole(r, pair, "pair.", "orders", 1, 2) : 2;
    if (r->status == HS_OK && json_object_get(pair, "doubt"))
        read_doubt(r, c, pair);
    if (json_object_get(pair, "weights") || json_object_get(pair, "bias"))
        read_pair_terms(r, c, pair);
}

/** Any one of the tagging heads' sections asks for all of them. */
static bool has_tagging(const json_t *root)
{
    static const char *const sections[] = {"window", "link", "decode", "confidence"};
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (json_object_get(root, sections[i]))
            return true;
    return false;
}

static hs_status read_root(hs_model_config *c, const json_t *root, hs_error *err)
{
    reader r = {err, HS_OK};
    if (!json_is_object(root))
        return hs_fail(err, HS_E_MODEL, 0, "config.json: no object");
    const json_t *format = member(&r, root, "", "format");
    if (r.status == HS_OK && (!json_is_integer(format) || json_integer_value(format) != FORMAT))
        return hs_fail(err, HS_E_MODEL, 0, "config.json: model format %lld, this build reads %d",
                       (long long)json_integer_value(format), FORMAT);
    read_name(&r, c->name, sizeof c->name, root, "", "name");
    const json_t *lowercase = member(&r, root, "", "lowercase");
    if (r.status == HS_OK && !json_is_boolean(lowercase))
        r.status = hs_fail(err, HS_E_MODEL, 0, "config.json: lowercase must be true or false");
    else if (r.status == HS_OK && !json_is_true(lowercase))
        r.status =
            hs_fail(err, HS_E_MODEL, 0, "config.json: lowercase is false; this build reads lowercase models only");
    read_encoder(&r, c, object(&r, root, "encoder"));
    const bool tagging = has_tagging(root), vector = json_object_get(root, "vector"), pair = json_object_get(root, "pair");
    if (r.status == HS_OK && !tagging && !vector && !pair)
        r.status = hs_fail(err, HS_E_MODEL, 0, "config.json: no head; \"link\", \"vector\" or \"pair\" tells of one");
    if (r.status == HS_OK && tagging)
        read_tagging(&r, c, root);
    if (r.status == HS_OK && vector)
        read_vector(&r, c, root);
    if (r.status == HS_OK && pair)
        read_pair(&r, c, root);
    return r.status;
}

hs_status hs_model_config_parse(hs_model_config *out, const char *bytes, size_t len, hs_error *err)
{
    json_error_t why;
    *out = (hs_model_config){0};
    json_t *root = json_loadb(bytes, len, JSON_REJECT_DUPLICATES, &why);
    if (!root) {
        bool nomem = !why.text[0]; /* jansson has words for all but a lack of memory */
        return hs_fail(err, nomem ? HS_E_NOMEM : HS_E_MODEL, why.position > 0 ? (uint64_t)why.position : 0,
                       "config.json: line %d: %.120s", why.line, why.text);
    }
    hs_status status = read_root(out, root, err);
    json_decref(root);
    return status;
}
