#!/usr/bin/env python3
"""Print the figures of accuracy: PolNeAR dev, the labelled news articles, the article hearsay was conceived for.

usage: figures.py BUILD_FOLDER MODEL_FOLDER

Needs the corpora: $HEARSAY_CORPORA, else ../shared/data, with the scorers in eval/ and the article in seed/ beside it.
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "train"))
import labels

SHARED = os.path.join(labels.CORPORA, "..")
sys.path.insert(0, os.path.join(SHARED, "eval"))


def read(hearsay, model, files):
    out = subprocess.run([hearsay, "read", "--model", model, "--format", "jsonl", *files], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def nested_found(gold, readings):
    from reading_score import match
    by_name = {os.path.basename(r["input"]): r for r in readings}
    hit = due = 0
    for d in gold:
        found = match(d["attributions"], by_name[d["input"]]["attributions"])
        nested = [i for i, a in enumerate(d["attributions"]) if a.get("parent")]
        due += len(nested)
        hit += sum(i in found for i in nested)
    made = sum(1 for r in readings for a in r["attributions"] if a["parent"])
    return hit, due, made


def tell(name, gold, readings):
    from reading_score import score
    s = score(gold, readings)
    hit, due, made = nested_found(gold, readings)
    print(f"{name}: labels {s['labels']}, found {s['found']} ({100 * s['found'] / s['labels']:.1f} %), made {s['made']}; "
          f"nested {due}, found {hit} ({100 * hit / max(1, due):.1f} %), made {made}")


def main():
    build, model = sys.argv[1:3]
    hearsay = os.path.join(build, "hearsay")
    if not os.path.isdir(labels.CORPORA):
        sys.exit(f"no corpora at {labels.CORPORA}")
    for part in ("news10", "choose"):
        path = os.path.join(HERE, "..", "labels", part, "gold.jsonl" if part == "news10" else "news.jsonl")
        gold = [json.loads(line) for line in open(path, encoding="utf-8")]
        for a in (a for d in gold for a in d["attributions"]):
            a.setdefault("anonymous", False)  # what is not labelled; only spans are told here
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for d in gold:
                files.append(os.path.join(folder, d["input"]))
                with open(files[-1], "w", encoding="utf-8", newline="") as f:
                    f.write(labels.load_text(d["corpus"]))
            tell(part, gold, read(hearsay, model, files))
    seed = os.path.join(SHARED, "seed")
    tell("seed", [json.load(open(os.path.join(seed, "gold.json"), encoding="utf-8"))], read(hearsay, model, [os.path.join(seed, "article.txt")]))
    print("PolNeAR dev:", flush=True)
    subprocess.run([hearsay, "eval", "--model", model, os.path.join(labels.CORPORA, "polnear", "dev")], check=True)


if __name__ == "__main__":
    main()
