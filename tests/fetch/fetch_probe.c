/* fetch_probe.c -- hs_fetch for fetch_cases.py: one fetcher, the URLs of the command line, a line of JSON for each.
 * usage: fetch_probe [OPTION=N].. [etag=TEXT] [modified=TEXT] [agent=TEXT] URL..
 * fail=N lets N allocations of ours succeed and no more; 127.0.0.2 is taken for a public address, so that what a public
 * host may lead to can be tried on one machine. */
#include <arpa/inet.h>
#include <jansson.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "digest.h"
#include "hearsay.h"

#include "../unit/fuse.h"

bool __real_hs_address_is_public(const struct sockaddr *address);
bool __wrap_hs_address_is_public(const struct sockaddr *address);

bool __wrap_hs_address_is_public(const struct sockaddr *address)
{
    const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)address;
    return (address->sa_family == AF_INET && in->sin_addr.s_addr == htonl(0x7f000002)) ||
           __real_hs_address_is_public(address);
}

typedef struct body {
    char *bytes;
    size_t len, most; /* more than `most` bytes are refused; 0: none are */
} body;

static int take(void *ctx, const char *bytes, size_t len)
{
    body *b = ctx;
    if (b->most && b->len + len > b->most)
        return 1;
    b->bytes = realloc(b->bytes, b->len + len);
    memcpy(b->bytes + b->len, bytes, len);
    b->len += len;
    return 0;
}

static json_t *text_of(hs_str s)
{
    return s.ptr ? json_stringn(s.ptr, s.len) : json_null();
}

typedef struct job {
    hs_fetcher *fetcher;
    const char *url;
    hs_validators have;
    size_t most;
    json_t *said;
} job;

static void *run(void *arg)
{
    job *j = arg;
    body b = {.most = j->most};
    hs_reply *reply = (hs_reply *)arg; /* must be overwritten */
    hs_error err = {HS_OK, 0, ""};
    char digest[HS_DIGEST_HEX];
    hs_status status = hs_fetch(&reply, j->fetcher, (hs_str){j->url, strlen(j->url)}, &j->have, take, &b, &err);
    if ((status == HS_OK) != (reply != NULL) || status != err.code)
        abort();
    hs_digest_hex(digest, &(hs_str){b.bytes, b.len}, 1);
    j->said = json_pack("{s:s, s:I, s:s, s:I, s:s#}", "status", hs_status_name(status), "pos", (json_int_t)err.pos,
                        "msg", err.msg, "bytes", (json_int_t)b.len, "sha256", digest, (int)sizeof digest);
    if (reply) {
        json_object_set_new(j->said, "http", json_integer(reply->http_status));
        json_object_set_new(j->said, "url", text_of(reply->url));
        json_object_set_new(j->said, "type", text_of(reply->content_type));
        json_object_set_new(j->said, "etag", text_of(reply->validators.etag));
        json_object_set_new(j->said, "modified", text_of(reply->validators.last_modified));
    }
    hs_reply_free(reply);
    free(b.bytes);
    return NULL;
}

static bool is_option(const char *arg, const char *name, const char **value)
{
    size_t n = strlen(name);
    if (strncmp(arg, name, n) != 0 || arg[n] != '=')
        return false;
    *value = arg + n + 1;
    return true;
}

int main(int argc, char **argv)
{
    enum { MOST = 64 };
    hs_fetch_options options = {.delay_ms = 1};
    job jobs[MOST] = {{0}}, given = {0};
    pthread_t ids[MOST];
    size_t n = 0;
    bool at_once = false;
    hs_error err = {HS_OK, 0, ""};
    for (int i = 1; i < argc; i++) {
        const char *value;
        if (is_option(argv[i], "timeout", &value))
            options.timeout_ms = (uint32_t)atol(value);
        else if (is_option(argv[i], "delay", &value))
            options.delay_ms = (uint32_t)atol(value);
        else if (is_option(argv[i], "max", &value))
            options.max_bytes = (size_t)atol(value);
        else if (is_option(argv[i], "redirects", &value))
            options.max_redirects = (uint32_t)atol(value);
        else if (is_option(argv[i], "private", &value))
            options.allow_private = atol(value) != 0;
        else if (is_option(argv[i], "threads", &value))
            at_once = atol(value) != 0;
        else if (is_option(argv[i], "take", &value))
            given.most = (size_t)atol(value);
        else if (is_option(argv[i], "fail", &value))
            fuse = atoi(value);
        else if (is_option(argv[i], "agent", &value))
            options.user_agent = value;
        else if (is_option(argv[i], "etag", &value))
            given.have.etag = (hs_str){value, strlen(value)};
        else if (is_option(argv[i], "modified", &value))
            given.have.last_modified = (hs_str){value, strlen(value)};
        else if (n < MOST)
            jobs[n++].url = argv[i];
    }
    hs_fetcher *fetcher = (hs_fetcher *)&err;
    if (hs_fetcher_open(&fetcher, &options, &err) != HS_OK) {
        if (fetcher)
            abort();
        printf("{\"status\": \"%s\", \"pos\": %llu, \"msg\": \"%s\"}\n", hs_status_name(err.code),
               (unsigned long long)err.pos, err.msg);
        return 0;
    }
    for (size_t i = 0; i < n; i++) {
        jobs[i] = (job){fetcher, jobs[i].url, given.have, given.most, NULL};
        if (!at_once)
            run(&jobs[i]);
        else if (pthread_create(&ids[i], NULL, run, &jobs[i]) != 0)
            return 1;
    }
    for (size_t i = 0; i < n; i++) {
        if (at_once)
            pthread_join(ids[i], NULL);
        json_dumpf(jobs[i].said, stdout, 0);
        putchar('\n');
        json_decref(jobs[i].said);
    }
    hs_fetcher_free(fetcher);
    return 0;
}
