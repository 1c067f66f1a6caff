"""What the tests share: models, the sample articles, the command."""
from __future__ import annotations

import functools
import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import Any, Dict, List

from hearsay import Comparer, Input, Ledger, Reader, Reading

ROOT = Path(__file__).resolve().parents[2]
TINY = ROOT / "tests" / "numeric" / "tiny"  # weights without sense, of which a reading takes next to no time
EXAMPLES = ROOT / "examples"
SANITIZED = "HEARSAY_SANITIZED" in os.environ

# plain text does not say whose it is, and seldom when it was published
ABOUT = {
    "harbour-coastal-wire.txt": ("Coastal Wire", "2031-05-13T21:40Z"),
    "harbour-tidewater-times.txt": ("The Tidewater Times", "2031-05-17"),
    "toll-velmark-press-service.txt": ("Velmark Press Service", "2031-09-03T11:02"),
    "toll-velmark-press-service-update.txt": ("Velmark Press Service", "2031-09-05T18:20"),
    "flight-orsany-courier.txt": ("The Orsany Courier", "2031-09-03"),
    "flight-quillon.txt": ("Quillon", "2031-09-04T14:05"),
}


def articles() -> List[Input]:
    paths = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".txt", ".html"))
    return [Input(path, outlet=ABOUT.get(path.name, (None, None))[0], published=ABOUT.get(path.name, (None, None))[1]) for path in paths]


@functools.lru_cache(maxsize=None)
def reader() -> Reader:
    return Reader(TINY)


@functools.lru_cache(maxsize=None)
def small() -> Reader:
    return Reader()


@functools.lru_cache(maxsize=None)
def readings() -> List[Reading]:
    """The sample articles, read by the real model."""
    found = list(small().read_many(articles(), threads=2))
    assert all(isinstance(each, Reading) for each in found), found
    return [each for each in found if isinstance(each, Reading)]


@functools.lru_cache(maxsize=None)
def kept() -> Path:
    """A ledger of the sample articles, related. It goes when the tests end."""
    kept.folder = tempfile.TemporaryDirectory()  # type: ignore[attr-defined]
    path = Path(kept.folder.name) / "news.db"  # type: ignore[attr-defined]
    with Ledger(path, "write") as ledger:
        assert [added.outcome for added in ledger.add_many(readings())] == ["added"] * len(readings())  # type: ignore[union-attr]
        assert ledger.relate(Comparer()) == len(readings())
    return path


def command(*args: Any) -> List[Dict[str, Any]]:
    """What the command prints, line by line, without what tells the kind of a line."""
    run = subprocess.run([os.environ["HEARSAY_COMMAND"], *map(os.fspath, args), "--format", "jsonl"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]
