# What programs read of disputes, changes and reasons: lines of JSON as the schema says, tables with as many cells as their heads.
HEARSAY_LEDGER=$TMP/hearsay.db
export HEARSAY_LEDGER
"$RELATED_LEDGER" "$HEARSAY_LEDGER" || exit 1
cd "$TMP" || exit 1
for ask in "disputes --updates" "changes" "explain c1" "explain c3 c6" "explain a2 a8" "explain d1 d2" "explain d1 d5" "claims leak" "search --words leak" "show c4" stats; do
    "$HEARSAY" $ask --format jsonl 2>/dev/null >>answers.jsonl || echo "$ask: jsonl: exit status $?"
    "$HEARSAY" $ask --format csv 2>/dev/null >table.csv || echo "$ask: csv: exit status $?"
    python3 -c 'import csv,sys; rows = list(csv.reader(open("table.csv", newline=""))); assert len(rows) > 1 and len({len(r) for r in rows}) == 1, sys.argv' "$ask" || exit 1
done
for python in "$ROOT/.train/venv/bin/python" python3 none; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
done
[ "$python" = none ] || "$python" - "$ROOT/docs/answer.schema.json" <<'END'
import json, sys, jsonschema
validator = jsonschema.Draft202012Validator(json.load(open(sys.argv[1])))
types = set()
for line in open("answers.jsonl"):
    answer = json.loads(line)
    types.add(answer["type"])
    for error in validator.iter_errors(answer):
        sys.exit(f"{answer['type']}: {error.json_path}: {error.message}")
assert types == {"dispute", "change", "reason", "claim", "stats"}, types
END
"$HEARSAY" disputes --since 2031-09 --format csv | tr -d '\r' | cut -d, -f 1-15
"$HEARSAY" changes lindqvist --format jsonl
"$HEARSAY" explain a2 a8 --format csv | tr -d '\r'
"$HEARSAY" explain c3 c6 --format jsonl
