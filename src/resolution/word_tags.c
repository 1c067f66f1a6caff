/* word_tags.c -- Viterbi over the tags that each word may have. In: tokens. Out: tags. Threads: any. */
#include "word_tags.h"

#include <string.h>

#include "ascii.h"
#include "status.h"
#include "word_tags_table.h"

enum { MAX_OPTIONS = 4, MAX_WORD = 18, MAX_ENDING = 4, MAX_RUN = 1 << 16 /* costs stay within 32 bits */ };

static const char letters[] = "BNSPOWVGEXJRDITCMU"; /* as hs_tag */

typedef struct options {
    uint8_t tag[MAX_OPTIONS], cost[MAX_OPTIONS], n;
} options;

/* A token's best way to each of its tags. */
typedef struct step {
    uint8_t tag[MAX_OPTIONS], from[MAX_OPTIONS];
    uint8_t n;
} step;

static int compare(const char *row, const char *key, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (row[i] != key[i])
            return row[i] == '|' || (unsigned char)row[i] < (unsigned char)key[i] ? -1 : 1;
    return row[len] == '|' ? 0 : 1;
}

static const char *look(const char (*rows)[HS_TAGS_ROW], unsigned n, const char *key, size_t len)
{
    unsigned low = 0, high = n;
    while (low < high) {
        unsigned mid = low + (high - low) / 2;
        int order = compare(rows[mid], key, len);
        if (order == 0)
            return rows[mid] + len + 1;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

static uint8_t digit(char c)
{
    return (uint8_t)(c <= '9' ? c - '0' : c - 'a' + 10);
}

static options parse(const char *row)
{
    options out = {.n = 0};
    for (; *row && out.n < MAX_OPTIONS; row += 3) {
        out.tag[out.n] = (uint8_t)(strchr(letters, *row) - letters);
        out.cost[out.n++] = (uint8_t)(digit(row[1]) << 4 | digit(row[2]));
    }
    return out;
}

static options options_of(const hs_tokens *tokens, uint32_t i)
{
    char key[MAX_WORD + 1];
    hs_str word = hs_token_word(tokens, i);
    bool numeric = word.len && word.ptr[0] >= '0' && word.ptr[0] <= '9';
    key[0] = tokens->at[i].shape & HS_TOKEN_CAPITAL ? 'A' : numeric ? '9' : 'a';
    const char *row = NULL;
    if (word.len <= MAX_WORD) {
        for (size_t k = 0; k < word.len; k++)
            key[k + 1] = hs_ascii_lower(word.ptr[k]);
        row = look(hs_tags_words, hs_tags_n_words, key + 1, word.len);
    }
    for (size_t n = word.len > MAX_ENDING ? MAX_ENDING : word.len ? word.len - 1 : 0; !row; n--) {
        for (size_t k = 0; k < n; k++)
            key[k + 1] = hs_ascii_lower(word.ptr[word.len - n + k]);
        row = look(hs_tags_endings, hs_tags_n_endings, key, n + 1);
        if (!n)
            break;
    }
    return row ? parse(row) : (options){{HS_TAG_NOUN}, {0}, 1};
}

static bool parts(const hs_tokens *tokens, uint32_t i)
{
    return i + 1 >= tokens->n || tokens->at[i].gap || tokens->at[i + 1].sentence != tokens->at[i].sentence;
}

hs_status hs_tags_find(const uint8_t **out, hs_arena *arena, const hs_tokens *tokens, hs_error *err)
{
    uint8_t *tags = HS_NEW(arena, uint8_t, tokens->n);
    step *steps = HS_NEW(arena, step, tokens->n);
    if (!tags || !steps)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the tags of a text");
    uint32_t costs[MAX_OPTIONS] = {0}, first = 0;
    for (uint32_t i = 0; i < tokens->n; i++) {
        options o = options_of(tokens, i);
        uint32_t next[MAX_OPTIONS] = {0};
        steps[i].n = o.n;
        for (uint8_t k = 0; k < o.n; k++) {
            steps[i].tag[k] = o.tag[k];
            next[k] = i == first ? hs_tags_follow[HS_TAG_MARK][o.tag[k]] : UINT32_MAX;
            for (uint8_t p = 0; i > first && p < steps[i - 1].n; p++) {
                uint32_t way = costs[p] + hs_tags_follow[steps[i - 1].tag[p]][o.tag[k]];
                if (way < next[k]) {
                    next[k] = way;
                    steps[i].from[k] = p;
                }
            }
            next[k] += o.cost[k];
        }
        memcpy(costs, next, sizeof costs);
        if (!parts(tokens, i) && i - first < MAX_RUN)
            continue;
        uint8_t best = 0; /* of the run that a mark ends here */
        for (uint8_t k = 1; k < o.n; k++)
            if (costs[k] + hs_tags_follow[o.tag[k]][HS_TAG_MARK] <
                costs[best] + hs_tags_follow[o.tag[best]][HS_TAG_MARK])
                best = k;
        for (uint32_t k = i + 1; k-- > first;) {
            tags[k] = steps[k].tag[best];
            best = steps[k].from[best];
        }
        first = i + 1;
    }
    *out = tags;
    return HS_OK;
}

static bool sorted(const char (*rows)[HS_TAGS_ROW], unsigned n)
{
    for (unsigned i = 1; i < n; i++)
        if (compare(rows[i - 1], rows[i], strcspn(rows[i], "|")) >= 0)
            return false;
    return true;
}

bool hs_tags_sorted(void)
{
    return sorted(hs_tags_words, hs_tags_n_words) && sorted(hs_tags_endings, hs_tags_n_endings);
}
