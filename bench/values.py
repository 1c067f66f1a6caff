#!/usr/bin/env python3
"""Print how many values of hand-labelled attributions resolution gets right when their spans are given.

usage: values.py BUILD_FOLDER LABELS.jsonl [--part first|second|develop|check] [--wrong FIELD]

--part first, second: the first ten documents of the file, or the rest (labels/chains20: errors are looked at in the first alone);
       develop, check: two thirds of the documents by a hash of their name, or the rest (labels/train).
--wrong FIELD prints each label whose FIELD is wrong, with its words. Values are compared as ../shared/eval/reading_score.py compares them.
Needs the corpora: $HEARSAY_CORPORA, else ../shared/data.
"""
import argparse
import hashlib
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "train"))
import labels as standoff  # noqa: E402

FIELDS = ("act", "polarity", "polarity -", "certainty", "anonymous", "count", "source", "source by pronoun or description", "chain", "chain with a relay")
PRONOUNS = {"he", "she", "they", "it", "his", "her", "their", "its", "who", "him", "them", "we", "i", "our", "my", "you", "this", "that", "which", "both"}


def bare(name):
    name = re.sub(r"[^\w ]", "", (name or "").lower())
    return " ".join(w for w in name.split() if w not in ("the", "a", "an", "unnamed", "unspecified", "anonymous"))


def same_name(a, b):
    a, b = set(bare(a).split()), set(bare(b).split())
    return bool(a and b) and (a <= b or b <= a)


def in_part(part, n, corpus_id):
    if part in ("first", "second"):
        return (n < 10) == (part == "first")
    if part in ("develop", "check"):
        return (int(hashlib.sha256(corpus_id.encode()).hexdigest()[:8], 16) % 3 == 0) == (part == "check")
    return True


def spans(text, fragments):
    return ",".join(f"{len(text[:b].encode())}-{len(text[:e].encode())}" for b, e in fragments or []) or "-"


def given(documents):
    """What bench_values reads."""
    out = []
    for d, text in documents:
        index = {a["id"]: k for k, a in enumerate(d["attributions"])}
        raw = text.encode()
        lines = "".join(f"{index.get(a.get('parent'), -1)} {spans(text, a['source'])} {spans(text, a['cue'])} {spans(text, a['content'])}\n"
                        for a in d["attributions"])
        out.append(f"{len(raw)} {len(d['attributions'])}\n".encode() + raw + b"\n" + lines.encode())
    return b"".join(out)


def judge(label, mine, sources, text):
    """{field: right or not}, of the fields that the label has."""
    out = {"act": mine["act"] == label["act"], "polarity": mine["polarity"] == label["polarity"], "certainty": mine["certainty"] == label["certainty"]}
    if label["polarity"] == "-":
        out["polarity -"] = mine["polarity"] == "-"
    if "anonymous" not in label:
        return out
    source = sources.get(mine.get("source_id")) or {}
    out["anonymous"] = bool(source.get("anonymous", not mine.get("source"))) == bool(label["anonymous"])
    if label.get("count") is not None:
        out["count"] = source.get("count") == label["count"]
    if label.get("source_name"):
        out["source"] = same_name(label["source_name"], source.get("name"))
        words = " ".join(text[b:e] for b, e in label["source"] or [])
        if label["source"] and not label["anonymous"] and (bare(words) in PRONOUNS or not same_name(words, label["source_name"])):
            out["source by pronoun or description"] = out["source"]
    if label.get("chain") is not None:
        relays = [(sources.get(x) or {}).get("name") for x in (mine.get("chain") or [])]
        relays = relays[1:] if mine.get("source_id") else relays
        out["chain"] = len(relays) == len(label["chain"]) and all(map(same_name, relays, label["chain"]))
        if label["chain"]:
            out["chain with a relay"] = out["chain"]
    return out


def paired(labels, attributions):
    """Each label with what was made of it: the one with its cue and the end of its content. Resolution orders them anew, and adds some."""
    def key(a):
        return json.dumps([a["cue"], a["content"][-1] if a["content"] else None])

    of = {}
    for a in attributions:
        of.setdefault(key(a), []).append(a)
    return [(label, of[key(label)].pop(0)) for label in labels]


def show(d, label, mine, sources, text, field):
    words = {k: " [..] ".join(text[b:e] for b, e in label[k] or [])[:160] for k in ("source", "cue", "content")}
    source = sources.get(mine.get("source_id")) or {}
    print(f"{d['corpus']} {label['id']}: {words['source']!r} | {words['cue']!r} | {words['content']!r}")
    print("   want", {k: label.get(k) for k in ("act", "polarity", "certainty", "source_name", "anonymous", "count", "chain")})
    print("   have", {k: mine.get(k) for k in ("act", "polarity", "certainty")}, {k: source.get(k) for k in ("name", "anonymous", "count")},
          [(sources.get(x) or {}).get("name") for x in mine.get("chain") or []])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("build")
    ap.add_argument("labels")
    ap.add_argument("--part", choices=("first", "second", "develop", "check"))
    ap.add_argument("--wrong", choices=FIELDS)
    args = ap.parse_args()
    all_documents = [json.loads(line) for line in open(args.labels, encoding="utf-8")]
    documents = [(d, standoff.load_text(d["corpus"])) for n, d in enumerate(all_documents) if in_part(args.part, n, d["corpus"])]
    out = subprocess.run([os.path.join(args.build, "bench_values")], input=given(documents), check=True, capture_output=True).stdout
    counts = {f: [0, 0] for f in FIELDS}
    for (d, text), line in zip(documents, out.decode().splitlines(), strict=True):
        reading = json.loads(line)
        sources = {s["id"]: s for s in reading["sources"]}
        for label, mine in paired(d["attributions"], reading["attributions"]):
            right = judge(label, mine, sources, text)
            for field, ok in right.items():
                counts[field][0] += ok
                counts[field][1] += 1
            if args.wrong and right.get(args.wrong) is False:
                show(d, label, mine, sources, text, args.wrong)
    print(f"{len(documents)} documents, {sum(len(d['attributions']) for d, _ in documents)} attributions")
    for field, (ok, of) in counts.items():
        print(f"  {field:34} {ok:5} of {of:5}  {100 * ok / max(1, of):5.1f} %")


if __name__ == "__main__":
    main()
