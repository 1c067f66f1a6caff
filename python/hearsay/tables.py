"""Records as tables. pyarrow and pandas are asked for when a table is, and not before."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Tuple, Type, get_args, get_origin

from ._records import Record, Span, fields_of, optional

if TYPE_CHECKING:
    import pandas
    import pyarrow


def _arrow_type(kind: Any) -> pyarrow.DataType:
    import pyarrow

    kind = optional(kind)
    if kind is Span:
        return pyarrow.list_(pyarrow.int64())
    if get_origin(kind) is tuple:
        return pyarrow.list_(_arrow_type(get_args(kind)[0]))
    if get_origin(kind) is dict:
        return pyarrow.map_(pyarrow.string(), pyarrow.int64())
    if isinstance(kind, type) and issubclass(kind, Record):
        return pyarrow.struct([(field.json, _arrow_type(field.kind)) for field in fields_of(kind)])
    plain: Dict[Any, Any] = {int: pyarrow.int64(), float: pyarrow.float64(), bool: pyarrow.bool_()}
    found: pyarrow.DataType = plain.get(kind, pyarrow.string())
    return found


def _rows(records: Iterable[Record], kind: Optional[Type[Record]]) -> Tuple[List[Record], Type[Record]]:
    rows = list(records)
    if kind is None and not rows:
        raise ValueError("of no records the kind must be told")
    kind = kind or type(rows[0])
    for row in rows:
        if type(row) is not kind:
            raise TypeError(f"a {type(row).__name__} among records of {kind.__name__}")
    return rows, kind


def arrow_schema(kind: Type[Record]) -> pyarrow.Schema:
    """The schema of a table of such records: columns by their names in JSON."""
    import pyarrow

    return pyarrow.schema([(field.json, _arrow_type(field.kind)) for field in fields_of(kind)])


def to_arrow(records: Iterable[Record], kind: Optional[Type[Record]] = None) -> pyarrow.Table:
    """Records of one kind, such as readings, statements or claims, as a table of pyarrow; needs pyarrow.

    :param kind: needed where there may be no records
    """
    import pyarrow

    rows, kind = _rows(records, kind)
    return pyarrow.Table.from_pylist([row.to_dict() for row in rows], schema=arrow_schema(kind))


def to_pandas(records: Iterable[Record], kind: Optional[Type[Record]] = None) -> pandas.DataFrame:
    """Records of one kind as a data frame; needs pandas.

    :param kind: needed where there may be no records
    """
    import pandas

    rows, kind = _rows(records, kind)
    frame: pandas.DataFrame = pandas.DataFrame([row.to_dict() for row in rows], columns=[field.json for field in fields_of(kind)])
    return frame
