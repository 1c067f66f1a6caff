"""Files cut into splits, and splits into records. A split is a range of bytes: what begins in it is its, wherever that ends; so any number
of tasks may read one file, and none needs to know where records begin.

Records are cut here and judged by the library, which is given each by itself: one that is damaged costs itself alone.
"""
from __future__ import annotations

import fnmatch
import json
import os
import re
import zlib
from typing import Any, Callable, Iterable, Iterator, List, NamedTuple, Optional, Tuple, Union

from .._errors import Error

Piece = Tuple[int, Union[bytes, Error]]  # the byte of its file where it begins, of a packed file where its gzip member does; what stands there

KINDS = {".warc": "warc", ".jsonl": "lines", ".ndjson": "lines", ".parquet": "parquet"}
MOST_BYTES = 64 << 20  # of a record, as the library has it
_MOST_HEAD = 64 << 10
_CHUNK = 1 << 18

_LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*([0-9]{1,18})[ \t]*\r?\n", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_MEMBER = b"\x1f\x8b\x08"
_RECORD = b"\nWARC/1."


class File(NamedTuple):
    """A file to read."""

    path: str
    size: int
    kind: str
    packed: bool


class Split(NamedTuple):
    """What begins in these bytes of a file."""

    file: File
    begin: int
    end: int


# ---- files ----


def open_system(path: str) -> Tuple[Any, str]:
    """The file system of a path or URI, and what it calls the file there."""
    from pyarrow import fs

    if re.match(r"[a-z][a-z0-9+.-]*:", path):
        system, inside = fs.FileSystem.from_uri(path)
        return system, inside
    return fs.LocalFileSystem(), os.path.abspath(path)


def _kind(path: str) -> Optional[Tuple[str, bool]]:
    name, packed = (path[:-3], True) if path.endswith(".gz") else (path, False)
    kind = KINDS.get(os.path.splitext(name)[1].lower())
    return (kind, packed) if kind else None


def _named(path: str) -> Tuple[str, List[Any]]:
    """How a path begins whose end its file system says, and the files that it names: itself, those in the folder, those that fit."""
    from pyarrow import fs

    system, inside = open_system(path)
    before = path[:len(path) - len(inside)] if path.endswith(inside) else ""
    wild = re.search(r"[*?\[]", inside)
    if not wild:
        info = system.get_file_info(inside)
        found = system.get_file_info(fs.FileSelector(inside, recursive=True)) if info.type == fs.FileType.Directory else [info]
    else:
        folder = inside[:wild.start()].rpartition("/")[0]
        found = [info for info in system.get_file_info(fs.FileSelector(folder, recursive=True)) if fnmatch.fnmatchcase(info.path, inside)]
    return before, [info for info in found if info.type == fs.FileType.File]


def find_files(paths: Iterable[str]) -> List[File]:
    """The files that paths name, each once: files, folders, patterns.

    :raises Error: ``HS_E_IO``: a path names no file; ``HS_E_ARG``: one of a name that tells no format
    """
    files = {}
    for path in paths:
        before, found = _named(path)
        known = [(info, _kind(info.path)) for info in found]
        for info, kind in known:
            if kind:
                files[before + info.path] = File(before + info.path, info.size, *kind)
        if not found:
            raise Error(f"no file at {path}", "HS_E_IO")
        if not any(kind for _, kind in known):
            raise Error(f"{path}: names end in one of {' '.join(KINDS)}, and .gz behind it", "HS_E_ARG")
    return sorted(files.values())


def plan(files: Iterable[File], split_bytes: int) -> List[Split]:
    """The splits of files. What is packed as a whole, as lines are, is one."""
    splits = []
    for file in files:
        step = file.size if file.packed and file.kind == "lines" else split_bytes
        splits += [Split(file, begin, min(begin + step, file.size)) for begin in range(0, file.size, max(step, 1))]
    return splits


# ---- streams ----


class _Stream:
    """Bytes that come as they are asked for."""

    def __init__(self, read: Callable[[int], bytes], at: int = 0) -> None:
        self._read = read
        self._ahead = bytearray()
        self.at = at

    def peek(self, n: int) -> bytes:
        """The next bytes; fewer than `n` where it ends."""
        while len(self._ahead) < n and self._more():
            pass
        return bytes(self._ahead[:n])

    def _more(self) -> bool:
        more = self._read(_CHUNK)
        self._ahead += more
        return bool(more)

    def skip(self, n: int) -> None:
        """Go on, no further than where it ends."""
        while n > 0 and (self._ahead or self._more()):
            step = min(n, len(self._ahead))
            del self._ahead[:step]
            self.at += step
            n -= step

    def take(self, n: int) -> bytes:
        taken = self.peek(n)
        self.skip(len(taken))
        return taken

    def back(self, taken: bytes) -> None:
        """Go back before what was taken last."""
        self._ahead[:0] = taken
        self.at -= len(taken)

    def find(self, mark: bytes, before: int = 1 << 62) -> bool:
        """Go to the next `mark`, or to the end. Is there one, and does it begin before that byte?"""
        while self.at < before and len(self.peek(len(mark))) == len(mark):
            found = self._ahead.find(mark)
            self.skip(found if found >= 0 else len(self._ahead) - len(mark) + 1)
            if found >= 0:
                return self.at < before
        self.skip(len(mark))
        return False

    def line(self) -> Optional[bytes]:
        """What stands up to the next line end; None: too much."""
        looked = 0
        while (end := self._ahead.find(b"\n", looked)) < 0 and looked <= MOST_BYTES:
            looked = len(self._ahead)
            if not self._more():
                return self.take(looked)
        if end >= 0:
            line = self.take(end)
            self.skip(1)
            return line
        if self.find(b"\n"):
            self.skip(1)
        return None


class _Unpacked:
    """What one gzip member holds, or all that follow one another, unpacked as it is read."""

    def __init__(self, packed: _Stream, all: bool = False) -> None:
        self._packed = packed
        self._all = all
        self._unpack = zlib.decompressobj(31)
        self._ended = False
        self.damage: Optional[str] = None

    def read(self, n: int) -> bytes:
        while not self._ended and not self.damage:
            given = self._unpack.unconsumed_tail or self._packed.take(_CHUNK)
            try:
                unpacked = self._unpack.decompress(given, n)
            except zlib.error as error:
                self.damage = str(error)
                break
            if self._unpack.eof:
                self._packed.back(self._unpack.unused_data)
                self._ended = not self._all or not self._packed.peek(1)
                self._unpack = zlib.decompressobj(31)
            elif not given and not unpacked:
                self.damage = "the file ends within it"
            if unpacked:
                return unpacked
        return b""


# ---- WARC ----


def _next_record(stream: _Stream) -> Union[bytes, Error]:
    """The record that begins here. Where no other follows it, with what does, for the library to see."""
    head = stream.peek(_MOST_HEAD)
    end, length = _HEAD_END.search(head), _LENGTH.search(head)
    if not head.startswith(b"WARC/") or not end or not length or length.start() > end.start():
        at = stream.at
        stream.skip(1)
        _find_record(stream)
        return Error(f"no WARC record at byte {at}: passed by up to the next one", "HS_E_FORMAT")
    whole = end.end() + int(length[1])
    if int(length[1]) > MOST_BYTES:
        stream.skip(whole)
        return Error(f"a record of {int(length[1])} bytes; at most {MOST_BYTES} are read", "HS_E_LIMIT", MOST_BYTES)
    record, behind = stream.take(whole), stream.peek(5)
    if behind[:1] in (b"", b"\r", b"\n") or behind == b"WARC/":
        return record
    _find_record(stream)
    return record + behind


def _find_record(stream: _Stream, before: int = 1 << 62) -> bool:
    """Go to the next line that begins as records do."""
    found = stream.find(_RECORD, before - 1)
    stream.skip(1)
    return found


def _skip_gap(stream: _Stream) -> bool:
    """Go on to what stands behind line ends. Is there something?"""
    while stream.peek(1) in (b"\r", b"\n"):
        stream.skip(1)
    return bool(stream.peek(1))


def _is_record(stream: _Stream, file: Any) -> bool:
    """Is this a record, and not words of one's body? Behind it stands another, or nothing."""
    head = stream.peek(_MOST_HEAD)
    end, length = _HEAD_END.search(head), _LENGTH.search(head)
    if not head.startswith(_RECORD[1:]) or not end or not length or length.start() > end.start():
        return False
    here = file.tell()
    file.seek(min(stream.at + end.end() + int(length[1]), file.size()))
    behind = file.read(16).lstrip(b"\r\n")
    file.seek(here)
    return not behind or behind.startswith(_RECORD[1:])


def _plain(file: Any, split: Split) -> Iterator[Piece]:
    """What stands behind the split's end is its, too, as long as whoever has the next one would not see that a record begins there."""
    stream = _from(file, max(split.begin - 1, 0))
    while split.begin:
        if not _find_record(stream, split.end):
            return
        if _is_record(stream, file):
            break
    while _skip_gap(stream) and (stream.at < split.end or not _is_record(stream, file)):
        yield stream.at, _next_record(stream)


def _from(file: Any, at: int) -> _Stream:
    file.seek(at)
    return _Stream(file.read, at)


def _is_member(stream: _Stream) -> bool:
    """Does a gzip member that holds records begin here?"""
    try:
        return zlib.decompressobj(31).decompress(stream.peek(1 << 12), 5) == b"WARC/"
    except zlib.error:
        return False


def _find_member(stream: _Stream, before: int = 1 << 62) -> bool:
    while stream.find(_MEMBER, before):
        if _is_member(stream):
            return True
        stream.skip(1)
    return False


def _packed(file: Any, split: Split) -> Iterator[Piece]:
    stream = _from(file, split.begin)
    found = not split.begin or _find_member(stream, split.end)
    while found and stream.peek(1) and (stream.at < split.end or not _is_member(stream)):
        begin = stream.at
        member = _Unpacked(stream)
        last: Optional[Piece] = None
        records = _Stream(member.read)
        while _skip_gap(records):
            if last:
                yield last
            last = begin, _next_record(records)
        if member.damage:  # it shows in the last record, if in any
            last = begin, Error(f"the gzip member at byte {begin}: {member.damage}", "HS_E_FORMAT")
            stream = _from(file, begin + 1)
        if member.damage or stream.peek(3) != _MEMBER:
            found = _find_member(stream)
        if last:
            yield last


# ---- JSON Lines ----


def _object(line: bytes) -> Union[bytes, Error]:
    """A line that is a JSON object; the library would read another as plain text."""
    try:
        if isinstance(json.loads(line), dict):
            return line
        return Error("a line that is no JSON object", "HS_E_FORMAT")
    except (ValueError, RecursionError) as error:
        return Error(f"no JSON: {error}", "HS_E_FORMAT", getattr(error, "pos", 0))


def _lines(file: Any, split: Split) -> Iterator[Piece]:
    stream = _from(file, max(split.begin - 1, 0))
    unpacked = _Unpacked(stream, all=True) if split.file.packed else None
    if unpacked:
        stream = _Stream(unpacked.read)
    if split.begin:
        stream.line()
    while stream.at < split.end or unpacked:
        at, line = stream.at, stream.line()
        if line is None:
            yield at, Error(f"a line of over {MOST_BYTES} bytes", "HS_E_LIMIT", MOST_BYTES)
        elif line.strip():
            yield at, _object(line)
        elif not stream.peek(1):
            break
    if unpacked and unpacked.damage:
        yield stream.at, Error(f"the gzip file, {stream.at} bytes on: {unpacked.damage}", "HS_E_FORMAT")


def pieces(split: Split) -> Iterator[Piece]:
    """The records that begin in a split."""
    system, inside = open_system(split.file.path)
    with system.open_input_file(inside) as file:
        cut = _lines if split.file.kind == "lines" else _packed if split.file.packed else _plain
        yield from cut(file, split)
