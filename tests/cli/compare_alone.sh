# A model that leaves pairs to a second one, which is not there, judges them itself, and says so on stderr, once a run.
cd "$TMP" || exit 1
mkdir -p models/first
cp "$ROOT"/tests/numeric/tiny_pairs/* models/first
sed 's/"pair": {/"pair": {"doubt": {"model": "second", "below": 1},/' "$ROOT/tests/numeric/tiny_pairs/config.json" >models/first/config.json
HEARSAY_LEDGER=$TMP/hearsay.db
HEARSAY_PAIRS=$TMP/models/first
export HEARSAY_LEDGER HEARSAY_PAIRS
said() {
    echo "== $1"
    "$HEARSAY" "$@" 2>"$TMP/err" >"$TMP/out" <"$TMP/in"
    echo "-> $?"
    grep model "$TMP/err"
}
all() {
    : >"$TMP/in"
    "$RELATED_LEDGER" "$HEARSAY_LEDGER" || exit 1
    said relate --again
    said trace "the ministry had known of the leak"
    printf 'The pier had cracked, the harbour master of %s said.\n' "$1" >pier.txt
    said add --model "$ROOT/tests/numeric/tiny" pier.txt
    printf '%s\n' '{"a":"the pier cracked","b":"the pier is safe"}' '{"a":"the ferry was late","b":"the ferry came on time"}' >"$TMP/in"
    said compare
    printf '%s\n' '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"c","version":"1"}}}' \
        '{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"trace","arguments":{"statement":"the ministry had known of the leak"}}}' >"$TMP/in"
    said mcp
    rm "$HEARSAY_LEDGER"
}
all Vellin
cp -r "$ROOT/tests/numeric/tiny_doubt" models/second
all Dorn
