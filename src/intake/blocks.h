/* blocks.h -- the page's text as blocks: runs of words between two breaks, as a reader sees paragraphs.
 * Path: hs_html -> blocks with tidy text -> article. Threads: one at a time. */
#ifndef HS_BLOCKS_H
#define HS_BLOCKS_H

#include "arena.h"
#include "html.h"

typedef struct hs_block {
    uint32_t node;         /* innermost block element around it */
    uint32_t inner;        /* innermost element of any kind around all of it */
    uint32_t from;         /* its first text node */
    uint32_t begin, end;   /* bytes of blocks->text, never empty */
    uint32_t link_bytes;   /* of these, bytes within anchors */
    uint32_t small_bytes;  /* within <small> or the smallest font */
    uint32_t strong_bytes; /* within <b> or <strong> */
    uint32_t first_link, n_links;
} hs_block;

typedef struct hs_block_link {
    uint32_t begin, end; /* bytes of blocks->text */
    uint32_t node;       /* the anchor */
} hs_block_link;

typedef struct hs_blocks {
    const hs_html *html;
    hs_buffer text;                    /* all blocks, one after another */
    hs_buffer block_bytes, link_bytes; /* hs_block, hs_block_link */
    uint32_t n;
} hs_blocks;

static inline const hs_block *hs_block_at(const hs_blocks *blocks, uint32_t i)
{
    return (const hs_block *)(const void *)blocks->block_bytes.ptr + i;
}

static inline const hs_block_link *hs_block_link_at(const hs_blocks *blocks, uint32_t i)
{
    return (const hs_block_link *)(const void *)blocks->link_bytes.ptr + i;
}

static inline hs_str hs_blocks_slice(const hs_blocks *blocks, uint32_t begin, uint32_t end)
{
    return (hs_str){blocks->text.ptr + begin, end - begin};
}

static inline hs_str hs_block_text(const hs_blocks *blocks, uint32_t i)
{
    const hs_block *b = hs_block_at(blocks, i);
    return hs_blocks_slice(blocks, b->begin, b->end);
}

/**
 * Cut a page into blocks. White space is collapsed to one space, none at either end; soft hyphens and zero-width spaces
 * go.
 *
 * @param out  owned, end with hs_blocks_free; empty on failure. Borrows `html`
 * @return HS_OK, HS_E_NOMEM
 */
hs_status hs_blocks_make(hs_blocks *out, const hs_html *html, hs_error *err);
void hs_blocks_free(hs_blocks *blocks);

/**
 * Append `s` to the tidy text that begins at out[begin], with white space collapsed.
 *
 * @param gap  in and out: a space is due before the next word
 */
void hs_tidy(hs_buffer *out, size_t begin, hs_str s, bool *gap);
/** A tidy copy in the arena; {NULL, 0} of blanks alone. @param no_memory  set to true if there is none, else left */
hs_str hs_tidy_copy(hs_arena *arena, hs_str s, bool *no_memory);

#endif
