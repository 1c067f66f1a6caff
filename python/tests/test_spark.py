"""hearsay.spark on a cluster of two executors, one of which is killed while it reads."""
import contextlib
import doctest
import importlib.util
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import support

import test_spark_splits as made
from hearsay import Reading, spark as archive, statements
from hearsay.spark import _keep, _read
from test_spark_ledgers import in_order, one_ledger


def lacks():
    """Why there is no cluster here."""
    for package in ("pyspark", "pandas", "pyarrow"):
        if importlib.util.find_spec(package) is None:
            return f"no {package}: pip install 'hearsay[spark]', which is 450 MB"
    if not shutil.which("java") and "JAVA_HOME" not in os.environ:
        return "no Java runtime (openjdk-17-jre-headless)"
    return "Java under sanitizers" if support.SANITIZED else None


def children(pid):
    """Processes that a process began, and theirs."""
    parents = {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
    found = [pid]
    for each in found:
        found += [child for child, parent in parents.items() if parent == each]
    return found[1:]


@unittest.skipIf(lacks(), lacks())
class Cluster(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        from pyspark.sql import SparkSession

        os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1")
        cls.folder = tempfile.TemporaryDirectory()
        options = {"spark.ui.enabled": "false", "spark.executorEnv.PYTHONPATH": os.environ.get("PYTHONPATH", ""), "spark.sql.shuffle.partitions": "4",
                   "spark.driver.memory": "800m", "spark.local.dir": cls.folder.name, "spark.ui.showConsoleProgress": "false",
                   "spark.log.level": "OFF", "spark.sql.warehouse.dir": cls.folder.name}
        building = SparkSession.builder.master("local-cluster[2,1,2048]").appName("hearsay")
        for name, value in options.items():
            building = building.config(name, value)
        cls.spark = building.getOrCreate()

    @classmethod
    def tearDownClass(cls):
        cls.spark.stop()
        cls.folder.cleanup()

    def put(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def executors(self):
        java = self.spark.sparkContext._gateway.proc.pid
        return [pid for pid in children(java) if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def kill_one(self, done, stages):
        """Once some tasks of a stage have ended and others have not, and some stages are done."""
        tracker = self.spark.sparkContext.statusTracker()
        seen = set()
        while not done.is_set():
            for stage in map(tracker.getStageInfo, tracker.getActiveStageIds()):
                seen |= {stage.stageId} if stage else set()
                if stage and len(seen) > stages and 0 < stage.numCompletedTasks < stage.numTasks - 1:
                    os.kill(self.executors()[0], signal.SIGKILL)
                    return
            time.sleep(0.02)

    @contextlib.contextmanager
    def one_killed(self, stages=0):
        before, done = self.executors(), threading.Event()
        killer = threading.Thread(target=self.kill_one, args=(done, stages))
        killer.start()
        try:
            yield
        finally:
            done.set()
            killer.join()
        self.assertEqual(len(before), 2)
        self.assertNotEqual(set(self.executors()) & set(before), set(before), "none was killed")

    def here(self, path, split_bytes):
        """What one process reads."""
        options = _read.Options(str(support.TINY), 0.0, False)
        splits = _read.plan(_read.find_files([path]), split_bytes)
        return sorted((row["path"], row["at"], row.get("reading"), row.get("error_code")) for split in splits for row in _read._read_split(split, options))

    def test_one_is_killed(self):
        """No record is lost, none is there twice, and each bad one is a row with its error."""
        records = made.good(24)
        records[21] = records[21][:-200]  # not as long as it says
        records[41] = made.make_warc.record("response", 99, "https://archive.example/99", b"\0\1\2 no HTTP", made.HTTP)
        folder = os.path.join(self.folder.name, "in")
        os.mkdir(folder)
        self.put("in/a.warc", b"".join(records) + b"WARC/1.0\r\nContent-Length: 900\r\n\r\ncut off")
        self.put("in/b.warc.gz", b"".join(map(made.gzip.compress, made.good(9)))[:-30])
        self.put("in/c.jsonl", b'{"text": "It rains, officials said.", "outlet": "Post"}\n{"text": 7}\nnothing\n')
        out = os.path.join(self.folder.name, "out")
        with self.one_killed():
            archive.write(self.spark, folder, out, model=str(support.TINY), split_bytes=1000)
        rows = self.spark.read.parquet(out + "/readings").collect()
        expected = self.here(folder, 1000)
        self.assertEqual(sorted((row.path, row.at, row.reading, row.error_code) for row in rows), expected)
        self.assertGreater(sum(code is not None for *_, code in expected), 5)
        self.assertGreater(sum(code is None for *_, code in expected), 30)
        self.assertTrue(all((row.error is None) == (row.reading is not None) == (row.kept is not None) for row in rows))
        said = [statement.to_dict() for row in rows if row.reading for statement in statements([Reading.from_line(row.reading)])]
        table = self.spark.read.parquet(out + "/attributions")
        key = lambda row: (row["document"], row["id"], row["input"])  # noqa: E731
        found = sorted((row.asDict() for row in table.collect()), key=key)
        self.assertEqual(found, sorted(({**row, "relays": list(row["relays"])} for row in said), key=key))
        archive.write(self.spark, folder, out, model=str(support.TINY), split_bytes=1000)
        again = self.spark.read.parquet(out + "/readings").collect()
        self.assertEqual(sorted((row.path, row.at, row.reading, row.error_code) for row in again), expected)

    def same(self, frame, want, kind):
        names, expected = frame.columns, [row for row in want if row["kind"] == kind]
        key = lambda row: [str(each) for each in row]  # noqa: E731
        self.assertEqual(sorted((tuple(row) for row in frame.collect()), key=key), sorted((tuple(row.get(name) for name in names) for row in expected), key=key))
        self.assertTrue(expected)

    def test_relating(self):
        """The same claims, positions, disputes and counts of origins as in one ledger, though an executor is killed meanwhile."""
        given = [(each.source.read_bytes(), each.outlet, each.published, os.fspath(each.source)) for each in support.articles()]
        frame = self.spark.createDataFrame(given, "text binary, outlet string, published string, name string").repartition(6)
        want, _ = one_ledger([each.document for each in in_order(map(_keep.keep, support.readings()))])
        with self.one_killed(stages=3):
            related = archive.relate(archive.read_frame(frame), os.path.join(self.folder.name, "related"))
            self.same(related.claims, want, "claim")
        self.same(related.positions, want, "position")
        self.same(related.disputes, want, "dispute")
        claims = [row for row in want if row["kind"] == "claim"]
        self.assertTrue(any(row["for_best"] and row["documents"] > 1 for row in claims))

    def test_page(self):
        """The examples of docs/spark.md."""
        pages = sorted(map(str, support.EXAMPLES.glob("*.html")))
        subprocess.run([sys.executable, made.make_warc.__file__, "150000", os.path.join(self.folder.name, "pages.warc.gz"), *pages], check=True)
        failed, attempted = doctest.testfile(str(support.ROOT / "docs" / "spark.md"), False, globs={"spark": self.spark, "folder": self.folder.name}, encoding="utf-8")
        self.assertEqual(failed, 0)
        self.assertGreater(attempted, 5)

    def test_tables(self):
        """Documents that lie in a table, as Parquet or made by other means."""
        frame = self.spark.createDataFrame([("It rains, officials said.", "Post", "2031-05-14"), ("", None, None), (None, None, None), ("He denied it.", None, "May")],
                                           "text string, outlet string, published string")
        path = os.path.join(self.folder.name, "documents.parquet")
        frame.coalesce(1).write.parquet(path)
        rows = archive.read(self.spark, path, model=str(support.TINY)).collect()
        self.assertEqual([(row.outlet, row.published, row.error_code, row.error_position) for row in rows],
                         [("Post", "2031-05-14", None, None), (None, None, "HS_E_EMPTY", 0), (None, None, "HS_E_EMPTY", 0), (None, None, "HS_E_ARG", 0)])
        self.assertEqual(json.loads(rows[0].reading)["text"], "It rains, officials said.")

    def test_no_model(self):
        """That is no fault of a record's."""
        path = self.put("one.jsonl", b'{"text": "It rains, officials said."}\n')
        with self.assertRaisesRegex(Exception, "HS_E_MODEL|no model"):
            archive.read(self.spark, path, model="no-such-model").collect()
