"""Read PolNeAR (brat standoff) and hand labels (standoff JSON Lines) into one shape.

An article is {"id", "text", "attributions": [{"source", "cue", "content": lists of [begin, end], "nested": bool}], "deep": bool}.
`deep` says whether nested attributions are labelled too; where they are not, a cue inside a content is unknown, not absent.
"""
import csv
import glob
import hashlib
import json
import os
import re
import sys

import labels

LABELS = os.path.join(labels.HERE, "..", "labels")


def spans_of(fragments, text):
    """Trim white space, join fragments parted by white space alone: as the scorer does."""
    out = []
    for b, e in sorted(map(tuple, fragments or [])):
        while b < e and text[b].isspace():
            b += 1
        while e > b and text[e - 1].isspace():
            e -= 1
        if b >= e:
            continue
        if out and (b <= out[-1][1] or not text[out[-1][1]:b].strip()):
            out[-1][1] = max(e, out[-1][1])
        else:
            out.append([b, e])
    return out


def read_brat(path, text):
    spans, found = {}, []
    events = []
    for line in open(path, encoding="utf-8", newline="\n"):
        fields = line.rstrip("\n").split("\t")
        if line[:1] == "T" and len(fields) > 1 and " " in fields[1]:
            spans[fields[0]] = [tuple(map(int, f.split())) for f in fields[1].split(" ", 1)[1].split(";")]
        elif line[:1] == "E" and len(fields) > 1:
            events.append([part.split(":") for part in fields[1].split()])
    for event in events:
        if not event[0][0].startswith("Attribution"):
            continue
        roles = {"source": [], "cue": [], "content": []}
        for key, target in event[1:]:
            role = key.lower().rstrip("0123456789")
            if role in roles:
                roles[role] += spans.get(target, [])
        roles = {role: spans_of(fragments, text) for role, fragments in roles.items()}
        if roles["content"] and roles["cue"]:
            found.append(dict(roles, nested=False))
    return found


def polnear_article(corpus_id):
    _, split, name = corpus_id.split("/")
    folder = os.path.join(labels.CORPORA, "polnear", split)
    text = labels.load_text(corpus_id)
    paths = {p[:-4].rsplit("_", 1)[1]: p for p in sorted(glob.glob(os.path.join(glob.escape(folder), "attributions", glob.escape(name) + "_*.ann")))}
    path = paths["5fec"] if len(paths) > 1 and "5fec" in paths else paths[sorted(paths)[0]]
    return {"id": corpus_id, "text": text, "attributions": read_brat(path, text), "deep": False}


def polnear(split):
    folder = os.path.join(labels.CORPORA, "polnear", split, "text")
    return [polnear_article(f"polnear/{split}/{name[:-4]}") for name in sorted(os.listdir(folder)) if name.endswith(".txt")]


def labelled(path):
    """Hand labels, with the text fetched from the corpus and checked against its SHA-256."""
    out = []
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        text = labels.load_text(d["corpus"])
        if hashlib.sha256(text.encode()).hexdigest() != d["sha256"]:
            sys.exit(f"{path}: the text of {d['corpus']} is not the one that was labelled")
        found = [{"source": spans_of(a["source"], text), "cue": spans_of(a["cue"], text), "content": spans_of(a["content"], text),
                  "nested": bool(a["parent"])} for a in d["attributions"]]
        if d["corpus"].startswith("polnear/"):
            found = polnear_article(d["corpus"])["attributions"] + [a for a in found if a["nested"]]
        out.append({"id": d["corpus"], "text": text, "attributions": found, "deep": True})
    return out


def kept(corpus_id, share=10):
    """One article in `share` of train is kept for choices, told by its name alone."""
    return int(hashlib.sha256(corpus_id.encode()).hexdigest()[:8], 16) % share == 0


def stories():
    """{body id: story}: articles of FNC-1 that a common headline is about are one story."""
    of = {}

    def root(x):
        while of.setdefault(x, x) != x:
            x = of[x]
        return x

    with open(os.path.join(labels.CORPORA, "news", "stances.csv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["Stance"] != "unrelated":
                of[root(row["Body ID"])] = root("headline " + row["Headline"])
    return {x: root(x) for x in labels.news_bodies()}


def body_ids(path):
    """Articles of FNC-1 in a file of hand labels."""
    with open(os.path.join(LABELS, path), encoding="utf-8") as f:
        return [corpus_id.removeprefix("news/") for corpus_id in (json.loads(line)["corpus"] for line in f) if corpus_id.startswith("news/")]


def set_aside():
    """Articles of FNC-1 that labels/README.md sets aside."""
    with open(os.path.join(LABELS, "README.md"), encoding="utf-8") as f:
        return re.findall(r"\b\d+\b", f.read().split("sources and chains:")[1])
