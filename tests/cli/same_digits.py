"""Compare `hearsay eval` with the evaluation script on readings made at random around a gold: spans moved, cut, widened,
joined, left out and made up; some documents missing.

usage: same_digits.py SCORE_PY GOLD_DIR HEARSAY READINGS.jsonl SEED...     READINGS.jsonl is written
"""
import importlib.util
import json
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
            lines.append(f"{kind:6} {key:8} precision {v['p']:5.1f}  recall {v['r']:5.1f}  F1 {v['f']:5.1f}")
    return lines


def main():
    script, folder, hearsay, path = sys.argv[1:5]
    spec = importlib.util.spec_from_file_location("score", script)
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    gold = score.load_gold(folder)
    for seed in sys.argv[5:]:
        write_readings(path, gold, score.ROLES, random.Random(int(seed)))
        want = score.score(gold, score.load_readings(path, gold))
        lines = subprocess.run([hearsay, "eval", folder, path], check=True, capture_output=True, text=True).stdout.splitlines()
        assert lines[:-1] == printed(want) and lines[-1].startswith("calibration error"), (seed, lines)
        got = json.loads(subprocess.run([hearsay, "eval", "--json", folder, path], check=True, capture_output=True).stdout)
        del got["calibration"]
        assert got == want, (seed, got, want)


main()
