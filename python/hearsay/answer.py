"""Answers of a ledger. Names are those of docs/answer.schema.json; ids are the ledger's: attribution ``a1``, claim ``c1``, document ``d1``, source ``s1``."""
from __future__ import annotations

import json
from dataclasses import dataclass
from typing import (TYPE_CHECKING, Dict, Generic, Iterator, List, Literal, Optional, Sequence, Tuple, Type, TypeVar, Union, cast,
                    overload)

from ._records import Record, Span
from .reading import Act, Certainty, Place, Polarity, Quotation, SourceKind

if TYPE_CHECKING:
    import pandas
    import pyarrow

__all__ = [
    "Added", "Answer", "Article", "Attribution", "Change", "Claim", "Comparison", "Context", "Correction", "Count", "Dispute", "Document",
    "Edge", "Evidence", "Finding", "Forgotten", "Held", "Node", "Outlet", "Reason", "Relay", "Row", "Scores", "Side", "Source", "Stats",
    "Story", "StoryClaim", "Trace", "Wording", "Words",
]

Verdict = Literal["right", "wrong", "other"]
HeardBy = Literal["published", "fetched", "added"]
Stance = Literal["for", "against", "both", "open"]


@dataclass(frozen=True)
class Relay(Record):
    """One who passed a content on."""

    source: Optional[str]
    name: Optional[str]
    kind: Optional[SourceKind]
    anonymous: bool


@dataclass(frozen=True)
class Attribution(Record):
    """An attribution as the ledger knows it; where a person corrected it, in that person's words."""

    id: Optional[str]
    claim: Optional[str]
    shown_as: Optional[str]
    document: Optional[str]
    source: Optional[str]
    parent: Optional[str]
    name: Optional[str]
    description: Optional[str]
    affiliation: Optional[str]
    reason: Optional[str]
    kind: Optional[SourceKind]
    anonymous: bool
    count: Optional[int]
    relays: Tuple[Relay, ...]
    cue: Optional[str]
    content: str
    spans: Tuple[Span, ...]
    sentence: Optional[str]
    act: Optional[Act]
    polarity: Optional[Polarity]
    certainty: Optional[Certainty]
    quotation: Quotation
    in_: Place
    time: Optional[str]
    confidence: float
    verdict: Optional[Verdict]
    outlet: Optional[str]
    title: Optional[str]
    url: Optional[str]
    published: Optional[str]
    heard: str
    heard_by: HeardBy
    current: bool
    passed_on: bool


@dataclass(frozen=True)
class Held(Attribution):
    """An attribution of a dispute or change, and when it was held."""

    held: str


@dataclass(frozen=True)
class Wording(Record):
    """Words in which a claim is told."""

    claim: str
    text: str
    attributions: int


@dataclass(frozen=True)
class Claim(Record):
    """One content in all wordings that say the same, and who holds it."""

    claim: Optional[str]
    text: str
    documents: int
    outlets: int
    attributions: int
    wordings: int
    worded: Tuple[Wording, ...]
    first: Optional[str]
    last: Optional[str]
    score: Optional[float]
    near_alone: bool
    fit: int
    said: Tuple[Attribution, ...]


@dataclass(frozen=True)
class Source(Record):
    """A source over all documents, as people corrected it."""

    source: Optional[str]
    name: Optional[str]
    kind: Optional[SourceKind]
    anonymous: bool
    descriptions: Tuple[str, ...]
    aliases: Tuple[str, ...]
    attributions: int
    documents: int
    outlets: int
    through_others: int
    passed_on: int
    narrowed: bool
    first: Optional[str]
    last: Optional[str]


@dataclass(frozen=True)
class Document(Record):
    """A document of the ledger by its head."""

    document: Optional[str]
    sha256: str
    outlet: Optional[str]
    title: Optional[str]
    url: Optional[str]
    published: Optional[str]
    heard: Optional[str]
    heard_by: HeardBy
    model: Optional[str]
    input: Optional[str]
    attributions: int
    replaces: Optional[str]
    replaced_by: Optional[str]
    current: bool


@dataclass(frozen=True)
class Correction(Record):
    """A person's word on an attribution; what is unknown stays as the machine has it."""

    correction: int
    made: Optional[str]
    by: Optional[str]
    verdict: Optional[Verdict]
    name: Optional[str]
    act: Optional[Act]
    polarity: Optional[Polarity]
    certainty: Optional[Certainty]
    time: Optional[str]
    note: Optional[str]


@dataclass(frozen=True)
class Context(Record):
    """An attribution where it stands. Spans count code points of ``text``."""

    id: Optional[str]
    text: str
    source: Tuple[Span, ...]
    cue: Tuple[Span, ...]
    content: Tuple[Span, ...]
    machine: Attribution
    corrections: Tuple[Correction, ...]


@dataclass(frozen=True)
class Stats(Record):
    """How much there is of what."""

    documents: int
    older_versions: int
    outlets: int
    sources: int
    anonymous_sources: int
    attributions: int
    anonymous_attributions: int
    claims: int
    wordings: int
    corrections: int
    bytes: int
    first: Optional[str]
    last: Optional[str]
    acts: Dict[str, int]
    models: Dict[str, int]


@dataclass(frozen=True)
class Outlet(Record):
    """An outlet of the ledger."""

    name: Optional[str]
    documents: int
    first: Optional[str]
    last: Optional[str]


@dataclass(frozen=True)
class Scores(Record):
    """How probable each relation is; together 1."""

    same: float
    contradicts: float
    neither: float


@dataclass(frozen=True)
class Comparison(Record):
    """How two texts stand to each other."""

    model: str
    a: str
    b: str
    relation: Literal["same", "contradicts", "neither"]
    scores: Scores
    why: str


@dataclass(frozen=True)
class Evidence(Record):
    """What shows that one has a claim from another."""

    kind: Literal["cited", "link", "copy", "earlier"]
    document: str
    span: Optional[Span]
    words: Optional[str]
    share: Optional[float]
    stance: Literal["for", "against", "both", "open"]
    guess: bool  # it is cited for something else: the article names nobody for this


@dataclass(frozen=True)
class Edge(Record):
    """``to`` has it from ``from_``, which is ``from`` in JSON."""

    from_: str
    to: str
    stance: Stance
    cut: bool
    evidence: Tuple[Evidence, ...]


@dataclass(frozen=True)
class Node(Record):
    """One who holds a claim or passed it on."""

    id: str
    kind: Literal["source", "outlet", "document"]
    name: Optional[str]
    description: Optional[str]
    source: Optional[str]
    document: Optional[str]
    title: Optional[str]
    url: Optional[str]
    published: Optional[str]
    anonymous: bool
    count: Optional[int]
    origin: bool
    origin_of: Optional[Literal["for", "against", "both"]]
    implicit: bool
    stance: Stance
    first: Optional[str]
    first_for: Optional[str]
    first_against: Optional[str]
    counted_with: Optional[str]
    perhaps_with: Optional[str]
    earlier_version: bool


@dataclass(frozen=True)
class Count(Record):
    """How many origins are independent of one another: low <= best <= high."""

    best: int
    low: int
    high: int


@dataclass(frozen=True)
class Trace(Record):
    """From whom a claim comes, through whom, and how many independent origins it has."""

    claim: str
    text: Optional[str]
    asked_as: Optional[str]
    claims: Tuple[str, ...]
    contradicting: Tuple[str, ...]
    documents: int
    outlets: int
    nodes: Tuple[Node, ...]
    edges: Tuple[Edge, ...]
    nodes_in_all: int
    edges_in_all: int
    next: Optional[str]
    independent_for: Count
    independent_against: Count
    first_for: Optional[str]
    first_against: Optional[str]
    perhaps_first_for: bool
    perhaps_first_against: bool
    cut: bool
    compared: bool
    nearest: bool
    left_out: int

    def node(self, id: str) -> Node:
        """The node of an id, such as an edge's ``to``."""
        return next(node for node in self.nodes if node.id == id)

    @property
    def origins(self) -> Tuple[Node, ...]:
        """The nodes from which it comes."""
        return tuple(node for node in self.nodes if node.origin)


@dataclass(frozen=True)
class Side(Record):
    """One side of a dispute."""

    stance: Polarity
    claim: Optional[str]
    text: Optional[str]
    sources: int
    attributions: int
    said: Tuple[Held, ...]


@dataclass(frozen=True)
class Dispute(Record):
    """What different sources hold, and cannot both be right."""

    kind: Literal["polarity", "figures", "contents"]
    update: bool
    sources: int
    heard: str
    sides: Tuple[Side, ...]


@dataclass(frozen=True)
class Change(Record):
    """What a source held, and held otherwise later."""

    source: str
    name: str
    kind: Literal["polarity", "certainty", "figures", "contents", "admission"]
    before: Held
    after: Held


@dataclass(frozen=True)
class StoryClaim(Record):
    """A claim of a story, and which document had it first."""

    claim: str
    text: Optional[str]
    documents: int
    first: str
    perhaps: bool
    earlier_version: bool
    said: Attribution


@dataclass(frozen=True)
class Article(Record):
    """A document of a story."""

    document: str
    outlet: Optional[str]
    title: Optional[str]
    url: Optional[str]
    published: Optional[str]
    heard: Optional[str]
    heard_by: HeardBy
    replaces: Optional[str]
    follows: Optional[str]
    shared: int
    copied: Optional[str]
    copied_version: Optional[str]
    share: Optional[float]
    had_first: Tuple[str, ...]


@dataclass(frozen=True)
class Story(Record):
    """Documents about one event."""

    story: Optional[str]
    name: Optional[str]
    claim: Optional[str]
    documents: int
    outlets: int
    disputes: int
    first: str
    last: str
    claims: Tuple[StoryClaim, ...]
    articles: Tuple[Article, ...]


@dataclass(frozen=True)
class Words(Record):
    """Words that a reason rests on, where they stand."""

    what: Literal["cue", "content", "source", "name", "figure", "link"]
    attribution: Optional[str]
    document: Optional[str]
    span: Span
    text: Optional[str]
    outlet: Optional[str]
    heard: Optional[str]


@dataclass(frozen=True)
class Reason(Record):
    """Why two things are related, or why not."""

    relation: Literal["same", "contradicts", "dispute", "update", "change", "stance", "source", "copy", "near", "story", "version", "link", "none"]
    one: Optional[str]
    other: Optional[str]
    one_text: Optional[str]
    other_text: Optional[str]
    score: Optional[float]
    why: str
    rule: Optional[Literal["name", "pronoun", "role", "description", "context", "person", "none"]]
    evidence: Tuple[Words, ...]


# ---- what is told of changes to a ledger, which no schema has ----


@dataclass(frozen=True)
class Added(Record):
    """What became of a document that was added."""

    document: str
    outcome: Literal["added", "new version", "in already"]


@dataclass(frozen=True)
class Forgotten(Record):
    """How much went."""

    documents: int
    attributions: int
    claims: int
    sources: int
    corrections: int


@dataclass(frozen=True)
class Finding(Record):
    """What a check came upon. ``broken``: else it is only to know."""

    broken: bool
    where: str
    what: str


Row = Union[Attribution, Change, Claim, Context, Dispute, Document, Outlet, Reason, Source, Stats, Story]
R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Record)

_KINDS: Dict[str, Type[Record]] = {
    kind.__name__.lower(): kind for kind in (Attribution, Change, Claim, Context, Dispute, Document, Outlet, Reason, Source, Stats, Story)
}


def rows(lines: str) -> List[Record]:
    """The rows of an answer that the library wrote."""
    values = [json.loads(line) for line in lines.splitlines()]
    return [_KINDS[value["type"]].from_json(value) for value in values if value["type"] in _KINDS]


class Answer(Sequence[R], Generic[R]):
    """The rows of an answer, in its order."""

    def __init__(self, rows: Sequence[R], next: Optional[str], cut: bool, fits: int) -> None:
        self._rows = rows
        #: Where the same question goes on, for its ``after``; None: at its end.
        self.next = next
        #: Were only the contents that came in last looked at?
        self.cut = cut
        #: How many sources the name fits that is asked for; 0: none is.
        self.fits = fits

    @overload
    def __getitem__(self, at: int) -> R: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[R]: ...

    def __getitem__(self, at: Union[int, slice]) -> Union[R, Sequence[R]]:
        return self._rows[at]

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[R]:
        return iter(self._rows)

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} rows{', and more' if self.next else ''}>"

    def of(self, kind: Type[T]) -> List[T]:
        """The rows of one kind, where an answer has several."""
        return [cast(T, row) for row in self._rows if type(row) is kind]

    def to_arrow(self, kind: Optional[Type[Record]] = None) -> pyarrow.Table:
        """The rows, or those of one kind, as a table of pyarrow."""
        from .tables import to_arrow

        return to_arrow(self.of(kind) if kind else self._rows, kind)

    def to_pandas(self, kind: Optional[Type[Record]] = None) -> pandas.DataFrame:
        """The rows, or those of one kind, as a data frame."""
        from .tables import to_pandas

        return to_pandas(self.of(kind) if kind else self._rows, kind)
