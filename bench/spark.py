#!/usr/bin/env python3
"""Measure hearsay.spark: words a core second, and what a second executor brings.

usage: spark.py BUILD_FOLDER [MEGABYTES] [MODEL]

Reads a WARC file made of the sample pages (make_warc.py; 500 MB unless told otherwise): a part of it in this process, in CPU seconds, with and without what
relating needs; then the whole on a cluster of one executor and on one of two, in seconds by the clock, which say something on an idle machine alone, each
cluster after a small file that starts its workers. Needs pyspark, pandas, pyarrow and Java.
"""
import glob
import os
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PART = 8 << 20
PAGE = 100_000  # bytes: of what a news site sends, most is script


def make(folder, name, size):
    path = os.path.join(folder, name)
    pages = sorted(glob.glob(os.path.join(glob.escape(HERE), "..", "examples", "*.html")))
    subprocess.run([sys.executable, os.path.join(HERE, "make_warc.py"), "--page-bytes", str(PAGE), str(size), path, *pages], check=True)
    return path


def in_process(path, model):
    from hearsay.spark import _read, _splits

    split = _splits.Split(_splits.find_files([path])[0], 0, PART)
    for keep in (True, False):
        for _ in range(2):  # the first opens the model
            begun, words = time.process_time(), 0
            for row in _read._read_split(split, _read.Options(model, 0.0, keep)):
                words += row.get("words") or 0
            seconds = time.process_time() - begun
        print(f"  one process, {PART >> 20} MiB, {words} words: {words / seconds:.0f} words a core second{', with what relating needs' if keep else ''}", flush=True)


def on_cluster(executors, path, small, folder, model):
    from pyspark.sql import SparkSession

    from hearsay import spark as archive

    options = {"spark.ui.enabled": "false", "spark.executorEnv.PYTHONPATH": os.environ["PYTHONPATH"], "spark.ui.showConsoleProgress": "false", "spark.log.level": "OFF",
               "spark.driver.memory": "800m", "spark.local.dir": folder}
    building = SparkSession.builder.master(f"local-cluster[{executors},1,2048]")
    for name, value in options.items():
        building = building.config(name, value)
    spark = building.getOrCreate()
    try:
        archive.read(spark, small, model=model, split_bytes=1 << 16).count()
        begun = time.perf_counter()
        readings = archive.read(spark, path, model=model)
        readings.write.mode("overwrite").parquet(os.path.join(folder, "readings"))
        seconds = time.perf_counter() - begun
        words, documents = spark.read.parquet(os.path.join(folder, "readings")).selectExpr("sum(words)", "count(document)").first()
    finally:
        spark.stop()
    print(f"  {executors} executors of one core: {seconds:.1f} s by the clock, {documents} documents, {words / seconds:.0f} words a second", flush=True)
    return seconds


def main():
    os.environ.update(PYTHONPATH=os.path.abspath(os.path.join(sys.argv[1], "python")), PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
    sys.path.insert(0, os.environ["PYTHONPATH"])
    size = int(float(sys.argv[2]) * 1e6) if len(sys.argv) > 2 else 500_000_000
    model = os.path.abspath(sys.argv[3]) if len(sys.argv) > 3 else None
    with tempfile.TemporaryDirectory() as folder:
        path, small = make(folder, "pages.warc", size), make(folder, "small.warc", 500_000)
        print(f"{size / 1e6:.0f} MB of sample pages; load {os.getloadavg()[0]:.1f}", flush=True)
        in_process(path, model)
        one, two = (on_cluster(n, path, small, folder, model) for n in (1, 2))
        print(f"  two against one: {one / two:.2f} times")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main()
