/* fields.c -- header fields (RFC 5322, RFC 9110, WARC 1.1). In: hostile bytes. Out: slices of them. Any thread. */
#include "fields.h"
#include "ascii.h"


size_t hs_fields_end(hs_str bytes)
{
    for (size_t at = 0; at < bytes.len;) {
        size_t line = hs_ascii_char(bytes, at, '\n');
        if (line == bytes.len)
            return 0;
        if (line == at || (line == at + 1 && bytes.ptr[at] == '\r'))
            return line + 1;
        at = line + 1;
    }
    return 0;
}

bool hs_fields_next(hs_str *rest, hs_str *name, hs_str *value)
{
    while (rest->len) {
        size_t end = hs_ascii_char(*rest, 0, '\n'), colon = hs_ascii_char((hs_str){rest->ptr, end}, 0, ':');
        bool found = colon && colon < end && *rest->ptr != ' ' && *rest->ptr != '\t';
        while (end + 1 < rest->len && (rest->ptr[end + 1] == ' ' || rest->ptr[end + 1] == '\t'))
            end = hs_ascii_char(*rest, end + 1, '\n');
        if (found) {
            *name = hs_ascii_trim((hs_str){rest->ptr, colon});
            *value = hs_ascii_trim((hs_str){rest->ptr + colon + 1, end - colon - 1});
        }
        *rest = hs_ascii_from(*rest, end < rest->len ? end + 1 : rest->len);
        if (found)
            return true;
    }
    return false;
}

hs_str hs_fields_get(hs_str block, const char *name)
{
    hs_str key, value;
    while (hs_fields_next(&block, &key, &value))
        if (hs_ascii_is(key, name))
            return value;
    return (hs_str){NULL, 0};
}

hs_str hs_media_type(hs_str value)
{
    return hs_ascii_trim((hs_str){value.ptr, hs_ascii_char(value, 0, ';')});
}

/* Where a parameter ends: at a semicolon outside of quotation marks. */
static size_t param_end(hs_str s)
{
    bool quoted = false;
    size_t i = 0;
    for (; i < s.len && (quoted || s.ptr[i] != ';'); i++) {
        if (s.ptr[i] == '\\' && quoted)
            i += i + 1 < s.len;
        else if (s.ptr[i] == '"')
            quoted = !quoted;
    }
    return i;
}

hs_str hs_media_param(hs_str value, const char *name)
{
    size_t first = hs_ascii_char(value, 0, ';');
    hs_str rest = hs_ascii_from(value, first);
    while (rest.len) {
        rest = hs_ascii_from(rest, 1);
        size_t end = param_end(rest);
        size_t equals = hs_ascii_char((hs_str){rest.ptr, end}, 0, '=');
        if (equals < end && hs_ascii_is(hs_ascii_trim((hs_str){rest.ptr, equals}), name)) {
            hs_str found = hs_ascii_trim((hs_str){rest.ptr + equals + 1, end - equals - 1});
            if (found.len > 1 && *found.ptr == '"' && found.ptr[found.len - 1] == '"')
                found = (hs_str){found.ptr + 1, found.len - 2};
            return found;
        }
        rest = hs_ascii_from(rest, end);
    }
    return (hs_str){NULL, 0};
}
