# Hints are wrapped to the terminal, and commands among them can be copied.
. ./need_ledger.sh
if ! python3 -c 'import pty' 2>/dev/null; then
    echo "skipped: no python3 with pty"
    exit 77
fi
cd "$TMP" || exit 1
python3 "$ROOT/tests/cli/on_terminal.py" "$HEARSAY" claims
