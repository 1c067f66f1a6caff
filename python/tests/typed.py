"""A program that uses the package with all its types; mypy reads it, nobody runs it."""
from pathlib import Path
from typing import List, Optional, Tuple

from hearsay import Comparer, Error, Input, Ledger, Reader, Reading, answer, reading, statements


def read(folder: Path) -> List[str]:
    reader = Reader(model="small")
    words: List[str] = []
    for found in reader.read_many((Input(path, outlet="Post") for path in folder.iterdir()), threads=2):
        if isinstance(found, Error):
            code: str = found.code
            at: int = found.position
            words.append(f"{code} {at}")
            continue
        for a in found.attributions:
            act: Optional[reading.Act] = a.act
            begin, end = a.content[0]
            words.append(f"{act} {found.text[begin:end]}")
    return words


def ask(path: Path, given: Reading) -> Tuple[int, str]:
    with Ledger(path, "write") as ledger:
        added: answer.Added = ledger.add(given)
        ledger.relate(Comparer())
        claim: answer.Claim = ledger.claims("leak", act="deny", limit=None)[0]
        origins: int = ledger.trace("the pier had cracked").independent_for.best
        for row in ledger.who("Lindqvist"):
            if isinstance(row, answer.Attribution):
                print(row.content, [relay.name for relay in row.relays])
        print(added.document, [row.content for row in statements([given])], given.to_pandas().shape, given.to_arrow().num_rows)
        return origins, claim.text
