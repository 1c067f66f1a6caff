/* fuzz_html.c -- any bytes as a web page, whatever its head looks like: the tree's ranges nest, its characters are
 * valid UTF-8, blocks are tidy and in order, and no block is chosen twice. */
#include <stdint.h>
#include <string.h>

#include "article.h"
#include "charset.h"
#include "check.h"
#include "metadata.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_tree(const hs_html *html)
{
    CHECK(html->n_nodes && hs_html_at(html, 0)->end == html->n_nodes);
    for (uint32_t i = 1; i < html->n_nodes; i++) {
        const hs_html_node *node = hs_html_at(html, i), *parent = hs_html_at(html, node->parent);
        CHECK(node->parent < i && parent->tag != HS_TAG_TEXT && node->tag < HS_N_TAGS);
        CHECK(node->end > i && node->end <= parent->end);
        if (node->tag == HS_TAG_TEXT) {
            hs_str chars = hs_html_chars(html, i);
            CHECK(node->end == i + 1 && chars.len && hs_utf8_valid(chars.ptr, chars.len) == chars.len);
        }
        /* html_guard.c: an element has no more attributes than it lets through. */
        CHECK(node->tag == HS_TAG_TEXT || node->n <= 602);
    }
}

static void check_blocks(const hs_blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->n; i++) {
        const hs_block *b = hs_block_at(blocks, i);
        hs_str text = hs_block_text(blocks, i);
        CHECK(b->begin < b->end && (!i || b->begin == hs_block_at(blocks, i - 1)->end));
        CHECK(text.ptr[0] != ' ' && text.ptr[text.len - 1] != ' ' && !memchr(text.ptr, '\n', text.len));
        CHECK(hs_utf8_valid(text.ptr, text.len) == text.len);
        CHECK(b->link_bytes <= text.len && b->small_bytes <= text.len && b->strong_bytes <= text.len);
        CHECK(b->inner >= b->node && b->from > b->inner && b->from < hs_html_at(blocks->html, b->inner)->end);
    }
}

static void check_article(const hs_blocks *blocks)
{
    static const hs_str unknown;
    hs_article article;
    hs_metadata about;
    hs_arena *arena = hs_arena_new(1u << 26);
    CHECK(arena && hs_metadata_find(&about, arena, blocks, unknown, NULL) == HS_OK);
    CHECK(hs_article_find(&article, blocks, about.title, HS_PAGE_SAYS_NOTHING, NULL) == HS_OK);
    for (uint32_t i = 0; i < article.n_chosen; i++)
        CHECK(article.chosen[i] < blocks->n && (!i || article.chosen[i] > article.chosen[i - 1]));
    CHECK(article.headline == HS_NO_BLOCK || article.headline < blocks->n);
    hs_article_free(&article);
    hs_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hs_arena *arena = hs_arena_new(4 * size + (1u << 16));
    hs_charset_text text;
    hs_raw raw;
    hs_html html;
    hs_blocks blocks;
    hs_sniff(&raw, data, size);
    CHECK(arena && hs_charset_decode(&text, arena, &raw, true, NULL) == HS_OK && text.encoding);
    CHECK(hs_utf8_valid(text.text.ptr, text.text.len) == text.text.len);
    CHECK(hs_html_parse(&html, (char *)(uintptr_t)text.text.ptr, text.text.len, NULL) == HS_OK);
    hs_arena_free(arena);
    check_tree(&html);
    CHECK(hs_blocks_make(&blocks, &html, NULL) == HS_OK);
    check_blocks(&blocks);
    check_article(&blocks);
    hs_blocks_free(&blocks);
    hs_html_free(&html);
    return 0;
}
