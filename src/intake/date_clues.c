/* date_clues.c -- weighing the dates on a page. In: a page's elements and lines. Out: the heaviest. Any thread.
 * Work is bounded: at most MAX_CLUES dates are weighed, each by a few bytes and MAX_CLIMB elements around it. */
#include "date_clues.h"

#include <string.h>

#include "article.h"
#include "date_words.h"
#include "hints.h"

enum {
    MAX_CLUES = 512,
    MAX_HEADLINES = 4,
    MAX_CLIMB = 24,
    MAX_NAMES = 512,  /* longer classes and the like are not looked at */
    LINES_BEFORE = 4, /* lines about the headline that may hold its date */
    LINES_AFTER = 8,
    SHORT_LINE = 160,  /* longer ones are prose, whose dates are of other things */
    PROSE_BYTES = 100, /* into which a dateline may reach */
    TEXT_BYTES = 200,
    TEXT_NODES = 64
};

/* What speaks for a date, and against it. */
enum {
    W_PUBLISHED = 40, /* by the name of its element */
    W_DATE = 25,
    W_TIME = 20,
    W_BESIDE = 6,
    W_CUE = 25,   /* by the words before it */
    W_AFTER = 30, /* near the headline */
    W_BEFORE = 30,
    W_BESIDE_IT = 27, /* so near that it is the page's own */
    W_ALONE = 10,     /* with few other words */
    W_CLOCK = 3,
    W_MODIFIED = -25,
    W_OTHERS = -40, /* in comments, links to other articles, menus .. */
    W_SHORT = -8,   /* 14.05.31 */
    W_PROSE = -15
};

typedef struct weigher {
    const hs_blocks *blocks;
    const hs_html *html;
    uint32_t headlines[MAX_HEADLINES], n_headlines, n_clues;
    hs_date_order order;
    hs_date_clue *published, *modified;
} weigher;

/* The last line that begins at or before a node; n where there is none. */
static uint32_t line_at(const hs_blocks *blocks, uint32_t node)
{
    uint32_t low = 0, high = blocks->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (hs_block_at(blocks, mid)->from <= node)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? low - 1 : blocks->n;
}

/* Lines that print the headline: breadcrumbs have it too. */
static void find_headlines(weigher *w, hs_str title)
{
    for (uint32_t i = 0; title.len && i < w->blocks->n && w->n_headlines < MAX_HEADLINES; i++)
        if (hs_same_words(hs_block_text(w->blocks, i), title))
            w->headlines[w->n_headlines++] = i;
}

static int by_place(const weigher *w, uint32_t line)
{
    int best = 0;
    for (uint32_t i = 0; i < w->n_headlines && line < w->blocks->n; i++) {
        uint32_t at = w->headlines[i];
        int weight = 0;
        if (line >= at && line <= at + LINES_AFTER)
            weight = W_AFTER - (int)(line - at);
        else if (line < at && at - line <= LINES_BEFORE)
            weight = W_BEFORE - 3 * (int)(at - line);
        best = weight > best ? weight : best;
    }
    return best;
}

/* Are its attributes of a length that can be read again and again? */
static bool is_brief(const weigher *w, uint32_t node)
{
    static const hs_attr attrs[] = {HS_ATTR_CLASS, HS_ATTR_ID,    HS_ATTR_ITEMPROP,
                                    HS_ATTR_ROLE,  HS_ATTR_STYLE, HS_ATTR_ARIA_HIDDEN};
    for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++)
        if (hs_html_value(w->html, node, attrs[k]).len > MAX_NAMES)
            return false;
    return true;
}

/* Does it stand among what others wrote, or what is about other pages? */
static bool is_of_others(const weigher *w, uint32_t node)
{
    for (unsigned i = 0; node && i < MAX_CLIMB; i++, node = hs_html_at(w->html, node)->parent) {
        if (!is_brief(w, node) || hs_html_at(w->html, node)->tag == HS_TAG_BODY)
            continue;
        unsigned hints = hs_hints_of(w->html, node);
        if (hints & HS_HINT_BODY)
            return false;
        if (hints & (HS_HINT_COMMENTS | HS_HINT_RELATED | HS_HINT_SIDE | HS_HINT_NEVER))
            return true;
    }
    return false;
}

static void weigh(weigher *w, const hs_date *date, int weight, unsigned flags, uint32_t node, uint32_t line)
{
    w->n_clues++;
    bool modified = (flags & HS_DATE_MODIFIED) && !(flags & HS_DATE_PUBLISHED);
    int place = by_place(w, line);
    weight += place + (date->has_time ? W_CLOCK : 0) + (date->short_year ? W_SHORT : 0);
    weight += flags & HS_DATE_OTHER ? W_OTHERS : 0;
    weight += place < W_BESIDE_IT && is_of_others(w, node) ? W_OTHERS : 0;
    if (modified && (!w->modified->date.len || weight > w->modified->weight))
        *w->modified = (hs_date_clue){*date, weight};
    weight += modified ? W_MODIFIED : 0;
    if (!w->published->date.len || weight > w->published->weight)
        *w->published = (hs_date_clue){*date, weight};
}

/* The first characters of an element's text. text [TEXT_BYTES] @return its length; TEXT_BYTES: there is more */
static size_t text_of(const hs_html *html, uint32_t node, char *text)
{
    size_t n = 0;
    uint32_t end = hs_html_at(html, node)->end, seen = 0;
    for (uint32_t in = node + 1; in < end && seen < TEXT_NODES && n < TEXT_BYTES; seen++) {
        const hs_html_node *at = hs_html_at(html, in);
        if (at->tag != HS_TAG_TEXT) {
            in = hs_tag_flow[at->tag] & HS_FLOW_SKIP ? at->end : in + 1;
            continue;
        }
        hs_str s = hs_html_chars(html, in++);
        while (s.len && (unsigned char)*s.ptr <= ' ')
            s.ptr++, s.len--;
        if (n && s.len)
            text[n++] = ' ';
        size_t fits = s.len < TEXT_BYTES - n ? s.len : TEXT_BYTES - n;
        memcpy(text + n, s.ptr, fits);
        n += fits;
    }
    return n;
}

static bool has_digit(hs_str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
            return true;
    return false;
}

static unsigned names_of(const hs_html *html, uint32_t node)
{
    static const hs_attr attrs[] = {HS_ATTR_CLASS, HS_ATTR_ID, HS_ATTR_ITEMPROP};
    unsigned flags = 0;
    for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++) {
        hs_str value = hs_html_value(html, node, attrs[k]);
        if (value.len)
            flags |= hs_date_names(value);
    }
    return flags;
}

/* The first date in an element's text that is not said to be of a change, else the first. */
static bool find_own(hs_date *date, unsigned *cue, hs_str text, hs_date_order order)
{
    hs_date next;
    bool found = false;
    size_t from = 0;
    for (int tries = 0; tries < 3 && hs_date_find(&next, (hs_str){text.ptr + from, text.len - from}, order); tries++) {
        unsigned said = hs_date_cue((hs_str){text.ptr + from, next.begin});
        next.begin += from;
        next.end += from;
        from = next.end;
        if (!found || (*cue == HS_DATE_MODIFIED && said != HS_DATE_MODIFIED)) {
            *date = next;
            *cue = said;
        }
        found = true;
        if (said != HS_DATE_MODIFIED)
            break;
    }
    return found;
}

static void weigh_element(weigher *w, uint32_t node)
{
    const hs_html_node *element = hs_html_at(w->html, node);
    bool time = element->tag == HS_TAG_TIME || element->tag == HS_TAG_ABBR;
    unsigned flags = element->n ? names_of(w->html, node) : 0, cue = 0;
    if (!time && !(flags & (HS_DATE_DATE | HS_DATE_BESIDE)))
        return;
    int weight = (flags & HS_DATE_DATE ? (flags & HS_DATE_PUBLISHED ? W_PUBLISHED : W_DATE)
                                       : (flags & HS_DATE_BESIDE ? W_BESIDE : 0)) +
                 (time ? W_TIME : 0);
    hs_date date, shown;
    char text[TEXT_BYTES];
    size_t n = text_of(w->html, node, text);
    bool prints = has_digit((hs_str){text, n}) && find_own(&shown, &cue, (hs_str){text, n}, w->order);
    if (cue)
        flags = (flags & ~(unsigned)(HS_DATE_PUBLISHED | HS_DATE_MODIFIED)) | cue;
    uint32_t line = line_at(w->blocks, node + 1);
    static const hs_attr attrs[] = {HS_ATTR_CONTENT, HS_ATTR_DATETIME, HS_ATTR_TITLE};
    for (size_t k = 0; k < sizeof attrs / sizeof *attrs; k++) {
        hs_str value = hs_html_value(w->html, node, attrs[k]);
        if (value.len < 6 || value.len > 80 || !hs_date_read(&date, value, w->order))
            continue;
        /* <time datetime="of the last change">Published 14 May 2031</time> */
        if (prints && memcmp(date.iso, shown.iso, 10) != 0 && cue == HS_DATE_PUBLISHED)
            break;
        weigh(w, &date, weight + W_ALONE + (cue == HS_DATE_PUBLISHED ? W_CUE : 0), flags, node, line);
        return;
    }
    if (prints)
        weigh(w, &shown,
              weight + (n < shown.end - shown.begin + 24 ? W_ALONE : 0) + (cue == HS_DATE_PUBLISHED ? W_CUE : 0) +
                  (shown.begin > PROSE_BYTES ? W_PROSE : 0),
              flags, node, line);
}

static void weigh_line(weigher *w, uint32_t line)
{
    hs_str text = hs_block_text(w->blocks, line);
    bool prose = text.len > SHORT_LINE;
    hs_str head = {text.ptr, prose ? PROSE_BYTES : text.len};
    hs_date date;
    unsigned cue = 0;
    if (!has_digit(head) || !find_own(&date, &cue, head, w->order))
        return;
    hs_str before = line ? hs_block_text(w->blocks, line - 1) : (hs_str){NULL, 0};
    /* <dt>Date</dt><dd>14 May 2031</dd> */
    if (!cue && date.begin == 0 && before.len && before.len < 32)
        cue = hs_date_cue(before);
    int weight = (cue == HS_DATE_PUBLISHED ? W_CUE : 0) + (prose ? W_PROSE : 0);
    weight += text.len < date.end - date.begin + 24 ? W_ALONE : 0;
    weigh(w, &date, weight, cue, hs_block_at(w->blocks, line)->inner, line);
}

void hs_date_clues(hs_date_clue *published, hs_date_clue *modified, const hs_blocks *blocks, hs_str title,
                   hs_date_order order)
{
    weigher w = {.blocks = blocks,
                 .html = blocks->html,

                 .order = order,
                 .published = published,
                 .modified = modified};
    find_headlines(&w, title);
    *published = *modified = (hs_date_clue){.date = {.len = 0}};
    for (uint32_t node = 0; node < w.html->n_nodes && w.n_clues < MAX_CLUES; node++) {
        const hs_html_node *at = hs_html_at(w.html, node);
        if (at->tag != HS_TAG_TEXT && (at->n || at->tag == HS_TAG_TIME) && at->tag != HS_TAG_META &&
            at->tag != HS_TAG_LINK && at->tag != HS_TAG_BODY && at->tag != HS_TAG_HTML)
            weigh_element(&w, node);
    }
    for (uint32_t line = 0; line < blocks->n && w.n_clues < 2 * MAX_CLUES; line++)
        weigh_line(&w, line);
}
