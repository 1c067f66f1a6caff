/* mentions_salience.h -- the most salient of those that stand before a place in the text.
 * In: resolved mentions. Out: an entity. Threads: any. */
#ifndef HS_MENTIONS_SALIENCE_H
#define HS_MENTIONS_SALIENCE_H

#include "mentions_resolve.h"

/** Nouns for companies and groups, one of which may stand for another; parted by blanks. */
extern const char *const hs_firm_nouns;
extern const char *const hs_shop_nouns; /* what a brand may be called */

/** Whom a mention may stand for. */
typedef enum hs_wanted {
    HS_WANT_PERSON,
    HS_WANT_BODY, /* and countries, which speak as bodies do */
    HS_WANT_FIRM, /* a body that is no place */
    HS_WANT_OUTLET,
    HS_WANT_PLACE,
    HS_WANT_SEVERAL
} hs_wanted;

typedef struct hs_want {
    hs_wanted what;
    hs_gender gender;
    uint32_t speaker; /* entity: whose words it stands in; HS_NONE */
    bool quoted;      /* in these very words: then it is not the speaker */
    bool denies;      /* it rejects what was just said */
    uint32_t noun;    /* token of the noun that the mention uses; HS_NONE */
} hs_want;

/** Has it a word in its name that no firm has: a union, a ministry? */
bool hs_is_no_trader(const hs_resolver *resolver, const hs_entity *entity);
/** The entity of the last mentions before `mention` that fits best; HS_NONE if none does. */
uint32_t hs_salient(const hs_resolver *resolver, const hs_mention *mention, uint32_t before, hs_want want);

/** Does who is mentioned listen ("told | the Post", "an interview with | the Post"), or pass on what another body says ("a Front message published by | the Group")? */
bool hs_is_told(const hs_resolver *r, const hs_mention *m);

#endif
