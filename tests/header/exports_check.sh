#!/bin/sh
# exports_check.sh NM LIBRARY HEADER: the library exports what the header declares with HS_API, and nothing else.
set -eu
nm=$1 library=$2 header=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tr '\n' ' ' <"$header" | grep -o 'HS_API [^;(]*(' | grep -o 'hs_[a-z0-9_]*($' | tr -d '(' | sort >"$work/declared"
"$nm" -D --defined-only "$library" | awk '{print $3}' | sed 's/@.*//' | sort >"$work/exported"
[ -s "$work/declared" ] || { echo "FAIL: no HS_API found in $header"; exit 1; }
if diff "$work/declared" "$work/exported" >"$work/diff"; then
    echo "$(wc -l <"$work/declared") functions, all exported, nothing else"
else
    echo "FAIL: < declared but not exported, > exported but not declared"
    cat "$work/diff"
    exit 1
fi
