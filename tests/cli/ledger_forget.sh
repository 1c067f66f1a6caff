# What is forgotten is gone from every file of the ledger; a dry run changes nothing; all that is named goes, or nothing. Golden ledger.
cd "$TMP" || exit 1
cp "$ROOT/tests/golden/ledger/schema_1.db" hearsay.db
"$HEARSAY" forget --scrub # and opened for writing, which the file tells of
sum() { cksum hearsay.db* | sort; }
sum >before
"$HEARSAY" forget --dry-run s1 --documents
"$HEARSAY" forget d1 d99 2>&1
echo "exit $?"
sum | cmp before - && grep -c Sandholm hearsay.db # as it was
"$HEARSAY" forget d2
grep -il -e Sandholm -e Petra -e Lantern hearsay.db*
"$HEARSAY" check
"$HEARSAY" forget s1
"$HEARSAY" check
"$HEARSAY" forget --scrub
"$HEARSAY" forget 2>&1
"$HEARSAY" forget --scrub d1 2>&1
"$HEARSAY" forget a1 2>&1
echo "exit $?"
"$HEARSAY" forget d1
grep -il -e Lindqvist -e Alder -e "tonnes" hearsay.db*
"$HEARSAY" check
