/* own.c -- evidence of whose page it is. In: what was heard, tokens, names. Out: the page's own outlets. Every look
 * around a name is bounded. Threads: no state but the document's. */
#include "own.h"

#include "anonymous.h"
#include "ascii.h"
#include "outlets.h"
#include "status.h"

enum { MAX_HOST = 64, MAX_ADDRESSES = 8 };

bool hs_is_outlet(const hs_document *doc, uint32_t id)
{
    if (id >= doc->n_sources || doc->sources[id].anonymous)
        return false;
    const hs_source *s = &doc->sources[id];
    return s->kind == HS_SOURCE_OUTLET ||
           (s->kind != HS_SOURCE_PERSON && s->kind != HS_SOURCE_PLACE && hs_outlets_by_name(s->name).n);
}

/* ---- the outlet of the document ---- */

static bool is_called(hs_str outlet, hs_str name)
{
    hs_outlets mine = hs_outlets_by_name(outlet);
    for (size_t i = 0; i < mine.n; i++)
        if (hs_outlet_is_called(mine.at[i], name))
            return true;
    if (!name.len || name.len > outlet.len) /* "the Courier" of the Harbour Courier, in that paper */
        return false;
    hs_str tail = hs_ascii_from(outlet, outlet.len - name.len);
    bool word = tail.len == outlet.len || tail.ptr[-1] == ' ';
    return word && hs_ascii_same(name.ptr, tail.ptr, name.len);
}

/* ---- where it is not known ---- */

typedef struct finder {
    const hs_document *doc;
    const hs_hearsay *said;
    const hs_resolver *r;
    hs_own *out;
    uint32_t *teller; /* [n_sources]: who told it first; HS_NO_SOURCE; SEVERAL */
    bool *cited;      /* [n_sources]: it says something itself */
    bool *introduced; /* [n_sources] */
    bool *author;     /* [n_sources]: it told the author something */
} finder;

enum { SEVERAL = UINT32_MAX - 1 };

static void find_tellers(finder *f)
{
    for (size_t k = 0; k < f->doc->n_sources; k++)
        f->teller[k] = HS_NO_SOURCE;
    for (size_t i = 0; i < f->doc->n_attributions; i++) {
        const hs_heard *h = &f->said->of[i];
        uint32_t told = h->n_through ? h->through[0] : HS_NO_SOURCE, holder = f->doc->attributions[i].source_id;
        if (holder < f->doc->n_sources)
            f->cited[holder] = true;
        if (told == HS_NO_SOURCE)
            continue;
        f->introduced[told] = f->introduced[told] || h->introduced || h->spread;
        if (holder != HS_NO_SOURCE)
            f->teller[told] = f->teller[told] == HS_NO_SOURCE || f->teller[told] == holder ? holder : SEVERAL;
    }
}

/* It is the page's own; if people told it or it says something, the page has work of its own. */
static void set_own(finder *f, uint32_t outlet)
{
    f->out->is[outlet] = true;
    f->out->asked = f->out->asked || f->cited[outlet] || f->teller[outlet] != HS_NO_SOURCE;
}

/* Whom several told, if it is one. */
static void find_told_by_several(finder *f)
{
    uint32_t own = HS_NO_SOURCE;
    for (uint32_t k = 0; k < f->doc->n_sources; k++)
        if (f->teller[k] == SEVERAL && !f->cited[k] && !f->introduced[k] && hs_is_outlet(f->doc, k))
            own = own == HS_NO_SOURCE ? k : SEVERAL;
    if (own < f->doc->n_sources)
        f->out->is[own] = true;
}

/* Who speaks first in the text. */
static uint32_t first_holder(const hs_document *doc)
{
    uint32_t at = UINT32_MAX, holder = HS_NO_SOURCE;
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_attribution *a = &doc->attributions[i];
        hs_spans words = a->cue.n ? a->cue : a->content;
        if (words.n && words.at[0].begin < at) {
            at = words.at[0].begin;
            holder = a->source_id;
        }
    }
    return holder;
}

bool hs_is_author_at(const hs_tokens *t, uint32_t i)
{
    static const char *const own[] = {"newspaper", "paper", "website", "site", "magazine", "outlet", "publication", "blog", "station", "channel", "broadcaster", "programme", "reporter"};
    if (i >= t->n || t->at[i].shape & HS_TOKEN_QUOTED)
        return false;
    bool this = hs_token_is(t, i, "this") && i + 1 < t->n && !t->at[i].gap && hs_ascii_is_one_of(hs_token_word(t, i + 1), own, sizeof own / sizeof *own);
    return this || hs_token_is_in(t, i, "me us");
}

/* "told me", "told this newspaper": who speaks to the author. */
static bool tells_author(const finder *f, const hs_attribution *a)
{
    uint32_t begin, end;
    const hs_tokens *t = f->r->tokens;
    return a->cue.n && hs_tokens_in(t, a->cue.at[0], &begin, &end) && !t->at[end - 1].gap && hs_is_author_at(t, end);
}

static void set_asked(finder *f, uint32_t outlet)
{
    if (!f->cited[outlet] && !f->introduced[outlet])
        set_own(f, outlet);
}

/* The outlets that were told by who told the author, or to whom was confirmed what others had said. */
static void find_asking(finder *f)
{
    const hs_document *doc = f->doc;
    uint32_t first = first_holder(doc);
    for (size_t i = 0; i < doc->n_attributions; i++) {
        const hs_heard *h = &f->said->of[i];
        uint32_t holder = doc->attributions[i].source_id;
        if (h->n_through && h->confirmed && holder != first)
            set_asked(f, h->through[0]);
        if (holder < doc->n_sources && tells_author(f, &doc->attributions[i]))
            f->author[holder] = true;
    }
    for (uint32_t k = 0; k < doc->n_sources; k++)
        if (f->teller[k] < doc->n_sources && f->author[f->teller[k]])
            set_asked(f, k);
}

static bool is_host_char(char c)
{
    return hs_ascii_is_letter(c) || hs_ascii_is_digit(c) || c == '.' || c == '-';
}

/* Is the host this outlet's: by the table, or "harbourpost.example" for the Harbour Post? */
static bool is_host_of(hs_str host, hs_str name)
{
    hs_outlet outlet = hs_outlet_by_host(host);
    if (outlet != HS_NO_OUTLET)
        return hs_outlet_is_called(outlet, name);
    char letters[MAX_HOST];
    size_t n = 0;
    bool the = hs_ascii_begins(name, "the ");
    for (size_t i = the ? 4 : 0; i < name.len && n < MAX_HOST; i++)
        if (hs_ascii_is_letter(name.ptr[i]) || hs_ascii_is_digit(name.ptr[i]))
            letters[n++] = name.ptr[i];
    for (size_t at = 0; n > 2 && at + n < host.len; at++)
        if (hs_ascii_same(host.ptr + at, letters, n) && (!at || n > 4) && host.ptr[at + n] == '.')
            return true;
    return false;
}

/* "ann.lee@harbourpost.example": an author's, or the desk's. */
static void find_addresses(finder *f)
{
    hs_str text = f->doc->text;
    unsigned n = 0;
    for (size_t at = hs_ascii_char(text, 0, '@'); at < text.len && n < MAX_ADDRESSES;
         at = hs_ascii_char(text, at + 1, '@')) {
        size_t end = at + 1;
        while (end < text.len && is_host_char(text.ptr[end]) && end - at <= MAX_HOST)
            end++;
        while (end > at + 1 && text.ptr[end - 1] == '.')
            end--;
        hs_str host = {text.ptr + at + 1, end - at - 1};
        if (!at || !is_host_char(text.ptr[at - 1]) || hs_ascii_char(host, 0, '.') == host.len)
            continue;
        n++;
        f->out->known = f->out->known || hs_outlet_by_host(host) != HS_NO_OUTLET;
        for (uint32_t k = 0; k < f->doc->n_sources; k++)
            if (hs_is_outlet(f->doc, k) && is_host_of(host, f->doc->sources[k].name))
                set_own(f, k);
    }
}

/* The outlet of that name: "Harbourpost.com" is the Harbour Post. */
static void set_all_called(finder *f, hs_str own)
{
    for (uint32_t k = 0; k < f->doc->n_sources; k++) {
        hs_str name = f->doc->sources[k].name;
        if (hs_is_outlet(f->doc, k) && (is_called(own, name) || is_host_of(own, name) || is_host_of(name, own)))
            f->out->is[k] = true;
    }
}

/* Does [begin, end) of the text fill a line, or what is behind "| " in one, or end a byline: "By Ann Lee, Harbour Post"? */
static bool is_masthead(hs_str text, uint32_t begin, uint32_t end)
{
    uint32_t line = begin;
    while (line && text.ptr[line - 1] != '\n')
        line--;
    if (end < text.len && text.ptr[end] != '\n')
        return false;
    hs_str before = {text.ptr + line, begin - line};
    bool the = before.len == 4 && hs_ascii_begins(before, "the "), bar = before.len > 2 && hs_ascii_same(text.ptr + begin - 2, "| ", 2);
    bool byline = hs_ascii_begins(before, "by ") && hs_ascii_same(text.ptr + begin - 2, ", ", 2);
    return !before.len || the || bar || byline;
}

/* The outlet that stands alone in one of the first lines. */
static void find_masthead(finder *f)
{
    enum { HEAD = 400 /* bytes */ };
    const hs_resolver *r = f->r;
    for (uint32_t i = 0; i < r->names->n && r->tokens->at[r->names->at[i].first].begin < HEAD; i++) {
        const hs_name *name = &r->names->at[i];
        hs_str text = hs_tokens_text(r->tokens, name->first, name->end);
        uint32_t begin = (uint32_t)(text.ptr - f->doc->text.ptr);
        if (r->entities->at[name->entity].kind != HS_SOURCE_OUTLET || !is_masthead(f->doc->text, begin, begin + (uint32_t)text.len))
            continue;
        set_all_called(f, text);
        f->out->known = true;
        return;
    }
}

/* ---- */

hs_status hs_own_find(hs_own *out, const hs_document *doc, const hs_hearsay *said, const hs_resolver *r, hs_error *err)
{
    finder f = {.doc = doc, .said = said, .r = r, .out = out};
    *out = (hs_own){.is = HS_NEW(doc->arena, bool, doc->n_sources)};
    f.teller = HS_NEW(doc->arena, uint32_t, doc->n_sources);
    f.cited = HS_NEW(doc->arena, bool, doc->n_sources);
    f.introduced = HS_NEW(doc->arena, bool, doc->n_sources);
    f.author = HS_NEW(doc->arena, bool, doc->n_sources);
    if (!out->is || !f.teller || !f.cited || !f.introduced || !f.author)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for chains");
    if (doc->outlet.len) {
        out->known = true;
        for (uint32_t k = 0; k < doc->n_sources; k++)
            out->is[k] = is_called(doc->outlet, doc->sources[k].name);
        return HS_OK;
    }
    find_tellers(&f);
    if (said->asks != HS_NONE) {
        set_all_called(&f, hs_entity_name(r, &r->entities->at[r->names->at[said->asks].entity]));
        out->known = true;
        return HS_OK;
    }
    find_told_by_several(&f);
    find_asking(&f);
    find_addresses(&f);
    find_masthead(&f);
    for (uint32_t k = 0; k < doc->n_sources; k++)
        out->known = out->known || out->is[k];
    return HS_OK;
}
