#!/bin/sh
# run.sh [--keep] SECONDS [TARGET..]: build the fuzz preset and run each target (html, read..) for so long on one core.
# What is found grows in build-fuzz/corpus/TARGET, inputs that fail lie in build-fuzz/found/TARGET; with --keep these are
# also copied to fuzz/corpora/TARGET, where the tests replay them. Exit status 1 if anything failed.
set -eu
keep=no
[ "${1:-}" = --keep ] && { keep=yes; shift; }
[ $# -gt 0 ] || { echo "usage: fuzz/run.sh [--keep] SECONDS [TARGET..]" >&2; exit 2; }
seconds=$1
shift
cd "$(dirname "$0")/.."
mkdir -p build-fuzz
exec 9>build-fuzz/lock # two builds at a time spoil each other
flock 9
cmake --preset fuzz >/dev/null
if [ $# -eq 0 ]; then
    for file in fuzz/fuzz_*.c; do
        name=${file#fuzz/fuzz_}
        set -- "$@" "${name%.c}"
    done
fi
for name in "$@"; do
    cmake --build --preset fuzz --target "fuzz_$name" -j "$(nproc)" >build-fuzz/build.log || { cat build-fuzz/build.log; exit 1; }
done
flock -u 9
failed=0
for name in "$@"; do
    corpus=build-fuzz/corpus/$name found=build-fuzz/found/$name
    mkdir -p "$corpus" "$found"
    echo "== $name, $seconds s"
    OMP_NUM_THREADS=1 "build-fuzz/fuzz_$name" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -print_final_stats=1 \
        -artifact_prefix="$found/" "$corpus" "fuzz/corpora/$name" >"$found.log" 2>&1 || {
        failed=1
        echo "FAILED: see $found.log"
    }
    grep -E '^stat::number_of_executed_units|SUMMARY|Test unit written' "$found.log" || true
    if [ $keep = yes ]; then
        mkdir -p "fuzz/corpora/$name"
        find "$found" -type f -exec cp {} "fuzz/corpora/$name/" \;
    fi
done
exit $failed
