/* origins_load.c -- the rows that a trace is of. In: claims. Out: the documents that tell of them, as first heard first, and what each tells
 * through whom. Of a page the last version that takes a side tells of that side. What a person called wrong, and what the machine is not sure of, stays out; a person's values stand in place of the
 * machine's. Offsets that are none are taken for not known. One thread at a time. */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "names.h"
#include "positions.h"
#include "sentences.h"
#include "status.h"

enum { DAY = 10 /* characters of a date */, MENTIONS = 4096 };

void *hs_origins_room(hs_tracing *t, size_t n, size_t size, hs_error *err)
{
    void *memory = hs_arena_take(t->arena, n, size);
    if (!memory)
        hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
    return memory;
}

hs_status hs_origins_copy(hs_arena *arena, const hs_sql *q, int i, hs_str *out, hs_error *err)
{
    hs_str s = hs_sql_column(q, i);
    *out = (hs_str){NULL, 0};
    if (!s.ptr)
        return HS_OK;
    if (hs_utf8_valid(s.ptr, s.len) != s.len)
        return hs_fail(err, HS_E_LEDGER, 0, "the ledger: text that is no UTF-8");
    hs_buffer shown = hs_buffer_new(3 * s.len + 1);
    hs_show(&shown, s);
    *out = shown.failed ? *out : hs_arena_copy(arena, hs_buffer_str(&shown));
    hs_buffer_free(&shown);
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
}

/* ---- spans ---- */

static const char *read_number(const char *at, const char *end, uint32_t *out)
{
    uint64_t n = 0;
    const char *begin = at;
    while (at < end && hs_ascii_is_digit(*at) && n <= INT32_MAX)
        n = 10 * n + (uint64_t)(*at++ - '0');
    *out = (uint32_t)n;
    return at > begin && n <= INT32_MAX ? at : NULL;
}

bool hs_origins_next_span(hs_str json, size_t *at, uint32_t *begin, uint32_t *end)
{
    const char *last = json.ptr + json.len, *from = json.ptr + *at;
    while (from < last && !hs_ascii_is_digit(*from))
        from++;
    if (from >= last || !(from = read_number(from, last, begin)) || from == last || *from++ != ',' || !(from = read_number(from, last, end)))
        return false;
    *at = (size_t)(from - json.ptr);
    return true;
}

/* The span nearest to a place; that of two as near the first. @return false: there is none */
static bool nearest_span(hs_str json, uint32_t near, uint32_t *begin, uint32_t *end)
{
    uint32_t best = UINT32_MAX, b, e;
    size_t at = 0;
    for (unsigned n = 0; json.ptr && n < MENTIONS && hs_origins_next_span(json, &at, &b, &e); n++) {
        uint32_t away = near < b ? b - near : near > e ? near - e : 0;
        if (b < e && away < best) {
            best = away;
            *begin = b;
            *end = e;
        }
    }
    return best != UINT32_MAX;
}

uint32_t hs_origins_last_before(hs_str json, uint32_t at)
{
    uint32_t last = 0, b, e;
    size_t from = 0;
    for (unsigned n = 0; json.ptr && n < MENTIONS && hs_origins_next_span(json, &from, &b, &e); n++)
        if (b < e && e <= at && e > last)
            last = e;
    return last;
}

uint32_t hs_origins_first_begin(hs_str json, uint32_t otherwise)
{
    uint32_t begin = otherwise, end;
    nearest_span(json, 0, &begin, &end);
    return begin;
}

/* ---- when ---- */

int hs_origins_order(hs_str a, hs_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    return order < 0 ? -1 : order > 0;
}

hs_status hs_origins_heard(hs_tracing *t, const hs_sql *q, int heard, int by, hs_str published, hs_telling *out, hs_error *err)
{
    HS_TRY(hs_origins_copy(t->trace->arena, q, heard, &out->heard, err));
    out->dated = hs_ascii_is(hs_sql_column(q, by), "published");
    if (hs_ascii_is(hs_sql_column(q, by), "added"))
        out->heard = (hs_str){NULL, 0};
    else if (hs_ascii_is(hs_sql_column(q, by), "published") && published.len <= DAY)
        out->heard = published;
    return HS_OK;
}

/* When it was said: a day or finer that is no later than the day after it was heard, or after its page was changed, as a correction is; else the text speaks of some other time. */
static hs_status find_time(hs_tracing *t, hs_str time, hs_str latest, hs_str modified, hs_told *out, hs_error *err)
{
    char utc[HS_ISO8601_UTC], changed[HS_ISO8601_UTC];
    if (hs_iso8601_utc(changed, modified)) {
        hs_iso8601_move_day(changed, 1);
        latest = hs_origins_order(hs_ascii_of(changed), latest) > 0 ? hs_ascii_of(changed) : latest;
    }
    if (time.len < DAY || !hs_iso8601_utc(utc, time))
        return HS_OK;
    hs_str said = {utc, time.len == DAY ? DAY : strlen(utc)};
    if (hs_origins_order(said, latest) > 0)
        return HS_OK;
    out->time = hs_arena_copy(t->trace->arena, said);
    return out->time.ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a trace");
}

/* ---- sides ---- */

/* To deny what contradicts a claim is not yet to hold the claim. */
static hs_trace_side side_of(hs_act act, hs_polarity polarity, hs_certainty certainty, bool against)
{
    const hs_trace_side side = hs_side_of(act, polarity, certainty);
    return !against ? side : side == HS_SIDE_FOR ? HS_SIDE_AGAINST : HS_SIDE_OPEN;
}

/* ---- documents ---- */

/* "https://www.harbour.example/1/#top" as "harbour.example/1": what two addresses of one page mostly differ in is left off. */
hs_str hs_origins_page(hs_str url)
{
    size_t scheme = hs_ascii_find(url, (hs_str){"://", 3}, 0);
    if (scheme != HS_NOWHERE)
        url = hs_ascii_from(url, scheme + 3);
    if (hs_ascii_begins(url, "www."))
        url = hs_ascii_from(url, 4);
    url.len = hs_ascii_char(url, 0, '#');
    while (url.len && url.ptr[url.len - 1] == '/')
        url.len--;
    return url;
}

/* @param q  name, mentions */
static hs_status take_outlet(hs_tracing *t, const hs_sql *q, hs_telling *d, hs_str *out, hs_error *err)
{
    d->named_begin = d->named_end = 0;
    nearest_span(hs_sql_column(q, 1), 0, &d->named_begin, &d->named_end);
    return hs_origins_copy(t->trace->arena, q, 0, out, err);
}

/* The outlet that the text cites first. */
static hs_status find_leading(hs_tracing *t, hs_telling *d, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT h.name, h.mentions FROM attribution a JOIN chain k ON k.attribution_id = a.attribution_id JOIN holder h ON h.holder_id = k.holder_id "
                                       "WHERE a.document_id = ?1 AND a.place = 'body' AND h.kind = 'outlet' AND NOT h.anonymous AND h.name IS NOT NULL "
                                       "ORDER BY a.position, k.position LIMIT 8");
    hs_sql_number(&q, 1, d->id);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !d->leads.len) {
        hs_str name = hs_sql_column(&q, 0);
        hs_outlet_name named = hs_outlet_named(name), own = hs_outlet_named(d->outlet.name);
        if (!hs_outlet_is_generic(name, false) && !hs_outlets_same(&named, &own, true))
            status = take_outlet(t, &q, d, &d->leads, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* The outlet that "the agency" is in this document. */
static hs_status find_named(hs_tracing *t, hs_telling *d, hs_error *err)
{
    bool row, several = false;
    hs_sql q = hs_sql_begin(t->ledger, "SELECT name, mentions FROM holder WHERE document_id = ?1 AND kind = 'outlet' AND NOT anonymous AND name IS NOT NULL ORDER BY position LIMIT 64");
    hs_sql_number(&q, 1, d->id);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_str name = hs_sql_column(&q, 0);
        hs_outlet_name named = hs_outlet_named(name), own = hs_outlet_named(d->outlet.name), other = hs_outlet_named(d->names);
        if (!hs_outlet_is_generic(name, false) && !hs_outlets_same(&named, &own, true) && !hs_outlets_same(&named, &other, true)) {
            several = d->names.len > 0;
            status = take_outlet(t, &q, d, &d->names, err);
        }
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
        if (several)
            break;
    }
    hs_sql_end(&q);
    if (!several)
        return status;
    d->names = (hs_str){NULL, 0};
    return status == HS_OK ? find_leading(t, d, err) : status;
}

hs_status hs_origins_take_telling(hs_tracing *t, const hs_sql *q, hs_error *err)
{
    hs_telling *d = &t->tellings[t->n_tellings];
    *d = (hs_telling){.id = hs_sql_column_number(q, 1), .node = HS_NONE};
    hs_str *const fields[] = {&d->sha256, &d->outlet.name, &d->title, &d->url, &d->published};
    for (int i = 0; i < 5; i++)
        HS_TRY(hs_origins_copy(t->trace->arena, q, 2 + i, fields[i], err));
    HS_TRY(hs_origins_copy(t->arena, q, 7, &d->came, err));
    HS_TRY(hs_origins_heard(t, q, 7, 8, d->published, d, err));
    d->page = hs_origins_page(d->url);
    d->told = t->n_told;
    t->n_tellings++;
    HS_TRY(find_named(t, d, err));
    d->outlet = (hs_outlet_name){d->outlet.name, hs_outlet_named(d->outlet.name).known};
    return HS_OK;
}

/* ---- chains ---- */

static const char chain_sql[] =
    "SELECT h.holder_id, h.document_id, s.source_id, CASE WHEN s.anonymous = 0 AND s.apart = 0 THEN s.name_key END, s.anonymous AND h.anonymous, "
    "CASE WHEN s.anonymous AND h.anonymous THEN coalesce(h.name, h.description) ELSE "
    "coalesce((SELECT x.name FROM source_correction x WHERE x.source_id = s.source_id ORDER BY x.correction_id DESC LIMIT 1), s.name) END, "
    "h.description, h.affiliation, h.kind, h.count, h.mentions FROM "
    "(SELECT position, holder_id FROM chain WHERE attribution_id = ?1 UNION ALL SELECT 0, ?2 WHERE ?2 > 0 AND NOT EXISTS "
    "(SELECT 1 FROM chain WHERE attribution_id = ?1)) k JOIN holder h ON h.holder_id = k.holder_id JOIN source o ON o.source_id = h.source_id "
    "JOIN source s ON s.source_id = coalesce(o.merged_into, o.source_id) WHERE h.document_id = ?3 ORDER BY k.position LIMIT ?4";

/* @param near  the cue's place */
static hs_status take_link(hs_tracing *t, const hs_sql *q, uint32_t near, hs_link_of *out, hs_error *err)
{
    *out = (hs_link_of){.source = hs_sql_column_number(q, 2), .anonymous = hs_sql_column_number(q, 4) != 0, .node = HS_NONE};
    hs_str *const fields[] = {&out->name, &out->description, &out->affiliation};
    for (int i = 0; i < 3; i++)
        HS_TRY(hs_origins_copy(t->trace->arena, q, 5 + i, fields[i], err));
    HS_TRY(hs_origins_copy(t->arena, q, 3, &out->key, err));
    HS_TRY(hs_origins_copy(t->arena, q, 10, &out->mentions, err));
    if (!hs_source_kind_of(&out->kind, hs_sql_column(q, 8)))
        return hs_fail(err, HS_E_LEDGER, (uint64_t)out->source, "the ledger: source %lld is of no known kind", (long long)out->source);
    int64_t count = hs_sql_column_number(q, 9);
    out->count = count > 0 && count < UINT32_MAX ? (uint32_t)count : 0;
    nearest_span(hs_sql_column(q, 10), near, &out->begin, &out->end);
    return HS_OK;
}

typedef struct given {
    int64_t holder, source; /* of the machine's; of the name that a person gave */
    hs_str name, key;
} given;

/* Another holder, as a person has it. */
static void put_given(hs_link_of *link, const given *g)
{
    *link = (hs_link_of){.source = g->source, .name = g->name, .key = g->key, .begin = link->begin, .end = link->end, .node = HS_NONE};
}

/* The words that name the holder, with the cue where that stands beside them: "told the agency Coastal Wire". */
static void widen(hs_link_of *link, hs_str source, hs_str cue)
{
    uint32_t b, e, cb, ce;
    if (nearest_span(source, 0, &b, &e)) {
        link->begin = b;
        link->end = e;
    }
    if (!nearest_span(cue, link->begin, &cb, &ce))
        return;
    if (!link->end) {
        link->begin = cb;
        link->end = ce;
    } else if (cb >= link->end ? cb - link->end < 4 : ce <= link->begin && link->begin - ce < 4) {
        link->begin = cb < link->begin ? cb : link->begin;
        link->end = ce > link->end ? ce : link->end;
    }
}

/* @param q  the attribution's row */
static hs_status take_chain(hs_tracing *t, const hs_sql *q, const given *g, int64_t document, hs_told *out, hs_error *err)
{
    bool row, put = !g->name.ptr;
    hs_str source = hs_sql_column(q, 15), cue = hs_sql_column(q, 16);
    uint32_t cue_at = 0, e;
    nearest_span(cue, 0, &cue_at, &e);
    out->cue_at = cue_at;
    out->links = hs_origins_room(t, HS_TRACE_LINKS + 1, sizeof *out->links, err);
    if (!out->links)
        return HS_E_NOMEM;
    hs_link_of *links = out->links + 1; /* one place before them for whom a person names where nobody was */
    hs_sql c = hs_sql_begin(t->ledger, chain_sql);
    hs_sql_number(&c, 1, out->id);
    hs_sql_number(&c, 2, g->holder);
    hs_sql_number(&c, 3, document);
    hs_sql_number(&c, 4, HS_TRACE_LINKS);
    hs_status status = hs_sql_step(&c, &row, err);
    while (status == HS_OK && row && out->n_chain < HS_TRACE_LINKS) {
        hs_link_of *link = &links[out->n_chain++];
        bool holder = g->holder && hs_sql_column_number(&c, 0) == g->holder;
        status = take_link(t, &c, cue_at, link, err);
        if (status == HS_OK && holder && g->name.ptr) {
            put_given(link, g);
            put = true;
        }
        if (status == HS_OK && holder) {
            widen(link, source, cue);
            if (!g->name.ptr)
                status = hs_origins_copy(t->arena, q, 24, &link->called, err);
            if (status == HS_OK)
                status = hs_origins_voice(t, document, link, hs_sql_column(&c, 10), err);
        }
        if (status == HS_OK)
            status = hs_sql_step(&c, &row, err);
    }
    hs_sql_end(&c);
    out->links = links;
    if (status == HS_OK && !put) {
        put_given(--out->links, g);
        widen(out->links, source, cue);
        out->n_chain++;
    }
    out->implicit = !g->holder && !g->name.ptr;
    out->chain = out->links;
    return status;
}

/* ---- attributions ---- */

/* A note of what was taken back is no later version that says it. */
static const char told_sql[] =
    "SELECT a.attribution_id, d.document_id, d.sha256, d.outlet, d.title, d.url, d.published, d.heard, d.heard_by, "
    "coalesce(c.act, a.act), coalesce(c.polarity, a.polarity), coalesce(c.certainty, a.certainty), coalesce(c.time, a.time), a.quotation, "
    "substr(m.text, 1, 16384), a.source, a.cue, coalesce(a.holder_id, 0), c.source_name, c.source_key, "
    "(SELECT coalesce(x.merged_into, x.source_id) FROM source x WHERE x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 "
    "ORDER BY x.source_id LIMIT 1), strftime('%Y-%m-%dT%H:%M:%SZ', d.heard, '+1 day'), a.claim_id IN (SELECT value FROM json_each(?2)), a.place, "
    "CASE WHEN json_valid(a.source) THEN substr(d.text, 1 + json_extract(a.source, '$[0][0]'), min(400, json_extract(a.source, '$[0][1]') - "
    "json_extract(a.source, '$[0][0]'))) END, a.claim_id, a.confidence, " HS_POSITIONS_REJECTED ", " HS_POSITIONS_NO_SIDE ", NOT d.current, " HS_POSITIONS_CUE ", d.modified, a.position, coalesce(a.parent, 0), a.content "
    "FROM attribution a JOIN document d ON d.document_id = a.document_id JOIN claim m ON m.claim_id = a.claim_id "
    "LEFT JOIN correction c ON c.correction_id = " HS_LAST_SAID("a") " "
    "WHERE a.claim_id IN (SELECT value FROM json_each(?1)) AND c.verdict IS NOT 'wrong' AND (a.confidence >= ?3 OR c.verdict IS NOT NULL) "
    /* as the machine has it: what a person calls wrong in a later version is not to come back by an older one */
    "AND (d.current OR NOT EXISTS (SELECT 1 FROM attribution b WHERE b.document_id IN (WITH RECURSIVE v (id) AS (SELECT n.document_id FROM document n WHERE n.replaces = "
    "d.document_id UNION SELECT n.document_id FROM v JOIN document n ON n.replaces = v.id) SELECT id FROM v) AND b.claim_id IN (SELECT value FROM json_each(?1)) "
    "AND NOT EXISTS (SELECT 1 FROM holder h WHERE h.holder_id = b.holder_id AND " HS_MAY_TAKE_BACK ") AND b.polarity IS a.polarity AND (b.claim_id IN (SELECT value FROM json_each(?2))) = (a.claim_id IN (SELECT value FROM json_each(?2))))) "
    "ORDER BY d.heard, d.sha256, a.position LIMIT ?4";

/* "Plans to", which is not said, unlike "promised to". */
static bool is_intent(hs_str cue)
{
    return hs_ascii_holds(cue, "plan") || hs_ascii_holds(cue, "intend") || hs_ascii_holds(cue, "want");
}

/* "Reports Mara Lind, writing for the Wire": she is the outlet's voice, and no origin of what it has. */
static bool is_reporters(const hs_told *told, hs_str cue)
{
    return told->n_chain > 1 && told->chain[0].kind == HS_SOURCE_PERSON && !told->chain[0].anonymous && told->chain[1].kind == HS_SOURCE_OUTLET && hs_ascii_begins(cue, "report") &&
           !hs_ascii_begins(cue, "reportedly");
}

static hs_status take_told(hs_tracing *t, const hs_sql *q, hs_error *err)
{
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_told *out = &t->told[t->n_told];
    *out = (hs_told){.id = hs_sql_column_number(q, 0), .claim = hs_sql_column_number(q, 25), .confidence = (float)hs_sql_column_real(q, 26)};
    int64_t document = hs_sql_column_number(q, 1);
    const bool begins = !t->n_tellings || t->tellings[t->n_tellings - 1].id != document;
    if (begins)
        HS_TRY(hs_origins_take_telling(t, q, err));
    out->telling = t->n_tellings - 1;
    hs_telling *telling = &t->tellings[out->telling];
    telling->earlier = hs_sql_column_number(q, 29) != 0;
    if (!hs_act_of(&act, hs_sql_column(q, 9)) || !hs_polarity_of(&polarity, hs_sql_column(q, 10)) ||
        !hs_certainty_of(&certainty, hs_sql_column(q, 11)) || !hs_quotation_of(&out->quotation, hs_sql_column(q, 13)) || !hs_place_of(&out->place, hs_sql_column(q, 23)))
        return hs_fail(err, HS_E_LEDGER, (uint64_t)out->id, "the ledger: attribution %lld has a value of no known name", (long long)out->id);
    out->side = side_of(act, polarity, certainty, hs_sql_column_number(q, 22) != 0);
    bool held = hs_sql_column_number(q, 17) != 0 || hs_sql_column(q, 18).ptr;
    bool no_voice;
    HS_TRY(hs_positions_is_no_voice(&no_voice, t->ledger, out->id, hs_sql_column_number(q, 27), held, act, err));
    if (no_voice || hs_sql_column_number(q, 28) != 0)
        out->side = HS_SIDE_OPEN;
    if (telling->earlier && out->side == HS_SIDE_OPEN) { /* it is gone, and was no side */
        t->n_tellings -= begins;
        return HS_OK;
    }
    HS_TRY(find_time(t, hs_sql_column(q, 12), hs_sql_column(q, 21), hs_sql_column(q, 31), out, err));
    HS_TRY(hs_origins_copy(t->arena, q, 14, &out->content, err));
    HS_TRY(hs_origins_copy(t->arena, q, 34, &out->content_at, err));
    out->position = (uint32_t)hs_sql_column_number(q, 32);
    out->parent = (uint32_t)hs_sql_column_number(q, 33);
    given g = {.holder = hs_sql_column_number(q, 17), .source = hs_sql_column_number(q, 20)};
    HS_TRY(hs_origins_copy(t->trace->arena, q, 18, &g.name, err));
    HS_TRY(hs_origins_copy(t->arena, q, 19, &g.key, err));
    HS_TRY(take_chain(t, q, &g, document, out, err));
    if (out->n_chain && out->chain[0].anonymous && /* "no one said": it is no side of anybody's */
        hs_is_no_holder(out->chain[0].name, hs_sql_column(q, 30))) {
        out->side = HS_SIDE_OPEN;
        out->chain = ++out->links;
        out->n_chain--;
    }
    if (out->n_chain == 1 && !out->chain[0].anonymous && (hs_ascii_is(out->chain[0].name, "we") || hs_ascii_is(out->chain[0].name, "I"))) { /* who writes */
        telling->own_voice = true;
        out->chain = ++out->links;
        out->n_chain--;
    }
    const bool vouched = out->n_chain > 1 && (act == HS_ACT_KNOW || (act == HS_ACT_PROMISE && is_intent(hs_sql_column(q, 30)))); /* what others say that somebody knew, or plans, is theirs to vouch for */
    if (vouched || is_reporters(out, hs_sql_column(q, 30))) {
        out->chain = ++out->links;
        out->n_chain--;
    }
    t->n_told++;
    return HS_OK;
}

/* Nobody holds and rejects the same words in one document: where it reads so, the surer reading counts. */
static void drop_doubles(hs_tracing *t)
{
    for (uint32_t i = 0; i < t->n_told; i++) {
        hs_told *a = &t->told[i];
        for (uint32_t k = i + 1; k < t->n_told && t->told[k].telling == a->telling; k++) {
            hs_told *b = &t->told[k];
            if (a->claim == b->claim && a->side != b->side && a->n_chain && b->n_chain && a->chain[0].source && a->chain[0].source == b->chain[0].source &&
                a->content.len == b->content.len)
                (a->confidence < b->confidence ? a : b)->side = HS_SIDE_OPEN;
        }
    }
    for (uint32_t i = 0; i < t->n_told; i++) {
        t->tellings[t->told[i].telling].sides |= HS_SIDE_BITS(t->told[i].side);
        t->tellings[t->told[i].telling].n_told++;
    }
}

/* Who speaks for herself in one statement of a document does so in all of it. */
static void spread_itself(hs_tracing *t, const hs_telling *d, const hs_link_of *herself)
{
    for (uint32_t i = d->told; i < d->told + d->n_told; i++)
        for (uint32_t k = 0; k < t->told[i].n_chain; k++)
            if (t->told[i].links[k].source == herself->source)
                t->told[i].links[k].itself = true;
}

static void find_itself(hs_tracing *t)
{
    for (uint32_t i = 0; i < t->n_told; i++)
        if (t->told[i].n_chain && t->told[i].chain[0].itself && t->told[i].chain[0].source)
            spread_itself(t, &t->tellings[t->told[i].telling], &t->told[i].chain[0]);
}

/* ---- documents by id ---- */

hs_status hs_origins_index(hs_tracing *t, hs_error *err)
{
    t->by_id = hs_origins_room(t, t->n_tellings, sizeof *t->by_id, err);
    if (!t->by_id)
        return HS_E_NOMEM;
    t->n_by_id = t->n_tellings;
    for (uint32_t i = 0; i < t->n_tellings; i++)
        t->by_id[i] = i;
    for (uint32_t gap = t->n_tellings / 2; gap > 0; gap /= 2) /* Shell's sort: qsort takes no context */
        for (uint32_t i = gap; i < t->n_tellings; i++)
            for (uint32_t k = i; k >= gap && t->tellings[t->by_id[k]].id < t->tellings[t->by_id[k - gap]].id; k -= gap) {
                uint32_t swap = t->by_id[k];
                t->by_id[k] = t->by_id[k - gap];
                t->by_id[k - gap] = swap;
            }
    return HS_OK;
}

uint32_t hs_origins_telling(const hs_tracing *t, int64_t id)
{
    uint32_t low = 0, high = t->n_by_id;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (t->tellings[t->by_id[mid]].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low < t->n_by_id && t->tellings[t->by_id[low]].id == id ? t->by_id[low] : HS_NONE;
}

uint32_t hs_origins_telling_of(const hs_tracing *t, const hs_sql *q, int id, int current)
{
    uint32_t found = hs_origins_telling(t, hs_sql_column_number(q, id));
    return found != HS_NONE ? found : hs_origins_telling(t, hs_sql_column_number(q, current));
}

static const char left_out_sql[] = "SELECT count(*) FROM attribution a JOIN document d ON d.document_id = a.document_id " HS_JOIN_SAID
                                   "WHERE a.claim_id IN (SELECT value FROM json_each(?1)) AND d.current AND c.verdict IS NULL AND a.confidence < ?2";

static hs_status count_left_out(hs_tracing *t, const hs_buffer *all, hs_error *err)
{
    int64_t n;
    hs_sql q = hs_sql_begin(t->ledger, left_out_sql);
    hs_sql_held(&q, 1, all);
    hs_sql_real(&q, 2, (double)t->least);
    HS_TRY(hs_sql_take_number(&q, &n, err));
    t->trace->n_left_out = (uint64_t)n;
    return HS_OK;
}

static void put_ids(hs_buffer *out, const hs_trace *trace, int side)
{
    for (size_t i = 0; i < trace->n_claims[side]; i++)
        hs_buffer_format(out, "%s%llu", out->len > 1 ? "," : "", (unsigned long long)trace->claims[side][i]);
}

/* @param all  JSON lists of claims: those of both sides, and those against */
static hs_status load(hs_tracing *t, const hs_buffer *all, const hs_buffer *against, hs_error *err)
{
    bool row;
    t->told = hs_origins_room(t, HS_TRACE_TOLD, sizeof *t->told, err);
    t->tellings = t->told ? hs_origins_room(t, HS_TRACE_TELLINGS, sizeof *t->tellings, err) : NULL;
    if (!t->tellings)
        return HS_E_NOMEM;
    hs_sql q = hs_sql_begin(t->ledger, told_sql);
    hs_sql_held(&q, 1, all);
    hs_sql_held(&q, 2, against);
    hs_sql_real(&q, 3, (double)t->least);
    hs_sql_number(&q, 4, HS_TRACE_TOLD + 1);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && t->n_told < HS_TRACE_TOLD) {
        status = take_told(t, &q, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    t->trace->cut = status == HS_OK && row;
    return status;
}

hs_status hs_origins_load(hs_tracing *t, hs_error *err)
{
    hs_buffer all = hs_buffer_new((size_t)1 << 20), against = hs_buffer_new((size_t)1 << 20);
    hs_buffer_text(&all, "[");
    hs_buffer_text(&against, "[");
    put_ids(&all, t->trace, 0);
    put_ids(&all, t->trace, 1);
    put_ids(&against, t->trace, 1);
    hs_buffer_text(&all, "]");
    hs_buffer_text(&against, "]");
    hs_status status = load(t, &all, &against, err);
    if (status == HS_OK)
        status = count_left_out(t, &all, err);
    if (status == HS_OK) {
        hs_origins_within(t);
        drop_doubles(t);
        find_itself(t);
        status = hs_origins_versions(t, &all, err);
    }
    if (status == HS_OK)
        status = hs_origins_index(t, err);
    if (status == HS_OK)
        status = hs_origins_unread(t, &all, err);
    hs_buffer_free(&all);
    hs_buffer_free(&against);
    return status;
}
