#!/usr/bin/env python3
"""Write tests/golden/decode.txt: what decode.py makes of random scores and spans, which the C decoder must make of them too.

Both draw from the same generator (x = 1664525 x + 1013904223 mod 2^32); a score is -(x >> 16) / 8192, so that sums are exact in
single precision too. Lines:
    cues SEED WORDS BIAS : BEGIN-END ..
    link SEED WORDS CUE_BEGIN CUE_END : SOURCE_BEGIN-END or 0-0 : BEGIN-END ..
    parents SEED COUNT : PARENT ..       (-1: none)
"""
import os

import decode
import numpy as np


class Random:
    def __init__(self, seed):
        self.x = seed

    def next(self):
        self.x = (1664525 * self.x + 1013904223) % 2**32
        return self.x >> 16

    def scores(self, n, k):
        return np.array([[-self.next() / 8192 for _ in range(k)] for _ in range(n)])


def show(ranges):
    return " ".join(f"{b}-{e}" for b, e in ranges)


def spans(r, count):
    """Attributions of 1 to 3 content fragments, cue and perhaps a source over a line of 400 bytes; cues never overlap."""
    found = []
    for i in range(count):
        cue = [400 * i // count, 400 * i // count + 1 + r.next() % (400 // count)]
        fragments, at = [], r.next() % 200
        for _ in range(1 + r.next() % 3):
            length = 1 + r.next() % 120
            fragments.append([at, at + length])
            at += length + 1 + r.next() % 40
        source = r.next() % 400
        found.append({"cue": [cue], "content": fragments, "source": [[source, source + 2]] if r.next() % 2 else []})
    return found


def main():
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "tests", "golden", "decode.txt"), "w") as out:
        for seed in range(60):
            n = 1 + seed * 2
            r = Random(seed)
            print(f"cues {seed} {n} {seed % 5 - 2} : {show(decode.cue_spans(r.scores(n, 3), seed % 5 - 2))}", file=out)
            r = Random(seed)
            b = r.next() % n
            e = min(n, b + 1 + r.next() % 3)
            source, content, _ = decode.link_spans(r.scores(n, 5), (b, e))
            print(f"link {seed} {n} {b} {e} : {show([source or (0, 0)])} : {show(content)}", file=out)
            found = decode.parents(spans(Random(seed), 2 + seed % 30))
            print(f"parents {seed} {2 + seed % 30} : {' '.join(str(-1 if p is None else p) for p in found)}", file=out)


if __name__ == "__main__":
    main()
