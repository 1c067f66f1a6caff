/* page.c -- putting a page's document together. In: bytes of HTML. Out: text, furniture (the headline before the
 * paragraphs, captions and related links after them), links and metadata of a document. What is only needed on the way
 * is freed before it returns. */
#include "page.h"

#include <string.h>

#include "article.h"
#include "ascii.h"
#include "charset.h"
#include "heap.h"
#include "metadata.h"
#include "phrases.h"
#include "status.h"
#include "url.h"

static const char gap[] = "\n\n";

enum {
    NO_ARTICLE = 300,  /* bytes found at most where the article is in scripts alone .. */
    DESCRIBED = 200,   /* .. and of it at least */
    STUB_BYTES = 1500, /* what is shown at most of an article that is not free */
    URL_SHOWN = 100
};

typedef struct writer {
    hs_document *doc;
    const hs_blocks *blocks;
    const hs_article *article;
    hs_str base;
    char *text;
    size_t n;
    size_t article_bytes; /* of the text: its headline and paragraphs */
    hs_link *links;
    size_t n_links;
    hs_furniture *furniture;
    size_t n_furniture;
} writer;

static hs_span write_line(writer *w, hs_str line)
{
    if (w->n) {
        memcpy(w->text + w->n, gap, 2);
        w->n += 2;
    }
    hs_span span = {(uint32_t)w->n, (uint32_t)(w->n + line.len)};
    memcpy(w->text + w->n, line.ptr, line.len);
    w->n += line.len;
    return span;
}

static hs_status write_links(writer *w, const hs_block *b, hs_span at, hs_error *err)
{
    for (uint32_t i = 0; i < b->n_links; i++) {
        const hs_block_link *link = hs_block_link_at(w->blocks, b->first_link + i);
        hs_str href = hs_html_value(w->blocks->html, link->node, HS_ATTR_HREF), url;
        if (!href.len)
            continue;
        HS_TRY(hs_url_resolve(&url, w->doc->arena, w->base, href, err));
        if (url.ptr)
            w->links[w->n_links++] =
                (hs_link){{at.begin + link->begin - b->begin, at.begin + link->end - b->begin}, url};
    }
    return HS_OK;
}

static void write_furniture(writer *w, hs_furniture_kind kind, hs_str line)
{
    w->furniture[w->n_furniture++] = (hs_furniture){kind, write_line(w, line)};
}

static hs_status write_page(writer *w, hs_str title, hs_error *err)
{
    hs_arena *arena = w->doc->arena;
    const hs_article *article = w->article;
    size_t bytes = title.len + 1, n_links = 0;
    for (uint32_t i = 0; i < article->n_chosen; i++) {
        const hs_block *b = hs_block_at(w->blocks, article->chosen[i]);
        bytes += b->end - b->begin + sizeof gap;
        n_links += b->n_links;
    }
    for (uint32_t i = 0; i < article->n_beside; i++)
        bytes += article->beside[i].end - article->beside[i].begin + sizeof gap;
    w->text = HS_NEW(arena, char, bytes);
    w->links = HS_NEW(arena, hs_link, n_links);
    w->furniture = HS_NEW(arena, hs_furniture, 1 + article->n_beside);
    if (!w->text || !w->links || !w->furniture)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %zu bytes", bytes);
    if (title.len)
        write_furniture(w, HS_FURNITURE_TITLE, title);
    for (uint32_t i = 0; i < article->n_chosen; i++) {
        uint32_t block = article->chosen[i];
        hs_span at = write_line(w, hs_block_text(w->blocks, block));
        HS_TRY(write_links(w, hs_block_at(w->blocks, block), at, err));
    }
    w->article_bytes = w->n;
    for (uint32_t i = 0; i < article->n_beside; i++) {
        const hs_beside *line = &article->beside[i];
        write_furniture(w, line->is_related ? HS_FURNITURE_RELATED : HS_FURNITURE_CAPTION,
                        hs_blocks_slice(w->blocks, line->begin, line->end));
    }
    w->doc->text = (hs_str){w->text, w->n};
    w->doc->furniture = w->furniture;
    w->doc->n_furniture = w->n_furniture;
    w->doc->links = w->links;
    w->doc->n_links = w->n_links;
    return HS_OK;
}

/* Say what the page is instead of an article. */
static hs_status refuse(hs_document *doc, const hs_html *html, const hs_article *article, hs_str base, hs_error *err)
{
    hs_str frame = {NULL, 0}, url;
    for (uint32_t node = 0; node < html->n_nodes && !article->instead; node++)
        if (hs_html_at(html, node)->tag == HS_TAG_FRAME)
            frame = hs_html_value(html, node, HS_ATTR_SRC);
    if (frame.len) {
        /* The last frame: menus come first. */
        HS_TRY(hs_url_resolve(&url, doc->arena, base, frame, err));
        return hs_fail(err, HS_E_EMPTY, 0, "no article on this page, which is made of frames; its text may be in %.*s",
                       url.len < URL_SHOWN ? (int)url.len : URL_SHOWN, url.ptr ? url.ptr : "");
    }
    return hs_fail(err, HS_E_EMPTY, 0, "no article on this page%s%s", article->instead ? ": it is " : "",
                   article->instead ? article->instead : "");
}

/* ---- pages whose article is in their scripts alone ---- */

/* All lines of a description, but for furniture. */
static hs_status write_described(writer *w, const hs_blocks *described, hs_str title, hs_error *err)
{
    hs_article all = {.headline = HS_NO_BLOCK, .chosen = hs_alloc(described->n * sizeof *all.chosen)};
    if (!all.chosen)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the lines of a page");
    for (uint32_t i = 0; i < described->n; i++) {
        hs_str line = hs_block_text(described, i);
        if (!hs_phrase_is_furniture(line) && !hs_same_words(line, title))
            all.chosen[all.n_chosen++] = i;
    }
    w->blocks = described;
    w->article = &all;
    hs_status status = write_page(w, title, err);
    hs_article_free(&all);
    return status;
}

/* What the page says the article's text is, as HTML: where it has no elements that part lines, its line ends do. */
static hs_status parse_described(hs_html *out, hs_str said, hs_error *err)
{
    static const char *const parts[] = {"<p", "<br", "<div", "<li"};
    bool parted = false;
    hs_buffer html = hs_buffer_new(3 * said.len + 16);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        parted = parted || hs_ascii_holds(said, parts[i]);
    for (size_t i = 0; i < said.len; i++) {
        if (said.ptr[i] == '\n' && !parted)
            hs_buffer_text(&html, "<p>");
        else
            hs_buffer_add(&html, said.ptr[i] ? said.ptr + i : " ", 1);
    }
    hs_status status = html.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of HTML", said.len)
                                   : hs_html_parse(out, html.ptr, html.len, err);
    hs_buffer_free(&html);
    return status;
}

/* The article out of the page's description of itself, where the page shows none. */
static hs_status open_described(writer *w, const hs_metadata *about, hs_error *err)
{
    hs_html html;
    hs_blocks blocks;
    uint64_t shown = 0;
    for (uint32_t i = 0; i < w->article->n_chosen; i++)
        shown += hs_block_text(w->blocks, w->article->chosen[i]).len;
    if (about->described.len < DESCRIBED || shown > NO_ARTICLE || about->described.len < 2 * shown)
        return HS_OK;
    HS_TRY(parse_described(&html, about->described, err));
    hs_status status = hs_blocks_make(&blocks, &html, err);
    if (status == HS_OK) {
        if (blocks.text.len >= DESCRIBED && blocks.text.len >= 2 * shown)
            status = write_described(w, &blocks, about->title, err);
        hs_blocks_free(&blocks);
    }
    hs_html_free(&html);
    return status;
}

static hs_status open_blocks(hs_document *doc, const hs_blocks *blocks, bool is_letter, hs_error *err)
{
    hs_metadata about;
    hs_article article;
    HS_TRY(hs_metadata_find(&about, doc->arena, blocks, doc->url, err));
    doc->title = about.title;
    doc->outlet = about.outlet;
    doc->url = about.url;
    doc->published = about.published;
    doc->no_date = about.no_date;
    doc->modified = about.modified;
    doc->section = about.section;
    doc->language = about.language;
    doc->authors = about.authors;
    doc->n_authors = about.n_authors;
    hs_page_says says = is_letter          ? HS_PAGE_IS_LETTER
                        : about.is_article ? HS_PAGE_SAYS_ARTICLE
                        : about.is_list    ? HS_PAGE_SAYS_LIST
                                           : HS_PAGE_SAYS_NOTHING;
    HS_TRY(hs_article_find(&article, blocks, about.title, says, err));
    if (article.instead && says != HS_PAGE_IS_LETTER && hs_article_is_mailed(blocks)) {
        hs_article_free(&article);
        HS_TRY(hs_article_find(&article, blocks, about.title, HS_PAGE_IS_LETTER, err));
    }
    writer w = {.doc = doc, .blocks = blocks, .article = &article, .base = about.base};
    hs_status status = open_described(&w, &about, err);
    if (status == HS_OK && !w.n && !article.instead && (article.n_chosen || article.headline != HS_NO_BLOCK))
        status = write_page(&w, about.title, err);
    if (status == HS_OK && !w.n)
        status = refuse(doc, blocks->html, &article, about.base, err);
    bool cut = article.is_cut || (about.is_locked && w.article_bytes < STUB_BYTES);
    doc->partial = cut ? HS_PARTIAL_YES : about.is_free ? HS_PARTIAL_NO : HS_PARTIAL_UNKNOWN;
    hs_article_free(&article);
    return status;
}

hs_status hs_page_open(hs_document *doc, const hs_raw *raw, hs_error *err)
{
    hs_charset_text decoded;
    hs_html html;
    hs_blocks blocks;
    hs_arena *scratch = hs_arena_new(4 * raw->len + (1u << 16));
    if (!scratch)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a page");
    hs_status status = hs_charset_decode(&decoded, scratch, raw, true, err);
    if (status == HS_OK) {
        hs_charset_tell(doc, &decoded);
        status = hs_html_parse(&html, (char *)(uintptr_t)decoded.text.ptr, decoded.text.len, err);
    }
    hs_arena_free(scratch);
    if (status != HS_OK)
        return status;
    status = hs_blocks_make(&blocks, &html, err);
    if (status == HS_OK) {
        status = open_blocks(doc, &blocks, raw->is_letter, err);
        hs_blocks_free(&blocks);
    }
    hs_html_free(&html);
    return status;
}
