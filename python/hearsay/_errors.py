"""What goes wrong, as one exception."""
from __future__ import annotations

from typing import Any, Optional, Tuple


class Error(Exception):
    """A failure that the library tells of.

    >>> from hearsay import Reader, Error
    >>> try:
    ...     Reader(model="no-such-model")
    ... except Error as error:
    ...     print(error.code)
    HS_E_MODEL
    """

    #: Name of the status in hearsay.h: ``HS_E_FORMAT``.
    code: str
    #: Where, as the status says: a byte of the input, a limit, an HTTP status; 0 if it says nothing. Of a ``str`` bytes count in UTF-8.
    position: int
    #: Name of the input, where one failed among several.
    input: Optional[str]

    def __init__(self, message: str, code: str = "HS_E_ARG", position: int = 0, input: Optional[str] = None) -> None:
        super().__init__(message)
        self.code = code
        self.position = position
        self.input = input

    def __reduce__(self) -> Tuple[Any, ...]:
        return (type(self), (str(self), self.code, self.position, self.input))
