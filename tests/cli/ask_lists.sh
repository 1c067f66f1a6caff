# Claims, one source, a search, one attribution and the counts, as people see them.
. ./need_ledger.sh
ask() {
    echo "== $*"
    "$HEARSAY" "$@" 2>&1
}
ask claims --limit 3
ask claims --act deny
ask claims knew leak --anonymous
ask claims --outlet "coastal wire" --polarity -
ask claims --since 2031-05-15 --until 2031-05 --act admit
ask claims sandcastle
ask who "mara lindqvist" --act deny
ask who valk
ask who "Nobody Of That Name"
ask search '"oyster beds"' -n 2
ask search 'pier -leak'
ask search -n 3 -- pier -leak
ask search -- -leak pier | head -n 3
ask show a83
ask show d4
ask show "$("$HEARSAY" claims --act deny --format csv -n 1 2>/dev/null | sed -n 2p | cut -d, -f2)"
"$HEARSAY" correct a83 other --act doubt --by Ola >/dev/null
ask show a83 | sed -n 's/^  corrected *[^:]*:/corrected/p'
"$HEARSAY" correct --undo 1 >/dev/null
ask claims --certainty unstated -n 1
ask stats | grep -v small-
ask list outlets
ask list outlets --about lindqvist -n 2
ask list articles --outlet lantern
ask list articles oyster
ask list articles ministry -n 2
ask list sources --about oyster
ask list sources lindqvist
ask list outlets northern
ask list outlets norhtern
ask list outlets wire --outlet wire
ask list sources --outlet "coastal wire" --named -n 2
ask list
ask claims --outlet "coastal wre"
ask claims --outlet "wier" -n 1
ask list articles --outlet "Nobody's"
