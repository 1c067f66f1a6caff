/* attribution_window.c -- what the heads say of one window of a text. In: its scores. Out: the attributions whose cues lie most centrally in it, and the
 * vectors of their contents. One thread a scanner. */
#include "attribution_scanner.h"

#include <string.h>

#include "ascii.h"
#include "attribution_confidence.h"
#include "attribution_counts.h"
#include "status.h"

enum { MOST_CITED = 24 /* words of who is cited */ };
static const float RULING_CONFIDENCE = 0.9f; /* of what a page says in so many words */
static const float COUNT_CONFIDENCE = 0.7f; /* of a count that is given anew */
static const float CITED_CONFIDENCE = 0.8f; /* of who is cited, of that of what is said there */

/* How far pieces first..last are from the window's edges; an edge that is the text's own does not count. */
static size_t room(hs_window w, size_t first, size_t last, size_t n_pieces)
{
    if (first < w.begin || last >= w.end)
        return 0;
    size_t left = w.begin ? first - w.begin + 1 : n_pieces + 1, right = w.end < n_pieces ? w.end - last : n_pieces + 1;
    return left < right ? left : right;
}

static size_t lower_bound(const uint32_t *at, size_t n, size_t value)
{
    size_t low = 0;
    while (low < n) {
        size_t mid = low + (n - low) / 2;
        if (at[mid] < value)
            low = mid + 1;
        else
            n = mid;
    }
    return low;
}

static hs_spans spans_of(hs_arena *arena, const hs_text_words *t, size_t word_0, const hs_word_range *ranges, uint32_t n)
{
    hs_span *at = HS_NEW(arena, hs_span, n);
    if (!at)
        return (hs_spans){NULL, 0};
    for (uint32_t i = 0; i < n; i++)
        at[i] = (hs_span){t->pieces.begin[t->first[word_0 + ranges[i].begin]], t->end[word_0 + ranges[i].end - 1]};
    return (hs_spans){at, n};
}

hs_status hs_scanner_vectors(hs_scanner *s, hs_error *err)
{
    if (!s->n_means)
        return HS_OK;
    HS_TRY(hs_encoder_vectors(s->made, s->encoder, s->means, s->n_means, err));
    hs_buffer_add(&s->vectors, s->made, s->n_means * s->config->vector_width);
    s->n_means = 0;
    return s->vectors.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for vectors") : HS_OK;
}

/* Have a vector made for the content that was decoded last, of window k. *row: its place among the vectors. */
static hs_status add_vector(uint32_t *row, hs_scanner *s, const hs_text_words *t, hs_window w, size_t k, size_t word_0,
                            hs_error *err)
{
    size_t n = 0;
    *row = 0;
    if (!s->config->vector_width)
        return HS_OK;
    for (uint32_t f = 0; f < s->path.n_content; f++) {
        size_t i = t->first[word_0 + s->path.content[f].begin], after = word_0 + s->path.content[f].end;
        size_t end = after < t->n && t->first[after] < w.end ? t->first[after] : w.end;
        for (; i < end; i++)
            if (!(t->pieces.flags[i] & HS_PIECE_BREAK))
                s->places[n++] = (uint32_t)(i - w.begin + 1);
    }
    *row = (uint32_t)(s->vectors.len / s->config->vector_width + s->n_means);
    HS_TRY(hs_encoder_mean(s->means + s->n_means * 2 * s->config->width, s->encoder, k, s->places, n, err));
    return ++s->n_means < HS_VECTOR_ROWS ? HS_OK : hs_scanner_vectors(s, err);
}

/* "Claim:" and "False" beside a verdict are no cues of their own: whose claim it is, is not said. */
static bool is_of_ruling(const hs_text_words *t, hs_span cue)
{
    for (size_t i = 0; i < t->n_rulings; i++) {
        hs_span label = t->rulings[i].label, value = t->rulings[i].cue;
        if ((label.begin < cue.end && cue.begin < label.end) || (value.begin < cue.end && cue.begin < value.end))
            return true;
    }
    return false;
}

/* The source and content of one cue of window k, into s->path. */
static hs_status find_link(hs_scanner *s, const hs_text_words *t, hs_window w, size_t k, size_t word_0, uint32_t n_words, hs_word_range cue, hs_error *err)
{
    uint32_t n_pieces = (uint32_t)(w.end - w.begin);
    uint32_t first = (uint32_t)(t->first[word_0 + cue.begin] - w.begin),
             last = (uint32_t)(t->first[word_0 + cue.end - 1] - w.begin);
    HS_TRY(hs_encoder_link(s->encoder, k, first + 1, last + 1, 1, n_pieces + 1, s->piece_scores, err));
    for (uint32_t i = 0; i < n_words; i++)
        memcpy(s->link_scores + (size_t)i * HS_LINK_SCORES,
               s->piece_scores + (t->first[word_0 + i] - w.begin) * HS_LINK_SCORES,
               HS_LINK_SCORES * sizeof *s->link_scores);
    hs_log_softmax(s->link_scores, n_words, HS_LINK_SCORES);
    hs_decode_link(&s->path, s->link_scores, n_words, cue);
    return HS_OK;
}

/* Link one cue of window k and add the attribution, if it has a content and is likely enough. */
static hs_status link_cue(hs_buffer *found, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window w, size_t k,
                          size_t word_0, uint32_t n_words, hs_word_range cue, hs_error *err)
{
    if (is_of_ruling(t, (hs_span){t->pieces.begin[t->first[word_0 + cue.begin]], t->end[word_0 + cue.end - 1]}))
        return HS_OK;
    HS_TRY(find_link(s, t, w, k, word_0, n_words, cue, err));
    if (!s->path.n_content)
        return HS_OK;
    float features[HS_CONFIDENCE_FEATURES];
    hs_confidence_features(features, s->cue_scores, s->link_scores, n_words, cue, &s->path);
    float confidence = hs_confidence(features, s->config->confidence, s->config->confidence_bias);
    if (confidence < s->config->least_confidence)
        return HS_OK;
    uint32_t row;
    HS_TRY(add_vector(&row, s, t, w, k, word_0, err));
    uint32_t has_source = s->path.source.begin < s->path.source.end;
    hs_attribution a = {
        .source = spans_of(doc->arena, t, word_0, &s->path.source, has_source),
        .cue = spans_of(doc->arena, t, word_0, &cue, 1),
        .content = spans_of(doc->arena, t, word_0, s->path.content, s->path.n_content),
        .parent = row, /* until parents are found */
        .source_id = HS_NO_SOURCE,
        .confidence = confidence,
    };
    hs_buffer_add(found, &a, sizeof a);
    if (!a.source.at || !a.cue.at || !a.content.at || found->failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    return HS_OK;
}

/* Does the window `w` own the cue: does it lie more centrally here than in the windows before and after? */
static bool owns(const hs_scanner *s, const hs_text_words *t, hs_window before, hs_window w, size_t word_0, hs_word_range cue)
{
    size_t n_pieces = t->pieces.n, first = t->first[word_0 + cue.begin], last = t->first[word_0 + cue.end - 1];
    hs_window after = w.end < n_pieces ? hs_window_next(s, w, n_pieces) : (hs_window){0, 0};
    size_t here = room(w, first, last, n_pieces);
    return room(before, first, last, n_pieces) < here && room(after, first, last, n_pieces) <= here;
}

static bool touches(const hs_word_range *cues, uint32_t n, hs_word_range cue)
{
    for (uint32_t i = 0; i < n; i++)
        if (cues[i].begin < cue.end && cue.begin < cues[i].end)
            return true;
    return false;
}

static bool lies_in(hs_spans outer, hs_span inner)
{
    for (uint32_t i = 0; i < outer.n; i++)
        if (outer.at[i].begin <= inner.begin && inner.end <= outer.at[i].end)
            return true;
    return false;
}

/* Is there an attribution from found[begun] on, but found[self], in whose content the span lies? */
static bool is_held(const hs_buffer *found, size_t begun, size_t self, hs_span span)
{
    const hs_attribution *a = (const hs_attribution *)(const void *)found->ptr;
    for (size_t i = begun; i < found->len / sizeof *a; i++)
        if (i != self && lies_in(a[i].content, span))
            return true;
    return false;
}

/* Inside contents, cues are looked for again with a bias of their own. What does not lie in a content with its source
 * is dropped: outside, the first look has the last word. */
static hs_status read_nested(hs_buffer *found, size_t begun, hs_document *doc, hs_scanner *s, const hs_text_words *t,
                             hs_window before, hs_window w, size_t k, size_t word_0, uint32_t n_words, uint32_t n_cues,
                             hs_error *err)
{
    hs_word_range *more = s->cues + n_cues;
    uint32_t n_more = hs_decode_cues(more, s->cue_scores, n_words, s->config->nested_cue_bias);
    for (uint32_t i = 0; i < n_more; i++) {
        hs_span cue = {t->pieces.begin[t->first[word_0 + more[i].begin]], t->end[word_0 + more[i].end - 1]};
        size_t self = found->len / sizeof(hs_attribution);
        if (touches(s->cues, n_cues, more[i]) || !owns(s, t, before, w, word_0, more[i]) ||
            !is_held(found, begun, self, cue))
            continue;
        HS_TRY(link_cue(found, doc, s, t, w, k, word_0, n_words, more[i], err));
        const hs_attribution *a = (const hs_attribution *)(const void *)found->ptr + self;
        if (found->len / sizeof *a > self && a->source.n && !is_held(found, begun, self, a->source.at[0]))
            found->len = self * sizeof *a;
    }
    return HS_OK;
}

/* The claim of a verdict that window k owns, as an attribution of nobody: it is the page that denies it, or does not. */
static hs_status read_ruling(hs_buffer *found, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window before, hs_window w, size_t k, size_t word_0,
                              const hs_ruling *v, hs_error *err)
{
    size_t first = word_0, end;
    uint32_t row;
    while (first < t->n && t->first[first] < w.end && t->pieces.begin[t->first[first]] < v->claim.begin)
        first++;
    for (end = first; end < t->n && t->first[end] < w.end && t->end[end] <= v->claim.end; end++)
        ;
    hs_word_range content = {(uint32_t)(first - word_0), (uint32_t)(end - word_0)};
    if (first == end || !owns(s, t, before, w, word_0, content))
        return HS_OK;
    s->path.n_content = 1;
    s->path.content[0] = content;
    HS_TRY(add_vector(&row, s, t, w, k, word_0, err));
    hs_span *spans = HS_NEW(doc->arena, hs_span, 2);
    if (!spans)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    spans[0] = v->cue;
    spans[1] = v->claim;
    hs_attribution a = {.cue = {spans, 1}, .content = {spans + 1, 1}, .parent = row, .source_id = HS_NO_SOURCE, .confidence = RULING_CONFIDENCE};
    hs_buffer_add(found, &a, sizeof a);
    return found->failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution") : HS_OK;
}

/* ---- "X said, citing Y" ---- */

static hs_span span_of(const hs_text_words *t, size_t word)
{
    return (hs_span){t->pieces.begin[t->first[word]], t->end[word]};
}

/* That somebody is cited tells the word itself, and is easily missed beside the verb that X has. */
static bool is_citing(const hs_document *doc, const hs_text_words *t, size_t word)
{
    static const char *const citing[] = {"citing", "quoting"};
    hs_span is = span_of(t, word), before = word ? span_of(t, word - 1) : (hs_span){0, 0};
    return hs_ascii_is_one_of(hs_document_slice(doc, is), citing, sizeof citing / sizeof *citing) && !hs_ascii_is(hs_document_slice(doc, before), "without");
}

/* Is there an end of a sentence, or of a line, in [begin, end) of the text? */
static bool has_end(hs_str text, uint32_t begin, uint32_t end)
{
    for (uint32_t i = begin; i < end; i++)
        if (text.ptr[i] == '\n' || (strchr(".?!", text.ptr[i]) && i + 1 < end && strchr(" \"\n\xE2", text.ptr[i + 1])))
            return true;
    return false;
}

/* What is said in the sentence of a word, but not around it: of those from found[begun] on, but found[self], the one whose cue is nearest. SIZE_MAX: nothing */
static size_t said_beside(const hs_buffer *found, size_t begun, size_t self, hs_str text, hs_span word)
{
    const hs_attribution *a = (const hs_attribution *)(const void *)found->ptr;
    size_t nearest = SIZE_MAX;
    uint32_t least = UINT32_MAX;
    for (size_t i = begun; i < found->len / sizeof *a; i++) {
        hs_span cue = a[i].cue.at[0];
        bool before = cue.end <= word.begin;
        uint32_t away = before ? word.begin - cue.end : cue.begin - word.end;
        if (i != self && a[i].source.n && !lies_in(a[i].content, word) && away < least && !has_end(text, before ? cue.end : word.end, before ? word.begin : cue.begin)) {
            nearest = i;
            least = away;
        }
    }
    return nearest;
}

/* Whom a word cites: the words behind it, up to a comma or another mark, or the cue or source of what is said. Empty: no source, but a reason. */
static hs_word_range cited(const hs_document *doc, const hs_text_words *t, size_t word_0, uint32_t n_words, hs_word_range cue, const hs_attribution *beside)
{
    static const char *const reasons[] = {"concerns", "concern", "fears", "reasons", "reason", "lack", "need", "needs", "issues", "problems", "difficulties", "risks", "risk", "costs", "pressure"};
    hs_word_range is = {cue.end, cue.end};
    for (; is.end < n_words && is.end - is.begin < MOST_CITED; is.end++) {
        hs_span word = span_of(t, word_0 + is.end);
        bool mark = memchr(",.;:?!()", doc->text.ptr[word.begin], 8) != NULL;
        if (mark || (word.begin < beside->cue.at[0].end && beside->cue.at[0].begin < word.end) || lies_in(beside->source, word))
            break;
        if (hs_ascii_is_one_of(hs_document_slice(doc, word), reasons, sizeof reasons / sizeof *reasons))
            return (hs_word_range){cue.end, cue.end};
    }
    return is;
}

static bool overlap(hs_spans a, hs_spans b)
{
    for (uint32_t i = 0; i < a.n; i++)
        for (uint32_t k = 0; k < b.n; k++)
            if (a.at[i].begin < b.at[k].end && b.at[k].begin < a.at[i].end)
                return true;
    return false;
}

/* The attribution from found[begun] on with a word in its cue; none: how many there are. */
static size_t find_cue(const hs_buffer *found, size_t begun, hs_span word)
{
    const hs_attribution *a = (const hs_attribution *)(const void *)found->ptr;
    size_t i = begun;
    while (i < found->len / sizeof *a && !lies_in(a[i].cue, word))
        i++;
    return i;
}

/* What is said in the sentence is what the cited say: so where the word was linked to nothing, or to that and to X. */
static hs_status cite_beside(hs_buffer *found, size_t begun, hs_document *doc, const hs_text_words *t, size_t word_0, uint32_t n_words, hs_word_range cue,
                             hs_error *err)
{
    hs_span word = span_of(t, word_0 + cue.begin);
    size_t self = find_cue(found, begun, word), beside = said_beside(found, begun, self, doc->text, word);
    bool is_new = self == found->len / sizeof(hs_attribution);
    hs_attribution *all = (hs_attribution *)(void *)found->ptr;
    if (beside == SIZE_MAX || (!is_new && !(overlap(all[self].content, all[beside].content) && overlap(all[self].source, all[beside].source))))
        return HS_OK;
    hs_attribution a = all[beside];
    hs_word_range source = cited(doc, t, word_0, n_words, cue, &a);
    if (source.begin == source.end)
        return HS_OK;
    a.source = spans_of(doc->arena, t, word_0, &source, 1);
    a.cue = spans_of(doc->arena, t, word_0, &cue, 1);
    a.confidence *= CITED_CONFIDENCE;
    if (!is_new)
        all[self] = a;
    else
        hs_buffer_add(found, &a, sizeof a);
    return a.source.at && a.cue.at && !found->failed ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
}

static hs_status read_citing(hs_buffer *found, size_t begun, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window before, hs_window w, size_t k,
                             size_t word_0, uint32_t n_words, hs_error *err)
{
    for (uint32_t i = 0; i < n_words; i++) {
        hs_word_range cue = {i, i + 1};
        if (!is_citing(doc, t, word_0 + i) || !owns(s, t, before, w, word_0, cue))
            continue;
        if (find_cue(found, begun, span_of(t, word_0 + i)) == found->len / sizeof(hs_attribution))
            HS_TRY(link_cue(found, doc, s, t, w, k, word_0, n_words, cue, err));
        HS_TRY(cite_beside(found, begun, doc, t, word_0, n_words, cue, err));
    }
    return HS_OK;
}

/* ---- "quoted Y as saying" ---- */

/* Who is quoted in front of the word "as": behind a verb of quoting in its sentence. Empty: nobody. */
static hs_word_range quoted_before(const hs_document *doc, const hs_text_words *t, size_t word_0, uint32_t as)
{
    static const char *const verbs[] = {"quoted", "quotes", "quoting", "cited", "cites", "citing"};
    for (uint32_t i = as; i-- > 0 && as - i <= MOST_CITED;) {
        hs_span word = span_of(t, word_0 + i);
        if (has_end(doc->text, word.begin, span_of(t, word_0 + i + 1).begin))
            break;
        if (hs_ascii_is_one_of(hs_document_slice(doc, word), verbs, sizeof verbs / sizeof *verbs))
            return (hs_word_range){i + 1, as};
    }
    return (hs_word_range){as, as};
}

/* "The Wire quoted the ministry as saying": it is the ministry that says it. */
static hs_status read_as_saying(hs_buffer *found, size_t begun, hs_document *doc, const hs_text_words *t, size_t word_0, uint32_t n_words, hs_error *err)
{
    for (uint32_t i = 1; i < n_words; i++) {
        if (!hs_ascii_is(hs_document_slice(doc, span_of(t, word_0 + i)), "saying") || !hs_ascii_is(hs_document_slice(doc, span_of(t, word_0 + i - 1)), "as"))
            continue;
        size_t self = find_cue(found, begun, span_of(t, word_0 + i));
        hs_word_range source = quoted_before(doc, t, word_0, i - 1);
        if (self == found->len / sizeof(hs_attribution) || source.begin == source.end)
            continue;
        hs_attribution *a = (hs_attribution *)(void *)found->ptr + self;
        size_t as = find_cue(found, begun, span_of(t, word_0 + i - 1)), n = found->len / sizeof *a;
        if (as < n && as != self) { /* "as" was taken for a cue of its own */
            hs_attribution *twin = (hs_attribution *)(void *)found->ptr + as;
            *twin = *a;
            memmove(a, a + 1, (n - self - 1) * sizeof *a);
            found->len -= sizeof *a;
            a = as < self ? twin : twin - 1;
        }
        hs_spans quoted = spans_of(doc->arena, t, word_0, &source, 1);
        if (!quoted.at)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
        if (!overlap(a->source, quoted))
            a->source = quoted;
    }
    return HS_OK;
}

/* ---- "raised the number of dead to 12" ---- */

/* Who gives a count anew by a verb that is none of saying: the source is whom the verb is linked to. */
static hs_status read_counts(hs_buffer *found, size_t begun, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window before, hs_window w, size_t k, size_t word_0,
                             uint32_t n_words, hs_error *err)
{
    for (uint32_t i = 0; i < n_words; i++) {
        hs_word_range cue = {i, i + 1}, content = {i + 1, i + 1};
        uint32_t row;
        hs_span verb = span_of(t, word_0 + i), given = hs_count_given(doc, verb);
        if (given.begin >= given.end || !owns(s, t, before, w, word_0, cue) || find_cue(found, begun, verb) < found->len / sizeof(hs_attribution))
            continue;
        while (content.end < n_words && t->end[word_0 + content.end] <= given.end)
            content.end++;
        HS_TRY(find_link(s, t, w, k, word_0, n_words, cue, err));
        if (content.begin == content.end || s->path.source.begin >= s->path.source.end)
            continue;
        s->path.n_content = 1;
        s->path.content[0] = content;
        HS_TRY(add_vector(&row, s, t, w, k, word_0, err));
        hs_attribution a = {.source = spans_of(doc->arena, t, word_0, &s->path.source, 1), .cue = spans_of(doc->arena, t, word_0, &cue, 1),
                            .content = spans_of(doc->arena, t, word_0, &content, 1), .parent = row, .source_id = HS_NO_SOURCE, .confidence = COUNT_CONFIDENCE};
        hs_buffer_add(found, &a, sizeof a);
        if (!a.source.at || !a.cue.at || !a.content.at || found->failed)
            return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    }
    return HS_OK;
}

/* Decode window k of the last run. */
hs_status hs_window_read(hs_buffer *found, hs_document *doc, hs_scanner *s, const hs_text_words *t, hs_window before,
                             hs_window w, size_t k, const float *piece_scores, hs_error *err)
{
    size_t word_0 = lower_bound(t->first, t->n, w.begin), begun = found->len / sizeof(hs_attribution);
    uint32_t n_words = (uint32_t)(lower_bound(t->first, t->n, w.end) - word_0);
    for (uint32_t i = 0; i < n_words; i++)
        memcpy(s->cue_scores + (size_t)i * HS_CUE_SCORES,
               piece_scores + (t->first[word_0 + i] - w.begin + 1) * HS_CUE_SCORES,
               HS_CUE_SCORES * sizeof *s->cue_scores);
    hs_log_softmax(s->cue_scores, n_words, HS_CUE_SCORES);
    uint32_t n_cues = hs_decode_cues(s->cues, s->cue_scores, n_words, s->config->cue_bias);
    for (uint32_t i = 0; i < n_cues; i++)
        if (owns(s, t, before, w, word_0, s->cues[i]))
            HS_TRY(link_cue(found, doc, s, t, w, k, word_0, n_words, s->cues[i], err));
    HS_TRY(read_citing(found, begun, doc, s, t, before, w, k, word_0, n_words, err));
    HS_TRY(read_nested(found, begun, doc, s, t, before, w, k, word_0, n_words, n_cues, err));
    HS_TRY(read_as_saying(found, begun, doc, t, word_0, n_words, err));
    HS_TRY(read_counts(found, begun, doc, s, t, before, w, k, word_0, n_words, err));
    for (size_t i = 0; i < t->n_rulings; i++)
        HS_TRY(read_ruling(found, doc, s, t, before, w, k, word_0, &t->rulings[i], err));
    return HS_OK;
}
