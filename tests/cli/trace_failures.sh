# What is not in the ledger, or is asked wrongly, is told on one line and by the exit status; JSON is as the schema says.
. ./need_ledger.sh
cd "$TMP" || exit 1
fail() {
    "$HEARSAY" trace "$@" >out 2>err
    echo "$?: $(cat err)"
    [ ! -s out ] || cat out
}
fail
fail c99999
fail c99999999999999999999
fail c50 c99999
fail nobody has ever been in Port Alder
fail the ministry has never known of the leak
fail --model none a fuel line under Pier 9 was leaking
fail --pairs nowhere a fuel line under Pier 9 was leaking
fail --pairs nowhere c99999
fail "..."
fail c50 --format csv
fail c50 --min-confidence 2
fail c50 --min-confidence 0.95
fail c50 --ledger none.db
"$HEARSAY" trace c50 >/dev/full 2>err
echo "$?: $(cat err)"
"$HEARSAY" trace c50 --format jsonl >answers.jsonl
for python in "$ROOT/.train/venv/bin/python" python3 none; do
    "$python" -c 'import jsonschema' 2>/dev/null && break
done
[ "$python" = none ] || "$python" - "$ROOT/docs/answer.schema.json" <<'END'
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
trace = json.loads(open("answers.jsonl").read())
for error in jsonschema.Draft202012Validator(schema).iter_errors(trace):
    sys.exit(f"{error.json_path}: {error.message}")
ids = {n["id"] for n in trace["nodes"]}
assert all(e["from"] in ids and e["to"] in ids and e["evidence"] for e in trace["edges"])
END
