"""Comparing what is said."""
from __future__ import annotations

import os
from typing import Iterable, List, Optional, Tuple, Union

from . import _native
from ._inputs import clean
from ._models import find_model
from .answer import Comparison, Scores


class Comparer:
    """A model that tells whether two texts say the same, contradict each other, or neither. Any number of threads.

    :param model: a folder, or the name of a model that comes with the package or is installed; None: ``$HEARSAY_PAIRS``, else ``pairs``
    :raises Error: ``HS_E_MODEL``: there is no such model, it compares nothing, or it is unusable

    >>> from hearsay import Comparer
    >>> found = Comparer().compare("12 people were killed", "20 people were killed")
    >>> found.relation, found.why
    ('contradicts', 'other figures: 12 and 20 people killed')
    """

    def __init__(self, model: Union[str, "os.PathLike[str]", None] = None) -> None:
        self._native = _native.Comparer(find_model(model, "HEARSAY_PAIRS", "pairs"))

    @property
    def model(self) -> str:
        """Name of the model, and the first digits of its weights' SHA-256."""
        return self._native.model()

    @property
    def missing(self) -> Optional[str]:
        """Name of the second model that it leaves pairs to which it is not sure of, where that is not there beside it: then it judges them itself."""
        return self._native.missing()

    def compare(self, a: str, b: str) -> Comparison:
        """Compare two texts."""
        return self.compare_many([(a, b)])[0]

    def compare_many(self, pairs: Iterable[Tuple[str, str]]) -> List[Comparison]:
        """Compare pairs of texts; many at once cost less than one by one, and are judged no otherwise."""
        texts = tuple((clean(a) or "", clean(b) or "") for a, b in pairs)
        model = self.model
        return [
            Comparison(model, a, b, relation, Scores(*(round(score, 4) for score in scores)), why)
            for (a, b), (relation, *scores, why) in zip(texts, self._native.compare(texts))
        ]
