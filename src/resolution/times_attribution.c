/* times_attribution.c -- when a source spoke. In: attributions and times of a document. Out: one time's value. Any
 * thread.
 *
 * The time stands in the cue ("said Tuesday"), after it ("told reporters in Geneva on Tuesday"), between source and cue
 * ("the minister on Tuesday denied") or opens the clause ("On Monday, the minister said"). What parts it from the cue
 * must be of the same clause, and it is no part of any content. */
#include "ascii.h"
#include "times.h"
#include "times_notes.h"

enum {
    GAP_BYTES = 90, /* between the cue and its time */
    GAP_WORDS = 12,
    FRONT_WORDS = 5, /* between a time that opens the clause and the source */
    NEIGHBOURS = 8,  /* attributions on either side whose contents and cues are looked at */
    MAX_WORD = 12
};

/** Better ones first. */
typedef enum place { IN_CUE, AFTER_CUE, BETWEEN, IN_FRONT, IN_SOURCE, NOWHERE } place;

/* Words that begin another clause, or make of what follows the topic. */
static bool parts_clauses(hs_str word)
{
    static const char *const words[] = {"that",      "which", "who",     "whom",     "whose",  "where",     "when",
                                        "while",     "after", "before",  "because",  "as",     "if",        "but",
                                        "since",     "until", "till",    "although", "though", "following", "about",
                                        "regarding", "amid",  "despite", "whether",  "than",   "unless",    "once",
                                        "ahead",     "how",   "why",     "what"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

/* Words after which a time is not when the speech was. */
static bool turns_away(hs_str word)
{
    static const char *const words[] = {"of",    "for",   "from",   "by",      "to",      "until",
                                        "till",  "since", "before", "after",   "between", "than",
                                        "about", "into",  "over",   "through", "till"};
    return hs_ascii_is_one_of(word, words, sizeof words / sizeof *words);
}

/* Are [begin, end) bytes of the text of one clause, of so many words at most? @param commas  how many may stand there
 */
static bool is_clear(const hs_document *doc, uint32_t begin, uint32_t end, unsigned words, unsigned commas)
{
    const char *text = doc->text.ptr;
    unsigned n = 0, lines = 0;
    if (begin > end || end - begin > GAP_BYTES)
        return false;
    for (uint32_t i = begin; i < end;) {
        char c = text[i];
        if (c == ',' && commas--)
            i++;
        else if (hs_ascii_is_letter(c) || hs_ascii_is_digit(c)) {
            uint32_t from = i;
            while (i < end && (hs_ascii_is_letter(text[i]) || hs_ascii_is_digit(text[i])))
                i++;
            if (++n > words || (i - from < MAX_WORD && parts_clauses((hs_str){text + from, i - from})))
                return false;
            if (i < end && text[i] == '.' && i + 1 < end && i - from <= 3) /* U.S., Gov. */
                i++;
        } else if (c == ' ' || c == '-' || c == '\'' || c == '\t' || c == '\r') {
            i++;
        } else if (c == '\n') {
            if (++lines > 1)
                return false;
            i++;
        } else if ((unsigned char)c >= 0x80 && !(c == '\xe2' && i + 1 < end && text[i + 1] == '\x80')) {
            i++;
        } else if (c == '\xe2' && i + 2 < end &&
                   (text[i + 2] == '\x99' || text[i + 2] == '\x91')) { /* apostrophe, hyphen */
            i += 3;
        } else
            return false;
    }
    return true;
}

static bool touches(hs_spans spans, hs_span span)
{
    for (uint32_t k = 0; k < spans.n; k++)
        if (spans.at[k].begin < span.end && span.begin < spans.at[k].end)
            return true;
    return false;
}

static bool is_within(hs_span span, hs_spans spans)
{
    for (uint32_t k = 0; k < spans.n; k++)
        if (spans.at[k].begin <= span.begin && span.end <= spans.at[k].end)
            return true;
    return false;
}

static hs_span hull(hs_spans spans)
{
    return (hs_span){spans.at[0].begin, spans.at[spans.n - 1].end};
}

/* It belongs to a neighbour: in its content and not this cue with it, or its cue stands between. */
static bool is_taken(const hs_document *doc, size_t i, hs_span cue, hs_span time)
{
    size_t first = i > NEIGHBOURS ? i - NEIGHBOURS : 0;
    hs_span between = time.begin >= cue.end ? (hs_span){cue.end, time.begin} : (hs_span){time.end, cue.begin};
    for (size_t k = first; k < doc->n_attributions && k <= i + NEIGHBOURS; k++) {
        const hs_attribution *other = &doc->attributions[k];
        if (k == i)
            continue;
        if (touches(other->content, time) && !touches(other->content, cue))
            return true;
        if (other->cue.n && (is_within(time, other->cue) ||
                             (between.begin < between.end && is_within(hull(other->cue), (hs_spans){&between, 1}))))
            return true;
    }
    return false;
}

/* The word before byte `at`. */
static hs_str word_before(const hs_document *doc, uint32_t at)
{
    const char *text = doc->text.ptr;
    while (at && hs_ascii_is_space(text[at - 1]))
        at--;
    uint32_t end = at;
    while (at && hs_ascii_is_letter(text[at - 1]) && end - at < MAX_WORD)
        at--;
    return (hs_str){text + at, end - at};
}

/* From the beginning of its clause to the time at `at` stands no more than "In a statement on". */
static bool opens_clause(const hs_document *doc, const hs_attribution *a, uint32_t at)
{
    const char *text = doc->text.ptr;
    uint32_t begin = at;
    while (begin && at - begin < GAP_BYTES) {
        char c = text[begin - 1];
        if (c == '.' || c == ';' || c == ':' || c == '\n' || c == '"' || c == ',' || c == ')' || c == '\x9d' ||
            c == '\x9c')
            break;
        begin--;
    }
    if (touches(a->content, (hs_span){begin, at}))
        for (uint32_t k = 0; k < a->content.n; k++)
            if (a->content.at[k].end <= at && a->content.at[k].end > begin)
                begin = a->content.at[k].end;
    return at - begin < GAP_BYTES && is_clear(doc, begin, at, FRONT_WORDS, 0);
}

/* "according to a poll published on Sunday": the source tells when it spoke. */
static bool is_of_publication(const hs_document *doc, const hs_attribution *a, hs_span time)
{
    static const char *const words[] = {"published", "released", "issued", "posted", "aired", "broadcast", "unveiled"};
    const char *text = doc->text.ptr;
    uint32_t begin = a->source.at[0].begin;
    if (begin >= time.begin || !is_clear(doc, begin, time.begin, GAP_WORDS, 0))
        return false;
    for (uint32_t at = begin; at < time.begin; at++) {
        uint32_t end = at;
        while (end < time.begin && hs_ascii_is_letter(text[end]))
            end++;
        if (hs_ascii_is_one_of((hs_str){text + at, end - at}, words, sizeof words / sizeof *words))
            return true;
        at = end;
    }
    return false;
}

static place place_of(const hs_document *doc, const hs_attribution *a, hs_span time)
{
    hs_span cue = hull(a->cue);
    bool known = a->source.n > 0;
    hs_span source = known ? hull(a->source) : cue;
    if (is_within(time, a->cue) || (time.begin >= cue.begin && time.end <= cue.end))
        return IN_CUE;
    if (time.begin >= cue.end) {
        uint32_t from = known && source.begin >= cue.end && source.end <= time.begin ? source.end : cue.end;
        if (from == source.end && known && !is_clear(doc, cue.end, source.begin, GAP_WORDS, 0))
            return NOWHERE;
        return is_clear(doc, from, time.begin, GAP_WORDS, 0) ? AFTER_CUE : NOWHERE;
    }
    if (known && source.end <= time.begin)
        return is_clear(doc, time.end, cue.begin, FRONT_WORDS, 0) &&
                       is_clear(doc, source.end, time.begin, FRONT_WORDS, 1)
                   ? BETWEEN
                   : NOWHERE;
    uint32_t to = known && source.begin >= time.end ? source.begin : cue.begin;
    return is_clear(doc, time.end, to, FRONT_WORDS, 1) && opens_clause(doc, a, time.begin) ? IN_FRONT : NOWHERE;
}

/* A date, a time of day or "recently", which a duration, a set, "now" and "soon" are not; or one whose value is not
 * known. */
static bool is_point(hs_str value)
{
    if (!value.ptr)
        return true;
    return hs_ascii_is_digit(*value.ptr) || hs_ascii_is(value, "PAST_REF");
}

/* A source has spoken before the article was published. What of both dates is written alike is compared: the day, or no
 * more than the month or year. */
static bool is_to_come(const hs_document *doc, hs_str value)
{
    static const char shape[] = "0000-00-00";
    for (size_t i = 0; i < sizeof shape - 1 && i < value.len && i < doc->published.len; i++) {
        unsigned char a = (unsigned char)value.ptr[i], b = (unsigned char)doc->published.ptr[i];
        bool digit = shape[i] == '0';
        if (digit != hs_ascii_is_digit((char)a) || digit != hs_ascii_is_digit((char)b))
            return false;
        if (a != b)
            return a > b;
    }
    return false;
}

/* The first time that ends after byte `at`. */
static size_t first_after(const hs_document *doc, uint32_t at)
{
    size_t low = 0, high = doc->n_times;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (doc->times[mid].span.end <= at)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

hs_str hs_times_of_attribution(const hs_document *doc, size_t i)
{
    const hs_attribution *a = &doc->attributions[i];
    hs_str best = {NULL, 0};
    if (!a->cue.n)
        return best;
    hs_span cue = hull(a->cue), whole = cue;
    if (a->source.n) {
        hs_span source = hull(a->source);
        whole.begin = source.begin < whole.begin ? source.begin : whole.begin;
        whole.end = source.end > whole.end ? source.end : whole.end;
    }
    place best_place = NOWHERE;
    uint32_t best_gap = UINT32_MAX;
    for (size_t k = first_after(doc, whole.begin > GAP_BYTES ? whole.begin - GAP_BYTES : 0);
         k < doc->n_times && doc->times[k].span.begin < whole.end + GAP_BYTES; k++) {
        hs_span time = doc->times[k].span;
        if (!is_point(doc->times[k].value) || is_to_come(doc, doc->times[k].value) || touches(a->content, time) ||
            is_taken(doc, i, cue, time))
            continue;
        bool in_source = touches(a->source, time);
        place at = !in_source ? place_of(doc, a, time) : is_of_publication(doc, a, time) ? IN_SOURCE : NOWHERE;
        if (at == NOWHERE || (at != IN_CUE && turns_away(word_before(doc, time.begin))))
            continue;
        hs_str after = hs_ascii_from(doc->text, time.end);
        if (hs_ascii_begins(after, "'s") || hs_ascii_begins(after, "\xe2\x80\x99s"))
            continue; /* "Tuesday's vote" */
        uint32_t gap = time.begin >= cue.end ? time.begin - cue.end : time.end <= cue.begin ? cue.begin - time.end : 0;
        if (at < best_place || (at == best_place && gap < best_gap)) {
            best_place = at;
            best_gap = gap;
            best = doc->times[k].value;
        }
    }
    return best_place == NOWHERE && a->parent == HS_NO_PARENT ? hs_times_of_note(doc, cue.begin) : best;
}
