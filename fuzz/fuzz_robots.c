/* fuzz_robots.c -- any bytes as a path, a line end, and a robots.txt. Whatever it holds, it is parsed; robots.txt
 * itself may always be asked for, and an empty file allows everything. */
#include <stdint.h>
#include <string.h>

#include "check.h"
#include "fetch_robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const hs_str agent = {"hearsay/0.1", 11}, own = {"/robots.txt", 11};
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t n = end ? (size_t)(end - data) : size;
    hs_str path = {(const char *)data, n}, text = {(const char *)data + n, size - n};
    hs_arena *arena = hs_arena_new(4096 + 16 * size);
    hs_robots robots, none = {0};
    bool allow;
    CHECK(arena && hs_robots_parse(&robots, arena, text, agent, NULL) == HS_OK);
    CHECK(robots.delay_ms <= HS_ROBOTS_MAX_DELAY_MS && robots.n <= size / 7);
    CHECK(hs_robots_allow(&allow, &robots, arena, own, NULL) == HS_OK && allow);
    CHECK(hs_robots_allow(&allow, &none, arena, path, NULL) == HS_OK && allow);
    if (n)
        CHECK(hs_robots_allow(&allow, &robots, arena, path, NULL) == HS_OK);
    hs_arena_free(arena);
    return 0;
}
