"""Rows of Spark's data frames: their columns, and how they go to Arrow and come from it."""
from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, Iterator, List, get_args, get_origin

from .._records import fields_of, optional

Row = Dict[str, Any]
Batches = Iterator[Any]  # of pyarrow.RecordBatch

_ROWS, _BYTES = 512, 8 << 20  # of a batch that is handed over


def columns_of(kind: type) -> Dict[str, str]:
    """The columns of records of flat fields, with the types that Spark's SQL has for them."""
    return {field.json: _type_of(field.kind) for field in fields_of(kind)}


def _type_of(kind: Any) -> str:
    kind = optional(kind)
    if get_origin(kind) is tuple:
        return f"array<{_type_of(get_args(kind)[0])}>"
    return {int: "bigint", float: "double", bool: "boolean", bytes: "binary"}.get(kind, "string")


def schema(columns: Dict[str, str]) -> str:
    """Columns as Spark's SQL declares them."""
    return ", ".join(f"`{name}` {kind}" for name, kind in columns.items())


def _arrow_schema(columns: Dict[str, str]) -> Any:
    import pyarrow

    types = {"bigint": pyarrow.int64(), "double": pyarrow.float64(), "boolean": pyarrow.bool_(), "binary": pyarrow.binary(), "string": pyarrow.string()}
    return pyarrow.schema([(name, pyarrow.list_(types[kind[6:-1]]) if kind.startswith("array<") else types[kind]) for name, kind in columns.items()])


def _bytes_of(row: Row) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, (str, bytes)))


def to_batches(rows: Iterable[Row], columns: Dict[str, str]) -> Batches:
    """Rows as batches, none of them large."""
    import pyarrow

    wanted = _arrow_schema(columns)
    waiting: List[Row] = []
    size = 0
    for row in rows:
        waiting.append(row)
        size += _bytes_of(row)
        if len(waiting) >= _ROWS or size >= _BYTES:
            yield pyarrow.RecordBatch.from_pylist(waiting, schema=wanted)
            waiting, size = [], 0
    if waiting:
        yield pyarrow.RecordBatch.from_pylist(waiting, schema=wanted)


def from_batches(batches: Batches) -> Iterator[Row]:
    """Batches as rows."""
    for batch in batches:
        yield from batch.to_pylist()


def over_rows(work: Callable[[Iterator[Row]], Iterable[Row]], columns: Dict[str, str]) -> Callable[[Batches], Batches]:
    """Work on rows as ``mapInArrow`` has it."""

    def over(batches: Batches) -> Batches:
        return to_batches(work(from_batches(batches)), columns)

    return over
