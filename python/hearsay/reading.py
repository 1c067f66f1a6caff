"""Readings: what is found in one document. Names are those of docs/reading.schema.json."""
from __future__ import annotations

import dataclasses
import functools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Dict, Iterable, Iterator, Literal, Optional, Tuple

from . import _native
from ._errors import Error
from ._records import Record, Span

if TYPE_CHECKING:
    import pandas
    import pyarrow

__all__ = ["Attribution", "Figure", "Furniture", "Link", "Reading", "Source", "Span", "Statement", "Time", "statements"]

Act = Literal["say", "claim", "deny", "admit", "confirm", "believe", "doubt", "speculate", "know", "predict", "promise", "order", "ask",
              "accuse", "agree", "warn"]
Polarity = Literal["+", "-"]
Certainty = Literal["certain", "probable", "possible", "unstated"]
Quotation = Literal["direct", "indirect", "mixed"]
Place = Literal["body", "title", "caption", "related"]
SourceKind = Literal["person", "organisation", "outlet", "document", "group", "place"]


@dataclass(frozen=True)
class Furniture(Record):
    """A part of the text that is not the article's body."""

    kind: Literal["title", "byline", "caption", "promotion", "related", "share", "other"]
    span: Span


@dataclass(frozen=True)
class Link(Record):
    """A link, by the words that it stands on."""

    span: Span
    url: str


@dataclass(frozen=True)
class Source(Record):
    """Who holds contents: all mentions of one person, body or group."""

    id: str
    name: Optional[str]
    description: Optional[str]
    affiliation: Optional[str]
    reason: Optional[str]
    kind: Optional[SourceKind]
    anonymous: Optional[bool]
    count: Optional[int]
    mentions: Tuple[Span, ...]


@dataclass(frozen=True)
class Time(Record):
    """A time that the text names, as TIMEX3 writes it."""

    span: Span
    value: Optional[str]


@dataclass(frozen=True)
class Figure(Record):
    """A quantity in a content: "at least 12 people killed"."""

    span: Span
    value: Optional[float]
    bound: Optional[Literal["exact", "least", "most", "about"]]
    unit: Optional[str]


@dataclass(frozen=True)
class Attribution(Record):
    """Who holds what, by which words. ``in_`` is ``in`` in JSON."""

    id: str
    in_: Place
    source: Tuple[Span, ...]
    cue: Tuple[Span, ...]
    content: Tuple[Span, ...]
    source_id: Optional[str]
    quotation: Quotation
    act: Optional[Act]
    polarity: Optional[Polarity]
    certainty: Optional[Certainty]
    time: Optional[str]
    parent: Optional[str]
    chain: Optional[Tuple[str, ...]]
    continued: Optional[bool]
    confidence: Optional[float]


@dataclass(frozen=True)
class Statement(Record):
    """An attribution as a row of a table, in words; names are those of ``hearsay read --format csv``, and ``title`` and ``url``."""

    input: Optional[str]
    outlet: Optional[str]
    published: Optional[str]
    id: str
    parent: Optional[str]
    in_: Place
    source: str
    cue: str
    content: str
    quotation: Quotation
    confidence: Optional[float]
    begin: Optional[int]
    end: Optional[int]
    name: Optional[str]
    kind: Optional[SourceKind]
    anonymous: bool
    count: Optional[int]
    act: Optional[Act]
    polarity: Optional[Polarity]
    certainty: Optional[Certainty]
    time: Optional[str]
    relays: Tuple[str, ...]
    document: str
    title: Optional[str]
    url: Optional[str]


@dataclass(frozen=True)
class Reading(Record):
    """What is found in one document.

    >>> from hearsay import Reader
    >>> reading = Reader().read("The harbour master denied that there had been a leak.", outlet="Coastal Wire")
    >>> reading.outlet, len(reading.attributions)
    ('Coastal Wire', 1)
    >>> a = reading.attributions[0]
    >>> a.act, a.polarity, reading.words(a.source), reading.words(a.content)
    ('deny', '-', 'The harbour master', 'that there had been a leak')

    It holds the library's document, some 150 kB, so that a ledger can take it; :meth:`detached` and copies by pickle do not.
    """

    input: Optional[str]
    document: str
    model: Optional[str]
    url: Optional[str]
    outlet: Optional[str]
    title: Optional[str]
    authors: Tuple[str, ...]
    published: Optional[str]
    modified: Optional[str]
    fetched: Optional[str]
    section: Optional[str]
    language: Optional[str]
    partial: Optional[bool]
    text: str
    furniture: Tuple[Furniture, ...]
    links: Tuple[Link, ...]
    sources: Tuple[Source, ...]
    times: Tuple[Time, ...]
    figures: Tuple[Figure, ...]
    attributions: Tuple[Attribution, ...]
    _line: str = field(default="", repr=False, compare=False)
    _document: Optional[_native.Document] = field(default=None, repr=False, compare=False)

    @classmethod
    def from_line(cls, line: str, document: Optional[_native.Document] = None) -> Reading:
        """A reading from a line of ``hearsay read --format jsonl``.

        >>> from hearsay import Reader
        >>> line = Reader().read("It rains, officials said.").to_json()
        >>> Reading.from_line(line).text
        'It rains, officials said.'
        """
        line = line.rstrip("\n")
        reading = cls.from_json(json.loads(line))
        reading.__dict__.update(_line=line, _document=document)
        return reading

    def __getstate__(self) -> Dict[str, Any]:
        return {**self.__dict__, "_document": None}

    def __repr__(self) -> str:
        return f"<Reading of {self.title or self.input or self.document[:12]!r}: {len(self.attributions)} attributions>"

    def detached(self) -> Reading:
        """A copy without the library's document, for whoever keeps many: no ledger takes it, and of formats it has :meth:`to_json` alone."""
        return dataclasses.replace(self, _document=None)

    def to_json(self) -> str:
        """The line that ``hearsay read --format jsonl`` prints, to the last digit."""
        return self._line

    def words(self, spans: Iterable[Span]) -> str:
        """The words of spans, such as an attribution's content; what lies between two is `` [...] ``."""
        return " [...] ".join(self.text[begin:end] for begin, end in spans)

    @functools.cached_property
    def _by_id(self) -> Dict[str, Source]:
        return {source.id: source for source in self.sources}

    def holder(self, attribution: Attribution) -> Optional[Source]:
        """Who holds an attribution's content; None where nobody is told of."""
        return self._by_id.get(attribution.source_id or "")

    def chain(self, attribution: Attribution) -> Optional[Tuple[Source, ...]]:
        """From the holder to the last relay; the document's own outlet is understood at its end. None: the text leaves it open."""
        return None if attribution.chain is None else tuple(self._by_id[each] for each in attribution.chain)

    def inside(self, attribution: Optional[Attribution]) -> Tuple[Attribution, ...]:
        """The attributions in the content of one; of None those that stand by themselves."""
        parent = attribution.id if attribution else None
        return tuple(a for a in self.attributions if a.parent == parent)

    def write(self, format: Literal["text", "jsonl", "csv", "brat", "webanno"] = "text", width: int = 80) -> str:
        """The reading in one of the command's formats.

        >>> from hearsay import Reader
        >>> print(Reader().read("The pier had cracked, divers said.").write("csv").splitlines()[0][:35])
        input,outlet,published,id,parent,in
        """
        return self.need_document().write(format, width)

    def need_document(self) -> _native.Document:
        """The library's own document, for the ledger and for other formats."""
        if self._document is None:
            raise Error("this reading is a copy without its document; read it again")
        return self._document

    def statements(self) -> Tuple[Statement, ...]:
        """The attributions as rows of a table."""
        return tuple(statements([self]))

    def to_arrow(self) -> pyarrow.Table:
        """The attributions as a table of pyarrow."""
        from .tables import to_arrow

        return to_arrow(self.statements(), Statement)

    def to_pandas(self) -> pandas.DataFrame:
        """The attributions as a data frame."""
        from .tables import to_pandas

        return to_pandas(self.statements(), Statement)


def _relays(reading: Reading, attribution: Attribution) -> Tuple[str, ...]:
    """The names behind the holder's; before a holder may stand whom he cites."""
    chain = attribution.chain or ()
    first = chain.index(attribution.source_id) + 1 if attribution.source_id in chain else 0
    return tuple(reading._by_id[each].name or "" for each in chain[first:])


def _statement(reading: Reading, a: Attribution) -> Statement:
    holder = reading.holder(a)
    return Statement(
        input=reading.input, outlet=reading.outlet, published=reading.published, id=a.id, parent=a.parent, in_=a.in_,
        source=reading.words(a.source), cue=reading.words(a.cue), content=reading.words(a.content), quotation=a.quotation,
        confidence=a.confidence, begin=a.content[0].begin if a.content else None, end=a.content[-1].end if a.content else None,
        name=holder.name if holder else None, kind=holder.kind if holder else None,
        anonymous=holder is None or bool(holder.anonymous), count=holder.count if holder else None, act=a.act, polarity=a.polarity,
        certainty=a.certainty, time=a.time, relays=_relays(reading, a), document=reading.document, title=reading.title, url=reading.url,
    )


def statements(readings: Iterable[Reading]) -> Iterator[Statement]:
    """The attributions of readings as rows of one table.

    >>> from hearsay import Reader
    >>> rows = list(statements([Reader().read("The pier had cracked, two divers told the Post.")]))
    >>> rows[0].name, rows[0].count, rows[0].content
    ('two divers', 2, 'The pier had cracked')
    """
    for reading in readings:
        for attribution in reading.attributions:
            yield _statement(reading, attribution)
