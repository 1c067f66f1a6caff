"""Where a model is: as the command finds it, and in the package itself."""
from __future__ import annotations

import os
from pathlib import Path
from typing import Optional, Union

PACKAGED = Path(__file__).parent / "models"


def find_model(model: Union[str, "os.PathLike[str]", None], variable: str, usual: str) -> bytes:
    """A folder or a name; None: as the variable says, else the usual one. A name is looked for in the package, then by the library."""
    name = os.fspath(model) if model is not None else os.environ.get(variable) or usual
    packaged = PACKAGED / name
    if os.sep not in name and not os.path.exists(os.path.join(name, "config.json")) and (packaged / "config.json").exists():
        name = os.fspath(packaged)
    return os.fsencode(name)
