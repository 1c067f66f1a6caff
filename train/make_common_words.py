#!/usr/bin/env python3
"""Count in how many news articles each common word stands, and write src/relation/near_words.c: what tells two articles apart is what few have.

usage: make_common_words.py

From $HEARSAY_CORPORA, else ../shared/data: the articles of PolNeAR's train part, and of the news corpus one for each story (its retellings would make
its own words common). Counts alone are kept, of words that at least 8 articles have.
"""
import collections
import csv
import glob
import math
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
OUT = os.path.join(HERE, "..", "src", "relation", "near_words.c")
LEAST = 8  # articles
MOST_BYTES = 23


def stem(word):
    """As src/relation/stems.c has it."""
    word = word[:31]
    if len(word) > 4 and word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith(("sses", "xes", "ches", "shes", "zzes")):
        word = word[:-2]
    elif len(word) > 3 and word.endswith("s") and word[-2] not in "sui'":
        word = word[:-1]
    singular = len(word)
    if len(word) > 4 and word.endswith("ied"):
        word = word[:-3] + "y"
    elif len(word) > 4 and word.endswith("ed") and re.search("[aeiouy]", word[:-2]):
        word = word[:-2]
    elif len(word) > 5 and word.endswith("ing") and re.search("[aeiouy]", word[:-3]):
        word = word[:-3]
    if len(word) > 3 and word[-1] == "e" and singular - len(word) != 2:
        word = word[:-1]
    if len(word) > 3 and word[-1] == word[-2] and "a" <= word[-1] <= "z":
        word = word[:-1]
    return word


def words(text):
    text = re.sub("[\u2000-\u203f]", lambda m: "'" if m.group() in "\u2018\u2019" else " ", text)
    text = "".join(c.lower() if c.isascii() else c for c in text)
    return {stem(w) for w in re.findall(r"([a-z0-9\u0080-\U0010ffff]+)(?:'[a-z]+)?", text)}


def stories(folder):
    """One body id for each story: bodies that a headline which is related to them connects."""
    up = {}

    def find(x):
        up.setdefault(x, x)
        while up[x] != x:
            up[x] = up[up[x]]
            x = up[x]
        return x

    with open(os.path.join(folder, "stances.csv"), newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            body = int(row["Body ID"])
            find(body)
            if row["Stance"] != "unrelated":
                up[find(body)] = find(row["Headline"])
    first = {}
    for body in sorted(x for x in up if isinstance(x, int)):
        first.setdefault(find(body), body)
    return set(first.values())


def articles():
    for path in sorted(glob.glob(os.path.join(CORPORA, "polnear", "train", "text", "*.txt"))):
        with open(path, encoding="utf-8", errors="replace") as file:
            yield file.read()
    wanted = stories(os.path.join(CORPORA, "news"))
    csv.field_size_limit(1 << 30)
    with open(os.path.join(CORPORA, "news", "bodies.csv"), newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if int(row["Body ID"]) in wanted:
                yield row["articleBody"]


def main():
    have, n = collections.Counter(), 0
    for text in articles():
        have.update(words(text))
        n += 1
    rows = sorted((w.encode(), math.log(n / c)) for w, c in have.items() if c >= LEAST and 1 < len(w.encode()) <= MOST_BYTES and w.isascii())
    with open(OUT, "w", encoding="utf-8") as out:
        out.write("/* near_words.c -- how telling common words are: 10 ln(articles / articles with the word), of %d articles of news. Made by\n"
                  " * train/make_common_words.py; not edited by hand. */\n#include \"near.h\"\n\n/* clang-format off */\n" % n)
        out.write("const hs_near_word hs_near_words[] = {\n")
        line = "   "
        for word, weight in rows:
            cell = ' {"%s", %d},' % (word.decode(), round(10 * weight))
            if len(line) + len(cell) > 130:
                out.write(line + "\n")
                line = "   "
            line += cell
        out.write(line + "\n};\nconst size_t hs_near_n_words = sizeof hs_near_words / sizeof *hs_near_words;\n")
    print(f"{n} articles, {len(rows)} words")


if __name__ == "__main__":
    main()
