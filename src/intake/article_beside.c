/* article_beside.c -- captions and the titles of related links: what stands beside an article and may state something.
 * In: the blocks of a page and the article among them. Out: their words, few and each once. Elements are told by their
 * names, related links by the label before them too. Three loops; threads: one at a time. */
#include <string.h>

#include "article_finder.h"
#include "ascii.h"
#include "phrases.h"

enum {
    BEFORE = 8, /* blocks above the headline where its picture may stand */
    HEAD = 40,  /* blocks from the headline to the text at most */
    BELOW = 3,  /* blocks below it where its last may */
    NEAR = 60,  /* blocks below it where its related links may begin */
    LEAST_WORDS = 4,
    LEAST_BYTES = 15,
    CAPTION_MOST = 600,
    TITLE_MOST = 200,
    AFTER_LABEL = 8,   /* lines of links below one */
    COMPARED_MOST = 64 /* lines that are looked for in the article */
};

/* What the elements around a node make of its words. */
enum { NOTHING, CAPTION, RELATED, ELSEWHERE };

typedef struct search {
    const hs_finder *f;
    hs_article *a;
    hs_str title;
    uint32_t best;
    uint8_t *role;     /* [n_nodes] */
    uint32_t anchor;   /* whose words were taken last; 0: none */
    uint32_t compared; /* lines that were looked for in the article */
} search;

static bool names_one(const hs_html *html, uint32_t node, const char *const *words, size_t n)
{
    const hs_attr attrs[] = {HS_ATTR_CLASS, HS_ATTR_ID, HS_ATTR_ITEMPROP};
    for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++) {
        hs_str names = hs_html_value(html, node, attrs[k]);
        for (size_t i = 0; names.len && i < n; i++)
            if (hs_ascii_holds(names, words[i]))
                return true;
    }
    return false;
}

/* Of the elements with a hint: is it the words of a picture, not the picture or who made it? */
static bool is_caption(const hs_html *html, uint32_t node)
{
    static const char *const words[] = {"caption"};
    unsigned tag = hs_html_at(html, node)->tag;
    return tag == HS_TAG_FIGCAPTION || (tag != HS_TAG_CAPTION && names_one(html, node, words, 1));
}

/* Is the box of links about other stories than this one: advertising, what most people read, a list of the house? */
static bool is_elsewhere(const hs_html *html, uint32_t node, bool within_related)
{
    static const char *const paid[] = {"outbrain", "taboola", "sponsor", "promo", "partner"};
    static const char *const lists[] = {"popular", "trend", "mostread", "most-read", "most_read", "teaser"};
    static const char *const ours[] = {"relat"};
    return names_one(html, node, paid, sizeof paid / sizeof *paid) ||
           (!within_related && names_one(html, node, lists, sizeof lists / sizeof *lists) &&
            !names_one(html, node, ours, 1));
}

static bool is_credit(const hs_html *html, uint32_t node)
{
    static const char *const words[] = {"credit", "copyright", "byline", "author"};
    return names_one(html, node, words, sizeof words / sizeof *words);
}

static uint8_t role_of(const search *s, uint32_t node, uint8_t around)
{
    const hs_finder *f = s->f;
    unsigned hints = f->marks[node], tag = hs_html_at(f->html, node)->tag;
    bool gone = hints & HS_MARK_GONE, holds_article = hs_finder_within(f, s->best, node);
    if (around == ELSEWHERE || tag == HS_TAG_TEXT || holds_article)
        return around;
    /* Words of a picture are often hidden from screen readers alone, which have its alternative text. */
    unsigned out = HS_HINT_COMMENTS | HS_HINT_NEVER | (around == CAPTION ? 0 : HS_HINT_HIDDEN);
    if (gone && (hints & out))
        return ELSEWHERE;
    if ((hints & (HS_HINT_RELATED | (around == RELATED ? HS_HINT_FURNITURE : 0))) &&
        is_elsewhere(f->html, node, around == RELATED))
        return ELSEWHERE;
    if (gone && (hints & HS_HINT_RELATED))
        return RELATED;
    if (around == RELATED)
        return RELATED;
    if (tag == HS_TAG_ARTICLE && !hs_finder_within(f, node, s->best))
        return ELSEWHERE; /* another one */
    if (hints & HS_HINT_FURNITURE)
        return NOTHING;
    if ((hints & HS_HINT_CAPTION) && is_credit(f->html, node))
        return NOTHING;
    return (hints & HS_HINT_CAPTION) && is_caption(f->html, node) ? CAPTION : around;
}

static unsigned count_words(hs_str s)
{
    unsigned n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.len; i++) {
        bool letter = hs_ascii_is_letter(s.ptr[i]) || (unsigned char)s.ptr[i] >= 0x80;
        n += letter && !inside;
        inside = s.ptr[i] != ' ' && (inside || letter);
    }
    return n;
}

static bool is_chosen(const hs_article *a, uint32_t block)
{
    uint32_t low = 0, high = a->n_chosen;
    while (low < high) {
        uint32_t mid = (low + high) / 2;
        if (a->chosen[mid] < block)
            low = mid + 1;
        else
            high = mid;
    }
    return low < a->n_chosen && a->chosen[low] == block;
}

static bool is_known(search *s, hs_str words)
{
    const hs_article *a = s->a;
    if (hs_same_words(words, s->title))
        return true;
    for (uint32_t i = 0; i < a->n_beside; i++)
        if (hs_same_words(words, hs_blocks_slice(s->f->blocks, a->beside[i].begin, a->beside[i].end)))
            return true;
    if (s->compared == COMPARED_MOST)
        return true; /* so that no page takes its bytes times its lines */
    s->compared++;
    for (uint32_t i = 0; i < a->n_chosen; i++)
        if (hs_same_words(words, hs_block_text(s->f->blocks, a->chosen[i])))
            return true;
    return false;
}

static void add(search *s, uint32_t begin, uint32_t end, bool related)
{
    hs_article *a = s->a;
    hs_str words = hs_blocks_slice(s->f->blocks, begin, end);
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n_beside; i++)
        n += a->beside[i].is_related == related;
    if (n == HS_BESIDE_EACH || words.len < LEAST_BYTES || words.len > (related ? TITLE_MOST : CAPTION_MOST) ||
        count_words(words) < LEAST_WORDS || hs_phrase_is_furniture(words) || is_known(s, words))
        return;
    a->beside[a->n_beside++] = (hs_beside){begin, end, related};
}

static void add_captions(search *s, uint32_t first, uint32_t last)
{
    const hs_finder *f = s->f;
    for (uint32_t i = first; i <= last; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        bool caption =
            s->role[b->inner] == CAPTION || (s->role[b->inner] == NOTHING && hs_finder_within(f, b->node, s->best) &&
                                             !(f->marks[b->inner] & HS_MARK_GONE) && hs_finder_is_caption(f, i));
        caption = caption && hs_tag_is_block(hs_html_at(f->html, b->node)->tag); /* else who made the picture */
        if (caption && 2 * (uint64_t)b->link_bytes <= b->end - b->begin && i != f->headline && !is_chosen(s->a, i))
            add(s, b->begin, b->end, false);
    }
}

/* The titles among the links of a block from `from` on. */
static void add_titles(search *s, uint32_t block, uint32_t from)
{
    const hs_block *b = hs_block_at(s->f->blocks, block);
    for (uint32_t i = 0; i < b->n_links; i++) {
        const hs_block_link *link = hs_block_link_at(s->f->blocks, b->first_link + i);
        hs_str href = hs_html_value(s->f->html, link->node, HS_ATTR_HREF);
        hs_str words = hs_blocks_slice(s->f->blocks, link->begin, link->end);
        bool elsewhere = !href.len || *href.ptr == '#' || hs_ascii_begins(href, "mailto:");
        bool vague = hs_phrase_is_pointer(words) && !memchr(words.ptr, ':', words.len);
        if (link->begin < from || link->node == s->anchor || elsewhere || vague)
            continue;
        uint32_t before = s->a->n_beside;
        add(s, link->begin, link->end, true);
        /* What the same link says below its title is a summary or who wrote it. */
        s->anchor = s->a->n_beside > before ? link->node : s->anchor;
    }
}

/* Does the block begin with words that announce related links: "Read also:", "Related stories"? */
static bool is_label(const search *s, uint32_t block)
{
    const hs_block *b = hs_block_at(s->f->blocks, block);
    uint32_t end = b->n_links ? hs_block_link_at(s->f->blocks, b->first_link)->begin : b->end;
    hs_str label = hs_blocks_slice(s->f->blocks, b->begin, end);
    return label.len && hs_phrase_is_related(label);
}

static void add_related(search *s, uint32_t first, uint32_t last)
{
    const hs_finder *f = s->f;
    unsigned due = 0; /* lines of links that may follow a label */
    for (uint32_t i = first; i <= last; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        uint8_t role = s->role[b->inner];
        bool heading = hs_html_at(f->html, b->inner)->inside & HS_INSIDE_HEADING;
        if (role == ELSEWHERE || i == f->headline || is_chosen(s->a, i)) {
            due = 0;
            continue;
        }
        if (is_label(s, i)) {
            due = AFTER_LABEL;
            add_titles(s, i, b->begin);
            continue;
        }
        bool linked = 2 * (uint64_t)b->link_bytes > b->end - b->begin;
        due = due && (linked || (b->n_links && !f->prose[i] && !heading)) ? due - 1 : 0;
        if (due || (role == RELATED && linked))
            add_titles(s, i, b->begin);
    }
}

void hs_finder_beside(hs_article *out, const hs_finder *f, uint32_t best, hs_str title, uint8_t *role)
{
    search s = {.f = f, .a = out, .title = title, .best = best, .role = role};
    if (!out->n_chosen)
        return;
    uint32_t first = out->chosen[0], last = out->chosen[out->n_chosen - 1], end = f->n_blocks - 1;
    uint32_t below = end - last < NEAR ? end : last + NEAR, n_nodes = hs_block_at(f->blocks, below)->from;
    role[0] = NOTHING;
    for (uint32_t node = 1; node < n_nodes; node++)
        role[node] = role_of(&s, node, role[hs_finder_parent(f, node)]);
    if (f->headline < first && first - f->headline <= HEAD)
        first = f->headline;
    first = first < BEFORE ? 0 : first - BEFORE;
    add_captions(&s, first, end - last < BELOW ? end : last + BELOW);
    add_related(&s, out->chosen[0], below);
}
