#!/usr/bin/env python3
"""Trace headlines over a ledger of all news articles: how many of the articles that tell of a headline are in its trace, and are the others of its story?

usage: traces.py HEARSAY MODEL_FOLDER LEDGER [--headlines N] [--show]

LEDGER is made where it is not there, of the articles of news/bodies.csv ($HEARSAY_CORPORA, else ../shared/data); that takes minutes. An article tells of
a headline where FNC-1 has it agree, disagree or discuss. Headlines are of stories that labels/stories has nothing of, one a story, drawn by their hash,
of 4 to 20 articles. The pair model is that of $HEARSAY_PAIRS. A story's articles that FNC-1 paired with its other headlines count as others of it.
"""
import argparse
import csv
import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

import news_files
import stories

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "train"))
import corpus  # noqa: E402
import labels  # noqa: E402


def headlines(most):
    """[(headline, ids of its articles)]"""
    story, of = corpus.stories(), {}
    with open(os.path.join(corpus.LABELS, "stories", "stories.jsonl"), encoding="utf-8") as file:
        apart = {story.get(x) for x in re.findall(r'"news/(\d+)"', file.read())}
    with open(os.path.join(labels.CORPORA, "news", "stances.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Stance"] != "unrelated":
                of.setdefault(row["Headline"], set()).add(row["Body ID"])
    chosen = {}
    for headline in sorted(of, key=lambda x: hashlib.md5(x.encode()).hexdigest()):
        at = story[next(iter(of[headline]))]
        if 4 <= len(of[headline]) <= 20 and at not in apart and at not in chosen:
            chosen[at] = headline
    return [(x, of[x]) for x in list(chosen.values())[:most]], story


def fill(hearsay, model, ledger):
    with tempfile.TemporaryDirectory() as folder:
        news_files.write(folder)
        subprocess.run([hearsay, "add", "--model", model, "--ledger", ledger, folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def articles(hearsay, ledger):
    """document id -> corpus id"""
    ids, found, after = list(labels.news_bodies()), {}, []
    while True:
        done = subprocess.run([hearsay, "list", "articles", "--ledger", ledger, "--format", "jsonl", "--limit", "1000", *after], capture_output=True, text=True, check=True)
        for line in done.stdout.splitlines():
            document = json.loads(line)
            found[document["document"]] = ids[int(os.path.basename(document["input"])[:-len(".txt")]) - 1]
        more = re.search(r"--after (\S+)", done.stderr)
        if not more:
            return found
        after = ["--after", more[1].strip("'")]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("hearsay")
    parser.add_argument("model")
    parser.add_argument("ledger")
    parser.add_argument("--headlines", type=int, default=40)
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    if not os.path.exists(args.ledger):
        fill(args.hearsay, args.model, args.ledger)
    corpus_id = articles(args.hearsay, args.ledger)
    due = found = made = of_story = none = 0
    chosen, story = headlines(args.headlines)
    for headline, wanted in chosen:
        traced = stories.trace(args.hearsay, args.model, args.ledger, headline)
        nodes = traced["nodes"] if traced else []
        here = {corpus_id[n["document"]] for n in nodes if n["document"]}
        at = story[next(iter(wanted))]
        due, found, made, none = due + len(wanted), found + len(here & wanted), made + len(here), none + (not nodes)
        of_story += sum(story[x] == at for x in here)
        if args.show:
            print(f"{len(here & wanted):3} of {len(wanted):3}, {len(here):3} in the trace, {sum(story[x] == at for x in here):3} of the story: {headline[:110]}")
    print(f"{len(chosen)} headlines, {none} of which nothing was found to trace; of {due} articles {found} in the trace ({100 * found / due:.1f} %); "
          f"of {made} in the traces {of_story} are of the headline's story ({100 * of_story / max(1, made):.1f} %)")


if __name__ == "__main__":
    main()
