# A ledger that one may only read can be asked, in a folder in which nothing can be made, and what cannot be told for sure is not told.
reader=
if [ "$(id -u)" = 0 ]; then
    command -v setpriv > /dev/null || { echo "skipped: no setpriv, and root may write everywhere" >&2; exit 77; }
    reader="setpriv --reuid=65534 --regid=65534 --clear-groups"
fi
. ./need_ledger.sh
dir=$(mktemp -d)
trap 'chmod -R u+w "$dir"; rm -rf "$dir"' EXIT
chmod 755 "$dir"
$reader test -x "$HEARSAY" || { echo "skipped: others may not run $HEARSAY" >&2; exit 77; }
mkdir "$dir/100% #1?"
ledger="$dir/100% #1?/news.db"
"$HEARSAY" backup "$ledger" > "$dir/out" 2>&1 || cat "$dir/out"
for question in claims 'who Mara' 'search pier' 'show d1' stats export 'trace c1' disputes; do
    "$HEARSAY" $question --ledger "$ledger" > "$dir/want" 2> "$dir/want.err"
    chmod 444 "$ledger"
    chmod 555 "$dir/100% #1?"
    $reader "$HEARSAY" $question --ledger "$ledger" > "$dir/got" 2> "$dir/got.err"
    chmod 755 "$dir/100% #1?"
    chmod 644 "$ledger"
    cmp "$dir/want" "$dir/got" && cmp "$dir/want.err" "$dir/got.err" && [ -s "$dir/got" ] && echo "$question: the same"
done
ls "$dir/100% #1?"
chmod 444 "$ledger"
echo '== what one may not, or cannot'
echo 'The pier is safe, Mara Lindqvist said.' > "$dir/a.txt"
$reader "$HEARSAY" add --ledger "$dir/new.db" "$dir/a.txt" 2>&1 | sed "s#$dir#.#g"
"$HEARSAY" stats --ledger "$dir" 2>&1 | sed "s#$dir#.#g"
"$HEARSAY" add --ledger "$dir" "$dir/a.txt" 2>&1 | sed "s#$dir#.#g"
"$HEARSAY" add --ledger "$dir/nowhere/a.db" "$dir/a.txt" 2>&1 | sed "s#$dir#.#g"
"$HEARSAY" add --ledger "$dir/a.txt/a.db" "$dir/a.txt" 2>&1 | sed "s#$dir#.#g"
"$HEARSAY" stats --ledger "$dir/a.txt/a.db" 2>&1 | sed "s#$dir#.#g"
chmod 000 "$ledger"
$reader "$HEARSAY" stats --ledger "$ledger" 2>&1 | sed "s#$dir#.#g"
chmod 444 "$ledger"
chmod 000 "$dir/100% #1?"
$reader "$HEARSAY" stats --ledger "$ledger" 2>&1 | sed "s#$dir#.#g"
chmod 555 "$dir/100% #1?"
echo '== it cannot be written to'
$reader "$HEARSAY" correct a1 right --ledger "$ledger" 2>&1 | sed "s#$dir#.#g"
echo '== what is in a log that one may not take is not in the file, or must be taken back'
for log in wal journal; do
    chmod 755 "$dir/100% #1?"
    rm -f "$ledger-wal"
    echo something > "$ledger-$log"
    chmod 444 "$ledger-$log"
    chmod 555 "$dir/100% #1?"
    $reader "$HEARSAY" stats --ledger "$ledger" 2>&1 | sed "s#$dir#.#g"
done
