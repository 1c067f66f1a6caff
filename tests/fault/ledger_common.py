"""What the fault tests of the ledger share: articles to add, the command, and what must hold of a ledger whatever happened."""
import os
import sqlite3
import subprocess

INDEXES = "claim_words", "source_words", "document_words"
NAMES = "Lindqvist", "Okafor", "Hale", "Marchetti", "Sorel", "Tanaka", "Brandt"
THINGS = "the pier had cracked", "the slick was growing", "nobody had been told", "the ferry would be late", "divers knew"


def article(i):
    """Fictional, and no two are the same."""
    lines = [f"Harbour master {NAMES[(i + k) % 7]} said on day {i} that {THINGS[(i * k + k) % 5]}, note {i}-{k}." for k in range(12)]
    return " ".join(lines[:6]) + "\n\n" + " ".join(lines[6:]) + "\n"


def write_articles(folder, count, first=0):
    os.makedirs(folder, exist_ok=True)
    for i in range(first, first + count):
        with open(os.path.join(folder, f"{i:04}.txt"), "w", encoding="utf-8") as file:
            file.write(article(i))
    return folder


class Command:
    def __init__(self, hearsay, model):
        self.hearsay = os.path.abspath(hearsay)
        self.environment = dict(os.environ, HEARSAY_MODEL=os.path.abspath(model), HEARSAY_PAIRS="none")

    def start(self, *arguments, **how):
        how.setdefault("stdout", subprocess.PIPE)
        how.setdefault("stderr", subprocess.PIPE)
        return subprocess.Popen([self.hearsay, *arguments], env=self.environment, bufsize=0, **how)

    def run(self, *arguments, timeout=120, **how):
        how.setdefault("stdout", subprocess.PIPE)
        how.setdefault("stderr", subprocess.PIPE)
        return subprocess.run([self.hearsay, *arguments], env=self.environment, timeout=timeout, **how)


def told(output):
    """Inputs that whole lines of `hearsay add` tell to be in."""
    lines = output.decode().split("\n")[:-1]
    return [line.split("  ", 1)[1].strip() for line in lines if line.startswith(("added ", "new version ", "in already "))]


def inputs(ledger):
    with sqlite3.connect(ledger, timeout=20) as db:
        found = [row[0] for row in db.execute("SELECT input FROM document ORDER BY input")]
    db.close()
    return found


def check(ledger):
    """@return what is wrong with the file, as SQLite sees it; nothing if it is sound"""
    db = sqlite3.connect(ledger, timeout=20)
    try:
        wrong = [row[0] for row in db.execute("PRAGMA integrity_check") if row[0] != "ok"]
        wrong += [f"foreign key: {row}" for row in db.execute("PRAGMA foreign_key_check")]
        for index in INDEXES:
            try:
                db.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                wrong.append(f"{index}: {error}")
        db.rollback()
    finally:
        db.close()
    return wrong
