/* compare_words.c -- evidence by rules. In: two texts. Out: whether they can say the same, why, and features. The words
 * that say something are compared as bags: order is the model's to judge, and compare_order.h's and compare_frames.h's. Threads: no state but the caller's. */
#include "compare_words.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "antonyms_table.h"
#include "ascii.h"
#include "compare_frames.h"
#include "compare_order.h"
#include "status.h"

enum {
    MAX_OPPOSITES = 3,  /* counted */
    MAX_SOUGHT = 64,    /* words of each side that are looked at for opposites */
    BARE = 2,           /* words of a text that tells little but a state: "alive and well" */
    MAX_BESIDE = 2,     /* words that one text may have besides: "on Friday" */
    MAX_DENYING = 4,    /* the same of one that denies: "the main pump of the plant" */
    MAX_TALLY = 4,      /* other words of a text that tells little but a count */
    TOLD_BYTES = 40,    /* of a name or number in `why` */
    UNIT_BYTES = 60,
    LEAST_BEGINNING = 4, /* letters of a name that another begins with */
    LEAST_SPELLING = 6   /* letters of a name that another may be a letter apart from */
};
/* "about 20" and 23: as far apart as a person would let them be */
#define ABOUT 0.2

bool hs_are_opposites(const char *a, const char *b)
{
    char key[2 * HS_STEM_BYTES];
    snprintf(key, sizeof key, "%s %s", a, b);
    uint32_t low = 0, high = hs_antonym_n_keys;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        int order = strcmp(hs_antonym_pool + hs_antonym_keys[mid], key);
        if (!order)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

/* ---- words that one text alone has ------------------------------------------------------------------------------- */

typedef struct side {
    hs_compared text;
    const hs_compared_word **bag; /* [n_bag] that say something, by stem */
    uint32_t n_bag;
    const hs_compared_word **own; /* [n_own] of them that the other has not, in the order of the text */
    uint32_t n_own;
    uint32_t n_negations;
    const hs_compared_word *negation; /* the first; NULL if there is none */
    bool *matched;                    /* [n_figures] the other has the quantity */
} side;

static int by_stem(const void *a, const void *b)
{
    const hs_compared_word *const *x = a, *const *y = b;
    int order = strcmp((*x)->stem, (*y)->stem);
    return order ? order : ((*x)->at.begin > (*y)->at.begin) - ((*x)->at.begin < (*y)->at.begin);
}

static int by_place(const void *a, const void *b)
{
    const hs_compared_word *const *x = a, *const *y = b;
    return ((*x)->at.begin > (*y)->at.begin) - ((*x)->at.begin < (*y)->at.begin);
}

static bool joins(const hs_compared_word *w)
{
    return strcmp(w->stem, "and") == 0 || strcmp(w->stem, "or") == 0 || strcmp(w->stem, "nor") == 0;
}

static hs_status open_side(side *s, hs_arena *arena, hs_str text, hs_error *err)
{
    *s = (side){0};
    HS_TRY(hs_compared_make(&s->text, arena, text, err));
    const size_t n = s->text.n_words;
    s->bag = HS_NEW(arena, const hs_compared_word *, n);
    s->own = HS_NEW(arena, const hs_compared_word *, n);
    s->matched = HS_NEW(arena, bool, s->text.n_figures);
    if (!s->bag || !s->own || !s->matched)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare %zu words", n);
    bool joined = false; /* "no letter and no warning" denies once */
    for (size_t i = 0; i < n; i++) {
        const hs_compared_word *w = &s->text.words[i];
        joined = joined || joins(w);
        if (w->is & HS_CW_NEGATION && !(w->is & HS_CW_FIGURE)) { /* "no more than 12" denies nothing */
            s->n_negations += !s->negation || !joined;
            s->negation = s->negation ? s->negation : w;
            joined = false;
        } else if (!(w->is & (HS_CW_FUNCTION | HS_CW_FIGURE | HS_CW_NEGATION)) || w->is & HS_CW_NAME) {
            s->bag[s->n_bag++] = w;
        }
    }
    qsort(s->bag, s->n_bag, sizeof *s->bag, by_stem);
    return HS_OK;
}

/** What each has that the other has not. @return how many words both have */
static uint32_t part(side *a, side *b)
{
    uint32_t i = 0, j = 0, shared = 0;
    while (i < a->n_bag || j < b->n_bag) {
        int order = i == a->n_bag ? 1 : j == b->n_bag ? -1 : strcmp(a->bag[i]->stem, b->bag[j]->stem);
        if (order < 0)
            a->own[a->n_own++] = a->bag[i++];
        else if (order > 0)
            b->own[b->n_own++] = b->bag[j++];
        else
            shared++, i++, j++;
    }
    qsort(a->own, a->n_own, sizeof *a->own, by_place);
    qsort(b->own, b->n_own, sizeof *b->own, by_place);
    return shared;
}

/* ---- what is told ------------------------------------------------------------------------------------------------ */

/* At most `cap` bytes of a text, whole characters, line ends as blanks. NUL-terminated. */
static void tell_part(char *out, size_t cap, hs_str text, hs_span span)
{
    size_t n = span.end - span.begin;
    if (n > cap - 1) {
        n = cap - 1;
        while (n && ((unsigned char)text.ptr[span.begin + n] & 0xc0) == 0x80)
            n--;
    }
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text.ptr[span.begin + i];
        out[i] = (char)(c < 0x20 || c == 0x7f ? ' ' : c);
    }
    out[n] = '\0';
}

/* The run of a side's own words of one kind, from the first on, without what stands between. */
static void tell_own(char *out, size_t cap, const side *s, uint32_t kind)
{
    hs_span run = {0, 0};
    for (uint32_t i = 0; i < s->n_own; i++) {
        hs_span at = s->own[i]->at;
        if (!(s->own[i]->is & kind))
            continue;
        if (run.end && at.begin > run.end + 1)
            break;
        run = (hs_span){run.end ? run.begin : at.begin, at.end};
    }
    tell_part(out, cap, s->text.text, run);
}

HS_PRINTF(2, 3)
static void tell(hs_word_evidence *out, const char *fmt, ...)
{
    if (*out->why) /* the first reason is the best */
        return;
    va_list args;
    va_start(args, fmt);
    vsnprintf(out->why, sizeof out->why, fmt, args);
    va_end(args);
}

/* ---- figures ----------------------------------------------------------------------------------------------------- */

typedef enum quantity { QUANTITY_OTHER, QUANTITY_PERHAPS, QUANTITY_SAME } quantity;

/* Do the stems of the smaller unit all stand in the larger one? Both must be measured alike; what tells of nothing but
 * dollars may be of any. */
static quantity compare_units(const hs_compared_figure *a, const hs_compared_figure *b)
{
    if (a->n_measure != b->n_measure && (a->n_measure + a->n_unit) && (b->n_measure + b->n_unit))
        return QUANTITY_OTHER;
    for (uint32_t i = 0; i < a->n_measure && i < b->n_measure; i++)
        if (strcmp(a->measure[i], b->measure[i]) != 0)
            return QUANTITY_OTHER;
    if (!a->n_unit || !b->n_unit)
        return QUANTITY_PERHAPS;
    if (a->n_unit > b->n_unit) {
        const hs_compared_figure *swap = a;
        a = b;
        b = swap;
    }
    for (uint32_t i = 0; i < a->n_unit; i++) {
        uint32_t j = 0;
        while (j < b->n_unit && strcmp(a->unit[i], b->unit[j]) != 0)
            j++;
        if (j == b->n_unit)
            return QUANTITY_OTHER;
    }
    return QUANTITY_SAME;
}

static void bounds(double *low, double *high, const hs_figure *f)
{
    double slack = ABOUT * fabs(f->value);
    *low = f->bound == HS_MOST ? -INFINITY : f->bound == HS_ABOUT ? f->value - slack : f->value;
    *high = f->bound == HS_LEAST ? INFINITY : f->bound == HS_ABOUT ? f->value + slack : f->value;
}

static bool compatible(const hs_figure *a, const hs_figure *b)
{
    double low_a, high_a, low_b, high_b;
    bounds(&low_a, &high_a, a);
    bounds(&low_b, &high_b, b);
    return low_a <= high_b && low_b <= high_a;
}

typedef struct figures_found {
    bool agree, differ, perhaps_differ;
    const hs_compared_figure *a, *b; /* two that differ; of one quantity, if there are such */
} figures_found;

/* A figure differs if the other text has its quantity and no figure of it that can be right beside this one. What both
 * give exactly settles the quantity: "12 on Monday, 20 by Tuesday". */
static void look_at_figures(figures_found *out, side *a, side *b, bool swapped)
{
    for (uint32_t i = 0; i < a->text.n_figures; i++) {
        const hs_compared_figure *f = &a->text.figures[i], *unlike = NULL;
        quantity of = QUANTITY_OTHER;
        bool agrees = false, settled = false;
        for (uint32_t j = 0; j < b->text.n_figures; j++) {
            const hs_compared_figure *g = &b->text.figures[j];
            quantity q = compare_units(f, g);
            if (q == QUANTITY_OTHER)
                continue;
            a->matched[i] = true;
            if (compatible(&f->figure, &g->figure)) {
                agrees = true;
                out->agree |= q == QUANTITY_SAME || f->figure.value == g->figure.value;
            } else if (q > of) {
                of = q;
                unlike = g;
            }
        }
        if (agrees || !unlike)
            continue;
        for (uint32_t k = 0; k < a->text.n_figures; k++) /* the same quantity again, and that is in both */
            for (uint32_t j = 0; j < b->text.n_figures && !settled; j++)
                settled = k != i && compare_units(f, &a->text.figures[k]) == QUANTITY_SAME &&
                          compare_units(&a->text.figures[k], &b->text.figures[j]) == QUANTITY_SAME &&
                          a->text.figures[k].figure.value == b->text.figures[j].figure.value;
        if (settled)
            continue;
        bool better = of == QUANTITY_SAME ? !out->differ : !out->differ && !out->perhaps_differ;
        *(of == QUANTITY_SAME ? &out->differ : &out->perhaps_differ) = true;
        if (better) {
            out->a = swapped ? unlike : f;
            out->b = swapped ? f : unlike;
        }
    }
}

/* "no survivors", where the other text does not count them: a negation like others. */
static void take_zeros(side *s)
{
    for (uint32_t i = 0; i < s->text.n_figures; i++)
        for (uint32_t k = 0; k < s->text.n_words && !s->matched[i] && s->text.figures[i].figure.value == 0; k++) {
            const hs_compared_word *w = &s->text.words[k];
            if (!(w->is & HS_CW_NEGATION) || w->at.begin < s->text.figures[i].figure.span.begin ||
                w->at.end > s->text.figures[i].figure.span.end)
                continue;
            s->negation = s->negation ? s->negation : w;
            s->n_negations++;
            break;
        }
}

static void tell_figures(hs_word_evidence *out, const figures_found *found, const side *a, const side *b)
{
    char x[TOLD_BYTES], y[TOLD_BYTES], unit[UNIT_BYTES] = "";
    hs_str words = found->a->figure.unit.len > found->b->figure.unit.len ? found->a->figure.unit : found->b->figure.unit;
    tell_part(x, sizeof x, a->text.text, found->a->number);
    tell_part(y, sizeof y, b->text.text, found->b->number);
    /* "$1.2 million", "5%" and "5 percent" name their unit themselves */
    if (words.len && !strpbrk(x, "$%\xc2\xe2") && !strpbrk(y, "$%\xc2\xe2") && !strstr(y, "percent"))
        tell_part(unit, sizeof unit, words, (hs_span){0, (uint32_t)words.len});
    tell(out, HS_WHY_FIGURES ": %s and %s%s%s", x, y, *unit ? " " : "", unit);
}

/* Is every figure's quantity in the other text? Else its number is a word that the other has not. */
static bool all_matched(const side *s)
{
    for (uint32_t i = 0; i < s->text.n_figures; i++)
        if (!s->matched[i])
            return false;
    return true;
}

/* ---- opposites --------------------------------------------------------------------------------------------------- */

typedef struct opposites {
    uint32_t n;                    /* words of one that have an opposite in the other; of the two counts the lesser */
    const hs_compared_word *a, *b; /* the first two */
    bool in_a[MAX_SOUGHT], in_b[MAX_SOUGHT]; /* own words that have one */
} opposites;

static void look_for_opposites(opposites *out, const side *a, const side *b)
{
    uint32_t n = 0, m = 0;
    for (uint32_t i = 0; i < a->n_own && i < MAX_SOUGHT; i++)
        for (uint32_t j = 0; j < b->n_own && j < MAX_SOUGHT; j++)
            if (hs_are_opposites(a->own[i]->stem, b->own[j]->stem)) {
                if (!out->a) {
                    out->a = a->own[i];
                    out->b = b->own[j];
                }
                n += !out->in_a[i];
                m += !out->in_b[j];
                out->in_a[i] = out->in_b[j] = true;
            }
    out->n = n < m ? n : m;
}

/* ---- the whole ---------------------------------------------------------------------------------------------------- */

/* How many own words are of one kind, and how many of none that is evidence. */
typedef struct kinds {
    uint32_t names, times, numbers, others;
} kinds;

static kinds count_kinds(const side *s, const bool *opposite)
{
    kinds k = {0};
    for (uint32_t i = 0; i < s->n_own; i++) {
        uint32_t is = s->own[i]->is;
        if (i < MAX_SOUGHT && opposite[i])
            continue;
        if (is & HS_CW_NAME)
            k.names++;
        else if (is & HS_CW_TIME)
            k.times++;
        else if (is & HS_CW_NUMBER)
            k.numbers++;
        else
            k.others++;
    }
    return k;
}

static bool shares_name(const side *a, const side *b)
{
    for (uint32_t i = 0, j = 0; i < a->n_bag && j < b->n_bag;) {
        int order = strcmp(a->bag[i]->stem, b->bag[j]->stem);
        if (!order && a->bag[i]->is & HS_CW_NAME && b->bag[j]->is & HS_CW_NAME)
            return true;
        i += order <= 0;
        j += order >= 0;
    }
    return false;
}

/* Is one side's name the other's by its initials: "UN", "United Nations"? */
static bool are_initials(const side *s, const side *of)
{
    char short_name[TOLD_BYTES], initials[TOLD_BYTES];
    size_t n = 0;
    tell_own(short_name, sizeof short_name, s, HS_CW_NAME);
    for (uint32_t i = 0; i < of->n_own && n < sizeof initials - 1; i++)
        if (of->own[i]->is & HS_CW_NAME)
            initials[n++] = of->text.text.ptr[of->own[i]->at.begin];
    initials[n] = '\0';
    return n > 1 && strncmp(short_name, initials, n) == 0 && !strchr(short_name, ' ');
}

static bool is_any(const side *s, const hs_compared_word *w, const char *const *words, size_t n)
{
    return hs_ascii_is_one_of((hs_str){s->text.text.ptr + w->at.begin, w->at.end - w->at.begin}, words, n);
}

/* Has the other text, in the place of a name, a pronoun ("she approved it") or nothing ("the viaduct", for "the Tessin viaduct")? Not if it tells another way which it
 * is: "the viaduct in Lugano". @param after  the word behind the name */
static bool leaves_open(const side *other, const hs_compared_word *after)
{
    static const char *const before[] = {"he", "she", "they", "it", "we", "who", "i", "a", "an", "the", "this", "that", "these", "those", "its", "his", "her", "their", "our"};
    static const char *const where[] = {"in", "of", "at", "near", "on", "from", "for", "by"};
    const hs_compared_word *words = other->text.words;
    for (uint32_t i = 1; i < other->text.n_words; i++)
        if (strcmp(words[i].stem, after->stem) == 0 && is_any(other, &words[i - 1], before, sizeof before / sizeof *before))
            return i + 1 == other->text.n_words || !is_any(other, &words[i + 1], where, sizeof where / sizeof *where);
    return false;
}

/* Has a side an own name for which the other has another, as far as the words behind it tell? */
static bool has_alternative(const side *s, const side *other)
{
    const hs_compared_word *end = s->text.words + s->text.n_words;
    for (uint32_t i = 0; i < s->n_own; i++) {
        const hs_compared_word *w = s->own[i];
        if (!(w->is & HS_CW_NAME))
            continue;
        while (w < end && w->is & HS_CW_NAME)
            w++;
        if (w == end || w->is & HS_CW_FUNCTION || !leaves_open(other, w))
            return true;
    }
    return false;
}

/* The letters of a side's first own name, in lower case of ASCII. NUL-terminated. */
static size_t name_letters(char out[TOLD_BYTES], const side *s)
{
    char name[TOLD_BYTES];
    size_t n = 0;
    tell_own(name, sizeof name, s, HS_CW_NAME);
    for (const char *c = name; *c && *c != '\''; c++) /* without 's */
        if (hs_ascii_is_letter(*c) || (unsigned char)*c >= 0x80)
            out[n++] = hs_ascii_lower(*c);
    out[n] = '\0';
    return n;
}

/* Is it one name in two spellings: al-Qaeda, Al Qaeda; Eichhorn, Eichorn; Skarn, Skarn-born? One letter apart at most, or one
 * the other's beginning. */
static bool are_spellings(const side *a, const side *b)
{
    char x[TOLD_BYTES], y[TOLD_BYTES];
    size_t n = name_letters(x, a), m = name_letters(y, b), head = 0, tail = 0, least = n < m ? n : m, most = n < m ? m : n;
    while (head < least && x[head] == y[head])
        head++;
    while (tail < least - head && x[n - 1 - tail] == y[m - 1 - tail])
        tail++;
    return head == most || (least >= LEAST_BEGINNING && head == least) ||
           (least >= LEAST_SPELLING && head && most - head - tail <= 1);
}

/* Has each side own words of one sort of time: weekdays, months, years? */
static bool times_differ(const side *a, const side *b)
{
    static const uint32_t sorts[] = {HS_CW_WEEKDAY, HS_CW_MONTH, HS_CW_YEAR};
    uint32_t in_a = 0, in_b = 0;
    for (uint32_t i = 0; i < a->n_own; i++)
        in_a |= a->own[i]->is;
    for (uint32_t i = 0; i < b->n_own; i++)
        in_b |= b->own[i]->is;
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++)
        if (in_a & in_b & sorts[i])
            return true;
    return false;
}

static bool modals_differ(const side *a, const side *b)
{
    const side *sides[] = {a, b, a};
    for (int s = 0; s < 2; s++)
        for (uint32_t i = 0; i < sides[s]->text.n_words; i++) {
            const hs_compared_word *w = &sides[s]->text.words[i];
            bool found = !(w->is & HS_CW_MODAL);
            for (uint32_t j = 0; j < sides[s + 1]->text.n_words && !found; j++)
                found = sides[s + 1]->text.words[j].is & HS_CW_MODAL && !strcmp(sides[s + 1]->text.words[j].stem, w->stem);
            if (!found)
                return true;
        }
    return false;
}

static void tell_kind(hs_word_evidence *out, const char *what, const side *a, const side *b, uint32_t kind)
{
    char x[TOLD_BYTES], y[TOLD_BYTES];
    tell_own(x, sizeof x, a, kind);
    tell_own(y, sizeof y, b, kind);
    tell(out, "other %s: %s, %s", what, x, y);
}

static void tell_word(char out[TOLD_BYTES], const side *s, const hs_compared_word *w)
{
    tell_part(out, TOLD_BYTES, s->text.text, w->at);
}

/* The first word that calls something untrue; NULL if there is none. */
static const hs_compared_word *calls_false(const side *s)
{
    for (uint32_t i = 0; i < s->text.n_words; i++)
        if (s->text.words[i].is & HS_CW_FALSE)
            return &s->text.words[i];
    return NULL;
}

/* Does the negation stand before a word that the other text has, too? "the main pump of the plant had not failed": "the pump had failed". */
static bool denies_shared(const side *denying, const side *other)
{
    const hs_compared_word *w = denying->negation, *end = denying->text.words + denying->text.n_words;
    while (w && ++w < end && w->is & HS_CW_FUNCTION)
        ;
    if (!w || w >= end)
        return false;
    for (uint32_t i = 0; i < other->n_bag; i++)
        if (strcmp(other->bag[i]->stem, w->stem) == 0)
            return true;
    return false;
}

/* Does a figure count the dead or the hurt? (compare_text.c has one stem for the words for each.) */
static bool counts_people(const hs_compared_figure *f)
{
    for (uint32_t i = 0; i < f->n_unit; i++)
        if (strcmp(f->unit[i], "dead") == 0 || strcmp(f->unit[i], "hurt") == 0)
            return true;
    return false;
}

/* Do both figures count the same things to which the same happened, "workers burned", and tell both texts more of it in the same words: "in the fire"? */
static bool count_alike(const figures_found *found, uint32_t shared)
{
    const hs_compared_figure *a = found->a, *b = found->b;
    enum { THING_AND_EVENT = 2 };
    if (a->n_unit != b->n_unit || a->n_unit < THING_AND_EVENT || shared <= a->n_unit)
        return false;
    for (uint32_t i = 0; i < a->n_unit; i++)
        if (strcmp(a->unit[i], b->unit[i]) != 0)
            return false;
    return true;
}

static bool has_pronoun(const side *s, const char *const *words, size_t n)
{
    for (uint32_t i = 0; i < s->text.n_words; i++)
        if (is_any(s, &s->text.words[i], words, n))
            return true;
    return false;
}

/* "He is alive", "she is dead": of two. */
static bool may_be_one(const side *a, const side *b)
{
    static const char *const he[] = {"he", "him", "his"}, *const she[] = {"she", "her", "hers"};
    return !(has_pronoun(a, he, 3) && has_pronoun(b, she, 3)) && !(has_pronoun(a, she, 3) && has_pronoun(b, he, 3));
}

/* Two claims of which neither says anything of the other, or who denies knowing what the other says they knew. */
static void look_at_frames(hs_word_evidence *out, const side *a, const side *b)
{
    hs_span of_a, of_b;
    char x[TOLD_BYTES], y[TOLD_BYTES];
    hs_frame frame = hs_compared_frame(&of_a, &of_b, &a->text, &b->text);
    if (frame == HS_FRAME_ALIKE)
        return;
    out->neither = frame == HS_FRAME_KNOWING || frame == HS_FRAME_ORDERING;
    out->sides = frame == HS_FRAME_SIDES || frame == HS_FRAME_OTHER_KNOWERS || frame == HS_FRAME_EXCHANGED;
    out->not_same = out->not_same || frame == HS_FRAME_DENIED_KNOWING || frame == HS_FRAME_OPPOSED_KNOWING;
    out->opposed = (out->opposed && !out->neither && frame != HS_FRAME_OTHER_KNOWERS) || frame == HS_FRAME_OPPOSED_KNOWING;
    tell_part(x, sizeof x, a->text.text, of_a);
    tell_part(y, sizeof y, b->text.text, of_b);
    if (out->sides)
        snprintf(out->why, sizeof out->why,
                 frame == HS_FRAME_SIDES       ? "two sides of a deal: \"%s\", \"%s\""
                 : frame == HS_FRAME_EXCHANGED ? "it is done by the other: \"%s\", \"%s\""
                                               : "one knew or was told, another not: \"%s\", \"%s\"",
                 x, y);
    else if (!out->neither)
        snprintf(out->why, sizeof out->why, "one denies having known or been told: \"%s\"", *x ? x : y);
    else
        snprintf(out->why, sizeof out->why, frame == HS_FRAME_ORDERING ? "one is of who ordered it: \"%s\"" : "one is of who knew or was told it: \"%s\"", *x ? x : y);
}

/* How many of a side's own words tell what is thought of a figure: "only five of the patients"? */
static uint32_t count_little(const side *s)
{
    static const char *const little[] = {"only", "just", "merely", "ever", "mere", "even"};
    uint32_t n = 0;
    for (uint32_t i = 0; i < s->n_own; i++)
        n += is_any(s, s->own[i], little, sizeof little / sizeof *little);
    return n;
}

/* Is a side's own word the name of a place where it happened, "in Kolm", and not part of one: "in the Kolm mill"? */
static bool is_placed(const side *s)
{
    static const char *const where[] = {"in", "near", "around", "across"};
    for (uint32_t i = 1; i < s->text.n_words; i++) {
        const hs_compared_word *w = &s->text.words[i];
        for (uint32_t k = 0; k < s->n_own; k++)
            if (s->own[k] == w && w->is & HS_CW_NAME && is_any(s, w - 1, where, sizeof where / sizeof *where))
                return true;
    }
    return false;
}

/* Has `more` all words of `less` in their order, articles and auxiliaries left out, and besides only figures, names and times: "the bridge was closed", "the bridge was closed for two weeks"? */
static bool is_within(const side *less, const side *more)
{
    static const char *const slight[] = {"a", "an", "the", "that", "is", "are", "was", "were", "be", "been", "being", "has", "have", "had"};
    uint32_t k = 0;
    for (uint32_t i = 0; i < less->text.n_words; i++) {
        const hs_compared_word *w = &less->text.words[i];
        if (is_any(less, w, slight, sizeof slight / sizeof *slight))
            continue;
        while (k < more->text.n_words && strcmp(more->text.words[k].stem, w->stem) != 0)
            k++;
        if (k++ == more->text.n_words)
            return false;
    }
    for (uint32_t i = 0; i < more->n_own; i++) {
        const hs_compared_word *w = more->own[i];
        bool told = w->is & (HS_CW_NAME | HS_CW_TIME | HS_CW_NUMBER) || (w > more->text.words && w[-1].is & HS_CW_NUMBER);
        for (uint32_t f = 0; f < more->text.n_figures; f++)
            told = told || (w->at.begin >= more->text.figures[f].figure.span.begin && w->at.end <= more->text.figures[f].figure.span.end);
        if (!told)
            return false;
    }
    return true;
}

static void weigh(hs_word_evidence *out, side *a, side *b, uint32_t shared)
{
    figures_found figures = {0};
    opposites opposite = {0};
    char x[TOLD_BYTES], y[TOLD_BYTES];
    look_at_figures(&figures, a, b, false);
    look_at_figures(&figures, b, a, true);
    take_zeros(a);
    take_zeros(b);
    look_for_opposites(&opposite, a, b);
    const kinds ka = count_kinds(a, opposite.in_a), kb = count_kinds(b, opposite.in_b);
    const bool negated = (a->n_negations + b->n_negations) % 2;
    const bool turned = (a->n_negations + b->n_negations + opposite.n) % 2;
    const bool names = ka.names && kb.names && has_alternative(a, b) && has_alternative(b, a) && !are_initials(a, b) && !are_initials(b, a) && !are_spellings(a, b);
    const bool times = times_differ(a, b), numbers = ka.numbers && kb.numbers;
    const bool loose_figures = figures.perhaps_differ || (!all_matched(a) && !all_matched(b) && a->text.n_figures);

    /* words that one has besides, that are no evidence */
    uint32_t beside_a = ka.others + (kb.names ? 0 : ka.names) + (kb.times ? 0 : ka.times) + (kb.numbers ? 0 : ka.numbers);
    uint32_t beside_b = kb.others + (ka.names ? 0 : kb.names) + (ka.times ? 0 : kb.times) + (ka.numbers ? 0 : kb.numbers);
    const bool nothing_beside = !beside_a && !beside_b;
    const bool else_same = !beside_a ? beside_b <= MAX_BESIDE : !beside_b && beside_a <= MAX_BESIDE;
    const bool some_shared = shared || (nothing_beside && (names || times || numbers || opposite.n));

    if (figures.differ) {
        out->not_same = true;
        tell_figures(out, &figures, a, b);
    }
    if (figures.perhaps_differ && !figures.differ && else_same && shared > 1) { /* "would cost 40 million", "would cost 55 million euros" */
        out->not_same = true;
        tell_figures(out, &figures, a, b);
    }
    /* a negation may deny no more than what its text says besides: "seven were hurt, none seriously" */
    const side *denying = a->n_negations > b->n_negations ? a : b;
    const bool of_all = !negated || !(denying == a ? ka.others : kb.others);
    if (else_same && shared && turned && of_all) {
        out->not_same = true;
        if (negated) {
            tell_word(x, denying, denying->negation);
            tell(out, "one denies it: \"%s\"", x);
        } else {
            tell_word(x, a, opposite.a);
            tell_word(y, b, opposite.b);
            tell(out, "opposites: %s, %s", x, y);
        }
    }
    const uint32_t denying_beside = denying == a ? beside_a : beside_b, denied_beside = denying == a ? beside_b : beside_a;
    if (!out->not_same && negated && turned && shared > 1 && !denied_beside && denying_beside <= MAX_DENYING && denies_shared(denying, denying == a ? b : a)) {
        out->not_same = true;
        tell_word(x, denying, denying->negation);
        tell(out, "one denies it: \"%s\"", x);
    }
    if (nothing_beside && some_shared && (names || times || numbers || (loose_figures && !figures.differ))) {
        out->not_same = true;
        if (names)
            tell_kind(out, "names", a, b, HS_CW_NAME);
        if (times)
            tell_kind(out, "times", a, b, HS_CW_TIME);
        if (numbers)
            tell_kind(out, "numbers", a, b, HS_CW_NUMBER);
        if (figures.a)
            tell_figures(out, &figures, a, b);
        tell(out, HS_WHY_FIGURES);
    }
    if (opposite.n && turned && (a->n_bag <= BARE || b->n_bag <= BARE)) /* "he is alive", whoever he is */
        out->not_same = true;
    if (opposite.n && turned) { /* no proof where all else differs, but what a reader should look at */
        tell_word(x, a, opposite.a);
        tell_word(y, b, opposite.b);
        tell(out, "opposites: %s, %s", x, y);
    }
    const hs_compared_word *false_a = calls_false(a), *false_b = calls_false(b);
    if (!false_a != !false_b) {
        tell_word(x, false_a ? a : b, false_a ? false_a : false_b);
        tell(out, "one calls it untrue: \"%s\"", x);
    }
    const bool figures_apart = figures.differ || figures.perhaps_differ;
    const bool tallies = figures.differ && ((counts_people(figures.a) && counts_people(figures.b)) || (count_alike(&figures, shared) && is_placed(a) == is_placed(b))) && ka.others <= MAX_TALLY && kb.others <= MAX_TALLY && !turned;
    out->opposed = (nothing_beside && (shared || (opposite.n && may_be_one(a, b))) && !names && !times && !numbers && turned != figures_apart) || (tallies && !names && !times);
    const uint32_t little_a = count_little(a), little_b = count_little(b), more_a = a->n_own - little_a, more_b = b->n_own - little_b;
    const bool little_else = (!more_a && !more_b) || ((little_a || little_b) && !names && !times && !opposite.n && (!more_a || !more_b) && more_a + more_b <= MAX_BESIDE);
    out->agree = figures.agree && !figures_apart && shared && !negated && little_else;
    out->within = !negated && !opposite.n && !figures_apart && !false_a == !false_b && shared > 1 && !modals_differ(a, b) && (is_within(a, b) || is_within(b, a));
    look_at_frames(out, a, b);
    float *f = out->features;
    uint32_t all = a->n_bag + b->n_bag - shared, least = a->n_bag < b->n_bag ? a->n_bag : b->n_bag;
    f[HS_WORD_SHARED] = all ? (float)shared / (float)all : 0;
    f[HS_WORD_CONTAINED] = least ? (float)shared / (float)least : 0;
    f[HS_WORD_LENGTHS] = fabsf(logf((float)(a->n_bag + 1)) - logf((float)(b->n_bag + 1)));
    f[HS_WORD_FIGURES_AGREE] = figures.agree;
    f[HS_WORD_FIGURES_DIFFER] = figures.differ;
    f[HS_WORD_NEGATED] = turned;
    f[HS_WORD_OPPOSITE] = (float)(opposite.n < MAX_OPPOSITES ? opposite.n : MAX_OPPOSITES);
    f[HS_WORD_CALLED_FALSE] = !false_a != !false_b;
    f[HS_WORD_NAMES_SHARED] = shares_name(a, b);
    f[HS_WORD_NAMES_DIFFER] = names;
    f[HS_WORD_TIMES_DIFFER] = times;
    f[HS_WORD_MODALS_DIFFER] = modals_differ(a, b);
    f[HS_WORD_ELSE_THE_SAME] = else_same && some_shared;
    f[HS_WORD_RULED_OUT] = out->not_same;
}

hs_status hs_word_evidence_find(hs_word_evidence *out, hs_arena *scratch, hs_str a, hs_str b, hs_error *err)
{
    side x, y;
    *out = (hs_word_evidence){0};
    HS_TRY(open_side(&x, scratch, a, err));
    HS_TRY(open_side(&y, scratch, b, err));
    out->wordless = !x.text.has_words || !y.text.has_words;
    out->the_same = !out->wordless && x.text.plain.len == y.text.plain.len &&
                    memcmp(x.text.plain.ptr, y.text.plain.ptr, x.text.plain.len) == 0 &&
                    ((!x.text.cut && !y.text.cut) || (a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0));
    hs_span in_x, in_y;
    const hs_likeness like = hs_compared_in_order(&in_x, &in_y, &x.text, &y.text);
    out->the_same = out->the_same || (!out->wordless && like == HS_LITTLE_OTHER);
    weigh(out, &x, &y, part(&x, &y));
    if (like == HS_ONE_WORD_TURNED) {
        char one[TOLD_BYTES], other[TOLD_BYTES];
        tell_part(one, sizeof one, x.text.text, in_x);
        tell_part(other, sizeof other, y.text.text, in_y);
        tell(out, "opposites: %s, %s", one, other);
        out->not_same = true;
        out->features[HS_WORD_RULED_OUT] = 1;
    }
    if (out->the_same) {
        out->not_same = out->opposed = out->neither = out->sides = false;
        out->features[HS_WORD_RULED_OUT] = 0;
        snprintf(out->why, sizeof out->why, "the same words");
    }
    return HS_OK;
}
