#!/bin/sh
# Do headers compile by themselves, and does the module graph hold?
#   headers_check.sh alone  COMPILER FLAGS INCLUDES HEADER..   each header compiles alone, and twice in one file
#   headers_check.sh layers COMPILER FLAGS INCLUDES SRC        no header of a folder of SRC outside INCLUDES can be included
#   headers_check.sh said HEADER                             a comment stands before each function that HS_API exports
# FLAGS and INCLUDES are lists parted by semicolons, as CMake has them.
set -eu
if [ "$1" = said ]; then
    awk '/^HS_API / && last !~ /\*\/$/ { print "FAIL: line " FNR " has no comment: " $0; bad = 1 }
         /^HS_API / { n++ } { last = $0 } END { print n + 0 " functions"; exit bad || !n }' "$2"
    exit
fi
mode=$1 compiler=$2 flags=$3 includes=$4
shift 4
IFS=';'
arguments="-Wall;-Wextra;-pedantic;-Werror;-fsyntax-only;$flags"
for folder in $includes; do
    [ -z "$folder" ] || arguments="$arguments;-I$folder"
done
failed=0

compile() { # headers: as if a file held nothing but their includes
    list=$arguments
    for header in "$@"; do
        list="$list;-include;$header"
    done
    # shellcheck disable=SC2086
    LC_ALL=C "$compiler" $list /dev/null
}

if [ "$mode" = alone ]; then
    for header in "$@"; do
        compile "$header" "$header" || { echo "FAIL: $header does not compile alone"; failed=1; }
    done
else
    checked=0
    for header in "$1"/*/*.h; do
        case ";$includes;" in *";${header%/*};"*) continue ;; esac
        checked=$((checked + 1))
        name=${header##*/}
        case "$(compile "$name" 2>&1)" in
        *"$name: No such file"* | *"'$name' file not found"*) ;;
        *) echo "FAIL: ${header#"$1"/} is within reach"; failed=1 ;;
        esac
    done
    echo "$checked headers out of reach"
fi
exit $failed
