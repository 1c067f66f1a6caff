#!/usr/bin/env python3
"""What README.md says that the demo prints is what it prints.

usage: readme.py BUILD

A block of README.md that begins with no command must stand in what examples/demo.sh prints, line by line, where a blank line or another
block may leave something out. Numbers of claims and the like are not compared: they change with every attribution that is read before.
"""
import os
import re
import subprocess
import sys

import read_cases

COMMAND = re.compile(r"(build/hearsay|cc|cd|make) ")
NUMBER = re.compile(r"(?:^|(?<= ))[acds]\d+(?= |:|$)")


def lines_of(text):
    return [re.sub(r"\s+", " ", NUMBER.sub("#", line)).strip() for line in text.split("\n")]


def pieces_of(readme):
    for language, block in re.findall(r"^```(.*)\n((?:.*\n)*?)```$", readme, re.M):
        if not language and not COMMAND.match(block):
            yield from block.strip("\n").split("\n\n")


def stands_in(piece, printed):
    want = lines_of(piece)
    return any(printed[i : i + len(want)] == want for i in range(len(printed)))


def main():
    if not read_cases.is_as_made():
        print("this processor's last digits differ: skipped")
        sys.exit(77)
    environment = {**os.environ, "HEARSAY_BUILD": sys.argv[1], "HEARSAY_KERNELS": "bf16"}
    environment.pop("HEARSAY_PAIRS", None)
    demo = subprocess.run(["sh", os.path.join(read_cases.REPOSITORY, "examples", "demo.sh")], env=environment, stdout=subprocess.PIPE, check=True)
    printed = lines_of(demo.stdout.decode())
    with open(os.path.join(read_cases.REPOSITORY, "README.md"), encoding="utf-8") as file:
        pieces = list(pieces_of(file.read()))
    missing = [piece for piece in pieces if not stands_in(piece, printed)]
    for piece in missing:
        print(f"README.md has, and the demo does not print:\n{piece}\n")
    sys.exit(not pieces or bool(missing))


if __name__ == "__main__":
    main()
