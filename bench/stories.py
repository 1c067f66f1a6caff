#!/usr/bin/env python3
"""Trace the stories of labels/stories: do the counts of independent origins lie within what two readers found, and is each article led back to the
origin that it names?

usage: stories.py HEARSAY MODEL_FOLDER [--half first|second|both|develop] [--keep LEDGER] [--show]

Articles: news/bodies.csv of $HEARSAY_CORPORA, else ../shared/data. All of the 62 of the halves go into one ledger, all of the 97 of develop into another, and each story is
traced by its claim in the first reader's words.
The pair model that `relate` and `trace` compare by is that of $HEARSAY_PAIRS.
Of half "second" the totals alone are printed: it is to report, not to look at. An article's origin is right where an origin that leads to it shares a word of substance
with the label's name, or its evidence in that article meets the label's span. A graph may know more than the article: by its own words it is right where the first
whom the article itself cites is.
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

HERE = os.path.dirname(os.path.abspath(__file__))
IDLE = set("a an the of on in at by to for from with and or one two some this that its own unnamed anonymous reports report users user forums forum source sources people "
           "person photo post article said".split())


def bodies():
    corpora = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
    with open(os.path.join(corpora, "news", "bodies.csv"), newline="", encoding="utf-8") as file:
        return {row["Body ID"]: row["articleBody"] for row in csv.DictReader(file)}


def stories(name):
    with open(os.path.join(HERE, "..", "labels", "stories", name), encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def fill(hearsay, model, ledger, folder, wanted):
    texts, files = bodies(), []
    for corpus, digest in sorted(wanted.items()):
        text = texts[corpus.split("/")[1]]
        if hashlib.sha256(text.encode()).hexdigest() != digest:
            sys.exit(f"{corpus} is not the text that was labelled")
        files.append(os.path.join(folder, corpus.replace("/", "-") + ".txt"))
        with open(files[-1], "w", encoding="utf-8", newline="") as file:
            file.write(text)
    done = subprocess.run([hearsay, "add", "--model", model, "--ledger", ledger, *files], capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr[-500:])
    if os.environ.get("HEARSAY_PAIRS") != "none":
        subprocess.run([hearsay, "relate", "--ledger", ledger], stdout=subprocess.DEVNULL, check=True)


def names_of(hearsay, ledger):
    """document id -> corpus id"""
    done = subprocess.run([hearsay, "list", "articles", "--ledger", ledger, "--format", "jsonl", "--limit", "1000"], capture_output=True, text=True, check=True)
    found = {}
    for line in done.stdout.splitlines():
        document = json.loads(line)
        found[document["document"]] = os.path.basename(document["input"])[:-len(".txt")].replace("-", "/", 1)
    return found


def trace(hearsay, model, ledger, claim):
    done = subprocess.run([hearsay, "trace", "--model", model, "--ledger", ledger, "--format", "jsonl", "--", claim], capture_output=True, text=True)
    return json.loads(done.stdout) if done.returncode == 0 else None


def substance(name):
    return {w[:-1] if w.endswith("s") else w for w in re.findall(r"\w+", name.lower()) if w not in IDLE}


def leading(found, node):
    """ids of origins with a path to the node, and of what lies between"""
    seen, todo = {node}, [node]
    while todo:
        at = todo.pop()
        for edge in found["edges"]:
            if edge["to"] == at and not edge["cut"] and edge["from"] not in seen:
                seen.add(edge["from"])
                todo.append(edge["from"])
    return seen


def first_cited(found, document):
    """ids of those whom the article's words cite, and none before them"""
    cited = [e for e in found["edges"] if any(p["document"] == document and p["kind"] == "cited" and not p["guess"] for p in e["evidence"])]
    return {e["from"] for e in cited} - {e["to"] for e in cited}


def origin_is_right(found, document, label, own_words):
    nodes = {n["id"]: n for n in found["nodes"]}
    own = next((n["id"] for n in found["nodes"] if n["kind"] == "document" and n["document"] == document), None)
    if not own:
        return None
    above = leading(found, own)
    origins = {i for i in above if nodes[i]["origin"]}
    if own_words:
        origins |= first_cited(found, document) & above
    words = substance(label["origin"] or "")
    for i in origins:
        if words & (substance(nodes[i]["name"] or "") | substance(nodes[i]["description"] or "")):
            return True
    span = label["origin_span"]
    for edge in found["edges"]:
        for e in edge["evidence"] if edge["from"] in origins and span else []:
            if e["document"] == document and e["span"] and e["span"][0] < span[1] and span[0] < e["span"][1]:
                return True
    return own in origins and (label["origin"] or "").startswith("this article")


def within(range_, labelled):
    return labelled["low"] <= range_["best"] <= labelled["high"]


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("hearsay")
    parser.add_argument("model")
    parser.add_argument("--half", choices=["first", "second", "both", "develop"], default="first")
    parser.add_argument("--keep")
    parser.add_argument("--show", action="store_true")
    args = parser.parse_args()
    every = stories("develop.jsonl" if args.half == "develop" else "stories.jsonl")
    wanted = {a["corpus"]: a["sha256"] for s in every for a in s["first"]["articles"]}
    with tempfile.TemporaryDirectory() as folder:
        ledger = args.keep or os.path.join(folder, "stories.db")
        if not os.path.exists(ledger):
            fill(args.hearsay, args.model, ledger, folder, wanted)
        documents = {corpus: d for d, corpus in names_of(args.hearsay, ledger).items()}
        for half in ("first", "second", "develop"):
            if args.half == half or (args.half == "both" and half != "develop"):
                measure(args, ledger, documents, half, [s for s in every if s["half"] == half])


def measure(args, ledger, documents, half, chosen):
    counts = both = right = own = told = labelled = traced = 0
    for story in chosen:
        found = trace(args.hearsay, args.model, ledger, story["first"]["claim"])
        show = half != "second"
        traced += found is not None
        none = {"best": 0, "low": 0, "high": 0}
        ranges = [found[k] if found else none for k in ("independent_for", "independent_against")]
        good = [within(r, story[k]) for r, k in zip(ranges, ("independent_for", "independent_against"))]
        counts += sum(good)
        both += all(good)
        if show:
            print(f"{story['id']}: " + ("no claim says it; " if not found else "") + ", ".join(
                f"{side} {r['best']} ({r['low']} to {r['high']}), labelled {story[k]['low']} to {story[k]['high']}: {'within' if g else 'OUT'}"
                for side, r, k, g in zip(("for", "against"), ranges, ("independent_for", "independent_against"), good)))
        for a in story["first"]["articles"]:
            if not a["belongs"] or not a["origin"]:
                continue
            labelled += 1
            is_right = origin_is_right(found, documents[a["corpus"]], a, False) if found else None
            told += is_right is not None
            right += bool(is_right)
            own += bool(found and origin_is_right(found, documents[a["corpus"]], a, True))
            if show and args.show:
                print(f"  {a['corpus']} {documents[a['corpus']]}: {'right' if is_right else 'not traced' if is_right is None else 'wrong'}; labelled {a['origin']}")
    print(f"half {half}: {traced} of {len(chosen)} claims found; {counts} of {2 * len(chosen)} counts within the readers' range, both of {both} stories; "
          f"of {labelled} articles {told} are in the trace, and {right} led back to the origin that is labelled, {own} by their own words")


if __name__ == "__main__":
    main()
