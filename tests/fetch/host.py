"""A host on this machine, and its replies, for the tests of fetching."""
import socket
import threading
import time


def reply(status=200, body=b"", **fields):
    lines = [f"HTTP/1.1 {status} Whatever"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    if not any(line.lower().startswith(("content-length", "transfer-encoding")) for line in lines):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


class Host:
    """A server on every IPv4 address of this machine. pages: path -> bytes, or a function of (path, headers) that
    returns bytes or a function of send. asked: (time, path, headers) of every request."""

    def __init__(self, pages, robots=None):
        self.pages = dict(pages)
        self.pages.setdefault("/robots.txt", robots if robots is not None else reply(404))
        self.asked, self.connections = [], 0
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(("0.0.0.0", 0))
        self.socket.listen(64)
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.accept, daemon=True)
        self.thread.start()

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)  # wakes accept, which otherwise might go on with the next host's socket
        self.thread.join()
        self.socket.close()

    def url(self, path, host="127.0.0.1"):
        return f"http://{host}:{self.port}{path}"

    def paths(self):
        return [path for _, path, _ in self.asked]

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        stream = connection.makefile("rb")
        try:
            while True:
                request = stream.readline().decode("latin-1").split()
                if len(request) < 2:
                    return
                headers = {}
                for line in iter(lambda: stream.readline().decode("latin-1").strip(), ""):
                    name, _, value = line.partition(":")
                    headers[name.lower()] = value.strip()
                self.asked.append((time.monotonic(), request[1], headers))
                page = self.pages.get(request[1], reply(404, b"no such page"))
                if callable(page):
                    page = page(request[1], headers)
                if callable(page):
                    page(connection.sendall)
                    return
                connection.sendall(page)
        except OSError:
            pass
        finally:
            stream.close()
            connection.close()
