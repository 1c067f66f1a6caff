# What stands where a date should and is none is told of, with the input that has it; a filter of such a date is refused.
. ./need_model.sh
cd "$TMP" || exit 1
cat > a.jsonl <<'LINES'
{"text":"The pier is safe, Mara Lindqvist said.","published":"2032-02-31"}
{"text":"The pier is safe, Mara Lindqvist said.","published":"2032-02-29"}
{"text":"The pier is safe, Mara Lindqvist said."}
{"text":"The pier is safe, Mara Lindqvist said.","day":"soon","published":"2032-02-29"}
{"schema":1,"document":"0000000000000000000000000000000000000000000000000000000000000000","published":"2032-13-01","text":"The pier is safe, he said.","furniture":[],"links":[],"attributions":[]}
LINES
cat > feed.xml <<'FEED'
<rss version="2.0"><channel><title>Harbour Post</title><item><title>Pier</title><pubDate>Tue, 31 Feb 2032 10:00:00 GMT</pubDate>
<description>The pier is safe, Mara Lindqvist said on Monday.</description></item></channel></rss>
FEED
cat > page.html <<'PAGE'
<html><head><title>Pier</title><meta property="article:published_time" content="2032-02-31"></head><body><article><h1>Pier</h1>
<p>The pier is safe, Mara Lindqvist said, and nobody else spoke of it at all in the harbour that morning.</p></article></body></html>
PAGE
printf 'Subject: Pier\nDate: Tue, 31 Feb 2032 10:00:00 +0000\nFrom: a@a.example\nContent-Type: text/plain\n\nThe pier is safe, Mara Lindqvist said.\n' > letter.eml
for input in a.jsonl feed.xml page.html letter.eml; do "$HEARSAY" read "$input" 2>&1 >/dev/null; done
"$HEARSAY" read --field-published day a.jsonl 2>&1 >/dev/null
"$HEARSAY" read --published 2032-03-01 page.html 2>&1 >/dev/null
"$HEARSAY" read --published 2032-02-31 page.html 2>&1 >/dev/null
"$HEARSAY" add --ledger a.db a.jsonl 2>&1
for question in 'claims --since' 'search pier --until' 'who Mara --since' 'export --since' 'disputes --since' 'list articles --until'; do
    "$HEARSAY" $question 2032-02-31 --ledger a.db 2>&1
    echo "  -> $?"
done
