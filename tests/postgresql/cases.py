#!/usr/bin/env python3
"""cases.py COMMAND: the command on ledgers at a PostgreSQL server: the same answers as of a file, copies both ways, four writers at once that are killed
at random, roles, passwords. In: $HEARSAY_TEST_POSTGRESQL, an address with a database for the tests. Exits 77 without it."""
import json
import os
import random
import shlex
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path

SERVER = os.environ.get("HEARSAY_TEST_POSTGRESQL", "")
ROOT = Path(__file__).resolve().parents[2]
HEARSAY = ""
WRITERS, OWN, SHARED, ROUNDS = 4, 12, 12, 6

TALK = [
    "The harbour master, Mara Lindqvist, said on Monday that pier {n} was safe. Divers denied that they had been asked about pier {n}.",
    "Four officials told the Coastal Wire that the ministry knew of leak {n}. The ministry denied it.",
    "Jonas Hale, a shipowner, said that {n} tonnes of oil had spread. He called the report a rumour.",
]
QUESTIONS = [
    "claims --format jsonl --limit 500", "claims --act deny --polarity -", "claims --source officials", "claims pier", "who officials", "who 'Jonas Hale'", "show a3",
    "show c3", "show d2", "search oil", "documents", "sources", "outlets", "disputes", "changes", "stories", "trace c1",
    "explain c1", "export --format jsonl", "claims --outlet post", "claims --since 2031 --until 2031-12", "list documents", "list sources", "list outlets",
]


def run(*args, ledger=None, code=0, **more):
    env = dict(os.environ, LC_ALL="C", **({"HEARSAY_LEDGER": ledger} if ledger else {}))
    done = subprocess.run([HEARSAY, *args], env=env, capture_output=True, text=True, timeout=600, **more)
    if code is not None and done.returncode != code:
        raise AssertionError(f"{args}: {done.returncode}, {done.stdout[-500:]}{done.stderr[-500:]}")
    return done


def dump(path):
    """Every row of a file, but for the indexes of words, which follow from them."""
    with sqlite3.connect(path) as db:
        return sorted(line for line in db.iterdump() if "_words" not in line)


class Postgresql(unittest.TestCase):
    names = 0

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.schemas = []

    def tearDown(self):
        for schema in self.schemas:
            self.sql(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
        shutil.rmtree(self.folder)

    def address(self):
        Postgresql.names += 1
        schema = f"cases{os.getpid()}_{Postgresql.names}"
        self.schemas.append(schema)
        return f"{SERVER}?schema={schema}"

    def sql(self, text, user=None):
        address = SERVER if not user else SERVER.replace("://hearsay@", f"://{user}@")
        return subprocess.run(["psql", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-c", text, address], capture_output=True, text=True, timeout=60)

    def texts(self, n, name="text"):
        files = []
        for i in range(n):
            files.append(self.folder / f"{name}{i}.txt")
            files[-1].write_text(f"{name} {i}\n\n" + TALK[i % len(TALK)].format(n=i + 3) + "\n")
        return files

    def fill(self, ledger):
        texts = self.texts(6)
        for i, outlet in enumerate(("Harbour Post", "harbour post", "Coastal Wire")):
            run("add", "--outlet", outlet, "--published", f"2031-05-1{i + 1}", *map(str, texts[2 * i:2 * i + 2]), ledger=ledger)
        run("relate", ledger=ledger)
        run("correct", "a2", "other", "--act", "claim", "--note", "a tab\tand a \\ backslash", ledger=ledger)
        run("correct", "a1", "wrong", ledger=ledger, code=None)
        run("merge", "s3", "s1", "--why", "one", ledger=ledger, code=None)

    def test_same_answers(self):
        there, here = self.address(), str(self.folder / "a.db")
        self.fill(here)
        self.fill(there)
        for question in QUESTIONS:
            words = shlex.split(question)
            a, b = run(*words, ledger=here, code=None), run(*words, ledger=there, code=None)
            self.assertEqual((a.returncode, a.stdout), (b.returncode, b.stdout), question)
            self.assertNotIn(b.returncode, (5, 70), question)
        # each engine ranks by its own means: which claims are found is the same
        found = [sorted(line.split('"claim":"')[1].split('"')[0] for line in run("search", "pier OR leak", "--format", "jsonl", "--words", "--limit", "200",
                                                                                ledger=ledger).stdout.splitlines() if '"type":"claim"' in line) for ledger in (here, there)]
        self.assertTrue(found[0])
        self.assertEqual(*found)
        run("check", ledger=there)

    def test_copy_both_ways(self):
        there, here, back = self.address(), str(self.folder / "a.db"), str(self.folder / "back.db")
        self.fill(here)
        run("correct", "--undo", "1", ledger=here, code=None)
        self.assertIn("a whole copy", run("copy", here, there).stdout)
        run("copy", there, back)
        self.assertEqual(dump(here), dump(back))
        run("check", ledger=there)
        run("check", ledger=back)
        self.assertIn("not empty", run("copy", here, there, code=2).stderr)
        # what is written next gets the number that it would have got here
        new = self.texts(1, "new")
        for ledger in (here, there):
            run("add", *map(str, new), ledger=ledger)
        self.assertEqual(run("show", "d7", ledger=here).stdout, run("show", "d7", ledger=there).stdout)

    def test_forget(self):
        there = self.address()
        self.fill(there)
        run("forget", "--yes", "d1", ledger=there, code=None)
        run("check", ledger=there)

    def test_writers_are_killed(self):
        ledger = self.address()
        shared = self.texts(SHARED, "shared")
        work = [self.texts(OWN, f"own{w}_") + shared for w in range(WRITERS)]
        order = random.Random(7)
        told = set()
        run("add", str(self.texts(1, "first")[0]), ledger=ledger)
        for turn in range(ROUNDS + 1):
            last = turn == ROUNDS
            writers = []
            for files in work:
                order.shuffle(files)
                out = open(self.folder / "out", "w+")
                os.unlink(self.folder / "out")
                env = dict(os.environ, HEARSAY_LEDGER=ledger)
                writers.append((subprocess.Popen([HEARSAY, "add", *map(str, files)], env=env, stdout=out, stderr=subprocess.DEVNULL), out))
            for writer, out in writers:
                if last:
                    self.assertEqual(writer.wait(600), 0)
                else:
                    time.sleep(order.random() * 0.8)
                    writer.send_signal(signal.SIGKILL)
                    writer.wait()
                out.seek(0)
                for line in out.read().splitlines(keepends=True):
                    if line.endswith("\n") and line.split()[:1] == ["added"]:
                        told.add(line.split()[-1])
                out.close()
            if not last:
                # whatever was told of as added is in, at every moment
                there = run("export", "--format", "jsonl", ledger=ledger).stdout
                for name in told:
                    self.assertEqual(there.count(f'"input":"{name}"'), 1, name)
        schema = ledger.split("schema=")[1]
        n, distinct, claims, keys = self.sql(f"SET search_path = {schema}; SELECT (SELECT count(*) FROM document), (SELECT count(DISTINCT text_sha256) FROM document), "
                                             "(SELECT count(*) FROM claim), (SELECT count(DISTINCT text_key) FROM claim)").stdout.strip().split("|")
        self.assertEqual(int(n), 1 + SHARED + WRITERS * OWN)
        self.assertEqual((n, claims), (distinct, keys))
        names = self.sql(f"SET search_path = {schema}; SELECT count(*) FROM (SELECT name_key FROM source WHERE anonymous = 0 AND apart = 0 "
                         "GROUP BY name_key, coalesce(kind, '') HAVING count(*) > 1) x").stdout.strip()
        self.assertEqual(names, "0")
        run("check", ledger=ledger)

    def test_addresses(self):
        secret = "s3cr3t"
        for address in (f"postgresql://ana:{secret}@127.0.0.1:1/news", f"postgresql://ana:{secret}@x@127.0.0.1:1/news",
                        f"postgresql://ana@127.0.0.1:{secret}/news", f"postgresql:///news?host=127.0.0.1&port=1&password={secret}"):
            for words in (["stats"], ["serve", "--port", "0"]):
                failed = run(*words, ledger=address, code=None)
                self.assertIn(failed.returncode, (2, 5), address)
                if ":" + secret + "/" not in address:
                    self.assertNotIn(secret, failed.stdout + failed.stderr)
        self.assertIn("there is no such ledger", run("stats", ledger=self.address(), code=5).stderr)

    def test_roles(self):
        ledger = self.address()
        self.fill(ledger)
        schema = ledger.split("schema=")[1]
        grants = (ROOT / "data" / "postgresql_roles.sql").read_text()
        done = subprocess.run(["psql", "-q", "-v", "ON_ERROR_STOP=1", "-v", f"schema={schema}", SERVER], input=grants, capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        for role in ("reader", "writer"):
            self.sql(f"DROP ROLE IF EXISTS test_{role}")
            self.assertEqual(self.sql(f"CREATE ROLE test_{role} LOGIN IN ROLE hearsay_{role}").returncode, 0)
        reader, writer = (ledger.replace("://hearsay@", f"://test_{role}@") for role in ("reader", "writer"))
        self.assertEqual(run("claims", ledger=reader).stdout, run("claims", ledger=ledger).stdout)
        run("check", ledger=reader)
        new = self.texts(2, "new")
        self.assertIn("not allowed", run("add", str(new[0]), ledger=reader, code=None).stderr)
        run("add", str(new[1]), ledger=writer)
        run("correct", "a3", "right", ledger=writer)
        run("relate", ledger=writer)
        for role in ("reader", "writer"):
            self.sql(f"DROP ROLE test_{role}")

    def test_foreign_schema(self):
        ledger = self.address()
        schema = ledger.split("schema=")[1]
        self.sql(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.mine (x int)")
        self.assertIn("another program", run("add", str(self.texts(1)[0]), ledger=ledger, code=5).stderr)

    def test_check_tells(self):
        ledger = self.address()
        self.fill(ledger)
        schema = ledger.split("schema=")[1]
        self.sql(f"SET search_path = {schema}; DROP INDEX claim_by_same_as; CREATE TABLE mine (x int); UPDATE claim SET text = 'other words' WHERE claim_id = 1; "
                 "UPDATE attribution SET of_heard = '2031' WHERE document_id = 2; UPDATE attribution SET of_cue = 'sang' WHERE document_id = 3")
        said = run("check", ledger=ledger, code=None).stdout
        for finding in ("index claim_by_same_as", "table mine", "c1", "d2: its attributions have another", "d3: its attributions have another"):
            self.assertIn(finding, said)

    def test_heads(self):
        """What attributions have of their document goes with it: a later version, another outlet and date."""
        ledger = self.address()
        schema = ledger.split("schema=")[1]
        self.fill(ledger)
        page = self.folder / "page.jsonl"
        for day, n in ((1, 3), (2, 6)):
            page.write_text(json.dumps({"url": "https://post.example/p", "outlet": "Post", "published": f"2031-06-0{day}", "text": TALK[0].format(n=n)}) + "\n")
            run("add", str(page), ledger=ledger)
        run("correct", "d1", "other", "--outlet", "Quay Gazette", "--published", "2031-04-02", ledger=ledger)
        heads = self.sql(f"SET search_path = {schema}; SELECT DISTINCT document_id, of_current, of_heard, of_outlet FROM attribution WHERE document_id IN (1, 7, 8) ORDER BY 1").stdout
        self.assertEqual(heads.split(), ["1|1|2031-04-02T00:00:00Z|Quay", "Gazette", "7|0|2031-06-01T00:00:00Z|Post", "8|1|2031-06-02T00:00:00Z|Post"])
        self.assertIn("Quay Gazette", run("claims", "--format", "jsonl", ledger=ledger).stdout)
        run("check", ledger=ledger)

    def test_earlier_build(self):
        """A ledger without what schemas have today is told as such by whatever opens it; its file goes to another schema."""
        old, new, file = self.address(), self.address(), str(self.folder / "a.db")
        self.fill(old)
        run("copy", old, file)
        self.sql(f"SET search_path = {old.split('schema=')[1]}; ALTER TABLE attribution DROP COLUMN of_cue")
        text, = map(str, self.texts(1, "new"))
        for args in (("claims",), ("add", text), ("check",)):
            self.assertIn("made by an earlier build", run(*args, ledger=old, code=5).stderr)
        self.assertIn("made by an earlier build", run("copy", file, old, code=5).stderr)
        run("copy", file, new)
        self.assertEqual(run("claims", ledger=file).stdout, run("claims", ledger=new).stdout)

    def test_check_goes_on(self):
        """Behind a statement that the server cannot answer."""
        ledger = self.address()
        self.fill(ledger)
        schema = ledger.split("schema=")[1]
        self.sql(f"SET search_path = {schema}; ALTER TABLE copy RENAME COLUMN share TO shared; UPDATE claim SET text = 'other words' WHERE claim_id = 1")
        said = run("check", ledger=ledger, code=None).stdout
        for finding in ("not of the schema that it claims", "c1"):
            self.assertIn(finding, said)

    def test_ties_in_stats(self):
        """An act that is not known stands where a file has it."""
        there, here = self.address(), str(self.folder / "a.db")
        self.fill(here)
        with sqlite3.connect(here) as db:
            half, = db.execute("SELECT count(*) / 2 FROM attribution").fetchone()
            db.execute("UPDATE attribution SET act = CASE WHEN attribution_id <= ? THEN NULL WHEN attribution_id <= 2 * ? THEN 'say' ELSE 'deny' END", (half, half))
        db.close()
        run("copy", here, there)
        self.assertEqual(*(run("stats", "--format", "jsonl", ledger=ledger).stdout.split('"acts"')[1] for ledger in (here, there)))


if __name__ == "__main__":
    if not SERVER or not shutil.which("psql"):
        print("skipped: no PostgreSQL server is installed here")
        sys.exit(77)
    HEARSAY = os.path.realpath(sys.argv.pop(1))
    unittest.main()
