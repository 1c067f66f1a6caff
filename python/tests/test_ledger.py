"""The ledger: what goes in, the same answers as the command's, what people say of it."""
import os
import tempfile
import threading
import unittest
from pathlib import Path

from hearsay import Comparer, Error, Ledger, answer

import support


def plain(lines):
    return [{name: value for name, value in line.items() if name not in ("schema", "type")} for line in lines]


def without_types(value):
    """A row of JSON without the types of what it holds, which records show by their class."""
    if isinstance(value, dict):
        return {name: without_types(each) for name, each in value.items() if name not in ("schema", "type")}
    return [without_types(each) for each in value] if isinstance(value, list) else value


class SameAsCommand(unittest.TestCase):
    def setUp(self):
        self.ledger = Ledger(support.kept())
        self.addCleanup(self.ledger.close)

    def same(self, rows, *args):
        expected = [without_types(line) for line in support.command(*args, "--ledger", support.kept())]
        self.assertTrue(expected, args)
        self.assertEqual([row.to_dict() for row in rows], expected, args)

    def test_claims(self):
        self.same(self.ledger.claims(), "claims")
        self.same(self.ledger.claims("leak", act="deny"), "claims", "leak", "--act", "deny")
        self.same(self.ledger.claims(anonymous=True, since="2031-09", polarity="+", certainty="certain"), "claims", "--anonymous", "--since",
                  "2031-09", "--polarity", "+", "--certainty", "certain")
        self.same(self.ledger.claims(source="Lindqvist", outlet="coastal", min_confidence=0.5, all=True), "claims", "--source", "Lindqvist",
                  "--outlet", "coastal", "--min-confidence", "0.5", "--all")

    def test_lists(self):
        self.same(self.ledger.articles(), "list", "articles")
        self.same(self.ledger.articles("leak"), "list", "articles", "leak")
        self.same(self.ledger.outlets(), "list", "outlets")
        self.same(self.ledger.sources(limit=7), "list", "sources", "--limit", "7")
        self.same([self.ledger.stats()], "stats")

    def test_questions(self):
        self.same(self.ledger.who("Mara Lindqvist"), "who", "Mara Lindqvist")
        self.same(self.ledger.search("miners died", reader=support.small(), limit=5), "search", "miners", "died", "--limit", "5")
        self.same(self.ledger.search("leak"), "search", "leak", "--words")
        self.same(self.ledger.disputes(), "disputes")
        self.same(self.ledger.changes(), "changes")
        self.same(self.ledger.changes("lindqvist"), "changes", "lindqvist")
        self.same(self.ledger.stories(), "stories")

    def test_show_and_explain(self):
        claim = self.ledger.claims("leak", limit=1)[0]
        for id in (claim.claim, claim.said[0].id, claim.said[0].document, "s1"):
            self.same(self.ledger.show(id), "show", id)
            if not id.startswith("s"):
                self.same(self.ledger.explain(id), "explain", id)
        self.assertEqual(len(self.ledger.show(claim.said[0].id).of(answer.Context)), 1)

    def test_trace(self):
        words = "the ministry knew of the leak in March"
        found = self.ledger.trace(words, reader=support.small(), comparer=Comparer())
        self.same([found], "trace", words)
        self.assertTrue(found.origins)
        self.assertEqual(found.node(found.edges[0].to).id, found.edges[0].to)
        self.same([self.ledger.trace(found.claims)], "trace", *found.claims)
        against = self.ledger.claims(act="deny", limit=1)[0].claim
        self.assertIn(against, self.ledger.trace(found.claim, against=[against]).contradicting)

    def test_draw(self):
        claim = self.ledger.claims("leak", limit=1)[0].claim
        self.assertTrue(self.ledger.draw(claim, "dot").startswith("digraph"))
        self.assertIn(claim, self.ledger.draw(claim, "text"))

    def test_pages(self):
        every = self.ledger.claims(limit=None)
        self.assertIsNone(every.next)
        found, after = [], None
        while True:
            page = self.ledger.claims(limit=40, after=after)
            found += page
            after = page.next
            if after is None:
                break
        self.assertEqual(found, list(every))
        self.assertEqual(every[0], every[:1][0])
        self.assertIn("and more", repr(self.ledger.claims(limit=1)))

    def test_reading_is_as_it_was_added(self):
        for document in self.ledger.articles(limit=None):
            reading = self.ledger.reading(document.document)
            self.assertIn(reading.to_json(), [r.to_json() for r in support.readings()])

    def test_failures(self):
        for code, ask in (
            ("HS_E_NONE", lambda: self.ledger.show("c999999")),
            ("HS_E_NONE", lambda: self.ledger.reading("d999")),
            ("HS_E_ARG", lambda: self.ledger.reading("c1")),
            ("HS_E_ARG", lambda: self.ledger.show("leak")),
            ("HS_E_ARG", lambda: self.ledger.claims(since="May")),
            ("HS_E_ARG", lambda: self.ledger.claims(act="shout")),
            ("HS_E_ARG", lambda: self.ledger.claims(after="nonsense")),
            ("HS_E_ARG", lambda: self.ledger.trace("c0")),
            ("HS_E_NONE", lambda: self.ledger.trace("zebras juggle marmalade")),
            ("HS_E_ARG", lambda: self.ledger.add(support.readings()[0])),
        ):
            with self.assertRaises(Error) as raised:
                ask()
            self.assertEqual(raised.exception.code, code)
        self.assertEqual([e.position for e in [self.none("c999999")]], [999999])
        with self.assertRaises(ValueError):
            self.ledger.claims(limit=0)

    def none(self, id):
        with self.assertRaises(Error) as raised:
            self.ledger.show(id)
        return raised.exception


class Changing(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        self.ledger = Ledger(self.folder / "news.db", "write")
        self.addCleanup(self.ledger.close)

    def add(self, n=3):
        return [self.ledger.add(reading) for reading in support.readings()[:n]]

    def test_open(self):
        with self.assertRaises(Error) as raised:
            Ledger(self.folder / "none.db")
        self.assertEqual(raised.exception.code, "HS_E_IO")
        with self.assertRaises(ValueError):
            Ledger(self.folder / "news.db", "append")
        (self.folder / "no.db").write_text("This is no ledger.")
        with self.assertRaises(Error) as raised:
            Ledger(self.folder / "no.db")
        self.assertEqual(raised.exception.code, "HS_E_LEDGER")
        os.environ["HEARSAY_LEDGER"] = str(self.folder / "news.db")
        try:
            Ledger().close()
        finally:
            del os.environ["HEARSAY_LEDGER"]

    def test_closed(self):
        self.ledger.close()
        self.ledger.close()
        with self.assertRaises(Error):
            self.ledger.stats()
        with self.assertRaises(Error):
            self.ledger.add(support.readings()[0])

    def test_add(self):
        self.assertEqual([a.outcome for a in self.add()], ["added"] * 3)
        self.assertEqual([a.outcome for a in self.add()], ["in already"] * 3)
        with Ledger(self.folder / "news.db") as other:
            self.assertEqual(other.stats().documents, 3)
        with self.assertRaises(Error):
            self.ledger.add(support.readings()[3].detached())

    def test_add_many_hands_errors_on(self):
        found = list(self.ledger.add_many([support.readings()[0], Error("why", "HS_E_EMPTY"), support.readings()[1]]))
        self.assertEqual([getattr(f, "outcome", "error") for f in found], ["added", "error", "added"])

    def test_batch_is_all_or_nothing(self):
        with self.assertRaises(KeyError):
            with self.ledger.batch():
                self.add(1)
                with self.ledger.batch():
                    self.add(2)
                raise KeyError
        self.assertEqual(self.ledger.stats().documents, 0)
        with self.ledger.batch():
            self.add(2)
            with Ledger(self.folder / "news.db") as other:
                self.assertEqual(other.stats().documents, 0)
        with Ledger(self.folder / "news.db") as other:
            self.assertEqual(other.stats().documents, 2)

    def test_relate(self):
        self.assertEqual(self.ledger.relate(), 0)
        self.add(2)
        self.assertEqual(self.ledger.relate(), 2)
        self.assertEqual(self.ledger.relate(), 0)
        self.assertEqual(self.ledger.relate(again=True), 2)
        with self.ledger.batch():
            self.add(3)
            self.assertEqual(self.ledger.relate(), 1)

    def test_correct(self):
        self.add(1)
        said = self.ledger.attributions(limit=1)[0]
        number = self.ledger.correct(said.id, "other", name="Somebody Else", act="deny", polarity="-", by="an editor", note="see page 2")
        shown = self.ledger.show(said.id)
        self.assertEqual((shown.of(answer.Attribution)[0].name, shown.of(answer.Attribution)[0].act), ("Somebody Else", "deny"))
        correction = shown.of(answer.Context)[0].corrections[0]
        self.assertEqual((correction.correction, correction.by, correction.note), (number, "an editor", "see page 2"))
        self.ledger.uncorrect(number)
        self.assertEqual(self.ledger.show(said.id).of(answer.Attribution)[0].name, said.name)
        self.ledger.correct("d1", "other", outlet="The Other Post", published="2031-01-02")
        self.assertEqual(self.ledger.articles()[0].outlet, "The Other Post")
        for id, verdict in (("c1", "right"), ("a1", "perhaps"), ("a99999", "right")):
            with self.assertRaises(Error):
                self.ledger.correct(id, verdict)

    def test_merge_and_split(self):
        self.add(3)
        one, other = [s.source for s in self.ledger.sources(anonymous=False, limit=2)]
        self.ledger.merge(one, other, why="the same")
        self.assertEqual(self.ledger.show(one).of(answer.Source)[0].source, other)
        self.assertEqual(self.ledger.split(one), one)
        self.assertEqual(self.ledger.show(one).of(answer.Source)[0].source, one)
        with self.assertRaises(Error):
            self.ledger.split(one, ["d99"])

    def test_forget(self):
        self.add(2)
        self.assertEqual(self.ledger.forget("d1").documents, 1)
        self.ledger.scrub()
        self.assertEqual(self.ledger.stats().documents, 1)
        with self.ledger.batch(), self.assertRaises(Error):
            self.ledger.scrub()

    def test_check_and_backup(self):
        self.add(2)
        self.assertEqual([f for f in self.ledger.check() if f.broken], [])
        self.ledger.backup(self.folder / "copy.db")
        with self.assertRaises(Error):
            self.ledger.backup(self.folder / "copy.db")
        self.ledger.backup(self.folder / "copy.db", replace=True)
        with Ledger(self.folder / "copy.db") as other:
            self.assertEqual(other.stats().documents, 2)

    def test_threads_take_turns(self):
        self.add(2)
        wrong = []

        def ask():
            for _ in range(20):
                if not self.ledger.claims(limit=3):
                    wrong.append(1)

        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        for reading in support.readings()[2:6]:
            self.ledger.add(reading)
        for thread in threads:
            thread.join()
        self.assertEqual(wrong, [])
        self.assertEqual(self.ledger.stats().documents, 6)


class Comparing(unittest.TestCase):
    def test_same_as_command(self):
        comparer = Comparer()
        pairs = [("12 people were killed", "20 people were killed"), ("The pier held.", "The pier did not hold."), ("", "x")]
        for found, (a, b) in zip(comparer.compare_many(pairs), pairs):
            self.assertEqual([found.to_dict()], [without_types(line) for line in support.command("compare", a, b)])
        self.assertEqual(comparer.compare_many([]), [])
        self.assertEqual(comparer.compare("a \ud800", "b").a, "a \ufffd")

    def test_failures(self):
        with self.assertRaises(Error) as raised:
            Comparer(support.TINY)
        self.assertEqual(raised.exception.code, "HS_E_MODEL")
        with self.assertRaises(TypeError):
            Comparer()._native.compare((("a",),))
        with self.assertRaises(TypeError):
            Comparer()._native.compare(("ab",))


if __name__ == "__main__":
    unittest.main()
