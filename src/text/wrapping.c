/* wrapping.c -- the width of a hard-wrapped text, and the line ends that it made. In: valid UTF-8. Out: yes or no. Any
 * thread. */
#include "wrapping.h"

enum {
    MOST_WIDTH = 100, /* nobody wraps wider; a paragraph on a line of its own is longer */
    LEAST_WIDTH = 40,
    LEAST_LINES = 3 /* that are full */
};

static bool begins_character(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* Characters of the line that ends at `at`, without blanks at its end; more than MOST_WIDTH count as that and one. */
static uint32_t length_before(hs_str text, size_t at)
{
    uint32_t n = 0;
    while (at && is_blank(text.ptr[at - 1]))
        at--;
    for (; at && text.ptr[at - 1] != '\n' && n <= MOST_WIDTH; at--)
        n += begins_character(text.ptr[at - 1]);
    return n;
}

/* Characters of the first word behind the line end at `at`; 0 for a blank line and one that is indented. */
static uint32_t word_after(hs_str text, size_t at)
{
    uint32_t n = 0;
    for (at++; at < text.len && !is_blank(text.ptr[at]) && text.ptr[at] != '\n' && n <= MOST_WIDTH; at++)
        n += begins_character(text.ptr[at]);
    return n;
}

bool hs_wrapping_made(hs_str text, size_t at, uint32_t width)
{
    uint32_t before = width ? length_before(text, at) : 0, word = before ? word_after(text, at) : 0;
    return word && before + 1 + word > width;
}

uint32_t hs_wrapping_width(hs_str text)
{
    uint32_t width = 0, n = 0;
    size_t full = 0, between = 0;
    for (size_t i = 0; i <= text.len; i++) {
        bool ends = i == text.len || text.ptr[i] == '\n';
        n = ends ? 0 : n + begins_character(text.ptr[i]);
        width = n > width && !is_blank(text.ptr[i]) ? n : width;
        if (width > MOST_WIDTH)
            return 0;
    }
    if (width < LEAST_WIDTH)
        return 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\n' && length_before(text, i) && word_after(text, i)) {
            between++;
            full += hs_wrapping_made(text, i, width);
        }
    return full >= LEAST_LINES && 2 * full >= between ? width : 0;
}
