"""serve_cases.py HEARSAY FILL_LEDGER MODEL SOURCE_DIR [CASE..]: what `hearsay serve` promises, asked of the real command over HTTP."""

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile

from cases import HEARSAY, MODEL, ROOT, TEXT, case, main, read_rest, read_until, same, there
from host import Server, status_of


@case
def answers(s):
    """Counts and claims, as JSON with a cursor that leads through all, each once."""
    stats = s.ask("/api/v1/stats").json()
    same(stats["type"], "stats")
    seen, path = [], "/api/v1/claims?limit=7"
    while path:
        reply = s.ask(path)
        same(reply.status, 200, path)
        same(reply.headers["Content-Type"], "application/json")
        page = reply.json()
        seen += [item["claim"] for item in page["items"]]
        link = reply.headers["Link"]
        same(link is None, page["next"] is None, "a link where there is more")
        path = link and link[link.index("<") + 1 : link.index(">")][len(s.base) :]
    same(len(seen), len(set(seen)), "claims told twice")
    assert len(seen) > 20, seen


@case
def forms(s):
    """NDJSON and CSV by Accept or by parameter; what cannot be had is refused."""
    lines = s.ask("/api/v1/claims?limit=3", Accept="application/x-ndjson")
    same(lines.headers["Content-Type"], "application/x-ndjson")
    same([json.loads(line) for line in lines.body.splitlines()], s.ask("/api/v1/claims?limit=3").json()["items"])
    rows = s.ask("/api/v1/claims?limit=3&format=csv")
    assert rows.headers["Content-Type"].startswith("text/csv") and rows.body.startswith(b"id,claim,"), rows.body[:80]
    same(s.ask("/api/v1/claims", Accept="text/csv;q=0.5, application/json;q=0.4").headers["Content-Type"][:8], "text/csv")
    same(s.ask("/api/v1/claims", Accept="*/*").headers["Content-Type"], "application/json")
    same(s.ask("/api/v1/claims", Accept="image/png").status, 406)
    same(s.ask("/api/v1/claims", Accept="application/json;q=0").status, 406)
    same(s.ask("/api/v1/stats", Accept="text/csv").status, 406)
    same(s.ask("/api/v1/claims?format=yaml").status, 400)


@case
def refusals(s):
    """Wrong questions get problem details that name what is wrong."""
    for path in (
        "limit=0",
        "limit=1001",
        "limit=x",
        "act=shout",
        "polarity=%2A",
        "certainty=no",
        "naming=x",
        "least=1.5",
        "least=.",
        "all=maybe",
        "since=yesterday",
        "limi=3",
        "after=nonsense",
        "q=%",
        "q=%f",
        "q=%ff",
        "q=%00",
        "q=" + "a" * 5000,
    ):
        reply = s.ask("/api/v1/claims?" + path)
        same(reply.status, 400, path)
        same(reply.headers["Content-Type"], "application/problem+json", path)
        problem = reply.json()
        same((problem["status"], problem["title"], problem["type"]), (400, "Bad Request", "about:blank"))
        assert problem["detail"], path
    same(s.ask("/api/v1/nothing").status, 404)
    same(s.ask("/api/v1/claims?" + "&".join("q=x" for _ in range(65))).status, 400)


@case
def methods(s):
    """HEAD is GET without a body; OPTIONS and 405 say what there is."""
    get, head = s.ask("/api/v1/claims?limit=2"), s.ask("/api/v1/claims?limit=2", "HEAD")
    same((head.status, head.body, head.headers["Content-Length"]), (200, b"", str(len(get.body))))
    options = s.ask("/api/v1/claims", "OPTIONS")
    same((options.status, options.headers["Allow"]), (204, "GET, HEAD, OPTIONS"))
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"):
        reply = s.ask("/api/v1/claims", method)
        same((reply.status, reply.headers["Allow"]), (405, "GET, HEAD, OPTIONS"), method)


@case
def headers(s):
    """What keeps pages of others out, on every reply."""
    for path in ("/api/v1/stats", "/api/v1/nothing", "/nothing"):
        reply = s.ask(path)
        assert "default-src 'none'" in reply.headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in reply.headers["Content-Security-Policy"]
        assert "unsafe" not in reply.headers["Content-Security-Policy"]
        for name, value in (
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("Cross-Origin-Embedder-Policy", "require-corp"),
        ):
            same(reply.headers[name], value, name)
        same(reply.headers["Access-Control-Allow-Origin"], None)


@case
def hosts(s):
    """A foreign name that leads here is refused (DNS rebinding)."""
    for host in (
        "evil.example",
        "evil.example:7777",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "[::1",
        "a b",
        "",
        "localhost:99999999",
        "-:x",
    ):
        assert s.ask("/api/v1/stats", Host=host).status in (400, 421), host
    for host in ("localhost", "LOCALHOST:%d" % s.port, "127.0.0.1:%d" % s.port, "[::1]:%d" % s.port):
        same(s.ask("/api/v1/stats", Host=host).status, 200, host)
    same(status_of(s.raw(b"GET /api/v1/stats HTTP/1.1\r\n\r\n")), 400)
    same(status_of(s.raw(b"GET /api/v1/stats HTTP/1.0\r\n\r\n")), 400)


@case
def access_log(s):
    """A line a request, in which nothing can end the line or tell a token."""
    s.raw(b"GET /api/v1/stats?token=verysecret&q=%0a%22 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    s.raw(b'GET /"\x1b[31m\\ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
    log = s.log()
    assert "verysecret" not in log and "token=-&q=%0a%22" in log, log[-400:]
    assert "\x1b" not in log, log[-400:]
    # however long and however much of it is escaped, it is told of
    for i, target in enumerate((b"&x=" + b'"' * 2000, b"&token=x&y=" + b"z" * 500)):
        s.raw(b"GET /evade-%d?a" % i + target * (12000 // len(target)) + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        lines = [line for line in s.log().splitlines() if f"/evade-{i}?" in line]
        same(len(lines), 1, "lines of a long target")
        assert '... HTTP/1.1" 4' in lines[0] and len(lines[0]) < 10000 and "token=x" not in lines[0], lines[0][-300:]


@case
def everything(s):
    """Every thing that a list names can be had by its id, in every form; what is not there is 404."""
    for path in (
        "/api/v1/claims",
        "/api/v1/attributions",
        "/api/v1/sources",
        "/api/v1/documents",
        "/api/v1/outlets",
        "/api/v1/search?q=leak",
        "/api/v1/sources?name=lindqvist",
    ):
        reply = s.ask(path)
        same(reply.status, 200, path)
        assert reply.json()["items"], path
        mark = "&" if "?" in path else "?"
        same(s.ask(path + mark + "format=csv").status, 200, path)
        same(len(s.ask(path + mark + "format=ndjson&limit=2").body.splitlines()) >= 2, True, path)
    claim = s.ask("/api/v1/claims?limit=1").json()["items"][0]
    said = claim["said"][0]
    same(s.ask("/api/v1/claims/" + claim["claim"]).json()["text"], claim["text"])
    same(s.ask("/api/v1/documents/" + said["document"]).json()["outlet"], said["outlet"])
    types = [item["type"] for item in s.ask("/api/v1/attributions/" + said["id"]).json()["items"]]
    same(sorted(set(types)), ["attribution", "claim", "context", "document"])
    source = s.ask("/api/v1/sources?limit=1").json()["items"][0]["source"]
    same(s.ask("/api/v1/sources/" + source).json()["items"][0]["source"], source)
    for path in (
        "claims/c999999",
        "claims/d1",
        "claims/c0",
        "claims/x",
        "attributions/a999999",
        "sources/s999999",
        "documents/d999999",
        "documents/1",
        "claims/c1/x",
        "claims/",
    ):
        reply = s.ask("/api/v1/" + path)
        same((reply.status, reply.headers["Content-Type"]), (404, "application/problem+json"), path)


@case
def related(s):
    """Disputes, changes, traces and reasons can be asked for."""
    twice = "Petra Valk said that %s people were killed in the fire at the mill on Monday.\n"
    for outlet, n in (("Quay News", "12"), ("Mill Courier", "20")):
        same(s.post("/api/v1/documents", {"text": twice % n * 3, "outlet": outlet, "published": "2031-05-20"}).status, 201)
    claim = s.ask("/api/v1/claims?limit=1").json()["items"][0]["claim"]
    trace = s.ask(f"/api/v1/claims/{claim}/trace").json()
    same((trace["type"], trace["claim"]), ("trace", claim))
    nodes, edges, path = [], [], f"/api/v1/claims/{claim}/trace?limit=1"
    while path:  # a part after another, each edge with the node that it leads to
        reply = s.ask(path)
        part = reply.json()
        same((part["nodes_in_all"], part["edges_in_all"]), (len(trace["nodes"]), len(trace["edges"])))
        nodes, edges = nodes + part["nodes"], edges + part["edges"]
        link = reply.headers["Link"]
        same(link is None, part["next"] is None, "a link where there is more")
        path = link and link[link.index("<") + 1 : link.index(">")][len(s.base) :]
    same((nodes, edges), (trace["nodes"], trace["edges"]), "a trace in parts")
    same(s.ask(f"/api/v1/claims/{claim}/trace?after=x").status, 400)
    for path in ("disputes", "changes", "disputes?updates=true&most_first=true", "explain?id=" + claim, "stories", "stories?single=true&limit=1"):
        for form in ("json", "ndjson", "csv"):
            same(s.ask(f"/api/v1/{path}{'&' if '?' in path else '?'}format={form}").status, 200, path)
    reasons = s.ask("/api/v1/explain?id=" + claim).json()["items"]
    assert reasons and all(r["type"] == "reason" for r in reasons), reasons
    for path, status in (
        ("claims/c999999/trace", 404),
        ("claims/x/trace", 404),
        ("explain?id=c999999", 404),
        ("explain", 400),
        ("explain?id=c1&other=d1", 400),
        (f"claims/{claim}/trace?least=2", 400),
        ("stories/d999999", 404),
        ("stories/s1", 404),
        ("stories?single=maybe", 400),
        ("sources/s999999/members", 404),
        ("sources/s1/members?after=x1", 400),
        ("sources/s1/members?after=r", 400),
        ("documents/d999999/copies", 404),
        ("documents/d1/copies?limit=0", 400),
        ("compare?a=x", 400),
        ("compare?a=x&b=", 400),
        ("compare?a=x&b=y&c=z", 400),
    ):
        same(s.ask("/api/v1/" + path, token=True).status, status, path)


@case
def members(s):
    """Of what a source and a story consist, and what was copied from what, page after page, each once."""
    text = (
        "Petra Valk, the fire chief, said that the mill burnt for nine hours on Monday before rain put out the last of the flames. "
        "Two engines came from the harbour and one from the airfield, and water was pumped from the weir until the river fell too low. "
        "Neighbours were taken to a school across the bridge, where the council had beds brought in, and most went home before dawn. "
        "The roof of the grain store fell at noon, and the wheel, which is older than the town hall, was pulled clear by a tractor. "
    )
    for outlet, more in (("Quay News", "It was cold."), ("Mill Courier", "It was warm."), ("Weir Post", "It was late.")):
        same(s.post("/api/v1/documents", {"text": f"{text}\n\n{more}\n", "outlet": outlet, "published": "2031-05-21"}).status, 201)
    documents = s.ask("/api/v1/documents?outlet=Weir+Post").json()["items"]
    seen, path = [], f"/api/v1/documents/{documents[0]['document']}/copies?limit=1"
    while path:
        reply = s.ask(path)
        page = reply.json()
        seen += page["items"]
        link = reply.headers["Link"]
        same(link is None, page["next"] is None, "a link where there is more")
        path = link and link[link.index("<") + 1 : link.index(">")][len(s.base) :]
    same(sorted(c["outlet"] for c in seen), ["Mill Courier", "Quay News"], "copies")
    assert all(0.2 <= c["share"] <= 1 and c["document"] for c in seen), seen
    source = s.ask("/api/v1/sources").json()["items"][0]["source"]
    whole = s.ask(f"/api/v1/sources/{source}/members").json()
    assert whole["items"] and whole["items"][0]["source"] == source and whole["items"][0]["why"] == "new", whole
    first = s.ask(f"/api/v1/sources/{source}/members?limit=1").json()
    same(first["items"], whole["items"][:1])
    same(first["next"], "r1" if len(whole["items"]) > 1 else None)
    same(s.ask(f"/api/v1/sources/{source}/members?after=r1").json()["items"], whole["items"][1:])


@case
def compared(s):
    """Two statements are compared for who has the token, since it is work for the model."""
    path = "/api/v1/compare?a=the+pier+is+safe&b=the+pier+is+not+safe"
    reply = s.ask(path, token=True)
    same(reply.status, 200)
    found = reply.json()
    same((found["type"], found["a"]), ("comparison", "the pier is safe"))
    assert found["relation"] in ("same", "contradicts", "neither") and abs(sum(found["scores"].values()) - 1) < 0.001, found
    same(s.ask(path).status, 401, "without the token")
    cookie = s.ask("/?token=" + s.token).headers["Set-Cookie"].split(";")[0]
    same(s.ask(path, Cookie=cookie).status, 403, "by a cookie alone")
    same(s.ask(path, Cookie=cookie, Sec_Fetch_Site="cross-site").status, 403, "from another site")


compared.environment = {"HEARSAY_PAIRS": os.path.join(ROOT, "tests", "numeric", "tiny_pairs")}


def without_its_second():
    """A model of pairs that leaves some to a second one, which is not there."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    pairs = os.path.join(folder, "first")
    shutil.copytree(os.path.join(ROOT, "tests", "numeric", "tiny_pairs"), pairs)
    with open(os.path.join(pairs, "config.json"), encoding="utf-8") as f:
        config = json.load(f)
    config["pair"]["doubt"] = {"model": "second", "below": 1}
    with open(os.path.join(pairs, "config.json"), "w", encoding="utf-8") as f:
        json.dump(config, f)
    return pairs


@case
def compared_alone(s):
    """That the second model is missing is told on standard error, once."""
    for _ in range(2):
        same(s.ask("/api/v1/compare?a=the+pier+is+safe&b=the+pier+is+not+safe", token=True).status, 200)
    same(s.errors().count("model: 'second', which judges what"), 1, s.errors())


compared_alone.environment = {"HEARSAY_PAIRS": without_its_second()}


@case
def nothing_to_compare_with(s):
    """Without a model of pairs it is said that there is none."""
    reply = s.ask("/api/v1/compare?a=x&b=y", token=True)
    same((reply.status, reply.headers["Content-Type"]), (503, "application/problem+json"))


nothing_to_compare_with.environment = {"HEARSAY_PAIRS": "/nowhere"}


@case
def other_sites(s):
    """A page of another site cannot have the browser ask the API; people can follow a link to a page."""
    for site in ("cross-site", "same-site"):
        same(s.ask("/api/v1/claims?limit=1", Sec_Fetch_Site=site).status, 403, site)
        same(s.ask("/", Sec_Fetch_Site=site).status, 200, site)
    same(s.ask("/api/v1/claims?limit=1", Origin="https://evil.example").status, 403)
    for site in ("same-origin", "none"):
        same(s.ask("/api/v1/claims?limit=1", Sec_Fetch_Site=site).status, 200, site)


@case
def pages(s):
    """Pages and their assets; what is not embedded does not exist, whatever the path."""
    home = s.ask("/")
    same((home.status, home.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
    assert "script-src 'self'" in home.headers["Content-Security-Policy"]
    import re

    for asset in set(re.findall(r'(?:href|src)="(/assets/[^"]*)"', home.body.decode())):
        reply = s.ask(asset.replace("&amp;", "&"))
        same(reply.status, 200, asset)
        assert "immutable" in reply.headers["Cache-Control"], asset
        same(s.ask(asset.split("?")[0]).headers["Cache-Control"], "private, no-cache")
    for path in (
        "/assets/../../../../etc/passwd",
        "/../etc/passwd",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%2f..%2fetc/passwd",
        "//etc/passwd",
        "/assets/",
        "/assets",
        "/assets/page.css/",
        "/assets//page.css",
        "/etc/passwd",
        "/assets/..\\..\\x",
        "/assets/page.css%00.png",
        "/hearsay.db",
        "/%2fassets/page.css",
    ):
        raw = s.raw(b"GET " + path.encode() + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert status_of(raw) in (400, 404), (path, raw[:80])
        assert b"root:" not in raw, path
    same(s.ask("/claims/c1", "POST").status, 405)
    missing = s.ask("/nothing")
    same((missing.status, missing.headers["Content-Type"]), (404, "text/html; charset=utf-8"))


@case
def packed(s):
    """gzip and zstd where they are wanted; the same bytes inside."""
    import gzip
    import shutil
    import subprocess

    plain = s.ask("/api/v1/claims")
    same(plain.headers["Content-Encoding"], None)
    zipped = s.ask("/api/v1/claims", Accept_Encoding="gzip, deflate")
    same((zipped.headers["Content-Encoding"], gzip.decompress(zipped.body)), ("gzip", plain.body))
    assert len(zipped.body) < len(plain.body) / 3
    same(s.ask("/api/v1/claims", Accept_Encoding="gzip;q=0").headers["Content-Encoding"], None)
    zstd = s.ask("/api/v1/claims", Accept_Encoding="gzip, zstd")
    same((zstd.headers["Content-Encoding"], zstd.body[:4]), ("zstd", b"\x28\xb5\x2f\xfd"))
    if shutil.which("zstd"):
        same(subprocess.run(["zstd", "-dc"], input=zstd.body, stdout=subprocess.PIPE, check=True).stdout, plain.body)
    assert "Accept-Encoding" in zstd.headers["Vary"]
    tags = {s.ask("/api/v1/claims", Accept_Encoding=c).headers["ETag"] for c in ("identity", "gzip", "zstd")}
    same(len(tags), 3, "a tag for each coding")


@case
def tags(s):
    """A tag stands until the ledger changes, by whomever."""
    reply = s.ask("/api/v1/claims?limit=3")
    tag = reply.headers["ETag"]
    for had in (tag, "W/" + tag, '"x", ' + tag, "*"):
        again = s.ask("/api/v1/claims?limit=3", If_None_Match=had)
        same((again.status, again.body, again.headers["ETag"]), (304, b"", tag), had)
    same(s.ask("/api/v1/claims?limit=3", If_None_Match='"x"').status, 200)
    same(s.ask("/api/v1/claims?limit=4", If_None_Match=tag).status, 200)
    same(s.ask("/api/v1/claims/c999999", If_None_Match="*").status, 404)
    wrong = reply.json()["items"][0]
    import subprocess

    subprocess.run(
        [HEARSAY, "correct", wrong["said"][0]["id"], "wrong", "--ledger", s.ledger], check=True, stdout=subprocess.DEVNULL
    )
    changed = s.ask("/api/v1/claims?limit=3", If_None_Match=tag)
    same(changed.status, 200)
    assert changed.headers["ETag"] != tag
    assert wrong["claim"] not in [c["claim"] for c in changed.json()["items"]] or wrong["attributions"] > 1


@case
def token(s):
    """Changes need the token: in a header, or in the cookie with the form's token."""
    claim = s.ask("/api/v1/claims?limit=1").json()["items"][0]["said"][0]["id"]
    wrong = json.dumps({"attribution": claim, "verdict": "wrong", "by": "Tova Brink"})
    kind = {"Content_Type": "application/json"}
    reply = s.ask("/api/v1/corrections", "POST", wrong, **kind)
    same((reply.status, reply.headers["WWW-Authenticate"][:6]), (401, "Bearer"))
    for bad in (s.token[:-1], s.token + "0", "", s.token.upper() + "x", "0" * 48):
        same(s.ask("/api/v1/corrections", "POST", wrong, Authorization="Bearer " + bad, **kind).status, 401, bad)
        same(s.ask("/?token=" + bad).status, 401, bad)
    same(s.ask("/api/v1/corrections?token=" + s.token, "POST", wrong, **kind).status, 401, "not in an address of the API")
    visit = s.ask("/claims?q=leak&token=" + s.token)
    same((visit.status, visit.headers["Location"]), (303, "/claims?q=leak"))
    for path in ("//evil.example/", "///evil.example/", "/%2fevil.example/"):
        away = s.raw(f"GET {path}?token={s.token} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert b"\r\nLocation: /evil.example/\r\n" in away, away[:300]
    cookie = visit.headers["Set-Cookie"]
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie, cookie
    cookie = cookie.split(";")[0]
    same(s.ask("/api/v1/corrections", "POST", wrong, Cookie=cookie, **kind).status, 403, "a cookie alone")
    import re

    page = s.ask("/attributions/" + claim, Cookie=cookie).body.decode()
    assert s.token not in page, "a page tells the token"
    form = re.search(r'name="csrf" value="([0-9a-f]+)"', page)[1]
    assert "csrf" not in s.ask("/attributions/" + claim).body.decode(), "a form for who may not post it"
    made = s.ask("/api/v1/corrections", "POST", wrong, Cookie=cookie, X_CSRF_Token=form, **kind)
    same(made.status, 201)
    number = made.json()["correction"]
    same(made.headers["Location"], f"/api/v1/corrections/{number}")
    same(s.ask("/api/v1/corrections").json()["items"][0]["by"], "Tova Brink")
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ):
        same(
            s.ask(f"/api/v1/corrections/{number}", "DELETE", Cookie=cookie, X_CSRF_Token=form, **headers).status, 403, str(headers)
        )
    same(
        s.ask(
            f"/api/v1/corrections/{number}",
            "DELETE",
            Cookie=cookie,
            X_CSRF_Token=form,
            Origin=f"http://127.0.0.1:{s.port}",
            Sec_Fetch_Site="same-origin",
        ).status,
        204,
    )
    same(s.ask(f"/api/v1/corrections/{number}", "DELETE", token=True).status, 404)


@case
def changes(s):
    """Corrections and merges, wrong ones too."""
    claim = s.ask("/api/v1/claims?limit=1").json()["items"][0]["said"][0]["id"]
    for data, status in (
        ({}, 400),
        ({"attribution": claim}, 400),
        ({"attribution": claim, "verdict": "maybe"}, 400),
        ({"attribution": claim, "source": "s1", "verdict": "right"}, 400),
        ({"attribution": "c1", "verdict": "right"}, 400),
        ({"attribution": "a999999", "verdict": "right"}, 404),
        ({"attribution": claim, "verdict": "other"}, 400),
        ({"attribution": claim, "verdict": "other", "act": "shout"}, 400),
        ({"attribution": claim, "verdict": "right", "colour": "red"}, 400),
        ({"attribution": claim, "verdict": ["right"]}, 400),
        ([], 400),
        ("x", 400),
        ({"attribution": claim, "verdict": "other", "act": "deny", "note": None}, 201),
    ):
        same(s.post("/api/v1/corrections", data).status, status, str(data))
    same(s.post("/api/v1/corrections", {"attribution": claim, "verdict": "right"}).status, 201)
    said, path = [], "/api/v1/corrections?limit=1"
    while path:
        reply = s.ask(path)
        same(len(reply.json()["items"]), 1, path)
        said += reply.json()["items"]
        link = reply.headers["Link"]
        same(link is None, reply.json()["next"] is None, "a link where there is more")
        path = link and link[link.index("<") + 1 : link.index(">")][len(s.base) :]
    same([(c["verdict"], c["says"]["act"]) for c in said], [("other", "deny"), ("right", None)], "corrections, page after page")
    same(s.ask("/api/v1/corrections").json()["items"], said)
    same(s.ask("/api/v1/corrections?after=x").status, 400)
    same(s.ask(f"/api/v1/corrections/{said[1]['correction']}", "DELETE", token=True).status, 204)
    same(s.ask("/api/v1/corrections", "POST", "{", True, Content_Type="application/json").status, 400)
    same(s.ask("/api/v1/corrections", "POST", "{}", True, Content_Type="text/plain").status, 415)
    same(s.ask("/api/v1/attributions/" + claim).json()["items"][1]["type"] in ("document", "context"), True)
    same([c["act"] for c in s.ask("/api/v1/attributions?limit=1000").json()["items"] if c["id"] == claim], ["deny"])
    a, b = [x["source"] for x in s.ask("/api/v1/sources?limit=2").json()["items"]]
    same(s.post(f"/api/v1/sources/{a}/merge", {"into": b, "why": "one and the same"}).status, 204)
    same(s.post(f"/api/v1/sources/{a}/merge", {"into": b}).status, 400)
    same(s.post(f"/api/v1/sources/{a}/merge", {"into": "x"}).status, 400)
    same(s.post(f"/api/v1/sources/s999999/merge", {"into": b}).status, 404)
    same(s.ask(f"/api/v1/sources/{a}/split", "POST", token=True).status, 204)
    same(s.ask(f"/api/v1/sources/{a}/split", "POST", token=True).status, 404)
    same(s.ask("/api/v1/corrections/1x", "DELETE", token=True).status, 404)


@case
def adding(s):
    """Articles are read, and added: as text, page, form, files, address; each once."""
    read = s.ask("/api/v1/read", "POST", TEXT, True, Content_Type="text/plain")
    same(read.status, 200)
    reading = read.json()["items"][0]
    assert reading["text"] == TEXT and reading["attributions"], reading
    before = s.ask("/api/v1/stats").json()["documents"]
    added = s.post("/api/v1/documents", {"text": TEXT, "outlet": "Quay News", "published": "2031-05-20", "title": "Green light"})
    same(added.status, 201)
    item = added.json()["items"][0]
    same((item["outcome"], added.headers["Location"]), ("added", "/api/v1/documents/" + item["document"]))
    kept = s.ask("/api/v1/documents/" + item["document"]).json()
    same((kept["outlet"], kept["title"], kept["published"]), ("Quay News", "Green light", "2031-05-20"))
    same(
        s.post(
            "/api/v1/documents", {"text": TEXT, "outlet": "Quay News", "published": "2031-05-20", "title": "Green light"}
        ).json()["items"][0]["outcome"],
        "in already",
    )
    same(s.ask("/api/v1/stats").json()["documents"], before + 1)
    body = (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'
        + TEXT.replace("green", "red").encode()
        + b'\r\n--b\r\nContent-Disposition: form-data; name="files"; filename="b.html"\r\n\r\n'
        + open(os.path.join(ROOT, "examples", "toll-meridian-post.html"), "rb").read()
        + b"\r\n--b--\r\n"
    )
    many = s.ask("/api/v1/documents", "POST", body, True, Content_Type="multipart/form-data; boundary=b")
    same([i["outcome"] for i in many.json()["items"]], ["added", "added"])
    for data, status in (
        ({}, 400),
        ({"text": ""}, 400),
        ({"text": "x", "address": "http://y.example/"}, 400),
        ({"address": "ftp://x"}, 400),
        ({"address": "http://127.0.0.1:1/"}, 422),
        ({"text": TEXT, "published": "soon"}, 400),
        (
            {
                "text": "Der Hafenmeister sagte am Montag, das Leck sei schon im M\u00e4rz bekannt gewesen. Die Regierung bestreitet das weiterhin. "
                * 5
            },
            422,
        ),
        ({"text": "<html><body><form><input type=password></form></body></html>"}, 422),
    ):
        same(s.post("/api/v1/read", data).status, status, str(data)[:80])
    same(s.ask("/api/v1/read", "POST", b"", True).status, 400)
    same(s.ask("/api/v1/read", "POST", b"\x7fELF\0\0\1\2\3" * 40, True, Content_Type="application/octet-stream").status, 415)
    same(s.ask("/api/v1/read", "POST", b"x", True, Content_Type="multipart/form-data; boundary=b").status, 400)


@case
def fetching(s):
    """An address is fetched and read, from this machine only where that is allowed."""
    import http.server
    import threading

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            robots = self.path == "/robots.txt"
            self.send_response(404 if robots else 200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            if not robots:
                self.wfile.write(TEXT.encode())

        def log_message(self, *args):
            pass

    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    try:
        got = s.post("/api/v1/read", {"address": f"http://127.0.0.1:{host.server_port}/story", "outlet": "Quay News"})
    finally:
        host.shutdown()
        host.server_close()
    same(got.status, 200)
    reading = got.json()["items"][0]
    same((reading["text"], reading["outlet"], reading["url"]), (TEXT, "Quay News", f"http://127.0.0.1:{host.server_port}/story"))


fetching.options = ("--allow-private",)


@case
def events(s):
    """New claims are told as they come in, to who waits, and to who comes back."""
    import socket

    with s.connect(10) as one:
        one.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
        head = read_until(one, b"retry: 3000\n\n")
        assert b"Content-Type: text/event-stream" in head and b"no-store" in head, head
        s.post("/api/v1/documents", {"text": TEXT, "outlet": "Quay News"})
        told = read_until(one, b"Quay News", b"event: claim", b"}]}\n\n")
        last = told.rsplit(b"\nid: ", 1)[-1].split(b"\n")[0].decode()
        data = json.loads(told.rsplit(b"\ndata: ", 1)[1].split(b"\n")[0])
        same(data["claim"], last)
        same(data, s.ask("/api/v1/claims/" + last).json())
    with s.connect(10) as two:
        before = f"c{int(last[1:]) - 3}".encode()
        two.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: " + before + b"\r\n\r\n")
        read_until(two, b"id: " + last.encode() + b"\nevent: claim\ndata: {")
        assert s.ask("/api/v1/events", Accept="text/html").status == 406
        took = s.stop()  # while somebody listens
        assert took < 5, f"{took:.1f} s to end with a stream open"
        two.settimeout(5)
        assert read_rest(two).endswith(b"0\r\n\r\n"), "the stream was cut, not ended"


@case
def closed(s):
    """Bound elsewhere, nothing is answered without the token."""
    for path in ("/", "/api/v1/stats", "/assets/page.css", "/api/v1/events", "/nothing"):
        same(s.ask(path).status, 401, path)
    same(s.ask("/api/v1/stats", token=True).status, 200)
    visit = s.ask("/?token=" + s.token)
    same(visit.status, 303)
    same(s.ask("/", Cookie=visit.headers["Set-Cookie"].split(";")[0]).status, 200)
    same(s.ask("/api/v1/claims", "OPTIONS").status, 204)


closed.options = ("--bind", "0.0.0.0")


@case
def behind_a_proxy(s):
    """A base path, another name, another origin that may ask."""
    import http.client

    same(s.base, "/news")
    same(s.ask("/api/v1/stats", Host="desk.example").status, 200)
    same(s.ask("/api/v1/stats", Host="other.example").status, 421)
    for proto, scheme in ((None, "http"), ("https", "https"), ("http", "http"), ("javascript", "http")):
        cited = s.ask("/claims/c1", Host="desk.example", **({"X_Forwarded_Proto": proto} if proto else {})).body.decode()
        assert f">{scheme}://desk.example/news/claims/c1<" in cited, (proto, cited[-1500:])
    shared = s.ask("/api/v1/claims?limit=1", Origin="https://other.example")
    same(shared.headers["Access-Control-Allow-Origin"], "https://other.example")
    assert shared.headers["Link"].startswith("</news/api/v1/claims?"), shared.headers["Link"]
    same(s.ask("/", Origin="https://other.example").headers["Access-Control-Allow-Origin"], None)
    flight = s.ask("/api/v1/corrections", "OPTIONS", Origin="https://other.example", Access_Control_Request_Method="POST")
    assert (
        "POST" in flight.headers["Access-Control-Allow-Methods"]
        and "Authorization" in flight.headers["Access-Control-Allow-Headers"]
    )
    same(s.ask("?token=" + s.token).status, 308)
    visit = s.ask("/claims?token=" + s.token)
    same(visit.headers["Location"], "/news/claims")
    assert "Path=/news/" in visit.headers["Set-Cookie"]
    s.base = ""
    same(s.ask("/api/v1/stats").status, 404)
    same(s.ask("/newsx").status, 404)
    same(s.ask("/news").headers["Location"], "/news/")
    s.base = "/news"


behind_a_proxy.options = ("--base", "/news/", "--host", "news.example,desk.example", "--allow-origin", "https://other.example")


@case
def read_only(s):
    """Nothing changes, whoever asks; reading is no change."""
    same(s.post("/api/v1/documents", {"text": TEXT}).status, 403)
    same(s.post("/api/v1/read", {"text": TEXT}).status, 200)
    cookie = s.ask("/?token=" + s.token).headers["Set-Cookie"].split(";")[0]
    assert "/do/" not in s.ask("/attributions/a1", Cookie=cookie).body.decode(), "a form that cannot be posted"


read_only.options = ("--read-only",)


@case
def may_only_read(s):
    """Who may only read the ledger's file and folder can serve it; what others write to it is told once they have."""
    if there.SERVER:
        return
    with tempfile.TemporaryDirectory() as folder:
        ledger, under = os.path.join(folder, "news.db"), ()
        subprocess.run([HEARSAY, "backup", "--ledger", s.ledger, ledger], check=True, stdout=subprocess.DEVNULL)
        if os.geteuid() == 0:
            under = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
            if not shutil.which("setpriv") or subprocess.run([*under, "test", "-x", HEARSAY]).returncode:
                print("     skipped: nobody else can run it")
                return
        os.chmod(ledger, 0o444)
        os.chmod(folder, 0o555)
        reader = Server(HEARSAY, ledger, MODEL, "--read-only", under=under)
        try:
            paths = "/api/v1/stats", "/api/v1/claims?limit=3", "/api/v1/documents/d1", "/api/v1/attributions/a1"
            before = [reader.ask(path) for path in paths]
            same([reply.status for reply in before], 4 * [200])
            same([reader.ask(path, If_None_Match=reply.headers["ETag"]).status for path, reply in zip(paths, before)], 4 * [304])
            os.chmod(folder, 0o755)
            os.chmod(ledger, 0o644)
            subprocess.run([HEARSAY, "correct", "a1", "right", "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)
            after = [reader.ask(path, If_None_Match=reply.headers["ETag"]) for path, reply in zip(paths, before)]
            same([reply.status for reply in after], 4 * [200])
            assert "correction" in after[3].body.decode() and after[3].body != before[3].body
        finally:
            reader.stop()
        missing = subprocess.run([HEARSAY, "serve", "--read-only", "--ledger", ledger + "2", "--port", "0"], stderr=subprocess.PIPE)
        same(missing.returncode, 5)
        assert b"there is no such ledger; 'hearsay add' makes one" in missing.stderr, missing.stderr


# ---- what nobody should send ----


@case
def oversized(s):
    """Bodies, addresses and headers over the limits: refused, by their own status, without being read."""
    same(
        s.ask("/api/v1/read", "POST", b"x" * (16 << 20), True, Content_Type="text/plain").status in (200, 422),
        True,
        "as large as may be",
    )
    head = (
        f"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {s.token}\r\nContent-Type: text/plain\r\n".encode()
    )
    for length in (b"16777217", b"99999999999999", b"18446744073709551615"):
        same(status_of(s.raw(head + b"Content-Length: " + length + b"\r\n\r\n")), 413, str(length))
    assert status_of(s.raw(head + b"Content-Length: 184467440737095516160\r\n\r\n")) in (400, 413)
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    assert status_of(s.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 17 + b"0\r\n\r\n")) in (413, None)
    assert (
        status_of(s.raw(head + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 16 + b"10\r\n" + b"x" * 16 + b"\r\n0\r\n\r\n"))
        == 413
    )
    same(status_of(s.raw(b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")), 414)
    same(status_of(s.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"a" * 70000 + b"\r\n\r\n")), 431)
    same(status_of(s.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: a\r\n" * 20000 + b"\r\n")), 431)
    same(s.ask("/api/v1/stats").status, 200)


@case
def two_lengths(s):
    """A body whose end is told in two ways is refused (request smuggling)."""
    head = f"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {s.token}\r\n".encode()
    inner = b"GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for fields in (
        b"Content-Length: 4\r\nTransfer-Encoding: chunked",
        b"Transfer-Encoding: chunked\r\nContent-Length: 4",
        b"Content-Length: 4\r\nContent-Length: 60",
        b"Content-Length: -1",
        b"Content-Length: 4x",
        b"Transfer-Encoding: xchunked\r\nContent-Length: 4",
        b"Content-Length: +4",
    ):
        raw = s.raw(head + fields + b"\r\n\r\n" + b"0\r\n\r\n" + inner)
        assert status_of(raw) in (400, 411, 413, 501, None), (fields, raw[:200])
        # libmicrohttpd 0.9.75 tells its own 400 twice, and closes
        assert len(set(raw.split(b"HTTP/1.1 ")[1:])) <= 2 and raw.count(b"HTTP/1.1 400") == raw.count(b"HTTP/1.1 "), (
            fields,
            raw[:600],
        )
    assert "smuggled" not in s.log(), s.log()[-500:]


@case
def header_injection(s):
    """What is told back in headers cannot begin a header."""
    for path in (
        "/api/v1/claims?limit=1&q=%0d%0aX-Evil:%201",
        "/claims%0d%0aX-Evil:%201?token=" + s.token,
        "/?x=%0d%0aX-Evil:1&token=" + s.token,
        "/api/v1/claims?limit=1&outlet=%0aX-Evil:1",
    ):
        reply = s.ask(path)
        same(reply.headers["X-Evil"], None, path)
    raw = s.raw(b"GET /?token=" + s.token.encode() + b"&a=\r\nX-Evil: 1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert b"\nX-Evil" not in raw.split(b"\r\n\r\n")[0], raw


@case
def slow_loris(s):
    """Who sends a byte now and then is cut, and others are answered meanwhile."""
    import time

    slow = [s.connect(60) for _ in range(40)]
    for sock in slow:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ")
    begun = time.monotonic()
    ended = {}
    while len(ended) < len(slow) and time.monotonic() - begun < 25:
        for i, sock in enumerate(slow):
            if i in ended:
                continue
            try:
                sock.sendall(b"a")
                sock.setblocking(False)
                got = sock.recv(4096)
                ended[i] = got
            except BlockingIOError:
                pass
            except OSError:
                ended[i] = b""
            finally:
                sock.setblocking(True)
        same(s.ask("/api/v1/stats", timeout=5).status, 200, "while others are slow")
        time.sleep(0.5)
    for sock in slow:
        sock.close()
    same(len(ended), len(slow), "slow connections that were cut")
    assert any(status_of(raw) == 408 for raw in ended.values()), list(ended.values())[:3]


@case
def many_connections(s):
    """Of one address only so many connections are kept; the others are let go, and the server goes on."""
    import socket

    socks = []
    for _ in range(400):
        try:
            socks.append(s.connect(5))
        except OSError:
            break
    for sock in socks:
        sock.close()
    import time

    time.sleep(0.5)
    same(s.ask("/api/v1/stats").status, 200)


@case
def at_once(s):
    """Many threads ask and change at the same time: every reply is right."""
    import concurrent.futures

    wanted = s.ask("/api/v1/claims?limit=20&oldest_first=x").status
    ids = [c["said"][0]["id"] for c in s.ask("/api/v1/claims?limit=20").json()["items"]]

    def one(i):
        if i % 10 == 0:
            return s.post("/api/v1/corrections", {"attribution": ids[i % len(ids)], "verdict": "right"}).status == 201
        if i % 10 == 1:
            return s.ask("/claims").status == 200
        reply = s.ask(f"/api/v1/claims?limit={i % 7 + 1}", Accept_Encoding="gzip" if i % 2 else "identity")
        return reply.status == 200

    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        assert all(pool.map(one, range(400)))
    same(len(s.ask("/api/v1/corrections").json()["items"]), 40)
    same(wanted, 400)


@case
def malformed(s):
    """10,000 requests that are no requests, from a fixed seed: each is answered or cut, and the server goes on."""
    import random

    rng = random.Random(20310514)
    good = [
        b"GET /api/v1/claims?limit=2&q=leak HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\n\r\n",
        b'POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{"text":"x"}',
        b"POST /do/correct HTTP/1.1\r\nHost: [::1]\r\nTransfer-Encoding: chunked\r\nCookie: a=b\r\n\r\n5\r\nabcde\r\n0\r\n\r\n",
        b'HEAD /claims/c1 HTTP/1.0\r\nHost: 127.0.0.1\r\nIf-None-Match: "x"\r\nAccept-Encoding: gzip;q=0.1, zstd\r\n\r\n',
        f'POST /api/v1/corrections HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {s.token}\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 60\r\n\r\n--b\r\nContent-Disposition: form-data; name="x"\r\n\r\ny\r\n--b--'.encode(),
    ]
    pieces = [
        b"\r\n",
        b"\n",
        b"\0",
        b"%",
        b"%00",
        b"%ff",
        b" ",
        b"\t",
        b":",
        b"HTTP/1.1",
        b"HTTP/9.9",
        b"Host: x",
        b"Content-Length: 7",
        b"Content-Length: -1",
        b"Transfer-Encoding: chunked",
        b"\xff\xfe",
        b"a" * 300,
        b"/../",
        b"?",
        b"&",
        b"=",
        b"#",
        b'"',
        b";",
        b",",
        b"q=",
        b"*",
        b"[",
        b"]",
        b"ffffffffffffffff\r\n",
        b"Connection: upgrade",
        b"Expect: 100-continue",
    ]
    import concurrent.futures

    seen, requests = {}, []
    for i in range(MALFORMED):
        data = bytearray(rng.choice(good))
        for _ in range(rng.randint(1, 6)):
            at = rng.randrange(len(data) + 1)
            kind = rng.randrange(4)
            if kind == 0:
                data[at:at] = rng.choice(pieces)
            elif kind == 1:
                del data[at : at + rng.randint(1, 20)]
            elif kind == 2 and at < len(data):
                data[at] = rng.randrange(256)
            else:
                data[at:at] = bytes(rng.randrange(256) for _ in range(rng.randint(1, 8)))
        requests.append(bytes(data))
    with concurrent.futures.ThreadPoolExecutor(16) as pool:
        for data, raw in zip(requests, pool.map(lambda data: s.raw(data, timeout=20), requests)):
            status = status_of(raw)
            seen[status] = seen.get(status, 0) + 1
            assert status is None or 100 <= status < 500 or status in (501, 503, 505), (status, data, raw[:200])
    assert s.process.poll() is None
    same(s.ask("/api/v1/stats").status, 200)
    print("     ", dict(sorted(seen.items(), key=str)))


MALFORMED = int(os.environ.get("HS_MALFORMED", "10000"))


if __name__ == "__main__":
    sys.exit(main())
