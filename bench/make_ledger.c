/* make_ledger.c -- a large ledger to measure with: make_ledger [--rounds] LEDGER ATTRIBUTIONS MODEL FILE.. reads the articles and adds variants of them,
 * whose names, words, outlets and dates are others, until there are so many attributions; then it gives each claim a vector that is
 * made up. With --rounds all articles come in turn again and again, those of one round with the same names and words and within days,
 * so that what was one story is one story; vectors are the articles' own, turned another way in each round. Always the same ledger for the
 * same arguments. In: texts, web pages. Out: LEDGER, which must not exist. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ascii.h"
#include "ledger.h"
#include "query.h"

enum { MOST_ARTICLES = 4096, BATCH = 500, WIDTH = 384, TOPICS = 20000, OUTLETS = 400, NAMES = 40000, WORDS = 25000, DAYS = 3650,
       ROUND_DAYS = 12, ROUND_LASTS = 5, CAP = 64 << 20 };

static void stop(const char *what, const hs_error *err)
{
    fprintf(stderr, "make_ledger: %s: %s\n", what, err->msg);
    exit(1);
}

/* splitmix64 */
static uint64_t mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

static double share(uint64_t x)
{
    return (double)(mix(x) >> 11) / 9007199254740992.0;
}

/* One of n, the first ones much more often: as names and words are in the news. */
static uint64_t skewed(uint64_t x, double n)
{
    return (uint64_t)(pow(n + 1, share(x)) - 1);
}

/* ---- words ---- */

/* A word that can be said, always the same for one number. */
static size_t put_word(char *out, uint64_t number, bool capital)
{
    static const char *const syllables[] = {"ba", "den", "lo", "mar", "ti", "shel", "ro", "kin", "va", "son", "per", "ul", "gra", "ne", "tor", "bri",
                                            "hol", "sa", "wick", "fa", "ren", "du", "mil", "cor", "ste", "pol", "an", "gi", "ther", "low", "es", "quo"};
    size_t n = 0;
    uint64_t at = mix(number) % 31 + number * 31;
    do {
        const char *s = syllables[at % 32];
        memcpy(out + n, s, strlen(s));
        n += strlen(s);
        at /= 32;
    } while (at && n < 24);
    if (capital)
        out[0] = (char)(out[0] - 'a' + 'A');
    return n;
}

/* Does the variant have another word here, and which? Alike wherever the word stands in it. */
static bool other_word(char *out, size_t *n, hs_str word, uint64_t variant)
{
    uint64_t h = variant;
    for (size_t i = 0; i < word.len; i++)
        h = mix(h ^ (uint64_t)(unsigned char)word.ptr[i]);
    bool capital = word.ptr[0] >= 'A' && word.ptr[0] <= 'Z';
    if (word.len < 4 || share(h) > (capital ? 0.8 : 0.35))
        return false;
    *n = put_word(out, capital ? WORDS + skewed(h + 1, NAMES) : skewed(h + 1, WORDS), capital);
    return true;
}

/* @param map  [s.len + 1] out, may be NULL: where each byte went */
static void vary(hs_buffer *out, hs_str s, uint64_t variant, uint32_t *map)
{
    size_t from = out->len;
    for (size_t i = 0, end; i < s.len; i = end) {
        char word[64];
        size_t n;
        for (end = i; end < s.len && hs_ascii_is_letter(s.ptr[end]);)
            end++;
        bool other = end > i && other_word(word, &n, (hs_str){s.ptr + i, end - i}, variant);
        size_t at = out->len;
        end += end == i;
        hs_buffer_add(out, other ? word : s.ptr + i, other ? n : end - i);
        for (size_t k = i; map && k < end; k++)
            map[k] = (uint32_t)(other ? (k == i ? at : out->len) - from : at - from + k - i);
    }
    if (map)
        map[s.len] = (uint32_t)(out->len - from);
}

/* ---- documents ---- */

typedef struct making {
    hs_document *doc;
    const hs_document *of;
    uint64_t variant;
    uint64_t words_of; /* the variant whose names and words it has */
    int64_t round;     /* below 0: there are none */
    uint32_t *map;
    hs_buffer words;
} making;

static void *room(making *m, size_t n, size_t size)
{
    void *p = hs_arena_take(m->doc->arena, n, size);
    if (!p)
        stop("an article", &(hs_error){.msg = "no memory"});
    return p;
}

static hs_str varied(making *m, hs_str s, uint32_t *map)
{
    m->words.len = 0;
    vary(&m->words, s, m->words_of, map);
    return s.ptr ? hs_arena_copy(m->doc->arena, hs_buffer_str(&m->words)) : s;
}

static hs_span moved(const making *m, hs_span s)
{
    return (hs_span){m->map[s.begin], m->map[s.end] < m->map[s.begin] ? m->map[s.begin] : m->map[s.end]};
}

static hs_spans moved_all(making *m, hs_spans s)
{
    hs_span *at = room(m, s.n, sizeof *at);
    for (uint32_t i = 0; i < s.n; i++)
        at[i] = moved(m, s.at[i]);
    return (hs_spans){at, s.n};
}

static hs_str printed(making *m, const char *format, uint64_t n)
{
    char words[128];
    snprintf(words, sizeof words, format, (unsigned long long)n);
    return hs_arena_copy(m->doc->arena, hs_ascii_of(words));
}

static hs_str day_of(making *m)
{
    char words[32];
    uint64_t day = m->round < 0 ? (uint64_t)(DAYS * sqrt(share(m->variant + 7))) /* more of late */
                                : (uint64_t)(m->round * ROUND_DAYS) + mix(m->variant + 7) % ROUND_LASTS;
    snprintf(words, sizeof words, "%04d-%02d-%02dT%02d:%02dZ", 2021 + (int)(day / 365), 1 + (int)(day % 365 / 31), 1 + (int)(day % 365 % 31) % 28,
             (int)(share(m->variant + 8) * 24), (int)(share(m->variant + 9) * 60));
    return hs_arena_copy(m->doc->arena, hs_ascii_of(words));
}

static void make_head(making *m)
{
    char outlet[64];
    hs_document *d = m->doc;
    size_t n = put_word(outlet, 100000 + skewed(m->variant + 6, OUTLETS), true);
    snprintf(outlet + n, sizeof outlet - n, " Post");
    d->outlet = hs_arena_copy(d->arena, hs_ascii_of(outlet));
    d->url = printed(m, "https://news.example/%llu", m->variant);
    d->title = varied(m, m->of->title, NULL);
    d->published = day_of(m);
    d->language = (hs_str){"en", 2};
    d->text = varied(m, m->of->text, m->map);
}

/* The same signs turned in all vectors of a round leave alike what is alike in it, and nothing alike in two. */
static void turn_vectors(making *m)
{
    size_t width = m->of->vector_width;
    int8_t *out = room(m, m->of->n_attributions * width, 1);
    for (size_t i = 0; i < m->of->n_attributions * width; i++)
        out[i] = mix((uint64_t)m->round << 20 | i % width) & 1 ? m->of->vectors[i] : (int8_t)-m->of->vectors[i];
    m->doc->vectors = out;
    m->doc->vector_width = width;
}

static void make_reading(making *m)
{
    const hs_document *of = m->of;
    hs_source *sources = room(m, of->n_sources, sizeof *sources);
    hs_attribution *attributions = room(m, of->n_attributions, sizeof *attributions);
    for (size_t i = 0; i < of->n_sources; i++) {
        sources[i] = of->sources[i];
        sources[i].name = varied(m, sources[i].name, NULL);
        sources[i].description = varied(m, sources[i].description, NULL);
        sources[i].mentions = moved_all(m, sources[i].mentions);
    }
    for (size_t i = 0; i < of->n_attributions; i++) {
        attributions[i] = of->attributions[i];
        attributions[i].source = moved_all(m, attributions[i].source);
        attributions[i].cue = moved_all(m, attributions[i].cue);
        attributions[i].content = moved_all(m, attributions[i].content);
    }
    m->doc->model = of->model;
    m->doc->sources = sources;
    m->doc->n_sources = of->n_sources;
    m->doc->attributions = attributions;
    m->doc->n_attributions = of->n_attributions;
    if (m->round >= 0 && of->vectors)
        turn_vectors(m);
}

/* @param round  below 0: none */
static size_t add_variant(hs_ledger *ledger, const hs_document *of, uint64_t number, int64_t round)
{
    hs_error err;
    hs_added how;
    uint64_t id;
    making m = {.of = of, .variant = mix(number), .words_of = mix(round < 0 ? number : (uint64_t)round), .round = round};
    m.words = hs_buffer_new(CAP);
    m.map = malloc((of->text.len + 1) * sizeof *m.map);
    if (!m.map || hs_document_new(&m.doc, CAP, &err) != HS_OK)
        stop("an article", &err);
    make_head(&m);
    if (hs_document_seal(m.doc, &err) != HS_OK)
        stop("an article", &err);
    make_reading(&m);
    if (hs_ledger_add(&how, &id, ledger, m.doc, &err) != HS_OK)
        stop("the ledger", &err);
    hs_document_free(m.doc);
    hs_buffer_free(&m.words);
    free(m.map);
    return of->n_attributions;
}

/* ---- vectors ---- */

static void make_vector(int8_t out[WIDTH], uint64_t claim)
{
    double v[WIDTH], length = 0;
    uint64_t topic = mix(claim) % TOPICS;
    for (uint64_t i = 0; i < WIDTH; i++) {
        v[i] = share(topic << 20 | i) - 0.5 + (share(claim << 20 | i | (uint64_t)1 << 60) - 0.5) * 0.8;
        length += v[i] * v[i];
    }
    for (int i = 0; i < WIDTH; i++)
        out[i] = (int8_t)lround(v[i] / sqrt(length) * 127);
}

static void add_vectors(hs_ledger *ledger)
{
    hs_error err;
    int8_t vector[WIDTH];
    bool row;
    hs_sql q = hs_sql_begin(ledger, "SELECT max(claim_id), min(model_id) FROM claim, model");
    if (hs_sql_step(&q, &row, &err) != HS_OK)
        stop("claims", &err);
    int64_t n = hs_sql_column_number(&q, 0), model = hs_sql_column_number(&q, 1);
    hs_sql_end(&q);
    for (int64_t claim = 1; claim <= n; claim++) {
        make_vector(vector, (uint64_t)claim);
        if (hs_ledger_begin(ledger, &err) != HS_OK || hs_ledger_put_vector(ledger, model, claim, vector, WIDTH, &err) != HS_OK ||
            (claim % 10000 == 0 && hs_ledger_commit(ledger, &err) != HS_OK))
            stop("vectors", &err);
    }
    if (hs_ledger_commit(ledger, &err) != HS_OK)
        stop("vectors", &err);
}

/* ---- articles ---- */

static size_t read_articles(const hs_document **out, char **files, int n, const char *model)
{
    static char bytes[1 << 22];
    hs_reader *reader;
    hs_workspace *workspace;
    hs_error err;
    size_t kept = 0;
    if (hs_reader_open(&reader, model, &err) != HS_OK || hs_workspace_open(&workspace, reader, &err) != HS_OK)
        stop(model, &err);
    for (int i = 0; i < n && kept < MOST_ARTICLES; i++) {
        hs_document *doc;
        FILE *f = fopen(files[i], "rb");
        size_t len = f ? fread(bytes, 1, sizeof bytes, f) : 0;
        if (f)
            fclose(f);
        if (hs_document_open(&doc, bytes, len, NULL, &err) != HS_OK)
            continue;
        if (hs_read(doc, reader, workspace, &err) == HS_OK && doc->n_attributions)
            out[kept++] = doc;
        else
            hs_document_free(doc);
    }
    return kept;
}

int main(int argc, char **argv)
{
    static const hs_document *articles[MOST_ARTICLES];
    hs_ledger *ledger;
    hs_error err;
    bool rounds = argc > 1 && strcmp(argv[1], "--rounds") == 0;
    argc -= rounds;
    argv += rounds;
    if (argc < 5) {
        fputs("usage: make_ledger [--rounds] LEDGER ATTRIBUTIONS MODEL FILE..\n", stderr);
        return 2;
    }
    size_t wanted = strtoul(argv[2], NULL, 10), made = 0, n = read_articles(articles, argv + 4, argc - 4, argv[3]);
    if (!n || hs_ledger_open(&ledger, argv[1], HS_LEDGER_WRITE, &err) != HS_OK)
        stop(argv[1], n ? &err : &(hs_error){.msg = "no articles with attributions"});
    for (uint64_t number = 1; made < wanted; number++) {
        made += rounds ? add_variant(ledger, articles[(number - 1) % n], number, (int64_t)((number - 1) / n))
                       : add_variant(ledger, articles[mix(number * 3) % n], number, -1);
        if (number % BATCH == 0 && hs_ledger_commit(ledger, &err) != HS_OK)
            stop(argv[1], &err);
    }
    if (hs_ledger_commit(ledger, &err) != HS_OK)
        stop(argv[1], &err);
    if (!rounds)
        add_vectors(ledger);
    hs_ledger_free(ledger);
    printf("%zu attributions of variants of %zu articles\n", made, n);
    return 0;
}
