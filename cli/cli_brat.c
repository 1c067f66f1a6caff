/* cli_brat.c -- gold in brat standoff, as PolNeAR has it. In: an .ann file, its text. Out: attributions. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cli_gold.h"

typedef struct term {
    char *id;
    size_t line; /* a later line with the same id replaces an earlier one */
    cli_spans spans;
} term;

typedef struct event {
    char *roles; /* "Attribution:T4 Content:T3 .." */
    uint64_t line;
} event;

typedef struct brat {
    term *terms;
    event *events;
    size_t n_terms, n_events;
    uint64_t line;
} brat;

static bool read_number(const char **at, uint32_t *out)
{
    uint64_t n = 0;
    const char *p = *at;
    while (isspace((unsigned char)*p))
        p++;
    if (!isdigit((unsigned char)*p))
        return false;
    for (; isdigit((unsigned char)*p); p++) {
        n = n * 10 + (uint64_t)(*p - '0');
        if (n > UINT32_MAX)
            return false;
    }
    *at = p;
    *out = (uint32_t)n;
    return true;
}

/* "Content 10 20;30 40": what stands after the type. */
static hs_status read_offsets(cli_spans *spans, const char *offsets, hs_error *err)
{
    const char *at = offsets;
    for (;;) {
        cli_span span;
        if (!read_number(&at, &span.begin) || !read_number(&at, &span.end))
            return cli_gold_fail(err, "no offsets: %.60s", offsets);
        cli_spans_add(spans, span);
        while (isspace((unsigned char)*at))
            at++;
        if (!*at)
            return HS_OK;
        if (*at++ != ';')
            return cli_gold_fail(err, "no offsets: %.60s", offsets);
    }
}

static hs_status take_line(void *ctx, const char *line, size_t len, hs_error *err)
{
    brat *b = ctx;
    b->line++;
    const char *tab = memchr(line, '\t', len);
    if (!tab || (line[0] != 'T' && line[0] != 'E'))
        return HS_OK;
    const char *end = memchr(tab + 1, '\t', len - (size_t)(tab + 1 - line));
    char *field = cli_copy(tab + 1, (size_t)((end ? end : line + len) - tab) - 1);
    if (line[0] == 'E') {
        b->events = cli_grow(b->events, b->n_events + 1, sizeof *b->events);
        b->events[b->n_events++] = (event){field, b->line};
        return HS_OK;
    }
    const char *blank = strchr(field, ' ');
    hs_status status = HS_OK;
    if (blank) {
        b->terms = cli_grow(b->terms, b->n_terms + 1, sizeof *b->terms);
        term *t = &b->terms[b->n_terms++];
        *t = (term){.id = cli_copy(line, (size_t)(tab - line)), .line = b->line};
        status = read_offsets(&t->spans, blank + 1, err);
    }
    free(field);
    return status;
}

static int by_id(const void *a, const void *b)
{
    const term *x = a, *y = b;
    int order = strcmp(x->id, y->id);
    return order ? order : (x->line > y->line) - (x->line < y->line);
}

static const term *find(const brat *b, const char *id)
{
    const term *found = NULL;
    for (size_t low = 0, high = b->n_terms; low < high;) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(b->terms[middle].id, id);
        if (order == 0)
            found = &b->terms[middle];
        if (order <= 0) /* go on behind an equal one: the last counts */
            low = middle + 1;
        else
            high = middle;
    }
    return found;
}

/* The role of "Content", "Source2" and the like; CLI_ROLES for any other. */
static int role_of(char *key)
{
    size_t len = strlen(key);
    while (len && isdigit((unsigned char)key[len - 1]))
        key[--len] = '\0';
    for (char *c = key; *c; c++)
        *c = (char)tolower((unsigned char)*c);
    int role = 0;
    while (role < CLI_ROLES && strcmp(key, cli_role_names[role]) != 0)
        role++;
    return role;
}

static const char blanks[] = " \r\f\v";

static hs_status read_event(cli_gold_document *doc, const brat *b, char *roles, hs_error *err)
{
    cli_attribution made = {.confidence = -1};
    hs_status status = HS_OK;
    char *rest, *part = strtok_r(roles, blanks, &rest);
    if (!part)
        return cli_gold_fail(err, "an event without a type");
    if (strncmp(part, "Attribution", 11) != 0)
        return HS_OK;
    while (status == HS_OK && (part = strtok_r(NULL, blanks, &rest))) {
        char *colon = strchr(part, ':');
        if (!colon || strchr(colon + 1, ':')) {
            status = cli_gold_fail(err, "no role: %.60s", part);
            break;
        }
        *colon = '\0';
        int role = role_of(part);
        const term *t = role < CLI_ROLES ? find(b, colon + 1) : NULL;
        for (size_t i = 0; t && i < t->spans.n; i++)
            cli_spans_add(&made.role[role], cli_span_unmarked(t->spans.at[i], doc->marked));
    }
    for (int role = 0; role < CLI_ROLES && status == HS_OK; role++)
        status = cli_spans_tidy(&made.role[role], doc, err);
    if (status == HS_OK && (made.role[CLI_CONTENT].n || made.role[CLI_CUE].n)) {
        doc->want.at = cli_grow(doc->want.at, doc->want.n + 1, sizeof *doc->want.at);
        doc->want.at[doc->want.n++] = made;
        return HS_OK;
    }
    for (int role = 0; role < CLI_ROLES; role++)
        free(made.role[role].at);
    return status;
}

hs_status cli_brat_load(cli_gold_document *doc, const char *path, hs_error *err)
{
    brat b = {0};
    hs_status status = cli_each_line(path, take_line, &b, err);
    if (b.n_terms)
        qsort(b.terms, b.n_terms, sizeof *b.terms, by_id);
    for (size_t i = 0; i < b.n_events && status == HS_OK; i++) {
        status = read_event(doc, &b, b.events[i].roles, err);
        if (status != HS_OK)
            err->pos = b.events[i].line;
    }
    for (size_t i = 0; i < b.n_terms; i++) {
        free(b.terms[i].id);
        free(b.terms[i].spans.at);
    }
    for (size_t i = 0; i < b.n_events; i++)
        free(b.events[i].roles);
    free(b.terms);
    free(b.events);
    return status;
}
