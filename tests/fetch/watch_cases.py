#!/usr/bin/env python3
"""`hearsay watch` against hosts on this machine: what comes in, what is asked for again, and when. Needs no Internet. Its ledgers are files, or at the
server of $HEARSAY_TEST_POSTGRESQL.

usage: watch_cases.py HEARSAY MODEL
"""
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest
from datetime import datetime, timezone

from host import Host, reply

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "postgresql"))
import there

HEARSAY, MODEL = map(os.path.abspath, sys.argv[1:3])
WORDS = ("The harbour master said on Saturday that the slick had reached the inner basin by noon, and that {0} was on its way. "
         "The ministry denied that a line had been leaking before, and its spokeswoman told reporters to wait for the divers. ")


def page(title, head=""):
    return (f"<!doctype html><html lang='en'><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>" +
            "".join(f"<p>{WORDS.format(title + ' ' + n)}</p>" for n in ("one", "two", "three")) +
            "</article></body></html>").encode()


def item(title, link, full=False, date="Wed, 14 May 2031 09:30:00 GMT", text=None):
    body = "".join(f"<p>{(text or WORDS).format(title)}</p>" for _ in range(3)) if full else f"{title} was on its way."
    kind = "content:encoded" if full else "description"
    return (f"<item><title>{title}</title><link>{link}</link><pubDate>{date}</pubDate>"
            f"<{kind}><![CDATA[{body}]]></{kind}></item>")


def feed(*items, head=""):
    return ("<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/' "
            "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>Harbour Post</title>" + head +
            "".join(items) + "</channel></rss>").encode()


class Tagged:
    """A page whose ETag is the number of its text: 304 while it is the same."""

    def __init__(self, body):
        self.body, self.n, self.sent = body, 1, []

    def change(self, body):
        self.body, self.n = body, self.n + 1

    def __call__(self, _, headers):
        same = headers.get("if-none-match") == f'"{self.n}"'
        self.sent.append(304 if same else 200)
        return reply(304, ETag=f'"{self.n}"') if same else reply(body=self.body, ETag=f'"{self.n}"')


class Taker:
    """Another program that writes, and does not finish."""

    def __init__(self, ledger):
        self.db = sqlite3.connect(ledger, isolation_level=None, check_same_thread=False)

    def take(self):
        self.db.execute("BEGIN IMMEDIATE")

    def give_back(self):
        self.db.execute("ROLLBACK")
        self.db.close()


class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder, self.ledger = folder.name, there.address() if there.SERVER else os.path.join(folder.name, "hearsay.db")
        if there.SERVER:
            self.addCleanup(there.drop, self.ledger)

    def host(self, pages):
        host = Host(pages)
        self.addCleanup(host.close)
        return host

    def file(self, name, body):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as f:
            f.write(body if isinstance(body, bytes) else body.encode())
        return path

    def start(self, *arguments):
        environment = dict(os.environ, HEARSAY_MODEL=MODEL, OMP_NUM_THREADS="1", TZ="UTC", HEARSAY_PAIRS="none")
        return subprocess.Popen([HEARSAY, "watch", "--ledger", self.ledger, "--threads", "1", "--allow-private", *arguments],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)

    def watch(self, *arguments, code=0):
        """One round. @return the lines of stdout; self.said has stderr."""
        run = self.start("--once", *arguments)
        self.addCleanup(run.kill)
        out, self.said = run.communicate(timeout=120)
        self.assertEqual(run.returncode, code, self.said)
        return out.splitlines()

    def is_there(self):
        if not there.SERVER:
            return os.path.exists(self.ledger)
        return there.ask(self.ledger, "SELECT to_regclass('ledger_state') IS NOT NULL") == [(True,)]

    def ask(self, sql):
        if there.SERVER:
            return there.ask(self.ledger, sql)
        with sqlite3.connect(self.ledger) as db:
            return db.execute(sql).fetchall()

    def due_in(self, url):
        (due,), = self.ask(f"SELECT due FROM feed WHERE url = '{url}'")
        return datetime.strptime(due, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp() - time.time()

    def make_due(self):
        sql = "UPDATE feed SET due = '1970-01-01T00:00:00Z'"
        if there.SERVER:
            there.run(self.ledger, sql)
            return
        with sqlite3.connect(self.ledger) as db:
            db.execute(sql)
        db.close()

    def taker(self):
        return there.Taker(self.ledger) if there.SERVER else Taker(self.ledger)

    def until(self, sure, what, seconds=60):
        end = time.monotonic() + seconds
        while not sure():
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.05)


class Polls(Case):
    def test_conditional(self):
        news = Tagged(feed(item("ship", "https://post.example/ship", True), item("boat", "https://post.example/boat", True)))
        host = self.host({"/feed": news})
        url = host.url("/feed")
        self.assertEqual(self.watch(url), [f"added        {url}#https://post.example/{name}" for name in ("ship", "boat")])
        self.assertTrue(890 < self.due_in(url) < 1000)
        self.assertEqual(self.watch(url), [])  # not due
        time.sleep(1.1)
        self.assertEqual(news.sent, [200])
        self.assertEqual(self.watch("--interval", "1s", url), [])  # by this interval it is
        self.assertEqual(news.sent, [200, 304])
        self.assertEqual(self.ask("SELECT count(*) FROM document"), [(2,)])
        self.assertEqual(self.ask("SELECT outlet, published FROM document LIMIT 1"), [("Harbour Post", "2031-05-14T09:30Z")])

    def test_changed_item(self):
        ship, boat = (item(name, f"https://post.example/{name}", True) for name in ("ship", "boat"))
        news = Tagged(feed(ship, boat))
        url = self.host({"/feed": news}).url("/feed")
        self.watch(url)
        news.change(feed(item("ship", "https://post.example/ship", True, text="Now {0} is there. " + WORDS), boat))
        self.make_due()
        self.assertEqual(self.watch(url), [f"new version  {url}#https://post.example/ship"])
        self.assertEqual(self.ask("SELECT count(*), sum(current) FROM document"), [(3, 2)])

    def test_pages(self):
        host = self.host({"/own": reply(body=page("own", "<meta property='article:published_time' content='2031-05-12'>"
                                                         "<meta property='og:site_name' content='The Lantern'>")),
                          "/bare": reply(body=page("bare"))})
        news = Tagged(feed(item("own", host.url("/own", "127.0.0.3")), item("bare", host.url("/bare", "127.0.0.4"))))
        host.pages["/feed"] = news
        self.assertEqual(len(self.watch(host.url("/feed"))), 2)
        self.assertEqual(self.ask("SELECT published, outlet, summary FROM document ORDER BY document_id"),
                         [("2031-05-12", "The Lantern", 0), ("2031-05-14T09:30Z", "Harbour Post", 0)])
        host.pages["/new"] = reply(body=page("new"))
        news.change(feed(item("new", host.url("/new", "127.0.0.5")), item("own", host.url("/own", "127.0.0.3"))))
        self.make_due()
        self.assertEqual(self.watch(host.url("/feed")), [f"added        {host.url('/feed')}#{host.url('/new', '127.0.0.5')}"])
        self.assertEqual([host.paths().count(path) for path in ("/own", "/bare", "/new")], [1, 1, 1])
        news.change(feed(item("own and other", host.url("/own", "127.0.0.3"))))
        self.make_due()
        self.assertEqual(self.watch(host.url("/feed")), [])  # the feed has other words for it, the page has not
        self.assertEqual(host.paths().count("/own"), 2)

    def test_missing_pages(self):
        host = self.host({"/late": reply(503), "/gone": reply(404)})
        url, late, gone = host.url("/feed"), host.url("/late", "127.0.0.3"), host.url("/gone", "127.0.0.4")
        news = Tagged(feed(item("late", late), item("gone", gone)))
        host.pages["/feed"] = news
        self.assertEqual(self.watch(url, code=1), [f"added        {url}#{late}", f"added        {url}#{gone}"])
        self.assertIn(f"{url}#{gone}: HTTP status 404; the summary stands in its place", self.said)
        host.pages["/late"] = reply(body=page("late"))
        self.make_due()
        self.assertEqual(self.watch(url), [f"new version  {url}#{late}"])
        self.assertEqual([host.paths().count(path) for path in ("/late", "/gone")], [2, 1])
        self.make_due()
        self.assertEqual(self.watch(url), [])
        self.assertEqual(news.sent, [200, 200, 304])  # whole as long as a page was missing

    def test_never_there(self):
        host = self.host({"/late": reply(500)})
        host.pages["/feed"] = news = Tagged(feed(item("late", host.url("/late", "127.0.0.3"))))
        for n in range(7):
            self.watch(host.url("/feed"), code=1 if n < 5 else 0)
            self.make_due()
        self.assertEqual(host.paths().count("/late"), 5)
        self.assertEqual(news.sent, [200] * 5 + [304] * 2)

    def test_unreadable_items(self):
        french = "Le capitaine du port a dit que la nappe avait atteint le bassin dans la nuit et que {0} arrivait bien. " * 3
        news = Tagged(feed(item("bateau", "https://post.example/b", True, text=french), "<item><title>x</title></item>",
                           item("ship", "https://post.example/s", True)))
        url = self.host({"/feed": news}).url("/feed")
        self.assertEqual(self.watch(url, code=1), [f"added        {url}#https://post.example/s"])
        self.assertIn("French", self.said)
        news.change(news.body + b" ")
        self.make_due()
        self.watch(url, code=1)
        self.assertNotIn("French", self.said)

    def test_formats(self):
        url = self.host({"/feed": reply(body=feed(item("ship", "https://post.example/ship", True)))}).url("/feed")
        line, = self.watch("--format", "jsonl", url)
        self.assertRegex(line, r'^\{.*"schema": ?1.*"outcome": ?"added".*\}$')
        self.make_due()
        self.assertEqual(self.watch("--quiet", url), [])


class Patience(Case):
    def test_back_off(self):
        good = feed(item("ship", "https://post.example/ship", True))
        host = self.host({"/good": reply(body=good), "/bad": reply(500), "/junk": reply(body=b"<rss><channel>")})
        bad, junk = host.url("/bad", "127.0.0.3"), host.url("/junk", "127.0.0.4")
        for n, wait in enumerate((1800, 3600, 7200)):
            out = self.watch(bad, host.url("/good"), junk, code=1)
            self.assertEqual(len(out), n == 0)
            self.assertRegex(self.said, re.escape(bad) + r": HTTP status 500; next try at \d\d:\d\d:\d\d\n")
            self.assertIn(junk + ": ", self.said)
            self.assertTrue(wait - 5 < self.due_in(bad) < wait * 1.1 + 5)
            self.assertLess(self.due_in(host.url("/good")), 1000)
            self.make_due()
        for _ in range(6):
            self.make_due()
            self.watch(bad, code=3)
        self.assertTrue(86395 < self.due_in(bad) < 96000)
        host.pages["/bad"] = reply(body=good)
        self.make_due()
        self.watch(bad)
        self.assertTrue(890 < self.due_in(bad) < 1000)
        self.assertEqual(self.ask(f"SELECT failures FROM feed WHERE url = '{bad}'"), [(0,)])

    def test_retry_after(self):
        host = self.host({"/busy": reply(429, Retry_After="7200"), "/other": reply(body=feed())})
        busy, other = host.url("/busy"), host.url("/other")
        self.watch("--interval", "1s", busy, code=3)
        self.assertTrue(7190 < self.due_in(busy) < 8000)
        self.assertIn("next try at", self.said)
        self.make_due()
        self.watch("--interval", "1s", busy, other, code=3)  # one host, which is left alone
        self.assertEqual(host.paths(), ["/robots.txt", "/busy"] * 2)
        self.assertGreater(self.due_in(other), 7100)

    def test_halted_pages(self):
        host = self.host({"/a": reply(503, Retry_After="3600"), "/b": reply(body=page("b"))})
        news = Tagged(feed(item("a", host.url("/a", "127.0.0.3")), item("b", host.url("/b", "127.0.0.3"))))
        host.pages["/feed"] = news
        self.assertEqual(len(self.watch(host.url("/feed"), code=1)), 1)
        self.assertEqual(host.paths().count("/b"), 0)
        host.pages["/a"] = reply(body=page("a"))
        self.make_due()
        self.assertEqual(len(self.watch(host.url("/feed"))), 2)

    def test_pace_of_the_feed(self):
        heads = {"/ttl": ("<ttl>120</ttl>", 7200), "/sy": ("<sy:updatePeriod>daily</sy:updatePeriod>"
                                                           "<sy:updateFrequency>4</sy:updateFrequency>", 21600),
                 "/often": ("<ttl>1</ttl>", 900), "/never": ("<ttl>99999999999</ttl>", 7 * 86400), "/odd": ("<ttl>x</ttl>", 900)}
        ship = item("ship", "https://post.example/ship", True)
        host = self.host({path: Tagged(feed(ship, head=head)) for path, (head, _) in heads.items()})
        urls = {path: host.url(path, f"127.0.0.{n + 2}") for n, path in enumerate(heads)}
        for _ in range(2):  # the second is a 304, which tells nothing
            self.watch(*urls.values())
            for path, (_, wait) in heads.items():
                self.assertTrue(wait - 9 < self.due_in(urls[path]) < wait * 1.1 + 5, path)
            self.make_due()


class Lists(Case):
    def test_nested(self):
        host = self.host({f"/{n}": reply(body=feed(item(n, f"https://post.example/{n}", True))) for n in "abc"})
        a, b, c = (host.url(f"/{n}", f"127.0.0.{i}") for i, n in enumerate("abc", 2))
        opml = self.file("feeds.opml", f"<?xml version='1.0'?><opml version='2.0'><head/><body><outline text='Papers'>"
                         f"<outline text='Near'><outline type='rss' text='A' xmlUrl='{a}'/></outline>"
                         f"<outline text='B &amp; Co' xmlUrl='{b}'/></outline><outline text='file' xmlUrl='file:///etc/passwd'/>"
                         f"<outline isComment='true'><outline xmlUrl='{c}'/></outline><outline xmlUrl='{a}'/></body></opml>")
        self.assertEqual(len(self.watch(opml)), 2)
        self.assertIn("file:///etc/passwd: no feed that can be polled", self.said)
        self.assertEqual(self.ask("SELECT url, title FROM feed ORDER BY title"), [(a, "A"), (b, "B & Co")])
        self.assertNotIn("/c", host.paths())
        self.make_due()
        self.assertEqual(self.watch(), [])  # all that are kept
        self.assertEqual([host.paths().count(path) for path in ("/a", "/b")], [2, 2])

    def test_no_feed(self):
        url = self.host({"/page.html": reply(body=page("ship"))}).url("/page.html")
        self.assertEqual(self.watch(url, code=3), [])
        self.assertIn("is no feed", self.said)
        self.assertEqual(self.ask("SELECT count(*) FROM document"), [(0,)])

    def test_what_it_says(self):
        url = self.host({"/feed": reply(body=feed(item("ship", "https://post.example/ship", True)))}).url("/feed")
        self.watch(url)
        self.assertRegex(self.said, r"1 feed polled, 0 failed: 1 added, 0 new versions; the next is due at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
        self.watch(url)
        self.assertRegex(self.said, r"no feed is due; the next is at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d")
        self.watch("--quiet", url)
        self.assertEqual(self.said, "")

    def test_private(self):
        url = self.host({"/feed": reply(body=feed(item("ship", "https://post.example/ship", True)))}).url("/feed")
        refused = subprocess.run([HEARSAY, "watch", "--once", "--ledger", self.ledger, "--model", MODEL, url], capture_output=True, text=True)
        self.assertEqual(refused.returncode, 3, refused.stderr)
        self.assertEqual(len(self.watch(url)), 1)  # once it is allowed, at once

    def test_hostile(self):
        entities = ("<!DOCTYPE opml [<!ENTITY a 'aaaaaaaaaa'>" +
                    "".join(f"<!ENTITY {chr(98 + i)} '{('&' + chr(97 + i) + ';') * 10}'>" for i in range(10)) +
                    "<!ENTITY file SYSTEM 'file:///etc/passwd'>]>")
        deep = "<outline text='x'>" * 100000
        for name, body, words in (("entities", entities + "<opml><body><outline text='&k;&file;'/></body></opml>", "no feed to poll"),
                                  ("deep", f"<opml><body>{deep}<outline xmlUrl='http://x.example/'/>", "well-formed"),
                                  ("large", "<opml><body>" + " " * (17 << 20), "bytes"),
                                  ("many", "<opml><body>" + "<outline xmlUrl='http://x/'/>" * 70000 + "</body></opml>", "65536"),
                                  ("cut", "<opml><body><outline xmlUrl='http://x.example/'", "well-formed"),
                                  ("other", "<rss><channel/></rss>", "OPML"), ("empty", "", "")):
            begin = time.monotonic()
            self.assertEqual(self.watch(self.file(name, body), code=3), [])
            self.assertIn(words, self.said)
            self.assertNotIn("root:", self.said)
            self.assertLess(time.monotonic() - begin, 20)
        self.assertEqual(self.ask("SELECT count(*) FROM feed"), [(0,)])
        self.watch(os.path.join(self.folder, "none.opml"), code=3)

    def test_misuse(self):
        for wrong in ("0s", "15", "x", "-1m", "8d", "99999999999999999999d"):
            self.watch("--interval=" + wrong, "http://127.0.0.1/", code=2)
        self.watch(code=3)
        self.assertIn("no feed to poll", self.said)


class Runs(Case):
    def serve(self):
        news = Tagged(feed(item("ship", "https://post.example/ship", True)))
        return self.host({"/feed": news}), news

    def test_until_stopped(self):
        host, news = self.serve()
        for number in signal.SIGTERM, signal.SIGINT:
            name = number.name
            news.change(feed(item(name, f"https://post.example/{name}", True)))
            run = self.start("--interval", "1s", host.url("/feed"))
            self.addCleanup(run.kill)
            self.assertEqual(run.stdout.readline(), f"added        {host.url('/feed')}#https://post.example/{name}\n")
            polls = len(news.sent)
            self.until(lambda: len(news.sent) > polls + 1, "no further polls")
            news.change(feed(item(name + "2", f"https://post.example/{name}2", True)))
            self.assertEqual(run.stdout.readline(), f"added        {host.url('/feed')}#https://post.example/{name}2\n")
            run.send_signal(number)
            out, said = run.communicate(timeout=60)
            self.assertEqual((run.returncode, out), (0, ""), said)
        self.assertEqual(self.ask("SELECT count(*) FROM document"), [(4,)])

    def test_killed(self):
        held = []
        host = self.host({"/slow": lambda *_: lambda send: (held.append(1), time.sleep(8)), "/quick": reply(body=page("quick"))})
        slow, quick = host.url("/slow", "127.0.0.3"), host.url("/quick", "127.0.0.4")
        host.pages["/feed"] = Tagged(feed(item("ship", "https://post.example/ship", True), item("slow", slow), item("quick", quick)))
        run = self.start("--interval", "1s", host.url("/feed"))
        self.addCleanup(run.kill)
        self.until(lambda: held, "the page is not asked for")
        self.until(lambda: self.is_there() and self.ask("SELECT count(*) FROM document") == [(1,)], "the item is not in")
        run.kill()
        out, _ = run.communicate(timeout=60)
        self.assertIn("#https://post.example/ship", out)
        host.pages["/slow"] = reply(body=page("slow"))
        time.sleep(1.1)  # the poll is given up by then
        self.assertEqual(self.watch("--interval", "1s", host.url("/feed")),
                         [f"added        {host.url('/feed')}#{slow}", f"added        {host.url('/feed')}#{quick}"])

    def test_ledger_taken(self):
        """Another program keeps the ledger to itself for longer than the library waits: the run waits on, and loses nothing."""
        host, news = self.serve()
        self.watch(host.url("/feed"))
        for moment in "before it is polled", "before it is written":
            news.change(feed(item(moment, f"https://post.example/{len(moment)}", True)))
            self.make_due()
            taker = self.taker()
            polls = len(news.sent)
            if moment == "before it is polled":
                taker.take()
            else:
                host.pages["/feed"] = lambda *about: (taker.take(), news(*about))[1]
            run = self.start("--once")
            self.addCleanup(run.kill)
            time.sleep(12)
            self.assertIsNone(run.poll(), moment)
            taker.give_back()
            out, said = run.communicate(timeout=60)
            self.assertEqual((run.returncode, out), (0, f"added        {host.url('/feed')}#https://post.example/{len(moment)}\n"), said)
            self.assertEqual(len(news.sent), polls + 1)

    def test_two_at_once(self):
        items = [item(f"ship {n}", f"https://post.example/{n}", True) for n in range(5)]
        host = self.host({f"/{n}": reply(body=feed(items[n])) for n in range(5)})
        urls = [host.url(f"/{n}", f"127.0.0.{n + 2}") for n in range(5)]
        self.watch(urls[0])
        self.make_due()
        runs = [self.start("--once", *urls) for _ in range(2)]
        out = [line for run in runs for line in run.communicate(timeout=120)[0].splitlines()]
        self.assertEqual([run.returncode for run in runs], [0, 0])
        self.assertEqual(sorted(out), sorted(f"added        {urls[n]}#https://post.example/{n}" for n in range(1, 5)))
        self.assertEqual([host.paths().count(f"/{n}") for n in range(5)], [2, 1, 1, 1, 1])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=1)
