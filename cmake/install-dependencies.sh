#!/bin/sh
# Install the Debian packages that building (debian/control says which) and testing need, where one is missing (graphviz sets up the plugins of its library). Needs root or sudo only then.
set -eu
cd "$(dirname "$0")/.."
building=$(sed -n '/^Build-Depends:/,/^$/p' debian/control | sed 's/^Build-Depends://; s/debhelper-compat//; s/([^)]*)//g' | tr -d ',\n')
packages="gcc g++ $building graphviz libcmocka-dev python3 python3-dev man-db"
missing=
for p in $packages; do
    dpkg-query -W -f '${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing="$missing $p"
done
[ -z "$missing" ] && exit 0
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "missing packages:$missing (run as root, or install sudo)" >&2; exit 1; }
    as_root=sudo
fi
echo "installing:$missing"
$as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing >/dev/null
