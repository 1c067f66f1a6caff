/* absences.c -- things denied and taken for granted. See absences.h.
 *
 * That there was no thing is told by "there was no letter", "no letter ever reached us", "received no letter", "never saw a letter", "knew nothing of a letter": of other
 * verbs it is what was done with the thing that is denied ("paid no judge", "never paid a judge"), so that what is told must have that verb, too; "no child was hurt" denies no child. The thing is the last word of what is named so. Whoever tells of "no letter", "any letter" or "such a letter" takes none for granted. */
#include "absences.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "stems.h"

enum { MOST_WORDS = 64, MOST_NAMED = 4 /* words of what is named: "no written letter of warning" ends at "letter" */, BEFORE = 3 /* words */ };

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

typedef struct text {
    hs_str text;
    hs_span at[MOST_WORDS]; /* [n] */
    size_t n;
} text;

static void take_words(text *t, hs_str s)
{
    *t = (text){.text = s};
    for (uint32_t at = 0; t->n < MOST_WORDS && hs_word_next(&t->at[t->n], s, &at);)
        t->n++;
}

/* Empty past the end. */
static hs_str word_at(const text *t, size_t i)
{
    return i < t->n ? (hs_str){t->text.ptr + t->at[i].begin, t->at[i].end - t->at[i].begin} : (hs_str){"", 0};
}

/* Does a clause end behind word i? */
static bool ends_behind(const text *t, size_t i)
{
    if (i + 1 >= t->n)
        return true;
    for (size_t k = t->at[i].end; k < t->at[i + 1].begin; k++)
        if (strchr(".,;:!?[(\"", t->text.ptr[k]))
            return true;
    return false;
}

static bool is_auxiliary(hs_str word)
{
    static const char *const words[] = {"is", "are", "was", "were", "has", "have", "had", "been", "be", "ever", "did", "will", "would"};
    return HAS(words, word);
}

/* What ends the name of a thing. */
static bool is_behind_name(hs_str word)
{
    static const char *const words[] = {"of", "from", "about", "to", "that", "in", "on", "at", "for", "with", "by", "which", "who", "whatsoever", "whatever", "and", "or", "before", "after", "until",
                                        "when", "as", "between", "against", "into"};
    return !word.len || is_auxiliary(word) || HAS(words, word);
}

/* Comes, or is had: "reached us", "was received", "exists". */
static bool is_of_coming(hs_str word)
{
    static const char *const verbs[] = {"reached", "reach", "came", "come", "arrived", "arrive", "exists", "exist", "existed", "received", "sent", "made", "given", "paid", "passed", "delivered", "issued", "shown",
                                        "seen", "landed", "filed", "lodged", "raised", "changed", "took", "taken", "happened", "occurred", "offered", "signed", "held", "written", "handed", "found"};
    return HAS(verbs, word);
}

static bool is_of_having(hs_str word)
{
    static const char *const verbs[] = {"receive", "received", "get", "got", "gotten", "see", "saw", "seen", "have", "had", "has", "read", "hear", "heard", "know", "knew", "known", "send", "sent", "take", "took", "taken",
                                        "accept", "accepted", "hold", "held", "own", "owned", "possess", "find", "found"};
    return HAS(verbs, word);
}

static bool is_never(hs_str word)
{
    static const char *const words[] = {"never", "not", "didn", "hadn", "haven", "hasn", "don", "doesn"};
    return HAS(words, word) || (word.len > 3 && hs_ascii_holds(word, "n't")) || hs_ascii_holds(word, "n\xe2\x80\x99t");
}

/* "No doubt", "no way": of no thing. */
static bool is_no_thing(hs_str word)
{
    static const char *const words[] = {"doubt", "doubts", "question", "reason", "way", "one", "longer", "more", "need", "time", "idea", "comment", "less", "other", "others", "problem", "sense", "point", "matter", "choice",
                                        "intention", "wish", "right", "case", "day", "year", "people", "man", "woman", "person", "us", "them", "it", "him", "her", "me", "this"};
    return HAS(words, word);
}

/* The last word of what is named from word i on, articles left out. @return t->n: nothing is named */
static size_t find_thing(const text *t, size_t i)
{
    static const char *const articles[] = {"a", "an", "any", "the", "such", "single", "of", "about", "from", "that", "this", "those", "these", "ever"};
    while (i < t->n && HAS(articles, word_at(t, i)) && !ends_behind(t, i))
        i++;
    for (size_t k = i; k < t->n && k < i + MOST_NAMED; k++)
        if (ends_behind(t, k) || is_behind_name(word_at(t, k + 1)) || is_of_coming(word_at(t, k + 1)))
            return is_behind_name(word_at(t, k)) || is_no_thing(word_at(t, k)) ? t->n : k;
    return t->n;
}

/* "No letter | ever reached us". */
static bool comes_behind(const text *t, size_t thing)
{
    size_t i = thing;
    while (!ends_behind(t, i) && is_auxiliary(word_at(t, i + 1)))
        i++;
    return !ends_behind(t, i) && is_of_coming(word_at(t, i + 1));
}

/* Does "there is", or a verb of having, stand right before word i, auxiliaries left out? */
static bool is_there_or_had(const text *t, size_t i)
{
    for (size_t k = i; k > 0 && i - k < BEFORE && !ends_behind(t, k - 1); k--) {
        hs_str word = word_at(t, k - 1);
        if (hs_ascii_is(word, "there") || is_of_having(word))
            return true;
        if (!is_auxiliary(word))
            return false;
    }
    return false;
}

/* A word that may be a verb, before "no" or behind "never". */
static bool may_be_done(const text *t, size_t i)
{
    enum { LEAST = 3 /* letters */ };
    hs_str word = word_at(t, i);
    return word.len >= LEAST && !is_behind_name(word) && !is_never(word) && !ends_behind(t, i);
}

/* The thing that is denied at word i; t->n: none is. @param verb  out: what is denied to have been done with it; t->n: that there was one at all is */
static size_t find_denied(const text *t, size_t i, size_t *verb)
{
    hs_str word = word_at(t, i), next = word_at(t, i + 1);
    *verb = t->n;
    if (ends_behind(t, i))
        return t->n;
    if (hs_ascii_is(word, "no")) {
        size_t thing = find_thing(t, i + 1);
        if (thing < t->n && !is_there_or_had(t, i) && !comes_behind(t, thing))
            *verb = i > 0 && may_be_done(t, i - 1) ? i - 1 : t->n;
        return thing < t->n && (*verb < t->n || is_there_or_had(t, i) || comes_behind(t, thing)) ? thing : t->n;
    }
    if (hs_ascii_is(word, "nothing") && (hs_ascii_is(next, "of") || hs_ascii_is(next, "about")))
        return is_there_or_had(t, i) ? find_thing(t, i + 1) : t->n;
    if (!is_never(word))
        return t->n;
    for (size_t k = i + 1; k <= i + BEFORE && k < t->n && !ends_behind(t, k); k++)
        if (is_of_having(word_at(t, k)) && !(is_auxiliary(word_at(t, k)) && is_of_having(word_at(t, k + 1))))
            return find_thing(t, k + 1);
        else if (!is_auxiliary(word_at(t, k)) && !hs_ascii_is(word_at(t, k), "t")) {
            *verb = may_be_done(t, k) ? k : t->n;
            return *verb < t->n ? find_thing(t, k + 1) : t->n;
        }
    return t->n;
}

static size_t find_stem(char stem[HS_STEM_BYTES], hs_str word)
{
    return hs_stem_written(stem, word.ptr, word.len - hs_owner_mark(word));
}

/* "Contamination", "contaminated": a word of one root, by its first letters. */
static bool is_of_root(const char *stem, const char *thing)
{
    enum { LEAST = 6 };
    const size_t n = strlen(stem), m = strlen(thing), least = n < m ? n : m;
    return strcmp(stem, thing) == 0 || (least >= LEAST && strncmp(stem, thing, least) == 0);
}

/* Is the thing told of, and not as one that there may be? */
static bool takes_for_granted(const text *t, const char *thing)
{
    static const char *const open[] = {"no", "any", "such", "without", "alleged", "supposed", "if", "whether"};
    for (size_t i = 0; i < t->n; i++) {
        char stem[HS_STEM_BYTES];
        bool granted = find_stem(stem, word_at(t, i)) && is_of_root(stem, thing);
        for (size_t k = i; granted && k > 0 && i - k < BEFORE && !ends_behind(t, k - 1); k--)
            granted = !HAS(open, word_at(t, k - 1)) && !is_never(word_at(t, k - 1));
        if (granted)
            return true;
    }
    return false;
}

bool hs_absence_is_filled(hs_str denied, hs_str told)
{
    text a, b;
    take_words(&a, denied);
    take_words(&b, told);
    for (size_t i = 0; i < a.n; i++) {
        char stem[HS_STEM_BYTES];
        char done[HS_STEM_BYTES];
        size_t verb;
        const size_t thing = find_denied(&a, i, &verb);
        if (thing == a.n || !find_stem(stem, word_at(&a, thing)) || !takes_for_granted(&b, stem))
            continue;
        if (verb == a.n || (find_stem(done, word_at(&a, verb)) && takes_for_granted(&b, done)))
            return true;
    }
    return false;
}
