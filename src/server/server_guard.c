/* server_guard.c -- who may ask, and by which name. In: tokens and headers, hostile. Out: yes or no. No state but the server's. */
#include <arpa/inet.h>
#include <string.h>
#include <sys/random.h>

#include "ascii.h"
#include "server_state.h"
#include "status.h"

enum { RANDOM_BYTES = 24 };

bool hs_server_token_is_good(hs_str token)
{
    for (size_t i = 0; i < token.len; i++)
        if (!hs_ascii_is_letter(token.ptr[i]) && !hs_ascii_is_digit(token.ptr[i]) &&
            (!token.ptr[i] || !strchr("-._~", token.ptr[i])))
            return false;
    return token.len >= HS_SERVER_LEAST_TOKEN && token.len <= HS_SERVER_TOKEN;
}

hs_status hs_server_token_make(char out[2 * RANDOM_BYTES + 1], hs_error *err)
{
    unsigned char bytes[RANDOM_BYTES];
    if (getrandom(bytes, sizeof bytes, 0) != (ssize_t)sizeof bytes)
        return hs_fail(err, HS_E_IO, 0, "the system has no random numbers");
    for (int i = 0; i < RANDOM_BYTES; i++) {
        out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    out[2 * RANDOM_BYTES] = '\0';
    return HS_OK;
}

/* Digests are compared, so that neither the time nor its length tells anything of what was right. */
static bool is_digest(const char *digest, hs_str given)
{
    char other[HS_DIGEST_HEX];
    unsigned char differ = 0;
    hs_digest_hex(other, &given, 1);
    for (int i = 0; i < HS_DIGEST_HEX; i++)
        differ |= (unsigned char)(digest[i] ^ other[i]);
    return !differ;
}

bool hs_server_is_token(const hs_server *server, hs_str token)
{
    return token.len && is_digest(server->token, token);
}

bool hs_server_is_form_token(const hs_server *server, hs_str token)
{
    char digest[HS_DIGEST_HEX];
    hs_str ours = {server->form_token, HS_DIGEST_HEX};
    hs_digest_hex(digest, &ours, 1);
    return token.len && is_digest(digest, token);
}

static bool is_address(hs_str name)
{
    char text[INET6_ADDRSTRLEN + 1];
    unsigned char bytes[16];
    if (name.len >= sizeof text)
        return false;
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    return inet_pton(AF_INET, text, bytes) == 1 || inet_pton(AF_INET6, text, bytes) == 1;
}

/* Is it one of the names of a list that commas part? */
static bool is_listed(const char *list, hs_str name)
{
    hs_str rest = hs_ascii_of(list);
    while (rest.len) {
        size_t comma = hs_ascii_char(rest, 0, ',');
        hs_str item = hs_ascii_trim((hs_str){rest.ptr, comma});
        if (item.len == name.len && hs_ascii_same(item.ptr, name.ptr, name.len))
            return true;
        rest = hs_ascii_from(rest, comma < rest.len ? comma + 1 : comma);
    }
    return false;
}

bool hs_server_is_our_host(const hs_server *server, hs_str header)
{
    hs_str name, port;
    if (!hs_server_host(&name, &port, header))
        return false;
    /* A name that somebody else's DNS leads to us is what must not be; who asks for an address asked for no name. */
    return is_address(name) || hs_ascii_is(name, "localhost") || is_listed(server->options.hosts, name);
}

bool hs_server_is_our_origin(const hs_server *server, hs_str origin, hs_str host)
{
    hs_str other = hs_ascii_of(server->options.allow_origin);
    if (other.len && origin.len == other.len && hs_ascii_same(origin.ptr, other.ptr, other.len))
        return true;
    size_t scheme = hs_ascii_begins(origin, "http://") ? 7 : hs_ascii_begins(origin, "https://") ? 8 : 0;
    return scheme && origin.len - scheme == host.len && hs_ascii_same(origin.ptr + scheme, host.ptr, host.len);
}
