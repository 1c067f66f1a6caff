#!/usr/bin/env python3
"""How right readings are: against texts that people annotated, as `hearsay eval` prints it, and against labels of nested attributions.

usage: score.py GOLD_DIR READINGS.jsonl [--json]

GOLD_DIR holds text/NAME.txt and attributions/NAME_ANNOTATOR.ann (brat standoff, PolNeAR's shape); where several people annotated a
text, 5fec's work is the gold, else the first by name. READINGS is what `hearsay read --format jsonl` prints. docs/cli/eval.md says
what the figures are: spans (exact), words (token), whole attributions (exact, half), summed over all documents of the gold.
"""
import bisect
import collections
import glob
import json
import os
import re
import sys

ROLES = ("source", "cue", "content")
WORD = re.compile(r"\w+(?:[’'.,\-]\w+)*")
EDGE = re.compile(r"[^\w$%#@£€]")


# ---- spans ----

def tidy(fragments, text):
    """In order, without white space at the edges, those joined that only white space parts."""
    out = []
    for begin, end in sorted(map(tuple, fragments or ())):
        while begin < end and text[begin].isspace():
            begin += 1
        while end > begin and text[end - 1].isspace():
            end -= 1
        if begin >= end:
            continue
        if out and not text[out[-1][1]:begin].strip():
            begin, end = out[-1][0], max(end, out.pop()[1])
        out.append((begin, end))
    return tuple(out)


def bare(fragments, text):
    """Without punctuation and quotation marks at the edges."""
    out = []
    for begin, end in fragments:
        while begin < end and EDGE.match(text[begin]):
            begin += 1
        while end > begin and EDGE.match(text[end - 1]):
            end -= 1
        if begin < end:
            out.append((begin, end))
    return tuple(out)


def words_in(fragments, words):
    """Indices of the words [(begin, end)] that touch a fragment."""
    ends = [end for _, end in words]
    found = set()
    for begin, end in fragments:
        i = bisect.bisect_right(ends, begin)
        while i < len(words) and words[i][0] < end:
            found.add(i)
            i += 1
    return found


def overlap(a, b):
    """Jaccard; two empty sets agree."""
    return len(a & b) / len(a | b) if a or b else 1.0


# ---- files ----

def read_brat(path, text):
    spans, events = {}, []
    with open(path, encoding="utf-8", newline="\n") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) < 2:
                continue
            if line[0] == "T" and " " in fields[1]:
                spans[fields[0]] = [tuple(map(int, pair.split())) for pair in fields[1].split(" ", 1)[1].split(";")]
            elif line[0] == "E":
                events.append([part.split(":") for part in fields[1].split()])
    found = []
    for (kind, *_), *roles in events:
        if kind.startswith("Attribution"):
            parts = collections.defaultdict(list)
            for role, term in roles:
                parts[role.lower().rstrip("0123456789")] += spans.get(term, ())
            parts = {role: tidy(parts[role], text) for role in ROLES}
            if parts["content"] or parts["cue"]:
                found.append(parts)
    return found


def load_gold(folder):
    """{name: (text, [{role: spans}])}"""
    by_name = {}
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "attributions", "*.ann"))):
        name, annotator = os.path.basename(path)[:-len(".ann")].rsplit("_", 1)
        by_name.setdefault(name, {})[annotator] = path
    gold = {}
    for name, paths in by_name.items():
        with open(os.path.join(folder, "text", name + ".txt"), encoding="utf-8", newline="") as f:
            text = f.read()
        gold[name] = (text, read_brat(paths.get("5fec") or paths[min(paths)], text))
    return gold


def load_readings(path, gold):
    """{name: [{role: spans}]} of the gold's documents, the outermost attributions: nested ones the gold has none of."""
    readings = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            reading = json.loads(line)
            name = os.path.basename(reading["input"]).rsplit(".", 1)[0]
            if name not in gold:
                continue
            text = gold[name][0]
            if reading["text"] != text:
                sys.exit(f"{name}: the reading's text differs from the gold's")
            readings[name] = [{role: tidy(a.get(role), text) for role in ROLES} for a in reading["attributions"] if not a.get("parent")]
    return readings


# ---- figures ----

class Figure:
    """What was hit of what was due and what was made."""

    def __init__(self):
        self.hit = self.due = self.made = 0

    def add(self, hit, due, made):
        self.hit += hit
        self.due += due
        self.made += made

    def percent(self):
        p = self.hit / self.made if self.made else 0.0
        r = self.hit / self.due if self.due else 0.0
        return {"p": 100 * p, "r": 100 * r, "f": 200 * p * r / (p + r) if p + r else 0.0}


def best_pairs(pairs):
    """One to one, the best first: [(badness, i, j)] -> {i: j}."""
    matched, used = {}, set()
    for _, i, j in sorted(pairs):
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def half_right(want, got, words):
    """Attributions whose source and content both share half of their words: {index in want: index in got}."""
    def sets(side):
        return [(words_in(a["source"], words), words_in(a["content"], words)) for a in side]

    pairs = []
    got = sets(got)
    for i, (source, content) in enumerate(sets(want)):
        for j, (s, c) in enumerate(got):
            shares = overlap(source, s), overlap(content, c)
            if min(shares) >= 0.5:
                pairs.append((-sum(shares), i, j))
    return best_pairs(pairs)


def exactly_right(want, got, text):
    """How many attributions agree in source and content but for punctuation at the edges."""
    def both(side):
        return collections.Counter((bare(a["source"], text), bare(a["content"], text)) for a in side)

    return (both(want) & both(got)).total()


def score(gold, readings):
    """Percentages as `hearsay eval --json` gives them; a document without a reading counts as one without attributions."""
    exact, token = ({role: Figure() for role in ROLES} for _ in range(2))
    whole = {"exact": Figure(), "half": Figure()}
    for name, (text, want) in gold.items():
        got = readings.get(name, [])
        words = [m.span() for m in WORD.finditer(text)]
        for role in ROLES:
            due, made = ({span for a in side for span in a[role]} for side in (want, got))
            exact[role].add(len(due & made), len(due), len(made))
            due, made = words_in(due, words), words_in(made, words)
            token[role].add(len(due & made), len(due), len(made))
        whole["exact"].add(exactly_right(want, got, text), len(want), len(got))
        whole["half"].add(len(half_right(want, got, words)), len(want), len(got))
    figures = {kind: {key: figure.percent() for key, figure in group.items()}
               for kind, group in (("exact", exact), ("token", token), ("whole", whole))}
    return {**figures, "documents": len(gold), "missing": len(gold.keys() - readings.keys())}


# ---- labels, nested ones among them ----

def match(labels, attributions):
    """Which attribution finds a label: contents overlap by half (characters, Jaccard) and sources meet, or the label names none.
    {index in labels: index in attributions}"""
    def characters(side):
        return [tuple({i for begin, end in a.get(role) or () for i in range(begin, end)} for role in ("content", "source")) for a in side]

    pairs = []
    made = characters(attributions)
    for i, (content, source) in enumerate(characters(labels)):
        for j, (c, s) in enumerate(made):
            share = len(content & c) / len(content | c) if content | c else 0.0
            if share >= 0.5 and (not source or source & s):
                pairs.append((-share - (len(source & s) / len(source | s) if source | s else 0), i, j))
    return best_pairs(pairs)


def main(folder, path, as_json):
    gold = load_gold(folder)
    result = score(gold, load_readings(path, gold))
    if as_json:
        print(json.dumps(result, indent=1))
        return
    print(f"documents {result['documents']}, without a reading {result['missing']}")
    for kind in ("exact", "token", "whole"):
        for key, v in result[kind].items():
            print(f"{kind:6} {key:8} precision {v['p']:5.1f}%  recall {v['r']:5.1f}%  F1 {v['f']:5.1f}%")


if __name__ == "__main__":
    operands = [a for a in sys.argv[1:] if a != "--json"]
    if len(operands) != 2:
        sys.exit(__doc__)
    main(*operands, "--json" in sys.argv)
