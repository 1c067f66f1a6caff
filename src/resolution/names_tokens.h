/* names_tokens.h -- a text as words, with what is needed to find names and nouns in it.
 * In: valid UTF-8. Out: words in order, each with its shape, its sentence and what stands behind it. Threads: no state
 * but the caller's. */
#ifndef HS_NAMES_TOKENS_H
#define HS_NAMES_TOKENS_H

#include "arena.h"
#include "hearsay.h"
#include "names_lexicon.h"

/* shape */
enum {
    HS_TOKEN_CAPITAL = 1,   /* begins with a capital, or has one inside: Lind, iPhone */
    HS_TOKEN_CAPITALS = 2,  /* two letters at least, all capital */
    HS_TOKEN_NUMBER = 4,    /* begins with a digit and has no letter */
    HS_TOKEN_OWNS = 8,      /* 's or s' behind it */
    HS_TOKEN_BEGINS = 16,   /* first in a sentence, a quotation, or after a colon: a capital says little */
    HS_TOKEN_HEADLINE = 32, /* in a sentence of capitalised words: a capital says nothing */
    HS_TOKEN_QUOTED = 64,   /* inside quotation marks */
    HS_TOKEN_INITIAL = 128  /* one letter and a stop, or an abbreviation that a name follows: J., Dr. */
};

/* what stands between a token and the next; nothing but blanks: 0 */
enum {
    HS_GAP_COMMA = 1,
    HS_GAP_STOP = 2, /* . ! ? ; : and line ends */
    HS_GAP_QUOTE = 4,
    HS_GAP_OPEN = 8, /* ( [ */
    HS_GAP_CLOSE = 16,
    HS_GAP_DASH = 32,
    HS_GAP_OTHER = 64
};

typedef struct hs_token {
    uint32_t begin,
        end; /* bytes of the text; without 's, with a stop that belongs to it and the sign before @name, #name */
    uint32_t sentence;
    uint32_t traits; /* HS_WORD_ */
    uint16_t shape;  /* HS_TOKEN_ */
    uint16_t gap;    /* HS_GAP_ */
} hs_token;

enum { HS_MAX_DATELINE = 8 /* tokens */ };

typedef struct hs_tokens {
    hs_str text;
    const hs_token *at; /* [n] */
    uint32_t n;
} hs_tokens;

/**
 * @param out     borrowed from `arena`
 * @param arena   grows by 32 bytes a word
 * @return HS_OK, HS_E_NOMEM, HS_E_LIMIT over 4 GiB
 */
hs_status hs_tokens_find(hs_tokens *out, hs_arena *arena, hs_str text, hs_error *err);

/** The first token that ends behind byte `at`; n if there is none. */
uint32_t hs_tokens_from(const hs_tokens *tokens, uint32_t at);
/** The first token of the sentence that token i stands in. */
uint32_t hs_sentence_first(const hs_tokens *tokens, uint32_t i);
/** The words of a token. */
hs_str hs_token_word(const hs_tokens *tokens, uint32_t i);
/** Are two tokens the same word, but for case? */
bool hs_token_same(const hs_tokens *tokens, uint32_t a, uint32_t b);
/** Is it an owner by 's, and not by the mark behind the s of many: "the union's", not "the unions'"? */
bool hs_token_owns_by_s(const hs_tokens *tokens, uint32_t i);
/** Is it this word, but for case? */
bool hs_token_is(const hs_tokens *tokens, uint32_t i, const char *word);
/** Is it one of these words, but for case? @param words  parted by blanks */
bool hs_token_is_in(const hs_tokens *tokens, uint32_t i, const char *words);

/** The text from token `begin` to behind the last before `end`; "" if there is none. */
hs_str hs_tokens_text(const hs_tokens *tokens, uint32_t begin, uint32_t end);
/** The first token behind the dateline that [begin, end) begins with: "PORT ALDER, 4 May (Wire) - The harbour master".
 * `begin` if it has none. */
uint32_t hs_dateline_end(const hs_tokens *tokens, uint32_t begin, uint32_t end);
/** Has one of [begin, end) any of the traits? */
bool hs_tokens_any(const hs_tokens *tokens, uint32_t begin, uint32_t end, uint32_t traits);

#endif
