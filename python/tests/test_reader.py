"""Reading: inputs of all kinds, failures, threads."""
import copy
import datetime
import os
import pickle
import tempfile
import threading
import time
import unittest
from pathlib import Path

from hearsay import Error, Input, Reader, Reading

import support

TEXT = "The ferry was late, the harbour master said. Divers knew that the pier had cracked."


class Inputs(unittest.TestCase):
    def test_text_stays_as_it_is(self):
        for text in (TEXT, "Zoë said “it rains” — twice.\r\nTwo 🌧 clouds, she said.\n", "\ufeffIt rains, she said."):
            reading = support.reader().read(text)
            self.assertEqual(reading.text, text.lstrip("\ufeff"))
            self.assertIsNone(reading.input)

    def test_spans_count_code_points(self):
        reading = support.small().read("🌧🌧 Zoë Ĕ said: “It rains.”")
        spans = [span for a in reading.attributions for span in (*a.source, *a.cue, *a.content)]
        self.assertTrue(spans)
        self.assertEqual({reading.words(a.cue) for a in reading.attributions}, {"said"})

    def test_half_a_code_point(self):
        self.assertEqual(support.reader().read("It rains \ud800, she said.").text, "It rains \ufffd, she said.")

    def test_page_as_str_is_decoded_already(self):
        page = '<meta charset="windows-1252"><h1>Zoë’s leak</h1><p>Zoë said that the pier had cracked, and that it would not hold.</p>'
        self.assertEqual(support.reader().read(page).title, "Zoë’s leak")
        self.assertEqual(support.reader().read(page.encode("cp1252")).title, "Zoë’s leak")

    def test_path_is_a_file(self):
        path = support.EXAMPLES / "harbour-coastal-wire.txt"
        reading = support.reader().read(path)
        self.assertEqual(reading.input, str(path))
        self.assertEqual(reading.text, path.read_text(encoding="utf-8"))
        self.assertEqual(reading.text, support.reader().read(path.read_bytes(), name=str(path)).text)

    def test_what_is_known_wins(self):
        when = datetime.datetime(2031, 5, 14, 9, 30, tzinfo=datetime.timezone.utc)
        reading = support.reader().read(TEXT, outlet="Harbour Post", published=when, url="https://post.example/a", name="a text")
        self.assertEqual((reading.outlet, reading.url, reading.input), ("Harbour Post", "https://post.example/a", "a text"))
        self.assertEqual(reading.published, "2031-05-14T09:30:00+00:00")
        self.assertEqual(support.reader().read(TEXT, published=datetime.date(2031, 5, 14)).published, "2031-05-14")

    def test_least_confidence(self):
        every = support.small().read(support.EXAMPLES / "harbour-coastal-wire.txt")
        sure = support.small().read(support.EXAMPLES / "harbour-coastal-wire.txt", min_confidence=0.8)
        self.assertEqual(len(sure.attributions), sum(a.confidence >= 0.8 for a in every.attributions))

    def test_helpers(self):
        reading = next(r for r in support.readings() if r.outlet == "Coastal Wire")
        inner = next(a for a in reading.attributions if a.parent)
        outer = next(a for a in reading.attributions if a.id == inner.parent)
        self.assertIn(inner, reading.inside(outer))
        self.assertNotIn(inner, reading.inside(None))
        chain = next(reading.chain(a) for a in reading.attributions if a.chain)
        self.assertEqual(chain[0].id, next(a.chain[0] for a in reading.attributions if a.chain))
        self.assertIn("attributions", repr(reading))
        nobody = next(a for a in reading.attributions if a.source_id is None)
        self.assertIsNone(reading.holder(nobody))

    def test_copies(self):
        reading = support.reader().read(TEXT)
        for again in (pickle.loads(pickle.dumps(reading)), reading.detached(), copy.copy(reading)):
            self.assertEqual(again, reading)
            self.assertEqual(again.to_json(), reading.to_json())
        with self.assertRaises(Error):
            reading.detached().write("text")
        with self.assertRaises(AttributeError):
            reading.text = "another"

    def test_formats(self):
        reading = support.readings()[0]
        self.assertEqual(reading.write("jsonl"), reading.to_json() + "\n")
        self.assertEqual(len(reading.write("text", 40).splitlines()[0]) <= 40, True)
        self.assertIn("T1\t", reading.write("brat"))
        with self.assertRaises(Error):
            reading.write("dot")


class SeveralDocuments(unittest.TestCase):
    LINES = b'{"text": "It rains, officials said."}\n{"text": ""}\n{"no": 1}\n{"text": "He denied it."}\n'

    def test_all_of_an_input(self):
        found = list(support.reader().read_all(self.LINES, name="news.jsonl"))
        self.assertEqual([type(f).__name__ for f in found], ["Reading", "Error", "Error", "Reading"])
        self.assertEqual(found[0].input, "news.jsonl#1")
        self.assertEqual(found[1].input, "news.jsonl")
        self.assertTrue(str(found[1]))

    def test_first_of_an_input(self):
        self.assertEqual(support.reader().read(self.LINES).text, "It rains, officials said.")

    def test_as_it_comes(self):
        """Of a file no more is read than was asked for."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "news.jsonl"
            path.write_bytes(self.LINES * 1000)
            found = support.reader().read_all(path)
            self.assertEqual(next(found).text, "It rains, officials said.")
            found.close()
            self.assertEqual(sum(isinstance(f, Reading) for f in support.reader().read_all(path)), 2000)


class Failures(unittest.TestCase):
    def fails(self, code, *args, **named):
        with self.assertRaises(Error) as raised:
            support.reader().read(*args, **named)
        self.assertEqual(raised.exception.code, code)
        return raised.exception

    def test_codes_and_positions(self):
        self.assertEqual(self.fails("HS_E_EMPTY", "").position, 0)
        self.assertEqual(self.fails("HS_E_FORMAT", b"It rains\0\1\2\3, she said.").position, 8)
        self.assertEqual(self.fails("HS_E_ARG", TEXT, published="2031-99-14").position, 5)
        self.fails("HS_E_LANGUAGE", "Der Hafenmeister sagte, dass die Fähre nicht mehr fahre, weil der Pier gebrochen ist. Die Taucher wussten davon.")

    def test_position_of_a_str_is_its_own(self):
        """The mark that says how a page is encoded does not count."""
        plain, marked = '<svg xmlns="http://www.w3.org/2000/svg"><text>a</text></svg>', '<svg xmlns="http://www.w3.org/2000/svg"><text>ë</text></svg>'
        self.assertEqual(self.fails("HS_E_FORMAT", plain).position, self.fails("HS_E_FORMAT", marked).position)

    def test_files(self):
        with tempfile.TemporaryDirectory() as folder:
            error = self.fails("HS_E_IO", Path(folder) / "none.txt")
            self.assertEqual(error.input, os.path.join(folder, "none.txt"))
            self.fails("HS_E_IO", Path(folder))
        self.fails("HS_E_IO", Path("a\0b"))

    def test_model(self):
        with self.assertRaises(Error) as raised:
            Reader("no-such-model")
        self.assertEqual(raised.exception.code, "HS_E_MODEL")
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "config.json").write_text("{")
            with self.assertRaises(Error) as raised:
                Reader(folder)
            self.assertEqual(raised.exception.code, "HS_E_MODEL")

    def test_misuse(self):
        for wrong in (7, None, ["a"]):
            with self.assertRaises(TypeError):
                support.reader().read(wrong)
        with self.assertRaises(ValueError):
            support.reader().read_many([], threads=0)
        from hearsay import _native
        for kind in (_native.Document,):
            with self.assertRaises(TypeError):
                kind()
        with self.assertRaises(TypeError):
            _native.Intake("text", None, None, None, None, None)

    def test_error_is_picklable(self):
        error = pickle.loads(pickle.dumps(Error("why", "HS_E_FORMAT", 7, "a.txt")))
        self.assertEqual((str(error), error.code, error.position, error.input), ("why", "HS_E_FORMAT", 7, "a.txt"))


class Models(unittest.TestCase):
    def test_by_name_folder_and_variable(self):
        tiny = support.reader().model
        self.assertEqual(Reader(str(support.TINY)).model, tiny)
        os.environ["HEARSAY_MODEL"] = str(support.TINY)
        try:
            self.assertEqual(Reader().model, tiny)
            self.assertNotEqual(Reader("small").model, tiny)
        finally:
            del os.environ["HEARSAY_MODEL"]

    def test_meaning(self):
        vector, model = support.small().meaning("The pier had cracked")
        self.assertEqual((len(vector), model), (384, support.small().model))
        with self.assertRaises(Error):
            support.small().meaning("")


class Many(unittest.TestCase):
    def test_order_and_failures(self):
        texts = [f"It rains {i} times, officials said." if i % 7 else "" for i in range(100)]
        for threads in (1, 2, 5, None):
            found = list(support.reader().read_many(texts, threads=threads))
            self.assertEqual([f.code if isinstance(f, Error) else f.text for f in found], [text or "HS_E_EMPTY" for text in texts])

    def test_same_as_one_by_one(self):
        one = [support.small().read(a.source, outlet=a.outlet, published=a.published).to_json() for a in support.articles()[:4]]
        self.assertEqual([r.to_json() for r in support.readings()[:4]], one)

    def test_takes_few_ahead(self):
        taken = []

        def endless():
            while True:
                taken.append(1)
                yield TEXT

        found = support.reader().read_many(endless(), threads=3)
        for _ in range(10):
            next(found)
        found.close()
        self.assertLessEqual(len(taken), 10 + 2 * 3 + 1)

    def test_failure_of_the_iterable_is_the_callers(self):
        def breaks():
            yield TEXT
            raise KeyError("mine")

        with self.assertRaises(KeyError):
            list(support.reader().read_many(breaks(), threads=2))

    def test_bad_input_does_not_lose_others(self):
        found = list(support.reader().read_many([Input(TEXT), Path("no such file"), b"\0\1\2\3", TEXT], threads=2))
        self.assertEqual([getattr(f, "code", "read") for f in found], ["read", "HS_E_IO", "HS_E_FORMAT", "read"])

    def test_one_reader_many_threads(self):
        text = (support.EXAMPLES / "toll-halvan-tribune.html").read_text(encoding="utf-8")
        expected, wrong = support.reader().read(text).to_json(), []

        def work():
            for _ in range(5):
                if support.reader().read(text).to_json() != expected:
                    wrong.append(1)

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])

    @unittest.skipIf(support.SANITIZED, "sanitizers: too slow")
    def test_gil_is_free_while_it_reads(self):
        """A thread that counts goes on while a long text is read."""
        long, counted, done = (TEXT + "\n\n") * 600, [], threading.Event()

        def count():
            while not done.wait(0.001):
                counted.append(time.monotonic())

        counter = threading.Thread(target=count)
        counter.start()
        begun = time.monotonic()
        support.small().read(long)
        ended = time.monotonic()
        done.set()
        counter.join()
        inside = [begun, *[at for at in counted if begun < at < ended], ended]
        self.assertLess(max(b - a for a, b in zip(inside, inside[1:])), 0.6 * (ended - begun))

    @unittest.skipIf(support.SANITIZED, "sanitizers keep what was freed")
    def test_memory_is_bounded(self):
        def resident_kb():
            with open("/proc/self/statm") as f:
                return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024

        if not os.path.exists("/proc/self/statm"):
            self.skipTest("no /proc")
        texts = ((TEXT + "\n\n") * 20 for _ in range(2000))
        sizes = [resident_kb() for _ in support.reader().read_many(texts, threads=2)]
        self.assertLess(max(sizes[500:]) - max(sizes[:500]), 20000)


if __name__ == "__main__":
    unittest.main()
