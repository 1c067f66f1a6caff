# need_model.sh -- for cases that read texts: skip them where no model is at hand.
if ! "$HEARSAY" --version | grep -q '^model '; then
    echo "skipped: no model to read with"
    exit 77
fi
