# need_ledger.sh -- for cases that ask a ledger: $HEARSAY_LEDGER, of the sample articles of one story. Skipped where there is no model.
. ./need_model.sh
HEARSAY_LEDGER=$TMP/hearsay.db
export HEARSAY_LEDGER
"$FILL_LEDGER" "$HEARSAY_LEDGER" "$ROOT/models/small" "$ROOT"/examples/harbour-*.html \
    --outlet "Coastal Wire" --published 2031-05-13T21:40Z "$ROOT/examples/harbour-coastal-wire.txt" \
    --outlet "Tidewater Times" --published 2031-05-15 "$ROOT/examples/harbour-tidewater-times.txt" || exit 1
