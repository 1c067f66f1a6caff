#!/usr/bin/env python3
"""Print for how many hand-labelled pages (labels/pages/gold.jsonl) the outlet and the authors are right.

usage: pages.py BUILD_FOLDER [-v]

Needs the corpora: $HEARSAY_CORPORA, else ../shared/data. Case, runs of white space and a leading "By" make no difference.
-v prints each page that is wrong.
"""
import gzip
import hashlib
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
GOLD = os.path.join(HERE, "..", "labels", "pages", "gold.jsonl")


def plain(name):
    words = (name or "").casefold().replace("\u2019", "'").split()
    return " ".join(words[1:] if words[:1] == ["by"] else words)


def unpack(folder, gold):
    files = []
    for d in gold:
        page = gzip.open(os.path.join(CORPORA, d["page"])).read()
        if hashlib.sha256(page).hexdigest() != d["sha256"]:
            sys.exit(f"{d['page']}: another page than the labelled one")
        files.append(os.path.join(folder, os.path.basename(d["page"])[:-3]))
        with open(files[-1], "wb") as f:
            f.write(page)
    return files


def share(name, right, of):
    print(f"{name}: {right} of {of} ({100 * right / max(1, of):.1f} %)")


def main():
    verbose = "-v" in sys.argv[2:]
    if not os.path.isdir(CORPORA):
        sys.exit(f"no corpora at {CORPORA}")
    gold = [json.loads(line) for line in open(GOLD, encoding="utf-8")]
    with tempfile.TemporaryDirectory() as folder:
        files = unpack(folder, gold)
        out = subprocess.run([os.path.join(sys.argv[1], "bench_open"), *files], check=True, capture_output=True, text=True).stdout
    made = {r["input"]: r for r in map(json.loads, out.splitlines())}
    outlets, authors, nobody = 0, {"metadata": [0, 0], "byline": [0, 0]}, [0, 0]
    for d, path in zip(gold, files):
        r = made.get(path, {"outlet": None, "authors": []})
        ok = plain(r["outlet"]) in map(plain, d["outlet"])
        outlets += ok
        if verbose and not ok:
            print(f"{d['page']}: outlet {r['outlet']!r}, should be {d['outlet'][0]!r}")
        if not d["authors"]:
            nobody[0] += not r["authors"]
            nobody[1] += 1
            continue
        ok = sorted(map(plain, r["authors"])) == sorted(map(plain, d["authors"]))
        authors[d["authors_in"]][0] += ok
        authors[d["authors_in"]][1] += 1
        if verbose and not ok:
            print(f"{d['page']}: authors {r['authors']}, should be {d['authors']} (in the {d['authors_in']})")
    share("outlet right", outlets, len(gold))
    share("authors right where the metadata carry them", *authors["metadata"])
    share("authors right where only the byline carries them", *authors["byline"])
    share("no author given where no person is named", *nobody)


if __name__ == "__main__":
    main()
