#!/usr/bin/env python3
"""Measure what the Python package costs over the command, and what a second thread brings.

usage: python.py BUILD_FOLDER [MODEL_FOLDER] [ARTICLES]

Both read the same articles (PolNeAR dev, then train, where the corpora are: $HEARSAY_CORPORA, else ../shared/data; else the sample articles), the
command to JSON Lines, Python to readings as dataclasses, each in a process of its own, in turn, three times: least, median, greatest. CPU seconds
of the whole process, start included, so that a busy machine disturbs little; seconds by the clock say something on an idle machine alone.
"""
import glob
import os
import statistics
import subprocess
import sys
import time

RUNS = 3
HERE = os.path.dirname(os.path.abspath(__file__))
READ = """
import sys, time
from pathlib import Path
from hearsay import Reader
begun = time.perf_counter()
reader, words = Reader(sys.argv[1]), 0
for reading in reader.read_many(map(Path, sys.stdin.read().splitlines()), threads=int(sys.argv[2])):
    words += len(reading.text.split())
print(time.perf_counter() - begun, words)
"""
# what one thread does while it holds the GIL: all but what the library does
HELD = """
import sys, time
from pathlib import Path
from hearsay import Reader, _native
free = 0.0
def timed(call):
    def run(*args):
        global free
        begun = time.thread_time()
        made = call(*args)
        free += time.thread_time() - begun
        return made
    return run
class Native:
    def __init__(self, *args):
        self.it = self.make(*args)
    def __getattr__(self, name):
        return timed(getattr(self.it, name))
class TimedReader(Native):
    make = _native.Reader
class TimedIntake(Native):
    make = _native.Intake
_native.Reader, _native.Intake = TimedReader, TimedIntake
reader = Reader(sys.argv[1])
free, begun = 0.0, time.thread_time()
for reading in reader.read_many(map(Path, sys.stdin.read().splitlines()), threads=1):
    pass
print(1 - free / (time.thread_time() - begun))
"""


def articles(n):
    corpora = os.environ.get("HEARSAY_CORPORA") or os.path.join(HERE, "..", "..", "shared", "data")
    found = [f for part in ("dev", "train") for f in sorted(glob.glob(os.path.join(glob.escape(corpora), "polnear", part, "text", "*.txt")))]
    return found[:n] or sorted(glob.glob(os.path.join(HERE, "..", "examples", "*.txt")))


def run(command, environment=None, fed=None):
    """CPU seconds, seconds by the clock, what it printed."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    child.stdin.write((fed or "").encode())
    child.stdin.close()
    told = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, told


def spread(values):
    v = sorted(values)
    return f"{v[0]:.2f} {statistics.median(v):.2f} {v[-1]:.2f}"


def main():
    build = sys.argv[1]
    model = sys.argv[2] if len(sys.argv) > 2 else os.path.join(HERE, "..", "models", "small")
    files = articles(int(sys.argv[3]) if len(sys.argv) > 3 else 200)
    environment = {**os.environ, "PYTHONPATH": os.path.abspath(os.path.join(build, "python"))}
    command = [os.path.join(build, "hearsay"), "read", "--model", model, "--format", "jsonl", "--threads", "1", *files]
    listed = "\n".join(files)
    smallest = min(files, key=os.path.getsize)
    print(f"{len(files)} articles, {RUNS} runs: least, median, greatest; load {os.getloadavg()[0]:.1f}", flush=True)
    held = [float(run([sys.executable, "-c", HELD, model], environment, listed)[2]) for _ in range(RUNS)]
    print(f"  share of one thread's CPU time under the GIL: {spread([100 * h for h in held])} %", flush=True)
    start = [run([*command[:-len(files)], smallest])[0] for _ in range(RUNS)]
    begun = [run([sys.executable, "-c", READ, model, "1"], environment, smallest)[0] for _ in range(RUNS)]
    print(f"  start and the smallest article: command {spread(start)}, Python {spread(begun)} CPU s", flush=True)
    cpu = {"command": [], 1: [], 2: []}
    clock = {1: [], 2: []}
    for _ in range(RUNS):
        cpu["command"].append(run(command)[0])
        for threads in (1, 2):
            seconds, _, told = run([sys.executable, "-c", READ, model, str(threads)], environment, listed)
            cpu[threads].append(seconds)
            clock[threads].append(float(told.split()[0]))
    print(f"  command, one thread: {spread(cpu['command'])} CPU s")
    for threads in (1, 2):
        print(f"  Python, threads={threads}:   {spread(cpu[threads])} CPU s, {spread(clock[threads])} s by the clock")
    print(f"  cost over the command: {spread([100 * (p / c - 1) for p, c in zip(cpu[1], cpu['command'])])} %; "
          f"least against least {100 * (min(cpu[1]) / min(cpu['command']) - 1):.1f} %")
    print(f"  threads=2 against 1: {spread([a / b for a, b in zip(clock[1], clock[2])])} times by the clock; "
          f"CPU {spread([b / a for a, b in zip(cpu[1], cpu[2])])} times")


if __name__ == "__main__":
    main()
