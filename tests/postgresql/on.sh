#!/bin/sh
# on.sh FOLDER COMMAND.. -- run a test whose ledgers are at the server that cluster.sh started for FOLDER; 77 (skipped) where there is none.
folder=$1
shift
[ -f "$folder/address" ] || { echo "skipped: no PostgreSQL server is installed here"; exit 77; }
HEARSAY_TEST_POSTGRESQL=$(cat "$folder/address")
export HEARSAY_TEST_POSTGRESQL
exec "$@"
