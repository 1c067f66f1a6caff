/* attribution_verdict.c -- "Claim: ..", "Verdict: False". See attribution_verdict.h. */
#include "attribution_verdict.h"

#include "status.h"

static const float RULING_CONFIDENCE = 0.9f; /* of what a page says in so many words */

bool hs_verdict_has(const hs_text_words *t, hs_span cue)
{
    for (size_t i = 0; i < t->n_rulings; i++) {
        hs_span label = t->rulings[i].label, value = t->rulings[i].cue;
        if ((label.begin < cue.end && cue.begin < label.end) || (value.begin < cue.end && cue.begin < value.end))
            return true;
    }
    return false;
}

static hs_status read_verdict(const hs_pane *v, const hs_ruling *ruling, hs_error *err)
{
    hs_word_range content = {0, 0};
    uint32_t row;
    while (content.begin < v->n_words && hs_pane_word(v, content.begin).begin < ruling->claim.begin)
        content.begin++;
    for (content.end = content.begin; content.end < v->n_words && hs_pane_word(v, content.end).end <= ruling->claim.end; content.end++)
        ;
    if (content.begin == content.end || !hs_pane_owns(v, content))
        return HS_OK;
    v->s->path.n_content = 1;
    v->s->path.content[0] = content;
    HS_TRY(hs_pane_vector(&row, v, err));
    hs_span *spans = HS_NEW(v->doc->arena, hs_span, 2);
    if (!spans)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for an attribution");
    spans[0] = ruling->cue;
    spans[1] = ruling->claim;
    hs_attribution a = {.cue = {spans, 1}, .content = {spans + 1, 1}, .parent = row, .source_id = HS_NO_SOURCE, .confidence = RULING_CONFIDENCE};
    return hs_pane_add(v, &a, err);
}

hs_status hs_verdicts_read(const hs_pane *v, hs_error *err)
{
    for (size_t i = 0; i < v->t->n_rulings; i++)
        HS_TRY(read_verdict(v, &v->t->rulings[i], err));
    return HS_OK;
}
