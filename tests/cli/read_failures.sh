# Inputs that fail are named, the others are read; 1 where some failed, 3 where all did, 4 without a model.
. ./need_model.sh
cd "$TMP" || exit 1
try() {
    "$HEARSAY" read "$@" 2>&1 | sed 's/^\(hearsay: [^:]*: \).*/\1.../'
    "$HEARSAY" read "$@" >/dev/null 2>&1
    echo "  -> $?"
}
printf 'It rained.\n' >good.txt
: >empty.txt
printf 'a\0b\0\001\002\003' >binary.bin
mkdir folder
printf 'It \377rained.\n' >odd.txt
try good.txt nowhere.txt folder good.txt
try nowhere.txt empty.txt binary.bin
try odd.txt
try -- -dash.txt
name=$(printf 'bad\033[31m\nname')
try "$name"
"$HEARSAY" read folder 2>&1
"$HEARSAY" read --model "$TMP/nowhere" good.txt >out 2>err
echo "no model -> $?, $(wc -l <err) line on stderr, $(wc -c <out) bytes on stdout"
# Meant as web addresses.
"$HEARSAY" read www.harbour.example ftp://harbour.example/a 2>&1
