# Sources are merged and parted by a person; why a source is one is told, and it is taken back. The ledger is the golden one.
cd "$TMP" || exit 1
cp "$ROOT/tests/golden/ledger/schema_1.db" hearsay.db
plain() { sed 's/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:]*Z/WHEN/g'; }
echo "== merge"
"$HEARSAY" merge s5 s2 --by Runa --why "one of the four"
"$HEARSAY" merge --list s5 | plain
"$HEARSAY" merge --list s1 -f jsonl | plain
"$HEARSAY" merge --list -f csv | plain | tr -d '\r'
echo "== split"
"$HEARSAY" split s5 --by Runa
"$HEARSAY" split s1 --documents d2 --by Ola --why "a namesake"
"$HEARSAY" merge --list s6 | plain
"$HEARSAY" merge s6 s1 --by Ola
"$HEARSAY" merge --list | plain
"$HEARSAY" check
echo "== misuse"
for args in "s1" "s1 s99" "s1 s1" "s2 s1" "d1 s1" "--list s1 s2" "--list s99"; do
    "$HEARSAY" merge $args 2>&1
    echo "exit $?"
done
for args in "" "s1" "s1 --documents d9" "s5 --documents d2" "s1 --documents 2"; do
    "$HEARSAY" split $args 2>&1
    echo "exit $?"
done
