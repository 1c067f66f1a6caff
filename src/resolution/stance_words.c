/* stance_words.c -- words of a span, folded, contractions parted. In: UTF-8. Out: words. Threads: any. */
#include "stance_words.h"

#include <string.h>

#include "abbreviations.h"
#include "ascii.h"
#include "sentences.h"

/* Lower case, with ' for U+2019. */
static size_t fold(char *out, size_t room, const char *from, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n < room; i++) {
        if (len - i >= 3 && memcmp(from + i, "\xe2\x80\x99", 3) == 0) {
            out[n++] = '\'';
            i += 2;
        } else {
            out[n++] = hs_ascii_lower(from[i]);
        }
    }
    return n;
}

static void set(hs_stance_word *word, const char *text, size_t len)
{
    memcpy(word->text, text, len);
    word->text[len] = '\0';
    word->len = (uint8_t)len;
}

/* What stands between two words. @param before  the first of them */
static void look_between(hs_stance_word *word, hs_str before, const char *at, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)at[i];
        word->stop |= (c == '.' && (i || hs_abbreviation_of(before) == HS_ABBREVIATION_NONE)) || c == '!' || c == '?';
        word->comma |= c == ',' || c == ';' || c == ':' || c == '(' || c == ')';
        word->quoted |= c == '"';
        if (len - i >= 3 && c == 0xe2 && (unsigned char)at[i + 1] == 0x80) {
            unsigned char mark = (unsigned char)at[i + 2];
            word->comma |= mark == 0x93 || mark == 0x94;                  /* dashes */
            word->quoted |= mark >= 0x98 && mark <= 0x9f && mark != 0x99; /* curled marks; ’ is an apostrophe */
        }
    }
}

/* The tail of a contraction that is a word of its own: its bytes, and how it is written in full. */
static size_t tail_of(const char **full, const char *word, size_t len)
{
    static const struct {
        const char *tail, *full;
    } tails[] = {{"n't", "not"}, {"'s", "'s"}, {"'re", "'re"}, {"'ve", "'ve"},
                 {"'ll", "'ll"}, {"'d", "'d"}, {"'m", "'m"}};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t n = strlen(tails[i].tail);
        if (len >= n && memcmp(word + len - n, tails[i].tail, n) == 0) {
            *full = tails[i].full;
            return n;
        }
    }
    return 0;
}

/* "in May", "3 May": the month, which must not be taken for a modal. In a headline any word may have a capital. */
static bool is_month(const hs_stance_word *out, size_t n, const char *from, size_t len)
{
    return n && len == 3 && memcmp(from, "May", 3) == 0 &&
           (hs_stance_among(&out[n - 1], " in last of by since until from this next early late mid before after ") ||
            hs_ascii_is_digit(out[n - 1].text[0]));
}

size_t hs_stance_words(hs_stance_word *out, size_t cap, hs_str text, hs_span span)
{
    if (span.begin > span.end || span.end > text.len)
        return 0;
    hs_str part = {text.ptr + span.begin, span.end - span.begin};
    size_t n = 0;
    hs_span word, past = {0, 0};
    for (uint32_t at = 0; n < cap && hs_word_next(&word, part, &at); past = word) {
        char folded[HS_STANCE_WORD_BYTES];
        size_t len = fold(folded + 1, sizeof folded - 2, part.ptr + word.begin, word.end - word.begin);
        char *from = folded + 1;
        bool apostrophe =
            word.begin && (part.ptr[word.begin - 1] == '\'' || (unsigned char)part.ptr[word.begin - 1] == 0x99);
        const char *full = NULL;
        if (apostrophe) { /* the span may begin inside a contraction: "’s claimed" */
            *--from = '\'';
            if (!tail_of(&full, from, len + 1) || len > 2)
                from++;
            else
                len++;
        }
        out[n] = (hs_stance_word){0};
        look_between(&out[n], (hs_str){part.ptr + past.begin, past.end - past.begin}, part.ptr + past.end,
                     word.begin - past.end);
        size_t tail = tail_of(&full, from, len);
        bool cannot = len == 6 && memcmp(from, "cannot", 6) == 0;
        if (cannot) {
            tail = 3;
            full = "not";
        }
        size_t head = len - tail;
        if (head) {
            if (full && strcmp(full, "not") == 0 && head == 2 && memcmp(from, "ca", 2) == 0)
                set(&out[n], "can", 3);
            else if (full && strcmp(full, "not") == 0 && head == 2 && memcmp(from, "wo", 2) == 0)
                set(&out[n], "will", 4);
            else
                set(&out[n], from, head);
            if (is_month(out, n, part.ptr + word.begin, word.end - word.begin))
                set(&out[n], "May", 3);
            n++;
        }
        if (tail && n < cap) {
            if (head)
                out[n] = (hs_stance_word){0};
            set(&out[n++], full, strlen(full));
        }
    }
    return n;
}

bool hs_stance_is(const hs_stance_word *word, const char *is)
{
    return strcmp(word->text, is) == 0;
}

bool hs_stance_among(const hs_stance_word *word, const char *list)
{
    char key[HS_STANCE_WORD_BYTES + 2];
    key[0] = ' ';
    memcpy(key + 1, word->text, word->len);
    key[word->len + 1] = ' ';
    key[word->len + 2] = '\0';
    return strstr(list, key) != NULL;
}
