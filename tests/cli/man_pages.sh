# Man pages are clean to the formatter, and name every option; completions are clean to their shells where these are here.
cd "$HS_GENERATED" || exit 1
for page in *.1; do
    if command -v groff >/dev/null; then
        groff -man -ww -z -Tascii "$page" 2>&1
    fi
done
sed 's/\\-/-/g' hearsay-read.1 >"$TMP/hearsay-read.1.plain"
for option in format model url outlet published min-confidence threads follow help; do
    grep -q -e "--$option" completion.bash && grep -q -e "--$option" completion.zsh && grep -q -e "-l $option" completion.fish &&
        grep -q -F -e "--$option" "$TMP/hearsay-read.1.plain" || echo "--$option is missing"
done
sed 's/\\-/-/g' hearsay-add.1 | grep -q -F -e "--ledger" || echo "add --ledger is missing"
sed 's/\\-/-/g' hearsay-watch.1 | grep -q -F -e "--interval" || echo "watch --interval is missing"
! command -v bash >/dev/null || bash -n completion.bash
! command -v zsh >/dev/null || zsh -n completion.zsh
! command -v fish >/dev/null || fish --no-execute completion.fish
