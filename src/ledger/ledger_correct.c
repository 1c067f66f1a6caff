/* ledger_correct.c -- what persons say of readings. In: their words. Out: rows beside the machine's, which the views show in its place.
 * One thread at a time. */
#include "ledger.h"

#include <stdio.h>
#include <string.h>

#include "ascii.h"
#include "id.h"
#include "ledger_correct.h"
#include "status.h"

enum { MOST_TIME = 64 };

/* ---- is it a correction? ---- */

static hs_status bad_value(const char *what, hs_str value, hs_error *err)
{
    return hs_fail(err, HS_E_ARG, 0, "no %s '%.*s'", what, (int)(value.len < 60 ? value.len : 60), value.ptr);
}

/* What TIMEX3 values are made of, and begin with: 2031-05, XXXX-WXX-1, P3D, T09:30, PAST_REF. */
static bool is_time(hs_str s)
{
    bool duration = s.len > 1 && s.ptr[0] == 'P' && (hs_ascii_is_digit(s.ptr[1]) || s.ptr[1] == 'X' || s.ptr[1] == 'T');
    if (s.len && !hs_ascii_is_digit(s.ptr[0]) && s.ptr[0] != 'X' && s.ptr[0] != 'T' && !duration && !hs_ascii_holds(s, "_REF"))
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!hs_ascii_is_letter(s.ptr[i]) && !hs_ascii_is_digit(s.ptr[i]) && !strchr("-:+._", s.ptr[i]))
            return false;
    return s.len && s.len <= MOST_TIME;
}

static hs_status check_values(const hs_opinion *c, hs_error *err)
{
    const hs_values *v = &c->says;
    hs_act act;
    hs_polarity polarity;
    hs_certainty certainty;
    hs_source_kind kind;
    char utc[HS_ISO8601_UTC];
    size_t bad;
    if (v->name.ptr && (!hs_ascii_trim(v->name).len || !hs_ledger_is_text(v->name, HS_LEDGER_MOST_NAME)))
        return bad_value("name", v->name, err);
    if (v->kind.ptr && !hs_source_kind_of(&kind, v->kind))
        return bad_value("kind", v->kind, err);
    if (v->act.ptr && !hs_act_of(&act, v->act))
        return bad_value("act", v->act, err);
    if (v->polarity.ptr && !hs_polarity_of(&polarity, v->polarity))
        return bad_value("polarity", v->polarity, err);
    if (v->certainty.ptr && !hs_certainty_of(&certainty, v->certainty))
        return bad_value("certainty", v->certainty, err);
    if (v->time.ptr && !is_time(v->time))
        return bad_value("time", v->time, err);
    if (v->outlet.ptr && (!hs_ascii_trim(v->outlet).len || !hs_ledger_is_text(v->outlet, HS_LEDGER_MOST_NAME)))
        return bad_value("outlet", v->outlet, err);
    if (v->published.ptr && (!hs_iso8601_is_valid(v->published, &bad) || !hs_iso8601_utc(utc, v->published)))
        return bad_value("ISO 8601 date or time", v->published, err);
    return hs_ledger_check_words(c->note, c->by, err);
}

/* Are there no values but those of what is corrected? */
static hs_status check_kinds(const hs_opinion *c, bool of_attribution, bool of_article, hs_error *err)
{
    const hs_values *v = &c->says;
    uint64_t other;
    if (c->attribution && (v->kind.ptr || of_article))
        return hs_fail(err, HS_E_ARG, 0, v->kind.ptr ? "an attribution has no kind" : "an attribution has no outlet or date of its own: its article has");
    if (c->source && (of_attribution || of_article))
        return hs_fail(err, HS_E_ARG, 0, "a source has a name and a kind alone");
    if (c->source && hs_id_parse(&other, hs_ascii_trim(v->name), 's'))
        return hs_fail(err, HS_E_ARG, 0, "a source is called by a name, and s%llu is an id: to make two sources one is to merge them", (unsigned long long)other);
    if (c->article && (of_attribution || v->name.ptr || v->kind.ptr))
        return hs_fail(err, HS_E_ARG, 0, "an article has an outlet and a date alone");
    if (c->article && c->verdict == HS_VERDICT_WRONG)
        return hs_fail(err, HS_E_ARG, 0, "of an article nothing is wrong as a whole: 'other' says what its outlet or date is");
    return HS_OK;
}

static hs_status check(const hs_opinion *c, hs_error *err)
{
    const hs_values *v = &c->says;
    bool of_attribution = v->act.ptr || v->polarity.ptr || v->certainty.ptr || v->time.ptr, of_article = v->outlet.ptr || v->published.ptr;
    bool any = of_attribution || of_article || v->name.ptr || v->kind.ptr;
    if (!!c->attribution + !!c->source + !!c->article != 1)
        return hs_fail(err, HS_E_ARG, 0, "a correction is of one attribution, one source or one article");
    if (c->verdict < HS_VERDICT_RIGHT || c->verdict > HS_VERDICT_OTHER)
        return hs_fail(err, HS_E_ARG, 0, "no such verdict");
    if (any != (c->verdict == HS_VERDICT_OTHER))
        return hs_fail(err, HS_E_ARG, 0, any ? "'right' and 'wrong' take no other values: 'other' does" : "'other' says no value");
    HS_TRY(check_kinds(c, of_attribution, of_article, err));
    return check_values(c, err);
}

/* ---- in ---- */

/* Corrections of attributions, sources and documents are numbered together; a number that was taken back is not given again. */
hs_status hs_ledger_next_correction(hs_ledger *ledger, int64_t *out, hs_error *err)
{
    hs_sql q = hs_sql_either(ledger,
                             "SELECT 1 + coalesce(max(seq), 0) FROM sqlite_sequence WHERE name IN ('correction', 'source_correction', 'document_correction')",
                             "SELECT 1 + coalesce(max(seq), 0) FROM given");
    return hs_sql_take_number(&q, out, err);
}

static void bind_who(hs_sql *q, int64_t id, const char *now, const hs_opinion *c)
{
    hs_sql_number(q, 1, id);
    hs_sql_word(q, 2, now);
    hs_sql_str(q, 3, c->by);
    hs_sql_word(q, 4, hs_verdict_name(c->verdict));
    hs_sql_str(q, 5, c->note);
    hs_sql_number(q, 6, (int64_t)(c->attribution ? c->attribution : c->source));
}

/* A name that a person gave to a source is that source's: then the key is the one by which the source is found. */
static hs_status find_given(hs_ledger *ledger, hs_buffer *key, hs_error *err)
{
    bool row, found = false;
    hs_buffer given = hs_buffer_new(8 * HS_LEDGER_MOST_NAME);
    hs_sql q = hs_sql_begin(ledger, "SELECT c.name, s.name_key FROM source_correction c JOIN source s USING (source_id) WHERE c.name IS NOT NULL AND s.anonymous = 0 AND s.apart = 0 "
                                    "AND c.correction_id = (SELECT max(correction_id) FROM source_correction WHERE source_id = s.source_id) ORDER BY s.source_id");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && !found) {
        given.len = 0;
        hs_ledger_name_key(&given, hs_sql_column(&q, 0));
        found = !given.failed && given.len == key->len && (!given.len || memcmp(given.ptr, key->ptr, given.len) == 0);
        if (found) {
            key->len = 0;
            hs_buffer_add(key, hs_sql_column(&q, 1).ptr, hs_sql_column(&q, 1).len);
        } else {
            status = hs_sql_step(&q, &row, err);
        }
    }
    hs_sql_end(&q);
    if (status == HS_OK && (given.failed || key->failed))
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for a name");
    hs_buffer_free(&given);
    return status;
}

/* And attributions that were said to be of a source of that name, when none was called so, are the source's that is called so now. */
static hs_status take_given(hs_ledger *ledger, int64_t source, const hs_buffer *key, hs_error *err)
{
    enum { SOME = 64 };
    static const char *const moved = "FROM correction c WHERE c.source_key = ?1 AND c.attribution_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM source x WHERE x.name_key = ?1 "
                                     "AND x.anonymous = 0 AND x.apart = 0) AND EXISTS (SELECT 1 FROM source s WHERE s.source_id = ?2 AND s.anonymous = 0 AND s.apart = 0)";
    char sql[1024];
    int64_t ids[SOME];
    size_t n;
    do {
        bool row;
        n = 0;
        snprintf(sql, sizeof sql, "SELECT c.correction_id %s ORDER BY c.correction_id LIMIT ?3", moved);
        hs_sql q = hs_sql_begin(ledger, sql);
        hs_sql_held(&q, 1, key);
        hs_sql_number(&q, 2, source);
        hs_sql_number(&q, 3, SOME);
        hs_status status = hs_sql_step(&q, &row, err);
        while (status == HS_OK && row) {
            ids[n++] = hs_sql_column_number(&q, 0);
            status = hs_sql_step(&q, &row, err);
        }
        hs_sql_end(&q);
        HS_TRY(status);
        for (size_t i = 0; i < n; i++) {
            int64_t attribution;
            hs_sql of = hs_sql_begin(ledger, "SELECT attribution_id FROM correction WHERE correction_id = ?1");
            hs_sql_number(&of, 1, ids[i]);
            HS_TRY(hs_sql_take_number(&of, &attribution, err));
            HS_TRY(hs_ledger_unsettle_attribution(ledger, attribution, err));
            hs_sql move = hs_sql_begin(ledger, "UPDATE correction SET source_key = (SELECT name_key FROM source WHERE source_id = ?2) WHERE correction_id = ?1");
            hs_sql_number(&move, 1, ids[i]);
            hs_sql_number(&move, 2, source);
            HS_TRY(hs_sql_run(&move, err));
            HS_TRY(hs_ledger_unsettle_attribution(ledger, attribution, err));
        }
    } while (n == SOME);
    return HS_OK;
}

static hs_status correct_attribution(hs_ledger *ledger, int64_t id, const char *now, const hs_opinion *c, const hs_buffer *name,
                                     const hs_buffer *key, hs_error *err)
{
    hs_sql q = hs_sql_begin(
        ledger, "INSERT INTO correction (correction_id, made, made_by, document_id, attribution_id, cue, content, verdict, note, "
                "source_name, source_key, act, polarity, certainty, time) "
                "SELECT ?1, ?2, ?3, a.document_id, a.attribution_id, a.cue, a.content, ?4, ?5, " HS_KEPT("7, c.source_name") ", "
                HS_KEPT("8, c.source_key") ", " HS_KEPT("9, c.act") ", " HS_KEPT("10, c.polarity") ", " HS_KEPT("11, c.certainty") ", " HS_KEPT("12, c.time") " "
                "FROM attribution a " HS_JOIN_SAID "WHERE a.attribution_id = ?6");
    bind_who(&q, id, now, c);
    if (c->says.name.ptr) {
        hs_sql_held(&q, 7, name);
        hs_sql_held(&q, 8, key);
    }
    hs_sql_str(&q, 9, c->says.act);
    hs_sql_str(&q, 10, c->says.polarity);
    hs_sql_str(&q, 11, c->says.certainty);
    hs_sql_str(&q, 12, c->says.time);
    HS_TRY(hs_sql_run(&q, err));
    if (!hs_sql_changed(ledger))
        return hs_fail(err, HS_E_NONE, c->attribution, "the ledger has no attribution a%llu", (unsigned long long)c->attribution);
    return HS_OK;
}

/* Whom a correction calls by the number of a source is found again by the name that it stands for, as whom it names. */
static hs_status find_numbered(hs_ledger *ledger, hs_buffer *name, hs_buffer *key, uint64_t source, hs_error *err)
{
    bool row;
    int64_t standing;
    HS_TRY(hs_ledger_standing(&standing, ledger, (int64_t)source, err));
    hs_sql q = hs_sql_begin(ledger, "SELECT n.name, s.name_key, (SELECT coalesce(x.merged_into, x.source_id) FROM source x WHERE x.name_key = s.name_key AND x.anonymous = 0 AND x.apart = 0 "
                                    "ORDER BY x.source_id LIMIT 1), s.anonymous FROM source s JOIN called n ON n.source_id = s.source_id WHERE s.source_id = ?1");
    hs_sql_number(&q, 1, standing);
    hs_status status = hs_sql_step(&q, &row, err);
    if (status == HS_OK && row && hs_sql_column_number(&q, 3))
        status = hs_fail(err, HS_E_ARG, 0, "s%llu is not named: an attribution is given to a source by a name", (unsigned long long)source);
    else if (status == HS_OK && row && hs_sql_column_number(&q, 2) != standing)
        status = hs_fail(err, HS_E_ARG, 0, "s%llu is named as s%lld is, whose the attribution would be", (unsigned long long)source, (long long)hs_sql_column_number(&q, 2));
    if (status == HS_OK && row) {
        name->len = key->len = 0;
        hs_show(name, hs_sql_column(&q, 0));
        hs_buffer_add(key, hs_sql_column(&q, 1).ptr, hs_sql_column(&q, 1).len);
    }
    hs_sql_end(&q);
    return status;
}

/* Whose a correction says that an attribution is: by a source's number, or by a name. */
static hs_status find_whose(hs_ledger *ledger, hs_buffer *name, hs_buffer *key, hs_str says, hs_error *err)
{
    uint64_t source;
    return hs_id_parse(&source, hs_ascii_trim(says), 's') ? find_numbered(ledger, name, key, source, err) : find_given(ledger, key, err);
}

static hs_status correct_source(hs_ledger *ledger, int64_t id, const char *now, const hs_opinion *c, const hs_buffer *name, const hs_buffer *key, hs_error *err)
{
    int64_t standing;
    HS_TRY(hs_ledger_standing(&standing, ledger, (int64_t)c->source, err));
    HS_TRY(hs_ledger_unsettle_body(ledger, standing, err));
    hs_sql q = hs_sql_begin(ledger, "INSERT INTO source_correction (correction_id, made, made_by, source_id, verdict, note, name, kind) "
                                    "SELECT ?1, ?2, ?3, s.source_id, ?4, ?5, " HS_KEPT("7, c.name") ", " HS_KEPT("8, c.kind") " "
                                    "FROM source s LEFT JOIN source_correction c ON c.correction_id = "
                                    "(SELECT max(correction_id) FROM source_correction WHERE source_id = s.source_id) WHERE s.source_id = ?6");
    bind_who(&q, id, now, c);
    hs_sql_number(&q, 6, standing);
    if (c->says.name.ptr)
        hs_sql_held(&q, 7, name);
    hs_sql_str(&q, 8, c->says.kind);
    HS_TRY(hs_sql_run(&q, err));
    HS_TRY(hs_ledger_unsettle_body(ledger, standing, err));
    return c->says.name.ptr ? take_given(ledger, standing, key, err) : HS_OK;
}

static hs_status correct(uint64_t *id, hs_ledger *ledger, const hs_opinion *c, hs_error *err)
{
    char now[HS_ISO8601_UTC];
    int64_t number;
    hs_buffer name = hs_buffer_new(8 * HS_LEDGER_MOST_NAME), key = hs_buffer_new(8 * HS_LEDGER_MOST_NAME);
    hs_show(&name, c->article ? c->says.outlet : c->says.name);
    hs_ledger_name_key(&key, c->says.name);
    hs_iso8601_now(now);
    hs_status status = hs_ledger_next_correction(ledger, &number, err);
    if (status == HS_OK && c->attribution && c->says.name.ptr)
        status = find_whose(ledger, &name, &key, c->says.name, err);
    if (status == HS_OK && c->attribution)
        status = hs_ledger_unsettle_attribution(ledger, (int64_t)c->attribution, err);
    if (status == HS_OK)
        status = c->attribution ? correct_attribution(ledger, number, now, c, &name, &key, err)
                 : c->source    ? correct_source(ledger, number, now, c, &name, &key, err)
                                : hs_ledger_correct_head(ledger, number, now, c, &name, err);
    if (status == HS_OK && c->attribution)
        status = hs_ledger_unsettle_attribution(ledger, (int64_t)c->attribution, err);
    hs_buffer_free(&name);
    hs_buffer_free(&key);
    *id = status == HS_OK ? (uint64_t)number : 0;
    return status;
}

hs_status hs_ledger_correct(uint64_t *id, hs_ledger *ledger, const hs_opinion *c, hs_error *err)
{
    *id = 0;
    HS_TRY(check(c, err));
    HS_TRY(hs_ledger_step_begin(ledger, err));
    hs_status status = hs_ledger_step_end(ledger, correct(id, ledger, c, err), err);
    if (status != HS_OK)
        *id = 0;
    return status;
}

/* ---- back ---- */

static hs_status uncorrect(hs_ledger *ledger, int64_t id, hs_error *err)
{
    static const char *const sql[] = {"DELETE FROM correction WHERE correction_id = ?1", "DELETE FROM source_correction WHERE correction_id = ?1",
                                      "DELETE FROM document_correction WHERE correction_id = ?1"};
    int64_t n = 0;
    int64_t attribution, source;
    hs_sql of = hs_sql_begin(ledger, "SELECT attribution_id FROM correction WHERE correction_id = ?1");
    hs_sql_number(&of, 1, id);
    HS_TRY(hs_sql_take_number(&of, &attribution, err));
    of = hs_sql_begin(ledger, "SELECT source_id FROM source_correction WHERE correction_id = ?1");
    hs_sql_number(&of, 1, id);
    HS_TRY(hs_sql_take_number(&of, &source, err));
    HS_TRY(hs_ledger_unsettle_attribution(ledger, attribution, err));
    HS_TRY(hs_ledger_unsettle_body(ledger, source, err));
    HS_TRY(hs_ledger_uncorrect_head(ledger, id, err));
    for (size_t i = 0; i < sizeof sql / sizeof *sql; i++) {
        hs_sql q = hs_sql_begin(ledger, sql[i]);
        hs_sql_number(&q, 1, id);
        HS_TRY(hs_sql_run(&q, err));
        n += hs_sql_changed(ledger);
    }
    HS_TRY(hs_ledger_unsettle_attribution(ledger, attribution, err));
    HS_TRY(hs_ledger_unsettle_body(ledger, source, err));
    return n ? HS_OK : hs_fail(err, HS_E_NONE, (uint64_t)id, "the ledger has no correction %lld", (long long)id);
}

hs_status hs_ledger_uncorrect(hs_ledger *ledger, uint64_t id, hs_error *err)
{
    HS_TRY(hs_ledger_step_begin(ledger, err));
    return hs_ledger_step_end(ledger, uncorrect(ledger, (int64_t)id, err), err);
}

/* ---- out ---- */

static hs_opinion correction_of(const hs_sql *q, hs_verdict verdict)
{
    return (hs_opinion){
        .id = (uint64_t)hs_sql_column_number(q, 0), .made = hs_sql_column(q, 1), .by = hs_sql_column(q, 2), .note = hs_sql_column(q, 3),
        .verdict = verdict, .document = (uint64_t)hs_sql_column_number(q, 5),
        .attribution = (uint64_t)hs_sql_column_number(q, 6), .source = (uint64_t)hs_sql_column_number(q, 7), .what = hs_sql_column(q, 8),
        .says = {.name = hs_sql_column(q, 9), .kind = hs_sql_column(q, 10), .act = hs_sql_column(q, 11), .polarity = hs_sql_column(q, 12),
                 .certainty = hs_sql_column(q, 13), .time = hs_sql_column(q, 14), .outlet = hs_sql_column(q, 21), .published = hs_sql_column(q, 22)},
        .machine = {.name = hs_sql_column(q, 15), .kind = hs_sql_column(q, 16), .act = hs_sql_column(q, 17),
                    .polarity = hs_sql_column(q, 18), .certainty = hs_sql_column(q, 19), .time = hs_sql_column(q, 20), .outlet = hs_sql_column(q, 23),
                    .published = hs_sql_column(q, 24)},
        .article = (uint64_t)hs_sql_column_number(q, 25)};
}

hs_status hs_ledger_corrections(hs_ledger *ledger, hs_opinion_take *take, void *ctx, hs_error *err)
{
    bool row, go_on = true;
    hs_sql q = hs_sql_begin(
        ledger, "SELECT c.correction_id, c.made, c.made_by, c.note, c.verdict, c.document_id, c.attribution_id, 0, "
                "coalesce(m.text, (SELECT group_concat(substr(d.text, 1 + json_extract(s.value, '$[0]'), "
                "json_extract(s.value, '$[1]') - json_extract(s.value, '$[0]')), ' ') FROM json_each(c.content, '$') s)), "
                "c.source_name, NULL, c.act, c.polarity, c.certainty, c.time, o.name, NULL, a.act, a.polarity, a.certainty, a.time, "
                "NULL, NULL, NULL, NULL, 0 "
                "FROM correction c JOIN document d USING (document_id) LEFT JOIN attribution a ON a.attribution_id = c.attribution_id "
                "LEFT JOIN claim m ON m.claim_id = a.claim_id LEFT JOIN holder h ON h.holder_id = a.holder_id "
                "LEFT JOIN standing t ON t.source_id = h.source_id LEFT JOIN called o ON o.source_id = t.standing_id "
                "UNION ALL SELECT c.correction_id, c.made, c.made_by, c.note, c.verdict, 0, 0, c.source_id, s.name, "
                "c.name, c.kind, NULL, NULL, NULL, NULL, s.name, s.kind, NULL, NULL, NULL, NULL, "
                "NULL, NULL, NULL, NULL, 0 FROM source_correction c JOIN source s USING (source_id) "
                "UNION ALL SELECT c.correction_id, c.made, c.made_by, c.note, c.verdict, 0, 0, 0, coalesce(d.title, d.url, d.input, 'd' || d.document_id), "
                "NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, "
                "c.outlet, c.published, c.machine_outlet, c.machine_published, c.document_id "
                "FROM document_correction c JOIN document d USING (document_id) ORDER BY 1");
    hs_status status = hs_sql_step(&q, &row, err);
    while (status == HS_OK && row && go_on) {
        hs_verdict verdict;
        status = hs_sql_check_texts(&q, err);
        if (status == HS_OK && (!hs_verdict_of(&verdict, hs_sql_column(&q, 4)) || verdict == HS_VERDICT_NONE))
            status = hs_fail(err, HS_E_LEDGER, 0, "the ledger: a correction without a verdict");
        if (status != HS_OK)
            break;
        hs_opinion c = correction_of(&q, verdict);
        go_on = take(ctx, &c);
        status = hs_sql_step(&q, &row, err);
    }
    hs_sql_end(&q);
    return status;
}
