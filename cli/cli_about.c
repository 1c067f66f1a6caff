/* cli_about.c -- what --url, --outlet, --published and the names of fields say of every document. In: their values. Out: an hs_input, or one
 * line on stderr that names the option. Main thread. */
#include <string.h>
#include <utf8proc.h>

#include "cli.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

static bool is_utf8(const char *s)
{
    while (*s) {
        utf8proc_int32_t point;
        utf8proc_ssize_t n = utf8proc_iterate((const utf8proc_uint8_t *)s, -1, &point);
        if (n < 1)
            return false;
        s += n;
    }
    return true;
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || c == 0x7F;
}

/* A scheme, a colon and more, without what RFC 3986 leaves out of URLs; letters of other alphabets are let pass. */
static bool is_url(const char *url)
{
    size_t scheme = strspn(url, LETTERS "0123456789+-.");
    if (!scheme || !strchr(LETTERS, url[0]) || url[scheme] != ':' || !url[scheme + 1])
        return false;
    for (const char *c = url; *c; c++)
        if (is_control(*c) || strchr(" <>\"\\^`{|}", *c))
            return false;
    return is_utf8(url);
}

/* Something that can be seen, and nothing that moves the cursor. */
static bool is_name(const char *name)
{
    if (!name[strspn(name, " ")])
        return false;
    for (const char *c = name; *c; c++)
        if (is_control(*c))
            return false;
    return is_utf8(name);
}

/* The library checks it; asking it beforehand turns a failure of every file into one of usage. */
static bool is_date(const char *date)
{
    hs_document *doc;
    hs_status status = hs_document_open(&doc, "x", 1, &(hs_input){.published = {date, strlen(date)}}, NULL);
    hs_document_free(doc);
    return status != HS_E_ARG;
}

static const struct {
    const char *name;
    bool (*is_good)(const char *value);
    const char *wanted;
} checks[] = {
    {"url", is_url, "absolute URL, such as https://harbour.example/1"},
    {"outlet", is_name, "name in UTF-8"},
    {"field-text", is_name, "name in UTF-8"},
    {"field-title", is_name, "name in UTF-8"},
    {"field-url", is_name, "name in UTF-8"},
    {"field-outlet", is_name, "name in UTF-8"},
    {"field-published", is_name, "name in UTF-8"},
    {"published", is_date, "ISO 8601 date or time, such as 2031-05-14T09:30+02:00"},
};

bool cli_about(hs_input *out, const cli_args *args)
{
    hs_str *const fields[] = {&out->url, &out->outlet, &out->fields.text, &out->fields.title, &out->fields.url, &out->fields.outlet,
                              &out->fields.published, &out->published};
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        const char *value = cli_args_get(args, checks[i].name);
        if (value && !checks[i].is_good(value)) {
            cli_say("--%s: '%s' is no %s", checks[i].name, value, checks[i].wanted);
            return false;
        }
        *fields[i] = value ? (hs_str){value, strlen(value)} : (hs_str){NULL, 0};
    }
    return true;
}
