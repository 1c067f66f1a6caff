/* article_instead.c -- what a page is that holds no article: a list of others, a request for consent, a login. In: the
 * lines that were chosen, and the page around them. Out: words for it. A few loops; any thread. */
#include "article_finder.h"
#include "ascii.h"
#include "phrases.h"

enum {
    LIST_TITLES = 5,   /* linked titles of other pages that make a list .. */
    LIST_BYTES = 200,  /* .. with so little prose beside them .. */
    SAID_BYTES = 600,  /* .. or so little where the page says that it is a list */
    LED_LINES = 4,     /* summaries, each below the title of another page */
    WALL_BYTES = 2000, /* what is said instead of an article at most */
    LOGIN_PROSE = 400, /* what stands beside a login form at most */
    SENTENCE_LINES = 3, /* short paragraphs that make an article, at least */
    MAIL_LINE_BYTES = 400
};

/* Do most of the lines stand below titles of other pages, each its summary? */
static bool are_led(const hs_finder *f, const hs_article *a)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_chosen; i++)
        n += a->chosen[i] && hs_finder_is_title(f, a->chosen[i] - 1);
    return n >= LED_LINES && 4 * (uint64_t)n >= 3 * (uint64_t)a->n_chosen;
}

/* Does the page hold no more than a request for consent, an error, a test for robots? */
static bool is_wall(const hs_finder *f, const hs_article *a, uint64_t bytes, hs_str title)
{
    bool wall = hs_phrase_is_wall(title);
    if (bytes > WALL_BYTES)
        return false;
    if (a->headline != HS_NO_BLOCK)
        wall = wall || hs_phrase_is_wall(hs_block_text(f->blocks, a->headline));
    for (uint32_t i = 0; i < a->n_chosen && !wall; i++)
        wall = hs_phrase_is_wall(hs_block_text(f->blocks, a->chosen[i]));
    return wall;
}

/* Does the page ask for a name and password, and hold next to nothing else? */
static bool is_login(const hs_finder *f, const hs_article *a, uint64_t prose, hs_str title)
{
    if (prose > LOGIN_PROSE)
        return false;
    bool asks = false, says = hs_phrase_is_login(title);
    for (uint32_t node = 0; node < f->n_nodes && !asks; node++)
        asks = hs_html_at(f->html, node)->tag == HS_TAG_INPUT &&
               hs_ascii_is(hs_html_value(f->html, node, HS_ATTR_TYPE), "password");
    if (a->headline != HS_NO_BLOCK)
        says = says || hs_phrase_is_login(hs_block_text(f->blocks, a->headline));
    for (uint32_t i = 0; i < a->n_chosen && !says; i++)
        says = hs_phrase_is_login(hs_block_text(f->blocks, a->chosen[i]));
    return asks && says;
}

/* Does the page speak of nothing but data about its readers, to its readers, and have something to click on? */
static bool is_consent(const hs_finder *f, const hs_article *a, uint64_t bytes, uint64_t prose)
{
    uint64_t asking = 0;
    bool form = false;
    if (bytes > WALL_BYTES || !prose)
        return false;
    for (uint32_t i = 0; i < a->n_chosen; i++)
        if (hs_phrase_asks_consent(hs_block_text(f->blocks, a->chosen[i])))
            asking += f->prose[a->chosen[i]];
    for (uint32_t node = 0; node < f->n_nodes && !form; node++) {
        unsigned tag = hs_html_at(f->html, node)->tag;
        form = tag == HS_TAG_BUTTON || tag == HS_TAG_FORM || tag == HS_TAG_INPUT;
    }
    return form && 4 * asking >= 3 * prose;
}

/* Is a link's line one that only mails have: to see it in a browser, to be sent no more of them? */
static bool is_in_mails(hs_str line, bool *browser, bool *leave)
{
    static const char *const browsers[] = {"in your browser", "in browser", "in a browser", "online version"};
    for (size_t i = 0; i < sizeof browsers / sizeof *browsers; i++)
        *browser = *browser || hs_ascii_holds(line, browsers[i]);
    *leave = *leave || hs_ascii_holds(line, "unsubscribe");
    return *browser && *leave;
}

bool hs_article_is_mailed(const hs_blocks *blocks)
{
    bool browser = false, leave = false;
    for (uint32_t i = 0; i < blocks->n; i++) {
        hs_str line = hs_block_text(blocks, i);
        if (hs_block_at(blocks, i)->n_links && line.len <= MAIL_LINE_BYTES && is_in_mails(line, &browser, &leave))
            return true;
    }
    return false;
}

/* The bytes of lines that are sentences and no links, however short; 0 of fewer than a few. */
static uint64_t sentences(const hs_finder *f, const hs_article *a)
{
    uint64_t bytes = 0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_chosen; i++) {
        const hs_block *b = hs_block_at(f->blocks, a->chosen[i]);
        hs_str text = hs_block_text(f->blocks, a->chosen[i]);
        if (2 * (uint64_t)b->link_bytes > text.len || !hs_ends_sentence(text))
            continue;
        bytes += text.len;
        n++;
    }
    return n >= SENTENCE_LINES ? bytes : 0;
}

/* What the page is if not an article; NULL where it may be one. */
const char *hs_finder_instead(const hs_finder *f, const hs_article *a, hs_str title, hs_page_says says)
{
    uint64_t bytes = 0, prose = 0;
    for (uint32_t i = 0; i < a->n_chosen; i++) {
        bytes += hs_block_text(f->blocks, a->chosen[i]).len;
        prose += f->prose[a->chosen[i]];
    }
    if (says == HS_PAGE_SAYS_ARTICLE || says == HS_PAGE_IS_LETTER)
        return NULL;
    if (is_login(f, a, prose, title))
        return "a form to log in or to register";
    if (is_wall(f, a, bytes, title) || is_consent(f, a, bytes, prose))
        return "a notice or a request for consent";
    uint64_t least = says == HS_PAGE_SAYS_LIST ? SAID_BYTES : LIST_BYTES;
    uint64_t said = f->headline == HS_NO_BLOCK ? 0 : sentences(f, a);
    if ((f->n_titles >= LIST_TITLES && prose < least && said < least) || are_led(f, a))
        return "a list of other pages";
    return NULL;
}
