/* mentions.c -- reading one mention by its words. In: tokens, names. Out: form, head, number, gender. Threads: any. */
#include "mentions.h"

#include "ascii.h"

hs_pronoun hs_pronoun_at(const hs_tokens *tokens, uint32_t i)
{
    static const struct {
        const char *words;
        hs_pronoun is;
    } list[] = {{"he him his himself", HS_PRONOUN_HE},
                {"she her hers herself", HS_PRONOUN_SHE},
                {"they them their themselves both theirs", HS_PRONOUN_THEY},
                {"it its itself", HS_PRONOUN_IT},
                {"i me my myself mine", HS_PRONOUN_I},
                {"we us our ourselves ours", HS_PRONOUN_WE},
                {"who which whom whose that", HS_PRONOUN_WHO},
                {"you your this these y'all", HS_PRONOUN_OTHER}};
    if (!(tokens->at[i].traits & HS_WORD_STOP))
        return HS_PRONOUN_NONE;
    if (tokens->at[i].end - tokens->at[i].begin == 2 && tokens->at[i].shape & HS_TOKEN_CAPITALS &&
        hs_token_is(tokens, i, "us"))
        return HS_PRONOUN_NONE;
    for (size_t k = 0; k < sizeof list / sizeof *list; k++)
        if (hs_token_is_in(tokens, i, list[k].words))
            return list[k].is;
    return HS_PRONOUN_NONE;
}

hs_source_kind hs_noun_kind(uint32_t traits)
{
    if (traits & (HS_WORD_PEOPLE | HS_WORD_BODIES))
        return HS_SOURCE_GROUP;
    if (traits & HS_WORD_ROLE)
        return HS_SOURCE_PERSON;
    if (traits & HS_WORD_DOCUMENT && !(traits & HS_WORD_MEDIA))
        return HS_SOURCE_DOCUMENT;
    if (traits & HS_WORD_MEDIA)
        return HS_SOURCE_OUTLET;
    return traits & HS_WORD_BODY ? HS_SOURCE_ORGANISATION : HS_SOURCE_UNKNOWN;
}

bool hs_is_authority(const hs_tokens *tokens, uint32_t noun)
{
    return noun && hs_token_is(tokens, noun, "agency") && !tokens->at[noun - 1].gap && !(tokens->at[noun - 1].shape & (HS_TOKEN_OWNS | HS_TOKEN_CAPITAL)) &&
           !(tokens->at[noun - 1].traits & (HS_WORD_STOP | HS_WORD_DETERMINER | HS_WORD_DEMONYM | HS_WORD_MEDIA)) && !hs_token_is_in(tokens, noun - 1, "news press wire photo advertising travel");
}

uint32_t hs_name_ending(const hs_names *names, uint32_t end)
{
    if (!end)
        return HS_NONE;
    uint32_t i = hs_names_from(names, end - 1);
    return i < names->n && names->at[i].end == end ? i : HS_NONE;
}

enum { MAX_TOKENS = 64, MAX_DEPTH = 3, MAX_AUTHORS = 4 }; /* of a longer source the beginning tells who it is */

typedef struct reading {
    const hs_tokens *tokens;
    const hs_token *t;
    const hs_names *names;
    const hs_entities *entities;
    hs_mention m;
    unsigned depth; /* phrases around it that are being read */
} reading;

static hs_mention read_mention(const hs_tokens *tokens, const hs_names *names, const hs_entities *entities,
                               uint32_t begin, uint32_t end, unsigned depth);

static void be_name(reading *r, uint32_t name)
{
    const hs_entity *e = &r->entities->at[r->names->at[name].entity];
    r->m.form = HS_FORM_NAME;
    r->m.name = name;
    r->m.kind = e->kind;
    r->m.gender = e->gender;
}

/* The end of the part [from, to) that a comma, bracket or dash ends. */
static uint32_t part_end(const reading *r, uint32_t from, uint32_t to)
{
    while (from + 1 < to && !(r->t[from].gap & (HS_GAP_COMMA | HS_GAP_OPEN | HS_GAP_DASH | HS_GAP_CLOSE | HS_GAP_STOP)))
        from++;
    return from + 1;
}

/* "the creator of the ad, Judy Lind": a later part that is a name and no list goes on. */
static uint32_t name_in_apposition(const reading *r, uint32_t from)
{
    for (uint32_t begin = from; begin < r->m.end;) {
        uint32_t end = part_end(r, begin, r->m.end);
        hs_noun_phrase p = hs_noun_phrase_read(r->tokens, begin, end);
        uint32_t name = r->t[begin - 1].gap & HS_GAP_COMMA ? hs_names_from(r->names, p.head) : r->names->n;
        if (name >= r->names->n || r->names->at[name].first > p.head || r->names->at[name].end > end) /* "Lind & Moore" ends behind the head */
            name = HS_NONE;
        bool introduced = name != HS_NONE && r->names->at[name].whole > p.core &&
                          r->t[r->names->at[name].whole - 1].traits & (HS_WORD_ROLE | HS_WORD_BODY); /* "retired bus driver Lind", "the Norwegian fund Lindco" */
        if (name != HS_NONE && (introduced || r->names->at[name].whole <= p.core + 1) &&
            r->t[begin].traits != HS_WORD_TIME &&
            !hs_token_is_in(r->tokens, begin, "and or including like who which whose of in at from by with for") &&
            r->entities->at[r->names->at[name].entity].kind != HS_SOURCE_PLACE)
            return name;
        begin = end;
    }
    return HS_NONE;
}

/* "A spokesman for the landlord, | Kirk Estates": a body, for whom the head speaks or works. */
static bool is_whom_it_works_for(const reading *r, uint32_t name)
{
    hs_source_kind kind = name == HS_NONE ? HS_SOURCE_UNKNOWN : r->entities->at[r->names->at[name].entity].kind;
    return (kind == HS_SOURCE_ORGANISATION || kind == HS_SOURCE_OUTLET) && hs_works_for(r->tokens, r->m.phrase.head, r->m.end);
}

/* "Velmark national and former soldier | Gill Lind": the part that ends at `end` ends with a person whom a noun
 * introduces. */
static uint32_t name_behind_roles(const reading *r, uint32_t end)
{
    uint32_t name = hs_name_ending(r->names, end);
    if (name == HS_NONE || r->names->at[name].whole <= r->m.begin ||
        !hs_token_is(r->tokens, r->m.phrase.head + 1, "and"))
        return HS_NONE;
    uint32_t noun = r->names->at[name].whole - 1;
    bool person = r->entities->at[r->names->at[name].entity].kind == HS_SOURCE_PERSON;
    return person && noun > r->m.phrase.head && r->t[noun].traits & HS_WORD_ROLE ? name : HS_NONE;
}

/* "the minister of finances Anna Lund": a role, what it is of, and the name. */
static uint32_t name_behind_of(const reading *r, uint32_t end)
{
    uint32_t head = r->m.phrase.head, name = hs_name_ending(r->names, end);
    if (name == HS_NONE || r->names->at[name].whole < head + 3 || !hs_token_is(r->tokens, head + 1, "of") ||
        !(r->t[head].traits & HS_WORD_ROLE) || r->m.phrase.owner != HS_NONE)
        return HS_NONE;
    uint32_t before = r->names->at[name].whole - 1;
    bool person = r->entities->at[r->names->at[name].entity].kind == HS_SOURCE_PERSON;
    uint32_t body = hs_name_ending(r->names, before + 1); /* "the head of LDX Anna Lund" */
    if (person && body != HS_NONE && r->names->at[body].first > head + 1)
        return name;
    bool noun = !(r->t[before].traits & HS_WORD_STOP) && !(r->t[before].shape & HS_TOKEN_CAPITAL);
    return person && noun ? name : HS_NONE;
}

/* "an agent named Kelly", "analysts such as Trip Lind", "a group that calls itself Harbour Watch", "a man who gave his name only as Yusuf" */
static uint32_t name_behind(const reading *r, uint32_t from)
{
    for (uint32_t i = from; i + 1 < r->m.end; i++) {
        bool as =
            hs_token_is(r->tokens, i, "as") && i > from && hs_token_is_in(r->tokens, i - 1, "such known identified name only himself herself");
        bool itself = i > from && hs_token_is_in(r->tokens, i, "itself himself herself themselves") && hs_token_is_in(r->tokens, i - 1, "calls calling call called");
        if (!as && !itself && !hs_token_is_in(r->tokens, i, "named called nicknamed dubbed"))
            continue;
        uint32_t name = hs_names_from(r->names, i + 1);
        if (name < r->names->n && r->names->at[name].whole <= i + 2 && r->names->at[name].end <= r->m.end)
            return name;
    }
    return HS_NONE;
}

/* The name of whom the phrase that begins at `from` speaks, at most three phrases deep. */
static uint32_t named_from(const reading *r, uint32_t from)
{
    if (r->depth >= MAX_DEPTH || from >= r->m.end)
        return HS_NONE;
    hs_mention m = read_mention(r->tokens, r->names, r->entities, from, r->m.end, r->depth + 1);
    return m.form == HS_FORM_NAME ? m.name : HS_NONE;
}

static hs_source_kind kind_of(const reading *r, uint32_t name)
{
    return name == HS_NONE ? HS_SOURCE_UNKNOWN : r->entities->at[r->names->at[name].entity].kind;
}

/* Whoever speaks through a report, statement or website: its owner, whose name modifies it, or "from", "by" whom it is.
 */
static uint32_t author_of(const reading *r)
{
    static const char *const letters = "email emails letter letters memo memos memorandum message messages recording recordings transcript transcripts note notes document documents papers video";
    const hs_noun_phrase *p = &r->m.phrase;
    bool media = r->t[p->head].traits & HS_WORD_MEDIA;
    uint32_t owner = p->owner == HS_NONE ? HS_NONE : hs_name_ending(r->names, p->owner + 1),
             k = hs_names_from(r->names, p->core);
    for (; k < r->names->n && r->names->at[k].end <= p->head; k++) {
        hs_source_kind kind = kind_of(r, k);
        bool platform = hs_token_is_in(r->tokens, r->names->at[k].first,
                                       "youtube twitter facebook instagram reddit snapchat tumblr tiktok");
        if ((kind == HS_SOURCE_OUTLET || (kind == HS_SOURCE_ORGANISATION && owner == HS_NONE)) && !platform)
            return k;
    }
    if (owner != HS_NONE && !(media && kind_of(r, owner) == HS_SOURCE_PLACE))
        return owner;
    for (uint32_t i = p->head + 1, tries = 0; i + 1 < r->m.end && tries < MAX_AUTHORS; i++) {
        bool by =
            hs_token_is(r->tokens, i, "by") &&
            (i == p->head + 1 ||
             hs_token_is_in(
                 r->tokens, i - 1,
                 "published written released issued posted produced compiled conducted prepared commissioned made"));
        bool from = by || hs_token_is(r->tokens, i, "from") || (media && hs_token_is_in(r->tokens, i, "of for"));
        if (!from && !hs_token_is_in(r->tokens, i, "in on at"))
            continue;
        tries++;
        uint32_t name = named_from(r, i + 1);
        hs_source_kind kind = kind_of(r, name);
        if (kind == HS_SOURCE_OUTLET && by && i > p->head + 1 && hs_token_is_in(r->tokens, i - 1, "published posted") && hs_token_is_in(r->tokens, p->head, letters))
            continue; /* "a leaked email published by the Wire" is another's */
        if (name != HS_NONE && (kind == HS_SOURCE_OUTLET || (from && kind != HS_SOURCE_PLACE)))
            return name;
    }
    return HS_NONE;
}

static bool is_list(const reading *r)
{
    if (hs_token_is(r->tokens, r->m.begin, "neither"))
        for (uint32_t i = r->m.begin + 2; i + 1 < r->m.end; i++)
            if (hs_token_is(r->tokens, i, "nor"))
                return true;
    uint32_t end = part_end(r, r->m.begin, r->m.end);
    for (uint32_t i = r->m.begin + 1; i + 1 < r->m.end; i++) {
        if (r->t[i].traits & HS_WORD_RELATIVE)
            return false;
        if (!hs_token_is(r->tokens, i, "and") || (i >= end && r->t[i - 1].gap & ~(unsigned)HS_GAP_COMMA))
            continue;
        uint32_t before = hs_name_ending(r->names, i);
        uint32_t behind = hs_names_from(r->names, i + 1);
        bool inside = before == HS_NONE && behind < r->names->n && r->names->at[behind].first <= i;
        if (inside)
            continue;
        bool person_before = before != HS_NONE &&
                             r->entities->at[r->names->at[before].entity].kind == HS_SOURCE_PERSON &&
                             !(r->t[i - 1].shape & HS_TOKEN_OWNS);
        if (!person_before)
            continue;
        /* "Lind, a member of Moore and Lane": the first part must be the one before "and" */
        hs_noun_phrase p = r->m.phrase;
        if (p.head + 1 == i || (i < end && p.head + 1 < i && r->names->at[before].first <= p.head + 1))
            return true;
    }
    return false;
}

/* "the coast guard": a body, and no man. */
static bool is_guard(const reading *r)
{
    uint32_t head = r->m.phrase.head;
    return head > r->m.phrase.core && hs_token_is(r->tokens, head, "guard") &&
           hs_token_is_in(r->tokens, head - 1, "coast national home border presidential republican");
}

/* "the environment agency": none of news. */
static bool is_authority(const reading *r)
{
    uint32_t head = r->m.phrase.head;
    return head > r->m.phrase.core && hs_is_authority(r->tokens, head);
}

static void read_form(reading *r)
{
    const hs_token *t = r->t;
    hs_mention *m = &r->m;
    uint32_t first = m->begin;
    hs_pronoun pronoun = hs_pronoun_at(r->tokens, first);
    bool alone = first + 1 == m->end || t[first].gap ||
                 t[first + 1].traits & (HS_WORD_RELATIVE | HS_WORD_PREPOSITION | HS_WORD_POSTMODIFIER) ||
                 hs_token_is_in(r->tokens, first + 1, "all and also two both") ||
                 hs_token_is_in(r->tokens, first, "he she they it i we who us them him");
    if (pronoun != HS_PRONOUN_NONE && alone) {
        m->form = HS_FORM_PRONOUN;
        m->pronoun = pronoun;
        m->plural = pronoun == HS_PRONOUN_THEY || pronoun == HS_PRONOUN_WE;
        m->gender = pronoun == HS_PRONOUN_HE    ? HS_GENDER_MALE
                    : pronoun == HS_PRONOUN_SHE ? HS_GENDER_FEMALE
                                                : HS_GENDER_UNKNOWN;
        return;
    }
    if (is_list(r)) {
        m->form = HS_FORM_LIST;
        m->plural = true;
        m->kind = HS_SOURCE_GROUP;
        return;
    }
    uint32_t name = hs_name_ending(r->names, m->phrase.head + 1);
    bool speaks = name != HS_NONE;
    if (speaks && r->names->at[name].first < m->phrase.core && m->phrase.owner != HS_NONE)
        speaks = false;
    if (!speaks) {
        uint32_t noun = t[m->phrase.head].traits;
        bool one = hs_token_is_in(r->tokens, m->phrase.head, "one another") && t[m->phrase.head].gap == HS_GAP_COMMA; /* "One, Ann Lund, said" */
        bool may_be_named = one || m->phrase.partitive || (noun & HS_WORD_NOUN && !(noun & (HS_WORD_PEOPLE | HS_WORD_BODIES)));
        name = may_be_named ? name_in_apposition(r, part_end(r, first, m->end)) : HS_NONE;
        if (is_whom_it_works_for(r, name))
            name = HS_NONE;
        if (name == HS_NONE)
            name = name_behind(r, m->phrase.head + 1);
    }
    if (name == HS_NONE)
        name = name_behind_roles(r, part_end(r, first, m->end));
    if (name == HS_NONE)
        name = name_behind_of(r, part_end(r, first, m->end));
    uint32_t head = t[m->phrase.head].traits;
    bool document = (head & (HS_WORD_DOCUMENT | HS_WORD_MEDIA) && !(head & HS_WORD_PERSONAL) && !is_authority(r)) ||
                    hs_token_is_in(r->tokens, m->phrase.head, "folks guys"); /* "the folks at the Herald" */
    if (name == HS_NONE && document)
        name = author_of(r);
    if (name != HS_NONE) {
        be_name(r, name);
        return;
    }
    bool owned = m->phrase.owner != HS_NONE;
    uint32_t det = m->phrase.determiner;
    m->form = owned || (det != HS_NONE && hs_token_is_in(r->tokens, det, "the this that these those both"))
                  ? HS_FORM_DEFINITE
                  : HS_FORM_INDEFINITE;
    m->plural = hs_noun_phrase_is_plural(r->tokens, &m->phrase);
    bool of = m->phrase.head + 1 < m->end && hs_token_is(r->tokens, m->phrase.head + 1, "of");
    if (hs_token_is_in(r->tokens, m->phrase.head, "pair couple duo trio crowd public") ||
        (of && hs_token_is_in(r->tokens, m->phrase.head, "group number team majority handful string series")))
        m->plural = true;
    m->kind = m->plural ? HS_SOURCE_GROUP : is_guard(r) || is_authority(r) ? HS_SOURCE_ORGANISATION : hs_noun_kind(head);
    if (m->plural && head & HS_WORD_DOCUMENT)
        m->kind = HS_SOURCE_DOCUMENT;
    if (head & (HS_WORD_MALE | HS_WORD_FEMALE) && head & HS_WORD_ROLE)
        m->gender = head & HS_WORD_MALE ? HS_GENDER_MALE : HS_GENDER_FEMALE;
    for (uint32_t i = first; i <= m->phrase.head && !m->count; i++)
        if (t[i].traits & HS_WORD_COUNT || (t[i].shape & HS_TOKEN_NUMBER && i < m->phrase.head && m->plural))
            m->count =
                hs_number_at(r->tokens, i) * (i < m->phrase.head && hs_token_is(r->tokens, i + 1, "dozen") ? 12 : 1);
}

static hs_mention read_mention(const hs_tokens *tokens, const hs_names *names, const hs_entities *entities,
                               uint32_t begin, uint32_t end, unsigned depth)
{
    reading r = {tokens,
                 tokens->at,
                 names,
                 entities,
                 {.begin = begin, .end = end, .name = HS_NONE, .attribution = HS_NONE, .entity = HS_NONE},
                 depth};
    r.m.phrase = hs_noun_phrase_read(tokens, begin, end);
    uint32_t owner = r.m.phrase.owner == HS_NONE ? names->n : hs_names_from(names, r.m.phrase.owner);
    if (owner < names->n && names->at[owner].first <= r.m.phrase.owner && names->at[owner].end > r.m.phrase.owner + 1) { /* "the Dock Workers' Union" owns nothing */
        r.m.phrase.owner = HS_NONE;
        r.m.phrase.core = names->at[owner].first;
    }
    uint32_t over = hs_names_from(names, r.m.phrase.head); /* "the Globe and Mail", "Department of Health" */
    if (over < names->n && names->at[over].first <= r.m.phrase.head && names->at[over].end <= end)
        r.m.phrase.head = names->at[over].end - 1;
    r.m.owner =
        tokens->at[end - 1].shape & HS_TOKEN_OWNS || hs_token_is_in(tokens, end - 1, "his its their my our your");
    read_form(&r);
    return r.m;
}

/* The source may be cut within the name that it ends with: "Committee chairman Ruben | Aske", "Mr | Aske". One that begins with that
 * name may be all there is: "Skarn | Denies". */
static uint32_t whole_name_end(const hs_names *names, uint32_t begin, uint32_t end)
{
    uint32_t cut = hs_names_from(names, end - 1);
    bool within = cut < names->n && ((names->at[cut].first > begin && names->at[cut].first < end) || (names->at[cut].whole == begin && names->at[cut].first == end));
    return within ? names->at[cut].end : end;
}

hs_mention hs_mention_read(const hs_tokens *tokens, const hs_names *names, const hs_entities *entities, uint32_t begin,
                           uint32_t end)
{
    begin = hs_dateline_end(tokens, begin, end);
    end = whole_name_end(names, begin, end);
    return read_mention(tokens, names, entities, begin, end - begin > MAX_TOKENS ? begin + MAX_TOKENS : end, 0);
}
