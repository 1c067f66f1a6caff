# Of a statement that denies something what it denies is traced, and said; in JSON, too.
. ./need_ledger.sh
cd "$TMP" || exit 1
for words in "the port denies that a fuel line under Pier 9 was leaking" "Port: no truth in reports that a fuel line under Pier 9 was leaking" "a fuel line under Pier 9 was leaking"; do
    "$HEARSAY" trace --pairs none "$words" >out 2>err
    echo "$?: $(cat err)"
    sed -n 1,4p out
    "$HEARSAY" trace --pairs none --format jsonl "$words" 2>err | python3 -c 'import json, sys; print(json.loads(sys.stdin.readline())["asked_as"])'
done
"$HEARSAY" trace --pairs none "the port denies that the crane had fallen into the sea" >out 2>err
echo "$?: $(cat err)"
