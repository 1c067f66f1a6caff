/* article_prune.c -- what is certainly not the article. In: a page's blocks. Out: marks on elements that are out. A few
 * loops over nodes and blocks, no recursion. Threads: one at a time. */
#include <string.h>

#include "article_finder.h"

enum {
    PROSE_BYTES = 60,         /* shorter blocks say little about where the article is */
    LONG_BYTES = 140,         /* longer ones are prose without a full stop too */
    TEASER_TITLE_BYTES = 15,  /* links of fewer bytes are labels, not titles */
    TEASER_PROSE_BYTES = 700, /* what a teaser says at most */
    TEASERS_MIN = 3,          /* in a row of the same make */
    MAKES = 8,                /* makes of children told apart below one element */
    MAKE_GROUPS = 512         /* makes told apart in a page */
};

bool hs_ends_sentence(hs_str s)
{
    static const char *const ends[] = {
        ".",       "!", "?", ":", ";", ".)", "\"", "\xe2\x80\x9d", "\xe2\x80\x99", "\xe2\x80\xa6", "\xe3\x80\x82",
        "\xc2\xbb"};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (s.len >= n && memcmp(s.ptr + s.len - n, ends[i], n) == 0)
            return true;
    }
    return false;
}

void hs_finder_weigh(hs_finder *f)
{
    for (uint32_t i = 0; i < f->n_blocks; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        hs_str text = hs_block_text(f->blocks, i);
        bool linked = 3 * (uint64_t)b->link_bytes > text.len;
        bool prose = text.len >= LONG_BYTES || (text.len >= PROSE_BYTES && hs_ends_sentence(text));
        f->prose[i] = prose && !linked ? (uint32_t)text.len : 0;
    }
}

void hs_finder_gather(hs_finder *f)
{
    memset(f->mass, 0, f->n_nodes * sizeof *f->mass);
    memset(f->n_below, 0, f->n_nodes * sizeof *f->n_below);
    memset(f->n_images, 0, f->n_nodes * sizeof *f->n_images);
    for (uint32_t i = 0; i < f->n_blocks; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        if (f->marks[b->inner] & HS_MARK_GONE)
            continue;
        f->mass[b->inner] += f->prose[i];
        f->n_below[b->inner]++;
    }
    for (uint32_t node = f->n_nodes; node-- > 1;) {
        uint32_t up = hs_finder_parent(f, node);
        unsigned tag = hs_html_at(f->html, node)->tag;
        f->n_images[node] += tag == HS_TAG_IMG || tag == HS_TAG_VIDEO || tag == HS_TAG_IFRAME;
        f->mass[up] += f->mass[node];
        f->n_below[up] += f->n_below[node];
        f->n_images[up] += f->n_images[node];
    }
}

enum { WEAK = HS_HINT_FURNITURE | HS_HINT_RELATED | HS_HINT_CAPTION | HS_HINT_BYLINE | HS_HINT_HIDDEN };

/* Same element, same classes: made by the same line of a template. Never 0. */
static uint32_t make_of(const hs_finder *f, uint32_t node)
{
    hs_str class = hs_html_value(f->html, node, HS_ATTR_CLASS);
    uint32_t hash = 2166136261u ^ hs_html_at(f->html, node)->tag;
    for (size_t i = 0; i < class.len; i++) {
        /* Numbers in classes tell one post from another: "post-1806". */
        if (class.ptr[i] < '0' || class.ptr[i] > '9')
            hash = (hash ^ (unsigned char)class.ptr[i]) * 16777619u;
    }
    return hash | 1;
}

/* Do hints put it out that hold whatever the page's shape? All that holds nearly all of the prose stays. */
static bool is_surely_out(const hs_finder *f, uint32_t node, unsigned hints, uint64_t total)
{
    return (hints & (HS_HINT_COMMENTS | HS_HINT_NEVER)) && !(hints & HS_HINT_PROPERTY) &&
           hs_html_at(f->html, node)->tag != HS_TAG_ARTICLE && 10 * (uint64_t)f->mass[node] <= 9 * total;
}

/* What lies in something that is gone is gone. */
static void inherit(hs_finder *f, uint32_t node)
{
    if (f->marks[hs_finder_parent(f, node)] & HS_MARK_GONE)
        f->marks[node] |= HS_MARK_GONE;
}

static bool may_go(const hs_finder *f, uint32_t node)
{
    unsigned tag = hs_html_at(f->html, node)->tag;
    if (f->is_letter && 2 * (uint64_t)f->n_below[node] > f->n_below[0]) /* "newsletter" is the name of all of it */
        return false;
    return f->marks[node] && !(f->marks[node] & HS_MARK_GONE) && tag != HS_TAG_BODY && tag != HS_TAG_HTML &&
           !hs_tag_is_heading(tag) && !hs_finder_has_headline(f, node);
}

/* Names lie: "main-with-sidebar" holds the article, and "paywall" may be the class of each of its paragraphs. So an
 * element goes by a weak hint only if it and all of its make hold little of the page's prose. */
static void prune_by_name(hs_finder *f)
{
    uint64_t total = f->mass[0];
    for (uint32_t node = 1; node < f->n_nodes; node++) {
        /* What names the speaker of a quotation looks like a byline or a page's footer. */
        if (hs_html_at(f->html, node)->tag != HS_TAG_TEXT && !(hs_html_at(f->html, node)->inside & HS_INSIDE_CITE))
            f->marks[node] = (uint16_t)hs_hints_of(f->html, node);
        inherit(f, node);
        if (may_go(f, node) && is_surely_out(f, node, f->marks[node], total))
            f->marks[node] |= HS_MARK_GONE;
    }
    hs_finder_gather(f);
    total = f->mass[0];
    uint64_t of_make[MAKE_GROUPS] = {0};
    for (uint32_t node = 1; node < f->n_nodes; node++)
        if (may_go(f, node) && (f->marks[node] & WEAK))
            of_make[make_of(f, node) / 2 % MAKE_GROUPS] += f->mass[node];
    for (uint32_t node = 1; node < f->n_nodes; node++) {
        inherit(f, node);
        if (!may_go(f, node) || !(f->marks[node] & WEAK) || (f->marks[node] & HS_HINT_BODY))
            continue;
        uint64_t mass = f->mass[node], all = of_make[make_of(f, node) / 2 % MAKE_GROUPS];
        bool beside = (f->marks[node] & HS_HINT_SIDE) && f->headline != HS_NO_BLOCK;
        if (beside ? 10 * mass <= 8 * total : 4 * mass <= total && 2 * all <= total)
            f->marks[node] |= HS_MARK_GONE;
    }
}

/* ---- lists of teasers ---- */

/* Is the block the linked title of another page: all link, not to a place within this page? */
bool hs_finder_is_title(const hs_finder *f, uint32_t block)
{
    const hs_block *b = hs_block_at(f->blocks, block);
    if (b->link_bytes != b->end - b->begin || b->link_bytes < TEASER_TITLE_BYTES || b->n_links != 1)
        return false;
    hs_str href = hs_html_value(f->html, hs_block_link_at(f->blocks, b->first_link)->node, HS_ATTR_HREF);
    return href.len && *href.ptr != '#';
}

static bool is_teaser(const hs_finder *f, uint32_t node, const uint32_t *n_titles)
{
    return n_titles[node] && n_titles[node] <= 3 && f->mass[node] <= TEASER_PROSE_BYTES && f->n_below[node] <= 8 &&
           !(f->marks[node] & HS_MARK_GONE) && !hs_finder_has_headline(f, node) &&
           hs_tag_is_block(hs_html_at(f->html, node)->tag);
}

/* Put out the children of `node` that are teasers, where there are enough of one make. */
static void prune_teasers_below(hs_finder *f, uint32_t node, const uint32_t *n_titles)
{
    uint32_t makes[MAKES] = {0}, counts[MAKES] = {0}, end = hs_html_at(f->html, node)->end;
    bool any = false;
    for (uint32_t child = node + 1; child < end; child = hs_html_at(f->html, child)->end) {
        if (!is_teaser(f, child, n_titles))
            continue;
        uint32_t make = make_of(f, child);
        for (unsigned k = 0; k < MAKES; k++)
            if (!makes[k] || makes[k] == make) {
                makes[k] = make;
                any = ++counts[k] == TEASERS_MIN || any;
                break;
            }
    }
    if (!any)
        return;
    for (uint32_t child = node + 1; child < end; child = hs_html_at(f->html, child)->end) {
        uint32_t make = is_teaser(f, child, n_titles) ? make_of(f, child) : 0;
        for (unsigned k = 0; make && k < MAKES; k++)
            if (makes[k] == make && counts[k] >= TEASERS_MIN)
                f->marks[child] |= HS_MARK_GONE;
    }
}

static void prune_teasers(hs_finder *f, uint32_t *n_titles)
{
    memset(n_titles, 0, f->n_nodes * sizeof *n_titles);
    for (uint32_t i = 0; i < f->n_blocks; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        if (!hs_finder_is_title(f, i))
            continue;
        f->n_titles++;
        n_titles[b->inner] += !(f->marks[b->inner] & HS_MARK_GONE);
    }
    for (uint32_t node = f->n_nodes; node-- > 1;)
        n_titles[hs_finder_parent(f, node)] += n_titles[node];
    for (uint32_t node = 0; node < f->n_nodes; node++) {
        if (node && (f->marks[hs_finder_parent(f, node)] & HS_MARK_GONE))
            f->marks[node] |= HS_MARK_GONE;
        else if (n_titles[node] >= TEASERS_MIN)
            prune_teasers_below(f, node, n_titles);
    }
}

void hs_finder_prune(hs_finder *f)
{
    prune_by_name(f);
    hs_finder_gather(f);
    if (!f->is_letter)
        prune_teasers(f, f->n_images); /* gathered again below */
    hs_finder_gather(f);
}
