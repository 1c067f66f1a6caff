# A copy is whole, is not made over another file unless that is asked for, and leaves nothing half made. The ledger is the golden one.
cd "$TMP" || exit 1
cp "$ROOT/tests/golden/ledger/schema_1.db" hearsay.db
mkdir copies
"$HEARSAY" backup copies/a.db
"$HEARSAY" check --ledger copies/a.db
"$HEARSAY" backup copies/a.db 2>&1
echo "exit $?"
"$HEARSAY" forget d2
"$HEARSAY" backup --force copies/a.db
grep -c Sandholm copies/a.db
"$HEARSAY" backup --force hearsay.db 2>&1
"$HEARSAY" backup --force copies 2>&1
"$HEARSAY" backup nowhere/a.db 2>&1
echo "exit $?"
"$HEARSAY" backup 2>&1
echo "exit $?"
ls copies
