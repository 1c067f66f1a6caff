#!/bin/sh
# Read the sample articles and print who says what.
set -eu
cd "$(dirname "$0")/.."
for story in harbour toll flight; do
    build/hearsay read examples/$story-*.html examples/$story-*.txt
done
cat <<'END'

These are fifteen articles of three invented stories (examples/*.story.md tells what is behind them).
Read your own:   build/hearsay read FILE..
As JSON Lines:   build/hearsay read --format jsonl FILE..
END
