/* origins_posted.c -- pictures and posts that a report comes from. In: documents that tell of the claim and name nobody they have it from, or an outlet
 * alone. Out: the picture or whoever posted it as a source, and an edge from it. One thread at a time.
 *
 * "A photo posted to Twitter by the Harbour Front", "one blog shared pictures", "a video that has gone viral": nothing is said there that could be read
 * as an attribution, and yet it is where the story comes from. Of the phrases in a text's beginning the one that names a poster counts, else one
 * that names the platform, else the first. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "sentences.h"
#include "status.h"
#include "utf8.h"

enum { TEXT = 4000 /* characters of a document */, WORDS = 900, POSTER = 8 /* words */, REACH = 8 /* words from what was posted to its verb */ };

typedef struct posted {
    hs_span phrase, poster; /* bytes of the text; of nobody: empty */
    const char *item;       /* "photo", "video" */
    int rank;               /* 0: nothing was found */
} posted;

typedef struct scan {
    hs_str text;
    hs_span at[WORDS];
    uint32_t n;
} scan;

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

static hs_str word_at(const scan *s, uint32_t i)
{
    return (hs_str){s->text.ptr + s->at[i].begin, s->at[i].end - s->at[i].begin};
}

static const char *item_of(hs_str word)
{
    static const char *const photos[] = {"photo", "photos", "photograph", "photographs", "picture", "pictures", "image", "images", "screenshot", "screenshots"};
    static const char *const videos[] = {"video", "videos", "footage", "clip", "clips"};
    static const char *const tweets[] = {"tweet", "tweets"};
    return HAS(photos, word) ? "photo" : HAS(videos, word) ? "video" : HAS(tweets, word) ? "tweet" : NULL;
}

static bool is_posting(hs_str word)
{
    static const char *const verbs[] = {"posted", "tweeted", "retweeted", "shared", "uploaded", "circulated", "circulating", "viral", "leaked"};
    return HAS(verbs, word);
}

/* Does anything but blanks stand before word i: a comma, a full stop? */
static bool is_cut(const scan *s, uint32_t i)
{
    if (!i)
        return true;
    for (uint32_t k = s->at[i - 1].end; k < s->at[i].begin; k++)
        if (s->text.ptr[k] != ' ')
            return true;
    return false;
}

/* Words that end the name of who posted it. */
static bool ends_poster(hs_str word)
{
    static const char *const ends[] = {"on", "in", "to", "at", "from", "with", "under", "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday",
                                       "saturday", "sunday", "last", "this", "who", "which", "that", "and", "but", "or", "showing", "shows", "appears", "has", "had", "was", "is", "after",
                                       "when", "as", "via", "earlier", "claiming"};
    return HAS(ends, word);
}

/* "by a blog", behind a verb. @param k  the word after "by" */
static hs_span poster_behind(const scan *s, uint32_t k)
{
    uint32_t from = k;
    while (k < s->n && k < from + POSTER && (k == from || !is_cut(s, k)) && !ends_poster(word_at(s, k)))
        k++;
    return k > from ? (hs_span){s->at[from].begin, s->at[k - 1].end} : (hs_span){0, 0};
}

/* "One blog" before "shared pictures": not "he", who is somebody that the text tells of elsewhere. */
static hs_span poster_before(const scan *s, uint32_t verb)
{
    static const char *const pronouns[] = {"he", "she", "i", "we", "they", "it", "who", "which", "been", "be", "were", "being", "also", "then", "widely"};
    static const char *const articles[] = {"the", "a", "an", "this", "that", "these", "those", "any", "some", "most"};
    uint32_t k = verb;
    while (k && verb - k < POSTER && !is_cut(s, k) && !ends_poster(word_at(s, k - 1)) && !HAS(pronouns, word_at(s, k - 1)))
        k--;
    bool stopped = (k && !is_cut(s, k) && HAS(pronouns, word_at(s, k - 1))) || (verb - k == 1 && HAS(articles, word_at(s, k))); /* "the leaked photo" */
    return k < verb && !stopped ? (hs_span){s->at[k].begin, s->at[verb - 1].end} : (hs_span){0, 0};
}

static void keep(posted *best, posted p)
{
    if (p.rank > best->rank)
        *best = p;
}

/* A picture and what was done with it behind: "a photo posted to Twitter on Monday by .." */
static void look_behind(posted *best, const scan *s, uint32_t item)
{
    static const char *const onto[] = {"on", "to", "onto"};
    uint32_t verb = item + 1, last;
    while (verb < s->n && verb < item + REACH && !is_posting(word_at(s, verb)))
        verb++;
    if (verb >= s->n || verb >= item + REACH || !is_posting(word_at(s, verb)))
        return;
    for (uint32_t k = item + 1; k <= verb; k++)
        if (is_cut(s, k) && !hs_ascii_is(word_at(s, k), "which") && k != verb)
            return;
    posted p = {.phrase = {s->at[item].begin, s->at[verb].end}, .item = item_of(word_at(s, item)), .rank = 1};
    for (last = verb + 1; last < s->n && last <= verb + REACH && !is_cut(s, last); last++) {
        if (hs_ascii_is(word_at(s, last), "by")) {
            p.poster = poster_behind(s, last + 1);
            p.rank = p.poster.end ? 3 : p.rank;
            p.phrase.end = p.poster.end ? p.poster.end : p.phrase.end;
            break;
        }
        if (HAS(onto, word_at(s, last)) && p.rank < 2) {
            hs_span where = poster_behind(s, last + 1 + (last + 1 < s->n && HAS(onto, word_at(s, last + 1))));
            p.rank = where.end ? 2 : p.rank;
            p.phrase.end = where.end ? where.end : p.phrase.end;
        }
    }
    keep(best, p);
}

/* "One blog shared photos", "the Front tweeted a picture" */
static void look_before(posted *best, const scan *s, uint32_t verb)
{
    for (uint32_t k = verb + 1; k < s->n && k <= verb + 4 && !is_cut(s, k); k++) {
        const char *item = item_of(word_at(s, k));
        hs_span poster = item ? poster_before(s, verb) : (hs_span){0, 0};
        if (poster.end)
            keep(best, (posted){.phrase = {poster.begin, s->at[k].end}, .poster = poster, .item = item, .rank = 3});
    }
}

static posted find(scan *s, hs_str text)
{
    posted best = {.rank = 0};
    uint32_t at = 0;
    *s = (scan){.text = text};
    while (s->n < WORDS && hs_word_next(&s->at[s->n], text, &at))
        s->n++;
    for (uint32_t i = 0; i < s->n; i++) {
        if (item_of(word_at(s, i)))
            look_behind(&best, s, i);
        else if (is_posting(word_at(s, i)) && !hs_ascii_is(word_at(s, i), "viral"))
            look_before(&best, s, i);
    }
    return best;
}

/* ---- who it is ---- */

/* The name at the end of "the Islamist group Harbour Front": its last words with capitals; unknown: it ends in none. */
static hs_str name_of(hs_str phrase)
{
    hs_span word;
    uint32_t at = 0, begin = 0, n = 0;
    while (hs_word_next(&word, phrase, &at)) {
        hs_str w = {phrase.ptr + word.begin, word.end - word.begin};
        bool inner = false; /* al-Rashid */
        for (size_t i = 1; i < w.len; i++)
            inner = inner || (w.ptr[i - 1] == '-' && hs_ascii_is_capital(w.ptr[i]));
        if (!hs_ascii_is_capital(*w.ptr) && !inner)
            n = 0;
        else if (!n++)
            begin = word.begin;
    }
    return n ? hs_ascii_from(phrase, begin) : (hs_str){NULL, 0};
}

static hs_str without_article(hs_str s)
{
    static const char *const articles[] = {"the ", "a ", "an "};
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (hs_ascii_begins(s, articles[i]))
            return hs_ascii_from(s, strlen(articles[i]));
    return s;
}

static uint32_t characters(hs_str text, uint32_t bytes)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < bytes; i++)
        n += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return n;
}

static hs_status copy_line(hs_tracing *t, hs_str *out, hs_str s, hs_error *err)
{
    char *to = hs_arena_take(t->trace->arena, s.len + 1, 1);
    if (!to)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    for (size_t i = 0; i < s.len; i++)
        to[i] = s.ptr[i] == '\n' || s.ptr[i] == '\t' ? ' ' : s.ptr[i];
    *out = (hs_str){to, s.len};
    return HS_OK;
}

static hs_status make_link(hs_tracing *t, hs_link_of *out, const scan *s, const posted *p, hs_error *err)
{
    hs_str poster = {s->text.ptr + p->poster.begin, p->poster.end - p->poster.begin}, phrase = {s->text.ptr + p->phrase.begin, p->phrase.end - p->phrase.begin};
    hs_str name = poster.len ? name_of(poster) : (hs_str){NULL, 0};
    *out = (hs_link_of){.kind = poster.len ? HS_SOURCE_UNKNOWN : HS_SOURCE_DOCUMENT, .anonymous = !name.len, .node = HS_NONE};
    HS_TRY(copy_line(t, &out->name, name.len ? name : without_article(poster.len ? poster : phrase), err));
    HS_TRY(copy_line(t, &out->description, hs_ascii_of(p->item), err));
    out->begin = characters(s->text, p->phrase.begin);
    out->end = characters(s->text, p->phrase.end);
    if (!name.len)
        return HS_OK;
    hs_buffer key = hs_buffer_new(1 << 12);
    hs_ledger_name_key(&key, name);
    hs_status status = key.failed ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace") : copy_line(t, &out->key, hs_buffer_str(&key), err);
    hs_buffer_free(&key);
    return status;
}

/* ---- whom it is put before ---- */

static bool leads_elsewhere(const hs_tracing *t, uint32_t node, uint32_t to)
{
    for (uint32_t i = 0; i < t->n_edges; i++)
        if (t->edges[i].from == node && t->edges[i].to != to)
            return true;
    return false;
}

/* Where a document's story comes from as far as it says: nowhere (the document itself), or from an outlet that names nobody. HS_NONE: from somebody. */
static uint32_t loose_end(const hs_tracing *t, uint32_t document)
{
    uint32_t end = document;
    for (uint32_t i = 0; i < t->n_edges; i++) {
        const hs_edge *e = &t->edges[i];
        const hs_knot *from = &t->knots[e->from];
        if (e->to != document || !(e->sides & HS_SIDE_BITS(HS_SIDE_FOR)))
            continue;
        if ((from->kind != HS_TRACE_OUTLET && !from->via_outlet) || hs_origins_has_into(t, e->from, HS_SIDE_BITS(HS_SIDE_FOR)) || leads_elsewhere(t, e->from, document))
            return HS_NONE;
        end = e->from;
    }
    return end;
}

static hs_status look_at(hs_tracing *t, uint32_t telling, scan *s, hs_str text, hs_error *err)
{
    hs_telling *d = &t->tellings[telling];
    uint32_t end = d->sides == HS_SIDE_BITS(HS_SIDE_FOR) ? loose_end(t, d->node) : HS_NONE;
    posted p = end == HS_NONE ? (posted){.rank = 0} : find(s, text);
    hs_link_of link;
    if (!p.rank)
        return HS_OK;
    HS_TRY(make_link(t, &link, s, &p, err));
    uint32_t node = hs_origins_source(t, &link, telling, link.anonymous);
    if (d->heard.len && !t->knots[node].first.len)
        t->knots[node].first = d->heard;
    if (d->heard.len && !t->knots[node].since[0].len)
        t->knots[node].since[0] = d->heard;
    t->knots[node].sides |= HS_SIDE_BITS(HS_SIDE_FOR);
    hs_trace_evidence e = {.kind = HS_EVIDENCE_CITED, .document = (uint64_t)d->id, .begin = link.begin, .end = link.end};
    return hs_origins_edge(t, node, end, HS_SIDE_BITS(HS_SIDE_FOR), e, err);
}

static hs_status look_at_text(hs_tracing *t, uint32_t telling, scan *s, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT substr(text, 1, ?2) FROM document WHERE document_id = ?1");
    hs_sql_number(&q, 1, t->tellings[telling].id);
    hs_sql_number(&q, 2, TEXT);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row)
        status = hs_sql_check_texts(&q, err);
    if (status == HS_OK && row)
        status = look_at(t, telling, s, hs_sql_column(&q, 0), err);
    hs_sql_end(&q);
    return status;
}

hs_status hs_origins_posted(hs_tracing *t, hs_error *err)
{
    scan *s = hs_origins_room(t, 1, sizeof *s, err);
    if (!s)
        return HS_E_NOMEM;
    for (uint32_t i = 0; i < t->n_tellings; i++)
        HS_TRY(look_at_text(t, i, s, err));
    return HS_OK;
}
