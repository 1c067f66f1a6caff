/* html_words.c -- markup to words. In: a piece of HTML, hostile. Out: its text. Threads: any. */
#include "html_words.h"

#include "ascii.h"
#include "blocks.h"
#include "html.h"
#include "status.h"

/* A title longer than that is none; entities are at most so deep within one another ("&amp;amp;#39;"). */
enum { PLAIN_BYTES = 1 << 14, ENTITY_BYTES = 12, MOST_TIMES = 3 };

hs_status hs_html_words(hs_str *out, hs_arena *arena, hs_str html, hs_error *err)
{
    hs_html tree;
    hs_blocks blocks;
    *out = (hs_str){NULL, 0};
    hs_str copy = hs_arena_copy(arena, html); /* the parser writes to it */
    if (!copy.ptr)
        return html.ptr ? hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of HTML", html.len) : HS_OK;
    HS_TRY(hs_html_parse(&tree, (char *)(uintptr_t)copy.ptr, copy.len, err));
    hs_status status = hs_blocks_make(&blocks, &tree, err);
    if (status == HS_OK) {
        char *text = HS_NEW(arena, char, blocks.text.len + blocks.n + 1);
        size_t n = 0;
        for (uint32_t i = 0; text && i < blocks.n; i++) {
            hs_str line = hs_block_text(&blocks, i);
            if (i)
                text[n++] = '\n';
            memcpy(text + n, line.ptr, line.len);
            n += line.len;
        }
        *out = (hs_str){text, n};
        if (!text)
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu bytes of text", blocks.text.len);
        hs_blocks_free(&blocks);
    }
    hs_html_free(&tree);
    return status;
}

/* Does one of HTML's tags begin at s[i], "<i>" or "</i>", but not "<3"? */
static bool is_tag(hs_str s, size_t i)
{
    char name[ENTITY_BYTES];
    size_t n = 0, at = i + 1;
    at += at < s.len && s.ptr[at] == '/';
    for (; n + 1 < sizeof name && at < s.len && (hs_ascii_is_letter(s.ptr[at]) || hs_ascii_is_digit(s.ptr[at])); at++)
        name[n++] = hs_ascii_lower(s.ptr[at]);
    name[n] = '\0';
    hs_tag tag = hs_tag_by_name(name);
    return n && at < s.len && (s.ptr[at] == '>' || s.ptr[at] == ' ' || s.ptr[at] == '/') && tag != HS_TAG_INLINE &&
           tag != HS_TAG_CUSTOM;
}

static bool is_entity(hs_str s, size_t i)
{
    size_t end = i + 1;
    while (end < s.len && end - i < ENTITY_BYTES &&
           (hs_ascii_is_letter(s.ptr[end]) || hs_ascii_is_digit(s.ptr[end]) || s.ptr[end] == '#'))
        end++;
    return end > i + 1 && end < s.len && s.ptr[end] == ';';
}

static bool has_markup(hs_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((s.ptr[i] == '<' && is_tag(s, i)) || (s.ptr[i] == '&' && is_entity(s, i)))
            return true;
    return false;
}

hs_status hs_html_plain(hs_str *line, hs_arena *arena, hs_error *err)
{
    for (unsigned times = 0; times < MOST_TIMES && line->len <= PLAIN_BYTES && has_markup(*line); times++) {
        hs_str words;
        hs_status status = hs_html_words(&words, arena, *line, err);
        if (status == HS_E_LIMIT)
            return HS_OK;
        if (status != HS_OK)
            return status;
        if (!words.len)
            return HS_OK;
        *line = words;
    }
    return HS_OK;
}
