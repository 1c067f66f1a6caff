"""Compare `hearsay eval` with train/score.py, and that with other scorers, on readings made at random around a gold: spans moved,
cut, widened, joined, left out and made up; some documents missing.

usage: same_digits.py ROOT HEARSAY SCRATCH GOLD_DIR..     without a GOLD_DIR, one is invented around the sample articles
"""
import glob
import importlib.util
import json
import os
import random
import subprocess
import sys


def shifted(span, text, rng):
    begin, end = span
    if rng.random() < 0.6:
        begin += rng.choice((-9, -2, -1, 0, 0, 0, 1, 2, 9))
        end += rng.choice((-9, -2, -1, 0, 0, 0, 1, 2, 9))
    begin = max(0, min(begin, len(text)))
    return [begin, max(begin, min(end, len(text)))]


def broken(span, rng):
    """The span, or two parts of it."""
    begin, end = span
    if end - begin < 8 or rng.random() < 0.8:
        return [span]
    a, b = sorted(rng.sample(range(begin + 1, end), 2))
    return [[begin, a], [b, end]]


def anything(text, rng):
    begin = rng.randrange(len(text) + 1)
    return [begin, min(len(text), begin + rng.choice((0, 1, 4, 20, 200)))]


def made(gold, text, rng):
    one = {"confidence": rng.choice((None, 0.0, 1.0, round(rng.random(), 3))), "parent": rng.choice((None, None, None, "a1"))}
    for role, spans in gold.items():
        fragments = [part for span in spans for part in broken(shifted(span, text, rng), rng)]
        if rng.random() < 0.1:
            fragments.append(anything(text, rng))
        rng.shuffle(fragments)
        one[role] = rng.choice((fragments, fragments, fragments, fragments, [], None))
    return one


def write_readings(path, gold, roles, rng):
    with open(path, "w", encoding="utf-8") as out:
        for name, (text, want) in gold.items():
            if rng.random() < 0.05:
                continue
            attributions = [made(a, text, rng) for a in want for _ in range(rng.choice((0, 1, 1, 1, 1, 2)))]
            attributions += [{role: [anything(text, rng)] for role in roles} for _ in range(rng.randrange(3))]
            rng.shuffle(attributions)
            reading = {"input": f"some/where/{name}.txt", "text": text, "attributions": attributions}
            out.write(json.dumps(reading, ensure_ascii=rng.random() < 0.5) + "\n")


def printed(result):
    lines = [f"documents {result['documents']}, without a reading {result['missing']}"]
    for kind in ("exact", "token", "whole"):
        for key, v in result[kind].items():
            lines.append(f"{kind:6} {key:8} precision {v['p']:5.1f}%  recall {v['r']:5.1f}%  F1 {v['f']:5.1f}%")
    return lines


def load_module(path):
    spec = importlib.util.spec_from_file_location(os.path.basename(path)[:-3], path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def invent(folder, texts, rng):
    """A gold of words drawn at random."""
    os.makedirs(os.path.join(folder, "text"))
    os.makedirs(os.path.join(folder, "attributions"))
    for path in texts:
        with open(path, encoding="utf-8", newline="") as f:
            text = f.read()
        name = os.path.basename(path)[:-len(".txt")]
        with open(os.path.join(folder, "text", name + ".txt"), "w", encoding="utf-8", newline="") as f:
            f.write(text)
        with open(os.path.join(folder, "attributions", name + "_5fec.ann"), "w", encoding="utf-8") as f:
            for n in range(rng.randrange(12)):
                for k, (role, most) in enumerate((("Source", 30), ("Cue", 9), ("Content", 120))):
                    begin = rng.randrange(len(text) - 200)
                    middle, end = begin + rng.randrange(1, most), begin + most + rng.randrange(1, most)
                    offsets = f"{begin} {end}" if rng.random() < 0.7 else f"{begin} {middle};{middle + 5} {end}"
                    f.write(f"T{3 * n + k}\t{role} {offsets}\tx\n")
                f.write(f"E{n}\tAttribution:T{3 * n + 1} Source:T{3 * n} Cue:T{3 * n + 1} Content:T{3 * n + 2}\n")


def labelled(gold, rng):
    """Labels and attributions for `match`: those of a document, and others made around them."""
    for text, want in gold.values():
        yield want, [made(a, text, rng) for a in want for _ in range(rng.choice((0, 1, 2)))] + [dict(a) for a in rng.sample(want, len(want) // 2)]


def main():
    root, hearsay, scratch = sys.argv[1:4]
    score = load_module(os.path.join(root, "train", "score.py"))
    others = [load_module(path) for path in sorted(glob.glob(os.path.join(root, "..", "shared", "eval", "*score.py")))]
    folders = sys.argv[4:]
    if not folders:
        folders = [os.path.join(scratch, "gold")]
        invent(folders[0], sorted(glob.glob(os.path.join(root, "examples", "*.txt"))), random.Random(7))
    path = os.path.join(scratch, "readings.jsonl")
    for folder, seed in ((f, s) for f in folders for s in (1, 2)):
        gold, rng = score.load_gold(folder), random.Random(seed)
        assert any(want for _, want in gold.values()), folder
        write_readings(path, gold, score.ROLES, rng)
        want = score.score(gold, score.load_readings(path, gold))
        lines = subprocess.run([hearsay, "eval", folder, path], check=True, capture_output=True, text=True).stdout.splitlines()
        assert lines[:-1] == printed(want) and lines[-1].startswith("calibration error"), (seed, lines)
        got = json.loads(subprocess.run([hearsay, "eval", "--json", folder, path], check=True, capture_output=True).stdout)
        del got["calibration"]
        assert got == want, (seed, got, want)
        assert 0 < want["whole"]["half"]["f"] < 100, want
        cases = list(labelled(gold, rng))
        assert 0 < sum(len(score.match(*case)) for case in cases) < sum(len(labels) for labels, _ in cases)
        for other in others:
            if hasattr(other, "load_gold"):
                assert other.load_gold(folder) == gold
                assert other.score(gold, other.load_readings(path, gold)) == want, (other.__file__, seed)
            if hasattr(other, "match"):
                assert all(other.match(*case) == score.match(*case) for case in cases), (other.__file__, seed)


main()
