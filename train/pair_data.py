"""Pairs of claims to learn from: do they say the same, does one contradict the other, or neither?

A pair is Pair(a, b, target, weight, part): two texts, the probability of each class in the order of CLASSES, how much it counts, and where it is
from. What the public corpora's labels mean for a fact-checker is decided here, softly where it is not clear: an entailment that goes one way alone is
partly the same claim, partly another.
"""
import collections
import csv
import glob
import hashlib
import itertools
import json
import os
import re
import sys

import corpus
import labels

CLASSES = ("same", "contradicts", "neither")
SAME, CONTRADICTS, NEITHER = (1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)
MEASURE = os.path.join(corpus.LABELS, "pairs", "pairs.jsonl")
WRITTEN = os.path.join(corpus.LABELS, "pairs", "written.jsonl")
GROUPS = os.path.join(corpus.LABELS, "pairs", "groups.jsonl")
TELLINGS = os.path.join(corpus.LABELS, "pairs", "tellings.jsonl")

Pair = collections.namedtuple("Pair", "a b target weight part")


def plain(text):
    return re.sub(r"\s+", " ", text).strip()


def mixed(same, contradicts=0.0):
    return (same, contradicts, 1.0 - same - contradicts)


def table(name, columns, delimiter="\t", header=True):
    quoting = csv.QUOTE_MINIMAL if delimiter == "," else csv.QUOTE_NONE
    with open(os.path.join(labels.CORPORA, "pairs", name), encoding="utf-8-sig", newline="") as f:
        return [[plain(row[k]) for k in columns] for row in list(csv.reader(f, delimiter=delimiter, quoting=quoting))[header:]]


def sick():
    """Relatedness tells entailments that go both ways from those that go one way."""
    for a, b, related, judgement in table("sick.txt", (1, 2, 3, 4)):
        related = float(related)
        if judgement == "ENTAILMENT":
            yield Pair(a, b, mixed(min(1.0, max(0.3, 0.3 + 0.7 * (related - 3.5)))), 1.0, "sick")
        else:
            yield Pair(a, b, CONTRADICTS if judgement == "CONTRADICTION" else mixed(0.15 if related > 4.4 else 0.0), 1.0, "sick")


def rte():
    told = {"YES": mixed(0.75), "NO": CONTRADICTS, "UNKNOWN": NEITHER}
    for label, a, b in table("rte3_en_3way_dev.tsv", (1, 4, 5)):
        yield Pair(a, b, told[label], 1.0, "rte")


def healthver():
    told = {"Supports": mixed(0.75), "Refutes": CONTRADICTS, "Neutral": NEITHER}
    for name in ("healthver_dev.csv", "healthver_test.csv"):
        for a, b, label in table(name, (1, 2, 3), ","):
            yield Pair(a, b, told[label], 0.5, "healthver")


def msrp():
    for name in ("msrp_train.tsv", "msrp_val.tsv"):
        for label, a, b in table(name, (0, 3, 4)):
            yield Pair(a, b, SAME if label == "1" else mixed(0.25, 0.05), 1.0, "msrp")


def sts():
    """How alike, 0 to 5; a pair without a score is not a pair."""
    for name in ("sts_headlines_2013", "sts_headlines_2014", "sts_headlines_2015", "sts_headlines_2016", "sts_deft_news_2014"):
        for score, a, b in table(name + ".tsv", (0, 1, 2), header=False):
            if score:
                yield Pair(a, b, mixed(min(1.0, max(0.0, (float(score) - 2.5) / 1.5))), 1.0, "sts")


def public():
    return [x for read in (sick, rte, healthver, msrp, sts) for x in read()]


def kept(pair, share=12):
    """One pair in `share` is kept for choices, told by its first text, so that pairs that share it stay together."""
    return int(hashlib.sha256(pair.a.lower().encode()).hexdigest()[:8], 16) % share == 0


def side(x):
    text = labels.load_text(x["corpus"])
    if hashlib.sha256(text.encode()).hexdigest() != x["sha256"]:
        sys.exit(f"the text of {x['corpus']} is not the one that was labelled")
    return plain(" ".join(text[b:e] for b, e in x["content"]))


def target_of(label):
    return tuple(float(label == c) for c in CLASSES)


def read_labels(path):
    """[(Pair, story)] of hand labels; a pair on which its readers did not agree is left out."""
    stories = corpus.stories()
    with open(path, encoding="utf-8") as f:
        for row in map(json.loads, f):
            if row["label"] in CLASSES:
                yield Pair(side(row["a"]), side(row["b"]), target_of(row["label"]), 1.0, "hand"), stories[row["a"]["corpus"].removeprefix("news/")]


def measure(half):
    """Pairs to measure on: the first half for choices, the second to report only."""
    with open(MEASURE, encoding="utf-8") as f:
        halves = [row["half"] for row in map(json.loads, f) if row["label"] in CLASSES]
    return [pair for h, (pair, _) in zip(halves, read_labels(MEASURE)) if h == half]


def measured_stories(half):
    stories = corpus.stories()
    with open(MEASURE, encoding="utf-8") as f:
        return {stories[row[k]["corpus"].removeprefix("news/")] for row in map(json.loads, f) if row["half"] == half for k in "ab"}


def files(folder):
    return sorted(glob.glob(os.path.join(folder, "*.jsonl")))


def unmeasured(path):
    """[(Pair, story)] of a file of hand labels, none of them from a story of the second half, none a pair of the first."""
    banned = measured_stories("second")
    measured = {frozenset((x.a, x.b)) for x in measure("first")}
    return [x for x in read_labels(path) if x[1] not in banned and frozenset((x[0].a, x[0].b)) not in measured]


def hand(folder):
    """The same of all files of a folder."""
    return [x for path in files(folder) for x in unmeasured(path)]


def written(half):
    """Pairs that were written to measure on, as measure()."""
    with open(WRITTEN, encoding="utf-8") as f:
        return [Pair(x["a"], x["b"], target_of(x["label"]), 1.0, "written") for x in map(json.loads, f) if x["half"] == half]


def groups():
    """Claims that were written to learn from, each with others that say the same, contradict it, or do neither."""
    with open(GROUPS, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def from_group(group, rng):
    """Some ten pairs of a group, no class of them much more than another: what goes for the claim goes for those that say the same."""
    same, others = [group["claim"], *group["same"]], []
    for label in ("contradicts", "neither"):
        of_claim, of_same = [list(itertools.product(x, group[label])) for x in (same[:1], same[1:])]
        others += [(a, b, label) for a, b in of_claim + rng.sample(of_same, min(2, len(of_same)))]
    return [Pair(a, b, target_of(label), 1.0, "groups")
            for a, b, label in [(a, b, "same") for a, b in itertools.combinations(same, 2)] + others]


def tellings():
    """Stories that were written to learn from: their propositions, each in the words of several, and which of them contradict."""
    with open(TELLINGS, encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def from_telling(story, rng, most):
    """At most so many pairs of each class of a story: what is neither in one proposition nor in two that contradict is neither."""
    of = {p["id"]: p["contents"] for p in story["propositions"]}
    against = {frozenset(x) for x in story["contradicts"]}
    found = {c: [] for c in CLASSES}
    for a, b in itertools.combinations(of, 2):
        found["contradicts" if frozenset((a, b)) in against else "neither"] += itertools.product(of[a], of[b])
    for contents in of.values():
        found["same"] += itertools.combinations(contents, 2)
    return [Pair(a, b, target_of(c), 1.0, "tellings") for c, pairs in found.items() for a, b in rng.sample(pairs, min(most, len(pairs)))]


def taught(path):
    """Pairs with the probabilities that larger models give them (pair_teach.py)."""
    with open(path, encoding="utf-8") as f:
        return [Pair(x["a"], x["b"], tuple(x["target"]), 1.0, "taught") for x in map(json.loads, f)]


def headlines(apart):
    """Pairs of headlines of one story, as the bodies that both stand to tell: some body agrees with one and disagrees with the other, or agrees with
    both. `apart`: stories that are left alone."""
    stories, stances = corpus.stories(), collections.defaultdict(dict)
    with open(os.path.join(labels.CORPORA, "news", "stances.csv"), encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f):
            if row["Stance"] != "unrelated" and stories[row["Body ID"]] not in apart:
                stances[plain(row["Headline"])][row["Body ID"]] = row["Stance"]
    by_story = collections.defaultdict(list)
    for headline, of in stances.items():
        by_story[stories[next(iter(of))]].append(headline)
    for story, group in sorted(by_story.items()):
        for a, b in itertools.combinations(sorted(group), 2):
            shared = [{stances[a][x], stances[b][x]} for x in stances[a].keys() & stances[b].keys()]
            with_both, against = shared.count({"agree"}), shared.count({"agree", "disagree"})
            if against > with_both:
                yield Pair(a, b, mixed(0.05, 0.8 if against > 1 else 0.7), 0.7, "headlines"), story
            elif with_both and not against:
                yield Pair(a, b, mixed(0.85 if with_both > 1 else 0.7, 0.02), 0.7, "headlines"), story


def claims(apart):
    """{article: its claims}: the contents of labelled news articles and of PolNeAR's train part. `apart`: stories that are left alone."""
    stories, out = corpus.stories(), collections.defaultdict(list)
    articles = [x for name in ("news", "news_spans") for x in corpus.labelled(os.path.join(corpus.LABELS, "train", name + ".jsonl"))
                if stories[x["id"].removeprefix("news/")] not in apart]
    for x in articles + corpus.polnear("train"):
        for a in x["attributions"]:
            text = plain(" ".join(x["text"][b:e] for b, e in a["content"]))
            if 4 <= len(text.split()) <= 45 and text not in out[x["id"]]:
                out[x["id"]].append(text)
    return {name: found for name, found in out.items() if found}


def copies(claims, least=0.5):
    """Claims of two articles of one story with most of their words in common, and the same figures and negations: they say the same."""
    stories, by = corpus.stories(), collections.defaultdict(list)
    for article, found in sorted(claims.items()):
        if article.startswith("news/"):
            by[stories[article.removeprefix("news/")]] += [(article, x, frozenset(re.findall(r"[a-z0-9]+", x.lower()))) for x in found]
    turns = re.compile(r"\d|^(?:no|not|never|t|nobody|none|false|fake|hoax\w*|den\w+|without|dead|alive|untrue)$")
    for group in by.values():
        for (one, a, aw), (other, b, bw) in itertools.combinations(group, 2):
            if one != other and a != b and len(aw & bw) >= least * len(aw | bw) and not any(map(turns.search, aw ^ bw)):
                yield Pair(a, b, mixed(0.93, 0.01), 0.7, "copies")
