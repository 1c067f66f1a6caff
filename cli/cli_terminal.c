/* cli_terminal.c -- messages on stderr, the progress bar, and what the terminal can do. Main thread only. */
#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { BAR_CELLS = 30, DEFAULT_WIDTH = 80, REDRAW_MS = 100, NAME_SHOWN = 30, SAMPLES = 64, SAMPLE_MS = 250 };

typedef struct sample {
    struct timespec at;
    uint64_t words, done;
} sample;

static struct {
    size_t n, done;
    bool on, shown;
    struct timespec drawn;
    sample past[SAMPLES]; /* sample i in past[i % SAMPLES] */
    size_t n_past;
} progress;

static int put_stderr(void *ctx, const char *bytes, size_t len)
{
    (void)ctx;
    fwrite(bytes, 1, len, stderr);
    return 0;
}

/* Columns of the terminal that stderr is; no end of them where it is none. */
static unsigned stderr_width(void)
{
    struct winsize size;
    return isatty(STDERR_FILENO) && ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col ? size.ws_col : UINT_MAX;
}

/* A file's name can hold anything; it must not steer the terminal. */
static void say(const char *before, const char *line, unsigned width)
{
    cli_progress_hide();
    fputs(before, stderr);
    if (hs_text_lay((hs_str){line, strlen(line)}, (unsigned)strlen(before), width, put_stderr, NULL, NULL) != HS_OK)
        for (const char *c = line; *c; c++) /* no memory, which may be what is to be said */
            putc((unsigned char)*c < 0x20 || (unsigned char)*c >= 0x7F ? '?' : *c, stderr);
    putc('\n', stderr);
}

void cli_say(const char *fmt, ...)
{
    char line[4096];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    say("hearsay: ", line, stderr_width());
}

void cli_say_command(const char *message, const char *command)
{
    if (!isatty(STDERR_FILENO)) {
        cli_say("%s %s", message, command);
        return;
    }
    cli_say("%s", message);
    say("  ", command, UINT_MAX);
}

void cli_say_failed(const char *name, const hs_error *err)
{
    if (err->code == HS_E_FORMAT)
        cli_say("%s: %s (byte %llu)", name, err->msg, (unsigned long long)err->pos);
    else if (err->code == HS_E_DEFECT)
        cli_say("%s: a defect of hearsay, please report it: %s", name, err->msg);
    else
        cli_say("%s: %s", name, err->msg);
}

unsigned cli_width(void)
{
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;
    struct winsize size;
    if (width <= 0 && isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
    return width > 0 && width < 10000 ? (unsigned)width : DEFAULT_WIDTH;
}

bool cli_color(void)
{
    const char *off = getenv("NO_COLOR"), *term = getenv("TERM");
    return isatty(STDOUT_FILENO) && !(off && *off) && !(term && strcmp(term, "dumb") == 0);
}

void cli_progress_begin(size_t n)
{
    progress.n = n;
    progress.done = progress.n_past = 0;
    progress.shown = false;
    progress.on = n > 1 && isatty(STDERR_FILENO);
}

void cli_progress_begin_documents(void)
{
    cli_progress_begin(0);
    progress.on = isatty(STDERR_FILENO);
}

static long ms_from(struct timespec from, struct timespec to)
{
    return (to.tv_sec - from.tv_sec) * 1000 + (to.tv_nsec - from.tv_nsec) / 1000000;
}

static void draw_bar(uint64_t done, uint64_t all)
{
    char bar[BAR_CELLS + 1];
    size_t full = all ? (size_t)(done * BAR_CELLS / all) : 0, i = 0;
    for (; i < BAR_CELLS; i++)
        bar[i] = i < full ? '#' : '.';
    bar[i] = '\0';
    fprintf(stderr, "\r\x1b[K[%s] ", bar);
}

static void end_drawing(struct timespec now)
{
    fflush(stderr);
    progress.drawn = now;
    progress.shown = true;
}

/* Is there someone to draw for, and is it time to? */
static bool is_due(struct timespec *now)
{
    return progress.on && clock_gettime(CLOCK_MONOTONIC, now) == 0 &&
           (!progress.shown || ms_from(progress.drawn, *now) >= REDRAW_MS);
}

void cli_progress_step(const char *name)
{
    struct timespec now;
    progress.done++;
    if (!is_due(&now))
        return;
    char shown[NAME_SHOWN + 1];
    size_t len = strlen(name), i = 0;
    if (len > NAME_SHOWN)
        name += len - NAME_SHOWN;
    for (; name[i]; i++)
        shown[i] = (unsigned char)name[i] < 0x20 || (unsigned char)name[i] >= 0x7F ? '?' : name[i];
    shown[i] = '\0';
    draw_bar(progress.done, progress.n);
    fprintf(stderr, "%zu/%zu %s", progress.done, progress.n, shown);
    end_drawing(now);
}

/* What was done in the last quarter of a minute or so, because what is in already goes by much faster than the rest. */
static sample find_pace(sample now)
{
    sample *last = progress.n_past ? &progress.past[(progress.n_past - 1) % SAMPLES] : NULL;
    if (!last || ms_from(last->at, now.at) >= SAMPLE_MS)
        progress.past[progress.n_past++ % SAMPLES] = now;
    return progress.past[progress.n_past > SAMPLES ? progress.n_past % SAMPLES : 0];
}

static void draw_left(double seconds)
{
    if (seconds < 90)
        fprintf(stderr, ", %.0f s left", seconds);
    else if (seconds < 5400)
        fprintf(stderr, ", %.0f min left", seconds / 60);
    else
        fprintf(stderr, ", %.1f h left", seconds / 3600);
}

void cli_progress_documents(size_t documents, uint64_t words, uint64_t done, uint64_t total)
{
    sample now = {.words = words, .done = done};
    if (!is_due(&now.at))
        return;
    sample from = find_pace(now);
    double seconds = (double)ms_from(from.at, now.at) / 1000;
    if (total)
        draw_bar(done, total);
    else
        fputs("\r\x1b[K", stderr);
    fprintf(stderr, "%zu document%s", documents, documents == 1 ? "" : "s");
    if (seconds > 0)
        fprintf(stderr, ", %.0f words/s", (double)(words - from.words) / seconds);
    if (seconds > 1 && total && done > from.done)
        draw_left((double)(total - done) * seconds / (double)(done - from.done));
    end_drawing(now.at);
}

void cli_progress_hide(void)
{
    if (progress.shown)
        fputs("\r\x1b[K", stderr);
    progress.shown = false;
}

void cli_progress_end(void)
{
    cli_progress_hide();
    progress.on = false;
}
