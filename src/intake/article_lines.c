/* article_lines.c -- which lines of the article's element are the article. In: its blocks. Out: those to print. What
 * stands between paragraphs without being marked as something else is known by its links, its shape and its words. One
 * loop; threads: one at a time. */
#include <string.h>

#include "article_finder.h"
#include "ascii.h"
#include "byline.h"
#include "dates.h"
#include "phrases.h"

enum {
    LABEL_BYTES = 30,    /* shorter lines outside paragraphs, without a full stop, are labels */
    DATELINE_BYTES = 60, /* shorter lines that hold a date, without a full stop, say when a page was made */
    BYLINE_BYTES = 120,
    CAPTION_BYTES = 200, /* what stands under a picture at most */
    LINK_LINE_BYTES = 200,
    SPEAKER_BYTES = 120, /* who said a quotation */
    OFFER_BYTES = 700    /* what a paywall or a letter box says at most */
};

static bool is_inside(const hs_finder *f, uint32_t block, unsigned what)
{
    return (hs_html_at(f->html, hs_block_at(f->blocks, block)->inner)->inside & what) != 0;
}

static bool is_heading(const hs_finder *f, uint32_t block)
{
    return is_inside(f, block, HS_INSIDE_HEADING);
}

bool hs_finder_is_caption(const hs_finder *f, uint32_t block)
{
    const hs_block *b = hs_block_at(f->blocks, block);
    hs_str text = hs_block_text(f->blocks, block);
    uint32_t top = b->node;
    if (text.len > CAPTION_BYTES || is_inside(f, block, HS_INSIDE_P | HS_INSIDE_LI))
        return false;
    while (top && f->n_below[hs_finder_parent(f, top)] == 1)
        top = hs_finder_parent(f, top);
    return f->n_below[top] == 1 && f->n_images[top] > 0;
}

/* "Write to tips@example.org": an address and words that ask for something. */
static bool is_call(hs_str text)
{
    static const char *const asks[] = {"write to", "contact",  "email", "e-mail",
                                       "do you",   "have you", "reach", "send "};
    if (text.len > 300 || !memchr(text.ptr, '@', text.len))
        return false;
    const char *at = memchr(text.ptr, '@', text.len);
    size_t before = (size_t)(at - text.ptr), after = text.len - before - 1;
    /* A handle, "@name", is no address. */
    if (!before || at[-1] == ' ' || !after || !memchr(at, '.', after))
        return false;
    for (size_t k = 0; k < sizeof asks / sizeof *asks; k++)
        if (hs_ascii_find(text, (hs_str){asks[k], strlen(asks[k])}, 0) != HS_NOWHERE)
            return true;
    return false;
}

static bool is_byline(hs_str text)
{
    hs_str name;
    return text.len < BYLINE_BYTES && !hs_ends_sentence(text) && hs_byline_read(&name, 1, text);
}

static bool is_dateline(hs_str text)
{
    hs_date date;
    return text.len < DATELINE_BYTES && !hs_ends_sentence(text) && hs_date_find(&date, text, HS_DATE_DAY_FIRST) &&
           text.len - (date.end - date.begin) < 30;
}

/* Who said the quotation that the line stands below: "- Ann Lee, in March", as embedded posts and old pages have it. */
static bool is_speaker(const hs_finder *f, uint32_t block, hs_str text)
{
    static const char *const dashes[] = {"\xe2\x80\x94", "\xe2\x80\x93", "--", "- "};
    if (!is_inside(f, block, HS_INSIDE_QUOTE) || text.len > SPEAKER_BYTES)
        return false;
    for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++)
        if (hs_ascii_begins(text, dashes[i]))
            return true;
    return false;
}

static bool is_kept(const hs_finder *f, uint32_t block)
{
    const hs_block *b = hs_block_at(f->blocks, block);
    hs_str text = hs_block_text(f->blocks, block);
    unsigned tag = hs_html_at(f->html, b->node)->tag;
    if (hs_phrase_is_furniture(text) || (hs_phrase_is_pointer(text) && (b->link_bytes || text.len < 40)))
        return false;
    if (f->is_letter && hs_phrase_is_postal(text))
        return false;
    if (f->is_letter && (is_heading(f, block) || hs_finder_is_title(f, block)))
        return true;
    if (is_inside(f, block, HS_INSIDE_CITE) || is_speaker(f, block, text))
        return true;
    if (b->small_bytes == text.len || is_call(text) || is_byline(text))
        return false;
    if (is_heading(f, block))
        return 2 * (uint64_t)b->link_bytes <= text.len;
    if (b->link_bytes == text.len && (text.len < LINK_LINE_BYTES / 2 || !hs_ends_sentence(text)))
        return false;
    if (2 * (uint64_t)b->link_bytes > text.len && text.len < LINK_LINE_BYTES)
        return false;
    if (tag == HS_TAG_TR)
        return true;
    if (is_dateline(text) || hs_finder_is_caption(f, block))
        return false;
    if (tag != HS_TAG_P && tag != HS_TAG_LI && text.len < LABEL_BYTES && !hs_ends_sentence(text))
        return false;
    return (tag != HS_TAG_TD && tag != HS_TAG_TH) || f->prose[block];
}

/* Does the line announce links to other pages, such as "Read more"? */
static bool is_pointer(const hs_finder *f, uint32_t block)
{
    const hs_block *b = hs_block_at(f->blocks, block);
    hs_str text = hs_block_text(f->blocks, block);
    bool label = is_heading(f, block) || b->strong_bytes == text.len || (text.len && text.ptr[text.len - 1] == ':');
    return label && text.len < 60 && (hs_phrase_is_pointer(text) || hs_phrase_ends_article(text));
}

/* End of the box that the offer in `block` is part of: of the outermost element that begins behind the line `last` and
 * holds no more than an offer does. */
static uint32_t end_of_offer(const hs_finder *f, uint32_t block, uint32_t last)
{
    uint32_t box = hs_block_at(f->blocks, block)->node, before = hs_block_at(f->blocks, last)->from;
    if (box < before)
        return 0;
    while (hs_finder_parent(f, box) > before && f->mass[hs_finder_parent(f, box)] <= OFFER_BYTES)
        box = hs_finder_parent(f, box);
    return hs_html_at(f->html, box)->end;
}

uint32_t hs_finder_lines(uint32_t *out, hs_finder *f, uint32_t best, uint32_t first, hs_str title)
{
    uint32_t n = 0, offer_end = 0;
    uint64_t done = 0;
    bool pointing = false;
    for (uint32_t i = first; i < f->n_blocks; i++) {
        const hs_block *b = hs_block_at(f->blocks, i);
        hs_str text = hs_block_text(f->blocks, i);
        if (!hs_finder_within(f, b->node, best) || (f->marks[b->inner] & HS_MARK_GONE))
            continue;
        if (hs_phrase_is_offer(text)) {
            f->cut = f->cut || n;
            offer_end = n ? end_of_offer(f, i, out[n - 1]) : 0;
            continue;
        }
        if (b->node < offer_end)
            continue;
        bool label = is_heading(f, i) || b->strong_bytes == text.len;
        /* The end of the article, if most of it has been seen. */
        if (label && !f->is_letter && hs_phrase_ends_article(text) && 10 * done > 6 * (uint64_t)f->mass[best])
            break;
        if (is_pointer(f, i)) {
            pointing = !f->is_letter;
            continue;
        }
        pointing = pointing && b->link_bytes;
        if (pointing || hs_same_words(text, title) || !is_kept(f, i))
            continue;
        done += f->prose[i];
        out[n++] = i;
    }
    /* A heading with nothing below it is a label of something that was left out. */
    while (n && !f->is_letter && is_heading(f, out[n - 1]))
        n--;
    return n;
}
