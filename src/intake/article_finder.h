/* article_finder.h -- what the files of the article finder share while they look at one page. */
#ifndef HS_ARTICLE_FINDER_H
#define HS_ARTICLE_FINDER_H

#include "article.h"
#include "hints.h"

enum { HS_MARK_GONE = 1 << 15 }; /* in marks: the element and all in it is out */

typedef struct hs_finder {
    const hs_blocks *blocks;
    const hs_html *html;
    uint32_t n_nodes, n_blocks;
    uint16_t *marks;    /* [n_nodes] hints of the element; HS_MARK_GONE */
    uint32_t *mass;     /* [n_nodes] bytes of prose in it that is not gone */
    uint32_t *n_below;  /* [n_nodes] blocks in it that are not gone */
    uint32_t *n_images; /* [n_nodes] images in it */
    uint32_t *prose;    /* [n_blocks] bytes; 0 for what is no prose */
    float *score;       /* [n_nodes] */
    uint32_t headline;  /* block, or HS_NO_BLOCK */
    uint32_t n_titles;  /* linked titles of other pages */
    bool is_letter;     /* not one article but all that the reader is sent */
    bool cut;           /* a paywall's offer stands after lines of the article */
} hs_finder;

static inline uint32_t hs_finder_parent(const hs_finder *f, uint32_t node)
{
    return hs_html_at(f->html, node)->parent;
}

static inline bool hs_finder_within(const hs_finder *f, uint32_t node, uint32_t around)
{
    return node >= around && node < hs_html_at(f->html, around)->end;
}

static inline bool hs_finder_has_headline(const hs_finder *f, uint32_t node)
{
    return f->headline != HS_NO_BLOCK && hs_finder_within(f, hs_block_at(f->blocks, f->headline)->node, node);
}

/** Does the text end as sentences do? */
bool hs_ends_sentence(hs_str s);
/** Tell prose from labels and lists of links. */
void hs_finder_weigh(hs_finder *f);
/** Fill mass, n_below and n_images from the blocks that are not gone. */
void hs_finder_gather(hs_finder *f);
/** Is the block the linked title of another page? */
bool hs_finder_is_title(const hs_finder *f, uint32_t block);
/** Mark what is not the article: by its names first, then by its shape (lists of teasers). Needs gather, and does it
 * again. */
void hs_finder_prune(hs_finder *f);
/**
 * The lines of the article among the blocks of `best`, from block `first` on.
 *
 * @param out    [n_blocks] indexes of blocks
 * @param title  left out where it is printed again
 * @return how many
 */
uint32_t hs_finder_lines(uint32_t *out, hs_finder *f, uint32_t best, uint32_t first, hs_str title);

/** What the page is if not an article; static, NULL where it may be one. */
const char *hs_finder_instead(const hs_finder *f, const hs_article *a, hs_str title, hs_page_says says);
/** Is the block a short line alone with a picture in its element? */
bool hs_finder_is_caption(const hs_finder *f, uint32_t block);
/**
 * Find the captions and the titles of related links near the chosen lines of `best`.
 *
 * @param role  [n_nodes] scratch
 */
void hs_finder_beside(hs_article *out, const hs_finder *f, uint32_t best, hs_str title, uint8_t *role);

#endif
