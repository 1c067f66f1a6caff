#!/bin/sh
# Print the version, which include/hearsay.h holds, once everything else that has to name it agrees.
set -eu
cd "$(dirname "$0")/.."
fail() {
    echo "versions.sh: $*" >&2
    exit 1
}
version=$(sed -n 's/^#define HS_VERSION "\(.*\)"$/\1/p' include/hearsay.h)
[ -n "$version" ] || fail "include/hearsay.h has no HS_VERSION"
grep -q "^  \"version\": \"$version\",$" docs/openapi.json || fail "docs/openapi.json has another version than $version"

packaged=$(sed -n '1s/^hearsay (\(.*\)) .*/\1/p' debian/changelog)
[ "$packaged" = "$version" ] || fail "debian/changelog is of $packaged, include/hearsay.h of $version"

# a version is released in both lists of changes or in neither
changes=$(sed -n 's/^## \([^ ]*\).*/\1/p' CHANGELOG.md | head -n 1)
case $(sed -n '1s/^[^)]*) \([^;]*\);.*/\1/p' debian/changelog) in
UNRELEASED) [ "$changes" = Unreleased ] || fail "CHANGELOG.md is of $changes, debian/changelog says that it is not released" ;;
*) [ "$changes" = "$version" ] || fail "debian/changelog releases $version, CHANGELOG.md is of $changes" ;;
esac
echo "$version"
