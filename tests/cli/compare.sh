# Two texts, or lines of pairs; bad lines are named and the rest is done. The model's numbers differ by a hair from processor to processor.
model="--model $ROOT/tests/numeric/tiny_pairs"
numbers='s/[01]\.[0-9][0-9]*/N/g; s/"model":"random [0-9a-f]*"/"model":"random"/'
pairs() {
    printf '%s\n' '{"a":"The pier is safe","b":"“the pier is safe.”"}' '' '{"a": 1, "b": "x"}' '{"b":"x"}' 'no' '["a"]' \
        '{"a":"x","a":"y","b":"z"}' '{"a":"","b":"?!"}' '{"a":"12 killed","b":"20 killed","id":7}' '{"a":"=1+1, \"sum\"","b":"=1+1 sum"}'
    printf '{"a":"the minister will resign","b":"the minister won’t resign"}'
}
"$HEARSAY" compare $model "Oslo" "oslo!"
echo "-> $?"
pairs | "$HEARSAY" compare $model 2>&1 | sed "$numbers"
for format in jsonl csv; do
    pairs | "$HEARSAY" compare $model --format $format - 2>"$TMP/err" >"$TMP/$format"
    echo "-> $?"
    sed "$numbers" "$TMP/$format"
done
head -c 1048600 /dev/zero | tr '\0' x >"$TMP/long"
{ cat "$TMP/long"; echo; echo '{"a":"x","b":"x"}'; } | "$HEARSAY" compare $model --format csv 2>&1
"$HEARSAY" compare $model --format jsonl --features "the report was denied" "the report was not denied" >>"$TMP/jsonl" || echo "features: $?"
HEARSAY_PAIRS="$ROOT/tests/numeric/tiny_pairs" "$HEARSAY" compare "x" "x" </dev/null
: | "$HEARSAY" compare $model
echo "nothing -> $?"
try() {
    "$HEARSAY" compare "$@" 2>&1 </dev/null
    echo "  -> $?"
}
try $model one
try $model one two three
try $model --features one two
try --model "$ROOT/tests/numeric/tiny" one two
try $model "$(printf 'harbour \377')" two
if [ -w /dev/full ]; then
    "$HEARSAY" compare $model x y 2>&1 >/dev/full
    echo "full -> $?"
fi
for python in "$ROOT/.train/venv/bin/python" python3 none; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
done
[ "$python" = none ] || "$python" - "$ROOT/docs/answer.schema.json" "$TMP/jsonl" <<'END'
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
lines = [json.loads(line) for line in open(sys.argv[2])]
for line in lines:
    jsonschema.Draft202012Validator(schema).validate(line)
    assert abs(sum(line["scores"].values()) - 1) < 0.001, line
assert len(lines) == 6 and len(lines[-1]["features"]) == 17, len(lines)
END
