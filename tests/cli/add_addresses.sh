# One address in several spellings is one article; other resources are others.
. ./need_model.sh
cd "$TMP" || exit 1
say() { printf '{"outlet":"Harbour Post","published":"2031-05-1%s","url":"%s","text":"The %s pier is safe, Mara Lindqvist said."}\n' "$3" "$1" "$2"; }
{
    say https://post.example/pier old 4
    say 'HTTPS://Post.example:443/pier?utm_source=letter#top' old 4
    say 'https://post.example/pier?fbclid=1&utm_medium=x' new 5
    say http://post.example/pier old 4
    say https://www.post.example/pier old 4
    say https://post.example/pier/ old 4
    say 'https://post.example/pier?page=2' old 4
} > a.jsonl
"$HEARSAY" add --no-relate --ledger a.db a.jsonl 2>&1
"$HEARSAY" export --all --ledger a.db | sed 's/.*"url":\("[^"]*"\).*/\1/'
