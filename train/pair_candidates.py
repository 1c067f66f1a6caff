#!/usr/bin/env python3
"""Unlabelled pairs of news claims, for a teacher to say what it thinks of them: of two articles of one story of FNC-1, or any two of PolNeAR's
train part, claims that all-MiniLM-L6-v2's vectors put near each other.

usage: pair_candidates.py NAME READER_CHECKPOINT [--news N] [--polnear N] [--threads T]

Writes $HEARSAY_TRAIN/NAME/candidates.json, a list of [text, text]. Contents of articles without labels are found by the reader's checkpoint
(train/restore.py makes one of models/small). No story of the second half of labels/pairs is among them.
"""
import argparse
import json
import os
import random

import numpy as np
import torch
from torch.nn import functional as F

import corpus
import decode
import labels
import pair_data
import train
from windows import load_tokenizer

NEAR = (0.40, 0.985)  # nearer they are copies, farther they have nothing to do with each other
NEIGHBOURS = 12


@torch.no_grad()
def vectors(tokenizer, texts, batch=64):
    """all-MiniLM-L6-v2's: the mean of the hidden states, of length 1. [n][384]"""
    model = train.fresh("minilm").eval()
    rows = [tokenizer.encode(x).ids[:128] for x in texts]
    out = torch.zeros(len(rows), 384)
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    for i in range(0, len(rows), batch):
        at = order[i:i + batch]
        t = max(len(rows[k]) for k in at)
        ids = torch.tensor([rows[k] + [0] * (t - len(rows[k])) for k in at])
        real = torch.tensor([[True] * len(rows[k]) + [False] * (t - len(rows[k])) for k in at])
        with torch.autocast("cpu", torch.bfloat16):
            hidden = model.encode(ids, real).float()
        out[at] = F.normalize((hidden * real[..., None]).sum(1) / real.sum(1, keepdim=True), dim=-1)
    return out.numpy()


def found(model, tokenizer, apart, known):
    """{article: contents that the reader finds} of news without labels."""
    stories, out = corpus.stories(), {}
    with torch.autocast("cpu", torch.bfloat16):
        for x, text in sorted(labels.news_bodies().items()):
            if stories[x] not in apart and f"news/{x}" not in known:
                texts = [pair_data.plain(" ".join(text[b:e] for b, e in a["content"])) for a in decode.read(model, tokenizer, text)]
                out[f"news/{x}"] = sorted({t for t in texts if 4 <= len(t.split()) <= 60})
    return out


def near(texts, groups, articles, vector, limit, rng):
    """Pairs of near texts of one group, but not of one article."""
    pairs = set()
    by = {}
    for i, g in enumerate(groups):
        by.setdefault(g, []).append(i)
    for at in by.values():
        at = np.array(at)
        names = np.array([articles[i] for i in at])
        for row, i in enumerate(at):
            alike = vector[at] @ vector[i]
            alike[(names == names[row]) | (alike < NEAR[0]) | (alike > NEAR[1])] = -1
            # the nearest, and some farther ones: both are asked about
            for k in np.argsort(-alike)[:NEIGHBOURS]:
                if alike[k] > 0:
                    pairs.add((min(i, at[k]), max(i, at[k])))
    pairs = sorted(pairs)
    return [(texts[i], texts[j]) for i, j in rng.sample(pairs, min(limit, len(pairs)))]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("name")
    ap.add_argument("reader")
    ap.add_argument("--news", type=int, default=9000)
    ap.add_argument("--polnear", type=int, default=4000)
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    rng = random.Random(1)
    tokenizer = load_tokenizer(train.packaged()[1])
    stories = corpus.stories()
    apart = pair_data.measured_stories("second") | {stories[x] for x in corpus.body_ids("news10/gold.jsonl") + corpus.set_aside()}
    claims = pair_data.claims(apart)
    claims.update(found(train.trained(args.reader).eval(), tokenizer, apart, set(claims)))
    flat = [(text, article) for article, of in sorted(claims.items()) for text in of]
    texts, articles = zip(*flat)
    vector = vectors(tokenizer, texts)
    groups = [stories[a.removeprefix("news/")] if a.startswith("news/") else "polnear" for a in articles]
    news = [i for i, a in enumerate(articles) if a.startswith("news/")]
    rest = [i for i, a in enumerate(articles) if not a.startswith("news/")]
    out = []
    for which, limit in ((news, args.news), (rest, args.polnear)):
        out += near([texts[i] for i in which], [groups[i] for i in which], [articles[i] for i in which], vector[which], limit, rng)
        print(len(which), "claims,", len(out), "pairs so far", flush=True)
    folder = os.path.join(train.STORE, args.name)
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "candidates.json"), "w", encoding="utf-8") as f:
        json.dump(out, f)


if __name__ == "__main__":
    main()
