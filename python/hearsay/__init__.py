"""hearsay reads English news and tells who says so, and through whom.

>>> from hearsay import Reader
>>> reading = Reader().read("Mara Lindqvist, the harbour master, denied that there had been a leak.")
>>> for a in reading.attributions:
...     print(reading.holder(a).name, a.act, "-", reading.words(a.content))
Mara Lindqvist deny - that there had been a leak

:class:`Reader` reads, :class:`Ledger` keeps readings and answers, :class:`Comparer` compares what is said. What they hand over are
records: ``hearsay.reading`` and ``hearsay.answer`` hold their classes, named as in the library's JSON. ``hearsay.tables`` makes tables of
them. What goes wrong is an :class:`Error`.
"""
from . import answer, reading, tables
from ._comparer import Comparer
from ._errors import Error
from ._inputs import Input
from ._ledger import Ledger
from ._native import version
from ._reader import Reader
from .reading import Reading, statements

__all__ = ["Comparer", "Error", "Input", "Ledger", "Reader", "Reading", "answer", "reading", "statements", "tables"]
__version__ = version()
