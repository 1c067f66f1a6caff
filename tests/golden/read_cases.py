#!/usr/bin/env python3
"""Golden readings: what the model finds in an article, in lines that anybody can read.

usage: read_cases.py [--model DIR] [--near] [--update] HEARSAY [CASE..]

A case is a file of read/: lines that begin with # say what it is about; then the article, or `= FILE` for a file of the
repository; then a line `---`; then what is found, one attribution a line, those inside another's content below it:

    1. who | cue | what is held  [direct, title]
       2. who | cue | what is held

In brackets stands what is not usual: a direct or mixed quotation, a place other than the body. Fragments are parted by
" ... ", a line end within one is " / ". Words that occur more than once carry which of them is meant: "said (2nd)".
The last digits of a score depend on the processor, and so does what is barely found: on one without VNNI, or with --near
(sanitizers, reference kernels), it is enough that most lines are the same. With --update the lines are written anew; look at the difference before you commit it.
"""
import argparse
import difflib
import json
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
CASES = os.path.join(HERE, "read")
NEAR = 0.8  # share of lines


def ordinal(n):
    return f"{n}{'th' if n % 100 in (11, 12, 13) else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def show_piece(text, begin, end):
    words = text[begin:end]
    left = r"(?<!\w)" if words[:1].isalnum() else ""
    right = r"(?!\w)" if words[-1:].isalnum() else ""
    places = [m.start() for m in re.finditer(f"(?={left}{re.escape(words)}{right})", text)]
    shown = " / ".join(words.split("\n")).replace(" /  / ", " / ")
    if begin not in places:
        return f"{shown} (at {begin})"
    return shown if len(places) == 1 else f"{shown} ({ordinal(places.index(begin) + 1)})"


def show_spans(text, spans, none):
    return " ... ".join(show_piece(text, *span) for span in spans) or none


def show(reading):
    """The attributions of a reading as lines."""
    text, children, lines = reading["text"], {}, []
    for a in reading["attributions"]:
        children.setdefault(a["parent"], []).append(a)

    def walk(parent, depth):
        for a in children.get(parent, []):
            special = [x for x in (a["quotation"], a["in"]) if x not in ("indirect", "body")]
            lines.append("   " * depth + f"{len(lines) + 1}. " + " | ".join((
                show_spans(text, a["source"], "(nobody named)"), show_spans(text, a["cue"], "(no cue)"),
                show_spans(text, a["content"], "(nothing)"))) + (f"  [{', '.join(special)}]" if special else ""))
            walk(a["id"], depth + 1)

    walk(None, 0)
    if len(lines) != len(reading["attributions"]):
        lines.append("an attribution hangs on no other: its parent is missing or itself")
    return lines or ["nothing"]


def bare(lines):
    """Lines without their numbers, which one line too many changes in all that follow."""
    return [re.sub(r"^( *)\d+\. ", r"\1", line) for line in lines]


class Case:
    def __init__(self, path):
        self.path, self.name = path, os.path.splitext(os.path.basename(path))[0]
        with open(path, encoding="utf-8", newline="") as f:
            whole = f.read()
        self.head, parted, expected = whole.rpartition("\n---\n")
        if not parted:
            self.head, expected = whole.rstrip("\n"), ""
        self.expected = expected.splitlines()
        article = re.sub(r"\A(#.*\n)*", "", self.head + "\n")
        if article.startswith("= "):
            self.file = os.path.join(REPOSITORY, article[2:].strip())
        else:
            self.file, self.article = None, article

    def write(self, lines):
        with open(self.path, "w", encoding="utf-8", newline="") as f:
            f.write(self.head + "\n---\n" + "\n".join(lines) + "\n")


def read_all(hearsay, model, cases):
    """The readings of all cases, from one run."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for case in cases:
            file = case.file
            if not file:
                file = os.path.join(folder, case.name)
                with open(file, "w", encoding="utf-8", newline="") as f:
                    f.write(case.article)
            files.append(file)
        options = ["--model", model] if model else []
        run = subprocess.run([hearsay, "read", "--format", "jsonl", *options, *files], stdout=subprocess.PIPE, check=False,
                             env={**os.environ, "HEARSAY_KERNELS": "bf16"})  # the digits of faster processors are others
    if run.returncode != 0:
        sys.exit(f"hearsay read: exit status {run.returncode}")
    return [json.loads(line) for line in run.stdout.decode().splitlines()]


def is_as_made():
    """Is this a processor of the kind that the cases were made on?"""
    try:
        with open("/proc/cpuinfo", encoding="ascii", errors="replace") as f:
            return "avx512_vnni" in f.read() and "DNNL_MAX_CPU_ISA" not in os.environ
    except OSError:
        return False


def main():
    arguments = argparse.ArgumentParser(description="golden readings")
    arguments.add_argument("--model")
    arguments.add_argument("--near", action="store_true")
    arguments.add_argument("--update", action="store_true")
    arguments.add_argument("hearsay")
    arguments.add_argument("case", nargs="*")
    options = arguments.parse_args()
    paths = options.case or sorted(os.path.join(CASES, name) for name in os.listdir(CASES) if name.endswith(".txt"))
    cases = [Case(path) for path in paths]
    differ = n_lines = n_same = 0
    for case, reading in zip(cases, read_all(options.hearsay, options.model, cases), strict=True):
        lines = show(reading)
        n_lines += max(len(lines), len(case.expected))
        n_same += sum(block.size for block in difflib.SequenceMatcher(None, bare(lines), bare(case.expected)).get_matching_blocks())
        if lines == case.expected:
            continue
        differ += 1
        if options.update:
            case.write(lines)
        else:
            sys.stdout.writelines(line + "\n" for line in difflib.unified_diff(
                case.expected, lines, f"{case.name} as expected", f"{case.name} as read", lineterm="", n=1))
    if options.update:
        print(f"{len(cases)} cases, {differ} written anew")
        return 0
    print(f"{len(cases)} cases, {differ} differ; {n_same} of {n_lines} lines are the same")
    if options.near or not is_as_made():
        print(f"not the processor or the build of the cases: {100 * NEAR:.0f} % would do")
        return n_same < NEAR * n_lines
    return differ > 0


if __name__ == "__main__":
    sys.exit(main())
