# Disputes, changes of position and why, as people see them.
HEARSAY_LEDGER=$TMP/hearsay.db
export HEARSAY_LEDGER
"$RELATED_LEDGER" "$HEARSAY_LEDGER" || exit 1
ask() {
    echo "== $*"
    "$HEARSAY" "$@" 2>&1
}
ask disputes
ask disputes --most -n 1
ask disputes tonnes --updates
ask disputes --source "ilse korhan" --until 2031-05
ask disputes --outlet "korrin herlad"
ask disputes -n 2 -- -tonnes
ask disputes sandcastle
ask changes
ask changes lindqvist
ask changes --outlet meridian
ask changes "Nobody Of That Name"
ask explain c1
ask explain c3 c6
ask explain c3 c9
ask explain a2 a8
ask explain a1 a8
ask explain a5
ask explain d1 d2
ask explain d1 d5
# what a person says is seen at once
"$HEARSAY" correct a5 wrong >/dev/null && "$HEARSAY" correct a11 wrong >/dev/null || exit 1
ask disputes leak
"$HEARSAY" merge s7 s3 >/dev/null || exit 1
ask disputes oil
ask changes s7
"$HEARSAY" split s7 >/dev/null || exit 1
ask disputes oil
"$HEARSAY" forget d1 >/dev/null || exit 1
ask changes
