#!/usr/bin/env python3
"""kill -9 at random moments of `hearsay add`: what it had told to be in is in, the file is sound, and the same command goes on.

usage: ledger_kill.py HEARSAY MODEL

$HS_KILL_TRIALS: how often, 10 if not set. $HS_KILL_SEED: of the moments, printed where a trial fails.
"""
import os
import random
import signal
import sys
import tempfile
import time

from ledger_common import Command, check, inputs, told, write_articles

TRIALS = int(os.environ.get("HS_KILL_TRIALS", "10"))
SEED = int(os.environ.get("HS_KILL_SEED", str(time.time_ns() % 1000000)))
ARTICLES = 260


def fail(trial, what):
    sys.exit(f"trial {trial} of seed {SEED}: {what}")


def add_and_kill(command, ledger, folder, after):
    """@return what it had printed, whether the kill came before its end"""
    with tempfile.TemporaryFile() as out:
        child = command.start("add", "--threads", "2", "--ledger", ledger, folder, stdout=out)
        time.sleep(after)
        child.send_signal(signal.SIGKILL)
        said = child.stderr.read()
        child.wait()
        if child.returncode not in (0, -signal.SIGKILL):
            sys.exit(f"exit status {child.returncode}: {said.decode()}")
        out.seek(0)
        return out.read(), child.returncode != 0


def go_on(command, trial, ledger, folder, due):
    more = command.run("add", "--threads", "2", "--ledger", ledger, folder)
    if more.returncode != 0:
        fail(trial, f"the next run: exit status {more.returncode}: {more.stderr.decode()}")
    if sorted(told(more.stdout)) != due or inputs(ledger) != due:
        fail(trial, f"the next run left {len(inputs(ledger))} of {len(due)} documents")
    if check(ledger):
        fail(trial, f"after the next run: {check(ledger)}")


def try_once(command, trial, folder, due, moment):
    with tempfile.TemporaryDirectory() as scratch:
        ledger = os.path.join(scratch, "hearsay.db")
        printed, killed = add_and_kill(command, ledger, folder, moment)
        before = told(printed)
        if before and not os.path.exists(ledger):
            fail(trial, "no ledger")
        kept = inputs(ledger) if before else []
        lost = sorted(set(before) - set(kept))
        if lost:
            fail(trial, f"told and not in: {lost[:5]} and others, {len(lost)}")
        if before and check(ledger):
            fail(trial, f"after the kill: {check(ledger)}")
        go_on(command, trial, ledger, folder, due)
        return killed, len(before), len(kept)


def main():
    command = Command(sys.argv[1], sys.argv[2])
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as scratch:
        folder = write_articles(os.path.join(scratch, "articles"), ARTICLES)
        due = sorted(os.path.join(folder, name) for name in os.listdir(folder))
        begun = time.monotonic()
        go_on(command, 0, os.path.join(scratch, "whole.db"), folder, due)
        whole = time.monotonic() - begun
        results = [try_once(command, trial, folder, due, chance.uniform(0, 1.1 * whole)) for trial in range(1, TRIALS + 1)]
    killed = [r for r in results if r[0]]
    print(f"{TRIALS} trials, {len(killed)} killed before the end, {sum(1 for r in killed if 0 < r[1] < ARTICLES)} of them between two batches; "
          f"{sum(r[1] for r in killed)} documents told, none lost; {sum(r[2] - r[1] for r in killed if r[1])} in and not yet told")


main()
