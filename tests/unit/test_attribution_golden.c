/* test_attribution_golden.c -- the decoder and the parents against train/decode.py on random scores and spans
 * (tests/golden/decode.txt, written by train/make_decode_golden.py). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "attribution_decode.h"
#include "attribution_nest.h"

enum { MAX_WORDS = 128, MAX_SPANS = 32 };

static uint32_t next_random(uint32_t *x)
{
    *x = *x * 1664525u + 1013904223u;
    return *x >> 16;
}

static void draw_scores(float *scores, uint32_t n, uint32_t *x)
{
    for (uint32_t i = 0; i < n; i++)
        scores[i] = -(float)next_random(x) / 8192;
}

/* The next "BEGIN-END" of the line. */
static bool next_range(const char **at, hs_word_range *out)
{
    int used = 0;
    if (sscanf(*at, " %u-%u%n", &out->begin, &out->end, &used) != 2)
        return false;
    *at += used;
    return true;
}

static void expect_ranges(const char **at, const hs_word_range *found, uint32_t n)
{
    hs_word_range due;
    uint32_t i = 0;
    for (; next_range(at, &due); i++) {
        assert_true(i < n);
        assert_int_equal(found[i].begin, due.begin);
        assert_int_equal(found[i].end, due.end);
    }
    assert_int_equal(i, n);
}

static void check_cues(const char *line)
{
    float scores[MAX_WORDS * HS_CUE_SCORES];
    hs_word_range found[MAX_WORDS];
    unsigned seed, n;
    int bias, used;
    assert_int_equal(sscanf(line, "cues %u %u %d :%n", &seed, &n, &bias, &used), 3);
    uint32_t x = seed;
    draw_scores(scores, n * HS_CUE_SCORES, &x);
    line += used;
    expect_ranges(&line, found, hs_decode_cues(found, scores, n, (float)bias));
}

static void check_link(const char *line)
{
    float scores[MAX_WORDS * HS_LINK_SCORES];
    unsigned seed, n;
    int used;
    hs_word_range cue, source;
    hs_link_path path;
    assert_int_equal(sscanf(line, "link %u %u %u %u :%n", &seed, &n, &cue.begin, &cue.end, &used), 4);
    uint32_t x = seed;
    (void)next_random(&x), (void)next_random(&x); /* the cue was drawn first */
    draw_scores(scores, n * HS_LINK_SCORES, &x);
    hs_decode_link(&path, scores, n, cue);
    line += used;
    assert_true(next_range(&line, &source));
    assert_int_equal(path.source.begin, source.begin);
    assert_int_equal(path.source.end, source.end);
    line = strchr(line, ':') + 1;
    expect_ranges(&line, path.content, path.n_content);
}

static void check_parents(const char *line)
{
    hs_span source[MAX_SPANS], cue[MAX_SPANS], content[MAX_SPANS][3];
    hs_attribution a[MAX_SPANS];
    unsigned seed, n;
    int used;
    assert_int_equal(sscanf(line, "parents %u %u :%n", &seed, &n, &used), 2);
    uint32_t x = seed;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t begin = 400 * i / n, k = 0;
        cue[i] = (hs_span){begin, begin + 1 + next_random(&x) % (400 / n)};
        uint32_t at = next_random(&x) % 200, fragments = 1 + next_random(&x) % 3;
        for (; k < fragments; k++) {
            uint32_t length = 1 + next_random(&x) % 120;
            content[i][k] = (hs_span){at, at + length};
            at += length + 1 + next_random(&x) % 40;
        }
        uint32_t from = next_random(&x) % 400;
        source[i] = (hs_span){from, from + 2};
        a[i] = (hs_attribution){
            .source = {&source[i], next_random(&x) % 2}, .cue = {&cue[i], 1}, .content = {content[i], k}};
    }
    hs_arena *arena = hs_arena_new(1 << 20);
    assert_int_equal(hs_parents_find(a, n, arena, NULL), HS_OK);
    line += used;
    for (uint32_t i = 0; i < n; i++) {
        int due;
        assert_int_equal(sscanf(line, " %d%n", &due, &used), 1);
        line += used;
        assert_int_equal((int)a[i].parent, due);
    }
    hs_arena_free(arena);
}

static void all_lines_agree(void **state)
{
    (void)state;
    char line[4096];
    unsigned n = 0;
    FILE *f = fopen(HS_SOURCE_DIR "/tests/golden/decode.txt", "r");
    assert_non_null(f);
    for (; fgets(line, sizeof line, f); n++) {
        void (*check)(const char *) = line[0] == 'c' ? check_cues : line[0] == 'l' ? check_link : check_parents;
        check(line);
    }
    fclose(f);
    assert_int_equal(n, 180);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(all_lines_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
