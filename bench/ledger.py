#!/usr/bin/env python3
"""Measure the ledger: words a second of `hearsay add` on two cores beside `read` on one, bytes of ledger a byte of article,
CPU time of keeping a reading beside making it, and peak memory while an archive is added.

usage: ledger.py BUILD_FOLDER MODEL_FOLDER [ARTICLES [ARCHIVE_BYTES [RUNS]]]

Articles: the news corpus ($HEARSAY_CORPORA, else ../shared/data), 400 of them if not said; the archive is made of the sample
pages with scripts as a site has them, 200 MB if not said. Least, median, greatest of the runs (5). The words a second are those of the clock, so that the
machine must be idle: the busy time of its cores is printed, and the ratio by CPU seconds, which a busy machine disturbs little.
"""
import glob
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

from news_files import write as write_news

HERE = os.path.dirname(os.path.abspath(__file__))
CORES = sorted(os.sched_getaffinity(0))


def measure(command, cores):
    """Run on so many cores. @return seconds by the clock, CPU seconds, peak MB"""
    begun = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                             preexec_fn=lambda: os.sched_setaffinity(0, CORES[:cores]))
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        sys.exit(f"{command[1]}: exit status {child.returncode}: {said.decode()[-300:]}")
    return time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def spread(values, digits):
    v = sorted(values)
    return f"{v[0]:.{digits}f} {statistics.median(v):.{digits}f} {v[-1]:.{digits}f}"


def others_busy(seconds=2):
    """Cores that other programs keep busy."""
    def busy():
        with open("/proc/stat", encoding="ascii") as file:
            fields = [int(x) for x in file.readline().split()[1:9]]
        return sum(fields) - fields[3] - fields[4]
    before = busy()
    time.sleep(seconds)
    return (busy() - before) / os.sysconf("SC_CLK_TCK") / seconds


def remove(ledger):
    for end in "", "-wal", "-shm":
        if os.path.exists(ledger + end):
            os.remove(ledger + end)


def throughput(hearsay, model, scratch, count, runs):
    folder, ledger = os.path.join(scratch, "news"), os.path.join(scratch, "hearsay.db")
    names, words = write_news(folder, count)
    text = sum(os.path.getsize(name) for name in names)
    print(f"{len(names)} articles, {words} words, {runs} runs: least, median, greatest; {others_busy():.1f} cores busy with something else")
    read, told = [], {"kept": [], "kept and related": []}
    for _ in range(runs):
        one, one_cpu, _ = measure([hearsay, "read", "--model", model, "--threads", "1", "--format", "jsonl", folder], 1)
        read.append(words / one)
        for way, options in zip(told, (["--no-relate"], [])):
            remove(ledger)
            two, two_cpu, _ = measure([hearsay, "add", *options, "--model", model, "--threads", "2", "--ledger", ledger, folder], 2)
            told[way].append((words / two, one / two, two_cpu / one_cpu, os.path.getsize(ledger) / text))
    print(f"  read, one core     {spread(read, 0)} words a second")
    for way, rows in told.items():
        add, ratios, costs, sizes = zip(*rows)
        print(f"  {way}, two cores: {spread(add, 0)} words a second; times that: {spread(ratios, 2)} (kept alone at least 1.6 on an idle machine); "
              f"CPU seconds times those of read: {spread(costs, 3)}; bytes of ledger a byte of article: {sizes[-1]:.2f} (at most 8)")


def writer(build, model, scratch):
    names = sorted(glob.glob(os.path.join(scratch, "news", "*.txt")))
    ledger = os.path.join(scratch, "writer.db")
    run = subprocess.run([os.path.join(build, "bench_add"), model, ledger, "64", *names], check=True, capture_output=True, text=True,
                         env=dict(os.environ, OMP_NUM_THREADS="1", HEARSAY_PAIRS="none"))
    print(f"  one thread: {run.stdout.strip()}")


def memory(hearsay, model, scratch, size):
    archive, ledger = os.path.join(scratch, "pages.warc"), os.path.join(scratch, "archive.db")
    pages = sorted(glob.glob(os.path.join(HERE, "..", "examples", "*.html")))
    subprocess.run([sys.executable, os.path.join(HERE, "make_warc.py"), "--page-bytes", "100000", str(size), archive, *pages], check=True)
    seconds, _, peak = measure([hearsay, "add", "--quiet", "--model", model, "--threads", "2", "--ledger", ledger, archive], 2)
    print(f"  adding an archive of {size / 1e6:.0f} MB: peak memory {peak:.0f} MB (at most 300), {seconds:.0f} s, ledger {os.path.getsize(ledger) / 1e6:.0f} MB")


def main():
    build, model = sys.argv[1:3]
    count, size, runs = [int(x) for x in sys.argv[3:6]] + [400, 200000000, 5][len(sys.argv) - 3:]
    hearsay = os.path.join(build, "hearsay")
    scratch = tempfile.mkdtemp()
    try:
        throughput(hearsay, model, scratch, count, runs)
        writer(build, model, scratch)
        for part in size // 10, size:
            memory(hearsay, model, scratch, part)
    finally:
        shutil.rmtree(scratch)


main()
