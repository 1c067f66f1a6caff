/* compare_frames.c -- knowing a thing and the thing, knowing it and denying that, the two sides of a deal, who does it to whom. See compare_frames.h.
 *
 * A verb of knowing counts where all that both texts share stands behind it, too: "a man who knew the victim fled" is not of knowing. Whose side of a deal somebody is
 * on is told by the word that the verb follows; where a passive or an infinitive hides it, nothing is said. */
#include "compare_frames.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"

enum {
    BEFORE = 3, /* words before a verb that are looked at for "was", "had" */
    FAR = 7,    /* the same, for "never" and "nobody" */
    LEAST_UNITS = 3, MOST_UNITS = 32 /* words that say something, of texts that may differ in who does it */
};

static const uint32_t nowhere = UINT32_MAX;

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static hs_str word_at(const hs_compared *c, uint32_t i)
{
    return (hs_str){c->text.ptr + c->words[i].at.begin, c->words[i].at.end - c->words[i].at.begin};
}

/* Is one of the words before i, up to three but not past another verb, a form of "to be"? "was never told", "had been warned". */
static bool is_passive(const hs_compared *c, uint32_t i)
{
    static const char *const be[] = {"is", "are", "was", "were", "be", "been", "being", "wasn't", "weren't", "isn't", "aren't"};
    for (uint32_t k = i; k > 0 && i - k < BEFORE; k--)
        if (HAS(be, word_at(c, k - 1)))
            return true;
        else if (!(c->words[k - 1].is & (HS_CW_FUNCTION | HS_CW_NEGATION)))
            return false;
    return false;
}

/* ---- knowing ---- */

/* "as we know", "as far as he knew", "you know", "who knew": nothing is said of knowing. */
static bool is_aside(const hs_compared *c, uint32_t i)
{
    static const char *const asides[] = {"who", "which", "you"};
    return (i > 0 && HAS(asides, word_at(c, i - 1))) || (i > 1 && hs_ascii_is(word_at(c, i - 2), "as"));
}

static bool is_before(const hs_compared *c, uint32_t i, uint32_t most, const char *const *list, size_t n)
{
    for (uint32_t k = i; k > 0 && i - k < most; k--)
        if (hs_ascii_is_one_of(word_at(c, k - 1), list, n))
            return true;
    return false;
}

#define HAS_BEFORE(i, most, list) is_before(c, i, most, list, sizeof list / sizeof *list)

/* Is the word one of who knows nothing of the kind: "nobody", "none of us", "no one"? */
static bool is_nobody(const hs_compared *c, uint32_t i)
{
    static const char *const nobody[] = {"nobody", "none"};
    return HAS(nobody, word_at(c, i)) || (i + 1 < c->n_words && hs_ascii_is(word_at(c, i), "no") && hs_ascii_is(word_at(c, i + 1), "one"));
}

/* "nobody told us", "no one at the port informed him": they were not told. */
static bool is_told_by_nobody(const hs_compared *c, uint32_t verb)
{
    for (uint32_t i = verb; i > 0 && verb - i < FAR; i--)
        if (is_nobody(c, i - 1))
            return true;
    return false;
}

/* "had no idea", "any knowledge of", "in the dark about", "saw no report that", "heard that": a noun or verb that tells of knowing by what stands beside it. */
static bool is_known_by(const hs_compared *c, uint32_t i)
{
    static const char *const ideas[] = {"idea", "knowledge", "inkling", "clue", "awareness"}, *const have[] = {"no", "any", "had", "have", "has", "without", "slightest", "faintest"};
    static const char *const papers[] = {"report", "reports", "warning", "warnings", "letter", "note", "memo", "email", "message", "word"};
    static const char *const got[] = {"saw", "see", "seen", "received", "receive", "got", "read", "given", "shown", "had"};
    static const char *const told[] = {"that", "about", "saying"}, *const heard[] = {"that", "of", "about", "anything", "nothing"};
    hs_str word = word_at(c, i), next = i + 1 < c->n_words ? word_at(c, i + 1) : (hs_str){"", 0};
    if (HAS(ideas, word))
        return HAS_BEFORE(i, 2, have);
    if (hs_ascii_is(word, "dark"))
        return i > 1 && hs_ascii_is(word_at(c, i - 1), "the") && hs_ascii_is(word_at(c, i - 2), "in");
    if (HAS(papers, word))
        return HAS_BEFORE(i, BEFORE, got) && HAS(told, next);
    return hs_ascii_is(word, "heard") && HAS(heard, next);
}

/* Does the word say that somebody knows, is told or warns? */
static bool is_knowing(const hs_compared *c, uint32_t i)
{
    static const char *const verbs[] = {"know",  "knows", "knew",     "knowing", "aware",     "unaware",   "warned",   "warns",    "warn",     "informed", "alerted",
                                        "notified", "learned",  "learnt",  "realised", "realized", "oblivious"};
    static const char *const passive[] = {"told", "briefed", "advised"};
    hs_str word = word_at(c, i);
    if (is_aside(c, i))
        return false;
    if (hs_ascii_is(word, "known"))
        return !is_passive(c, i) || (i + 1 < c->n_words && hs_ascii_is(word_at(c, i + 1), "to")); /* "it was known to the port" */
    return HAS(verbs, word) || (HAS(passive, word) && (is_passive(c, i) || is_told_by_nobody(c, i))) || is_known_by(c, i);
}

static uint32_t find_knowing(const hs_compared *c)
{
    for (uint32_t i = 0; i < c->n_words; i++)
        if (is_knowing(c, i))
            return i;
    return nowhere;
}

static bool is_behind(const hs_compared *c, uint32_t from, const char *stem)
{
    for (uint32_t i = from; i < c->n_words; i++)
        if (strcmp(c->words[i].stem, stem) == 0)
            return true;
    return false;
}

static bool tells(const hs_compared_word *w)
{
    return !(w->is & (HS_CW_FUNCTION | HS_CW_NEGATION)) || w->is & (HS_CW_NAME | HS_CW_FIGURE);
}

/* Is what both share all behind the verb, and is there such? */
static bool shares_behind(const hs_compared *knowing, uint32_t verb, const hs_compared *other)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < other->n_words; i++) {
        const hs_compared_word *w = &other->words[i];
        if (!tells(w) || !is_behind(knowing, 0, w->stem))
            continue;
        if (!is_behind(knowing, verb + 1, w->stem))
            return false;
        shared++;
    }
    return shared > 0;
}

/* ---- ordering ---- */

/* "Ordered that ..", "ordered them to ..": not "ordered 40 buses", nor "were ordered to leave", which tells of no one who did. */
static uint32_t find_ordering(const hs_compared *c)
{
    static const char *const verbs[] = {"ordered", "instructed", "commanded"}, *const things[] = {"that", "to"};
    enum { WHOM = 4 /* words from the verb to "to" */ };
    for (uint32_t i = 1; i < c->n_words; i++)
        for (uint32_t k = i + 1; HAS(verbs, word_at(c, i)) && !is_passive(c, i) && k < c->n_words && k <= i + WHOM; k++)
            if (HAS(things, word_at(c, k)) && !hs_ascii_is(word_at(c, k - 1), "order"))
                return i;
    return nowhere;
}

/* Is one of who ordered what the other tells of? @param word  out: the verb, of `ordering` */
static bool is_of_order(hs_span *word, const hs_compared *ordering, const hs_compared *other)
{
    static const char *const orders[] = {"order", "orders", "ordered", "ordering", "instruction", "instructions", "instructed", "commanded", "told", "asked"};
    const uint32_t verb = find_ordering(ordering);
    for (uint32_t i = 0; verb != nowhere && i < other->n_words; i++)
        if (HAS(orders, word_at(other, i)))
            return false;
    if (verb == nowhere || !shares_behind(ordering, verb, other))
        return false;
    *word = ordering->words[verb].at;
    return true;
}

/* ---- who denies having known ---- */

/* Does the verb say that somebody tells others, "the crew warned", and not that they are told? Nobody who tells is nobody who was told. */
static bool is_telling(const hs_compared *c, uint32_t verb)
{
    static const char *const verbs[] = {"warned", "warns", "warn", "informed", "alerted", "notified", "told", "briefed", "advised"};
    return HAS(verbs, word_at(c, verb)) && !is_passive(c, verb);
}

/* Is it denied that they knew? A negation a few words before the verb, in its clause; "was not told until Friday" denies nothing. */
static bool is_knowing_denied(const hs_compared *c, uint32_t verb)
{
    static const char *const unknowing[] = {"unaware", "oblivious", "dark"}, *const denying[] = {"deny", "denies", "denied", "denying"}, *const later[] = {"until", "till"};
    bool denied = HAS(unknowing, word_at(c, verb));
    for (uint32_t i = verb; i > 0 && verb - i < FAR; i--) {
        const hs_compared_word *w = &c->words[i - 1];
        if (memchr(c->text.ptr + w->at.end, ',', c->words[i].at.begin > w->at.end ? c->words[i].at.begin - w->at.end : 0))
            break;
        if (w->is & HS_CW_NEGATION || is_nobody(c, i - 1) || HAS(denying, word_at(c, i - 1))) {
            denied = !denied;
            break;
        }
    }
    for (uint32_t i = verb + 1; i < c->n_words && i <= verb + BEFORE; i++)
        if (HAS(later, word_at(c, i)))
            return false;
    return denied;
}

/* Who knew, or was told: behind "nobody told", else before the verb. @return nowhere: "I", "nobody", "it was known", or it is not told */
static uint32_t find_knower(const hs_compared *c, uint32_t verb)
{
    static const char *const beside[] = {"ever", "any", "made", "kept", "saw", "see", "seen", "received", "receive", "got", "read", "given", "shown", "deny", "denies", "denied", "denying",
                                         "slightest", "faintest", "fully", "well", "long", "first", "only", "have", "had"};
    if (is_telling(c, verb)) {
        const uint32_t i = verb + 1;
        return i < c->n_words && tells(&c->words[i]) ? i : i + 1 < c->n_words && hs_ascii_is(word_at(c, i), "the") ? i + 1 : nowhere;
    }
    for (uint32_t i = verb; i > 0; i--) {
        const hs_compared_word *w = &c->words[i - 1];
        static const char *const pronouns[] = {"i", "he", "she", "they", "it", "we", "you", "who"};
        if (HAS(pronouns, word_at(c, i - 1)) || is_nobody(c, i - 1))
            return nowhere;
        if (tells(w) && !HAS(beside, word_at(c, i - 1)))
            return i - 1;
    }
    return nowhere;
}

typedef struct known {
    uint32_t shared, own; /* telling words behind a verb of knowing: that the other has behind its own, and that it has not */
} known;

static known count_known(const hs_compared *c, uint32_t verb, const hs_compared *other, uint32_t other_verb)
{
    known out = {0, 0};
    const uint32_t knower = find_knower(c, verb);
    for (uint32_t i = verb + 1; i < c->n_words; i++) {
        if (!tells(&c->words[i]) || i == knower || hs_ascii_is(word_at(c, i), "any"))
            continue;
        bool shared = is_behind(other, other_verb + 1, c->words[i].stem);
        out.shared += shared;
        out.own += !shared;
    }
    return out;
}

/* One knew or was told what the other denies having known: the same thing by most of what the shorter tells of it. */
static hs_frame compare_knowers(hs_span *a_word, hs_span *b_word, const hs_compared *a, uint32_t x, const hs_compared *b, uint32_t y)
{
    const bool denied = is_knowing_denied(a, x);
    if (denied == is_knowing_denied(b, y))
        return HS_FRAME_ALIKE;
    const known k = count_known(a, x, b, y), l = count_known(b, y, a, x);
    const uint32_t least = k.own < l.own ? k.own : l.own;
    if (!k.shared || least > k.shared)
        return HS_FRAME_ALIKE;
    const uint32_t knower_a = find_knower(a, x), knower_b = find_knower(b, y);
    if (knower_a != nowhere && knower_b != nowhere && strcmp(a->words[knower_a].stem, b->words[knower_b].stem) != 0) {
        *a_word = a->words[knower_a].at;
        *b_word = b->words[knower_b].at;
        return HS_FRAME_OTHER_KNOWERS;
    }
    if ((is_telling(a, x) && !is_told_by_nobody(a, x)) || (is_telling(b, y) && !is_told_by_nobody(b, y))) /* whom one has not told, another may have */
        return HS_FRAME_ALIKE;
    *(denied ? a_word : b_word) = denied ? a->words[x].at : b->words[y].at;
    return k.own || l.own ? HS_FRAME_DENIED_KNOWING : HS_FRAME_OPPOSED_KNOWING;
}

/* ---- deals ---- */

typedef struct deal {
    const char *one[8], *other[8]; /* forms of its verbs */
} deal;

static const deal deals[] = {
    {{"sell", "sells", "sold", "selling"}, {"buy", "buys", "bought", "buying", "purchase", "purchases", "purchased", "purchasing"}},
    {{"lend", "lends", "lent", "lending", "loaned"}, {"borrow", "borrows", "borrowed", "borrowing"}},
    {{"give", "gives", "gave", "given", "giving"}, {"receive", "receives", "received", "receiving", "take", "took", "taken", "accepted"}},
    {{"pay", "pays", "paid", "paying"}, {"receive", "receives", "received", "receiving", "earned", "accepted"}},
    {{"employ", "employs", "employed", "employing", "hired", "hires"}, {"worked", "works", "work", "working"}},
    {{"lease", "leases", "leased"}, {"rent", "rents", "rented", "renting"}},
};

static bool is_form(const char *const forms[8], hs_str word)
{
    size_t n = 0;
    while (n < 8 && forms[n])
        n++;
    return hs_ascii_is_one_of(word, forms, n);
}

static uint32_t find_form(const hs_compared *c, const char *const forms[8])
{
    for (uint32_t i = 0; i < c->n_words; i++)
        if (is_form(forms, word_at(c, i)))
            return i;
    return nowhere;
}

/* The word that an active verb follows, auxiliaries and adverbs left out. @return nowhere: it is not told who */
static uint32_t find_doer(const hs_compared *c, uint32_t verb)
{
    static const char *const between[] = {"has", "have", "had", "did", "does", "do", "will", "would", "may", "might", "could", "also", "never", "not", "later", "then", "still",
                                          "once", "himself", "herself"};
    static const char *const pronouns[] = {"i", "he", "she", "they", "it", "we"};
    if (is_passive(c, verb))
        return nowhere;
    for (uint32_t i = verb; i > 0; i--) {
        hs_str word = word_at(c, i - 1);
        if (HAS(between, word) || c->words[i - 1].is & HS_CW_NEGATION || hs_word_is_ly(word))
            continue;
        return HAS(pronouns, word) || tells(&c->words[i - 1]) ? i - 1 : nowhere;
    }
    return nowhere;
}

static bool has_doer_of(const hs_compared *a, uint32_t verb_a, const hs_compared *b, uint32_t verb_b)
{
    uint32_t x = find_doer(a, verb_a), y = find_doer(b, verb_b);
    return x != nowhere && y != nowhere && strcmp(a->words[x].stem, b->words[y].stem) == 0;
}

/* Has one of them the one verb and the other the other, of the same doer? */
static bool are_sides(hs_span *a_word, hs_span *b_word, const hs_compared *a, const hs_compared *b)
{
    for (size_t d = 0; d < sizeof deals / sizeof *deals; d++)
        for (int turn = 0; turn < 2; turn++) {
            const char *const *in_a = turn ? deals[d].other : deals[d].one, *const *in_b = turn ? deals[d].one : deals[d].other;
            uint32_t x = find_form(a, in_a), y = find_form(b, in_b);
            if (x == nowhere || y == nowhere || find_form(a, in_b) != nowhere || find_form(b, in_a) != nowhere || !has_doer_of(a, x, b, y))
                continue;
            *a_word = a->words[x].at;
            *b_word = b->words[y].at;
            return true;
        }
    return false;
}

/* ---- who does it to whom ---- */

typedef struct units {
    const hs_compared *of;
    uint32_t n, at[MOST_UNITS]; /* words that say something; of a name the last */
} units;

/* @return false: there are too few to tell who does what, or too many */
static bool take_units(units *u, const hs_compared *c)
{
    *u = (units){.of = c};
    for (uint32_t i = 0; i < c->n_words; i++) {
        const bool goes_on = i + 1 < c->n_words && c->words[i].is & HS_CW_NAME && c->words[i + 1].is & HS_CW_NAME;
        if (goes_on || (c->words[i].is & HS_CW_FUNCTION && !(c->words[i].is & HS_CW_NAME)))
            continue;
        if (u->n == MOST_UNITS)
            return false;
        u->at[u->n++] = i;
    }
    return u->n >= LEAST_UNITS && !c->cut;
}

static const hs_compared_word *unit(const units *u, uint32_t k)
{
    return &u->of->words[u->at[k]];
}

static bool is_one_unit(const units *a, uint32_t i, const units *b, uint32_t k)
{
    return strcmp(unit(a, i)->stem, unit(b, k)->stem) == 0;
}

/* Is the first of two the one who does it and the second the one to whom it is done? Not where both do it ("Lind and Moore", "Lind met Moore"), nor by a passive or
 * where one is of the other ("a letter of the minister"). */
static bool are_doer_and_done(const units *u, uint32_t i, uint32_t k)
{
    static const char *const parting[] = {"and",   "or",      "with",     "than",  "as",    "like",  "of",    "by",     "is",      "was",  "are",   "were",   "met", "against", "joined", "tied", "drew",
                                       "meets",  "meet",    "married",  "marry", "dated", "faced", "faces", "fought", "fights", "plays", "played", "divorced", "kissed"};
    for (uint32_t w = u->at[i] + 1; w < u->at[k]; w++)
        if (HAS(parting, word_at(u->of, w)) || hs_owner_mark(word_at(u->of, w)))
            return false;
    return k > i + 1 && !hs_owner_mark(word_at(u->of, u->at[i])) && !((unit(u, i)->is | unit(u, k)->is) & HS_CW_TIME);
}

/* Two words in the other order, and all else the same. */
static bool are_exchanged(hs_span *a_word, hs_span *b_word, const hs_compared *a, const hs_compared *b)
{
    units x, y;
    uint32_t other[2] = {0, 0}, n = 0;
    if (!take_units(&x, a) || !take_units(&y, b) || x.n != y.n)
        return false;
    for (uint32_t i = 0; i < x.n; i++)
        if (!is_one_unit(&x, i, &y, i)) {
            if (n == 2)
                return false;
            other[n++] = i;
        }
    if (n != 2 || !is_one_unit(&x, other[0], &y, other[1]) || !is_one_unit(&x, other[1], &y, other[0]) || !are_doer_and_done(&x, other[0], other[1]) ||
        !are_doer_and_done(&y, other[0], other[1]))
        return false;
    *a_word = unit(&x, other[0])->at;
    *b_word = unit(&y, other[0])->at;
    return true;
}

hs_frame hs_compared_frame(hs_span *a_word, hs_span *b_word, const hs_compared *a, const hs_compared *b)
{
    uint32_t x = find_knowing(a), y = find_knowing(b);
    *a_word = *b_word = (hs_span){0, 0};
    if ((x == nowhere) != (y == nowhere) && (x == nowhere ? shares_behind(b, y, a) : shares_behind(a, x, b))) {
        *(x == nowhere ? b_word : a_word) = x == nowhere ? b->words[y].at : a->words[x].at;
        return HS_FRAME_KNOWING;
    }
    if (x != nowhere && y != nowhere) {
        hs_frame frame = compare_knowers(a_word, b_word, a, x, b, y);
        if (frame != HS_FRAME_ALIKE)
            return frame;
    }
    if (is_of_order(a_word, a, b) || is_of_order(b_word, b, a))
        return HS_FRAME_ORDERING;
    if (are_exchanged(a_word, b_word, a, b))
        return HS_FRAME_EXCHANGED;
    return are_sides(a_word, b_word, a, b) ? HS_FRAME_SIDES : HS_FRAME_ALIKE;
}
