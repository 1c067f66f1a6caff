"""Write a WARC file of any size from pages of ours, to measure intake with.

usage: make_warc.py [--page-bytes N] BYTES OUT[.gz] PAGE..

For each page a request and a response record, as crawlers write them; every third body is chunked, every fourth packed by
gzip, every tenth record is a revisit, every twelfth an image. BYTES counts before packing; OUT ending in .gz is packed
record by record. The pages are numbered, so that no two records are the same. With --page-bytes a script fills each page up
to N bytes: of what a news site sends, most is script.
"""
import argparse
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


def response(number, page, page_bytes):
    script = b"<script>" + b"".join(b"%d," % (number * k % 99991) for k in range(max(0, page_bytes - len(page)) // 6)) + b"</script>"
    body = page.replace(b"</body>", b"<p>Page %d of the archive.</p>%s</body>" % (number, script if page_bytes else b""))
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    if number % 4 == 0:
        body = gzip.compress(body, 6, mtime=0)
        head += b"Content-Encoding: gzip\r\n"
    if number % 3 == 0:
        body = chunked(body)
        head += b"Transfer-Encoding: chunked\r\n"
    return head + b"\r\n" + body


def records(pages, page_bytes):
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
            yield record("response", 2 * number + 1, target, response(number, pages[number % len(pages)], page_bytes), http)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--page-bytes", type=int, default=0)
    ap.add_argument("bytes", type=int)
    ap.add_argument("out")
    ap.add_argument("pages", nargs="+")
    args = ap.parse_args()
    pages, total = [open(name, "rb").read() for name in args.pages], 0
    with open(args.out, "wb") as file:
        for made in records(pages, args.page_bytes):
            total += len(made)
            if args.out.endswith(".gz"):
                packer = zlib.compressobj(6, zlib.DEFLATED, 31)
                made = packer.compress(made) + packer.flush()
            file.write(made)
            if total >= args.bytes:
                return


if __name__ == "__main__":
    main()
