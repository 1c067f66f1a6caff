"""form_cases.py HEARSAY FILL_LEDGER MODEL SOURCE_DIR [CASE..]: what pages post to `hearsay serve`, and what it makes of it."""

import html
import re
import sys
import urllib.parse

from cases import TEXT, case, main, same

BAD_PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj <<"


class Visitor:
    """Somebody with the token in a cookie, as a browser has it, and the form's token of a page."""

    def __init__(self, s):
        self.s = s
        self.cookie = s.ask("/?token=" + s.token).headers["Set-Cookie"].split(";")[0]
        self.form = re.search(r'name="csrf" value="([0-9a-f]+)"', self.page("/add"))[1]

    def page(self, path):
        return self.s.ask(path, Cookie=self.cookie).body.decode()

    def send(self, path, body, kind):
        return self.s.ask(path, "POST", body, Cookie=self.cookie, Content_Type=kind, Origin="null", Sec_Fetch_Site="same-origin")

    def post(self, path, **fields):
        return self.send(path, urllib.parse.urlencode({"csrf": self.form, **fields}), "application/x-www-form-urlencoded")

    def give(self, *files, outlet="", published=""):
        """Files, as the page's form of them sends them."""
        fields = {"csrf": self.form, "back": "/add", "outlet": outlet, "published": published}
        parts = [(name, None, value.encode()) for name, value in fields.items()] + [("files", name, body) for name, body in files]
        body = b"".join(
            f'--b\r\nContent-Disposition: form-data; name="{field}"'.encode()
            + (f'; filename="{name}"'.encode() if name is not None else b"")
            + b"\r\n\r\n"
            + bytes_
            + b"\r\n"
            for field, name, bytes_ in parts
        )
        return self.send("/do/add", body + b"--b--\r\n", "multipart/form-data; boundary=b")


def lines_of(page):
    """The results that a page tells, as text."""
    results = re.search(r'<div id="results".*?>(.*?)</div>', page, re.S)[1]
    return [re.sub(r"<[^>]*>", "", item) for item in re.findall(r"<(?:h2|li)\b.*?</(?:h2|li)>", results, re.S)]


@case
def back(s):
    """A form leads back to where it came from, and nowhere else."""
    v = Visitor(s)
    claim = s.ask("/api/v1/claims?limit=1").json()["items"][0]["said"][0]["id"]
    done = v.post("/do/correct", attribution=claim, verdict="wrong", back="/claims?q=x")
    same((done.status, done.headers["Location"]), (303, "/claims?q=x&done=corrected"))
    for elsewhere in (
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "/x\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "",
        "/" + "x" * 5000,
    ):
        away = v.post("/do/correct", attribution=claim, verdict="right", back=elsewhere)
        same((away.status, away.headers["Location"]), (303, "/?done=corrected"), elsewhere[:40])
    same(v.post("/do/uncorrect", id="1", back="/").headers["Location"], "/?done=uncorrected")
    for bad in ("", "0" * 64, s.token):
        same(v.post("/do/correct", csrf=bad, attribution=claim, verdict="wrong", back="/").status, 403, bad)
    refused = v.post("/do/correct", attribution=claim, verdict="loud", back="/")
    same((refused.status, refused.headers["Content-Type"]), (400, "text/html; charset=utf-8"))
    same(s.ask("/do/correct", "POST", "attribution=" + claim, Content_Type="application/x-www-form-urlencoded").status, 401)
    same(s.ask("/do/correct").status, 405)


@case
def one_article(s):
    """A text that is added leads to its page, which says whether it was new."""
    v = Visitor(s)
    fields = {"text": TEXT, "outlet": "Quay News", "url": "", "published": "", "title": "", "back": "/add"}
    added = v.post("/do/add", **fields)
    same(added.status, 303)
    assert re.match(r"/documents/d\d+\?done=added$", added.headers["Location"]), added.headers["Location"]
    assert "Added." in v.page(added.headers["Location"])
    again = v.post("/do/add", **fields)
    same((again.status, again.headers["Location"]), (303, added.headers["Location"].replace("added", "already")))
    assert "Added" not in v.page(again.headers["Location"]) and "in already" in v.page(again.headers["Location"])
    url = {**fields, "url": "https://quay.example/light"}
    v.post("/do/add", **url)
    newer = v.post("/do/add", **{**url, "text": TEXT.replace("green", "red")})
    assert newer.headers["Location"].endswith("?done=version"), newer.headers["Location"]
    assert "new version" in v.page(newer.headers["Location"])
    wrong = v.post("/do/add", **{**fields, "published": "the day before"})
    same((wrong.status, wrong.headers["Content-Type"]), (400, "text/html; charset=utf-8"))
    assert "the day before" in lines_of(wrong.body.decode())[1], wrong.body[-3000:]


@case
def typed_again(s):
    """What could not be taken stands in its form again, and in no other."""
    v = Visitor(s)
    text = "\nA first line & <b>\nAda Solheim said that the \"ferry\" was late.</textarea><script>"
    page = v.post("/do/add", text=text, outlet="Quay & News", url="https://quay.example/light", published="the day before").body.decode()
    area = re.search(r"<textarea [^>]*>\n(.*?)</textarea>", page, re.S)
    same(html.unescape(area.group(1)), text)
    same("<script>" in page, False)
    typed = lambda page: {name: html.unescape(value) for name, value in re.findall(r'<input id="([\w-]+)"[^>]* value="([^"]+)"', page)}
    same(typed(page), {"a-outlet": "Quay & News", "a-published": "the day before", "a-url": "https://quay.example/light"})
    nowhere = v.post("/do/add", address="ftp://quay.example/light").body.decode()
    same(typed(nowhere), {"address": "ftp://quay.example/light"})
    files = v.give(("bad.pdf", BAD_PDF), outlet="Weir Post", published="2031-05-02").body.decode()
    same(typed(files), {"f-outlet": "Weir Post", "f-published": "2031-05-02"})


@case
def several_files(s):
    """Of several files each is told of: what was added, what was in already, what could not be read and why."""
    v = Visitor(s)
    first, second = TEXT.encode(), TEXT.replace("green", "red").encode()
    page = v.give(("a.txt", first), ("<b>bad</b>.pdf", BAD_PDF), ("b.txt", second), ("empty.txt", b""))
    same((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
    told = lines_of(page.body.decode())
    same(told[0], "2 added, 2 could not be read")
    same(len(told), 5, "lines")
    assert told[1].startswith("a.txt added") and re.search(r" · \d+ statements?$", told[1]), told
    assert told[2].startswith("b.txt added"), told
    assert told[3].startswith("&lt;b&gt;bad&lt;/b&gt;.pdf could not be read: ") and len(told[3]) > 60, told
    assert told[4].startswith("empty.txt could not be read: "), told
    for link in re.findall(r'<div id="results".*?</div>', page.body.decode(), re.S):
        for path in re.findall(r'href="(/documents/d\d+)"', link):
            same(s.ask(path).status, 200, path)
    again = v.give(("a.txt", first), ("c.txt", TEXT.replace("green", "blue").encode()))
    same(lines_of(again.body.decode())[0], "1 added, 1 in already")
    none = v.give(("bad.pdf", BAD_PDF), ("worse.pdf", BAD_PDF))
    assert 400 <= none.status < 500, none.status
    same(lines_of(none.body.decode())[0], "2 could not be read")
    alone = v.give(("bad.pdf", BAD_PDF))
    assert 400 <= alone.status < 500, alone.status
    assert lines_of(alone.body.decode())[1].startswith("bad.pdf could not be read"), alone.body[-2000:]
    led = v.give(("d.txt", TEXT.replace("green", "grey").encode()), outlet="Weir Post", published="2031-05-02")
    same(led.status, 303, "one that is good")
    page = v.page(led.headers["Location"])
    assert "Weir Post" in page and "2 May 2031" in page, page[:4000]


@case
def undone(s):
    """A merge is taken back by a form of the source's page; an article's outlet and date are corrected by one of its own."""
    v = Visitor(s)
    a, b = [x["source"] for x in s.ask("/api/v1/sources?limit=2").json()["items"]]
    same(v.post("/do/merge", source=a, into=b, why="one", back=f"/sources/{b}").status, 303)
    assert f'name="source" value="{a}"><button>Part them again' in v.page(f"/sources/{b}"), v.page(f"/sources/{b}")[-4000:]
    same(v.post("/do/merge", source=b, into="4", back="/").status, 400, "without its letter")
    parted = v.post("/do/split", source=a, back=f"/sources/{b}")
    same(parted.headers["Location"], f"/sources/{b}?done=split")
    assert "Part them again" not in v.page(f"/sources/{b}")
    done = v.post("/do/correct", document="d1", verdict="other", outlet="Weir Post", published="2031-05-02", note="", by="", back="/documents/d1")
    same(done.headers["Location"], "/documents/d1?done=corrected")
    page = v.page("/documents/d1")
    assert "Weir Post" in page and "2 May 2031" in page and "Take back" in page, page[:4000]
    number = re.search(r'name="id" value="(\d+)"', page)[1]
    same(v.post("/do/uncorrect", id=number, back="/documents/d1").headers["Location"], "/documents/d1?done=uncorrected")
    assert "Weir Post" not in v.page("/documents/d1")


if __name__ == "__main__":
    sys.exit(main())
