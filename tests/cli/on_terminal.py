"""usage: on_terminal.py HEARSAY read|add -- run it on a pseudo-terminal and look at what it sends there. Files 1.txt .. 5.txt."""
import os
import pty
import re
import subprocess
import sys

HEARSAY, COMMAND = sys.argv[1:3]
FILES = [f"{i}.txt" for i in range(1, 6)]


def run(arguments, stdout, stderr, **environment):
    """What the terminal got, and what the pipe got in place of the stream that is not on the terminal."""
    ours, theirs = pty.openpty()
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


{"add": check_add, "read": check_read}[COMMAND]()
