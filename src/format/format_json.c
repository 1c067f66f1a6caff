/* format_json.c -- the reading as one line of JSON: the contract of docs/reading.schema.json, schema 1.
 * In: a document. Out: one line. What this version does not find out is null, never guessed. */
#include "format.h"

#include <string.h>

/* 1: stands in a JSON string as it is. */
static const unsigned char plain[256] = {
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* controls */
    1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 0 at " */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, /* 0 at \ */
    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0};

static void escape(hs_out *out, uint32_t c)
{
    static const char hex[] = "0123456789abcdef";
    static const char short_from[] = "\"\\\b\f\n\r\t", short_to[] = "\"\\bfnrt";
    for (size_t i = 0; c && short_from[i]; i++)
        if (c == (unsigned char)short_from[i]) {
            hs_out_add(out, (const char[]){'\\', short_to[i]}, 2);
            return;
        }
    hs_out_add(out, (const char[]){'\\', 'u', hex[c >> 12], hex[c >> 8 & 15], hex[c >> 4 & 15], hex[c & 15]}, 6);
}

void hs_json_str(hs_out *out, hs_str s)
{
    if (!s.ptr) {
        hs_out_text(out, "null");
        return;
    }
    hs_out_text(out, "\"");
    size_t run = 0, i = 0; /* s[run..i) is to be copied as it stands */
    while (i < s.len) {
        if (plain[(unsigned char)s.ptr[i]]) {
            i++;
            continue;
        }
        uint32_t c;
        bool valid;
        size_t n = hs_utf8_next_slow(&c, &valid, s.ptr + i, s.len - i);
        /* Line separators are escaped because many programs cut their lines there. */
        bool awkward = c < 0x80 || c == 0x85 || c == 0x2028 || c == 0x2029 || !valid;
        if (awkward) {
            hs_out_add(out, s.ptr + run, i - run);
            escape(out, c);
            run = i + n;
        }
        i += n;
    }
    hs_out_add(out, s.ptr + run, s.len - run);
    hs_out_text(out, "\"");
}

void hs_json_field(hs_out *out, const char *name, hs_str value)
{
    hs_out_text(out, ",\"");
    hs_out_text(out, name);
    hs_out_text(out, "\":");
    hs_json_str(out, value);
}

static void write_span(hs_writing *w, hs_span span)
{
    hs_out_text(w->out, "[");
    hs_out_offset(w, span.begin);
    hs_out_text(w->out, ",");
    hs_out_offset(w, span.end);
    hs_out_text(w->out, "]");
}

static void write_spans(hs_writing *w, const char *name, hs_spans spans)
{
    hs_out_text(w->out, ",\"");
    hs_out_text(w->out, name);
    hs_out_text(w->out, "\":[");
    for (uint32_t i = 0; i < spans.n; i++) {
        if (i)
            hs_out_text(w->out, ",");
        write_span(w, spans.at[i]);
    }
    hs_out_text(w->out, "]");
}

void hs_json_word(hs_out *out, const char *name, const char *word)
{
    hs_json_field(out, name, (hs_str){word, word ? strlen(word) : 0});
}

/* "s3"; null for an index that is none */
static void write_id(hs_out *out, char letter, uint32_t i, size_t n)
{
    if (i >= n) {
        hs_out_text(out, "null");
        return;
    }
    hs_out_text(out, "\"");
    hs_out_add(out, &letter, 1);
    hs_out_number(out, (uint64_t)i + 1);
    hs_out_text(out, "\"");
}

static void write_chain(hs_writing *w, const hs_attribution *a)
{
    if (!a->chain_known) {
        hs_out_text(w->out, ",\"chain\":null");
        return;
    }
    hs_out_text(w->out, ",\"chain\":[");
    for (uint32_t i = 0; i < a->n_chain; i++) {
        if (i)
            hs_out_text(w->out, ",");
        write_id(w->out, 's', a->chain[i], w->doc->n_sources);
    }
    hs_out_text(w->out, "]");
}

static void write_attribution(hs_writing *w, size_t i)
{
    const hs_attribution *a = &w->doc->attributions[i];
    hs_out *out = w->out;
    hs_out_text(out, i ? ",{\"id\":\"a" : "{\"id\":\"a");
    hs_out_number(out, i + 1);
    hs_out_text(out, "\",\"in\":\"");
    hs_out_text(out, hs_place_name(a->place));
    hs_out_text(out, "\"");
    write_spans(w, "source", a->source);
    write_spans(w, "cue", a->cue);
    write_spans(w, "content", a->content);
    hs_out_text(out, ",\"source_id\":");
    write_id(out, 's', a->source_id, w->doc->n_sources);
    hs_out_text(out, ",\"quotation\":\"");
    hs_out_text(out, hs_quotation_name(a->quotation));
    hs_out_text(out, "\"");
    hs_json_word(out, "act", hs_act_name(a->act));
    hs_json_word(out, "polarity", hs_polarity_sign(a->polarity));
    hs_json_word(out, "certainty", hs_certainty_name(a->certainty));
    hs_json_field(out, "time", a->time);
    hs_out_text(out, ",\"parent\":");
    write_id(out, 'a', a->parent, w->doc->n_attributions);
    write_chain(w, a);
    hs_out_text(out, a->continued ? ",\"continued\":true,\"confidence\":" : ",\"continued\":false,\"confidence\":");
    if (a->confidence >= 0 && a->confidence <= 1)
        hs_out_probability(out, a->confidence);
    else
        hs_out_text(out, "null");
    hs_out_text(out, "}");
}

static void write_source(hs_writing *w, size_t i)
{
    const hs_source *s = &w->doc->sources[i];
    hs_out *out = w->out;
    hs_out_text(out, i ? ",{\"id\":" : "{\"id\":");
    write_id(out, 's', (uint32_t)i, w->doc->n_sources);
    hs_json_field(out, "name", s->name);
    hs_json_field(out, "description", s->description);
    hs_json_field(out, "affiliation", s->affiliation);
    hs_json_field(out, "reason", s->reason);
    hs_json_word(out, "kind", hs_source_kind_name(s->kind));
    hs_out_text(out, s->anonymous ? ",\"anonymous\":true,\"count\":" : ",\"anonymous\":false,\"count\":");
    if (s->count)
        hs_out_number(out, s->count);
    else
        hs_out_text(out, "null");
    write_spans(w, "mentions", s->mentions);
    hs_out_text(out, "}");
}

static void write_resolution(hs_writing *w)
{
    const hs_document *doc = w->doc;
    hs_out *out = w->out;
    hs_out_text(out, ",\"sources\":[");
    for (size_t i = 0; i < doc->n_sources; i++)
        write_source(w, i);
    hs_out_text(out, "],\"times\":[");
    for (size_t i = 0; i < doc->n_times; i++) {
        hs_out_text(out, i ? ",{\"span\":" : "{\"span\":");
        write_span(w, doc->times[i].span);
        hs_json_field(out, "value", doc->times[i].value);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "],\"figures\":[");
    for (size_t i = 0; i < doc->n_figures; i++) {
        hs_out_text(out, i ? ",{\"span\":" : "{\"span\":");
        write_span(w, doc->figures[i].span);
        hs_out_text(out, ",\"value\":");
        hs_out_real(out, doc->figures[i].value);
        hs_json_word(out, "bound", hs_bound_name(doc->figures[i].bound));
        hs_json_field(out, "unit", doc->figures[i].unit);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]");
}

static void write_page(hs_writing *w)
{
    const hs_document *doc = w->doc;
    hs_out *out = w->out;
    hs_out_text(out, ",\"furniture\":[");
    for (size_t i = 0; i < doc->n_furniture; i++) {
        hs_out_text(out, i ? ",{\"kind\":\"" : "{\"kind\":\"");
        hs_out_text(out, hs_furniture_name(doc->furniture[i].kind));
        hs_out_text(out, "\",\"span\":");
        write_span(w, doc->furniture[i].span);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "],\"links\":[");
    for (size_t i = 0; i < doc->n_links; i++) {
        hs_out_text(out, i ? ",{\"span\":" : "{\"span\":");
        write_span(w, doc->links[i].span);
        hs_json_field(out, "url", doc->links[i].url);
        hs_out_text(out, "}");
    }
    hs_out_text(out, "]");
}

hs_status hs_write_jsonl(hs_writing *w, hs_error *err)
{
    const hs_document *doc = w->doc;
    hs_out *out = w->out;
    (void)err;
    hs_out_text(out, "{\"schema\":1");
    hs_json_field(out, "input", doc->input);
    hs_json_field(out, "document", doc->id);
    hs_json_field(out, "model", doc->model);
    hs_json_field(out, "url", doc->url);
    hs_json_field(out, "outlet", doc->outlet);
    hs_json_field(out, "title", doc->title);
    hs_out_text(out, ",\"authors\":[");
    for (size_t i = 0; i < doc->n_authors; i++) {
        if (i)
            hs_out_text(out, ",");
        hs_json_str(out, doc->authors[i]);
    }
    hs_out_text(out, "]");
    hs_json_field(out, "published", doc->published);
    hs_json_field(out, "modified", doc->modified);
    if (doc->fetched.len)
        hs_json_field(out, "fetched", doc->fetched);
    hs_json_field(out, "section", doc->section);
    hs_json_field(out, "language", doc->language);
    hs_out_text(out, doc->partial == HS_PARTIAL_YES  ? ",\"partial\":true"
                     : doc->partial == HS_PARTIAL_NO ? ",\"partial\":false"
                                                     : ",\"partial\":null");
    hs_json_field(out, "text", doc->text);
    write_page(w);
    write_resolution(w);
    hs_out_text(out, ",\"attributions\":[");
    for (size_t i = 0; i < doc->n_attributions; i++)
        write_attribution(w, i);
    hs_out_text(out, "]}\n");
    return HS_OK;
}
