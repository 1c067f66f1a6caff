/* stance.c -- act, polarity and certainty of attributions: the cue's head is looked up, and its frame picks the sense.
 * In: a document with its attributions. Out: their values. One thread a document. */
#include "stance.h"

#include <string.h>

#include "ascii.h"
#include "cues.h"
#include "sentences.h"
#include "stance_hedge.h"
#include "stance_tail.h"
#include "stance_words.h"

enum { CUE_WORDS = 24, BEFORE_WORDS = 4, SOURCE_WORDS = 4, CONTENT_WORDS = 32, LOOK_BACK_BYTES = 64, PHRASE_WORDS = 5 };

typedef struct scene {
    hs_stance_word cue[CUE_WORDS], before[BEFORE_WORDS], source[SOURCE_WORDS], content[CONTENT_WORDS];
    size_t n_cue, n_before, n_source, n_content;
    const hs_stance_word *complement; /* [n_complement] the words of `content` that stand after the cue */
    size_t n_complement;
    bool quoted; /* the content opens with a quotation mark */
    bool no_one; /* the source is nobody, or neither of two */
    bool apart;  /* a colon stands between cue and content */
} scene;

typedef struct head {
    const hs_cue *cue; /* NULL: no word of it is in the lexicon */
    size_t at, end;    /* its words in scene.cue */
    bool participle, verb;
} head;

static const char BE[] = " be is are was were been being am 's 're 'm get gets got getting ";
static const char NEGATING[] = " not never no neither nor nothing none nobody without cannot 'no ";
static const char DIFFERING[] = " disagree disagrees disagreed differ differs differed ";
static const char AUXILIARIES[] =
    " be is are was were been being do does did has have had can could will would may might yet also ";

/* Words of all fragments, as far as they fit. @param before  out: words of fragments that begin before byte `from` */
static size_t words_of(hs_stance_word *out, size_t cap, const hs_document *doc, hs_spans spans, uint32_t from,
                       size_t *before)
{
    size_t n = 0;
    *before = 0;
    for (uint32_t i = 0; i < spans.n && n < cap; i++) {
        n += hs_stance_words(out + n, cap - n, doc->text, spans.at[i]);
        if (spans.at[i].begin < from)
            *before = n;
    }
    return n;
}

/* The last words of the same line before a cue. */
static size_t words_before(hs_stance_word out[BEFORE_WORDS], const hs_document *doc, hs_spans cue)
{
    hs_stance_word all[LOOK_BACK_BYTES / 2];
    if (!cue.n || cue.at[0].begin > doc->text.len)
        return 0;
    uint32_t end = cue.at[0].begin, begin = end;
    while (begin > 0 && end - begin < LOOK_BACK_BYTES && !strchr("\n.!?;:,", doc->text.ptr[begin - 1]))
        begin--;
    size_t n = hs_stance_words(all, LOOK_BACK_BYTES / 2, doc->text, (hs_span){begin, end});
    size_t keep = n < BEFORE_WORDS ? n : BEFORE_WORDS;
    memcpy(out, all + n - keep, keep * sizeof *out);
    return keep;
}

/* Does a colon part the content from the cue before it? */
static bool is_apart(const hs_document *doc, const hs_attribution *a)
{
    uint32_t end = a->cue.n ? a->cue.at[a->cue.n - 1].end : 0, begin = a->content.n ? a->content.at[0].begin : 0;
    return end && end <= begin && begin <= doc->text.len && memchr(doc->text.ptr + end - 1, ':', begin - end + 1) != NULL;
}

static bool any(const hs_stance_word *words, size_t n, const char *list)
{
    for (size_t i = 0; i < n; i++)
        if (hs_stance_among(words + i, list))
            return true;
    return false;
}

/* The longest phrase of the lexicon that begins at a word. @return its words, 0 if there is none */
static size_t phrase_at(hs_cue_readings *out, const hs_stance_word *words, size_t n)
{
    char text[PHRASE_WORDS * HS_STANCE_WORD_BYTES];
    size_t ends[PHRASE_WORDS], len = 0, most = n < PHRASE_WORDS ? n : PHRASE_WORDS;
    for (size_t i = 0; i < most; i++) {
        if (i)
            text[len++] = ' ';
        memcpy(text + len, words[i].text, words[i].len);
        ends[i] = len += words[i].len;
    }
    for (; most; most--) {
        text[ends[most - 1]] = '\0';
        if (hs_cues_find(out, text))
            return most;
    }
    const char *hyphen = strchr(words[0].text, '-'); /* "re-affirmed" */
    return hyphen && hyphen[1] && hs_cues_find(out, hyphen + 1) ? 1 : 0;
}

/* Is a word that may be verb or noun a noun here? */
static bool is_nominal(const scene *s, size_t at)
{
    static const char DETERMINERS[] =
        " a an the this that these those his her its their our my your no any some such many more "
        "'s of by with amid despite over about against multiple several new recent earlier latest ";
    const hs_stance_word *before = at ? &s->cue[at - 1] : s->n_before ? &s->before[s->n_before - 1] : NULL;
    if (before && hs_stance_is(before, "'s")) /* "'s called": has or is */
        return at == 0;
    if (before && hs_stance_among(before, DETERMINERS))
        return true;
    return !s->n_source && at == 0 && s->n_cue == 1;
}

/* Which of the readings of a form is meant. */
static const hs_cue *reading_of(bool *verb, const scene *s, const hs_cue_readings *as, size_t at)
{
    const hs_cue *does = as->as[HS_CUE_VERB] ? as->as[HS_CUE_VERB] : as->as[HS_CUE_LIGHT], *noun = as->as[HS_CUE_NOUN],
                 *adjective = as->as[HS_CUE_ADJECTIVE];
    *verb = false;
    if (as->as[HS_CUE_FIXED])
        return as->as[HS_CUE_FIXED];
    if (adjective && (!does || any(s->cue, at, BE)))
        return adjective;
    if (noun && (!does || is_nominal(s, at)))
        return noun;
    *verb = does != NULL;
    return does;
}

/* The word that decides: the last verb of the group, unless another is joined to it by "or" or "and"; else what a light
 * verb carries; else a noun, an adjective, an adverb. */
static head head_of(const scene *s)
{
    head verb = {0}, light = {0}, name = {0}, fixed = {0};
    for (size_t i = 0, n; i < s->n_cue; i += n) {
        hs_cue_readings as;
        n = phrase_at(&as, s->cue + i, s->n_cue - i);
        if (!n) {
            n = 1;
            if (verb.cue && hs_stance_among(s->cue + i, " and or but nor "))
                break;
            continue;
        }
        bool does;
        const hs_cue *cue = reading_of(&does, s, &as, i);
        if (does && as.as[HS_CUE_NOUN] && verb.cue && verb.end == i) { /* "denied | rumours": the verb's object */
            cue = as.as[HS_CUE_NOUN];
            does = false;
        }
        head found = {cue, i, i + n, as.participle, does};
        if (does && as.as[HS_CUE_LIGHT])
            light = found;
        else if (does)
            verb = found;
        else if (cue->part == HS_CUE_FIXED)
            fixed = fixed.cue ? fixed : found;
        else if (!name.cue)
            name = found;
    }
    if (verb.cue && !(light.cue && name.cue && light.at > verb.at && name.at > light.at))
        return verb;
    return name.cue ? name : light.cue ? light : fixed;
}

static bool is_gerund(const hs_stance_word *word)
{
    return word->len > 4 && memcmp(word->text + word->len - 3, "ing", 3) == 0 && !strchr(word->text, '-') &&
           !hs_stance_among(word, " nothing something anything everything during according king being ");
}

/* "whether ..", "about how .." */
static bool is_wh(const hs_stance_word *words, size_t n)
{
    static const char WH[] = " whether if how what who which where when why whom whose ";
    return n && (hs_stance_among(words, WH) ||
                 (n > 1 && hs_stance_among(words, " about on of as over to ") && hs_stance_among(words + 1, WH)));
}

/* "her | to meet him": somebody, and what he is to do. A clause has a subject or a verb before its "to": "he tried to".
 */
static bool is_somebody_to(const hs_stance_word *words, size_t n)
{
    enum { LONGEST = 6 };
    static const char OPENS_CLAUSE[] =
        " to that if how what when where whether why who i he she we they there it's this ";
    static const char BEFORE_TO[] =
        " who which want wants need needs going able try tries due likely used as according ";
    if (!n || hs_stance_among(words, OPENS_CLAUSE))
        return false;
    for (size_t i = 1; i < n && i < LONGEST; i++) {
        size_t len = words[i].len;
        if (hs_stance_is(&words[i], "to"))
            return hs_stance_clause(words, i) == i;
        if (words[i].comma || words[i].stop || hs_stance_among(&words[i], BEFORE_TO) ||
            (len > 3 && memcmp(words[i].text + len - 2, "ed", 2) == 0))
            return false;
    }
    return false;
}

/* Is the head said not to be so? "did not say", "refused to say", "has yet to say", "no one said". */
static bool is_negated(const scene *s, const head *h)
{
    static const char FAILING[] =
        " refuse refuses refused refusing refusal decline declines declined declining fail fails failed "
        "failing failure unable yet unwilling reluctant stopped avoided avoids avoiding far ";
    for (size_t i = 0; i < h->at && i < s->n_cue; i++) {
        const hs_stance_word *next = i + 1 < s->n_cue ? &s->cue[i + 1] : NULL;
        if (hs_stance_is(&s->cue[i], "not") && next && hs_stance_among(next, " only just merely "))
            continue;
        if (hs_stance_is(&s->cue[i], "no") && next && hs_stance_among(next, " doubt "))
            continue;
        if (hs_stance_among(&s->cue[i], NEGATING))
            return true;
        if (hs_stance_among(&s->cue[i], FAILING) && any(s->cue + i + 1, h->at - i - 1, " to short from "))
            return true;
    }
    for (size_t i = h->end; i < s->n_cue; i++) /* "said nothing", "gave no details" */
        if (hs_stance_among(&s->cue[i], " nothing no neither "))
            return true;
    if (s->no_one)
        return true;
    for (size_t i = s->n_before; h->at == 0 && i-- > 0;) { /* of a cue that was cut short: "did not yet | say" */
        const hs_stance_word *word = &s->before[i];
        if (hs_stance_among(word, NEGATING))
            return true;
        bool adverb = word->len > 3 && memcmp(word->text + word->len - 2, "ly", 2) == 0;
        if (!adverb && !hs_stance_among(word, AUXILIARIES))
            break;
    }
    return false;
}

/* What may, seems or apparently on the cue leaves of its certainty. */
static hs_certainty hedged_cue(const scene *s, const head *h)
{
    hs_certainty certainty = HS_CERTAIN;
    for (size_t i = 0; i < h->at && i < s->n_cue; i++) {
        if (hs_stance_among(&s->cue[i], " may might perhaps possibly maybe could "))
            return HS_POSSIBLE;
        if (hs_stance_among(
                &s->cue[i],
                " seems seem seemed seemingly appears appear appeared apparently probably likely presumably "))
            certainty = HS_PROBABLE;
    }
    return certainty;
}

static hs_cue_sense plainly(hs_act act, hs_certainty certainty)
{
    return (hs_cue_sense){(uint8_t)act, HS_POLARITY_POSITIVE, (uint8_t)certainty};
}

/* A cue that the lexicon lacks: what its frame does most often. */
static hs_cue_sense unknown_sense(const scene *s)
{
    const hs_stance_word *first = s->n_complement ? s->complement : NULL;
    bool passive = any(s->cue, s->n_cue, BE);
    if (!first || s->quoted)
        return plainly(HS_ACT_SAY, HS_CERTAIN);
    if (hs_stance_is(first, "to"))
        return passive ? plainly(HS_ACT_ORDER, HS_UNSTATED) : plainly(HS_ACT_PROMISE, HS_CERTAIN);
    if (hs_stance_is(first, "for"))
        return plainly(HS_ACT_ASK, HS_UNSTATED);
    return plainly(HS_ACT_SAY, HS_CERTAIN);
}

static const hs_cue_sense *framed_sense(const scene *s, const head *h, bool negated)
{
    const hs_cue_sense *of = h->cue->sense;
    const hs_stance_word *first = s->n_complement ? s->complement : NULL;
    bool passive = h->participle && (any(s->cue, h->at, BE) || (s->n_cue == 1 && !s->quoted));
    bool infinitive = first && !s->quoted && hs_stance_is(first, "to");
    bool wh = is_wh(s->complement, s->n_complement);
    bool frames[HS_CUE_N_FRAMES] = {
        [HS_CUE_NOT] = negated,
        [HS_CUE_BARE] = !s->n_source && (!h->verb || passive),
        [HS_CUE_TO] = infinitive,
        [HS_CUE_HIM] = first && !s->quoted && is_somebody_to(first, s->n_complement),
        [HS_CUE_ING] = first && is_gerund(first),
        [HS_CUE_THAT] = first && !infinitive && !wh && hs_stance_clause(first, s->n_complement) < s->n_complement,
        [HS_CUE_WH] = wh,
        [HS_CUE_FOR] = first && hs_stance_is(first, "for"),
    };
    for (size_t f = HS_CUE_N_FRAMES; --f > HS_CUE_PLAIN;) {
        bool fits = f == HS_CUE_WILL ? of[f].act && hs_stance_will(s->content, s->n_content) : frames[f];
        if (fits && of[f].act)
            return &of[f];
    }
    return &of[HS_CUE_PLAIN];
}

/* What a negation makes of a sense that has none of its own: the source is silent, or holds the contrary. */
static void negate(hs_cue_sense *sense, bool wh)
{
    switch ((hs_act)sense->act) {
    case HS_ACT_BELIEVE:
        sense->polarity = HS_POLARITY_NEGATIVE;
        if (sense->certainty == HS_CERTAIN) /* "is not sure that" */
            sense->certainty = HS_PROBABLE;
        break;
    case HS_ACT_PREDICT:
    case HS_ACT_PROMISE:
    case HS_ACT_ORDER:
    case HS_ACT_ASK:
    case HS_ACT_AGREE:
        sense->polarity = HS_POLARITY_NEGATIVE;
        break;
    case HS_ACT_KNOW:
        sense->polarity = wh ? HS_POLARITY_POSITIVE : HS_POLARITY_NEGATIVE;
        sense->certainty = HS_UNSTATED;
        break;
    default:
        sense->polarity = HS_POLARITY_POSITIVE;
        sense->certainty = HS_UNSTATED;
    }
}

static void lower(hs_cue_sense *sense, hs_certainty to)
{
    if (sense->certainty != HS_UNSTATED && to > sense->certainty)
        sense->certainty = (uint8_t)to;
}

static hs_cue_sense sense_of(const scene *s)
{
    head h = s->n_cue ? head_of(s) : (head){0};
    hs_cue_sense sense;
    if (!h.cue) {
        h.at = h.end = s->n_cue;
        sense = s->n_cue ? unknown_sense(s) : plainly(HS_ACT_SAY, HS_CERTAIN);
        if (s->n_cue && is_negated(s, &h))
            negate(&sense, false);
    } else {
        bool negated = is_negated(s, &h);
        const hs_cue_sense *framed = framed_sense(s, &h, negated);
        sense = *framed;
        if (negated && framed != &h.cue->sense[HS_CUE_NOT])
            negate(&sense, is_wh(s->content, s->n_content));
    }
    lower(&sense, hedged_cue(s, &h));
    if (sense.polarity == HS_POLARITY_POSITIVE)
        lower(&sense, hs_stance_hedge(s->content, s->n_content));
    if (sense.act == HS_ACT_DENY && s->quoted && s->n_content > 3 && !hs_stance_is(s->content, "to"))
        sense.polarity = HS_POLARITY_POSITIVE; /* the denier's own words */
    if (sense.act == HS_ACT_DENY && s->apart && any(s->cue, s->n_cue, DIFFERING))
        sense.polarity = HS_POLARITY_POSITIVE; /* "Engineers disagree: the wall leaks" */
    return sense;
}

void hs_stance_find(hs_document *doc)
{
    for (size_t i = 0; i < doc->n_attributions; i++) {
        hs_attribution *a = &doc->attributions[i];
        scene s;
        size_t before;
        s.n_cue = words_of(s.cue, CUE_WORDS, doc, a->cue, 0, &before);
        s.n_source = words_of(s.source, SOURCE_WORDS, doc, a->source, 0, &before);
        s.n_content = words_of(s.content, CONTENT_WORDS, doc, a->content, a->cue.n ? a->cue.at[0].begin : 0, &before);
        s.complement = s.content + before;
        s.n_complement = s.n_content - before;
        s.n_before = words_before(s.before, doc, a->cue);
        s.quoted = s.n_content && s.content[0].quoted;
        s.apart = is_apart(doc, a);
        s.no_one = s.n_source && (hs_is_nobody(hs_document_slice(doc, a->source.at[0])) || hs_stance_is(s.source, "neither"));
        hs_cue_sense sense = sense_of(&s);
        a->act = (hs_act)sense.act;
        a->polarity = hs_stance_is_open_tail(doc, a) ? HS_POLARITY_UNKNOWN : (hs_polarity)sense.polarity;
        a->certainty = (hs_certainty)sense.certainty;
    }
}
