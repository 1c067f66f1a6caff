#!/bin/sh
# Read the sample articles, print who says what, and keep it in a ledger.
set -eu
cd "$(dirname "$0")/.."
for story in harbour toll flight; do
    build/hearsay read examples/$story-*.html examples/$story-*.txt
done
ledger=build/demo.db
rm -f $ledger $ledger-wal $ledger-shm
echo
build/hearsay add --ledger $ledger examples/*.html examples/*.txt
cat <<END

These are fifteen articles of three invented stories (examples/*.story.md tells what is behind them). The ledger $ledger holds them now.
Read your own:   build/hearsay read FILE..
As JSON Lines:   build/hearsay read --format jsonl FILE..
Keep them:       build/hearsay add FILE..
END
