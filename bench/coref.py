#!/usr/bin/env python3
"""Score the chains that hearsay finds in GUM's texts against OntoGUM's coreference: CoNLL F1, the mean of MUC, B3 and CEAF-e.

usage: coref.py BUILD_FOLDER [train|dev|test] [--tokens] [--genres] [--errors]

Run by a Python that has scorch (pip install scorch), the scorer, which follows Pradhan et al. (2014). Each metric is over all
documents, as the reference scorer sums them. Chains of one mention are left out on both sides, as OntoNotes has none.
exact: a mention is right if it has all its tokens and no other; head: if it has the head of its phrase, by GUM's trees.
Texts are put together from the tokens: words, blanks, paragraphs, and where several speak "Name: " before what each says, as a
transcript has it (names of speakers are no mentions of the annotation). --tokens leaves these names out.
The parts are GUM's own (splits.md). Rules are made on train and dev; test is run to report.
Needs the corpora: $HEARSAY_CORPORA, else ../shared/data.
"""
import argparse
import collections
import json
import os
import re
import subprocess

from scorch import scores

HERE = os.path.dirname(os.path.abspath(__file__))
GUM = os.path.join(os.environ.get("HEARSAY_CORPORA", os.path.join(HERE, "..", "..", "shared", "data")), "gum")
METRICS = {"MUC": scores.muc, "B3": scores.b_cubed, "CEAF-e": scores.ceaf_e}

Document = collections.namedtuple("Document", "name text spans heads chains")


def names_of(part):
    with open(os.path.join(GUM, "splits.md"), encoding="utf-8") as f:
        listed = re.search(rf"^## {part}\n(.*?)(?=^## |\Z)", f.read(), re.S | re.M).group(1)
    names = re.findall(r"\* (\S+)", listed)
    return [n for n in names if os.path.exists(os.path.join(GUM, "ontogum", n + ".conll"))]


def gold_chains(name):
    """(tokens, [[(first, end)]]) of a document, ends exclusive."""
    tokens, chains, opened = [], collections.defaultdict(list), collections.defaultdict(list)
    with open(os.path.join(GUM, "ontogum", name + ".conll"), encoding="utf-8") as f:
        for line in f:
            if line.startswith("#") or not line.strip():
                continue
            _, word, marks = line.rstrip("\n").split("\t")
            for mark in re.findall(r"\(?\d+\)?", marks):
                chain = mark.strip("()")
                if mark[0] == "(":
                    opened[chain].append(len(tokens))
                if mark[-1] == ")":
                    chains[chain].append((opened[chain].pop(), len(tokens) + 1))
            tokens.append(word)
    return tokens, [sorted(set(m)) for m in chains.values() if len(set(m)) > 1]


def load(name, with_speakers):
    tokens, chains = gold_chains(name)
    with open(os.path.join(GUM, "dep", name + ".conllu"), encoding="utf-8") as f:
        lines = f.read().split("\n")
    several = len({x for x in lines if x.startswith("# speaker = ")}) > 1
    text, spans, heads, glue, speaker, said, begun, joined = "", [], [], True, "", "", 0, (0, False)
    for line in lines:
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            text, glue = text.rstrip("\n") + "\n\n" if text else "", True
        elif line.startswith("# sent_id"):
            speaker, joined = "", (0, False)
        elif line.startswith("# speaker = "):
            speaker = line.split(" = ")[1].strip()
        cells = line.split("\t")
        if re.fullmatch(r"\d+-\d+", cells[0]):  # "don't" is written as one, and is two tokens
            joined = int(cells[0].split("-")[1]), "SpaceAfter=No" in cells[9]
        if not cells[0].isdigit():
            continue
        if cells[0] == "1":
            begun = len(spans)
            if several and speaker != said:
                text, glue = text.rstrip() + ("\n\n" if text else ""), True
                if speaker and with_speakers:
                    text += re.sub(r"(?<=[a-z])(?=[A-Z])", " ", speaker) + ": "
                said = speaker
        if not glue:
            text += " "
        spans.append((len(text), len(text) + len(cells[1])))
        heads.append(begun + int(cells[6]) - 1 if cells[6] != "0" else -1)
        text += cells[1]
        k = int(cells[0])
        glue = k < joined[0] or (joined[1] if k == joined[0] else "SpaceAfter=No" in cells[9])
    assert len(spans) == len(tokens), name
    return Document(name, text, spans, heads, chains)


def find(documents, build):
    """What the program finds in each document: [[(first, end)]] in tokens."""
    given = b"".join(f"{len(d.text.encode())}\n".encode() + d.text.encode() + b"\n" for d in documents)
    out = subprocess.run([os.path.join(build, "bench_coref")], input=given, check=True, capture_output=True).stdout
    found = []
    for d, line in zip(documents, out.decode().splitlines(), strict=True):
        at = [0] * (len(d.text.encode()) + 1)  # byte: character
        byte = 0
        for k, c in enumerate(d.text):
            byte += len(c.encode())
            at[byte] = k + 1
        token = {}
        for k, (b, e) in enumerate(d.spans):
            for c in range(b, e):
                token[c] = k
        chains, taken = [], set()
        for entity in json.loads(line)["entities"]:
            chain = set()
            for b, e in entity:
                inside = [token[c] for c in range(at[b], at[e]) if c in token]
                if inside and (inside[0], inside[-1] + 1) not in taken:
                    chain.add((inside[0], inside[-1] + 1))
            taken |= chain
            if len(chain) > 1:
                chains.append(sorted(chain))
        found.append(chains)
    return found


def head_of(d, mention):
    for k in range(*mention):
        if not mention[0] <= d.heads[k] < mention[1]:
            return k
    return mention[1] - 1


def by_heads(d, chains):
    """The same chains, each mention in the span that the annotation gives the phrase with its head."""
    gold = {m for c in d.chains for m in c}
    of = collections.defaultdict(list)
    for m in gold:
        of[head_of(d, m)].append(m)
    left = gold - {m for c in chains for m in c}
    out = []
    for c in chains:
        new = set()
        for m in c:
            same = [g for g in of[head_of(d, m)] if g in left] if m not in gold else []
            best = min(same, key=lambda g: abs(g[0] - m[0]) + abs(g[1] - m[1]), default=m)
            left.discard(best)
            new.add(best)
        out.append(sorted(new))
    return out


def overlap(gold, system):
    g, s = {m for c in gold for m in c}, {m for c in system for m in c}
    return len(g & s), len(g), len(s)


def score(pairs):
    """{metric: (precision, recall, F1)} over all documents: what scorch tells of each, weighed by what it divides by."""
    weight = {"MUC": lambda c: sum(len(x) - 1 for x in c), "B3": lambda c: sum(map(len, c)), "CEAF-e": len}
    out = {}
    for name, metric in METRICS.items():
        sums = [0.0, 0.0, 0, 0]
        for gold, system in pairs:
            shared = overlap(gold, system)[0]  # scorch divides by zero without any
            recall, precision, _ = metric([set(c) for c in gold], [set(c) for c in system]) if shared else (0, 0, 0)
            sums[0] += precision * weight[name](system)
            sums[1] += recall * weight[name](gold)
            sums[2] += weight[name](system)
            sums[3] += weight[name](gold)
        p, r = sums[0] / max(1, sums[2]), sums[1] / max(1, sums[3])
        out[name] = (p, r, 2 * p * r / (p + r) if p + r else 0.0)
    return out


def report(title, pairs):
    both, gold, system = (sum(x) for x in zip(*(overlap(g, s) for g, s in pairs)))
    p, r = both / max(1, system), both / max(1, gold)
    by_metric = score(pairs)
    conll = sum(f for _, _, f in by_metric.values()) / 3
    parts = "  ".join(f"{k} {100 * p:.1f}/{100 * r:.1f}/{100 * f:.1f}" for k, (p, r, f) in by_metric.items())
    print(f"{title:24} CoNLL F1 {100 * conll:5.1f}   mentions {100 * p:.1f}/{100 * r:.1f}/{200 * p * r / max(1e-9, p + r):.1f}  {parts}")


def show(d, system):
    def words(m):
        return " ".join(d.text[b:e] for b, e in d.spans[m[0]:m[1]])

    gold_of = {m: k for k, c in enumerate(d.chains) for m in c}
    print(f"== {d.name}")
    for c in system:
        print("  ", " | ".join(f"{words(m)[:60]} [{gold_of.get(m, '-')}]" for m in c))
    mine = {m for c in system for m in c}
    for k, c in enumerate(d.chains):
        print(f"   gold {k}:", " | ".join(f"{'' if m in mine else 'MISSED '}{words(m)[:90]}" for m in c))


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("build")
    ap.add_argument("part", nargs="?", choices=("train", "dev", "test"), default="dev")
    ap.add_argument("--tokens", action="store_true")
    ap.add_argument("--genres", action="store_true")
    ap.add_argument("--errors", action="store_true")
    args = ap.parse_args()
    documents = [load(name, not args.tokens) for name in names_of(args.part)]
    found = find(documents, args.build)
    exact = [(d.chains, s) for d, s in zip(documents, found)]
    print(f"{args.part}: {len(documents)} documents, {sum(len(d.chains) for d in documents)} chains; precision/recall/F1")
    report("exact", exact)
    report("head", [(d.chains, by_heads(d, s)) for d, s in zip(documents, found)])
    for genre in sorted({d.name.split("_")[1] for d in documents}) if args.genres else ():
        report("  " + genre, [x for d, x in zip(documents, exact) if d.name.split("_")[1] == genre])
    for d, s in zip(documents, found) if args.errors and args.part != "test" else ():
        show(d, s)


if __name__ == "__main__":
    main()
