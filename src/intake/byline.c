/* byline.c -- bylines. In: one line, or one field. Out: names in it. No state; any thread.
 * A line is read with high precision: a name is two to four words with capitals, and the first piece that is none ends
 * the names. A field is known to name authors: all is taken that is not known to be something else. */
#include "byline.h"

#include <string.h>

#include "ascii.h"
#include "months.h"

enum { LINE_BYTES = 160, FIELD_BYTES = 1000, NAME_BYTES = 50, NAME_WORDS = 5 };

static const char *const openings[] = {"by ",      "by: ",          "written by ",  "words by ", "story by ",
                                       "text by ", "reporting by ", "reported by ", "author: ",
                                       "posted by ", "article by ", "ein artikel von ", "ein beitrag von ",
                                       "un article de "};

/* "By" in other languages: in a field for authors alone, since "Van Dyke" and "Di Maio" begin names. */
static const char *const foreign_openings[] = {"von ", "par ", "por ", "door "};

/* What blogs write before an author's name. */
static const char *const field_openings[] = {"view all posts by ", "all posts by ", "posts by ", "more by "};

/* Words of roles and houses: "Political Editor", "Post Staff". */
static const char *const no_names[] = {
    "admin", "administrator", "agencies", "agency", "associated", "author", "autor", "autoren", "autorin", "bureau",
    "chief", "columnist", "contributor", "contributors", "correspondent", "correspondents", "desk", "editor",
    "editorial", "editors", "facebook", "gmbh", "guest", "inc", "inc.", "instagram", "limited", "login", "ltd",
    "ltd.", "magazine", "media", "network", "news", "newsroom", "online", "our", "photographer", "photos", "posted",
    "press", "producer", "published", "publisher", "redaccion", "redaction", "redaktion", "reporter", "reporters",
    "reports", "senior", "service", "services", "special", "staff", "team", "the", "twitter", "uncategorized",
    "unknown", "updated", "webmaster", "wire", "writer", "writers", "youtube"};

/* What pages print where a name could stand. */
static const char *const no_bylines[] = {
    "about",  "advertisement", "article",   "comment", "comments", "contact", "email",   "follow", "home",
    "latest", "min",           "more",      "opinion", "print",    "read",    "related", "save",   "share",
    "sign",   "story",         "subscribe", "today",   "top",      "view",    "watch"};

static const char *const degrees[] = {"phd", "ph.d.", "ph.d", "md",  "m.d.", "ms", "msc", "ma",  "mba", "rd",
                                      "rn",  "jd",    "esq.", "cfa", "cfp",  "mp", "mph", "dds", "bsc"};

/* Last words of what a reporter is called behind the name: "Ann Lee, Post Staff Writer". */
static const char *const roles[] = {"writer", "writers", "reporter", "reporters", "correspondent", "correspondents",
                                    "columnist", "journalist"};

/* A company; after it comes its address. */
static const char *const legal_forms[] = {"gmbh", "inc", "inc.", "ltd", "ltd.", "llc", "limited", "plc", "ag", "s.a."};

static const char *const suffixes[] = {"jr.", "jr", "sr.", "sr", "ii", "iii", "iv"};

static const char *const particles[] = {"de",  "da",   "di", "del", "della", "der", "den", "van", "von", "la", "le",
                                        "bin", "bint", "al", "el",  "dos",   "du",  "ter", "ten", "af",  "av", "y"};

/* After a name: "Ann Lee Monday, 3 May". */
static const char *const days[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

#define IS_ONE_OF(word, words) hs_ascii_is_one_of(word, words, sizeof(words) / sizeof *(words))

static bool is_capital(hs_str word)
{
    return (*word.ptr >= 'A' && *word.ptr <= 'Z') || (unsigned char)*word.ptr >= 0xc3;
}

/* The next word of `s` from *at on; empty at the end. */
static hs_str next_word(hs_str s, size_t *at)
{
    while (*at < s.len && s.ptr[*at] == ' ')
        ++*at;
    size_t from = *at;
    while (*at < s.len && s.ptr[*at] != ' ')
        ++*at;
    return (hs_str){s.ptr + from, *at - from};
}

bool hs_byline_is_name(hs_str s)
{
    size_t words = 0, capitals = 0, at = 0;
    if (!s.len || s.len > NAME_BYTES)
        return false;
    for (hs_str word = next_word(s, &at); word.len; word = next_word(s, &at)) {
        for (size_t i = 0; i < word.len; i++)
            if (hs_ascii_is_digit(word.ptr[i]) || (word.ptr[i] && strchr("@:;/\\()[]{}<>\"!?|*#", word.ptr[i])))
                return false;
        if (IS_ONE_OF(word, no_names) || IS_ONE_OF(word, no_bylines) || IS_ONE_OF(word, days))
            return false;
        bool particle = words && IS_ONE_OF(word, particles);
        if (!particle && !is_capital(word))
            return false;
        words++;
        capitals += !particle;
    }
    return capitals >= 2 && words <= NAME_WORDS;
}

/* A domain, "example.org", not initials: letters after the last point, in the case of those before it. */
static bool is_domain(hs_str word)
{
    size_t point = word.len;
    while (point && word.ptr[point - 1] != '.')
        point--;
    if (point < 2 || word.len - point < 2)
        return false;
    for (size_t i = point; i < word.len; i++)
        if (!hs_ascii_is_letter(word.ptr[i]) || (word.ptr[i] < 'a' && point < 4))
            return false;
    return true;
}

/* A name that a machine keeps of its user: "web-admin", "ann.lee", "a3f9". */
static bool is_user_name(hs_str s)
{
    bool capital = false, space = false, mark = false;
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        capital = capital || (c >= 'A' && c <= 'Z') || c >= 0x80;
        space = space || c == ' ';
        mark = mark || c == '-' || c == '_' || c == '.' || hs_ascii_is_digit(s.ptr[i]);
    }
    return !space && mark && !capital;
}

bool hs_byline_is_somebody(hs_str s)
{
    size_t at = 0, words = 0;
    if (!s.len || s.len > NAME_BYTES || is_user_name(s) || hs_ascii_is(s, "by") || hs_ascii_is(s, "no author") ||
        hs_ascii_holds(s, "admin"))
        return false;
    for (hs_str word = next_word(s, &at); word.len; word = next_word(s, &at)) {
        for (size_t i = 0; i < word.len; i++)
            if (hs_ascii_is_digit(word.ptr[i]) || (word.ptr[i] && strchr("@:/\\<>\"|*#{}[]()", word.ptr[i])))
                return false;
        if (IS_ONE_OF(word, no_names) || is_domain(word) || hs_ascii_holds(word, "redakt") ||
            hs_ascii_begins(word, "r\xc3\xa9"
                                  "dac"))
            return false;
        words++;
    }
    return words && words <= NAME_WORDS;
}

typedef enum parting_kind { NO_PARTING, NEXT_NAME, COMMA, ASIDE } parting_kind;

/* Bytes of what parts two names at s[i], 0 where nothing does. An ASIDE: after it comes no name of an author. */
static size_t parting(hs_str s, size_t i, parting_kind *kind)
{
    static const struct {
        const char *text;
        parting_kind kind;
    } marks[] = {{", and ", NEXT_NAME}, {" and ", NEXT_NAME},      {" & ", NEXT_NAME},
                 {", ", COMMA},         {" in ", ASIDE},           {" for ", ASIDE},
                 {" of ", ASIDE},       {" with ", ASIDE},         {" | ", ASIDE},
                 {" - ", ASIDE},        {" \xe2\x80\x93 ", ASIDE}, {" \xe2\x80\x94 ", ASIDE},
                 {" \xc2\xb7 ", ASIDE}, {" \xe2\x80\xa2 ", ASIDE}, {"; ", ASIDE},
                 {" at ", ASIDE}};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (hs_ascii_begins((hs_str){s.ptr + i, s.len - i}, marks[k].text)) {
            *kind = marks[k].kind;
            return strlen(marks[k].text);
        }
    return 0;
}

/* Does the word around s[i] have a point or colon, as "example.org/ann" does? */
static bool is_in_address(hs_str s, size_t i)
{
    while (i && s.ptr[i - 1] != ' ')
        i--;
    for (; i < s.len && s.ptr[i] != ' '; i++)
        if (s.ptr[i] == '.' || s.ptr[i] == ':')
            return true;
    return false;
}

/* More of them, that only a field has. */
static size_t field_parting(hs_str s, size_t i, parting_kind *kind)
{
    size_t n = hs_ascii_begins(hs_ascii_from(s, i), "; ") ? 0 : parting(s, i, kind);
    if (n)
        return n;
    static const struct {
        const char *text;
        parting_kind kind;
    } marks[] = {{"; ", NEXT_NAME},   {";", NEXT_NAME}, {"/", NEXT_NAME}, {" und ", NEXT_NAME},
                 {" et ", NEXT_NAME}, {",", COMMA},     {" (", ASIDE},    {". ", ASIDE}};
    bool initial = i < 2 || s.ptr[i - 2] == ' ' || s.ptr[i - 2] == '.' || i < 4; /* "J. R. Lee", "Dr. Lee" */
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (hs_ascii_begins(hs_ascii_from(s, i), marks[k].text) && !(initial && s.ptr[i] == '.') &&
            !(s.ptr[i] == '/' && is_in_address(s, i))) {
            *kind = marks[k].kind;
            return strlen(marks[k].text);
        }
    return 0;
}

/* `s` without one of the openings. */
static hs_str without(hs_str s, const char *const *heads, size_t n)
{
    for (size_t k = 0; k < n; k++)
        if (hs_ascii_begins(s, heads[k]))
            return hs_ascii_trim(hs_ascii_from(s, strlen(heads[k])));
    return s;
}

bool hs_byline_is_opening(hs_str line)
{
    for (size_t k = 0; k < sizeof openings / sizeof *openings; k++)
        if (line.len + 1 == strlen(openings[k]) && hs_ascii_same(line.ptr, openings[k], line.len))
            return true;
    return false;
}

bool hs_byline_is_opened(hs_str line)
{
    return without(line, openings, sizeof openings / sizeof *openings).len < line.len ||
           without(line, foreign_openings, sizeof foreign_openings / sizeof *foreign_openings).len < line.len;
}

/* "Ann Lee" of "Ann Lee Monday 3 May", "Ann Lee 3:51 pm Share" and "Ann Lee." */
static hs_str without_tail(hs_str name)
{
    size_t at = 0, words = 0;
    for (hs_str word = next_word(name, &at); word.len; word = next_word(name, &at))
        if (++words > 2 && (hs_ascii_is_digit(*word.ptr) || IS_ONE_OF(word, no_bylines) || IS_ONE_OF(word, days) ||
                            hs_month_by_name(word))) {
            name = hs_ascii_trim((hs_str){name.ptr, (size_t)(word.ptr - name.ptr)});
            break;
        }
    size_t last = name.len;
    while (last && name.ptr[last - 1] != ' ')
        last--;
    hs_str word = hs_ascii_from(name, last);
    if (word.len && word.ptr[word.len - 1] == '.' && !IS_ONE_OF(word, suffixes))
        name.len--;
    return name;
}

/* Where the role begins in "Ann Lee, Post Staff Writer" and "Ann Lee | Staff Reporter"; 0 if the line has none. */
static size_t role_begin(hs_str line)
{
    size_t last = line.len;
    while (last && line.ptr[last - 1] != ' ')
        last--;
    if (!IS_ONE_OF(hs_ascii_from(line, last), roles))
        return 0;
    for (size_t i = last; i-- > 1;)
        if (line.ptr[i] == ',' || line.ptr[i] == '|' || line.ptr[i] == ';')
            return i;
    return 0;
}

/* "Bo Ek" of "By Ann Lee in Port Alder and Bo Ek in Sandholm": what stands from the place on. */
static size_t beyond_place(hs_str *out, size_t max, hs_str rest)
{
    size_t n = 0;
    for (size_t at; n < max && (at = hs_ascii_find(rest, hs_ascii_of(" and "), 0)) != HS_NOWHERE;) {
        rest = hs_ascii_from(rest, at + strlen(" and "));
        size_t end = hs_ascii_find(rest, hs_ascii_of(" in "), 0);
        hs_str name = {rest.ptr, end == HS_NOWHERE ? 0 : end};
        if (!hs_byline_is_name(name))
            break;
        out[n++] = name;
    }
    return n;
}

size_t hs_byline_read(hs_str *out, size_t max, hs_str line)
{
    line = hs_ascii_trim(line);
    hs_str names = without(line, openings, sizeof openings / sizeof *openings);
    size_t n = 0;
    if (line.len > LINE_BYTES)
        return 0;
    if (names.len == line.len && !(names.len = role_begin(line)))
        return 0;
    parting_kind kind = NO_PARTING;
    for (size_t from = 0; from < names.len && n < max && kind != ASIDE;) {
        size_t end = from, gap = 0;
        while (end < names.len && !(gap = parting(names, end, &kind)))
            end++;
        hs_str name = hs_ascii_trim((hs_str){names.ptr + from, end - from});
        name = without_tail(name);
        if (!hs_byline_is_name(name))
            break;
        out[n++] = name;
        from = end + gap;
        if (kind == ASIDE && hs_ascii_begins(hs_ascii_from(names, end), " in "))
            n += beyond_place(out + n, max - n, hs_ascii_from(names, from));
    }
    return n;
}

static bool is_one_word(hs_str s)
{
    return s.len && hs_ascii_char(s, 0, ' ') == s.len;
}

static bool ends_in_legal_form(hs_str piece)
{
    size_t last = piece.len;
    while (last && piece.ptr[last - 1] != ' ')
        last--;
    return last && IS_ONE_OF(hs_ascii_from(piece, last), legal_forms);
}

/* Is what was taken off "By" rather than part of a name: in small letters, or with two capitals behind it? */
static bool is_opening(hs_str field, hs_str rest)
{
    size_t second = hs_ascii_char(rest, 0, ' ') + 1;
    return !is_capital(field) || (second < rest.len && is_capital(hs_ascii_from(rest, second)));
}

size_t hs_byline_people(hs_str *out, size_t max, bool *reversed, hs_str field)
{
    size_t n = 0, pieces = 0;
    bool is_company = false;
    hs_str first = {NULL, 0}, second = {NULL, 0};
    *reversed = false;
    field = hs_ascii_trim(field);
    if (field.len > FIELD_BYTES)
        return 0;
    field = without(field, field_openings, sizeof field_openings / sizeof *field_openings);
    field = without(field, openings, sizeof openings / sizeof *openings);
    hs_str foreign = without(field, foreign_openings, sizeof foreign_openings / sizeof *foreign_openings);
    if (foreign.len < field.len && foreign.len && is_capital(foreign) && is_opening(field, foreign))
        field = foreign;
    parting_kind kind = NO_PARTING, before = NO_PARTING;
    for (size_t from = 0; from < field.len && n < max; before = kind) {
        size_t end = from, gap = 0;
        kind = NO_PARTING;
        while (end < field.len && !(gap = field_parting(field, end, &kind)))
            end++;
        hs_str piece = hs_ascii_trim((hs_str){field.ptr + from, end - from});
        from = end + gap;
        if ((before == ASIDE && n) || is_company)
            break;
        is_company = ends_in_legal_form(piece);
        if (!pieces++)
            first = piece;
        else if (pieces == 2 && before == COMMA)
            second = piece;
        if (before == COMMA && n && IS_ONE_OF(piece, suffixes))
            out[n - 1].len = (size_t)(piece.ptr + piece.len - out[n - 1].ptr);
        else if (hs_byline_is_somebody(piece) && !(before == COMMA && IS_ONE_OF(piece, degrees)))
            out[n++] = piece;
    }
    /* "Lee, Ann", where both are one word: family name first. */
    if (pieces == 2 && n == 2 && is_one_word(first) && is_one_word(second) && is_capital(first) && is_capital(second)) {
        out[0] = (hs_str){first.ptr, (size_t)(second.ptr + second.len - first.ptr)};
        *reversed = true;
        return 1;
    }
    return n;
}
