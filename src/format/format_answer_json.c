/* format_answer_json.c -- an answer as lines of JSON: docs/answer.schema.json, schema 1. In: an answer. Out: one line a claim, source,
 * document, attribution, or of counts; `type` tells which. */
#include "format_answer.h"

static void begin(hs_out *out, const char *type)
{
    hs_out_text(out, "{\"schema\":1,\"type\":\"");
    hs_out_text(out, type);
    hs_out_text(out, "\"");
}

static void field(hs_out *out, const char *name)
{
    hs_out_text(out, ",\"");
    hs_out_text(out, name);
    hs_out_text(out, "\":");
}

/* null for 0 */
static void write_id(hs_out *out, const char *name, char letter, uint64_t id)
{
    field(out, name);
    if (!id) {
        hs_out_text(out, "null");
        return;
    }
    hs_out_text(out, "\"");
    hs_answer_id(out, letter, id);
    hs_out_text(out, "\"");
}

static void write_number(hs_out *out, const char *name, uint64_t n)
{
    field(out, name);
    hs_out_number(out, n);
}

static void write_truth(hs_out *out, const char *name, bool truth)
{
    field(out, name);
    hs_out_text(out, truth ? "true" : "false");
}

static void write_strings(hs_out *out, const char *name, const hs_str *strings, uint32_t n)
{
    field(out, name);
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < n; i++) {
        hs_out_text(out, i ? "," : "");
        hs_json_str(out, strings[i]);
    }
    hs_out_text(out, "]");
}

/* @param cursor  over the text; NULL: they are code points already */
static void write_spans(hs_out *out, const char *name, hs_utf8_cursor *cursor, hs_spans spans)
{
    field(out, name);
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < spans.n; i++) {
        hs_span s = spans.at[i];
        hs_out_text(out, i ? ",[" : "[");
        hs_out_number(out, cursor ? hs_utf8_cursor_to(cursor, s.begin) : s.begin);
        hs_out_text(out, ",");
        hs_out_number(out, cursor ? hs_utf8_cursor_to(cursor, s.end) : s.end);
        hs_out_text(out, "]");
    }
    hs_out_text(out, "]");
}

static void write_relays(hs_out *out, const hs_entry *e)
{
    field(out, "relays");
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < e->n_relays; i++) {
        const hs_relay *r = &e->relays[i];
        hs_out_text(out, i ? ",{\"source\":\"" : "{\"source\":\"");
        hs_answer_id(out, 's', r->source);
        hs_out_text(out, "\"");
        hs_json_field(out, "name", r->name);
        hs_json_word(out, "kind", hs_source_kind_name(r->kind));
        write_truth(out, "anonymous", r->anonymous);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]");
}

/* The fields of an attribution after its type. */
static void write_entry(hs_out *out, const hs_entry *e)
{
    write_id(out, "id", 'a', e->attribution);
    write_id(out, "claim", 'c', e->claim);
    write_id(out, "shown_as", 'c', e->shown_as);
    write_id(out, "document", 'd', e->document);
    write_id(out, "source", 's', e->source);
    write_id(out, "parent", 'a', e->parent);
    hs_json_field(out, "name", e->who);
    hs_json_field(out, "description", e->description);
    hs_json_field(out, "affiliation", e->affiliation);
    hs_json_field(out, "reason", e->reason);
    hs_json_word(out, "kind", hs_source_kind_name(e->kind));
    write_truth(out, "anonymous", e->anonymous);
    field(out, "count");
    if (e->count)
        hs_out_number(out, e->count);
    else
        hs_out_text(out, "null");
    write_relays(out, e);
    hs_json_field(out, "cue", e->cue);
    hs_json_field(out, "content", e->content);
    write_spans(out, "spans", NULL, e->spans);
    hs_json_field(out, "sentence", e->sentence);
    hs_json_word(out, "act", hs_act_name(e->act));
    hs_json_word(out, "polarity", hs_polarity_sign(e->polarity));
    hs_json_word(out, "certainty", hs_certainty_name(e->certainty));
    hs_json_word(out, "quotation", hs_quotation_name(e->quotation));
    hs_json_word(out, "in", hs_place_name(e->place));
    hs_json_field(out, "time", e->time);
    field(out, "confidence");
    hs_out_probability(out, e->confidence);
    hs_json_word(out, "verdict", hs_verdict_name(e->verdict));
    hs_json_field(out, "outlet", e->outlet);
    hs_json_field(out, "title", e->title);
    hs_json_field(out, "url", e->url);
    hs_json_field(out, "published", e->published);
    hs_json_field(out, "heard", e->heard);
    hs_json_word(out, "heard_by", hs_dated_name(e->heard_by));
    write_truth(out, "current", e->current);
    write_truth(out, "passed_on", e->passed_on);
}

static void write_wordings(hs_out *out, const hs_claim *c)
{
    field(out, "worded");
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < c->n_shown; i++) {
        hs_out_text(out, i ? ",{\"claim\":\"" : "{\"claim\":\"");
        hs_answer_id(out, 'c', c->wordings[i].claim);
        hs_out_text(out, "\"");
        hs_json_field(out, "text", c->wordings[i].words);
        write_number(out, "attributions", c->wordings[i].n_attributions);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]");
}

static void write_claim(hs_out *out, const hs_claim *c)
{
    begin(out, "claim");
    write_id(out, "claim", 'c', c->id);
    hs_json_field(out, "text", c->words);
    write_number(out, "documents", c->n_documents);
    write_number(out, "outlets", c->n_outlets);
    write_number(out, "attributions", c->n_attributions);
    write_number(out, "wordings", c->n_wordings);
    write_wordings(out, c);
    hs_json_field(out, "first", c->first);
    hs_json_field(out, "last", c->last);
    field(out, "score");
    if (c->score > 0)
        hs_out_real(out, c->score);
    else
        hs_out_text(out, "null");
    write_truth(out, "near_alone", c->near_alone);
    write_number(out, "fit", c->n_fit ? c->n_fit : c->n_entries);
    field(out, "said");
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < c->n_entries; i++) {
        hs_out_text(out, i ? ",{\"type\":\"attribution\"" : "{\"type\":\"attribution\"");
        write_entry(out, &c->entries[i]);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]}\n");
}

static void write_speaker(hs_out *out, const hs_speaker *s, bool narrowed)
{
    begin(out, "source");
    write_id(out, "source", 's', s->id);
    hs_json_field(out, "name", s->name);
    hs_json_word(out, "kind", hs_source_kind_name(s->kind));
    write_truth(out, "anonymous", s->anonymous);
    write_strings(out, "descriptions", s->descriptions, s->n_descriptions);
    write_strings(out, "aliases", s->aliases, s->n_aliases);
    write_number(out, "attributions", s->n_attributions);
    write_number(out, "documents", s->n_documents);
    write_number(out, "outlets", s->n_outlets);
    write_number(out, "through_others", s->n_through);
    write_number(out, "passed_on", s->n_passed_on);
    write_truth(out, "narrowed", narrowed);
    hs_json_field(out, "first", s->first);
    hs_json_field(out, "last", s->last);
    hs_out_text(out, "}\n");
}

static void write_report(hs_out *out, const hs_report *r)
{
    begin(out, "document");
    write_id(out, "document", 'd', r->id);
    hs_json_field(out, "sha256", r->sha256);
    hs_json_field(out, "outlet", r->outlet);
    hs_json_field(out, "title", r->title);
    hs_json_field(out, "url", r->url);
    hs_json_field(out, "published", r->published);
    hs_json_field(out, "heard", r->heard);
    hs_json_word(out, "heard_by", hs_dated_name(r->heard_by));
    hs_json_field(out, "model", r->model);
    hs_json_field(out, "input", r->input);
    write_number(out, "attributions", r->n_attributions);
    write_id(out, "replaces", 'd', r->replaces);
    write_id(out, "replaced_by", 'd', r->replaced_by);
    write_truth(out, "current", r->current);
    hs_out_text(out, "}\n");
}

/* An attribution inside a row, and when it was held. */
static void write_held(hs_out *out, const hs_entry *e, hs_str held)
{
    hs_out_text(out, "{\"type\":\"attribution\"");
    write_entry(out, e);
    hs_json_field(out, "held", held);
    hs_out_text(out, "}");
}

static void write_dispute(hs_out *out, const hs_dispute *d)
{
    begin(out, "dispute");
    hs_json_word(out, "kind", hs_conflict_name(d->kind));
    write_truth(out, "update", d->update);
    write_number(out, "sources", d->n_sources);
    hs_json_field(out, "heard", d->heard);
    field(out, "sides");
    for (int i = 0; i < 2; i++) {
        const hs_side *s = &d->sides[i];
        hs_out_text(out, i ? "]},{\"stance\":" : "[{\"stance\":");
        hs_out_text(out, i && d->kind == HS_CONFLICT_POLARITY ? "\"-\"" : "\"+\"");
        write_id(out, "claim", 'c', s->claim);
        hs_json_field(out, "text", s->words);
        write_number(out, "sources", s->n_sources);
        write_number(out, "attributions", s->n_positions);
        field(out, "said");
        hs_out_text(out, "[");
        for (uint32_t k = 0; k < s->n_entries; k++) {
            hs_out_text(out, k ? "," : "");
            write_held(out, &s->entries[k], s->held[k]);
        }
    }
    hs_out_text(out, "]}]}\n");
}

static void write_change(hs_out *out, const hs_change *c)
{
    begin(out, "change");
    write_id(out, "source", 's', c->source);
    hs_json_field(out, "name", c->name);
    hs_json_word(out, "kind", hs_conflict_name(c->kind));
    field(out, "before");
    write_held(out, &c->before, c->before_held);
    field(out, "after");
    write_held(out, &c->after, c->after_held);
    hs_out_text(out, "}\n");
}

static void write_appearance(hs_out *out, const hs_story *s, const hs_appearance *a)
{
    const hs_report *r = &a->report;
    hs_out_text(out, "{\"type\":\"article\"");
    write_id(out, "document", 'd', r->id);
    hs_json_field(out, "outlet", r->outlet);
    hs_json_field(out, "title", r->title);
    hs_json_field(out, "url", r->url);
    hs_json_field(out, "published", r->published);
    hs_json_field(out, "heard", r->heard);
    hs_json_word(out, "heard_by", hs_dated_name(r->heard_by));
    write_id(out, "replaces", 'd', r->replaces);
    write_id(out, "follows", 'd', a->follows);
    write_number(out, "shared", a->shared);
    write_id(out, "copied", 'd', a->copied);
    write_id(out, "copied_version", 'd', a->copied_version);
    field(out, "share");
    if (a->copied)
        hs_out_real(out, a->share);
    else
        hs_out_text(out, "null");
    field(out, "had_first");
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < a->n_had; i++) {
        hs_out_text(out, i ? ",\"" : "\"");
        hs_answer_id(out, 'c', s->claims[a->had[i]].claim);
        hs_out_text(out, "\"");
    }
    hs_out_text(out, "]}");
}

static void write_story_claim(hs_out *out, const hs_story *s, const hs_story_claim *c)
{
    hs_out_text(out, "{\"type\":\"story_claim\"");
    write_id(out, "claim", 'c', c->claim);
    hs_json_field(out, "text", c->words);
    write_number(out, "documents", c->n_documents);
    write_id(out, "first", 'd', s->documents[c->first].report.id);
    write_truth(out, "perhaps", c->perhaps);
    write_truth(out, "earlier_version", c->earlier_version);
    field(out, "said");
    hs_out_text(out, "{\"type\":\"attribution\"");
    write_entry(out, &c->said);
    hs_out_text(out, "}}");
}

static void write_story(hs_out *out, const hs_story *s)
{
    begin(out, "story");
    write_id(out, "story", 'd', s->id);
    hs_json_field(out, "name", s->name);
    write_id(out, "claim", 'c', s->n_claims ? s->claims[0].claim : 0);
    write_number(out, "documents", s->n_documents);
    write_number(out, "outlets", s->n_outlets);
    write_number(out, "disputes", s->n_disputes);
    hs_json_field(out, "first", s->first);
    hs_json_field(out, "last", s->last);
    field(out, "claims");
    for (uint32_t i = 0; i < s->n_claims; i++) {
        hs_out_text(out, i ? "," : "[");
        write_story_claim(out, s, &s->claims[i]);
    }
    hs_out_text(out, s->n_claims ? "]" : "[]");
    field(out, "articles");
    for (uint32_t i = 0; i < s->n_told; i++) {
        hs_out_text(out, i ? "," : "[");
        write_appearance(out, s, &s->documents[i]);
    }
    hs_out_text(out, s->n_told ? "]}\n" : "[]}\n");
}

static void write_reason(hs_out *out, const hs_ground *r)
{
    begin(out, "reason");
    hs_json_word(out, "relation", r->relation);
    write_id(out, "one", r->letter, r->one);
    write_id(out, "other", r->letter, r->other);
    hs_json_field(out, "one_text", r->one_words);
    hs_json_field(out, "other_text", r->other_words);
    field(out, "score");
    if (r->score >= 0)
        hs_out_real(out, r->score);
    else
        hs_out_text(out, "null");
    hs_json_field(out, "why", r->why);
    hs_json_word(out, "rule", r->rule);
    field(out, "evidence");
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < r->n_evidence; i++) {
        const hs_evidence *e = &r->evidence[i];
        hs_out_text(out, i ? ",{\"what\":\"" : "{\"what\":\"");
        hs_out_text(out, e->what);
        hs_out_text(out, "\"");
        write_id(out, "attribution", 'a', e->attribution);
        write_id(out, "document", 'd', e->document);
        field(out, "span");
        hs_out_text(out, "[");
        hs_out_number(out, e->span.begin);
        hs_out_text(out, ",");
        hs_out_number(out, e->span.end);
        hs_out_text(out, "]");
        hs_json_field(out, "text", e->words);
        hs_json_field(out, "outlet", e->outlet);
        hs_json_field(out, "heard", e->heard);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]}\n");
}

static void write_outlet(hs_out *out, const hs_publisher *o)
{
    begin(out, "outlet");
    hs_json_field(out, "name", o->name);
    write_number(out, "documents", o->n_documents);
    hs_json_field(out, "first", o->first);
    hs_json_field(out, "last", o->last);
    hs_out_text(out, "}\n");
}

static void write_corrections(hs_out *out, const hs_context *c)
{
    field(out, "corrections");
    hs_out_text(out, "[");
    for (uint32_t i = 0; i < c->n_corrections; i++) {
        const hs_correction *k = &c->corrections[i];
        hs_out_text(out, i ? ",{\"correction\":" : "{\"correction\":");
        hs_out_number(out, k->id);
        hs_json_field(out, "made", k->made);
        hs_json_field(out, "by", k->made_by);
        hs_json_word(out, "verdict", hs_verdict_name(k->verdict));
        hs_json_field(out, "name", k->source_name);
        hs_json_word(out, "act", hs_act_name(k->act));
        hs_json_word(out, "polarity", hs_polarity_sign(k->polarity));
        hs_json_word(out, "certainty", hs_certainty_name(k->certainty));
        hs_json_field(out, "time", k->time);
        hs_json_field(out, "note", k->note);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]");
}

/* Offsets in code points of `text`, as in readings. */
static void write_context(hs_out *out, const hs_context *c, uint64_t id)
{
    hs_utf8_cursor cursor = {.text = c->text};
    begin(out, "context");
    write_id(out, "id", 'a', id);
    hs_json_field(out, "text", c->text.ptr ? c->text : (hs_str){"", 0});
    write_spans(out, "source", &cursor, c->source);
    write_spans(out, "cue", &cursor, c->cue);
    write_spans(out, "content", &cursor, c->content);
    field(out, "machine");
    hs_out_text(out, "{\"type\":\"attribution\"");
    write_entry(out, &c->machine);
    hs_out_text(out, "}");
    write_corrections(out, c);
    hs_out_text(out, "}\n");
}

static void write_tallies(hs_out *out, const char *name, const hs_tally *at, uint32_t n)
{
    field(out, name);
    hs_out_text(out, "{");
    for (uint32_t i = 0; i < n; i++) {
        hs_out_text(out, i ? "," : "");
        hs_json_str(out, at[i].name.ptr ? at[i].name : (hs_str){"unknown", 7});
        hs_out_text(out, ":");
        hs_out_number(out, at[i].n);
    }
    hs_out_text(out, "}");
}

static void write_stats(hs_out *out, const hs_stats *s)
{
    begin(out, "stats");
    write_number(out, "documents", s->documents);
    write_number(out, "older_versions", s->older_versions);
    write_number(out, "outlets", s->outlets);
    write_number(out, "sources", s->sources);
    write_number(out, "anonymous_sources", s->anonymous_sources);
    write_number(out, "attributions", s->attributions);
    write_number(out, "anonymous_attributions", s->anonymous_attributions);
    write_number(out, "claims", s->claims);
    write_number(out, "wordings", s->wordings);
    write_number(out, "corrections", s->corrections);
    write_number(out, "bytes", s->bytes);
    hs_json_field(out, "first", s->first);
    hs_json_field(out, "last", s->last);
    write_tallies(out, "acts", s->acts, s->n_acts);
    write_tallies(out, "models", s->models, s->n_models);
    hs_out_text(out, "}\n");
}

void hs_answer_write_jsonl(hs_answering *w)
{
    const hs_context *context = hs_answer_context(w->answer);
    const hs_stats *stats = hs_answer_stats(w->answer);
    for (size_t i = 0; i < w->n_disputes; i++)
        write_dispute(w->out, &w->disputes[i]);
    for (size_t i = 0; i < w->n_changes; i++)
        write_change(w->out, &w->changes[i]);
    for (size_t i = 0; i < w->n_stories; i++)
        write_story(w->out, &w->stories[i]);
    for (size_t i = 0; i < w->n_grounds; i++)
        write_reason(w->out, &w->grounds[i]);
    if (stats)
        write_stats(w->out, stats);
    for (size_t i = 0; i < w->n_outlets; i++)
        write_outlet(w->out, &w->outlets[i]);
    for (size_t i = 0; i < w->n_sources; i++)
        write_speaker(w->out, &w->sources[i], hs_answer_narrowed(w->answer));
    for (size_t i = 0; i < w->n_documents; i++)
        write_report(w->out, &w->documents[i]);
    if (context)
        write_context(w->out, context, w->entries[0].attribution);
    for (size_t i = 0; i < w->n_entries; i++) {
        begin(w->out, "attribution");
        write_entry(w->out, &w->entries[i]);
        hs_out_text(w->out, "}\n");
    }
    for (size_t i = 0; i < w->n_claims; i++)
        write_claim(w->out, &w->claims[i]);
}
