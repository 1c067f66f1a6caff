/* fuzz_compare.c -- any bytes as lines of `hearsay compare`'s standard input: a line is refused, or its two texts are
 * compared, by a tiny model and in both orders; and any bytes, cut in two, as texts. Each comparison has a relation, scores that
 * sum to 1, finite features, a reason, and is the same the other way round. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "cli_pair.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static hs_compare_space *space;

static void check(const hs_comparison *c)
{
    float sum = 0;
    CHECK((unsigned)c->relation < HS_RELATIONS);
    for (int i = 0; i < HS_RELATIONS; i++) {
        CHECK(c->scores[i] >= 0 && c->scores[i] <= 1);
        sum += c->scores[i];
    }
    CHECK(fabsf(sum - 1) < 1e-4f);
    for (int i = 0; i < HS_COMPARE_FEATURES; i++)
        CHECK(isfinite(c->features[i]));
    CHECK(*c->why && strnlen(c->why, HS_WHY_BYTES) < HS_WHY_BYTES);
    CHECK(hs_utf8_valid(c->why, strlen(c->why)) == strlen(c->why));
}

static void compare(hs_str a, hs_str b)
{
    const hs_pair pairs[] = {{a, b}, {b, a}, {a, a}};
    hs_comparison found[3];
    hs_error err = {0};
    hs_status status = hs_compare_many(found, space, pairs, 3, &err);
    if (hs_utf8_valid(a.ptr, a.len) < a.len || hs_utf8_valid(b.ptr, b.len) < b.len) {
        CHECK(status == HS_E_ARG);
        return;
    }
    CHECK(status == HS_OK);
    for (int i = 0; i < 3; i++)
        check(&found[i]);
    CHECK(found[0].relation == found[1].relation);
    CHECK(memcmp(found[0].features, found[1].features, sizeof found->features) == 0);
    CHECK(memcmp(found[0].scores, found[1].scores, sizeof found->scores) == 0);
    CHECK(found[2].relation != HS_CONTRADICTS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *bytes = (const char *)data;
    static hs_comparer *comparer;
    if (!space) {
        CHECK(hs_comparer_open(&comparer, HS_SOURCE_DIR "/tests/numeric/tiny_pairs", NULL) == HS_OK);
        CHECK(hs_compare_space_open(&space, comparer, NULL) == HS_OK);
    }
    for (size_t at = 0; at < size;) {
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t len = end ? (size_t)(end - bytes) - at : size - at;
        cli_pair pair;
        hs_error err;
        hs_status status = cli_pair_read(&pair, bytes + at, len, &err);
        if (status == HS_OK) {
            compare((hs_str){pair.a, strlen(pair.a)}, (hs_str){pair.b, strlen(pair.b)});
            json_decref(pair.root);
        } else {
            CHECK(!pair.root && *err.msg && (err.code == CLI_E_PAIR || err.code == HS_E_NOMEM));
        }
        at += len + 1;
    }
    compare((hs_str){bytes, size / 2}, (hs_str){bytes + size / 2, size - size / 2});
    return 0;
}
