/* names_kind.c -- a name's kind and gender, by its own words and those beside it. In: tokens. Out: kind, gender.
 * Threads: any. */
#include "names_kind.h"

#include "bodies.h"
#include "names_given.h"
#include "names_outlet.h"
#include "outlets.h"

static hs_gender gender_of_title(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        if (tokens->at[i].traits & (HS_WORD_MALE | HS_WORD_FEMALE) &&
            tokens->at[i].traits & (HS_WORD_TITLE | HS_WORD_ROLE))
            return tokens->at[i].traits & HS_WORD_MALE ? HS_GENDER_MALE : HS_GENDER_FEMALE;
    return HS_GENDER_UNKNOWN;
}

/* "Lind, 45," and "Lind, who": a person's name. */
static bool is_introduced(const hs_tokens *tokens, const hs_name *name)
{
    uint32_t next = name->end;
    if (next >= tokens->n || tokens->at[next - 1].gap & ~(unsigned)(HS_GAP_COMMA | HS_GAP_OPEN))
        return false;
    return hs_token_is(tokens, next, "who") || (tokens->at[next - 1].gap && tokens->at[next].shape & HS_TOKEN_NUMBER &&
                                                tokens->at[next].end - tokens->at[next].begin == 2);
}

/* "Lind Potash, which owns the mine": a firm. */
static bool is_thing(const hs_tokens *tokens, const hs_name *name)
{
    uint32_t which = name->end;
    return which + 1 < tokens->n && tokens->at[which - 1].gap == HS_GAP_COMMA && hs_token_is(tokens, which, "which") &&
           hs_token_is_in(tokens, which + 1, "owns owned runs ran operates operated makes made sells sold builds built employs supplies manages has had");
}

/* "Corley's | recalled the bread", "Corley's | rejected claims": a participle may stand before what somebody owns, but then no article, count or "that" is behind it. */
static bool is_verb_of_brand(const hs_tokens *tokens, uint32_t i, bool seen)
{
    const hs_token *t = tokens->at;
    hs_finite finite = hs_token_finite(tokens, i);
    if (finite == HS_FINITE_NOT || hs_token_is_in(tokens, i, "is are was were")) /* "Lind's is better" */
        return false;
    if (seen)
        return true;
    bool past = (hs_token_word(tokens, i).ptr[t[i].end - t[i].begin - 1] | 0x20) == 'd';
    return past && i + 1 < tokens->n && !t[i].gap && !(t[i + 1].shape & HS_TOKEN_CAPITAL) &&
           (t[i + 1].traits & (HS_WORD_DETERMINER | HS_WORD_COUNT) || hs_token_is_in(tokens, i + 1, "that it") || hs_token_is(tokens, i, "told"));
}

bool hs_is_brand(const hs_tokens *tokens, uint32_t i, bool seen)
{
    static const char verbs[] = "has have would could can should did said says insists denies knew admits rejects refuses announced apologised apologized"; /* none that is a noun, or stands behind "has" */
    static const char staff[] = "chief managing founder owner owners director directors manager managers chairman chairwoman spokesman spokeswoman spokesperson customers staff employees";
    const hs_token *t = tokens->at;
    bool of = i && hs_token_is(tokens, i - 1, "of"); /* "a friend of Lind's said" */
    if (!hs_token_owns_by_s(tokens, i) || of)
        return false;
    if (t[i].gap == HS_GAP_COMMA && i + 1 < tokens->n && t[i + 1].sentence == t[i].sentence && hs_token_is_in(tokens, i + 1, "which a an the")) /* not "her house and Lind's, the" */
        return seen || !(i && hs_token_is_in(tokens, i - 1, "and or than as like is are was were not"));
    if (t[i].gap || i + 1 >= tokens->n)
        return seen;
    bool spoken = t[i].shape & (HS_TOKEN_QUOTED | HS_TOKEN_HEADLINE); /* "Lind's told them": he has */
    if (seen && (t[i + 1].traits & HS_WORD_PREPOSITION || hs_token_is_in(tokens, i + 1, staff)))
        return true;
    return hs_token_is_in(tokens, i + 1, verbs) || (!spoken && is_verb_of_brand(tokens, i + 1, seen));
}

/* "Merrow Lines", "Vellin Water", "Kolm Rovers": what it trades in or runs, or what teams are called, behind a word that is nobody's given name, but for what is no surname: "Kirk Estates". Such as are surnames, too ("Steel", "Power", "Homes"), tell nothing. */
static bool is_firm(const hs_tokens *tokens, const hs_name *name, hs_given given)
{
    static const char trades[] = "lines ferries waterways rail trams buses coaches cruises tours transport freight haulage shipping maritime aviation aerospace energy electric gas oil petroleum "
                                 "petrochemicals utilities minerals mining potash cement metals chemicals plastics textiles timber water pharma biotech construction engineering shipyard shipyards "
                                 "estates properties hotels stores supermarkets insurance investments ventures trading brands breweries brewery distillers dairies fisheries seafoods resources "
                                 "productions logistics dynamics robotics software semiconductors broadband wireless "
                                 "rovers wanderers united athletic albion rangers";
    static const char no_surnames[] = "ferries waterways petroleum petrochemicals utilities chemicals plastics textiles pharma biotech estates properties hotels stores supermarkets insurance investments "
                                      "ventures breweries fisheries seafoods resources logistics robotics software semiconductors broadband rovers wanderers united athletic";
    return name->end - name->first > 1 && !is_introduced(tokens, name) && hs_token_is_in(tokens, name->end - 1, given ? no_surnames : trades);
}

bool hs_is_family_firm(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    return end - first > 1 && !(tokens->at[first].shape & HS_TOKEN_HEADLINE) && hs_token_is_in(tokens, end - 1, "brothers bros sons daughters");
}

hs_source_kind hs_kind_in_dateline(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    const hs_token *t = tokens->at;
    uint32_t begin = first, last = end - 1;
    while (begin && first - begin < HS_MAX_DATELINE && t[begin - 1].sentence == t[first].sentence)
        begin--;
    uint32_t behind = hs_dateline_end(tokens, begin, tokens->n);
    if (behind < end || behind == begin)
        return HS_SOURCE_UNKNOWN;
    if (first == begin && t[last].gap & (HS_GAP_COMMA | HS_GAP_OPEN))
        return HS_SOURCE_PLACE;
    bool bracketed = first > begin && t[first - 1].gap & HS_GAP_OPEN && behind == end && t[last].gap & HS_GAP_CLOSE;
    return bracketed && !hs_tokens_any(tokens, first, end, HS_WORD_PLACE) ? HS_SOURCE_OUTLET : HS_SOURCE_UNKNOWN;
}

/* "off the coast of Skarn", "the Skarn reservoir" */
static bool is_where(const hs_tokens *tokens, const hs_name *name)
{
    static const char *const parts = "coast town city village port island province district region";
    static const char *const sites = "reservoir dam dams bridge lock canal viaduct tunnel river lake valley estuary "
                                "peninsula island islands mountains forest strait region province district suburb neighbourhood neighborhood";
    const hs_token *t = tokens->at;
    uint32_t next = name->end;
    if (name->end - name->first != 1)
        return false;
    if (next < tokens->n && !t[next - 1].gap && !(t[next - 1].shape & HS_TOKEN_OWNS) && hs_token_is_in(tokens, next, sites))
        return true;
    return name->first > 1 && !t[name->first - 1].gap && hs_token_is(tokens, name->first - 1, "of") && hs_token_is_in(tokens, name->first - 2, parts);
}

/* "a New Yorker", not "The New Yorker" */
static bool is_resident(const hs_tokens *tokens, const hs_name *name)
{
    bool the = name->first && hs_token_is(tokens, name->first - 1, "the");
    return hs_token_is(tokens, name->end - 1, "yorker") && !the;
}

void hs_name_tell(hs_name *name, const hs_tokens *tokens)
{
    uint32_t n = name->end - name->first;
    hs_str first = hs_token_word(tokens, name->first), all = hs_tokens_text(tokens, name->first, name->end);
    hs_given given = hs_given_name(first);
    bool body = hs_tokens_any(tokens, name->first, name->end, HS_WORD_BODY | HS_WORD_BODIES);
    bool titled = name->whole < name->first || (tokens->at[name->first].traits & HS_WORD_TITLE && n > 1 && !(tokens->at[name->first].shape & HS_TOKEN_OWNS) && !hs_outlets_by_name(all).n); /* not "Vice News", "King's College" */
    if (!titled && name->first && tokens->at[name->first - 1].traits & HS_WORD_ROLE &&
        !tokens->at[name->first - 1].gap && !(tokens->at[name->first - 1].shape & HS_TOKEN_OWNS) &&
        !body) /* "analyst Lind" */
        titled = true;
    name->gender = gender_of_title(tokens, name->whole, name->first + (n > 1));
    if (name->gender == HS_GENDER_UNKNOWN && given >= HS_GIVEN_MALE && !body)
        name->gender = given == HS_GIVEN_MALE ? HS_GENDER_MALE : HS_GENDER_FEMALE;
    bool introduced = hs_is_introduced_as_outlet(tokens, name->first, name->end);
    hs_source_kind in_dateline = hs_kind_in_dateline(tokens, name->first, name->end);
    if (in_dateline != HS_SOURCE_UNKNOWN)
        name->kind = in_dateline;
    else if (introduced)
        name->kind = HS_SOURCE_OUTLET;
    else if (titled || is_resident(tokens, name))
        name->kind = HS_SOURCE_PERSON;
    else if (given && n > 1 && n <= 5 && !body && !is_firm(tokens, name, given) && hs_outlets_by_name(all).n == 0)
        name->kind = HS_SOURCE_PERSON;
    else if (hs_body_is_known(tokens, name->first, name->end))
        name->kind = HS_SOURCE_ORGANISATION;
    else if (hs_outlets_by_name(all).n && !(given && n == 1) &&
             !(n == 1 &&
               tokens->at[name->first].traits & (HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_BODY | HS_WORD_COMMON)))
        name->kind = HS_SOURCE_OUTLET;
    else if (hs_has_media_words(tokens, name->first, name->end))
        name->kind = HS_SOURCE_OUTLET;
    else if (is_where(tokens, name) || (n == 2 && hs_token_is_in(tokens, name->first, "st st. saint")))
        name->kind = HS_SOURCE_PLACE;
    else if (tokens->at[name->end - 1].traits & HS_WORD_PLACE &&
             (n == 1 || (n == 2 && tokens->at[name->first].traits & HS_WORD_DEMONYM) ||
              hs_token_is_in(tokens, name->first, "new saudi united great sri san los las el hong south north")))
        name->kind = HS_SOURCE_PLACE;
    else if (body || is_firm(tokens, name, given) || hs_is_family_firm(tokens, name->first, name->end) || (n == 1 && tokens->at[name->first].shape & HS_TOKEN_CAPITALS) || n > 4 ||
             hs_tokens_any(tokens, name->first, name->end, HS_WORD_MEDIA))
        name->kind = HS_SOURCE_ORGANISATION;
    else if (n >= 2 && n <= 4 &&
             !hs_tokens_any(tokens, name->first, name->end,
                            HS_WORD_DEMONYM | HS_WORD_PLACE | HS_WORD_DOCUMENT | HS_WORD_STOP) &&
             !(tokens->at[name->first].shape & HS_TOKEN_CAPITALS))
        name->kind = is_introduced(tokens, name) ? HS_SOURCE_PERSON : HS_SOURCE_UNKNOWN;
    else if (n == 1 && given)
        name->kind = HS_SOURCE_PERSON;
    else
        name->kind = n == 1 ? HS_SOURCE_UNKNOWN : HS_SOURCE_ORGANISATION;
    uint32_t next = name->end; /* "a Lindco agent" */
    bool modifies = next < tokens->n && !tokens->at[next - 1].gap && !(tokens->at[next - 1].shape & HS_TOKEN_OWNS) &&
                    !(tokens->at[next].shape & HS_TOKEN_CAPITAL) && tokens->at[next].traits & HS_WORD_NOUN &&
                    !(tokens->at[next].traits & HS_WORD_STOP) && !hs_token_is_in(tokens, next, "leak leaks"); /* an Alder leak may be one of gas */
    if (modifies && name->kind == HS_SOURCE_UNKNOWN)
        name->kind = HS_SOURCE_ORGANISATION;
    if (name->brand && (name->kind == HS_SOURCE_UNKNOWN || (name->kind == HS_SOURCE_PERSON && n == 1 && !titled)))
        name->kind = HS_SOURCE_ORGANISATION;
    bool the = name->first && hs_token_is(tokens, name->first - 1, "the");
    if (the && (name->kind == HS_SOURCE_UNKNOWN || (name->kind == HS_SOURCE_PERSON && !given && !titled)))
        name->kind = HS_SOURCE_ORGANISATION;
    if (is_thing(tokens, name) && (name->kind == HS_SOURCE_UNKNOWN || (name->kind == HS_SOURCE_PERSON && !given && !titled)))
        name->kind = HS_SOURCE_ORGANISATION;
    if (name->kind != HS_SOURCE_PERSON && name->kind != HS_SOURCE_UNKNOWN)
        name->gender = HS_GENDER_UNKNOWN;
}
