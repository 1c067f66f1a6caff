# Damage is found and named by its row, whatever the damage. The ledger is the golden one, spoiled in turn.
cd "$TMP" || exit 1
spoil() {
    cp "$ROOT/tests/golden/ledger/schema_1.db" hearsay.db
    python3 -c 'import sqlite3, sys; d = sqlite3.connect("hearsay.db"); d.executescript(sys.argv[1]); d.commit()' "$1"
}
spoil ""
"$HEARSAY" check
"$HEARSAY" check -f jsonl
spoil "UPDATE attribution SET cue = '[[7,9000]]' WHERE attribution_id = 3; UPDATE document SET outlet = 'Another' WHERE document_id = 2"
"$HEARSAY" check
echo "exit $?"
"$HEARSAY" check --format jsonl
"$HEARSAY" check --format csv | tr -d '\r'
echo "== cut short"
spoil ""
head -c 30000 hearsay.db >cut.db
"$HEARSAY" check --ledger cut.db >out 2>&1
echo "exit $?"
test -s out || echo "nothing was said"
echo "== no ledger"
"$HEARSAY" check --ledger none.db 2>&1
echo "exit $?"
echo "words" >text.db
"$HEARSAY" check --ledger text.db 2>&1
"$HEARSAY" check hearsay.db 2>&1
echo "exit $?"
