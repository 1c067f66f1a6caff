"""Reading an archive: each record a row, with its reading or with what was wrong with it."""
from __future__ import annotations

import datetime
import functools
from typing import TYPE_CHECKING, Iterator, List, NamedTuple, Optional, Sequence, Union

from .._errors import Error
from .._inputs import Input
from .._reader import Reader
from ..reading import Reading, Statement
from ..tables import arrow_schema
from . import _keep
from ._rows import Row, columns, map_rows
from ._splits import Split, find_files, pieces, plan

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

READINGS = (
    ("path", "string"),  # the file
    ("at", "int64"),  # the byte of it where the record begins; of a packed file, where its gzip member does
    ("input", "string"),
    ("document", "string"),
    ("outlet", "string"),
    ("url", "string"),
    ("title", "string"),
    ("published", "string"),
    ("language", "string"),
    ("model", "string"),
    ("words", "int64"),
    ("sources", "int64"),
    ("attributions", "int64"),
    ("reading", "string"),  # the line that `hearsay read --format jsonl` prints
    ("kept", "binary"),  # the document for a ledger
    ("error_code", "string"),
    ("error", "string"),
    ("error_position", "int64"),
)
_PASSED_BY = "it holds no document"  # the library, of a request, a picture ..
GIVEN = ("text", "outlet", "published", "url", "name")  # columns of a table of documents


class Options(NamedTuple):
    """How documents are read."""

    model: Optional[str]
    least: float
    keep: bool


@functools.lru_cache(maxsize=1)
def _reader(model: Optional[str]) -> Reader:
    """The reader of this process; Spark uses its Python workers again."""
    return Reader(model)


def _row(found: Union[Reading, Error], path: Optional[str], at: Optional[int], keeps: bool) -> Row:
    if isinstance(found, Error):
        return {"path": path, "at": at, "input": found.input, "error_code": found.code, "error": str(found), "error_position": found.position}
    named = {name: getattr(found, name) for name in ("input", "document", "outlet", "url", "title", "published", "language", "model")}
    return {**named, "path": path, "at": at, "words": len(found.text.split()), "sources": len(found.sources), "attributions": len(found.attributions),
            "reading": found.to_json(), "kept": _keep.keep(found) if keeps else None}


def _rows_of(given: Union[Input, Error], path: Optional[str], at: Optional[int], options: Options) -> Iterator[Row]:
    """What comes of one record, whatever it is; one that is no document, such as a request, leaves no row."""
    try:
        if isinstance(given, Error):
            raise given
        for found in _reader(options.model).read_all(given.source, name=given.name, outlet=given.outlet, published=given.published, url=given.url,
                                                     min_confidence=options.least):
            if not (isinstance(found, Error) and str(found) == _PASSED_BY):
                yield _row(found, path, at, options.keep)
    except Exception as error:  # whatever it is, it costs this record and no other
        if isinstance(error, Error) and error.code == "HS_E_MODEL":
            raise
        told = error if isinstance(error, Error) else Error(f"{type(error).__name__}: {error}", "HS_E_DEFECT")
        told.input = told.input or path
        yield _row(told, path, at, False)


def _read_split(split: Split, options: Options) -> Iterator[Row]:
    """A file that cannot be read is no bad record: Spark tries again, elsewhere."""
    for at, piece in pieces(split):
        given = piece if isinstance(piece, Error) else Input(piece, f"{split.file.path}#{at}")
        yield from _rows_of(given, split.file.path, at, options)


def _read_documents(rows: Iterator[Row], options: Options) -> Iterator[Row]:
    """A table of documents as readings."""
    for row in rows:
        text, *about = [row.get(name) for name in GIVEN]
        outlet, published, url, name = about
        when = published if isinstance(published, (str, datetime.date)) or published is None else str(published)
        given = Input(text, name, outlet, when, url) if isinstance(text, (str, bytes)) else Error("no text", "HS_E_EMPTY")
        yield from _rows_of(given, None, None, options)


def read_frame(frame: DataFrame, *, model: Optional[str] = None, min_confidence: float = 0.0, keep: bool = True) -> DataFrame:
    """Read a data frame of documents: ``text`` (a string or bytes: plain text, HTML, what the command reads), and where there are such
    columns ``outlet``, ``published``, ``url``, ``name``. Columns and the rest as of :func:`read`.
    """
    options = Options(model, min_confidence, keep)
    given = frame.select([name for name in GIVEN if name in frame.columns])
    return map_rows(given, lambda rows: _read_documents(rows, options), columns(*READINGS))


def read(spark: SparkSession, paths: Union[str, Sequence[str]], *, model: Optional[str] = None, min_confidence: float = 0.0, keep: bool = True,
         split_bytes: int = 32 << 20) -> DataFrame:
    """Read archives: WARC (``.warc``, ``.warc.gz``), JSON Lines (``.jsonl``, ``.ndjson``, and ``.gz``) and Parquet with the columns of
    :func:`read_frame`. Each document is a row; so is each record that cannot be read, with ``error_code``, ``error`` and ``error_position``,
    and nothing else of it is known then but where it stands (``path``, ``at``).

    Nothing is read before Spark is asked for rows. Files are cut into splits, which its tasks read side by side; each of its Python workers
    opens the model once.

    :param paths: files, folders, patterns; URIs of ``s3:``, ``hdfs:`` and what else pyarrow reads
    :param model: a name, or a folder that every machine has; None: ``$HEARSAY_MODEL`` there, else ``small``
    :param keep: with the column ``kept``, of which :func:`relate` makes ledgers; it costs a fifth of the time
    :param split_bytes: of a file, as it lies there, that a task takes
    :raises Error: ``HS_E_IO``: a path names no file; ``HS_E_ARG``: one of a name that tells no format
    """
    options = Options(model, min_confidence, keep)
    files = find_files([paths] if isinstance(paths, str) else paths)
    splits = plan([file for file in files if file.kind != "parquet"], split_bytes)
    tables = [file.path for file in files if file.kind == "parquet"]
    found = _read_splits(spark, splits, options)
    if not tables:
        return found
    read_too = read_frame(spark.read.parquet(*tables), model=model, min_confidence=min_confidence, keep=keep)
    return found.unionByName(read_too) if splits else read_too


def _read_splits(spark: SparkSession, splits: List[Split], options: Options) -> DataFrame:
    """A task for each split: the numbers of a range lie in as many partitions, and each stands for one."""

    def over(numbers: Iterator[Row]) -> Iterator[Row]:
        for number in numbers:
            yield from _read_split(splits[number["id"]], options)

    return map_rows(spark.range(0, len(splits), 1, max(len(splits), 1)), over, columns(*READINGS))


def _state(rows: Iterator[Row]) -> Iterator[Row]:
    for row in rows:
        for statement in Reading.from_line(row["reading"]).statements():
            yield statement.to_dict()


def attributions(readings: DataFrame) -> DataFrame:
    """The attributions of readings (their column ``reading``) as rows in words, with the columns of ``hearsay read --format csv``."""
    lines = readings.select("reading").where("reading IS NOT NULL")
    return map_rows(lines, _state, arrow_schema(Statement))


def write(spark: SparkSession, paths: Union[str, Sequence[str]], folder: str, *, model: Optional[str] = None, min_confidence: float = 0.0,
          keep: bool = True, split_bytes: int = 32 << 20) -> None:
    """:func:`read` archives and write ``readings`` and ``attributions`` below a folder, as Parquet. Each text is read once. What lay there is
    replaced, so that to run it again leaves the same.
    """
    read(spark, paths, model=model, min_confidence=min_confidence, keep=keep, split_bytes=split_bytes).write.mode("overwrite").parquet(f"{folder}/readings")
    attributions(spark.read.parquet(f"{folder}/readings")).write.mode("overwrite").parquet(f"{folder}/attributions")
