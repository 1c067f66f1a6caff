/* phrases.c -- lists of furniture phrases. In: one line of tidy text. Out: what it is. Any thread. */
#include "phrases.h"

#include <string.h>

#include "ascii.h"

/* A phrase that begins a line. `max` bytes: a longer line is prose that happens to begin so. */
typedef struct phrase {
    const char *text;
    size_t max;
} phrase;

static const phrase furniture[] = {
    {"advertisement", 40},
    {"advertising", 20},
    {"story continues below", 60},
    {"article continues below", 60},
    {"continue reading", 60},
    {"continue reading the main story", 60},
    {"share this", 60},
    {"share on", 40},
    {"share", 12},
    {"tweet", 12},
    {"follow us", 120},
    {"follow @", 80},
    {"like us on", 100},
    {"find us on", 100},
    {"join us on", 100},
    {"subscribe", 120},
    {"sign up", 160},
    {"get our newsletter", 160},
    {"click here", 100},
    {"tap here", 100},
    {"copyright", 200},
    {"\xc2\xa9", 200},
    {"(c) ", 120},
    {"all rights reserved", 120},
    {"photo:", 160},
    {"photo by", 160},
    {"photos:", 160},
    {"image:", 160},
    {"image credit", 160},
    {"image source", 160},
    {"image copyright", 200},
    {"media caption", 200},
    {"picture:", 160},
    {"photograph:", 160},
    {"loading", 30},
    {"print this", 40},
    {"print", 12},
    {"email this", 40},
    {"read time", 40},
    {"skip to", 60},
    {"watch:", 120},
    {"watch now", 120},
    {"watch the video", 120},
    {"video:", 120},
    {"listen:", 120},
    {"tags:", 300},
    {"tags", 8},
    {"topics:", 300},
    {"filed under", 200},
    {"posted in", 200},
    {"this story has been shared", 100},
    {"view comments", 40},
    {"show comments", 40},
    {"leave a comment", 80},
    {"comments are closed", 80},
    {"report a typo", 80},
    {"have a tip", 200},
    {"got a tip", 200},
    {"have a story", 200},
    {"reuse this content", 60},
    {"view all", 40},
    {"load more", 40},
    {"show more", 40},
    {"back to top", 40},
    {"download our app", 100},
    {"download the", 60},
    {"javascript", 120},
    {"please enable", 160},
    {"your browser", 160},
    {"this video", 60},
    {"we use cookies", 300},
};

/* What agencies and houses print below their reports. */
static const phrase boilerplate[] = {
    {"reporting by ", 300},
    {"additional reporting by ", 300},
    {"editing by ", 200},
    {"(reporting by ", 300},
    {"(additional reporting by ", 300},
    {"(editing by ", 200},
    {"writing by ", 200},
    {"(writing by ", 200},
    {"compiled by ", 120},
    {"our standards:", 120},
    {"this material may not be published", 200},
    {"this article was originally published", 200},
    {"this story was originally published", 200},
    {"this article was amended on", 300},
    {"this report was prepared with", 200},
    {"the associated press contributed", 200},
    {"distributed by ", 120},
    {"with inputs from", 120},
    {"with files from", 120},
    {"agency staff", 40},
};

/* What a paywall says. */
static const phrase offers[] = {
    {"subscribe to continue", 120},
    {"subscribe to read", 160},
    {"subscribe now to", 160},
    {"subscribe for full access", 120},
    {"to continue reading", 200},
    {"to read the full story", 200},
    {"to read the rest", 200},
    {"to keep reading", 200},
    {"want to read more? subscribe", 160},
    {"you have read all of your free", 200},
    {"you've read all of your free", 200},
    {"you\xe2\x80\x99ve read all of your free", 200},
    {"you have reached your limit", 200},
    {"you've reached your limit", 200},
    {"you\xe2\x80\x99ve reached your limit", 200},
    {"already a subscriber?", 160},
    {"this article is for subscribers", 200},
    {"this article is only for subscribers", 200},
    {"this content is for subscribers", 200},
    {"this story is for subscribers", 200},
    {"this article is exclusive to", 200},
    {"this content is only available to subscribers", 200},
    {"unlock this article", 160},
    {"unlock the full", 160},
    {"register to continue reading", 160},
    {"register for free to continue", 200},
    {"sign in to continue reading", 160},
    {"log in to continue reading", 160},
    {"log in or subscribe", 160},
    {"start your free trial to", 160},
    {"subscribers only", 40},
};

/* What stands on a page instead of an article. */
static const phrase walls[] = {
    {"we value your privacy", 60},
    {"we use cookies", 400},
    {"we and our partners", 1000},
    {"before you continue", 80},
    {"please enable javascript", 300},
    {"please enable cookies", 300},
    {"enable javascript and cookies", 300},
    {"checking your browser", 200},
    {"verify you are human", 200},
    {"verifying you are human", 200},
    {"are you a robot", 100},
    {"access denied", 100},
    {"page not found", 100},
    {"404", 60},
    {"the page you requested", 300},
    {"the page you are looking for", 300},
    {"the page you\xe2\x80\x99re looking for", 300},
    {"the page you're looking for", 300},
    {"sorry, this page", 300},
    {"this content is not available in your", 300},
};

static const phrase logins[] = {
    {"log in", 100},
    {"log into", 100},
    {"login", 80},
    {"sign in", 100},
    {"sign into", 100},
    {"please log in", 200},
    {"please sign in", 200},
    {"you must be logged in", 200},
    {"you must log in", 200},
    {"you need to log in", 200},
    {"you need to sign in", 200},
    {"member login", 60},
    {"subscriber login", 60},
    {"account login", 60},
    {"create an account", 120},
    {"create your account", 120},
    {"create a free account", 120},
    {"register for", 120},
    {"register to", 120},
    {"already have an account", 120},
    {"already registered", 120},
    {"forgot password", 60},
    {"forgot your password", 80},
    {"forgotten your password", 80},
};

static const phrase postal[] = {
    {"view in browser", 80},
    {"view in your browser", 80},
    {"view this email", 100},
    {"view this message", 100},
    {"view online", 60},
    {"read online", 60},
    {"open in browser", 60},
    {"having trouble", 120},
    {"trouble viewing", 120},
    {"unsubscribe", 160},
    {"to unsubscribe", 200},
    {"manage preferences", 120},
    {"manage your", 120},
    {"update your preferences", 160},
    {"update your profile", 120},
    {"email preferences", 80},
    {"forward to a friend", 80},
    {"forward this", 80},
    {"was this email forwarded", 120},
    {"you are receiving this", 300},
    {"you're receiving this", 300},
    {"you\xe2\x80\x99re receiving this", 300},
    {"you received this", 300},
    {"you receive this", 300},
    {"this email was sent", 200},
    {"this message was sent", 200},
    {"add us to your address book", 120},
    {"privacy policy", 80},
};

static const phrase pointers[] = {
    {"read more", 240},
    {"read also", 240},
    {"also read", 240},
    {"read next", 240},
    {"read:", 240},
    {"see also", 240},
    {"see more", 160},
    {"related:", 240},
    {"related stories", 160},
    {"related story", 240},
    {"related article", 240},
    {"more:", 240},
    {"more on", 160},
    {"more from", 160},
    {"more stories", 100},
    {"more news", 100},
    {"don't miss", 240},
    {"don\xe2\x80\x99t miss", 240},
    {"you might also like", 160},
    {"you may also like", 160},
    {"recommended", 160},
    {"read the full", 160},
    {"click to read", 160},
    {"up next", 160},
};

static const phrase related[] = {
    {"related", 60},   {"read more", 60}, {"read also", 60},           {"also read", 60},
    {"read next", 60}, {"read:", 60},     {"what to read next", 60},   {"keep reading", 60},
    {"see also", 60},  {"more on", 60},   {"you might also like", 60}, {"you may also like", 60},
    {"up next", 60},
};

static const char *const endings[] = {
    "related",
    "related articles",
    "related stories",
    "related news",
    "related posts",
    "related content",
    "related topics",
    "related themes",
    "related links",
    "related coverage",
    "more on this story",
    "more on this topic",
    "more from",
    "more stories",
    "more news",
    "you may also like",
    "you might also like",
    "also like",
    "read more",
    "read next",
    "recommended",
    "recommended for you",
    "recommended stories",
    "most read",
    "most popular",
    "popular",
    "popular stories",
    "trending",
    "trending now",
    "latest news",
    "latest stories",
    "comments",
    "comment",
    "discussion",
    "leave a comment",
    "leave a reply",
    "join the conversation",
    "join the discussion",
    "responses",
    "about the author",
    "about the authors",
    "share this",
    "share this article",
    "share this story",
    "tags",
    "topics",
    "sponsored",
    "sponsored content",
    "from around the web",
    "around the web",
    "promoted content",
    "promoted stories",
    "next article",
    "next story",
    "see also",
    "in this article",
    "newsletter",
    "follow us",
    "editors' picks",
    "editor's picks",
    "what to read next",
    "keep reading",
};

static bool is_word(char c)
{
    return hs_ascii_is_letter(c) || hs_ascii_is_digit(c);
}

static bool begins(hs_str line, const char *words)
{
    size_t n = strlen(words);
    if (!hs_ascii_begins(line, words))
        return false;
    /* "share" is not "shares". */
    char last = words[n - 1], next = line.len > n ? line.ptr[n] : ' ';
    return !is_word(last) || !is_word(next);
}

static bool begins_one(hs_str line, const phrase *phrases, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (line.len <= phrases[i].max && begins(line, phrases[i].text))
            return true;
    return false;
}

bool hs_phrase_is_furniture(hs_str line)
{
    return begins_one(line, furniture, sizeof furniture / sizeof *furniture) || hs_phrase_is_boilerplate(line);
}

bool hs_phrase_is_boilerplate(hs_str line)
{
    return begins_one(line, boilerplate, sizeof boilerplate / sizeof *boilerplate);
}

bool hs_phrase_is_offer(hs_str line)
{
    return begins_one(line, offers, sizeof offers / sizeof *offers);
}

bool hs_phrase_is_wall(hs_str line)
{
    return begins_one(line, walls, sizeof walls / sizeof *walls);
}

bool hs_phrase_is_postal(hs_str line)
{
    return begins_one(line, postal, sizeof postal / sizeof *postal);
}

bool hs_phrase_is_login(hs_str line)
{
    return begins_one(line, logins, sizeof logins / sizeof *logins);
}

static bool holds_one(hs_str line, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (hs_ascii_holds(line, words[i]))
            return true;
    return false;
}

bool hs_phrase_asks_consent(hs_str line)
{
    static const char *const data[] = {"cookie", "consent", "privacy", "personal data", "personal information"};
    static const char *const us[] = {"we ", "our ", "us ", "this site", "this website"};
    return holds_one(line, data, sizeof data / sizeof *data) && hs_ascii_holds(line, "you") &&
           holds_one(line, us, sizeof us / sizeof *us);
}

bool hs_phrase_is_pointer(hs_str line)
{
    return begins_one(line, pointers, sizeof pointers / sizeof *pointers);
}

bool hs_phrase_is_related(hs_str line)
{
    return begins_one(line, related, sizeof related / sizeof *related);
}

bool hs_phrase_ends_article(hs_str line)
{
    /* "Comments (12)", "38 comments", "Related:" */
    while (line.len && (hs_ascii_is_digit(*line.ptr) || *line.ptr == ' '))
        line.ptr++, line.len--;
    while (line.len && strchr(" :.()0123456789", line.ptr[line.len - 1]))
        line.len--;
    for (size_t i = 0; line.len && i < sizeof endings / sizeof *endings; i++)
        if (hs_ascii_is(line, endings[i]))
            return true;
    return false;
}
