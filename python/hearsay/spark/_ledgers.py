"""What executors do with ledgers: tell what a document has to be joined by, find which wordings of documents near one another are compared, and
settle what came of that. Ledgers are files of some milliseconds, filled and related by the library and then looked at in SQL (docs/ledger.md).

Across ledgers a wording goes by its key; one that says nothing by itself, which is its document's alone, by where it stands in that.
"""
from __future__ import annotations

import contextlib
import functools
import hashlib
import re
import sqlite3
from typing import Container, Dict, Iterator, List, NamedTuple, Optional, Sequence

from .. import _native
from .._comparer import Comparer
from .._errors import Error
from .._ledger import Ledger
from . import _keep
from ._rows import Row

BY_RULE = 1000000  # pair.alike of a pair that a rule made
_PRONOUN = re.compile(r" of d\d+, \d+$")  # at the end of source.name_key: nobody's name

FACTS = (("document", "string"), ("heard", "string"), ("day", "int64"), ("page", "string"), ("text", "string"), ("model", "string"), ("bare", "bool"), ("terms", "[int64]"),
         ("shingles", "[int64]"), ("kept", "binary"))
WORDINGS = (("document", "string"), ("heard", "string"), ("position", "int64"), ("wording", "string"), ("words", "string"), ("vector", "binary"),
            ("person", "string"))
PAIRS = (("a", "string"), ("b", "string"), ("alike", "int64"), ("differs", "bool"), ("relation", "string"), ("score", "double"), ("why", "string"))
SETTLED = (("kind", "string"), ("claim", "string"), ("other", "string"), ("document", "string"), ("id", "string"), ("text", "string"),
           ("wordings", "int64"), ("attributions", "int64"), ("documents", "int64"), ("first", "string"), ("for_best", "int64"), ("for_low", "int64"),
           ("for_high", "int64"), ("against_best", "int64"), ("against_low", "int64"), ("against_high", "int64"), ("dispute", "string"),
           ("is_update", "bool"), ("voices", "int64"), ("heard", "string"))


@functools.lru_cache(maxsize=1)
def comparer_of(model: Optional[str]) -> Comparer:
    """The comparer of this process."""
    return Comparer(model)


@contextlib.contextmanager
def looked_at(path: str) -> Iterator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        yield base


def _wordings(base: sqlite3.Connection) -> Dict[int, str]:
    """By what each wording of a ledger goes across ledgers."""
    found = {}
    for row in base.execute("SELECT m.claim_id, text_key, m.text, sha256, min(a.position) AS position FROM claim m JOIN attribution a USING (claim_id) "
                            "JOIN document USING (document_id) GROUP BY m.claim_id"):
        key = row["text_key"]
        if _native.is_bare(row["text"]):
            key = hashlib.sha256(f"{row['sha256']} {row['position']}".encode()).digest()[:len(key)]
        found[row["claim_id"]] = key.hex()
    return found


# ---- one document ----


class Facts(NamedTuple):
    """What is known of one document."""

    document: Row
    wordings: List[Row]


def _relate(path: str, comparer: Comparer) -> None:
    with Ledger(path, "change") as ledger, ledger.batch():
        number = ledger._native.relate_next(0)
        while number:
            ledger._native.relate(comparer._native, number)
            number = ledger._native.relate_next(number)


def facts_of(kept: bytes, comparer: Comparer) -> Facts:
    """What a kept document is joined with others by: its telling words, its runs of words, its address, its wordings and who holds them."""
    with _keep.unpacked(kept) as path:
        _relate(path, comparer)
        with looked_at(path) as base:
            names = _wordings(base)
            document = dict(base.execute("SELECT sha256 AS document, heard, outlet, url, text_sha256 AS text, label AS model FROM document "
                                         "JOIN model USING (model_id)").fetchone())
            outlet, url = document.pop("outlet"), document.pop("url")
            document.update(page=None if url is None else f"{url} {outlet}", bare=outlet is None and url is None, kept=kept)
            terms = base.execute("SELECT hash, day FROM term").fetchall()
            document.update(terms=[row["hash"] for row in terms], day=terms[0]["day"] if terms else 0)
            document.update(shingles=[row["hash"] for row in base.execute("SELECT hash FROM shingle")])
            rows = base.execute("SELECT a.position, a.claim_id, m.text AS words, vector, CASE WHEN s.anonymous = 0 AND s.kind = 'person' THEN "
                                "s.name_key END AS person FROM attribution a JOIN claim m USING (claim_id) LEFT JOIN vector v USING (claim_id) "
                                "LEFT JOIN holder h USING (holder_id) LEFT JOIN source s USING (source_id)").fetchall()
    wordings = []
    for row in map(dict, rows):
        person = row["person"] if row["person"] and not _PRONOUN.search(row["person"]) else None
        wordings.append({**row, "person": person, "wording": names[row["claim_id"]], "document": document["document"], "heard": document["heard"]})
    return Facts(document, wordings)


# ---- documents near one another ----


def fill(path: str, documents: Sequence[Row]) -> None:
    """A ledger of documents, in the order of time, as one that is fed as they come."""
    with Ledger(path, "write") as ledger, ledger.batch():
        for row in sorted(documents, key=lambda row: (row["heard"], row["document"])):
            ledger._native.add(_keep.document_of(row["kept"], dict(row.get("vectors") or ())))


def pairs_of(documents: Sequence[Row], comparer: Comparer) -> List[Row]:
    """Which wordings of documents a ledger of them would compare, or a rule has made one or contradict each other."""
    with _keep.scratch() as path:
        fill(path, documents)
        _relate(path, comparer)
        with looked_at(path) as base:
            names = _wordings(base)
            found = []
            for row in map(dict, base.execute("SELECT * FROM pair")):
                a, b = sorted((names[row["claim_id"]], names[row["other_id"]]))
                found.append({**row, "a": a, "b": b, "differs": bool(row["differs"])})
            return found


# ---- judging ----


def judged(rows: Iterator[Row], comparer: Comparer) -> Iterator[Row]:
    """What the comparer says of pairs of words; what a rule made is judged already."""
    waiting: List[Row] = []
    for row in rows:
        if row["alike"] == BY_RULE:
            yield row
            continue
        waiting.append(row)
        if len(waiting) == 512:
            yield from _judge(waiting, comparer)
            waiting = []
    yield from _judge(waiting, comparer)


def _judge(rows: List[Row], comparer: Comparer) -> Iterator[Row]:
    found = comparer._native.judge(tuple((row["a_words"], row["b_words"]) for row in rows))
    for row, (relation, score, why) in zip(rows, found):
        yield {**row, "relation": relation, "score": round(score, 3), "why": why}


# ---- settling ----


def settled(documents: Sequence[Row], told: Sequence[Row], comparer: Comparer) -> Iterator[Row]:
    """Claims, positions and disputes of the wordings that are told of, by these pairs. `told`: pairs, and of each wording one without `b`."""
    own = {row["a"] for row in told if row["b"] is None}
    with _keep.scratch() as path:
        fill(path, documents)
        with looked_at(path) as base:
            names = _wordings(base)
            keys = {names[row["claim_id"]]: row["text_key"] for row in base.execute("SELECT claim_id, text_key FROM claim")}
        pairs = tuple((keys[row["a"]], keys[row["b"]], row["relation"], row["score"], row["alike"] == BY_RULE, row["why"])
                      for row in told if row["b"] is not None)
        with Ledger(path, "change") as ledger, ledger.batch():
            ledger._native.relate_told(comparer._native, pairs)
            ledger._native.settle()
        with looked_at(path) as base, Ledger(path) as ledger:
            yield from answers(base, ledger, own)


def answers(base: sqlite3.Connection, ledger: Ledger, own: Optional[Container[str]]) -> Iterator[Row]:
    """The claims, positions and disputes of a ledger that is settled.

    :param own: only of these wordings
    """
    names = _wordings(base)
    own = set(names.values()) if own is None else own
    yield from _claims(base, ledger, names, own)
    yield from _positions(base, names, own)
    yield from _disputes(base, names, own)


def _origins(ledger: Ledger, claim: int) -> Row:
    try:
        trace = ledger.trace(f"c{claim}")
    except Error as error:
        if error.code != "HS_E_NONE":
            raise
        return {}
    return {f"{side}_{name}": getattr(count, name) for side, count in (("for", trace.independent_for), ("against", trace.independent_against))
            for name in ("best", "low", "high")}


def _claims(base: sqlite3.Connection, ledger: Ledger, names: Dict[int, str], own: Container[str]) -> Iterator[Row]:
    for row in map(dict, base.execute("SELECT w.standing_id, m.text, count(DISTINCT w.claim_id) AS wordings, count(*) AS attributions, "
                                      "count(DISTINCT a.document_id) AS documents, min(d.heard) AS first FROM wording w JOIN claim m ON m.claim_id = w.standing_id "
                                      "JOIN attribution a ON a.claim_id = w.claim_id JOIN document d USING (document_id) GROUP BY w.standing_id")):
        claim = row["standing_id"]
        if names[claim] in own:
            yield {**row, "kind": "claim", "claim": names[claim], **_origins(ledger, claim)}


def _positions(base: sqlite3.Connection, names: Dict[int, str], own: Container[str]) -> Iterator[Row]:
    for row in base.execute("SELECT d.sha256, 'a' || a.position AS id, a.claim_id, standing_id FROM attribution a JOIN document d USING (document_id) "
                            "JOIN wording w USING (claim_id)"):
        if names[row["claim_id"]] in own:
            yield {"kind": "position", "claim": names[row["standing_id"]], "document": row["sha256"], "id": row["id"]}


def _disputes(base: sqlite3.Connection, names: Dict[int, str], own: Container[str]) -> Iterator[Row]:
    for row in base.execute("SELECT claim_id, other_id, kind, is_update, voices, heard FROM dispute"):
        if names[row["claim_id"]] in own:
            yield {"kind": "dispute", "claim": names[row["claim_id"]], "other": names[row["other_id"]], "dispute": row["kind"],
                   "is_update": bool(row["is_update"]), "voices": row["voices"], "heard": row["heard"]}
