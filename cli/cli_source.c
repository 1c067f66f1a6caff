/* cli_source.c -- a file, standard input or a web address as an hs_supply. A PDF is turned into text by pdftotext
 * (poppler-utils), a process of its own under limits, without a shell. One thread at a time. */
#define _GNU_SOURCE /* pipe2 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cli.h"

enum { HEAD_BYTES = 5, MOST_PDF_BYTES = 256 << 20, PDF_SECONDS = 120, NO_PROGRAM = 127 };
static const rlim_t PDF_MEMORY = (rlim_t)2 << 30;

static hs_status fail(hs_error *err, hs_status code, const char *why)
{
    *err = (hs_error){.code = code};
    snprintf(err->msg, sizeof err->msg, "%s", why);
    return code;
}

static ssize_t read_some(int fd, void *buf, size_t cap)
{
    ssize_t n;
    do
        n = read(fd, buf, cap);
    while (n < 0 && errno == EINTR);
    return n;
}

/* Wait for bytes from a pipe or terminal. @return false: the run was asked to stop before any came */
static bool wait_for_bytes(int fd)
{
    struct pollfd either[] = {{.fd = fd, .events = POLLIN}, {.fd = cli_stop_fd(), .events = POLLIN}};
    if (either[1].fd < 0)
        return true;
    while (poll(either, 2, -1) < 0 && errno == EINTR)
        continue;
    return either[0].revents || !either[1].revents;
}

static void close_fd(int fd)
{
    if (fd > STDIN_FILENO)
        close(fd);
}

/* ---- PDF ---- */

static bool write_all(int fd, const char *bytes, size_t n)
{
    while (n) {
        ssize_t written = write(fd, bytes, n);
        if (written < 0 && errno != EINTR)
            return false;
        bytes += written > 0 ? written : 0;
        n -= written > 0 ? (size_t)written : 0;
    }
    return true;
}

/* What cannot be read twice goes to a file without a name. @return its descriptor, -1 on failure */
static int spool(const cli_source *s, hs_error *err)
{
    char buf[1 << 16];
    FILE *file = tmpfile();
    int fd = file ? fcntl(fileno(file), F_DUPFD_CLOEXEC, 3) : -1;
    if (file)
        fclose(file);
    size_t total = s->n_head;
    bool fetched = s->fd < 0;
    bool ok = fd >= 0 && (fetched ? write_all(fd, s->body.ptr, s->body.len) : write_all(fd, s->head, s->n_head));
    ssize_t n = ok ? !fetched : -1;
    while (n > 0 && total <= MOST_PDF_BYTES && (n = read_some(s->fd, buf, sizeof buf)) > 0) {
        total += (size_t)n;
        n = write_all(fd, buf, (size_t)n) ? n : -1;
    }
    if (n >= 0 && total <= MOST_PDF_BYTES && lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    char why[sizeof err->msg];
    snprintf(why, sizeof why, "cannot keep this PDF in a temporary file: %s", strerror(errno));
    if (total > MOST_PDF_BYTES)
        fail(err, HS_E_LIMIT, "a PDF of over 256 MiB");
    else
        fail(err, HS_E_IO, why);
    close_fd(fd);
    return -1;
}

/* The child: from `in` to `out`, and nothing else. */
static void run_pdftotext(int in, int out)
{
    struct rlimit seconds = {PDF_SECONDS, PDF_SECONDS}, memory = {PDF_MEMORY, PDF_MEMORY};
    int nowhere = open("/dev/null", O_WRONLY);
    if (cli_stop_fd() >= 0)
        signal(SIGINT, SIG_IGN); /* a terminal's Ctrl-C goes to us both, and the document at hand is to be finished */
    setrlimit(RLIMIT_CPU, &seconds);
    setrlimit(RLIMIT_AS, &memory);
    if (dup2(in, STDIN_FILENO) >= 0 && dup2(out, STDOUT_FILENO) >= 0 && dup2(nowhere, STDERR_FILENO) >= 0)
        execlp("pdftotext", "pdftotext", "-q", "-nopgbrk", "-enc", "UTF-8", "-", "-", (char *)NULL);
    _exit(NO_PROGRAM);
}

static hs_status open_pdf(cli_source *s, hs_error *err)
{
    struct stat about;
    int ends[2], in = s->fd;
    bool file = s->fd > STDIN_FILENO && fstat(s->fd, &about) == 0 && S_ISREG(about.st_mode);
    if (!file || lseek(s->fd, 0, SEEK_SET) != 0)
        in = spool(s, err);
    if (in < 0)
        return err->code;
    if (pipe2(ends, O_CLOEXEC) != 0 || (s->child = fork()) < 0) {
        s->child = 0;
        if (in != s->fd)
            close_fd(in);
        return fail(err, HS_E_IO, strerror(errno));
    }
    if (s->child == 0)
        run_pdftotext(in, ends[1]);
    close(ends[1]);
    if (in != s->fd)
        close_fd(in);
    close_fd(s->fd);
    s->fd = ends[0];
    s->n_head = 0;
    return HS_OK;
}

/* At the end of the text: what became of the process. */
static hs_status end_pdf(cli_source *s, hs_error *err)
{
    int status = 0;
    while (waitpid(s->child, &status, 0) < 0 && errno == EINTR)
        continue;
    s->child = 0;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return HS_OK;
    if (WIFEXITED(status) && WEXITSTATUS(status) == NO_PROGRAM)
        return fail(err, HS_E_FORMAT, "this is a PDF, for which hearsay needs pdftotext (package poppler-utils)");
    return fail(err, HS_E_FORMAT, "this is a PDF that pdftotext cannot read");
}

/* ---- the source ---- */

static bool is_pdf(const char *bytes, size_t n)
{
    return n >= HEAD_BYTES && memcmp(bytes, "%PDF-", HEAD_BYTES) == 0;
}

hs_status cli_source_fetch(cli_source *out, hs_str url, hs_fetcher *fetcher, hs_error *err)
{
    *out = (cli_source){.fd = -1};
    hs_status status = cli_fetch(&out->body, &out->reply, fetcher, url, err);
    if (status == HS_OK && is_pdf(out->body.ptr, out->body.len)) {
        status = open_pdf(out, err);
        free(out->body.ptr);
        out->body = (cli_bytes){0};
    }
    if (status != HS_OK)
        cli_source_close(out);
    return status;
}

/* Why there is no such file, where it was meant as a web address. */
static const char *why_missing(const char *path, int code)
{
    if (code == ENOENT && strstr(path, "://"))
        return "no such file, and of web addresses those with http and https alone are read";
    if (code == ENOENT && strncasecmp(path, "www.", 4) == 0)
        return "no such file; a web address begins with https://";
    return strerror(code);
}

hs_status cli_source_open(cli_source *out, const char *path, hs_fetcher *fetcher, hs_error *err)
{
    struct stat about;
    if (cli_is_url(path))
        return cli_source_fetch(out, (hs_str){path, strlen(path)}, fetcher, err);
    *out = (cli_source){.fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)};
    if (out->fd < 0 || fstat(out->fd, &about) != 0) {
        int why = errno;
        close_fd(out->fd);
        return fail(err, HS_E_IO, why_missing(path, why));
    }
    while (out->n_head < HEAD_BYTES) {
        bool came = wait_for_bytes(out->fd);
        ssize_t n = came ? read_some(out->fd, out->head + out->n_head, HEAD_BYTES - out->n_head) : -1;
        if (n < 0) {
            int why = errno;
            close_fd(out->fd);
            return fail(err, HS_E_IO, came ? strerror(why) : "stopped");
        }
        if (n == 0)
            break;
        out->n_head += (size_t)n;
    }
    if (!is_pdf(out->head, out->n_head))
        return HS_OK;
    hs_status status = open_pdf(out, err);
    if (status != HS_OK)
        close_fd(out->fd);
    return status;
}

static hs_status read_source(cli_source *s, void *buf, size_t cap, size_t *n, hs_error *err)
{
    if (s->fd < 0) {
        *n = s->body.len - s->taken < cap ? s->body.len - s->taken : cap;
        if (*n)
            memcpy(buf, s->body.ptr + s->taken, *n);
        s->taken += *n;
        return HS_OK;
    }
    if (s->n_head) {
        *n = s->n_head < cap ? s->n_head : cap;
        memcpy(buf, s->head, *n);
        memmove(s->head, s->head + *n, s->n_head - *n);
        s->n_head -= *n;
        return HS_OK;
    }
    if (!wait_for_bytes(s->fd))
        return fail(err, HS_E_IO, "stopped");
    ssize_t got = read_some(s->fd, buf, cap);
    if (got < 0)
        return fail(err, HS_E_IO, strerror(errno));
    *n = (size_t)got;
    return !got && s->child ? end_pdf(s, err) : HS_OK;
}

hs_status cli_source_read(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    cli_source *s = ctx;
    hs_status status = read_source(s, buf, cap, n, err);
    if (status == HS_OK)
        s->given += *n;
    return status;
}

void cli_source_close(cli_source *s)
{
    hs_error ignored;
    hs_reply_free(s->reply);
    free(s->body.ptr);
    close_fd(s->fd); /* a process that still writes ends by that */
    if (s->child)
        end_pdf(s, &ignored);
}
