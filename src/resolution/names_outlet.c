/* names_outlet.c -- names of outlets. In: tokens. Out: where such a name stands. Every look is bounded. Threads: any.
 */
#include "names_outlet.h"

#include <string.h>

#include "ascii.h"
#include "names_find.h"
#include "names_given.h"
#include "names_joints.h"
#include "outlets.h"

enum { MAX_LEAD = 7, MAX_NAME = 6, MAX_BETWEEN = 3 /* words between an owner and its programme */ };

static const char *const presses = "reporter reporters journalist journalists correspondent correspondents editor "
                                   "editors host anchor presenter interviewer columnist";
static const char *const audiences = "viewers readers listeners";

/* Nouns that name nothing but outlets, before a name; those of print behind one, too: "the club website" is no outlet. */
static const char *const introducers = "newspaper magazine website broadcaster daily weekly newswire tabloid "
                                       "broadsheet blog podcast";
static const char *const printed = "newspaper magazine tabloid broadsheet newswire";
/* What outlets work in: before such a noun, it makes any of them an outlet's. */
static const char *const mediums = "news radio tv television press";

static bool is_capital(const hs_tokens *tokens, uint32_t i)
{
    return tokens->at[i].shape & HS_TOKEN_CAPITAL;
}

static bool is_introducer(const hs_tokens *tokens, uint32_t i)
{
    return !is_capital(tokens, i) && hs_token_is_in(tokens, i, introducers);
}

bool hs_is_outlet_noun(const hs_tokens *tokens, uint32_t i)
{
    if (hs_token_is_in(tokens, i, mediums) || hs_token_is(tokens, i, "show")) /* one of an outlet's many */
        return false;
    return tokens->at[i].traits & HS_WORD_MEDIA || hs_token_is(tokens, i, "program");
}

/* A noun that names an outlet where somebody is told, or behind "news". */
static bool is_loose_introducer(const hs_tokens *tokens, uint32_t i)
{
    return !is_capital(tokens, i) && (hs_is_outlet_noun(tokens, i) || hs_token_is_in(tokens, i, "show service affiliate"));
}

/* "news agency", "radio station": a noun that is loose alone. */
static bool is_media_pair(const hs_tokens *tokens, uint32_t i)
{
    return i && !tokens->at[i - 1].gap && is_loose_introducer(tokens, i) &&
           hs_token_is_in(tokens, i - 1, mediums);
}

/* Does nothing but a blank, or a quotation mark, part token i from the next? */
static bool joined(const hs_tokens *tokens, uint32_t i)
{
    return i + 1 < tokens->n && !(tokens->at[i].gap & ~(unsigned)HS_GAP_QUOTE);
}

bool hs_is_introduced_as_outlet(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    uint32_t before = first;
    if (before && hs_token_is(tokens, before - 1, "the") && is_capital(tokens, before - 1))
        before--; /* "newspaper The Tide" */
    if (before && joined(tokens, before - 1) && !(tokens->at[before - 1].shape & HS_TOKEN_OWNS) &&
        (is_introducer(tokens, before - 1) || is_media_pair(tokens, before - 1)))
        return true;
    const uint32_t origins = HS_WORD_PLACE | HS_WORD_DEMONYM;
    bool origin = end - first == 1 && tokens->at[first].traits & origins; /* "a London newspaper" */
    bool any = first && hs_token_is_in(tokens, first - 1, "a an another one");
    if (origin || any || tokens->at[end - 1].gap || tokens->at[end - 1].shape & HS_TOKEN_OWNS || end >= tokens->n)
        return false;
    if (joined(tokens, end) && is_capital(tokens, end + 1)) /* "Alder newspaper The Tide" */
        return false;
    return (!is_capital(tokens, end) && hs_token_is_in(tokens, end, printed)) ||
           (joined(tokens, end) && hs_token_is(tokens, end, "news") && is_media_pair(tokens, end + 1));
}

uint32_t hs_told_outlet_end(const hs_tokens *tokens, uint32_t first, uint32_t run)
{
    uint32_t tells = first;
    tells -= tells && hs_token_is(tokens, tells - 1, "the");
    bool told = tells && !tokens->at[tells - 1].gap && hs_token_is_in(tokens, tells - 1, "told tells telling");
    if (!told || run >= tokens->n || tokens->at[run - 1].gap || tokens->at[run - 1].shape & HS_TOKEN_OWNS || hs_token_finite(tokens, run) == HS_FINITE_NOT)
        return run;
    for (uint32_t end = run - 1; end > first; end--)
        if (!(tokens->at[end - 1].shape & HS_TOKEN_OWNS) && is_capital(tokens, end) && (hs_outlets_by_name(hs_tokens_text(tokens, first, end)).n || hs_has_media_words(tokens, first, end)))
            return end;
    return run;
}

/* The end of the run of capitals that begins at `first`: "the Globe and Mail", "Channel 4". */
static uint32_t run_end(const hs_tokens *tokens, uint32_t first)
{
    uint32_t end = first + 1;
    for (uint32_t i = first; i + 1 < tokens->n && i + 1 < first + MAX_NAME; i++) {
        if (tokens->at[i].gap || tokens->at[i].shape & HS_TOKEN_OWNS)
            break;
        bool number = tokens->at[i + 1].shape & HS_TOKEN_NUMBER && tokens->at[i + 1].end - tokens->at[i + 1].begin < 4;
        if (is_capital(tokens, i + 1) || number)
            end = i + 2;
        else if (!hs_token_is_in(tokens, i + 1, "of the and"))
            break;
    }
    while (end > first + 1 && tokens->at[end - 1].traits & HS_WORD_TIME && !hs_is_daily(tokens, end - 1)) /* "told Reuters Monday" */
        end--;
    return hs_told_outlet_end(tokens, first, end);
}

/* "AlderNews", "SportsPost": two words in one, of which the second is an outlet's. */
static bool is_compound(const hs_tokens *tokens, uint32_t i)
{
    static const char *const lasts[] = {"News", "Post", "Times", "Herald", "Daily"};
    hs_str word = hs_token_word(tokens, i);
    for (size_t k = 0; k < sizeof lasts / sizeof *lasts; k++) {
        size_t n = strlen(lasts[k]);
        if (word.len > n + 1 && !memcmp(word.ptr + word.len - n, lasts[k], n) && hs_ascii_lower(word.ptr[word.len - n - 1]) == word.ptr[word.len - n - 1])
            return true;
    }
    return false;
}

/* "Vost.com" */
static bool is_site(const hs_tokens *tokens, uint32_t i)
{
    static const char *const ends[] = {".com", ".org", ".net", ".co.uk"};
    hs_str word = hs_token_word(tokens, i);
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
        size_t n = strlen(ends[k]);
        if (word.len > n && hs_ascii_same(word.ptr + word.len - n, ends[k], n))
            return true;
    }
    return false;
}

/* "WJRD-TV", "KTVN radio", "KTVN | Channel 7": what stations are called in the USA. Alone, four capitals may be any firm's: KPMG. */
static bool is_call_sign(const hs_tokens *tokens, uint32_t i, uint32_t run)
{
    hs_str word = hs_token_word(tokens, i);
    bool band = word.len == 7 && (hs_ascii_same(word.ptr + 4, "-TV", 3) || hs_ascii_same(word.ptr + 4, "-FM", 3) || hs_ascii_same(word.ptr + 4, "-AM", 3));
    bool beside = !tokens->at[i].gap && i + 1 < tokens->n && hs_token_is_in(tokens, i + 1, "tv radio television channel station news");
    bool number = tokens->at[run - 1].shape & HS_TOKEN_NUMBER && run > i + 1;
    return (band || (word.len == 4 && (beside || number))) && (word.ptr[0] == 'K' || word.ptr[0] == 'W') && tokens->at[i].shape & HS_TOKEN_CAPITALS;
}

/* "Skarn News Agency", "Skarn Broadcasting Corporation": what tells of an outlet stands before the last word. */
static bool ends_in_media_pair(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    if (end - first < 3)
        return false;
    const uint32_t last = end - 1;
    if (hs_token_is_in(tokens, last - 1, "evening morning daily")) /* "Skarn Evening Star" */
        return true;
    return (hs_token_is(tokens, last - 1, "news") && hs_token_is_in(tokens, last, "agency service network channel")) ||
           (hs_token_is(tokens, last - 1, "press") && hs_token_is(tokens, last, "agency")) ||
           (hs_token_is(tokens, last - 1, "broadcasting") && hs_token_is_in(tokens, last, "corporation company service"));
}

bool hs_has_media_words(const hs_tokens *tokens, uint32_t first, uint32_t end)
{
    static const char *const lasts = "newspaper magazine radio tv television station news press media times post mail "
                                     "mirror herald journal tribune guardian telegraph gazette chronicle express "
                                     "courier observer daily weekly podcast blog echo examiner enquirer inquirer argus sentinel dispatch "
                                     "bulletin bugle globe advertiser mercury ledger broadcasting wire newswire";
    if (end - first < 2)
        return end > first && (is_site(tokens, first) || is_compound(tokens, first));
    if (hs_token_is_in(tokens, first, "radio tv television agence agencia agenzia evening morning"))
        return true;
    if (hs_token_is(tokens, first, "channel"))
        return tokens->at[first + 1].shape & HS_TOKEN_NUMBER || tokens->at[first + 1].traits & HS_WORD_COUNT;
    if (end - first == 2 && tokens->at[first + 1].shape & HS_TOKEN_NUMBER && hs_outlets_by_name(hs_token_word(tokens, first)).n) /* "ABC 12" */
        return true;
    if (hs_token_is(tokens, first, "times"))
        return hs_token_is(tokens, first + 1, "of");
    if (ends_in_media_pair(tokens, first, end))
        return true;
    bool the = first && tokens->at[first - 1].traits & HS_WORD_DETERMINER;
    bool person = !the && hs_given_name(hs_token_word(tokens, first)) && end - first < 4; /* "Ann Post" */
    bool star = the && hs_token_is(tokens, end - 1, "star") && !(tokens->at[first].shape & (HS_TOKEN_HEADLINE | HS_TOKEN_BEGINS)); /* "the Alder Star", where one of films has no capital */
    return !person && (star || hs_token_is_in(tokens, end - 1, lasts) || hs_is_daily(tokens, end - 1));
}

/* Is [first, end), part of the run that ends at `run`, an outlet of the table? A word that is much else besides
 * ("Post", "Mail", "Elle") is one only where it stands alone. */
static bool is_in_table(const hs_tokens *tokens, uint32_t first, uint32_t end, uint32_t run)
{
    const uint32_t ordinary = HS_WORD_NOUN | HS_WORD_COMMON | HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_TITLE;
    if (!hs_outlets_by_name(hs_tokens_text(tokens, first, end)).n)
        return false;
    if (end - first > 1)
        return true;
    if (end < run && !(tokens->at[first].shape & HS_TOKEN_CAPITALS) && !tokens->at[first].gap && !hs_token_is_in(tokens, end, "of the and"))
        return false; /* "Goal Radar" is not Goal */
    bool brief = tokens->at[first].end - tokens->at[first].begin < 3;
    if (brief && end < run && !(tokens->at[first].shape & HS_TOKEN_CAPITALS))
        return false; /* "St Peter", where ST is a newspaper */
    bool the = first && hs_token_is(tokens, first - 1, "the");
    bool media = hs_token_is_in(tokens, first, "post mail times mirror express star sun time press telegraph guardian");
    if (tokens->at[first].traits & ordinary || media)
        return end == run && (the || !(tokens->at[first].traits & (HS_WORD_PLACE | HS_WORD_DEMONYM | HS_WORD_TITLE)));
    return the || !hs_given_name(hs_token_word(tokens, first));
}

/* "Vost's breakfast programme", "Vost, a local radio station,": the token of the noun, or 0. */
static uint32_t noun_behind(const hs_tokens *tokens, uint32_t end)
{
    bool owns = tokens->at[end - 1].shape & HS_TOKEN_OWNS;
    if (!owns && tokens->at[end - 1].gap != HS_GAP_COMMA && tokens->at[end - 1].gap)
        return 0;
    bool apposed = !owns && tokens->at[end - 1].gap == HS_GAP_COMMA;
    if (apposed && !(end < tokens->n && hs_token_is_in(tokens, end, "a an the")))
        return 0;
    uint32_t reach = owns || apposed ? MAX_BETWEEN + apposed : 0;
    for (uint32_t i = end; i < tokens->n && i <= end + reach; i++) {
        if (is_loose_introducer(tokens, i))
            return i;
        if (tokens->at[i].gap || (tokens->at[i].traits & HS_WORD_STOP && !(apposed && i == end)))
            return 0;
    }
    return 0;
}

/* Is somebody else spoken to: "the Post's lawyer", "BBC staff", "Post Office workers"? */
static bool is_others(const hs_tokens *tokens, uint32_t end)
{
    if (end >= tokens->n || tokens->at[end - 1].gap || is_capital(tokens, end))
        return false;
    if (hs_token_is_in(tokens, end, presses) || hs_token_is_in(tokens, end, audiences))
        return false;
    return tokens->at[end].traits & HS_WORD_PERSONAL || hs_token_is_in(tokens, end, "staff employees workers bosses");
}

/* The name in the run [first, run): the longest prefix that is an outlet's. */
static bool read_run(hs_outlet_name *out, const hs_tokens *tokens, uint32_t first, uint32_t run, bool introduced)
{
    *out = (hs_outlet_name){.first = first, .end = run};
    out->known = introduced || is_site(tokens, first) || is_call_sign(tokens, first, run) || hs_has_media_words(tokens, first, run);
    for (uint32_t end = run; !out->known && end > first; end--)
        if (is_in_table(tokens, first, end, run)) {
            out->end = end;
            out->known = true;
        }
    return !is_others(tokens, out->end);
}

/* "Ann Lee of the Post", of which the run of capitals holds the first words: the token of "of", or 0. */
static uint32_t employed(const hs_tokens *tokens, uint32_t first, uint32_t run)
{
    uint32_t of = first + 1;
    while (of < run && !hs_token_is(tokens, of, "of"))
        of++;
    bool person = of > first + 1 && hs_given_name(hs_token_word(tokens, first)) && joined(tokens, of - 1);
    return person && of + 1 < tokens->n && hs_token_is_in(tokens, of, "of from at with") ? of : 0;
}

/* Is the run of capitals at `first` an outlet's by its words, or by the table? */
static bool is_outlet_run(const hs_tokens *tokens, uint32_t first)
{
    hs_outlet_name name;
    return read_run(&name, tokens, first, run_end(tokens, first), false) && name.known;
}

/* "Skarn-based" */
static bool is_based(const hs_tokens *tokens, uint32_t i)
{
    return hs_ascii_holds(hs_token_word(tokens, i), "-based");
}

bool hs_outlet_name_at(hs_outlet_name *out, const hs_tokens *tokens, uint32_t i)
{
    bool introduced = false, pending = false; /* a noun for outlets was met; a word was that only such a noun allows */
    bool apposed = false;                     /* "the local newspaper, | The Tide" */
    for (uint32_t lead = 0; i < tokens->n && lead < MAX_LEAD; lead++, i++) {
        if (is_capital(tokens, i) && !hs_token_is(tokens, i, "the")) {
            uint32_t run = run_end(tokens, i), noun = noun_behind(tokens, run);
            if (run == i + 1 && hs_token_is(tokens, i, "tv")) /* "local TV" */
                return false;
            bool programme = noun && tokens->at[run - 1].shape & HS_TOKEN_OWNS &&
                             hs_token_is_in(tokens, noun, "programme program show podcast");
            bool origin = noun && !programme && joined(tokens, noun) && is_capital(tokens, noun + 1) &&
                          tokens->at[run - 1].gap != HS_GAP_COMMA;
            if (origin && !introduced) { /* "Velmark's newspaper | Dawn" */
                i = noun - 1;
                continue;
            }
            if (noun && !programme && run == i + 1 && tokens->at[i].traits & HS_WORD_DEMONYM) /* "the French daily" */
                return false;
            uint32_t works = introduced ? 0 : employed(tokens, i, run);
            if (works) { /* "Ann Lee of | the Post" */
                i = works;
                continue;
            }
            bool titled = i && hs_token_is(tokens, i - 1, "the") && is_capital(tokens, i - 1);
            bool called = introduced && (!apposed || titled);
            bool found = (!pending || introduced) && read_run(out, tokens, i, run, called || noun);
            found = found && (!apposed || out->known);
            bool owner = tokens->at[run - 1].shape & HS_TOKEN_OWNS && joined(tokens, run - 1) && is_capital(tokens, run);
            if (found && !out->known && owner && (tokens->at[i].traits & HS_WORD_PLACE || is_outlet_run(tokens, run))) { /* "Velmark's | Channel 2", "Skarn's | Evening Star" */
                i = run - 1;
                continue;
            }
            if (tokens->at[run - 1].gap == HS_GAP_COMMA && run < tokens->n && is_based(tokens, run)) { /* "the Skarn, | Velmark-based | Evening Star" */
                i = run - 1;
                continue;
            }
            out->introduced = found && (introduced || hs_is_introduced_as_outlet(tokens, out->first, out->end));
            return found;
        }
        bool noun_here = is_loose_introducer(tokens, i), comma = tokens->at[i].gap == HS_GAP_COMMA && noun_here;
        if (!joined(tokens, i) && !comma)
            return false;
        apposed = apposed || comma;
        if (noun_here)
            introduced = true;
        else if (hs_token_is_in(tokens, i, presses) && i + 1 < tokens->n &&
                 hs_token_is_in(tokens, i + 1, "at from for with of"))
            i++;
        else if (tokens->at[i].traits & HS_WORD_DETERMINER || is_based(tokens, i) || hs_token_is_in(tokens, i, "both local state state-run media"))
            continue; /* "told local media | VLD News" */
        else if (tokens->at[i].traits & HS_WORD_STOP)
            return false;
        else
            pending = true;
    }
    return false;
}
