/* sources.c -- from entities to the document's sources. In: a document with its attributions. Out: its sources.
 * Threads: no state but the caller's. */
#include "sources.h"

#include <string.h>

#include "anonymous.h"
#include "ascii.h"
#include "heap.h"
#include "mentions_resolve.h"
#include "status.h"

static const size_t SCRATCH_CAP_BYTES = (size_t)1 << 30;
static const size_t MAX_TEXT_BYTES = (size_t)16 << 20; /* no article is so long; lists of words are */

struct hs_sources {
    hs_document *doc;
    hs_arena *scratch;
    hs_tokens tokens;
    hs_names names;
    hs_entities entities;
    hs_mentions mentions;
    hs_resolver resolver;
    hs_source *at; /* doc->sources */
    size_t cap;
};

static hs_status no_memory(hs_error *err)
{
    return hs_fail(err, HS_E_NOMEM, 0, "no memory for the sources of a text");
}

static hs_source *new_source(hs_sources *s)
{
    hs_document *doc = s->doc;
    if (doc->n_sources == s->cap) {
        size_t cap = s->cap ? 2 * s->cap : 16;
        hs_source *at = HS_NEW(doc->arena, hs_source, cap);
        if (!at)
            return NULL;
        if (doc->n_sources)
            memcpy(at, s->at, doc->n_sources * sizeof *at);
        doc->sources = s->at = at;
        s->cap = cap;
    }
    return &s->at[doc->n_sources++];
}

static hs_status name_source(hs_sources *s, hs_source *out, const hs_entity *e, const hs_mention *m, hs_error *err)
{
    out->kind = e->kind;
    if (e->description.end)
        out->description = hs_document_slice(s->doc, e->description);
    if (!e->described) {
        out->name = hs_entity_name(&s->resolver, e);
        return HS_OK;
    }
    out->anonymous = hs_is_anonymous(&s->resolver, e, m);
    return hs_anonymous_describe(out, &s->resolver, m, err);
}

/* The source of an entity that `m` speaks of; it is made when first asked for. */
static hs_status source_of(hs_sources *s, uint32_t *out, uint32_t entity, const hs_mention *m, hs_error *err)
{
    hs_entity *e = &s->entities.at[entity];
    if (e->source == HS_NO_SOURCE) {
        hs_source *source = new_source(s);
        if (!source)
            return no_memory(err);
        e->source = (uint32_t)(s->doc->n_sources - 1);
        const hs_mention *described_by = e->described && e->mention != HS_NONE ? &s->mentions.at[e->mention] : m;
        HS_TRY(name_source(s, source, e, described_by, err));
    }
    *out = e->source;
    return HS_OK;
}

static hs_span span_of(const hs_sources *s, const hs_mention *m)
{
    return (hs_span){s->tokens.at[m->begin].begin, s->tokens.at[m->end - 1].end};
}

/* Each source's mentions, in order, none over another. */
static hs_status list_mentions(hs_sources *s, hs_error *err)
{
    size_t n = s->doc->n_sources;
    uint32_t *count = HS_NEW(s->scratch, uint32_t, n);
    hs_span **spans = HS_NEW(s->scratch, hs_span *, n);
    if (!count || !spans)
        return no_memory(err);
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < s->mentions.n; i++) {
            uint32_t e = s->mentions.at[i].entity, k = e == HS_NONE ? HS_NO_SOURCE : s->entities.at[e].source;
            if (k == HS_NO_SOURCE)
                continue;
            hs_span span = span_of(s, &s->mentions.at[i]);
            if (pass == 0)
                count[k]++;
            else if (!s->at[k].mentions.n || spans[k][s->at[k].mentions.n - 1].end <= span.begin)
                spans[k][s->at[k].mentions.n++] = span;
        }
        for (size_t k = 0; pass == 0 && k < n; k++) {
            spans[k] = HS_NEW(s->doc->arena, hs_span, count[k]);
            if (!spans[k])
                return no_memory(err);
            s->at[k].mentions.at = spans[k];
        }
    }
    return HS_OK;
}

/* Bodies are told from unnamed speakers by all that is ascribed to them. */
static hs_status settle_groups(hs_sources *s, hs_error *err)
{
    const hs_document *doc = s->doc;
    bool *spoke = HS_NEW(s->scratch, bool, doc->n_sources + 1);
    if (!spoke)
        return no_memory(err);
    for (size_t i = 0; i < doc->n_attributions; i++)
        if (doc->attributions[i].source_id < doc->n_sources && hs_act_is_spoken(doc->attributions[i].act))
            spoke[doc->attributions[i].source_id] = true;
    for (size_t k = 0; k < doc->n_sources; k++)
        if (s->at[k].anonymous && s->at[k].mentions.n &&
            hs_is_body(&s->at[k], hs_document_slice(doc, s->at[k].mentions.at[0]), spoke[k]))
            s->at[k].anonymous = false;
    return HS_OK;
}

static hs_status set_sources(hs_sources *s, hs_error *err)
{
    hs_document *doc = s->doc;
    for (uint32_t i = 0; i < s->mentions.n; i++) { /* a source is described by the first mention that does */
        const hs_mention *m = &s->mentions.at[i];
        hs_entity *e = m->entity == HS_NONE ? NULL : &s->entities.at[m->entity];
        if (e && e->mention == HS_NONE && m->form != HS_FORM_PRONOUN)
            e->mention = i;
    }
    for (size_t i = 0; i < doc->n_attributions; i++) {
        uint32_t m = s->mentions.of[i];
        if (m != HS_NONE)
            HS_TRY(source_of(s, &doc->attributions[i].source_id, s->mentions.at[m].entity, &s->mentions.at[m], err));
    }
    HS_TRY(list_mentions(s, err));
    return settle_groups(s, err);
}

/* Names of those who wrote the article, and in promotions, are none of its people. */
static void drop_names_outside(hs_names *names, const hs_tokens *tokens, const hs_document *doc)
{
    uint32_t kept = 0;
    size_t k = 0;
    for (uint32_t i = 0; i < names->n; i++) {
        uint32_t begin = tokens->at[names->at[i].first].begin;
        while (k < doc->n_furniture && doc->furniture[k].span.end <= begin)
            k++;
        const hs_furniture *f =
            k < doc->n_furniture && doc->furniture[k].span.begin <= begin ? &doc->furniture[k] : NULL;
        if (!f || f->kind == HS_FURNITURE_TITLE || f->kind == HS_FURNITURE_CAPTION || f->kind == HS_FURNITURE_RELATED)
            names->at[kept++] = names->at[i];
    }
    names->n = kept;
}

static hs_status find(hs_sources *s, hs_error *err)
{
    hs_arena *scratch = s->scratch;
    HS_TRY(hs_tokens_find(&s->tokens, scratch, s->doc->text, err));
    HS_TRY(hs_names_find(&s->names, scratch, &s->tokens, err));
    drop_names_outside(&s->names, &s->tokens, s->doc);
    HS_TRY(hs_entities_find(&s->entities, scratch, &s->tokens, &s->names, err));
    hs_entities_describe(&s->entities, &s->tokens, &s->names);
    HS_TRY(hs_mentions_find(&s->mentions, scratch, s->doc, &s->tokens, &s->names, &s->entities, err));
    s->resolver = (hs_resolver){s->doc, &s->tokens, &s->names, &s->entities, &s->mentions, {NULL, 0}};
    HS_TRY(hs_turns_find(&s->resolver.turns, scratch, &s->tokens, err));
    HS_TRY(hs_mentions_resolve(&s->resolver, err));
    return set_sources(s, err);
}

hs_status hs_sources_find(hs_sources **out, hs_document *doc, hs_error *err)
{
    *out = NULL;
    doc->sources = NULL;
    doc->n_sources = 0;
    for (size_t i = 0; i < doc->n_attributions; i++)
        doc->attributions[i].source_id = HS_NO_SOURCE;
    if (!doc->n_attributions || doc->text.len > MAX_TEXT_BYTES)
        return HS_OK;
    hs_sources *s = hs_alloc(sizeof *s);
    if (!s)
        return no_memory(err);
    s->doc = doc;
    s->scratch = hs_arena_new(SCRATCH_CAP_BYTES);
    hs_status status = s->scratch ? find(s, err) : no_memory(err);
    if (status != HS_OK) {
        hs_sources_free(s);
        return status;
    }
    *out = s;
    return HS_OK;
}

void hs_sources_free(hs_sources *s)
{
    if (!s)
        return;
    hs_arena_free(s->scratch);
    hs_free(s);
}

hs_status hs_sources_add_outlet(hs_sources *s, uint32_t *out, hs_str name, hs_span span, hs_error *err)
{
    hs_source *source = new_source(s);
    hs_span *mention = HS_NEW(s->doc->arena, hs_span, 1);
    if (!source || !mention)
        return no_memory(err);
    *mention = span;
    *source = (hs_source){.name = name, .kind = HS_SOURCE_OUTLET, .mentions = {mention, 1}};
    *out = (uint32_t)(s->doc->n_sources - 1);
    return HS_OK;
}

const hs_resolver *hs_sources_resolver(const hs_sources *s)
{
    return &s->resolver;
}

bool hs_sources_are_informants(const hs_sources *s, uint32_t attribution)
{
    uint32_t i = s->mentions.of[attribution];
    return i != HS_NONE && s->tokens.at[s->mentions.at[i].phrase.head].traits & HS_WORD_ANONYMOUS;
}

/* The word that an attribution's holder is described by, in the singular; empty if by none. */
static hs_str noun_of(const hs_sources *s, uint32_t attribution)
{
    uint32_t i = s->mentions.of[attribution];
    const hs_mention *m = i == HS_NONE ? NULL : &s->mentions.at[i];
    if (!m || (m->form != HS_FORM_DEFINITE && m->form != HS_FORM_INDEFINITE) || m->phrase.head == HS_NONE)
        return (hs_str){NULL, 0};
    hs_str noun = hs_token_word(&s->tokens, m->phrase.head);
    if (noun.len > 2 && (noun.ptr[noun.len - 1] | 0x20) == 's')
        noun.len--;
    return noun;
}

bool hs_sources_same_noun(const hs_sources *s, uint32_t attribution, uint32_t other)
{
    hs_str a = noun_of(s, attribution), b = noun_of(s, other);
    return a.len && hs_ascii_equal(a, b);
}

hs_status hs_sources_owner(hs_sources *s, uint32_t *out, uint32_t attribution, hs_error *err)
{
    *out = HS_NO_SOURCE;
    uint32_t i = s->mentions.of[attribution];
    if (i == HS_NONE || s->mentions.at[i].entity == HS_NONE || s->mentions.at[i].form == HS_FORM_PRONOUN)
        return HS_OK;
    const hs_entity *e = &s->entities.at[s->mentions.at[i].entity];
    uint32_t k = s->mentions.at[i].phrase.owner; /* they may be known by other words: "sources close to the firm" */
    uint32_t named = k == HS_NONE ? HS_NONE : hs_name_ending(&s->names, k + 1);
    uint32_t of = e->described && e->owner == HS_NONE && named != HS_NONE ? s->names.at[named].entity : e->owner;
    if (!e->described || of == HS_NONE)
        return HS_OK;
    const hs_entity *owner = &s->entities.at[of];
    *out = owner->source;
    bool heard = owner->kind == HS_SOURCE_OUTLET && hs_sources_are_informants(s, attribution);
    if (*out != HS_NO_SOURCE || !heard || owner->first_name == HS_NONE)
        return HS_OK;
    const hs_name *name = &s->names.at[owner->first_name];
    return hs_sources_add(s, out, (hs_span){s->tokens.at[name->first].begin, s->tokens.at[name->end - 1].end}, err);
}

/* The first mention that begins at or behind token `at`. */
static uint32_t mentions_from(const hs_sources *s, uint32_t at)
{
    uint32_t low = 0, high = s->mentions.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (s->mentions.at[mid].begin >= at)
            high = mid;
        else
            low = mid + 1;
    }
    return low;
}

/* Read the span as a mention and find its entity; HS_NONE without words. */
static uint32_t entity_of(hs_sources *s, hs_mention *m, hs_span span)
{
    uint32_t begin, end;
    if (!hs_tokens_in(&s->tokens, span, &begin, &end))
        return HS_NONE;
    *m = hs_mention_read(&s->tokens, &s->names, &s->entities, begin, end);
    uint32_t at = mentions_from(s, begin);
    for (uint32_t i = at; i < s->mentions.n && s->mentions.at[i].begin == begin; i++)
        if (s->mentions.at[i].end == end && s->mentions.at[i].entity != HS_NONE)
            return s->mentions.at[i].entity;
    return hs_mention_resolve(&s->resolver, m, at);
}

hs_status hs_sources_add(hs_sources *s, uint32_t *out, hs_span span, hs_error *err)
{
    hs_mention m;
    uint32_t e = entity_of(s, &m, span);
    *out = HS_NO_SOURCE;
    if (e == HS_NONE)
        return HS_OK;
    HS_TRY(source_of(s, out, e, &m, err));
    hs_source *source = &s->at[*out];
    if (source->mentions.n) /* listed with the others */
        return HS_OK;
    hs_span *mention = HS_NEW(s->doc->arena, hs_span, 1);
    if (!mention)
        return no_memory(err);
    *mention = span_of(s, &m);
    source->mentions = (hs_spans){mention, 1};
    return HS_OK;
}
