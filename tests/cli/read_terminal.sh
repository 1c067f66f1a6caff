# Colours, width and the progress bar depend on the terminal; what is printed does not.
. ./need_model.sh
if ! python3 -c 'import pty' 2>/dev/null; then
    echo "skipped: no python3 with pty"
    exit 77
fi
cd "$TMP" || exit 1
for i in 1 2 3 4 5; do printf 'It rained on day %s.\n' $i >$i.txt; done
python3 "$ROOT/tests/cli/on_terminal.py" "$HEARSAY" read
