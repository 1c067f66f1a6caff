/* outlets_make.c -- a program for the build: checks data/outlets.tsv and writes it as a constant C table.
 * usage: outlets_make OUTLETS.TSV TABLE.C. In: the file, five columns. Out: what outlets_table.h declares; or a message
 * with file and line, and exit status 1. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "outlets_table.h"
#include "table_make.h"

enum { MAX_ROWS = 1 << 16, MAX_KEYS = 1 << 18, MAX_LINE = 4096, N_COLUMNS = 5 };

typedef struct key {
    char *text;
    uint32_t outlet;
} key;

static const char *const kinds[] = {"newspaper", "agency", "broadcaster", "magazine", "site"};

static hs_outlet_row rows[MAX_ROWS];
static char *row_names[MAX_ROWS];
static key domains[MAX_KEYS], names[MAX_KEYS];
static size_t n_rows, n_domains, n_names, pooled;

static char *keep(const char *text)
{
    char *copy = malloc(strlen(text) + 1);
    if (!copy)
        refuse("out of memory");
    return strcpy(copy, text);
}

static void add(key *to, size_t *n, const char *text)
{
    if (*n == MAX_KEYS)
        refuse("more than %d names or domains", MAX_KEYS);
    to[(*n)++] = (key){keep(text), (uint32_t)n_rows};
}

/* Labels of lower-case letters, digits and inner hyphens, at least two. */
static void check_domain(const char *domain)
{
    size_t labels = 1, n = strlen(domain);
    bool ok = n && n < 254;
    for (size_t i = 0; i < n && ok; i++) {
        bool edge = i == 0 || i + 1 == n || domain[i - 1] == '.' || domain[i + 1] == '.';
        labels += domain[i] == '.';
        ok = islower((unsigned char)domain[i]) || isdigit((unsigned char)domain[i]) ||
             (!edge && (domain[i] == '-' || domain[i] == '.'));
    }
    if (!ok || labels < 2 || strncmp(domain, "www.", 4) == 0)
        refuse("'%s' is no domain", domain);
}

static void add_name(const char *name)
{
    char folded[HS_OUTLET_KEY_BYTES];
    if (!hs_outlet_fold(folded, name, strlen(name)))
        refuse("the name '%s' is empty or over %d bytes", name, HS_OUTLET_KEY_BYTES - 2);
    for (size_t i = n_names; i > 0 && names[i - 1].outlet == n_rows; i--)
        if (strcmp(names[i - 1].text, folded) == 0)
            refuse("'%s' is listed twice", name);
    add(names, &n_names, folded);
}

static void read_row(char *text)
{
    char *column[N_COLUMNS];
    for (size_t i = 0; i < N_COLUMNS; i++) {
        column[i] = text;
        char *end = strchr(text, '\t');
        if (!end != (i + 1 == N_COLUMNS))
            refuse("not %d columns", N_COLUMNS);
        if (end) {
            *end = '\0';
            text = end + 1;
        }
    }
    if (n_rows == MAX_ROWS)
        refuse("more than %d outlets", MAX_ROWS);
    size_t kind = 0;
    while (kind < sizeof kinds / sizeof *kinds && strcmp(kinds[kind], column[1]) != 0)
        kind++;
    if (kind == sizeof kinds / sizeof *kinds)
        refuse("'%s' is no kind", column[1]);
    if (strlen(column[2]) != 2 || !isupper((unsigned char)column[2][0]) || !isupper((unsigned char)column[2][1]))
        refuse("'%s' is no country", column[2]);
    if (n_rows && strcmp(row_names[n_rows - 1], column[0]) > 0)
        refuse("'%s' is out of order", column[0]);
    row_names[n_rows] = keep(column[0]);
    rows[n_rows].kind = (uint8_t)kind;
    memcpy(rows[n_rows].country, column[2], 2);
    add_name(column[0]);
    for (char *d = strtok(column[3], " "); d; d = strtok(NULL, " ")) {
        check_domain(d);
        add(domains, &n_domains, d);
    }
    for (char *alias = column[4]; *alias;) {
        char *end = strstr(alias, "; ");
        if (end)
            *end = '\0';
        add_name(alias);
        alias = end ? end + 2 : "";
    }
    n_rows++;
}

static int by_text(const void *a, const void *b)
{
    const key *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order ? order : (x->outlet > y->outlet) - (x->outlet < y->outlet);
}

/* Octal, so that what comes after cannot be taken for a part of it. @return where the text begins in the pool */
static size_t put_text(FILE *out, const char *text)
{
    size_t at = pooled;
    fputs("    \"", out);
    for (const char *c = text; *c; c++)
        fprintf(out, isalnum((unsigned char)*c) || *c == ' ' || *c == '.' ? "%c" : "\\%03o", (unsigned char)*c);
    fputs("\\0\"\n", out);
    pooled += strlen(text) + 1;
    return at;
}

static void write_keys(FILE *out, const char *table, const key *keys, size_t n, bool many, uint32_t *at)
{
    size_t n_keys = 0;
    fprintf(out, "const hs_outlet_key hs_outlet_%s[] = {\n", table);
    for (size_t i = 0, next; i < n; i = next, n_keys++) {
        for (next = i + 1; next < n && strcmp(keys[i].text, keys[next].text) == 0; next++)
            continue;
        fprintf(out, "    {%u, %zu, %zu},\n", at[i], many ? i : keys[i].outlet, next - i);
    }
    fprintf(out, "};\nconst uint32_t hs_outlet_n_%s = %zu;\n", table, n_keys);
}

static void write_table(FILE *out)
{
    static uint32_t domain_at[MAX_KEYS], name_at[MAX_KEYS];
    fputs("/* Written by outlets_make.c from data/outlets.tsv. */\n#include \"outlets_table.h\"\n\n", out);
    fputs("const char hs_outlet_pool[] =\n", out);
    for (size_t i = 0; i < n_rows; i++)
        rows[i].name = (uint32_t)put_text(out, row_names[i]);
    for (size_t i = 0; i < n_domains; i++)
        domain_at[i] = (uint32_t)put_text(out, domains[i].text);
    for (size_t i = 0; i < n_names; i++)
        name_at[i] = i && strcmp(names[i].text, names[i - 1].text) == 0 ? name_at[i - 1]
                                                                        : (uint32_t)put_text(out, names[i].text);
    fputs("    ;\nconst hs_outlet_row hs_outlet_rows[] = {\n", out);
    for (size_t i = 0; i < n_rows; i++)
        fprintf(out, "    {%u, {'%c', '%c'}, %u},\n", rows[i].name, rows[i].country[0], rows[i].country[1],
                rows[i].kind);
    fprintf(out, "};\nconst uint32_t hs_outlet_n_rows = %zu;\n", n_rows);
    write_keys(out, "domains", domains, n_domains, false, domain_at);
    write_keys(out, "names", names, n_names, true, name_at);
    fputs("const uint32_t hs_outlet_candidates[] = {\n", out);
    for (size_t i = 0; i < n_names; i++)
        fprintf(out, "    %u,\n", names[i].outlet);
    fputs("};\n", out);
}

static void settle(void)
{
    qsort(domains, n_domains, sizeof *domains, by_text);
    qsort(names, n_names, sizeof *names, by_text);
    for (size_t i = 1; i < n_domains; i++)
        if (strcmp(domains[i].text, domains[i - 1].text) == 0)
            refuse("'%s' is the domain of two outlets", domains[i].text);
}

int main(int argc, char **argv)
{
    char text[MAX_LINE];
    table_make make = {"usage: outlets_make OUTLETS.TSV TABLE.C\n", text, sizeof text, read_row, settle, write_table};
    return table_make_run(&make, argc, argv);
}
