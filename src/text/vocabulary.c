/* vocabulary.c -- word pieces in an open-addressing hash table. In: vocab.txt, hostile. Out: ids, and the split of a
 * word. A vocabulary is immutable once made: any number of threads may read it.
 *
 * Pieces that begin a word and pieces that continue one ("##") share the table; the hash's seed tells them apart, and
 * the bytes that are compared are those after "##". */
#include "vocabulary.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "heap.h"
#include "status.h"
#include "utf8.h"

/* Pieces chosen to collide would make loading quadratic: past this many steps the file is refused. A table at most half
 * full of honest pieces stays far below. */
enum { MAX_PROBE = 256 };

typedef struct slot {
    uint32_t hash;
    int32_t id; /* -1: free */
} slot;

struct hs_vocabulary {
    char *text;          /* the file and HS_WORD_PADDING zero bytes */
    uint32_t *begin;     /* [n + 1] where each line begins in text; begin[n] is one past the last line end */
    slot *slots;         /* [mask + 1] */
    uint32_t mask;       /* a power of two less one */
    uint32_t n;          /* pieces */
    uint32_t longest[2]; /* bytes of the longest piece that begins, that continues a word */
    int32_t special[HS_N_SPECIAL];
};

static const hs_str special_text[HS_N_SPECIAL] = {
    {"[UNK]", 5}, {"[CLS]", 5}, {"[SEP]", 5}, {"[PAD]", 5}, {"[MASK]", 6}};

static uint64_t load64(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

/* Hash of [len] bytes; reads up to 7 bytes past them. */
static uint32_t hash_of(const char *bytes, size_t len, bool continues)
{
    const uint64_t k = 0x9e3779b97f4a7c15u;
    uint64_t h = (continues ? 0x8bb84b93962eacc9u : 0x2d358dccaa6c78a5u) ^ len * k;
    for (; len > 8; len -= 8, bytes += 8) {
        h = (h ^ load64(bytes)) * k;
        h ^= h >> 32;
    }
    if (len)
        h ^= load64(bytes) & UINT64_MAX >> (64 - 8 * len);
    h *= k;
    h ^= h >> 32;
    return (uint32_t)((h * k) >> 32);
}

static hs_str piece_at(const hs_vocabulary *v, uint32_t id)
{
    return (hs_str){v->text + v->begin[id], v->begin[id + 1] - 1 - v->begin[id]};
}

/* "##" alone, without anything to continue with, is an ordinary piece. */
static bool strip_mark(hs_str *piece)
{
    if (piece->len <= 2 || piece->ptr[0] != '#' || piece->ptr[1] != '#')
        return false;
    piece->ptr += 2;
    piece->len -= 2;
    return true;
}

static int32_t find(const hs_vocabulary *v, const char *bytes, size_t len, bool continues)
{
    uint32_t hash = hash_of(bytes, len, continues);
    for (uint32_t at = hash & v->mask;; at = (at + 1) & v->mask) {
        const slot *s = &v->slots[at];
        if (s->id < 0)
            return -1;
        if (s->hash != hash)
            continue;
        hs_str piece = piece_at(v, (uint32_t)s->id);
        if (strip_mark(&piece) == continues && piece.len == len && memcmp(piece.ptr, bytes, len) == 0)
            return s->id;
    }
}

/* Put piece `id` into the table. */
static hs_status insert(hs_vocabulary *v, uint32_t id, hs_error *err)
{
    hs_str piece = piece_at(v, id);
    bool continues = strip_mark(&piece);
    uint32_t hash = hash_of(piece.ptr, piece.len, continues), at = hash & v->mask;
    for (int probe = 0; v->slots[at].id >= 0; probe++, at = (at + 1) & v->mask) {
        if (probe >= MAX_PROBE)
            return hs_fail(err, HS_E_MODEL, v->begin[id], "vocab.txt: line %u: too many pieces of one hash", id + 1);
        if (v->slots[at].hash != hash)
            continue;
        hs_str other = piece_at(v, (uint32_t)v->slots[at].id);
        if (strip_mark(&other) == continues && other.len == piece.len && memcmp(other.ptr, piece.ptr, piece.len) == 0)
            return hs_fail(err, HS_E_MODEL, v->begin[id], "vocab.txt: line %u: the piece of line %d again", id + 1,
                           v->slots[at].id + 1);
    }
    v->slots[at] = (slot){hash, (int32_t)id};
    if (piece.len > v->longest[continues])
        v->longest[continues] = (uint32_t)piece.len;
    return HS_OK;
}

/* Find the lines: v->begin and v->n; checks each. */
static hs_status index_lines(hs_vocabulary *v, size_t len, hs_error *err)
{
    uint32_t n = 0;
    for (size_t at = 0; at < len; n++) {
        const char *stop = memchr(v->text + at, '\n', len - at);
        size_t end = stop ? (size_t)(stop - v->text) : len;
        if (n == HS_VOCABULARY_MAX_PIECES)
            return hs_fail(err, HS_E_MODEL, at, "vocab.txt: over %d pieces", HS_VOCABULARY_MAX_PIECES);
        if (end == at)
            return hs_fail(err, HS_E_MODEL, at, "vocab.txt: line %u is empty", n + 1);
        if (end - at > HS_VOCABULARY_MAX_PIECE_BYTES)
            return hs_fail(err, HS_E_MODEL, at, "vocab.txt: line %u is over %d bytes", n + 1,
                           HS_VOCABULARY_MAX_PIECE_BYTES);
        if (v->text[end - 1] == '\r')
            return hs_fail(err, HS_E_MODEL, end - 1, "vocab.txt: line %u ends in CR: lines end in LF alone", n + 1);
        v->begin[n] = (uint32_t)at;
        at = end + 1;
        v->begin[n + 1] = (uint32_t)at;
    }
    v->n = n;
    return HS_OK;
}

static hs_status build(hs_vocabulary *v, hs_str text, hs_error *err)
{
    size_t n_lines = 1, n_slots = 16;
    for (const char *at = text.ptr; (at = memchr(at, '\n', (size_t)(text.ptr + text.len - at))); at++)
        n_lines++;
    if (n_lines > HS_VOCABULARY_MAX_PIECES + 1)
        n_lines = HS_VOCABULARY_MAX_PIECES + 1;
    while (n_slots < 2 * n_lines)
        n_slots *= 2;
    v->text = hs_alloc(text.len + HS_WORD_PADDING);
    v->begin = hs_alloc((n_lines + 1) * sizeof *v->begin);
    v->slots = hs_alloc(n_slots * sizeof *v->slots);
    if (!v->text || !v->begin || !v->slots)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a vocabulary of %zu lines", n_lines);
    memcpy(v->text, text.ptr, text.len);
    memset(v->slots, 0xff, n_slots * sizeof *v->slots); /* every id -1 */
    v->mask = (uint32_t)n_slots - 1;
    HS_TRY(index_lines(v, text.len, err));
    for (uint32_t id = 0; id < v->n; id++)
        HS_TRY(insert(v, id, err));
    for (int i = 0; i < HS_N_SPECIAL; i++) {
        v->special[i] = hs_vocabulary_id(v, special_text[i]);
        if (v->special[i] < 0 && i <= HS_SPECIAL_SEP)
            return hs_fail(err, HS_E_MODEL, text.len, "vocab.txt: no piece %s", special_text[i].ptr);
    }
    return HS_OK;
}

hs_status hs_vocabulary_parse(hs_vocabulary **out, hs_str text, hs_error *err)
{
    *out = NULL;
    if (!text.len)
        return hs_fail(err, HS_E_MODEL, 0, "vocab.txt: empty");
    if (text.len > HS_VOCABULARY_MAX_BYTES)
        return hs_fail(err, HS_E_MODEL, HS_VOCABULARY_MAX_BYTES, "vocab.txt: over %d bytes", HS_VOCABULARY_MAX_BYTES);
    size_t valid = hs_utf8_valid(text.ptr, text.len);
    if (valid < text.len) {
        size_t line = 1;
        for (size_t i = 0; i < valid; i++)
            line += text.ptr[i] == '\n';
        return hs_fail(err, HS_E_MODEL, valid, "vocab.txt: line %zu is not UTF-8", line);
    }
    hs_vocabulary *v = hs_alloc(sizeof *v);
    if (!v)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a vocabulary");
    hs_status status = build(v, text, err);
    if (status != HS_OK) {
        hs_vocabulary_free(v);
        return status;
    }
    *out = v;
    return HS_OK;
}

hs_status hs_vocabulary_open(hs_vocabulary **out, const char *path, hs_error *err)
{
    *out = NULL;
    FILE *file = fopen(path, "rb");
    if (!file)
        return hs_fail(err, errno == ENOMEM ? HS_E_NOMEM : HS_E_IO, 0, "%s: cannot be opened", path);
    size_t len = 0, cap = 1 << 18;
    char *text = hs_alloc(cap);
    while (text) {
        size_t room = cap - len, got = fread(text + len, 1, room, file);
        len += got;
        if (got < room || len > HS_VOCABULARY_MAX_BYTES)
            break;
        char *grown = hs_alloc(cap * 2);
        if (grown)
            memcpy(grown, text, len);
        hs_free(text);
        text = grown;
        cap *= 2;
    }
    bool failed = ferror(file);
    fclose(file);
    hs_status status;
    if (!text)
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for %s", path);
    else if (failed)
        status = hs_fail(err, HS_E_IO, len, "%s: cannot be read", path);
    else
        status = hs_vocabulary_parse(out, (hs_str){text, len}, err);
    hs_free(text);
    return status;
}

void hs_vocabulary_free(hs_vocabulary *vocabulary)
{
    if (!vocabulary)
        return;
    hs_free(vocabulary->text);
    hs_free(vocabulary->begin);
    hs_free(vocabulary->slots);
    hs_free(vocabulary);
}

size_t hs_vocabulary_size(const hs_vocabulary *vocabulary)
{
    return vocabulary->n;
}

int32_t hs_vocabulary_special(const hs_vocabulary *vocabulary, hs_special special)
{
    return vocabulary->special[special];
}

hs_str hs_special_text(hs_special special)
{
    return special_text[special];
}

hs_str hs_vocabulary_piece(const hs_vocabulary *vocabulary, int32_t id)
{
    if (id < 0 || (uint32_t)id >= vocabulary->n)
        return (hs_str){NULL, 0};
    return piece_at(vocabulary, (uint32_t)id);
}

int32_t hs_vocabulary_id(const hs_vocabulary *vocabulary, hs_str piece)
{
    char padded[HS_VOCABULARY_MAX_PIECE_BYTES + HS_WORD_PADDING] = {0};
    if (!piece.len || piece.len > HS_VOCABULARY_MAX_PIECE_BYTES)
        return -1;
    memcpy(padded, piece.ptr, piece.len);
    hs_str word = {padded, piece.len};
    bool continues = strip_mark(&word);
    return find(vocabulary, word.ptr, word.len, continues);
}

size_t hs_vocabulary_split(int32_t *ids, uint16_t *ends, const hs_vocabulary *vocabulary, const char *word, size_t len)
{
    size_t n = 0;
    for (size_t at = 0; at < len;) {
        bool continues = at > 0;
        size_t left = len - at, try = left < vocabulary->longest[continues] ? left : vocabulary->longest[continues];
        int32_t id = -1;
        for (; try > 0; try--) {
            /* A piece ends where a character ends. */
            if (try < left && ((unsigned char)word[at + try] & 0xc0) == 0x80)
                continue;
            id = find(vocabulary, word + at, try, continues);
            if (id >= 0)
                break;
        }
        if (id < 0)
            return 0;
        at += try;
        ids[n] = id;
        ends[n++] = (uint16_t)at;
    }
    return n;
}
