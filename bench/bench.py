#!/usr/bin/env python3
"""Measure hearsay: words a CPU second end to end and by stage, peak memory, start to first output.

usage: bench.py BUILD_FOLDER MODEL_FOLDER

Articles: PolNeAR dev where the corpora are ($HEARSAY_CORPORA, else ../shared/data), else the sample articles. Each figure
over five runs: least, median, greatest. CPU seconds of one thread, so that a busy machine disturbs little.
"""
import glob
import os
import re
import resource
import statistics
import subprocess
import sys
import time

RUNS = 5
HERE = os.path.dirname(os.path.abspath(__file__))


def articles():
    corpora = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
    found = sorted(glob.glob(os.path.join(glob.escape(corpora), "polnear", "dev", "text", "*.txt")))
    return (found, "PolNeAR dev") if found else (sorted(glob.glob(os.path.join(HERE, "..", "examples", "*.txt"))), "sample articles")


def spread(values, unit, digits=0):
    v = sorted(values)
    return f"{v[0]:.{digits}f} {statistics.median(v):.{digits}f} {v[-1]:.{digits}f} {unit}"


def main():
    build, model = sys.argv[1:3]
    files, name = articles()
    hearsay = os.path.join(build, "hearsay")
    print(f"{len(files)} articles ({name}), {RUNS} runs: least, median, greatest")
    stages = {}
    for _ in range(RUNS):
        out = subprocess.run([os.path.join(build, "bench_stages"), model, *files], check=True, capture_output=True, text=True).stdout
        for line in out.splitlines():
            stage, seconds, words = re.match(r"(\S+) +(\S+) s +(\S+)", line).groups()
            stages.setdefault(stage, []).append((float(words), float(seconds)))
    whole = statistics.median(s for _, s in stages["all"])
    for stage, values in stages.items():
        share = 100 * statistics.median(s for _, s in values) / whole
        print(f"  {stage:12} {spread([w for w, _ in values], 'words a CPU second')}  ({share:.0f} % of the time)")
    starts, peaks = [], []
    one = min(files, key=lambda f: abs(os.path.getsize(f) - 5000))
    for _ in range(4 * RUNS):
        begun = time.monotonic()
        child = subprocess.Popen([hearsay, "read", "--model", model, "--format", "jsonl", one], stdout=subprocess.PIPE)
        child.stdout.read(1)
        starts.append(1000 * (time.monotonic() - begun))
        child.stdout.read()
        _, _, usage = os.wait4(child.pid, 0)
        peaks.append(usage.ru_maxrss / 1024)
    print(f"  one article of {os.path.getsize(one)} bytes: start to first output {spread(starts, 'ms')}, peak memory {spread(peaks, 'MB', 1)}")


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
