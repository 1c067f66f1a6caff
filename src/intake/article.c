/* article.c -- choosing the article's blocks. In: blocks of a page. Out: indexes of those to print. A few loops over
 * nodes and blocks, no recursion. Threads: one at a time. */
#include <string.h>

#include "article_finder.h"
#include "ascii.h"
#include "heap.h"
#include "status.h"

enum {
    LEVELS = 5,       /* ancestors that a paragraph gives score to */
    FRAME_BYTES = 140 /* prose that an <article> holds at least */
};

/* ---- words ---- */

static bool is_word_byte(char c)
{
    return hs_ascii_is_letter(c) || hs_ascii_is_digit(c) || (unsigned char)c >= 0x80;
}

/* Next byte of a word, lower-case; 0 at the end. General punctuation (E2 80 xx), such as curly quotes and dashes, is
 * none. */
static char next_word_byte(hs_str s, size_t *i)
{
    while (*i < s.len) {
        if (s.len - *i >= 3 && memcmp(s.ptr + *i, "\xe2\x80", 2) == 0) {
            *i += 3;
            continue;
        }
        char c = s.ptr[(*i)++];
        if (is_word_byte(c))
            return hs_ascii_lower(c);
    }
    return 0;
}

bool hs_same_words(hs_str a, hs_str b)
{
    size_t i = 0, j = 0;
    char x, y;
    bool any = false;
    do {
        x = next_word_byte(a, &i);
        y = next_word_byte(b, &j);
        any = any || x;
    } while (x == y && x);
    return any && x == y;
}

static unsigned count_commas(hs_str s)
{
    unsigned n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] == ',';
    return n;
}

/* ---- where the article is ---- */

static float class_bonus(const hs_finder *f, uint32_t node)
{
    unsigned hints = f->marks[node], tag = hs_html_at(f->html, node)->tag;
    float bonus = 0;
    if (hints & HS_HINT_PROPERTY)
        bonus += 50;
    if (hints & HS_HINT_BODY)
        bonus += 25;
    if (tag == HS_TAG_ARTICLE)
        bonus += 15;
    if (tag == HS_TAG_MAIN)
        bonus += 5;
    if (hints & (HS_HINT_FURNITURE | HS_HINT_RELATED | HS_HINT_COMMENTS))
        bonus -= 25;
    return bonus;
}

/* Nearest element that can hold paragraphs, from `node` up. */
static uint32_t holder(const hs_finder *f, uint32_t node)
{
    while (node && !hs_tag_is_block(hs_html_at(f->html, node)->tag))
        node = hs_finder_parent(f, node);
    return node;
}

static void score_holders(hs_finder *f)
{
    for (uint32_t i = 0; i < f->n_blocks; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        if (!f->prose[i] || (f->marks[b->inner] & HS_MARK_GONE))
            continue;
        hs_str text = hs_block_text(f->blocks, i);
        float worth = 1 + (float)count_commas(text) + (text.len > 300 ? 3 : (float)text.len / 100);
        uint32_t node = holder(f, b->node);
        if (f->n_below[node] == 1)
            node = holder(f, hs_finder_parent(f, node));
        for (unsigned level = 0; level < LEVELS; level++) {
            f->score[node] += level < 2 ? worth / (float)(level + 1) : worth / (float)(3 * level);
            if (!node)
                break;
            node = holder(f, hs_finder_parent(f, node));
        }
    }
    for (uint32_t node = 0; node < f->n_nodes; node++)
        if (f->score[node] > 0)
            f->score[node] += class_bonus(f, node);
}

/* The <article> around the headline, where it holds prose: the others on the page are other articles. Else the root. */
static uint32_t frame_of(const hs_finder *f)
{
    if (f->headline == HS_NO_BLOCK)
        return 0;
    uint32_t node = hs_block_at(f->blocks, f->headline)->node;
    while (node && (hs_html_at(f->html, node)->tag != HS_TAG_ARTICLE || f->mass[node] < FRAME_BYTES ||
                    20 * (uint64_t)f->mass[node] < f->mass[0]))
        node = hs_finder_parent(f, node);
    return node;
}

static uint32_t best_holder(const hs_finder *f)
{
    uint32_t frame = frame_of(f), best = frame;
    for (uint32_t node = frame; node < hs_html_at(f->html, frame)->end; node++)
        if (f->score[node] > f->score[best] && !(f->marks[node] & HS_MARK_GONE))
            best = node;
    /* The rest of an article often lies beside its best part: sections, pages, columns. */
    for (uint32_t up = best; up != frame;) {
        up = holder(f, hs_finder_parent(f, up));
        uint32_t more = f->mass[up] - f->mass[best];
        if (f->score[up] >= f->score[best] * 0.75f || 5 * (uint64_t)more >= f->mass[best])
            best = up;
    }
    return best;
}

static uint32_t find_headline(const hs_finder *f, hs_str title)
{
    uint32_t found = HS_NO_BLOCK, only_h1 = HS_NO_BLOCK;
    unsigned n_h1 = 0;
    for (uint32_t i = 0; i < f->n_blocks; i++) {
        bool h1 = hs_html_at(f->html, hs_block_at(f->blocks, i)->inner)->inside & HS_INSIDE_H1;
        if (h1) {
            n_h1++;
            only_h1 = i;
        }
        if (title.len && hs_same_words(hs_block_text(f->blocks, i), title) && (found == HS_NO_BLOCK || h1))
            found = i;
    }
    return found != HS_NO_BLOCK ? found : n_h1 == 1 ? only_h1 : HS_NO_BLOCK;
}

/* First block of the article: after the headline, unless nearly all of the prose stands before what looked like one. */
static uint32_t first_block(const hs_finder *f, uint32_t best)
{
    uint64_t before = 0;
    if (f->headline == HS_NO_BLOCK || !hs_finder_within(f, hs_block_at(f->blocks, f->headline)->node, best))
        return 0;
    for (uint32_t i = 0; i < f->headline; i++) {
        uint32_t inner = hs_block_at(f->blocks, i)->inner;
        if (hs_finder_within(f, inner, best) && !(f->marks[inner] & HS_MARK_GONE))
            before += f->prose[i];
    }
    return 4 * before > 3 * (uint64_t)f->mass[best] ? 0 : f->headline + 1;
}

/* Copy the blocks of the best holder that are lines of the article. */
static void choose(hs_finder *f, hs_article *a, uint32_t best, hs_str title)
{
    uint32_t first = f->is_letter ? 0 : first_block(f, best);
    a->n_chosen = hs_finder_lines(a->chosen, f, best, first, title);
    /* A page that looks like no article, a note of one line say, still holds text: what is left of it, else all of it
     * but links. */
    for (unsigned all = 0; all < 2 && !a->n_chosen; all++)
        for (uint32_t i = 0; i < f->n_blocks; i++) {
            const hs_block *b = hs_block_at(f->blocks, i);
            bool prose = 2 * (uint64_t)b->link_bytes <= b->end - b->begin;
            bool text = !(f->marks[b->inner] & HS_MARK_GONE);
            if (prose && (text || all) && i != f->headline && !hs_same_words(hs_block_text(f->blocks, i), title))
                a->chosen[a->n_chosen++] = i;
        }
}

hs_status hs_article_find(hs_article *out, const hs_blocks *blocks, hs_str title, hs_page_says says, hs_error *err)
{
    *out = (hs_article){.headline = HS_NO_BLOCK};
    hs_finder f = {.blocks = blocks, .html = blocks->html, .n_nodes = blocks->html->n_nodes, .n_blocks = blocks->n};
    f.is_letter = says == HS_PAGE_IS_LETTER;
    f.marks = hs_alloc(f.n_nodes * sizeof *f.marks);
    f.mass = hs_alloc(f.n_nodes * sizeof *f.mass);
    f.n_below = hs_alloc(f.n_nodes * sizeof *f.n_below);
    f.n_images = hs_alloc(f.n_nodes * sizeof *f.n_images);
    f.score = hs_alloc(f.n_nodes * sizeof *f.score);
    f.prose = hs_alloc(f.n_blocks * sizeof *f.prose);
    out->chosen = hs_alloc(f.n_blocks * sizeof *out->chosen);
    uint8_t *role = hs_alloc(f.n_nodes * sizeof *role);
    bool ok = role && f.marks && f.mass && f.n_below && f.n_images && f.score && f.prose && out->chosen;
    if (ok) {
        f.headline = out->headline = find_headline(&f, title);
        hs_finder_weigh(&f);
        hs_finder_gather(&f);
        hs_finder_prune(&f);
        score_holders(&f);
        uint32_t best = f.is_letter ? 0 : best_holder(&f);
        choose(&f, out, best, title);
        hs_finder_beside(out, &f, best, title, role);
        out->is_cut = f.cut;
        out->instead = hs_finder_instead(&f, out, title, says);
    }
    hs_free(f.marks);
    hs_free(f.mass);
    hs_free(f.n_below);
    hs_free(f.n_images);
    hs_free(f.score);
    hs_free(f.prose);
    hs_free(role);
    if (ok)
        return HS_OK;
    hs_article_free(out);
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to find the article in a page");
}

void hs_article_free(hs_article *article)
{
    hs_free(article->chosen);
    article->chosen = NULL;
    article->n_chosen = 0;
}
