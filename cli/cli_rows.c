/* cli_rows.c -- records and lines on stdout. In: cells and text, hostile. Out: as the library writes its own. Main thread only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

cli_form cli_form_get(const cli_args *args)
{
    const char *format = cli_args_get(args, "format");
    return strcmp(format, "jsonl") == 0 ? CLI_JSONL : strcmp(format, "csv") == 0 ? CLI_CSV : CLI_TEXT;
}

char *cli_text(hs_str s)
{
    return s.ptr ? cli_copy(s.ptr, s.len) : NULL;
}

/* cli_finish says what happened to stdout. */
static void need_memory(hs_status status)
{
    if (status == HS_OK || status == HS_E_IO)
        return;
    cli_say("out of memory");
    exit(CLI_SOME_FAILED);
}

char *cli_shown(const char *text)
{
    cli_bytes out = {0};
    cli_sink_bytes(&out, "", 0);
    need_memory(hs_text_show((hs_str){text, strlen(text)}, cli_sink_bytes, &out, NULL));
    return out.ptr;
}

void cli_lines(unsigned indent, const char *text)
{
    printf("%*s", (int)indent, "");
    need_memory(hs_text_lay((hs_str){text, strlen(text)}, indent, cli_width(), cli_sink_file, stdout, NULL));
    putchar('\n');
}

static void write_row(const cli_cell *cells, size_t n, hs_format format, bool names)
{
    hs_cell *row = cli_grow(NULL, n, sizeof *row);
    for (size_t i = 0; i < n; i++)
        row[i] = (hs_cell){cells[i].name, {cells[i].text, cells[i].text ? strlen(cells[i].text) : 0}};
    need_memory(names ? hs_row_names_write(row, n, cli_sink_file, stdout, NULL) : hs_row_write(row, n, format, cli_sink_file, stdout, NULL));
    free(row);
}

void cli_row_json(const cli_cell *cells, size_t n)
{
    write_row(cells, n, HS_FORMAT_JSONL, false);
}

void cli_row_csv(const cli_cell *cells, size_t n)
{
    write_row(cells, n, HS_FORMAT_CSV, false);
}

void cli_row_csv_names(const cli_cell *cells, size_t n)
{
    write_row(cells, n, HS_FORMAT_CSV, true);
}
