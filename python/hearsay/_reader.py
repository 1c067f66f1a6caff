"""Reading: inputs become readings, on any number of threads."""
from __future__ import annotations

import collections
import os
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Deque, Iterable, Iterator, Optional, Tuple, Union

from . import _inputs, _native
from ._errors import Error
from ._inputs import Content, Input, When
from ._models import find_model
from .reading import Reading


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Reader:
    """A model that reads. Any number of threads may call one reader at once; none of them holds the GIL while it reads.

    :param model: a folder, or the name of a model that comes with the package or is installed; None: ``$HEARSAY_MODEL``, else ``small``
    :raises Error: ``HS_E_MODEL``: there is no such model, or it is unusable

    >>> from hearsay import Reader
    >>> reader = Reader()
    >>> for a in reader.read("The ferry was late, the harbour master said.").attributions:
    ...     print(a.act, a.certainty)
    say certain
    """

    def __init__(self, model: Union[str, "os.PathLike[str]", None] = None) -> None:
        self._native = _native.Reader(find_model(model, "HEARSAY_MODEL", "small"))

    @property
    def model(self) -> str:
        """Name of the model, and the first digits of its weights' SHA-256."""
        return self._native.model()

    def read(self, source: Content, *, name: Optional[str] = None, outlet: Optional[str] = None, published: Optional[When] = None,
             url: Optional[str] = None, min_confidence: float = 0.0) -> Reading:
        """Read one document; of an input that holds several, the first.

        :param source: a ``str`` or ``bytes`` is the content itself, plain text or HTML or what else the command reads, told by content;
            a path (``pathlib.Path``) is a file
        :param published: an ISO 8601 date or time
        :param min_confidence: leave out attributions below it
        :raises Error: ``HS_E_FORMAT``, ``HS_E_EMPTY`` (it holds no text), ``HS_E_LANGUAGE`` (it is not English), ``HS_E_LIMIT``,
            ``HS_E_IO`` (of a file) ..

        >>> reading = Reader().read("<h1>Leak</h1><p>Divers said that the pier had cracked.</p>", published="2031-05-14")
        >>> reading.title, reading.published
        ('Leak', '2031-05-14')
        """
        given = Input(source, name, outlet, published, url)
        for found in self._each(given, min_confidence):
            if isinstance(found, Error):
                raise found
            return found
        raise Error("no text", "HS_E_EMPTY")  # the intake says so itself

    def read_all(self, source: Content, *, name: Optional[str] = None, outlet: Optional[str] = None, published: Optional[When] = None,
                 url: Optional[str] = None, min_confidence: float = 0.0) -> Iterator[Union[Reading, Error]]:
        """Read each document of an input, such as an archive (WARC), a feed or JSON Lines, as it comes. A document that cannot be read is
        an :class:`Error` in its place.

        >>> lines = '{"text": "It rains, officials said."}\\n{"text": ""}\\n{"text": "He denied it."}\\n'
        >>> [type(found).__name__ for found in Reader().read_all(lines)]
        ['Reading', 'Error', 'Reading']
        """
        return self._each(Input(source, name, outlet, published, url), min_confidence)

    def read_many(self, sources: Iterable[Union[Content, Input]], *, threads: Optional[int] = None,
                  min_confidence: float = 0.0) -> Iterator[Union[Reading, Error]]:
        """Read inputs on several threads, one document of each, in their order. What cannot be read is an :class:`Error` in its place.
        No more than a few inputs a thread are taken ahead of what was handed over.

        :param sources: contents and paths as :meth:`read` takes them, or :class:`Input`
        :param threads: None: as many as there are cores

        >>> found = list(Reader().read_many(["It rains, officials said.", "", Input("He denied it.", outlet="Post")], threads=2))
        >>> [f.code if isinstance(f, Error) else f.outlet for f in found]
        [None, 'HS_E_EMPTY', 'Post']
        """
        threads = _cores() if threads is None else threads
        if threads < 1:
            raise ValueError("threads: at least 1")
        return self._read_many(iter(sources), threads, min_confidence)

    def _read_many(self, sources: Iterator[Union[Content, Input]], threads: int, least: float) -> Iterator[Union[Reading, Error]]:
        if threads == 1:
            for source in sources:
                yield self._read_one(source, least)
            return
        waiting: Deque[Future[Union[Reading, Error]]] = collections.deque()
        pool = ThreadPoolExecutor(threads, thread_name_prefix="hearsay")
        try:
            for source in sources:
                waiting.append(pool.submit(self._read_one, source, least))
                if len(waiting) > 2 * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _read_one(self, source: Union[Content, Input], least: float) -> Union[Reading, Error]:
        given = source if isinstance(source, Input) else Input(source)
        return next(self._each(given, least), Error("no text", "HS_E_EMPTY"))

    def _each(self, given: Input, least: float) -> Iterator[Union[Reading, Error]]:
        for document in _inputs.documents(given):
            if isinstance(document, Error):
                yield document
                continue
            try:
                line = self._native.read(document, least)
            except Error as error:
                error.input = document.name()
                yield error
            else:
                yield Reading.from_line(line, document)

    def meaning(self, text: str) -> Tuple[bytes, str]:
        """The vector of a text, signed bytes, and the model that made it: what a ledger searches by."""
        return self._native.vector(_inputs.clean(text) or ""), self.model
