/* test_arena.c -- marks and rewinding: what was taken before a mark stays, what came after it makes room. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"

enum { CAP = 1 << 17 };

static void test_rewind_makes_room(void **state)
{
    (void)state;
    hs_arena *arena = hs_arena_new(CAP);
    hs_str kept = hs_arena_copy(arena, (hs_str){"kept", 4});
    hs_arena_mark mark = hs_arena_marked(arena);
    for (int i = 0; i < 1000; i++) {
        assert_non_null(HS_NEW(arena, char, 100)); /* in the block of the mark */
        char *more = HS_NEW(arena, char, CAP / 2); /* in one of its own */
        assert_non_null(more);
        assert_int_equal(more[CAP / 2 - 1], 0);
        memset(more, 'x', CAP / 2);
        hs_arena_rewind(arena, mark);
    }
    assert_memory_equal(kept.ptr, "kept", 4);
    assert_null(HS_NEW(arena, char, CAP));
    hs_arena_free(arena);
}

static void test_rewind_to_empty(void **state)
{
    (void)state;
    hs_arena *arena = hs_arena_new(CAP);
    hs_arena_mark mark = hs_arena_marked(arena);
    hs_arena_rewind(arena, mark);
    for (int i = 0; i < 100; i++) {
        assert_non_null(HS_NEW(arena, char, CAP - 1000));
        hs_arena_rewind(arena, mark);
    }
    hs_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_rewind_makes_room),
                                       cmocka_unit_test(test_rewind_to_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
