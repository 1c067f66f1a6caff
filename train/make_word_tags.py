#!/usr/bin/env python3
"""Write src/resolution/word_tags_table.c: what the words of English mostly are, and what follows what, counted in the train part of GUM.

usage: make_word_tags.py [--check]     (--check also prints how many tags of GUM's dev part are right)

A hidden Markov model over tags: per word the tags that it had, per ending those of rare words, and the pairs of tags. Costs are
sixteenths of a bit, less than 256. Words that occur once are rare ones. GUM's annotations are CC BY 4.0.
"""
import argparse
import collections
import math
import os
import re

HERE = os.path.dirname(os.path.abspath(__file__))
GUM = os.path.join(os.environ.get("HEARSAY_CORPORA", os.path.join(HERE, "..", "..", "shared", "data")), "gum")
TAGS = "BNSPOWVGEXJRDITCMU"  # as hs_tag
OF = {"NN": "N", "NNS": "S", "NNP": "P", "NNPS": "P", "PRP": "O", "PRP$": "O", "WP": "W", "WP$": "W", "WDT": "W", "WRB": "W", "VB": "V", "VBD": "V",
      "VBP": "V", "VBZ": "V", "VBG": "G", "VBN": "E", "MD": "X", "JJ": "J", "JJR": "J", "JJS": "J", "RB": "R", "RBR": "R", "RBS": "R", "RP": "R",
      "DT": "D", "PDT": "D", "IN": "I", "TO": "T", "CC": "C", "CD": "M"}
CLITIC = re.compile(r"^['’](s|re|ve|ll|d|m|)$", re.I)
ENDING, MIN_WORD, MIN_ENDING, MAX_COST = 4, 2, 8, 255
LONGEST = 18  # so that a row has HS_TAGS_ROW bytes


def names_of(part):
    with open(os.path.join(GUM, "splits.md"), encoding="utf-8") as f:
        listed = re.search(rf"^## {part}\n(.*?)(?=^## |\Z)", f.read(), re.S | re.M).group(1)
    return [n for n in re.findall(r"\* (\S+)", listed) if os.path.exists(os.path.join(GUM, "dep", n + ".conllu"))]


def sentences(part):
    """[(word, tag)] a sentence, words as hs_tokens has them: clitics off, hyphens joined; ("", "B") where marks stand."""
    for name in names_of(part):
        out, glue = [("", "B")], False
        with open(os.path.join(GUM, "dep", name + ".conllu"), encoding="utf-8") as f:
            for line in f.read().split("\n") + [""]:
                cells = line.split("\t")
                if not line:
                    if len(out) > 1:
                        yield out + ([("", "B")] if out[-1][1] != "B" else [])
                    out, glue = [("", "B")], False
                    continue
                if not cells[0].isdigit():
                    continue
                word, upos, xpos, tight = cells[1], cells[3], cells[4], "SpaceAfter=No" in cells[9]
                tag = "X" if upos == "AUX" else OF.get(xpos, "U")
                before = out[-1][0]
                if CLITIC.match(word) and before:
                    pass
                elif word.lower() in ("n't", "n’t") and before:
                    out[-1] = (before + word, out[-1][1])
                elif word in ("-", "–") and glue and tight and before:
                    out[-1] = (before + "-", out[-1][1])
                    continue
                elif before.endswith("-") and glue:
                    out[-1] = (before + word, tag)
                elif upos in ("PUNCT", "SYM"):
                    if before:
                        out.append(("", "B"))
                else:
                    out.append((word, tag))
                glue = tight


def cost(p):
    return min(MAX_COST, round(-16 * math.log2(p))) if p > 0 else MAX_COST


def shape(word):
    if word[0].isdigit():
        return "9"
    return "A" if word[0].isupper() else "a"


def learn(data):
    words, pairs, tags = collections.defaultdict(collections.Counter), collections.Counter(), collections.Counter()
    for s in data:
        for (a, x), (b, y) in zip(s, s[1:]):
            pairs[x, y] += 1
        for k, (w, t) in enumerate(s):
            tags[t] += 1
            if w:
                words[w.lower()][t] += 1
    endings = collections.defaultdict(collections.Counter)
    for s in data:
        for k, (w, t) in enumerate(s):
            if w and sum(words[w.lower()].values()) <= 4:
                for n in range(ENDING + 1):
                    if n < len(w):
                        endings[shape(w) + (w.lower()[-n:] if n else "")][t] += 1
    n = sum(tags.values())
    first = {t: tags[t] / n for t in TAGS}
    emit = {}
    for w, c in words.items():
        if sum(c.values()) >= MIN_WORD:
            emit[w] = {t: cost(min(1, k / sum(c.values()) / first[t] / 64)) for t, k in c.items() if k / sum(c.values()) >= 0.004}
    rare = {}
    for e, c in endings.items():
        total = sum(c.values())
        if total >= MIN_ENDING or len(e) == 1:
            rare[e] = {t: cost(min(1, k / total / first[t] / 64)) for t, k in c.items() if t != "B" and k / total >= 0.004}
    follow = {(x, y): cost((pairs[x, y] + 0.5 * first[y]) / (tags[x] + 0.5)) for x in TAGS for y in TAGS}
    return emit, rare, follow


def options(model, word):
    emit, rare, _ = model
    low = word.lower()
    if low in emit:
        return emit[low]
    for n in range(ENDING, -1, -1):
        e = shape(word) + (low[-n:] if n else "")
        if n < len(word) and e in rare:
            return rare[e]
    return rare[shape(word)]


def tag(model, s):
    best = {"B": (0, None)}
    steps = []
    for word, _ in s[1:]:
        new = {}
        for t, c in (options(model, word) if word else {"B": 0}).items():
            new[t] = min((k + model[2][p, t] + c, p) for p, (k, _) in best.items())
        steps.append(new)
        best = new
    t = min(best, key=lambda x: best[x][0])
    out = []
    for new in reversed(steps):
        out.append(t)
        t = new[t][1]
    return ["B"] + out[::-1]


def check(model):
    right = total = 0
    wrong = collections.Counter()
    for s in sentences("dev"):
        for (w, t), mine in zip(s, tag(model, s)):
            if w:
                total += 1
                right += t == mine
                wrong[t, mine] += t != mine
    print(f"{100 * right / total:.1f} % of {total}", wrong.most_common(14))


def write(model, path):
    emit, rare, follow = model

    def row(key, tags):
        return key + "|" + "".join(f"{t}{c:02x}" for t, c in sorted(tags.items(), key=lambda x: x[1])[:4])

    def rows(table):
        return "\n".join(f'    "{line}",' for line in sorted((row(k, v) for k, v in table.items() if "\\" not in k and '"' not in k and k.isascii() and len(k) <= LONGEST),
                                                              key=lambda r: r.split("|")[0].encode()))

    with open(path, "w", encoding="utf-8") as f:
        f.write("/* word_tags_table.c -- what words mostly are. Made by train/make_word_tags.py from the train part of GUM (annotations\n"
                " * CC BY 4.0); not edited by hand. Rows \"WORD|TAG COST ..\": tags as letters in the order of hs_tag, costs in hex. */\n"
                '#include "word_tags_table.h"\n\n/* clang-format off */\n')
        f.write(f"const char hs_tags_words[][HS_TAGS_ROW] = {{\n{rows(emit)}\n}};\nconst unsigned hs_tags_n_words = sizeof hs_tags_words / sizeof *hs_tags_words;\n")
        f.write(f"const char hs_tags_endings[][HS_TAGS_ROW] = {{\n{rows(rare)}\n}};\nconst unsigned hs_tags_n_endings = sizeof hs_tags_endings / sizeof *hs_tags_endings;\n")
        f.write("const unsigned char hs_tags_follow[HS_TAGS][HS_TAGS] = {\n" + "\n".join("    {" + ", ".join(str(follow[x, y]) for y in TAGS) + "}," for x in TAGS) + "\n};\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("--check", action="store_true")
    args = ap.parse_args()
    model = learn(list(sentences("train")))
    if args.check:
        check(model)
    write(model, os.path.join(HERE, "..", "src", "resolution", "word_tags_table.c"))


if __name__ == "__main__":
    main()
