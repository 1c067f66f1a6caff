#!/usr/bin/env python3
"""How well shared runs of words tell copies, on pairs of news bodies that were judged by hand (labels/copies.tsv).

usage: copies.py BENCH_COPIES BODIES_CSV [LABELS]     figures
       copies.py BENCH_COPIES BODIES_CSV --sample N   N pairs of each stratum to be judged, with the words they share
"""
import bisect
import collections
import csv
import os
import random
import re
import subprocess
import sys
import tempfile

STRATA = [0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.6, 1.01]
LEAST_RUNS, LEAST_SHARED, LEAST_SHARE = 32, 16, 0.2  # as in src/ledger/ledger_copies.c


def bodies(path):
    seen, found = set(), {}
    with open(path, newline="", encoding="utf-8") as f:
        for row in csv.DictReader(f):
            text = row["articleBody"]
            if text not in seen:
                seen.add(text)
                found[row["Body ID"]] = text
    return found


def run(program, texts, *arguments):
    data = b"".join(b"%s %d\n%s" % (name.encode(), len(text.encode()), text.encode()) for name, text in texts.items())
    done = subprocess.run([program, *arguments], input=data, stdout=subprocess.PIPE, check=True)
    return [line.split() for line in done.stdout.decode().splitlines()]


def shares(program, texts):
    """(a, b) -> share, number of shared runs; pairs that have any, a's id before b's."""
    runs = {line[0]: set(line[1:]) for line in run(program, texts, "hashes")}
    holders = collections.defaultdict(list)
    for name in texts:
        for h in runs[name]:
            holders[h].append(name)
    both = collections.Counter()
    for names in holders.values():
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                both[min(a, b), max(a, b)] += 1
    return {(a, b): (n / min(len(runs[a]), len(runs[b])), n) for (a, b), n in both.items()
            if min(len(runs[a]), len(runs[b])) >= LEAST_RUNS}


def stratum(share):
    return bisect.bisect_right(STRATA, share) - 1


def sample(found, texts, n):
    random.seed(6)
    word = re.compile(r"\w+")
    for s in range(len(STRATA) - 1):
        pairs = sorted(p for p, (share, _) in found.items() if stratum(share) == s)
        for a, b in random.sample(pairs, min(n, len(pairs))):
            if len(texts[a]) > len(texts[b]):
                a, b = b, a
            print(f"== {a} {b}  {found[min(a, b), max(a, b)][0]:.2f} of {len(pairs)} in this stratum")
            other = [w.lower() for w in word.findall(texts[b])]
            has = {tuple(other[i:i + 5]) for i in range(len(other) - 4)}
            marks = list(word.finditer(texts[a]))
            hit = [False] * len(marks)
            for i in range(len(marks) - 4):
                if tuple(m.group().lower() for m in marks[i:i + 5]) in has:
                    hit[i:i + 5] = [True] * 5
            i, parts = 0, []
            while i < len(marks):
                k = i
                while k < len(marks) and hit[k]:
                    k += 1
                if k > i:
                    parts.append((k - i, texts[a][max(0, marks[i].start() - 2):marks[k - 1].end() + 2]))
                i = max(k, i + 1)
            for length, words in sorted(parts, reverse=True)[:6]:
                print("   ", length, " ".join(words.split())[:160])


def figures(program, found, texts, labels):
    with open(labels, encoding="utf-8") as f:
        judged = [line.split("\t") for line in f.read().splitlines() if line and not line.startswith("#")]
    sizes = collections.Counter(stratum(share) for share, _ in found.values())
    weight, rows = collections.Counter(), []
    for a, b, verdict in judged:
        share, n = found.get((min(a, b), max(a, b)), (0, 0))
        weight[stratum(share)] += 1
        rows.append((share, n, verdict == "copy"))
    print(f"{len(texts)} bodies, {len(found)} pairs of them share a run; {len(rows)} pairs judged")
    print("share      pairs  judged  copies")
    for s in range(len(STRATA) - 1):
        print(f"{STRATA[s]:.2f}-{min(1, STRATA[s + 1]):.2f} {sizes[s]:6d} {weight[s]:7d} "
              f"{sum(c for share, _, c in rows if stratum(share) == s):7d}")
    print("least  precision  recall  (each judged pair stands for its stratum; recall among pairs of at least 0.05)")
    each = [(share, n, copy, sizes[stratum(share)] / weight[stratum(share)]) for share, n, copy in rows if stratum(share) >= 0]
    for least in 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6:
        taken = [(c, w) for share, n, c, w in each if share >= least and n >= LEAST_SHARED]
        right = sum(w for c, w in taken if c)
        print(f"{least:.2f}   {right / sum(w for _, w in taken):9.2f} {right / sum(w for _, _, c, w in each if c):7.2f}")
    with tempfile.TemporaryDirectory() as folder:
        linked = {(min(a, b), max(a, b)) for a, b, _ in run(program, texts, "ledger", os.path.join(folder, "l.db"))}
    wanted = {p for p, (share, n) in found.items() if share >= LEAST_SHARE and n >= LEAST_SHARED}
    print(f"the ledger links {len(linked & wanted)} of the {len(wanted)} pairs of at least {LEAST_SHARE}, "
          f"and {len(linked - wanted)} others")


def main():
    program, path = os.path.abspath(sys.argv[1]), sys.argv[2]
    texts = bodies(path)
    found = shares(program, texts)
    if len(sys.argv) > 4 and sys.argv[3] == "--sample":
        sample(found, texts, int(sys.argv[4]))
    else:
        here = os.path.dirname(os.path.abspath(__file__))
        figures(program, found, texts, sys.argv[3] if len(sys.argv) > 3 else os.path.join(here, "../labels/copies.tsv"))


if __name__ == "__main__":
    main()
