/* times_tokens.c -- cuts a text where an expression of time may begin or end: "16-hour", "1990s", "9am" are several
 * tokens. In: a text. Out: tokens in a buffer. Threads: any. */
#include "times_tokens.h"

#include "ascii.h"

enum { WORD_BYTES = 16, MAX_DIGITS = 9 };

static bool is_word_byte(char c)
{
    return hs_ascii_is_letter(c) || (unsigned char)c >= 0x80 || c == '_';
}

/* Punctuation beyond ASCII that means what ASCII's does: its length; 0 for anything else. @param as  out; ' ' for
 * blanks */
static size_t foreign_mark(hs_str text, size_t at, char *as)
{
    static const struct {
        const char *bytes;
        char as;
    } marks[] = {{"\xc2\xa0", ' '},      {"\xe2\x80\x89", ' '},  {"\xe2\x80\xaf", ' '}, {"\xe2\x80\x90", '-'},
                 {"\xe2\x80\x91", '-'},  {"\xe2\x80\x93", '-'},  {"\xe2\x80\x94", '~'}, {"\xe2\x80\x98", '\''},
                 {"\xe2\x80\x99", '\''}, {"\xe2\x80\x9c", '\"'}, {"\xe2\x80\x9d", '\"'}};
    unsigned char lead = (unsigned char)text.ptr[at];
    if (lead != 0xc2 && lead != 0xe2)
        return 0;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++) {
        size_t n = lead == 0xc2 ? 2 : 3;
        if (text.len - at >= n && memcmp(text.ptr + at, marks[k].bytes, n) == 0) {
            *as = marks[k].as;
            return n;
        }
    }
    return 0;
}

/* The end of a run of letters. */
static size_t word_end(hs_str text, size_t at)
{
    char as;
    while (at < text.len && is_word_byte(text.ptr[at]) && !foreign_mark(text, at, &as))
        at++;
    return at;
}

static void read_word(hs_times_token *token, hs_str text)
{
    char low[WORD_BYTES];
    size_t len = token->end - token->begin;
    const char *word = text.ptr + token->begin;
    token->flags |= HS_TOKEN_WORD;
    if (*word >= 'A' && *word <= 'Z')
        token->flags |= HS_TOKEN_CAPITAL;
    if (len > 3 && word[len - 2] == 'e' && word[len - 1] == 'd')
        token->flags |= HS_TOKEN_PAST;
    if (len > 3 && word[len - 2] == 'l' && word[len - 1] == 'y')
        token->flags |= HS_TOKEN_LY;
    if (len >= sizeof low)
        return;
    for (size_t i = 0; i < len; i++)
        low[i] = hs_ascii_lower(word[i]);
    token->klass = (uint8_t)hs_times_lexicon_find(low, len, &token->value);
}

static void read_digits(hs_times_token *token, hs_str text)
{
    token->klass = HS_TIME_DIGITS;
    size_t len = token->end - token->begin;
    token->digits = (uint8_t)(len > MAX_DIGITS ? MAX_DIGITS + 1 : len);
    for (size_t i = 0; i < len && i < MAX_DIGITS; i++)
        token->value = token->value * 10 + (text.ptr[token->begin + i] - '0');
}

void hs_times_tokens_find(hs_buffer *out, hs_str text)
{
    size_t at = 0;
    unsigned lines = 0;
    bool blank = true;
    while (at < text.len) {
        char c = text.ptr[at], as = 0;
        if (hs_ascii_is_space(c)) {
            lines += c == '\n';
            blank = true;
            at++;
            continue;
        }
        size_t mark = foreign_mark(text, at, &as);
        if (mark && as == ' ') {
            blank = true;
            at += mark;
            continue;
        }
        hs_times_token token = {.begin = (uint32_t)at};
        token.gap = (uint8_t)(lines > 1 ? HS_GAP_PARAGRAPH : lines ? HS_GAP_LINE : blank ? HS_GAP_BLANK : HS_GAP_NONE);
        size_t end = at + 1;
        if (mark) {
            end = at + mark;
            token.klass = HS_TIME_PUNCT;
            token.value = as;
        } else if (hs_ascii_is_digit(c)) {
            while (end < text.len && hs_ascii_is_digit(text.ptr[end]))
                end++;
        } else if (is_word_byte(c)) {
            end = word_end(text, at);
        } else {
            token.klass = HS_TIME_PUNCT;
            token.value = c == '`' ? '\'' : c;
        }
        token.end = (uint32_t)end;
        if (hs_ascii_is_digit(c))
            read_digits(&token, text);
        else if (!token.klass)
            read_word(&token, text);
        hs_buffer_add(out, &token, sizeof token);
        at = end;
        lines = 0;
        blank = false;
    }
}
