# What becomes of each document is told in the order of the inputs, in every format; 0, 1 and 3 as for read, 4 without a model, 5 without a ledger.
. ./need_model.sh
cd "$TMP" || exit 1
unset HEARSAY_LEDGER
try() {
    "$HEARSAY" add "$@" 2>"$TMP/err"
    status=$?
    cat "$TMP/err"
    echo "  -> $status"
}
mkdir pages
printf 'The pier was safe, the harbour master said.\n' >pages/a.txt
printf 'The ferry was late, divers said.\n' >pages/b.txt
: >empty.txt
try pages
try --format jsonl pages
printf 'The pier had cracked, the harbour master admitted.\n' >c.txt
try --ledger other.db --url https://harbour.example/1 --outlet "Harbour Post" pages/a.txt
try --ledger other.db --url https://harbour.example/1 --outlet "Harbour Post" c.txt pages/a.txt
try --format jsonl --threads 1 nowhere.txt pages/a.txt c.txt empty.txt
cp c.txt '=1,"x".txt'
try --format csv '=1,"x".txt' nowhere.txt | tr '\r' '~'
name=$(printf 'odd\033[31m\377name.txt')
cp c.txt "$name"
try "$name"
try --format jsonl "$name"
try --quiet nowhere.txt c.txt
try --quiet c.txt
try nowhere.txt
HEARSAY_LEDGER=third.db "$HEARSAY" add --quiet c.txt
ls third.db hearsay.db
try --ledger other.db c.txt
try --ledger other.db --format jsonl c.txt
try --ledger fourth.db nowhere.txt
ls fourth.db 2>/dev/null
try --ledger third.db/x.db c.txt
# The ledger in a folder that is read is no document.
(cd pages && try . && try .)
"$HEARSAY" add --model nowhere --ledger none.db c.txt >out 2>err
echo "no model -> $?, $(wc -l <err) line on stderr, $(wc -c <out) bytes on stdout, $(ls none.db* 2>/dev/null | wc -l) ledgers"
# Of an outlet that is known by another form of its name it is said, once, under which it is filed.
printf 'The lock was shut, the keeper said.\n' >d.txt
try --no-relate --published 2031 --ledger echo.db --outlet "Northern Echo" c.txt d.txt
try --no-relate --published 2031 --ledger echo.db --outlet "The Northern Echo" c.txt pages/a.txt
# A text without an outlet whose words are in under one is told so; an extract of it, and what has an outlet of its own, is not.
words='The harbour at Port Alder was shut for two days after oil came ashore, and ferries to the islands were sent round by the northern channel, which is longer by an hour, the harbour master said on Monday. Divers found the crack under the ninth pier, beside a pump that nobody had looked after for years.'
more='The fishermen of the inner basin asked for help, as their nets had to be burnt and boats cleaned by hand. A spokesman for the island council told them that money would come before the summer, once the ministry had counted the boats.'
printf '%s\n\n%s\n' "$words" "$more" >whole.txt
printf 'Oil at Port Alder\n\n%s\n\n%s\n' "$words" "$more" >headed.txt
printf '%s\n' "$words" >extract.txt
try --no-relate --ledger words.db --published 2031-05-14 --outlet "Harbour Post" whole.txt
try --no-relate --ledger words.db --published 2031-05-14 headed.txt extract.txt
try --no-relate --ledger words.db --published 2031-05-14 --outlet "Northern Echo" headed.txt
# A time without a zone counts as of UTC, and that is said; a day needs none.
for date in 2031-05-14T09:30 2031-05-14T09:30+02:00 2031-05-14T09:30Z 2031-05-14; do
    try --ledger zone.db --published "$date" --outlet "Post of $date" c.txt
done
