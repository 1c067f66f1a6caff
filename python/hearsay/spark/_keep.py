"""A document with its reading as bytes: a ledger that holds it alone, packed, so that a ledger on another machine can take it."""
from __future__ import annotations

import contextlib
import functools
import os
import sqlite3
import tempfile
import zlib
from types import MappingProxyType
from typing import Iterator, Mapping

from .. import _native
from .._ledger import Ledger
from ..reading import Reading

_MEMORY = "/dev/shm"  # where there is such a folder: these files live for some milliseconds


@contextlib.contextmanager
def scratch() -> Iterator[str]:
    """The path of a ledger that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="hearsay-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as folder:
        yield os.path.join(folder, "scratch.db")


@functools.lru_cache(maxsize=1)
def _empty() -> bytes:
    """A ledger without a document: to copy one takes a fifth of the time that it takes to make one."""
    with scratch() as path:
        Ledger(path, "write").close()
        return _content(path)


def _content(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write(path: str, content: bytes) -> None:
    with open(path, "wb") as file:
        file.write(content)


def keep(reading: Reading) -> bytes:
    """A reading as bytes."""
    with scratch() as path:
        _write(path, _empty())
        with Ledger(path, "change") as ledger:
            ledger.add(reading)
        return zlib.compress(_content(path), 1)


@contextlib.contextmanager
def unpacked(kept: bytes) -> Iterator[str]:
    """The path of a kept document's ledger."""
    with scratch() as path:
        _write(path, zlib.decompress(kept))
        yield path


def document_of(kept: bytes, vectors: Mapping[bytes, bytes] = MappingProxyType({})) -> _native.Document:
    """The library's document, as it was kept.

    :param vectors: of its wordings (by ``claim.text_key``) what they mean, where another document that has one told it first
    """
    with unpacked(kept) as path:
        if vectors:
            with contextlib.closing(sqlite3.connect(path)) as base, base:
                base.executemany("UPDATE vector SET vector = ?2 WHERE claim_id = (SELECT claim_id FROM claim WHERE text_key = ?1)", list(vectors.items()))
        with Ledger(path) as ledger:
            return ledger._native.document(1)
