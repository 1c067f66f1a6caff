#!/bin/sh
# Make what a release hands out, from what is committed: the tarball, the Debian packages built twice with the same bytes, tried and
# seen through by lintian, the bill of materials, the Homebrew formula, and their checksums. All of it goes into build/release.
# $URL: where the tarball will be found (else where it lies here); $HOMEPAGE: of the formula. $DEB_BUILD_OPTIONS as for dpkg-buildpackage.
set -eu
cd "$(dirname "$0")/.."
source=$PWD out=$PWD/build/release
fail() {
    echo "release.sh: $*" >&2
    exit 1
}
for tool in dpkg-buildpackage dh fakeroot lintian git python3 objdump; do
    command -v $tool >/dev/null || fail "no $tool; apt-get install debhelper dpkg-dev fakeroot lintian git python3 binutils"
done
[ -z "$(git status --porcelain)" ] || fail "what is not committed would not be in it: git status"
version=$(sh packaging/versions.sh)
name=hearsay-$version
tarball=$out/$name.tar.gz
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog -STimestamp)
export SOURCE_DATE_EPOCH

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
rm -rf "$out"
mkdir -p "$out"
git archive --prefix="$name/" HEAD | gzip -9n >"$tarball"

# packages FOLDER [VARIABLE=VALUE]..: built there from the tarball, without a compiler's cache
packages() {
    folder=$1
    shift
    mkdir -p "$folder"
    tar xzf "$tarball" -C "$folder"
    echo "building the packages in $folder"
    (cd "$folder/$name" && env -u CMAKE_C_COMPILER_LAUNCHER -u CMAKE_CXX_COMPILER_LAUNCHER "$@" dpkg-buildpackage -b -us -uc) >"$folder.log" 2>&1 ||
        { tail -n 30 "$folder.log" | cut -c 1-200; fail "the packages cannot be built"; }
    (cd "$folder" && sha256sum ./*.deb) >"$folder.sums"
}
packages "$scratch/first"
packages "$scratch/a-second/in/deeper" TZ=Asia/Tokyo LC_ALL=C.UTF-8
diff "$scratch/first.sums" "$scratch/a-second/in/deeper.sums" || fail "two builds differ"
cp "$scratch"/first/*.deb "$scratch"/first/*.buildinfo "$out"

lintian --fail-on error "$scratch"/first/*.changes

tree=$scratch/tree
for package in "$out"/*.deb; do
    dpkg-deb -x "$package" "$tree"
done
PATH=$tree/usr/bin:$PATH sh debian/tests/smoke
python3 packaging/sbom.py "$tree/usr/bin/hearsay" "$tree"/usr/lib/*/libhearsay.so.*.* >"$out/$name.cdx.json"

sum=$(sha256sum "$tarball")
sed -e "s|@URL@|${URL:-file://$tarball}|; s|@HOMEPAGE@|${HOMEPAGE:-https://hearsay.example/}|; s|@VERSION@|$version|; s|@SHA256@|${sum%% *}|" \
    packaging/homebrew/hearsay.rb >"$out/hearsay.rb"

cd "$out"
sha256sum -- * >SHA256SUMS
echo "$out:"
cat SHA256SUMS
grep -q '^## Unreleased' "$source/CHANGELOG.md" && echo "of a version that is not released: CHANGELOG.md and debian/changelog say so"
true
