/* origins_names.c -- may two names or descriptions be one's? In: what documents call sources. Out: yes or no, told by words alone. Any
 * thread. What is asked of descriptions is whether anything speaks against their being one: "four officials" and "officials with direct
 * knowledge" may be one, "US officials" and "Turkish officials" not, nor "a bus driver" and "an official". */
#include "origins.h"

#include <string.h>

#include "ascii.h"
#include "chars.h"
#include "sentences.h"

enum { RUNS = 256, NAME_BYTES = 256 };

static bool is_listed(hs_str word, const char *list)
{
    size_t len;
    for (const char *c = list; *c; c += len + (c[len] == ' ')) {
        len = strcspn(c, " ");
        if (len == word.len && hs_ascii_same(c, word.ptr, len))
            return true;
    }
    return false;
}

/* Words that tell nothing of who it is. */
static const char idle[] =
    "a an the of at in on to for by from with and or as who which that whom whose his her their its own this these those it "
    "one two three four five six seven eight nine ten eleven twelve dozen several some many few both either neither all most other others another more "
    "unnamed anonymous unidentified undisclosed unspecified named not senior top high ranking level well placed close familiar direct knowledge "
    "matter briefed situation case issue subject speaking condition anonymity asked authorised authorized talk publicly said told quoted cited "
    "source sources person people insider insiders whistleblower whistleblowers informant informants tipster someone somebody individual individuals figure figures man men woman women member members "
    "they them we was were is are been be had has have did";

/* "Turkish" as a first word, which "Senior" may be, too. */
bool hs_is_of_country(hs_str word)
{
    static const char *const ends[] = {"ish", "ese", "ian", "ean", "can", "eli", "aqi", "ani"};
    for (size_t i = 0; word.len > 4 && i < sizeof ends / sizeof *ends; i++)
        if (memcmp(word.ptr + word.len - 3, ends[i], 3) == 0)
            return true;
    return false;
}

/* Those who speak for another are called so in many ways: "a rep for Storm", "Storm's publicist"; so is a memo. */
static hs_str by_one_word(hs_str word)
{
    static const char voices[] = "rep reps publicist publicists spokesman spokesmen spokeswoman spokeswomen spokespeople spokesperson";
    return is_listed(word, voices) ? hs_ascii_of("spokesperson") : hs_ascii_is(word, "memorandum") ? hs_ascii_of("memo") : word;
}

static void take_words(hs_described *out, hs_str s)
{
    hs_span span;
    uint32_t at = 0;
    for (uint32_t i = 0; out->n < HS_DESCRIBED_WORDS && hs_word_next(&span, s, &at); i++) {
        hs_str word = {s.ptr + span.begin, span.end - span.begin};
        const size_t mark = hs_owner_mark(word);
        const bool owns = mark && word.ptr[word.len - 1] == 's'; /* "Skarn's harbour master": a name wherever it stands */
        word.len -= mark;
        if (is_listed(word, idle) || hs_ascii_is_digit(word.ptr[0]))
            continue;
        word = by_one_word(word);
        if (word.len > 3 && hs_ascii_lower(word.ptr[word.len - 1]) == 's' && hs_ascii_lower(word.ptr[word.len - 2]) != 's')
            word.len--;
        size_t len = word.len < HS_DESCRIBED_STEM ? word.len : HS_DESCRIBED_STEM;
        for (size_t k = 0; k < len; k++)
            out->words[out->n].at[k] = hs_ascii_lower(word.ptr[k]);
        out->words[out->n].len = (uint8_t)len;
        out->words[out->n].name = hs_ascii_is_capital(word.ptr[0]) && (i > 0 || owns || (word.len > 1 && hs_ascii_is_capital(word.ptr[1])) || hs_is_of_country(word));
        out->n++;
    }
}

void hs_describe(hs_described *out, const hs_link_of *who)
{
    *out = (hs_described){.count = who->count, .part = hs_unnamed_is_part(who->name)};
    take_words(out, who->name);
    if (who->description.len && (who->description.len != who->name.len || memcmp(who->description.ptr, who->name.ptr, who->name.len) != 0))
        take_words(out, who->description);
    take_words(out, who->affiliation);
}

/* @param names  of capitalised words alone */
static uint32_t count_shared(const hs_described *a, const hs_described *b, bool names)
{
    uint32_t shared = 0;
    for (uint32_t i = 0; i < a->n; i++)
        for (uint32_t k = 0; k < b->n; k++)
            if (a->words[i].len == b->words[k].len && memcmp(a->words[i].at, b->words[k].at, a->words[i].len) == 0 &&
                (!names || (a->words[i].name && b->words[k].name))) {
                shared++;
                break;
            }
    return shared;
}

static bool has_name(const hs_described *d)
{
    for (uint32_t i = 0; i < d->n; i++)
        if (d->words[i].name)
            return true;
    return false;
}

uint32_t hs_unnamed_shared(const hs_described *a, const hs_described *b)
{
    return count_shared(a, b, false);
}

bool hs_unnamed_alike(const hs_described *a, const hs_described *b, bool strict)
{
    if (has_name(a) && has_name(b) && !count_shared(a, b, true))
        return false;
    bool same = count_shared(a, b, false) > 0;
    if (!strict)
        return !a->n || !b->n || same;
    if (a->count && b->count && a->count != b->count && !a->part && !b->part)
        return false;
    return same || (!a->n && !b->n);
}

bool hs_unnamed_is_part(hs_str words)
{
    static const char *const parts[] = {"one of the ", "two of the ", "three of the ", "some of the ", "several of the ", "neither", "both ", "another of the ",
                                        "the "};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (hs_ascii_begins(words, parts[i]))
            return true;
    return false;
}

bool hs_is_publication(hs_str words)
{
    static const char nouns[] = "article articles report reports story stories posting post release website site page blog publication item";
    hs_span span;
    uint32_t at = 0;
    while (hs_word_next(&span, words, &at))
        if (is_listed((hs_str){words.ptr + span.begin, span.end - span.begin}, nouns))
            return true;
    return false;
}

bool hs_outlet_is_generic(hs_str name, bool unnamed)
{
    /* fewer than the lexicon has: "the network" may be whom the article is about, and not the paper that it names */
    static const char nouns[] = "the a an another news agency agencies newspaper newspapers paper papers outlet outlets site website channel broadcaster magazine "
                                "station tabloid broadsheet wire service media press report reports local foreign same daily weekly online publication blog multiple several various numerous unconfirmed initial early "
                                "article articles story stories posting post internet web page item";
    hs_span span;
    uint32_t at = 0, n = 0;
    for (; hs_word_next(&span, name, &at); n++) {
        hs_str word = {name.ptr + span.begin, span.end - span.begin};
        if (!is_listed(word, nouns) || (!unnamed && hs_ascii_is_capital(*word.ptr)))
            return false;
    }
    return n > 0;
}

/* A name without "the" before it. */
static hs_str bare_name(hs_str name)
{
    return hs_ascii_begins(name, "the ") ? hs_ascii_from(name, 4) : name;
}

/* The next letter or digit of a name, small; 0 at its end, before which a domain's last part is left off. */
static char next_letter(hs_str name, size_t *at)
{
    static const char *const domains[] = {".com", ".net", ".org", ".co.uk"};
    for (; *at < name.len; ++*at) {
        for (size_t i = 0; name.ptr[*at] == '.' && i < sizeof domains / sizeof *domains; i++)
            if (hs_ascii_is(hs_ascii_from(name, *at), domains[i]))
                return 0;
        if (name.ptr[*at] != ' ' && name.ptr[*at] != '.' && name.ptr[*at] != '-')
            return hs_ascii_lower(name.ptr[(*at)++]);
    }
    return 0;
}

/* "NationalReport.net" and "National Report" */
static bool same_letters(hs_str a, hs_str b)
{
    size_t i = 0, k = 0;
    char c, d;
    do {
        c = next_letter(a, &i);
        d = next_letter(b, &k);
    } while (c && c == d);
    return c == d;
}

hs_outlet_name hs_outlet_named(hs_str name)
{
    name = bare_name(hs_ascii_trim(name));
    return (hs_outlet_name){name, name.len ? hs_outlets_by_name(name) : (hs_outlets){NULL, 0}};
}

/* Does the longer end in the shorter as its last words? */
static bool is_tail(hs_str a, hs_str b)
{
    if (a.len > b.len)
        return is_tail(b, a);
    return hs_ascii_is_capital(a.ptr[0]) && a.len < b.len && b.ptr[b.len - a.len - 1] == ' ' && hs_ascii_same(b.ptr + b.len - a.len, a.ptr, a.len);
}

bool hs_outlets_same(const hs_outlet_name *a, const hs_outlet_name *b, bool tail)
{
    if (!a->name.len || !b->name.len)
        return false;
    if (same_letters(a->name, b->name))
        return true;
    for (size_t i = 0; i < a->known.n; i++)
        for (size_t k = 0; k < b->known.n; k++)
            if (a->known.at[i] == b->known.at[k])
                return true;
    return tail && is_tail(a->name, b->name);
}

bool hs_name_is_short(hs_str full, hs_str name)
{
    full = bare_name(full);
    name = bare_name(name);
    if (!name.len || name.len >= full.len)
        return false;
    return (full.ptr[name.len] == ' ' && hs_ascii_same(full.ptr, name.ptr, name.len)) ||
           (full.ptr[full.len - name.len - 1] == ' ' && hs_ascii_same(full.ptr + full.len - name.len, name.ptr, name.len));
}

static hs_str last_word(hs_str name)
{
    size_t at = name.len;
    while (at && name.ptr[at - 1] != ' ')
        at--;
    return hs_ascii_from(name, at);
}

/* "Dan" and "Dana", "Petrov" and "Petrova": what a last vowel parts are two names. */
static bool is_ending(const char *letter, hs_str of)
{
    return letter == of.ptr + of.len - 1 && strchr("aeioy", hs_ascii_lower(*letter));
}

/* One letter more, less or other, or two in each other's place. @param only_more  no other one */
static bool is_misspelt(hs_str a, hs_str b, bool only_more)
{
    enum { LEAST = 4 };
    if (a.len < b.len) {
        hs_str swap = a;
        a = b;
        b = swap;
    }
    size_t from = 0, end = 0;
    while (from < b.len && a.ptr[from] == b.ptr[from])
        from++;
    while (end < b.len - from && a.ptr[a.len - 1 - end] == b.ptr[b.len - 1 - end])
        end++;
    const size_t more = a.len - from - end, less = b.len - from - end;
    if (b.len < LEAST || !from || (more == 1 && is_ending(a.ptr + from, a)))
        return false;
    return (more == 1 && less <= (only_more ? 0u : 1u)) || (!only_more && more == 2 && less == 2 && a.ptr[from] == b.ptr[from + 1] && a.ptr[from + 1] == b.ptr[from]);
}

bool hs_name_is_spelt_so(hs_str a, hs_str b, size_t least)
{
    char of_a[NAME_BYTES], of_b[NAME_BYTES];
    a = (hs_str){of_a, hs_without_accents(of_a, sizeof of_a, bare_name(a))};
    b = (hs_str){of_b, hs_without_accents(of_b, sizeof of_b, bare_name(b))};
    if (hs_ascii_equal(a, b))
        return true;
    const hs_str x = last_word(a), y = last_word(b);
    const hs_str first = hs_ascii_trim((hs_str){a.ptr, a.len - x.len}), other = hs_ascii_trim((hs_str){b.ptr, b.len - y.len});
    if (!first.len || !other.len) /* one is a surname, or both are */
        return x.len >= least && y.len >= least && is_misspelt(x, y, false);
    if (hs_ascii_equal(first, other))
        return is_misspelt(x, y, false);
    return hs_ascii_equal(x, y) && is_misspelt(first, other, true); /* Mark Holm is not Mary Holm */
}

/* ---- words that two have alike ---- */

static bool opens(uint32_t c)
{
    return c == '"' || c == 0x201C || c == 0x2018 || c == 0xAB || c == '\'' || c == 0x201E;
}

static bool closes(uint32_t c)
{
    return c == '"' || c == 0x201D || c == 0x2019 || c == 0xBB || c == '\'' || c == 0x201C;
}

/* Is the word that ends at `end` the last before a closing mark? Marks of punctuation may stand between. */
static bool ends_quote(hs_str s, uint32_t end)
{
    for (uint32_t i = end; i < s.len;) {
        uint32_t c;
        i += (uint32_t)hs_utf8_next(&c, s.ptr + i, s.len - i);
        if (closes(c))
            return true;
        if (!strchr(",.;:!?-", (int)(c < 0x80 ? c : ' ')) || c >= 0x80)
            return false;
    }
    return false;
}

static bool begins_quote(hs_str s, uint32_t begin)
{
    for (uint32_t back = 1; back <= 3 && back <= begin; back++) { /* a code point */
        uint32_t c;
        size_t n = hs_utf8_next(&c, s.ptr + begin - back, back);
        if (n == back && opens(c))
            return begin == back || s.ptr[begin - back - 1] == ' ' || s.ptr[begin - back - 1] == '[';
    }
    return false;
}

static uint64_t hash_word(hs_str word)
{
    uint64_t hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < word.len; i++)
        hash = (hash ^ (unsigned char)hs_ascii_lower(word.ptr[i])) * UINT64_C(1099511628211);
    return hash;
}

size_t hs_word_runs(uint64_t *out, size_t most, hs_str content, bool quoted)
{
    uint64_t run[HS_QUOTE_RUN] = {0};
    hs_span span;
    uint32_t at = 0, in_run = 0;
    size_t n = 0;
    bool inside = !quoted;
    while (n < most && hs_word_next(&span, content, &at)) {
        if (quoted && begins_quote(content, span.begin)) {
            inside = true;
            in_run = 0;
        }
        if (!inside)
            continue;
        memmove(run, run + 1, sizeof run - sizeof *run);
        run[HS_QUOTE_RUN - 1] = hash_word((hs_str){content.ptr + span.begin, span.end - span.begin});
        if (++in_run >= HS_QUOTE_RUN) {
            uint64_t sum = 0;
            for (int i = 0; i < HS_QUOTE_RUN; i++)
                sum = (sum ^ run[i]) * UINT64_C(0x9E3779B97F4A7C15) + (uint64_t)i;
            out[n++] = sum;
        }
        if (quoted && ends_quote(content, span.end)) {
            inside = false;
            in_run = 0;
        }
    }
    return n;
}

bool hs_words_shared(hs_str a, hs_str b)
{
    uint64_t x[RUNS], y[RUNS];
    size_t n = hs_word_runs(x, RUNS, a, false), m = hs_word_runs(y, RUNS, b, false);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < m; k++)
            if (x[i] == y[k])
                return true;
    return false;
}
