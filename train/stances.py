#!/usr/bin/env python3
"""How an article stands to a headline (FNC-1: agree, disagree, discuss, unrelated): trained and measured by stories, so that none is on both sides.

usage: stances.py PAIR_CHECKPOINT [--choose | --report] [--threads T]

A fifth of the stories is set aside, drawn with a fixed seed from those of which the pair model has seen nothing (the second half of labels/pairs). Pairs of a
headline here and a body there are dropped. First whether the two have to do with each other, by all-MiniLM-L6-v2's vectors and by
words; then the stance, by what the pair model says of the headline and the sentences nearest to it, and by words of doubt and refutation on both
sides. --choose: figures by cross-validation over the stories for training; --report: of the fifth set aside.
"""
import argparse
import collections
import csv
import math
import os
import random
import re

import numpy as np
import torch
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import corpus
import labels
import pair_candidates
import pair_data
import pairs
import train
from windows import load_tokenizer

STANCES = ("agree", "disagree", "discuss", "unrelated")
NEAREST = 4  # sentences that the pair model compares with the headline
REFUTE = re.compile(r"\b(?:hoax\w*|fake\w*|false\w*|untrue|debunk\w*|den(?:y|ies|ied|ying|ial)|refut\w+|disput\w+|satir\w+|fabricat\w+|made[- ]up|bogus|not true|isn['’]t true|"
                    r"no truth|no evidence|myth|wrong|not real|isn['’]t real|dismiss\w*|reject\w*|prank\w*|stunt|photoshop\w*|sceptic\w*|skeptic\w*|doubt\w*|misleading|"
                    r"contrary to|retract\w*|correct(?:ed|ion)|lie[sd]?|inaccurate|discredit\w*|never happened|did not|didn['’]t|was not|wasn['’]t|is not|isn['’]t|no,)", re.I)
STRONG = re.compile(r"\b(?:hoax\w*|fake\w*|debunk\w*|untrue|satir\w+|fabricat\w+|bogus|no truth|not true|not real|never happened|false\w*|refut\w+|den(?:y|ies|ied))\b", re.I)
HEDGE = re.compile(r"\b(?:report(?:s|ed|edly)?|alleged\w*|claim\w*|rumou?r\w*|unconfirmed|apparent\w*|suppos\w+|purport\w*|may|might|could|possib\w+|unclear|unverified|said to|"
                   r"believed|suspect\w*|accord\w+|sources?|unable to (?:confirm|verify)|not (?:been )?(?:confirmed|verified)|yet to)\b", re.I)
SURE = re.compile(r"\b(?:confirm\w*|reveal\w*|prove[dsn]?|proof|official\w*|announc\w+|verified|true|real)\b", re.I)
WORD = re.compile(r"[a-z0-9]+")
SENTENCE = re.compile(r"(?<=[.!?]['\"”’])\s+|(?<=[.!?])\s+(?=[A-Z\"“‘'])|\n+")


def words(text):
    return WORD.findall(text.lower().replace("’", "").replace("'", ""))


def sentences(text):
    return [pair_data.plain(x) for x in SENTENCE.split(text) if len(words(x)) > 2][:80] or [pair_data.plain(text)]


def read_rows():
    """[(headline, body id, stance, story of the headline, story of the body)]"""
    stories, of = corpus.stories(), {}
    with open(os.path.join(labels.CORPORA, "news", "stances.csv"), encoding="utf-8", newline="") as f:
        rows = [(row["Headline"], row["Body ID"], row["Stance"]) for row in csv.DictReader(f)]
    for headline, body, stance in rows:
        if stance != "unrelated":
            of[headline] = stories[body]
    return [(h, b, s, of.get(h, h), stories[b]) for h, b, s in rows]


def apart():
    """The stories set aside."""
    stories = sorted(set(corpus.stories().values()))
    unseen = sorted(pair_data.measured_stories("second"))
    return set(random.Random(20).sample(unseen, round(len(stories) / 5)))


class Texts:
    """What is known of headlines and bodies by themselves."""

    def __init__(self, rows):
        self.headlines = sorted({r[0] for r in rows})
        bodies = labels.news_bodies()
        self.sentences = {b: sentences(bodies[b]) for b in sorted({r[1] for r in rows})}
        path = os.path.join(train.STORE, "stances", "vectors.pt")
        flat = sorted({x for of in self.sentences.values() for x in of} | set(map(pair_data.plain, self.headlines)))
        kept = torch.load(path, weights_only=False) if os.path.exists(path) else None
        if not kept or kept[0] != flat:
            kept = (flat, pair_candidates.vectors(load_tokenizer(train.packaged()[1]), flat).astype(np.float16))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            torch.save(kept, path)
        where = {x: i for i, x in enumerate(flat)}
        self.vector = {h: kept[1][where[pair_data.plain(h)]].astype(np.float32) for h in self.headlines}
        self.vectors = {b: kept[1][[where[x] for x in of]].astype(np.float32) for b, of in self.sentences.items()}
        sets = {b: set(words(" ".join(of))) for b, of in self.sentences.items()}
        count = collections.Counter(w for s in sets.values() for w in s)
        self.rarity = lambda w: math.log(len(sets) / (1 + count[w]))
        self.sets = sets

    def overlap(self, headline, found):
        """How much of the headline's words, weighed by rarity, is found."""
        all_words = set(words(headline))
        whole = sum(max(0.0, self.rarity(w)) for w in all_words)
        return sum(max(0.0, self.rarity(w)) for w in all_words if w in found) / (whole or 1)

    def nearness(self, headline, body):
        """Features of whether the two have to do with each other."""
        alike = np.sort(self.vectors[body] @ self.vector[headline])[::-1]
        mean = self.vectors[body].mean(0)
        lead = set(words(" ".join(self.sentences[body][:3])))
        best = set(words(self.sentences[body][int((self.vectors[body] @ self.vector[headline]).argmax())]))
        return [alike[0], alike[:3].mean(), alike.mean(), float(mean @ self.vector[headline] / np.linalg.norm(mean)), self.overlap(headline, self.sets[body]),
                self.overlap(headline, lead), self.overlap(headline, best)]

    def nearest(self, headline, body):
        """The sentences nearest to the headline, and the first."""
        alike = self.vectors[body] @ self.vector[headline]
        return list(dict.fromkeys([0, *map(int, np.argsort(-alike)[:NEAREST])]))


def rate(pattern, text):
    return len(pattern.findall(text))


def attitude(texts, headline, body, at):
    """Words of refutation, doubt and certainty in the headline, in the sentences at hand, at the beginning and in the whole."""
    of = texts.sentences[body]
    whole, near, lead = " ".join(of), " ".join(of[k] for k in at), " ".join(of[:4])
    n = len(words(whole)) / 100
    out = []
    for pattern in (REFUTE, STRONG, HEDGE, SURE):
        h = rate(pattern, headline)
        out += [h, rate(pattern, near), rate(pattern, lead), rate(pattern, whole) / n]
    strong_here, strong_there = rate(STRONG, headline) > 0, min(3, rate(STRONG, lead + near))
    out += [strong_there * (not strong_here), strong_there * strong_here, float(strong_here and not strong_there), "?" in headline, '"' in headline or "'" in headline or "‘" in headline,
            n, len(words(headline))]
    return list(map(float, out))


def compared(checkpoint, texts, rows):
    """{(headline, body): log probabilities of same, contradicts, neither for each sentence at hand, and where it stands}; kept, and gone on with."""
    path = os.path.join(train.STORE, "stances", f"compared-{checkpoint}.pt")
    kept = torch.load(path, weights_only=False) if os.path.exists(path) else {}
    model, pieces = pairs.load(checkpoint), pairs.Pieces()
    todo = [r[:2] for r in rows if r[:2] not in kept]
    for i in range(0, len(todo), 1000):
        part = todo[i:i + 1000]
        at = [texts.nearest(h, b) for h, b in part]
        flat = [(pair_data.plain(h), texts.sentences[b][k]) for (h, b), ks in zip(part, at) for k in ks]
        p, done = pairs.one_way(model, pieces, flat), 0
        for key, ks in zip(part, at):
            kept[key] = p[done:done + len(ks)]
            done += len(ks)
        torch.save(kept, path + ".new")
        os.replace(path + ".new", path)
        print(f"compared {i + len(part)} of {len(todo)}", flush=True)
    return kept


def told(texts, headline, body, p):
    """What the pair model's probabilities [sentences][3] come to: of the nearest sentence, of the first, the most and the mean over all."""
    at = texts.nearest(headline, body)
    alike = (texts.vectors[body] @ texts.vector[headline])[at]
    best = int(alike.argmax())
    weight = np.exp(8 * alike) / np.exp(8 * alike).sum()
    return [*p[best], *p[0], *p.max(0), *(weight @ p), float(np.log(p[:, 0].max() + 1e-3) - np.log(p[:, 1].max() + 1e-3))]


class Stance:
    """Two steps: related or not, then which stance."""

    def __init__(self, boost):
        self.first = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=2000))
        self.boost = boost
        self.trees = HistGradientBoostingClassifier(max_iter=120, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, l2_regularization=5.0, random_state=1)
        self.line = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=3000))

    def fit(self, near, far, y, stories):
        related = y < 3
        self.first.fit(near, related)
        count = collections.Counter(stories[related])
        # a story of six hundred pairs tells little more than one of sixty; a rare stance counts more
        weight = np.array([count[s] ** -0.5 for s in stories[related]]) * np.array([1.0, self.boost, 1.0])[y[related]]
        weight *= len(weight) / weight.sum()
        self.trees.fit(far[related], y[related], sample_weight=weight)
        self.line.fit(far[related], y[related], logisticregression__sample_weight=weight)

    def predict(self, near, far):
        p = (self.trees.predict_proba(far) + self.line.predict_proba(far)) / 2
        return np.where(self.first.predict_proba(near)[:, 1] > 0.5, p.argmax(1), 3)


def show(what, gold, found):
    each = 100 * f1_score(gold, found, labels=range(4), average=None)
    print(f"{what}: n {len(gold)}, macro F1 {each.mean():.1f}; " + ", ".join(f"{s} {f:.1f}" for s, f in zip(STANCES, each)) +
          f"; accuracy {100 * (gold == found).mean():.1f}", flush=True)
    return each


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("--choose", action="store_true")
    ap.add_argument("--report", action="store_true")
    ap.add_argument("--boost", type=float, default=3.0, help="weight of a pair that disagrees")
    ap.add_argument("--threads", type=int, default=2)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    rows, aside = read_rows(), apart()
    rows = [r for r in rows if (r[3] in aside) == (r[4] in aside)]
    if not args.report:
        rows = [r for r in rows if r[3] not in aside]
    texts = Texts(rows)
    near = np.array([texts.nearness(h, b) for h, b, *_ in rows])
    y = np.array([STANCES.index(r[2]) for r in rows])
    print(len(rows), "pairs", collections.Counter(r[2] for r in rows), "set aside:", sum(r[3] in aside for r in rows), flush=True)
    # what the vectors call unrelated by far is not compared; it is unrelated whatever the second step says
    worth = (near[:, 0] > 0.30) & (near[:, 4] > 0.15) | (y < 3)
    compare = compared(args.checkpoint, texts, [r for r, w in zip(rows, worth) if w])
    far = np.zeros((len(rows), len(told(texts, *rows[0][:2], np.zeros((9, 3)) + 0.1)) + len(attitude(texts, *rows[0][:2], [0])) + near.shape[1]))
    for k, (h, b, *_) in enumerate(rows):
        if worth[k]:
            far[k] = told(texts, h, b, compare[h, b]) + attitude(texts, h, b, texts.nearest(h, b)) + list(near[k])
    story = np.array([r[4] for r in rows])
    there = np.array([r[3] in aside for r in rows])
    if args.choose:
        unseen = pair_data.measured_stories("second")
        found = np.full(len(rows), -1)
        fold = np.array([random.Random(s + "fold").randrange(5) for s in story])
        for k in range(5):
            model = Stance(args.boost)
            model.fit(near[~there & (fold != k)], far[~there & (fold != k)], y[~there & (fold != k)], story[~there & (fold != k)])
            at = ~there & (fold == k)
            found[at] = model.predict(near[at], far[at])
        show("cross-validation, stories for training", y[~there], found[~there])
        new = ~there & np.array([s in unseen for s in story])
        show("  of them, stories that the pair model has not seen", y[new], found[new])
    if args.report:
        model = Stance(args.boost)
        model.fit(near[~there], far[~there], y[~there], story[~there])
        show("the fifth of the stories set aside", y[there], model.predict(near[there], far[there]))


if __name__ == "__main__":
    main()
