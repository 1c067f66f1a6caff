# Pages neither skip nor double: the whole list is the same as that of its pages.
. ./need_ledger.sh
cd "$TMP" || exit 1
for command in claims "search the OR of" "who lindqvist"; do
    "$HEARSAY" $command --limit 1000 --format jsonl 2>whole.err | grep -v '"type":"source"' | grep -v '"type":"document"' >whole
    : >pages
    after=
    while :; do
        eval "${after:-\"\$HEARSAY\" $command --limit 7 --format jsonl}" 2>err | grep -v '"type":"source"' | grep -v '"type":"document"' >>pages
        after=$(sed -n 's/.*there is more: hearsay /"$HEARSAY" /p' err) # it is a command to paste
        [ -n "$after" ] || break
    done
    [ -s whole ] && cmp whole pages && ! grep -q -e --after whole.err && echo "$command: as its pages"
done
