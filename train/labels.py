#!/usr/bin/env python3
"""Hand labels: show an article to the person who labels it, turn the working form into standoff, compare two labellers.

usage: labels.py show CORPUS_ID [--outer]          print the article by numbered paragraphs (--outer: with PolNeAR's own labels)
       labels.py resolve WORKING.jsonl CORPUS_ID   print one line of standoff; every span that cannot be found is an error
       labels.py agree A.jsonl B.jsonl             how well two standoff files agree

CORPUS_ID is news/BODY_ID or polnear/train/NAME; the corpora are found at $HEARSAY_CORPORA, else ../shared/data.
The working form is described in labels/GUIDE.md.
"""
import csv
import functools
import hashlib
import json
import os
import re
import sys

from score import match

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")


@functools.cache
def news_bodies():
    csv.field_size_limit(10**9)
    with open(os.path.join(CORPORA, "news", "bodies.csv"), encoding="utf-8", newline="") as f:
        return {row["Body ID"]: row["articleBody"] for row in csv.DictReader(f)}


def load_text(corpus_id):
    corpus, _, rest = corpus_id.partition("/")
    if corpus == "news":
        return news_bodies()[rest]
    split, _, name = rest.partition("/")
    with open(os.path.join(CORPORA, corpus, split, "text", name + ".txt"), encoding="utf-8", newline="") as f:
        return f.read()


def paragraphs(text):
    return [m.span() for m in re.finditer(r"[^\n]*[^\s][^\n]*", text)]


class Unfound(Exception):
    pass


def occurrences(needle, text, begin, end):
    """Spans of `needle` in text[begin:end]; "first .. last" matches from the first words to the nearest last words."""
    head, dots, tail = needle.partition(" .. ")
    out, at = [], begin
    while True:
        b = text.find(head, at, end)
        if b < 0:
            return out
        e = b + len(head)
        if dots:
            e = text.find(tail, e, end)
            e = e + len(tail) if e >= 0 else -1
        whole = all(not (0 < i < len(text) and text[i - 1].isalnum() and text[i].isalnum()) for i in (b, e))
        if e > 0 and whole:
            out.append((b, e))
        at = b + 1


def pick(needle, text, begin, end, near=None):
    ordinal = None
    m = re.fullmatch(r"(.*?)\s*#(\d+)", needle, re.S)
    if m:
        needle, ordinal = m.group(1), int(m.group(2))
    found = occurrences(needle, text, begin, end)
    if not found:
        raise Unfound(f"not in the text: {needle!r}")
    if ordinal:
        if ordinal > len(found):
            raise Unfound(f"only {len(found)} of {needle!r}")
        return found[ordinal - 1]
    if near is None:
        if len(found) > 1:
            raise Unfound(f"{len(found)} times in that paragraph, say which with #1, #2: {needle!r}")
        return found[0]
    return min(found, key=lambda f: max(f[0] - near[1], near[0] - f[1], 0))


def resolve(lines, text):
    parts, out, errors = paragraphs(text), [], []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            x = json.loads(line)
            b, e = parts[x["p"] - 1]
            cue = pick(x["cue"], text, b, e)
            low = parts[max(0, x["p"] - 3)][0]
            high = parts[min(len(parts) - 1, x["p"] + 8)][1]
            content = sorted(pick(c, text, low, high, cue) for c in x["content"])
            for k, (cb, ce) in enumerate(content):  # as in PolNeAR, an introducing "that" belongs to the content
                if re.search(r"(?<!\w)that $", text[max(0, cb - 6):cb]) and cb - 5 >= cue[1]:
                    content[k] = (cb - 5, ce)
            source = pick(x["source"], text, low, e, cue) if x.get("source") else None
            if any(cb < cue[1] and cue[0] < ce for cb, ce in content):
                raise Unfound("content runs over its own cue")
            entry = {"id": x.get("id") or f"a{number}", "source": [source] if source else None, "cue": [cue], "content": content}
            for key in ("parent", "source_name", "anonymous", "count", "chain", "act", "polarity", "certainty"):
                entry[key] = x.get(key)
            out.append(entry)
        except (Unfound, KeyError, IndexError, TypeError, json.JSONDecodeError) as error:
            errors.append(f"line {number}: {type(error).__name__}: {error}")
    ids = [x["id"] for x in out]
    errors += [f"{i}: two labels have this id" for i in {i for i in ids if ids.count(i) > 1}]
    errors += [f"{x['id']}: its parent {x['parent']} is no label" for x in out if x["parent"] and x["parent"] not in ids]
    return out, errors


def show(corpus_id, outer):
    text = load_text(corpus_id)
    marks = []
    if outer:
        sys.path.insert(0, HERE)
        import corpus
        for i, a in enumerate(corpus.polnear_article(corpus_id)["attributions"], 1):
            for role in ("source", "cue", "content"):
                for b, e in a[role]:
                    marks += [(b, 1, f"[{role[0:2]}{i} "), (e, 0, f" {role[0:2]}{i}]")]
    for n, (b, e) in enumerate(paragraphs(text), 1):
        line, at = "", b
        for where, _, mark in sorted(m for m in marks if b <= m[0] <= e):
            line += text[at:where] + mark
            at = where
        print(f"[{n}] {line}{text[at:e]}\n")


def load(path):
    return {d["input"]: d for d in map(json.loads, open(path, encoding="utf-8"))}


def agree(path_a, path_b):
    a, b = load(path_a), load(path_b)
    for name, keep in (("all", lambda x: True), ("nested", lambda x: x["parent"])):
        hit = [0, 0]
        n = [0, 0]
        for key in a.keys() & b.keys():
            for side, (x, y) in enumerate(((a, b), (b, a))):
                labels = x[key]["attributions"]
                found = match(labels, y[key]["attributions"])
                hit[side] += sum(bool(keep(labels[i])) for i in found)
                n[side] += sum(bool(keep(label)) for label in labels)
        print(f"{name:7} first {n[0]:4}, of them in the second {hit[0]:4} ({100 * hit[0] / max(1, n[0]):.1f} %);"
              f" second {n[1]:4}, of them in the first {hit[1]:4} ({100 * hit[1] / max(1, n[1]):.1f} %)")


def main(argv):
    if len(argv) >= 2 and argv[0] == "show":
        show(argv[1], "--outer" in argv)
    elif len(argv) == 3 and argv[0] == "resolve":
        text = load_text(argv[2])
        out, errors = resolve(open(argv[1], encoding="utf-8"), text)
        if errors:
            sys.exit("\n".join(f"{argv[1]}: {e}" for e in errors))
        print(json.dumps({"input": argv[2].rsplit("/", 1)[1] + ".txt", "corpus": argv[2], "sha256": hashlib.sha256(text.encode()).hexdigest(), "attributions": out}))
    elif len(argv) == 3 and argv[0] == "agree":
        agree(argv[1], argv[2])
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
