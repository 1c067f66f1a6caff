"""The ledger: readings kept in a file, and what it answers."""
from __future__ import annotations

import contextlib
import functools
import json
import os
import re
import threading
import time
from types import TracebackType
from typing import Any, Callable, Iterable, Iterator, List, Literal, Optional, Sequence, Tuple, Type, TypeVar, Union, cast

from . import _native, answer
from ._comparer import Comparer
from ._errors import Error
from ._inputs import When, clean, moment
from ._reader import Reader
from ._records import Record
from .answer import (Added, Answer, Attribution, Change, Claim, Context, Dispute, Document, Finding, Forgotten, Outlet, Reason, Source,
                     Stats, Story, Trace)
from .reading import Act, Certainty, Polarity, Reading, SourceKind

Path_ = Union[str, "os.PathLike[str]"]
F = TypeVar("F", bound=Callable[..., Any])

_MODES = {"read": 0, "write": 1, "change": 2}
_OUTCOMES = ("", "added", "new version", "in already")
_OF_LEDGER = {"HS_E_IO", "HS_E_LEDGER", "HS_E_BUSY", "HS_E_DEFECT"}
_PAGE, _BATCH, _BATCH_S, _PAIRS = 1000, 256, 1.0, 512
_RELATE_S, _GIVE_WAY_S = 3.0, 0.12  # other programs that write look every 0.1 s whether they may
_LEAST = 1.2e-38  # the library takes 0 for its own


def _id(text: str, letters: str) -> Tuple[str, int]:
    """The letter and number of an id."""
    match = re.fullmatch(f"([{letters}])([1-9][0-9]{{0,17}})", text)
    if not match:
        raise Error(f"'{text}' is no id of what is asked for here, such as {letters[0]}12")
    return match[1], int(match[2])


def _count(page: Sequence[Record]) -> int:
    """How many rows a page has of what a limit counts: claims, else attributions, else all."""
    kinds = [type(row) for row in page]
    return kinds.count(Claim) or kinds.count(Attribution) or len(page)


def _locked(method: F) -> F:
    """One thread at a time, as the library has it."""

    @functools.wraps(method)
    def call(self: Ledger, *args: Any, **named: Any) -> Any:
        with self._lock:
            return method(self, *args, **named)

    return cast(F, call)


class Ledger:
    """A ledger, one SQLite file. Threads may share one and take turns; any number of them may be open on one file, in any number of
    programs: one writes, and readers never wait for it.

    :param path: None: ``$HEARSAY_LEDGER``, else ``hearsay.db`` here
    :param mode: ``read`` it as it is; ``write``: made where there is none, brought to this version's schema where it is older; ``change``:
        the same, but not made
    :raises Error: ``HS_E_IO``: there is no such ledger; ``HS_E_LEDGER``: it is damaged, or of a newer schema; ``HS_E_BUSY``

    >>> import tempfile
    >>> from hearsay import Ledger, Reader
    >>> folder = tempfile.TemporaryDirectory()
    >>> ledger = Ledger(folder.name + "/news.db", "write")
    >>> reading = Reader().read("Mara Lindqvist, the harbour master, denied that there had been a leak.", outlet="Coastal Wire")
    >>> ledger.add(reading)
    Added(document='d1', outcome='added')
    >>> [(claim.text, claim.said[0].name, claim.said[0].act) for claim in ledger.claims(act="deny")]
    [('that there had been a leak', 'Mara Lindqvist', 'deny')]
    >>> ledger.close()
    """

    def __init__(self, path: Optional[Path_] = None, mode: Literal["read", "write", "change"] = "read") -> None:
        if mode not in _MODES:
            raise ValueError("mode: one of read, write, change")
        path = path if path is not None else os.environ.get("HEARSAY_LEDGER") or "hearsay.db"
        self._lock = threading.RLock()
        self._depth = 0
        self._native = _native.Ledger(os.fsencode(path), _MODES[mode])

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException], at: Optional[TracebackType]) -> None:
        self.close()

    @_locked
    def close(self) -> None:
        """End it; what was not committed is undone. Closing again is fine."""
        self._native.close()

    # ---- what goes in ----

    @contextlib.contextmanager
    def batch(self) -> Iterator[Ledger]:
        """Changes that are made together: all of them are in once it ends, none where it ends by an exception. Other threads wait.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Ledger(folder + "/news.db", "write") as ledger:
        ...     with ledger.batch():
        ...         for text in ("It rains, officials said.", "Divers denied it."):
        ...             _ = ledger.add(Reader().read(text))
        ...     print(ledger.stats().documents)
        2
        """
        with self._lock:
            self._depth += 1
            try:
                yield self
                if self._depth == 1:
                    self._native.commit()
            except BaseException:
                if self._depth == 1:
                    self._native.undo()
                raise
            finally:
                self._depth -= 1

    def add(self, reading: Reading) -> Added:
        """Add a reading; it is in for good once this returns, or the batch ends that is open. Adding it again changes nothing. Its claims
        meet those of others by :meth:`relate`."""
        document = reading.need_document()
        with self.batch():
            how, number = self._native.add(document)
        return Added(f"d{number}", cast(Any, _OUTCOMES[how]))

    def add_many(self, readings: Iterable[Union[Reading, Error]]) -> Iterator[Union[Added, Error]]:
        """Add readings as they come, such as those of :meth:`Reader.read_many`, some at a time; what became of each is told once it is in
        for good. An :class:`Error` is handed on in its place.

        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder, Ledger(folder + "/news.db", "write") as ledger:
        ...     texts = ["It rains, officials said.", "It rains, officials said.", ""]
        ...     for what in ledger.add_many(Reader().read_many(texts)):
        ...         print(what)
        Added(document='d1', outcome='added')
        Added(document='d1', outcome='in already')
        no text in 0 bytes of input
        """
        waiting: List[Union[Reading, Error]] = []
        begun = time.monotonic()
        for reading in readings:
            waiting.append(reading)
            if len(waiting) == _BATCH or time.monotonic() - begun >= _BATCH_S:
                yield from self._add_batch(waiting)
                waiting, begun = [], time.monotonic()
        yield from self._add_batch(waiting)

    def _add_batch(self, readings: Sequence[Union[Reading, Error]]) -> List[Union[Added, Error]]:
        """All of them, but for those that fail by themselves."""
        done: List[Union[Added, Error]] = []
        with self.batch():
            for reading in readings:
                try:
                    done.append(reading if isinstance(reading, Error) else self._add_one(reading))
                except Error as error:
                    if error.code in _OF_LEDGER:
                        raise
                    error.input = cast(Reading, reading).input
                    done.append(error)
        return done

    def _add_one(self, reading: Reading) -> Added:
        how, number = self._native.add(reading.need_document())
        return Added(f"d{number}", cast(Any, _OUTCOMES[how]))

    def relate(self, comparer: Optional[Comparer] = None, *, again: bool = False) -> int:
        """Let the claims of documents that were added meet those of others: which say the same, which contradict, disputes, changes of
        position, stories. What is done is kept every few seconds, so that it can be stopped and goes on from there.

        :param comparer: None: the usual one is opened where something is due
        :param again: also what was related before
        :return: how many documents were related
        """
        with self._lock:
            number, done = self._native.relate_next(0), 0
            if number or again or comparer or self._native.relate_waiting():
                comparer = comparer or Comparer()
                with self.batch():
                    self._native.relate_begin(comparer._native, again)
                    number = self._native.relate_next(0)
            begun = time.monotonic()
            try:
                compared = 1 if comparer else 0
                while comparer and (number or compared):
                    if number:
                        self._native.relate(comparer._native, number)
                        done += 1
                        number = self._native.relate_next(number)
                    if not number:  # then what waits is compared, on all cores; nothing is locked meanwhile, unless by a batch of the caller's
                        if not self._depth:
                            self._native.commit()
                        compared = self._native.relate_decide(comparer._native, os.cpu_count() or 1, _PAIRS)
                    if time.monotonic() - begun >= _RELATE_S:
                        self._settle()
                        if not self._depth:
                            time.sleep(_GIVE_WAY_S)
                        begun = time.monotonic()
                self._settle()
            except BaseException:
                self._native.undo()
                raise
            return done

    def _settle(self) -> None:
        self._native.settle()
        if not self._depth:
            self._native.commit()

    # ---- questions ----

    def _ask(self, what: str, limit: Optional[int] = None, **asked: Any) -> Answer[Any]:
        """Page after page of an answer, up to `limit` rows of what is asked for; None: all."""
        if limit is not None and limit < 1:
            raise ValueError("limit: at least 1")
        asked = {name: clean(value) if isinstance(value, str) else value for name, value in asked.items() if value is not None}
        rows: List[Record] = []
        left, cut, fits = limit, False, 0
        while True:
            with self._lock:
                lines, following, page_cut, page_fits = self._native.ask(what, limit=min(left or _PAGE, _PAGE), **asked)
            page = answer.rows(lines)
            rows += page
            cut, fits = cut or page_cut, fits or page_fits
            left = None if left is None else left - _count(page)
            if following is None or (left is not None and left < 1):
                return Answer(rows, following, cut, fits)
            asked["after"] = following

    def _filtered(self, what: str, words: Optional[str], limit: Optional[int], since: Optional[When], until: Optional[When],
                  anonymous: Optional[bool], least: float, **asked: Any) -> Answer[Any]:
        naming = 0 if anonymous is None else 1 if anonymous else 2
        return self._ask(what, limit, words=words, since=moment(since), until=moment(until), naming=naming, least=least, **asked)

    def claims(self, words: Optional[str] = None, *, since: Optional[When] = None, until: Optional[When] = None,
               outlet: Optional[str] = None, source: Optional[str] = None, act: Optional[Act] = None,
               polarity: Optional[Polarity] = None, certainty: Optional[Certainty] = None, anonymous: Optional[bool] = None,
               min_confidence: float = 0.0, limit: Optional[int] = 50, after: Optional[str] = None, oldest_first: bool = False,
               all: bool = False) -> Answer[Claim]:
        """Claims, newest first, each once, in all its wordings.

        :param words: that a content holds: all of them; ``"a phrase"``, ``-without``, ``one OR other``, ``begin*``
        :param since, until: when it was heard; of ``until`` a year, month or day counts to its end
        :param source: who holds it, by name or id
        :param anonymous: True: only what nobody who is named holds; False: only what somebody does
        :param limit: None: all
        :param after: an earlier answer's ``next``
        :param all: also older versions of documents, and what a person called wrong
        """
        return self._filtered("claims", words, limit, since, until, anonymous, min_confidence, outlet=outlet, source=source, act=act,
                              polarity=polarity, certainty=certainty, after=after, oldest_first=oldest_first, all=all)

    def attributions(self, words: Optional[str] = None, *, since: Optional[When] = None, until: Optional[When] = None,
                     outlet: Optional[str] = None, source: Optional[str] = None, act: Optional[Act] = None,
                     polarity: Optional[Polarity] = None, certainty: Optional[Certainty] = None, anonymous: Optional[bool] = None,
                     min_confidence: float = 0.0, limit: Optional[int] = 50, after: Optional[str] = None, oldest_first: bool = False,
                     all: bool = False) -> Answer[Attribution]:
        """Attributions one by one, newest first; as :meth:`claims`."""
        return self._filtered("attributions", words, limit, since, until, anonymous, min_confidence, outlet=outlet, source=source, act=act,
                              polarity=polarity, certainty=certainty, after=after, oldest_first=oldest_first, all=all)

    def articles(self, title: Optional[str] = None, *, about: Optional[str] = None, since: Optional[When] = None,
                 until: Optional[When] = None, outlet: Optional[str] = None, source: Optional[str] = None, limit: Optional[int] = 50,
                 after: Optional[str] = None, oldest_first: bool = False, all: bool = False) -> Answer[Document]:
        """Documents, newest first.

        :param title: words of its title
        :param about: words of a content in it
        """
        return self._filtered("articles", about, limit, since, until, None, 0.0, title=title, outlet=outlet, source=source, after=after,
                              oldest_first=oldest_first, all=all)

    def outlets(self, name: Optional[str] = None, *, about: Optional[str] = None, since: Optional[When] = None,
                until: Optional[When] = None, limit: Optional[int] = 50, after: Optional[str] = None, all: bool = False) -> Answer[Outlet]:
        """Outlets that documents name, those of the most documents first."""
        return self._filtered("outlets", about, limit, since, until, None, 0.0, outlet=name, after=after, all=all)

    def sources(self, name: Optional[str] = None, *, about: Optional[str] = None, since: Optional[When] = None,
                until: Optional[When] = None, outlet: Optional[str] = None, act: Optional[Act] = None, anonymous: Optional[bool] = None,
                limit: Optional[int] = 50, after: Optional[str] = None, all: bool = False) -> Answer[Source]:
        """Sources, those that hold most first.

        :param about: words of what they hold
        """
        return self._filtered("sources", about, limit, since, until, anonymous, 0.0, source=name, outlet=outlet, act=act, after=after,
                              all=all)

    def who(self, name: str, *, since: Optional[When] = None, until: Optional[When] = None, outlet: Optional[str] = None,
            act: Optional[Act] = None, polarity: Optional[Polarity] = None, certainty: Optional[Certainty] = None,
            min_confidence: float = 0.0, limit: Optional[int] = 50, after: Optional[str] = None, oldest_first: bool = True,
            all: bool = False) -> Answer[Union[Source, Attribution]]:
        """A source and what it said and passed on, in the order of time: first the sources that the name or id fits, then what the first
        of them said."""
        return self._filtered("who", name, limit, since, until, None, min_confidence, outlet=outlet, act=act, polarity=polarity,
                              certainty=certainty, after=after, oldest_first=oldest_first, all=all)

    def search(self, words: str, *, reader: Optional[Reader] = None, since: Optional[When] = None, until: Optional[When] = None,
               outlet: Optional[str] = None, source: Optional[str] = None, act: Optional[Act] = None, polarity: Optional[Polarity] = None,
               certainty: Optional[Certainty] = None, anonymous: Optional[bool] = None, min_confidence: float = 0.0,
               limit: Optional[int] = 50, after: Optional[str] = None, all: bool = False) -> Answer[Union[Source, Document, Claim]]:
        """Claims by their words, the best first; before them the sources and documents whose name or title has all the words.

        :param reader: also by what they mean, as this reader sees it: it must be of the model that read the documents
        """
        meaning, model = reader.meaning(words) if reader else (None, None)
        return self._filtered("search", words, limit, since, until, anonymous, min_confidence, outlet=outlet, source=source, act=act,
                              polarity=polarity, certainty=certainty, after=after, all=all, meaning=meaning, model=model)

    def show(self, id: str, *, min_confidence: float = 0.0) -> Answer[Union[Attribution, Claim, Context, Document, Source]]:
        """What an id stands for: an attribution (``a12``) where it stands, a claim (``c12``) with who holds it, a document (``d7``) with
        its attributions, a source (``s4``).

        :param min_confidence: leaves out what is listed with a document or a source, around an attribution or inside it
        :raises Error: ``HS_E_NONE``: nothing of that id
        """
        return self._ask("show", words=id, least=min_confidence)

    def stats(self) -> Stats:
        """How much there is of what."""
        return cast(Stats, self._ask("stats")[0])

    def disputes(self, words: Optional[str] = None, *, source: Optional[str] = None, outlet: Optional[str] = None,
                 since: Optional[When] = None, until: Optional[When] = None, min_confidence: float = 0.0, updates: bool = False,
                 most_first: bool = False, limit: Optional[int] = 50, after: Optional[str] = None) -> Answer[Dispute]:
        """What different sources hold, and cannot both be right; the newest first.

        :param updates: also figures that only grew
        :param most_first: those first that most sources take a side in
        """
        return self._filtered("disputes", words, limit, since, until, None, min_confidence, source=source, outlet=outlet, updates=updates,
                              most_first=most_first, after=after)

    def changes(self, source: Optional[str] = None, *, about: Optional[str] = None, outlet: Optional[str] = None,
                since: Optional[When] = None, until: Optional[When] = None, min_confidence: float = 0.0, limit: Optional[int] = 50,
                after: Optional[str] = None) -> Answer[Change]:
        """Changes of position, the newest first: of all sources, or those that a name or id fits."""
        return self._filtered("changes", about, limit, since, until, None, min_confidence, source=source, outlet=outlet, after=after)

    def stories(self, words: Optional[str] = None, *, outlet: Optional[str] = None, since: Optional[When] = None,
                until: Optional[When] = None, single: bool = False, least: float = 0.0, limit: Optional[int] = 50,
                after: Optional[str] = None) -> Answer[Story]:
        """Documents about one event, which claims most of them have, and which of them had each first.

        :param single: also documents that nothing else is of one story with
        """
        return self._filtered("stories", words, limit, since, until, None, least, outlet=outlet, single=single, after=after)

    def explain(self, id: str, other: Optional[str] = None) -> Answer[Reason]:
        """Why two claims, attributions or documents are related, or why not; of one alone, what it is related to."""
        return self._ask("explain", words=id, other=other)

    def _trace(self, format: str, claim: Union[str, Sequence[str]], reader: Optional[Reader], comparer: Optional[Comparer],
               against: Sequence[str], least: float) -> str:
        claims = [claim] if isinstance(claim, str) else list(claim)
        asked = dict(against=[_id(each, "c")[1] for each in against], least=max(least, _LEAST))
        if isinstance(claim, str) and not re.fullmatch("c[0-9]+", claim):
            words = clean(claim) or ""
            meaning, model = reader.meaning(_native.asked(words)) if reader else (None, None)
            asked.update(claims=(), words=words, meaning=meaning, model=model, comparer=comparer._native if comparer else None)
        else:
            asked.update(claims=[_id(each, "c")[1] for each in claims])
        with self._lock:
            return self._native.trace(format, **asked)

    def trace(self, claim: Union[str, Sequence[str]], *, reader: Optional[Reader] = None, comparer: Optional[Comparer] = None,
              against: Sequence[str] = (), min_confidence: float = 0.3) -> Trace:
        """From whom a claim comes, through whom, and how many independent origins it has.

        :param claim: an id (``c12``), several of them, or a statement in words, for which the claims are looked for that say it; of one that denies
            something those that say what it denies (``asked_as`` tells)
        :param reader: of a statement: also by what it means
        :param comparer: of a statement, or of one id: decides which claims say it, and which contradict it (``compared`` tells that it did)
        :param against: ids of claims that contradict it, besides those that the ledger knows of
        :raises Error: ``HS_E_NONE``: no claim of that id, or none that says so
        """
        lines = self._trace("jsonl", claim, reader, comparer, against, min_confidence)
        return Trace.from_json(json.loads(lines))

    def draw(self, claim: Union[str, Sequence[str]], format: Literal["svg", "dot", "text"] = "svg", *, reader: Optional[Reader] = None,
             comparer: Optional[Comparer] = None, against: Sequence[str] = (), min_confidence: float = 0.3) -> str:
        """A :meth:`trace` as a picture (``svg``: Graphviz's library is needed), as a graph for Graphviz, or for people to read."""
        return self._trace(format, claim, reader, comparer, against, min_confidence)

    def reading(self, document: str) -> Reading:
        """A document (``d7``) as it was added, with its reading.

        :raises Error: ``HS_E_NONE``: no document of that id
        """
        number = _id(document, "d")[1]
        with self._lock:
            found = self._native.document(number)
        return Reading.from_line(found.write("jsonl", 80), found)

    # ---- what people say of it ----

    def correct(self, id: str, verdict: Literal["right", "wrong", "other"], *, name: Optional[str] = None,
                kind: Optional[SourceKind] = None, act: Optional[Act] = None, polarity: Optional[Polarity] = None,
                certainty: Optional[Certainty] = None, time: Optional[str] = None, outlet: Optional[str] = None,
                published: Optional[When] = None, by: Optional[str] = None, note: Optional[str] = None) -> int:
        """A person's word on an attribution (``a12``), a source (``s4``), or a document's outlet and date (``d7``). It stands beside the
        machine's, which is shown no more.

        :param verdict: ``other``: it is one, with the values that are given
        :param name: whose it is, or the id (``s2``) of a source that has a name; of a source: what it is called
        :return: its number, for :meth:`uncorrect`
        """
        of, number = _id(id, "asd")
        values = [clean(each) for each in (name, kind, act, polarity, certainty, time, outlet, moment(published), by, note)]
        with self.batch():
            made = self._native.correct(of, number, verdict, *values)
            self._native.settle()
        return made

    def uncorrect(self, number: int) -> None:
        """Take a correction back."""
        with self.batch():
            self._native.uncorrect(number)
            self._native.settle()

    def merge(self, source: str, into: str, *, why: Optional[str] = None, by: Optional[str] = None) -> None:
        """Say that one source is another. :meth:`split` takes it back."""
        with self.batch():
            self._native.merge(_id(source, "s")[1], _id(into, "s")[1], clean(why), clean(by))
            self._native.settle()

    def split(self, source: str, documents: Sequence[str] = (), *, why: Optional[str] = None, by: Optional[str] = None) -> str:
        """Take back that a source was merged into another; or, with documents, part what these call by its name from it.

        :return: the source that stands for itself now
        """
        number = _id(source, "s")[1]
        with self.batch():
            if documents:
                number = self._native.part(number, [_id(each, "d")[1] for each in documents], clean(why), clean(by))
            else:
                self._native.split(number, clean(by))
            self._native.settle()
        return f"s{number}"

    def forget(self, id: str, *, documents: bool = False) -> Forgotten:
        """Take a document (``d7``) out, or a source (``s4``) with what it holds. :meth:`scrub` overwrites the bytes.

        :param documents: of a source: also the documents that speak of it
        """
        of, number = _id(id, "ds")
        with self.batch():
            gone = self._native.forget(of, number, documents)
            self._native.settle()
        return Forgotten(*gone)

    @_locked
    def scrub(self) -> None:
        """Overwrite what was deleted in every file of the ledger. Not in a batch."""
        if self._depth:
            raise Error("not in a batch")
        self._native.scrub()

    @_locked
    def check(self) -> List[Finding]:
        """Look whether everything is as it should be. Changes nothing."""
        return [Finding(*found) for found in self._native.check()]

    @_locked
    def backup(self, path: Path_, *, replace: bool = False) -> None:
        """Copy the ledger as it is at this moment to another file, whoever writes meanwhile."""
        self._native.backup(os.fsencode(path), replace)
