# train/score.py and `hearsay eval` print the same digits for readings made at random around a gold; where PolNeAR and other
# scorers are at hand, these too.
if ! command -v python3 >/dev/null; then
    echo "skipped: no python3"
    exit 77
fi
python3 same_digits.py "$ROOT" "$HEARSAY" "$TMP" || exit 1
! [ -d "$CORPORA/polnear/dev" ] || python3 same_digits.py "$ROOT" "$HEARSAY" "$TMP" "$CORPORA/polnear/dev"
