/* server_log.c -- the access log: a line a request in the common log format. In: what was asked, hostile. Out: a line in which
 * nothing of that can end it, steer a terminal or tell the token. Any thread. */
#include <string.h>
#include <time.h>

#include "ascii.h"
#include "server_state.h"

enum { TARGET = 2048 /* bytes of it */, LINE = 4 * TARGET + 512 /* where each of them is escaped */ };

static void put(hs_buffer *out, hs_str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < 0x21 || c > 0x7e || c == '"' || c == '\\')
            hs_buffer_format(out, "\\x%02x", c);
        else
            hs_buffer_add(out, s.ptr + i, 1);
    }
}

/* The target, without what a parameter called `token` says. */
static void put_target(hs_buffer *out, hs_str target)
{
    bool cut = target.len > TARGET;
    target.len = cut ? TARGET : target.len;
    size_t query = hs_ascii_char(target, 0, '?');
    put(out, (hs_str){target.ptr, query});
    for (size_t i = query; i < target.len;) {
        size_t end = hs_ascii_char(target, i + 1, '&');
        hs_str param = {target.ptr + i, end - i}; /* with its '?' or '&' */
        size_t equals = hs_ascii_char(param, 0, '=');
        hs_str name = hs_ascii_from((hs_str){param.ptr, equals}, 1);
        bool secret = equals < param.len && (hs_ascii_is(name, "token") || hs_ascii_holds(name, "%")); /* an escape may hide it */
        put(out, secret ? (hs_str){param.ptr, equals + 1} : param);
        if (secret)
            hs_buffer_text(out, "-");
        i = end;
    }
    hs_buffer_text(out, cut ? "..." : "");
}

void hs_server_log(hs_server *server, const char *address, const char *method, hs_str target, const char *version, int status,
                   uint64_t bytes)
{
    static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    FILE *log = server->options.log;
    struct timespec now;
    struct tm tm;
    if (!log)
        return;
    hs_buffer line = hs_buffer_new(LINE + TARGET); /* a "-" for each token */
    clock_gettime(CLOCK_REALTIME, &now);
    gmtime_r(&now.tv_sec, &tm);
    hs_buffer_format(&line, "%s - - [%02d/%s/%d:%02d:%02d:%02d +0000] \"", address, tm.tm_mday, months[tm.tm_mon],
                     tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
    put(&line, hs_ascii_of(method));
    hs_buffer_text(&line, " ");
    put_target(&line, target);
    hs_buffer_text(&line, " ");
    put(&line, (hs_str){version, strnlen(version, 16)});
    hs_buffer_format(&line, "\" %d %llu\n", status, (unsigned long long)bytes);
    flockfile(log);
    if (line.failed) /* no memory: what can be told without */
        fprintf(log, "%s - - [-] \"-\" %d %llu\n", address, status, (unsigned long long)bytes);
    else
        fwrite(line.ptr, 1, line.len, log);
    fflush(log);
    funlockfile(log);
    hs_buffer_free(&line);
}
