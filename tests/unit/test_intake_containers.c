/* test_intake_containers.c -- inputs that hold many documents: what they hold, what they pass by, how they fail. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "ascii.h"
#include "document.h"
#include "stream.h"

/* Bytes that come `most` at a time. */
typedef struct drip {
    hs_str left;
    size_t most;
} drip;

static hs_status drip_read(void *ctx, void *buf, size_t cap, size_t *n, hs_error *err)
{
    drip *d = ctx;
    hs_memory memory = {{d->left.ptr, d->left.len < d->most ? d->left.len : d->most}};
    hs_status status = hs_memory_read(&memory, buf, cap, n, err);
    d->left = hs_ascii_from(d->left, *n);
    return status;
}

static void add(char *out, size_t cap, const char *s)
{
    size_t n = strlen(out);
    snprintf(out + n, cap - n, "%s", s);
}

/* All that comes of an input, a line each: "name|title|outlet|text" or "! status message", then notes. */
static void take_in(char *out, size_t cap, hs_str bytes, size_t most, const hs_input *given)
{
    drip from = {bytes, most};
    hs_input input = given ? *given : (hs_input){.name = {"in", 2}};
    hs_intake *intake;
    hs_document *doc;
    hs_error err = {0};
    char line[4096];
    size_t n;
    *out = '\0';
    assert_int_equal(hs_intake_open(&intake, drip_read, &from, &input, &err), HS_OK);
    for (unsigned i = 0; i < 1000; i++) {
        hs_status status = hs_intake_next(intake, &doc, &err);
        if (status != HS_OK) {
            assert_null(doc);
            assert_int_equal(err.code, status);
            snprintf(line, sizeof line, "! %s %s\n", hs_status_name(status), err.msg);
        } else if (doc) {
            hs_str name = hs_document_name(doc), title = hs_document_title(doc), outlet = hs_document_outlet(doc);
            hs_str text = hs_document_text(doc), published = hs_document_published(doc);
            snprintf(line, sizeof line, "%.*s|%.*s|%.*s|%.*s|%.*s\n", (int)name.len, name.ptr, (int)title.len,
                     title.len ? title.ptr : "", (int)outlet.len, outlet.len ? outlet.ptr : "", (int)published.len,
                     published.len ? published.ptr : "", (int)text.len, text.ptr);
            hs_document_free(doc);
        } else {
            break;
        }
        add(out, cap, line);
    }
    const hs_note *notes = hs_intake_notes(intake, &n);
    for (size_t i = 0; i < n; i++) {
        snprintf(line, sizeof line, "= %llu %s\n", (unsigned long long)notes[i].n, notes[i].what);
        add(out, cap, line);
    }
    assert_int_equal(hs_intake_next(intake, &doc, &err), HS_OK);
    assert_null(doc);
    hs_intake_free(intake);
}

/* The same whether the bytes come at once or one by one. */
static void assert_yields(hs_str bytes, const hs_input *input, const char *want)
{
    static char got[1 << 16];
    static const size_t pieces[] = {1, 7, SIZE_MAX};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        take_in(got, sizeof got, bytes, pieces[i], input);
        assert_string_equal(got, want);
    }
}

static size_t put_record(char *out, const char *type, const char *uri, const char *content_type, const char *block)
{
    return (size_t)sprintf(out,
                           "WARC/1.1\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\n"
                           "WARC-Date: 2031-05-14T07:30:00Z\r\nContent-Length: %zu\r\n\r\n%s\r\n\r\n",
                           type, uri, content_type, strlen(block), block);
}

#define HTTP    "application/http; msgtype=response"
#define HEAD    "HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=iso-8859-1\r\n"
#define ARCHIVE "https://a.example/"

static void reads_an_archive(void **state)
{
    char warc[8192];
    size_t n = put_record(warc, "warcinfo", "", "application/warc-fields", "software: x\r\n");
    (void)state;
    n += put_record(warc + n, "request", ARCHIVE, "application/http", "GET / HTTP/1.1\r\n\r\n");
    size_t first = n;
    n += put_record(warc + n, "response", ARCHIVE "1", HTTP, HEAD "\r\nCaf\xe9 owners, he said.");
    size_t second = n;
    n += put_record(warc + n, "response", ARCHIVE "2", HTTP,
                    HEAD "Transfer-Encoding: chunked\r\n\r\n6\r\nIt rai\r\n5;x\r\nned, \r\n8\r\nshe said\r\n0\r\n\r\n");
    n += put_record(warc + n, "response", ARCHIVE "3", HTTP, "HTTP/1.1 404 Gone\r\n\r\nNo page");
    n += put_record(warc + n, "response", ARCHIVE "robots.txt", HTTP, HEAD "\r\nDisallow: /");
    n += put_record(warc + n, "response", ARCHIVE "4", HTTP,
                    "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG");
    n += put_record(warc + n, "revisit", ARCHIVE "1", HTTP, "HTTP/1.1 304 Same\r\n\r\n");
    size_t third = n;
    n += put_record(warc + n, "resource", ARCHIVE "5", "application/rss+xml",
                    "<rss><channel><title>Post</title><item><title>T</title><link>https://p.example/</link>"
                    "<description>Short, he said.</description></item></channel></rss>");
    char want[2048];
    snprintf(
        want, sizeof want,
        "in#%zu||||Caf\xc3\xa9 owners, he said.\nin#%zu||||It rained, she said\n"
        "in#%zu#https://p.example/|T|Post||T\n\nShort, he said.\n"
        "= 1 record about the archive itself\n= 1 request record\n= 1 response that is no page (redirect, error)\n"
        "= 1 robots.txt file\n= 1 file that is no text (image, style, script, ..)\n"
        "= 1 revisit record (the page is in another record)\n= 1 item of which the feed has no more than a summary\n",
        first, second, third);
    assert_yields((hs_str){warc, n}, NULL, want);
}

/* An archive knows when it fetched a page, whenever the archive was; of what is no archive it counts when that was. */
static void tells_when_it_was_fetched(void **state)
{
    static const hs_input input = {.fetched = {"2031-06-01T10:00:00Z", 20}};
    char warc[512];
    const size_t n = put_record(warc, "resource", ARCHIVE, "text/plain", "It rained.");
    const hs_str bytes[] = {{warc, n}, {"It rained.", 10}, {"<p>It rained.</p>", 17}};
    static const char *const want[] = {"2031-05-14T07:30:00Z", "2031-06-01T10:00:00Z", "2031-06-01T10:00:00Z"};
    (void)state;
    for (size_t i = 0; i < sizeof bytes / sizeof *bytes; i++) {
        hs_document *doc;
        assert_int_equal(hs_document_open(&doc, bytes[i].ptr, bytes[i].len, &input, NULL), HS_OK);
        const hs_str fetched = hs_document_fetched(doc);
        assert_true(hs_ascii_is(fetched, want[i]));
        hs_document_free(doc);
    }
}

static void finds_the_next_record_behind_a_broken_one(void **state)
{
    char warc[4096], want[1024];
    size_t n = (size_t)sprintf(warc, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Length: 3\r\n\r\nabcdefgh\r\n\r\n");
    (void)state;
    size_t second = n;
    n += put_record(warc + n, "resource", ARCHIVE, "text/plain", "It rained.");
    size_t third = n;
    n += (size_t)sprintf(warc + n, "junk\r\nmore junk\r\n");
    size_t fourth = n;
    n += put_record(warc + n, "resource", ARCHIVE, "text/plain", "It snowed.");
    n -= 9; /* and the last is cut off */
    snprintf(want, sizeof want,
             "! HS_E_FORMAT the WARC record at byte 0 does not end where its Content-Length says: passed by up to the "
             "next one\n"
             "in#%zu||||It rained.\n"
             "! HS_E_FORMAT no WARC record at byte %zu (another thing stands there): passed by up to the next one\n"
             "! HS_E_FORMAT the file ends within the WARC record at byte %zu; it is cut off\n",
             second, third, fourth);
    assert_yields((hs_str){warc, n}, NULL, want);
}

static size_t pack(unsigned char *out, size_t cap, const void *bytes, size_t n)
{
    z_stream z = {0};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (unsigned char *)(uintptr_t)bytes;
    z.avail_in = (unsigned)n;
    z.next_out = out;
    z.avail_out = (unsigned)cap;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return cap - z.avail_out;
}

static void unpacks_members_and_says_what_is_wrong_with_them(void **state)
{
    unsigned char once[512], twice[1024], deep[2048];
    (void)state;
    size_t n = pack(once, sizeof once, "It rained, ", 11);
    n += pack(once + n, sizeof once - n, "he said.", 8);
    assert_yields((hs_str){(char *)once, n}, NULL, "in||||It rained, he said.\n");
    size_t m = pack(twice, sizeof twice, once, n);
    assert_yields((hs_str){(char *)twice, m}, NULL, "in||||It rained, he said.\n");
    assert_yields((hs_str){(char *)once, n - 5}, NULL,
                  "! HS_E_FORMAT broken gzip data at byte 54: the file ends within it; it is cut off\n");
    m = pack(deep, sizeof deep, twice, m);
    n = pack(twice, sizeof twice, deep, m);
    assert_yields((hs_str){(char *)twice, n}, NULL, "! HS_E_LIMIT packed more than 3 times over\n");
}

/* A stream of brotli (RFC 7932) that holds [n] bytes as they are. @return its bytes */
static size_t put_brotli(char *out, const char *bytes, size_t n)
{
    uint32_t head = (uint32_t)(n - 1) << 4 | 1u << 20; /* a window of 64 KiB, not the last, length - 1, not packed */
    for (unsigned i = 0; i < 3; i++)
        out[i] = (char)(head >> 8 * i);
    memcpy(out + 3, bytes, n);
    out[n + 3] = 3; /* the last, and empty */
    return n + 4;
}

static void unpacks_brotli(void **state)
{
    static const char text[] = "It rained, he said.";
    char warc[1024], http[256];
    (void)state;
    size_t n = (size_t)sprintf(http, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: br\r\n\r\n");
    n += put_brotli(http + n, text, sizeof text - 1);
    for (unsigned broken = 0; broken < 2; broken++) {
        size_t len = n - 3 * broken;
        size_t head = (size_t)sprintf(warc,
                                      "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
                                      "Content-Length: %zu\r\n\r\n",
                                      len);
        memcpy(warc + head, http, len);
        memcpy(warc + head + len, "\r\n\r\n", 4);
        assert_yields((hs_str){warc, head + len + 4}, NULL,
                      broken ? "! HS_E_FORMAT byte 0: broken br data in the body at byte 20 of it\n"
                             : "in#0||||It rained, he said.\n");
    }
}

/* Records in frames of their own, as crawlers write them: without a dictionary, and with one in front. */
static void unpacks_zstd_frames_and_their_dictionary(void **state)
{
    static const char dictionary[] =
        "WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nWARC-Date: 2031-05-14T07:30:00Z\r\n";
    char record[512], packed[4096];
    (void)state;
    ZSTD_CCtx *zstd = ZSTD_createCCtx();
    assert_non_null(zstd);
    for (unsigned with = 0; with < 2; with++) {
        size_t n = 0, at = 0;
        char want[200];
        if (with) { /* a frame that other readers skip */
            static const char magic[] = "\x5d\x2a\x4d\x18";
            const char size[4] = {sizeof dictionary - 1};
            memcpy(packed, magic, 4);
            memcpy(packed + 4, size, 4);
            memcpy(packed + 8, dictionary, sizeof dictionary - 1);
            n = 8 + sizeof dictionary - 1;
        }
        for (unsigned i = 0; i < 2; i++) {
            size_t len = put_record(record, "resource", ARCHIVE, "text/plain", i ? "It snowed." : "It rained.");
            size_t rc = ZSTD_compress_usingDict(zstd, packed + n, sizeof packed - n, record, len,
                                                with ? dictionary : NULL, with ? sizeof dictionary - 1 : 0, 3);
            assert_false(ZSTD_isError(rc));
            n += rc;
            at = len;
        }
        snprintf(want, sizeof want, "in#0||||It rained.\nin#%zu||||It snowed.\n", at);
        assert_yields((hs_str){packed, n}, NULL, want);
    }
    ZSTD_freeCCtx(zstd);
}

/* 200 MiB of line ends in 200 KiB, and these packed once more. */
static void stops_a_bomb(void **state)
{
    enum { MIB = 1 << 20 };
    char *blank = malloc(200u * MIB), got[1024];
    unsigned char *once = malloc(MIB), *twice = malloc(MIB);
    (void)state;
    memset(blank, '\n', 200u * MIB);
    memcpy(blank, "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 209000000\r\n\r\n", 60);
    size_t n = pack(once, MIB, blank, 200u * MIB), m = pack(twice, MIB, once, n);
    take_in(got, sizeof got, (hs_str){(char *)twice, m}, SIZE_MAX, NULL);
    assert_true(hs_ascii_begins(hs_ascii_of(got), "! HS_E_LIMIT unpacks to over 256 times its size: stopped at byte "));
    memset(blank, 'a', MIB);
    n = pack(once, MIB, blank, 200u * MIB);
    take_in(got, sizeof got, (hs_str){(char *)once, n}, SIZE_MAX, NULL);
    assert_true(hs_ascii_begins(hs_ascii_of(got), "! HS_E_LIMIT over 67108864 bytes in one piece"));
    free(blank);
    free(once);
    free(twice);
}

static void reads_atom_and_says_where_it_breaks_off(void **state)
{
    (void)state;
    assert_yields(
        hs_ascii_of(
            "<!DOCTYPE feed [<!ENTITY a 'boom'>]><feed xmlns='http://www.w3.org/2005/Atom'><title>A &amp; B</title>"
            "<entry><title type='html'>&lt;b&gt;One&lt;/b&gt; &amp;amp; two</title><published>2031-05-14</published>"
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>It &a; rained,<br/> he said.</p></div>"
            "</content></entry><entry></entry><entry><title>X"),
        NULL,
        "in#1|One & two|A & B|2031-05-14|One & two\n\nIt &a; rained, he said.\n"
        "! HS_E_EMPTY item 2: neither text nor summary\n! HS_E_EMPTY item 3: neither text nor summary\n"
        "! HS_E_FORMAT no well-formed XML from line 1 on: Premature end of data in tag title\n");
}

static void reads_records_by_the_names_of_their_fields(void **state)
{
    hs_input input = {.name = {"in", 2}, .fields = {.text = {"t", 1}, .published = {"day", 3}}};
    (void)state;
    assert_yields(
        hs_ascii_of("{\"t\": \"It rained.\", \"day\": \"14 May 2031\", \"title\": \"A\"}\n\n{\"text\": \"no\"}\n[\n"),
        &input,
        "in#1|A||2031-05-14|A\n\nIt rained.\n! HS_E_FORMAT line 3: no text in a field 't'\n"
        "! HS_E_FORMAT line 4: no JSON at column 1: ']' expected near end of file\n");
}

static void reads_lines_in_utf_16(void **state)
{
    static const char lines[] = "{\"text\": \"It rained.\"}\n{\"text\": \"It snowed.\"}\n[";
    char wide[2 * sizeof lines + 2];
    (void)state;
    for (unsigned big = 0; big < 2; big++)
        for (size_t mark = 0; mark < 4; mark += 2) { /* with a byte order mark and without */
            memcpy(wide, big ? "\xfe\xff" : "\xff\xfe", 2);
            for (size_t i = 0; i < sizeof lines - 1; i++) {
                wide[mark + 2 * i + big] = lines[i];
                wide[mark + 2 * i + !big] = '\0';
            }
            assert_yields((hs_str){wide, mark + 2 * (sizeof lines - 1)}, NULL,
                          "in#1||||It rained.\nin#2||||It snowed.\n"
                          "! HS_E_FORMAT line 3: no JSON at column 1: ']' expected near end of file\n");
        }
}

/* The byte of the line, whatever the encoding; a DTD of several lines counts. */
static void tells_the_byte_of_broken_xml(void **state)
{
    static const char xml[] = "<!DOCTYPE rss [\n<!ENTITY a 'b'>\n]>\n<rss><channel>\n<item></channel>";
    char wide[2 * sizeof xml];
    hs_intake *intake;
    hs_document *doc;
    hs_error err = {0};
    (void)state;
    for (size_t width = 1; width < 3; width++) {
        for (size_t i = 0; i < sizeof xml; i++) {
            wide[width * i] = xml[i];
            wide[width * i + width - 1] = width > 1 ? '\0' : xml[i];
        }
        drip from = {{wide, width * (sizeof xml - 1)}, SIZE_MAX};
        assert_int_equal(hs_intake_open(&intake, drip_read, &from, NULL, &err), HS_OK);
        while (hs_intake_next(intake, &doc, &err) == HS_E_EMPTY)
            continue;
        assert_int_equal(err.code, HS_E_FORMAT);
        assert_non_null(strstr(err.msg, "from line 5 on"));
        assert_int_equal(err.pos, width * (size_t)(strstr(xml, "<item>") - xml));
        hs_intake_free(intake);
    }
}

static void reads_mail(void **state)
{
    (void)state;
    assert_yields(
        hs_ascii_of(
            "MIME-Version: 1.0\r\nFrom: =?utf-8?q?The_Caf=C3=A9?= =?iso-8859-1?b?IPE=?= <a@b>\r\nSubject: One\r\n "
            "two\r\n"
            "Date: Wed, 14 May 2031 07:30:00 +0200\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nnot this\r\n"
            "--x\r\nContent-Disposition: attachment\r\n\r\nnor this\r\n--x\r\n\r\nIt rained, he said.\r\n--x--\r\n"),
        NULL, "in|One two|The Caf\xc3\xa9 \xc3\xb1|2031-05-14T07:30+02:00|It rained, he said.\r\n\n");
}

/* A page of linked titles would be a list of others; a mail of them is what its reader was sent. */
static void keeps_the_stories_of_a_newsletter(void **state)
{
    (void)state;
    assert_yields(
        hs_ascii_of(
            "MIME-Version: 1.0\nFrom: The Gazette <a@b>\nSubject: Morning brief\nContent-Type: text/html\n\n"
            "<table class=newsletter><tr><td><a href=https://g.example/v>View this email in your browser</a></td></tr>"
            "<tr><td><h2><a href=https://g.example/1>Minister denies that bridge was unsafe</a></h2>"
            "<p>It had been inspected in March, she said.</p><p><b><a href=https://g.example/1>Read "
            "more</a></b></p></td></tr>"
            "<tr><td><h2><a href=https://g.example/2>Union accuses mill of hiding figures</a></h2>"
            "<p>Its leader says that nine were hurt.</p></td></tr>"
            "<tr><td><h2><a href=https://g.example/3>Anglers say trout are gone from river</a></h2>"
            "<p>The council told them to wait for the report.</p></td></tr>"
            "<tr><td><b>Latest news</b></td></tr>"
            "<tr><td><a href=https://g.example/4>Baker swears that his scales are right</a></td></tr>"
            "<tr><td><a href=https://g.example/5>Mayor promises a new clock by June</a></td></tr>"
            "<tr><td><p>You receive this because you signed up.</p><a "
            "href=https://g.example/u>Unsubscribe</a></td></tr>"
            "</table>"),
        NULL,
        "in|Morning brief|The Gazette||Minister denies that bridge was unsafe\n\nIt had been inspected in March, she "
        "said.\n\nUnion accuses mill of hiding figures\n\nIts leader says that nine were hurt.\n\nAnglers say trout "
        "are "
        "gone from river\n\nThe council told them to wait for the report.\n\nBaker swears that his scales are right\n\n"
        "Mayor promises a new clock by June\n");
}

static void reads_a_folder_of_mail(void **state)
{
    (void)state;
    assert_yields(
        hs_ascii_of(
            "From ann@post.example Wed May 14 09:30:00 2031\nMessage-ID: <1@post.example>\nFrom: The Post <a@b>\n"
            "Subject: One\n\nIt rained, he said.\n\nFrom then on it was dry, she said.\n>From noon it blew.\n\n"
            "From ann@post.example Wed May 14 09:31:00 2031\r\nMessage-ID: <2@post.example>\r\nSubject: Two\r\n"
            "Content-Type: image/png\r\n\r\nx\r\n\r\n"
            "From ann@post.example Wed May 14 09:32:00 2031\nSubject: Three\n\nIt snowed."),
        NULL,
        "in#1|One|The Post||It rained, he said.\n\nFrom then on it was dry, she said.\nFrom noon it blew.\n\n\n"
        "! HS_E_EMPTY message 2: no part of the message is text\nin#3|Three|||It snowed.\n");
    assert_yields(hs_ascii_of("From here: it looks as if it rains.\n\nTo: me, he said."), NULL,
                  "in||||From here: it looks as if it rains.\n\nTo: me, he said.\n");
}

/* A folder is read as it comes: one message over the limit is named, and those about it are read. */
static void reads_a_folder_beyond_the_limit_of_a_message(void **state)
{
    static const char first[] = "From a@b Wed May 14 09:30:00 2031\nMessage-ID: <1@b>\nSubject: One\n\nIt rained.\n\n";
    static const char second[] = "From a@b Wed May 14 09:31:00 2031\nSubject: Two\n\n";
    static const char last[] = "\n\nFrom a@b Wed May 14 09:32:00 2031\nSubject: Three\n\nIt snowed.\n";
    const size_t fill = (64u << 20) + 1, size = sizeof first + sizeof second + fill + sizeof last;
    char *folder = malloc(size), got[1024];
    (void)state;
    assert_non_null(folder);
    size_t n = (size_t)snprintf(folder, size, "%s%s", first, second);
    memset(folder + n, 'x', fill);
    n += fill;
    memcpy(folder + n, last, sizeof last - 1);
    n += sizeof last - 1;
    take_in(got, sizeof got, (hs_str){folder, n}, 1 << 16, NULL);
    free(folder);
    assert_string_equal(got, "in#1|One|||It rained.\n\n\n"
                             "! HS_E_LIMIT message 2: over 67108864 bytes in one piece; at most so many are read\n"
                             "in#3|Three|||It snowed.\n\n");
}

static void passes_by_stories_that_are_no_text(void **state)
{
    (void)state;
    assert_yields(
        hs_ascii_of(
            "[{\"uri\": \"a\", \"type\": \"picture\", \"headlines\": []}, {\"uri\": \"b\", \"body_text\": \"x\", "
            "\"pubstatus\": \"canceled\"}]"),
        NULL,
        "! HS_E_EMPTY it holds no document\n= 1 story that is no text\n"
        "= 1 story that is withheld or withdrawn\n");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_an_archive),
        cmocka_unit_test(tells_when_it_was_fetched),
        cmocka_unit_test(finds_the_next_record_behind_a_broken_one),
        cmocka_unit_test(unpacks_members_and_says_what_is_wrong_with_them),
        cmocka_unit_test(unpacks_brotli),
        cmocka_unit_test(unpacks_zstd_frames_and_their_dictionary),
        cmocka_unit_test(stops_a_bomb),
        cmocka_unit_test(reads_atom_and_says_where_it_breaks_off),
        cmocka_unit_test(reads_records_by_the_names_of_their_fields),
        cmocka_unit_test(reads_lines_in_utf_16),
        cmocka_unit_test(tells_the_byte_of_broken_xml),
        cmocka_unit_test(reads_mail),
        cmocka_unit_test(keeps_the_stories_of_a_newsletter),
        cmocka_unit_test(reads_a_folder_of_mail),
        cmocka_unit_test(reads_a_folder_beyond_the_limit_of_a_message),
        cmocka_unit_test(passes_by_stories_that_are_no_text),
    };
    if (argc > 1)
        cmocka_set_test_filter(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
