/* fuzz_gold.c -- any bytes as what `hearsay eval` is given: JSON lines, or a text, a NUL and its brat annotations.
 * Refused with a reason, or every span lies in its text and the figures add up. */
#define _GNU_SOURCE /* memfd_create */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "check.h"
#include "cli_gold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_attributions(const cli_attributions *all, const cli_gold_document *doc)
{
    for (size_t i = 0; i < all->n; i++)
        for (int role = 0; role < CLI_ROLES; role++) {
            const cli_spans *spans = &all->at[i].role[role];
            for (size_t k = 0; k < spans->n; k++) {
                CHECK(spans->at[k].begin < spans->at[k].end && spans->at[k].end <= doc->n_text);
                CHECK(!k || spans->at[k - 1].end < spans->at[k].begin);
            }
        }
}

static void check_failure(hs_status status, const hs_error *err)
{
    CHECK(status == CLI_E_GOLD && err->code == status && err->msg[0]);
}

static void check_figures(const cli_gold *gold)
{
    cli_score score;
    size_t n;
    cli_score_gold(&score, gold);
    CHECK(score.documents == gold->n && score.missing <= gold->n);
    for (int i = 0; i < CLI_WHOLES; i++)
        CHECK(score.whole[i].hit <= score.whole[i].due && score.whole[i].hit <= score.whole[i].made);
    double calibration = cli_score_calibration(&score, &n);
    CHECK(calibration >= 0 && calibration <= 1);
}

/* A file of these bytes that lives as long as `fd`. */
static void write_file(char path[64], int *fd, const uint8_t *data, size_t size)
{
    *fd = memfd_create("gold", 0);
    CHECK(*fd >= 0 && write(*fd, data, size) == (ssize_t)size);
    snprintf(path, 64, "/proc/self/fd/%d", *fd);
}

static void try_lines(const char *path, const uint8_t *data, size_t size)
{
    cli_gold gold;
    hs_error err = {HS_OK, 0, ""};
    hs_status status = cli_gold_load(&gold, path, &err);
    if (status != HS_OK) {
        check_failure(status, &err);
        return;
    }
    /* each line again, as the reading of its own document */
    const char *lines = (const char *)data, *end = lines + size;
    cli_unmark(&lines, &size);
    for (const char *at = lines, *stop; at < end; at = stop + 1) {
        stop = memchr(at, '\n', (size_t)(end - at));
        stop = stop ? stop : end;
        CHECK(cli_gold_add_reading(&gold, at, (size_t)(stop - at), &err) == HS_OK);
    }
    for (size_t i = 0; i < gold.n; i++) {
        check_attributions(&gold.at[i].want, &gold.at[i]);
        check_attributions(&gold.at[i].got, &gold.at[i]);
    }
    check_figures(&gold);
    cli_gold_free(&gold);
}

static void try_brat(const char *path, const uint8_t *text, size_t len)
{
    cli_gold gold = {calloc(1, sizeof(cli_gold_document)), 1};
    cli_bytes utf8 = {malloc(len + 1), len};
    hs_error err = {HS_OK, 0, ""};
    CHECK(gold.at && utf8.ptr);
    memcpy(utf8.ptr, text, len);
    utf8.ptr[len] = '\0';
    hs_status status = cli_gold_set_text(gold.at, utf8, &err);
    if (status == HS_OK)
        status = cli_brat_load(gold.at, path, &err);
    if (status == HS_OK) {
        check_attributions(&gold.at->want, gold.at);
        check_figures(&gold);
    } else {
        check_failure(status, &err);
    }
    cli_gold_free(&gold);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd;
    const uint8_t *nul = size ? memchr(data, 0, size) : NULL;
    const uint8_t *file = nul ? nul + 1 : data;
    write_file(path, &fd, file, (size_t)(data + size - file));
    if (nul)
        try_brat(path, data, (size_t)(nul - data));
    else
        try_lines(path, data, size);
    close(fd);
    return 0;
}
