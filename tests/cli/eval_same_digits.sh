# The evaluation script and `hearsay eval` print the same digits for readings made at random around the gold.
script=$ROOT/../shared/eval/score.py
if ! [ -d "$CORPORA/polnear/dev" ] || ! [ -f "$script" ] || ! command -v python3 >/dev/null; then
    echo "skipped: no PolNeAR in $CORPORA, no evaluation script, or no python3"
    exit 77
fi
python3 same_digits.py "$script" "$CORPORA/polnear/dev" "$HEARSAY" "$TMP/readings.jsonl" 1 2
