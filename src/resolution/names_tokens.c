/* names_tokens.c -- words, shapes and gaps. In: text. Out: tokens. Threads: no state but the caller's. */
#include "names_tokens.h"

#include "abbreviations.h"
#include "ascii.h"
#include "chars.h"
#include "quotes.h"
#include "sentences.h"
#include "status.h"
#include "utf8.h"

enum { HEADLINE_WORDS = 4 }; /* a shorter one cannot be told from a name */

/* Bytes of an apostrophe at `at`, 0 if none is there. */
static size_t apostrophe(hs_str text, size_t at)
{
    if (at < text.len && text.ptr[at] == '\'')
        return 1;
    return text.len >= 3 && at <= text.len - 3 && memcmp(text.ptr + at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

static void shape_word(hs_token *t, hs_str text)
{
    uint32_t letters = 0, capitals = 0, first = 0;
    for (uint32_t at = t->begin; at < t->end;) {
        uint32_t c;
        at += (uint32_t)hs_utf8_next(&c, text.ptr + at, t->end - at);
        unsigned kind = hs_char_kind(c);
        letters += (kind & (HS_IS_WORD | HS_IS_DIGIT)) == HS_IS_WORD;
        capitals += (kind & HS_IS_UPPER) != 0;
        first = first ? first : kind;
    }
    if (capitals)
        t->shape |= HS_TOKEN_CAPITAL;
    if (capitals > 1 && capitals == letters)
        t->shape |= HS_TOKEN_CAPITALS;
    if ((first & HS_IS_DIGIT) && !letters)
        t->shape |= HS_TOKEN_NUMBER;
}

/* Take what is left of a verb off the word: 're, 've, 'd, 'll, 'm. */
static void cut_verb(hs_token *t, hs_str text)
{
    static const char *const tails[] = {"re", "ve", "ll", "d", "m"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        for (uint32_t mark = 1; mark <= 3; mark += 2) { /* ' and ’ */
            uint32_t tail = (uint32_t)strlen(tails[i]);
            if (t->end - t->begin > tail + mark && apostrophe(text, t->end - tail - mark) == mark &&
                hs_ascii_same(text.ptr + t->end - tail, tails[i], tail)) {
                t->end -= tail + mark;
                return;
            }
        }
}

/* "Britain-based", "pro-Iraqi": a capital in it names nobody. */
static bool is_adjective(hs_str word)
{
    static const char *const tails[] = {"-based",    "-born",     "-led",        "-backed",     "-owned",
                                        "-run",      "-style",    "-affiliated", "-focused",    "-wide",
                                        "-trained",  "-educated", "-linked",     "-controlled", "-held",
                                        "-occupied", "-speaking", "-made",       "-funded"};
    static const char *const heads[] = {"pro-", "anti-", "non-", "ex-", "mid-", "post-", "pre-", "trans-", "co-"};
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        size_t n = strlen(tails[i]);
        if (word.len > n && hs_ascii_same(word.ptr + word.len - n, tails[i], n))
            return true;
    }
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (hs_ascii_begins(word, heads[i]))
            return true;
    return false;
}

/* "the Kolm | Anti-Doping | Office": part of a name, whose every word has a capital; "Pro-Iraqi Forces" of a headline are of nobody's name. */
static bool is_part_of_name(hs_str text, const hs_span *word, bool more)
{
    const char *hyphen = memchr(text.ptr + word->begin, '-', word->end - word->begin);
    const size_t at = hyphen ? (size_t)(hyphen - text.ptr) + 1 : word->end;
    return more && at < word->end && hs_ascii_is_capital(text.ptr[word->begin]) && hs_ascii_is_capital(text.ptr[at]) && text.ptr[word->end] == ' ' &&
           hs_ascii_is_capital(text.ptr[word[1].begin]) && !(hs_word_traits((hs_str){text.ptr + at, word->end - at}) & (HS_WORD_DEMONYM | HS_WORD_PLACE));
}

/* Take 's off the word, and find it behind words in s. */
static void shape_owner(hs_token *t, hs_str text)
{
    uint32_t length = t->end - t->begin;
    for (uint32_t tail = 2; tail <= 4; tail += 2) /* ' and ’ with an s */
        if (length > tail && (text.ptr[t->end - 1] | 0x20) == 's' && apostrophe(text, t->end - tail) == tail - 1) {
            t->end -= tail;
            t->shape |= HS_TOKEN_OWNS;
            return;
        }
    size_t mark = (text.ptr[t->end - 1] | 0x20) == 's' ? apostrophe(text, t->end) : 0;
    if (mark && length > 2 && t->end + mark < text.len && text.ptr[t->end + mark] == ' ')
        t->shape |= HS_TOKEN_OWNS;
}

static uint16_t gap_of(uint32_t code)
{
    switch (code) {
    case ',':
        return HS_GAP_COMMA;
    case '.':
    case '!':
    case '?':
    case ';':
    case ':':
    case '\n':
    case '\r':
    case 0x2026:
    case 0x2029:
        return HS_GAP_STOP;
    case '"':
    case 0x2018:
    case 0x201c:
    case 0x201d:
    case 0x201e:
    case 0xab:
    case 0xbb:
        return HS_GAP_QUOTE;
    case '\'':
    case 0x2019:
        return HS_GAP_QUOTE;
    case '(':
    case '[':
        return HS_GAP_OPEN;
    case ')':
    case ']':
        return HS_GAP_CLOSE;
    case '-':
    case 0x2013:
    case 0x2014:
        return HS_GAP_DASH;
    default:
        return hs_char_kind(code) & HS_IS_SPACE ? 0 : HS_GAP_OTHER;
    }
}

static void shape_gap(hs_token *t, hs_str text, uint32_t next)
{
    uint32_t at = t->end;
    if (t->shape & HS_TOKEN_OWNS) { /* pass over the mark of the owner */
        at += (uint32_t)apostrophe(text, at);
        at += at < next && (text.ptr[at] | 0x20) == 's';
    } else if (at < next && text.ptr[at] == '.') { /* a stop that belongs to the word: U.S. */
        hs_abbreviation kind = hs_abbreviation_of((hs_str){text.ptr + t->begin, t->end - t->begin});
        if (kind == HS_ABBREVIATION_BOUND || (kind == HS_ABBREVIATION_LETTER && t->shape & HS_TOKEN_CAPITAL))
            t->shape |= HS_TOKEN_INITIAL;
        if (kind != HS_ABBREVIATION_NONE)
            t->end = ++at;
    }
    while (at < next) {
        uint32_t c;
        at += (uint32_t)hs_utf8_next(&c, text.ptr + at, next - at);
        if ((c == '@' || c == '#') && at == next)
            break; /* the next word's own */
        t->gap |= gap_of(c);
    }
}

/* A sentence that has words enough, and hardly one without a capital that could bear one. */
static void mark_headline(hs_token *t, uint32_t n)
{
    uint32_t bearing = 0, capital = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (t[i].shape & HS_TOKEN_NUMBER || (t[i].traits & HS_WORD_STOP && !(t[i].shape & HS_TOKEN_CAPITAL)))
            continue;
        bearing++;
        capital += (t[i].shape & HS_TOKEN_CAPITAL) != 0;
    }
    if (bearing >= HEADLINE_WORDS && 10 * capital >= 9 * bearing)
        for (uint32_t i = 0; i < n; i++)
            t[i].shape |= HS_TOKEN_HEADLINE;
    else /* WHO, IT and US are names */
        for (uint32_t i = 0; i < n; i++)
            if (t[i].shape & HS_TOKEN_CAPITALS)
                t[i].traits &= ~(uint32_t)(HS_WORD_STOP | HS_WORD_DETERMINER | HS_WORD_PREPOSITION | HS_WORD_RELATIVE |
                                           HS_WORD_COUNT | HS_WORD_VAGUE | HS_WORD_POSTMODIFIER | HS_WORD_COMMON |
                                           HS_WORD_PEOPLE | HS_WORD_DOCUMENT);
}

static void place_in_sentences(hs_token *t, uint32_t n, hs_spans sentences, const hs_quotes *quotes)
{
    uint32_t s = 0, q = 0, quoted_to = 0, begin = 0;
    for (uint32_t i = 0; i < n; i++) {
        while (s + 1 < sentences.n && sentences.at[s + 1].begin <= t[i].begin)
            s++;
        t[i].sentence = s;
        for (; q < quotes->n && quotes->at[q].inner.begin <= t[i].begin; q++)
            if (quotes->at[q].inner.end > quoted_to)
                quoted_to = quotes->at[q].inner.end;
        if (t[i].begin < quoted_to)
            t[i].shape |= HS_TOKEN_QUOTED;
        bool begins = !i || t[i - 1].sentence != s;
        if (begins && i) {
            mark_headline(t + begin, i - begin);
            begin = i;
        }
        if (begins || t[i - 1].gap & (HS_GAP_STOP | HS_GAP_QUOTE))
            t[i].shape |= HS_TOKEN_BEGINS;
    }
    mark_headline(t + begin, n - begin);
}

hs_status hs_tokens_find(hs_tokens *out, hs_arena *arena, hs_str text, hs_error *err)
{
    hs_spans words, sentences;
    hs_quotes quotes;
    *out = (hs_tokens){.text = text};
    HS_TRY(hs_words_find(&words, arena, text, err));
    HS_TRY(hs_sentences_find(&sentences, arena, text, err));
    HS_TRY(hs_quotes_find(&quotes, arena, text, err));
    hs_token *t = HS_NEW(arena, hs_token, words.n);
    if (!t)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the names of a text");
    for (uint32_t i = 0; i < words.n; i++) {
        uint32_t begin = words.at[i].begin;
        bool signed_ = begin && (text.ptr[begin - 1] == '@' || text.ptr[begin - 1] == '#');
        t[i].begin = begin - signed_;
        t[i].end = words.at[i].end;
        cut_verb(&t[i], text);
        shape_owner(&t[i], text);
        shape_word(&t[i], text);
        if (signed_)
            t[i].shape |= HS_TOKEN_CAPITAL;
        if (memchr(text.ptr + begin, '-', t[i].end - begin) &&
            is_adjective((hs_str){text.ptr + begin, t[i].end - begin}) && !is_part_of_name(text, &words.at[i], i + 1 < words.n))
            t[i].shape &= (uint16_t)~HS_TOKEN_CAPITAL;
        t[i].traits = hs_word_traits((hs_str){text.ptr + begin, t[i].end - begin});
        shape_gap(&t[i], text, i + 1 < words.n ? words.at[i + 1].begin : (uint32_t)text.len);
    }
    place_in_sentences(t, words.n, sentences, &quotes);
    out->at = t;
    out->n = words.n;
    return HS_OK;
}

uint32_t hs_tokens_from(const hs_tokens *tokens, uint32_t at)
{
    uint32_t low = 0, high = tokens->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (tokens->at[mid].end > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

uint32_t hs_sentence_first(const hs_tokens *tokens, uint32_t i)
{
    uint32_t sentence = tokens->at[i].sentence;
    while (i > 0 && tokens->at[i - 1].sentence == sentence)
        i--;
    return i;
}

hs_str hs_token_word(const hs_tokens *tokens, uint32_t i)
{
    return (hs_str){tokens->text.ptr + tokens->at[i].begin, tokens->at[i].end - tokens->at[i].begin};
}

bool hs_token_same(const hs_tokens *tokens, uint32_t a, uint32_t b)
{
    return hs_ascii_equal(hs_token_word(tokens, a), hs_token_word(tokens, b));
}

bool hs_token_owns_by_s(const hs_tokens *tokens, uint32_t i)
{
    size_t end = tokens->at[i].end, s = end + apostrophe(tokens->text, end);
    return tokens->at[i].shape & HS_TOKEN_OWNS && s < tokens->text.len && (tokens->text.ptr[s] | 0x20) == 's';
}

bool hs_token_is(const hs_tokens *tokens, uint32_t i, const char *word)
{
    return hs_ascii_is(hs_token_word(tokens, i), word);
}

bool hs_token_is_in(const hs_tokens *tokens, uint32_t i, const char *words)
{
    hs_str word = hs_token_word(tokens, i);
    while (*words) {
        size_t n = strcspn(words, " ");
        if (n == word.len && hs_ascii_same(words, word.ptr, n))
            return true;
        words += n + (words[n] == ' ');
    }
    return false;
}

hs_str hs_tokens_text(const hs_tokens *tokens, uint32_t begin, uint32_t end)
{
    if (begin >= end)
        return (hs_str){"", 0};
    uint32_t at = tokens->at[begin].begin;
    return (hs_str){tokens->text.ptr + at, tokens->at[end - 1].end - at};
}

bool hs_tokens_any(const hs_tokens *tokens, uint32_t begin, uint32_t end, uint32_t traits)
{
    for (uint32_t i = begin; i < end; i++)
        if (tokens->at[i].traits & traits)
            return true;
    return false;
}

uint32_t hs_dateline_end(const hs_tokens *tokens, uint32_t begin, uint32_t end)
{
    if (begin && tokens->at[begin - 1].sentence == tokens->at[begin].sentence)
        return begin;
    for (uint32_t i = begin; i + 1 < end && i < begin + HS_MAX_DATELINE; i++) {
        bool capitals = tokens->at[i].shape & HS_TOKEN_CAPITALS, date = tokens->at[i].shape & HS_TOKEN_NUMBER;
        if (!capitals && i == begin)
            return begin;
        if (tokens->at[i].gap & HS_GAP_DASH)
            return capitals || date || tokens->at[i].gap & HS_GAP_CLOSE ? i + 1 : begin;
    }
    return begin;
}
