/* plain_lines.c -- furniture in plain text, line by line. In: a document's text. Out: its furniture, title and authors.
 * Two passes over the lines, each line looked at for its first words and its last bracket. One document at a time. */
#include "plain_lines.h"

#include "article_finder.h"
#include "ascii.h"
#include "buffer.h"
#include "byline.h"
#include "dates.h"
#include "phrases.h"
#include "status.h"

enum {
    LINE_BYTES = 300, /* longer lines are prose */
    TITLE_BYTES = 120,
    TITLE_WORDS = 3,
    HEAD_LINES = 8, /* lines at the top that may say who wrote it, and when */
    DATELINE_BYTES = 60,
    CREDIT_BYTES = 120, /* what stands in brackets below a picture */
    PROSE_BYTES = 60,
    MAX_AUTHORS = 32,
    NOT_FURNITURE = -1
};

typedef struct marker {
    hs_document *doc;
    hs_buffer marks;     /* hs_furniture */
    uint32_t line;       /* lines with words so far */
    bool below_label;    /* the line before said that links follow */
    hs_str *authors;     /* [MAX_AUTHORS] */
    hs_span first;       /* first line with words, if it is no furniture; empty else */
    bool first_is_alone; /* a blank line or furniture follows it */
    bool prose;          /* there is a line of prose, without which a first line is no headline */
} marker;

static bool begins_quoted(hs_str line)
{
    return *line.ptr == '"' || *line.ptr == '\'' || hs_ascii_begins(line, "\xe2\x80\x9c") ||
           hs_ascii_begins(line, "\xe2\x80\x98");
}

static bool holds_one(hs_str line, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hs_ascii_holds(line, words[i]))
            return true;
    return false;
}

/* Does the line name who made a picture: at its head, "Photo: ..", or in brackets at its end? */
static bool is_caption(hs_str line)
{
    static const char *const credits[] = {"photo", "image",    "picture", "credit",   "getty",   "ap photo",
                                          "/afp",  "/reuters", "/epa",    "file pic", "courtesy"};
    static const char *const heads[] = {"photo: ",      "photo credit",    "image: ",       "image credit",
                                        "image source", "image copyright", "picture: ",     "picture credit",
                                        "photograph: ", "media caption",   "image caption", "file photo",
                                        "caption: "};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (line.len < CREDIT_BYTES && hs_ascii_begins(line, heads[i]))
            return true;
    size_t open = line.len - 1;
    const char close = line.ptr[open], opener = close == ')' ? '(' : '[';
    if (close != ')' && close != ']')
        return false;
    while (open && line.ptr[open] != opener)
        open--;
    hs_str inside = {line.ptr + open + 1, line.len - open - 2};
    if (line.ptr[open] != opener || inside.len > CREDIT_BYTES ||
        !holds_one(inside, credits, sizeof credits / sizeof *credits))
        return false;
    /* "(Photo: EPA)", "(AP Photo/Ann Lee)"; a sentence in brackets about a photo is none. */
    return hs_ascii_holds(inside, ":") || hs_ascii_holds(inside, "/") || hs_ascii_holds(inside, " by ") ||
           hs_ascii_holds(inside, "getty") || hs_ascii_holds(inside, "courtesy");
}

/* Does the line say "Read also: ..", or announce links that follow? */
static bool is_related(hs_str line, bool *is_label)
{
    static const char *const shows[] = {"photos: ", "gallery: ", "in pictures: ", "video: ", "watch: ", "listen: "};
    size_t colon = hs_ascii_find(line, (hs_str){":", 1}, 0);
    *is_label = colon == line.len - 1 || hs_phrase_ends_article(line);
    for (size_t i = 0; i < sizeof shows / sizeof *shows; i++)
        if (line.len < 160 && hs_ascii_begins(line, shows[i]))
            return true;
    return (hs_phrase_is_pointer(line) && colon < 40) || (hs_phrase_is_pointer(line) && hs_phrase_ends_article(line));
}

/* A line that asks the reader for something: to follow, to subscribe, to sign up. */
static bool is_promotion(hs_str line)
{
    static const char *const heads[] = {"advertisement",    "story continues below", "article continues below",
                                        "sign up for ",     "sign up to ",           "subscribe to our",
                                        "subscribe now",    "get our newsletter",    "click here to",
                                        "download our app", "download the app"};
    static const char *const asks[] = {
        "follow us on",        "following us on", "our newsletter", "our telegram",
        "our whatsapp",        "our youtube",     "our mobile app", "like us on facebook",
        "find us on facebook", "join us on",      "follow @",       "subscribe to our"};
    static const char *const reports[] = {" said", " says", " told ", "\"", "\xe2\x80\x9c"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (line.len < 160 && hs_ascii_begins(line, heads[i]))
            return true;
    return line.len < 220 && holds_one(line, asks, sizeof asks / sizeof *asks) &&
           !holds_one(line, reports, sizeof reports / sizeof *reports);
}

static bool is_share(hs_str line)
{
    static const char *const heads[] = {"share this", "share on ",  "share via", "tweet this",
                                        "print this", "email this", "copy link"};
    if (hs_ascii_is(line, "share") || hs_ascii_is(line, "tweet"))
        return true;
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (line.len < 60 && hs_ascii_begins(line, heads[i]) && !hs_ends_sentence(line))
            return true;
    return false;
}

/* A year, or a mark that nothing else has, shows that "Copyright .." is no sentence. */
static bool is_notice(hs_str line)
{
    bool year = false;
    for (size_t i = 0; i + 4 <= line.len && !year; i++)
        year = (line.ptr[i] == '1' || line.ptr[i] == '2') && hs_ascii_is_digit(line.ptr[i + 1]) &&
               hs_ascii_is_digit(line.ptr[i + 2]) && hs_ascii_is_digit(line.ptr[i + 3]);
    if (line.len < 200 && (hs_ascii_begins(line, "\xc2\xa9") || hs_ascii_begins(line, "all rights reserved")))
        return true;
    return line.len < 200 && year && (hs_ascii_begins(line, "copyright ") || hs_ascii_begins(line, "(c) "));
}

static bool is_other(hs_str line)
{
    static const char *const heads[] = {"tags: ",        "topics: ",        "filed under",        "view comments",
                                        "show comments", "leave a comment", "comments are closed"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++)
        if (line.len < 160 && hs_ascii_begins(line, heads[i]) && !hs_ends_sentence(line))
            return true;
    return hs_phrase_is_boilerplate(line) || is_notice(line);
}

/* "14 May 2031, 09:30"; but "- Ann Lee (@ann) May 14, 2031" says who wrote what stands above. */
static bool is_dateline(hs_str line)
{
    hs_date date;
    if (*line.ptr == '-' || (unsigned char)*line.ptr == 0xe2 || hs_ascii_holds(line, "@"))
        return false;
    return line.len < DATELINE_BYTES && !hs_ends_sentence(line) && hs_date_find(&date, line, HS_DATE_DAY_FIRST) &&
           line.len - (date.end - date.begin) < 30;
}

/* Kind of a line, NOT_FURNITURE for prose. */
static int kind_of(marker *m, hs_str line)
{
    bool label = false;
    if (line.len > LINE_BYTES || begins_quoted(line))
        return NOT_FURNITURE;
    if (is_related(line, &label)) {
        m->below_label = label;
        return HS_FURNITURE_RELATED;
    }
    if (is_caption(line))
        return HS_FURNITURE_CAPTION;
    if (is_promotion(line))
        return HS_FURNITURE_PROMOTION;
    if (is_share(line))
        return HS_FURNITURE_SHARE;
    if (is_other(line))
        return HS_FURNITURE_OTHER;
    if (m->line <= HEAD_LINES && !hs_ends_sentence(line)) {
        size_t n = hs_byline_read(m->authors + m->doc->n_authors, MAX_AUTHORS - m->doc->n_authors, line);
        m->doc->n_authors += n;
        if (n || is_dateline(line))
            return HS_FURNITURE_BYLINE;
    }
    return m->below_label && !hs_ends_sentence(line) ? HS_FURNITURE_RELATED : NOT_FURNITURE;
}

static void add_mark(marker *m, hs_furniture_kind kind, hs_span span)
{
    hs_furniture mark = {kind, span};
    hs_buffer_add(&m->marks, &mark, sizeof mark);
}

/* Could the first line be a headline: some words, one sentence without full stop, not the head of a letter or a list?
 */
static bool is_headline(hs_str line)
{
    static const char *const ends[] = {".", ":", ";", ",", "-", ".\"", ".\xe2\x80\x9d", "\xe2\x80\x93", "\xe2\x80\x94"};
    unsigned words = 1;
    if (!line.len || line.len > TITLE_BYTES)
        return false;
    for (size_t i = 0; i < line.len; i++) {
        words += line.ptr[i] == ' ';
        /* "Two sentences. Here" */
        if (i > 2 && i + 2 < line.len && line.ptr[i] == '.' && line.ptr[i + 1] == ' ' &&
            hs_ascii_is_letter(line.ptr[i - 2]) && hs_ascii_lower(line.ptr[i - 1]) == line.ptr[i - 1] &&
            hs_ascii_is_letter(line.ptr[i - 1]))
            return false;
    }
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t n = strlen(ends[i]);
        if (line.len >= n && memcmp(line.ptr + line.len - n, ends[i], n) == 0)
            return false;
    }
    bool small = hs_ascii_is_letter(*line.ptr) ? hs_ascii_lower(*line.ptr) == *line.ptr
                                               : *line.ptr == '-' || *line.ptr == '*' || *line.ptr == '(';
    return words >= TITLE_WORDS && !small;
}

static void take_line(marker *m, hs_str text, size_t begin, size_t end, bool after_gap)
{
    hs_str line = hs_ascii_trim((hs_str){text.ptr + begin, end - begin});
    hs_span span = {(uint32_t)(line.ptr - text.ptr), (uint32_t)(line.ptr - text.ptr + (ptrdiff_t)line.len)};
    m->line++;
    int kind = kind_of(m, line);
    if (m->line == 1 && kind == NOT_FURNITURE)
        m->first = span;
    if (m->line == 2)
        m->first_is_alone = after_gap || kind != NOT_FURNITURE;
    if (kind == NOT_FURNITURE) {
        m->below_label = false;
        m->prose = m->prose || (line.len >= PROSE_BYTES && hs_ends_sentence(line));
    } else {
        add_mark(m, (hs_furniture_kind)kind, span);
    }
}

static void take_lines(marker *m, hs_str text)
{
    bool gap = false;
    for (size_t begin = 0; begin < text.len;) {
        const char *line_end = memchr(text.ptr + begin, '\n', text.len - begin);
        size_t end = line_end ? (size_t)(line_end - text.ptr) : text.len;
        if (hs_ascii_trim((hs_str){text.ptr + begin, end - begin}).len) {
            take_line(m, text, begin, end, gap);
            gap = false;
        } else {
            gap = true;
        }
        begin = end + 1;
    }
}

/* The furniture as the document's own, with the headline before the rest. */
static hs_status keep(marker *m, hs_error *err)
{
    hs_document *doc = m->doc;
    hs_str first = hs_document_slice(doc, m->first);
    bool titled = m->first_is_alone && m->prose && is_headline(first);
    size_t n = m->marks.len / sizeof(hs_furniture);
    hs_furniture *all = HS_NEW(doc->arena, hs_furniture, n + 1);
    if (!all || m->marks.failed)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for the furniture of a text");
    if (titled) {
        all[0] = (hs_furniture){HS_FURNITURE_TITLE, m->first};
        doc->title = first;
    }
    if (n)
        memcpy(all + titled, m->marks.ptr, n * sizeof *all);
    doc->furniture = all;
    doc->n_furniture = n + titled;
    doc->authors = m->authors;
    return HS_OK;
}

hs_status hs_plain_mark(hs_document *doc, hs_error *err)
{
    marker m = {.doc = doc, .marks = hs_buffer_new(doc->text.len * sizeof(hs_furniture) + sizeof(hs_furniture))};
    m.authors = HS_NEW(doc->arena, hs_str, MAX_AUTHORS);
    hs_status status = HS_OK;
    if (!m.authors) {
        status = hs_fail(err, HS_E_NOMEM, 0, "no memory for the authors of a text");
    } else {
        take_lines(&m, doc->text);
        status = keep(&m, err);
    }
    hs_buffer_free(&m.marks);
    return status;
}
