"""Records: dataclasses whose fields are those of the JSON contract, under its names (``in_`` and ``from_`` for ``in`` and ``from``).

What a field holds is told once, by its type. Reading from JSON, going back, and columns of tables follow from that.
"""
from __future__ import annotations

import dataclasses
from typing import Any, Callable, Dict, List, Mapping, NamedTuple, Optional, Tuple, Type, TypeVar, Union, get_args, get_origin, get_type_hints

R = TypeVar("R", bound="Record")
Convert = Callable[[Any], Any]


class Span(NamedTuple):
    """A piece of a text, in code points, end exclusive: ``text[begin:end]``.

    >>> "Divers said so."[slice(*Span(0, 6))]
    'Divers'
    """

    begin: int
    end: int


class Field(NamedTuple):
    """A field of a record: its name in Python and in JSON, and its type."""

    name: str
    json: str
    kind: Any


class Record:
    """What all records can do. Made from JSON; of fields that it does not know it takes no notice."""

    @classmethod
    def from_json(cls: Type[R], value: Mapping[str, Any]) -> R:
        """A record from a JSON object."""
        get = value.get
        return cls(*[convert(get(name)) if convert else get(name) for name, convert in _plan(cls)])

    def to_dict(self) -> Dict[str, Any]:
        """The record as JSON has it: dicts, lists, strings and numbers."""
        return {field.json: _plain(getattr(self, field.name)) for field in fields_of(type(self))}


_fields: Dict[type, List[Field]] = {}
_plans: Dict[type, List[Tuple[str, Optional[Convert]]]] = {}


def fields_of(cls: type) -> List[Field]:
    """The fields of a record, without those that are private to it."""
    found = _fields.get(cls)
    if found is None:
        hints = get_type_hints(cls)
        names = [f.name for f in dataclasses.fields(cls) if not f.name.startswith("_")]
        found = _fields[cls] = [Field(name, name.rstrip("_"), hints[name]) for name in names]
    return found


def optional(kind: Any) -> Any:
    """What an ``Optional`` is of; any other type as it is."""
    if get_origin(kind) is Union:
        kind = next(each for each in get_args(kind) if each is not type(None))
    return kind


def _plan(cls: type) -> List[Tuple[str, Optional[Convert]]]:
    plan = _plans.get(cls)
    if plan is None:
        plan = _plans[cls] = [(field.json, _converter(field.kind)) for field in fields_of(cls)]
    return plan


def _converter(kind: Any) -> Optional[Convert]:
    """How a value of JSON becomes one of this type; None: it is one."""
    inner = optional(kind)
    if inner is not kind:
        convert = _converter(inner)
        return (lambda value: None if value is None else convert(value)) if convert else None
    if kind is Span:
        return Span._make
    if get_origin(kind) is tuple:
        each = _converter(get_args(kind)[0])
        return (lambda value: tuple([each(one) for one in value])) if each else tuple
    return kind.from_json if isinstance(kind, type) and issubclass(kind, Record) else None


def _plain(value: Any) -> Any:
    if isinstance(value, Record):
        return value.to_dict()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return dict(value) if isinstance(value, Mapping) else value
