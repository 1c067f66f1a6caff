/* cli_terminal.c -- messages on stderr, the progress bar, and what the terminal can do. Main thread only. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "cli.h"

enum { BAR_CELLS = 30, DEFAULT_WIDTH = 80, REDRAW_MS = 100, NAME_SHOWN = 30 };

static struct {
    size_t n, done;
    bool on, shown;
    struct timespec drawn;
} progress;

void cli_say(const char *fmt, ...)
{
    char line[4096];
    va_list args;
    va_start(args, fmt);
    vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    /* A file's name can hold anything; it must not steer the terminal. */
    for (char *c = line; *c; c++)
        if ((unsigned char)*c < 0x20 || *c == 0x7F)
            *c = '?';
    cli_progress_hide();
    fprintf(stderr, "hearsay: %s\n", line);
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
    progress.done = 0;
    progress.shown = false;
    progress.on = n > 1 && isatty(STDERR_FILENO);
}

static long since_drawn_ms(struct timespec now)
{
    return (now.tv_sec - progress.drawn.tv_sec) * 1000 + (now.tv_nsec - progress.drawn.tv_nsec) / 1000000;
}

void cli_progress_step(const char *name)
{
    struct timespec now;
    progress.done++;
    if (!progress.on || clock_gettime(CLOCK_MONOTONIC, &now) != 0)
        return;
    if (progress.shown && since_drawn_ms(now) < REDRAW_MS)
        return;
    char bar[BAR_CELLS + 1], shown[NAME_SHOWN + 1];
    size_t full = progress.done * BAR_CELLS / progress.n, len = strlen(name), i = 0;
    for (; i < BAR_CELLS; i++)
        bar[i] = i < full ? '#' : '.';
    bar[i] = '\0';
    if (len > NAME_SHOWN)
        name += len - NAME_SHOWN;
    for (i = 0; name[i]; i++)
        shown[i] = (unsigned char)name[i] < 0x20 || (unsigned char)name[i] >= 0x7F ? '?' : name[i];
    shown[i] = '\0';
    fprintf(stderr, "\r\x1b[K[%s] %zu/%zu %s", bar, progress.done, progress.n, shown);
    fflush(stderr);
    progress.drawn = now;
    progress.shown = true;
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
