/* byline.c -- bylines. In: one line. Out: names in it. No state; any thread.
 * High precision: a name is two to four words with capitals; the first piece that is none ends the names. */
#include "byline.h"

#include <string.h>

#include "ascii.h"

enum { LINE_BYTES = 160, NAME_BYTES = 50, NAME_WORDS = 5 };

static const char *const openings[] = {"by ",      "by: ",          "written by ",  "words by ", "story by ",
                                       "text by ", "reporting by ", "reported by ", "author: "};

/* Words of roles and houses: "Political Editor", "Post Staff". */
static const char *const no_names[] = {"editor",   "editors",   "correspondent", "reporter",   "writer", "writers",
                                       "staff",    "desk",      "agency",        "agencies",   "news",   "newsroom",
                                       "team",     "press",     "bureau",        "chief",      "senior", "special",
                                       "our",      "the",       "updated",       "published",  "posted", "wire",
                                       "services", "columnist", "contributor",   "associated", "photos"};

static const char *const particles[] = {"de",  "da",   "di", "del", "della", "der", "den", "van", "von", "la", "le",
                                        "bin", "bint", "al", "el",  "dos",   "du",  "ter", "ten", "af",  "av", "y"};

static bool is_one_of(hs_str word, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hs_ascii_is(word, words[i]))
            return true;
    return false;
}

static bool is_capital(hs_str word)
{
    return (*word.ptr >= 'A' && *word.ptr <= 'Z') || (unsigned char)*word.ptr >= 0xc3;
}

static bool is_name(hs_str s)
{
    size_t words = 0, capitals = 0;
    if (!s.len || s.len > NAME_BYTES)
        return false;
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        for (; i < s.len && s.ptr[i] != ' '; i++)
            if (hs_ascii_is_digit(s.ptr[i]) || (s.ptr[i] && strchr("@:;/\\()[]{}<>\"!?|*#", s.ptr[i])))
                return false;
        hs_str word = {s.ptr + from, i - from};
        i++;
        if (!word.len || is_one_of(word, no_names, sizeof no_names / sizeof *no_names))
            return false;
        bool particle = words && is_one_of(word, particles, sizeof particles / sizeof *particles);
        if (!particle && !is_capital(word))
            return false;
        words++;
        capitals += !particle;
    }
    return capitals >= 2 && words <= NAME_WORDS;
}

/* Bytes of what parts two names at s[i], 0 where nothing does. `last`: after it comes no name of an author. */
static size_t parting(hs_str s, size_t i, bool *last)
{
    static const struct {
        const char *text;
        bool last;
    } marks[] = {{", and ", false},
                 {" and ", false},
                 {" & ", false},
                 {", ", false},
                 {" in ", true},
                 {" for ", true},
                 {" of ", true},
                 {" | ", true},
                 {" - ", true},
                 {" \xe2\x80\x93 ", true},
                 {" \xe2\x80\x94 ", true},
                 {" \xc2\xb7 ", true},
                 {" \xe2\x80\xa2 ", true},
                 {"; ", true},
                 {" at ", true}};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (hs_ascii_begins((hs_str){s.ptr + i, s.len - i}, marks[k].text)) {
            *last = marks[k].last;
            return strlen(marks[k].text);
        }
    return 0;
}

size_t hs_byline_read(hs_str *out, size_t max, hs_str line)
{
    size_t n = 0, skip = 0;
    line = hs_ascii_trim(line);
    for (size_t k = 0; k < sizeof openings / sizeof *openings && !skip; k++)
        skip = hs_ascii_begins(line, openings[k]) ? strlen(openings[k]) : 0;
    if (!skip || line.len > LINE_BYTES)
        return 0;
    bool last = false;
    for (size_t from = skip; from < line.len && n < max && !last;) {
        size_t end = from, gap = 0;
        while (end < line.len && !(gap = parting(line, end, &last)))
            end++;
        hs_str name = hs_ascii_trim((hs_str){line.ptr + from, end - from});
        if (name.len && name.ptr[name.len - 1] == '.')
            name.len--;
        if (!is_name(name))
            break;
        out[n++] = name;
        from = end + gap;
    }
    return n;
}
