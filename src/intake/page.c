/* page.c -- putting a page's document together. In: bytes of HTML. Out: text, furniture, links and metadata of a
 * document. What is only needed on the way is freed before it returns. */
#include "page.h"

#include <string.h>

#include "article.h"
#include "charset.h"
#include "metadata.h"
#include "status.h"
#include "url.h"

static const char gap[] = "\n\n";

typedef struct writer {
    hs_document *doc;
    const hs_blocks *blocks;
    const hs_article *article;
    hs_str base;
    char *text;
    size_t n;
    hs_link *links;
    size_t n_links;
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

static hs_status write_page(writer *w, hs_str title, hs_error *err)
{
    hs_arena *arena = w->doc->arena;
    size_t bytes = title.len + 1, n_links = 0;
    for (uint32_t i = 0; i < w->article->n_chosen; i++) {
        const hs_block *b = hs_block_at(w->blocks, w->article->chosen[i]);
        bytes += b->end - b->begin + sizeof gap;
        n_links += b->n_links;
    }
    w->text = HS_NEW(arena, char, bytes);
    w->links = HS_NEW(arena, hs_link, n_links);
    hs_furniture *headline = HS_NEW(arena, hs_furniture, 1);
    if (!w->text || !w->links || !headline)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text of %zu bytes", bytes);
    if (title.len) {
        *headline = (hs_furniture){HS_FURNITURE_TITLE, write_line(w, title)};
        w->doc->furniture = headline;
        w->doc->n_furniture = 1;
    }
    for (uint32_t i = 0; i < w->article->n_chosen; i++) {
        uint32_t block = w->article->chosen[i];
        hs_span at = write_line(w, hs_block_text(w->blocks, block));
        HS_TRY(write_links(w, hs_block_at(w->blocks, block), at, err));
    }
    w->doc->text = (hs_str){w->text, w->n};
    w->doc->links = w->links;
    w->doc->n_links = w->n_links;
    return HS_OK;
}

static hs_status open_blocks(hs_document *doc, const hs_blocks *blocks, hs_error *err)
{
    hs_metadata about;
    hs_article article;
    HS_TRY(hs_metadata_find(&about, doc->arena, blocks, doc->url, err));
    doc->title = about.title;
    doc->outlet = about.outlet;
    doc->url = about.url;
    doc->published = about.published;
    doc->language = about.language;
    doc->authors = about.authors;
    doc->n_authors = about.n_authors;
    HS_TRY(hs_article_find(&article, blocks, about.title, err));
    writer w = {.doc = doc, .blocks = blocks, .article = &article, .base = about.base};
    hs_status status = HS_OK;
    if (article.n_chosen || article.headline != HS_NO_BLOCK)
        status = write_page(&w, about.title, err);
    hs_article_free(&article);
    if (status == HS_OK && !w.n)
        status = hs_fail(err, HS_E_EMPTY, 0, "no article text in the page");
    return status;
}

hs_status hs_page_open(hs_document *doc, const hs_raw *raw, hs_error *err)
{
    hs_decoded decoded;
    hs_html html;
    hs_blocks blocks;
    hs_arena *scratch = hs_arena_new(4 * raw->len + (1u << 16));
    if (!scratch)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a page");
    hs_status status = hs_charset_decode_as(&decoded, scratch, raw->bytes, raw->len, raw->charset, err);
    if (status == HS_OK) {
        doc->replaced = decoded.replaced_bytes;
        status = hs_html_parse(&html, (char *)(uintptr_t)decoded.text.ptr, decoded.text.len, err);
    }
    hs_arena_free(scratch);
    if (status != HS_OK)
        return status;
    status = hs_blocks_make(&blocks, &html, err);
    if (status == HS_OK) {
        status = open_blocks(doc, &blocks, err);
        hs_blocks_free(&blocks);
    }
    hs_html_free(&html);
    return status;
}
