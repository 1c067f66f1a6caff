"""usage: on_terminal.py HEARSAY read|add|claims -- run it on a pseudo-terminal and look at what it sends there. Files 1.txt .. 5.txt."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import termios

HEARSAY, COMMAND = sys.argv[1:3]
FILES = [f"{i}.txt" for i in range(1, 6)]


def run(arguments, stdout, stderr, **environment):
    """What the terminal got, and what the pipe got in place of the stream that is not on the terminal."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 50, 0, 0))
    streams = {"stdout": theirs if stdout else subprocess.PIPE, "stderr": theirs if stderr else subprocess.PIPE}
    child = subprocess.Popen([HEARSAY, COMMAND, *arguments], stdin=subprocess.DEVNULL, env={**os.environ, "TERM": "xterm", **environment}, **streams)
    piped = b"".join(stream.read() for stream in (child.stdout, child.stderr) if stream)
    child.wait()
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    return shown.replace(b"\r\n", b"\n"), piped


def check_add():
    bar, piped = run(FILES, False, True)
    assert re.search(rb"\x1b\[K\[[#.]{30}\] [1-5] documents?", bar), bar
    assert b"0 words/s" not in bar, bar
    assert b"\x1b" not in piped and b"added        5.txt" in piped, piped
    unsized, _ = run(["-"], False, True)
    assert b"[#" not in unsized and b"[." not in unsized and b" left" not in unsized, unsized
    none, piped = run(FILES, True, False)
    assert b"words/s" not in none + piped and b"\x1b" not in none + piped, none


def check_read():
    shown, _ = run(FILES[:1], True, False)
    assert b"\x1b[1m1.txt\x1b[0m" in shown, shown
    plain, _ = run(FILES[:1], True, False, NO_COLOR="1")
    assert b"\x1b" not in plain, plain
    dumb, _ = run(FILES[:1], True, False, TERM="dumb")
    assert dumb == plain, dumb
    bar, piped = run(FILES, False, True)
    assert b"5/5" in bar or b"1/5" in bar, bar
    assert bar.endswith(b"\r\x1b[K"), bar
    assert b"\x1b" not in piped and b"5.txt" in piped, piped
    one, _ = run(FILES[:1], False, True)
    assert one == b"", one


def check_claims():
    """What to do next is wrapped, but for a command, which names the ledger that was given."""
    ledger = ["--ledger", os.environ["HEARSAY_LEDGER"]]
    said, _ = run([*ledger, "--limit", "1"], False, True)
    assert re.fullmatch(rb"hearsay: there is more:\n  hearsay claims --after \S+ --ledger \S+hearsay.db --limit 1\n", said), said
    os.symlink(ledger[1], "x.db")
    said, _ = run(["--outlet", "Tirewater Journals", "--ledger", "x.db"], False, True)
    assert said == b"hearsay: no outlet 'Tirewater Journals';\n         'hearsay list outlets --ledger x.db'\n         lists them\n", said


{"add": check_add, "claims": check_claims, "read": check_read}[COMMAND]()
