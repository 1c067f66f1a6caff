/* attribution_tail.c -- "S, as was reported by X, citing Y". See attribution_tail.h. */
#include "attribution_tail.h"

#include <string.h>

#include "ascii.h"
#include "attribution_spans.h"
#include "sentences.h"
#include "status.h"

enum { MOST_SOURCE = 24 /* words */, FAR = 2000 /* bytes to either side of the phrase, in which its sentence must lie */ };
static const float TAIL_CONFIDENCE = 0.7f; /* of one that the heads did not find */

typedef struct tail {
    hs_word_range content, cue, source;
    uint32_t citing; /* the word behind its comma that cites somebody; 0: none */
} tail;

#define HAS(list, v, i) ((i) < (v)->n_words && hs_ascii_is_one_of(hs_document_slice((v)->doc, hs_pane_word(v, i)), list, sizeof(list) / sizeof *(list)))

/* "as [was] [first] reported by". @return the word behind "by"; 0: another phrase */
static uint32_t verb_end(hs_word_range *cue, const hs_pane *v, uint32_t as)
{
    static const char *const be[] = {"was", "were", "is", "been"}, *const have[] = {"has", "had", "have"}, *const adverbs[] = {"first", "earlier", "previously", "originally", "initially"},
                 *const verbs[] = {"reported", "announced", "noted", "stated", "revealed", "disclosed", "confirmed", "mentioned", "published", "described", "alleged", "claimed"};
    uint32_t i = as + 1;
    i += HAS(have, v, i);
    i += HAS(be, v, i);
    cue->begin = i > as + 1 ? as + 1 : as;
    i += HAS(adverbs, v, i);
    if (!HAS(verbs, v, i) || i + 1 >= v->n_words || !hs_pane_is(v, i + 1, "by"))
        return 0;
    cue->end = i + 2;
    return i + 2;
}

/* The sentence around a byte; empty where it is longer than any that is read here. */
static hs_status sentence_at(hs_span *out, const hs_pane *v, uint32_t at, hs_error *err)
{
    hs_str text = v->doc->text;
    hs_spans sentences;
    uint32_t begin = at, end = at;
    while (begin && text.ptr[begin - 1] != '\n' && at - begin < FAR)
        begin--;
    while (end < text.len && text.ptr[end] != '\n' && end - at < FAR)
        end++;
    *out = (hs_span){at, at};
    if (at - begin >= FAR || end - at >= FAR)
        return HS_OK;
    HS_TRY(hs_sentences_find(&sentences, v->s->scratch, (hs_str){text.ptr + begin, end - begin}, err));
    for (uint32_t i = 0; i < sentences.n; i++)
        if (begin + sentences.at[i].begin <= at && at < begin + sentences.at[i].end)
            *out = (hs_span){begin + sentences.at[i].begin, begin + sentences.at[i].end};
    return HS_OK;
}

/* Words that a source may be: up to a mark or the sentence's end. */
static hs_word_range source_from(const hs_pane *v, uint32_t i, hs_span sentence)
{
    hs_word_range is = {i, i};
    while (is.end < v->n_words && is.end - i < MOST_SOURCE && hs_pane_word(v, is.end).end <= sentence.end && !strchr(",;:?!()", v->doc->text.ptr[hs_pane_word(v, is.end).begin]))
        is.end++;
    while (is.end > i && strchr(".\"", v->doc->text.ptr[hs_pane_word(v, is.end - 1).begin]))
        is.end--;
    return is;
}

static hs_status find_tail(tail *out, bool *found, const hs_pane *v, uint32_t as, hs_error *err)
{
    static const char *const citing[] = {"citing", "quoting"};
    hs_span sentence;
    *found = false;
    if (as < 2 || !hs_pane_is(v, as, "as") || !hs_pane_is(v, as - 1, ","))
        return HS_OK;
    uint32_t i = verb_end(&out->cue, v, as);
    if (!i || !hs_pane_owns(v, out->cue))
        return HS_OK;
    HS_TRY(sentence_at(&sentence, v, hs_pane_word(v, as).begin, err));
    out->source = source_from(v, i, sentence);
    i = out->source.end;
    out->citing = i < v->n_words && hs_pane_is(v, i, ",") && HAS(citing, v, i + 1) ? i + 1 : 0;
    out->content = (hs_word_range){as - 1, as - 1};
    while (out->content.begin && hs_pane_word(v, out->content.begin - 1).begin >= sentence.begin)
        out->content.begin--;
    bool whole = out->content.begin || hs_pane_word(v, 0).begin == sentence.begin; /* not cut off by the window */
    i = out->citing ? source_from(v, out->citing + 1, sentence).end : i;
    bool last = (i >= v->n_words || hs_pane_word(v, i).end >= sentence.end) && !(sentence.end > sentence.begin && v->doc->text.ptr[sentence.end - 1] == '?');
    *found = whole && last && out->source.begin < out->source.end && out->content.begin + 1 < out->content.end;
    return HS_OK;
}

/* Of the attributions whose cue is a part of the phrase the one of its verb stays. @return its index; hs_pane_n: there is none */
static size_t keep_one(const hs_pane *v, const tail *t)
{
    size_t kept = hs_pane_cue(v, hs_pane_word(v, t->cue.end - 2));
    hs_span phrase = {hs_pane_word(v, t->content.end + 1).begin, hs_pane_word(v, t->cue.end - 1).end};
    for (size_t i = hs_pane_n(v); i-- > v->begun;)
        if (i != kept && hs_spans_hold((hs_spans){&phrase, 1}, hs_pane_found(v)[i].cue.at[0])) {
            hs_pane_drop(v, i);
            kept -= i < kept;
        }
    return kept;
}

static hs_status read_tail(const hs_pane *v, const tail *t, hs_error *err)
{
    uint32_t row;
    hs_attribution whole = {.source = hs_pane_spans(v, &t->source, 1), .cue = hs_pane_spans(v, &t->cue, 1), .content = hs_pane_spans(v, &t->content, 1),
                            .source_id = HS_NO_SOURCE, .confidence = TAIL_CONFIDENCE};
    v->s->path.n_content = 1;
    v->s->path.content[0] = t->content;
    HS_TRY(hs_pane_vector(&row, v, err));
    whole.parent = row;
    size_t self = keep_one(v, t);
    if (self == hs_pane_n(v)) {
        HS_TRY(hs_pane_add(v, &whole, err));
    } else {
        hs_attribution *a = &hs_pane_found(v)[self];
        a->content = whole.content;
        a->parent = row;
        if (!hs_spans_meet(a->source, whole.source))
            a->source = whole.source;
    }
    size_t cited = t->citing ? hs_pane_cue(v, hs_pane_word(v, t->citing)) : hs_pane_n(v);
    if (cited < hs_pane_n(v)) {
        hs_pane_found(v)[cited].content = whole.content;
        hs_pane_found(v)[cited].parent = row;
    }
    return whole.source.at && whole.cue.at && whole.content.at ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
}

hs_status hs_tails_read(const hs_pane *v, hs_error *err)
{
    for (uint32_t i = 0; i < v->n_words; i++) {
        tail t;
        bool found;
        HS_TRY(find_tail(&t, &found, v, i, err));
        if (found)
            HS_TRY(read_tail(v, &t, err));
    }
    return HS_OK;
}
