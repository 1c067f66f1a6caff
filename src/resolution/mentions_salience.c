/* mentions_salience.c -- weighing candidates: recency, being a source, being a subject, agreement. In: resolved
 * mentions. Out: an entity. Threads: any. After Lappin and Leass 1994 (salience of antecedents), with the roles that
 * attributions add. */
#include "mentions_salience.h"

#include "bodies.h"
#include "names_kind.h"

enum {
    MAX_LOOKS = 96,     /* mentions looked at */
    MAX_SENTENCES = 14, /* looked back */
    MAX_CANDIDATES = 16,
    PER_SENTENCE = 8, /* what distance costs */
    IS_SOURCE = 10,
    IS_TOLD = -9, /* in another's words */
    IS_SUBJECT = 8,
    IS_AGAIN = 2, /* named more than once */
    IS_SPEAKER = 20,
    AGREES_SURELY = 4,
    KIND_UNKNOWN = -10,
    NOT_PLURAL = -6,
    IS_PAPERS = -30, /* "according to reports, .. They want": somebody else, if anybody is there */
    IN_QUOTATION = -10, /* while the mention is not */
    IN_OWN_CONTENT = -8,
    IS_WHERE = -8,   /* "in Port Alder" */
    IS_DENIED = -30, /* nobody denies what he has just said */
    IS_OWNER = -2,
    IS_UNNAMED = -3,
    IS_CALLED_ELSE = -13,
    IS_NO_FIRM = -40,  /* "the coast guard", to "the company" */
    IS_OUTLET = -60,   /* "the company" is one that is written about, and an outlet only where there is no other */
    IS_AGENCY = -16,   /* "the agency" may be one of news */
    IS_REPORTER = -6,  /* named often for what it tells of others */
    IS_HEARER = -20,   /* "told the Post": who listens is not "it" */
    KIND_GUESSED = -7, /* a person only because it speaks */
    FITS = IS_OUTLET + 1, /* one that agrees so well may be meant, even if others are there */
    WORST = -1000
};

const char *const hs_firm_nouns =
    "company firm group organisation organization agency giant manufacturer maker retailer "
    "team band charity startup corporation developer club airline bank business "
    "carmaker automaker drugmaker chipmaker steelmaker insurer lender carrier utility studio label";

typedef struct candidate {
    uint32_t entity;
    int score;
    unsigned times;
} candidate;

/* How well the entity agrees; WORST: not at all. */
static int agreement(const hs_entity *e, hs_want want)
{
    bool person = e->kind == HS_SOURCE_PERSON && !e->plural;
    bool unknown = e->kind == HS_SOURCE_UNKNOWN && !e->plural;
    bool somebody = unknown && e->described; /* "one of them": no body */
    bool guessed = e->kind_guessed && !e->plural;
    bool body =
        (e->kind == HS_SOURCE_ORGANISATION || e->kind == HS_SOURCE_OUTLET || e->kind == HS_SOURCE_PLACE) && !e->plural;
    switch (want.what) {
    case HS_WANT_PERSON:
        if (!(person || unknown) || !hs_genders_agree(e->gender, want.gender))
            return WORST;
        return (unknown ? e->end - e->first > 1 ? KIND_UNKNOWN / 2 : KIND_UNKNOWN : 0) +
               (e->gender != HS_GENDER_UNKNOWN && e->gender == want.gender ? AGREES_SURELY : 0);
    case HS_WANT_BODY:
        if (somebody)
            return WORST;
        if (e->kind == HS_SOURCE_DOCUMENT && !e->plural)
            return KIND_UNKNOWN;
        return body      ? e->kind == HS_SOURCE_PLACE ? KIND_UNKNOWN : 0
               : unknown ? KIND_UNKNOWN
               : guessed ? KIND_GUESSED
                         : WORST;
    case HS_WANT_FIRM:
        if (e->kind == HS_SOURCE_PLACE || somebody || !(body || unknown || guessed))
            return WORST;
        return unknown ? KIND_UNKNOWN : guessed ? KIND_GUESSED : e->kind != HS_SOURCE_OUTLET ? 0 : want.noun == HS_NONE ? IS_OUTLET : IS_AGENCY;
    case HS_WANT_OUTLET:
        return e->kind == HS_SOURCE_OUTLET ? AGREES_SURELY : WORST;
    case HS_WANT_PLACE:
        return e->kind == HS_SOURCE_PLACE ? 0 : WORST;
    case HS_WANT_SEVERAL:
        if (e->plural)
            return e->kind == HS_SOURCE_DOCUMENT ? IS_PAPERS : AGREES_SURELY;
        return !body ? WORST : e->kind == HS_SOURCE_ORGANISATION ? NOT_PLURAL : KIND_UNKNOWN;
    }
    return WORST;
}

static bool holds(hs_spans spans, uint32_t byte)
{
    for (uint32_t i = 0; i < spans.n && i < 8; i++)
        if (spans.at[i].begin <= byte && byte < spans.at[i].end)
            return true;
    return false;
}

/* Does the attribution stand in the content of another whose source the mention may stand for as well? */
static bool is_told_by_another(const hs_resolver *r, uint32_t attribution, hs_want want)
{
    uint32_t at = r->doc->attributions[attribution].parent;
    for (unsigned steps = 0; at < r->doc->n_attributions && steps < 4; steps++) {
        uint32_t i = r->mentions->of[at], e = i == HS_NONE ? HS_NONE : r->mentions->at[i].entity;
        if (e != HS_NONE && agreement(&r->entities->at[e], want) >= FITS)
            return true;
        at = r->doc->attributions[at].parent;
    }
    return false;
}

/* The attribution before this one that stands in nobody's content; HS_NO_PARENT. */
static uint32_t last_before(const hs_resolver *r, uint32_t attribution)
{
    uint32_t looks = 0;
    while (attribution-- > 0 && looks++ < 8)
        if (r->doc->attributions[attribution].parent == HS_NO_PARENT)
            return attribution;
    return HS_NO_PARENT;
}

/* What only firms are called. */
static const char *const trading_nouns = "company firm giant manufacturer maker retailer startup corporation airline carmaker automaker drugmaker chipmaker steelmaker";

bool hs_is_no_trader(const hs_resolver *r, const hs_entity *e)
{
    static const char *const authorities = "office bureau inspectorate watchdog regulator";
    uint32_t head = e->described ? (e->n_roles ? e->roles[0] : e->first) : e->end - 1;
    bool post = head > e->first && hs_token_is(r->tokens, head - 1, "post"); /* "the Post Office" sells stamps */
    return hs_tokens_any(r->tokens, e->first, e->end, HS_WORD_INSTITUTION) || (hs_token_is_in(r->tokens, head, authorities) && !post);
}

/* "the bank", and a party, or a broadcaster: what is called something that no firm is, or another kind of firm. "The insurer" is none but who is called so. */
static bool is_another_body(const hs_resolver *r, const hs_entity *e, uint32_t noun)
{
    static const char *const kinds = "bank airline club band team charity retailer", *const branches = "insurer lender carrier utility studio label";
    bool kind = hs_token_is_in(r->tokens, noun, kinds);
    if (!e->described && hs_body_is_called(r->tokens, e->first, e->end, noun) == HS_BODY_OTHER)
        return true;
    if (hs_entity_is_called(e, r->tokens, noun))
        return false;
    if (hs_token_is_in(r->tokens, noun, branches))
        return true;
    if (e->described)
        return e->n_roles && (kind || (hs_token_is_in(r->tokens, e->roles[0], branches) && !hs_token_is_in(r->tokens, noun, "company firm business")));
    for (uint32_t i = 0; i < e->n_roles; i++)
        if (kind || r->tokens->at[e->roles[i]].traits & HS_WORD_INSTITUTION)
            return true;
    return kind && e->kind == HS_SOURCE_OUTLET;
}

const char *const hs_shop_nouns = "bakery brewery butcher butchers grocer grocery shop store pub restaurant cafe café deli dairy distillery winery factory foundry mill shipyard farm nursery hotel garage supermarket "
                                  "chain brand";

/* A shop is what keeps its 's: "the bakery", of Corley's. No maker or shop is "the agency", and no museum. */
static bool is_of_its_trade(const hs_resolver *r, const hs_entity *e, uint32_t noun)
{
    if (hs_token_is_in(r->tokens, noun, hs_shop_nouns))
        return e->brand && (!e->n_roles || hs_entity_is_called(e, r->tokens, noun));
    return !(hs_token_is(r->tokens, noun, "agency") && !e->described && (e->brand || hs_token_is_in(r->tokens, e->end - 1, "group holdings brothers sons museum gallery theatre university college school hospital church court council club")));
}

/* "A Velden Front message | published by", "a message of the Velden Front | relayed by": whose it is goes before the verb. */
static bool is_message_of_body(const hs_resolver *r, uint32_t verb)
{
    uint32_t name = hs_name_ending(r->names, verb);
    if (name == HS_NONE && !r->tokens->at[verb - 1].gap)
        name = hs_name_ending(r->names, verb - 1);
    return name != HS_NONE && r->entities->at[r->names->at[name].entity].kind != HS_SOURCE_PERSON;
}

bool hs_is_told(const hs_resolver *r, const hs_mention *m)
{
    uint32_t at = m->begin;
    at -= at && r->tokens->at[at - 1].traits & HS_WORD_DETERMINER;
    if (at > 2 && hs_token_is(r->tokens, at - 1, "by"))
        return hs_token_is_in(r->tokens, at - 2, "published carried distributed circulated translated relayed quoted cited") && is_message_of_body(r, at - 2);
    return at && r->entities->at[m->entity].kind == HS_SOURCE_OUTLET && hs_token_is_in(r->tokens, at - 1, "told tells tell telling to with");
}

static int weigh(const hs_resolver *r, const hs_mention *mention, uint32_t j, hs_want want)
{
    const hs_token *t = r->tokens->at;
    const hs_mention *m = &r->mentions->at[j];
    uint32_t here = t[mention->begin].sentence, there = t[m->begin].sentence;
    int score = -PER_SENTENCE * (int)(here - there);
    bool first = !j || t[r->mentions->at[j - 1].begin].sentence != there;
    if (m->attribution != HS_NONE)
        score += IS_SOURCE + (is_told_by_another(r, m->attribution, want) ? IS_TOLD : 0);
    if (first && !m->owner)
        score += IS_SUBJECT;
    if (m->owner)
        score += IS_OWNER;
    if (t[m->begin].shape & HS_TOKEN_QUOTED && !(t[mention->begin].shape & HS_TOKEN_QUOTED))
        score += IN_QUOTATION;
    if (mention->attribution != HS_NONE && holds(r->doc->attributions[mention->attribution].content, t[m->begin].begin))
        score += IN_OWN_CONTENT;
    const hs_entity *e = &r->entities->at[m->entity];
    bool stands_out = m->attribution != HS_NONE || first; /* "the ministry" that does or says something is as good as a name */
    if (e->described && !(want.what == HS_WANT_BODY && m->form == HS_FORM_DEFINITE && stands_out))
        score += IS_UNNAMED;
    if (want.what == HS_WANT_BODY && e->kind == HS_SOURCE_OUTLET)
        score += IS_REPORTER;
    if ((want.what == HS_WANT_BODY || (want.what == HS_WANT_FIRM && want.noun == HS_NONE)) && hs_is_told(r, m))
        score += IS_HEARER;
    if (e->kind == HS_SOURCE_UNKNOWN && e->end - e->first == 1 && m->attribution == HS_NONE &&
        want.what != HS_WANT_BODY)
        score += KIND_UNKNOWN;
    if (e->kind == HS_SOURCE_UNKNOWN && m->begin && hs_token_is_in(r->tokens, m->begin - 1, "in near"))
        score += IS_WHERE;
    if (want.denies && m->attribution != HS_NONE && m->attribution == last_before(r, mention->attribution))
        score += IS_DENIED;
    if (want.noun != HS_NONE && e->n_roles && !hs_entity_is_called(e, r->tokens, want.noun))
        score += IS_CALLED_ELSE;
    if (want.what == HS_WANT_FIRM && e->described && e->n_roles &&
        !hs_token_is_in(r->tokens, e->roles[0], hs_firm_nouns))
        score += IS_NO_FIRM;
    return score;
}

static void propose(candidate *c, unsigned *n, uint32_t entity, int score)
{
    for (unsigned i = 0; i < *n; i++)
        if (c[i].entity == entity) {
            c[i].score = score > c[i].score ? score : c[i].score;
            c[i].times++;
            return;
        }
    if (*n < MAX_CANDIDATES)
        c[(*n)++] = (candidate){entity, score, 0};
}

/* "toured the site", "at the station": no outlet, where it says nothing. */
static bool is_place_of_work(const hs_resolver *r, const hs_mention *m)
{
    return r->entities->at[m->entity].described && m->attribution == HS_NONE && hs_token_is_in(r->tokens, m->phrase.head, "site station channel network");
}

/* "In Velden", "a student, from Velden,": where it was, or is of, as far as is known. Not "shares in Velden". */
static bool is_where(const hs_resolver *r, const hs_mention *m)
{
    if (m->begin > 1 && m->attribution == HS_NONE && hs_token_is(r->tokens, m->begin - 1, "from") && r->tokens->at[m->begin - 2].gap == HS_GAP_COMMA && r->tokens->at[m->end - 1].gap == HS_GAP_COMMA)
        return r->entities->at[m->entity].kind == HS_SOURCE_UNKNOWN;
    return m->begin && !m->owner && r->entities->at[m->entity].kind == HS_SOURCE_UNKNOWN && m->attribution == HS_NONE && hs_token_is_in(r->tokens, m->begin - 1, "in near") &&
           !(m->begin > 1 && hs_token_is_in(r->tokens, m->begin - 2, "share shares shareholder shareholders stake holding interest investor investors invested faith trust confidence"));
}

/* "posted on Instagram": where something stands. */
static bool is_platform(const hs_resolver *r, const hs_mention *m)
{
    return m->begin && m->attribution == HS_NONE && hs_token_is_in(r->tokens, m->begin - 1, "on via") &&
           hs_token_is_in(r->tokens, m->begin, "twitter facebook instagram youtube reddit snapchat tumblr tiktok telegram whatsapp linkedin weibo x bluesky threads mastodon");
}

uint32_t hs_salient(const hs_resolver *r, const hs_mention *mention, uint32_t before, hs_want want)
{
    candidate c[MAX_CANDIDATES];
    unsigned n = 0;
    const hs_token *t = r->tokens->at;
    for (uint32_t j = before, looks = 0; j-- > 0 && looks < MAX_LOOKS; looks++) {
        const hs_mention *m = &r->mentions->at[j];
        if (t[mention->begin].sentence - t[m->begin].sentence > MAX_SENTENCES)
            break;
        if (m->entity == HS_NONE || m->end > mention->begin || (want.quoted && m->entity == want.speaker))
            continue;
        if (want.what == HS_WANT_OUTLET && is_place_of_work(r, m))
            continue;
        if (want.what == HS_WANT_FIRM && hs_kind_in_dateline(r->tokens, m->begin, m->end) != HS_SOURCE_UNKNOWN)
            continue;
        if (want.what == HS_WANT_FIRM && hs_token_is_in(r->tokens, mention->phrase.head, trading_nouns) && hs_is_no_trader(r, &r->entities->at[m->entity]))
            continue;
        if (want.what == HS_WANT_FIRM && (is_where(r, m) || is_platform(r, m)))
            continue;
        if (want.what == HS_WANT_FIRM && !is_of_its_trade(r, &r->entities->at[m->entity], mention->phrase.head))
            continue;
        if (want.what == HS_WANT_FIRM && is_another_body(r, &r->entities->at[m->entity], mention->phrase.head))
            continue;
        int fit = agreement(&r->entities->at[m->entity], want);
        if (fit > WORST)
            propose(c, &n, m->entity, fit + weigh(r, mention, j, want));
    }
    if (want.speaker != HS_NONE && !want.quoted) {
        int fit = agreement(&r->entities->at[want.speaker], want);
        if (fit > WORST)
            propose(c, &n, want.speaker, fit + IS_SPEAKER);
    }
    uint32_t best = HS_NONE;
    int best_score = WORST;
    for (unsigned i = 0; i < n; i++) {
        int score = c[i].score + IS_AGAIN * (int)(c[i].times < 4 ? c[i].times : 4);
        if (score > best_score) {
            best = c[i].entity;
            best_score = score;
        }
    }
    return best;
}
