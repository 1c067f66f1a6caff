/* cli_lines.c -- text for people on stdout. In: text, hostile. Out: lines no longer than the width. Main thread only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "cli.h"

enum { LEAST_WIDTH = 20 };

char *cli_text(hs_str s)
{
    return s.ptr ? cli_copy(s.ptr, s.len) : NULL;
}

/* A word's bytes and the columns that it takes. */
static size_t measure(const char *s, unsigned *columns)
{
    size_t len = 0;
    *columns = 0;
    while (s[len] && s[len] != ' ') {
        utf8proc_int32_t point;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s + len, -1, &point);
        *columns += n > 0 ? (unsigned)utf8proc_charwidth(point) : 1;
        len += n > 0 ? (size_t)n : 1;
    }
    return len;
}

char *cli_shown(const char *text)
{
    cli_bytes out = {0};
    cli_sink_bytes(&out, "", 0);
    if (hs_text_show((hs_str){text, strlen(text)}, cli_sink_bytes, &out, NULL) != HS_OK) {
        cli_say("out of memory");
        exit(CLI_SOME_FAILED);
    }
    return out.ptr;
}

void cli_lines(unsigned indent, const char *text)
{
    unsigned width = cli_width(), at = 0, columns;
    char *shown = cli_shown(text);
    if (width < indent + LEAST_WIDTH)
        width = indent + LEAST_WIDTH;
    for (const char *s = shown; *s; s += *s == ' ') {
        size_t len = measure(s, &columns);
        if (at && at + 1 + columns > width) {
            putchar('\n');
            at = 0;
        }
        if (at)
            putchar(' ');
        else
            printf("%*s", (int)indent, "");
        at = (at ? at + 1 : indent) + columns;
        fwrite(s, 1, len, stdout);
        s += len;
    }
    putchar('\n');
    free(shown);
}
