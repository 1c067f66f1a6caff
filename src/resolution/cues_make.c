/* cues_make.c -- a program for the build: checks data/cues.tsv, inflects its cues and writes them as a constant C
 * table. usage: cues_make CUES.TSV TABLE.C. In: the file, five columns. Out: what cues_table.h declares; or a message
 * with file and line, and exit status 1. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cues_table.h"
#include "table_make.h"

enum { MAX_CUES = 1 << 13, MAX_KEYS = 1 << 15, MAX_LINE = 1024, MAX_WORD = 64, N_COLUMNS = 5 };

typedef struct key {
    char *text;
    size_t cue;
    bool participle;
} key;

static const char *const parts[] = {"v", "l", "n", "a", "p"};
static const char *const frames[] = {"", "to", "him", "ing", "that", "wh", "for", "will", "bare", "not"};
static const char *const certainties[] = {"", "certain", "probable", "possible", "unstated"};
/* by hs_act: its name, and how surely its source holds the content where the file does not say */
static const struct {
    const char *name;
    hs_certainty certainty;
} acts[] = {{"", HS_CERTAINTY_UNKNOWN}, {"say", HS_CERTAIN},     {"claim", HS_CERTAIN},    {"deny", HS_CERTAIN},
            {"admit", HS_CERTAIN},      {"confirm", HS_CERTAIN}, {"believe", HS_PROBABLE}, {"doubt", HS_POSSIBLE},
            {"speculate", HS_POSSIBLE}, {"know", HS_CERTAIN},    {"predict", HS_PROBABLE}, {"promise", HS_CERTAIN},
            {"order", HS_UNSTATED},     {"ask", HS_UNSTATED},    {"accuse", HS_CERTAIN},   {"agree", HS_CERTAIN},
            {"warn", HS_CERTAIN}};

static hs_cue rows[MAX_CUES];
static key keys[MAX_KEYS];
static size_t n_rows, n_keys;

static size_t which(const char *const *names, size_t n, const char *name, const char *what)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    refuse("'%s' is no %s", name, what);
    return 0;
}

/* ACT[+|-][/CERTAINTY] */
static hs_cue_sense sense_of(char *text)
{
    char *certainty = strchr(text, '/');
    if (certainty)
        *certainty++ = '\0';
    size_t n = strlen(text), act = 1;
    char sign = n && strchr("+-", text[n - 1]) ? text[n - 1] : '\0';
    if (sign)
        text[n - 1] = '\0';
    while (act < sizeof acts / sizeof *acts && strcmp(acts[act].name, text) != 0)
        act++;
    if (act == sizeof acts / sizeof *acts)
        refuse("'%s' is no act", text);
    bool negative = sign ? sign == '-' : act == HS_ACT_DENY || act == HS_ACT_DOUBT;
    hs_cue_sense sense = {(uint8_t)act, negative ? HS_POLARITY_NEGATIVE : HS_POLARITY_POSITIVE,
                          (uint8_t)acts[act].certainty};
    if (certainty)
        sense.certainty = (uint8_t)which(certainties, sizeof certainties / sizeof *certainties, certainty, "certainty");
    return sense;
}

/* Write one form, `word` in place of [from, to) of the cue. */
static void add(const char *cue, const char *from, const char *to, const char *word, bool participle)
{
    if (n_keys == MAX_KEYS)
        refuse("more than %d forms", MAX_KEYS);
    size_t before = (size_t)(from - cue), size = strlen(cue) + strlen(word) + 1;
    char *text = malloc(size);
    if (!text)
        refuse("out of memory");
    snprintf(text, size, "%.*s%s%s", (int)before, cue, word, to);
    for (size_t i = n_keys; i > 0 && keys[i - 1].cue == n_rows; i--)
        if (strcmp(keys[i - 1].text, text) == 0) { /* "read" is its own past */
            keys[i - 1].participle |= participle;
            free(text);
            return;
        }
    keys[n_keys++] = (key){text, n_rows, participle};
}

static bool ends(const char *word, const char *with)
{
    size_t n = strlen(word), k = strlen(with);
    return n >= k && strcmp(word + n - k, with) == 0;
}

static bool vowel_at(const char *word, size_t from_end)
{
    size_t n = strlen(word);
    return n >= from_end && strchr("aeiou", word[n - from_end]) != NULL;
}

/* "says", "watches", "denies"; of nouns, "fears" */
static void with_s(char out[MAX_WORD + 4], const char *word)
{
    bool y = ends(word, "y") && !vowel_at(word, 2);
    bool hissing = ends(word, "s") || ends(word, "x") || ends(word, "z") || ends(word, "ch") || ends(word, "sh") ||
                   (ends(word, "o") && !vowel_at(word, 2));
    if (strcmp(word, "have") == 0)
        snprintf(out, MAX_WORD + 4, "has");
    else
        snprintf(out, MAX_WORD + 4, "%.*s%s", (int)strlen(word) - y, word, y ? "ies" : hissing ? "es" : "s");
}

static void with_ed(char out[MAX_WORD + 4], const char *word, bool doubled)
{
    bool y = ends(word, "y") && !vowel_at(word, 2);
    snprintf(out, MAX_WORD + 4, "%.*s%.*s%s", (int)strlen(word) - y, word, doubled, word + strlen(word) - 1,
             y                 ? "ied"
             : ends(word, "e") ? "d"
                               : "ed");
}

static void with_ing(char out[MAX_WORD + 4], const char *word, bool doubled)
{
    bool ie = ends(word, "ie");
    bool e = !ie && ends(word, "e") && !ends(word, "ee") && !ends(word, "ye") && !ends(word, "oe");
    snprintf(out, MAX_WORD + 4, "%.*s%.*s%s", (int)strlen(word) - (ie ? 2 : e), word, doubled, word + strlen(word) - 1,
             ie ? "ying" : "ing");
}

static void add_verb(const char *cue, char *forms)
{
    const char *end = cue + strcspn(cue, " ");
    char word[MAX_WORD], form[MAX_WORD + 4];
    bool doubled = strcmp(forms, "+") == 0;
    snprintf(word, sizeof word, "%.*s", (int)(end - cue), cue);
    const char *past = doubled ? NULL : strtok(forms, " "), *participle = past ? strtok(NULL, " ") : NULL,
               *ing = participle ? strtok(NULL, " ") : NULL;
    if (past && !participle)
        refuse("'%s' lacks its participle", cue);
    add(cue, cue, end, word, false);
    with_s(form, word);
    add(cue, cue, end, form, false);
    with_ing(form, word, doubled);
    add(cue, cue, end, ing ? ing : form, false);
    with_ed(form, word, doubled);
    add(cue, cue, end, past ? past : form, !past);
    if (participle)
        add(cue, cue, end, participle, true);
}

static void add_noun(const char *cue, const char *plural)
{
    const char *blank = strrchr(cue, ' '), *last = blank ? blank + 1 : cue, *end = last + strlen(last);
    char form[MAX_WORD + 4];
    add(cue, last, end, last, false);
    with_s(form, last);
    add(cue, last, end, *plural ? plural : form, false);
}

static void read_row(char *text)
{
    static char last[MAX_LINE];
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
    if (n_rows == MAX_CUES)
        refuse("more than %d cues", MAX_CUES);
    const char *cue = column[0];
    if (!*cue || strlen(cue) >= MAX_WORD || *cue == ' ' || strstr(cue, "  ") || ends(cue, " "))
        refuse("'%s' is no cue", cue);
    for (const char *c = cue; *c; c++)
        if (isupper((unsigned char)*c))
            refuse("'%s' is not in lower case", cue);
    size_t part = which(parts, sizeof parts / sizeof *parts, column[1], "part");
    if (strcmp(last, cue) > 0 || (strcmp(last, cue) == 0 && rows[n_rows - 1].part == part))
        refuse("'%s' is out of order, or there twice", cue);
    snprintf(last, sizeof last, "%s", cue);
    hs_cue *row = &rows[n_rows];
    row->part = (uint8_t)part;
    row->sense[HS_CUE_PLAIN] = sense_of(column[2]);
    for (char *frame = column[3], *next; *frame; frame = next) {
        next = frame + strcspn(frame, " ");
        if (*next)
            *next++ = '\0';
        char *sense = strchr(frame, '=');
        if (!sense)
            refuse("'%s' has no sense", frame);
        *sense++ = '\0';
        row->sense[which(frames, sizeof frames / sizeof *frames, frame, "frame")] = sense_of(sense);
    }
    if (part == HS_CUE_VERB || part == HS_CUE_LIGHT)
        add_verb(cue, column[4]);
    else if (part == HS_CUE_NOUN)
        add_noun(cue, column[4]);
    else
        add(cue, cue, cue, "", false);
    n_rows++;
}

static int by_text(const void *a, const void *b)
{
    const key *x = a, *y = b;
    int order = strcmp(x->text, y->text);
    return order ? order : (x->cue > y->cue) - (x->cue < y->cue);
}

static void write_table(FILE *out)
{
    fputs("/* Written by cues_make.c from data/cues.tsv. */\n#include \"cues_table.h\"\n\nconst char hs_cue_pool[] =\n",
          out);
    for (size_t i = 0; i < n_keys; i++) { /* octal, so that what comes after cannot be taken for a part of it */
        fputs("    \"", out);
        for (const char *c = keys[i].text; *c; c++)
            fprintf(out, isalnum((unsigned char)*c) || *c == ' ' ? "%c" : "\\%03o", (unsigned char)*c);
        fputs("\\0\"\n", out);
    }
    fputs("    ;\nconst hs_cue hs_cue_rows[] = {\n", out);
    for (size_t i = 0; i < n_rows; i++) {
        fprintf(out, "    {%u, {", rows[i].part);
        for (size_t f = 0; f < HS_CUE_N_FRAMES; f++)
            fprintf(out, "{%u, %u, %u}, ", rows[i].sense[f].act, rows[i].sense[f].polarity, rows[i].sense[f].certainty);
        fputs("}},\n", out);
    }
    fputs("};\nconst hs_cue_key hs_cue_keys[] = {\n", out);
    for (size_t i = 0, at = 0; i < n_keys; at += strlen(keys[i++].text) + 1)
        fprintf(out, "    {%zu, %zu, %d},\n", at, keys[i].cue, keys[i].participle);
    fprintf(out, "};\nconst uint32_t hs_cue_n_keys = %zu;\n", n_keys);
}

static void settle(void)
{
    qsort(keys, n_keys, sizeof *keys, by_text);
}

int main(int argc, char **argv)
{
    char text[MAX_LINE];
    table_make make = {"usage: cues_make CUES.TSV TABLE.C\n", text, sizeof text, read_row, settle, write_table};
    return table_make_run(&make, argc, argv);
}
