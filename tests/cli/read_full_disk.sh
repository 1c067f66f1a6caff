# Output that cannot be written fails the run, whether the disk is full or stdout is closed.
. ./need_model.sh
if ! [ -c /dev/full ]; then
    echo "skipped: no /dev/full"
    exit 77
fi
printf 'It rained.\n' >"$TMP/a.txt"
for format in text jsonl csv; do
    "$HEARSAY" read --format $format "$TMP/a.txt" 2>&1 >/dev/full
    echo "  -> $?"
done
"$HEARSAY" read "$TMP/a.txt" 2>&1 >&-
echo "  -> $?"
"$HEARSAY" --help 2>&1 >/dev/full
echo "  -> $?"
