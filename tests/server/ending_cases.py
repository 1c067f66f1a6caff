"""ending_cases.py HEARSAY FILL_LEDGER MODEL SOURCE_DIR [CASE..]: how `hearsay serve` ends."""

import signal
import socket
import sys
import time

from cases import TEXT, case, main, read_rest, read_until, same
from host import status_of

LIMIT = 10  # seconds, as docs/cli/serve.md promises


def send_text(s, body):
    """A text to be read is on its way, whole; the connection, which waits for the reading."""
    sock = s.connect(120)
    sock.sendall(
        f"POST /api/v1/read HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {s.token}\r\nContent-Type: text/plain\r\n"
        f"Expect: 100-continue\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    )
    read_until(sock, b"100 Continue\r\n\r\n")
    sock.sendall(body)
    return sock


@case
def ends_well(s):
    """A signal ends it: what is at hand is answered, who is idle is let go, new connections are refused."""
    idle = s.connect(30)
    idle.sendall(b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
    read_until(idle, b"\r\n\r\n", b'"securitySchemes"')
    one = send_text(s, (TEXT * 20).encode())
    time.sleep(1)  # its turn has come
    took = s.stop(signal.SIGINT)
    same(status_of(read_rest(one)), 200, "what was at hand")
    assert took < LIMIT, took
    while idle.recv(65536):
        pass
    for sock in (idle, one):
        sock.close()
    try:
        s.connect(2)
        raise AssertionError("it still listens")
    except ConnectionRefusedError:
        pass


def is_silent(sock, seconds):
    sock.settimeout(seconds)
    try:
        sock.recv(1, socket.MSG_PEEK)
        return False
    except TimeoutError:
        return True
    finally:
        sock.settimeout(120)


def send_until_it_waits(s):
    """A short text that is not answered, since others are worked on."""
    for _ in range(60):
        sock = send_text(s, TEXT.encode())
        if is_silent(sock, 3):
            return sock
        sock.close()
    raise AssertionError("short texts are answered all the time")


@case
def ends_in_time(s):
    """What takes too long is given up after ten seconds; what waits behind it is told so at once."""
    long = (TEXT * 120000).encode()
    busy = [send_text(s, long) for _ in range(2)]  # as many as are worked on at once
    waiting = [send_until_it_waits(s), send_text(s, TEXT.encode()), send_text(s, TEXT.encode())]
    took = s.stop(within=60)
    for sock in waiting:
        same(status_of(read_rest(sock)), 503, "what waited")
    assert LIMIT - 1 < took < LIMIT + 4, f"{took:.1f} s: too soon to test anything, or too late"
    assert "given up" in s.said, s.said[-300:]
    for sock in busy + waiting:
        sock.close()


if __name__ == "__main__":
    sys.exit(main())
