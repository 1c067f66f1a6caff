"""serve_writers.py HEARSAY MODEL PAIRS SOURCE_DIR: while the server compares pairs of claims, whoever changes the ledger gets in before all are compared.
(That not one batch is waited for is a matter of test_relation_writers.c, where no clock is needed.)"""

import os
import sqlite3
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


def correct(server, n):
    reply = server.post("/api/v1/corrections", {"attribution": f"a{n}", "verdict": "right", "by": "Tova Brink"}, timeout=200)
    assert reply.status == 201, (reply.status, reply.body)


with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "hearsay.db")
    articles = write_articles(os.path.join(folder, "articles"), ARTICLES)
    subprocess.run([HEARSAY, "add", "--quiet", "--no-relate", "--ledger", path, articles], check=True, stderr=subprocess.DEVNULL)
    s = Server(HEARSAY, path, MODEL)
    try:
        correct(s, 1)  # what is due is related now
        until(lambda: ask(path, "SELECT count(*) FROM related") == ARTICLES, "the documents are not related")
        before = waiting(path)
        until(lambda: waiting(path) < before, "no pair is compared")
        for n in range(2, 2 + CORRECTIONS):
            correct(s, n)
        left = waiting(path)
    finally:
        s.stop(within=200)
    assert s.code == 0, s.said
    assert not check(path), check(path)
    print(f"of {before} pairs {left} wait still")
    assert left, "they waited for the model, or the pairs were too few to see anything"
