/* outlet_name.c -- naming the publisher by the outlet file. In: what a page or the caller says, hostile. Out: that, or
 * the file's name for it. Threads: any. */
#include "outlet_name.h"

#include <string.h>

#include "ascii.h"
#include "outlets.h"
#include "url.h"

enum { MAX_SAID = 256, MAX_TITLE = 512 }; /* no outlet's name and slogan, and no title, are longer */
enum { INITIALS = 3 };                    /* two letters fit too many names */

hs_str hs_outlet_name_of(hs_str url)
{
    hs_outlet outlet = hs_outlet_by_url(url);
    return outlet == HS_NO_OUTLET ? (hs_str){NULL, 0} : hs_outlet_at(outlet).name;
}

static hs_str trim(hs_str s)
{
    while (s.len && *s.ptr == ' ')
        s.ptr++, s.len--;
    while (s.len && s.ptr[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* The next letter or digit in lower case, or byte beyond ASCII; 0 at the end. */
static unsigned char next_letter(hs_str *s)
{
    while (s->len) {
        unsigned char c = (unsigned char)*s->ptr++;
        s->len--;
        if (c >= 'A' && c <= 'Z')
            return (unsigned char)(c + 32);
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            return c;
    }
    return 0;
}

/* "pcgamer" and "PC Gamer" */
static bool same_letters(hs_str a, hs_str b)
{
    unsigned char x, y;
    do {
        x = next_letter(&a);
        y = next_letter(&b);
    } while (x && x == y);
    return x == y;
}

static bool is_form_of(hs_outlet outlet, hs_str said)
{
    hs_str name = hs_outlet_at(outlet).name;
    hs_str bare = name.len > 4 && hs_ascii_begins(name, "the ") ? (hs_str){name.ptr + 4, name.len - 4} : name;
    return hs_outlet_is_called(outlet, said) || same_letters(said, name) || same_letters(said, bare) ||
           (memchr(said.ptr, '.', said.len) && hs_outlet_by_url(said) == outlet);
}

/* The label that its owner registered: "example" of www.example.co.uk. */
static hs_str site_label(hs_str host)
{
    static const char *const shared[] = {"co", "com", "org", "net", "ac", "edu", "gov", "or", "ne"};
    hs_str label[3] = {{NULL, 0}}; /* the last three, the last first */
    for (size_t n = 0; n < 3 && host.len; n++) {
        size_t from = host.len;
        while (from && host.ptr[from - 1] != '.')
            from--;
        label[n] = (hs_str){host.ptr + from, host.len - from};
        host.len = from ? from - 1 : 0;
    }
    bool is_shared = false;
    for (size_t k = 0; k < sizeof shared / sizeof *shared && label[0].len == 2; k++)
        is_shared = is_shared || hs_ascii_is(label[1], shared[k]);
    return label[is_shared ? 2 : 1];
}

/* Does the host spell it? */
static bool is_spelt(hs_str name, hs_str host)
{
    hs_str label = site_label(host);
    return same_letters(name, host) || (label.len > 2 && same_letters(name, label));
}

/* Are they its words' first letters: "Port-Alder-Stiftung" of pas.example? Small words may be left out. */
static bool is_initials(hs_str name, hs_str host)
{
    hs_str label = site_label(host);
    size_t all = 0, capitals = 0, n = 0;
    bool same_all = true, same_capitals = true, begins = true;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        bool parts = c == ' ' || c == '-';
        if (begins && !parts) {
            char low = hs_ascii_lower(c);
            bool capital = low != c;
            same_all = same_all && all < label.len && hs_ascii_lower(label.ptr[all]) == low;
            if (capital)
                same_capitals =
                    same_capitals && capitals < label.len && hs_ascii_lower(label.ptr[capitals]) == low;
            all++;
            capitals += capital;
            n++;
        }
        begins = parts;
    }
    return label.len >= INITIALS && n >= INITIALS &&
           ((same_all && all == label.len) || (same_capitals && capitals == label.len));
}

typedef struct asked {
    hs_outlet outlet; /* that has the host, or HS_NO_OUTLET */
    hs_str host;
} asked;

static bool is_name(const void *asked_of, hs_str piece)
{
    const asked *of = asked_of;
    return is_spelt(piece, of->host) || is_initials(piece, of->host) ||
           (of->outlet != HS_NO_OUTLET && is_form_of(of->outlet, piece));
}

/* Is the host's label the first word of several: "WXYZ 7 News" of wxyz.example? */
static bool begins_with_name(const void *asked_of, hs_str piece)
{
    const asked *of = asked_of;
    size_t word = hs_ascii_char(piece, 0, ' ');
    return word < piece.len && word > 2 && same_letters((hs_str){piece.ptr, word}, site_label(of->host));
}

hs_str hs_outlet_name_piece(hs_str line, bool (*is)(const void *of, hs_str piece), const void *of)
{
    static const char *const separators[] = {
        "|",          " - ",        " \xe2\x80\x93 ", " \xe2\x80\x94 ", " \xe2\x80\xa2 ", " \xc2\xb7 ",
        " \xc2\xbb ", " \xc2\xab ", " \xe2\x80\xba ", " \xe2\x80\xb9 ", " :: ",           ": "};
    for (size_t k = 0; k < sizeof separators / sizeof *separators; k++) {
        size_t n = strlen(separators[k]), from = 0;
        for (size_t i = 0; i <= line.len; i++) {
            if (i < from) /* a blank can be of one separator alone */
                continue;
            bool parted = i + n <= line.len && memcmp(line.ptr + i, separators[k], n) == 0;
            if (!parted && (i < line.len || !from))
                continue;
            hs_str piece = trim((hs_str){line.ptr + from, i - from});
            if (piece.len && is(of, piece))
                return piece;
            from = i + n;
        }
    }
    return (hs_str){NULL, 0};
}

bool hs_outlet_name_fits(hs_str name, hs_str url)
{
    asked of = {hs_outlet_by_url(url), hs_url_host(url)};
    return name.len && of.host.len && name.len <= MAX_SAID && is_name(&of, name);
}

hs_str hs_outlet_name_in(hs_str title, hs_str url)
{
    asked of = {hs_outlet_by_url(url), hs_url_host(url)};
    return of.host.len && title.len <= MAX_TITLE ? hs_outlet_name_piece(title, is_name, &of) : (hs_str){NULL, 0};
}

hs_str hs_outlet_name_settle(hs_str said, hs_str url)
{
    asked of = {hs_outlet_by_url(url), hs_url_host(url)};
    hs_outlets called = said.len <= MAX_SAID ? hs_outlets_by_name(said) : (hs_outlets){NULL, 0};
    if (hs_url_is_web(said)) /* names itself by its address */
        said = hs_url_host(said);
    if (of.outlet != HS_NO_OUTLET) /* a section's name or a slogan; another outlet's name is believed */
        return called.n && !hs_outlet_is_called(of.outlet, said) ? said : hs_outlet_at(of.outlet).name;
    if (called.n == 1 && !of.host.len)
        return hs_outlet_at(called.at[0]).name;
    if (!said.len || said.len > MAX_SAID || !of.host.len)
        return said;
    hs_str piece = is_name(&of, said) ? said : hs_outlet_name_piece(said, is_name, &of);
    if (!piece.len)
        piece = hs_outlet_name_piece(said, begins_with_name, &of);
    return piece.len ? piece : said;
}
