/* chains.c -- relays. In: attributions with sources and parents. Out: their chains. Threads: no state but the
 * document's. */
#include "chains.h"

#include "ascii.h"
#include "outlets.h"
#include "status.h"

/* A chain is no longer; an outlet's name is that near to "told"; an article that retells another names it early. */
enum { MAX_RELAYS = 16, NAME_WORDS = 6, REACH_BYTES = 120, EARLY = 4, RETELLS = 3 };

typedef struct maker {
    hs_document *doc;
    hs_sources *sources;
    uint32_t *told;  /* [n_attributions] whom the holder spoke to, or HS_NO_SOURCE */
    uint32_t retold; /* the outlet that the article retells, or HS_NO_SOURCE */
} maker;

/* ---- outlets in the text ---- */

/* Words that make a name one of an outlet, whether or not the table knows it. */
static const char *const media_words[] = {
    "newspaper", "magazine", "website",  "radio",       "tv",       "television", "station", "channel",
    "news",      "press",    "media",    "broadcaster", "agency",   "times",      "post",    "mail",
    "mirror",    "herald",   "journal",  "tribune",     "guardian", "telegraph",  "gazette", "chronicle",
    "express",   "courier",  "observer", "daily",       "weekly",   "podcast",    "blog"};

static hs_str next_word(hs_str s, size_t *at)
{
    while (*at < s.len && hs_ascii_is_space(s.ptr[*at]))
        ++*at;
    size_t from = *at;
    while (*at < s.len && !hs_ascii_is_space(s.ptr[*at]))
        ++*at;
    return (hs_str){s.ptr + from, *at - from};
}

static bool is_media_word(hs_str word)
{
    return hs_ascii_is_one_of(word, media_words, sizeof media_words / sizeof *media_words);
}

static bool is_outlets_name(hs_str name)
{
    if (hs_outlets_by_name(name).n)
        return true;
    hs_str word;
    for (size_t at = 0; (word = next_word(name, &at)).len;)
        if (is_media_word(word))
            return true;
    return false;
}

static bool is_outlet(const hs_document *doc, uint32_t id)
{
    return id < doc->n_sources && !doc->sources[id].anonymous &&
           (doc->sources[id].kind == HS_SOURCE_OUTLET ||
            (doc->sources[id].kind != HS_SOURCE_PERSON && is_outlets_name(doc->sources[id].name)));
}

/* Without the marks around a word and a possessive behind it. */
static hs_str bare_word(hs_str word)
{
    while (word.len && strchr("\"'([,", *word.ptr))
        word.ptr++, word.len--;
    while (word.len && strchr("\"').,;:]", word.ptr[word.len - 1]))
        word.len--;
    if (word.len > 2 && hs_ascii_is(hs_ascii_from(word, word.len - 2), "'s"))
        word.len -= 2;
    else if (word.len > 4 && memcmp(word.ptr + word.len - 4, "\xe2\x80\x99s", 4) == 0)
        word.len -= 4;
    return word;
}

static bool is_capital(hs_str word)
{
    return word.len &&
           ((*word.ptr >= 'A' && *word.ptr <= 'Z') || hs_ascii_is_digit(*word.ptr) || (unsigned char)*word.ptr >= 0xc3);
}

static bool is_inner(hs_str word)
{
    return hs_ascii_is(word, "of") || hs_ascii_is(word, "the") || hs_ascii_is(word, "and");
}

/* The longest outlet's name that begins text[begin..]: words with capitals, after an article and the like. Empty if
 * none does. */
static hs_span name_at(const hs_document *doc, size_t begin)
{
    static const char *const before[] = {"the",       "a",  "an",        "local", "state", "state-run",
                                         "britain's", "to", "reporters", "at",    "from"};
    size_t end = doc->text.len < begin + REACH_BYTES ? doc->text.len : begin + REACH_BYTES, at = 0, from = 0, n = 0;
    hs_str room = {doc->text.ptr + begin, end - begin};
    hs_span best = {0, 0};
    for (hs_str word; n < NAME_WORDS && (word = next_word(room, &at)).len;) {
        hs_str bare = bare_word(word);
        if (!n && hs_ascii_is_one_of(word, before, sizeof before / sizeof *before))
            continue;
        if (!bare.len || (!is_capital(bare) && !(n && is_inner(bare)) && !(n && is_media_word(bare))))
            break;
        if (!n++)
            from = (size_t)(bare.ptr - room.ptr);
        hs_str name = {room.ptr + from, (size_t)(bare.ptr + bare.len - room.ptr) - from};
        if (!is_inner(bare) && is_outlets_name(name))
            best = (hs_span){(uint32_t)(begin + from), (uint32_t)(begin + from + name.len)};
        if (bare.ptr + bare.len != word.ptr + word.len) /* a mark ends the name */
            break;
    }
    return best;
}

/* "the paper" at text[begin..]: an outlet that was named before. Empty for anything else. */
static hs_span noun_at(const hs_document *doc, size_t begin)
{
    size_t at = 0, end = doc->text.len < begin + REACH_BYTES ? doc->text.len : begin + REACH_BYTES;
    hs_str room = {doc->text.ptr + begin, end - begin}, article = next_word(room, &at),
           noun = bare_word(next_word(room, &at));
    if (!hs_ascii_is(article, "the") || !noun.len)
        return (hs_span){0, 0};
    return (hs_span){(uint32_t)(article.ptr - doc->text.ptr), (uint32_t)(noun.ptr + noun.len - doc->text.ptr)};
}

/* ---- whom a holder spoke to ---- */

static bool has_word(hs_str s, const char *wanted)
{
    hs_str word;
    for (size_t at = 0; (word = next_word(s, &at)).len;)
        if (hs_ascii_is(bare_word(word), wanted))
            return true;
    return false;
}

/* Is it a cue that names whom it was said to? */
static bool is_telling(hs_str cue)
{
    static const char *const words[] = {"told", "tell", "tells", "telling", "informed", "informs", "spoke", "speaking"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (has_word(cue, words[i]))
            return true;
    return hs_ascii_holds(cue, "said to") || hs_ascii_holds(cue, "confirmed to") ||
           hs_ascii_holds(cue, "interview with");
}

/* "the Wire's sources": they are heard through the Wire. */
static hs_span owner(const hs_document *doc, hs_span source)
{
    static const char *const owned[] = {"source", "sources", "insider", "insiders", "informant", "informants"};
    hs_str words = hs_document_slice(doc, source);
    for (size_t k = 0; k < sizeof owned / sizeof *owned; k++)
        if (has_word(words, owned[k])) {
            hs_span name = name_at(doc, source.begin);
            hs_str rest = hs_ascii_from(doc->text, name.end);
            bool possessive = hs_ascii_begins(rest, "'s ") || hs_ascii_begins(rest, "\xe2\x80\x99s ");
            return possessive ? name : (hs_span){0, 0};
        }
    return (hs_span){0, 0};
}

/* An outlet named in the source's own words as the way it was heard: "the minister (via the Wire)". */
static hs_span name_in_source(const hs_document *doc, hs_spans source)
{
    static const char *const ways[] = {"(via ",        "interviewed by ", "spoke to ",
                                       "speaking to ", "quoted by ",      "quoted in "};
    for (uint32_t i = 0; i < source.n; i++) {
        hs_str words = hs_document_slice(doc, source.at[i]);
        hs_span name = owner(doc, source.at[i]);
        if (name.end > name.begin)
            return name;
        for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
            size_t at = hs_ascii_find(words, hs_ascii_of(ways[k]), 0);
            if (at != HS_NOWHERE)
                return name_at(doc, source.at[i].begin + at + strlen(ways[k]));
        }
    }
    return (hs_span){0, 0};
}

static hs_status find_told(maker *m, size_t i, hs_error *err)
{
    hs_document *doc = m->doc;
    const hs_attribution *a = &doc->attributions[i];
    m->told[i] = HS_NO_SOURCE;
    hs_span name = name_in_source(doc, a->source);
    bool telling = a->cue.n && is_telling(hs_document_slice(doc, a->cue.at[a->cue.n - 1]));
    if (name.end == name.begin && telling)
        name = name_at(doc, a->cue.at[a->cue.n - 1].end);
    if (name.end > name.begin) {
        HS_TRY(hs_sources_add(m->sources, &m->told[i], name, err));
        uint32_t id = m->told[i];
        hs_source_kind kind = id < doc->n_sources ? doc->sources[id].kind : HS_SOURCE_UNKNOWN;
        if (kind == HS_SOURCE_PERSON || kind == HS_SOURCE_PLACE) /* "told Press Secretary Ann Lee" */
            m->told[i] = HS_NO_SOURCE;
        return HS_OK;
    }
    uint32_t known = telling ? hs_sources_of_span(m->sources, noun_at(doc, a->cue.at[a->cue.n - 1].end)) : HS_NO_SOURCE;
    if (is_outlet(doc, known))
        m->told[i] = known;
    return HS_OK;
}

/* ---- the article as a whole ---- */

static bool is_own_outlet(const hs_document *doc, uint32_t id)
{
    hs_outlets mine = hs_outlets_by_name(doc->outlet);
    hs_str name = doc->sources[id].name;
    for (size_t i = 0; i < mine.n; i++)
        if (hs_outlet_is_called(mine.at[i], name))
            return true;
    if (!name.len || name.len > doc->outlet.len) /* "the Courier" of the Harbour Courier, in that paper */
        return false;
    hs_str tail = hs_ascii_from(doc->outlet, doc->outlet.len - name.len);
    bool word = tail.len == doc->outlet.len || tail.ptr[-1] == ' ';
    return word && hs_ascii_same(name.ptr, tail.ptr, name.len);
}

static uint32_t first_byte(const hs_attribution *a)
{
    return a->cue.n ? a->cue.at[0].begin : a->content.n ? a->content.at[0].begin : 0;
}

/* One outlet alone is named as a source or as whom sources spoke to, in so many paragraphs, first in the article's
 * head: it is retold. Naming it twice in a breath ("reported, citing ..") shows no more than naming it once. */
static void find_retold(maker *m)
{
    const hs_document *doc = m->doc;
    uint32_t found = HS_NO_SOURCE, times = 0;
    size_t first = SIZE_MAX, paragraph_end = 0; /* of the last that counts */
    m->retold = HS_NO_SOURCE;
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        const uint32_t named[] = {m->told[i], is_outlet(doc, a->source_id) ? a->source_id : HS_NO_SOURCE};
        for (size_t k = 0; k < 2; k++) {
            if (named[k] == HS_NO_SOURCE || is_own_outlet(doc, named[k]))
                continue;
            if (found != HS_NO_SOURCE && found != named[k])
                return;
            found = named[k];
            first = first_byte(a) < first ? first_byte(a) : first;
            if (first_byte(a) < paragraph_end)
                continue;
            times++;
            paragraph_end = hs_ascii_char(doc->text, first_byte(a), '\n');
        }
    }
    if (times >= RETELLS && first < doc->text.len / EARLY)
        m->retold = found;
}

/* ---- chains ---- */

static void add(const hs_document *doc, uint32_t *chain, uint32_t *n, uint32_t id)
{
    if (id >= doc->n_sources || *n == MAX_RELAYS || is_own_outlet(doc, id))
        return;
    for (uint32_t i = 0; i < *n; i++)
        if (chain[i] == id)
            return;
    chain[(*n)++] = id;
}

/* Does nobody in the chain publish? Organisations publish what they say themselves. */
static bool is_unpublished(const hs_document *doc, const uint32_t *chain, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_outlet(doc, chain[i]))
            return false;
    return n && doc->sources[chain[n - 1]].kind != HS_SOURCE_ORGANISATION &&
           doc->sources[chain[n - 1]].kind != HS_SOURCE_PLACE;
}

static hs_status make_chain(const maker *m, size_t i, hs_error *err)
{
    hs_document *doc = m->doc;
    hs_attribution *a = &doc->attributions[i];
    uint32_t chain[MAX_RELAYS], n = 0, at = (uint32_t)i;
    if (a->source_id < doc->n_sources)
        chain[n++] = a->source_id;
    for (unsigned steps = 0; at < doc->n_attributions && steps < MAX_RELAYS; steps++) {
        if (steps)
            add(doc, chain, &n, doc->attributions[at].source_id);
        add(doc, chain, &n, m->told[at]);
        at = doc->attributions[at].parent;
    }
    if (is_unpublished(doc, chain, n))
        add(doc, chain, &n, m->retold);
    uint32_t *kept = HS_NEW(doc->arena, uint32_t, n + 1);
    if (!kept)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a chain");
    memcpy(kept, chain, n * sizeof *kept);
    a->chain = kept;
    a->n_chain = n;
    a->chain_known = true;
    return HS_OK;
}

hs_status hs_chains_find(hs_document *doc, hs_sources *sources, hs_error *err)
{
    maker m = {.doc = doc, .sources = sources, .told = HS_NEW(doc->arena, uint32_t, doc->n_attributions + 1)};
    if (!m.told)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    for (size_t i = 0; i < doc->n_attributions; i++)
        HS_TRY(find_told(&m, i, err));
    find_retold(&m);
    for (size_t i = 0; i < doc->n_attributions; i++)
        HS_TRY(make_chain(&m, i, err));
    return HS_OK;
}
