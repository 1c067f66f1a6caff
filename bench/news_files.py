#!/usr/bin/env python3
"""Write the bodies of the news corpus to one file each, to measure with. They are others' texts: keep them out of the repository.

usage: news_files.py FOLDER [MOST]

From $HEARSAY_CORPORA, else ../shared/data: news/bodies.csv -> FOLDER/0001.txt .., in their order, at most MOST.
"""
import csv
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def bodies():
    corpora = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
    with open(os.path.join(corpora, "news", "bodies.csv"), newline="", encoding="utf-8") as file:
        return [row["articleBody"] for row in csv.DictReader(file)]


def write(folder, most=None):
    """@return the files' names, the words in them"""
    os.makedirs(folder, exist_ok=True)
    names, words = [], 0
    for i, body in enumerate(bodies()[:most], 1):
        names.append(os.path.join(folder, f"{i:04}.txt"))
        words += len(body.split())
        with open(names[-1], "w", encoding="utf-8") as file:
            file.write(body)
    return names, words


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    written, _ = write(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else None)
    print(f"{len(written)} files in {sys.argv[1]}")
