# Where nothing is found because articles have not been compared, that is said.
. ./need_model.sh
cd "$TMP" || exit 1
printf 'Ada Solheim said on Monday that the ferry was late.\n' >a.txt
printf 'Jonas Brekke denied on Tuesday that the ferry was late.\n' >b.txt
"$HEARSAY" add --no-relate a.txt b.txt >/dev/null 2>&1
for question in disputes changes stories; do
    "$HEARSAY" $question 2>&1
done
"$HEARSAY" claims no-such-word 2>&1 | grep -c compared
