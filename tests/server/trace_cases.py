"""trace_cases.py HEARSAY FILL_LEDGER MODEL SOURCE_DIR [CASE..]: a statement is traced, by the API and on its page. A server of its own for each case."""

import os
import re
import sys
import threading
import time

from cases import ROOT, case, main, same

PAIRS = {"HEARSAY_PAIRS": os.path.join(ROOT, "tests", "numeric", "tiny_pairs")}
PATH = "/api/v1/trace?q="


def quoted(words):
    from urllib.parse import quote

    return quote(words)


def some_claim(s):
    """The words of a claim that somebody holds in the ledger."""
    items = s.ask("/api/v1/claims?limit=50").json()["items"]
    return next(c["text"] for c in items if len(c["text"].split()) > 5 and c["said"][0]["polarity"] == "+" and c["said"][0]["act"] == "say" and '"' not in c["text"])


def cookie_of(s):
    return s.ask("/?token=" + s.token).headers["Set-Cookie"].split(";")[0]


def text_of(page):
    return " ".join(re.sub(r"<[^>]*>", " ", page.body.decode()).split())


@case
def by_the_api(s):
    """It is the object of a claim's trace, in parts where that is asked; what is wrong is told."""
    words = some_claim(s)
    reply = s.ask(PATH + quoted(words), token=True)
    same((reply.status, reply.headers["Content-Type"]), (200, "application/json"))
    trace = reply.json()
    same((trace["type"], trace["asked_as"]), ("trace", None))
    assert trace["claims"] and trace["documents"] >= 1 and trace["nodes"], trace
    nodes, path = [], f"{PATH}{quoted(words)}&limit=1"
    while path:
        part = s.ask(path, token=True)
        nodes += part.json()["nodes"]
        link = part.headers["Link"]
        same(link is None, part.json()["next"] is None, "a link where there is more")
        path = link and link[link.index("<") + 1 : link.index(">")][len(s.base) :]
    same(nodes, trace["nodes"], "a trace in parts")
    for query, status, detail in (
        ("", 400, "parameter 'q': a statement"),
        ("q=", 400, "parameter 'q': a statement"),
        ("q=%22", 400, "no word to look for"),
        ("q=" + "a+b+" * 40, 400, "over 64 words"),
        ("q=" + "a" * 5000, 400, "over 4096 bytes"),
        (f"q={quoted(words)}&least=2", 400, "parameter 'least'"),
        (f"q={quoted(words)}&after=x", 400, ""),
        (f"q={quoted(words)}&claim=c1", 400, "parameter 'claim' is not known here"),
    ):
        wrong = s.ask("/api/v1/trace?" + query, token=True)
        same((wrong.status, wrong.headers["Content-Type"]), (status, "application/problem+json"), query[:80])
        assert detail in wrong.json()["detail"], (query[:80], wrong.json())


by_the_api.environment = PAIRS


@case
def who_may(s):
    """It is work for the model: the token is needed, with the form's where it comes by cookie. It is done once, until the ledger changes."""
    path = PATH + quoted(some_claim(s))
    same(s.ask(path).status, 401, "without the token")
    cookie = cookie_of(s)
    same(s.ask(path, Cookie=cookie).status, 403, "by a cookie alone")
    same(s.ask(path, token=True, Sec_Fetch_Site="cross-site").status, 403, "from another site")
    same(s.ask(path, "POST", token=True).status, 405)
    reply = s.ask(path, token=True)
    tag = reply.headers["ETag"]
    same((reply.headers["Cache-Control"], s.ask(path, token=True).body), ("private, no-cache", reply.body))
    again = s.ask(path, token=True, If_None_Match=tag)
    same((again.status, again.body), (304, b""))
    same(s.ask(path, If_None_Match=tag).status, 401, "what is kept needs the token, too")
    head = s.ask(path, "HEAD", token=True)
    same((head.status, head.body), (200, b""))
    same(s.post("/api/v1/documents", {"text": "Petra Valk said that the mill was closed on Monday.\n", "outlet": "Quay News"}).status, 201)
    assert s.ask(path, token=True).headers["ETag"] != tag, "the ledger changed"


who_may.environment = PAIRS


@case
def without_a_comparer(s):
    """Words and vectors tell where there is no model of pairs."""
    words = some_claim(s)
    same(s.ask(PATH + quoted(words), token=True).json()["type"], "trace")
    none = s.ask(PATH + "xylophones+of+penguins", token=True)
    same((none.status, none.headers["Content-Type"]), (404, "application/problem+json"))
    assert none.json()["detail"].startswith("no claim says that"), none.json()
    page = s.ask("/trace?q=" + quoted(words), Cookie=cookie_of(s))
    same(page.status, 200)
    assert "is not installed here" in text_of(page), text_of(page)


without_a_comparer.environment = {"HEARSAY_PAIRS": "/nowhere"}


@case
def the_page(s):
    """Who has shown the token gets claims compared; others read what words and meaning find, and that this is so."""
    words = some_claim(s)
    path, cookie = "/trace?q=" + quoted(words), cookie_of(s)
    known, other = s.ask(path, Cookie=cookie), s.ask(path)
    for page in (known, other):
        same((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        assert "script-src 'self'" in page.headers["Content-Security-Policy"]
        assert "Where it comes from" in text_of(page) and 'class="answer"' in page.body.decode(), text_of(page)
    assert "a machine decided by comparing each with the statement" in text_of(known), text_of(known)
    assert "by their words and by meaning alone" in text_of(other) and "token" in text_of(other), text_of(other)
    assert known.headers["ETag"] != other.headers["ETag"]
    for _ in range(100):  # until the server has related what came in
        again = s.ask(path, Cookie=cookie, If_None_Match=s.ask(path, Cookie=cookie).headers["ETag"])
        if again.status == 304:
            break
        time.sleep(0.1)
    same(again.status, 304)
    known = s.ask(path, Cookie=cookie)
    link = s.ask(path, Cookie=cookie, Sec_Fetch_Site="same-site")  # followed on another site
    same(link.status, 200)
    assert "by meaning alone" in text_of(link) and link.headers["ETag"] != known.headers["ETag"], text_of(link)
    for path, status in (("/trace", 200), ("/trace?q=", 200), ("/trace?q=xylophones+of+penguins", 200), ("/trace?q=leak&least=2", 400), ("/trace?q=" + "a+b+" * 40, 400), ("/trace/", 404)):
        for headers in ({}, {"Cookie": cookie}):
            page = s.ask(path, **headers)
            same((page.status, page.headers["Content-Type"]), (status, "text/html; charset=utf-8"), path[:60])
    hostile = s.ask("/trace?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E%00%FF%E2%80%AE&least=", Cookie=cookie)
    assert hostile.status in (200, 400) and b"<script>alert" not in hostile.body, hostile.body
    same(s.ask("/trace?q=x", "POST", Cookie=cookie).status, 405)


the_page.environment = PAIRS


@case
def several_at_once(s):
    """One statement after another, and the pages in between."""
    words, cookie, seen = some_claim(s), cookie_of(s), []

    def ask(i):
        if i % 3:
            seen.append(s.ask(f"{PATH}{quoted(words)}&limit={i + 1}", token=True).status)
        else:
            seen.append(s.ask(f"/trace?q={quoted(words)}&n={i}", Cookie=cookie).status)
        seen.append(s.ask("/").status)

    threads = [threading.Thread(target=ask, args=(i,)) for i in range(12)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    same(seen, [200] * 24)


several_at_once.environment = PAIRS


if __name__ == "__main__":
    sys.exit(main())
