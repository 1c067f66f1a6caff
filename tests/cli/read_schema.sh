# Readings are what docs/reading.schema.json says, and their spans lie in their text.
. ./need_model.sh
for python in "$ROOT/.train/venv/bin/python" python3 none; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
done
if [ "$python" = none ]; then
    echo "skipped: no Python with jsonschema"
    exit 77
fi
"$HEARSAY" read --format jsonl "$ROOT"/examples/*.html "$ROOT"/examples/*.txt >"$TMP/readings.jsonl" || exit 1
head -n 1 "$TMP/readings.jsonl" | sed 's/"input":"[^"]*"/"input":null/' >"$TMP/unnamed" # as a program's that gives no name
cat "$TMP/unnamed" >>"$TMP/readings.jsonl"
"$python" check_schema.py "$ROOT/docs/reading.schema.json" "$TMP/readings.jsonl"
