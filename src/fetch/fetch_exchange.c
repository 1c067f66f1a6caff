/* fetch_exchange.c -- one request by libcurl. In: an address and limits. Out: a status, a few header fields, and the
 * decoded body in a sink. The address that a connection goes to is checked as the socket is made: what a name resolves
 * to, however it is spelled and whenever it changes, is seen here. Thread: the caller's. */
#include "fetch_exchange.h"

#include <limits.h>
#include <netdb.h>
#include <stdio.h>
#include <unistd.h>

#include "fetch_address.h"
#include "fetch_text.h"
#include "status.h"

enum {
    MAX_HEADER_BYTES = 256 << 10, /* of one request's replies, 1xx ones included */
    MAX_IDLE_BYTES = 64 << 10,    /* of a body that nobody wants, read to keep the connection */
    MAX_FIELD_BYTES = 1 << 10,    /* of a validator */
    MAX_CONNECT_MS = 10000
};

/* What the callbacks of one request share. */
typedef struct talk {
    hs_exchange *x;
    const hs_curl *curl;
    CURL *easy;
    size_t n_header, n_body;
    unsigned codings;         /* content and transfer codings of this reply that expand */
    const char *header_fault; /* why the headers are refused */
    bool over, refused, idle; /* body too large; the sink wants no more; enough of a body that nobody wants */
    char private_address[NI_MAXHOST];
} talk;

static curl_socket_t open_socket(void *ctx, curlsocktype purpose, struct curl_sockaddr *address)
{
    talk *t = ctx;
    (void)purpose;
    if (!t->x->allow_private && !hs_address_is_public(&address->addr)) {
        if (getnameinfo(&address->addr, address->addrlen, t->private_address, sizeof t->private_address, NULL, 0,
                        NI_NUMERICHOST) != 0)
            snprintf(t->private_address, sizeof t->private_address, "of family %d", address->family);
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

static long status_of(const talk *t)
{
    long status = 0;
    t->curl->easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    return status;
}

static bool is_success(long status)
{
    return status >= 200 && status < 300;
}

/* libcurl undoes codings one inside another, each of which can make a thousand bytes of one, and the cap sees only what
 * comes out at the end: so one is the most. */
static void count_codings(talk *t, hs_str list)
{
    while (list.len) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t n = comma ? (size_t)(comma - list.ptr) : list.len;
        hs_str coding = hs_fetch_trim((hs_str){list.ptr, n});
        if (coding.len && !hs_ascii_is(coding, "identity") && !hs_ascii_is(coding, "chunked"))
            t->codings++;
        n += comma != NULL;
        list.ptr += n;
        list.len -= n;
    }
    if (t->codings > 1)
        t->header_fault = "a body that is compressed more than once";
}

static size_t take_header(char *bytes, size_t size, size_t n, void *ctx)
{
    talk *t = ctx;
    hs_str line = {bytes, size * n};
    while (line.len && (line.ptr[line.len - 1] == '\n' || line.ptr[line.len - 1] == '\r'))
        line.len--;
    const char *colon = line.len ? memchr(line.ptr, ':', line.len) : NULL;
    if ((t->n_header += size * n) > MAX_HEADER_BYTES)
        t->header_fault = "headers without end";
    if (line.len > 5 && memcmp(line.ptr, "HTTP/", 5) == 0) {
        t->codings = 0; /* a reply begins */
    } else if (colon) {
        hs_str name = hs_fetch_trim((hs_str){line.ptr, (size_t)(colon - line.ptr)});
        if (hs_ascii_is(name, "content-encoding") || hs_ascii_is(name, "transfer-encoding"))
            count_codings(t, (hs_str){colon + 1, (size_t)(line.ptr + line.len - colon - 1)});
    }
    return t->header_fault ? 0 : size * n;
}

static size_t take_body(char *bytes, size_t size, size_t n, void *ctx)
{
    talk *t = ctx;
    size_t len = size * n, room = t->x->max_bytes - t->n_body;
    if (!is_success(status_of(t))) {
        t->n_body += len;
        t->idle = t->n_body > MAX_IDLE_BYTES;
        return t->idle ? 0 : len;
    }
    t->over = len > room;
    if (t->over && !t->x->cut)
        return 0;
    size_t fits = t->over ? room : len;
    t->n_body += fits;
    t->refused = fits && t->x->sink(t->x->ctx, bytes, fits) != 0;
    return t->refused || t->over ? 0 : len;
}

/* Text of one line, which a header can hold. */
static bool is_field(hs_str s, size_t most)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] < 0x20 || s.ptr[i] == 0x7f)
            return false;
    return s.len <= most;
}

static hs_status add_line(struct curl_slist **list, const hs_curl *curl, const char *name, hs_str value, hs_error *err)
{
    char line[MAX_FIELD_BYTES + 64];
    if (!value.len)
        return HS_OK;
    if (!is_field(value, MAX_FIELD_BYTES))
        return hs_fail(err, HS_E_ARG, 0, "%s: no text of at most %d bytes in one line", name, MAX_FIELD_BYTES);
    snprintf(line, sizeof line, "%s: %.*s", name, (int)value.len, value.ptr);
    struct curl_slist *grown = curl->slist_append(*list, line);
    if (!grown)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a request");
    *list = grown;
    return HS_OK;
}

static hs_status make_lines(struct curl_slist **list, const hs_exchange *x, const hs_curl *curl, hs_error *err)
{
    static const char accept[] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5";
    HS_TRY(add_line(list, curl, "Accept", (hs_str){accept, sizeof accept - 1}, err));
    HS_TRY(add_line(list, curl, "Accept-Language", (hs_str){"en", 2}, err));
    if (!x->have)
        return HS_OK;
    HS_TRY(add_line(list, curl, "If-None-Match", x->have->etag, err));
    return add_line(list, curl, "If-Modified-Since", x->have->last_modified, err);
}

/* @param why  [CURL_ERROR_SIZE] */
static hs_status set_up(talk *t, struct curl_slist *lines, char *why, hs_error *err)
{
    const hs_exchange *x = t->x;
    CURL *easy = t->easy;
    bool bad = false;
    t->curl->easy_reset(easy);
#define SET(option, value) bad = t->curl->easy_setopt(easy, CURLOPT_##option, value) != CURLE_OK || bad
    SET(ERRORBUFFER, why);
    SET(URL, x->url->text.ptr);
    SET(PROTOCOLS_STR, "http,https");
    SET(FOLLOWLOCATION, 0L);
    SET(PROXY, ""); /* a proxy would hide the address that is connected to */
    SET(NOSIGNAL, 1L);
    SET(TIMEOUT_MS, (long)x->timeout_ms);
    SET(CONNECTTIMEOUT_MS, (long)(x->timeout_ms < MAX_CONNECT_MS ? x->timeout_ms : MAX_CONNECT_MS));
    SET(USERAGENT, x->user_agent);
    SET(ACCEPT_ENCODING, ""); /* all that libcurl can undo */
    SET(HTTPHEADER, lines);
    SET(OPENSOCKETFUNCTION, open_socket);
    SET(OPENSOCKETDATA, t);
    SET(HEADERFUNCTION, take_header);
    SET(HEADERDATA, t);
    SET(WRITEFUNCTION, take_body);
    SET(WRITEDATA, t);
    if (!x->cut)
        SET(MAXFILESIZE_LARGE, (curl_off_t)x->max_bytes);
    if (x->user.ptr)
        SET(USERNAME, x->user.ptr);
    if (x->password.ptr)
        SET(PASSWORD, x->password.ptr);
#undef SET
    return bad ? hs_fail(err, HS_E_NOMEM, 0, "no memory for a request") : HS_OK;
}

/* A field of the last reply; one that is too long or no text counts as none. */
static hs_status take_field(hs_str *out, const talk *t, hs_arena *arena, const char *name, size_t most, hs_error *err)
{
    struct curl_header *field;
    *out = (hs_str){NULL, 0};
    if (t->curl->easy_header(t->easy, name, 0, CURLH_HEADER, -1, &field) != CURLHE_OK)
        return HS_OK;
    hs_str value = {field->value, strlen(field->value)};
    if (!value.len || !is_field(value, most))
        return HS_OK;
    *out = hs_arena_copy(arena, value);
    return out->ptr ? HS_OK : hs_fail(err, HS_E_NOMEM, 0, "no memory for a reply");
}

static hs_status take_reply(const talk *t, hs_arena *arena, hs_error *err)
{
    hs_exchange *x = t->x;
    curl_off_t wait = 0;
    x->http_status = status_of(t);
    if (t->curl->easy_getinfo(t->easy, CURLINFO_RETRY_AFTER, &wait) == CURLE_OK && wait > 0)
        x->retry_after_s = wait < LONG_MAX ? (long)wait : LONG_MAX;
    HS_TRY(take_field(&x->location, t, arena, "location", HS_FETCH_URL_MAX, err));
    HS_TRY(take_field(&x->content_type, t, arena, "content-type", MAX_FIELD_BYTES, err));
    HS_TRY(take_field(&x->etag, t, arena, "etag", MAX_FIELD_BYTES, err));
    return take_field(&x->last_modified, t, arena, "last-modified", MAX_FIELD_BYTES, err);
}

/* What libcurl's result means, given what the callbacks saw. */
static hs_status judge(const talk *t, CURLcode code, const char *why, hs_error *err)
{
    const hs_exchange *x = t->x;
    long status = status_of(t);
    if (t->header_fault)
        return hs_fail(err, HS_E_NET, 0, "sends %s", t->header_fault);
    if (code == CURLE_OK || (t->over && x->cut))
        return HS_OK;
    if (status >= 200 && !is_success(status) && code != CURLE_OUT_OF_MEMORY)
        return HS_OK; /* its body is of no interest */
    if (t->over || code == CURLE_FILESIZE_EXCEEDED)
        return hs_fail(err, HS_E_LIMIT, x->max_bytes, "over %zu bytes", x->max_bytes);
    if (t->refused)
        return hs_fail(err, HS_E_IO, 0, "what was fetched is not taken");
    if (code == CURLE_OUT_OF_MEMORY)
        return hs_fail(err, HS_E_NOMEM, 0, "no memory for a request");
    if (t->private_address[0])
        return hs_fail(err, HS_E_PRIVATE, 0, "%.60s is at %.60s, which is no public address", x->url->host.ptr,
                       t->private_address);
    return hs_fail(err, HS_E_NET, 0, "%.*s: %s", x->url->host.len < 80 ? (int)x->url->host.len : 80, x->url->host.ptr,
                   why[0] ? why : t->curl->easy_strerror(code));
}

hs_status hs_exchange_run(hs_exchange *x, CURL *easy, const hs_curl *curl, hs_arena *arena, hs_error *err)
{
    talk t = {.x = x, .curl = curl, .easy = easy};
    char why[CURL_ERROR_SIZE] = "";
    struct curl_slist *lines = NULL;
    hs_status status = make_lines(&lines, x, curl, err);
    if (status == HS_OK)
        status = set_up(&t, lines, why, err);
    if (status == HS_OK)
        status = judge(&t, curl->easy_perform(easy), why, err);
    if (status == HS_OK)
        status = take_reply(&t, arena, err);
    curl->easy_reset(easy); /* it points into our stack */
    curl->slist_free_all(lines);
    return status;
}
