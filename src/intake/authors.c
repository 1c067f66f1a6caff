/* authors.c -- choosing among a page's statements of who wrote it. In: metadata, elements, lines; hostile. Out: names.
 * Threads: one at a time. */
#include "authors.h"

#include "article_finder.h"
#include "ascii.h"
#include "byline.h"
#include "outlets.h"
#include "status.h"
#include "url.h"

/* A byline is printed about the headline; a marked element holds a few names. */
enum { BLOCKS_BEFORE = 3, BLOCKS_AFTER = 12, MARKED_BYTES = 300, LINE_BYTES = 200, PATH_BYTES = 300 };

typedef struct list {
    hs_str *names; /* [HS_MAX_AUTHORS] */
    size_t n;
    hs_str agency; /* first that was named in a person's place */
    hs_str house;  /* first that is a word of the outlet's name: "Harbor" of "Harbor Post", or "Ann" of "Ann's Blog" */
    bool is_joined; /* an "and" or links show that all that stands in the line are names */
    hs_arena *arena;
    hs_str outlet;
    bool no_memory;
} list;

static hs_str tidy(list *l, hs_str s)
{
    return hs_tidy_copy(l->arena, s, &l->no_memory);
}

static bool is_outlet(const list *l, hs_str name)
{
    return hs_same_words(name, l->outlet) || hs_outlets_by_name(name).n;
}

static bool is_one_word(hs_str s)
{
    return s.len && hs_ascii_char(s, 0, ' ') == s.len;
}

static bool is_house(const list *l, hs_str name)
{
    bool part = is_one_word(name) && name.len < l->outlet.len && hs_ascii_find(l->outlet, name, 0) != HS_NOWHERE;
    bool more = l->outlet.len && name.len > l->outlet.len && name.ptr[l->outlet.len] == ' ' &&
                hs_ascii_same(name.ptr, l->outlet.ptr, l->outlet.len); /* "Harbor Post Online" */
    return part || more;
}

static bool has_name(const list *l, hs_str name)
{
    for (size_t i = 0; i < l->n; i++)
        if (hs_same_words(name, l->names[i]))
            return true;
    return false;
}

static void add_name(list *l, hs_str name)
{
    if (!has_name(l, name) && l->n < HS_MAX_AUTHORS)
        l->names[l->n++] = name;
}

/* "Ann Lee" of "Lee, Ann". */
static hs_str turned(list *l, hs_str name)
{
    size_t comma = hs_ascii_char(name, 0, ',');
    hs_str family = {name.ptr, comma}, given = hs_ascii_trim(hs_ascii_from(name, comma + 1));
    char *made = HS_NEW(l->arena, char, given.len + 1 + family.len);
    l->no_memory = l->no_memory || !made;
    if (!made)
        return name;
    memcpy(made, given.ptr, given.len);
    made[given.len] = ' ';
    memcpy(made + given.len + 1, family.ptr, family.len);
    return (hs_str){made, given.len + 1 + family.len};
}

/* "Ann de Vries" or "Ann", not "My whole profile". */
static bool looks_named(hs_str s)
{
    return hs_byline_is_name(s) || (is_one_word(s) && s.len > 2 && !(*s.ptr >= 'a' && *s.ptr <= 'z'));
}

static void keep_agency(list *l, hs_str line)
{
    hs_outlets known = hs_outlets_by_name(line);
    if (!l->agency.ptr && known.n && hs_outlet_at(known.at[0]).kind == HS_AGENCY && !hs_same_words(line, l->outlet))
        l->agency = line;
}

/* `sure`: the field is for authors alone; else their links stand there too: "My whole profile" */
static void add_field(list *l, hs_str field, bool sure)
{
    hs_str people[HS_MAX_AUTHORS];
    bool reversed;
    hs_str line = field.len ? tidy(l, field) : field;
    bool own = hs_same_words(line, l->outlet); /* "Land and Sea" */
    size_t n = own ? 0 : hs_byline_people(people, HS_MAX_AUTHORS, &reversed, line);
    if (n && reversed)
        people[0] = turned(l, people[0]);
    for (size_t i = 0; i < n; i++)
        if (is_house(l, people[i]))
            l->house = l->house.ptr ? l->house : people[i];
        else if (!is_outlet(l, people[i]) && (sure || looks_named(people[i])))
            add_name(l, people[i]);
    keep_agency(l, line);
}

static void add_described(list *l, const hs_author_clues *clues)
{
    for (size_t i = 0; i < clues->n_described; i++) {
        if (clues->bodies >> i & 1)
            keep_agency(l, tidy(l, clues->described[i]));
        else
            add_field(l, clues->described[i], true);
    }
}

/* Fields of the best rank that names somebody. */
static void add_fields(list *l, const hs_author_field *fields, size_t n)
{
    size_t done = 0; /* ranks below it */
    while (!l->n) {
        size_t rank = SIZE_MAX;
        for (size_t i = 0; i < n; i++)
            if (fields[i].rank >= done && fields[i].rank < rank)
                rank = fields[i].rank;
        if (rank == SIZE_MAX)
            return;
        for (size_t i = 0; i < n; i++)
            if (fields[i].rank == rank)
                add_field(l, fields[i].text, true);
        done = rank + 1;
    }
}

/* All words in an element, cut at MARKED_BYTES. text [MARKED_BYTES] */
static hs_str words_below(char *text, const hs_html *html, uint32_t node)
{
    size_t n = 0;
    for (uint32_t in = node + 1; in < hs_html_at(html, node)->end && n < MARKED_BYTES; in++) {
        hs_str chars = hs_html_at(html, in)->tag == HS_TAG_TEXT ? hs_html_chars(html, in) : (hs_str){NULL, 0};
        size_t room = MARKED_BYTES - n, bytes = chars.len < room ? chars.len : room;
        if (bytes)
            memcpy(text + n, chars.ptr, bytes);
        n += bytes;
        if (chars.len && n < MARKED_BYTES)
            text[n++] = ' ';
    }
    return (hs_str){text, n};
}

static bool is_marked(const hs_html *html, uint32_t node)
{
    return hs_ascii_is(hs_html_value(html, node, HS_ATTR_REL), "author") ||
           hs_ascii_is(hs_html_value(html, node, HS_ATTR_ITEMPROP), "author");
}

/* Links to authors, or what is marked as one: the first that names somebody, and those beside it. */
static void add_marked(list *l, const hs_html *html)
{
    char text[MARKED_BYTES];
    uint32_t beside = 0;
    for (uint32_t node = 0; node < html->n_nodes; node++) {
        if (!is_marked(html, node) || (l->n && hs_html_at(html, node)->parent != beside))
            continue;
        hs_str words = hs_ascii_trim(words_below(text, html, node));
        if (words.len > LINE_BYTES)
            continue;
        add_field(l, words, false);
        if (l->n)
            beside = hs_html_at(html, node)->parent;
        node = hs_html_at(html, node)->end - 1;
    }
}

/* Does an element about the block call it a byline? */
static bool is_called_byline(const hs_html *html, uint32_t node)
{
    static const hs_attr attrs[] = {HS_ATTR_CLASS, HS_ATTR_ID};
    static const char *const words[] = {"byline", "author", "writer", "journalist"};
    for (unsigned up = 0; node && up < 3; up++, node = hs_html_at(html, node)->parent)
        for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++)
            for (size_t i = 0; i < sizeof words / sizeof *words; i++)
                if (hs_ascii_holds(hs_html_value(html, node, attrs[k]), words[i]))
                    return true;
    return false;
}

/* Does an address lead to an author's page? */
static bool is_authors_page(hs_str href)
{
    static const char *const parts[] = {"/author",      "/by/",     "/profile",    "/staff",    "/people",
                                        "/person",      "/writer",  "/journalist", "/reporter", "/columnist",
                                        "/contributor", "/autor",   "/auteur",     "/redakteur"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (hs_ascii_holds(href, parts[i]))
            return true;
    return false;
}

/* The next letter of `s` from *at on, in lower case; 0 at the end. */
static char next_letter(hs_str s, size_t *at)
{
    while (*at < s.len && !hs_ascii_is_letter(s.ptr[*at]))
        ++*at;
    return *at < s.len ? hs_ascii_lower(s.ptr[(*at)++]) : '\0';
}

/* Does an address's path hold the letters of a name, as /author/ann or /writers/bo-ek do? */
static bool is_spelt_in(hs_str href, hs_str name)
{
    if (!href.len)
        return false;
    hs_str host = hs_url_is_web(href) ? hs_url_host(href) : (hs_str){href.ptr, 0};
    size_t from = (size_t)(host.ptr + host.len - href.ptr);
    for (; from < href.len && href.len < PATH_BYTES; from++) {
        size_t at = from, in = 0;
        char letter = next_letter(name, &in);
        while (letter && next_letter(href, &at) == letter)
            letter = next_letter(name, &in);
        if (!letter && name.len > 2)
            return true;
    }
    return false;
}

/* Names in a block that lead to their owners' pages; one word only where the page's address has it, too.
 * @param byline  the page calls it one, and it begins with "By" */
static void add_linked(list *l, const hs_blocks *blocks, const hs_block *b, bool byline)
{
    for (uint32_t k = 0; k < b->n_links; k++) {
        const hs_block_link *link = hs_block_link_at(blocks, b->first_link + k);
        hs_str name = hs_ascii_trim((hs_str){blocks->text.ptr + link->begin, link->end - link->begin});
        hs_str href = hs_html_value(blocks->html, link->node, HS_ATTR_HREF);
        bool spelt = is_spelt_in(href, name), full = hs_byline_is_name(name);
        bool owner = is_authors_page(href) || (spelt && hs_ascii_holds(href, "/user/"));
        bool one = !l->n && spelt && is_one_word(name) && looks_named(name);
        if (((owner && full) || ((owner || byline) && one)) && hs_byline_is_somebody(name) && !is_outlet(l, name)) {
            add_name(l, tidy(l, name));
            l->is_joined = true;
        }
    }
}

/* Is the last of the names that a line gives joined to the others by "and"? */
static bool is_joined(hs_str line, hs_str last)
{
    static const char *const words[] = {" and ", " & ", " und ", " et ", " y ", " e "};
    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        size_t n = strlen(words[k]), before = (size_t)(last.ptr - line.ptr);
        if (before >= n && hs_ascii_same(last.ptr - n, words[k], n))
            return true;
    }
    return false;
}

/* Names in the first piece of a byline's text that is nothing else: "Ann Lee" of "<span>Ann Lee</span> <span>Coastal
 * Wire</span>", and of "By Ann Lee<br>Arts Writer". */
static void add_piece(list *l, const hs_blocks *blocks, const hs_block *b)
{
    const hs_html *html = blocks->html;
    size_t left = b->end - b->begin;
    for (uint32_t node = b->from; node < hs_html_at(html, b->inner)->end && left && !l->n; node++) {
        if (hs_html_at(html, node)->tag != HS_TAG_TEXT)
            continue;
        hs_str found[HS_MAX_AUTHORS], words = tidy(l, hs_html_chars(html, node));
        bool reversed;
        size_t n = words.len < left ? hs_byline_people(found, HS_MAX_AUTHORS, &reversed, words) : 0;
        left -= words.len < left ? words.len : left;
        for (size_t i = 0; i < n && hs_byline_is_name(found[i]); i++)
            if (!is_outlet(l, found[i]))
                add_name(l, found[i]);
    }
}

/* Names in a block about the headline; `opened`: "By" stood before it. @return whether it has any */
static bool add_line(list *l, const hs_blocks *blocks, uint32_t i, bool opened)
{
    hs_str line = hs_block_text(blocks, i), found[HS_MAX_AUTHORS];
    bool byline = line.len < LINE_BYTES && is_called_byline(blocks->html, hs_block_at(blocks, i)->inner);
    if (line.len < LINE_BYTES && !hs_ends_sentence(line))
        add_linked(l, blocks, hs_block_at(blocks, i), opened || (byline && hs_byline_is_opened(line)));
    if (l->n)
        return true;
    size_t n = hs_byline_read(found, HS_MAX_AUTHORS, line);
    if (!n && line.len < LINE_BYTES && (opened || byline)) {
        bool reversed;
        n = hs_byline_people(found, HS_MAX_AUTHORS, &reversed, line);
        if (!n || reversed || !hs_byline_is_name(found[0])) {
            if (byline)
                add_piece(l, blocks, hs_block_at(blocks, i));
            return l->n > 0;
        }
    }
    for (size_t k = 0; k < n; k++)
        if (hs_byline_is_name(found[k]) && !is_outlet(l, found[k])) {
            l->is_joined = l->is_joined || is_joined(line, found[k]);
            add_name(l, tidy(l, found[k]));
        }
    return l->n > 0;
}

static void add_bylines(list *l, const hs_blocks *blocks, hs_str title)
{
    uint32_t headline = HS_NO_BLOCK;
    for (uint32_t i = 0; i < blocks->n; i++) {
        bool h1 = hs_html_at(blocks->html, hs_block_at(blocks, i)->inner)->inside & HS_INSIDE_H1;
        if ((h1 || headline == HS_NO_BLOCK) && hs_same_words(hs_block_text(blocks, i), title)) {
            headline = i;
            if (h1)
                break;
        }
    }
    if (headline == HS_NO_BLOCK)
        return;
    bool opened = false;
    for (uint32_t i = headline > BLOCKS_BEFORE ? headline - BLOCKS_BEFORE : 0;
         i < blocks->n && i <= headline + BLOCKS_AFTER; i++) {
        if (i != headline && add_line(l, blocks, i, opened))
            return;
        opened = hs_byline_is_opening(hs_block_text(blocks, i));
    }
}

/* A page may describe the first author alone and print all: "By Ann Lee and Bo Ek". */
static void add_printed(list *l, const hs_blocks *blocks, hs_str title)
{
    hs_str names[HS_MAX_AUTHORS];
    list printed = {.names = names, .arena = l->arena, .outlet = l->outlet};
    add_bylines(&printed, blocks, title);
    bool all = printed.n > l->n && printed.is_joined;
    for (size_t i = 0; i < l->n; i++)
        all = all && has_name(&printed, l->names[i]);
    for (size_t i = 0; all && i < printed.n; i++)
        if (hs_byline_is_name(printed.names[i]))
            add_name(l, printed.names[i]);
    l->no_memory = l->no_memory || printed.no_memory;
}

hs_status hs_authors_find(hs_str *out, size_t *n, hs_arena *arena, const hs_blocks *blocks,
                          const hs_author_clues *clues, hs_error *err)
{
    list l = {.names = out, .arena = arena, .outlet = clues->outlet};
    if (!clues->is_page_author)
        add_described(&l, clues);
    if (!l.n)
        add_fields(&l, clues->fields, clues->n_fields);
    if (!l.n)
        add_marked(&l, blocks->html);
    if (!l.n && clues->is_page_author)
        add_described(&l, clues);
    if (l.n)
        add_printed(&l, blocks, clues->title);
    else
        add_bylines(&l, blocks, clues->title);
    if (!l.n && l.agency.ptr)
        add_name(&l, l.agency);
    if (!l.n && l.house.ptr)
        add_name(&l, l.house);
    *n = l.n;
    return l.no_memory ? hs_fail(err, HS_E_NOMEM, 0, "no memory for the page's authors") : HS_OK;
}
