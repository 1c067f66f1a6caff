#!/usr/bin/env python3
"""Pipes, files, models and a standard output that fail `hearsay read`, and what it then says and returns.

usage: cli_faults.py HEARSAY MODEL SAMPLES
"""
import os
import shutil
import subprocess
import sys
import tempfile
import unittest

HEARSAY, MODEL, SAMPLES = map(os.path.abspath, sys.argv[1:4])
DONE, SOME_FAILED, USAGE, NO_INPUT, MODEL_FAILED = 0, 1, 2, 3, 4
PAGE = os.path.join(SAMPLES, "page.html")
PLAIN = os.path.join(SAMPLES, "plain.txt")


def hearsay(*arguments, model=MODEL, **how):
    how.setdefault("stdout", subprocess.PIPE)
    environment = dict(os.environ, HEARSAY_MODEL=model)
    return subprocess.run([HEARSAY, *arguments], stderr=subprocess.PIPE, env=environment, timeout=120, **how)


def read_in_pieces(data, size):
    """What `hearsay read -` prints when its standard input comes in pieces of `size` bytes."""
    environment = dict(os.environ, HEARSAY_MODEL=MODEL)
    with subprocess.Popen([HEARSAY, "read", "--format", "jsonl", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          env=environment, bufsize=0) as process:
        for i in range(0, len(data), size):
            process.stdin.write(data[i:i + size])
        process.stdin.close()
        return process.stdout.read(), process.wait()


class Faults(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def expect(self, run, code, *words):
        said = run.stderr.decode()
        self.assertEqual(run.returncode, code, said)
        self.assertNotIn("defect", said)
        for word in words:
            self.assertIn(word.lower(), said.lower())

    def test_short_reads(self):
        for path in PAGE, PLAIN:
            with open(path, "rb") as f:
                data = f.read()
            whole = hearsay("read", "--format", "jsonl", "-", input=data)
            self.expect(whole, DONE)
            for size in 1, 3, 997, 4096:
                self.assertEqual(read_in_pieces(data, size), (whole.stdout, DONE), f"pieces of {size} bytes")

    def test_full_disk(self):
        for form in "text", "jsonl", "csv", "brat", "webanno":
            with open("/dev/full", "wb") as full:
                self.expect(hearsay("read", "--format", form, PAGE, stdout=full), SOME_FAILED, "No space left")

    def test_closed_output(self):
        run = hearsay("read", PAGE, stdout=None, preexec_fn=lambda: os.close(1))
        self.expect(run, SOME_FAILED, "standard output")

    def test_closed_input(self):
        self.expect(hearsay("read", "-", preexec_fn=lambda: os.close(0)), NO_INPUT, "-:")

    def test_no_input(self):
        self.expect(hearsay("read", os.path.join(self.folder, "none.txt")), NO_INPUT, "none.txt", "No such file")
        self.expect(hearsay("read", self.folder), NO_INPUT, self.folder, "folder")
        self.expect(hearsay("read", "/proc/self/mem"), NO_INPUT, "/proc/self/mem", "error")

    @unittest.skipIf(os.geteuid() == 0, "root may read every file")
    def test_unreadable(self):
        path = os.path.join(self.folder, "secret.txt")
        shutil.copy(PLAIN, path)
        os.chmod(path, 0)
        self.expect(hearsay("read", path), NO_INPUT, "Permission denied")

    def test_some_inputs(self):
        whole = hearsay("read", "--format", "jsonl", PLAIN)
        some = hearsay("read", "--format", "jsonl", self.folder, PLAIN, os.path.join(self.folder, "none.txt"))
        self.expect(some, SOME_FAILED, self.folder, "none.txt")
        self.assertEqual(some.stdout, whole.stdout)

    def test_empty_and_binary(self):
        for data, words in ((b"", "no text"), (b" \n\n", "no text"), (b"\x7fELF\0\0\0\0\1\2\3", "byte")):
            run = hearsay("read", "-", input=data)
            self.expect(run, NO_INPUT, words)
            self.assertEqual(run.stdout, b"")

    def model(self, **changes):
        """A copy of the model with files replaced by bytes, or left out where they are None."""
        folder = tempfile.mkdtemp(dir=self.folder)
        for name in "config.json", "model.safetensors", "vocab.txt":
            with open(os.path.join(MODEL, name), "rb") as f:
                data = f.read()
            change = changes.get(name.split(".")[0], lambda x: x)
            data = change(data)
            if data is not None:
                with open(os.path.join(folder, name), "wb") as f:
                    f.write(data)
        return folder

    def expect_refused(self, folder, *words):
        run = hearsay("read", PLAIN, model=folder)
        self.expect(run, MODEL_FAILED, "model", *words)
        self.assertEqual(run.stdout, b"")

    def test_model_as_it_is(self):
        self.expect(hearsay("read", PLAIN, model=self.model()), DONE)

    def test_model_missing(self):
        self.expect_refused(os.path.join(self.folder, "none"))
        self.expect_refused("no-such-model", "no-such-model")
        for name in "config", "model", "vocab":
            self.expect_refused(self.model(**{name: lambda data: None}))

    def test_weights_cut(self):
        with open(os.path.join(MODEL, "model.safetensors"), "rb") as f:
            data = f.read()
        header = 8 + int.from_bytes(data[:8], "little")
        for length in 0, 1, 7, 8, 9, header - 1, header, header + 1, len(data) // 2, len(data) - 1:
            self.expect_refused(self.model(model=lambda data: data[:length]), "model.safetensors")
        self.expect_refused(self.model(model=lambda data: data + b"\0"), "model.safetensors")

    def test_weights_grown(self):
        self.expect_refused(self.model(model=lambda data: b"\xff" * 8 + data[8:]), "model.safetensors")

    def test_vocabulary(self):
        for change in (lambda data: data + b"more\n", lambda data: data[data.index(b"\n") + 1:], lambda data: b"",
                       lambda data: data.replace(b"[CLS]", b"[CLT]"), lambda data: data + b"\xff\n",
                       lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"the\n" * 64):
            self.expect_refused(self.model(vocab=change), "vocab.txt")

    def test_config(self):
        for change in (lambda data: b"", lambda data: b"[]", lambda data: data[:100],
                       lambda data: data.replace(b'"format": 1', b'"format": 2'),
                       lambda data: data.replace(b'"vocabulary": 64', b'"vocabulary": 65')):
            self.expect_refused(self.model(config=change))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
