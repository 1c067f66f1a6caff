/* ledger_bare.c -- contents that say nothing without the words around them: "it", "that account", "to comment", "the letter", "the agency's account on Monday",
 * "the suggestion as absurd", "at least 12", "it had received any such warning". Those of two documents are never one claim, and people are shown the sentence. In: a content's words. Out: whether it is such a one. Any thread. */
#include "ledger.h"

#include "ascii.h"
#include "sentences.h"

enum { MOST_WORDS = 6, MOST_SUCH = 12 };

/* Each points to something said elsewhere, helps a verb, or names what is said without saying it. */
static const char *const pointers[] = {
    "a", "all", "an", "and", "any", "anything", "are", "aren", "as", "at", "be", "been", "being", "both", "but", "by", "can", "could", "couldn", "did",
    "didn", "do", "does", "doesn", "doing", "done", "don", "either", "everything", "for", "had", "hadn", "has", "hasn", "have", "having", "he", "her",
    "him", "his", "how", "i", "if", "in", "is", "isn", "it", "its", "itself", "me", "might", "more", "much", "my", "neither", "no", "not", "nothing",
    "of", "on", "one", "or", "others", "our", "same", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "there", "these",
    "they", "this", "those", "to", "too", "us", "was", "wasn", "we", "were", "what", "when", "whether", "which", "who", "why", "will", "with", "won",
    "would", "wouldn", "you", "your",
};
static const char *const said[] = {
    "accusation", "accusations", "account", "accounts", "allegation", "allegations", "answer", "answered", "answers", "assertion", "assertions", "assessment",
    "call", "calls", "case", "charge", "charges", "claim", "claims", "comment", "commented", "comments", "confirm", "confirmed", "deny", "denied", "detail",
    "details", "discuss", "discussed", "elaborate", "email", "emails", "explain", "explained", "explanation", "fact", "facts", "finding", "findings",
    "further", "idea", "information", "interview", "issue", "matter", "message", "messages", "news", "number", "numbers", "point", "points", "question",
    "questions", "reason", "reasons", "remark", "remarks", "reply", "replied", "report", "reports", "request", "requests", "respond", "responded", "response",
    "rumor", "rumors", "rumour", "rumours", "say", "speak", "statement", "statements", "story", "suggestion", "suggestions", "talk", "theory", "thing",
    "things", "true", "version",
};
/* What is spoken of and not said: to deny "the letter" denies something of it, but not in these words. */
static const char *const things[] = {
    "affair", "affairs", "article", "articles", "book", "books", "cases", "circumstances", "document", "documents", "episode", "event", "events", "file", "files", "film", "footage",
    "image", "images", "incident", "incidents", "issues", "letter", "letters", "matters", "memo", "memos", "note", "notes", "paper", "papers", "photo", "photograph", "photographs",
    "photos", "picture", "pictures", "post", "posts", "recording", "recordings", "situation", "speech", "subject", "tape", "tapes", "topic", "topics", "tweet", "tweets", "video", "videos",
};
static const char *const determiners[] = {"a", "all", "an", "any", "both", "her", "his", "its", "my", "no", "other", "our", "some", "such", "that", "the", "their", "these", "this", "those", "your"};
static const char *const pointing[] = {"that", "this", "these", "those"};

/* How many, of what is not said: "at least 12". */
static const char *const counts[] = {
    "at", "more", "than", "the", "or", "some", "only", "least", "most", "nearly", "almost", "around", "about", "over", "under", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "dozens",
    "hundreds", "thousands",
};
static const char *const times[] = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "morning", "afternoon", "evening", "night",
                                    "week", "yesterday", "today"};

#define HAS(list, word) hs_ascii_is_one_of(word, list, sizeof list / sizeof *list)

/* Up to an apostrophe: "hasn't", "it's". */
static hs_str stem_of(hs_str word)
{
    size_t n = 0;
    while (n < word.len && word.ptr[n] != '\'' && (unsigned char)word.ptr[n] != 0xE2)
        n++;
    return (hs_str){word.ptr, n};
}

/* "the agency's" before what it said */
static bool is_owner(hs_str word)
{
    return word.len > 2 && hs_ascii_lower(word.ptr[word.len - 1]) == 's' && stem_of(word).len < word.len - 1;
}

static bool is_number(hs_str word)
{
    return hs_ascii_is_digit(*word.ptr) || HAS(counts, word);
}

/* What may stand behind "any such warning" without telling more of it. */
static const char *const light[] = {"at", "all", "been", "being", "came", "come", "ever", "exist", "existed", "exists", "from", "gave", "get", "given", "got", "had", "has", "have", "held", "her", "him",
                                    "is", "issued", "it", "made", "me", "occurred", "place", "reached", "received", "sent", "taken", "them", "to", "took", "us", "was", "were"};
static const char *const negations[] = {"no", "not", "never", "nobody", "none", "neither", "nor", "hadn", "hasn", "haven", "wasn", "weren", "didn", "isn", "aren"};

bool hs_content_is_such(hs_str content, hs_str *noun, bool *negated)
{
    hs_span span;
    uint32_t at = 0;
    bool any = false, such = false;
    size_t n = 0;
    *noun = (hs_str){NULL, 0};
    *negated = false;
    for (; n <= MOST_SUCH && hs_word_next(&span, content, &at); n++) {
        hs_str word = stem_of((hs_str){content.ptr + span.begin, span.end - span.begin});
        if (noun->len && !HAS(light, word))
            return false;
        if (such && !noun->len)
            *noun = word;
        such = such || (any && hs_ascii_is(word, "such"));
        any = hs_ascii_is(word, "any") || hs_ascii_is(word, "no");
        *negated = *negated || HAS(negations, word);
    }
    return noun->len && n <= MOST_SUCH;
}

static bool is_bare(hs_str content)
{
    hs_span span;
    uint32_t at = 0;
    size_t n = 0, bare = 0, counted = 0, thing = 0;
    bool spoken_of = false;
    bool first = false, named = false, owned = false; /* it begins with "that"; what was said has been named; after an owner */
    while (n <= MOST_WORDS && hs_word_next(&span, content, &at)) {
        hs_str whole = {content.ptr + span.begin, span.end - span.begin}, word = stem_of(whole);
        if (named && bare == n && hs_ascii_is(word, "as"))
            break; /* what follows tells what is thought of it */
        bool is_said = HAS(said, word);
        first = n == 0 ? HAS(pointing, word) : first;
        bare += HAS(pointers, word) || is_said || (named && HAS(times, word));
        thing += HAS(things, word) || HAS(determiners, word);
        spoken_of = spoken_of || HAS(things, word);
        counted += is_number(word);
        bare += owned && is_said; /* the owner */
        owned = is_owner(whole) && !HAS(pointers, word);
        named = named || is_said;
        n++;
    }
    return n > 0 && n <= MOST_WORDS && (bare == n || counted == n || (spoken_of && thing == n) || (n == 2 && first));
}

bool hs_content_is_bare(hs_str content)
{
    hs_str noun;
    bool negated;
    return is_bare(content) || hs_content_is_such(content, &noun, &negated);
}
