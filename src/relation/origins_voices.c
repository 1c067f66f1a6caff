/* origins_voices.c -- who speaks for a body. In: what a document calls somebody ("its spokeswoman", "head of the Orrin Water Board"), and the bodies that the
 * document has statements of. Out: whose voice it is. One thread at a time; what is told by words alone, on any.
 *
 * An office and the body must stand together: a head of security at the board, a chief of the board's union, a minister who is angry with another ministry speak
 * for something else; who was head of it until last year, or leaves no doubt that she speaks for herself, speaks for nobody. In full ("head of the Orrin Water
 * Board") that holds wherever the body speaks; "its head", "the board's", "the company's" mean a body that the same document has before. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "names_lexicon.h"
#include "sentences.h"
#include "status.h"

enum { WORDS = 48, SKIPPED = 2, AROUND = 160 /* characters */ };

typedef struct phrase {
    hs_str s;
    hs_span at[WORDS];
    uint32_t n;
} phrase;

/* How a body may be meant. */
typedef enum manner {
    IN_FULL,
    IN_SHORT,  /* "the board" for "Orrin Water Board" */
    AS_NEAREST /* "its", "the company" */
} manner;

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static phrase read_phrase(hs_str s)
{
    phrase p = {.s = s};
    uint32_t at = 0;
    while (p.n < WORDS && hs_word_next(&p.at[p.n], s, &at))
        p.n++;
    return p;
}

/* Word i without the "'s" of an owner. */
static hs_str word_at(const phrase *p, uint32_t i)
{
    hs_str word = {p->s.ptr + p->at[i].begin, p->at[i].end - p->at[i].begin};
    word.len -= hs_owner_mark(word);
    return word;
}

/* "the board's", "the workers'" */
static bool owns(const phrase *p, uint32_t i)
{
    return word_at(p, i).len < p->at[i].end - p->at[i].begin || hs_apostrophe(hs_ascii_from(p->s, p->at[i].end));
}

/* Does anything but blanks and an owner's mark stand before word i, or nothing at all? */
static bool is_cut(const phrase *p, uint32_t i)
{
    if (!i)
        return true;
    for (uint32_t k = p->at[i - 1].end; k < p->at[i].begin; k++)
        if (strchr(",;:.()[]-\"", p->s.ptr[k]))
            return true;
    return false;
}

/* ---- offices ---- */

/* What may stand behind a body or an office: the phrase ends there. */
static bool goes_on(hs_str word)
{
    static const char *const words[] = {"who", "which", "that", "and", "or", "in", "on", "since", "whose", "as", "has", "had", "is", "said", "told", "speaking", "asked"};
    return HAS(words, word);
}

static bool is_of(hs_str word)
{
    static const char *const words[] = {"of", "for", "at", "with"};
    return HAS(words, word);
}

/* "Head | of communications | at Glide" speaks for Glide. @return the word behind it; from: it is no such office */
static uint32_t behind_press(const phrase *p, uint32_t from)
{
    static const char *const press[] = {"communications", "communication", "media", "press", "public", "external", "corporate", "relations", "affairs"};
    uint32_t end = from + 1;
    if (from >= p->n || !hs_ascii_is(word_at(p, from), "of"))
        return from;
    while (end < p->n && !is_cut(p, end) && HAS(press, word_at(p, end)))
        end++;
    return end > from + 1 && end < p->n && !is_cut(p, end) && is_of(word_at(p, end)) ? end : from;
}

static bool is_spokes(const phrase *p, uint32_t i)
{
    return hs_ascii_begins(word_at(p, i), "spokes");
}

/* Is word i an office whose holder speaks for a body? @param end  out: behind it */
static bool is_office(const phrase *p, uint32_t i, uint32_t *end)
{
    static const char *const offices[] = {"head", "chief", "boss", "director", "president", "chair", "chairman", "chairwoman", "chairperson", "ceo", "governor", "commissioner",
                                          "minister", "secretary", "leader", "rector", "principal", "commander", "chancellor", "administrator"};
    static const char *const more[] = {"executive", "general", "officer"};
    const hs_str word = word_at(p, i);
    const bool press = i && hs_ascii_is(word_at(p, i - 1), "press") && (hs_ascii_is(word, "officer") || hs_ascii_is(word, "office"));
    if (!is_spokes(p, i) && !press && !HAS(offices, word))
        return false;
    for (*end = i + 1; *end < p->n && !is_cut(p, *end) && HAS(more, word_at(p, *end));)
        ++*end;
    if (*end == p->n || is_cut(p, *end))
        return true;
    *end = behind_press(p, *end);
    const hs_str next = word_at(p, *end); /* "chief engineer", "head coach" */
    return !owns(p, i) && (hs_ascii_is_capital(*next.ptr) || is_of(next) || goes_on(next));
}

/* Does whoever has office i have it now? */
static bool is_past(const phrase *p, uint32_t i)
{
    static const char *const before[] = {"former", "formerly", "ex", "retired", "ousted", "sacked", "fired", "dismissed", "deposed", "suspended", "late", "erstwhile", "previous", "previously", "then",
                                         "once", "past", "onetime", "one-time", "was", "were", "been", "shadow", "would-be", "aspiring", "candidate"};
    static const char *const behind[] = {"until", "resigned", "formerly", "previously", "stepped", "quit", "ousted", "sacked", "retired", "candidate", "nominee"};
    static const char *const entered[] = {"elected", "re-elected", "appointed", "named"}, *const others[] = {"who", "which", "whose"};
    for (uint32_t k = i; k > 0 && !is_cut(p, k) && !hs_ascii_is(word_at(p, k - 1), "and"); k--)
        if (HAS(before, word_at(p, k - 1)) && !(hs_ascii_is(word_at(p, k - 1), "was") && k < i && HAS(entered, word_at(p, k))))
            return true;
    for (uint32_t k = i + 1; k < p->n && !is_cut(p, k) && !HAS(others, word_at(p, k)); k++)
        if (HAS(behind, word_at(p, k)))
            return true;
    return false;
}

/* "Who heads the board", "speaking for the ministry". @return the word behind which the body stands; 0: nothing such at word i */
static uint32_t behind_verb(const phrase *p, uint32_t i)
{
    static const char *const verbs[] = {"heads", "leads", "chairs", "runs", "directs"};
    const hs_str word = word_at(p, i);
    if (i && HAS(verbs, word) && hs_ascii_is(word_at(p, i - 1), "who"))
        return i + 1;
    if (i && hs_ascii_is(word, "for") && (hs_ascii_is(word_at(p, i - 1), "speaking") || hs_ascii_is(word_at(p, i - 1), "speaks")) &&
        !(i > 1 && hs_ascii_is(word_at(p, i - 2), "not")))
        return i + 1;
    return 0;
}

bool hs_is_voice(hs_str description)
{
    const phrase p = read_phrase(description);
    uint32_t end;
    for (uint32_t i = 0; i < p.n; i++)
        if ((is_office(&p, i, &end) && !is_past(&p, i)) || behind_verb(&p, i))
            return true;
    return false;
}

/* ---- bodies ---- */

static bool is_article(hs_str word)
{
    static const char *const words[] = {"the", "a", "an", "this", "its"};
    return HAS(words, word);
}

/* "The board" may be one that was named before; "a board" is any. */
static bool is_definite(hs_str word)
{
    static const char *const words[] = {"the", "this", "its"};
    return HAS(words, word);
}

/* "Iraqi", "Iraq's" before "Interior Ministry", which is no other body for it; "East" before "Orrin Water Board" makes one. */
static bool is_country(const phrase *p, uint32_t i)
{
    static const char *const others[] = {"us", "u.s", "uk", "u.k", "eu", "french", "greek", "dutch", "swiss", "czech", "thai", "welsh"};
    const hs_str word = word_at(p, i);
    return hs_ascii_is_capital(*word.ptr) && (owns(p, i) || hs_is_of_country(word) || HAS(others, word));
}

/* Do the words [from, from + n) of `p` be those of `body` from word `first` on? */
static bool same_words(const phrase *p, uint32_t from, const phrase *body, uint32_t first, uint32_t n)
{
    if (!n || from + n > p->n || first + n > body->n)
        return false;
    for (uint32_t i = 0; i < n; i++)
        if (!hs_ascii_equal(word_at(p, from + i), word_at(body, first + i)) || (i && is_cut(p, from + i)))
            return false;
    return true;
}

/* What says of a name what it is. A guard is somebody, but the Coast Guard is a body. */
static bool is_noun_of_body(hs_str word)
{
    return hs_word_traits(word) & (HS_WORD_BODY | HS_WORD_INSTITUTION);
}

/* The ways in which `manner` lets a body be called, each as words [first, first + n) of its name: in full, by its last words ("the water board"), the last alone where it
 * says what it is, by its first before "of" ("the ministry"); what stands behind "of" is no name of it. @return false: there is no k-th */
static bool called_so(const phrase *body, manner how, uint32_t k, uint32_t *first, uint32_t *n)
{
    uint32_t of = 1;
    while (of < body->n && !is_of(word_at(body, of)))
        of++;
    const uint32_t end = of < body->n || is_noun_of_body(word_at(body, body->n - 1)) ? of : body->n - 1;
    *first = k;
    *n = body->n - k;
    if (k == 0)
        return true;
    if (how == IN_FULL)
        return false;
    if (k < end)
        return true;
    *first = 0;
    *n = 1;
    return k == end && of == 1 && body->n > 1;
}

static bool ends_there(const phrase *p, uint32_t end)
{
    return !owns(p, end - 1) && (end == p->n || is_cut(p, end) || goes_on(word_at(p, end)));
}

/* "Of the Orrin Water Board", from the word behind "of" on. @param spoken  for the body ("a spokesman for police"); else it is "head of the police" */
static bool is_body_behind(const phrase *p, uint32_t from, const phrase *body, manner how, bool spoken)
{
    uint32_t first, n;
    if (from >= p->n || !(is_definite(word_at(p, from)) || (spoken && !is_article(word_at(p, from)))))
        how = IN_FULL;
    if (from < p->n && is_article(word_at(p, from)))
        from++;
    for (uint32_t skip = 0; skip <= (how == IN_FULL ? SKIPPED : 0) && from + skip < p->n; skip++) { /* "the state-run Orrin Water Board" */
        for (uint32_t k = 0; called_so(body, how, k, &first, &n); k++)
            if (same_words(p, from + skip, body, first, n) && ends_there(p, from + skip + n))
                return true;
        const hs_str word = word_at(p, from + skip);
        if (is_country(p, from + skip))
            continue;
        if (hs_ascii_is_capital(*word.ptr) || is_of(word) || goes_on(word) || owns(p, from + skip) || (from + skip + 1 < p->n && is_cut(p, from + skip + 1)))
            return false;
    }
    return false;
}

/* The word before what stands between a body and an office: "Orrin Water Board's | newly appointed | chief". @return the word behind the body */
static uint32_t body_end(const phrase *p, uint32_t office)
{
    static const char *const words[] = {"new", "newly", "appointed", "elected", "acting", "interim", "current", "deputy", "vice", "chief", "managing", "general", "executive", "press", "senior",
                                        "longtime", "long-time", "outgoing", "embattled", "first", "national", "regional"};
    while (office && !is_cut(p, office) && HAS(words, word_at(p, office - 1)))
        office--;
    return office;
}

/* What stands before a body's short name: nothing that would make it another body's ("water board" is no "hospital board"), or anybody's ("a bank director"; "a board
 * spokeswoman" is one of the board's). */
static bool begins_there(const phrase *p, uint32_t begin, uint32_t office, manner how)
{
    if (is_cut(p, begin))
        return true;
    const hs_str before = word_at(p, begin - 1);
    if (how == IN_FULL)
        return !hs_ascii_is_capital(*before.ptr) || is_article(before) || is_country(p, begin - 1);
    return is_definite(before) || (is_spokes(p, office) && (is_article(before) || is_of(before) || goes_on(before)));
}

static bool is_body_before(const phrase *p, uint32_t office, const phrase *body, manner how)
{
    uint32_t first, n;
    const uint32_t end = body_end(p, office);
    if (!end || is_cut(p, end))
        return false;
    for (uint32_t k = 0; called_so(body, how, k, &first, &n); k++)
        if (n <= end && same_words(p, end - n, body, first, n) && begins_there(p, end - n, office, how))
            return true;
    return false;
}

/* The minister of ports is the Ministry of Ports, the finance minister the Finance Ministry or the Ministry of Finance; in short, "the minister" is the ministry. */
static bool is_ministry(const phrase *p, uint32_t office, const phrase *body, manner how)
{
    static const char *const of_all[] = {"prime", "first", "chief"}, *const any[] = {"a", "an"};
    const bool minister = hs_ascii_is(word_at(p, office), "minister");
    const char *const house = minister ? "ministry" : "department";
    if (!minister && !hs_ascii_is(word_at(p, office), "secretary"))
        return false;
    const uint32_t last = body->n - 1;
    if (body->n == 1)
        return how != IN_FULL && minister && hs_ascii_is(word_at(body, 0), house) && (!office || !(HAS(of_all, word_at(p, office - 1)) || HAS(any, word_at(p, office - 1))));
    if (hs_ascii_is(word_at(body, last), house) && last <= office && same_words(p, office - last, body, 0, last) && !is_cut(p, office) && !is_past(p, office - last))
        return true;
    if (!hs_ascii_is(word_at(body, 0), house) || !is_of(word_at(body, 1)) || body->n < 3)
        return false;
    const uint32_t from = 2 + (body->n > 3 && is_article(word_at(body, 2)) ? 1u : 0u), n = body->n - from;
    if (n <= office && same_words(p, office - n, body, from, n) && !is_cut(p, office))
        return true;
    if (office + 1 < p->n && !is_cut(p, office + 1) && is_of(word_at(p, office + 1))) {
        const uint32_t at = office + 2 + (office + 2 < p->n && is_article(word_at(p, office + 2)) ? 1u : 0u);
        return same_words(p, at, body, from, n) && ends_there(p, at + n);
    }
    return how != IN_FULL && (is_cut(p, office) || is_definite(word_at(p, office - 1)));
}

/* "Its head", "the company's spokeswoman", "a spokeswoman for the company". */
static bool is_nearest(const phrase *p, uint32_t office, uint32_t end, bool company)
{
    static const char *const its[] = {"its", "their"}, *const firms[] = {"company", "firm"};
    const uint32_t before = body_end(p, office);
    if (before && !is_cut(p, before) && HAS(its, word_at(p, before - 1)))
        return true;
    if (!company)
        return false;
    if (before && !is_cut(p, before) && HAS(firms, word_at(p, before - 1)) && begins_there(p, before - 1, office, IN_SHORT))
        return true;
    if (end + 1 >= p->n || is_cut(p, end) || !is_of(word_at(p, end)))
        return false;
    const uint32_t at = end + 2;
    return at < p->n && is_definite(word_at(p, end + 1)) && HAS(firms, word_at(p, at)) && ends_there(p, at + 1);
}

/* A name that says that it is no company's; nor is a bank called "the company". */
static bool is_institution(const phrase *body)
{
    static const char *const others[] = {"agency", "bank", "office"};
    for (uint32_t i = 0; i < body->n; i++)
        if (hs_word_traits(word_at(body, i)) & HS_WORD_INSTITUTION || HAS(others, word_at(body, i)))
            return true;
    return false;
}

/* @param company  the body may be a company */
static bool speaks(hs_str description, hs_str body, manner how, bool company)
{
    body = hs_ascii_begins(body, "the ") ? hs_ascii_from(body, 4) : body;
    if (body.len < 2)
        return false;
    const phrase p = read_phrase(description), b = read_phrase(body);
    for (uint32_t i = 0, end; b.n && i < p.n; i++) {
        const uint32_t behind = behind_verb(&p, i);
        if (behind && is_body_behind(&p, behind, &b, how, hs_ascii_is(word_at(&p, i), "for")))
            return true;
        if (!is_office(&p, i, &end) || is_past(&p, i))
            continue;
        if (is_ministry(&p, i, &b, how) || is_body_before(&p, i, &b, how) || (how == AS_NEAREST && is_nearest(&p, i, end, company && !is_institution(&b))) ||
            (end + 1 < p.n && !is_cut(&p, end) && is_of(word_at(&p, end)) && is_body_behind(&p, end + 1, &b, how, is_spokes(&p, i))))
            return true;
    }
    return false;
}

bool hs_speaks_for(hs_str description, hs_str body)
{
    return speaks(description, body, IN_FULL, false);
}

bool hs_is_called_in_short(hs_str called, hs_str name, hs_str description, bool person)
{
    const phrase p = read_phrase(called);
    hs_described of, by;
    if (!p.n || person != hs_is_voice(called) || (person ? !hs_is_voice(description) : !is_noun_of_body(word_at(&p, p.n - 1))))
        return false;
    hs_describe(&of, &(hs_link_of){.name = called});
    hs_describe(&by, &(hs_link_of){.name = name, .description = person ? description : (hs_str){NULL, 0}});
    return of.n && hs_unnamed_shared(&of, &by) == of.n;
}

/* ---- within a document ---- */

static const char bodies_sql[] =
    "SELECT s.source_id, h.name, h.kind, h.mentions FROM holder h JOIN source o ON o.source_id = h.source_id JOIN source s ON s.source_id = coalesce(o.merged_into, o.source_id) "
    "WHERE h.document_id = ?1 AND h.anonymous = 0 AND coalesce(h.kind, '') NOT IN ('person', 'outlet') ORDER BY h.position";

typedef struct told_body {
    int64_t source;
    hs_str name;
    uint32_t end; /* of its last mention before the voice; 0: there is none */
    bool meant;
} told_body;

/* A description has no article; where the text has "a" before it, from `at` on, so have the words. */
static hs_status put_article_before(hs_tracing *t, int64_t document, uint32_t at, hs_str *words, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, ?2, ?3) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, (int64_t)at + 1);
    hs_sql_number(&q, 3, 2 * AROUND);
    hs_status status = hs_sql_step(&q, &row, err);
    const hs_str text = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){NULL, 0};
    for (size_t i = 0; words->len && i + words->len <= text.len; i++) {
        if (!hs_ascii_same(text.ptr + i, words->ptr, words->len))
            continue;
        size_t begin = i > 1 && hs_ascii_same(text.ptr + i - 2, "a ", 2) ? i - 2 : i > 2 && hs_ascii_same(text.ptr + i - 3, "an ", 3) ? i - 3 : i;
        if (begin < i && !(begin && hs_ascii_is_letter(text.ptr[begin - 1]))) {
            *words = hs_arena_copy(t->arena, (hs_str){text.ptr + begin, i - begin + words->len});
            if (!words->ptr)
                status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
        }
        break;
    }
    hs_sql_end(&q);
    return status;
}

/* The body before `at` for which it is said: the last that is called as the words have it, else the last of all. */
static hs_status find_body(hs_tracing *t, int64_t document, hs_link_of *link, uint32_t at, hs_error *err)
{
    bool row;
    told_body named = {0}, nearest = {0};
    const bool here = link->called.len && hs_is_voice(link->called);
    hs_str words = here ? link->called : link->description.len ? link->description : link->name;
    if (!here)
        HS_TRY(put_article_before(t, document, at, &words, err));
    hs_sql q = hs_sql_begin(t->ledger, bodies_sql);
    hs_sql_number(&q, 1, document);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        told_body b = {.source = hs_sql_column_number(&q, 0), .end = hs_origins_last_before(hs_sql_column(&q, 3), at)};
        status = hs_origins_copy(t->arena, &q, 1, &b.name, err);
        if (b.end > named.end && speaks(words, b.name, IN_SHORT, false)) {
            named = b;
            named.meant = true;
        }
        if (b.end > nearest.end) {
            nearest = b;
            nearest.meant = speaks(words, b.name, AS_NEAREST, !hs_ascii_is(hs_sql_column(&q, 2), "place"));
        }
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    const told_body *found = named.meant ? &named : &nearest;
    if (found->meant)
        link->body = (hs_body){found->source, found->name};
    return status;
}

/* "Speaking in a personal capacity", in the sentence around [begin, end). */
static hs_status find_own(hs_tracing *t, int64_t document, hs_link_of *link, hs_error *err)
{
    static const char *const own[] = {"personal capacity",    "private capacity",   "speaking for herself", "speaking for himself", "speaks for herself", "speaks for himself",
                                      "spoke for herself",    "spoke for himself",  "own behalf",           "private citizen",      "not on behalf of",   "not speaking for"};
    bool row;
    const uint32_t from = link->begin > AROUND ? link->begin - AROUND : 0;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, ?2, ?3), substr(text, ?4, ?5) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    hs_sql_number(&q, 2, (int64_t)from + 1);
    hs_sql_number(&q, 3, (int64_t)link->begin - from);
    hs_sql_number(&q, 4, (int64_t)link->begin + 1);
    hs_sql_number(&q, 5, (int64_t)link->end - link->begin + AROUND);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        hs_str before = hs_sql_column(&q, 0), behind = hs_sql_column(&q, 1);
        for (size_t i = before.len; i > 1; i--)
            if (before.ptr[i - 1] == '\n' || (before.ptr[i - 1] == ' ' && before.ptr[i - 2] == '.')) {
                before = hs_ascii_from(before, i);
                break;
            }
        for (size_t i = 0; i + 1 < behind.len; i++)
            if (behind.ptr[i] == '\n' || (behind.ptr[i] == '.' && behind.ptr[i + 1] == ' ')) {
                behind.len = i;
                break;
            }
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            link->itself = link->itself || hs_ascii_holds(before, own[i]) || hs_ascii_holds(behind, own[i]);
    }
    hs_sql_end(&q);
    return status;
}

hs_status hs_origins_voice(hs_tracing *t, int64_t document, hs_link_of *link, hs_str mentions, hs_error *err)
{
    const bool here = hs_is_voice(link->called);
    uint32_t begin = link->begin;
    if (!here && !hs_is_voice(link->description) && !(link->anonymous && hs_is_voice(link->name)))
        return HS_OK;
    if (!here) /* who it is is told where it is first told of */
        begin = hs_origins_first_begin(mentions, begin);
    HS_TRY(find_body(t, document, link, begin, err));
    return link->end ? find_own(t, document, link, err) : HS_OK;
}
