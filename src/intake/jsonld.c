/* jsonld.c -- descriptions in JSON-LD, by jansson. In: a script's text. Out: fields of the article it describes.
 * Any thread. */
#include "jsonld.h"

#include <jansson.h>
#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "html_words.h"
#include "json_text.h"
#include "status.h"

/* A page's own description is some KiB; jansson takes about 20 bytes for each byte of hostile JSON. */
enum { MAX_SCRIPT_BYTES = 4 << 20, MAX_DEPTH = 8, MAX_ITEMS = 256 };

typedef struct taker {
    hs_jsonld *out;
    hs_arena *arena;
    const json_t *root;
    bool no_memory;
} taker;

_Static_assert(HS_MAX_AUTHORS <= 32, "hs_jsonld.bodies has a bit for each");

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), m = strlen(end);
    return n >= m && strcmp(s + n - m, end) == 0;
}

static bool is_article_type(const char *name)
{
    return ends_with(name, "Article") || ends_with(name, "Posting") || ends_with(name, "Report");
}

static bool is_list_type(const char *name)
{
    return strcmp(name, "CollectionPage") == 0 || strcmp(name, "SearchResultsPage") == 0;
}

static bool is_page_type(const char *name)
{
    return ends_with(name, "WebPage");
}

static bool is_body_type(const char *name)
{
    return ends_with(name, "Organization") || strcmp(name, "Corporation") == 0;
}

static bool is_site_type(const char *name)
{
    return strcmp(name, "WebSite") == 0 || strcmp(name, "NewsMediaOrganization") == 0;
}

/* Is one of its types such? */
static bool has_type(const json_t *object, bool (*is)(const char *name))
{
    const json_t *type = json_object_get(object, "@type");
    size_t n = json_is_array(type) ? json_array_size(type) : 1;
    for (size_t i = 0; i < n && i < MAX_ITEMS; i++) {
        const char *name = json_string_value(json_is_array(type) ? json_array_get(type, i) : type);
        if (name && is(name))
            return true;
    }
    return false;
}

static void take(taker *t, hs_str *field, const json_t *value)
{
    const hs_str text = hs_json_text(value);
    if (field->ptr || !text.len)
        return;
    *field = hs_arena_copy(t->arena, text);
    t->no_memory = t->no_memory || !field->ptr;
}

/* Words for people to read: some sites escape them for HTML first, some twice. */
static void take_words(taker *t, hs_str *field, const json_t *value)
{
    hs_str words = {NULL, 0};
    if (field->ptr)
        return;
    take(t, &words, value);
    t->no_memory = t->no_memory || hs_html_plain(&words, t->arena, NULL) != HS_OK;
    *field = words;
}

/* The object of the script's graph that has this @id. */
static const json_t *find_id(const json_t *root, const json_t *id)
{
    const json_t *graph = json_is_array(root) ? root : json_object_get(root, "@graph");
    for (size_t i = 0; json_is_string(id) && i < json_array_size(graph) && i < MAX_ITEMS; i++)
        if (json_equal(json_object_get(json_array_get(graph, i), "@id"), id))
            return json_array_get(graph, i);
    return NULL;
}

/* The name or names of a person or organisation. */
static const json_t *names_of(const json_t *who)
{
    return json_is_object(who) ? json_object_get(who, "name") : who;
}

/* The object with its @id, where it is no more than a reference. */
static const json_t *whole(const taker *t, const json_t *who)
{
    return json_is_object(who) && !json_object_get(who, "name") ? find_id(t->root, json_object_get(who, "@id")) : who;
}

/* `value`, or the i-th if it is a list; NULL after the last */
static const json_t *nth(const json_t *value, size_t i)
{
    return json_is_array(value) ? json_array_get(value, i) : i ? NULL : value;
}

static void take_authors(taker *t, const json_t *author)
{
    if (t->out->n_authors)
        return;
    const json_t *who, *said;
    for (size_t i = 0; (who = nth(author, i)) && i < MAX_ITEMS; i++) {
        who = whole(t, who);
        for (size_t k = 0; (said = nth(names_of(who), k)) && t->out->n_authors < HS_MAX_AUTHORS; k++) {
            hs_str name = {NULL, 0};
            take_words(t, &name, said);
            if (!name.ptr)
                continue;
            if (has_type(who, is_body_type))
                t->out->bodies |= (uint32_t)1 << t->out->n_authors;
            t->out->authors[t->out->n_authors++] = name;
        }
    }
}

static void take_article(taker *t, const json_t *article)
{
    take(t, &t->out->body, json_object_get(article, "articleBody"));
    take_words(t, &t->out->headline, json_object_get(article, "headline"));
    take(t, &t->out->published, json_object_get(article, "datePublished"));
    take(t, &t->out->modified, json_object_get(article, "dateModified"));
    const json_t *section = json_object_get(article, "articleSection"),
                 *free = json_object_get(article, "isAccessibleForFree");
    take_words(t, &t->out->section, json_is_array(section) ? json_array_get(section, 0) : section);
    take(t, &t->out->language, json_object_get(article, "inLanguage"));
    const char *said = json_string_value(free);
    t->out->is_locked = json_is_false(free) || (said && hs_ascii_is(hs_ascii_of(said), "false"));
    t->out->is_free = json_is_true(free) || (said && hs_ascii_is(hs_ascii_of(said), "true"));
    take_words(t, &t->out->publisher, nth(names_of(whole(t, nth(json_object_get(article, "publisher"), 0))), 0));
    take_authors(t, json_object_get(article, "author"));
    const json_t *page = json_object_get(article, "mainEntityOfPage");
    take(t, &t->out->url, json_object_get(article, "url"));
    take(t, &t->out->url, json_is_object(page) ? json_object_get(page, "@id") : page);
}

/* The first article wins: others are teasers, or the posts of a live blog. */
static bool walk(taker *t, const json_t *value, unsigned depth)
{
    static const char *const inside[] = {"@graph", "mainEntity", "mainEntityOfPage"};
    if (depth > MAX_DEPTH)
        return false;
    if (json_is_array(value)) {
        for (size_t i = 0; i < json_array_size(value) && i < MAX_ITEMS; i++)
            if (walk(t, json_array_get(value, i), depth + 1))
                return true;
        return false;
    }
    if (!json_is_object(value))
        return false;
    t->out->is_list = t->out->is_list || has_type(value, is_list_type);
    if (has_type(value, is_article_type)) {
        if (t->out->is_page_author) /* an article's author wins over the page's */
            t->out->n_authors = t->out->bodies = 0;
        t->out->is_page_author = false;
        t->out->is_article = true;
        take_article(t, value);
        return true;
    }
    for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
        if (walk(t, json_object_get(value, inside[i]), depth + 1))
            return true;
    return false;
}

/* What the objects beside the article say: the site's name, and the author of a page that is not called an article. */
static void take_beside(taker *t)
{
    const json_t *graph = json_object_get(t->root, "@graph"), *value;
    for (size_t i = 0; (value = nth(graph ? graph : t->root, i)) && i < MAX_ITEMS; i++) {
        if (has_type(value, is_site_type))
            take_words(t, &t->out->site, json_object_get(value, "name"));
        if (!t->out->is_article && has_type(value, is_page_type)) {
            take_authors(t, json_object_get(value, "author"));
            t->out->is_page_author = true;
        }
    }
}

hs_status hs_jsonld_read(hs_jsonld *out, hs_arena *arena, hs_str script, hs_error *err)
{
    if (script.len > MAX_SCRIPT_BYTES)
        return HS_OK;
    /* Raw line ends within strings are no JSON, but common. */
    char *clean = hs_alloc(script.len + 1);
    if (!clean)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of JSON-LD", script.len);
    for (size_t i = 0; i < script.len; i++)
        clean[i] = (unsigned char)script.ptr[i] < ' ' ? ' ' : script.ptr[i];
    json_error_t why;
    json_t *root = json_loadb(clean, script.len, JSON_DISABLE_EOF_CHECK, &why);
    hs_free(clean);
    if (!root && !why.text[0]) /* jansson has words for all but a lack of memory */
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's JSON-LD");
    taker t = {.out = out, .arena = arena, .root = root};
    walk(&t, root, 0);
    take_beside(&t);
    json_decref(root);
    return t.no_memory ? hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's JSON-LD") : HS_OK;
}
