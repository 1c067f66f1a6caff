"""hearsay.spark without Spark: files cut into splits and records, whatever stands in them."""
import gzip
import importlib.util
import json
import os
import random
import sys
import tempfile
import unittest

import support

sys.path.insert(0, str(support.ROOT / "bench"))
import make_warc  # noqa: E402

from hearsay import Error  # noqa: E402
from hearsay.spark import _read, _splits  # noqa: E402

HTTP = "application/http; msgtype=response"
PAGE = b"<title>Leak</title><h1>Leak</h1><p>Divers said on Tuesday that the pier had cracked, number %d.</p><p>The harbour master denied it.</p>"
QUOTED = b"\r\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 5\r\n\r\nabcde no record\r\n"  # a body that looks like an archive


def record(number, body=None):
    body = body if body is not None else PAGE % number
    return make_warc.record("response", number, f"https://archive.example/{number}", b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body, HTTP)


def request(number):
    return make_warc.record("request", number, f"https://archive.example/{number}", b"GET / HTTP/1.1\r\n\r\n", "application/http; msgtype=request")


def good(n):
    return [each for number in range(n) for each in (request(1000 + number), record(number, (PAGE % number) + QUOTED if number % 3 == 0 else None))]


@unittest.skipIf(importlib.util.find_spec("pyarrow") is None, "no pyarrow")
class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def put(self, name, content):
        path = os.path.join(self.folder.name, name)
        with open(path, "wb") as file:
            file.write(content)
        return path

    def pieces(self, path, split_bytes):
        splits = _splits.plan(_splits.find_files([path]), split_bytes)
        return [piece for split in splits for piece in _splits.pieces(split)]

    def rows(self, path, split_bytes=1 << 30):
        options = _read.Options(str(support.TINY), 0.0, False)
        splits = _splits.plan(_splits.find_files([path]), split_bytes)
        return [row for split in splits for row in _read._read_split(split, options)]

    def told(self, path, split_bytes=1 << 30):
        """Of each row the error's code, else the number in its address."""
        return [row.get("error_code") or int((row["url"] or "/-1").rpartition("/")[2]) for row in self.rows(path, split_bytes)]

    def each_once(self, path, sizes):
        whole = self.pieces(path, 1 << 30)
        for size in sizes:
            self.assertEqual(self.pieces(path, size), whole, size)
        return whole

    # ---- what is well ----

    def test_each_record_is_of_one_split(self):
        records = good(12)
        path = self.put("a.warc", b"".join(records))
        self.assertEqual([piece for _, piece in self.each_once(path, [1, 7, 100, 333, 1000, 5000])], [each[:-4] for each in records])
        self.assertEqual(self.told(path), list(range(12)))

    def test_packed_by_record(self):
        records = good(12)
        path = self.put("a.warc.gz", b"".join(gzip.compress(each) for each in records))
        self.assertEqual([piece for _, piece in self.each_once(path, [1, 7, 100, 333, 1000])], [each[:-4] for each in records])

    def test_packed_as_a_whole(self):
        records = good(6)
        path = self.put("a.warc.gz", gzip.compress(b"".join(records)))
        self.assertEqual([piece for _, piece in self.each_once(path, [100])], [each[:-4] for each in records])

    def test_the_commands_readings(self):
        for name, content in (("a.warc", b"".join(good(5))), ("b.warc.gz", b"".join(map(gzip.compress, good(5))))):
            path = self.put(name, content)
            lines = support.command("read", path, "--model", support.TINY)
            ours = [json.loads(row["reading"]) for row in self.rows(path, 700)]
            for line in lines + ours:
                del line["input"]
            self.assertEqual(ours, lines)

    def test_lines(self):
        lines = [json.dumps({"text": f"Divers said so, number {n}.", "outlet": "Post"}).encode() for n in range(9)] + [b"", b"  "]
        path = self.put("a.jsonl", b"\n".join(lines))
        self.assertEqual([piece for _, piece in self.each_once(path, [1, 5, 50, 60, 100])], lines[:9])
        packed = self.put("b.jsonl.gz", gzip.compress(b"\n".join(lines[:4]) + b"\n") + gzip.compress(b"\n".join(lines[4:])))
        self.assertEqual([piece for _, piece in self.each_once(packed, [1, 50])], lines[:9])
        self.assertEqual([row["outlet"] for row in self.rows(packed)], ["Post"] * 9)

    # ---- what is not ----

    def test_wrong_lengths(self):
        long, short = [record(n).replace(b"Content-Length: ", b"Content-Length: %d" % digit) for n, digit in ((1, 1), (2, 0))]
        short = short.replace(b"Content-Length: 01", b"Content-Length: 00")
        path = self.put("a.warc", b"".join([record(0), long, *map(record, range(10, 20)), short, record(4), b"WARC/1.0\r\nx: y\r\n\r\n", record(5)]))
        found = self.told(path)
        self.assertEqual(found[:2], [0, "HS_E_FORMAT"])
        self.assertEqual(found[-6:], [18, 19, "HS_E_FORMAT", 4, "HS_E_FORMAT", 5])
        for size in (1, 50, 200, 700):  # what a wrong length swallows, the next split finds
            found = self.told(path, size)
            self.assertEqual([each for each in found if isinstance(each, int)], [0, *range(10, 20), 4, 5])
            self.assertEqual(found.count("HS_E_FORMAT"), 3)

    def test_cut_off(self):
        path = self.put("a.warc", b"".join(good(3))[:-60])
        self.assertEqual(self.told(path), [0, 1, "HS_E_FORMAT"])
        path = self.put("b.warc.gz", b"".join(map(gzip.compress, good(3)))[:-20])
        self.assertEqual(self.told(path), [0, 1, "HS_E_FORMAT"])
        path = self.put("c.jsonl.gz", gzip.compress(b'{"text": "It rains, officials said."}\n' * 3)[:-9])
        self.assertEqual(self.told(path)[-1], "HS_E_FORMAT")

    def test_a_damaged_member(self):
        members = list(map(gzip.compress, good(4)))
        members[3] = members[3][:40] + b"\xff" * 30 + members[3][70:]
        path = self.put("a.warc.gz", members[0] + members[1] + b"\0junk\0" + b"".join(members[2:]))
        for size in (1 << 30, 100):
            self.assertEqual(self.told(path, size), [0, "HS_E_FORMAT", 2, 3])

    def test_hostile_bodies(self):
        noise = bytes(random.Random(5).randrange(256) for _ in range(3000))
        records = [record(0), record(1, noise), record(2, b""), record(3, b"<html>"), make_warc.record("response", 4, "https://archive.example/4", noise, HTTP), record(5)]
        found = self.told(self.put("a.warc", b"".join(records)))
        self.assertEqual((found[0], found[-1], found[-2]), (0, 5, "HS_E_FORMAT"))

    def test_noise(self):
        """Whatever stands there, each split ends, and what comes of it are records or errors."""
        chance = random.Random(7)
        whole = b"".join(good(6))
        for turn in range(30):
            broken = bytearray(whole if turn % 2 else b"".join(map(gzip.compress, good(6))))
            for _ in range(chance.randrange(1, 20)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            path = self.put("a.warc" if turn % 2 else "a.warc.gz", bytes(broken))
            for size in (1 << 30, 300):
                for at, piece in self.pieces(path, size):
                    self.assertIsInstance(piece, (bytes, Error))
                    self.assertTrue(0 <= at < len(broken))

    def test_a_record_over_the_limit(self):
        most, _splits.MOST_BYTES = _splits.MOST_BYTES, 500
        try:
            path = self.put("a.warc", record(0) + record(1, b"x" * 2000) + record(2))
            self.assertEqual(self.told(path), [0, "HS_E_LIMIT", 2])
            path = self.put("a.jsonl", b'{"text": "%s"}\n{"text": "He denied it."}' % (b"x" * 700_000))
            self.assertEqual(self.told(path), ["HS_E_LIMIT", -1])
        finally:
            _splits.MOST_BYTES = most

    def test_lines_that_are_no_objects(self):
        path = self.put("a.jsonl", b'plain words\n[1]\n{"text": 5}\n{"text": "He denied it."}\n\xff\n{"text"\n' + b"[" * 100000)
        self.assertEqual(self.told(path), ["HS_E_FORMAT"] * 3 + [-1] + ["HS_E_FORMAT"] * 3)

    # ---- which files ----

    def test_names(self):
        for name in ("a.warc", "b.warc.gz", "c.txt", "d.jsonl"):
            self.put(name, b"")
        found = [os.path.basename(file.path) for file in _splits.find_files([self.folder.name])]
        self.assertEqual(found, ["a.warc", "b.warc.gz", "d.jsonl"])
        self.assertEqual([file.kind for file in _splits.find_files([self.folder.name + "/*.warc*", "file://" + self.folder.name + "/a.warc"])], ["warc"] * 3)
        for path, code in ((self.folder.name + "/none.warc", "HS_E_IO"), (self.folder.name + "/c.txt", "HS_E_ARG"), (self.folder.name + "/*.db", "HS_E_IO")):
            with self.assertRaises(Error) as raised:
                _splits.find_files([path])
            self.assertEqual(raised.exception.code, code)
