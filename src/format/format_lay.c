/* format_lay.c -- words on lines. In: one line of harmless words. Out: lines no wider than asked, each with its own
 * colour sequences, so that a pager shows every line right. Wide characters (Chinese, Japanese) break anywhere. */
#include "format_text.h"

enum { LEAST_COLUMNS = 16 };

typedef struct line {
    hs_out *out;
    const char *manner;
    unsigned indent, limit, at;
} line;

static void start(const line *l)
{
    if (l->manner)
        hs_out_text(l->out, l->manner);
}

static void stop(const line *l)
{
    if (l->manner)
        hs_out_text(l->out, "\x1b[0m");
}

static void new_line(line *l)
{
    stop(l);
    hs_out_text(l->out, "\n");
    hs_out_fill(l->out, ' ', l->indent);
    start(l);
    l->at = l->indent;
}

static size_t next_point(hs_str s, size_t i, unsigned *columns)
{
    uint32_t c;
    size_t n = hs_utf8_next(&c, s.ptr + i, s.len - i);
    *columns = hs_point_columns(c);
    return n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == HS_GLUE;
}

/* End of the piece at i that is not broken: words that are glued together, or one wide character with its marks. Where the words
 * are more than `room` columns, the first of them. */
static size_t piece_end(hs_str s, size_t i, unsigned room, unsigned *columns)
{
    unsigned width, word_columns = 0;
    size_t word = 0;
    i += next_point(s, i, columns);
    bool wide = *columns == 2;
    while (i < s.len && s.ptr[i] != ' ') {
        size_t n = next_point(s, i, &width);
        if (s.ptr[i] == HS_GLUE) {
            width = 1;
            word_columns = word ? word_columns : *columns;
            word = word ? word : i;
        }
        if (word && *columns + width > room) {
            *columns = word_columns;
            return word;
        }
        if (wide ? width != 0 : width == 2)
            break;
        *columns += width;
        i += n;
    }
    return i;
}

static void put_piece(line *l, hs_str s)
{
    for (size_t i = 0, n; i < s.len; i += n) {
        unsigned width;
        n = next_point(s, i, &width);
        if (s.ptr[i] == HS_GLUE) {
            hs_out_text(l->out, " ");
            l->at++;
            continue;
        }
        if (l->at + width > l->limit && l->at > l->indent)
            new_line(l);
        hs_out_add(l->out, s.ptr + i, n);
        l->at += width;
    }
}

unsigned hs_lay(hs_out *out, hs_str shown, unsigned indent, unsigned limit, const char *manner)
{
    if (limit < indent + LEAST_COLUMNS)
        limit = indent + LEAST_COLUMNS;
    line l = {.out = out, .manner = manner, .indent = indent, .limit = limit, .at = indent};
    start(&l);
    for (size_t i = 0, end; i < shown.len; i = end) {
        unsigned width, blank = is_blank(shown.ptr[i]);
        i += blank;
        if (i == shown.len)
            break;
        end = piece_end(shown, i, limit - indent, &width);
        if (l.at > indent && l.at + blank + width > limit) {
            new_line(&l);
            while (i < end && is_blank(shown.ptr[i]))
                i++;
        } else if (blank && l.at > indent) {
            hs_out_text(out, " ");
            l.at++;
        }
        put_piece(&l, (hs_str){shown.ptr + i, end - i});
    }
    stop(&l);
    return l.at;
}

unsigned hs_columns(hs_str shown)
{
    unsigned sum = 0, width;
    for (size_t i = 0; i < shown.len; sum += width)
        i += next_point(shown, i, &width);
    return sum;
}
