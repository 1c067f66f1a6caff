#!/bin/sh
# locale_check.sh NM LIBRARY: the library calls nothing whose answer depends on the host's locale.
set -eu
nm=$1 library=$2
"$nm" -D --undefined-only "$library" | awk '{print $NF}' | sed 's/@.*//' | sort -u >"${TMPDIR:-/tmp}/locale_check.$$"
trap 'rm -f "${TMPDIR:-/tmp}/locale_check.$$"' EXIT
grep -q '^memcpy$' "${TMPDIR:-/tmp}/locale_check.$$" || { echo "FAIL: no calls found in $library"; exit 1; }
if grep -E '^(strn?casecmp(_l)?|strcoll|strxfrm|setlocale|tolower|toupper|is(alnum|alpha|blank|cntrl|digit|graph|lower|print|punct|space|upper|xdigit)|__ctype_(b|tolower|toupper)_loc|tow.*|isw.*|mb.*towc.*|strto[df].*)$' "${TMPDIR:-/tmp}/locale_check.$$"; then
    echo "FAIL: these depend on the locale; base/ascii.h has what does not"
    exit 1
fi
