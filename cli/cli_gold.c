/* cli_gold.c -- gold documents and the readings that join them.
 * In: a folder in PolNeAR's shape, or JSON lines. Out: documents by name, spans in code points, tidied. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>
#include <sys/stat.h>
#include <utf8proc.h>

#include "cli_gold.h"

const char *const cli_role_names[CLI_ROLES] = {"source", "cue", "content"};

/* Where several people annotated a text, this one's work is the gold, as in the literature on PolNeAR. */
static const char preferred[] = "5fec";

hs_status cli_gold_fail(hs_error *err, const char *fmt, ...)
{
    va_list args;
    *err = (hs_error){.code = CLI_E_GOLD};
    va_start(args, fmt);
    vsnprintf(err->msg, sizeof err->msg, fmt, args);
    va_end(args);
    return CLI_E_GOLD;
}

/* ---- spans ---- */

void cli_spans_add(cli_spans *spans, cli_span span)
{
    if ((spans->n & (spans->n - 1)) == 0) /* full at each power of two */
        spans->at = cli_grow(spans->at, spans->n ? 2 * spans->n : 1, sizeof *spans->at);
    spans->at[spans->n++] = span;
}

cli_span cli_span_unmarked(cli_span span, bool marked)
{
    return (cli_span){span.begin - (marked && span.begin), span.end - (marked && span.end)};
}

static int by_begin(const void *a, const void *b)
{
    const cli_span *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

static bool is_blank(const uint32_t *text, uint32_t begin, uint32_t end)
{
    while (begin < end && cli_is_space(text[begin]))
        begin++;
    return begin >= end;
}

hs_status cli_spans_tidy(cli_spans *spans, const cli_gold_document *doc, hs_error *err)
{
    const uint32_t *text = doc->text;
    size_t n = 0;
    if (spans->n)
        qsort(spans->at, spans->n, sizeof *spans->at, by_begin);
    for (size_t i = 0; i < spans->n; i++) {
        cli_span s = spans->at[i];
        if (s.begin < s.end && s.end > doc->n_text)
            return cli_gold_fail(err, "span %u to %u ends behind the text of %zu characters", s.begin, s.end,
                                 doc->n_text);
        while (s.begin < s.end && cli_is_space(text[s.begin]))
            s.begin++;
        while (s.end > s.begin && cli_is_space(text[s.end - 1]))
            s.end--;
        if (s.begin >= s.end)
            continue;
        cli_span *last = n ? &spans->at[n - 1] : NULL;
        if (last && (s.begin <= last->end || is_blank(text, last->end, s.begin)))
            last->end = s.end > last->end ? s.end : last->end;
        else
            spans->at[n++] = s;
    }
    spans->n = n;
    return HS_OK;
}

void cli_attributions_free(cli_attributions *attributions)
{
    for (size_t i = 0; i < attributions->n; i++)
        for (int role = 0; role < CLI_ROLES; role++)
            free(attributions->at[i].role[role].at);
    free(attributions->at);
    *attributions = (cli_attributions){0};
}

/* ---- documents ---- */

bool cli_unmark(const char **bytes, size_t *len)
{
    static const char mark[] = "\xef\xbb\xbf";
    enum { MARK = sizeof mark - 1 };
    if (*len < MARK || memcmp(*bytes, mark, MARK) != 0)
        return false;
    *bytes += MARK;
    *len -= MARK;
    return true;
}

hs_status cli_gold_set_text(cli_gold_document *doc, cli_bytes utf8, hs_error *err)
{
    const char *text = utf8.ptr;
    doc->marked = cli_unmark(&text, &utf8.len);
    memmove(utf8.ptr, text, utf8.len);
    doc->utf8 = utf8;
    doc->text = cli_grow(NULL, utf8.len, sizeof *doc->text);
    for (size_t i = 0; i < utf8.len;) {
        utf8proc_int32_t c;
        utf8proc_ssize_t n =
            utf8proc_iterate((const utf8proc_uint8_t *)utf8.ptr + i, (utf8proc_ssize_t)(utf8.len - i), &c);
        if (n < 1)
            return cli_gold_fail(err, "no UTF-8 at byte %zu", i);
        doc->text[doc->n_text++] = (uint32_t)c;
        i += (size_t)n;
    }
    return HS_OK;
}

void cli_gold_free(cli_gold *gold)
{
    for (size_t i = 0; i < gold->n; i++) {
        cli_gold_document *doc = &gold->at[i];
        free(doc->name);
        free(doc->path);
        free(doc->utf8.ptr);
        free(doc->text);
        cli_attributions_free(&doc->want);
        cli_attributions_free(&doc->got);
    }
    free(gold->at);
    *gold = (cli_gold){0};
}

static cli_gold_document *new_document(cli_gold *gold)
{
    gold->at = cli_grow(gold->at, gold->n + 1, sizeof *gold->at);
    cli_gold_document *doc = &gold->at[gold->n++];
    *doc = (cli_gold_document){0};
    return doc;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const cli_gold_document *)a)->name, ((const cli_gold_document *)b)->name);
}

cli_gold_document *cli_gold_find(const cli_gold *gold, const char *name)
{
    cli_gold_document key = {.name = (char *)(uintptr_t)name};
    return gold->n ? bsearch(&key, gold->at, gold->n, sizeof *gold->at, by_name) : NULL;
}

hs_status cli_each_line(const char *path, cli_take_line *take, void *ctx, hs_error *err)
{
    FILE *file = fopen(path, "r");
    if (!file) {
        cli_gold_fail(err, "%s", strerror(errno));
        return err->code = HS_E_IO;
    }
    char *line = NULL;
    size_t cap = 0;
    uint64_t number = 0;
    hs_status status = HS_OK;
    ssize_t len;
    while (status == HS_OK && (errno = 0, len = getline(&line, &cap, file)) > 0) {
        number++;
        if (line[len - 1] == '\n')
            line[--len] = '\0';
        const char *begin = line;
        size_t n = (size_t)len;
        if (number == 1)
            cli_unmark(&begin, &n);
        status = take(ctx, begin, n, err);
        if (status != HS_OK)
            err->pos = number;
    }
    if (status == HS_OK && ferror(file)) {
        cli_gold_fail(err, "%s", strerror(errno));
        status = err->code = HS_E_IO;
    }
    free(line);
    fclose(file);
    return status;
}

/* Put the file's name before the message of a failure. */
static hs_status blame(const char *path, hs_error *err)
{
    hs_error plain = *err;
    if (plain.pos)
        snprintf(err->msg, sizeof err->msg, "%.90s:%llu: %.80s", path, (unsigned long long)plain.pos, plain.msg);
    else
        snprintf(err->msg, sizeof err->msg, "%.100s: %.90s", path, plain.msg);
    return err->code;
}

/* ---- JSON lines ---- */

static hs_status parse_line(json_t **out, const char *line, size_t len, hs_error *err)
{
    json_error_t why;
    *out = json_loadb(line, len, JSON_ALLOW_NUL, &why);
    if (!*out)
        return cli_gold_fail(err, "no JSON: %s", why.text);
    if (json_is_string(json_object_get(*out, "input")) && json_is_string(json_object_get(*out, "text")))
        return HS_OK;
    json_decref(*out);
    return cli_gold_fail(err, "no reading: 'input' or 'text' is missing");
}

static hs_status take_gold_line(void *ctx, const char *line, size_t len, hs_error *err)
{
    json_t *reading;
    hs_status status = parse_line(&reading, line, len, err);
    if (status != HS_OK)
        return status;
    cli_gold_document *doc = new_document(ctx);
    const json_t *text = json_object_get(reading, "text");
    cli_bytes utf8 = {NULL, 0};
    cli_sink_bytes(&utf8, json_string_value(text), json_string_length(text));
    const char *input = json_string_value(json_object_get(reading, "input"));
    doc->path = cli_copy(input, strlen(input));
    doc->name = cli_stem(input);
    status = cli_gold_set_text(doc, utf8, err);
    if (status == HS_OK)
        status = cli_json_attributions(&doc->want, reading, doc, doc->marked, err);
    json_decref(reading);
    return status;
}

hs_status cli_gold_add_reading(const cli_gold *gold, const char *line, size_t len, hs_error *err)
{
    json_t *reading;
    hs_status status = parse_line(&reading, line, len, err);
    if (status != HS_OK)
        return status;
    char *name = cli_stem(json_string_value(json_object_get(reading, "input")));
    cli_gold_document *doc = cli_gold_find(gold, name);
    const json_t *text = json_object_get(reading, "text");
    const char *bytes = json_string_value(text);
    size_t n = json_string_length(text);
    bool marked = cli_unmark(&bytes, &n);
    if (doc && (n != doc->utf8.len || memcmp(bytes, doc->utf8.ptr, n) != 0)) {
        status = cli_gold_fail(err, "%s: the reading's text differs from the gold's", name);
    } else if (doc) {
        cli_attributions_free(&doc->got);
        status = cli_json_attributions(&doc->got, reading, doc, marked, err);
        doc->read = status == HS_OK;
    }
    free(name);
    json_decref(reading);
    return status;
}

/* ---- a folder ---- */

static int is_annotation(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return entry->d_name[0] != '.' && dot && strcmp(dot, ".ann") == 0;
}

/* Length of NAME in NAME_ANNOTATOR.ann; 0 if there is no annotator. */
static size_t name_length(const char *file)
{
    const char *bar = strrchr(file, '_');
    return bar ? (size_t)(bar - file) : 0;
}

static char *join(const char *folder, const char *middle, const char *name, size_t len, const char *ending)
{
    size_t size = strlen(folder) + strlen(middle) + len + strlen(ending) + 1;
    char *path = cli_grow(NULL, size, 1);
    snprintf(path, size, "%s%s%.*s%s", folder, middle, (int)len, name, ending);
    return path;
}

static hs_status load_document(cli_gold *gold, const char *folder, const char *file, hs_error *err)
{
    size_t len = name_length(file);
    cli_gold_document *doc = new_document(gold);
    doc->name = cli_copy(file, len);
    doc->path = join(folder, "/text/", file, len, ".txt");
    char *annotations = join(folder, "/attributions/", file, strlen(file), "");
    cli_bytes utf8;
    hs_status status = cli_slurp(&utf8, doc->path, err);
    if (status == HS_OK)
        status = cli_gold_set_text(doc, utf8, err);
    if (status != HS_OK) {
        blame(doc->path, err);
    } else {
        status = cli_brat_load(doc, annotations, err);
        if (status != HS_OK)
            blame(annotations, err);
    }
    free(annotations);
    return status;
}

/* The file to use among [n] annotations of one text, in the order of their annotators. */
static const char *choose(struct dirent **files, size_t n, size_t len)
{
    for (size_t i = 0; i < n; i++) {
        const char *who = files[i]->d_name + len + 1;
        if (strncmp(who, preferred, sizeof preferred - 1) == 0 && strcmp(who + sizeof preferred - 1, ".ann") == 0)
            return files[i]->d_name;
    }
    return files[0]->d_name;
}

/* Names in the order of their bytes, "." before "_" nowhere: NAME first, so that annotations of one text are
 * neighbours. */
static int by_text(const struct dirent **a, const struct dirent **b)
{
    const char *x = (*a)->d_name, *y = (*b)->d_name;
    size_t n = name_length(x), m = name_length(y);
    int order = memcmp(x, y, n < m ? n : m);
    if (order == 0 && n != m)
        order = n < m ? -1 : 1;
    if (order)
        return order;
    /* "B.ann" and "BC.ann": the annotators' names count, not what follows them. */
    n = strlen(x) - 4;
    m = strlen(y) - 4;
    order = memcmp(x, y, n < m ? n : m);
    return order ? order : (n > m) - (n < m);
}

static hs_status load_folder(cli_gold *gold, const char *folder, hs_error *err)
{
    struct dirent **files = NULL;
    char *path = join(folder, "/attributions", "", 0, "");
    int n = scandir(path, &files, is_annotation, by_text);
    hs_status status = HS_OK;
    if (n <= 0) {
        status = cli_gold_fail(err, "%s", n < 0 ? strerror(errno) : "no .ann file in it");
        blame(path, err);
    }
    for (int i = 0, next; i < n; i = next) {
        size_t len = name_length(files[i]->d_name);
        for (next = i + 1; next < n && name_length(files[next]->d_name) == len; next++)
            if (memcmp(files[i]->d_name, files[next]->d_name, len) != 0)
                break;
        if (status != HS_OK)
            continue;
        if (len)
            status = load_document(gold, folder, choose(files + i, (size_t)(next - i), len), err);
        else
            status = cli_gold_fail(err, "%.150s: no annotator in the file's name", files[i]->d_name);
    }
    for (int i = 0; i < n; i++)
        free(files[i]);
    free(files);
    free(path);
    return status;
}

hs_status cli_gold_load(cli_gold *out, const char *path, hs_error *err)
{
    struct stat about;
    hs_status status;
    *out = (cli_gold){0};
    if (stat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
        status = load_folder(out, path, err);
    } else {
        status = cli_each_line(path, take_gold_line, out, err);
        if (status != HS_OK)
            blame(path, err);
    }
    if (status == HS_OK && out->n)
        qsort(out->at, out->n, sizeof *out->at, by_name);
    for (size_t i = 1; status == HS_OK && i < out->n; i++)
        if (by_name(&out->at[i - 1], &out->at[i]) == 0)
            status = cli_gold_fail(err, "%.80s: two documents are called %.80s", path, out->at[i].name);
    if (status != HS_OK)
        cli_gold_free(out);
    return status;
}
