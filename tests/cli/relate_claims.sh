# A claim in several wordings is one: as people see it, and as programs read it.
HEARSAY_LEDGER=$TMP/hearsay.db
export HEARSAY_LEDGER
"$RELATED_LEDGER" "$HEARSAY_LEDGER" || exit 1
ask() {
    echo "== $*"
    "$HEARSAY" "$@" 2>&1
}
ask claims leak
ask claims "had known"
ask search --words "had known"
ask claims -n 1 leak --source "ilse korhan"
for i in 1 2 3 4 5 6 7 8 9; do # whichever id it is asked for by
    "$HEARSAY" show "c$i" | grep -q "known of the leak" && ask show "c$i"
done
ask show c4 --format jsonl
ask claims leak --format csv | tr -d '\r' | cut -d, -f 1-5
ask stats | grep claims
