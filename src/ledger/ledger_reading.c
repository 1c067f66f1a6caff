/* ledger_reading.c -- the reading of a document becomes rows; ledger_sweep.c takes it out. In: hs_document. Out: times, figures, holders with the
 * sources that they are, attributions with their claims and chains. One thread at a time. */
#include "ledger.h"

#include <string.h>

#include "ascii.h"
#include "heap.h"
#include "status.h"

typedef struct putting {
    hs_ledger *ledger;
    const hs_document *doc;
    int64_t document, model;
    hs_utf8_cursor cursor;
    int64_t *holders;  /* [doc->n_sources], their rows */
    size_t n_pronouns; /* holders without a name so far */
    hs_buffer spans[3]; /* JSON of the row at hand; their bytes must last until it is in */
    hs_buffer words, scratch;
} putting;

static void set_spans(putting *p, hs_sql *q, int i, int which, hs_spans spans)
{
    p->spans[which].len = 0;
    hs_ledger_spans_text(&p->spans[which], &p->cursor, spans);
    hs_sql_held(q, i, &p->spans[which]);
}

static hs_status put_times(putting *p, hs_error *err)
{
    for (size_t i = 0; i < p->doc->n_times; i++) {
        hs_sql q = hs_sql_begin(p->ledger, "INSERT INTO time (document_id, position, span_begin, span_end, value) "
                                           "VALUES (?1, ?2, ?3, ?4, ?5)");
        hs_ledger_bind_place(&q, p->document, i, &p->cursor, p->doc->times[i].span);
        hs_sql_str(&q, 5, p->doc->times[i].value);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status put_figures(putting *p, hs_error *err)
{
    for (size_t i = 0; i < p->doc->n_figures; i++) {
        const hs_figure *f = &p->doc->figures[i];
        hs_sql q = hs_sql_begin(p->ledger, "INSERT INTO figure (document_id, position, span_begin, span_end, value, bound, unit) "
                                           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        hs_ledger_bind_place(&q, p->document, i, &p->cursor, f->span);
        hs_sql_real(&q, 5, f->value);
        hs_sql_word(&q, 6, hs_bound_name(f->bound));
        hs_sql_str(&q, 7, f->unit);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

/* ---- sources ---- */

/* The name that a source goes by in the ledger: the anonymous by what they are described as. */
static hs_str name_of(const hs_source *s)
{
    return s->name.len ? s->name : s->description.len ? s->description : (hs_str){"unnamed", 7};
}

static hs_status find_namesake(putting *p, const hs_source *s, int64_t *id, hs_error *err)
{
    hs_sql q = hs_sql_begin(p->ledger, "SELECT source_id FROM source WHERE name_key = ?1 AND coalesce(kind, '') = ?2 "
                                       "AND anonymous = 0 AND apart = 0");
    const char *kind = hs_source_kind_name(s->kind);
    hs_sql_held(&q, 1, &p->scratch);
    hs_sql_word(&q, 2, kind ? kind : "");
    return hs_sql_take_number(&q, id, err);
}

/* A holder of whom the text tells no more than "I" or "they". */
static bool is_pronoun(hs_str name)
{
    static const char *const pronouns[] = {"I",   "me",   "we",  "us",   "you",  "he",    "him",   "she",     "her",
                                           "it",  "they", "them", "who", "this", "these", "those", "one", "others", "both"};
    return hs_ascii_is_one_of(name, pronouns, sizeof pronouns / sizeof *pronouns);
}

static hs_status put_source(putting *p, const hs_source *s, int64_t *id, const char **why, hs_error *err)
{
    *id = 0;
    *why = "same name";
    p->scratch.len = p->words.len = 0;
    hs_show(&p->words, name_of(s));
    hs_ledger_name_key(&p->scratch, name_of(s));
    if (is_pronoun(name_of(s))) /* no other's is the same */
        hs_buffer_format(&p->scratch, " of d%lld, %zu", (long long)p->document, p->n_pronouns++);
    else if (!s->anonymous)
        HS_TRY(find_namesake(p, s, id, err));
    if (*id)
        return HS_OK;
    *why = "new";
    hs_sql q = hs_sql_begin(p->ledger, "INSERT INTO source (name, name_key, kind, anonymous) VALUES (?1, ?2, ?3, ?4)");
    hs_sql_held(&q, 1, &p->words);
    hs_sql_held(&q, 2, &p->scratch);
    hs_sql_word(&q, 3, hs_source_kind_name(s->kind));
    hs_sql_number(&q, 4, s->anonymous);
    HS_TRY(hs_sql_run(&q, err));
    *id = hs_sql_inserted(p->ledger);
    return HS_OK;
}

static hs_status put_holders(putting *p, hs_error *err)
{
    for (size_t i = 0; i < p->doc->n_sources; i++) {
        const hs_source *s = &p->doc->sources[i];
        int64_t source;
        const char *why;
        HS_TRY(put_source(p, s, &source, &why, err));
        hs_sql q = hs_sql_begin(p->ledger,
                                "INSERT INTO holder (document_id, position, source_id, why, name, description, affiliation, reason, "
                                "kind, anonymous, count, mentions) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
        hs_sql_number(&q, 1, p->document);
        hs_sql_number(&q, 2, (int64_t)i + 1);
        hs_sql_number(&q, 3, source);
        hs_sql_word(&q, 4, why);
        hs_sql_str(&q, 5, s->name);
        hs_sql_str(&q, 6, s->description);
        hs_sql_str(&q, 7, s->affiliation);
        hs_sql_str(&q, 8, s->reason);
        hs_sql_word(&q, 9, hs_source_kind_name(s->kind));
        hs_sql_number(&q, 10, s->anonymous);
        if (s->count)
            hs_sql_number(&q, 11, s->count);
        set_spans(p, &q, 12, 0, s->mentions);
        HS_TRY(hs_sql_run(&q, err));
        p->holders[i] = hs_sql_inserted(p->ledger);
    }
    return HS_OK;
}

/* ---- attributions ---- */

static hs_status put_claim(putting *p, const hs_attribution *a, int64_t *id, hs_error *err)
{
    unsigned char key[HS_CLAIM_KEY];
    p->words.len = 0;
    hs_show_spans(&p->words, p->doc, a->content);
    const hs_str words = hs_buffer_str(&p->words);
    hs_ledger_claim_key(key, words, hs_content_is_bare(words) ? p->document : 0, &p->scratch);
    if (p->words.failed || p->scratch.failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a claim");
    hs_sql q = hs_sql_begin(p->ledger, "SELECT claim_id FROM claim WHERE text_key = ?1");
    hs_sql_blob(&q, 1, key, sizeof key);
    HS_TRY(hs_sql_take_number(&q, id, err));
    if (*id)
        return HS_OK;
    q = hs_sql_begin(p->ledger, "INSERT INTO claim (text, text_key) VALUES (?1, ?2)");
    hs_sql_held(&q, 1, &p->words);
    hs_sql_blob(&q, 2, key, sizeof key);
    HS_TRY(hs_sql_run(&q, err));
    *id = hs_sql_inserted(p->ledger);
    return HS_OK;
}

static hs_status put_chain(putting *p, int64_t attribution, const hs_attribution *a, hs_error *err)
{
    for (uint32_t i = 0; i < a->n_chain; i++) {
        if (a->chain[i] >= p->doc->n_sources)
            continue;
        hs_sql q = hs_sql_begin(p->ledger, "INSERT INTO chain (attribution_id, position, holder_id) VALUES (?1, ?2, ?3)");
        hs_sql_number(&q, 1, attribution);
        hs_sql_number(&q, 2, (int64_t)i + 1);
        hs_sql_number(&q, 3, p->holders[a->chain[i]]);
        HS_TRY(hs_sql_run(&q, err));
    }
    return HS_OK;
}

static hs_status put_attribution(putting *p, size_t i, hs_error *err)
{
    const hs_attribution *a = &p->doc->attributions[i];
    int64_t claim = 0;
    HS_TRY(put_claim(p, a, &claim, err));
    hs_sql q = hs_sql_begin(p->ledger,
                            "INSERT INTO attribution (document_id, position, claim_id, holder_id, place, quotation, act, polarity, "
                            "certainty, time, parent, continued, chain_known, confidence, source, cue, content) "
                            "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)");
    hs_sql_number(&q, 1, p->document);
    hs_sql_number(&q, 2, (int64_t)i + 1);
    hs_sql_number(&q, 3, claim);
    if (a->source_id < p->doc->n_sources)
        hs_sql_number(&q, 4, p->holders[a->source_id]);
    hs_sql_word(&q, 5, hs_place_name(a->place));
    hs_sql_word(&q, 6, hs_quotation_name(a->quotation));
    hs_sql_word(&q, 7, hs_act_name(a->act));
    hs_sql_word(&q, 8, hs_polarity_sign(a->polarity));
    hs_sql_word(&q, 9, hs_certainty_name(a->certainty));
    hs_sql_str(&q, 10, a->time);
    if (a->parent < p->doc->n_attributions)
        hs_sql_number(&q, 11, (int64_t)a->parent + 1);
    hs_sql_number(&q, 12, a->continued);
    hs_sql_number(&q, 13, a->chain_known);
    hs_sql_real(&q, 14, (double)a->confidence);
    set_spans(p, &q, 15, 0, a->source);
    set_spans(p, &q, 16, 1, a->cue);
    set_spans(p, &q, 17, 2, a->content);
    HS_TRY(hs_sql_run(&q, err));
    HS_TRY(put_chain(p, hs_sql_inserted(p->ledger), a, err));
    size_t width;
    const int8_t *vector = hs_document_vector(p->doc, i, &width);
    return vector ? hs_ledger_put_vector(p->ledger, p->model, claim, vector, width, err) : HS_OK;
}

hs_status hs_ledger_count_holders(hs_ledger *ledger, int64_t document_id, hs_error *err)
{
    static const char sql[] =
        "UPDATE holder SET (says, says_through) = (SELECT count(*), count(k.holder_id) FROM attribution a "
        "LEFT JOIN chain k ON k.attribution_id = a.attribution_id AND k.position = 2 WHERE a.holder_id = holder.holder_id), "
        "(passes_on, passes_on_unnamed) = (SELECT count(DISTINCT a.attribution_id), "
        "count(DISTINCT CASE WHEN coalesce(y.anonymous, 1) = 1 THEN a.attribution_id END) FROM chain k JOIN attribution a "
        "ON a.attribution_id = k.attribution_id LEFT JOIN holder y ON y.holder_id = a.holder_id "
        "WHERE k.holder_id = holder.holder_id AND a.holder_id IS NOT k.holder_id) WHERE document_id = ?1";
    return hs_sql_run_on(ledger, sql, document_id, err);
}

static hs_status put_all(putting *p, hs_error *err)
{
    HS_TRY(hs_ledger_model(p->ledger, p->doc->model, &p->model, err));
    HS_TRY(put_times(p, err));
    HS_TRY(put_figures(p, err));
    HS_TRY(put_holders(p, err));
    for (size_t i = 0; i < p->doc->n_attributions; i++)
        HS_TRY(put_attribution(p, i, err));
    return hs_ledger_count_holders(p->ledger, p->document, err);
}

hs_status hs_ledger_put_reading(hs_ledger *ledger, int64_t document_id, const hs_document *doc, hs_error *err)
{
    const size_t cap = hs_show_cap(doc);
    putting p = {.ledger = ledger, .doc = doc, .document = document_id, .cursor = {.text = doc->text}};
    p.words = hs_buffer_new(cap);
    p.scratch = hs_buffer_new(cap + 64); /* with a document's number */
    for (int i = 0; i < 3; i++)
        p.spans[i] = hs_buffer_new(cap + ((size_t)64 << 20)); /* a span takes up to 24 bytes, and 64 MiB hold all of them */
    p.holders = hs_alloc((doc->n_sources + 1) * sizeof *p.holders);
    hs_status status = p.holders ? put_all(&p, err) : hs_fail(err, HS_E_NOMEM, 0, "no memory for the rows of a reading");
    hs_free(p.holders);
    for (int i = 0; i < 3; i++)
        hs_buffer_free(&p.spans[i]);
    hs_buffer_free(&p.words);
    hs_buffer_free(&p.scratch);
    return status;
}
