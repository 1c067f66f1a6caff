/* names_find.c -- names by capitals, what stands around them, and where else their words stand. In: tokens. Out: names.
 * Threads: no state but the caller's. */
#include "names_find.h"

#include "ascii.h"
#include "cues.h"
#include "names_given.h"
#include "names_joints.h"
#include "names_kind.h"
#include "names_outlet.h"
#include "outlets.h"
#include "status.h"

enum {
    MAX_NAMES = 1 << 20,
    MAX_WORDS = 16, /* of one name */
    MAX_VERB = 24,  /* bytes */
    MIN_SLOTS = 1 << 12,
    MAX_SLOTS = 1 << 24,
    SEEN_CAPITAL = 1, /* within a sentence, where a capital means a name */
    SEEN_AGAIN = 2,
    SEEN_LOWER = 4,
    SEEN_BRAND = 8 /* keeps its 's */
};

/* Which words stand where; a word that shares its slot with others has their bits too. */
typedef struct seen {
    uint8_t *bits; /* [mask + 1] */
    uint32_t mask;
} seen;

typedef struct finder {
    const hs_tokens *tokens;
    const hs_token *t;
    seen seen;
    uint32_t headline; /* a sentence that was looked at */
    bool is_headline;  /* and is one */
    hs_name *out;
    uint32_t n, cap;
} finder;

uint32_t hs_word_hash(hs_str word)
{
    uint32_t h = 2166136261u; /* FNV-1a */
    for (size_t i = 0; i < word.len; i++)
        h = (h ^ (unsigned char)hs_ascii_lower(word.ptr[i])) * 16777619u;
    return h ^ h >> 15;
}

static bool capital(const hs_token *t)
{
    return t->shape & HS_TOKEN_CAPITAL;
}

static hs_status see_words(finder *f, hs_arena *arena, hs_error *err)
{
    uint32_t size = MIN_SLOTS; /* so many that few words share one */
    while (size / 32 < f->tokens->n && size < MAX_SLOTS)
        size *= 2;
    f->seen = (seen){HS_NEW(arena, uint8_t, size), size - 1};
    if (!f->seen.bits)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the names of a text");
    for (uint32_t i = 0; i < f->tokens->n; i++) {
        uint8_t *bits = &f->seen.bits[hs_word_hash(hs_token_word(f->tokens, i)) & f->seen.mask];
        if (!capital(&f->t[i]))
            *bits |= SEEN_LOWER;
        else if (!(f->t[i].shape & (HS_TOKEN_BEGINS | HS_TOKEN_HEADLINE)))
            *bits |= *bits & SEEN_CAPITAL ? SEEN_AGAIN : SEEN_CAPITAL;
        if (capital(&f->t[i]) && hs_is_brand(f->tokens, i, false))
            *bits |= SEEN_BRAND;
    }
    return HS_OK;
}

static unsigned seen_as(const finder *f, uint32_t i)
{
    return f->seen.bits[hs_word_hash(hs_token_word(f->tokens, i)) & f->seen.mask];
}

/* Endings that nouns in the plural, adverbs and participles have, and names seldom. */
static bool has_common_ending(hs_str w)
{
    if (w.len < 4)
        return false;
    char a = w.ptr[w.len - 2], z = w.ptr[w.len - 1];
    return (z == 's' && a != 's' && a != 'i' && a != 'u') || (z == 'y' && a == 'l') ||
           (z == 'g' && a == 'n' && w.ptr[w.len - 3] == 'i') || (z == 'd' && a == 'e');
}

static bool joined(const finder *f, uint32_t i)
{
    return i + 1 < f->tokens->n && !f->t[i].gap && !(f->t[i].shape & HS_TOKEN_OWNS) &&
           f->t[i + 1].sentence == f->t[i].sentence;
}

/* Nouns that stand for anybody of their kind. */
static bool is_noun(uint32_t traits)
{
    return traits & HS_WORD_NOUN;
}

/* Words that join others and name nothing. */
static bool is_function(uint32_t traits)
{
    return traits & (HS_WORD_DETERMINER | HS_WORD_PREPOSITION | HS_WORD_RELATIVE | HS_WORD_TIME) &&
           !(traits & HS_WORD_PARTICLE);
}

hs_finite hs_token_finite(const hs_tokens *tokens, uint32_t i)
{
    static const char *const auxiliaries = "is are was were has have had will would can could may might must should";
    static const char *const no_participles = "said reported announced warned denied claimed added insisted noted wrote writes explained admitted conceded acknowledged argued estimated "
                                              "predicted stated";
    char text[MAX_VERB + 1];
    hs_cue_readings as;
    hs_str word = hs_token_word(tokens, i);
    if (hs_token_is_in(tokens, i, auxiliaries) || hs_token_is_in(tokens, i, no_participles))
        return HS_FINITE_SURELY;
    if (word.len < 4 || word.len > MAX_VERB)
        return HS_FINITE_NOT;
    for (size_t k = 0; k < word.len; k++)
        text[k] = hs_ascii_lower(word.ptr[k]);
    text[word.len] = '\0';
    bool present = text[word.len - 1] == 's' && text[word.len - 2] != 's';
    if (!(present || text[word.len - 1] == 'd') || !hs_cues_find(&as, text) || !as.as[HS_CUE_VERB])
        return HS_FINITE_NOT;
    return present ? HS_FINITE_SURELY : HS_FINITE_PERHAPS;
}

/* In a line of capitals: "Bank of Orsany | Denies". Names have words of this form, too, but then the text has them
 * where a capital means a name. */
static bool is_headline_verb(const finder *f, uint32_t i)
{
    return f->t[i].shape & HS_TOKEN_HEADLINE && !(seen_as(f, i) & SEEN_CAPITAL) && hs_token_finite(f->tokens, i) != HS_FINITE_NOT;
}

/* A sentence of capitals is a headline if one stands within it on a word that needs none; else names fill it. */
static bool in_headline(finder *f, uint32_t i)
{
    if (!(f->t[i].shape & HS_TOKEN_HEADLINE))
        return false;
    if (f->headline == f->t[i].sentence)
        return f->is_headline;
    f->headline = f->t[i].sentence;
    f->is_headline = false;
    for (uint32_t k = hs_sentence_first(f->tokens, i); k < f->tokens->n && f->t[k].sentence == f->headline && !f->is_headline; k++) {
        if (!capital(&f->t[k]) || f->t[k].shape & HS_TOKEN_BEGINS)
            continue;
        uint32_t traits = f->t[k].traits;
        bool verb = traits & HS_WORD_STOP && !(traits & (HS_WORD_TIME | HS_WORD_TITLE | HS_WORD_PARTICLE)) &&
                    !hs_token_is(f->tokens, k, "I");
        f->is_headline = verb || seen_as(f, k) == SEEN_LOWER || is_headline_verb(f, k);
    }
    return f->is_headline;
}

/* Does the sentence of token i ask, as far as is looked? */
static bool asks(const finder *f, uint32_t i)
{
    enum { FAR = 64 };
    uint32_t end = i;
    while (end + 1 < f->tokens->n && f->t[end + 1].sentence == f->t[i].sentence && end - i < FAR)
        end++;
    uint32_t at = f->t[end].end, next = end + 1 < f->tokens->n ? f->t[end + 1].begin : (uint32_t)f->tokens->text.len;
    return memchr(f->tokens->text.ptr + at, '?', next - at) != NULL;
}

/* "Opposition leader | Jan Lund", "April Jones said": not "in May Velmark said", "last June Lund said". */
static bool is_given_month(const finder *f, uint32_t i)
{
    const uint32_t no_surname = HS_WORD_STOP | HS_WORD_TIME | HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_NOUN | HS_WORD_TITLE | HS_WORD_COUNT;
    if (!hs_token_is_in(f->tokens, i, "jan april may june august") || !joined(f, i) || !capital(&f->t[i + 1]) ||
        f->t[i + 1].traits & no_surname || f->t[i + 1].shape & (HS_TOKEN_NUMBER | HS_TOKEN_CAPITALS))
        return false;
    bool begins = !i || f->t[i - 1].sentence != f->t[i].sentence;
    if (begins && hs_token_is(f->tokens, i, "may") && asks(f, i)) /* "May Lund speak?" */
        return joined(f, i + 1) && hs_token_finite(f->tokens, i + 2) != HS_FINITE_NOT;
    return begins ||
           !(f->t[i - 1].traits & (HS_WORD_PREPOSITION | HS_WORD_DETERMINER) || f->t[i - 1].shape & HS_TOKEN_NUMBER ||
             hs_token_is_in(f->tokens, i - 1, "last next late early mid until since"));
}

/* Does what stands behind token i tell of a person just named: ", 45,", ", who", ", a skipper,"? */
static bool is_told_of(const finder *f, uint32_t i)
{
    uint32_t next = i + 1, noun = i + 3;
    if (f->t[i].gap != HS_GAP_COMMA || next >= f->tokens->n || f->t[next].sentence != f->t[i].sentence)
        return false;
    if (f->t[next].shape & HS_TOKEN_NUMBER || hs_token_is(f->tokens, next, "who"))
        return true;
    if (!(hs_token_is_in(f->tokens, next, "a an the")))
        return false;
    for (; noun - next < 5 && noun <= f->tokens->n && !f->t[noun - 1].gap; noun++)
        ;
    return noun <= f->tokens->n && f->t[noun - 1].traits & HS_WORD_ROLE && f->t[noun - 1].gap & HS_GAP_COMMA;
}

/* "Per Dahl said", "Will Asher, 45, said", "asked Will Asher": not "Per Lindco, the dam is safe", "Will Lindco pay?". Where a sentence begins, they are
 * names if what stands behind says so, or if the text has them within one. */
static bool is_given_word(const finder *f, uint32_t i)
{
    const uint32_t no_surname = HS_WORD_STOP | HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_NOUN | HS_WORD_TITLE | HS_WORD_COUNT;
    if (!capital(&f->t[i]) || !hs_token_is_in(f->tokens, i, "per will") || !joined(f, i) || !capital(&f->t[i + 1]) || f->t[i + 1].traits & no_surname)
        return false;
    if (!(f->t[i].shape & (HS_TOKEN_BEGINS | HS_TOKEN_HEADLINE)) || seen_as(f, i) & SEEN_CAPITAL)
        return true;
    uint32_t last = i + 1;
    while (joined(f, last) && capital(&f->t[last + 1]))
        last++;
    return (joined(f, last) && hs_token_finite(f->tokens, last + 1) != HS_FINITE_NOT) || (is_told_of(f, last) && !asks(f, i));
}

/* "UPDATE 21:40", "FLASHBACK: what they said": a label in capitals before what follows is nobody's name. */
static bool is_label(const finder *f, uint32_t i)
{
    uint32_t begin = f->t[i].begin;
    return f->t[i].shape & HS_TOKEN_CAPITALS && (!begin || f->tokens->text.ptr[begin - 1] == '\n') &&
           hs_token_is_in(f->tokens, i, "update updated breaking live exclusive watch video flashback opinion analysis editorial correction clarification explainer developing "
                                        "recap timeline factbox latest revealed");
}

/* "the | Sunday Lantern": of a newspaper's name. */
static bool is_sunday_paper(const finder *f, uint32_t i)
{
    return hs_token_is(f->tokens, i, "sunday") && i && hs_token_is(f->tokens, i - 1, "the") && joined(f, i) && capital(&f->t[i + 1]);
}

/* May a name begin with this word? */
static bool begins_name(finder *f, uint32_t i)
{
    const hs_token *t = &f->t[i];
    if (is_given_month(f, i) || is_given_word(f, i) || is_sunday_paper(f, i) || (joined(f, i) && hs_is_without(f->tokens, i + 1)))
        return true;
    if (is_label(f, i))
        return false;
    if (!capital(t) || t->traits & (HS_WORD_STOP | HS_WORD_TIME) || is_headline_verb(f, i))
        return false;
    if (hs_token_is(f->tokens, i, "tv") && !(joined(f, i) && capital(&f->t[i + 1]))) /* "local TV" */
        return false;
    unsigned as = seen_as(f, i);
    hs_str word = hs_token_word(f->tokens, i);
    bool says = !(word.ptr[0] >= 'A' && word.ptr[0] <= 'Z') ||
                (!(as & SEEN_LOWER) && !is_noun(t->traits) && hs_given_name(word));
    if (in_headline(f, i))
        return as & SEEN_CAPITAL || says || t->traits & (HS_WORD_PLACE | HS_WORD_TITLE) ||
               (!(as & SEEN_LOWER) && !is_noun(t->traits) && hs_outlets_by_name(word).n);
    if (!(t->shape & HS_TOKEN_BEGINS) || as & SEEN_CAPITAL ||
        t->traits & (HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_TITLE))
        return true;
    if (t->shape & HS_TOKEN_CAPITALS || says)
        return true;
    bool followed = joined(f, i) && capital(&f->t[i + 1]) && !(f->t[i + 1].traits & HS_WORD_STOP);
    if (followed)
        return !(as & SEEN_LOWER) || is_noun(t->traits);
    if (as & SEEN_LOWER || is_noun(t->traits) || t->traits & HS_WORD_COMMON)
        return false;
    return !has_common_ending(word) || hs_outlets_by_name(word).n;
}

static bool continues_name(finder *f, uint32_t i)
{
    const hs_token *t = &f->t[i];
    if (!capital(t) || t->shape & HS_TOKEN_NUMBER)
        return t->shape & HS_TOKEN_NUMBER && t->end - t->begin <= 3 &&
               (f->t[i - 1].shape & HS_TOKEN_CAPITALS || hs_token_is(f->tokens, i - 1, "channel") || hs_is_channel_number(f->tokens, i)); /* NBC 5, Channel 6, Fox 10 News */
    if (hs_is_without(f->tokens, i))
        return true;
    if (is_headline_verb(f, i))
        return false;
    if (in_headline(f, i) && !(seen_as(f, i) & SEEN_CAPITAL))
        return !(seen_as(f, i) & SEEN_LOWER) && !is_noun(t->traits) && !(t->traits & HS_WORD_STOP);
    if (t->traits & HS_WORD_TIME) /* Theresa May */
        return hs_is_daily(f->tokens, i) || hs_given_name(hs_token_word(f->tokens, i - 1)) != HS_GIVEN_NONE;
    return (!(t->traits & HS_WORD_STOP) ||
            t->traits & (HS_WORD_PARTICLE | HS_WORD_DOCUMENT | HS_WORD_BODY | HS_WORD_MEDIA | HS_WORD_TITLE) ||
            !(t->traits & (HS_WORD_DETERMINER | HS_WORD_PREPOSITION | HS_WORD_RELATIVE)));
}

static bool is_outlet(const finder *f, uint32_t first, uint32_t end)
{
    return hs_outlets_by_name(hs_tokens_text(f->tokens, first, end)).n;
}

/* Token of the name that stands behind the words which join it to the part before: "of the", "for", "and", "de la".
 * HS_NONE: none do. */
static uint32_t over_joint(finder *f, uint32_t first, uint32_t last)
{
    uint32_t n = f->tokens->n, k = last + 1;
    if (!joined(f, last)) {
        bool ampersand = k < n && f->t[last].gap == HS_GAP_OTHER && f->t[k].begin - f->t[last].end == 3 &&
                         f->tokens->text.ptr[f->t[last].end + 1] == '&';
        return ampersand && capital(&f->t[k]) ? k : HS_NONE;
    }
    if (f->t[k].traits & HS_WORD_PARTICLE && !capital(&f->t[k])) {
        while (k < n && k - last <= 3 && f->t[k].traits & HS_WORD_PARTICLE && joined(f, k))
            k++;
        return k < n && continues_name(f, k) && capital(&f->t[k]) ? k : HS_NONE;
    }
    const uint32_t bodies = HS_WORD_BODY | HS_WORD_BODIES | HS_WORD_MEDIA;
    bool body = false;
    for (uint32_t i = first; i <= last; i++)
        body = body || f->t[i].traits & bodies;
    bool head = f->t[last].traits & (bodies | HS_WORD_ROLE); /* Bank of, Minister of */
    bool of = hs_token_is_in(f->tokens, k, "of for");
    if (of && joined(f, k) && hs_token_is(f->tokens, k + 1, "the"))
        k++;
    if ((of && head) || hs_token_is(f->tokens, k, "and")) {
        if (!joined(f, k) || !capital(&f->t[k + 1]) || is_function(f->t[k + 1].traits))
            return HS_NONE;
        if (of)
            return k + 1;
        /* "and": inside a long name of a body, or an outlet's */
        bool long_name = false;
        for (uint32_t i = first; i < last; i++)
            long_name = long_name || hs_token_is_in(f->tokens, i, "of for");
        bool person =
            f->t[k + 1].traits & (HS_WORD_TITLE | HS_WORD_ROLE) || hs_given_name(hs_token_word(f->tokens, k + 1));
        if (is_outlet(f, first, k + 2))
            return k + 1;
        uint32_t tail = k + 1; /* "National Aeronautics and Space Administration", "Railway and Dock Workers' Union" */
        bool owned = false;
        while (tail + 1 < n && tail - first < MAX_WORDS && (joined(f, tail) || hs_is_body_for(f->tokens, tail)) && capital(&f->t[tail + 1]))
            owned = hs_is_body_for(f->tokens, tail++) || owned;
        bool one_body =
            (!body || (owned && first == last)) && f->t[tail].traits & HS_WORD_BODY && first && f->t[first - 1].traits & HS_WORD_DETERMINER;
        return !person && ((long_name && body) || one_body) ? k + 1 : HS_NONE;
    }
    return HS_NONE;
}

static uint32_t run_end(finder *f, uint32_t first)
{
    uint32_t last = first;
    while (last + 1 - first < MAX_WORDS && (!(f->t[last].shape & HS_TOKEN_OWNS) || hs_is_body_for(f->tokens, last))) {
        uint32_t next = last + 1;
        if ((joined(f, last) || hs_is_body_for(f->tokens, last)) && continues_name(f, next)) {
            last = next;
            continue;
        }
        next = over_joint(f, first, last);
        if (next == HS_NONE || next - first >= MAX_WORDS)
            break;
        last = next;
    }
    return hs_told_outlet_end(f->tokens, first, last + 1);
}

/* Where the name begins behind titles and roles in the run: "Justice Minister | Peter MacKay". `first` if there are
 * none. */
static uint32_t behind_titles(const finder *f, uint32_t first, uint32_t end)
{
    for (uint32_t i = end - 1; i-- > first;) {
        bool given = i == first && end - i == 2 && hs_given_name(hs_token_word(f->tokens, i)); /* "Guy Lund" */
        bool con = i > first && hs_token_is(f->tokens, i, "con") && hs_token_is(f->tokens, i - 1, "det"); /* Det Con */
        if (!(f->t[i].traits & (HS_WORD_TITLE | HS_WORD_ROLE) || con) || given)
            continue;
        if (hs_token_is_in(f->tokens, i + 1, "of for")) { /* "Minister of Defence | Moshe Lind" */
            for (uint32_t k = i + 3; k < end; k++)
                if (hs_given_name(hs_token_word(f->tokens, k)))
                    return k;
            return first;
        }
        if (i > first && !capital(&f->t[i - 1])) /* "Observatory for Master Builders" */
            return first;
        if (hs_tokens_any(f->tokens, i + 1, end, HS_WORD_BODY | HS_WORD_MEDIA | HS_WORD_BODIES | HS_WORD_PEOPLE) ||
            hs_token_is(f->tokens, i + 1, "and"))
            return first;
        bool crowned = end - i == 2 && hs_token_is_in(f->tokens, i, "pope king queen prince princess emperor sultan");
        return crowned ? i : i + 1;
    }
    if (end - first > 2 && f->t[first].traits & HS_WORD_DEMONYM && hs_given_name(hs_token_word(f->tokens, first + 1)))
        return first + 1;
    return first;
}

/* "Infamous Lind", "Sick LDX": an adjective that only the sentence's beginning capitalises. */
static bool is_adjective(const finder *f, uint32_t i)
{
    static const char *const endings[] = {"ous", "less", "ful", "ic",   "al",   "ive",
                                          "ed",  "ing",  "ish", "able", "ible", "ary"};
    hs_str word = hs_token_word(f->tokens, i);
    if (!(f->t[i].shape & (HS_TOKEN_BEGINS | HS_TOKEN_HEADLINE)) || seen_as(f, i) & SEEN_CAPITAL ||
        f->t[i].traits & (HS_WORD_DEMONYM | HS_WORD_PLACE) || hs_given_name(word))
        return false;
    if (!(seen_as(f, i + 1) & SEEN_AGAIN))
        return false;
    if (f->t[i].traits & HS_WORD_COMMON)
        return true;
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++)
        if (word.len > strlen(endings[k]) + 2 &&
            hs_ascii_same(word.ptr + word.len - strlen(endings[k]), endings[k], strlen(endings[k])))
            return true;
    return false;
}

/* "| New York magazine reports": what is called as its town is; not "a London magazine". */
static bool is_magazine(const finder *f, uint32_t first, uint32_t end)
{
    bool any = first && f->t[first - 1].traits & HS_WORD_DETERMINER;
    return !any && f->t[end - 1].traits & HS_WORD_PLACE && joined(f, end - 1) && !capital(&f->t[end]) && hs_token_is(f->tokens, end, "magazine");
}

static void emit(finder *f, uint32_t whole, uint32_t first, uint32_t end)
{
    if (f->n == f->cap)
        return;
    if (is_magazine(f, first, end))
        end++;
    hs_name *name = &f->out[f->n++];
    *name = (hs_name){.whole = whole, .first = first, .end = end, .entity = HS_NONE};
    name->brand = seen_as(f, end - 1) & SEEN_BRAND && hs_is_brand(f->tokens, end - 1, true);
    hs_name_tell(name, f->tokens);
}

/* A run is one name; or titles, which name nobody; or a body, titles and a name: "Lindco chief executive" is no name
 * but "Lindco". */
static void emit_run(finder *f, uint32_t first, uint32_t end)
{
    const uint32_t office = HS_WORD_TITLE | HS_WORD_ROLE;
    bool outlet = is_outlet(f, first, end) || hs_has_media_words(f->tokens, first, end);
    uint32_t name = outlet ? first : behind_titles(f, first, end);
    uint32_t stop = first; /* the body before the titles ends here */
    while (stop < end && !(f->t[stop].traits & (office | HS_WORD_DEMONYM)))
        stop++;
    bool body_before = stop > first && (f->t[stop - 1].shape & HS_TOKEN_CAPITALS || is_outlet(f, first, stop) ||
                                        hs_tokens_any(f->tokens, first, stop, HS_WORD_PLACE | HS_WORD_BODY) ||
                                        seen_as(f, first) & SEEN_CAPITAL);
    bool of_office = false; /* "Secretary of State" */
    for (uint32_t i = first; i + 2 < end && name == first; i++)
        of_office = of_office || (f->t[i].traits & HS_WORD_ROLE && hs_token_is_in(f->tokens, i + 1, "of for"));
    bool given = false; /* Tim Cook, Ms Lind King */
    for (uint32_t i = first; i + 1 < end; i++)
        given = given || hs_given_name(hs_token_word(f->tokens, i)) ||
                hs_token_is_in(f->tokens, i, "mr mrs ms dr sir mr. mrs. ms. dr.");
    if (!outlet && !given && (of_office || (f->t[end - 1].traits & (office | HS_WORD_PEOPLE) && !hs_is_family_firm(f->tokens, first, end))) &&
        !hs_tokens_any(f->tokens, first, end, HS_WORD_BODY | HS_WORD_BODIES | HS_WORD_MEDIA)) {
        bool alone = end - first == 1 && !(f->t[first].shape & HS_TOKEN_CAPITALS);
        if (!alone && stop < end && body_before)
            emit(f, first, first, stop);
        return;
    }
    if (end - first == 3 && name == first && !outlet && f->t[first].shape & HS_TOKEN_CAPITALS &&
        hs_given_name(hs_token_word(f->tokens, first + 1)) && !(f->t[first].shape & HS_TOKEN_INITIAL)) {
        emit(f, first, first, first + 1); /* "the head of LDX Anna Lund" */
        first = name = first + 1;
    }
    if (name > first && stop < name && body_before) {
        emit(f, first, first, stop);
        first = stop;
    }
    if (end - name == 1 && f->t[name].traits & HS_WORD_DEMONYM && !(f->t[name].traits & HS_WORD_PLACE))
        return;
    if (end - name == 1 && f->t[name].traits & HS_WORD_STOP)
        return;
    emit(f, first, name, end);
}

hs_status hs_names_find(hs_names *out, hs_arena *arena, const hs_tokens *tokens, hs_error *err)
{
    finder f = {.tokens = tokens, .t = tokens->at, .headline = HS_NONE};
    *out = (hs_names){NULL, 0};
    HS_TRY(see_words(&f, arena, err));
    for (uint32_t i = 0; i < tokens->n && f.cap < MAX_NAMES; i++)
        f.cap += capital(&f.t[i]);
    f.out = HS_NEW(arena, hs_name, f.cap);
    if (!f.out)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the names of a text");
    for (uint32_t i = 0; i < tokens->n;) {
        if (!begins_name(&f, i)) {
            i++;
            continue;
        }
        uint32_t end = run_end(&f, i);
        if (end - i > 1 && is_adjective(&f, i) && !is_outlet(&f, i, end))
            i++;
        emit_run(&f, i, end);
        i = end;
    }
    *out = (hs_names){f.out, f.n};
    return HS_OK;
}

uint32_t hs_names_from(const hs_names *names, uint32_t at)
{
    uint32_t low = 0, high = names->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (names->at[mid].end > at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}
