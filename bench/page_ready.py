"""page_ready.py HEARSAY LEDGER [PATH] [N]: how long until Chromium has a page of `hearsay serve` ready (load event) on a fresh navigation, and what
the first view weighs, compressed. Opens it N times (40). In: a ledger. Out: milliseconds and bytes."""
import gzip
import os
import re
import subprocess
import sys
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "web"))
import browser  # noqa: E402


def weight(root, path):
    """Bytes of a page and all that it asks for, as they come over the wire."""
    def get(address):
        request = urllib.request.Request(root + address, headers={"Accept-Encoding": "gzip"})
        with urllib.request.urlopen(request) as reply:
            data = reply.read()
            return data, gzip.decompress(data) if reply.headers["Content-Encoding"] == "gzip" else data
    wire, page = get(path)
    parts = sorted(set(re.findall(r'"(/assets/[^"]+)"', page.decode())))
    return len(wire) + sum(len(get(part)[0]) for part in parts)


def main():
    hearsay, ledger = sys.argv[1:3]
    path = sys.argv[3] if len(sys.argv) > 3 else "/"
    n = int(sys.argv[4]) if len(sys.argv) > 4 else 40
    program = browser.find()
    if not program:
        raise SystemExit("there is no Chromium")
    server = subprocess.Popen([hearsay, "serve", "--ledger", ledger, "--port", "0", "--quiet", "--read-only"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    found = re.search(r"http://[^/\s]+", server.stdout.readline())
    if not found:
        raise SystemExit("the server did not start")
    page = browser.Browser(program)
    try:
        times = []
        for _ in range(n):
            page.open(found.group(0) + path)
            times.append(page.run("new Promise(done => setTimeout(() => done(performance.getEntriesByType('navigation')[0].loadEventEnd)))"))
        times.sort()
        print(f"{path}: ready in {times[n // 2]:.0f} ms (median), {times[max(0, -(-n * 95 // 100) - 1)]:.0f} ms (p95) of {n}; {weight(found.group(0), path)} bytes compressed")
    finally:
        page.close()
        server.terminate()
        server.wait()


main()
