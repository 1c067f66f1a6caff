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
from torch.nn import functional as F

import corpus
import labels
import pair_data
import pairs
import train
from windows import load_tokenizer

STANCES = ("agree", "disagree", "discuss", "unrelated")
MOST = 100
FOLDS = 5
NEAREST = 3  # sentences that the pair model compares with the headline
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


def thinned(rows, aside):
    """At most MOST related pairs of each story for training, drawn with a fixed seed: the rest tells little that is new, and takes long."""
    of = collections.defaultdict(list)
    for r in rows:
        if r[2] != "unrelated" and r[3] not in aside:
            of[r[3]].append(r)
    kept = {r[:2] for story, pairs_of in sorted(of.items()) for r in random.Random(story).sample(pairs_of, min(MOST, len(pairs_of)))}
    return [r for r in rows if r[2] == "unrelated" or r[3] in aside or r[:2] in kept]


class Texts:
    """What is known of headlines and bodies by themselves."""

    def __init__(self, rows):
        self.headlines = sorted({r[0] for r in rows})
        bodies = labels.news_bodies()
        self.sentences = {b: sentences(bodies[b]) for b in sorted({r[1] for r in rows})}
        path = os.path.join(train.STORE, "stances", "vectors.pt")
        flat = {x for of in self.sentences.values() for x in of} | set(map(pair_data.plain, self.headlines))
        kept = torch.load(path, weights_only=False) if os.path.exists(path) else {}
        todo = sorted(flat - kept.keys())
        if todo:
            kept.update(zip(todo, vectors(load_tokenizer(train.packaged()[1]), todo).astype(np.float16)))
            os.makedirs(os.path.dirname(path), exist_ok=True)
            torch.save(kept, path)
        self.vector = {h: kept[pair_data.plain(h)].astype(np.float32) for h in self.headlines}
        self.vectors = {b: np.array([kept[x] for x in of], np.float32) for b, of in self.sentences.items()}
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


class Related:
    """The first step: have the two to do with each other?"""

    def __init__(self, near, y):
        self.line = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000)).fit(near, y < 3)

    def says(self, near):
        return self.line.predict_proba(near)[:, 1] > 0.5


class Stance:
    """The second step, of related pairs: which stance? The mean of trees and of a line."""

    def __init__(self, far, y, stories, boost):
        self.trees = HistGradientBoostingClassifier(max_iter=120, learning_rate=0.06, max_leaf_nodes=8, min_samples_leaf=40, l2_regularization=5.0, random_state=1)
        self.line = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=3000))
        count = collections.Counter(stories)
        # a story of a hundred pairs tells little more than one of twenty; a rare stance counts more
        weight = np.array([count[s] ** -0.5 for s in stories]) * np.array([1.0, boost, 1.0])[y]
        weight *= len(weight) / weight.sum()
        self.trees.fit(far, y, sample_weight=weight)
        self.line.fit(far, y, logisticregression__sample_weight=weight)

    def of(self, far):
        return ((self.trees.predict_proba(far) + self.line.predict_proba(far)) / 2).argmax(1)


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
    rows = thinned([r for r in rows if (r[3] in aside) == (r[4] in aside) and (args.report or r[3] not in aside)], aside)
    texts = Texts(rows)
    near = np.array([texts.nearness(h, b) for h, b, *_ in rows])
    y = np.array([STANCES.index(r[2]) for r in rows])
    story = np.array([r[4] for r in rows])
    there = np.array([r[3] in aside for r in rows])
    print(len(rows), "pairs", dict(collections.Counter(r[2] for r in rows)), "set aside:", dict(collections.Counter(r[2] for r in rows if r[3] in aside)), flush=True)
    fold = np.array([random.Random(s + "fold").randrange(FOLDS) for s in story])
    # what is unrelated needs no second step: none where it is known, none where the first step says so
    related = (y < 3) & ~there
    firsts = []
    for k in range(FOLDS):
        firsts.append(Related(near[~there & (fold != k)], y[~there & (fold != k)]) if args.choose else None)
        if args.choose:
            related |= ~there & (fold == k) & firsts[k].says(near)
    first = Related(near[~there], y[~there])
    related |= there & first.says(near)
    compare = compared(args.checkpoint, texts, [r for r, w in zip(rows, related) if w])
    far = {k: told(texts, h, b, compare[h, b]) + attitude(texts, h, b, texts.nearest(h, b)) + list(near[k]) for k, (h, b, *_) in enumerate(rows) if related[k]}
    far = np.array([far.get(k) or [0.0] * len(next(iter(far.values()))) for k in range(len(rows))])
    if args.choose:
        unseen = pair_data.measured_stories("second")
        found = np.full(len(rows), 3)
        for k in range(FOLDS):
            learn, at = related & ~there & (fold != k) & (y < 3), ~there & (fold == k) & firsts[k].says(near)
            found[at] = Stance(far[learn], y[learn], story[learn], args.boost).of(far[at])
        show("cross-validation, stories for training", y[~there], found[~there])
        new = ~there & np.array([s in unseen for s in story])
        show("  of them, stories that the pair model has not seen", y[new], found[new])
    if args.report:
        learn, at = related & ~there & (y < 3), there & first.says(near)
        found = np.full(len(rows), 3)
        found[at] = Stance(far[learn], y[learn], story[learn], args.boost).of(far[at])
        show("the fifth of the stories set aside", y[there], found[there])


if __name__ == "__main__":
    main()
