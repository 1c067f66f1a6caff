#!/usr/bin/env python3
"""Fit the last layer of a model folder that compares: over the model's log probabilities and the evidence of the words (src/relation/compare_words.h).

usage: pair_layer.py FOLDER BUILD --hand LABELS --fold K [--folds N] [--ridge R ..] [--write]

Fitted on what training kept out: the hand labels and tellings of one fold of stories, and the first halves of what measures; what it is worth is told of
each by cross-validation over stories. Where a second model is asked, the layer is of its verdicts and belongs to its folder. --write puts the one with the
last ridge into config.json.
"""
import argparse
import json
import os
import random
import shutil
import subprocess
import tempfile

import numpy as np
import torch
from torch.nn import functional as F

import export
import pair_data
import pairs

RARE = 10  # pairs
TOLD = 12  # pairs of each class of a telling
SHARED = 3  # features: words shared, contained, lengths (src/relation/compare_words.h)


def features(folder, build, rows):
    lines = "".join(json.dumps({"a": x.a, "b": x.b}) + "\n" for x in rows)
    done = subprocess.run([os.path.join(build, "hearsay"), "compare", "--format", "jsonl", "--features", "--model", folder], input=lines,
                          stdout=subprocess.PIPE, check=True, encoding="utf-8")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return np.array([f["features"] for f in found]), np.array([[f["scores"][c] for c in pair_data.CLASSES] for f in found])


def asked(x, folder, build, rows, config):
    """Of which pairs the second model has the last word: [n]. All, where there is none. x: their features by the whole folder."""
    if "doubt" not in config["pair"]:
        return np.ones(len(rows), bool)
    with tempfile.TemporaryDirectory() as alone:
        first, _ = features(shutil.copytree(folder, os.path.join(alone, "first")), build, rows)
    return np.abs(first[:, :3] - x[:, :3]).max(1) > 1e-6


class Layer:
    """What the words prove, added to what the model says: scores a * log p + E v + b, drawn by a ridge towards the model's own word (a 1, v and b 0)."""

    def __init__(self, x, y, ridge):
        said, evidence = (torch.tensor(part, dtype=torch.double) for part in (x[:, :3], x[:, 3:]))
        # of evidence that is hardly ever there nothing can be learnt; how many words are shared tells more of how the pairs were drawn than of what they say
        scale = torch.where((evidence != 0).sum(0) >= RARE, 1 / (evidence.std(0) + 1e-6), 0.0)
        scale[:SHARED] = 0.0
        gold = torch.tensor(y)
        a, v, b = (torch.full(shape, start, dtype=torch.double, requires_grad=True) for shape, start in (((1,), 1.0), ((len(scale), 3), 0.0), ((3,), 0.0)))
        optimizer = torch.optim.LBFGS([a, v, b], max_iter=200, line_search_fn="strong_wolfe")

        def loss():
            optimizer.zero_grad()
            out = F.cross_entropy(a * said + (evidence * scale) @ v + b, gold)
            out = out + ridge * ((v ** 2).sum() + 0.3 * (b ** 2).sum() + (a - 1).square().sum())
            out.backward()
            return out

        optimizer.step(loss)
        self.weights = np.hstack([a.item() * np.eye(3), (v * scale[:, None]).T.detach().numpy()])
        self.bias = b.detach().numpy()

    def of(self, x):
        z = x @ self.weights.T + self.bias
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)


def surprise(p, y):
    return float(-np.log(p[np.arange(len(y)), y] + 1e-9).mean())


def ruled(p, scores):
    """What the words rule out stays ruled out, whatever a layer makes of it: as the reader does (src/relation/compare.c)."""
    p = p.copy()
    out = (scores[:, 0] == 0) & (scores[:, 1] > 0)
    p[out, 1] += p[out, 0]
    p[out, 0] = 0
    settled = scores.max(1) > 0.9999
    p[settled] = scores[settled]
    return p


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder")
    ap.add_argument("build")
    ap.add_argument("--hand", required=True)
    ap.add_argument("--fold", type=int, required=True)
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--ridge", type=float, nargs="+", default=[0.3])
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    parts = {os.path.basename(path): [(x, story) for x, story in pair_data.unmeasured(path) if pairs.in_fold(story, args.fold, args.folds)]
             for path in pair_data.files(args.hand)}
    parts["written"] = [(x, f"w{i}") for i, x in enumerate(pair_data.written("first"))]
    parts["first"] = [(x, f"f{i}") for i, x in enumerate(pair_data.measure("first"))]
    parts["tellings"] = [(x, story["story"]) for story in pair_data.tellings() if pairs.in_fold(story["story"], args.fold, args.folds)
                         for x in pair_data.from_telling(story, random.Random(0), TOLD)]
    kept = [(x, story, part) for part, found in parts.items() for x, story in found]
    rows, part = [x for x, _, _ in kept], np.array([p for _, _, p in kept])
    y = np.array(pairs.gold(rows))
    with open(os.path.join(args.folder, "config.json"), encoding="utf-8") as f:
        config = json.load(f)
    x, scores = features(args.folder, args.build, rows)
    judged = asked(x, args.folder, args.build, rows, config)

    def tell(what, p):
        print(f"{what}:", "; ".join(f"{name} {pairs.line(p[part == name], y[part == name])}" for name in parts), f"surprise {surprise(p, y):.3f}")

    tell("as it is", scores)
    turn = np.array([random.Random(story + "layer").randrange(5) for _, story, _ in kept])
    for ridge in args.ridge:
        p = scores.copy()
        for k in range(5):
            there = judged & (turn == k)
            p[there] = ruled(Layer(x[judged & (turn != k)], y[judged & (turn != k)], ridge).of(x[there]), scores[there])
        tell(f"ridge {ridge}", p)
    if args.write:
        folder = os.path.join(args.folder, "..", config["pair"]["doubt"]["model"]) if "doubt" in config["pair"] else args.folder
        layer = Layer(x[judged], y[judged], args.ridge[-1])
        with open(os.path.join(folder, "config.json"), encoding="utf-8") as f:
            config = json.load(f)
        config["pair"]["weights"] = [[round(float(v), 6) for v in row] for row in layer.weights]
        config["pair"]["bias"] = [round(float(v), 6) for v in layer.bias]
        export.write_config(folder, config)


if __name__ == "__main__":
    main()
