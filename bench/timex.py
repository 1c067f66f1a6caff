"""Score the times that hearsay finds in news as TempEval-3 does (UzZaman et al. 2013), on TimeBank and AQUAINT (TimeML), and
the values of dates in GUM.

strict: spans are the same; relaxed: they overlap, each expression counted once; value: relaxed, and the value is the same,
letter by letter; its F1 is TempEval-3's, relaxed F1 times the share of right values among what overlaps.
Precision is over what is found, recall over what is annotated; the document creation time is given, and not scored. A fifth of
the articles, told by their names alone, is `dev`: its errors are never looked at.

usage: timex.py [dev|rest|gum] [--errors] [--program PATH]     (without a part: rest and gum; --errors not on dev)
"""
import argparse
import glob
import hashlib
import html
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
CORPORA = os.environ.get("HEARSAY_CORPORA", os.path.join(HERE, "..", "..", "shared", "data"))


def is_dev(name):
    return int(hashlib.sha256(("timex/" + name).encode()).hexdigest()[:8], 16) % 5 == 0


def plain(markup):
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def timeml(path):
    """(name, creation time, text, [(begin, end, value)]) of one article; offsets in characters."""
    with open(path, encoding="utf-8", errors="replace") as f:
        source = f.read()
    published = re.search(r"<DCT>.*?value=\"([^\"]*)\"", source, re.S).group(1)
    body = re.search(r"<TEXT>(.*?)</TEXT>", source, re.S).group(1)
    text, gold = "", []
    for part in re.split(r"(<TIMEX3[^>]*>.*?</TIMEX3>)", body, flags=re.S):
        words = plain(part)
        if part.startswith("<TIMEX3"):
            gold.append((len(text), len(text) + len(words), re.search(r"\bvalue=\"([^\"]*)\"", part).group(1)))
        text += words
    return os.path.basename(path)[:-4], published, text, gold


def gum(path):
    """As timeml, with the dates whose day, month or year the annotation tells; words are put together from tokens."""
    with open(path, encoding="utf-8") as f:
        lines = f.read().split("\n")
    published = re.search(r"dateCreated=\"([^\"]*)\"", lines[0]).group(1)
    text, gold, opened, in_word, glue = "", [], [], False, True
    for line in lines[1:]:
        if line.startswith("<date"):
            when = re.search(r"when=\"([^\"]*)\"", line)
            opened.append((len(text), when and when.group(1)))
        elif line.startswith("</date") and opened:
            begin, when = opened.pop()
            begin += len(text[begin:]) - len(text[begin:].lstrip())
            if when and re.fullmatch(r"\d{4}(-\d\d){0,2}", when):
                gold.append((begin, len(text), when))
        elif line in ("<w>", "</w>"):
            in_word, glue = line == "<w>", glue if line == "<w>" else False
            if line == "<w>" and not text.endswith(("(", "[", "$", "\n")) and text:
                text += " "
        elif line.startswith(("</p", "</head", "</item", "</caption", "</sp", "</list")):
            text, glue = text.rstrip() + "\n\n", True
        elif "\t" in line:
            word = html.unescape(line.split("\t")[0])
            tight = in_word or glue or re.match(r"^([,.;:!?)\]%]|['’]s|n['’]t|['’](re|ve|ll|d|m)$)", word)
            text += word if tight else " " + word
            glue = word in ("(", "[", "$", "“", "‘")
    return os.path.basename(path)[:-4], published, text, gold


def find(articles, program):
    """What the program finds in each article: {name: [(begin, end, value)]}, offsets in characters."""
    with tempfile.NamedTemporaryFile() as f:
        for name, published, text, _ in articles:
            data = text.encode()
            f.write(f"{name} {published or '-'} {len(data)}\n".encode() + data)
        f.flush()
        lines = iter(subprocess.run([program, "1", f.name], check=True, capture_output=True, text=True).stdout.split("\n"))
    found = {}
    for name, _, text, _ in articles:
        data = text.encode()
        shown, n = next(lines).split()
        assert shown == name
        found[name] = []
        for _ in range(int(n)):
            begin, end, value = next(lines).split(" ")
            found[name].append((len(data[:int(begin)].decode()), len(data[:int(end)].decode()), value))
    return found


def pairs(gold, system):
    """Overlapping (annotated, found), each in one pair at most; the same span first."""
    out = [(g, s) for g in gold for s in system if g[:2] == s[:2]]
    for g in gold:
        for s in system:
            if g[0] < s[1] and s[0] < g[1] and not any(g is a or s is b for a, b in out):
                out.append((g, s))
    return out


def f1(right, n_found, n_gold):
    p, r = right / max(n_found, 1), right / max(n_gold, 1)
    return f"{100 * p:5.1f} {100 * r:5.1f} {200 * p * r / (p + r) if right else 0:5.1f}"


def score(title, articles, program, errors):
    found = find(articles, program)
    n_gold = n_found = strict = relaxed = value = 0
    for name, published, text, gold in articles:
        system = found[name]
        matched = pairs(gold, system)
        n_gold, n_found = n_gold + len(gold), n_found + len(system)
        strict += sum(g[:2] == s[:2] for g, s in matched)
        relaxed += len(matched)
        value += sum(g[2] == s[2] for g, s in matched)
        if errors:
            show(name, published, text, gold, system, matched)
    print(f"{title}: {len(articles)} articles, {n_gold} annotated, {n_found} found    P     R    F1")
    for kind, right in (("strict", strict), ("relaxed", relaxed), ("value", value)):
        print(f"  {kind:8} {f1(right, n_found, n_gold)}")


def show(name, published, text, gold, system, matched):
    def line(kind, at, end, note):
        words = text[max(0, at - 50):at] + "[" + text[at:end] + "]" + text[end:end + 40]
        print(f"{kind} {name} {published} {note} | {re.sub(chr(92) + 's+', ' ', words)}")

    for g, s in matched:
        if g[:2] != s[:2]:
            line("SPAN", g[0], g[1], repr(text[s[0]:s[1]]))
        if g[2] != s[2]:
            line("VALUE", g[0], g[1], f"{g[2]} not {s[2]}")
    for g in gold:
        if not any(g is a for a, _ in matched):
            line("MISSED", g[0], g[1], g[2])
    for s in system:
        if not any(s is b for _, b in matched):
            line("EXTRA", s[0], s[1], s[2])


def score_gum(program, errors):
    articles = [gum(path) for path in sorted(glob.glob(os.path.join(CORPORA, "gum", "xml", "*.xml")))]
    found = find(articles, program)
    counts = {4: [0, 0], 7: [0, 0], 10: [0, 0]}
    for name, published, text, gold in articles:
        for g in gold:
            right = any(s[0] < g[1] and g[0] < s[1] and s[2].split("T")[0] == g[2] for s in found[name])
            counts[len(g[2])][0] += right
            counts[len(g[2])][1] += 1
            if errors and not right:
                near = [(text[s[0]:s[1]], s[2]) for s in found[name] if s[0] < g[1] and g[0] < s[1]]
                print(f"GUM {name} {published} {g[2]} | {text[max(0, g[0] - 40):g[0]]!r} [{text[g[0]:g[1]]}] {near}")
    for title, n in (("days", 10), ("months", 7), ("years", 4)):
        print(f"gum {title}: value recall {100 * counts[n][0] / counts[n][1]:.1f} ({counts[n][0]} of {counts[n][1]})")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("part", nargs="?", choices=["dev", "rest", "gum"])
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--program", default=os.path.join(HERE, "..", "build", "bench_times"))
    args = parser.parse_args()
    if not os.path.isdir(os.path.join(CORPORA, "timex")):
        sys.exit(f"no corpora at {CORPORA}; set HEARSAY_CORPORA")
    paths = sorted(glob.glob(os.path.join(CORPORA, "timex", "*", "*.tml")))
    for part in [args.part] if args.part else ["rest", "gum"]:
        if part == "gum":
            score_gum(args.program, args.errors)
            continue
        wanted = [p for p in paths if is_dev(os.path.basename(p)[:-4]) == (part == "dev")]
        score(part, [timeml(p) for p in wanted], args.program, args.errors and part == "rest")


if __name__ == "__main__":
    main()
