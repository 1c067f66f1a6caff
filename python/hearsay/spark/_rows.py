"""Rows of Spark's data frames: how they come from Arrow's tables and go to them."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Dict, Iterable, Iterator, List, Tuple

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

Row = Dict[str, Any]
Batches = Iterable[Any]  # of pyarrow.RecordBatch

_ROWS, _BYTES = 512, 8 << 20  # of a batch that is handed over


def columns(*named: Tuple[str, str]) -> Any:
    """A schema of pyarrow, by the names that it has for plain types; ``[int64]`` is a list of such."""
    import pyarrow

    def kind(name: str) -> Any:
        return pyarrow.list_(kind(name[1:-1])) if name.startswith("[") else pyarrow.type_for_alias(name)

    return pyarrow.schema([(name, kind(of)) for name, of in named])


def _bytes_of(row: Row) -> int:
    return sum(len(value) for value in row.values() if isinstance(value, (str, bytes, list)))


def to_batches(rows: Iterable[Row], schema: Any) -> Iterator[Any]:
    """Rows as batches, none of them large."""
    import pyarrow

    waiting: List[Row] = []
    size = 0
    for row in rows:
        waiting.append(row)
        size += _bytes_of(row)
        if len(waiting) >= _ROWS or size >= _BYTES:
            yield pyarrow.RecordBatch.from_pylist(waiting, schema=schema)
            waiting, size = [], 0
    if waiting:
        yield pyarrow.RecordBatch.from_pylist(waiting, schema=schema)


def _rows(batches: Batches) -> Iterator[Row]:
    for batch in batches:
        yield from batch.to_pylist()


def spark_schema(schema: Any) -> Any:
    """The schema as Spark has it."""
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(schema)


def map_rows(frame: DataFrame, work: Callable[[Iterator[Row]], Iterable[Row]], schema: Any) -> DataFrame:
    """What work makes of the rows of each partition, by ``mapInArrow``."""

    def over(batches: Batches) -> Batches:
        return to_batches(work(_rows(batches)), schema)

    return frame.mapInArrow(over, spark_schema(schema))


def to_table(rows: Iterable[Row], schema: Any) -> Any:
    """Rows as a table of pyarrow."""
    import pyarrow

    return pyarrow.Table.from_batches(to_batches(rows, schema), schema=schema)
