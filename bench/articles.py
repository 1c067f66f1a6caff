#!/usr/bin/env python3
"""Score and time the intake of web pages, and of trafilatura where this Python has it.

usage: articles.py BUILD_FOLDER [--worst N]

Needs the corpora: $HEARSAY_CORPORA, else ../shared/data, with the scorers in eval/ beside it. Timings are CPU seconds of
one thread, both tools in this one run over the same pages, text and metadata; least, median and greatest of five runs.
"""
import gzip
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
sys.path.insert(0, os.path.join(CORPORA, "..", "eval"))
RUNS = 5


def load():
    """Page id -> its bytes."""
    folder = os.path.join(CORPORA, "html", "pages")
    pages = {}
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), "rb") as f:
            data = f.read()
        pages[name.split(".")[0]] = gzip.decompress(data) if name.endswith(".gz") else data
    return pages


def without_furniture(reading):
    text = reading["text"]
    for item in reversed(reading["furniture"]):
        begin, end = item["span"]
        text = text[:begin] + text[end:]
    return text


def by_hearsay(build, files):
    seconds = []
    for _ in range(RUNS):
        out = subprocess.run([os.path.join(build, "bench_articles"), "1", *files], check=True, capture_output=True, text=True).stdout.splitlines()
        seconds.append(json.loads(out[-1])["seconds"])
    readings = (json.loads(line) for line in out[:-1])
    return seconds, {os.path.basename(r["input"]): {"articleBody": without_furniture(r)} for r in readings}


def by_trafilatura(pages):
    import trafilatura
    seconds = []
    for _ in range(RUNS):
        found, begun = {}, time.process_time()
        for page, data in pages.items():
            made = trafilatura.bare_extraction(data, with_metadata=True, include_comments=False)
            found[page] = {"articleBody": (made.text if made else "") or ""}
        seconds.append(time.process_time() - begun)
    return seconds, found


def tell(name, truth, n, seconds, found, worst):
    from html_score import score
    p, r, f, pages = score(truth, found)
    rates = sorted(n / s for s in seconds)
    print(f"{name}: F1 {f:.4f} (precision {p:.4f}, recall {r:.4f}) on {len(pages)} pages; "
          f"{rates[0]:.0f} {statistics.median(rates):.0f} {rates[-1]:.0f} pages a CPU second")
    for value, page in pages[:worst]:
        print(f"  {value:.3f} {page}")


def main():
    build = sys.argv[1]
    worst = int(sys.argv[3]) if sys.argv[2:3] == ["--worst"] else 0
    if not os.path.isdir(CORPORA):
        sys.exit(f"no corpora at {CORPORA}")
    with open(os.path.join(CORPORA, "html", "ground-truth.json"), encoding="utf-8") as f:
        truth = json.load(f)
    pages = load()
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for page, data in pages.items():
            files.append(os.path.join(folder, page))
            with open(files[-1], "wb") as f:
                f.write(data)
        tell("hearsay", truth, len(pages), *by_hearsay(build, files), worst)
    try:
        import trafilatura
    except ImportError:
        return
    tell(f"trafilatura {trafilatura.__version__}", truth, len(pages), *by_trafilatura(pages), worst)


if __name__ == "__main__":
    main()
