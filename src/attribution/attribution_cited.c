/* attribution_cited.c -- "X said, citing Y", "X quoted Y as saying". See attribution_cited.h. */
#include "attribution_cited.h"

#include <string.h>

#include "ascii.h"
#include "attribution_spans.h"
#include "sentences.h"
#include "status.h"

enum { MOST_CITED = 24 /* words of who is cited */ };
static const float CITED_CONFIDENCE = 0.8f; /* of who is cited, of that of what is said there */

/* That somebody is cited tells the word itself, and is easily missed beside the verb that X has. */
static bool is_citing(const hs_pane *v, uint32_t i)
{
    return (hs_pane_is(v, i, "citing") || hs_pane_is(v, i, "quoting")) && !(i && hs_pane_is(v, i - 1, "without"));
}

/* "cited", which has another's words only where the heads link it to who stands behind it: a driver is cited, too. */
static bool is_cited(const hs_pane *v, uint32_t i)
{
    return hs_pane_is(v, i, "cited") || hs_pane_is(v, i, "cites") || hs_pane_is(v, i, "quoted") || hs_pane_is(v, i, "quotes");
}

/* What is said in the sentence of a word, but not around it: of those of the window, but found[self], the one whose cue is nearest. SIZE_MAX: nothing */
static size_t said_beside(const hs_pane *v, size_t self, hs_span word)
{
    const hs_attribution *a = hs_pane_found(v);
    hs_str text = v->doc->text;
    size_t nearest = SIZE_MAX;
    uint32_t least = UINT32_MAX;
    for (size_t i = v->begun; i < hs_pane_n(v); i++) {
        hs_span cue = a[i].cue.at[0];
        bool before = cue.end <= word.begin;
        uint32_t away = before ? word.begin - cue.end : cue.begin - word.end;
        if (i != self && a[i].source.n && !hs_spans_hold(a[i].content, word) && away < least && !hs_sentence_ends(text, before ? cue.end : word.end, before ? word.begin : cue.begin)) {
            nearest = i;
            least = away;
        }
    }
    return nearest;
}

/* Whom a word cites: the words behind it, up to a comma or another mark, or the cue or source of what is said. Empty: no source, but a reason. */
static hs_word_range cited(const hs_pane *v, hs_word_range cue, const hs_attribution *beside)
{
    static const char *const reasons[] = {"concerns", "concern", "fears", "reasons", "reason", "lack", "need", "needs", "issues", "problems", "difficulties", "risks", "risk", "costs", "pressure"};
    hs_word_range is = {cue.end, cue.end};
    for (; is.end < v->n_words && is.end - is.begin < MOST_CITED; is.end++) {
        hs_span word = hs_pane_word(v, is.end);
        bool mark = memchr(",.;:?!()", v->doc->text.ptr[word.begin], 8) != NULL;
        if (mark || (word.begin < beside->cue.at[0].end && beside->cue.at[0].begin < word.end) || hs_spans_hold(beside->source, word))
            break;
        if (hs_ascii_is_one_of(hs_document_slice(v->doc, word), reasons, sizeof reasons / sizeof *reasons))
            return (hs_word_range){cue.end, cue.end};
    }
    return is;
}

bool hs_citing_holds_all(const hs_attribution *a, const hs_attribution *beside, hs_str text)
{
    uint32_t cue = a->cue.at[0].begin, said = beside->cue.at[0].end, source = beside->source.at[0].begin;
    if (!hs_spans_meet(a->content, beside->source))
        return false;
    if (said > cue)
        return source > 1 && text.ptr[source - 2] == ',';
    for (uint32_t i = 0; i < beside->content.n && beside->content.at[i].end <= cue; i++)
        said = beside->content.at[i].end > said ? beside->content.at[i].end : said;
    const char *comma = memchr(text.ptr + said, ',', cue - said);
    return comma && comma + 2 == text.ptr + cue;
}

/* "P and Q, X said, citing Y": was the word, right behind X's own, linked to a part of what X says? */
static bool holds_a_part(const hs_attribution *a, const hs_attribution *beside, hs_str text)
{
    uint32_t cue = a->cue.at[0].begin, said = beside->cue.at[0].end, source = beside->source.at[beside->source.n - 1].end, behind = said > source ? said : source;
    if (behind + 2 != cue || text.ptr[behind] != ',')
        return false;
    for (uint32_t i = 0; i < a->content.n; i++)
        if (!hs_spans_hold(beside->content, a->content.at[i]))
            return false;
    return true;
}

/* Was the word linked to nothing of its own: to what X says and to X, to X as if that were said, to all of it, or to a part? */
static bool is_astray(const hs_attribution *a, const hs_attribution *beside, hs_str text)
{
    return hs_citing_holds_all(a, beside, text) || holds_a_part(a, beside, text) || (a->content.n == 1 && hs_spans_hold(beside->source, a->content.at[0])) ||
           (hs_spans_meet(a->content, beside->content) && hs_spans_meet(a->source, beside->source));
}

/* "The Wire, which first reported it, cited a caretaker": was "cited" linked to the caretaker and to all before it? */
static bool is_astray_verb(const hs_attribution *a, const hs_attribution *beside, hs_str text)
{
    return beside->cue.at[0].end <= a->cue.at[0].begin && a->source.n && a->source.at[0].begin >= a->cue.at[0].end && hs_citing_holds_all(a, beside, text);
}

/* What is said in the sentence is what the cited say, where the word was linked to nothing of its own. */
static hs_status cite_beside(const hs_pane *v, hs_word_range cue, bool citing, hs_error *err)
{
    hs_span word = hs_pane_word(v, cue.begin);
    size_t self = hs_pane_cue(v, word), beside = said_beside(v, self, word);
    bool is_new = self == hs_pane_n(v);
    hs_attribution *all = hs_pane_found(v);
    if (beside == SIZE_MAX || !(is_new ? citing : (citing ? is_astray : is_astray_verb)(&all[self], &all[beside], v->doc->text)))
        return HS_OK;
    hs_attribution a = all[beside];
    cue.end += cue.end < v->n_words && hs_pane_is(v, cue.end, "from"); /* "quoting from" */
    hs_word_range source = cited(v, cue, &a);
    if (source.begin == source.end)
        return HS_OK;
    a.source = hs_pane_spans(v, &source, 1);
    a.cue = hs_pane_spans(v, &cue, 1);
    if (!a.source.at || !a.cue.at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    a.confidence *= CITED_CONFIDENCE;
    if (is_new)
        return hs_pane_add(v, &a, err);
    all[self] = a;
    return HS_OK;
}

hs_status hs_citing_read(const hs_pane *v, hs_error *err)
{
    for (uint32_t i = 0; i < v->n_words; i++) {
        hs_word_range cue = {i, i + 1};
        bool citing = is_citing(v, i);
        if ((!citing && !is_cited(v, i)) || !hs_pane_owns(v, cue))
            continue;
        if (citing && hs_pane_cue(v, hs_pane_word(v, i)) == hs_pane_n(v))
            HS_TRY(hs_pane_link(v, cue, err));
        HS_TRY(cite_beside(v, cue, citing, err));
    }
    return HS_OK;
}

/* Who is quoted in front of the word "as": behind a verb of quoting in its sentence. Empty: nobody. */
static hs_word_range quoted_before(const hs_pane *v, uint32_t as)
{
    static const char *const verbs[] = {"quoted", "quotes", "quoting", "cited", "cites", "citing"};
    for (uint32_t i = as; i-- > 0 && as - i <= MOST_CITED;) {
        hs_span word = hs_pane_word(v, i);
        if (hs_sentence_ends(v->doc->text, word.begin, hs_pane_word(v, i + 1).begin))
            break;
        if (hs_ascii_is_one_of(hs_document_slice(v->doc, word), verbs, sizeof verbs / sizeof *verbs))
            return (hs_word_range){i + 1, as};
    }
    return (hs_word_range){as, as};
}

/* "quoted | the union as saying that 12 died; rescuers have since found 14": what is quoted ends where what is said does. */
static hs_status end_quoted(const hs_pane *v, hs_word_range source, const hs_attribution *said, hs_error *err)
{
    const size_t by = hs_pane_cue(v, hs_pane_word(v, source.begin - 1));
    const uint32_t end = said->content.at[said->content.n - 1].end;
    hs_attribution *a = hs_pane_found(v) + by;
    if (by == hs_pane_n(v) || a == said || a->content.n != 1 || !hs_spans_hold(a->content, said->content.at[0]) || a->content.at[0].end <= end)
        return HS_OK;
    hs_span *whole = HS_NEW(v->doc->arena, hs_span, 1); /* attributions may share theirs */
    if (!whole)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a content");
    *whole = (hs_span){a->content.at[0].begin, end};
    a->content = (hs_spans){whole, 1};
    return HS_OK;
}

hs_status hs_as_saying_read(const hs_pane *v, hs_error *err)
{
    for (uint32_t i = 1; i < v->n_words; i++) {
        if (!hs_pane_is(v, i, "saying") || !hs_pane_is(v, i - 1, "as"))
            continue;
        size_t self = hs_pane_cue(v, hs_pane_word(v, i));
        hs_word_range source = quoted_before(v, i - 1);
        if (self == hs_pane_n(v) || source.begin == source.end)
            continue;
        size_t as = hs_pane_cue(v, hs_pane_word(v, i - 1));
        if (as < hs_pane_n(v) && as != self) { /* "as" was taken for a cue of its own */
            hs_pane_found(v)[as] = hs_pane_found(v)[self];
            hs_pane_drop(v, self);
            self = as < self ? as : as - 1;
        }
        hs_attribution *a = hs_pane_found(v) + self;
        hs_spans quoted = hs_pane_spans(v, &source, 1);
        if (!quoted.at)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
        if (!hs_spans_meet(a->source, quoted))
            a->source = quoted;
        HS_TRY(end_quoted(v, source, a, err));
    }
    return HS_OK;
}
