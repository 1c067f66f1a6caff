# The same bytes in the same order, whatever the threads.
. ./need_model.sh
cd "$TMP" || exit 1
for file in "$ROOT"/examples/*.txt "$ROOT"/examples/*.html; do
    set -- "$@" "$file" nowhere.txt
done
"$HEARSAY" read --format jsonl "$@" >one 2>one.err
for threads in 2 5; do
    "$HEARSAY" read --format jsonl --threads $threads "$@" >more 2>more.err
    echo "$threads threads -> $?"
    cmp one more
    cmp one.err more.err
done
