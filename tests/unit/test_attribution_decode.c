/* test_attribution_decode.c -- Viterbi decoding, nesting and confidence on hand-made scores. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "attribution_confidence.h"
#include "attribution_decode.h"
#include "attribution_nest.h"

/* Rows of scores in which the given tags win by a margin. */
static void favour(float *scores, uint32_t k, const char *tags)
{
    for (uint32_t i = 0; tags[i]; i++)
        for (uint32_t j = 0; j < k; j++)
            scores[i * k + j] = j == (uint32_t)(tags[i] - '0') ? 3.0f : 0.0f;
    hs_log_softmax(scores, (uint32_t)strlen(tags), k);
}

static void decode_cues_reads_tags(void **state)
{
    (void)state;
    float s[10 * HS_CUE_SCORES];
    hs_word_range out[10];
    favour(s, HS_CUE_SCORES, "0120011200");
    assert_int_equal(hs_decode_cues(out, s, 10, 0), 3);
    assert_int_equal(out[0].begin, 1);
    assert_int_equal(out[0].end, 3);
    assert_int_equal(out[1].begin, 5);
    assert_int_equal(out[1].end, 6);
    assert_int_equal(out[2].begin, 6);
    assert_int_equal(out[2].end, 8);
}

static void decode_cues_never_continues_nothing(void **state)
{
    (void)state;
    float s[4 * HS_CUE_SCORES];
    hs_word_range out[4];
    favour(s, HS_CUE_SCORES, "0220");
    uint32_t n = hs_decode_cues(out, s, 4, 0);
    assert_true(n == 1);
    assert_true(out[0].begin <= 1 && out[0].end == 3);
    assert_int_equal(hs_decode_cues(out, s, 0, 0), 0);
}

static void decode_cues_bias_drops_cues(void **state)
{
    (void)state;
    float s[3 * HS_CUE_SCORES];
    hs_word_range out[3];
    favour(s, HS_CUE_SCORES, "010");
    assert_int_equal(hs_decode_cues(out, s, 3, 0), 1);
    assert_int_equal(hs_decode_cues(out, s, 3, 10), 0);
}

static void decode_link_finds_source_and_fragments(void **state)
{
    (void)state;
    float s[9 * HS_LINK_SCORES];
    hs_link_path path;
    favour(s, HS_LINK_SCORES, "340012034");
    hs_decode_link(&path, s, 9, (hs_word_range){6, 7});
    assert_int_equal(path.source.begin, 4);
    assert_int_equal(path.source.end, 6);
    assert_int_equal(path.n_content, 2);
    assert_int_equal(path.content[0].begin, 0);
    assert_int_equal(path.content[0].end, 2);
    assert_int_equal(path.content[1].begin, 7);
    assert_int_equal(path.content[1].end, 9);
}

static void decode_link_allows_one_source_and_keeps_off_the_cue(void **state)
{
    (void)state;
    float s[8 * HS_LINK_SCORES];
    hs_link_path path;
    favour(s, HS_LINK_SCORES, "12344012");
    s[7 * HS_LINK_SCORES + 2] -= 1;
    hs_decode_link(&path, s, 8, (hs_word_range){2, 3});
    assert_int_equal(path.source.begin, 0);
    assert_int_equal(path.source.end, 2);
    assert_int_equal(path.n_content, 1);
    assert_int_equal(path.content[0].begin, 3);
    assert_int_equal(path.tags[2], 0);
    assert_int_equal(path.tags[6], 0);
}

static void confidence_rises_with_certainty(void **state)
{
    (void)state;
    float cue[6 * HS_CUE_SCORES], sure[6 * HS_LINK_SCORES], unsure[6 * HS_LINK_SCORES];
    float f[HS_CONFIDENCE_FEATURES], g[HS_CONFIDENCE_FEATURES];
    static const float weights[HS_CONFIDENCE_FEATURES] = {-1, -1, -1, -1, -0.1f, 0, 0, 0, -1};
    hs_link_path path;
    favour(cue, HS_CUE_SCORES, "001000");
    favour(sure, HS_LINK_SCORES, "120344");
    memcpy(unsure, sure, sizeof sure);
    for (size_t i = 0; i < 6 * HS_LINK_SCORES; i++)
        unsure[i] *= 0.3f;
    hs_log_softmax(unsure, 6, HS_LINK_SCORES);
    hs_decode_link(&path, sure, 6, (hs_word_range){2, 3});
    hs_confidence_features(f, cue, sure, 6, (hs_word_range){2, 3}, &path);
    hs_confidence_features(g, cue, unsure, 6, (hs_word_range){2, 3}, &path);
    assert_true(f[7] > 1.09f && f[7] < 1.1f);
    assert_true(f[5] == 0 && f[6] == 0 && f[HS_CONFIDENCE_NESTED] == 0);
    assert_true(hs_confidence(f, weights, 0) > hs_confidence(g, weights, 0));
    assert_true(hs_confidence(f, weights, 50) <= 1);
    float nested = hs_confidence_with(hs_confidence(f, weights, 1), weights[HS_CONFIDENCE_NESTED]);
    f[HS_CONFIDENCE_NESTED] = 1;
    assert_true(fabsf(nested - hs_confidence(f, weights, 1)) < 1e-6f);
    assert_true(hs_confidence_with(0, 1e6f) == 0 && hs_confidence_with(1, -1e6f) == 1);
    assert_true(hs_confidence_with(0.5f, 1e6f) == 1 && hs_confidence_with(0.5f, -1e6f) == 0);
}

static void confidence_is_of_cube_roots_of_surprise(void **state)
{
    (void)state;
    float cue[3 * HS_CUE_SCORES], link[3 * HS_LINK_SCORES], f[HS_CONFIDENCE_FEATURES];
    hs_link_path path;
    favour(cue, HS_CUE_SCORES, "010");
    favour(link, HS_LINK_SCORES, "103");
    hs_decode_link(&path, link, 3, (hs_word_range){1, 2});
    hs_confidence_features(f, cue, link, 3, (hs_word_range){1, 2}, &path);
    assert_true(fabsf(f[0] - cbrtf(-cue[HS_CUE_SCORES + 1])) < 1e-6f);
    assert_true(fabsf(f[1] - cbrtf(-link[1])) < 1e-6f);
    assert_true(fabsf(f[3] - cbrtf(-link[2 * HS_LINK_SCORES + 3])) < 1e-6f);
}

static hs_attribution attribution(const hs_span *source, const hs_span *cue, const hs_span *content, uint32_t n_content)
{
    return (hs_attribution){.source = {source, source ? 1 : 0}, .cue = {cue, 1}, .content = {content, n_content}};
}

static void parents_are_the_nearest_that_hold(void **state)
{
    (void)state;
    /* "A said [B knew [C denied [it]]]"; and one beside it */
    static const hs_span s[] = {{0, 1}, {10, 11}, {20, 21}, {60, 61}}, c[] = {{2, 6}, {12, 16}, {22, 28}, {62, 66}},
                         t[] = {{7, 40}, {17, 40}, {29, 40}, {67, 80}};
    hs_attribution a[4];
    hs_arena *arena = hs_arena_new(1 << 20);
    for (size_t i = 0; i < 4; i++)
        a[i] = attribution(&s[i], &c[i], &t[i], 1);
    assert_int_equal(hs_parents_find(a, 4, arena, NULL), HS_OK);
    assert_int_equal(a[0].parent, HS_NO_PARENT);
    assert_int_equal(a[1].parent, 0);
    assert_int_equal(a[2].parent, 1);
    assert_int_equal(a[3].parent, HS_NO_PARENT);
    hs_arena_free(arena);
}

static void parents_never_go_in_circles(void **state)
{
    (void)state;
    /* three that hold one another in a ring, and two that hold each other */
    static const hs_span c[] = {{0, 2}, {10, 12}, {20, 22}, {30, 32}, {40, 42}},
                         t[] = {{9, 13}, {19, 23}, {0, 3}, {39, 43}, {29, 33}};
    hs_attribution a[5];
    hs_arena *arena = hs_arena_new(1 << 20);
    for (size_t i = 0; i < 5; i++)
        a[i] = attribution(NULL, &c[i], &t[i], 1);
    assert_int_equal(hs_parents_find(a, 5, arena, NULL), HS_OK);
    for (uint32_t i = 0; i < 5; i++) {
        uint32_t steps = 0;
        for (uint32_t at = i; at != HS_NO_PARENT; at = a[at].parent)
            assert_true(++steps < 6);
    }
    assert_int_equal(a[3].parent, HS_NO_PARENT);
    assert_int_equal(a[4].parent, 3);
    hs_arena_free(arena);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(decode_cues_reads_tags),
        cmocka_unit_test(decode_cues_never_continues_nothing),
        cmocka_unit_test(decode_cues_bias_drops_cues),
        cmocka_unit_test(decode_link_finds_source_and_fragments),
        cmocka_unit_test(decode_link_allows_one_source_and_keeps_off_the_cue),
        cmocka_unit_test(confidence_rises_with_certainty),
        cmocka_unit_test(confidence_is_of_cube_roots_of_surprise),
        cmocka_unit_test(parents_are_the_nearest_that_hold),
        cmocka_unit_test(parents_never_go_in_circles),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
