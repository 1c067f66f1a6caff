#!/bin/sh
# packaging.sh SOURCE SCRATCH PROGRAM..: what packages are made from is whole: versions agree, each model has its package, the formula parses, and the
# bill of materials of the built programs names all that they need. The packages themselves are made and tried by `make release`.
set -eu
source=$1 scratch=$2
shift 2
fail() {
    echo "FAIL: $*"
    exit 1
}
version=$(sh "$source/packaging/versions.sh")

# disagree FILE SED: versions.sh refuses a tree where FILE is changed so
disagree() {
    rm -rf "$scratch/versions"
    mkdir -p "$scratch/versions"
    (cd "$source" && tar cf - packaging/versions.sh include/hearsay.h docs/openapi.json debian/changelog CHANGELOG.md) | tar xf - -C "$scratch/versions"
    sh "$scratch/versions/packaging/versions.sh" >/dev/null || fail "a copy of the tree does not agree"
    sed "$2" "$source/$1" >"$scratch/versions/$1"
    if sh "$scratch/versions/packaging/versions.sh" >/dev/null 2>&1; then
        fail "versions.sh does not see that $1 is of another version"
    fi
}
disagree include/hearsay.h 's/^#define HS_VERSION .*/#define HS_VERSION "98.7.6"/'
disagree docs/openapi.json "s/\"version\": \"$version\"/\"version\": \"98.7.6\"/"
disagree debian/changelog "s/^hearsay ($version)/hearsay (98.7.6)/"
disagree CHANGELOG.md '0,/^## /s/^## .*/## 98.7.6/'

for model in "$source"/models/*/; do
    name=$(basename "$model")
    grep -qx "Package: hearsay-model-$name" "$source/debian/control" || fail "debian/control has no package of the model $name"
    grep -qx "usr/share/hearsay/models/$name" "$source/debian/hearsay-model-$name.install" || fail "no package installs the model $name"
done

if command -v ruby >/dev/null; then
    ruby -c "$source/packaging/homebrew/hearsay.rb" >/dev/null
fi

if command -v dpkg-query >/dev/null && command -v objdump >/dev/null; then
    python3 "$source/packaging/sbom.py" "$@" >"$scratch/sbom.json"
    python3 - "$scratch/sbom.json" "$version" <<'EOF'
import json, sys
bom = json.load(open(sys.argv[1]))
found = {component["bom-ref"]: component for component in bom["components"]}
assert bom["metadata"]["component"]["version"] == sys.argv[2]
assert len(found) == len(bom["components"]), "a name twice"
assert bom["dependencies"][0]["dependsOn"] == list(found)
for name, scope in {"libxml2": "required", "sqlite": "required", "libmicrohttpd": "optional", "curl": "optional"}.items():
    assert found[name]["scope"] == scope and found[name]["purl"].startswith("pkg:deb/"), name
for name, encoder in {"model-small": "all-MiniLM-L6-v2", "model-pairs": "all-MiniLM-L6-v2", "model-pairs-base": "all-mpnet-base-v2"}.items():
    assert encoder in found[name]["pedigree"]["notes"] and found[name]["components"][0]["hashes"], name
EOF
fi
