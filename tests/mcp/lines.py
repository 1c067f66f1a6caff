"""lines.py HEARSAY RELATED_LEDGER SOURCE_DIR: `hearsay mcp` driven by recorded lines, nothing else needed.

sessions/*.txt: lines after "> " are sent as they stand, one process a file; "< " is what comes back for them, of which each field that is named must be so
(a list must be as long). "$META" stands for the parts that each request of 2026-07-28 carries. What comes back and is not expected fails. Other lines are
comments. What no file can hold, such as a line that is too long, is below.
"""

import json
import os
import subprocess
import sys
import tempfile

HEARSAY, RELATED, ROOT = sys.argv[1:4]
META = '"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}'
TINY = os.path.join(ROOT, "tests", "numeric", "tiny")


def run(lines, ledger, *options, end=b"\n"):
    """Each line's reply, by what came back in order, and the process."""
    sent = b"\n".join(lines) + (end if lines else b"")
    done = subprocess.run(
        [HEARSAY, "mcp", "--ledger", ledger, "--model", TINY, "--pairs", "none", *options],
        input=sent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        timeout=300,
    )
    return done.stdout, done


def check_within(wanted, got, where):
    if isinstance(wanted, dict):
        assert isinstance(got, dict), f"{where}: {got!r}"
        for name, value in wanted.items():
            assert name in got, f"{where}.{name} is missing"
            check_within(value, got[name], f"{where}.{name}")
    elif isinstance(wanted, list):
        assert isinstance(got, list) and len(got) == len(wanted), f"{where}: {got!r}"
        for i, value in enumerate(wanted):
            check_within(value, got[i], f"{where}[{i}]")
    else:
        assert got == wanted, f"{where}: {got!r}, not {wanted!r}"


def check_calls(reply):
    """A tool's text says what its structured content says."""
    result = reply.get("result", {})
    if "structuredContent" in result:
        assert json.loads(result["content"][0]["text"]) == result["structuredContent"]


def check_session(path, ledger):
    with open(path, encoding="utf-8") as f:
        marks = [line.rstrip("\n").replace("$META", META) for line in f]
    sent = [line[2:].encode() for line in marks if line.startswith("> ")]
    wanted = [line[2:] for line in marks if line.startswith("< ")]
    out, done = run(sent, ledger)
    assert done.returncode == 0, (done.returncode, done.stderr)
    assert done.stderr == b"", done.stderr
    got = out.decode().splitlines()
    for i, (expected, line) in enumerate(zip(wanted, got)):
        reply = json.loads(line)
        check_within(json.loads(expected), reply, f"{os.path.basename(path)}, reply {i + 1}")
        for one in reply if isinstance(reply, list) else [reply]:
            check_calls(one)
    assert len(got) == len(wanted), f"{path}: {len(got)} replies, not {len(wanted)}: {got[len(wanted) :]}"


def request(method, params="", number=1):
    return ('{"jsonrpc":"2.0","id":%d,"method":"%s","params":{%s%s}}' % (number, method, META, params and "," + params)).encode()


def check_odd_lines(ledger):
    """Too long, no UTF-8, no line end, nothing at all: each is answered, and what follows is as if nothing had been."""
    ping = request("server/discover")
    out, done = run([b'{"a":"' + b"x" * (17 << 20) + b'"}', b"\xff\xfe", b"", b"  \r", ping + b"\r"], ledger, end=b"")
    replies = [json.loads(line) for line in out.splitlines()]
    assert [r.get("error", {}).get("code") for r in replies] == [-32700, -32700, None], replies
    assert "16 MiB" in replies[0]["error"]["message"] and replies[0]["id"] is None, replies[0]
    assert done.returncode == 0
    out, done = run([], ledger)
    assert (out, done.stderr, done.returncode) == (b"", b"", 0), done
    deep = b"[" * 100000
    out, done = run([deep, ping], ledger)
    assert [("error" in json.loads(line)) for line in out.splitlines()] == [True, False], out


def check_no_ledger(folder):
    """Without a ledger the server stands, says so, and reads texts."""
    missing = os.path.join(folder, "none.db")
    text = request("tools/call", '"name":"read","arguments":{"text":"The mayor said that the pier is safe.","outlet":"Tide \\u0000"}', 2)
    out, done = run([request("tools/call", '"name":"claims"'), text], missing)
    first, second = (json.loads(line)["result"] for line in out.splitlines())
    assert first["isError"] and "none.db" in first["content"][0]["text"], first
    assert not second["isError"] and second["structuredContent"]["text"] == "The mayor said that the pier is safe.", second
    assert not os.path.exists(missing), "it made a ledger"


def check_gone_client(ledger):
    """Who reads no more ends it."""
    read_end, write_end = os.pipe()
    os.close(read_end)
    process = subprocess.Popen([HEARSAY, "mcp", "--ledger", ledger], stdin=subprocess.PIPE, stdout=write_end, stderr=subprocess.PIPE)
    os.close(write_end)
    _, err = process.communicate(request("server/discover") + b"\n", timeout=60)
    assert process.returncode == 1 and b"standard output" in err, (process.returncode, err)


def main():
    with tempfile.TemporaryDirectory() as folder:
        ledger = os.path.join(folder, "related.db")
        subprocess.run([RELATED, ledger], check=True)
        here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sessions")
        for name in sorted(os.listdir(here)):
            check_session(os.path.join(here, name), ledger)
        check_odd_lines(ledger)
        check_no_ledger(folder)
        check_gone_client(ledger)


main()
