/* format_json.c -- the reading as one line of JSON: the contract of docs/reading.schema.json, schema 1.
 * In: a document. Out: one line. What this version does not find out is null, never guessed. */
#include "format.h"

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

static void write_field(hs_out *out, const char *name, hs_str value)
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
    hs_out_text(out, ",\"source_id\":null,\"quotation\":\"");
    hs_out_text(out, hs_quotation_name(a->quotation));
    hs_out_text(out, "\",\"act\":null,\"polarity\":null,\"certainty\":null,\"time\":null,\"parent\":");
    if (hs_has_parent(w->doc, a)) {
        hs_out_text(out, "\"a");
        hs_out_number(out, (uint64_t)a->parent + 1);
        hs_out_text(out, "\"");
    } else {
        hs_out_text(out, "null");
    }
    hs_out_text(out, ",\"chain\":null,\"continued\":null,\"confidence\":");
    if (a->confidence >= 0 && a->confidence <= 1)
        hs_out_probability(out, a->confidence);
    else
        hs_out_text(out, "null");
    hs_out_text(out, "}");
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
        write_field(out, "url", doc->links[i].url);
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
    write_field(out, "input", doc->input);
    write_field(out, "document", doc->id);
    write_field(out, "model", doc->model);
    write_field(out, "url", doc->url);
    write_field(out, "outlet", doc->outlet);
    write_field(out, "title", doc->title);
    hs_out_text(out, ",\"authors\":[");
    for (size_t i = 0; i < doc->n_authors; i++) {
        if (i)
            hs_out_text(out, ",");
        hs_json_str(out, doc->authors[i]);
    }
    hs_out_text(out, "]");
    write_field(out, "published", doc->published);
    write_field(out, "modified", doc->modified);
    if (doc->fetched.len)
        write_field(out, "fetched", doc->fetched);
    write_field(out, "section", doc->section);
    write_field(out, "language", doc->language);
    hs_out_text(out, doc->partial == HS_PARTIAL_YES  ? ",\"partial\":true"
                     : doc->partial == HS_PARTIAL_NO ? ",\"partial\":false"
                                                     : ",\"partial\":null");
    write_field(out, "text", doc->text);
    write_page(w);
    hs_out_text(out, ",\"sources\":[],\"times\":[],\"figures\":[],\"attributions\":[");
    for (size_t i = 0; i < doc->n_attributions; i++)
        write_attribution(w, i);
    hs_out_text(out, "]}\n");
    return HS_OK;
}
