/* names_office.c -- what stands around a noun that somebody is called by: a rank ("deputy"), a department ("finance"), whose it is ("Russian",
 * "Kolm's", "of Kolm"). In: tokens. Out: whether two such nouns can be one person's. Threads: any. */
#include "names_office.h"

#include "ascii.h"

enum { MOST = 6 /* words of each kind */, REACH = 5 /* words before the noun */ };

/* Words around a noun, as tokens. */
typedef struct surroundings {
    uint32_t of_what[MOST], whose[MOST];
    uint32_t n_of_what, n_whose;
    bool below, prime, former, fresh;
    bool partial; /* the noun goes on: "chief | executive" */
    bool new_one; /* "the owner of a rival" */
} surroundings;

static const char *const departments =
    "foreign finance financial home interior health education defence defense justice labor trade energy transport transportation agriculture "
    "environment environmental culture sports science tourism housing immigration security treasury economy economic social domestic external "
    "internal public general police fire army navy naval military union opposition party council chief executive managing news press media legal medical "
    "technical political editorial operating marketing campaign company team club school church hospital mission harbour harbor port airport prison "
    "border customs tax election electoral intelligence communications development infrastructure water rail railway";
/* What tells nothing of whose or what it is, though it may have a capital in a title. */
static const char *const neutral =
    "new old young current then longtime late top senior local leading veteran embattled outgoing incoming acting interim former deputy vice assistant "
    "associate shadow prime the a an his her their its our this that mr mrs ms dr sir";

static void note(uint32_t *at, uint32_t *n, uint32_t token)
{
    if (*n < MOST)
        at[(*n)++] = token;
}

static bool is_capital(const hs_tokens *tokens, uint32_t i)
{
    return tokens->at[i].shape & HS_TOKEN_CAPITAL;
}

static void take_before(surroundings *s, const hs_tokens *tokens, uint32_t i)
{
    const uint32_t place = HS_WORD_PLACE | HS_WORD_DEMONYM;
    s->below = s->below || hs_token_is_in(tokens, i, "deputy vice assistant associate under shadow lieutenant");
    s->prime = s->prime || hs_token_is(tokens, i, "prime");
    s->former = s->former || hs_token_is(tokens, i, "former");
    s->fresh = s->fresh || hs_token_is_in(tokens, i, "new incoming next");
    if (hs_token_is_in(tokens, i, departments))
        note(s->of_what, &s->n_of_what, i);
    else if (tokens->at[i].traits & place || (is_capital(tokens, i) && !hs_token_is_in(tokens, i, neutral)))
        note(s->whose, &s->n_whose, i);
}

/* "the minister | of Foreign Affairs", "mayor | of Kolm", "spokeswoman | for the hospital"; that she speaks for a company tells nothing of which. */
static void take_behind(surroundings *s, const hs_tokens *tokens, uint32_t noun)
{
    static const char *const firms = "company firm group business corporation operator owner maker manufacturer";
    const bool speaks = hs_ascii_begins(hs_token_word(tokens, noun), "spokes"), people = tokens->at[noun].traits & HS_WORD_PEOPLE; /* "officials | from the harbour board" */
    uint32_t i = noun + 1;
    if (tokens->at[noun].gap || i >= tokens->n)
        return;
    s->partial = tokens->at[i].traits & HS_WORD_ROLE && !is_capital(tokens, i) == !is_capital(tokens, noun) && hs_token_is(tokens, noun, "chief");
    if (!hs_token_is(tokens, i, "of") && !(speaks && hs_token_is(tokens, i, "for")) && !(people && hs_token_is_in(tokens, i, "from at in with")))
        return;
    s->new_one = hs_token_is(tokens, i, "of") && i + 1 < tokens->n && hs_token_is_in(tokens, i + 1, "a an another");
    i += i + 1 < tokens->n && hs_token_is(tokens, i + 1, "the") ? 2 : 1;
    for (uint32_t end = i + 3; i < end && i < tokens->n && !tokens->at[i - 1].gap; i++) {
        if (hs_token_is_in(tokens, i, departments) || ((speaks || people) && tokens->at[i].traits & HS_WORD_BODY && !hs_token_is_in(tokens, i, firms)))
            note(s->of_what, &s->n_of_what, i);
        else if (is_capital(tokens, i))
            note(s->whose, &s->n_whose, i);
        else
            break;
    }
}

static surroundings around(const hs_tokens *tokens, uint32_t noun)
{
    surroundings s = {0};
    for (uint32_t i = noun, looks = 0; i-- > 0 && looks < REACH; looks++) {
        const hs_token *t = &tokens->at[i];
        if (t->gap || t->sentence != tokens->at[noun].sentence || t->traits & (HS_WORD_DETERMINER | HS_WORD_PREPOSITION | HS_WORD_RELATIVE))
            break;
        take_before(&s, tokens, i);
        if (t->shape & HS_TOKEN_OWNS)
            break;
    }
    take_behind(&s, tokens, noun);
    return s;
}

/* "Germany" and "German", "US" and "American" */
static bool same_place(hs_str a, hs_str b)
{
    static const char *const pairs[][2] = {{"us", "american"}, {"u.s", "american"}, {"u.s.", "american"}, {"usa", "american"}, {"uk", "british"}, {"u.k.", "british"}, {"britain", "british"},
                                           {"france", "french"}, {"denmark", "danish"}, {"ireland", "irish"}, {"wales", "welsh"}, {"netherlands", "dutch"}, {"us", "u.s."}, {"uk", "u.k."}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if ((hs_ascii_is(a, pairs[i][0]) && hs_ascii_is(b, pairs[i][1])) || (hs_ascii_is(b, pairs[i][0]) && hs_ascii_is(a, pairs[i][1])))
            return true;
    return a.len > 3 && b.len > 3 && hs_ascii_same(a.ptr, b.ptr, a.len > 4 && b.len > 4 ? 4 : 3);
}

typedef enum sharing { DIFFER, SILENT, SHARE } sharing;

static sharing compare(const hs_tokens *tokens, const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b, bool places)
{
    if (!n_a || !n_b)
        return SILENT;
    for (uint32_t i = 0; i < n_a; i++)
        for (uint32_t k = 0; k < n_b; k++)
            if (hs_token_same(tokens, a[i], b[k]) || (places && same_place(hs_token_word(tokens, a[i]), hs_token_word(tokens, b[k]))))
                return SHARE;
    return DIFFER;
}

/* "spokesman" and "spokeswoman" are one noun. */
static bool same_noun(const hs_tokens *tokens, uint32_t a, uint32_t b)
{
    hs_str x = hs_token_word(tokens, a), y = hs_token_word(tokens, b);
    if (hs_ascii_equal(x, y))
        return true;
    return hs_ascii_begins(x, "spokes") && hs_ascii_begins(y, "spokes") &&
           (tokens->at[a].traits & HS_WORD_ROLE) == (tokens->at[b].traits & HS_WORD_ROLE);
}

/* Who holds one may be another than who holds the other: the deputy mayor is not the mayor, "the minister" neither the prime minister nor a former
 * one, "the new minister" not who was the minister so far; though "the former minister" may have been called the minister before. */
static bool same_rank(const surroundings *role, const surroundings *noun)
{
    return role->below == noun->below && role->prime == noun->prime && (!role->former || noun->former) && (role->fresh || !noun->fresh);
}

bool hs_is_office(const hs_tokens *tokens, uint32_t noun)
{
    return hs_token_is_in(tokens, noun,
                          "minister president premier chancellor mayor governor chairman chairwoman chairperson chair director secretary "
                          "commissioner ambassador prosecutor chief king queen prince pope bishop archbishop treasurer commander captain");
}

/* "The fire chief" and "Calder chief": who is called chief of one thing, in so many words, is none of another. A minister may be told by either: "the Russian minister". */
static bool other_chief(const hs_tokens *tokens, uint32_t noun, const surroundings *a, const surroundings *b)
{
    return hs_token_is_in(tokens, noun, "chief head boss") && ((a->n_of_what && !a->n_whose && b->n_whose && !b->n_of_what) || (b->n_of_what && !b->n_whose && a->n_whose && !a->n_of_what));
}

hs_office_match hs_office_compare(const hs_tokens *tokens, uint32_t role, uint32_t noun)
{
    if (role == noun)
        return HS_OFFICE_SAME;
    if (!same_noun(tokens, role, noun))
        return HS_OFFICE_NONE;
    surroundings a = around(tokens, role), b = around(tokens, noun);
    if (hs_is_office(tokens, noun) && !same_rank(&a, &b))
        return HS_OFFICE_RIVAL;
    sharing of_what = compare(tokens, a.of_what, a.n_of_what, b.of_what, b.n_of_what, false);
    sharing whose = compare(tokens, a.whose, a.n_whose, b.whose, b.n_whose, true);
    if (of_what == DIFFER || whose == DIFFER || a.partial != b.partial || b.new_one || other_chief(tokens, noun, &a, &b))
        return HS_OFFICE_RIVAL;
    return of_what == SHARE || whose == SHARE ? HS_OFFICE_SAME : HS_OFFICE_POSSIBLE;
}

uint32_t hs_office_words(const hs_tokens *tokens, uint32_t noun)
{
    surroundings s = around(tokens, noun);
    return s.n_of_what + s.n_whose;
}
