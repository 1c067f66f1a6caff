/* turns.h -- who speaks where in a transcript: lines that begin with "Name:".
 * In: tokens. Out: turns. Threads: any. */
#ifndef HS_TURNS_H
#define HS_TURNS_H

#include "names_find.h"

typedef struct hs_turn {
    uint32_t label, begin, end; /* tokens: the label is [label, begin), what is said [begin, end) */
    uint32_t speaker;           /* index of the first turn of the same speaker */
    uint32_t addressee;         /* likewise; HS_NONE */
} hs_turn;

typedef struct hs_turns {
    const hs_turn *at; /* [n], in order; none in a text that is no transcript */
    uint32_t n;
} hs_turns;

/** @param out  borrowed from `arena`  @return HS_OK, HS_E_NOMEM */
hs_status hs_turns_find(hs_turns *out, hs_arena *arena, const hs_tokens *tokens, hs_error *err);
/** The turn that token i stands in, its label too; HS_NONE. */
uint32_t hs_turn_at(const hs_turns *turns, uint32_t i);

#endif
