"""A server for tests: the command `hearsay serve` on a free port with a ledger of its own, and requests to it byte by byte or by http.client."""

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import tempfile
import time


class Reply:
    def __init__(self, response, body):
        self.status, self.headers, self.body = response.status, response.headers, body

    def json(self):
        return json.loads(self.body)


class Server:
    def __init__(self, hearsay, ledger, model, *options, port=0, environment=None, under=()):
        """`under`: a command that runs another, as some other user, say."""
        self.command = [*under, hearsay, "serve", "--ledger", ledger, "--port", str(port), "--model", model, *options]
        self.folder = tempfile.TemporaryDirectory()
        if under:
            os.chmod(self.folder.name, 0o777)
        self.log_path = os.path.join(self.folder.name, "log")
        self.err, self.said = open(os.path.join(self.folder.name, "err"), "a+b"), None
        self.process = subprocess.Popen(self.command + ["--log", self.log_path], stdout=subprocess.PIPE, stderr=self.err, env={**os.environ, **(environment or {})})
        self.line = self.process.stdout.readline().decode()
        found = re.match(r"http://(\[.*\]|[^:/]*):(\d+)(/\S*?)(?:\?token=(\w+))?\s", self.line)
        assert found, f"no address: {self.line!r}, {self.errors()}"
        self.host, self.port, self.base, self.token = (
            found[1].strip("[]").replace("0.0.0.0", "127.0.0.1"),
            int(found[2]),
            found[3].rstrip("/"),
            found[4],
        )

    def errors(self):
        self.err.seek(0)
        return self.err.read().decode(errors="replace")

    def log(self):
        with open(self.log_path, encoding="utf-8") as f:
            return f.read()

    def ask(self, path, method="GET", body=None, token=False, timeout=60, **headers):
        """One request on a connection of its own. Keywords are headers: X_CSRF_Token=.. is X-CSRF-Token."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            headers["Authorization"] = "Bearer " + self.token
        connection = http.client.HTTPConnection(self.host, self.port, timeout=timeout)
        try:
            connection.request(method, self.base + path, body=body, headers=headers)
            response = connection.getresponse()
            return Reply(response, response.read())
        finally:
            connection.close()

    def post(self, path, data, timeout=60, **headers):
        return self.ask(path, "POST", json.dumps(data), True, timeout, Content_Type="application/json", **headers)

    def connect(self, timeout=30):
        return socket.create_connection((self.host, self.port), timeout=timeout)

    def raw(self, data, timeout=30):
        """Send bytes, and read until the other side ends or is silent."""
        with self.connect(timeout) as s:
            return send(s, data)

    def stop(self, how=signal.SIGTERM, within=30):
        begun = time.monotonic()
        self.process.send_signal(how)
        self.code = self.process.wait(within)
        self.process.stdout.close()
        self.said = self.errors()
        self.err.close()
        return time.monotonic() - begun


def send(s, data):
    got = b""
    try:
        s.sendall(data)
        s.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # refused before all was sent: the reply is there all the same
    try:
        while chunk := s.recv(65536):
            got += chunk
    except OSError:
        pass
    return got


def status_of(raw):
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", raw)
    return int(found[1]) if found else None


def make_ledger(fill, path, model, root):
    examples = os.path.join(root, "examples")
    pages = sorted(os.path.join(examples, f) for f in os.listdir(examples) if f.startswith("harbour") and f.endswith(".html"))
    subprocess.run(
        [
            fill,
            path,
            model,
            *pages,
            "--outlet",
            "Coastal Wire",
            "--published",
            "2031-05-13T21:40Z",
            os.path.join(examples, "harbour-coastal-wire.txt"),
        ],
        check=True,
    )
