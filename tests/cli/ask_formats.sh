# What programs read: lines of JSON as the schema says, tables with as many cells as their heads, a graph; an export is what was read.
. ./need_ledger.sh
cd "$TMP" || exit 1
for ask in "claims" "claims leak" "who lindqvist" "search note" "show a83" "show d4" "show s10" "show c12" "stats" "list articles" "list outlets" "list sources mara"; do
    "$HEARSAY" $ask --format jsonl 2>/dev/null >>answers.jsonl || echo "$ask: jsonl: exit status $?"
    "$HEARSAY" $ask --format csv 2>/dev/null >table.csv || echo "$ask: csv: exit status $?"
    python3 -c 'import csv,sys; rows = list(csv.reader(open("table.csv", newline=""))); assert len(rows) > 1 and len({len(r) for r in rows}) == 1, sys.argv' "$ask" || exit 1
done
for python in "$ROOT/.train/venv/bin/python" python3 none; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
done
[ "$python" = none ] || "$python" - "$ROOT/docs/answer.schema.json" <<'END'
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
types = set()
for line in open("answers.jsonl"):
    answer = json.loads(line)
    types.add(answer["type"])
    for error in validator.iter_errors(answer):
        sys.exit(f"{answer['type']}: {error.json_path}: {error.message}")
    if answer["type"] == "context":
        assert all(0 <= b < e <= len(answer["text"]) for role in ("source", "cue", "content") for b, e in answer[role])
assert types == {"claim", "source", "document", "attribution", "context", "stats", "outlet"}, types
END
cd "$ROOT/examples" || exit 1
"$HEARSAY" read --format jsonl harbour-*.html | sort >"$TMP/read.jsonl"
"$HEARSAY" export --until 2031-05-14 --since 2031-05-14 | sort | cmp - "$TMP/read.jsonl" && echo "an export is what was read"
"$HEARSAY" export --format csv --outlet "Harbour Post" | cut -d, -f2 | sort | uniq -c | tr -s ' '
"$HEARSAY" export --format brat --act admit | grep '^#'
"$HEARSAY" export --format webanno --source valk | wc -l | tr -d ' '
"$HEARSAY" export --format dot --act deny --outlet "Coastal Wire"
"$HEARSAY" export --format dot >"$TMP/all.dot"
! command -v dot >/dev/null || dot -Tsvg "$TMP/all.dot" >/dev/null || echo "Graphviz does not take it"
