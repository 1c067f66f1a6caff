#!/usr/bin/env python3
"""Fit the last layer of a model folder that compares: over the model's log probabilities and the evidence of the words (src/relation/compare_words.h).

usage: pair_layer.py FOLDER BUILD --hand LABELS --fold K [--folds N] [--strength C ..] [--favour X] [--write]

Fitted on the hand labels of the fold of stories that training kept out; what it is worth is told by cross-validation over their stories. --write puts it
into FOLDER/config.json.
"""
import argparse
import json
import os
import random
import subprocess

import numpy as np
from sklearn.linear_model import LogisticRegression

import pair_data
import pairs

RARE = 10  # pairs


def features(folder, build, rows):
    lines = "".join(json.dumps({"a": x.a, "b": x.b}) + "\n" for x in rows)
    done = subprocess.run([os.path.join(build, "hearsay"), "compare", "--format", "jsonl", "--features", "--model", folder], input=lines,
                          stdout=subprocess.PIPE, check=True, encoding="utf-8")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return np.array([f["features"] for f in found]), np.array([[f["scores"][c] for c in pair_data.CLASSES] for f in found])


class Layer:
    """Multinomial logistic regression, ridged towards the model's own word: what it adds to the log probabilities."""

    def __init__(self, x, y, strength, favour=0.0):
        x = x * ((x != 0).sum(0) >= RARE)  # of evidence that is hardly ever there nothing can be learnt
        mean, std = x.mean(0), x.std(0) + 1e-6
        line = LogisticRegression(C=strength, max_iter=5000).fit((x - mean) / std, y)
        self.weights = line.coef_ / std
        self.bias = line.intercept_ - self.weights @ mean + np.array([0.0, favour, 0.0])

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
    ap.add_argument("--strength", type=float, nargs="+", default=[0.003, 0.01, 0.03, 0.1, 0.3])
    ap.add_argument("--favour", type=float, default=0.0, help="added to what speaks for a contradiction: they are rare, and to miss one costs more")
    ap.add_argument("--write", action="store_true")
    args = ap.parse_args()
    kept = [(x, story) for x, story in pair_data.hand(args.hand) if pairs.in_fold(story, args.fold, args.folds)]
    rows, y = [x for x, _ in kept], np.array(pairs.gold([x for x, _ in kept]))
    x, scores = features(args.folder, args.build, rows)
    print(f"as it is: {pairs.line(scores, y)}, surprise {surprise(scores, y):.3f}")
    part = np.array([random.Random(story + "layer").randrange(5) for _, story in kept])
    best = None
    for strength in args.strength:
        p = np.zeros((len(y), 3))
        for k in range(5):
            p[part == k] = Layer(x[part != k], y[part != k], strength, args.favour).of(x[part == k])
        print(f"strength {strength}: {pairs.line(p, y)}, surprise {surprise(p, y):.3f}")
        if best is None or surprise(p, y) < best[0]:
            best = (surprise(p, y), strength)
    if args.write:
        layer = Layer(x, y, best[1], args.favour)
        path = os.path.join(args.folder, "config.json")
        with open(path, encoding="utf-8") as f:
            config = json.load(f)
        config["pair"]["weights"] = [[round(float(v), 6) for v in row] for row in layer.weights]
        config["pair"]["bias"] = [round(float(v), 6) for v in layer.bias]
        with open(path, "w", encoding="utf-8") as f:
            json.dump(config, f, indent=1)
            f.write("\n")
        print("written, with strength", best[1])


if __name__ == "__main__":
    main()
