/* table_make.h -- what the programs of the build share that turn a file of data/ into a constant C table: its lines one
 * by one, messages with file and line. Included once by such a program; it ends at the first mistake, with exit
 * status 1. */
#ifndef HS_TABLE_MAKE_H
#define HS_TABLE_MAKE_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *input;
static size_t line;

static void refuse(const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    fprintf(stderr, "%s:%zu: ", input, line);
    vfprintf(stderr, fmt, args);
    fputc('\n', stderr);
    va_end(args);
    exit(1);
}

typedef struct table_make {
    const char *usage;
    char *text; /* [cap], for a line with its end */
    size_t cap;
    void (*read_row)(char *text); /* a line but the first, without its end */
    void (*settle)(void);         /* sort and check what was read */
    void (*write)(FILE *out);
} table_make;

/** The whole of main. argv: program, input, output. @return exit status */
static int table_make_run(const table_make *make, int argc, char **argv)
{
    if (argc != 3)
        return fputs(make->usage, stderr), 2;
    input = argv[1];
    FILE *in = fopen(argv[1], "r");
    if (!in)
        return perror(argv[1]), 1;
    while (fgets(make->text, (int)make->cap, in)) {
        line++;
        char *end = strchr(make->text, '\n');
        if (!end)
            refuse("a line over %zu bytes, or without an end", make->cap - 2);
        *end = '\0';
        if (line > 1)
            make->read_row(make->text);
    }
    if (ferror(in) || fclose(in) != 0)
        return perror(argv[1]), 1;
    make->settle();
    FILE *out = fopen(argv[2], "w");
    if (!out)
        return perror(argv[2]), 1;
    make->write(out);
    if (ferror(out) | fclose(out))
        return perror(argv[2]), remove(argv[2]), 1;
    return 0;
}

#endif
