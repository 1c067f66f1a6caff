/* cli_stop.c -- Ctrl-C. In: SIGINT and SIGTERM. Out: a flag that every thread may look at, and a descriptor for those who
 * wait for something else. The first signal asks; the second, whichever it is, ends the program as if nobody listened. */
#define _GNU_SOURCE /* pipe2 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <unistd.h>

#include "cli.h"

static const int signals[] = {SIGINT, SIGTERM};
enum { N_SIGNALS = sizeof signals / sizeof *signals };
static atomic_int stopped;
static int ends[2] = {-1, -1};

static void on_signal(int number)
{
    int kept = errno;
    (void)number;
    stopped = 1;
    for (int i = 0; i < N_SIGNALS; i++)
        signal(signals[i], SIG_DFL);
    ssize_t written = write(ends[1], "", 1); /* never read, so that the descriptor stays readable */
    (void)written;
    errno = kept;
}

void cli_stop_begin(void)
{
    struct sigaction ours = {.sa_handler = on_signal, .sa_flags = SA_RESTART}, before;
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return; /* without it a signal ends the program at once, which loses nothing that was told */
    sigemptyset(&ours.sa_mask);
    for (int i = 0; i < N_SIGNALS; i++)
        sigaddset(&ours.sa_mask, signals[i]);
    for (int i = 0; i < N_SIGNALS; i++)
        if (sigaction(signals[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN) /* nohup and background jobs */
            sigaction(signals[i], &ours, NULL);
}

bool cli_stopped(void)
{
    return stopped != 0;
}

int cli_stop_fd(void)
{
    return ends[0];
}
