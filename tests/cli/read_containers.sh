# Inputs that hold many documents: each is named by its part, what is passed by is counted, what is broken is named and
# the rest goes on; folders, globs and standard input; the same on one thread and on several.
. ./need_model.sh
cd "$TMP" || exit 1
cat >feed.xml <<'FEED'
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title>
<item><title>Port closed</title><link>https://post.example/a</link><pubDate>Wed, 14 May 2031 07:30:00 GMT</pubDate>
<content:encoded><![CDATA[<p>The port was closed.</p>]]></content:encoded></item>
<item><title>Ferries halted</title><description>No ferry left.</description></item></channel></rss>
FEED
record() { # TYPE BLOCK
    printf 'WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://post.example/w\r\nContent-Type: text/plain\r\nContent-Length: %s\r\n\r\n%s\r\n\r\n' \
        "$1" "${#2}" "$2"
}
{ record warcinfo x; record resource 'It rained.'; record request x; echo junk; record resource 'It snowed.'; } >news.warc
gzip -c news.warc >news.gz
head -c 150 news.gz >cut.gz
printf '{"words": "It hailed.", "title": "Hail"}\n{"words": 1}\n' >lines
mkdir -p folder/inner folder/.hidden
echo 'Fog lay over the port.' >folder/b.txt
echo 'It was warm.' >folder/inner/a
echo 'Nobody sees this.' >folder/.hidden/c
mkdir empty
read_all() { "$HEARSAY" read "$@" 2>&1; echo "  -> $?"; }
read_all feed.xml
read_all news.gz
read_all cut.gz folder/b.txt
read_all --field-text words lines
read_all folder
read_all 'fold*/*.txt'
read_all empty
"$HEARSAY" read - <news.gz 2>/dev/null
"$HEARSAY" read --threads 3 --format jsonl feed.xml news.warc folder >several 2>/dev/null
"$HEARSAY" read --format jsonl feed.xml news.warc folder >one 2>/dev/null
cmp one several && echo "the same on three threads"
head -c 300000000 /dev/zero | gzip >bomb.gz
read_all bomb.gz folder/b.txt
if command -v pdftotext >/dev/null; then
    printf '%%PDF-1.4\nnothing of a PDF\n' >broken.pdf
    read_all broken.pdf
else
    echo 'hearsay: broken.pdf: this is a PDF that pdftotext cannot read (byte 0)'
    echo '  -> 3'
fi
