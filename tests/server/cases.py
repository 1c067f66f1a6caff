"""Cases asked of a server of their own each: HEARSAY FILL_LEDGER MODEL SOURCE_DIR [CASE..] on the command line; those named, or all."""

import contextlib
import os
import subprocess
import sys
import tempfile

from host import Server, make_ledger

sys.path.append(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "postgresql"))
import there

HEARSAY, FILL, MODEL, ROOT = sys.argv[1:5]
CASES = []
TEXT = "Mara Lindqvist said that the lighthouse had been painted green.\n\nThe council denied that it had paid for the paint.\n"


def case(f):
    CASES.append(f)
    return f


def same(got, wanted, what=""):
    assert got == wanted, f"{what}: {got!r}, not {wanted!r}"


def read_until(sock, *wanted):
    got = b""
    while not all(w in got for w in wanted):
        chunk = sock.recv(65536)
        assert chunk, f"ended before {wanted}: {got[-300:]}"
        got += chunk
    return got


def read_rest(sock):
    got = b""
    while chunk := sock.recv(65536):
        got += chunk
    return got


def at_server(file):
    """The same ledger at the server of $HEARSAY_TEST_POSTGRESQL."""
    ledger = there.address()
    subprocess.run([HEARSAY, "copy", file, ledger], check=True, stdout=subprocess.DEVNULL)
    return ledger


def run(f):
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as ends:
        ledger = os.path.join(folder, "hearsay.db")
        make_ledger(FILL, ledger, MODEL, ROOT)
        if there.SERVER:
            ledger = at_server(ledger)
            ends.callback(there.drop, ledger)
        s = Server(HEARSAY, ledger, MODEL, *getattr(f, "options", ()), environment=getattr(f, "environment", None))
        s.ledger = ledger
        try:
            f(s)
        finally:
            if s.said is None:
                s.stop()
        assert s.process.returncode == 0, f"exit status {s.process.returncode}: {s.said[-4000:]}"
        assert "Sanitizer" not in s.said and "runtime error" not in s.said, s.said[-4000:]


def main():
    failed = 0
    wanted = sys.argv[5:]
    for f in CASES:
        if wanted and f.__name__ not in wanted:
            continue
        try:
            run(f)
            print(f"ok   {f.__name__}", flush=True)
        except Exception as e:  # every case is told of
            failed += 1
            print(f"FAIL {f.__name__}: {type(e).__name__}: {e}", flush=True)
    return failed > 0
