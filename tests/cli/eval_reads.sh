# Without READINGS the texts are read now: the same figures as from `hearsay read`, whatever the threads.
. ./need_model.sh
mkdir -p "$TMP/text" "$TMP/attributions"
for file in "$ROOT"/examples/*.txt; do
    name=$(basename "$file" .txt)
    cp "$file" "$TMP/text/$name.txt"
    printf 'T1\tSource 0 9\tx\nT2\tContent 10 99\tx\nE1\tAttribution:T2 Source:T1 Content:T2\n' >"$TMP/attributions/${name}_x.ann"
done
"$HEARSAY" read --format jsonl "$TMP"/text/*.txt >"$TMP/readings.jsonl" || exit 1
"$HEARSAY" eval "$TMP" "$TMP/readings.jsonl" >"$TMP/want" || exit 1
"$HEARSAY" eval "$TMP" | diff "$TMP/want" -
"$HEARSAY" eval --threads 3 "$TMP" | diff "$TMP/want" -
"$HEARSAY" eval --threads 3 "$TMP/readings.jsonl" | head -1
"$HEARSAY" eval --model "$TMP/nowhere" "$TMP" 2>"$TMP/err"
echo "no model -> $?, $(wc -l <"$TMP/err") line on stderr"
