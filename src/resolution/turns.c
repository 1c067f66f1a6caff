/* turns.c -- speakers of a transcript by the labels of its lines. In: tokens. Out: turns. Threads: any. */
#include "turns.h"

#include <string.h>

#include "ascii.h"
#include "status.h"

enum { MAX_LABEL = 6, MAX_SPEAKERS = 24, MIN_TURNS = 3 };

/* The end of a label that begins at token i: "Ms Lind: ", in capitals a colon ends; i if none does. */
static uint32_t label_end(const hs_tokens *tokens, uint32_t i)
{
    hs_str text = tokens->text;
    uint32_t begin = tokens->at[i].begin;
    if (begin && text.ptr[begin - 1] != '\n')
        return i;
    for (uint32_t k = i; k < tokens->n && k < i + MAX_LABEL; k++) {
        if (!(tokens->at[k].shape & HS_TOKEN_CAPITAL))
            return i;
        uint32_t end = tokens->at[k].end;
        if (end + 1 < text.len && text.ptr[end] == ':' && text.ptr[end + 1] == ' ')
            return k + 1;
        if (tokens->at[k].gap & ~(unsigned)HS_GAP_STOP ||
            (tokens->at[k].gap && !(tokens->at[k].shape & HS_TOKEN_INITIAL)))
            return i;
    }
    return i;
}

static bool same_label(const hs_tokens *tokens, const hs_turn *a, const hs_turn *b)
{
    hs_str x = hs_tokens_text(tokens, a->label, a->begin), y = hs_tokens_text(tokens, b->label, b->begin);
    return hs_ascii_equal(x, y);
}

/* Of two the other; of more whoever spoke before, or else speaks next. */
static uint32_t addressee_of(const hs_turn *at, uint32_t n, uint32_t i, uint32_t first, uint32_t second, bool two)
{
    if (two)
        return at[i].speaker == first ? second : first;
    if (i + 1 < n && at[i + 1].speaker != at[i].speaker)
        return at[i + 1].speaker;
    return i && at[i - 1].speaker != at[i].speaker ? at[i - 1].speaker : HS_NONE;
}

hs_status hs_turns_find(hs_turns *out, hs_arena *arena, const hs_tokens *tokens, hs_error *err)
{
    *out = (hs_turns){NULL, 0};
    uint32_t n = 0, speakers[MAX_SPEAKERS], n_speakers = 0;
    for (uint32_t i = 0; i < tokens->n; i++)
        n += label_end(tokens, i) > i;
    if (n < MIN_TURNS)
        return HS_OK;
    hs_turn *at = HS_NEW(arena, hs_turn, n);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the turns of a text");
    uint32_t k = 0;
    for (uint32_t i = 0; i < tokens->n; i++) {
        uint32_t begin = label_end(tokens, i);
        if (begin == i)
            continue;
        at[k] = (hs_turn){i, begin, tokens->n, k, HS_NONE};
        for (uint32_t s = 0; s < n_speakers; s++)
            if (same_label(tokens, &at[speakers[s]], &at[k]))
                at[k].speaker = speakers[s];
        if (at[k].speaker == k && n_speakers < MAX_SPEAKERS)
            speakers[n_speakers++] = k;
        if (k)
            at[k - 1].end = i;
        k++;
    }
    if (n < 2 * n_speakers - 1 || n_speakers == MAX_SPEAKERS) /* headings, a list: "Time: .. Place: .." */
        return HS_OK;
    for (uint32_t i = 0; i < n; i++)
        at[i].addressee = n_speakers < 2 ? HS_NONE : addressee_of(at, n, i, speakers[0], speakers[1], n_speakers == 2);
    *out = (hs_turns){at, n};
    return HS_OK;
}

uint32_t hs_turn_at(const hs_turns *turns, uint32_t i)
{
    uint32_t low = 0, high = turns->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (turns->at[mid].label <= i)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? low - 1 : HS_NONE;
}
