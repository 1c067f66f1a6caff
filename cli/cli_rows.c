/* cli_rows.c -- records as lines of JSON and rows of CSV. In: cells of text, hostile. Out: stdout. Main thread only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <utf8proc.h>

#include "cli.h"

cli_form cli_form_get(const cli_args *args)
{
    const char *format = cli_args_get(args, "format");
    return strcmp(format, "jsonl") == 0 ? CLI_JSONL : strcmp(format, "csv") == 0 ? CLI_CSV : CLI_TEXT;
}

/* The name of a file that failed may be any bytes, and a message may cut one short. Owned. */
static char *as_utf8(const char *s)
{
    cli_bytes out = {0};
    cli_sink_bytes(&out, "", 0);
    for (utf8proc_int32_t point; *s;) {
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &point);
        if (n > 0)
            cli_sink_bytes(&out, s, (size_t)n);
        else
            cli_sink_bytes(&out, "\xEF\xBF\xBD", 3);
        s += n > 0 ? n : 1;
    }
    return out.ptr;
}

static void print_json_text(const char *s)
{
    char *valid = as_utf8(s);
    json_t *value = json_string(valid);
    char *printed = value ? json_dumps(value, JSON_ENCODE_ANY) : NULL;
    if (!printed) {
        cli_say("out of memory");
        exit(CLI_SOME_FAILED);
    }
    fputs(printed, stdout);
    free(printed);
    json_decref(value);
    free(valid);
}

void cli_row_json(const cli_cell *cells, size_t n)
{
    fputs("{\"schema\":1", stdout);
    for (size_t i = 0; i < n; i++) {
        printf(",\"%s\":", cells[i].name);
        if (cells[i].text)
            print_json_text(cells[i].text);
        else
            fputs("null", stdout);
    }
    fputs("}\n", stdout);
}

/* As the library writes cells: a spreadsheet would run what looks like a formula, an apostrophe makes it text; wide signs too. */
static bool looks_like_formula(const char *s)
{
    static const char *const wide[] = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
    if (strcmp(s, "+") == 0 || strcmp(s, "-") == 0) /* a polarity, say, which the library writes so, too */
        return false;
    s += strspn(s, "'");
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (strncmp(s, wide[i], strlen(wide[i])) == 0)
            return true;
    return *s && strchr("=+-@", *s);
}

static void print_csv_text(const char *s)
{
    char *valid = as_utf8(s);
    bool formula = looks_like_formula(valid), quoted = formula || strpbrk(valid, "\",\r\n");
    fputs(formula ? "\"'" : quoted ? "\"" : "", stdout);
    for (const char *c = valid; *c; c++) {
        if (*c == '"')
            putchar('"');
        putchar((unsigned char)*c);
    }
    fputs(quoted ? "\"" : "", stdout);
    free(valid);
}

void cli_row_csv(const cli_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        fputs(i ? "," : "", stdout);
        if (cells[i].text)
            print_csv_text(cells[i].text);
    }
    fputs("\r\n", stdout);
}

void cli_row_csv_names(const cli_cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        printf("%s%s", i ? "," : "", cells[i].name);
    fputs("\r\n", stdout);
}
