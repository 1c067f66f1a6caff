/* antonyms_make.c -- a program for the build: checks data/antonyms.tsv and writes its pairs of stems, both ways round, as
 * a constant C table. usage: antonyms_make ANTONYMS.TSV TABLE.C. In: the file, two columns of forms parted by blanks.
 * Out: what antonyms_table.h declares; or a message with file and line, and exit status 1. */
#include <stdint.h>

#include "stems.h"
#include "table_make.h"

enum { MAX_KEYS = 1 << 14, MAX_LINE = 512, MAX_FORMS = 16, KEY_BYTES = 2 * HS_STEM_BYTES };

static char keys[MAX_KEYS][KEY_BYTES];
static size_t n_keys;
static char last[MAX_LINE];

static void check_word(const char *word)
{
    if (!*word || strspn(word, "abcdefghijklmnopqrstuvwxyz-") != strlen(word))
        refuse("'%s' is no lower-case word", word);
}

static void add(const char *a, const char *b)
{
    if (n_keys == MAX_KEYS)
        refuse("more than %d pairs of forms", MAX_KEYS);
    if (snprintf(keys[n_keys++], KEY_BYTES, "%s %s", a, b) >= KEY_BYTES)
        refuse("'%s', '%s': longer than %d bytes", a, b, KEY_BYTES - 1);
}

/* The stems of a column's forms. @return how many */
static size_t stems_of(char stems[MAX_FORMS][HS_STEM_BYTES], char *column)
{
    size_t n = 0;
    for (char *form = strtok(column, " "); form; form = strtok(NULL, " ")) {
        check_word(form);
        if (n == MAX_FORMS)
            refuse("more than %d forms", MAX_FORMS);
        hs_stem(stems[n++], form, strlen(form));
    }
    if (!n)
        refuse("a column is empty");
    return n;
}

static void read_row(char *text)
{
    static char one[MAX_FORMS][HS_STEM_BYTES], other[MAX_FORMS][HS_STEM_BYTES];
    if (*last && strcmp(last, text) >= 0)
        refuse("'%s' stands behind '%s'", text, last);
    snprintf(last, sizeof last, "%s", text);
    char *tab = strchr(text, '\t');
    if (!tab || strchr(tab + 1, '\t'))
        refuse("two columns are wanted");
    *tab = '\0';
    size_t n = stems_of(one, text), m = stems_of(other, tab + 1);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < m; j++) {
            if (strcmp(one[i], other[j]) == 0)
                refuse("'%s' would be its own opposite", one[i]);
            add(one[i], other[j]);
            add(other[j], one[i]);
        }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void settle(void)
{
    qsort(keys, n_keys, sizeof *keys, by_bytes);
    size_t n = 0;
    for (size_t i = 0; i < n_keys; i++) /* forms of one stem, and pairs that stand in two lines */
        if (!n || strcmp(keys[n - 1], keys[i]) != 0)
            memmove(keys[n++], keys[i], sizeof *keys);
    n_keys = n;
}

static void write_table(FILE *out)
{
    fputs("#include \"antonyms_table.h\"\n\nconst char hs_antonym_pool[] =\n", out);
    for (size_t i = 0; i < n_keys; i++)
        fprintf(out, "    \"%s\\0\"\n", keys[i]);
    fputs("    ;\n\nconst uint32_t hs_antonym_keys[] = {\n", out);
    size_t at = 0;
    for (size_t i = 0; i < n_keys; i++) {
        fprintf(out, "    %zu,\n", at);
        at += strlen(keys[i]) + 1;
    }
    fprintf(out, "};\nconst uint32_t hs_antonym_n_keys = %zu;\n", n_keys);
}

int main(int argc, char **argv)
{
    static char text[MAX_LINE];
    static const table_make make = {"usage: antonyms_make ANTONYMS.TSV TABLE.C\n", text, sizeof text, read_row, settle,
                                    write_table};
    return table_make_run(&make, argc, argv);
}
