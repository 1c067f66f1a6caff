#!/usr/bin/env python3
"""Fit the last layer of a model folder that compares: over the model's log probabilities and the evidence of the words (src/relation/compare_words.h).

usage: pair_layer.py FOLDER BUILD --hand LABELS --fold K [--folds N] [--written W] [--ridge R ..] [--favour X] [--write]

Fitted on the hand labels of the fold of stories that training kept out, and on the first half of the written pairs with weight W; what it is worth is told
of each by cross-validation over stories. --write puts the layer with the last ridge into FOLDER/config.json.
"""
import argparse
import json
import os
import random
import subprocess

import numpy as np
import torch
from torch.nn import functional as F

import pair_data
import pairs

RARE = 10  # pairs
SHARED = 3  # features: words shared, contained, lengths (src/relation/compare_words.h)


def features(folder, build, rows):
    lines = "".join(json.dumps({"a": x.a, "b": x.b}) + "\n" for x in rows)
    done = subprocess.run([os.path.join(build, "hearsay"), "compare", "--format", "jsonl", "--features", "--model", folder], input=lines,
                          stdout=subprocess.PIPE, check=True, encoding="utf-8")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return np.array([f["features"] for f in found]), np.array([[f["scores"][c] for c in pair_data.CLASSES] for f in found])


class Layer:
    """What the words prove, added to what the model says: scores a * log p + E v + b, drawn by a ridge towards the model's own word (a 1, v and b 0)."""

    def __init__(self, x, y, weight, ridge, favour=0.0):
        said, evidence = (torch.tensor(part, dtype=torch.double) for part in (x[:, :3], x[:, 3:]))
        # of evidence that is hardly ever there nothing can be learnt; how many words are shared tells more of how the pairs were drawn than of what they say
        scale = torch.where((evidence != 0).sum(0) >= RARE, 1 / (evidence.std(0) + 1e-6), 0.0)
        scale[:SHARED] = 0.0
        gold, weight = torch.tensor(y), torch.tensor(weight / weight.sum())
        a, v, b = (torch.full(shape, start, dtype=torch.double, requires_grad=True) for shape, start in (((1,), 1.0), ((len(scale), 3), 0.0), ((3,), 0.0)))
        optimizer = torch.optim.LBFGS([a, v, b], max_iter=200, line_search_fn="strong_wolfe")

        def loss():
            optimizer.zero_grad()
            out = (F.cross_entropy(a * said + (evidence * scale) @ v + b, gold, reduction="none") * weight).sum()
            out = out + ridge * ((v ** 2).sum() + 0.3 * (b ** 2).sum() + (a - 1).square().sum())
            out.backward()
            return out

        optimizer.step(loss)
        self.weights = np.hstack([a.item() * np.eye(3), (v * scale[:, None]).T.detach().numpy()])
        self.bias = b.detach().numpy() + np.array([0.0, favour, 0.0])

    def of(self, x):
        z = x @ self.weights.T + self.bias
        e = np.exp(z - z.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)


def surprise(p, y):
    return float(-np.log(p[np.arange(len(y)), y] + 1e-9).mean())


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("folder")
    ap.add_argument("build")
    ap.add_argument("--hand", required=True)
    ap.add_argument("--fold", type=int, required=True)
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--written", type=float, default=0.0, help="weight of a written pair, of which the first half is looked at")
    ap.add_argument("--ridge", type=float, nargs="+", default=[0.03])
    ap.add_argument("--favour", type=float, default=0.0, help="added to what speaks for a contradiction: they are rare, and to miss one costs more")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    parts = {os.path.basename(path): [(x, story) for x, story in pair_data.unmeasured(path) if pairs.in_fold(story, args.fold, args.folds)]
             for path in pair_data.files(args.hand)}
    parts["written"] = [(x, str(i)) for i, x in enumerate(pair_data.written("first"))]
    kept = [(x, story, part) for part, found in parts.items() for x, story in found]
    rows, part = [x for x, _, _ in kept], np.array([p for _, _, p in kept])
    y, weight = np.array(pairs.gold(rows)), np.where(part == "written", args.written, 1.0)
    x, scores = features(args.folder, args.build, rows)

    def tell(what, p):
        print(f"{what}:", "; ".join(f"{name} {pairs.line(p[part == name], y[part == name])}" for name in parts), f"surprise {surprise(p, y):.3f}")

    tell("as it is", scores)
    tell("without a layer", np.exp(x[:, :3]))
    turn = np.array([random.Random(story + "layer").randrange(5) for _, story, _ in kept])
    for ridge in args.ridge:
        p = np.zeros((len(y), 3))
        for k in range(5):
            others = (turn != k) & (weight > 0)
            p[turn == k] = Layer(x[others], y[others], weight[others], ridge, args.favour).of(x[turn == k])
        tell(f"ridge {ridge}", p)
    if args.write:
        layer = Layer(x[weight > 0], y[weight > 0], weight[weight > 0], args.ridge[-1], args.favour)
        path = os.path.join(args.folder, "config.json")
        with open(path, encoding="utf-8") as f:
            config = json.load(f)
        config["pair"]["weights"] = [[round(float(v), 6) for v in row] for row in layer.weights]
        config["pair"]["bias"] = [round(float(v), 6) for v in layer.bias]
        with open(path, "w", encoding="utf-8") as f:
            json.dump(config, f, indent=1)
            f.write("\n")


if __name__ == "__main__":
    main()
