/* sniff_known.c -- text that is no prose but JSON or mail. In: an input's head and its last byte. Out: what it seems to
 * be, so that it is refused by name instead of read as plain text. No state; any thread. */
#include <string.h>

#include "ascii.h"
#include "sniff.h"

enum { MAX_HEADERS = 64 };

typedef struct kind {
    const char *word, *name;
} kind;

static const char *skip_space(const char *at)
{
    while (hs_ascii_is_space(*at))
        at++;
    return at;
}

/* Past the JSON string that begins at `at`; NULL if there is none, or it does not end in the head. */
static const char *past_string(const char *at)
{
    if (*at++ != '"')
        return NULL;
    for (; *at && *at != '"' && *at != '\n'; at++)
        if (*at == '\\' && !*++at)
            return NULL;
    return *at == '"' ? at + 1 : NULL;
}

/* Does a JSON object begin here: {} or {"key": ? */
static bool is_object(const char *at)
{
    if (*at != '{')
        return false;
    at = skip_space(at + 1);
    if (*at == '}')
        return true;
    const char *after = past_string(at);
    return after && *skip_space(after) == ':';
}

/* A list of objects, lists or strings; "[Updated]" and "["Go," he said]" are prose. */
static bool is_list(const char *at)
{
    if (*at != '[')
        return false;
    while (*at == '[')
        at = skip_space(at + 1);
    const char *after = past_string(at);
    after = after ? skip_space(after) : "";
    return is_object(at) || *after == ',' || *after == ']' || *at == ']';
}

/* The last character that is no blank. Its zeros count as blanks, so that UTF-16 needs no care. */
static char last_of(const hs_raw *raw)
{
    size_t at = raw->len;
    while (at > raw->bom && (!raw->bytes[at - 1] || hs_ascii_is_space((char)raw->bytes[at - 1])))
        at--;
    return at > raw->bom ? (char)raw->bytes[at - 1] : 0;
}

static const char *named(const char *head, const kind *kinds, size_t n, const char *other)
{
    for (size_t i = 0; i < n; i++)
        if (strstr(head, kinds[i].word))
            return kinds[i].name;
    return other;
}

/* Do several JSON values stand one below the other? */
static bool is_lines(const char *at)
{
    /* `at` is a brace: there is a byte before each line end, and one before that if it is no brace. */
    for (const char *end = at; (end = strchr(end, '\n')) != NULL; end++)
        if (end[-1] == '}' || (end[-1] == '\r' && end[-2] == '}'))
            return is_object(end + 1);
    return false;
}

static const char *json_kind(const hs_raw *raw, const char *at)
{
    static const kind kinds[] = {{"https://jsonfeed.org/version/", "a JSON Feed"},
                                 {"\"pubstatus\"", "ninjs news in JSON"},
                                 {"\"body_xhtml\"", "ninjs news in JSON"},
                                 {"\"versioncreated\"", "ninjs news in JSON"},
                                 {"\"@context\"", "JSON-LD"},
                                 {"\"attributions\"", "a reading in JSON"}};
    char last = last_of(raw);
    bool object = is_object(at);
    if (!(object && last == '}') && !(is_list(at) && last == ']'))
        return NULL;
    return named(at, kinds, sizeof kinds / sizeof *kinds, object && is_lines(at) ? "JSON Lines" : "JSON");
}

/* The length of a mail header's name and its colon at `at`; 0 if there is none. */
static size_t header_name(const char *at)
{
    size_t n = 0;
    while (hs_ascii_is_letter(at[n]) || hs_ascii_is_digit(at[n]) || at[n] == '-')
        n++;
    return n && at[n] == ':' ? n + 1 : 0;
}

/* Headers from the first line on, two or more, one of them such as only mail programs write. */
static const char *mail_kind(const char *at)
{
    static const char *const sure[] = {"mime-version:", "message-id:", "received:", "return-path:", "dkim-signature:"};
    const char *head = at;
    bool mail = false, page = false;
    unsigned n = 0;
    for (unsigned i = 0; i < MAX_HEADERS && *at && *at != '\n' && *at != '\r'; i++) {
        bool more = i && (*at == ' ' || *at == '\t');
        if (!more && !header_name(at))
            return NULL;
        n += !more;
        for (size_t k = 0; !more && k < sizeof sure / sizeof *sure; k++)
            mail = mail || strncmp(at, sure[k], strlen(sure[k])) == 0;
        page = page || (!more && strncmp(at, "content-type: multipart/related", 31) == 0);
        at += strcspn(at, "\n");
        at += *at == '\n';
    }
    if (!mail || n < 2)
        return NULL;
    return page || strstr(head, "snapshot-content-location:") ? "a saved web page (MHTML)" : "an e-mail message";
}

const char *hs_sniff_known(const hs_raw *raw)
{
    const char *at = skip_space(raw->head), *json = json_kind(raw, at);
    return json ? json : mail_kind(at);
}
