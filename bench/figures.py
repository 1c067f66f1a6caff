#!/usr/bin/env python3
"""Print the figures of accuracy: PolNeAR dev, the labelled news articles, the article hearsay was conceived for.

usage: figures.py BUILD_FOLDER MODEL_FOLDER

Needs the corpora: $HEARSAY_CORPORA, else ../shared/data. The last article is left out where it is not at hand (../seed from there).
"""
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "train"))
import labels

from score import match

SEED = os.path.join(labels.CORPORA, "..", "seed")


def read(hearsay, model, files):
    out = subprocess.run([hearsay, "read", "--model", model, "--format", "jsonl", *files], check=True, capture_output=True, text=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def tell(name, gold, readings):
    by_name = {os.path.basename(r["input"]): r["attributions"] for r in readings}
    due = found = nested_due = nested_found = 0
    for d in gold:
        labelled = d["attributions"]
        matched = match(labelled, by_name.get(os.path.basename(d["input"]), []))
        nested = {i for i, a in enumerate(labelled) if a.get("parent")}
        due += len(labelled)
        found += len(matched)
        nested_due += len(nested)
        nested_found += len(nested & matched.keys())
    every = [a for r in readings for a in r["attributions"]]
    print(f"{name}: labels {due}, found {found} ({100 * found / due:.1f} %), made {len(every)}; nested {nested_due}, "
          f"found {nested_found} ({100 * nested_found / max(1, nested_due):.1f} %), made {sum(bool(a['parent']) for a in every)}")


def main():
    build, model = sys.argv[1:3]
    hearsay = os.path.join(build, "hearsay")
    if not os.path.isdir(labels.CORPORA):
        sys.exit(f"no corpora at {labels.CORPORA}")
    for part in ("news10", "choose"):
        path = os.path.join(HERE, "..", "labels", part, "gold.jsonl" if part == "news10" else "news.jsonl")
        gold = [json.loads(line) for line in open(path, encoding="utf-8")]
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for d in gold:
                files.append(os.path.join(folder, d["input"]))
                with open(files[-1], "w", encoding="utf-8", newline="") as f:
                    f.write(labels.load_text(d["corpus"]))
            tell(part, gold, read(hearsay, model, files))
    if os.path.isdir(SEED):
        with open(os.path.join(SEED, "gold.json"), encoding="utf-8") as f:
            tell("seed", [json.load(f)], read(hearsay, model, [os.path.join(SEED, "article.txt")]))
    print("PolNeAR dev:", flush=True)
    subprocess.run([hearsay, "eval", "--model", model, os.path.join(labels.CORPORA, "polnear", "dev")], check=True)


if __name__ == "__main__":
    main()
