#!/bin/sh
# Read the sample articles, keep them in a ledger, and ask it: fifteen articles of three invented stories (*.story.md tells what is behind them).
set -eu
cd "$(dirname "$0")/.."
build=${HEARSAY_BUILD:-build}
HEARSAY_LEDGER=$build/demo.db
export HEARSAY_LEDGER
rm -f "$HEARSAY_LEDGER" "$HEARSAY_LEDGER-wal" "$HEARSAY_LEDGER-shm"

# Show a command, and what it prints.
show() {
    printf '\n$ hearsay'
    for word in "$@"; do
        case $word in *" "*) printf " '%s'" "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n\n'
    "$build/hearsay" "$@"
}

# Plain text does not say whose it is, and seldom when it was published.
keep() {
    "$build/hearsay" add --no-relate --outlet "$2" --published "$3" "examples/$1.txt"
}

show read --outlet "Coastal Wire" --published 2031-05-13T21:40Z examples/harbour-coastal-wire.txt
show add --no-relate examples/*.html
keep harbour-coastal-wire "Coastal Wire" 2031-05-13T21:40Z
keep harbour-tidewater-times "The Tidewater Times" 2031-05-17
keep toll-velmark-press-service "Velmark Press Service" 2031-09-03T11:02
keep toll-velmark-press-service-update "Velmark Press Service" 2031-09-05T18:20
keep flight-orsany-courier "The Orsany Courier" 2031-09-03
keep flight-quillon "Quillon" 2031-09-04T14:05
show relate
show trace "the ministry knew of the leak in March"
show changes
show disputes deaths
show stories leak
show claims leak --act deny
show who "Mara Lindqvist"
show search "how many miners died" --limit 4
cat <<END

The ledger $HEARSAY_LEDGER holds these fifteen articles now.
See it:          build/hearsay serve --ledger $HEARSAY_LEDGER, and open the address that it prints
Ask it:          build/hearsay claims leak --ledger $HEARSAY_LEDGER (or export HEARSAY_LEDGER=$HEARSAY_LEDGER)
Read your own:   build/hearsay read FILE..
Keep them:       build/hearsay add --outlet NAME --published DATE FILE..
All commands:    build/hearsay --help
END
