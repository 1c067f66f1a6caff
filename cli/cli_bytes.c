/* cli_bytes.c -- files in, bytes out. cli_slurp runs on any thread; the rest on the caller's. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli.h"

/* As hs_document_open has it; one byte more is read, so that the library sees that it is too much. */
enum { MOST_BYTES = 64 << 20, FIRST_BYTES = 1 << 16 };

void *cli_grow(void *memory, size_t n, size_t size)
{
    size_t bytes = n && size ? n * size : 1;
    void *grown = size && n > SIZE_MAX / size ? NULL : realloc(memory, bytes);
    if (!grown) {
        cli_say("out of memory");
        exit(CLI_SOME_FAILED);
    }
    return grown;
}

static hs_status fail(hs_error *err, hs_status code, const char *why)
{
    *err = (hs_error){.code = code};
    snprintf(err->msg, sizeof err->msg, "%s", why);
    return code;
}

static hs_status slurp_fd(cli_bytes *out, int fd, size_t cap, hs_error *err)
{
    cli_bytes got = {malloc(cap + 1), 0};
    while (got.ptr) {
        if (got.len == cap) {
            char *grown = cap > MOST_BYTES ? NULL : realloc(got.ptr, 2 * cap + 1);
            if (!grown)
                break;
            got.ptr = grown;
            cap *= 2;
        }
        ssize_t n = read(fd, got.ptr + got.len, cap - got.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            free(got.ptr);
            return fail(err, HS_E_IO, strerror(errno));
        }
        if (n == 0 || (got.len += (size_t)n) > MOST_BYTES) {
            got.ptr[got.len] = '\0';
            *out = got;
            return HS_OK;
        }
    }
    free(got.ptr);
    return fail(err, HS_E_NOMEM, "no memory for the file");
}

hs_status cli_slurp(cli_bytes *out, const char *path, hs_error *err)
{
    struct stat about;
    *out = (cli_bytes){0};
    int fd = strcmp(path, "-") == 0 ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &about) != 0) {
        int why = errno;
        if (fd > STDIN_FILENO)
            close(fd);
        return fail(err, HS_E_IO, strerror(why));
    }
    hs_status status;
    if (S_ISDIR(about.st_mode))
        status = fail(err, HS_E_IO, "is a folder; name the files in it");
    else
        status = slurp_fd(
            out, fd, about.st_size > 0 && about.st_size < MOST_BYTES ? (size_t)about.st_size + 1 : FIRST_BYTES, err);
    if (fd != STDIN_FILENO)
        close(fd);
    return status;
}

char *cli_copy(const char *s, size_t len)
{
    char *made = cli_grow(NULL, len + 1, 1);
    memcpy(made, s, len);
    made[len] = '\0';
    return made;
}

char *cli_stem(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return cli_copy(name, dot ? (size_t)(dot - name) : strlen(name));
}

/* Why stdout took no more, kept until the end of the run says so. */
static int write_errno;

int cli_sink_file(void *file, const char *bytes, size_t len)
{
    if (fwrite(bytes, 1, len, file) == len)
        return 0;
    write_errno = errno;
    return 1;
}

int cli_sink_bytes(void *into, const char *bytes, size_t len)
{
    cli_bytes *b = into;
    size_t cap = 256;
    while (cap < b->len + len + 1)
        cap *= 2;
    b->ptr = cli_grow(b->ptr, cap, 1);
    memcpy(b->ptr + b->len, bytes, len);
    b->len += len;
    b->ptr[b->len] = '\0';
    return 0;
}

int cli_finish(int code)
{
    bool failed = ferror(stdout) != 0;
    if (fclose(stdout) != 0) {
        failed = true;
        if (!write_errno)
            write_errno = errno;
    }
    if (!failed)
        return code;
    cli_say("standard output: %s", write_errno ? strerror(write_errno) : "not everything could be written");
    return code == CLI_DONE ? CLI_SOME_FAILED : code;
}
