# Stories: as people see them, and as programs read them.
HEARSAY_LEDGER=$TMP/hearsay.db
export HEARSAY_LEDGER
"$RELATED_LEDGER" "$HEARSAY_LEDGER" || exit 1
cd "$TMP" || exit 1
ask() {
    echo "== $*"
    "$HEARSAY" "$@" 2>&1
}
ask stories
ask stories -n 1
ask stories oil
ask stories --min-confidence 1 oil # nobody is so sure: no claim is told, and nobody is first
ask stories --outlet "coastal wire" --since 2031-05 --until 2031-05
ask stories --outlet "coastal" --since 2031-06
ask stories --single --format csv | tr -d '\r'
ask stories sandcastle
ask stories --after x
ask stories --since soon
ask explain d3 d1
ask explain d5 d4
"$HEARSAY" stories --format jsonl >stories.jsonl || exit 1
cat stories.jsonl
for python in "$ROOT/.train/venv/bin/python" python3 none; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
done
[ "$python" = none ] || "$python" - "$ROOT/docs/answer.schema.json" <<'END'
import json, sys, jsonschema
validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
for line in open("stories.jsonl"):
    for error in validator.iter_errors(json.loads(line)):
        sys.exit(f"{error.json_path}: {error.message}")
END
# with its first article gone, the rest of the story is due
"$HEARSAY" forget d4 >/dev/null || exit 1
ask stories --single roof
