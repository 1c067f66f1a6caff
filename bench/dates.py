#!/usr/bin/env python3
"""Print how well and how fast the dates of pages are found, counted as htmldate's own evaluation does: a wrong date is a
false positive, none a false negative.

usage: dates.py BUILD_FOLDER [PYTHON]

PYTHON: an interpreter that has htmldate; it is measured in the same run, in turns with ours. Pages: the corpus `dates` in
$HEARSAY_CORPORA, else ../shared/data. CPU seconds of one thread; least, median, greatest of five rounds, one for its extensive mode. hearsay takes in
the whole article, htmldate the date alone; each is given the page, not its address.
"""
import gzip
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
from urllib.parse import urlparse

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.path.join(os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data"), "dates")
ROUNDS = 5
RIVAL = """
import json, sys, time
from htmldate import find_date
extensive, names = sys.argv[1] == "extensive", sys.argv[2:]
pages = []
for name in names:
    with open(name, "rb") as f:
        data = f.read()
    try:
        pages.append(data.decode("utf-8"))
    except UnicodeDecodeError:
        pages.append(data)
begun = time.process_time()
dates = [find_date(page, original_date=True, extensive_search=extensive) for page in pages]
print(json.dumps([time.process_time() - begun, dates]))
"""

def part_of(url):
    """One host's pages stay together; rules were made on "development" alone."""
    host = urlparse(url).hostname.removeprefix("www.")
    return "development" if int(hashlib.sha256(host.encode()).hexdigest(), 16) % 3 else "kept apart"

def tell_score(name, truth, found, chosen):
    tp = sum(1 for i in chosen if found[i] == truth[i][1])
    fn = sum(1 for i in chosen if found[i] is None)
    fp = len(chosen) - tp - fn
    print(f"  {name:20} precision {tp / max(1, tp + fp):.3f} recall {tp / max(1, tp + fn):.3f} F1 {2 * tp / max(1, 2 * tp + fp + fn):.3f} "
          f"({tp} right, {fp} wrong, {fn} none)")

def ours(build, files):
    out = subprocess.run([os.path.join(build, "bench_dates"), "1", *files], check=True, capture_output=True, text=True).stdout.splitlines()
    return float(out[-1].split()[1]), [None if d == "-" else d[:10] for d in out[:-1]]

def rival(python, mode, files):
    out = subprocess.run([python, "-c", RIVAL, mode, *files], check=True, capture_output=True, text=True).stdout
    return json.loads(out)

def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    path = os.path.join(CORPUS, "ground-truth.json")
    if not os.path.exists(path):
        sys.exit(f"no corpus at {CORPUS}")
    with open(path, encoding="utf-8") as f:
        rows = [(url, row["date"], row["file"]) for url, row in json.load(f).items()]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for i, (_, _, name) in enumerate(rows):
            files.append(os.path.join(folder, f"{i}.html"))
            with gzip.open(os.path.join(CORPUS, "pages", name)) as page, open(files[-1], "wb") as f:
                f.write(page.read())
        runs = {"hearsay": lambda: ours(sys.argv[1], files)}
        if len(sys.argv) == 3:
            for mode in ("fast", "extensive"):
                runs["htmldate " + mode] = lambda mode=mode: rival(sys.argv[2], mode, files)
        seconds, dates = {name: [] for name in runs}, {}
        for turn in range(ROUNDS):
            for name, run in runs.items():
                if turn and name == "htmldate extensive":
                    continue  # slow, and no measure for ours
                took, dates[name] = run()
                seconds[name].append(took)
    for part in ("all", "development", "kept apart"):
        chosen = [i for i, row in enumerate(rows) if part in ("all", part_of(row[0]))]
        print(f"{part}: {len(chosen)} pages")
        for name in runs:
            tell_score(name, rows, dates[name], chosen)
    for name in runs:
        speeds = sorted(len(rows) / s for s in seconds[name])
        ratio = sorted(a / b for a, b in zip(seconds["htmldate fast"], seconds[name])) if "htmldate fast" in runs and len(seconds[name]) > 1 else []
        beside = f"; {ratio[0]:.2f} {statistics.median(ratio):.2f} {ratio[-1]:.2f} times htmldate fast in the same round" if ratio else ""
        print(f"{name}: {speeds[0]:.0f} {statistics.median(speeds):.0f} {speeds[-1]:.0f} pages a CPU second{beside}")

if __name__ == "__main__":
    main()
