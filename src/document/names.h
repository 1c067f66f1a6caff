/* names.h -- what the contract calls the values of a reading, and the values by these names. No state; any thread. */
#ifndef HS_NAMES_H
#define HS_NAMES_H

#include "hearsay.h"

/** These are static strings, NULL for what is not known. */
const char *hs_place_name(hs_place place);
const char *hs_quotation_name(hs_quotation quotation);
const char *hs_furniture_name(hs_furniture_kind kind);
const char *hs_act_name(hs_act act);
const char *hs_polarity_sign(hs_polarity polarity);
const char *hs_certainty_name(hs_certainty certainty);
const char *hs_bound_name(hs_bound bound);
const char *hs_partial_name(hs_partial partial);
const char *hs_conflict_name(hs_conflict conflict);

/** The value of a name; an unknown string is the value that has no name, where there is one. @return false: there is none of that name */
bool hs_place_of(hs_place *out, hs_str name);
bool hs_quotation_of(hs_quotation *out, hs_str name);
bool hs_furniture_of(hs_furniture_kind *out, hs_str name);
bool hs_act_of(hs_act *out, hs_str name);
bool hs_polarity_of(hs_polarity *out, hs_str sign);
bool hs_certainty_of(hs_certainty *out, hs_str name);
bool hs_source_kind_of(hs_source_kind *out, hs_str name);
bool hs_bound_of(hs_bound *out, hs_str name);
bool hs_partial_of(hs_partial *out, hs_str name);
bool hs_dated_of(hs_dated *out, hs_str name);
bool hs_conflict_of(hs_conflict *out, hs_str name);
bool hs_verdict_of(hs_verdict *out, hs_str name);

/** Is who so holds a content for it or against it? What is asked, ordered, "did not say" or "did not deny" commits nobody. */
hs_trace_side hs_side_of(hs_act act, hs_polarity polarity, hs_certainty certainty);

#endif
