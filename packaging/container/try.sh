#!/bin/sh
# Build the container and try what is promised of it: articles are read into a ledger that lasts, by nobody's root, with nothing else to write to;
# served to who has the token, and to nobody else. In: $ENGINE (docker, else podman) as it is called here, $BUILD and $RUN: what its `build` and `run`
# need here beyond that; $PORT (7979).
set -eu
cd "$(dirname "$0")/../.."
engine=${ENGINE:-$(command -v docker || command -v podman)} image=hearsay-try volume=hearsay-try port=${PORT:-7979}
fail() {
    echo "try.sh: $*" >&2
    exit 1
}
# run OPTION.. -- ARGUMENT..: hardened as docs/packaging.md has it
run() {
    before=
    while [ "$1" != -- ]; do
        before="$before $1"
        shift
    done
    shift
    # shellcheck disable=SC2086
    $engine run --rm --read-only --cap-drop ALL -v $volume:/ledger ${RUN:-} $before $image "$@"
}
$engine build ${BUILD:-} -t $image -f packaging/container/Dockerfile .
articles=$(mktemp -d)
trap 'rm -rf "$articles"; $engine rm -f $image-served >/dev/null 2>&1 || true; $engine volume rm $volume >/dev/null 2>&1 || true' EXIT

cp examples/*.html "$articles"
chmod 755 "$articles"
run -v "$articles:/in:ro" -- add --quiet /in
run -- claims --act deny | grep -q 'Mara Lindqvist' || fail "the ledger knows of no denial"
[ "$(run --entrypoint id -- -u)" != 0 ] || fail "it runs as root"
run --entrypoint touch -- /usr/x 2>/dev/null && fail "it can write beyond /ledger"

run --detach --name $image-served --publish 127.0.0.1:$port:7777 -- serve --bind 0.0.0.0 --token-file /ledger/token >/dev/null
tries=0
until status=$(curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1:$port/); do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || fail "the server does not start"
    sleep 0.1
done
[ "$status" = 401 ] || fail "who has no token gets $status"
token=$($engine exec $image-served cat /ledger/token)
curl -sf -H "Authorization: Bearer $token" "http://127.0.0.1:$port/api/v1/claims?act=deny&format=ndjson" | grep -q deny || fail "the server tells of no denial"
echo "the container works: $($engine image inspect --format '{{.Size}}' $image) bytes"
