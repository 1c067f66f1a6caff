# Documents that another model read are read again, once; what a person said stays. The ledger is the golden one.
. ./need_model.sh
cd "$TMP" || exit 1
cp "$ROOT/tests/golden/ledger/schema_1.db" hearsay.db
tiny=$ROOT/tests/numeric/tiny
models() { python3 -c 'import sqlite3; print(*[l.split()[0] for l, in sqlite3.connect("hearsay.db").execute("SELECT label FROM document JOIN model USING (model_id)")])'; }
said() { sed "s/by [^ ]* [0-9a-f]*/by MODEL/"; }
"$HEARSAY" reread --model "$tiny" d2 d2 | said
"$HEARSAY" reread --model "$tiny" --threads 2 | said
"$HEARSAY" reread --model "$tiny" | said
# who names one wants it read, whatever read it before
"$HEARSAY" reread --model "$tiny" d2 | said
"$HEARSAY" check
"$HEARSAY" reread | said
"$HEARSAY" check
# the correction has its attribution again; a name of four words is no model's number
"$HEARSAY" correct --list -f csv | tail -n +2 | cut -d, -f1-4 | sed 's/,a[0-9]*,/,aN,/'
set -- $(models)
test "$1" = "$2" && echo "one model again"
"$HEARSAY" reread x1 2>&1
echo "exit $?"
"$HEARSAY" reread d99 2>&1 | said
"$HEARSAY" reread --model nowhere 2>/dev/null
echo "exit $?"
