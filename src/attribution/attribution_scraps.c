/* attribution_scraps.c -- see attribution_scraps.h. Words alone decide; every look is bounded. */
#include "attribution_scraps.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { NEAR = 8 /* attributions on either side */, WORDS = 12, FAR = 48 /* words of a content */ };

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

typedef struct words {
    hs_str at[WORDS];
    size_t n;
} words;

/* The first words of a text. */
static words first_words(hs_str s)
{
    words w = {.n = 0};
    hs_span span;
    for (uint32_t at = 0; w.n < WORDS && hs_word_next(&span, s, &at); w.n++)
        w.at[w.n] = (hs_str){s.ptr + span.begin, span.end - span.begin};
    return w;
}

static hs_str last_word(hs_str s)
{
    hs_str last = {"", 0};
    hs_span span;
    for (uint32_t at = 0; hs_word_next(&span, s, &at);)
        last = (hs_str){s.ptr + span.begin, span.end - span.begin};
    return last;
}

static bool is(const words *w, size_t i, const char *word)
{
    return i < w->n && hs_ascii_is(w->at[i], word);
}

/* Is the text at its end, or is there a reason, a wish or a time of being named not? "Asked not to be named in the suit", "demanded anonymity for its members" tell something. */
static bool is_named_no_more(const words *w, size_t i)
{
    static const char *const behind[] = {"because", "since", "citing", "due", "out", "publicly", "when", "while", "until", "so", "given", "fearing", "lest"};
    static const char *const telling[] = {"discuss", "describe", "speak"}, *const whoever[] = {"he", "she", "they", "it"};
    if (i >= w->n || HAS(behind, w->at[i]))
        return true;
    return i + 1 < w->n && ((is(w, i, "to") && HAS(telling, w->at[i + 1])) || (is(w, i, "for") && is(w, i + 1, "fear")) || (is(w, i, "by") && is(w, i + 1, "name")) ||
                            (is(w, i, "as") && HAS(whoever, w->at[i + 1])));
}

/* "To speak | on the condition of anonymity": with nothing of others between ("to fire the officer who spoke on .."). */
static bool is_on_condition(hs_str content)
{
    static const char *const telling[] = {"speak", "talk", "discuss", "describe", "comment", "be"}, *const before[] = {"on", "under"}, *const others[] = {"who", "that", "which", "whoever", "those"};
    const words w = first_words(content);
    hs_span span;
    uint32_t at = 0;
    hs_str past[2] = {{"", 0}, {"", 0}};
    if (!w.n || !(HAS(before, w.at[0]) || (is(&w, 0, "to") && w.n > 1 && HAS(telling, w.at[1]))))
        return false;
    for (int i = 0; i < FAR && hs_word_next(&span, content, &at); i++) {
        const hs_str word = {content.ptr + span.begin, span.end - span.begin};
        if (HAS(others, word))
            return false;
        if (hs_ascii_is(word, "anonymity") && hs_ascii_is(past[1], "of") && hs_ascii_is(past[0], "condition")) {
            const words rest = first_words(hs_ascii_from(content, at));
            return is_named_no_more(&rest, 0);
        }
        past[0] = past[1];
        past[1] = word;
    }
    return false;
}

/* "Who asked not to be named because ..": how a source is told of, nothing that it says. */
static bool is_of_naming(hs_str cue, hs_str content)
{
    static const char *const asking[] = {"asked", "ask", "asks", "asking", "requested", "requests", "requesting", "wished", "wishes", "wanted", "wants", "preferred", "prefers", "insisted", "demanded", "chose"};
    static const char *const refusing[] = {"declined", "declines", "declining", "refused", "refuses", "refusing"}, *const agreeing[] = {"agreed", "consented"};
    static const char *const named[] = {"named", "identified", "quoted", "cited"}, *const hidden[] = {"anonymous", "unnamed", "unidentified", "nameless"};
    const hs_str verb = last_word(cue);
    const words w = first_words(content);
    const bool asks = HAS(asking, verb), refuses = HAS(refusing, verb);
    size_t i = is(&w, 0, "for") || is(&w, 0, "on") || is(&w, 0, "under"), end;
    if (!asks && !refuses && !HAS(agreeing, verb))
        return false;
    if (is_on_condition(content))
        return true;
    if (asks && is(&w, 0, "not"))
        i = 1;
    if ((refuses || (asks && i == 1)) && is(&w, i, "to") && is(&w, i + 1, "be") && i + 2 < w.n && HAS(named, w.at[i + 2]))
        end = i + 3;
    else if (refuses && is(&w, 0, "to") && is(&w, 1, "give") && w.n > 3 && (hs_ascii_is(w.at[3], "name") || hs_ascii_is(w.at[3], "names")))
        end = 4;
    else if (asks && is(&w, 0, "to") && (is(&w, 1, "remain") || is(&w, 1, "stay") || is(&w, 1, "be")) && w.n > 2 && HAS(hidden, w.at[2]))
        end = 3;
    else if (asks && is(&w, i, "anonymity"))
        end = i + 1;
    else if (is(&w, 0, "to") && (is(&w, 1, "speak") || is(&w, 1, "talk")) && (is(&w, 2, "on") || is(&w, 2, "under")) && (is(&w, 4, "anonymity") || is(&w, 5, "anonymity")))
        end = is(&w, 4, "anonymity") ? 5 : 6;
    else
        return false;
    return is_named_no_more(&w, end);
}

/* Does what follows tell something by a verb of its own, before a word that opens a clause beside it ("when he was arrested")? */
static bool is_finite(hs_str s)
{
    static const char *const verbs[] = {"is", "are", "was", "were", "will", "would", "can", "could", "may", "might", "must", "shall", "should", "has", "have", "had", "do", "does", "did"};
    static const char *const beside[] = {"when", "while", "if", "because", "as", "after", "before", "since", "until", "once", "who", "which", "whose", "where"};
    hs_span span;
    uint32_t at = 0;
    for (int i = 0; i < FAR && hs_word_next(&span, s, &at); i++) {
        const hs_str word = {s.ptr + span.begin, span.end - span.begin};
        if (HAS(verbs, word) || HAS(beside, word))
            return HAS(verbs, word);
    }
    return false;
}

/* "She feared for her job": nothing is said to be so. "Feared for weeks it would burst", "feared for their part that .." say something. */
static bool is_fear_for(hs_str cue, hs_str content)
{
    static const char *const fearing[] = {"fear", "fears", "feared", "fearing"}, *const whose[] = {"his", "her", "their", "its"};
    static const char *const no_thing[] = {"part", "parts", "day", "days", "week", "weeks", "month", "months", "year", "years", "decade", "decades", "time"};
    const words w = first_words(content);
    if (!HAS(fearing, last_word(cue)) || !is(&w, 0, "for") || w.n < 3 || !HAS(whose, w.at[1]) || hs_ascii_holds(content, " that "))
        return false;
    for (size_t i = 2; i < w.n && i < 4; i++) /* "for their first years" */
        if (HAS(no_thing, w.at[i]))
            return false;
    return !is_finite(hs_ascii_from(content, (size_t)(w.at[1].ptr + w.at[1].len - content.ptr)));
}

/* "The Bulletin, which first reported the delays, | cited | a report by the county": of whom it has what it reported. */
static bool is_cited_source(const hs_attribution *a, size_t n, size_t i, const hs_document *doc)
{
    static const char *const citing[] = {"cited", "cites"}, *const reporting[] = {"reported", "reports", "broke", "published", "revealed", "disclosed"}, *const clauses[] = {"that", "saying", "says", "said", "as", "which", "who", "showing", "warning", "finding"};
    const hs_str cue = hs_document_slice(doc, a[i].cue.at[0]);
    if (a[i].cue.n != 1 || !a[i].source.n || a[i].content.n != 1 || !HAS(citing, cue))
        return false;
    const words w = first_words(hs_document_slice(doc, a[i].content.at[0]));
    for (size_t k = 0; k < w.n; k++)
        if (HAS(clauses, w.at[k]))
            return false;
    for (size_t k = i > NEAR ? i - NEAR : 0; k < n && k <= i + NEAR; k++)
        if (k != i && a[k].content.n && a[k].cue.n && HAS(reporting, last_word(hs_document_slice(doc, a[k].cue.at[0]))) && a[k].cue.at[0].begin > a[i].source.at[0].begin && a[k].content.at[0].end < a[i].cue.at[0].begin &&
            a[k].cue.at[0].end <= a[i].cue.at[0].begin && a[k].source.n && a[k].source.at[0].begin >= a[i].source.at[0].begin)
            return true;
    return false;
}

hs_status hs_scraps_drop(hs_attribution *a, size_t *n, const hs_document *doc, hs_error *err)
{
    size_t kept = 0;
    if (!*n)
        return HS_OK;
    bool *scraps = HS_NEW(doc->arena, bool, *n);
    if (!scraps)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for attributions");
    for (size_t i = 0; i < *n; i++) { /* all, before any is changed: each looks at others */
        const hs_str cue = hs_document_slice(doc, a[i].cue.at[a[i].cue.n - 1]), content = hs_document_slice(doc, a[i].content.at[0]);
        scraps[i] = is_of_naming(cue, content) || is_fear_for(cue, content) || is_cited_source(a, *n, i, doc);
    }
    for (size_t i = 0; i < *n; i++)
        if (!scraps[i])
            a[kept++] = a[i];
    *n = kept;
    return HS_OK;
}
