# What `export` prints can be added: to the ledger that it is of, where all of it is in already, and to another, which then has the same.
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/page.html" <<'PAGE'
<html><head><title>Pier shut &amp; mended</title><meta property="article:published_time" content="2031-05-14T09:30:00+02:00">
<meta property="article:modified_time" content="2031-05-14T12:00:00+02:00"><link rel="canonical" href="https://post.example/pier"></head>
<body><article><h1>Pier shut &amp; mended</h1><p>By Ann Lee</p><p>Mara Lindqvist, the harbour master, said on Monday that the “old” pier is safe, as <a href="https://wire.example/1">the Wire</a> reported.</p>
<p>Officials denied that they had known of the leak. Twelve divers were sent home, Jonas Brekke said, and the ferries stopped at noon for the day.</p></article></body></html>
PAGE
printf 'Ada Solheim warned that the basin was full of oil.\n' > "$dir/bare.txt"
"$HEARSAY" add --ledger "$dir/a.db" --outlet 'Harbour Post' "$dir/page.html" > "$dir/out" 2>&1 || cat "$dir/out"
"$HEARSAY" add --ledger "$dir/a.db" "$dir/bare.txt" > "$dir/out" 2>&1 || cat "$dir/out"
"$HEARSAY" export --ledger "$dir/a.db" > "$dir/a.jsonl"

echo '== to itself'
(cd "$dir" && "$HEARSAY" add --ledger a.db a.jsonl 2>&1)
echo '== to another, and from there again'
(cd "$dir" && "$HEARSAY" add --ledger b.db a.jsonl 2>&1 | sed 's/, [0-9.]* s.*//' && "$HEARSAY" export --ledger b.db > b.jsonl)
sed 's/"input":"[^"]*",//' "$dir/a.jsonl" > "$dir/a" && sed 's/"input":"[^"]*",//' "$dir/b.jsonl" > "$dir/b" && cmp "$dir/a" "$dir/b" && echo the same
(cd "$dir" && "$HEARSAY" add --ledger a.db b.jsonl 2>&1)
echo "== with a person's word on its outlet"
"$HEARSAY" correct d1 other --outlet 'Daily Lantern' --ledger "$dir/a.db" > "$dir/out" 2>&1 || cat "$dir/out"
"$HEARSAY" export --ledger "$dir/a.db" > "$dir/a.jsonl"
(cd "$dir" && "$HEARSAY" add --ledger a.db a.jsonl 2>&1)
echo '== what is no reading'
cat > "$dir/bad.jsonl" <<'LINES'
{"schema":1,"document":"0000000000000000000000000000000000000000000000000000000000000000","text":"The pier is safe, he said.","furniture":[{"kind":"title","span":[0,99]}],"links":[],"attributions":[]}
{"schema":1,"document":"0000000000000000000000000000000000000000000000000000000000000000","text":"The pier is safe, he said.","furniture":[{"kind":"hat","span":[0,3]}],"links":[],"attributions":[]}
{"schema":1,"document":"0000000000000000000000000000000000000000000000000000000000000000","text":"The pier is safe, he said.","furniture":[],"links":[{"span":[5,4],"url":"x"}],"attributions":[]}
{"schema":1,"document":"0000000000000000000000000000000000000000000000000000000000000000","text":"","furniture":[],"links":[],"attributions":[]}
{"schema":1,"document":"0000000000000000000000000000000000000000000000000000000000000000","outlet":"a\nb","text":"The pier is safe, he said.","furniture":[],"links":[],"attributions":[]}
LINES
(cd "$dir" && "$HEARSAY" read bad.jsonl 2>&1)
