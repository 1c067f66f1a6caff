/* postgres_words.c -- what is looked for, as query_words.c has it for FTS5, as a tsquery. In: "oil" AND ("pier 9" OR "leak" *) NOT ("drill").
 * Out: 'oil' & ('pier 9' | 'leak':*) & ! ('drill'). Any thread. */
#include "postgres_dialect.h"

#include <string.h>

#include "ascii.h"

/* The words between quotation marks; what is no letter or digit parts them, as it does in what is looked through. @return behind them */
static size_t put_words(hs_buffer *out, hs_str fts, size_t at)
{
    hs_buffer_text(out, "'");
    for (at++; at < fts.len; at++) {
        char c = fts.ptr[at];
        if (c == '"' && (at + 1 == fts.len || fts.ptr[at + 1] != '"'))
            break;
        at += c == '"';
        bool is_word = hs_ascii_is_letter(c) || hs_ascii_is_digit(c) || (unsigned char)c >= 0x80;
        hs_buffer_add(out, is_word ? &c : " ", 1);
    }
    hs_buffer_text(out, "'");
    return at < fts.len ? at + 1 : at;
}

void hs_dialect_words(hs_buffer *out, hs_str fts)
{
    static const struct {
        const char *from, *to;
    } marks[] = {{"AND", "&"}, {"OR", "|"}, {"NOT", "& !"}, {" *", ":*"}, {"(", "("}, {")", ")"}};
    for (size_t at = 0; at < fts.len;) {
        hs_str rest = {fts.ptr + at, fts.len - at};
        size_t before = at;
        if (*rest.ptr == '"')
            at = put_words(out, fts, at);
        for (size_t i = 0; at == before && i < sizeof marks / sizeof *marks; i++)
            if (hs_ascii_begins(rest, marks[i].from)) {
                hs_buffer_text(out, marks[i].to);
                at += strlen(marks[i].from);
            }
        if (at == before) {
            hs_buffer_text(out, " ");
            at++;
        }
    }
}
