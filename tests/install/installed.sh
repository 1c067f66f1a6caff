#!/bin/sh
# installed.sh CMAKE SOURCE SCRATCH COMPILER ONEDNN: an installation holds no path of the build, finds its model wherever it
# is moved, and README's program compiles against it with README's command line.
set -eu
cmake=$1 source=$2 scratch=$3 compiler=$4 onednn=$5
fail() {
    echo "FAIL: $*"
    exit 1
}
rm -rf "$scratch/tree" "$scratch/moved"
"$cmake" -S "$source" -B "$scratch/build" -G Ninja -DCMAKE_C_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_C_FLAGS_RELEASE="-O0 -DNDEBUG" -DHS_ONEDNN="$onednn" -DBUILD_TESTING=OFF -DCMAKE_INSTALL_PREFIX=/usr >"$scratch/log"
"$cmake" --build "$scratch/build" >>"$scratch/log" || { cat "$scratch/log"; exit 1; }
DESTDIR=$scratch/tree "$cmake" --install "$scratch/build" >>"$scratch/log"
mv "$scratch/tree/usr" "$scratch/moved"

for file in lib*/libhearsay.so lib*/libhearsay.a lib*/pkgconfig/hearsay.pc bin/hearsay; do
    find "$scratch/moved" -path "$scratch/moved/${file%%/*}/*${file##*/}" | grep -q . || fail "no $file is installed"
done
if grep -r -a -l -F -e "$source" "$scratch/moved"; then
    fail "these hold a path of the build"
fi

"$scratch/moved/bin/hearsay" --version | grep '^model small' || fail "the installed command finds no model"

sed -n '/^```c$/,/^```$/p' "$source/README.md" | sed '/^```/d' >"$scratch/claims.c"
line=$(grep '^cc .*claims\.c' "$source/README.md")
PKG_CONFIG_PATH=$(dirname "$(find "$scratch/moved" -name hearsay.pc)")
LD_LIBRARY_PATH=$(dirname "$(find "$scratch/moved" -name libhearsay.so)")
export PKG_CONFIG_PATH LD_LIBRARY_PATH
cd "$scratch"
eval "$(echo "$line" | sed "s|^cc |'$compiler' -std=c99 -Wall -Wextra -pedantic -Werror |")"
./claims | grep 'the pier had cracked' || fail "README's program prints: $(./claims 2>&1)"
