#!/usr/bin/env python3
"""What larger pair models say of pairs of claims that nobody labelled: probabilities for a smaller one to learn from (Hinton et al. 2015).

usage: pair_teach.py files FOLDER --fold K
       pair_teach.py teach TEACHER .. --ledger LEDGER --out FILE [--changed N]

`files` writes the articles: those of the news corpus whose stories are neither measured on nor in the fold that training keeps out, PolNeAR's train part
and what gather.py found. `hearsay add --ledger LEDGER FOLDER` then reads and relates them, so that the pairs are those that hearsay itself compares.
`teach` takes these, of the many that are plainly neither a share, and N that differ by one change of pair_changes.py. FILE has a line of JSON for each: a, b, target. Articles, ledger and
FILE are others' texts: keep them out of the repository.
"""
import argparse
import collections
import json
import os
import random
import sqlite3

import numpy as np
import torch

import corpus
import labels
import pair_changes
import pair_data
import pairs
import train

PAIRS = """
SELECT a.text, b.text, p.relation <> 'neither' OR p.differs FROM pair p
JOIN claim a ON a.claim_id = p.claim_id JOIN claim b ON b.claim_id = p.other_id
ORDER BY p.claim_id, p.other_id"""
LONGEST = 45  # words of a claim that is changed


def measured():
    """Stories of which a half is only to report."""
    stories = corpus.stories()
    with open(os.path.join(corpus.LABELS, "stories", "stories.jsonl"), encoding="utf-8") as f:
        told = {stories[x["corpus"].removeprefix("news/")] for row in map(json.loads, f) for x in row["first"]["articles"]}
    return told | pair_data.measured_stories("second")


def articles(args):
    stories, apart = corpus.stories(), measured()
    for name, text in labels.news_bodies().items():
        if stories[name] not in apart and not pairs.in_fold(stories[name], args.fold, args.folds):
            yield "news-" + name, text
    for x in corpus.polnear("train"):
        yield x["id"], x["text"]
    if os.path.exists(train.texts_path()):
        with open(train.texts_path(), encoding="utf-8") as f:
            for x in map(json.loads, f):
                yield x["id"], x["text"]


def write_files(args):
    os.makedirs(args.folder, exist_ok=True)
    n = 0
    for name, text in articles(args):
        n += 1
        with open(os.path.join(args.folder, f"{n:05}-{name.replace('/', '-')}.txt"), "w", encoding="utf-8") as f:
            f.write(text)
    print(n, "articles")


def changed(claims, n, rng):
    names = pair_changes.names_of(claims)
    short = [x for x in claims if 4 <= len(x.split()) <= LONGEST]
    while n:
        pair = pair_changes.from_claim(rng.choice(short), rng, names)
        if pair:
            n -= 1
            yield pair.a, pair.b


def teach(args):
    rng = random.Random(1)
    ledger = sqlite3.connect(f"file:{args.ledger}?mode=ro", uri=True)
    chosen = [(pair_data.plain(a), pair_data.plain(b)) for a, b, telling in ledger.execute(PAIRS) if telling or rng.random() < args.others]
    claims = [pair_data.plain(x) for x, in ledger.execute("SELECT text FROM claim ORDER BY claim_id")]
    chosen = [x if rng.random() < 0.5 else x[::-1] for x in chosen + list(changed(claims, args.changed, rng))]
    print(len(chosen), "pairs", flush=True)
    pieces = pairs.Pieces()
    told = np.mean([pairs.one_way(pairs.load(x), pieces, chosen) for x in args.teachers], 0)
    with open(args.out + ".new", "w", encoding="utf-8") as f:
        for (a, b), p in zip(chosen, told):
            f.write(json.dumps({"a": a, "b": b, "target": [round(float(x), 4) for x in p]}, ensure_ascii=False) + "\n")
    os.replace(args.out + ".new", args.out)
    print(collections.Counter(pair_data.CLASSES[k] for k in told.argmax(1)))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    sub = ap.add_subparsers(required=True)
    p = sub.add_parser("files")
    p.set_defaults(run=write_files)
    p.add_argument("folder")
    p.add_argument("--fold", type=int, required=True, help="the fold of stories that training keeps out")
    p.add_argument("--folds", type=int, default=5)
    p = sub.add_parser("teach")
    p.set_defaults(run=teach)
    p.add_argument("teachers", nargs="+", help="checkpoints; the mean of what they say")
    p.add_argument("--ledger", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--others", type=float, default=0.25, help="share of the pairs that are neither to the model that related them and show no denial or number")
    p.add_argument("--changed", type=int, default=6000)
    p.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(getattr(args, "threads", 2))
    args.run(args)


if __name__ == "__main__":
    main()
