"""serve.py BUILD LEDGER [SECONDS]: `hearsay serve` on a large ledger. How long questions take that are not answered from what is kept, the server held to
one core: median, 95th percentile and most of the whole request by the clock, and CPU time of the server, in milliseconds. Then requests a second for a claim's page, 64 connections of wrk on
loopback (if it is installed), on all cores. The file should be in the system's cache."""

import gzip
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.parse

BUILD, LEDGER = sys.argv[1:3]
SECONDS = int(sys.argv[3]) if len(sys.argv) > 3 else 30
ASKED = 100


class Server:
    def __init__(self, *prefix):
        self.process = subprocess.Popen(
            [*prefix, os.path.join(BUILD, "hearsay"), "serve", "--ledger", LEDGER, "--port", "0", "--quiet"], stdout=subprocess.PIPE
        )
        self.port = int(re.search(r":(\d+)/", self.process.stdout.readline().decode())[1])
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)

    def ask(self, path):
        begun = time.perf_counter()
        self.connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        reply = self.connection.getresponse()
        body = reply.read()
        took = (time.perf_counter() - begun) * 1000
        if reply.status == 302:  # a claim that stands under another's number
            more, body = self.ask(reply.headers["Location"])
            return took + more, body
        assert reply.status == 200, (path, reply.status, body[:200])
        return took, body

    def json(self, path):
        body = self.ask(path)[1]
        return json.loads(gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)

    def cpu_ms(self):
        with open(f"/proc/{self.process.pid}/stat") as f:
            fields = f.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def quoted(s):
    return urllib.parse.quote(s)


def sample(s):
    """Words, names, outlets and ids out of claims all over the ledger."""
    outlets = [o["name"] for o in s.json("/api/v1/outlets?limit=1000")["items"]]
    claims = []
    for outlet in some(outlets):
        claims += s.json(f"/api/v1/claims?limit=3&outlet={quoted(outlet)}")["items"]
    claims = list({c["claim"]: c for c in claims}.values())
    words = sorted({w.lower() for c in claims for w in re.findall(r"[A-Za-z]{5,}", c["text"])})
    names = sorted({a["name"] for c in claims for a in c["said"] if a["name"] and not a["anonymous"]})
    return {
        "outlet": outlets,
        "claim": [c["claim"] for c in claims],
        "word": words,
        "name": names,
        "source": sorted({a["source"] for c in claims for a in c["said"] if a["source"]}),
        "document": sorted({a["document"] for c in claims for a in c["said"]}),
    }


def some(values, n=ASKED):
    step = max(1, len(values) // n)
    return values[::step][:n]


def main():
    pinned = ["taskset", "-c", "0"] if shutil.which("taskset") else []
    s = Server(*pinned)
    have = sample(s)
    s.stop()
    questions = {
        "claims (first view)": [
            "/api/v1/claims?limit=25" + "&" * n for n in range(ASKED)
        ],  # one question, whose address is another each time
        "page of claims (first view)": ["/?" + "&" * n for n in range(ASKED)],
        "claims of a word": [f"/api/v1/claims?q={w}" for w in some(have["word"])],
        "claims of an outlet": [f"/api/v1/claims?outlet={quoted(o)}" for o in some(have["outlet"])],
        "claims of a source": [f"/api/v1/claims?source={quoted(n)}" for n in some(have["name"])],
        "search, by words and meaning": [f"/api/v1/search?q={w}" for w in some(have["word"])],
        "a claim": [f"/api/v1/claims/{c}" for c in some(have["claim"])],
        "page of a claim": [f"/claims/{c}" for c in some(have["claim"])],
        "page of a source": [f"/sources/{x}" for x in some(have["source"])],
        "page of an article": [f"/documents/{d}" for d in some(have["document"])],
    }
    print("| request, not kept, one core | asked | median | 95th percentile | most | CPU, mean |\n|---|---|---|---|---|---|")
    for name, paths in questions.items():
        s = Server(*pinned)
        s.ask("/api/v1/claims?limit=1&q=warm")
        if "search" in name:
            s.ask("/api/v1/search?q=warm")  # the model is opened once
        cpu = s.cpu_ms()
        times = sorted(s.ask(p)[0] for p in paths)
        cpu = (s.cpu_ms() - cpu) / len(times)
        s.stop()
        print(
            f"| {name} | {len(times)} | {statistics.median(times):.1f} | {times[min(len(times) - 1, int(len(times) * 0.95))]:.1f} | {times[-1]:.1f} | {cpu:.1f} |",
            flush=True,
        )
    if not shutil.which("wrk"):
        print("wrk is not installed: no requests a second")
        return
    s = Server()
    have["claim"] = [c for c in some(have["claim"]) if s.json(f"/api/v1/claims/{c}")["claim"] == c]
    for what, path in (
        ("page of a claim", f"/claims/{have['claim'][0]}"),
        ("a claim by the API", f"/api/v1/claims/{have['claim'][0]}"),
    ):
        out = subprocess.run(
            ["wrk", "-t1", "-c64", f"-d{SECONDS}s", "--latency", f"http://127.0.0.1:{s.port}{path}"],
            stdout=subprocess.PIPE,
            check=True,
        ).stdout.decode()
        wrong = re.search(r"(Non-2xx.*|Socket errors.*)", out)
        print(
            f"{what}: {re.search(r'Requests/sec: *([0-9.]+)', out)[1]} a second, 99 % within {re.search(r'99% *(.*)', out)[1].strip()}; errors: {wrong[1] if wrong else 0}",
            flush=True,
        )
    s.stop()


main()
