#!/usr/bin/env python3
"""Print how well `hearsay compare` tells hand-labelled pairs of contents: the same, a contradiction, or neither.

usage: pairs.py BUILD_FOLDER PAIRS.jsonl --half first|second [--model MODEL] [--wrong]

The first half is to look at, the second to report only. --wrong prints each pair that is told otherwise than labelled, with why (first half alone).
The line "words alone" tells what the rules say by themselves: of the pairs that they call other than the same, and of those of the same words.
Needs the corpora: $HEARSAY_CORPORA, else ../shared/data.
"""
import argparse
import collections
import hashlib
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "train"))
import labels as standoff  # noqa: E402

RELATIONS = ("same", "contradicts", "neither")
RULED_OUT = 3 + 13  # the place of HS_WORD_RULED_OUT among the features


def load(path, half):
    """[(label, a, b)] of the pairs that both readers agree on."""
    with open(path, encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    rows = [r for r in rows if r["half"] == half and r["label"]]
    return [(r["id"], r["label"], *(words(r[side]) for side in "ab")) for r in rows]


def words(side):
    if isinstance(side, str):  # pairs that were written, not found
        return side
    text = standoff.load_text(side["corpus"])
    assert hashlib.sha256(text.encode()).hexdigest() == side["sha256"], side["corpus"]
    return " ".join(text[b:e] for b, e in side["content"])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("build")
    ap.add_argument("pairs")
    ap.add_argument("--half", choices=("first", "second"), required=True)
    ap.add_argument("--model")
    ap.add_argument("--wrong", action="store_true")
    args = ap.parse_args()
    if args.wrong and args.half == "second":
        ap.error("the second half is not to be looked at")
    pairs = load(args.pairs, args.half)
    lines = "".join(json.dumps({"a": a, "b": b}) + "\n" for _, _, a, b in pairs)
    command = [os.path.join(args.build, "hearsay"), "compare", "--format", "jsonl", "--features"] + (["--model", args.model] if args.model else [])
    done = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(found) == len(pairs), (len(found), len(pairs))
    confusion = collections.Counter((label, f["relation"]) for (_, label, _, _), f in zip(pairs, found))
    right = sum(confusion[r, r] for r in RELATIONS)
    print(f"{found[0]['model']}, {args.half} half, {len(pairs)} pairs: accuracy {100 * right / len(pairs):.1f} %")
    for r in RELATIONS:
        hit, due, made = confusion[r, r], sum(confusion[r, x] for x in RELATIONS), sum(confusion[x, r] for x in RELATIONS)
        print(f"{r:12} F1 {200 * hit / max(1, due + made):5.1f}  precision {100 * hit / max(1, made):5.1f} of {made:3}  recall {100 * hit / max(1, due):5.1f} of {due:3}")
    print("labelled \\ told" + "".join(f"{r:>13}" for r in RELATIONS))
    for r in RELATIONS:
        print(f"{r:15}" + "".join(f"{confusion[r, x]:13}" for x in RELATIONS))
    for what, those in (("ruled out", [f["features"][RULED_OUT] for f in found]), ("the same words", [f["why"] == "the same words" for f in found])):
        told = collections.Counter(label for (_, label, _, _), is_so in zip(pairs, those) if is_so)
        print(f"words alone, {what}: " + (", ".join(f"{told[r]} {r}" for r in RELATIONS if told[r]) or "none"))
    for (name, label, a, b), f in zip(pairs, found):
        if args.wrong and f["relation"] != label:
            print(f"\n{name}: labelled {label}, told {f['relation']}: {f['why']}  {f['scores']}\n  {a}\n  {b}")


if __name__ == "__main__":
    main()
