/* format_webanno.c -- W3C Web Annotation Data Model in JSON-LD, one annotation a line.
 * In: a document. Out: for each attribution an annotation whose target is the content, and whose bodies are the source
 * (purpose "identifying", and again by its name), the cue ("classifying", and again by its act), certainty and polarity
 * ("assessing") and the kind of quotation ("tagging"). Every fragment is selected twice, by position in code points and
 * by its words with some of the text around them. */
#include "ascii.h"
#include "format.h"

enum { CONTEXT_POINTS = 32 };

static void write_document_iri(const hs_document *doc, hs_out *out)
{
    if (doc->url.ptr) {
        hs_json_str(out, doc->url);
        return;
    }
    hs_out_text(out, "\"urn:hearsay:");
    hs_out_str(out, doc->id);
    hs_out_text(out, "\"");
}

static bool continues(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static hs_str text_before(hs_str text, uint32_t byte)
{
    size_t begin = byte;
    for (int n = 0; n < CONTEXT_POINTS && begin > 0; n++)
        do
            begin--;
        while (begin > 0 && continues(text.ptr[begin]));
    return (hs_str){text.ptr + begin, byte - begin};
}

static hs_str text_after(hs_str text, uint32_t byte)
{
    size_t end = byte;
    for (int n = 0; n < CONTEXT_POINTS && end < text.len; n++)
        do
            end++;
        while (end < text.len && continues(text.ptr[end]));
    return (hs_str){text.ptr + byte, end - byte};
}

/* A fragment as a SpecificResource; `purpose` is for bodies, NULL in a target. */
static void write_fragment(hs_writing *w, hs_span span, const char *purpose)
{
    hs_out *out = w->out;
    hs_str text = w->doc->text;
    if (span.begin > span.end || span.end > text.len)
        span = (hs_span){0, 0};
    hs_out_text(out, "{\"type\":\"SpecificResource\",");
    if (purpose) {
        hs_out_text(out, "\"purpose\":\"");
        hs_out_text(out, purpose);
        hs_out_text(out, "\",");
    }
    hs_out_text(out, "\"source\":");
    write_document_iri(w->doc, out);
    hs_out_text(out, ",\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":");
    hs_out_offset(w, span.begin);
    hs_out_text(out, ",\"end\":");
    hs_out_offset(w, span.end);
    hs_out_text(out, "},{\"type\":\"TextQuoteSelector\",\"exact\":");
    hs_json_str(out, hs_document_slice(w->doc, span));
    hs_out_text(out, ",\"prefix\":");
    hs_json_str(out, text_before(text, span.begin));
    hs_out_text(out, ",\"suffix\":");
    hs_json_str(out, text_after(text, span.end));
    hs_out_text(out, "}]}");
}

static void write_bodies(hs_writing *w, hs_spans spans, const char *purpose)
{
    for (uint32_t i = 0; i < spans.n; i++) {
        write_fragment(w, spans.at[i], purpose);
        hs_out_text(w->out, ",");
    }
}

/* A body of words. */
static void write_words(hs_out *out, const char *purpose, hs_str words)
{
    if (!words.len)
        return;
    hs_out_text(out, "{\"type\":\"TextualBody\",\"purpose\":\"");
    hs_out_text(out, purpose);
    hs_out_text(out, "\",\"value\":");
    hs_json_str(out, words);
    hs_out_text(out, "},");
}

static void write_annotation(hs_writing *w, size_t i)
{
    const hs_document *doc = w->doc;
    const hs_attribution *a = &doc->attributions[i];
    hs_out *out = w->out;
    /* An annotation must have a target: where nothing is said to be held, the words that say so are it. */
    hs_spans target = a->content.n ? a->content : a->cue.n ? a->cue : a->source;
    hs_out_text(out, "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:hearsay:");
    hs_out_str(out, doc->id);
    hs_out_text(out, ":a");
    hs_out_number(out, i + 1);
    hs_out_text(out, "\",\"type\":\"Annotation\",\"motivation\":\"describing\",\"generator\":{\"type\":\"Software\","
                     "\"name\":\"hearsay " HS_VERSION "\"},\"body\":[");
    write_bodies(w, a->source, "identifying");
    write_bodies(w, a->cue, "classifying");
    const hs_source *source = hs_source_of(doc, a);
    write_words(out, "identifying", source ? source->name : (hs_str){NULL, 0});
    write_words(out, "classifying", hs_ascii_of(hs_act_name(a->act)));
    write_words(out, "assessing", hs_ascii_of(hs_certainty_name(a->certainty)));
    if (a->polarity == HS_POLARITY_NEGATIVE)
        write_words(out, "assessing", hs_ascii_of("rejected"));
    hs_out_text(out, "{\"type\":\"TextualBody\",\"purpose\":\"tagging\",\"value\":\"");
    hs_out_text(out, hs_quotation_name(a->quotation));
    hs_out_text(out, " quotation\"}],\"target\":[");
    for (uint32_t k = 0; k < target.n; k++) {
        if (k)
            hs_out_text(out, ",");
        write_fragment(w, target.at[k], NULL);
    }
    hs_out_text(out, "]}\n");
}

hs_status hs_write_webanno(hs_writing *w, hs_error *err)
{
    (void)err;
    for (size_t i = 0; i < w->doc->n_attributions && !w->out->refused; i++)
        write_annotation(w, i);
    return HS_OK;
}
