/* positions.c -- who stands where on a claim. In: rows of attributions, hostile ones among them. Out: positions, whose order and times
 * follow from the documents alone, not from when they came in. One thread at a time. */
#include "positions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "ascii.h"
#include "heap.h"
#include "ids.h"
#include "names.h"
#include "sentences.h"
#include "status.h"
#include "versions.h"

enum { DAY_S = 86400, DAY_BYTES = 10, NOON_S = DAY_S / 2, COPIED_WORDS = 12, NESTED = 4 };

/* ---- time ---- */

/* Days from 1970-01-01 to a day of the Gregorian calendar (H. Hinnant, chrono-compatible date algorithms). */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400, of_era = year - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

bool hs_may_be_before(hs_str first, hs_str other, bool dated)
{
    const size_t known = first.len < other.len ? first.len : other.len;
    return !dated || (known && known <= DAY_BYTES && memcmp(first.ptr, other.ptr, known) == 0);
}

hs_status hs_positions_heard(int64_t *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, "SELECT CAST(strftime('%s', heard) AS INTEGER) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, document);
    return hs_sql_take_number(&q, out, err);
}

void hs_positions_time(char out[HS_ISO8601_UTC], int64_t seconds)
{
    int64_t days = seconds / DAY_S, rest = seconds % DAY_S;
    days -= rest < 0;
    rest += rest < 0 ? DAY_S : 0;
    int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of_era = z - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    int64_t day = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    year += era * 400 + (month <= 2);
    snprintf(out, HS_ISO8601_UTC, "%04u-%02u-%02uT%02u:%02u:%02uZ", (unsigned)(year % 10000), (unsigned)month, (unsigned)day, (unsigned)(rest / 3600),
             (unsigned)(rest / 60 % 60), (unsigned)(rest % 60));
}

static int64_t digits(const char *s, int n)
{
    int64_t value = 0;
    while (n--)
        value = value * 10 + (*s++ - '0');
    return value;
}

/* @return false: no date or time */
static bool seconds_of(int64_t *out, hs_str s)
{
    char utc[HS_ISO8601_UTC];
    if (!s.len || !hs_iso8601_is_valid(s, NULL) || !hs_iso8601_utc(utc, s))
        return false;
    *out = days_of(digits(utc, 4), digits(utc + 5, 2), digits(utc + 8, 2)) * DAY_S + digits(utc + 11, 2) * 3600 + digits(utc + 14, 2) * 60 +
           digits(utc + 17, 2);
    return true;
}

/* The last second of a year, month or day; of a time, itself. */
static int64_t end_of(int64_t from, hs_str s)
{
    if (s.len >= DAY_BYTES)
        return s.len == DAY_BYTES ? from + DAY_S - 1 : from;
    int64_t year = digits(s.ptr, 4), month = s.len >= 7 ? digits(s.ptr + 5, 2) : 12;
    return days_of(month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1) * DAY_S - 1;
}

static bool has_zone(hs_str s)
{
    return s.len > 16 && (s.ptr[s.len - 1] == 'Z' || hs_ascii_char(s, DAY_BYTES, '+') < s.len || hs_ascii_char(s, DAY_BYTES + 1, '-') < s.len);
}

/* When the document was heard: of one that says no more than a day, any moment of that day. */
static void set_heard(hs_position *p, hs_str heard, hs_str published, bool by_published)
{
    int64_t day;
    if (!seconds_of(&p->heard, heard))
        p->heard = 0;
    p->from = p->to = p->at = p->heard;
    if (by_published && published.len <= DAY_BYTES && seconds_of(&day, published) && day == p->heard)
        p->to = end_of(day, published);
}

/* A time of day without a zone is in that of the document's own date. @return false: it has none, or that has none */
static bool seconds_by(int64_t *out, hs_str time, hs_str published)
{
    char text[48];
    size_t at = DAY_BYTES;
    if (has_zone(time))
        return seconds_of(out, time);
    if (!has_zone(published) || time.len <= DAY_BYTES)
        return false;
    while (at < published.len && !memchr("Z+-", published.ptr[at], 3))
        at++;
    if (time.len + published.len - at > sizeof text)
        return false;
    memcpy(text, time.ptr, time.len);
    memcpy(text + time.len, published.ptr + at, published.len - at);
    return seconds_of(out, (hs_str){text, time.len + published.len - at});
}

/* When the text says that it was held, where that is a day or finer and not later than the document. A day is that of the document
 * until it was heard, and another one from end to end. */
static void set_said(hs_position *p, hs_str time, hs_str published, hs_str modified)
{
    int64_t from, to, last = p->to, changed;
    if (time.len < DAY_BYTES)
        return;
    bool whole = seconds_by(&from, time, published);
    if (!whole && !seconds_of(&from, (hs_str){time.ptr, DAY_BYTES}))
        return;
    if (from > p->heard + DAY_S && !(seconds_of(&changed, modified) && from <= changed + DAY_S)) /* a correction is of the day on which the page was changed */
        return;
    to = whole ? from : from + DAY_S - 1;
    if (to > last)
        to = last > from ? last : from;
    p->at = whole ? from : p->heard >= from && p->heard <= to ? p->heard : from + NOON_S < to ? from + NOON_S : to;
    p->from = from;
    p->to = to;
    p->told = true;
}

/* ---- stance ---- */

bool hs_is_taken_back(hs_str description, hs_str cue)
{
    static const char *const former[] = {"earlier", "previous", "prior", "original", "initial", "former", "older", "first"},
                      *const parts[] = {"version", "versions", "edition", "headline", "caption", "draft", "subheading", "summary"},
                      *const pages[] = {"article", "story", "post", "page", "column", "piece", "dispatch", "item", "newsletter", "report"},
                      *const once[] = {"originally", "previously", "initially", "incorrectly", "mistakenly", "erroneously", "wrongly"};
    hs_str last = {NULL, 0};
    bool was = false, part = false, of = false, ours = false;
    size_t n = 0;
    hs_span at;
    for (uint32_t from = 0; hs_word_next(&at, description, &from); n++) {
        const hs_str word = {description.ptr + at.begin, at.end - at.begin};
        was = was || hs_ascii_is_one_of(word, former, sizeof former / sizeof *former);
        part = part || (was && hs_ascii_is_one_of(word, parts, sizeof parts / sizeof *parts));
        of = of || (part && (hs_ascii_is(word, "of") || hs_ascii_is(word, "on")));
        ours = ours || (of && (hs_ascii_is(word, "this") || hs_ascii_is(word, "our")));
        last = word;
    }
    const bool page = hs_ascii_is_one_of(last, pages, sizeof pages / sizeof *pages), report = hs_ascii_is(last, "report");
    if (part)
        return of ? page && (ours || !report) : hs_ascii_is_one_of(last, parts, sizeof parts / sizeof *parts); /* "the report" may be anybody's */
    return n <= 2 && page && !report && hs_words_have_one_of(cue, once, sizeof once / sizeof *once);
}

bool hs_is_no_holder(hs_str description, hs_str cue)
{
    return hs_is_nobody(description) || hs_is_reader(description) || hs_is_taken_back(description, cue);
}

/* "Had said", "originally put": is it told as what was held before? */
static bool is_former(hs_str cue)
{
    static const char *const once[] = {"originally", "initially", "previously", "formerly"};
    return hs_ascii_begins(cue, "had ") || hs_words_have_one_of(cue, once, sizeof once / sizeof *once);
}

/* What stands in rejected words. */
typedef struct rejected_words {
    hs_str before, cue; /* those before the cue */
    hs_str source, gap; /* none: it stands in none of them; between it and a cue behind it */
    bool behind;        /* the source stands behind the cue */
} rejected_words;

/* "Telling reporters", "having said" */
static bool is_gerund(hs_str cue)
{
    hs_span at;
    uint32_t from = 0;
    return hs_word_next(&at, cue, &from) && at.end - at.begin > 5 && hs_ascii_is((hs_str){cue.ptr + at.end - 3, 3}, "ing");
}

/* Without blanks and double quotation marks at its ends. */
static hs_str unquoted(hs_str s)
{
    static const char *const marks[] = {"\"", "\xE2\x80\x9C", "\xE2\x80\x9D"};
    size_t before = 0;
    for (s = hs_ascii_trim(s); s.len != before; s = hs_ascii_trim(s)) {
        before = s.len;
        for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
            const size_t n = strlen(marks[i]);
            if (s.len >= n && memcmp(s.ptr, marks[i], n) == 0)
                s = hs_ascii_from(s, n);
            if (s.len >= n && memcmp(s.ptr + s.len - n, marks[i], n) == 0)
                s.len -= n;
        }
    }
    return s;
}

/* Is it the saying itself that is rejected: "[that] the union [had] claimed ..", "telling the union that ..", "that the union had ignored warnings of .."? Not where what was said is named as a
 * thing ("the union's claim", "claims by the union", "union criticism that .."), nor beside what is rejected ("what the union said", "the plan, which the union called .."). */
static bool is_saying_rejected(const rejected_words *w)
{
    static const char *const having[] = {"had", "has", "have", "did", "was", "were", "is", "ever", "never", "would", "could"}, *const to[] = {"to"},
                      *const owners[] = {"his", "her", "their", "its", "our", "my", "your"};
    if (!w->source.len) /* whoever rejects it, or who was told of before */
        return !unquoted(w->before).len && is_gerund(w->cue);
    const size_t behind = w->source.len + w->gap.len;
    const hs_str before = unquoted((hs_str){w->before.ptr, w->before.len > behind ? w->before.len - behind : 0}), gap = unquoted(w->gap);
    const bool that = hs_ascii_is(before, "that");
    if (w->behind || (before.len && !that) || hs_words_begin_with_one_of(w->source, owners, sizeof owners / sizeof *owners))
        return false;
    if (hs_apostrophe(gap) || hs_owner_mark(w->source) || hs_words_begin_with_one_of(w->cue, to, 1))
        return false;
    return gap.len ? hs_words_begin_with_one_of(gap, having, sizeof having / sizeof *having) : that || hs_words_begin_with_one_of(w->cue, having, sizeof having / sizeof *having);
}

/* Of the attribution ?1: its words as rejected_words has them, and whether source and cue stand in what its parent holds. */
static const char rejected_sql[] =
    "SELECT substr(d.text, 1 + b, max(0, min(400, c - b))), substr(d.text, 1 + c, max(0, min(64, f - c))), substr(d.text, 1 + s, max(0, min(100, t - s))), "
    "substr(d.text, 1 + t, max(0, min(100, c - t))), s >= b AND t <= e, c >= b AND f <= e, s >= f FROM (SELECT a.document_id, json_extract(p.content, '$[0][0]') AS b, "
    "json_extract(p.content, '$[#-1][1]') AS e, coalesce(json_extract(a.source, '$[0][0]'), -1) AS s, coalesce(json_extract(a.source, '$[#-1][1]'), -1) AS t, "
    "json_extract(a.cue, '$[0][0]') AS c, json_extract(a.cue, '$[#-1][1]') AS f FROM attribution a JOIN attribution p ON p.document_id = a.document_id "
    "AND p.position = a.parent WHERE a.attribution_id = ?1 AND a.cue <> '[]') x JOIN document d USING (document_id)";

/* Is it rejected with what it stands in? */
static hs_status falls_with_it(bool *out, hs_ledger *ledger, int64_t attribution, bool held, hs_act act, hs_error *err)
{
    bool row;
    *out = !held || act == HS_ACT_KNOW;
    if (*out)
        return HS_OK;
    hs_sql q = hs_sql_begin(ledger, rejected_sql);
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && hs_sql_column_number(&q, 5)) {
        rejected_words words = {.before = hs_sql_column(&q, 0), .cue = hs_sql_column(&q, 1), .gap = hs_sql_column(&q, 3), .behind = hs_sql_column_number(&q, 6) != 0};
        if (hs_sql_column_number(&q, 4))
            words.source = hs_sql_column(&q, 2);
        *out = is_saying_rejected(&words);
    }
    hs_sql_end(&q);
    return status;
}

/* Does what it stands in fall with what that stands in, and leave nobody to tell of it? What somebody knew or admitted is so, whoever denies that they did. */
static hs_status falls_around(bool *out, hs_ledger *ledger, int64_t attribution, hs_error *err)
{
    bool row, held = false;
    hs_act act = HS_ACT_UNKNOWN;
    int64_t around = 0;
    *out = false;
    hs_sql q = hs_sql_begin(ledger, "SELECT p.attribution_id, p.holder_id IS NOT NULL, p.act FROM attribution a JOIN attribution p ON p.document_id = a.document_id AND p.position = a.parent "
                                    "WHERE a.attribution_id = ?1");
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && hs_act_of(&act, hs_sql_column(&q, 2))) {
        around = hs_sql_column_number(&q, 0);
        held = hs_sql_column_number(&q, 1) != 0;
    }
    hs_sql_end(&q);
    const bool granted = act == HS_ACT_KNOW || act == HS_ACT_ADMIT || act == HS_ACT_CONFIRM;
    return status == HS_OK && around && !granted ? falls_with_it(out, ledger, around, held, act, err) : status;
}

/* Does it stand in what its page has taken back? */
static hs_status stands_in_note(bool *out, hs_ledger *ledger, int64_t attribution, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT h.name, substr(d.text, 1 + json_extract(p.cue, '$[0][0]'), min(64, json_extract(p.cue, '$[0][1]') - json_extract(p.cue, '$[0][0]'))) "
                                    "FROM attribution a JOIN attribution p ON p.document_id = a.document_id AND p.position = a.parent JOIN holder h ON h.holder_id = p.holder_id "
                                    "JOIN document d ON d.document_id = a.document_id WHERE a.attribution_id = ?1 AND h.anonymous = 1 AND p.cue <> '[]'");
    hs_sql_number(&q, 1, attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    *out = status == HS_OK && row && hs_is_taken_back(hs_sql_column(&q, 0), hs_sql_column(&q, 1));
    hs_sql_end(&q);
    return status;
}

hs_status hs_positions_is_no_voice(bool *out, hs_ledger *ledger, int64_t attribution, int64_t rejected, bool held, hs_act act, hs_error *err)
{
    *out = false;
    if (rejected == HS_IN_TAKEN_BACK)
        return stands_in_note(out, ledger, attribution, err);
    if (rejected)
        HS_TRY(falls_with_it(out, ledger, attribution, held, act, err));
    return *out && rejected == HS_IN_REJECTED_WITHIN ? falls_around(out, ledger, attribution, err) : HS_OK;
}

static hs_sureness sureness_of(hs_certainty certainty)
{
    return certainty == HS_CERTAIN                                  ? HS_SURENESS_CERTAIN
           : certainty == HS_PROBABLE || certainty == HS_POSSIBLE ? HS_SURENESS_UNSURE
                                                                     : HS_SURENESS_UNTOLD;
}

/* A number that no row has. (FNV-1a.) */
int64_t hs_positions_unknown_source(hs_str key)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < key.len; i++)
        hash = (hash ^ (unsigned char)key.ptr[i]) * 0x100000001b3u;
    return -(int64_t)(hash >> 1 | 1);
}

/* ---- rows ---- */

#define MEMBERS "SELECT ?1 UNION ALL SELECT source_id FROM source WHERE merged_into = ?1 UNION ALL SELECT z.source_id FROM source y JOIN source z ON " \
                "z.name_key = y.name_key AND z.kind IS NULL AND z.anonymous = 0 AND z.apart = 0 AND z.merged_into IS NULL " \
                "WHERE (y.source_id = ?1 OR y.merged_into = ?1) AND y.kind = 'person' AND y.anonymous = 0 AND y.apart = 0"
/* Whose it is, is as in the view `said`, but for who is of no known kind. */
#define WHOSE                                                                                                                                         \
    "CASE WHEN c.source_key IS NULL THEN " HS_POSITIONS_STANDING("o") " ELSE (SELECT coalesce(x.merged_into, x.source_id) FROM source x "       \
    "WHERE x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 ORDER BY x.source_id LIMIT 1) END"
/* Columns by this order in take. */
#define ROWS_OF(which, documents)                                                                                                                                   \
    "SELECT a.attribution_id, a.document_id, a.claim_id, coalesce(m.same_as, m.claim_id), "                                                           \
    WHOSE ", c.source_key, "                                                                                                                          \
    "c.source_key IS NOT NULL OR coalesce(h.anonymous, 1) = 0, coalesce(c.act, a.act), coalesce(c.polarity, a.polarity), "                            \
    "coalesce(c.certainty, a.certainty), coalesce(c.time, a.time), d.heard, d.published, d.heard_by = 'published', " HS_POSITIONS_CUE ", a.confidence, "           \
    "EXISTS (SELECT 1 FROM chain k WHERE k.attribution_id = a.attribution_id AND k.position = 2), " HS_POSITIONS_REJECTED ", " HS_POSITIONS_NO_SIDE ", " \
    "CASE WHEN c.source_key IS NULL AND h.anonymous THEN h.name END, d.modified "                                                                     \
    "FROM " which " CROSS JOIN attribution a ON a.attribution_id = w.id CROSS JOIN document d ON d.document_id = a.document_id "                      \
    "CROSS JOIN claim m ON m.claim_id = a.claim_id LEFT JOIN holder h ON h.holder_id = a.holder_id "                                                  \
    "LEFT JOIN source o ON o.source_id = h.source_id LEFT JOIN correction c ON c.correction_id = "                                                    \
    HS_LAST_SAID("a") " "                                                            \
    "WHERE " documents "a.confidence >= ?2 AND c.verdict IS NOT 'wrong' "

#define ROWS(which) ROWS_OF(which, "d.current AND ")

static const char claim_sql[] = ROWS("(SELECT attribution_id AS id FROM attribution WHERE claim_id IN "
                                     "(SELECT ?1 UNION ALL SELECT claim_id FROM claim WHERE same_as = ?1)) w") "ORDER BY d.sha256, a.position";
/* Documents first, by an index that has when they were heard, so that the attributions of other times are not looked at. */
static const char source_sql[] =
    ROWS("(SELECT a.attribution_id AS id FROM holder h CROSS JOIN document d INDEXED BY document_head ON d.document_id = h.document_id CROSS JOIN attribution a ON "
         "a.holder_id = h.holder_id WHERE h.source_id IN (" MEMBERS ") AND d.heard BETWEEN ?3 AND ?4 "
         "UNION SELECT attribution_id FROM correction WHERE attribution_id IS NOT NULL AND source_key IN "
         "(SELECT name_key FROM source WHERE source_id IN (" MEMBERS ") AND anonymous = 0 AND apart = 0)) w")
    "AND " WHOSE " = ?1 AND d.heard BETWEEN ?3 AND ?4 ORDER BY d.sha256, a.position";

static const char document_sql[] = ROWS("(SELECT attribution_id AS id FROM attribution WHERE document_id = ?1) w") "ORDER BY a.position";

static const char version_sql[] = ROWS_OF("(SELECT attribution_id AS id FROM attribution WHERE document_id = ?1) w", "") "ORDER BY a.position";

static const char attribution_sql[] = ROWS("(SELECT ?1 AS id) w");

hs_status hs_positions_add(hs_positions *positions, const hs_position *position, hs_error *err)
{
    hs_position *at = hs_array_grown(positions->at, &positions->cap, positions->n, sizeof *at);
    if (!at)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the positions on a claim");
    positions->at = at;
    at[positions->n++] = *position;
    return HS_OK;
}

/* ---- who speaks for a body ---- */

/* The body that somebody without a name speaks for: "Red Cross spokeswoman", "the union's spokesman", "spokesman for the Red Cross". Empty: none. */
static hs_str body_of(hs_str voice)
{
    static const char *const articles[] = {"a", "an", "the", "one"}, *const begins[] = {"for ", "of ", "the ", "a ", "an "};
    size_t at = hs_ascii_find(voice, (hs_str){"spokes", 6}, 0);
    if (at == HS_NOWHERE)
        return (hs_str){"", 0};
    size_t behind = at;
    while (behind < voice.len && voice.ptr[behind] != ' ')
        behind++;
    hs_str body = hs_ascii_trim((hs_str){voice.ptr, at});
    const bool alone = !body.len || hs_ascii_is_one_of(body, articles, sizeof articles / sizeof *articles);
    if (alone)
        body = hs_ascii_trim(hs_ascii_from(voice, behind));
    if (alone && !hs_ascii_begins(body, "for ") && !hs_ascii_begins(body, "of "))
        return (hs_str){"", 0};
    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) /* in this order */
        if (hs_ascii_begins(body, begins[i]))
            body = hs_ascii_from(body, strlen(begins[i]));
    body.len -= hs_owner_mark(body);
    return body;
}

/* A spokesperson's word is the body's: of a name in capitals wherever it stands, else where the document has that body itself. */
static hs_status find_body(hs_position *p, hs_ledger *ledger, hs_str voice, hs_error *err)
{
    int64_t source;
    hs_str body = body_of(voice);
    bool name = body.len && hs_ascii_is_capital(*body.ptr);
    if (!body.len)
        return HS_OK;
    hs_buffer key = hs_buffer_new(8 * HS_LEDGER_MOST_NAME);
    hs_ledger_name_key(&key, body);
    hs_sql q = hs_sql_begin(ledger, "SELECT coalesce(s.merged_into, s.source_id) FROM source s WHERE s.name_key = ?1 AND s.anonymous = 0 AND s.apart = 0 AND (?2 = 1 OR EXISTS "
                                    "(SELECT 1 FROM holder h WHERE h.source_id = s.source_id AND h.document_id = ?3)) ORDER BY coalesce(s.kind, '') LIMIT 1");
    hs_sql_held(&q, 1, &key);
    hs_sql_number(&q, 2, name);
    hs_sql_number(&q, 3, p->document);
    hs_status status = hs_sql_take_number(&q, &source, err);
    if (status == HS_OK && (source > 0 || name)) {
        p->source = source > 0 ? source : hs_positions_unknown_source(hs_buffer_str(&key));
        p->named = true;
    }
    hs_buffer_free(&key);
    return status;
}

static hs_status take(hs_positions *all, hs_ledger *ledger, const hs_sql *q, hs_error *err)
{
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_position position, *p = &position;
    position = (hs_position){.order = all->n, .attribution = hs_sql_column_number(q, 0), .document = hs_sql_column_number(q, 1), .wording = hs_sql_column_number(q, 2),
                       .claim = hs_sql_column_number(q, 3), .source = hs_sql_column_number(q, 4), .named = hs_sql_column_number(q, 6) != 0};
    hs_str key = hs_sql_column(q, 5), time = hs_sql_column(q, 10), cue = hs_sql_column(q, 14);
    if (!hs_act_of(&act, hs_sql_column(q, 7)) || !hs_polarity_of(&polarity, hs_sql_column(q, 8)) || !hs_certainty_of(&certainty, hs_sql_column(q, 9)))
        return hs_fail(err, HS_E_LEDGER, (uint64_t)p->attribution, "the ledger: attribution %lld has a value of no known name", (long long)p->attribution);
    if (p->source <= 0)
        p->source = key.ptr ? hs_positions_unknown_source(key) : 0;
    HS_TRY(find_body(p, ledger, hs_sql_column(q, 19), err));
    double confidence = hs_sql_column_real(q, 15);
    p->confidence = confidence <= 1 ? (float)confidence : 0;
    bool relayed = hs_sql_column_number(q, 16) != 0;
    bool no_voice;
    HS_TRY(hs_positions_is_no_voice(&no_voice, ledger, p->attribution, hs_sql_column_number(q, 17), p->source != 0, act, err));
    no_voice = no_voice || hs_is_no_holder(hs_sql_column(q, 19), cue) || hs_sql_column_number(q, 18) != 0;
    p->stance = no_voice || (relayed && act == HS_ACT_KNOW) ? HS_SIDE_OPEN : hs_side_of(act, polarity, certainty); /* what others say somebody knew */
    p->sureness = sureness_of(certainty);
    p->past = !time.len && is_former(cue);
    p->conceded = act == HS_ACT_ADMIT || hs_ascii_holds(cue, "correct") || hs_ascii_holds(cue, "revis");
    set_heard(p, hs_sql_column(q, 11), hs_sql_column(q, 12), hs_sql_column_number(q, 13) != 0);
    set_said(p, time, hs_sql_column(q, 12), hs_sql_column(q, 20));
    return hs_positions_add(all, p, err);
}

static hs_status take_all(hs_positions *out, hs_ledger *ledger, hs_sql *q, int64_t id, hs_error *err)
{
    bool row;
    *out = (hs_positions){0};
    hs_sql_number(q, 1, id);
    hs_sql_real(q, 2, HS_POSITION_CONFIDENCE);
    hs_status status = hs_sql_step(q, &row, err);
    while (status == HS_OK && row) {
        status = take(out, ledger, q, err);
        if (status == HS_OK)
            status = hs_sql_step(q, &row, err);
    }
    hs_sql_end(q);
    return status;
}

static hs_status load(hs_positions *out, hs_ledger *ledger, const char *sql, int64_t id, hs_error *err)
{
    hs_sql q = hs_sql_begin(ledger, sql);
    return take_all(out, ledger, &q, id, err);
}

hs_status hs_positions_of_claim(hs_positions *out, hs_ledger *ledger, int64_t claim, hs_error *err)
{
    return load(out, ledger, claim_sql, claim, err);
}

hs_status hs_positions_of_source(hs_positions *out, hs_ledger *ledger, int64_t source, int64_t from, int64_t to, hs_error *err)
{
    char first[HS_ISO8601_UTC], last[HS_ISO8601_UTC];
    hs_positions_time(first, from);
    hs_positions_time(last, to);
    hs_sql q = hs_sql_begin(ledger, source_sql);
    hs_sql_word(&q, 3, first);
    hs_sql_word(&q, 4, last);
    return take_all(out, ledger, &q, source, err);
}

hs_status hs_positions_of_document(hs_positions *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    return load(out, ledger, document_sql, document, err);
}

hs_status hs_positions_of_version(hs_positions *out, hs_ledger *ledger, int64_t document, hs_error *err)
{
    return load(out, ledger, version_sql, document, err);
}

hs_status hs_positions_of_attribution(hs_positions *out, hs_ledger *ledger, int64_t attribution, hs_error *err)
{
    return load(out, ledger, attribution_sql, attribution, err);
}

static int by_time(const void *a, const void *b)
{
    const hs_position *p = a, *q = b;
    const int64_t x[] = {p->at, p->heard, (int64_t)p->order}, y[] = {q->at, q->heard, (int64_t)q->order};
    for (int i = 0; i < 3; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* From the first byte of source, cue and content to the last, case and marks left out, as a number. (FNV-1a.) 0: so few words that two may find them by
 * themselves. */
static hs_status find_words(uint64_t *out, hs_ledger *ledger, const hs_position *p, hs_error *err)
{
    bool row;
    hs_span word;
    uint32_t at = 0, n = 0;
    uint64_t hash = 0xcbf29ce484222325u;
    hs_sql q = hs_sql_begin(ledger, "SELECT substr(d.text, 1 + min(b, s, c), min(2000, max(e, f, g) - min(b, s, c))) FROM (SELECT document_id, json_extract(cue, '$[0][0]') AS b, "
                                    "coalesce(json_extract(source, '$[0][0]'), json_extract(cue, '$[0][0]')) AS s, json_extract(content, '$[0][0]') AS c, json_extract(cue, '$[#-1][1]') AS e, "
                                    "coalesce(json_extract(source, '$[#-1][1]'), 0) AS f, json_extract(content, '$[#-1][1]') AS g FROM attribution WHERE attribution_id = ?1 AND cue <> '[]') "
                                    "JOIN document d USING (document_id)");
    hs_sql_number(&q, 1, p->attribution);
    hs_status status = hs_sql_step(&q, &row, err);
    hs_str text = status == HS_OK && row ? hs_sql_column(&q, 0) : (hs_str){NULL, 0};
    for (; text.len && hs_word_next(&word, text, &at); n++)
        for (uint32_t i = word.begin; i <= word.end; i++)
            hash = (hash ^ (unsigned char)(i < word.end ? hs_ascii_lower(text.ptr[i]) : ' ')) * 0x100000001b3u;
    *out = n >= COPIED_WORDS ? hash | 1 : 0;
    hs_sql_end(&q);
    return status;
}

/* Was it told in these words before? */
static bool is_copied(const hs_positions *positions, const hs_position *p)
{
    for (size_t i = 0; i < positions->n; i++) {
        const hs_position *q = &positions->at[i];
        bool before = q->heard != p->heard ? q->heard < p->heard : q->order < p->order;
        if (before && p->words && q->words == p->words && q->document != p->document && q->source == p->source && q->claim == p->claim && q->stance == p->stance)
            return true;
    }
    return false;
}

hs_status hs_positions_drop_copied(hs_positions *positions, hs_ledger *ledger, hs_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < positions->n; i++)
        HS_TRY(find_words(&positions->at[i].words, ledger, &positions->at[i], err));
    for (size_t i = 0; i < positions->n; i++)
        positions->at[i].copied = is_copied(positions, &positions->at[i]);
    for (size_t i = 0; i < positions->n; i++)
        if (!positions->at[i].copied)
            positions->at[n++] = positions->at[i];
    positions->n = n;
    return HS_OK;
}

/* The words of a position, or, where these are few, those of what it stands in. */
static hs_status find_words_around(uint64_t *out, hs_ledger *ledger, const hs_position *p, hs_error *err)
{
    hs_position at = *p;
    for (int i = 0; i < NESTED && at.attribution > 0; i++) {
        HS_TRY(find_words(out, ledger, &at, err));
        if (*out)
            return HS_OK;
        hs_sql q = hs_sql_begin(ledger, "SELECT p.attribution_id FROM attribution a JOIN attribution p ON p.document_id = a.document_id AND p.position = a.parent WHERE a.attribution_id = ?1");
        hs_sql_number(&q, 1, at.attribution);
        HS_TRY(hs_sql_take_number(&q, &at.attribution, err));
    }
    return HS_OK;
}

/* Is it one source, or two of one description that nobody names? */
static hs_status is_same_source(bool *out, hs_ledger *ledger, int64_t a, int64_t b, hs_error *err)
{
    int64_t same = a == b;
    if (!same && a > 0 && b > 0) {
        hs_sql q = hs_sql_begin(ledger, "SELECT count(*) FROM source x CROSS JOIN source y WHERE x.source_id = ?1 AND y.source_id = ?2 AND x.anonymous = 1 AND y.anonymous = 1 AND x.name_key = y.name_key");
        hs_sql_number(&q, 1, a);
        hs_sql_number(&q, 2, b);
        HS_TRY(hs_sql_take_number(&q, &same, err));
    }
    *out = same != 0;
    return HS_OK;
}

/* Does the page on which somebody held it hold the contrary now, by the same source or its own voice, and no more what it did? */
static hs_status is_set_right(bool *out, hs_ledger *ledger, const hs_position *p, const hs_positions *positions, const hs_positions *contrary, hs_error *err)
{
    *out = false;
    for (size_t i = 0; i < positions->n; i++)
        if (positions->at[i].document == p->document)
            return HS_OK;
    for (size_t i = 0; i < contrary->n && !*out; i++) {
        const hs_position *other = &contrary->at[i];
        if (other->document == p->document && !other->source)
            *out = true;
        else if (other->document == p->document)
            HS_TRY(is_same_source(out, ledger, p->source, other->source, err));
    }
    return HS_OK;
}

/* What older versions say in the words of one of the positions' wordings, where their page has set that right. */
static hs_status find_superseded_in(hs_positions *out, hs_ledger *ledger, int64_t wording, const hs_positions *positions, const hs_positions *contrary, hs_error *err)
{
    bool row, right;
    hs_sql q = hs_sql_begin(ledger, "SELECT a.attribution_id, CAST(strftime('%s', o.heard) AS INTEGER), " HS_VERSIONS_CURRENT ", coalesce(s.merged_into, s.source_id, 0) FROM attribution a "
                                    "JOIN document o ON o.document_id = a.document_id LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN source s ON s.source_id = h.source_id "
                                    "WHERE a.claim_id = ?1 AND NOT o.current");
    hs_sql_number(&q, 1, wording);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_position p = {.attribution = hs_sql_column_number(&q, 0), .heard = hs_sql_column_number(&q, 1), .document = hs_sql_column_number(&q, 2), .source = hs_sql_column_number(&q, 3), .wording = wording};
        status = is_set_right(&right, ledger, &p, positions, contrary, err);
        if (status == HS_OK && right)
            status = find_words_around(&p.words, ledger, &p, err);
        if (status == HS_OK && right && p.words)
            status = hs_positions_add(out, &p, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* The same of all their wordings. */
static hs_status find_superseded(hs_positions *out, hs_ledger *ledger, const hs_positions *positions, const hs_positions *contrary, hs_error *err)
{
    hs_id_set wordings = {0};
    size_t at;
    hs_status status = HS_OK;
    for (size_t i = 0; i < positions->n && status == HS_OK; i++)
        if (!hs_id_set_add(&at, &wordings, positions->at[i].wording))
            status = hs_fail(err, HS_E_NOMEM, 0, "no memory for positions");
    for (size_t i = 0; i < wordings.ids.n && status == HS_OK; i++)
        status = find_superseded_in(out, ledger, wordings.ids.at[i], positions, contrary, err);
    hs_id_set_free(&wordings);
    return status;
}

/* @param versions  what older versions said, with the documents that their pages are now */
static hs_status drop_those(hs_positions *positions, hs_ledger *ledger, const hs_positions *versions, hs_error *err)
{
    size_t n = 0;
    for (size_t i = 0; i < positions->n; i++) {
        hs_position *p = &positions->at[i];
        bool superseded = false;
        HS_TRY(find_words_around(&p->words, ledger, p, err));
        for (size_t k = 0; k < versions->n && !superseded; k++)
            superseded = versions->at[k].words == p->words && versions->at[k].heard <= p->heard && versions->at[k].document != p->document;
        if (!superseded)
            positions->at[n++] = *p;
    }
    positions->n = n;
    return HS_OK;
}

hs_status hs_positions_drop_superseded(hs_positions sides[2], hs_ledger *ledger, hs_error *err)
{
    hs_positions versions[2] = {{0}};
    hs_status status = HS_OK;
    for (int i = 0; i < 2 && status == HS_OK; i++) /* both are found before either loses any */
        status = find_superseded(&versions[i], ledger, &sides[i], &sides[1 - i], err);
    for (int i = 0; i < 2 && status == HS_OK; i++)
        if (versions[i].n)
            status = drop_those(&sides[i], ledger, &versions[i], err);
    hs_positions_free(&versions[0]);
    hs_positions_free(&versions[1]);
    return status;
}

static bool is_replaced(const hs_position *p, const hs_positions *by)
{
    for (size_t i = 0; p->past && i < by->n; i++)
        if (!by->at[i].past && by->at[i].source == p->source && by->at[i].document == p->document)
            return true;
    return false;
}

void hs_positions_drop_former(hs_positions sides[2])
{
    for (int i = 0; i < 2; i++) {
        size_t n = 0;
        for (size_t k = 0; k < sides[i].n; k++)
            if (!is_replaced(&sides[i].at[k], &sides[1 - i]))
                sides[i].at[n++] = sides[i].at[k];
        sides[i].n = n;
    }
}

void hs_positions_sort(hs_positions *positions)
{
    if (positions->n)
        qsort(positions->at, positions->n, sizeof *positions->at, by_time);
}

void hs_positions_held(char out[HS_ISO8601_UTC], const hs_position *p)
{
    int64_t length = p->to - p->from;
    hs_positions_time(out, p->from);
    out[length > 31 * DAY_S ? 4 : length > DAY_S ? 7 : length > 0 ? DAY_BYTES : HS_ISO8601_UTC - 1] = '\0';
}

/* "We regret the error", "I was wrong"; not "It was no mistake", nor "The Fiji count was wrong". */
static bool owns_an_error(hs_str said)
{
    static const char *const own[] = {"i", "we", "our"}, *const denials[] = {"not", "no", "never"}, *const in_short[] = {"n't ", "n\xe2\x80\x99t "};
    static const char *const errors[] = {"was wrong", "were wrong", "got it wrong", "a mistake", "our mistake", "the error", "our error", "were mistaken", "was mistaken"};
    bool error = false, denied = hs_words_have_one_of(said, denials, sizeof denials / sizeof *denials);
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
        error = error || hs_ascii_holds(said, errors[i]);
    for (size_t i = 0; i < sizeof in_short / sizeof *in_short; i++)
        denied = denied || hs_ascii_holds(said, in_short[i]);
    return error && !denied && hs_words_have_one_of(said, own, sizeof own / sizeof *own);
}

hs_status hs_positions_conceded(bool *out, hs_ledger *ledger, const hs_position *p, hs_error *err)
{
    bool row;
    *out = p->conceded;
    if (p->conceded || p->source <= 0)
        return HS_OK;
    hs_sql q = hs_sql_begin(ledger, "SELECT act, what FROM said WHERE document_id = ?1 AND source_id = ?2 AND verdict IS NOT 'wrong'");
    hs_sql_number(&q, 1, p->document);
    hs_sql_number(&q, 2, p->source);
    hs_status status = hs_sql_step(&q, &row, err);
    for (; status == HS_OK && row && !*out; status = *out ? HS_OK : hs_sql_step(&q, &row, err))
        *out = hs_ascii_is(hs_sql_column(&q, 0), "admit") || owns_an_error(hs_sql_column(&q, 1));
    hs_sql_end(&q);
    return status;
}

void hs_positions_free(hs_positions *positions)
{
    hs_free(positions->at);
    *positions = (hs_positions){0};
}
