#!/usr/bin/env python3
"""Ledgers that `hearsay add` cannot write, that are damaged, or that others write to; and runs that are told to stop.

usage: ledger_faults.py HEARSAY MODEL
"""
import os
import random
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

from ledger_common import Command, article, check, inputs, told, write_articles

COMMAND = Command(sys.argv[1], sys.argv[2])
DONE, SOME_FAILED, LEDGER, STOPPED = 0, 1, 5, 130
NOBODY = 65534


def limit_files(size):
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


class Case(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.ledger = os.path.join(self.folder, "hearsay.db")

    def articles(self, count, first=0):
        return write_articles(os.path.join(self.folder, f"articles-{first}"), count, first)

    def add(self, *what, ledger=None, **how):
        return COMMAND.run("add", "--ledger", ledger or self.ledger, *what, **how)

    def start(self, *what, ledger=None, **how):
        run = COMMAND.start("add", "--ledger", ledger or self.ledger, *what, **how)

        def end():
            if run.poll() is None:
                run.kill()
                run.communicate()

        self.addCleanup(end)
        return run

    def expect(self, run, code, *words):
        said = run.stderr.decode()
        self.assertEqual(run.returncode, code, said)
        for word in words:
            self.assertIn(word, said)
        self.assertNotIn("defect", said)

    def expect_sound(self, before=(), ledger=None):
        """What was told is in, and the file is whole."""
        self.assertEqual(check(ledger or self.ledger), [])
        self.assertLessEqual(set(before), set(inputs(ledger or self.ledger)))

    def expect_completed(self, folder, ledger=None):
        self.expect(self.add(folder, ledger=ledger), DONE)
        self.expect_sound(ledger=ledger)
        self.assertEqual(len(inputs(ledger or self.ledger)), len(os.listdir(folder)))


class Unwritable(Case):
    def expect_lost_batch(self, run, count, ledger=None):
        self.expect(run, LEDGER, "not in: ", "the same command goes on from there")
        self.assertLess(len(told(run.stdout)), count)
        self.expect_sound(told(run.stdout), ledger)

    def test_limit_on_files(self):
        folder = self.articles(300)
        self.expect(self.add(self.articles(1, 999)), DONE)
        for size in 300000, 900000:
            self.expect_lost_batch(self.add(folder, preexec_fn=limit_files(size)), 300)
        shutil.rmtree(os.path.join(self.folder, "articles-999"))
        self.expect(self.add(folder), DONE)
        self.assertEqual(len(inputs(self.ledger)), 301)

    def test_full_disk(self):
        disk = os.path.join(self.folder, "disk")
        os.mkdir(disk)
        if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "none", disk], stderr=subprocess.DEVNULL).returncode:
            self.skipTest("no small disk can be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        folder, ledger = self.articles(300), os.path.join(disk, "hearsay.db")
        run = self.add(folder, ledger=ledger)
        self.expect_lost_batch(run, 300, ledger)
        self.expect(run, LEDGER, "the disk is full")
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        self.expect_completed(folder, ledger)

    def as_nobody(self):
        """How to run where root's rights do not count; the command itself must be within nobody's reach."""
        how = {"user": NOBODY} if os.geteuid() == 0 else {}
        if subprocess.run([COMMAND.hearsay, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **how).returncode:
            self.skipTest("the command cannot be run without root's rights")
        os.chmod(self.folder, 0o777)
        return how

    def test_read_only_file(self):
        how = self.as_nobody()
        self.expect(self.add(self.articles(1)), DONE)
        os.chmod(self.ledger, 0o444)
        self.expect(self.add(self.articles(3, 10), **how), LEDGER, "hearsay.db")
        self.assertEqual(len(inputs(self.ledger)), 1)

    def test_read_only_folder(self):
        how = self.as_nobody()
        folder, shut = self.articles(3), os.path.join(self.folder, "shut")
        os.mkdir(shut)
        os.chmod(shut, 0o555)
        run = self.add(folder, ledger=os.path.join(shut, "hearsay.db"), **how)
        self.expect(run, LEDGER, "hearsay.db")
        self.assertEqual(os.listdir(shut), [])

    def test_no_ledger(self):
        for name, data in (("text", b"It rained. " * 200), ("zeros", bytes(8192)), ("head", b"SQLite format 3\0" + b"\xff" * 5000)):
            path = os.path.join(self.folder, name)
            with open(path, "wb") as file:
                file.write(data)
            self.expect(self.add(self.articles(1), ledger=path), LEDGER, name)
            with open(path, "rb") as file:
                self.assertEqual(file.read(), data, "what is no ledger is left alone")
        self.expect(self.add(self.articles(1), ledger=self.folder), LEDGER, self.folder)
        self.expect(self.add(self.articles(1), ledger="/none/hearsay.db"), LEDGER, "/none/hearsay.db")

    def test_full_output(self):
        folder = self.articles(3)
        with open("/dev/full", "wb") as full:
            self.expect(self.add(folder, stdout=full), SOME_FAILED, "standard output")
        self.assertEqual(len(inputs(self.ledger)), 3)


class Damaged(Case):
    def test_pages(self):
        """Whatever page is overwritten, the run says so or does not meet it; it never crashes."""
        self.expect(self.add(self.articles(80)), DONE)
        more = self.articles(20, 500)
        with open(self.ledger, "rb") as file:
            whole = file.read()
        size, chance, refused = 4096, random.Random(6), 0
        pages = [len(whole) // size // 2, 1, 2] + chance.sample(range(3, len(whole) // size), 12)
        for page in pages:
            with open(self.ledger, "wb") as file:
                file.write(whole[:page * size] + chance.randbytes(size) + whole[(page + 1) * size:])
            for end in "-wal", "-shm":
                if os.path.exists(self.ledger + end):
                    os.remove(self.ledger + end)
            run = self.add(more)
            self.assertIn(run.returncode, (DONE, LEDGER), run.stderr.decode())
            if run.returncode == LEDGER:
                refused += 1
                self.expect(run, LEDGER, "damaged")
        self.assertGreater(refused, 3)


class Together(Case):
    def test_two_writers(self):
        for _ in range(3):
            ledger = os.path.join(tempfile.mkdtemp(dir=self.folder), "hearsay.db")
            both, left, right = self.articles(100), self.articles(60, 200), self.articles(60, 400)
            runs = [self.start(*what, ledger=ledger) for what in ((both, left), (right, both))]
            for run in runs:
                out, said = run.communicate(timeout=120)
                self.assertEqual(run.returncode, DONE, said.decode())
                self.assertEqual(len(told(out)), 160)
            self.expect_sound(ledger=ledger)
            self.assertEqual(len(inputs(ledger)), 220)

    def test_locked(self):
        """Who keeps the file locked keeps us out, and readers in."""
        self.expect(self.add(self.articles(2)), DONE)
        db = sqlite3.connect(self.ledger, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        begun = time.monotonic()
        run = self.add(self.articles(5, 50))
        self.expect(run, LEDGER, "another program is writing", "not in: ")
        self.assertGreater(time.monotonic() - begun, 9)
        self.assertEqual(told(run.stdout), [])
        self.assertEqual(len(inputs(self.ledger)), 2)
        db.execute("ROLLBACK")
        db.close()
        self.expect(self.add(self.articles(5, 50)), DONE)
        self.expect_sound()


    def test_locked_when_relating(self):
        """What is in is in: what is left to relate is left to the next command."""
        folder = self.articles(2)
        self.expect(self.add(folder), DONE)
        db = sqlite3.connect(self.ledger, isolation_level=None)
        db.execute("BEGIN IMMEDIATE")
        run = self.add(folder)
        self.expect(run, DONE, "another program is writing", "not compared across articles yet")
        self.assertEqual(len(told(run.stdout)), 2)
        db.execute("ROLLBACK")
        db.close()

    def holds(self, words):
        for end in "", "-wal":
            if os.path.exists(self.ledger + end):
                with open(self.ledger + end, "rb") as file:
                    if words in file.read():
                        return True
        return False

    def test_forget_while_read(self):
        """Nobody is told that something is forgotten while its bytes are there."""
        self.expect(self.add(self.articles(2)), DONE)
        db = sqlite3.connect(self.ledger, isolation_level=None)
        db.execute("BEGIN")
        words = db.execute("SELECT substr(text, 1, 60) FROM document WHERE document_id = 1").fetchone()[0].encode()
        run = COMMAND.run("forget", "--ledger", self.ledger, "d1")
        self.expect(run, LEDGER, "forget --scrub")
        self.assertIn(b"taken out", run.stdout)
        self.assertNotIn(b"forgotten", run.stdout)
        self.assertTrue(self.holds(words))
        db.execute("ROLLBACK")
        db.close()
        self.expect(COMMAND.run("forget", "--ledger", self.ledger, "--scrub"), DONE)
        self.assertFalse(self.holds(words))
        run = COMMAND.run("forget", "--ledger", self.ledger, "d2")
        self.expect(run, DONE)
        self.assertIn(b"forgotten", run.stdout)


class Stopped(Case):
    def test_going_on(self):
        """Stopped between two batches; what was told is in, and the same command does the rest."""
        folder, ever = self.articles(600), set()
        for number in signal.SIGINT, signal.SIGTERM:
            run = self.start("--threads", "1", folder)
            first = run.stdout.readline()
            run.send_signal(number)
            out, said = run.communicate(timeout=60)
            before = told(first + out)
            self.assertEqual(run.returncode, STOPPED, said.decode())
            self.assertIn(f"{len(before)} of this run's documents; the same command goes on", said.decode())
            self.assertLess(len(before), 600)
            self.expect_sound()
            ever |= set(before)
            self.assertEqual(inputs(self.ledger), sorted(ever))
        rest = self.add(folder)
        self.expect(rest, DONE)
        self.assertEqual(sum(line.startswith(b"in already") for line in rest.stdout.splitlines()), len(ever))
        self.assertEqual(len(inputs(self.ledger)), 600)

    def test_waiting_for_a_pipe(self):
        ours, theirs = os.pipe()
        path = os.path.join(self.folder, "a.txt")
        with open(path, "w", encoding="utf-8") as file:
            file.write(article(1))
        run = self.start(path, "-", stdin=ours)
        self.assertEqual(told(run.stdout.readline()), [path])  # it comes after a second, though the pipe says nothing
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=20)
        os.close(ours)
        os.close(theirs)
        self.assertEqual(run.returncode, STOPPED, said.decode())
        self.assertNotIn("-: ", said.decode())

    def test_twice(self):
        """A host that never answers keeps the first Ctrl-C waiting, not the second."""
        with socket.create_server(("127.0.0.1", 0)) as server:
            run = self.start("--allow-private", f"http://127.0.0.1:{server.getsockname()[1]}/")
            peer, _ = server.accept()
            run.send_signal(signal.SIGINT)
            self.assertIn(b"second Ctrl-C", run.stderr.readline())
            self.assertIsNone(run.poll())
            run.send_signal(signal.SIGINT)
            run.communicate(timeout=20)
            peer.close()
        self.assertEqual(run.returncode, -signal.SIGINT)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
