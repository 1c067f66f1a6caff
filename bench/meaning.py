#!/usr/bin/env python3
"""How near in meaning a claim is to what is looked for, of the right one and of all others: what LEAST_MEANT in src/ledger/query_search.c was chosen by.

usage: PYTHONPATH=BUILD/python meaning.py BUILD/hearsay LEDGER [N]

Makes LEDGER of the claims of labels/pairs/groups.jsonl, one article each, unless it is there, and asks N (700) questions of each kind: another wording of a claim, its rarest words,
and words of it that the claim has not. Needs numpy."""
import collections
import json
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

import numpy as np
from hearsay import Reader

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MODEL = os.path.join(ROOT, "models", "small")
CUTS, FIRST = (0.3, 0.35, 0.4), 10


def words(text):
    return re.findall(r"[a-z0-9']+", text.lower())


def make(hearsay, ledger, groups):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as f:
        for i, group in enumerate(groups):
            f.write(json.dumps({"id": f"g{i}", "outlet": "Harbour Post", "url": f"https://post.example/{i}", "published": "2031-05-14", "title": "",
                                "text": f"PORT ALDER - Mara Lindqvist, the harbour master, said that {group['claim']}.\n"}) + "\n")
        f.flush()
        subprocess.run([hearsay, "add", "--quiet", "--no-relate", "--model", MODEL, "--ledger", ledger, f.name], check=True)


def unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=-1, keepdims=True)


def load(ledger):
    """The claims' unit vectors, and the group of each."""
    rows = sqlite3.connect(ledger).execute("SELECT v.vector, (SELECT d.url FROM attribution a JOIN document d USING (document_id) WHERE a.claim_id = v.claim_id LIMIT 1) "
                                           "FROM vector v ORDER BY v.claim_id").fetchall()
    vectors = np.array([np.frombuffer(v, dtype=np.int8) for v, _ in rows], dtype=np.float32)
    return unit(vectors), np.array([int(url.rsplit("/", 1)[1]) for _, url in rows])


def ask_for(groups):
    """kind -> [(group, what is looked for)]"""
    documents = collections.Counter()
    for group in groups:
        for text in [group["claim"], *group["same"], *group["contradicts"], *group["neither"]]:
            documents.update(set(words(text)))
    asked = collections.defaultdict(list)
    for i, group in enumerate(groups):
        stems = {word[:5] for word in words(group["claim"])}
        for text in group["same"]:
            telling = [word for word in words(text) if documents[word] < 200 and len(word) > 2]
            other = [word for word in telling if word[:5] not in stems]
            asked["whole"].append((i, text))
            for kind, pool, sizes in (("rarest", telling, (2, 3, 4)), ("other words", other, (2, 3))):
                for n in sizes:
                    if len(pool) >= n:
                        rarest = sorted(sorted(range(len(pool)), key=lambda k: documents[pool[k]])[:n])
                        asked[f"{n} {kind}"].append((i, " ".join(pool[k] for k in rarest)))
    return asked


def measure(reader, vectors, groups, asked):
    right, near, others = [], [], []
    for group, text in asked:
        cosines = vectors @ unit(np.frombuffer(reader.meaning(text)[0], dtype=np.int8).astype(np.float32))
        own = groups == group
        if not own.any():
            continue
        right.append(cosines[own].max())
        near.append((cosines[~own] > right[-1]).sum() < FIRST)
        others.append([(cosines[~own] >= cut).sum() for cut in CUTS])
    return np.array(right), np.array(near), np.array(others)


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    n = int(sys.argv[3]) if len(sys.argv) > 3 else 700
    with open(os.path.join(ROOT, "labels", "pairs", "groups.jsonl"), encoding="utf-8") as f:
        groups = [json.loads(line) for line in f]
    if not os.path.exists(sys.argv[2]):
        make(sys.argv[1], sys.argv[2], groups)
    vectors, of = load(sys.argv[2])
    reader = Reader(MODEL)
    random.seed(5)
    for kind, asked in ask_for(groups).items():
        right, near, others = measure(reader, vectors, of, random.sample(asked, min(n, len(asked))))
        kept = [(right[near] >= cut).mean() for cut in CUTS]
        print(f"{kind}: {len(right)} asked, right among the {FIRST} nearest {near.mean():.2f};",
              "; ".join(f"at {cut}: {k:.3f} of these kept, {o:.0f} others" for cut, k, o in zip(CUTS, kept, others.mean(axis=0))))


main()
