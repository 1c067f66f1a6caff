/* names.c -- the values of a reading and what the contract calls them (docs/reading.schema.json). Any thread. */
#include "names.h"

#include "ascii.h"

/* NAMES(TYPE, STEM, ..): the names of an enum's values in their order, NULL for the one that is not known. */
#define NAMES(type, to_name, to_value, ...)                                               \
    static const char *const to_name##s[] = {__VA_ARGS__};                                \
    const char *to_name(type value)                                                       \
    {                                                                                     \
        return to_name##s[value];                                                         \
    }                                                                                     \
    bool to_value(type *out, hs_str name)                                                 \
    {                                                                                     \
        size_t i = index_of(to_name##s, sizeof to_name##s / sizeof *to_name##s, name);    \
        *out = (type)(i == HS_NOWHERE ? 0 : i);                                           \
        return i != HS_NOWHERE;                                                           \
    }

static size_t index_of(const char *const *names, size_t n, hs_str name)
{
    for (size_t i = 0; i < n; i++)
        if (names[i] && name.ptr ? name.len == strlen(names[i]) && memcmp(name.ptr, names[i], name.len) == 0 : !names[i] && !name.ptr)
            return i;
    return HS_NOWHERE;
}

NAMES(hs_place, hs_place_name, hs_place_of, "body", "title", "caption", "related")
NAMES(hs_quotation, hs_quotation_name, hs_quotation_of, "indirect", "direct", "mixed")
NAMES(hs_furniture_kind, hs_furniture_name, hs_furniture_of, "title", "byline", "caption", "promotion", "related", "share", "other")
NAMES(hs_act, hs_act_name, hs_act_of, NULL, "say", "claim", "deny", "admit", "confirm", "believe", "doubt", "speculate", "know", "predict",
      "promise", "order", "ask", "accuse", "agree", "warn")
NAMES(hs_polarity, hs_polarity_sign, hs_polarity_of, NULL, "+", "-")
NAMES(hs_certainty, hs_certainty_name, hs_certainty_of, NULL, "certain", "probable", "possible", "unstated")
NAMES(hs_source_kind, hs_source_kind_name, hs_source_kind_of, NULL, "person", "organisation", "outlet", "document", "group", "place")
NAMES(hs_bound, hs_bound_name, hs_bound_of, "exact", "least", "most", "about")
NAMES(hs_partial, hs_partial_name, hs_partial_of, NULL, "no", "yes")

NAMES(hs_dated, hs_dated_name, hs_dated_of, "published", "fetched", "added")
NAMES(hs_conflict, hs_conflict_name, hs_conflict_of, "polarity", "certainty", "figures", "contents", "admission")
NAMES(hs_verdict, hs_verdict_name, hs_verdict_of, NULL, "right", "wrong", "other")

bool hs_verdict_by_name(hs_verdict *out, const char *name)
{
    return name && hs_verdict_of(out, hs_ascii_of(name));
}

bool hs_act_by_name(hs_act *out, const char *name)
{
    return name && hs_act_of(out, hs_ascii_of(name));
}

bool hs_polarity_by_name(hs_polarity *out, const char *sign)
{
    return sign && hs_polarity_of(out, hs_ascii_of(sign));
}

bool hs_certainty_by_name(hs_certainty *out, const char *name)
{
    return name && hs_certainty_of(out, hs_ascii_of(name));
}

hs_trace_side hs_side_of(hs_act act, hs_polarity polarity, hs_certainty certainty)
{
    bool commits = act == HS_ACT_CLAIM || act == HS_ACT_ACCUSE || act == HS_ACT_PROMISE || (act == HS_ACT_DENY && polarity != HS_POLARITY_POSITIVE);
    if (act == HS_ACT_ASK || act == HS_ACT_ORDER || (certainty == HS_UNSTATED && !commits))
        return HS_SIDE_OPEN;
    return polarity == HS_POLARITY_POSITIVE ? HS_SIDE_FOR : polarity == HS_POLARITY_NEGATIVE ? HS_SIDE_AGAINST : HS_SIDE_OPEN;
}
