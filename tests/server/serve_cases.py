"""serve_cases.py HEARSAY FILL_LEDGER MODEL SOURCE_DIR [CASE..]: what `hearsay serve` promises, asked of the real command over HTTP."""
import json
import os
import signal
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from host import Server, make_ledger, send, status_of  # noqa: E402

HEARSAY, FILL, MODEL, ROOT = sys.argv[1:5]
CASES = []


def case(f):
    CASES.append(f)
    return f


def same(got, wanted, what=""):
    assert got == wanted, f"{what}: {got!r}, not {wanted!r}"


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
    for path in ("limit=0", "limit=1001", "limit=x", "act=shout", "polarity=%2A", "certainty=no", "naming=x", "min_confidence=1.5", "min_confidence=.", "all=maybe",
                 "since=yesterday", "limi=3", "after=nonsense", "q=%", "q=%f", "q=%ff", "q=%00", "q=" + "a" * 5000):
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
        for name, value in (("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"), ("Cross-Origin-Opener-Policy", "same-origin"),
                            ("Cross-Origin-Resource-Policy", "same-origin"), ("Cross-Origin-Embedder-Policy", "require-corp")):
            same(reply.headers[name], value, name)
        same(reply.headers["Access-Control-Allow-Origin"], None)


@case
def hosts(s):
    """A foreign name that leads here is refused (DNS rebinding)."""
    for host in ("evil.example", "evil.example:7777", "localhost.evil.example", "127.0.0.1.evil.example", "[::1", "a b", "", "localhost:99999999", "-:x"):
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


def run(name, f, *options):
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "hearsay.db")
        make_ledger(FILL, ledger, MODEL, ROOT)
        s = Server(HEARSAY, ledger, MODEL, *options)
        try:
            f(s)
        finally:
            if s.process.poll() is None:
                took, errors = s.stop()
            else:
                errors = s.errors()
        assert s.process.returncode == 0, f"exit status {s.process.returncode}: {errors[-4000:]}"
        assert "Sanitizer" not in errors and "runtime error" not in errors, errors[-4000:]


def main():
    failed = 0
    wanted = sys.argv[5:]
    for f in CASES:
        if wanted and f.__name__ not in wanted:
            continue
        try:
            run(f.__name__, f, *getattr(f, "options", ()))
            print(f"ok   {f.__name__}", flush=True)
        except Exception as e:  # every case is told of
            failed += 1
            print(f"FAIL {f.__name__}: {type(e).__name__}: {e}", flush=True)
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
