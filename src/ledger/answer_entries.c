/* answer_entries.c -- attributions as answers tell them: who, what, through whom. In: their ids. Out: entries in the answer's arena. All of a page are
 * asked for by a few statements. One thread at a time. */
#include "query.h"

#include <string.h>

#include "heap.h"
#include "sentences.h"
#include "status.h"

enum { RELAYS = HS_SHOWN_RELAYS, AROUND = 400 /* characters on each side */, AT_ONCE = 256 };

/* Source o, and s where it was merged into that one: few were, and nothing is looked for then. */
#define STANDING "coalesce(o.merged_into, o.source_id)"
#define AND_MERGED "LEFT JOIN source s ON s.source_id = o.merged_into "
/* What it is called: a person's word in place of the reading's, as the view `called` has it. */
#define GIVEN "(SELECT x.name FROM source_correction x WHERE x.source_id = " STANDING " ORDER BY x.correction_id DESC LIMIT 1)"
#define CALLED "coalesce(" GIVEN ", s.name, o.name)"

/* The columns are taken by this order in take_entry. @param cue  its words: a server has them in the attribution's row, as cutting them out of the article's text is a third of what an entry costs there */
#define ENTRY(cue)                                                                                                                                    \
    "SELECT a.attribution_id, a.claim_id, a.document_id, "                                                                                            \
    "CASE WHEN c.source_name IS NULL THEN " STANDING " ELSE (SELECT coalesce(x.merged_into, x.source_id) FROM source x "                              \
    "WHERE x.name_key = c.source_key AND x.anonymous = 0 AND x.apart = 0 ORDER BY x.source_id LIMIT 1) END, "                                         \
    "(SELECT p.attribution_id FROM attribution p WHERE p.document_id = a.document_id AND p.position = a.parent), "                                    \
    "substr(m.text, 1, 16384), "                                                                                                                      \
    cue ", "                                                                                                                                          \
    "coalesce(c.source_name, CASE WHEN h.anonymous = 0 THEN " CALLED " ELSE coalesce(" GIVEN ", h.name, h.description) END), "                        \
    "CASE WHEN c.source_name IS NULL THEN h.description END, CASE WHEN c.source_name IS NULL THEN h.affiliation END, "                                \
    "CASE WHEN c.source_name IS NULL THEN h.reason END, CASE WHEN c.source_name IS NULL THEN h.kind END, "                                            \
    "c.source_name IS NULL AND coalesce(h.anonymous, 1) = 1, CASE WHEN c.source_name IS NULL THEN h.count END, "                                      \
    "coalesce(c.act, a.act), coalesce(c.polarity, a.polarity), coalesce(c.certainty, a.certainty), a.quotation, a.place, "                            \
    "coalesce(c.time, a.time), a.confidence, c.verdict, d.outlet, d.title, d.url, d.published, d.heard, d.current, d.heard_by, "                      \
    "coalesce(m.same_as, m.claim_id), a.content "                                                                                                     \
    "FROM json_each(?1) w CROSS JOIN attribution a ON a.attribution_id = w.value CROSS JOIN document d ON d.document_id = a.document_id "             \
    "CROSS JOIN claim m ON m.claim_id = a.claim_id "                                                                                                  \
    "LEFT JOIN holder h ON h.holder_id = a.holder_id LEFT JOIN source o ON o.source_id = h.source_id "                                                \
    AND_MERGED "LEFT JOIN correction c ON ?2 AND c.correction_id = " HS_LAST_SAID("a")

static hs_status take_entry(hs_answer *answer, const hs_sql *q, hs_entry *e, hs_error *err)
{
    uint64_t *const ids[] = {&e->attribution, &e->claim, &e->document, &e->source, &e->parent};
    for (int i = 0; i < 5; i++)
        *ids[i] = hs_answer_column_id(q, i);
    HS_TRY(hs_answer_shown(answer, q, 5, &e->content, err));
    HS_TRY(hs_answer_shown(answer, q, 6, &e->cue, err));
    hs_str *const holder[] = {&e->who, &e->description, &e->affiliation, &e->reason};
    for (int i = 0; i < 4; i++)
        HS_TRY(hs_answer_shown(answer, q, 7 + i, holder[i], err));
    bool known = hs_source_kind_of(&e->kind, hs_sql_column(q, 11)) && hs_act_of(&e->act, hs_sql_column(q, 14)) &&
                 hs_polarity_of(&e->polarity, hs_sql_column(q, 15)) && hs_certainty_of(&e->certainty, hs_sql_column(q, 16)) &&
                 hs_quotation_of(&e->quotation, hs_sql_column(q, 17)) && hs_place_of(&e->place, hs_sql_column(q, 18)) &&
                 hs_verdict_of(&e->verdict, hs_sql_column(q, 21)) && hs_dated_of(&e->heard_by, hs_sql_column(q, 28));
    if (!known)
        return hs_answer_unknown("attribution", (int64_t)e->attribution, err);
    e->anonymous = hs_sql_column_number(q, 12) != 0;
    e->count = hs_answer_column_small(q, 13);
    HS_TRY(hs_answer_copy(answer, q, 19, &e->time, err));
    double confidence = hs_sql_column_real(q, 20);
    e->confidence = confidence >= 0 && confidence <= 1 ? (float)confidence : 0;
    hs_str *const head[] = {&e->outlet, &e->title, &e->url, &e->published, &e->heard};
    for (int i = 0; i < 5; i++)
        HS_TRY(hs_answer_copy(answer, q, 22 + i, head[i], err));
    e->current = hs_sql_column_number(q, 27) != 0;
    e->shown_as = hs_answer_column_id(q, 29);
    return hs_ledger_spans_read(&e->spans, answer->arena, NULL, hs_sql_column(q, 30), err);
}

/* Of a window of text: the sentence in which code point `point` stands. */
static hs_status take_sentence(hs_answer *answer, hs_str text, uint32_t point, hs_str *out, hs_error *err)
{
    hs_utf8_cursor cursor = {.text = text};
    hs_spans sentences;
    hs_arena *arena = hs_arena_new((size_t)1 << 20);
    hs_buffer shown = hs_buffer_new(3 * text.len + 1);
    hs_status status = arena ? hs_sentences_find(&sentences, arena, text, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
    uint32_t byte = hs_utf8_cursor_to_point(&cursor, point);
    for (uint32_t i = 0; status == HS_OK && i < sentences.n; i++)
        if (sentences.at[i].begin <= byte && byte < sentences.at[i].end) {
            hs_show(&shown, (hs_str){text.ptr + sentences.at[i].begin, sentences.at[i].end - sentences.at[i].begin});
            *out = hs_arena_copy(answer->arena, hs_buffer_str(&shown));
            if (shown.failed || !out->ptr)
                status = hs_fail(err, HS_E_NOMEM, 0, "no memory for an answer");
            break;
        }
    hs_buffer_free(&shown);
    hs_arena_free(arena);
    return status;
}

/* ---- all of them ---- */

typedef struct taking {
    hs_answer *answer;
    hs_wanted ids;
    hs_entry *out; /* [n] */
    size_t n;
} taking;

/* The entry of the attribution in column 0; NULL: it is none that was asked for. */
static hs_entry *entry_of(const taking *t, const hs_sql *q)
{
    size_t place = hs_wanted_place(&t->ids, hs_sql_column_number(q, 0));
    return place < t->n ? &t->out[place] : NULL;
}

static hs_status take_entries(taking *t, bool corrected, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_either(t->answer->ledger, ENTRY(HS_LEDGER_CUE), ENTRY("a.of_cue"));
    hs_sql_held(&q, 1, &t->ids.list);
    hs_sql_number(&q, 2, corrected);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_entry *e = entry_of(t, &q);
        status = e ? take_entry(t->answer, &q, e, err) : HS_OK;
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

static hs_status take_sentence_rows(taking *t, const hs_wanted *bare, hs_error *err)
{
    bool row;
    hs_sql q = hs_sql_begin(t->answer->ledger, "SELECT x.attribution_id, substr(d.text, 1 + max(0, x.at - ?2), min(x.at, ?2) + ?2), min(x.at, ?2) FROM "
                                               "(SELECT a.attribution_id, a.document_id, json_extract(a.content, '$[0][0]') AS at FROM json_each(?1) w "
                                               "CROSS JOIN attribution a ON a.attribution_id = w.value) x CROSS JOIN document d "
                                               "ON d.document_id = x.document_id WHERE x.at IS NOT NULL");
    hs_sql_held(&q, 1, &bare->list);
    hs_sql_number(&q, 2, AROUND);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_str text = {NULL, 0};
        hs_entry *e = entry_of(t, &q);
        status = hs_answer_copy(t->answer, &q, 1, &text, err);
        if (status == HS_OK && text.ptr && e)
            status = take_sentence(t->answer, text, hs_answer_column_small(&q, 2), &e->sentence, err);
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}

/* Of those whose content says nothing by itself. */
static hs_status take_sentences(taking *t, hs_error *err)
{
    int64_t bare[AT_ONCE];
    size_t n = 0;
    hs_wanted ids;
    for (size_t i = 0; i < t->n; i++)
        if (t->out[i].attribution && hs_content_is_bare(t->out[i].content))
            bare[n++] = (int64_t)t->out[i].attribution;
    if (!n)
        return HS_OK;
    hs_status status = hs_wanted_begin(&ids, bare, n, err);
    if (status == HS_OK)
        status = take_sentence_rows(t, &ids, err);
    hs_wanted_end(&ids);
    return status;
}

static hs_status keep_relays(taking *t, hs_entry *e, const hs_relay *relays, hs_error *err)
{
    hs_relay *kept;
    HS_TRY(hs_answer_room(t->answer, (void **)&kept, e->n_relays, sizeof *kept, err));
    memcpy(kept, relays, e->n_relays * sizeof *kept);
    e->relays = kept;
    return HS_OK;
}

/* From the holder, who stands first where there is one, to the document. */
static hs_status take_relays(taking *t, hs_error *err)
{
    bool row;
    hs_relay relays[RELAYS];
    hs_entry *last = NULL;
    hs_sql q = hs_sql_begin(t->answer->ledger, "SELECT k.attribution_id, " STANDING ", CASE WHEN h.anonymous THEN coalesce(" GIVEN ", h.name, h.description) ELSE " CALLED " END, "
                                               "h.kind, h.anonymous FROM json_each(?1) w CROSS JOIN attribution a ON a.attribution_id = w.value "
                                               "CROSS JOIN chain k ON k.attribution_id = a.attribution_id CROSS JOIN holder h ON h.holder_id = k.holder_id "
                                               "CROSS JOIN source o ON o.source_id = h.source_id "
                                               AND_MERGED
                                               "WHERE k.holder_id IS NOT a.holder_id ORDER BY k.attribution_id, k.position");
    hs_sql_held(&q, 1, &t->ids.list);
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row) {
        hs_entry *e = entry_of(t, &q);
        if (last && last != e)
            status = keep_relays(t, last, relays, err);
        last = e;
        if (status == HS_OK && e && e->n_relays < RELAYS) {
            hs_relay *r = &relays[e->n_relays++];
            *r = (hs_relay){.source = hs_answer_column_id(&q, 1), .anonymous = hs_sql_column_number(&q, 4) != 0};
            status = hs_answer_shown(t->answer, &q, 2, &r->name, err);
            if (status == HS_OK && !hs_source_kind_of(&r->kind, hs_sql_column(&q, 3)))
                status = hs_answer_unknown("a relay of attribution", hs_sql_column_number(&q, 0), err);
        }
        if (status == HS_OK)
            status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status == HS_OK && last ? keep_relays(t, last, relays, err) : status;
}

static hs_status take_all(taking *t, const int64_t *ids, bool corrected, hs_error *err)
{
    HS_TRY(take_entries(t, corrected, err));
    HS_TRY(take_sentences(t, err));
    HS_TRY(take_relays(t, err));
    for (size_t i = 0; i < t->n; i++) {
        size_t place = hs_wanted_place(&t->ids, ids[i]);
        if (!t->out[place].attribution)
            return hs_fail(err, HS_E_NONE, (uint64_t)ids[i], "the ledger has no attribution a%lld", (long long)ids[i]);
        t->out[i] = t->out[place]; /* of one that is asked for twice */
    }
    return HS_OK;
}

hs_status hs_answer_fill_entries(hs_answer *answer, const int64_t *ids, size_t n, bool corrected, hs_entry *out, hs_error *err)
{
    for (size_t i = 0; i < n; i += AT_ONCE) {
        taking t = {.answer = answer, .out = out + i, .n = n - i < AT_ONCE ? n - i : AT_ONCE};
        memset(t.out, 0, t.n * sizeof *t.out);
        hs_status status = hs_wanted_begin(&t.ids, ids + i, t.n, err);
        if (status == HS_OK)
            status = take_all(&t, ids + i, corrected, err);
        hs_wanted_end(&t.ids);
        HS_TRY(status);
    }
    return HS_OK;
}

hs_status hs_answer_entry(hs_answer *answer, int64_t attribution, bool corrected, hs_entry *out, hs_error *err)
{
    return hs_answer_fill_entries(answer, &attribution, 1, corrected, out, err);
}
