"""Relating in parts, as hearsay.spark's executors do it, without Spark: the same answers as from one ledger."""
import os
import tempfile
import unittest

import support
from hearsay import Comparer, Ledger
from hearsay.spark import _keep, _ledgers


def in_order(kept):
    """Kept documents with what is known of them, in the order in which they were heard."""
    comparer = Comparer()
    facts = [_ledgers.facts_of(each, comparer) for each in kept]
    return sorted(facts, key=lambda each: (each.document["heard"], each.document["document"]))


def one_ledger(kept):
    """What one ledger tells of documents, which it was given in the order of time."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "news.db")
        _ledgers.fill(path, kept)
        with Ledger(path, "write") as ledger:
            ledger.relate(Comparer())
        with _ledgers.looked_at(path) as base, Ledger(path) as ledger:
            pairs = [tuple(row) for row in base.execute("SELECT a.text, b.text, relation, score, why FROM pair p JOIN claim a ON a.claim_id = p.claim_id JOIN claim b "
                                                        "ON b.claim_id = p.other_id WHERE alike < ?", (_ledgers.BY_RULE,))]
            return list(_ledgers.answers(base, ledger, None)), pairs


def plain(rows):
    """Rows without the numbers that a ledger has for them."""
    return sorted(sorted((name, str(value)) for name, value in row.items() if name != "standing_id") for row in rows)


class Parts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.comparer = Comparer()
        cls.kept = [_keep.keep(each) for each in support.readings()]
        cls.facts = in_order(cls.kept)
        cls.documents = [each.document for each in cls.facts]
        cls.words = {}
        for each in cls.facts:
            for wording in each.wordings:
                cls.words.setdefault(wording["wording"], wording["words"])
        cls.want, cls.pairs = one_ledger(cls.documents)

    def test_a_document_is_kept(self):
        for reading, kept in zip(support.readings(), self.kept):
            self.assertEqual(_keep.document_of(kept).write("jsonl", 80).rstrip("\n"), reading.to_json())

    def test_pairs_are_judged_alike(self):
        self.assertGreater(len(self.pairs), 100)
        for turned in (False, True):
            found = self.comparer._native.judge(tuple((b, a) if turned else (a, b) for a, b, *_ in self.pairs))
            self.assertEqual([(relation, round(score, 3), why) for relation, score, why in found], [tuple(rest) for _, _, *rest in self.pairs])

    def judged(self, found):
        return list(_ledgers.judged(iter([{**row, "a_words": self.words[row["a"]], "b_words": self.words[row["b"]]} for row in found]), self.comparer))

    def test_told_what_another_found(self):
        told = self.judged(_ledgers.pairs_of(self.documents, self.comparer)) + [{"a": wording, "b": None} for wording in self.words]
        self.assertEqual(plain(_ledgers.settled(self.documents, told, self.comparer)), plain(self.want))

    def test_each_matter_by_itself(self):
        """Wordings that nothing connects are settled apart, each with the documents that hold them alone."""
        pairs = self.judged(_ledgers.pairs_of(self.documents, self.comparer))
        matter = {wording: wording for wording in self.words}

        def root(wording):
            while matter[wording] != wording:
                wording = matter[wording]
            return wording

        for row in pairs:
            if row["relation"] != "neither":
                matter[root(row["a"])] = root(row["b"])
        found = []
        for each in {root(wording) for wording in self.words}:
            own = {wording for wording in self.words if root(wording) == each}
            if len(own) < 2:
                continue
            holders = {facts.document["document"] for facts in self.facts if any(w["wording"] in own for w in facts.wordings)}
            documents = [row for row in self.documents if row["document"] in holders]
            told = [row for row in pairs if row["a"] in own and row["b"] in own] + [{"a": wording, "b": None} for wording in own]
            found += _ledgers.settled(documents, told, self.comparer)
        self.assertGreater(len(found), 50)
        want = plain(self.want)
        self.assertEqual([row for row in plain(found) if row not in want], [])
        self.assertEqual(sum(row["kind"] == "dispute" for row in found), sum(row["kind"] == "dispute" for row in self.want))
