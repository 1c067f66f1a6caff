#!/usr/bin/env python3
"""What hs_fetch and `hearsay read URL` make of hosts that redirect, stall, lie, overflow and refuse. Needs no Internet.

usage: fetch_cases.py PROBE HEARSAY MODEL
"""
import gzip
import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from datetime import datetime, timezone

from host import Host, reply

PROBE, HEARSAY, MODEL = map(os.path.abspath, sys.argv[1:4])
PAGE = (b"<!doctype html><html><head><title>Slick at Pier 9</title></head><body><article><h1>Slick at Pier 9</h1>"
        b"<p>Harbour master Mara Lindqvist said the slick had reached the inner basin by noon on Saturday.</p>"
        b"<p>The ministry denied that a line had been leaking before, and its spokeswoman told reporters to wait.</p>"
        b"</article></body></html>")
ITEM = "<item><title>{0}</title><link>{1}</link><description>The ministry said {0} was on its way.</description></item>"
ALLOW = b"User-agent: *\nDisallow: /shut\n"


def stall(send, seconds=20):
    """Bytes without an end, one at a time."""
    send(reply(body=b"", Transfer_Encoding="chunked"))
    for _ in range(int(seconds * 20)):
        send(b"1\r\nx\r\n")
        time.sleep(0.05)


def flood(send):
    send(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while True:
        send(b"x" * 65536)


def endless_headers(send):
    send(b"HTTP/1.1 200 OK\r\n")
    while True:
        send(b"X-More: " + b"y" * 1000 + b"\r\n")


def feed(*items):
    """RSS: (title, link) of each item, with a summary."""
    return ("<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Post</title>" +
            "".join(ITEM.format(*item) for item in items) + "</channel></rss>").encode()


def pdf(words):
    """A page of words, Latin-1."""
    page = b"BT /F1 12 Tf 72 720 Td (%s) Tj ET" % words
    out, at = b"%PDF-1.4\n", []
    for i, body in enumerate((
            b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 999 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"), 1):
        at.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (i, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    return out + b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        table, len(out))


def probe(*arguments):
    run = subprocess.run([PROBE, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    assert run.returncode == 0, run.stderr.decode()
    said = [json.loads(line) for line in run.stdout.decode().splitlines()]
    return said[0] if len(said) == 1 else said


def fetch(*arguments):
    return probe("private=1", *arguments)


class Case(unittest.TestCase):
    def host(self, pages=None, robots=None):
        host = Host(pages or {"/page": reply(body=PAGE, Content_Type="text/html")}, robots)
        self.addCleanup(host.close)
        return host

    def expect(self, said, status, pos=None, *words):
        self.assertEqual(said["status"], status, said)
        if pos is not None:
            self.assertEqual(said["pos"], pos, said)
        for word in words:
            self.assertIn(word, said["msg"])

    def expect_page(self, said, page=PAGE):
        self.expect(said, "HS_OK")
        self.assertEqual(said["sha256"], hashlib.sha256(page).hexdigest())


class Replies(Case):
    def test_page(self):
        host = self.host({"/page": reply(body=PAGE, Content_Type="text/html; charset=utf-8", ETag='"a1"',
                                         Last_Modified="Wed, 14 May 2031 09:30:00 GMT")})
        said = fetch(host.url("/page#part"))
        self.expect_page(said)
        self.assertEqual(said["url"], host.url("/page"))
        self.assertEqual(said["type"], "text/html; charset=utf-8")
        self.assertEqual((said["etag"], said["modified"]), ('"a1"', "Wed, 14 May 2031 09:30:00 GMT"))
        self.assertEqual(host.paths(), ["/robots.txt", "/page"])
        self.assertRegex(host.asked[1][2]["user-agent"], r"^hearsay/[0-9.]+$")
        self.assertEqual(host.connections, 1)

    def test_spellings(self):
        host = self.host({"/": reply(body=PAGE)})
        fetch(host.url("/x/../a b/\u00e9?q= \u00e9"))
        self.assertEqual(host.paths()[-1].upper(), "/A%20B/%C3%A9?Q=+%C3%A9")
        self.expect_page(fetch(f"HTTP://127.0.0.1:{host.port}"))

    def test_no_web_address(self):
        for url in "", "file:///etc/passwd", "gopher://127.0.0.1/", "http://", "//host/", "page.html", "http://a b/", \
                "http://\u00e9.example/", "http://host:99999/", "http://[::1/":
            self.expect(fetch(url), "HS_E_ARG", 0, "web address")
        self.expect(fetch("http://127.0.0.1/" + "x" * 9000), "HS_E_LIMIT", 8192)

    def test_http_status(self):
        for status in 400, 403, 404, 410, 500, 503, 305, 300:
            host = self.host({"/page": reply(status, b"sorry" * 100000)})
            said = fetch(host.url("/page"))
            self.expect(said, "HS_E_HTTP", status, str(status))
            self.assertEqual(said["bytes"], 0)

    def test_not_modified(self):
        def page(_, headers):
            same = headers.get("if-none-match") == '"a1"' or \
                headers.get("if-modified-since") == "Wed, 14 May 2031 09:30:00 GMT"
            return reply(304, ETag='"a1"') if same else reply(body=PAGE, ETag='"a1"')
        host = self.host({"/page": page})
        for have in 'etag="a1"', "modified=Wed, 14 May 2031 09:30:00 GMT":
            said = fetch(have, host.url("/page"))
            self.expect(said, "HS_OK")
            self.assertEqual((said["http"], said["bytes"], said["etag"]), (304, 0, '"a1"'))
        self.expect_page(fetch('etag="b2"', host.url("/page")))
        self.expect(fetch('etag="a1"\r\nX: y', host.url("/page")), "HS_E_ARG", 0, "If-None-Match")
        self.expect(fetch("etag=" + "x" * 2000, host.url("/page")), "HS_E_ARG")

    def test_not_modified_unasked(self):
        self.expect(fetch(self.host({"/page": reply(304)}).url("/page")), "HS_E_HTTP", 304)

    def test_short_body(self):
        host = self.host({"/page": lambda *_: lambda send: send(reply(body=PAGE, Content_Length=len(PAGE) + 10))})
        self.expect(fetch(host.url("/page")), "HS_E_NET")

    def test_no_reply(self):
        host = self.host({"/page": lambda *_: lambda send: None, "/junk": lambda *_: lambda send: send(b"\0\1\2" * 99)})
        self.expect(fetch(host.url("/page")), "HS_E_NET")
        self.expect(fetch(host.url("/junk")), "HS_E_NET")

    def test_nobody_listens(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.expect(fetch(f"http://127.0.0.1:{s.getsockname()[1]}/"), "HS_E_NET", 0, "127.0.0.1")
        self.expect(fetch("http://no-such-host.invalid/"), "HS_E_NET", 0, "no-such-host.invalid")

    def test_slow(self):
        host = self.host({"/drip": lambda *_: stall, "/silent": lambda *_: lambda send: time.sleep(20)})
        for path in "/drip", "/silent":
            begin = time.monotonic()
            self.expect(fetch("timeout=700", host.url(path)), "HS_E_NET")
            self.assertLess(time.monotonic() - begin, 15)

    def test_endless(self):
        host = self.host({"/page": lambda *_: flood, "/headers": lambda *_: endless_headers})
        said = fetch("max=1000000", host.url("/page"))
        self.expect(said, "HS_E_LIMIT", 1000000)
        self.assertLessEqual(said["bytes"], 1000000)
        self.expect(fetch(host.url("/headers")), "HS_E_NET")

    def test_size_cap(self):
        host = self.host({"/page": reply(body=b"x" * 1000), "/claim": reply(body=b"", Content_Length=10 ** 12)})
        self.expect_page(fetch("max=1000", host.url("/page")), b"x" * 1000)
        self.expect(fetch("max=999", host.url("/page")), "HS_E_LIMIT", 999)
        self.expect(fetch(host.url("/claim")), "HS_E_LIMIT")

    def test_compressed(self):
        host = self.host({"/page": reply(body=gzip.compress(PAGE), Content_Encoding="gzip"),
                          "/broken": reply(body=gzip.compress(PAGE)[:40] + b"\xff" * 99, Content_Encoding="gzip"),
                          "/bomb": reply(body=gzip.compress(bytes(20 << 20)), Content_Encoding="gzip"),
                          "/twice": reply(body=gzip.compress(gzip.compress(PAGE)), Content_Encoding="gzip, gzip"),
                          "/both": b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: gzip\r\n"
                                   b"Connection: close\r\n\r\n" + gzip.compress(gzip.compress(PAGE))})
        self.expect_page(fetch(host.url("/page")))
        self.expect(fetch("timeout=3000", host.url("/broken")), "HS_E_NET")
        said = fetch("max=1000000", host.url("/bomb"))
        self.expect(said, "HS_E_LIMIT", 1000000)
        self.assertLessEqual(said["bytes"], 1000000)
        for path in "/twice", "/both":
            self.expect(fetch(host.url(path)), "HS_E_NET", 0, "more than once")

    def test_sink_refuses(self):
        self.expect(fetch("take=10", self.host().url("/page")), "HS_E_IO")

    def test_user_agent(self):
        host = self.host(robots=reply(body=b"User-agent: clipper\nDisallow: /page\n"))
        self.expect(fetch("agent=Clipper/2.0", host.url("/page")), "HS_E_ROBOTS")
        self.assertEqual(host.asked[0][2]["user-agent"], "Clipper/2.0")
        self.expect_page(fetch(host.url("/page")))
        self.expect(fetch("agent=a\tb", host.url("/page")), "HS_E_ARG", 1)
        self.expect(fetch("agent=/1", host.url("/page")), "HS_E_ARG", 0)


class Redirects(Case):
    def test_followed(self):
        target = self.host()
        for status in 301, 302, 303, 307, 308:
            host = self.host({"/a": reply(status, Location="b?c"), "/b?c": reply(status, Location=target.url("/page"))})
            said = fetch(host.url("/a"))
            self.expect_page(said)
            self.assertEqual(said["url"], target.url("/page"))

    def test_loop(self):
        host = self.host({"/a": reply(302, Location="/b"), "/b": reply(302, Location="/a")})
        self.expect(fetch(host.url("/a")), "HS_E_LIMIT", 10)
        self.assertEqual(len(host.asked), 12)
        self.expect(fetch("redirects=3", host.url("/a")), "HS_E_LIMIT", 3)

    def test_without_location(self):
        self.expect(fetch(self.host({"/a": reply(302)}).url("/a")), "HS_E_HTTP", 302)

    def test_other_schemes(self):
        for location in "file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "data:text/plain,x", \
                "http://", "scp://127.0.0.1/etc/passwd":
            host = self.host({"/a": reply(302, Location=location)})
            self.expect(fetch(host.url("/a")), "HS_E_HTTP", 302, "redirects to")

    def test_asks_each_robots(self):
        target = self.host(robots=reply(body=b"User-agent: *\nDisallow: /\n"))
        host = self.host({"/a": reply(302, Location=target.url("/page"))})
        self.expect(fetch(host.url("/a")), "HS_E_ROBOTS")
        self.assertEqual(target.paths(), ["/robots.txt"])

    def test_credentials_stay(self):
        target = self.host()
        host = self.host({"/a": reply(302, Location="/b"), "/b": reply(302, Location=target.url("/page"))})
        said = fetch(host.url("/a").replace("//", "//mara:sec%20ret@"))
        self.expect_page(said)
        self.assertEqual(said["url"], target.url("/page"))
        sent = [headers.get("authorization") for _, path, headers in host.asked if path != "/robots.txt"]
        self.assertEqual(sent, ["Basic bWFyYTpzZWMgcmV0"] * 2)
        self.assertEqual([headers.get("authorization") for _, _, headers in target.asked], [None, None])

    def test_credentials_of_a_redirect(self):
        target = self.host()
        host = self.host({"/a": reply(302, Location=target.url("/page").replace("//", "//you:me@"))})
        said = fetch(host.url("/a"))
        self.expect_page(said)
        self.assertEqual(said["url"], target.url("/page"))
        self.assertNotIn("authorization", target.asked[1][2])


class Private(Case):
    def test_refused(self):
        host = self.host()
        for name in "127.0.0.1", "localhost", "0x7f.1", "2130706433", "0177.0.0.1", "127.1", "0.0.0.0", "[::1]", \
                "[::]", "[::ffff:127.0.0.1]", "%31%32%37.0.0.1":
            self.expect(probe(host.url("/page", name)), "HS_E_PRIVATE", 0, "no public address")
        for name in "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "224.0.0.1", \
                "[fe80::1]", "[fd00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]":
            self.expect(probe("timeout=3000", f"http://{name}/"), "HS_E_PRIVATE")
        self.assertEqual(host.connections, 0)

    def test_redirect(self):
        inner = self.host()
        for location in inner.url("/page"), inner.url("/page", "localhost"), inner.url("/page", "[::ffff:7f00:1]"):
            host = self.host({"/a": reply(302, Location=location)})
            self.expect(probe(host.url("/a", "127.0.0.2")), "HS_E_PRIVATE")
        self.assertEqual(inner.connections, 0)

    def test_robots_redirect(self):
        inner = self.host()
        host = self.host(robots=reply(302, Location=inner.url("/page")))
        self.expect(probe(host.url("/page", "127.0.0.2")), "HS_E_PRIVATE", 0, "robots.txt")
        self.assertEqual(inner.connections, 0)
        self.assertEqual(host.paths(), ["/robots.txt"])

    def test_public(self):
        self.expect_page(probe(self.host().url("/page", "127.0.0.2")))

    def test_proxy_of_the_environment(self):
        proxy, host = self.host(), self.host()
        os.environ["http_proxy"] = os.environ["all_proxy"] = proxy.url("/")
        self.addCleanup(lambda: [os.environ.pop(name) for name in ("http_proxy", "all_proxy")])
        self.expect_page(fetch(host.url("/page")))
        self.assertEqual(proxy.connections, 0)


class Robots(Case):
    def test_rules(self):
        pages = {path: reply(body=PAGE) for path in ("/page", "/shut/up", "/shut/open", "/a.pdf", "/a.pdf?x")}
        host = self.host(pages, reply(body=b"# ours\nUser-Agent: other\nDisallow: /\n\nuser-agent: *\nDisallow: /shut\n"
                                           b"Allow: /shut/open\nDisallow: /*.pdf$\n"))
        said = fetch(*(host.url(path) for path in pages))
        self.assertEqual([s["status"] for s in said], ["HS_OK", "HS_E_ROBOTS", "HS_OK", "HS_E_ROBOTS", "HS_OK"])
        self.assertEqual(host.paths().count("/robots.txt"), 1)

    def test_named(self):
        host = self.host(robots=reply(body=b"User-agent: *\nDisallow: /\n\nUser-agent: Hearsay\nAllow: /\n"))
        self.expect_page(fetch(host.url("/page")))

    def test_statuses(self):
        for status in 401, 403, 404, 410:
            self.expect_page(fetch(self.host(robots=reply(status)).url("/page")))
        for status in 500, 503:
            host = self.host(robots=reply(status))
            self.expect(fetch(host.url("/page")), "HS_E_ROBOTS", status, str(status))
            self.assertEqual(host.paths(), ["/robots.txt"])

    def test_unreachable(self):
        host = self.host(robots=lambda *_: lambda send: None)
        self.assertEqual([s["status"] for s in fetch(host.url("/page"), host.url("/page"))], ["HS_E_NET"] * 2)
        self.assertNotIn("/page", host.paths())

    def test_redirects(self):
        other = self.host({"/r": reply(body=b"User-agent: *\nDisallow: /page\n")})
        self.expect(fetch(self.host(robots=reply(301, Location=other.url("/r"))).url("/page")), "HS_E_ROBOTS", 0)
        self.expect_page(fetch(self.host(robots=reply(301, Location="/robots.txt")).url("/page")))

    def test_huge(self):
        filler = b"# nothing\n" * 51200
        self.expect_page(fetch(self.host(robots=reply(body=filler + b"User-agent: *\nDisallow: /\n")).url("/page")))
        host = self.host(robots=reply(body=b"User-agent: *\nDisallow: /page\n" + filler))
        self.expect(fetch(host.url("/page")), "HS_E_ROBOTS")
        self.expect_page(fetch("timeout=5000", self.host(robots=lambda *_: flood).url("/page")))


class Manners(Case):
    def test_delay(self):
        host = self.host()
        fetch("delay=400", *[host.url("/page")] * 3)
        times = [at for at, path, _ in host.asked if path == "/page"]
        for a, b in zip(times, times[1:]):
            self.assertGreater(b - a, 0.39)

    def test_default_delay(self):
        host = self.host()
        fetch("delay=0", host.url("/page"), host.url("/page"))
        self.assertGreater(host.asked[2][0] - host.asked[1][0], 0.99)

    def test_threads(self):
        host = self.host()
        said = fetch("delay=200", "threads=1", *[host.url("/page")] * 5)
        for one in said:
            self.expect_page(one)
        times = sorted(at for at, path, _ in host.asked if path == "/page")
        for a, b in zip(times, times[1:]):
            self.assertGreater(b - a, 0.19)
        self.assertEqual(host.paths().count("/robots.txt"), 1)

    def test_crawl_delay(self):
        host = self.host(robots=reply(body=b"User-agent: *\nCrawl-delay: 0.6\n"))
        fetch(host.url("/page"), host.url("/page"))
        self.assertGreater(host.asked[2][0] - host.asked[1][0], 0.59)

    def test_retry_after(self):
        for status in 429, 503:
            answers = [reply(status, Retry_After="1"), reply(body=PAGE)]
            host = self.host({"/page": lambda *_: answers.pop(0)})
            self.expect_page(fetch(host.url("/page")))
            self.assertGreater(host.asked[2][0] - host.asked[1][0], 0.99)

    def test_retry_once(self):
        host = self.host({"/page": reply(429, Retry_After="1")})
        self.expect(fetch(host.url("/page")), "HS_E_HTTP", 429)
        self.assertEqual(host.paths().count("/page"), 2)

    def test_retry_too_late(self):
        host = self.host({"/page": reply(503, Retry_After="3600")})
        begin = time.monotonic()
        self.expect(fetch(host.url("/page")), "HS_E_HTTP", 503, "3600")
        self.assertLess(time.monotonic() - begin, 15)
        self.assertEqual(host.paths().count("/page"), 1)

    def test_left_alone(self):
        host, other = self.host({"/page": reply(429, Retry_After="600"), "/else": reply(body=PAGE)}), self.host()
        first, again, elsewhere = fetch(host.url("/page"), host.url("/else"), other.url("/page", "127.0.0.3"))
        self.expect(first, "HS_E_HTTP", 429, "600")
        self.expect(again, "HS_E_HTTP", 429, "a while ago")
        self.expect_page(elsewhere)
        self.assertEqual(host.paths(), ["/robots.txt", "/page"])


class Memory(Case):
    def test_each_allocation(self):
        target = self.host(robots=reply(body=ALLOW))
        host = self.host({"/a": reply(302, Location=target.url("/page"))}, reply(body=ALLOW))
        for n in range(200):
            said = fetch(f"fail={n}", host.url("/a"))
            if said["status"] == "HS_OK":
                break
            self.expect(said, "HS_E_NOMEM")
        self.expect_page(said)
        self.assertGreater(n, 8)


class Reads(Case):
    def hearsay(self, *arguments):
        return self.command("read", *arguments)

    def command(self, *arguments):
        environment = dict(os.environ, HEARSAY_MODEL=MODEL, OMP_NUM_THREADS="1")
        return subprocess.run([HEARSAY, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env=environment, timeout=120)

    def read(self, *arguments):
        run = self.hearsay("--allow-private", "--format", "jsonl", *arguments)
        self.assertEqual(run.returncode, 0, run.stderr.decode())
        return [json.loads(line) for line in run.stdout.splitlines()]


class Command(Reads):
    def test_read(self):
        host = self.host({"/old": reply(302, Location="/page"), "/page": reply(body=PAGE)})
        reading, = self.read(host.url("/old"))
        self.assertEqual((reading["input"], reading["url"]), (host.url("/old"), host.url("/page")))
        self.assertEqual(reading["title"], "Slick at Pier 9")

    def test_canonical(self):
        own = "https://harbourpost.example/slick"
        page = PAGE.replace(b"</head>", f'<link rel="canonical" href="{own}"></head>'.encode())
        host = self.host({"/page": reply(body=page)})
        self.assertEqual(self.read(host.url("/page"))[0]["url"], own)
        self.assertEqual(self.read("--url", "https://x.example/", host.url("/page"))[0]["url"], "https://x.example/")

    def test_later_version(self):
        """What is fetched later is the later version, though it tells no change and the one before it does."""
        head = '<meta property="article:published_time" content="2021-05-14T08:00Z">'
        told = head + '<meta property="article:modified_time" content="2021-05-14T12:00Z">'
        bodies = [PAGE.replace(b"</head>", f"{told}</head>".encode()), PAGE.replace(b"by noon", b"by two").replace(b"</head>", f"{head}</head>".encode())]
        host = self.host({"/page": lambda *_: reply(body=bodies.pop(0))})
        with tempfile.TemporaryDirectory() as folder:
            ledger = os.path.join(folder, "a.db")
            for outcome in "added", "new version":
                run = self.command("add", "--allow-private", "--no-relate", "--ledger", ledger, host.url("/page"))
                self.assertEqual((run.returncode, run.stdout.decode()), (0, f"{outcome:<13}{host.url('/page')}\n"), run.stderr)
            shown = json.loads(self.command("show", "d2", "--ledger", ledger, "--format", "jsonl").stdout.splitlines()[0])
            self.assertEqual((shown["replaces"], shown["replaced_by"], shown["current"]), ("d1", None, True))

    def test_when(self):
        """A page without a date counts as heard when it was fetched, and that it has none is told."""
        before = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        host = self.host()
        self.assertLessEqual(before, self.read(host.url("/page"))[0]["fetched"])
        with tempfile.TemporaryDirectory() as folder:
            ledger = os.path.join(folder, "a.db")
            run = self.command("add", "--allow-private", "--no-relate", "--ledger", ledger, host.url("/page"))
            self.assertIn(b"1 document came without a date, and counts as heard today", run.stderr)
            shown = json.loads(self.command("show", "d1", "--ledger", ledger, "--format", "jsonl").stdout.splitlines()[0])
            self.assertEqual((shown["heard_by"], shown["heard"] >= before), ("fetched", True))

    def test_relative_canonical(self):
        page = PAGE.replace(b"</head>", b'<link rel="canonical" href="/slick"></head>')
        host = self.host({"/page": reply(body=page)})
        self.assertEqual(self.read(host.url("/page"))[0]["url"], host.url("/slick"))

    def test_failures(self):
        host = self.host(robots=reply(body=ALLOW))
        run = self.hearsay("--allow-private", host.url("/gone"), host.url("/shut"), host.url("/page"))
        self.assertEqual(run.returncode, 1)
        self.assertIn(host.url("/gone") + ": HTTP status 404", run.stderr.decode())
        self.assertIn(host.url("/shut") + ": robots.txt", run.stderr.decode())
        self.assertIn(b"Lindqvist", run.stdout)

    def test_private(self):
        host = self.host()
        run = self.hearsay(host.url("/page"))
        self.assertEqual(run.returncode, 3)
        self.assertIn("no public address", run.stderr.decode())
        self.assertEqual(host.connections, 0)

    def test_options(self):
        host = self.host({"/page": lambda *_: lambda send: time.sleep(20)})
        run = self.hearsay("--allow-private", "--timeout", "1", "--user-agent", "Clipper/2", host.url("/page"))
        self.assertEqual(run.returncode, 3)
        self.assertEqual(host.asked[0][2]["user-agent"], "Clipper/2")
        for wrong in ("--timeout", "0"), ("--delay", "x"), ("--user-agent", "1"):
            self.assertEqual(self.hearsay(*wrong, host.url("/page")).returncode, 2)

    def test_pdf(self):
        said = b"Harbour master Mara Lindqvist said the slick had reached the inner basin by noon."
        host = self.host({"/page": reply(body=pdf(said)), "/broken": reply(body=b"%PDF-1.4\nnothing of a PDF\n")})
        run = self.hearsay("--allow-private", host.url("/broken"))
        self.assertEqual(run.returncode, 3)
        self.assertIn(b"this is a PDF", run.stderr)
        if not shutil.which("pdftotext"):
            self.skipTest("no pdftotext")
        reading, = self.read(host.url("/page"))
        self.assertEqual((reading["text"].split("\n")[0], reading["url"]), (said.decode(), host.url("/page")))


class Follow(Reads):
    def serve(self):
        host = self.host({"/page": reply(body=PAGE), "/old": reply(302, Location="/page"),
                          "/list": reply(body=feed(("a ship", "/page")))})
        host.pages["/feed"] = reply(body=feed(*((path[1:], host.url(path)) for path in ("/old", "/gone", "/shut"))))
        host.pages["/robots.txt"] = reply(body=ALLOW)
        return host

    def file(self, name, body):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = os.path.join(folder.name, name)
        with open(path, "wb") as f:
            f.write(body)
        return path

    def test_pages(self):
        host = self.serve()
        run = self.hearsay("--allow-private", "--follow", "--format", "jsonl", "--threads", "2", host.url("/feed"))
        page, gone, shut = (json.loads(line) for line in run.stdout.splitlines())
        self.assertEqual((page["title"], page["url"], page["input"]),
                         ("Slick at Pier 9", host.url("/page"), host.url("/feed") + "#" + host.url("/old")))
        self.assertIn("Lindqvist", page["text"])
        self.assertEqual((gone["title"], shut["title"]), ("gone", "shut"))
        self.assertIn("The ministry said gone was on its way.", gone["text"])
        self.assertEqual(run.returncode, 1)
        said = run.stderr.decode()
        for path, why in ("/gone", "HTTP status 404"), ("/shut", "robots.txt"):
            name = host.url("/feed") + "#" + host.url(path)
            self.assertIn(f"{name}: {why}", said)
            self.assertIn(f"{name}: the summary is read in place of the page", said)
        self.assertIn("3 items of which the feed has no more than a summary; 1 page read in place of summaries", said)
        times = [at for at, path, _ in host.asked if path in ("/old", "/page", "/gone")]
        self.assertGreater(times[-1] - times[0], 0.99)

    def test_only_when_asked(self):
        host = self.serve()
        self.read(host.url("/feed"))
        self.assertEqual(host.paths(), ["/robots.txt", "/feed"])
        inner = self.file("feed.xml", feed(("a ship", host.url("/page"))))
        self.assertEqual(self.read(inner)[0]["title"], "a ship")
        self.assertEqual(len(host.asked), 2)

    def test_file(self):
        host = self.serve()
        reading, = self.read("--follow", self.file("feed.xml", feed(("a ship", host.url("/page")))))
        self.assertEqual(reading["title"], "Slick at Pier 9")

    def test_feed_tells(self):
        told = b"<item><title>a</title><link>%s</link><pubDate>Wed, 14 May 2031 09:30:00 GMT</pubDate><description>It rained.</description></item>"
        host = self.serve()
        dated = PAGE.replace(b"</head>", b"<meta property=og:site_name content='The Bay'><meta property=article:published_time content=2031-05-13></head>")
        host.pages["/dated"] = reply(body=dated)
        path = self.file("feed.xml", feed().replace(b"</channel>", b"".join(told % host.url(to).encode() for to in ("/page", "/dated")) + b"</channel>"))
        page, own = self.read("--follow", path)
        self.assertEqual((page["title"], page["outlet"], page["published"]), ("Slick at Pier 9", "Harbour Post", "2031-05-14T09:30Z"))
        self.assertEqual((own["outlet"], own["published"]), ("The Bay", "2031-05-13"))
        page, own = self.read("--follow", "--outlet", "The Ebb", "--published", "2031", path)
        self.assertEqual((page["outlet"], page["published"], own["outlet"]), ("The Ebb", "2031", "The Ebb"))

    def test_no_further(self):
        host = self.serve()
        reading, = self.read("--follow", self.file("feed.xml", feed(("a list", host.url("/list")))))
        self.assertEqual(reading["title"], "a ship")
        self.assertNotIn("/page", host.paths())

    def test_public_alone(self):
        host = self.serve()
        secret = self.file("secret", PAGE)
        links = host.url("/page"), secret, "file://" + secret, "page"
        run = self.hearsay("--follow", "--format", "jsonl", self.file("feed.xml", feed(*(("a", to) for to in links))))
        self.assertEqual([json.loads(line)["title"] for line in run.stdout.splitlines()], ["a"] * 4)
        self.assertIn(b"no public address", run.stderr)
        self.assertIn(b"no web address", run.stderr)
        self.assertEqual((run.stderr.count(b"without the address of its page"), host.connections), (2, 0))

    def test_one_address(self):
        run = self.hearsay("--follow", "--url", "https://x.example/", self.file("feed.xml", feed(("a", "https://x.example/a"))))
        self.assertEqual((run.returncode, run.stdout), (2, b""))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[4:], verbosity=1)
