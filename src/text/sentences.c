/* sentences.c -- where sentences end. In: valid UTF-8. Out: byte spans. Any thread.
 *
 * Candidates are stops (. ! ? …) and line ends. At a stop three things are looked at: the word before it (an
 * abbreviation, an initial, a number), what closes after it (quotation marks, brackets), and the word that follows. */
#include "sentences.h"

#include <string.h>

#include "abbreviations.h"
#include "ascii.h"
#include "buffer.h"
#include "chars.h"
#include "status.h"
#include "utf8.h"

enum { LONGEST_WORD = 32, SPEECH_WORDS = 5 };

/* Lead bytes of stops and line ends: … is E2 80 A6, 。 E3 80 82, ！ and ？ are EF BC 81, EF BC 9F. */
static const bool stops_scan[256] = {
    ['.'] = true, ['!'] = true, ['?'] = true, ['\n'] = true, [0xe2] = true, [0xe3] = true, [0xef] = true,
};

typedef enum mark {
    MARK_NONE,
    MARK_STOP,
    MARK_CALL,
    MARK_ELLIPSIS,
    MARK_WIDE,
    MARK_CLOSES,
    MARK_OPENS,
    MARK_EITHER
} mark;

/* What stands at `at`, and its bytes. Straight quotation marks are MARK_EITHER. */
static mark mark_at(hs_str text, size_t at, size_t *len)
{
    uint32_t code;
    if (at >= text.len)
        return MARK_NONE;
    *len = hs_utf8_next(&code, text.ptr + at, text.len - at);
    switch (code) {
    case '.':
        return MARK_STOP;
    case '!':
    case '?':
        return MARK_CALL;
    case 0x2026: /* … */
        return MARK_ELLIPSIS;
    case 0x3002: /* 。 */
    case 0xff01: /* ！ */
    case 0xff1f: /* ？ */
        return MARK_WIDE;
    case ')':
    case ']':
    case '}':
    case 0x2019: /* ’ */
    case 0x201d: /* ” */
    case 0xbb:   /* » */
    case 0x203a: /* › */
    case 0x300d: /* 」 */
    case 0x300f: /* 』 */
        return MARK_CLOSES;
    case '(':
    case '[':
    case '{':
    case 0x2018: /* ‘ */
    case 0x201c: /* “ */
    case 0x201e: /* „ */
    case 0xab:   /* « */
    case 0x2039: /* ‹ */
    case 0x300c: /* 「 */
    case 0x300e: /* 『 */
        return MARK_OPENS;
    case '"':
    case '\'':
        return MARK_EITHER;
    default:
        return MARK_NONE;
    }
}

static unsigned kind_at(hs_str text, size_t at)
{
    uint32_t code;
    if (at >= text.len)
        return HS_IS_SPACE;
    hs_utf8_next(&code, text.ptr + at, text.len - at);
    return hs_char_kind(code);
}

/* Past white space; *line is set if a line ends in it. */
static size_t skip_space(hs_str text, size_t at, bool *line)
{
    uint32_t code;
    *line = false;
    while (at < text.len) {
        size_t n = hs_utf8_next(&code, text.ptr + at, text.len - at);
        if (!(hs_char_kind(code) & HS_IS_SPACE))
            break;
        *line = *line || code == '\n';
        at += n;
    }
    return at;
}

/* The word before `at`: letters, digits and inner stops; at most LONGEST_WORD bytes and none before `from`. */
static hs_str word_before(hs_str text, size_t from, size_t at)
{
    size_t begin = at;
    while (begin > from && at - begin < LONGEST_WORD) {
        uint32_t code;
        size_t n = hs_utf8_back(&code, text.ptr, begin);
        if (code != '.' && !(hs_char_kind(code) & HS_IS_WORD))
            break;
        begin -= n;
    }
    return (hs_str){text.ptr + begin, at - begin};
}

/* The letters that begin at `at`. */
static hs_str word_at(hs_str text, size_t at)
{
    size_t end = at;
    while (end < text.len && end - at < LONGEST_WORD && kind_at(text, end) & HS_IS_WORD) {
        uint32_t code;
        end += hs_utf8_next(&code, text.ptr + end, text.len - end);
    }
    return (hs_str){text.ptr + at, end - at};
}

/* What was found around a stop. */
typedef struct stop {
    size_t from;   /* where the sentence begins */
    size_t at;     /* the first stop */
    size_t end;    /* past stops and closing marks */
    size_t next;   /* past white space and opening marks: what may begin a sentence */
    bool call;     /* ! or ? among them */
    bool ellipsis; /* … or several stops */
    bool wide;     /* 。 and the like: always ends */
    bool closed;   /* a quotation mark or bracket closes after it */
    bool opens;    /* one opens before the next word */
    bool parted;   /* white space after it */
    bool line;     /* a line ends in that, or the text */
} stop;

/* Past the numbers of notes, as encyclopaedias have them: [1] [12] */
static size_t skip_notes(hs_str text, size_t at)
{
    for (;;) {
        size_t i = at + (at < text.len && text.ptr[at] == ' ');
        if (i >= text.len || text.ptr[i] != '[')
            return at;
        size_t digits = i + 1;
        for (i = digits; i < text.len && i - digits < 4 && text.ptr[i] >= '0' && text.ptr[i] <= '9';)
            i++;
        if (i == digits || i >= text.len || text.ptr[i] != ']')
            return at;
        at = i + 1;
    }
}

static void read_stop(stop *s, hs_str text, size_t from, size_t at)
{
    size_t len = 0, end = at, dots = 0;
    *s = (stop){.from = from, .at = at};
    for (;; end += len) {
        mark m = mark_at(text, end, &len);
        if (m == MARK_STOP)
            dots++;
        else if (m == MARK_CALL)
            s->call = true;
        else if (m == MARK_ELLIPSIS)
            s->ellipsis = true;
        else if (m == MARK_WIDE)
            s->wide = true;
        else
            break;
    }
    s->ellipsis = s->ellipsis || dots > 1;
    for (;; end += len) {
        mark m = mark_at(text, end, &len);
        if (m != MARK_CLOSES && m != MARK_EITHER)
            break;
        s->closed = true;
    }
    end = skip_notes(text, end);
    s->end = end;
    s->next = skip_space(text, end, &s->line);
    s->line = s->line || s->next == text.len;
    s->parted = s->next > end;
    /* « fin. » */
    size_t n = 0;
    if (s->parted && !s->line && s->next - end <= 3 && mark_at(text, s->next, &n) == MARK_CLOSES &&
        text.ptr[s->next] == '\xc2') {
        s->closed = true;
        s->end = s->next + n;
        s->next = skip_space(text, s->end, &s->line);
        s->line = s->line || s->next == text.len;
    }
    for (int i = 0; i < 4; i++) {
        mark m = mark_at(text, s->next, &n);
        if (m != MARK_OPENS && m != MARK_EITHER)
            break;
        s->opens = true;
        s->next += n;
    }
}

/* "Why?" Mr. Smith asked: the words after a quotation are names, then a verb of speech. */
static bool speech_follows(hs_str text, size_t at)
{
    for (int i = 0; i < SPEECH_WORDS; i++) {
        hs_str word = word_at(text, at);
        if (!word.len)
            return false;
        if (hs_is_speech(word))
            return i > 0;
        if (!(kind_at(text, at) & HS_IS_UPPER))
            return false;
        at += word.len;
        if (at < text.len && text.ptr[at] == '.')
            at++;
        if (at >= text.len || text.ptr[at] != ' ')
            return false;
        at++;
    }
    return false;
}

/* Two sentences whose blank is missing: "concluded.Graham" */
static bool blank_is_missing(hs_str text, const stop *s)
{
    hs_str before = word_before(text, s->from, s->at), after = word_at(text, s->next);
    if (!(kind_at(text, s->next) & HS_IS_UPPER) || after.len < 3 || !(kind_at(text, s->next + 1) & HS_IS_LOWER))
        return false;
    if (s->closed)
        return true;
    if (before.len < 4 || s->ellipsis || (before.ptr > text.ptr && strchr("@/._-", before.ptr[-1])))
        return false;
    for (size_t i = 1; i < before.len; i++)
        if (!(hs_ascii_kind[(unsigned char)before.ptr[i]] & HS_IS_LOWER))
            return false;
    /* "Amazon.Com", "Node.Js": names of sites go on with a short word */
    return !(s->next + after.len < text.len && text.ptr[s->next + after.len] == '/') &&
           !(after.len == 3 && memcmp(after.ptr + 1, "om", 2) == 0);
}

/* Whether a stop after an abbreviation ends the sentence, given that a capital or a figure follows. */
static bool ends_after(hs_abbreviation what, hs_str before, hs_str after, bool figure, const stop *s)
{
    switch (what) {
    case HS_ABBREVIATION_BOUND:
        return false;
    case HS_ABBREVIATION_NUMBER:
        return !figure && (before.ptr[0] & 0x20) == 0;
    case HS_ABBREVIATION_INNER:
    case HS_ABBREVIATION_MONTH:
        return !figure && (s->closed || s->opens || hs_begins_sentences(after));
    case HS_ABBREVIATION_TIME:
        return !hs_is_calendar(after);
    case HS_ABBREVIATION_LETTER:
        return !figure && hs_begins_sentences(after) && after.len > 1;
    case HS_ABBREVIATION_NONE:
        break;
    }
    return true;
}

static bool ends_sentence(hs_str text, const stop *s)
{
    unsigned kind = kind_at(text, s->next);
    if (s->line || s->wide)
        return true;
    if (s->next == text.len) /* nothing but marks follows */
        return false;
    if (!s->parted)
        return blank_is_missing(text, s);
    hs_str before = word_before(text, s->from, s->at), after = word_at(text, s->next);
    if (kind & HS_IS_LOWER) /* none but before "iPhone" and the like */
        return !s->closed && before.len > 3 && after.len > 2 &&
               hs_ascii_kind[(unsigned char)after.ptr[1]] & HS_IS_UPPER &&
               hs_abbreviation_of(before) == HS_ABBREVIATION_NONE;
    size_t n;
    mark next = mark_at(text, s->next, &n);
    char c = text.ptr[s->next];
    if (next == MARK_STOP || next == MARK_CALL || next == MARK_ELLIPSIS || c == ',' || c == ';' || c == ':') /* . . . */
        return false;
    if (s->call) {
        bool name = before.len == 5 && memcmp(before.ptr, "Yahoo", 5) == 0 && !s->closed;
        return !name && !(s->closed && speech_follows(text, s->next));
    }
    if (s->ellipsis || !before.len)
        return true;
    bool figure = kind & HS_IS_DIGIT;
    if (before.ptr == text.ptr + s->from && before.len <= 3) {
        size_t digits = 0;
        while (digits < before.len && hs_ascii_kind[(unsigned char)before.ptr[digits]] & HS_IS_DIGIT)
            digits++;
        if (digits == before.len) /* the number of a point: "1. The" */
            return false;
    }
    return ends_after(hs_abbreviation_of(before), before, after, figure, s);
}

/* Add text[from..to) without the white space at its end. */
static void add(hs_buffer *found, hs_str text, size_t from, size_t to)
{
    while (to > from) {
        uint32_t code;
        size_t n = hs_utf8_back(&code, text.ptr, to);
        if (!(hs_char_kind(code) & HS_IS_SPACE))
            break;
        to -= n;
    }
    hs_span span = {(uint32_t)from, (uint32_t)to};
    if (to > from)
        hs_buffer_add(found, &span, sizeof span);
}

static void find(hs_buffer *found, hs_str text)
{
    bool line;
    size_t from = skip_space(text, 0, &line), len;
    for (size_t at = from; at < text.len && !found->failed;) {
        if (!stops_scan[(unsigned char)text.ptr[at]]) {
            at++;
            continue;
        }
        size_t end = at;
        if (text.ptr[at] != '\n') {
            mark m = mark_at(text, at, &len);
            if (m == MARK_NONE || m > MARK_WIDE) {
                at += len;
                continue;
            }
            stop s;
            read_stop(&s, text, from, at);
            end = s.end;
            if (!ends_sentence(text, &s)) {
                at = end;
                continue;
            }
        }
        add(found, text, from, end);
        from = at = skip_space(text, end, &line);
    }
    add(found, text, from, text.len);
}

bool hs_sentence_ends(hs_str text, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (text.ptr[i] == '\n' || (strchr(".?!", text.ptr[i]) && i + 1 < end && strchr(" \"\n\xE2", text.ptr[i + 1])))
            return true;
    return false;
}

bool hs_word_is_ly(hs_str word)
{
    return word.len > 4 && hs_ascii_same(word.ptr + word.len - 2, "ly", 2);
}

hs_status hs_sentences_find(hs_spans *out, hs_arena *arena, hs_str text, hs_error *err)
{
    *out = (hs_spans){0};
    if (text.len > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "sentences: a text of %zu bytes: spans hold 32 bits", text.len);
    hs_buffer found = hs_buffer_new(SIZE_MAX / 2);
    find(&found, text);
    size_t n = found.len / sizeof(hs_span);
    hs_span *spans = found.failed ? NULL : HS_NEW(arena, hs_span, n);
    if (spans && n)
        memcpy(spans, found.ptr, n * sizeof *spans);
    hs_buffer_free(&found);
    if (!spans)
        return hs_fail(err, HS_E_NOMEM, 0, "sentences: no memory for %zu sentences", n);
    *out = (hs_spans){spans, (uint32_t)n};
    return HS_OK;
}
