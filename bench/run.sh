#!/bin/sh
# Print words a CPU second end to end and by stage, peak memory and start-up time.
set -eu
cd "$(dirname "$0")/.."
exec python3 bench/bench.py build "${1:-models/small}"
