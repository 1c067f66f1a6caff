#!/usr/bin/env python3
"""Gather English texts that nobody labelled, of other outlets, decades and kinds than the labelled ones: a teacher reads them for a smaller model.

usage: gather.py HEARSAY

HEARSAY is the program, which finds the articles of the web pages among the corpora. Writes $HEARSAY_TRAIN/texts.jsonl, one {"id", "text"} a
line. Left out: what the reader's dates are held against (bench/timex.py dev), GUM outside its train part, pages of less than 150 words.
"""
import glob
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile

import labels
import train

sys.path.insert(0, os.path.join(labels.HERE, "..", "bench"))
import timex  # noqa: E402

LEAST_WORDS = 150
MOST_CHARACTERS = 30000


def of_pages(program):
    """The articles of web pages, without what is furniture around them."""
    for corpus in ("html", "dates"):
        with tempfile.TemporaryDirectory() as folder:
            paths = []
            for path in sorted(glob.glob(os.path.join(labels.CORPORA, corpus, "pages", "*.gz"))):
                paths.append(os.path.join(folder, os.path.basename(path)[:-len(".gz")]))
                with gzip.open(path) as source, open(paths[-1], "wb") as target:
                    target.write(source.read())
            read = subprocess.run([program, "read", "--format", "jsonl", *paths], capture_output=True, text=True)
            for line in read.stdout.splitlines():
                reading = json.loads(line)
                if reading["language"] == "en":
                    text = reading["text"]
                    for begin, end in sorted((item["span"] for item in reading["furniture"]), reverse=True):
                        text = text[:begin] + text[end:]
                    yield f"{corpus}/{os.path.basename(reading['input'])}", text


def of_newswire():
    for path in sorted(glob.glob(os.path.join(labels.CORPORA, "timex", "*", "*.tml"))):
        name, _, text, _ = timex.timeml(path)
        if not timex.is_dev(name):
            yield f"timex/{name}", text.strip()


def of_gum():
    with open(os.path.join(labels.CORPORA, "gum", "splits.md"), encoding="utf-8") as f:
        part = f.read().split("## train")[1].split("\n## ")[0]
    for name in re.findall(r"\bGUM_\w+", part):
        path = os.path.join(labels.CORPORA, "gum", "dep", name + ".conllu")
        if os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                text = ""
                for line in f:
                    if line.startswith("# newpar") and not line.startswith("# newpar_block"):
                        text += "\n\n"
                    elif line.startswith("# text = "):
                        text += ("" if text.endswith("\n") else " ") + line[len("# text = "):].rstrip("\n")
            yield f"gum/{name}", text.strip()


def main(program):
    os.makedirs(train.STORE, exist_ok=True)
    path, kinds = train.texts_path(), {}
    with open(path + ".new", "w", encoding="utf-8") as out:
        for source in (of_pages(program), of_newswire(), of_gum()):
            for name, text in source:
                if len(text.split()) >= LEAST_WORDS:
                    json.dump({"id": name, "text": text[:MOST_CHARACTERS]}, out, ensure_ascii=False)
                    out.write("\n")
                    kinds[name.split("/")[0]] = kinds.get(name.split("/")[0], 0) + 1
    os.replace(path + ".new", path)
    print(kinds)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])
