/* fuzz_dates.c -- any bytes as a line, a field, an address and a class name: what is found lies within and is ISO 8601.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "date_words.h"
#include "dates.h"
#include "fold.h"
#include "iso8601.h"
#include "months.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const hs_date *date, hs_str text)
{
    int64_t instant;
    hs_str iso = {date->iso, date->len};
    CHECK(date->begin <= text.len && date->end <= text.len && date->len >= 10);
    CHECK(hs_iso8601_is_valid(iso, NULL) && (!date->has_zone || date->has_time));
    CHECK(hs_date_instant(&instant, iso) == date->has_zone);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const hs_date_order orders[] = {HS_DATE_UNKNOWN, HS_DATE_DAY_FIRST, HS_DATE_MONTH_FIRST};
    hs_date date;
    char *exact = malloc(size ? size : 1), folded[64];
    CHECK(exact);
    if (size)
        memcpy(exact, data, size);
    hs_str text = {exact, size};
    for (size_t k = 0; k < sizeof orders / sizeof *orders; k++) {
        if (hs_date_find(&date, text, orders[k]))
            check(&date, text);
        if (hs_date_read(&date, text, orders[k]))
            check(&date, text);
    }
    if (hs_date_in_url(&date, text))
        CHECK(date.len == 10 && date.begin < size && hs_iso8601_is_valid((hs_str){date.iso, date.len}, NULL));
    CHECK(hs_date_order_in(text) <= HS_DATE_MONTH_FIRST && hs_month_by_name(text) <= 12);
    CHECK(hs_fold(folded, sizeof folded, text) <= size && hs_date_names(text) < 64 && hs_date_cue(text) < 64);
    free(exact);
    return 0;
}
