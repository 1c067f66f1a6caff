"""Ledgers of other folders' tests at the PostgreSQL server of $HEARSAY_TEST_POSTGRESQL, an address with a database for the tests; where it is not set they
are files."""

import json
import os
import subprocess

SERVER = os.environ.get("HEARSAY_TEST_POSTGRESQL", "")
made = 0


def address():
    """Of a ledger that is not there yet; end it with drop."""
    global made
    made += 1
    return f"{SERVER}?schema=there{os.getpid()}_{made}"


def psql(ledger, *options):
    """The command that runs SQL on a ledger, its tables at hand."""
    return ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", *options, ledger.split("?")[0]], {
        **os.environ,
        "PGOPTIONS": "-c client_min_messages=error -c search_path=" + ledger.split("schema=")[1],
    }


def run(ledger, sql):
    command, environment = psql(ledger, "-c", sql)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def ask(ledger, sql):
    """The rows of a question, as sqlite3 has them."""
    said = run(ledger, f"SELECT coalesce(json_agg(t), '[]') FROM ({sql}) t")
    return [tuple(row.values()) for row in json.loads(said, object_pairs_hook=dict)]


def drop(ledger):
    run(ledger, f"DROP SCHEMA IF EXISTS {ledger.split('schema=')[1]} CASCADE")


class Taker:
    """Another program that writes, and does not finish."""

    def __init__(self, ledger):
        command, environment = psql(ledger)
        self.process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def take(self):
        self.process.stdin.write("BEGIN; LOCK TABLE ledger_state IN EXCLUSIVE MODE; SELECT 'taken';\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "taken\n"

    def give_back(self):
        self.process.communicate("ROLLBACK;\n", timeout=60)
