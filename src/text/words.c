/* words.c -- words of a text: \w+(?:[’'.,\-]\w+)*, as the scorer counts them. In: valid UTF-8. Out: byte spans. Any
 * thread. */
#include "sentences.h"

#include "ascii.h"
#include "chars.h"
#include "document.h"
#include "status.h"
#include "utf8.h"

/* Bytes of the word character at `at`; 0 if there stands none. */
static size_t word_char(hs_str text, size_t at)
{
    uint32_t code;
    if (at >= text.len)
        return 0;
    unsigned char c = (unsigned char)text.ptr[at];
    if (c < 0x80)
        return hs_ascii_kind[c] & HS_IS_WORD;
    size_t n = hs_utf8_next(&code, text.ptr + at, text.len - at);
    return hs_char_kind(code) & HS_IS_WORD ? n : 0;
}

size_t hs_apostrophe(hs_str text)
{
    if (text.len && *text.ptr == '\'')
        return 1;
    return text.len > 2 && text.ptr[0] == '\xe2' && text.ptr[1] == '\x80' && text.ptr[2] == '\x99' ? 3 : 0;
}

size_t hs_owner_mark(hs_str words)
{
    const size_t s = words.len && hs_ascii_lower(words.ptr[words.len - 1]) == 's';
    for (size_t mark = 1; mark <= 3; mark += 2)
        if (words.len > mark + s && hs_apostrophe(hs_ascii_from(words, words.len - s - mark)) == mark)
            return mark + s;
    return 0;
}

/* Bytes of a joint ’ ' . , - at `at`; 0 if there stands none. */
static size_t joint(hs_str text, size_t at)
{
    const char c = text.ptr[at];
    return c == '.' || c == ',' || c == '-' ? 1 : hs_apostrophe(hs_ascii_from(text, at));
}

bool hs_word_next(hs_span *word, hs_str text, uint32_t *at)
{
    size_t i = *at, n = 0;
    while (i < text.len && !(n = word_char(text, i))) {
        uint32_t code;
        i += hs_utf8_next(&code, text.ptr + i, text.len - i);
    }
    *at = (uint32_t)i;
    if (!n)
        return false;
    word->begin = (uint32_t)i;
    for (;;) {
        for (; n; n = word_char(text, i))
            i += n;
        size_t skip = i < text.len ? joint(text, i) : 0;
        if (!skip || !(n = word_char(text, i + skip)))
            break;
        i += skip;
    }
    word->end = *at = (uint32_t)i;
    return true;
}

bool hs_words_have_one_of(hs_str text, const char *const *words, size_t n)
{
    hs_span at;
    for (uint32_t from = 0; hs_word_next(&at, text, &from);)
        if (hs_ascii_is_one_of((hs_str){text.ptr + at.begin, at.end - at.begin}, words, n))
            return true;
    return false;
}

bool hs_words_begin_with_one_of(hs_str text, const char *const *words, size_t n)
{
    hs_span at;
    uint32_t from = 0;
    return hs_word_next(&at, text, &from) && hs_ascii_is_one_of((hs_str){text.ptr + at.begin, at.end - at.begin}, words, n);
}

static uint32_t count(hs_str text)
{
    uint32_t n = 0, at = 0;
    for (hs_span word; hs_word_next(&word, text, &at);)
        n++;
    return n;
}

bool hs_is_nobody(hs_str description)
{
    static const char *const nobodies[] = {"nobody", "none", "no-one", "noone"}, *const nearly[] = {"almost", "nearly", "virtually", "practically", "hardly", "scarcely"},
                      *const anybodies[] = {"anyone", "anybody", "any"}, *const excepts[] = {"but", "except", "besides", "other"}, *const lesser[] = {"less", "fewer"};
    hs_str word[5] = {{NULL, 0}};
    hs_span at;
    uint32_t from = 0;
    for (size_t i = 0; i < 4 && hs_word_next(&at, description, &from); i++)
        word[i] = (hs_str){description.ptr + at.begin, at.end - at.begin};
    const bool nearly_so = word[0].len && hs_ascii_is_one_of(word[0], nearly, sizeof nearly / sizeof *nearly);
    const hs_str *first = word + nearly_so;
    const bool small = first[1].len && first[1].ptr[0] >= 'a' && first[1].ptr[0] <= 'z', letter = first[1].len && hs_ascii_is_letter(first[1].ptr[0]);
    bool no = letter && hs_ascii_is(first[0], "no") && (small || !first[2].len || hs_ascii_is(first[1], "one")) && /* "No Witnesses" of a headline, not "No Limits Rowing Club" */
              !hs_ascii_is_one_of(first[1], lesser, sizeof lesser / sizeof *lesser);
    hs_str behind = first[no ? 2 : 1];
    bool nobody = no || (first->len && hs_ascii_is_one_of(*first, nobodies, sizeof nobodies / sizeof *nobodies)) ||
                  (nearly_so && first->len && hs_ascii_is_one_of(*first, anybodies, sizeof anybodies / sizeof *anybodies));
    return nobody && !(behind.len && hs_ascii_is_one_of(behind, excepts, sizeof excepts / sizeof *excepts));
}

bool hs_is_reader(hs_str description)
{
    hs_span at;
    uint32_t from = 0;
    static const char *const words[] = {"you", "your"};
    return hs_word_next(&at, description, &from) && hs_ascii_is_one_of((hs_str){description.ptr + at.begin, at.end - at.begin}, words, 2);
}

hs_status hs_words_find(hs_spans *out, hs_arena *arena, hs_str text, hs_error *err)
{
    *out = (hs_spans){0};
    if (text.len > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "words: a text of %zu bytes: spans hold 32 bits", text.len);
    /* Counting first costs less than an array that grows. */
    uint32_t n = count(text), at = 0;
    hs_span *words = HS_NEW(arena, hs_span, n);
    if (!words)
        return hs_fail(err, HS_E_NOMEM, 0, "words: no memory for %u words", n);
    for (uint32_t i = 0; i < n; i++)
        hs_word_next(&words[i], text, &at);
    *out = (hs_spans){words, n};
    return HS_OK;
}

size_t hs_document_words(const hs_document *doc)
{
    return doc->text.len > UINT32_MAX ? 0 : count(doc->text);
}
