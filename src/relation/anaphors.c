/* anaphors.c -- what "that account" was. See anaphors.h.
 *
 * It is the last content before its cue that says something, is held by somebody else and not denied itself, and is not far: of two that end
 * together the inner one. A pronoun may also mean one's own words, or some that tell little, where these are nearest: then it is left alone. "Her account" is a
 * person's. "Lind's account" is Lind's. An account or story is what its holder said first in the article, which is its news; so is an allegation that has a quotation before it. What denies by "such" ("it had received any such warning", "no such order was given") means the last content before that tells of that warning or order, in a form of the
 * word or as word that came to somebody ("had been told"), and is one claim with it or, where its own words deny it, contradicts it. "The allegations" are nothing that would follow or ought to be; "all the allegations" are one where no other is told. What is pointed at differently twice in one document is left alone. */
#include "anaphors.h"

#include <string.h>

#include "ascii.h"
#include "buffer.h"
#include "heap.h"
#include "near.h"
#include "nearest.h"
#include "sentences.h"
#include "stems.h"
#include "status.h"

enum { REACH = 700 /* characters from what is pointed at to the cue */, LEAST_STEM = 4, MOST = 4000 /* attributions of a document that are looked at */, TEXTS = 64 << 20 /* bytes of what they say, of which 4,000 characters each are looked at */,
       MOST_OF_ALL = 8 /* denials of "all the allegations" in a document; more are left alone, since each asks for all that is alleged */, MOST_ALLEGED = 32 /* contents; who alleges more alleges several things */ };
static const double LEAST = 0.3; /* confidence, as of all positions */

typedef struct said {
    int64_t claim, holder;
    int64_t cue, begin, end; /* code points: where the cue begins, the content from its first to its last character */
    bool bare, points, by_pronoun, whole, quoted, says, telling, against, human, hers, supposes, title;
    bool of_all;  /* it points at "all the allegations" */
    bool alleges; /* it is held as one */
    char owner[HS_STEM_BYTES]; /* whose it is, in small letters: "Lind's account"; "": nobody is named */
    size_t name, n_name;       /* bytes of its holder's name */
    char such[HS_STEM_BYTES]; /* the stem of what it denies by "such"; "": none */
    bool message;             /* and that is word of something */
    bool contrary;            /* its own words deny it */
    size_t text, n_text;      /* bytes of what it says; 0: of nothing that "such" could mean */
} said;

typedef struct link {
    int64_t claim, at; /* at: the claim that it stands for, or contradicts; 0: more than one */
    bool contrary;
} link;

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory to compare claims");
}

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

/* Nouns for what somebody said. */
static bool is_noun(hs_str word)
{
    static const char *const nouns[] = {"accusation", "accusations", "account", "allegation", "allegations", "assertion", "assertions", "charge", "charges", "claim",
                                        "claims", "explanation", "finding", "findings", "idea", "news", "report", "reports", "rumor", "rumors", "rumour",
                                        "rumours", "story", "suggestion", "suggestions", "theory", "version"};
    return HAS(nouns, word);
}

/* Does a content with that act say that something is so? */
static bool asserts(hs_str act)
{
    static const char *const acts[] = {"say", "claim", "admit", "confirm", "believe", "speculate", "know", "predict", "accuse", "warn"};
    return HAS(acts, act);
}

static bool is_act_of_noun(hs_str act)
{
    static const char *const acts[] = {"say", "claim", "deny", "admit", "confirm", "believe", "doubt", "agree"};
    return HAS(acts, act);
}

static bool is_act_of_pronoun(hs_str act)
{
    static const char *const acts[] = {"deny", "doubt", "agree"};
    return HAS(acts, act);
}

/* Is it no more than what would follow, or what ought to be: "If this is true, she cannot stay", "they should all resign"? That is nothing alleged; "the dam
 * would break if it rained" is. */
static bool supposes(hs_str text)
{
    static const char *const ought[] = {"should", "must", "ought", "hope", "hopes"}, *const pointing[] = {"this", "that", "these", "those", "true"};
    hs_span span;
    uint32_t at = 0;
    bool conditional = false;
    for (size_t n = 0; hs_word_next(&span, text, &at); n++) {
        hs_str word = {text.ptr + span.begin, span.end - span.begin};
        if (HAS(ought, word) || (conditional && (n == 1 || HAS(pointing, word))))
            return true;
        conditional = hs_ascii_is(word, "if") || hs_ascii_is(word, "unless");
    }
    return false;
}

/* Does a bare content point at something said: "that version", "her account", or, of who denies, "that"? */
static void look_at(said *s, hs_str text, hs_str act)
{
    static const char *const pronouns[] = {"it", "that", "this", "these", "those", "them", "all", "any", "of", "the"};
    static const char *const no_word[] = {"comment", "comments", "commenting", "discuss", "discussing", "respond", "responds", "responding", "speculate", "address"};
    static const char *const accounts[] = {"account", "story", "version"};
    hs_span span;
    uint32_t at = 0;
    bool noun = false, alone = true, at_none = false;
    while (hs_word_next(&span, text, &at)) {
        hs_str word = {text.ptr + span.begin, span.end - span.begin};
        noun = noun || is_noun(word);
        if (hs_owner_mark(word) && hs_ascii_is_capital(*word.ptr) && word.len - hs_owner_mark(word) < sizeof s->owner)
            for (size_t i = 0; i < word.len - hs_owner_mark(word); i++)
                s->owner[i] = hs_ascii_lower(word.ptr[i]);
        s->whole = s->whole || HAS(accounts, word);
        at_none = at_none || HAS(no_word, word); /* "it does not comment on rumours" */
        at_none = at_none || hs_ascii_is(word, "both") || hs_ascii_is(word, "other") || hs_ascii_is(word, "any");
        alone = alone && HAS(pronouns, word);
        s->of_all = s->of_all || hs_ascii_is(word, "all") || hs_ascii_is(word, "every");
        s->hers = s->hers || hs_ascii_is(word, "her") || hs_ascii_is(word, "his");
    }
    s->by_pronoun = !noun;
    s->points = !at_none && (noun ? is_act_of_noun(act) : alone && is_act_of_pronoun(act));
}

/* "It had received any such warning", of who denies it; "no such order was given", of who says so. */
static bool look_at_such(said *s, hs_str text, hs_str act)
{
    static const char *const messages[] = {"warning", "warnings", "complaint", "complaints", "report", "reports", "notice", "message", "messages", "letter", "letters", "information", "advice", "note",
                                           "notes", "call", "calls", "alert", "alerts", "memo"};
    static const char *const knowing[] = {"knew", "known", "know", "knows", "aware", "heard"}, *const hearing[] = {"told", "informed", "notified", "briefed"};
    hs_str noun;
    if (!hs_content_is_such(text, &noun, &s->contrary))
        return false;
    bool of_knowing = hs_words_have_one_of(text, hearing, sizeof hearing / sizeof *hearing); /* "had not been told of any such letter": there may be one */
    of_knowing = of_knowing || (!HAS(messages, noun) && hs_words_have_one_of(text, knowing, sizeof knowing / sizeof *knowing)); /* who had a warning is aware of it */
    if (!of_knowing && s->against != s->contrary && (s->against || asserts(act))) {
        hs_stem_written(s->such, noun.ptr, noun.len);
        s->message = HAS(messages, noun);
    }
    return true;
}

static void take(said *s, hs_buffer *texts, const hs_sql *q)
{
    hs_str text = hs_sql_column(q, 1), act = hs_sql_column(q, 2);
    *s = (said){.claim = hs_sql_column_number(q, 0), .holder = hs_sql_column_number(q, 4), .cue = hs_sql_column_number(q, 6), .begin = hs_sql_column_number(q, 7),
                .end = hs_sql_column_number(q, 8), .bare = hs_content_is_bare(text), .against = hs_ascii_is(hs_sql_column(q, 3), "-"),
                .human = hs_ascii_is(hs_sql_column(q, 5), "person")};
    s->quoted = hs_ascii_begins(text, "\"") || hs_ascii_begins(text, "\xE2\x80\x9C") || hs_ascii_begins(text, "\xE2\x80\x98");
    s->says = !s->bare && (s->against || asserts(act));
    s->telling = s->says && hs_near_telling(text) >= HS_NEAR_TELLING;
    s->supposes = supposes(text);
    s->alleges = hs_ascii_is(act, "accuse") || hs_ascii_is(act, "claim");
    s->title = hs_sql_column_number(q, 10) != 0;
    s->name = texts->len;
    s->n_name = hs_sql_column(q, 9).len;
    hs_buffer_add(texts, hs_sql_column(q, 9).ptr, s->n_name);
    if (s->bare && !look_at_such(s, text, act))
        look_at(s, text, act);
    if (s->telling && !s->against && !s->supposes) {
        s->text = texts->len;
        s->n_text = text.len;
        hs_buffer_add(texts, text.ptr, text.len);
    }
}

static const char said_sql[] =
    "SELECT a.claim_id, substr(m.text, 1, 4000), coalesce(a.act, ''), coalesce(a.polarity, ''), coalesce(s.merged_into, s.source_id, 0), coalesce(s.kind, ''), "
    "json_extract(a.cue, '$[0][0]'), json_extract(a.content, '$[0][0]'), json_extract(a.content, '$[#-1][1]'), coalesce(h.name, ''), a.place = 'title' FROM attribution a JOIN claim m "
    "ON m.claim_id = a.claim_id LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN source s ON s.source_id = h.source_id WHERE a.document_id = ?1 "
    "AND a.confidence >= ?2 AND json_extract(a.cue, '$[0][0]') IS NOT NULL AND json_extract(a.content, '$[0][0]') IS NOT NULL ORDER BY a.position LIMIT ?3";

static hs_status load(said *all, size_t *n, hs_buffer *texts, hs_ledger *ledger, int64_t document, hs_error *err)
{
    bool row;
    *n = 0;
    hs_sql q = hs_sql_begin(ledger, said_sql);
    hs_sql_number(&q, 1, document);
    hs_sql_real(&q, 2, LEAST);
    hs_sql_number(&q, 3, MOST);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && *n < MOST) {
        take(&all[(*n)++], texts, &q);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status == HS_OK && texts->failed ? no_memory(err) : status;
}

static bool are_of_one(const said *a, const said *b)
{
    return a->holder && a->holder == b->holder;
}

/* What its holder said first in the article's words, which is the article's news: what they said behind bears it out. A headline has it in too few words. */
static const said *told_first(const said *all, size_t n, const said *last)
{
    const said *found = last;
    for (size_t i = 0; last->holder && i < n; i++) {
        const said *a = &all[i];
        if (a->holder == last->holder && a->telling && !a->supposes && !a->against && !a->quoted && !a->title && a->end <= last->begin && (found == last || a->end < found->end))
            found = a;
    }
    return found;
}

static hs_str text_of(const hs_buffer *texts, const said *s)
{
    return (hs_str){texts->ptr + s->text, s->n_text};
}

/* Do two contents tell of one thing: half of the words that the shorter has besides the name of whom both tell? */
static bool are_of_one_thing(const hs_buffer *texts, const said *a, const said *b, hs_str whom)
{
    if (a->claim == b->claim || (a->begin < b->end && b->begin < a->end))
        return true;
    hs_str x = text_of(texts, a), y = text_of(texts, b);
    const size_t in_x = hs_near_shared(whom, x), in_y = hs_near_shared(whom, y), shared = hs_near_shared(x, y), named = in_x < in_y ? in_x : in_y;
    const size_t n = hs_near_telling(x) - in_x, m = hs_near_telling(y) - in_y;
    return 2 * (shared - (named < shared ? named : shared)) >= (n < m ? n : m);
}

/* Does somebody allege it, or say it of whoever that is, and not of what will be? */
static bool is_alleged_of(const hs_buffer *texts, const said *a, hs_str whom)
{
    static const char *const later[] = {"will", "would", "should"};
    return a->alleges || (hs_near_shared(whom, text_of(texts, a)) && !hs_words_have_one_of(text_of(texts, a), later, sizeof later / sizeof *later));
}

/* Is more alleged in the document than `one`, of whoever denies it? */
static bool is_one_of_several(const said *all, size_t n, const hs_buffer *texts, const said *one, const said *denial)
{
    const hs_str whom = {texts->ptr + denial->name, denial->n_name};
    size_t alleged = 0;
    for (size_t i = 0; i < n; i++) {
        const said *a = &all[i];
        if (!a->n_text || are_of_one(a, denial) || !is_alleged_of(texts, a, whom))
            continue;
        if (++alleged > MOST_ALLEGED || !are_of_one_thing(texts, a, one, whom))
            return true;
    }
    return false;
}

/* @return NULL: there is nothing that it can stand for */
static const said *find_before(const said *all, size_t n, const hs_buffer *texts, const said *s)
{
    const said *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const said *a = &all[i];
        int64_t from = s->cue < s->begin ? s->cue : s->begin;
        bool may = s->by_pronoun ? a->says : a->telling && !a->supposes && !are_of_one(a, s);
        may = may && (!s->owner[0] || hs_ascii_holds((hs_str){texts->ptr + a->name, a->n_name}, s->owner));
        if (!may || a->end > from || from - a->end > REACH || (s->hers && !a->human))
            continue;
        if (!best || a->end > best->end || (a->end == best->end && a->begin > best->begin))
            best = a;
    }
    if (!best || !best->telling || best->supposes || best->against || are_of_one(best, s))
        return NULL;
    best = !s->by_pronoun && (s->whole || best->quoted) ? told_first(all, n, best) : best;
    return s->of_all && is_one_of_several(all, n, texts, best, s) ? NULL : best;
}

static bool begins_with(const char *longer, const char *shorter)
{
    return strlen(shorter) >= LEAST_STEM && strncmp(longer, shorter, strlen(shorter)) == 0;
}

typedef enum telling { TELLS_NOT, TELLS_MORE /* of what was told of before ("the warning was repeated"), or of what may be such a thing ("was told") */, TELLS } telling;

/* Is a word a verb for what the noun of that stem names: "she had asked the board to wait", "no such request"? Verbs that have the noun's own letters need none. */
static bool is_verb_of(hs_str word, const char *noun)
{
    static const struct {
        const char *noun, *verbs[6]; /* stem; forms */
    } kin[] = {{"request", {"ask", "asked", "asking", "sought", "seeking", "urged"}}, {"order", {"instructed", "told", "directed", "commanded"}},
               {"instruction", {"ordered", "told", "directed"}},                       {"promis", {"pledged", "vowed", "assured"}},
               {"payment", {"paid", "pay", "pays", "paying"}},                         {"meet", {"met", "meets"}},
               {"decision", {"decided", "decides", "chose"}},                          {"sal", {"sold", "sell", "sells", "selling"}},
               {"deal", {"agreed", "agreement"}},                                      {"talk", {"spoke", "discussed", "negotiated"}},
               {"conversation", {"spoke", "told", "talked", "discussed"}},             {"gift", {"gave", "given", "giving"}}};
    for (size_t i = 0; i < sizeof kin / sizeof *kin; i++)
        if (strcmp(kin[i].noun, noun) == 0)
            for (size_t k = 0; k < sizeof kin[i].verbs / sizeof *kin[i].verbs && kin[i].verbs[k]; k++)
                if (hs_ascii_is(word, kin[i].verbs[k]))
                    return true;
    return false;
}

/* Does a text tell of what "such" names, and deny nothing? */
static telling tells_of(const said *s, hs_str text)
{
    static const char *const known[] = {"the", "this", "that", "these", "those"};
    static const char *const no[] = {"no", "not", "never", "nobody", "none", "nothing", "without"}, *const told[] = {"told", "warned", "informed", "notified", "alerted"};
    char stem[HS_STEM_BYTES];
    hs_span span;
    uint32_t at = 0;
    telling found = TELLS_NOT;
    bool is_known = false;
    while (hs_word_next(&span, text, &at)) {
        hs_str word = {text.ptr + span.begin, span.end - span.begin};
        if (HAS(no, word) || hs_ascii_holds(word, "n't") || hs_ascii_holds(word, "n\xE2\x80\x99t"))
            return TELLS_NOT;
        hs_stem_written(stem, word.ptr, word.len);
        bool tells = strcmp(stem, s->such) == 0 || begins_with(stem, s->such) || begins_with(s->such, stem) || is_verb_of(word, s->such), maybe = s->message && HAS(told, word);
        telling here = tells && !is_known ? TELLS : tells || maybe ? TELLS_MORE : TELLS_NOT;
        found = here > found ? here : found;
        is_known = HAS(known, word);
    }
    return found;
}

/* The last content that tells of such a thing; where none does, the last that tells more of it or of what may be it. @return NULL: there is neither */
static const said *find_such(const said *all, size_t n, const hs_buffer *texts, const said *s)
{
    int64_t from = s->cue < s->begin ? s->cue : s->begin;
    const said *found = NULL;
    telling best = TELLS_NOT;
    for (size_t i = 0; i < n; i++) {
        const said *a = &all[i];
        if (!a->n_text || are_of_one(a, s) || a->end > from || from - a->end > REACH)
            continue;
        const telling tells = tells_of(s, text_of(texts, a));
        if (tells > best || (tells && tells == best && (a->end > found->end || (a->end == found->end && a->begin > found->begin)))) {
            found = a;
            best = tells;
        }
    }
    return found;
}

static void add(link *links, size_t *n, const said *s, int64_t at)
{
    for (size_t i = 0; i < *n; i++)
        if (links[i].claim == s->claim) {
            links[i].at = links[i].at == at && links[i].contrary == s->contrary ? at : 0;
            return;
        }
    links[(*n)++] = (link){s->claim, at, s->contrary};
}

static hs_status put(hs_ids *touched, hs_ledger *ledger, const link *l, hs_error *err)
{
    if (!hs_ids_add(touched, l->claim) || !hs_ids_add(touched, l->at))
        return no_memory(err);
    hs_sql q = hs_sql_begin(ledger, HS_PAIR_PUT
                                    "VALUES (?1, ?2, ?4, 1.0, 'its words point at what was said before them', ?3, ?5)" HS_PAIR_INSTEAD);
    hs_sql_number(&q, 1, l->claim < l->at ? l->claim : l->at);
    hs_sql_number(&q, 2, l->claim < l->at ? l->at : l->claim);
    hs_sql_number(&q, 3, HS_BY_RULE);
    hs_sql_word(&q, 4, l->contrary ? "contradicts" : "same");
    hs_sql_number(&q, 5, l->contrary);
    return hs_sql_run(&q, err);
}

static hs_status find(hs_ids *touched, hs_ledger *ledger, int64_t document, said *all, link *links, hs_buffer *texts, hs_error *err)
{
    size_t n, n_links = 0, n_of_all = 0;
    HS_TRY(load(all, &n, texts, ledger, document, err));
    for (size_t i = 0; i < n; i++) {
        n_of_all += all[i].points && all[i].of_all;
        const bool left = all[i].of_all && n_of_all > MOST_OF_ALL;
        const said *before = all[i].points && !left ? find_before(all, n, texts, &all[i]) : NULL;
        if (all[i].such[0])
            before = find_such(all, n, texts, &all[i]);
        if (before)
            add(links, &n_links, &all[i], before->claim);
    }
    for (size_t i = 0; i < n_links; i++)
        if (links[i].at)
            HS_TRY(put(touched, ledger, &links[i], err));
    return HS_OK;
}

hs_status hs_anaphors_find(hs_ids *touched, hs_ledger *ledger, int64_t document, hs_error *err)
{
    said *all = hs_alloc(MOST * sizeof *all);
    link *links = hs_alloc(MOST * sizeof *links);
    hs_buffer texts = hs_buffer_new(TEXTS);
    hs_status status = all && links ? find(touched, ledger, document, all, links, &texts, err) : no_memory(err);
    hs_buffer_free(&texts);
    hs_free(all);
    hs_free(links);
    return status;
}
