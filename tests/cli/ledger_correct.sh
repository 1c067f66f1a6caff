# What a person says stands beside the machine's, is listed and is taken back. The ledger is the golden one.
cd "$TMP" || exit 1
cp "$ROOT/tests/golden/ledger/schema_1.db" hearsay.db
plain() { sed 's/20[0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9:]*Z/WHEN/g'; }
echo "== in"
"$HEARSAY" correct a2 wrong --by Ola --note "a caption"
"$HEARSAY" correct a3 other --by Runa --source "Ministry of Ports" --act deny --polarity - --time 2031-05-12
"$HEARSAY" correct a3 other --by Runa --certainty probable
"$HEARSAY" correct s5 other --by Ola --name 2>&1
"$HEARSAY" correct s5 other --by Ola --source "Petra Valk MP" --kind person
"$HEARSAY" correct s5 right --by Ola
"$HEARSAY" correct d2 other --by Ola --outlet "The Lantern" --published 2031-05-09
"$HEARSAY" list articles
echo "== list"
"$HEARSAY" correct --list | plain
echo "== narrow"
COLUMNS=40 "$HEARSAY" correct --list | plain | head -4
echo "== jsonl"
"$HEARSAY" correct --list -f jsonl | plain
echo "== csv"
"$HEARSAY" correct --list --format csv | plain | tr -d '\r' | head -3
echo "== undo"
"$HEARSAY" correct --undo 2
"$HEARSAY" correct --undo 2 2>&1
echo "exit $?"
"$HEARSAY" correct --list -f csv | tail -n +2 | cut -d, -f1,2,4
"$HEARSAY" correct --undo 7
"$HEARSAY" list articles
echo "== a name that another source has"
"$HEARSAY" correct s5 other --source "Coast Guard" --ledger hearsay.db 2>&1
"$HEARSAY" correct s5 other --source "Coast" 2>&1
"$HEARSAY" merge s5 s4 2>&1
"$HEARSAY" correct s5 other --source "coast guard" 2>&1
"$HEARSAY" split s5 2>&1
echo "== by the id of a source"
"$HEARSAY" correct a2 other --source s4 2>&1
"$HEARSAY" who s4 -f csv | cut -d, -f1,5,6
"$HEARSAY" merge s5 s4 2>&1
"$HEARSAY" correct a3 other --source s5 2>&1
"$HEARSAY" who s4 -f csv | cut -d, -f1,5,6
"$HEARSAY" split s5 2>&1
for args in "a2 other --source s99" "a2 other --source s3" "s5 other --source s4"; do
    "$HEARSAY" correct $args 2>&1
    echo "exit $?"
done
echo "== misuse"
for args in "a2" "a2 perhaps" "x2 right" "a2 right --act say" "a2 other" "a999 right" "--undo 0" "--list a2" "a2 other --act sing" "s1 other --act say" \
    "d2 wrong" "d2 other --published Monday" "a1 other --outlet X" "d99 right" "a-1 right" "a99999999999999999999 right"; do
    "$HEARSAY" correct $args 2>&1
    echo "exit $?"
done
"$HEARSAY" correct a1 right --ledger nowhere.db 2>&1
echo "exit $?"
test ! -e nowhere.db || echo "made a ledger"
echo "== nothing"
"$HEARSAY" correct c1 wrong 2>&1
for id in $("$HEARSAY" correct --list -f jsonl | sed 's/.*"correction":"\([0-9]*\)".*/\1/'); do "$HEARSAY" correct --undo "$id" >"$TMP/out"; done
"$HEARSAY" correct --list -f csv | tr -d '\r'
