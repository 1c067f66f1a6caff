"""Inputs: what a document's text is taken from, and what the caller knows of it."""
from __future__ import annotations

import datetime
import os
import re
from dataclasses import dataclass
from typing import Iterator, Optional, Union

from . import _native
from ._errors import Error

Content = Union[str, bytes, "os.PathLike[str]"]
When = Union[str, datetime.date]

_LONE = re.compile("[\ud800-\udfff]")
_MARKUP = re.compile(r"\s*<")
_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Input:
    """An input with what is known of it; what is given here wins over what a page says of itself.

    :param source: a ``str`` or ``bytes`` is the content itself: plain text, a page, anything that the command reads; a path is a file
    :param name: shown as the reading's ``input``; of a file its path
    :param published: an ISO 8601 date or time
    """

    source: Content
    name: Optional[str] = None
    outlet: Optional[str] = None
    published: Optional[When] = None
    url: Optional[str] = None


def clean(text: Optional[str]) -> Optional[str]:
    """A text without halves of code points, which no UTF-8 holds. It keeps its length."""
    return _LONE.sub("\ufffd", text) if text else text


def moment(when: Optional[When]) -> Optional[str]:
    """A date or time as ISO 8601."""
    if isinstance(when, datetime.datetime):
        return when.isoformat(timespec="seconds")
    return when.isoformat() if isinstance(when, datetime.date) else clean(when)


def _mark(text: str) -> bytes:
    """What tells that a page is in UTF-8 whatever it declares: as a ``str`` it is decoded already."""
    return _MARK if not text.isascii() and _MARKUP.match(text) else b""


def _open(given: Input) -> _native.Intake:
    name, path, data = given.name, None, None
    if isinstance(given.source, str):
        data = _mark(given.source) + (clean(given.source) or "").encode("utf-8")
    elif isinstance(given.source, bytes):
        data = given.source
    else:
        path = os.fsencode(given.source)
        name = path.decode("utf-8", "replace") if name is None else name
        if b"\0" in path:
            raise Error("no file is called so", "HS_E_IO")
    return _native.Intake(data, path, clean(name), clean(given.url), clean(given.outlet), moment(given.published))


def documents(given: Input) -> Iterator[Union[_native.Document, Error]]:
    """The documents of an input, and in the place of one that cannot be had its failure."""
    shift = len(_mark(given.source)) if isinstance(given.source, str) else 0
    intake = None
    while True:
        try:
            intake = intake or _open(given)
            document = intake.next()
        except Error as error:
            error.position = max(error.position - shift, 0) if error.code == "HS_E_FORMAT" else error.position
            error.input = error.input or given.name or (None if isinstance(given.source, (str, bytes)) else str(given.source))
            yield error
            if intake is None:
                return
            continue
        if document is None:
            return
        yield document
