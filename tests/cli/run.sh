#!/bin/sh
# run.sh CASE.sh [--update] -- run one case of the command line and compare what it printed.
# In: CASE.sh, and beside it CASE.sh.stdout.exact (nothing is expected without it) and CASE.sh.exit (0 without it).
# The case finds the command in $HEARSAY, an empty folder in $TMP, the repository in $ROOT and corpora in $CORPORA.
# It may exit 77 to be skipped. --update writes what it printed as what is expected; read the difference before you commit.
# It refuses a case that prints nothing: such a one checks by its exit status alone, or is broken.
set -u
case=$1
HEARSAY=$(realpath "${HEARSAY:-../../build/hearsay}")
ROOT=$(realpath ../..)
CORPORA=$(realpath -m "${HEARSAY_CORPORA:-$ROOT/../shared/data}")
TMP=$(mktemp -d)
trap 'rm -rf "$TMP"' EXIT
mkdir "$TMP/work"
got=$TMP/got
unset COLUMNS NO_COLOR
(
    export HEARSAY ROOT CORPORA TMP="$TMP/work" LC_ALL=C HEARSAY_PAIRS=none # what models decide is no matter of these cases
    export HEARSAY_KERNELS=bf16                                             # nor are the last digits of faster processors
    sh "$case"
) >"$got" </dev/null
status=$?
if [ "$status" = 77 ]; then
    cat "$got"
    exit 77
fi
if [ "${2:-}" = --update ]; then
    if [ ! -s "$got" ]; then
        echo "$case: it prints nothing, which no file can expect; nothing is written" >&2
        exit 1
    fi
    rm -f "$case.stdout.exact" "$case.exit"
    cp "$got" "$case.stdout.exact"
    [ "$status" = 0 ] || echo "$status" >"$case.exit"
    exit 0
fi
expected=/dev/null
[ -f "$case.stdout.exact" ] && expected=$case.stdout.exact
due=0
[ -f "$case.exit" ] && due=$(cat "$case.exit")
bad=0
diff -u "$expected" "$got" || bad=1
if [ "$status" != "$due" ]; then
    echo "$case: exit status $status, expected $due"
    bad=1
fi
exit $bad
