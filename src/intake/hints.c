/* hints.c -- the vocabulary of page templates. In: one element. Out: HS_HINT_ flags. Any thread.
 * Words, not substrings: "shared" is not "share", "header" is not "head". No outlet's own names. */
#include "hints.h"

#include <string.h>

#include "ascii.h"

/* Longest word looked up; two words make a pair. */
enum { WORD_BYTES = 24 };

typedef struct entry {
    const char *word;
    unsigned hint;
} entry;

/* By their first letter, in the order of strcmp: found by bisection. */
/* clang-format off */
static const entry a_words[] = {
    {"aboutauthor", HS_HINT_BYLINE},
    {"ad", HS_HINT_FURNITURE},
    {"adbox", HS_HINT_FURNITURE},
    {"ads", HS_HINT_FURNITURE},
    {"adsense", HS_HINT_FURNITURE},
    {"adslot", HS_HINT_FURNITURE},
    {"adunit", HS_HINT_FURNITURE},
    {"adv", HS_HINT_FURNITURE},
    {"advert", HS_HINT_FURNITURE},
    {"advertisement", HS_HINT_FURNITURE},
    {"advertising", HS_HINT_FURNITURE},
    {"advertorial", HS_HINT_FURNITURE},
    {"alsolike", HS_HINT_RELATED},
    {"alsoread", HS_HINT_RELATED},
    {"articlebody", HS_HINT_BODY},
    {"articlecontent", HS_HINT_BODY},
    {"articlemain", HS_HINT_BODY},
    {"articlemeta", HS_HINT_BYLINE},
    {"articletext", HS_HINT_BODY},
    {"author", HS_HINT_BYLINE},
    {"authorbio", HS_HINT_BYLINE},
    {"authors", HS_HINT_BYLINE},
};
static const entry b_words[] = {
    {"banner", HS_HINT_FURNITURE},
    {"bio", HS_HINT_BYLINE},
    {"bodycopy", HS_HINT_BODY},
    {"bodytext", HS_HINT_BODY},
    {"borlabs", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"breadcrumb", HS_HINT_FURNITURE},
    {"breadcrumbs", HS_HINT_FURNITURE},
    {"byline", HS_HINT_BYLINE},
    {"bylines", HS_HINT_BYLINE},
};
static const entry c_words[] = {
    {"callout", HS_HINT_FURNITURE},
    {"caption", HS_HINT_CAPTION},
    {"captions", HS_HINT_CAPTION},
    {"carousel", HS_HINT_CAPTION},
    {"comentario", HS_HINT_COMMENTS},
    {"comentarios", HS_HINT_COMMENTS},
    {"comment", HS_HINT_COMMENTS},
    {"commentaires", HS_HINT_COMMENTS},
    {"commentary", HS_HINT_COMMENTS},
    {"commentlist", HS_HINT_COMMENTS},
    {"comments", HS_HINT_COMMENTS},
    {"consent", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"contentbody", HS_HINT_BODY},
    {"contributor", HS_HINT_BYLINE},
    {"contributors", HS_HINT_BYLINE},
    {"cookie", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"cookiebot", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"cookieconsent", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"cookielaw", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"cookies", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"copyright", HS_HINT_FURNITURE},
    {"credit", HS_HINT_CAPTION},
    {"credits", HS_HINT_CAPTION},
    {"cta", HS_HINT_FURNITURE},
};
static const entry d_words[] = {
    {"date", HS_HINT_BYLINE},
    {"dateline", HS_HINT_BYLINE},
    {"datetime", HS_HINT_BYLINE},
    {"dfp", HS_HINT_FURNITURE},
    {"disclaimer", HS_HINT_FURNITURE},
    {"discussion", HS_HINT_COMMENTS},
    {"disqus", HS_HINT_COMMENTS},
    {"donate", HS_HINT_FURNITURE},
    {"donation", HS_HINT_FURNITURE},
    {"dsgvo", HS_HINT_FURNITURE | HS_HINT_NEVER},
};
static const entry e_words[] = {
    {"entrybody", HS_HINT_BODY},
    {"entrycontent", HS_HINT_BODY},
    {"entrymeta", HS_HINT_BYLINE},
};
static const entry f_words[] = {
    {"feedback", HS_HINT_FURNITURE},
    {"figcaption", HS_HINT_CAPTION},
    {"flyout", HS_HINT_FURNITURE},
    {"follow", HS_HINT_FURNITURE},
    {"footer", HS_HINT_FURNITURE | HS_HINT_SIDE},
};
static const entry g_words[] = {
    {"gallery", HS_HINT_CAPTION},
    {"gdpr", HS_HINT_FURNITURE | HS_HINT_NEVER},
};
static const entry h_words[] = {
    {"hidden", HS_HINT_HIDDEN},
    {"hide", HS_HINT_HIDDEN},
};
static const entry i_words[] = {
    {"imagecredit", HS_HINT_CAPTION},
    {"invisible", HS_HINT_HIDDEN},
};
static const entry k_words[] = {
    {"keyevents", HS_HINT_FURNITURE},
    {"kommentar", HS_HINT_COMMENTS},
    {"kommentare", HS_HINT_COMMENTS},
};
static const entry l_words[] = {
    {"lightbox", HS_HINT_CAPTION},
    {"login", HS_HINT_FURNITURE},
};
static const entry m_words[] = {
    {"maintext", HS_HINT_BODY},
    {"marketing", HS_HINT_FURNITURE},
    {"masthead", HS_HINT_FURNITURE},
    {"menu", HS_HINT_FURNITURE},
    {"meta", HS_HINT_BYLINE},
    {"metadata", HS_HINT_BYLINE},
    {"modal", HS_HINT_FURNITURE},
    {"moreabout", HS_HINT_RELATED},
    {"morefrom", HS_HINT_RELATED},
    {"moreon", HS_HINT_RELATED},
    {"mostread", HS_HINT_RELATED},
};
static const entry n_words[] = {
    {"nav", HS_HINT_FURNITURE},
    {"navbar", HS_HINT_FURNITURE},
    {"navigation", HS_HINT_FURNITURE},
    {"newsbody", HS_HINT_BODY},
    {"newscontent", HS_HINT_BODY},
    {"newsletter", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"newsletters", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"newstext", HS_HINT_BODY},
    {"noprint", HS_HINT_FURNITURE},
    {"noscript", HS_HINT_FURNITURE},
    {"notification", HS_HINT_FURNITURE},
    {"notifications", HS_HINT_FURNITURE},
};
static const entry o_words[] = {
    {"offscreen", HS_HINT_HIDDEN},
    {"onetrust", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"optin", HS_HINT_FURNITURE},
    {"outbrain", HS_HINT_RELATED},
    {"overlay", HS_HINT_FURNITURE},
};
static const entry p_words[] = {
    {"pager", HS_HINT_FURNITURE},
    {"pagination", HS_HINT_FURNITURE},
    {"partners", HS_HINT_FURNITURE},
    {"paywall", HS_HINT_FURNITURE},
    {"photocredit", HS_HINT_CAPTION},
    {"poll", HS_HINT_FURNITURE},
    {"popular", HS_HINT_RELATED},
    {"popup", HS_HINT_FURNITURE},
    {"postbody", HS_HINT_BODY},
    {"postcontent", HS_HINT_BODY},
    {"postmeta", HS_HINT_BYLINE},
    {"postnav", HS_HINT_FURNITURE},
    {"posttext", HS_HINT_BODY},
    {"print", HS_HINT_FURNITURE},
    {"privacy", HS_HINT_FURNITURE | HS_HINT_NEVER},
    {"promo", HS_HINT_FURNITURE},
    {"promos", HS_HINT_FURNITURE},
    {"promotion", HS_HINT_FURNITURE},
    {"pubdate", HS_HINT_BYLINE},
};
static const entry q_words[] = {
    {"quiz", HS_HINT_FURNITURE},
};
static const entry r_words[] = {
    {"rail", HS_HINT_FURNITURE | HS_HINT_SIDE},
    {"rating", HS_HINT_FURNITURE},
    {"ratings", HS_HINT_FURNITURE},
    {"readalso", HS_HINT_RELATED},
    {"readingtime", HS_HINT_BYLINE},
    {"readmore", HS_HINT_RELATED},
    {"readnext", HS_HINT_RELATED},
    {"readtime", HS_HINT_BYLINE},
    {"recirc", HS_HINT_RELATED},
    {"recirculation", HS_HINT_RELATED},
    {"recommendation", HS_HINT_RELATED},
    {"recommendations", HS_HINT_RELATED},
    {"recommended", HS_HINT_RELATED},
    {"recommends", HS_HINT_RELATED},
    {"register", HS_HINT_FURNITURE},
    {"registration", HS_HINT_FURNITURE},
    {"related", HS_HINT_RELATED},
    {"relatedcontent", HS_HINT_RELATED},
    {"relateds", HS_HINT_RELATED},
    {"replies", HS_HINT_COMMENTS},
    {"respond", HS_HINT_COMMENTS},
    {"rss", HS_HINT_FURNITURE},
};
static const entry s_words[] = {
    {"screenreader", HS_HINT_HIDDEN},
    {"screenreadertext", HS_HINT_HIDDEN},
    {"seealso", HS_HINT_RELATED},
    {"share", HS_HINT_FURNITURE},
    {"sharebar", HS_HINT_FURNITURE},
    {"sharedaddy", HS_HINT_FURNITURE},
    {"shareicons", HS_HINT_FURNITURE},
    {"sharelinks", HS_HINT_FURNITURE},
    {"shares", HS_HINT_FURNITURE},
    {"sharetools", HS_HINT_FURNITURE},
    {"sharing", HS_HINT_FURNITURE},
    {"shortcuts", HS_HINT_FURNITURE},
    {"sidebar", HS_HINT_FURNITURE | HS_HINT_SIDE},
    {"signup", HS_HINT_FURNITURE},
    {"sitemap", HS_HINT_FURNITURE},
    {"skip", HS_HINT_FURNITURE},
    {"skiplink", HS_HINT_FURNITURE},
    {"slideshow", HS_HINT_CAPTION},
    {"social", HS_HINT_FURNITURE},
    {"sociallinks", HS_HINT_FURNITURE},
    {"socialshare", HS_HINT_FURNITURE},
    {"sponsor", HS_HINT_FURNITURE},
    {"sponsored", HS_HINT_FURNITURE},
    {"sronly", HS_HINT_HIDDEN},
    {"storybody", HS_HINT_BODY},
    {"storycontent", HS_HINT_BODY},
    {"storytext", HS_HINT_BODY},
    {"subscribe", HS_HINT_FURNITURE},
    {"subscription", HS_HINT_FURNITURE},
    {"suggestions", HS_HINT_RELATED},
    {"survey", HS_HINT_FURNITURE},
};
static const entry t_words[] = {
    {"taboola", HS_HINT_RELATED},
    {"tagcloud", HS_HINT_FURNITURE},
    {"taglist", HS_HINT_FURNITURE},
    {"tags", HS_HINT_FURNITURE},
    {"teaser", HS_HINT_RELATED},
    {"teasers", HS_HINT_RELATED},
    {"thumbnail", HS_HINT_CAPTION},
    {"thumbnails", HS_HINT_CAPTION},
    {"ticker", HS_HINT_FURNITURE},
    {"timestamp", HS_HINT_BYLINE},
    {"toast", HS_HINT_FURNITURE},
    {"toc", HS_HINT_FURNITURE},
    {"toolbar", HS_HINT_FURNITURE},
    {"tooltip", HS_HINT_FURNITURE},
    {"topics", HS_HINT_FURNITURE},
    {"trending", HS_HINT_RELATED},
};
static const entry u_words[] = {
    {"upnext", HS_HINT_RELATED},
    {"upsell", HS_HINT_FURNITURE},
    {"usercentrics", HS_HINT_FURNITURE | HS_HINT_NEVER},
};
static const entry v_words[] = {
    {"videoplayer", HS_HINT_CAPTION},
    {"visuallyhidden", HS_HINT_HIDDEN},
};
static const entry w_words[] = {
    {"widget", HS_HINT_FURNITURE},
};
static const entry y_words[] = {
    {"youmaylike", HS_HINT_RELATED},
};

#define WORDS(list) {list, sizeof list / sizeof *list}
static const struct {
    const entry *at; /* [n] */
    size_t n;
} vocabulary[26] = {
    ['a' - 'a'] = WORDS(a_words),
    ['b' - 'a'] = WORDS(b_words),
    ['c' - 'a'] = WORDS(c_words),
    ['d' - 'a'] = WORDS(d_words),
    ['e' - 'a'] = WORDS(e_words),
    ['f' - 'a'] = WORDS(f_words),
    ['g' - 'a'] = WORDS(g_words),
    ['h' - 'a'] = WORDS(h_words),
    ['i' - 'a'] = WORDS(i_words),
    ['k' - 'a'] = WORDS(k_words),
    ['l' - 'a'] = WORDS(l_words),
    ['m' - 'a'] = WORDS(m_words),
    ['n' - 'a'] = WORDS(n_words),
    ['o' - 'a'] = WORDS(o_words),
    ['p' - 'a'] = WORDS(p_words),
    ['q' - 'a'] = WORDS(q_words),
    ['r' - 'a'] = WORDS(r_words),
    ['s' - 'a'] = WORDS(s_words),
    ['t' - 'a'] = WORDS(t_words),
    ['u' - 'a'] = WORDS(u_words),
    ['v' - 'a'] = WORDS(v_words),
    ['w' - 'a'] = WORDS(w_words),
    ['y' - 'a'] = WORDS(y_words),
};
#undef WORDS
/* clang-format on */

/* Classes that begin so, up to a "-", say what an article is about or what a page has, not what the element is. */
static const char *const about[] = {"tag", "category", "has", "no", "with", "js", "post", "u", "single", "theme"};

/* @param len  2 or more */
static unsigned look_up(const char *word, size_t len)
{
    unsigned letter = (unsigned)(*word - 'a');
    if (letter >= sizeof vocabulary / sizeof *vocabulary)
        return 0;
    const entry *words = vocabulary[letter].at;
    size_t low = 0, high = vocabulary[letter].n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        const char *known = words[mid].word;
        int order = word[1] != known[1] ? word[1] - known[1] : strncmp(word, known, len);
        if (order == 0 && !known[len])
            return words[mid].hint;
        if (order <= 0)
            high = mid;
        else
            low = mid + 1;
    }
    return 0;
}

static bool is_lower(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_about(hs_str token)
{
    size_t n = hs_ascii_char(token, 0, '-');
    if (n + 1 >= token.len)
        return false;
    for (size_t i = 0; i < sizeof about / sizeof *about; i++)
        if (*about[i] == *token.ptr && strncmp(about[i], token.ptr, n) == 0 && !about[i][n])
            return strcmp(about[i], "post") != 0 || hs_ascii_is_digit(token.ptr[n + 1]);
    return false;
}

/* Hints of "entry-content", "entryContent" and the like: of each word, and of each two in a row. Only a whole token
 * says that something is not shown: "hidden-phone" and "label-hidden" mean other things. */
static unsigned hints_of_token(hs_str token)
{
    char pair[2 * WORD_BYTES];
    size_t before = 0; /* bytes of the word before, at the head of `pair` */
    unsigned hints = 0;
    for (size_t i = 0; i < token.len;) {
        char *word = pair + before;
        size_t n = 0;
        for (; i < token.len &&
               (is_lower(token.ptr[i]) || (hs_ascii_is_capital(token.ptr[i]) && (!n || !is_lower(token.ptr[i - 1]))));
             i++)
            if (n < WORD_BYTES)
                word[n++] = hs_ascii_lower(token.ptr[i]);
        if (!n) {
            i++;
            continue;
        }
        if (n > 1)
            hints |= look_up(word, n) & (n == token.len ? ~0u : ~(unsigned)HS_HINT_HIDDEN);
        if (before) {
            hints |= look_up(pair, before + n) & (before + n + 1 >= token.len ? ~0u : ~(unsigned)HS_HINT_HIDDEN);
            memmove(pair, word, n);
        }
        before = n;
    }
    return hints;
}

static unsigned hints_of_names(hs_str names)
{
    unsigned hints = 0;
    for (size_t i = 0; i < names.len;) {
        size_t from = i;
        while (i < names.len && (unsigned char)names.ptr[i] > ' ')
            i++;
        hs_str token = {names.ptr + from, i - from};
        if (token.len && !is_about(token))
            hints |= hints_of_token(token);
        i++;
    }
    return hints;
}

static bool has_word(hs_str value, const char *words)
{
    for (size_t i = 0; i < value.len;) {
        size_t from = i;
        while (i < value.len && (unsigned char)value.ptr[i] > ' ')
            i++;
        for (const char *w = words; *w;) {
            size_t n = strcspn(w, " ");
            if (n && n == i - from && hs_ascii_same(w, value.ptr + from, n))
                return true;
            w += n + (w[n] == ' ');
        }
        i++;
    }
    return false;
}

static unsigned hints_of_tag(unsigned tag)
{
    switch (tag) {
    case HS_TAG_NAV:
    case HS_TAG_FOOTER:
        return HS_HINT_FURNITURE | HS_HINT_NEVER;
    case HS_TAG_ASIDE:
        return HS_HINT_FURNITURE | HS_HINT_SIDE;
    case HS_TAG_DIALOG:
    case HS_TAG_MENU:
    case HS_TAG_FORM:
    case HS_TAG_NOSCRIPT:
    case HS_TAG_BUTTON:
        return HS_HINT_FURNITURE;
    case HS_TAG_FIGCAPTION:
    case HS_TAG_FIGURE:
    case HS_TAG_CAPTION:
        return HS_HINT_CAPTION;
    case HS_TAG_ADDRESS:
    case HS_TAG_TIME:
        return HS_HINT_BYLINE;
    default:
        return 0;
    }
}

static bool is_not_shown(const hs_html *html, uint32_t node)
{
    hs_str style = hs_html_value(html, node, HS_ATTR_STYLE), aria = hs_html_value(html, node, HS_ATTR_ARIA_HIDDEN);
    if (hs_html_value(html, node, HS_ATTR_HIDDEN).ptr || has_word(aria, "true"))
        return true;
    for (size_t i = 0; i + 8 < style.len; i++) {
        if (!hs_ascii_same(style.ptr + i, "display:", 8))
            continue;
        size_t value = i + 8 + (style.ptr[i + 8] == ' ');
        return style.len - value >= 4 && hs_ascii_same(style.ptr + value, "none", 4);
    }
    return false;
}

unsigned hs_hints_of(const hs_html *html, uint32_t node)
{
    const hs_html_node *element = hs_html_at(html, node);
    unsigned hints = hints_of_tag(element->tag);
    if (!element->n)
        return hints;
    hints |= hints_of_names(hs_html_value(html, node, HS_ATTR_CLASS));
    hints |= hints_of_names(hs_html_value(html, node, HS_ATTR_ID));
    hs_str role = hs_html_value(html, node, HS_ATTR_ROLE), property = hs_html_value(html, node, HS_ATTR_ITEMPROP);
    if (has_word(role,
                 "navigation banner contentinfo complementary search dialog alertdialog alert menu menubar toolbar "
                 "tablist tooltip"))
        hints |= HS_HINT_FURNITURE;
    if (has_word(property, "articleBody reviewBody"))
        hints |= HS_HINT_BODY | HS_HINT_PROPERTY;
    if (has_word(property, "author creator datePublished dateModified publisher"))
        hints |= HS_HINT_BYLINE;
    if (has_word(property, "caption"))
        hints |= HS_HINT_CAPTION;
    if (has_word(property, "comment"))
        hints |= HS_HINT_COMMENTS;
    if (is_not_shown(html, node))
        hints |= HS_HINT_HIDDEN;
    return hints;
}
