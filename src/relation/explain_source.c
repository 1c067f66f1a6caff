/* explain_source.c -- why an attribution is whose it is. In: an attribution. Out: a reason: the words that stand for its source, by which kind of rule, and where the name is
 * given. One thread at a time. */
#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "explain.h"
#include "in_short.h"
#include "origins.h"
#include "sentences.h"
#include "status.h"

enum { MOST_WORDS = 200, MOST_TAIL = 600 };

/* Whose it is, and what stands for them there. */
typedef struct holding {
    int64_t attribution, document, holder, source, correction;
    int64_t begin, end; /* code points of the words; end 0: there are none */
    bool unnamed; /* or named "the ambulance service" alone */
    bool whole;   /* the words have all of the name */
    hs_str words, name, description, called, given; /* of the answer: as they stand there; as the article has it; as it is shown; by a person */
} holding;

static const char held_sql[] =
    "SELECT a.document_id, coalesce(h.holder_id, 0), coalesce(t.standing_id, 0), coalesce(c.correction_id, 0), coalesce(json_extract(a.source, '$[0][0]'), 0), "
    "coalesce(json_extract(a.source, '$[#-1][1]'), 0), coalesce(h.anonymous, 0), "
    "substr(d.text, 1 + coalesce(json_extract(a.source, '$[0][0]'), 0), max(0, min(200, coalesce(json_extract(a.source, '$[#-1][1]'), 0) - coalesce(json_extract(a.source, '$[0][0]'), 0)))), "
    "coalesce(h.name, h.description, ''), coalesce(h.description, ''), coalesce(n.name, ''), c.source_name FROM attribution a JOIN document d ON d.document_id = a.document_id "
    "LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN standing t ON t.source_id = h.source_id LEFT JOIN called n ON n.source_id = t.standing_id " HS_JOIN_SAID
    "WHERE a.attribution_id = ?1";

static hs_status load(holding *out, hs_explaining *e, int64_t attribution, hs_error *err)
{
    bool row;
    *out = (holding){.attribution = attribution};
    hs_sql q = hs_sql_begin(e->ledger, held_sql);
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        int64_t *const numbers[] = {&out->document, &out->holder, &out->source, &out->correction, &out->begin, &out->end};
        hs_str *const strings[] = {&out->words, &out->name, &out->description, &out->called, &out->given};
        for (int i = 0; i < 6; i++)
            *numbers[i] = hs_sql_column_number(&q, i);
        for (int i = 0; status == HS_OK && i < 5; i++)
            status = hs_answer_shown(e->answer, &q, 7 + i, strings[i], err);
        out->unnamed = hs_sql_column_number(&q, 6) != 0 || (out->name.len && hs_ascii_is_letter(*out->name.ptr) && !hs_ascii_is_capital(*out->name.ptr));
        out->whole = out->name.len && hs_ascii_find(out->words, out->name, 0) != HS_NOWHERE;
    }
    hs_sql_end(&q);
    return status;
}

/* So many bytes of it are shown: whole characters. */
static int shown(hs_str s)
{
    size_t n = s.len < MOST_WORDS ? s.len : MOST_WORDS;
    while (n && n < s.len && ((unsigned char)s.ptr[n] & 0xc0) == 0x80)
        n--;
    return (int)n;
}

static uint32_t count_words(hs_str s)
{
    hs_span at;
    uint32_t from = 0, n = 0;
    while (hs_word_next(&at, s, &from))
        n++;
    return n;
}

static bool is_pronoun(hs_str words)
{
    static const char *const always[] = {"he", "she", "they", "it", "we", "I", "who", "whoever", "them", "us", "me"}, *const alone[] = {"his", "her", "him", "their", "its", "our", "my", "you", "this", "that",
                                                                                                                    "these", "those", "which", "both", "others", "one", "some", "many"};
    return hs_words_begin_with_one_of(words, always, sizeof always / sizeof *always) || (count_words(words) == 1 && hs_words_begin_with_one_of(words, alone, sizeof alone / sizeof *alone));
}

/* "HWC" of the Harbour Works Company. @param all  words in small letters count, too: "DOJ" of the Department of Justice */
static bool are_initials(hs_str word, hs_str name, bool all)
{
    size_t n = 0;
    hs_span at;
    for (uint32_t from = 0; hs_word_next(&at, name, &from);) {
        const char first = name.ptr[at.begin];
        if ((!all && !hs_ascii_is_capital(first)) || (!n && hs_ascii_is((hs_str){name.ptr + at.begin, at.end - at.begin}, "the")))
            continue;
        if (n == word.len || hs_ascii_lower(word.ptr[n]) != hs_ascii_lower(first))
            return false;
        n++;
    }
    return n > 1 && n == word.len;
}

/* "Ms Holt" of Mara Holt, "the HWC" of the Harbour Works Company: does a word with a capital belong to the name, or is it the initials of its words? */
static bool is_short_for(hs_str words, hs_str name)
{
    hs_span at, of;
    for (uint32_t from = 0; hs_word_next(&at, words, &from);) {
        const hs_str word = {words.ptr + at.begin, at.end - at.begin - hs_owner_mark((hs_str){words.ptr + at.begin, at.end - at.begin})};
        bool capitals = word.len > 1;
        for (size_t i = 0; i < word.len; i++)
            capitals = capitals && hs_ascii_is_capital(word.ptr[i]);
        if (capitals && (are_initials(word, name, false) || are_initials(word, name, true)))
            return true;
        if (!word.len || !hs_ascii_is_capital(*word.ptr) || hs_ascii_is(word, "the"))
            continue;
        for (uint32_t k = 0; hs_word_next(&of, name, &k);)
            if (hs_ascii_equal(word, (hs_str){name.ptr + of.begin, of.end - of.begin}))
                return true;
    }
    return false;
}

/* Does the article tell of them elsewhere all that the words tell: "the chief" of "chief executive of the Harbour Works Company"? */
static bool is_described(hs_str words, hs_str description)
{
    hs_described of, by;
    hs_describe(&of, &(hs_link_of){.name = words});
    hs_describe(&by, &(hs_link_of){.name = description});
    return of.n && hs_unnamed_shared(&of, &by) == of.n;
}

/* By which kind of rule the words stand for whoever holds it. */
static const char *rule_of(const holding *h)
{
    if (h->correction && h->given.ptr)
        return "person";
    if (!h->holder)
        return "none";
    if (!h->end)
        return "context";
    if (!h->unnamed && (h->whole || (!is_pronoun(h->words) && is_short_for(h->words, h->name))))
        return "name";
    if (!h->whole && is_pronoun(h->words))
        return "pronoun";
    return !h->unnamed && h->description.len && is_described(h->words, h->description) ? "role" : "description";
}

/* "; in disputes and changes it counts as the Orrin Water Board's (s5), .." */
static hs_status tell_counted(char *out, size_t size, hs_explaining *e, const holding *h, hs_error *err)
{
    bool row;
    hs_positions p;
    hs_status status = hs_in_short_of_attribution(&p, e->ledger, h->attribution, err);
    const int64_t source = status == HS_OK && p.n ? p.at->source : 0;
    hs_positions_free(&p);
    *out = '\0';
    if (status != HS_OK || source <= 0 || source == h->source || h->correction)
        return status;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT name FROM called WHERE source_id = ?1");
    hs_sql_number(&q, 1, source);
    status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row) {
        const hs_str name = hs_sql_column(&q, 0);
        snprintf(out, size, "; in disputes and changes it counts as that of %.*s (s%lld), which it is short for, or speaks for", shown(name), name.ptr, (long long)source);
    }
    hs_sql_end(&q);
    return status;
}

/* The first of the mentions that has the name in full. */
static hs_status show_name(hs_explaining *e, const holding *h, bool *there, hs_error *err)
{
    bool row;
    *there = false;
    hs_sql q = hs_sql_begin(e->ledger, "SELECT w.b, w.e FROM (SELECT json_extract(s.value, '$[0]') AS b, json_extract(s.value, '$[1]') AS e, h.name AS name, substr(d.text, 1 + json_extract(s.value, '$[0]'), "
                                       "max(0, min(400, json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')))) AS words FROM holder h JOIN document d ON d.document_id = h.document_id, "
                                       "json_each(h.mentions, '$') s WHERE h.holder_id = ?1 AND h.anonymous = 0) w WHERE replace(w.words, w.name, '') <> w.words ORDER BY w.b LIMIT 1");
    hs_sql_number(&q, 1, h->holder);
    hs_status status = hs_sql_step(&q, &row, err);
    const int64_t begin = status == HS_OK && row ? hs_sql_column_number(&q, 0) : 0, end = status == HS_OK && row ? hs_sql_column_number(&q, 1) : 0;
    hs_sql_end(&q);
    *there = status == HS_OK && end > 0 && !h->whole;
    return *there ? hs_explain_show(e, "name", h->attribution, h->document, begin, end, err) : status;
}

static hs_status say(hs_explaining *e, const holding *h, const char *counted, bool named, hs_error *err)
{
#define SHOWN(s) shown(s), (s).ptr ? (s).ptr : ""
    const char *const rule = e->now->rule, *const where = named ? ", named elsewhere in the article" : h->unnamed ? ", not named in the article" : "";
    const long long source = (long long)h->source;
    if (strcmp(rule, "person") == 0)
        return hs_explain_say(e, err, "a person says that it is that of %.*s (correction %lld)", SHOWN(h->given), (long long)h->correction);
    if (strcmp(rule, "none") == 0)
        return hs_explain_say(e, err, "the article tells of nobody who holds it");
    if (strcmp(rule, "context") == 0)
        return hs_explain_say(e, err, "no words tell here whose it is: by what stands around it, that of %.*s (s%lld)%s%s", SHOWN(h->called), source, where, counted);
    if (h->whole && h->unnamed)
        return hs_explain_say(e, err, "\"%.*s\" is a description, of s%lld%s%s", SHOWN(h->words), source, where, counted);
    if (h->whole)
        return hs_explain_say(e, err, "\"%.*s\" has the name of %.*s (s%lld)%s", SHOWN(h->words), SHOWN(h->called), source, counted);
    if (strcmp(rule, "name") == 0)
        return hs_explain_say(e, err, "\"%.*s\" is a part, or short, of the name of %.*s (s%lld)%s%s", SHOWN(h->words), SHOWN(h->called), source, where, counted);
    if (strcmp(rule, "pronoun") == 0)
        return hs_explain_say(e, err, "\"%.*s\" is a pronoun that stands for %.*s (s%lld)%s%s", SHOWN(h->words), SHOWN(h->called), source, where, counted);
    if (strcmp(rule, "role") == 0)
        return hs_explain_say(e, err, "\"%.*s\" is whom the article calls so: %.*s (s%lld), %.*s%s", SHOWN(h->words), SHOWN(h->called), source, SHOWN(h->description), counted);
    return hs_explain_say(e, err, "\"%.*s\" is a description that stands for %.*s (s%lld)%s%s", SHOWN(h->words), SHOWN(h->called), source, where, counted);
}

hs_status hs_explain_source(hs_explaining *e, int64_t attribution, hs_error *err)
{
    holding h;
    char counted[MOST_TAIL];
    bool named;
    HS_TRY(hs_explain_begin(e, "source", 'a', attribution, 0, -1, err));
    HS_TRY(load(&h, e, attribution, err));
    e->now->rule = rule_of(&h);
    if (h.end)
        HS_TRY(hs_explain_show(e, "source", attribution, h.document, h.begin, h.end, err));
    HS_TRY(show_name(e, &h, &named, err));
    HS_TRY(tell_counted(counted, sizeof counted, e, &h, err));
    return say(e, &h, counted, named, err);
}
