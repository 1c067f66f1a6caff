/* compare_text.c -- words, stems, kinds and figures of one text. In: UTF-8. Out: arrays in an arena. Threads: no state
 * but the caller's. */
#include "compare_text.h"

#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "chars.h"
#include "figures_lexicon.h"
#include "names_find.h"
#include "names_tokens.h"
#include "numerals.h"
#include "sentences.h"
#include "status.h"
#include "utf8.h"

enum { WORD_BYTES = 64, MAX_UNIT = 12, FIRST_YEAR = 1500, LAST_YEAR = 2100 };

/* ---- what a word is --------------------------------------------------------------------------------------------- */

/* Each list has a blank before and after each word. Days told from the day of the telling are no evidence: texts are not
 * of one day. */
static const char functions[] =
    " a an the this that these those of in on at to for from by with as and or but if than then so such is are was were "
    "be been being am has have had having do does did done it its he she they them him her his hers their theirs we us "
    "our ours you your i my me there here who whom whose which what where when while also s re ve ll d m into onto "
    "about over during between among through per via up out off very just still even already now later again today yesterday tomorrow tonight said say "
    "says saying told tell tells reported reportedly allegedly apparently according yet ";
static const char modals[] = " may might can could will would shall should must ";
static const char negations[] =
    " not no never none nobody nothing neither nor without dont doesnt didnt isnt arent wasnt werent wont cant couldnt "
    "shouldnt wouldnt hasnt havent hadnt ";
static const char weekdays[] = " monday tuesday wednesday thursday friday saturday sunday ";
static const char months[] =
    " january february march april may june july august september october november december ";
static const char untrue[] =
    " false falsely untrue hoax hoaxes fake fakes faked rumor rumors rumour rumours joke jokes joking prank pranks satire "
    "satirical myth fabricated fabrication bogus debunk debunks debunked baseless unfounded untruth lie lies lied lying ";
/* "not only", "no doubt": nothing is denied */
static const char affirmed[] = " only just merely least doubt matter ";

static bool among(const char *list, const char *word, size_t len)
{
    char key[WORD_BYTES + 3];
    key[0] = ' ';
    memcpy(key + 1, word, len);
    memcpy(key + 1 + len, " ", 2);
    return strstr(list, key) != NULL;
}

static bool is_year(const char *word, size_t len)
{
    if (len != 4 || strspn(word, "0123456789") < 4)
        return false;
    int year = atoi(word);
    return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/* @param capital  the word begins with one */
static uint32_t kind_of(const char *word, size_t len, bool capital)
{
    uint32_t is = 0;
    if (among(negations, word, len))
        is |= HS_CW_NEGATION;
    else if (among(modals, word, len) && !(capital && len == 3 && memcmp(word, "may", 3) == 0))
        is |= HS_CW_MODAL | HS_CW_FUNCTION;
    else if (among(functions, word, len))
        is |= HS_CW_FUNCTION;
    else if (is_year(word, len))
        is |= HS_CW_YEAR;
    else if (among(weekdays, word, len))
        is |= HS_CW_WEEKDAY;
    else if (among(months, word, len) && (capital || !among(" may march august ", word, len)))
        is |= HS_CW_MONTH;
    else if (hs_ascii_is_digit(word[0]) || hs_number_has((hs_str){word, len}))
        is |= HS_CW_NUMBER;
    return among(untrue, word, len) ? is | HS_CW_FALSE : is;
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

typedef struct gathering {
    hs_compared_word *words; /* [cap] */
    uint32_t n, cap;
} gathering;

static void add_word(gathering *g, hs_span at, const char *word, size_t len, bool capital)
{
    if (!len || g->n == g->cap)
        return;
    hs_compared_word *w = &g->words[g->n++];
    w->at = at;
    w->is = kind_of(word, len, capital);
    hs_stem(w->stem, word, len);
    if (g->n > 1 && among(affirmed, word, len)) /* "not only": the word before denies nothing */
        g->words[g->n - 2].is &= ~(uint32_t)HS_CW_NEGATION;
}

static size_t fold(char out[WORD_BYTES], hs_str word)
{
    return hs_without_accents(out, WORD_BYTES, word);
}

static bool cut_tail(const char *word, size_t *len, const char *tail)
{
    size_t n = strlen(tail);
    if (*len < n || memcmp(word + *len - n, tail, n) != 0)
        return false;
    *len -= n;
    return true;
}

/* A word as it is spoken: didn't: did, not; he'll: he, will. */
static void add_spoken(gathering *g, hs_str text, hs_span at)
{
    static const char *const silent[] = {"'s", "'re", "'ve", "'d", "'m"};
    char word[WORD_BYTES];
    size_t len = fold(word, (hs_str){text.ptr + at.begin, at.end - at.begin});
    bool capital = text.ptr[at.begin] >= 'A' && text.ptr[at.begin] <= 'Z';
    if (cut_tail(word, &len, "n't")) {
        if (len == 2 && memcmp(word, "wo", 2) == 0)
            add_word(g, at, "will", 4, false);
        else if (len == 2 && memcmp(word, "ca", 2) == 0)
            add_word(g, at, "can", 3, false);
        else if (len == 3 && memcmp(word, "sha", 3) == 0)
            add_word(g, at, "shall", 5, false);
        else
            add_word(g, at, word, len, capital);
        add_word(g, at, "not", 3, false);
        return;
    }
    if (len == 6 && memcmp(word, "cannot", 6) == 0) {
        add_word(g, at, "can", 3, false);
        add_word(g, at, "not", 3, false);
        return;
    }
    if (cut_tail(word, &len, "'ll")) {
        add_word(g, at, word, len, capital);
        add_word(g, at, "will", 4, false);
        return;
    }
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (cut_tail(word, &len, silent[i]))
            break;
    word[len] = '\0';
    add_word(g, at, word, len, capital);
}

static bool is_word(const gathering *g, hs_str text, uint32_t i, const char *list)
{
    char word[WORD_BYTES];
    hs_span at = g->words[i].at;
    return among(list, word, fold(word, (hs_str){text.ptr + at.begin, at.end - at.begin}));
}

/* Does "life" or "lives" here belong to "lost their lives"? Not to "lost their life savings". */
static bool is_life_lost(const gathering *g, hs_str text, uint32_t i)
{
    return i > 1 && is_word(g, text, i, " life lives ") && is_word(g, text, i - 1, " his her its their our my your ") && is_word(g, text, i - 2, " lose loses lost losing ") &&
           (is_word(g, text, i, " lives ") || i + 1 == g->n || g->words[i + 1].at.begin > g->words[i].at.end + 1 || g->words[i + 1].is & (HS_CW_FUNCTION | HS_CW_TIME));
}

/* "lost their lives": died; "of many lives": the noun, not that somebody lives. */
static void fold_lives(gathering *g, hs_str text)
{
    static const char before[] = " his her its their our my your the of many more all these those few several own human innocent ";
    for (uint32_t i = 1; i < g->n; i++)
        if (is_life_lost(g, text, i)) {
            const bool past = is_word(g, text, i - 2, " lost ");
            g->words[i - 2].is |= HS_CW_FUNCTION;
            memcpy(g->words[i].stem, past ? "died" : "die", past ? sizeof "died" : sizeof "die");
        } else if (is_word(g, text, i, " lives ") && (g->words[i - 1].is & HS_CW_NUMBER || is_word(g, text, i - 1, before))) {
            memcpy(g->words[i].stem, "lif", sizeof "lif");
        }
}

/* "Of his own accord": voluntarily. "Forced to resign", "asked to quit": whoever is, goes, and is neither sacked nor does it willingly. Whoever comes "from custody" is in none. */
static void fold_leaving(gathering *g, hs_str text)
{
    for (uint32_t i = 2; i < g->n; i++)
        if (is_word(g, text, i, " accord volition will ") && (is_word(g, text, i - 1, " own ") || is_word(g, text, i - 2, " own "))) {
            g->words[i].is &= ~(uint32_t)(HS_CW_FUNCTION | HS_CW_MODAL);
            hs_stem(g->words[i].stem, "voluntarily", strlen("voluntarily"));
        } else if (is_word(g, text, i, " resign quit step ") && is_word(g, text, i - 1, " to ") &&
                   is_word(g, text, i - 2, " forced made compelled pressured pressed told ordered asked urged ")) {
            hs_stem(g->words[i].stem, "leave", strlen("leave"));
        } else if (is_word(g, text, i, " custody ") && is_word(g, text, i - 1, " from ")) {
            g->words[i].is |= HS_CW_FUNCTION;
        }
}

/* The words that overlap a span get a mark. @param from  moved on; spans come in order */
static void mark(gathering *g, uint32_t *from, hs_span span, uint32_t is)
{
    while (*from < g->n && g->words[*from].at.end <= span.begin)
        ++*from;
    for (uint32_t i = *from; i < g->n && g->words[i].at.begin < span.end; i++)
        g->words[i].is |= is;
}

static hs_status mark_names(gathering *g, hs_arena *arena, hs_str text, hs_error *err)
{
    hs_tokens tokens;
    hs_names names;
    HS_TRY(hs_tokens_find(&tokens, arena, text, err));
    HS_TRY(hs_names_find(&names, arena, &tokens, err));
    uint32_t from = 0;
    for (uint32_t i = 0; i < names.n; i++)
        mark(g, &from, (hs_span){tokens.at[names.at[i].first].begin, tokens.at[names.at[i].end - 1].end}, HS_CW_NAME);
    return HS_OK;
}

/* ---- figures ---------------------------------------------------------------------------------------------------- */

/* Words that say the same of those counted. */
static const char *unit_stem(const char *stem)
{
    static const char *const fatal[] = {"kil", "dead", "die", "dy", "died", "death", "slain", "perish", "fatality"};
    static const char *const hurt[] = {"injur", "wound", "hurt", "injury"};
    for (size_t i = 0; i < sizeof fatal / sizeof *fatal; i++)
        if (strcmp(stem, fatal[i]) == 0)
            return "dead";
    for (size_t i = 0; i < sizeof hurt / sizeof *hurt; i++)
        if (strcmp(stem, hurt[i]) == 0)
            return "hurt";
    return stem;
}

static int by_bytes(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;
    return strcmp(*x, *y);
}

static bool is_measure(const char *word, size_t len)
{
    const hs_lexeme *lexeme = hs_figures_lexicon_find((hs_str){word, len});
    return strcmp(word, "percent") == 0 || strcmp(word, "percentage") == 0 || strcmp(word, "points") == 0 ||
           (lexeme && lexeme->classes & (HS_LEX_MEASURE | HS_LEX_CURRENCY)) || among(" dollars pounds euros ", word, len);
}

/* The stems of a unit. "people", "others" and the like go where something else is said of them. */
static hs_status make_unit(hs_compared_figure *f, hs_arena *arena, hs_error *err)
{
    static const char anybody[] = " people person more further another ";
    const char **stems = HS_NEW(arena, const char *, MAX_UNIT), **measures = HS_NEW(arena, const char *, MAX_UNIT);
    hs_str unit = f->figure.unit;
    hs_span at;
    uint32_t n = 0, bare = 0, n_measure = 0;
    if (!stems || !measures)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a unit");
    for (uint32_t from = 0; unit.ptr && n + n_measure < MAX_UNIT && hs_word_next(&at, unit, &from);) {
        char word[WORD_BYTES], stem[HS_STEM_BYTES];
        size_t len = fold(word, (hs_str){unit.ptr + at.begin, at.end - at.begin});
        if (among(functions, word, len))
            continue;
        bool empty = among(anybody, word, len);
        hs_stem(stem, word, len);
        const char *as = unit_stem(stem);
        hs_str kept = hs_arena_copy(arena, (hs_str){as, strlen(as) + 1});
        if (!kept.ptr)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for a unit");
        if (is_measure(word, len)) {
            measures[n_measure++] = kept.ptr;
            continue;
        }
        bare += empty;
        stems[n++] = empty ? NULL : kept.ptr;
    }
    if (bare == n) {
        n = n > 0;
        if (n)
            stems[0] = "people";
    } else {
        uint32_t left = 0;
        for (uint32_t i = 0; i < n; i++)
            if (stems[i])
                stems[left++] = stems[i];
        n = left;
    }
    qsort(stems, n, sizeof *stems, by_bytes);
    qsort(measures, n_measure, sizeof *measures, by_bytes);
    f->unit = stems;
    f->n_unit = n;
    f->measure = measures;
    f->n_measure = n_measure;
    return HS_OK;
}

/* Mark the words of a figure up to its number, and tell where they end. */
static void mark_figure(gathering *g, hs_compared_figure *f)
{
    hs_span all = f->figure.span;
    uint32_t first = 0;
    while (first < g->n && g->words[first].at.end <= all.begin)
        first++;
    uint32_t last = first, end = first;
    for (; end < g->n && g->words[end].at.begin < all.end; end++)
        if (g->words[end].is & (HS_CW_NUMBER | HS_CW_TIME))
            last = end;
    f->number = all;
    for (uint32_t i = first; i < end && i <= last; i++) {
        g->words[i].is |= HS_CW_FIGURE;
        f->number.end = g->words[i].at.end;
    }
    if (last + 1 >= end) /* nothing but the number: with what stands at it, such as % */
        f->number.end = all.end;
}

/* Does what stands before "up from" leave it to a count: a mark, a noun, a participle ("17 were treated up from 11")? Not "brought up from 40 metres". */
static bool lets_change(hs_str before)
{
    static const char verbs[] = " bring brings bringing brought pick picks picking picked set sets setting pull pulls pulling pulled raise raises raising raised lift lifts lifting lifted "
                                "haul hauls hauling hauled drag drags dragging dragged hoist hoists hoisting hoisted winch winches winching winched dig digs digging dug ";
    size_t n = before.len, begin;
    while (n && before.ptr[n - 1] == ' ')
        n--;
    if (!n || strchr(",()-;%", before.ptr[n - 1]) || (n > 2 && memcmp(before.ptr + n - 3, "\xE2\x80", 2) == 0))
        return n > 0;
    for (begin = n; begin && (hs_ascii_is_letter(before.ptr[begin - 1]) || hs_ascii_is_digit(before.ptr[begin - 1]));)
        begin--;
    char word[WORD_BYTES];
    return begin < n && !among(verbs, word, fold(word, (hs_str){before.ptr + begin, n - begin}));
}

bool hs_figure_is_former(hs_str before)
{
    static const char *const changes[] = {"up from ", "down from "}, *const between[] = {"the ", "an ", "a ", "its ", "their ", "about ", "around ", "nearly ", "almost ", "just ", "earlier ", "initial ", "previous "};
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        const size_t n = strlen(between[i]);
        if (before.len > n && hs_ascii_same(before.ptr + before.len - n, between[i], n) && before.ptr[before.len - n - 1] == ' ') {
            before.len -= n;
            i = (size_t)-1; /* "the earlier" */
        }
    }
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        const size_t len = strlen(changes[i]);
        const size_t n = before.len > len ? before.len - len : 0;
        if (n && hs_ascii_same(before.ptr + n, changes[i], len))
            return !hs_ascii_is_letter(before.ptr[n - 1]) && lets_change((hs_str){before.ptr, n});
    }
    return false;
}

/* "Rose from 11 to 17": the first of them tells what it was. Not the least of a range ("from 7 to 9 were killed"). */
static bool is_former_of(hs_str text, const hs_figure *first, const hs_figure *second)
{
    static const char from[] = "from ", to[] = " to ";
    const size_t begin = first->span.begin, n = sizeof from - 1, between = sizeof to - 1;
    if (begin < n || !hs_ascii_same(text.ptr + begin - n, from, n) || (begin > n && text.ptr[begin - n - 1] != ' ') || (first->bound == HS_LEAST && second->bound == HS_MOST))
        return false;
    return second->span.begin == first->span.end + between && hs_ascii_same(text.ptr + first->span.end, to, between) &&
           (!first->unit.len || !second->unit.len || hs_ascii_equal(first->unit, second->unit));
}

static hs_status find_figures(hs_compared *out, gathering *g, hs_arena *arena, hs_error *err)
{
    hs_figure_list found;
    const hs_span all = {0, (uint32_t)out->text.len};
    HS_TRY(hs_figures_of(&found, arena, out->text, (hs_spans){&all, 1}, err));
    hs_compared_figure *figures = HS_NEW(arena, hs_compared_figure, found.n);
    if (!figures)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for %zu figures", found.n);
    for (size_t i = 0; i < found.n; i++) {
        hs_compared_figure *f = &figures[out->n_figures];
        if (hs_figure_is_former((hs_str){out->text.ptr, found.at[i].span.begin}) || (i + 1 < found.n && is_former_of(out->text, &found.at[i], &found.at[i + 1])))
            continue;
        f->figure = found.at[i];
        mark_figure(g, f);
        HS_TRY(make_unit(f, arena, err));
        out->n_figures++;
    }
    out->figures = figures;
    return HS_OK;
}

/* ---- the plain form ---------------------------------------------------------------------------------------------- */

/* Marks that change nothing of what is said: but a dash or a point right before a digit may. */
static bool is_silent(uint32_t code, uint32_t next)
{
    static const char marks[] = ".,;:!\"'()[]-";
    if (hs_char_kind(next) & HS_IS_DIGIT && (code == '.' || code == ',' || code == '-' || (code >= 0x2010 && code <= 0x2015)))
        return false;
    return (code < 0x80 && code && strchr(marks, (char)code)) || (code >= 0x2010 && code <= 0x2015) ||
           (code >= 0x2018 && code <= 0x201f) || code == 0x2026 || code == 0xab || code == 0xbb;
}

/* Lower case of ASCII; blanks for runs of white space and of silent marks, but for a mark between two letters or digits:
 * "12.5" is not "125", nor "re-signed" "resigned". */
static hs_status make_plain(hs_compared *out, hs_arena *arena, hs_error *err)
{
    hs_str text = out->text;
    char *to = HS_NEW(arena, char, text.len);
    size_t n = 0;
    bool blank = false, after_word = false;
    if (!to)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a text");
    for (size_t at = 0; at < text.len;) {
        uint32_t code, next = 0;
        size_t len = hs_utf8_next(&code, text.ptr + at, text.len - at);
        if (at + len < text.len)
            hs_utf8_next(&next, text.ptr + at + len, text.len - at - len);
        bool word = hs_char_kind(code) & HS_IS_WORD, inner = after_word && hs_char_kind(next) & HS_IS_WORD;
        if ((hs_char_kind(code) & HS_IS_SPACE) || (is_silent(code, next) && !inner)) {
            blank = n > 0;
        } else {
            if (blank)
                to[n++] = ' ';
            blank = false;
            if (code == 0x2019 || code == '\'') {
                to[n++] = '\'';
            } else {
                for (size_t i = 0; i < len; i++)
                    to[n++] = hs_ascii_lower(text.ptr[at + i]);
            }
        }
        after_word = word;
        at += len;
    }
    out->plain = (hs_str){to, n};
    return HS_OK;
}

/* "claims that ..", "the rumours that ..": whoever denies them denies what follows. Not "the bogus claim that". */
static hs_str without_frame(hs_str text)
{
    static const char frames[] = " claim claims report reports rumor rumors rumour rumours suggestion suggestions allegation allegations speculation ";
    hs_span at;
    uint32_t from = 0;
    for (int n = 0; n < 3 && hs_word_next(&at, text, &from); n++) {
        char word[WORD_BYTES];
        size_t len = fold(word, (hs_str){text.ptr + at.begin, at.end - at.begin});
        if (n == 0 && among(" a an the these those such any all its his her their ", word, len))
            continue;
        if (!among(frames, word, len) || !hs_word_next(&at, text, &from))
            return text;
        len = fold(word, (hs_str){text.ptr + at.begin, at.end - at.begin});
        return len == 4 && memcmp(word, "that", 4) == 0 && at.end < text.len ? (hs_str){text.ptr + at.end, text.len - at.end} : text;
    }
    return text;
}

bool hs_compared_is_framed(hs_str text)
{
    return without_frame(text).ptr != text.ptr;
}

hs_str hs_compared_clause(hs_str text)
{
    text = hs_ascii_trim(text);
    return hs_ascii_begins(text, "that ") ? hs_ascii_from(text, strlen("that ")) : text;
}

hs_str hs_compared_cut(hs_str text)
{
    text = without_frame(text);
    if (text.len <= HS_COMPARED_BYTES)
        return text;
    text.len = HS_COMPARED_BYTES;
    while (text.len && ((unsigned char)text.ptr[text.len] & 0xc0) == 0x80)
        text.len--;
    return text;
}

hs_status hs_compared_told_plainly(hs_str *out, hs_arena *arena, hs_str text, hs_error *err)
{
    *out = text = hs_compared_cut(text);
    if (!hs_ascii_holds(text, "los"))
        return HS_OK;
    gathering g = {HS_NEW(arena, hs_compared_word, HS_COMPARED_WORDS), 0, HS_COMPARED_WORDS};
    char *to = HS_NEW(arena, char, text.len);
    if (!g.words || !to)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the words of a text");
    hs_span at;
    for (uint32_t from = 0; hs_word_next(&at, text, &from);)
        add_spoken(&g, text, at);
    size_t n = 0, from = 0;
    for (uint32_t i = 2; i < g.n; i++) {
        if (!is_life_lost(&g, text, i) || !is_word(&g, text, i - 2, " lost "))
            continue;
        const size_t begin = g.words[i - 2].at.begin;
        memcpy(to + n, text.ptr + from, begin - from);
        n += begin - from;
        memcpy(to + n, "died", 4);
        n += 4;
        from = g.words[i].at.end;
    }
    memcpy(to + n, text.ptr + from, text.len - from);
    *out = (hs_str){to, n + text.len - from};
    return HS_OK;
}

hs_status hs_compared_make(hs_compared *out, hs_arena *arena, hs_str text, hs_error *err)
{
    *out = (hs_compared){.text = hs_compared_cut(text), .cut = without_frame(text).len > HS_COMPARED_BYTES};
    uint32_t cap = out->text.len + 2 < HS_COMPARED_WORDS ? (uint32_t)out->text.len + 2 : HS_COMPARED_WORDS;
    gathering g = {HS_NEW(arena, hs_compared_word, cap), 0, cap};
    if (!g.words)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the words of a text");
    hs_span at;
    for (uint32_t from = 0; hs_word_next(&at, out->text, &from);) {
        out->has_words = true;
        add_spoken(&g, out->text, at);
    }
    fold_lives(&g, out->text);
    fold_leaving(&g, out->text);
    HS_TRY(make_plain(out, arena, err));
    HS_TRY(mark_names(&g, arena, out->text, err));
    HS_TRY(find_figures(out, &g, arena, err));
    out->words = g.words;
    out->n_words = g.n;
    return HS_OK;
}
