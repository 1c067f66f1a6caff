/* rulings.c -- verdicts of fact-checkers, line by line: what each line is, and which claim a verdict is on. In: a text. Out: spans. Any thread. */
#include "rulings.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"

enum { REACH = 4 /* lines from a claim to its verdict, or back */, LEAST_WORDS = 4 /* of a claim that has no label */, LONGEST_LABEL = 48, SENTENCES = 4 /* behind a claim, in which its verdict may stand */ };

static const char *const claims[] = {"claim", "the claim", "claim reviewed", "claim checked", "the claim we checked", "what was claimed", "viral claim", "statement", "the statement", "rumour", "rumor", "the rumour", "the rumor"};
static const char *const labels[] = {"verdict", "our verdict", "the verdict", "rating", "our rating", "the rating", "truth rating", "claim rating", "ruling", "our ruling", "the ruling", "conclusion",
                                     "our conclusion", "status", "finding", "our finding", "fact check", "fact-check", "result", "the facts say"};
/* The longest first of those that begin alike; a verdict that is neither is none. */
static const char *const values[] = {"mostly false", "false", "pants on fire", "fake", "hoax", "a hoax", "untrue", "not true", "incorrect", "inaccurate", "debunked", "bogus", "baseless", "unfounded", "mostly true", "true",
                                     "correct", "accurate", "confirmed", "unconfirmed", "unproven", "unverified", "unsubstantiated"};
static const char *const before_colon[] = {"mostly false", "false", "pants on fire", "fake", "hoax", "untrue", "debunked", "bogus"};

typedef struct finding {
    hs_str text;
    hs_arena *arena;
    hs_ruling *at;
    size_t n;
    size_t line;       /* lines with words so far */
    hs_span label, claim, cue; /* that wait for their verdict or claim; empty: none does */
    size_t claim_line, cue_line;
    bool names_claim, names_verdict; /* the line before is a label alone */
    hs_span alone;     /* that label, of a claim */
} finding;

static hs_str slice(const finding *f, hs_span s)
{
    return (hs_str){f->text.ptr + s.begin, s.end - s.begin};
}

static bool is_empty(hs_span s)
{
    return s.begin >= s.end;
}

/* Bytes of a quotation mark or an asterisk, dash, bar or blank at `p`; 0: none. */
static size_t mark_at(const char *p, size_t room)
{
    unsigned char c = room ? (unsigned char)*p : 'a';
    if (strchr(" \t\r\"'*_|>-", (char)c) && c)
        return 1;
    return room > 2 && c == 0xE2 && (unsigned char)p[1] == 0x80 && (unsigned char)p[2] >= 0x93 && (unsigned char)p[2] <= 0x9F ? 3 : 0;
}

static hs_span bare(const finding *f, hs_span s)
{
    for (size_t n; s.begin < s.end && (n = mark_at(f->text.ptr + s.begin, s.end - s.begin)) > 0;)
        s.begin += (uint32_t)n;
    while (s.begin < s.end) {
        const char *end = f->text.ptr + s.end;
        size_t room = s.end - s.begin, n = strchr(".!:", end[-1]) && end[-1] ? 1 : mark_at(end - 1, 1);
        if (!n && room > 2)
            n = mark_at(end - 3, 3) == 3 ? 3 : 0;
        if (!n)
            break;
        s.end -= (uint32_t)n;
    }
    return s;
}

/* The first sentence of a claim. @return empty: it has more words than a claim, or fewer than `least` */
static hs_status claim_of(finding *f, hs_span s, size_t least, hs_span *out, hs_error *err)
{
    hs_spans sentences;
    hs_span word;
    uint32_t at = 0;
    size_t n = 0;
    *out = (hs_span){0, 0};
    s = bare(f, s);
    HS_TRY(hs_sentences_find(&sentences, f->arena, slice(f, s), err));
    if (!sentences.n)
        return HS_OK;
    s = bare(f, (hs_span){s.begin + sentences.at[0].begin, s.begin + sentences.at[0].end});
    for (hs_str claim = slice(f, s); n <= HS_RULING_CLAIM_WORDS && hs_word_next(&word, claim, &at);)
        n++;
    if (n >= least && n <= HS_RULING_CLAIM_WORDS)
        *out = s;
    return HS_OK;
}

#define LISTED(list, s) hs_ascii_is_one_of(s, list, sizeof list / sizeof *list)

/* The verdict that a line begins with, if nothing but an explanation in another sentence follows. */
static hs_span value_of(const finding *f, hs_span s)
{
    s = bare(f, s);
    hs_str line = slice(f, s);
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        size_t len = strlen(values[i]);
        if (hs_ascii_begins(line, values[i]) && (line.len == len || strchr(".,;!(/|", line.ptr[len]) || (line.len > len + 3 && line.ptr[len] == ' ' && mark_at(line.ptr + len + 1, 3) == 3)))
            return (hs_span){s.begin, s.begin + (uint32_t)len};
    }
    return (hs_span){0, 0};
}

/* Up to the first colon of a short beginning. @return empty: there is none */
static hs_span label_of(const finding *f, hs_span line)
{
    hs_str s = slice(f, line);
    s.len = s.len < LONGEST_LABEL ? s.len : LONGEST_LABEL;
    size_t colon = hs_ascii_char(s, 0, ':');
    return colon < s.len ? bare(f, (hs_span){line.begin, line.begin + (uint32_t)colon}) : (hs_span){0, 0};
}

static void put(finding *f, hs_span label, hs_span claim, hs_span cue)
{
    if (f->n < HS_RULINGS)
        f->at[f->n++] = (hs_ruling){label, claim, cue};
    f->claim = f->cue = (hs_span){0, 0};
}

static void take_claim(finding *f, hs_span label, hs_span claim)
{
    if (!is_empty(f->cue) && f->line - f->cue_line <= REACH) {
        put(f, label, claim, f->cue);
        return;
    }
    f->label = label;
    f->claim = claim;
    f->claim_line = f->line;
}

static void take_value(finding *f, hs_span cue)
{
    if (!is_empty(f->claim) && f->line - f->claim_line <= REACH) {
        put(f, f->label, f->claim, cue);
        return;
    }
    f->cue = cue;
    f->cue_line = f->line;
}

/* "Claim: the bridge was sold. Rating: False", "Claim: the bridge was sold | False" */
static hs_span value_behind(const finding *f, hs_span claim, hs_span line)
{
    uint32_t i = claim.end;
    for (int n = 0; n < SENTENCES && i < line.end; n++, i++) {
        hs_span rest = bare(f, (hs_span){i, line.end}), label = label_of(f, rest);
        if (is_empty(rest))
            break;
        if (!is_empty(label) && LISTED(labels, slice(f, label)))
            return value_of(f, (hs_span){label.end + 1, line.end});
        i = rest.begin;
        while (i < line.end && f->text.ptr[i] != '.' && f->text.ptr[i] != '|')
            i++;
    }
    return (hs_span){0, 0};
}

/* A line whose label is before a colon. @param rest  behind it */
static hs_status read_labelled(finding *f, hs_span label, hs_span rest, hs_error *err)
{
    hs_span claim = {0, 0}, value = {0, 0};
    hs_str is = slice(f, label);
    if (LISTED(claims, is)) {
        HS_TRY(claim_of(f, (hs_span){rest.begin, rest.begin + (uint32_t)hs_ascii_char(slice(f, rest), 0, '|')}, 1, &claim, err));
        value = is_empty(claim) ? value : value_behind(f, claim, rest);
        if (!is_empty(value))
            put(f, label, claim, value);
        else if (!is_empty(claim))
            take_claim(f, label, claim);
    } else if (LISTED(labels, is)) {
        value = value_of(f, rest);
        if (!is_empty(value))
            take_value(f, value);
    } else if (LISTED(before_colon, is)) {
        HS_TRY(claim_of(f, rest, LEAST_WORDS, &claim, err));
        if (!is_empty(claim))
            put(f, (hs_span){0, 0}, claim, label);
    }
    return HS_OK;
}

static hs_status read_line(finding *f, hs_span line, hs_error *err)
{
    bool names_claim = f->names_claim, names_verdict = f->names_verdict;
    hs_span label = label_of(f, line), all = bare(f, line), claim;
    f->line++;
    f->names_claim = LISTED(claims, slice(f, all));
    f->names_verdict = LISTED(labels, slice(f, all));
    if (f->names_claim)
        f->alone = all;
    if (f->names_claim || f->names_verdict)
        return HS_OK;
    if (!is_empty(label))
        return read_labelled(f, label, (hs_span){line.begin + 1 + (uint32_t)hs_ascii_char(slice(f, line), 0, ':'), line.end}, err);
    hs_span value = value_of(f, line);
    if (!is_empty(value) && (names_verdict || value.end - value.begin == all.end - all.begin)) {
        take_value(f, value);
    } else if (names_claim) {
        HS_TRY(claim_of(f, line, 1, &claim, err));
        if (!is_empty(claim))
            take_claim(f, f->alone, claim);
    }
    return HS_OK;
}

hs_status hs_rulings_find(const hs_ruling **out, size_t *n, hs_arena *arena, hs_str text, hs_error *err)
{
    finding f = {.text = text, .arena = arena, .at = HS_NEW(arena, hs_ruling, HS_RULINGS)};
    *out = NULL;
    *n = 0;
    if (!f.at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for verdicts");
    if (text.len > UINT32_MAX)
        return hs_fail(err, HS_E_LIMIT, UINT32_MAX, "verdicts: a text of %zu bytes: spans hold 32 bits", text.len);
    for (size_t at = 0; at < text.len;) {
        size_t end = hs_ascii_char(text, at, '\n');
        hs_span line = {(uint32_t)at, (uint32_t)end};
        if (!is_empty(bare(&f, line)))
            HS_TRY(read_line(&f, line, err));
        at = end + 1;
    }
    *out = f.at;
    *n = f.n;
    return HS_OK;
}
