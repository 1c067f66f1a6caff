#!/usr/bin/env python3
"""`hearsay relate` that is killed, and that others write beside: the file is sound, everybody finishes, and what is related in the end is what is
related without any of that.

usage: ledger_relate.py HEARSAY MODEL PAIRS

$HS_KILL_TRIALS: how often it is killed, 3 if not set. $HS_KILL_SEED: of the moments, printed where a trial fails.
"""
import os
import random
import shutil
import signal
import sqlite3
import sys
import tempfile
import time

from ledger_common import Command, check, write_articles

TRIALS = int(os.environ.get("HS_KILL_TRIALS", "3"))
SEED = int(os.environ.get("HS_KILL_SEED", str(time.time_ns() % 1000000)))
ARTICLES, LATER = 120, 4
WRONG = range(1, 9)
DATED = "--published", "2031-05-14"

# In words, as numbers depend on who was first.
DUMPS = (
    "SELECT min(a.text, b.text), max(a.text, b.text), relation, score, why FROM pair p JOIN claim a ON a.claim_id = p.claim_id "
    "JOIN claim b ON b.claim_id = p.other_id ORDER BY 1, 2",
    "SELECT c.text, s.text FROM claim c LEFT JOIN claim s ON s.claim_id = c.same_as ORDER BY 1, 2",
    "SELECT min(a.text, b.text), max(a.text, b.text), kind, is_update, voices, heard FROM dispute d JOIN claim a ON a.claim_id = d.claim_id "
    "JOIN claim b ON b.claim_id = d.other_id ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT d.sha256, s.sha256, shared FROM story_member m JOIN document d ON d.document_id = m.document_id JOIN document s ON s.document_id = m.story_id ORDER BY 1",
    "SELECT count(*) FROM unsettled",
    "SELECT count(*) FROM related",
)


def dump(ledger):
    db = sqlite3.connect(ledger, timeout=20)
    try:
        return [db.execute(sql).fetchall() for sql in DUMPS]
    finally:
        db.close()


def copy(ledger, folder, name):
    """@param ledger  that nobody has open, so that its log is empty"""
    return shutil.copy(ledger, os.path.join(folder, name))


def must(run, what):
    out, said = (run.communicate(timeout=300) if hasattr(run, "communicate") else (run.stdout, run.stderr))
    if run.returncode != 0:
        sys.exit(f"{what}: exit status {run.returncode}: {said.decode()}")
    return out


def must_be_same(ledger, want, what):
    if check(ledger):
        sys.exit(f"{what}: {check(ledger)}")
    for sql, got, wanted in zip(DUMPS, dump(ledger), want):
        if got != wanted:
            less, more = [row for row in wanted if row not in got], [row for row in got if row not in wanted]
            sys.exit(f"{what}, seed {SEED}: {sql}\n{len(less)} rows less, such as {less[:3]}\n{len(more)} rows more, such as {more[:3]}")


def wait_for_a_batch(child, ledger):
    """Until something is committed: of documents at first, then of pairs."""
    db = sqlite3.connect(ledger, timeout=20)
    while child.poll() is None and not db.execute("SELECT count(*) FROM related").fetchone()[0]:
        time.sleep(0.002)
    db.close()


def kill_and_go_on(command, due, scratch, want, whole):
    chance = random.Random(SEED)
    killed = between = 0
    for trial in range(TRIALS):
        what = f"trial {trial} of seed {SEED}"
        ledger = copy(due, scratch, f"killed{trial}.db")
        child = command.start("relate", "--ledger", ledger)
        if trial % 2:
            time.sleep(chance.uniform(0.1, 0.9) * whole)
        else:
            wait_for_a_batch(child, ledger)
        child.send_signal(signal.SIGKILL)
        _, said = child.communicate()
        if child.returncode not in (0, -signal.SIGKILL):
            sys.exit(f"{what}: exit status {child.returncode}: {said.decode()}")
        killed += child.returncode != 0
        if check(ledger):
            sys.exit(f"{what}: {check(ledger)}")
        between += dump(ledger)[-1][0][0] > 0
        must(command.run("relate", "--ledger", ledger), what)
        must_be_same(ledger, want, what)
    print(f"{TRIALS} trials, {killed} killed before the end, {between} of them with something related")


def correct(command, ledger, n):
    must(command.run("correct", "--ledger", ledger, f"a{n}", "wrong"), f"correct a{n}")


def write_beside(command, ledger, want, later):
    """Two that relate, one that corrects and one that adds, all at one time; the corrections are in before the relating ends, or after it."""
    children = [command.start("relate", "--ledger", ledger) for _ in range(2)]
    children.append(command.start("add", "--no-relate", *DATED, "--threads", "1", "--ledger", ledger, later))
    for n in WRONG:
        correct(command, ledger, n)
    for child in children:
        must(child, "beside others")
    must(command.run("relate", "--ledger", ledger), "relate after others")
    must_be_same(ledger, want, "relate beside others")


def main():
    command = Command(sys.argv[1], sys.argv[2])
    command.environment["HEARSAY_PAIRS"] = os.path.abspath(sys.argv[3])
    with tempfile.TemporaryDirectory() as scratch:
        first, later = write_articles(os.path.join(scratch, "first"), ARTICLES), write_articles(os.path.join(scratch, "later"), LATER, ARTICLES)
        due = os.path.join(scratch, "due.db")
        must(command.run("add", "--no-relate", *DATED, "--ledger", due, first), "add")
        ledger = copy(due, scratch, "whole.db")
        begun = time.monotonic()
        must(command.run("relate", "--ledger", ledger), "relate")
        whole = time.monotonic() - begun
        want = dump(ledger)
        if not want[0] or not want[3]:
            sys.exit("nothing is related by these models")
        kill_and_go_on(command, due, scratch, want, whole)
        must(command.run("add", *DATED, "--ledger", ledger, later), "add more")
        for n in WRONG:
            correct(command, ledger, n)
        write_beside(command, copy(due, scratch, "beside.db"), dump(ledger), later)
    print(f"{len(want[0])} pairs")


main()
