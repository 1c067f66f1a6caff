#!/usr/bin/env python3
"""How well the sample articles are read, against what a careful reader wrote down (examples/*.expected.json).

usage: quality.py [--model DIR] HEARSAY

Of pages: the paragraphs, title, outlet and date must be exactly those. Of all: at least FLOOR of the attributions must be
found, by the rule of the reading score: contents overlap by half (characters, Jaccard), sources meet or are not named;
matched one to one, best first.
"""
import argparse
import glob
import json
import os
import subprocess
import sys

FLOOR = 0.5

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(hearsay, model, files):
    options = ["--model", model] if model else []
    run = subprocess.run([hearsay, "read", "--format", "jsonl", *options, *files], stdout=subprocess.PIPE, check=False)
    if run.returncode != 0:
        sys.exit(f"hearsay read: exit status {run.returncode}")
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def body_of(reading):
    """The text without its furniture, by paragraphs."""
    text, body, at = reading["text"], "", 0
    for begin, end in sorted(f["span"] for f in reading["furniture"]):
        body += text[at:begin]
        at = max(at, end)
    return [p for p in (part.strip() for part in (body + text[at:]).split("\n\n")) if p]


def check_page(name, want, reading):
    """Complaints about what intake made of a page."""
    for field in "title", "outlet", "published":
        if reading[field] != want[field]:
            yield f"{name}: {field}: {reading[field]!r}, not {want[field]!r}"
    have, due = body_of(reading), want["body"]
    for paragraph in due:
        if paragraph not in have:
            yield f"{name}: paragraph missing: {paragraph[:70]}.."
    for paragraph in have:
        if paragraph not in due:
            yield f"{name}: paragraph too many: {paragraph[:70]}.."
    if have != due and sorted(have) == sorted(due):
        yield f"{name}: paragraphs in another order, or one twice"


def places(text, words):
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


def nearest(text, words, to):
    """Characters of the occurrence of some words that is nearest to a place; none if there is none."""
    found = min(places(text, words), key=lambda at: abs(at - to), default=None)
    return set() if found is None else set(range(found, found + len(words)))


def located(want, text):
    """What the reader wrote down, as (content, source) in characters of the text: words stand near their paragraph's cue."""
    for a in want["attributions"]:
        if a["p"] is None:
            near = max(text.find(want["title"]), 0)
        else:
            near = max(text.find(want["body"][a["p"]]), 0)
            near += max(want["body"][a["p"]].find(a["cue"] or "\0"), 0)
        content = set().union(*(nearest(text, words, near) for words in a["content"]))
        yield content, nearest(text, a["source"], near) if a["source"] else set()


def n_found(want, reading):
    def characters(spans):
        return {i for begin, end in spans for i in range(begin, end)}

    have = [(characters(a["content"]), characters(a["source"])) for a in reading["attributions"]]
    pairs = []
    for i, (content, source) in enumerate(located(want, reading["text"])):
        for j, (c, s) in enumerate(have):
            jaccard = len(content & c) / len(content | c) if content | c else 0.0
            if jaccard >= 0.5 and (not source or source & s):
                pairs.append((-jaccard - (len(source & s) / len(source | s) if source | s else 0), i, j))
    labels, used = set(), set()
    for _, i, j in sorted(pairs):
        if i not in labels and j not in used:
            labels.add(i)
            used.add(j)
    return len(labels)


def main():
    arguments = argparse.ArgumentParser(description="how well the sample articles are read")
    arguments.add_argument("--model")
    arguments.add_argument("hearsay")
    options = arguments.parse_args()
    wants = []
    for path in sorted(glob.glob(os.path.join(REPOSITORY, "examples", "*.expected.json"))):
        with open(path, encoding="utf-8") as f:
            wants.append(json.load(f))
    files = [os.path.join(REPOSITORY, "examples", want["input"]) for want in wants]
    due = found = made = 0
    complaints = []
    for want, reading in zip(wants, read(options.hearsay, options.model, files), strict=True):
        if want["input"].endswith(".html"):
            complaints += check_page(want["input"], want, reading)
        n = n_found(want, reading)
        print(f"{want['input']:36} {n:3} of {len(want['attributions']):3} found, {len(reading['attributions']):3} made")
        due += len(want["attributions"])
        found += n
        made += len(reading["attributions"])
    print(f"{'all':36} {found:3} of {due:3} found ({100 * found / due:.1f} %), {made:3} made; the floor is {100 * FLOOR:.0f} %")
    if found < FLOOR * due:
        complaints.append("too few attributions are found")
    print("\n".join(complaints))
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
