#!/bin/sh
# Build with and without sanitizers and run every test.
set -eu
cd "$(dirname "$0")/.."
sh cmake/install-dependencies.sh
for preset in release asan; do
    cmake --preset $preset >/dev/null
    cmake --build --preset $preset -j "$(nproc)"
    ctest --preset $preset -j "$(nproc)"
done
