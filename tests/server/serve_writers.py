"""serve_writers.py HEARSAY MODEL PAIRS SOURCE_DIR: while the server compares pairs of claims, whoever changes the ledger does not wait for the model."""

import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HEARSAY, MODEL, PAIRS, ROOT = map(os.path.abspath, sys.argv[1:5])
sys.path[:0] = [os.path.dirname(os.path.abspath(__file__)), os.path.join(ROOT, "tests", "fault")]
from host import Server  # noqa: E402
from ledger_common import check, write_articles  # noqa: E402

ARTICLES, CORRECTIONS = 120, 5
os.environ.update(HEARSAY_MODEL=MODEL, HEARSAY_PAIRS=PAIRS)


def ask(ledger, sql):
    db = sqlite3.connect(ledger, timeout=20)
    try:
        return db.execute(sql).fetchone()[0]
    finally:
        db.close()


def waiting(ledger):
    return ask(ledger, "SELECT count(*) FROM pair WHERE relation = 'undecided'")


def until(sure, what, within=200):
    begun = time.monotonic()
    while not sure():
        assert time.monotonic() - begun < within, what
        time.sleep(0.01)
    return time.monotonic() - begun


def correct(server, n):
    begun = time.monotonic()
    reply = server.post("/api/v1/corrections", {"attribution": f"a{n}", "verdict": "right", "by": "Tova Brink"}, timeout=200)
    assert reply.status == 201, (reply.status, reply.body)
    return time.monotonic() - begun


def next_batch(ledger):
    """@return how long it takes until the next pairs are decided"""
    before = waiting(ledger)
    return until(lambda: waiting(ledger) < before, "no pair is compared")


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "hearsay.db")
    articles = write_articles(os.path.join(folder, "articles"), ARTICLES)
    subprocess.run([HEARSAY, "add", "--quiet", "--no-relate", "--ledger", path, articles], check=True, stderr=subprocess.DEVNULL)
    s = Server(HEARSAY, path, MODEL)
    try:
        correct(s, 1)  # what is due is related now
        until(lambda: ask(path, "SELECT count(*) FROM related") == ARTICLES, "the documents are not related")
        next_batch(path)
        batch = next_batch(path)
        took = [correct(s, n) for n in range(2, 2 + CORRECTIONS)]
        left = waiting(path)
    finally:
        s.stop(within=200)
    assert s.code == 0, s.said
    assert not check(path), check(path)
    print(f"a batch of pairs in {batch:.2f} s; corrections meanwhile in {', '.join(f'{t:.2f}' for t in took)} s; {left} pairs wait")
    assert left, "the pairs were too few to see anything"
    assert statistics.median(took) < batch / 2, "they waited for the model"
