/* json_story.c -- what the fields of JSON news say: JSON Feed 1.0 and 1.1, ninjs 1 to 3, readings, records of any making. In: an
 * object. Out: hs_item. Any thread. */
#include "json_story.h"

#include "ascii.h"
#include "json_text.h"
#include "reading.h"
#include "status.h"

static hs_str string_of(const json_t *value)
{
    hs_str text = hs_json_text(value);
    return text.ptr ? hs_ascii_trim(text) : text;
}

static hs_str get(const json_t *object, const char *key)
{
    return string_of(json_object_get(object, key));
}

/* The first of the names, parted by '|', under which a text stands. */
static hs_str get_any(const json_t *object, const char *names)
{
    char name[64];
    for (const char *at = names; *at;) {
        size_t n = strcspn(at, "|");
        hs_str found = {NULL, 0};
        if (n < sizeof name) {
            memcpy(name, at, n);
            name[n] = '\0';
            found = get(object, name);
        }
        if (found.len)
            return found;
        at += n + (at[n] == '|');
    }
    return (hs_str){NULL, 0};
}

/* A name, an object with one, or a list of either. */
static void add_authors(hs_item *item, const json_t *who)
{
    size_t n = json_is_array(who) ? json_array_size(who) : who != NULL;
    for (size_t i = 0; i < n && item->n_authors < HS_ITEM_AUTHORS; i++) {
        const json_t *one = json_is_array(who) ? json_array_get(who, i) : who;
        hs_item_add_author(item, json_is_object(one) ? get(one, "name") : string_of(one));
    }
}

static void set_body(hs_item *item, hs_str body, hs_item_body kind)
{
    if (item->body.len)
        return;
    item->body = body;
    item->kind = kind;
}

/* ---- JSON Feed ---- */

const json_t *hs_json_feed_items(const json_t *object)
{
    const json_t *items = json_object_get(object, "items");
    return hs_ascii_holds(get(object, "version"), "jsonfeed.org/version") && json_is_array(items) ? items : NULL;
}

static void take_feed_item(hs_item *item, hs_json_story *s)
{
    item->title = get(s->object, "title");
    item->url = get_any(s->object, "url|external_url");
    item->outlet = get(s->feed, "title");
    hs_item_publish(item, s->arena, get_any(s->object, "date_published|date_modified"));
    item->language = get(s->object, "language");
    hs_item_first(&item->language, get(s->feed, "language"));
    const json_t *holders[] = {s->object, s->feed};
    for (size_t i = 0; i < 2 && !item->n_authors; i++) {
        add_authors(item, json_object_get(holders[i], "authors"));
        if (!item->n_authors)
            add_authors(item, json_object_get(holders[i], "author"));
    }
    set_body(item, get(s->object, "content_html"), HS_BODY_HTML);
    set_body(item, get(s->object, "content_text"), HS_BODY_PLAIN);
    if (!item->body.len && get(s->object, "summary").len) {
        set_body(item, get(s->object, "summary"), HS_BODY_PLAIN);
        item->summary = true;
        hs_notes_count(s->notes, HS_PASSED_SUMMARY);
    }
}

/* ---- ninjs ---- */

static bool is_ninjs(const json_t *object)
{
    const json_t *standard = json_object_get(object, "standard");
    if (hs_ascii_holds(get(object, "$schema"), "ninjs") || hs_ascii_is(get(standard, "name"), "ninjs"))
        return true;
    bool story = json_is_array(json_object_get(object, "bodies")) ||
                 json_is_array(json_object_get(object, "headlines")) || json_object_get(object, "body_text") ||
                 json_object_get(object, "body_xhtml") || json_object_get(object, "body_html") ||
                 json_object_get(object, "versioncreated");
    return story && json_is_string(json_object_get(object, "uri"));
}

/* Of [{role, contenttype, value}, ..]: one whose content type holds `type` ("" for any), the main one if roles say so.
 */
static hs_str value_in(const json_t *list, const char *type)
{
    hs_str first = {NULL, 0};
    for (size_t i = 0; i < json_array_size(list) && i < 64; i++) {
        const json_t *one = json_array_get(list, i);
        hs_str value = get(one, "value");
        if (!value.len || !hs_ascii_holds(get(one, "contenttype"), type))
            continue;
        if (hs_ascii_is(get(one, "role"), "main"))
            return value;
        hs_item_first(&first, value);
    }
    return first;
}

static void take_ninjs(hs_item *item, hs_json_story *s)
{
    const json_t *o = s->object, *bodies = json_object_get(o, "bodies");
    hs_str type = get(o, "type"), status = get(o, "pubstatus");
    s->skip = hs_notes_pass_story(s->notes, type, status);
    if (s->skip)
        return;
    item->title = get(o, "headline");
    hs_item_first(&item->title, value_in(json_object_get(o, "headlines"), ""));
    hs_item_first(&item->title, get(o, "title"));
    item->url = get_any(o, "url|link");
    if (!item->url.len && hs_ascii_begins(get(o, "uri"), "http"))
        item->url = get(o, "uri");
    const json_t *sources = json_object_get(o, "infosources");
    item->outlet = get(json_is_array(sources) ? json_array_get(sources, 0) : sources, "name");
    hs_item_first(&item->outlet, get_any(o, "copyrightholder|provider"));
    hs_item_publish(item, s->arena, get_any(o, "firstpublished|versioncreated|firstcreated|contentcreated"));
    item->language = get(o, "language");
    hs_item_add_author(item, get_any(o, "byline|by"));
    set_body(item, value_in(bodies, "html"), HS_BODY_HTML);
    set_body(item, get_any(o, "body_xhtml|body_html|body_html5"), HS_BODY_HTML);
    set_body(item, value_in(bodies, "plain"), HS_BODY_PLAIN);
    set_body(item, get(o, "body_text"), HS_BODY_PLAIN);
    set_body(item, value_in(bodies, ""), HS_BODY_PLAIN);
}

/* ---- records ---- */

/* Named by the caller, else under one of the usual names. */
static hs_str field(const json_t *object, hs_str name, const char *usual)
{
    return name.len ? string_of(json_object_getn(object, name.ptr, name.len)) : get_any(object, usual);
}

static hs_status take_record(hs_item *item, hs_json_story *s, hs_error *err)
{
    static const char texts[] = "text|body|content|article|maintext|content_text|description|html|content_html";
    const json_t *o = s->object;
    hs_str text = field(o, s->fields.text, texts);
    item->title = field(o, s->fields.title, "title|headline");
    item->url = field(o, s->fields.url, "url|link|canonical_url");
    item->outlet = field(o, s->fields.outlet, "outlet|source|publisher|site|source_domain");
    hs_item_publish(item, s->arena,
                    field(o, s->fields.published, "published|date|date_publish|date_published|published_at|pub_date"));
    item->language = get_any(o, "language|lang");
    add_authors(item, json_object_get(o, "authors"));
    if (!item->n_authors)
        add_authors(item, json_object_get(o, "author"));
    /* Markup begins with a tag. */
    bool html = text.len > 2 && *text.ptr == '<' && (hs_ascii_is_letter(text.ptr[1]) || text.ptr[1] == '!');
    set_body(item, text, html ? HS_BODY_HTML : HS_BODY_PLAIN);
    if (text.len)
        return HS_OK;
    if (s->fields.text.len)
        return hs_fail(err, HS_E_FORMAT, 0, "no text in a field '%.*s'",
                       s->fields.text.len < 60 ? (int)s->fields.text.len : 60, s->fields.text.ptr);
    return hs_fail(err, HS_E_FORMAT, 0, "no text in a field 'text', 'body' or 'content'; --field-text names another");
}

/* ---- readings ---- */

static void take_reading(hs_item *item, hs_json_story *s)
{
    const json_t *text = json_object_get(s->object, "text");
    item->title = get(s->object, "title");
    item->language = get(s->object, "language");
    add_authors(item, json_object_get(s->object, "authors"));
    item->reading = s->object;
    set_body(item, hs_json_text(text), HS_BODY_READING);
}

hs_status hs_json_story_take(hs_item *item, hs_json_story *s, hs_error *err)
{
    if (!json_is_object(s->object))
        return hs_fail(err, HS_E_FORMAT, 0, "this is no JSON object");
    if (s->feed)
        take_feed_item(item, s);
    else if (is_ninjs(s->object) && !s->fields.text.len)
        take_ninjs(item, s);
    else if (hs_reading_is(s->object) && !s->fields.text.len)
        take_reading(item, s);
    else
        return take_record(item, s, err);
    return item->body.len || s->skip ? HS_OK : hs_fail(err, HS_E_EMPTY, 0, "it holds no text");
}
