# What is asked wrongly is told on one line and by the exit status.
. ./need_ledger.sh
cd "$TMP" || exit 1
fail() {
    "$HEARSAY" "$@" >out 2>err
    echo "$?: $(cat err)"
    [ ! -s out ] || cat out
}
fail claims --since yesterday
fail claims --until 2031-13
fail claims --act sing
fail claims --anonymous --named
fail claims --after r5
fail claims --limit 0
fail claims '"..."'
fail claims -- -leak
fail who
fail search
fail search --after x leak
fail show
fail show 12
fail show a99999
fail show d99999
fail explain
fail explain c1 c2 c3
fail explain c1 d1
fail explain s1
fail explain c99999
fail explain a1 a99999
fail disputes --since soon
fail disputes --after x
fail disputes --act deny
fail changes --limit 0
fail stats more
fail claims --ledger none.db
echo "no ledger at all, but a text that is long enough to be taken for one" >text.db
fail stats --ledger text.db
fail export --ledger text.db
"$HEARSAY" export >/dev/full 2>err
echo "$?: $(cat err)"
