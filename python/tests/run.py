#!/usr/bin/env python3
"""Run the tests of the Python package.

usage: run.py HEARSAY [FOLDER] [TEST..]

HEARSAY is the command, whose answers the package must have; FOLDER holds the package with its extension module, else the one that is
installed is tested. Each test that lacks what it needs (pandas, pyarrow, mypy, Jupyter) says so and is skipped.
"""
import os
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))


def main() -> None:
    os.environ["HEARSAY_COMMAND"] = os.path.abspath(sys.argv[1])
    if len(sys.argv) > 2 and sys.argv[2]:
        os.environ["PYTHONPATH"] = os.path.abspath(sys.argv[2])
        sys.path.insert(0, os.environ["PYTHONPATH"])
    for name in ("HEARSAY_LEDGER", "HEARSAY_MODEL", "HEARSAY_PAIRS"):
        os.environ.pop(name, None)
    sys.path.insert(0, HERE)
    os.chdir(os.path.join(HERE, "..", ".."))
    names = sys.argv[3:] or sorted(name[:-3] for name in os.listdir(HERE) if name.startswith("test_") and name.endswith(".py"))
    result = unittest.TextTestRunner(verbosity=1).run(unittest.TestLoader().loadTestsFromNames(names))
    for test, reason in result.skipped:
        print(f"skipped: {test}: {reason}")
    sys.exit(0 if result.wasSuccessful() else 1)


if __name__ == "__main__":
    main()
