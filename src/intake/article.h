/* article.h -- which blocks of a page are the article. Path: hs_blocks -> scores -> chosen blocks.
 * Threads: one at a time. */
#ifndef HS_ARTICLE_H
#define HS_ARTICLE_H

#include "blocks.h"

enum { HS_BESIDE_EACH = 20 }; /* captions, and titles of related links, at most */

/* A line that stands beside the article and may state something. */
typedef struct hs_beside {
    uint32_t begin, end; /* bytes of blocks->text */
    bool is_related;     /* the title of a related link; else a caption */
} hs_beside;

typedef struct hs_article {
    uint32_t *chosen; /* [n_chosen] indexes of blocks, in order */
    uint32_t n_chosen;
    uint32_t headline;                    /* block that prints the title, or HS_NO_BLOCK */
    hs_beside beside[2 * HS_BESIDE_EACH]; /* [n_beside] captions in order, then related links in order, each once */
    uint32_t n_beside;
    bool is_cut; /* a paywall ends it */
    const char
        *instead; /* what the page is if it holds no article, such as "a list of other pages"; static, else NULL */
} hs_article;

#define HS_NO_BLOCK UINT32_MAX

typedef enum hs_page_says {
    HS_PAGE_SAYS_NOTHING,
    HS_PAGE_SAYS_ARTICLE,
    HS_PAGE_SAYS_LIST,
    HS_PAGE_IS_LETTER /* a mail: all that its names do not show to be furniture is the article, linked titles too */
} hs_page_says;

/**
 * Find the article's paragraphs, in the spirit of Readability: paragraphs give score to the elements around them, the
 * best element and what lies about it is the article, less what its names, its links or its words show to be furniture.
 * Of that, captions and the titles of related links near the article are told apart.
 *
 * @param out    owned, end with hs_article_free; empty on failure
 * Where a page holds several articles, it is the one around the page's headline, else the one with the most text.
 *
 * @param title      the page's title, to know its headline by; may be empty
 * @param says       whether it says that it is an article, or a list of them
 * @return HS_OK (none chosen: the page has no text), HS_E_NOMEM
 * @source Readability (Arc90, Mozilla); trafilatura (Barbaresi 2021); boilerpipe (Kohlschuetter 2010) for link density
 */
hs_status hs_article_find(hs_article *out, const hs_blocks *blocks, hs_str title, hs_page_says says, hs_error *err);
void hs_article_free(hs_article *article);

/** Does a page carry the marks of a mail that was saved: a link to see it in a browser, and one to be sent no more? */
bool hs_article_is_mailed(const hs_blocks *blocks);

/** Do two headings say the same, but for case, punctuation and spaces? An empty one is like none. */
bool hs_same_words(hs_str a, hs_str b);

#endif
