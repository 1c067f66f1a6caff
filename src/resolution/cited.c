/* cited.c -- finding the words that tell how a content was heard. In: tokens, names. Out: citations. One pass; every
 * look around a word is bounded. Threads: no state but the caller's. */
#include "cited.h"

#include "names_outlet.h"
#include "status.h"

enum { MAX_CITATIONS = 1 << 20, MAX_PHRASE = 24 };

static const char *const triggers = "told tells tell telling informed informs to with for from in at on by via per citing "
                                    "quoting at during spoke talked interviewed contacted approached reached asked "
                                    "quoted quotes cited cites request requests contributed verify confirm "
                                    "copyright";

typedef struct search {
    const hs_resolver *r;
    const hs_tokens *tokens;
    hs_citation *at;
    uint32_t n, cap;
} search;

static bool is_in(const search *s, uint32_t i, const char *words)
{
    return i < s->tokens->n && hs_token_is_in(s->tokens, i, words);
}

/* Does nothing but a blank stand between token i and the next? */
static bool joined(const search *s, uint32_t i)
{
    return i + 1 < s->tokens->n && !s->tokens->at[i].gap;
}

/* ---- what leads to an outlet ---- */

/* "told the Post": not "was told ..". */
static bool tells(const search *s, uint32_t i)
{
    return is_in(s, i, "told tells tell telling informed informs") &&
           !(i && is_in(s, i - 1, "was were is are be been being"));
}

/* "confirmed to", "in a statement to", "an interview with", "appearing on": the word before the preposition at token i.
 */
static bool addresses(const search *s, uint32_t i)
{
    static const char *const adverbs = "exclusively out live earlier directly privately briefly later";
    if (!i || !joined(s, i - 1))
        return false;
    uint32_t word = i - 1;
    if (word && joined(s, word - 1) && is_in(s, word, adverbs))
        word--;
    if (word > 1 && joined(s, word - 1) && is_in(s, word, "spoken talked") && is_in(s, word - 1, "also") && is_in(s, word - 2, "has have had")) /* "the insider, who has also spoken to the Wire": besides here */
        return false;
    bool sent = word && is_in(s, word, "provided sent given emailed issued") && is_in(s, word - 1, "statement statements email comments remarks interview");
    if (is_in(s, i, "to"))
        return sent || is_in(s, word,
                     "said claimed confirmed revealed denied admitted explained spoke speaking speaks spoken talked talking "
                     "conceded disclosed complained confided wrote writing insisted responded responding replied "
                     "replying relayed relaying statement statements email emails "
                     "comments remarks interview interviews letter comment message post confirming revealing denying");
    if (is_in(s, i, "with"))
        return is_in(s, word, "interview interviews spoke speaking speaks talked talking conversation chat q&a shared shares sharing");
    if (is_in(s, i, "for from in on by"))
        return is_in(s, word, "interview interviews") ||
               (is_in(s, i, "on") && is_in(s, word, "appearing appearance appearances spoke speaking said")) ||
               (is_in(s, i, "by") && (is_in(s, word, "asked contacted reached questioned") ||
                                      (word > 1 && is_in(s, word, "phone telephone email") && is_in(s, word - 1, "by") && is_in(s, word - 2, "reached contacted")))) ||
               (is_in(s, word, "published posted broadcast aired printed") && word &&
                is_in(s, word - 1, "interview interviews quotes comments remarks excerpts"));
    return false;
}

enum { OBJECT = 4 };

/* "confirmed to", "confirmed the deal to" */
static bool confirms(const search *s, uint32_t i)
{
    for (uint32_t k = i; is_in(s, i, "to") && k && k + OBJECT + 1 >= i && joined(s, k - 1); k--)
        if (is_in(s, k - 1, "confirmed confirming"))
            return true;
    return false;
}

/* "confirmed the deal to": an object of a few words stands between. */
static bool addresses_of(const search *s, uint32_t i)
{
    if (!is_in(s, i, "to") || !i || !joined(s, i - 1))
        return false;
    for (uint32_t k = i - 1; k && k + OBJECT >= i && joined(s, k - 1); k--) {
        if (s->tokens->at[k].traits & HS_WORD_PREPOSITION)
            return false;
        if (s->tokens->at[k].traits & HS_WORD_DETERMINER || is_in(s, k, "that this it"))
            return is_in(s, k - 1,
                         "confirmed denied refuted disputed revealed explained described disclosed repeated dismissed "
                         "admitted told expressed voiced");
    }
    return false;
}

/* "their message, | published by": no page speaks so of its own. */
static bool spreads(const search *s, uint32_t i)
{
    return i && is_in(s, i, "by") && joined(s, i - 1) && is_in(s, i - 1, "published distributed circulated translated");
}

/* "was quoted by", "as reported in", "interviewed by": somebody passed it on, whether or not it is known as an outlet.
 */
static bool passes(const search *s, uint32_t i)
{
    static const char *const verbs = "quoted cited reported interviewed carried relayed";
    bool saying = i > 2 && is_in(s, i, "by") && is_in(s, i - 1, "saying telling") && is_in(s, i - 2, "as") &&
                  is_in(s, i - 3, "quoted cited");
    return saying || spreads(s, i) || (i && is_in(s, i, "by in") && joined(s, i - 1) && is_in(s, i - 1, verbs));
}

/* "an email seen by": the outlet has it, from whoever wrote it. */
static bool holds_copy(const search *s, uint32_t i)
{
    return i && is_in(s, i, "by") && joined(s, i - 1) && is_in(s, i - 1, "obtained seen reviewed viewed");
}

/* "a profile published over at", "a report in", "a string of scoops from" */
static bool prints(const search *s, uint32_t i)
{
    if (!i || !is_in(s, i, "at by in from on") || !joined(s, i - 1))
        return false;
    uint32_t word = i - 1;
    if (word && joined(s, word - 1) && is_in(s, word, "over online first today yesterday"))
        word--;
    if (is_in(s, word, "published posted appeared printed broadcast aired"))
        return !is_in(s, i, "by from"); /* "a message published by a group": it reports nothing */
    return is_in(s, word, "report article story profile piece exclusive scoop scoops feature");
}

/* "The full story is at", "Read the full interview in", "The whole report is on the website of": before the preposition at token i. */
static bool has_whole(const search *s, uint32_t i)
{
    enum { REACH = 8 };
    if (!is_in(s, i, "at in on from"))
        return false;
    for (uint32_t k = i; k && i - k < REACH && joined(s, k - 1) && s->tokens->at[k - 1].sentence == s->tokens->at[i].sentence; k--)
        if (is_in(s, k - 1, "story article report interview piece investigation") && k > 1 && is_in(s, k - 2, "full whole entire original"))
            return true;
    return false;
}

/* "in the interview", "during the interview" */
static bool refers(const search *s, uint32_t i)
{
    return is_in(s, i, "in during") && joined(s, i) && is_in(s, i + 1, "the") && joined(s, i + 1) &&
           is_in(s, i + 2, "interview conversation chat");
}

/* ---- who it is ---- */

/* Has the text, in other places, shown that the name at `first` is an outlet's? */
static bool is_outlet_elsewhere(const search *s, const hs_outlet_name *name)
{
    uint32_t k = hs_names_from(s->r->names, name->first);
    return k < s->r->names->n && s->r->names->at[k].first == name->first &&
           s->r->entities->at[s->r->names->at[k].entity].kind == HS_SOURCE_OUTLET;
}

/* Is it told of somebody ("Lind, who once wrote in the Post"), what he does or did? */
static bool is_of_whom(const search *s, uint32_t verb)
{
    enum { REACH = 4 };
    for (uint32_t k = verb; k && verb - k < REACH && joined(s, k - 1); k--)
        if (is_in(s, k - 1, "who that which when while not wasn't isn't was is are were been be started stopped began"))
            return true;
    return false;
}

/* "in an op-ed", "in her opinion piece", before the preposition at token i */
static bool is_in_piece(const search *s, uint32_t i)
{
    bool two = i > 1 && joined(s, i - 2) && is_in(s, i - 1, "piece article post letter") && is_in(s, i - 2, "opinion comment guest open blog");
    uint32_t noun = two ? i - 2 : i - 1;
    if ((!two && !is_in(s, noun, "op-ed column editorial essay commentary")) || noun < 2 || !joined(s, noun - 1) || !joined(s, noun - 2))
        return false;
    return is_in(s, noun - 1, "a an the his her their this") && is_in(s, noun - 2, "in");
}

/* "wrote in", "writing for", "in a column for" an outlet that is known: it stands there in his own words. */
static bool writes_in(const search *s, uint32_t i)
{
    hs_outlet_name name;
    if (!i || !is_in(s, i, "in for") || !joined(s, i - 1))
        return false;
    bool wrote = (is_in(s, i - 1, "writing") || (is_in(s, i, "in") && is_in(s, i - 1, "wrote writes written"))) && !is_of_whom(s, i - 1);
    return (wrote || is_in_piece(s, i)) && hs_outlet_name_at(&name, s->tokens, i + 1) && (name.known || is_outlet_elsewhere(s, &name));
}

/* One that passes on what others said, and is no person: "quoted by the ANP". */
static bool is_body(const search *s, const hs_outlet_name *name)
{
    uint32_t k = hs_names_from(s->r->names, name->first);
    if (k >= s->r->names->n || s->r->names->at[k].first != name->first)
        return false;
    hs_source_kind kind = s->r->entities->at[s->r->names->at[k].entity].kind;
    bool the = name->first && is_in(s, name->first - 1, "the");
    return kind == HS_SOURCE_ORGANISATION || (kind == HS_SOURCE_UNKNOWN && the);
}

/* "told The Tide": within a sentence only titles of works keep a capital article. */
static bool has_article(const search *s, const hs_outlet_name *name)
{
    uint32_t k = hs_names_from(s->r->names, name->first);
    bool person = k < s->r->names->n && s->r->names->at[k].first == name->first &&
                  s->r->entities->at[s->r->names->at[k].entity].kind == HS_SOURCE_PERSON;
    return !person && name->first && is_in(s, name->first - 1, "the") &&
           s->tokens->at[name->first - 1].shape & HS_TOKEN_CAPITAL;
}

static void add(search *s, uint32_t at, uint32_t first, uint32_t end, hs_cited_how how, bool introduced)
{
    if (s->n < s->cap)
        s->at[s->n++] = (hs_citation){at, first, end, how, introduced, false, false, 0};
}

static void add_outlet(search *s, uint32_t at, hs_cited_how how, bool any_body)
{
    hs_outlet_name name;
    static const char *const platforms = "twitter facebook instagram youtube reddit snapchat tumblr tiktok telegram "
                                         "whatsapp linkedin weibo x"; /* their users speak there themselves */
    if (!joined(s, at) || !hs_outlet_name_at(&name, s->tokens, at + 1) || is_in(s, name.first, platforms))
        return;
    if (name.end == name.first + 1 && s->tokens->at[name.first].traits & HS_WORD_TIME)
        return; /* "said on Friday" */
    if (name.known || is_outlet_elsewhere(s, &name) || has_article(s, &name) || (any_body && is_body(s, &name)))
        add(s, at, name.first, name.end, how, name.introduced);
}

/* "the paper", "the French daily" behind token i, for an outlet that was named before. */
static void add_noun(search *s, uint32_t at, hs_cited_how how)
{
    bool the = joined(s, at) && is_in(s, at + 1, "the") && joined(s, at + 1);
    uint32_t noun = at + 2;
    while (the && noun < at + 4 && joined(s, noun) && (is_in(s, noun, "news local") || s->tokens->at[noun].traits & HS_WORD_DEMONYM))
        noun++;
    if (!the || !hs_is_outlet_noun(s->tokens, noun))
        return;
    bool alone = !joined(s, noun) || s->tokens->at[noun + 1].traits & HS_WORD_STOP;
    if (alone && !(s->tokens->at[noun].shape & HS_TOKEN_OWNS))
        add(s, at, at + 1, noun + 1, how, false);
}

/* "citing four people close to ..": the phrase, if it is about people, bodies or documents: not "citing high costs". */
static void add_phrase(search *s, uint32_t at)
{
    const hs_token *t = s->tokens->at;
    uint32_t end = at + 1;
    while (end < s->tokens->n && end <= at + MAX_PHRASE && !(end > at + 1 && t[end - 1].gap) &&
           !is_in(s, end, "who which that said says saying reported reports has had was were as and"))
        end++;
    if (end == at + 1)
        return;
    hs_mention m = hs_mention_read(s->tokens, s->r->names, s->r->entities, at + 1, end);
    bool named = m.form == HS_FORM_NAME && m.kind != HS_SOURCE_PLACE;
    bool described = (m.form == HS_FORM_DEFINITE || m.form == HS_FORM_INDEFINITE) &&
                     t[m.phrase.head].traits & HS_WORD_NOUN && !(t[m.phrase.head].shape & HS_TOKEN_CAPITAL);
    if (named || described)
        add(s, at, at + 1, end, HS_CITED_FROM, false);
}

/* "the Wire, which cited ..", "the Wire reported it and cited ..": not "cited the firm for ..", "cited it as a reason". */
static void add_finite(search *s, uint32_t i)
{
    static const char *const speakers = "spokesman spokeswoman spokesperson spokespeople lawyer lawyers attorney attorneys";
    uint32_t joint = i > 2 && is_in(s, i - 1, "has had also later") && joined(s, i - 2) ? i - 2 : i - 1, n = s->n;
    if (i < 2 || !joined(s, i))
        return;
    uint16_t before = s->tokens->at[joint - 1].gap, behind = s->tokens->at[joint].gap;
    bool relative = is_in(s, joint, "which") && before & HS_GAP_COMMA;
    if (relative || is_in(s, joint, "and but") ? behind : behind != HS_GAP_COMMA)
        return;
    add_phrase(s, i);
    if (s->n == n)
        return;
    hs_citation *c = &s->at[n];
    c->joint = joint;
    bool of = joined(s, c->end - 1) && is_in(s, c->end, "as"); /* "cited it as a reason" */
    for (uint32_t k = c->first + 1; k < c->end; k++)
        of = of || (is_in(s, k, "for") && !is_in(s, k - 1, speakers));
    s->n -= of;
}

/* "local media", "state television": outlets that nobody names. */
static void add_unnamed(search *s, uint32_t at)
{
    static const char *const unnamed = "media television tv radio press newspaper newspapers paper papers station "
                                       "channel broadcaster broadcasters agency website outlets";
    uint32_t first = at + 1 + is_in(s, at + 1, "the a an"), noun = first + 1;
    if (!joined(s, at) || !joined(s, first) || (first > at + 1 && !joined(s, at + 1)))
        return;
    if (!is_in(s, first, "local state national regional state-run") && !(s->tokens->at[first].traits & HS_WORD_DEMONYM))
        return;
    if (is_in(s, noun, "news tv radio television") && joined(s, noun) && is_in(s, noun + 1, unnamed))
        noun++;
    uint32_t next = noun + 1 + (joined(s, noun) && is_in(s, noun + 1, "the") && joined(s, noun + 1)); /* "local paper | the Navor Herald" */
    bool named = joined(s, noun) && s->tokens->at[next].shape & HS_TOKEN_CAPITAL;
    if (is_in(s, noun, unnamed) && !named)
        add(s, at, first, noun + 1, HS_CITED_TOLD, true);
}

/* "The Post talked to friends of his", "the Post quoted them as saying": the friends are heard by the Post. */
static void add_hearer(search *s, uint32_t i)
{
    uint32_t name = i ? hs_name_ending(s->r->names, i) : HS_NONE, whom = i + 1, first = i - 2;
    bool noun = i > 1 && is_in(s, i - 2, "the") && joined(s, i - 2) && hs_is_outlet_noun(s->tokens, i - 1);
    if (!i || !joined(s, i - 1))
        return;
    if (name != HS_NONE && s->r->entities->at[s->r->names->at[name].entity].kind == HS_SOURCE_OUTLET)
        first = s->r->names->at[name].first;
    else if (!noun)
        return;
    if (is_in(s, i, "spoke talked")) {
        if (!is_in(s, whom, "to with") || !joined(s, i))
            return;
        whom++;
    }
    if (joined(s, whom - 1))
        add(s, whom, first, i, HS_CITED_HEARS, true);
}

/* The outlet whose name ends before token `end`, in one breath with it; HS_NONE. */
static uint32_t outlet_before(const search *s, uint32_t end)
{
    uint32_t name = hs_name_ending(s->r->names, end);
    bool outlet = name != HS_NONE && s->r->entities->at[s->r->names->at[name].entity].kind == HS_SOURCE_OUTLET;
    return outlet && end && joined(s, end - 1) ? name : HS_NONE;
}

/* The outlet whose name stands behind token i: "a request for comment from | the Post"; HS_NONE. */
static uint32_t outlet_behind(const search *s, uint32_t i)
{
    hs_outlet_name name;
    bool found = joined(s, i) && hs_outlet_name_at(&name, s->tokens, i + 1);
    uint32_t k = found ? hs_names_from(s->r->names, name.first) : s->r->names->n;
    bool same = k < s->r->names->n && s->r->names->at[k].first == name.first;
    return same && s->r->entities->at[s->r->names->at[k].entity].kind == HS_SOURCE_OUTLET ? k : HS_NONE;
}

/* "The Post has contacted the firm | for comment" */
static bool is_for_comment(const search *s, uint32_t i, uint32_t most)
{
    const hs_token *t = s->tokens->at;
    for (uint32_t k = i + 1; k + 1 < s->tokens->n && k <= i + most && t[k].sentence == t[i].sentence; k++)
        if (is_in(s, k, "for") && is_in(s, k + 1, "comment comments"))
            return true;
    return false;
}

/* "CNN's Ann Lee and Bo Ek | contributed to this report": the outlet that the sentence begins with. */
static uint32_t credited(const search *s, uint32_t i)
{
    const hs_token *t = s->tokens->at;
    if (!is_in(s, i + 1, "to") || !is_in(s, i + 2, "this"))
        return HS_NONE;
    uint32_t begin = i;
    while (begin && i - begin < MAX_PHRASE && t[begin - 1].sentence == t[i].sentence)
        begin--;
    uint32_t k = hs_names_from(s->r->names, begin);
    if (k >= s->r->names->n || s->r->names->at[k].end >= i || s->r->names->at[k].first > begin + 1)
        return HS_NONE;
    uint32_t end = s->r->names->at[k].end;
    bool staff = t[end - 1].shape & HS_TOKEN_OWNS || is_in(s, end, "writer writers reporter reporters correspondent staff");
    return staff ? outlet_before(s, end) : HS_NONE;
}

/* "Copyright 2031 the Associated Press" */
static uint32_t owner_of_copyright(const search *s, uint32_t i)
{
    uint32_t k = hs_names_from(s->r->names, i + 1);
    bool near = k < s->r->names->n && s->r->names->at[k].first <= i + 3 &&
                s->tokens->at[s->r->names->at[k].first].sentence == s->tokens->at[i].sentence;
    return near && s->r->entities->at[s->r->names->at[k].entity].kind == HS_SOURCE_OUTLET ? k : HS_NONE;
}

/* Whose page it is, by how it was made: who asked for comment, who could not verify it, whose staff is
 * credited, who has the copyright. */
static void add_asker(search *s, uint32_t i)
{
    uint32_t name = HS_NONE, auxiliary = i && is_in(s, i - 1, "has have had");
    if (is_in(s, i, "contributed"))
        name = credited(s, i);
    else if (is_in(s, i, "copyright"))
        name = owner_of_copyright(s, i);
    else if (is_in(s, i, "request requests"))
        name = !is_for_comment(s, i, 1) ? HS_NONE : is_in(s, i + 3, "from by") ? outlet_behind(s, i + 3) : outlet_before(s, i);
    else if (is_in(s, i, "verify confirm")) {
        uint32_t able = i && is_in(s, i - 1, "independently") ? i - 1 : i;
        bool unable = able > 2 && is_in(s, able - 1, "to") && is_in(s, able - 2, "unable") && is_in(s, able - 3, "was is");
        if (unable || (able > 2 && able < i && is_in(s, able - 1, "not") && is_in(s, able - 2, "could can did")))
            name = outlet_before(s, unable ? able - 3 : able - 2);
    } else if (!is_in(s, i + 1, "by") && is_for_comment(s, i, MAX_PHRASE))
        name = outlet_before(s, i - auxiliary);
    if (name != HS_NONE)
        add(s, i, s->r->names->at[name].first, s->r->names->at[name].end, HS_CITED_ASKS, false);
}

/* "On Sky's | breakfast show", "On NBC's | Meet the Press,": not "On Sky's advice". */
static bool is_programme(const search *s, uint32_t i)
{
    enum { REACH = 6 };
    bool title = i < s->tokens->n && s->tokens->at[i].shape & HS_TOKEN_CAPITAL;
    for (uint32_t end = i + REACH; i < s->tokens->n && i < end; i++) {
        if (is_in(s, i, "show programme program breakfast podcast") || (is_in(s, i, "page") && is_in(s, i - 1, "front")))
            return true;
        if (!joined(s, i))
            return title && s->tokens->at[i].shape & HS_TOKEN_CAPITAL && s->tokens->at[i].gap & HS_GAP_COMMA;
        if (!is_in(s, i, "the of and with") && !(s->tokens->at[i].shape & HS_TOKEN_CAPITAL))
            title = false;
        if (!title && s->tokens->at[i].traits & HS_WORD_STOP) /* "On Sky's advice to show care" */
            return false;
    }
    return false;
}

/* "On Sky News, Lind claimed ..", "On Sky's breakfast show, .." */
static bool begins_with_programme(const search *s, uint32_t i)
{
    hs_outlet_name name;
    if (!is_in(s, i, "on") || !(s->tokens->at[i].shape & HS_TOKEN_BEGINS) || !joined(s, i) || !hs_outlet_name_at(&name, s->tokens, i + 1) || !name.known)
        return false;
    return s->tokens->at[name.end - 1].shape & HS_TOKEN_OWNS ? is_programme(s, name.end) : s->tokens->at[name.end - 1].gap & HS_GAP_COMMA;
}

static void look(search *s, uint32_t i)
{
    if (is_in(s, i, "contacted approached reached asked request requests contributed verify confirm copyright"))
        add_asker(s, i);
    else if (has_whole(s, i))
        add_outlet(s, i, HS_CITED_WHOLE, false);
    else if (is_in(s, i, "spoke talked interviewed quoted quotes cited cites")) {
        add_hearer(s, i);
        if (is_in(s, i, "quoted quotes cited cites"))
            add_finite(s, i);
    } else if (refers(s, i))
        add(s, i, i, i + 1, HS_CITED_AGAIN, true);
    else if (tells(s, i) || addresses(s, i) || addresses_of(s, i) || writes_in(s, i)) {
        uint32_t n = s->n;
        add_outlet(s, i, HS_CITED_TOLD, false);
        if (s->n > n)
            s->at[n].confirmed = confirms(s, i);
        add_noun(s, i, HS_CITED_TOLD);
        add_unnamed(s, i);
    } else if (begins_with_programme(s, i))
        add_outlet(s, i, HS_CITED_TOLD, false);
    else if (passes(s, i) || is_in(s, i, "via")) {
        uint32_t n = s->n;
        add_outlet(s, i, HS_CITED_PASSED, true);
        if (s->n > n)
            s->at[n].spread = spreads(s, i);
        add_unnamed(s, i);
    } else if (holds_copy(s, i)) {
        add_outlet(s, i, HS_CITED_HEARS, false);
        add_noun(s, i, HS_CITED_HEARS);
    } else if (prints(s, i))
        add_outlet(s, i, HS_CITED_PRINTS, false);
    else if (is_in(s, i, "per") || (i && is_in(s, i, "to") && is_in(s, i - 1, "according")))
        add_outlet(s, i, HS_CITED_PASSED, false);
    else if (is_in(s, i, "citing quoting") && joined(s, i))
        add_phrase(s, i);
}

hs_status hs_citations_find(hs_citations *out, hs_arena *arena, const hs_resolver *resolver, hs_error *err)
{
    search s = {.r = resolver, .tokens = resolver->tokens};
    for (uint32_t i = 0; i < s.tokens->n && s.cap < MAX_CITATIONS; i++)
        s.cap += is_in(&s, i, triggers);
    s.at = HS_NEW(arena, hs_citation, s.cap);
    if (!s.at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the citations of a text");
    for (uint32_t i = 0; i < s.tokens->n; i++)
        if (is_in(&s, i, triggers))
            look(&s, i);
    *out = (hs_citations){s.at, s.n};
    return HS_OK;
}
