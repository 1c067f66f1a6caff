/* test_intake_golden.c -- whole inputs of every kind, and what becomes of them: tests/golden/pages/NAME and
 * NAME.expected, in lines that anybody can read. With HS_UPDATE set they are written anew; look at the difference
 * before you commit it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "buffer.h"
#include "document.h"

enum { PATH_BYTES = 600, FILE_BYTES = 1 << 20, CASES_MIN = 16 };

static const char folder[] = HS_SOURCE_DIR "/tests/golden/pages/";

static void show_str(hs_buffer *out, const char *name, hs_str value)
{
    if (value.ptr)
        hs_buffer_format(out, "%s: %.*s\n", name, (int)value.len, value.ptr);
}

static void show_span(hs_buffer *out, const char *what, const hs_document *doc, hs_span span)
{
    hs_str words = hs_document_slice(doc, span);
    hs_buffer_format(out, "%s: %.*s", what, (int)words.len, words.ptr);
}

static void show(hs_buffer *out, const hs_document *doc)
{
    static const char *const kinds[] = {"title", "byline", "caption", "promotion", "related", "share", "other"};
    size_t n;
    bool assumed;
    show_str(out, "title", hs_document_title(doc));
    show_str(out, "outlet", hs_document_outlet(doc));
    show_str(out, "url", hs_document_url(doc));
    const hs_str *authors = hs_document_authors(doc, &n);
    for (size_t i = 0; i < n; i++)
        show_str(out, "author", authors[i]);
    show_str(out, "published", hs_document_published(doc));
    show_str(out, "modified", hs_document_modified(doc));
    show_str(out, "section", hs_document_section(doc));
    show_str(out, "language", hs_document_language(doc));
    hs_str encoding = hs_document_encoding(doc, &assumed);
    hs_buffer_format(out, "encoding: %.*s%s\n", (int)encoding.len, encoding.ptr, assumed ? ", assumed" : "");
    if (hs_document_partial(doc) != HS_PARTIAL_UNKNOWN)
        hs_buffer_format(out, "partial: %s\n", hs_document_partial(doc) == HS_PARTIAL_YES ? "yes" : "no");
    const hs_furniture *furniture = hs_document_furniture(doc, &n);
    for (size_t i = 0; i < n; i++) {
        hs_buffer_format(out, "furniture, ");
        show_span(out, kinds[furniture[i].kind], doc, furniture[i].span);
        hs_buffer_text(out, "\n");
    }
    const hs_link *links = hs_document_links(doc, &n);
    for (size_t i = 0; i < n; i++) {
        show_span(out, "link", doc, links[i].span);
        hs_buffer_format(out, " -> %.*s\n", (int)links[i].url.len, links[i].url.ptr);
    }
    hs_buffer_text(out, "---\n");
    hs_buffer_add(out, doc->text.ptr, doc->text.len);
    hs_buffer_text(out, "\n");
}

static char *read_file(const char *path, size_t *len)
{
    FILE *file = fopen(path, "rb");
    char *bytes = malloc(FILE_BYTES);
    assert_non_null(bytes);
    *len = file ? fread(bytes, 1, FILE_BYTES, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static void check(const char *name)
{
    char path[PATH_BYTES];
    size_t len, want_len, line = 1;
    hs_document *doc;
    hs_error err = {HS_OK, 0, ""};
    hs_buffer got = hs_buffer_new(FILE_BYTES);
    snprintf(path, sizeof path, "%s%s", folder, name);
    char *bytes = read_file(path, &len);
    if (hs_document_open(&doc, bytes, len, NULL, &err) == HS_OK)
        show(&got, doc);
    else
        hs_buffer_format(&got, "%s: %s\n", hs_status_name(err.code), err.msg);
    assert_false(got.failed);
    hs_document_free(doc);
    free(bytes);
    snprintf(path, sizeof path, "%s%s.expected", folder, name);
    if (getenv("HS_UPDATE")) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(got.ptr, 1, got.len, file), got.len);
        fclose(file);
    }
    char *want = read_file(path, &want_len);
    size_t at = 0;
    while (at < got.len && at < want_len && got.ptr[at] == want[at])
        line += got.ptr[at++] == '\n';
    if (at != got.len || at != want_len)
        fail_msg("%s.expected differs from line %zu on: got \"%.*s\"", name, line,
                 (int)(got.len - at < 120 ? got.len - at : 120), got.ptr + at);
    free(want);
    hs_buffer_free(&got);
}

static void inputs_become_what_is_expected(void **state)
{
    DIR *files = opendir(folder);
    unsigned n = 0;
    (void)state;
    assert_non_null(files);
    for (const struct dirent *file; (file = readdir(files));) {
        size_t len = strlen(file->d_name);
        if (file->d_name[0] == '.' || (len > 9 && strcmp(file->d_name + len - 9, ".expected") == 0))
            continue;
        check(file->d_name);
        n++;
    }
    closedir(files);
    assert_true(n >= CASES_MIN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(inputs_become_what_is_expected)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
