/* sniff_json.c -- telling JSON from prose that begins with a brace or bracket. In: an input's head. Out: yes or no. No
 * state; any thread. */
#include "ascii.h"
#include "sniff.h"

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

bool hs_sniff_is_json(const hs_raw *raw)
{
    const char *at = skip_space(raw->head);
    return is_object(at) || is_list(at);
}
