/* names_joints.c -- words that hold a name together, by their forms and those beside them. In: tokens. Out: yes or no. Threads: any. */
#include "names_joints.h"

#include "ascii.h"
#include "names_given.h"

static bool is_capital(const hs_tokens *tokens, uint32_t i)
{
    return tokens->at[i].shape & HS_TOKEN_CAPITAL;
}

/* Does a word with a capital follow token i, with nothing but a blank between? */
static bool leads_to_capital(const hs_tokens *tokens, uint32_t i)
{
    return i + 1 < tokens->n && !tokens->at[i].gap && tokens->at[i + 1].sentence == tokens->at[i].sentence && is_capital(tokens, i + 1);
}

/* "Pitworkers'", "Florists'": many who do something, by their ending; "Anders'" is one's given name, and "Sanders's" one's surname. */
static bool is_trade(const hs_tokens *tokens, uint32_t i)
{
    static const char *const endings[] = {"ers", "ors", "ists"};
    hs_str word = hs_token_word(tokens, i);
    bool plural = tokens->at[i].shape & HS_TOKEN_OWNS && !hs_token_owns_by_s(tokens, i);
    for (size_t k = 0; plural && k < sizeof endings / sizeof *endings; k++)
        if (word.len > strlen(endings[k]) + 2 && hs_ascii_ends(word, endings[k]))
            return !hs_given_name(word);
    return false;
}

bool hs_is_body_for(const hs_tokens *tokens, uint32_t owner)
{
    hs_str word = hs_token_word(tokens, owner);
    if (!(tokens->at[owner].shape & HS_TOKEN_OWNS) || !leads_to_capital(tokens, owner))
        return false;
    uint32_t traits = tokens->at[owner].traits, of = tokens->at[owner + 1].traits;
    if (owner && hs_token_is_in(tokens, owner - 1, "st st. saint") && is_capital(tokens, owner - 1) && leads_to_capital(tokens, owner - 1))
        return !(of & (HS_WORD_TITLE | HS_WORD_ROLE | HS_WORD_PEOPLE | HS_WORD_STOP | HS_WORD_TIME));
    if (!(of & HS_WORD_BODY))
        return false;
    if (hs_token_is_in(tokens, owner, "king queen prince princess"))
        return is_capital(tokens, owner) && !hs_token_is(tokens, owner + 1, "office");
    bool several = (word.len > 3 && hs_ascii_lower(word.ptr[word.len - 1]) == 's') || hs_token_is_in(tokens, owner, "children women men people");
    bool of_trade = (of & HS_WORD_INSTITUTION || (owner && hs_token_is(tokens, owner - 1, "the"))) && is_trade(tokens, owner);
    return several && (traits & (HS_WORD_PEOPLE | HS_WORD_ROLE) || of_trade);
}

bool hs_is_without(const hs_tokens *tokens, uint32_t i)
{
    return i && hs_token_is(tokens, i, "without") && is_capital(tokens, i) && !(tokens->at[i].shape & HS_TOKEN_HEADLINE) && tokens->at[i - 1].traits & HS_WORD_PEOPLE &&
           is_capital(tokens, i - 1) && leads_to_capital(tokens, i);
}

bool hs_is_channel_number(const hs_tokens *tokens, uint32_t i)
{
    return leads_to_capital(tokens, i) && hs_token_is_in(tokens, i + 1, "news tv radio television");
}

bool hs_is_daily(const hs_tokens *tokens, uint32_t i)
{
    return is_capital(tokens, i) && hs_token_is(tokens, i, "today") && !(tokens->at[i].shape & (HS_TOKEN_HEADLINE | HS_TOKEN_BEGINS));
}
