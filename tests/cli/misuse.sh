# One line on stderr, exit status 2, nothing on stdout.
try() {
    "$HEARSAY" "$@" 2>&1
    echo "  -> $?"
}
try
try evla
try help raed
try zzz
: >"$TMP/news.txt"
(cd "$TMP" && try news.txt)
try https://news.example/
try --verson
try -x
try read
try read --fromat csv x.txt
try read --format
try read --format=xml x.txt
try read --format= x.txt
try read -f
try read --help=yes
try read --threads 0 x.txt
try read --threads two x.txt
try read --threads 99999999999999999999 x.txt
try read --threads= x.txt
try read --model "" x.txt
try read --min-confidence 1.01 x.txt
try read --min-confidence -1 x.txt
try read --min-confidence 70% x.txt
try read --min-confidence nan x.txt
try read --min-confidence . x.txt
try read --published "14 May" x.txt
try read --url "harbour" x.txt
try read --url "https:" x.txt
try read --url "https://harbour.example/a b" x.txt
try read --outlet " " x.txt
try read --outlet "$(printf 'Harbour\nPost')" x.txt
try read --outlet "$(printf 'Harbour \377')" x.txt | tr '\377' '?'
try read --follow --url "https://harbour.example/a" x.txt
try read --nothing-like-it x.txt
try search pier -cracked
try claims -cracked pier
try claims leak -leaked
try claims leak -nine
try claims leak -leak2
try claims --source Lindqvist --source Brede
try claims --limit 2 --limit 2 --ledger nowhere.db
try search pier -forged -fcsv
try claims leak -n5 -ftext -lnowhere/news.db
try read -cracked x.txt
(cd "$TMP" && try read --outlet news.txt)
(cd "$TMP" && try read -f text --outlet news.txt)
try read --outlet none.txt
try read --outlet=none.txt
try read --url https://harbour.example/a
try add
try add --threads 0 x.txt
(cd "$TMP" && try add --ledger :memory: news.txt && try claims --ledger file:news.db && HEARSAY_LEDGER=:memory: try mcp && ls)
try add --format brat x.txt
try add --ledger
try add --follow --url "https://harbour.example/a" x.txt
try watch --interval 15 x.opml
try watch --threads 0 x.opml
try eval
try eval a b c
try eval --format csv a
