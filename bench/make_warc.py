"""Write a WARC file of any size from pages of ours, to measure intake with.

usage: make_warc.py BYTES OUT[.gz] PAGE..

For each page a request and a response record, as crawlers write them; every third body is chunked, every fourth packed by
gzip, every tenth record is a revisit, every twelfth an image. BYTES counts before packing; OUT ending in .gz is packed
record by record. The pages are numbered, so that no two records are the same.
"""
import gzip
import sys
import uuid
import zlib


def record(kind, number, target, block, content_type):
    head = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid.UUID(int=number)}>",
        "WARC-Date: 2031-05-14T07:30:00Z",
        f"Content-Length: {len(block)}",
    ]
    if target:
        head.append(f"WARC-Target-URI: {target}")
    if content_type:
        head.append(f"Content-Type: {content_type}")
    return "\r\n".join(head).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def chunked(body, size=4000):
    pieces = [body[i : i + size] for i in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def response(number, page):
    body = page.replace(b"</body>", b"<p>Page %d of the archive.</p></body>" % number)
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    if number % 4 == 0:
        body = gzip.compress(body, 6, mtime=0)
        head += b"Content-Encoding: gzip\r\n"
    if number % 3 == 0:
        body = chunked(body)
        head += b"Transfer-Encoding: chunked\r\n"
    return head + b"\r\n" + body


def records(pages):
    number = 0
    yield record("warcinfo", number, None, b"software: make_warc.py\r\n", "application/warc-fields")
    while True:
        number += 1
        target = f"https://archive.example/{number}"
        request = b"GET /%d HTTP/1.1\r\nHost: archive.example\r\n\r\n" % number
        yield record("request", 2 * number, target, request, "application/http; msgtype=request")
        http = "application/http; msgtype=response"
        if number % 10 == 0:
            yield record("revisit", 2 * number + 1, target, b"HTTP/1.1 304 Not Modified\r\n\r\n", http)
        elif number % 12 == 0:
            image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG" + bytes(3000)
            yield record("response", 2 * number + 1, target, image, http)
        else:
            yield record("response", 2 * number + 1, target, response(number, pages[number % len(pages)]), http)


def main():
    most, out, pages = int(sys.argv[1]), sys.argv[2], [open(name, "rb").read() for name in sys.argv[3:]]
    total = 0
    with open(out, "wb") as file:
        for made in records(pages):
            total += len(made)
            if out.endswith(".gz"):
                packer = zlib.compressobj(6, zlib.DEFLATED, 31)
                made = packer.compress(made) + packer.flush()
            file.write(made)
            if total >= most:
                return


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main()
